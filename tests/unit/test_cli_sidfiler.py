"""``--html`` and ``--word``: every command's page in a file of its own, under the same rules for all."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from riktlinjer import cli
from riktlinjer.argument import KOMMANDON, SIDFILER

UTFALL = "indikator;utfall\nbasbehandling-hjartsvikt;61,2 %\nindex-medarbetarenkat;71,5\n"
RAPPORT = "# Uppföljningsrapport 2\n\n## 1 Sammanfattning\n\nText.\n"
FALL = {
    "exempel": "exempel",
    "status": "status utfall.csv",
    "vad-kravs": "vad-kravs utfall.csv",
    "tidplan": "tidplan",
    "mall": "mall ur2",
    "indikatorer": "indikatorer",
    "granska-regelverk": "granska-regelverk",
    "granska-rapport": "granska-rapport rapport.md --rapporttyp ur2 --period 2018-08",
    "jamfor": "jamfor halland-2018 narsjukvarden-halland-2022",
}


@pytest.fixture
def mapp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "utfall.csv").write_text(UTFALL, "utf-8")
    (tmp_path / "rapport.md").write_text(RAPPORT, "utf-8")
    return tmp_path


def kor(capsys: pytest.CaptureFixture[str], text: str) -> str:
    assert cli.main(text.split()) in (0, 1)
    return capsys.readouterr().out


def fel(capsys: pytest.CaptureFixture[str], text: str) -> str:
    assert cli.main(text.split()) == 2
    ut, felen = capsys.readouterr()
    assert ut == ""
    return felen


def rubrik(html: str) -> str:
    (enda,) = re.findall("<h1>(.*?)</h1>", html)
    return str(enda)


def test_every_command_with_an_answer_of_its_own_is_tried_here() -> None:
    assert {*FALL} == {*SIDFILER} - {"sammanstall"}  # which reads a folder, and has its own tests
    assert set(SIDFILER) < set(KOMMANDON)


@pytest.mark.parametrize("kommando", FALL)
def test_the_page_is_written_and_told_and_the_page_itself_is_the_same(
    capsys: pytest.CaptureFixture[str], mapp: Path, kommando: str
) -> None:
    utan = kor(capsys, FALL[kommando])
    med = kor(capsys, f"{FALL[kommando]} --html svar.html")
    assert med.startswith(utan)
    assert "Sidan är skriven: svar.html." in med.removeprefix(utan)
    html = (mapp / "svar.html").read_text("utf-8")
    assert html.startswith("<!doctype html>")
    assert rubrik(html) == utan.split("\n")[0]
    assert "--tolkning" not in html
    assert "riktlinjer mall" not in html


@pytest.mark.parametrize("kommando", [k for k in FALL if "word" in SIDFILER[k]])
def test_the_word_document_has_the_same_title(capsys: pytest.CaptureFixture[str], mapp: Path, kommando: str) -> None:
    utan = kor(capsys, FALL[kommando])
    med = kor(capsys, f"{FALL[kommando]} --word svar.docx")
    assert "Dokumentet är skrivet: svar.docx." in med.removeprefix(utan)
    dokument = Document(io.BytesIO((mapp / "svar.docx").read_bytes()))
    assert [s.text for s in dokument.paragraphs if s.style.name == "Title"] == [utan.split("\n")[0]]


@pytest.mark.parametrize("kommando", [k for k in FALL if "word" in SIDFILER[k]])
def test_the_files_are_named_in_json_and_the_rest_of_it_is_the_same(
    capsys: pytest.CaptureFixture[str], mapp: Path, kommando: str
) -> None:
    utan = json.loads(kor(capsys, f"{FALL[kommando]} --json"))["svar"]
    med = json.loads(kor(capsys, f"{FALL[kommando]} --json --html a.html --word b.docx"))["svar"]
    assert med == {**utan, "filer": ["a.html", "b.docx"]}


def test_the_template_and_its_page_are_written_together(capsys: pytest.CaptureFixture[str], mapp: Path) -> None:
    kor(capsys, "mall ur2 --word mall.docx --html mall.html")
    assert (mapp / "mall.docx").exists()
    assert rubrik((mapp / "mall.html").read_text("utf-8")) == "Uppföljningsrapport 2 till Regionstyrelsen"


def test_the_calendar_and_the_page_are_written_together_or_not_at_all(
    capsys: pytest.CaptureFixture[str], mapp: Path
) -> None:
    (mapp / "t.html").write_text("mitt", "utf-8")
    assert "t.html finns redan" in fel(capsys, "tidplan --ics t.ics --html t.html")
    assert not (mapp / "t.ics").exists()
    svar = json.loads(kor(capsys, "tidplan --ics t.ics --html t.html --skriv-over --json"))["svar"]
    assert svar["filer"] == ["t.ics", "t.html"]
    assert "Kalenderfil" not in (mapp / "t.html").read_text("utf-8")


def test_a_guideline_without_a_template_has_a_page_with_a_heading(
    capsys: pytest.CaptureFixture[str], mapp: Path
) -> None:
    kor(capsys, "mall ur2 --regelverk jamtland-harjedalen-2016 --html mall.html")
    assert rubrik((mapp / "mall.html").read_text("utf-8")) == "Rapportmall"


def test_what_is_handed_on_tells_what_a_terminal_only_counts(capsys: pytest.CaptureFixture[str], mapp: Path) -> None:
    text = kor(capsys, f"{FALL['jamfor']} --html svar.html")
    assert "visas med --alla" in text
    html = (mapp / "svar.html").read_text("utf-8")
    assert "--alla" not in html
    assert html.count("<li>") > 400


@pytest.mark.parametrize(
    ("argument", "mening"),
    [
        ("exempel --html svar.htm", "--html: 'svar.htm' slutar inte på .html"),
        ("indikatorer --word svar.doc", "--word: 'svar.doc' slutar inte på .docx"),
        ("exempel --html saknas/svar.html", "mappen som filen ska ligga i finns inte"),
        ("exempel --html finns.html", "finns.html finns redan; välj ett annat namn, eller skriv över den med"),
        ("exempel --skriv-over", "--skriv-over: används bara tillsammans med --html eller --word"),
        ("tidplan --skriv-over", "--skriv-over: används bara tillsammans med --html, --word eller --ics"),
        ("mall ur2 --period 2018-08 --html a.html", "--period: används bara tillsammans med --word eller --markdown"),
        ("tidplan --namnd regionstyrelsen --html a.html", "--namnd: används bara tillsammans med --ics"),
        ("nytt ny --html a.html", "--html: okänt argument"),
    ],
)
def test_what_cannot_be_written_is_said_and_nothing_is(
    capsys: pytest.CaptureFixture[str], mapp: Path, argument: str, mening: str
) -> None:
    (mapp / "finns.html").write_text("mitt", "utf-8")
    fore = sorted(fil.name for fil in mapp.iterdir())
    assert mening in fel(capsys, argument)
    assert sorted(fil.name for fil in mapp.iterdir()) == fore
    assert (mapp / "finns.html").read_text("utf-8") == "mitt"


def test_a_fault_of_a_file_is_told_with_all_the_others(capsys: pytest.CaptureFixture[str], mapp: Path) -> None:
    text = fel(capsys, "status saknas.csv --period mars --html svar.txt")
    assert "--html: 'svar.txt' slutar inte på .html" in text
    assert "saknas.csv" in text
    assert "--period" in text


def test_the_exit_code_is_that_of_the_answer(capsys: pytest.CaptureFixture[str], mapp: Path) -> None:
    assert cli.main([*FALL["granska-rapport"].split(), "--html", "svar.html"]) == 1
    assert "<h2>Fel</h2>" in (mapp / "svar.html").read_text("utf-8")


@pytest.mark.parametrize(("modul", "val"), [("jinja2", "--html a.html"), ("docx", "--word a.docx")])
def test_an_extra_that_is_not_installed_is_named(mapp: Path, modul: str, val: str) -> None:
    argument = ["indikatorer", *val.split()]
    kod = f"import sys; sys.modules[{modul!r}] = None; from riktlinjer.cli import main; sys.exit(main({argument!r}))"
    miljo = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    svar = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", kod], env=miljo, capture_output=True, encoding="utf-8", check=False
    )
    assert svar.returncode == 2
    assert 'pip install "riktlinjer[' in svar.stderr
    assert len(svar.stderr.splitlines()) == 1
    assert not (mapp / val.split()[1]).exists()
