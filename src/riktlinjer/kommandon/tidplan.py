"""``riktlinjer tidplan``."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from ..argument import Felsamling, las_bryt, las_dag
from ..kommande import kommande
from ..rules.arbetsdagar import Arbetskalender
from ..rules.tidplan import berakna_tidplan
from ..sidor.tidplan import kalenderblock, sammantradessida, tidplanssida
from .gemensamt import Svar, kraver_fil, las_regelverk_av, med_rubrik


def kor(arg: argparse.Namespace, fel: Felsamling) -> Svar | None:
    dag = None if arg.dag is None else fel.prova("--dag", lambda: las_dag(arg.dag))
    stangda = [d for text in arg.stangd if (d := fel.prova("--stangd", partial(las_dag, text))) is not None]
    bryt = las_bryt(arg.bryt, fel)
    if arg.stangd and not arg.bryt and arg.dag is None:
        fel.ny("--stangd", "stängda dagar räknas bara tillsammans med --bryt eller --dag")
    kraver_fil(arg, fel, ("ics",), ("namnd",))
    regelverk = las_regelverk_av(arg, fel)
    if regelverk is not None and arg.namnd is not None:
        fel.prova("--namnd", lambda: regelverk.namnd(arg.namnd))
    if regelverk is None:
        return None
    kalender = Arbetskalender(stangda)
    tidplan = regelverk.tidplan
    if bryt:
        tidplan = fel.prova("--bryt", lambda: berakna_tidplan(regelverk, bryt, kalender=kalender))
    if fel.texter:
        return None
    plan = regelverk.uppfoljningsplan
    moten = () if plan is None else plan.sammantraden
    kvar = None if dag is None or tidplan is None else kommande(tidplan, dag, kalender)
    sida = tuple(
        sammantradessida(regelverk, moten, dag)
        if tidplan is None
        else tidplanssida(regelverk, tidplan, kvar, dag, stangda)
    )
    data = med_rubrik(regelverk, dag=dag, tidplan=tidplan, kommande=kvar, sammantraden=moten)
    if arg.ics is None:
        return Svar(sida, data)
    from ..ics import bygg_kalender, till_ics

    kalender_att_skriva = bygg_kalender(regelverk, tidplan, namnd=arg.namnd)
    return Svar(
        (*sida, *kalenderblock(arg.ics, len(kalender_att_skriva.handelser), kalender_att_skriva.utelamnade)),
        data | {"filer": [arg.ics], "utelamnade": kalender_att_skriva.utelamnade},
        filer=((Path(arg.ics), till_ics(kalender_att_skriva)),),
        handling=sida,
    )
