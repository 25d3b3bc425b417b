"""Utfallsfiler: outcomes from a CSV, Excel or JSON file, read whole or refused with every fault and its place."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from itertools import zip_longest
from typing import Final

from .errors import OkantId, UtfallFel
from .indata import avkoda
from .models.regelverk import Regelverk
from .models.skalor import Utfallsslag
from .models.tal import skriv_tal, tolka_tal
from .models.utfall import Utfall
from .rules.indikatorer import berakna_indikator

STORSTA_FIL: Final = 20_000_000
FLEST_RADER: Final = 100_000

_FLEST_FEL: Final = 500
_FLEST_SIFFROR: Final = 1000
_LANGSTA_ID: Final = 80
_TALFALT: Final = ("varde", "motsvarande_period", "foregaende_ar", "foregaende_period", "basvarde", "budget")
_FLERA: Final = {"serie": "en lista", "delar": "ett objekt"}
"""The fields of several figures, which only JSON can hold."""
_FALT: Final = {"indikator": "id", "id": "id", "utfall": "varde"} | {
    namn: namn for namn in (*_TALFALT, "slag", "period", "enhet")
}
"""What a file may call a field -> the field."""
_UTAN_RUBRIK: Final = "cellen står i en kolumn utan rubrik; ta bort kolumnen (i pandas: to_excel(..., index=False))"
_ARBETSBOK: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a workbook begins: as a zip file, or as what Excel wrote before that."""
_DECIMALPUNKT: Final = re.compile(r"[-+\u2212\u2013]?\s*\d+\.\d+(?:\s*[^\d\s.,].*)?", re.ASCII)


def las_utfallsfil(ra: bytes, regelverk: Regelverk) -> dict[str, Utfall]:
    """The outcomes in a file, by indicator id, each checked against its indicator.

    JSON is an object ``{id: value}`` or ``{id: {"utfall": value, ...}}``, or a list of ``{"indikator": id, "utfall":
    value, ...}``. An Excel workbook (``.xlsx``) has one sheet with a row of headings, ``indikator`` (or ``id``) and
    ``utfall`` (or ``varde``), and any of the fields of :class:`~riktlinjer.Utfall`. Anything else is CSV with the same
    headings in its first row; between the cells a semicolon, a comma or a tab. Text is UTF-8, UTF-16 with a byte order
    mark, or Windows-1252. An empty cell, ``null`` and a missing field are not known.

    A number is Swedish text. In JSON, and in a CSV file with commas between its cells and none inside them, a point is
    a decimal point. In a workbook numbers are read with the fifteen digits that Excel keeps, one that is formatted as a
    percentage is in per cent (0.952 is 95,2 %), and a formula is its value.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> las_utfallsfil("indikator;utfall\\nbasbehandling-hjartsvikt;53,0 %\\n".encode(), las_regelverk("halland-2018"))
    {'basbehandling-hjartsvikt': Utfall(varde=Decimal('53.0'), enhet='%')}

    Args:
        ra: the file, at most 20 MB and 100 000 rows.
        regelverk: the rule set that has the indicators.

    Raises:
        UtfallFel: anything is wrong; ``fel`` has one sentence per fault with its place.
        SaknatTillagg: the file is a workbook, and openpyxl is not installed.
    """
    fel = _Fel()
    try:
        utfall = _las_poster(_poster(ra, fel), regelverk, fel)
    except _ForMangaFel:
        fel.append(f"läsningen avbröts efter {_FLEST_FEL} fel")
    if fel:
        raise UtfallFel(*fel)
    return utfall


class _ForMangaFel(Exception):
    """So many faults that more would help nobody."""


class _Fel(list[str]):
    """The faults that are found."""

    def ny(self, plats: str, text: str) -> None:
        self.append(f"{plats}: {text}" if plats else text)
        if len(self) >= _FLEST_FEL:
            raise _ForMangaFel


