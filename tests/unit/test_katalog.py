"""The folder of an occasion: whose each file is, which report counts, and that nothing in it ends the reading."""

from __future__ import annotations

import io
import json
import os
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import riktlinjer as rl
from riktlinjer.errors import KalenderFel, RapportFel
from riktlinjer.katalog import las_katalog
from riktlinjer.models.tillfallesunderlag import Namndunderlag, Tillfallesunderlag

RV = rl.las_regelverk("halland-2018")
PSYK, SJUKHUS, NARA = "driftnamnd-psykiatri", "driftnamnd-hallands-sjukhus", "driftnamnd-narsjukvard"
RAPPORT = "# 1 Sammanfattning\n\nText.\n"
CSV = "indikator;utfall\nfrisktal;88 %\n"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def skriv(mapp: Path, **filer: str | bytes) -> None:
    """Files by their paths in the folder."""
    for namn, innehall in filer.items():
        fil = mapp / namn
        fil.parent.mkdir(parents=True, exist_ok=True)
        fil.write_bytes(innehall if isinstance(innehall, bytes) else innehall.encode())


def las(mapp: Path, **val: object) -> Tillfallesunderlag:
    return las_katalog(mapp, RV, **val)  # type: ignore[arg-type]


def namnd(underlag: Tillfallesunderlag, id: str) -> Namndunderlag:
    (en,) = [n for n in underlag.namnder if n.namnd == id]
    return en


def koder(underlag: Tillfallesunderlag) -> list[str]:
    return [p.kod.removeprefix("SAMMANSTALLNING-") for p in underlag.papekanden]


def docx(dokument: str) -> bytes:
    buffert = io.BytesIO()
    with zipfile.ZipFile(buffert, "w", zipfile.ZIP_DEFLATED) as arkiv:
        arkiv.writestr("word/document.xml", dokument)
    return buffert.getvalue()


def dokument(*rubriker: str) -> str:
    stycken = (
        f'<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>{rubrik}</w:t></w:r></w:p>' for rubrik in rubriker
    )
    return f"<w:document {W}><w:body>{''.join(stycken)}</w:body></w:document>"


# Whose a file is


@pytest.mark.parametrize(
    "plats",
    [
        f"{PSYK}/rapport.md",
        "Driftnämnd Psykiatri/rapport.md",
        "driftnämnd psykiatri/RAPPORT.MD",
        "Driftnamnd_Psykiatri/rapport.txt",
        f"{PSYK}.md",
        f"{PSYK}-ur2.md",
        f"{PSYK}_ur2 slutlig.md",
        "Driftnämnd Psykiatri UR2.md",
    ],
)
def test_a_report_is_the_namnds_by_its_folder_or_its_name(tmp_path: Path, plats: str) -> None:
    skriv(tmp_path, **{plats: "1 Sammanfattning\n\nText.\n" if plats.endswith("txt") else RAPPORT})
    underlag = las(tmp_path)
    assert [n.namnd for n in underlag.namnder] == [PSYK]
    assert namnd(underlag, PSYK).rapport is not None
    assert namnd(underlag, PSYK).filer == (plats,)
    assert underlag.papekanden == ()


@pytest.mark.parametrize("plats", ["psykiatri.md", f"{PSYK}n.md", "anteckningar.md", "Psykiatrin/rapport.md"])
def test_what_belongs_to_nobody_is_told_and_not_read(tmp_path: Path, plats: str) -> None:
    skriv(tmp_path, **{plats: RAPPORT})
    underlag = las(tmp_path)
    assert underlag.namnder == ()
    assert koder(underlag) == ["02"]
    assert plats.split("/")[0] in underlag.papekanden[0].text


def test_the_longest_name_wins() -> None:
    """No id of a nämnd begins with another's followed by a hyphen; if one did, the longer would be meant."""
    idn = [n.id for n in RV.namnder]
    assert not [(a, b) for a in idn for b in idn if b.startswith(f"{a}-")]


def test_a_guideline_without_namnder_takes_the_names_as_they_are(tmp_path: Path) -> None:
    skriv(tmp_path, **{"Område Öst/rapport.md": RAPPORT})
    underlag = las_katalog(tmp_path, rl.las_regelverk("jamtland-harjedalen-2016"))
    assert [n.namnd for n in underlag.namnder] == ["omrade-ost"]


