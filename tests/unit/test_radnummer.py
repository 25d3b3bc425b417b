"""Where each key of a TOML text stands, and the lines that a faulty rule set is told by."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import riktlinjer as rl
from riktlinjer.regelverk.radnummer import Vag, las_plats, rad_for, radnummer, skriv_plats

EGET = """\
format = 1
id = "egen-2030"
titel = "Egna riktlinjer 2030"
organisation = "Region Exempel"
utgava = "1"
galler_fran = 2030-02-01
ar = 2030

[[dokument]]
id = "eget"
titel = "Egna riktlinjer 2030"
utgivare = "Region Exempel"

[[mal]]
id = "mal-1"
namn = "Ett mål"
omrade = "exempel"
kalla = { avsnitt = "Mål" }

[[indikatorer]]
id = "vantetid"
namn = "Väntetid"
mal = "mal-1"
delmal = "delmal-1"
malvarde = { slag = "gräns", hogst = 30.5 }
kalla = { avsnitt = "Mål" }

[[delmal]]
id = "delmal-1"
nummer = 1
namn = "Kort väntan"
mal = "mal-1"
kalla = { avsnitt = "Mål" }

[delmal.statusregel]
slag = "antal"
urval = [
  { indikatorer = [
    "vantetid",
  ] },
]
steg = [
  { status = "Grön", minst = 1, hogst = 1 },
  { status = "Röd", minst = 0, hogst = 0 },
]
kalla = [{ avsnitt = "Mål" }]

