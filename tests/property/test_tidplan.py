"""Laws of a computed timetable: in order, on workdays, never earlier for more closed days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given, strategies as st
from strategies import exempel, halland, val_av_lasningar

import riktlinjer as rl

DAG = timedelta(days=1)
SVENSK = rl.Arbetskalender()
MANADER = {m.manad: m.rapporttyp for m in halland().tidplan.rapportmanader}  # type: ignore[union-attr]
EFTER_BRYT = {"manadsrapport-frist": "efter-bryt", "frist-ur-ar": "10-5-10"}
ARBETSDAGAR = {rl.Rapporttyp.MANAD: 3, rl.Rapporttyp.UR1: 10, rl.Rapporttyp.UR2: 5, rl.Rapporttyp.AR: 10}
"""From bryt to the preliminary report, as DESIGN's readings fix it."""


@st.composite
def brytdagar(draw: st.DrawFn, minst: int = 1) -> dict[str, date]:
    """Closing dates for some of a year's reports, from the last day of the period and 40 days on."""
    ar = draw(st.integers(1990, 2098))
    valda = draw(st.lists(st.sampled_from(sorted(MANADER)), min_size=minst, max_size=9, unique=True))
    bryt = {}
    for manad in valda:
        forsta_efter = date(ar + manad // 12, manad % 12 + 1, 1)
        bryt[f"{ar}-{manad:02}"] = forsta_efter + draw(st.integers(-1, 39)) * DAG
    return bryt


@st.composite
def kalendrar(draw: st.DrawFn, bryt: dict[str, date]) -> rl.Arbetskalender:
    """The Swedish calendar, or that with closed days around the closing dates."""
    if draw(st.integers(0, 2)) == 0:
        return SVENSK
    efter = st.frozensets(st.integers(1, 16), min_size=1, max_size=8)
    return rl.Arbetskalender(dag + n * DAG for dag in bryt.values() for n in draw(efter))


def _mojliga(steg: rl.Steg | None) -> tuple[date, ...]:
    assert steg is not None
    return steg.mojliga if steg.datum is None else (steg.datum,)


@exempel(30)
@given(st.data(), brytdagar())
def test_the_occasions_and_their_steps_stand_in_date_order(data: st.DataObject, bryt: dict[str, date]) -> None:
    kalender = data.draw(kalendrar(bryt))
    rv = halland().med_tolkningar({**data.draw(val_av_lasningar(halland())), **EFTER_BRYT})
    plan = rl.berakna_tidplan(rv, bryt, kalender=kalender)
    assert [t.period for t in plan.tillfallen] == sorted(bryt)
    for tillfalle in plan.tillfallen:
        assert tillfalle.rapporttyp is MANADER[int(tillfalle.period[5:])]
        assert tillfalle.bryt is not None
        assert tillfalle.bryt.datum == bryt[tillfalle.period]
        if any(steg.harledd for _, steg in tillfalle.steg):
            kanda = [steg.datum for _, steg in tillfalle.steg if steg.datum is not None]
            assert kanda == sorted(kanda)
            assert len(set(kanda)) == len(kanda) == 2


@exempel(30)
@given(st.data(), brytdagar())
def test_a_derived_day_is_the_workday_that_the_rule_counts_to(data: st.DataObject, bryt: dict[str, date]) -> None:
    kalender = data.draw(kalendrar(bryt))
    rv = halland().med_tolkningar(data.draw(val_av_lasningar(halland())))
    for tillfalle in rl.berakna_tidplan(rv, bryt, kalender=kalender).tillfallen:
        steg = tillfalle.rapport_till_rk
        assert steg is not None
        if not steg.harledd:
            continue
        assert all(kalender.ar_arbetsdag(dag) for dag in _mojliga(steg))
        assert (steg.datum is None) is (len(steg.mojliga) > 1)
        assert list(steg.mojliga) == sorted(set(steg.mojliga))
        assert steg.kalla is not None
        frist = "manadsrapport-frist" if tillfalle.rapporttyp is rl.Rapporttyp.MANAD else "frist-ur-ar"
        assert frist in steg.tolkningar
        if rv.tolkning(frist).vald in EFTER_BRYT.values():
            stangda = kalender.stangda
            antal = sum(
                SVENSK.ar_arbetsdag(dag) and dag not in stangda for dag in _dagar_efter(bryt[tillfalle.period], steg)
            )
            assert antal == ARBETSDAGAR[tillfalle.rapporttyp]


def _dagar_efter(bryt: date, steg: rl.Steg) -> list[date]:
    """The days after bryt up to and including the deadline."""
    assert steg.datum is not None
    return [bryt + n * DAG for n in range(1, (steg.datum - bryt).days + 1)]


@exempel(30)
@given(st.data(), brytdagar())
def test_the_third_workday_of_the_month_is_counted_from_its_first_day(
    data: st.DataObject, bryt: dict[str, date]
) -> None:
    kalender = data.draw(kalendrar(bryt))
    rv = halland().med_tolkningar({"manadsrapport-frist": "i-manaden"})
    for dag in bryt.values():
        frist = rl.inlamningsdag(rv, rl.Rapporttyp.MANAD, bryt=dag, kalender=kalender)
        assert frist is not None
        assert kalender.ar_arbetsdag(frist)
        assert kalender.antal_arbetsdagar(dag.replace(day=1), frist) == 3


@exempel(20)
@given(st.data(), brytdagar())
def test_more_closed_days_never_bring_a_deadline_forward(data: st.DataObject, bryt: dict[str, date]) -> None:
    rv = halland().med_tolkningar(data.draw(val_av_lasningar(halland())))
    kalender = data.draw(kalendrar(bryt))
    fler = rl.Arbetskalender(kalender.stangda | data.draw(kalendrar(bryt)).stangda)
    fore, efter = (rl.berakna_tidplan(rv, bryt, kalender=k).tillfallen for k in (kalender, fler))
    for a, b in zip(fore, efter, strict=True):
        tidiga, sena = _mojliga(a.rapport_till_rk), _mojliga(b.rapport_till_rk)
        assert min(tidiga) <= min(sena)
        assert max(tidiga) <= max(sena)


@exempel(30)
@given(st.data(), brytdagar())
def test_a_later_bryt_never_brings_a_deadline_forward(data: st.DataObject, bryt: dict[str, date]) -> None:
    rv = halland().med_tolkningar(data.draw(val_av_lasningar(halland(), oppna=False)))
    kalender = data.draw(kalendrar(bryt))
    typ = data.draw(st.sampled_from(rl.Rapporttyp))
    for dag in bryt.values():
        tidig, sen = (
            rl.inlamningsdag(rv, typ, bryt=d, kalender=kalender)
            for d in (dag, dag + data.draw(st.integers(0, 9)) * DAG)
        )
        assert tidig is not None
        assert sen is not None
        assert tidig <= sen


@exempel(25)
@given(st.data(), brytdagar())
def test_an_open_deadline_holds_the_day_of_every_reading(data: st.DataObject, bryt: dict[str, date]) -> None:
    rv = halland().med_tolkningar(dict.fromkeys(EFTER_BRYT, "oppen"))
    oppen = {t.period: _mojliga(t.rapport_till_rk) for t in rl.berakna_tidplan(rv, bryt).tillfallen}
    varje: dict[str, set[date]] = {period: set() for period in bryt}
    for manad in rv.tolkning("manadsrapport-frist").lasningar:
        for ovriga in rv.tolkning("frist-ur-ar").lasningar:
            valt = rv.med_tolkningar({"manadsrapport-frist": manad.id, "frist-ur-ar": ovriga.id})
            for t in rl.berakna_tidplan(valt, bryt).tillfallen:
                varje[t.period].update(_mojliga(t.rapport_till_rk))
    assert {period: set(dagar) for period, dagar in oppen.items()} == varje


@exempel(25)
@given(st.data(), brytdagar())
def test_the_order_of_the_closing_dates_does_not_matter(data: st.DataObject, bryt: dict[str, date]) -> None:
    rv = halland().med_tolkningar(data.draw(val_av_lasningar(halland())))
    omkastat = dict(data.draw(st.permutations(list(bryt.items()))))
    assert rl.berakna_tidplan(rv, omkastat) == rl.berakna_tidplan(rv, bryt)
    for period, dag in bryt.items():
        steg = rl.berakna_tidplan(rv, {period: dag}).tillfallen[0].rapport_till_rk
        assert steg is not None
        assert not steg.harledd or rl.inlamningsdag(rv, MANADER[int(period[5:])], bryt=dag) == steg.datum


@exempel(20)
@given(st.data())
def test_a_published_occasion_wins_over_a_computed_one(data: st.DataObject) -> None:
    rv = halland().med_tolkningar(data.draw(val_av_lasningar(halland())))
    assert rv.tidplan is not None
    publicerade = {t.period: t.bryt.datum for t in rv.tidplan.tillfallen if t.bryt and t.bryt.datum}
    assert len(publicerade) == 9
    valda = {p: d for p, d in publicerade.items() if data.draw(st.booleans())}
    plan = rl.berakna_tidplan(rv, valda)
    assert plan.tillfallen == tuple(t for t in rv.tidplan.tillfallen if t.period in valda)


@exempel(50)
@given(
    st.dictionaries(
        st.one_of(st.text(max_size=8), st.builds("{:04}-{:02}".format, st.integers(0, 9999), st.integers(0, 13))),
        st.dates(),
        min_size=1,
        max_size=3,
    )
)
@example({"0000-02": date(2000, 1, 1)})
def test_any_periods_and_days_are_answered_or_refused_as_calendar_faults(bryt: dict[str, date]) -> None:
    try:
        plan = rl.berakna_tidplan(halland(), bryt)
    except rl.KalenderFel as exc:
        text = str(exc)
    else:
        text = "svar"
        assert len(plan.tillfallen) == len(bryt)
    assert text


@exempel(30)
@given(st.data(), st.one_of(st.datetimes(), st.text(), st.none(), st.integers()))
def test_only_a_date_is_a_closing_date(data: st.DataObject, inte_dag: Any) -> None:
    rv = halland().med_tolkningar(data.draw(val_av_lasningar(halland())))
    with pytest.raises(TypeError):
        rl.inlamningsdag(rv, data.draw(st.sampled_from(rl.Rapporttyp)), bryt=inte_dag)
    with pytest.raises(TypeError):
        rl.berakna_tidplan(rv, {"2027-03": inte_dag})
