"""Utskrift: a page for people, laid out in lines.

The blocks say what a page holds, :func:`rader` lays them out, :func:`skriv_text` writes the lines as plain text. A line
knows what it is, for :func:`riktlinjer.terminal.skriv_terminal` to show it better.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple, assert_never

BREDD: Final = 80
MINSTA_BREDD: Final = 40
STORSTA_BREDD: Final = 100
"""Longer lines are hard to read, however wide the terminal is."""

_MELLANRUM: Final = 2
_INDRAG: Final = 2
# Control characters, and the invisible ones that turn or hide text: nothing in a file may steer the reader's terminal.
_STYRTECKEN: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


class Rubrik(NamedTuple):
    """A heading: 1 for the page, 2 for a part, 3 for a section, 4 for an item in it."""

    text: str
    niva: int = 1


class Stycke(NamedTuple):
    """A paragraph; indented under an item."""

    text: str
    indrag: bool = False


class Lista(NamedTuple):
    """A list of points."""

    punkter: tuple[str, ...]


class Kolumn(NamedTuple):
    """A column of a table; numbers stand to the right."""

    rubrik: str
    hoger: bool = False


class Grupp(NamedTuple):
    """A heading among the rows of a table."""

    text: str


class Tabell(NamedTuple):
    """A table. A row has a text per column; a newline in a text is kept."""

    kolumner: tuple[Kolumn, ...]
    rader: tuple[tuple[str, ...] | Grupp, ...]
    rubrik: str | None = None
    """What the table is of, for a medium where a table has a name of its own; None when the heading before it says."""


class Tips(NamedTuple):
    """A paragraph on what can be typed next; only for those who sit at a command line."""

    text: str


Block = Rubrik | Stycke | Lista | Tabell | Tips
Sida = Iterable[Block]


Radslag = Literal["rubrik 1", "rubrik 2", "rubrik 3", "rubrik 4", "tabellhuvud", "streck", "grupp", "text"]
_RUBRIKER: Final[dict[int, Radslag]] = {1: "rubrik 1", 2: "rubrik 2", 3: "rubrik 3", 4: "rubrik 4"}


class Rad(NamedTuple):
    """A line of a page and what it is."""

    text: str
    slag: Radslag = "text"


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
    return "".join(f"{rad.text}\n" for rad in rader(sida, bredd))


def rader(sida: Sida, bredd: int) -> Iterator[Rad]:
    """The lines of the page, none longer than ``bredd``, with an empty line between blocks that are apart."""
    forra: Block | None = None
    for block in sida:
        if forra is not None and not (isinstance(forra, Rubrik) and forra.niva > 2 and not isinstance(block, Rubrik)):
            yield Rad("")
        yield from (Rad(rad.text.rstrip(" "), rad.slag) for rad in _blockrader(block, bredd))
        forra = block


def _blockrader(block: Block, bredd: int) -> Iterator[Rad]:
    match block:
        case Rubrik():
            yield from _rubrikrader(block, bredd)
        case Stycke():
            steg = 2 if block.indrag else 0
            yield from _indragna(map(Rad, _bryt(block.text, bredd - _INDRAG * steg)), steg)
        case Tips():
            yield from map(Rad, _bryt(block.text, bredd))
        case Lista():
            for punkt in block.punkter:
                for i, text in enumerate(_bryt(punkt, bredd - 2)):
                    yield Rad(("  " if i else "- ") + text)
        case Tabell():
            yield from _indragna(_tabellrader(block, bredd - _INDRAG), 1)
        case _:
            assert_never(block)


def _rubrikrader(rubrik: Rubrik, bredd: int) -> Iterator[Rad]:
    steg = 1 if rubrik.niva == 4 else 0
    texter = _bryt(rubrik.text, bredd - _INDRAG * steg)
    yield from _indragna((Rad(text, _RUBRIKER[rubrik.niva]) for text in texter), steg)
    if rubrik.niva <= 2:
        yield Rad("=-"[rubrik.niva - 1] * max(map(len, texter)), "streck")


def _indragna(av: Iterable[Rad], steg: int) -> Iterator[Rad]:
    return (Rad(" " * _INDRAG * steg + rad.text, rad.slag) for rad in av)


def _bryt(text: str, bredd: int) -> list[str]:
    """The lines of a text, broken at spaces but not at hyphens, so that ids stay whole."""
    return [
        rad for stycke in ren(text).split("\n") for rad in textwrap.wrap(stycke, bredd, break_on_hyphens=False) or [""]
    ]


def _tabellrader(tabell: Tabell, bredd: int) -> Iterator[Rad]:
    rubriker = tuple(kolumn.rubrik for kolumn in tabell.kolumner)
    celler = [rubriker, *(rad for rad in tabell.rader if not isinstance(rad, Grupp))]
    bredder = _kolumnbredder(celler, bredd - _MELLANRUM * (len(rubriker) - 1))
    yield from (Rad(text, "tabellhuvud") for text in _tabellrad(rubriker, tabell.kolumner, bredder))
    yield Rad((" " * _MELLANRUM).join("-" * b for b in bredder), "streck")
    for i, rad in enumerate(tabell.rader):
        if isinstance(rad, Grupp):
            if i:
                yield Rad("")
            yield from (Rad(text, "grupp") for text in _bryt(f"{rad.text}:", bredd))
        else:
            yield from map(Rad, _tabellrad(rad, tabell.kolumner, bredder))


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
