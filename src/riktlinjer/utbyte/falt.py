"""Fält: each field of a question read from its JSON value, with every fault told at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from ..argument import las_dag as dag_av_text
from ..errors import KalenderFel, UtfallFel
from ..models.atgardsplan import Atgardsplan
from ..models.bas import Modell
from ..models.rapport import Rapport
from ..models.utfall import Utfall
from ..regelverk.lasare import beskriv_formfel
from ..regelverk.radnummer import skriv_plats
from ..rules.perioder import kontrollera_period
from ..utfallsfiler import las_utfallsfalt
from .felkod import Felkod, Fellista

_STORSTA_REFERENS: Final = 2**53
_LANGSTA_REFERENS: Final = 200
_UTFALLSFALT: Final = tuple(Utfall.model_fields)

_T = TypeVar("_T")
_Modell = TypeVar("_Modell", bound=Modell)


@dataclass(frozen=True, slots=True)
class Lasare:
    """How a field is read: ``las`` takes the JSON value, its place and the faults, to which it adds its own. None is
    what it returns for a value that it cannot read."""

    las: Callable[[object, str, Fellista], object]
    tar_null: bool = False
    """Whether ``null`` is a value of its own; else it stands for a field that is left out."""


def jsonslag(varde: object) -> str:
    """The kind of a JSON value in Swedish.

    >>> [jsonslag(v) for v in (None, True, 1, "a", [], {})]
    ['null', 'true', 'ett tal', 'en text', 'en lista', 'ett objekt']
    """
    match varde:
        case None:
            return "null"
        case bool():
            return "true" if varde else "false"
        case str():
            return "en text"
        case dict():
            return "ett objekt"
        case list():
            return "en lista"
    return "ett tal"


def menas(namn: str, kanda: Iterable[str]) -> str:
    """What to choose instead of a name that is not known.

    >>> menas("rapporttp", ["rapporttyp", "period"])
    'menas rapporttyp?'
    """
    kanda = tuple(kanda)
    nara = get_close_matches(namn[:80], kanda, n=1)
    return f"menas {nara[0]}?" if nara else f"välj bland {', '.join(kanda)}"


def av_slag(klass: type[_T], vantat: str, varde: object, plats: str, felen: Fellista) -> _T | None:
    """The value when it is of this JSON kind."""
    if isinstance(varde, klass) and not (isinstance(varde, bool) and klass is not bool):
        return varde
    felen.ny(Felkod.FEL_SLAG, plats, f"väntade {vantat}, fick {jsonslag(varde)}")
    return None


def under(plats: str, *delar: str | int) -> str:
    """The place of a value within another.

    >>> under("utfall", "frisktal", "varde"), under("stangda", 0)
    ('utfall.frisktal.varde', 'stangda[0]')
    """
    slut = skriv_plats(delar)
    return f"{plats}{'' if slut.startswith('[') else '.'}{slut}" if plats else slut


# Plain values


def las_referens(varde: object, plats: str, felen: Fellista) -> str | int | None:
    """The caller's own reference: a text of at most 200 characters, or an integer that JavaScript holds exactly."""
    if isinstance(varde, str) and len(varde) <= _LANGSTA_REFERENS:
        return varde
    if isinstance(varde, int) and not isinstance(varde, bool) and abs(varde) < _STORSTA_REFERENS:
        return varde
    felen.ny(
        Felkod.FEL_VARDE,
        plats,
        f"väntade en text på högst {_LANGSTA_REFERENS} tecken eller ett heltal under 2^53, fick {jsonslag(varde)}",
    )
    return None


def las_namn(varde: object, plats: str, felen: Fellista) -> str | None:
    """A text that is not blank."""
    text = av_slag(str, "en text", varde, plats, felen)
    if text is not None and not text.strip():
        felen.ny(Felkod.FEL_VARDE, plats, "är tom; skriv ett namn, eller utelämna fältet")
    return text


def ord_ur(enum: type[StrEnum]) -> Lasare:
    """Reads one of the words of an enum, written as the enum has it."""

    def las(varde: object, plats: str, felen: Fellista) -> StrEnum | None:
        text = av_slag(str, "en text", varde, plats, felen)
        if text is None:
            return None
        try:
            return enum(text)
        except ValueError:
            felen.ny(Felkod.FEL_VARDE, plats, f"fann {text[:80]!r}; välj bland {', '.join(o.value for o in enum)}")
            return None

    return Lasare(las)


def las_period(varde: object, plats: str, felen: Fellista) -> str | None:
    """An ISO month."""
    text = av_slag(str, "en månad som 2018-03", varde, plats, felen)
    try:
        if text is not None:
            kontrollera_period(text)
    except KalenderFel as exc:
        felen.ny(Felkod.KALENDER, plats, str(exc))
    return text


def las_dag(varde: object, plats: str, felen: Fellista) -> date | None:
    """A day, which the calendar knows."""
    text = av_slag(str, "en dag som 2018-03-09", varde, plats, felen)
    if text is None:
        return None
    try:
        return dag_av_text(text)
    except KalenderFel as exc:
        felen.ny(Felkod.KALENDER, plats, str(exc))
        return None


