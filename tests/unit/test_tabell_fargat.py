"""Colours in Excel: the word beside the colour, numbers as numbers, and nothing of a user's that runs."""

from __future__ import annotations

import io
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import riktlinjer as rl
from riktlinjer import tabell
from riktlinjer.tabell.fargat import som_arbetsbok

GRON, GUL, ROD, UPPNADD, EJ_UPPNADD = "B7E1C0", "FFE48A", "F5B7B1", "CFE3F5", "F9D9BF"


def blad(svar: object) -> Worksheet:
    ark = load_workbook(io.BytesIO(som_arbetsbok(svar))).worksheets[0]
    assert isinstance(ark, Worksheet)
    return ark


def farg(ark: Worksheet, cell: str) -> str | None:
    """The fill of a cell; None when it has none."""
    fyllning: Any = ark[cell].fill
    return str(fyllning.start_color.rgb)[2:] if fyllning.fill_type == "solid" else None


def varden(ark: Worksheet, kolumn: str) -> list[object]:
    return [cell.value for cell in ark[kolumn][1:]]


@pytest.fixture
def df() -> pl.DataFrame:
    utfall = {"A": 75.0, "B": 71.5, "C": 60.0, "D": None}
    return pl.DataFrame(
        {"namnd": list(utfall), "indikator": ["index-medarbetarenkat"] * 4, "utfall": list(utfall.values())}
    )


def test_each_colour_stands_behind_its_own_word(rv: rl.Regelverk, df: pl.DataFrame) -> None:
    svar = tabell.berakna_status(df, rv, enheter=["namnd"], delmal="delmal-3").sort("namnd")
    ark = blad(svar)
    assert [cell.value for cell in ark[1]][:4] == ["namnd", "Delmål", "Status", "Möjliga färger"]
    assert varden(ark, "C") == ["Grön", "Gul", "Röd", "kan inte avgöras – Grön, Gul eller Röd möjlig"]
    assert [farg(ark, f"C{rad}") for rad in range(2, 6)] == [GRON, GUL, ROD, None]
    assert {farg(ark, f"{kolumn}2") for kolumn in "ABDE"} == {None}, "only the word's own cell has a colour"


def test_where_an_indicator_stands_has_other_colours_than_the_delmal(rv: rl.Regelverk, df: pl.DataFrame) -> None:
    ark = blad(tabell.berakna_indikatorer(df, rv))
    assert [cell.value for cell in ark[1]] == ["namnd", "Indikator", "Utfall", "Läge", "Marginal", "Har påpekande"]
    assert varden(ark, "D") == ["uppnådd", "ej uppnådd", "ej uppnådd", "nytt mätvärde saknas"]
    assert [farg(ark, f"D{rad}") for rad in range(2, 6)] == [UPPNADD, EJ_UPPNADD, EJ_UPPNADD, None]
    assert varden(ark, "C") == [75, 71.5, 60, None], "what is not known is an empty cell, never 0"
    assert varden(ark, "F") == ["nej"] * 4


@pytest.mark.parametrize("gor", [lambda d: d, lambda d: d.lazy(), lambda d: d.to_pandas(), lambda d: d.to_arrow()])
def test_every_library_gives_the_same_sheet(rv: rl.Regelverk, df: pl.DataFrame, gor: Any) -> None:
    ark = blad(tabell.berakna_indikatorer(gor(df), rv))
    assert [varden(ark, kolumn) for kolumn in "ABCDE"] == [
        ["A", "B", "C", "D"],
        ["index-medarbetarenkat"] * 4,
        [75, 71.5, 60, None],
        ["uppnådd", "ej uppnådd", "ej uppnådd", "nytt mätvärde saknas"],
        [3, -0.5, -12, None],
    ]


def test_a_duckdb_relation_is_a_table_too() -> None:
    ark = blad(duckdb.sql("select 'Grön' as status, 1 as av union all select null, 2 order by av"))
    assert [varden(ark, "A"), varden(ark, "B")] == [["Grön", None], [1, 2]]
    assert farg(ark, "A2") == GRON


