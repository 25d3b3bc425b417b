"""Rapportfiler: a report from a Word, Markdown, text, JSON or TOML file, read whole or refused with what is wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from .errors import RapportFel
from .indata import avkoda, las_bytes
from .models.rapport import Innehallsrad, Rapport
from .rapportbygge import Delavsnitt, dela_nummer
from .rapporttext import lagg_till_tabell, las_markdown, las_text, ordnad_rapport
from .rapportword import Stycke, las_word
from .regelverk.tomllasning import Tomltextfel, las_tomltext
from .utbyte.falt import las_rapport as las_rapportobjekt
from .utbyte.felkod import Fellista
from .utbyte.jsontext import kontrollera, las_jsontext

STORSTA_FIL: Final = 20_000_000
_MB: Final = 1_000_000
# A list that is not updated has no pages: "Personalomsättning R12" ends in none.
_SIDNUMMER: Final = re.compile(r"(?:[\s.]*\t|\s*\.[\s.]*)\s*\d*$|\s+\d{1,3}$")
_VAGLEDNING: Final = "vägledning"
"""The style of guidance in a report template that ``riktlinjer mall --word`` writes."""
_ANDRA_FORMAT: Final = {
    ".doc": "ett äldre Word-format; spara den som .docx",
    ".pdf": "en PDF; spara den som text (.txt), eller öppna den i Word och spara som .docx",
    ".odt": "ett OpenDocument; spara den som .docx",
    ".rtf": "RTF; spara den som .docx",
}


def las_rapport(fil: str | Path) -> Rapport:
    """The report in a file: Word (.docx), Markdown (.md), text (.txt), or the model itself as JSON or TOML.

    Of Word, Markdown and text are read the front page, the contents, the headings with what stands under them, and the
    tables of figures; of the tables the forecast for the full year. What they do not say stays None: an åtgärdsplan
    and the submissions are given as data.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as mapp:
    ...     fil = Path(mapp) / "rapport.md"
    ...     _ = fil.write_text("Uppföljningsrapport 2\\n\\njan-aug 2018\\n\\n# 1 Sammanfattning\\n\\nText.\\n", "utf-8")
    ...     rapport = las_rapport(fil)
    >>> rapport.rapporttyp.value, rapport.period, [a.rubrik for a in rapport.avsnitt]
    ('UR2', '2018-08', ['1 Sammanfattning'])

    Args:
        fil: at most 20 MB.

    Raises:
        RapportFel: the file cannot be read, or is no report in any of the formats.
        TypeError: ``fil`` is no path.
    """
    if not isinstance(fil, str | Path):
        raise TypeError(f"väntade en sökväg, fick {type(fil).__name__}")
    return tolka_rapport(_las(Path(fil)), Path(fil).suffix)


def tolka_rapport(ra: bytes, andelse: str) -> Rapport:
    """The report in the bytes of a file whose name ends so; for a caller that has no file.

    Raises:
        RapportFel: as for :func:`las_rapport`.
    """
    andelse = andelse.casefold()
    if len(ra) > STORSTA_FIL:
        raise RapportFel(f"filen är större än {STORSTA_FIL // _MB} MB")
    if andelse in _ANDRA_FORMAT or ra.startswith(b"%PDF"):
        raise RapportFel(f"filen är {_ANDRA_FORMAT.get(andelse, _ANDRA_FORMAT['.pdf'])}")
    match andelse:
        case ".docx":
            return _las_docx(ra)
        case ".md" | ".markdown":
            return _inte_tom(las_markdown(_avkoda(ra)))
        case ".txt" | ".text":
            return _inte_tom(las_text(_avkoda(ra)))
        case ".json":
            return _modell(_avkoda(ra))
        case ".toml":
            return _modell(_toml(_avkoda(ra)))
    raise RapportFel(f"filformatet {andelse or 'utan ändelse'} är okänt; välj .docx, .md, .txt, .json eller .toml")


def _las(fil: Path) -> bytes:
    try:
        return las_bytes(fil, STORSTA_FIL)
    except ValueError as exc:
        raise RapportFel(str(exc)) from None


def _avkoda(ra: bytes) -> str:
    try:
        return avkoda(ra, arkiv="filen är ett arkiv, inte text; ett Word-dokument ska sluta på .docx")
    except ValueError as exc:
        raise RapportFel(str(exc)) from None


def _inte_tom(rapport: Rapport) -> Rapport:
    if not rapport.avsnitt:
        raise RapportFel("filen har inga avsnitt; väntade minst en rubrik utöver titeln")
    return rapport


# Word


def _las_docx(ra: bytes) -> Rapport:
    if not ra.startswith(b"PK"):
        raise RapportFel("filen är inget Word-dokument (.docx), eller skyddad med lösenord")
    block, sidhuvud = las_word(ra)
    framsida: list[str] = []
    delar: list[Delavsnitt] = []
    innehall: list[Innehallsrad] = []
    titel: str | None = None
    for del_ in block:
        if not isinstance(del_, Stycke):
            lagg_till_tabell(del_.rader, titel, delar, framsida)
            titel = None
        elif del_.stil.startswith(_VAGLEDNING):
            continue  # the template's words, not the report's
        elif re.match(r"(?:toc|innehåll) ?\d", del_.stil):
            nummer, text = dela_nummer(_SIDNUMMER.sub("", del_.text).replace("\t", " "))
            innehall += [Innehallsrad(nummer=nummer, titel=text)] if text else []
        elif del_.niva is not None and del_.text:
            delar.append(Delavsnitt(del_.text.replace("\t", " "), del_.niva))
        elif del_.text:
            titel = del_.text if del_.stil in ("caption", "beskrivning") else None
            (delar[-1].stycken if delar else framsida).append(del_.text)
    return _inte_tom(ordnad_rapport(delar, framsida, sidhuvud, innehall or None))


# The model itself


def _toml(text: str) -> str:
    try:
        return json.dumps(las_tomltext(text), default=str)
    except Tomltextfel as exc:
        rad = "" if exc.rad is None else f"rad {exc.rad}: "
        raise RapportFel(f"{rad}TOML kan inte läsas: {exc.text}") from None
    except RecursionError:
        raise RapportFel("filen är för djupt nästlad") from None


def _modell(text: str) -> Rapport:
    """The report, read as one in a question from another system is."""
    felen = Fellista()
    varde = las_jsontext(text, felen)
    if not felen:
        kontrollera(varde, felen)
    rapport = None if felen else las_rapportobjekt(varde, "", felen)
    if rapport is None:
        raise RapportFel(*(f"{fel.plats}: {fel.text}" if fel.plats else fel.text for fel in felen))
    return rapport
