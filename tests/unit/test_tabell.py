"""Tables: what each kind of column and each kind of fault means, in every library."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import riktlinjer as rl

pl = pytest.importorskip("polars")
pd = pytest.importorskip("pandas")
pa = pytest.importorskip("pyarrow")
duckdb = pytest.importorskip("duckdb")
nw = pytest.importorskip("narwhals.stable.v2")

from riktlinjer import tabell  # noqa: E402
from riktlinjer.tabell import flyttal, kolumner  # noqa: E402

INDEX = "index-medarbetarenkat"
HJARTSVIKT = "basbehandling-hjartsvikt"


def _duckdb(data: dict[str, list[Any]]) -> Any:
    arrow = pa.table(data)  # noqa: F841 - DuckDB finds it by its name
    return duckdb.sql("select * from arrow")


BYGGARE: dict[str, Callable[[dict[str, list[Any]]], Any]] = {
    "polars": pl.DataFrame,
    "lazy": pl.LazyFrame,
    "pandas": pd.DataFrame,
    "pyarrow": pa.table,
    "duckdb": _duckdb,
}


@pytest.fixture(params=BYGGARE)
def bygg(request: pytest.FixtureRequest) -> Callable[[dict[str, list[Any]]], Any]:
    """Makes a table of one library."""
    return BYGGARE[request.param]


def rader(svar: Any, *kolumner: str) -> list[tuple[Any, ...]]:
    """The rows of a table, null and pandas' NaN as None."""
    ram = nw.from_native(svar)
    arrow = (ram.collect() if isinstance(ram, nw.LazyFrame) else ram).to_arrow()
    visade = [tuple(rad[k] for k in kolumner or arrow.column_names) for rad in arrow.to_pylist()]
    return [tuple(None if isinstance(v, float) and math.isnan(v) else v for v in rad) for rad in visade]


def en(utfall: float | None, indikator: str = INDEX, **mer: Any) -> dict[str, list[Any]]:
    return {"indikator": [indikator], "utfall": [utfall]} | {k: [v] for k, v in mer.items()}


def test_without_narwhals_the_extra_is_named() -> None:
    kod = "import sys; sys.modules['narwhals.stable.v2'] = None\nfrom riktlinjer import tabell"
    miljo = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    svar = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", kod], capture_output=True, encoding="utf-8", env=miljo, check=False
    )
    assert svar.returncode == 1
    assert svar.stderr.rstrip().endswith('riktlinjer.tabell kräver ett tillägg: pip install "riktlinjer[tabell]"')


# The statuses


def test_the_answer_is_of_the_kind_that_was_given(rv: rl.Regelverk, bygg: Callable[..., Any]) -> None:
    df = bygg(en(75.0))
    for svar in (tabell.berakna_status(df, rv), tabell.berakna_indikatorer(df, rv), tabell.granska(df, rv)):
        assert type(svar) is type(df)


def test_every_unit_and_period_has_a_row_per_delmal(rv: rl.Regelverk, bygg: Callable[..., Any]) -> None:
    df = bygg(
        {
            "namnd": ["A", "A", "B"],
            "period": ["2018-03", "2018-08", "2018-03"],
            "indikator": [INDEX] * 3,
            "utfall": [72.0, 71.9, 69.9],
        }
    )
    svar = rader(tabell.berakna_status(df, rv, enheter=["namnd"]), "namnd", "period", "delmal", "status")
    assert len(svar) == 15
    assert sorted(rad for rad in svar if rad[2] == "delmal-3") == [
        ("A", "2018-03", "delmal-3", "Grön"),
        ("A", "2018-08", "delmal-3", "Gul"),
        ("B", "2018-03", "delmal-3", "Röd"),
    ]


