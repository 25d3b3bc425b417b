"""Utfallsblad: the sheet of a workbook that holds outcomes, as its heading row and the values of the cells under it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

from ..errors import RegelverkFel, SaknatTillagg
from ..models.tal import Flyttal, kand_enhet, skriv_tal
from .ark import Racell
from .celler import Cellfel, Innehall, ar_procent, som_tal, visat
from .oppna import Rad, bladens_rader
from .zipfil import kontrollera_arkiv

_Prov: TypeAlias = Callable[[Sequence[str]], bool]
_I_TUSENTAL: Final = re.compile(r"[0#?],+(?![,0#?])")
"""A comma after the last digit of a format shows a thousandth of the number."""
_BOKSTAVLIGT: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')
"""What of a number's format is no digit: texts, colours and conditions, and what is shown or skipped as it is."""
_RUBRIKEN_INOM: Final = 50
"""So many rows may stand over the headings, for a title and the like."""


class Utfallsblad(NamedTuple):
    """The sheet, from its heading row on."""

    namn: str
    rubrikrad: int
    """The number of the row, from 1."""
    rubriker: tuple[str, ...]
    rader: tuple[tuple[int, Rad], ...]
    """The rows under it that hold something, each with its number."""


def las_utfallsblad(ra: bytes, ar_rubrikrad: _Prov, flest_rader: int) -> Utfallsblad:
    """The only sheet with a row of known headings; the first sheet, with its first row, when no sheet has one.

    Args:
        ra: the workbook.
        ar_rubrikrad: whether the texts of a row are the headings of outcomes.
        flest_rader: the most rows under the headings.

    Raises:
        ValueError: it is no workbook that can be read, or it is not clear which sheet is meant; the text is one Swedish
            sentence.
        SaknatTillagg: openpyxl is not installed.
    """
    try:
        kontrollera_arkiv(Path("arbetsboken"), ra)
    except RegelverkFel as exc:
        raise ValueError(exc.fel[0].text) from None
    openpyxl = _krav_pa_openpyxl()
    sista = _RUBRIKEN_INOM + flest_rader + 1
    bok = bladens_rader(openpyxl, ra, sista)
    med_rubriker = [blad for namn, rader in bok.items() if (blad := _fran_rubriken(namn, rader, ar_rubrikrad))]
    if len(med_rubriker) > 1:
        namnen = ", ".join(blad.namn for blad in med_rubriker)
        raise ValueError(f"flera blad har kolumner för utfall: {namnen}; behåll ett av dem, eller för ihop dem")
    blad = med_rubriker[0] if med_rubriker else _forsta(bok)
    if len(blad.rader) > flest_rader:
        raise ValueError(f"bladet {blad.namn} har fler än {skriv_tal(Decimal(flest_rader))} rader")
    if any(cell is not None and cell.data_type == "f" for _, rad in blad.rader for cell in rad):
        return _med_varden(blad, bladens_rader(openpyxl, ra, sista, varden=True)[blad.namn])
    return blad


def _krav_pa_openpyxl() -> Any:
    try:
        import openpyxl
    except ModuleNotFoundError:
        raise SaknatTillagg("excel", "en Excel-arbetsbok med utfall") from None
    return openpyxl


def _fran_rubriken(namn: str, rader: Sequence[Rad], ar_rubrikrad: _Prov) -> Utfallsblad | None:
    for nummer, rad in enumerate(rader[:_RUBRIKEN_INOM], 1):
        if ar_rubrikrad(_texter(rad)):
            return Utfallsblad(namn, nummer, _texter(rad), tuple(_fyllda(rader, nummer)))
    return None


def _forsta(bok: Mapping[str, Sequence[Rad]]) -> Utfallsblad:
    """The first sheet that holds anything, for its faults to be told."""
    for namn, rader in bok.items():
        for nummer, rad in _fyllda(rader, 0):
            return Utfallsblad(namn, nummer, _texter(rad), tuple(_fyllda(rader, nummer)))
    raise ValueError("arbetsboken är tom")


def _texter(rad: Rad) -> tuple[str, ...]:
    return tuple("" if cell is None else str(cell.value) for cell in rad)


