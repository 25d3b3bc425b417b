"""Inläsning: the values of Stratsys cells as outcomes of a rule set's indicators, and what the reader should know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from ...errors import UtfallFel
from ...models.bas import Modell
from ...models.datum import skriv_period
from ...models.papekande import Papekande
from ...models.regelverk import Regelverk
from ...models.skalor import Allvar, Faktum
from ...models.tal import skriv_tal
from ...models.utfall import Utfall
from ...rules.indikatorer import berakna_indikator
from .klient import Cell, Klient, StratsysFel
from .koppling import Enhetskoppling, Koppling, Mattkoppling, Utfallskolumn
from .perioder import periodspann, samma_period_aret_innan

Varden = list[Decimal | None]
"""The values of one column in one period: none, one, or several when the source has several."""
Hamtare = Callable[[Mattkoppling, Utfallskolumn, str], Varden]
"""From a measure, a column and an ISO month to the values of the period that the month lies in."""

_HUVUDFALT: Final = "varde"
_I_TEXT: Final = {_HUVUDFALT: "utfallet", **{faktum.value: faktum.namn for faktum in Faktum}}
"""A field -> what a reader calls it; a part has its own name."""


class Olasbart(Exception):
    """A cell that cannot be read; the text says why."""


class Inlasning(Modell):
    """The outcomes that were read, and what the reader should know of them."""

    regelverk: str
    period: str
    """The ISO month that the outcomes are for."""
    enhet: str
    """The id of the unit in the mapping."""
    enhetsnamn: str
    """Its name."""
    lasta: tuple[tuple[str, Utfall], ...]
    """Indicator id -> outcome, for every measure of the mapping that could be read. An empty cell is not known."""
    papekanden: tuple[Papekande, ...]

    @property
    def utfall(self) -> dict[str, Utfall]:
        """The outcomes by indicator, as ``berakna_status`` takes them."""
        return dict(self.lasta)

    @property
    def text(self) -> str:
        """What was read, in Swedish."""
        kanda = sum(1 for _, utfall in self.lasta if not utfall.ar_tomt)
        rader = [
            f"{self.enhetsnamn}, {skriv_period(self.period)}: {kanda} av {len(self.lasta)} lästa mått har ett utfall."
        ]
        return "\n".join([*rader, *(f"  {p}" for p in self.papekanden)])


def las_utfall(
    klient: Klient, koppling: Koppling, regelverk: Regelverk, *, period: str, enhet: str | None = None
) -> Inlasning:
    """The outcomes of a period, fetched from Stratsys.

    Args:
        klient: where they are.
        koppling: which measure is which indicator.
        regelverk: the rule set of the mapping.
        period: the last ISO month that the outcomes cover; the period of each measure that it lies in is read.
        enhet: the mapping's id of the unit; without it, the koncern.

    Raises:
        NatverksFel: Stratsys could not be reached, or did not answer.
        InloggningsFel: no token could be had.
        OkantId: the mapping has no such unit.
        KalenderFel: ``period`` is no ISO month.
        ValueError: the mapping is for another rule set, or names no koncern and no unit was asked for.
    """
    vald = vald_enhet(koppling, regelverk, enhet)

    def hamta(matt: Mattkoppling, kolumn: Utfallskolumn, manad: str) -> Varden:
        if vald.stratsys is None:
            raise Olasbart(f"enheten {vald.id} saknar stratsys i kopplingen")
        if matt.kpi is None:
            raise Olasbart("måttet saknar kpi i kopplingen")
        if not kolumn.kan_hamtas:
            raise Olasbart(f"kolumnen {kolumn} har bara en externkod i kopplingen")
        try:
            spann = periodspann(manad, matt.periodicitet)
            return [v.varde for v in klient.varden(Cell(kpi=matt.kpi, enhet=vald.stratsys, kolumn=kolumn), *spann)]
        except StratsysFel as exc:
            raise Olasbart(str(exc)) from None

    return bygg_inlasning(koppling, regelverk, period, vald, hamta)


def vald_enhet(koppling: Koppling, regelverk: Regelverk, enhet: str | None) -> Enhetskoppling:
    """The unit that is asked for.

    Raises:
        OkantId: the mapping has no such unit.
        ValueError: the mapping is for another rule set, or names no koncern and no unit was asked for.
    """
    if koppling.regelverk != regelverk.id:
        raise ValueError(f"kopplingen är för {koppling.regelverk}, inte {regelverk.id}; ange kopplingens regelverk")
    if enhet is not None:
        return koppling.enhet(enhet)
    if koppling.koncern is None:
        raise ValueError("kopplingen säger inte vilken enhet som är koncernen; skriv koncern = true, eller ange enhet")
    return koppling.koncern


def bygg_inlasning(
    koppling: Koppling, regelverk: Regelverk, period: str, enhet: Enhetskoppling, hamta: Hamtare
) -> Inlasning:
    """The outcomes of the mapping's measures. ``hamta`` raises Olasbart for a cell that cannot be read."""
    lasta: list[tuple[str, Utfall]] = []
    papekanden: list[Papekande] = []
    for matt in koppling.matt:
        utfall = _utfall(matt, period, hamta, papekanden)
        try:
            berakna_indikator(regelverk, matt.indikator, utfall)
        except UtfallFel as exc:
            papekanden += [
                _papekande("STRATSYS-04", Allvar.FEL, matt, text.removeprefix(f"{matt.indikator}: "))
                for text in exc.fel
            ]
            continue
        lasta.append((matt.indikator, utfall))
    return Inlasning(
        regelverk=regelverk.id,
        period=period,
        enhet=enhet.id,
        enhetsnamn=enhet.namn,
        lasta=tuple(lasta),
        papekanden=tuple(papekanden),
    )


