"""What a check of a guideline found, as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..utskrift import Block, Rubrik, Stycke
from .papekanden import papekandeblock, skriv_fynd
from .tolkningar import tolkningsblock

if TYPE_CHECKING:
    from .. import Papekande, Regelverk


def granskningssida(regelverk: Regelverk, papekanden: Sequence[Papekande]) -> Iterator[Block]:
    """The findings, the most serious first, each with its place and source."""
    yield Rubrik("Granskning av regelverket")
    yield Stycke(f"{regelverk.titel}, utgåva {regelverk.utgava}. {skriv_fynd(papekanden)}")
    yield from papekandeblock(papekanden)
    if papekanden:
        yield Stycke(
            "Vad en kod betyder och hur man åtgärdar den står i dokumentationen, under Granskning av regelverk."
        )
    yield from tolkningsblock(regelverk, [p.tolkning for p in papekanden if p.tolkning is not None], utforligt=False)
