"""Outcomes in a workbook: what Excel shows is what is read, and what is wrong is told with its sheet and cell."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import riktlinjer as rl
from riktlinjer.arbetsbok.celler import Innehall, ar_procent, som_tal, som_text
from riktlinjer.arbetsbok.zipfil import STORSTA_UPPACKAD
from riktlinjer.cli import main
from riktlinjer.utfallsfiler import FLEST_RADER, las_utfallsfil

FRISKTAL = "frisktal"  # %
BUDGET = "budgetavvikelse-halso-och-sjukvarden"  # mnkr
HME = "hallbart-medarbetarengagemang"  # no unit
RUBRIKER = ("Indikator", "Utfall")


class Procent(float):
    """A number in a cell that is formatted as a percentage."""


def bok(*rader: Sequence[object], blad: str = "Utfall") -> Workbook:
    arbetsbok = Workbook()
    ark = arbetsbok.active
    assert isinstance(ark, Worksheet)
    ark.title = blad
    fyll(ark, *rader)
    return arbetsbok


def fyll(ark: Worksheet, *rader: Sequence[object]) -> None:
    for nummer, rad in enumerate(rader, 1):
        for kolumn, varde in enumerate(rad, 1):
            cell = ark.cell(nummer, kolumn)
            cell.value = float(varde) if isinstance(varde, Procent) else varde  # type: ignore[assignment]
            if isinstance(varde, Procent):
                cell.number_format = "0.0%"


def byte(arbetsbok: Workbook) -> bytes:
    strom = io.BytesIO()
    arbetsbok.save(strom)
    return strom.getvalue()


def byt_i_bladet(ra: bytes, monster: str, ny: str) -> bytes:
    """The workbook with its first sheet's XML changed, for what openpyxl does not write."""
    strom = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ra)) as fran, zipfile.ZipFile(strom, "w") as till:
        for del_ in fran.infolist():
            innehall = fran.read(del_)
            if del_.filename == "xl/worksheets/sheet1.xml":
                text, antal = re.subn(monster, ny, innehall.decode())
                assert antal == 1, innehall
                innehall = text.encode()
            till.writestr(del_.filename, innehall)
    return strom.getvalue()


def las(rv: rl.Regelverk, *rader: Sequence[object]) -> dict[str, rl.Utfall]:
    return las_utfallsfil(byte(bok(*rader)), rv)


def fel(rv: rl.Regelverk, ra: bytes) -> list[str]:
    with pytest.raises(rl.UtfallFel) as exc:
        las_utfallsfil(ra, rv)
    return list(exc.value.fel)


@pytest.mark.parametrize(
    ("cell", "vantat", "enhet"),
    [
        ("95,2", "95.2", None),
        ("95,2 %", "95.2", "%"),
        ("95,2\u00a0%", "95.2", "%"),
        ("1 234,5", "1234.5", None),
        ("\u22126,0", "-6.0", None),
        ("84.2", "84.2", None),
        (95.2, "95.2", None),
        (95, "95", None),
        (Procent(0.952), "95.2", "%"),
        (Procent(0.57), "57.0", "%"),  # 0.57 * 100 is 56.99999999999999 as floats
        (Procent(1), "100.0", "%"),
        (Procent(-0.015), "-1.5", "%"),
        (0.1 + 0.2, "0.3", None),
        (1e15, "1000000000000000", None),
    ],
)
def test_texts_numbers_and_percentages_stand_side_by_side(
    rv: rl.Regelverk, cell: object, vantat: str, enhet: str | None
) -> None:
    utfall = las(rv, RUBRIKER, (FRISKTAL, cell))[FRISKTAL]
    assert utfall.varde == Decimal(vantat)
    assert str(utfall.varde) == vantat
    assert utfall.enhet == enhet


def test_a_number_that_is_almost_on_the_bound_is_told_of_as_a_float_is(rv: rl.Regelverk) -> None:
    """Formulas of Excel make binary noise too: the target is at least 60."""
    utfall = las(rv, RUBRIKER, ("basbehandling-hjartsvikt", 59.9999999999))["basbehandling-hjartsvikt"]
    assert utfall.ar_flyttal
    assert [p.kod for p in rl.berakna_indikator(rv, "basbehandling-hjartsvikt", utfall).papekanden]
    assert not las(rv, RUBRIKER, (FRISKTAL, "95,2"))[FRISKTAL].ar_flyttal


