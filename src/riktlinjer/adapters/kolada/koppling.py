"""Kopplingen: which key figure in Kolada is which indicator of a rule set, and which area is which unit."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import Field, field_validator, model_validator

from ...errors import OkantId, UtfallFel
from ...models.bas import Id, Modell
from ...models.indikator import Indikator
from ...models.malvarde import Uppdelatmalvarde
from ...models.regelverk import Regelverk
from ...models.skalor import Utfallsslag
from ...models.tal import kand_enhet
from ...models.utfall import Utfall
from ...regelverk.radnummer import Vag
from ..kopplingsfil import Kopplingsgranskning, Tabeller, las_kopplingsfil, poster, text_i
from .former import KPI, OMRADE

Kon = Literal["totalt", "kvinnor", "män"]
"""Whose figure it is."""
BOKSTAV: Final[dict[Kon, str]] = {"totalt": "T", "kvinnor": "K", "män": "M"}
"""Kolada's letter for each."""
_STORSTA_TIOPOTENS: Final = 12
Hamtat = Literal["motsvarande_period", "foregaende_ar"]


class Enhetskoppling(Modell):
    """An area in Kolada that outcomes are fetched for."""

    id: Id
    """What the mapping calls it."""
    namn: Annotated[str, Field(min_length=1)]
    kod: str
    """Kolada's code: ``1380`` a municipality, ``0013`` a region, ``0000`` the country, ``G…`` a group."""

    @field_validator("kod")
    @classmethod
    def _kod(cls, kod: str) -> str:
        if not OMRADE.fullmatch(kod):
            raise ValueError(f"{kod!r} är ingen kod; skriv fyra siffror som text, till exempel '0013' för en region")
        return kod


class Mattkoppling(Modell):
    """A key figure whose values are the outcomes of an indicator."""

    kpi: str
    """Kolada's id, such as ``N00945``."""
    indikator: str
    kon: Kon = "totalt"
    """Whose figure the outcome's ``varde`` is."""
    delar: tuple[Kon, ...] = ()
    """Whose figures become the outcome's ``delar``, under these names."""
    hamta_ocksa: tuple[Hamtat, ...] = ()
    """Fields that are filled with the figure of the year before."""
    slag: Utfallsslag | None = None
    """What the figures are; None when it is not said."""
    enhet: str | None = None
    """The unit of the figures; None takes them to be in the indicator's."""
    faktor: Decimal | None = None
    """What every figure is multiplied by; None leaves them as they are. With it they are processed, and Kolada must not
    be named as their source."""
    manad: Annotated[int, Field(ge=1, le=12)] = 12
    """The last month that a year's figure covers. Kolada gives the year only; 12 takes the figure to be the whole
    year's."""

    @field_validator("kpi")
    @classmethod
    def _id(cls, kpi: str) -> str:
        if not KPI.fullmatch(kpi):
            raise ValueError(f"{kpi!r} är inget nyckeltal; skriv en bokstav och fem siffror, till exempel 'N00945'")
        return kpi

    @field_validator("faktor")
    @classmethod
    def _over_noll(cls, faktor: Decimal | None) -> Decimal | None:
        if faktor is not None and not (
            faktor.is_finite() and faktor > 0 and abs(faktor.adjusted()) <= _STORSTA_TIOPOTENS
        ):
            raise ValueError(f"{faktor} är ingen faktor; skriv ett tal över 0, till exempel 100 eller 0.001")
        return faktor

    @model_validator(mode="after")
    def _olika(self) -> Self:
        for namn, lista in (("delar", self.delar), ("hamta_ocksa", self.hamta_ocksa)):
            if len(set(lista)) < len(lista):
                raise ValueError(f"{namn}: något står två gånger; behåll det ena")
        return self

    @property
    def bearbetas(self) -> bool:
        """Whether the figures are changed on their way."""
        return self.faktor is not None and self.faktor != 1


class Koppling(Modell):
    """A mapping between Kolada and a rule set, checked against the rule set."""

    format: Literal[1]
    regelverk: str
    """The id of the rule set."""
    enheter: Annotated[tuple[Enhetskoppling, ...], Field(min_length=1)]
    matt: Annotated[tuple[Mattkoppling, ...], Field(min_length=1)]

    def enhet(self, id: str) -> Enhetskoppling:
        """The unit that the mapping calls so.

        Raises:
            OkantId: it has none.
        """
        for enhet in self.enheter:
            if enhet.id == id:
                return enhet
        raise OkantId("enhet", id, [enhet.id for enhet in self.enheter])

    @property
    def text(self) -> str:
        """What the mapping holds, in Swedish."""
        rader = [f"Kopplingen mellan Kolada och {self.regelverk}:"]
        rader += [f"  {enhet.namn}: område {enhet.kod}" for enhet in self.enheter]
        rader += [f"  {matt.indikator}: {_beskriv(matt)}" for matt in self.matt]
        return "\n".join(rader)


def _beskriv(matt: Mattkoppling) -> str:
    delar = [f"nyckeltal {matt.kpi}", matt.kon]
    if matt.delar:
        delar.append(f"med delarna {', '.join(matt.delar)}")
    if matt.hamta_ocksa:
        delar.append("med året innan")
    if matt.faktor is not None:
        delar.append(f"gånger {format(matt.faktor, 'f').replace('.', ',')}")
    return ", ".join(delar)


def las_koppling(fil: Path, regelverk: Regelverk) -> Koppling:
    """The mapping in a TOML file, checked against the rule set.

    Args:
        fil: the file, UTF-8, at most 4 MB.
        regelverk: the rule set that the mapping is for.

    Raises:
        KopplingsFel: the file cannot be read or is faulty; ``fel`` lists everything with its line.
        TypeError: an argument of another Python type.
    """
    return las_kopplingsfil(fil, Koppling, regelverk, _granska)


def _granska(regelverk: Regelverk, tabeller: Tabeller, g: Kopplingsgranskning) -> None:
    for vag, enhet in poster(tabeller, "enheter"):
        for falt in ("id", "kod"):
            if (varde := text_i(enhet, falt)) is not None:
                g.forsta((*vag, falt), f"enhetens {falt}", varde, f"{varde!r} står på två enheter")
    for vag, matt in poster(tabeller, "matt"):
        indikator = text_i(matt, "indikator")
        kand = g.kand((*vag, "indikator"), "indikator", indikator, [i.id for i in regelverk.alla_indikatorer])
        if indikator is not None:
            g.forsta((*vag, "indikator"), "indikator", indikator, f"{indikator!r} har redan ett nyckeltal")
        if kand and indikator is not None:
            _granska_figur(regelverk.indikator(indikator), vag, matt, g)


def _granska_figur(indikator: Indikator, vag: Vag, matt: Tabeller, g: Kopplingsgranskning) -> None:
    if (enhet := text_i(matt, "enhet")) is not None:
        if kand_enhet(enhet) is None:
            g.ny((*vag, "enhet"), f"{enhet!r} är ingen enhet som känns igen")
        else:
            try:
                Utfall(0, enhet=enhet).i_enhet(indikator.enhet)
            except UtfallFel as exc:
                g.ny((*vag, "enhet"), f"{indikator.id}: {exc}")
    namn = [d.del_ for m in indikator.malvarden if isinstance(m, Uppdelatmalvarde) for d in m.delar if m.efter != "år"]
    delar = matt.get("delar")
    for i, del_ in enumerate(delar if namn and isinstance(delar, list) else ()):
        g.kand((*vag, "delar", i), "del", del_, dict.fromkeys(namn))
