"""Axel: an axis of ISO months, written in Swedish."""

from __future__ import annotations

import json
from typing import Final

import altair as alt

from ..models.datum import skriv_period

_MANADER: Final = [skriv_period(f"2000-{nummer:02}").split()[0] for nummer in range(1, 13)]
_MANAD: Final = f"{json.dumps(_MANADER, ensure_ascii=False)}[toNumber(slice(datum.value, 5, 7)) - 1]"
_ARTAL: Final = "slice(datum.value, 0, 4)"


def manader_pa_axel(staende: bool) -> alt.Axis:
    """The axis: a month and its year in two lines, or on end after each other."""
    uttryck = f"{_MANAD} + ' ' + {_ARTAL}" if staende else f"[{_MANAD}, {_ARTAL}]"
    return alt.Axis(title=None, labelExpr=uttryck, labelAngle=-90 if staende else 0, labelOverlap=False)
