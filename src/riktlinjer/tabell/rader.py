"""Rader: each row of a table held against its indicator's target, as expressions.

Whether a figure can be compared is a column of its own, never null, and every comparison of the figure stands behind it
with "and": false and anything is false, also in a library that orders NaN last or makes null of a comparison with null.
No boolean that is null then reaches a sum or a ``when``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from math import inf
from operator import and_, ge, gt, le, lt, or_
from typing import Any, Final

import narwhals.stable.v2 as nw

from ..models.indikator import Indikator
from ..models.malvarde import Forandringsmalvarde
from ..models.skalor import Utfallsslag
from ..models.tal import ENHETER, produkt, summa
from .flyttal import Spann, fran, till
from .kolumner import Ram, Tabell, delat, tal, text
from .krav import Krav, placering_av
from .uppslag import bland

VARDE: Final = "__rl_varde"
KANT: Final = "__rl_kant"
FEL: Final = "__rl_fel"
_STORSTA: Final = float(2**51)
"""Differences of whole numbers up to this are exact as floats."""
_NARA: Final = 1e-12
"""A difference of floats that is smaller, relative to them, may come out on either side."""
_RUTA: Final = 4
"""So many decimals do figures usually have at most."""
_FLEST_DECIMALER: Final = 9


@dataclass(frozen=True, slots=True)
class Indikatorsvar:
    """What a row settles about one target; every expression is a boolean that is never null."""

    uppnadd: nw.Expr
    ej_uppnadd: nw.Expr
    oprovat: nw.Expr | None = None
    """Whether the scalar function could say more; None when it never can."""


class Granskning:
    """What can be wrong with a row that names an indicator, by the code of its finding."""

    def __init__(self, tabell: Tabell, indikatorer: Iterable[tuple[Indikator, tuple[str | None, ...]]]) -> None:
        self._tabell = tabell
        self._indikatorer = list(indikatorer)
        indikator = tabell.falt["indikator"]
        self.id = text(indikator, tabell.typer[indikator])
        self._tal = {
            falt: tal(tabell.falt[falt], tabell.typer[tabell.falt[falt]]) for falt in ("utfall", *tabell.fakta)
        }

    @property
    def okand(self) -> nw.Expr:
        """Whether no indicator has the row's id."""
        return ~bland(self.id, [i.id for i, _ in self._indikatorer])

    @property
    def nan(self) -> nw.Expr | None:
        """Whether the outcome is NaN, in a library that tells NaN from null; None when it cannot be."""
        kolumn = self._tabell.falt["utfall"]
        if self._tabell.typer[kolumn] != nw.Float64:
            return None
        return nw.col(kolumn).is_nan().fill_null(False) & ~nw.col(kolumn).is_null()

    def brister(self) -> dict[str, nw.Expr]:
        """Code -> whether the row has the fault that makes its figures useless; only the faults that it can have."""
        funna = {
            "enhet": self._fel_enhet(),
            "skala": self._utanfor((i.id, _skala(i)) for i, _ in self._indikatorer),
            "placering": self._ingen_placering(),
            "tal": reduce(or_, (t.orimligt for t in self._tal.values())),
            "slag": self._okant_slag(),
        }
        return {kod: villkor for kod, villkor in funna.items() if villkor is not None}

    def _utanfor(self, spann: Iterable[tuple[str, Spann | None]]) -> nw.Expr | None:
        per_spann: dict[Spann, list[str]] = {}
        for id, s in spann:
            if s is not None:
                per_spann.setdefault(s, []).append(id)
        varde = self._tal["utfall"]
        delar = [bland(self.id, ids) & varde.dugligt & ~inom(varde.varde, s) for s, ids in per_spann.items()]
        return reduce(or_, delar) if delar else None

    def _ingen_placering(self) -> nw.Expr | None:
        platser = [(i.id, p) for i, _ in self._indikatorer if (p := _placering(i)) is not None]
        utanfor = self._utanfor(platser)
        if utanfor is None:
            return None
        varde = self._tal["utfall"]
        delat = varde.varde.floor() != varde.varde
        return utanfor | (bland(self.id, [id for id, _ in platser]) & varde.dugligt & delat)

    def _fel_enhet(self) -> nw.Expr | None:
        if "matenhet" not in self._tabell.falt:
            return None
        kolumn = self._tabell.falt["matenhet"]
        angiven = text(kolumn, self._tabell.typer[kolumn]).str.strip_chars().str.to_lowercase()
        per_enheter: dict[tuple[str, ...], list[str]] = {}
        for indikator, enheter in self._indikatorer:
            if None not in enheter:
                per_enheter.setdefault(tuple(e for e in enheter if e is not None), []).append(indikator.id)
        tom = angiven.is_null() | (angiven == "").fill_null(False)
        delar = [bland(self.id, ids) & ~bland(angiven, _stavningar(e)) for e, ids in per_enheter.items()]
        return reduce(or_, delar) & ~tom if delar else None

    def _okant_slag(self) -> nw.Expr | None:
        if "slag" not in self._tabell.falt:
            return None
        kolumn = self._tabell.falt["slag"]
        angivet = text(kolumn, self._tabell.typer[kolumn])
        return ~bland(angivet, [s.value for s in Utfallsslag]) & ~angivet.is_null()

    def lagg_till(self, ram: Ram, fakta: Iterable[str]) -> Ram:
        """The frame with its figures ready to be compared: those of useless rows are not known."""
        brister = list(self.brister().values())
        ram = ram.with_columns(**{FEL: reduce(or_, brister)})
        nya: dict[str, nw.Expr] = {}
        for falt, namn in (("utfall", ""), *((f, f) for f in fakta)):
            kolumn = self._tal[falt]
            nya |= {KANT + namn: kolumn.dugligt & ~nw.col(FEL), VARDE + namn: kolumn.varde}
        return ram.with_columns(**nya)


