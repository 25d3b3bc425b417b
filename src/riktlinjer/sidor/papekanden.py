"""Findings, the most serious first, as several pages show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ..models.skalor import Allvar
from ..utskrift import Block, Rubrik, Stycke
from .ordval import och

if TYPE_CHECKING:
    from .. import Papekande

_RUBRIKER: Final = {Allvar.FEL: "Fel", Allvar.VARNING: "Varningar", Allvar.UPPLYSNING: "Upplysningar"}
_ANTAL: Final = {Allvar.FEL: "fel", Allvar.VARNING: "varningar", Allvar.UPPLYSNING: "upplysningar"}
_ETT: Final = {Allvar.FEL: "ett fel", Allvar.VARNING: "en varning", Allvar.UPPLYSNING: "en upplysning"}


def papekandeblock(papekanden: Sequence[Papekande]) -> Iterator[Block]:
    """The findings under a heading per allvar, each with its place and source."""
    for allvar in Allvar:
        valda = [p for p in papekanden if p.allvar is allvar]
        if valda:
            yield Rubrik(_RUBRIKER[allvar], 2)
        for p in valda:
            yield Rubrik(p.kod if p.plats is None else f"{p.kod} {p.plats}", 4)
            yield Stycke(papekandetext(p), indrag=True)


def papekandetext(papekande: Papekande) -> str:
    """What a finding says, and below it where its demand stands."""
    return papekande.text + ("" if papekande.kalla is None else f"\nKälla: {papekande.kalla}.")


def skriv_fynd(papekanden: Sequence[Papekande]) -> str:
    """How many findings there are of each allvar, in a sentence."""
    antal = {allvar: sum(p.allvar is allvar for p in papekanden) for allvar in Allvar}
    ord_ = [_ETT[a] if n == 1 else f"{n} {_ANTAL[a]}" for a, n in antal.items() if n]
    return f"Granskningen fann {och(ord_)}." if ord_ else "Granskningen fann inget."
