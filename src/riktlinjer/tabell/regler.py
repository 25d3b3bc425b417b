"""Regler: a delmål's rule under one choice of readings, as what the rows of a unit are summed to and what follows.

A counting rule sums how many of its indicators are met and known. A rule on one figure sums which colours its row
leaves. What the rule says is asked of the scalar rule, once for every part of the number line that it tells apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial, reduce
from itertools import product
from operator import and_, or_
from typing import Any, Final, NamedTuple, TypeAlias

import narwhals.stable.v2 as nw

from ..models.indikator import Indikator
from ..models.mal import Delmal
from ..models.regelverk import Regelverk
from ..models.skalor import Rapporttyp, Status, Utfallsslag
from ..models.statusregel import Antalssteg, Avvikelseregel
from ..models.tal import skillnad, summa
from ..models.utfall import Utfall
from ..rules.lasningar import alla_val, gallande
from ..rules.provning import Antalsprovning, Avvikelseprovning, Kvotprovning, Provning, Vardesprovning, provning
from ..rules.statusfraga import Statusfraga
from .flyttal import Spann, spann_dar
from .krav import Krav, krav_av
from .rader import KANT, VARDE, inom
from .uppslag import bland

Uppslagstabell: TypeAlias = Mapping[str, tuple[Mapping[str, float], float, Any]]
"""Column -> the values by indicator id, the one for any other id, and the type."""

_FARGER: Final = tuple(Status)
_HALV: Final = Fraction(1, 2)


class Antalsfall:
    """A counting rule under one choice of readings."""

    def __init__(self, prov: Antalsprovning, kanda: Mapping[str, Indikator]) -> None:
        self.krav = {id: krav_av(m, kanda[id].skala) for id, m in prov.malvarden.items()}
        self.steg = prov.steg
        self.givna = sum(krav.okand == {True} for krav in self.krav.values())
        self.fria = sum(len(krav.okand) > 1 for krav in self.krav.values())
        self.okand = prov.tabell[self.givna][self.fria]
        """The colours when nothing is known."""

    @property
    def nyckel(self) -> object:
        """Equal for cases that answer alike."""
        return tuple(self.krav.items()), tuple((s.status, s.minst, s.hogst) for s in self.steg)

    @property
    def av(self) -> int:
        """How many are counted."""
        return len(self.krav)

    @property
    def forbestamda(self) -> dict[str, frozenset[bool]]:
        """The indicators of which an unknown outcome is met, or missed, all the same."""
        return {id: krav.okand for id, krav in self.krav.items() if len(krav.okand) == 1}

    def farger(self, minst: nw.Expr, hogst: nw.Expr) -> dict[Status, nw.Expr]:
        """The colours that are possible when between so many are met."""
        return {
            status: _nagot(self._nar(steg, minst, hogst) for steg in self.steg if steg.status is status)
            for status in _FARGER
        }

    def _nar(self, steg: Antalssteg, minst: nw.Expr, hogst: nw.Expr) -> nw.Expr:
        """Whether the step is possible; a bound that no count can be beyond is not asked about."""
        villkor = [minst <= steg.hogst] if steg.hogst < self.av else []
        villkor += [hogst >= steg.minst] if steg.minst > 0 else []
        return reduce(and_, villkor) if villkor else nw.lit(True)


@dataclass(frozen=True, slots=True)
class Vardesfall:
    """A rule on one indicator's row under one choice of readings."""

    indikator: str
    okand: frozenset[Status]
    """The colours when there is no row."""
    farger: Mapping[Status, nw.Expr]
    """The colours that a row leaves; booleans that are never null."""
    nyckel: object
    """Equal for cases that answer alike."""


Fall = Antalsfall | Vardesfall


def _nagot(villkor: Iterable[nw.Expr]) -> nw.Expr:
    delar = list(villkor)
    return reduce(or_, delar) if delar else nw.lit(False)