@pytest.mark.parametrize(
    ("format_", "procent"),
    [
        ("0%", True),
        ("0.00 %", True),
        ("[Red]0.0%;-0.0%", True),
        ("General", False),
        ('0.0" %"', False),  # the sign is a text: 95.2 is shown as 95,2 %
        ("0.0\\%", False),
    ],
)
def test_a_per_cent_sign_that_is_only_a_text_multiplies_nothing(rv: rl.Regelverk, format_: str, procent: bool) -> None:
    assert ar_procent(format_) is procent
    arbetsbok = bok(RUBRIKER, (FRISKTAL, 0.5))
    arbetsbok["Utfall"]["B2"].number_format = format_
    assert las_utfallsfil(byte(arbetsbok), rv)[FRISKTAL].varde == (50 if procent else Decimal("0.5"))


@pytest.mark.parametrize(
    ("format_", "delat"),
    [
        ("0.0,", True),
        ("#,##0,,", True),
        ("0.0,;[Red]-0.0,", True),
        ('#,##0.0," tkr"', True),
        ("#,##0", False),
        ("#,##0.00", False),
        ("0.0\\,", False),
        ('0" ,"', False),
        ("_-* #,##0.00_-", False),
        ("[$-41D,]0", False),
    ],
)
def test_a_number_that_is_shown_as_a_thousandth_of_itself_is_refused(
    rv: rl.Regelverk, format_: str, delat: bool
) -> None:
    arbetsbok = bok(RUBRIKER, (HME, 4))
    arbetsbok["Utfall"]["B2"].number_format = format_
    if delat:
        assert fel(rv, byte(arbetsbok))[0].startswith("blad Utfall, cell B2: cellen håller talet 4 men visar det delat")
    else:
        assert las_utfallsfil(byte(arbetsbok), rv)[HME].varde == 4


@given(st.decimals(-1, 2, places=4))
def test_a_percentage_is_a_hundred_times_its_number_whatever_the_decimal_context(tal: Decimal) -> None:
    with localcontext() as sammanhang:
        sammanhang.prec = 3
        last = som_tal(Innehall(float(tal), "0.00%"))
    assert last == tal * 100
    assert last.as_tuple().exponent == -2  # the decimals that Excel shows
    assert rl.Utfall(som_text(Innehall(float(tal), "0.00%"))).varde == last


def test_every_field_can_stand_in_a_column_and_the_headings_are_those_of_csv(rv: rl.Regelverk) -> None:
    utfall = las(
        rv,
        ("Period", "UTFALL", "Motsvarande period", "Föregående år", "id", "slag", "enhet", "budget"),
        ("2018-03", -20000, "-30 000", None, BUDGET, "Ackumulerat", "tkr", 3),
    )
    assert utfall == {
        BUDGET: rl.Utfall(
            -20000, motsvarande_period=-30000, budget=3, slag="ackumulerat", period="2018-03", enhet="tkr"
        )
    }


@pytest.mark.parametrize(
    "period", ["2018-03", date(2018, 3, 1), date(2018, 3, 31), datetime.fromisoformat("2018-03-31T12:30")]
)
def test_a_period_that_excel_made_a_day_is_the_month_of_that_day(rv: rl.Regelverk, period: object) -> None:
    utfall = las(rv, (*RUBRIKER, "period"), (FRISKTAL, 1, period))
    assert utfall[FRISKTAL].period == "2018-03"


def test_a_title_empty_rows_and_merged_cells_stand_in_nobodys_way(rv: rl.Regelverk) -> None:
    arbetsbok = bok(
        ("Utfall mars 2018",), (), RUBRIKER, (), (FRISKTAL, 95.2), (None, None, "  "), (HME, None, " "), ("", "")
    )
    arbetsbok["Utfall"].merge_cells("A1:B1")
    assert las_utfallsfil(byte(arbetsbok), rv) == {FRISKTAL: rl.Utfall(Decimal("95.2")), HME: rl.Utfall()}


