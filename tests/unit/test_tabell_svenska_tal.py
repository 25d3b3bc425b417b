"""A column of texts becomes figures as one text becomes an outcome, and nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, strategies as st

import riktlinjer as rl
from riktlinjer import tabell

TEXTER = ["95,2", "95,2 %", "1 234,5", "\u22126,0 mnkr", "84.2", " ", None, "1.234", "ca 55"]
TAL = [95.2, 95.2, 1234.5, -6.0, 84.2, None, None, None, None]
ENHETER = [None, "%", None, "mnkr", None, None, None, None, None]


def lista(df: Any, kolumn: str) -> list[Any]:
    """The column with None for what is not there, in every library."""
    varden = df[kolumn].to_pylist() if isinstance(df, pa.Table) else df[kolumn].to_list()
    return [None if v is None or v != v or v is pd.NA else v for v in varden]


@pytest.mark.parametrize("gor", [pl.DataFrame, pd.DataFrame, pa.table], ids=["polars", "pandas", "pyarrow"])
def test_texts_become_figures_in_every_library(gor: Any) -> None:
    df = gor({"enhet": list("abcdefghi"), "utfall": TEXTER})
    svar = tabell.las_tal(df)
    assert type(svar) is type(df)
    assert lista(svar, "utfall") == TAL
    assert lista(svar, "utfall_enhet") == ENHETER
    assert [fel is None for fel in lista(svar, "utfall_fel")] == [True] * 7 + [False] * 2
    assert lista(svar, "utfall_fel")[7].startswith("'1.234' kan vara 1,234 eller 1 234")
    assert lista(svar, "enhet") == list("abcdefghi"), "other columns are as they were"


def test_numbers_and_texts_of_a_pandas_column_stand_side_by_side() -> None:
    """As pandas reads a sheet of Excel."""
    varden = ["95,2", 0.952, 3, True, float("nan"), None, date(2018, 3, 1), Decimal("6.5")]
    svar = tabell.las_tal(pd.DataFrame({"x": pd.Series(varden, dtype=object)}), "x")
    assert lista(svar, "x") == [95.2, 0.952, 3, None, None, None, None, 6.5]
    assert lista(svar, "x_fel") == [
        None, None, None, "väntade ett tal, fick SANT", None, None, "väntade ett tal, fick 2018-03-01", None,
    ]  # fmt: skip
    assert str(svar["x"].dtype) == "float64"


def test_the_rows_of_a_pandas_frame_keep_their_names() -> None:
    svar = tabell.las_tal(pd.DataFrame({"utfall": ["1,5", "2,5"]}, index=[7, 3]))
    assert svar["utfall"].to_dict() == {7: 1.5, 3: 2.5}


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_the_figure_is_the_float_of_the_same_number(tal: Decimal) -> None:
    text = f"{tal:f}".replace(".", ",")
    (rad,) = tabell.las_tal(pl.DataFrame({"utfall": [text]})).rows()
    assert rad == (float(tal), None, None)
    assert rl.Utfall(text).varde == Decimal(repr(rad[0]))


@pytest.mark.parametrize("varde", ["0,1234567890123456", "12345678901234567"])
def test_a_number_with_more_digits_than_a_float_keeps_is_told_of(varde: str) -> None:
    (rad,) = tabell.las_tal(pl.DataFrame({"utfall": [varde]})).rows()
    assert rad == (None, None, f"'{varde}' har fler än 15 siffror; en tabell rymmer inte fler")


def test_the_unit_is_used_and_another_than_the_indicators_is_a_fault(rv: rl.Regelverk) -> None:
    df = pl.DataFrame({"indikator": ["frisktal", "basbehandling-hjartsvikt"], "utfall": ["88,5 %", "61 mnkr"]})
    fynd = tabell.granska(tabell.las_tal(df), rv, kolumner={"matenhet": "utfall_enhet"})
    assert fynd.select("indikator", "kod").rows() == [("basbehandling-hjartsvikt", "TABELL-03")]


def test_what_cannot_be_done_is_refused() -> None:
    df = pl.DataFrame({"utfall": ["1"], "utfall_fel": ["x"]})
    with pytest.raises(rl.UtfallFel, match="tabellen har redan kolumnen utfall_fel; byt namn"):
        tabell.las_tal(df)
    with pytest.raises(rl.UtfallFel, match="kolumnen 'varde' saknas; de som finns är utfall, utfall_fel"):
        tabell.las_tal(df, "varde")
    for lat in (df.lazy(), duckdb.sql("select '1' as utfall")):
        with pytest.raises(TypeError, match="väntade en tabell i minnet"):
            tabell.las_tal(lat)
    with pytest.raises(TypeError, match="väntade en tabell"):
        tabell.las_tal([1])


def test_numbers_of_numpy_in_a_column_of_objects_are_numbers() -> None:
    varden = [np.int64(5), np.float64(0.1), np.int64(10**15), np.bool_(True)]
    svar = tabell.las_tal(pd.DataFrame({"x": pd.Series(varden, dtype=object)}), "x")
    assert lista(svar, "x") == [5, 0.1, None, None]
    assert lista(svar, "x_fel")[2:] == [
        "1000000000000000 har fler än 15 siffror; en tabell rymmer inte fler", "väntade ett tal, fick SANT",
    ]  # fmt: skip


def test_a_column_of_seven_digits_is_refused_here_too() -> None:
    with pytest.raises(rl.UtfallFel, match="'utfall' är Float32, som bara rymmer sju siffror"):
        tabell.las_tal(pl.DataFrame({"utfall": [0.7]}, schema={"utfall": pl.Float32}))


@pytest.mark.parametrize("varden", [["95,2"], ["95,2", 95.2]], ids=["texts", "texts and numbers"])
def test_a_table_of_texts_is_refused_with_the_function_that_reads_them(rv: rl.Regelverk, varden: list[Any]) -> None:
    df = pd.DataFrame({"indikator": "frisktal", "mätvärde": pd.Series(varden, dtype=object)})
    with pytest.raises(rl.UtfallFel, match=r"riktlinjer\.tabell\.las_tal"):
        tabell.berakna_indikatorer(df, rv, kolumner={"utfall": "mätvärde"})


@pytest.mark.parametrize("bygg", [pl.DataFrame, pd.DataFrame, pa.table], ids=["polars", "pandas", "pyarrow"])
def test_a_number_that_could_not_be_read_is_a_finding_and_not_only_unknown(
    bygg: Callable[[dict[str, list[Any]]], Any], rv: rl.Regelverk
) -> None:
    df = bygg({"indikator": ["frisktal", "basbehandling-hjartsvikt"], "utfall": ["88,5", "1.234"]})
    fynd = nw.from_native(tabell.granska(tabell.las_tal(df), rv))
    assert fynd.select("indikator", "kod", "rader").rows() == [("basbehandling-hjartsvikt", "TABELL-11", 1)]
