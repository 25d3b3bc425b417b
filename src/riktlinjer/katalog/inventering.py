"""Inventering: the files in a folder, whose each is by its place and name, and what is passed over or not read.

Nothing is opened here. A link is followed only to a file inside the folder.
"""

from __future__ import annotations

import re
import stat
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ..errors import RapportFel
from ..models.papekande import Papekande
from ..models.regelverk import Regelverk
from ..models.skalor import Allvar
from ..utskrift import ren

REGISTER: Final = "sammanstallning.toml"
KONCERNEN: Final = "koncernen"
FLEST_FILER: Final = 2_000
STORSTA_FIL: Final = 20_000_000
STORSTA_SAMLAT: Final = 1_000_000_000
_MB: Final = 1_000_000
_DATORNS_EGNA: Final = {"thumbs.db", "desktop.ini", "__macosx", "icon\r"}
_LANGSTA_NAMN: Final = 200


@dataclass(frozen=True, slots=True)
class Katalogfil:
    """A file to read."""

    plats: Path
    namn: str
    """Its path in the folder, as it can be shown."""
    agare: str | None
    """The id of the nämnd that it belongs to, or ``koncernen``; None when its place says neither."""


@dataclass(slots=True)
class Inventering:
    """What is in a folder."""

    rot: Path
    filer: list[Katalogfil] = field(default_factory=list)
    register: Path | None = None
    overhoppade: int = 0
    papekanden: list[Papekande] = field(default_factory=list)

    def ny(self, kod: str, allvar: Allvar, namn: str, text: str) -> None:
        """Adds a finding about a file."""
        self.papekanden.append(Papekande(kod=kod, allvar=allvar, text=f"{namn}: {text}", plats=namn))


def inventera(rot: Path, regelverk: Regelverk) -> Inventering:
    """What is in the folder, in the order of the names.

    Raises:
        RapportFel: the folder itself cannot be read.
    """
    svar = Inventering(rot)
    namnder = _namnder(regelverk)
    try:
        rotens = _poster(rot)
    except OSError as exc:
        vad = "finns inte" if isinstance(exc, FileNotFoundError) else f"kan inte läsas ({exc.strerror})"
        vad = "är ingen mapp" if isinstance(exc, NotADirectoryError) else vad
        raise RapportFel(f"mappen {vad}") from None
    for plats in rotens:
        _ta_upp(svar, plats, _agare(plats.name, namnder), namnder)
    _begransa(svar)
    return svar


def visat_namn(namn: str) -> str:
    """A name of a file as it can be shown: on one line, without control characters, in Unicode.

    >>> visat_namn("rad ett\\nrad två")
    'rad ett\ufffdrad två'
    """
    text = ren(namn.encode("utf-8", "replace").decode("utf-8").replace("\n", "\ufffd"))
    return text if len(text) <= _LANGSTA_NAMN else text[:_LANGSTA_NAMN] + "…"


def slugg(text: str) -> str:
    """A name as an id is written.

    >>> slugg("Driftnämnd Ambulans, diagnostik och hälsa")
    'driftnamnd-ambulans-diagnostik-och-halsa'
    """
    utan_prickar = unicodedata.normalize("NFD", text.casefold())
    utan_prickar = "".join(t for t in utan_prickar if not unicodedata.combining(t))
    return re.sub(r"[^a-z0-9]+", "-", utan_prickar).strip("-")


def _namnder(regelverk: Regelverk) -> dict[str, str] | None:
    """What a nämnd may be called -> its id; None when the guideline has none, and any name is one."""
    if not regelverk.namnder:
        return None
    return {namn: n.id for n in regelverk.namnder for namn in (n.id, slugg(n.namn))}


def _agare(namn: str, namnder: Mapping[str, str] | None) -> str | None:
    """Whose a folder or a file is by its name, or by how the name begins."""
    helt = slugg(namn)
    stam = slugg(Path(namn).stem)
    if stam == KONCERNEN:
        return KONCERNEN
    if namnder is None:
        return stam or None
    if helt in namnder:
        return namnder[helt]
    borjan = [n for n in namnder if stam == n or stam.startswith(f"{n}-")]
    return namnder[max(borjan, key=len)] if borjan else None


