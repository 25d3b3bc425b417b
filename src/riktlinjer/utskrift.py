"""Utskrift: a page for people, as blocks, and as plain text.

The blocks say what a page holds, never how it looks: :func:`skriv_text` makes plain text of them for a file or a pipe,
:func:`riktlinjer.terminal.skriv_terminal` something finer.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, assert_never

BREDD: Final = 80

_MELLANRUM: Final = 2
_INDRAG: Final = 2
# Control characters, and the invisible ones that turn or hide text: nothing in a file may steer the reader's terminal.
_STYRTECKEN: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Rubrik:
    """A heading: 1 for the page, 2 for a part, 3 for a section, 4 for an item in it."""

    text: str
    niva: int = 1


@dataclass(frozen=True, slots=True)
class Stycke:
    """A paragraph."""

    text: str
    indrag: bool = False


@dataclass(frozen=True, slots=True)
class Lista:
    """A list of points."""

    punkter: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kolumn:
    """A column of a table; numbers stand to the right."""

    rubrik: str
    hoger: bool = False


@dataclass(frozen=True, slots=True)
class Grupp:
    """A heading among the rows of a table."""

    text: str


@dataclass(frozen=True, slots=True)
class Tabell:
    """A table. A row has a text per column; a newline in a text is kept."""

    kolumner: tuple[Kolumn, ...]
    rader: tuple[tuple[str, ...] | Grupp, ...]


Block = Rubrik | Stycke | Lista | Tabell
Sida = Sequence[Block]


def ren(text: str) -> str:
    """The text without control characters (a newline is kept).

    >>> ren("a\\x1b[31mb")
    'a\ufffd[31mb'
    """
    return _STYRTECKEN.sub("\ufffd", text)


def skriv_text(sida: Sida, bredd: int = BREDD) -> str:
    """The page as plain text, no line longer than ``bredd``.

    >>> print(skriv_text([Rubrik("Delmål", 2), Lista(("Röd",))]), end="")
    Delmål
    ------
    <BLANKLINE>
    - Röd
    """
    delar: list[str] = []
    for block in sida:
        delar.append("\n".join(rad.rstrip(" ") for rad in _rader(block, bredd)))
        delar.append("\n" if isinstance(block, Rubrik) and block.niva > 2 else "\n\n")
    return "".join(delar).rstrip("\n") + "\n"


def _rader(block: Block, bredd: int) -> list[str]:
    match block:
        case Rubrik():
            rader = _bryt(block.text, bredd)
            streck = {1: "=", 2: "-"}.get(block.niva)
            return [*rader, streck * max(map(len, rader))] if streck else rader
        case Stycke():
            indrag = " " * _INDRAG if block.indrag else ""
            return [indrag + rad for rad in _bryt(block.text, bredd - len(indrag))]
        case Lista():
            return [
                ("- " if i == 0 else "  ") + rad
                for punkt in block.punkter
                for i, rad in enumerate(_bryt(punkt, bredd - 2))
            ]
        case Tabell():
            return _tabellrader(block, bredd)
        case _:
            assert_never(block)


def _bryt(text: str, bredd: int) -> list[str]:
    """The lines of a text, broken at spaces but not at hyphens, so that ids stay whole."""
    rader = [
        rad for stycke in ren(text).split("\n") for rad in textwrap.wrap(stycke, bredd, break_on_hyphens=False) or [""]
    ]
    return rader or [""]


def _tabellrader(tabell: Tabell, bredd: int) -> list[str]:
    rubriker = tuple(kolumn.rubrik for kolumn in tabell.kolumner)
    celler = [rubriker, *(rad for rad in tabell.rader if not isinstance(rad, Grupp))]
    utrymme = bredd - _INDRAG - _MELLANRUM * (len(rubriker) - 1)
    bredder = _kolumnbredder(celler, utrymme)
    rader = _tabellrad(rubriker, tabell.kolumner, bredder)
    rader.append((" " * _MELLANRUM).join("-" * b for b in bredder))
    for i, rad in enumerate(tabell.rader):
        if isinstance(rad, Grupp):
            rader += [""] * (i > 0) + _bryt(f"{rad.text}:", utrymme)
        else:
            rader += _tabellrad(rad, tabell.kolumner, bredder)
    return [" " * _INDRAG + rad for rad in rader]


def _kolumnbredder(celler: Sequence[tuple[str, ...]], utrymme: int) -> list[int]:
    """The widths that the texts ask for; when they do not fit, the widest columns give way, all down to one width."""
    onskade = [max(len(rad) for text in kolumn for rad in text.split("\n")) for kolumn in zip(*celler, strict=True)]
    tak = max(onskade)
    while tak > 1 and sum(min(b, tak) for b in onskade) > utrymme:
        tak -= 1
    bredder = [max(1, min(b, tak)) for b in onskade]
    # What the last step down left over goes to the first columns that lack room.
    for i, onskad in enumerate(onskade):
        if bredder[i] < onskad and sum(bredder) < utrymme:
            bredder[i] += min(onskad - bredder[i], utrymme - sum(bredder))
    return bredder


def _tabellrad(texter: tuple[str, ...], kolumner: tuple[Kolumn, ...], bredder: list[int]) -> list[str]:
    celler = [_bryt(text, bredd) for text, bredd in zip(texter, bredder, strict=True)]
    hojd = max(map(len, celler))
    rader = []
    for i in range(hojd):
        delar = [cell[i] if i < len(cell) else "" for cell in celler]
        rader.append(
            (" " * _MELLANRUM).join(
                text.rjust(bredd) if kolumn.hoger else text.ljust(bredd)
                for text, kolumn, bredd in zip(delar, kolumner, bredder, strict=True)
            )
        )
    return rader
