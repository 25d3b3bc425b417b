"""Inventering: the files in a folder, whose each is by its place and name, and what is passed over or not read.

What is not read and may hold a report is kept, for nobody to say that none has come in.

Nothing is opened here. A link is followed only to a file inside the folder.
"""

from __future__ import annotations

import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Final, Literal, TypeAlias

from ..errors import RapportFel
from ..models.bas import skriv_id
from ..models.papekande import Papekande
from ..models.regelverk import Regelverk
from ..models.skalor import Allvar
from ..models.tal import skriv_med_enhet, skriv_tal
from ..utskrift import ren

REGISTER: Final = "sammanstallning.toml"
KONCERNEN: Final = "koncernen"
FLEST_FILER: Final = 2_000
STORSTA_FIL: Final = 20_000_000
STORSTA_SAMLAT: Final = 1_000_000_000
RAPPORTANDELSER: Final = (".docx", ".md", ".markdown", ".txt", ".text", ".toml")
ANDRA_RAPPORTANDELSER: Final = (".doc", ".docm", ".odt", ".pages", ".pdf", ".rtf", ".zip")
"""A report may have been sent in so, but is not read."""
_MB: Final = 1_000_000
_DATORNS_EGNA: Final = {"thumbs.db", "desktop.ini", "__macosx", "icon\r"}
_LANGSTA_NAMN: Final = 200
_Slag: TypeAlias = Literal["fil", "mapp", "länk", "annat"]


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
    oklara: dict[str, list[str]] = field(default_factory=dict)
    """Owner -> the names of what is not read and may hold its report."""

    def ny(self, kod: str, allvar: Allvar, namn: str, text: str) -> None:
        """Adds a finding about a file."""
        self.papekanden.append(Papekande(kod=kod, allvar=allvar, text=f"{namn}: {text}", plats=namn))

    def ny_oklar(self, agare: str | None, namn: str) -> None:
        """Adds something that may hold the report of its owner."""
        if agare not in (None, KONCERNEN):
            self.oklara.setdefault(str(agare), []).append(namn)


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
        vad = "finns inte" if isinstance(exc, FileNotFoundError) else f"kan inte läsas: {hinder(exc, 'mappen')}"
        vad = "är ingen mapp" if isinstance(exc, NotADirectoryError) else vad
        raise RapportFel(f"mappen {vad}") from None
    for plats in rotens:
        _ta_upp(svar, plats, _agare(plats.name, namnder), namnder)
    if svar.register is None and any(plats.name.casefold() == REGISTER for plats in rotens):
        for namnd in regelverk.namnder:  # what it may say of them is not known
            svar.ny_oklar(namnd.id, REGISTER)
    _begransa(svar)
    return svar


def visat_namn(namn: str) -> str:
    """A name of a file as it can be shown: on one line, without control characters, in Unicode.

    >>> visat_namn("rad ett\\nrad två")
    'rad ett\ufffdrad två'
    """
    text = ren(namn.encode("utf-8", "replace").decode("utf-8").replace("\n", "\ufffd"))
    return text if len(text) <= _LANGSTA_NAMN else text[:_LANGSTA_NAMN] + "…"


def kan_vara_rapport(fil: Path) -> bool:
    """Whether a file that is not read may be a report, by its ending."""
    return fil.suffix.casefold() in (*RAPPORTANDELSER, *ANDRA_RAPPORTANDELSER, ".json")


def hinder(exc: OSError, vad: str = "filen") -> str:
    """Why a file, or a folder, cannot be read, in Swedish."""
    match exc:
        case FileNotFoundError():
            return f"{vad} finns inte längre"
        case PermissionError():
            return f"{vad} får inte läsas"
        case _:
            return f"datorn säger ”{exc.strerror or exc}”"


def _namnder(regelverk: Regelverk) -> dict[str, str] | None:
    """What a nämnd may be called -> its id; None when the guideline has none, and any name is one."""
    if not regelverk.namnder:
        return None
    return {namn: n.id for n in regelverk.namnder for namn in (n.id, skriv_id(n.namn))}


