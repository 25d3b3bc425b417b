"""Reading a rule set: shipped or one's own, whole or not at all, with every fault named and placed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import riktlinjer as rl

EGET = """
format = 1
id = "egen-2030"
titel = "Egna riktlinjer 2030"
organisation = "Region Exempel"
utgava = "1"
beslutad_av = "Nämnden"
beslutad = 2030-01-15
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
enhet = "dagar"
riktning = "lägre är bättre"
malvarde = { slag = "gräns", hogst = 30.5, enhet = "dagar", text = "högst 30,5 dagar" }
kalla = { avsnitt = "Mål", rad = "Väntetid" }

[[delmal]]
id = "delmal-1"
nummer = 1
namn = "Kort väntan"
mal = "mal-1"
malar = 2035
langsiktiga_indikatorer = []
kalla = { avsnitt = "Mål" }

[delmal.statusregel]
slag = "antal"
urval = [{ indikatorer = ["vantetid"] }]
steg = [{ status = "Grön", minst = 1, hogst = 1 }, { status = "Röd", minst = 0, hogst = 0 }]
kalla = [{ avsnitt = "Mål" }]
"""


def skriv(fil: Path, text: str | bytes = EGET) -> Path:
    fil.parent.mkdir(parents=True, exist_ok=True)
    fil.write_bytes(text if isinstance(text, bytes) else text.encode())
    return fil


def fel(kalla: Path, **argument: date) -> rl.RegelverkFel:
    with pytest.raises(rl.RegelverkFel) as fangat:
        rl.las_regelverk(kalla, **argument)
    assert fangat.value.fel
    return fangat.value


# --- the shipped -----------------------------------------------------------------------------------------------------


def test_halland_2018_is_shipped() -> None:
    assert "halland-2018" in rl.tillgangliga_regelverk()
    assert rl.tillgangliga_regelverk() == tuple(sorted(rl.tillgangliga_regelverk()))


@pytest.mark.parametrize("id", rl.tillgangliga_regelverk())
def test_every_shipped_rule_set_can_be_read_and_is_a_value(id: str) -> None:
    assert rl.las_regelverk(id).id == id
    assert rl.las_regelverk(id) == rl.las_regelverk(id)


@pytest.mark.parametrize(
    ("id", "forslag"),
    [
        ("halland-2019", "halland-2018"),
        ("Halland-2018", "halland-2018"),
        ("", "halland-2018"),
        ("../x", "halland-2018"),
    ],
)
def test_an_unknown_id_is_refused_and_the_near_one_suggested(id: str, forslag: str) -> None:
    with pytest.raises(rl.OkantId, match=forslag):
        rl.las_regelverk(id)


def test_a_text_is_always_an_id_never_a_path(tmp_path: Path) -> None:
    with pytest.raises(rl.OkantId):
        rl.las_regelverk(str(skriv(tmp_path / "eget.toml")))


@pytest.mark.parametrize("kalla", [None, 2018, b"halland-2018", ["halland-2018"]])
def test_neither_text_nor_path_is_a_type_error(kalla: object) -> None:
    with pytest.raises(TypeError):
        rl.las_regelverk(kalla)  # type: ignore[arg-type]


# --- one's own -------------------------------------------------------------------------------------------------------


def test_ones_own_file_runs_like_a_shipped_one(tmp_path: Path) -> None:
    eget = rl.las_regelverk(skriv(tmp_path / "eget.toml"))
    assert (eget.id, eget.beslutad, eget.tidplan, eget.rapportmall) == ("egen-2030", date(2030, 1, 15), None, None)
    assert eget.indikator("vantetid").malvarde.hogst == Decimal("30.5")  # type: ignore[union-attr]
    assert rl.berakna_status(eget, {"vantetid": "30,5 dagar"})["delmal-1"].status is rl.Status.GRON
    assert rl.berakna_status(eget, {"vantetid": "30,51"})["delmal-1"].status is rl.Status.ROD


def test_numbers_of_a_file_are_exact_decimals(tmp_path: Path) -> None:
    text = EGET.replace("30.5", "30.10000000000000000000000000001")
    m = rl.las_regelverk(skriv(tmp_path / "eget.toml", text)).indikator("vantetid").malvarde
    assert str(m.hogst) == "30.10000000000000000000000000001"  # type: ignore[union-attr]


def test_a_source_without_a_document_stands_in_the_guideline(tmp_path: Path) -> None:
    eget = rl.las_regelverk(skriv(tmp_path / "eget.toml"))
    assert str(eget.indikator("vantetid").kalla) == "Egna riktlinjer 2030, Mål, raden Väntetid"


def test_a_folder_of_files_is_one_rule_set(tmp_path: Path) -> None:
    huvud, _, resten = EGET.partition("[[mal]]")
    skriv(tmp_path / "a.toml", huvud)
    skriv(tmp_path / "b.toml", "[[mal]]" + resten)
    skriv(tmp_path / "README.md", "not TOML")
    assert rl.las_regelverk(tmp_path) == rl.las_regelverk(skriv(tmp_path / "hel" / "eget.toml"))


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert rl.las_regelverk(skriv(tmp_path / "eget.toml", b"\xef\xbb\xbf" + EGET.encode())).id == "egen-2030"


def test_a_table_in_two_files_is_refused(tmp_path: Path) -> None:
    skriv(tmp_path / "a.toml")
    skriv(tmp_path / "b.toml", "ar = 2031\n")
    (ett,) = fel(tmp_path).fel
    assert (ett.fil, ett.plats) == ("b.toml", "ar")
    assert "a.toml" in ett.text


# --- editions --------------------------------------------------------------------------------------------------------

FORSTA = EGET.replace("galler_fran = 2030-02-01", "galler_fran = 2030-02-01\ngaller_till = 2030-06-30")
ANDRA = EGET.replace("galler_fran = 2030-02-01", "galler_fran = 2030-07-01").replace('utgava = "1"', 'utgava = "2"')


@pytest.mark.parametrize(
    ("dag", "utgava"),
    [
        (None, "2"),
        (date(2030, 2, 1), "1"),
        (date(2030, 6, 30), "1"),
        (date(2030, 7, 1), "2"),
        (date(2040, 1, 1), "2"),
    ],
)
def test_the_edition_that_applied_on_a_day(tmp_path: Path, dag: date | None, utgava: str) -> None:
    skriv(tmp_path / "2030-02-01" / "regelverk.toml", FORSTA)
    skriv(tmp_path / "2030-07-01" / "regelverk.toml", ANDRA)
    assert rl.las_regelverk(tmp_path, dag=dag).utgava == utgava


def test_a_revision_that_does_not_say_when_the_old_ends_wins_from_its_first_day(tmp_path: Path) -> None:
    skriv(tmp_path / "1" / "regelverk.toml", EGET)
    skriv(tmp_path / "2" / "regelverk.toml", ANDRA)
    assert rl.las_regelverk(tmp_path, dag=date(2030, 6, 30)).utgava == "1"
    assert rl.las_regelverk(tmp_path, dag=date(2030, 7, 1)).utgava == "2"


def test_a_day_before_every_edition_is_refused_and_the_editions_named(tmp_path: Path) -> None:
    skriv(tmp_path / "1" / "regelverk.toml", FORSTA)
    text = str(fel(tmp_path, dag=date(2030, 1, 31)))
    assert "2030-01-31" in text
    assert "2030-02-01" in text
    with pytest.raises(rl.RegelverkFel):
        rl.las_regelverk("halland-2018", dag=date(2017, 12, 31))


def test_halland_2018_applied_from_its_decision() -> None:
    assert rl.las_regelverk("halland-2018", dag=date(2018, 1, 30)).utgava
    assert rl.las_regelverk("halland-2018", dag=date(2018, 12, 31)) == rl.las_regelverk("halland-2018")


# --- faults ----------------------------------------------------------------------------------------------------------


def test_five_faults_are_all_named_with_their_places(tmp_path: Path) -> None:
    text = EGET
    for fore, efter in [
        ('namn = "Väntetid"', 'nanm = "Väntetid"'),  # a misspelt field: unknown, and the right one missing
        ('riktning = "lägre är bättre"', 'riktning = "neråt"'),  # a word that is no choice
        ("nummer = 1", 'nummer = "ett"'),  # a text for a number
        ('["vantetid"]', '["vantetiden"]'),  # a reference to nothing
        ("beslutad = 2030-01-15", 'beslutad = "i januari"'),  # no date
    ]:
        assert fore in text
        text = text.replace(fore, efter)
    e = fel(skriv(tmp_path / "eget.toml", text))
    platser = {f.plats for f in e.fel}
    assert platser >= {
        "indikatorer[0].nanm",
        "indikatorer[0].namn",
        "indikatorer[0].riktning",
        "delmal[0].nummer",
        "beslutad",
    }
    assert any("urval[0].indikatorer" in plats for plats in platser)
    assert {f.fil for f in e.fel} == {"eget.toml"}
    assert len(e.fel) == 6
    assert all(plats in str(e) for plats in platser)
    assert "'neråt'" in str(e)
    assert "'vantetiden'" in str(e)


def test_a_fault_names_its_file_in_a_folder(tmp_path: Path) -> None:
    huvud, _, resten = EGET.partition("[[mal]]")
    skriv(tmp_path / "a.toml", huvud.replace("ar = 2030\n", 'ar = "x"\n'))
    skriv(tmp_path / "b.toml", "[[mal]]" + resten.replace('omrade = "exempel"', ""))
    assert {(f.fil, f.plats) for f in fel(tmp_path).fel} == {("a.toml", "ar"), ("b.toml", "mal[0].omrade")}


@pytest.mark.parametrize(
    ("andring", "plats", "ord_"),
    [
        (("format = 1\n", ""), "format", "saknas"),
        (("format = 1\n", "format = 2\n"), "format", "väntade 1"),
        (("format = 1\n", 'format = "1"\n'), "format", "väntade 1"),
        (('id = "egen-2030"', 'id = "Egen 2030"'), "id", "Egen 2030"),
        (('utgava = "1"\n', ""), "utgava", "saknas"),
        (("galler_fran = 2030-02-01\n", ""), "galler_fran", "saknas"),
        (("hogst = 30.5", "hogst = 30.5, minst = 1"), "malvarde", "exakt en"),
        (("hogst = 30.5", "hogst = nan"), "malvarde", "tal"),
        (("hogst = 30.5", "hogst = inf"), "malvarde", "tal"),
        (('slag = "gräns"', 'slag = "ungefär"'), "malvarde", "ungefär"),
        (("nummer = 1\n", "nummer = 1.5\n"), "nummer", "heltal"),
        (("nummer = 1\n", "nummer = true\n"), "nummer", "heltal"),
        (('mal = "mal-1"\ndelmal', 'mal = "mal-9"\ndelmal'), "indikatorer[0].mal", "mal-9"),
        (('id = "vantetid"', 'id = "mal-1"'), "indikatorer[0].id", "mal-1"),
        (("[[mal]]", "[[malen]]"), "malen", "okänt"),
        (("ar = 2030", "ar = 2030\nar_till = 2031"), "ar_till", "okänt"),
    ],
)
def test_a_fault_says_where_and_what(tmp_path: Path, andring: tuple[str, str], plats: str, ord_: str) -> None:
    assert andring[0] in EGET
    funna = fel(skriv(tmp_path / "eget.toml", EGET.replace(*andring, 1))).fel
    assert any(plats in f.plats and ord_ in f.text for f in funna), [str(f) for f in funna]


def test_a_tolkning_without_a_standard_has_just_that_fault(tmp_path: Path) -> None:
    """What is chosen when nothing else is said is the standard: that it is missing too is no fault of its own."""
    tolkning = """
