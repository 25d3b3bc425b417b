"""Färgintervall: the colour intervals that a Stratsys measure needs to show the colours of a rule, and whether some do.

In Stratsys the colour of a measure follows from one column's value and the intervals that are set on the measure.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple, TypeVar

from ...models.bas import Modell
from ...models.indikator import Skala
from ...models.kalla import Kalla
from ...models.regelverk import Regelverk
from ...models.skalor import Rapporttyp, Status
from ...models.tal import mitt, skillnad, skriv_med_enhet, summa
from ...models.utfall import Utfall
from ...rules.intervall import Intervall, omraden
from ...rules.perioder import kontrollera_rapporttyp
from ...rules.provning import Antalsprovning, farger as farger_av
from ...rules.statusfraga import Statusfraga
from ...rules.svar import ordnade, statusord
from ...rules.vardekrav import brytvarden

_ETT = Decimal(1)
_Svar = TypeVar("_Svar", bound=Hashable)


class Matvarde(StrEnum):
    """What the value of the measure is."""

    UTFALL = "indikatorns utfall"
    ANTAL = "antal uppnådda indikatorer"


class Farg(Modell):
    """An interval of values and the colour that they get."""

    intervall: Intervall
    status: Status


class Oavgjort(Modell):
    """An interval of values for which the rule settles no colour, so that none can be shown."""

    intervall: Intervall
    mojliga: tuple[Status, ...]
    """The colours that are possible, from the best; empty when the rule gives none."""


class Fargintervall(Modell):
    """The intervals of a delmål's colours, from the lowest value to the highest."""

    delmal: str
    nummer: int
    """The delmål's number."""
    rapporttyp: Rapporttyp | None
    matvarde: Matvarde
    indikator: str | None
    """The id of the indicator; None for a count, which is a measure of its own."""
    enhet: str | None
    """The unit of the values; None when it has none."""
    skala: Skala | None
    """What the values can be; None when the source sets no limits."""
    farger: tuple[Farg, ...]
    oavgjorda: tuple[Oavgjort, ...]
    tolkningar: tuple[str, ...]
    """The ids of the tolkningar that the rule is conditioned on."""
    oppna_tolkningar: tuple[str, ...]
    kalla: Kalla

    @property
    def text(self) -> str:
        """The intervals in Swedish, as they are set on the measure."""
        rapport = f" i {self.rapporttyp}" if self.rapporttyp else ""
        vad = self.matvarde.value if self.indikator is None else f"{self.matvarde.value} ({self.indikator})"
        rader = [f"Delmål {self.nummer}{rapport}: färgen följer av {vad}."]
        rader += [f"  {f.status}: {f.intervall.skriv(self.enhet)}" for f in self.farger]
        rader += [
            f"  {statusord(frozenset(o.mojliga))}: {o.intervall.skriv(self.enhet)}; sätt ingen färg"
            for o in self.oavgjorda
        ]
        if self.matvarde is Matvarde.ANTAL:
            rader.append("  Antalet är ett eget mått: inget intervall på en enskild indikator ger färgen.")
        return "\n".join(rader)


class Motexempel(Modell):
    """A value for which given intervals show another colour than the rule gives."""

    varde: Decimal
    intervall: Intervall
    """All the values for which it is so."""
    vantad: tuple[Status, ...]
    """What the rule gives: one colour, or those it leaves open, or none."""
    visad: tuple[Status, ...]
    """What the intervals show; empty for none, and more than one where they overlap."""
    text: str


class Intervallgranskning(Modell):
    """Whether given intervals show the colours of a rule."""

    delmal: str
    motexempel: tuple[Motexempel, ...]
    """One per interval of values where they do not; empty when they agree everywhere."""

    @property
    def stammer(self) -> bool:
        """Whether the intervals show the rule's colours for every value."""
        return not self.motexempel

    @property
    def text(self) -> str:
        """The answer in Swedish."""
        if self.stammer:
            return f"{self.delmal}: intervallen ger regelns färger för alla värden."
        return "\n".join(
            [f"{self.delmal}: intervallen ger inte regelns färger.", *(f"  {m.text}" for m in self.motexempel)]
        )


class _Regel(NamedTuple):
    """A rule as a function of one value."""

    fraga: Statusfraga
    mojliga: Callable[[Decimal], frozenset[Status]]
    snitt: list[Decimal]
    oskarpa: list[tuple[Decimal, Decimal]]
    skala: Skala | None
    matvarde: Matvarde


