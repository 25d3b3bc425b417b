"""Arbetsdagar: counting Swedish workdays.

A workday is Monday to Friday, not a Swedish public holiday and not midsommarafton, julafton or nyårsafton; half days
and klämdagar are workdays. The days are known from 1990 to 2100; outside, every question is refused.

>>> from datetime import date
>>> arbetsdag_efter(date(2018, 3, 6), 3)
datetime.date(2018, 3, 9)
>>> antal_arbetsdagar(date(2018, 12, 24), date(2018, 12, 31))
2
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import accumulate
from threading import Lock
from typing import Final, NoReturn

from ..errors import KalenderFel

FORSTA_AR: Final = 1990
SISTA_AR: Final = 2100

_FORE: Final = date(FORSTA_AR, 1, 1).toordinal() - 1
_DAGAR: Final = date(SISTA_AR, 12, 31).toordinal() - _FORE
_LAS: Final = Lock()
_HELGDAGAR: Final[set[int]] = set()


class Arbetskalender:
    """The Swedish workdays, with one's own closed days taken out.

    >>> from datetime import date
    >>> egen = Arbetskalender(stangda=frozenset({date(2018, 5, 11)}))
    >>> egen.ar_arbetsdag(date(2018, 5, 11)), ar_arbetsdag(date(2018, 5, 11))
    (False, True)

    Args:
        stangda: days that are not workdays though the calendar says so; days that are none anyway change nothing.

    Raises:
        KalenderFel: a closed day outside 1990–2100.
        TypeError: a closed day that is no ``date``.
    """

    __slots__ = ("_arbetsdagar", "_rang", "_stangda")

    def __init__(self, stangda: Iterable[date] = frozenset()) -> None:
        self._stangda = frozenset(stangda)
        for dag in self._stangda:
            _kontrollera(dag)
        # Filled on the first question: _rang[i] is the number of workdays up to and including day i (day 1 is
        # 1990-01-01), _arbetsdagar[k] the k-th workday, from 1. Until then both are empty and lookups fall through.
        self._rang: list[int] = []
        self._arbetsdagar: list[date] = []

    @property
    def stangda(self) -> frozenset[date]:
        """The closed days that were given."""
        return self._stangda

    def ar_arbetsdag(self, dag: date) -> bool:
        """Whether the day is a workday.

        Raises:
            KalenderFel: the day is outside 1990–2100.
            TypeError: ``dag`` is not a ``date`` (a ``datetime`` is refused too).
        """
        i = _kontrollera(dag)
        rang = self._fylld()
        return rang[i] != rang[i - 1]

    def arbetsdag_efter(self, dag: date, antal: int) -> date:
        """The ``antal``-th workday strictly after ``dag``; ``dag`` itself is never counted, workday or not.

        Args:
            dag: any day from 1990 to 2100.
            antal: 1 or more.

        Raises:
            KalenderFel: ``antal`` below 1, or the day or the answer is outside 1990–2100.
            TypeError: ``dag`` is not a ``date``, or ``antal`` not an ``int`` (nor is a ``datetime`` or a ``bool``).
        """
        # A fast path of one lookup; whatever is wrong, or not yet filled in, is sorted out behind it.
        if dag.__class__ is date and antal.__class__ is int and antal > 0:
            i = dag.toordinal() - _FORE
            if i > 0:
                try:
                    return self._arbetsdagar[self._rang[i] + antal]
                except IndexError:
                    pass
        return self._arbetsdag_efter(dag, antal)

    def arbetsdag_fore(self, dag: date, antal: int) -> date:
        """The ``antal``-th workday strictly before ``dag``; mirrors :meth:`arbetsdag_efter`.

        Raises:
            KalenderFel: ``antal`` below 1, or the day or the answer is outside 1990–2100.
            TypeError: as for :meth:`arbetsdag_efter`.
        """
        i = _kontrollera(dag, antal)
        k = self._fylld()[i - 1] - antal + 1
        if k < 1:
            _utanfor(f"{antal} arbetsdagar före {dag}")
        return self._arbetsdagar[k]

    def antal_arbetsdagar(self, fran_och_med: date, till_och_med: date) -> int:
        """The number of workdays in the closed interval.

        Raises:
            KalenderFel: the interval ends before it begins, or lies outside 1990–2100.
            TypeError: an end that is not a ``date``.
        """
        forsta, sista = _kontrollera(fran_och_med), _kontrollera(till_och_med)
        if sista < forsta:
            raise KalenderFel(f"perioden slutar {till_och_med}, före sin början {fran_och_med}; byt plats på dagarna")
        rang = self._fylld()
        return rang[sista] - rang[forsta - 1]

    def _arbetsdag_efter(self, dag: date, antal: int) -> date:
        k = self._fylld()[_kontrollera(dag, antal)] + antal
        if k >= len(self._arbetsdagar):
            _utanfor(f"{antal} arbetsdagar efter {dag}")
        return self._arbetsdagar[k]

    def _fylld(self) -> list[int]:
        if not self._rang:
            with _LAS:
                if not self._rang:
                    self._fyll()
        return self._rang

    def _fyll(self) -> None:
        if not _HELGDAGAR:
            _HELGDAGAR.update(_las_helgdagar())
        lediga = _HELGDAGAR | {dag.toordinal() for dag in self._stangda}
        dagar = range(_FORE + 1, _FORE + 1 + _DAGAR)
        # Ordinal 1 was a Monday: 6 and 0 modulo 7 are Saturdays and Sundays.
        arbetsdagar = [dag for dag in dagar if 0 < dag % 7 < 6 and dag not in lediga]
        rang = accumulate(map(set(arbetsdagar).__contains__, dagar), initial=0)
        # In this order: a thread that sees _rang filled must find _arbetsdagar filled.
        self._arbetsdagar.extend([date.min, *map(date.fromordinal, arbetsdagar)])
        self._rang.extend(rang)

    def __eq__(self, annan: object) -> bool:
        return self._stangda == annan._stangda if isinstance(annan, Arbetskalender) else NotImplemented

    def __hash__(self) -> int:
        return hash((Arbetskalender, self._stangda))

    def __repr__(self) -> str:
        return f"Arbetskalender(stangda={set(self._stangda)!r})" if self._stangda else "Arbetskalender()"

    def __reduce__(self) -> tuple[type[Arbetskalender], tuple[frozenset[date]]]:
        return Arbetskalender, (self._stangda,)


def _las_helgdagar() -> Iterable[int]:
    """The ordinals of the Swedish public holidays and the three eves."""
    from holidays.countries.sweden import Sweden

    # The default categories leave the eves as workdays; without a language the names follow the environment.
    helgdagar = Sweden(years=range(FORSTA_AR, SISTA_AR + 1), categories=("public", "de_facto"), language="sv")
    return [dag.toordinal() for dag in helgdagar]


def _kontrollera(dag: date, antal: int = 1) -> int:
    """The day's number in the table (1 is 1990-01-01), when both arguments can be answered for."""
    if dag.__class__ is not date:
        raise TypeError(f"väntade ett datum (datetime.date), fick {type(dag).__name__}")
    if antal.__class__ is not int:
        raise TypeError(f"väntade ett antal arbetsdagar (int), fick {type(antal).__name__}")
    if antal > _DAGAR:
        _utanfor("så många arbetsdagar")
    if antal < 1:
        raise KalenderFel(f"antalet arbetsdagar är {antal}, väntade 1 eller mer")
    i = dag.toordinal() - _FORE
    if not 1 <= i <= _DAGAR:
        _utanfor(str(dag))
    return i


def _utanfor(vad: str) -> NoReturn:
    raise KalenderFel(f"{vad} ligger utanför åren {FORSTA_AR}–{SISTA_AR}, som kalendern känner")


_SVENSK: Final = Arbetskalender()

ar_arbetsdag = _SVENSK.ar_arbetsdag
arbetsdag_efter = _SVENSK.arbetsdag_efter
arbetsdag_fore = _SVENSK.arbetsdag_fore
antal_arbetsdagar = _SVENSK.antal_arbetsdagar
