"""``riktlinjer granska-regelverk``: what it shows, as text and as JSON, and its exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import riktlinjer as rl
from riktlinjer.cli import main
from riktlinjer.rules.regelverksgranskning import granska_regelverk

INDEX = Path(__file__).parents[2] / "docs" / "referens" / "granskning" / "index.md"


@pytest.fixture
def stomme(tmp_path: Path) -> Path:
    """The faultless rule set of the documentation, as a file."""
    traff = re.search(r":caption: stomme.toml\n\n(.*?)^```$", INDEX.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert traff is not None
    fil = tmp_path / "stomme.toml"
    fil.write_text(traff[1], "utf-8")
    return fil


def kor(capsys: pytest.CaptureFixture[str], *argument: str) -> tuple[int, str, str]:
    kod = main(["granska-regelverk", *argument])
    ut, fel = capsys.readouterr()
    return kod, ut.replace("\u00a0", " "), fel


def test_a_faultless_rule_set_says_so_and_exits_with_zero(capsys: pytest.CaptureFixture[str], stomme: Path) -> None:
    kod, ut, fel = kor(capsys, "--regelverk", str(stomme))
    assert (kod, fel) == (0, "")
    assert "Granskningen fann inget." in ut


def test_a_fault_exits_with_one_and_is_shown_with_its_place_and_source(
    capsys: pytest.CaptureFixture[str], stomme: Path
) -> None:
    text = stomme.read_text("utf-8").replace("minst = 70, under = 72", "minst = 70, under = 71.5")
    stomme.write_text(text, "utf-8")
    kod, ut, _ = kor(capsys, "--regelverk", str(stomme))
    assert kod == 1
    assert "Granskningen fann ett fel." in " ".join(ut.split())
    assert "REGEL-01 delmal-1" in ut
    assert "minst 71,5 och under 72 får ingen färg" in " ".join(ut.split())
    assert "Källa: Riktlinjer för uppföljning 2030, Delmål 1." in " ".join(ut.split())


def test_a_shipped_rule_set_exits_with_zero_and_lists_the_tolkningar(capsys: pytest.CaptureFixture[str]) -> None:
    kod, ut, _ = kor(capsys)
    assert kod == 0
    assert ut.index("Varningar") < ut.index("Upplysningar") < ut.index("Tolkningar som svaren vilar på")
    assert "delmal-4-antal = bilaga-1" in ut


@pytest.mark.parametrize("id", rl.tillgangliga_regelverk())
def test_the_json_holds_the_findings(capsys: pytest.CaptureFixture[str], id: str) -> None:
    kod, ut, _ = kor(capsys, "--json", "--regelverk", id)
    svar = json.loads(ut)["svar"]
    assert (kod, svar["regelverk"]) == (0, id)
    funna = granska_regelverk(rl.las_regelverk(id))
    assert [(p["kod"], p["plats"], p["tolkning"]) for p in svar["papekanden"]] == [
        (p.kod, p.plats, p.tolkning) for p in funna
    ]


def test_another_reading_changes_how_serious_a_finding_is(capsys: pytest.CaptureFixture[str]) -> None:
    _, ut, _ = kor(capsys, "--json", "--tolkning", "delmal-4-antal=maltabell")
    (funnen,) = [p for p in json.loads(ut)["svar"]["papekanden"] if p["kod"] == "REGEL-05"]
    assert funnen["allvar"] == "varning"


def test_a_rule_set_that_cannot_be_read_exits_with_two(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    kod, ut, fel = kor(capsys, "--regelverk", str(tmp_path / "finns-inte.toml"))
    assert (kod, ut) == (2, "")
    assert "finns inte" in fel
