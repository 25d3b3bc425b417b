"""When a report is due, and a coming year's timetable: published days are data, computed ones say so."""

from __future__ import annotations

from datetime import date, datetime

import pytest

import riktlinjer as rl

MANAD, UR1, UR2, AR = rl.Rapporttyp.MANAD, rl.Rapporttyp.UR1, rl.Rapporttyp.UR2, rl.Rapporttyp.AR

# period, bryt -> report type, the preliminary report's day, by an almanac for 2027 and 2028
BERAKNADE = [
    ("2027-02", date(2027, 3, 4), MANAD, date(2027, 3, 9)),
    ("2027-03", date(2027, 4, 8), UR1, date(2027, 4, 22)),
    ("2027-05", date(2027, 6, 4), MANAD, date(2027, 6, 9)),
    ("2027-07", date(2027, 8, 5), MANAD, date(2027, 8, 10)),
    ("2027-08", date(2027, 9, 6), UR2, date(2027, 9, 13)),
    ("2027-11", date(2027, 12, 22), MANAD, date(2027, 12, 28)),
    ("2027-12", date(2028, 1, 5), AR, date(2028, 1, 20)),
]


@pytest.mark.parametrize(("period", "bryt", "typ", "till_rk"), BERAKNADE)
def test_the_preliminary_report_is_due_so_many_workdays_after_bryt(
    rv: rl.Regelverk, period: str, bryt: date, typ: rl.Rapporttyp, till_rk: date
) -> None:
    assert rl.inlamningsdag(rv, typ, bryt=bryt) == till_rk
    (t,) = rl.berakna_tidplan(rv, bryt={period: bryt}).tillfallen
    assert (t.period, t.rapporttyp) == (period, typ)
    assert t.bryt is not None
    assert (t.bryt.datum, t.bryt.harledd) == (bryt, False)  # given by the caller
    assert t.rapport_till_rk is not None
    assert (t.rapport_till_rk.datum, t.rapport_till_rk.harledd) == (till_rk, True)
    assert t.rapport_till_rk.tolkningar == (("manadsrapport-frist",) if typ is MANAD else ("frist-ur-ar",))
    assert t.rapport_till_rk.kalla is not None


@pytest.mark.parametrize(("period", "bryt", "typ", "_"), BERAKNADE)
def test_later_steps_occur_when_they_do_for_the_report_type_on_days_that_are_not_known(
    rv: rl.Regelverk, period: str, bryt: date, typ: rl.Rapporttyp, _: date
) -> None:
    (t,) = rl.berakna_tidplan(rv, bryt={period: bryt}).tillfallen
    finns = {falt for falt, _ in t.steg}
    vantat = {
        MANAD: {"rs_au_1", "beslutad_rapport", "rs"},
        UR1: {"rs_au_1", "rs_au_2", "beslutad_rapport", "rs", "rf"},
        UR2: {"rs_au_1", "rs_au_2", "beslutad_rapport", "rs", "rf"},
        AR: {"rs_au_1", "beslutad_rapport", "rs", "rf"},
    }[typ]
    assert finns == vantat | {"bryt", "rapport_till_rk"}
    assert {getattr(t, falt).datum for falt in vantat} == {None}


def test_the_year_comes_in_order_whatever_the_order_of_the_input(rv: rl.Regelverk) -> None:
    bryt = {period: dag for period, dag, *_ in BERAKNADE}
    framat = rl.berakna_tidplan(rv, bryt=bryt)
    bakat = rl.berakna_tidplan(rv, bryt=dict(reversed(bryt.items())))
    assert [t.period for t in framat.tillfallen] == sorted(bryt)
    assert bakat == framat


def test_ones_own_closed_days_move_a_deadline(rv: rl.Regelverk) -> None:
    egen = rl.Arbetskalender(stangda=frozenset({date(2027, 3, 5)}))
    assert rl.inlamningsdag(rv, MANAD, bryt=date(2027, 3, 4), kalender=egen) == date(2027, 3, 10)
    (t,) = rl.berakna_tidplan(rv, bryt={"2027-02": date(2027, 3, 4)}, kalender=egen).tillfallen
    assert t.rapport_till_rk is not None
    assert t.rapport_till_rk.datum == date(2027, 3, 10)


