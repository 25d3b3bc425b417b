"""Where a fact comes from."""

from typing import Annotated

from pydantic import Field

from .bas import Id, Modell


class Dokument(Modell):
    """A source document. ``id`` is how a :class:`Kalla` names it."""

    id: Id
    titel: str
    utgivare: str
    diarienummer: str | None = None
    """None when the document states none."""


class Kalla(Modell):
    """A place in a source: document, section heading and, in a table, the row label.

    >>> str(Kalla(dokument="Riktlinjer 2018", avsnitt="Tidplaner 2018", rad="Bryt"))
    'Riktlinjer 2018, Tidplaner 2018, raden Bryt'
    """

    dokument: str
    """The title of the document."""
    avsnitt: str
    """The heading that the fact stands under."""
    rad: str | None = None
    """The row label in a table; None when the fact does not stand in a table."""

    def __str__(self) -> str:
        delar = [self.dokument, self.avsnitt]
        if self.rad is not None:
            delar.append(f"raden {self.rad}")
        return ", ".join(delar)


Kallor = Annotated[tuple[Kalla, ...], Field(min_length=1)]
"""One or more places in the sources."""
