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
    steg = [s for s in regel.steg if _galler(s, val) and typ in (s.rapporttyper or rl.Rapporttyp)]
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
    elif regel.slag == "kvot":
        yield from _kvotfarger(rv.indikator(regel.indikator), utfall.get(regel.indikator), steg, val)
    else:
        yield from _avvikelsefarger(rv, regel, steg, utfall.get(regel.indikator), typ, val)


def _malvarde(indikator: rl.Indikator, val: Val) -> Any:
    for lasning in indikator.lasningar:
        if val[lasning.nar.tolkning] == lasning.nar.lasning:
            return lasning.malvarde
    return indikator.malvarde


def _kan_na_malet(indikator: rl.Indikator, givet: Any, val: Val) -> set[bool]:
    """True, False or both: what is not known, or a target that nobody can test, leaves both."""
    malvarde = _malvarde(indikator, val)
    if malvarde is None:
        return {True, False}
    villkor = malvarde.delar if malvarde.slag == "sammansatt" else [malvarde]
    matbara = [m for m in villkor if m.slag in ("gräns", "förändring")]
    fakta = _fakta(givet)
    kanda = [m for m in matbara if m.slag == "förändring" and m.mot.faktum.value in fakta]
    trosklar = [t for m in kanda if (t := _troskel(m, fakta[m.mot.faktum.value])) is not None]
    svar: set[bool] = set()
    for v in _alla_varden(indikator, givet, [m for m in matbara if m.slag == "gräns"], [], trosklar):
        jamforda = {m.mot.faktum.value for m in matbara if m.slag == "förändring"}
        okanda = {f: _baser(matbara, f, v) for f in sorted(jamforda) if f not in fakta}
        for baser in product(*okanda.values()):
            alla = fakta | dict(zip(okanda, baser, strict=True))
            natt = {_nar(m, v, alla) for m in villkor}
            svar |= {False} if False in natt else {True, False} if None in natt else {True}
    return svar


def _nar(villkor: Any, v: Fraction, fakta: Mapping[str, Fraction]) -> bool | None:
    """Whether the value meets one condition; None when no figure can tell."""
    if villkor.slag == "gräns":
        return _inom(villkor, v)
    if villkor.slag != "förändring":
        return None
    bas = fakta[villkor.mot.faktum.value]
    if not villkor.relativ:
        return _inom(villkor, v - bas)
    return _inom(villkor, (v - bas) / bas * 100) if bas > 0 else None


def _troskel(villkor: Any, bas: Fraction) -> Fraction | None:
    (grans,) = _granser(villkor)
    if not villkor.relativ:
        return bas + grans
    return bas + bas * grans / 100 if bas > 0 else None


def _baser(villkor: Iterable[Any], faktum: str, v: Fraction) -> list[Fraction]:
    """Figures to compare with on, beside, between and beyond those where a change is just enough."""
    brytpunkter = {Fraction(0)}
    for m in villkor:
        if m.slag == "förändring" and m.mot.faktum.value == faktum:
            (grans,) = _granser(m)
            if not m.relativ:
                brytpunkter.add(v - grans)
            elif grans != -100:
                brytpunkter.add(v / (1 + grans / 100))
    return _prov(brytpunkter)


def _kvotfarger(indikator: rl.Indikator, givet: Any, steg: list[Any], val: Val) -> Iterator[rl.Status]:
    """The target's share of the outcome where lower is better, else the outcome's of the target; in per cent."""
    malvarde = _malvarde(indikator, val)
    procent = {g for s in steg for g in _granser(s)}
    lagre = indikator.riktning is rl.Riktning.LAGRE
    if malvarde is None or malvarde.slag in ("under utveckling", "ordagrant", "inget"):
        andelar = _prov(procent | {Fraction(0)})  # some target above zero gives any share of the outcome's sign
        for v in _alla_varden(indikator, givet, [], []):
            if lagre and v <= 0:
                yield from _bast(steg)
            else:
                tecken = (v > 0) - (v < 0)
                samma = [a for a in andelar if (a > 0) - (a < 0) == tecken]
                yield from (s.status for s in steg for a in samma if _inom(s, a))
    elif malvarde.slag == "gräns" and (grans := next(_granser(malvarde))) > 0:
        trosklar = [100 * grans / p for p in procent if p] if lagre else [grans * p / 100 for p in procent]
        for v in _alla_varden(indikator, givet, [], [], trosklar):
            if lagre and v <= 0:
                yield from _bast(steg)
            else:
                andel = 100 * grans / v if lagre else 100 * v / grans
                yield from (s.status for s in steg if _inom(s, andel))


def _bast(steg: Iterable[Any]) -> Iterator[rl.Status]:
    """The colours of the steps that no share is too good for."""
    yield from (s.status for s in steg if s.hogst is None and s.under is None)


def _alla_varden(
    indikator: rl.Indikator,
    givet: Any,
    intervall: Iterable[Any],
    decimaler: Iterable[int],
    trosklar: Iterable[Fraction] = (),
) -> list[Fraction]:
    """The known value; else values on, beside, between and beyond the bounds, where rounding tips over too."""
    kant = _fakta(givet).get("varde")
    if kant is not None:
        return [kant]
    granser = {g for i in intervall for g in _granser(i)} | {Fraction(0), *trosklar}
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


def _avvikelsefarger(
    rv: rl.Regelverk, regel: Any, steg: list[Any], givet: Any, typ: rl.Rapporttyp, val: Val
) -> Iterator[rl.Status]:
    indikator = rv.indikator(regel.indikator)
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
