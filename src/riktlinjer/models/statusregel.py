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
from .tal import produkt
from .tolkning import Nar


class _Steg(Modell):
    """A colour and when it may be given."""

    status: Status
    rapporttyper: tuple[Rapporttyp, ...] = ()
    """The report types in which the colour is used; empty: in all."""
    nar: tuple[Nar, ...] = ()


class Antalssteg(_Steg):
    """A colour for a closed interval of met indicators."""

    minst: int = Field(ge=0)
    hogst: int = Field(ge=0)

    @model_validator(mode="after")
    def _minst_ar_minst(self) -> Self:
        if self.minst > self.hogst:
            raise ValueError(f"minst {self.minst} är mer än hogst {self.hogst}; inget antal ligger mellan dem")
        return self


class Urval(Modell):
    """The indicators that are counted."""

    indikatorer: tuple[str, ...]
    nar: tuple[Nar, ...] = ()


class _Regel(Modell):
    """What every rule has."""

    minst_kanda: int | None = Field(default=None, ge=1)
    """With fewer known outcomes than this, the guideline calls the status svårbedömd; None when it has no such word."""
    kalla: Kallor


class Antalsregel(_Regel):
    """The colour follows from how many indicators meet their målvärde."""

    slag: Literal["antal"] = "antal"
    urval: tuple[Urval, ...]
    steg: tuple[Antalssteg, ...]

    @property
    def indikatorer(self) -> tuple[str, ...]:
        """The ids of the indicators that some reading counts."""
        return tuple(dict.fromkeys(id for urval in self.urval for id in urval.indikatorer))


class Vardesteg(_Steg):
    """A colour for an interval of values; each bound says whether it is open, and a missing bound is no bound."""

    minst: Decimal | None = None
    over: Decimal | None = None
    hogst: Decimal | None = None
    under: Decimal | None = None

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

    def omfattar_kvot(self, taljare: Decimal, namnare: Decimal) -> bool:
        """Whether ``taljare / namnare`` in per cent lies in the interval, exactly; ``namnare`` is above zero.

        >>> Vardesteg(status="Gul", minst=80, under=100).omfattar_kvot(Decimal(8), Decimal(10))
        True
        """
        matt = {namn: None if g is None else produkt(g, namnare) for namn, g in self._granser().items()}
        return self.model_copy(update=matt).omfattar(produkt(taljare, Decimal(100)))

    def _granser(self) -> dict[str, Decimal | None]:
        return {"minst": self.minst, "over": self.over, "hogst": self.hogst, "under": self.under}

    @property
    def granser(self) -> tuple[Decimal, ...]:
        """The bounds that are set."""
        return tuple(g for g in self._granser().values() if g is not None)


class Avrundning(Modell):
    """Values are rounded to so many decimals (half up) before any comparison."""

    decimaler: int = Field(ge=0, le=10)
    nar: tuple[Nar, ...] = ()


class Vardesregel(_Regel):
    """The colour follows from the value of one indicator."""

    slag: Literal["värde"] = "värde"
    indikator: str
    steg: tuple[Vardesteg, ...]
    avrundning: tuple[Avrundning, ...] = ()

    @property
    def indikatorer(self) -> tuple[str, ...]:
        """The id of the indicator, alone."""
        return (self.indikator,)


class Kvotregel(_Regel):
    """The colour follows from the outcome's share of the target, in per cent (måluppfyllelse).

    Where lower is better the share is turned: the target's share of the outcome. A target that is no bound above zero
    has no share; an outcome of zero or less, where lower is better, is as good as can be.
    """

    slag: Literal["kvot"] = "kvot"
    indikator: str
    steg: tuple[Vardesteg, ...]
    """The bounds are per cent."""

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


class Avvikelseregel(_Regel):
    """The colour follows from a deviation and from how it has changed."""

    slag: Literal["avvikelse"] = "avvikelse"
    indikator: str
    steg: tuple[Avvikelsesteg, ...]
    jamforelse: tuple[Jamforelsegrund, ...]
    figur: tuple[Figurkrav, ...] = ()
    """Empty: every kind of figure counts."""

    @property
    def indikatorer(self) -> tuple[str, ...]:
        """The id of the indicator, alone."""
        return (self.indikator,)


Statusregel = Annotated[Antalsregel | Vardesregel | Kvotregel | Avvikelseregel, Field(discriminator="slag")]
"""A rule for the colour of a delmål, of one of the closed kinds."""