def test_the_sheet_with_the_headings_is_read_wherever_it_stands(rv: rl.Regelverk) -> None:
    arbetsbok = bok(("Läs mig",), blad="Om")
    fyll(arbetsbok.create_sheet("Siffror"), RUBRIKER, (FRISKTAL, 1))
    assert las_utfallsfil(byte(arbetsbok), rv) == {FRISKTAL: rl.Utfall(1)}
    fyll(arbetsbok.create_sheet("Juni"), RUBRIKER, (FRISKTAL, 2))
    assert fel(rv, byte(arbetsbok)) == [
        "flera blad har kolumner för utfall: Siffror, Juni; behåll ett av dem, eller för ihop dem"
    ]


def test_a_formula_is_read_by_the_value_that_excel_computed(rv: rl.Regelverk) -> None:
    ra = byte(bok(RUBRIKER, (FRISKTAL, "=40+55.2"), (HME, 4)))
    uncomputed = "blad Utfall, cell B2: fann en formel som inte är uträknad"
    assert [ett[: len(uncomputed)] for ett in fel(rv, ra)] == [uncomputed]
    tal = byt_i_bladet(ra, r"</f><v ?/?>(</v>)?", "</f><v>95.2</v>")
    assert las_utfallsfil(tal, rv) == {FRISKTAL: rl.Utfall(Decimal("95.2")), HME: rl.Utfall(4)}
    text = byt_i_bladet(ra, r'<c r="B2"><f>40\+55.2</f><v ?/?>(</v>)?', '<c r="B2" t="str"><f>A1</f><v>95,2 %</v>')
    assert las_utfallsfil(text, rv)[FRISKTAL] == rl.Utfall("95,2 %")
    tom = byt_i_bladet(ra, r'<c r="B2"><f>40\+55.2</f><v ?/?>(</v>)?', '<c r="B2" t="str"><f>A1</f><v></v>')
    assert las_utfallsfil(tom, rv)[FRISKTAL] == rl.Utfall(), "a formula that gives an empty text is an empty cell"
    trasig = byt_i_bladet(ra, r'<c r="B2"><f>40\+55.2</f><v ?/?>(</v>)?', '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v>')
    assert fel(rv, trasig)[0].startswith("blad Utfall, cell B2: fann felvärdet #DIV/0!; rätta formeln")


