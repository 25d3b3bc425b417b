"""The guide for those who write their own rule set: every step of it is true of the files that it shows."""

from __future__ import annotations

import re
import shutil
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import TypeAdapter

import riktlinjer as rl
from riktlinjer.cli import main

GUIDE = Path(__file__).resolve().parents[2] / "docs/guider/skriv-ert-eget-regelverk.md"
TEXT = GUIDE.read_text("utf-8")
FILER: dict[str, str] = dict(
    re.findall(r"^```\{code-block\} \w+\n:caption: (\S+)\n\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
)
TEXTBLOCK = re.findall(r"^```text\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


@pytest.fixture
def mapp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The guide's files, where they say that they stand; the commands run there."""
    for namn, innehall in FILER.items():
        (tmp_path / namn).parent.mkdir(exist_ok=True)
        (tmp_path / namn).write_text(innehall, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "exempel-2027"


def andra(fil: Path, *andringar: tuple[str, str]) -> None:
    text = fil.read_text("utf-8")
    for fore, efter in andringar:
        assert fore in text, fore
        text = text.replace(fore, efter)
    fil.write_text(text, "utf-8")


def visat(ord_: str) -> str:
    """The one text block that holds these words."""
    (block,) = (block for block in TEXTBLOCK if ord_ in block)
    return block


def test_the_files_of_the_guide_are_those_that_it_says_in_the_beginning() -> None:
    tabell = TEXT[TEXT.index("| Markera |") :].split("\n\n")[0]
    assert {f"exempel-2027/{fil}" for fil in re.findall(r"`(\w+\.toml)`", tabell)} | {"utfall.csv"} == set(FILER)


def test_the_rule_set_loads_when_the_guide_says_that_it_does(tmp_path: Path) -> None:
    """After step 3, after the steps that point at each other, and after every step from there."""
    mapp = tmp_path / "egen"
    mapp.mkdir()
    lasta = []
    for namn, innehall in FILER.items():
        if namn.startswith("exempel-2027/"):
            (mapp / Path(namn).name).write_text(innehall, "utf-8")
            try:
                rl.las_regelverk(mapp)
            except rl.RegelverkFel:
                continue
            lasta.append(Path(namn).stem)
    assert lasta == ["regelverk", "mal", "tidplan", "rapportmall"]


def test_no_fault_is_found_in_the_rule_set_of_the_guide(mapp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["granska-regelverk", "--regelverk", "exempel-2027"]) == 0
    assert "\nFel\n" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "rad", re.findall(r"^\| ([^|`]+) \| `(\{ slag = .*? \})` \|$", TEXT, re.MULTILINE), ids=lambda rad: rad[0]
)
def test_a_target_is_what_the_library_makes_of_the_same_words(rad: tuple[str, str]) -> None:
    ord_, toml = rad
    skrivet = tomllib.loads(f"m = {toml}", parse_float=Decimal)["m"]
    tolkat = rl.tolka_malvarde(ord_).model_dump(mode="json", exclude_defaults=True)
    egen: rl.Malvarde = TypeAdapter(rl.Malvarde).validate_python(skrivet)
    assert egen.model_dump(mode="json", exclude_defaults=True) == tolkat


def test_the_table_of_targets_shows_ten() -> None:
    assert len(re.findall(r"^\| [^|`]+ \| `\{ slag", TEXT, re.MULTILINE)) == 10


def test_the_kinds_of_status_rule_are_all_named() -> None:
    tabell = TEXT[TEXT.index("| `slag` |") :].split("\n\n")[0]
    schema_slag = {"antal", "värde", "kvot", "avvikelse"}
    assert set(re.findall(r"^\| `'(\w+)'` \|", tabell, re.MULTILINE)) == schema_slag


def test_the_faults_are_told_as_the_guide_shows(mapp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (mapp / "indikatorer.toml").read_text("utf-8").replace("riktning", "riktnig", 1)
    (mapp / "indikatorer.toml").write_text(text, "utf-8")
    andra(
        mapp / "mal.toml",
        ("'sjukfranvaro']", "'sjukfranvaron']"),
        ("{ status = 'Grön', minst = 3", "{ status = 'Gron', minst = 3"),
    )
    assert main(["indikatorer", "--regelverk", "exempel-2027"]) == 2
    assert capsys.readouterr().err == visat("riktnig")


def test_a_fault_of_syntax_is_told_as_the_guide_shows(mapp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    andra(mapp / "indikatorer.toml", ("utgangsvarde = 81.5", "utgangsvarde = 81,5"))
    assert main(["indikatorer", "--regelverk", "exempel-2027"]) == 2
    assert capsys.readouterr().err == visat("decimalpunkt och en nyckel")


def test_without_the_tolkning_the_hole_is_a_fault_as_the_guide_shows(
    mapp: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (mapp / "tolkningar.toml").unlink()
    text = (mapp / "mal.toml").read_text("utf-8")
    (mapp / "mal.toml").write_text(re.sub(r".*nar = .*\n", "", text), "utf-8")
    assert main(["granska-regelverk", "--regelverk", "exempel-2027"]) == 1
    assert visat("får ingen färg, till exempel 74,5") in capsys.readouterr().out


def test_the_edition_during_the_year_is_the_one_that_is_read(mapp: Path) -> None:
    utgavor = re.findall(r"^    (\d{4}-\d\d-\d\d)/$", visat("galler_fran = "), re.MULTILINE)
    for utgava in utgavor:
        shutil.copytree(mapp, mapp.parent / "utgavor" / utgava)
        andra(mapp.parent / "utgavor" / utgava / "regelverk.toml", ("2027-01-19", utgava))
    assert rl.las_regelverk(mapp.parent / "utgavor").utgava == utgavor[-1] == "2027-09-01"
    assert len(utgavor) == 2


def test_next_years_rule_set_is_compared_as_the_guide_shows(mapp: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nasta = mapp.parent / "exempel-2028"
    shutil.copytree(mapp, nasta)
    andra(nasta / "regelverk.toml", ("2027", "2028"))
    andra(nasta / "indikatorer.toml", ("minst = 85, enhet = '%', text = 'Minst 85 %'", "minst = 90, enhet = '%'"))
    andra(nasta / "mal.toml", ("minst = 70", "minst = 72"), ("under = 70", "under = 72"))
    tidplan = (nasta / "tidplan.toml").read_text("utf-8").partition("[[tidplan.tillfallen]]")[0]
    (nasta / "tidplan.toml").write_text(tidplan.replace("[tidplan]", "[tidplan]\ntillfallen = []"), "utf-8")
    kommando, _, vantat = visat("$ riktlinjer jamfor").partition("\n")
    assert main(kommando.removeprefix("$ riktlinjer ").split()) == 0
    ut = capsys.readouterr().out
    for stycke in vantat.removeprefix("...\n").split("\n\n"):
        assert stycke.strip() in ut
    assert main([*kommando.removeprefix("$ riktlinjer ").split(), "--utfall", "utfall.csv"]) == 0
