"""Nämnder and styrelser, what they are asked to do and how it is followed up."""

from .bas import Id, Modell
from .kalla import Kalla


class Prioritering(Modell):
    """Something that one or more nämnder must give priority to."""

    id: Id
    namn: str
    """The priority as the source names it, shortened where the source runs on."""
    namnder: tuple[str, ...]
    """The ids of the nämnder it is given to."""
    omrade: str | None = None
    """The id of its prioriteringsområde; None when the source places it in none."""
    grund: str | None = None
    """The strategy, policy or guideline that the source refers to; None when it names none."""
    kalla: Kalla


class Prioriteringsomrade(Modell):
    """A group of priorities."""

    id: Id
    namn: str
    kalla: Kalla


class Uppfoljningsvariabel(Modell):
    """What an activity, or a basic assignment, is measured with."""

    id: Id
    namn: str
    enhet: str | None = None
    """The unit; None when the source states none."""
    kalla: Kalla


class Aktivitet(Modell):
    """What a nämnd does for a priority or a särskilt insatsområde, measured with uppföljningsvariabler."""

    namn: str
    namnd: str
    prioritering: str | None = None
    insatsomrade: str | None = None
    """The id of the priority or area that it serves; None where it serves none of that kind."""
    uppfoljningsvariabler: tuple[str, ...] = ()
    inledd: bool | None = None
    """Whether it has begun (False: planned); None when it is not known."""


class Namnd(Modell):
    """A nämnd or styrelse."""

    id: Id
    namn: str
    grunduppdrag: str
    """Its basic assignment in a few words of our own."""
    grupper: tuple[str, ...]
    """The groups whose demands bind it: "driftnämnder", "hälso- och sjukvården", ..."""
    kalla: Kalla
