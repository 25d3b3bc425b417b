"""Flyttal: exact bounds on decimals as closed intervals of floats.

A float stands for its shortest decimal text. Rounding to the nearest float never reorders two numbers, so of all floats
only the one nearest to a bound can be on the wrong side of it; which side that one is on is settled here, once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from fractions import Fraction
from itertools import pairwise
from math import inf, nextafter
from typing import Final, NamedTuple

_MANGA_SIFFROR: Final = Context(prec=300, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])


class Spann(NamedTuple):
    """A closed interval of floats; nothing lies in one that ends before it begins."""

    lagst: float = -inf
    hogst: float = inf

    @property
    def tomt(self) -> bool:
        """Whether no finite float lies in it."""
        return self.lagst > self.hogst or self.lagst == inf or self.hogst == -inf

    def snitt(self, annat: Spann) -> Spann:
        """What lies in both."""
        return Spann(max(self.lagst, annat.lagst), min(self.hogst, annat.hogst))


ALLT: Final = Spann()


def fran(grans: Decimal | Fraction, *, inklusiv: bool) -> Spann:
    """The floats whose shortest text is at least the bound, or above it.

    >>> fran(Decimal("0.1"), inklusiv=True).lagst, fran(Decimal("0.1"), inklusiv=False).lagst
    (0.1, 0.10000000000000002)
    """
    exakt = Fraction(grans)
    narmast = _narmast(exakt)
    if narmast in (inf, -inf):
        return Spann(lagst=narmast)
    skriven = Fraction(repr(narmast))
    ratt_sida = skriven >= exakt if inklusiv else skriven > exakt
    return Spann(lagst=narmast if ratt_sida else nextafter(narmast, inf))


def till(grans: Decimal | Fraction, *, inklusiv: bool) -> Spann:
    """The floats whose shortest text is at most the bound, or below it."""
    return Spann(hogst=-fran(-Fraction(grans), inklusiv=inklusiv).lagst)


def _narmast(exakt: Fraction) -> float:
    try:
        return float(exakt)
    except OverflowError:
        return inf if exakt > 0 else -inf


class _Stycke(NamedTuple):
    """A point of the number line (``fran`` is ``till``), or all that lies strictly between two."""

    fran: Fraction | None
    till: Fraction | None
    prov: Decimal
    """A figure in it."""


def spann_dar(galler: Callable[[Decimal], bool], snitt: Iterable[Decimal | Fraction]) -> tuple[Spann, ...]:
    """The intervals of floats where something holds that can change only on or beside the given figures.

    >>> spann_dar(lambda v: v >= 2, [Decimal(2), Decimal(3)])
    (Spann(lagst=2.0, hogst=inf),)
    """
    funna: list[Spann] = []
    pagar: list[_Stycke] = []
    for stycke in (*_stycken(sorted({Fraction(s) for s in snitt})), None):
        if stycke is not None and galler(stycke.prov):
            pagar.append(stycke)
        elif pagar:
            funna.append(_spann(pagar))
            pagar = []
    return tuple(s for s in funna if not s.tomt)


def _stycken(snitt: Sequence[Fraction]) -> list[_Stycke]:
    """The pieces of the number line. A quotient without end is no point: no figure can be written that is on it."""
    if not snitt:
        return [_Stycke(None, None, Decimal(0))]
    stycken = [_Stycke(None, snitt[0], _mitt(snitt[0] - 2, snitt[0]))]
    for a, b in pairwise([*snitt, None]):
        assert a is not None
        if (punkt := _som_decimal(a)) is not None:
            stycken.append(_Stycke(a, a, punkt))
        stycken.append(_Stycke(a, b, _mitt(a, a + 2 if b is None else b)))
    return stycken


def _spann(stycken: Sequence[_Stycke]) -> Spann:
    forst, sist = stycken[0], stycken[-1]
    spann = ALLT
    if forst.fran is not None:
        spann = spann.snitt(fran(forst.fran, inklusiv=forst.fran == forst.till))
    if sist.till is not None:
        spann = spann.snitt(till(sist.till, inklusiv=sist.fran == sist.till))
    return spann


def _mitt(a: Fraction, b: Fraction) -> Decimal:
    mitt = (a + b) / 2
    exakt = _som_decimal(mitt)
    return _MANGA_SIFFROR.divide(Decimal(mitt.numerator), Decimal(mitt.denominator)) if exakt is None else exakt


def _som_decimal(tal: Fraction) -> Decimal | None:
    """The number written out; None when its decimals have no end."""
    rest, tvaor, femmor = tal.denominator, 0, 0
    while rest % 2 == 0:
        rest, tvaor = rest // 2, tvaor + 1
    while rest % 5 == 0:
        rest, femmor = rest // 5, femmor + 1
    if rest != 1:
        return None
    decimaler = max(tvaor, femmor)
    heltal = tal.numerator * 2 ** (decimaler - tvaor) * 5 ** (decimaler - femmor)
    return Decimal((heltal < 0, tuple(map(int, str(abs(heltal)))), -decimaler))
