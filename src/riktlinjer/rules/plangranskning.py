"""Plangranskning: the forecast of a report, whether it owes an åtgärdsplan and since when, and what its plan covers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from ..models.atgardsplan import Atgardsplan, Belopp
from ..models.datum import skriv_dag, skriv_period
from ..models.papekande import Papekande
from ..models.rapport import Rapport
from ..models.regelverk import Regelverk
from ..models.skalor import Allvar, Rapporttyp
from ..models.tal import KRONOR, Tal, omvandla, skillnad, skriv_med_enhet, summa
from ..models.utfall import Utfall
from .atgardsplan import Atgardsplanskrav, Rapporthanvisning, granska_atgardsplan, kraver_atgardsplan
from .perioder import oforenlig, rapporttyp_for

PLANKODER: Final = ("PLAN-", "RAPPORT-33", "RAPPORT-34", "RAPPORT-35", "RAPPORT-36", "RAPPORT-37", "RAPPORT-39")
"""How the codes begin of what is found in an åtgärdsplan; the others are about the forecast and what is owed."""

_PLATS: Final = "Åtgärdsplan"
_MNKR: Final = "mnkr"
_TECKEN: Final = {
    "beslutad": (r"\bbeslut|fastställ|\bgodkän|\bantagen", "om planen är beslutad"),
    "status": (r"\bstatus|\bpågå|\bpåbörj|\bförsen|\bavslutad", "vad planens status är"),
    "vidtagna": (r"\bvidta|\bhar (?:genomförts|införts)|\bgenomförda", "vilka åtgärder som är vidtagna"),
    "planerade": (r"\bplanera|\bska genomföras|\bska införas", "vilka åtgärder som är planerade"),
    "effekt": (r"\beffekt|\bberäknas ge|\d\s*(?:mnkr|mkr|tkr|miljoner)\b", "vilken effekt åtgärderna ger"),
}
"""Element of a plan -> what a sentence that tells of it holds, and what it is."""


def granska_planen(
    regelverk: Regelverk, rapport: Rapport, rapporttyp: Rapporttyp, foregaende: Rapport | None
) -> Iterator[Papekande]:
    """Findings on the forecast and the åtgärdsplan of a report with a known period.

    Args:
        foregaende: the report before it; without it, the change of the forecast that the report states says whether a
            plan was owed already then.
    """
    yield from _prognosen(rapport)
    if regelverk.atgardsplan is None or regelverk.tidplan is None or rapport.period is None:
        return
    if oforenlig(regelverk, rapporttyp, rapport.period) is not None:
        return  # told already, and the next report cannot be
    krav = _krav(regelverk, rapporttyp, rapport.period, rapport.prognos_budgetavvikelse, rapport.prognos_resultat)
    if krav.kravs is None:
        yield _papekande(
            "RAPPORT-30",
            Allvar.VARNING,
            f"{krav.skal} Ange avvikelsen mot årets budget.",
            krav,
            tolkning=krav.oppna_tolkningar[0] if krav.oppna_tolkningar else None,
        )
    sedan = _sedan_tidigare(regelverk, rapport, foregaende)
    if krav.kravs:
        yield from _kravs(regelverk, rapport, krav, sedan)
    if rapport.atgardsplan is not None:
        yield from granska_atgardsplan(regelverk, rapport.atgardsplan)
        yield from _omfattning(rapport.atgardsplan, rapport)


def _krav(
    regelverk: Regelverk, rapporttyp: Rapporttyp, period: str, avvikelse: Decimal | None, resultat: Decimal | None
) -> Atgardsplanskrav:
    return kraver_atgardsplan(
        regelverk,
        rapporttyp=rapporttyp,
        period=period,
        budgetavvikelse=Utfall(avvikelse, enhet=_MNKR),
        resultat=Utfall(resultat, enhet=_MNKR),
    )


def _prognosen(rapport: Rapport) -> Iterator[Papekande]:
    resultat, budget, avvikelse = rapport.prognos_resultat, rapport.prognos_budget, rapport.prognos_budgetavvikelse
    if resultat is None or budget is None or avvikelse is None:
        return
    raknad = skillnad(resultat, budget)
    if raknad != avvikelse:
        yield Papekande(
            kod="RAPPORT-38",
            allvar=Allvar.FEL,
            text=f"Prognosens avvikelse är {skriv_med_enhet(avvikelse, _MNKR)}, men resultatet "
            f"{skriv_med_enhet(resultat, _MNKR)} minus budgeten {skriv_med_enhet(budget, _MNKR)} är "
            f"{skriv_med_enhet(raknad, _MNKR)}.",
            plats="Prognos",
        )


def _sedan_tidigare(
    regelverk: Regelverk, rapport: Rapport, foregaende: Rapport | None
) -> tuple[str, Atgardsplanskrav] | None:
    """The earlier report that owed a plan already, with what was owed; None when none is known to."""
    period, avvikelse = rapport.prognosforandring_sedan, None
    if foregaende is not None and foregaende.period is not None:
        period, avvikelse = foregaende.period, foregaende.prognos_budgetavvikelse
    elif rapport.prognos_budgetavvikelse is not None and rapport.prognosforandring is not None:
        avvikelse = skillnad(rapport.prognos_budgetavvikelse, rapport.prognosforandring)
    if period is None or avvikelse is None or rapport.period is None or period >= rapport.period:
        return None
    typ = rapporttyp_for(regelverk, period)
    if typ is None or typ is Rapporttyp.AR:
        return None
    krav = _krav(regelverk, typ, period, avvikelse, None)
    return (period, krav) if krav.kravs else None


def _kravs(
    regelverk: Regelverk, rapport: Rapport, krav: Atgardsplanskrav, sedan: tuple[str, Atgardsplanskrav] | None
) -> Iterator[Papekande]:
    text = krav.skal
    if krav.bifogas_senast is not None:
        text += f" Planen ska bifogas senast till {_rapport(krav.bifogas_senast)}."
    yield _papekande("RAPPORT-31", Allvar.UPPLYSNING, text, krav)
    forfallen = False
    if sedan is not None:
        period, tidigare = sedan
        text = f"Planen krävs redan sedan rapporten för {skriv_period(period)}."
        if (senast := tidigare.bifogas_senast) is not None:
            forfallen = rapport.period is not None and senast.period <= rapport.period
            text += f" Den skulle bifogas senast till {_rapport(senast)}."
        yield _papekande("RAPPORT-32", Allvar.UPPLYSNING, text, tidigare)
    if rapport.atgardsplan is None:
        yield from _utan_plan(regelverk, rapport, krav, forfallen)


def _rapport(hanvisning: Rapporthanvisning) -> str:
    dag = hanvisning.preliminar
    text = f"rapporten för {skriv_period(hanvisning.period)}"
    return text if dag is None else f"{text} (preliminärt {skriv_dag(dag)})"


def _utan_plan(regelverk: Regelverk, rapport: Rapport, krav: Atgardsplanskrav, forfallen: bool) -> Iterator[Papekande]:
    """No plan is given as data: what the report's own words on one leave out, or that it has none."""
    stallen, meningar = _meningar_om_planen(rapport)
    if stallen:
        namngivna = ", ".join(f"”{s}”" for s in stallen)
        for del_, (tecken, vad) in _TECKEN.items():
            if del_ in _kravda_delar(regelverk) and not any(re.search(tecken, m, re.IGNORECASE) for m in meningar):
                yield _papekande(
                    "RAPPORT-37",
                    Allvar.VARNING,
                    f"Rapporten skriver om en åtgärdsplan i {namngivna}, men där syns inte {vad}. Löptexten är läst "
                    "ord för ord: kontrollera själv.",
                    krav,
                )
        return
    if krav.beskrivs_i is not None or forfallen:
        text = "En åtgärdsplan krävs, men rapporten har ingen."
        yield _papekande("RAPPORT-33", Allvar.FEL, text, krav)


