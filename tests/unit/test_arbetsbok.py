"""The workbook: what it looks like, that it says the same as the TOML, and that every fault is told with its cell."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

import riktlinjer as rl
from riktlinjer import cli
from riktlinjer.arbetsbok import las_arbetsbok, skriv_arbetsbok, zipfil
from riktlinjer.arbetsbok.arbetsbok import till_arbetsbok
from riktlinjer.arbetsbok.blad import alla_blad
from riktlinjer.arbetsbok.celler import Cellfel, Innehall, fran_cell, till_cell
from riktlinjer.arbetsbok.falt import Cell
from riktlinjer.arbetsbok.rubriker import BLAD
from riktlinjer.models.kalla import Dokument
from riktlinjer.regelverk.lasare import bygg_regelverk
from riktlinjer.regelverk.tabeller import till_tabeller
from riktlinjer.regelverk.tomltext import regelverk_till_toml, regelverk_till_tomlfiler

ROT = Path(__file__).resolve().parent.parent.parent
LEVERERADE = rl.tillgangliga_regelverk()


@cache
def bytes_av(id: str) -> bytes:
    """The workbook of a shipped rule set."""
    return till_arbetsbok(rl.las_regelverk(id))


def bok(id: str = "halland-2018") -> Workbook:
    """The same, opened."""
    return openpyxl.load_workbook(io.BytesIO(bytes_av(id)))


def spara(arbetsbok: Workbook, mapp: Path) -> Path:
    """A changed workbook, as a person saves it."""
    fil = mapp / "andrad.xlsx"
    arbetsbok.save(fil)
    return fil


def fel_i(arbetsbok: Workbook, mapp: Path) -> list[tuple[str, str, str]]:
    """The faults that reading a workbook tells: sheet, cell and text."""
    with pytest.raises(rl.RegelverkFel) as info:
        las_arbetsbok(spara(arbetsbok, mapp))
    return [(fel.fil, fel.plats, fel.text) for fel in info.value.fel]


def kolumn(arbetsbok: Workbook, blad: str, rubrik: str) -> int:
    """The number of a column by its heading, with or without its star."""
    rubriker = [str(cell.value).rstrip(" *") for cell in arbetsbok[blad][1]]
    return rubriker.index(rubrik) + 1


def satt(arbetsbok: Workbook, blad: str, rubrik: str, rad: int, varde: Any) -> str:
    """Writes in a cell and says which it was."""
    cell = arbetsbok[blad].cell(rad, kolumn(arbetsbok, blad, rubrik))
    cell.value = varde
    return cell.coordinate


# There and back


@pytest.mark.parametrize("id", LEVERERADE)
def test_a_shipped_rule_set_goes_through_a_workbook_unchanged(id: str, tmp_path: Path) -> None:
    rv = rl.las_regelverk(id)
    skriv_arbetsbok(rv, tmp_path / "r.xlsx")
    aterlast = las_arbetsbok(tmp_path / "r.xlsx")
    assert aterlast == rv
    assert aterlast.model_dump_json() == rv.model_dump_json(), "the decimals of numbers too"


@pytest.mark.parametrize("id", LEVERERADE)
def test_toml_to_workbook_to_toml_gives_the_same_text(id: str, tmp_path: Path) -> None:
    text = regelverk_till_toml(rl.las_regelverk(id))
    (tmp_path / "a.toml").write_text(text, "utf-8")
    skriv_arbetsbok(rl.las_regelverk(tmp_path / "a.toml"), tmp_path / "a.xlsx")
    assert regelverk_till_toml(las_arbetsbok(tmp_path / "a.xlsx")) == text


@pytest.mark.parametrize("id", LEVERERADE)
def test_a_rule_set_as_toml_reads_back_as_a_file_and_as_a_folder(id: str, tmp_path: Path) -> None:
    rv = rl.las_regelverk(id)
    (tmp_path / "fil.toml").write_text(regelverk_till_toml(rv), "utf-8")
    (tmp_path / "mapp").mkdir()
    for namn, text in regelverk_till_tomlfiler(rv).items():
        (tmp_path / "mapp" / namn).write_text(text, "utf-8")
    assert rl.las_regelverk(tmp_path / "fil.toml") == rv
    assert rl.las_regelverk(tmp_path / "mapp") == rv


def test_tables_are_written_too_and_faulty_ones_refused(tmp_path: Path) -> None:
    tabeller = till_tabeller(rl.las_regelverk("narsjukvarden-halland-2022"))
    skriv_arbetsbok(tabeller, tmp_path / "t.xlsx")
    assert las_arbetsbok(tmp_path / "t.xlsx") == bygg_regelverk(tabeller)
    with pytest.raises(rl.RegelverkFel, match="titel: saknas"):
        skriv_arbetsbok({n: v for n, v in tabeller.items() if n != "titel"}, tmp_path / "u.xlsx")
    assert not (tmp_path / "u.xlsx").exists()


def test_a_chosen_reading_stays_chosen(tmp_path: Path) -> None:
    rv = rl.las_regelverk("halland-2018").med_tolkningar({"delmal-5-oforandrat": "gul"})
    skriv_arbetsbok(rv, tmp_path / "r.xlsx")
    assert las_arbetsbok(tmp_path / "r.xlsx").tolkning("delmal-5-oforandrat").vald == "gul"


def test_a_computed_day_that_is_not_known_is_refused_and_not_lost(tmp_path: Path) -> None:
    rv = rl.las_regelverk("halland-2018")
    oppet = rv.med_tolkningar({"manadsrapport-frist": "oppen"})
    tidplan = rl.berakna_tidplan(oppet, {"2027-02": date(2027, 3, 4)})
    med = rl.Regelverk(**{**dict(oppet), "tidplan": tidplan})
    with pytest.raises(rl.RegelverkFel, match="tidplan"):
        skriv_arbetsbok(med, tmp_path / "r.xlsx")
    assert not (tmp_path / "r.xlsx").exists()


def test_another_type_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="väntade ett Regelverk eller dess tabeller, fick str"):
        skriv_arbetsbok("halland-2018", tmp_path / "r.xlsx")  # type: ignore[arg-type]


# Cells


@pytest.mark.parametrize(
    ("slag", "varde", "i_cellen"),
    [
        ("text", "Hälsa", "Hälsa"),
        ("text", "=1+1", "=1+1"),
        ("text", "", 'toml: ""'.replace('""', "''")),
        ("text", "toml: x", "toml: x"),
        ("text", "a\x00b", 'toml: "a\\u0000b"'),
        ("text", "a\rb", 'toml: "a\\u000db"'),
        ("text", "_x0041_", 'toml: "\\u005f\\u0078\\u0030\\u0030\\u0034\\u0031\\u005f"'),
        ("text", "a\nb", "a\nb"),
        ("tal", Decimal("6.50"), 6.5),
        ("tal", Decimal("0.1"), 0.1),
        ("tal", 12, 12),
        ("tal", Decimal("0.12345678901234567"), "0,12345678901234567"),
        ("tal", Decimal("1E+400"), None),
        ("heltal", 10**30, None),
        ("ja/nej", True, "ja"),
        ("ja/nej", False, "nej"),
        ("datum", date(2018, 3, 9), date(2018, 3, 9)),
        ("datum", date(1899, 12, 31), "1899-12-31"),
        ("datum", date(1900, 2, 28), "1900-02-28"),
        ("steg", "i.u.", "i.u."),
        ("lista", [], "–"),
        ("lista", ["–"], "toml: ['–']"),
        ("lista", ["a, b", "c"], "a, b\nc"),
        ("lista", ["a\nb"], 'toml: ["a\\u000ab"]'),
        ("lista", [""], "toml: ['']"),
        ("villkor", {"tolkning": "t", "lasning": "a"}, "t = a"),
        ("villkorslista", [{"tolkning": "t", "lasning": "a"}, {"tolkning": "u", "lasning": "b"}], "t = a\nu = b"),
    ],
)
def test_a_value_reads_back_from_its_cell(slag: Any, varde: object, i_cellen: object) -> None:
    cell = Cell("x", slag, Dokument)
    innehall = till_cell(cell, varde)
    assert fran_cell(cell, innehall) == varde
    if i_cellen is not None and varde != "toml: x":
        assert innehall.varde == i_cellen


def test_a_number_keeps_its_zeros_by_its_format() -> None:
    cell = Cell("x", "tal", Dokument)
    assert till_cell(cell, Decimal("6.50")).format == "0.00"
    assert str(fran_cell(cell, Innehall(6.5, "0.00"))) == "6.50"
    assert str(fran_cell(cell, Innehall(6.25, "0.0"))) == "6.25", "what is shown rounded is not rounded"
    assert fran_cell(cell, Innehall(0.1 + 0.2, "General")) == Decimal("0.3"), "as Excel shows it"


@pytest.mark.parametrize(
    ("slag", "innehall", "text"),
    [
        ("tal", Innehall("53,0 %"), "väntade ett tal utan enhet"),
        ("tal", Innehall("1.234"), "kan vara 1,234 eller 1 234"),
        ("tal", Innehall("tolv"), "är inget tal"),
        ("tal", Innehall(True), "fann SANT, väntade ett tal"),
        ("tal", Innehall(datetime(2018, 3, 9)), "fann datumet 2018-03-09, väntade ett tal"),  # noqa: DTZ001
        ("tal", Innehall(0.85, "0%"), "formaterad som procent och håller talet 0,85"),
        ("heltal", Innehall(2.5), "fann talet 2,5, väntade ett heltal"),
        ("text", Innehall(2.2), "fann talet 2,2, väntade en text; formatera cellen som Text"),
        ("text", Innehall(datetime(2018, 3, 1)), "fann datumet 2018-03-01, väntade en text"),  # noqa: DTZ001
        ("datum", Innehall("9 mars"), "fann '9 mars', väntade ett datum, till exempel 2018-03-09"),
        ("datum", Innehall("2018-02-30"), "väntade ett datum"),
        ("datum", Innehall(43168), "fann talet 43 168, väntade ett datum".replace("43 168", "43\u00a0168")),
        ("datum", Innehall(datetime(2018, 3, 9, 12)), "fann datumet 2018-03-09 12:00:00"),  # noqa: DTZ001
        ("steg", Innehall("okänt"), "väntade ett datum, till exempel 2018-03-09, eller i.u."),
        ("ja/nej", Innehall("kanske"), "väntade ja eller nej"),
        ("villkor", Innehall("delmal-4-antal"), "väntade ett villkor: tolkning = läsning"),
        ("villkor", Innehall("a = b\nc = d"), "fann 2 villkor, väntade ett"),
        ("text", Innehall("toml: {"), "som inte kan läsas som TOML"),
        ("toml", Innehall("x"), "väntade ett värde som i en TOML-fil"),
    ],
)
def test_a_cell_that_says_something_else_is_refused_with_what_was_found(
    slag: Any, innehall: Innehall, text: str
) -> None:
    with pytest.raises(Cellfel) as info:
        fran_cell(Cell("x", slag, Dokument), innehall)
    assert text in str(info.value)


@pytest.mark.parametrize(
    ("slag", "val", "innehall", "varde"),
    [
        ("val", ("Grön", "Gul"), Innehall("  grön "), "Grön"),
        ("vallista", ("UR1", "UR2"), Innehall("ur1;UR2\n"), ["UR1", "UR2"]),
        ("vallista", ("UR1",), Innehall("-"), []),
        ("tal", (), Innehall("−1 234,5"), Decimal("-1234.5")),
        ("text", (), Innehall(2027), "2027"),
        ("text", (), Innehall("\u00a0x "), "x"),
        ("ja/nej", (), Innehall(True), True),
        ("datum", (), Innehall("2018-03-09"), date(2018, 3, 9)),
        ("steg", (), Innehall("I. U."), "i.u."),
    ],
)
def test_what_people_and_excel_write_is_understood(
    slag: Any, val: tuple[str, ...], innehall: Innehall, varde: Any
) -> None:
    assert fran_cell(Cell("x", slag, Dokument, val=val), innehall) == varde


# What the workbook looks like


def test_every_field_of_a_rule_set_has_a_swedish_heading_with_an_explanation_and_every_sheet_a_name() -> None:
    for blad in alla_blad():
        assert blad.vag in BLAD, f"BLAD in rubriker.py lacks {blad.vag}"
        assert len(blad.namn.namn) <= 31
        rubriker = [kolumn.rubrik.casefold() for kolumn in blad.kolumner]
        assert len(set(rubriker)) == len(rubriker), f"{blad.namn.namn}: two columns have one heading"
        for kolumn in blad.kolumner:
            assert kolumn.forklaring, f"rubriker.py has nothing for {'.'.join((*blad.vag, *kolumn.vag))}"


def test_the_first_sheet_explains_and_lists_the_others() -> None:
    arbetsbok = bok()
    assert arbetsbok.sheetnames[0] == "Läs mig"
    assert arbetsbok.sheetnames[-1] == "Listor"
    lasmig = arbetsbok["Läs mig"]
    lankar = {cell.value: cell.hyperlink.location for (cell,) in lasmig.iter_rows(max_col=1) if cell.hyperlink}
    assert list(lankar) == arbetsbok.sheetnames[1:-1]
    assert lankar["Delmål"] == "'Delmål'!A1"


def test_empty_sheets_are_hidden_and_the_others_shown() -> None:
    arbetsbok = bok("jamtland-harjedalen-2016")
    assert arbetsbok["Fokusområden"].sheet_state == "hidden"
    assert arbetsbok["Sammanträden"].sheet_state == "visible"
    assert arbetsbok["Listor"].sheet_state == "hidden"


@pytest.mark.parametrize(
    ("blad", "rubrik", "ord_"),
    [
        ("Statusregler", "Steg: färg", ["Grön", "Gul", "Röd"]),
        ("Indikatorer", "Riktning", ["högre är bättre", "lägre är bättre"]),
        ("Tidplan", "Rapporttyp", ["månadsrapport", "UR1", "UR2", "ÅR"]),
        ("Målnivåer", "Nivå", ["På målet", "På väg mot målet", "Under målnivåerna"]),
        ("Åtgärdsplan", "Krävs: även noll", ["ja", "nej"]),
        ("Indikatorer", "Räknas i delmål", ["delmal-1", "delmal-2", "delmal-3", "delmal-4", "delmal-5"]),
        ("Statusregler", "Delmål", ["delmal-1", "delmal-2", "delmal-3", "delmal-4", "delmal-5"]),
    ],
)
def test_a_closed_choice_has_a_drop_down(blad: str, rubrik: str, ord_: list[str]) -> None:
    arbetsbok = bok()
    bokstav = arbetsbok[blad].cell(2, kolumn(arbetsbok, blad, rubrik)).column_letter
    regler = [r for r in arbetsbok[blad].data_validations.dataValidation if f"{bokstav}2" in r.sqref]
    assert [r.type for r in regler] == ["list"]
    omrade = arbetsbok.defined_names[regler[0].formula1.removeprefix("=")]
    ((titel, celler),) = omrade.destinations
    assert [c.value for (c,) in arbetsbok[titel][celler] if c.value is not None] == ord_


def test_headings_stay_in_sight_and_say_what_their_columns_mean() -> None:
    arbetsbok = bok()
    assert arbetsbok["Indikatorer"].freeze_panes == "B2"
    assert arbetsbok["Långsiktiga indikatorer"].freeze_panes == "C2"
    rubrik = arbetsbok["Statusregler"].cell(1, kolumn(arbetsbok, "Statusregler", "Steg: över"))
    assert rubrik.comment is not None
    assert "inte gränsen själv" in rubrik.comment.text


def test_days_are_days_of_excel_and_numbers_are_numbers() -> None:
    arbetsbok = bok()
    bryt = arbetsbok["Tidplan"].cell(2, kolumn(arbetsbok, "Tidplan", "Bryt"))
    assert (bryt.value, bryt.number_format) == (datetime(2018, 3, 6), "yyyy-mm-dd")  # noqa: DTZ001
    varde = arbetsbok["Indikatorer"].cell(3, kolumn(arbetsbok, "Indikatorer", "Utgångsvärde"))
    assert (varde.value, varde.data_type) == (84.2, "n")


@pytest.mark.parametrize("text", ["=1+1", "+46", "-5", "@SUM(A1)", '=HYPERLINK("x")'])
def test_text_that_looks_like_a_formula_is_text(text: str, tmp_path: Path) -> None:
    rv = rl.Regelverk(**{**dict(rl.las_regelverk("narsjukvarden-halland-2022")), "titel": text})
    skriv_arbetsbok(rv, tmp_path / "r.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "r.xlsx")["Regelverk"]["B4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert las_arbetsbok(tmp_path / "r.xlsx").titel == text


def test_a_text_that_no_cell_holds_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    rv = rl.Regelverk(**{**dict(rl.las_regelverk("halland-2018")), "titel": "x" * 32_768})
    with pytest.raises(rl.RegelverkFel, match="Regelverk: rad 2: Titel: texten har 32768 tecken; en cell rymmer 32767"):
        skriv_arbetsbok(rv, tmp_path / "r.xlsx")
    assert list(tmp_path.iterdir()) == []


# What people do to a workbook


def _tom_rad(arbetsbok: Workbook) -> None:
    arbetsbok["Indikatorer"].insert_rows(3)


def _kolumnerna_i_annan_ordning(arbetsbok: Workbook) -> None:
    ark = arbetsbok["Delmål"]
    ark.insert_cols(1)
    for rad in range(1, ark.max_row + 1):
        ark.cell(rad, 1).value = ark.cell(rad, 4).value
    ark.delete_cols(4)


def _sammanfoga(arbetsbok: Workbook) -> None:
    arbetsbok["Statusregler"].merge_cells("A2:A4")


def _upprepa(arbetsbok: Workbook) -> None:
    for rad in (3, 4):
        satt(arbetsbok, "Statusregler", "Delmål", rad, "delmal-1")
    satt(arbetsbok, "Statusregler", "Slag av regel", 3, "antal")
    satt(arbetsbok, "Tolkningar", "Id", 3, arbetsbok["Tolkningar"]["A2"].value)


def _mellanslag(arbetsbok: Workbook) -> None:
    satt(arbetsbok, "Indikatorer", "Riktning", 2, " Högre är  bättre\u00a0")
    satt(arbetsbok, "Delmål", "Id", 2, " delmal-1 ")
    arbetsbok["Indikatorer"]["A1"].value = "  id *"


def _stadat(arbetsbok: Workbook) -> None:
    for blad in ("Läs mig", "Listor", "Uppdrag", "Budgetramar"):
        del arbetsbok[blad]


def _tal_som_text(arbetsbok: Workbook) -> None:
    satt(arbetsbok, "Indikatorer", "Utgångsvärde", 3, "84,2")
    satt(arbetsbok, "Regelverk", "Uppgift", 11, "År")
    arbetsbok["Regelverk"]["B11"].value = "2018"


def _utan_valda_kolumner(arbetsbok: Workbook) -> None:
    arbetsbok["Tolkningar"].delete_cols(kolumn(arbetsbok, "Tolkningar", "Vald"))


@pytest.mark.parametrize(
    "gor",
    [
        _tom_rad, _kolumnerna_i_annan_ordning, _sammanfoga, _upprepa, _mellanslag, _stadat, _tal_som_text,
        _utan_valda_kolumner,
    ],
)  # fmt: skip
def test_what_changes_nothing_in_meaning_changes_nothing(gor: Callable[[Workbook], None], tmp_path: Path) -> None:
    arbetsbok = bok()
    gor(arbetsbok)
    assert las_arbetsbok(spara(arbetsbok, tmp_path)) == rl.las_regelverk("halland-2018")


def test_a_blank_key_means_the_one_above(tmp_path: Path) -> None:
    arbetsbok = bok()
    nycklar = [arbetsbok["Målnivåer"].cell(rad, 1) for rad in (4, 5, 6)]
    assert len({cell.value for cell in nycklar}) == 1
    for cell in nycklar[1:]:
        cell.value = None
    assert las_arbetsbok(spara(arbetsbok, tmp_path)) == rl.las_regelverk("halland-2018")


def test_an_edited_value_is_read(tmp_path: Path) -> None:
    arbetsbok = bok()
    satt(arbetsbok, "Indikatorer", "Målvärde", 2, 65)
    satt(arbetsbok, "Indikatorer", "Målvärde i källan", 2, None)
    rv = las_arbetsbok(spara(arbetsbok, tmp_path))
    assert rv.indikatorer[0].malvarde == rl.Gransmalvarde(minst=65, enhet="%"), "by the direction and unit of its row"


# Faults


def test_every_fault_is_told_at_once_as_the_guide_shows(tmp_path: Path) -> None:
    arbetsbok = bok()
    satt(arbetsbok, "Statusregler", "Steg: färg", 3, "Blå")
    satt(arbetsbok, "Indikatorer", "Målvärde", 2, None)
    satt(arbetsbok, "Tidplan", "Bryt", 2, "mars")
    with pytest.raises(rl.RegelverkFel) as info:
        las_arbetsbok(spara(arbetsbok, tmp_path))
    visat = re.search(r"```text\n(.*?)```", (ROT / "docs/guider/excel.md").read_text("utf-8"), re.DOTALL)
    assert visat is not None
    assert str(info.value) + "\n" == visat[1]


@pytest.mark.parametrize(
    ("blad", "rubrik", "rad", "varde", "text"),
    [
        ("Delmål", "Namn", 2, None, "Namn: saknas; fältet måste finnas"),
        (
            "Delmål",
            "Id",
            3,
            "delmal-1",
            "Id: 'delmal-1' är redan id för delmål i cell A2 på bladet Delmål; välj ett annat",
        ),
        ("Delmål", "Mål", 2, "mal-x", "Mål: 'mal-x' finns inte bland mal"),
        ("Delmål", "Id", 2, "Delmål 1", "Id: fann 'Delmål 1', väntade små bokstäver a–z"),
        ("Statusregler", "Delmål", 2, "delmal-9", "Delmål: 'delmal-9' finns inte bland id på bladet Delmål"),
        ("Statusregler", "Delmål", 8, "delmal-1", "Delmål: 'delmal-1' står redan längre upp på bladet"),
        ("Statusregler", "Räknas: indikatorer", 2, "x", "Räknas: indikatorer: indikatorn 'x' finns inte"),
        ("Statusregler", "Steg: minst", 2, "tio", "Steg: minst: 'tio' är inget tal"),
        ("Statusregler", "Steg: minst", 2, None, "Steg: minst: saknas; fältet måste finnas"),
        ("Indikatorer", "Utgångsvärde", 2, "=A1+1", "fann formeln '=A1+1'; klistra in dess värde i stället"),
        ("Indikatorer", "Målvärde", 2, None, "Målvärde: saknas; skriv det i ord, till exempel minst 85 %"),
        ("Indikatorer", "Målvärde", 2, "toml: 5", "Målvärde: fann 'toml: 5', väntade ett målvärde"),
        (
            "Målnivåer",
            "Indikator",
            2,
            "x",
            "Indikator: 'x' finns inte bland id på bladet Indikatorer eller id på bladet",
        ),
        ("Tidplan", "Period", 2, datetime(2018, 2, 1), "Period: fann datumet 2018-02-01, väntade en text"),  # noqa: DTZ001
        ("Tidplan", "Källa: dokument", 2, 7.5, "Källa: dokument: fann talet 7,5"),
        ("Tolkningar", "Läsning: innebörd", 2, None, "Läsning: innebörd: saknas"),
        ("Rapportmall", "Krav: gäller: mottagare", 2, "alla", "fann 'alla', väntade Regionstyrelsen eller nämnden"),
    ],
)
def test_a_fault_names_its_sheet_cell_and_heading(
    blad: str, rubrik: str, rad: int, varde: Any, text: str, tmp_path: Path
) -> None:
    arbetsbok = bok()
    plats = satt(arbetsbok, blad, rubrik, rad, varde)
    fel = fel_i(arbetsbok, tmp_path)
    assert [(f, p) for f, p, t in fel if text in t] == [(blad, plats)], fel


def test_a_missing_rule_is_told_with_the_sheet_that_it_is_missing_from(tmp_path: Path) -> None:
    arbetsbok = bok()
    del arbetsbok["Statusregler"]
    fel = fel_i(arbetsbok, tmp_path)
    assert ("Delmål", "A2", "saknas; fältet måste finnas på bladet Statusregler") in fel
    assert len(fel) == 5


def test_unknown_sheets_and_columns_are_refused_by_name(tmp_path: Path) -> None:
    arbetsbok = bok()
    arbetsbok.create_sheet("Blad1")
    arbetsbok["Nämnder"].title = "Nämder"
    arbetsbok["Delmål"]["I1"].value = "Ansvarig"
    arbetsbok["Mål"]["B1"].value = "Nam"
    arbetsbok["Dokument"]["B1"].value = "Id"
    arbetsbok["Perspektiv"]["Z9"].value = "x"
    fel = fel_i(arbetsbok, tmp_path)
    for vantat in (
        ("Blad1", "", "ett regelverk har inget sådant blad; ta bort bladet"),
        ("Nämder", "", "ett regelverk har inget sådant blad; menas Nämnder?"),
        ("Delmål", "I1", "fann rubriken 'Ansvarig', som bladet inte har; ta bort kolumnen"),
        ("Mål", "B1", "fann rubriken 'Nam', som bladet inte har; menas Namn?"),
        ("Mål", "", "kolumnen Namn saknas"),
        ("Dokument", "B1", "rubriken 'Id' finns två gånger"),
        ("Perspektiv", "Z9", "fann 'x' i en kolumn utan rubrik"),
    ):
        assert vantat in fel, fel


def test_a_row_that_belongs_to_nothing_is_refused(tmp_path: Path) -> None:
    arbetsbok = bok()
    for rubrik in ("Delmål", "Slag av regel"):
        satt(arbetsbok, "Statusregler", rubrik, 2, None)
    fel = fel_i(arbetsbok, tmp_path)
    assert ("Statusregler", "E2", "Räknas: indikatorer: raden hör inte till något; fyll i Delmål") in fel


def test_a_cell_that_cannot_be_read_is_not_also_missing(tmp_path: Path) -> None:
    arbetsbok = bok()
    satt(arbetsbok, "Delmål", "Nummer", 2, "ett")
    assert len(fel_i(arbetsbok, tmp_path)) == 1


# Files that are no workbooks


def _zip(delar: dict[str, bytes]) -> bytes:
    buffert = io.BytesIO()
    with zipfile.ZipFile(buffert, "w", zipfile.ZIP_DEFLATED) as arkiv:
        for namn, innehall in delar.items():
            arkiv.writestr(namn, innehall)
    return buffert.getvalue()


def _utbytt(monster: str, ny: bytes) -> bytes:
    """The workbook with a part of it replaced."""
    with zipfile.ZipFile(io.BytesIO(bytes_av("halland-2018"))) as arkiv:
        delar = {namn: arkiv.read(namn) for namn in arkiv.namelist()}
    return _zip({namn: ny if re.search(monster, namn) else innehall for namn, innehall in delar.items()})


DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("innehall", "text"),
    [
        (b"", "filen är ingen Excel-arbetsbok (.xlsx), eller skadad"),
        (b"format = 1\n", "filen är ingen Excel-arbetsbok (.xlsx), eller skadad"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "skyddad med lösenord eller i ett äldre format"),
        (_zip({"a.txt": b"hej"}), "ett arkiv men ingen Excel-arbetsbok"),
        (_zip({"[Content_Types].xml": b"<x/>"}), "filen är ingen hel Excel-arbetsbok"),
        (_zip({"[Content_Types].xml": DTD}), "har en DTD"),
        (_zip({"[Content_Types].xml": b"<x/>", "b": b"0" * 100_000_001}), "filen är större än 100 MB uppackad"),
        (_zip({f"{i}": b"" for i in range(1001)}), "filen har 1001 delar"),
    ],
    ids=["empty", "toml", "old Excel", "another archive", "hollow", "entities", "a bomb", "many parts"],
)
def test_a_file_that_is_no_workbook_is_refused_in_one_sentence(innehall: bytes, text: str, tmp_path: Path) -> None:
    fil = tmp_path / "x.xlsx"
    fil.write_bytes(innehall)
    with pytest.raises(rl.RegelverkFel) as info:
        las_arbetsbok(fil)
    assert [fel.fil for fel in info.value.fel] == ["x.xlsx"]
    assert text in info.value.fel[0].text


@pytest.mark.parametrize("monster", [r"sheet5\.xml$", r"workbook\.xml$", r"styles\.xml$"])
@pytest.mark.parametrize("ny", [b"", b"<x", DTD, b"<worksheet/>"], ids=["empty", "cut off", "entities", "another root"])
def test_a_damaged_workbook_is_refused_or_told_of_and_never_crashes(monster: str, ny: bytes, tmp_path: Path) -> None:
    fil = tmp_path / "x.xlsx"
    fil.write_bytes(_utbytt(monster, ny))
    with pytest.raises(rl.RegelverkFel):
        las_arbetsbok(fil)


def test_a_workbook_is_read_as_excel_saves_it_with_its_texts_on_one_list(tmp_path: Path) -> None:
    """openpyxl writes each text in its cell; Excel gathers them."""
    rv = rl.Regelverk(**{**dict(rl.las_regelverk("halland-2018")), "titel": "a_x0041_b _x005F_"})
    texter: list[str] = []

    def flytta(traff: re.Match[str]) -> str:
        texter.append(traff[1])
        return f't="s"><v>{len(texter) - 1}</v></c>'

    with zipfile.ZipFile(io.BytesIO(till_arbetsbok(rv))) as arkiv:
        delar = {namn: arkiv.read(namn).decode() for namn in arkiv.namelist() if namn != "xl/sharedStrings.xml"}
    for namn in delar:
        if "worksheets/sheet" in namn:
            delar[namn] = re.sub(r't="inlineStr"><is>(?:<t[^>]*>)(.*?)</t></is></c>', flytta, delar[namn], flags=re.S)
    assert len(texter) > 1000
    slag = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    delar["[Content_Types].xml"] = delar["[Content_Types].xml"].replace(
        "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{slag}"/></Types>'
    )
    lista = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in texter)
    rot = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    fil = tmp_path / "x.xlsx"
    fil.write_bytes(
        _zip({**{n: d.encode() for n, d in delar.items()}, "xl/sharedStrings.xml": f"{rot}{lista}</sst>".encode()})
    )
    assert las_arbetsbok(fil) == rv


def test_a_truncated_workbook_is_refused(tmp_path: Path) -> None:
    fil = tmp_path / "x.xlsx"
    hela = bytes_av("halland-2018")
    for andel in (0.1, 0.5, 0.99):
        fil.write_bytes(hela[: int(len(hela) * andel)])
        with pytest.raises(rl.RegelverkFel, match="skadad"):
            las_arbetsbok(fil)


def test_a_file_that_is_too_large_or_missing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(rl.RegelverkFel, match=r"x\.xlsx: filen finns inte"):
        las_arbetsbok(tmp_path / "x.xlsx")
    with pytest.raises(rl.RegelverkFel, match="filen kan inte läsas"):
        las_arbetsbok(tmp_path)
    (tmp_path / "y.xlsx").write_bytes(bytes_av("halland-2018"))
    monkeypatch.setattr(zipfil, "STORSTA_FIL", 1000)
    with pytest.raises(rl.RegelverkFel, match="filen är större än"):
        las_arbetsbok(tmp_path / "y.xlsx")


def test_a_workbook_about_something_else_is_refused(tmp_path: Path) -> None:
    arbetsbok = Workbook()
    fil = spara(arbetsbok, tmp_path)
    with pytest.raises(rl.RegelverkFel, match="arbetsboken har inget blad Regelverk, så den är inget regelverk"):
        las_arbetsbok(fil)


def test_without_openpyxl_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    for gor in (
        lambda: skriv_arbetsbok(rl.las_regelverk("halland-2018"), tmp_path / "r.xlsx"),
        lambda: las_arbetsbok(tmp_path / "r.xlsx"),
    ):
        with pytest.raises(
            rl.SaknatTillagg, match=r'arbetsboken kräver ett tillägg: pip install "riktlinjer\[excel\]"'
        ):
            gor()


# The command line


def kor(capsys: pytest.CaptureFixture[str], *argument: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command."""
    kod = cli.main(argument)
    ut, fel = capsys.readouterr()
    return kod, ut, fel


