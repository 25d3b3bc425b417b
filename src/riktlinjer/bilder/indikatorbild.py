"""Indikatorbild: outcomes against their targets, a row for each indicator."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any, Final, Literal

import altair as alt

from ..errors import UtfallFel
from ..html.diagram import BREDD, matdiagram, utfallstext
from ..models.datum import skriv_period
from ..models.regelverk import Regelverk
from ..models.skalor import Lage
from ..rules.beraknad import BeraknadIndikator
from ..rules.svar import BeraknadStatus, Statusoversikt, statusord
from ..sidor.ordval import liten, skriv_antal, skriv_grupp, stor
from .lager import BLA, GRA, RODGUL, SVART, Post, lager as lager_av, titel as rubrik_over, x_vid, y_vid

_FALT: Final = "#dfe7ef"
_OAVGJORT: Final = "Kan inte avgöras"
_LAGEN: Final = {
    stor(Lage.UPPNADD.value): (BLA, "circle", True),
    stor(Lage.EJ_UPPNADD.value): (RODGUL, "triangle-down", True),
    stor(Lage.MATVARDE_SAKNAS.value): (GRA, "square", False),
    stor(Lage.UNDER_UTVECKLING.value): (GRA, "stroke", False),
    _OAVGJORT: (GRA, "diamond", False),
}
"""Word -> its colour and shape, and whether the shape is filled."""
_FORKLARING: Final = (
    "Stapeln är utfallet, strecket målvärdet och det ljusa fältet de utfall som når det. Varje rad har sin egen skala."
)
_SKALBREDD: Final = 300
_RADHOJD: Final = 46
_NAMNBREDD: Final = 46
"""Of the names, in characters; about as many pixels as the next."""
_NAMNKOLUMN: Final = 270
_SPALTER: Final = {"Indikator": -14, "Läge": _SKALBREDD + 28, "Utfall": _SKALBREDD + 316, "Målvärde": _SKALBREDD + 336}
"""Heading -> where its column stands, beside the scales; names and outcomes end there."""
_HOGERSTALLDA: Final = ("Indikator", "Utfall")


def indikatorbild(svar: Statusoversikt | BeraknadStatus, titel: str | None) -> alt.LayerChart | alt.VConcatChart:
    """The picture of one delmål, or of all of them under each other.

    Raises:
        UtfallFel: there is no indicator in the answer.
        TypeError: ``svar`` is something else.
    """
    if isinstance(svar, BeraknadStatus):
        delar = [_delmalsdel(svar)]
        avser = _avser(svar.rapporttyp, svar.period, svar.enhet)
    elif isinstance(svar, Statusoversikt):
        delar = [_delmalsdel(b) for b in svar.values()]
        regelverk = next((b.regelverk for b in svar.values()), None)
        if svar.indikatorer:
            rubrik = "Övriga indikatorer" if len(svar) else "Indikatorer"
            delar.append(([rubrik], "", [_rad(i, regelverk) for i in svar.indikatorer]))
        avser = _avser(svar.underlag.rapporttyp, svar.underlag.period, svar.underlag.enhet)
    else:
        raise TypeError(f"väntade en Statusoversikt eller en BeraknadStatus, fick {type(svar).__name__}")
    delar = [del_ for del_ in delar if del_[2]]
    if not delar:
        raise UtfallFel("svaret har ingen indikator att rita")
    over = [*([titel] if titel else []), *([avser] if avser else [])]
    if len(delar) == 1:
        rubriker, text, rader = delar[0]
        return _radbild([*over, *rubriker], text, rader)
    bilder = [_radbild(rubriker, text, rader) for rubriker, text, rader in delar]
    beskrivning = "\n".join(filter(None, (*over, *(bild.description for bild in bilder))))
    hel = alt.vconcat(*bilder, spacing=36, description=beskrivning)
    return hel.properties(title=rubrik_over(over, [])) if over else hel


def _avser(rapporttyp: object, period: str | None, enhet: str | None) -> str:
    delar = ["" if rapporttyp is None else str(rapporttyp), "" if period is None else skriv_period(period), enhet or ""]
    return stor(", ".join(filter(None, delar)))


def _delmalsdel(b: BeraknadStatus) -> tuple[list[str], str, list[Post]]:
    """What stands over the delmål's rows, the answer in words, and the rows."""
    nummer = "" if b.regelverk is None else f"Delmål {b.regelverk.delmal_med_id(b.id).nummer}: "
    antal = skriv_antal(b, " når målvärdet")
    rubrik = ". ".join(filter(None, (f"{nummer}{stor(statusord(b.mojliga))}", antal)))
    return [rubrik, *wrap(b.namn, 110)], b.motivering, [_rad(i, b.regelverk) for i in b.indikatorer]


