"""Antalskrav: which indicators must change for a counting rule to give a colour for certain, and how many of them.

Every indicator counts at least so much and at most so much under each choice of readings: (1, 1) when it is met, (0, 0)
when it is missed or not counted, (0, 1) when either is possible. The sums decide the colour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import Final, NamedTuple, TypeAlias

from ..models.indikator import Indikator, Skala
from ..models.malvarde import (
    Forandringsmalvarde,
    Fordelningsmalvarde,
    Malvarde,
    Rangmalvarde,
    Sammansattmalvarde,
    Uppdelatmalvarde,
)
from ..models.tal import mitt
from ..models.utfall import Utfall
from .intervall import Intervall, omraden
from .provning import Antalsprovning, Fakta
from .utslag import fyllda, mojliga_utslag

Bidrag: TypeAlias = tuple[tuple[int, int], ...]
"""What an indicator counts under each choice of readings: at least, at most."""
Lage: TypeAlias = tuple[tuple[int, int], ...]
"""How many are met under each choice of readings: at least, at most."""

_UTANFOR: Final = (0, 0)
_BIDRAG: Final = {frozenset({True}): (1, 1), frozenset({False}): (0, 0)}
_OVISST: Final = (0, 1)
_SVAR: Final = {True: (1, 1), False: (0, 0), None: _OVISST}
_FLEST_VAGAR: Final = 64
"""So many equally short ways to one sum are kept."""


class Antalsval(NamedTuple):
    """A change that an indicator can make."""

    indikator: str
    uppat: bool
    """Whether it then counts as met under more readings than before."""
    omrade: tuple[Intervall, ...]
    """The outcomes that make it; empty when it takes more than one figure."""
    uppnas: tuple[str, ...] = ()
    """The targets that are met then, in words, when it takes more than one figure."""
    missas: tuple[str, ...] = ()
    """The targets that are missed then."""


class Antalsdel(NamedTuple):
    """So many of some changes, any of them."""

    antal: int
    uppat: bool
    val: tuple[Antalsval, ...]


class _Typ(NamedTuple):
    """Indicators that count alike and can change alike."""

    nu: Bidrag
    val: tuple[Bidrag, ...]
    """What they can come to count, the nearest first."""
    medlemmar: tuple[str, ...]


_Par: TypeAlias = tuple[int, int]
"""A type and one of its changes, by number."""
_Del: TypeAlias = tuple[frozenset[_Par], int]


def antalsdelar(
    provningar: Sequence[Antalsprovning],
    indikatorer: Sequence[Indikator],
    fakta: Fakta,
    saker: Callable[[Lage], bool],
) -> tuple[Antalsdel, ...] | None:
    """The fewest changes after which the sums are such that ``saker`` holds; None when no changes make it so.

    Args:
        provningar: the rule under each choice of readings.
        indikatorer: those that some of them counts.
        saker: whether sums give the colour for certain.
    """
    nu = {i.id: _bidrag(provningar, i, fakta.get(i.id)) for i in indikatorer}
    val = {i.id: mojliga_val(provningar, i, fakta.get(i.id)) for i in indikatorer}
    typer = _typer(nu, val)
    start = _summa(nu.values(), len(provningar))
    vagar = _kortaste(start, typer, saker)
    if not vagar:
        return None
    delar = _sla_ihop(min(vagar, key=_rang(typer)), start, typer, saker)
    return tuple(_antalsdel(antal, par, typer, val) for par, antal in delar)


def mojliga_val(
    provningar: Sequence[Antalsprovning], indikator: Indikator, utfall: Utfall | None
) -> dict[Bidrag, Antalsval]:
    """What an indicator can come to count, and the outcomes that make it do so; not what it counts already."""
    nu = _bidrag(provningar, indikator, utfall)
    utgang = utfall or Utfall()
    malvarden = [p.malvarden.get(indikator.id) for p in provningar]
    provade = list(dict.fromkeys(m for m in malvarden if m is not None))

    def vid(varde: Decimal) -> Bidrag:
        return _bidrag(provningar, indikator, utgang.model_copy(update={"varde": varde}))

    heltal = any(isinstance(d, Rangmalvarde | Fordelningsmalvarde) for m in provade for d in _villkor(m))
    skala = _placeringsskala(provade, indikator.skala)
    snitt = list(dict.fromkeys(g for m in provade for g in _granser(m, utgang)))
    funna: dict[Bidrag, Antalsval] = {}
    for bidrag, omrade in omraden(vid, snitt, skala, heltal=heltal).items():
        if bidrag != nu:
            funna[bidrag] = Antalsval(indikator.id, _uppat(nu, bidrag), omrade)
    for bidrag, uppnadda in _ifyllda(nu, malvarden, provade, utgang, indikator.skala):
        if bidrag != nu and bidrag not in funna:
            nar = tuple(str(m) for m in provade if uppnadda.get(m) is True)
            missar = tuple(str(m) for m in provade if uppnadda.get(m) is False)
            funna[bidrag] = Antalsval(indikator.id, _uppat(nu, bidrag), (), nar, missar)
    return funna


def _bidrag(provningar: Iterable[Antalsprovning], indikator: Indikator, utfall: Utfall | None) -> Bidrag:
    return tuple(
        _BIDRAG.get(mojliga_utslag(p.malvarden[indikator.id], utfall, indikator.skala), _OVISST)
        if indikator.id in p.malvarden
        else _UTANFOR
        for p in provningar
    )


def _ifyllda(
    nu: Bidrag,
    malvarden: Sequence[Malvarde | None],
    provade: Iterable[Malvarde],
    utfall: Utfall,
    skala: Skala | None,
) -> Iterator[tuple[Bidrag, dict[Malvarde, bool | None]]]:
    """What it can count by whatever figures it takes, and which targets are met then; what is compared with stays."""
    matbara = [m for m in provade if m.matbart]
    domar: list[dict[Malvarde, bool | None]]
    if any(isinstance(d, Forandringsmalvarde) and d.varje_manad for m in matbara for d in _villkor(m)):
        domar = [{m: svar for m in matbara} for svar in (True, False)]  # noqa: C420 - None is a judgement too
    else:
        tomda = _tomda(matbara, utfall, skala) if matbara else ()
        domar = [{m: m.provas_mot(fall) for m in matbara} for tomt in tomda for fall in fyllda(matbara, tomt, skala)]
    for dom in domar:
        # A target that no rule can test may come out either way.
        yield tuple(b if m is None else _SVAR[dom.get(m)] for m, b in zip(malvarden, nu, strict=True)), dom


def _tomda(malvarden: Sequence[Malvarde], utfall: Utfall, skala: Skala | None) -> Iterator[Utfall]:
    """The outcome without its own figures, and with figures that a change in per cent is from where none is known."""
    tomt = {
        "varde": None,
        "serie": utfall.serie and tuple(None for _ in utfall.serie),
        "delar": utfall.delar and tuple((namn, None) for namn, _ in utfall.delar),
    }
    okanda = {
        d.fakta()[0].value
        for m in malvarden
        for d in _villkor(m)
        if isinstance(d, Forandringsmalvarde) and d.relativ and all(getattr(utfall, f.value) is None for f in d.fakta())
    }
    andar = (
        () if skala is None else (skala.fran_och_med, mitt(skala.fran_och_med, skala.till_och_med), skala.till_och_med)
    )
    baser = [Decimal(1), *(v for v in andar if v > 0)]
    for valda in product(baser, repeat=len(okanda)):
        yield utfall.model_copy(update=tomt | dict(zip(sorted(okanda), valda, strict=True)))


def _villkor(malvarde: Malvarde) -> Iterator[Malvarde]:
    """The conditions on one figure that the target is put together of."""
    if isinstance(malvarde, Sammansattmalvarde):
        for del_ in malvarde.delar:
            yield from _villkor(del_)
    elif isinstance(malvarde, Uppdelatmalvarde) and malvarde.efter == "år":
        for ar in malvarde.delar:
            yield from _villkor(ar.malvarde)
    else:
        yield malvarde


def _granser(malvarde: Malvarde, utfall: Utfall) -> Iterator[Decimal]:
    """The figures on or beside which the answer for an outcome can change."""
    for villkor in _villkor(malvarde):
        yield from villkor.granser_for(utfall)
        if isinstance(villkor, Rangmalvarde):
            yield Decimal(villkor.hogst)
        elif isinstance(villkor, Fordelningsmalvarde):
            yield from map(Decimal, range(1, villkor.av + 1))


def _placeringsskala(malvarden: Iterable[Malvarde], skala: Skala | None) -> Skala | None:
    """The scale; that of the parts when a target is a part of a ranking."""
    delar = [d.av for m in malvarden for d in _villkor(m) if isinstance(d, Fordelningsmalvarde)]
    return Skala(fran_och_med=Decimal(1), till_och_med=Decimal(min(delar))) if delar else skala


def _uppat(fran: Bidrag, till: Bidrag) -> bool:
    return sum(map(sum, till)) > sum(map(sum, fran))


# The fewest changes


def _typer(nu: Mapping[str, Bidrag], val: Mapping[str, Mapping[Bidrag, Antalsval]]) -> list[_Typ]:
    lika: dict[tuple[Bidrag, frozenset[Bidrag]], list[str]] = {}
    for id, bidrag in nu.items():
        if val[id]:
            lika.setdefault((bidrag, frozenset(val[id])), []).append(id)
    return [
        _Typ(bidrag, tuple(sorted(nya, key=lambda ny, fran=bidrag: _skillnader(fran, ny))), tuple(ids))  # type: ignore[misc]
        for (bidrag, nya), ids in lika.items()
    ]


def _skillnader(fran: Bidrag, till: Bidrag) -> tuple[int, bool, Bidrag]:
    return sum(a != b for a, b in zip(fran, till, strict=True)), not _uppat(fran, till), till


def _summa(bidrag: Iterable[Bidrag], antal: int) -> Lage:
    summor = [(0, 0)] * antal
    for b in bidrag:
        summor = [(lo + x, hi + y) for (lo, hi), (x, y) in zip(summor, b, strict=True)]
    return tuple(summor)


def _flyttat(lage: Lage, fran: Bidrag, till: Bidrag, antal: int) -> Lage:
    return tuple(
        (lo + antal * (c - a), hi + antal * (d - b)) for (lo, hi), (a, b), (c, d) in zip(lage, fran, till, strict=True)
    )


def _efter(start: Lage, typer: Sequence[_Typ], vag: Mapping[_Par, int]) -> Lage:
    for (t, v), antal in vag.items():
        start = _flyttat(start, typer[t].nu, typer[t].val[v], antal)
    return start


def _kortaste(start: Lage, typer: Sequence[_Typ], saker: Callable[[Lage], bool]) -> list[dict[_Par, int]]:
    """The ways with the fewest changes, as how many make each change."""
    lagen: dict[Lage, list[dict[_Par, int]]] = {start: [{}]}
    for t, typ in enumerate(typer):
        nya: dict[Lage, list[dict[_Par, int]]] = {}
        for fordelning in _fordelningar(len(typ.medlemmar), len(typ.val)):
            tillagg = {(t, v): n for v, n in enumerate(fordelning) if n}
            for lage, vagar in lagen.items():
                mal = nya.setdefault(_efter(lage, typer, tillagg), [])
                langd = _langd(vagar[0]) + sum(fordelning)
                if mal and _langd(mal[0]) > langd:
                    mal.clear()
                if not mal or _langd(mal[0]) == langd:
                    mal += [vag | tillagg for vag in vagar[: _FLEST_VAGAR - len(mal)]]
        lagen = nya
    traffar = [vag for lage, vagar in lagen.items() if saker(lage) for vag in vagar]
    kortast = min(map(_langd, traffar), default=0)
    return [vag for vag in traffar if _langd(vag) == kortast]


def _langd(vag: Mapping[_Par, int]) -> int:
    return sum(vag.values())


def _fordelningar(hogst: int, fack: int) -> Iterator[tuple[int, ...]]:
    """Every way to put at most so many in so many boxes."""
    if not fack:
        yield ()
        return
    for n in range(hogst + 1):
        for resten in _fordelningar(hogst - n, fack - 1):
            yield (n, *resten)


def _rang(typer: Sequence[_Typ]) -> Callable[[Mapping[_Par, int]], tuple[int, int, int, list[_Par]]]:
    """The order among ways that are as short: in one direction, by the nearest bounds, towards the better."""

    def rang(vag: Mapping[_Par, int]) -> tuple[int, int, int, list[_Par]]:
        uppat = {par: _uppat(typer[par[0]].nu, typer[par[0]].val[par[1]]) for par in vag}
        steg = sum(n * v for (_, v), n in vag.items())
        return len(set(uppat.values())), steg, sum(n for par, n in vag.items() if not uppat[par]), sorted(vag)

    return rang


# Which of them do as well as each other


def _sla_ihop(vag: Mapping[_Par, int], start: Lage, typer: Sequence[_Typ], saker: Callable[[Lage], bool]) -> list[_Del]:
    """The changes as parts, each with every other change that its own can be exchanged for."""
    delar: list[_Del] = [(frozenset({par}), antal) for par, antal in vag.items()]
    i = 0
    while i < len(delar):
        for annan in delar[i + 1 :]:
            ihop = (delar[i][0] | annan[0], delar[i][1] + annan[1])
            nya = [ihop if d is delar[i] else d for d in delar if d is not annan]
            if _duger(nya, ihop, start, typer, saker):
                delar = nya
        for par in _par(typer):
            if not any(par in med for med, _ in delar):
                ihop = (delar[i][0] | {par}, delar[i][1])
                nya = [*delar[:i], ihop, *delar[i + 1 :]]
                if _duger(nya, ihop, start, typer, saker):
                    delar = nya
        i += 1
    return delar


def _par(typer: Sequence[_Typ]) -> Iterator[_Par]:
    return ((t, v) for t, typ in enumerate(typer) for v in range(len(typ.val)))


def _duger(
    delar: Sequence[_Del], ihop: _Del, start: Lage, typer: Sequence[_Typ], saker: Callable[[Lage], bool]
) -> bool:
    """Whether the changes put together are alike, and every choice among them does."""
    riktningar = {_uppat(typer[t].nu, typer[t].val[v]) for t, v in ihop[0]}
    if len(riktningar) > 1 or len({t for t, _ in ihop[0]}) < len(ihop[0]):
        return False
    return all(saker(_efter(start, typer, vag)) for vag in _urval(delar, typer))


def _urval(delar: Sequence[_Del], typer: Sequence[_Typ]) -> Iterator[dict[_Par, int]]:
    """Every way to choose the changes."""
    val = [[(sorted(par), f) for f in _fordelningar(antal, len(par)) if sum(f) == antal] for par, antal in delar]
    for valda in product(*val):
        vag = {par: n for paren, f in valda for par, n in zip(paren, f, strict=True)}
        per_typ: dict[int, int] = {}
        for (t, _), n in vag.items():
            per_typ[t] = per_typ.get(t, 0) + n
        if all(n <= len(typer[t].medlemmar) for t, n in per_typ.items()):
            yield vag


def _antalsdel(
    antal: int, par: Iterable[_Par], typer: Sequence[_Typ], val: Mapping[str, Mapping[Bidrag, Antalsval]]
) -> Antalsdel:
    andringar = {id: val[id][typer[t].val[v]] for t, v in par for id in typer[t].medlemmar}
    i_ordning = tuple(andringar[id] for id in val if id in andringar)
    return Antalsdel(antal, i_ordning[0].uppat, i_ordning)
