"""``riktlinjer sammanstall``: the page, the JSON, the files, the exit codes; and the example folders."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

import riktlinjer as rl
from riktlinjer import cli
from riktlinjer.katalog import las_katalog
from riktlinjer.models.tillfallesunderlag import Namndunderlag, Tillfallesunderlag
from riktlinjer.sammanstallningsbok import till_sammanstallningsbok
from riktlinjer.sidor.sammanstallning import sammanstallningssida
from riktlinjer.utskrift import skriv_text

RV = rl.las_regelverk("halland-2018")
PSYK, SJUKHUS = "driftnamnd-psykiatri", "driftnamnd-hallands-sjukhus"
EXEMPEL = Path(__file__).resolve().parents[2] / "examples" / "sammanstallning"
NU, FORE = str(EXEMPEL / "ur2-2018"), str(EXEMPEL / "maj-2018")
HARD = "\u00a0"
BLAD = ["Översikt", "Inlämning", "Prognoser", "Åtgärdsplaner", "Delmål", "Bidrag", "Påpekanden", "Förändringar"]


def kor(capsys: pytest.CaptureFixture[str], *argument: str, kod: int) -> str:
    assert cli.main(["sammanstall", *argument]) == kod
    ut, fel = capsys.readouterr()
    assert (fel == "") is (kod != 2)
    return fel if kod == 2 else ut


def svaret(capsys: pytest.CaptureFixture[str], *argument: str, kod: int) -> Any:
    data = json.loads(kor(capsys, *argument, "--json", kod=kod))
    return data.get("svar", data)


def ett_stycke(text: str) -> str:
    return " ".join(text.replace(HARD, " ").split())


@pytest.fixture
def liten(tmp_path: Path) -> Path:
    """A folder in which nothing is wrong."""
    mapp = tmp_path / "liten"
    mapp.mkdir()
    (mapp / "koncernen.csv").write_text("indikator;utfall\nindex-medarbetarenkat;71\n", "utf-8")
    return mapp


# The example


def test_the_page_tells_what_the_example_holds(capsys: pytest.CaptureFixture[str]) -> None:
    text = ett_stycke(kor(capsys, NU, "--foregaende", FORE, "--dag", "2018-10-01", kod=1))
    for del_ in (
        "Arbetsmaterial: sammanställning UR2 augusti 2018",
        "Preliminär rapport, av 9 nämnder: i tid 2, sen 2, inte inlämnad 4, inte känt 1.",
        "−18,2 mnkr för 5 av 9 nämnder; 4 är inte kända",
        "−19,7 mnkr, hos Regionstyrelsen, Driftnämnd Hallands sjukhus och Driftnämnd Närsjukvård",
        "krävs av 3 nämnder: lämnad av 2, nämns i löptexten av 1; ofullständig hos 3. Inte känt för 4 nämnder.",
        "Sedan månadsrapport maj 2018: prognosen är 4,0 mnkr sämre för 2 nämnder som är kända båda gångerna; ",
        "; beräknad status är ändrad för delmål 1, 3 och 5.",
        "tal i rapporternas text och tabeller räknas inte",
        "17 september 2018 sen, 2 arbetsdagar",
        "Regionstyrelsen inte känt inte känt inte känt",
        "delmål 3 Gul",
        "olika: Driftnämnd",
        "Koncernens bedömning: Grön.",
        "Förändringar sedan månadsrapport maj 2018",
        "beräknad status: från Grön till Gul",
        "Bedömning av delmål 5: från Röd till Gul.",
        "Rapport förra gången men inte nu: Driftnämnd Regionservice.",
    ):
        assert del_ in text, del_


def test_the_example_has_no_file_that_cannot_be_read() -> None:
    rv = rl.las_regelverk("halland-2018")
    for mapp in (NU, FORE):
        assert las_katalog(mapp, rv).papekanden == ()


def test_the_examples_real_report_is_the_one_that_ships() -> None:
    fil = EXEMPEL / "ur2-2018" / "regionstyrelsen" / "regionkontoret-ur2-2018.json"
    assert rl.las_rapport(fil) == rl.exempelrapport("regionkontoret-ur2-2018")


def test_every_made_up_report_says_that_it_is() -> None:
    pahittade = [f for f in EXEMPEL.rglob("*") if f.suffix in (".md", ".toml") and f.name != "README.md"]
    assert len(pahittade) >= 8
    assert [f.name for f in pahittade if "åhitta" not in f.read_text("utf-8")] == []


def test_the_json_holds_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    svar = svaret(capsys, NU, "--foregaende", FORE, "--dag", "2018-10-01", kod=1)
    assert list(svar) == [
        "titel", "regelverk", "utgava", "titel_regelverk", "organisation", "rapporttyp", "period", "dag", "beslutad",
        "arbetsmaterial", "namnder", "prognos", "delmal", "ovriga_bidrag", "forandring", "papekanden", "overhoppade",
        "underlag",
    ]  # fmt: skip
    assert svar["titel"].startswith("Arbetsmaterial")
    assert svar["prognos"]["summa"] == "-18.2"
    assert svar["namnder"][0]["namnd"] == "regionstyrelsen"


def test_decided_it_is_no_longer_arbetsmaterial(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mapp = tmp_path / "beslutad"
    shutil.copytree(NU, mapp)
    register = mapp / "sammanstallning.toml"
    register.write_text(register.read_text("utf-8").replace("# beslutad", "beslutad"), "utf-8")
    for dag, marke in (("2018-10-01", True), ("2018-10-02", False)):
        filer = {f: tmp_path / f"{dag}.{f}" for f in ("xlsx", "docx", "html")}
        val = ["--excel", str(filer["xlsx"]), "--word", str(filer["docx"]), "--html", str(filer["html"])]
        text = kor(capsys, str(mapp), "--dag", dag, *val, kod=1)
        assert text.startswith("Arbetsmaterial: ") is marke
        assert ("<h1>Arbetsmaterial: " in filer["html"].read_text("utf-8")) is marke
        assert ("Arbetsmaterial: " in Document(str(filer["docx"])).paragraphs[0].text) is marke
        bok = load_workbook(filer["xlsx"])
        for ark in bok:
            assert ("Arbetsmaterial" in str(ark["A1"].value)) is marke
            assert ("Arbetsmaterial" in str(ark.oddHeader.center.text)) is marke
        assert ("2 oktober 2018" in text.replace(HARD, " ")) is True
        assert svaret(capsys, str(mapp), "--dag", dag, kod=1)["arbetsmaterial"] is marke


# The page in parts


def sida(*inlamnade: Namndunderlag, **val: Any) -> str:
    regelverk = val.pop("regelverk", RV)
    svar = rl.sammanstall(regelverk, inlamnade, **{"period": "2018-08", "rapporttyp": rl.Rapporttyp.UR2, **val})
    return ett_stycke(skriv_text(tuple(sammanstallningssida(regelverk, svar)), 1000))


def med_prognos(namnd: str, prognos: str, **falt: Any) -> Namndunderlag:
    return Namndunderlag(namnd=namnd, rapport=rl.Rapport(prognos_budgetavvikelse=Decimal(prognos), **falt))


@pytest.mark.parametrize(
    ("prognoser", "vantat"),
    [
        ({}, "Åtgärdsplan: om den krävs är inte känt för någon nämnd."),
        ({PSYK: "1"}, "Åtgärdsplan: krävs inte av den nämnd där det är känt. Inte känt för 8 nämnder."),
        ({PSYK: "1", SJUKHUS: "0"}, "krävs inte av de 2 nämnder där det är känt. Inte känt för 7 nämnder."),
        ({n.id: "1" for n in RV.namnder}, "Åtgärdsplan: krävs inte av någon nämnd."),
        ({PSYK: "-1", SJUKHUS: "1"}, "Åtgärdsplan: krävs av 1 nämnd: inte lämnad av 1. Inte känt för 7 nämnder."),
    ],
)
def test_the_plans_in_short(prognoser: dict[str, str], vantat: str) -> None:
    assert vantat in sida(*(med_prognos(id, prognos) for id, prognos in prognoser.items()))


def test_a_report_with_very_many_faults_does_not_fill_the_page() -> None:
    tabell = {"enhet": "mnkr", "kolumner": ["Utfall"], "rader": [{"namn": "a", "varden": [1]}]}
    tabeller = [{**tabell, "titel": f"T{i}", "summarad": {"namn": "Totalt", "varden": [9]}} for i in range(100)]
    rapport = rl.Rapport.model_validate({"avsnitt": [{"titel": "Ekonomiskt resultat", "tabeller": tabeller}]})
    text = sida(Namndunderlag(namnd=PSYK, rapport=rapport))
    fel = text.partition("Fel i rapporten från")[2].partition("Prognoser")[0]
    assert fel.count(" - RAPPORT-") == 60
    assert re.search(r"\d\d till står i arbetsboken och i JSON", fel)


def test_a_report_without_a_forecast_is_told_from_no_report() -> None:
    text = sida(Namndunderlag(namnd=PSYK, rapport=rl.Rapport()), med_prognos(SJUKHUS, "1"))
    assert "rapport där prognosen inte står så att den kan läsas: Driftnämnd Psykiatri. " in text
    assert "prognosen inte står" not in sida(med_prognos(SJUKHUS, "1"))


def test_a_due_day_that_ended_yesterday_on_a_free_day_is_said_in_words() -> None:
    """28 September 2018 is a Friday."""
    text = sida(dag=date(2018, 9, 29))
    assert "inte inlämnad, fristen har gått ut men ingen arbetsdag sedan dess" in text
    assert "ledig dag" not in text


def test_what_is_found_in_computing_a_status_stands_with_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "koncernen.csv").write_text("indikator;utfall;period\nindex-medarbetarenkat;71;2018-03\n", "utf-8")
    fil = tmp_path / "ut.xlsx"
    text = kor(capsys, str(tmp_path), "--period", "2018-08", "--excel", str(fil), kod=0)
    assert "Varning STATUS-04: Indexvärde medarbetarenkät: utfallet avser 2018-03, men" in ett_stycke(text)
    bok = load_workbook(fil)
    assert "STATUS-04" in {r["Kod"] for r in rader(bok, "Påpekanden")}
    assert {r["Id"]: r["Avser"] for r in rader(bok, "Bidrag")}["index-medarbetarenkat"] == "mars 2018"


def test_reports_that_have_not_come_in_stand_in_the_table_and_are_counted_once_among_the_findings() -> None:
    text = sida(dag=date(2018, 9, 29))
    assert "Fel SAMMANSTALLNING-16: 9 rapporter är inte inlämnade i tid; de står under Inlämning." in text
    assert "Varning SAMMANSTALLNING-16: 9 rapporter är inte inlämnade i tid; de står under Inlämning." in text
    assert text.count("SAMMANSTALLNING-16") == 2
    ett = [Namndunderlag(namnd=n.id, rapport=rl.Rapport()) for n in RV.namnder[1:]]
    en = sida(*ett, dag=date(2018, 9, 14))
    assert "Fel SAMMANSTALLNING-16: Regionstyrelsen: den preliminära rapporten är inte inlämnad;" in en


def test_sections_that_nobody_knows_are_not_none() -> None:
    """The guideline of Jämtland Härjedalen has no template for reports."""
    jamtland = rl.las_regelverk("jamtland-harjedalen-2016")
    text = sida(med_prognos("vardnamnden", "1"), regelverk=jamtland, period="2016-08", rapporttyp=None)
    assert re.search(r"vardnamnden inte känt \d", text)


def test_what_the_namnder_deliver_is_shown_beside_the_koncerns_own_figure() -> None:
    underlag = Namndunderlag(namnd=PSYK, utfall={"inloggning-1177": "54,5 %"})
    text = sida(underlag, utfall={"inloggning-1177": "56 %"})
    assert "56 % koncernens; Driftnämnd Psykiatri har lämnat 54,5 %" in text


def test_a_figure_that_somebodys_files_contradict_is_shown_as_that(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "koncernen.csv").write_text("indikator;utfall\nindex-medarbetarenkat;71\n", "utf-8")
    (tmp_path / "koncernen.json").write_text('{"index-medarbetarenkat": 72}', "utf-8")
    (tmp_path / f"{PSYK}.json").write_text('{"index-medarbetarenkat": 75}', "utf-8")
    fil = tmp_path / "ut.xlsx"
    text = ett_stycke(kor(capsys, str(tmp_path), "--period", "2018-08", "--excel", str(fil), kod=1))
    assert "delmål 3 kan inte avgöras" in text
    bok = load_workbook(fil)
    (rad,) = [r for r in rader(bok, "Bidrag") if r["Id"] == "index-medarbetarenkat"]
    assert (rad["Vems"], rad["Används"], rad["Koncernens siffra är"]) == ("Driftnämnd Psykiatri", "nej", "motsagd")
    namndens = Namndunderlag(namnd=PSYK, utfall={"index-medarbetarenkat": 75})
    text = sida(namndens, motsagda=["index-medarbetarenkat"])
    assert "inte känt filerna säger emot varandra; Driftnämnd Psykiatri har lämnat 75 " in text


def test_figures_of_the_same_name_are_told_apart_in_findings() -> None:
    text = sida(Namndunderlag(namnd=PSYK, utfall={"npe-primarvard-helhetsintryck": "85 %"}))
    assert "Koncernens siffra för ”Helhetsintryck” (Nationell patientenkät (NPE) primärvård) levereras bara av" in text


@pytest.mark.parametrize(
    ("fore", "nu", "vantat"),
    [
        ("-1", "-1", "prognosen är oförändrad för 1 nämnd som är känd båda gångerna"),
        ("-1", "0,5", "prognosen är 1,5 mnkr bättre för 1 nämnd som är känd båda gångerna"),
        (None, "-1", "hur prognosen har ändrats är inte känt"),
    ],
)
def test_the_change_in_short(fore: str | None, nu: str, vantat: str) -> None:
    namnder = () if fore is None else (med_prognos(PSYK, fore),)
    foregaende = Tillfallesunderlag(period="2018-05", namnder=namnder)
    text = sida(med_prognos(PSYK, nu.replace(",", ".")), foregaende=foregaende)
    assert f"Sedan maj 2018: {vantat}; ingen beräknad status är ändrad." in text


# Exit codes and arguments


def test_nothing_wrong_is_0_and_a_fault_is_1(liten: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kor(capsys, str(liten), "--period", "2018-08", kod=0)
    kor(capsys, str(liten), "--period", "2018-08", "--dag", "2018-09-13", kod=0)
    kor(capsys, str(liten), "--period", "2018-08", "--dag", "2018-09-14", kod=1)
    (liten / "lokala-namnder.docx").write_bytes(b"")
    kor(capsys, str(liten), "--period", "2018-08", kod=1)


@pytest.mark.parametrize(
    ("val", "ord_"),
    [
        ((), "period"),
        (("--period", "2018-13"), "2018-13"),
        (("--period", "2018-08", "--rapporttyp", "ur1"), "2018-08 har uppföljningsrapport 2"),
        (("--period", "2018-08", "--dag", "igår"), "igår"),
        (("--period", "2018-08", "--foregaende", "finns-inte"), "finns inte"),
        (("--period", "2018-08", "--excel", "ut.xls"), ".xlsx"),
        (("--period", "2018-08", "--skriv-over"), "--skriv-over"),
        (("--period", "2018-08", "--regelverk", "skane-2018"), "skane-2018"),
    ],
)
def test_what_cannot_be_asked_is_2(
    liten: Path, capsys: pytest.CaptureFixture[str], val: tuple[str, ...], ord_: str
) -> None:
    assert ord_ in kor(capsys, str(liten), *val, kod=2)


def test_a_folder_that_cannot_be_read_at_all_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "finns inte" in kor(capsys, str(tmp_path / "ingen"), "--period", "2018-08", kod=2)


def test_the_occasion_before_must_be_before(liten: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "inte är före" in kor(capsys, FORE, "--foregaende", NU, kod=2)


@pytest.mark.parametrize("id", ["jamtland-harjedalen-2016", "narsjukvarden-halland-2022"])
def test_a_guideline_without_timetable_delmal_or_template(
    liten: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, id: str
) -> None:
    (liten / "koncernen.csv").unlink()
    bok, ord_, sida = (str(tmp_path / f"ut.{a}") for a in ("xlsx", "docx", "html"))
    period = f"{rl.las_regelverk(id).ar}-04"
    text = kor(
        capsys, str(liten), "--period", period, "--regelverk", id, "--excel", bok, "--word", ord_, "--html", sida, kod=0
    )
    assert text.count("SAMMANSTALLNING-12") == 1
    assert load_workbook(bok).sheetnames == BLAD


def test_no_file_is_written_over(liten: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fil = tmp_path / "ut.xlsx"
    fil.write_bytes(b"viktigt")
    assert "finns redan" in kor(capsys, str(liten), "--period", "2018-08", "--excel", str(fil), kod=2)
    assert fil.read_bytes() == b"viktigt"
    text = kor(capsys, str(liten), "--period", "2018-08", "--excel", str(fil), "--skriv-over", kod=0)
    assert "Arbetsboken är skriven" in text
    assert svaret(capsys, str(liten), "--period", "2018-08", "--excel", str(fil), "--skriv-over", kod=0)["filer"] == [
        str(fil)
    ]


def test_a_guideline_without_delmal_shows_the_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    regelverk = rl.las_regelverk("narsjukvarden-halland-2022")
    procent = next(i for i in regelverk.indikatorer if i.enhet == "%")
    (tmp_path / "koncernen.csv").write_text(f"indikator;utfall\n{procent.id};87,5 %\n", "utf-8")
    text = kor(capsys, str(tmp_path), "--period", "2022-04", "--regelverk", regelverk.id, kod=0)
    assert "87,5" in text
    assert "Delmål" not in text


# Progress


class _Skarm(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def stor(liten: Path) -> Iterator[Path]:
    mapp = liten / "lokala-namnder"
    mapp.mkdir()
    for i in range(25):
        (mapp / f"{i}.csv").write_text("indikator;utfall\nfrisktal;88 %\n", "utf-8")
    return liten


def test_progress_is_shown_on_a_screen_for_many_files_and_never_in_json(
    stor: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    skarm = _Skarm()
    monkeypatch.setattr(sys, "stderr", skarm)
    assert cli.main(["sammanstall", str(stor), "--period", "2018-08", "--json"]) == 0
    assert skarm.getvalue() == ""
    assert cli.main(["sammanstall", str(stor), "--period", "2018-08"]) == 0
    assert "Läser 26 av 26" in skarm.getvalue()
    assert skarm.getvalue().endswith(" \r"), "the line is empty at last"
    assert "Läser" not in capsys.readouterr().out
    (stor / "lokala-namnder" / "0.csv").unlink()
    (stor / "lokala-namnder" / "1.csv").unlink()
    skarm.truncate(0)
    skarm.seek(0)
    assert cli.main(["sammanstall", str(stor), "--period", "2018-08"]) == 0
    assert skarm.getvalue() == ""


@pytest.mark.parametrize(("kolumner", "bredd"), [("40", 39), ("80", 78), ("300", 78)])
def test_the_line_of_progress_fits_the_screen(
    stor: Path, monkeypatch: pytest.MonkeyPatch, kolumner: str, bredd: int
) -> None:
    skarm = _Skarm()
    monkeypatch.setattr(sys, "stderr", skarm)
    monkeypatch.setenv("COLUMNS", kolumner)
    assert cli.main(["sammanstall", str(stor), "--period", "2018-08"]) == 0
    assert {len(rad) for rad in skarm.getvalue().split("\r") if rad} == {bredd}


def test_progress_is_not_shown_in_a_file(stor: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kor(capsys, str(stor), "--period", "2018-08", kod=0)


# The workbook


@pytest.fixture(scope="module")
def bok(tmp_path_factory: pytest.TempPathFactory) -> Any:
    fil = tmp_path_factory.mktemp("bok") / "ut.xlsx"
    argument = ["sammanstall", NU, "--foregaende", FORE, "--dag", "2018-10-01", "--excel", str(fil), "--json"]
    assert cli.main(argument) == 1
    return load_workbook(fil)


def rader(bok: Any, blad: str) -> list[dict[str, Any]]:
    rubriker, *resten = [[c.value for c in rad] for rad in bok[blad].iter_rows(min_row=2)]
    return [dict(zip(rubriker, rad, strict=True)) for rad in resten]


def test_the_sheets_are_those_and_each_is_made_to_be_read_and_printed(bok: Any) -> None:
    assert bok.sheetnames == BLAD
    for ark in bok:
        assert ark.page_setup.orientation == "landscape"
        assert ark.sheet_properties.pageSetUpPr.fitToPage
    for ark in bok.worksheets[1:]:
        assert ark.freeze_panes == "B3"
        assert ark.print_title_rows == "$1:$2"
        assert all(ark.column_dimensions[c.column_letter].width >= 9 for c in ark[2])


def test_numbers_are_numbers_and_days_are_days(bok: Any) -> None:
    prognoser = {r["Nämnd"]: r["Avvikelse mot årets budget, mnkr"] for r in rader(bok, "Prognoser") if r["Nämnd"]}
    assert prognoser["Regionstyrelsen"] == -6
    assert prognoser["Lokala nämnder"] == "inte känt"
    assert Decimal(str(prognoser["Summa för 5 av 9 nämnder"])) == Decimal("-18.2")
    inlamning = {(r["Nämnd"], r["Version"]): r for r in rader(bok, "Inlämning")}
    nara = inlamning["Driftnämnd Närsjukvård", "preliminär"]
    assert nara["Mottagen"].date() == date(2018, 9, 17)
    assert (nara["Senast"].date(), nara["Läge"], nara["Arbetsdagar sen"]) == (date(2018, 9, 13), "sen", 2)
    assert inlamning["Lokala nämnder", "preliminär"]["Mottagen"] == "–"
    assert inlamning["Regionstyrelsen", "preliminär"]["Mottagen"] == "inte känt"


def test_the_word_stands_beside_the_colour(bok: Any) -> None:
    delmal = {r["Delmål"]: r for r in rader(bok, "Delmål")}
    assert (delmal[3]["Beräknad status"], delmal[3]["Bedömning"], delmal[3]["Jämfört"]) == ("Gul", "Grön", "olika")
    assert delmal[3]["Förra tillfället"] == "Grön"
    assert delmal[1]["Beräknad status"].startswith("kan inte avgöras")
    fargade = [c for c in bok["Delmål"]["C"] if c.fill.fill_type == "solid" and c.row > 2]
    assert {c.value for c in fargade} <= {"Grön", "Gul", "Röd"}


def test_whose_each_figure_is(bok: Any) -> None:
    bidrag = [r for r in rader(bok, "Bidrag") if r["Id"] == "inloggning-1177"]
    assert {(r["Vems"], r["Utfall"], r["Används"]) for r in bidrag} == {
        ("Driftnämnd Hallands sjukhus", 56, "nej"),
        ("Driftnämnd Närsjukvård", 54.5, "nej"),
    }
    (koncernens,) = [r for r in rader(bok, "Bidrag") if r["Id"] == "index-medarbetarenkat"]
    assert (koncernens["Vems"], koncernens["Utfall"], koncernens["Används"]) == ("Koncernen", 71, "ja")


def test_what_is_not_known_of_a_submission_is_not_said_to_be_nothing(bok: Any) -> None:
    inlamning = {(r["Nämnd"], r["Version"]): r for r in rader(bok, "Inlämning")}
    falt = ("Läge", "Arbetsdagar sen", "Klarmarkerad")
    assert [inlamning["Regionstyrelsen", "preliminär"][f] for f in falt] == ["inte känt", "inte känt", "inte känt"]
    assert [inlamning["Lokala nämnder", "preliminär"][f] for f in falt] == ["inte inlämnad", 12, "–"]
    assert [inlamning["Driftnämnd Psykiatri", "preliminär"][f] for f in falt] == ["i tid", "–", "ja"]


@pytest.mark.parametrize(
    ("val", "vantat"),
    [
        ({}, ("Beslutad", "ingen dag är angiven")),
        ({"beslutad": date(2018, 10, 2), "dag": date(2018, 10, 1)}, ("Ska beslutas", date(2018, 10, 2))),
        ({"beslutad": date(2018, 10, 2), "dag": date(2018, 10, 2)}, ("Beslutad", date(2018, 10, 2))),
    ],
)
def test_the_workbook_says_when_it_is_decided(val: dict[str, date], vantat: tuple[str, object]) -> None:
    svar = rl.sammanstall(RV, [], period="2018-08", **val)
    ark = load_workbook(io.BytesIO(till_sammanstallningsbok(RV, svar)))["Översikt"]
    varden = {a.value: b.value for a, b in ark.iter_rows(max_col=2)}
    varde = varden[vantat[0]]
    assert (varde.date() if hasattr(varde, "date") else varde) == vantat[1]


def test_a_cell_of_several_lines_has_several_lines(bok: Any) -> None:
    filer = {r["Nämnd"]: r["Filer"] for r in rader(bok, "Inlämning")}
    assert filer["Driftnämnd Närsjukvård"] == "driftnamnd-narsjukvard-ur2.toml\ndriftnamnd-narsjukvard-utfall.csv"
    celler = [c.value for ark in bok for rad in ark.iter_rows() for c in rad if isinstance(c.value, str)]
    assert [text for text in celler if "\ufffd" in text] == []


def test_figures_of_the_same_name_are_told_apart_in_the_workbook(bok: Any) -> None:
    helhet = [r for r in rader(bok, "Bidrag") if r["Indikator"] == "Helhetsintryck" and r["Delmål"] == 2]
    assert [r["Område"] for r in helhet] == [
        "Nationell patientenkät (NPE) primärvård",
        "Nationell patientenkät (NPE) slutenvård",
    ]


def test_every_finding_is_in_the_workbook(bok: Any, capsys: pytest.CaptureFixture[str]) -> None:
    svar = svaret(capsys, NU, "--foregaende", FORE, "--dag", "2018-10-01", kod=1)
    antal = len(svar["papekanden"]) + sum(len(n["granskning"] or ()) for n in svar["namnder"])
    antal += sum(len(d["beraknad"]["papekanden"]) for d in svar["delmal"])
    assert len(rader(bok, "Påpekanden")) == antal


# Hostile texts in every form


def test_hostile_texts_are_text_in_every_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mapp = tmp_path / "mapp"
    mapp.mkdir()
    ond = '=HYPERLINK("http://x")<script>alert(1)</script>\\u0007'
    for namnd in ("driftnamnd-psykiatri", "driftnamnd-narsjukvard"):
        (mapp / f"{namnd}.json").write_text(
            '{"period": "2018-08", "prognos_budgetavvikelse": -1, "avsnitt": [{"titel": "' + ond.replace('"', '\\"')
            + '"}], "atgardsplan": {"planerade": ["' + ond.replace('"', '\\"') + '"]}, "bedomningar": [{"delmal": '
            '"delmal-1", "status": "Röd", "text": "' + ond.replace('"', '\\"') + '"}]}',
            "utf-8",
        )  # fmt: skip
    (mapp / "sammanstallning.toml").write_text(
        "[[bedomningar]]\ndelmal = 'delmal-1'\ntext = '=1+1'\n"
        "[[bedomningar]]\ndelmal = 'delmal-2'\ntext = '@SUM(A1)'\n",
        "utf-8",
    )
    (mapp / "=cmd.csv").write_text("x", "utf-8")
    filer = {a: tmp_path / f"ut.{a}" for a in ("xlsx", "docx", "html")}
    text = kor(
        capsys, str(mapp), "--excel", str(filer["xlsx"]), "--word", str(filer["docx"]), "--html", str(filer["html"]),
        kod=1,
    )  # fmt: skip
    assert "\x07" not in text
    html = filer["html"].read_text("utf-8")
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert any("<script>" in p.text for p in Document(str(filer["docx"])).paragraphs)
    bok = load_workbook(filer["xlsx"])
    celler = [c for ark in bok for rad in ark.iter_rows() for c in rad]
    assert not [c.coordinate for c in celler if c.data_type == "f"]
    farliga = [c for c in celler if isinstance(c.value, str) and c.value[:1] in "=+-@"]
    assert {"=1+1", "@SUM(A1)"} <= {c.value for c in farliga}
    assert all(c.quotePrefix for c in farliga)
