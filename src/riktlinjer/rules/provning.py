"""Provning: the colours that a statusregel leaves possible for given facts, under one choice of readings.

Each kind of rule has one class here. ``prova`` is total: a missing fact gives the union over every value it could have,
which for our closed vocabulary is found exactly by trying the bounds, the points between them and the points beyond.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple, assert_never

from ..models.indikator import Indikator, Skala
from ..models.malvarde import Gransmalvarde, Malvarde
from ..models.skalor import Faktum, Jamforelse, Lage, Rapporttyp, Riktning, Status, Utfallsslag
from ..models.statusregel import (
    Antalsregel,
    Avvikelseregel,
    Figurkrav,
    Jamforelsegrund,
    Statusregel,
    Vardesregel,
    Vardesteg,
)
from ..models.tal import avrunda, mitt, skillnad, summa
from ..models.utfall import Utfall
from .lasningar import Val, gallande

Farger = frozenset[Status]
Fakta = Mapping[str, Utfall | None]
"""Indicator id -> its outcome, in the indicator's unit; None, or an outcome without ``varde``, is not known."""

_SAMMA_SLAG: Final = (Faktum.MOTSVARANDE_PERIOD, Faktum.FOREGAENDE_PERIOD)
"""The facts that are the same kind of figure as the outcome they go with."""
_HELARSFIGURER: Final = (Utfallsslag.HELARSPROGNOS, Utfallsslag.R12, Utfallsslag.UTGANGSVARDE, None)


@dataclass(frozen=True, slots=True)
class Antal:
    """How many of the counted indicators meet their målvärde."""

    uppnadda: int
    ej_uppnadda: int
    okanda: int
    av: int


class Svar(NamedTuple):
    """What one provning found."""

    mojliga: Farger
    antal: Antal | None
    saknade: tuple[str, ...]
    """Missing facts that the rule asks for: an indicator's id, or ``id.faktum``."""
    anvanda: tuple[str, ...]
    """The ids of the tolkningar that a part of the rule which was used is conditioned on."""
    olika_slag: bool = False
    """Whether a figure was left out because it is of another kind than the one it would be compared with."""


def farger(svar: Iterable[Svar]) -> Farger:
    """Every colour that some choice of readings leaves possible."""
    return frozenset().union(*(s.mojliga for s in svar))


def gemensamt_antal(svar: Iterable[Svar]) -> Antal | None:
    """The counts that every choice of readings gives; None when they differ, or nothing is counted."""
    antal = {s.antal for s in svar}
    return antal.pop() if len(antal) == 1 else None


def malvarde_under(indikator: Indikator, val: Val) -> Malvarde | None:
    """The indicator's target under a choice of readings; None when it has none."""
    for lasning in indikator.lasningar:
        if val.get(lasning.nar.tolkning) == lasning.nar.lasning:
            return lasning.malvarde
    return indikator.malvarde


def enhet_under(indikator: Indikator, val: Val) -> str | None:
    """The indicator's unit under a choice of readings."""
    for lasning in indikator.lasningar:
        if lasning.enhet is not None and val.get(lasning.nar.tolkning) == lasning.nar.lasning:
            return lasning.enhet
    return indikator.enhet


def lage(malvarde: Malvarde | None, varde: Decimal | None) -> Lage | None:
    """Where an outcome stands; None when the target is words that no rule can test."""
    if malvarde is not None and malvarde.slag == "under utveckling":
        return Lage.UNDER_UTVECKLING
    if varde is None:
        return Lage.MATVARDE_SAKNAS
    uppnas = None if malvarde is None else malvarde.uppnas_av(varde)
    return None if uppnas is None else Lage.UPPNADD if uppnas else Lage.EJ_UPPNADD


def _varde(fakta: Fakta, id: str) -> Decimal | None:
    utfall = fakta.get(id)
    return None if utfall is None else utfall.varde


