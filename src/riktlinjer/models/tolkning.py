"""A named reading of a place where the guideline contradicts itself or leaves a hole."""

from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from .bas import Id, Modell
from .kalla import Kallor

OPPEN: Final = "oppen"
"""The choice that leaves a hole open: every answer then holds for all readings at once."""


class Nar(Modell):
    """A condition on a part of a rule: it applies when ``tolkning`` is read as ``lasning``."""

    tolkning: str
    lasning: str


class Lasning(Modell):
    """One possible reading of a tolkning."""

    id: Id
    innebord: str
    """What the reading means, in a Swedish sentence."""


class Tolkning(Modell):
    """A question that the guideline leaves open, its possible readings and the one that is chosen."""

    id: Id
    fraga: str
    lasningar: Annotated[tuple[Lasning, ...], Field(min_length=1)]
    standard: str
    """The default: the id of a reading, or ``"oppen"``."""
    vald: str
    """The chosen reading, or ``"oppen"``. The same as ``standard`` until ``med_tolkningar`` changes it."""
    skal: str
    """Why the default is what it is."""
    kalla: Kallor

    @model_validator(mode="after")
    def _valet_finns(self) -> Self:
        if len({lasning.id for lasning in self.lasningar}) < len(self.lasningar):
            raise ValueError("två läsningar har samma id")
        mojliga = {OPPEN, *(lasning.id for lasning in self.lasningar)}
        for falt in ("standard", "vald"):
            if getattr(self, falt) not in mojliga:
                raise ValueError(f"{falt} är {getattr(self, falt)!r}, väntade en av {', '.join(sorted(mojliga))}")
        return self

    @property
    def ar_oppen(self) -> bool:
        """Whether no reading is chosen."""
        return self.vald == OPPEN

    @property
    def aktuella(self) -> tuple[str, ...]:
        """The readings that answers must hold for: the chosen one, or all of them when the tolkning is open."""
        return tuple(lasning.id for lasning in self.lasningar) if self.ar_oppen else (self.vald,)


class Iakttagelse(Modell):
    """An oddity in the source that changes no answer but that a reader needs to know."""

    id: Id
    text: str
    kalla: Kallor
