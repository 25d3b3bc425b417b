"""Regelverket: a whole guideline as one immutable value."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Annotated, Final, Literal, Self, TypeVar

from pydantic import Field, model_validator

from ..errors import OkantId
from .bas import Id, Modell
from .budget import Budget
from .indikator import Indikator
from .kalla import Dokument
from .mal import Delmal, Mal, SarskiltInsatsomrade, Strategi
from .namnd import Namnd, Prioritering, Prioriteringsomrade, Uppfoljningsvariabel
from .perspektiv import Perspektiv
from .planregler import Atgardsplansregler
from .rapportmall import Rapportmall
from .styrmodell import Styrmodell
from .tidplan import Tidplan
from .tolkning import OPPEN, Iakttagelse, Tolkning
from .uppdrag import Fokusomrade, RegiongemensamtUppdrag, Uppdrag
from .uppfoljningsplan import Uppfoljningsplan
from .verksamhetsplan import Framgangsfaktor, Malomrade
from .visning import Visbar


class AllaOppna(Enum):
    """The type of :data:`ALLA_OPPNA`."""

    ALLA_OPPNA = "alla öppna"


ALLA_OPPNA: Final = AllaOppna.ALLA_OPPNA
"""For ``Regelverk.med_tolkningar``: every tolkning is left open."""


class Regelverk(Visbar, Modell):
    """A guideline: goals, indicators, rules, timetable, template, and the readings that answers rest on."""

    format: Literal[1]
    id: Id
    titel: str
    organisation: str
    utgava: str
    """The edition."""
    beslutad_av: str | None = None
    """Who decided it; None when the source does not say."""
    beslutad: date | None = None
    """None when the source does not say."""
    galler_fran: date
    """The first day that this edition applies."""
    galler_till: date | None = None
    """The last day that it applies; None when no end is known."""
    ar: int
    """The year that is followed up."""
    dokument: Annotated[tuple[Dokument, ...], Field(min_length=1)]
    """The sources, the guideline itself first."""
    strategier: tuple[Strategi, ...] = ()
    mal: tuple[Mal, ...] = ()
    delmal: tuple[Delmal, ...] = ()
    insatsomraden: tuple[SarskiltInsatsomrade, ...] = ()
    perspektiv: tuple[Perspektiv, ...] = ()
    indikatorer: tuple[Indikator, ...] = ()
    uppfoljningsvariabler: tuple[Uppfoljningsvariabel, ...] = ()
    namnder: tuple[Namnd, ...] = ()
    prioriteringsomraden: tuple[Prioriteringsomrade, ...] = ()
    prioriteringar: tuple[Prioritering, ...] = ()
    fokusomraden: tuple[Fokusomrade, ...] = ()
    regiongemensamma_uppdrag: tuple[RegiongemensamtUppdrag, ...] = ()
    uppdrag: tuple[Uppdrag, ...] = ()
    tidplan: Tidplan | None = None
    """None when the guideline has no timetable."""
    rapportmall: Rapportmall | None = None
    """None when the guideline has no report template."""
    atgardsplan: Atgardsplansregler | None = None
    """None when the guideline has no rules for åtgärdsplaner."""
    styrmodell: Styrmodell | None = None
    """None when the guideline has no styrmodell."""
    malomraden: tuple[Malomrade, ...] = ()
    framgangsfaktorer: tuple[Framgangsfaktor, ...] = ()
    budget: Budget | None = None
    """None when the guideline has no budget."""
    uppfoljningsplan: Uppfoljningsplan | None = None
    """None when the guideline has no uppföljningsplan."""
    tolkningar: tuple[Tolkning, ...] = ()
    iakttagelser: tuple[Iakttagelse, ...] = ()

    @model_validator(mode="after")
    def _galler_framat(self) -> Self:
        if self.galler_till is not None and self.galler_till < self.galler_fran:
            raise ValueError(f"galler_till {self.galler_till} är före galler_fran {self.galler_fran}")
        return self

    def med_tolkningar(self, val: Mapping[str, str] | AllaOppna) -> "Regelverk":
        """The same guideline under other readings.

        Args:
            val: tolkning id -> reading, or ``"oppen"`` to leave the hole open; the tolkningar that are not named keep
                their reading. ``ALLA_OPPNA`` leaves every one open.

        Raises:
            OkantId: a tolkning or a reading that the guideline does not have.
        """
        if isinstance(val, AllaOppna):
            val = {tolkning.id: OPPEN for tolkning in self.tolkningar}
        if not isinstance(val, Mapping) or not all(isinstance(text, str) for par in val.items() for text in par):
            raise TypeError("väntade en mappning från tolkningars id till läsningar (str), eller ALLA_OPPNA")
        kanda = {tolkning.id: tolkning for tolkning in self.tolkningar}
        okanda = [id for id in val if id not in kanda]
        if okanda:
            raise OkantId("tolkning", okanda, kanda)
        for id, lasning in val.items():
            mojliga = (OPPEN, *(lasning.id for lasning in kanda[id].lasningar))
            if lasning not in mojliga:
                raise OkantId(f"läsning av {id}", lasning, mojliga)
        valda = tuple(
            Tolkning(**{**dict(tolkning), "vald": val[tolkning.id]}) if tolkning.id in val else tolkning
            for tolkning in self.tolkningar
        )
        return Regelverk(**{**dict(self), "tolkningar": valda})

    def galler(self, dag: date) -> bool:
        """Whether this edition applies on the day."""
        return self.galler_fran <= dag and (self.galler_till is None or dag <= self.galler_till)

    def __str__(self) -> str:
        return f"{self.titel}, {self.organisation}, utgåva {self.utgava} ({self.id})"

    @property
    def alla_indikatorer(self) -> tuple[Indikator, ...]:
        """The year's indicators, then those that only the long-term levels of the delmål use."""
        return self.indikatorer + tuple(i for delmal in self.delmal for i in delmal.langsiktiga_indikatorer)

    def tolkning(self, id: str) -> Tolkning:
        """The tolkning with this id.

        Raises:
            OkantId: there is none.
        """
        return _med_id("tolkning", id, self.tolkningar)

    def indikator(self, id: str) -> Indikator:
        """The indicator with this id, a long-term one too.

        Raises:
            OkantId: there is none.
        """
        return _med_id("indikator", id, self.alla_indikatorer)

    def delmal_med_id(self, id: str) -> Delmal:
        """The delmål with this id.

        Raises:
            OkantId: there is none.
        """
        return _med_id("delmål", id, self.delmal)

    def namnd(self, id: str) -> Namnd:
        """The nämnd with this id.

        Raises:
            OkantId: there is none.
        """
        return _med_id("nämnd", id, self.namnder)


_Post = TypeVar("_Post", Tolkning, Indikator, Delmal, Namnd)


def _med_id(slag: str, id: str, poster: tuple[_Post, ...]) -> _Post:
    if not isinstance(id, str):
        raise TypeError(f"väntade ett id (str), fick {type(id).__name__}")
    for post in poster:
        if post.id == id:
            return post
    raise OkantId(slag, id, [post.id for post in poster])
