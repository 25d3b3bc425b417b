"""Arbetsdagar: the workday so many days after each date of a column.

From a weekday the answer lies a fixed number of days ahead, but near holidays. Which dates those are, and how many days
more they need, is worked out from the calendar before the table is looked at; the rest is arithmetic on dates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import narwhals.stable.v2 as nw

from ..errors import KalenderFel, UtfallFel
from ..rules.arbetsdagar import FORSTA_AR, SISTA_AR, Arbetskalender
from .kolumner import Ram

_HOGST: Final = 250
"""With so many workdays every year has a holiday on the way, and there is nothing to gain by expressions."""


def med_arbetsdag(ram: Ram, kolumn: str, antal: int, ny: str, kalender: Arbetskalender | None) -> Ram:
    """The frame with the new column last."""
    if antal.__class__ is not int:
        raise TypeError(f"väntade ett antal arbetsdagar (int), fick {type(antal).__name__}")
    if not 1 <= antal <= _HOGST:
        raise KalenderFel(f"antalet arbetsdagar är {antal}, väntade 1 till {_HOGST}")
    typer = dict(ram.collect_schema())
    if kolumn not in typer:
        raise UtfallFel(f"kolumnen {kolumn!r} saknas; de som finns är {', '.join(typer)}")
    if ny in typer:
        raise UtfallFel(f"tabellen har redan kolumnen {ny}; ange till= ett annat namn")
    typ: Any = typer[kolumn]
    har_tid = typ == nw.Datetime
    if typ != nw.Date and not (har_tid and typ.time_zone is None):
        raise UtfallFel(f"kolumnen {kolumn!r} är {typ}, väntade datum utan klockslag och tidszon")

    def varden(dagar: Iterable[date]) -> list[date]:
        return [datetime.combine(d, time()) for d in dagar] if har_tid else list(dagar)

    dag, vanliga, undantag = nw.col(kolumn), *_steg(kalender or Arbetskalender(), antal)
    svar: nw.Expr = nw.lit(None, dtype=typ)
    for veckodag, (steg, forsta, sista) in vanliga.items():
        a, b = varden([forsta, sista])
        villkor = (dag.dt.weekday() == veckodag) & (dag >= a) & (dag <= b)
        svar = nw.when(villkor & _midnatt(dag, har_tid)).then(_fram(dag, steg, typ)).otherwise(svar)
    for steg, dagar in undantag.items():
        svar = nw.when(dag.is_in(varden(dagar))).then(_fram(dag, steg, typ)).otherwise(svar)
    return ram.with_columns(**{ny: svar})


def _fram(dag: nw.Expr, steg: int, typ: Any) -> nw.Expr:
    return (dag + nw.lit(timedelta(days=steg))).cast(typ)


def _midnatt(dag: nw.Expr, har_tid: bool) -> nw.Expr:
    return dag.dt.truncate("1d") == dag if har_tid else dag == dag


def _steg(kalender: Arbetskalender, antal: int) -> tuple[dict[int, tuple[int, date, date]], dict[int, list[date]]]:
    """How far ahead the answer usually lies, by weekday (1 is Monday), with the first and last day it is known for; and
    how far ahead it lies of the other dates."""
    alla: dict[int, dict[date, int]] = {n: {} for n in range(1, 8)}
    dag, sista = date(FORSTA_AR, 1, 1), date(SISTA_AR, 12, 31)
    while dag <= sista:
        try:
            alla[dag.isoweekday()][dag] = (kalender.arbetsdag_efter(dag, antal) - dag).days
        except KalenderFel:
            break
        dag += timedelta(days=1)
    vanliga, undantag = {}, dict[int, list[date]]()
    for veckodag, per_dag in alla.items():
        vanligast, _ = Counter(per_dag.values()).most_common(1)[0]
        vanliga[veckodag] = (vanligast, min(per_dag), max(per_dag))
        for d, steg in per_dag.items():
            if steg != vanligast:
                undantag.setdefault(steg, []).append(d)
    return vanliga, undantag