def _kravda_delar(regelverk: Regelverk) -> frozenset[str]:
    """The elements that a plan without any of them is found to lack."""
    return frozenset(p.plats for p in granska_atgardsplan(regelverk, Atgardsplan()) if p.plats is not None)


def _meningar_om_planen(rapport: Rapport) -> tuple[tuple[str, ...], list[str]]:
    """The sections that name an åtgärdsplan, and their sentences on measures."""
    stallen: list[str] = []
    meningar: list[str] = []
    for avsnitt in rapport.avsnitt:
        text = " ".join(f"{avsnitt.titel}. {avsnitt.text}".split())
        if "åtgärdsplan" in text.casefold():
            stallen.append(avsnitt.rubrik)
            meningar += [m for m in re.split(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])", text) if "åtgärd" in m.casefold()]
    return tuple(dict.fromkeys(stallen)), meningar


# What the plan covers


def _omfattning(plan: Atgardsplan, rapport: Rapport) -> Iterator[Papekande]:
    underskott = rapport.prognos_budgetavvikelse
    if isinstance(plan.effekt, Belopp) and underskott is not None and underskott < 0:
        yield from _tacker(plan.effekt, skillnad(Decimal(0), underskott))
    elif isinstance(plan.effekt, str):
        text = f"Planens effekt är i ord (”{plan.effekt}”), så om den täcker underskottet går inte att räkna."
        yield _utan_krav("RAPPORT-35", text)
    atgarder = (*(plan.vidtagna or ()), *(plan.planerade or ()))
    if rapport.period is not None:
        sista = date(int(rapport.period[:4]), 12, 31)
        for atgard in atgarder:
            if atgard.klar is not None and atgard.klar > sista:
                text = f"Åtgärden ”{atgard.beskrivning}” är klar först {skriv_dag(atgard.klar)}, efter årets slut."
                yield _utan_krav("RAPPORT-36", text)
    yield from _delarnas_summa(plan, [a.effekt for a in atgarder])


