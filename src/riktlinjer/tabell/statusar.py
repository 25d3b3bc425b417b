"""Statusar: the colour of each delmål for each unit and period of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import inf
from operator import add, and_, or_, sub
from typing import Any, Final

import narwhals.stable.v2 as nw

from ..errors import UtfallFel
from ..models.mal import Delmal
from ..models.regelverk import Regelverk
from ..models.skalor import Bedombarhet, Rapporttyp, Status
from ..rules.utfallslasning import enheter_for
from .flyttal import Spann
from .kolumner import Ram, Tabell, heltalstyp, staplade, text
from .krav import Krav, granser, sarskilda
from .rader import FEL, KANT, VARDE, Granskning, inom, svar_for
from .regler import Antalsfall, Fall, Uppslagstabell, Vardesfall, fall_av, krav_i
from .uppslag import bland, med_uppslag, uppslag

_NYCKEL: Final = "__rl_nyckel"
_ID: Final = "__rl_id"
_NUMMER: Final = "__rl_nummer"
_FA: Final = 12
_FLEST_BITAR: Final = 50
_FLEST_PACKADE: Final = 12
"""With so many indicators at most their counts are summed in one column: five numbers of twelve bits."""
_INTE_PROVBART: Final = inf
"""The lower bound of an indicator that no row can meet or miss."""


def statusram(tabell: Tabell, regelverk: Regelverk, delmal: Sequence[Delmal], rapporttyp: Rapporttyp | None) -> Ram:
    """One row per unit, period and delmål.

    Raises:
        UtfallFel: there is no delmål to ask about.
    """
    if not delmal:
        raise UtfallFel("inga delmål att räkna: regelverket har inga, eller delmal= är tom")
    slag = None
    if "slag" in tabell.falt:
        slag = text(tabell.falt["slag"], tabell.typer[tabell.falt["slag"]])
    per_delmal = [(d, fall_av(regelverk, d, rapporttyp, tabell.fakta, slag)) for d in delmal]
    alla = [f for _, fall in per_delmal for f in fall]
    kanda = {i.id: i for i in regelverk.alla_indikatorer}
    berorda = dict.fromkeys(id for f in alla for id in (f.krav if isinstance(f, Antalsfall) else (f.indikator,)))
    granskning = Granskning(tabell, [(kanda[id], enheter_for(regelverk, kanda[id])) for id in berorda])
    lager = krav_i(alla)
    nyckel = _nyckel(granskning.id, list(berorda))
    summor = _Summor(nyckel)
    fardiga = []
    for d, fall in per_delmal:
        med_varden = d.statusregel.minst_kanda is not None
        fardiga.append((d, [_fallsvar(f, lager, summor, med_varden) for f in fall]))

    ram = granskning.lagg_till(tabell.ram, tabell.fakta)
    ram = _med_uppslag(tabell, ram, nyckel, granskning.id, {**summor.uppslag, **_lageruppslag(lager, nyckel)})
    for nr, krav in enumerate(lager):
        ram = ram.with_columns(**_lagersvar(nr, krav, nyckel, tabell.fakta))
    nycklar = list(tabell.nycklar)
    if not nycklar:
        nycklar, ram = [_NYCKEL], ram.with_columns(**{_NYCKEL: nw.lit(1)})
    ram = ram.select(*nycklar, **summor.kolumner)
    grupper: Ram = ram.group_by(*nycklar).agg(*(nw.col(k).sum() for k in summor.kolumner))
    for steg in filter(None, summor.steg):
        grupper = grupper.select(nw.all(), **steg)
    delar = [_delmalsrader(grupper, tabell, d, fall) for d, fall in fardiga]
    return staplade(delar)


@dataclass(frozen=True, slots=True)
class _Nyckel:
    """What tells a row's indicator: its id, or its number where the indicators are few."""

    uttryck: nw.Expr
    nummer: Mapping[str, int] | None
    """The powers of two that the indicators are numbered by; None when they are many."""

    def bland(self, ids: Iterable[str]) -> nw.Expr:
        """Whether the row's indicator is one of these; never null."""
        if self.nummer is None:
            return bland(self.uttryck, ids)
        dessa = {self.nummer[id] for id in ids}
        if len(dessa) == len(self.nummer):
            return self.uttryck > 0
        return self.uttryck == dessa.pop() if len(dessa) == 1 else self.uttryck.is_in(sorted(dessa))


