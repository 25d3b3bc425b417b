"""Svenska tal: a column of numbers as people write them, as figures; what is no number is told, never guessed."""

from __future__ import annotations

from decimal import Decimal
from numbers import Integral
from typing import Any, Final, NamedTuple

import narwhals.stable.v2 as nw

from ..errors import UtfallFel
from ..models.tal import tolka_tal

_SIFFROR: Final = 15
"""A decimal of so many digits has a float of its own, whose shortest text it is."""


_SANNINGAR: Final = {"True": "SANT", "False": "FALSKT"}


def fel_av(kolumn: str) -> str:
    """The name of the column that holds what is wrong with the numbers of this one."""
    return f"{kolumn}_fel"


class _Last(NamedTuple):
    """What a cell says: the figure, the unit that stands beside it, and what is wrong."""

    tal: float | None = None
    enhet: str | None = None
    fel: str | None = None


def med_tal(df: Any, kolumn: str) -> Any:
    """The table with the column as figures, and two columns more."""
    ram = _ram(df)
    if kolumn not in ram.columns:
        raise UtfallFel(f"kolumnen {kolumn!r} saknas; de som finns är {', '.join(ram.columns)}")
    if ram[kolumn].dtype == nw.Float32:
        raise UtfallFel(f"kolumnen {kolumn!r} är Float32, som bara rymmer sju siffror; gör om den till Float64")
    nya = {"enhet": f"{kolumn}_enhet", "fel": fel_av(kolumn)}
    if upptagna := [namn for namn in nya.values() if namn in ram.columns]:
        raise UtfallFel(f"tabellen har redan kolumnen {', '.join(upptagna)}; byt namn på den eller ta bort den först")
    lasta = _las_alla(ram[kolumn].to_list())
    spalter = (
        (kolumn, [ett.tal for ett in lasta], nw.Float64),
        (nya["enhet"], [ett.enhet for ett in lasta], nw.String),
        (nya["fel"], [ett.fel for ett in lasta], nw.String),
    )
    bibliotek: Any = ram.implementation
    svar = nw.from_dict(
        {namn: varden for namn, varden, _ in spalter}, schema={namn: typ for namn, _, typ in spalter}, backend=bibliotek
    )
    if bibliotek.is_pandas():  # a frame's rows may have names, by which new columns would else be placed
        svar = nw.from_native(svar.to_native().set_axis(ram.to_native().index))
    return ram.with_columns(*(svar[namn] for namn, _, _ in spalter)).to_native()


def _ram(df: Any) -> nw.DataFrame[Any]:
    try:
        ram = nw.from_native(df)
    except TypeError:
        raise TypeError(f"väntade en tabell (pandas, polars, pyarrow), fick {type(df).__name__}") from None
    if not isinstance(ram, nw.DataFrame):
        raise TypeError(
            "väntade en tabell i minnet, för varje text läses för sig; hämta raderna först (.collect(), .pl())"
        )
    return ram


def _las_alla(varden: list[Any]) -> list[_Last]:
    """What each cell says. The same text is read once."""
    kanda: dict[str, _Last] = {}
    svar = []
    for varde in varden:
        if isinstance(varde, str):
            if varde not in kanda:
                kanda[varde] = _las_text(varde)
            svar.append(kanda[varde])
        else:
            svar.append(_las_annat(varde))
    return svar


def _las_text(text: str) -> _Last:
    if not text.strip():
        return _Last()
    try:
        tal = tolka_tal(text)
    except ValueError as exc:
        return _Last(fel=str(exc))
    if len(tal.varde.as_tuple().digits) > _SIFFROR:
        return _Last(fel=f"{text.strip()!r} har fler än {_SIFFROR} siffror; en tabell rymmer inte fler")
    return _Last(float(tal.varde), tal.enhet)


def _las_annat(varde: object) -> _Last:
    if varde is None or type(varde).__name__ in ("NAType", "NaTType") or varde != varde:
        return _Last()
    if isinstance(varde, Integral) and not isinstance(varde, bool):  # numpy's whole numbers are no int
        varde = int(varde)
    if isinstance(varde, bool) or not isinstance(varde, int | float | Decimal):
        return _Last(fel=f"väntade ett tal, fick {_SANNINGAR.get(str(varde), varde)}")
    if isinstance(varde, int | Decimal) and len(Decimal(varde).as_tuple().digits) > _SIFFROR:
        return _Last(fel=f"{varde} har fler än {_SIFFROR} siffror; en tabell rymmer inte fler")
    return _Last(float(varde))
