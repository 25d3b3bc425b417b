"""``riktlinjer granska-regelverk``."""

from __future__ import annotations

import argparse

from ..argument import Felsamling
from ..models.skalor import Allvar
from ..rules.regelverksgranskning import granska_regelverk
from ..sidor.granskning import granskningssida
from .gemensamt import Svar, las_regelverk_av, med_rubrik


def kor(arg: argparse.Namespace, fel: Felsamling) -> Svar | None:
    regelverk = las_regelverk_av(arg, fel)
    if regelverk is None or fel.texter:
        return None
    papekanden = granska_regelverk(regelverk)
    return Svar(
        granskningssida(regelverk, papekanden),
        med_rubrik(regelverk, papekanden=papekanden),
        kod=int(any(p.allvar is Allvar.FEL for p in papekanden)),
    )