def test_the_koncerns_outcomes_stand_in_a_file_of_that_name(tmp_path: Path) -> None:
    skriv(tmp_path, **{"koncernen.csv": "indikator;utfall\nindex-medarbetarenkat;71\n"})
    underlag = las(tmp_path)
    assert underlag.namnder == ()
    assert [(id, u.varde) for id, u in underlag.utfall] == [("index-medarbetarenkat", Decimal(71))]
    skriv(tmp_path, **{"koncernen.md": RAPPORT})
    assert koder(las(tmp_path)) == ["04"]


def test_hidden_files_and_the_computers_own_are_counted_and_nothing_more(tmp_path: Path) -> None:
    for namn in (
        ".DS_Store",
        "~$rapport.docx",
        "Thumbs.db",
        "desktop.ini",
        ".~lock.rapport.odt#",
        f"{PSYK}/~$ur2.docx",
    ):
        skriv(tmp_path, **{namn: b"x"})
    underlag = las(tmp_path)
    assert (underlag.overhoppade, underlag.papekanden, underlag.namnder) == (6, (), ())


# What a file is


@pytest.mark.parametrize(
    ("namn", "innehall"),
    [
        ("a.md", RAPPORT),
        ("a.txt", "1 Sammanfattning\n\nText.\n"),
        ("a.docx", docx(dokument("1 Sammanfattning"))),
        ("a.json", '{"avsnitt": [{"titel": "Sammanfattning"}]}'),
        ("a.toml", "[[avsnitt]]\ntitel = 'Sammanfattning'\n"),
    ],
)
def test_the_formats_of_a_report(tmp_path: Path, namn: str, innehall: str | bytes) -> None:
    skriv(tmp_path, **{f"{PSYK}/{namn}": innehall})
    rapport = namnd(las(tmp_path), PSYK).rapport
    assert rapport is not None
    assert [a.titel for a in rapport.avsnitt] == ["Sammanfattning"]


@pytest.mark.parametrize(
    ("namn", "innehall"),
    [
        ("a.csv", CSV),
        ("a.json", '{"frisktal": "88 %"}'),
        ("b.json", '{"frisktal": {"utfall": "88 %"}}'),
        ("c.json", '[{"indikator": "frisktal", "utfall": "88 %"}]'),
    ],
)
def test_the_formats_of_outcomes(tmp_path: Path, namn: str, innehall: str) -> None:
    skriv(tmp_path, **{f"{PSYK}/{namn}": innehall})
    en = namnd(las(tmp_path), PSYK)
    assert [(id, u.varde) for id, u in en.utfall] == [("frisktal", Decimal(88))]
    assert en.rapport is None


@pytest.mark.parametrize("innehall", ['{"frisktalet": 88}', "{}", "[]", "[1]", "7", '"text"', "null"])
def test_json_that_is_neither_is_told(tmp_path: Path, innehall: str) -> None:
    skriv(tmp_path, **{f"{PSYK}/a.json": innehall})
    underlag = las(tmp_path)
    assert koder(underlag) == ["01"]
    assert "varken en rapport" in underlag.papekanden[0].text
    assert namnd(underlag, PSYK).oklara_filer == (f"{PSYK}/a.json",)


def test_another_ending_is_told_and_is_no_report(tmp_path: Path) -> None:
    skriv(tmp_path, **{f"{PSYK}/bild.png": b"x", f"{PSYK}/ur2.md": RAPPORT})
    underlag = las(tmp_path)
    assert koder(underlag) == ["03"]
    assert namnd(underlag, PSYK).oklara_filer == ()


def test_a_pdf_may_be_the_report_and_says_what_to_do(tmp_path: Path) -> None:
    skriv(tmp_path, **{f"{PSYK}/ur2.pdf": b"%PDF-1.7"})
    underlag = las(tmp_path)
    assert koder(underlag) == ["01"]
    assert "spara" in underlag.papekanden[0].text
    assert namnd(underlag, PSYK).oklara_filer == (f"{PSYK}/ur2.pdf",)


def test_a_pdf_beside_a_report_that_is_read_is_no_fault(tmp_path: Path) -> None:
    """A nämnd often sends in both."""
    skriv(tmp_path, **{f"{PSYK}/a.pdf": b"%PDF-1.7", f"{PSYK}/ur2.md": RAPPORT, f"{NARA}.pdf": b"%PDF-1.7"})
    underlag = las(tmp_path)
    assert [(p.plats, p.allvar) for p in underlag.papekanden] == [
        (f"{NARA}.pdf", rl.Allvar.FEL),
        (f"{PSYK}/a.pdf", rl.Allvar.VARNING),
    ]
    assert underlag.papekanden[1].text.endswith("Nämnden har också en rapport i ett annat format.")
    assert namnd(underlag, PSYK).rapport is not None


