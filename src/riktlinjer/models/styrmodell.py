"""Styrmodellen: which documents steer an organisation."""

from .bas import Id, Modell
from .kalla import Kalla


class Styrdokument(Modell):
    """A kind of steering document: who decides it, how long it applies, how often it is revised, who is told of it.

    None in a field means that the source does not say.
    """

    id: Id
    namn: str
    niva: str
    """Whose document it is: the county's, or the organisation's own."""
    faststalls_av: tuple[str, ...] | None = None
    """Who decides it; one of them where there are several."""
    loptid: str | None = None
    """For how long it applies: "3 år", or "olika" where the source says that it varies."""
    revideras: str | None = None
    """How often it is revised: "varje år", "vid behov"."""
    anmals_till: tuple[str, ...] | None = None
    """Who is told of the decision."""
    kalla: Kalla


class Styrmodell(Modell):
    """The steering documents in order, from the most general down, and what else planning is based on."""

    styrdokument: tuple[Styrdokument, ...]
    planeringsunderlag: tuple[str, ...] = ()
    """The other documents that planning and follow-up are based on, as the source names them."""
    kalla: Kalla
