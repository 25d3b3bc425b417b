"""Importfiler: computed statuses as files for Stratsys to read, where its API is not used."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from ...errors import UtfallFel
from ...models.bas import Modell
from ...models.datum import skriv_period
from ...models.regelverk import Regelverk
from ...models.tal import skriv_tal, tolka_tal
from ...rules.svar import Statusoversikt
from .exportfiler import las_dag, las_rader
from .kommentar import avgjord_farg, fargens_ord, skriv_kommentar, som_text
from .koppling import Enhetskoppling, Kolumn, Koppling, Svarskoppling
from .perioder import periodspann, skrivdag
from .skrivplan import LAMNAS, Orord, Vad, raknat_antal, vad_som_skrivs, varfor_inget_antal

Filform = Literal["nyckeltal", "manuell"]
"""The file of the key figure integration (external codes), or of the manual import (names)."""

_FARLIGA = ("=", "+", "-", "@")


class Importfil(Modell):
    """A file for Stratsys to read."""

    namn: str
    rader: tuple[tuple[str, ...], ...]
    """The cells of each row; there is no heading."""

    @property
    def innehall(self) -> str:
        """The text of the file: a tab between the cells, a line per row."""
        return "".join("\t".join(rad) + "\r\n" for rad in self.rader)


class Importfiler(Modell):
    """The files of one overview, and what is in none of them."""

    period: str
    filer: tuple[Importfil, ...]
    ororda: tuple[Orord, ...]

    @property
    def text(self) -> str:
        """What the files hold, in Swedish."""
        rader = [f"{skriv_period(self.period)}: {len(self.filer)} {'fil' if len(self.filer) == 1 else 'filer'}."]
        rader += [f"  {f.namn}: {len(f.rader)} {'rad' if len(f.rader) == 1 else 'rader'}" for f in self.filer]
        if self.ororda:
            rader += ["Står inte i någon fil:", *(f"  {orord.text}" for orord in self.ororda)]
        return "\n".join(rader)


def skriv_importfiler(
    koppling: Koppling,
    regelverk: Regelverk,
    oversikt: Statusoversikt,
    *,
    period: str | None = None,
    form: Filform = "nyckeltal",
    finns: bytes | None = None,
) -> Importfiler:
    """The statuses as files: colours and counts for Stratsys to read, the comments for a person to paste.

    A status that is not settled is in no file: that an empty value empties a cell is not known of the import. A file of
    the manual import holds one column, which is chosen when it is read. Text that a spreadsheet would take for a
    formula gets an apostrophe before it.

    Args:
        koppling: where each delmål's status goes.
        regelverk: the rule set that the overview was computed from.
        oversikt: what ``berakna_status`` answered.
        period: the ISO month; without it, the overview's own.
        form: by external codes (``kod``), or by names (``namn``).
        finns: what stands in Stratsys now, as a file of the key figure integration, so that only what differs is
            written. Not for the manual form.

    Raises:
        UtfallFel: ``finns`` cannot be read.
        RegelverkFel: the overview was computed from another rule set, or another edition of it.
        KalenderFel: ``period`` is no ISO month.
        ValueError: no period is known, or another than the overview's is asked for; or the mapping writes nothing.
    """
    if form not in ("nyckeltal", "manuell"):
        raise ValueError(f"form: fann {form!r}, väntade 'nyckeltal' eller 'manuell'")
    if finns is not None and form == "manuell":
        raise ValueError("finns kan bara jämföras med filer i formen nyckeltal")
    manad, farger, svaren = vad_som_skrivs(koppling, regelverk, oversikt, period)
    hoppa = farger.oavgjord == "hoppa över"
    skrivning = _Filskrivning(manad, form, [] if finns is None else list(las_rader(finns, 5, 0)), hoppa)
    kommentarer: list[tuple[str, ...]] = []
    for svar in svaren:
        b, enhet = oversikt[svar.delmal], koppling.enhet(svar.enhet)
        status = avgjord_farg(b)
        farg = None if status is None else Decimal(farger.tal(status))
        skrivning.cell(svar, enhet, "färg", svar.fargkolumn, farg, fargens_ord(b))
        if svar.antalskolumn is not None:
            varfor = fargens_ord(b) if status is None and hoppa else varfor_inget_antal(b)
            skrivning.cell(svar, enhet, "antal", svar.antalskolumn, raknat_antal(b), varfor)
        if svar.kommentar and status is None and hoppa:
            skrivning.lamna(svar, enhet, "kommentar", f"{fargens_ord(b)}; {LAMNAS}")
        elif svar.kommentar:
            text = som_text(skriv_kommentar(regelverk, b, manad))
            kommentarer.append(_rad(enhet.namn, svar.namn or svar.kod or svar.kpi or "", manad, text))
    filer = [Importfil(namn=namn, rader=tuple(rader)) for namn, rader in skrivning.filer.items()]
    if kommentarer:
        filer.append(Importfil(namn=f"kommentarer-{manad}.txt", rader=tuple(kommentarer)))
    return Importfiler(period=manad, filer=tuple(filer), ororda=tuple(skrivning.ororda))


class _Filskrivning:
    def __init__(self, period: str, form: Filform, finns: list[tuple[int, list[str]]], hoppa: bool) -> None:
        self.filer: dict[str, list[tuple[str, ...]]] = {}
        self.ororda: list[Orord] = []
        self._period, self._form, self._finns, self._hoppa = period, form, finns, hoppa

    def cell(
        self,
        svar: Svarskoppling,
        enhet: Enhetskoppling,
        vad: Literal["färg", "antal"],
        kolumn: Kolumn,
        varde: Decimal | None,
        annars: str,
    ) -> None:
        """The value in its file; ``annars`` says why there is none."""
        if varde is None:
            gor = LAMNAS if self._hoppa else "töm cellen för hand om den har ett värde"
            self.lamna(svar, enhet, vad, f"{annars}; {gor}")
            return
        delar = self._delar(svar, enhet, kolumn)
        if isinstance(delar, str):
            self.lamna(svar, enhet, vad, delar, hinder=True)
            return
        fil, fore, efter = delar
        if self._form == "nyckeltal" and self._star_redan(svar, fore, efter, varde):
            self.lamna(svar, enhet, vad, f"är redan {skriv_tal(varde)}")
            return
        self.filer.setdefault(fil, []).append(_rad(*fore, *efter, varde))

    def lamna(self, svar: Svarskoppling, enhet: Enhetskoppling, vad: Vad, skal: str, *, hinder: bool = False) -> None:
        self.ororda.append(Orord(delmal=svar.delmal, enhet=enhet.namn, vad=vad, skal=skal, hinder=hinder))

    def _delar(
        self, svar: Svarskoppling, enhet: Enhetskoppling, kolumn: Kolumn
    ) -> tuple[str, tuple[str, ...], tuple[str, ...]] | str:
        """The file and the cells before the value; or what the mapping lacks."""
        dag = skrivdag(self._period).isoformat()
        if self._form == "manuell":
            if svar.namn is None:
                return "måttet har inget namn i kopplingen"
            return f"matt-{_filnamn(str(kolumn))}-{self._period}.txt", (enhet.namn, dag), (svar.namn,)
        if enhet.kod is None or svar.kod is None or kolumn.kod is None:
            return "enheten, måttet eller kolumnen har ingen externkod (kod) i kopplingen"
        return f"nyckeltal-{self._period}.txt", (dag, enhet.kod), (svar.kod, kolumn.kod)

    def _star_redan(self, svar: Svarskoppling, fore: tuple[str, ...], efter: tuple[str, ...], varde: Decimal) -> bool:
        forsta, sista = periodspann(self._period, svar.periodicitet)
        varden: set[Decimal | None] = set()
        for nummer, rad in self._finns:
            if rad[1:4] == [fore[1], *efter]:
                try:
                    if forsta <= las_dag(rad[0]) <= sista:
                        varden.add(tolka_tal(rad[4]).varde if rad[4] else None)
                except ValueError as exc:
                    raise UtfallFel(f"rad {nummer}: {exc}") from None
        return varden == {varde}


def _rad(*celler: str | Decimal) -> tuple[str, ...]:
    return tuple(_text(cell) if isinstance(cell, str) else _tal(cell) for cell in celler)


def _text(text: str) -> str:
    """Text that no spreadsheet takes for a formula, in one cell."""
    rensad = " ".join(text.split())
    return f"'{rensad}" if rensad.startswith(_FARLIGA) else rensad


def _tal(varde: Decimal) -> str:
    return format(varde, "f").replace(".", ",")


def _filnamn(text: str) -> str:
    return "".join(tecken if tecken.isalnum() else "-" for tecken in text.casefold())
