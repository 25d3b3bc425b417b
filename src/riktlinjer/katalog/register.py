"""Register: ``sammanstallning.toml``, in which the regionkontor says what the files of a folder do not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import Field, ValidationError

from ..errors import OkantId, Regelfel
from ..models.bas import Id, Modell
from ..models.rapport import Bedomning, Manad, Version
from ..models.regelverk import Regelverk
from ..models.skalor import Rapporttyp
from ..regelverk.lasare import beskriv_formfel, las_toml, med_rader
from ..regelverk.radnummer import skriv_plats
from .inventering import STORSTA_FIL


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


def las_register(fil: Path, regelverk: Regelverk) -> tuple[Register, list[Regelfel]]:
    """The register, and what is wrong in it; an empty one when it cannot be read."""
    fel: list[Regelfel] = []
    texter: dict[str, str] = {}
    try:
        if fil.stat().st_size > STORSTA_FIL:
            return Register(), [Regelfel(fil.name, "", f"filen är större än {STORSTA_FIL // 1_000_000} MB")]
    except OSError as exc:
        return Register(), [Regelfel(fil.name, "", f"filen kan inte läsas: {exc.strerror}")]
    tabeller = las_toml(fil, fel, texter)
    if fel:
        return Register(), fel
    try:
        register = Register.model_validate_json(json.dumps(tabeller, default=str))
    except ValidationError as exc:
        fel = [
            Regelfel(fil.name, skriv_plats(p["loc"]), beskriv_formfel(dict(p))) for p in exc.errors(include_url=False)
        ]
        return Register(), med_rader(fel, texter)
    except (RecursionError, ValueError):
        return Register(), [Regelfel(fil.name, "", "filen är för djupt nästlad eller har ett orimligt långt heltal")]
    fel = [Regelfel(fil.name, plats, text) for plats, text in _okanda(register, regelverk)]
    return _utan_okanda(register, regelverk), med_rader(fel, texter)


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
