"""``riktlinjer mall --word/--markdown`` and ``riktlinjer tidplan --ics``: what is written, and when nothing is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from docx import Document
from icalendar import Calendar

from riktlinjer import cli

PSYKIATRI = ("--namnd", "driftnamnd-psykiatri")


@pytest.fixture
def mapp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command is run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def kor(capsys: pytest.CaptureFixture[str], *argument: str) -> str:
    assert cli.main(argument) == 0
    ut, fel = capsys.readouterr()
    assert fel == ""
    return ut


def fel(capsys: pytest.CaptureFixture[str], *argument: str) -> str:
    assert cli.main(argument) == 2
    ut, text = capsys.readouterr()
    assert (ut == "") is ("--json" not in argument)
    assert "Traceback" not in text
    return re.sub(r"[ \n]+", " ", text)


def test_a_template_is_written_as_word_and_markdown(capsys: pytest.CaptureFixture[str], mapp: Path) -> None:
    text = kor(capsys, "mall", "UR2", *PSYKIATRI, "--word", "ut.docx", "--markdown", "ut.md")
    assert "Mall för UR2 augusti 2018, Driftnämnd Psykiatri" in text
    assert "- ut.docx\n- ut.md\n" in text
    rubriker = [s.text for s in Document(str(mapp / "ut.docx")).paragraphs if s.style.name == "Heading 1"]  # type: ignore[union-attr]
    assert "1 Sammanfattning" in rubriker
    assert "\n## 1 Sammanfattning\n" in (mapp / "ut.md").read_text("utf-8")
    assert sorted(fil.name for fil in mapp.iterdir()) == ["ut.docx", "ut.md"]


def test_the_same_in_json(capsys: pytest.CaptureFixture[str], mapp: Path) -> None:
    svar = json.loads(kor(capsys, "mall", "UR2", *PSYKIATRI, "--word", "ut.docx", "--json"))["svar"]
    assert svar["filer"] == ["ut.docx"]
    assert svar["period"] == "2018-08"
    assert svar["saknas"] == ["Senaste utfall: inga är angivna med --utfall, så den kolumnen är inte med."]
    assert svar["avsnitt"][2]["titel"] == "Sammanfattning"
    utan_fil = json.loads(kor(capsys, "mall", "UR2", *PSYKIATRI, "--json"))["svar"]
    assert set(svar) - set(utan_fil) == {"filer", "period", "saknas"}


def test_markdown_to_stdout_is_nothing_but_the_template(capsys: pytest.CaptureFixture[str], mapp: Path) -> None:
    text = kor(capsys, "mall", "månad", "--period", "2018-02", "--markdown", "-")
    kor(capsys, "mall", "månad", "--period", "2018-02", "--markdown", "ut.md")
    assert text.startswith("# Månadsrapport\n")
    assert text == (mapp / "ut.md").read_text("utf-8")


def test_outcomes_of_a_file_stand_in_the_tables(capsys: pytest.CaptureFixture[str], mapp: Path) -> None:
    (mapp / "utfall.csv").write_text("indikator;utfall;period\nbasbehandling-hjartsvikt;54,2 %;2018-06\n", "utf-8")
    text = kor(capsys, "mall", "ur2", *PSYKIATRI, "--utfall", "utfall.csv", "--markdown", "-")
    assert "| minst 60\u00a0% | 54,2\u00a0% (juni 2018) |" in text


def test_what_is_there_is_written_over_only_when_asked_for(capsys: pytest.CaptureFixture[str], mapp: Path) -> None:
    (mapp / "ut.md").write_text("mitt", "utf-8")
    text = fel(capsys, "mall", "ur2", "--word", "ut.docx", "--markdown", "ut.md")
    assert "--markdown: ut.md finns redan; välj ett annat namn, eller skriv över den med --skriv-over" in text
    assert [fil.name for fil in mapp.iterdir()] == ["ut.md"]
    assert (mapp / "ut.md").read_text("utf-8") == "mitt"
    kor(capsys, "mall", "ur2", "--word", "ut.docx", "--markdown", "ut.md", "--skriv-over")
    assert (mapp / "ut.md").read_text("utf-8").startswith("# Uppföljningsrapport 2\n")


@pytest.mark.parametrize(
    ("argument", "mening"),
    [
        (["mall", "ur2", "--period", "2018-08"], "--period: används bara tillsammans med --word eller --markdown"),
        (["mall", "ur2", "--skriv-over"], "--skriv-over: används bara tillsammans med --html, --word eller --markdown"),
        (["mall", "ur2", "--word", "ut.doc"], "--word: 'ut.doc' slutar inte på .docx"),
        (["mall", "ur2", "--word", "saknas/ut.docx"], "mappen som filen ska ligga i finns inte"),
        (["mall", "ur2", "--markdown", "."], ". är en mapp; ange ett filnamn"),
        (["mall", "ur2", "--markdown", "-", "--json"], "--markdown -: går inte tillsammans med --json"),
        (["mall", "ur2", "--word", "a.docx", "--markdown", "a.docx"], "--word och --markdown: har fått samma fil"),
        (["mall", "ur2", "--word", "a.docx", "--period", "2018-03"], "2018-03 har uppföljningsrapport 1"),
        (["mall", "ur2", "--word", "a.docx", "--utfall", "saknas.csv"], "saknas.csv: filen finns inte"),
        (
            ["mall", "ur2", "--word", "a.docx", "--regelverk", "jamtland-harjedalen-2016"],
            "regelverket har ingen mall för rapporter",
        ),
        (["tidplan", "--namnd", "regionstyrelsen"], "--namnd: används bara tillsammans med --ics"),
        (["tidplan", "--ics", "a.ics", "--namnd", "x"], "--namnd: nämnd 'x' finns inte"),
        (["tidplan", "--ics", "a.txt"], "--ics: 'a.txt' slutar inte på .ics"),
        (
            ["tidplan", "--ics", "a.ics", "--regelverk", "narsjukvarden-halland-2022"],
            "varken tidplan eller sammanträden",
        ),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, list) else "",
)
def test_what_cannot_be_written_is_said_and_nothing_is(
    capsys: pytest.CaptureFixture[str], mapp: Path, argument: list[str], mening: str
) -> None:
    assert mening in fel(capsys, *argument)
    assert list(mapp.iterdir()) == []


def test_the_timetable_is_written_as_a_calendar(capsys: pytest.CaptureFixture[str], mapp: Path) -> None:
    text = re.sub(r"[ \n]+", " ", kor(capsys, "tidplan", "--ics", "t.ics"))
    assert "t.ics är skriven. Antal händelser: 44. Antal steg som inte är med: 6." in text
    assert "- ÅR 2018, RF: i.u. i tidplanen." in text
    assert len(Calendar.from_ical((mapp / "t.ics").read_bytes()).walk("VEVENT")) == 44
    assert "t.ics finns redan" in fel(capsys, "tidplan", "--ics", "t.ics")


def test_a_computed_timetable_is_written_as_a_calendar(capsys: pytest.CaptureFixture[str], mapp: Path) -> None:
    val = ["--bryt", "2027-02=2027-03-04", "--stangd", "2027-03-08", "--json"]
    svar = json.loads(kor(capsys, "tidplan", "--ics", "t.ics", *val))["svar"]
    assert svar["filer"] == ["t.ics"]
    assert [u["steg"] for u in svar["utelamnade"]] == ["RS au beredning 1", "Beslutad rapport till RK", "RS"]
    dagar = [str(h.decoded("dtstart")) for h in Calendar.from_ical((mapp / "t.ics").read_bytes()).walk("VEVENT")]
    assert dagar == ["2027-03-04", "2027-03-10"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_file_that_cannot_be_written_leaves_what_was_there(
    capsys: pytest.CaptureFixture[str], mapp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (mapp / "ut.md").write_text("mitt", "utf-8")
    verklig = Path.open

    def full(plats: Path, *args: object, **val: object) -> object:
        return open("/dev/full", "wb") if plats.name.endswith(".ny") else verklig(plats, *args, **val)  # type: ignore[call-overload]  # noqa: PTH123

    monkeypatch.setattr(Path, "open", full)
    assert "ut.md kan inte skrivas" in fel(capsys, "mall", "ur2", "--markdown", "ut.md", "--skriv-over")
    monkeypatch.undo()
    assert (mapp / "ut.md").read_text("utf-8") == "mitt"


@pytest.mark.parametrize(
    ("modul", "argument", "tillagg"),
    [
        ("docx", ["mall", "ur2", "--word", "a.docx"], "riktlinjer[word]"),
        ("icalendar", ["tidplan", "--ics", "a.ics"], "riktlinjer[ics]"),
    ],
)
def test_an_extra_that_is_not_installed_is_named(mapp: Path, modul: str, argument: list[str], tillagg: str) -> None:
    import os
    import subprocess
    import sys

    kod = f"import sys; sys.modules[{modul!r}] = None; from riktlinjer.cli import main; sys.exit(main({argument!r}))"
    miljo = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    svar = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", kod], env=miljo, capture_output=True, encoding="utf-8", check=False
    )
    assert svar.returncode == 2
    assert f'pip install "{tillagg}"' in svar.stderr
    assert len(svar.stderr.splitlines()) == 1
    assert list(mapp.iterdir()) == []