def test_counts_and_colours_of_an_incomplete_unit(rv: rl.Regelverk, bygg: Callable[..., Any]) -> None:
    """6 of 10 met, 1 missed and 3 unknown is Gul."""
    ids = rv.delmal[0].statusregel.indikatorer
    malvarden = [rv.indikator(id).malvarde for id in ids[:7]]
    utfall = [float(m.grans) for m in malvarden]  # type: ignore[union-attr]
    utfall[6] -= 1
    svar = tabell.berakna_status(bygg({"indikator": list(ids[:7]), "utfall": utfall}), rv, delmal="delmal-1")
    assert rader(svar, "status", "mojliga", "avgjord", "uppnadda", "ej_uppnadda", "okanda", "av") == [
        ("Gul", "Gul", True, 6, 1, 3, 10)
    ]


KANDA: list[tuple[str, dict[str, float | None], str]] = [
    ("ingen", {}, "svårbedömt"),
    ("två", {"a": 1.0, "b": 99.0}, "svårbedömt"),
    ("tre", {"a": 1.0, "b": 99.0, "c": 50.0}, "bedömbart"),
    ("tre varav en tom", {"a": 1.0, "b": 99.0, "c": None}, "svårbedömt"),
    ("tre varav en oändlig", {"a": 1.0, "b": 99.0, "c": math.inf}, "svårbedömt"),
    ("fyra varav en oändlig", {"a": 1.0, "b": 99.0, "c": math.inf, "d": 0.0}, "bedömbart"),
]


@pytest.mark.parametrize("antal", [10, 13])
def test_a_status_is_svarbedomd_until_as_many_outcomes_are_known_as_the_rule_asks_for(
    antal: int, bygg: Callable[..., Any]
) -> None:
    """With few indicators and with many, which are counted in different ways."""
    rv = regelverk_som_raknar(antal, minst_kanda=3)
    ids = dict(zip("abcd", rv.delmal[0].statusregel.indikatorer, strict=False))
    givna = [(namn, ids[bokstav], v) for namn, utfall, _ in KANDA for bokstav, v in utfall.items()]
    givna += [("ingen", "okänd", 1.0), ("dubbel", ids["a"], 1.0), *(("dubbel", ids[b], 1.0) for b in "abcd")]
    df = bygg(dict(zip(("namnd", "indikator", "utfall"), map(list, zip(*givna, strict=True)), strict=True)))
    svar = rader(tabell.berakna_status(df, rv, enheter=["namnd"], delmal="delmal-1"), "namnd", "bedombarhet")
    assert dict(svar) == {namn: vantat for namn, _, vantat in KANDA} | {"dubbel": "svårbedömt"}


def test_bedombarhet_is_null_where_the_rule_has_no_such_word(rv: rl.Regelverk, bygg: Callable[..., Any]) -> None:
    svar = tabell.berakna_status(bygg(en(75.0)), rv)
    assert {b for (b,) in rader(svar, "bedombarhet")} == {None}


def test_a_rule_on_one_figure_is_svarbedomd_without_it(rv: rl.Regelverk, bygg: Callable[..., Any]) -> None:
    delmal = rv.delmal_med_id("delmal-3")
    regel = delmal.statusregel.model_copy(update={"minst_kanda": 1})
    andra = tuple(rl.Delmal(**{**dict(d), "statusregel": regel}) if d == delmal else d for d in rv.delmal)
    rv = rl.Regelverk(**{**dict(rv), "delmal": andra})
    df = bygg({"namnd": ["A", "B", "C", "C"], "indikator": [INDEX] * 4, "utfall": [75.0, None, 75.0, 75.0]})
    svar = rader(tabell.berakna_status(df, rv, enheter=["namnd"], delmal="delmal-3"), "namnd", "bedombarhet")
    assert dict(svar) == {"A": "bedömbart", "B": "svårbedömt", "C": "svårbedömt"}


def regelverk_som_raknar(antal: int, minst_kanda: int) -> rl.Regelverk:
    """``halland-2018`` with so many indicators counted in its first delmål, and so many asked to be known."""
    halland = rl.las_regelverk("halland-2018")
    delmal = halland.delmal[0]
    (urval,) = delmal.statusregel.urval  # type: ignore[union-attr]
    andra = [i.id for i in halland.indikatorer if i.id not in urval.indikatorer]
    raknade = (*urval.indikatorer, *andra)[:antal]
    urval = urval.model_copy(update={"indikatorer": raknade})
    regel = delmal.statusregel.model_copy(update={"urval": (urval,), "minst_kanda": minst_kanda})
    forsta = rl.Delmal(**{**dict(delmal), "statusregel": regel})
    return rl.Regelverk(**{**dict(halland), "delmal": (forsta, *halland.delmal[1:])})