@dataclass(frozen=True, slots=True)
class _Post:
    """One outcome as a file gives it: the fields with their values, and where they stand.

    An exception in place of a value is what is wrong with its cell.
    """

    plats: str
    id: str
    varden: Mapping[str, object]
    faltplats: Mapping[str, str] = field(default_factory=dict)
    """Field -> what the file calls it, with the word for what it is ("kolumnen utfall")."""
    punkt: bool = True
    """Whether a point in a number is a decimal point."""
    cell: Mapping[str, str] = field(default_factory=dict)
    """Field -> its cell with the sheet, in a workbook."""

    def vid(self, falt: str) -> str:
        if falt in self.cell:
            return self.cell[falt]
        return ", ".join(filter(None, (self.plats, self.faltplats.get(falt))))


def _poster(ra: bytes, fel: _Fel) -> Iterator[_Post]:
    if len(ra) > STORSTA_FIL:
        raise UtfallFel(f"filen är större än {STORSTA_FIL // 1_000_000} MB")
    if ra.startswith(_ARBETSBOK):
        return _las_arbetsbok(ra, fel)
    text = _avkoda(ra)
    if text.lstrip().startswith("<"):
        raise UtfallFel("filen är en webbsida eller XML; öppna den i Excel och spara den som Excel-arbetsbok (.xlsx)")
    return _las_json(text, fel) if text.lstrip()[:1] in ("{", "[") else _las_csv(text, fel)


def _avkoda(ra: bytes) -> str:
    try:
        return avkoda(
            ra,
            arkiv="filen är ett arkiv, inte text",
            annars="; spara den som CSV i UTF-8",
        )
    except ValueError as exc:
        raise UtfallFel(str(exc)) from None


def _las_poster(poster: Iterator[_Post], regelverk: Regelverk, fel: _Fel) -> dict[str, Utfall]:
    kanda = [indikator.id for indikator in regelverk.alla_indikatorer]
    sedda: dict[str, str] = {}
    utfall: dict[str, Utfall] = {}
    for post in poster:
        if post.id not in kanda:
            fel.ny(post.vid("id"), _okand(post.id, regelverk, kanda))
        elif post.id in sedda:
            fel.ny(post.vid("id"), f"{post.id!r} har redan ett utfall ({sedda[post.id]})")
        sedda.setdefault(post.id, post.plats)
        last = _las_utfall(post, regelverk if post.id in kanda else None, fel)
        if last is not None:
            utfall[post.id] = last
    return utfall


def _okand(id: str, regelverk: Regelverk, kanda: Sequence[str]) -> str:
    """What is wrong with an id that no indicator has; the name of one is met with the id."""
    if not id:
        return "indikatorns id saknas"
    namn = {indikator.id: _nyckel(_kort(indikator.namn)) for indikator in regelverk.alla_indikatorer}
    nara = get_close_matches(_nyckel(_kort(id)), set(namn.values()), n=1, cutoff=0.9)
    if traffar := [repr(ett) for ett, dess in namn.items() if dess in nara and ett != _nyckel(id)]:
        return f"{_kort(id)!r} är ett namn, väntade ett id; skriv {' eller '.join(traffar)}"
    return str(OkantId("indikator", _kort(id), kanda))


def _las_utfall(post: _Post, regelverk: Regelverk | None, fel: _Fel) -> Utfall | None:
    """The outcome of one entry; None when something is wrong with it, which ``fel`` then says."""
    fore = len(fel)
    falt: dict[str, object] = {}
    for namn, varde in post.varden.items():
        try:
            falt[namn] = las_utfallsfalt(namn, varde, post.punkt)
        except ValueError as exc:
            fel.ny(post.vid(namn), str(exc))
    if len(fel) > fore:
        return None
    try:
        utfall = Utfall(**falt)  # type: ignore[arg-type]  # Utfall checks every value
    except UtfallFel as exc:
        for text in exc.fel:
            namn, _, resten = text.partition(": ")
            traff = namn.partition("[")[0]
            fel.ny(post.vid(traff), resten) if traff in post.varden else fel.ny(post.plats, text)
        return None
    if regelverk is not None:
        try:
            berakna_indikator(regelverk, post.id, utfall)
        except UtfallFel as exc:
            for text in exc.fel:
                fel.ny(post.vid("varde"), text.removeprefix(f"{post.id}: "))
    return utfall


