"""Uppdrag: what a nämnd is asked to do during the year, under the fokusområden that it contributes to."""

from .bas import Id, Modell
from .kalla import Kalla, Kallor


class Fokusomrade(Modell):
    """An area in which a nämnd contributes to the goals of the whole organisation."""

    id: Id
    namn: str
    kalla: Kallor


class RegiongemensamtUppdrag(Modell):
    """An assignment that the parts of the organisation share, each with uppdrag of its own."""

    id: Id
    namn: str
    fokusomrade: str
    """The id of the fokusområde that it stands under."""
    kalla: Kalla


class Uppdrag(Modell):
    """An assignment of one nämnd."""

    id: Id
    namn: str
    """As the source prints it, without a full stop at its end."""
    namnd: str
    """The id of the nämnd that has it."""
    fokusomrade: str
    """The id of the fokusområde that it stands under."""
    regiongemensamma: tuple[str, ...] = ()
    """The ids of the regiongemensamma uppdrag that it contributes to; empty when the source places it under none."""
    inriktning: str | None = None
    """What the year's work aims at, in words of our own; None when the source says nothing of it."""
    kalla: Kallor
