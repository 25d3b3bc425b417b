"""Laws of the workdays, and the whole calendar against one that is written here from the holidays' own rules."""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from functools import cache

import pytest
from dateutil.easter import easter
from hypothesis import assume, given, strategies as st
from strategies import dagar, exempel

import riktlinjer as rl

DAG = timedelta(days=1)
FORSTA, SISTA = date(1990, 1, 1), date(2100, 12, 31)
SVENSK = rl.Arbetskalender()
# From here, 400 workdays in either direction stay within the calendar.
inre_dagar = dagar(date(1993, 1, 1), date(2097, 12, 31))
antal = st.one_of(st.integers(1, 15), st.integers(1, 400))


@st.composite
def kalendrar(draw: st.DrawFn, runt: date | None = None) -> rl.Arbetskalender:
    """The Swedish calendar, with some closed days; around a day when one is given."""
    if draw(st.booleans()):
        return SVENSK
    if runt is None:
        return rl.Arbetskalender(draw(st.frozensets(dagar(), max_size=8)))
    return rl.Arbetskalender(draw(st.frozensets(st.integers(-30, 60).map(lambda n: runt + n * DAG), max_size=12)))


# An independent calendar


@cache
def lediga(ar: int) -> frozenset[date]:
    """The Swedish public holidays of a year and the three eves, from the law (1989:253) and what it changed in 2005."""
    paskdagen = easter(ar)
    fasta = [(1, 1), (1, 6), (5, 1), (12, 24), (12, 25), (12, 26), (12, 31)]
    rorliga = [paskdagen + n * DAG for n in (-2, 0, 1, 39, 49)]
    if ar >= 2005:
        fasta.append((6, 6))
    else:
        rorliga.append(paskdagen + 50 * DAG)
    midsommardagen = _forsta_lordagen(date(ar, 6, 20))
    rorliga += [midsommardagen - DAG, midsommardagen, _forsta_lordagen(date(ar, 10, 31))]
    return frozenset([*(date(ar, m, d) for m, d in fasta), *rorliga])


def _forsta_lordagen(dag: date) -> date:
    return dag + (5 - dag.weekday()) % 7 * DAG


def oberoende_arbetsdag(dag: date) -> bool:
    return dag.weekday() < 5 and dag not in lediga(dag.year)


def test_every_day_from_1995_to_2060_equals_an_independent_calendar() -> None:
    dag, olika, antal_arbetsdagar = date(1995, 1, 1), [], 0
    foregaende: list[date] = []
    while dag <= date(2060, 12, 31):
        arbetsdag = oberoende_arbetsdag(dag)
        if rl.ar_arbetsdag(dag) is not arbetsdag:
            olika.append(dag)
        if foregaende and (rl.arbetsdag_fore(dag, 1), rl.arbetsdag_efter(foregaende[-1], 1) <= dag) != (
            foregaende[-1],
            arbetsdag,
        ):
            olika.append(dag)
        if arbetsdag:
            antal_arbetsdagar += 1
            foregaende.append(dag)
        dag += DAG
    assert olika == []
    assert rl.antal_arbetsdagar(date(1995, 1, 1), date(2060, 12, 31)) == antal_arbetsdagar


def test_the_year_that_the_national_day_replaced_annandag_pingst() -> None:
    annandag_pingst, nationaldagen = [date(2004, 5, 31), date(2005, 5, 16)], [date(2003, 6, 6), date(2005, 6, 6)]
    assert [rl.ar_arbetsdag(dag) for dag in annandag_pingst] == [False, True]
    assert [rl.ar_arbetsdag(dag) for dag in nationaldagen] == [True, False]


# Counting


@exempel(40)
@given(st.data(), inre_dagar, antal)
def test_after_and_before_invert_each_other_over_workdays(data: st.DataObject, dag: date, n: int) -> None:
    kalender = data.draw(kalendrar(dag))
    efter, fore = kalender.arbetsdag_efter(dag, n), kalender.arbetsdag_fore(dag, n)
    assert kalender.ar_arbetsdag(efter)
    assert kalender.ar_arbetsdag(fore)
    if kalender.ar_arbetsdag(dag):
        assert kalender.arbetsdag_fore(efter, n) == dag
        assert kalender.arbetsdag_efter(fore, n) == dag
    else:
        assert kalender.arbetsdag_fore(efter, n) < dag < kalender.arbetsdag_efter(fore, n)


@exempel(40)
@given(st.data(), inre_dagar, antal)
def test_counting_agrees_with_stepping_day_by_day(data: st.DataObject, dag: date, n: int) -> None:
    kalender = data.draw(kalendrar(dag))
    for riktning, rakna in ((DAG, kalender.arbetsdag_efter), (-DAG, kalender.arbetsdag_fore)):
        har, kvar = dag, n
        while kvar:
            har += riktning
            kvar -= oberoende_arbetsdag(har) and har not in kalender.stangda
        assert rakna(dag, n) == har