def las_utfallsfalt(namn: str, varde: object, punkt: bool) -> object:
    """A field's value as :class:`Utfall` takes it.

    Raises:
        ValueError: it cannot be one.
    """
    if isinstance(varde, Exception):
        raise ValueError(str(varde))
    if namn == "serie" and isinstance(varde, list):
        return tuple(las_utfallsfalt("varde", manad, punkt) for manad in varde)
    if namn == "delar" and isinstance(varde, _Objekt):
        if varde.dubbla:
            raise ValueError(f"{', '.join(map(repr, varde.dubbla))} står två gånger")
        return {del_: las_utfallsfalt("varde", v, punkt) for del_, v in varde.items()}
    if namn in _TALFALT:
        return _las_tal(varde, punkt)
    if varde is None:
        return None
    if not isinstance(varde, str):
        raise ValueError(f"väntade {_FLERA.get(namn, 'en text')}, fick {_slag(varde)}")
    varde = varde.strip()
    if namn == "slag":
        return {_nyckel(slag.value): slag.value for slag in Utfallsslag}.get(_nyckel(varde), varde) or None
    if namn == "enhet" and varde:
        try:
            return tolka_tal(f"0 {varde}").enhet
        except ValueError:
            raise ValueError(f"{_kort(varde)!r} är ingen enhet som känns igen") from None
    return varde or None


def _las_tal(varde: object, punkt: bool) -> Decimal | str | None:
    if isinstance(varde, str):
        varde = varde.strip()
        return varde.replace(".", ",") if punkt and _DECIMALPUNKT.fullmatch(varde) else varde
    if isinstance(varde, Decimal):
        siffror = max(abs(varde.adjusted()), len(varde.as_tuple().digits))
        if siffror > _FLEST_SIFFROR or not varde.is_finite():
            raise ValueError(f"talet har fler än {_FLEST_SIFFROR} siffror")
        return varde
    if varde is None:
        return None
    raise ValueError(f"väntade ett tal, en text eller null, fick {_slag(varde)}")


def _slag(varde: object) -> str:
    if isinstance(varde, bool):
        return "true" if varde else "false"
    return "ett objekt" if isinstance(varde, dict) else "en lista" if isinstance(varde, list) else "ett tal"


def _kort(text: str) -> str:
    return text if len(text) <= _LANGSTA_ID else text[:_LANGSTA_ID] + "…"


def _nyckel(text: str) -> str:
    """A heading or word as the fields are written: "Föregående år" is foregaende_ar."""
    utan_prickar = unicodedata.normalize("NFD", text.strip().casefold())
    return re.sub(r"[\s-]+", "_", "".join(t for t in utan_prickar if not unicodedata.combining(t)))


# CSV


def _las_csv(text: str, fel: _Fel) -> Iterator[_Post]:
    poster: list[tuple[int, list[str]]] = []
    nummer = 0
    try:
        rader, forsta, skilje = _csv_rader(text)
        for nummer, rad in enumerate(rader, forsta):
            if nummer - forsta > FLEST_RADER:
                fel.ny("", f"filen har fler än {skriv_tal(Decimal(FLEST_RADER))} rader")
                return
            if any(cell.strip() for cell in rad):
                poster.append((nummer, rad))
    except csv.Error as exc:
        fel.ny(f"rad {nummer + 1}", f"raden kan inte läsas; kontrollera citattecknen ({exc})")
        return
    if not poster:
        fel.ny("", "filen är tom")
        return
    rubrikrad, rubriker = poster.pop(0)
    falt = _las_rubriker(rubrikrad, rubriker, fel)
    if falt is None:
        return
    tal = [i for i, namn in enumerate(falt) if namn in _TALFALT]
    punkt = skilje == "," and not any("," in rad[i] for _, rad in poster for i in tal if i < len(rad))
    faltplats = {namn: f"kolumnen {rubrik.strip()}" for namn, rubrik in zip(falt, rubriker, strict=True) if namn}
    for nummer, rad in poster:
        overskott = [cell for cell, namn in zip(rad, falt, strict=False) if namn is None and cell.strip()]
        if overskott or any(cell.strip() for cell in rad[len(falt) :]):
            rad_text = f"raden har {len(rad)} celler, rubrikraden {sum(rubrik.strip() != '' for rubrik in rubriker)}"
            rad_text += "; ett tal med decimalkomma ska stå inom citattecken" if skilje == "," else ""
            fel.ny(f"rad {nummer}", rad_text)
            continue
        varden = {namn: cell for namn, cell in zip(falt, rad, strict=False) if namn}
        yield _Post(f"rad {nummer}", varden.pop("id", "").strip(), varden, faltplats, punkt)


