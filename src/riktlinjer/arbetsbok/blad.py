"""Blad: which sheets a rule set has, and which columns each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from pydantic import BaseModel

from ..models.indikator import Indikator
from ..models.mal import Delmal
from ..models.regelverk import Regelverk
from .falt import Cell, Grupp, Lista, Nod, noder_for
from .rubriker import BLAD, Bladnamn, rubrik_for

LAS_MIG: Final = "Läs mig"
LISTOR: Final = "Listor"
"""The hidden sheet of words that the drop-downs offer."""
AGARE: Final = "agare"
"""The field of a row that says whose it is, on a sheet of its own for a part of something."""

_EGNA_BLAD: Final[dict[type[BaseModel], tuple[str, ...]]] = {
    Delmal: ("statusregel", "langsiktiga_indikatorer"),
    Indikator: ("nivakrav", "lasningar"),
}
"""Parts that have a sheet of their own, where each row names what it is a part of."""
_HELA: Final = ("atgardsplan",)
"""Tables that have one sheet with all of their lists beside each other."""

Vag = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kolumn:
    """A column of a sheet: a cell of each of its rows."""

    vag: Vag
    """The fields that lead to the cell, from the row."""
    cell: Cell
    rubrik: str
    forklaring: str
    hor_till: str
    """The group of columns that it stands in; empty for the row's own."""

    @property
    def nyckel(self) -> tuple[Vag, bool]:
        """What tells the columns of a sheet apart: a målvärde and its text are the same field."""
        return self.vag, self.cell.slag == "målvärdets text"


@dataclass(frozen=True, slots=True)
class Blad:
    """A sheet: the tables at one place of the rule set, one per row or block of rows."""

    vag: Vag
    namn: Bladnamn
    nod: Grupp | Lista
    """What stands on the sheet; its fields without those that stand on other sheets."""
    agare: type[BaseModel] | None = None
    """The model that the rows are parts of; None when they stand for themselves."""
    kolumner: tuple[Kolumn, ...] = ()

    @property
    def staende(self) -> bool:
        """Whether the fields stand under each other, with one column of values."""
        return self.vag == ()


@cache
def alla_blad() -> tuple[Blad, ...]:
    """The sheets in the order of the workbook; those of fields without a name in ``BLAD`` last.

    >>> [blad.namn.namn for blad in alla_blad()][:5]
    ['Regelverk', 'Dokument', 'Strategier', 'Mål', 'Delmål']
    """
    ordning = {vag: i for i, vag in enumerate(BLAD)}
    blad = {b.vag: b for b in _blad()}  # a part of several tables has one sheet
    sorterade = sorted(blad.values(), key=lambda b: ordning.get(b.vag, len(ordning)))
    return tuple(replace(b, kolumner=tuple(_kolumner(b))) for b in sorterade)


def blad_med(modell: type[BaseModel]) -> tuple[Blad, ...]:
    """The sheets whose rows are of this model."""
    return tuple(b for b in alla_blad() if isinstance(b.nod, Lista) and b.nod.modell is modell)


def _blad() -> Iterator[Blad]:
    egna: list[Nod] = []
    for nod in noder_for(Regelverk):
        if isinstance(nod, Cell):
            egna.append(nod)
        elif isinstance(nod, Lista):
            yield from _listblad((nod.falt,), nod)
        elif nod.falt in _HELA:
            yield Blad((nod.falt,), _namn((nod.falt,)), nod)
        else:
            listor = [n for n in nod.noder if isinstance(n, Lista) and n.falt != "kalla"]
            egna.append(replace(nod, noder=tuple(n for n in nod.noder if n not in listor)))
            for lista in listor:
                yield from _listblad((nod.falt, lista.falt), lista)
    yield Blad((), _namn(()), Grupp("", Regelverk, tuple(egna), obligatorisk=True))


def _listblad(vag: Vag, nod: Lista, agare: type[BaseModel] | None = None) -> Iterator[Blad]:
    brutna = _EGNA_BLAD.get(nod.modell, ())
    kvar = tuple(n for n in nod.noder if n.falt not in brutna)
    yield Blad(vag, _namn(vag), replace(nod, noder=_med_agare(kvar, agare)), agare)
    for del_ in nod.noder:
        if del_.falt not in brutna:
            continue
        # What an indicator has stands on one sheet, wherever the indicator stands.
        egen = ("indikatorer" if nod.modell is Indikator else vag[-1], del_.falt)
        if isinstance(del_, Lista):
            yield from _listblad(egen, del_, nod.modell)
        elif isinstance(del_, Grupp):
            yield Blad(egen, _namn(egen), replace(del_, noder=_med_agare(del_.noder, nod.modell)), nod.modell)


def _med_agare(noder: tuple[Nod, ...], agare: type[BaseModel] | None) -> tuple[Nod, ...]:
    return noder if agare is None else (Cell(AGARE, "text", agare, obligatorisk=True), *noder)


def _namn(vag: Vag) -> Bladnamn:
    return BLAD.get(vag) or Bladnamn("_".join(vag)[:31], "Övrigt", "")


def _kolumner(blad: Blad) -> Iterator[Kolumn]:
    yield from _under(blad.nod.noder, blad.nod.modell, (), ())


def _under(noder: Sequence[Nod], modell: type[BaseModel], vag: Vag, rubriker: tuple[str, ...]) -> Iterator[Kolumn]:
    for nod in noder:
        agare = isinstance(nod, Cell) and nod.falt == AGARE
        egen = nod.modell if isinstance(nod, Cell) else modell
        funnen = rubrik_for(replace(nod, falt=f"{AGARE}:{egen.__name__}") if agare else nod, egen)
        if isinstance(nod, Cell):
            namn = ": ".join((*rubriker, _liten(funnen.namn) if rubriker else funnen.namn))
            yield Kolumn((*vag, nod.falt), nod, namn, funnen.forklaring, ": ".join(rubriker))
        else:
            egna = (*rubriker, _liten(funnen.namn) if rubriker else funnen.namn)
            yield from _under(nod.noder, nod.modell, (*vag, nod.falt), egna)


def _liten(text: str) -> str:
    """The heading inside another; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