def test_two_outcome_files_are_one_until_they_say_differently(tmp_path: Path) -> None:
    skriv(tmp_path, **{f"{PSYK}/a.csv": CSV, f"{PSYK}/b.csv": CSV + "index-medarbetarenkat;71\n"})
    assert [id for id, _ in namnd(las(tmp_path), PSYK).utfall] == ["frisktal", "index-medarbetarenkat"]
    skriv(tmp_path, **{f"{PSYK}/c.csv": CSV.replace("88", "89"), f"{PSYK}/d.csv": CSV})
    underlag = las(tmp_path)
    assert [id for id, _ in namnd(underlag, PSYK).utfall] == ["index-medarbetarenkat"]
    assert namnd(underlag, PSYK).motsagda == ("frisktal",)
    assert koder(underlag) == ["05", "05"]


def test_the_koncerns_files_may_say_differently_too(tmp_path: Path) -> None:
    skriv(tmp_path, **{"koncernen.csv": CSV, "koncernen.json": '{"frisktal": "89 %", "index-medarbetarenkat": 71}'})
    underlag = las(tmp_path)
    assert underlag.motsagda == ("frisktal",)
    assert [id for id, _ in underlag.utfall] == ["index-medarbetarenkat"]


# Which report counts


def versioner(*par: tuple[str, str | None]) -> str:
    return json.dumps(
        {"versioner": [{"steg": s, "mottagen": m} for s, m in par], "sidhuvud": str(par), "period": "2018-08"}
    )


@pytest.mark.parametrize(
    ("a", "b", "vinner"),
    [
        (versioner(("preliminär", None)), versioner(("beslutad", None)), "b"),
        (versioner(("beslutad", "2018-09-20")), versioner(("preliminär", "2018-09-27")), "a"),
        (versioner(("preliminär", "2018-09-12")), versioner(("preliminär", "2018-09-13")), "b"),
        (versioner(("preliminär", "2018-09-12")), versioner(("preliminär", "2018-09-12")), None),
        (versioner(("preliminär", "2018-09-12")), versioner(("preliminär", None)), None),
        (versioner(("preliminär", "2018-09-12")), '{"sidhuvud": "x"}', None),
        ('{"sidhuvud": "x"}', '{"sidhuvud": "y"}', None),
    ],
)
def test_of_two_reports_the_later_counts_only_when_they_say_which(
    tmp_path: Path, a: str, b: str, vinner: str | None
) -> None:
    skriv(tmp_path, **{f"{PSYK}/a.json": a, f"{PSYK}/b.json": b})
    underlag = las(tmp_path)
    en = namnd(underlag, PSYK)
    assert koder(underlag) == ["05"]
    if vinner is None:
        assert en.rapport is None
        assert en.oklara_filer == (f"{PSYK}/a.json", f"{PSYK}/b.json")
        assert underlag.papekanden[0].allvar is rl.Allvar.FEL
    else:
        assert en.rapport is not None
        assert en.rapport.sidhuvud == json.loads({"a": a, "b": b}[vinner])["sidhuvud"]
        assert len(en.rapport.versioner) == 2, "the submissions of both"
        assert underlag.papekanden[0].allvar is rl.Allvar.UPPLYSNING


def test_many_reports_are_counted_and_the_first_named(tmp_path: Path) -> None:
    skriv(tmp_path, **{f"{PSYK}/{i}.md": RAPPORT for i in range(7)})
    underlag = las(tmp_path)
    (funnet,) = underlag.papekanden
    assert "och 2 till" in funnet.text
    assert len(namnd(underlag, PSYK).oklara_filer) == 7


def test_a_report_of_another_period_is_put_aside_when_there_is_one_of_this(tmp_path: Path) -> None:
    skriv(tmp_path, **{f"{PSYK}/maj.json": '{"period": "2018-05"}', f"{PSYK}/aug.json": '{"period": "2018-08"}'})
    underlag = las(tmp_path, period="2018-08")
    rapport = namnd(underlag, PSYK).rapport
    assert rapport is not None
    assert rapport.period == "2018-08"
    assert koder(underlag) == ["06"]