def test_scalar_answers_are_written_too(rv: rl.Regelverk) -> None:
    u = rl.berakna_status(rv, {"index-medarbetarenkat": "71,5"}, period="2018-08")
    oversikt = blad(u)
    assert oversikt["C4"].value == "delmal-3"
    assert (oversikt["D4"].value, farg(oversikt, "D4")) == ("Gul", GUL)
    assert oversikt["D2"].value == "kan inte avgöras – Grön, Gul eller Röd möjlig"
    delmal = blad(u["delmal-3"])
    assert [cell.value for cell in delmal[2]] == [
        "index-medarbetarenkat",
        "Indexvärde medarbetarenkät",
        71.5,
        "ej uppnådd",
        -0.5,
    ]
    assert farg(delmal, "D2") == EJ_UPPNADD


@pytest.mark.parametrize(
    ("varde", "vantat", "format_"),
    [
        (89.9996, 89.9996, "0.0000"),  # never shown as 90
        (90.0, 90, "0.0"),
        (0.1 + 0.2, 0.3, "0.0"),
        (-112.4, -112.4, "0.0"),
        (1234567.5, 1234567.5, "#,##0.0"),
        (2018, 2018, "0"),
        (200_000, 200_000, "#,##0"),
        (10**15, "1000000000000000", "General"),  # more digits than Excel keeps
        (Decimal("6.50"), 6.5, "0.00"),
        (Decimal("0.1234567890123456"), "0,1234567890123456", "General"),
        (date(2018, 3, 9), datetime.fromisoformat("2018-03-09"), "yyyy-mm-dd"),
        (True, "ja", "General"),
        (float("inf"), "oändligt", "General"),
    ],
    ids=str,
)
def test_a_value_is_what_excel_has_for_it(varde: object, vantat: object, format_: str) -> None:
    cell = blad(pl.DataFrame({"x": [varde]}))["A2"]
    assert (cell.value, cell.number_format) == (vantat, format_)


@pytest.mark.parametrize(
    "df",
    [
        pl.DataFrame({"x": [None, float("nan")], "y": [1, 2]}),
        pd.DataFrame({"x": [None, float("nan")], "y": [1, 2]}),
        pd.DataFrame({"x": pd.array([None, None], dtype="Int64"), "y": [1, 2]}),
        pd.DataFrame({"x": pd.to_datetime([None, None]), "y": [1, 2]}),
        pa.table({"x": pa.nulls(2), "y": [1, 2]}),
    ],
    ids=["polars", "pandas", "pandas-NA", "pandas-NaT", "pyarrow"],
)
def test_what_is_not_known_is_empty_in_every_library(df: object) -> None:
    ark = blad(df)
    assert [varden(ark, "A"), varden(ark, "B")] == [[None, None], [1, 2]]


@pytest.mark.parametrize("text", ["=1+1", "+46 70", "-3", "@SUMMA(A1)", '=HYPERLINK("x")', "#DIV/0!", "\t=1+1"])
def test_a_text_is_never_a_formula(text: str) -> None:
    """Neither a cell nor a heading."""
    ark = blad(pl.DataFrame({text: [text], "status": [text]}))
    for cell in (ark["A1"], ark["A2"], ark["B2"]):
        assert cell.data_type == "s"
        assert cell.value == text.replace("\t", " ")
        assert cell.quotePrefix is (text[0] in "=+-@")


def test_characters_that_excel_cannot_hold_are_replaced() -> None:
    assert blad(pl.DataFrame({"x": ["a\x00b\x0bc"]}))["A2"].value == "a\ufffdb\ufffdc"


def test_the_headings_stay_in_sight_and_the_words_are_explained(rv: rl.Regelverk) -> None:
    bok = load_workbook(io.BytesIO(som_arbetsbok(rl.berakna_status(rv, {}))))
    assert bok.sheetnames == ["Svar", "Förklaring"]
    svar, forklaring = bok.worksheets
    assert svar.freeze_panes == "A2"
    assert svar.auto_filter.ref == svar.dimensions
    assert svar["A1"].font.bold
    fargade = {str(rad[0].value): rad[0].fill.start_color.rgb[2:] for rad in forklaring.iter_rows(min_row=2)}
    assert {ord_: fargade[ord_] for ord_ in ("Grön", "Gul", "Röd", "uppnådd", "ej uppnådd")} == {
        "Grön": GRON, "Gul": GUL, "Röd": ROD, "uppnådd": UPPNADD, "ej uppnådd": EJ_UPPNADD,
    }  # fmt: skip


