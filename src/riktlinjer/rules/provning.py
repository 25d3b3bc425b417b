"""Provning: the colours that a statusregel leaves possible for given facts, under one choice of readings.

Each kind of rule has one class here. ``prova`` is total: a missing fact gives the union over every value it could have,
which for our closed vocabulary is found exactly by trying the bounds, the points between them and the points beyond.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final, NamedTuple, assert_never

from ..models.indikator import Indikator
from ..models.malvarde import Gransmalvarde, Gruppmalvarde, Malvarde, Sammansattmalvarde, Uppdelatmalvarde
from ..models.skalor import Faktum, Jamforelse, Lage, Rapporttyp, Riktning, Status, Utfallsslag
from ..models.statusregel import (
    Antalsregel,
    Avvikelseregel,
    Figurkrav,
    Jamforelsegrund,
    Kvotregel,
    Statusregel,
    Vardesregel,
    Vardesteg,
)
from ..models.tal import avrunda, procent_av, produkt, skillnad, summa
from ..models.utfall import Utfall
from .lasningar import Val, gallande
from .utslag import mojliga_utslag, representanter

Farger = frozenset[Status]
Fakta = Mapping[str, Utfall | None]
"""Indicator id -> its outcome, in the indicator's unit; None, or an outcome without ``varde``, is not known."""

_SAMMA_SLAG: Final = (Faktum.MOTSVARANDE_PERIOD, Faktum.FOREGAENDE_PERIOD)
"""The facts that are the same kind of figure as the outcome they go with."""
_FEMTIO_SIFFROR: Final = Context(prec=50, traps=[])
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


def lage(malvarde: Malvarde | None, utfall: Utfall | None) -> Lage | None:
    """Where an outcome stands; None when no rule can test the target, or a fact that it asks for is missing."""
    if malvarde is not None and malvarde.slag == "under utveckling":
        return Lage.UNDER_UTVECKLING
    uppnas = None if malvarde is None or utfall is None else malvarde.provas_mot(utfall)
    if uppnas is not None:
        return Lage.UPPNADD if uppnas else Lage.EJ_UPPNADD
    saknas = utfall is None or (utfall.varde is None and utfall.delar is None and utfall.serie is None)
    return Lage.MATVARDE_SAKNAS if saknas else None


def saknade_fakta(malvarde: Malvarde | None, utfall: Utfall | None) -> tuple[Faktum, ...]:
    """What the target compares with that the outcome does not have."""
    if malvarde is None or utfall is None or malvarde.provas_mot(utfall) is not None:
        return ()
    return tuple(faktum for faktum in malvarde.fakta() if getattr(utfall, faktum.value) is None)


def saknade_delar(id: str, malvarde: Malvarde | None, utfall: Utfall | None) -> tuple[str, ...]:
    """The parts of an outcome that the target asks for and that are not known, as ``id.part``; the id for parts without
    names."""
    if malvarde is None or utfall is None or malvarde.provas_mot(utfall) is not None:
        return ()
    kanda = dict(utfall.delar or ())
    match malvarde:
        case Gruppmalvarde():
            okanda = tuple(f"{id}.{namn}" for namn, varde in kanda.items() if varde is None)
            return okanda if okanda and len(kanda) >= (malvarde.alla_medlemmar or 0) else (*okanda, id)
        case Uppdelatmalvarde() if malvarde.efter != "år":
            delar = (d for d in malvarde.delar if malvarde.avgor in (None, d.del_) and d.malvarde.matbart)
            return tuple(f"{id}.{d.del_}" for d in delar if kanda.get(d.del_) is None)
        case Sammansattmalvarde():
            return tuple(namn for del_ in malvarde.delar for namn in saknade_delar(id, del_, utfall))
        case _:
            return ()


class Antalsprovning:
    """A counting rule under one choice of readings."""

    def __init__(self, regel: Antalsregel, val: Val, indikatorer: Mapping[str, Indikator]) -> None:
        urval = gallande(regel.urval, val)
        ids = dict.fromkeys(id for u in urval for id in u.indikatorer)
        self.malvarden: dict[str, Malvarde | None] = {id: malvarde_under(indikatorer[id], val) for id in ids}
        self._skalor = {id: indikatorer[id].skala for id in ids}
        # An unknown outcome is met, or missed, all the same when its whole scale is on one side of the target.
        self._okand = {id: mojliga_utslag(m, None, self._skalor[id]) for id, m in self.malvarden.items()}
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
        lagen = {id: lage(malvarde, fakta.get(id)) for id, malvarde in self.malvarden.items()}
        uppnadda = sum(1 for v in lagen.values() if v is Lage.UPPNADD)
        ej_uppnadda = sum(1 for v in lagen.values() if v is Lage.EJ_UPPNADD)
        okanda = [id for id, v in lagen.items() if v not in (Lage.UPPNADD, Lage.EJ_UPPNADD)]
        saknade: list[str] = []
        givna = fria = 0
        for id in okanda:
            malvarde, utfall = self.malvarden[id], fakta.get(id)
            if lagen[id] is Lage.MATVARDE_SAKNAS:
                saknade.append(id)
            else:
                saknade += saknade_delar(id, malvarde, utfall)
            saknade += [f"{id}.{faktum.value}" for faktum in saknade_fakta(malvarde, utfall)]
            utslag = self._okand[id] if utfall is None else mojliga_utslag(malvarde, utfall, self._skalor[id])
            givna += utslag == {True}
            fria += len(utslag) > 1
        antal = Antal(uppnadda, ej_uppnadda, len(okanda), len(lagen))
        return Svar(self.tabell[uppnadda + givna][fria], antal, tuple(saknade), self._anvanda)


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