[tidplan]
tillfallen = [{ rapporttyp = "UR1", period = "2030-04", kolumn = "April", bryt = 2030-05-07 }]
rapportmanader = []
frister = []
kalla = { avsnitt = "Tidplan" }
"""


def skriv(fil: Path, text: str | bytes) -> Path:
    fil.parent.mkdir(parents=True, exist_ok=True)
    fil.write_bytes(text if isinstance(text, bytes) else text.encode())
    return fil


def fel(kalla: Path) -> tuple[rl.Regelfel, ...]:
    with pytest.raises(rl.RegelverkFel) as fangat:
        rl.las_regelverk(kalla)
    return fangat.value.fel


def rad_med(text: str, del_: str) -> int:
    """The line, from 1, of the one place where ``del_`` stands."""
    assert text.count(del_) == 1, del_
    return text.count("\n", 0, text.index(del_)) + 1


# --- the lines of a text ---------------------------------------------------------------------------------------------

TEXTER: dict[str, tuple[str, dict[Vag, int]]] = {
    "keys": ("a = 1\n\n  b = 2", {("a",): 1, ("b",): 3}),
    "nothing": ("", {}),
    "comments only": ("# a = 1\n\n# b", {}),
    "a comment after a value": ("a = 1 # [b]\nc = 2", {("a",): 1, ("c",): 2}),
    "a hash in a text": ('a = "# b"\nc = 2', {("a",): 1, ("c",): 2}),
    "dotted keys": ("a.b = 1\na . c = 2", {("a",): 1, ("a", "b"): 1, ("a", "c"): 2}),
    "quoted keys": ("\"a.b\" = 1\n'c d' = 2\n\"\\u00e5\" = 3", {("a.b",): 1, ("c d",): 2, ("å",): 3}),
    "a quoted key in a header": ('[a."b.c"]\nd = 1', {("a",): 1, ("a", "b.c"): 1, ("a", "b.c", "d"): 2}),
    "a key that is a number": ("1.2 = 3", {("1",): 1, ("1", "2"): 1}),
    "a header with blanks": ("[ a . b ]\nc = 1", {("a",): 1, ("a", "b"): 1, ("a", "b", "c"): 2}),
    "a table under a table": (
        "[a]\nb = 1\n[a.c]\nd = 2",
        {("a",): 1, ("a", "b"): 2, ("a", "c"): 3, ("a", "c", "d"): 4},
    ),
    "arrays of tables": (
        "[[a]]\nb = 1\n[[a]]\nb = 2",
        {("a",): 1, ("a", 0): 1, ("a", 0, "b"): 2, ("a", 1): 3, ("a", 1, "b"): 4},
    ),
    "a table in the last of an array": (
        "[[a]]\n[[a]]\n[a.b]\nc = 1",
        {("a",): 1, ("a", 0): 1, ("a", 1): 2, ("a", 1, "b"): 3, ("a", 1, "b", "c"): 4},
    ),
    "arrays in arrays": (
        "[[a]]\n[[a.b]]\n[[a.b]]\n[[a]]\n[[a.b]]",
        {
            ("a",): 1, ("a", 0): 1, ("a", 0, "b"): 2, ("a", 0, "b", 0): 2, ("a", 0, "b", 1): 3,
            ("a", 1): 4, ("a", 1, "b"): 5, ("a", 1, "b", 0): 5,
        },
    ),
    "a list over several lines": (
        "a = [\n  1,\n\n  # 2,\n  3,\n]\nb = 1",
        {("a",): 1, ("a", 0): 2, ("a", 1): 5, ("b",): 7},
    ),
    "an empty list and an empty table": ("a = [ ]\nb = { }\nc = [\n]", {("a",): 1, ("b",): 2, ("c",): 3}),
    "lists in lists": (
        "a = [[1], [\n2]]",
        {("a",): 1, ("a", 0): 1, ("a", 0, 0): 1, ("a", 1): 1, ("a", 1, 0): 2},
    ),
    "inline tables in a list": (
        "a = [\n { b = 1, c.d = 2 },\n { b = 3 } ]",
        {
            ("a",): 1, ("a", 0): 2, ("a", 0, "b"): 2, ("a", 0, "c"): 2, ("a", 0, "c", "d"): 2,
            ("a", 1): 3, ("a", 1, "b"): 3,
        },
    ),
    "a text with brackets and an equals sign": ('a = "[x] = {"\nb = 1', {("a",): 1, ("b",): 2}),
    "an escaped quotation mark": ('a = "x\\" # [b]"\nc = 1', {("a",): 1, ("c",): 2}),
    "a backslash last in a literal": ("a = 'c:\\'\nb = 1", {("a",): 1, ("b",): 2}),
    "a text over several lines": ('a = """\nb = 1\n[c]\n"""\nd = 1', {("a",): 1, ("d",): 5}),
    "quotation marks in a long text": ('a = """x""y\\"""z"""""\nb = 1', {("a",): 1, ("b",): 2}),
    "apostrophes in a long literal": ("a = '''x\n''y\\'''''\nb = 1", {("a",): 1, ("b",): 3}),
    "an empty long text": ("a = ''''''\nb = \"\"\"\"\"\"\nc = 1", {("a",): 1, ("b",): 2, ("c",): 3}),
    "times and numbers": (
        "a = 2030-01-01 12:00:00\nb = 1_000.5e-3\nc = -inf\nd = [2030-01-01 12:00:00, true]",
        {("a",): 1, ("b",): 2, ("c",): 3, ("d",): 4, ("d", 0): 4, ("d", 1): 4},
    ),
    "lines that end in CR LF": ('a = """\r\n"""\r\nb = [\r\n1]\r\n', {("a",): 1, ("b",): 3, ("b", 0): 4}),
}  # fmt: skip


@pytest.mark.parametrize("vad", TEXTER)
def test_every_key_and_item_has_the_line_where_it_stands(vad: str) -> None:
    text, rader = TEXTER[vad]
    tomllib.loads(text)
    assert radnummer(text) == rader


def test_a_byte_order_mark_is_no_key() -> None:
    assert radnummer("\ufeffa = 1") == {("a",): 1}


@pytest.mark.parametrize("text", ["a = 1\nb = ", "a = 1\n= 2", "a = 1\n[b", "a = 1\n'''", "a = 1\nä = 2", "a = 1\nb 2"])
def test_what_stands_before_a_fault_of_syntax_has_its_line(text: str) -> None:
    assert radnummer(text)["a",] == 1


