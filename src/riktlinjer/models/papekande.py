"""A finding: something that a check or a calculation wants the reader to know."""

from .bas import Modell
from .kalla import Kalla
from .skalor import Allvar


class Papekande(Modell):
    """One finding, with a stable code and a Swedish text."""

    kod: str
    """Stable, with a prefix per function, never reused; each code is described in the documentation."""
    allvar: Allvar
    text: str
    plats: str | None = None
    """What the finding is about: an id, a heading or a field. None when it is about the whole."""
    kalla: Kalla | None = None
    """The demand's place in the source; None when the demand is the library's own."""
    tolkning: str | None = None
    """The id of the tolkning that settles the finding; None when none does."""

    def __str__(self) -> str:
        plats = f" ({self.plats})" if self.plats else ""
        return f"{self.allvar.value} {self.kod}{plats}: {self.text}"