def test_an_answer_for_units_says_that_it_is_the_callers_own_application(rv: rl.Regelverk) -> None:
    df = pl.DataFrame(en(75.0, namnd="A"))
    assert tabell.berakna_status(df, rv)["egen_tillampning"].unique().to_list() == [False]
    assert tabell.berakna_status(df, rv, enheter=["namnd"])["egen_tillampning"].unique().to_list() == [True]


def test_each_row_of_an_answer_in_pandas_has_a_number_of_its_own(rv: rl.Regelverk) -> None:
    df = pd.DataFrame({"namnd": ["A", "B"], "indikator": ["okand", INDEX], "utfall": [75.0, math.inf]})
    for svar in (tabell.berakna_status(df, rv, enheter=["namnd"]), tabell.granska(df, rv, enheter=["namnd"])):
        assert list(svar.index) == list(range(len(svar)))


def test_a_unit_without_a_name_is_a_unit(rv: rl.Regelverk, bygg: Callable[..., Any]) -> None:
    df = bygg({"namnd": ["A", None], "indikator": [INDEX] * 2, "utfall": [75.0, 60.0]})
    svar = rader(tabell.berakna_status(df, rv, enheter=["namnd"], delmal="delmal-3"), "namnd", "status")
    assert sorted(svar, key=str) == [("A", "Grön"), (None, "Röd")]
    assert rader(tabell.granska(df, rv, enheter=["namnd"]), "namnd", "kod") == [(None, "TABELL-10")]


def test_an_indicator_that_stands_twice_leaves_its_delmal_open(rv: rl.Regelverk, bygg: Callable[..., Any]) -> None:
    """Also when the rows agree, and however many they are: which one holds is not known."""
    ids = list(rv.delmal[0].statusregel.indikatorer)
    df = bygg({"indikator": [INDEX, INDEX, *ids, *[ids[0]] * 9], "utfall": [75.0, 75.0, *[99.0] * 19]})
    fragade = ["delmal-1", "delmal-2", "delmal-3"]
    svar = rader(tabell.berakna_status(df, rv, delmal=fragade), "delmal", "mojliga", "uppnadda", "felaktigt")
    assert [rad for rad in svar if rad[0] in ("delmal-1", "delmal-3")] == [
        ("delmal-1", "Grön, Gul, Röd", None, True),
        ("delmal-3", "Grön, Gul, Röd", None, True),
    ]
    assert [rad for rad in svar if rad[0] == "delmal-2"] == [("delmal-2", "Grön, Gul, Röd", 0, False)]
    assert sorted(rader(tabell.granska(df, rv), "indikator", "kod", "rader")) == [
        (ids[0], "TABELL-02", 10),
        (INDEX, "TABELL-02", 2),
    ]


@pytest.mark.parametrize("antal", [1, 2, 10, 12, 13, 27])
def test_a_pair_that_hides_as_another_indicator_is_still_found_to_be_a_pair(antal: int) -> None:
    """Two rows of one indicator sum to the bit of the next one, and two of the last to one that nobody has."""
    rv = regelverk_som_raknar(antal, minst_kanda=1)
    ids = list(rv.delmal[0].statusregel.indikatorer)
    assert len(ids) == antal
    utan_nasta = [[*ids[:par], *ids[par + 2 :], ids[par], ids[par]] for par in range(antal)]
    bara_paret = [[id, id] for id in ids]
    rader_ = [(str(nr), id, 1.0) for nr, givna in enumerate([*utan_nasta, *bara_paret, ids]) for id in givna]
    df = pl.DataFrame(rader_, schema=["namnd", "indikator", "utfall"], orient="row")
    svar = tabell.berakna_status(df, rv, enheter=["namnd"], delmal="delmal-1")
    assert svar.filter(~pl.col("felaktigt"))["namnd"].to_list() == [str(2 * antal)]