def las_dagar(varde: object, plats: str, felen: Fellista) -> tuple[date, ...]:
    """A list of days."""
    lista = av_slag(list, "en lista med dagar", varde, plats, felen) or []
    dagar = [las_dag(v, under(plats, i), felen) for i, v in enumerate(lista)]
    return tuple(dag for dag in dagar if dag is not None)


def las_bryt(varde: object, plats: str, felen: Fellista) -> dict[str, date]:
    """Period -> closing date."""
    objekt = av_slag(dict, "ett objekt: period och dag", varde, plats, felen) or {}
    bryt: dict[str, date] = {}
    for period, v in objekt.items():
        las_period(period, under(plats, period), felen)
        dag = las_dag(v, under(plats, period), felen)
        if dag is not None:
            bryt[period] = dag
    return bryt


def las_tolkningar(varde: object, plats: str, felen: Fellista) -> dict[str, str]:
    """Tolkning id -> reading."""
    objekt = av_slag(dict, "ett objekt: tolkningens id och läsningens", varde, plats, felen) or {}
    val = {id: av_slag(str, "en läsnings id", v, under(plats, id), felen) for id, v in objekt.items()}
    return {id: lasning for id, lasning in val.items() if lasning is not None}


# Figures


def las_utfallen(varde: object, plats: str, felen: Fellista) -> dict[str, Utfall]:
    """Indicator id -> outcome."""
    objekt = av_slag(dict, "ett objekt: indikatorns id och utfallet", varde, plats, felen) or {}
    lasta = {id: las_figur(v, under(plats, id), felen) for id, v in objekt.items()}
    return {id: utfall for id, utfall in lasta.items() if utfall is not None}


def las_figur(varde: object, plats: str, felen: Fellista) -> Utfall | None:
    """One figure: a number, a Swedish text, null, or an object with the fields of an ``Utfall``."""
    givna = varde if isinstance(varde, dict) else {"varde": varde}
    plats_for = {namn: under(plats, namn) if varde is givna else plats for namn in givna}
    fore = len(felen)
    falt: dict[str, Any] = {}
    for namn, v in givna.items():
        if namn not in _UTFALLSFALT:
            felen.ny(Felkod.OKANT_FALT, under(plats, namn), f"okänt fält; {menas(namn, _UTFALLSFALT)}")
            continue
        try:
            falt[namn] = _las_utfallsfalt(namn, v)
        except ValueError as exc:
            felen.ny(Felkod.UTFALL, plats_for[namn], str(exc))
    if len(felen) > fore:
        return None
    try:
        return Utfall(**falt)
    except UtfallFel as exc:
        for text in exc.fel:
            namn, _, resten = text.partition(": ")
            huvud = namn.partition("[")[0]
            if huvud in falt:
                felen.ny(Felkod.UTFALL, plats_for[huvud] + namn.removeprefix(huvud), resten)
            else:
                felen.ny(Felkod.UTFALL, plats, text)
        return None


def _las_utfallsfalt(namn: str, varde: object) -> object:
    """A field of an outcome exactly as a JSON file of outcomes has it (see :mod:`riktlinjer.utfallsfiler`)."""
    if namn == "serie" and isinstance(varde, list):
        return tuple(_las_utfallsfalt("varde", v) for v in varde)
    if namn == "delar" and isinstance(varde, dict):
        return {del_: _las_utfallsfalt("varde", v) for del_, v in varde.items()}
    if isinstance(varde, int) and not isinstance(varde, bool):
        varde = Decimal(varde)
    return las_utfallsfalt(namn, varde, True)


# Documents


def las_rapport(varde: object, plats: str, felen: Fellista) -> Rapport | None:
    """A report as data: what ``riktlinjer granska-rapport`` reads from a file that ends in .json."""
    return _las_modell(Rapport, varde, plats, felen)


def las_atgardsplan(varde: object, plats: str, felen: Fellista) -> Atgardsplan | None:
    """An åtgärdsplan as data."""
    return _las_modell(Atgardsplan, varde, plats, felen)


def _las_modell(modell: type[_Modell], varde: object, plats: str, felen: Fellista) -> _Modell | None:
    objekt = av_slag(dict, "ett objekt", varde, plats, felen)
    if objekt is None:
        return None
    try:
        return modell.model_validate(objekt)
    except ValidationError as exc:
        for post in exc.errors(include_url=False):
            felen.ny(
                _formkod(post["type"]), under(plats, *post["loc"]) if post["loc"] else plats, beskriv_formfel(post)
            )
        return None


_FORMKODER: Final[Mapping[str, Felkod]] = {
    "missing": Felkod.SAKNAT_FALT,
    "extra_forbidden": Felkod.OKANT_FALT,
    "enum": Felkod.FEL_VARDE,
    "literal_error": Felkod.FEL_VARDE,
    "string_pattern_mismatch": Felkod.FEL_VARDE,
    "greater_than_equal": Felkod.FEL_VARDE,
    "value_error": Felkod.RAPPORT,
}
"""pydantic's kinds of fault -> ours; any other is a value of the wrong kind."""


def _formkod(slag: str) -> Felkod:
    return _FORMKODER.get(slag, Felkod.FEL_SLAG)