@exempel(40)
@given(st.data(), inre_dagar, antal)
def test_counting_is_monotone_in_the_day_and_in_the_number(data: st.DataObject, dag: date, n: int) -> None:
    kalender = data.draw(kalendrar(dag))
    senare = dag + data.draw(st.integers(0, 20)) * DAG
    m = data.draw(st.integers(n, n + 20))
    assert kalender.arbetsdag_efter(dag, n) <= kalender.arbetsdag_efter(senare, n)
    assert kalender.arbetsdag_fore(dag, n) <= kalender.arbetsdag_fore(senare, n)
    assert (kalender.arbetsdag_efter(dag, n) < kalender.arbetsdag_efter(dag, m)) is (n < m)
    assert (kalender.arbetsdag_fore(dag, n) > kalender.arbetsdag_fore(dag, m)) is (n < m)
    assert dag < kalender.arbetsdag_efter(dag, n)
    assert kalender.arbetsdag_fore(dag, n) < dag


@exempel(40)
@given(st.data())
def test_the_number_of_workdays_adds_up_over_intervals_that_meet(data: st.DataObject) -> None:
    a, b, c = sorted(data.draw(st.tuples(dagar(), dagar(), dagar())))
    assume(b < c)
    kalender = data.draw(kalendrar(b if date(1991, 1, 1) < b < date(2100, 1, 1) else None))
    rakna = kalender.antal_arbetsdagar
    assert rakna(a, c) == rakna(a, b) + rakna(b + DAG, c)
    assert rakna(b, b) == kalender.ar_arbetsdag(b)
    if rakna(b + DAG, c):
        n = rakna(b + DAG, c)
        assert kalender.arbetsdag_efter(b, n) <= c
        if kalender.ar_arbetsdag(c):
            assert kalender.arbetsdag_efter(b, n) == c


@exempel(30)
@given(st.data(), inre_dagar, antal)
def test_closed_days_never_bring_a_workday_forward(data: st.DataObject, dag: date, n: int) -> None:
    kalender = data.draw(kalendrar(dag))
    fler = rl.Arbetskalender(kalender.stangda | data.draw(kalendrar(dag)).stangda)
    assert kalender.arbetsdag_efter(dag, n) <= fler.arbetsdag_efter(dag, n)
    assert fler.arbetsdag_fore(dag, n) <= kalender.arbetsdag_fore(dag, n)
    assert rl.arbetsdag_efter(dag, n) == SVENSK.arbetsdag_efter(dag, n)


@exempel(40)
@given(kalendrar())
def test_a_calendar_is_a_value(kalender: rl.Arbetskalender) -> None:
    andra = rl.Arbetskalender(list(kalender.stangda))
    assert andra == kalender
    assert hash(andra) == hash(kalender)
    assert pickle.loads(pickle.dumps(kalender)) == kalender
    assert eval(repr(kalender), {"Arbetskalender": rl.Arbetskalender, "datetime": __import__("datetime")}) == kalender


# What is refused


@exempel(100)
@given(st.data(), st.one_of(dagar(), st.dates(), st.sampled_from([FORSTA, SISTA, date.min, date.max])))
def test_what_the_calendar_does_not_know_is_refused_and_nothing_else(data: st.DataObject, dag: date) -> None:
    n = data.draw(st.one_of(st.integers(-3, 30), st.integers(), st.integers(20_000, 40_000)))
    kand = FORSTA <= dag <= SISTA
    for rakna in (rl.arbetsdag_efter, rl.arbetsdag_fore):
        try:
            svar = rakna(dag, n)
        except rl.KalenderFel:
            fritt = rl.antal_arbetsdagar(dag, SISTA) if rakna is rl.arbetsdag_efter and kand else 0
            fritt = rl.antal_arbetsdagar(FORSTA, dag) if rakna is rl.arbetsdag_fore and kand else fritt
            assert not kand or n < 1 or n >= fritt
        else:
            assert kand
            assert FORSTA <= svar <= SISTA
    if not kand:
        with pytest.raises(rl.KalenderFel):
            rl.ar_arbetsdag(dag)
        with pytest.raises(rl.KalenderFel):
            rl.antal_arbetsdagar(min(dag, FORSTA), max(dag, FORSTA))


@exempel(30)
@given(st.one_of(st.datetimes(), st.text(), st.integers(), st.none(), st.floats()))
def test_only_a_date_is_a_day(inte_dag: object) -> None:
    for fraga in (
        lambda: rl.ar_arbetsdag(inte_dag),
        lambda: rl.arbetsdag_efter(inte_dag, 1),
        lambda: rl.arbetsdag_fore(inte_dag, 1),
        lambda: rl.antal_arbetsdagar(inte_dag, SISTA),
        lambda: rl.antal_arbetsdagar(FORSTA, inte_dag),
        lambda: rl.Arbetskalender([inte_dag]),
    ):
        with pytest.raises(TypeError):
            fraga()


@exempel(30)
@given(inre_dagar, st.one_of(st.booleans(), st.floats(), st.text(), st.none(), st.timedeltas()))
def test_only_an_int_is_a_number_of_days(dag: date, inte_antal: object) -> None:
    for rakna in (rl.arbetsdag_efter, rl.arbetsdag_fore):
        with pytest.raises(TypeError):
            rakna(dag, inte_antal)