def _skala(indikator: Indikator) -> Spann | None:
    skala = indikator.skala
    if skala is None:
        return None
    return fran(skala.fran_och_med, inklusiv=True).snitt(till(skala.till_och_med, inklusiv=True))


def _placering(indikator: Indikator) -> Spann | None:
    malvarden = (indikator.malvarde, *(lasning.malvarde for lasning in indikator.lasningar))
    spann = [p for m in malvarden if (p := placering_av(m)) is not None]
    return reduce(Spann.snitt, spann) if spann else None


def _stavningar(enheter: Iterable[str]) -> list[str]:
    """How the units may be written, in lower case."""
    egna = set(enheter)
    return sorted({e.lower() for e in egna} | {stavning for stavning, enhet in ENHETER.items() if enhet in egna})


def inom(varde: nw.Expr, spann: Spann) -> nw.Expr:
    """Whether a figure lies in the interval."""
    delar = []
    if spann.tomt:
        return varde != varde
    if spann.lagst > -inf:
        delar.append(varde >= spann.lagst)
    if spann.hogst < inf:
        delar.append(varde <= spann.hogst)
    return reduce(and_, delar) if delar else varde == varde


def svar_for(krav: Krav, fakta: Iterable[str]) -> Indikatorsvar:
    """What a row with a figure settles about a target. Asks for the columns that ``Granskning.lagg_till`` makes."""
    kant, varde = nw.col(KANT), nw.col(VARDE)
    finns = set(fakta)
    ja, nej = inom(varde, krav.spann), ~inom(varde, krav.spann)
    oprovat: nw.Expr | None = None
    for forandring in krav.forandringar:
        provning = _forandring(forandring, [f.value for f in forandring.fakta() if f.value in finns])
        if provning is None:
            ja = nw.lit(False)
        else:
            ja, nej = ja & provning.uppnadd, nej | provning.ej_uppnadd
            oprovat = _eller(oprovat, provning.oprovat)
    if krav.avgors_ej:
        ja = nw.lit(False)
    ja, nej = kant & ja, kant & nej
    return Indikatorsvar(ja, nej, _oprovat(krav, oprovat, finns, ja, nej))


def _oprovat(krav: Krav, oprovat: nw.Expr | None, finns: set[str], ja: nw.Expr, nej: nw.Expr) -> nw.Expr | None:
    kant, oavgjord = nw.col(KANT), ~(ja | nej)
    if oprovat is not None:
        oprovat = kant & oprovat & oavgjord
    if krav.kraver_skalar:
        jamforbart = [nw.col(KANT + f.value) for f in krav.fakta if f.value in finns]
        if jamforbart:
            oprovat = _eller(oprovat, ~kant & reduce(or_, jamforbart))
        if krav.avgors_ej or krav.delar_fakta:
            oprovat = _eller(oprovat, kant & oavgjord)
    return oprovat


def _eller(a: nw.Expr | None, b: nw.Expr | None) -> nw.Expr | None:
    return b if a is None else a if b is None else a | b


