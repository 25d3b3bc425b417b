"""What a computed status says, as data: the models that answers dump to JSON and load from it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pydantic import field_serializer

from ..models.bas import Modell
from ..models.kalla import Kalla
from ..models.malvarde import Malvarde
from ..models.papekande import Papekande
from ..models.skalor import Bedombarhet, Lage, Malniva, Organisationsniva, Rapporttyp, Status
from ..models.utfall import Utfall
from .provning import Antal


class BeraknadIndikator(Modell):
    """Where one indicator stands."""

    id: str
    namn: str
    lage: Lage | None
    """None when it is not known: the target is words that no rule can test, or an open tolkning decides."""
    utfall: Utfall | None
    """The outcome that was given, in the indicator's unit; None when none was."""
    malvarde: Malvarde | None
    """The target; None when the guideline sets none, or an open tolkning decides which it is."""
    marginal: Decimal | None
    """How far the outcome is on the right side of the bound, in the indicator's unit; negative on the wrong side. None
    when the outcome is not known or the target is no bound."""
    enhet: str | None
    papekanden: tuple[Papekande, ...]
    tolkningar: tuple[str, ...]
    """The ids of the tolkningar that the target rests on."""
    kalla: Kalla


class Statusinnehall(Modell):
    """All that a :class:`BeraknadStatus` says, as data: what it dumps to JSON and loads from it."""

    delmal: str
    namn: str
    rapporttyp: Rapporttyp | None
    period: str | None
    enhet: str | None
    status: Status | None
    mojliga: tuple[Status, ...]
    antal: Antal | None
    bedombarhet: Bedombarhet | None
    indikatorer: tuple[BeraknadIndikator, ...]
    saknade: tuple[str, ...]
    oppna_tolkningar: tuple[str, ...]
    tolkningar: tuple[str, ...]
    papekanden: tuple[Papekande, ...]
    kalla: Kalla
    motivering: str


class BeraknatNivakrav(Modell):
    """Where an outcome stands against one demand of a long-term level."""

    niva: Malniva
    indikator: str
    namn: str
    avser: str | None
    malvarde: Malvarde
    uppnas: bool | None
    """None when it is not known."""
    marginal: Decimal | None
    """How far the outcome is on the right side, in ``enhet``; None when it is not known or the target has no
    distance."""
    enhet: str | None
    kalla: Kalla


class BeraknadMalniva(Modell):
    """The computed long-term level of one delmål or mål, and why."""

    id: str
    namn: str
    organisationsniva: Organisationsniva
    enhet: str | None
    """The unit whose outcomes they are; None for the koncern."""
    period: str | None
    status: Malniva | None
    """The level; None when it is not settled."""
    mojliga: frozenset[Malniva]
    """Every level that missing facts and open tolkningar leave possible; empty when none is set for this level of the
    organisation."""
    krav: tuple[BeraknatNivakrav, ...]
    saknade: tuple[str, ...]
    """The facts that are missing: an indicator's id for its outcome, ``id.part`` for a part or a fact of it."""
    oppna_tolkningar: tuple[str, ...]
    tolkningar: tuple[str, ...]
    """The ids of the tolkningar that the answer rests on, open or chosen."""
    papekanden: tuple[Papekande, ...]
    kalla: Kalla
    motivering: str

    @field_serializer("mojliga")
    def _i_ordning(self, mojliga: frozenset[Malniva]) -> list[str]:
        return [niva.value for niva in Malniva if niva in mojliga]

    def __repr_args__(self) -> Iterator[tuple[str | None, object]]:
        """The fields, the levels in their order: that of a set is different each time."""
        for namn, varde in super().__repr_args__():
            yield namn, [niva for niva in Malniva if niva in self.mojliga] if namn == "mojliga" else varde


class Underlag(Modell):
    """What an overview was computed from, for audit."""

    regelverk: str
    utgava: str
    regelverk_sha256: str
    """Of the rule set's content, whatever readings are chosen."""
    version: str
    """Of this library."""
    holidays_version: str
    """Of the holidays package, which deadlines rest on."""
    indata_sha256: str
    """Of the outcomes that were given."""
    tolkningar: tuple[tuple[str, str], ...]
    """Every tolkning with its chosen reading."""
    rapporttyp: Rapporttyp | None
    period: str | None
    enhet: str | None


class Oversiktsinnehall(Modell):
    """All that a :class:`Statusoversikt` says, as data."""

    statusar: tuple[Statusinnehall, ...]
    indikatorer: tuple[BeraknadIndikator, ...]
    langsiktigt: tuple[BeraknadMalniva, ...]
    underlag: Underlag
