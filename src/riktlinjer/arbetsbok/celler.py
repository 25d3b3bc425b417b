"""Celler: what a value of the rule set is in a cell, and what a cell says.

What a cell cannot say in plain words stands as TOML after ``toml:``, so that nothing is lost.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Final, NamedTuple, cast

from ..models.tal import skriv_tal, tolka_tal
from ..regelverk.tomltext import UDDA, skriv_tomlvarde
from .falt import Cell

TOML: Final = "toml:"
LANGSTA_TEXT: Final = 32_767
"""The most that a cell of Excel holds, in UTF-16 units."""
DATUMFORMAT: Final = "yyyy-mm-dd"
TEXTFORMAT: Final = "@"
_ALLMANT: Final = "General"
_FORSTA_DAG: Final = date(1900, 3, 1)
"""Excel believes that 1900 was a leap year; from here on its days are right."""
_SIFFROR: Final = 15
"""The digits that Excel shows and keeps."""
_STRECK: Final = ("–", "-", "−", "—")
_INGEN_UPPGIFT: Final = "i.u."
# An escape of a character, to Excel; and what does not show, or that XML cannot hold.
_UDDA: Final = re.compile(rf"_x[0-9A-Fa-f]{{4}}_|{UDDA.pattern}")
_TALFORMAT: Final = re.compile(r"[#,0 ]*0(?:\.(0+))?(?:[;_\\].*)?")
_BOKSTAVLIGT: Final = re.compile(r'"[^"]*"|[\\_*].')
"""What of a number's format is shown as it stands."""
_LANGST_VISAD: Final = 60


class Innehall(NamedTuple):
    """What stands in a cell, and how it is shown."""

    varde: object
    format: str = _ALLMANT


class Cellfel(Exception):
    """What is wrong with a cell, in Swedish."""


def till_cell(cell: Cell, varde: object) -> Innehall:
    """What the cell holds for a value of the tables; read back, it is the same value.

    >>> from riktlinjer.models.kalla import Dokument
    >>> till_cell(Cell("x", "tal", Dokument), Decimal("6.50"))
    Innehall(varde=6.5, format='0.00')
    >>> till_cell(Cell("x", "lista", Dokument), ["a", "b"]).varde
    'a\\nb'
    """
    skrivet = _SKRIV[cell.slag](varde) if cell.slag in _SKRIV else None
    if skrivet is not None:
        try:
            if fran_cell(cell, skrivet) == varde:
                return skrivet
        except Cellfel:
            pass
    return Innehall(f"{TOML} {skriv_tomlvarde(varde, _UDDA)}", TEXTFORMAT)


def fran_cell(cell: Cell, innehall: Innehall) -> object:
    """The value that a cell which is not blank says.

    Raises:
        Cellfel: it says none that the field can have.
    """
    varde = innehall.varde.strip() if isinstance(innehall.varde, str) else innehall.varde
    if isinstance(varde, str) and varde[: len(TOML)].casefold() == TOML:
        return _las_toml(varde[len(TOML) :])
    if cell.slag not in _LAS:
        raise Cellfel(f"fann {visat(varde)}, väntade ett värde som i en TOML-fil efter {TOML}")
    return _LAS[cell.slag](cell, Innehall(varde, innehall.format))


def visat(varde: object) -> str:
    """What was found, for a person to recognise."""
    if isinstance(varde, bool):
        return "SANT" if varde else "FALSKT"
    if isinstance(varde, datetime | date):
        hel_dag = not isinstance(varde, datetime) or varde.time() == time()
        return f"datumet {str(varde)[:10] if hel_dag else varde}"
    if isinstance(varde, int | float):
        return f"talet {_visat_tal(varde)}"
    text = str(varde)
    return repr(text if len(text) <= _LANGST_VISAD else text[: _LANGST_VISAD - 1] + "…")


def som_text(innehall: Innehall) -> str:
    """A number or text as it is shown; a percentage as one."""
    varde = innehall.varde
    if isinstance(varde, str):
        return varde
    if isinstance(varde, bool) or not isinstance(varde, int | float):
        raise Cellfel(f"fann {visat(varde)}, väntade en text")
    return skriv_tal(som_tal(innehall)) + (" %" if ar_procent(innehall.format) else "")


def som_tal(innehall: Innehall) -> Decimal:
    """The number of a cell with the fifteen digits that Excel keeps; a percentage in per cent.

    >>> som_tal(Innehall(0.952, "0.0%")), som_tal(Innehall(0.1 + 0.2)), som_tal(Innehall(53, "0.0"))
    (Decimal('95.2'), Decimal('0.3'), Decimal('53.0'))

    Raises:
        Cellfel: it holds none, or an infinite one.
    """
    varde, format_ = innehall
    if isinstance(varde, bool) or not isinstance(varde, int | float):
        raise Cellfel(f"fann {visat(varde)}, väntade ett tal")
    tal = _tal(varde)
    if not ar_procent(format_):
        return _med_decimaler(tal, format_)
    tecken, siffror, exponent = tal.as_tuple()
    assert isinstance(exponent, int)
    hundra_ganger = Decimal((tecken, siffror, exponent + 2))  # exact, whatever the thread's decimal context is
    return _med_decimaler(hundra_ganger, format_.replace("%", "").strip())


