"""``riktlinjer status``."""

from __future__ import annotations

import argparse
from itertools import chain
from pathlib import Path

from ..argument import Felsamling
from ..models.skalor import Allvar
from ..sidor.status import statussida
from .beraknat import berakna_av_fil
from .gemensamt import Svar, kontrollera_filval


def kor(arg: argparse.Namespace, fel: Felsamling) -> Svar | None:
    kontrollera_filval(arg, fel, ("html",), ("skriv_over",))
    beraknat = berakna_av_fil(arg, fel)
    if beraknat is None or fel.texter:
        return None
    regelverk, oversikt, antal, avser = beraknat
    papekanden = [p for b in oversikt.values() for p in b.papekanden]
    papekanden += [p for i in oversikt.indikatorer for p in i.papekanden]
    sida = statussida(regelverk, oversikt, antal, avser)
    if arg.html is not None:
        from ..html import statussida_html
        from ..sidor.htmlsida import htmlblock
        from ..utfiler import skriv_utfiler

        html = statussida_html(regelverk, oversikt)
        skriv_utfiler({Path(arg.html): html.encode("utf-8")}, skriv_over=arg.skriv_over)
        sida = chain(sida, htmlblock(arg.html))
    return Svar(
        sida,
        oversikt,
        kod=int(any(p.allvar is Allvar.FEL for p in papekanden)),
    )
