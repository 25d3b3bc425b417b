"""``riktlinjer vad-kravs``."""

from __future__ import annotations

import argparse

from ..argument import Felsamling, las_status
from ..rules.vadkravs import vad_kravs
from ..sidor.vadkravs import vadkravssida
from .beraknat import berakna_av_fil
from .gemensamt import Svar, med_rubrik


def kor(arg: argparse.Namespace, fel: Felsamling) -> Svar | None:
    status = fel.prova("--status", lambda: las_status(arg.status))
    beraknat = berakna_av_fil(arg, fel)
    if beraknat is None:
        return None
    regelverk, oversikt, antal, avser = beraknat
    if arg.delmal is not None:
        fel.prova("--delmal", lambda: regelverk.delmal_med_id(arg.delmal))
    if status is None or fel.texter:
        return None
    krav = [vad_kravs(b, status) for id, b in oversikt.items() if arg.delmal in (None, id)]
    return Svar(
        vadkravssida(regelverk, krav, antal, avser),
        med_rubrik(regelverk, status=status, statuskrav=krav),
        handling=vadkravssida(regelverk, krav, antal, avser, utforligt=True),
    )
