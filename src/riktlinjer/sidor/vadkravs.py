"""What wanted colours take, as a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..models.tal import kort, skriv_med_enhet
from ..rules.kravtext import skriv_delta
from ..rules.statuskrav import Kravlage
from ..rules.svar import statusord
from ..utskrift import Block, Grupp, Kolumn, Rubrik, Stycke, Tabell
from .ordval import skriv_grupp, stor
from .tolkningar import tolkningsblock

if TYPE_CHECKING:
    from .. import Regelverk
    from ..rules.statuskrav import Forandring, Kravdel, Statuskrav


def vadkravssida(
    regelverk: Regelverk, krav: Sequence[Statuskrav], antal: int, avser: Sequence[str], *, utforligt: bool = False
) -> Iterator[Block]:
    """What the wanted colour takes of each delmål.

    Args:
        antal: how many outcomes were given.
        avser: what the outcomes are for: report type, period, unit; as far as it is said.
        utforligt: with a part for each delmål, and a table of what can change in it.
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
        if utforligt:
            yield Rubrik(f"Delmål {regelverk.delmal_med_id(k.delmal).nummer}: {k.namn}", 2)
            yield from forandringstabell(k, regelverk)
        yield Stycke(k.text)
    yield from tolkningsblock(regelverk, [t for k in krav for t in k.tolkningar])


def forandringstabell(krav: Statuskrav, regelverk: Regelverk | None = None) -> Iterator[Block]:
    """Each indicator that can change, with how far it has to; nothing when there is nothing to change.

    Args:
        regelverk: what tells indicators with one name apart; without it, their ids do.
    """
    if not krav.forandringar:
        return
    namnen = Counter(namn for _, namn in {(f.indikator, f.namn) for f in krav.forandringar})
    rader: list[tuple[str, ...] | Grupp] = []
    for del_ in krav.delar or (None,):
        if del_ is not None:
            rader.append(Grupp(stor(_delrubrik(del_))))
        for f in krav.forandringar:
            if del_ is None or _i_delen(f, del_):
                ensam = namnen[f.namn] == 1
                rader.append(_forandringsrad(f, f.namn if ensam else f"{f.namn} ({_skiljer(f, regelverk)})"))
    kolumner = (
        Kolumn("Indikator"),
        Kolumn("Utfall", hoger=True),
        Kolumn("Krävs", hoger=True),
        Kolumn("Förändring", hoger=True),
    )
    yield Tabell(kolumner, tuple(rader))


def _skiljer(f: Forandring, regelverk: Regelverk | None) -> str:
    """What tells an indicator from another with its name."""
    return (None if regelverk is None else skriv_grupp(regelverk, f.indikator)) or f.indikator


def _i_delen(forandring: Forandring, del_: Kravdel) -> bool:
    return forandring.uppna is del_.uppna and forandring.indikator in del_.indikatorer


def _forandringsrad(f: Forandring, namn: str) -> tuple[str, ...]:
    granser = () if f.grans is None else (f.grans,)
    nu = "inte känt" if f.varde is None else skriv_med_enhet(kort(f.varde, *granser), f.enhet)
    return namn, nu, f.villkor, skriv_delta(f) or "–"


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
        return ", ".join(map(_delrubrik, krav.delar))
    return " eller ".join(" till ".join(filter(None, (skriv_delta(f), f.villkor))) for f in krav.forandringar)


def _delrubrik(del_: Kravdel) -> str:
    av = f" av {len(del_.indikatorer)}" if del_.antal < len(del_.indikatorer) else ""
    return f"{del_.antal}{av} {'till når' if del_.uppna else 'når inte'} målvärdet"
