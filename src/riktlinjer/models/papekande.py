"""A finding: something that a check or a calculation wants the reader to know."""

from .bas import Modell
from .kalla import Kalla
from .skalor import Allvar
from .visning import Visbar


class Papekande(Visbar, Modell):
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


class Papekanden(Visbar, tuple[Papekande, ...]):
    """What a check found: a tuple of findings, equal to any other with the same, that shows itself to a reader.

    >>> p = Papekande(kod="RAPPORT-24", allvar=Allvar.FEL, text="Den preliminära rapporten är inte klarmarkerad.")
    >>> print(Papekanden([p]))
    fel RAPPORT-24: Den preliminära rapporten är inte klarmarkerad.
    >>> Papekanden([p]) == (p,), Papekanden([p]).varningar
    (True, ())
    """

    __slots__ = ()

    @property
    def fel(self) -> "Papekanden":
        """Those that say that something is wrong and no tolkning settles it."""
        return self._av(Allvar.FEL)

    @property
    def varningar(self) -> "Papekanden":
        """Those that warn."""
        return self._av(Allvar.VARNING)

    @property
    def upplysningar(self) -> "Papekanden":
        """Those that only inform."""
        return self._av(Allvar.UPPLYSNING)

    def _av(self, allvar: Allvar) -> "Papekanden":
        return Papekanden(p for p in self if p.allvar is allvar)

    def __str__(self) -> str:
        return "\n".join(map(str, self)) or "inga påpekanden"
