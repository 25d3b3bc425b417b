"""Laws of målvärden as text: what is written reads back, however it is spelled, and nothing is half-read."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from hypothesis import assume, given, strategies as st
from malvardesstrategier import Fall, fall, granser
from pydantic import TypeAdapter
from strategies import exempel

import riktlinjer as rl

ADAPTER: TypeAdapter[Any] = TypeAdapter(rl.Malvarde)
TVEKAN = (
    "ca",
    "cirka",
    "ungefär",
    "omkring",
    "drygt",
    "knappt",
    "nästan",
    "helst",
    "kanske",
    "troligen",
    "om möjligt",
    "~",
    "?",
)
TEXTER = (
    "minst 80 %", "Öka med 10% jämfört med fg år", "<14% (2024) <15% (2025)", "topp 3 i Sverige", "Enligt budget",
    "kvinnor 80 %, män 85 %", "minst en dimension > 90 %, samtliga > 80 %", "79 (kan revideras efter utfall 2021)",
    "mellan 5 och 7 dagar", "Till 2020 ska den totala energianvändningen ha minskat med 20% jämfört med 2010",
    "hälften av alla delindex i översta tredjedelen och inget i nedersta", "nollvision", "-5 % jämfört med 2019",
    "Under utveckling",
)  # fmt: skip
RIKTNINGAR = st.sampled_from([None, *rl.Riktning])
ENHETER = st.sampled_from([None, "%", "dagar", "mnkr", "besök"])


def tolka(text: str, f: Fall) -> rl.Malvarde:
    return rl.tolka_malvarde(text, riktning=f.riktning, enhet=f.enhet)


def forsok(text: str, riktning: rl.Riktning | None, enhet: str | None) -> rl.Malvarde | None:
    try:
        return rl.tolka_malvarde(text, riktning=riktning, enhet=enhet)
    except rl.MalvardeFel:
        return None


@exempel(400)
@given(fall())
def test_what_is_written_reads_back_as_the_same(f: Fall) -> None:
    assume(len(str(f.m)) <= 400)
    assert tolka(str(f.m), f) == f.m


@exempel(150)
@given(fall())
def test_a_target_goes_through_json_unchanged(f: Fall) -> None:
    assert ADAPTER.validate_json(ADAPTER.dump_json(f.m)) == f.m


STAVNINGAR = (
    lambda t: t.replace("\u00a0", " "),
    lambda t: t.replace("\u00a0", "\u202f"),
    lambda t: t.replace(" ", "\u00a0"),
    lambda t: t.replace(" ", "  "),
    lambda t: t.replace("\u2212", "-"),
    lambda t: t.replace("\u2212", "–"),
    lambda t: re.sub(r"\bminst (?=[-−\d])", "≥ ", t),
    lambda t: re.sub(r"\bminst (?=[-−\d])", ">=", t),
    lambda t: re.sub(r"\bhögst (?=[-−\d])", "≤", t),
    lambda t: re.sub(r"\bhögst (?=[-−\d])", "max ", t),
    lambda t: re.sub(r"\böver (?=[-−\d])", "mer än ", t),
    lambda t: re.sub(r"(?<!definieras )\bunder (?=[-−\d])", "< ", t),
    lambda t: t.replace("\u00a0%", "%"),
    lambda t: t.replace("\u00a0%", " procent"),
    lambda t: t[:1].swapcase() + t[1:],
    lambda t: f"{t}.",
    lambda t: f" \t{t}\n ",
    lambda t: t.replace("jämfört med föregående år", "jämfört med fg år"),
)


@exempel(250)
@given(fall(matbara=True), st.lists(st.sampled_from(STAVNINGAR), min_size=1, max_size=4))
def test_spelling_changes_nothing(f: Fall, stavningar: list[Any]) -> None:
    delar = getattr(f.m, "delar", ())
    assume(all(getattr(del_, "malvarde", f.m).matbart for del_ in delar))  # words that are quoted keep their spelling
    text = str(f.m)
    for stava in stavningar:
        text = stava(text)
    assume(len(text) <= 400)
    assert tolka(text, f) == f.m


@exempel(300)
@given(st.text(max_size=60), RIKTNINGAR, ENHETER)
def test_any_text_is_read_or_refused(text: str, riktning: rl.Riktning | None, enhet: str | None) -> None:
    m = forsok(text, riktning, enhet)
    assert m is None or str(m) is not None


BITAR = st.sampled_from(
    sorted({bit for text in TEXTER for bit in re.findall(r"\w+|\W", text)} | {"12", "(", ")", "inte", "eller", "2019"})
)


@exempel(600)
@given(st.lists(BITAR, max_size=12).map(" ".join), RIKTNINGAR, ENHETER)
def test_any_row_of_the_words_of_targets_is_read_or_refused(
    text: str, riktning: rl.Riktning | None, enhet: str | None
) -> None:
    m = forsok(text, riktning, enhet)
    if m is not None and m.matbart:
        assert rl.tolka_malvarde(str(m), riktning=riktning, enhet=enhet) == m


def _med_inskott(data: st.DataObject, text: str, inskott: str) -> str:
    utanfor = re.sub(r"\([^()]*\)", lambda traff: "(" + "x" * (len(traff[0]) - 1), text)
    platser = [0, len(text)] + [i for i, tecken in enumerate(utanfor) if tecken == " "]
    i = data.draw(st.sampled_from(platser))
    return f"{text[:i]} {inskott} {text[i:]}"


@exempel(250)
@given(fall(matbara=True), st.sampled_from(TVEKAN), st.data())
def test_a_word_of_doubt_is_never_passed_over(f: Fall, tvekan: str, data: st.DataObject) -> None:
    text = _med_inskott(data, str(f.m), tvekan)
    assert forsok(text, f.riktning, f.enhet) is None


@exempel(250)
@given(fall(matbara=True), st.sampled_from(["85", "85 %", "7,5", "2019", "-3"]), st.data())
def test_an_extra_figure_is_never_passed_over(f: Fall, tal: str, data: st.DataObject) -> None:
    m = forsok(_med_inskott(data, str(f.m), tal), f.riktning, f.enhet)
    assert m is None or m != f.m


@exempel(150)
@given(granser(None), st.decimals(-(10**6), 10**6, places=2), st.decimals(0, 1000, places=2))
def test_what_is_further_to_the_right_side_of_a_bound_meets_it_too(
    m: rl.Gransmalvarde, varde: Decimal, steg: Decimal
) -> None:
    langre = varde + steg if m.uppat else varde - steg
    assert m.uppnas_av(varde) is not True or m.uppnas_av(langre) is True