def test_black_text_is_easy_to_read_on_every_fill() -> None:
    """At least 7:1, which is WCAG's AAA."""
    for fyllning in (GRON, GUL, ROD, UPPNADD, EJ_UPPNADD):
        kanaler = [int(fyllning[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linjara = [k / 12.92 if k <= 0.04045 else ((k + 0.055) / 1.055) ** 2.4 for k in kanaler]
        ljus = 0.2126 * linjara[0] + 0.7152 * linjara[1] + 0.0722 * linjara[2]
        assert (ljus + 0.05) / 0.05 >= 7


def test_what_a_sheet_cannot_hold_is_refused() -> None:
    with pytest.raises(rl.UtfallFel, match="cell A2: texten har 32768 tecken; en cell rymmer 32767"):
        som_arbetsbok(pl.DataFrame({"x": ["a" * 32_768]}))
    with pytest.raises(rl.UtfallFel, match="tabellen har 1048576 rader; ett blad i Excel rymmer 1048575"):
        som_arbetsbok(pl.DataFrame({"x": pl.repeat(1, 1_048_576, eager=True)}))
    with pytest.raises(TypeError, match="väntade en tabell"):
        som_arbetsbok([1, 2])


def test_the_file_is_written_and_without_openpyxl_the_error_names_the_extra(
    rv: rl.Regelverk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    u = rl.berakna_status(rv, {})
    tabell.till_excel(u, tmp_path / "svar.xlsx")
    tabell.till_excel(u, str(tmp_path / "svar.xlsx"))  # over what the file held
    assert load_workbook(tmp_path / "svar.xlsx")["Svar"]["C1"].value == "Delmål"
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(rl.SaknatTillagg, match=r"riktlinjer\[excel\]"):
        tabell.till_excel(u, tmp_path / "ny.xlsx")
    assert not (tmp_path / "ny.xlsx").exists()


def test_the_names_of_pandas_rows_are_columns_and_their_numbers_are_not() -> None:
    df = pd.DataFrame({"Nämnd": ["A", "B"], "indikator": ["x", "x"], "utfall": [1.5, 2.5]})
    rutor = [
        cell.value for rad in blad(df.pivot_table(index="Nämnd", columns="indikator", values="utfall")) for cell in rad
    ]
    assert rutor == ["Nämnd", "x", "A", 1.5, "B", 2.5]
    assert [cell.value for cell in blad(df.set_index(["Nämnd", "indikator"]))[1]] == ["Nämnd", "Indikator", "Utfall"]
    assert [cell.value for cell in blad(df.set_index("Nämnd", drop=False))[1]] == ["Nämnd", "Indikator", "Utfall"]
    for utan_namn in (df, df[df["utfall"] > 2], df[df["utfall"] > 9], df.iloc[[1, 0]]):
        assert [cell.value for cell in blad(utan_namn)[1]] == ["Nämnd", "Indikator", "Utfall"]
    assert [cell.value for cell in blad(pd.DataFrame({"x": [1]}, index=["Norr"]))[2]] == ["Norr", 1]


def test_columns_with_names_of_several_levels_are_refused() -> None:
    df = pd.DataFrame({("utfall", "2018-03"): [1.0]})
    with pytest.raises(rl.UtfallFel, match="kolumnernas namn har flera nivåer"):
        som_arbetsbok(df)


def test_every_column_of_an_answer_has_a_heading_in_swedish(rv: rl.Regelverk, df: pl.DataFrame) -> None:
    df = tabell.las_tal(
        df.with_columns(foregaende_ar=1.0, motsvarande_period=1.0, basvarde=1.0, period=pl.lit("2018-03"))
    )
    svar = (tabell.berakna_status(df, rv), tabell.berakna_indikatorer(df, rv), tabell.granska(df, rv))
    rubriker = {str(cell.value) for ett in svar for cell in blad(ett)[1]} - {"namnd"}
    assert [rubrik for rubrik in rubriker if rubrik != rubrik.capitalize()] == []
    assert {"Bedömbarhet", "Föregående år", "Fel i utfallet"} <= rubriker


@pytest.mark.parametrize("namn", ["status.xls", "status.csv", "status"])
def test_a_file_that_excel_would_not_open_is_not_written(df: pl.DataFrame, tmp_path: Path, namn: str) -> None:
    with pytest.raises(rl.UtfallFel, match=rf"{namn}: filnamnet slutar inte på \.xlsx"):
        tabell.till_excel(df, tmp_path / namn)
    assert list(tmp_path.iterdir()) == []
    tabell.till_excel(df, tmp_path / "STATUS.XLSX")