[[tolkningar]]
id = "fraga"
fraga = "Vad gäller?"
lasningar = [{ id = "ja", innebord = "Ja." }]
skal = "Prov."
kalla = [{ avsnitt = "Mål" }]
"""
    funna = fel(skriv(tmp_path / "eget.toml", EGET + tolkning)).fel
    assert [f.plats for f in funna] == ["tolkningar[0].standard"]
    assert "saknas" in funna[0].text


def test_a_reading_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    villkor = 'hogst = 0, nar = [{ tolkning = "finns-inte", lasning = "x" }] }'
    funna = fel(skriv(tmp_path / "eget.toml", EGET.replace("hogst = 0 }", villkor))).fel
    assert any("finns-inte" in f.text for f in funna)


@pytest.mark.parametrize(
    ("innehall", "ord_"),
    [
        (b"format = ", "TOML"),
        (b"format = 1\nformat = 1\n", "TOML"),
        (b"[[[", "TOML"),
        (EGET.encode("latin-1"), "UTF-8"),
        (EGET.encode("utf-16"), "UTF-8"),
        (b"\x00\xff\xfe", "UTF-8"),
        (b"", "format"),
        (b"a = " + b"[" * 100_000, "läsas"),
    ],
    ids=["half a line", "twice", "brackets", "latin-1", "utf-16", "binary", "empty", "deep"],
)
def test_a_file_that_is_no_toml_is_refused_in_one_sentence(tmp_path: Path, innehall: bytes, ord_: str) -> None:
    e = fel(skriv(tmp_path / "trasig.toml", innehall))
    assert e.fel[0].fil == "trasig.toml"
    assert any(ord_ in str(f) for f in e.fel)


def test_a_syntax_error_is_the_only_fault_that_is_told(tmp_path: Path) -> None:
    """What is missing because a file could not be read is no fault of its own."""
    assert len(fel(skriv(tmp_path / "trasig.toml", EGET + "\nslut = ")).fel) == 1


def test_a_file_larger_than_the_limit_is_refused_unread(tmp_path: Path) -> None:
    e = fel(skriv(tmp_path / "stor.toml", EGET + "# " + "x" * 4_000_001))
    assert any("större" in f.text for f in e.fel)


@pytest.mark.parametrize(
    "gor",
    [lambda p: p / "finns-inte.toml", lambda p: p, lambda p: p / "finns" / "inte"],
    ids=["no file", "empty folder", "no folder"],
)
def test_what_is_not_there_is_refused(tmp_path: Path, gor: Callable[[Path], Path]) -> None:
    fel(gor(tmp_path))


def test_a_list_that_is_too_short_is_the_fault_when_nothing_in_it_is(tmp_path: Path) -> None:
    grans = '{ slag = "gräns", hogst = 30.5, enhet = "dagar", text = "högst 30,5 dagar" }'
    ett = EGET.replace(grans, f'{{ slag = "sammansatt", delar = [{grans}] }}')
    (bara,) = fel(skriv(tmp_path / "ett.toml", ett)).fel
    assert bara.plats == "indikatorer[0].malvarde.delar"
    trasigt = EGET.replace(grans, f'{{ slag = "sammansatt", delar = [{grans}, {{ slag = "gräns", x = 1 }}] }}')
    assert {f.plats for f in fel(skriv(tmp_path / "trasigt.toml", trasigt)).fel} == {
        "indikatorer[0].malvarde.delar[1].x"
    }


@pytest.mark.parametrize(
    ("fran", "till", "plats", "text"),
    [
        (
            'id = "vantetid"',
            'id = "Väntetid"',
            "indikatorer[0].id",
            "väntade små bokstäver a–z, siffror och bindestreck",
        ),
        ('namn = "Väntetid"', "namn = 12", "indikatorer[0].namn", 'skriv den inom citattecken: "12"'),
        ("kalla = { avsnitt", 'kalla = "x" # {', "mal[0].kalla", "väntade en tabell, skriven inom { och }"),
        ("minst = 0, hogst = 0", "minst = -1, hogst = 0", "delmal[0].statusregel.steg[1].minst", "väntade minst 0"),
    ],
)
def test_a_fault_of_form_says_in_swedish_what_was_expected(
    fran: str, till: str, plats: str, text: str, tmp_path: Path
) -> None:
    (bara,) = (f for f in fel(skriv(tmp_path / "eget.toml", EGET.replace(fran, till, 1))).fel if f.plats == plats)
    assert text in bara.text
    assert "should" not in bara.text
