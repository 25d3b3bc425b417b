"""``riktlinjer nytt``."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..argument import Felsamling, las_ar
from ..regelverk.nytt import Uppgifter, foresla_id, kontrollera_uppgifter, skriv_startregelverk
from ..sidor.nytt import nyttsida
from .gemensamt import Svar


def kor(arg: argparse.Namespace, fel: Felsamling) -> Svar | None:
    plats = Path(arg.plats)
    ar = None if arg.ar is None else fel.prova("--ar", lambda: las_ar(arg.ar))
    uppgifter = Uppgifter(foresla_id(plats) if arg.id is None else arg.id, arg.titel, arg.organisation, ar)
    for falt, text in kontrollera_uppgifter(uppgifter):
        fel.ny(f"--{falt}", text)
    if fel.texter:
        return None
    filer = skriv_startregelverk(plats, uppgifter)
    return Svar(nyttsida(plats, filer), {"regelverk": uppgifter.id, "filer": [str(fil) for fil in filer]})