def test_the_register_says_which_counts_and_what_the_files_do_not(tmp_path: Path) -> None:
    register = f"""
period = '2018-08'
beslutad = 2018-10-02
[[bedomningar]]
delmal = 'delmal-3'
status = 'Gul'
[namnder.{PSYK}]
rapport = 'inkorg/b.md'
utfall = ['{PSYK}/a.csv']
versioner = [{{ steg = 'preliminär', mottagen = 2018-09-12, klarmarkerad = true }}]
[namnder.{NARA}]
rapport = 'slutlig.md'
"""
    skriv(
        tmp_path,
        **{
            "sammanstallning.toml": register.replace("inkorg/", f"{PSYK}/"),
            f"{PSYK}/a.md": RAPPORT,
            f"{PSYK}/b.md": RAPPORT.replace("Text", "Den andra"),
            f"{PSYK}/a.csv": CSV,
            "slutlig.md": RAPPORT,
        },
    )
    underlag = las(tmp_path)
    assert underlag.papekanden == ()
    assert (underlag.period, underlag.rapporttyp, underlag.beslutad) == (
        "2018-08",
        rl.Rapporttyp.UR2,
        date(2018, 10, 2),
    )
    psykiatrin = namnd(underlag, PSYK)
    assert psykiatrin.rapport is not None
    assert psykiatrin.rapport.avsnitt[0].text == "Den andra."
    assert psykiatrin.versioner[0].mottagen == date(2018, 9, 12)
    assert namnd(underlag, NARA).rapport is not None
    assert underlag.bedomningar[0].status is rl.Status.GUL


@pytest.mark.parametrize(
    ("register", "ord_"),
    [
        ("period = ", "rad 1"),
        ("period = '2018-13'", "period"),
        ("perioden = '2018-08'", "okänt fält"),
        ("[namnder.driftnamnd-tandvard]", "driftnamnd-tandvard"),
        ("[[bedomningar]]\ndelmal = 'delmal-6'", "delmal-6"),
        ("[[bedomningar]]\ndelmal = 'delmal-1'\n[[bedomningar]]\ndelmal = 'delmal-1'", "redan"),
        (f"[namnder.{PSYK}]\nrapport = '../hemlig.md'", "hemlig.md"),
        (f"[namnder.{PSYK}]\nrapport = '/etc/passwd'", "passwd"),
    ],
)
def test_a_register_that_is_wrong_is_told_and_the_rest_is_read(tmp_path: Path, register: str, ord_: str) -> None:
    mapp = tmp_path / "mapp"
    skriv(mapp, **{"sammanstallning.toml": register, f"{NARA}.md": RAPPORT, "../hemlig.md": RAPPORT})
    underlag = las(mapp)
    assert koder(underlag) == ["09"]
    assert ord_ in underlag.papekanden[0].text
    assert namnd(underlag, NARA).rapport is not None
    assert all(n.rapport is None for n in underlag.namnder if n.namnd == PSYK)


PSYKIATRINS = f"[namnder.{PSYK}]\nversioner = [{{ steg = 'preliminär', mottagen = 2018-09-12 }}]\n"


@pytest.mark.parametrize(
    ("fel", "oklara"),
    [
        ("period = '2018-13'\n", ()),
        ("[[bedomningar]]\ndelmal = 'delmal-1'\nstatus = 'Lila'\n", ()),
        (f"[namnder.{NARA}]\nversioner = [{{ steg = 'prel' }}]\n", (NARA,)),
        (f"[namnder.{NARA}]\nversion = 1\n", (NARA,)),
    ],
)
def test_one_fault_in_the_register_does_not_lose_the_rest_of_it(
    tmp_path: Path, fel: str, oklara: tuple[str, ...]
) -> None:
    skriv(tmp_path, **{"sammanstallning.toml": f"beslutad = 2018-10-02\n{fel}{PSYKIATRINS}"})
    underlag = las(tmp_path, rapporttyp=rl.Rapporttyp.UR2)
    assert koder(underlag) == ["09"]
    assert underlag.beslutad == date(2018, 10, 2)
    assert [v.mottagen for v in namnd(underlag, PSYK).versioner] == [date(2018, 9, 12)]
    assert tuple(n.namnd for n in underlag.namnder if n.oklara_filer) == oklara


@pytest.mark.parametrize("register", ["period = ", "namnder = 3", "binär", "länk"])
def test_with_a_register_that_cannot_be_read_nobody_is_said_to_have_sent_in_nothing(
    tmp_path: Path, register: str
) -> None:
    """What it may have said of a nämnd is not known."""
    mapp = tmp_path / "mapp"
    skriv(mapp, **{f"{NARA}.md": RAPPORT})
    if register == "länk":
        skriv(tmp_path, **{"ute.toml": PSYKIATRINS})
        (mapp / "sammanstallning.toml").symlink_to(tmp_path / "ute.toml")
    else:
        skriv(mapp, **{"sammanstallning.toml": b"\xff\x00" if register == "binär" else register})
    underlag = las(mapp)
    assert len(koder(underlag)) == 1
    oklara = {n.namnd for n in underlag.namnder if n.oklara_filer == ("sammanstallning.toml",)}
    assert oklara == {n.id for n in RV.namnder}


