"""Reading a rule set: TOML text becomes one immutable ``Regelverk``, or one error that lists every fault.

A shipped rule set is a folder named by its id under ``data/``, with one folder per edition named by the first day it
applies. A rule set of one's own is a TOML file, or a folder of TOML files whose tables are put together.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from ..errors import OkantId, Regelfel, RegelverkFel
from ..models.regelverk import Regelverk
from .ifyllnad import fyll_i
from .referenser import granska_referenser

FORMAT: Final = 1
_STORSTA_FIL: Final = 4_000_000
_DATA: Final = Path(__file__).parent / "data"


def tillgangliga_regelverk() -> tuple[str, ...]:
    """The ids of the rule sets that ship with the package.

    >>> "halland-2018" in tillgangliga_regelverk()
    True
    """
    return tuple(sorted(plats.name for plats in _DATA.iterdir() if plats.is_dir()))


def las_regelverk(kalla: str | Path, *, dag: date | None = None) -> Regelverk:
    """A rule set, whole and checked.

    >>> rv = las_regelverk("halland-2018")
    >>> rv.titel, len(rv.indikatorer)
    ('Riktlinjer för Region Hallands uppföljning 2018', 46)

    Args:
        kalla: the id of a shipped rule set, or the path of one's own TOML file or folder. A text is always an id.
        dag: choose the edition that applied on this day; without it, the latest.

    Raises:
        OkantId: no rule set is shipped with this id.
        RegelverkFel: the file cannot be read or is faulty (``fel`` lists everything), or no edition applied on ``dag``.
        TypeError: ``kalla`` is neither a text nor a path.
    """
    if isinstance(kalla, Path):
        rot = kalla
        if not (kalla.is_file() or kalla.is_dir()):
            raise RegelverkFel([Regelfel(kalla.name, "", "filen eller mappen finns inte")])
    elif isinstance(kalla, str):
        if kalla not in tillgangliga_regelverk():
            raise OkantId("regelverk", kalla, tillgangliga_regelverk())
        rot = _DATA / kalla
    else:
        raise TypeError(f"väntade ett id (str) eller en sökväg (pathlib.Path), fick {type(kalla).__name__}")
    utgavor = [_las_utgava(plats) for plats in _utgavor(rot)]
    utgavor.sort(key=lambda rv: rv.galler_fran)
    galler = utgavor if dag is None else [rv for rv in utgavor if rv.galler(dag)]
    if not galler:
        kanda = ", ".join(f"{rv.utgava} från {rv.galler_fran}" for rv in utgavor)
        raise RegelverkFel([Regelfel(rot.name, "", f"ingen utgåva gällde den {dag}; finns: {kanda}")])
    return galler[-1]


def _utgavor(rot: Path) -> list[Path]:
    """The places that each hold one edition: a file, a folder of TOML files, or the folders in a folder."""
    if rot.is_file():
        return [rot]
    undermappar = sorted((p for p in rot.iterdir() if p.is_dir() and _tomlfiler(p)), key=lambda p: p.name)
    if _tomlfiler(rot):
        return [rot]
    if not undermappar:
        raise RegelverkFel([Regelfel(rot.name, "", "mappen har inga TOML-filer")])
    return undermappar


def _tomlfiler(mapp: Path) -> list[Path]:
    return sorted((p for p in mapp.iterdir() if p.name.endswith(".toml") and p.is_file()), key=lambda p: p.name)


def _las_utgava(plats: Path) -> Regelverk:
    fel: list[Regelfel] = []
    data: dict[str, object] = {}
    fil_for: dict[str, str] = {}
    for fil in [plats] if plats.is_file() else _tomlfiler(plats):
        for nyckel, varde in _las_toml(fil, fel).items():
            if nyckel in data:
                fel.append(Regelfel(fil.name, nyckel, f"tabellen står också i {fil_for[nyckel]}; samla den i en fil"))
            else:
                data[nyckel] = varde
                fil_for[nyckel] = fil.name
    if fel:  # what a file that cannot be read would have held is no fault of its own
        raise RegelverkFel(fel)
    return bygg_regelverk(data, fil_for, plats.name)


def bygg_regelverk(
    data: Mapping[str, object],
    fil_for: Mapping[str, str] | None = None,
    standardfil: str = "regelverk",
) -> Regelverk:
    """A rule set from the tables of its files, or one error with every fault of form and of reference.

    Args:
        data: the top-level tables, as ``tomllib`` gives them.
        fil_for: the file that each table stands in, for messages.
        standardfil: the file to name for a table that is missing.

    Raises:
        RegelverkFel: anything is wrong.
    """
    fil_for = fil_for or {}
    fel: list[Regelfel] = []
    if "format" in data and (type(data["format"]) is not int or data["format"] != FORMAT):
        fel.append(
            Regelfel(
                fil_for.get("format", standardfil), "format", f"{data['format']!r} kan inte läsas; väntade {FORMAT}"
            )
        )
        raise RegelverkFel(fel)
    try:
        hel = fyll_i(data)
        text = json.dumps(hel, default=str)
    except (RecursionError, ValueError):  # hostile depth, or an integer too long to be written
        raise RegelverkFel([_orimligt(data, fil_for, standardfil)]) from None
    fel.extend(
        Regelfel(fil_for.get(plats.split("[")[0].split(".")[0], standardfil), plats, beskrivning)
        for plats, beskrivning in granska_referenser(hel)
    )
    regelverk = None
    try:
        # As JSON, pydantic's strict mode takes lists for tuples and words for enums, and no number for a text.
        regelverk = Regelverk.model_validate_json(text, strict=True)
    except ValidationError as exc:
        for post in exc.errors(include_url=False):
            plats = _plats(post["loc"])
            fel.append(
                Regelfel(fil_for.get(str(post["loc"][0]) if post["loc"] else "", standardfil), plats, _fel_text(post))
            )
    if fel or regelverk is None:
        raise RegelverkFel(sorted(fel, key=lambda f: (f.fil, f.plats)))
    return regelverk


def _orimligt(data: Mapping[str, object], fil_for: Mapping[str, str], standardfil: str) -> Regelfel:
    """The first table that is nested too deeply, or holds an integer too long, to be written as JSON."""
    for nyckel, varde in data.items():
        try:
            json.dumps(fyll_i({nyckel: varde}), default=str)
        except (RecursionError, ValueError):
            text = "tabellen är för djupt nästlad eller har ett orimligt långt heltal"
            return Regelfel(fil_for.get(nyckel, standardfil), nyckel, text)
    return Regelfel(standardfil, "", "tabellerna är för djupt nästlade")


def _las_toml(fil: Path, fel: list[Regelfel]) -> dict[str, object]:
    try:
        ra = fil.read_bytes()
        if len(ra) > _STORSTA_FIL:
            raise ValueError(f"filen är större än {_STORSTA_FIL // 1_000_000} MB")
        return tomllib.loads(ra.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as exc:
        fel.append(Regelfel(fil.name, "", f"filen är inte UTF-8 (byte {exc.start}); spara den som UTF-8"))
    except tomllib.TOMLDecodeError as exc:
        fel.append(Regelfel(fil.name, "", f"TOML-filen kan inte läsas: {exc}"))
    except (OSError, ValueError, RecursionError) as exc:
        fel.append(Regelfel(fil.name, "", f"filen kan inte läsas: {exc}"))
    return {}


def _plats(loc: tuple[int | str, ...]) -> str:
    """pydantic's path as a person writes it: ``delmal[2].statusregel.steg[0].minst``."""
    text = ""
    for del_ in loc:
        text += f"[{del_}]" if isinstance(del_, int) else f".{del_}" if text else del_
    return text


