"""Ark: the filled cells of one sheet as it was read, under the headings that it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any, Final, NamedTuple, TypeAlias

from .blad import AGARE, Blad, Vag
from .celler import Innehall, visat
from .falt import Cell, Grupp, Lista, Nod
from .skrivning import FLEST_RADER

FLEST_KOLUMNER: Final = 200

Anmal = Callable[[str, str], None]
"""Tells a fault: in which cell, and what."""


class Lage(NamedTuple):
    """Where something stands: the sheet, the cell and the heading of its column."""

    blad: str
    cell: str
    rubrik: str


class Racell(NamedTuple):
    """A cell of the file that is not empty."""

    value: object
    data_type: str
    number_format: str
    coordinate: str
    column_letter: str

    @classmethod
    def av(cls, cell: Any) -> Racell:
        """The same as openpyxl reads it."""
        return cls(cell.value, cell.data_type, str(cell.number_format or ""), cell.coordinate, cell.column_letter)


_Rad: TypeAlias = tuple[Racell | None, ...]


class Ark:
    """The cells by row and by the number of their column among those of the sheet."""

    def __init__(self, blad: Blad, rader: Iterable[_Rad], anmal: Anmal) -> None:
        self.blad = blad
        self.celler: dict[tuple[int, int], Innehall] = {}
        self.sista_rad = 1
        self._bokstaver: dict[int, str] = {}
        self._anmal = anmal
        self._las_staende(rader) if blad.staende else self._las_liggande(rader)

    def lage(self, rad: int, kolumn: int) -> Lage:
        """Where a cell stands; the row alone when the sheet lacks the column."""
        rubrik = self.blad.kolumner[kolumn].rubrik
        if self.blad.staende:
            return Lage(self.blad.namn.namn, self._bokstaver.get(kolumn, "kolumnen Uppgift"), rubrik)
        bokstav = self._bokstaver.get(kolumn)
        return Lage(self.blad.namn.namn, f"{bokstav}{rad}" if bokstav else f"rad {rad}", rubrik)

    def fyllda(self, kolumner: frozenset[int], forsta: int, sista: int) -> list[int]:
        """The rows from ``forsta`` up to ``sista`` that have something in one of the columns."""
        return [rad for rad in range(forsta, sista) if any((rad, kolumn) in self.celler for kolumn in kolumner)]

    def har_kolumn(self, kolumn: int) -> bool:
        """Whether the sheet has the column."""
        return kolumn in self._bokstaver

    def _las_liggande(self, rader: Iterable[_Rad]) -> None:
        platser: dict[int, int] = {}
        for nummer, rad in enumerate(rader, 1):
            if nummer > FLEST_RADER:
                self._anmal(f"rad {nummer}", f"bladet har fler än {FLEST_RADER} rader")
                return
            if nummer == 1:
                platser = self._las_rubriker(rad)
                continue
            for i, cell in enumerate(rad):
                innehall = self._innehall(cell)
                if cell is None or innehall is None:
                    continue
                if i in platser:
                    self.celler[nummer, platser[i]] = innehall
                    self.sista_rad = nummer
                elif i not in self._okanda:
                    self._anmal(cell.coordinate, f"fann {visat(innehall.varde)} i en kolumn utan rubrik")
                    self._okanda.add(i)

    def _las_rubriker(self, rad: _Rad) -> dict[int, int]:
        """The number of the sheet's column for each column of the file."""
        platser: dict[int, int] = {}
        self._okanda: set[int] = set()
        for i, cell in enumerate(rad):
            if cell is None or not str(cell.value).strip():
                continue
            kolumn = self._kolumn(cell, str(cell.value))
            if kolumn is None:
                self._okanda.add(i)
            else:
                platser[i] = kolumn
                self._bokstaver[kolumn] = cell.column_letter
        return platser

    def _kolumn(self, cell: Racell, rubrik: str) -> int | None:
        kanda = {_nyckel(kolumn.rubrik): i for i, kolumn in enumerate(self.blad.kolumner)}
        kolumn = kanda.get(_nyckel(rubrik))
        if kolumn is None:
            nara = get_close_matches(_nyckel(rubrik), kanda, n=1, cutoff=0.6)
            hjalp = f"; menas {self.blad.kolumner[kanda[nara[0]]].rubrik}?" if nara else "; ta bort kolumnen"
            self._anmal(cell.coordinate, f"fann rubriken {visat(rubrik)}, som bladet inte har{hjalp}")
        elif kolumn in self._bokstaver:
            self._anmal(cell.coordinate, f"rubriken {visat(rubrik)} finns två gånger")
            return None
        return kolumn

    def _las_staende(self, rader: Iterable[_Rad]) -> None:
        for nummer, rad in enumerate(rader, 1):
            if nummer == 1:
                continue
            uppgift, cell = (*rad, None, None)[:2]
            innehall = self._innehall(cell)
            if uppgift is None or not str(uppgift.value).strip():
                if cell is not None and innehall is not None:
                    self._anmal(cell.coordinate, f"fann {visat(innehall.varde)} på en rad utan uppgift")
                continue
            kolumn = self._kolumn(uppgift, str(uppgift.value))
            if kolumn is not None:
                self._bokstaver[kolumn] = f"B{nummer}"
                if innehall is not None:
                    self.celler[2, kolumn] = innehall
                    self.sista_rad = 2

    def _innehall(self, cell: Racell | None) -> Innehall | None:
        if cell is None or (isinstance(cell.value, str) and not cell.value.strip()):
            return None
        varde = cell.value
        if cell.data_type == "f":
            self._anmal(cell.coordinate, f"fann formeln {visat(varde)}; klistra in dess värde i stället")
            return None
        if cell.data_type == "e":
            self._anmal(cell.coordinate, f"fann felvärdet {visat(varde)}")
            return None
        return Innehall(varde, cell.number_format)


def _nyckel(rubrik: str) -> str:
    return " ".join(rubrik.split()).rstrip("* ").casefold()


def kolumner_under(blad: Blad, vag: Vag) -> frozenset[int]:
    """The columns of a field and of everything in it."""
    return frozenset(i for i, kolumn in enumerate(blad.kolumner) if kolumn.vag[: len(vag)] == vag)


def egna_kolumner(blad: Blad, noder: tuple[Nod, ...], vag: Vag) -> frozenset[int]:
    """The columns of a table's own cells, without those of its lists."""
    egna: set[int] = set()
    for nod in noder:
        if isinstance(nod, Cell):
            egna |= {i for i, kolumn in enumerate(blad.kolumner) if kolumn.vag == (*vag, nod.falt)}
        elif isinstance(nod, Grupp):
            egna |= egna_kolumner(blad, nod.noder, (*vag, nod.falt))
    return frozenset(egna)


def idkolumn(blad: Blad, noder: tuple[Nod, ...], vag: Vag) -> int | None:
    """The column that says which table of a list a row belongs to; None where rows cannot be repeated."""
    if not any(isinstance(nod, Lista) for nod in noder):
        return None
    falt = next((nod.falt for nod in noder if isinstance(nod, Cell) and nod.falt in (AGARE, "id")), None)
    return next((i for i, k in enumerate(blad.kolumner) if falt is not None and k.vag == (*vag, falt)), None)
