"""Framsidesgranskning: what a report says of itself: who, which report, which period."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..models.datum import skriv_period
from ..models.kalla import Kalla
from ..models.papekande import Papekande
from ..models.rapport import Rapport
from ..models.regelverk import Regelverk
from ..models.skalor import Allvar, Rapporttyp
from .perioder import oforenlig
from .periodtext import las_kvartal, las_period, las_rapporttyp_ur
from .rubrikmatchning import nyckel

FRAMSIDA: Final = "Framsida"
_MANADER_I_KVARTAL: Final = 3
_VAD: Final = {"rapporttillfalle": "rapporttillfället", "avsandare": "vem som rapporterar", "period": "perioden"}


def granska_framsidan(regelverk: Regelverk, rapport: Rapport, rapporttyp: Rapporttyp | None) -> Iterator[Papekande]:
    """What the front page leaves out, and where it, the running header and the contents say something else.

    The running header is never where the period is taken from.
    """
    kalla = _kalla(regelverk)
    framsida = rapport.framsida
    if framsida is not None:
        for falt, vad in _VAD.items():
            if kalla is not None and getattr(framsida, falt) is None:
                yield _papekande("RAPPORT-13", Allvar.FEL, f"Framsidan anger inte {vad}.", kalla)
        skriven = None if framsida.period is None else las_period(framsida.period)
        if skriven is not None and rapport.period is not None and skriven != rapport.period:
            yield _papekande(
                "RAPPORT-14",
                Allvar.FEL,
                f"Framsidan anger perioden ”{framsida.period}”, till och med {skriv_period(skriven)}, men rapporten "
                f"gäller till och med {skriv_period(rapport.period)}.",
                kalla,
            )
        typ = None if framsida.rapporttillfalle is None else las_rapporttyp_ur(framsida.rapporttillfalle)
        if typ is not None and rapporttyp is not None and typ is not rapporttyp:
            yield _papekande(
                "RAPPORT-14",
                Allvar.FEL,
                f"Framsidan anger {typ.namn}, men rapporten är {rapporttyp.namn}.",
                kalla,
            )
        if framsida.avsandare is not None:
            yield from _avsandaren(regelverk, rapport, framsida.avsandare, kalla)
    yield from _sidhuvudet(rapport)
    yield from _innehallet(rapport)


def granska_uppgifterna(regelverk: Regelverk, rapport: Rapport, rapporttyp: Rapporttyp | None) -> Iterator[Papekande]:
    """Whether it is known which report it is, for which period, and from which nämnd."""
    if rapporttyp is None:
        if regelverk.rapportmall is not None:
            text = "Det framgår inte vilken rapport det är, så avsnitten granskas inte. Ange rapporttyp eller period."
            yield _papekande("RAPPORT-10", Allvar.FEL, text)
    elif rapport.period is None:
        text = "Det framgår inte vilken period rapporten gäller, så inlämning och åtgärdsplan kan inte granskas."
        yield _papekande("RAPPORT-10", Allvar.FEL, text)
    elif (fel := oforenlig(regelverk, rapporttyp, rapport.period)) is not None:
        yield _papekande("RAPPORT-11", Allvar.FEL, f"Rapporttypen och perioden stämmer inte överens: {fel}.")
    if rapport.namnd is None:
        text = "Det framgår inte vilken nämnd rapporten gäller. Det som bara krävs av vissa nämnder är upplysningar."
        yield _papekande("RAPPORT-12", Allvar.UPPLYSNING, text)


def _avsandaren(regelverk: Regelverk, rapport: Rapport, avsandare: str, kalla: Kalla | None) -> Iterator[Papekande]:
    namnd = next((n for n in regelverk.namnder if n.id == rapport.namnd), None)
    if namnd is not None and nyckel(namnd.namn) not in nyckel(avsandare):
        text = f"Framsidan anger ”{avsandare}” men inte nämnden, {namnd.namn}."
        yield _papekande("RAPPORT-14", Allvar.VARNING, text, kalla)


def _sidhuvudet(rapport: Rapport) -> Iterator[Papekande]:
    kvartal = None if rapport.sidhuvud is None else las_kvartal(rapport.sidhuvud)
    if kvartal is not None and rapport.period is not None:
        slut = f"{kvartal[1]}-{kvartal[0] * _MANADER_I_KVARTAL:02}"
        if slut != rapport.period:
            yield Papekande(
                kod="RAPPORT-15",
                allvar=Allvar.VARNING,
                text=f"Sidhuvudet anger kvartal {kvartal[0]} {kvartal[1]}, men rapporten gäller till och med "
                f"{skriv_period(rapport.period)}.",
                plats="Sidhuvud",
            )


def _innehallet(rapport: Rapport) -> Iterator[Papekande]:
    """Headings that the contents list and the report does not have, and the other way round."""
    if not rapport.innehallsforteckning or not rapport.avsnitt:
        return
    rubriker = {nyckel(a.titel) for a in rapport.avsnitt}
    listade = {nyckel(rad.titel) for rad in rapport.innehallsforteckning}
    for rad in rapport.innehallsforteckning:
        if nyckel(rad.titel) not in rubriker:
            namn = rad.titel if rad.nummer is None else f"{rad.nummer} {rad.titel}"
            text = f"Innehållsförteckningen har ”{namn}”, som inte är någon rubrik i rapporten."
            yield Papekande(kod="RAPPORT-09", allvar=Allvar.VARNING, text=text, plats=namn)
    for avsnitt in rapport.avsnitt:
        if avsnitt.niva == 1 and nyckel(avsnitt.titel) not in listade:
            text = f"Kapitlet ”{avsnitt.rubrik}” står inte i innehållsförteckningen."
            yield Papekande(kod="RAPPORT-09", allvar=Allvar.VARNING, text=text, plats=avsnitt.rubrik)


def _kalla(regelverk: Regelverk) -> Kalla | None:
    """Where the guideline asks for a front page; None when it does not."""
    avsnitten = () if regelverk.rapportmall is None else regelverk.rapportmall.avsnitt
    sokt = nyckel(FRAMSIDA)
    return next((a.kalla for a in avsnitten if sokt in map(nyckel, (a.titel, *a.alias))), None)


def _papekande(kod: str, allvar: Allvar, text: str, kalla: Kalla | None = None) -> Papekande:
    return Papekande(kod=kod, allvar=allvar, text=text, plats=FRAMSIDA, kalla=kalla)