def _poster(mapp: Path) -> list[Path]:
    return sorted(mapp.iterdir(), key=lambda plats: plats.name)


def _ta_upp(
    svar: Inventering, plats: Path, agare: str | None, namnder: Mapping[str, str] | None, *, djup: int = 0
) -> None:
    namn = visat_namn(plats.relative_to(svar.rot).as_posix())
    if plats.name.startswith((".", "~$")) or plats.name.casefold() in _DATORNS_EGNA:
        svar.overhoppade += 1
        return
    try:
        slag = _slag(svar.rot, plats)
    except (OSError, RuntimeError, ValueError) as exc:  # RuntimeError: links in a circle, before Python 3.13
        vad = exc.strerror if isinstance(exc, OSError) else "länkar i cirkel"
        svar.ny("SAMMANSTALLNING-01", Allvar.FEL, namn, f"filen kan inte läsas ({vad}).")
        return
    match slag:
        case "fil" if djup == 0 and plats.name.casefold() == REGISTER:
            svar.register = plats
        case "fil":
            svar.filer.append(Katalogfil(plats, namn, agare))
        case "mapp" if djup == 0:
            _ta_upp_mapp(svar, plats, namn, agare, namnder)
        case "mapp":
            text = "mappar i en nämnds mapp läses inte; lägg filerna direkt i nämndens mapp."
            svar.ny("SAMMANSTALLNING-03", Allvar.VARNING, namn, text)
        case "länk":
            text = "länken leder ut ur mappen, eller till en mapp, och följs inte; lägg filen själv här."
            svar.ny("SAMMANSTALLNING-07", Allvar.VARNING, namn, text)
        case _:
            svar.ny("SAMMANSTALLNING-03", Allvar.VARNING, namn, "är varken en fil eller en mapp, och läses inte.")


def _ta_upp_mapp(
    svar: Inventering, mapp: Path, namn: str, agare: str | None, namnder: Mapping[str, str] | None
) -> None:
    if agare is None:
        kanda = ", ".join(sorted(set((namnder or {}).values())))
        text = f"mappen har ingen nämnds namn eller id och läses inte. De som finns: {kanda}."
        svar.ny("SAMMANSTALLNING-02", Allvar.VARNING, namn, text)
        return
    try:
        poster = _poster(mapp)
    except OSError as exc:
        svar.ny("SAMMANSTALLNING-01", Allvar.FEL, namn, f"mappen kan inte läsas ({exc.strerror}).")
        return
    for plats in poster:
        _ta_upp(svar, plats, agare, namnder, djup=1)


def _slag(rot: Path, plats: Path) -> str:
    info = plats.lstat()
    if stat.S_ISLNK(info.st_mode):
        mal = plats.resolve(strict=True)
        return "fil" if mal.is_relative_to(rot.resolve()) and mal.is_file() else "länk"
    if stat.S_ISDIR(info.st_mode):
        return "mapp"
    return "fil" if stat.S_ISREG(info.st_mode) else "annat"


def _begransa(svar: Inventering) -> None:
    """Leaves out what is too large, and what is too much altogether."""
    kvar: list[Katalogfil] = []
    olasta: list[Katalogfil] = []
    samlat = 0
    for fil in svar.filer:
        try:
            storlek = fil.plats.stat().st_size
        except OSError as exc:
            svar.ny("SAMMANSTALLNING-01", Allvar.FEL, fil.namn, f"filen kan inte läsas ({exc.strerror}).")
            continue
        if len(kvar) >= FLEST_FILER or samlat + min(storlek, STORSTA_FIL) > STORSTA_SAMLAT:
            olasta.append(fil)
            continue
        samlat += min(storlek, STORSTA_FIL)
        kvar.append(fil)
    if olasta:
        text = (
            f"den och {len(olasta) - 1} filer till läses inte; mappen får ha högst {FLEST_FILER} filer och "
            f"{STORSTA_SAMLAT // _MB} MB."
        )
        svar.ny("SAMMANSTALLNING-08", Allvar.FEL, olasta[0].namn, text)
    svar.filer = kvar
