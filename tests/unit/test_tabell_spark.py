"""Tables in PySpark, in local mode: ``pytest -m langsam tests/unit/test_tabell_spark.py`` with pyspark and Java."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

import riktlinjer as rl

pl = pytest.importorskip("polars")
sql = pytest.importorskip("pyspark.sql")

from riktlinjer import tabell  # noqa: E402

pytestmark = [pytest.mark.langsam, pytest.mark.filterwarnings("ignore")]

RADER = [
    ("A", "index-medarbetarenkat", 75.0),
    ("A", "basbehandling-hjartsvikt", 61.0),
    ("A", "hjartsvikt", 1.0),
    ("B", "index-medarbetarenkat", 71.0),
    ("B", "basbehandling-hjartsvikt", math.inf),
    ("B", "akut-oppnande-av-kranskarl", math.nan),
    ("B", "raas-hammande-hjartinfarkt", None),
    ("B", "raas-hammande-hjartinfarkt", 95.0),
]
KOLUMNER = ["namnd", "indikator", "utfall"]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A session on this machine."""
    bygg = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = bygg.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    yield session
    session.stop()


@pytest.mark.parametrize(
    "fraga",
    [
        lambda df, rv: tabell.berakna_status(df, rv, enheter=["namnd"]),
        lambda df, rv: tabell.berakna_indikatorer(df, rv),
        lambda df, rv: tabell.granska(df, rv, enheter=["namnd"]),
    ],
    ids=["statusar", "indikatorer", "granskning"],
)
def test_spark_answers_as_polars(fraga: Callable[[Any, rl.Regelverk], Any], spark: Any, rv: rl.Regelverk) -> None:
    df = spark.createDataFrame(RADER, schema="namnd string, indikator string, utfall double")
    svar = fraga(df, rv)
    assert type(svar) is type(df)
    polars = fraga(pl.DataFrame(RADER, schema=KOLUMNER, orient="row"), rv)
    assert sorted(map(str, map(tuple, svar.collect()))) == sorted(map(str, polars.rows()))


def test_workdays_in_spark(spark: Any) -> None:
    df = spark.createDataFrame([(date(2018, 3, 28),)], schema="bryt date")
    assert [rad["arbetsdag"] for rad in tabell.arbetsdag_efter(df, "bryt", 3).collect()] == [date(2018, 4, 4)]