def test_the_command_goes_both_ways(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    xlsx, toml, mapp = (str(tmp_path / namn) for namn in ("r.xlsx", "r.toml", "mapp"))
    assert kor(capsys, "arbetsbok", "halland-2018", xlsx)[0] == 0
    kod, ut, _ = kor(capsys, "arbetsbok", xlsx, toml)
    assert kod == 0
    assert Path(toml).name in "".join(ut.split())
    kod, ut, _ = kor(capsys, "arbetsbok", toml, mapp, "--json")
    assert kod == 0
    assert '"regelverk": "halland-2018"' in ut
    assert rl.las_regelverk(Path(toml)) == rl.las_regelverk(Path(mapp)) == rl.las_regelverk("halland-2018")


def test_a_workbook_is_a_rule_set_to_every_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    xlsx = str(tmp_path / "r.xlsx")
    kor(capsys, "arbetsbok", "halland-2018", xlsx)
    assert kor(capsys, "indikatorer", "--regelverk", xlsx) == kor(capsys, "indikatorer")


def test_what_is_there_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for namn in ("r.xlsx", "r.toml"):
        (tmp_path / namn).write_text("kvar", "utf-8")
        kod, ut, fel = kor(capsys, "arbetsbok", "halland-2018", str(tmp_path / namn))
        assert (kod, ut) == (2, "")
        assert f"{namn}: finns redan, och ingenting skrivs över; välj ett annat namn" in fel
        assert (tmp_path / namn).read_text("utf-8") == "kvar"
    kod, _, fel = kor(capsys, "arbetsbok", "halland-2018", str(tmp_path))
    assert kod == 2
    assert "mappen är inte tom" in fel
    kod, _, fel = kor(capsys, "arbetsbok", "halland-2018", str(tmp_path / "finns-inte" / "r.toml"))
    assert kod == 2
    assert "mappen som det ska skrivas i finns inte" in fel


def test_a_faulty_workbook_is_told_of_in_full(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arbetsbok = bok()
    satt(arbetsbok, "Statusregler", "Steg: färg", 3, "Blå")
    satt(arbetsbok, "Delmål", "Nummer", 2, "ett")
    kod, ut, fel = kor(capsys, "arbetsbok", str(spara(arbetsbok, tmp_path)), str(tmp_path / "r.toml"))
    assert (kod, ut) == (2, "")
    assert "fel: 2 fel, inget är gjort" in fel
    assert "Statusregler: G3: Steg: färg: fann 'Blå', väntade Grön, Gul eller Röd" in fel
