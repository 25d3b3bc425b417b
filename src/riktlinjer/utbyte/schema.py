"""Schema: every question and answer as a JSON Schema (2020-12), made from the models and their docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import core_schema

from ..models.atgardsplan import Atgardsplan
from ..models.tolkning import OPPEN
from ..regelverk.schema import falttexter
from .falt import ALLA, DECIMALTEXT
from .felkod import Fel
from .fragor import SCHEMADELAR, Fraga
from .funktioner import FUNKTIONER
from .jsonsvar import DECIMAL
from .kuvert import VERSION
from .svar import Svarshuvud
from .svara import FLEST_FRAGOR

_DIALEKT: Final = "https://json-schema.org/draft/2020-12/schema"
_REFERENS: Final[dict[str, Any]] = {
    "type": ["string", "integer", "null"],
    "description": "The caller's own reference, as it was given; null when none was, or it could not be read.",
}
_TEXT: Final = {"type": "string"}
_VERSION: Final[dict[str, Any]] = {"const": VERSION, "description": "The version of this format."}


def scheman() -> Mapping[str, Callable[[], dict[str, Any]]]:
    """Name -> what makes the schema: ``fraga`` and ``svar``, and of each function one of both.

    >>> [namn for namn in scheman() if namn.endswith("berakna-tidplan")]
    ['fraga-berakna-tidplan', 'svar-berakna-tidplan']
    """
    alla: dict[str, Callable[[], dict[str, Any]]] = {"fraga": _alla_fragor, "svar": _alla_svar}
    for namn in FUNKTIONER:
        alla[f"fraga-{_id(namn)}"] = partial(fragaschema, namn)
        alla[f"svar-{_id(namn)}"] = partial(svarsschema, namn)
    return alla


def fragaschema(funktion: str) -> dict[str, Any]:
    """The schema of a question to a function.

    >>> fragaschema("berakna_status")["required"]
    ['version', 'funktion', 'regelverk', 'utfall']
    """
    schema = _modellschema(FUNKTIONER[funktion].fraga, "validation")
    delar = schema.pop("$defs", {})
    if "x-del" in str(schema):
        delar |= SCHEMADELAR
    return {**_rubrik("fraga", funktion), **_med_pekare(schema), "$defs": _med_pekare(dict(sorted(delar.items())))}


def svarsschema(funktion: str) -> dict[str, Any]:
    """The schema of the answer of a function: ``svar``, or ``fel`` that says why there is none.

    >>> svarsschema("berakna_status")["properties"]["funktion"]
    {'const': 'berakna_status'}
    """
    innehall = _modellschema(FUNKTIONER[funktion].svar, "serialization")
    fel = _modellschema(Fel, "serialization")
    delar = {**innehall.pop("$defs", {}), **fel.pop("$defs", {}), "Fel": fel}
    return {
        **_rubrik("svar", funktion),
        "title": innehall["title"],
        "description": innehall["description"],
        "type": "object",
        "properties": {
            "version": _VERSION,
            "funktion": {"const": funktion},
            "id": _REFERENS,
            "svar": innehall,
            "fel": _felen(),
        },
        "required": ["version", "funktion", "id"],
        "oneOf": [{"required": ["svar"]}, {"required": ["fel"]}],
        "additionalProperties": False,
        "$defs": dict(sorted(delar.items())),
    }


def _alla_fragor() -> dict[str, Any]:
    """A question, or a batch of questions."""
    batch = {
        "title": "Fragor",
        "description": "Many questions in one text. What stands beside them holds for those that do not say it.",
        "type": "object",
        "properties": {
            "version": _VERSION,
            "id": fragaschema(next(iter(FUNKTIONER)))["properties"]["id"],
            "funktion": {"enum": list(FUNKTIONER)},
            "regelverk": {"type": ["string", "object"]},
            "tolkningar": {
                "type": "object",
                "properties": {ALLA: {"const": OPPEN}},
                "additionalProperties": {"type": "string"},
            },
            "fragor": {"type": "array", "maxItems": FLEST_FRAGOR, "items": {"type": "object"}},
        },
        "required": ["version", "fragor"],
        "additionalProperties": False,
    }
    return {
        **_rubrik("fraga"),
        "title": "Fraga",
        "description": "A question, or a batch of questions.",
        "oneOf": [*({"$ref": _urn("fraga", namn)} for namn in FUNKTIONER), batch],
    }


def _alla_svar() -> dict[str, Any]:
    """An answer, or the answers to a batch."""
    fel = _modellschema(Fel, "serialization")
    delar = {**fel.pop("$defs", {}), "Fel": fel}
    utan_funktion = {
        "title": "Misslyckat",
        "description": "The answer to what is no question to a function.",
        "type": "object",
        "properties": {"version": _VERSION, "funktion": {"type": "null"}, "id": _REFERENS, "fel": _felen()},
        "required": ["version", "funktion", "id", "fel"],
        "additionalProperties": False,
    }
    batch = {
        "title": "Svaren",
        "description": "The answers to a batch, in the order of its questions.",
        "type": "object",
        "properties": {
            "version": _VERSION,
            "id": _REFERENS,
            "svar": {"type": "array", "items": {"$ref": "#/$defs/Svar"}},
        },
        "required": ["version", "id", "svar"],
        "additionalProperties": False,
    }
    delar["Svar"] = {"oneOf": [*({"$ref": _urn("svar", namn)} for namn in FUNKTIONER), utan_funktion]}
    return {
        **_rubrik("svar"),
        "title": "Svar",
        "description": "An answer, or the answers to a batch.",
        "oneOf": [{"$ref": "#/$defs/Svar"}, batch],
        "$defs": delar,
    }


def _rubrik(slag: str, funktion: str | None = None) -> dict[str, Any]:
    return {"$schema": _DIALEKT, "$id": _urn(slag, funktion)}


def _urn(slag: str, funktion: str | None = None) -> str:
    return ":".join(["urn:riktlinjer", slag, *([] if funktion is None else [_id(funktion)]), str(VERSION)])


def _id(funktion: str) -> str:
    return funktion.replace("_", "-")


def _felen() -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Fel"}, "description": "Why there is no answer."}


def _modellschema(modell: type[BaseModel], mode: JsonSchemaMode) -> dict[str, Any]:
    schema = modell.model_json_schema(mode=mode, schema_generator=_Utbytesschema)
    for del_ in schema.get("$defs", {}).values():
        if "enum" in del_:  # pydantic describes it after all that a generator does
            del_["description"] = _som_i_json(del_["description"])
    return schema


def _med_pekare(nod: Any) -> Any:
    """The schema with a reference wherever a part is named."""
    if isinstance(nod, list):
        return [_med_pekare(v) for v in nod]
    if not isinstance(nod, dict):
        return nod
    return dict(
        ("$ref", f"#/$defs/{v}") if nyckel == "x-del" else (nyckel, _med_pekare(v)) for nyckel, v in nod.items()
    )


class _Utbytesschema(GenerateJsonSchema):
    """pydantic's schema with docstrings as descriptions; in a question, null stands for a field that is left out."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        form = super().model_schema(schema)
        klass = schema["cls"]
        form["title"] = klass.__name__
        form["description"] = _som_i_json(inspect.cleandoc(klass.__doc__ or ""))
        falten = form.get("properties", {})
        for namn, text in falttexter(klass).items():
            if namn in falten:
                falten[namn] = {**falten[namn], "description": _som_i_json(text)}
        if issubclass(klass, Svarshuvud):
            form["required"] = [namn for namn in form["required"] if namn not in klass.bara_kommandorad]
        if klass is Atgardsplan and self.mode == "validation":
            for namn in ("vidtagna", "planerade"):
                lista, *resten = falten[namn]["anyOf"]
                lista["items"] = {"anyOf": [lista["items"], _TEXT]}
                falten[namn]["anyOf"] = [lista, _TEXT, *resten]
            falten["effekt"]["anyOf"].insert(1, {"type": "number"})
        if issubclass(klass, Fraga):
            for namn in falten.keys() - set(form["required"]):
                falten[namn] = _eller_null(falten[namn])
        return form

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        form = self.generate_inner(schema["schema"])
        standard = schema.get("default")
        return {**form, "default": str(standard)} if isinstance(standard, str) else form

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        if self.mode == "serialization":
            return {"type": "string", "pattern": DECIMAL}
        return {"type": ["number", "string"], "pattern": DECIMALTEXT}

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _eller_null(falt: JsonSchemaValue) -> JsonSchemaValue:
    if "null" in falt.get("type", ()) or {"type": "null"} in falt.get("anyOf", ()):
        return falt
    inre = {nyckel: v for nyckel, v in falt.items() if nyckel not in ("description", "default")}
    return {"anyOf": [inre, {"type": "null"}], **{nyckel: v for nyckel, v in falt.items() if nyckel not in inre}}


_ORD_I_JSON: Final = (
    (r"``(.*?)``", r"`\1`"),
    (r":\w+:`~?(.*?)`", r"`\1`"),
    (r"`FEL`", "`fel`"),
    (r"\bNone\b", "null"),
    (r"\bTrue\b", "true"),
    (r"\bFalse\b", "false"),
    (r"\bno Decimal\b", "no finite decimal"),
    (r'\("alla",\)', '["alla"]'),
)
"""How a docstring says what JSON says otherwise."""


def _som_i_json(text: str) -> str:
    """A docstring's first paragraph as Markdown, for a reader of JSON, which has null."""
    text = " ".join(text.split("\n\n")[0].split())
    for monster, nytt in _ORD_I_JSON:
        text = re.sub(monster, nytt, text)
    return text if text.startswith(("null", "true", "false")) else text[:1].upper() + text[1:]
