"""``riktlinjer mall``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ..argument import Felsamling, las_mottagare, las_rapporttyp
from ..rules.avsnitt import obligatoriska_avsnitt
from ..sidor.mall import mallsida, skrivmallsida, utan_mall
from ..utskrift import Block, Rubrik
from .gemensamt import Svar, kraver_fil, las_regelverk_av, las_utfall, med_rubrik

if TYPE_CHECKING:
    from ..models.regelverk import Regelverk
    from ..skrivmall import Skrivmall


def kor(arg: argparse.Namespace, fel: Felsamling) -> Svar | None:
    rapporttyp = fel.prova("RAPPORTTYP", lambda: las_rapporttyp(arg.rapporttyp))
    mottagare = fel.prova("--mottagare", lambda: las_mottagare(arg.mottagare))
    kraver_fil(arg, fel, ("word", "markdown"), ("period", "utfall"))
    regelverk = las_regelverk_av(arg, fel)
    if regelverk is not None and arg.namnd is not None:
        fel.prova("--namnd", lambda: regelverk.namnd(arg.namnd))
    if regelverk is None or rapporttyp is None or mottagare is None:
        return None
    till_fil = arg.word is not None or arg.markdown is not None
    if regelverk.rapportmall is None and till_fil:
        fel.ny(regelverk.id, "regelverket har ingen mall för rapporter, så ingen kan skrivas")
    utfall = fel.prova(str(arg.utfall), lambda: las_utfall(arg.utfall, regelverk))
    if fel.texter:
        return None
    fraga = {"rapporttyp": rapporttyp, "mottagare": mottagare, "namnd": arg.namnd}
    if regelverk.rapportmall is None:
        sida: tuple[Block, ...] = tuple(utan_mall(regelverk))
        data = med_rubrik(regelverk, **fraga, avsnitt=None)
        return Svar(sida, data, handling=(Rubrik("Rapportmall"), *sida))
    avsnitt = fel.prova(
        regelverk.id, lambda: obligatoriska_avsnitt(regelverk, rapporttyp, mottagare=mottagare, namnd=arg.namnd)
    )
    if avsnitt is None:
        return None
    data = med_rubrik(regelverk, **fraga, avsnitt=avsnitt)
    sida = tuple(mallsida(regelverk, avsnitt, rapporttyp, mottagare, arg.namnd))
    if not till_fil:
        return Svar(sida, data)
    from ..skrivmall import bygg_skrivmall

    mall = fel.prova(
        "--period",
        lambda: bygg_skrivmall(
            regelverk, rapporttyp, mottagare=mottagare, namnd=arg.namnd, period=arg.period, utfall=utfall
        ),
    )
    return None if mall is None else _mallfiler(arg, regelverk, mall, data)._replace(handling=sida)


def _mallfiler(arg: argparse.Namespace, regelverk: Regelverk, mall: Skrivmall, data: dict[str, object]) -> Svar:
    """The template in the files that were asked for, and what is told of it."""
    filer: dict[Path, bytes] = {}
    text = None
    if arg.word is not None:
        from ..word import till_word

        filer[Path(arg.word)] = till_word(mall)
    if arg.markdown is not None:
        from ..markdown import till_markdown

        text = till_markdown(mall)
        if arg.markdown != "-":
            filer[Path(arg.markdown)] = text.encode("utf-8")
    namn = [str(fil) for fil in filer]
    return Svar(
        skrivmallsida(regelverk, mall, namn),
        data | {"period": mall.period, "filer": namn, "saknas": mall.saknas},
        text=text if arg.markdown == "-" else None,
        filer=tuple(filer.items()),
    )