def test_a_text_that_is_nested_too_deeply_is_left_where_it_is() -> None:
    assert radnummer("a = 1\nb = " + "[" * 100_000)["a",] == 1


@pytest.mark.parametrize(
    ("vag", "rad"),
    [
        (("a", 0, "b"), 2),
        (("a", 0, "saknas"), 1),
        (("a", 0, "b", "djupare", 3), 2),
        (("a", 5, "b"), 1),
        (("b",), None),
        ((), None),
    ],
)
def test_a_key_that_is_missing_has_the_line_of_what_is_around_it(vag: Vag, rad: int | None) -> None:
    assert rad_for({("a",): 1, ("a", 0): 1, ("a", 0, "b"): 2}, vag) == rad


@pytest.mark.parametrize(
    ("vag", "plats"),
    [
        ((), ""),
        (("ar",), "ar"),
        (("delmal", 2, "statusregel", "steg", 0, "minst"), "delmal[2].statusregel.steg[0].minst"),
        (("a", 0, 1), "a[0][1]"),
        (("a.b", "c"), '"a.b".c'),
        (("a", "b[0]"), 'a."b[0]"'),
        (("a", 'x"y\\'), r'a."x\"y\\"'),
        (("å",), '"å"'),
        (("",), '""'),
        (("a", "1"), "a.1"),
    ],
)
def test_a_place_is_written_so_that_it_can_be_read_back(vag: Vag, plats: str) -> None:
    assert skriv_plats(vag) == plats
    assert las_plats(plats) == vag


