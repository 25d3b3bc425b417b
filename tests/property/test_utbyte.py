"""Laws of the JSON that other systems speak: no question breaks it, and its answers are the functions' own."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, strategies as st
from strategies import Fall, exempel, hallandsfall, provfall

import riktlinjer as rl
from riktlinjer.utbyte.svara import svara

PAR = Path(__file__).parents[1] / "utbyte" / "par"
FRAGOR = [
    json.loads(fil.read_text("utf-8"))
    for fil in sorted(PAR.glob("*.fraga.json"))
    if fil.name[:3] not in ("100", "101", "102", "103", "122") and not fil.name.startswith(("001", "002", "003", "004"))
]
"""The questions of the pairs that are JSON, but for those whose answers are long."""

ORD = (
    *("halland-2018", "jamtland-harjedalen-2016", "delmal-3", "frisktal", "oppen", "alla", "UR2", "ÅR", "nämnden"),
    *("Grön", "2018-03", "2018-08", "2027-03-04", "71,5", "−6,0 mnkr", "1e5", "NaN", "0", "\ud800"),
)
text = st.text(max_size=12) | st.sampled_from(ORD)
tal = st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**1200), 10**1200)
falt = (
    st.sampled_from(["version", "funktion", "id", "regelverk", "utfall", "fragor", "bryt", "dag", "varde", "x"]) | text
)
json_varden: Any = st.recursive(
    st.none() | st.booleans() | tal | text,
    lambda inre: st.lists(inre, max_size=3) | st.dictionaries(falt, inre, max_size=4),
    max_leaves=8,
)


def kontrollera_svaret(svar: dict[str, Any]) -> None:
    """The answer is one of the three forms, and no fault is the library's own."""
    assert svar["version"] == 1
    if "funktion" not in svar:
        assert list(svar) == ["version", "id", "svar"]
        for ett in svar["svar"]:
            kontrollera_svaret(ett)
        return
    assert list(svar)[:3] == ["version", "funktion", "id"]
    assert list(svar)[3:] in (["svar"], ["fel"])
    felen = svar.get("fel", ())
    assert "svar" in svar or felen
    assert [fel for fel in felen if fel["kod"] == "internt"] == []


@given(st.binary() | st.text().map(lambda t: t.encode("utf-8", "surrogatepass")))
@exempel(300)
def test_any_bytes_get_an_answer(ra: bytes) -> None:
    kontrollera_svaret(json.loads(svara(ra)))


@given(json_varden)
@exempel(300)
def test_any_json_gets_an_answer_as_text_and_as_python(varde: Any) -> None:
    svar = json.loads(svara(json.dumps(varde)))
    kontrollera_svaret(svar)
    if isinstance(varde, dict):
        assert svara(varde) == svar


def platser(nod: Any, vag: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value of a JSON value."""
    under = nod.items() if isinstance(nod, dict) else enumerate(nod) if isinstance(nod, list) else ()
    return [vag, *(p for nyckel, v in under for p in platser(v, (*vag, nyckel)))]


def med(nod: Any, vag: tuple[Any, ...], nytt: Any) -> Any:
    """The JSON value with another in one place."""
    if not vag:
        return nytt
    kopia = dict(nod) if isinstance(nod, dict) else list(nod)
    kopia[vag[0]] = med(nod[vag[0]], vag[1:], nytt)
    return kopia


@given(st.data())
@exempel(300, krymp=False)
def test_a_question_with_any_other_value_in_any_place_gets_an_answer(data: st.DataObject) -> None:
    fraga = data.draw(st.sampled_from(FRAGOR))
    for _ in range(data.draw(st.integers(1, 2))):
        fraga = med(fraga, data.draw(st.sampled_from(platser(fraga))), data.draw(json_varden))
    svar = svara(json.dumps(fraga))
    svar.encode("utf-8")
    kontrollera_svaret(json.loads(svar))


def fraga_om(fall: Fall, regelverk: Any, tolkningar: dict[str, str]) -> dict[str, Any]:
    """The question that a case is, its outcomes with the digits that they have."""
    return {
        "version": 1,
        "funktion": "berakna_status",
        "regelverk": regelverk,
        "tolkningar": tolkningar,
        "rapporttyp": fall.rapporttyp and fall.rapporttyp.value,
        "utfall": {id: givet(v) for id, v in fall.utfall.items()},
    }


def givet(v: rl.Utfall | Decimal | None) -> Any:
    if not isinstance(v, rl.Utfall):
        return v
    falt = {namn: getattr(v, namn) for namn in rl.Utfall.model_fields}
    return {namn: dict(f) if namn == "delar" else f for namn, f in falt.items() if f is not None}


def den_egna(fall: Fall) -> dict[str, Any]:
    """What the function answers in Python, as JSON; its decimals written without an exponent."""
    text = rl.berakna_status(fall.rv, fall.utfall, rapporttyp=fall.rapporttyp).model_dump_json()
    dump: dict[str, Any] = json.loads(
        re.sub(r'"(-?\d(?:\.\d+)?E[+-]\d+)"', lambda traff: f'"{Decimal(traff[1]):f}"', text)
    )
    return dump


@given(provfall(figur=True))
@exempel(60)
def test_the_answer_is_the_functions_own_for_a_rule_set_in_the_question(fall: Fall) -> None:
    fraga = fraga_om(fall, json.loads(fall.rv.model_dump_json()), {})
    svar = svara(fraga)["svar"]
    egen = den_egna(fall)
    assert {falt: svar[falt] for falt in egen} == egen


@given(hallandsfall())
@exempel(12, krymp=False)
def test_the_answer_is_the_functions_own_for_a_shipped_rule_set(fall: Fall) -> None:
    svar = svara(fraga_om(fall, "halland-2018", {t.id: t.vald for t in fall.rv.tolkningar}))["svar"]
    egen = den_egna(fall)
    assert {falt: svar[falt] for falt in egen} == egen


@given(st.lists(provfall() | json_varden, max_size=4))
@exempel(30, krymp=False)
def test_a_batch_is_its_answers_one_by_one(fallen: list[Any]) -> None:
    fragor = [fraga_om(f, json.loads(f.rv.model_dump_json()), {}) if isinstance(f, Fall) else f for f in fallen]
    # a question of a batch has its version from there; one that is no object has none
    ensamma = [svara({"version": 1, **f}) if isinstance(f, dict) and "fragor" not in f else None for f in fragor]
    svaren = svara({"version": 1, "fragor": fragor})["svar"]
    assert len(svaren) == len(fragor)
    assert [ett for ett, ensamt in zip(svaren, ensamma, strict=True) if ensamt is not None] == [
        e for e in ensamma if e is not None
    ]
