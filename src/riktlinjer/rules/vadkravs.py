"""Vad krävs: what outcomes would give a computed status a wanted colour for certain.

Outcomes may move, and figures that are missing may be filled in. What is settled is the rule, the readings that are
chosen, the report type that was asked for, and the known figures that an outcome is compared with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..errors import Regelfel, RegelverkFel
from ..models.regelverk import Regelverk
from ..models.skalor import Rapporttyp, Riktning, Status, Utfallsslag
from ..models.utfall import Utfall
from .antalskrav import Antalsdel, Antalsval, antalsdelar, mojliga_val
from .beraknad import BeraknadIndikator
from .intervall import Intervall, narmaste
from .kravtext import (
    aldrig,
    beror_pa_rapporttyp,
    beror_pa_tolkning,
    hindras,
    krav_pa_antal,
    malvillkor,
    skriv_krav,
    villkor,
)
from .lasningar import Val, alla_val, skiljer
from .provning import Antalsprovning, Fakta, Provning, farger, gemensamt_antal
from .statusfraga import Statusfraga
from .statuskrav import Forandring, Jamforelsekrav, Kravdel, Kravlage, Statuskrav
from .svar import BeraknadStatus, ordnade
from .utslag import mojliga_utslag
from .vardekrav import Vardesval, vardesval


class _Losning(NamedTuple):
    """What it takes, before it is told."""

    lage: Kravlage
    delar: tuple[Antalsdel, ...] = ()
    val: tuple[Vardesval, ...] = ()


def vad_kravs(b: BeraknadStatus, status: Status, regelverk: Regelverk | None = None) -> Statuskrav:
    """The exact condition for a colour: certain already, within reach by these changes, or out of reach.

    Applying what it says gives the colour whatever is still missing; one change fewer, or a change that is the least
    bit smaller, does not.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> from riktlinjer.rules.status import berakna_status
    >>> u = berakna_status(las_regelverk("halland-2018"), {"index-medarbetarenkat": "71,5"})
    >>> krav = vad_kravs(u["delmal-3"], Status.GRON)
    >>> krav.lage.value, str(krav.forandringar[0].delta), krav.forandringar[0].inklusiv
    ('nåbart', '0.5', True)

    Args:
        b: the computed status of a delmål.
        status: the wanted colour; it may be a worse one than the present.
        regelverk: the guideline that ``b`` was computed with, under the same readings. Needed when ``b`` was loaded.

    Raises:
        OkantId: the guideline does not have the delmål.
        RegelverkFel: the guideline gives another answer than ``b``; it, or its readings, are not those ``b`` rests on.
        TypeError: an argument of another Python type, or ``b`` was loaded and no guideline is given.
    """
    _kontrollera(b, status, regelverk)
    regelverk = regelverk or b.regelverk
    if regelverk is None:
        raise TypeError(
            f"svaret för {b.id} är inläst och har inget regelverk med sig; ange det: vad_kravs(b, status, regelverk)"
        )
    rader = {rad.id: rad for rad in b.indikatorer}
    fakta = {id: rad.utfall for id, rad in rader.items()}
    fraga = Statusfraga(regelverk, regelverk.delmal_med_id(b.id), b.rapporttyp, b.period, b.enhet)
    _kontrollera_lika(b, fraga, fakta)
    losning = _los(fraga.provningar, fraga, fakta, status)

    def losning_under(val: Val) -> _Losning:
        return _los(fraga.under(val), fraga, fakta, status)

    styr = [id for id in fraga.tolkningar if skiljer(regelverk, id, fraga.tolkningar, losning_under)]
    oppna = tuple(id for id in styr if regelverk.tolkning(id).ar_oppen)
    onabart = losning.lage is Kravlage.ONABART
    hinder = _hinder(fraga, fakta) if onabart else ()
    skal = _skal(fraga, fakta, status, oppna, hinder) if onabart else ()
    delar = tuple(
        Kravdel(antal=d.antal, uppna=d.uppat, indikatorer=tuple(v.indikator for v in d.val)) for d in losning.delar
    )
    forandringar = (
        *(_av_antalsval(fraga, rader[val.indikator], val) for del_ in losning.delar for val in del_.val),
        *(_av_vardesval(fraga, rader[fraga.indikatorer[0].id], val) for val in losning.val),
    )
    antal = gemensamt_antal(p.prova(fakta) for p in fraga.provningar)
    valda = [id for id in styr if id not in oppna]
    return Statuskrav(
        delmal=b.id,
        namn=b.namn,
        rapporttyp=b.rapporttyp,
        period=b.period,
        enhet=b.enhet,
        status=status,
        mojliga=ordnade(b.mojliga),
        lage=losning.lage,
        antal=_antal(fraga.provningar, losning),
        delar=delar,
        forandringar=forandringar,
        hinder=hinder,
        oppna_tolkningar=oppna,
        tolkningar=tuple(styr),
        kalla=b.kalla,
        text=skriv_krav(fraga, status, losning.lage, antal, delar, forandringar, skal, valda, b.bedombarhet),
    )


def _kontrollera(b: object, status: object, regelverk: object) -> None:
    if not isinstance(b, BeraknadStatus):
        raise TypeError(f"väntade en BeraknadStatus (ett delmåls färg), fick {type(b).__name__}")
    if not isinstance(status, Status):
        raise TypeError(f"väntade en Status, fick {type(status).__name__}")
    if regelverk is not None and not isinstance(regelverk, Regelverk):
        raise TypeError(f"väntade ett Regelverk (se las_regelverk), fick {type(regelverk).__name__}")


def _kontrollera_lika(b: BeraknadStatus, fraga: Statusfraga, fakta: Fakta) -> None:
    lika = [i.id for i in fraga.indikatorer] == list(fakta)
    if not lika or farger([p.prova(fakta) for p in fraga.provningar]) != b.mojliga:
        text = (
            "ger ett annat svar än det som frågan gäller; ange det regelverk, med de läsningar, som svaret räknades med"
        )
        raise RegelverkFel([Regelfel(fraga.regelverk.id, b.id, text)])


def _los(provningar: Sequence[Provning], fraga: Statusfraga, fakta: Fakta, status: Status) -> _Losning:
    """What it takes under these choices of readings at once."""
    if _bara(status, (p.prova(fakta).mojliga for p in provningar)):
        return _Losning(Kravlage.REDAN)
    raknande = [p for p in provningar if isinstance(p, Antalsprovning)]
    if raknande:
        delar = antalsdelar(
            raknande,
            [i for i in fraga.indikatorer if any(i.id in p.malvarden for p in raknande)],
            fakta,
            lambda lage: _bara(status, (p.tabell[lo][hi - lo] for p, (lo, hi) in zip(raknande, lage, strict=True))),
        )
        return _Losning(Kravlage.ONABART if delar is None else Kravlage.NABART, delar=delar or ())
    indikator = fraga.indikatorer[0]

    def saker(utfall: Utfall) -> bool:
        return _bara(status, (p.prova({indikator.id: utfall}).mojliga for p in provningar))

    val = vardesval(provningar, indikator, fakta.get(indikator.id), saker)
    return _Losning(Kravlage.NABART if val else Kravlage.ONABART, val=val)


def _bara(status: Status, mojliga: Iterable[frozenset[Status]]) -> bool:
    """Whether the colour is the only one that any choice of readings leaves possible."""
    given = False
    for farger_ in mojliga:
        if any(farg is not status for farg in farger_):
            return False
        given |= bool(farger_)
    return given


def _antal(provningar: Iterable[Provning], losning: _Losning) -> int | None:
    if losning.lage is Kravlage.ONABART or not all(isinstance(p, Antalsprovning) for p in provningar):
        return None
    return sum(del_.antal if del_.uppat else -del_.antal for del_ in losning.delar)


# Each change


def _av_antalsval(fraga: Statusfraga, rad: BeraknadIndikator, val: Antalsval) -> Forandring:
    text = villkor(val.omrade, rad.enhet, (), None) if val.omrade else malvillkor(val.uppnas, val.missas)
    return _forandring(fraga, rad, val.omrade, uppna=val.uppat, villkor=text)


def _av_vardesval(fraga: Statusfraga, rad: BeraknadIndikator, val: Vardesval) -> Forandring:
    jamfort = tuple(Jamforelsekrav(faktum=faktum, jamforelser=j) for faktum, j in val.jamfort)
    text = villkor(val.omrade, rad.enhet, jamfort, val.slag)
    return _forandring(fraga, rad, val.omrade, slag=val.slag, jamfort=jamfort, villkor=text)


def _forandring(
    fraga: Statusfraga,
    rad: BeraknadIndikator,
    omrade: tuple[Intervall, ...],
    *,
    villkor: str,
    uppna: bool | None = None,
    slag: Utfallsslag | None = None,
    jamfort: tuple[Jamforelsekrav, ...] = (),
) -> Forandring:
    """The change that brings the outcome into the nearest part of ``omrade``."""
    varde = None if rad.utfall is None or slag is not None else rad.utfall.varde
    narmast = narmaste(omrade, varde, lagre_ar_battre=fraga.kanda[rad.id].riktning is Riktning.LAGRE)
    return Forandring(
        indikator=rad.id,
        namn=rad.namn,
        enhet=rad.enhet,
        varde=varde,
        uppna=uppna,
        intervall=omrade,
        grans=narmast.grans,
        inklusiv=narmast.inklusiv,
        delta=narmast.delta,
        slag=slag,
        jamfort=jamfort,
        villkor=villkor,
    )


# Why a colour is out of reach


def _hinder(fraga: Statusfraga, fakta: Fakta) -> tuple[str, ...]:
    """The counted indicators that no outcome settles as met under every choice of readings that counts them."""
    raknande = [p for p in fraga.provningar if isinstance(p, Antalsprovning)]
    kvar: list[str] = []
    for indikator in fraga.indikatorer:
        for p in raknande:
            nu = fakta.get(indikator.id)
            if indikator.id in p.malvarden and not _kan_uppnas(p, fraga, indikator.id, nu):
                kvar.append(indikator.id)
    return tuple(dict.fromkeys(kvar))


def _kan_uppnas(prov: Antalsprovning, fraga: Statusfraga, id: str, utfall: Utfall | None) -> bool:
    indikator = fraga.kanda[id]
    if mojliga_utslag(prov.malvarden[id], utfall, indikator.skala) == {True}:
        return True
    return ((1, 1),) in mojliga_val([prov], indikator, utfall)


def _oppnas_av_lasning(fraga: Statusfraga, fakta: Fakta, status: Status, oppen: str) -> bool:
    """Whether some reading of an open tolkning, the others as they are, brings the colour within reach."""
    val = list(alla_val(fraga.regelverk, fraga.tolkningar))
    for lasning in fraga.regelverk.tolkning(oppen).lasningar:
        provningar = [p for v in val if v[oppen] == lasning.id for p in fraga.under(v)]
        if _los(provningar, fraga, fakta, status).lage is not Kravlage.ONABART:
            return True
    return False


def _skal(
    fraga: Statusfraga, fakta: Fakta, status: Status, oppna: Sequence[str], hinder: Sequence[str]
) -> tuple[str, ...]:
    """Why no outcome gives the colour for certain."""
    if not any(steg.status is status for p in fraga.provningar for steg in p.steg):
        return (aldrig(fraga, status),)
    oppnar = [id for id in oppna if _oppnas_av_lasning(fraga, fakta, status, id)]
    if oppnar:
        return (beror_pa_tolkning(oppnar),)
    if fraga.rapporttyp is None and (typer := _rapporttyper(fraga, fakta, status)):
        return (beror_pa_rapporttyp(typer),)
    if hinder:
        return (f"{krav_pa_antal(fraga.provningar, status)}.", hindras(fraga, hinder))
    return ("Inget utfall ger den för säkert med det som är känt.",)


def _rapporttyper(fraga: Statusfraga, fakta: Fakta, status: Status) -> list[Rapporttyp]:
    """The report types in which some outcome gives the colour for certain."""
    funna = []
    for typ in Rapporttyp:
        i_typen = Statusfraga(fraga.regelverk, fraga.delmal, typ, fraga.period, fraga.enhet)
        if _los(i_typen.provningar, i_typen, fakta, status).lage is not Kravlage.ONABART:
            funna.append(typ)
    return funna