def _csv_rader(text: str) -> tuple[Iterator[list[str]], int, str]:
    """The rows with the number of the first, as a spreadsheet counts them, and what stands between the cells."""
    rader = io.StringIO(text, newline="")
    forsta, start = 1, 0
    while True:
        rad = rader.readline()
        if rad.strip() or not rad:
            break
        forsta, start = forsta + 1, rader.tell()
    skilje = None
    if traff := re.fullmatch(r'"?sep=([;,\t|])"?\s*', rad, re.IGNORECASE):  # Excel's own way to say it
        skilje, forsta, start = traff[1], forsta + 1, rader.tell()
        rad = rader.readline()
    skilje = skilje or max(";,\t", key=lambda tecken: _traffar(rad, tecken))
    rader.seek(start)
    return csv.reader(rader, delimiter=skilje, strict=True), forsta, skilje


def _traffar(rad: str, tecken: str) -> tuple[int, int]:
    """How many fields a header row has with this between the cells: known ones, and all."""
    celler = next(csv.reader([rad], delimiter=tecken), [])
    return sum(_nyckel(cell) in _FALT for cell in celler), len(celler)


def _las_rubriker(nummer: int, rubriker: list[str], fel: _Fel) -> list[str | None] | None:
    """The field of each column: None for one without heading, "" for an unknown one, which ``fel`` then says. None in
    all when the rows cannot be read with them."""
    falt: list[str | None] = []
    okanda: list[str] = []
    brister: list[str] = []
    for rubrik in map(str.strip, rubriker):
        namn = _FALT.get(_nyckel(rubrik))
        if namn is not None and namn in falt:
            brister.append(f"kolumnen {rubrik} står två gånger, eller under två namn")
        elif namn is None and rubrik:
            nara = get_close_matches(_nyckel(_kort(rubrik)), _FALT, n=1, cutoff=0.5)
            okanda.append(repr(_kort(rubrik)) + (f" (menas {nara[0]}?)" if nara else ""))
            namn = ""
        falt.append(namn)
    for namn, ord_ in (("id", "indikator (eller id)"), ("varde", "utfall (eller varde)")):
        if namn not in falt:
            brister.append(f"rubrikraden saknar kolumnen {ord_}")
    if okanda:
        fel.ny(f"rad {nummer}", f"okänd kolumn: {', '.join(okanda)}; de som finns är {', '.join(_FALT)}")
    for brist in brister:
        fel.ny(f"rad {nummer}", brist)
    return None if brister else falt


# Excel