# Figures


@pytest.mark.parametrize(
    ("utfall", "kod"),
    [(math.inf, "TABELL-06"), (-math.inf, "TABELL-06"), (100.1, "TABELL-04"), (-0.1, "TABELL-04")],
)
def test_a_figure_that_cannot_be_is_not_known_and_is_reported(
    utfall: float, kod: str, rv: rl.Regelverk, bygg: Callable[..., Any]
) -> None:
    df = bygg(en(utfall))
    svar = tabell.berakna_status(df, rv, delmal="delmal-3")
    assert rader(svar, "mojliga", "felaktigt") == [("Grön, Gul, Röd", True)]
    assert kod in {rad[0] for rad in rader(tabell.granska(df, rv), "kod")}
    assert rader(tabell.berakna_indikatorer(df, rv), "lage", "marginal", "har_papekande") == [(None, None, True)]


def test_nan_is_not_known_in_any_library(rv: rl.Regelverk, bygg: Callable[..., Any]) -> None:
    df = bygg(en(math.nan, HJARTSVIKT))
    assert rader(tabell.berakna_indikatorer(df, rv), "lage", "marginal") == [("nytt mätvärde saknas", None)]
    svar = tabell.berakna_status(df, rv, delmal="delmal-1")
    assert rader(svar, "uppnadda", "okanda", "felaktigt") == [(0, 10, False)]
    koder = rader(tabell.granska(df, rv), "kod")
    assert koder == ([] if isinstance(df, pd.DataFrame) else [("TABELL-08",)])


@pytest.mark.parametrize(
    ("kolumn", "vantat"),
    [
        (pa.array([71, 72], pa.int8()), ["Gul", "Grön"]),
        (pa.array([71, 72], pa.uint64()), ["Gul", "Grön"]),
        (pa.array([Decimal("71.99"), Decimal("72.00")], pa.decimal128(38, 2)), ["Gul", "Grön"]),
        (pa.array([Decimal("71.9999999999999"), Decimal("72")], pa.decimal128(15, 13)), ["Gul", "Grön"]),
        (pa.array([math.nextafter(72, 0), 72.0]), ["Gul", "Grön"]),
    ],
    ids=["int8", "uint64", "decimal", "fifteen digits", "float"],
)
@pytest.mark.parametrize("bibliotek", ["pyarrow", "polars", "pandas", "duckdb"])
def test_whole_numbers_and_decimals_are_compared_exactly(
    kolumn: Any, vantat: list[str], bibliotek: str, rv: rl.Regelverk
) -> None:
    arrow = pa.table({"namnd": ["A", "B"], "indikator": [INDEX] * 2, "utfall": kolumn})
    df = {
        "pyarrow": lambda tabell: tabell,
        "polars": pl.from_arrow,
        "pandas": lambda tabell: tabell.to_pandas(types_mapper=pd.ArrowDtype),
        "duckdb": _duckdb,
    }[bibliotek](arrow)
    svar = rader(tabell.berakna_status(df, rv, enheter=["namnd"], delmal="delmal-3"), "namnd", "status")
    assert sorted(svar) == [("A", vantat[0]), ("B", vantat[1])]


@pytest.mark.parametrize("bibliotek", ["pyarrow", "polars", "pandas", "duckdb"])
def test_a_decimal_is_the_float_of_the_same_text(bibliotek: str) -> None:
    """In every library: some divide by multiplying with the reciprocal, which is off in the last digit."""
    texter = [f"{n / 1000:.3f}" for n in range(0, 100_000, 7)]
    arrow = pa.table({"d": pa.array(map(Decimal, texter), pa.decimal128(12, 3)), "text": texter})
    df = {
        "pyarrow": lambda tabell: tabell,
        "polars": pl.from_arrow,
        "pandas": lambda tabell: tabell.to_pandas(types_mapper=pd.ArrowDtype),
        "duckdb": _duckdb,
    }[bibliotek](arrow)
    ram = nw.from_native(df)
    varden = ram.select("text", tal=kolumner.tal("d", ram.collect_schema()["d"]).varde)
    assert [(text, tal) for text, tal in rader(varden.to_native()) if tal != float(text)] == []


