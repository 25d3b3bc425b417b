"""The JSON that other systems speak. An edit here needs a line in CHANGELOG.md: others rely on what stands.

The pairs in ``tests/utbyte/par`` are for any language; ``utbytesformer.txt`` holds the shape of everything.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from riktlinjer.utbyte.felkod import Felkod
from riktlinjer.utbyte.funktioner import FUNKTIONER
from riktlinjer.utbyte.schema import scheman
from riktlinjer.utbyte.svara import svara

sys.path.insert(0, str(Path(__file__).parents[1] / "utbyte"))
from skriv import PAR, fil_for_svaret, utan_flyktiga

jsonschema = pytest.importorskip("jsonschema")
referencing = pytest.importorskip("referencing")

ROT = Path(__file__).resolve().parents[2]
FORMER = Path(__file__).with_name("utbytesformer.txt")
FRAGOR = sorted(PAR.glob("*.fraga.json"))
BARA_KOMMANDORAD = {Felkod.ARGUMENT, Felkod.FIL, Felkod.TILLAGG, Felkod.INTERNT}
"""The codes that no question gives."""


def las(fil: Path) -> Any:
    return json.loads(fil.read_text("utf-8"))


def namn(fil: Path) -> str:
    return fil.name.split(".")[0]


@cache
def alla_scheman() -> dict[str, dict[str, Any]]:
    return {namn_: gor() for namn_, gor in scheman().items()}


@cache
def provare(schema: str) -> Any:
    """A validator of a published schema, which finds the others by their names."""
    register = referencing.Registry().with_resources(
        (s["$id"], referencing.Resource.from_contents(s)) for s in alla_scheman().values()
    )
    return jsonschema.Draft202012Validator(
        alla_scheman()[schema], registry=register, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


@cache
def svar_text(fraga: Path) -> str:
    return svara(fraga.read_bytes())


# --- the pairs -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fraga", FRAGOR, ids=namn)
def test_a_question_has_the_answer_that_stands(fraga: Path) -> None:
    assert utan_flyktiga(json.loads(svar_text(fraga))) == las(fil_for_svaret(fraga)), (
        "python tests/utbyte/skriv.py, and read the difference"
    )


def test_every_question_has_an_answer_and_every_answer_a_question() -> None:
    assert len(FRAGOR) > 60
    assert sorted(PAR.iterdir()) == sorted([*FRAGOR, *map(fil_for_svaret, FRAGOR)])


def test_every_function_and_every_code_has_a_pair() -> None:
    svaren = [s for f in FRAGOR for s in enskilda(las(fil_for_svaret(f)))]
    assert {s["funktion"] for s in svaren if "svar" in s} == set(FUNKTIONER)
    assert {Felkod(fel["kod"]) for s in svaren for fel in s.get("fel", ())} == set(Felkod) - BARA_KOMMANDORAD


def enskilda(svar: dict[str, Any]) -> list[dict[str, Any]]:
    return svar["svar"] if isinstance(svar.get("svar"), list) else [svar]


@pytest.mark.parametrize("fraga", FRAGOR, ids=namn)
def test_an_answer_has_the_published_form(fraga: Path) -> None:
    for svar in enskilda(json.loads(svar_text(fraga))):
        schema = "svar" if svar["funktion"] is None else f"svar-{svar['funktion'].replace('_', '-')}"
        assert [f.message for f in provare(schema).iter_errors(svar)] == []


@pytest.mark.parametrize("nummer", ["040", "110", "114", "200", "202", "203", "204"])
def test_every_answer_has_the_form_of_answers(nummer: str) -> None:
    fraga = next(f for f in FRAGOR if f.name.startswith(nummer))
    assert provare("svar").is_valid(json.loads(svar_text(fraga)))


@pytest.mark.parametrize("fraga", [f for f in FRAGOR if int(f.name[:3]) < 100], ids=namn)
def test_a_question_that_is_answered_has_the_published_form(fraga: Path) -> None:
    data = las(fraga)
    schema = f"fraga-{data['funktion'].replace('_', '-')}"
    assert [f.message for f in provare(schema).iter_errors(data)] == []
    assert provare("fraga").is_valid(data)
    assert not provare(schema).is_valid({**data, "nytt": 1})


@pytest.mark.parametrize("nummer", ["111", "112", "113", "114", "120", "121", "123", "124", "130", "135", "137", "203"])
def test_a_fault_of_form_is_found_by_the_published_form_too(nummer: str) -> None:
    fraga = next(f for f in FRAGOR if f.name.startswith(nummer))
    assert not provare("fraga").is_valid(las(fraga))


ANDRAT: list[tuple[str, dict[str, Any], bool]] = [
    ("040", {"version": 1.0}, True),
    ("040", {"version": True}, False),
    ("040", {"version": "1"}, False),
    ("040", {"id": 2**53 - 1}, True),
    ("040", {"id": 2**53}, False),
    ("040", {"id": "x" * 201}, False),
    ("040", {"bryt": "2018-03-09T00:00:00"}, False),
    ("040", {"stangda": None}, True),
    ("040", {"stangda": [None]}, False),
    ("003", {"tolkningar": {"alla": "oppen"}}, True),
    ("003", {"tolkningar": {"alla": "gul"}}, False),
    ("004", {"enhet": "Å"}, True),
    ("004", {"enhet": " "}, False),
    ("020", {"delmal": ""}, False),
    ("051", {"namnd": ""}, False),
    ("066", {"plan": {"vidtagna": "A", "planerade": ["A", {"beskrivning": "B"}], "effekt": 3}}, True),
    ("066", {"plan": {"effekt": {"varde": "-6.50"}}}, True),
    ("066", {"plan": {"effekt": {"varde": "−6,5"}}}, False),
    ("066", {"plan": {"beslutad": 0}}, False),
    ("066", {"plan": {"vidtagna": [3]}}, False),
    ("070", {"rapport": {"prognos_budget": "1_0"}}, False),
    ("070", {"rapport": {"framsida": {"datum": 0}}}, False),
    ("070", {"rapport": {"avsnitt": [{"titel": "A", "niva": 1.0}]}}, True),
    ("070", {"rapport": {"avsnitt": [{"titel": "A", "niva": "1"}]}}, False),
]  # fmt: skip


@pytest.mark.parametrize(("nummer", "andrat", "tas"), ANDRAT, ids=lambda v: str(v)[:50])
def test_the_published_form_takes_what_is_answered(nummer: str, andrat: dict[str, Any], tas: bool) -> None:
    fraga = las(next(f for f in FRAGOR if f.name.startswith(nummer))) | andrat
    assert provare("fraga").is_valid(fraga) is tas
    assert ("svar" in svara(fraga)) is tas


@pytest.mark.parametrize("schema", scheman())
def test_a_schema_is_written_in_the_words_of_json(schema: str) -> None:
    text = "\n".join(beskrivningar(alla_scheman()[schema]))
    assert re.findall(r"\b(?:None|True|False|Decimal|tuple|dict)\b|``", text) == []


def beskrivningar(nod: Any) -> Iterator[str]:
    if isinstance(nod, dict) and isinstance(nod.get("description"), str):
        yield nod["description"]
    for v in nod.values() if isinstance(nod, dict) else nod if isinstance(nod, list) else ():
        yield from beskrivningar(v)


def exempel_i_guiden() -> Iterator[Any]:
    text = (ROT / "docs/guider/json.md").read_text("utf-8")
    for fil, innehall in re.findall(
        r"^```\{code-block\} \w+\n:caption: (\S+)\n\n(.*?)^```$", text, re.MULTILINE | re.DOTALL
    ):
        yield from map(json.loads, innehall.splitlines() if fil.endswith(".jsonl") else [innehall])


def test_the_examples_of_the_guide_have_the_published_form() -> None:
    exempel = list(exempel_i_guiden())
    assert len(exempel) == 5
    assert all(provare("fraga").is_valid(fraga) for fraga in exempel)


# --- what the pairs say, written from the sources and not from the code --------------------------------------------

GRON, GUL, ROD = "Grön", "Gul", "Röd"
ALLA = [GRON, GUL, ROD]
FACIT: list[tuple[str, str, Any]] = [
    # Delmål 4: 5 of 5 Grön, 2–4 Gul. 87 of 87, 82 of 82 and 80 of 80 are met, 84,9 of 85 is not, 1177 is not known.
    ("001", "svar.statusar[3].antal", {"uppnadda": 3, "ej_uppnadda": 1, "okanda": 1, "av": 5}),
    ("001", "svar.statusar[3].mojliga", [GUL]),
    ("001", "svar.statusar[2].status", GUL),  # delmål 3: 71,5 lies between 70–71 and 72; the default reading is Gul
    ("001", "svar.statusar[4].status", GUL),  # delmål 5: a deficit that is smaller than before
    ("001", "svar.statusar[0].mojliga", ALLA),  # nothing known of ten
    ("002", "svar.statusar[2].mojliga", ALLA),
    ("003", "svar.statusar[2].mojliga", [GUL, ROD]),  # 69,5 is under 70, unless it is rounded to 70
    ("003", "svar.tolkningar.delmal-4-antal", "bilaga-1"),
    ("003", "svar.tolkningar.atgardsplan-noll", "oppen"),
    ("004", "svar.statusar[2].status", GRON),  # 72 of at least 72
    ("004", "svar.statusar[2].enhet", "Psykiatrin"),
    ("005", "svar.statusar[0].status", GRON),  # 85,5 of at least 85,5; 239,9 under 240; 90,1 over 90
    ("006", "svar.statusar[0].antal", {"uppnadda": 1, "ej_uppnadda": 2, "okanda": 0, "av": 3}),  # "at least" only
    ("006", "svar.statusar[0].status", GUL),
    ("007", "svar.statusar[0].antal", {"uppnadda": 0, "ej_uppnadda": 3, "okanda": 0, "av": 3}),  # no digit is lost
    ("007", "svar.statusar[0].status", ROD),
    ("008", "svar.statusar[0].mojliga", [GRON, GUL]),  # two of three met, one not known
    ("009", "svar.statusar[0].antal", {"uppnadda": 2, "ej_uppnadda": 1, "okanda": 0, "av": 3}),
    ("009", "svar.statusar[0].indikatorer[1].utfall.varde", "1234.5"),
    ("010", "svar.statusar[4].indikatorer[0].utfall.varde", "1000"),  # 1 mdkr, of an indicator in mnkr
    ("010", "svar.statusar[4].indikatorer[0].utfall.foregaende_ar", "0.00000025"),  # in mdkr, as the figure
    ("020", "svar.statuskrav[0].forandringar[0].delta", "0.5"),
    ("021", "svar.statuskrav[0].mojliga", [GRON, GUL]),
    ("022", "svar.statuskrav[0].lage", "redan"),  # 69,5 rounded half up is 70
    ("023", "svar.statuskrav[0].mojliga", [GUL]),  # six met, one missed, three unknown: 5–9 of 10
    ("023", "svar.statuskrav[0].antal", 4),
    ("030", "svar.tidplan.tillfallen[0].rapport_till_rk.datum", "2018-03-09"),
    ("030", "svar.tidplan.tillfallen[4].beslutad_rapport.datum", "2018-09-28"),
    ("030", "svar.tidplan.tillfallen[8].rapport_till_rk.datum", "2019-01-24"),
    ("030", "svar.tidplan.tillfallen[8].beslutad_rapport.datum", None),  # i.u.
    ("030", "svar.tidplan.tillfallen[0].rf", None),  # a blank cell
    ("031", "svar.tidplan.tillfallen[0].rapport_till_rk.datum", "2027-03-09"),  # 5, 8, 9 March
    ("031", "svar.tidplan.tillfallen[1].rapport_till_rk.datum", "2027-04-22"),  # the tenth workday after 8 April
    ("032", "svar.tidplan.tillfallen[0].rapport_till_rk.datum", "2027-03-10"),
    ("033", "svar.tidplan.tillfallen[0].rapport_till_rk.datum", None),
    ("033", "svar.tidplan.tillfallen[0].rapport_till_rk.mojliga", ["2027-03-03", "2027-03-09"]),
    ("034", "svar.kommande[0].arbetsdagar", [11]),  # 20, 21, 27, 28 December; 2–4 and 7–10 January
    ("034", "svar.kommande[1].arbetsdagar", [21]),
    ("035", "svar.tidplan", None),
    ("040", "svar.dag", "2018-03-09"),
    ("041", "svar.dag", None),
    ("053", "svar.avsnitt", None),
    ("060", "svar.atgardsplanskrav.kravs", True),
    ("060", "svar.atgardsplanskrav.bifogas_senast.preliminar", "2018-10-09"),
    ("061", "svar.atgardsplanskrav.kravs", None),
    ("062", "svar.atgardsplanskrav.kravs", False),
    ("063", "svar.atgardsplanskrav.bifogas_senast.period", "2018-05"),  # April has no report
    ("064", "svar.atgardsplanskrav.bifogas_senast", None),  # the timetable has no report after ÅR
    ("065", "svar.atgardsplanskrav.bifogas_senast.preliminar", "2027-10-11"),  # 7, 8, 11 October
    ("066", "svar.papekanden[0].plats", "effekt"),
    ("071", "svar.jamforelse.totalt.forandring", "-1.5"),
    ("080", "svar.papekanden", []),
    ("081", "svar.papekanden[0].allvar", "fel"),  # two of three met has no colour
    ("090", "svar.indikatorer[0].malvarde.minst", "72"),
    ("091", "svar.utgangsvarden", {}),
    ("200", "svar[0].svar.dag", "2018-03-09"),
    ("200", "svar[1].fel[0].plats", "rapporttyp"),
    ("200", "svar[2].svar.dag", "2018-04-20"),
    ("201", "svar[0].svar.statusar[0].status", GRON),
    ("201", "svar[1].fel[0].plats", "utfall.besok-inom-tre-dagar"),
    ("201", "svar[2].svar.statusar[0].status", ROD),
    ("205", "svar[0].svar.regelverk", "jamtland-harjedalen-2016"),
]  # fmt: skip


@pytest.mark.parametrize(("nummer", "plats", "vantat"), FACIT, ids=lambda v: v if isinstance(v, str) else "")
def test_what_the_sources_say(nummer: str, plats: str, vantat: Any) -> None:
    nod = json.loads(svar_text(next(f for f in FRAGOR if f.name.startswith(nummer))))
    for del_ in plats.replace("[", ".[").split("."):
        nod = nod[int(del_[1:-1])] if del_.startswith("[") else nod[del_]
    assert nod == vantat


AVSNITT = {"050": ({"4"}, False), "051": ({"4"}, True), "052": ({"2.2", "2.2.2"}, True)}


@pytest.mark.parametrize("nummer", AVSNITT)
def test_the_sections_that_a_report_must_hold(nummer: str) -> None:
    """Chapter 4 is not for RS in a månadsrapport; 2.2 stays in ÅR, and its forecast falls away."""
    data = json.loads(svar_text(next(f for f in FRAGOR if f.name.startswith(nummer))))
    nummer_i = {a["nummer"] for a in data["svar"]["avsnitt"]}
    vilka, finns = AVSNITT[nummer]
    assert (vilka <= nummer_i) is finns
    assert not (nummer == "052" and {"2.2.1", "2.2.1.1"} & nummer_i)


def test_only_what_differs_between_implementations_is_left_out() -> None:
    svar = {"version": 1, "underlag": {"version": "0.1", "regelverk_sha256": "ab", "enhet": "x"}}
    assert utan_flyktiga(svar) == {"version": 1, "underlag": {"version": "*", "regelverk_sha256": "*", "enhet": "x"}}


# --- the shapes ------------------------------------------------------------------------------------------------------


def former() -> Iterator[str]:
    """Every field of every schema on a line, with what it takes; descriptions are no part of the shape."""
    for schema, data in alla_scheman().items():
        yield from (f"{schema}: {rad}" for rad in _rader(data, ""))


def _rader(nod: dict[str, Any], plats: str) -> Iterator[str]:
    krav = nod.get("required", ())
    egna = {n: v for n, v in nod.items() if n in ("type", "enum", "const", "format", "pattern", "$ref", "maxItems")}
    if egna:
        yield f"{plats or '.'} {json.dumps(egna, ensure_ascii=False, sort_keys=True)}"
    for falt, del_ in nod.get("properties", {}).items():
        yield from _rader(del_, f"{plats}.{falt}{'' if falt in krav else '?'}")
    for namn_, del_ in nod.get("$defs", {}).items():
        yield from _rader(del_, f"#{namn_}")
    for ord_ in ("items", "additionalProperties"):
        if isinstance(nod.get(ord_), dict):
            yield from _rader(nod[ord_], f"{plats}[{'' if ord_ == 'items' else '*'}]")
    for ord_ in ("anyOf", "oneOf", "prefixItems"):
        for del_ in nod.get(ord_, ()):
            yield from _rader(del_, f"{plats}|")


def test_no_shape_changes_unnoticed() -> None:
    nya, gamla = list(former()), FORMER.read_text("utf-8").splitlines()
    andrat = [f"+ {rad}" for rad in nya if rad not in set(gamla)] + [f"- {rad}" for rad in gamla if rad not in set(nya)]
    assert andrat == [], (
        "the JSON of questions or answers has changed. A new field that may be left out needs a line in CHANGELOG.md; "
        "what breaks a caller needs a new version, too. Then run: python tests/kontrakt/test_utbyte.py"
    )
    assert nya == gamla


@pytest.mark.parametrize("schema", scheman())
def test_the_published_schema_is_in_step(schema: str) -> None:
    sparat = (ROT / "docs/referens/schema" / f"{schema}.json").read_text("utf-8")
    assert sparat == skriven(schema), f"riktlinjer schema {schema} > docs/referens/schema/{schema}.json"


def test_no_schema_is_published_that_does_not_exist() -> None:
    assert {fil.stem for fil in (ROT / "docs/referens/schema").iterdir()} == set(scheman())


@pytest.mark.parametrize("schema", scheman())
def test_a_schema_is_a_schema_with_a_name_and_words(schema: str) -> None:
    data = alla_scheman()[schema]
    jsonschema.Draft202012Validator.check_schema(data)
    assert data["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert data["$id"].startswith("urn:riktlinjer:")
    assert data["$id"].endswith(":1")
    assert data["title"]
    assert data["description"]


def skriven(schema: str) -> str:
    return json.dumps(alla_scheman()[schema], ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FORMER.write_text("".join(f"{rad}\n" for rad in former()), "utf-8")
    (ROT / "docs/referens/schema").mkdir(exist_ok=True)
    for ett in scheman():
        (ROT / "docs/referens/schema" / f"{ett}.json").write_text(skriven(ett), "utf-8")
