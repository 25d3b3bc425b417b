"""What a check of a guideline found, as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from ..models.skalor import Allvar
from ..utskrift import Block, Rubrik, Stycke
from .ordval import och
from .tolkningar import tolkningsblock

if TYPE_CHECKING:
    from .. import Papekande, Regelverk

_RUBRIKER = {Allvar.FEL: "Fel", Allvar.VARNING: "Varningar", Allvar.UPPLYSNING: "Upplysningar"}
_ANTAL = {Allvar.FEL: "fel", Allvar.VARNING: "varningar", Allvar.UPPLYSNING: "upplysningar"}
_ETT = {Allvar.FEL: "ett fel", Allvar.VARNING: "en varning", Allvar.UPPLYSNING: "en upplysning"}


def granskningssida(regelverk: Regelverk, papekanden: Sequence[Papekande]) -> Iterator[Block]:
    """The findings, the most serious first, each with its place and source."""
    yield Rubrik("Granskning av regelverket")
    yield Stycke(f"{regelverk.titel}, utgåva {regelverk.utgava}. {_sammanfattning(papekanden)}")
    for allvar in Allvar:
        valda = [p for p in papekanden if p.allvar is allvar]
        if valda:
            yield Rubrik(_RUBRIKER[allvar], 2)
        for kod, grupp in groupby(valda, key=lambda p: p.kod):
            for p in grupp:
                yield Rubrik(kod if p.plats is None else f"{kod} {p.plats}", 4)
                kalla = "" if p.kalla is None else f"\nKälla: {p.kalla}."
                yield Stycke(f"{p.text}{kalla}", indrag=True)
    if papekanden:
        yield Stycke(
            "Vad en kod betyder och hur man åtgärdar den står i dokumentationen, under Granskning av regelverk."
        )
    yield from tolkningsblock(regelverk, [p.tolkning for p in papekanden if p.tolkning is not None], utforligt=False)


def _sammanfattning(papekanden: Sequence[Papekande]) -> str:
    antal = {allvar: sum(p.allvar is allvar for p in papekanden) for allvar in Allvar}
    ord_ = [_ETT[a] if n == 1 else f"{n} {_ANTAL[a]}" for a, n in antal.items() if n]
    return f"Granskningen fann {och(ord_)}." if ord_ else "Granskningen fann inget."