def fall_av(
    regelverk: Regelverk, delmal: Delmal, rapporttyp: Rapporttyp | None, fakta: Sequence[str], slag: nw.Expr | None
) -> list[Fall]:
    """The rule under each choice of readings that is open, and in each report type that its steps tell apart.

    Args:
        fakta: the fields that the table has beside the outcome.
        slag: what kind of figure the row is; None when the table does not say.
    """
    fraga = Statusfraga(regelverk, delmal, rapporttyp, None, None)
    regel = delmal.statusregel
    typer: Iterable[Rapporttyp | None] = (rapporttyp,)
    if rapporttyp is None and any(steg.rapporttyper for steg in regel.steg):
        typer = Rapporttyp
    funna: dict[object, Fall] = {}
    under = product(alla_val(regelverk, fraga.tolkningar), typer)
    for (val, typ), prov in zip(under, fraga.provningar, strict=True):
        fall: Fall
        if isinstance(prov, Antalsprovning):
            fall = Antalsfall(prov, fraga.kanda)
        elif isinstance(prov, Avvikelseprovning):
            assert isinstance(regel, Avvikelseregel)
            fall = _avvikelsefall(regel, val, fraga.kanda, typ, prov, fakta, slag)
        else:
            fall = _vardesfall(prov)
        funna.setdefault(fall.nyckel, fall)
    return list(funna.values())


def _vardesfall(prov: Vardesprovning | Kvotprovning) -> Vardesfall:
    okand = prov.prova({}).mojliga
    kant, varde = nw.col(KANT), nw.col(VARDE)
    snitt = _snitt(prov)
    spann = {s: spann_dar(partial(_ger, prov, s), snitt) for s in _FARGER}
    farger = {s: (kant & _inom_nagot(varde, spann[s])) | (~kant if s in okand else nw.lit(False)) for s in _FARGER}
    return Vardesfall(prov.indikator, okand, farger, (prov.indikator, okand, *spann.values()))


def _prova(prov: Provning, varde: Decimal | None, **fakta: Decimal) -> frozenset[Status]:
    assert not isinstance(prov, Antalsprovning)
    return prov.prova({prov.indikator: Utfall(varde, **fakta)}).mojliga  # type: ignore[arg-type]


def _ger(prov: Provning, status: Status, varde: Decimal) -> bool:
    return status in _prova(prov, varde)


def _inom_nagot(varde: nw.Expr, spann: Iterable[Spann]) -> nw.Expr:
    return _nagot(inom(varde, s) for s in spann)


def _snitt(prov: Vardesprovning | Kvotprovning) -> set[Fraction]:
    """The figures on or beside which the colours can change."""
    granser = {Fraction(g) for s in prov.steg for g in s.granser}
    if isinstance(prov, Kvotprovning):
        if prov.mal is None:
            return {Fraction(0)}
        mal = Fraction(prov.mal)
        return {Fraction(0), *(mal * g / 100 for g in granser), *(mal * 100 / g for g in granser if g > 0)}
    for avrundning in reversed(prov.avrundning):
        granser |= {s for g in granser for s in _runt(g, Fraction(1, 10**avrundning.decimaler))}
    return granser


def _runt(grans: Fraction, steg: Fraction) -> Iterator[Fraction]:
    """The figures around a bound that are rounded otherwise than their neighbours."""
    hel = grans // steg
    for n in range(-2, 4):
        yield (hel + n) * steg
        yield (hel + n - _HALV) * steg


def _avvikelsefall(
    regel: Avvikelseregel,
    val: Mapping[str, str],
    kanda: Mapping[str, Indikator],
    typ: Rapporttyp | None,
    helt: Avvikelseprovning,
    fakta: Sequence[str],
    slag: nw.Expr | None,
) -> Vardesfall:
    """The union over what the outcome may be compared with in each report type."""
    delar: dict[object, dict[Status, nw.Expr]] = {}
    for t in Rapporttyp if typ is None else (typ,):
        for grund in gallande(regel.jamforelse, val):
            if t not in grund.rapporttyper:
                continue
            en_grund = {"jamforelse": (grund.model_copy(update={"rapporttyper": (t,)}),)}
            prov = provning(regel.model_copy(update={**en_grund, "figur": ()}), val, kanda, t)
            med_figur = provning(regel.model_copy(update=en_grund), val, kanda, t)
            assert isinstance(prov, Avvikelseprovning)
            assert isinstance(med_figur, Avvikelseprovning)
            faktum = grund.faktum.value
            fel_figur, olika = _slag(med_figur, faktum)
            steg = tuple(s.model_dump_json(exclude={"nar", "rapporttyper"}) for s in prov.steg)
            lika = (faktum, tuple(fel_figur), tuple(olika), steg)
            if lika not in delar:
                figurer = _figurer(faktum, fakta, slag, fel_figur, olika)
                delar[lika] = _jamforda_farger(prov, faktum, figurer, kanda[regel.indikator])
    farger = {status: _nagot(d[status] for d in delar.values()) for status in _FARGER}
    okand = helt.prova({}).mojliga
    return Vardesfall(regel.indikator, okand, farger, (regel.indikator, okand, frozenset(delar)))


