"""Inlämningsgranskning: the versions of a report against the days when they were due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from ..errors import KalenderFel
from ..models.datum import skriv_dag
from ..models.papekande import Papekande
from ..models.rapport import Rapport, Version
from ..models.skalor import Allvar, Inlamningssteg
from ..models.tidplan import Tidplan, Tillfalle
from .arbetsdagar import Arbetskalender

_NAMN: Final = {Inlamningssteg.PRELIMINAR: "preliminära", Inlamningssteg.BESLUTAD: "beslutade"}


def granska_inlamningen(tidplan: Tidplan, rapport: Rapport, kalender: Arbetskalender) -> Iterator[Papekande]:
    """What was received late, counted in workdays, and what is not known. Without a received date nothing is late.

    Preliminary and decided are two submissions, each with its own day; klarmarkerad is neither.
    """
    tillfalle = None if rapport.period is None else tidplan.tillfalle(rapport.period)
    for steg in Inlamningssteg:
        for version in (v for v in rapport.versioner if v.steg is steg):
            yield from _version(version, tillfalle, kalender)
    mottagna = {
        steg: min((v.mottagen for v in rapport.versioner if v.steg is steg and v.mottagen is not None), default=None)
        for steg in Inlamningssteg
    }
    preliminar, beslutad = mottagna[Inlamningssteg.PRELIMINAR], mottagna[Inlamningssteg.BESLUTAD]
    if beslutad is not None and preliminar is not None and beslutad < preliminar:
        yield _papekande(
            "RAPPORT-23",
            Allvar.VARNING,
            f"Den beslutade rapporten är mottagen {skriv_dag(beslutad)}, före den preliminära {skriv_dag(preliminar)}.",
            Inlamningssteg.BESLUTAD,
            tillfalle,
        )
    if any(v.steg is Inlamningssteg.BESLUTAD for v in rapport.versioner) and not any(
        v.steg is Inlamningssteg.PRELIMINAR for v in rapport.versioner
    ):
        text = "Bara den beslutade rapporten är känd; om en preliminär har lämnats först framgår inte."
        yield _papekande("RAPPORT-23", Allvar.UPPLYSNING, text, Inlamningssteg.PRELIMINAR, tillfalle)


def _version(version: Version, tillfalle: Tillfalle | None, kalender: Arbetskalender) -> Iterator[Papekande]:
    namn = _NAMN[version.steg]
    steg = None if tillfalle is None else tillfalle.inlamning(version.steg)
    frist = None if steg is None else steg.datum
    if version.klarmarkerad is False:
        text = f"Den {namn} rapporten är inte klarmarkerad."
        yield _papekande("RAPPORT-24", Allvar.UPPLYSNING, text, version.steg, tillfalle)
    if frist is None:
        text = f"När den {namn} rapporten ska vara inlämnad är inte känt, så om den är sen går inte att säga."
        yield _papekande("RAPPORT-22", Allvar.UPPLYSNING, text, version.steg, tillfalle)
    elif version.mottagen is None:
        text = (
            f"När den {namn} rapporten är mottagen är inte känt, så om den är sen går inte att säga. "
            f"Den ska vara inlämnad senast {skriv_dag(frist)}."
        )
        yield _papekande("RAPPORT-21", Allvar.UPPLYSNING, text, version.steg, tillfalle)
    elif version.mottagen > frist:
        dagar = _arbetsdagar_sen(frist, version.mottagen, kalender)
        match dagar:
            case None:
                hur = "efter"
            case 0:
                hur = "på en ledig dag efter"
            case 1:
                hur = "en arbetsdag efter"
            case _:
                hur = f"{dagar} arbetsdagar efter"
        text = f"Den {namn} rapporten är mottagen {skriv_dag(version.mottagen)}, {hur} {skriv_dag(frist)}."
        yield _papekande("RAPPORT-20", Allvar.VARNING if dagar == 0 else Allvar.FEL, text, version.steg, tillfalle)


def _arbetsdagar_sen(frist: date, mottagen: date, kalender: Arbetskalender) -> int | None:
    """How many workdays after the due day; None outside the calendar."""
    try:
        return kalender.antal_arbetsdagar(frist + timedelta(days=1), mottagen)
    except KalenderFel:
        return None


def _papekande(kod: str, allvar: Allvar, text: str, steg: Inlamningssteg, tillfalle: Tillfalle | None) -> Papekande:
    kalla = None if tillfalle is None else tillfalle.kalla
    return Papekande(kod=kod, allvar=allvar, text=text, plats=steg.value, kalla=kalla)