def _fel_text(post: Mapping[str, object]) -> str:
    """One pydantic fault in Swedish: what was found and what was expected."""
    slag, sammanhang, fann = str(post["type"]), post.get("ctx", {}), post.get("input")
    assert isinstance(sammanhang, dict)
    visat = repr(fann) if isinstance(fann, str | float | bool) or _ar_kort_heltal(fann) else type(fann).__name__
    visat = visat if len(visat) <= 80 else visat[:77] + "…"
    match slag:
        case "missing":
            return "saknas; fältet måste finnas"
        case "extra_forbidden":
            return "okänt fält; kontrollera stavningen"
        case "enum" | "literal_error":
            return f"fann {visat}, väntade {str(sammanhang.get('expected')).replace(' or ', ' eller ')}"
        case "union_tag_invalid":
            return f"fann slag = {sammanhang.get('tag')!r}, väntade {sammanhang.get('expected_tags')}"
        case "union_tag_not_found":
            return "slag saknas"
        case "value_error":
            return str(sammanhang.get("error"))
        case "string_pattern_mismatch":
            return f"fann {visat}, väntade formen {sammanhang.get('pattern')}"
        case _:
            return f"fann {visat}: {_VANTAT.get(slag, post['msg'])}"


def _ar_kort_heltal(varde: object) -> bool:
    return isinstance(varde, int) and varde.bit_length() < 200


_VANTAT: Final = {
    "string_type": "väntade en text",
    "int_type": "väntade ett heltal",
    "int_from_float": "väntade ett heltal",
    "bool_type": "väntade true eller false",
    "decimal_type": "väntade ett tal",
    "decimal_parsing": "väntade ett tal",
    "finite_number": "väntade ett ändligt tal",
    "tuple_type": "väntade en lista",
    "too_short": "väntade minst en post",
    "model_type": "väntade en tabell",
    "model_attributes_type": "väntade en tabell",
    "date_type": "väntade ett datum, till exempel 2018-03-09",
    "date_parsing": "väntade ett datum, till exempel 2018-03-09",
    "date_from_datetime_parsing": "väntade ett datum, till exempel 2018-03-09",
    "greater_than_equal": "talet är för litet",
    "less_than_equal": "talet är för stort",
}
