"""``riktlinjer nytt``: a rule set to begin with that loads and answers, and never anything written over."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

import riktlinjer as rl
from riktlinjer.cli import main
from riktlinjer.models.malvarde import Malvarde
from riktlinjer.models.statusregel import Statusregel
from riktlinjer.regelverk.nytt import Uppgifter, foresla_id, startfiler
from riktlinjer.rules.regelverksgranskning import granska_regelverk


@pytest.fixture
def start(tmp_path: Path) -> rl.Regelverk:
    """The starter as it is written."""
    assert main(["nytt", str(tmp_path / "start")]) == 0
    return rl.las_regelverk(tmp_path / "start")


def slag_i(typ: object) -> set[str]:
    """The kinds of a tagged union of models."""
    return {s for modell in get_args(get_args(typ)[0]) for s in get_args(modell.model_fields["slag"].annotation)}


def test_a_folder_holds_a_whole_rule_set_and_the_schema_that_it_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["nytt", str(tmp_path / "soder-2027"), "--json"]) == 0
    svar = json.loads(capsys.readouterr().out)["svar"]
    assert svar["regelverk"] == "soder-2027"
    assert {Path(fil).name for fil in svar["filer"]} == {fil.name for fil in (tmp_path / "soder-2027").iterdir()}
    assert {fil.read_text("utf-8").split("\n")[0] for fil in (tmp_path / "soder-2027").glob("*.toml")} == {
        "#:schema ./regelverk.schema.json"
    }
    assert (tmp_path / "soder-2027" / "regelverk.schema.json").is_file()


def test_a_file_is_the_same_rule_set_as_a_folder(tmp_path: Path) -> None:
    assert main(["nytt", str(tmp_path / "ett")]) == 0
    assert main(["nytt", str(tmp_path / "ett.toml")]) == 0
    assert rl.las_regelverk(tmp_path / "ett") == rl.las_regelverk(tmp_path / "ett.toml")
    assert (tmp_path / "ett.toml").read_text("utf-8").count("#:schema") == 1


def test_the_page_says_what_to_do_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nytt", str(tmp_path / "ny mapp")]) == 0
    ut = " ".join(capsys.readouterr().out.split())
    assert "regelverk.toml" in ut
    assert "granska-regelverk" in ut
    assert re.search(r"--regelverk '[^']*ny mapp'", ut), "a path with a space must be quoted"


def test_what_is_said_on_the_command_line_stands_in_the_files(tmp_path: Path) -> None:
    val = ["--id", "x-1", "--titel", "Åtgärder 'nu'", "--organisation", 'Region "Ö"\\', "--ar", "2027"]
    assert main(["nytt", str(tmp_path / "x"), *val]) == 0
    rv = rl.las_regelverk(tmp_path / "x")
    assert (rv.id, rv.titel, rv.organisation, rv.ar) == ("x-1", "Åtgärder 'nu'", 'Region "Ö"\\', 2027)
    assert (rv.dokument[0].titel, rv.dokument[0].utgivare) == (rv.titel, rv.organisation)
    assert rv.galler_fran == date(2027, 1, 1)
    assert "2000" not in (tmp_path / "x" / "regelverk.toml").read_text("utf-8")


def test_a_year_changes_no_figure(tmp_path: Path) -> None:
    texter = startfiler(Uppgifter(ar=2027))
    assert {namn for namn, text in startfiler(Uppgifter()).items() if text != texter[namn]} == {
        "regelverk.toml",
        "tidplan.toml",
    }


@pytest.mark.parametrize(
    ("namn", "id"),
    [
        ("soder-2027", "soder-2027"),
        ("Region Söder.toml", "region-soder"),
        ("ÅÄÖ", "aao"),
        ("--", "mitt-regelverk"),
        ("x.y_z", "x-y-z"),
        ("日本", "mitt-regelverk"),
    ],
)
def test_an_id_is_made_of_the_name(namn: str, id: str) -> None:
    assert foresla_id(Path("mapp") / namn) == id


# --- what the starter shows ------------------------------------------------------------------------------------------


def test_the_starter_has_a_status_rule_of_every_kind(start: rl.Regelverk) -> None:
    assert {d.statusregel.slag for d in start.delmal} == slag_i(Statusregel)


def test_the_starter_shows_every_kind_of_target(start: rl.Regelverk) -> None:
    text = startfiler(Uppgifter())["indikatorer.toml"]
    assert set(re.findall(r"\{ slag = '(.*?)'", text)) == slag_i(Malvarde) - {"inget"}


def test_the_targets_in_the_comments_are_read_as_they_stand(tmp_path: Path) -> None:
    text = startfiler(Uppgifter())["indikatorer.toml"]
    kommentar = re.search(r"(?:^#   .*\n)+", text, re.MULTILINE)
    assert kommentar is not None
    malvarden = re.findall(r"^\{.*?\}(?= {2,}|$)", re.sub(r"^#   ", "", kommentar[0], flags=re.M), re.M | re.S)
    assert len(malvarden) == 6
    for malvarde in malvarden:
        utan_kommentarer = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)
        provat = re.sub(r"^malvarde = .*", f"malvarde = {malvarde}", utan_kommentarer, flags=re.MULTILINE)
        assert malvarde in provat
        fil = tmp_path / "prov.toml"
        fil.write_text("".join({**startfiler(Uppgifter()), "indikatorer.toml": provat}.values()), "utf-8")
        rl.las_regelverk(fil)


def test_every_status_rule_of_the_starter_gives_every_outcome_one_colour(start: rl.Regelverk) -> None:
    for typ in rl.Rapporttyp:
        for v in (-1, 0, 1, 16000, 20000):
            utfall = {i.id: rl.Utfall(v) for i in start.indikatorer if i.skala is None and i.id != "patientnojdhet"}
            for jamfort in (v - 1, v, v + 1):
                utfall["budgetavvikelse"] = rl.Utfall(v, motsvarande_period=jamfort, foregaende_ar=jamfort)
                svar = rl.berakna_status(start, utfall, rapporttyp=typ)
                assert svar["delmal-2"].status is not None
                assert svar["delmal-4"].status is not None
        for varde in map(Decimal, ("0", "69.9", "70", "74.9", "75", "100")):
            assert rl.berakna_status(start, {"medarbetarindex": varde})["delmal-3"].status is not None


def test_nothing_is_found_wrong_with_the_starter(start: rl.Regelverk) -> None:
    assert [str(p) for p in granska_regelverk(start) if p.allvar is not rl.Allvar.UPPLYSNING] == []


def test_every_function_answers_on_the_starter(start: rl.Regelverk) -> None:
    assert rl.inlamningsdag(start, rl.Rapporttyp.MANAD, bryt=date(2018, 3, 6)) == date(2018, 3, 9)
    assert rl.berakna_tidplan(start, bryt={"2018-03": date(2018, 4, 6)}).tillfallen
    assert [a.nummer for a in rl.obligatoriska_avsnitt(start, rl.Rapporttyp.MANAD)] == ["1", "2"]
    (avsnitt,) = (
        a
        for a in rl.obligatoriska_avsnitt(start, rl.Rapporttyp.UR1, namnd="sjukhusnamnden")
        if a.titel == "Mål och indikatorer"
    )
    assert len(avsnitt.krav) == 2
    assert rl.kraver_atgardsplan(start, rapporttyp=rl.Rapporttyp.UR2, period="2018-08", budgetavvikelse=-1).kravs


def test_the_occasion_in_the_comments_can_be_used_as_it_is_told(tmp_path: Path) -> None:
    texter = startfiler(Uppgifter(ar=2027))
    tidplan = re.sub(r"^tillfallen = \[\].*\n", "", texter["tidplan.toml"], flags=re.MULTILINE)
    forst, rubrik, resten = tidplan.partition("# [[tidplan.tillfallen]]")
    tidplan = forst + re.sub(r"^# ", "", rubrik + resten, flags=re.MULTILINE)
    fil = tmp_path / "prov.toml"
    fil.write_text("".join({**texter, "tidplan.toml": tidplan}.values()), "utf-8")
    rv = rl.las_regelverk(fil)
    assert rv.tidplan is not None
    assert [t.period for t in rv.tidplan.tillfallen] == ["2027-02"]


def test_no_part_of_the_starter_is_left_out_of_the_rule_set(start: rl.Regelverk) -> None:
    assert len(start.tolkningar) == len(start.iakttagelser) == 1
    assert start.tidplan is not None
    assert start.rapportmall is not None
    assert start.atgardsplan is not None
    assert start.namnder
    assert start.id not in rl.tillgangliga_regelverk(), "the starter is no rule set that ships"


# --- nothing is written over -----------------------------------------------------------------------------------------


def innehall(rot: Path) -> dict[str, bytes | None]:
    return {str(p.relative_to(rot)): p.read_bytes() if p.is_file() else None for p in rot.rglob("*")}


@pytest.mark.parametrize(
    ("namn", "ord_"),
    [
        ("finns.toml", "finns redan"),
        ("mapp", "inte tom"),
        ("mapp.toml", "finns redan"),
        ("fil", "finns redan"),
        ("saknas/ny", "finns inte"),
        ("saknas/ny.toml", "finns inte"),
    ],
)
def test_what_is_in_the_way_is_left_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], namn: str, ord_: str
) -> None:
    (tmp_path / "mapp").mkdir()
    (tmp_path / "mapp.toml").mkdir()
    for fil in ("finns.toml", "fil", "mapp/anteckning.txt"):
        (tmp_path / fil).write_text("mitt", "utf-8")
    fore = innehall(tmp_path)
    assert main(["nytt", str(tmp_path / namn)]) == 2
    ut, fel = capsys.readouterr()
    assert ut == ""
    assert ord_ in fel
    assert innehall(tmp_path) == fore


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    assert main(["nytt", str(tmp_path / "tom")]) == 0
    assert rl.las_regelverk(tmp_path / "tom").id == "tom"


def test_a_schema_that_is_there_already_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "regelverk.schema.json").write_text("mitt", "utf-8")
    assert main(["nytt", str(tmp_path / "ett.toml"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["svar"]["filer"] == [str(tmp_path / "ett.toml")]
    assert (tmp_path / "regelverk.schema.json").read_text("utf-8") == "mitt"


def test_what_cannot_be_written_whole_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    oppna = Path.open

    def full_disk(self: Path, *arg: str, **val: str) -> object:
        if self.name == "tidplan.toml" and self.parent == tmp_path / "ny":
            raise OSError(28, "No space left on device")
        return oppna(self, *arg, **val)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", full_disk)
    assert main(["nytt", str(tmp_path / "ny")]) == 2
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]


@pytest.mark.parametrize(
    ("val", "ord_"),
    [
        (["--id", "Söder"], "--id: 'Söder' är inget id"),
        (["--id", "halland-2018"], "följer med"),
        (["--id", ""], "--id: '' är inget id"),
        (["--titel", ""], "--titel"),
        (["--titel", "a\nb"], "--titel"),
        (["--organisation", " "], "--organisation"),
        (["--ar", "27"], "'27' är inget år"),
        (["--ar", "1989"], "1989"),
        (["--ar", "2101"], "2101"),
    ],
)
def test_what_cannot_stand_in_a_rule_set_is_refused_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], val: list[str], ord_: str
) -> None:
    assert main(["nytt", str(tmp_path / "ny"), *val]) == 2
    assert ord_ in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ar", ["1990", "2100"])
def test_the_first_and_the_last_year_of_the_calendar_are_taken(tmp_path: Path, ar: str) -> None:
    assert main(["nytt", str(tmp_path / "ny"), "--ar", ar]) == 0
    assert rl.las_regelverk(tmp_path / "ny").ar == int(ar)


def test_a_name_that_would_be_a_shipped_id_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nytt", str(tmp_path / "halland-2018")]) == 2
    assert "halland-2018" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nytt", str(tmp_path / "ny"), "--ar", "x", "--id", "X", "--titel", ""]) == 2
    fel = capsys.readouterr().err
    assert all(val in fel for val in ("--ar", "--id", "--titel"))