def _rad(i: BeraknadIndikator, regelverk: Regelverk | None) -> Post:
    skala = None if regelverk is None else regelverk.indikator(i.id).skala
    grupp = None if regelverk is None else skriv_grupp(regelverk, i.id)
    bild = matdiagram(i, skala)
    utfall, malvarde = utfallstext(i.utfall, i.enhet), "inget" if i.malvarde is None else liten(str(i.malvarde))
    return {
        "namn": i.namn,
        "grupp": grupp,
        "lage": _OAVGJORT if i.lage is None else stor(i.lage.value),
        "utfall": utfall,
        "malvarde": malvarde or "inget",
        "stapel": None if bild is None else bild.stapel,
        "zon": None if bild is None else bild.zon,
        "granser": () if bild is None else bild.granser,
        "fran": "" if bild is None else bild.fran,
        "till": "" if bild is None else bild.till,
        "text": f"{i.namn}: utfallet är {utfall}. Målvärdet är {malvarde}." if bild is None else bild.text,
    }


def _radbild(rubriker: Sequence[str], text: str, rader: Sequence[Post]) -> alt.LayerChart:
    namn = [rad["namn"] for rad in rader]
    for plats, rad in enumerate(rader):
        helt = f"{rad['grupp']}: {rad['namn']}" if rad["grupp"] and namn.count(rad["namn"]) > 1 else rad["namn"]
        rad |= {"rad": plats, "namn": "\n".join(wrap(helt, _NAMNBREDD))}
        rad["malvarde"] = "\n".join(wrap(rad["malvarde"], 34, break_long_words=False))
        rad["utfall"] = "\n".join(wrap(rad["utfall"], 28, break_long_words=False))
    lager = [*_skalor(rader), *_ord(rader), *_rubriker()]
    beskrivning = "\n".join(filter(None, (text or rubriker[0], *(rad["text"] for rad in rader))))
    bild: Any = alt.layer(*lager, description=beskrivning)
    svar: alt.LayerChart = bild.properties(
        width=_SKALBREDD,
        height=alt.Step(_RADHOJD),
        view=alt.ViewBackground(stroke=None),
        title=rubrik_over(rubriker, [_FORKLARING], -_NAMNKOLUMN),
    ).resolve_scale(color="independent", shape="independent")
    return svar


