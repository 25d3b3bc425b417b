"""``riktlinjer indikatorer``."""

from __future__ import annotations

import argparse

from ..argument import Felsamling
from ..sidor.indikatorer import indikatorsida
from .gemensamt import Svar, las_regelverk_av, med_rubrik


def kor(arg: argparse.Namespace, fel: Felsamling) -> Svar | None:
    regelverk = las_regelverk_av(arg, fel)
    if regelverk is not None and arg.delmal is not None:
        fel.prova("--delmal", lambda: regelverk.delmal_med_id(arg.delmal))
    if regelverk is None or fel.texter:
        return None
    valda = [i for i in regelverk.indikatorer if arg.delmal is None or i.mal == arg.delmal]
    return Svar(indikatorsida(regelverk, valda), med_rubrik(regelverk, indikatorer=valda))
