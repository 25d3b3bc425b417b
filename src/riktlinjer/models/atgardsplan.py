"""Åtgärdsplaner: the plan itself, and the guideline's rules for when one is owed and what it must hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import field_validator

from .bas import Modell
from .kalla import Kalla
from .skalor import Rapporttyp
from .tal import tolka_tal
from .tolkning import Nar


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
            varde = (varde,) if varde.strip() else None
        if isinstance(varde, list | tuple):
            return tuple({"beskrivning": a} if isinstance(a, str) else a for a in varde)
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


class Planutlosare(Modell):
    """What figure decides whether a plan is owed."""

    figur: str
    """``"budgetavvikelse"`` or ``"resultat"``."""
    nar: tuple[Nar, ...] = ()


class Planplikt(Modell):
    """In which report types, and from which figures, a plan is owed: below zero, or also at zero."""

    rapporttyper: tuple[Rapporttyp, ...]
    aven_noll: bool = False
    """Whether exactly zero owes a plan too."""
    nar: tuple[Nar, ...] = ()


class Planplats(Modell):
    """Where a plan belongs."""

    i_samma_rapport: bool
    """Whether it is described in the report that shows the deficit."""
    i_nasta_rapport: bool
    """Whether it is attached at the latest to a following report."""
    nar: tuple[Nar, ...] = ()


class Planuppskov(Modell):
    """What happens when no report covers the month after."""

    till_nasta_rapport: bool
    """True: the plan goes with the next report in the timetable; False: on its own, at a time that is not stated."""
    nar: tuple[Nar, ...] = ()


class Planinnehall(Modell):
    """The elements that a plan must hold."""

    delar: tuple[str, ...]
    """Field names of :class:`Atgardsplan`."""
    nar: tuple[Nar, ...] = ()


class Atgardsplansregler(Modell):
    """The guideline's rules for åtgärdsplaner."""

    utlosare: tuple[Planutlosare, ...]
    plikt: tuple[Planplikt, ...]
    plats: tuple[Planplats, ...]
    uppskov: tuple[Planuppskov, ...]
    innehall: tuple[Planinnehall, ...]
    kalla: tuple[Kalla, ...]
