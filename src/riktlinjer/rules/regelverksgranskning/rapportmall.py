"""Rapportmall: sections demanded nowhere or twice, demands without a heading, tables that nothing asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product
from typing import NamedTuple

from ...models.papekande import Papekande
from ...models.rapportmall import Galler, Mallavsnitt, Rapportmall
from ...models.regelverk import Regelverk
from ...models.skalor import Allvar, Mottagare, Rapporttyp
from ..avsnitt import ALLA
from ..lasningar import gallande, namnda_tolkningar
from .lasningsprov import Dom, Lasningsprov, Val, och, pavisa


class _Fall(NamedTuple):
    """A case that a demand may bind in."""

    rapporttyp: Rapporttyp
    mottagare: Mottagare
    grupp: str


def granska_rapportmallen(regelverk: Regelverk) -> Iterator[Papekande]:
    """Every finding about the report template."""
    mall = regelverk.rapportmall
    if mall is None:
        return
    yield from _aldrig_kravda(mall)
    yield from _kravda_tva_ganger(mall)
    yield from _krav_utan_avsnitt(regelverk, mall)
    yield from _avsnitt_utan_rubrik_over(regelverk, mall)
    yield from _tabeller(mall)


def _namn(avsnitt: Mallavsnitt) -> str:
    return f"{avsnitt.nummer} {avsnitt.titel}" if avsnitt.nummer else avsnitt.titel


def _fall(villkor: Iterable[Galler]) -> frozenset[_Fall]:
    """The cases that any of the conditions is for."""
    return frozenset(_Fall(*fall) for v in villkor for fall in product(v.rapporttyper, v.mottagare, (v.grupp,)))


def _ryms(fall: _Fall, i: frozenset[_Fall]) -> bool:
    """Whether the case is among the cases, itself or as one of every nämnd."""
    return fall in i or fall._replace(grupp=ALLA) in i


def _samtidigt(a: Galler, b: Galler) -> bool:
    """Whether some choice of readings lets both conditions hold."""
    lasta = {n.tolkning: n.lasning for n in a.nar}
    return all(lasta.get(n.tolkning, n.lasning) == n.lasning for n in b.nar)


def _aldrig_kravda(mall: Rapportmall) -> Iterator[Papekande]:
    for i, avsnitt in enumerate(mall.avsnitt):
        if not _fall(avsnitt.galler):
            text = f"Avsnittet ”{_namn(avsnitt)}” krävs inte i någon rapport."
            yield _papekande("REGEL-50", Allvar.FEL, text, f"rapportmall.avsnitt[{i}]", avsnitt)
        for j, krav in enumerate(avsnitt.krav):
            if not _fall(krav.galler):
                text = f"Kravet ”{krav.text}” i avsnittet ”{_namn(avsnitt)}” gäller inte i någon rapport."
                yield _papekande("REGEL-50", Allvar.FEL, text, f"rapportmall.avsnitt[{i}].krav[{j}]", avsnitt)


def _kravda_tva_ganger(mall: Rapportmall) -> Iterator[Papekande]:
    for (_, a), (j, b) in combinations(enumerate(mall.avsnitt), 2):
        samma_titel = _jamforbar(a.titel) == _jamforbar(b.titel)
        if a.nummer == b.nummer and (samma_titel or a.nummer is not None):
            allvar, hur = Allvar.FEL, "har samma plats i mallen"
        elif samma_titel and _over(a) == _over(b):
            allvar, hur = Allvar.VARNING, "har samma titel under samma rubrik"
        else:
            continue
        if gemensamma := _gemensamma(a.galler, b.galler):
            text = f"Avsnitten ”{_namn(a)}” och ”{_namn(b)}” {hur} och krävs båda i {_typer(gemensamma)}."
            yield _papekande("REGEL-51", allvar, text, f"rapportmall.avsnitt[{j}]", b)
    for i, avsnitt in enumerate(mall.avsnitt):
        for x, y in combinations(avsnitt.galler, 2):
            if x.grupp == y.grupp and (dubbla := _gemensamma((x,), (y,))):
                text = f"Att avsnittet ”{_namn(avsnitt)}” krävs i {_typer(dubbla)} är sagt två gånger."
                yield _papekande("REGEL-51", Allvar.VARNING, text, f"rapportmall.avsnitt[{i}].galler", avsnitt)
        yield from _samma_krav(i, avsnitt)


def _samma_krav(i: int, avsnitt: Mallavsnitt) -> Iterator[Papekande]:
    for (_, forra), (j, krav) in combinations(enumerate(avsnitt.krav), 2):
        lika = (_jamforbar(forra.text), forra.tabell) == (_jamforbar(krav.text), krav.tabell)
        if lika and (dubbla := _gemensamma(forra.galler, krav.galler)):
            text = f"Kravet ”{krav.text}” i avsnittet ”{_namn(avsnitt)}” är ställt två gånger i {_typer(dubbla)}."
            yield _papekande("REGEL-51", Allvar.VARNING, text, f"rapportmall.avsnitt[{i}].krav[{j}]", avsnitt)


def _jamforbar(text: str) -> str:
    """The text without regard to capitals and spaces."""
    return " ".join(text.split()).casefold()


def _over(avsnitt: Mallavsnitt) -> str:
    """The number of the heading above; "" for none."""
    return (avsnitt.nummer or "").rpartition(".")[0]


def _gemensamma(a: Iterable[Galler], b: Iterable[Galler]) -> list[_Fall]:
    """The cases that a condition of each is for, under the same readings."""
    svar: list[_Fall] = []
    for x, y in product(a, b):
        if _samtidigt(x, y):
            fall_x, fall_y = _fall((x,)), _fall((y,))
            svar += [f for f in fall_x if _ryms(f, fall_y)] + [f for f in fall_y if _ryms(f, fall_x)]
    return svar


def _typer(fall: Iterable[_Fall]) -> str:
    har = {f.rapporttyp for f in fall}
    return och(t for t in Rapporttyp if t in har)


def _krav_utan_avsnitt(regelverk: Regelverk, mall: Rapportmall) -> Iterator[Papekande]:
    for i, avsnitt in enumerate(mall.avsnitt):
        for j, krav in enumerate(avsnitt.krav):
            plats = f"rapportmall.avsnitt[{i}].krav[{j}]"
            vad = f"Kravet ”{krav.text}” gäller i {{}}, men avsnittet ”{_namn(avsnitt)}” krävs inte då{{}}."
            yield from _utan_tak(regelverk, krav.galler, avsnitt.galler, vad, plats, avsnitt)


def _avsnitt_utan_rubrik_over(regelverk: Regelverk, mall: Rapportmall) -> Iterator[Papekande]:
    per_nummer: dict[str, list[Galler]] = {}
    for a in mall.avsnitt:
        if a.nummer is not None:
            per_nummer.setdefault(a.nummer, []).extend(a.galler)
    for i, avsnitt in enumerate(mall.avsnitt):
        over = _over(avsnitt)
        if not over:
            continue
        plats = f"rapportmall.avsnitt[{i}]"
        if over not in per_nummer:
            text = f"Avsnittet ”{_namn(avsnitt)}” har ingen rubrik över sig: {over} finns inte i mallen."
            yield _papekande("REGEL-52", Allvar.FEL, text, plats, avsnitt)
            continue
        vad = f"Avsnittet ”{_namn(avsnitt)}” krävs i {{}}, men rubriken {over} över det krävs inte då{{}}."
        yield from _utan_tak(regelverk, avsnitt.galler, tuple(per_nummer[over]), vad, plats, avsnitt)


def _utan_tak(
    regelverk: Regelverk,
    under: tuple[Galler, ...],
    over: tuple[Galler, ...],
    mening: str,
    plats: str,
    avsnitt: Mallavsnitt,
) -> Iterator[Papekande]:
    """Cases in which what stands under a heading is demanded and the heading is not."""
    prov = Lasningsprov(regelverk, namnda_tolkningar((under, over)))
    if prov.for_manga:
        text = f"Tolkningarna ger för många läsningar av ”{_namn(avsnitt)}” för att det ska kunna granskas."
        yield _papekande("REGEL-06", Allvar.VARNING, text, plats, avsnitt)
        return
    if prov.okanda:
        return  # a reference that leads nowhere has its own finding

    def hal(val: Val) -> frozenset[_Fall]:
        tackta = _fall(gallande(over, val))
        return frozenset(f for f in _fall(gallande(under, val)) if not _ryms(f, tackta))

    halen = [hal(val) for val in prov.val]
    per_dom: dict[Dom, list[_Fall]] = {}
    for fall in sorted(frozenset().union(*halen)):
        dom = prov.dom(frozenset(i for i, h in enumerate(halen) if fall in h))
        if dom is not None:
            per_dom.setdefault(dom, []).append(fall)
    for dom, fallen in per_dom.items():
        grupper = sorted({f.grupp for f in fallen} - {ALLA})
        text = mening.format(_typer(fallen), f" (för {och(grupper)})" if grupper else "")
        yield pavisa(regelverk, "REGEL-52", dom, text, plats, avsnitt.kalla)


def _tabeller(mall: Rapportmall) -> Iterator[Papekande]:
    for i, tabell in enumerate(mall.tabeller):
        plats = f"rapportmall.tabeller[{i}]"
        kravd = {
            t
            for avsnitt in mall.avsnitt
            for krav in avsnitt.krav
            if krav.tabell == tabell.id
            for g in krav.galler
            for t in g.rapporttyper
        }
        if not kravd:
            text = f"Tabellen ”{tabell.titel}” krävs inte av något avsnitt."
            yield Papekande(kod="REGEL-53", allvar=Allvar.VARNING, text=text, plats=plats, kalla=tabell.kalla)
            continue
        for ord_, delar in (("Raden", tabell.rader), ("Kolumnen", tabell.kolumner)):
            for del_ in delar:
                utanfor = [t for t in Rapporttyp if t in del_.rapporttyper and t not in kravd]
                if utanfor:
                    vad = f"{ord_} ”{del_.namn}” i tabellen ”{tabell.titel}”"
                    text = f"{vad} ska fyllas i i {och(utanfor)}, men tabellen krävs inte då."
                    yield Papekande(kod="REGEL-53", allvar=Allvar.VARNING, text=text, plats=plats, kalla=tabell.kalla)
            tomma = [t for t in Rapporttyp if t in kravd and not any(t in d.rapporttyper for d in delar)]
            if delar and tomma:
                vad = "rad" if ord_ == "Raden" else "kolumn"
                text = f"Tabellen ”{tabell.titel}” krävs i {och(tomma)}, men ingen {vad} ska fyllas i då."
                yield Papekande(kod="REGEL-53", allvar=Allvar.VARNING, text=text, plats=plats, kalla=tabell.kalla)


def _papekande(kod: str, allvar: Allvar, text: str, plats: str, avsnitt: Mallavsnitt) -> Papekande:
    return Papekande(kod=kod, allvar=allvar, text=text, plats=plats, kalla=avsnitt.kalla)
