"""Fält: each field of a question read from its JSON value, with every fault told at its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError

from ..argument import las_dag as dag_av_text
from ..errors import KalenderFel, UtfallFel
from ..models.atgardsplan import Atgardsplan, Belopp
from ..models.bas import Modell
from ..models.datum import ISO_MANAD
from ..models.rapport import Rapport
from ..models.utfall import Utfall
from ..regelverk.radnummer import Vag, skriv_plats
from ..rules.perioder import kontrollera_period
from ..utfallsfiler import las_utfallsfalt
from .felkod import Felkod, Fellista

ALLA: Final = "alla"
"""The name that stands for every tolkning."""
STORSTA_REFERENS: Final = 2**53
"""Above every integer that a caller may have as its reference, and its negative below."""
LANGSTA_REFERENS: Final = 200
"""Characters."""
_LANGSTA_VISADE: Final = 80
_FLEST_SIFFROR: Final = 30
"""Of a number that stands for an integer."""
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


def heltal(varde: object) -> int | None:
    """The integer that a JSON number says, 1.0 too; None for any other value.

    >>> heltal(Decimal("1.0")), heltal(Decimal("1.5")), heltal(True)
    (1, None, None)
    """
    if isinstance(varde, int) and not isinstance(varde, bool):
        return varde
    if isinstance(varde, Decimal) and varde.is_finite() and varde.adjusted() < _FLEST_SIFFROR:
        return int(varde) if varde == int(varde) else None
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
    if isinstance(varde, str) and len(varde) <= LANGSTA_REFERENS:
        return varde
    tal = heltal(varde)
    if tal is not None and abs(tal) < STORSTA_REFERENS:
        return tal
    felen.ny(
        Felkod.FEL_VARDE,
        plats,
        f"väntade en text på högst {LANGSTA_REFERENS} tecken eller ett heltal under 2^53, fick {jsonslag(varde)}",
    )
    return None


def las_namn(varde: object, plats: str, felen: Fellista) -> str | None:
    """A text that is not blank."""
    text = av_slag(str, "en text", varde, plats, felen)
    if text is not None and not text.strip():
        felen.ny(Felkod.FEL_VARDE, plats, "är tom; skriv ett namn, eller utelämna fältet")
        return None
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
    plats_for = {namn: under(plats, namn) if varde is givna else plats for namn in _UTFALLSFALT}
    fore = len(felen)
    falt: dict[str, Any] = {}
    for namn, v in givna.items():
        if namn in _UTFALLSFALT:
            falt[namn] = _las_utfallsfalt(namn, v, plats_for[namn], felen)
        elif not felen.full:
            felen.ny(Felkod.OKANT_FALT, under(plats, namn), f"okänt fält; {menas(namn, _UTFALLSFALT)}")
    if len(felen) > fore:
        return None
    try:
        return Utfall(**falt)
    except UtfallFel as exc:
        for namn in ("serie", "delar"):
            poster = falt.get(namn) or ()
            nycklar = poster if isinstance(poster, dict) else range(len(poster))
            plats_for |= {f"{namn}[{nyckel!r}]": under(plats_for[namn], nyckel) for nyckel in nycklar}
        for text in exc.fel:
            felen.ny(Felkod.UTFALL, *_med_plats(text, plats, plats_for))
        return None


def _med_plats(text: str, plats: str, plats_for: Mapping[str, str]) -> tuple[str, str]:
    """The place of a sentence that begins with what it is about, and the rest; a name may have colons of its own."""
    slut = text.find(": ")
    while slut >= 0:
        if text[:slut] in plats_for:
            return plats_for[text[:slut]], text[slut + 2 :]
        slut = text.find(": ", slut + 1)
    return plats, text


def _las_utfallsfalt(namn: str, varde: object, plats: str, felen: Fellista) -> object:
    """A field of an outcome exactly as a JSON file of outcomes has it (see :mod:`riktlinjer.utfallsfiler`)."""
    if namn == "serie" and isinstance(varde, list):
        return tuple(_las_utfallsfalt("varde", v, under(plats, i), felen) for i, v in enumerate(varde))
    if namn == "delar" and isinstance(varde, dict):
        return {del_: _las_utfallsfalt("varde", v, under(plats, del_), felen) for del_, v in varde.items()}
    if isinstance(varde, int) and not isinstance(varde, bool):
        varde = Decimal(varde)
    try:
        return las_utfallsfalt(namn, varde, True)
    except ValueError as exc:
        felen.ny(Felkod.UTFALL, plats, str(exc))
        return None


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
    fore = len(felen)
    tvetydiga = dict(_tvetydiga(modell, objekt))
    for vag, text in tvetydiga.items():
        felen.ny(Felkod.FEL_SLAG, under(plats, *vag), text)
    try:
        last = modell.model_validate(objekt)
    except ValidationError as exc:
        for post in exc.errors(include_url=False):
            var = _utan_variant(post["loc"])
            if var is not None and var not in tvetydiga:
                felen.ny(_formkod(post["type"]), under(plats, *var) if var else plats, _formtext(post))
        return None
    return last if len(felen) == fore else None


_OTVETYDIGT: Final[Mapping[object, str]] = {
    bool: "true eller false",
    int: "ett heltal",
    date: "en dag som 2018-03-09",
    Decimal: "ett tal, eller en text med decimalpunkt",
}
"""The types for which pydantic takes other JSON values, too: 0 for a day in 1970, a text for true."""
DECIMALTEXT: Final = r"^\s*[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?\s*$"
"""A decimal as text in a document of a question, as a pattern of JSON Schema: with a point, not as people write it."""
_MONSTER: Final[Mapping[object, re.Pattern[str]]] = {
    date: re.compile(r"\A\d{4}-\d{2}-\d{2}\Z", re.ASCII),
    Decimal: re.compile(DECIMALTEXT, re.ASCII),
}
"""The types that are written as text, and how."""


def _tvetydiga(typ: object, varde: object, vag: Vag = ()) -> Iterator[tuple[Vag, str]]:
    """The values that are no JSON for their field, though pydantic would make something of them: place and sentence."""
    typer = _alternativ(typ)
    if isinstance(varde, dict):
        for modell in typer:
            for namn, falt in getattr(modell, "model_fields", {}).items():
                if namn in varde:
                    yield from _tvetydiga(falt.annotation, varde[namn], (*vag, namn))
    elif isinstance(varde, list):
        for post in (get_args(t)[0] for t in typer if get_origin(t) is tuple):
            for i, v in enumerate(varde):
                yield from _tvetydiga(post, v, (*vag, i))
    elif varde is not None and typer <= _OTVETYDIGT.keys() and not any(_ar(t, varde) for t in typer):
        vantat = " eller ".join(_OTVETYDIGT[t] for t in typer)
        yield vag, f"väntade {vantat}, fick {_visat(varde)}"


def _alternativ(typ: object) -> set[object]:
    """What a field may hold, beside null: the members of a union, without what is annotated to them."""
    if get_origin(typ) is Annotated:
        return _alternativ(get_args(typ)[0])
    if get_origin(typ) in (Union, UnionType):
        return {alternativ for del_ in get_args(typ) for alternativ in _alternativ(del_)}
    return set() if typ is NoneType else {typ}


def _ar(typ: object, varde: object) -> bool:
    if isinstance(varde, bool) or typ is bool:
        return isinstance(varde, bool) and typ is bool
    if typ is int:
        return heltal(varde) is not None
    if isinstance(varde, str):
        return typ in _MONSTER and _MONSTER[typ].search(varde) is not None
    return typ is Decimal and isinstance(varde, int | Decimal)


def _visat(varde: object) -> str:
    """A value as a person reads it in a fault."""
    if isinstance(varde, str):
        return repr(varde if len(varde) <= _LANGSTA_VISADE else varde[:_LANGSTA_VISADE] + "…")
    if isinstance(varde, int | Decimal) and not isinstance(varde, bool):
        text = str(varde)
        return text if len(text) <= _LANGSTA_VISADE else jsonslag(varde)
    return jsonslag(varde)


def _utan_variant(vag: Vag) -> Vag | None:
    """The place in JSON; None for a fault that says nothing more. An effect is an amount or a text, and pydantic tries
    both under names of its own."""
    if _EFFEKT not in vag[:-1]:
        return vag
    efter = vag.index(_EFFEKT) + 1
    if vag[efter] == Belopp.__name__:
        return vag[:efter] + vag[efter + 1 :]
    return None if vag[efter] in ("str", "constrained-str") else vag


_EFFEKT: Final = "effekt"


def _formtext(post: Mapping[str, Any]) -> str:
    """One pydantic fault in Swedish, in the words of JSON."""
    slag, visat, sammanhang = post["type"], _visat(post["input"]), post.get("ctx", {})
    match slag:
        case "missing":
            return "saknas; fältet måste finnas"
        case "extra_forbidden":
            return "okänt fält; kontrollera stavningen"
        case "value_error":
            return str(sammanhang["error"])
        case "enum" | "literal_error":
            return f"fann {visat}; välj bland {sammanhang['expected'].replace(' or ', ', ').replace(chr(39), '')}"
        case "string_pattern_mismatch":
            return f"väntade {_FORMER.get(sammanhang['pattern'], sammanhang['pattern'])}, fick {visat}"
        case "too_short":
            return f"har {sammanhang['actual_length']} poster, väntade minst {sammanhang['min_length']}"
        case "too_long":
            return f"har fler än {sammanhang['max_length']} poster"
        case "greater_than_equal":
            return f"väntade minst {sammanhang['ge']}, fick {visat}"
    vantat = next((text for borjan, text in _SLAG.items() if slag.startswith(borjan)), "ett annat värde")
    return f"väntade {vantat}, fick {visat}"


_FORMER: Final[Mapping[str, str]] = {
    f"^{ISO_MANAD}$": "en månad som 2018-03",
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "ett id med a–z, siffror och bindestreck",
}
"""Every pattern of a report -> what it asks for."""
_SLAG: Final[Mapping[str, str]] = {
    "string": "en text",
    "int": _OTVETYDIGT[int],
    "bool": _OTVETYDIGT[bool],
    "decimal": _OTVETYDIGT[Decimal],
    "tuple": "en lista",
    "model": "ett objekt",
    "date": _OTVETYDIGT[date],
}
"""How pydantic's name of a fault begins -> what was expected."""
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