def test_numbers_with_more_digits_than_can_be_told_apart_are_not_known(rv: rl.Regelverk) -> None:
    for typ, tal in (
        (pl.Int64, 2**53 + 1),
        (pl.Decimal(38, 0), Decimal(10**20)),
        (pl.Decimal(38, 20), Decimal("1e17")),
    ):
        df = pl.DataFrame({"indikator": [HJARTSVIKT], "utfall": pl.Series([tal], dtype=typ)})
        assert tabell.berakna_indikatorer(df, rv)["lage"].to_list() == [None]
        assert tabell.granska(df, rv)["kod"].to_list() == ["TABELL-06"]


@pytest.mark.parametrize(
    ("serie", "ord_"),
    [
        (pl.Series(["71,5"]), r"las_tal\(df, 'utfall'\)"),
        (pl.Series([True]), "Boolean"),
        (pl.Series([71.5], dtype=pl.Float32), "sju siffror"),
        (pl.Series([None]), "Float64"),
    ],
    ids=["text", "bool", "float32", "nothing"],
)
def test_a_column_that_is_no_figures_is_refused_with_a_hint(serie: Any, ord_: str, rv: rl.Regelverk) -> None:
    df = pl.DataFrame({"indikator": [INDEX], "utfall": serie})
    with pytest.raises(rl.UtfallFel, match=ord_):
        tabell.berakna_status(df, rv)


def test_decimals_in_pandas_are_objects_and_are_refused_with_a_hint(rv: rl.Regelverk) -> None:
    with pytest.raises(rl.UtfallFel, match="ArrowDtype"):
        tabell.berakna_status(pd.DataFrame(en(None) | {"utfall": [Decimal(72)]}), rv)


# Columns


def test_columns_may_have_other_names(rv: rl.Regelverk, bygg: Callable[..., Any]) -> None:
    df = bygg({"Mått": [INDEX], "Utfall 2018": [75.0], "utfall": ["text"]})
    namn = {"indikator": "Mått", "utfall": "Utfall 2018"}
    svar = tabell.berakna_status(df, rv, delmal="delmal-3", kolumner=namn)
    assert rader(svar, "status") == [("Grön",)]
    assert rader(tabell.berakna_indikatorer(df, rv, kolumner=namn), "lage") == [("uppnådd",)]


def test_all_that_is_wrong_with_the_columns_is_told_at_once(rv: rl.Regelverk) -> None:
    df = pl.DataFrame({"indikatorn": [INDEX], "utfall": ["75"]})
    with pytest.raises(rl.UtfallFel) as fel:
        tabell.berakna_status(df, rv, enheter=["nämnd"], kolumner={"enhet": "utfall"})
    assert len(fel.value.fel) == 4
    assert "menas 'indikatorn'?" in str(fel.value)


def test_wrong_arguments_are_type_errors_and_unknown_ids_are_named(rv: rl.Regelverk) -> None:
    df = pl.DataFrame(en(75.0))
    with pytest.raises(TypeError, match="Regelverk"):
        tabell.berakna_status(df, "halland-2018")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="tabell"):
        tabell.berakna_status([1, 2], rv)  # type: ignore[type-var]
    with pytest.raises(TypeError, match="kolumnnamn"):
        tabell.berakna_status(df, rv, enheter="namnd")
    with pytest.raises(TypeError, match="Rapporttyp"):
        tabell.berakna_status(df, rv, rapporttyp="UR1")  # type: ignore[arg-type]
    with pytest.raises(rl.OkantId, match="delmal-9"):
        tabell.berakna_status(df, rv, delmal="delmal-9")
    with pytest.raises(rl.UtfallFel, match="lage"):
        tabell.berakna_indikatorer(pl.DataFrame(en(75.0, lage="x")), rv)


def test_a_guideline_without_delmal_gives_no_statuses() -> None:
    with pytest.raises(rl.UtfallFel, match="inga delmål"):
        tabell.berakna_status(pl.DataFrame(en(1.0)), rl.las_regelverk("jamtland-harjedalen-2016"))


