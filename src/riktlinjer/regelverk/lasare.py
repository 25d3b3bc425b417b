"""Reading a rule set: TOML text becomes one immutable ``Regelverk``, or one error that lists every fault.

A shipped rule set is a folder named by its id under ``data/``, with one folder per edition named by the first day it
applies. A rule set of one's own is a TOML file, or a folder of TOML files whose tables are put together.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from ..errors import OkantId, Regelfel, RegelverkFel
from ..models.regelverk import Regelverk
from ..rules.referenser import granska_referenser
from .formfel import beskriv_formfel, formfel
from .ifyllnad import fyll_i
from .radnummer import Vag, las_plats, rad_for, radnummer, skriv_plats
from .tomllasning import Tomltextfel, las_tomltext

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
    utgavor = _las_utgavor(rot)
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


def _las_utgavor(rot: Path) -> list[Regelverk]:
    """Every edition, the one that applies first first."""
    utgavor: list[Regelverk] = []
    fel: list[Regelfel] = []
    for plats in _utgavor(rot):
        try:
            utgavor.append(_las_utgava(plats))
        except RegelverkFel as exc:
            i_mapp = "" if plats == rot else f"{plats.name}/"
            fel += (f if f.fil == plats.name else replace(f, fil=i_mapp + f.fil) for f in exc.fel)
    if fel:
        raise RegelverkFel(fel)
    return sorted(utgavor, key=lambda rv: rv.galler_fran)


def _las_utgava(plats: Path) -> Regelverk:
    fel: list[Regelfel] = []
    data: dict[str, object] = {}
    fil_for: dict[str, str] = {}
    texter: dict[str, str] = {}
    delade: set[str] = set()
    filer = [plats] if plats.is_file() else _tomlfiler(plats)
    for fil in filer:
        tabeller = las_toml(fil, fel, texter)
        for nyckel, varde in tabeller.items():
            if nyckel in data:
                fel.append(Regelfel(fil.name, nyckel, f"tabellen står också i {fil_for[nyckel]}; samla den i en fil"))
                delade.add(nyckel)
            else:
                data[nyckel] = varde
                fil_for[nyckel] = fil.name
    alla_lasta = len(texter) == len(filer)
    regelverk, flera = _granska(
        data, fil_for, plats.name, lambda tabell: tabell not in delade and (alla_lasta or tabell in data)
    )
    fel += flera
    if fel or regelverk is None:
        raise RegelverkFel(med_rader(fel, texter))
    return regelverk


def med_rader(fel: list[Regelfel], texter: Mapping[str, str]) -> list[Regelfel]:
    """The faults with their lines, in the order of the lines. What is missing from the top of a file has none."""
    rader = {fil: radnummer(texter[fil]) for fil in {f.fil for f in fel} if fil in texter}
    placerade = [
        replace(f, rad=rad_for(rader[f.fil], las_plats(f.plats))) if f.rad is None and f.fil in rader else f
        for f in fel
    ]
    return sorted(placerade, key=lambda f: (f.fil, f.rad or 0, f.plats))


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
    regelverk, fel = _granska(data, fil_for or {}, standardfil, lambda _: True)
    if fel or regelverk is None:
        raise RegelverkFel(sorted(fel, key=lambda f: (f.fil, f.plats)))
    return regelverk


def _granska(
    data: Mapping[str, object], fil_for: Mapping[str, str], standardfil: str, hel: Callable[[str], bool]
) -> tuple[Regelverk | None, list[Regelfel]]:
    """The rule set, or what is wrong with its tables.

    Args:
        hel: whether all of a table is at hand. What is missing for want of the rest is no fault of its own.
    """

    def fel_i(plats: str, text: str) -> Regelfel:
        return Regelfel(fil_for.get(str(las_plats(plats)[0]) if plats else "", standardfil), plats, text)

    if "format" in data and (type(data["format"]) is not int or data["format"] != FORMAT):
        return None, [fel_i("format", f"{data['format']!r} kan inte läsas; väntade {FORMAT}")]
    try:
        ifylld = fyll_i(data)
        text = json.dumps(ifylld, default=str)
    except (RecursionError, ValueError):  # hostile depth, or an integer too long to be written
        return None, [_orimligt(data, fil_for, standardfil)]
    fel = [fel_i(plats, beskrivning) for plats, beskrivning in granska_referenser(ifylld, hel)]
    try:
        # As JSON, pydantic's strict mode takes lists for tuples and words for enums, and no number for a text.
        return Regelverk.model_validate_json(text, strict=True), fel
    except ValidationError as exc:
        for post in formfel(exc):
            vag = _utan_slag(post["loc"], ifylld) + (("slag",) if post["type"] == "union_tag_invalid" else ())
            saknas_hogst_upp = post["type"] == "missing" and len(vag) == 1
            if not saknas_hogst_upp or hel(str(vag[0])):
                fel.append(fel_i(skriv_plats(vag), beskriv_formfel(post)))
    return None, fel


def _orimligt(data: Mapping[str, object], fil_for: Mapping[str, str], standardfil: str) -> Regelfel:
    """The first table that is nested too deeply, or holds an integer too long, to be written as JSON."""
    for nyckel, varde in data.items():
        try:
            json.dumps(fyll_i({nyckel: varde}), default=str)
        except (RecursionError, ValueError):
            text = "tabellen är för djupt nästlad eller har ett orimligt långt heltal"
            return Regelfel(fil_for.get(nyckel, standardfil), nyckel, text)
    return Regelfel(standardfil, "", "tabellerna är för djupt nästlade")


def las_toml(fil: Path, fel: list[Regelfel], texter: dict[str, str]) -> dict[str, object]:
    """The tables of a file, whose text is put among ``texter``; or none, and what is wrong among ``fel``."""
    ra, text = b"", ""
    try:
        ra = fil.read_bytes()
        if len(ra) > _STORSTA_FIL:
            fel.append(Regelfel(fil.name, "", f"filen är större än {_STORSTA_FIL // 1_000_000} MB"))
            return {}
        text = ra.decode("utf-8-sig")
        tabeller = las_tomltext(text)
    except UnicodeDecodeError as exc:
        rad = ra.count(b"\n", 0, exc.start) + 1
        fel.append(Regelfel(fil.name, "", f"filen är inte UTF-8 (byte {exc.start}); spara den som UTF-8", rad))
    except Tomltextfel as exc:
        fel.append(Regelfel(fil.name, "", f"TOML-filen kan inte läsas: {exc.text}", exc.rad))
    except OSError as exc:
        fel.append(Regelfel(fil.name, "", f"filen kan inte läsas: {exc.strerror}"))
    else:
        texter[fil.name] = text
        return tabeller
    return {}


def _utan_slag(loc: tuple[int | str, ...], nod: object) -> Vag:
    """pydantic's way without the ``slag`` that it puts in after a table that may be of several kinds."""
    vag: list[int | str] = []
    ar_slag_nasta = False
    for del_ in loc:
        if ar_slag_nasta and isinstance(nod, dict) and nod.get("slag") == del_:
            ar_slag_nasta = False
            continue
        vag.append(del_)
        ar_slag_nasta = True
        if isinstance(nod, dict):
            nod = nod.get(str(del_))
        elif isinstance(nod, list) and isinstance(del_, int) and del_ < len(nod):
            nod = nod[del_]
        else:
            nod = None
    return tuple(vag)
