"""Disposition: a page's blocks as a title and parts within parts, for a medium with headings of its own.

On the command line the rank of a heading says how it looks, and ranks are passed over. Here a part's rank is how deep
it lies, so that no rank is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

from .utskrift import Lista, Rubrik, Sida, Stycke, Tabell, Tips

Innehallsblock: TypeAlias = Stycke | Lista | Tabell
UTAN_RUBRIK: Final = "Utan rubrik"
"""What stands where a heading is empty: a heading that says nothing is skipped by those who cannot see it."""


class Del(NamedTuple):
    """A part: its heading, what stands under it, and the parts within it."""

    rubrik: str
    block: tuple[Innehallsblock, ...]
    delar: tuple[Del, ...]


def disponera(sida: Sida, titel: str | None = None) -> Del:
    """The page as one part whose heading is the page's title.

    >>> sida = disponera([Rubrik("Sidan"), Rubrik("Del", 3), Stycke("a"), Rubrik("Nästa", 2), Rubrik("I den", 4)])
    >>> sida.rubrik, [del_.rubrik for del_ in sida.delar], [del_.rubrik for del_ in sida.delar[1].delar]
    ('Sidan', ['Del', 'Nästa'], ['I den'])

    Args:
        sida: blocks; what is only for a command line is left out.
        titel: the title; without it the page's first heading, when that is of the first rank and nothing precedes it.
    """
    block: list[Innehallsblock | Rubrik] = [b for b in sida if not isinstance(b, Tips)]
    forsta = block[0] if block else None
    if isinstance(forsta, Rubrik) and forsta.niva == 1 and titel in (None, forsta.text):
        titel = forsta.text
        del block[0]
    kvar = _Ko(block)
    return Del((titel or "").strip() or UTAN_RUBRIK, tuple(_innehall(kvar)), tuple(_delar(kvar, 0)))


class _Ko:
    """Blocks that are taken from the front."""

    def __init__(self, block: list[Innehallsblock | Rubrik]) -> None:
        self._block, self._plats = block, 0

    @property
    def nasta(self) -> Innehallsblock | Rubrik | None:
        return self._block[self._plats] if self._plats < len(self._block) else None

    def ta(self) -> None:
        self._plats += 1


def _innehall(kvar: _Ko) -> Iterator[Innehallsblock]:
    while (block := kvar.nasta) is not None and not isinstance(block, Rubrik):
        kvar.ta()
        yield block


def _delar(kvar: _Ko, under: int) -> Iterator[Del]:
    """The parts whose headings are of a lower rank than ``under``, up to the first that is not."""
    while isinstance(rubrik := kvar.nasta, Rubrik) and rubrik.niva > under:
        kvar.ta()
        yield Del(rubrik.text.strip() or UTAN_RUBRIK, tuple(_innehall(kvar)), tuple(_delar(kvar, rubrik.niva)))
