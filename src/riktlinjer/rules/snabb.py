"""The shortest way to the commonest answer: how many of some bounds are met, without building anything in between."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any, Final

from ..models.indikator import Indikator
from ..models.malvarde import Gransmalvarde
from .provning import Antal, Antalsprovning, Provning
from .svar import BeraknadStatus, lat_status
from .utfallslasning import Givet

if TYPE_CHECKING:
    from .beraknad import Statusinnehall

_ANDLIGT: Final = Decimal.is_finite


class Snabbraknare:
    """The shortest way for the commonest case: a counting rule, one choice of readings, bounds without a scale, and
    plain Decimals (or None) as outcomes. Anything else is left to the general way, which gives the same answer."""

    __slots__ = ("_bygg", "_forsta", "_ids", "_kanda", "_ovriga", "_rader", "_svar", "_typer", "_utanfor")

    def __init__(
        self,
        prov: Antalsprovning,
        kanda: Mapping[str, Indikator],
        visade: tuple[str, ...],
        bygg: Callable[[Mapping[str, Givet]], Statusinnehall],
    ) -> None:
        rader = [(_jamfor(malvarde), id, malvarde.grans) for id, malvarde in _granser(prov)]
        rader.sort(key=lambda rad: rad[0].__name__)  # indicators that are compared the same way stand together
        grupper = [
            (jamfor, start, tuple(grans for j, _, grans in rader if j is jamfor))
            for jamfor in dict.fromkeys(jamfor for jamfor, _, _ in rader)
            for start in (next(i for i, rad in enumerate(rader) if rad[0] is jamfor),)
        ]
        av = len(rader)
        self._rader = tuple((jamfor, grans) for jamfor, _, grans in rader)
        self._ids = tuple(id for _, id, _ in rader)
        self._typer = (Decimal,) * av
        self._forsta = (grupper[0][0], grupper[0][2])
        self._ovriga = tuple(grupper[1:])
        self._svar = tuple(
            tuple((prov.tabell[n][okanda], Antal(n, av - n - okanda, okanda, av)) for okanda in range(av - n + 1))
            for n in range(av + 1)
        )
        self._kanda = kanda.keys()
        self._utanfor = tuple(id for id in visade if id not in prov.malvarden)
        self._bygg = bygg

    @staticmethod
    def passar(provningar: tuple[Provning, ...], kanda: Mapping[str, Indikator]) -> bool:
        """Whether the rule is of the common kind."""
        return (
            len(provningar) == 1
            and isinstance(provningar[0], Antalsprovning)
            and len(provningar[0].malvarden) > 0
            and len(_granser(provningar[0])) == len(provningar[0].malvarden)
            and all(kanda[id].skala is None for id in provningar[0].malvarden)
        )

    def rakna(self, utfall: Mapping[str, Givet]) -> BeraknadStatus | None:
        """The answer; None when the outcomes are not of the common kind."""
        varden: tuple[Any, ...] = tuple(map(utfall.get, self._ids))
        if tuple(map(type, varden)) == self._typer:
            if not all(map(_ANDLIGT, varden)):
                return None
            jamfor, granser = self._forsta
            uppnadda = [*map(jamfor, varden, granser)].count(True)
            for jamfor, start, granser in self._ovriga:
                uppnadda += [*map(jamfor, varden[start:], granser)].count(True)
            okanda = 0
        else:
            uppnadda = okanda = 0
            for varde, (jamfor, grans) in zip(varden, self._rader, strict=True):
                if varde is None:
                    okanda += 1
                elif varde.__class__ is Decimal and varde.is_finite():
                    uppnadda += jamfor(varde, grans)
                else:
                    return None
        # More keys than counted outcomes: the rest must be known, and none may be of a row that is shown uncounted.
        if len(utfall) != len(varden) - okanda and (
            not utfall.keys() <= self._kanda or any(utfall.get(id) is not None for id in self._utanfor)
        ):
            return None
        return lat_status(self._svar[uppnadda][okanda], self._bygg_av_varden, varden)

    def _bygg_av_varden(self, varden: tuple[Decimal | None, ...]) -> Statusinnehall:
        return self._bygg(dict(zip(self._ids, varden, strict=True)))


def _granser(prov: Antalsprovning) -> list[tuple[str, Gransmalvarde]]:
    return [(id, malvarde) for id, malvarde in prov.malvarden.items() if isinstance(malvarde, Gransmalvarde)]


def _jamfor(malvarde: Gransmalvarde) -> Callable[[Decimal, Decimal], bool]:
    if malvarde.uppat:
        return ge if malvarde.inklusiv else gt
    return le if malvarde.inklusiv else lt
