"""``riktlinjer jamfor``: two rule sets, or two readings, to people and to machines."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from riktlinjer import cli
from riktlinjer.rules.jamforelse import Regelverksjamforelse

HALLAND = ["jamfor", "halland-2018", "halland-2018"]
ANNAN = ["--tolkning-b", "delmal-3-mellan-71-och-72=avrunda"]


@pytest.fixture
def utfall(tmp_path: Path) -> str:
    fil = tmp_path / "utfall.csv"
    fil.write_text("indikator;utfall\nindex-medarbetarenkat;71,5\n", "utf-8")
    return str(fil)


def kor(capsys: pytest.CaptureFixture[str], *argument: str) -> str:
    assert cli.main(argument) == 0
    ut, fel = capsys.readouterr()
    assert fel == ""
    return ut


def fel(capsys: pytest.CaptureFixture[str], *argument: str) -> str:
    assert cli.main(argument) == 2
    ut, text = capsys.readouterr()
    assert ut == ""
    assert "Traceback" not in text
    return text


def ett_stycke(text: str) -> str:
    return re.sub(r"[ \n]+", " ", text)


def test_two_alike_differ_in_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    text = ett_stycke(kor(capsys, *HALLAND))
    assert "Inget skiljer dem åt." in text
    assert "Antal ändringar" not in text
    assert "Statusar" not in text


def test_two_readings_and_what_they_turn(capsys: pytest.CaptureFixture[str], utfall: str) -> None:
    text = ett_stycke(kor(capsys, *HALLAND, *ANNAN, "--utfall", utfall))
    mening = "Tolkningen delmal-3-mellan-71-och-72 läses som avrunda i stället för gul."
    assert f"- Delmål 3: Gul blir Grön. Orsak: {mening}" in text
    assert text.count(mening) == 2
    assert "Tolkning 0 0 1" in text


def test_readings_of_the_first_and_of_the_second_are_apart(capsys: pytest.CaptureFixture[str]) -> None:
    val = ["--tolkning-a", "delmal-4-antal=maltabell", "--tolkning-b", "alla=oppen"]
    andringar = json.loads(kor(capsys, *HALLAND, *val, "--json"))["svar"]["andringar"]
    a = next(a for a in andringar if a["id"] == "delmal-4-antal")
    assert (a["fore"], a["efter"]) == ("maltabell", "oppen")
    assert {a["vad"] for a in andringar} == {"tolkning"}


def test_outcomes_that_turn_nothing_say_so(capsys: pytest.CaptureFixture[str], utfall: str) -> None:
    text = ett_stycke(kor(capsys, *HALLAND, "--utfall", utfall))
    assert "Ingen: utfallen ger samma statusar och målnivåer under båda." in text


def test_json_is_the_answer_itself(capsys: pytest.CaptureFixture[str], utfall: str) -> None:
    text = kor(capsys, *HALLAND, *ANNAN, "--utfall", utfall, "--json")
    svar = Regelverksjamforelse.model_validate_json(json.dumps(json.loads(text)["svar"]))
    assert svar.statusandringar is not None
    assert [s.id for s in svar.statusandringar] == ["delmal-3"]
    assert json.loads(kor(capsys, *HALLAND, "--json"))["svar"]["statusandringar"] is None


def test_two_entirely_different_guidelines_are_counted_first_and_told_in_part(
    capsys: pytest.CaptureFixture[str],
) -> None:
    argument = ["jamfor", "halland-2018", "jamtland-harjedalen-2016"]
    text = kor(capsys, *argument)
    assert text.index("Antal ändringar") < text.index("\nÄndringar")
    assert "Regelverken är olika organisationers." in text
    assert len(text.splitlines()) < 500
    antal = int(re.search(r"Prioritering +0 +(\d+) +0", text)[1])  # type: ignore[index]
    assert f"{antal - 25} till visas med --alla." in text
    allt = kor(capsys, *argument, "--alla")
    assert "till visas med" not in allt
    assert allt.count("\n- Prioriteringen ") == antal


def test_what_only_moves_in_the_source_is_counted(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    ett, tva = tmp_path / "ett.toml", tmp_path / "tva.toml"
    regler = (
        "format = 1\nid = 'prov'\ntitel = 'Prov'\norganisation = 'Prov'\nutgava = '1'\ngaller_fran = 2030-01-01\n"
        "ar = 2030\ndokument = [{ id = 'prov', titel = 'Prov', utgivare = 'Prov' }]\n"
        "[[indikatorer]]\nid = 'ett'\nnamn = 'Ett'\nkalla = { avsnitt = 'Mål' }\n"
    )
    ett.write_text(regler, "utf-8")
    tva.write_text(regler.replace("'Mål'", "'Delmål'"), "utf-8")
    text = kor(capsys, "jamfor", str(ett), str(tva))
    assert "1 ändringar av var i källan något står visas med --alla." in text
    text = ett_stycke(kor(capsys, "jamfor", str(ett), str(tva), "--alla"))
    assert "Indikatorn Ett: källan ändras från Prov, Mål till Prov, Delmål." in text


def test_everything_wrong_is_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    text = fel(
        capsys, "jamfor", "halland-2019", "halland-2018", "--tolkning-a", "x", "--tolkning-b", "y=z",
        "--utfall", "finns-inte.csv", "--period", "mars", "--rapporttyp", "kvartal", "--tolknng-b", "c",
    )  # fmt: skip
    for vantat in (
        "A: regelverk 'halland-2019' finns inte",
        "--tolkning-a: 'x' är inget val",
        "--tolkning-b: tolkning 'y' finns inte",
        "finns-inte.csv: filen finns inte",
        "--period: ",
        "--rapporttyp: rapporttyp 'kvartal'",
        "menas --tolkning-b?",
    ):
        assert vantat in text


def test_both_rule_sets_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert "B saknas" in fel(capsys, "jamfor", "halland-2018")


def test_a_faulty_outcome_is_told_with_its_row(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    fil = tmp_path / "utfall.csv"
    fil.write_text("indikator;utfall\nindex-medarbetarenkat;tolv\nokand;1\n", "utf-8")
    text = fel(capsys, *HALLAND, "--utfall", str(fil))
    assert "rad 2" in text
    assert "rad 3" in text
