"""Kommande: what a timetable still holds, counted from a day."""

from __future__ import annotations

from datetime import date

from .models.bas import Modell
from .models.skalor import Rapporttyp
from .models.tidplan import STEG, Tidplan
from .rules.arbetsdagar import Arbetskalender


class Kommande(Modell):
    """A step of the timetable that is still to come."""

    rapporttyp: Rapporttyp
    period: str
    """The last month that the report covers, an ISO month."""
    steg: str
    """The step's field in the timetable."""
    namn: str
    """The step's row label in the source."""
    dagar: tuple[date, ...]
    """The day; several when an open tolkning leaves more than one possible."""
    arbetsdagar: tuple[int, ...]
    """For each day, the workdays from the day that is counted from, both included; 0 for a day that has passed."""


def kommande(tidplan: Tidplan, dag: date, kalender: Arbetskalender) -> tuple[Kommande, ...]:
    """The steps on or after ``dag``, in order of day. A step whose day is not known is not among them.

    Raises:
        KalenderFel: a day outside the calendar.
    """
    poster = [
        Kommande(
            rapporttyp=tillfalle.rapporttyp,
            period=tillfalle.period,
            steg=falt,
            namn=STEG[falt],
            dagar=dagar,
            arbetsdagar=tuple(kalender.antal_arbetsdagar(dag, d) if d >= dag else 0 for d in dagar),
        )
        for tillfalle in tidplan.tillfallen
        for falt, steg in tillfalle.steg
        if (dagar := steg.mojliga or (() if steg.datum is None else (steg.datum,))) and dagar[-1] >= dag
    ]
    return tuple(sorted(poster, key=lambda post: (post.dagar, post.period)))
