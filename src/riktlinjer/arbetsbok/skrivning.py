"""Skrivning: a rule set becomes the sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from ..errors import Regelfel
from .blad import AGARE, Blad, Vag, alla_blad, blad_med
from .celler import LANGSTA_TEXT, TEXTFORMAT, Innehall, till_cell
from .falt import Cell, Grupp, Nod
from .malvardesceller import malvarde_i_ord

FLEST_RADER: Final = 20_000
"""The most rows of a sheet, its heading included."""

Tabell = Mapping[str, object]


class Sammanhang(NamedTuple):
    """What a målvärde is read with: the direction and unit of the indicator around it."""

    riktning: object = None
    enhet: object = None

    def inom(self, tabell: Tabell) -> Sammanhang:
        """The same inside a table, which may say its own."""
        return Sammanhang(tabell.get("riktning", self.riktning), tabell.get("enhet", self.enhet))


class Rutnat:
    """The filled cells of a sheet, by row (the heading is 1) and by the number of the column from 0."""

    def __init__(self, blad: Blad) -> None:
        self.blad = blad
        self.celler: dict[tuple[int, int], Innehall] = {}
        self.block: set[int] = set()
        """The rows where what stands on the sheet begins."""
        self.rader = 1
        self._kolumn = {kolumn.nyckel: i for i, kolumn in enumerate(blad.kolumner)}

    def lagg_till(self, tabell: Tabell, sammanhang: Sammanhang) -> None:
        """Puts a table under what is there."""
        self.block.add(self.rader + 1)
        self.rader += self._block(self.blad.nod.noder, tabell, self.rader + 1, (), sammanhang.inom(tabell))

    def _block(self, noder: Sequence[Nod], tabell: Tabell, rad: int, vag: Vag, sammanhang: Sammanhang) -> int:
        """Writes a table from a row on and says how many rows it took."""
        hojd = 1
        for nod in noder:
            varde = tabell.get(nod.falt)
            egen = (*vag, nod.falt)
            if isinstance(nod, Cell):
                self._cell(nod, varde, rad, egen, sammanhang)
            elif isinstance(nod, Grupp) and isinstance(varde, Mapping):
                hojd = max(hojd, self._block(nod.noder, varde, rad, egen, sammanhang.inom(varde)))
            elif isinstance(varde, list):
                under = rad
                for post in varde:
                    under += self._block(nod.noder, post, under, egen, sammanhang.inom(post))
                hojd = max(hojd, under - rad)
        return hojd

    def _cell(self, cell: Cell, varde: object, rad: int, vag: Vag, sammanhang: Sammanhang) -> None:
        if varde is None or cell.slag == "målvärdets text":  # written together with its målvärde
            return
        if cell.slag == "målvärde" and isinstance(varde, Mapping):
            mal, text = malvarde_i_ord(varde, sammanhang.riktning, sammanhang.enhet)
            self.celler[rad, self._kolumn[vag, False]] = till_cell(_ORD if isinstance(mal, str) else cell, mal)
            if text is not None:
                self.celler[rad, self._kolumn[vag, True]] = till_cell(_ORD, text)
        else:
            self.celler[rad, self._kolumn[vag, False]] = till_cell(cell, varde)


_ORD: Final = Cell("malvarde", "text", type(None))  # type: ignore[arg-type]  # the words of any målvärde


def rutnat(tabeller: Tabell) -> Iterator[Rutnat]:
    """The sheets of a rule set, from its tables, in the order of the workbook."""
    for blad in alla_blad():
        nat = Rutnat(blad)
        for tabell, sammanhang in _poster(tabeller, blad):
            nat.lagg_till(tabell, sammanhang)
        yield nat


def for_stort(nat: Rutnat) -> Iterator[Regelfel]:
    """What of a sheet Excel cannot hold."""
    namn = nat.blad.namn.namn
    if nat.rader > FLEST_RADER:
        yield Regelfel(namn, "", f"bladet får {nat.rader} rader; en arbetsbok kan ha {FLEST_RADER}")
    for (rad, kolumn), innehall in nat.celler.items():
        text = innehall.varde
        langd = len(text.encode("utf-16-le")) // 2 if isinstance(text, str) else 0
        if langd > LANGSTA_TEXT:
            rubrik = nat.blad.kolumner[kolumn].rubrik
            yield Regelfel(namn, f"rad {rad}", f"{rubrik}: texten har {langd} tecken; en cell rymmer {LANGSTA_TEXT}")


def _poster(tabeller: Tabell, blad: Blad) -> Iterator[tuple[Tabell, Sammanhang]]:
    """What stands on a sheet: each table, and what a målvärde in it is read with."""
    if blad.agare is None:
        poster = [tabeller] if blad.staende else _pa(tabeller, blad.vag)
        yield from ((post, Sammanhang()) for post in poster)
        return
    for agarblad in blad_med(blad.agare):
        for agare in _pa(tabeller, agarblad.vag):
            for post in _pa(agare, blad.vag[-1:]):
                yield {AGARE: agare["id"], **post}, Sammanhang().inom(agare)


def _pa(tabeller: Tabell, vag: Vag) -> list[Tabell]:
    """The tables at a place; those of every table on the way there."""
    har = [tabeller]
    for falt in vag:
        nasta: list[Tabell] = []
        for tabell in har:
            varde = tabell.get(falt)
            nasta += varde if isinstance(varde, list) else [varde] if isinstance(varde, Mapping) else []
        har = nasta
    return har


def visad_format(cell: Cell) -> str | None:
    """How a new cell of a column is to be shown; None leaves it to Excel."""
    if cell.slag in ("datum", "steg"):
        return "yyyy-mm-dd"
    return None if cell.slag in ("tal", "heltal") else TEXTFORMAT
