"""Seriebild: figures month by month, as lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from textwrap import wrap
from typing import Any, Final

import altair as alt

from ..models.tal import skriv_med_enhet
from .lager import GRA, LINJEFARGER, SVART, Post, lager as lager_av, titel as rubrik_over, x_vid, y_vid
from .seriedata import Seriedata

_STRECK: Final = ([1, 0], [8, 3], [2, 3], [10, 3, 2, 3], [5, 2], [1, 2])
_FORMER: Final = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross")
_FLEST_VARDEN: Final = 40
"""With more figures than this in a chart, they are not written beside its points."""


def seriebild(s: Seriedata, titel: str | None) -> alt.LayerChart:
    """The picture of a series, with ``titel`` over its name."""
    steg = max(26, min(58, 780 // len(s.manader)))
    bredd = steg * len(s.manader)
    poster = [
        {
            "linje": linje.namn, "manad": manad, "varde": float(varde), "text": skriv_med_enhet(varde, s.enhet),
            "siffra": skriv_med_enhet(varde, None), "stycke": stycke, "natt": nadd is not False,
            "under": plats > 0, "mal": {True: "målvärdet nått", False: "målvärdet inte nått", None: "–"}[nadd],
        }
        for plats, linje in enumerate(s.linjer)
        for stycke, (kand, grupp) in enumerate(
            groupby(zip(s.manader, linje.varden, linje.natt, strict=True), key=lambda m: m[1] is not None)
        )
        if kand
        for manad, varde, nadd in grupp
        if varde is not None
    ]  # fmt: skip
    lager = [*_punktlager(poster, s, steg), *_okanda(s, bredd)]
    if s.malvarde is not None:
        mal = lager_av([{"varde": float(s.malvarde), "ord": f"målvärde\n{s.malvardestext}"}])
        lager.append(mal.mark_rule(color=SVART, strokeDash=[6, 4], strokeWidth=1.5).encode(y=_serie_y(s.enhet)))
        lager.append(
            mal.mark_text(align="left", lineBreak="\n", fontSize=11, color=SVART).encode(
                x=x_vid(bredd + 8), y=_serie_y(s.enhet), text=alt.Text("ord:N")
            )
        )
    natt = [nadd for linje in s.linjer for nadd in linje.natt]
    under = ["Fylld punkt: målvärdet är nått. Tom punkt: inte nått."] if set(natt) - {None} else []
    rubriker = [*([titel] if titel else []), *wrap(s.namn, max(40, bredd // 7))]
    bild: Any = alt.layer(*lager, description="\n".join(filter(None, (titel, s.text))))
    svar: alt.LayerChart = bild.properties(width=bredd, height=260, title=rubrik_over(rubriker, under))
    return svar


def _punktlager(poster: list[Post], s: Seriedata, steg: int) -> list[alt.Chart]:
    namnen = [linje.namn for linje in s.linjer]
    n = len(namnen)
    x = _manadsaxel(s.manader, steg)
    forklaring = alt.Legend(title=None, orient="top", symbolSize=110, labelFontSize=12) if n > 1 else None
    farg = alt.Color("linje:N", legend=forklaring, scale=alt.Scale(domain=namnen, range=_upprepa(LINJEFARGER, n)))
    streck = alt.StrokeDash("linje:N", legend=forklaring, scale=alt.Scale(domain=namnen, range=_upprepa(_STRECK, n)))
    form = alt.Shape("linje:N", legend=forklaring, scale=alt.Scale(domain=namnen, range=_upprepa(_FORMER, n)))
    tips = [
        alt.Tooltip(f"{falt}:N", title=namn)
        for falt, namn in (("linje", "Serie"), ("manad", "Månad"), ("text", "Värde"), ("mal", "Målvärde"))
    ]
    y = _serie_y(s.enhet)
    fyllda = [post for post in poster if post["natt"]]
    tomma = [post for post in poster if not post["natt"]]
    punkter = [
        lager_av(fyllda).mark_point(size=60, strokeWidth=2, opacity=1, filled=True),
        lager_av(tomma).mark_point(size=60, strokeWidth=2, opacity=1, fill="white"),
    ]
    lager = [
        lager_av(poster)
        .mark_line(strokeWidth=2)
        .encode(x=x, y=y, color=farg, strokeDash=streck, detail=alt.Detail("stycke:N")),
        *(ett.encode(x=x, y=y, color=farg, shape=form, tooltip=tips) for ett in punkter),
    ]
    if len(poster) <= _FLEST_VARDEN:
        for under in (False, True):
            siffror = lager_av([post for post in poster if post["under"] is under])
            plats: dict[str, Any] = {"dy": 15 if under else -12, "fontSize": 10}
            text = alt.Text("siffra:N")
            # White behind the figure, or a line that goes through it would hide it.
            lager.append(siffror.mark_text(stroke="white", strokeWidth=4, **plats).encode(x=x, y=y, text=text))
            lager.append(siffror.mark_text(color=SVART, **plats).encode(x=x, y=y, text=text))
    return lager


def _okanda(s: Seriedata, bredd: int) -> list[alt.Chart]:
    """A word at the foot of each month that is not known."""
    per_manad: dict[str, list[str]] = {}
    for linje in s.linjer:
        for manad, varde in zip(s.manader, linje.varden, strict=True):
            if varde is None:
                per_manad.setdefault(manad, []).append(linje.namn)
    poster = [
        {"manad": manad, "ord": "inte känt" if len(s.linjer) == 1 else f"{', '.join(namnen)}: inte känt"}
        for manad, namnen in per_manad.items()
    ]
    text = lager_av(poster).mark_text(angle=270, align="left", fontSize=10, fontStyle="italic", color=GRA)
    return [text.encode(x=_manadsaxel(s.manader, bredd // len(s.manader)), y=y_vid(254), text=alt.Text("ord:N"))]


def _manadsaxel(manader: Sequence[str], steg: int) -> alt.X:
    """The months in two lines, or on end where they would not fit."""
    ryms = steg >= 50
    axel = alt.Axis(title=None, labelExpr="split(datum.label, ' ')" if ryms else "datum.label", labelOverlap=False)
    axel.labelAngle = 0 if ryms else -90
    return alt.X("manad:N", sort=None, scale=alt.Scale(domain=list(manader)), axis=axel)


def _serie_y(enhet: str | None) -> alt.Y:
    # Vega writes 1,234.5: the thousands first, or the decimal comma would be taken for one of theirs.
    svenska = "replace(replace(datum.label, regexp(',', 'g'), '\u00a0'), '.', ',')"
    axel = alt.Axis(title=enhet, titleAngle=0, titleAlign="right", titleY=-8, labelExpr=svenska)
    return alt.Y("varde:Q", scale=alt.Scale(zero=False, padding=22), axis=axel)


def _upprepa(varden: Sequence[Any], antal: int) -> list[Any]:
    return [varden[i % len(varden)] for i in range(antal)]