def _tacker(effekt: Belopp, underskott: Decimal) -> Iterator[Papekande]:
    skrivet = skriv_med_enhet(effekt.varde, effekt.enhet)
    if effekt.enhet not in KRONOR:
        vad = "har ingen enhet" if effekt.enhet is None else f"är i {effekt.enhet}"
        text = f"Planens effekt, {skrivet}, {vad}, så om den täcker underskottet i mnkr går inte att räkna."
        yield _utan_krav("RAPPORT-35", text)
        return
    i_mnkr = omvandla(Tal(effekt.varde, effekt.enhet), _MNKR)
    if i_mnkr < underskott:
        text = (
            f"Planens effekt, {skrivet}, täcker inte underskottet, {skriv_med_enhet(underskott, _MNKR)}; "
            f"{skriv_med_enhet(skillnad(underskott, i_mnkr), _MNKR)} saknas för balans vid årets slut, om effekten "
            "inte redan är inräknad i prognosen."
        )
        yield _utan_krav("RAPPORT-34", text)


def _delarnas_summa(plan: Atgardsplan, effekter: Sequence[Belopp | None]) -> Iterator[Papekande]:
    """The measures' effects against the plan's, where every measure has one in kronor."""
    if not effekter or not isinstance(plan.effekt, Belopp) or plan.effekt.enhet not in KRONOR:
        return
    total = Decimal(0)
    for effekt in effekter:
        if effekt is None or effekt.enhet not in KRONOR:
            return
        total = summa(total, omvandla(Tal(effekt.varde, effekt.enhet), _MNKR))
    angiven = omvandla(Tal(plan.effekt.varde, plan.effekt.enhet), _MNKR)
    if total != angiven:
        text = (
            f"Åtgärdernas effekter är tillsammans {skriv_med_enhet(total, _MNKR)}, men planens effekt är "
            f"{skriv_med_enhet(angiven, _MNKR)}."
        )
        yield _utan_krav("RAPPORT-39", text)


def _utan_krav(kod: str, text: str) -> Papekande:
    return Papekande(kod=kod, allvar=Allvar.VARNING, text=text, plats=_PLATS)


def _papekande(kod: str, allvar: Allvar, text: str, krav: Atgardsplanskrav, tolkning: str | None = None) -> Papekande:
    return Papekande(kod=kod, allvar=allvar, text=text, plats=_PLATS, kalla=krav.kalla[0], tolkning=tolkning)
