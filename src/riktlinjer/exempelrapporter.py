"""Exempelrapporterna: real reports that ship with the package, as figures, headings and names without their prose."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from .errors import OkantId
from .models.rapport import Rapport

_DATA: Final = Path(__file__).parent / "exempeldata"
_FORSTA_AVSNITTET: Final = "\n[[avsnitt]]\n"


def tillgangliga_exempelrapporter() -> tuple[str, ...]:
    """The ids of the reports that ship with the package.

    >>> tillgangliga_exempelrapporter()
    ('regionkontoret-ur2-2018', 'uppfoljning-3-manader-2018')
    """
    return tuple(sorted(fil.stem for fil in _DATA.glob("*.toml")))


def exempelrapport(id: str) -> Rapport:
    """A published report. Its ``iakttagelser`` say what is odd in it, and what its text does not tell.

    >>> rapport = exempelrapport("regionkontoret-ur2-2018")
    >>> rapport.rapporttyp.value, rapport.period, rapport.prognos_budgetavvikelse
    ('UR2', '2018-08', Decimal('-6.0'))

    Args:
        id: one of :func:`tillgangliga_exempelrapporter`.

    Raises:
        OkantId: no report is shipped with this id.
        TypeError: ``id`` is no text.
    """
    # Not strict: behind a validator in Python (Utfall, Atgardsplan) pydantic then refuses decimals written as text.
    return Rapport.model_validate_json(json.dumps(las_tabeller(id), default=str))


def las_tabeller(id: str, *, huvud: bool = False) -> dict[str, Any]:
    """The tables of a report as TOML gives them, for a caller that needs a part of it and not the whole checked model.

    >>> las_tabeller("regionkontoret-ur2-2018", huvud=True)["verksamhet"]
    'Regionkontoret'

    Args:
        id: as for :func:`exempelrapport`.
        huvud: read no further than to the first section.

    Raises:
        OkantId: no report is shipped with this id.
        TypeError: ``id`` is no text.
    """
    if not isinstance(id, str):
        raise TypeError(f"väntade ett id (str), fick {type(id).__name__}")
    if id not in tillgangliga_exempelrapporter():
        raise OkantId("exempelrapport", id, tillgangliga_exempelrapporter())
    text = (_DATA / f"{id}.toml").read_text("utf-8")
    data = tomllib.loads(text.partition(_FORSTA_AVSNITTET)[0] if huvud else text, parse_float=Decimal)
    hel: dict[str, Any] = _med_dokument(data, data["dokument"]["titel"])
    return hel


def _med_dokument(nod: Any, titel: str) -> Any:
    """The tables with what they leave out: a ``kalla`` without ``dokument`` stands in the report itself."""
    if isinstance(nod, list):
        return [_med_dokument(v, titel) for v in nod]
    if not isinstance(nod, dict):
        return nod
    return {
        nyckel: [{"dokument": titel, **kalla} for kalla in varde]
        if nyckel == "kalla" or nyckel.endswith("_kalla")
        else _med_dokument(varde, titel)
        for nyckel, varde in nod.items()
    }
