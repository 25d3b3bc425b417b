"""Intervall: the part of the number line where something holds, found from the figures where it can change."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import groupby, pairwise
from typing import NamedTuple, TypeVar

from ..models.bas import Modell
from ..models.indikator import Skala
from ..models.tal import skillnad, skriv_med_enhet
from .utslag import representanter

_Svar = TypeVar("_Svar", bound=Hashable)


class Intervall(Modell):
    """An interval of figures; each bound says whether it is open, and a missing bound is no bound but the scale's end.

    >>> str(Intervall(minst=Decimal(70), under=Decimal(72))), Intervall(over=Decimal(71)).omfattar(Decimal(71))
    ('minst 70 och under 72', False)
    """

    minst: Decimal | None = None
    over: Decimal | None = None
    hogst: Decimal | None = None
    under: Decimal | None = None

    @property
    def nedre(self) -> Decimal | None:
        """The lower bound; None when there is none."""
        return self.over if self.minst is None else self.minst

    @property
    def ovre(self) -> Decimal | None:
        """The upper bound; None when there is none."""
        return self.under if self.hogst is None else self.hogst

    def omfattar(self, varde: Decimal) -> bool:
        """Whether the figure lies in the interval."""
        return (
            (self.minst is None or varde >= self.minst)
            and (self.over is None or varde > self.over)
            and (self.hogst is None or varde <= self.hogst)
            and (self.under is None or varde < self.under)
        )

    def skriv(self, enhet: str | None) -> str:
        """The interval in Swedish, with the unit."""
        if self.minst is not None and self.minst == self.hogst:
            return f"exakt {skriv_med_enhet(self.minst, enhet)}"
        ord_ = (("minst", self.minst), ("över", self.over), ("högst", self.hogst), ("under", self.under))
        return " och ".join(f"{o} {skriv_med_enhet(g, enhet)}" for o, g in ord_ if g is not None) or "vad som helst"

    def __str__(self) -> str:
        return self.skriv(None)


class Narmast(NamedTuple):
    """The bound to pass."""

    grans: Decimal | None
    """None when no bound has to be passed."""
    inklusiv: bool | None
    """Whether the bound itself will do."""
    delta: Decimal | None
    """From the present figure to the bound; None when that figure is not known."""


class _Stycke(NamedTuple):
    """A point of the number line, or all that lies strictly between two of them."""

    prov: Decimal
    """A figure in it."""
    fran: Decimal | None
    till: Decimal | None

    @property
    def ar_punkt(self) -> bool:
        return self.fran is not None and self.fran == self.till


def omraden(
    svar: Callable[[Decimal], _Svar],
    snitt: Iterable[Decimal],
    skala: Skala | None,
    *,
    heltal: bool = False,
    oskarpa: Iterable[tuple[Decimal, Decimal]] = (),
) -> dict[_Svar, tuple[Intervall, ...]]:
    """Each answer with where it holds, within the scale, from the lowest to the highest.

    >>> {ja: " eller ".join(map(str, var)) for ja, var in omraden(lambda v: v > 5, [Decimal(5)], None).items()}
    {False: 'högst 5', True: 'över 5'}

    Args:
        svar: what is asked of a figure.
        snitt: the figures on or beside which the answer can change.
        skala: the ends of what a figure can be; they are not told as bounds.
        heltal: the figures are whole numbers from 1, as placings are.
        oskarpa: pairs of neighbouring ``snitt`` where the answer changes at a figure between them that no Decimal can
            write; what lies between belongs to neither, unless both answer the same.
    """
    stycken = _heltalsstycken(snitt, skala) if heltal else _stycken(snitt, skala)
    par = {*oskarpa}
    svaren: list[_Svar | None] = [None if (s.fran, s.till) in par else svar(s.prov) for s in stycken]
    for i in range(1, len(stycken) - 1):
        if (stycken[i].fran, stycken[i].till) in par and svaren[i - 1] == svaren[i + 1]:
            svaren[i] = svaren[i - 1]
    funna: dict[_Svar, tuple[Intervall, ...]] = {}
    for ett, grupp in groupby(range(len(stycken)), key=svaren.__getitem__):
        index = list(grupp)
        if ett is not None:
            funna[ett] = (*funna.get(ett, ()), _intervall(stycken, index[0], index[-1]))
    return funna


def _intervall(stycken: Sequence[_Stycke], forst: int, sist: int) -> Intervall:
    """The pieces from one to another; the ends of the line are no bounds."""
    a, b = stycken[forst], stycken[sist]
    granser: dict[str, Decimal | None] = {}
    if forst > 0:
        granser["minst" if a.ar_punkt else "over"] = a.fran
    if sist < len(stycken) - 1:
        granser["hogst" if b.ar_punkt else "under"] = b.till
    return Intervall(**granser)


def _stycken(snitt: Iterable[Decimal], skala: Skala | None) -> list[_Stycke]:
    granser = sorted({*snitt, *(() if skala is None else (skala.fran_och_med, skala.till_och_med))})
    if not granser:
        return [_Stycke(Decimal(0), None, None)]
    oppna = representanter(granser)[::2]
    stycken = [_Stycke(oppna[0], None, granser[0])]
    for i, grans in enumerate(granser):
        stycken.append(_Stycke(grans, grans, grans))
        stycken.append(_Stycke(oppna[i + 1], grans, granser[i + 1] if i + 1 < len(granser) else None))
    return [s for s in stycken if skala is None or skala.fran_och_med <= s.prov <= skala.till_och_med]


def _heltalsstycken(snitt: Iterable[Decimal], skala: Skala | None) -> list[_Stycke]:
    hela = [int(v.to_integral_value(ROUND_FLOOR)) for v in snitt]
    lagst = 1 if skala is None else max(1, int(skala.fran_och_med.to_integral_value(ROUND_CEILING)))
    platser = sorted({n for v in hela for n in (v - 1, v, v + 1) if n > lagst} | {lagst})
    stycken: list[_Stycke] = []
    for n, nasta in pairwise([*map(Decimal, platser), None]):
        assert n is not None
        stycken.append(_Stycke(n, n, n))
        if nasta is None or nasta > n + 1:
            stycken.append(_Stycke(n + 1, n, nasta))
    return [s for s in stycken if skala is None or s.prov <= skala.till_och_med]


def narmaste(omradet: Sequence[Intervall], nu: Decimal | None, *, lagre_ar_battre: bool) -> Narmast:
    """The bound to pass to come into the intervals by the shortest way; of two as near, the one towards better.

    Where the present figure is not known, the bound of what only just will do: the least good end that there is. No
    intervals have no bounds.
    """
    if not omradet:
        return Narmast(None, None, None)
    if nu is None or any(i.omfattar(nu) for i in omradet):
        ordnade = omradet[::-1] if lagre_ar_battre else omradet
        andar = [(i.nedre, i.minst is not None) for i in ordnade], [(i.ovre, i.hogst is not None) for i in ordnade]
        samre, battre = andar[::-1] if lagre_ar_battre else andar
        kvar = [(grans, ink) for grans, ink in (*samre, *battre[::-1]) if grans is not None]
        grans, inklusiv = kvar[0] if kvar else (None, None)
        return Narmast(grans, inklusiv, None if nu is None else Decimal(0))
    vagar = [
        (i.nedre, i.minst is not None, skillnad(i.nedre, nu)) for i in omradet if i.nedre is not None and i.nedre >= nu
    ]
    vagar += [
        (i.ovre, i.hogst is not None, skillnad(i.ovre, nu)) for i in omradet if i.ovre is not None and i.ovre <= nu
    ]

    def avstand(vag: tuple[Decimal, bool, Decimal]) -> tuple[Decimal, bool, bool]:
        _, inklusiv, delta = vag
        return delta.copy_abs(), not inklusiv, (delta > 0) is lagre_ar_battre

    return Narmast(*min(vagar, key=avstand))
