"""JSON-text: a question's text as values, its numbers exact, within bounds of length and depth."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from ..regelverk.radnummer import Vag, skriv_plats
from .felkod import Felkod, Fellista

STORSTA_FRAGA: Final = 20_000_000
"""Bytes, or characters."""
HOGSTA_DJUP: Final = 50
_FLEST_SIFFROR: Final = 1000
_EXAKT_HELTAL: Final = 30
_STOR_EXPONENT: Final = re.compile(r"\s*[-+]?[\d_.]+[eE][-+]?[\d_]{4,}\s*")


class Objekt(dict[str, object]):
    """A JSON object that remembers keys that were given twice."""

    dubbla: tuple[str, ...] = ()


def las_jsontext(text: str | bytes, felen: Fellista) -> object:
    """The value that a JSON text says; None when it says none, which ``felen`` then tells.

    A number is an int of at most 30 digits, or a Decimal with the digits as they were written.

    >>> las_jsontext('{"a": 84.20}', Fellista())
    {'a': Decimal('84.20')}
    """
    if len(text) > STORSTA_FRAGA:
        felen.ny(Felkod.FOR_STOR, "", f"texten är större än {STORSTA_FRAGA // 1_000_000} MB; dela upp den")
        return None
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        text = text.removeprefix("\ufeff")
        if not text.strip():
            felen.ny(Felkod.OGILTIG_JSON, "", "texten är tom")
            return None
        return json.loads(
            text,
            parse_float=_tal,
            parse_int=_heltal,
            parse_constant=_inget_tal,
            object_pairs_hook=_objekt,
        )
    except UnicodeDecodeError as exc:
        felen.ny(Felkod.OGILTIG_JSON, "", f"texten är inte UTF-8 (byte {exc.start}); JSON skrivs i UTF-8")
    except json.JSONDecodeError as exc:
        vad = "JSON kan inte läsas här; kontrollera citattecken och komman"
        if exc.msg == "Extra data":
            vad = "här börjar ett JSON-värde till; skriv ett enda, eller läs raderna en och en"
        felen.ny(Felkod.OGILTIG_JSON, "", f"rad {exc.lineno}, tecken {exc.colno}: {vad}")
    except RecursionError:
        felen.ny(Felkod.FOR_STOR, "", f"texten är nästlad i fler än {HOGSTA_DJUP} nivåer")
    except _IngetTal as exc:
        felen.ny(Felkod.OGILTIG_JSON, "", f"{exc} är inget tal i JSON; skriv null för det som inte är känt")
    return None


class Frammande(NamedTuple):
    """A Python value that JSON does not have; told by ``kontrollera``."""

    text: str


def fran_python(varde: object, djup: int = 0) -> object:
    """The value that a Python object says, as ``las_jsontext`` gives it; a float by its shortest text.

    >>> fran_python({"a": (0.1, None)})
    {'a': [Decimal('0.1'), None]}
    """
    if djup > HOGSTA_DJUP:
        return None  # told by kontrollera, which counts the level around it
    match varde:
        case Mapping():
            udda = next((nyckel for nyckel in varde if not isinstance(nyckel, str)), None)
            if udda is not None:
                return Frammande(f"väntade texter som nycklar, fick {type(udda).__name__}")
            return Objekt((str(nyckel), fran_python(v, djup + 1)) for nyckel, v in varde.items())
        case list() | tuple():
            return [fran_python(v, djup + 1) for v in varde]
        case str():
            return str(varde)  # the word of an enum, too
        case None | bool() | Decimal():
            return varde
        case int():
            return _heltal(str(varde)) if varde.bit_length() <= 4 * _FLEST_SIFFROR else Decimal("Infinity")
        case float():
            return Decimal(repr(varde))
    return Frammande(f"väntade ett värde som JSON har, fick {type(varde).__name__}")


def kontrollera(varde: object, felen: Fellista, vag: Vag = ()) -> None:
    """Tells of what no question may hold, wherever it stands: twice the same field, depth, huge numbers, no Unicode."""
    if isinstance(varde, dict | list) and len(vag) >= HOGSTA_DJUP:
        felen.ny(Felkod.FOR_STOR, skriv_plats(vag[:3]), f"är nästlat i fler än {HOGSTA_DJUP} nivåer")
    elif isinstance(varde, dict):
        for namn in varde.dubbla if isinstance(varde, Objekt) else ():
            felen.ny(Felkod.DUBBELT_FALT, skriv_plats((*vag, namn)), "står två gånger; behåll det ena")
        for namn, v in varde.items():
            if _ar_inte_unicode(namn):
                felen.ny(Felkod.OGILTIG_JSON, skriv_plats(vag), f"namnet {namn!a} har tecken som inte är Unicode")
            kontrollera(v, felen, (*vag, namn))
    elif isinstance(varde, list):
        for i, v in enumerate(varde):
            kontrollera(v, felen, (*vag, i))
    elif isinstance(varde, Frammande):
        felen.ny(Felkod.FEL_SLAG, skriv_plats(vag), varde.text)
    elif isinstance(varde, str) and _ar_inte_unicode(varde):
        felen.ny(Felkod.OGILTIG_JSON, skriv_plats(vag), "texten har tecken som inte är Unicode")
    elif _ar_for_stort(varde):
        felen.ny(Felkod.FOR_STOR, skriv_plats(vag), f"talet har fler än {_FLEST_SIFFROR} siffror")


def _ar_inte_unicode(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= tecken <= "\udfff" for tecken in text)


def _ar_for_stort(varde: object) -> bool:
    """Whether it is a number, or a text that a Decimal would be read from, that would take too long to write out."""
    match varde:
        case str():
            return _STOR_EXPONENT.fullmatch(varde) is not None
        case Decimal():
            return not varde.is_finite() or max(abs(varde.adjusted()), len(varde.as_tuple().digits)) > _FLEST_SIFFROR
    return False


class _IngetTal(Exception):
    """NaN or an infinity, which Python's reader takes and JSON does not have."""


def _inget_tal(text: str) -> object:
    raise _IngetTal(text)


def _tal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond what a Decimal holds
        return Decimal("Infinity")


def _heltal(text: str) -> int | Decimal:
    return int(text) if len(text) <= _EXAKT_HELTAL else Decimal(text)


def _objekt(par: list[tuple[str, object]]) -> Objekt:
    objekt = Objekt(par)
    if len(objekt) < len(par):
        antal = Counter(namn for namn, _ in par)
        objekt.dubbla = tuple(namn for namn in objekt if antal[namn] > 1)
    return objekt
