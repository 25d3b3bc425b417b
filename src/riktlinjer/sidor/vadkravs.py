"""What wanted colours take, as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..rules.kravtext import skriv_delta
from ..rules.statuskrav import Kravlage
from ..rules.svar import statusord
from ..utskrift import Block, Kolumn, Rubrik, Stycke, Tabell
from .tolkningar import tolkningsblock

if TYPE_CHECKING:
    from .. import Regelverk
    from ..rules.statuskrav import Statuskrav


def vadkravssida(regelverk: Regelverk, krav: Sequence[Statuskrav], antal: int, avser: Sequence[str]) -> Iterator[Block]:
    """What the wanted colour takes of each delmål.

    Args:
        antal: how many outcomes were given.
        avser: what the outcomes are for: report type, period, unit; as far as it is said.
    """
    fargen = f" för {krav[0].status}" if krav else ""
    yield Rubrik(f"Vad som krävs{fargen}" + (f" – {', '.join(avser)}" if avser else ""))
    yield Stycke(
        f"{regelverk.titel}, utgåva {regelverk.utgava}. {antal} av {len(regelverk.indikatorer)} indikatorer har ett "
        "utfall. Utfallen får ändras; det som de jämförs med, regeln och läsningarna står fast."
    )
    if not krav:
        yield Stycke("Riktlinjen sätter inga färger: den har inga delmål.")
        return
    yield kravtabell(regelverk, krav)
    for k in krav:
        yield Stycke(k.text)
    yield from tolkningsblock(regelverk, [t for k in krav for t in k.tolkningar])


def kravtabell(regelverk: Regelverk, krav: Iterable[Statuskrav]) -> Tabell:
    """Each delmål with where it stands and what the colour takes, in a few words."""
    kolumner = (Kolumn("Delmål"), Kolumn("Nu"), Kolumn("Önskad färg"), Kolumn("Krävs"))
    rader = tuple(
        (
            f"Delmål {regelverk.delmal_med_id(k.delmal).nummer}",
            statusord(frozenset(k.mojliga)),
            f"{k.status}, {k.lage}",
            _kort(k),
        )
        for k in krav
    )
    return Tabell(kolumner, rader)


def _kort(krav: Statuskrav) -> str:
    """What it takes, without the indicators of a counting rule."""
    if krav.lage is Kravlage.REDAN:
        return "ingenting"
    if krav.lage is Kravlage.ONABART:
        return "–"
    if krav.delar:
        delar = []
        for del_ in krav.delar:
            av = f" av {len(del_.indikatorer)}" if del_.antal < len(del_.indikatorer) else ""
            delar.append(f"{del_.antal}{av} {'till når' if del_.uppna else 'når inte'} målvärdet")
        return ", ".join(delar)
    return " eller ".join(" till ".join(filter(None, (skriv_delta(f), f.villkor))) for f in krav.forandringar)
