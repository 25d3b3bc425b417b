"""Values by themselves, as pages: what a notebook shows of an answer that nobody has made a page of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..models.datum import skriv_dag
from ..rules.malniva import malnivaord
from ..rules.svar import statusord
from ..utskrift import Block, Kolumn, Lista, Rubrik, Stycke, Tabell
from .ordval import skriv_avser, stor
from .papekanden import papekandeblock, papekandetext, skriv_fynd
from .status import delmalsblock, delmalsrubrik, malnivablock, ovrigablock, statusblock
from .tidplan import tidplansblock
from .vadkravs import forandringstabell

if TYPE_CHECKING:
    from .. import BeraknadStatus, Malnivaoversikt, Papekande, Regelverk, Statuskrav, Statusoversikt, Tidplan
    from ..models.papekande import Papekanden

_BERAKNING = "Svaren är beräkningar, inte bedömningar."


def oversiktsvisning(oversikt: Statusoversikt) -> Iterator[Block]:
    """The statuses, each with its reasons."""
    underlag = oversikt.underlag
    regelverk = next((b.regelverk for b in oversikt.values()), None)
    avser = skriv_avser(underlag.rapporttyp, underlag.period, underlag.enhet)
    yield Rubrik("Beräknad status" + (f" – {', '.join(avser)}" if avser else ""))
    titel = underlag.regelverk if regelverk is None else regelverk.titel
    yield Stycke(f"{titel}, utgåva {underlag.utgava}. {_BERAKNING}")
    if oversikt:
        yield from statusblock(regelverk, oversikt, "Utfall")
    elif not oversikt.indikatorer:
        yield Stycke("Inga färger och inga utfall.")
    yield from ovrigablock(regelverk, oversikt)
    nivaer = [n for n in oversikt.langsiktigt.values() if any(krav.uppnas is not None for krav in n.krav)]
    yield from malnivablock(nivaer)


def statusvisning(b: BeraknadStatus) -> Iterator[Block]:
    """One status and its reasons."""
    yield Rubrik(delmalsrubrik(b.regelverk, b))
    yield from delmalsblock(b.regelverk, b, "Utfall")
    if b.tolkningar:
        yield Stycke(f"Tolkningar som svaret vilar på: {', '.join(b.tolkningar)}.")


def malnivavisning(oversikt: Malnivaoversikt) -> Iterator[Block]:
    """The long-term levels."""
    yield Rubrik("Långsiktiga målnivåer")
    yield Tabell((Kolumn("Mål"), Kolumn("Målnivå")), tuple((n.namn, malnivaord(n.mojliga)) for n in oversikt.values()))
    for n in oversikt.values():
        yield Rubrik(n.namn, 2)
        yield Stycke(n.motivering)


def tidplansvisning(tidplan: Tidplan) -> Iterator[Block]:
    """A timetable."""
    yield Rubrik("Tidplan")
    yield Stycke(f"Källa: {tidplan.kalla}.")
    yield from tidplansblock(tidplan)


def regelverksvisning(regelverk: Regelverk) -> Iterator[Block]:
    """What a rule set is, and how much there is in it."""
    yield Rubrik(regelverk.titel)
    yield Stycke(
        f"{regelverk.organisation}, {regelverk.id}, utgåva {regelverk.utgava}. "
        f"Gäller från {skriv_dag(regelverk.galler_fran)}, följer upp {regelverk.ar}."
    )
    delar = {
        "delmål": len(regelverk.delmal),
        "indikatorer": len(regelverk.indikatorer),
        "nämnder": len(regelverk.namnder),
        "rapporttillfällen i tidplanen": len(regelverk.tidplan.tillfallen) if regelverk.tidplan else 0,
        "avsnitt i rapportmallen": len(regelverk.rapportmall.avsnitt) if regelverk.rapportmall else 0,
        "tolkningar": len(regelverk.tolkningar),
        "iakttagelser": len(regelverk.iakttagelser),
    }
    rader = tuple((stor(namn), str(antal) if antal else "inga") for namn, antal in delar.items())
    yield Tabell((Kolumn("Innehåll"), Kolumn("Antal", hoger=True)), rader)
    if regelverk.delmal:
        yield Rubrik("Delmål", 2)
        antal = {d.id: sum(i.mal == d.id for i in regelverk.indikatorer) for d in regelverk.delmal}
        yield Tabell(
            (Kolumn("Delmål"), Kolumn("Namn"), Kolumn("Indikatorer", hoger=True)),
            tuple((f"Delmål {d.nummer}", d.namn, str(antal[d.id])) for d in regelverk.delmal),
        )
    if regelverk.tolkningar:
        yield Rubrik("Tolkningar", 2)
        yield Tabell(
            (Kolumn("Tolkning"), Kolumn("Fråga"), Kolumn("Vald läsning")),
            tuple((t.id, t.fraga, t.vald) for t in regelverk.tolkningar),
        )


def papekandevisning(papekande: Papekande) -> Iterator[Block]:
    """One finding."""
    yield Rubrik(" ".join(filter(None, (f"{stor(papekande.allvar.value)} {papekande.kod}", papekande.plats))))
    yield Stycke(papekandetext(papekande))
    if papekande.tolkning is not None:
        yield Stycke(f"Avgörs av tolkningen {papekande.tolkning}.")


def papekandenvisning(papekanden: Papekanden) -> Iterator[Block]:
    """Findings, the most serious first."""
    yield Rubrik("Påpekanden")
    yield Stycke(skriv_fynd(papekanden))
    yield from papekandeblock(papekanden)


def statuskravsvisning(krav: Statuskrav) -> Iterator[Block]:
    """What a colour takes of a delmål."""
    yield Rubrik(f"Vad som krävs för {krav.status}: {krav.namn}")
    yield Tabell((Kolumn("Nu"), Kolumn("Önskad färg")), ((statusord(frozenset(krav.mojliga)), _onskad(krav)),))
    yield from forandringstabell(krav)
    yield Stycke(krav.text)
    if krav.tolkningar:
        yield Lista(tuple(f"Svaret vilar på tolkningen {id}." for id in krav.tolkningar))


def _onskad(krav: Statuskrav) -> str:
    return f"{krav.status}, {krav.lage}"
