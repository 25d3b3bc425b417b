"""Filinnehåll: what one file of a folder is, a report or outcomes, by its ending and, for JSON, by what it holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from ..errors import RapportFel
from ..indata import avkoda, las_bytes
from ..models.rapport import Rapport
from ..models.regelverk import Regelverk
from ..models.utfall import Utfall
from ..rapportfiler import tolka_rapport
from ..utfallsfiler import las_utfallsfil
from .inventering import ANDRA_RAPPORTANDELSER, RAPPORTANDELSER, STORSTA_FIL

_UTFALL: Final = (".csv", ".xlsx")
_INDIKATORFALT: Final = ("indikator", "id")


class OkantFormat(Exception):
    """A file of a kind that is not read."""


def las_katalogfil(fil: Path, regelverk: Regelverk) -> Rapport | dict[str, Utfall]:
    """The report, or the outcomes, in a file.

    Raises:
        OkantFormat: it is of no kind that is read.
        RiktlinjerError: it is, but cannot be read; the text says what is wrong.
    """
    andelse = fil.suffix.casefold()
    if andelse not in (*RAPPORTANDELSER, *_UTFALL, *ANDRA_RAPPORTANDELSER, ".json"):
        raise OkantFormat
    ra = _las(fil)
    if andelse in _UTFALL:
        return las_utfallsfil(ra, regelverk)
    if andelse != ".json" or _ar_rapport(ra, regelverk):
        return tolka_rapport(ra, andelse)
    return las_utfallsfil(ra, regelverk)


def _las(fil: Path) -> bytes:
    try:
        ra = las_bytes(fil, STORSTA_FIL)
    except ValueError as exc:
        raise RapportFel(str(exc)) from None
    if not ra:
        raise RapportFel("filen är tom")
    if len(ra) > STORSTA_FIL:
        raise RapportFel(f"filen är större än {STORSTA_FIL // 1_000_000} MB")
    return ra


def _ar_rapport(ra: bytes, regelverk: Regelverk) -> bool:
    """Whether JSON is a report; False when it is outcomes.

    Raises:
        RapportFel: it is neither, or no JSON.
    """
    try:
        data = json.loads(avkoda(ra, arkiv="filen är ett arkiv, inte JSON"), parse_int=str, parse_float=str)
    except json.JSONDecodeError as exc:
        plats = f"rad {exc.lineno}, tecken {exc.colno}"
        raise RapportFel(f"JSON kan inte läsas ({plats}); kontrollera citattecken och komman") from None
    except RecursionError:
        raise RapportFel("JSON är för djupt nästlad") from None
    except ValueError as exc:
        raise RapportFel(str(exc)) from None
    if isinstance(data, dict) and data.keys() & Rapport.model_fields.keys():
        return True
    kanda = {indikator.id for indikator in regelverk.alla_indikatorer}
    if isinstance(data, dict) and data.keys() & kanda:
        return False
    if isinstance(data, list) and any(isinstance(p, dict) and p.keys() & set(_INDIKATORFALT) for p in data):
        return False
    raise RapportFel(
        "JSON-filen är varken en rapport (den har inget av fälten avsnitt, namnd, period …) eller utfall (den har "
        "ingen indikators id); kontrollera fältens namn"
    )
