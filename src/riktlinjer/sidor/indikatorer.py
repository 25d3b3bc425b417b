"""The indicators, as a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from ..models.tal import skriv_med_enhet, skriv_tal
from ..models.tolkning import OPPEN
from ..rules.provning import enhet_under, malvarde_under
from ..utskrift import Block, Rubrik, Stycke
from .ordval import liten, och, skriv_insatsomrade
from .tolkningar import tolkningsblock

if TYPE_CHECKING:
    from .. import Indikator, Regelverk
    from ..models.indikator import Nivakrav


def indikatorsida(regelverk: Regelverk, indikatorer: Sequence[Indikator]) -> Iterator[Block]:
    """The indicators, by the mål, delmål or perspektiv they stand under."""
    yield Rubrik(f"{len(indikatorer)} indikatorer" if len(indikatorer) != 1 else "En indikator")
    if not regelverk.indikatorer:
        yield Stycke(f"{regelverk.titel} har inga indikatorer.")
        return
    yield Stycke(f"{regelverk.titel}. Under varje namn står indikatorns id.")
    namn = {mal.id: mal.namn for mal in regelverk.mal}
    namn |= {delmal.id: f"Delmål {delmal.nummer}: {delmal.namn} ({delmal.id})" for delmal in regelverk.delmal}
    namn |= {perspektiv.id: perspektiv.namn for perspektiv in regelverk.perspektiv}
    for mal, i_mal in groupby(indikatorer, key=lambda i: i.mal or i.perspektiv):
        if mal is not None:
            yield Rubrik(namn[mal], 2)
        poster = tuple(i_mal)
        forbehall = {i.forbehall for i in poster} if len(poster) > 1 else set()
        gemensamt = forbehall.pop() if len(forbehall) == 1 else None
        if gemensamt is not None:
            yield Stycke(f"Förbehåll för alla: {gemensamt}")
        for insatsomrade, grupp in groupby(poster, key=lambda i: i.insatsomrade):
            if insatsomrade is not None:
                yield Rubrik(skriv_insatsomrade(regelverk, insatsomrade), 3)
            for indikator in grupp:
                yield Rubrik(indikator.namn, 4)
                yield Stycke("\n".join(_indikatortext(regelverk, indikator, gemensamt)), indrag=True)
    yield from tolkningsblock(regelverk, [las.nar.tolkning for i in indikatorer for las in i.lasningar])


def _indikatortext(regelverk: Regelverk, indikator: Indikator, sagt: str | None) -> Iterator[str]:
    """What is known of an indicator, but for a reservation that has been told."""
    lasningar = {tolkning.id: tolkning.vald for tolkning in regelverk.tolkningar}
    enhet = enhet_under(indikator, lasningar)
    riktning = "riktningen är inte angiven" if indikator.riktning is None else indikator.riktning.value
    yield indikator.id
    yield (
        f"{'Ingen enhet' if enhet is None else f'Enhet {enhet}'}, {riktning}. {_utgangsvarde(indikator, enhet)} "
        f"{_malvarde(indikator, lasningar)}"
    )
    if indikator.skala is not None:
        yield f"Skala: {skriv_tal(indikator.skala.fran_och_med)}–{skriv_tal(indikator.skala.till_och_med)}."
    krav_som_galler = [k for k in indikator.nivakrav if all(lasningar[n.tolkning] in (n.lasning, OPPEN) for n in k.nar)]
    for niva, kraven in groupby(krav_som_galler, key=lambda krav: krav.niva):
        yield f"{niva}: {', '.join(map(_nivakrav, kraven))}."
    i_malvardet = indikator.malvarde is not None and indikator.malvarde.forbehall is not None
    if indikator.forbehall is not None and indikator.forbehall != sagt and not i_malvardet:
        yield f"Förbehåll: {indikator.forbehall}"
    if indikator.anmarkning is not None:
        yield indikator.anmarkning


def _utgangsvarde(indikator: Indikator, enhet: str | None) -> str:
    if indikator.utgangsvarde is not None:
        return f"Utgångsvärde {skriv_med_enhet(indikator.utgangsvarde, enhet)}."
    text = indikator.utgangsvarde_text
    return "Inget utgångsvärde." if text is None else f"Utgångsvärde: ”{text}”."


def _malvarde(indikator: Indikator, lasningar: Mapping[str, str]) -> str:
    malvarde = malvarde_under(indikator, lasningar)
    styr = sorted({f"{id} = {lasningar[id]}" for id in (las.nar.tolkning for las in indikator.lasningar)})
    beror = f" ({och(styr)})" if styr else ""
    if malvarde is None:
        return "Målvärdet för året är inte satt, bara målnivåer." if indikator.nivakrav else "Inget målvärde."
    if malvarde.slag == "inget":
        return f"Inget målvärde{beror}."
    if malvarde.slag == "under utveckling":
        return f"Målvärdet är under utveckling{beror}."
    return f"Målvärde {malvarde if malvarde.matbart else f'”{malvarde}”'}{beror}."


def _nivakrav(krav: Nivakrav) -> str:
    galler = krav.avser or krav.organisationsniva
    return liten(str(krav.malvarde)) + (f" ({galler})" if galler else "")
