"""``riktlinjer jamfor``."""

from __future__ import annotations

import argparse

from ..argument import Felsamling
from ..rules.jamforelse import jamfor_regelverk
from ..rules.statusandringar import utfallsregelverk
from ..sidor.jamforelse import jamforelsesida
from ..utfallsfiler import las_utfallsfil
from .gemensamt import Svar, las_fil, las_tillfalle, las_valt_regelverk


def kor(arg: argparse.Namespace, fel: Felsamling) -> Svar | None:
    rapporttyp = las_tillfalle(arg, fel)
    fil = "standard in" if arg.utfall == "-" else arg.utfall
    ra = None if arg.utfall is None else fel.prova(fil, lambda: las_fil(arg.utfall))
    fore = las_valt_regelverk(arg.a, arg.tolkning_a, fel, "A", "--tolkning-a")
    efter = las_valt_regelverk(arg.b, arg.tolkning_b, fel, "B", "--tolkning-b")
    if fore is None or efter is None:
        return None
    utfall = None if ra is None else fel.prova(fil, lambda: las_utfallsfil(ra, utfallsregelverk(fore, efter)))
    if fel.texter:
        return None
    svar = fel.prova(
        fil or "jamfor",
        lambda: jamfor_regelverk(fore, efter, utfall, rapporttyp=rapporttyp, period=arg.period, enhet=arg.enhet),
    )
    if svar is None:
        return None
    return Svar(jamforelsesida(svar, alla=arg.alla), svar, handling=jamforelsesida(svar, alla=True))
