"""Gemensamt: what several commands share."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from ..argument import Felsamling, las_rapporttyp
from ..errors import UtfallFel

if TYPE_CHECKING:
    from ..models.regelverk import Regelverk
    from ..models.skalor import Rapporttyp
    from ..models.utfall import Utfall
    from ..utskrift import Block


class Svar(NamedTuple):
    """What a command answers: the page for a person, the same for a machine, and the exit code."""

    sida: Iterable[Block]
    data: object
    """None when ``text`` is what a machine reads, too."""
    kod: int = 0
    text: str | None = None
    """What is written in place of the page, as it is."""
    filer: tuple[tuple[Path, bytes], ...] = ()
    """Files to write, of commands that leave it to :mod:`~riktlinjer.kommandon.sidfiler`."""
    handling: Iterable[Block] | None = None
    """The page for somebody it is handed to, in a file; None when it is ``sida``."""
    html: Callable[[], str] | None = None
    """Makes the HTML page; None when it is made of the blocks."""


_ANDELSER: Final = {"word": ".docx", "excel": ".xlsx", "ics": ".ics", "html": ".html"}
"""The option that names a file -> how the name must end, for the program that opens it to know it."""


def kontrollera_filval(arg: argparse.Namespace, fel: Felsamling, filer: Sequence[str], bara: Sequence[str]) -> None:
    """Whether the files that are to be written can be, and whether options that are only for them are given alone."""
    from ..utfiler import kontrollera_utfil

    kraver_fil(arg, fel, filer, bara)
    givna = {namn: text for namn in filer if (text := getattr(arg, namn)) is not None}
    for namn, text in givna.items():
        if namn == "markdown" and text == "-":
            if arg.json:
                fel.ny("--markdown -", "går inte tillsammans med --json; ange en fil")
            continue
        andelse = _ANDELSER.get(namn, "")
        if not text.casefold().endswith(andelse):
            fel.ny(f"--{namn}", f"{text!r} slutar inte på {andelse}")
        fel.prova(f"--{namn}", partial(kontrollera_utfil, Path(text), skriv_over=arg.skriv_over))
    if len(set(givna.values())) < len(givna):
        fel.ny(" och ".join(f"--{namn}" for namn in givna), "har fått samma fil")


def kraver_fil(arg: argparse.Namespace, fel: Felsamling, filer: Sequence[str], bara: Sequence[str]) -> None:
    """Whether options that are only for some files are given with none of them."""
    if any(getattr(arg, namn) is not None for namn in filer):
        return
    for namn in bara:
        if getattr(arg, namn):
            *forsta, sista = (f"--{fil}" for fil in filer)
            med = " eller ".join(filter(None, (", ".join(forsta), sista)))
            fel.ny(f"--{namn.replace('_', '-')}", f"används bara tillsammans med {med}")


def med_rubrik(regelverk: Regelverk, **svar: object) -> dict[str, object]:
    """The answer with what every answer in JSON begins with: the rule set, and the readings that hold."""
    from ..utbyte.huvud import svarshuvud

    return {**svarshuvud(regelverk), **svar}


def las_regelverk_av(arg: argparse.Namespace, fel: Felsamling) -> Regelverk | None:
    """The rule set under the readings that were asked for; None when something is wrong with either."""
    return las_valt_regelverk(arg.regelverk, arg.tolkning, fel, "--regelverk", "--tolkning")


def las_valt_regelverk(
    namn: str, lasningar: Sequence[str], fel: Felsamling, plats: str, lasningsplats: str
) -> Regelverk | None:
    """The rule set under readings written as ``ID=LÄSNING``; ``plats`` and ``lasningsplats`` are where they stood."""
    from ..models.regelverk import ALLA_OPPNA
    from ..regelverk.lasare import las_regelverk, tillgangliga_regelverk

    ar_sokvag = namn not in tillgangliga_regelverk() and (
        "/" in namn or os.sep in namn or namn.endswith((".toml", ".xlsx")) or Path(namn).exists()
    )
    las: Callable[[str | Path], Regelverk] = las_regelverk
    if namn.endswith(".xlsx"):
        from ..arbetsbok import las_arbetsbok as las  # only a workbook needs the extra
    regelverk = fel.prova(plats, lambda: las(Path(namn) if ar_sokvag else namn))
    val: dict[str, str] = {}
    for text in lasningar:
        id, tecken, lasning = (del_.strip() for del_ in text.partition("="))
        if not (id and tecken and lasning):
            fel.ny(lasningsplats, f"{text!r} är inget val; skriv ID=LÄSNING")
        elif val.setdefault(id, lasning) != lasning:
            fel.ny(lasningsplats, f"{id} har fått två läsningar: {val[id]} och {lasning}")
    alla = val.pop("alla", None)
    if alla not in (None, "oppen"):
        fel.ny(lasningsplats, f"alla kan bara vara oppen, inte {alla!r}")
    if regelverk is None:
        return None
    valt = regelverk.med_tolkningar(ALLA_OPPNA) if alla else regelverk
    for id, lasning in val.items():
        valt = fel.prova(lasningsplats, partial(valt.med_tolkningar, {id: lasning})) or valt
    return valt


def las_tillfalle(arg: argparse.Namespace, fel: Felsamling) -> Rapporttyp | None:
    """The report type that was asked for, if any; ``fel`` says when it, or the period, is none."""
    if arg.period is not None:
        from ..rules.perioder import kontrollera_period

        fel.prova("--period", lambda: kontrollera_period(arg.period))
    return None if arg.rapporttyp is None else fel.prova("--rapporttyp", lambda: las_rapporttyp(arg.rapporttyp))


def las_fil(namn: str) -> bytes:
    """The bytes of a file, or of stdin for "-"; at most one more than is allowed, for the reader to refuse."""
    from ..indata import las_bytes
    from ..utfallsfiler import STORSTA_FIL

    if namn == "-":
        return sys.stdin.buffer.read(STORSTA_FIL + 1)
    try:
        return las_bytes(Path(namn), STORSTA_FIL)
    except ValueError as exc:
        raise UtfallFel(str(exc)) from None


def las_utfall(fil: str | None, regelverk: Regelverk) -> dict[str, Utfall] | None:
    """The outcomes of a file; None when there is no file."""
    if fil is None:
        return None
    from ..utfallsfiler import las_utfallsfil

    return las_utfallsfil(las_fil(fil), regelverk)
