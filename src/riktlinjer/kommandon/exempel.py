"""``riktlinjer exempel``."""

from __future__ import annotations

import argparse

from ..argument import Felsamling, las_dag
from ..exempel import berakna_exempel
from ..sidor.exempel import exempelsida
from .gemensamt import Svar, las_regelverk_av, med_rubrik


def kor(arg: argparse.Namespace, fel: Felsamling) -> Svar | None:
    dag = None if arg.dag is None else fel.prova("--dag", lambda: las_dag(arg.dag))
    regelverk = las_regelverk_av(arg, fel)
    if regelverk is None or fel.texter:
        return None
    exempel = fel.prova("exempel", lambda: berakna_exempel(regelverk, dag))
    if exempel is None:
        return None
    return Svar(exempelsida(regelverk, exempel, standarddag=dag is None), med_rubrik(regelverk, **exempel._asdict()))