def test_the_register_may_call_a_namnd_by_its_name(tmp_path: Path) -> None:
    med_namn = PSYKIATRINS.replace(PSYK, '"Driftnämnd Psykiatri"')
    skriv(tmp_path, **{"sammanstallning.toml": med_namn})
    underlag = las(tmp_path)
    assert koder(underlag) == []
    assert [v.mottagen for v in namnd(underlag, PSYK).versioner] == [date(2018, 9, 12)]
    skriv(tmp_path, **{"sammanstallning.toml": med_namn.replace("12", "13") + PSYKIATRINS})
    underlag = las(tmp_path)
    assert koder(underlag) == ["09"]
    assert "Driftnämnd Psykiatri" in underlag.papekanden[0].text
    assert [v.mottagen for v in namnd(underlag, PSYK).versioner] == [date(2018, 9, 12)]


def test_what_is_asked_for_goes_before_the_register_and_a_difference_is_told(tmp_path: Path) -> None:
    skriv(tmp_path, **{"sammanstallning.toml": "period = '2018-05'"})
    underlag = las(tmp_path, period="2018-08")
    assert (underlag.period, koder(underlag)) == ("2018-08", ["09"])
    assert koder(las(tmp_path, period="2018-05")) == []


def test_the_period_is_that_of_the_reports_when_they_agree(tmp_path: Path) -> None:
    skriv(tmp_path, **{f"{PSYK}.json": '{"period": "2018-08"}', f"{NARA}.json": '{"period": "aug 2018"}'})
    assert las(tmp_path).period == "2018-08"
    skriv(tmp_path, **{f"{SJUKHUS}.json": '{"period": "2018-05"}'})
    assert las(tmp_path).period is None
    with pytest.raises(KalenderFel):
        las(tmp_path, period="aug 2018")


# What a folder may hold


