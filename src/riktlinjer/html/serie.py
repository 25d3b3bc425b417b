"""Serie: the months that lead to an outcome, as a line over time with the words that say the same."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from ..models.datum import skriv_period
from ..models.skalor import Utfallsslag
from ..models.tal import kort, skriv_med_enhet, skriv_tal
from ..sidor.ordval import liten
from .diagram import gransvarden

if TYPE_CHECKING:
    from .. import BeraknadIndikator

BREDD: Final = 320
"""Of the area that the line has, in CSS pixels."""
HOJD: Final = 72
_STORSTA_EXPONENT: Final = 300
_SAMMA_SLAG: Final = (None, Utfallsslag.PERIOD)
"""Of the outcome: the kinds of figure that are of the same kind as its months, so that one bound holds for both."""


class Manad(NamedTuple):
    """One month of a series, in words."""

    namn: str
    varde: str


class Seriediagram(NamedTuple):
    """A series over time. Places are CSS pixels from the upper left corner, within ``BREDD`` and ``HOJD``."""

    namn: str
    streck: tuple[str, ...]
    """Months in a row that are known, each stretch as the points of a line."""
    punkter: tuple[tuple[float, float], ...]
    mallinje: float | None
    """The height of the target; None when the months are not held against one bound."""
    ovre: str
    """What stands at the top of the scale."""
    undre: str
    text: str
    """The same in words."""
    manader: tuple[Manad, ...]


def seriediagram(rad: BeraknadIndikator) -> Seriediagram | None:
    """The series of an indicator's outcome; None when there is none, or nothing in it can be drawn."""
    if rad.utfall is None:
        return None
    serie, enhet = rad.utfall.serie, rad.utfall.enhet or rad.enhet
    kanda = [varde for varde in serie or () if varde is not None]
    if not serie or not kanda:
        return None
    mal = _mal(rad)
    tal = kanda if mal is None else [*kanda, mal]
    if any(varde and abs(varde.adjusted()) >= _STORSTA_EXPONENT for varde in tal):
        return None
    punkter = _punkter(serie, min(tal), max(tal))
    namn = _manadsnamn(len(serie), rad.utfall.period)
    manader = tuple(
        Manad(namn_, "inte känt" if varde is None else skriv_med_enhet(kort(varde), enhet))
        for namn_, varde in zip(namn, serie, strict=True)
    )
    return Seriediagram(
        namn=rad.namn,
        streck=tuple(
            " ".join(f"{p[0]},{p[1]}" for p in grupp if p is not None)
            for kand, grupp in groupby(punkter, key=lambda p: p is not None)
            if kand
        ),
        punkter=tuple(p for p in punkter if p is not None),
        mallinje=None if mal is None else _hojd(mal, min(tal), max(tal)),
        ovre=skriv_tal(kort(max(tal))),
        undre=skriv_tal(kort(min(tal))),
        text=_text(rad, serie, manader, mal is not None),
        manader=manader,
    )


def _mal(rad: BeraknadIndikator) -> Decimal | None:
    """The one bound that every month may be held against: not when the outcome is a sum of its months, or the like."""
    if rad.utfall is None or rad.utfall.slag not in _SAMMA_SLAG or rad.malvarde is None or rad.malvarde.fakta():
        return None
    granser = gransvarden(rad.malvarde, rad.utfall)
    return granser[0][0] if len(granser) == 1 else None


def _punkter(serie: Sequence[Decimal | None], lagst: Decimal, hogst: Decimal) -> list[tuple[float, float] | None]:
    steg = BREDD / max(1, len(serie) - 1)
    return [None if v is None else (round(i * steg, 1), _hojd(v, lagst, hogst)) for i, v in enumerate(serie)]


def _hojd(varde: Decimal, lagst: Decimal, hogst: Decimal) -> float:
    spann = float(hogst) - float(lagst)
    return round(HOJD * (0.5 if not spann else (float(hogst) - float(varde)) / spann), 1)


def _manadsnamn(antal: int, sista: str | None) -> list[str]:
    """The months up to the last one; by number when it is not known which that is."""
    if sista is None:
        return [f"månad {i}" for i in range(1, antal + 1)]
    slut = int(sista[:4]) * 12 + int(sista[5:]) - 1
    manader = (divmod(m, 12) for m in range(slut - antal + 1, slut + 1))
    return [skriv_period(f"{artal:04}-{manad + 1:02}") for artal, manad in manader]


def _text(rad: BeraknadIndikator, serie: Sequence[Decimal | None], manader: Sequence[Manad], har_mallinje: bool) -> str:
    kanda = [(varde, manad) for varde, manad in zip(serie, manader, strict=True) if varde is not None]
    lagst, hogst = min(kanda, key=lambda par: par[0])[1], max(kanda, key=lambda par: par[0])[1]
    delar = [f"{rad.namn}, {manader[0].namn} till {manader[-1].namn}:"]
    if lagst.varde == hogst.varde:
        delar.append(f"{lagst.varde} i alla kända månader.")
    else:
        delar.append(f"lägst {lagst.varde} ({lagst.namn}), högst {hogst.varde} ({hogst.namn}).")
    okanda = len(serie) - len(kanda)
    if okanda:
        delar.append(f"{okanda} {'månad' if okanda == 1 else 'månader'} är inte {'känd' if okanda == 1 else 'kända'}.")
    if har_mallinje:
        delar.append(f"Den streckade linjen är målvärdet, {liten(str(rad.malvarde))}.")
    return " ".join(delar)
