"""Rapportmallen: the sections that a report must hold, with what each demands, for whom."""

from typing import Self

from pydantic import model_validator

from .bas import Id, Modell
from .kalla import Kalla
from .skalor import Fortryckt, Mottagare, Rapporttyp
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
    alias: tuple[str, ...] = ()
    """Other headings that reports use for the same section; our own list, not the guideline's."""
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
    fortryckt: Fortryckt | None = None
    """What the template prints in the column: the heading that a row stands under, the row's name, or the name of a row
    that is an indicator. None when the writer fills the column in."""


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

    id: Id
    titel: str
    kolumner: tuple[Kolumn, ...]
    rader: tuple[Rad, ...]
    kalla: Kalla

    @model_validator(mode="after")
    def _en_kolumn_per_slag(self) -> Self:
        fortryckta = [kolumn.fortryckt for kolumn in self.kolumner if kolumn.fortryckt is not None]
        for slag in fortryckta:
            if fortryckta.count(slag) > 1:
                raise ValueError(f"flera kolumner har fortryckt = {slag.value!r}; en kolumn kan ha det")
        return self


class Formkrav(Modell):
    """A demand on the form of a report or on how it is sent in."""

    id: Id
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