FIENTLIGA: dict[str, bytes] = {
    "zipbomb.docx": docx(dokument("0" * 120_000_000)),
    "entitet.docx": docx(f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>{dokument("&x;")}'),
    "tom.docx": b"",
    "tom.md": b"",
    "tom.csv": b"",
    "halv.docx": docx(dokument("1 Sammanfattning"))[:90],
    "djup.json": b'{"avsnitt": ' + b"[" * 100_000,
    "djup.toml": b"a = " + b"[" * 10_000,
    "tal.json": b'{"frisktal": ' + b"9" * 10_000 + b"}",
    "binar.md": bytes(range(256)),
    "binar.csv": bytes(range(256)),
    "formel.csv": b"indikator;utfall\nfrisktal;=cmd|' /C calc'!A0\n",
    "bok.xlsx": b"PK\x03\x04 ingen arbetsbok",
}


@pytest.mark.parametrize("namn", sorted(FIENTLIGA))
def test_a_hostile_or_broken_file_is_told_and_the_rest_is_read(tmp_path: Path, namn: str) -> None:
    skriv(tmp_path, **{f"{PSYK}/{namn}": FIENTLIGA[namn], f"{NARA}.md": RAPPORT, f"{NARA}.csv": CSV})
    underlag = las(tmp_path)
    (funnet,) = underlag.papekanden
    assert (funnet.kod, funnet.allvar, funnet.plats) == (
        "SAMMANSTALLNING-01",
        rl.Allvar.FEL,
        f"{PSYK}/{namn}",
    )
    assert funnet.text.startswith(f"{PSYK}/{namn}: kan inte läsas: ")
    assert "Traceback" not in funnet.text
    assert len(funnet.text) < 1_000
    assert namnd(underlag, NARA).rapport is not None
    assert len(namnd(underlag, NARA).utfall) == 1


def test_a_file_of_200_mb_is_not_read(tmp_path: Path) -> None:
    for namn in (f"{PSYK}.docx", f"{SJUKHUS}.csv", "sammanstallning.toml"):
        with (tmp_path / namn).open("wb") as strom:
            strom.truncate(200_000_000)
    skriv(tmp_path, **{f"{NARA}.md": RAPPORT})
    underlag = las(tmp_path)
    assert sorted(koder(underlag)) == ["01", "01", "09"]
    assert all("20 MB" in p.text for p in underlag.papekanden)
    assert namnd(underlag, NARA).rapport is not None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_locked_file_and_a_locked_folder_are_told(tmp_path: Path) -> None:
    skriv(tmp_path, **{f"{PSYK}.md": RAPPORT, f"{SJUKHUS}/a.md": RAPPORT, f"{NARA}.md": RAPPORT})
    (tmp_path / f"{PSYK}.md").chmod(0)
    (tmp_path / SJUKHUS).chmod(0)
    try:
        underlag = las(tmp_path)
    finally:
        (tmp_path / SJUKHUS).chmod(0o700)
    assert koder(underlag) == ["01", "01"]
    assert namnd(underlag, NARA).rapport is not None


def test_a_file_that_opens_for_nobody_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a file that another program has locked."""
    skriv(tmp_path, **{f"{PSYK}.md": RAPPORT, f"{NARA}.md": RAPPORT})
    oppna = Path.open

    def last(fil: Path, *val: object, **namngivna: object) -> object:
        if fil.name == f"{PSYK}.md":
            raise PermissionError(13, "Permission denied")
        return oppna(fil, *val, **namngivna)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", last)
    underlag = las(tmp_path)
    assert koder(underlag) == ["01"]
    assert "får inte läsas" in underlag.papekanden[0].text
    assert namnd(underlag, NARA).rapport is not None


def test_an_error_that_nobody_foresaw_ends_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    skriv(tmp_path, **{f"{PSYK}.md": RAPPORT, f"{NARA}.csv": CSV})

    def trasig(ra: bytes, andelse: str) -> rl.Rapport:
        raise AttributeError("något helt annat")

    monkeypatch.setattr("riktlinjer.katalog.filinnehall.tolka_rapport", trasig)
    underlag = las(tmp_path)
    assert koder(underlag) == ["01"]
    assert "AttributeError" in underlag.papekanden[0].text
    assert len(namnd(underlag, NARA).utfall) == 1


@pytest.mark.parametrize("namn", ["finns-inte.md", "ingen-rapport.csv"])
def test_a_report_that_the_register_names_and_that_is_none_leaves_it_open_what_has_come_in(
    tmp_path: Path, namn: str
) -> None:
    skriv(
        tmp_path,
        **{
            "ingen-rapport.csv": CSV,
            f"{PSYK}.md": RAPPORT,
            "sammanstallning.toml": f"namnder.{PSYK}.rapport = '{namn}'",
        },
    )
    if namn == "finns-inte.md":
        (tmp_path / "ingen-rapport.csv").unlink()
    underlag = las(tmp_path)
    assert koder(underlag) == ["09"]
    assert namn in underlag.papekanden[0].text
    assert namnd(underlag, PSYK).rapport is None
    assert namnd(underlag, PSYK).oklara_filer == (namn,)


def test_a_file_that_the_register_gives_to_two_is_told_and_is_the_firsts(tmp_path: Path) -> None:
    register = f"namnder.{NARA}.rapport = 'r.md'\nnamnder.{PSYK}.rapport = 'r.md'\n"
    skriv(tmp_path, **{"r.md": RAPPORT, "sammanstallning.toml": register})
    underlag = las(tmp_path)
    assert koder(underlag) == ["09"]
    assert f"r.md, som registret anger för både {NARA} och {PSYK}" in underlag.papekanden[0].text
    assert namnd(underlag, NARA).rapport is not None
    assert namnd(underlag, PSYK).rapport is None
    assert namnd(underlag, PSYK).oklara_filer == ("r.md",)


@pytest.mark.parametrize(("val", "vantat"), [("['a.csv']", ("frisktal",)), ("[]", ())])
def test_the_outcomes_that_the_register_names_are_the_only_ones(tmp_path: Path, val: str, vantat: tuple[str]) -> None:
    skriv(
        tmp_path,
        **{
            "a.csv": CSV,
            f"{PSYK}/b.csv": "indikator;utfall\nfrisktal;80 %\ninloggning-1177;54 %\n",
            "sammanstallning.toml": f"namnder.{PSYK}.utfall = {val}",
        },
    )
    if not vantat:
        (tmp_path / "a.csv").unlink()
    underlag = las(tmp_path)
    assert [id for id, _ in namnd(underlag, PSYK).utfall] == list(vantat)
    assert koder(underlag) == ["05"]
    assert underlag.papekanden[0].allvar is rl.Allvar.UPPLYSNING
    assert f"{PSYK}/b.csv: " in underlag.papekanden[0].text


def test_several_reports_are_told_with_the_name_of_the_namnd(tmp_path: Path) -> None:
    skriv(tmp_path, **{f"{PSYK}/a.md": RAPPORT, f"{PSYK}/b.md": RAPPORT})
    assert las(tmp_path).papekanden[0].text.startswith("Driftnämnd Psykiatri har flera rapporter (")


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="needs links")
def test_links_are_followed_only_to_files_inside(tmp_path: Path) -> None:
    mapp = tmp_path / "mapp"
    skriv(mapp, **{f"{NARA}.md": RAPPORT})
    skriv(tmp_path, **{"hemlig.md": RAPPORT, "annan/a.md": RAPPORT})
    (mapp / f"{PSYK}.md").symlink_to(tmp_path / "hemlig.md")
    (mapp / SJUKHUS).symlink_to(tmp_path / "annan")
    (mapp / "driftnamnd-regionservice.md").symlink_to(mapp / f"{NARA}.md")
    (mapp / "lokala-namnder.md").symlink_to("lokala-namnder.md")
    (mapp / "gemensamma-namnder").symlink_to(mapp)
    (mapp / "regionstyrelsen.md").symlink_to("finns-inte.md")
    underlag = las(mapp)
    assert {n.namnd for n in underlag.namnder if n.rapport} == {NARA, "driftnamnd-regionservice"}
    assert {p.plats: p.kod[-2:] for p in underlag.papekanden} == {
        f"{PSYK}.md": "07",
        SJUKHUS: "07",
        "gemensamma-namnder": "07",
        "lokala-namnder.md": "01",
        "regionstyrelsen.md": "01",
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / f"{PSYK}.md")
    os.mkfifo(tmp_path / "sammanstallning.toml")
    assert koder(las(tmp_path)) == ["03", "03"]


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")
def test_a_name_with_a_newline_or_no_unicode_is_shown_on_one_line(tmp_path: Path) -> None:
    skriv(tmp_path, **{f"{PSYK}/rad\nett\x1b[31m.md": b"", f"{PSYK}/{os.fsdecode(b'fel' + bytes([255]))}.md": b""})
    underlag = las(tmp_path)
    assert koder(underlag) == ["01", "01"]
    for papekande in underlag.papekanden:
        assert "\n" not in papekande.text
        assert "\x1b" not in papekande.text
    Tillfallesunderlag.model_validate_json(underlag.model_dump_json())


def test_folders_in_a_namnds_folder_are_not_read(tmp_path: Path) -> None:
    skriv(tmp_path, **{f"{PSYK}/gammalt/a.md": RAPPORT, f"{PSYK}/b.md": RAPPORT})
    underlag = las(tmp_path)
    assert koder(underlag) == ["03"]
    assert namnd(underlag, PSYK).filer == (f"{PSYK}/b.md",)


def test_more_than_a_folder_may_hold_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riktlinjer.katalog.inventering.FLEST_FILER", 2)
    skriv(tmp_path, **{f"{PSYK}/{i}.csv": CSV for i in range(4)})
    underlag = las(tmp_path)
    assert koder(underlag) == ["08"]
    assert namnd(underlag, PSYK).filer == (f"{PSYK}/0.csv", f"{PSYK}/1.csv")
    monkeypatch.setattr("riktlinjer.katalog.inventering.FLEST_FILER", 4)
    assert las(tmp_path).papekanden == ()
    monkeypatch.setattr("riktlinjer.katalog.inventering.STORSTA_SAMLAT", 3 * len(CSV.encode()))
    assert koder(las(tmp_path)) == ["08"]


def test_what_is_cut_off_by_the_limit_is_not_known_to_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One nämnd's many files must not make another that has sent in its report one that has not."""
    monkeypatch.setattr("riktlinjer.katalog.inventering.FLEST_FILER", 2)
    skriv(tmp_path, **{f"{SJUKHUS}/{i}.csv": CSV for i in range(3)}, **{f"{PSYK}.md": RAPPORT})
    underlag = las(tmp_path)
    assert koder(underlag) == ["08"]
    assert "den och en fil till läses inte" in underlag.papekanden[0].text
    assert namnd(underlag, PSYK).oklara_filer == (f"{PSYK}.md",)
    assert namnd(underlag, SJUKHUS).oklara_filer == ()


def test_the_limit_is_told_with_its_numbers_in_swedish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riktlinjer.katalog.inventering.STORSTA_SAMLAT", 0)
    skriv(tmp_path, **{f"{PSYK}.csv": CSV})
    text = las(tmp_path).papekanden[0].text
    assert f"{PSYK}.csv: filen läses inte; mappen får ha högst 2\xa0000 filer och 0\xa0MB." == text


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="needs links and pipes")
def test_what_is_not_read_and_may_hold_the_report_leaves_it_open_what_has_come_in(tmp_path: Path) -> None:
    mapp = tmp_path / "mapp"
    skriv(tmp_path, **{"ute/a.md": RAPPORT})
    skriv(mapp, **{f"{PSYK}/2018/ur2.md": RAPPORT, f"{SJUKHUS}.docm": b"PK", "driftnamnd-kultur-och-skola.png": b"x"})
    (mapp / f"{NARA}.md").symlink_to(tmp_path / "ute" / "a.md")
    (mapp / "driftnamnd-regionservice").symlink_to(tmp_path / "ute")
    (mapp / "lokala-namnder.md").symlink_to("finns-inte.md")
    (mapp / "regionstyrelsen.csv").symlink_to("finns-inte.csv")
    os.mkfifo(mapp / "gemensamma-namnder.md")
    oklara = {n.namnd: n.oklara_filer for n in las(mapp).namnder if n.oklara_filer}
    assert oklara == {
        PSYK: (f"{PSYK}/2018",),
        SJUKHUS: (f"{SJUKHUS}.docm",),
        NARA: (f"{NARA}.md",),
        "driftnamnd-regionservice": ("driftnamnd-regionservice",),
        "lokala-namnder": ("lokala-namnder.md",),
        "gemensamma-namnder": ("gemensamma-namnder.md",),
    }