@pytest.mark.parametrize(
    ("rader", "vantat"),
    [
        # what the figure cannot be
        ((RUBRIKER, (FRISKTAL, True)), "blad Utfall, cell B2: fann SANT, väntade ett tal"),
        (
            (RUBRIKER, (FRISKTAL, date(2018, 3, 1))),
            "blad Utfall, cell B2: fann datumet 2018-03-01, väntade ett tal",
        ),
        ((RUBRIKER, (FRISKTAL, time(3, 1))), "blad Utfall, cell B2: fann"),
        ((RUBRIKER, (FRISKTAL, "#N/A")), "blad Utfall, cell B2: fann felvärdet #N/A; rätta formeln, eller töm cellen"),
        ((RUBRIKER, (FRISKTAL, "1.234")), "blad Utfall, cell B2: '1.234' kan vara 1,234 eller 1 234"),
        ((RUBRIKER, (FRISKTAL, "ca 55")), "blad Utfall, cell B2: 'ca 55' är inget tal"),
        ((RUBRIKER, (BUDGET, Procent(0.1))), "blad Utfall, cell B2: enheten är %, väntade mnkr"),
        ((RUBRIKER, ("index-medarbetarenkat", 101)), "blad Utfall, cell B2: 101 ligger utanför skalan 0–100"),
        (
            ((*RUBRIKER, "Föregående år"), (FRISKTAL, Procent(0.952), 0.94)),
            "blad Utfall, rad 2: cell B2 är formaterad som procent men inte cell C2, som håller talet 0,94; ge båda",
        ),
        (
            ((*RUBRIKER, "enhet"), (BUDGET, Procent(0.952), "mnkr")),
            "blad Utfall, cell C2: cell B2 är formaterad som procent, men enheten är mnkr",
        ),
        (((*RUBRIKER, "enhet"), (FRISKTAL, Procent(0.9), 5)), "blad Utfall, cell C2: fann talet 5, väntade en text"),
        (((*RUBRIKER, "period"), (FRISKTAL, 1, 201803)), "blad Utfall, cell C2: fann talet 201 803, väntade en månad"),
        (((*RUBRIKER, "period"), (FRISKTAL, 1, "mars")), "blad Utfall, cell C2: 'mars' är ingen månad"),
        (((*RUBRIKER, "slag"), (FRISKTAL, 1, "gissning")), "blad Utfall, cell C2: 'gissning' är okänt"),
        # which indicator it is
        ((RUBRIKER, ("frisktall", 1)), "blad Utfall, cell A2: indikator 'frisktall' finns inte; menas 'frisktal'"),
        (
            (RUBRIKER, ("Nivån på frisktal bland medarbetare", 1)),
            "blad Utfall, cell A2: 'Nivån på frisktal bland medarbetare' är ett namn, väntade ett id; skriv 'frisktal'",
        ),
        (
            (RUBRIKER, ("Helhetsintryck", 1)),
            "blad Utfall, cell A2: 'Helhetsintryck' är ett namn, väntade ett id; skriv 'npe-primarvard-",
        ),
        ((RUBRIKER, ("Frisktal", 1)), "blad Utfall, cell A2: indikator 'Frisktal' finns inte; menas 'frisktal'"),
        ((RUBRIKER, (3, 1)), "blad Utfall, cell A2: fann talet 3, väntade en text"),
        ((RUBRIKER, (None, 1)), "blad Utfall, rad 2: indikatorns id saknas"),
        (
            (RUBRIKER, (FRISKTAL, 1), (FRISKTAL, 1)),
            "blad Utfall, cell A3: 'frisktal' har redan ett utfall (blad Utfall, rad 2)",
        ),
        # how the sheet is laid out
        ((("Indikator", "Utfal"), (FRISKTAL, 1)), "blad Utfall, rad 1: okänd kolumn: 'Utfal' (menas utfall?)"),
        ((("Indikator",), (FRISKTAL,)), "blad Utfall, rad 1: rubrikraden saknar kolumnen utfall (eller varde)"),
        (((*RUBRIKER, "varde"), (FRISKTAL, 1, 1)), "blad Utfall, rad 1: kolumnen varde står två gånger"),
        (((*RUBRIKER, "namn"), (FRISKTAL, 1, "x")), "blad Utfall, rad 1: okänd kolumn: 'namn'"),
        ((RUBRIKER, (FRISKTAL, 1, "x")), "blad Utfall, cell C2: cellen står i en kolumn utan rubrik"),
        (((),), "arbetsboken är tom"),
    ],
    ids=lambda v: repr(v[:60]) if isinstance(v, str) else "",
)
def test_a_fault_is_told_with_its_sheet_and_cell(
    rv: rl.Regelverk, rader: tuple[Sequence[object], ...], vantat: str
) -> None:
    funna = [ett.replace("\u00a0", " ") for ett in fel(rv, byte(bok(*rader)))]
    assert [ett for ett in funna if ett.startswith(vantat)], funna


def test_every_fault_is_told_at_once_in_the_order_of_the_sheet(rv: rl.Regelverk) -> None:
    funna = fel(rv, byte(bok((*RUBRIKER, "Budget"), (FRISKTAL, "x", "y"), ("finns-ej", True), (7, 1))))
    assert [ett.split(":")[0] for ett in funna] == [
        "blad Utfall, cell B2",
        "blad Utfall, cell C2",
        "blad Utfall, cell A3",
        "blad Utfall, cell B3",
        "blad Utfall, cell A4",
    ]


def test_a_workbook_says_the_same_as_the_csv_file_that_excel_saves(rv: rl.Regelverk) -> None:
    csv = "indikator;utfall;motsvarande_period\nfrisktal;95,2 %;\nhallbart-medarbetarengagemang;79,5;\n"
    csv += f"{BUDGET};−112,4 mnkr;−134,0 mnkr\n"
    rader = [
        ("indikator", "utfall", "motsvarande_period"),
        (FRISKTAL, Procent(0.952), None),
        (HME, 79.5, None),
        (BUDGET, "−112,4 mnkr", "−134,0 mnkr"),
    ]
    assert las(rv, *rader) == las_utfallsfil(csv.encode(), rv)


