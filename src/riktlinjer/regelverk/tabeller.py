"""Tabeller: a rule set as the tables of its file, in the short forms that :mod:`.ifyllnad` fills in."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

from pydantic import BaseModel

from ..errors import Regelfel, RegelverkFel
from ..models.kalla import Kalla
from ..models.regelverk import Regelverk
from ..models.tidplan import STEG, Steg, Tillfalle
from ..models.tolkning import Tolkning
from .lasare import bygg_regelverk

_INGEN_UPPGIFT: Final = "i.u."


def till_tabeller(regelverk: Regelverk) -> dict[str, object]:
    """The tables of a file that says this rule set: what ``tomllib`` gives, and ``bygg_regelverk`` takes.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> tabeller = till_tabeller(las_regelverk("halland-2018"))
    >>> tabeller["delmal"][0]["kalla"]
    {'avsnitt': 'Mål inom hälso- och sjukvård', 'rad': 'Delmål 1'}

    Raises:
        RegelverkFel: the rule set holds what no file can say, such as a computed day that is not known.
    """
    titlar: dict[str, str | None] = {}
    for dokument in regelverk.dokument:
        titlar.setdefault(dokument.titel, dokument.id)
    titlar[regelverk.dokument[0].titel] = None
    tabeller = _tabell(regelverk, titlar)
    _kontrollera(tabeller, regelverk)
    return tabeller


def modelltabell(modell: BaseModel) -> dict[str, object]:
    """The table of one model, with its sources in full.

    >>> from riktlinjer.models.indikator import Skala
    >>> modelltabell(Skala(fran_och_med=0, till_och_med=100))
    {'fran_och_med': Decimal('0'), 'till_och_med': Decimal('100')}
    """
    return _tabell(modell, {})


def _tabell(modell: BaseModel, titlar: Mapping[str, str | None]) -> dict[str, object]:
    tabell: dict[str, object] = {}
    for namn, falt in type(modell).model_fields.items():
        varde = getattr(modell, namn)
        forval = not falt.is_required() and varde == falt.get_default()
        if varde is None or (forval and namn != "slag"):  # a slag tells the kinds apart
            continue
        tabell[namn] = _kallor(varde, titlar) if namn == "kalla" else _varde(varde, titlar)
    if isinstance(modell, Tolkning) and modell.vald == modell.standard:
        del tabell["vald"]
    if isinstance(modell, Tillfalle):
        for namn in STEG:
            steg = getattr(modell, namn)
            if steg is not None and _ar_tryckt(steg, namn, modell):
                tabell[namn] = steg.datum or _INGEN_UPPGIFT
    return _i_lasordning(tabell)


def _i_lasordning(tabell: dict[str, object]) -> dict[str, object]:
    """What a table is first, where it comes from last."""
    plats = {"format": -1, "id": 0, "slag": 0, "kalla": 2}
    return dict(sorted(tabell.items(), key=lambda par: plats.get(par[0], 1)))


def _varde(varde: object, titlar: Mapping[str, str | None]) -> object:
    if isinstance(varde, BaseModel):
        return _tabell(varde, titlar)
    if isinstance(varde, tuple):
        return [_varde(v, titlar) for v in varde]
    return varde.value if isinstance(varde, Enum) else varde


def _kallor(kalla: object, titlar: Mapping[str, str | None]) -> object:
    """One place or several; the guideline itself is not named, and the other documents by their ids."""
    if isinstance(kalla, tuple):
        return [_kallor(k, titlar) for k in kalla]
    if not isinstance(kalla, Kalla):
        return _varde(kalla, titlar)
    dokument = titlar.get(kalla.dokument, kalla.dokument)
    tabell: dict[str, object] = {} if dokument is None else {"dokument": dokument}
    tabell["avsnitt"] = kalla.avsnitt
    return tabell if kalla.rad is None else {**tabell, "rad": kalla.rad}


def _ar_tryckt(steg: Steg, falt: str, tillfalle: Tillfalle) -> bool:
    """Whether a cell of the file says the whole step: a day or "i.u.", with the occasion's source."""
    if tillfalle.kalla is None:
        return False
    kalla = Kalla(**{**dict(tillfalle.kalla), "rad": f"{STEG[falt]}, kolumnen {tillfalle.kolumn}"})
    return steg == Steg(datum=steg.datum, kalla=kalla)


def _kontrollera(tabeller: Mapping[str, object], regelverk: Regelverk) -> None:
    """Reads the tables back.

    Raises:
        RegelverkFel: they do not say the same.
    """
    aterlast = bygg_regelverk(tabeller, standardfil=regelverk.id)
    andra = [namn for namn in Regelverk.model_fields if getattr(aterlast, namn) != getattr(regelverk, namn)]
    if andra:
        text = "en regelverksfil kan inte säga detta utan att något ändras"
        raise RegelverkFel([Regelfel(regelverk.id, namn, text) for namn in andra])