def _nyckel(id: nw.Expr, ids: Sequence[str]) -> _Nyckel:
    if len(ids) > _FA:
        return _Nyckel(id, None)
    return _Nyckel(nw.col(_NUMMER), {id: 1 << n for n, id in enumerate(ids)})


def _med_uppslag(tabell: Tabell, ram: Ram, nyckel: _Nyckel, id: nw.Expr, kolumner: Uppslagstabell) -> Ram:
    """The frame with a column per lookup. Of few indicators the number is looked up once and is then compared with."""
    if nyckel.nummer is None:
        return med_uppslag(tabell, ram, kolumner)
    ram = ram.with_columns(**{_ID: id.fill_null("")}).with_columns(**{_NUMMER: _numrerad(tabell, nyckel.nummer)})
    uttryck = {}
    for namn, (varden, annars, typ) in kolumner.items():
        uttryck[namn] = nyckel.uttryck
        if varden != nyckel.nummer:
            per_nummer = {nyckel.nummer[id]: varde for id, varde in varden.items()}
            uttryck[namn] = uppslag(nyckel.uttryck, per_nummer, annars, typ, hasha=False)
    return ram.with_columns(**uttryck) if uttryck else ram


def _numrerad(tabell: Tabell, nummer: Mapping[str, int]) -> nw.Expr:
    """The number of each row's indicator; 0 for another id."""
    if tabell.ram.implementation.is_pyarrow():  # the one that looks few ids up faster than it compares with each
        return uppslag(nw.col(_ID), nummer, 0, nw.Int64, hasha=True)
    svar = _heltal(0)
    for id, n in nummer.items():
        svar = nw.when(nw.col(_ID) == id).then(_heltal(n)).otherwise(svar)
    return svar


class _Summor:
    """The columns that rows are summed by, each made once."""

    def __init__(self, nyckel: _Nyckel) -> None:
        self.nyckel = nyckel
        self.kolumner: dict[str, nw.Expr] = {}
        self.uppslag: dict[str, tuple[Mapping[str, float], float, Any]] = {}
        self.steg: tuple[dict[str, nw.Expr], ...] = ({}, {}, {})
        """What is computed of the sums once per group, each step of what those before it gave."""
        self._sedda: dict[object, str] = {}

    def namn(self, nyckel: object) -> tuple[str, bool]:
        """The name of a set of columns, and whether it is new."""
        ny = nyckel not in self._sedda
        return self._sedda.setdefault(nyckel, f"__rl_{len(self._sedda)}"), ny


@dataclass(frozen=True, slots=True)
class _Fallsvar:
    """A rule's answer for a group, as expressions of its sums; the booleans are never null."""

    farger: Mapping[Status, nw.Expr]
    felaktigt: nw.Expr
    oprovat: nw.Expr | None
    """None when no row can be that."""
    antal: tuple[nw.Expr, nw.Expr, int] | None
    """Met, known and counted; None for a rule that does not count."""
    dubbelt: nw.Expr
    varden: nw.Expr | None
    """How many of the outcomes are known; None when that is not asked for."""


def _fallsvar(fall: Fall, lager: Sequence[Mapping[str, Krav]], summor: _Summor, med_varden: bool) -> _Fallsvar:
    if isinstance(fall, Antalsfall):
        nr = next(i for i, krav in enumerate(lager) if all(krav.get(id) == k for id, k in fall.krav.items()))
        return _antalssvar(fall, nr, summor, med_varden)
    return _vardessvar(fall, summor, med_varden)


def _antalssvar(fall: Antalsfall, nr: int, summor: _Summor, med_varden: bool) -> _Fallsvar:
    namn, ny = summor.namn(("antal", nr, tuple(fall.krav), med_varden))
    if ny:
        _lagg_till_antal(fall, nr, namn, summor, med_varden)
        summor.steg[2].update(_grad(fall, namn))
    dubbelt, uppnadda, kanda = (nw.col(namn + efter) for efter in ("_dubbelt", "_uppnadda", "_kanda"))
    farger = fall.farger(nw.col(namn + "_minst"), nw.col(namn + "_hogst"))
    return _Fallsvar(
        {s: dubbelt | f if s in fall.okand else ~dubbelt & f for s, f in farger.items()},
        nw.col(namn + "_fel") > 0,
        nw.col(namn + "_oprovade") > 0 if namn + "_oprovade" in summor.kolumner else None,
        (uppnadda, kanda, fall.av),
        dubbelt,
        nw.col(namn + "_varden") if med_varden else None,
    )


