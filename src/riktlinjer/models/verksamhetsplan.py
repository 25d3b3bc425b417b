"""Verksamhetsplanen: what a styrelse concentrates on during the year to carry out its goals."""

from .bas import Id, Modell
from .kalla import Kalla


class Malomrade(Modell):
    """One of the areas that goals and their follow-up are sorted under. A :class:`Mal` names it in ``omrade``."""

    id: Id
    namn: str
    omfattar: tuple[str, ...]
    """What the goals of the area are about, each in a few words of our own."""
    verkstalls_av: tuple[str, ...] | None = None
    """Who carries the goals out; None when the source does not say."""
    kalla: Kalla


class Framgangsfaktor(Modell):
    """A field of development that the styrelse finds important for a goal this year."""

    id: Id
    mal: str
    """The id of the mål that it stands under."""
    namn: str
    """What it is about, in a few words of our own."""
    jamforelsear: int | None = None
    """The year that the source compares with; None when it names none."""
    kalla: Kalla
    """``rad`` is the mål as it is printed over its framgångsfaktorer, and the number of the point under it."""
