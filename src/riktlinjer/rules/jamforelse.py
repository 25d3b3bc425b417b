"""Jämförelse: what differs between two rule sets, and which statuses that changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..models.bas import Modell
from ..models.regelverk import Regelverk
from ..models.skalor import Rapporttyp
from ..models.visning import Visbar
from .andringar import Andring, Skribent
from .skillnader import Andringsslag, skillnader
from .statusandringar import Statusandring, statusandringar
from .utfallslasning import Givet


class Jamfort(Modell):
    """One of the two rule sets."""

    id: str
    titel: str
    organisation: str
    utgava: str
    tolkningar: tuple[tuple[str, str], ...]
    """Every tolkning with its chosen reading."""


class Andringsantal(NamedTuple):
    """How many changes of one kind there are."""

    vad: str
    tillagda: int
    borttagna: int
    andrade: int


class Regelverksjamforelse(Visbar, Modell):
    """What changes from one rule set to another."""

    fore: Jamfort
    efter: Jamfort
    andringar: tuple[Andring, ...]
    """Every change once, in the order of the rule set's tables; empty when the two are alike."""
    statusandringar: tuple[Statusandring, ...] | None
    """The delmål and mål whose status or level changes; None when no outcomes were given."""

    @property
    def antal(self) -> tuple[Andringsantal, ...]:
        """The number of changes per kind, in the order of the changes."""
        grupper: dict[str, list[Andringsslag]] = {}
        for a in self.andringar:
            grupper.setdefault(a.vad, []).append(a.slag)
        return tuple(Andringsantal(vad, *(slag.count(s) for s in Andringsslag)) for vad, slag in grupper.items())

    def __str__(self) -> str:
        statusar = [a.text for a in self.statusandringar or ()]
        return "\n".join([*statusar, *(a.text for a in self.andringar)]) or "inget skiljer regelverken åt"


def jamfor_regelverk(
    fore: Regelverk,
    efter: Regelverk,
    utfall: Mapping[str, Givet] | None = None,
    *,
    rapporttyp: Rapporttyp | None = None,
    period: str | None = None,
    enhet: str | None = None,
) -> Regelverksjamforelse:
    """What changes from one rule set to another: a guideline and its next edition, or two readings of it.

    Posts are matched by id, and where they have none by what names them. With outcomes, also which statuses change, and
    the smallest sets of changes that are enough for each.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> rv = las_regelverk("halland-2018")
    >>> annan = rv.med_tolkningar({"delmal-3-mellan-71-och-72": "avrunda"})
    >>> for a in jamfor_regelverk(rv, annan, {"index-medarbetarenkat": "71,5"}).statusandringar:
    ...     print(a.text)
    Delmål 3: Gul blir Grön. Orsak: Tolkningen delmal-3-mellan-71-och-72 läses som avrunda i stället för gul.

    Args:
        fore: the rule set that is compared from.
        efter: the rule set that is compared to.
        utfall: as for :func:`~riktlinjer.berakna_status`; an id must be an indicator of one of the two at least.
        rapporttyp: as for :func:`~riktlinjer.berakna_status`.
        period: as for :func:`~riktlinjer.berakna_status`.
        enhet: as for :func:`~riktlinjer.berakna_status`.

    Raises:
        OkantId: ids of outcomes that neither rule set has.
        UtfallFel: outcomes that one of the rule sets refuses; which one is said.
        KalenderFel: ``period`` is no ISO month.
        TypeError: an argument of the wrong Python type.
    """
    for regelverk in (fore, efter):
        if not isinstance(regelverk, Regelverk):
            raise TypeError(f"väntade ett Regelverk (se las_regelverk), fick {type(regelverk).__name__}")
    funna = skillnader(fore, efter)
    statusar = None
    if utfall is not None:
        statusar = statusandringar(fore, efter, funna, utfall, rapporttyp=rapporttyp, period=period, enhet=enhet)
    return Regelverksjamforelse(
        fore=_jamfort(fore),
        efter=_jamfort(efter),
        andringar=tuple(map(Skribent(fore, efter).andring, funna)),
        statusandringar=statusar,
    )


def _jamfort(regelverk: Regelverk) -> Jamfort:
    return Jamfort(
        id=regelverk.id,
        titel=regelverk.titel,
        organisation=regelverk.organisation,
        utgava=regelverk.utgava,
        tolkningar=tuple((tolkning.id, tolkning.vald) for tolkning in regelverk.tolkningar),
    )