def _skalor(rader: Sequence[Post]) -> list[alt.Chart]:
    """Each row's field of met outcomes, its outcome and its bounds."""
    zoner = [_plats(rad, fran=rad["zon"][0], till=sum(rad["zon"])) for rad in rader if rad["zon"] is not None]
    staplar = [
        _plats(rad, fran=rad["stapel"][0], till=sum(rad["stapel"])) for rad in rader if rad["stapel"] is not None
    ]
    granser = [_plats(rad, fran=grans, text=rad["text"]) for rad in rader for grans in rad["granser"]]
    okanda = [_plats(rad, fran=0, ord="inte känt") for rad in rader if rad["granser"] and rad["stapel"] is None]
    andar = [
        _plats(rad, fran=0, till=BREDD, skala_fran=rad["fran"], skala_till=rad["till"])
        for rad in rader
        if rad["granser"]
    ]
    kanda = [_plats(rad, fran=0, till=BREDD) for rad in rader if rad["stapel"] is not None]
    return [
        lager_av(kanda).mark_rule(color="#9aa1ab").encode(x=_x("fran"), x2=alt.X2("till"), y=_y()),
        lager_av(zoner).mark_bar(size=22, color=_FALT).encode(x=_x("fran"), x2=alt.X2("till"), y=_y()),
        lager_av(staplar).mark_bar(size=10).encode(x=_x("fran"), x2=alt.X2("till"), y=_y(), color=_lagesfarg()),
        # A bar without length, for an outcome of zero, would not be seen.
        lager_av(staplar).mark_tick(thickness=3, size=10).encode(x=_x("till"), y=_y(), color=_lagesfarg()),
        lager_av(granser).mark_tick(thickness=3, size=26, color=SVART).encode(x=_x("fran"), y=_y(), tooltip=_tips()),
        lager_av(okanda)
        .mark_text(align="left", dx=6, fontSize=11, fontStyle="italic", color=GRA)
        .encode(x=_x("fran"), y=_y(), text=alt.Text("ord:N")),
        lager_av(andar)
        .mark_text(align="left", dy=18, fontSize=9, color=GRA)
        .encode(x=_x("fran"), y=_y(), text=alt.Text("skala_fran:N")),
        lager_av(andar)
        .mark_text(align="right", dy=18, fontSize=9, color=GRA)
        .encode(x=_x("till"), y=_y(), text=alt.Text("skala_till:N")),
    ]


def _ord(rader: Sequence[Post]) -> list[alt.Chart]:
    """What stands beside the scales, in words: the name, where the indicator stands, the outcome and the target."""
    poster = [_plats(rad, **{falt: rad[falt] for falt in ("namn", "utfall", "malvarde", "text")}) for rad in rader]
    fyllda, tomma = [p for p in poster if _LAGEN[p["lage"]][2]], [p for p in poster if not _LAGEN[p["lage"]][2]]
    form = alt.Shape("lage:N", legend=None, scale=alt.Scale(domain=list(_LAGEN), range=[v[1] for v in _LAGEN.values()]))
    lagen = [
        lager_av(delar)
        .mark_point(filled=fylld, size=90, strokeWidth=2, opacity=1)
        .encode(x=x_vid(_SPALTER["Läge"]), y=_y(), shape=form, color=_lagesfarg(), tooltip=_tips())
        for delar, fylld in ((fyllda, True), (tomma, False))
    ]
    texter = [
        lager_av(poster)
        .mark_text(align=_sida(rubrik), dx=dx, lineBreak="\n", fontSize=11, color=SVART)
        .encode(x=x_vid(_SPALTER[rubrik]), y=_y(), text=alt.Text(f"{falt}:N"), tooltip=_tips())
        for rubrik, falt, dx in (
            ("Indikator", "namn", 0), ("Läge", "lage", 11), ("Utfall", "utfall", 0), ("Målvärde", "malvarde", 0)
        )
    ]  # fmt: skip
    return [*lagen, *texter]


def _rubriker() -> list[alt.Chart]:
    return [
        lager_av([{"ord": rubrik}])
        .mark_text(align=_sida(rubrik), fontSize=11, fontWeight="bold", color=GRA)
        .encode(x=x_vid(x), y=y_vid(-10), text=alt.Text("ord:N"))
        for rubrik, x in _SPALTER.items()
    ]


def _sida(rubrik: str) -> Literal["left", "right"]:
    return "right" if rubrik in _HOGERSTALLDA else "left"


def _plats(rad: Post, **mer: object) -> Post:
    """What a layer needs to know of a row: Altair copies every layer's data many times over."""
    return {"rad": rad["rad"], "lage": rad["lage"], **mer}


def _x(falt: str) -> alt.X:
    return alt.X(f"{falt}:Q", axis=None, scale=alt.Scale(domain=[0, BREDD], nice=False))


def _y() -> alt.Y:
    return alt.Y("rad:O", axis=None)


def _lagesfarg() -> alt.Color:
    return alt.Color("lage:N", legend=None, scale=alt.Scale(domain=list(_LAGEN), range=[v[0] for v in _LAGEN.values()]))


def _tips() -> alt.Tooltip:
    return alt.Tooltip("text:N", title="I ord")
