"""``riktlinjer status``."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING

from ..argument import Felsamling
from ..models.skalor import Allvar
from ..sidor.status import statussida
from .beraknat import berakna_av_fil
from .gemensamt import Svar, med_rubrik

if TYPE_CHECKING:
    from ..models.regelverk import Regelverk
    from ..rules.svar import Statusoversikt


def kor(arg: argparse.Namespace, fel: Felsamling) -> Svar | None:
    beraknat = berakna_av_fil(arg, fel)
    if beraknat is None or fel.texter:
        return None
    regelverk, oversikt, antal, avser = beraknat
    papekanden = [p for b in oversikt.values() for p in b.papekanden]
    papekanden += [p for i in oversikt.indikatorer for p in i.papekanden]
    return Svar(
        statussida(regelverk, oversikt, antal, avser),
        med_rubrik(regelverk, **dict(oversikt.innehall)) if arg.json else None,
        kod=int(any(p.allvar is Allvar.FEL for p in papekanden)),
        html=partial(_html, regelverk, oversikt),
    )


def _html(regelverk: Regelverk, oversikt: Statusoversikt) -> str:
    from ..html import statussida_html

    return statussida_html(regelverk, oversikt)