def _fyllda(rader: Sequence[Rad], efter: int) -> Iterator[tuple[int, Rad]]:
    for nummer, rad in enumerate(rader[efter:], efter + 1):
        if any(cell is not None and str(cell.value).strip() for cell in rad):
            yield nummer, rad


def _med_varden(blad: Utfallsblad, varden: Sequence[Rad]) -> Utfallsblad:
    """The sheet with the value of each formula in its place; a formula without one stays."""
    rader = tuple(
        (nummer, tuple(_varde(cell, varden[nummer - 1], i) for i, cell in enumerate(rad))) for nummer, rad in blad.rader
    )
    return blad._replace(rader=rader)


def _varde(cell: Racell | None, raknad: Rad, i: int) -> Racell | None:
    if cell is None or cell.data_type != "f":
        return cell
    return (raknad[i] if i < len(raknad) else None) or cell


def radens_varden(celler: Mapping[str, Racell], talfalt: Collection[str]) -> dict[str, object]:
    """Field -> the value of its cell, as a file of outcomes gives it, or the Cellfel that says what is wrong with it.

    A figure is a Swedish text, or the number of the cell; a percentage in per cent, and then the row's unit is that. A
    period is the month of the day that Excel has made of it.

    Args:
        celler: field -> the cell that is filled.
        talfalt: the fields that are figures.
    """
    varden: dict[str, object] = {}
    for falt, cell in celler.items():
        las = _tal if falt in talfalt else _period if falt == "period" else _text
        try:
            varden[falt] = las(_dugligt(cell))
        except Cellfel as exc:
            varden[falt] = exc
    siffror = [celler[falt] for falt in celler if isinstance(varden[falt], Flyttal)]
    try:
        if _ar_procent(siffror, varden.get("enhet")) and not isinstance(varden.get("enhet"), Cellfel):
            varden["enhet"] = "%"
    except Cellfel as exc:
        varden["enhet"] = exc
    return varden


def _dugligt(cell: Racell) -> Innehall:
    if cell.data_type == "e":
        raise Cellfel(f"fann felvärdet {cell.value}; rätta formeln, eller töm cellen när värdet inte är känt")
    if cell.data_type == "f":
        raise Cellfel(
            "fann en formel som inte är uträknad; öppna arbetsboken i Excel och spara den, eller klistra in värdet"
        )
    return Innehall(cell.value, cell.number_format)


def _tal(innehall: Innehall) -> str | Flyttal:
    if not isinstance(innehall.varde, str) and _I_TUSENTAL.search(_BOKSTAVLIGT.sub("", innehall.format)):
        raise Cellfel(
            f"cellen håller {visat(innehall.varde)} men visar det delat med tusen eller en miljon (talformatet "
            f"{innehall.format}); skriv in talet i indikatorns enhet och formatera cellen som Tal"
        )
    return innehall.varde if isinstance(innehall.varde, str) else Flyttal(som_tal(innehall))


def _period(innehall: Innehall) -> str:
    varde = innehall.varde
    if isinstance(varde, date):
        return f"{varde.year:04}-{varde.month:02}"
    if not isinstance(varde, str):
        raise Cellfel(f"fann {visat(varde)}, väntade en månad, till exempel 2018-03")
    return varde


def _text(innehall: Innehall) -> str:
    varde = innehall.varde
    if not isinstance(varde, str):
        raise Cellfel(f"fann {visat(varde)}, väntade en text")
    return varde


def _ar_procent(siffror: Sequence[Racell], enhet: object) -> bool:
    """Whether the figures of a row are percentages by their format.

    Raises:
        Cellfel: some are and some are not, or the row says another unit in words.
    """
    procent = [cell for cell in siffror if ar_procent(cell.number_format)]
    andra = [cell for cell in siffror if not ar_procent(cell.number_format)]
    if procent and andra:
        raise Cellfel(
            f"cell {procent[0].coordinate} är formaterad som procent men inte cell {andra[0].coordinate}, som håller "
            f"{visat(andra[0].value)}; ge båda samma format"
        )
    if procent and isinstance(enhet, str) and enhet.strip() and kand_enhet(enhet) != "%":
        raise Cellfel(f"cell {procent[0].coordinate} är formaterad som procent, men enheten är {enhet.strip()}")
    return bool(procent)
