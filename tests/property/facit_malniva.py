"""The oracle of the long-term levels: every completion of what is not known, tried one at a time in exact fractions.

Written from the meaning of the answers and of the data's vocabulary, as ``facit`` is; it shares no code with the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations_with_replacement, pairwise, product
from typing import Any, NamedTuple

from facit import _baser, _fakta, _granser, _nar, _troskel

import riktlinjer as rl

Figur = Fraction | None
NIVAER = (rl.Malniva.PA_MALET, rl.Malniva.PA_VAG_MOT_MALET, rl.Malniva.UNDER)
STORSTA_GRUPP = 5


class Varld(NamedTuple):
    """One way in which everything about an indicator may be."""

    varde: Figur
    fakta: dict[str, Fraction]
    delar: dict[str, Figur]
    """The parts that demands name."""
    medlemmar: tuple[Figur, ...]


def indikatorer_for(rv: rl.Regelverk, mal: str) -> list[rl.Indikator]:
    """The indicators whose demands the levels of a delmål or mål are."""
    langsiktiga = [i for d in rv.delmal if d.id == mal for i in d.langsiktiga_indikatorer]
    return [i for i in (*langsiktiga, *(i for i in rv.indikatorer if i.mal == mal)) if i.nivakrav]


def facit_malniva(
    rv: rl.Regelverk, mal: str, utfall: Mapping[str, Any], niva: rl.Organisationsniva
) -> frozenset[rl.Malniva]:
    """The levels that open readings and unknown figures leave."""
    ids = dict.fromkeys(n.tolkning for i in indikatorer_for(rv, mal) for k in i.nivakrav for n in k.nar)
    lasningar = [
        [x.id for x in rv.tolkning(id).lasningar] if rv.tolkning(id).vald == "oppen" else [rv.tolkning(id).vald]
        for id in ids
    ]
    svar: set[rl.Malniva] = set()
    for valda in product(*lasningar):
        val = dict(zip(ids, valda, strict=True))
        per_indikator = []
        for i in indikatorer_for(rv, mal):
            krav = [
                k
                for k in i.nivakrav
                if k.organisationsniva in (None, niva) and all(val[n.tolkning] == n.lasning for n in k.nar)
            ]
            if krav:
                per_indikator.append((krav, _alla_utslag(i, krav, utfall.get(i.id))))
        satta = {k.niva for krav, _ in per_indikator for k in krav}
        for utslag in product(*(alla for _, alla in per_indikator)) if satta else ():
            missade = frozenset().union(*utslag)
            svar.add(next(n for n in NIVAER if n is rl.Malniva.UNDER or (n in satta and n not in missade)))
    return frozenset(svar)


def _alla_utslag(indikator: rl.Indikator, krav: list[Any], givet: Any) -> set[frozenset[rl.Malniva]]:
    """The sets of levels that a demand of the indicator may stand in the way of."""
    alla: set[frozenset[rl.Malniva]] = set()
    for varld in _varldar(indikator, krav, givet):
        # The same target for both levels has one answer; one that nobody has set yet may become two.
        svar: dict[Any, set[bool]] = {}
        for k in krav:
            nyckel = (k.avser, k.malvarde, k.niva if not k.malvarde.matbart else None)
            nar = _natt(k, varld)
            svar[nyckel] = {True, False} if nar is None else {nar}
        for valda in product(*svar.values()):
            natt = dict(zip(svar, valda, strict=True))
            alla.add(
                frozenset(
                    k.niva for k in krav if not natt[(k.avser, k.malvarde, k.niva if not k.malvarde.matbart else None)]
                )
            )
    return alla


def _natt(krav: Any, varld: Varld) -> bool | None:
    return _prova(krav.malvarde, varld if krav.avser is None else Varld(varld.delar[krav.avser], {}, {}, ()))


def _prova(malvarde: Any, varld: Varld) -> bool | None:
    """True, False, or None when no figure can tell."""
    match malvarde.slag:
        case "sammansatt":
            return _och(_prova(del_, varld) for del_ in malvarde.delar)
        case "uppdelat":
            avgor = [d for d in malvarde.delar if malvarde.avgor in (None, d.del_)]
            return _och(_prova(d.malvarde, Varld(varld.delar[d.del_], {}, {}, ())) for d in avgor)
        case "grupp":
            ja = [_prova(malvarde.krav, Varld(m, {}, {}, ())) for m in varld.medlemmar].count(True)
            antal = len(varld.medlemmar)
            if malvarde.vilka in ("ingen", "inget", "inga"):
                return ja == 0
            if malvarde.andel is not None:
                return Fraction(ja, antal) >= Fraction(*malvarde.andel)
            return ja >= (malvarde.antal or antal)
        case "rang":
            return varld.varde is not None and varld.varde <= malvarde.hogst
        case "fördelning":
            ytterst = 1 if malvarde.del_ == "översta" else malvarde.av
            return (varld.varde == ytterst) != malvarde.inte
        case "gräns" | "förändring":
            if varld.varde is None or (malvarde.slag == "förändring" and malvarde.mot.faktum.value not in varld.fakta):
                return None
            return _nar(malvarde, varld.varde, varld.fakta)
        case _:
            return None


def _och(svar: Iterable[bool | None]) -> bool | None:
    alla = set(svar)
    return False if False in alla else None if None in alla else True


# Every way in which it may be


def _varldar(indikator: rl.Indikator, krav: list[Any], givet: Any) -> Iterator[Varld]:
    skala, fakta = indikator.skala, _fakta(givet)
    hela = [m for k in krav if k.avser is None for m in _enkla(k.malvarde)]
    delade: dict[str, list[Any]] = {}
    for k in krav:
        if k.avser is not None:
            delade.setdefault(k.avser, []).extend(_enkla(k.malvarde))
        elif k.malvarde.slag == "uppdelat":
            for d in k.malvarde.delar:
                delade.setdefault(d.del_, []).extend(_enkla(d.malvarde))
    kanda = dict((givet.delar if isinstance(givet, rl.Utfall) else None) or ())
    delar = {
        namn: [Fraction(kanda[namn])] if kanda.get(namn) is not None else _figurer(m, skala)
        for namn, m in delade.items()
    }
    grupper = [m for m in hela if m.slag == "grupp"]
    for v in [fakta["varde"]] if "varde" in fakta else _figurer(hela, skala, fakta):
        jamforda = {m.mot.faktum.value for m in hela if m.slag == "förändring"}
        okanda = {f: _baser(hela, f, v) for f in sorted(jamforda) if f not in fakta}
        for baser in product(*okanda.values()):
            alla_fakta = fakta | dict(zip(okanda, baser, strict=True))
            for delarna in product(*delar.values()):
                for medlemmar in _medlemmar(grupper, givet, skala):
                    yield Varld(v, alla_fakta, dict(zip(delar, delarna, strict=True)), medlemmar)


def _enkla(malvarde: Any) -> list[Any]:
    return list(malvarde.delar) if malvarde.slag == "sammansatt" else [malvarde]


def _figurer(villkor: list[Any], skala: Any, fakta: Mapping[str, Fraction] | None = None) -> list[Fraction]:
    """Placings where a condition is one; else figures on, between and beyond the bounds, within the scale."""
    delar = [m.av for m in villkor if m.slag == "fördelning"]
    if delar:
        return [Fraction(n) for n in range(1, min(delar) + 1)]
    if any(m.slag == "rang" for m in villkor):
        return [Fraction(n) for n in range(1, max(m.hogst for m in villkor if m.slag == "rang") + 2)]
    granser = {g for m in villkor if m.slag == "gräns" for g in _granser(m)}
    for m in villkor:
        if m.slag == "förändring" and m.mot.faktum.value in (fakta or {}):
            granser.add(_troskel(m, (fakta or {})[m.mot.faktum.value]) or Fraction(0))
    if skala is not None:
        granser |= {Fraction(skala.fran_och_med), Fraction(skala.till_och_med)}
    ordnade = sorted(granser | {Fraction(0)})
    alla = {ordnade[0] - 1, *ordnade, *((a + b) / 2 for a, b in pairwise(ordnade)), ordnade[-1] + 1}
    return sorted(v for v in alla if skala is None or skala.fran_och_med <= v <= skala.till_och_med)


def _medlemmar(grupper: list[Any], givet: Any, skala: Any) -> list[tuple[Figur, ...]]:
    """The members of the group, however many they may be, each with any figure that it may have."""
    if not grupper:
        return [()]
    varden = _figurer([g.krav for g in grupper], skala)
    delar = [v for _, v in givet.delar] if isinstance(givet, rl.Utfall) and givet.delar else []
    kanda = [Fraction(v) for v in delar if v is not None]
    sagda = max((2 if g.vilka == "båda" else g.storlek or 0 for g in grupper), default=0)
    storlekar: Iterable[int] = [max(sagda, len(delar)) - len(kanda)]
    if not delar and not sagda:
        storlekar = range(1, STORSTA_GRUPP + 1)
    return [(*kanda, *fyllda) for n in storlekar for fyllda in combinations_with_replacement(varden, n)]
