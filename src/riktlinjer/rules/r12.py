"""R12: a measure over rullande tolv månader, the twelve calendar months that end with a given one.

The sources use one label for three reckonings; each is a function of its own, and the caller says which a figure is
(Riktlinjer för Region Hallands uppföljning 2018 does not: 2.4.1–2.4.3 and Bilaga 3 only say "R12"):

- a sum, :func:`r12_summa`: the cost of hired doctors and nurses ("summa senaste 12 månaderna" in Region Halland,
  uppföljning efter 3 månader 2018, Medarbetare i siffror);
- a ratio of sums, :func:`r12_kvot`: sjukfrånvaro "av den totala arbetstiden" (the guideline, Bilaga 3);
- a mean, :func:`r12_medel`: personalomsättning and sjukfrånvaro, "R12 medel" (Regionkontoret, Uppföljningsrapport 2
  2018, 3.2).

A month that is not known leaves the R12 not known: there is no sum of eleven months, and nothing is scaled up.

>>> kostnad = {f"2018-{manad:02}": "4,1 mnkr" for manad in range(1, 13)}
>>> r12_summa(kostnad, "2018-12").varde
Decimal('49.2')
>>> r12_summa(kostnad, "2019-01").saknade
('2019-01',)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_05UP,
    Context,
    Decimal,
    Inexact,
    InvalidOperation,
    Overflow,
    Underflow,
)
from enum import StrEnum
from functools import reduce
from typing import Final, TypeAlias, assert_never

from dateutil.relativedelta import relativedelta
from pydantic import ValidatorFunctionWrapHandler, field_validator

from ..errors import KalenderFel, UtfallFel
from ..models.bas import Modell
from ..models.datum import skriv_period
from ..models.skalor import Utfallsslag
from ..models.tal import KRONOR, Flyttal, Tal, omvandla, skriv_med_enhet
from ..models.utfall import Talvarde, Utfall
from .perioder import kontrollera_period

Manadssiffror: TypeAlias = Mapping[str, Talvarde]
"""A figure per month: ISO month -> number, Swedish text, or None when it is not known."""

_SUMMASIFFROR: Final = 2000
_KVOTSIFFROR: Final = 50
_FORSTA_TILL: Final = "0001-12"
_ANDELAR: Final = ("%", "procentenheter")


class R12Rakning(StrEnum):
    """How the figures of twelve months become one."""

    SUMMA = "summa"
    KVOT = "kvot"
    MEDEL = "medel"


class R12(Modell):
    """A measure over twelve months."""

    varde: Decimal | None
    """The measure, in ``enhet``; None when it is not known, and ``skal`` says why."""
    enhet: str | None
    """"%" for a ratio, else the unit of the months; None when none of the twelve states one."""
    rakning: R12Rakning
    fran: str
    """The first of the twelve months, an ISO month; included."""
    till: str
    """The last of the twelve months, an ISO month; included."""
    saknade: tuple[str, ...]
    """The months among the twelve that are not known, oldest first; empty when all are known."""
    skal: str | None
    """Why ``varde`` is None, in Swedish; None when it is known."""

    @field_validator("varde", mode="wrap")
    @classmethod
    def _behall_flyttal(cls, varde: object, las: ValidatorFunctionWrapHandler) -> Decimal | None:
        """Pydantic would turn a Flyttal into a plain Decimal."""
        last: Decimal | None = las(varde)
        return varde if isinstance(varde, Flyttal) else last

    @property
    def utfall(self) -> Utfall:
        """The measure as an outcome of the kind R12, for the period that ends with ``till``."""
        return Utfall(self.varde, enhet=self.enhet, slag=Utfallsslag.R12, period=self.till)


def r12_summa(manader: Manadssiffror, till: str) -> R12:
    """The sum of the twelve months, exact.

    >>> r12_summa({f"2018-{manad:02}": "350 tkr" for manad in range(1, 13)}, "2018-12").utfall
    Utfall(varde=Decimal('4200'), enhet='tkr', slag='R12', period='2018-12')

    Args:
        manader: the figure of each month. Amounts in kr, tkr, mnkr and mdkr may be mixed; the answer is in the unit of
            the latest of the twelve that states one, and a number without a unit has the others'.
        till: the last month, an ISO month. Months outside the twelve are read but do not count.

    Raises:
        KalenderFel: ``till`` or a key that is no ISO month, or twelve months that begin before year 1.
        UtfallFel: figures that cannot be read, units that do not fit together anywhere in ``manader``, a number without
            a unit where several are used, or numbers too far apart to add exactly (to 2 000 digits).
        TypeError: an argument of the wrong Python type.
    """
    return _rakna(R12Rakning.SUMMA, {"manader": manader}, till, till)[0]


def r12_kvot(taljare: Manadssiffror, namnare: Manadssiffror, till: str) -> R12:
    """The sum of one figure as a share of the sum of another, over the same twelve months, in %.

    Not the mean of the monthly shares, in which a month of few hours would weigh as much as one of many.

    >>> timmar = {f"2018-{manad:02}": 1600 for manad in range(1, 13)}
    >>> franvaro = {manad: 62 for manad in timmar}
    >>> r12_kvot(franvaro, timmar, "2018-12").utfall
    Utfall(varde=Decimal('3.875'), enhet='%', slag='R12', period='2018-12')

    A quotient has 50 significant digits when it does not end before. It is cut so that it compares with every number of
    fewer digits as the true quotient does: what is a hair under a bound is never answered as on it.

    Args:
        taljare: the part, for example hours of absence. A month is missing when it is missing here or in ``namnare``.
        namnare: the whole, for example ordinary working hours. A sum of 0 has no share: ``varde`` is None.
        till: as for :func:`r12_summa`.

    Raises:
        KalenderFel: as for :func:`r12_summa`.
        UtfallFel: as for :func:`r12_summa`, the units of both together; figures that are shares already (%); a sum of
            ``namnare`` below 0, which no whole is (costs with a minus sign: turn the sign of both).
        TypeError: an argument of the wrong Python type.
    """
    return _rakna(R12Rakning.KVOT, {"taljare": taljare, "namnare": namnare}, till, till)[0]


def r12_medel(manader: Manadssiffror, till: str) -> R12:
    """The mean of the twelve months, each weighing the same; where the source says "medel", and only there.

    Its digits are those of :func:`r12_kvot`, its units and errors those of :func:`r12_summa`.

    >>> r12_medel({f"2018-{manad:02}": "3,4 %" if manad < 7 else "3,6 %" for manad in range(1, 13)}, "2018-12").utfall
    Utfall(varde=Decimal('3.5'), enhet='%', slag='R12', period='2018-12')
    """
    return _rakna(R12Rakning.MEDEL, {"manader": manader}, till, till)[0]


def r12_serie(
    rakning: R12Rakning, manader: Manadssiffror, fran: str, till: str, *, namnare: Manadssiffror | None = None
) -> tuple[R12, ...]:
    """The R12 of every month of a range, oldest first, all in one unit.

    >>> kostnad = {f"2018-{manad:02}": "4,1 mnkr" for manad in range(1, 13)} | {"2019-01": "3,8 mnkr", "2019-02": None}
    >>> [str(r.varde) for r in r12_serie(R12Rakning.SUMMA, kostnad, "2018-12", "2019-02")]
    ['49.2', '48.9', 'None']

    Args:
        rakning: which of the three.
        manader: the figure of each month; for a ratio, the part.
        fran: the last month of the first twelve, an ISO month.
        till: the last month of the last twelve, an ISO month; not before ``fran``.
        namnare: for a ratio, the whole; for the others, left out.

    Raises:
        KalenderFel: as for :func:`r12_summa`, or ``till`` before ``fran``.
        UtfallFel: as for the function of the one month.
        TypeError: an argument of the wrong Python type, or ``namnare`` without a ratio or a ratio without it.
    """
    if not isinstance(rakning, R12Rakning):
        raise TypeError(f"väntade en R12Rakning, fick {type(rakning).__name__}")
    if rakning is not R12Rakning.KVOT:
        if namnare is not None:
            raise TypeError(f"namnare: räkningen {rakning} har ingen nämnare")
        return _rakna(rakning, {"manader": manader}, fran, till)
    if namnare is None:
        raise TypeError("namnare: en kvot behöver en nämnare")
    return _rakna(rakning, {"taljare": manader, "namnare": namnare}, fran, till)


def _rakna(rakning: R12Rakning, figurer: Mapping[str, Manadssiffror], fran: str, till: str) -> tuple[R12, ...]:
    """The R12 of every month from ``fran`` to ``till``, of one figure or of a part and its whole."""
    manader = _manader(fran, till)
    lasta = _las(figurer)
    _kontrollera_enheter(rakning, lasta)
    kanda = (lasta[namn].get(manad) for manad in reversed(manader) for namn in lasta)
    enhet = next((tal.enhet for tal in kanda if tal is not None and tal.enhet is not None), None)
    i_enhet = [
        {m: _i_enhet(f"{namn}[{m}]", tal, enhet) for m in manader if (tal := figur.get(m)) is not None}
        for namn, figur in lasta.items()
    ]
    return tuple(_over(rakning, i_enhet, enhet, manader[slut - 12 : slut]) for slut in range(12, len(manader) + 1))


def _manader(fran: str, till: str) -> tuple[str, ...]:
    """The months that the R12 from ``fran`` to ``till`` cover."""
    kontrollera_period(fran)
    kontrollera_period(till)
    if till < fran:
        raise KalenderFel(f"serien slutar {till}, före sin början {fran}; byt plats på månaderna")
    if fran < _FORSTA_TILL:
        raise KalenderFel(f"de tolv månader som slutar {fran} börjar före år 1; väntade {_FORSTA_TILL} eller senare")
    sista = date.fromisoformat(f"{till}-01")
    fore = relativedelta(sista, date.fromisoformat(f"{fran}-01"))
    antal = 12 * fore.years + fore.months + 12
    return tuple((sista - relativedelta(months=n)).isoformat()[:7] for n in reversed(range(antal)))


def _las(figurer: Mapping[str, Manadssiffror]) -> dict[str, dict[str, Tal]]:
    """The months of each figure that are known."""
    felaktiga = [text for namn, figur in figurer.items() for text in _felaktiga_manader(namn, figur)]
    if felaktiga:
        raise KalenderFel("\n".join(felaktiga))
    fel: list[str] = []
    lasta = {namn: dict(_las_manader(namn, figur, fel)) for namn, figur in figurer.items()}
    if fel:
        raise UtfallFel(*fel)
    return lasta


def _felaktiga_manader(namn: str, figur: Manadssiffror) -> Iterator[str]:
    if not isinstance(figur, Mapping):
        raise TypeError(f"{namn}: väntade en mappning månad -> tal, fick {type(figur).__name__}")
    for manad in figur:
        try:
            kontrollera_period(manad)
        except KalenderFel as exc:
            yield f"{namn}: {exc}"
        except TypeError as exc:
            raise TypeError(f"{namn}: {exc}") from None


def _las_manader(namn: str, figur: Manadssiffror, fel: list[str]) -> Iterator[tuple[str, Tal]]:
    for manad, givet in figur.items():
        try:
            utfall = Utfall(givet)
        except UtfallFel as exc:
            fel.extend(f"{namn}[{manad}]: {text.removeprefix('varde: ')}" for text in exc.fel)
        except TypeError as exc:
            raise TypeError(f"{namn}[{manad}]: {str(exc).removeprefix('varde: ')}") from None
        else:
            if utfall.varde is not None:
                yield manad, Tal(utfall.varde, utfall.enhet)


def _kontrollera_enheter(rakning: R12Rakning, lasta: Mapping[str, Mapping[str, Tal]]) -> None:
    """Raises UtfallFel when the numbers are not all of one measure, in one unit or in units of kronor.

    All months are held to it, also those that do not count, so that a number without a unit has the same one in every
    window.
    """
    platser: dict[str, list[str]] = {}
    utan: list[str] = []
    for namn, figur in lasta.items():
        for manad in sorted(figur):
            enhet = figur[manad].enhet
            (utan if enhet is None else platser.setdefault(enhet, [])).append(f"{namn}[{manad}]")
    enheter = sorted(platser)
    andel = next((enhet for enhet in enheter if enhet in _ANDELAR), None)
    if rakning is not R12Rakning.MEDEL and andel is not None:
        text = f"enheten är {andel}; en {rakning} räknas på timmar, kronor eller antal, inte på andelar"
        raise UtfallFel(f"{platser[andel][0]}: {text}")
    if len(enheter) > 1 and not KRONOR.keys() >= platser.keys():
        visade = ", ".join(f"{enhet} ({platser[enhet][0]})" for enhet in enheter)
        raise UtfallFel(f"enheterna går inte ihop: {visade}; ange alla månader i samma enhet")
    if len(enheter) > 1 and utan:
        raise UtfallFel(
            *(f"{plats}: talet saknar enhet och kan vara {' eller '.join(enheter)}; skriv enheten" for plats in utan)
        )


def _i_enhet(plats: str, tal: Tal, enhet: str | None) -> Decimal:
    try:
        return omvandla(tal, enhet)
    except ValueError as exc:
        raise UtfallFel(f"{plats}: {exc}") from None


def _over(
    rakning: R12Rakning, figurer: Sequence[Mapping[str, Decimal]], enhet: str | None, fonster: Sequence[str]
) -> R12:
    """The R12 of one window of twelve months."""
    saknade = tuple(manad for manad in fonster if any(manad not in figur for figur in figurer))
    okant = None, f"Siffror saknas: {', '.join(map(skriv_period, saknade))}."
    varde, skal = okant if saknade else _matt(rakning, figurer, enhet, fonster)
    return R12(
        varde=varde,
        enhet="%" if rakning is R12Rakning.KVOT else enhet,
        rakning=rakning,
        fran=fonster[0],
        till=fonster[-1],
        saknade=saknade,
        skal=skal,
    )


def _matt(
    rakning: R12Rakning, figurer: Sequence[Mapping[str, Decimal]], enhet: str | None, fonster: Sequence[str]
) -> tuple[Decimal | None, str | None]:
    """The measure of twelve known months, or None and why."""
    tal = [[figur[manad] for manad in fonster] for figur in figurer]
    nar = f"{skriv_period(fonster[0])}–{skriv_period(fonster[-1])}"
    try:
        varde = _varde(rakning, [_summa(t) for t in tal], enhet, nar)
    except ArithmeticError:
        text = "talen är orimligt stora eller små, eller för olika stora för att räknas samman exakt"
        raise UtfallFel(f"{nar}: {text}") from None
    if varde is None:
        return None, f"Nämnarens summa {nar} är 0; någon andel finns inte."
    return Flyttal(varde) if any(isinstance(t, Flyttal) for figur in tal for t in figur) else varde, None


def _varde(rakning: R12Rakning, summor: Sequence[Decimal], enhet: str | None, nar: str) -> Decimal | None:
    """The measure; None for a share of nothing."""
    match rakning:
        case R12Rakning.SUMMA:
            return summor[0]
        case R12Rakning.MEDEL:
            return _dela(summor[0], Decimal(12))
        case R12Rakning.KVOT:
            taljare, namnare = summor
            if namnare < 0:
                raise UtfallFel(
                    f"namnare: summan {nar} är {skriv_med_enhet(namnare, enhet)}, väntade mer än 0; "
                    "är kostnaderna skrivna med minus, vänd tecknet i både täljaren och nämnaren"
                )
            return None if namnare == 0 else _dela(_exakt().scaleb(taljare, 2), namnare)
        case _:
            assert_never(rakning)


def _summa(tal: Iterable[Decimal]) -> Decimal:
    """The sum, exact whatever the thread's decimal context is; ArithmeticError when it cannot be."""
    return reduce(_exakt().add, tal)


def _dela(a: Decimal, b: Decimal) -> Decimal:
    """``a / b``, whatever the thread's decimal context is; ArithmeticError when it is too large or too small.

    ROUND_05UP never rounds to a last digit of 0 or 5, so a quotient that does not end is never taken for one that does:
    it lies on the same side of every number of fewer digits as the true quotient.
    """
    traps = [Overflow, Underflow, InvalidOperation]
    sammanhang = Context(prec=_KVOTSIFFROR, rounding=ROUND_05UP, Emin=MIN_EMIN, Emax=MAX_EMAX, clamp=0, traps=traps)
    kvot = sammanhang.divide(a, b)
    exponent = kvot.as_tuple().exponent
    return Decimal(f"{kvot:f}") if isinstance(exponent, int) and 0 < exponent < _KVOTSIFFROR else kvot  # 200, not 2E+2


def _exakt() -> Context:
    traps = [Inexact, Overflow, Underflow, InvalidOperation]
    return Context(prec=_SUMMASIFFROR, Emin=MIN_EMIN, Emax=MAX_EMAX, clamp=0, traps=traps)