@pytest.mark.parametrize(
    ("fel", "vad"),
    [
        (FileNotFoundError(2, "No such file or directory"), "filen finns inte längre"),
        (PermissionError(13, "Permission denied"), "filen får inte läsas"),
        (OSError(5, "Input/output error"), "datorn säger ”Input/output error”"),
    ],
)
def test_a_file_that_vanishes_while_the_folder_is_read_is_told_in_swedish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fel: OSError, vad: str
) -> None:
    skriv(tmp_path, **{f"{PSYK}.md": RAPPORT, f"{NARA}.md": RAPPORT})
    stat = Path.stat

    def borta(fil: Path, **val: bool) -> os.stat_result:
        if fil.name == f"{PSYK}.md" and val.get("follow_symlinks", True):
            raise fel
        return stat(fil, **val)

    monkeypatch.setattr(Path, "stat", borta)
    underlag = las(tmp_path)
    assert [p.text for p in underlag.papekanden] == [f"{PSYK}.md: kan inte läsas: {vad}."]
    assert namnd(underlag, PSYK).oklara_filer == (f"{PSYK}.md",)
    assert namnd(underlag, NARA).rapport is not None


def test_a_folder_that_may_not_be_opened_is_told_in_swedish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    skriv(tmp_path, **{f"{PSYK}/a.md": RAPPORT, f"{NARA}.md": RAPPORT})
    lista = Path.iterdir

    def last(mapp: Path) -> object:
        if mapp.name == PSYK:
            raise PermissionError(13, "Permission denied")
        return lista(mapp)

    monkeypatch.setattr(Path, "iterdir", last)
    underlag = las(tmp_path)
    assert [p.text for p in underlag.papekanden] == [f"{PSYK}: kan inte läsas: mappen får inte läsas."]
    assert namnd(underlag, PSYK).oklara_filer == (PSYK,)


