"""``riktlinjer fraga``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ..argument import Felsamling
from ..indata import las_bytes
from ..strommar import skriv
from ..utbyte.jsontext import STORSTA_FRAGA
from ..utbyte.svara import besvara
from .gemensamt import Svar


def kor(arg: argparse.Namespace, fel: Felsamling) -> Svar | None:
    if fel.texter:
        return None
    try:
        if arg.rader:
            return Svar((), None, kod=_svara_pa_rader(arg.fil), text="")
        ra = sys.stdin.buffer.read(STORSTA_FRAGA + 1) if arg.fil == "-" else las_bytes(Path(arg.fil), STORSTA_FRAGA)
    except ValueError as exc:
        fel.ny(arg.fil, str(exc))
        return None
    svar = besvara(ra)
    return Svar((), None, kod=svar.kod, text=svar.text + "\n")


def _svara_pa_rader(fil: str) -> int:
    """Answers each line as soon as it is read, so that a pipe can stay open; the exit code of the worst."""
    kod = 0
    for rad in _rader(fil):
        svar = besvara(rad)
        skriv(sys.stdout, svar.text + "\n", "utf-8")
        kod = max(kod, svar.kod)
    return kod


def _rader(fil: str) -> Iterator[bytes]:
    if fil == "-":
        yield from _rader_i(sys.stdin.buffer)
        return
    las_bytes(Path(fil), 0)  # says what is wrong with the file, if anything
    with Path(fil).open("rb") as strom:
        yield from _rader_i(strom)


def _rader_i(strom: BinaryIO) -> Iterator[bytes]:
    """The lines that are not blank; of one that is too long, enough for it to be refused."""
    while rad := strom.readline(STORSTA_FRAGA + 1):
        rest = rad
        while len(rest) > STORSTA_FRAGA and not rest.endswith(b"\n"):
            rest = strom.readline(STORSTA_FRAGA + 1)
        if rad.strip():
            yield rad
