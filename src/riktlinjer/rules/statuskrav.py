"""Statuskrav: what a wanted colour takes, as data."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from ..models.bas import Modell
from ..models.kalla import Kalla
from ..models.skalor import Faktum, Jamforelse, Rapporttyp, Status, Utfallsslag
from ..models.visning import Visbar
from .intervall import Intervall


class Kravlage(StrEnum):
    """Whether a wanted colour is certain, within reach, or out of reach."""

    REDAN = "redan"
    """Certain whatever the missing facts are and the open tolkningar say."""
    NABART = "nåbart"
    """Some outcomes make it certain."""
    ONABART = "onåbart"
    """No outcomes make it certain under this rule and these readings."""


class Jamforelsekrav(Modell):
    """How an outcome must stand against a figure that is not known."""

    faktum: Faktum
    jamforelser: tuple[Jamforelse, ...]
    """Any of these will do."""


class Forandring(Modell):
    """What one indicator's outcome must be, and how far off it is."""

    indikator: str
    namn: str
    """The indicator's row label in the source."""
    enhet: str | None
    """The unit of the figures; None when the indicator has none, or an open tolkning decides it."""
    varde: Decimal | None
    """The present outcome, in ``enhet``; None when it is not known, or is not the kind of figure that decides."""
    uppna: bool | None
    """Whether the målvärde is to be met (True) or missed (False); None for a rule that does not count."""
    intervall: tuple[Intervall, ...]
    """Every outcome that will do, in ``enhet``; within the indicator's scale, whose ends are not repeated. Empty when
    it takes more than one figure: parts, a series, or a change from a figure that is not known."""
    grans: Decimal | None
    """The bound of ``intervall`` that is nearest to ``varde``, or that only just will do when ``varde`` is None; None
    when there is no bound to pass. Twelve decimals, on the side that will do, where no Decimal can write it."""
    inklusiv: bool | None
    """Whether ``grans`` itself will do; None when there is no bound."""
    delta: Decimal | None
    """From ``varde`` to ``grans``, in ``enhet`` (for % in procentenheter), with its sign; when the bound itself will
    not do, the change must be larger than this. None when ``varde`` is None or there is no bound."""
    slag: Utfallsslag | None
    """The kind of figure that the outcome must be; None when the present kind will do."""
    jamfort: tuple[Jamforelsekrav, ...]
    """How the outcome must stand against figures that are not known; all of them."""
    villkor: str
    """The condition in Swedish."""


class Kravdel(Modell):
    """So many of some indicators must change in one direction."""

    antal: int
    """How many of them, any of them."""
    uppna: bool
    """Whether they are to meet their målvärde (True) or to miss it (False)."""
    indikatorer: tuple[str, ...]
    """The ids of those that can."""


class Statuskrav(Visbar, Modell):
    """What it takes for a delmål to get a colour for certain."""

    delmal: str
    namn: str
    rapporttyp: Rapporttyp | None
    period: str | None
    enhet: str | None
    """The nämnd or unit that the koncern's rule was applied to; None for the koncern."""
    status: Status
    """The wanted colour."""
    mojliga: tuple[Status, ...]
    """The colours that are possible now."""
    lage: Kravlage
    antal: int | None
    """How many more indicators must meet their målvärde, less those that must miss it; negative when fewer may. None
    for a rule that does not count, and when the colour is out of reach."""
    delar: tuple[Kravdel, ...]
    """For a counting rule: what must change, all of the parts, each indicator in one of them. Empty for other rules."""
    forandringar: tuple[Forandring, ...]
    """What can change: for a counting rule those that ``delar`` name, in their order; for other rules any one will
    do."""
    hinder: tuple[str, ...]
    """The ids of the counted indicators that no outcome settles as met; only told when the colour is out of reach."""
    oppna_tolkningar: tuple[str, ...]
    """The ids of the open tolkningar whose readings give different answers here."""
    tolkningar: tuple[str, ...]
    """The ids of every tolkning that the answer rests on, open or chosen."""
    kalla: Kalla
    """Where the rule stands."""
    text: str
    """One Swedish paragraph: the answer with its numbers."""

    def __str__(self) -> str:
        return self.text
