"""Fält: what a sheet has columns for, read off the models, so that a new field has its column at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from ..models.kalla import Kalla
from ..models.malvarde import Malvarde
from ..models.tidplan import Steg
from ..models.tolkning import Nar, Tolkning

Slag = Literal[
    "text", "heltal", "tal", "ja/nej", "datum", "val", "lista", "vallista", "villkor", "villkorslista", "målvärde",
    "målvärdets text", "steg", "toml"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A field that stands in one cell."""

    falt: str
    slag: Slag
    modell: type[BaseModel]
    """The model that the field belongs to."""
    obligatorisk: bool = False
    val: tuple[str, ...] = ()
    """The words that it takes; empty when it takes more."""


@dataclass(frozen=True, slots=True)
class Grupp:
    """A field that is one table: its own cells stand beside each other."""

    falt: str
    modell: type[BaseModel]
    noder: tuple[Nod, ...]
    obligatorisk: bool = False


@dataclass(frozen=True, slots=True)
class Lista:
    """A field that is several tables: they stand under each other."""

    falt: str
    modell: type[BaseModel]
    noder: tuple[Nod, ...]
    obligatorisk: bool = False
    """Whether the field must be there, if empty."""


Nod = Cell | Grupp | Lista

TEXTFALT: Final = "text"
"""Where a målvärde keeps the words of the source."""
_VALFRIA: Final = {(Kalla, "dokument"), (Tolkning, "vald")}
"""What a file may leave out although the model has it."""
_MALVARDEN: Final = frozenset(get_args(get_args(Malvarde)[0]))
_ENKLA: Final[dict[Any, Slag]] = {str: "text", bool: "ja/nej", int: "heltal", Decimal: "tal", date: "datum"}


@cache
def noder_for(modell: type[BaseModel]) -> tuple[Nod, ...]:
    """The fields of a model, in its own order but with the source last."""
    noder: list[Nod] = []
    for namn, falt in modell.model_fields.items():
        obligatorisk = falt.is_required() and (modell, namn) not in _VALFRIA
        noder += _noder(namn, falt.annotation, modell, obligatorisk)
    return _i_ordning(noder)


def _i_ordning(noder: list[Nod]) -> tuple[Nod, ...]:
    """What a table is first and its source last, as the files have it; lists after what stands beside each other."""
    forst = {"format": 0, "id": 0, "slag": 0}
    return tuple(
        sorted(
            noder,
            key=lambda n: (
                isinstance(n, Lista),
                n.falt == "kalla",
                1 if isinstance(n, Lista) else forst.get(n.falt, 1),
            ),
        )
    )


def _noder(namn: str, typ: Any, modell: type[BaseModel], obligatorisk: bool) -> Iterator[Nod]:
    typer, valfri = _mojliga(typ)
    cell = Cell(namn, "toml", modell, obligatorisk and not valfri)
    if typer == (Nar,):
        yield replace(cell, slag="villkor")
    elif typer == (Steg,):
        yield replace(cell, slag="steg")
    elif typer and set(typer) <= _MALVARDEN:
        yield replace(cell, slag="målvärde")
        yield Cell(namn, "målvärdets text", modell)
    elif typer and all(isinstance(t, type) and issubclass(t, BaseModel) for t in typer):
        yield Grupp(namn, typer[0], _forenade(typer), cell.obligatorisk)
    elif len(typer) == 1 and get_origin(typer[0]) is tuple and get_args(typer[0])[1:] == (Ellipsis,):
        yield _upprepad(cell, get_args(typer[0])[0], valfri)
    elif len(typer) == 1:
        yield _enkel(cell, typer[0])
    else:
        yield cell


def _mojliga(typ: Any) -> tuple[tuple[Any, ...], bool]:
    """The types that a field takes, None aside, and whether it takes None."""
    if get_origin(typ) is Annotated:
        return _mojliga(get_args(typ)[0])
    if get_origin(typ) not in (Union, UnionType):
        return (typ,), False
    delar = [_mojliga(del_) for del_ in get_args(typ) if del_ is not NoneType]
    return tuple(t for typer, _ in delar for t in typer), NoneType in get_args(typ) or any(v for _, v in delar)


def _enkel(cell: Cell, typ: Any) -> Cell:
    if typ in _ENKLA:
        return replace(cell, slag=_ENKLA[typ])
    if get_origin(typ) is Literal and all(type(ett) is int for ett in get_args(typ)):
        return replace(cell, slag="heltal")
    ord_ = _ord(typ)
    return replace(cell, slag="val", val=ord_) if ord_ else cell


def _ord(typ: Any) -> tuple[str, ...]:
    """The words of a closed choice; nothing when it is none."""
    if isinstance(typ, type) and issubclass(typ, Enum):
        return tuple(str(ett.value) for ett in typ)
    if get_origin(typ) is Literal and all(isinstance(ett, str) for ett in get_args(typ)):
        return get_args(typ)
    return ()


def _upprepad(cell: Cell, typ: Any, valfri: bool) -> Nod:
    typer, _ = _mojliga(typ)
    if typer == (Nar,):
        return replace(cell, slag="villkorslista")
    if all(isinstance(t, type) and issubclass(t, BaseModel) for t in typer):
        # A list that may be missing or empty, and means two things by it, has no rows to say which.
        return cell if valfri else Lista(cell.falt, typer[0], _forenade(typer), cell.obligatorisk)
    if typer == (str,):
        return replace(cell, slag="lista")
    if len(typer) == 1 and (ord_ := _ord(typer[0])):
        return replace(cell, slag="vallista", val=ord_)
    return cell


def _forenade(modeller: tuple[type[BaseModel], ...]) -> tuple[Nod, ...]:
    """The fields of all the models, each once; one that not all of them have, or must have, may be left out."""
    if len(modeller) == 1:
        return noder_for(modeller[0])
    alla: dict[tuple[str, bool], list[Nod]] = {}
    for modell in modeller:
        for nod in noder_for(modell):
            alla.setdefault((nod.falt, isinstance(nod, Cell) and nod.slag == "målvärdets text"), []).append(nod)
    return _i_ordning([_forena(noder, len(noder) == len(modeller)) for noder in alla.values()])


def _forena(noder: list[Nod], i_alla: bool) -> Nod:
    forsta = noder[0]
    if isinstance(forsta, Cell):
        celler = [nod for nod in noder if isinstance(nod, Cell)]
        slag: set[Slag] = {cell.slag for cell in celler}
        gemensamt: Slag = forsta.slag if len(slag) == 1 else "tal" if slag == {"tal", "heltal"} else "toml"
        val = tuple(dict.fromkeys(ord_ for cell in celler for ord_ in cell.val))
        obligatorisk = forsta.falt == "slag" or (i_alla and all(cell.obligatorisk for cell in celler))
        return replace(forsta, slag=gemensamt, val=val, obligatorisk=obligatorisk)
    grupper = [nod for nod in noder if not isinstance(nod, Cell)]
    obligatorisk = i_alla and all(grupp.obligatorisk for grupp in grupper)
    return replace(
        forsta, noder=_forenade(tuple(dict.fromkeys(grupp.modell for grupp in grupper))), obligatorisk=obligatorisk
    )
