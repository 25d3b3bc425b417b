"""Markdown: a template to write in, with the tables that GitHub and most editors show.

Guidance stands in comments (``<!-- -->``): the writer sees it, and it never shows in what is made of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, assert_never

from .skrivmall.modell import (
    VAGLEDNING,
    Innehall,
    Mallblock,
    Mallrubrik,
    Malltabell,
    Skrivmall,
    Skrivplats,
    Uppgift,
    Vagledning,
)
from .utskrift import ren

_DJUPAST: Final = 6
"""The deepest heading of Markdown."""
# What would begin something in the middle of a line; an underscore or a hyphen inside a word is nothing.
_TECKEN: Final = re.compile(r"[\\`*<>\[\]|~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_STRECK: Final = re.compile(r"-(?=-)")
_RADBORJAN: Final = re.compile(r"^(?=[#+=-])|^(\d+)(?=[.)] )")


def till_markdown(mall: Skrivmall) -> str:
    """The template as Markdown.

    The title is a heading of the first level and the chapters of the second. A table has its title in bold above it.

    Args:
        mall: the template, from :func:`riktlinjer.skrivmall.bygg_skrivmall`.
    """
    forklaring: Mallblock = Vagledning(
        ("Kommentarer som den här är vägledning. De syns inte i den färdiga rapporten.",)
    )
    delar = [f"# {markera(mall.titel)}"]
    delar += [text for block in (*mall.framsida, forklaring, *mall.block) for text in _block(block)]
    return "\n\n".join(delar) + "\n"


def markera(text: str) -> str:
    """The text so that Markdown shows it as it is, on one line.

    >>> print(markera("a|b <script> *c* och 1. d"))
    a\\|b \\<script\\> \\*c\\* och 1. d
    """
    rad = _TECKEN.sub(r"\\\g<0>", " ".join(ren(text).split(" ")).replace("\n", " ").strip(" "))
    return _RADBORJAN.sub(lambda traff: f"{traff[1]}\\" if traff[1] else "\\", rad)


def _block(block: Mallblock) -> Iterator[str]:
    match block:
        case Mallrubrik():
            yield f"{'#' * min(block.niva + 1, _DJUPAST)} {_rubriktext(block.text)}"
        case Uppgift():
            yield f"**{markera(block.namn)}:** {markera(block.varde)}".rstrip(" ")
        case Vagledning():
            yield _kommentar(block.punkter)
        case Innehall():
            yield f"## {markera(block.titel)}"
            yield "\n".join(f"{'  ' * (r.niva - 1)}- {_rubriktext(r.text)}" for r in block.rubriker)
        case Malltabell():
            yield f"**Tabell: {markera(block.titel)}**"
            yield "\n".join(_tabellrader(block.kolumner, block.rader))
        case Skrivplats():
            yield ""
        case _:
            assert_never(block)


def _rubriktext(text: str) -> str:
    """A heading; its number begins no list there."""
    nummer, mellanslag, titel = text.partition(" ")
    return f"{nummer} {markera(titel)}" if mellanslag and nummer.replace(".", "").isdigit() else markera(text)


def _kommentar(punkter: Sequence[str]) -> str:
    """Guidance as a comment, which two hyphens could end."""
    rader = [" ".join(_STRECK.sub("- ", ren(punkt)).split("\n")) for punkt in punkter]
    if len(rader) == 1:
        return f"<!-- {VAGLEDNING}: {rader[0]} -->"
    return "\n".join((f"<!-- {VAGLEDNING}:", *(f"- {rad}" for rad in rader), "-->"))


def _tabellrader(kolumner: Sequence[str], rader: Sequence[Sequence[str]]) -> Iterator[str]:
    yield _tabellrad(kolumner)
    yield _tabellrad(["---"] * len(kolumner), fardig=True)
    for rad in rader:
        yield _tabellrad(rad)


def _tabellrad(celler: Sequence[str], *, fardig: bool = False) -> str:
    return "|" + "|".join(f" {cell if fardig else markera(cell)} ".replace("  ", " ") for cell in celler) + "|"
