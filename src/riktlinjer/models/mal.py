"""Målkedjan: strategier, övergripande mål, delmål and särskilda insatsområden."""

from .bas import Id, Modell
from .indikator import Indikator
from .kalla import Kalla
from .statusregel import Statusregel


class Strategi(Modell):
    """A strategy that the goals come from."""

    id: Id
    namn: str
    fran_ar: int
    till_ar: int
    """The last year of the strategy, itself included."""
    kalla: Kalla


class Mal(Modell):
    """A goal that has no colour of its own: övergripande mål, or a goal of an area."""

    id: Id
    namn: str
    omrade: str
    """The area that the goal stands under: ekonomi, arbetsgivare, regional utveckling, hälso- och sjukvård."""
    strategi: str | None = None
    """The id of the strategy it comes from; None when the source names none."""
    kalla: Kalla


class Delmal(Modell):
    """A delmål with its rule for this year's colour and its long-term levels."""

    id: Id
    nummer: int
    namn: str
    mal: str
    """The id of the mål that it belongs to."""
    statusregel: Statusregel
    malar: int | None = None
    """The year of the long-term levels; None when there are none."""
    langsiktiga_indikatorer: tuple[Indikator, ...] = ()
    """The indicators that only the long-term levels use; what each level demands stands in their ``nivakrav``."""
    kalla: Kalla


class SarskiltInsatsomrade(Modell):
    """An area of special effort this year."""

    id: Id
    namn: str
    delmal: tuple[str, ...]
    """The ids of the delmål that it stands under."""
    kalla: Kalla
