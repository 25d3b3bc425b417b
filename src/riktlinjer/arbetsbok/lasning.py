"""Läsning: the sheets of a workbook become a rule set, or one error that lists every fault with its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from pydantic import BaseModel

from ..errors import Regelfel, RegelverkFel
from ..models.regelverk import Regelverk
from ..regelverk.lasare import bygg_regelverk
from ..regelverk.radnummer import las_plats
from .ark import Ark, Lage, Racell, egna_kolumner, idkolumn, kolumner_under
from .blad import AGARE, LAS_MIG, LISTOR, Blad, Vag, alla_blad, blad_med
from .celler import Cellfel, Innehall, fran_cell, som_text, visat
from .falt import TEXTFALT, Cell, Grupp, Lista, Nod, noder_for
from .malvardesceller import las_malvarde
from .oppna import bladens_rader
from .rubriker import BLAD
from .skrivning import FLEST_RADER, Sammanhang

_FLEST_FEL: Final = 500

Djupvag = tuple[str | int, ...]
Tabell = dict[str, object]


@dataclass(slots=True)
class _Malvardesceller:
    """A målvärde that is not read until its direction and unit are known."""

    mal: Innehall | Mapping[str, object] | None
    text: object
    lage: Lage


def fran_bok(openpyxl: Any, ra: bytes, filnamn: str) -> Regelverk:
    """The rule set of a workbook.

    Raises:
        RegelverkFel: anything is wrong.
    """
    lasning = _Lasning()
    try:
        ark = bladens_rader(openpyxl, ra, FLEST_RADER + 1)
    except ValueError as exc:
        raise RegelverkFel([Regelfel(filnamn, "", str(exc))]) from None
    if not any(_nyckel(titel) == _nyckel(BLAD[()].namn) for titel in ark):
        text = f"arbetsboken har inget blad {BLAD[()].namn}, så den är inget regelverk"
        raise RegelverkFel([Regelfel(filnamn, "", text)])
    return lasning.las(ark)


class _Lasning:
    """One reading: the tables so far, where everything in them stands, and what is wrong."""

    def __init__(self) -> None:
        self.tabeller: Tabell = {}
        self.lagen: dict[Djupvag, Lage] = {}
        self.fel: list[Regelfel] = []
        self.agare: dict[tuple[type[BaseModel], str], tuple[Tabell, Djupvag]] = {}

    def las(self, ark: Mapping[str, list[tuple[Racell | None, ...]]]) -> Regelverk:
        kanda = {_nyckel(blad.namn.namn): blad for blad in alla_blad()}
        hittade = {_nyckel(titel): rader for titel, rader in ark.items()}
        for titel in ark:
            if _nyckel(titel) not in {*kanda, _nyckel(LAS_MIG), _nyckel(LISTOR)}:
                nara = get_close_matches(_nyckel(titel), kanda, n=1, cutoff=0.75)
                hjalp = f"menas {kanda[nara[0]].namn.namn}?" if nara else "ta bort bladet"
                self._anmal(titel, "", f"ett regelverk har inget sådant blad; {hjalp}")
        for nyckel, blad in kanda.items():
            self._las_blad(blad, hittade.get(nyckel, []))
        self._fyll_listor()
        self._las_malvarden(self.tabeller, Sammanhang())
        return self._bygg()

    # Sheets

    def _las_blad(self, blad: Blad, rader: list[tuple[Racell | None, ...]]) -> None:
        namn = blad.namn.namn
        ark = Ark(blad, rader, lambda cell, text: self._anmal(namn, cell, text))
        if ark.sista_rad > 1:
            for i, kolumn in enumerate(blad.kolumner):
                if kolumn.cell.obligatorisk and not kolumn.hor_till and not ark.har_kolumn(i):
                    self._anmal(namn, "", f"kolumnen {kolumn.rubrik} saknas")
        lasare = _Bladlasare(ark, self)
        if isinstance(blad.nod, Grupp) and blad.agare is None:
            if blad.staende or ark.celler:
                tabell = lasare.block(blad.nod.noder, 2, ark.sista_rad + 1, (), (*blad.vag,))
                self._lagg_in_grupp(blad, tabell)
            return
        lista = blad.nod if isinstance(blad.nod, Lista) else Lista(blad.nod.falt, blad.nod.modell, blad.nod.noder)
        poster = lasare.poster(lista, 2, ark.sista_rad + 1, ())
        if blad.agare is None:
            self._lagg_in_lista(blad, lasare, lista, poster)
        else:
            self._lagg_in_delar(blad, lasare, lista, poster)

    def _lagg_in_grupp(self, blad: Blad, tabell: Tabell) -> None:
        har = self.tabeller
        for falt in blad.vag:
            har = har.setdefault(falt, {})  # type: ignore[assignment]  # only tables stand on the way to a sheet
        har.update(tabell)

    def _lagg_in_lista(self, blad: Blad, lasare: _Bladlasare, lista: Lista, poster: list[tuple[int, int]]) -> None:
        if not poster:
            return
        har = self.tabeller
        for falt in blad.vag[:-1]:
            har = har.setdefault(falt, {})  # type: ignore[assignment]  # only tables stand on the way to a sheet
        rader: list[Tabell] = []
        har[blad.vag[-1]] = rader
        for i, (forsta, sista) in enumerate(poster):
            vag: Djupvag = (*blad.vag, i)
            tabell = lasare.block(lista.noder, forsta, sista, (), vag)
            rader.append(tabell)
            self._kom_ihag(lista.modell, tabell, vag)

    def _lagg_in_delar(self, blad: Blad, lasare: _Bladlasare, lista: Lista, poster: list[tuple[int, int]]) -> None:
        """Puts each row with what it says that it is a part of; a blank cell means the same as over it."""
        assert blad.agare is not None
        forra: object = None
        falt = blad.vag[-1]
        for forsta, sista in poster:
            agare, lage = lasare.agare(forsta)
            forra = agare = forra if agare is None else agare
            funnen = self.agare.get((blad.agare, str(agare)))
            if funnen is None:
                vad = (
                    f"{visat(agare)} finns inte bland {_idn(blad)}"
                    if agare is not None
                    else "saknas; skriv vems raden är"
                )
                self._anmal(lage.blad, lage.cell, f"{lage.rubrik}: {vad}")
                continue
            tabell, agarvag = funnen
            delar = tabell.setdefault(falt, [] if isinstance(blad.nod, Lista) else None)
            if delar is not None and not isinstance(delar, list):
                self.anmal_cell(lage, f"{visat(agare)} står redan längre upp på bladet")
                continue
            vag: Djupvag = (*agarvag, falt) if delar is None else (*agarvag, falt, len(delar))
            del_ = lasare.block(lista.noder, forsta, sista, (), vag)
            del_.pop(AGARE, None)
            if delar is None:
                tabell[falt] = del_
            else:
                delar.append(del_)
                self._kom_ihag(lista.modell, del_, vag)

    def _kom_ihag(self, modell: type[BaseModel], tabell: Tabell, vag: Djupvag) -> None:
        if isinstance(tabell.get("id"), str):
            self.agare.setdefault((modell, str(tabell["id"])), (tabell, vag))

    def _fyll_listor(self) -> None:
        """A part that is there has its lists, if empty."""
        for nod in noder_for(Regelverk):
            tabell = self.tabeller.get(nod.falt)
            if isinstance(nod, Grupp) and isinstance(tabell, dict):
                for barn in nod.noder:
                    if isinstance(barn, Lista):
                        tabell.setdefault(barn.falt, [])

    # Målvärden

    def _las_malvarden(self, nod: object, sammanhang: Sammanhang) -> None:
        if isinstance(nod, list):
            for post in nod:
                self._las_malvarden(post, sammanhang)
        elif isinstance(nod, dict):
            inom = sammanhang.inom(nod)
            for falt, varde in list(nod.items()):
                if isinstance(varde, _Malvardesceller):
                    del nod[falt]
                    last = self._malvarde(varde, inom)
                    if last is not None:
                        nod[falt] = last
                else:
                    self._las_malvarden(varde, inom)

    def _malvarde(self, celler: _Malvardesceller, sammanhang: Sammanhang) -> object:
        try:
            if celler.mal is None:
                raise Cellfel("saknas; skriv det i ord, till exempel minst 85 %")
            last = celler.mal
            if isinstance(last, Innehall):
                last = las_malvarde(som_text(last), sammanhang.riktning, sammanhang.enhet)
        except Cellfel as exc:
            self.anmal_cell(celler.lage, str(exc))
            return None
        return last if celler.text is None else {**last, TEXTFALT: celler.text}

    # Faults

    def _anmal(self, blad: str, cell: str, text: str) -> None:
        if len(self.fel) < _FLEST_FEL:
            self.fel.append(Regelfel(blad, cell, text))

    def anmal_cell(self, lage: Lage, text: str) -> None:
        """Adds a fault of one cell."""
        self._anmal(lage.blad, lage.cell, f"{lage.rubrik}: {text}")

    def _bygg(self) -> Regelverk:
        try:
            regelverk = bygg_regelverk(self.tabeller, standardfil=BLAD[()].namn)
        except RegelverkFel as exc:
            sedda = {(fel.fil, fel.plats) for fel in self.fel}
            for fel in exc.fel:
                blad, cell, text = self._i_arbetsboken(fel)
                if (blad, cell) not in sedda:  # a cell that could not be read is not missing as well
                    self._anmal(blad, cell, text)
        if self.fel:
            ordning = {blad.namn.namn: i for i, blad in enumerate(alla_blad())}
            raise RegelverkFel(
                sorted(self.fel, key=lambda f: (ordning.get(f.fil, len(ordning)), _cellordning(f.plats)))
            )
        return regelverk

    def _i_arbetsboken(self, fel: Regelfel) -> tuple[str, str, str]:
        """A fault of the tables as one of a cell."""
        text = _PLATS.sub(lambda t: self._bladplats(t[0]), fel.text)
        vag: Djupvag = tuple(las_plats(fel.plats)) if fel.plats else ()
        kvar: list[str] = []
        while True:
            lage = self.lagen.get(vag) or next((ett for v, ett in self.lagen.items() if v[: len(vag)] == vag), None)
            if lage is not None:
                break
            if isinstance(vag[-1], str):  # an item of a list in one cell is that cell
                kvar.insert(0, vag[-1])
            vag = vag[:-1]
        if kvar:
            blad = next((b.namn.namn for b in alla_blad() if b.vag[-1:] == (kvar[0],) and len(kvar) == 1), None)
            return lage.blad, lage.cell, f"{text} på bladet {blad}" if blad else f"{'.'.join(kvar)}: {text}"
        return lage.blad, lage.cell, f"{lage.rubrik}: {text}"

    def _bladplats(self, plats: str) -> str:
        vag: Djupvag = tuple(las_plats(plats))
        lage = self.lagen.get(vag) or next((ett for v, ett in self.lagen.items() if v[: len(vag)] == vag), None)
        return plats if lage is None else f"cell {lage.cell} på bladet {lage.blad}"


_PLATS: Final = re.compile(r"\b[a-z_]+(?:\.[a-z_]+)*\[\d+\](?:\.[a-z_]+|\[\d+\])*")


class _Bladlasare:
    """Reads the tables of one sheet."""

    def __init__(self, ark: Ark, lasning: _Lasning) -> None:
        self.ark, self.blad, self.lasning = ark, ark.blad, lasning
        self.kolumn = {kolumn.nyckel: i for i, kolumn in enumerate(self.blad.kolumner)}

    def agare(self, rad: int) -> tuple[object, Lage]:
        """Whose a row is, as it says, and where."""
        kolumn = self.kolumn[(AGARE,), False]
        innehall = self.ark.celler.get((rad, kolumn))
        return None if innehall is None else str(innehall.varde).strip(), self.ark.lage(rad, kolumn)

    def poster(self, lista: Lista, forsta: int, sista: int, vag: Vag) -> list[tuple[int, int]]:
        """The rows where each table of a list begins and where the next one does."""
        egna = egna_kolumner(self.blad, lista.noder, vag)
        idkol = idkolumn(self.blad, lista.noder, vag)
        borjor: list[int] = []
        for rad in self.ark.fyllda(egna, forsta, sista):
            if not (borjor and idkol is not None and self._upprepar(rad, borjor[-1], egna, idkol)):
                borjor.append(rad)
        alla = kolumner_under(self.blad, vag) if vag else frozenset(range(len(self.blad.kolumner)))
        utanfor = self.ark.fyllda(alla - egna, forsta, borjor[0] if borjor else sista)
        if utanfor:
            kolumn = next(k for k in sorted(alla - egna) if (utanfor[0], k) in self.ark.celler)
            text = f"raden hör inte till något; fyll i {self.blad.kolumner[min(egna)].rubrik}"
            self.lasning.anmal_cell(self.ark.lage(utanfor[0], kolumn), text)
        return list(zip(borjor, [*borjor[1:], sista], strict=False))

    def _upprepar(self, rad: int, borjan: int, egna: frozenset[int], idkol: int) -> bool:
        celler = self.ark.celler
        if (rad, idkol) not in celler or not any(r == rad and k not in egna for r, k in self._pa_raden(rad)):
            return False
        return all(
            (borjan, k) in celler and celler[rad, k].varde == celler[borjan, k].varde
            for k in egna
            if (rad, k) in celler
        )

    def _pa_raden(self, rad: int) -> list[tuple[int, int]]:
        return [(rad, k) for k in range(len(self.blad.kolumner)) if (rad, k) in self.ark.celler]

    def block(self, noder: tuple[Nod, ...], forsta: int, sista: int, vag: Vag, djupvag: Djupvag) -> Tabell:
        """The table whose rows are from ``forsta`` up to ``sista``."""
        tabell: Tabell = {}
        for nod in noder:
            egen, djup = (*vag, nod.falt), (*djupvag, nod.falt)
            if isinstance(nod, Cell):
                self._cell(nod, forsta, sista, egen, djup, tabell)
            elif isinstance(nod, Grupp):
                inre = self.block(nod.noder, forsta, sista, egen, djup)
                if self.ark.fyllda(kolumner_under(self.blad, egen), forsta, sista):
                    tabell[nod.falt] = inre
            else:
                poster = self.poster(nod, forsta, sista, egen)
                if poster or nod.obligatorisk:
                    rader = [self.block(nod.noder, a, b, egen, (*djup, i)) for i, (a, b) in enumerate(poster)]
                    tabell[nod.falt] = rader
                if not poster:
                    for i, kolumn in enumerate(self.blad.kolumner):
                        if kolumn.vag[: len(egen)] == egen:
                            self.lasning.lagen.setdefault(djup, self.ark.lage(forsta, i))
        return tabell

    def _cell(self, cell: Cell, forsta: int, sista: int, vag: Vag, djup: Djupvag, tabell: Tabell) -> None:
        if cell.slag == "målvärdets text":  # read together with its målvärde
            return
        kolumn = self.kolumn[vag, False]
        lage = self.ark.lage(forsta, kolumn)
        self.lasning.lagen[djup] = lage
        innehall = self.ark.celler.get((forsta, kolumn))
        if cell.slag == "målvärde":
            self._malvardesceller(cell, innehall, forsta, sista, vag, lage, tabell)
        elif innehall is not None:
            varde = self._varde(cell, innehall, lage)
            if varde is not None:
                tabell[cell.falt] = varde

    def _malvardesceller(
        self, cell: Cell, innehall: Innehall | None, forsta: int, sista: int, vag: Vag, lage: Lage, tabell: Tabell
    ) -> None:
        textkolumn = self.kolumn[vag, True]
        tryckt = self.ark.celler.get((forsta, textkolumn))
        if innehall is None and tryckt is None:
            return
        text = None if tryckt is None else self._varde(_TEXT, tryckt, self.ark.lage(forsta, textkolumn))
        mal: Innehall | Mapping[str, object] | None = innehall
        if (
            innehall is not None
            and isinstance(innehall.varde, str)
            and innehall.varde.strip()[:5].casefold() == "toml:"
        ):
            last = self._varde(cell, innehall, lage)
            if not isinstance(last, Mapping | str):
                if last is not None:
                    self.lasning.anmal_cell(lage, f"fann {visat(innehall.varde)}, väntade ett målvärde")
                return
            mal = Innehall(last) if isinstance(last, str) else last
        tabell[cell.falt] = _Malvardesceller(mal, text, lage)

    def _varde(self, cell: Cell, innehall: Innehall, lage: Lage) -> object:
        try:
            return fran_cell(cell, innehall)
        except Cellfel as exc:
            self.lasning.anmal_cell(lage, str(exc))
            return None


_TEXT: Final = Cell("text", "text", BaseModel)


def _nyckel(namn: str) -> str:
    return " ".join(namn.split()).casefold()


def _idn(blad: Blad) -> str:
    assert blad.agare is not None
    return " eller ".join(f"id på bladet {ett.namn.namn}" for ett in blad_med(blad.agare))


def _cellordning(plats: str) -> tuple[int, int, str]:
    """Cells by row, then by column."""
    bokstaver, siffror = plats.rstrip("0123456789"), plats[len(plats.rstrip("0123456789")) :]
    return (int(siffror or 0), len(bokstaver), bokstaver)
