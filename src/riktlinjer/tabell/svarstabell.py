"""Svarstabell: scalar answers as tables."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from importlib.util import find_spec
from typing import Any, Final

import narwhals.stable.v2 as nw

from ..errors import SaknatTillagg
from ..rules.svar import BeraknadStatus, Statusoversikt, ordnade

_BIBLIOTEK: Final = ("polars", "pandas", "pyarrow")
_STATUSKOLUMNER: Final = {
    "enhet": nw.String,
    "period": nw.String,
    "delmal": nw.String,
    "status": nw.String,
    "mojliga": nw.String,
    "avgjord": nw.Boolean,
    "bedombarhet": nw.String,
    "uppnadda": nw.Int64,
    "ej_uppnadda": nw.Int64,
    "okanda": nw.Int64,
    "av": nw.Int64,
    "egen_tillampning": nw.Boolean,
}
_INDIKATORKOLUMNER: Final = {
    "indikator": nw.String,
    "namn": nw.String,
    "utfall": nw.Float64,
    "lage": nw.String,
    "marginal": nw.Float64,
}


def svarsram(svar: Statusoversikt | BeraknadStatus, bibliotek: str | None) -> Any:
    """The answer as a frame of the library."""
    if isinstance(svar, Statusoversikt):
        return _ram((_statusrad(b) for b in svar.values()), _STATUSKOLUMNER, bibliotek)
    if isinstance(svar, BeraknadStatus):
        rader = (
            (
                i.id,
                i.namn,
                _flyttal(None if i.utfall is None else i.utfall.varde),
                i.lage and i.lage.value,
                _flyttal(i.marginal),
            )
            for i in svar.indikatorer
        )
        return _ram(rader, _INDIKATORKOLUMNER, bibliotek)
    raise TypeError(f"väntade en Statusoversikt eller en BeraknadStatus, fick {type(svar).__name__}")


def _statusrad(b: BeraknadStatus) -> tuple[object, ...]:
    antal = (None,) * 4
    if b.antal is not None:
        antal = (b.antal.uppnadda, b.antal.ej_uppnadda, b.antal.okanda, b.antal.av)  # type: ignore[assignment]
    mojliga = ", ".join(s.value for s in ordnade(b.mojliga))
    status = b.status and b.status.value
    bedombarhet = b.bedombarhet and b.bedombarhet.value
    return (b.enhet, b.period, b.id, status, mojliga, status is not None, bedombarhet, *antal, b.enhet is not None)


def _flyttal(tal: Decimal | None) -> float | None:
    return None if tal is None else float(tal)


def _ram(rader: Iterable[tuple[object, ...]], typer: dict[str, Any], bibliotek: str | None) -> Any:
    rader = list(rader)
    data = {namn: [rad[i] for rad in rader] for i, namn in enumerate(typer)}
    backend = bibliotek or next((b for b in _BIBLIOTEK if find_spec(b) is not None), None)
    if backend is None or find_spec(backend) is None:
        raise SaknatTillagg("tabell", f"en tabell i {backend or 'polars, pandas eller pyarrow'}")
    if backend == "pandas":
        typer = {namn: nw.Float64 if typ == nw.Int64 else typ for namn, typ in typer.items()}
    return nw.from_dict(data, schema=typer, backend=backend).to_native()  # type: ignore[arg-type]
