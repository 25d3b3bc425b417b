"""Uppgifter: the same fact stated in two places, and not alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from ...models.datum import skriv_dag
from ...models.indikator import Indikator
from ...models.kalla import Kalla
from ...models.papekande import Papekande
from ...models.regelverk import Regelverk
from ...models.skalor import Allvar


def granska_uppgifter(regelverk: Regelverk) -> Iterator[Papekande]:
    """Every finding about facts that are stated twice."""
    yield from _samma_indikator(regelverk)
    yield from _samma_indikatornamn(regelverk)
    yield from _samma_namn(regelverk)
    yield from _ar(regelverk)
    yield from _insatsomraden(regelverk)
    yield from _delmalens_ram(regelverk)
    yield from _malomraden(regelverk)


def _samma_indikator(regelverk: Regelverk) -> Iterator[Papekande]:
    lika: dict[object, list[Indikator]] = {}
    for i in regelverk.alla_indikatorer:
        lika.setdefault((_jamforbart(i.namn), i.mal, i.insatsomrade, i.perspektiv), []).append(i)
    for forsta, *resten in lika.values():
        for annan in resten:
            skiljer = [
                ord_
                for falt, ord_ in (
                    ("enhet", "enheter"),
                    ("riktning", "riktningar"),
                    ("skala", "skalor"),
                    ("malvarde", "målvärden"),
                    ("utgangsvarde", "senaste mätvärden"),
                )
                if getattr(forsta, falt) != getattr(annan, falt)
            ]
            olika = f"med olika {', '.join(skiljer)}" if skiljer else "med samma uppgifter"
            text = f"Indikatorn ”{annan.namn}” står två gånger på samma ställe ({forsta.id} och {annan.id}), {olika}."
            allvar = Allvar.FEL if skiljer else Allvar.VARNING
            yield Papekande(kod="REGEL-32", allvar=allvar, text=text, plats=annan.id, kalla=annan.kalla)


def _samma_indikatornamn(regelverk: Regelverk) -> Iterator[Papekande]:
    """Indicators of the year with one name in different places, when no insatsområde or perspektiv tells them apart."""
    lika: dict[str, list[Indikator]] = {}
    for i in regelverk.indikatorer:
        lika.setdefault(_jamforbart(i.namn), []).append(i)
    for a, b in (par for poster in lika.values() for par in combinations(poster, 2)):
        samma_stalle = (a.mal, a.insatsomrade, a.perspektiv) == (b.mal, b.insatsomrade, b.perspektiv)
        if not (samma_stalle or _skilda(a.insatsomrade, b.insatsomrade) or _skilda(a.perspektiv, b.perspektiv)):
            text = f"Indikatorn ”{b.namn}” finns två gånger på olika ställen, som {a.id} och {b.id}."
            yield Papekande(kod="REGEL-32", allvar=Allvar.VARNING, text=text, plats=b.id, kalla=b.kalla)


def _skilda(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a != b


def _ar(regelverk: Regelverk) -> Iterator[Papekande]:
    fran, till, ar = regelverk.galler_fran, regelverk.galler_till, regelverk.ar
    if fran.year != ar and not (till is not None and fran.year <= ar <= till.year):
        text = f"Regelverket gäller från {skriv_dag(fran)} men följer upp {ar}."
        yield Papekande(kod="REGEL-33", allvar=Allvar.VARNING, text=text, plats="galler_fran")


def _samma_namn(regelverk: Regelverk) -> Iterator[Papekande]:
    for ord_, poster in (
        ("Strategin", [(s.id, s.namn, s.kalla) for s in regelverk.strategier]),
        ("Målet", [(m.id, m.namn, m.kalla) for m in regelverk.mal]),
        ("Delmålet", [(d.id, d.namn, d.kalla) for d in regelverk.delmal]),
        ("Delmålet med numret", [(d.id, str(d.nummer), d.kalla) for d in regelverk.delmal]),
        ("Insatsområdet", [(o.id, o.namn, o.kalla) for o in regelverk.insatsomraden]),
        ("Perspektivet", [(p.id, p.namn, p.kalla) for p in regelverk.perspektiv]),
        ("Nämnden", [(n.id, n.namn, n.kalla) for n in regelverk.namnder]),
        ("Prioriteringsområdet", [(o.id, o.namn, o.kalla) for o in regelverk.prioriteringsomraden]),
        ("Målområdet", [(o.id, o.namn, o.kalla) for o in regelverk.malomraden]),
    ):
        yield from _dubbletter(ord_, poster)


def _dubbletter(ord_: str, poster: Iterable[tuple[str, str, Kalla]]) -> Iterator[Papekande]:
    sedda: dict[str, str] = {}
    for id, namn, kalla in poster:
        forsta = sedda.setdefault(_jamforbart(namn), id)
        if forsta != id:
            text = f"{ord_} ”{namn}” finns två gånger, som {forsta} och {id}."
            yield Papekande(kod="REGEL-32", allvar=Allvar.VARNING, text=text, plats=id, kalla=kalla)


def _insatsomraden(regelverk: Regelverk) -> Iterator[Papekande]:
    for omrade in regelverk.insatsomraden:
        har = {i.delmal: i for i in regelverk.indikatorer if i.insatsomrade == omrade.id and i.delmal is not None}
        for delmal, indikator in har.items():
            if delmal not in omrade.delmal:
                text = (
                    f"Insatsområdet ”{omrade.namn}” har indikatorn {indikator.id} under {delmal}, men säger inte själv "
                    "att det hör dit."
                )
                yield Papekande(kod="REGEL-33", allvar=Allvar.FEL, text=text, plats=omrade.id, kalla=omrade.kalla)
        for delmal in omrade.delmal:
            if har and delmal not in har:
                text = f"Insatsområdet ”{omrade.namn}” sägs höra till {delmal}, men ingen av dess indikatorer gör det."
                yield Papekande(kod="REGEL-33", allvar=Allvar.VARNING, text=text, plats=omrade.id, kalla=omrade.kalla)


def _delmalens_ram(regelverk: Regelverk) -> Iterator[Papekande]:
    strategier = {s.id: s for s in regelverk.strategier}
    strategi_for = {m.id: strategier.get(m.strategi or "") for m in regelverk.mal}
    delmal = {d.id: d for d in regelverk.delmal}
    for d in regelverk.delmal:
        strategi = strategi_for.get(d.mal)
        if strategi is not None and d.malar is not None and d.malar > strategi.till_ar:
            text = (
                f"Delmål {d.nummer}: målåret är {d.malar}, men strategin {strategi.namn} gäller bara till och med "
                f"{strategi.till_ar}."
            )
            yield Papekande(kod="REGEL-33", allvar=Allvar.VARNING, text=text, plats=d.id, kalla=d.kalla)
    for i in regelverk.indikatorer:
        under = delmal.get(i.delmal or "")
        if under is not None and i.mal not in (None, under.id, under.mal):
            text = f"{i.namn} ger färg åt {under.id} men står under {i.mal}."
            yield Papekande(kod="REGEL-33", allvar=Allvar.VARNING, text=text, plats=i.id, kalla=i.kalla)


def _malomraden(regelverk: Regelverk) -> Iterator[Papekande]:
    kanda = {o.namn for o in regelverk.malomraden}
    for mal in regelverk.mal:
        if kanda and mal.omrade not in kanda:
            text = f"Målet ”{mal.namn}” står under området {mal.omrade}, som inte finns bland målområdena."
            yield Papekande(kod="REGEL-33", allvar=Allvar.FEL, text=text, plats=mal.id, kalla=mal.kalla)


def _jamforbart(namn: str) -> str:
    """The name without regard to capitals and spaces."""
    return " ".join(namn.split()).casefold()
