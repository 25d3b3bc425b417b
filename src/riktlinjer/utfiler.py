"""Utfiler: the files that a command writes; nothing over what is there unless asked for, and no file half written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from .errors import RiktlinjerError


class UtfilFel(RiktlinjerError, OSError):
    """A file that cannot be written."""


def kontrollera_utfil(plats: Path, *, skriv_over: bool) -> None:
    """Raises UtfilFel when something is in the way of a file."""
    if not plats.absolute().parent.is_dir():
        raise UtfilFel(f"{plats}: mappen som filen ska ligga i finns inte; skapa den först")
    if plats.is_dir():
        raise UtfilFel(f"{plats} är en mapp; ange ett filnamn")
    if plats.exists() and not skriv_over:
        raise UtfilFel(f"{plats} finns redan; välj ett annat namn, eller skriv över den med --skriv-over")


def skriv_utfiler(filer: Mapping[Path, bytes], *, skriv_over: bool) -> None:
    """Writes the files. Each is written beside its place first, so that what is there is lost only to a whole file.

    Raises:
        UtfilFel: something is in the way, and then nothing is written; or a file cannot be written.
    """
    for plats in filer:
        kontrollera_utfil(plats, skriv_over=skriv_over)
    vid_sidan = {plats: plats.with_name(f".{plats.name}.{os.getpid()}.ny") for plats in filer}
    plats = Path()
    try:
        for plats, innehall in filer.items():
            with vid_sidan[plats].open("xb") as strom:
                strom.write(innehall)
        for plats, ny in vid_sidan.items():
            ny.replace(plats)
    except OSError as exc:
        raise UtfilFel(f"{plats} kan inte skrivas ({exc.strerror})") from None
    finally:
        for ny in vid_sidan.values():
            with suppress(OSError):
                ny.unlink()