def _forandring(malvarde: Forandringsmalvarde, fakta: list[str]) -> Indikatorsvar | None:
    """How the figure stands against what it is compared with; None when no column holds that."""
    jamforda = [_jamfor(malvarde, nw.col(VARDE), nw.col(VARDE + f), nw.col(KANT + f)) for f in fakta]
    if not jamforda:
        return None
    uppnadd = reduce(or_, (j.uppnadd for j in jamforda))
    ej_uppnadd = reduce(or_, (j.ej_uppnadd for j in jamforda))
    oense = reduce(or_, (nw.col(KANT + f) & ~(j.uppnadd | j.ej_uppnadd) for f, j in zip(fakta, jamforda, strict=True)))
    oprovat = reduce(_eller, (j.oprovat for j in jamforda))
    return Indikatorsvar(uppnadd & ~ej_uppnadd & ~oense, ej_uppnadd & ~uppnadd & ~oense, oprovat)


def _jamfor(malvarde: Forandringsmalvarde, varde: nw.Expr, bas: nw.Expr, kand: nw.Expr) -> Indikatorsvar:
    """The change from one figure against its bound.

    Floats cannot be subtracted exactly. Figures of few decimals are counted as whole units of the last one, which is
    exact; others are answered when they are not near the bound, and else left to the scalar function.
    """
    jamfor = (ge if malvarde.inklusiv else gt) if malvarde.uppat else (le if malvarde.inklusiv else lt)
    if malvarde.grans == 0:
        ja = jamfor(varde, bas)
        return Indikatorsvar(kand & ja, kand & ~ja)
    exakt, rutnat, avstand, storlek = _hela_steg(malvarde, varde, bas, jamfor)
    if malvarde.relativ:
        kand = kand & (bas > 0)
    sakert = avstand.abs() > storlek * _NARA
    ungefar = avstand > 0 if malvarde.uppat else avstand < 0
    ja, avgjort = (rutnat & exakt) | (~rutnat & ungefar), rutnat | sakert
    return Indikatorsvar(kand & avgjort & ja, kand & avgjort & ~ja, kand & ~avgjort)


def _hela_steg(
    malvarde: Forandringsmalvarde, varde: nw.Expr, bas: nw.Expr, jamfor: Any
) -> tuple[nw.Expr, nw.Expr, nw.Expr, nw.Expr]:
    """The comparison in whole units, whether it can be made, else about how far off the figure is, and of what size."""
    grans, decimaler = malvarde.grans, _decimaler(malvarde.grans)
    antal = _RUTA if malvarde.relativ else max(_RUTA, decimaler)
    enhet = 10.0 ** min(antal, _FLEST_DECIMALER)
    v, b = (varde * enhet).round(0), (bas * enhet).round(0)
    hela = (delat(v, enhet) == varde) & (delat(b, enhet) == bas)
    if malvarde.relativ:
        gang = 10.0 ** min(decimaler, _FLEST_DECIMALER)
        v, b, skillnad = v * (100.0 * gang), b * float(produkt(summa(Decimal(100), grans), Decimal(gang))), 0.0
        faktor = 1 + float(grans) / 100
        avstand, storlek = varde - bas * faktor, varde.abs() + bas.abs() * (abs(faktor) + 1.0)
    else:
        skillnad = float(produkt(grans, Decimal(enhet)))
        avstand, storlek = varde - bas - float(grans), varde.abs() + bas.abs() + abs(float(grans))
    inom_rutan = (v.abs() <= _STORSTA) & (b.abs() <= _STORSTA)
    skrivbar = decimaler <= _FLEST_DECIMALER and abs(skillnad) <= _STORSTA
    return jamfor(v - b, skillnad), hela & inom_rutan if skrivbar else nw.lit(False), avstand, storlek


def _decimaler(tal: Decimal) -> int:
    _, siffror, exponent = tal.as_tuple()
    assert isinstance(exponent, int)
    while len(siffror) > 1 and siffror[-1] == 0:
        siffror, exponent = siffror[:-1], exponent + 1
    return max(0, -exponent)


def marginal(krav: Krav, fakta: Iterable[str]) -> nw.Expr:
    """How far the figure is on the right side; meaningless where it is not known."""
    varde, finns = nw.col(VARDE), set(fakta)
    avstand = [varde - krav.nedre] if krav.nedre > -inf else []
    avstand += [krav.ovre - varde] if krav.ovre < inf else []
    for f in krav.forandringar:
        bas = nw.col(VARDE + next(x.value for x in f.fakta() if x.value in finns))
        troskel = bas * (1 + float(f.grans) / 100) if f.relativ else bas + float(f.grans)
        avstand.append(varde - troskel if f.uppat else troskel - varde)
    minst = avstand[0]
    for a in avstand[1:]:
        minst = nw.when((a < minst).fill_null(False)).then(a).otherwise(minst)
    return minst
