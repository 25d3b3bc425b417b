"""``riktlinjer sammanstall``."""

from __future__ import annotations

import argparse
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..argument import Felsamling, las_dag
from ..errors import RapportFel
from ..katalog import Framsteg, las_katalog
from ..models.skalor import Allvar
from ..rules.sammanstallning import Sammanstallning, sammanstall
from ..sidor.sammanstallning import arbetsboksblock, sammanstallningssida
from ..strommar import skriv
from .gemensamt import Svar, las_regelverk_av, las_tillfalle

if TYPE_CHECKING:
    from ..models.regelverk import Regelverk
    from ..models.tillfallesunderlag import Tillfallesunderlag

_MANGA_FILER: Final = 25
"""So many files take long enough for the reader to wonder."""
_LANGST_RAD: Final = 78


def kor(arg: argparse.Namespace, fel: Felsamling) -> Svar | None:
    rapporttyp = las_tillfalle(arg, fel)
    dag = None if arg.dag is None else fel.prova("--dag", lambda: las_dag(arg.dag))
    regelverk = las_regelverk_av(arg, fel)
    if regelverk is None or fel.texter:
        return None
    framsteg = None if arg.json else _framsteg()
    las = partial(las_katalog, regelverk=regelverk, framsteg=framsteg)
    nu = fel.prova(arg.katalog, lambda: las(arg.katalog, rapporttyp=rapporttyp, period=arg.period))
    fore = None if arg.foregaende is None else fel.prova(arg.foregaende, lambda: las(arg.foregaende))
    if nu is None or fel.texter:
        return None
    period = fel.prova("--period", lambda: _period(nu, arg.katalog))
    if fore is not None:
        fel.prova("--foregaende", lambda: _period(fore, arg.foregaende))
    if period is None or fel.texter:
        return None
    svar = fel.prova(
        arg.katalog,
        lambda: sammanstall(
            regelverk,
            nu.namnder,
            period=period,
            rapporttyp=nu.rapporttyp,
            utfall=dict(nu.utfall),
            motsagda=nu.motsagda,
            bedomningar=nu.bedomningar,
            foregaende=fore,
            dag=dag,
            beslutad=nu.beslutad,
            papekanden=nu.papekanden,
            overhoppade=nu.overhoppade,
        ),
    )
    return None if svar is None else _svara(arg, regelverk, svar)


def _svara(arg: argparse.Namespace, regelverk: Regelverk, svar: Sammanstallning) -> Svar:
    """The answer, with the workbook that was asked for."""
    filer: tuple[tuple[Path, bytes], ...] = ()
    if arg.excel is not None:
        from ..sammanstallningsbok import till_sammanstallningsbok

        filer = ((Path(arg.excel), till_sammanstallningsbok(regelverk, svar)),)
    sida = tuple(sammanstallningssida(regelverk, svar))
    return Svar(
        (*sida, *arbetsboksblock(arg.excel)),
        {"titel": svar.titel, **dict(svar)},
        kod=int(any(p.allvar is Allvar.FEL for _, p in svar.alla_papekanden)),
        filer=filer,
        handling=sida,
    )


def _period(underlag: Tillfallesunderlag, katalog: str) -> str:
    if underlag.period is None:
        raise RapportFel(
            f"vilken period {katalog} gäller framgår inte av rapporterna; ange den, eller skriv den i mappens "
            'sammanstallning.toml, till exempel period = "2018-08"'
        )
    return underlag.period


def _framsteg() -> Framsteg | None:
    """Tells on stderr which file is read, when somebody sits there and there are many; None when nobody does."""
    strom = sys.stderr
    if strom is None or not strom.isatty():
        return None

    bredd = min(_LANGST_RAD, shutil.get_terminal_size().columns - 1)

    def visa(nummer: int, antal: int, namn: str) -> None:
        if antal >= _MANGA_FILER:
            rad = f"Läser {nummer} av {antal}: {namn}"[:bredd].ljust(bredd)
            skriv(strom, f"\r{rad}" + (f"\r{' ' * bredd}\r" if nummer == antal else ""))

    return visa
