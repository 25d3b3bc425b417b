"""Åtgärdsplanen: what a nämnd does against a deficit."""

from datetime import date
from decimal import Decimal

from pydantic import field_validator

from .bas import Modell
from .tal import tolka_tal


class Belopp(Modell):
    """An amount."""

    varde: Decimal
    enhet: str | None = None
    """The unit; None when none is stated."""


class Atgard(Modell):
    """One measure of a plan."""

    beskrivning: str
    effekt: Belopp | None = None
    """What it is expected to give; None when it is not said."""
    klar: date | None = None
    """When it is to be done; None when it is not said."""


class Atgardsplan(Modell):
    """A plan against a deficit, with what the guideline asks of it. None means that the plan does not say.

    A plain text stands for an :class:`Atgard`; a text with an amount, for a :class:`Belopp`.

    >>> plan = Atgardsplan(beslutad=True, vidtagna=["Anställningsprövning"], effekt="17,9 mnkr")
    >>> plan.effekt
    Belopp(varde=Decimal('17.9'), enhet='mnkr')
    """

    beslutad: bool | None = None
    """Whether it is decided; False is an answer, None is not."""
    status: str | None = None
    """How far it has come."""
    vidtagna: tuple[Atgard, ...] | None = None
    """Measures taken; empty says that none is."""
    planerade: tuple[Atgard, ...] | None = None
    """Measures planned; empty says that none is."""
    effekt: Belopp | str | None = None
    """The effect of the measures, as an amount or in words."""

    @field_validator("vidtagna", "planerade", mode="before")
    @classmethod
    def _text_ar_atgard(cls, varde: object) -> object:
        if isinstance(varde, str):
            varde = (varde,)
        if isinstance(varde, list | tuple):
            sagda = [a for a in varde if not isinstance(a, str) or a.strip()]
            if varde and not sagda:
                return None  # only blanks say nothing; an empty list says that there is none
            return tuple({"beskrivning": a} if isinstance(a, str) else a for a in sagda)
        return varde

    @field_validator("effekt", mode="before")
    @classmethod
    def _text_kan_vara_belopp(cls, varde: object) -> object:
        if isinstance(varde, str):
            try:
                tal = tolka_tal(varde)
            except ValueError:
                return varde if varde.strip() else None
            return Belopp(varde=tal.varde, enhet=tal.enhet)
        if isinstance(varde, Decimal | int | float) and not isinstance(varde, bool):
            return Belopp(varde=Decimal(str(varde)))
        return varde
