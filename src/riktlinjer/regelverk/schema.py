"""Schema: the format of a rule set file as a JSON Schema, for editors that complete and check while one writes.

It is made from the models, and says what a file may leave out because the loader fills it in (see :mod:`.ifyllnad`).
A check across tables (a pointer, an id that is taken, a sum) is no matter for a schema: ``las_regelverk`` makes those.
"""

from __future__ import annotations

import ast
import inspect
import re
from functools import cache
from importlib import import_module
from itertools import pairwise
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from ..models.kalla import Kalla
from ..models.regelverk import Regelverk
from ..models.tidplan import STEG, Tillfalle
from ..models.tolkning import Tolkning

_DIALEKT: Final = "http://json-schema.org/draft-07/schema#"
_IFYLLDA: Final[dict[type[BaseModel], dict[str, str]]] = {
    Kalla: {"dokument": "The id of one of the dokument; left out, it is the first, the guideline itself."},
    Tolkning: {"vald": "The reading that holds; left out, it is the standard."},
}
"""Model -> the fields that the loader fills in, and what they are in a file."""
_CELL: Final = (
    {"type": "string", "format": "date"},
    {"enum": ["i.u."], "description": "The step occurs, on a day that is not stated."},
)
"""What a cell of the timetable may be in a file."""


def regelverksschema() -> dict[str, Any]:
    """The JSON Schema (draft 7, which editors of TOML read) of a rule set file, or of one of the files of a folder.

    A TOML date counts as a text of the format ``date``. What a rule set must have is asked of the file with ``format``.

    >>> schema = regelverksschema()
    >>> schema["properties"]["ar"]["description"]
    'The year that is followed up.'
    """
    schema = Regelverk.model_json_schema(
        mode="validation", schema_generator=_Filschema, ref_template="#/definitions/{model}"
    )
    return {
        "$schema": _DIALEKT,
        "title": "Regelverk",
        **{nyckel: v for nyckel, v in schema.items() if nyckel not in ("$defs", "title", "required")},
        "dependencies": {"format": [falt for falt in schema["required"] if falt != "format"]},
        "definitions": schema["$defs"],
    }


class _Filschema(GenerateJsonSchema):
    """pydantic's schema in the words of a TOML file: no null, no defaults, numbers as numbers, and docstrings."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        form = super().model_schema(schema)
        klass = schema["cls"]
        if klass.__doc__:
            form["description"] = _som_i_en_fil(inspect.cleandoc(klass.__doc__))
        falten = form.get("properties", {})
        texter = {namn: _som_i_en_fil(ra) for namn, ra in falttexter(klass).items()}
        for namn, text in {**texter, **_IFYLLDA.get(klass, {})}.items():
            if namn in falten:
                falten[namn] = _med_text(falten[namn], text)
        form["required"] = [f for f in form.get("required", ()) if f not in _IFYLLDA.get(klass, {})]
        if "slag" in falten and "slag" not in form["required"]:
            form["required"].insert(0, "slag")  # it has a default in Python, but tells the kinds apart in a file
        if klass is Tillfalle:
            for steg in STEG:
                falten[steg] = {"anyOf": [*_CELL, falten[steg]]}
        if not form["required"]:
            del form["required"]
        return form

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        return {"type": "number"}

    def literal_schema(self, schema: core_schema.LiteralSchema) -> JsonSchemaValue:
        return {"enum": list(schema["expected"])}

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        form = super().enum_schema(schema)
        form["description"] = _som_i_en_fil(form.get("description", ""))
        return form

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        return {"anyOf": super().tagged_union_schema(schema)["oneOf"]}

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def falttexter(klass: type[BaseModel]) -> dict[str, str]:
    """Field -> the text under it in the source, of a model and those that it inherits from."""
    texter: dict[str, str] = {}
    for bas in reversed(klass.__mro__):
        if not issubclass(bas, BaseModel) or bas is BaseModel:
            continue
        kropp = _klasser(bas.__module__)[bas.__name__].body
        for falt, text in pairwise(kropp):
            match falt, text:
                case ast.AnnAssign(target=ast.Name(id=namn)), ast.Expr(value=ast.Constant(value=str(ra))):
                    texter[namn] = ra
    return texter


@cache
def _klasser(modul: str) -> dict[str, ast.ClassDef]:
    trad = ast.parse(inspect.getsource(import_module(modul)))
    return {nod.name: nod for nod in trad.body if isinstance(nod, ast.ClassDef)}


def _som_i_en_fil(text: str) -> str:
    """A docstring's first paragraph as Markdown, and for a reader of TOML, which has no None."""
    text = " ".join(text.split("\n\n")[0].split())
    for monster, nytt in ((r"``(.*?)``", r"`\1`"), (r":\w+:`~?(.*?)`", r"`\1`"), (r"\bNone\b", "left out")):
        text = re.sub(monster, nytt, text)
    return text[:1].upper() + text[1:]


def _med_text(falt: JsonSchemaValue, text: str) -> JsonSchemaValue:
    """The field with a description; a reference in draft 7 has nothing beside it, and is put in a list."""
    return {"allOf": [falt], "description": text} if "$ref" in falt else {**falt, "description": text}
