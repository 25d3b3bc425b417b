"""Register: ``sammanstallning.toml``, in which the regionkontor says what the files of a folder do not."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import Field, ValidationError

from ..errors import OkantId, Regelfel
from ..models.bas import Id, Modell, skriv_id
from ..models.rapport import Bedomning, Manad, Version
from ..models.regelverk import Regelverk
from ..models.skalor import Rapporttyp
from ..regelverk.formfel import beskriv_formfel
from ..regelverk.lasare import las_toml, med_rader
from ..regelverk.radnummer import skriv_plats
from .inventering import STORSTA_FIL, hinder

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


class Registerpost(Modell):
    """What the register says of one nämnd."""

    rapport: str | None = None
    """The path in the folder of the report that counts; None leaves it to the files."""
    utfall: tuple[str, ...] | None = None
    """The paths of the files with its outcomes; None leaves it to the files."""
    versioner: tuple[Version, ...] = ()
    bedomningar: tuple[Bedomning, ...] = ()


class Register(Modell):
    """The register of an occasion."""

    rapporttyp: Rapporttyp | None = None
    period: Manad | None = None
    beslutad: date | None = None
    """When the compiled picture was decided; None as long as it is not."""
    bedomningar: tuple[Bedomning, ...] = ()
    """The koncern's assessments."""
    namnder: dict[Id, Registerpost] = Field(default_factory=dict)


class Registerlasning(NamedTuple):
    """The register as far as it can be read."""

    register: Register
    fel: list[Regelfel]
    olasta: tuple[str, ...] = ()
    """The ids of the nämnder of which what it says is not known."""


def las_register(fil: Path, regelverk: Regelverk) -> Registerlasning:
    """The register without what is wrong in it; an empty one when it cannot be read at all."""
    fel: list[Regelfel] = []
    texter: dict[str, str] = {}
    alla = tuple(n.id for n in regelverk.namnder)
    try:
        if fil.stat().st_size > STORSTA_FIL:
            fel.append(Regelfel(fil.name, "", f"filen är större än {STORSTA_FIL // 1_000_000} MB"))
    except OSError as exc:
        fel.append(Regelfel(fil.name, "", f"kan inte läsas: {hinder(exc)}"))
    tabeller = {} if fel else las_toml(fil, fel, texter)
    if fel:
        return Registerlasning(Register(), fel, alla)
    tabeller = _med_id(tabeller, regelverk)
    try:
        formfel = _formfel(tabeller)
        register = Register.model_validate_json(json.dumps(_utan(tabeller, formfel), default=str))
    except (RecursionError, ValueError):  # ValidationError is a ValueError
        fel.append(Regelfel(fil.name, "", "filen är för djupt nästlad eller har ett orimligt långt heltal"))
        return Registerlasning(Register(), fel, alla)
    fel = [Regelfel(fil.name, skriv_plats(p["loc"]), beskriv_formfel(dict(p))) for p in formfel]
    fel += [Regelfel(fil.name, plats, text) for plats, text in _okanda(register, regelverk)]
    vagar = [p["loc"] for p in formfel]
    olasta = alla if ("namnder",) in vagar else tuple(id for id in alla if ("namnder", id) in {v[:2] for v in vagar})
    return Registerlasning(_utan_okanda(register, regelverk), med_rader(fel, texter), olasta)


def _formfel(tabeller: Mapping[str, object]) -> list[ErrorDetails]:
    try:
        Register.model_validate_json(json.dumps(tabeller, default=str))
    except ValidationError as exc:
        return exc.errors(include_url=False)
    return []


def _utan(tabeller: Mapping[str, object], formfel: Iterable[ErrorDetails]) -> dict[str, object]:
    """The tables without the nämnder, the assessments and the other fields in which something is wrong."""
    vagar = {p["loc"][:2] if p["loc"][0] in ("namnder", "bedomningar") else p["loc"][:1] for p in formfel}
    kvar = {falt: varde for falt, varde in tabeller.items() if (falt,) not in vagar}
    for falt, varde in kvar.items():
        if falt == "namnder" and isinstance(varde, dict):
            kvar[falt] = {id: post for id, post in varde.items() if (falt, id) not in vagar}
        elif falt == "bedomningar" and isinstance(varde, list):
            kvar[falt] = [post for i, post in enumerate(varde) if (falt, i) not in vagar]
    return kvar


def _med_id(tabeller: dict[str, object], regelverk: Regelverk) -> dict[str, object]:
    """The tables with the nämnder by id, where the register calls them by name."""
    namnder = tabeller.get("namnder")
    if not isinstance(namnder, dict):  # a fault of form
        return tabeller
    per_namn = {skriv_id(n.namn): n.id for n in regelverk.namnder}
    med_id: dict[str, object] = {}
    for namn, post in namnder.items():  # one that stands there both ways is a fault by its name
        id = per_namn.get(skriv_id(namn), str(namn))
        med_id[namn if id in namnder else id] = post
    return {**tabeller, "namnder": med_id}


def _okanda(register: Register, regelverk: Regelverk) -> Iterator[tuple[str, str]]:
    """What names something that the guideline does not have."""
    namnder, delmal = [n.id for n in regelverk.namnder], [d.id for d in regelverk.delmal]
    for id in register.namnder:
        if namnder and id not in namnder:
            yield f"namnder.{id}", str(OkantId("nämnd", id, namnder))
    sedda: set[str] = set()
    for i, bedomning in enumerate(register.bedomningar):
        if bedomning.delmal not in delmal:
            yield f"bedomningar[{i}].delmal", str(OkantId("delmål", bedomning.delmal, delmal))
        elif bedomning.delmal in sedda:
            yield f"bedomningar[{i}].delmal", f"{bedomning.delmal} har redan en bedömning; den första räknas"
        sedda.add(bedomning.delmal)


def _utan_okanda(register: Register, regelverk: Regelverk) -> Register:
    namnder = {n.id for n in regelverk.namnder}
    delmal = {d.id for d in regelverk.delmal}
    forsta: dict[str, Bedomning] = {}
    for bedomning in register.bedomningar:
        if bedomning.delmal in delmal:
            forsta.setdefault(bedomning.delmal, bedomning)
    return Register(
        **{
            **dict(register),
            "bedomningar": tuple(forsta.values()),
            "namnder": {id: post for id, post in register.namnder.items() if not namnder or id in namnder},
        }
    )
