"""Statusfråga: which delmål is asked about, with its rule under every choice of readings that is open."""

from __future__ import annotations

from ..models.indikator import Indikator
from ..models.mal import Delmal
from ..models.regelverk import Regelverk
from ..models.skalor import Rapporttyp
from .lasningar import Val, alla_val, namnda_tolkningar
from .provning import Provning, provning


class Statusfraga:
    """One delmål's rule, compiled for a report type, a period and a unit (None in each: not stated)."""

    def __init__(
        self,
        regelverk: Regelverk,
        delmal: Delmal,
        rapporttyp: Rapporttyp | None,
        period: str | None,
        enhet: str | None,
    ) -> None:
        self.regelverk, self.delmal = regelverk, delmal
        self.rapporttyp, self.period, self.enhet = rapporttyp, period, enhet
        self.kanda: dict[str, Indikator] = {indikator.id: indikator for indikator in regelverk.alla_indikatorer}
        """Every indicator of the guideline."""
        regel = delmal.statusregel
        self.indikatorer = tuple(self.kanda[id] for id in regel.indikatorer)
        """Those of the rule, also the ones that the chosen readings leave out of the count."""
        self.tolkningar = namnda_tolkningar((regel, tuple(i.lasningar for i in self.indikatorer)))
        """The ids of the tolkningar that the rule and its indicators are conditioned on."""
        self.provningar = tuple(p for val in alla_val(regelverk, self.tolkningar) for p in self.under(val))
        """One per choice of readings that is open, and per report type when none is stated and the rule's steps name
        some."""

    def under(self, val: Val) -> tuple[Provning, ...]:
        """The rule under one choice of readings: one provning, or one per report type."""
        regel = self.delmal.statusregel
        typer: tuple[Rapporttyp | None, ...] = (self.rapporttyp,)
        if self.rapporttyp is None and any(steg.rapporttyper for steg in regel.steg):
            typer = tuple(Rapporttyp)
        return tuple(provning(regel, val, self.kanda, typ) for typ in typer)
