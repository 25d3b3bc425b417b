"""Indikatorer: what is measured, in which direction it should go, and what is enough."""

from decimal import Decimal
from typing import Self

from pydantic import model_validator

from .bas import Id, Modell
from .kalla import Kalla
from .malvarde import Malvarde
from .skalor import Malniva, Organisationsniva, Riktning
from .tolkning import Nar
from .utfall import Utfall


class Skala(Modell):
    """The closed interval that an outcome must lie in, as the source states it ("av 100")."""

    fran_och_med: Decimal
    till_och_med: Decimal

    @model_validator(mode="after")
    def _rattvand(self) -> Self:
        if not self.fran_och_med < self.till_och_med:
            raise ValueError(f"skalan börjar på {self.fran_och_med} men slutar på {self.till_och_med}")
        return self


class Indikatorlasning(Modell):
    """What an indicator's target or unit is under one reading of a tolkning."""

    nar: Nar
    malvarde: Malvarde
    enhet: str | None = None
    """The unit under this reading; None keeps the indicator's own."""


class Nivakrav(Modell):
    """What a long-term level demands at one level of the organisation."""

    niva: Malniva
    organisationsniva: Organisationsniva | None = None
    """The level of the organisation that the demand is for; None when the source states none."""
    avser: str | None = None
    """The part of the indicator that the demand is for, by its name in the outcome's ``delar``; None for the whole."""
    malvarde: Malvarde
    nar: tuple[Nar, ...] = ()
    kalla: Kalla

    def avsett(self, utfall: Utfall) -> Utfall:
        """The outcome that the demand is for: that of the part which it names, or the whole."""
        if self.avser is None:
            return utfall
        return Utfall(dict(utfall.delar or ()).get(self.avser), enhet=utfall.enhet, period=utfall.period)


class Indikator(Modell):
    """One indicator of a guideline."""

    id: Id
    namn: str
    """The row label in the source."""
    mal: str | None = None
    """The id of the mål or delmål that the indicator stands under; None when it stands under none."""
    perspektiv: str | None = None
    """The id of the perspektiv that the indicator stands under; None when it stands under none."""
    delmal: str | None = None
    """The delmål whose colour this year the indicator feeds; None when it feeds none."""
    insatsomrade: str | None = None
    """The id of the särskilda insatsområde; None when the indicator belongs to none."""
    enhet: str | None = None
    """The unit of outcomes; None when the source states none."""
    riktning: Riktning | None = None
    """Whether more is better; None when the source gives no direction and none follows from its subject."""
    skala: Skala | None = None
    """The scale that the source states; None when it states none."""
    malvarde: Malvarde | None = None
    """The year's target; None when the source sets none (long-term levels stand in ``nivakrav``)."""
    lasningar: tuple[Indikatorlasning, ...] = ()
    """Targets under other readings of a tolkning."""
    nivakrav: tuple[Nivakrav, ...] = ()
    """Targets for the long-term levels, per level of the organisation."""
    utgangsvarde: Decimal | None = None
    """The latest measurement that the guideline prints, in ``enhet``: a baseline, not an outcome. None when none is."""
    utgangsvarde_text: str | None = None
    """What the source prints in place of a number; None when it prints a number or nothing."""
    forbehall: str | None = None
    """A condition that the source puts on the target; None when it puts none."""
    anmarkning: str | None = None
    """What a reader needs to know of the row; None when there is nothing."""
    kalla: Kalla

    @model_validator(mode="after")
    def _helt(self) -> Self:
        if self.utgangsvarde is not None and self.utgangsvarde_text is not None:
            raise ValueError("ange utgangsvarde eller utgangsvarde_text, inte båda")
        if (
            self.skala is not None
            and self.utgangsvarde is not None
            and not self.skala.fran_och_med <= self.utgangsvarde <= self.skala.till_och_med
        ):
            raise ValueError(f"utgangsvarde {self.utgangsvarde} ligger utanför skalan")
        return self

    @property
    def under_utveckling(self) -> bool:
        """Whether the guideline says that the target is still being developed."""
        return self.malvarde is not None and self.malvarde.slag == "under utveckling"

    @property
    def malvarden(self) -> tuple[Malvarde, ...]:
        """Every target of the indicator: the year's first, then those of the long-term levels."""
        ars = () if self.malvarde is None else (self.malvarde,)
        return ars + tuple(krav.malvarde for krav in self.nivakrav)
