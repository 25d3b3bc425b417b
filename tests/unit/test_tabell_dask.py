"""Tables in Dask: ``pytest -m langsam tests/unit/test_tabell_dask.py`` with ``dask[dataframe]``."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

import riktlinjer as rl

pd = pytest.importorskip("pandas")
dd = pytest.importorskip("dask.dataframe")

from riktlinjer import tabell  # noqa: E402

pytestmark = [pytest.mark.langsam, pytest.mark.filterwarnings("ignore:Dask support is moving")]

RADER = pd.DataFrame(
    [
        ("A", "index-medarbetarenkat", 75.0),
        ("A", "basbehandling-hjartsvikt", 61.0),
        ("A", "hjartsvikt", 1.0),
        ("B", "index-medarbetarenkat", 71.0),
        ("B", "basbehandling-hjartsvikt", math.inf),
        ("B", "akut-oppnande-av-kranskarl", None),
        ("B", "raas-hammande-hjartinfarkt", 90.0),
        ("B", "raas-hammande-hjartinfarkt", 95.0),
    ],
    columns=["namnd", "indikator", "utfall"],
)


@pytest.mark.parametrize("delar", [1, 3])
@pytest.mark.parametrize(
    "fraga",
    [
        lambda df, rv: tabell.berakna_status(df, rv, enheter=["namnd"]),
        lambda df, rv: tabell.berakna_indikatorer(df, rv),
        lambda df, rv: tabell.granska(df, rv, enheter=["namnd"]),
    ],
    ids=["statusar", "indikatorer", "granskning"],
)
def test_dask_answers_as_pandas_and_stays_lazy(
    fraga: Callable[[Any, rl.Regelverk], Any], delar: int, rv: rl.Regelverk
) -> None:
    df = dd.from_pandas(RADER, npartitions=delar)
    svar = fraga(df, rv)
    assert type(svar) is type(df)
    vantat = fraga(RADER, rv)
    assert list(svar.columns) == list(vantat.columns)
    assert rader(svar.compute()) == rader(vantat)


def rader(df: Any) -> list[str]:
    """The rows in an order of their own, every kind of missing value alike."""
    return sorted(str([None if pd.isna(v) else v for v in rad]) for rad in df.itertuples(index=False))


def test_workdays_in_dask() -> None:
    dagar = pd.DataFrame({"bryt": [datetime(2018, 3, 28), None]})  # noqa: DTZ001
    svar = tabell.arbetsdag_efter(dd.from_pandas(dagar, npartitions=1), "bryt", 3).compute()
    assert svar["arbetsdag"].tolist() == [pd.Timestamp(2018, 4, 4), pd.NaT]
