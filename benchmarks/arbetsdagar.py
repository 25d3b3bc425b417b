"""Workdays: against the bare table lookup that is the limit, and against the method of ``holidays``."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

import holidays

import riktlinjer as rl

from .report import Row, against_peer
from .timing import Code, alternate

_FIRST, _LAST = date(1990, 1, 1), date(2100, 12, 31)

_DAY = "from datetime import date\nday = date(2018, 3, 6)\n"
_SWEDEN = f"{_DAY}import holidays\nholidays.country_holidays('SE', categories=('public', 'de_facto')"
FIRST_QUESTION = f"{_DAY}import riktlinjer\nriktlinjer.arbetsdag_efter(day, 3)"
FIRST_QUESTION_TO_HOLIDAYS = {
    "`holidays`, filled with as many years": f"{_SWEDEN}, years=range(1990, 2101)).get_nth_working_day(day, 3)",
    "`holidays`, one year": f"{_SWEDEN}).get_nth_working_day(day, 3)",
}
"""Programs for fresh processes."""


def run(scale: float) -> Iterator[Row]:
    """The rows; ``scale`` multiplies the number of rounds."""
    calendar = holidays.country_holidays("SE", years=range(1990, 2101), categories=("public", "de_facto"))
    days, rank, base = _bare_table(calendar)
    d, n = date(2018, 3, 6), 3
    draw = random.Random(2018)
    several = [date(1995, 1, 1) + timedelta(days=draw.randrange(24_000)) for _ in range(1000)]
    deadlines = _published_deadlines()
    for dag, antal in [*deadlines, *((dag, n) for dag in several)]:
        svar = rl.arbetsdag_efter(dag, antal)
        assert svar == days[rank[dag.toordinal() - base] + antal - 1] == calendar.get_nth_working_day(dag, antal)

    names = {"d": d, "n": n, "days": days, "rank": rank, "base": base, "several": several, "deadlines": deadlines}
    names |= {"ours": rl.arbetsdag_efter, "theirs": calendar.get_nth_working_day}
    bare = "days[rank[d.toordinal() - base] + n - 1]"
    taken = alternate(
        {
            "ours": Code("ours(d, n)", names),
            "bare": Code(bare, names),
            "ours, many": Code("for d in several: ours(d, n)", names, per=1000),
            "bare, many": Code(f"for d in several: {bare}", names, per=1000),
            "ours, three": Code("ours(d, n)", names),
            "holidays, three": Code("theirs(d, n)", names),
            "ours, nine": Code("for d, n in deadlines: ours(d, n)", names, per=len(deadlines)),
            "holidays, nine": Code("for d, n in deadlines: theirs(d, n)", names, per=len(deadlines)),
        },
        rounds=round(1001 * scale),
    )
    limit = "the bare lookup `days[rank[d.toordinal() - base] + n - 1]`"
    peer = "`holidays`' `get_nth_working_day`"
    yield against_peer("`arbetsdag_efter`, one day", taken, "ours", "bare", against=limit, at_most=1.8)
    yield against_peer("… 1 000 days in random order", taken, "ours, many", "bare, many", against=limit, at_most=1.8)
    yield against_peer(
        "… the guideline's nine deadlines", taken, "ours, nine", "holidays, nine", against=peer, at_most=1 / 40
    )
    yield against_peer("… the third workday after 6 March 2018", taken, "ours, three", "holidays, three", against=peer)


def _bare_table(calendar: holidays.HolidayBase) -> tuple[list[date], list[int], int]:
    """Every workday in order, and for each day how many workdays there are up to it; built without the library."""
    days: list[date] = []
    rank: list[int] = []
    day = _FIRST
    while day <= _LAST:
        if day.weekday() < 5 and day not in calendar:
            days.append(day)
        rank.append(len(days))
        day += timedelta(days=1)
    return days, rank, _FIRST.toordinal()


def _published_deadlines() -> list[tuple[date, int]]:
    """Bryt, and how many workdays later the report is due, of every occasion in halland-2018's printed timetable."""
    tidplan = rl.las_regelverk("halland-2018").tidplan
    assert tidplan is not None
    par: list[tuple[date, int]] = []
    for tillfalle in tidplan.tillfallen:
        if tillfalle.bryt and tillfalle.rapport_till_rk:
            bryt, inlamnas = tillfalle.bryt.datum, tillfalle.rapport_till_rk.datum
            if bryt and inlamnas:
                par.append((bryt, rl.antal_arbetsdagar(bryt + timedelta(days=1), inlamnas)))
    return par
