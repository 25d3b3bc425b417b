"""Prognos: the nämnder's forecasts added up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from ...models.tal import summa
from .svar import Prognossumma


def lagg_ihop(varden: Iterable[Decimal]) -> Decimal:
    """The exact sum; 0 of none.

    >>> lagg_ihop([Decimal("0.1"), Decimal("0.2")])
    Decimal('0.3')
    """
    total = Decimal(0)
    for varde in varden:
        total = summa(total, varde)
    return total


def prognossumma(prognoser: Mapping[str, Decimal | None]) -> Prognossumma:
    """The forecasts added up, with whose are not known.

    >>> prognossumma({"a": Decimal(-3), "b": None, "c": Decimal(1)}).text.replace("\\xa0", "_")
    '−2_mnkr för 2 av 3 nämnder; 1 är inte känd'

    Args:
        prognoser: nämnd id -> deviation from the year's budget in mnkr, negative for a deficit; None when not known.
    """
    kanda = [varde for varde in prognoser.values() if varde is not None]
    under, over = [v for v in kanda if v < 0], [v for v in kanda if v > 0]
    return Prognossumma(
        summa=lagg_ihop(kanda) if kanda else None,
        kanda=len(kanda),
        okanda=tuple(id for id, varde in prognoser.items() if varde is None),
        underskott=lagg_ihop(under) if kanda else None,
        antal_underskott=len(under),
        overskott=lagg_ihop(over) if kanda else None,
        antal_overskott=len(over),
    )
