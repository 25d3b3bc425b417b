"""Perioder: the days of the Stratsys period that a month belongs to."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import StrEnum
from typing import Final

from ...rules.perioder import kontrollera_period


class Periodicitet(StrEnum):
    """How often a Stratsys measure has a value."""

    MANAD = "månad"
    KVARTAL = "kvartal"
    TERTIAL = "tertial"
    HALVAR = "halvår"
    AR = "år"

    @property
    def manader(self) -> int:
        """How many months a period has.

        >>> Periodicitet.TERTIAL.manader
        4
        """
        return _MANADER[self]


_MANADER: Final = {
    Periodicitet.MANAD: 1,
    Periodicitet.KVARTAL: 3,
    Periodicitet.TERTIAL: 4,
    Periodicitet.HALVAR: 6,
    Periodicitet.AR: 12,
}


def periodspann(period: str, periodicitet: Periodicitet) -> tuple[date, date]:
    """The first and the last day of the period that an ISO month lies in. Stratsys takes any day between them.

    >>> [str(dag) for dag in periodspann("2018-08", Periodicitet.TERTIAL)]
    ['2018-05-01', '2018-08-31']

    Raises:
        KalenderFel: ``period`` is no ISO month.
    """
    kontrollera_period(period)
    ar, manad = int(period[:4]), int(period[5:])
    forsta = (manad - 1) // periodicitet.manader * periodicitet.manader + 1
    sista = forsta + periodicitet.manader - 1
    return date(ar, forsta, 1), date(ar, sista, monthrange(ar, sista)[1])


def skrivdag(period: str) -> date:
    """The day that a value of the ISO month is written on: its last, which lies in the period of every periodicity.

    >>> str(skrivdag("2018-02"))
    '2018-02-28'
    """
    return periodspann(period, Periodicitet.MANAD)[1]


def samma_period_aret_innan(period: str) -> str:
    """The same ISO month a year earlier.

    >>> samma_period_aret_innan("2018-03")
    '2017-03'
    """
    return f"{int(period[:4]) - 1:04}{period[4:]}"
