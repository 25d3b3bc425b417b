"""The tables of a template: those that the guideline prints, the indicators of the delmål, and the policies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from ..models.datum import skriv_period
from ..models.indikator import Indikator
from ..models.rapportmall import Kolumn, Rad, Tabellmall
from ..models.regelverk import Regelverk
from ..models.skalor import Fortryckt, Rapporttyp
from ..models.tal import skriv_med_enhet
from ..models.utfall import Utfall
from ..rules.avsnitt import Avsnitt, Krav
from ..rules.lasningar import alla_val, namnda_tolkningar
from ..rules.provning import enhet_under, malvarde_under
from ..sidor.ordval import skriv_insatsomrade, skriv_utfall
from .modell import Malltabell, Vagledning

_UTAN_RUBRIK: Final = "Rad"
"""The heading of the column of row names, in a table that prints none for it."""


class Anvandning(NamedTuple):
    """A table template, the section that it is put in, and the demands that ask for it."""

    mall: Tabellmall
    avsnitt: Avsnitt
    krav: tuple[Krav, ...]


def anvandningar(regelverk: Regelverk, avsnitt: Sequence[Avsnitt]) -> tuple[Anvandning, ...]:
    """The table templates that the sections demand, each once.

    A table that several sections demand is put in the section that they are all part of, else in the first of them.
    """
    tabeller = () if regelverk.rapportmall is None else regelverk.rapportmall.tabeller
    svar = []
    for mall in tabeller:
        par = [(a, krav) for a in avsnitt for krav in a.krav if krav.tabell == mall.id]
        if par:
            plats = _gemensamt([a for a, _ in par], avsnitt)
            svar.append(Anvandning(mall, plats, tuple(krav for _, krav in par)))
    return tuple(svar)


def _gemensamt(begarande: Sequence[Avsnitt], alla: Sequence[Avsnitt]) -> Avsnitt:
    delar = [(a.nummer or "").split(".") for a in begarande]
    lika = []
    for niva in zip(*delar, strict=False):
        if len(set(niva)) > 1:
            break
        lika.append(niva[0])
    nummer = ".".join(lika)
    return next((a for a in alla if nummer and a.nummer == nummer), begarande[0])


def malltabeller(
    regelverk: Regelverk, rapporttyp: Rapporttyp, anvandning: Anvandning
) -> Iterator[Malltabell | Vagledning]:
    """A table template as the tables to fill in, with its footnotes as guidance.

    Where a demand names a row or a group of rows, only those are asked for. Rows under different headings become
    tables of their own, unless a column holds the heading.
    """
    mall, _, krav = anvandning
    kolumner = tuple(k for k in mall.kolumner if rapporttyp in k.rapporttyper)
    rader = [r for r in mall.rader if rapporttyp in r.rapporttyper and _begard(r, mall, krav)]
    titel = mall.titel.removeprefix("Tabell ")
    if not kolumner or not rader:
        if not mall.rader:
            yield Vagledning((f"Riktlinjen visar inte hur tabellen ”{titel}” ser ut. Lägg in er egen här.",))
        return
    ledare = _Ledkolumner(kolumner, regelverk)
    for grupp, i_gruppen in groupby(rader, key=lambda r: None if ledare.har_grupp else r.grupp):
        celler = [ledare.celler(rad) for rad in i_gruppen]
        anvanda = [i for i in range(len(celler[0])) if i not in ledare.platser or any(rad[i] for rad in celler)]
        rubriker = tuple(ledare.rubriker[i] for i in anvanda)
        sista_ledare = max(i for i, kolumn in enumerate(anvanda) if kolumn in ledare.platser)
        yield Malltabell(
            titel if grupp is None else f"{titel} – {grupp}",
            f"Att fylla i. Varje rad gäller det som står under {rubriker[sista_ledare]}. Ur {mall.kalla}.",
            rubriker,
            tuple(tuple(rad[i] for i in anvanda) for rad in celler),
        )
    fotnoter: dict[str, list[str]] = {}
    delar: tuple[Kolumn | Rad, ...] = (*kolumner, *rader)
    for del_ in delar:
        if del_.fotnot is not None:
            fotnoter.setdefault(del_.fotnot, []).append(del_.namn)
    if fotnoter:
        yield Vagledning(tuple(f"{'; '.join(namn)}: {fotnot}" for fotnot, namn in fotnoter.items()))


def _begard(rad: Rad, mall: Tabellmall, krav: Sequence[Krav]) -> bool:
    """Whether any demand asks for the row: by its name, by the heading over it, or by asking for the whole table."""
    namn = {r.namn for r in mall.rader} | {r.grupp for r in mall.rader}
    return any(k.kalla.rad not in namn or k.kalla.rad in (None, rad.namn, rad.grupp) for k in krav)


class _Ledkolumner:
    """The columns that say what a row is about."""

    def __init__(self, kolumner: Sequence[Kolumn], regelverk: Regelverk) -> None:
        rubriker = [kolumn.namn for kolumn in kolumner]
        slag = [kolumn.fortryckt for kolumn in kolumner]
        if Fortryckt.RAD not in slag:
            plats = max((i for i, ett in enumerate(slag, 1) if ett is not None), default=0)
            rubriker.insert(plats, _UTAN_RUBRIK)
            slag.insert(plats, Fortryckt.RAD)
        self.rubriker = tuple(rubriker)
        self.platser = frozenset(i for i, ett in enumerate(slag) if ett is not None)
        self._indikatorer = {i.namn.casefold(): i for i in regelverk.indikatorer}
        self._mal = {m.id: m.namn for m in regelverk.mal} | {d.id: d.namn for d in regelverk.delmal}
        self._radkolumn = slag.index(Fortryckt.RAD)
        self._indikatorkolumn = slag.index(Fortryckt.INDIKATOR) if Fortryckt.INDIKATOR in slag else None
        self._gruppkolumn = slag.index(Fortryckt.GRUPP) if Fortryckt.GRUPP in slag else None
        self.har_grupp = self._gruppkolumn is not None and self._indikatorkolumn is None

    def celler(self, rad: Rad) -> list[str]:
        """The cells of a row: what it is about, and the empty ones to fill in."""
        celler = [""] * len(self.rubriker)
        indikator = self._indikatorer.get(rad.namn.casefold())
        if self._indikatorkolumn is not None and indikator is not None:
            celler[self._indikatorkolumn] = rad.namn
            if self._gruppkolumn is not None:
                celler[self._gruppkolumn] = self._mal.get(indikator.mal or "", "")
        else:
            celler[self._radkolumn] = rad.namn
        if self.har_grupp and self._gruppkolumn is not None:
            celler[self._gruppkolumn] = rad.grupp or ""
        return celler


def indikatortabeller(regelverk: Regelverk, utfall: Mapping[str, Utfall] | None) -> Iterator[Malltabell | Vagledning]:
    """The indicators of each delmål with target and baseline, and the latest outcome when outcomes are given; under
    each table the conditions on its targets.

    Without indicators of any delmål: all indicators, in one table.
    """
    titlar = {d.id: f"Indikatorer för delmål {d.nummer}: {d.namn}" for d in regelverk.delmal}
    av_delmal: dict[str | None, list[Indikator]] = {}
    for indikator in visade_indikatorer(regelverk):
        av_delmal.setdefault(indikator.delmal, []).append(indikator)
    for delmal, indikatorer in av_delmal.items():
        omraden = any(i.insatsomrade for i in indikatorer)
        rubriker = ["Särskilt insatsområde"] if omraden else []
        rubriker += ["Indikator", "Utgångsvärde", "Målvärde"]
        rubriker += [] if utfall is None else ["Senaste utfall"]
        yield Malltabell(
            titlar.get(delmal or "", "Indikatorer"),
            "Varje rad är en indikator. Kolumnen Nuläge är att fylla i. "
            f"Utgångsvärden och målvärden ur {regelverk.titel}.",
            (*rubriker, "Nuläge"),
            tuple((*_indikatorrad(regelverk, i, utfall, omraden), "") for i in indikatorer),
        )
        forbehall = tuple(_forbehall(indikatorer))
        if forbehall:
            yield Vagledning(forbehall)


def visade_indikatorer(regelverk: Regelverk) -> tuple[Indikator, ...]:
    """The indicators of the delmål; all, when none is of a delmål."""
    return tuple(i for i in regelverk.indikatorer if i.delmal is not None) or regelverk.indikatorer


def _forbehall(indikatorer: Sequence[Indikator]) -> Iterator[str]:
    """The conditions that the guideline puts on targets, each once with those that it is put on."""
    om: dict[str, list[str]] = {}
    for indikator in indikatorer:
        if indikator.forbehall is not None:
            om.setdefault(indikator.forbehall, []).append(indikator.namn)
    for text, namn in om.items():
        vilka = "" if len(namn) == len(indikatorer) else f" ({', '.join(namn)})"
        yield f"Förbehåll för målvärdena{vilka}: {text}"


def _indikatorrad(
    regelverk: Regelverk, indikator: Indikator, utfall: Mapping[str, Utfall] | None, omraden: bool
) -> Iterator[str]:
    if omraden:
        yield "" if indikator.insatsomrade is None else skriv_insatsomrade(regelverk, indikator.insatsomrade)
    val = list(alla_val(regelverk, namnda_tolkningar(indikator.lasningar)))
    enhet = " eller ".join(dict.fromkeys(filter(None, (enhet_under(indikator, v) for v in val)))) or None
    yield indikator.namn
    if indikator.utgangsvarde is not None:
        yield skriv_med_enhet(indikator.utgangsvarde, enhet)
    else:
        yield indikator.utgangsvarde_text or ""
    yield " eller ".join(dict.fromkeys(str(m) for v in val if (m := malvarde_under(indikator, v)) is not None))
    if utfall is not None:
        yield _utfall(utfall.get(indikator.id), enhet)


def _utfall(utfall: Utfall | None, enhet: str | None) -> str:
    """The outcome with what it is and when, as far as that is said; empty when it is not known."""
    if utfall is None or utfall.varde is None:
        return ""
    om = [utfall.slag.value] if utfall.slag else []
    om += [skriv_period(utfall.period)] if utfall.period else []
    return skriv_utfall(utfall, enhet) + (f" ({', '.join(om)})" if om else "")


def policytabell(policyer: Sequence[str]) -> Malltabell:
    """The policies to comment on."""
    return Malltabell(
        "Policyer",
        "Varje rad är en policy. Kolumnen Kommentar är att fylla i.",
        ("Policy", "Kommentar"),
        tuple((policy, "") for policy in policyer),
    )
