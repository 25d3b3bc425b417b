"""Sidfiler: a command's page in files of its own, an HTML page or a Word document, beside what it writes itself."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from ..argument import SIDFILER, Felsamling
from .gemensamt import Svar, kontrollera_filval

_FILVAL: Final = ("html", "word", "excel", "markdown", "ics")
"""The options that name a file to write, of any of the commands."""


def kor_med_sidfiler(
    arg: argparse.Namespace, fel: Felsamling, kor: Callable[[argparse.Namespace, Felsamling], Svar | None]
) -> Svar | None:
    """Runs the command; what it asks to have written is written with its page, all or nothing."""
    val = SIDFILER.get(arg.kommando)
    if val is None:
        return kor(arg, fel)
    kontrollera_filval(arg, fel, [namn for namn in _FILVAL if hasattr(arg, namn)], ("skriv_over",))
    svar = kor(arg, fel)
    return None if svar is None or fel.texter else _skriv(arg, svar, [namn for namn in val if getattr(arg, namn)])


def _skriv(arg: argparse.Namespace, svar: Svar, val: list[str]) -> Svar:
    from ..sidor.sidfiler import filblock
    from ..utfiler import skriv_utfiler

    filer, sida = dict(svar.filer), tuple(svar.sida)
    block = sida if svar.handling is None else tuple(svar.handling)
    if "html" in val:
        from ..html import blocksida_html

        sidtext = blocksida_html(block) if svar.html is None else svar.html()
        filer[Path(arg.html)] = sidtext.encode("utf-8")
    if "word" in val:
        from ..word import till_word_sida

        filer[Path(arg.word)] = till_word_sida(block)
    if not filer:
        return svar._replace(sida=sida)
    skriv_utfiler(filer, skriv_over=arg.skriv_over)
    skrivna = [str(fil) for fil in filer]
    html, word = (getattr(arg, namn) if namn in val else None for namn in ("html", "word"))
    data = None if svar.data is None else {**_falt(svar.data), "filer": skrivna}
    return svar._replace(sida=(*sida, *filblock(html, word)), data=data)


def _falt(data: object) -> Mapping[str, object]:
    """The fields of an answer, which a command gives as a model or by name."""
    if isinstance(data, Mapping) and not hasattr(data, "model_dump"):
        return data
    falt: Mapping[str, object] = data.model_dump(mode="json")  # type: ignore[attr-defined]
    return falt
