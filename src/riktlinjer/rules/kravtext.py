"""Kravtext: what a wanted colour takes, in one Swedish paragraph with its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from ..models.skalor import Bedombarhet, Jamforelse, Rapporttyp, Status, Utfallsslag
from ..models.statusregel import Antalssteg
from ..models.tal import kort, skriv_med_enhet, skriv_tal
from .intervall import Intervall
from .provning import Antal, Antalsprovning, Provning
from .statusfraga import Statusfraga
from .statuskrav import Forandring, Jamforelsekrav, Kravdel, Kravlage

_MANGD = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_AN = {Jamforelse.BATTRE: "bättre än", Jamforelse.OFORANDRAT: "oförändrat från", Jamforelse.SAMRE: "sämre än"}


def skriv_krav(
    fraga: Statusfraga,
    status: Status,
    lage: Kravlage,
    antal: Antal | None,
    delar: Sequence[Kravdel],
    forandringar: Sequence[Forandring],
    skal: Sequence[str],
    tolkningar: Sequence[str],
    bedombarhet: Bedombarhet | None,
) -> str:
    """The paragraph. ``skal`` says why the colour is out of reach, when it is."""
    delmal = f"Delmål {fraga.delmal.nummer}"
    namn = indikatornamn(fraga)
    if lage is Kravlage.REDAN:
        delar_ = [f"{delmal}: {status} är redan avgjord."]
    elif lage is Kravlage.ONABART:
        delar_ = [f"{delmal}: {status} kan inte nås.", *skal]
    elif delar:
        delar_ = [f"{delmal}: {krav_pa_antal(fraga.provningar, status)}{_nu(antal)}."]
        delar_ += [_del(del_, forandringar, namn) for del_ in delar]
    else:
        delar_ = [f"{delmal}: {status} kräver att {' eller att '.join(_varde(f, namn) for f in forandringar)}."]
    if bedombarhet is Bedombarhet.SVARBEDOMT:
        minst = _mangd(fraga.delmal.statusregel.minst_kanda or 0)
        delar_.append(f"Riktlinjen kallar statusen svårbedömd så länge färre än {minst} utfall är kända.")
    valda = [f"{id} ({fraga.regelverk.tolkning(id).vald})" for id in tolkningar]
    if valda:
        delar_.append(f"Svaret vilar på {'tolkningen' if len(valda) == 1 else 'tolkningarna'} {', '.join(valda)}.")
    return " ".join(delar_)


def krav_pa_antal(provningar: Iterable[Provning], status: Status) -> str:
    """How many indicators a counting rule asks for, under each choice of readings."""
    krav = dict.fromkeys(
        f"{_eller([_intervall(s) for s in p.steg if s.status is status])} av {len(p.malvarden)}"
        for p in provningar
        if isinstance(p, Antalsprovning)
    )
    return f"{status} kräver att {_eller(list(krav))} indikatorer når sitt målvärde"


def indikatornamn(fraga: Statusfraga) -> dict[str, str]:
    """The row labels of the rule's indicators; of several that are alike, each with its särskilda insatsområde."""
    namnen = [indikator.namn for indikator in fraga.indikatorer]
    omraden = {omrade.id: omrade.namn for omrade in fraga.regelverk.insatsomraden}
    return {
        i.id: f"{i.namn} ({omraden[i.insatsomrade]})"
        if namnen.count(i.namn) > 1 and i.insatsomrade in omraden
        else i.namn
        for i in fraga.indikatorer
    }


def skriv_forandring(forandring: Forandring) -> str:
    """How far an outcome must move and to what, as far as it is known."""
    delta = skriv_delta(forandring)
    return f"{delta} till {forandring.villkor}" if delta else forandring.villkor


def skriv_delta(forandring: Forandring) -> str:
    """The change in its unit, with its sign; empty when it is not known, or when no change has a size."""
    delta = forandring.delta
    if not delta:
        return ""
    mer = "" if forandring.inklusiv else "mer än "
    return f"{mer}{'+' if delta > 0 else ''}{skriv_med_enhet(kort(delta), _deltaenhet(forandring.enhet, delta))}"


def villkor(
    omrade: Iterable[Intervall], enhet: str | None, jamfort: Iterable[Jamforelsekrav], slag: Utfallsslag | None
) -> str:
    """What an outcome must be, in words."""
    omrade, jamfort = tuple(omrade), tuple(jamfort)
    fritt = jamfort and any(i.nedre is None and i.ovre is None for i in omrade)
    delar = [] if fritt else [_eller([i.skriv(enhet) for i in omrade])]
    lika: dict[tuple[Jamforelse, ...], list[str]] = {}
    for krav in jamfort:
        lika.setdefault(krav.jamforelser, []).append(krav.faktum.namn)
    for jamforelser, fakta in lika.items():
        inte = "inte känt" if len(fakta) == 1 else "inte kända"
        delar.append(f"{_eller([_AN[j] for j in jamforelser])} {' och '.join(fakta)} ({inte})")
    return " och ".join(delar) + (f" (som {slag})" if slag is not None else "")


