"""Tidplan: when a report is due, counted in workdays from bryt, and a coming year's timetable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from dateutil.relativedelta import relativedelta

from ..errors import KalenderFel
from ..models.regelverk import Regelverk
from ..models.skalor import Rapporttyp
from ..models.tidplan import STEG, Frist, Steg, Tidplan, Tillfalle
from .arbetsdagar import Arbetskalender
from .lasningar import alla_val, gallande, namnda_tolkningar
from .perioder import kontrollera_period, kontrollera_rapporttyp

_SVENSK: Final = Arbetskalender()


def inlamningsdag(
    regelverk: Regelverk, rapporttyp: Rapporttyp, *, bryt: date, kalender: Arbetskalender = _SVENSK
) -> date | None:
    """The day that the preliminary report is due, counted from bryt by the guideline's rule.

    Published dates are not looked up (they stand in ``regelverk.tidplan``); the rule reproduces all that are published.
    None when an open tolkning leaves more than one day possible: :func:`berakna_tidplan` tells which.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> inlamningsdag(las_regelverk("halland-2018"), Rapporttyp.MANAD, bryt=date(2018, 3, 6))
    datetime.date(2018, 3, 9)

    Args:
        bryt: the closing date; never counted itself.
        kalender: the workdays, with one's own closed days.

    Raises:
        KalenderFel: the guideline has no rule for the report type, or a day is outside the calendar.
        TypeError: an argument of the wrong Python type.
    """
    return _inlamning(regelverk, rapporttyp, bryt, kalender).datum


def berakna_tidplan(regelverk: Regelverk, bryt: Mapping[str, date], *, kalender: Arbetskalender = _SVENSK) -> Tidplan:
    """A timetable for other closing dates, in order of period.

    An occasion whose period and bryt are published is the published one. In a computed occasion only the preliminary
    report has a day; the steps after it occur if they do for the report type in the published timetable, on days that
    are not known (``datum`` None).

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> plan = berakna_tidplan(las_regelverk("halland-2018"), {"2027-03": date(2027, 4, 8)})
    >>> plan.tillfallen[0].rapporttyp.value, plan.tillfallen[0].rapport_till_rk.datum
    ('UR1', datetime.date(2027, 4, 22))

    Args:
        bryt: the last month of each report, as an ISO month -> its closing date.
        kalender: the workdays, with one's own closed days.

    Raises:
        KalenderFel: a period that is no ISO month or has no report, a closing date before its period has ended, or a
            day outside the calendar; all at once.
        TypeError: an argument of the wrong Python type.
    """
    if not isinstance(bryt, Mapping):
        raise TypeError(f"väntade bryt som en mappning period -> datum, fick {type(bryt).__name__}")
    tidplan = _tidplan(regelverk)
    typer = {rapportmanad.manad: rapportmanad.rapporttyp for rapportmanad in tidplan.rapportmanader}
    tillfallen: list[Tillfalle] = []
    fel: list[str] = []
    for period, dag in bryt.items():
        try:
            tillfallen.append(_tillfalle(regelverk, tidplan, typer, period, dag, kalender))
        except KalenderFel as exc:
            fel.append(str(exc))
    if fel:
        raise KalenderFel("\n".join(fel))
    tillfallen.sort(key=lambda t: t.period)
    return Tidplan(**{**dict(tidplan), "tillfallen": tuple(tillfallen)})


def _tillfalle(
    regelverk: Regelverk,
    tidplan: Tidplan,
    typer: Mapping[int, Rapporttyp],
    period: str,
    bryt: date,
    kalender: Arbetskalender,
) -> Tillfalle:
    kontrollera_period(period)
    kalender.ar_arbetsdag(bryt)  # refuses what is no date, or outside the calendar
    publicerat = tidplan.tillfalle(period)
    if publicerat is not None and publicerat.bryt is not None and publicerat.bryt.datum == bryt:
        return publicerat
    rapporttyp = typer.get(int(period[5:]))
    if rapporttyp is None:
        med = ", ".join(f"{manad:02}" for manad in sorted(typer))
        raise KalenderFel(f"{period}: månaden har ingen rapport; rapporter finns för månaderna {med}")
    if bryt < _sista_dagen(period):
        raise KalenderFel(f"{period}: bryt {bryt} ligger före periodens slut")
    forebilder = [t for t in tidplan.tillfallen if t.rapporttyp is rapporttyp]
    steg = {falt: Steg(datum=None) for falt in STEG if any(getattr(t, falt) is not None for t in forebilder)}
    steg["bryt"] = Steg(datum=bryt)
    steg["rapport_till_rk"] = _inlamning(regelverk, rapporttyp, bryt, kalender)
    return Tillfalle.model_validate({"rapporttyp": rapporttyp, "period": period, "kolumn": period, **steg})


def _sista_dagen(period: str) -> date:
    if period.startswith("0000"):
        raise KalenderFel(f"{period}: år 0 finns inte i kalendern")
    return date(int(period[:4]), int(period[5:]), 1) + relativedelta(day=31)


def _inlamning(regelverk: Regelverk, rapporttyp: Rapporttyp, bryt: date, kalender: Arbetskalender) -> Steg:
    kontrollera_rapporttyp(rapporttyp)
    if not isinstance(kalender, Arbetskalender):
        raise TypeError(f"väntade en Arbetskalender, fick {type(kalender).__name__}")
    frister = tuple(frist for frist in _tidplan(regelverk).frister if rapporttyp in frist.rapporttyper)
    tolkningar = namnda_tolkningar(frister)
    dagar: dict[date, Frist] = {}
    for val in alla_val(regelverk, tolkningar):
        for frist in gallande(frister, val):
            dagar.setdefault(fristdag(frist, bryt, kalender), frist)
    if not dagar:
        raise KalenderFel(f"{regelverk.titel} har ingen frist för {rapporttyp.namn}")
    ordnade = tuple(sorted(dagar))
    entydig = len(ordnade) == 1
    return Steg(
        datum=ordnade[0] if entydig else None,
        mojliga=() if entydig else ordnade,
        harledd=True,
        kalla=dagar[ordnade[0]].kalla,
        tolkningar=tolkningar,
    )


def fristdag(frist: Frist, bryt: date, kalender: Arbetskalender = _SVENSK) -> date:
    """The day that a deadline rule gives for a closing date.

    Raises:
        KalenderFel: a day outside the calendar.
    """
    if frist.rakning == "efter bryt":
        return kalender.arbetsdag_efter(bryt, frist.arbetsdagar)
    kalender.ar_arbetsdag(bryt)  # refuses what is no date before it is taken apart
    forsta = bryt.replace(day=1)
    if kalender.ar_arbetsdag(forsta):
        return forsta if frist.arbetsdagar == 1 else kalender.arbetsdag_efter(forsta, frist.arbetsdagar - 1)
    return kalender.arbetsdag_efter(forsta, frist.arbetsdagar)


def _tidplan(regelverk: Regelverk) -> Tidplan:
    if regelverk.tidplan is None:
        raise KalenderFel(f"{regelverk.titel} har ingen tidplan")
    return regelverk.tidplan
