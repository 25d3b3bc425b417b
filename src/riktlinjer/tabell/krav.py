"""Krav: a målvärde as what one row of a table can be held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from math import inf

from ..models.indikator import Skala
from ..models.malvarde import (
    Forandringsmalvarde,
    Fordelningsmalvarde,
    Gransmalvarde,
    Malvarde,
    Rangmalvarde,
    Sammansattmalvarde,
)
from ..models.skalor import Faktum
from ..rules.utslag import mojliga_utslag
from .flyttal import ALLT, Spann, fran, till


@dataclass(frozen=True, slots=True)
class Krav:
    """What a row's figures must be to meet a target."""

    spann: Spann = ALLT
    """Where the figure must lie."""
    forandringar: tuple[Forandringsmalvarde, ...] = ()
    """The changes that it must have made."""
    avgors_ej: bool = False
    """Whether the target asks for what a row does not hold, so that a figure within ``spann`` settles nothing."""
    kraver_skalar: bool = False
    """Whether the scalar function, given more than a row, could say more."""
    nedre: float = -inf
    ovre: float = inf
    """The bounds that the margin is counted from; infinite where there is none."""
    under_utveckling: bool = False
    okand: frozenset[bool] = frozenset((True, False))
    """Whether the target can be met, and missed, when nothing is known."""

    @property
    def fakta(self) -> tuple[Faktum, ...]:
        """What the figure is compared with."""
        return tuple(dict.fromkeys(faktum for f in self.forandringar for faktum in f.fakta()))

    @property
    def delar_fakta(self) -> bool:
        """Whether two of the changes are counted from the same figure."""
        return len(self.fakta) < sum(len(f.fakta()) for f in self.forandringar)

    @property
    def enkelt(self) -> bool:
        """Whether the interval alone decides, or nothing does."""
        return not self.forandringar and (not self.avgors_ej or self.spann == ALLT)

    @property
    def har_marginal(self) -> bool:
        """Whether the distance to the target is one that a row can say."""
        return not self.avgors_ej and (self.forandringar != () or self.nedre > -inf or self.ovre < inf)


def krav_av(malvarde: Malvarde | None, skala: Skala | None) -> Krav:
    """The target as a Krav.

    >>> from riktlinjer.models.malvarde import Gransmalvarde
    >>> krav_av(Gransmalvarde(hogst=11), None).spann
    Spann(lagst=-inf, hogst=11.0)
    """
    falt = {} if malvarde is None else _falt(malvarde, skala)
    avgors_ej = malvarde is None or bool(falt.pop("avgors_ej", False))
    return Krav(
        **falt,  # type: ignore[arg-type]
        avgors_ej=avgors_ej,
        under_utveckling=malvarde is not None and malvarde.slag == "under utveckling",
        okand=mojliga_utslag(malvarde, None, skala),
    )


def _falt(malvarde: Malvarde, skala: Skala | None) -> dict[str, object]:
    match malvarde:
        case Gransmalvarde(grans=grans, inklusiv=inklusiv) if malvarde.uppat:
            return {"spann": fran(grans, inklusiv=inklusiv), "nedre": float(grans)}
        case Gransmalvarde(grans=grans, inklusiv=inklusiv):
            return {"spann": till(grans, inklusiv=inklusiv), "ovre": float(grans)}
        case Rangmalvarde():
            return {"spann": Spann(1.0, float(malvarde.hogst)), "ovre": float(malvarde.hogst)}
        case Fordelningsmalvarde():
            return {"spann": _fordelning(malvarde)}
        case Forandringsmalvarde(varje_manad=True):
            return {"avgors_ej": True, "kraver_skalar": True}
        case Forandringsmalvarde():
            return {"forandringar": (malvarde,), "kraver_skalar": skala is not None}
        case Sammansattmalvarde():
            return _sammansatt([_falt(del_, skala) for del_ in malvarde.delar])
        case _:
            return {"avgors_ej": True, "kraver_skalar": malvarde.matbart}


def _sammansatt(delar: Iterable[dict[str, object]]) -> dict[str, object]:
    """Several targets on the same row, all of which must be met."""
    spann, nedre, ovre = ALLT, -inf, inf
    forandringar: list[Forandringsmalvarde] = []
    avgors_ej = kraver_skalar = False
    for falt in delar:
        krav = Krav(**falt)  # type: ignore[arg-type]
        spann = spann.snitt(krav.spann)
        nedre, ovre = max(nedre, krav.nedre), min(ovre, krav.ovre)
        forandringar += krav.forandringar
        avgors_ej |= krav.avgors_ej
        kraver_skalar |= krav.kraver_skalar or bool(krav.forandringar)
    return {
        "spann": spann,
        "nedre": nedre,
        "ovre": ovre,
        "forandringar": tuple(forandringar),
        "avgors_ej": avgors_ej,
        "kraver_skalar": kraver_skalar,
    }


def _fordelning(malvarde: Fordelningsmalvarde) -> Spann:
    """The parts of a ranking that will do, 1 the top one."""
    if malvarde.inte:
        return Spann(2.0, inf) if malvarde.del_ == "översta" else Spann(1.0, malvarde.av - 1.0)
    return Spann(1.0, 1.0) if malvarde.del_ == "översta" else Spann(float(malvarde.av), float(malvarde.av))


def placering_av(malvarde: Malvarde | None) -> Spann | None:
    """The whole numbers that an outcome of the target can be; None when it is no placing.

    >>> placering_av(Fordelningsmalvarde(del_="översta", av=3))
    Spann(lagst=1.0, hogst=3.0)
    """
    match malvarde:
        case Rangmalvarde():
            return Spann(1.0, inf)
        case Fordelningsmalvarde():
            return Spann(1.0, float(malvarde.av))
        case Sammansattmalvarde():
            delar = [p for del_ in malvarde.delar if (p := placering_av(del_)) is not None]
            return reduce(Spann.snitt, delar) if delar else None
        case _:
            return None


def granser(lager: Mapping[str, Krav]) -> tuple[dict[str, float], dict[str, float]]:
    """The lowest and the highest figure that will do, by indicator, for the targets that an interval says.

    The second is empty when none has a highest.
    """
    spann = {id: k.spann for id, k in lager.items() if k.enkelt and not k.avgors_ej}
    lagst = {id: 1.0 if s.tomt else s.lagst for id, s in spann.items()}
    hogst = {id: 0.0 if s.tomt else s.hogst for id, s in spann.items()}
    return lagst, hogst if any(v < inf for v in hogst.values()) else {}


def sarskilda(lager: Mapping[str, Krav]) -> dict[Krav, list[str]]:
    """The targets that an interval does not say, with their indicators."""
    per_krav: dict[Krav, list[str]] = {}
    for id, krav in lager.items():
        if not krav.enkelt or (krav.avgors_ej and krav.kraver_skalar):
            per_krav.setdefault(krav, []).append(id)
    return per_krav
