"""References in a rule set file: that ids are unique and that what is pointed at exists.

Works on the tables as read, before they are models, so that faults of reference are told together with faults of form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

_TABELLER: Final = {
    "strategier": "strategi",
    "mal": "mål",
    "delmal": "delmål",
    "insatsomraden": "särskilt insatsområde",
    "indikatorer": "indikator",
    "uppfoljningsvariabler": "uppföljningsvariabel",
    "namnder": "nämnd",
    "prioriteringsomraden": "prioriteringsområde",
    "prioriteringar": "prioritering",
    "tolkningar": "tolkning",
    "iakttagelser": "iakttagelse",
}
_PEKARE: Final = {
    ("delmal", "mal"): ("mal",),
    ("mal", "strategi"): ("strategier",),
    ("insatsomraden", "delmal"): ("delmal",),
    ("indikatorer", "mal"): ("mal", "delmal"),
    ("indikatorer", "delmal"): ("delmal",),
    ("indikatorer", "insatsomrade"): ("insatsomraden",),
    ("prioriteringar", "omrade"): ("prioriteringsomraden",),
    ("prioriteringar", "namnder"): ("namnder",),
}


def granska_referenser(data: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Every fault of reference in the tables, as place and Swedish text."""
    ids = {tabell: [str(post["id"]) for _, post in _poster(data, tabell) if "id" in post] for tabell in _TABELLER}
    yield from _krockar(data)
    for (tabell, falt), mal in _PEKARE.items():
        kanda = {id for m in mal for id in ids[m]}
        for plats, post in _poster(data, tabell):
            for pekare in _texter(post.get(falt)):
                if pekare not in kanda:
                    yield f"{plats}.{falt}", f"{pekare!r} finns inte bland {' eller '.join(mal)}"
    for plats, post in _poster(data, "delmal"):
        regel = post.get("statusregel")
        if isinstance(regel, dict):
            yield from _indikatorer_i(regel, f"{plats}.statusregel", set(ids["indikatorer"]))
    lasningar = {str(post.get("id")): _lasningar(post) for _, post in _poster(data, "tolkningar")}
    for nyckel, varde in data.items():
        yield from _nar(varde, nyckel, lasningar)


def _krockar(data: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Ids are unique within a rule set, whatever they name."""
    sedda: dict[str, str] = {}
    for tabell, ord_ in _TABELLER.items():
        for plats, post in _poster(data, tabell):
            id = post.get("id")
            if not isinstance(id, str):
                continue
            if id in sedda:
                yield f"{plats}.id", f"{id!r} är redan id för {sedda[id]}; välj ett annat"
            sedda.setdefault(id, f"{ord_} i {plats}")


def _indikatorer_i(regel: Mapping[str, object], plats: str, kanda: set[str]) -> Iterator[tuple[str, str]]:
    for id in _texter(regel.get("indikator")):
        if id not in kanda:
            yield f"{plats}.indikator", f"indikatorn {id!r} finns inte"
    for i, urval in _dictar(regel.get("urval")):
        for id in _texter(urval.get("indikatorer")):
            if id not in kanda:
                yield f"{plats}.urval[{i}].indikatorer", f"indikatorn {id!r} finns inte"


def _nar(nod: object, plats: str, lasningar: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    if isinstance(nod, list):
        for i, v in enumerate(nod):
            if isinstance(v, list | dict):
                yield from _nar(v, f"{plats}[{i}]", lasningar)
    elif isinstance(nod, dict):
        tolkning, lasning = nod.get("tolkning"), nod.get("lasning")
        if set(nod) == {"tolkning", "lasning"} and isinstance(tolkning, str) and isinstance(lasning, str):
            if tolkning not in lasningar:
                yield plats, f"tolkningen {tolkning!r} finns inte"
            elif lasning not in lasningar[tolkning]:
                yield plats, f"tolkningen {tolkning!r} har ingen läsning {lasning!r}"
            return
        for nyckel, v in nod.items():
            if isinstance(v, list | dict):
                yield from _nar(v, f"{plats}.{nyckel}", lasningar)


def _lasningar(tolkning: Mapping[str, object]) -> set[str]:
    return {str(lasning.get("id")) for _, lasning in _dictar(tolkning.get("lasningar"))}


def _poster(data: Mapping[str, object], tabell: str) -> list[tuple[str, dict[str, object]]]:
    return [(f"{tabell}[{i}]", post) for i, post in _dictar(data.get(tabell))]


def _dictar(varde: object) -> list[tuple[int, dict[str, object]]]:
    return [(i, v) for i, v in enumerate(varde) if isinstance(v, dict)] if isinstance(varde, list) else []


def _texter(varde: object) -> list[str]:
    if isinstance(varde, str):
        return [varde]
    return [v for v in varde if isinstance(v, str)] if isinstance(varde, list) else []