def _utfall(matt: Mattkoppling, period: str, hamta: Hamtare, papekanden: list[Papekande]) -> Utfall:
    falt: dict[str, Decimal | None] = {}
    delar: dict[str, Decimal | None] = {}
    for namn, ar_del, kolumn, manad in _celler(matt, period):
        varde = _ett_varde(matt, namn, kolumn, manad, hamta, papekanden)
        (delar if ar_del else falt)[namn] = varde
    return Utfall(
        falt.pop(_HUVUDFALT, None),
        enhet=matt.enhet,
        slag=matt.slag,
        period=period,
        delar=delar or None,
        **falt,
    )


def _celler(matt: Mattkoppling, period: str) -> Iterator[tuple[str, bool, Utfallskolumn, str]]:
    """(field or part, whether it is a part, column, ISO month) for every figure that is read."""
    for kolumn in matt.kolumner:
        yield kolumn.falt or kolumn.del_ or "", kolumn.falt is None, kolumn, period
        if kolumn.falt == _HUVUDFALT:
            for namn in matt.hamta_ocksa:
                manad = samma_period_aret_innan(period)
                yield namn, False, kolumn, manad if namn == "motsvarande_period" else f"{manad[:4]}-12"


def _ett_varde(
    matt: Mattkoppling, namn: str, kolumn: Utfallskolumn, manad: str, hamta: Hamtare, papekanden: list[Papekande]
) -> Decimal | None:
    """The value of a cell; None, and a finding, when it is not known."""
    vad = _I_TEXT.get(namn, namn)
    try:
        varden = hamta(matt, kolumn, manad)
    except Olasbart as exc:
        papekanden.append(_papekande("STRATSYS-03", Allvar.VARNING, matt, f"{vad} kan inte läsas: {exc}"))
        return None
    kanda = {v for v in varden if v is not None}
    if len(kanda) > 1:
        tal = " och ".join(skriv_tal(v) for v in sorted(kanda))
        text = f"{vad} har flera värden i samma period ({tal}); inget av dem används"
        papekanden.append(_papekande("STRATSYS-02", Allvar.VARNING, matt, text))
        return None
    if not kanda:
        text = f"{vad} har inget värde för {skriv_period(manad)}"
        papekanden.append(_papekande("STRATSYS-01", Allvar.UPPLYSNING, matt, text))
    return kanda.pop() if kanda else None


def _papekande(kod: str, allvar: Allvar, matt: Mattkoppling, text: str) -> Papekande:
    return Papekande(kod=kod, allvar=allvar, text=text, plats=matt.indikator)
