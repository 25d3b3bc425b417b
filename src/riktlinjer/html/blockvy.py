"""Blockvy: a page of blocks as the template needs it, with a name for every table and a sign beside every status."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, TypeAlias, assert_never

from ..disposition import Del, Innehallsblock
from ..utskrift import Grupp, Kolumn, Lista, Stycke, Tabell
from .ordtecken import tecken_i_rubrik, tecken_vid

_BRED: Final = 7
"""A table with so many columns may be wider than the page, and rolls by itself."""
_LANGT_ORD: Final = 24
"""A longer word may be broken anywhere, so that it does not widen its column beyond the page."""
_LANG_LISTA: Final = 12
"""A longer list, table or row of items is folded where there is little room."""


class Textvy(NamedTuple):
    """A paragraph, line by line."""

    rader: tuple[str, ...]
    indrag: bool
    slag: Literal["stycke"] = "stycke"


class Listvy(NamedTuple):
    """A list; every point line by line."""

    punkter: tuple[tuple[str, ...], ...]
    slag: Literal["lista"] = "lista"


class Cellvy(NamedTuple):
    """A cell: its lines, the signs before them, and the heading of its column."""

    rader: tuple[str, ...]
    tecken: tuple[str, ...]
    kolumn: str
    klass: str
    tom: bool


class Radgruppsvy(NamedTuple):
    """Rows under one heading; None when they stand under none."""

    rubrik: str | None
    rader: tuple[tuple[Cellvy, ...], ...]


class Tabellvy(NamedTuple):
    """A table."""

    namn: str
    namn_syns: bool
    kolumner: tuple[Cellvy, ...]
    grupper: tuple[Radgruppsvy, ...]
    bred: bool
    antal_rader: int
    slag: Literal["tabell"] = "tabell"


Blockvy: TypeAlias = Textvy | Listvy | Tabellvy


class Delvy(NamedTuple):
    """A part of the page."""

    rubrik: str
    tecken: tuple[str, ...]
    block: tuple[Blockvy, ...]
    delar: tuple[Delvy, ...]

    @property
    def lang(self) -> bool:
        """Whether there is more in it than what is read at a glance."""
        return _omfang(self) > _LANG_LISTA


def sidvy(disposition: Del) -> Delvy:
    """The page, with names of tables that differ from one another."""
    return _delvy(disposition, _Namn())


class _Namn:
    """Gives every table a name of its own: that of its heading, with a number from the second on."""

    def __init__(self) -> None:
        self._antal: dict[str, int] = {}

    def __call__(self, rubrik: str) -> str:
        antal = self._antal[rubrik] = self._antal.get(rubrik, 0) + 1
        return rubrik if antal == 1 else f"{rubrik} ({antal})"


def _delvy(del_: Del, namn: _Namn) -> Delvy:
    block = tuple(_blockvy(block, del_.rubrik, namn) for block in del_.block)
    return Delvy(del_.rubrik, tecken_i_rubrik(del_.rubrik), block, tuple(_delvy(under, namn) for under in del_.delar))


def _blockvy(block: Innehallsblock, rubrik: str, namn: _Namn) -> Blockvy:
    match block:
        case Stycke():
            return Textvy(_rader(block.text), block.indrag)
        case Lista():
            return Listvy(tuple(map(_rader, block.punkter)))
        case Tabell():
            return _tabellvy(block, rubrik, namn)
        case _:
            assert_never(block)


def _tabellvy(tabell: Tabell, rubrik: str, namn: _Namn) -> Tabellvy:
    return Tabellvy(
        namn=namn(tabell.rubrik or rubrik),
        namn_syns=tabell.rubrik is not None,
        kolumner=tuple(_cellvy(kolumn.rubrik, kolumn) for kolumn in tabell.kolumner),
        grupper=tuple(_grupper(tabell)),
        bred=len(tabell.kolumner) >= _BRED,
        antal_rader=sum(not isinstance(rad, Grupp) for rad in tabell.rader),
    )


def _grupper(tabell: Tabell) -> Iterator[Radgruppsvy]:
    rubrik: str | None = None
    rader: list[tuple[Cellvy, ...]] = []
    for rad in tabell.rader:
        if isinstance(rad, Grupp):
            if rader or rubrik is not None:
                yield Radgruppsvy(rubrik, tuple(rader))
            rubrik, rader = rad.text, []
        else:
            rader.append(tuple(map(_cellvy, rad, tabell.kolumner)))
    if rader or rubrik is not None:
        yield Radgruppsvy(rubrik, tuple(rader))


def _cellvy(text: str, kolumn: Kolumn) -> Cellvy:
    klasser = ["tal"] if kolumn.hoger else []
    klasser += ["bryt"] if any(len(ord_) > _LANGT_ORD for ord_ in text.split()) else []
    return Cellvy(_rader(text), tecken_vid(text), kolumn.rubrik.strip(), " ".join(klasser), not text.strip())


def _rader(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n"))


def _omfang(del_: Delvy) -> int:
    """About how many lines a part takes."""
    return sum(map(_blockomfang, del_.block)) + sum(2 + _omfang(under) for under in del_.delar)


def _blockomfang(block: Blockvy) -> int:
    match block:
        case Textvy():
            return len(block.rader)
        case Listvy():
            return len(block.punkter)
        case Tabellvy():
            return block.antal_rader
        case _:
            assert_never(block)
