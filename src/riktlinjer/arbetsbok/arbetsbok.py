"""A rule set as an Excel workbook: written and read."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import RegelverkFel, SaknatTillagg
from ..models.regelverk import Regelverk
from ..regelverk.lasare import bygg_regelverk
from ..regelverk.tabeller import till_tabeller
from .lasning import fran_bok
from .skrivning import for_stort, rutnat
from .zipfil import kontrollera_zip


def skriv_arbetsbok(regelverk: Regelverk | Mapping[str, object], path: str | Path) -> None:
    """Writes a rule set as a workbook, over what the file held.

    Args:
        regelverk: a rule set, or the tables of its files as ``tomllib`` gives them.
        path: the file, ending in ``.xlsx``.

    Raises:
        RegelverkFel: the tables are faulty, or hold what a workbook cannot.
        SaknatTillagg: openpyxl is not installed.
        OSError: the file cannot be written.
        TypeError: ``regelverk`` is neither a rule set nor tables.
    """
    _krav_pa_openpyxl()
    if isinstance(regelverk, Mapping):
        regelverk = bygg_regelverk(regelverk)
    elif not isinstance(regelverk, Regelverk):
        raise TypeError(f"väntade ett Regelverk eller dess tabeller, fick {type(regelverk).__name__}")
    Path(path).write_bytes(till_arbetsbok(regelverk))


def till_arbetsbok(regelverk: Regelverk) -> bytes:
    """The bytes of the workbook.

    Raises:
        RegelverkFel: the rule set holds what a workbook cannot.
        SaknatTillagg: openpyxl is not installed.
    """
    _krav_pa_openpyxl()
    from .utseende import till_bok

    nat = tuple(rutnat(till_tabeller(regelverk)))
    fel = [ett for blad in nat for ett in for_stort(blad)]
    if fel:
        raise RegelverkFel(fel)
    buffert = io.BytesIO()
    till_bok(regelverk.titel, nat).save(buffert)
    return buffert.getvalue()


def las_arbetsbok(path: str | Path) -> Regelverk:
    """The rule set of a workbook, whole and checked as one of TOML.

    Args:
        path: the file.

    Raises:
        RegelverkFel: the file cannot be read or is faulty. ``fel`` lists everything: ``fil`` is the sheet, ``plats``
            the cell.
        SaknatTillagg: openpyxl is not installed.
    """
    openpyxl = _krav_pa_openpyxl()
    plats = Path(path)
    return fran_bok(openpyxl, kontrollera_zip(plats), plats.name)


def _krav_pa_openpyxl() -> Any:
    try:
        import openpyxl
    except ModuleNotFoundError:
        raise SaknatTillagg("excel", "arbetsboken") from None
    return openpyxl
