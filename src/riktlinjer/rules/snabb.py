"""The shortest way to the commonest answer: how many of some bounds are met, without building anything in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any, TypeAlias

from ..models.indikator import Indikator
from ..models.malvarde import Gransmalvarde
from .provning import Antal, Antalsprovning
from .svar import BeraknadStatus, Innehallsbyggare, lat_status
from .utfallslasning import Givet

if TYPE_CHECKING:
    from ..models.regelverk import Regelverk
    from .beraknad import Statusinnehall


Snabbraknare: TypeAlias = Callable[[Mapping[str, Givet]], BeraknadStatus | None]
"""From outcomes to the answer; None when the outcomes are not of the common kind."""


def snabbraknare(
    prov: Antalsprovning,
    kanda: Mapping[str, Indikator],
    visade: Iterable[str],
    bygg: Innehallsbyggare[Mapping[str, Givet]],
) -> Snabbraknare | None:
    """The shortest way for the commonest case: bounds without a scale, and plain Decimals (or None) as outcomes.

    None when the rule has other targets. Whatever the function leaves to the general way gets the same answer there.

    Args:
        prov: the counting rule, under the only choice of readings.
        kanda: every indicator of the guideline.
        visade: the indicators that the answer shows, counted or not.
        bygg: what builds the answer's content from outcomes.
    """
    if not prov.malvarden:
        return None
    rader: list[tuple[str, Callable[[Decimal, Decimal], bool], Decimal]] = []
    for id, malvarde in prov.malvarden.items():
        if not isinstance(malvarde, Gransmalvarde) or kanda[id].skala is not None:
            return None
        rader.append((id, _jamfor(malvarde), malvarde.grans))
    ids, av = tuple(prov.malvarden), len(rader)
    svar = tuple(
        tuple((prov.tabell[n][okanda], Antal(n, av - n - okanda, okanda, av)) for okanda in range(av - n + 1))
        for n in range(av + 1)
    )
    utanfor = tuple(id for id in visade if id not in prov.malvarden)
    bygg_av = _Radbyggare(ids, bygg)

    def rakna(utfall: Mapping[str, Any]) -> BeraknadStatus | None:
        hamta = utfall.get
        varden: list[Decimal | None] = []
        uppnadda = okanda = 0
        for id, jamfor, grans in rader:
            varde = hamta(id)
            varden.append(varde)
            if varde.__class__ is Decimal and varde.is_finite():
                if jamfor(varde, grans):
                    uppnadda += 1
            elif varde is None:
                okanda += 1
            else:
                return None
        # Other keys must be known, and no outcome may be of a row that is shown but not counted.
        if len(utfall) != av - okanda and (
            not utfall.keys() <= kanda.keys() or any(utfall.get(id) is not None for id in utanfor)
        ):
            return None
        return lat_status(svar[uppnadda][okanda], bygg_av, varden)

    return rakna


class _Radbyggare:
    """Builds the content from the outcomes in the rule's order."""

    def __init__(self, ids: tuple[str, ...], bygg: Innehallsbyggare[Mapping[str, Givet]]) -> None:
        self._ids, self._bygg = ids, bygg

    @property
    def regelverk(self) -> Regelverk:
        return self._bygg.regelverk

    def __call__(self, varden: list[Decimal | None]) -> Statusinnehall:
        return self._bygg(dict(zip(self._ids, varden, strict=True)))


def _jamfor(malvarde: Gransmalvarde) -> Callable[[Decimal, Decimal], bool]:
    if malvarde.uppat:
        return ge if malvarde.inklusiv else gt
    return le if malvarde.inklusiv else lt
