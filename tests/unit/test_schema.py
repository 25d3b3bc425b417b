"""The JSON Schema of a rule set file: it is in step with the models, takes what loads and finds typical faults."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import riktlinjer as rl
from riktlinjer.cli import main
from riktlinjer.regelverk.nytt import Uppgifter, startfiler
from riktlinjer.regelverk.schema import regelverksschema

jsonschema = pytest.importorskip("jsonschema")

ROT = Path(__file__).resolve().parents[2]
DATA = Path(rl.__file__).parent / "regelverk"
FILER = [*sorted((DATA / "data").rglob("*.toml")), *sorted((DATA / "start").glob("*.toml"))]


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return regelverksschema()


@pytest.fixture(scope="module")
def provare(schema: dict[str, Any]) -> Any:
    return jsonschema.Draft7Validator(schema, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)


def som_json(varde: Any) -> Any:
    """The tables as an editor gives them to a schema: a day is a text."""
    if isinstance(varde, dict):
        return {nyckel: som_json(v) for nyckel, v in varde.items()}
    if isinstance(varde, list):
        return [som_json(v) for v in varde]
    return varde.isoformat() if isinstance(varde, date) else varde


def fel(provare: Any, text: str) -> list[Any]:
    return list(provare.iter_errors(som_json(tomllib.loads(text))))


def start() -> str:
    return "\n".join(startfiler(Uppgifter()).values())


# --- in step ---------------------------------------------------------------------------------------------------------


def test_the_schema_of_the_documentation_is_in_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "regelverk"]) == 0
    nytt = capsys.readouterr().out
    sparat = (ROT / "docs/referens/regelverk.schema.json").read_text("utf-8")
    assert sparat == nytt, "riktlinjer schema regelverk > docs/referens/regelverk.schema.json"


def test_the_command_prints_the_schema_also_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "regelverk", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == regelverksschema()


def test_an_unknown_schema_is_refused_and_those_that_exist_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "regelverket"]) == 2
    ut, err = capsys.readouterr()
    assert ut == ""
    assert "schema 'regelverket' finns inte; menas 'regelverk'" in err


def test_the_schema_is_a_schema(schema: dict[str, Any]) -> None:
    jsonschema.Draft7Validator.check_schema(schema)


def test_every_field_of_the_rule_set_is_there_and_says_what_it_is(schema: dict[str, Any]) -> None:
    assert set(schema["properties"]) == set(rl.Regelverk.model_fields)
    indikator = schema["definitions"]["Indikator"]["properties"]
    assert set(indikator) == set(rl.Indikator.model_fields)
    assert indikator["namn"]["description"] == "The row label in the source."
    assert schema["definitions"]["Indikator"]["description"] == "One indicator of a guideline."


def noder(nod: Any) -> Iterator[dict[str, Any]]:
    if isinstance(nod, dict):
        yield nod
    for v in nod.values() if isinstance(nod, dict) else nod if isinstance(nod, list) else ():
        yield from noder(v)


def test_the_schema_speaks_of_nothing_that_a_toml_file_cannot_hold(schema: dict[str, Any]) -> None:
    for nod in noder(schema):
        assert nod.get("type") != "null"
        assert "default" not in nod
        assert "None" not in str(nod.get("description", "")), nod
        assert "``" not in str(nod.get("description", "")), nod
        assert set(nod) & {"discriminator", "const", "oneOf"} == set(), "editors of TOML do not read these alike"


def test_every_table_refuses_fields_that_it_does_not_have(schema: dict[str, Any]) -> None:
    tabeller = [schema, *(d for d in schema["definitions"].values() if d.get("type") == "object")]
    assert len(tabeller) > 50
    assert all(tabell["additionalProperties"] is False for tabell in tabeller)


# --- what it takes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fil", FILER, ids=lambda fil: fil.relative_to(DATA).as_posix())
def test_every_file_that_ships_is_taken(provare: Any, fil: Path) -> None:
    assert [f.message for f in fel(provare, fil.read_text("utf-8"))] == []


def test_the_starter_is_taken_in_one_piece(provare: Any) -> None:
    assert fel(provare, start()) == []


def test_a_cell_of_the_timetable_is_a_day_or_no_information(provare: Any) -> None:
    tillfalle = (
        "[tidplan]\nrapportmanader = []\nfrister = []\nkalla = { avsnitt = 'x' }\n[[tidplan.tillfallen]]\n"
        "rapporttyp = 'UR1'\nperiod = '2027-03'\nkolumn = 'Mars'\nkalla = { avsnitt = 'x' }\nbryt = "
    )
    assert fel(provare, tillfalle + "2027-04-06") == []
    assert fel(provare, tillfalle + "'i.u.'") == []
    assert fel(provare, tillfalle + "'okänt'")
    assert fel(provare, tillfalle + "4")


# --- what it finds ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fore", "efter", "plats"),
    [
        ("riktning = 'högre är bättre'", "riktnig = 'högre är bättre'", ["indikatorer", 0]),
        ("riktning = 'högre är bättre'", "riktning = 'högre'", ["indikatorer", 0, "riktning"]),
        ("ar = 2000", "ar = '2000'", ["ar"]),
        ("format = 1", "format = 2", ["format"]),
        ("id = 'mitt-regelverk'", "id = 'Mitt regelverk'", ["id"]),
        ("titel = 'Riktlinjer för uppföljning'", "", []),
        ("galler_fran = 2000-01-01", "galler_fran = 'i januari'", ["galler_fran"]),
        ("nummer = 1\n", "", ["delmal", 0]),
        ("slag = 'kvot'", "slag = 'kvoten'", ["delmal", 1, "statusregel"]),
        ("slag = 'kvot'", "", ["delmal", 1, "statusregel"]),
        ("slag = 'gräns', minst = 85", "slag = 'gräns', minst = '85'", ["indikatorer", 0, "malvarde"]),
        ("slag = 'gräns', minst = 85", "slag = 'grans', minst = 85", ["indikatorer", 0, "malvarde"]),
        ("slag = 'rang', hogst = 5", "slag = 'rang', hogst = 0", ["indikatorer", 3, "malvarde"]),
        ("kalla = { avsnitt = 'Nämnder' }", "kalla = { avsnit = 'Nämnder' }", ["namnder", 0, "kalla"]),
        ("kalla = { avsnitt = 'Nämnder' }", "", ["namnder", 0]),
        ("manad = 2,", "manad = 13,", ["tidplan", "rapportmanader", 0, "manad"]),
        ("[[tolkningar]]", "[[tolkning]]", []),
        ("standard = 'efter-bryt'", "", ["tolkningar", 0]),
        ("arbetsdagar = 3\n", "arbetsdagar = 3.5\n", ["tidplan", "frister", 0, "arbetsdagar"]),
    ],
)
def test_a_typical_fault_is_found_where_it_stands(provare: Any, fore: str, efter: str, plats: list[str | int]) -> None:
    assert fore in start()
    text = start().replace(fore, efter, 1)
    assert plats in [list(f.absolute_path) for f in fel(provare, text)]


@pytest.mark.parametrize("falt", ["id", "titel", "organisation", "utgava", "galler_fran", "ar", "dokument"])
def test_what_every_rule_set_has_is_asked_of_the_file_with_the_format(provare: Any, falt: str) -> None:
    tabeller = som_json(tomllib.loads(start()))
    del tabeller[falt]
    assert any(falt in f.message for f in provare.iter_errors(tabeller))
    del tabeller["format"]
    assert list(provare.iter_errors(tabeller)) == []
