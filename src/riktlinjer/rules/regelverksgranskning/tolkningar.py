"""Tolkningar: questions that nothing depends on, and readings that are missing or cannot be told apart."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from ...models.papekande import Papekande
from ...models.regelverk import Regelverk
from ...models.skalor import Allvar
from ...models.tolkning import OPPEN, Nar, Tolkning
from .lasningsprov import och


def granska_tolkningar(regelverk: Regelverk) -> Iterator[Papekande]:
    """Every finding about the tolkningar themselves."""
    namnda = set(_villkor(regelverk))
    for tolkning in regelverk.tolkningar:
        yield from _standard(tolkning)
        lasta = {n.lasning for n in namnda if n.tolkning == tolkning.id}
        if not lasta:
            text = f"Ingen regel, inget målvärde och inget krav beror på tolkningen: {tolkning.fraga}"
            yield _papekande("REGEL-60", Allvar.VARNING, text, tolkning)
            continue
        lika = [lasning.id for lasning in tolkning.lasningar if lasning.id not in lasta]
        if len(lika) > 1:
            text = (
                f"Läsningarna {och(lika)} ger alltid samma svar: ingen del av regelverket gäller bara under en av dem."
            )
            yield _papekande("REGEL-62", Allvar.VARNING, text, tolkning)


def _standard(tolkning: Tolkning) -> Iterator[Papekande]:
    finns = [lasning.id for lasning in tolkning.lasningar]
    for falt, ord_ in (("standard", "Standardläsningen"), ("vald", "Den valda läsningen")):
        lasning = getattr(tolkning, falt)
        if lasning not in (*finns, OPPEN):
            text = f"{ord_} {lasning!r} finns inte; tolkningen har {och([*finns, OPPEN])}."
            yield _papekande("REGEL-61", Allvar.FEL, text, tolkning)


def _papekande(kod: str, allvar: Allvar, text: str, tolkning: Tolkning) -> Papekande:
    kalla = next(iter(tolkning.kalla), None)
    return Papekande(kod=kod, allvar=allvar, text=text, plats=tolkning.id, kalla=kalla, tolkning=tolkning.id)


def _villkor(nod: object) -> Iterator[Nar]:
    """Every condition in a model."""
    if isinstance(nod, Nar):
        yield nod
    elif isinstance(nod, BaseModel):
        for falt in type(nod).model_fields:
            yield from _villkor(getattr(nod, falt))
    elif isinstance(nod, tuple):
        for v in nod:
            yield from _villkor(v)
