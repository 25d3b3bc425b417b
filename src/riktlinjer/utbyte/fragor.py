"""Fråga: what a system asks, one model per function. A field that may be left out says what holds then."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import Field, WithJsonSchema

from ..models.atgardsplan import Atgardsplan
from ..models.bas import Modell
from ..models.datum import ISO_MANAD
from ..models.rapport import Rapport
from ..models.regelverk import Regelverk
from ..models.skalor import Mottagare, Rapporttyp, Status, Utfallsslag
from ..models.tolkning import OPPEN
from ..models.utfall import Utfall
from .falt import (
    ALLA,
    LANGSTA_REFERENS,
    STORSTA_REFERENS,
    Lasare,
    las_atgardsplan,
    las_bryt,
    las_dag,
    las_dagar,
    las_figur,
    las_namn,
    las_period,
    las_rapport,
    las_referens,
    las_tolkningar,
    las_utfallen,
    ord_ur,
)

_TAL: Final = {"x-del": "Tal"}
_TEXT: Final[dict[str, Any]] = {"type": ["string", "null"]}
_MANAD: Final[dict[str, Any]] = {"type": "string", "pattern": f"^{ISO_MANAD}$"}
_DAG: Final[dict[str, Any]] = {"type": "string", "format": "date"}
SCHEMADELAR: Final[dict[str, dict[str, Any]]] = {
    "Tal": {
        "title": "Tal",
        "type": ["number", "string", "null"],
        "description": "A number, by its decimal digits; a Swedish text (`53,0 %`, `−6,0 mnkr`), in which a decimal "
        "point will do; null: not known.",
    },
    "Utfall": {
        "title": "Utfall",
        "type": "object",
        "description": "A figure with what it may be compared with. A field that is left out, or null, is not known.",
        "properties": {
            "varde": _TAL | {"description": "The figure itself."},
            "enhet": _TEXT | {"description": "The unit, when it does not stand with the figure."},
            "slag": {"enum": [*(slag.value for slag in Utfallsslag), None], "description": "What the figure is."},
            "period": {"anyOf": [_MANAD, {"type": "null"}], "description": "The last month that the figure covers."},
            "motsvarande_period": _TAL | {"description": "The same kind of figure for the same period a year before."},
            "foregaende_ar": _TAL | {"description": "The outcome of the whole previous year (bokslut)."},
            "foregaende_period": _TAL | {"description": "The same kind of figure for the period before."},
            "basvarde": _TAL | {"description": "The figure of the base year that the target names."},
            "budget": _TAL | {"description": "What budget or plan says."},
            "serie": {
                "type": ["array", "null"],
                "items": _TAL,
                "description": "The months that lead to the figure, oldest first.",
            },
            "delar": {
                "type": ["object", "null"],
                "additionalProperties": _TAL,
                "description": "The figure of each part, by name.",
            },
        },
        "additionalProperties": False,
    },
}
"""The parts of the schemas that several fields share; a field names one under ``x-del``."""
_FIGUR: Final[dict[str, Any]] = {"anyOf": [_TAL, {"x-del": "Utfall"}]}

Referens = Annotated[
    str | int | None,
    Lasare(las_referens),
    WithJsonSchema(
        {
            "type": ["string", "integer", "null"],
            "maxLength": LANGSTA_REFERENS,
            "minimum": 1 - STORSTA_REFERENS,
            "maximum": STORSTA_REFERENS - 1,
        }
    ),
]
"""The caller's own name of a question."""
Valt = Annotated[Regelverk, WithJsonSchema({"type": ["string", "object"]})]
"""A rule set under its readings."""
Tolkningar = Annotated[
    dict[str, str],
    Lasare(las_tolkningar),
    WithJsonSchema(
        {"type": "object", "properties": {ALLA: {"const": OPPEN}}, "additionalProperties": {"type": "string"}}
    ),
]
Utfallen = Annotated[
    dict[str, Utfall], Lasare(las_utfallen), WithJsonSchema({"type": "object", "additionalProperties": _FIGUR})
]
Figur = Annotated[Utfall, Lasare(las_figur, tar_null=True), WithJsonSchema(_FIGUR)]
Period = Annotated[str, Lasare(las_period), WithJsonSchema(_MANAD)]
EvPeriod = Annotated[str | None, Lasare(las_period), WithJsonSchema(_MANAD)]
Dag = Annotated[date, Lasare(las_dag), WithJsonSchema(_DAG)]
EvDag = Annotated[date | None, Lasare(las_dag), WithJsonSchema(_DAG)]
Dagar = Annotated[tuple[date, ...], Lasare(las_dagar), WithJsonSchema({"type": "array", "items": _DAG})]
Brytdagar = Annotated[
    dict[str, date],
    Lasare(las_bryt),
    WithJsonSchema({"type": "object", "propertyNames": _MANAD, "additionalProperties": _DAG}),
]
EvNamn = Annotated[str | None, Lasare(las_namn), WithJsonSchema({"type": "string", "pattern": r"\S"})]
Typ = Annotated[Rapporttyp, ord_ur(Rapporttyp)]
EvTyp = Annotated[Rapporttyp | None, ord_ur(Rapporttyp)]
Lasarkrets = Annotated[Mottagare, ord_ur(Mottagare)]