def malvillkor(uppnas: Sequence[str], missas: Sequence[str]) -> str:
    """Which targets are to be met and missed, where no single figure says so.

    >>> malvillkor(["öka"], ["minska"])
    'når målvärdet ”öka” men inte ”minska”'
    """
    if not uppnas:
        return f"når inte målvärdet {_citat(missas, ' eller ')}"
    return f"når målvärdet {_citat(uppnas, ' och ')}" + (f" men inte {_citat(missas, ' eller ')}" if missas else "")


def _citat(texter: Iterable[str], mellan: str) -> str:
    return mellan.join(f"”{text}”" for text in texter)


def _deltaenhet(enhet: str | None, delta: Decimal) -> str | None:
    if enhet == "%":
        return "procentenhet" if delta.copy_abs() == 1 else "procentenheter"
    return enhet


def _nu(antal: Antal | None) -> str:
    if antal is None:
        return ""
    okanda = f" och {antal.okanda} {'är okänd' if antal.okanda == 1 else 'är okända'}" if antal.okanda else ""
    return f"; nu gör {antal.uppnadda} det{okanda}"


def _del(del_: Kravdel, forandringar: Iterable[Forandring], namn: Mapping[str, str]) -> str:
    poster = [f for id in del_.indikatorer for f in forandringar if (f.indikator, f.uppna) == (id, del_.uppna)]
    antal, av = _mangd(del_.antal), len(del_.indikatorer)
    vilka = "" if del_.antal == av else f", {'vilken' if del_.antal == 1 else 'vilka'} som helst av dessa {av}"
    if del_.uppna:
        rubrik = f"{antal.capitalize()} till behövs{vilka}"
    else:
        rubrik = f"{antal.capitalize()} av dem ska då inte nå målvärdet{vilka}"
    return f"{rubrik}: {'; '.join(f'{namn[f.indikator]} {skriv_forandring(f)}' for f in poster)}."


def _varde(forandring: Forandring, namn: Mapping[str, str]) -> str:
    text = f"{namn[forandring.indikator]} är {forandring.villkor}"
    if forandring.varde is None:
        return f"{text}; utfallet är inte känt"
    delta = skriv_delta(forandring)
    granser = () if forandring.grans is None else (forandring.grans,)
    nu = skriv_med_enhet(kort(forandring.varde, *granser), forandring.enhet)
    return f"{text}; utfallet är {nu}" + (f", en förändring på {delta}" if delta else "")


def _mangd(antal: int) -> str:
    return _MANGD[antal] if antal < len(_MANGD) else skriv_tal(Decimal(antal))


def _intervall(steg: Antalssteg) -> str:
    return str(steg.minst) if steg.minst == steg.hogst else f"{steg.minst}–{steg.hogst}"


def _eller(delar: Sequence[str]) -> str:
    return " eller ".join(delar)


# Why a colour is out of reach


def aldrig(fraga: Statusfraga, status: Status) -> str:
    """That the rule has no step for the colour, in the report type and under the readings that were asked for."""
    i = "" if fraga.rapporttyp is None else f" i {fraga.rapporttyp.namn}"
    lasning = " under de valda läsningarna" if fraga.tolkningar else ""
    return f"Regeln ger aldrig {status}{i}{lasning}."


def beror_pa_tolkning(oppna: Sequence[str]) -> str:
    """That an open tolkning decides."""
    fragan = "frågan" if len(oppna) == 1 else "frågorna"
    return f"Riktlinjen lämnar {fragan} {', '.join(oppna)} öppen; först med en vald läsning kan färgen avgöras."


def beror_pa_rapporttyp(rapporttyper: Iterable[Rapporttyp]) -> str:
    """That the report type decides, and it was not stated."""
    return f"Rapporttypen är inte angiven; färgen kan avgöras i {_eller([t.namn for t in rapporttyper])}."


def hindras(fraga: Statusfraga, hinder: Sequence[str]) -> str:
    """The counted indicators that no outcome settles as met, and why."""
    namn = indikatornamn(fraga)
    skalen = [f"{namn[id]} ({_hinderskal(fraga, id)})" for id in hinder]
    vilka = "Den här indikatorn" if len(hinder) == 1 else f"De här {_mangd(len(hinder))} indikatorerna"
    return f"{vilka} kan inte avgöras som uppnådd{'' if len(hinder) == 1 else 'a'}: {'; '.join(skalen)}."


def _hinderskal(fraga: Statusfraga, id: str) -> str:
    malvarden = [p.malvarden[id] for p in fraga.provningar if id in p.malvarden]
    if None in malvarden:
        return "riktlinjen sätter inget målvärde"
    for malvarde in malvarden:
        if malvarde is not None and malvarde.skal is not None:
            return malvarde.skal
    skala = fraga.kanda[id].skala
    if skala is None:
        return f"målvärdet ”{malvarden[0]}” kan inte uppnås"
    return f"inget på skalan {skriv_tal(skala.fran_och_med)}–{skriv_tal(skala.till_och_med)} når {malvarden[0]}"