class Kvotprovning:
    """A rule on the outcome's share of the target under one choice of readings."""

    def __init__(self, regel: Kvotregel, val: Val, indikatorer: Mapping[str, Indikator]) -> None:
        indikator = indikatorer[regel.indikator]
        self.indikator = indikator.id
        malvarde = malvarde_under(indikator, val)
        self.malvarden: dict[str, Malvarde | None] = {indikator.id: malvarde}
        self.steg = gallande(regel.steg, val)
        self._skala = indikator.skala
        self._vand = indikator.riktning is Riktning.LAGRE
        self.mal = malvarde.grans if isinstance(malvarde, Gransmalvarde) and malvarde.grans > 0 else None
        self._mal_ej_satt = malvarde is None or not malvarde.matbart
        self._procent = [g for s in self.steg for g in s.granser]
        self._andelar = representanter([Decimal(0), *self._procent])

    def prova(self, fakta: Fakta) -> Svar:
        utfall = fakta.get(self.indikator)
        varde = None if utfall is None else utfall.varde
        traffade = self._alla() if varde is None else self._traffade(varde)
        saknade = (self.indikator,) if varde is None else ()
        return Svar(frozenset(s.status for s in traffade), None, saknade, _tolkningar_i(traffade))

    def andel(self, varde: Decimal) -> tuple[Decimal, Decimal] | None:
        """The share as numerator and denominator; None when there is none."""
        if self.mal is None or (self._vand and varde <= 0):
            return None
        return (self.mal, varde) if self._vand else (varde, self.mal)

    @property
    def granser(self) -> list[Decimal]:
        """The outcomes at the bounds of the steps, to twelve decimals where the share is turned."""
        if self.mal is None:
            return []
        if not self._vand:
            return [procent_av(g, self.mal) for g in self._procent]
        hela = produkt(self.mal, Decimal(100))
        return [avrunda(_FEMTIO_SIFFROR.divide(hela, g), 12) for g in self._procent if g > 0]

    def _traffade(self, varde: Decimal) -> list[Vardesteg]:
        """The steps that the outcome meets; while the target is not set, those that it meets under some target."""
        if self.mal is None and not self._mal_ej_satt:
            return []
        if self._vand and varde <= 0:
            return [s for s in self.steg if s.hogst is None and s.under is None]
        andel = self.andel(varde)
        if andel is None:
            return self._for_andelar(a for a in self._andelar if a.compare(Decimal(0)) == varde.compare(Decimal(0)))
        return [s for s in self.steg if s.omfattar_kvot(*andel)]

    def _alla(self) -> list[Vardesteg]:
        """The steps that some outcome within the scale meets."""
        granser = [Decimal(0)] if self._vand or self.mal is None else self.granser
        traffade = [s for v in representanter(granser, self._skala) for s in self._traffade(v)]
        if self._vand and self.mal is not None:
            traffade += self._for_andelar(a for a in self._andelar if a > 0 and self._inom_skalan(self.mal, a))
        return [s for s in self.steg if s in traffade]

    def _for_andelar(self, andelar: Iterable[Decimal]) -> list[Vardesteg]:
        """The steps that some of the shares, in per cent, meet."""
        andelar = list(andelar)
        return [s for s in self.steg if any(s.omfattar(a) for a in andelar)]

    def _inom_skalan(self, mal: Decimal, andel: Decimal) -> bool:
        """Whether the outcome that gives the turned share, in per cent, lies within the scale."""
        skala, hela = self._skala, produkt(mal, Decimal(100))
        return skala is None or produkt(skala.fran_och_med, andel) <= hela <= produkt(skala.till_och_med, andel)


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


Provning = Antalsprovning | Vardesprovning | Kvotprovning | Avvikelseprovning


def provning(
    regel: Statusregel, val: Val, indikatorer: Mapping[str, Indikator], rapporttyp: Rapporttyp | None
) -> Provning:
    """The rule, ready to be tried under one choice of readings and in one report type, or in any when it names none."""
    if rapporttyp is not None:
        steg = tuple(s for s in regel.steg if not s.rapporttyper or rapporttyp in s.rapporttyper)
        regel = regel.model_copy(update={"steg": steg})
    match regel:
        case Antalsregel():
            return Antalsprovning(regel, val, indikatorer)
        case Vardesregel():
            return Vardesprovning(regel, val, indikatorer)
        case Kvotregel():
            return Kvotprovning(regel, val, indikatorer)
        case Avvikelseregel():
            return Avvikelseprovning(regel, val, indikatorer, rapporttyp)
        case _:
            assert_never(regel)


def _tolkningar_i(delar: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n.tolkning for delen in delar for n in delen.nar))  # type: ignore[attr-defined]
