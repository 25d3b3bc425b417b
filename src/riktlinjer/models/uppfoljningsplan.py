"""Uppföljningsplanen: what a styrelse follows up at which of the year's meetings."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from .bas import Id, Modell
from .kalla import Kalla
from .tolkning import Nar


class Uppfoljningsomrade(Modell):
    """Something that the plan says is to be followed up."""

    id: Id
    namn: str
    """As the plan names it."""
    kategori: str
    """The part of the plan that it stands in: a målområde, or "Övriga informationer och avstämningar"."""
    kalla: Kalla


class StaendePunkt(Modell):
    """An item that the plan puts on the agenda of every meeting."""

    id: Id
    namn: str
    kalla: Kalla


class Uppfoljningsfraga(Modell):
    """A question that the written report of a follow-up must answer."""

    text: str
    """In words of our own."""
    villkor: str | None = None
    """When it must be answered; None: always."""
    kalla: Kalla


class Beslutsutgang(Modell):
    """A decision that a follow-up may end in."""

    nar: str
    """What the report has shown, in words of our own."""
    beslut: str
    """What is proposed to be decided, in words of our own."""
    kalla: Kalla


class Uppfoljningsansvar(Modell):
    """Who does what in a follow-up."""

    vem: str
    uppgift: str
    """In words of our own."""
    kalla: Kalla


class Omradespekare(Modell):
    """That a topic takes up an area of the plan: always, or when the tolkningar are read as ``nar`` says."""

    omrade: str
    """The id of the area."""
    nar: tuple[Nar, ...] = ()


class Dagordningsamne(Modell):
    """A topic of a meeting."""

    namn: str
    """As printed."""
    tar_upp: tuple[Omradespekare, ...] = ()
    """The areas of the plan that it takes up; empty when it takes up none."""
    staende_punkt: str | None = None
    """The id of the standing item that it is; None when it is none."""


class Dagordningsblock(Modell):
    """Topics that share a row of the calendar.

    Their presenters stand in one cell, so that who presents which topic is often not to be told; the same holds for
    the categories.
    """

    amnen: Annotated[tuple[Dagordningsamne, ...], Field(min_length=1)]
    foredragande: tuple[str, ...]
    """Everyone in the cell, in its order, a name that is printed twice twice; empty when the cell is blank."""
    kategorier: tuple[str, ...]
    """As printed, divided at a slash; empty when the cell is blank."""
    kalla: Kalla


class Sammantrade(Modell):
    """A meeting of the calendar."""

    id: Id
    fran_och_med: date
    till_och_med: date
    """The last day, itself included; the first when the meeting lasts one day."""
    block: tuple[Dagordningsblock, ...]
    kalla: Kalla

    @model_validator(mode="after")
    def _slutar_efter_att_det_borjat(self) -> Self:
        if self.till_och_med < self.fran_och_med:
            raise ValueError(f"till_och_med {self.till_och_med} är före fran_och_med {self.fran_och_med}")
        return self


class Uppfoljningsplan(Modell):
    """A year's plan: the areas, the calendar, and how a follow-up is done."""

    ar: int
    omraden: tuple[Uppfoljningsomrade, ...]
    sammantraden: tuple[Sammantrade, ...]
    """In the order of the calendar."""
    staende_punkter: tuple[StaendePunkt, ...] = ()
    fragor: tuple[Uppfoljningsfraga, ...] = ()
    utgangar: tuple[Beslutsutgang, ...] = ()
    ansvar: tuple[Uppfoljningsansvar, ...] = ()
    kalla: Kalla