class Antalsprovning:
    """A counting rule under one choice of readings."""

    def __init__(self, regel: Antalsregel, val: Val, indikatorer: Mapping[str, Indikator]) -> None:
        urval = gallande(regel.urval, val)
        ids = dict.fromkeys(id for u in urval for id in u.indikatorer)
        self.malvarden: dict[str, Malvarde | None] = {id: malvarde_under(indikatorer[id], val) for id in ids}
        # An unknown outcome is met, or missed, all the same when its whole scale is on one side of the target.
        self._okand = {id: _mojliga_lagen(malvarde, indikatorer[id]) for id, malvarde in self.malvarden.items()}
        self.steg = gallande(regel.steg, val)
        self._anvanda = _tolkningar_i([*urval, *self.steg])
        av = len(self.malvarden)
        # [met][unknown]: at least so many met, at most so many more.
        self.tabell: tuple[tuple[Farger, ...], ...] = tuple(
            tuple(self._farger(n, n + okanda) for okanda in range(av - n + 1)) for n in range(av + 1)
        )

    def _farger(self, minst: int, hogst: int) -> Farger:
        return frozenset(s.status for s in self.steg if s.minst <= hogst and minst <= s.hogst)

    def prova(self, fakta: Fakta) -> Svar:
        lagen = {id: lage(malvarde, _varde(fakta, id)) for id, malvarde in self.malvarden.items()}
        uppnadda = sum(1 for v in lagen.values() if v is Lage.UPPNADD)
        ej_uppnadda = sum(1 for v in lagen.values() if v is Lage.EJ_UPPNADD)
        okanda = [id for id, v in lagen.items() if v not in (Lage.UPPNADD, Lage.EJ_UPPNADD)]
        saknade = tuple(id for id in okanda if lagen[id] is Lage.MATVARDE_SAKNAS)
        antal = Antal(uppnadda, ej_uppnadda, len(okanda), len(lagen))
        givna = sum(1 for id in okanda if self._okand[id] == {True})
        fria = sum(1 for id in okanda if len(self._okand[id]) > 1)
        return Svar(self.tabell[uppnadda + givna][fria], antal, saknade, self._anvanda)


class Vardesprovning:
    """A rule on one value under one choice of readings."""

    def __init__(self, regel: Vardesregel, val: Val, indikatorer: Mapping[str, Indikator]) -> None:
        self.indikator = regel.indikator
        self.malvarden: dict[str, Malvarde | None] = {
            regel.indikator: malvarde_under(indikatorer[regel.indikator], val)
        }
        self.steg = gallande(regel.steg, val)
        self.avrundning = gallande(regel.avrundning, val)
        granser = [g for s in self.steg for g in s.granser]
        for avrundning in self.avrundning:  # rounding tips over at most one step from a bound
            ett_steg = Decimal((0, (1,), -avrundning.decimaler))
            granser += [f(g, ett_steg) for g in granser for f in (summa, skillnad)]
        prov = representanter(granser, indikatorer[regel.indikator].skala)
        self._alla: Farger = frozenset().union(*(self._farger(v) for v in prov))

    def avrundning_av(self, fakta: Fakta) -> tuple[Decimal, Decimal, str | None] | None:
        """The value, what it is rounded to and the tolkning that says so; None when rounding changes nothing."""
        utfall = fakta.get(self.indikator)
        if utfall is None or utfall.varde is None or (till := self.avrundat(utfall.varde)) == utfall.varde:
            return None
        return utfall.varde, till, next(iter(_tolkningar_i(self.avrundning)), None)

    def avrundat(self, varde: Decimal) -> Decimal:
        """The value that is compared."""
        for avrundning in self.avrundning:
            varde = avrunda(varde, avrundning.decimaler)
        return varde

    def _farger(self, varde: Decimal) -> Farger:
        avrundat = self.avrundat(varde)
        return frozenset(s.status for s in self.steg if s.omfattar(avrundat))

    def prova(self, fakta: Fakta) -> Svar:
        utfall = fakta.get(self.indikator)
        if utfall is None or utfall.varde is None:
            return Svar(self._alla, None, (self.indikator,), ())
        avrundat = self.avrundat(utfall.varde)
        anvanda = [s for s in self.steg if s.omfattar(avrundat)]
        delar: list[object] = list(anvanda)
        if avrundat != utfall.varde:
            delar += self.avrundning
        return Svar(frozenset(s.status for s in anvanda), None, (), _tolkningar_i(delar))


