"""The oracle: the colours that DESIGN's words leave possible, found by trying every completion in exact fractions.

Written from the meaning of the answers ("Unknown is not no", "Direction", "Tolkning") and of the data's vocabulary; it
shares no code with the rules, and is slow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from strategies import JAMFORELSEFAKTA, styrande

import riktlinjer as rl

Val = Mapping[str, str]
EN_AVNING = Fraction(1, 10**90)
"""Less than any two generated numbers differ."""
HELA_ARET = {None, "helårsprognos", "R12", "utgångsvärde"}
SAMMA_SLAGS_SIFFRA = {"motsvarande_period", "foregaende_period"}


def facit(
    rv: rl.Regelverk, delmal: str, utfall: Mapping[str, Any], rapporttyp: rl.Rapporttyp | None
) -> frozenset[rl.Status]:
    """The union over report types (when none is given), readings of open tolkningar, and values of missing facts."""
    typer = list(rl.Rapporttyp) if rapporttyp is None else [rapporttyp]
    return frozenset(
        farg for typ in typer for val in lasningar(rv, delmal) for farg in _farger(rv, delmal, utfall, typ, val)
    )


def lasningar(rv: rl.Regelverk, delmal: str) -> Iterator[Val]:
    """Every choice of readings that is left, for the tolkningar that the rule or its indicators name."""
    ids = styrande(rv, delmal)
    tolkningar = {t.id: t for t in rv.tolkningar}
    mojliga = [
        [x.id for x in tolkningar[id].lasningar] if tolkningar[id].vald == "oppen" else [tolkningar[id].vald]
        for id in ids
    ]
    for valda in product(*mojliga):
        yield dict(zip(ids, valda, strict=True))


def _galler(del_: Any, val: Val) -> bool:
    return all(val[nar.tolkning] == nar.lasning for nar in del_.nar)


def _farger(
    rv: rl.Regelverk, delmal: str, utfall: Mapping[str, Any], typ: rl.Rapporttyp, val: Val
) -> Iterator[rl.Status]:
    regel = rv.delmal_med_id(delmal).statusregel
    steg = [s for s in regel.steg if _galler(s, val)]
    if regel.slag == "antal":
        raknade = {id for urval in regel.urval if _galler(urval, val) for id in urval.indikatorer}
        mojliga = [_kan_na_malet(rv.indikator(id), utfall.get(id), val) for id in raknade]
        for natt in product(*mojliga):
            yield from (s.status for s in steg if s.minst <= sum(natt) <= s.hogst)
    elif regel.slag == "värde":
        decimaler = [a.decimaler for a in regel.avrundning if _galler(a, val)]
        for v in _alla_varden(rv.indikator(regel.indikator), utfall.get(regel.indikator), steg, decimaler):
            avrundat = _halva_uppat(v, decimaler[0]) if decimaler else v
            yield from (s.status for s in steg if _inom(s, avrundat))
    else:
        yield from _avvikelsefarger(rv, regel, utfall.get(regel.indikator), typ, val)


def _kan_na_malet(indikator: rl.Indikator, givet: Any, val: Val) -> set[bool]:
    """True, False or both: an outcome that is not known, or a target that nobody can test, leaves both."""
    malvarde = indikator.malvarde
    for lasning in indikator.lasningar:
        if val[lasning.nar.tolkning] == lasning.nar.lasning:
            malvarde = lasning.malvarde
    if malvarde is None or malvarde.slag != "gräns":
        return {True, False}
    return {_inom(malvarde, v) for v in _alla_varden(indikator, givet, [malvarde], [])}


def _alla_varden(
    indikator: rl.Indikator, givet: Any, intervall: Iterable[Any], decimaler: Iterable[int]
) -> list[Fraction]:
    """The known value; else values on, beside, between and beyond the bounds, where rounding tips over too."""
    kant = _fakta(givet).get("varde")
    if kant is not None:
        return [kant]
    granser = {g for i in intervall for g in _granser(i)} | {Fraction(0)}
    skala = indikator.skala
    if skala is not None:
        granser |= {Fraction(skala.fran_och_med), Fraction(skala.till_och_med)}
    finhet = [Fraction(1, 10**n) for n in decimaler]
    granser |= {
        _halva_uppat(g, n) + k * f / 2
        for n, f in zip(decimaler, finhet, strict=True)
        for g in granser
        for k in range(-4, 5)
    }
    alla = _prov(granser)
    if skala is not None:
        alla = [v for v in alla if Fraction(skala.fran_och_med) <= v <= Fraction(skala.till_och_med)]
    return alla


def _avvikelsefarger(rv: rl.Regelverk, regel: Any, givet: Any, typ: rl.Rapporttyp, val: Val) -> Iterator[rl.Status]:
    indikator = rv.indikator(regel.indikator)
    steg = [s for s in regel.steg if _galler(s, val)]
    fakta = _fakta(givet)
    slag = givet.slag.value if isinstance(givet, rl.Utfall) and givet.slag else None
    krav = [f for f in regel.figur if typ in f.rapporttyper and _galler(f, val)]
    if slag is not None and any(slag not in {s.value for s in f.slag} for f in krav):
        # Not the figure that decides: nothing is known of that one, nor of its like for another period.
        fakta = {namn: v for namn, v in fakta.items() if namn != "varde" and namn not in SAMMA_SLAGS_SIFFRA}
    for grund in regel.jamforelse:
        if typ not in grund.rapporttyper or not _galler(grund, val):
            continue
        faktum = grund.faktum.value
        jamfort = fakta.get(faktum)
        if faktum == "foregaende_ar" and slag not in HELA_ARET and typ is not rl.Rapporttyp.AR:
            jamfort = None  # like is compared with like: part of a year is not compared with a whole one
        for v, j in _par(indikator, fakta.get("varde"), jamfort, steg):
            battre = v > j if indikator.riktning is rl.Riktning.HOGRE else v < j
            utfallet = "oförändrat" if v == j else "bättre" if battre else "sämre"
            yield from (s.status for s in steg if utfallet in {x.value for x in s.jamfort} and _inom(s, v))


def _par(
    indikator: rl.Indikator, varde: Fraction | None, jamfort: Fraction | None, steg: Iterable[Any]
) -> Iterator[tuple[Fraction, Fraction]]:
    granser = {g for s in steg for g in _granser(s)} | {Fraction(0)} | ({jamfort} if jamfort is not None else set())
    skala = indikator.skala
    if skala is not None:
        granser |= {Fraction(skala.fran_och_med), Fraction(skala.till_och_med)}
    for v in [varde] if varde is not None else _prov(granser):
        if skala is not None and not skala.fran_och_med <= v <= skala.till_och_med:
            continue
        for j in [jamfort] if jamfort is not None else _prov([v]):
            yield v, j


def _fakta(givet: Any) -> dict[str, Fraction]:
    """The facts that are known."""
    if isinstance(givet, rl.Utfall):
        namngivna = ((namn, getattr(givet, namn)) for namn in ("varde", *JAMFORELSEFAKTA))
        return {namn: Fraction(v) for namn, v in namngivna if v is not None}
    return {} if givet is None else {"varde": Fraction(givet)}


def _prov(granser: Iterable[Fraction]) -> list[Fraction]:
    ordnade = sorted(set(granser))
    mitt = [(a + b) / 2 for a, b in pairwise(ordnade)]
    nara = [g + d for g in ordnade for d in (-EN_AVNING, Fraction(0), EN_AVNING)]
    return [ordnade[0] - 1, *nara, *mitt, ordnade[-1] + 1]


def _granser(intervall: Any) -> Iterator[Fraction]:
    for namn in ("minst", "over", "hogst", "under"):
        grans: Decimal | None = getattr(intervall, namn)
        if grans is not None:
            yield Fraction(grans)


def _inom(intervall: Any, v: Fraction) -> bool:
    """minst is >=, over is >, hogst is <=, under is <; a bound that is not set sets no limit."""
    utanfor = (
        (intervall.minst is not None and v < intervall.minst)
        or (intervall.over is not None and v <= intervall.over)
        or (intervall.hogst is not None and v > intervall.hogst)
        or (intervall.under is not None and v >= intervall.under)
    )
    return not utanfor


def _halva_uppat(v: Fraction, decimaler: int) -> Fraction:
    return Fraction((v * 10**decimaler + Fraction(1, 2)).__floor__(), 10**decimaler)
