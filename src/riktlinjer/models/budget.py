"""Budgeten: the frames that a styrelse or nämnd divides between its units."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from .bas import Modell
from .kalla import Kalla


class Budgetram(Modell):
    """What one part of the organisation is given for the year."""

    namn: str
    belopp: Decimal
    """In the budget's unit."""
    kalla: Kalla


class Budgetforutsattning(Modell):
    """A figure that the frames rest on, such as a tax rate or an index."""

    namn: str
    varde: Decimal
    enhet: str
    innebord: str
    """What it applies to, in words of our own."""
    kalla: Kalla


class Budget(Modell):
    """The frames of a year with the sum that the source prints."""

    ar: int
    enhet: str
    """The unit of every amount: kr, tkr, mnkr or mdkr."""
    ramar: Annotated[tuple[Budgetram, ...], Field(min_length=1)]
    summa: Decimal | None = None
    """The sum as printed, never computed; None when none is printed."""
    forutsattningar: tuple[Budgetforutsattning, ...] = ()
    kalla: Kalla
