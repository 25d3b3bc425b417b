"""Funktioner: the functions that can be asked in JSON, each with its question, its answer and what computes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from ..errors import KalenderFel
from ..kommande import kommande
from ..rules.arbetsdagar import Arbetskalender
from ..rules.atgardsplan import granska_atgardsplan, kraver_atgardsplan
from ..rules.avsnitt import obligatoriska_avsnitt
from ..rules.rapportgranskning import granska_rapport
from ..rules.rapportjamforelse import jamfor_rapporter
from ..rules.regelverksgranskning import granska_regelverk
from ..rules.status import berakna_status, utgangsvarden
from ..rules.tidplan import berakna_tidplan, inlamningsdag
from ..rules.vadkravs import vad_kravs
from .fragor import (
    Fraga,
    FragaOmAtgardsplan,
    FragaOmAtgardsplanskrav,
    FragaOmAvsnitt,
    FragaOmIndikatorer,
    FragaOmInlamningsdag,
    FragaOmRapport,
    FragaOmRegelverk,
    FragaOmStatus,
    FragaOmTidplan,
    FragaOmUtgangsvarden,
    FragaOmVadKravs,
)
from .svar import (
    SvarOmAtgardsplan,
    SvarOmAtgardsplanskrav,
    SvarOmAvsnitt,
    SvarOmIndikatorer,
    SvarOmInlamningsdag,
    SvarOmRapport,
    SvarOmRegelverk,
    SvarOmStatus,
    SvarOmTidplan,
    SvarOmUtgangsvarden,
    SvarOmVadKravs,
    Svarshuvud,
)


class Funktion(NamedTuple):
    """A function that can be asked in JSON."""

    fraga: type[Fraga]
    svar: type[Svarshuvud]
    rakna: Callable[[Any], Mapping[str, object]]
    """The fields of the answer, beside its heading, to a question of the kind."""
    plats: str = ""
    """The field that a fault is about when the fault does not say."""


def _status(f: FragaOmStatus) -> Mapping[str, object]:
    oversikt = berakna_status(f.regelverk, f.utfall, rapporttyp=f.rapporttyp, period=f.period, enhet=f.enhet)
    return dict(oversikt.innehall)


def _vad_kravs(f: FragaOmVadKravs) -> Mapping[str, object]:
    oversikt = berakna_status(f.regelverk, f.utfall, rapporttyp=f.rapporttyp, period=f.period, enhet=f.enhet)
    krav = tuple(vad_kravs(b, f.status) for id, b in oversikt.items() if f.delmal in (None, id))
    return {"status": f.status, "statuskrav": krav}


def _tidplan(f: FragaOmTidplan) -> Mapping[str, object]:
    if f.stangda and not f.bryt and f.dag is None:
        raise KalenderFel("stangda: stängda dagar räknas bara tillsammans med bryt eller dag")
    kalender = Arbetskalender(f.stangda)
    tidplan = berakna_tidplan(f.regelverk, f.bryt, kalender=kalender) if f.bryt else f.regelverk.tidplan
    kvar = None
    if f.dag is not None and tidplan is not None:
        kvar = kommande(tidplan, f.dag, kalender)
    plan = f.regelverk.uppfoljningsplan
    return {
        "dag": f.dag,
        "tidplan": tidplan,
        "kommande": kvar,
        "sammantraden": () if plan is None else plan.sammantraden,
    }


def _inlamningsdag(f: FragaOmInlamningsdag) -> Mapping[str, object]:
    dag = inlamningsdag(f.regelverk, f.rapporttyp, bryt=f.bryt, kalender=Arbetskalender(f.stangda))
    return {"rapporttyp": f.rapporttyp, "bryt": f.bryt, "dag": dag}


def _avsnitt(f: FragaOmAvsnitt) -> Mapping[str, object]:
    avsnitt = None
    if f.regelverk.rapportmall is not None:
        avsnitt = obligatoriska_avsnitt(f.regelverk, f.rapporttyp, mottagare=f.mottagare, namnd=f.namnd)
    return {"rapporttyp": f.rapporttyp, "mottagare": f.mottagare, "namnd": f.namnd, "avsnitt": avsnitt}


def _atgardsplanskrav(f: FragaOmAtgardsplanskrav) -> Mapping[str, object]:
    if f.stangda and not f.bryt:
        raise KalenderFel("stangda: stängda dagar räknas bara tillsammans med bryt")
    krav = kraver_atgardsplan(
        f.regelverk,
        rapporttyp=f.rapporttyp,
        period=f.period,
        budgetavvikelse=f.budgetavvikelse,
        resultat=f.resultat,
        tidplan=berakna_tidplan(f.regelverk, f.bryt, kalender=Arbetskalender(f.stangda)) if f.bryt else None,
    )
    return {"rapporttyp": f.rapporttyp, "period": f.period, "atgardsplanskrav": krav}


def _atgardsplan(f: FragaOmAtgardsplan) -> Mapping[str, object]:
    return {"papekanden": granska_atgardsplan(f.regelverk, f.plan)}


def _rapport(f: FragaOmRapport) -> Mapping[str, object]:
    return {
        "namnd": f.rapport.namnd,
        "rapporttyp": f.rapport.rapporttyp,
        "period": f.rapport.period,
        "mottagare": f.mottagare,
        "papekanden": granska_rapport(
            f.regelverk,
            f.rapport,
            mottagare=f.mottagare,
            foregaende=f.foregaende,
            kalender=Arbetskalender(f.stangda),
        ),
        "jamforelse": None if f.foregaende is None else jamfor_rapporter(f.foregaende, f.rapport),
    }


def _regelverk(f: FragaOmRegelverk) -> Mapping[str, object]:
    return {"papekanden": granska_regelverk(f.regelverk)}


def _indikatorer(f: FragaOmIndikatorer) -> Mapping[str, object]:
    return {"indikatorer": tuple(i for i in f.regelverk.indikatorer if f.delmal in (None, i.mal))}


def _utgangsvarden(f: FragaOmUtgangsvarden) -> Mapping[str, object]:
    return {"utgangsvarden": utgangsvarden(f.regelverk)}


FUNKTIONER: Final[Mapping[str, Funktion]] = {
    "berakna_status": Funktion(FragaOmStatus, SvarOmStatus, _status, "utfall"),
    "vad_kravs": Funktion(FragaOmVadKravs, SvarOmVadKravs, _vad_kravs, "utfall"),
    "berakna_tidplan": Funktion(FragaOmTidplan, SvarOmTidplan, _tidplan, "bryt"),
    "inlamningsdag": Funktion(FragaOmInlamningsdag, SvarOmInlamningsdag, _inlamningsdag, "bryt"),
    "obligatoriska_avsnitt": Funktion(FragaOmAvsnitt, SvarOmAvsnitt, _avsnitt, "namnd"),
    "kraver_atgardsplan": Funktion(FragaOmAtgardsplanskrav, SvarOmAtgardsplanskrav, _atgardsplanskrav, "period"),
    "granska_atgardsplan": Funktion(FragaOmAtgardsplan, SvarOmAtgardsplan, _atgardsplan, "plan"),
    "granska_rapport": Funktion(FragaOmRapport, SvarOmRapport, _rapport, "foregaende"),
    "granska_regelverk": Funktion(FragaOmRegelverk, SvarOmRegelverk, _regelverk),
    "indikatorer": Funktion(FragaOmIndikatorer, SvarOmIndikatorer, _indikatorer),
    "utgangsvarden": Funktion(FragaOmUtgangsvarden, SvarOmUtgangsvarden, _utgangsvarden),
}
"""Name -> function, in the order that the documentation tells of them."""
