"""Målvärden: what an outcome must be for an indicator to be uppnådd."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .bas import Modell
from .tal import skillnad, skriv_med_enhet

_ORD = {"minst": "minst", "over": "över", "hogst": "högst", "under": "under"}


class Gransmalvarde(Modell):
    """A target that is one bound: exactly one of ``minst`` (>=), ``over`` (>), ``hogst`` (<=) and ``under`` (<).

    >>> m = Gransmalvarde(hogst=11, enhet="%", text="11 %")
    >>> m.uppnas_av(Decimal("11.0")), m.uppnas_av(None)
    (True, None)
    >>> str(m)
    'högst 11\\xa0%'
    """

    slag: Literal["gräns"] = "gräns"
    minst: Decimal | None = None
    over: Decimal | None = None
    hogst: Decimal | None = None
    under: Decimal | None = None
    enhet: str | None = None
    """The unit of the bound; None when the source states none."""
    text: str
    """The target as the source prints it."""

    @model_validator(mode="after")
    def _en_grans(self) -> Self:
        angivna = [namn for namn in _ORD if getattr(self, namn) is not None]
        if len(angivna) != 1:
            raise ValueError(f"väntade exakt en av minst, over, hogst och under; fann {', '.join(angivna) or 'ingen'}")
        if not self.grans.is_finite():
            raise ValueError(f"gränsen {self.grans} är inget tal")
        return self

    @property
    def matbart(self) -> bool:
        """True: a bound can be measured against."""
        return True

    @property
    def grans(self) -> Decimal:
        """The bound, in ``enhet``."""
        for varde in (self.minst, self.over, self.hogst, self.under):
            if varde is not None:
                return varde
        raise AssertionError("validated on construction")

    @property
    def inklusiv(self) -> bool:
        """Whether the bound itself counts as met."""
        return self.minst is not None or self.hogst is not None

    @property
    def uppat(self) -> bool:
        """Whether outcomes above the bound are the ones that meet it."""
        return self.minst is not None or self.over is not None

    def uppnas_av(self, varde: Decimal | None) -> bool | None:
        """Whether ``varde`` (in ``enhet``) meets the target; None when it is not known."""
        if varde is None:
            return None
        if varde == self.grans:
            return self.inklusiv
        return (varde > self.grans) is self.uppat

    def marginal(self, varde: Decimal) -> Decimal:
        """How far ``varde`` is on the right side of the bound, in ``enhet``; negative on the wrong side.

        >>> Gransmalvarde(minst=60, text="60 %").marginal(Decimal("53.0"))
        Decimal('-7.0')
        """
        return skillnad(varde, self.grans) if self.uppat else skillnad(self.grans, varde)

    def __str__(self) -> str:
        ord_ = next(ord_ for namn, ord_ in _ORD.items() if getattr(self, namn) is not None)
        return f"{ord_} {skriv_med_enhet(self.grans, self.enhet)}"


class OrdagrantMalvarde(Modell):
    """A target kept in the source's own words: no rule can test an outcome against it."""

    slag: Literal["ordagrant"] = "ordagrant"
    text: str

    @property
    def matbart(self) -> bool:
        """False: no rule tests an outcome against words."""
        return False

    def uppnas_av(self, varde: Decimal | None) -> None:
        """Always None: not known."""
        return None

    def __str__(self) -> str:
        return self.text


class OutveckladMalvarde(Modell):
    """A target that the guideline has not set yet ("Under utveckling")."""

    slag: Literal["under utveckling"] = "under utveckling"
    text: str

    @property
    def matbart(self) -> bool:
        """False: there is nothing to measure against yet."""
        return False

    def uppnas_av(self, varde: Decimal | None) -> None:
        """Always None: not known."""
        return None

    def __str__(self) -> str:
        return self.text


Malvarde = Annotated[Gransmalvarde | OrdagrantMalvarde | OutveckladMalvarde, Field(discriminator="slag")]
"""A target, of one of the closed kinds."""