def test_the_indicators_own_unit_however_written(rv: rl.Regelverk, bygg: Callable[..., Any]) -> None:
    matenheter = ["%", "procent", " Procent ", "", None]
    df = bygg({"indikator": [HJARTSVIKT] * 5, "utfall": [60.0] * 5, "matenhet": matenheter})
    assert "TABELL-03" not in {kod for (kod,) in rader(tabell.granska(df, rv), "kod")}
    assert rader(tabell.berakna_indikatorer(df, rv, delmal="delmal-1"), "lage") == [("uppnådd",)] * 5


def test_another_unit_is_reported_and_its_figure_not_known(rv: rl.Regelverk, bygg: Callable[..., Any]) -> None:
    df = bygg(en(60.0, HJARTSVIKT, matenhet="mnkr"))
    assert rader(tabell.granska(df, rv), "kod", "allvar", "rader") == [("TABELL-03", "fel", 1)]
    svar = tabell.berakna_status(df, rv, delmal="delmal-1")
    assert rader(svar, "uppnadda", "okanda", "felaktigt") == [(0, 10, True)]


def test_unknown_indicators_are_reported_and_their_unit_still_answered_for(
    rv: rl.Regelverk, bygg: Callable[..., Any]
) -> None:
    df = bygg({"namnd": ["A", "B"], "indikator": ["hjartsvikt", None], "utfall": [60.0, 60.0]})
    fynd = rader(tabell.granska(df, rv, enheter=["namnd"]), "namnd", "indikator", "kod")
    assert sorted(fynd, key=str) == [("A", "hjartsvikt", "TABELL-01"), ("B", None, "TABELL-01")]
    svar = tabell.berakna_status(df, rv, enheter=["namnd"], delmal="delmal-1")
    assert sorted(rader(svar, "namnd", "mojliga", "okanda")) == [(n, "Grön, Gul, Röd", 10) for n in "AB"]


def test_a_placing_is_a_whole_number_from_one(rv: rl.Regelverk, bygg: Callable[..., Any]) -> None:
    rang = next(i.id for i in rv.indikatorer if i.malvarde is not None and i.malvarde.slag == "rang")
    df = bygg({"indikator": [rang] * 4, "utfall": [1.0, 0.0, 2.5, None], "namnd": list("ABCD")})
    assert [lage is not None for (lage,) in rader(tabell.berakna_indikatorer(df, rv), "lage")] == [
        True,
        False,
        False,
        True,
    ]
    assert sorted(rader(tabell.granska(df, rv, enheter=["namnd"]), "namnd", "kod")) == [
        ("B", "TABELL-05"),
        ("C", "TABELL-05"),
    ]


def test_a_kind_of_figure_that_is_none_is_reported(rv: rl.Regelverk, bygg: Callable[..., Any]) -> None:
    id = rv.delmal_med_id("delmal-5").statusregel.indikatorer[0]
    df = bygg({"namnd": ["A", "B"], "indikator": [id] * 2, "utfall": [10.0, 10.0], "slag": ["prognos", "ackumulerat"]})
    assert rader(tabell.granska(df, rv, enheter=["namnd"]), "namnd", "kod") == [("A", "TABELL-07")]


# Changes


FORANDRING = {
    "absolut": {"minst": Decimal("0.2")},
    "relativ": {"minst": Decimal(10), "relativ": True},
}


def regelverk_med(malvarde: dict[str, Any]) -> rl.Regelverk:
    halland = rl.las_regelverk("halland-2018")
    indikator = halland.indikator(HJARTSVIKT)
    krav = rl.Forandringsmalvarde(mot="föregående år", **malvarde)
    ny = rl.Indikator(**{**dict(indikator), "malvarde": krav})
    andra = tuple(ny if i.id == HJARTSVIKT else i for i in halland.indikatorer)
    return rl.Regelverk(**{**dict(halland), "indikatorer": andra})


