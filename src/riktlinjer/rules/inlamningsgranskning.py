"""Inlämningsgranskning: the versions of a report against the days when they were due.

Whether a submission is late is decided here and nowhere else, by :func:`inlamningslage`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from ..errors import KalenderFel
from ..models.datum import skriv_dag
from ..models.papekande import Papekande
from ..models.rapport import Rapport, Version
from ..models.skalor import Allvar, Inlamningssteg
from ..models.tidplan import Tidplan, Tillfalle
from .arbetsdagar import Arbetskalender

STEGNAMN: Final = {Inlamningssteg.PRELIMINAR: "preliminära", Inlamningssteg.BESLUTAD: "beslutade"}
"""The steps as a word before "rapporten"."""


class Inlamningslage(StrEnum):
    """Where a submission stands against the day when it is due."""

    I_TID = "i tid"
    SEN = "sen"
    INTE_INLAMNAD = "inte inlämnad"
    FRISTEN_INTE_UTE = "fristen har inte gått ut"
    INTE_KANT = "inte känt"


class Stegslage(NamedTuple):
    """Where a submission stands, since when, and how late it is."""

    lage: Inlamningslage
    mottagen: date | None = None
    """The day of the version that ``lage`` is of; None when none is known."""
    forsenad: bool | None = None
    """Whether it is late, received or not; None when it is not known."""
    arbetsdagar_sen: int | None = None
    """How many workdays after the due day, 0 on a free day after it; None when it is not late, not known to be, or
    outside the calendar."""


def inlamningslage(
    versioner: Iterable[Version],
    frist: date | None,
    kalender: Arbetskalender,
    *,
    dag: date | None = None,
    okant: bool = False,
) -> Stegslage:
    """Where the submission of one step stands. One version in time is enough; a correction does not make it late.

    >>> sen = Version(steg=Inlamningssteg.PRELIMINAR, mottagen=date(2018, 9, 17))
    >>> lage = inlamningslage([sen], date(2018, 9, 13), Arbetskalender())
    >>> lage.lage.value, lage.arbetsdagar_sen
    ('sen', 2)

    Args:
        versioner: the versions of the step.
        frist: the day when it is due, which is in time; None when it is not known.
        dag: the day that is asked about; without it, whether a missing version is late is not known.
        okant: whether there may be a version that is not among ``versioner``.
    """
    dagar = [version.mottagen for version in versioner]
    kanda = sorted(d for d in dagar if d is not None)
    if kanda and frist is not None and kanda[0] <= frist:
        return Stegslage(Inlamningslage.I_TID, kanda[0], False)
    if dagar and (frist is None or len(kanda) < len(dagar)):
        return Stegslage(Inlamningslage.INTE_KANT, next(iter(kanda), None))
    if kanda and frist is not None:
        return Stegslage(Inlamningslage.SEN, kanda[0], True, _arbetsdagar_sen(frist, kanda[0], kalender))
    if okant:
        return Stegslage(Inlamningslage.INTE_KANT)
    if dag is None or frist is None:
        return Stegslage(Inlamningslage.INTE_INLAMNAD)
    if dag <= frist:
        return Stegslage(Inlamningslage.FRISTEN_INTE_UTE, None, False)
    return Stegslage(Inlamningslage.INTE_INLAMNAD, None, True, _arbetsdagar_sen(frist, dag, kalender))


def granska_inlamningen(tidplan: Tidplan, rapport: Rapport, kalender: Arbetskalender) -> Iterator[Papekande]:
    """What was received late, counted in workdays, and what is not known. Without a received date nothing is late.

    Preliminary and decided are two submissions, each with its own day; klarmarkerad is neither.
    """
    tillfalle = None if rapport.period is None else tidplan.tillfalle(rapport.period)
    for steg in Inlamningssteg:
        versioner = [v for v in rapport.versioner if v.steg is steg]
        lage = inlamningslage(versioner, stegets_frist(tillfalle, steg), kalender).lage
        for version in versioner:
            yield from _version(version, tillfalle, kalender, i_tid=lage is Inlamningslage.I_TID)
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


def stegets_frist(tillfalle: Tillfalle | None, steg: Inlamningssteg) -> date | None:
    """The day when the step is due; None when it is not known, or the step does not occur."""
    inlamning = None if tillfalle is None else tillfalle.inlamning(steg)
    return None if inlamning is None else inlamning.datum


def skriv_forsening(arbetsdagar: int | None) -> str:
    """How late something is, in words that a day follows.

    >>> skriv_forsening(2), skriv_forsening(0)
    ('2 arbetsdagar efter', 'på en ledig dag efter')
    """
    match arbetsdagar:
        case None:
            return "efter"
        case 0:
            return "på en ledig dag efter"
        case 1:
            return "en arbetsdag efter"
        case _:
            return f"{arbetsdagar} arbetsdagar efter"


def _version(
    version: Version, tillfalle: Tillfalle | None, kalender: Arbetskalender, *, i_tid: bool
) -> Iterator[Papekande]:
    """What is found of one version; ``i_tid`` says whether it, or another of the same step, is in time."""
    namn = STEGNAMN[version.steg]
    frist = stegets_frist(tillfalle, version.steg)
    if version.klarmarkerad is False:
        text = f"Den {namn} rapporten är inte klarmarkerad."
        yield _papekande("RAPPORT-24", Allvar.UPPLYSNING, text, version.steg, tillfalle)
    svar = inlamningslage([version], frist, kalender)
    if frist is None:
        text = f"När den {namn} rapporten ska vara inlämnad är inte känt, så om den är sen går inte att säga."
        yield _papekande("RAPPORT-22", Allvar.UPPLYSNING, text, version.steg, tillfalle)
    elif svar.mottagen is None:
        text = (
            f"När den {namn} rapporten är mottagen är inte känt, så om den är sen går inte att säga. "
            f"Den ska vara inlämnad senast {skriv_dag(frist)}."
        )
        yield _papekande("RAPPORT-21", Allvar.UPPLYSNING, text, version.steg, tillfalle)
    elif svar.forsenad:
        hur = skriv_forsening(svar.arbetsdagar_sen)
        nar = f"mottagen {skriv_dag(svar.mottagen)}, {hur} {skriv_dag(frist)}"
        text = f"Den {namn} rapporten är {nar}."
        allvar = Allvar.VARNING if svar.arbetsdagar_sen == 0 else Allvar.FEL
        if i_tid:
            text = f"En rättelse av den {namn} rapporten är {nar}. Den första versionen kom i tid."
            allvar = Allvar.UPPLYSNING
        yield _papekande("RAPPORT-20", allvar, text, version.steg, tillfalle)


def _arbetsdagar_sen(frist: date, mottagen: date, kalender: Arbetskalender) -> int | None:
    """How many workdays after the due day; None outside the calendar."""
    try:
        return kalender.antal_arbetsdagar(frist + timedelta(days=1), mottagen)
    except KalenderFel:
        return None


def _papekande(kod: str, allvar: Allvar, text: str, steg: Inlamningssteg, tillfalle: Tillfalle | None) -> Papekande:
    kalla = None if tillfalle is None else tillfalle.kalla
    return Papekande(kod=kod, allvar=allvar, text=text, plats=steg.value, kalla=kalla)
