"""Referenser: pointers that lead nowhere and ids that collide, in a rule set however it was made."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from ...models.kalla import Kalla
from ...models.papekande import Papekande
from ...models.regelverk import Regelverk
from ...models.skalor import Allvar
from ..avsnitt import ALLA
from ..referenser import granska_referenser

_ID = ".id"


def granska_pekare(regelverk: Regelverk) -> Iterator[Papekande]:
    """Every finding about references and ids."""
    tabeller = regelverk.model_dump(mode="json")
    for plats, text in granska_referenser(tabeller):
        kod = "REGEL-31" if plats.endswith(_ID) else "REGEL-30"
        yield _papekande(kod, f"{text[0].upper()}{text[1:]}.", plats)
    yield from _dokument(regelverk)
    yield from _tabeller(regelverk)
    yield from _grupper(regelverk)


def _dokument(regelverk: Regelverk) -> Iterator[Papekande]:
    titlar = {d.titel for d in regelverk.dokument}
    okanda: dict[str, Kalla] = {}
    for kalla in _kallor(regelverk):
        if kalla.dokument not in titlar:
            okanda.setdefault(kalla.dokument, kalla)
    for titel, kalla in okanda.items():
        text = f"Källan {kalla} är i dokumentet ”{titel}”, som inte finns bland regelverkets dokument."
        yield _papekande("REGEL-30", text, "dokument", kalla)


def _kallor(nod: object) -> Iterator[Kalla]:
    if isinstance(nod, Kalla):
        yield nod
    elif isinstance(nod, BaseModel):
        for falt in type(nod).model_fields:
            yield from _kallor(getattr(nod, falt))
    elif isinstance(nod, tuple):
        for v in nod:
            yield from _kallor(v)


def _tabeller(regelverk: Regelverk) -> Iterator[Papekande]:
    mall = regelverk.rapportmall
    if mall is None:
        return
    kanda = {tabell.id for tabell in mall.tabeller}
    for i, avsnitt in enumerate(mall.avsnitt):
        for j, krav in enumerate(avsnitt.krav):
            if krav.tabell is not None and krav.tabell not in kanda:
                plats = f"rapportmall.avsnitt[{i}].krav[{j}].tabell"
                yield _papekande("REGEL-30", f"Tabellen {krav.tabell!r} finns inte i rapportmallen.", plats, krav.kalla)
    for slag, poster in (("tabell", mall.tabeller), ("formkrav", mall.formkrav)):
        ids = [post.id for post in poster]
        for id in dict.fromkeys(id for id in ids if ids.count(id) > 1):
            yield _papekande("REGEL-31", f"{id!r} är id för mer än en {slag} i rapportmallen.", f"rapportmall.{id}")


def _grupper(regelverk: Regelverk) -> Iterator[Papekande]:
    """Groups of nämnder that a demand binds and no nämnd belongs to."""
    mall = regelverk.rapportmall
    if mall is None:
        return
    kanda = {ALLA, *(grupp for namnd in regelverk.namnder for grupp in namnd.grupper)}
    okanda: dict[str, Kalla] = {}
    for avsnitt in mall.avsnitt:
        par = [(avsnitt.galler, avsnitt.kalla), *((krav.galler, krav.kalla) for krav in avsnitt.krav)]
        for villkor, kalla in par:
            for grupp in (v.grupp for v in villkor if v.grupp not in kanda):
                okanda.setdefault(grupp, kalla)
    for grupp, kalla in okanda.items():
        text = f"Rapportmallen ställer krav på gruppen ”{grupp}”, men ingen nämnd hör till den."
        yield _papekande("REGEL-30", text, "rapportmall", kalla)


def _papekande(kod: str, text: str, plats: str, kalla: Kalla | None = None) -> Papekande:
    return Papekande(kod=kod, allvar=Allvar.FEL, text=text, plats=plats, kalla=kalla)
