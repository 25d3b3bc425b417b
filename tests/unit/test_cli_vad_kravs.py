"""``riktlinjer vad-kravs``: what a colour takes, to people and to machines, and how it says that something is wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from riktlinjer import cli
from riktlinjer.rules.statuskrav import Statuskrav

HARD = "\u00a0"
FRAGOR = [
    [],
    ["--status", "röd", "--rapporttyp", "ur1", "--period", "2018-03", "--enhet", "Driftnämnden"],
    ["--status", "GUL", "--delmal", "delmal-4", "--tolkning", "alla=oppen"],
    ["--status", "gron", "--delmal", "delmal-4", "--tolkning", "delmal-4-antal=maltabell"],
]


@pytest.fixture
def utfall(tmp_path: Path) -> str:
    fil = tmp_path / "utfall.csv"
    fil.write_text(
        "indikator;utfall;motsvarande_period\n"
        "index-medarbetarenkat;71,5;\n"
        "budgetavvikelse-halso-och-sjukvarden;−20 mnkr;−30 mnkr\n"
        "basbehandling-hjartsvikt;59,96 %;\n",
        "utf-8",
    )
    return str(fil)


def kor(capsys: pytest.CaptureFixture[str], *argument: str) -> str:
    assert cli.main(["vad-kravs", *argument]) == 0
    ut, fel = capsys.readouterr()
    assert fel == ""
    return ut


def kor_json(capsys: pytest.CaptureFixture[str], *argument: str) -> Any:
    return json.loads(kor(capsys, *argument, "--json"))["svar"]


def ett_stycke(text: str) -> str:
    return re.sub(r"[ \n]+", " ", text)


@pytest.mark.parametrize("fraga", FRAGOR, ids=" ".join)
def test_the_page_is_plain_text_of_80_columns_in_swedish(
    capsys: pytest.CaptureFixture[str], utfall: str, fraga: list[str]
) -> None:
    text = kor(capsys, utfall, *fraga)
    assert max(map(len, text.splitlines())) <= 80
    assert re.search(r"\d\.\d|None|Status\.|True|False|Decimal", text) is None


@pytest.mark.parametrize("fraga", FRAGOR, ids=" ".join)
def test_json_is_the_answers_as_they_dump(capsys: pytest.CaptureFixture[str], utfall: str, fraga: list[str]) -> None:
    svar = kor_json(capsys, utfall, *fraga)
    assert list(svar) == ["regelverk", "utgava", "regelverk_sha256", "tolkningar", "status", "statuskrav"]
    assert len(svar["statuskrav"]) == (1 if "--delmal" in fraga else 5)
    for post in svar["statuskrav"]:
        krav = Statuskrav.model_validate_json(json.dumps(post))
        assert krav.model_dump(mode="json") == post
        assert krav.status == svar["status"]


def test_gron_is_asked_for_when_no_colour_is_named(capsys: pytest.CaptureFixture[str], utfall: str) -> None:
    text = kor(capsys, utfall, "--rapporttyp", "ur1", "--period", "2018-03")
    assert text.startswith("Vad som krävs för Grön – UR1, mars 2018\n")
    assert re.search(r"Delmål 3 +Gul +Grön, nåbart +\+0,5 till minst 72\n", text)
    assert re.search(r"Delmål 5 +Gul +Grön, nåbart +\+20 mnkr till minst 0 mnkr\n", text.replace(HARD, " "))
    assert (
        "Delmål 5: Grön kräver att Budgetavvikelse för hälso- och sjukvården är minst 0 mnkr; utfallet är −20 mnkr, "
        "en förändring på +20 mnkr." in ett_stycke(text.replace(HARD, " "))
    )


def test_what_is_certain_and_what_is_out_of_reach_is_said(capsys: pytest.CaptureFixture[str], utfall: str) -> None:
    assert re.search(r"Delmål 3 +Gul +Gul, redan +ingenting\n", kor(capsys, utfall, "--status", "gul"))
    text = kor(capsys, utfall, "--delmal", "delmal-4", "--tolkning", "delmal-4-antal=maltabell")
    assert re.search(r"Delmål 4 .*Grön, onåbart +–\n", text)
    assert "Andel invånare som använder e-tjänster (målvärdet är inte satt ännu" in ett_stycke(text)
    assert "- delmal-4-antal = maltabell: " in text


def test_a_rule_set_without_colours_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    fil = tmp_path / "tom.csv"
    fil.write_text("indikator;utfall\n", "utf-8")
    text = kor(capsys, str(fil), "--regelverk", "narsjukvarden-halland-2022")
    assert text.startswith("Vad som krävs\n")
    assert "Riktlinjen sätter inga färger: den har inga delmål." in text


@pytest.mark.parametrize(
    ("argument", "texter"),
    [
        (["--status", "blå"], ["--status: färg 'blå' finns inte; välj bland grön, gul, röd"]),
        (["--delmal", "delmal-9"], ["--delmal: delmål 'delmal-9' finns inte"]),
        (["--status", "blå", "--rapporttyp", "x"], ["fel: 2 fel", "--status: ", "--rapporttyp: "]),
        (["--fil", "x"], ["--fil: okänt argument"]),
    ],
)
def test_bad_arguments_are_told_in_swedish(
    capsys: pytest.CaptureFixture[str], utfall: str, argument: list[str], texter: list[str]
) -> None:
    assert cli.main(["vad-kravs", utfall, *argument]) == 2
    ut, fel = capsys.readouterr()
    assert ut == ""
    assert "Traceback" not in fel
    assert all(text in fel for text in texter), fel


def test_the_file_must_be_named_and_readable(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["vad-kravs"]) == 2
    assert "FIL saknas" in capsys.readouterr().err
    assert cli.main(["vad-kravs", "finns-inte.csv", "--status", "blå"]) == 2
    fel = capsys.readouterr().err
    assert "finns-inte.csv: filen finns inte" in fel
    assert "--status: färg 'blå' finns inte" in fel


def test_help_is_in_swedish(capsys: pytest.CaptureFixture[str]) -> None:
    text = kor(capsys, "--help")
    assert text.startswith("användning: riktlinjer vad-kravs ")
    assert "den önskade färgen: grön (standard), gul eller röd" in ett_stycke(text)


def test_the_example_says_what_each_delmal_needs_for_gron(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["exempel"]) == 0
    text = capsys.readouterr().out
    assert re.search(r"Vad som krävs för Grön\n(.*\n){2}  Delmål 1  Röd +Grön, nåbart  10 till når målvärdet\n", text)
    assert cli.main(["exempel", "--json"]) == 0
    svar = json.loads(capsys.readouterr().out)["svar"]
    assert [(k["delmal"], k["status"], k["antal"]) for k in svar["statuskrav"]] == [
        ("delmal-1", "Grön", 10), ("delmal-2", "Grön", 10), ("delmal-3", "Grön", None), ("delmal-4", "Grön", 5),
        ("delmal-5", "Grön", None),
    ]  # fmt: skip
