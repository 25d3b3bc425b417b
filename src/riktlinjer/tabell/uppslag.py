"""Uppslag: a value per id, as an expression or as a small frame to join with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import narwhals.stable.v2 as nw

from .kolumner import Ram, Tabell, text

_FA: Final = 6
"""With so few ids a chain of comparisons is faster than a lookup."""


def uppslag(nyckel: nw.Expr, varden: Mapping[Any, float], annars: float, typ: Any, *, hasha: bool) -> nw.Expr:
    """The value of each row's id; ``annars`` for an id without one, and for none.

    Args:
        hasha: whether the library looks values up by hashing; else they are compared one by one, as SQL does it.
    """
    if hasha and len(varden) > _FA:
        return nyckel.replace_strict(list(varden), list(varden.values()), default=annars, return_dtype=typ).fill_null(
            annars
        )
    per_varde: dict[float, list[Any]] = {}
    for id, varde in varden.items():
        per_varde.setdefault(varde, []).append(id)
    svar: nw.Expr = nw.lit(annars, dtype=typ)
    for varde, ids in per_varde.items():
        svar = nw.when(bland(nyckel, ids)).then(nw.lit(varde, dtype=typ)).otherwise(svar)
    return svar


def bland(nyckel: nw.Expr, ids: Iterable[Any]) -> nw.Expr:
    """Whether the row's id is one of these; never null."""
    ids = list(ids)
    if not ids:
        return nw.lit(False)
    traff = nyckel == ids[0] if len(ids) == 1 else nyckel.is_in(ids)
    return traff.fill_null(False)


def med_uppslag(tabell: Tabell, ram: Ram, kolumner: Mapping[str, tuple[Mapping[str, float], float, Any]]) -> Ram:
    """The frame with a column per lookup on its indicators' ids.

    Where the library makes frames of its own the values are joined, which is one search for all of them; the order of
    the rows is then not kept.

    Args:
        kolumner: name -> the values by id, the one for any other id, and the type.
    """
    if not kolumner:
        return ram
    indikator = tabell.falt["indikator"]
    nyckel = text(indikator, tabell.typer[indikator])
    ids = list(dict.fromkeys(id for varden, _, _ in kolumner.values() for id in varden))
    if not tabell.har_egna_ramar or len(ids) <= 1:
        uttryck = {
            n: uppslag(nyckel, v, annars, typ, hasha=tabell.har_egna_ramar) for n, (v, annars, typ) in kolumner.items()
        }
        return ram.with_columns(**uttryck)
    spalter: dict[str, list[Any]] = {_ID: ids}
    typer: dict[str, Any] = {_ID: nw.String}
    for namn, (varden, annars, typ) in kolumner.items():
        spalter[namn], typer[namn] = [varden.get(id, annars) for id in ids], typ
    liten: Ram = nw.from_dict(spalter, schema=typer, backend=ram.implementation)
    if isinstance(ram, nw.LazyFrame):
        assert isinstance(liten, nw.DataFrame)
        liten = liten.lazy()
    if ram.implementation.is_pyarrow():
        nyckel = nyckel.cast(nw.String)  # Arrow joins no large_string to a string
    ram = ram.with_columns(**{_ID: nyckel}).join(liten, on=_ID, how="left").drop(_ID)  # type: ignore[arg-type]
    return ram.with_columns(
        **{namn: nw.col(namn).fill_null(annars).cast(typ) for namn, (_, annars, typ) in kolumner.items()}
    )


_ID: Final = "__rl_id"