FALL: dict[str, list[tuple[float | None, float | None, str | None]]] = {
    "absolut": [
        (0.3, 0.1, "uppnådd"),  # as floats, 0.3 - 0.1 < 0.2
        (0.29, 0.1, "ej uppnådd"),
        (1e15, 1e15, None),  # more digits than can be counted
    ],
    "relativ": [
        (110.11, 100.1, "uppnådd"),  # as floats, 100.1 * 1.1 > 110.11
        (110.1, 100.1, "ej uppnådd"),
        (1.1, 0.0, None),
        (1.1, -1.0, None),
        (1.1, None, None),
        (None, 1.0, "nytt mätvärde saknas"),
        (1.1e300, 1e300, None),  # on the bound, and of more digits than can be counted
        (1.2e300, 1e300, "uppnådd"),
    ],
}


@pytest.mark.parametrize("slag", FALL)
def test_a_change_on_its_bound_is_answered_as_decimals_answer(slag: str, bygg: Callable[..., Any]) -> None:
    rv, fall = regelverk_med(FORANDRING[slag]), FALL[slag]
    df = bygg(
        {
            "indikator": [HJARTSVIKT] * len(fall),
            "utfall": [utfall for utfall, _, _ in fall],
            "foregaende_ar": [bas for _, bas, _ in fall],
        }
    )
    svar = [lage for (lage,) in rader(tabell.berakna_indikatorer(df, rv, delmal="delmal-1"), "lage")]
    assert svar == [vantat for _, _, vantat in fall]
    for utfall, bas, vantat in fall:
        if vantat is not None:
            skalart = rl.berakna_indikator(rv, HJARTSVIKT, rl.Utfall(utfall, foregaende_ar=bas))
            assert skalart.lage is not None
            assert skalart.lage.value == vantat


def test_a_change_too_near_its_bound_is_left_to_the_scalar_function(bygg: Callable[..., Any]) -> None:
    df = bygg(en(1.1e300, HJARTSVIKT, foregaende_ar=1e300))
    rv = regelverk_med(FORANDRING["relativ"])
    assert rader(tabell.berakna_status(df, rv, delmal="delmal-1"), "oprovat", "okanda") == [(True, 10)]
    assert rader(tabell.granska(df, rv), "kod") == [("TABELL-09",)]


# Scalar answers and workdays


@pytest.mark.parametrize("bibliotek", ["polars", "pandas", "pyarrow", None])
def test_a_scalar_answer_as_a_table_is_the_tables_answer(bibliotek: str | None, rv: rl.Regelverk) -> None:
    ids = rv.delmal[0].statusregel.indikatorer
    utfall = dict.fromkeys((*ids, INDEX), 70.0)
    rv = regelverk_som_raknar(10, minst_kanda=3)
    skalart = tabell.fran(rl.berakna_status(rv, utfall), bibliotek)
    svar = tabell.berakna_status(pl.DataFrame({"indikator": list(utfall), "utfall": list(utfall.values())}), rv)
    alla = (
        "delmal",
        "status",
        "mojliga",
        "avgjord",
        "bedombarhet",
        "uppnadda",
        "ej_uppnadda",
        "okanda",
        "av",
        "egen_tillampning",
    )
    assert rader(skalart, *alla) == sorted(rader(svar, *alla))


def test_a_scalar_status_as_a_table_has_a_row_per_indicator(rv: rl.Regelverk) -> None:
    b = rl.statusberaknare(rv, "delmal-3")({INDEX: 71})
    assert rader(tabell.fran(b, "polars")) == [(INDEX, b.indikatorer[0].namn, 71.0, "ej uppnådd", -1.0)]
    with pytest.raises(TypeError, match="Statusoversikt"):
        tabell.fran(rv)  # type: ignore[arg-type]
    with pytest.raises(rl.SaknatTillagg):
        tabell.fran(b, "finnsinte")


