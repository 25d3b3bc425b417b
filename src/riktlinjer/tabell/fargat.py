"""Färgat: an answer as an Excel workbook with the colours in it, and the word in every coloured cell."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any, Final, NamedTuple

import narwhals.stable.v2 as nw

from ..arbetsbok.celler import DATUMFORMAT, LANGSTA_TEXT
from ..errors import SaknatTillagg, UtfallFel
from ..models.skalor import Lage, Status
from ..regelverk.tomltext import UDDA
from ..rules.svar import BeraknadStatus, Statusoversikt, ordnade, statusord
from .kolumner import fran_bibliotek
from .svarstabell import svarsram

_RUBRIKER: Final = {
    "delmal": "Delmål", "status": "Status", "mojliga": "Möjliga färger", "avgjord": "Avgjord",
    "uppnadda": "Uppnådda", "ej_uppnadda": "Ej uppnådda", "okanda": "Okända", "av": "Av",
    "felaktigt": "Felaktigt", "oprovat": "Oprövat", "egen_tillampning": "Egen tillämpning", "enhet": "Enhet",
    "period": "Period", "indikator": "Indikator", "namn": "Namn", "utfall": "Utfall", "lage": "Läge",
    "marginal": "Marginal", "har_papekande": "Har påpekande", "matenhet": "Mätenhet", "slag": "Slag", "kod": "Kod",
    "allvar": "Allvar", "text": "Text", "rader": "Rader", "bedombarhet": "Bedömbarhet", "arbetsdag": "Arbetsdag",
    "utfall_enhet": "Utfallets enhet", "utfall_fel": "Fel i utfallet",
    "motsvarande_period": "Motsvarande period", "foregaende_ar": "Föregående år",
    "foregaende_period": "Föregående period", "basvarde": "Basvärde", "budget": "Budget",
}  # fmt: skip
"""Column of an answer -> what it is called in Swedish; other columns keep their names."""
_FYLLNINGAR: Final = {
    Status.GRON.value: "B7E1C0",
    Status.GUL.value: "FFE48A",
    Status.ROD.value: "F5B7B1",
    Lage.UPPNADD.value: "CFE3F5",
    Lage.EJ_UPPNADD.value: "F9D9BF",
}
"""Word -> a fill on which black text is easy to read. Where an indicator stands is another scale than the colours."""
_FLEST_RADER: Final = 1_048_575
_SIFFROR: Final = 15
_MINST_I_GRUPPER: Final = 10_000
"""Swedish leaves four digits together, and a year is one of them."""
_STORSTA_BREDD: Final = 60
_BLADNAMN: Final = "Svar"
_FORKLARINGSBLAD: Final = "Förklaring"
_FORKLARINGAR: Final = (
    (Status.GRON.value, "Delmålets färg. Färgen är beräknad, ingen bedömning."),
    (Status.GUL.value, "Delmålets färg. Färgen är beräknad, ingen bedömning."),
    (Status.ROD.value, "Delmålets färg. Färgen är beräknad, ingen bedömning."),
    (statusord(frozenset({Status.GUL, Status.ROD})), "Mer än en färg är möjlig, för något är inte känt."),
    (Lage.UPPNADD.value, "Indikatorn når sitt målvärde."),
    (Lage.EJ_UPPNADD.value, "Indikatorn når inte sitt målvärde."),
    ("(tom cell)", "Inte känt. Det betyder aldrig noll eller nej."),
)


class _Innehall(NamedTuple):
    """What stands in a cell, how a number or day is shown, and the colour behind it."""

    varde: object
    format: str = "General"
    fyllning: str | None = None


def som_arbetsbok(svar: object) -> bytes:
    """The bytes of the workbook.

    Raises:
        UtfallFel: the table holds more rows, or a longer text, than a sheet can.
        SaknatTillagg: openpyxl is not installed.
        TypeError: ``svar`` is neither an answer nor a table.
    """
    rubriker, rader = _rutnat(svar)
    if len(rader) > _FLEST_RADER:
        raise UtfallFel(f"tabellen har {len(rader)} rader; ett blad i Excel rymmer {_FLEST_RADER}")
    openpyxl = _krav_pa_openpyxl()
    bok = openpyxl.Workbook()
    ark = bok.active
    ark.title = _BLADNAMN
    stil = _Stil(openpyxl)
    _skriv_blad(ark, [_RUBRIKER.get(rubrik, rubrik) for rubrik in rubriker], _celler(rubriker, rader), stil)
    ark.auto_filter.ref = ark.dimensions
    ord_ = [[_Innehall(text, fyllning=_FYLLNINGAR.get(text)), _Innehall(mening)] for text, mening in _FORKLARINGAR]
    _skriv_blad(bok.create_sheet(_FORKLARINGSBLAD), ["Ord", "Betydelse"], ord_, stil)
    buffert = io.BytesIO()
    bok.save(buffert)
    return buffert.getvalue()


def _krav_pa_openpyxl() -> Any:
    try:
        import openpyxl
    except ModuleNotFoundError:
        raise SaknatTillagg("excel", "en Excel-arbetsbok med färger") from None
    return openpyxl


def _rutnat(svar: object) -> tuple[list[str], list[tuple[object, ...]]]:
    """The names of the columns, and the rows."""
    if isinstance(svar, Statusoversikt | BeraknadStatus):
        svar = svarsram(svar, None)
    ram = fran_bibliotek(svar)
    tabell = ram.collect() if isinstance(ram, nw.LazyFrame) else ram
    if tabell.implementation.is_pandas():
        tabell = nw.from_native(_med_radnamn(tabell.to_native()))
    return list(tabell.columns), list(tabell.iter_rows())


def _med_radnamn(df: Any) -> Any:
    """A pandas frame with what its rows are called as columns; numbers without a name only count the rows.

    Raises:
        UtfallFel: its columns have several levels.
    """
    if df.columns.nlevels > 1:
        raise UtfallFel("kolumnernas namn har flera nivåer; för ihop dem till en först (df.columns = [...])")
    if staende := [namn for namn in df.index.names if namn is not None and namn in df.columns]:
        df = df.reset_index(staende, drop=True)
    namngivna = any(namn is not None for namn in df.index.names)
    return df.reset_index() if namngivna or df.index.inferred_type not in ("integer", "empty") else df


def _celler(kolumner: Sequence[str], rader: Iterable[Sequence[object]]) -> Iterable[list[_Innehall]]:
    for rad in rader:
        varden = dict(zip(kolumner, rad, strict=True))
        yield [_cell(kolumn, varde, varden) for kolumn, varde in varden.items()]


def _cell(kolumn: str, varde: object, rad: Mapping[str, object]) -> _Innehall:
    if kolumn == "status" and _saknas(varde) and isinstance(rad.get("mojliga"), str):
        kanda = {status.value: status for status in Status}
        mojliga = {kanda[text] for text in str(rad["mojliga"]).split(", ") if text in kanda}
        return _Innehall(statusord(frozenset(ordnade(frozenset(mojliga)))))
    if _saknas(varde):
        return _Innehall(None)
    if kolumn in ("status", "lage"):
        return _Innehall(str(varde), fyllning=_FYLLNINGAR.get(str(varde)))
    return _varde(varde)


def _varde(varde: object) -> _Innehall:
    """What Excel has for a value that is known."""
    match varde:
        case bool():
            return _Innehall("ja" if varde else "nej")
        case int():
            return _Innehall(str(varde)) if abs(varde) >= 10**_SIFFROR else _Innehall(varde, _heltalsformat(varde))
        case float() | Decimal():
            return _tal(varde)
        case datetime() if varde.tzinfo is None:
            return _Innehall(varde, DATUMFORMAT if varde.time() == time() else f"{DATUMFORMAT} hh:mm")
        case date() if not isinstance(varde, datetime):
            return _Innehall(varde, DATUMFORMAT)
    return _Innehall(str(varde))


def _tal(varde: float | Decimal) -> _Innehall:
    """A number with as many decimals as it has: none is shown as another number than it is."""
    if not isfinite(varde):
        return _Innehall("oändligt" if varde > 0 else "−oändligt")
    tal = Decimal(f"{varde:.{_SIFFROR}g}") if isinstance(varde, float) else varde
    _, siffror, exponent = tal.as_tuple()
    assert isinstance(exponent, int)
    if len(siffror) > _SIFFROR or exponent < -_SIFFROR:
        return _Innehall(str(tal).replace(".", ","))
    decimaler = max(1 if isinstance(varde, float) else 0, -exponent)
    return _Innehall(float(tal), _heltalsformat(tal) + ("." + "0" * decimaler if decimaler else ""))


def _heltalsformat(tal: int | Decimal) -> str:
    return "0" if -_MINST_I_GRUPPER < tal < _MINST_I_GRUPPER else "#,##0"


def _saknas(varde: object) -> bool:
    """Whether it is None, NaN or what pandas has for them."""
    if isinstance(varde, float | Decimal):
        return varde != varde
    return varde is None or type(varde).__name__ in ("NAType", "NaTType")


class _Stil:
    """What headings and coloured cells look like, made once."""

    def __init__(self, openpyxl: Any) -> None:
        self._stilar = openpyxl.styles
        self.rubrik = self._stilar.Font(bold=True, color="FFFFFF")
        self.rubrikfyllning = self._fyllning("404040")
        self.radbrytning = self._stilar.Alignment(vertical="top", wrap_text=True)
        self.fyllningar = {farg: self._fyllning(farg) for farg in _FYLLNINGAR.values()}

    def _fyllning(self, farg: str) -> Any:
        return self._stilar.PatternFill("solid", start_color=farg, end_color=farg)


def _skriv_blad(ark: Any, rubriker: Sequence[str], rader: Iterable[Sequence[_Innehall]], stil: _Stil) -> None:
    bredder = [len(rubrik) + 4 for rubrik in rubriker]
    for kolumn, rubrik in enumerate(rubriker, 1):
        cell = _skriv(ark, 1, kolumn, _Innehall(rubrik))
        cell.font, cell.fill, cell.alignment = stil.rubrik, stil.rubrikfyllning, stil.radbrytning
    for nummer, rad in enumerate(rader, 2):
        for kolumn, innehall in enumerate(rad, 1):
            if innehall.varde is None:
                continue
            cell = _skriv(ark, nummer, kolumn, innehall)
            bredder[kolumn - 1] = max(bredder[kolumn - 1], len(str(innehall.varde)) + 2)
            if innehall.fyllning is not None:
                cell.fill = stil.fyllningar[innehall.fyllning]
    for kolumn, bredd in enumerate(bredder, 1):
        ark.column_dimensions[ark.cell(1, kolumn).column_letter].width = min(bredd, _STORSTA_BREDD)
    ark.freeze_panes = "A2"


def _skriv(ark: Any, rad: int, kolumn: int, innehall: _Innehall) -> Any:
    cell = ark.cell(rad, kolumn)
    if isinstance(innehall.varde, str):
        text = UDDA.sub("\ufffd", innehall.varde.replace("\n", " ").replace("\t", " "))
        if len(text.encode("utf-16-le")) // 2 > LANGSTA_TEXT:
            raise UtfallFel(f"cell {cell.coordinate}: texten har {len(text)} tecken; en cell rymmer {LANGSTA_TEXT}")
        cell.value = text
        cell.data_type = "s"  # never a formula, whatever it begins with
        cell.quotePrefix = text[:1] in ("=", "+", "-", "@")
    else:
        cell.value = innehall.varde
        cell.number_format = innehall.format
    return cell
