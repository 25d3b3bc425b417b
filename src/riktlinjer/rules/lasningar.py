"""Readings: which parts of a rule apply under a choice of tolkningar, and every choice that is still open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import Final, Protocol, TypeVar

from pydantic import BaseModel

from ..errors import Regelfel, RegelverkFel
from ..models.regelverk import Regelverk
from ..models.tolkning import Nar, Tolkning

Val = Mapping[str, str]
"""Tolkning id -> the reading that is tried."""

_FLEST_VAL: Final = 4096


class _Villkorad(Protocol):
    @property
    def nar(self) -> tuple[Nar, ...]: ...


_Del = TypeVar("_Del", bound=_Villkorad)


def galler(delen: _Villkorad, val: Val) -> bool:
    """Whether the part of a rule applies under the choice."""
    return all(val[villkor.tolkning] == villkor.lasning for villkor in delen.nar)


def gallande(delar: Iterable[_Del], val: Val) -> tuple[_Del, ...]:
    """The parts that apply under the choice."""
    return tuple(delen for delen in delar if galler(delen, val))


def namnda_tolkningar(nod: object) -> tuple[str, ...]:
    """The ids of the tolkningar that a model, or anything inside it, is conditioned on, in order of appearance."""
    sedda: dict[str, None] = {}

    def ga(nod: object) -> None:
        if isinstance(nod, Nar):
            sedda[nod.tolkning] = None
        elif isinstance(nod, BaseModel):
            for falt in type(nod).model_fields:
                ga(getattr(nod, falt))
        elif isinstance(nod, tuple):
            for v in nod:
                ga(v)

    ga(nod)
    return tuple(sedda)


def alla_val(regelverk: Regelverk, tolkningar: Iterable[str]) -> Iterator[dict[str, str]]:
    """Every choice of readings that the regelverk leaves possible for these tolkningar; one when none is open.

    Raises:
        RegelverkFel: so many are open that the choices cannot be gone through.
    """
    valda: list[Tolkning] = [regelverk.tolkning(id) for id in tolkningar]
    antal = 1
    for tolkning in valda:
        antal *= len(tolkning.aktuella)
    if antal > _FLEST_VAL:
        text = f"{len(valda)} tolkningar styr samma regel och ger {antal} läsningar; högst {_FLEST_VAL} kan prövas"
        raise RegelverkFel([Regelfel(regelverk.id, "tolkningar", text)])
    for lasningar in product(*(tolkning.aktuella for tolkning in valda)):
        yield dict(zip((tolkning.id for tolkning in valda), lasningar, strict=True))


def skiljer(regelverk: Regelverk, tolkning: str, tolkningar: Iterable[str], svar: Callable[[Val], object]) -> bool:
    """Whether the readings of a tolkning, all others of ``tolkningar`` read alike, give different answers."""
    lasningar = [lasning.id for lasning in regelverk.tolkning(tolkning).lasningar]
    ovriga = alla_val(regelverk, [t for t in tolkningar if t != tolkning])
    return any(len({svar({**val, tolkning: lasning}) for lasning in lasningar}) > 1 for val in ovriga)