def test_left_open_the_day_is_not_known_and_the_possible_days_are_told(rv: rl.Regelverk) -> None:
    oppet = rv.med_tolkningar({"manadsrapport-frist": "oppen"})
    assert rl.inlamningsdag(oppet, MANAD, bryt=date(2027, 3, 4)) is None
    (t,) = rl.berakna_tidplan(oppet, bryt={"2027-02": date(2027, 3, 4)}).tillfallen
    assert t.rapport_till_rk is not None
    assert t.rapport_till_rk.datum is None
    assert t.rapport_till_rk.mojliga == (date(2027, 3, 3), date(2027, 3, 9))


def test_left_open_the_day_is_known_when_the_readings_agree(rv: rl.Regelverk) -> None:
    """With bryt before the month's first workday the third workday after it is the third of the month."""
    oppet = rv.med_tolkningar({"manadsrapport-frist": "oppen"})
    bryt = date(2027, 5, 1)
    assert rl.inlamningsdag(oppet, MANAD, bryt=bryt) == date(2027, 5, 5)


@pytest.mark.parametrize(
    ("period", "bryt", "ord_"),
    [
        ("2027-01", date(2027, 2, 4), "2027-01"),
        ("2027-04", date(2027, 5, 4), "2027-04"),
        ("2027-06", date(2027, 7, 4), "2027-06"),
        ("2027-13", date(2027, 7, 4), "2027-13"),
        ("2027-2", date(2027, 3, 4), "2027-2"),
        ("2027", date(2027, 3, 4), "2027"),
        ("feb", date(2027, 3, 4), "feb"),
        ("2027-02", date(2027, 1, 4), "2027-02"),
        ("2027-02", date(2026, 3, 4), "2027-02"),
        ("2027-02", date(2101, 3, 4), "2101"),
        ("2100-12", date(2100, 12, 31), "2100"),
    ],
)
def test_a_period_without_a_report_or_a_day_that_cannot_be_is_refused(
    rv: rl.Regelverk, period: str, bryt: date, ord_: str
) -> None:
    with pytest.raises(rl.KalenderFel, match=ord_):
        rl.berakna_tidplan(rv, bryt={period: bryt})


def test_all_faults_are_told_at_once(rv: rl.Regelverk) -> None:
    with pytest.raises(rl.KalenderFel) as fel:
        rl.berakna_tidplan(
            rv, bryt={"2027-01": date(2027, 2, 4), "2027-02": date(2027, 3, 4), "2027-06": date(2027, 7, 4)}
        )
    assert "2027-01" in str(fel.value)
    assert "2027-06" in str(fel.value)
    assert "2027-02" not in str(fel.value)


@pytest.mark.parametrize("bryt", ["2027-03-04", datetime(2027, 3, 4), 5, None, True], ids=repr)  # noqa: DTZ001
def test_bryt_is_a_date(rv: rl.Regelverk, bryt: object) -> None:
    with pytest.raises(TypeError):
        rl.inlamningsdag(rv, MANAD, bryt=bryt)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        rl.inlamningsdag(rv.med_tolkningar(rl.ALLA_OPPNA), MANAD, bryt=bryt)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        rl.berakna_tidplan(rv, bryt={"2027-02": bryt})  # type: ignore[dict-item]


@pytest.mark.parametrize("typ", ["månadsrapport", "MANAD", None, 1])
def test_a_report_type_is_one(rv: rl.Regelverk, typ: object) -> None:
    """A ``str`` that reads the same is refused too, as everywhere."""
    with pytest.raises(TypeError):
        rl.inlamningsdag(rv, typ, bryt=date(2027, 3, 4))  # type: ignore[arg-type]


def test_the_two_submissions_are_two_steps(rv: rl.Regelverk) -> None:
    assert rv.tidplan is not None
    t = rv.tidplan.tillfalle("2018-08")
    assert t is not None
    preliminar, beslutad = (t.inlamning(steg) for steg in (rl.Inlamningssteg.PRELIMINAR, rl.Inlamningssteg.BESLUTAD))
    assert preliminar is not None
    assert beslutad is not None
    assert (preliminar.datum, beslutad.datum) == (date(2018, 9, 13), date(2018, 9, 28))


def test_a_guideline_without_a_timetable_says_so(rv: rl.Regelverk) -> None:
    utan = rl.Regelverk(**{**dict(rv), "tidplan": None})
    with pytest.raises(rl.KalenderFel, match="ingen tidplan"):
        rl.inlamningsdag(utan, MANAD, bryt=date(2027, 3, 4))
    with pytest.raises(rl.KalenderFel, match="ingen tidplan"):
        rl.berakna_tidplan(utan, bryt={})