# --- the lines of faults ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fore", "efter", "plats"),
    [
        ("ar = 2030", 'ar = "tjugo"', "ar"),
        ("ar = 2030", "ar = 2030\nar_till = 2031", "ar_till"),
        ("hogst = 30.5", "hogst = true", "indikatorer[0].malvarde.hogst"),
        ("hogst = 30.5", "hogst = 30.5, over = 1", "indikatorer[0].malvarde"),
        ('slag = "gräns"', 'slag = "ungefär"', "indikatorer[0].malvarde.slag"),
        ('slag = "antal"', 'slag = "antalet"', "delmal[0].statusregel.slag"),
        ('"vantetid",', '"vantetiden",', "delmal[0].statusregel.urval[0].indikatorer[0]"),
        ("minst = 0, hogst = 0", "minst = -1, hogst = 0", "delmal[0].statusregel.steg[1].minst"),
        ("minst = 1, hogst = 1", "minst = 2, hogst = 1", "delmal[0].statusregel.steg[0]"),
        ('"Röd"', '"Blå"', "delmal[0].statusregel.steg[1].status"),
        ('delmal = "delmal-1"', 'delmal = "delmal-9"', "indikatorer[0].delmal"),
        ("bryt = 2030-05-07", 'bryt = "i maj"', "tidplan.tillfallen[0].bryt"),
        ('period = "2030-04"', 'period = "april"', "tidplan.tillfallen[0].period"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, fore: str, efter: str, plats: str) -> None:
    assert EGET.count(fore) == 1
    text = EGET.replace(fore, efter)
    (ett,) = fel(skriv(tmp_path / "eget.toml", text))
    assert (ett.plats, ett.rad) == (plats, rad_med(text, efter.rpartition("\n")[2]))
    assert str(ett).startswith(f"eget.toml:{ett.rad}: {plats}: ")


@pytest.mark.parametrize(
    ("bort", "plats", "tabell"),
    [
        ('namn = "Väntetid"\n', "indikatorer[0].namn", "[[indikatorer]]"),
        ('slag = "antal"\n', "delmal[0].statusregel", "[delmal.statusregel]"),
        ("frister = []\n", "tidplan.frister", "[tidplan]"),
        ('status = "Grön", ', "delmal[0].statusregel.steg[0].status", "{ minst = 1, hogst = 1 }"),
    ],
)
def test_a_key_that_is_missing_is_told_with_the_line_of_its_table(
    tmp_path: Path, bort: str, plats: str, tabell: str
) -> None:
    assert EGET.count(bort) == 1
    text = EGET.replace(bort, "")
    (ett,) = fel(skriv(tmp_path / "eget.toml", text))
    assert (ett.plats, ett.rad) == (plats, rad_med(text, tabell))


def test_a_key_that_is_missing_from_the_top_has_no_line(tmp_path: Path) -> None:
    (ett,) = fel(skriv(tmp_path / "eget.toml", EGET.replace('titel = "Egna riktlinjer 2030"\n', "", 1)))
    assert (ett.plats, ett.rad) == ("titel", None)
    assert str(ett) == "eget.toml: titel: saknas; fältet måste finnas"


def test_faults_are_told_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = EGET.replace("nummer = 1", "nummer = 1.5").replace('"Ett mål"', "1").replace("ar = 2030", "ar = true")
    assert [f.rad for f in fel(skriv(tmp_path / "eget.toml", text))] == [7, 16, 30]


@pytest.mark.parametrize("ra", [EGET.replace("\n", "\r\n"), "\ufeff" + EGET], ids=["CR LF", "byte order mark"])
def test_lines_are_the_same_however_the_editor_saves_them(tmp_path: Path, ra: str) -> None:
    (ett,) = fel(skriv(tmp_path / "eget.toml", ra.replace("nummer = 1", "nummer = 1.5")))
    assert ett.rad == rad_med(EGET, "nummer = 1")


def test_the_kind_of_a_rule_is_no_part_of_a_place(tmp_path: Path) -> None:
    """A group's target has a field with the same name as its kind."""
    grupp = 'malvarde = { slag = "grupp", vilka = "alla", grupp = 1, krav = { slag = "gräns", minst = "x" } }'
    text = EGET.replace('malvarde = { slag = "gräns", hogst = 30.5 }', grupp)
    assert {f.plats for f in fel(skriv(tmp_path / "eget.toml", text))} == {
        "indikatorer[0].malvarde.grupp",
        "indikatorer[0].malvarde.krav.minst",
    }


# --- faults of syntax ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rad", "ord_"),
    [
        ("a = 1\nb = ", 2, "värdet kan inte läsas"),
        ("a = 1\nb = 30,5\nc = 1", 2, "decimalpunkt"),
        ("a = 1\nb = x\nc = 1", 2, "text inom citattecken"),
        ('a = 1\nb = "x\nc = 1', 2, "citattecken i slutet av raden"),
        ("a = 1\nb = 'x\nc = 1", 2, "citattecken i slutet"),
        ('a = 1\nb = """x\nc = 1\n\n', 2, "citattecken i slutet"),
        ("a = 1\nb = '''x\nc = 1\n\n", 2, "citattecken i slutet"),
        ("a = 1\nb\n", 2, "väntades ="),
        ("a = 1\nåtgärd = 1", 2, "a–z"),
        ("a = 1\na = 2\nb = 1", 2, "står redan"),
        ("a = 1\nb = 1\na = 2", 3, "står redan"),
        ("b = { a = 1, a = 2 }\n", 1, "står redan"),
        ("[[a]]\n[b]\n[a]\n", 3, "[["),
        ("[a]\n[a]\n", 2, "finns redan"),
        ("a = []\n[[a]]\n", 2, "samla den på ett ställe"),
        ("a = [\n1\n2\n]\n", 3, "komma"),
        ("a = 1\nb = [1,\n\n\n", 2, "(filen tar slut)"),
        ("a = { b = 1\n}\n", 1, "på en rad"),
        ("a = 1\n[b\nc = 1", 2, "rubriken saknar ]"),
        ("a = 2030-02-30\n", 1, "finns inte"),
        ('a = "c:\\mapp"\n', 1, "omvänt snedstreck"),
        ('a = "\\u00zz"\n', 1, "siffror"),
        ("a = '\x07'\n", 1, "inte syns"),
    ],
)
def test_a_fault_of_syntax_is_told_in_swedish_with_its_line(tmp_path: Path, text: str, rad: int, ord_: str) -> None:
    (ett,) = fel(skriv(tmp_path / "eget.toml", text))
    assert (ett.rad, ett.plats) == (rad, "")
    assert ord_ in ett.text
    assert str(ett).startswith(f"eget.toml:{rad}: TOML-filen kan inte läsas: ")


