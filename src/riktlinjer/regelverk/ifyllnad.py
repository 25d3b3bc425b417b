"""What a rule set file leaves out because it says it elsewhere: filled in on the tables as read.

* A ``kalla`` without ``dokument`` stands in the guideline itself, the first of the ``dokument``; a ``dokument`` id
  becomes its title.
* A cell of the timetable is a date or ``"i.u."``; it becomes a step whose source is the occasion's column in its row.
* A tolkning is read as its ``standard``.

Faulty tables pass through unchanged, for the models to report.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from ..models.tidplan import STEG
from ..models.tolkning import OPPEN

_INGEN_UPPGIFT: Final = "i.u."


def fyll_i(data: Mapping[str, object]) -> dict[str, object]:
    """The tables with what they leave out."""
    hel = _med_dokument(data)
    tidplan = hel.get("tidplan")
    if isinstance(tidplan, dict) and isinstance(tidplan.get("tillfallen"), list):
        hel["tidplan"] = {**tidplan, "tillfallen": [_med_steg(t) for t in tidplan["tillfallen"]]}
    tolkningar = hel.get("tolkningar")
    if isinstance(tolkningar, list):
        hel["tolkningar"] = [_med_val(tolkning) for tolkning in tolkningar]
    return hel


def _med_dokument(data: Mapping[str, object]) -> dict[str, object]:
    lista = data.get("dokument")
    dokument = [d for d in lista if isinstance(d, dict)] if isinstance(lista, list) else []
    titlar = {str(d.get("id")): d.get("titel") for d in dokument}
    # Without documents, that is the fault to tell, and not every kalla in turn.
    huvud = dokument[0].get("titel") if dokument else "okänt dokument"

    def kalla(post: object) -> object:
        if not isinstance(post, dict):
            return post
        angivet = post.get("dokument")
        return {**post, "dokument": huvud if angivet is None else titlar.get(str(angivet), angivet)}

    def ga(nod: object) -> object:
        if isinstance(nod, list):
            return [ga(v) for v in nod]
        if not isinstance(nod, dict):
            return nod
        return {
            nyckel: ([kalla(k) for k in varde] if isinstance(varde, list) else kalla(varde))
            if nyckel == "kalla"
            else ga(varde)
            for nyckel, varde in nod.items()
        }

    return {nyckel: ga(varde) for nyckel, varde in data.items()}


def _med_steg(tillfalle: object) -> object:
    if not isinstance(tillfalle, dict):
        return tillfalle
    steg: dict[str, object] = {}
    for falt, radnamn in STEG.items():
        cell = tillfalle.get(falt)
        if cell == _INGEN_UPPGIFT or isinstance(cell, date):
            kalla = tillfalle.get("kalla")
            if isinstance(kalla, dict):
                kalla = {**kalla, "rad": f"{radnamn}, kolumnen {tillfalle.get('kolumn')}"}
            steg[falt] = {"datum": None if cell == _INGEN_UPPGIFT else cell, "kalla": kalla}
    return {**tillfalle, **steg}


def _med_val(tolkning: object) -> object:
    if isinstance(tolkning, dict) and "vald" not in tolkning:
        # Without a standard, that is the fault to tell.
        return {**tolkning, "vald": tolkning.get("standard", OPPEN)}
    return tolkning
