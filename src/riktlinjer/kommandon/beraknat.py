"""Beräknat: the statuses that the outcomes of a file give, for the commands that begin with them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from ..argument import Felsamling
from ..models.datum import skriv_period
from ..rules.status import berakna_status
from ..utfallsfiler import las_utfallsfil
from .gemensamt import las_fil, las_regelverk_av, las_tillfalle

if TYPE_CHECKING:
    from ..models.regelverk import Regelverk
    from ..rules.svar import Statusoversikt


def berakna_av_fil(arg: argparse.Namespace, fel: Felsamling) -> tuple[Regelverk, Statusoversikt, int, list[str]] | None:
    """The rule set, the statuses that the outcomes of a file give, how many outcomes, and what they are for."""
    rapporttyp = las_tillfalle(arg, fel)
    fil = "standard in" if arg.fil == "-" else arg.fil
    ra = fel.prova(fil, lambda: las_fil(arg.fil))
    regelverk = las_regelverk_av(arg, fel)
    if regelverk is None or ra is None:
        return None
    utfall = fel.prova(fil, lambda: las_utfallsfil(ra, regelverk))
    if utfall is None or fel.texter:
        return None
    oversikt = berakna_status(regelverk, utfall, rapporttyp=rapporttyp, period=arg.period, enhet=arg.enhet)
    antal = sum(not utfall[i.id].ar_tomt for i in regelverk.indikatorer if i.id in utfall)
    avser = [str(rapporttyp)] if rapporttyp else []
    avser += [skriv_period(arg.period)] if arg.period else []
    avser += [arg.enhet] if arg.enhet else []
    return regelverk, oversikt, antal, avser
