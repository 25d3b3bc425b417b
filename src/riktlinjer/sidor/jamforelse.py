"""What changes between two rule sets, as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from ..rules.skillnader import Andringsslag
from ..utskrift import Block, Kolumn, Lista, Rubrik, Stycke, Tabell, Tips
from .ordval import stor

if TYPE_CHECKING:
    from ..rules.andringar import Andring
    from ..rules.jamforelse import Jamfort, Regelverksjamforelse
    from ..rules.statusandringar import Statusandring

_FLEST: Final = 25
"""More changes of one kind are counted and not told, unless all are asked for."""


def jamforelsesida(jamforelse: Regelverksjamforelse, *, alla: bool = False) -> Iterator[Block]:
    """How many changes there are of each kind, the statuses that change, then the changes.

    Args:
        alla: tell every change, also where there are many of one kind and of what only moves to another place in the
            sources.
    """
    yield Rubrik("Jämförelse av regelverk")
    yield Stycke(f"Från: {_regelverk(jamforelse.fore)}.\nTill: {_regelverk(jamforelse.efter)}.")
    if jamforelse.fore.organisation != jamforelse.efter.organisation:
        yield Stycke("Regelverken är olika organisationers. Poster med olika id är olika poster, vad de än heter.")
    if not jamforelse.andringar:
        yield Stycke("Inget skiljer dem åt.")
    else:
        yield Rubrik("Antal ändringar", 2)
        kolumner = (Kolumn("Vad"), *(Kolumn(namn, hoger=True) for namn in ("Nya", "Utgår", "Ändrade")))
        yield Tabell(kolumner, tuple((stor(a.vad), *map(str, a[1:])) for a in jamforelse.antal))
    if jamforelse.statusandringar is not None:
        yield from _statusar(jamforelse.statusandringar)
    if jamforelse.andringar:
        yield Rubrik("Ändringar", 2)
        yield from _andringar(jamforelse.andringar, alla)


def _regelverk(jamfort: Jamfort) -> str:
    return f"{jamfort.titel}, {jamfort.organisation}, utgåva {jamfort.utgava} ({jamfort.id})"


def _statusar(andringar: Sequence[Statusandring]) -> Iterator[Block]:
    yield Rubrik("Statusar som ändras", 2)
    if andringar:
        yield Lista(tuple(a.text for a in andringar))
        if not all(a.minsta for a in andringar):
            yield Stycke("Där orsaken är många ändringar kan en mindre kombination också räcka; alla är inte prövade.")
    else:
        yield Stycke("Ingen: utfallen ger samma statusar och målnivåer under båda.")


def _andringar(andringar: Sequence[Andring], alla: bool) -> Iterator[Block]:
    ordning = {vad: i for i, vad in enumerate(dict.fromkeys(a.vad for a in andringar))}
    for vad, grupp in groupby(sorted(andringar, key=lambda a: ordning[a.vad]), key=lambda a: a.vad):
        i_gruppen = list(grupp)
        yield Rubrik(stor(vad), 3)
        visade = i_gruppen if alla else _visade(vad, i_gruppen)
        if visade:
            yield Lista(tuple(a.text for a in visade))
        if gomda := len(i_gruppen) - len(visade):
            yield Tips(f"{gomda} {'till' if visade else 'ändringar av var i källan något står'} visas med --alla.")


def _visade(vad: str, andringar: list[Andring]) -> list[Andring]:
    """The changes that are told when not all are: what is changed before what is new or gone."""
    if vad == "källa":
        return []
    ordning = (Andringsslag.ANDRAD, Andringsslag.TILLAGD, Andringsslag.BORTTAGEN)
    return sorted(andringar, key=lambda a: ordning.index(a.slag))[:_FLEST]
