"""Rapportword: the headings, paragraphs and tables of a Word document from somebody else.

Read with the standard library alone, and no more of it than is needed. What would not fit, has a DTD (and so could name
external entities) or is no Word document is refused.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

from .errors import RapportFel

STORSTA_UPPACKAD: Final = 100_000_000
FLEST_DELAR: Final = 5_000

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOKUMENT: Final = "word/document.xml"
_STILAR: Final = "word/styles.xml"
_MB: Final = 1_000_000


class Stycke(NamedTuple):
    """A paragraph."""

    text: str
    niva: int | None = None
    """The level of a heading; None for what is no heading."""
    stil: str = ""
    """The name of the style, in small letters."""


class Wordtabell(NamedTuple):
    """A table, cell by cell."""

    rader: tuple[tuple[str, ...], ...]


def las_word(ra: bytes) -> tuple[list[Stycke | Wordtabell], str | None]:
    """The body of a .docx in order, and the text of its running header; None when it has none.

    Raises:
        RapportFel: it is no Word document, is damaged, has a DTD, or would be too large unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(ra)) as arkiv:
            _kontrollera(arkiv)
            stilar = _stilar(_xml(arkiv, _STILAR)) if _STILAR in arkiv.namelist() else {}
            kropp = _xml(arkiv, _DOKUMENT).find(f"{_W}body")
            huvuden = [
                _text(_xml(arkiv, namn))
                for namn in sorted(arkiv.namelist())
                if re.fullmatch(r"word/header\d*\.xml", namn)
            ]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as exc:
        raise RapportFel("filen är inget Word-dokument (.docx), eller skadad") from exc
    if kropp is None:
        raise RapportFel("Word-dokumentet har ingen text")
    return list(_block(kropp, stilar)), max((h for h in huvuden if h), key=len, default=None)


def _kontrollera(arkiv: zipfile.ZipFile) -> None:
    delar = arkiv.infolist()
    if len(delar) > FLEST_DELAR:
        raise RapportFel(f"filen har {len(delar)} delar; ett Word-dokument har högst {FLEST_DELAR}")
    # zipfile never unpacks more of a part than the size that the part is said to have.
    lasta = [del_ for del_ in delar if del_.filename.endswith(".xml")]
    if sum(del_.file_size for del_ in lasta) > STORSTA_UPPACKAD:
        raise RapportFel(f"filen är större än {STORSTA_UPPACKAD // _MB} MB uppackad")
    if _DOKUMENT not in arkiv.namelist():
        raise RapportFel("filen är ett arkiv men inget Word-dokument (.docx)")


def _xml(arkiv: zipfile.ZipFile, namn: str) -> ET.Element:
    ra = arkiv.read(namn)
    # A DTD stands in text of one or two bytes a character; without it there are no entities to expand or fetch.
    if b"<!DOCTYPE" in ra.replace(b"\0", b""):
        raise RapportFel(f"delen {namn} har en DTD, som ett Word-dokument aldrig har")
    try:
        return ET.fromstring(ra)
    except (ET.ParseError, ValueError, LookupError) as exc:
        raise RapportFel(f"delen {namn} kan inte läsas; spara dokumentet på nytt i Word") from exc


def _stilar(rot: ET.Element) -> dict[str, tuple[str, int | None]]:
    """Style id -> its name in small letters, and the level of its headings, its own or that of the style under it."""
    namn: dict[str, str] = {}
    egna: dict[str, int | None] = {}
    bas: dict[str, str] = {}
    for stil in rot.iter(f"{_W}style"):
        id = stil.get(f"{_W}styleId", "")
        namn[id] = _varde(stil.find(f"{_W}name")).casefold()
        if traff := re.fullmatch(r"(?:heading|rubrik) ?(\d)", namn[id]):
            egna[id] = int(traff[1])
        elif (niva := _varde(stil.find(f"{_W}pPr/{_W}outlineLvl"))).isdecimal() and int(niva) < 9:
            egna[id] = int(niva) + 1
        if stam := _varde(stil.find(f"{_W}basedOn")):
            bas[id] = stam
    svar: dict[str, tuple[str, int | None]] = {}
    for id in namn:
        arvd, sedda = id, {id}
        while arvd not in egna and arvd in bas and bas[arvd] not in sedda:
            arvd = bas[arvd]
            sedda.add(arvd)
        svar[id] = (namn[id], egna.get(arvd))
    return svar


def _varde(element: ET.Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


def _block(kropp: ET.Element, stilar: dict[str, tuple[str, int | None]]) -> Iterator[Stycke | Wordtabell]:
    for element in kropp:
        if element.tag == f"{_W}p":
            yield _stycke(element, stilar)
        elif element.tag == f"{_W}tbl":
            yield Wordtabell(
                tuple(tuple(_celltext(cell) for cell in rad.findall(f"{_W}tc")) for rad in element.findall(f"{_W}tr"))
            )
        elif element.tag == f"{_W}sdt":
            innehall = element.find(f"{_W}sdtContent")
            if innehall is not None:
                yield from _block(innehall, stilar)


def _stycke(element: ET.Element, stilar: dict[str, tuple[str, int | None]]) -> Stycke:
    id = _varde(element.find(f"{_W}pPr/{_W}pStyle"))
    namn, niva = stilar.get(id, (id.casefold(), None))
    egen = _varde(element.find(f"{_W}pPr/{_W}outlineLvl"))
    if niva is None and egen.isdecimal() and int(egen) < 9:
        niva = int(egen) + 1
    return Stycke(_text(element), niva, namn)


def _celltext(cell: ET.Element) -> str:
    return "\n".join(filter(None, (_text(stycke) for stycke in cell.findall(f"{_W}p"))))


def _text(element: ET.Element) -> str:
    delar = []
    for del_ in element.iter():
        if del_.tag == f"{_W}t":
            delar.append(del_.text or "")
        elif del_.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            delar.append("\t" if del_.tag == f"{_W}tab" else " ")
    return "".join(delar).strip()
