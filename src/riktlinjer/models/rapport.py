"""Rapportmallen: the sections that a report must hold and what each demands; and the report itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from .atgardsplan import Atgardsplan
from .bas import Modell
from .kalla import Kalla
from .skalor import Inlamningssteg, Mottagare, Rapporttyp
from .tolkning import Nar


class Galler(Modell):
    """For whom and when a demand binds: these report types, to these readers, for this group of nämnder."""

    rapporttyper: tuple[Rapporttyp, ...]
    mottagare: tuple[Mottagare, ...]
    grupp: str = "alla"
    """A group of nämnder; "alla" binds every nämnd."""
    nar: tuple[Nar, ...] = ()


class Mallkrav(Modell):
    """A demand of the template on what a section holds, in our own words."""

    text: str
    galler: tuple[Galler, ...]
    tabell: str | None = None
    """The id of the table to fill in; None when there is none."""
    kalla: Kalla


class Mallavsnitt(Modell):
    """A section of the template."""

    nummer: str | None = None
    """The heading's number; None for a required part that is no numbered heading."""
    titel: str
    galler: tuple[Galler, ...]
    krav: tuple[Mallkrav, ...] = ()
    kalla: Kalla


class Kolumn(Modell):
    """A column of a table template."""

    namn: str
    rapporttyper: tuple[Rapporttyp, ...]
    """The report types in which the column is filled in."""
    fotnot: str | None = None
    """What its footnote adds, in our own words; None when it has none."""


class Rad(Modell):
    """A row of a table template."""

    namn: str
    grupp: str | None = None
    """The heading that the row stands under; None when it stands under none."""
    rapporttyper: tuple[Rapporttyp, ...]
    """The report types in which the row is filled in."""
    fotnot: str | None = None
    """What its footnote adds, in our own words; None when it has none."""


class Tabellmall(Modell):
    """A table that the reports use."""

    id: str
    titel: str
    kolumner: tuple[Kolumn, ...]
    rader: tuple[Rad, ...]
    kalla: Kalla


class Formkrav(Modell):
    """A demand on the form of a report or on how it is sent in."""

    id: str
    text: str
    rapporttyper: tuple[Rapporttyp, ...]
    kalla: Kalla


class Rapportmall(Modell):
    """The report template of a guideline."""

    avsnitt: tuple[Mallavsnitt, ...]
    tabeller: tuple[Tabellmall, ...]
    formkrav: tuple[Formkrav, ...]
    policyer: tuple[str, ...]
    """The policies that the ÅR comments on."""
    kalla: Kalla


class Krav(Modell):
    """A demand that binds in the case that was asked about."""

    text: str
    galler_for: tuple[str, ...]
    """The groups of nämnder it binds; ("alla",) when it binds all."""
    tabell: str | None = None
    """The id of the table to fill in; None when there is none."""
    oppna_tolkningar: tuple[str, ...] = ()
    """The open tolkningar that decide whether it binds; empty when it does bind."""
    kalla: Kalla


class Avsnitt(Modell):
    """A section that a report must hold."""

    nummer: str | None
    """"2.2.1"; None for a required part that is no numbered heading."""
    titel: str
    obligatorisk: bool | None
    """True, or None when the guideline does not say whether it binds the nämnd (see ``oppna_tolkningar``)."""
    galler_for: tuple[str, ...]
    """The groups of nämnder it binds; ("alla",) when it binds all."""
    krav: tuple[Krav, ...]
    tolkningar: tuple[str, ...]
    """The ids of the tolkningar that the answer rests on."""
    oppna_tolkningar: tuple[str, ...]
    kalla: Kalla


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