def _las_arbetsbok(ra: bytes, fel: _Fel) -> Iterator[_Post]:
    from .arbetsbok.utfallsblad import las_utfallsblad, radens_varden

    try:
        blad = las_utfallsblad(ra, _ar_rubrikrad, FLEST_RADER)
    except ValueError as exc:
        fel.ny("", str(exc))
        return
    rubrikfel = _Fel()
    falt = _las_rubriker(blad.rubrikrad, list(blad.rubriker), rubrikfel)
    for text in rubrikfel:
        fel.ny("", f"blad {blad.namn}, {text}")
    if falt is None:
        return
    for nummer, rad in blad.rader:
        celler = {}
        for cell, namn in zip_longest(rad, falt):
            if cell is not None and namn:
                celler[namn] = cell
            elif cell is not None and namn is None and str(cell.value).strip():
                fel.ny(f"blad {blad.namn}, cell {cell.coordinate}", _UTAN_RUBRIK)
        varden = radens_varden(celler, _TALFALT)
        cell = {namn: f"blad {blad.namn}, cell {cell.coordinate}" for namn, cell in celler.items()}
        id = varden.pop("id", "")
        if isinstance(id, str):
            yield _Post(f"blad {blad.namn}, rad {nummer}", id.strip(), varden, punkt=False, cell=cell)
        else:
            fel.ny(cell["id"], str(id))


def _ar_rubrikrad(texter: Sequence[str]) -> bool:
    return {"id", "varde"} <= {_FALT.get(_nyckel(text)) for text in texter}


# JSON


class _Objekt(dict[str, object]):
    """A JSON object that remembers keys that were given twice."""

    dubbla: tuple[str, ...] = ()


def _las_json(text: str, fel: _Fel) -> Iterator[_Post]:
    try:
        data = json.loads(
            text, parse_float=_json_tal, parse_int=_json_tal, parse_constant=str, object_pairs_hook=_json_objekt
        )
    except json.JSONDecodeError as exc:
        fel.ny(f"rad {exc.lineno}, tecken {exc.colno}", "JSON kan inte läsas här; kontrollera citattecken och komman")
        return
    except RecursionError:
        fel.ny("", "JSON är för djupt nästlad")
        return
    if len(data) > FLEST_RADER:
        fel.ny("", f"filen har fler än {skriv_tal(Decimal(FLEST_RADER))} poster")
    elif isinstance(data, _Objekt):
        for id in data.dubbla:
            fel.ny(repr(_kort(id)), "står två gånger")
        for id, varde in data.items():
            if isinstance(varde, _Objekt):
                yield from _json_post(repr(_kort(id)), id, varde, fel)
            else:
                yield _Post(repr(_kort(id)), id, {"varde": varde})
    else:
        for i, varde in enumerate(data, 1):
            if isinstance(varde, _Objekt):
                yield from _json_post(f"post {i}", None, varde, fel)
            else:
                fel.ny(f"post {i}", f"väntade ett objekt, fick {_slag(varde)}")


def _json_post(plats: str, id: str | None, objekt: _Objekt, fel: _Fel) -> Iterator[_Post]:
    varden: dict[str, object] = {}
    faltplats: dict[str, str] = {}
    for nyckel, varde in objekt.items():
        namn = nyckel if nyckel in _FLERA else _FALT.get(nyckel)
        if namn is None or (namn == "id" and id is not None):
            fel.ny(plats, f"okänt fält: {_kort(nyckel)!r}; fälten är {', '.join(_FALT)}, {' och '.join(_FLERA)}")
        elif namn in varden or nyckel in objekt.dubbla:
            fel.ny(plats, f"fältet {nyckel} står två gånger, eller under två namn")
        else:
            varden[namn], faltplats[namn] = varde, f"fältet {nyckel}"
    if id is None:
        givet = varden.pop("id", "")
        if not isinstance(givet, str):
            fel.ny(plats, f"indikatorns id ska vara en text, fick {_slag(givet)}")
            return
        id = givet
    yield _Post(plats, id, varden, faltplats)


def _json_tal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond what a Decimal holds
        return Decimal("Infinity")


def _json_objekt(par: list[tuple[str, object]]) -> _Objekt:
    objekt = _Objekt(par)
    if len(objekt) < len(par):
        sedda: set[str] = set()
        objekt.dubbla = tuple(dict.fromkeys(n for n, _ in par if n in sedda or sedda.add(n)))  # type: ignore[func-returns-value]
    return objekt
