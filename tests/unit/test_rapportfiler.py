"""Reports from files: the formats, what is read of them, and hostile or broken ones."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

import riktlinjer as rl
from riktlinjer import cli
from riktlinjer.errors import RapportFel
from riktlinjer.rapportfiler import STORSTA_FIL, las_rapport, tolka_rapport
from riktlinjer.rules.periodtext import las_kvartal, las_period, las_rapporttyp_ur

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STILAR = (
    f'<w:styles {W}><w:style w:styleId="Rubrik1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Rubrik2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="Egen"><w:name w:val="Regionens rubrik"/><w:basedOn w:val="Rubrik1"/></w:style></w:styles>'
)


def stycke(text: str, stil: str = "") -> str:
    egenskaper = f'<w:pPr><w:pStyle w:val="{stil}"/></w:pPr>' if stil else ""
    return f"<w:p>{egenskaper}<w:r><w:t>{text}</w:t></w:r></w:p>"


def tabell(*rader: tuple[str, ...]) -> str:
    celler = ("".join(f"<w:tc>{stycke(c)}</w:tc>" for c in rad) for rad in rader)
    return f"<w:tbl>{''.join(f'<w:tr>{rad}</w:tr>' for rad in celler)}</w:tbl>"


def docx(*block: str, fore: str = "", **delar: str) -> bytes:
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as arkiv:
        arkiv.writestr("word/document.xml", f"{fore}<w:document {W}><w:body>{''.join(block)}</w:body></w:document>")
        arkiv.writestr("word/styles.xml", STILAR)
        for namn, text in delar.items():
            arkiv.writestr(f"word/{namn}.xml", text)
    return ut.getvalue()


def fel(ra: bytes, andelse: str) -> str:
    with pytest.raises(RapportFel) as info:
        tolka_rapport(ra, andelse)
    return str(info.value)


# Word


def test_word_headings_with_typed_automatic_and_own_styles() -> None:
    rapport = tolka_rapport(
        docx(
            stycke("Uppföljningsrapport 1"),
            stycke("Driftnämnd Psykiatri"),
            stycke("januari–mars 2018"),
            stycke("1 Sammanfattning", "Rubrik1"),
            stycke("Text."),
            stycke("Resurser", "Egen"),
            stycke("2.1 Ekonomiskt resultat", "Rubrik2"),
            tabell(("mnkr", "Årsprognos", "Årsbudget", "Avvikelse"), ("Prognos", "-6,0", "0", "−6,0")),
            header1=f"<w:hdr {W}>{stycke('Kvartal 2 2018')}</w:hdr>",
        ),
        ".docx",
    )
    assert [(a.nummer, a.titel, a.niva, a.ifyllt) for a in rapport.avsnitt] == [
        ("1", "Sammanfattning", 1, True),
        (None, "Resurser", 1, False),
        ("2.1", "Ekonomiskt resultat", 2, True),
    ]
    assert (rapport.rapporttyp, rapport.period) == (rl.Rapporttyp.UR1, "2018-03")
    assert rapport.framsida is not None
    assert rapport.framsida.avsandare == "Driftnämnd Psykiatri"
    assert rapport.sidhuvud == "Kvartal 2 2018"
    assert rapport.prognos_budgetavvikelse == Decimal(-6)


@pytest.mark.parametrize(
    ("enhet", "vantat"), [("mnkr", "-4200"), ("tkr", "-4.2"), ("kr", "-0.0042"), ("%", None), ("", None)]
)
def test_a_forecast_is_in_mnkr_whatever_unit_of_kronor_its_table_has(enhet: str, vantat: str | None) -> None:
    tabell = f"| {enhet} | Årsprognos | Årsbudget | Avvikelse |\n|---|---|---|---|\n| Prognos | −4 200 | 0 | −4 200 |\n"
    rapport = tolka_rapport(f"# 1 Sammanfattning\n\nText.\n\n# 2 Ekonomisk prognos\n\n{tabell}".encode(), ".md")
    assert rapport.prognos_budgetavvikelse == (None if vantat is None else Decimal(vantat))


def test_guidance_of_the_template_is_not_the_reports_text_and_the_namnd_may_be_labelled() -> None:
    block = (
        stycke("Nämnd: Driftnämnd Psykiatri"),
        stycke("1 Sammanfattning", "Rubrik1"),
        stycke("Skriv.", "Vägledning"),
    )
    rapport = tolka_rapport(docx(*block), ".docx")
    assert rapport.namnd == "Driftnämnd Psykiatri"
    assert rapport.avsnitt[0].ifyllt is False


def test_the_period_is_never_taken_from_the_page_header() -> None:
    huvud = f"<w:hdr {W}>{stycke('Uppföljningsrapport 2 jan-aug 2018')}</w:hdr>"
    rapport = tolka_rapport(docx(stycke("1 Sammanfattning", "Rubrik1"), header1=huvud), ".docx")
    assert (rapport.period, rapport.rapporttyp) == (None, None)


def test_a_zip_bomb_is_refused_unopened() -> None:
    ra = docx(stycke("1 A", "Rubrik1"), header1=" " * 120_000_000)
    assert len(ra) < 1_000_000
    assert "uppackad" in fel(ra, ".docx")


@pytest.mark.parametrize(
    "dtd",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>',
    ],
    ids=["an external entity", "entities within entities"],
)
def test_a_dtd_is_refused(dtd: str) -> None:
    assert "DTD" in fel(docx(stycke("A", "Rubrik1"), fore=dtd), ".docx")
    utf16 = docx(stycke("A", "Rubrik1"))
    with zipfile.ZipFile(io.BytesIO(utf16)) as arkiv:
        text = arkiv.read("word/document.xml").decode()
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w") as arkiv:
        arkiv.writestr("word/document.xml", f"{dtd}{text}".encode("utf-16"))
    assert "DTD" in fel(ut.getvalue(), ".docx")


@pytest.mark.parametrize(
    ("ra", "andelse", "text"),
    [
        (b"PK\x03\x04skadad", ".docx", "inget Word-dokument"),
        (b"ingen zip", ".docx", "inget Word-dokument"),
        (docx(stycke("bara text")), ".docx", "inga avsnitt"),
        (docx("<w:p>"), ".docx", "kan inte läsas"),
        (b"", ".txt", "tom"),
        (b"bara text", ".txt", "inga avsnitt"),
        (b"a\0b", ".md", "ingen text"),
        (docx(), ".md", "arkiv"),
        (b"%PDF-1.7", ".txt", "PDF"),
        (b"x", ".pdf", "PDF"),
        (b"x", ".doc", "spara den som .docx"),
        (b"x", ".csv", "känt"),
        (b"{", ".json", "JSON kan inte läsas"),
        (b'{"namn": 1}', ".json", "namn: okänt fält"),
        (b'{"prognos_budgetavvikelse": "NaN"}', ".json", "prognos_budgetavvikelse"),
        (b"[" * 100_000, ".json", ""),
        (b"a = ", ".toml", "TOML kan inte läsas"),
        (b" " * (STORSTA_FIL + 1), ".md", "större än 20 MB"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_what_cannot_be_read_is_told_in_swedish(ra: bytes, andelse: str, text: str) -> None:
    assert text in fel(ra, andelse)


def test_a_file_that_is_not_there_a_folder_and_a_wrong_type(tmp_path: Path) -> None:
    with pytest.raises(RapportFel, match="finns inte"):
        las_rapport(tmp_path / "ingen.md")
    with pytest.raises(RapportFel, match="mapp"):
        las_rapport(tmp_path)
    with pytest.raises(TypeError):
        las_rapport(1)  # type: ignore[arg-type]


def test_all_faults_of_a_json_file_are_told() -> None:
    with pytest.raises(RapportFel) as info:
        tolka_rapport(b'{"a": 1, "b": 2, "avsnitt": [{}]}', ".json")
    assert len(info.value.fel) == 3
    assert any("avsnitt[0].titel: saknas" in text for text in info.value.fel)


# Text and Markdown


def test_markdown_headings_tables_and_code() -> None:
    rapport = tolka_rapport(
        (
            "Årsredovisning 2018\n# 1 Sammanfattning\n```\n# ingen rubrik\n```\n## Investeringar\n"
            "| tkr | Budget | Prognos |\n|---|--:|--:|\n| Bilar | 1 200 | 1 100 |\n| Totalt | 1 200 | 1 100 |"
        ).encode(),
        ".md",
    )
    assert (rapport.rapporttyp, rapport.period) == (rl.Rapporttyp.AR, "2018-12")
    assert [a.rubrik for a in rapport.avsnitt] == ["1 Sammanfattning", "Investeringar"]
    (lasta,) = rapport.avsnitt[1].tabeller
    assert (lasta.enhet, lasta.rader[0].varden) == ("tkr", (Decimal(1200), Decimal(1100)))
    assert lasta.summarad is not None


def test_a_heading_is_text_whatever_it_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fil = tmp_path / "r.md"
    fil.write_text(
        "UR2\n\njan-aug 2018\n\n# <script>alert(1)</script>\n\n# =cmd|' /C calc'!A0\n\n# \x1b[31mröd\n", "utf-8"
    )
    assert cli.main(["granska-rapport", str(fil)]) == 1
    ut = capsys.readouterr().out
    assert "\x1b" not in ut
    assert "<script>" in ut


def test_the_command_refuses_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fil = tmp_path / "r.docx"
    fil.write_bytes(b"PK\x03\x04")
    assert cli.main(["granska-rapport", str(fil), "--namnd", "ingen"]) == 2
    ut, err = capsys.readouterr()
    assert ut == ""
    assert "Traceback" not in err
    assert "--namnd" in err
    assert "inget Word-dokument" in err


# Periods


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("jan-aug 2018", "2018-08"),
        ("Januari – mars 2018", "2018-03"),
        ("januari till och med februari 2018", "2018-02"),
        ("nov 2017-feb 2018", "2018-02"),
        ("2018-08", "2018-08"),
        ("efter 3 månader 2018", "2018-03"),
        ("december 2018", "2018-12"),
        ("Kvartal 2 2018", None),
        ("2018", None),
        ("Datum 2018-09-19", None),
        ("19 september 2018", None),
        ("jan-aug 2018 och jan-mars 2018", None),
        ("", None),
    ],
)
def test_a_period_as_a_front_page_prints_it(text: str, period: str | None) -> None:
    assert las_period(text) == period


@pytest.mark.parametrize(
    ("text", "typ"),
    [
        ("Uppföljningsrapport 2 jan-aug 2018", rl.Rapporttyp.UR2),
        ("UR 1", rl.Rapporttyp.UR1),
        ("MÅNADSRAPPORT", rl.Rapporttyp.MANAD),
        ("Årsredovisning 2018", rl.Rapporttyp.AR),
        ("2018 år", None),
        ("UR1 och UR2", None),
    ],
)
def test_a_report_type_as_a_front_page_prints_it(text: str, typ: rl.Rapporttyp | None) -> None:
    assert las_rapporttyp_ur(text) is typ


def test_a_quarter_needs_its_year() -> None:
    assert las_kvartal("Kvartal 2") is None
    assert las_kvartal("kv 4 2018") == (4, 2018)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (
            '{"versioner": [{"steg": "preliminär", "mottagen": 0}]}',
            "versioner[0].mottagen: väntade en dag som 2018-03-09",
        ),
        ('{"atgardsplan": {"beslutad": 1}}', "atgardsplan.beslutad: väntade true eller false, fick 1"),
        ('{"avsnitt": 3}', "avsnitt: väntade en lista, fick 3"),
        ("[]", "väntade ett objekt, fick en lista"),
        ('{"namnd": "a", "namnd": "b"}', "namnd: står två gånger"),
    ],
)
def test_a_report_as_data_is_read_as_strictly_as_one_in_a_question(data: str, text: str) -> None:
    assert text in fel(data.encode(), ".json")
