"""Rapporten: what a nämnd sends in."""

from datetime import date
from decimal import Decimal

from .atgardsplan import Atgardsplan
from .bas import Modell
from .skalor import Inlamningssteg, Rapporttyp


class Version(Modell):
    """One version of a report that has been sent in."""

    steg: Inlamningssteg
    mottagen: date | None = None
    """When it was received; None when it is not known."""
    klarmarkerad: bool | None = None
    """Whether it is marked as ready in the system; None when it is not known."""


class Rapportavsnitt(Modell):
    """A section of a report as it was written."""

    nummer: str | None = None
    titel: str
    text: str = ""


class Rapport(Modell):
    """A report from a nämnd."""

    namnd: str | None = None
    rapporttyp: Rapporttyp | None = None
    period: str | None = None
    """None in these three: the report does not say."""
    avsnitt: tuple[Rapportavsnitt, ...] = ()
    prognos_budgetavvikelse: Decimal | None = None
    """The year's deviation from budget, in mnkr; None when it is not stated."""
    atgardsplan: Atgardsplan | None = None
    versioner: tuple[Version, ...] = ()
