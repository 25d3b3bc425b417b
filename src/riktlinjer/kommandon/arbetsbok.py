"""``riktlinjer arbetsbok``."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..arbetsbok.konvertering import skriv_regelverk
from ..argument import Felsamling
from ..sidor.arbetsbok import arbetsbokssida
from .gemensamt import Svar, las_valt_regelverk


def kor(arg: argparse.Namespace, fel: Felsamling) -> Svar | None:
    regelverk = las_valt_regelverk(arg.kalla, (), fel, "REGELVERK", "")
    if regelverk is None or fel.texter:
        return None
    mal = Path(arg.mal)
    filer = skriv_regelverk(regelverk, mal)
    return Svar(arbetsbokssida(regelverk, mal, filer), {"regelverk": regelverk.id, "filer": [str(f) for f in filer]})