def _for_manga_rader(arbetsbok: Workbook) -> None:
    ark = arbetsbok["Utfall"]
    for rad in range(2, FLEST_RADER + 3):
        ark.cell(rad, 1, "x")


def test_a_workbook_with_more_cells_than_anybody_fills_in_is_refused(
    rv: rl.Regelverk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("riktlinjer.arbetsbok.oppna.FLEST_CELLER", 5)
    assert len(las(rv, RUBRIKER, (FRISKTAL, 1))) == 1
    assert fel(rv, byte(bok(RUBRIKER, (FRISKTAL, 1), (HME, 1)))) == ["arbetsboken har fler än 5 fyllda celler"]


@pytest.mark.langsam
def test_a_sheet_with_too_many_rows_is_refused(rv: rl.Regelverk) -> None:
    arbetsbok = bok(RUBRIKER)
    _for_manga_rader(arbetsbok)
    assert fel(rv, byte(arbetsbok)) == ["bladet Utfall har fler än 100\u00a0000 rader"]


def _zip(**delar: bytes) -> bytes:
    strom = io.BytesIO()
    with zipfile.ZipFile(strom, "w", zipfile.ZIP_DEFLATED) as arkiv:
        for namn, innehall in delar.items():
            arkiv.writestr(namn.replace("__", "/") if "__" in namn else namn, innehall)
    return strom.getvalue()


@pytest.mark.parametrize(
    ("gor", "vantat"),
    [
        (lambda: _zip(**{"[Content_Types].xml": b"0" * (STORSTA_UPPACKAD + 1)}), "filen är större än 100 MB uppackad"),
        (lambda: _zip(text=b"hej"), "filen är ett arkiv men ingen Excel-arbetsbok (.xlsx)"),
        (lambda: _zip(**{"[Content_Types].xml": b"<!DOCTYPE x>"}), "delen [Content_Types].xml har en DTD"),
        (lambda: _zip(**{"[Content_Types].xml": b"<x/>"}), "filen är ingen hel Excel-arbetsbok (.xlsx)"),
        (lambda: byte(bok(RUBRIKER))[:-40], "filen är ingen Excel-arbetsbok (.xlsx), eller skadad"),
    ],
    ids=["bomb", "archive", "dtd", "other", "cut"],
)
def test_what_is_no_workbook_or_would_not_fit_is_refused(
    rv: rl.Regelverk, gor: Callable[[], bytes], vantat: str
) -> None:
    (ett,) = fel(rv, gor())
    assert ett.startswith(vantat)


def test_without_openpyxl_the_error_names_the_extra(rv: rl.Regelverk, monkeypatch: pytest.MonkeyPatch) -> None:
    ra = byte(bok(RUBRIKER, (FRISKTAL, 1)))
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(rl.SaknatTillagg, match=r"riktlinjer\[excel\]"):
        las_utfallsfil(ra, rv)


def test_a_csv_file_needs_nothing_of_the_workbooks(rv: rl.Regelverk, monkeypatch: pytest.MonkeyPatch) -> None:
    for namn in [n for n in sys.modules if n.startswith("riktlinjer.arbetsbok")]:
        monkeypatch.delitem(sys.modules, namn)
    las_utfallsfil(b"indikator;utfall\nfrisktal;1\n", rv)
    assert not [n for n in sys.modules if n.startswith("riktlinjer.arbetsbok")]


def test_the_command_line_takes_a_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fil = tmp_path / "utfall.xlsx"
    bok(RUBRIKER, ("index-medarbetarenkat", "71,5"), (FRISKTAL, Procent(0.952))).save(fil)
    assert main(["status", str(fil)]) == 0
    assert re.search(r"Delmål 3\s+Gul", capsys.readouterr().out)
    bok(RUBRIKER, ("index-medarbetarenkat", True)).save(fil)
    assert main(["status", str(fil)]) == 2
    assert "utfall.xlsx: blad Utfall, cell B2: fann SANT, väntade ett tal" in capsys.readouterr().err