def ar_procent(format_: str) -> bool:
    """Whether a cell of the format shows a hundred times its number; a per cent sign in quotes is only a text.

    >>> ar_procent("0.0 %"), ar_procent('0.0" %"'), ar_procent("0.0\\\\%")
    (True, False, False)
    """
    return "%" in _BOKSTAVLIGT.sub("", format_)


def _las_toml(text: str) -> object:
    try:
        return tomllib.loads(f"v = {text.strip()}\n", parse_float=Decimal)["v"]
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as exc:
        raise Cellfel(f"fann {visat(TOML + text)}, som inte kan läsas som TOML ({exc})") from None


# Writing


def _skriv_text(varde: object) -> Innehall | None:
    if not isinstance(varde, str) or not varde or _UDDA.search(varde.replace("\n", "").replace("\t", "")):
        return None
    return Innehall(varde, TEXTFORMAT)


def _skriv_tal(varde: object) -> Innehall | None:
    if isinstance(varde, bool) or not isinstance(varde, int | Decimal):
        return None
    tal = Decimal(varde)
    _, siffror, exponent = tal.as_tuple()
    if not isinstance(exponent, int) or len(siffror) > _SIFFROR or not -_SIFFROR <= exponent <= 0:
        return Innehall(skriv_tal(tal), TEXTFORMAT) if tal.is_finite() else None
    som_float = float(tal)
    format_ = "0" + ("." + "0" * -exponent if exponent else "")
    return Innehall(int(tal) if exponent == 0 else som_float, format_)


def _skriv_datum(varde: object) -> Innehall | None:
    if not isinstance(varde, date) or isinstance(varde, datetime):
        return None
    return Innehall(varde, DATUMFORMAT) if varde >= _FORSTA_DAG else Innehall(varde.isoformat(), TEXTFORMAT)


def _skriv_steg(varde: object) -> Innehall | None:
    return Innehall(_INGEN_UPPGIFT) if varde == _INGEN_UPPGIFT else _skriv_datum(varde)


def _skriv_janej(varde: object) -> Innehall | None:
    return Innehall("ja" if varde else "nej") if isinstance(varde, bool) else None


def _skriv_lista(skilje: str) -> Callable[[object], Innehall | None]:
    def skriv(varde: object) -> Innehall | None:
        if not isinstance(varde, Sequence) or not all(isinstance(v, str) for v in varde):
            return None
        return Innehall("–") if not varde else _skriv_text(skilje.join(varde))

    return skriv


def _skriv_villkor(varde: object) -> Innehall | None:
    rader = []
    for villkor in varde if isinstance(varde, list) else [varde]:
        if not isinstance(villkor, Mapping) or set(villkor) != {"tolkning", "lasning"}:
            return None
        rader.append(f"{villkor['tolkning']} = {villkor['lasning']}")
    return _skriv_text("\n".join(rader))


_SKRIV: Final[dict[str, Callable[[object], Innehall | None]]] = {
    "text": _skriv_text,
    "målvärdets text": _skriv_text,
    "val": _skriv_text,
    "heltal": _skriv_tal,
    "tal": _skriv_tal,
    "ja/nej": _skriv_janej,
    "datum": _skriv_datum,
    "steg": _skriv_steg,
    "lista": _skriv_lista("\n"),
    "vallista": _skriv_lista(", "),
    "villkor": _skriv_villkor,
    "villkorslista": _skriv_villkor,
}


# Reading


def _las_text(_: Cell, innehall: Innehall) -> object:
    varde = innehall.varde
    if isinstance(varde, str):
        return varde
    heltal = varde.is_integer() if isinstance(varde, float) else type(varde) is int
    if heltal and "%" not in innehall.format:
        return str(int(cast(float, varde)))
    raise Cellfel(f"fann {visat(varde)}, väntade en text; formatera cellen som Text och skriv in den igen")


def _las_val(cell: Cell, innehall: Innehall) -> object:
    return _ett_av(cell, innehall.varde)


def _ett_av(cell: Cell, varde: object) -> str:
    ord_ = " ".join(varde.split()).casefold() if isinstance(varde, str) else None
    for ett in cell.val:
        if ett.casefold() == ord_:
            return ett
    raise Cellfel(f"fann {visat(varde)}, väntade {_eller(cell.val)}")


def _eller(ord_: Sequence[str]) -> str:
    return ord_[0] if len(ord_) == 1 else f"{', '.join(ord_[:-1])} eller {ord_[-1]}"


def _las_tal(_: Cell, innehall: Innehall) -> int | Decimal:
    varde, format_ = innehall
    if isinstance(varde, str):
        try:
            last = tolka_tal(varde)
        except ValueError as exc:
            raise Cellfel(str(exc)) from None
        if last.enhet is not None:
            raise Cellfel(f"fann {visat(varde)}, väntade ett tal utan enhet")
        tal = last.varde
    elif isinstance(varde, bool) or not isinstance(varde, int | float):
        raise Cellfel(f"fann {visat(varde)}, väntade ett tal; formatera cellen som Tal och skriv in det igen")
    elif "%" in format_:
        raise Cellfel(
            f"cellen är formaterad som procent och håller {visat(varde)}; formatera den som Tal och skriv procenttalet"
        )
    else:
        tal = _med_decimaler(_tal(varde), format_)
    return int(tal) if tal.as_tuple().exponent == 0 else tal


