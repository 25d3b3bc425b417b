"""Motivering: a computed status in one Swedish paragraph, with its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from fractions import Fraction
from typing import Final, assert_never

from ..models.kalla import Kalla
from ..models.mal import Delmal
from ..models.regelverk import Regelverk
from ..models.skalor import Jamforelse, Status
from ..models.statusregel import Antalssteg, Vardesteg
from ..models.tal import kort, produkt, skriv_med_enhet
from .beraknad import BeraknadIndikator
from .provning import Antalsprovning, Avvikelseprovning, Fakta, Kvotprovning, Provning, Svar, Vardesprovning
from .svar import statusord

_STORST_ATT_RAKNA_UT: Final = 1000
"""Larger (or smaller) powers of ten than this are written with four digits."""
_FYRA_SIFFROR: Final = Context(prec=4, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])
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
        case Kvotprovning():
            return _skal_kvot(prov, fakta, rader)
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
    if (raknat := prov.avrundat(utfall.varde)) != utfall.varde:
        exakt, avrundat = (skriv_med_enhet(v, rader[0].enhet) for v in (utfall.varde, raknat))
        return f"{namn} är {exakt}, räknat som {avrundat}. {krav}"
    granser = [grans for steg in prov.steg for grans in steg.granser]
    return f"{namn} är {skriv_med_enhet(kort(utfall.varde, *granser), rader[0].enhet)}. {krav}"


def _skal_kvot(prov: Kvotprovning, fakta: Fakta, rader: Sequence[BeraknadIndikator]) -> str:
    utfall, namn, enhet = fakta.get(prov.indikator), rader[0].namn, rader[0].enhet
    krav = ", ".join(f"{steg.status.value} {_granstext(steg, '%')}" for steg in prov.steg)
    if prov.mal is None:
        return f"{namn} har inget målvärde som en andel kan räknas av"
    if utfall is None or utfall.varde is None:
        return f"{namn} saknar nytt mätvärde. Måluppfyllelse: {krav}"
    varde = kort(utfall.varde, prov.mal, *prov.granser)
    text = f"{namn} är {skriv_med_enhet(varde, enhet)} mot målvärdet {skriv_med_enhet(prov.mal, enhet)}"
    andel = prov.andel(utfall.varde)
    if andel is not None:
        text += f", en måluppfyllelse på {skriv_andel(*andel, [g for steg in prov.steg for g in steg.granser])}"
    return f"{text}. {krav}"


def skriv_andel(taljare: Decimal, namnare: Decimal, granser: Iterable[Decimal]) -> str:
    """``taljare / namnare`` in per cent, with so many decimals that it stands as it does against the bounds.

    >>> skriv_andel(Decimal(7996), Decimal(10000), [Decimal(80)]), skriv_andel(Decimal(4), Decimal(5), [Decimal(80)])
    ('79,96\xa0%', '80\xa0%')
    """
    if max(abs(taljare.adjusted()), abs(namnare.adjusted())) > _STORST_ATT_RAKNA_UT:
        return skriv_med_enhet(_FYRA_SIFFROR.divide(produkt(taljare, Decimal(100)), namnare), "%")
    exakt = Fraction(taljare) / Fraction(namnare) * 100
    matt = [Fraction(grans) for grans in granser]
    for decimaler in range(1, 60):
        rundad = round(exakt * 10**decimaler)
        if all(
            (rundad > g * 10**decimaler) == (exakt > g) and (rundad < g * 10**decimaler) == (exakt < g) for g in matt
        ):
            break
    while decimaler and rundad % 10 == 0:
        rundad, decimaler = rundad // 10, decimaler - 1
    return skriv_med_enhet(Decimal((int(rundad < 0), tuple(map(int, str(abs(rundad)))), -decimaler)), "%")


def _granstext(steg: Vardesteg, enhet: str | None) -> str:
    ord_ = (("från", steg.minst), ("över", steg.over), ("till och med", steg.hogst), ("under", steg.under))
    return " ".join(f"{o} {skriv_med_enhet(g, enhet)}" for o, g in ord_ if g is not None) or "alltid"


def _skal_avvikelse(prov: Avvikelseprovning, fakta: Fakta, rader: Sequence[BeraknadIndikator]) -> str:
    utfall, namn, enhet = fakta.get(prov.indikator), rader[0].namn, rader[0].enhet
    if utfall is None or utfall.varde is None:
        return f"{namn} saknar nytt mätvärde"
    mot = [jamfort for _, jamfort, _ in prov.jamforda(utfall) if jamfort is not None]
    text = f"{namn} är {skriv_med_enhet(kort(utfall.varde, *mot), enhet)}"
    if not prov.raknas(utfall):
        return f"{text}, men det är inte den siffra som avgör"
    delar: dict[str, None] = {}
    for faktum, jamfort, utelamnad in prov.jamforda(utfall):
        if jamfort is not None:
            andring = _ANDRING[prov.jamforelse(utfall.varde, jamfort)]
            delar[f"{andring} {skriv_med_enhet(kort(jamfort, utfall.varde), enhet)} ({faktum.namn})"] = None
        elif utelamnad:
            delar[f"siffran för {faktum.namn} är av ett annat slag och jämförs inte"] = None
        else:
            delar[f"{faktum.namn} är inte känt"] = None
    return ", ".join([text, *delar])