def _grad(fall: Antalsfall, namn: str) -> dict[str, nw.Expr]:
    """How many are met at least and at most, when no indicator stands twice."""
    minst, fria = nw.col(namn + "_uppnadda"), fall.fria - nw.col(namn + "_kanda")
    if fall.forbestamda:
        # Those that are met, or missed, all the same are counted in givna, or not in fria, until they are known.
        minst = minst + fall.givna - nw.col(namn + "_givna")
        fria = fria + nw.col(namn + "_ofria")
    return {namn + "_minst": minst, namn + "_hogst": minst + fria}


def _lagg_till_antal(fall: Antalsfall, nr: int, namn: str, summor: _Summor, med_varden: bool) -> None:
    """The sums of one set of indicators: how many rows, how many met and known, and a bit per indicator.

    A sum of different powers of two has as many bits set as it has terms, and one in which a power stands twice has
    fewer: so a unit that has an indicator twice is found without a search for each indicator. Of a few indicators the
    counts are summed in one column, which holds while the sum of the bits is one that different indicators can give.
    """
    ids, bitar = list(fall.krav), []
    for i in range(0, len(ids), _FLEST_BITAR):
        bit = f"{namn}_bitar{i}"
        dessa = ids[i : i + _FLEST_BITAR]
        summor.uppslag[bit] = ({id: 1 << n for n, id in enumerate(dessa)}, 0, nw.Int64)
        summor.kolumner[bit] = nw.col(bit)
        bitar.append((bit, len(dessa)))
    med = reduce(or_, (nw.col(bit) > 0 for bit, _ in bitar))
    uppnadd, kand = nw.col(_uppnadd(nr)), nw.col(_kand(nr))
    fa = len(ids) <= _FLEST_PACKADE
    if fa:
        _packa(namn, 1 << len(ids), med, (uppnadd, kand), summor, med_varden)
    else:
        raknade = {"rader": med, "uppnadda": med & uppnadd, "kanda": med & kand, "fel": med & nw.col(FEL)}
        if med_varden:
            raknade["varden"] = med & nw.col(KANT)
        summor.kolumner |= {f"{namn}_{n}": villkor.cast(nw.Int64) for n, villkor in raknade.items()}
    if any(_kan_bli_oprovad(krav) for krav in fall.krav.values()):
        summor.kolumner[f"{namn}_oprovade"] = (med & nw.col(_oprovad(nr))).cast(nw.Int64)
    if fall.forbestamda:
        givna = [id for id, okand in fall.forbestamda.items() if okand == {True}]
        summor.kolumner[f"{namn}_givna"] = (kand & summor.nyckel.bland(givna)).cast(nw.Int64)
        summor.kolumner[f"{namn}_ofria"] = (kand & summor.nyckel.bland(fall.forbestamda)).cast(nw.Int64)
    rader = nw.col(f"{namn}_rader")
    satta = reduce(add, (_bitar_satta(bit, antal) for bit, antal in bitar))
    # The digits and the bits hold while the bits do not run over, and many bits while the rows are not too many.
    for_manga = [nw.col(bit) >= 1 << antal for bit, antal in bitar] + ([] if fa else [rader > len(ids)])
    summor.steg[1][f"{namn}_dubbelt"] = reduce(or_, for_manga) | (satta != rader)


