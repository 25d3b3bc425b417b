"""Utfall: what was measured, with the facts that a rule may compare it with."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Annotated, Final

from pydantic import Field, ValidatorFunctionWrapHandler, field_validator

from ..errors import UtfallFel
from .bas import Modell
from .datum import ISO_MANAD
from .skalor import Utfallsslag
from .tal import Flyttal, Tal, kand_enhet, omvandla, till_decimal, tolka_tal

Talvarde = Decimal | int | float | str | None
"""A number as a caller may give it: Decimal, int, float (by its shortest text), Swedish text, or None for not known."""

_TALFALT: Final = ("varde", "motsvarande_period", "foregaende_ar", "foregaende_period", "basvarde", "budget")
_PERIOD: Final = re.compile(ISO_MANAD)


class Utfall(Modell):
    """An outcome. A field that is None is not known; it is never zero and never "no".

    >>> Utfall("−6,0 mnkr", slag="helårsprognos", foregaende_ar="-2 000 tkr")
    Utfall(varde=Decimal('-6.0'), enhet='mnkr', slag='helårsprognos', foregaende_ar=Decimal('-2'))

    Raises:
        UtfallFel: a text that is no number, NaN, an unknown kind, units that do not fit together; all faults at once.
        TypeError: a value of another Python type than number, text or None.
    """

    varde: Decimal | None
    """The figure itself, in ``enhet``."""
    enhet: str | None = None
    """The unit the figure was written with; None when none was stated."""
    slag: Utfallsslag | None = None
    """What the figure is; None when it is not said."""
    period: Annotated[str, Field(pattern=f"^{ISO_MANAD}$")] | None = None
    """The last month the figure covers, as an ISO month."""
    motsvarande_period: Decimal | None = None
    """The same kind of figure for the same period a year earlier."""
    foregaende_ar: Decimal | None = None
    """The outcome of the whole previous year (bokslut)."""
    foregaende_period: Decimal | None = None
    """The same kind of figure for the period before."""
    basvarde: Decimal | None = None
    """The figure of the base year that the target names."""
    budget: Decimal | None = None
    """What budget or plan says."""
    serie: tuple[Decimal | None, ...] | None = None
    """The months that lead to the figure, oldest first; None in the series is a month that is not known."""
    delar: tuple[tuple[str, Decimal | None], ...] | None = None
    """The figure of each part, by name (``kvinnor`` and ``män``, the dimensions of an index, the units); None in a part
    is not known."""

    def __init__(
        self,
        varde: Talvarde = None,
        *,
        enhet: str | None = None,
        slag: Utfallsslag | str | None = None,
        period: str | None = None,
        motsvarande_period: Talvarde = None,
        foregaende_ar: Talvarde = None,
        foregaende_period: Talvarde = None,
        basvarde: Talvarde = None,
        budget: Talvarde = None,
        serie: object = None,
        delar: object = None,
    ) -> None:
        fel: list[str] = []
        givna = {
            "varde": varde,
            "motsvarande_period": motsvarande_period,
            "foregaende_ar": foregaende_ar,
            "foregaende_period": foregaende_period,
            "basvarde": basvarde,
            "budget": budget,
        }
        tal = {namn: _las(namn, v, fel) for namn, v in givna.items()}
        manader = _las_serie(serie, fel)
        delarna = _las_delar(delar, fel)
        for namn, text in (("enhet", enhet), ("slag", slag), ("period", period)):
            if text is not None and not isinstance(text, str):
                raise TypeError(f"{namn}: väntade en text, fick {type(text).__name__}")
        if enhet is not None:
            enhet = kand_enhet(enhet) or enhet
        enhet = _gemensam_enhet(enhet, [*tal.values(), *(manader or ()), *(t for _, t in delarna or ())], fel)
        if isinstance(slag, str) and not isinstance(slag, Utfallsslag):
            try:
                slag = Utfallsslag(slag)
            except ValueError:
                fel.append(f"slag: {slag!r} är okänt; välj bland {', '.join(s.value for s in Utfallsslag)}")
        if period is not None and not _PERIOD.fullmatch(period):
            fel.append(f"period: {period!r} är ingen månad; skriv till exempel 2018-03")
        if fel:
            raise UtfallFel(*fel)
        lasta: dict[str, object] = {namn: t and omvandla(t, enhet) for namn, t in tal.items()}
        lasta["serie"] = manader if manader is None else tuple(t and omvandla(t, enhet) for t in manader)
        lasta["delar"] = delarna if delarna is None else tuple((n, t and omvandla(t, enhet)) for n, t in delarna)
        super().__init__(**lasta, enhet=enhet, slag=slag, period=period)  # type: ignore[call-arg]

    # JSON is read by the field types, where a decimal is a text with a decimal point ("2.000" is two); only a direct
    # call reads Swedish text. Without this mark pydantic would send JSON through __init__.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @field_validator(*_TALFALT, mode="wrap")
    @classmethod
    def _behall_flyttal(cls, varde: object, las: ValidatorFunctionWrapHandler) -> Decimal | None:
        """Pydantic would turn a Flyttal into a plain Decimal."""
        last: Decimal | None = las(varde)
        return varde if isinstance(varde, Flyttal) else last

    def __repr__(self) -> str:
        falt = ((namn, getattr(self, namn)) for namn in type(self).model_fields)
        visade = (f"{n}={(v.value if isinstance(v, Enum) else v)!r}" for n, v in falt if v is not None)
        return f"Utfall({', '.join(visade)})"

    __str__ = __repr__

    def i_enhet(self, enhet: str | None) -> "Utfall":
        """The same outcome in another unit.

        Raises:
            UtfallFel: the two units measure different things.
        """
        if enhet is None or self.enhet == enhet:
            return self
        try:
            falt = {
                namn: None if v is None else omvandla(Tal(v, self.enhet), enhet)
                for namn in _TALFALT
                for v in (getattr(self, namn),)
            }
            serie = self.serie and tuple(None if v is None else omvandla(Tal(v, self.enhet), enhet) for v in self.serie)
            delar = self.delar and tuple(
                (namn, None if v is None else omvandla(Tal(v, self.enhet), enhet)) for namn, v in self.delar
            )
        except ValueError as fel:
            raise UtfallFel(str(fel)) from None
        return Utfall(**falt, enhet=enhet, slag=self.slag, period=self.period, serie=serie, delar=delar)

    @property
    def ar_tomt(self) -> bool:
        """Whether no figure at all is known."""
        return self.serie is None and self.delar is None and all(getattr(self, namn) is None for namn in _TALFALT)

    @property
    def ar_flyttal(self) -> bool:
        """Whether the figure came as a float, so that rounding noise is possible."""
        return isinstance(self.varde, Flyttal)


def _las(namn: str, varde: Talvarde, fel: list[str]) -> Tal | None:
    if varde is None:
        return None
    try:
        if isinstance(varde, str):
            return tolka_tal(varde) if varde.strip() else None
        return Tal(till_decimal(varde), None)
    except ValueError as exc:
        fel.append(f"{namn}: {exc}")
    except TypeError as exc:
        raise TypeError(f"{namn}: {exc}") from None
    return None


def _las_serie(serie: object, fel: list[str]) -> tuple[Tal | None, ...] | None:
    if serie is None:
        return None
    if not isinstance(serie, tuple | list):
        raise TypeError(f"serie: väntade en tuple av tal, fick {type(serie).__name__}")
    return tuple(_las(f"serie[{i}]", v, fel) for i, v in enumerate(serie))


def _las_delar(delar: object, fel: list[str]) -> tuple[tuple[str, Tal | None], ...] | None:
    if delar is None:
        return None
    par = delar.items() if isinstance(delar, Mapping) else delar
    if not isinstance(par, Iterable) or isinstance(par, str):
        raise TypeError(f"delar: väntade en mappning från namn till tal, fick {type(delar).__name__}")
    lasta: dict[str, Tal | None] = {}
    for post in par:
        if not (isinstance(post, tuple | list) and len(post) == 2 and isinstance(post[0], str)):
            raise TypeError("delar: väntade en mappning från namn (str) till tal")
        namn, varde = post
        if namn in lasta:
            fel.append(f"delar: {namn!r} står två gånger")
        lasta[namn] = _las(f"delar[{namn!r}]", varde, fel)
    return tuple(lasta.items())


def _gemensam_enhet(enhet: str | None, tal: Iterable[Tal | None], fel: list[str]) -> str | None:
    """The unit of the whole outcome: the stated one, else that of the figure, else the first that any number has."""
    for t in tal:
        if t is not None and t.enhet is not None:
            enhet = enhet or t.enhet
            try:
                omvandla(t, enhet)
            except ValueError as exc:
                fel.append(str(exc))
    return enhet