def fargintervall(
    regelverk: Regelverk, delmal: str, *, rapporttyp: Rapporttyp | None = None, jamfort_med: Utfall | None = None
) -> Fargintervall:
    """The intervals that show the delmål's colours.

    A rule on one indicator has its intervals on that indicator's measure. A rule that counts indicators has none there:
    its intervals are those of the count, which must be a measure of its own.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> print(fargintervall(las_regelverk("halland-2018"), "delmal-3").text)
    Delmål 3: färgen följer av indikatorns utfall (index-medarbetarenkat).
      Röd: under 70
      Gul: minst 70 och under 72
      Grön: minst 72

    Args:
        regelverk: the rule set; its chosen readings count, and an open one leaves what it decides without a colour.
        delmal: the delmål's id.
        rapporttyp: the report that the colours are for; without it, those that hold in every report.
        jamfort_med: what the outcome is compared with (``motsvarande_period`` and so on), for a rule that compares.
            Its ``varde`` does not count.

    Raises:
        OkantId: no delmål has the id.
        TypeError: an argument of another Python type.
    """
    regel = _regel(regelverk, delmal, rapporttyp, jamfort_med)
    funna = _omraden(regel, regel.mojliga)
    alla = sorted(((i, m) for m, intervall in funna.items() for i in intervall), key=_plats)
    fraga = regel.fraga
    indikator = None if regel.matvarde is Matvarde.ANTAL else fraga.indikatorer[0]
    return Fargintervall(
        delmal=delmal,
        nummer=fraga.delmal.nummer,
        rapporttyp=rapporttyp,
        matvarde=regel.matvarde,
        indikator=None if indikator is None else indikator.id,
        enhet=None if indikator is None else indikator.enhet,
        skala=regel.skala,
        farger=tuple(Farg(intervall=i, status=next(iter(m))) for i, m in alla if len(m) == 1),
        oavgjorda=tuple(Oavgjort(intervall=i, mojliga=ordnade(m)) for i, m in alla if len(m) != 1),
        tolkningar=fraga.tolkningar,
        oppna_tolkningar=tuple(id for id in fraga.tolkningar if regelverk.tolkning(id).ar_oppen),
        kalla=fraga.delmal.statusregel.kalla[0],
    )


def granska_intervall(
    regelverk: Regelverk,
    delmal: str,
    farger: Iterable[Farg],
    *,
    rapporttyp: Rapporttyp | None = None,
    jamfort_med: Utfall | None = None,
) -> Intervallgranskning:
    """Whether intervals that are set on a measure show the delmål's colours, with a value for each place they do not.

    Where the rule settles no colour the intervals must show none; where two intervals with different colours overlap,
    they show none that can be relied on.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> satta = [Farg(intervall=Intervall(minst=72), status="Grön"),
    ...          Farg(intervall=Intervall(minst=70, hogst=71), status="Gul"),
    ...          Farg(intervall=Intervall(under=70), status="Röd")]
    >>> print(granska_intervall(las_regelverk("halland-2018"), "delmal-3", satta).text)
    delmal-3: intervallen ger inte regelns färger.
      71,5: regeln ger Gul, intervallen visar ingen färg (gäller över 71 och under 72)

    Args:
        farger: the intervals as they are set. Those of a count are only asked about whole numbers.

    Raises:
        OkantId: no delmål has the id.
        TypeError: an argument of another Python type.
    """
    satta = tuple(farger)
    if not all(isinstance(farg, Farg) for farg in satta):
        raise TypeError("väntade färger som Farg(intervall=..., status=...)")
    regel = _regel(regelverk, delmal, rapporttyp, jamfort_med)

    def visade(varde: Decimal) -> frozenset[Status]:
        return frozenset(farg.status for farg in satta if farg.intervall.omfattar(varde))

    def bada(varde: Decimal) -> tuple[frozenset[Status], frozenset[Status]]:
        return regel.mojliga(varde), visade(varde)

    granser = [g for farg in satta for g in (farg.intervall.nedre, farg.intervall.ovre) if g is not None]
    funna = _omraden(regel, bada, granser)
    enhet = None if regel.matvarde is Matvarde.ANTAL else regel.fraga.indikatorer[0].enhet
    fel = sorted(
        (
            (i, (vantade, synliga))
            for (vantade, synliga), intervall in funna.items()
            for i in intervall
            if synliga != (vantade if len(vantade) == 1 else frozenset())
        ),
        key=_plats,
    )
    return Intervallgranskning(delmal=delmal, motexempel=tuple(_motexempel(regel, i, v, s, enhet) for i, (v, s) in fel))


