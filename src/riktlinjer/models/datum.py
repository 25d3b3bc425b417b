"""Days and months as people write them in Swedish."""

from datetime import date
from typing import Final

ISO_MANAD: Final = r"[0-9]{4}-(?:0[1-9]|1[0-2])"
"""The form of a period: an ISO month."""

_MANADER: Final = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)


def skriv_dag(dag: date) -> str:
    """The day in Swedish, the number kept with its month by a no-break space.

    >>> skriv_dag(date(2018, 3, 9)).replace("\\xa0", "_")
    '9_mars 2018'
    """
    return f"{dag.day}\u00a0{_MANADER[dag.month - 1]} {dag.year}"


def skriv_period(period: str) -> str:
    """An ISO month in Swedish.

    >>> skriv_period("2018-03")
    'mars 2018'
    """
    artal, manad = period.split("-")
    return f"{_MANADER[int(manad) - 1]} {artal}"


def skriv_dagar(forsta: date, sista: date) -> str:
    """The days from the first to the last in Swedish.

    >>> skriv_dagar(date(2016, 1, 18), date(2016, 1, 19)).replace("\xa0", "_")
    '18–19_januari 2016'
    >>> skriv_dagar(date(2016, 5, 31), date(2016, 6, 1)).replace("\xa0", "_")
    '31_maj 2016 – 1_juni 2016'
    """
    if forsta == sista:
        return skriv_dag(forsta)
    if (forsta.year, forsta.month) == (sista.year, sista.month):
        return f"{forsta.day}–{skriv_dag(sista)}"
    return f"{skriv_dag(forsta)} – {skriv_dag(sista)}"
