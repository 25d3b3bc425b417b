"""Perspektiv: the sides that a nämnd's work is measured from."""

from .bas import Id, Modell
from .kalla import Kalla


class Perspektiv(Modell):
    """A group of indicators, by what or whom they are about. It has no goal and no colour of its own."""

    id: Id
    namn: str
    kalla: Kalla