class Avvikelseprovning:
    """A rule on a deviation and its change, under one choice of readings and in one report type, or any."""

    def __init__(
        self, regel: Avvikelseregel, val: Val, indikatorer: Mapping[str, Indikator], rapporttyp: Rapporttyp | None
    ) -> None:
        indikator = indikatorer[regel.indikator]
        self.indikator = indikator.id
        self.malvarden: dict[str, Malvarde | None] = {indikator.id: malvarde_under(indikator, val)}
        self.steg = gallande(regel.steg, val)
        self._lagre_ar_battre = indikator.riktning is Riktning.LAGRE
        self._skala = indikator.skala
        self._granser = [g for s in self.steg for g in s.granser]
        grunder, figurer = gallande(regel.jamforelse, val), gallande(regel.figur, val)
        self._fall = tuple(
            _Fall(
                typ,
                tuple(g for g in grunder if typ in g.rapporttyper),
                tuple(f for f in figurer if typ in f.rapporttyper),
            )
            for typ in (Rapporttyp if rapporttyp is None else (rapporttyp,))
        )

    def prova(self, fakta: Fakta) -> Svar:
        utfall = fakta.get(self.indikator) or Utfall()
        svar = [self._prova(fall, utfall) for fall in self._fall]
        return Svar(
            farger(svar),
            None,
            tuple(dict.fromkeys(faktum for s in svar for faktum in s.saknade)),
            tuple(dict.fromkeys(id for s in svar for id in s.anvanda)),
            olika_slag=any(s.olika_slag for s in svar),
        )

    def _prova(self, fall: _Fall, utfall: Utfall) -> Svar:
        fel_figur = _fel_figur(utfall, fall)
        varde = None if fel_figur else utfall.varde
        saknade = [self.indikator] if varde is None else []
        olika_slag = fel_figur and utfall.varde is not None
        traffade: list[Vardesteg] = []
        anvanda: list[object] = list(fall.figurer) if fel_figur else []
        for grund in fall.grunder:
            jamfort, utelamnat = _jamfort_med(utfall, grund, fall.rapporttyp, fel_figur)
            steg = self._traffade(varde, jamfort)
            if jamfort is None and len({s.status for s in steg}) > 1:
                saknade.append(f"{self.indikator}.{grund.faktum.value}")
                olika_slag |= utelamnat
            if len({s.status for s in self._traffade(varde, None)}) > 1:
                anvanda.append(grund)
            traffade += steg
        mojliga = frozenset(s.status for s in traffade)
        return Svar(mojliga, None, tuple(saknade), _tolkningar_i([*traffade, *anvanda]), olika_slag=olika_slag)

    def jamforda(self, utfall: Utfall) -> list[tuple[Faktum, Decimal | None, bool]]:
        """What the outcome is compared with: the fact, its figure, and whether that was left out."""
        return [
            (grund.faktum, *_jamfort_med(utfall, grund, fall.rapporttyp, _fel_figur(utfall, fall)))
            for fall in self._fall
            for grund in fall.grunder
        ]

    def raknas(self, utfall: Utfall) -> bool:
        """Whether the outcome is of a kind that decides in some report type that is asked about."""
        return any(not _fel_figur(utfall, fall) for fall in self._fall)

    def jamforelse(self, varde: Decimal, jamfort: Decimal) -> Jamforelse:
        """How the value stands against what it is compared with."""
        if varde == jamfort:
            return Jamforelse.OFORANDRAT
        return Jamforelse.BATTRE if (varde > jamfort) is not self._lagre_ar_battre else Jamforelse.SAMRE

    def _traffade(self, varde: Decimal | None, jamfort: Decimal | None) -> list[Vardesteg]:
        """The steps that some completion of the missing figures meets."""
        kanda = [] if jamfort is None else [jamfort]
        traffade: dict[int, Vardesteg] = {}
        for v in [varde] if varde is not None else representanter([*self._granser, *kanda], self._skala):
            for j in [jamfort] if jamfort is not None else representanter([*self._granser, v]):
                utfallet = self.jamforelse(v, j)
                traffade |= {i: s for i, s in enumerate(self.steg) if utfallet in s.jamfort and s.omfattar(v)}
        return [traffade[i] for i in sorted(traffade)]