class Fraga(Modell):
    """What every question has."""

    version: Literal[1]
    """The version of this format: 1."""
    funktion: str
    """The function that is asked."""
    id: Referens = None
    """The caller's own reference, which the answer repeats; left out, the answer says null."""
    regelverk: Valt
    """The id of a rule set that ships, or a whole one as an object (``riktlinjer schema regelverk``). Never a file."""
    tolkningar: Tolkningar = Field(default_factory=dict)
    """Tolkning id -> reading, or ``oppen``; ``{"alla": "oppen"}`` leaves each open that is not named beside it. Left
    out, the readings of the rule set hold."""


class _Utfallsfraga(Fraga):
    """A question about outcomes."""

    utfall: Utfallen
    """Indicator id -> outcome. An indicator that is left out, or null, is not known."""
    rapporttyp: EvTyp = None
    """The report that the outcomes are for; left out, only what holds for every report type is settled."""
    period: EvPeriod = None
    """The last month that the outcomes cover, an ISO month."""
    enhet: EvNamn = None
    """The one nämnd or unit that the koncern's rules are applied to; the answer is marked as the caller's own
    application. Left out, the outcomes are the koncern's."""


class FragaOmStatus(_Utfallsfraga):
    """Which status has each delmål, with these outcomes?"""

    funktion: Literal["berakna_status"]


class FragaOmVadKravs(_Utfallsfraga):
    """What does it take for a delmål to get a colour for certain?"""

    funktion: Literal["vad_kravs"]
    status: Annotated[Status, ord_ur(Status)]
    """The wanted colour."""
    delmal: EvNamn = None
    """The id of one delmål; left out, all are answered."""


class FragaOmTidplan(Fraga):
    """When is each report due?"""

    funktion: Literal["berakna_tidplan"]
    bryt: Brytdagar = Field(default_factory=dict)
    """The last month of each report, an ISO month -> its closing date. Left out or empty, the published timetable is
    the answer."""
    stangda: Dagar = ()
    """Days that are not workdays though the calendar says so; only together with ``bryt`` or ``dag``."""
    dag: EvDag = None
    """Count what is still to come from this day; left out, that is not told. Never today's."""


class FragaOmInlamningsdag(Fraga):
    """Which day is the preliminary report due, counted from a closing date?"""

    funktion: Literal["inlamningsdag"]
    rapporttyp: Typ
    bryt: Dag
    """The closing date; never counted itself."""
    stangda: Dagar = ()
    """Days that are not workdays though the calendar says so."""


class FragaOmAvsnitt(Fraga):
    """Which sections must a report hold?"""

    funktion: Literal["obligatoriska_avsnitt"]
    rapporttyp: Typ
    mottagare: Lasarkrets = Mottagare.RS
    """Who reads the report."""
    namnd: EvNamn = None
    """The id of the nämnd that writes it; left out, what binds only some is included, and ``galler_for`` says whom."""


class FragaOmAtgardsplanskrav(Fraga):
    """Does a report owe an åtgärdsplan, and by when?"""

    funktion: Literal["kraver_atgardsplan"]
    rapporttyp: Typ
    """The report that shows the figure."""
    period: Period
    """Its last month, an ISO month."""
    budgetavvikelse: Figur
    """The deviation from budget, negative for a deficit: the forecast for the full year in månadsrapport, UR1 and UR2,
    the year's deviation in ÅR. null when it is not known."""
    resultat: Figur = Utfall(None)
    """The result that goes with it; asked for only by a reading of ``atgardsplan-utlosare``."""
    bryt: Brytdagar = Field(default_factory=dict)
    """Closing dates as for ``berakna_tidplan``, for the dates of another year's next report; left out, the published
    timetable holds."""
    stangda: Dagar = ()
    """Days that are not workdays though the calendar says so; only together with ``bryt``."""


class FragaOmAtgardsplan(Fraga):
    """What is missing in an åtgärdsplan?"""

    funktion: Literal["granska_atgardsplan"]
    plan: Annotated[Atgardsplan, Lasare(las_atgardsplan)]


class FragaOmRapport(Fraga):
    """What is missing or does not agree in a report?"""

    funktion: Literal["granska_rapport"]
    rapport: Annotated[Rapport, Lasare(las_rapport)]
    """The report as data."""
    mottagare: Lasarkrets = Mottagare.RS
    """Who reads the report."""
    foregaende: Annotated[Rapport | None, Lasare(las_rapport)] = None
    """The report before it: what has changed since is told, and since when a plan is owed."""
    stangda: Dagar = ()
    """Days that are not workdays though the calendar says so, for lateness."""


class FragaOmRegelverk(Fraga):
    """Which gaps and contradictions has the rule set itself?"""

    funktion: Literal["granska_regelverk"]


class FragaOmIndikatorer(Fraga):
    """Which indicators has the rule set, with id, unit, direction and target?"""

    funktion: Literal["indikatorer"]
    delmal: EvNamn = None
    """The id of one delmål; left out, all are answered."""


class FragaOmUtgangsvarden(Fraga):
    """Which baselines does the guideline print? They are not outcomes."""

    funktion: Literal["utgangsvarden"]