def test_a_heading_that_is_a_script_is_read_as_text(tmp_path: Path) -> None:
    skriv(tmp_path, **{f"{PSYK}.docx": docx(dokument("1 Inledning", "&lt;script&gt;alert(1)&lt;/script&gt;"))})
    rapport = namnd(las(tmp_path), PSYK).rapport
    assert rapport is not None
    assert rapport.avsnitt[1].titel == "<script>alert(1)</script>"


def test_a_folder_that_cannot_be_read_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RapportFel, match="finns inte"):
        las(tmp_path / "finns-inte")
    skriv(tmp_path, fil=b"")
    with pytest.raises(RapportFel, match="ingen mapp"):
        las(tmp_path / "fil")
    with pytest.raises(TypeError):
        las_katalog(7, RV)  # type: ignore[arg-type]


def test_the_days_of_files_are_not_read(tmp_path: Path) -> None:
    skriv(tmp_path, **{f"{PSYK}.md": RAPPORT})
    fore = las(tmp_path)
    os.utime(tmp_path / f"{PSYK}.md", (0, 0))
    assert las(tmp_path) == fore


def test_progress_is_told_before_each_file(tmp_path: Path) -> None:
    skriv(tmp_path, **{f"{PSYK}.md": RAPPORT, f"{NARA}.md": b"", "anteckningar.md": b""})
    steg: list[tuple[int, int, str]] = []
    las(tmp_path, framsteg=lambda *ett: steg.append(ett))
    assert steg == [(1, 2, f"{NARA}.md"), (2, 2, f"{PSYK}.md")]
