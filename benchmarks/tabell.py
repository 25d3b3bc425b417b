"""Tables: against hand-written polars on the same rows, and against Python rule engines that take a row at a time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any, Final

import polars as pl

import riktlinjer as rl
from riktlinjer import tabell

from .report import Row, against_peer, alone
from .timing import Code, alternate

_INDEX: Final = "index-medarbetarenkat"
_ROWS: Final = 10_000_000
_COUNTED: Final = 1_000_000
_ONE_BY_ONE: Final = 2_000
"""The rows that an engine gets which takes them one by one."""


def run(scale: float) -> Iterator[Row]:
    """The rows; ``scale`` multiplies the number of rounds."""
    rounds = max(3, round(15 * scale))
    yield from _threshold(rounds)
    yield from _counting(rounds)


def growth(scale: float) -> Iterator[Row]:
    """The time per row of a threshold, as the table grows."""
    rv = rl.las_regelverk("halland-2018")
    for rows in (10_000, 100_000, 1_000_000, _ROWS):
        names: dict[str, Any] = {"ours": ours_threshold, "df": index_rows(rows), "rv": rv}
        code = Code("ours(df, rv)", names, per=rows)
        yield alone(
            f"{rows:_} rows".replace("_", " "), alternate({"ours": code}, rounds=max(3, round(9 * scale))), "ours"
        )


def memory() -> Iterator[tuple[str, int, int]]:
    """(what, our peak in bytes above the table's own, the hand-written expression's), each in a process of its own."""
    for what in ("threshold", "counting"):
        yield what, _peak(what, "ours"), _peak(what, "hand")


def peers(scale: float) -> tuple[list[Row], list[str]]:
    """One row's threshold: ours in a table, beside engines; and a sentence for each engine that is not installed."""
    rows, missing = [], []
    rv, df = rl.las_regelverk("halland-2018"), index_rows(_ROWS)
    figures = df["utfall"].fill_nan(None).drop_nulls().head(_ONE_BY_ONE).to_list()
    met = sum(v >= 72 for v in figures)
    rounds = max(3, round(9 * scale))
    ours = alternate(
        {"ours": Code("ours(df, rv)", {"ours": ours_threshold, "df": df, "rv": rv}, per=_ROWS)}, rounds=rounds
    )
    for name, make in _ENGINES.items():
        try:
            engine = make()
        except ImportError:
            missing.append(f"`{name}` is not installed and was left out.")
            continue
        assert engine(figures) == met, name
        taken = alternate(
            {"engine": Code("engine(figures)", {"engine": engine, "figures": figures}, per=_ONE_BY_ONE)}, rounds=rounds
        )
        mine, theirs = ours.time("ours"), taken.time("engine")
        rows.append(Row("One threshold, per row", mine, f"`{name}`", theirs, mine / theirs))
    return rows, missing


# Ours and by hand


def index_rows(rows: int) -> pl.DataFrame:
    """So many outcomes of one indicator; every hundredth is null and another NaN."""
    utfall = pl.int_range(rows, eager=True).hash(1) % 6001 / 100 + 40
    nummer = pl.int_range(rows, eager=True) % 100
    df = pl.DataFrame({"indikator": pl.repeat(_INDEX, rows, eager=True), "utfall": utfall, "nummer": nummer})
    utfall_ = (
        pl.when(pl.col("nummer") == 0).then(None).when(pl.col("nummer") == 1).then(float("nan")).otherwise("utfall")
    )
    return df.select("indikator", utfall=utfall_)


def ours_threshold(df: pl.DataFrame, rv: rl.Regelverk) -> pl.DataFrame:
    """Where each row stands."""
    return tabell.berakna_indikatorer(df, rv, delmal="delmal-3")


def hand_threshold(df: pl.DataFrame) -> pl.DataFrame:
    """The same läge and margin as one would write them for this indicator."""
    v, own = pl.col("utfall"), pl.col("indikator") == _INDEX
    unknown = v.is_null() | v.is_nan()
    lage = (
        pl.when(~own)
        .then(None)
        .when(unknown)
        .then(pl.lit("nytt mätvärde saknas"))
        .when(v >= 72)
        .then(pl.lit("uppnådd"))
        .otherwise(pl.lit("ej uppnådd"))
    )
    return df.lazy().with_columns(lage=lage, marginal=pl.when(own & ~unknown).then(v - 72)).collect()


