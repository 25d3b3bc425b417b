"""Where a submission stands: every läge, with the bounds just before, on and after the due day."""

from __future__ import annotations

from datetime import date

import pytest

import riktlinjer as rl
from riktlinjer.rules.inlamningsgranskning import Inlamningslage, inlamningslage, skriv_forsening

FRIST = date(2018, 9, 13)  # a Thursday
KALENDER = rl.Arbetskalender()


def versioner(*dagar: date | None) -> list[rl.Version]:
    return [rl.Version(steg=rl.Inlamningssteg.PRELIMINAR, mottagen=dag) for dag in dagar]


@pytest.mark.parametrize(
    ("mottagen", "lage", "forsenad", "arbetsdagar"),
    [
        (date(2018, 9, 12), "i tid", False, None),
        (date(2018, 9, 13), "i tid", False, None),
        (date(2018, 9, 14), "sen", True, 1),
        (date(2018, 9, 15), "sen", True, 1),  # a Saturday: the Friday between is the one workday
        (date(2018, 9, 17), "sen", True, 2),
        (date(2150, 1, 1), "sen", True, None),  # outside the calendar
        (None, "inte känt", None, None),
    ],
)
def test_a_received_version(mottagen: date | None, lage: str, forsenad: bool | None, arbetsdagar: int | None) -> None:
    svar = inlamningslage(versioner(mottagen), FRIST, KALENDER)
    assert (svar.lage.value, svar.mottagen, svar.forsenad, svar.arbetsdagar_sen) == (
        lage,
        mottagen,
        forsenad,
        arbetsdagar,
    )


def test_received_on_a_free_day_after_a_due_friday_is_late_by_no_workday() -> None:
    svar = inlamningslage(versioner(date(2018, 9, 29)), date(2018, 9, 28), KALENDER)
    assert (svar.lage, svar.arbetsdagar_sen) == (Inlamningslage.SEN, 0)


@pytest.mark.parametrize(
    ("dag", "lage", "forsenad", "arbetsdagar"),
    [
        (None, "inte inlämnad", None, None),
        (date(2018, 9, 12), "fristen har inte gått ut", False, None),
        (date(2018, 9, 13), "fristen har inte gått ut", False, None),
        (date(2018, 9, 14), "inte inlämnad", True, 1),
    ],
)
def test_what_has_not_come_in(dag: date | None, lage: str, forsenad: bool | None, arbetsdagar: int | None) -> None:
    svar = inlamningslage([], FRIST, KALENDER, dag=dag)
    assert (svar.lage.value, svar.mottagen, svar.forsenad, svar.arbetsdagar_sen) == (lage, None, forsenad, arbetsdagar)


def test_a_due_day_that_is_not_known_makes_nothing_late() -> None:
    assert inlamningslage(versioner(date(2018, 9, 20)), None, KALENDER).lage is Inlamningslage.INTE_KANT
    ingen = inlamningslage([], None, KALENDER, dag=date(2018, 9, 20))
    assert (ingen.lage, ingen.forsenad) == (Inlamningslage.INTE_INLAMNAD, None)


def test_a_version_that_may_be_there_is_not_known() -> None:
    svar = inlamningslage([], FRIST, KALENDER, dag=date(2018, 10, 1), okant=True)
    assert (svar.lage, svar.forsenad) == (Inlamningslage.INTE_KANT, None)


@pytest.mark.parametrize(
    ("dagar", "lage"),
    [
        ((date(2018, 9, 12), date(2018, 9, 20)), "i tid"),  # a late correction
        ((date(2018, 9, 20), date(2018, 9, 12)), "i tid"),
        ((date(2018, 9, 20), None), "inte känt"),  # the other may have been in time
        ((date(2018, 9, 12), None), "i tid"),
        ((date(2018, 9, 20), date(2018, 9, 18)), "sen"),
    ],
)
def test_of_several_versions_one_in_time_is_enough(dagar: tuple[date | None, ...], lage: str) -> None:
    assert inlamningslage(versioner(*dagar), FRIST, KALENDER).lage.value == lage


def test_a_closed_day_is_no_workday_late() -> None:
    kalender = rl.Arbetskalender(stangda=frozenset({date(2018, 9, 14)}))
    assert inlamningslage(versioner(date(2018, 9, 14)), FRIST, kalender).arbetsdagar_sen == 0


def test_lateness_in_words() -> None:
    assert [skriv_forsening(n) for n in (None, 0, 1, 2)] == [
        "efter",
        "på en ledig dag efter",
        "en arbetsdag efter",
        "2 arbetsdagar efter",
    ]
