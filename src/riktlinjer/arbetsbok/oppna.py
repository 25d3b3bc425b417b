"""Öppna: the filled cells of a workbook, sheet by sheet, as openpyxl reads them."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final, TypeAlias

from ..models.tal import skriv_tal
from .ark import FLEST_KOLUMNER, Racell

Rad: TypeAlias = "tuple[Racell | None, ...]"

FLEST_CELLER: Final = 1_500_000
_TRASIG_FIL: Final = (
    zipfile.BadZipFile, zlib.error, SyntaxError, OSError, EOFError, ValueError, KeyError, IndexError, TypeError,
    AttributeError, RuntimeError, NotImplementedError,
)  # fmt: skip
"""What openpyxl raises of a file that is no whole workbook; a fault in XML is a SyntaxError."""


def bladens_rader(openpyxl: Any, ra: bytes, flest_rader: int, *, varden: bool = False) -> dict[str, list[Rad]]:
    """The rows of every sheet by its name, each up to its last filled cell, with None for an empty one.

    Args:
        ra: a workbook that ``zipfil`` has found safe to open.
        flest_rader: what of a sheet is under this row is left out.
        varden: the value of a formula as it was last computed, in place of the formula.

    Raises:
        ValueError: it is no whole workbook, or has too many cells; the text is one Swedish sentence.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out of a workbook is nothing that is read
            bok = openpyxl.load_workbook(io.BytesIO(ra), read_only=True, data_only=varden)
            return _las_bladen(bok.worksheets, flest_rader)
    except _ForManga:
        raise ValueError(f"arbetsboken har fler än {skriv_tal(Decimal(FLEST_CELLER))} fyllda celler") from None
    except _TRASIG_FIL:
        raise ValueError("filen är ingen hel Excel-arbetsbok (.xlsx)") from None


class _ForManga(Exception):
    """More filled cells than anybody fills in."""


def _las_bladen(bladen: Iterable[Any], flest_rader: int) -> dict[str, list[Rad]]:
    svar: dict[str, list[Rad]] = {}
    antal = 0
    for ett in bladen:
        rader = svar[ett.title] = []
        for rad in _rader(ett, flest_rader):
            rader.append(rad)
            antal += len(rad) - rad.count(None)
            if antal > FLEST_CELLER:
                raise _ForManga
    return svar


def _rader(ett: Any, flest_rader: int) -> Iterator[Rad]:
    ett.reset_dimensions()  # what the file says of its size need not be so
    for rad in ett.iter_rows(max_col=FLEST_KOLUMNER, max_row=flest_rader):
        celler = [_racell(cell) for cell in rad]
        while celler and celler[-1] is None:
            celler.pop()
        yield tuple(celler)


def _racell(cell: Any) -> Racell | None:
    if cell.value is not None:
        return Racell.av(cell)
    # A formula that gives an empty text has a type but no value; one that was never computed has neither.
    return Racell.av(cell)._replace(value="", data_type="s") if cell.data_type == "str" else None
