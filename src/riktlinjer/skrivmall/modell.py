"""The parts of a template to write in, in the order that they are read."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

SPRAK: Final = "sv-SE"
"""The language of every template."""
VAGLEDNING: Final = "Vägledning"
"""What marks guidance, in every format."""


class Mallrubrik(NamedTuple):
    """A heading; ``niva`` is 1 for a chapter."""

    text: str
    niva: int


class Uppgift(NamedTuple):
    """A line of the front page; ``varde`` is empty when it is for the writer to say."""

    namn: str
    varde: str


class Vagledning(NamedTuple):
    """Guidance for the writer, who takes it away from the finished report."""

    punkter: tuple[str, ...]


class Innehall(NamedTuple):
    """The contents list."""

    titel: str
    rubriker: tuple[Mallrubrik, ...]


class Malltabell(NamedTuple):
    """A table with a row of headings. An empty cell is for the writer to fill in."""

    titel: str
    beskrivning: str
    """What the table holds, for a reader who does not see it."""
    kolumner: tuple[str, ...]
    rader: tuple[tuple[str, ...], ...]


class Skrivplats(NamedTuple):
    """Where the writer begins."""


Mallblock = Mallrubrik | Uppgift | Vagledning | Innehall | Malltabell | Skrivplats


class Skrivmall(NamedTuple):
    """A template of one report."""

    titel: str
    amne: str
    """The guideline and its edition."""
    sidfot: str
    """What identifies the report on every page."""
    datum: date
    """The day of the guideline's edition: the same template is made from it on any day."""
    period: str | None
    """The last month of the report, an ISO month; None when it is for the writer to say."""
    framsida: tuple[Mallblock, ...]
    block: tuple[Mallblock, ...]
    """What stands after the front page."""
    saknas: tuple[str, ...]
    """What could not be filled in, a sentence each."""
    tolkningar: tuple[str, ...] = ()
    """The ids of the tolkningar that the template rests on."""
