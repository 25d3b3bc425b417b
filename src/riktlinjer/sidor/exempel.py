"""The example, as a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from ..models.datum import skriv_dag, skriv_period
from ..models.skalor import Mottagare
from ..models.tal import skriv_med_enhet
from ..utskrift import Block, Kolumn, Lista, Rubrik, Stycke, Tabell, Tips
from .mall import avsnittets_tolkningar, avsnittsrad
from .ordval import liten, och, skriv_rapport, skriv_utfall, stor
from .status import statusblock
from .tidplan import kommandeblock
from .tolkningar import tolkningsblock
from .vadkravs import kravtabell

if TYPE_CHECKING:
    from decimal import Decimal

    from .. import Atgardsplanskrav, Regelverk
    from ..exempel import Exempel, Tillganglighet
    from ..models.rapport import Tabellrad, Tidsserie

_NARMAST: Final = 8
"""So many of the coming days stand in the example; all in the timetable."""


def exempelsida(regelverk: Regelverk, exempel: Exempel, *, standarddag: bool) -> Iterator[Block]:
    """The example: where Region Halland stood, what is due, what is owed, what the report must hold, how access was."""
    prognos, plan = exempel.prognos, exempel.atgardsplan
    yield Rubrik("Region Halland 2018 – ett exempel på riktiga siffror")
    yield Stycke(
        f"{regelverk.titel}, utgåva {regelverk.utgava}, räknad på siffror som är publicerade. "
        "Svaren är beräkningar, inte bedömningar."
    )

    yield Rubrik("1. Utgångsläge", 2)
    yield Stycke(
        "Riktlinjens senaste mätvärden är utgångsvärden och inte årets utfall. De visar var Region Halland stod när "
        "riktlinjen skrevs och vad som då återstod till målvärdena."
    )
    yield from statusblock(regelverk, exempel.utgangslage, "Utgångsvärde")
    yield Rubrik("Vad som krävs för Grön", 3)
    yield kravtabell(regelverk, exempel.statuskrav)

    yield Rubrik("2. Tidplan", 2)
    hur = "standard, ändra med --dag" if standarddag else "angivet med --dag"
    yield from kommandeblock(exempel.kommande[:_NARMAST], exempel.dag, f" ({hur})")
    if len(exempel.kommande) > _NARMAST:
        yield Tips(
            f"{len(exempel.kommande) - _NARMAST} steg till har en känd dag: riktlinjer tidplan --dag {exempel.dag}"
        )

    yield Rubrik("3. Åtgärdsplan", 2)
    manader = int(prognos.period[5:])
    yield Stycke(
        f"{prognos.verksamhet}s prognos för helåret är efter {manader} månader {skriv_utfall(prognos.prognos)} mot "
        f"budget {skriv_utfall(prognos.budget)}. Källa: {prognos.kalla}."
    )
    yield from _planblock(plan)

    yield Rubrik(f"4. Avsnitten i {prognos.rapporttyp.namn}", 2)
    rapport, namnd = skriv_rapport(prognos.rapporttyp, prognos.period), regelverk.namnd(prognos.namnd).namn
    yield Stycke(
        f"Rapporten som visar prognosen är {rapport} från {prognos.verksamhet} ({namnd}) till {Mottagare.RS}. "
        "Den ska innehålla:"
    )
    yield Lista(tuple(avsnittsrad(avsnitt) for avsnitt in exempel.avsnitt))
    yield Tips(f"Vad varje avsnitt kräver: riktlinjer mall {prognos.rapporttyp} --namnd {prognos.namnd}")

    yield Rubrik("5. Tillgänglighet", 2)
    yield from _tillganglighetsblock(exempel.tillganglighet)

    anvanda = [t for b in exempel.utgangslage.values() for t in b.tolkningar]
    anvanda += [*plan.tolkningar, *(t for a in exempel.avsnitt for t in avsnittets_tolkningar(a))]
    yield from tolkningsblock(regelverk, anvanda, utforligt=False)


def _planblock(plan: Atgardsplanskrav) -> Iterator[Block]:
    yield Stycke(plan.skal)
    platser = [("Beskrivs i", plan.beskrivs_i), ("Bifogas senast", plan.bifogas_senast)]
    rader = tuple(
        (var, stor(skriv_rapport(h.rapporttyp, h.period)), _dag(h.preliminar), _dag(h.beslutad))
        for var, h in platser
        if h is not None
    )
    if rader:
        kolumner = tuple(map(Kolumn, ("Planen", "Rapport", "Preliminär rapport", "Beslutad rapport")))
        yield Tabell(kolumner, rader)
    if plan.oppna_tolkningar:
        yield Stycke(f"Öppna tolkningar: {och(plan.oppna_tolkningar)}.")


def _tillganglighetsblock(tillganglighet: Tillganglighet) -> Iterator[Block]:
    serie, verksamhet = tillganglighet.tidsserie, tillganglighet.verksamhet
    egen, jamford = serie.linjer
    nadda = serie.uppnadda(egen.namn).count(True)
    forsta, sista = skriv_period(serie.manader[0]), skriv_period(serie.manader[-1])
    yield Stycke(
        f"{serie.namn}: {_senast(serie, egen)} i {verksamhet} och {_senast(serie, jamford)} i {liten(jamford.namn)} i "
        f"{sista}. {verksamhet} nådde målvärdet {_med_enhet(serie, serie.malvarde)} i {nadda} av de "
        f"{len(serie.manader)} månaderna från {forsta} till {sista}. Källa: {tillganglighet.kalla}."
    )


def _senast(serie: Tidsserie, linje: Tabellrad) -> str:
    return _med_enhet(serie, linje.varden[-1])


def _med_enhet(serie: Tidsserie, varde: Decimal | None) -> str:
    return "inte känt" if varde is None else skriv_med_enhet(varde, serie.enhet)


def _dag(dag: date | None) -> str:
    return "ej känt" if dag is None else skriv_dag(dag)
