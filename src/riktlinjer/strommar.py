"""Strömmar: what is written to stdout and stderr, whole and in an encoding that holds it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from .utskrift import Block


def skriv(strom: TextIO | None, text: str, kodning: str | None = None) -> None:
    """The whole text at once, in the stream's own encoding unless another is asked for, or it lacks a character."""
    if strom is None:  # closed by the caller
        return
    try:
        text.encode(kodning or strom.encoding or "utf-8")
    except UnicodeEncodeError:
        kodning = "utf-8"
    if kodning is not None and isinstance(strom, TextIOWrapper):
        strom.reconfigure(encoding=kodning, errors="backslashreplace")
    strom.write(text)
    strom.flush()


def for_lasare(sida: Iterable[Block]) -> str:
    """The page as this terminal shows it best; plain text in a file or a pipe."""
    from .utskrift import BREDD, MINSTA_BREDD, STORSTA_BREDD, skriv_text

    block = tuple(sida)
    if sys.stdout is None or not sys.stdout.isatty():
        return skriv_text(block)
    if os.environ.get("TERM") not in ("dumb", "unknown"):
        try:
            from rich.console import Console

            from .terminal import skriv_terminal
        except ModuleNotFoundError:
            pass
        else:
            return skriv_terminal(block, Console(highlight=False))
    import shutil

    bredd = shutil.get_terminal_size((BREDD, 24)).columns
    return skriv_text(block, max(MINSTA_BREDD, min(bredd, STORSTA_BREDD)))


def slapp_stdout() -> None:
    """Lets go of a stdout that cannot be written, so that Python does not try again when it closes."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
