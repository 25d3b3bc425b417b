"""Zipfil: a workbook is a zip file from somebody else; what would not fit, or is no workbook, is refused unopened."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import Final

from ..errors import Regelfel, RegelverkFel

STORSTA_FIL: Final = 20_000_000
STORSTA_UPPACKAD: Final = 100_000_000
FLEST_DELAR: Final = 1_000
_MB: Final = 1_000_000
_GAMMAL_EXCEL: Final = b"\xd0\xcf\x11\xe0"


def kontrollera_zip(fil: Path) -> bytes:
    """The bytes of a workbook that is safe to open.

    Raises:
        RegelverkFel: it cannot be read, is no workbook, or would be too large unpacked.
    """
    try:
        with fil.open("rb") as strom:
            ra = strom.read(STORSTA_FIL + 1)
    except FileNotFoundError:
        raise _fel(fil, "filen finns inte") from None
    except (OSError, ValueError) as exc:  # ValueError: a name that no file can have
        raise _fel(fil, f"filen kan inte läsas ({exc})") from None
    kontrollera_arkiv(fil, ra)
    return ra


def kontrollera_arkiv(fil: Path, ra: bytes) -> None:
    """Refuses bytes that are no workbook that is safe to open.

    Raises:
        RegelverkFel: they are no workbook, or would be too many unpacked.
    """
    if len(ra) > STORSTA_FIL:
        raise _fel(fil, f"filen är större än {STORSTA_FIL // _MB} MB")
    if ra.startswith(_GAMMAL_EXCEL):
        raise _fel(fil, "filen är skyddad med lösenord eller i ett äldre format; spara den som Excel-arbetsbok (.xlsx)")
    try:
        with zipfile.ZipFile(io.BytesIO(ra)) as arkiv:
            _granska(fil, arkiv)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as exc:
        if isinstance(exc, RegelverkFel):
            raise
        raise _fel(fil, "filen är ingen Excel-arbetsbok (.xlsx), eller skadad") from None


def _granska(fil: Path, arkiv: zipfile.ZipFile) -> None:
    delar = arkiv.infolist()
    if len(delar) > FLEST_DELAR:
        raise _fel(fil, f"filen har {len(delar)} delar; en arbetsbok har högst {FLEST_DELAR}")
    # zipfile never unpacks more of a part than the size that the part is said to have.
    if sum(del_.file_size for del_ in delar) > STORSTA_UPPACKAD:
        raise _fel(fil, f"filen är större än {STORSTA_UPPACKAD // _MB} MB uppackad")
    if "[Content_Types].xml" not in arkiv.namelist():
        raise _fel(fil, "filen är ett arkiv men ingen Excel-arbetsbok (.xlsx)")
    for del_ in delar:
        if del_.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in arkiv.read(del_).replace(b"\0", b""):
            raise _fel(fil, f"delen {del_.filename} har en DTD, som en arbetsbok aldrig har")


def _fel(fil: Path, text: str) -> RegelverkFel:
    return RegelverkFel([Regelfel(fil.name, "", text)])
