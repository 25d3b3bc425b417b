"""Planregler: when an åtgärdsplan is owed, where it belongs and what it must hold."""

from .bas import Modell
from .kalla import Kallor
from .skalor import Rapporttyp
from .tolkning import Nar


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
    """Field names of ``Atgardsplan``."""
    nar: tuple[Nar, ...] = ()


class Atgardsplansregler(Modell):
    """The guideline's rules for åtgärdsplaner."""

    utlosare: tuple[Planutlosare, ...]
    plikt: tuple[Planplikt, ...]
    plats: tuple[Planplats, ...]
    uppskov: tuple[Planuppskov, ...]
    innehall: tuple[Planinnehall, ...]
    kalla: Kallor
