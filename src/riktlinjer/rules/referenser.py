"""References in a rule set file: that ids are unique and that what is pointed at exists.

Works on the tables as read, before they are models, so that faults of reference are told together with faults of form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

_TABELLER: Final = {
    "strategier": "strategi",
    "mal": "mål",
    "delmal": "delmål",
    "insatsomraden": "särskilt insatsområde",
    "perspektiv": "perspektiv",
    "indikatorer": "indikator",
    "delmal.langsiktiga_indikatorer": "långsiktig indikator",
    "uppfoljningsvariabler": "uppföljningsvariabel",
    "namnder": "nämnd",
    "prioriteringsomraden": "prioriteringsområde",
    "prioriteringar": "prioritering",
    "fokusomraden": "fokusområde",
    "regiongemensamma_uppdrag": "regiongemensamt uppdrag",
    "uppdrag": "uppdrag",
    "tolkningar": "tolkning",
    "iakttagelser": "iakttagelse",
    "styrmodell.styrdokument": "styrdokument",
    "malomraden": "målområde",
    "framgangsfaktorer": "framgångsfaktor",
    "uppfoljningsplan.omraden": "uppföljningsområde",
    "uppfoljningsplan.staende_punkter": "stående punkt",
    "uppfoljningsplan.sammantraden": "sammanträde",
}
_PEKARE: Final = {
    ("delmal", "mal"): ("mal",),
    ("mal", "strategi"): ("strategier",),
    ("insatsomraden", "delmal"): ("delmal",),
    ("indikatorer", "mal"): ("mal", "delmal"),
    ("indikatorer", "delmal"): ("delmal",),
    ("indikatorer", "perspektiv"): ("perspektiv",),
    ("delmal.langsiktiga_indikatorer", "mal"): ("delmal",),
    ("indikatorer", "insatsomrade"): ("insatsomraden",),
    ("prioriteringar", "omrade"): ("prioriteringsomraden",),
    ("prioriteringar", "namnder"): ("namnder",),
    ("regiongemensamma_uppdrag", "fokusomrade"): ("fokusomraden",),
    ("uppdrag", "fokusomrade"): ("fokusomraden",),
    ("uppdrag", "regiongemensamma"): ("regiongemensamma_uppdrag",),
    ("uppdrag", "namnd"): ("namnder",),
    ("framgangsfaktorer", "mal"): ("mal",),
    ("uppfoljningsplan.sammantraden.block.amnen", "staende_punkt"): ("uppfoljningsplan.staende_punkter",),
    ("uppfoljningsplan.sammantraden.block.amnen.tar_upp", "omrade"): ("uppfoljningsplan.omraden",),
}


def granska_referenser(
    data: Mapping[str, object], hel: Callable[[str], bool] = lambda _: True
) -> Iterator[tuple[str, str]]:
    """Every fault of reference in the tables, as place and Swedish text.

    Args:
        data: the top-level tables, filled in.
        hel: whether all of a top-level table is at hand; a pointer into one that is not may lead to what is missing.
    """
    ids = {tabell: [str(post["id"]) for _, post in _poster(data, tabell) if "id" in post] for tabell in _TABELLER}
    yield from _krockar(data)
    for (tabell, falt), mal in _PEKARE.items():
        kanda = {id for m in mal for id in ids[m]}
        if not all(hel(m.partition(".")[0]) for m in mal):
            continue
        for plats, post in _poster(data, tabell):
            for nummer, pekare in _texter(post.get(falt)):
                if pekare not in kanda:
                    yield f"{plats}.{falt}{nummer}", f"{pekare!r} finns inte bland {' eller '.join(mal)}"
    for plats, post in _poster(data, "delmal") if hel("indikatorer") else ():
        regel = post.get("statusregel")
        if isinstance(regel, dict):
            yield from _indikatorer_i(regel, f"{plats}.statusregel", set(ids["indikatorer"]))
    lasningar = {str(post.get("id")): _lasningar(post) for _, post in _poster(data, "tolkningar")}
    for nyckel, varde in data.items() if hel("tolkningar") else ():
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
    for nummer, id in _texter(regel.get("indikator")):
        if id not in kanda:
            yield f"{plats}.indikator{nummer}", f"indikatorn {id!r} finns inte"
    for i, urval in _dictar(regel.get("urval")):
        for nummer, id in _texter(urval.get("indikatorer")):
            if id not in kanda:
                yield f"{plats}.urval[{i}].indikatorer{nummer}", f"indikatorn {id!r} finns inte"


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
    """The entries of a table, with their places; a dot leads into a table, or into every entry of a list of them."""
    yttre, _, namn = tabell.rpartition(".")
    agare = _agare(data, yttre) if yttre else [("", data)]
    return [(f"{plats}{namn}[{i}]", post) for plats, dict_ in agare for i, post in _dictar(dict_.get(namn))]


def _agare(data: Mapping[str, object], tabell: str) -> list[tuple[str, Mapping[str, object]]]:
    ensam = data.get(tabell)
    if isinstance(ensam, dict):
        return [(f"{tabell}.", ensam)]
    return [(f"{plats}.", post) for plats, post in _poster(data, tabell)]


def _dictar(varde: object) -> list[tuple[int, dict[str, object]]]:
    return [(i, v) for i, v in enumerate(varde) if isinstance(v, dict)] if isinstance(varde, list) else []


def _texter(varde: object) -> list[tuple[str, str]]:
    """The texts of a field that holds one, or a list of them; each after its number in the list as it is written."""
    if isinstance(varde, str):
        return [("", varde)]
    return [(f"[{i}]", v) for i, v in enumerate(varde) if isinstance(v, str)] if isinstance(varde, list) else []
