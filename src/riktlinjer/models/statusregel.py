"""Statusregler: when a delmål is Grön, Gul or Röd this year, in a small closed vocabulary.

Every part of a rule may carry conditions (``nar``): it applies only under those readings of the guideline's tolkningar.
A colour is possible when the outcome meets one of its steps; the steps of a faultless rule cover every outcome once.
"""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .bas import Modell
from .kalla import Kallor
from .skalor import Faktum, Jamforelse, Rapporttyp, Status, Utfallsslag
from .tolkning import Nar


class Antalssteg(Modell):
    """A colour for a closed interval of met indicators."""

    status: Status
    minst: int = Field(ge=0)
    hogst: int = Field(ge=0)
    nar: tuple[Nar, ...] = ()

    @model_validator(mode="after")
    def _minst_ar_minst(self) -> Self:
        if self.minst > self.hogst:
            raise ValueError(f"minst {self.minst} är mer än hogst {self.hogst}; inget antal ligger mellan dem")
        return self


class Urval(Modell):
    """The indicators that are counted."""

    indikatorer: tuple[str, ...]
    nar: tuple[Nar, ...] = ()


class Antalsregel(Modell):
    """The colour follows from how many indicators meet their målvärde."""

    slag: Literal["antal"] = "antal"
    urval: tuple[Urval, ...]
    steg: tuple[Antalssteg, ...]
    kalla: Kallor

    @property
    def indikatorer(self) -> tuple[str, ...]:
        """The ids of the indicators that some reading counts."""
        return tuple(dict.fromkeys(id for urval in self.urval for id in urval.indikatorer))


class Vardesteg(Modell):
    """A colour for an interval of values; each bound says whether it is open, and a missing bound is no bound."""

    status: Status
    minst: Decimal | None = None
    over: Decimal | None = None
    hogst: Decimal | None = None
    under: Decimal | None = None
    nar: tuple[Nar, ...] = ()

    @model_validator(mode="after")
    def _en_grans_per_sida(self) -> Self:
        if self.minst is not None and self.over is not None:
            raise ValueError("ange minst eller over, inte båda")
        if self.hogst is not None and self.under is not None:
            raise ValueError("ange hogst eller under, inte båda")
        return self

    def omfattar(self, varde: Decimal) -> bool:
        """Whether the value lies in the interval."""
        return (
            (self.minst is None or varde >= self.minst)
            and (self.over is None or varde > self.over)
            and (self.hogst is None or varde <= self.hogst)
            and (self.under is None or varde < self.under)
        )

    @property
    def granser(self) -> tuple[Decimal, ...]:
        """The bounds that are set."""
        return tuple(g for g in (self.minst, self.over, self.hogst, self.under) if g is not None)


class Avrundning(Modell):
    """Values are rounded to so many decimals (half up) before any comparison."""

    decimaler: int = Field(ge=0, le=10)
    nar: tuple[Nar, ...] = ()


class Vardesregel(Modell):
    """The colour follows from the value of one indicator."""

    slag: Literal["värde"] = "värde"
    indikator: str
    steg: tuple[Vardesteg, ...]
    avrundning: tuple[Avrundning, ...] = ()
    kalla: Kallor

    @property
    def indikatorer(self) -> tuple[str, ...]:
        """The id of the indicator, alone."""
        return (self.indikator,)


class Avvikelsesteg(Vardesteg):
    """A colour for an interval of values that stand so against what they are compared with."""

    jamfort: tuple[Jamforelse, ...]


class Jamforelsegrund(Modell):
    """Which fact an outcome is compared with in some report types."""

    rapporttyper: tuple[Rapporttyp, ...]
    faktum: Faktum
    nar: tuple[Nar, ...] = ()


class Figurkrav(Modell):
    """Which kinds of figure count in some report types, when the outcome says what it is."""

    rapporttyper: tuple[Rapporttyp, ...]
    slag: tuple[Utfallsslag, ...]
    nar: tuple[Nar, ...] = ()


class Avvikelseregel(Modell):
    """The colour follows from a deviation and from how it has changed."""

    slag: Literal["avvikelse"] = "avvikelse"
    indikator: str
    steg: tuple[Avvikelsesteg, ...]
    jamforelse: tuple[Jamforelsegrund, ...]
    figur: tuple[Figurkrav, ...] = ()
    """Empty: every kind of figure counts."""
    kalla: Kallor

    @property
    def indikatorer(self) -> tuple[str, ...]:
        """The id of the indicator, alone."""
        return (self.indikator,)


Statusregel = Annotated[Antalsregel | Vardesregel | Avvikelseregel, Field(discriminator="slag")]
"""A rule for the colour of a delmål, of one of the closed kinds."""
