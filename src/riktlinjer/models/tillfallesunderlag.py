"""Tillfällesunderlaget: all that has been received for a reporting occasion, as it is summed up."""

import re
from collections.abc import Mapping
from datetime import date

from pydantic import field_validator

from .bas import Id, Modell
from .datum import ISO_MANAD
from .papekande import Papekande
from .rapport import Bedomning, Manad, Rapport, Version
from .skalor import Rapporttyp
from .utfall import Utfall

Utfallspar = tuple[tuple[str, Utfall], ...]
"""Indicator id and outcome, in pairs; a mapping and plain values are taken too."""


def kand_period(rapport: Rapport) -> str | None:
    """The period that a report states, when it is an ISO month; None when it states none, or in other words.

    >>> kand_period(Rapport(period="2018-08")), kand_period(Rapport(period="aug 2018"))
    ('2018-08', None)
    """
    period = rapport.period
    return period if period is not None and re.fullmatch(ISO_MANAD, period, re.ASCII) else None


def las_utfallspar(varde: object) -> object:
    """The pairs of a mapping id -> outcome; anything else as it is."""
    if not isinstance(varde, Mapping):
        return varde
    return tuple(
        (id, utfall if isinstance(utfall, Utfall | Mapping) else Utfall(utfall)) for id, utfall in varde.items()
    )


class Namndunderlag(Modell):
    """What one nämnd has sent in for an occasion.

    >>> Namndunderlag(namnd="driftnamnd-psykiatri", utfall={"frisktal": "88 %"}).utfall
    (('frisktal', Utfall(varde=Decimal('88'), enhet='%')),)
    """

    namnd: Id
    """The nämnd's id."""
    rapport: Rapport | None = None
    """The report that counts; None when none is there, or which one counts is not known."""
    versioner: tuple[Version, ...] = ()
    """The submissions by somebody else's record of them. Those of the report itself count when this is empty."""
    utfall: Utfallspar = ()
    """The outcomes that the nämnd delivers."""
    motsagda: tuple[str, ...] = ()
    """The ids of indicators of which what it has sent in says differently; the nämnd's figures are not known."""
    bedomningar: tuple[Bedomning, ...] = ()
    """The nämnd's assessments beside those in its report."""
    filer: tuple[str, ...] = ()
    """The names of the files that were read; empty when they come from no files."""
    oklara_filer: tuple[str, ...] = ()
    """Files, or folders, that may hold the report but are not read, or of which none is known to count. With one of
    them and no ``rapport``, what the nämnd has sent in is not known."""

    _par = field_validator("utfall", mode="before")(las_utfallspar)


class Tillfallesunderlag(Modell):
    """What has been received for an occasion, from every nämnd and of the koncern."""

    rapporttyp: Rapporttyp | None = None
    """None when it is not known."""
    period: Manad | None = None
    """The last month that the occasion covers; None when it is not known."""
    namnder: tuple[Namndunderlag, ...] = ()
    utfall: Utfallspar = ()
    """The koncern's own outcomes."""
    motsagda: tuple[str, ...] = ()
    """The ids of indicators of which the koncern's own files say differently."""
    bedomningar: tuple[Bedomning, ...] = ()
    """The koncern's assessments."""
    beslutad: date | None = None
    """When the compiled picture was decided; None as long as it is not known to be."""
    papekanden: tuple[Papekande, ...] = ()
    """What the reading found."""
    overhoppade: int = 0
    """How many hidden files and files of the computer itself were passed over."""

    _par = field_validator("utfall", mode="before")(las_utfallspar)
