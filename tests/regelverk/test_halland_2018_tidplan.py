""" "Tidplaner 2018", cell by cell, and the workday counts that lie in it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

import riktlinjer as rl

MANAD, UR1, UR2, AR = rl.Rapporttyp.MANAD, rl.Rapporttyp.UR1, rl.Rapporttyp.UR2, rl.Rapporttyp.AR
STEG = ("bryt", "rapport_till_rk", "rs_au_1", "rs_au_2", "beslutad_rapport", "rs", "rf")

# The columns are the source's, typed row by row. "–" is a blank cell (the step does not occur), "i.u." is printed so.
# The years are not printed: the columns run from February 2018 and ÅR's January comes after December.
TABELL = """
        Feb/Mån   Mars/UR1  Maj/Mån   Juli/Mån  Aug/UR2   Sept/Mån  Okt/Mån   Nov/Mån   Dec/ÅR
bryt    6/3       6/4       7/6       7/8       6/9       4/10      6/11      6/12      10/1
till_rk 9/3       20/4      12/6      10/8      13/9      9/10      9/11      11/12     24/1
au_1    20/3      15/5      19/6      21/8      25/9      23/10     20/11     18/12     i.u.
au_2    –         22/5      –         –         2/10      –         –         –         –
beslut  29/3      25/5      21/6      7/9       28/9      2/11      23/11     i.u.      i.u.
rs      4/4       30/5      27/6      12/9      10/10     7/11      28/11     i.u.      i.u.
rf      –         20/6      –         –         24/10     –         –         –         i.u.
"""
PERIODER = ("2018-02", "2018-03", "2018-05", "2018-07", "2018-08", "2018-09", "2018-10", "2018-11", "2018-12")
TYPER = (MANAD, UR1, MANAD, MANAD, UR2, MANAD, MANAD, MANAD, AR)
RADER = [rad.split() for rad in TABELL.strip().splitlines()]
KOLUMNER = {
    period: dict(zip(STEG, (rad[nummer + 1] for rad in RADER[1:]), strict=True))
    for nummer, period in enumerate(PERIODER)
}
CELLER = [(period, steg, cell) for period, kolumn in KOLUMNER.items() for steg, cell in kolumn.items()]


def dag(cell: str) -> date:
    d, m = map(int, cell.split("/"))
    return date(2019 if m == 1 else 2018, m, d)


def tidplan(rv: rl.Regelverk) -> rl.Tidplan:
    assert rv.tidplan is not None
    return rv.tidplan


def tillfalle(rv: rl.Regelverk, period: str) -> rl.Tillfalle:
    funnet = tidplan(rv).tillfalle(period)
    assert funnet is not None
    return funnet


def test_nine_reports_in_order(rv: rl.Regelverk) -> None:
    assert [(t.period, t.rapporttyp) for t in tidplan(rv).tillfallen] == list(zip(PERIODER, TYPER, strict=True))


def test_the_columns_have_the_sources_headings(rv: rl.Regelverk) -> None:
    assert [t.kolumn.replace(" ", "") for t in tidplan(rv).tillfallen] == RADER[0]


def test_the_table_has_63_cells() -> None:
    assert len(CELLER) == 9 * 7
    assert [cell for _, _, cell in CELLER].count("–") == 13
    assert [cell for _, _, cell in CELLER].count("i.u.") == 6


@pytest.mark.parametrize(("period", "falt", "cell"), CELLER)
def test_a_cell_of_the_table(rv: rl.Regelverk, period: str, falt: str, cell: str) -> None:
    """A blank cell is None; "i.u." is a step without a day; a day is published, not derived, and has its source."""
    steg = getattr(tillfalle(rv, period), falt)
    if cell == "–":
        assert steg is None
        return
    assert isinstance(steg, rl.Steg)
    assert steg.datum == (None if cell == "i.u." else dag(cell))
    assert (steg.harledd, steg.tolkningar, steg.mojliga) == (False, (), ())
    assert steg.kalla is not None
    assert steg.kalla.avsnitt == "Tidplaner 2018"


def test_every_day_is_monday_to_friday_and_a_workday(rv: rl.Regelverk) -> None:
    """What shows that the broken table was put together right: 44 days and not one of them on a weekend."""
    dagar = [s.datum for t in tidplan(rv).tillfallen for _, s in t.steg if s.datum is not None]
    assert len(dagar) == 63 - 13 - 6
    assert [d for d in dagar if d.weekday() > 4] == []
    assert [d for d in dagar if not rl.ar_arbetsdag(d)] == []


def test_bryt_and_submission_go_forward_from_report_to_report(rv: rl.Regelverk) -> None:
    for falt in ("bryt", "rapport_till_rk", "rs_au_1", "rs"):
        steg = [getattr(t, falt) for t in tidplan(rv).tillfallen]
        dagar = [s.datum for s in steg if s is not None and s.datum is not None]
        assert all(a < b for a, b in pairwise(dagar)), falt


@pytest.mark.parametrize(
    ("period", "arbetsdagar"),
    [
        ("2018-02", 3),
        ("2018-03", 10),
        ("2018-05", 3),  # over 6 June and before midsommarafton: 7 June is the day after nationaldagen
        ("2018-07", 3),
        ("2018-08", 5),
        ("2018-09", 3),
        ("2018-10", 3),
        ("2018-11", 3),
        ("2018-12", 10),
    ],
)
def test_every_published_submission_is_reproduced_from_its_bryt(
    rv: rl.Regelverk, period: str, arbetsdagar: int
) -> None:
    """Third workday after bryt for månadsrapporter, 10 for UR1, 5 for UR2, 10 for ÅR."""
    bryt, till_rk = dag(KOLUMNER[period]["bryt"]), dag(KOLUMNER[period]["rapport_till_rk"])
    assert rl.inlamningsdag(rv, tillfalle(rv, period).rapporttyp, bryt=bryt) == till_rk
    assert rl.arbetsdag_efter(bryt, arbetsdagar) == till_rk


@pytest.mark.parametrize(
    ("period", "i_manaden"),
    # the third workday of the month in which bryt falls, read from an almanac
    [
        ("2018-02", date(2018, 3, 5)),
        ("2018-05", date(2018, 6, 5)),
        ("2018-07", date(2018, 8, 3)),
        ("2018-09", date(2018, 10, 3)),
        ("2018-10", date(2018, 11, 5)),
        ("2018-11", date(2018, 12, 5)),
    ],
)
def test_the_other_reading_of_the_monthly_deadline_reproduces_none(
    rv: rl.Regelverk, period: str, i_manaden: date
) -> None:
    bryt, till_rk = dag(KOLUMNER[period]["bryt"]), dag(KOLUMNER[period]["rapport_till_rk"])
    annan = rv.med_tolkningar({"manadsrapport-frist": "i-manaden"})
    assert rl.inlamningsdag(annan, MANAD, bryt=bryt) == i_manaden != till_rk


def test_the_months_that_have_a_report(rv: rl.Regelverk) -> None:
    """None in January, April and June."""
    manader = {m.manad: m.rapporttyp for m in tidplan(rv).rapportmanader}
    assert manader == {int(p[5:]): typ for p, typ in zip(PERIODER, TYPER, strict=True)}


def test_published_days_win(rv: rl.Regelverk) -> None:
    """A timetable computed from the published closing dates is the published one, cell by cell."""
    bryt = {period: dag(kolumn["bryt"]) for period, kolumn in KOLUMNER.items()}
    assert rl.berakna_tidplan(rv, bryt=bryt).tillfallen == tidplan(rv).tillfallen


def test_published_days_win_under_every_reading(rv: rl.Regelverk) -> None:
    annan = rv.med_tolkningar({"manadsrapport-frist": "i-manaden", "frist-ur-ar": "som-manadsrapport"})
    bryt = {period: dag(kolumn["bryt"]) for period, kolumn in KOLUMNER.items()}
    assert rl.berakna_tidplan(annan, bryt=bryt).tillfallen == tidplan(rv).tillfallen