class _Fall(NamedTuple):
    """What a deviation rule says of one report type."""

    rapporttyp: Rapporttyp
    grunder: tuple[Jamforelsegrund, ...]
    figurer: tuple[Figurkrav, ...]


def _fel_figur(utfall: Utfall, fall: _Fall) -> bool:
    """Whether the outcome says that it is of another kind than what decides."""
    return utfall.slag is not None and any(utfall.slag not in krav.slag for krav in fall.figurer)


def _jamfort_med(
    utfall: Utfall, grund: Jamforelsegrund, rapporttyp: Rapporttyp, fel_figur: bool
) -> tuple[Decimal | None, bool]:
    """The figure to compare with, and whether one was left out because it is of another kind than what decides."""
    varde: Decimal | None = getattr(utfall, grund.faktum.value)
    if varde is None:
        return None, False
    if grund.faktum is Faktum.FOREGAENDE_AR:
        lika = utfall.slag in _HELARSFIGURER or rapporttyp is Rapporttyp.AR
    else:
        lika = not (fel_figur and grund.faktum in _SAMMA_SLAG)
    return (varde, False) if lika else (None, True)


Provning = Antalsprovning | Vardesprovning | Avvikelseprovning


def provning(
    regel: Statusregel, val: Val, indikatorer: Mapping[str, Indikator], rapporttyp: Rapporttyp | None
) -> Provning:
    """The rule, ready to be tried under one choice of readings."""
    match regel:
        case Antalsregel():
            return Antalsprovning(regel, val, indikatorer)
        case Vardesregel():
            return Vardesprovning(regel, val, indikatorer)
        case Avvikelseregel():
            return Avvikelseprovning(regel, val, indikatorer, rapporttyp)
        case _:
            assert_never(regel)


def representanter(granser: Iterable[Decimal], skala: Skala | None = None) -> list[Decimal]:
    """One value from every part of the number line that the bounds cut: on, between and beyond them, within the scale.

    >>> [str(v) for v in representanter([Decimal(0), Decimal(2)])]
    ['-1', '0', '1.0', '2', '5']
    """
    ordnade = sorted({*granser, *(() if skala is None else (skala.fran_och_med, skala.till_och_med))}) or [Decimal(0)]
    lagst, hogst = ordnade[0], ordnade[-1]
    # Twice the outermost bounds: one more would round away beside a figure of thousands of digits.
    under = summa(lagst, skillnad(lagst, Decimal(1))) if lagst <= 0 else Decimal(-1)
    over = summa(hogst, summa(hogst, Decimal(1))) if hogst >= 0 else Decimal(1)
    alla = sorted({under, over, *ordnade, *(mitt(a, b) for a, b in pairwise(ordnade))})
    return [v for v in alla if skala is None or skala.fran_och_med <= v <= skala.till_och_med]


def _mojliga_lagen(malvarde: Malvarde | None, indikator: Indikator) -> set[bool]:
    """Whether outcomes within the indicator's scale can meet the target, and can miss it."""
    if not isinstance(malvarde, Gransmalvarde):
        return {True, False}
    return {malvarde.uppnas_av(v) is True for v in representanter([malvarde.grans], indikator.skala)}


def _tolkningar_i(delar: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n.tolkning for delen in delar for n in delen.nar))  # type: ignore[attr-defined]
