"""Exportfiler: outcomes from the two kinds of file that Stratsys takes and that source systems write."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from ...errors import UtfallFel
from ...indata import avkoda
from ...models.papekande import Papekande
from ...models.regelverk import Regelverk
from ...models.skalor import Allvar
from ...models.tal import omvandla, tolka_tal
from ...sidor.ordval import och
from .inlasning import Inlasning, Olasbart, Varden, bygg_inlasning, vald_enhet
from .koppling import Enhetskoppling, Koppling, Mattkoppling, Utfallsfalt, Utfallskolumn
from .perioder import periodspann

STORSTA_FIL: Final = 20_000_000
FLEST_RADER: Final = 500_000
_FLEST_FEL: Final = 200
_FLEST_ENHETER: Final = 5
_SKILJE: Final = "\t;|,"


class _Rad(NamedTuple):
    """A row: where it stands, its day and its value as they are written."""

    nummer: int
    dag: str
    varde: str


_Nyckel = tuple[str, ...]
"""What tells a measure and its column in the file."""


def las_nyckeltalsfil(
    ra: bytes, koppling: Koppling, regelverk: Regelverk, *, period: str, enhet: str | None = None
) -> Inlasning:
    """The outcomes in a file of the key figure integration: one row per value, told by external codes.

    The columns are the date, the unit's code, the measure's, the column's and the value, with a tab, a semicolon, a
    bar or a comma between them; a first row without a date is taken for headings. Numbers are Swedish text, and an
    empty value is not known. Rows of other units, measures, columns and periods are left out.

    Args:
        ra: the file in UTF-8, UTF-16 or Windows-1252; at most 20 MB and 500 000 rows.
        koppling: which measure is which indicator; its ``kod`` count here.
        regelverk: the rule set of the mapping.
        period: the last ISO month that the outcomes cover.
        enhet: the mapping's id of the unit; without it, the koncern.

    Raises:
        UtfallFel: the file cannot be read; ``fel`` has one sentence per fault with its row.
        OkantId: the mapping has no such unit.
        KalenderFel: ``period`` is no ISO month.
        ValueError: the mapping is for another rule set, or names no koncern and no unit was asked for.
    """
    vald = vald_enhet(koppling, regelverk, enhet)
    if vald.kod is None:
        raise UtfallFel(f"enheten {vald.id} har ingen externkod; skriv kod i kopplingen")
    alla = [(rad[1], (rad[2], rad[3]), _Rad(n, rad[0], rad[4])) for n, rad in las_rader(ra, 5, 0)]

    def nyckel(matt: Mattkoppling, kolumn: Utfallskolumn) -> _Nyckel:
        if matt.kod is None:
            raise Olasbart("måttet har ingen externkod (kod) i kopplingen")
        if kolumn.kod is None:
            raise Olasbart(f"kolumnen {kolumn} har ingen externkod (kod) i kopplingen")
        return matt.kod, kolumn.kod

    return _inlasning(
        _Enhetsrader(alla, vald.kod, f"{vald.namn} ({vald.kod})"), koppling, regelverk, period, vald, nyckel
    )


def las_mattfil(
    ra: bytes,
    koppling: Koppling,
    regelverk: Regelverk,
    *,
    period: str,
    enhet: str | None = None,
    falt: Utfallsfalt = "varde",
) -> Inlasning:
    """The outcomes in a file of the manual import: one row per value, told by names.

    The columns are the unit's name, a date in the period, the measure's name and the value, as for
    :func:`las_nyckeltalsfil`. The file holds one column of the measures, which nothing in it tells.

    Args:
        falt: which column it is, by the field of the outcome.

    Raises:
        UtfallFel: the file cannot be read; ``fel`` has one sentence per fault with its row.
        OkantId: the mapping has no such unit.
        KalenderFel: ``period`` is no ISO month.
        ValueError: the mapping is for another rule set, or names no koncern and no unit was asked for.
    """
    vald = vald_enhet(koppling, regelverk, enhet)
    alla = [(rad[0], (rad[2],), _Rad(n, rad[1], rad[3])) for n, rad in las_rader(ra, 4, 1)]

    def nyckel(matt: Mattkoppling, kolumn: Utfallskolumn) -> _Nyckel:
        if matt.namn is None:
            raise Olasbart("måttet har inget namn i kopplingen")
        if kolumn.falt != falt:
            raise Olasbart(f"filen har bara kolumnen {falt}")
        return (matt.namn,)

    return _inlasning(_Enhetsrader(alla, vald.namn, vald.namn), koppling, regelverk, period, vald, nyckel)


class _Enhetsrader(NamedTuple):
    """The rows of a file, and whose are looked for."""

    alla: Sequence[tuple[str, _Nyckel, _Rad]]
    """The unit as the row tells it, with what the row is."""
    sokt: str
    """The unit that is looked for, as rows tell it."""
    text: str
    """The same for a reader."""

    def papekanden(self) -> Iterator[Papekande]:
        """That no row is of the unit, though there are rows."""
        andra = list(dict.fromkeys(enhet for enhet, _, _ in self.alla))
        if not andra or self.sokt in andra:
            return
        visade, fler = andra[:_FLEST_ENHETER], len(andra) - _FLEST_ENHETER
        ord_ = (
            och(visade) if fler <= 0 else f"{', '.join(visade)} och {fler} {'enhet' if fler == 1 else 'enheter'} till"
        )
        text = f"filen har inga rader för {self.text}; den har rader för {ord_}"
        yield Papekande(kod="STRATSYS-09", allvar=Allvar.VARNING, text=text)


def _inlasning(
    rader: _Enhetsrader,
    koppling: Koppling,
    regelverk: Regelverk,
    period: str,
    enhet: Enhetskoppling,
    nyckel: Callable[[Mattkoppling, Utfallskolumn], _Nyckel],
) -> Inlasning:
    fel: dict[str, None] = {}
    kanda: set[_Nyckel] = set()
    per_nyckel: dict[_Nyckel, list[_Rad]] = {}
    for vems, en, rad in rader.alla:
        if vems == rader.sokt:
            per_nyckel.setdefault(en, []).append(rad)

    def hamta(matt: Mattkoppling, kolumn: Utfallskolumn, manad: str) -> Varden:
        forsta, sista = periodspann(manad, matt.periodicitet)
        den = nyckel(matt, kolumn)
        kanda.add(den)
        varden: Varden = []
        for rad in per_nyckel.get(den, ()):
            try:
                if forsta <= las_dag(rad.dag) <= sista:
                    varden.append(_tal(rad.varde, matt.enhet or regelverk.indikator(matt.indikator).enhet))
            except ValueError as exc:
                fel[f"rad {rad.nummer}: {exc}"] = None
        return varden

    inlasning = bygg_inlasning(koppling, regelverk, period, enhet, hamta)
    if fel:
        raise UtfallFel(*list(fel)[:_FLEST_FEL])
    nya = list(rader.papekanden())
    if ovriga := sum(len(r) for en, r in per_nyckel.items() if en not in kanda):
        text = f"{ovriga} {'rad' if ovriga == 1 else 'rader'} för {enhet.namn} hör till mått som kopplingen inte har"
        nya.append(Papekande(kod="STRATSYS-05", allvar=Allvar.UPPLYSNING, text=text))
    return inlasning.model_copy(update={"papekanden": (*inlasning.papekanden, *nya)})


def las_rader(ra: bytes, kolumner: int, datum: int) -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of the rows that hold values: all but a first one with words in the column ``datum``."""
    if len(ra) > STORSTA_FIL:
        raise UtfallFel(f"filen är större än {STORSTA_FIL // 1_000_000} MB")
    try:
        text = avkoda(ra, arkiv="filen är en arbetsbok eller ett arkiv, inte text; spara den som text")
    except ValueError as exc:
        raise UtfallFel(str(exc)) from None
    forsta = next(rad for rad in text.splitlines() if rad.strip())
    skilje = max(_SKILJE, key=lambda tecken: (forsta.count(tecken) == kolumner - 1, forsta.count(tecken)))
    fel: list[str] = []
    rader: list[tuple[int, list[str]]] = []
    try:
        for nummer, rad in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=skilje), 1):
            if nummer > FLEST_RADER:
                raise UtfallFel(f"filen har fler än {FLEST_RADER} rader")
            if not any(map(str.strip, rad)):
                continue
            if len(rad) != kolumner:
                celler = "1 cell" if len(rad) == 1 else f"{len(rad)} celler"
                fel.append(f"rad {nummer}: raden har {celler}, väntade {kolumner}")
            else:
                rader.append((nummer, [cell.strip() for cell in rad]))
    except csv.Error:
        fel.append("filen kan inte läsas; kontrollera citattecknen")
    if fel:
        raise UtfallFel(*fel[:_FLEST_FEL])
    if rader and rader[0][1][datum] and not any(map(str.isdigit, rader[0][1][datum])):
        rader = rader[1:]
    return iter(rader)


def las_dag(text: str) -> date:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        raise ValueError(f"{text.strip()[:40]!r} är inget datum; väntade till exempel 2018-03-31") from None


def _tal(text: str, enhet: str | None) -> Decimal | None:
    return omvandla(tolka_tal(text), enhet) if text.strip() else None