class _Figurer(NamedTuple):
    """The figure that a deviation is compared with, and which of the two are known."""

    kant: nw.Expr
    kant_bas: nw.Expr
    bas: nw.Expr


def _figurer(
    faktum: str, fakta: Sequence[str], slag: nw.Expr | None, fel_figur: Sequence[str], olika: Sequence[str]
) -> _Figurer:
    kant = nw.col(KANT)
    if slag is not None and fel_figur:
        kant = kant & ~bland(slag, fel_figur)
    if faktum not in fakta:
        return _Figurer(kant, nw.lit(False), nw.lit(0.0))
    kant_bas = nw.col(KANT + faktum)
    if slag is not None and olika:
        kant_bas = kant_bas & ~bland(slag, olika)
    return _Figurer(kant, kant_bas, nw.col(VARDE + faktum))


def _slag(prov: Avvikelseprovning, faktum: str) -> tuple[list[str], list[str]]:
    """The kinds of figure that do not decide, and those that what it is compared with does not go with."""
    fel_figur, olika = [], []
    for s in Utfallsslag:
        utfall = Utfall(0, slag=s, **{faktum: 0})  # type: ignore[arg-type]
        if not prov.raknas(utfall):
            fel_figur.append(s.value)
        if any(utelamnat for _, _, utelamnat in prov.jamforda(utfall)):
            olika.append(s.value)
    return fel_figur, olika


def _jamforda_farger(
    prov: Avvikelseprovning, faktum: str, figurer: _Figurer, indikator: Indikator
) -> dict[Status, nw.Expr]:
    """The colours for a figure and one that it is compared with, each of which may not be known."""
    kant, kant_bas, bas = figurer
    varde, snitt = nw.col(VARDE), [g for s in prov.steg for g in s.granser]
    skala = indikator.skala
    ends = [] if skala is None else [skala.fran_och_med, skala.till_och_med]
    relationer: list[tuple[nw.Expr, Callable[[Decimal], Decimal]]] = [
        (varde > bas, lambda v: skillnad(v, Decimal(1))),
        (varde == bas, lambda v: v),
        (varde < bas, lambda v: summa(v, Decimal(1))),
    ]
    farger = {}
    for status in _FARGER:
        bada = _nagot(
            villkor
            & _inom_nagot(varde, spann_dar(lambda v, j=jamfort: status in _prova(prov, v, **{faktum: j(v)}), snitt))  # type: ignore[misc]  # noqa: B023
            for villkor, jamfort in relationer
        )
        bara_varde = _inom_nagot(varde, spann_dar(lambda v: status in _prova(prov, v), snitt))  # noqa: B023
        bara_bas = _inom_nagot(
            bas,
            spann_dar(lambda j: status in _prova(prov, None, **{faktum: j}), [*snitt, *ends]),  # noqa: B023
        )
        inget = nw.lit(status in _prova(prov, None))
        farger[status] = (
            (kant & kant_bas & bada)
            | (kant & ~kant_bas & bara_varde)
            | (~kant & kant_bas & bara_bas)
            | (~kant & ~kant_bas & inget)
        )
    return farger


def krav_i(fall: Iterable[Fall]) -> list[dict[str, Krav]]:
    """The targets of the counting rules, in as few layers as have one target per indicator."""
    lager: list[dict[str, Krav]] = []
    for f in fall:
        if isinstance(f, Antalsfall):
            passar = next((n for n in lager if all(n.get(id, k) == k for id, k in f.krav.items())), None)
            if passar is None:
                lager.append(passar := {})
            passar |= f.krav
    return lager