def counted_rows(rows: int) -> pl.DataFrame:
    """Outcomes of delmål 1's ten indicators for a tenth as many units, in no order; some null and some NaN."""
    ids = rl.las_regelverk("halland-2018").delmal_med_id("delmal-1").statusregel.indikatorer
    numbers = list(range(rows // 10))
    Random(1).shuffle(numbers)
    df = pl.DataFrame({"namnd": pl.Series(numbers).cast(pl.String)}).join(
        pl.DataFrame({"indikator": list(ids)}), how="cross"
    )
    df = df.sample(fraction=1.0, shuffle=True, seed=1)
    utfall = index_rows(rows)["utfall"]
    return df.with_columns(period=pl.lit("2018-03"), utfall=utfall)


def ours_counting(df: pl.DataFrame, rv: rl.Regelverk) -> pl.DataFrame:
    """The colour of delmål 1 per unit."""
    return tabell.berakna_status(df, rv, enheter=["namnd"], delmal="delmal-1")


def hand_counting(df: pl.DataFrame) -> pl.DataFrame:
    """The same counts and colour as one would write them for this delmål, without a look for rows that stand twice."""
    v = pl.col("utfall").fill_nan(None)
    met: Any = pl
    for id, bound, up in _BOUNDS:
        met = met.when(pl.col("indikator") == id).then(v >= bound if up else v <= bound)
    met = met.otherwise(None)
    n, open_ = pl.col("uppnadda"), 10 - pl.col("kanda")
    status = (
        pl.when(n == 10)
        .then(pl.lit("Grön"))
        .when((n >= 5) & (n + open_ < 10))
        .then(pl.lit("Gul"))
        .when(n + open_ < 5)
        .then(pl.lit("Röd"))
    )
    grouped = df.lazy().with_columns(met=met).group_by("namnd", "period")
    return grouped.agg(uppnadda=pl.col("met").sum(), kanda=pl.col("met").count()).with_columns(status=status).collect()


_BOUNDS: Final = (
    ("basbehandling-hjartsvikt", 60.0, True),
    ("akut-oppnande-av-kranskarl", 85.0, True),
    ("akut-oppnande-av-kranskarl-inom-tid", 75.0, True),
    ("extra-blodfortunnande-hjartinfarkt", 95.0, True),
    ("ny-infarkt-eller-dod-ischemisk-hjartsjukdom", 11.0, False),
    ("raas-hammande-hjartinfarkt", 90.0, True),
    ("swedehearts-kvalitetsindex", 6.5, True),
    ("overlevnad-hjartstopp-pa-sjukhus", 20.0, True),
    ("overlevnad-hjartstopp-utanfor-sjukhus", 10.0, True),
    ("dod-eller-amputation-efter-karloperation", 4.0, False),
)
"""halland-2018's delmål 1 written out once more, for the peer."""


def _threshold(rounds: int) -> Iterator[Row]:
    rv, df = rl.las_regelverk("halland-2018"), index_rows(_ROWS)
    mine, theirs = ours_threshold(df, rv), hand_threshold(df)
    assert mine.select("lage", "marginal").equals(theirs.select("lage", "marginal"))
    names: dict[str, Any] = {"ours": ours_threshold, "hand": hand_threshold, "df": df, "rv": rv}
    taken = alternate({"ours": Code("ours(df, rv)", names), "hand": Code("hand(df)", names)}, rounds=rounds)
    peer = "a null- and NaN-safe polars expression"
    yield against_peer("Läge and margin, 10 million rows", taken, "ours", "hand", against=peer, at_most=1.5)


def _counting(rounds: int) -> Iterator[Row]:
    rv, df = rl.las_regelverk("halland-2018"), counted_rows(_COUNTED)
    mine, theirs = ours_counting(df, rv).sort("namnd"), hand_counting(df).sort("namnd")
    assert mine["status"].equals(theirs["status"])
    names: dict[str, Any] = {"ours": ours_counting, "hand": hand_counting, "df": df, "rv": rv}
    taken = alternate({"ours": Code("ours(df, rv)", names), "hand": Code("hand(df)", names)}, rounds=rounds)
    peer = "a polars group-by"
    yield against_peer("Ten counted, a million rows, 100 000 units", taken, "ours", "hand", against=peer, at_most=1.3)


# Memory


def _peak(what: str, side: str) -> int:
    program = f"from benchmarks.tabell import peak; print(peak({what!r}, {side!r}))"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, encoding="utf-8")
    return int(answer.stdout)


def peak(what: str, side: str) -> int:
    """How much the process grows at most while one side answers, in bytes."""
    rv = rl.las_regelverk("halland-2018")
    df = index_rows(_ROWS) if what == "threshold" else counted_rows(_COUNTED)
    ours, hand = (ours_threshold, hand_threshold) if what == "threshold" else (ours_counting, hand_counting)
    few = df.head(1000)
    call: Callable[[pl.DataFrame], object] = (lambda d: ours(d, rv)) if side == "ours" else hand
    call(few)
    Path("/proc/self/clear_refs").write_text("5")  # the peak so far was that of making the table
    before = _status("VmRSS")
    kept = call(df)
    highest = _status("VmHWM")
    del kept
    return highest - before


def _status(field: str) -> int:
    """A field of Linux' own account of the process, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(field + ":"))


# Engines


Engine = Callable[[Sequence[float]], int]
"""From figures to how many are at least 72."""


def _rule_engine() -> Engine:
    rule = import_module("rule_engine").Rule("utfall >= 72")
    return lambda figures: sum(rule.matches({"utfall": v}) for v in figures)


def _business_rules() -> Engine:
    engine = import_module("business_rules")
    variables, actions = import_module("business_rules.variables"), import_module("business_rules.actions")

    class Outcome(variables.BaseVariables):  # type: ignore[name-defined, misc]
        def __init__(self, utfall: float) -> None:
            self._utfall = utfall

        @variables.numeric_rule_variable  # type: ignore[untyped-decorator]
        def utfall(self) -> float:
            return self._utfall

    class Nothing(actions.BaseActions):  # type: ignore[name-defined, misc]
        @actions.rule_action()  # type: ignore[untyped-decorator]
        def uppnadd(self) -> None:
            pass

    condition = {"name": "utfall", "operator": "greater_than_or_equal_to", "value": 72}
    rules = [{"conditions": {"all": [condition]}, "actions": [{"name": "uppnadd", "params": {}}]}]
    return lambda figures: sum(engine.run_all(rules, Outcome(v), Nothing()) for v in figures)


def _json_logic() -> Engine:
    apply = import_module("json_logic").jsonLogic
    rule: Mapping[str, Any] = {">=": [{"var": "utfall"}, 72]}
    return lambda figures: sum(apply(rule, {"utfall": v}) for v in figures)


def _zen() -> Engine:
    zen = import_module("zen")
    nodes: list[dict[str, Any]] = [
        {"id": "in", "type": "inputNode"},
        {
            "id": "rule",
            "type": "expressionNode",
            "content": {"expressions": [{"id": "1", "key": "met", "value": "utfall >= 72"}]},
        },
        {"id": "out", "type": "outputNode"},
    ]
    for node in nodes:
        node |= {"name": node["id"], "position": {"x": 0, "y": 0}}
    edges = [
        {"id": "a", "type": "edge", "sourceId": "in", "targetId": "rule"},
        {"id": "b", "type": "edge", "sourceId": "rule", "targetId": "out"},
    ]
    content = json.dumps({"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges})
    decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(content))
    return lambda figures: sum(decision.evaluate({"utfall": v})["result"]["met"] for v in figures)


def _openfisca() -> Engine:
    import numpy as np

    entity = import_module("openfisca_core.entities").build_entity(key="rad", plural="rader", label="", is_person=True)
    system = import_module("openfisca_core.taxbenefitsystems").TaxBenefitSystem([entity])
    variable = import_module("openfisca_core.variables").Variable
    month = import_module("openfisca_core.periods").DateUnit.MONTH
    build = import_module("openfisca_core.simulations").SimulationBuilder

    def formula(rad: Any, period: Any) -> Any:
        return rad("utfall", period) >= 72

    same = {"entity": entity, "definition_period": month, "label": ""}
    system.add_variable(type("utfall", (variable,), {**same, "value_type": float}))
    system.add_variable(type("uppnadd", (variable,), {**same, "value_type": bool, "formula": formula}))

    def engine(figures: Sequence[float]) -> int:
        simulation = build().build_default_simulation(system, count=len(figures))
        simulation.set_input("utfall", "2018-03", np.array(figures))
        return int(simulation.calculate("uppnadd", "2018-03").sum())

    return engine


_ENGINES: Final[Mapping[str, Callable[[], Engine]]] = {
    "zen-engine": _zen,
    "rule-engine": _rule_engine,
    "business-rules": _business_rules,
    "panzi-json-logic": _json_logic,
    "openfisca-core": _openfisca,
}