def _regel(regelverk: Regelverk, delmal: str, rapporttyp: Rapporttyp | None, jamfort_med: Utfall | None) -> _Regel:
    if not isinstance(regelverk, Regelverk):
        raise TypeError(f"väntade ett Regelverk (se las_regelverk), fick {type(regelverk).__name__}")
    if rapporttyp is not None:
        kontrollera_rapporttyp(rapporttyp)
    if not isinstance(jamfort_med, Utfall | None):
        raise TypeError(f"jamfort_med: väntade ett Utfall, fick {type(jamfort_med).__name__}")
    fraga = Statusfraga(regelverk, regelverk.delmal_med_id(delmal), rapporttyp, None, None)
    raknande = [p for p in fraga.provningar if isinstance(p, Antalsprovning)]
    if raknande:
        flest = max(len(p.malvarden) for p in raknande)

        def per_antal(antal: Decimal) -> frozenset[Status]:
            n = int(antal)
            return frozenset().union(*(p.tabell[n][0] for p in raknande if n < len(p.tabell)))

        skala = Skala(fran_och_med=Decimal(0), till_och_med=Decimal(flest))
        return _Regel(fraga, per_antal, [], [], skala, Matvarde.ANTAL)
    indikator = fraga.indikatorer[0]
    utgang = (jamfort_med or Utfall()).i_enhet(indikator.enhet)

    def per_varde(varde: Decimal) -> frozenset[Status]:
        fakta = {indikator.id: utgang.model_copy(update={"varde": varde})}
        return farger_av(p.prova(fakta) for p in fraga.provningar)

    snitt, oskarpa = brytvarden(fraga.provningar, indikator, utgang)
    return _Regel(fraga, per_varde, snitt, oskarpa, indikator.skala, Matvarde.UTFALL)


def _omraden(
    regel: _Regel, svar: Callable[[Decimal], _Svar], granser: Iterable[Decimal] = ()
) -> dict[_Svar, tuple[Intervall, ...]]:
    """Each answer with the values that get it."""
    if regel.matvarde is Matvarde.UTFALL:
        return omraden(svar, [*regel.snitt, *granser], regel.skala, oskarpa=regel.oskarpa)
    assert regel.skala is not None
    flest = int(regel.skala.till_och_med)
    funna: dict[_Svar, tuple[Intervall, ...]] = {}
    for ett, grupp in groupby(range(flest + 1), key=lambda n: svar(Decimal(n))):
        antal = list(grupp)
        minst = None if antal[0] == 0 else Decimal(antal[0])
        hogst = None if antal[-1] == flest else Decimal(antal[-1])
        funna[ett] = (*funna.get(ett, ()), Intervall(minst=minst, hogst=hogst))
    return funna


def _plats(par: tuple[Intervall, object]) -> tuple[bool, Decimal, bool]:
    """From the lowest to the highest."""
    nedre = par[0].nedre
    return nedre is not None, nedre or Decimal(0), par[0].over is not None


def _motexempel(
    regel: _Regel, intervall: Intervall, vantade: frozenset[Status], synliga: frozenset[Status], enhet: str | None
) -> Motexempel:
    varde = _exempel(intervall, regel.skala)
    text = (
        f"{skriv_med_enhet(varde, enhet)}: regeln {_regelns_ord(vantade)}, intervallen {_visas(synliga)}"
        f" (gäller {intervall.skriv(enhet)})"
    )
    return Motexempel(varde=varde, intervall=intervall, vantad=ordnade(vantade), visad=ordnade(synliga), text=text)


def _exempel(intervall: Intervall, skala: Skala | None) -> Decimal:
    """A value in the interval, within the scale."""
    lagst = skala.fran_och_med if intervall.nedre is None and skala is not None else intervall.nedre
    hogst = skala.till_och_med if intervall.ovre is None and skala is not None else intervall.ovre
    if intervall.minst is not None:
        return intervall.minst
    if intervall.hogst is not None:
        return intervall.hogst
    if lagst is not None and hogst is not None:
        return mitt(lagst, hogst)
    if lagst is not None:
        return summa(lagst, _ETT)
    return Decimal(0) if hogst is None else skillnad(hogst, _ETT)


def _regelns_ord(mojliga: frozenset[Status]) -> str:
    if len(mojliga) == 1:
        return f"ger {next(iter(mojliga))}"
    return f"lämnar {' eller '.join(ordnade(mojliga))} möjlig" if mojliga else "ger ingen färg"


def _visas(synliga: frozenset[Status]) -> str:
    return "visar " + (" och ".join(ordnade(synliga)) or "ingen färg") + (" på en gång" if len(synliga) > 1 else "")
