"""Tallinjen: every number, cut at the bounds of a rule into the parts that the rule cannot tell apart.

A part is one bound or everything between two. One number from each answers for the whole part: nothing is sampled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Final, NamedTuple

from ...models.indikator import Skala
from ...models.tal import skriv_med_enhet, skriv_tal

_VISADE_DECIMALER: Final = 6


class Tal(NamedTuple):
    """A part of the number line: one number (``fran`` is ``till``), or what is strictly between two. None is no end."""

    fran: Fraction | None
    till: Fraction | None
    prov: Decimal
    """A number of the part: the simplest."""

    def rymmer(self, tal: Decimal) -> bool:
        """Whether the number is of this part."""
        if self.fran is not None and self.fran == self.till:
            return self.fran == tal
        return (self.fran is None or self.fran < tal) and (self.till is None or tal < self.till)


class Omrade(NamedTuple):
    """Adjoining parts together, with whether each end belongs to it."""

    fran: Fraction | None
    fran_med: bool
    till: Fraction | None
    till_med: bool

    def enklast(self) -> Decimal:
        """The simplest number of it."""
        exakt = None if self.fran is None or self.fran != self.till else som_decimal(self.fran)
        return enklast(self.fran, self.till) if exakt is None else exakt

    def skriv(self, enhet: str | None) -> str:
        """The interval in words.

        >>> Omrade(Fraction(71), False, Fraction(72), False).skriv(None)
        'över 71 och under 72'
        """
        if self.fran is not None and self.fran == self.till:
            return f"exakt {_skriv(self.fran, enhet)}"
        delar = []
        if self.fran is not None:
            delar.append(f"{'minst' if self.fran_med else 'över'} {_skriv(self.fran, enhet)}")
        if self.till is not None:
            delar.append(f"{'högst' if self.till_med else 'under'} {_skriv(self.till, enhet)}")
        return " och ".join(delar) or "vilket det än är"


def dela(granser: Iterable[Decimal | Fraction], skala: Skala | None = None) -> tuple[Tal, ...]:
    """The parts that the bounds cut the number line into, in order, within the scale.

    A bound that no decimal number is equal to is no part of its own: no outcome can lie on it.

    >>> [str(del_.prov) for del_ in dela([Decimal(71), Decimal(72)])]
    ['70', '71', '71.5', '72', '73']
    """
    lagst, hogst = (None, None) if skala is None else (Fraction(skala.fran_och_med), Fraction(skala.till_och_med))
    snitt = sorted({Fraction(g) for g in granser} | {g for g in (lagst, hogst) if g is not None})
    delar: list[Tal] = []
    for fran, till in pairwise([None, *snitt, None]):
        delar.append(Tal(fran, till, enklast(fran, till)))
        if till is not None and (punkt := som_decimal(till)) is not None:
            delar.append(Tal(till, till, punkt))
    return tuple(d for d in delar if (lagst is None or d.prov >= lagst) and (hogst is None or d.prov <= hogst))


def ihop(delar: Sequence[Tal]) -> Omrade:
    """Adjoining parts, in order, put together."""
    forsta, sista = delar[0], delar[-1]
    fran_med, till_med = (d.fran is not None and d.fran == d.till for d in (forsta, sista))
    return Omrade(forsta.fran, fran_med, sista.till, till_med)


def enklast(fran: Fraction | None, till: Fraction | None) -> Decimal:
    """The number with the fewest decimals strictly between the two, in their middle; beside one when the other is None.

    >>> str(enklast(Fraction(71), Fraction(72))), str(enklast(None, Fraction(0)))
    ('71.5', '-1')
    """
    if fran is None or till is None:
        hel = 0 if fran is None and till is None else ceil(till) - 1 if till is not None else floor(fran or 0) + 1
        return Decimal(hel)
    mitten, bredd = (fran + till) / 2, till - fran
    # Below this many decimals no multiple can fit between the two.
    decimaler = max(0, _siffror(bredd.denominator // max(1, bredd.numerator)) - 2)
    while True:
        narmast = Fraction(round(mitten * 10**decimaler), 10**decimaler)
        if fran < narmast < till:
            enkel = som_decimal(narmast)
            assert enkel is not None
            return enkel
        decimaler += 1


def _siffror(heltal: int) -> int:
    """About how many digits an integer has; never more."""
    return heltal.bit_length() * 3 // 10


def som_decimal(tal: Fraction) -> Decimal | None:
    """The number as a Decimal, exactly; None when its decimals never end.

    >>> som_decimal(Fraction(1, 8)), som_decimal(Fraction(1, 3))
    (Decimal('0.125'), None)
    """
    namnare, tvaor, femmor = tal.denominator, 0, 0
    while namnare % 2 == 0:
        namnare, tvaor = namnare // 2, tvaor + 1
    while namnare % 5 == 0:
        namnare, femmor = namnare // 5, femmor + 1
    if namnare != 1:
        return None
    decimaler = max(tvaor, femmor)
    heltal = Decimal(tal.numerator * 2 ** (decimaler - tvaor) * 5 ** (decimaler - femmor))
    return Decimal((heltal < 0, heltal.as_tuple().digits, -decimaler))


def _skriv(tal: Fraction, enhet: str | None) -> str:
    exakt = som_decimal(tal)
    if exakt is not None:
        return skriv_med_enhet(exakt, enhet)
    nara = som_decimal(Fraction(round(tal * 10**_VISADE_DECIMALER), 10**_VISADE_DECIMALER))
    return f"ungefär {skriv_med_enhet(nara, enhet)}" if nara is not None else skriv_tal(Decimal(0))
