"""Motivering: a computed status in one Swedish paragraph, with its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from ..models.kalla import Kalla
from ..models.mal import Delmal
from ..models.regelverk import Regelverk
from ..models.skalor import Faktum, Jamforelse, Status
from ..models.statusregel import Antalssteg, Vardesteg
from ..models.tal import skriv_med_enhet
from .beraknad import BeraknadIndikator
from .provning import Antalsprovning, Avvikelseprovning, Fakta, Provning, Svar, Vardesprovning
from .svar import statusord

_FAKTA = {
    Faktum.MOTSVARANDE_PERIOD: "motsvarande period föregående år",
    Faktum.FOREGAENDE_AR: "föregående år",
    Faktum.FOREGAENDE_PERIOD: "föregående period",
    Faktum.BASVARDE: "basåret",
    Faktum.BUDGET: "budget",
}
_ANDRING = {
    Jamforelse.BATTRE: "en förbättring från",
    Jamforelse.OFORANDRAT: "oförändrat från",
    Jamforelse.SAMRE: "en försämring från",
}


def motivera(
    regelverk: Regelverk,
    delmal: Delmal,
    provningar: Sequence[Provning],
    fakta: Fakta,
    svar: Sequence[Svar],
    rader: Sequence[BeraknadIndikator],
    oppna: Sequence[str],
    anvanda: Sequence[str],
) -> str:
    """The answer, the facts it follows from, what is missing, and the readings it rests on."""
    mojliga = frozenset().union(*(s.mojliga for s in svar))
    skal = dict.fromkeys(_skal(prov, fakta, s, rader) for prov, s in zip(provningar, svar, strict=True))
    delar = [f"{_namn(delmal)} {_ar(mojliga)}: {'. Eller: '.join(skal)}."]
    if oppna:
        delar.append(f"Riktlinjen lämnar frågan öppen ({', '.join(oppna)}).")
    tolkningar = [regelverk.tolkning(id) for id in anvanda]
    valda = [f"{tolkning.id} ({tolkning.vald})" for tolkning in tolkningar if not tolkning.ar_oppen]
    if valda:
        delar.append(f"Svaret vilar på {'tolkningen' if len(valda) == 1 else 'tolkningarna'} {', '.join(valda)}.")
    delar.append(f"Källa: {_plats(delmal.statusregel.kalla)}.")
    return " ".join(delar)


def _namn(delmal: Delmal) -> str:
    return f"Delmål {delmal.nummer}"


def _ar(mojliga: frozenset[Status]) -> str:
    ord_ = statusord(mojliga)
    return f"är {ord_}" if len(mojliga) == 1 else ord_ if mojliga else "får ingen färg"


def _plats(kallor: Sequence[Kalla]) -> str:
    """The places, each document named once."""
    per_dokument: dict[str, list[str]] = {}
    for kalla in kallor:
        per_dokument.setdefault(kalla.dokument, []).append(str(kalla).removeprefix(f"{kalla.dokument}, "))
    return "; ".join(f"{dokument}, {' samt '.join(platser)}" for dokument, platser in per_dokument.items())


def _skal(prov: Provning, fakta: Fakta, svar: Svar, rader: Sequence[BeraknadIndikator]) -> str:
    match prov:
        case Antalsprovning():
            return _skal_antal(prov, svar)
        case Vardesprovning():
            return _skal_varde(prov, fakta, rader)
        case Avvikelseprovning():
            return _skal_avvikelse(prov, fakta, rader)
        case _:
            assert_never(prov)


def _skal_antal(prov: Antalsprovning, svar: Svar) -> str:
    antal = svar.antal
    assert antal is not None
    text = f"{antal.uppnadda} av {antal.av} indikatorer når sitt målvärde"
    if antal.okanda:
        text += f", {antal.ej_uppnadda} gör det inte och för {antal.okanda} saknas ett svar"
    krav = [f"{steg.status.value} {'' if i else 'kräver '}{_intervall(steg)}" for i, steg in enumerate(prov.steg)]
    return f"{text}. {_upprakning(krav)}"


def _intervall(steg: Antalssteg) -> str:
    return str(steg.minst) if steg.minst == steg.hogst else f"{steg.minst}–{steg.hogst}"


def _upprakning(delar: Sequence[str]) -> str:
    return ", ".join(delar[:-1]) + (" och " if len(delar) > 1 else "") + delar[-1] if delar else "ingen färg"


def _skal_varde(prov: Vardesprovning, fakta: Fakta, rader: Sequence[BeraknadIndikator]) -> str:
    utfall, namn = fakta.get(prov.indikator), rader[0].namn
    krav = ", ".join(f"{steg.status.value} {_granstext(steg, rader[0].enhet)}" for steg in prov.steg)
    if utfall is None or utfall.varde is None:
        return f"{namn} saknar nytt mätvärde. {krav}"
    varde = skriv_med_enhet(utfall.varde, rader[0].enhet)
    if (raknat := prov.avrundat(utfall.varde)) != utfall.varde:
        varde += f", räknat som {skriv_med_enhet(raknat, rader[0].enhet)}"
    return f"{namn} är {varde}. {krav}"


def _granstext(steg: Vardesteg, enhet: str | None) -> str:
    ord_ = (("från", steg.minst), ("över", steg.over), ("till och med", steg.hogst), ("under", steg.under))
    return " ".join(f"{o} {skriv_med_enhet(g, enhet)}" for o, g in ord_ if g is not None) or "alltid"


def _skal_avvikelse(prov: Avvikelseprovning, fakta: Fakta, rader: Sequence[BeraknadIndikator]) -> str:
    utfall, namn, enhet = fakta.get(prov.indikator), rader[0].namn, rader[0].enhet
    if utfall is None or utfall.varde is None:
        return f"{namn} saknar nytt mätvärde"
    text = f"{namn} är {skriv_med_enhet(utfall.varde, enhet)}"
    if not prov.raknas(utfall):
        return f"{text}, men det är inte den siffra som avgör"
    delar: dict[str, None] = {}
    for faktum, jamfort, utelamnad in prov.jamforda(utfall):
        if jamfort is not None:
            andring = _ANDRING[prov.jamforelse(utfall.varde, jamfort)]
            delar[f"{andring} {skriv_med_enhet(jamfort, enhet)} ({_FAKTA[faktum]})"] = None
        elif utelamnad:
            delar[f"siffran för {_FAKTA[faktum]} är av ett annat slag och jämförs inte"] = None
        else:
            delar[f"{_FAKTA[faktum]} är inte känt"] = None
    return ", ".join([text, *delar])