def _agare(namn: str, namnder: Mapping[str, str] | None) -> str | None:
    """Whose a folder or a file is by its name, or by how the name begins."""
    helt = skriv_id(namn)
    stam = skriv_id(Path(namn).stem)
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
    except (OSError, ValueError) as exc:
        _olaslig(svar, plats, namn, agare, hinder(exc) if isinstance(exc, OSError) else str(exc))
        return
    match slag:
        case "fil" if djup == 0 and plats.name.casefold() == REGISTER:
            svar.register = plats
        case "fil":
            svar.filer.append(Katalogfil(plats, namn, agare))
        case "mapp" if djup == 0:
            _ta_upp_mapp(svar, plats, namn, agare, namnder)
        case _:
            _las_inte(svar, plats, namn, agare, slag)


def _las_inte(svar: Inventering, plats: Path, namn: str, agare: str | None, slag: _Slag) -> None:
    """Tells what is not read because of what it is."""
    match slag:
        case "mapp":
            text = "mappar i en nämnds mapp läses inte; lägg filerna direkt i nämndens mapp."
        case "länk":
            text = "länken leder ut ur mappen, eller till en mapp, och följs inte; lägg filen själv här."
        case _:
            text = "är varken en fil eller en mapp, och läses inte."
    kod = "SAMMANSTALLNING-07" if slag == "länk" else "SAMMANSTALLNING-03"
    svar.ny(kod, Allvar.VARNING, namn, text)
    if slag == "mapp" or kan_vara_rapport(plats) or (slag == "länk" and not plats.suffix):  # perhaps to a folder
        svar.ny_oklar(agare, namn)


def _olaslig(svar: Inventering, plats: Path, namn: str, agare: str | None, varfor: str) -> None:
    """Tells of a file that cannot be read."""
    svar.ny("SAMMANSTALLNING-01", Allvar.FEL, namn, f"kan inte läsas: {varfor}.")
    if kan_vara_rapport(plats):
        svar.ny_oklar(agare, namn)


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
        svar.ny("SAMMANSTALLNING-01", Allvar.FEL, namn, f"kan inte läsas: {hinder(exc, 'mappen')}.")
        svar.ny_oklar(agare, namn)
        return
    for plats in poster:
        _ta_upp(svar, plats, agare, namnder, djup=1)


def _slag(rot: Path, plats: Path) -> _Slag:
    info = plats.lstat()
    if stat.S_ISLNK(info.st_mode):
        try:
            mal = plats.resolve(strict=True)
        except FileNotFoundError:
            raise ValueError("länken leder till något som inte finns") from None
        except (OSError, RuntimeError):  # RuntimeError: before Python 3.13
            raise ValueError("länken leder i cirkel, eller till något som inte får läsas") from None
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
            _olaslig(svar, fil.plats, fil.namn, fil.agare, hinder(exc))
            continue
        if len(kvar) >= FLEST_FILER or samlat + min(storlek, STORSTA_FIL) > STORSTA_SAMLAT:
            olasta.append(fil)
            continue
        samlat += min(storlek, STORSTA_FIL)
        kvar.append(fil)
    if olasta:
        till = "en fil" if len(olasta) == 2 else skriv_med_enhet(Decimal(len(olasta) - 1), "filer")
        vad = "filen" if len(olasta) == 1 else f"den och {till} till"
        grans = f"{skriv_tal(Decimal(FLEST_FILER))} filer och {skriv_med_enhet(Decimal(STORSTA_SAMLAT // _MB), 'MB')}"
        text = f"{vad} läses inte; mappen får ha högst {grans}."
        svar.ny("SAMMANSTALLNING-08", Allvar.FEL, olasta[0].namn, text)
    for fil in olasta:
        if kan_vara_rapport(fil.plats):
            svar.ny_oklar(fil.agare, fil.namn)
    svar.filer = kvar