def _packa(
    namn: str, bredd: int, med: nw.Expr, svar: tuple[nw.Expr, nw.Expr], summor: _Summor, med_varden: bool
) -> None:
    """The counts of one set of indicators as the digits of a whole number, which is summed once."""
    uppnadd, kand = svar
    falt = [f"{namn}_{f}" for f in ("rader", "kanda", "uppnadda", "fel", *(["varden"] if med_varden else []))]
    en, k, u, fel, v = (*(bredd**i for i in range(len(falt))), 0)[:5]
    tal = nw.when(nw.col(FEL)).then(_heltal(en + fel)).otherwise(_heltal(en))
    if med_varden:
        tal = nw.when(nw.col(KANT)).then(_heltal(en + v)).otherwise(tal)
    tal = nw.when(kand).then(_heltal(en + v + k)).otherwise(tal)
    tal = nw.when(uppnadd).then(_heltal(en + v + k + u)).otherwise(tal)
    packat = f"{namn}_packat"
    summor.kolumner[packat] = nw.when(med).then(tal).otherwise(_heltal(0))
    summor.steg[0].update({f: nw.col(packat) // bredd**i % bredd for i, f in enumerate(falt)})


def _heltal(tal: int) -> nw.Expr:
    return nw.lit(tal, dtype=nw.Int64)


def _bitar_satta(kolumn: str, antal: int) -> nw.Expr:
    """How many bits of a whole number of so many bits are set: itself less its halves, quarters, eighths and so on."""
    tal = nw.col(kolumn)
    return reduce(sub, (tal // (1 << n) for n in range(1, antal)), tal)


def _vardessvar(fall: Vardesfall, summor: _Summor, med_varden: bool) -> _Fallsvar:
    rad, ny = summor.namn(("rad", fall.indikator))
    denna = summor.nyckel.bland([fall.indikator])
    if ny:
        summor.kolumner |= {f"{rad}_rader": denna.cast(nw.Int64), f"{rad}_fel": (denna & nw.col(FEL)).cast(nw.Int64)}
        summor.steg[0][f"{rad}_dubbelt"] = nw.col(f"{rad}_rader") > 1
    if med_varden:
        summor.kolumner[f"{rad}_varden"] = (denna & nw.col(KANT)).cast(nw.Int64)
    namn, _ = summor.namn(("färger", fall.nyckel))
    rader = nw.col(f"{rad}_rader")
    farger = {}
    for nr, (status, villkor) in enumerate(fall.farger.items()):
        summor.kolumner[f"{namn}_{nr}"] = (denna & villkor).cast(nw.Int64)
        utan = nw.lit(status in fall.okand)
        farger[status] = ((rader == 1) & (nw.col(f"{namn}_{nr}") > 0)) | ((rader != 1) & utan)
    varden = nw.col(f"{rad}_varden") if med_varden else None
    return _Fallsvar(farger, nw.col(f"{rad}_fel") > 0, None, None, nw.col(f"{rad}_dubbelt"), varden)


def _uppnadd(nr: int) -> str:
    return f"__rl_uppnadd{nr}"


def _kand(nr: int) -> str:
    return f"__rl_kand{nr}"


def _oprovad(nr: int) -> str:
    return f"__rl_oprovad{nr}"


def _kan_bli_oprovad(krav: Krav) -> bool:
    return krav.kraver_skalar or bool(krav.forandringar)


def _lageruppslag(lager: Sequence[Mapping[str, Krav]], nyckel: _Nyckel) -> Uppslagstabell:
    """The bounds of the simple targets of each layer; of few indicators the targets are tried one by one instead."""
    if nyckel.nummer is not None:
        return {}
    kolumner: dict[str, tuple[Mapping[str, float], float, Any]] = {}
    for nr, krav in enumerate(lager):
        lagst, hogst = granser(krav)
        kolumner[f"__rl_lagst{nr}"] = (lagst, _INTE_PROVBART, nw.Float64)
        if hogst:
            kolumner[f"__rl_hogst{nr}"] = (hogst, inf, nw.Float64)
    return kolumner


def _lagersvar(nr: int, lager: Mapping[str, Krav], nyckel: _Nyckel, fakta: Iterable[str]) -> dict[str, nw.Expr]:
    """Whether each row is met and known under a layer's targets."""
    uppnadd = kand = oprovad = nw.lit(False)
    if nyckel.nummer is None:
        varde, lagst = nw.col(VARDE), nw.col(f"__rl_lagst{nr}")
        kand = nw.col(KANT) & (lagst < _INTE_PROVBART)
        uppnadd = kand & (varde >= lagst)
        if granser(lager)[1]:
            uppnadd = uppnadd & (varde <= nw.col(f"__rl_hogst{nr}"))
    else:
        enkla = {id: krav for id, krav in lager.items() if krav.enkelt and not krav.avgors_ej}
        per_spann: dict[Spann, list[str]] = {}
        for id, krav in enkla.items():
            per_spann.setdefault(krav.spann, []).append(id)
        if enkla:
            kand = nw.col(KANT) & nyckel.bland(enkla)
            traffar = (nyckel.bland(ids) & inom(nw.col(VARDE), s) for s, ids in per_spann.items())
            uppnadd = kand & nw.any_horizontal(*traffar, ignore_nulls=False)
    for krav, ids in sarskilda(lager).items():
        dessa, svar = nyckel.bland(ids), svar_for(krav, fakta)
        uppnadd = uppnadd | (dessa & svar.uppnadd)
        kand = kand | (dessa & (svar.uppnadd | svar.ej_uppnadd))
        if svar.oprovat is not None:
            oprovad = oprovad | (dessa & svar.oprovat)
    kolumner = {_uppnadd(nr): uppnadd, _kand(nr): kand}
    if any(_kan_bli_oprovad(krav) for krav in lager.values()):
        kolumner[_oprovad(nr)] = oprovad
    return kolumner


def _delmalsrader(grupper: Ram, tabell: Tabell, delmal: Delmal, fall: Sequence[_Fallsvar]) -> Any:
    """One delmål's row for every group: the union over its rule's readings."""
    oprovade = [f.oprovat for f in fall if f.oprovat is not None]
    ram = grupper.with_columns(
        **{_farg(status): reduce(or_, (f.farger[status] for f in fall)) for status in Status},
        __rl_felaktigt=reduce(or_, (f.felaktigt | f.dubbelt for f in fall)),
        __rl_oprovat=reduce(or_, oprovade) if oprovade else nw.lit(False),
        __rl_bedombarhet=_bedombarhet(fall, delmal.statusregel.minst_kanda),
        **_antalskolumner(fall, heltalstyp(tabell.ram)),
    )
    ram = ram.with_columns(__rl_mojliga=_ord(list(Status), ()))
    mojliga = nw.col("__rl_mojliga")
    ram = ram.with_columns(__rl_avgjord=mojliga.is_in([s.value for s in Status]))
    avgjord = nw.col("__rl_avgjord")
    return ram.select(
        *tabell.nycklar,
        nw.lit(delmal.id).alias("delmal"),
        nw.when(avgjord).then(mojliga).otherwise(nw.lit(None, dtype=nw.String)).alias("status"),
        mojliga.alias("mojliga"),
        avgjord.alias("avgjord"),
        nw.col("__rl_bedombarhet").alias("bedombarhet"),
        *(nw.col(f"__rl_{namn}").alias(namn) for namn in ("uppnadda", "ej_uppnadda", "okanda", "av")),
        nw.col("__rl_felaktigt").alias("felaktigt"),
        nw.col("__rl_oprovat").alias("oprovat"),
        nw.lit(bool(tabell.enheter)).alias("egen_tillampning"),
    )


def _bedombarhet(fall: Sequence[_Fallsvar], minst: int | None) -> nw.Expr:
    """Whether enough is known under every choice of readings; null when the rule does not say how much is enough."""
    if minst is None:
        return nw.lit(None, dtype=nw.String)
    nog = reduce(and_, (~f.dubbelt & (f.varden >= minst) for f in fall if f.varden is not None))
    return nw.when(nog).then(nw.lit(Bedombarhet.BEDOMBART.value)).otherwise(nw.lit(Bedombarhet.SVARBEDOMT.value))


def _farg(status: Status) -> str:
    return f"__rl_{status.name.lower()}"


def _ord(kvar: Sequence[Status], mojliga: tuple[Status, ...]) -> nw.Expr:
    """The possible colours in words, from best to worst; empty when the rule gives none."""
    if not kvar:
        return nw.lit(", ".join(mojliga))
    status, *andra = kvar
    return nw.when(nw.col(_farg(status))).then(_ord(andra, (*mojliga, status))).otherwise(_ord(andra, mojliga))


def _antalskolumner(fall: Sequence[_Fallsvar], typ: Any) -> dict[str, nw.Expr]:
    """The counts, where every reading gives the same and no indicator stands twice."""
    tomt = nw.lit(None, dtype=typ)
    antal = [f.antal for f in fall]
    if any(a is None for a in antal) or len({a[2] for a in antal if a is not None}) != 1:
        return {f"__rl_{namn}": tomt for namn in ("uppnadda", "ej_uppnadda", "okanda", "av")}
    (uppnadda, kanda, av), *andra = [a for a in antal if a is not None]
    villkor = [~f.dubbelt for f in fall]
    villkor += [(u == uppnadda) & (k == kanda) for u, k, _ in andra]
    ens = reduce(and_, villkor)
    varden = {"uppnadda": uppnadda, "ej_uppnadda": kanda - uppnadda, "okanda": av - kanda, "av": nw.lit(av)}
    return {f"__rl_{n}": nw.when(ens).then(v.cast(typ)).otherwise(tomt) for n, v in varden.items()}
