"""``riktlinjer granska-rapport``."""

from __future__ import annotations

import argparse

from ..argument import Felsamling, las_mottagare
from ..models.rapport import Rapport
from ..models.skalor import Allvar
from ..rapportfiler import las_rapport
from ..rules.rapportgranskning import granska_rapport
from ..rules.rapportjamforelse import jamfor_rapporter
from ..sidor.rapportgranskning import rapportgranskningssida
from .gemensamt import Svar, las_regelverk_av, las_tillfalle, med_rubrik


def kor(arg: argparse.Namespace, fel: Felsamling) -> Svar | None:
    rapporttyp = las_tillfalle(arg, fel)
    mottagare = fel.prova("--mottagare", lambda: las_mottagare(arg.mottagare))
    regelverk = las_regelverk_av(arg, fel)
    if regelverk is not None and arg.namnd is not None:
        fel.prova("--namnd", lambda: regelverk.namnd(arg.namnd))
    rapport = fel.prova(arg.fil, lambda: las_rapport(arg.fil))
    fore = None if arg.foregaende is None else fel.prova(arg.foregaende, lambda: las_rapport(arg.foregaende))
    if regelverk is None or rapport is None or mottagare is None or fel.texter:
        return None
    givna = {"namnd": arg.namnd, "rapporttyp": rapporttyp, "period": arg.period}
    hel = Rapport(**{**dict(rapport), **{falt: varde for falt, varde in givna.items() if varde is not None}})
    andring = None if fore is None else fel.prova("--foregaende", lambda: jamfor_rapporter(fore, hel))
    if fel.texter:
        return None
    papekanden = granska_rapport(regelverk, hel, mottagare=mottagare, foregaende=fore)
    return Svar(
        rapportgranskningssida(regelverk, hel, papekanden, andring),
        med_rubrik(
            regelverk,
            namnd=hel.namnd,
            rapporttyp=hel.rapporttyp,
            period=hel.period,
            mottagare=mottagare,
            papekanden=papekanden,
            jamforelse=andring,
        ),
        kod=int(any(p.allvar is Allvar.FEL for p in papekanden)),
    )
