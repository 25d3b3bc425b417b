"""Perioder: the months that reports cover, and which report covers which."""

from __future__ import annotations

import re
from typing import Final

from ..errors import KalenderFel, UtfallFel
from ..models.datum import ISO_MANAD
from ..models.regelverk import Regelverk
from ..models.skalor import Rapporttyp

_PERIOD: Final = re.compile(ISO_MANAD, re.ASCII)


def kontrollera_period(period: str) -> None:
    """Raises KalenderFel when a period is no ISO month, TypeError when it is no text."""
    if not isinstance(period, str):
        raise TypeError(f"väntade en period (str), fick {type(period).__name__}")
    if not _PERIOD.fullmatch(period):
        raise KalenderFel(f"perioden {period!r} är ingen månad; skriv till exempel 2018-03")


def kontrollera_rapporttyp(rapporttyp: Rapporttyp) -> None:
    """Raises TypeError when a report type is something else."""
    if not isinstance(rapporttyp, Rapporttyp):
        raise TypeError(f"väntade en Rapporttyp, fick {type(rapporttyp).__name__}")


def kontrollera_enhet(enhet: str) -> None:
    """Raises UtfallFel when a unit's name cannot be written as text, TypeError when it is none."""
    if not isinstance(enhet, str):
        raise TypeError(f"väntade enhetens namn (str), fick {type(enhet).__name__}")
    if any("\ud800" <= tecken <= "\udfff" for tecken in enhet):
        raise UtfallFel(f"enhetens namn {enhet!a} har tecken som inte är Unicode; skriv om det")


def rapporttyp_for(regelverk: Regelverk, period: str) -> Rapporttyp | None:
    """The report that covers up to this ISO month; None when no report does, or the guideline has no timetable.

    Raises:
        KalenderFel: ``period`` is no ISO month.
    """
    kontrollera_period(period)
    manader = () if regelverk.tidplan is None else regelverk.tidplan.rapportmanader
    return next((m.rapporttyp for m in manader if m.manad == int(period[5:])), None)


def oforenlig(regelverk: Regelverk, rapporttyp: Rapporttyp, period: str) -> str | None:
    """What the timetable says against a report type for a period; None when it says nothing against it."""
    vantad = rapporttyp_for(regelverk, period)
    if regelverk.tidplan is None or vantad is rapporttyp:
        return None
    return f"{period} har {'ingen rapport' if vantad is None else vantad.namn}, inte {rapporttyp.namn}"
