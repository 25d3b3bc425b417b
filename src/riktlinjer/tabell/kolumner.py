"""Kolumner: what the columns of a table hold, and its figures as floats that can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from math import inf
from typing import Any, Final, TypeAlias

import narwhals.stable.v2 as nw

from ..errors import UtfallFel
from ..models.skalor import Faktum

Ram: TypeAlias = "nw.DataFrame[Any] | nw.LazyFrame[Any]"

FAKTA: Final = tuple(faktum.value for faktum in Faktum)
FALT: Final = ("indikator", "utfall", "period", "matenhet", "slag", *FAKTA)
"""What a table may hold beside its units; the first two must be there."""
PERIOD: Final = "period"

_STORSTA_HELTAL: Final = float(2**53 - 1)
_STORSTA_DECIMALTAL: Final = 1e15
"""Decimals of fifteen digits all have a float of their own, whose shortest text they are."""
_HELTAL: Final = (
    nw.Int8,
    nw.Int16,
    nw.Int32,
    nw.Int64,
    nw.Int128,
    nw.UInt8,
    nw.UInt16,
    nw.UInt32,
    nw.UInt64,
    nw.UInt128,
)
_TEXT: Final = (nw.String, nw.Categorical, nw.Enum)
_MED_EGEN_RAM: Final = ("pandas", "polars", "pyarrow", "modin", "cudf")
"""The libraries in which a small frame can be made from nothing to be joined with."""


@dataclass(frozen=True, slots=True)
class Tabell:
    """A caller's table: the frame, and which column is what."""

    ram: Ram
    falt: Mapping[str, str]
    """Field -> column, for those that the table has."""
    enheter: tuple[str, ...]
    """The columns that name units."""
    typer: Mapping[str, Any]
    """Column -> its type."""

    @property
    def nycklar(self) -> tuple[str, ...]:
        """The columns that tell one answer from another."""
        return (*self.enheter, self.falt[PERIOD]) if PERIOD in self.falt else self.enheter

    @property
    def har_egna_ramar(self) -> bool:
        """Whether a small frame of the same kind can be made to be joined with."""
        return self.ram.implementation.value in _MED_EGEN_RAM

    @property
    def fakta(self) -> tuple[str, ...]:
        """The fields beside the outcome that hold figures."""
        return tuple(f for f in FAKTA if f in self.falt)


def las_tabell(df: Any, enheter: Sequence[str], kolumner: Mapping[str, str] | None) -> Tabell:
    """The table with its columns found and their types looked at; no row is read.

    Raises:
        UtfallFel: a column that is missing or of a type that cannot be read; all at once.
        TypeError: ``df`` is no table, or an argument of the wrong Python type.
    """
    if isinstance(enheter, str) or not all(isinstance(e, str) for e in enheter):
        raise TypeError("enheter: väntade en lista med kolumnnamn")
    ram = fran_bibliotek(df)
    typer = dict(ram.collect_schema())
    falt, fel = _falt(typer, enheter, kolumner or {})
    fel += [fel_ for namn in ("indikator", "slag", "matenhet") if (fel_ := _textfel(namn, falt, typer)) is not None]
    fel += [fel_ for namn in ("utfall", *FAKTA) if (fel_ := _talfel(namn, falt, typer)) is not None]
    if fel:
        raise UtfallFel(*fel)
    return Tabell(ram, falt, tuple(enheter), typer)


def fran_bibliotek(df: Any) -> Ram:
    """The caller's frame in narwhals' clothes; polars' eager frames as lazy ones, to be collected at the end.

    Raises:
        TypeError: it is no frame of a library that narwhals knows.
    """
    try:
        ram: Ram = nw.from_native(df)
    except TypeError:
        raise TypeError(
            f"väntade en tabell (pandas, polars, pyarrow, DuckDB, Dask, PySpark), fick {type(df).__name__}"
        ) from None
    return ram.lazy() if isinstance(ram, nw.DataFrame) and ram.implementation.is_polars() else ram


def till_bibliotek(ram: Ram, df: Any) -> Any:
    """The caller's kind of frame: collected when theirs was eager, lazy when it was lazy."""
    if isinstance(ram, nw.LazyFrame) and isinstance(nw.from_native(df), nw.DataFrame):
        return ram.collect().to_native()
    return ram.to_native()


def staplade(delar: Sequence[Any]) -> Ram:
    """The frames under each other; pandas' rows are numbered anew, or several would have the same number."""
    ram: Ram = nw.concat(delar)
    return nw.from_native(ram.to_native().reset_index(drop=True)) if ram.implementation.is_pandas() else ram