def _las_heltal(cell: Cell, innehall: Innehall) -> int:
    tal = _las_tal(cell, innehall)
    if tal != int(tal):
        raise Cellfel(f"fann {visat(innehall.varde)}, väntade ett heltal")
    return int(tal)


def _tal(varde: float) -> Decimal:
    """The number that Excel shows.

    Raises:
        Cellfel: it is infinite.
    """
    if isinstance(varde, float) and not isfinite(varde):
        raise Cellfel(f"fann {varde}, väntade ett ändligt tal")
    return Decimal(varde) if isinstance(varde, int) else Decimal(f"{varde:.{_SIFFROR}g}")


def _med_decimaler(tal: Decimal, format_: str) -> Decimal:
    """The number with the decimals that its format shows, when it has fewer."""
    traff = _TALFORMAT.fullmatch(format_)
    visas = len(traff[1] or "") if traff else 0
    tecken, siffror, exponent = tal.as_tuple()
    assert isinstance(exponent, int)
    if exponent > 0:
        siffror, exponent = (*siffror, *(0,) * exponent), 0
    fattas = max(0, visas + exponent)
    return Decimal((tecken, (*siffror, *(0,) * fattas), exponent - fattas))


def _visat_tal(varde: float) -> str:
    try:
        return skriv_tal(_tal(varde))
    except Cellfel:
        return str(varde)


def _las_janej(_: Cell, innehall: Innehall) -> bool:
    varde = innehall.varde
    if isinstance(varde, bool):
        return varde
    svar = _JANEJ.get(varde.casefold()) if isinstance(varde, str) else None
    if svar is None:
        raise Cellfel(f"fann {visat(varde)}, väntade ja eller nej")
    return svar


_JANEJ: Final = {"ja": True, "nej": False, "sant": True, "falskt": False, "true": True, "false": False}


def _las_datum(_: Cell, innehall: Innehall) -> date:
    varde = innehall.varde
    if isinstance(varde, datetime) and varde.time() == time():
        return varde.date()
    if isinstance(varde, date) and not isinstance(varde, datetime):
        return varde
    if isinstance(varde, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", varde, re.ASCII):
        try:
            return date.fromisoformat(varde)
        except ValueError:
            pass
    raise Cellfel(f"fann {visat(varde)}, väntade ett datum, till exempel 2018-03-09")


def _las_steg(cell: Cell, innehall: Innehall) -> object:
    varde = innehall.varde
    if isinstance(varde, str) and varde.casefold().replace(" ", "") in ("i.u.", "i.u", "iu"):
        return _INGEN_UPPGIFT
    try:
        return _las_datum(cell, innehall)
    except Cellfel as exc:
        raise Cellfel(f"{exc}, eller i.u.") from None


def _las_lista(_: Cell, innehall: Innehall) -> list[str]:
    return _poster(innehall, "\n")


def _las_vallista(cell: Cell, innehall: Innehall) -> list[str]:
    return [_ett_av(cell, post) for post in _poster(innehall, "\n,;")]


def _poster(innehall: Innehall, skiljetecken: str) -> list[str]:
    text = str(_las_text(_NAGON, innehall))
    if text in _STRECK:
        return []
    return [post for del_ in re.split(f"[{skiljetecken}]", text) if (post := del_.strip())]


def _las_villkor(cell: Cell, innehall: Innehall) -> object:
    villkor = _las_villkorslista(cell, innehall)
    if len(villkor) != 1:
        raise Cellfel(f"fann {len(villkor)} villkor, väntade ett; skriv tolkning = läsning")
    return villkor[0]


def _las_villkorslista(_: Cell, innehall: Innehall) -> list[dict[str, str]]:
    villkor = []
    for post in _poster(innehall, "\n,;"):
        tolkning, tecken, lasning = (del_.strip() for del_ in post.partition("="))
        if not (tolkning and tecken and lasning):
            raise Cellfel(f"fann {visat(post)}, väntade ett villkor: tolkning = läsning")
        villkor.append({"tolkning": tolkning, "lasning": lasning})
    return villkor


_NAGON: Final = Cell("", "text", type(None))  # type: ignore[arg-type]  # reads a text of any field
_LAS: Final[dict[str, Callable[[Cell, Innehall], object]]] = {
    "text": _las_text,
    "målvärdets text": _las_text,
    "val": _las_val,
    "heltal": _las_heltal,
    "tal": _las_tal,
    "ja/nej": _las_janej,
    "datum": _las_datum,
    "steg": _las_steg,
    "lista": _las_lista,
    "vallista": _las_vallista,
    "villkor": _las_villkor,
    "villkorslista": _las_villkorslista,
}
