"""Regelverksval: the rule set that a question names or holds, under its readings, each read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from ..errors import OkantId, RegelverkFel
from ..models.regelverk import ALLA_OPPNA, Regelverk
from ..models.tidplan import STEG
from ..models.tolkning import OPPEN
from ..regelverk.lasare import bygg_regelverk, las_regelverk
from ..rules.underlag import regelverk_sha256
from .falt import ALLA, jsonslag, under
from .felkod import Felkod, Fellista


class Valt(NamedTuple):
    """A rule set under some readings, and the digest of its content."""

    regelverk: Regelverk
    sha256: str


class Regelverksforrad:
    """The rule sets of one text: one that stands in it as an object is read once, however many questions share it."""

    def __init__(self) -> None:
        self._egna: dict[int, tuple[Valt | None, Fellista]] = {}

    def hamta(self, varde: object, tolkningar: Mapping[str, str], felen: Fellista) -> Valt | None:
        """The rule set under its readings; None when something is wrong with either, which ``felen`` then tells."""
        valt = self._grund(varde, felen)
        if valt is None or not tolkningar:
            return valt
        if isinstance(varde, str):
            try:
                return _medfoljande_under(varde, tuple(tolkningar.items()))
            except LookupError:
                valt = _medfoljande(varde)
        return _under(valt, tolkningar, felen)

    def _grund(self, varde: object, felen: Fellista) -> Valt | None:
        match varde:
            case str():
                try:
                    return _medfoljande(varde)
                except OkantId as exc:
                    felen.ny(Felkod.OKANT_ID, "regelverk", str(exc))
                    return None
            case dict():
                if id(varde) not in self._egna:  # the text's values live as long as this
                    egna = Fellista()
                    self._egna[id(varde)] = (_eget(varde, egna), egna)
                valt, funna = self._egna[id(varde)]
                felen += funna
                return valt
        felen.ny(Felkod.FEL_SLAG, "regelverk", f"väntade ett regelverks id, eller ett objekt, fick {jsonslag(varde)}")
        return None


@lru_cache(maxsize=16)
def _medfoljande(id: str) -> Valt:
    regelverk = las_regelverk(id)
    return Valt(regelverk, regelverk_sha256(regelverk))


@lru_cache(maxsize=64)
def _medfoljande_under(id: str, val: tuple[tuple[str, str], ...]) -> Valt:
    """A shipped rule set under some readings.

    Raises:
        LookupError: it does not have them; what is not there is not kept, however much of it a question holds.
    """
    valt = _under(_medfoljande(id), dict(val), Fellista())
    if valt is None:
        raise LookupError(id)
    return valt


def _eget(tabeller: Mapping[str, object], felen: Fellista) -> Valt | None:
    try:
        regelverk = bygg_regelverk(_med_dagar(tabeller))
    except RegelverkFel as exc:
        for fel in exc.fel:
            felen.ny(Felkod.REGELVERK, f"regelverk.{fel.plats}" if fel.plats else "regelverk", _i_json(fel.text))
        return None
    return Valt(regelverk, regelverk_sha256(regelverk))


_ORD_I_JSON: Final = (
    (r"^fann NoneType\b", "fann null"),
    (r"^fann list\b", "fann en lista"),
    (r"^fann dict\b", "fann ett objekt"),
    (r"^fann True\b", "fann true"),
    (r"^fann False\b", "fann false"),
    (r"^Decimal\('([^']*)'\)", r"\1"),
    (r"väntade en tabell(, skriven .*)?$", "väntade ett objekt"),
)
"""How a fault speaks of Python and TOML -> how of JSON."""


def _i_json(text: str) -> str:
    for monster, nytt in _ORD_I_JSON:
        text = re.sub(monster, nytt, text)
    return text


def _med_dagar(tabeller: Mapping[str, object]) -> dict[str, object]:
    """The tables with the cells of the timetable as days, which TOML has and JSON writes as text."""
    tidplan = tabeller.get("tidplan")
    if not isinstance(tidplan, dict) or not isinstance(tidplan.get("tillfallen"), list):
        return dict(tabeller)
    tillfallen = [
        {falt: _dag(v) if falt in STEG else v for falt, v in t.items()} if isinstance(t, dict) else t
        for t in tidplan["tillfallen"]
    ]
    return {**tabeller, "tidplan": {**tidplan, "tillfallen": tillfallen}}


def _dag(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return cell


def _under(valt: Valt, tolkningar: Mapping[str, str], felen: Fellista) -> Valt | None:
    val = dict(tolkningar)
    regelverk = valt.regelverk
    fore = len(felen)
    alla = val.pop(ALLA, None)
    if alla is not None and alla != OPPEN:
        felen.ny(Felkod.FEL_VARDE, f"tolkningar.{ALLA}", f"kan bara vara {OPPEN}, inte {alla[:80]!r}")
    elif alla is not None:
        regelverk = regelverk.med_tolkningar(ALLA_OPPNA)
    kanda = {tolkning.id for tolkning in regelverk.tolkningar}
    try:
        if val.keys() <= kanda:
            return Valt(regelverk.med_tolkningar(val), valt.sha256) if len(felen) == fore else None
    except OkantId:
        pass
    for id, lasning in val.items():
        try:
            regelverk.med_tolkningar({} if felen.full else {id: lasning})
        except OkantId as exc:
            felen.ny(Felkod.OKANT_ID, under("tolkningar", id), str(exc))
    return None
