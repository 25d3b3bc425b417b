"""Diagram: an outcome against its target, as geometry and words that the template draws.

Nothing here is markup. A drawing never says more than its ``text``, which is all that some readers get.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from ..models.malvarde import Forandringsmalvarde, Gransmalvarde, Malvarde, Sammansattmalvarde, Uppdelatmalvarde
from ..models.tal import kort, skriv_med_enhet, skriv_tal
from ..sidor.ordval import liten, skriv_utfall

if TYPE_CHECKING:
    from .. import BeraknadIndikator, Utfall
    from ..models.indikator import Skala

BREDD: Final = 160
"""Of the area that a drawing has for its scale, in CSS pixels."""
_HUNDRA: Final = Decimal(100)
_STORSTA_EXPONENT: Final = 300  # what a float can hold, and far more than anybody measures

Gransvarde: TypeAlias = tuple[Decimal, bool]
"""A bound, and whether the figures above it are the ones that meet the target."""


class Matdiagram(NamedTuple):
    """One outcome on its indicator's scale. All places are CSS pixels from the left, from 0 to ``BREDD``."""

    stapel: tuple[float, float] | None
    """Where the bar begins and how wide it is; None when the outcome is not known."""
    utfall: float | None
    zon: tuple[float, float] | None
    """Where the outcomes that meet the target begin, and how wide they reach; None when they have no common place."""
    granser: tuple[float, ...]
    fran: str
    """What stands at the left end of the scale."""
    till: str
    text: str
    """The same in words."""


def matdiagram(rad: BeraknadIndikator, skala: Skala | None) -> Matdiagram | None:
    """The drawing of one indicator; None when neither outcome nor target is a number on one scale.

    Args:
        rad: where the indicator stands.
        skala: the scale that the guideline states; without it, one of round numbers that has room for everything.
    """
    granser = gransvarden(rad.malvarde, rad.utfall)
    varde = None if rad.utfall is None else rad.utfall.varde
    tal = [grans for grans, _ in granser] + ([] if varde is None else [varde])
    if not granser or not all(map(_gar_att_rita, tal)):
        return None
    fran, till = (skala.fran_och_med, skala.till_och_med) if skala is not None else rund_skala(tal, rad.enhet)
    plats = _Skala(fran, till, BREDD)
    zon = _zon(granser, plats)
    utfall = None if varde is None else plats(varde)
    return Matdiagram(
        stapel=None if utfall is None else _mellan(plats(Decimal(0)), utfall),
        utfall=utfall,
        zon=zon,
        granser=tuple(plats(grans) for grans, _ in granser),
        fran=skriv_tal(fran),
        till=skriv_tal(till),
        text=_text(rad, fran, till),
    )


def utfallstext(utfall: Utfall | None, enhet: str | None, marginal: Decimal | None = None) -> str:
    """The outcome with what kind of figure it is, when it says so; its parts when it has no figure of its own."""
    text = skriv_utfall(utfall, enhet, marginal)
    return text if utfall is None or utfall.slag is None else f"{text} ({utfall.slag})"


def gransvarden(malvarde: Malvarde | None, utfall: Utfall | None) -> tuple[Gransvarde, ...]:
    """The bounds that the outcome itself is held against; empty when there are none, or some are not known."""
    match malvarde:
        case Gransmalvarde():
            return ((malvarde.grans, malvarde.uppat),)
        case Forandringsmalvarde() if utfall is not None:
            trosklar = set(malvarde.granser_for(utfall))
            return ((trosklar.pop(), malvarde.uppat),) if len(trosklar) == 1 else ()
        case Sammansattmalvarde():
            delar = [gransvarden(del_, utfall) for del_ in malvarde.delar]
            return tuple(grans for del_ in delar for grans in del_) if all(delar) else ()
        case Uppdelatmalvarde(efter="år") if utfall is not None and utfall.period is not None:
            return gransvarden(malvarde.malvarde_for(utfall.period[:4]), utfall)
    return ()


def rund_skala(tal: Sequence[Decimal], enhet: str | None) -> tuple[Decimal, Decimal]:
    """A scale of round numbers with zero on it, and room on both sides of every number; per cent ends at 100 if it can.

    >>> from decimal import Decimal as D
    >>> [tuple(map(int, rund_skala([D(a), D(b)], "%"))) for a, b in (("53", "60"), ("97", "100"), ("17.4", "20"))]
    [(0, 100), (0, 100), (0, 50)]
    >>> tuple(map(int, rund_skala([D("-112.4"), D(0)], "mnkr")))
    (-200, 100)
    """
    lagst, hogst = min(*tal, Decimal(0)), max(*tal, Decimal(0))
    nedre, ovre = _utanfor(lagst), _utanfor(hogst)
    if enhet == "%" and hogst <= _HUNDRA < ovre:
        ovre = _HUNDRA
    if Decimal(0) in tal and not lagst:
        nedre = Decimal((1, (1,), ovre.adjusted()))
    if Decimal(0) in tal and not hogst:
        ovre = Decimal((0, (1,), nedre.adjusted()))
    return nedre, ovre


def _utanfor(varde: Decimal) -> Decimal:
    """The next 1, 2, 5 or 10 times a power of ten further from zero; zero itself stays."""
    if not varde:
        return Decimal(0)
    storlek, exponent, tecken = varde.copy_abs(), varde.adjusted(), int(varde < 0)
    steg = [Decimal((0, (n,), exponent)) for n in (1, 2, 5)] + [Decimal((0, (1,), exponent + 1))]
    return next(ett for ett in steg if ett > storlek).copy_sign(Decimal((tecken, (1,), 0)))


class _Skala(NamedTuple):
    """Numbers -> places; what lies outside the scale stands at its end."""

    fran: Decimal
    till: Decimal
    langd: int

    def __call__(self, varde: Decimal) -> float:
        fran, till = float(self.fran), float(self.till)
        return round(self.langd * min(1.0, max(0.0, (float(varde) - fran) / (till - fran))), 1)


def _gar_att_rita(varde: Decimal) -> bool:
    return not varde or abs(varde.adjusted()) < _STORSTA_EXPONENT


def _mellan(a: float, b: float) -> tuple[float, float]:
    return min(a, b), round(abs(a - b), 1)


def _zon(granser: Sequence[Gransvarde], plats: _Skala) -> tuple[float, float] | None:
    nedre = max((grans for grans, uppat in granser if uppat), default=plats.fran)
    ovre = min((grans for grans, uppat in granser if not uppat), default=plats.till)
    return None if nedre > ovre else _mellan(plats(nedre), plats(ovre))


def _text(rad: BeraknadIndikator, fran: Decimal, till: Decimal) -> str:
    delar = [f"{rad.namn}: utfallet är {utfallstext(rad.utfall, rad.enhet, rad.marginal)}."]
    delar.append(f"Målvärdet är {liten(str(rad.malvarde))}.")
    if rad.marginal is not None:
        delar.append(_marginal(rad.marginal, rad.enhet))
    delar.append(f"Skalan går från {skriv_tal(fran)} till {skriv_med_enhet(till, rad.enhet)}.")
    return " ".join(delar)


def _marginal(marginal: Decimal, enhet: str | None) -> str:
    if not marginal:
        return "Utfallet ligger på gränsen."
    avstand = skriv_med_enhet(kort(marginal.copy_abs()), "procentenheter" if enhet == "%" else enhet)
    return f"Marginalen till gränsen är {avstand}." if marginal > 0 else f"Till gränsen återstår {avstand}."