def _falt(
    typer: Mapping[str, Any], enheter: Iterable[str], kolumner: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """Field -> column, and what is wrong with the names."""
    fel = [
        f"kolumner: {namn!r} är inget fält; de som finns är {', '.join(FALT)}" for namn in kolumner if namn not in FALT
    ]
    fel += [_saknas(kolumn, typer) for kolumn in (*enheter, *kolumner.values()) if kolumn not in typer]
    upptagna = {*enheter, *kolumner.values()}
    falt = {namn: namn for namn in FALT if namn in typer and namn not in upptagna and namn not in kolumner}
    falt |= kolumner
    fel += [_saknas(namn, typer) for namn in ("indikator", "utfall") if namn not in falt]
    return falt, fel


def _saknas(kolumn: str, finns: Iterable[str]) -> str:
    nara = get_close_matches(kolumn, list(finns), n=1)
    hjalp = f"menas {nara[0]!r}?" if nara else f"de som finns är {', '.join(finns)}"
    return f"kolumnen {kolumn!r} saknas; {hjalp} Ange kolumner={{fält: kolumn}} när den heter något annat"


def _textfel(namn: str, falt: Mapping[str, str], typer: Mapping[str, Any]) -> str | None:
    typ = typer.get(falt.get(namn, ""))
    if typ is None or typ in _TEXT:
        return None
    return f"kolumnen {falt[namn]!r} är {typ}, väntade text"


def _talfel(namn: str, falt: Mapping[str, str], typer: Mapping[str, Any]) -> str | None:
    typ = typer.get(falt.get(namn, ""))
    if typ is None or typ in (nw.Float64, nw.Decimal, *_HELTAL):
        return None
    hjalp = "gör om den till Float64"
    if typ == nw.Float32:
        hjalp = "Float32 rymmer bara sju siffror; gör om den till Float64 och avrunda till de decimaler som talen har"
    elif typ == nw.Object:
        hjalp = (
            "tal och texter i samma kolumn läses av riktlinjer.tabell.las_tal; håller den Decimal, gör om den till "
            "float64 eller till pd.ArrowDtype(pa.decimal128(15, 2))"
        )
    elif typ in _TEXT:
        hjalp = f"läs texterna som tal först: riktlinjer.tabell.las_tal(df, {falt[namn]!r})"
    return f"kolumnen {falt[namn]!r} är {typ}, väntade tal; {hjalp}"


@dataclass(frozen=True, slots=True)
class Tal:
    """A column of figures."""

    varde: nw.Expr
    """The figure as a float; null, NaN and what cannot be compared may be among them."""
    dugligt: nw.Expr
    """Whether it is a figure; never null."""
    orimligt: nw.Expr
    """Whether it is infinite, or has more digits than can be told apart; never null."""


def tal(kolumn: str, typ: Any) -> Tal:
    """The column as floats. Whole numbers and Decimals become the floats whose shortest text they are."""
    kol = nw.col(kolumn)
    if typ == nw.Float64:
        return Tal(kol, kol.is_finite().fill_null(False), (kol.abs() == inf).fill_null(False))
    if typ == nw.Decimal and typ.scale:
        enheter = (kol.cast(nw.Float64) * float(10**typ.scale)).round(0)
        return _begransat(delat(enheter, float(10**typ.scale)), enheter, _STORSTA_DECIMALTAL)
    flyttal = kol.cast(nw.Float64)
    return _begransat(flyttal, flyttal, _STORSTA_HELTAL)


def delat(taljare: nw.Expr, namnare: float) -> nw.Expr:
    """The quotient, correctly rounded.

    A library may divide a column by a number by multiplying with the number's reciprocal, which is off in the last
    digit; by a column it divides.
    """
    return taljare / (taljare * 0.0 + namnare)


def _begransat(varde: nw.Expr, matt: nw.Expr, hogst: float) -> Tal:
    return Tal(varde, (matt.abs() <= hogst).fill_null(False), (matt.abs() > hogst).fill_null(False))


def text(kolumn: str, typ: Any) -> nw.Expr:
    """The column as text."""
    return nw.col(kolumn) if typ == nw.String else nw.col(kolumn).cast(nw.String)


def heltalstyp(ram: Ram) -> Any:
    """The type of whole numbers of which some are null: floats where the library's whole numbers have no null."""
    return nw.Float64 if ram.implementation.value in ("pandas", "modin", "cudf", "dask") else nw.Int64
