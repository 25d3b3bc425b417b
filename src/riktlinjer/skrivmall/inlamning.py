"""The period of a report, and the days that it is closed and sent in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..errors import KalenderFel
from ..models.datum import skriv_dag, skriv_period
from ..models.regelverk import Regelverk
from ..models.skalor import Rapporttyp
from ..models.tidplan import STEG, Steg, Tillfalle
from ..rules.perioder import kontrollera_period, oforenlig

_INLAMNING: Final = {
    "bryt": STEG["bryt"],
    "rapport_till_rk": f"{STEG['rapport_till_rk']} (preliminär), senast",
    "beslutad_rapport": f"{STEG['beslutad_rapport']}, senast",
}


def vald_period(regelverk: Regelverk, rapporttyp: Rapporttyp, period: str | None) -> str | None:
    """The period that was asked for, or the only one that the timetable has for the report type; None when it has
    several or none.

    Raises:
        KalenderFel: the period is no ISO month, or has another report.
        TypeError: the period is no text.
    """
    if period is None:
        perioder = _perioder(regelverk, rapporttyp)
        return perioder[0] if len(perioder) == 1 else None
    kontrollera_period(period)
    fel = oforenlig(regelverk, rapporttyp, period)
    if fel is not None:
        raise KalenderFel(fel)
    return period


def skriv_rapportperiod(period: str) -> str:
    """The months of a report, which counts from the beginning of the year, by its last one.

    >>> skriv_rapportperiod("2018-03"), skriv_rapportperiod("2018-01")
    ('januari–mars 2018', 'januari 2018')
    """
    sista = skriv_period(period)
    return sista if period.endswith("-01") else f"januari–{sista}"


def inlamningsrader(regelverk: Regelverk, rapporttyp: Rapporttyp, period: str | None) -> Iterator[str]:
    """When the report is closed and sent in, a line each; or one that says why that is not known."""
    tillfalle = None if regelverk.tidplan is None or period is None else regelverk.tidplan.tillfalle(period)
    if tillfalle is not None:
        for falt, namn in _INLAMNING.items():
            steg = getattr(tillfalle, falt)
            if steg is not None:
                yield f"{namn}: {_dag(steg)}{_kalla(steg, tillfalle)}."
    elif regelverk.tidplan is None:
        yield "Riktlinjen har ingen tidplan; dagarna för inlämning är inte kända."
    elif period is not None:
        yield f"Tidplanen har inga dagar för rapporten efter {skriv_period(period)}."
    else:
        perioder = ", ".join(map(skriv_period, _perioder(regelverk, rapporttyp)))
        yield "Perioden är inte vald, så dagarna för inlämning är inte kända." + (
            f" I tidplanen finns {perioder}." if perioder else ""
        )


def _perioder(regelverk: Regelverk, rapporttyp: Rapporttyp) -> list[str]:
    tillfallen = () if regelverk.tidplan is None else regelverk.tidplan.tillfallen
    return [t.period for t in tillfallen if t.rapporttyp is rapporttyp]


def _dag(steg: Steg) -> str:
    if steg.datum is None:
        return "dagen är inte angiven (i.u.)"
    return skriv_dag(steg.datum) + (", räknat från bryt" if steg.harledd else "")


def _kalla(steg: Steg, tillfalle: Tillfalle) -> str:
    kalla = steg.kalla or tillfalle.kalla
    return "" if kalla is None else f" ({kalla.avsnitt})"
