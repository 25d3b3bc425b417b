"""Lager: what the pictures have in common: a layer of their own data, headings and colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, TypeAlias

import altair as alt

Post: TypeAlias = dict[str, Any]
"""One thing that is drawn: what it is called, where it stands and the words beside it."""

# Okabe and Ito's colours, which people with any kind of colour vision tell apart.
BLA: Final = "#0072B2"
RODGUL: Final = "#D55E00"
LINJEFARGER: Final = (BLA, RODGUL, "#009E73", "#CC79A7", "#56B4E9", "#E69F00")
GRA: Final = "#5f6570"
SVART: Final = "#1a1c1f"


def lager(poster: Sequence[Post]) -> alt.Chart:
    """A chart of its own data, to be layered with others."""
    data: Any = alt.Data  # Altair has no types for it
    return alt.Chart(data(values=list(poster)))


def x_vid(pixlar: float) -> Any:
    """The place so far from the left edge; as ``alt.value``, which takes Altair twice as long."""
    plats: Any = alt.XValue  # Altair has no types for it
    return plats(pixlar)


def y_vid(pixlar: float) -> Any:
    """The place so far from the upper edge."""
    plats: Any = alt.YValue
    return plats(pixlar)


def titel(rubriker: Sequence[str], under: Sequence[str], dx: int = 0) -> alt.TitleParams:
    """Lines over a picture; ``dx`` pixels from its scales when that is given, else from its left edge."""
    return alt.TitleParams(
        text=list(rubriker), subtitle=list(under), anchor="start", frame="group" if dx else "bounds", dx=dx,
        fontSize=14, subtitleFontSize=11, subtitleColor=GRA, offset=24 if under else 12,
    )  # fmt: skip