@pytest.mark.parametrize("antal", [1, 10])
def test_workdays_are_the_scalar_functions(antal: int, bygg: Callable[..., Any]) -> None:
    dagar = [
        date(2018, 3, 6),
        date(2018, 3, 28),
        date(2018, 12, 21),
        date(2018, 6, 20),
        date(2020, 2, 29),
        date(1990, 1, 1),
    ]
    df = bygg({"bryt": [datetime(d.year, d.month, d.day) for d in dagar]})  # noqa: DTZ001
    svar = [v.date() for (v,) in rader(tabell.arbetsdag_efter(df, "bryt", antal), "arbetsdag")]
    assert svar == [rl.arbetsdag_efter(d, antal) for d in dagar]


@pytest.mark.parametrize("bibliotek", ["polars", "pyarrow", "duckdb"])
def test_workdays_of_dates_are_dates(bibliotek: str) -> None:
    df = BYGGARE[bibliotek]({"bryt": [date(2018, 3, 6), None, date(1989, 12, 31), date(2100, 12, 31)]})
    svar = rader(tabell.arbetsdag_efter(df, "bryt", 3), "arbetsdag")
    assert svar == [(date(2018, 3, 9),), (None,), (None,), (None,)]


def test_a_moment_in_the_day_is_no_day() -> None:
    df = pl.DataFrame({"bryt": [datetime(2018, 3, 6, 8), datetime(2018, 3, 28, 8)]})  # noqa: DTZ001
    assert tabell.arbetsdag_efter(df, "bryt", 3)["arbetsdag"].to_list() == [None, None]


def test_ones_own_closed_days_are_counted_out() -> None:
    kalender = rl.Arbetskalender(stangda=frozenset({date(2018, 3, 7)}))
    df = pl.DataFrame({"bryt": [date(2018, 3, 6)]})
    assert tabell.arbetsdag_efter(df, "bryt", 3, kalender=kalender)["arbetsdag"].to_list() == [date(2018, 3, 12)]


def test_what_is_no_column_of_dates_is_refused() -> None:
    df = pl.DataFrame({"bryt": [date(2018, 3, 6)], "text": ["2018-03-06"]})
    with pytest.raises(rl.UtfallFel, match="saknas"):
        tabell.arbetsdag_efter(df, "datum", 3)
    with pytest.raises(rl.UtfallFel, match="väntade datum"):
        tabell.arbetsdag_efter(df, "text", 3)
    with pytest.raises(rl.UtfallFel, match="redan"):
        tabell.arbetsdag_efter(df, "bryt", 3, till="text")
    with pytest.raises(rl.KalenderFel, match="1 till 250"):
        tabell.arbetsdag_efter(df, "bryt", 0)
    with pytest.raises(TypeError, match="bool"):
        tabell.arbetsdag_efter(df, "bryt", True)


# Bounds as floats


@pytest.mark.parametrize(
    ("grans", "inklusiv", "lagst"),
    [
        ("60", True, 60.0),
        ("60", False, math.nextafter(60, math.inf)),
        ("0.1", True, 0.1),
        ("0.1000000000000000000001", True, math.nextafter(0.1, 1)),  # its nearest float is written 0.1, which is below
        ("0.0999999999999999999999", False, 0.1),  # and here above
        ("1e400", True, math.inf),
        ("-1e400", True, -math.inf),
        ("0", False, math.ulp(0.0)),
    ],
)
def test_the_lowest_float_that_meets_a_bound(grans: str, inklusiv: bool, lagst: float) -> None:
    assert flyttal.fran(Decimal(grans), inklusiv=inklusiv).lagst == lagst
    assert flyttal.till(-Decimal(grans), inklusiv=inklusiv).hogst == -lagst


def test_the_pieces_of_a_line_are_put_together_where_they_hold() -> None:
    tredjedel = Fraction(100, 3)
    assert flyttal.spann_dar(lambda v: v != 2, [Decimal(2)]) == (
        flyttal.Spann(hogst=math.nextafter(2, 0)),
        flyttal.Spann(lagst=math.nextafter(2, 3)),
    )
    (over,) = flyttal.spann_dar(lambda v: Fraction(v) > tredjedel, [tredjedel])
    assert Fraction(repr(over.lagst)) > tredjedel > Fraction(repr(math.nextafter(over.lagst, 0)))
    assert flyttal.spann_dar(lambda v: False, [Decimal(2)]) == ()
