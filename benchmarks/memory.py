"""Memory: what a rule set, an answer and the table of workdays keep, as ``tracemalloc`` counts it."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import riktlinjer as rl


def run() -> Iterator[tuple[str, int]]:
    """What is kept, and its bytes."""
    rl.berakna_status(rl.las_regelverk("halland-2018"), {})["delmal-1"].innehall  # noqa: B018 builds every schema
    rl.arbetsdag_efter(date(2018, 3, 6), 3)
    yield "The rule set halland-2018", _kept(lambda: rl.las_regelverk("halland-2018"))
    regelverk = rl.las_regelverk("halland-2018")
    utfall = rl.utgangsvarden(regelverk)
    rakna = rl.statusberaknare(regelverk, "delmal-1")
    known = {id: Decimal(1) for id in regelverk.delmal_med_id("delmal-1").statusregel.urval[0].indikatorer}  # type: ignore[union-attr]
    yield "An overview of five delmål, not read", _kept(lambda: rl.berakna_status(regelverk, utfall))
    yield "One counted answer, not read", _kept(lambda: [rakna(known) for _ in range(1000)]) // 1000
    yield "… its rows and prose read", _kept(lambda: [_read(rakna(known)) for _ in range(50)]) // 50
    yield "The table of workdays 1990–2100", _kept(_calendar)


def _read(svar: rl.BeraknadStatus) -> rl.BeraknadStatus:
    assert svar.motivering
    return svar


def _calendar() -> rl.Arbetskalender:
    kalender = rl.Arbetskalender()
    kalender.arbetsdag_efter(date(2018, 3, 6), 3)
    return kalender


def _kept(make: Callable[[], object]) -> int:
    gc.collect()
    tracemalloc.start()
    made = make()
    gc.collect()
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del made
    return kept
