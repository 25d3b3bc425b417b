"""Computed statuses, as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from ..models.skalor import Malniva
from ..rules.malniva import malnivaord
from ..rules.svar import statusord
from ..utskrift import Block, Grupp, Kolumn, Lista, Rubrik, Stycke, Tabell
from .ordval import liten, saknade_uppgifter, skriv_antal, skriv_grupp, skriv_marginal, skriv_utfall, stor
from .tolkningar import tolkningsblock

if TYPE_CHECKING:
    from .. import BeraknadIndikator, BeraknadMalniva, BeraknadStatus, Papekande, Regelverk, Statusoversikt

_MARGINAL: Final = (
    "Marginalen är avståndet till gränsen i indikatorns enhet (för % i procentenheter). Minus är vad som återstår."
)


def statussida(regelverk: Regelverk, oversikt: Statusoversikt, antal: int, avser: Sequence[str]) -> Iterator[Block]:
    """The computed statuses.

    Args:
        antal: how many outcomes were given.
        avser: what the outcomes are for: report type, period, unit; as far as it is said.
    """
    yield Rubrik("Beräknad status" + (f" – {', '.join(avser)}" if avser else ""))
    yield Stycke(
        f"{regelverk.titel}, utgåva {regelverk.utgava}. {antal} av {len(regelverk.indikatorer)} indikatorer har ett "
        "utfall. Svaren är beräkningar, inte bedömningar."
    )
    if regelverk.delmal:
        yield from statusblock(regelverk, oversikt, "Utfall")
    else:
        har = "målvärden för indikatorer men inga" if regelverk.indikatorer else "varken indikatorer eller"
        yield Stycke(f"Riktlinjen sätter inga färger: den har {har} delmål.")
    yield from ovrigablock(regelverk, oversikt)
    nivaer = [n for n in oversikt.langsiktigt.values() if any(krav.uppnas is not None for krav in n.krav)]
    yield from malnivablock(nivaer)
    anvanda = [t for b in oversikt.values() for t in b.tolkningar] + [t for n in nivaer for t in n.tolkningar]
    yield from tolkningsblock(regelverk, anvanda + [t for i in oversikt.indikatorer for t in i.tolkningar])


def ovrigablock(regelverk: Regelverk | None, oversikt: Statusoversikt) -> Iterator[Block]:
    """The indicators that feed no colour, when there are any with an outcome."""
    if oversikt.indikatorer:
        yield Rubrik("Övriga indikatorer" if oversikt else "Indikatorer", 3)
        yield Stycke("De ger ingen av delmålens färger." if oversikt else _MARGINAL)
        yield _indikatortabell(regelverk, oversikt.indikatorer, "Utfall")
        rader = [f"{_papekande(p)} ({i.namn})" for i in oversikt.indikatorer for p in i.papekanden]
        if rader:
            yield Lista(tuple(rader))


def statusblock(regelverk: Regelverk | None, oversikt: Statusoversikt, kolumn: str) -> Iterator[Block]:
    """Every delmål with its colour, its indicators and why.

    Args:
        regelverk: None when it is not at hand: a delmål then stands by its id, and indicators under no group.
        kolumn: what the figures are called.
    """
    rader = tuple((_delmal(regelverk, b), statusord(b.mojliga), skriv_antal(b) or "–") for b in oversikt.values())
    yield Tabell((Kolumn("Delmål"), Kolumn("Status"), Kolumn("Når målvärdet")), rader)
    per_delmal = [dict.fromkeys(map(_papekande, b.papekanden)) for b in oversikt.values()]
    gemensamma = [text for text in (per_delmal or [{}])[0] if all(text in texter for texter in per_delmal)]
    if gemensamma:
        yield Lista(tuple(gemensamma))
    for b, texter in zip(oversikt.values(), per_delmal, strict=True):
        yield Rubrik(delmalsrubrik(regelverk, b), 3)
        yield from delmalsblock(regelverk, b, kolumn, [text for text in texter if text not in gemensamma])
    yield Stycke(_MARGINAL)


def delmalsrubrik(regelverk: Regelverk | None, b: BeraknadStatus) -> str:
    """A delmål by its number, with its colour and its counts."""
    antal = skriv_antal(b, " når målvärdet")
    return f"{_delmal(regelverk, b)}: {statusord(b.mojliga)}" + (f" ({antal})" if antal else "")


def delmalsblock(
    regelverk: Regelverk | None, b: BeraknadStatus, kolumn: str, papekanden: Sequence[str] | None = None
) -> Iterator[Block]:
    """Why a delmål has its colour; with these findings, or else all of its own."""
    yield Stycke(b.namn)
    yield _indikatortabell(regelverk, b.indikatorer, kolumn)
    yield Stycke(b.motivering)
    texter = list(dict.fromkeys(map(_papekande, b.papekanden))) if papekanden is None else papekanden
    punkter = [*(f"Uppgifter saknas: {namn}, {vilka}." for namn, vilka in saknade_uppgifter(b)), *texter]
    if punkter:
        yield Lista(tuple(punkter))


def malnivablock(nivaer: Sequence[BeraknadMalniva]) -> Iterator[Block]:
    """The long-term levels of which something is known."""
    if not nivaer:
        return
    yield Rubrik("Långsiktiga målnivåer", 3)
    yield Stycke("De är en annan skala än färgerna. Nivåer som inget utfall säger något om står inte här.")
    rader = tuple((n.namn, malnivaord(n.mojliga), ", ".join(_kravtext(n, niva) for niva in _nivaer(n))) for n in nivaer)
    yield Tabell((Kolumn("Mål"), Kolumn("Målnivå"), Kolumn("Uppfyllda krav")), rader)


def _nivaer(n: BeraknadMalniva) -> list[Malniva]:
    return [niva for niva in Malniva if any(krav.niva is niva for krav in n.krav)]


def _kravtext(n: BeraknadMalniva, niva: Malniva) -> str:
    svar = [krav.uppnas for krav in n.krav if krav.niva is niva]
    okanda = f" ({svar.count(None)} okända)" if None in svar else ""
    return f"{niva}: {svar.count(True)} av {len(svar)}{okanda}"


def _delmal(regelverk: Regelverk | None, b: BeraknadStatus) -> str:
    return b.id if regelverk is None else f"Delmål {regelverk.delmal_med_id(b.id).nummer}"


def _papekande(papekande: Papekande) -> str:
    return f"{stor(papekande.allvar.value)} {papekande.kod}: {papekande.text}"


def _indikatortabell(regelverk: Regelverk | None, rader: Iterable[BeraknadIndikator], kolumn: str) -> Tabell:
    kolumner = (
        Kolumn("Indikator"),
        Kolumn("Läge"),
        Kolumn(kolumn, hoger=True),
        Kolumn("Målvärde", hoger=True),
        Kolumn("Marginal", hoger=True),
    )
    celler: list[tuple[str, ...] | Grupp] = []
    for grupp, i_grupp in groupby(rader, key=lambda rad: _grupp(regelverk, rad)):
        if grupp is not None:
            celler.append(Grupp(grupp))
        celler += [_indikatorrad(regelverk, rad) for rad in i_grupp]
    return Tabell(kolumner, tuple(celler))


def _grupp(regelverk: Regelverk | None, rad: BeraknadIndikator) -> str | None:
    return None if regelverk is None else skriv_grupp(regelverk, rad.id)


def _indikatorrad(regelverk: Regelverk | None, rad: BeraknadIndikator) -> tuple[str, ...]:
    return (
        rad.namn,
        "kan inte avgöras" if rad.lage is None else rad.lage.value,
        skriv_utfall(rad.utfall, rad.enhet, rad.marginal),
        _malvarde(regelverk, rad),
        skriv_marginal(rad.marginal),
    )


def _malvarde(regelverk: Regelverk | None, rad: BeraknadIndikator) -> str:
    if rad.malvarde is not None:
        return liten(str(rad.malvarde)) or "inget"
    if regelverk is None and rad.tolkningar:
        return "–"  # which reading holds is not at hand
    oppen = regelverk is not None and any(regelverk.tolkning(id).ar_oppen for id in rad.tolkningar)
    return "beror på tolkning" if oppen else "inget"