def test_a_file_that_is_not_utf_8_is_told_with_the_line(tmp_path: Path) -> None:
    (ett,) = fel(skriv(tmp_path / "eget.toml", b"a = 1\nb = '\xe5'\n"))
    assert ett.rad == 2


# --- several files ---------------------------------------------------------------------------------------------------


def mapp(rot: Path, **andrat: str) -> Path:
    """The rule set as a folder of files, some of them changed."""
    huvud, mal, resten = EGET.partition("[[mal]]\n")
    resten, delmal, sist = resten.partition("[[delmal]]\n")
    for namn, text in {"huvud": huvud, "mal": mal + resten, "delmal": delmal + sist, **andrat}.items():
        skriv(rot / f"{namn}.toml", text)
    return rot


def test_a_folder_of_the_parts_is_faultless(tmp_path: Path) -> None:
    assert rl.las_regelverk(mapp(tmp_path)).id == "egen-2030"


def test_a_file_that_cannot_be_read_does_not_hide_the_faults_of_the_others(tmp_path: Path) -> None:
    text = EGET[EGET.index("[[delmal]]") :].replace("nummer = 1", 'nummer = "ett"')
    assert [(f.fil, f.rad, f.plats) for f in fel(mapp(tmp_path, mal="[[mal]\n", delmal=text))] == [
        ("delmal.toml", rad_med(text, "nummer"), "delmal[0].nummer"),
        ("mal.toml", 1, ""),
    ]


def test_what_a_file_that_cannot_be_read_would_have_held_is_no_fault(tmp_path: Path) -> None:
    (ett,) = fel(mapp(tmp_path, huvud="format = "))
    assert (ett.fil, ett.rad) == ("huvud.toml", 1)


def test_a_pointer_into_a_file_that_could_be_read_is_still_a_fault(tmp_path: Path) -> None:
    text = EGET[EGET.index("[[mal]]") : EGET.index("[[delmal]]")].replace('mal = "mal-1"', 'mal = "mal-9"')
    extra = '[[namnder]]\nid = "vantetid"\n'
    funna = fel(mapp(tmp_path, huvud="format = ", mal=text, extra=extra))
    assert {(f.fil, f.plats) for f in funna} >= {("mal.toml", "indikatorer[0].mal"), ("extra.toml", "namnder[0].id")}


def test_both_files_with_faults_of_syntax_are_told(tmp_path: Path) -> None:
    assert {f.fil for f in fel(mapp(tmp_path, mal="x", delmal="y"))} == {"mal.toml", "delmal.toml"}


def test_a_table_in_two_files_is_told_with_its_line_and_with_other_faults(tmp_path: Path) -> None:
    funna = fel(mapp(tmp_path, sist="\n[[mal]]\nid = 'mal-2'\n", huvud=EGET.partition("[[mal]]")[0] + "x = 1\n"))
    assert [(f.fil, f.rad, f.plats) for f in funna] == [
        ("huvud.toml", rad_med(EGET, 'utgivare = "Region Exempel"') + 2, "dokument[0].x"),
        ("sist.toml", 2, "mal"),
    ]


def test_the_faults_of_every_edition_are_told_with_its_folder(tmp_path: Path) -> None:
    skriv(tmp_path / "a" / "regelverk.toml", EGET.replace("ar = 2030", "ar = true"))
    skriv(tmp_path / "b" / "regelverk.toml", EGET.replace("nummer = 1", "nummer = true"))
    assert [(f.fil, f.plats) for f in fel(tmp_path)] == [
        ("a/regelverk.toml", "ar"),
        ("b/regelverk.toml", "delmal[0].nummer"),
    ]


def test_a_faultless_rule_set_is_gone_through_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("riktlinjer.regelverk.lasare.radnummer", lambda text: pytest.fail("the second pass ran"))
    assert rl.las_regelverk(skriv(tmp_path / "eget.toml", EGET))
