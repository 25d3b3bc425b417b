"""Indata: the bytes of a user's file, and the text that they hold. Each reader says in its own error what is wrong."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

_ARKIV = b"PK\x03\x04"


def las_bytes(fil: Path, hogst: int) -> bytes:
    """The bytes of a file; at most one more than ``hogst``, for the reader to refuse.

    Raises:
        ValueError: it cannot be read; the text is one clear Swedish sentence.
    """
    try:
        with fil.open("rb") as strom:
            return strom.read(hogst + 1)
    except FileNotFoundError:
        raise ValueError("filen finns inte") from None
    except IsADirectoryError:
        raise ValueError("är en mapp, inte en fil") from None
    except PermissionError:
        raise ValueError("filen får inte läsas") from None
    except (OSError, ValueError) as exc:  # ValueError: a name that no file can have
        raise ValueError(f"filen kan inte läsas ({exc})") from None


def avkoda(ra: bytes, *, arkiv: str, annars: str = "") -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252.

    Args:
        arkiv: what is said of an archive, such as an Excel or Word file.
        annars: what to do, added when the bytes are no text.

    Raises:
        ValueError: they are no text, or nothing but spaces.
    """
    if ra.startswith(_ARKIV):
        raise ValueError(arkiv)
    if ra.startswith(BOM_UTF8):
        kodningar = ["utf-8-sig"]
    elif ra.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        kodningar = ["utf-16"]
    else:
        kodningar = ["utf-8", "cp1252"]
    for kodning in kodningar:
        try:
            text = ra.decode(kodning)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if not text.strip():
            raise ValueError("filen är tom")
        return text
    raise ValueError(f"filen är ingen text i UTF-8, UTF-16 eller Windows-1252{annars}")
