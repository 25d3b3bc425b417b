"""Tidplanen: when each report is closed, sent in, prepared and decided."""

from datetime import date
from typing import Final, Literal

from pydantic import Field

from .bas import Modell
from .datum import ISO_MANAD, skriv_dag, skriv_period
from .kalla import Kalla
from .skalor import Inlamningssteg, Rapporttyp
from .tolkning import Nar
from .visning import Visbar

STEG: Final = {
    "bryt": "Bryt",
    "rapport_till_rk": "Rapport till RK",
    "rs_au_1": "RS au beredning 1",
    "rs_au_2": "RS au beredning 2",
    "beslutad_rapport": "Beslutad rapport till RK",
    "rs": "RS",
    "rf": "RF",
}
"""Field name -> row label of each step of the timetable, in the source's order."""


class Steg(Modell):
    """One step of one reporting occasion."""

    datum: date | None
    """None: the step occurs, on a day that is not known ("i.u.", or left open by ``tolkningar``)."""
    mojliga: tuple[date, ...] = ()
    """The days that an open tolkning leaves possible, when there is more than one."""
    harledd: bool = False
    """Whether the day is computed by a rule; False when it is published, or given by the caller."""
    kalla: Kalla | None = None
    """The published cell, or the rule; None for a day that the caller gave."""
    tolkningar: tuple[str, ...] = ()
    """The ids of the tolkningar that the day rests on."""

    def __str__(self) -> str:
        dagar = self.mojliga or ((self.datum,) if self.datum else ())
        return " eller ".join(map(skriv_dag, dagar)) or "dagen är inte känd"


class Tillfalle(Modell):
    """One reporting occasion. A step that is None does not occur (a blank cell); "i.u." is a step without ``datum``."""

    rapporttyp: Rapporttyp
    period: str = Field(pattern=f"^{ISO_MANAD}$")
    """The last month that the report covers, as an ISO month."""
    kolumn: str
    """The column heading in the source, or the period for a computed occasion."""
    bryt: Steg | None = None
    rapport_till_rk: Steg | None = None
    rs_au_1: Steg | None = None
    rs_au_2: Steg | None = None
    beslutad_rapport: Steg | None = None
    rs: Steg | None = None
    rf: Steg | None = None
    kalla: Kalla | None = None
    """The published table; None for a computed occasion."""

    @property
    def steg(self) -> tuple[tuple[str, Steg], ...]:
        """The steps that occur, with their field names, in the source's order."""
        par = ((falt, getattr(self, falt)) for falt in STEG)
        return tuple((falt, steg) for falt, steg in par if steg is not None)

    def __str__(self) -> str:
        steg = "; ".join(f"{STEG[falt]} {ett}" for falt, ett in self.steg)
        return f"{self.rapporttyp} {skriv_period(self.period)}: {steg or 'inga steg'}"

    def inlamning(self, steg: Inlamningssteg) -> Steg | None:
        """The step in which the preliminary or the decided report is sent in; None when it does not occur."""
        return self.rapport_till_rk if steg is Inlamningssteg.PRELIMINAR else self.beslutad_rapport


class Rapportmanad(Modell):
    """Which report covers a month of the year."""

    manad: int = Field(ge=1, le=12)
    rapporttyp: Rapporttyp
    kalla: Kalla


class Frist(Modell):
    """When the preliminary report is due: a workday counted from bryt."""

    rapporttyper: tuple[Rapporttyp, ...]
    arbetsdagar: int = Field(ge=1)
    rakning: Literal["efter bryt", "i månaden"]
    """"efter bryt": the n-th workday strictly after bryt; "i månaden": the n-th workday of bryt's calendar month."""
    nar: tuple[Nar, ...] = ()
    kalla: Kalla


class Tidplan(Visbar, Modell):
    """A timetable: the occasions, published or computed, in order of period."""

    tillfallen: tuple[Tillfalle, ...]
    rapportmanader: tuple[Rapportmanad, ...]
    """The months that have a report; the others have none."""
    frister: tuple[Frist, ...]
    kalla: Kalla

    def tillfalle(self, period: str) -> Tillfalle | None:
        """The occasion whose report covers up to this ISO month; None when the timetable has none."""
        return next((t for t in self.tillfallen if t.period == period), None)

    def __str__(self) -> str:
        return "\n".join(map(str, self.tillfallen)) or "inga rapporttillfällen"
