"""Questions and answers in JSON: what is taken, what is refused and where, and many questions in one."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import riktlinjer as rl
from riktlinjer.utbyte import svara as svara_modul
from riktlinjer.utbyte.felkod import FLEST_FEL, Felkod, Fellista
from riktlinjer.utbyte.funktioner import FUNKTIONER, Funktion
from riktlinjer.utbyte.jsontext import HOGSTA_DJUP, STORSTA_FRAGA, fran_python, las_jsontext
from riktlinjer.utbyte.regelverksval import Regelverksforrad
from riktlinjer.utbyte.svara import FLEST_FRAGOR, besvara, svara

HALLAND = "halland-2018"
DAG = {
    "version": 1,
    "funktion": "inlamningsdag",
    "regelverk": HALLAND,
    "rapporttyp": "månadsrapport",
    "bryt": "2018-03-06",
}
KRAV = {
    "version": 1,
    "funktion": "vad_kravs",
    "regelverk": HALLAND,
    "status": "Grön",
    "delmal": "delmal-3",
    "utfall": {"index-medarbetarenkat": "71,5"},
}


def felen(fraga: Any) -> list[tuple[str, str]]:
    """The code and place of each fault in the answer."""
    svar = json.loads(svara(fraga)) if isinstance(fraga, str | bytes) else svara(fraga)
    assert "svar" not in svar
    return [(fel["kod"], fel["plats"]) for fel in svar["fel"]]


# --- what goes in and comes out --------------------------------------------------------------------------------------


def test_a_text_gets_a_text_and_a_mapping_a_dict_that_say_the_same() -> None:
    text = json.dumps(DAG)
    assert json.loads(svara(text)) == json.loads(svara(text.encode())) == svara(DAG)
    assert svara(DAG)["svar"]["dag"] == "2018-03-09"


@pytest.mark.parametrize("tecken", ["\ufeff", " \n\t", ""])
def test_a_byte_order_mark_and_white_space_around_a_question_are_nothing(tecken: str) -> None:
    assert json.loads(svara((tecken + json.dumps(DAG)).encode()))["svar"]["dag"] == "2018-03-09"
    assert json.loads(svara(tecken + json.dumps(DAG)))["svar"]["dag"] == "2018-03-09"


@pytest.mark.parametrize("fraga", [None, 1, ["x"], DAG.items()], ids=lambda v: type(v).__name__)
def test_what_is_no_text_and_no_mapping_is_a_type_error(fraga: Any) -> None:
    with pytest.raises(TypeError, match="väntade en fråga som text, bytes eller dict"):
        svara(fraga)


@pytest.mark.parametrize("id", ["a", "", 'å\n"', 0, -7, 2**53 - 1, 1.0, None, "x" * 200], ids=repr)
def test_a_reference_is_repeated(id: Any) -> None:
    assert svara({**DAG, "id": id})["id"] == id
    assert svara({"id": id})["id"] == id, "of a faulty question, too"


@pytest.mark.parametrize("id", [True, 1.5, 2**53, [], "x" * 201], ids=lambda v: str(v)[:9])
def test_a_reference_that_cannot_be_repeated_is_refused(id: Any) -> None:
    assert felen({**DAG, "id": id}) == [("fel-varde", "id")]
    assert svara({**DAG, "id": id})["id"] is None


def test_the_answer_is_the_functions_own_under_its_heading(rv: rl.Regelverk) -> None:
    utfall = {"index-medarbetarenkat": "71,5", "frisktal": "88 %"}
    fraga = {"version": 1, "funktion": "berakna_status", "regelverk": HALLAND, "utfall": utfall, "rapporttyp": "UR1"}
    svar = svara(fraga)["svar"]
    dump = json.loads(rl.berakna_status(rv, utfall, rapporttyp=rl.Rapporttyp.UR1).model_dump_json())
    assert {falt: svar[falt] for falt in dump} == dump
    assert set(svar) - set(dump) == {"regelverk", "utgava", "regelverk_sha256", "tolkningar"}
    assert svar["regelverk_sha256"] == dump["underlag"]["regelverk_sha256"]


def test_null_stands_for_a_field_that_is_left_out() -> None:
    tomma = {"tolkningar": None, "rapporttyp": None, "period": None, "enhet": None, "id": None}
    assert svara({**KRAV, **tomma}) == svara(KRAV)


# --- numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("skrivet", "varde"),
    [
        ("71.5", "71.5"),
        ("71.50", "71.50"),
        ("7.15e1", "71.5"),
        ('"71,5"', "71.5"),
        ('"71.5"', "71.5"),
        ('" 71,50 "', "71.50"),
        ("71", "71"),
        ("71.50000000000000000000000000000000001", "71.50000000000000000000000000000000001"),
        ('{"varde": "71,5"}', "71.5"),
        ("null", None),
        ('""', None),
        ("{}", None),
    ],
)
def test_a_figure_keeps_the_digits_that_it_was_given_with(skrivet: str, varde: str | None) -> None:
    fraga = json.dumps(KRAV).replace('"71,5"', skrivet)
    svar = json.loads(svara(fraga))["svar"]["statuskrav"][0]
    assert svar["forandringar"][0]["varde"] == varde


BUDGET = "budgetavvikelse-halso-och-sjukvarden"


@pytest.mark.parametrize(
    ("skrivet", "varde"),
    [
        ('"1 mdkr"', "1000"),  # the indicator is in mnkr
        ("1e3", "1000"),
        ("-2.5e4", "-25000"),
        ("1e-7", "0.0000001"),
        ("-0.0000000001", "-0.0000000001"),
        ("0.0000000", "0.0000000"),
        ("12", "12"),
    ],
)
def test_no_decimal_of_an_answer_has_an_exponent(skrivet: str, varde: str) -> None:
    utfall = {BUDGET: {"varde": "@", "foregaende_ar": -1, "delar": {"1E+3": "5 mnkr"}}}
    fraga = {"version": 1, "funktion": "berakna_status", "regelverk": HALLAND, "utfall": utfall}
    (rad,) = json.loads(svara(json.dumps(fraga).replace('"@"', skrivet)))["svar"]["statusar"][4]["indikatorer"]
    assert rad["utfall"]["varde"] == varde
    assert rad["utfall"]["delar"] == [["1E+3", "5"]], "a name is no number"


def test_a_float_is_taken_by_its_shortest_text() -> None:
    krav = svara({**KRAV, "utfall": {"index-medarbetarenkat": 71.1}})["svar"]["statuskrav"][0]
    assert krav["forandringar"][0]["varde"] == "71.1"
    assert svara({**KRAV, "utfall": {"index-medarbetarenkat": Decimal("71.1")}})["svar"]["statuskrav"][0] == krav


@pytest.mark.parametrize(
    ("varde", "kod", "plats"),
    [
        ("tolv", "utfall", ""),
        ("1.234,5", "utfall", ""),
        (True, "utfall", ""),
        ([1], "utfall", ""),
        ({"varde": [1]}, "utfall", ".varde"),
        ({"serie": [1, "x"]}, "utfall", ".serie[1]"),
        ({"serie": 3}, "utfall", ".serie"),
        ({"varde": 1, "period": "mars"}, "utfall", ".period"),
        ({"varde": 1, "slag": "gissning"}, "utfall", ".slag"),
        ({"varde": 1, "enhet": "famnar"}, "utfall", ".enhet"),
        ({"utfall": 1}, "okant-falt", ".utfall"),
        (101, "utfall", ""),
    ],
    ids=str,
)
def test_a_figure_that_cannot_be_one_is_refused_at_its_place(varde: Any, kod: str, plats: str) -> None:
    fraga = {**KRAV, "utfall": {"index-medarbetarenkat": varde}}
    assert felen(fraga) == [(kod, f"utfall.index-medarbetarenkat{plats}")]


@pytest.mark.parametrize("skrivet", ["1e1001", "-1e-1001", "1" * 1001, "0." + "1" * 1001, '"1e99999"', "1e99999999999"])
def test_a_number_that_would_take_too_long_to_write_is_refused(skrivet: str) -> None:
    assert felen(json.dumps(KRAV).replace('"71,5"', skrivet)) == [("for-stor", "utfall.index-medarbetarenkat")]


# --- what is no question ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kod"),
    [
        ("", "ogiltig-json"),
        ("{", "ogiltig-json"),
        ("{}{}", "ogiltig-json"),
        (b"\xff\xfe{\x00", "ogiltig-json"),
        ('{"version": Infinity}', "ogiltig-json"),
        ("null", "fel-slag"),
        ("[]", "fel-slag"),
        ("{}", "saknat-falt"),
        ("[" * 100_000, "for-stor"),
        ('{"version": 1, "funktion": "granska_regelverk", "regelverk": "\\ud800"}', "ogiltig-json"),
        ('{"version": 1, "\\ud800": 1}', "ogiltig-json"),
        ('{"version": 1, "id": "\\ud800"}', "ogiltig-json"),
    ],
    ids=lambda v: repr(v)[:40],
)
def test_what_is_no_question_is_told_by_its_code(text: str | bytes, kod: str) -> None:
    svar = svara(text)
    svar.encode("utf-8")
    assert json.loads(svar)["fel"][0]["kod"] == kod


def test_a_text_that_is_too_long_is_refused_unread() -> None:
    assert felen(" " * (STORSTA_FRAGA + 1)) == [("for-stor", "")]


@pytest.mark.parametrize(("djup", "for_djupt"), [(HOGSTA_DJUP - 1, False), (HOGSTA_DJUP, True)])
def test_the_depth_has_a_bound(djup: int, for_djupt: bool) -> None:
    nod: Any = 1
    for _ in range(djup):
        nod = [nod]
    assert (("for-stor", "nytt[0][0]") in felen({**DAG, "nytt": nod})) is for_djupt
    assert (("for-stor", "nytt[0][0]") in felen(json.dumps({**DAG, "nytt": nod}))) is for_djupt


def test_a_mapping_that_holds_itself_is_too_deep() -> None:
    sig: dict[str, Any] = {**DAG}
    sig["jag"] = sig
    assert ("for-stor", "jag.jag.jag") in felen(sig)


@pytest.mark.parametrize("varde", [object(), {1: 2}, b"x", {1}], ids=lambda v: type(v).__name__)
def test_a_python_value_that_json_does_not_have_is_refused(varde: Any) -> None:
    assert felen({**DAG, "nytt": varde}) == [("fel-slag", "nytt")]
    svar = svara({"version": 1, "fragor": [{**DAG, "nytt": varde}, DAG]})
    assert ["svar" in s for s in svar["svar"]] == [False, True]


def test_a_mapping_whose_keys_are_no_texts_is_no_question() -> None:
    assert svara({1: 2})["fel"] == [  # type: ignore[dict-item]
        {"kod": "fel-slag", "plats": "", "text": "väntade texter som nycklar, fick int"}
    ]


def test_an_integer_that_python_would_not_write_is_refused() -> None:
    assert felen({"version": 10**5000}) == [("for-stor", "version"), ("fel-slag", "version")]


def test_all_that_is_wrong_is_told_at_once_and_no_more_than_helps() -> None:
    fraga = {"version": 1, "funktion": "vad_kravs", "status": "Blå", "period": "i mars", "utfall": [], "x": 1}
    assert felen(fraga) == [
        ("okant-falt", "x"),
        ("saknat-falt", "regelverk"),
        ("fel-slag", "utfall"),
        ("kalender", "period"),
        ("fel-varde", "status"),
    ]
    assert len(felen({**DAG, **{f"nytt-{i}": 1 for i in range(FLEST_FEL + 9)}})) == FLEST_FEL
    (langt,) = svara({**DAG, "x" * 10_000: 1})["fel"]
    assert len(langt["plats"]) < 1100


def test_unknown_ids_of_other_fields_are_told_with_the_outcomes() -> None:
    assert felen({**KRAV, "delmal": "delmal-6", "utfall": {"a.b": 1, "frisktal": "kort"}}) == [
        ("utfall", "utfall.frisktal"),
        ("okant-id", "delmal"),
        ("okant-id", 'utfall."a.b"'),
    ]


def test_every_faulty_choice_of_readings_is_told() -> None:
    val = {"alla": "nej", "delmal-4-antal": "x", "finns-inte": "oppen", "delmal-3-mellan-71-och-72": 7}
    assert felen({**DAG, "tolkningar": val}) == [
        ("fel-slag", "tolkningar.delmal-3-mellan-71-och-72"),
        ("fel-varde", "tolkningar.alla"),
        ("okant-id", "tolkningar.delmal-4-antal"),
        ("okant-id", "tolkningar.finns-inte"),
    ]


@pytest.mark.parametrize("regelverk", ["../halland-2018", "/etc/passwd", "halland-2018/", "", "file:///etc/passwd"])
def test_a_rule_set_is_never_a_file(regelverk: str) -> None:
    assert felen({**DAG, "regelverk": regelverk}) == [("okant-id", "regelverk")]


def test_a_fault_of_the_library_is_an_answer_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def trasig(fraga: Any) -> Any:
        raise ZeroDivisionError

    andra = {**FUNKTIONER, "inlamningsdag": FUNKTIONER["inlamningsdag"]._replace(rakna=trasig)}
    monkeypatch.setattr(svara_modul, "FUNKTIONER", andra)
    assert felen(DAG) == [("internt", "")]


# --- a rule set in the question --------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", rl.tillgangliga_regelverk())
def test_a_whole_rule_set_may_stand_in_the_question(id: str) -> None:
    """As it dumps; the answer is that of the shipped one, digest and all."""
    eget = json.loads(rl.las_regelverk(id).model_dump_json())
    fraga = {"version": 1, "funktion": "granska_regelverk", "regelverk": id}
    assert svara({**fraga, "regelverk": eget}) == svara(fraga)


def test_the_cells_of_a_timetable_may_be_days_as_in_a_file() -> None:
    eget = json.loads(rl.las_regelverk(HALLAND).model_dump_json())
    for tillfalle in eget["tidplan"]["tillfallen"]:
        for steg in ("bryt", "rapport_till_rk", "rs_au_1", "rs_au_2", "beslutad_rapport", "rs", "rf"):
            if tillfalle[steg] is not None:
                tillfalle[steg] = tillfalle[steg]["datum"] or "i.u."
    fraga = {"version": 1, "funktion": "berakna_tidplan", "regelverk": HALLAND}
    assert svara({**fraga, "regelverk": eget})["svar"]["tidplan"] == svara(fraga)["svar"]["tidplan"]


# --- many questions in one -------------------------------------------------------------------------------------------


def test_a_batch_is_the_answers_one_by_one_in_order_and_no_fault_spoils_another() -> None:
    fragor: list[Any] = [DAG, {**DAG, "bryt": "x"}, KRAV, 3, {}, {**DAG, "id": "sist"}]
    svar = svara({"version": 1, "id": 9, "fragor": fragor})
    ensamma = [svara(f) if isinstance(f, dict) else None for f in fragor]
    ensamma[3] = json.loads(svara("3"))
    ensamma[4] = svara({"version": 1})  # the version of the batch is that of its questions
    assert svar == {"version": 1, "id": 9, "svar": ensamma}


def test_what_stands_beside_the_questions_holds_for_those_that_do_not_say_it() -> None:
    delat = {n: v for n, v in DAG.items() if n in ("version", "funktion", "regelverk")} | {
        "tolkningar": {"manadsrapport-frist": "oppen"}
    }
    egna = {"rapporttyp": "månadsrapport", "bryt": "2027-03-04"}
    svaren = svara(
        {
            **delat,
            "fragor": [
                egna,
                {**egna, "tolkningar": {}},
                {**egna, "regelverk": HALLAND},
                {"funktion": "utgangsvarden"},
            ],
        }
    )["svar"]
    assert [s["svar"].get("dag") for s in svaren] == [None, "2027-03-09", "2027-03-09", None]
    assert [s["svar"]["tolkningar"]["manadsrapport-frist"] for s in svaren] == [
        "oppen", "efter-bryt", "efter-bryt", "oppen",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("andrat", "vantat"),
    [
        ({"fragor": {}}, [("fel-slag", "fragor")]),
        ({"version": 2}, [("okand-version", "version")]),
        ({"rapporttyp": "UR1", "enhet": "x"}, [("okant-falt", "rapporttyp"), ("okant-falt", "enhet")]),
        ({"fragor": [{}] * (FLEST_FRAGOR + 1)}, [("for-stor", "fragor")]),
        ({"id": []}, [("fel-varde", "id")]),
    ],
    ids=str,
)
def test_what_is_wrong_with_the_batch_itself_is_told_once(andrat: Any, vantat: list[tuple[str, str]]) -> None:
    assert felen({"version": 1, "fragor": [DAG], **andrat}) == vantat


def test_as_many_questions_as_are_allowed_are_answered() -> None:
    svaren = svara({"version": 1, "fragor": [{"id": i} for i in range(FLEST_FRAGOR)]})["svar"]
    assert [s["id"] for s in svaren] == list(range(FLEST_FRAGOR))


def test_questions_given_twice_are_a_doubled_field() -> None:
    assert felen('{"version": 1, "fragor": [], "fragor": []}') == [("dubbelt-falt", "fragor")]


def test_a_rule_set_in_the_batch_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from riktlinjer.utbyte import regelverksval

    lasta = []
    bygg = regelverksval.bygg_regelverk
    monkeypatch.setattr(regelverksval, "bygg_regelverk", lambda data: lasta.append(1) or bygg(data))
    eget = json.loads(rl.las_regelverk(HALLAND).model_dump_json())
    fragor = [{"funktion": "inlamningsdag", "rapporttyp": "UR1", "bryt": f"2027-04-{d:02}"} for d in range(1, 20)]
    svar = svara({"version": 1, "regelverk": eget, "fragor": fragor})
    assert all("svar" in s for s in svar["svar"])
    assert lasta == [1]


def test_a_shipped_rule_set_is_read_once_under_its_readings() -> None:
    forrad, inga = Regelverksforrad(), Fellista()
    val = {"delmal-4-antal": "oppen"}
    assert forrad.hamta(HALLAND, val, inga) is Regelverksforrad().hamta(HALLAND, dict(val), inga)
    assert forrad.hamta(HALLAND, {}, inga) is forrad.hamta(HALLAND, {}, inga)
    assert inga == []


# --- what the exit code says -----------------------------------------------------------------------------------------


def test_the_code_of_an_answer_is_that_of_the_worst() -> None:
    bra, fel = DAG, {"version": 1}
    anmarkt = {
        "version": 1,
        "funktion": "granska_atgardsplan",
        "regelverk": HALLAND,
        "plan": {"beslutad": True},
    }
    assert [besvara(f).kod for f in (bra, anmarkt, fel)] == [0, 1, 2]
    assert besvara({"version": 1, "fragor": [bra, anmarkt]}).kod == 1
    assert besvara({"version": 1, "fragor": [anmarkt, fel, bra]}).kod == 2
    assert besvara({"version": 1, "fragor": []}).kod == 0


# --- reading of JSON -------------------------------------------------------------------------------------------------


def test_numbers_are_read_exactly() -> None:
    inga = Fellista()
    last = las_jsontext("[1, 1.0, -0.10, 1e2, 123456789012345678901234567890123]", inga)
    assert [str(v) for v in last] == ["1", "1.0", "-0.10", "1E+2", "123456789012345678901234567890123"]  # type: ignore[attr-defined]
    assert fran_python([0.1, 1e22, True]) == [Decimal("0.1"), Decimal("1E+22"), True]
    assert inga == []


def test_every_function_says_which_field_a_fault_is_about() -> None:
    funktion: Funktion
    for funktion in FUNKTIONER.values():
        assert funktion.plats == "" or funktion.plats in funktion.fraga.model_fields


def test_every_code_is_told_of_in_the_documentation() -> None:
    sida = (Path(__file__).parents[2] / "docs/referens/json.md").read_text("utf-8")
    assert [kod.value for kod in Felkod if f"| `{kod.value}` |" not in sida] == []
    assert [namn for namn in FUNKTIONER if f"| `{namn}` |" not in sida] == []


EGNA = {"version", "funktion", "id", "regelverk", "tolkningar"}
HUVUD = ("regelverk", "utgava", "regelverk_sha256", "tolkningar")


@pytest.mark.parametrize("namn", FUNKTIONER)
def test_the_table_of_functions_in_the_documentation_is_whole(namn: str) -> None:
    sida = (Path(__file__).parents[2] / "docs/referens/json.md").read_text("utf-8")
    (rad,) = [r for r in sida.splitlines() if r.startswith(f"| `{namn}` |") and "fraga-" not in r]
    kravs, far, svar = ([f.strip("` ") for f in cell.split(",") if f.strip()] for cell in rad.split("|")[2:5])
    falt = {n: f for n, f in FUNKTIONER[namn].fraga.model_fields.items() if n not in EGNA}
    assert set(kravs) == {n for n, f in falt.items() if f.is_required()}
    assert set(far) == {n for n, f in falt.items() if not f.is_required()}
    modell = FUNKTIONER[namn].svar
    assert svar == [n for n in modell.model_fields if n not in HUVUD and n not in modell.bara_kommandorad]


# --- documents in a question -----------------------------------------------------------------------------------------


def fel_i(falt: str, dokument: Any) -> list[tuple[str, str, str]]:
    """Code, place and sentence of each fault of a report or an åtgärdsplan."""
    funktion = {"rapport": "granska_rapport", "plan": "granska_atgardsplan"}[falt]
    svar = svara({"version": 1, "funktion": funktion, "regelverk": HALLAND, falt: dokument})
    return [(fel["kod"], fel["plats"], fel["text"]) for fel in svar.get("fel", ())]


DAGEN = "väntade en dag som 2018-03-09, fick "
MANADEN = "väntade en månad som 2018-03, fick "
TALET = "väntade ett tal, eller en text med decimalpunkt, fick "


@pytest.mark.parametrize(
    ("dokument", "kod", "plats", "text"),
    [
        ({"versioner": [{"steg": "preliminär", "mottagen": 0}]}, "fel-slag", "versioner[0].mottagen", DAGEN + "0"),
        ({"framsida": {"datum": "2018-03-09T00:00:00"}}, "fel-slag", "framsida.datum", DAGEN + "'2018-03-09T00:00:00'"),
        ({"framsida": {"datum": "2018-02-30"}}, "fel-slag", "framsida.datum", DAGEN + "'2018-02-30'"),
        ({"framsida": {"datum": []}}, "fel-slag", "framsida.datum", DAGEN + "en lista"),
        ({"atgardsplan": {"beslutad": 1}}, "fel-slag", "atgardsplan.beslutad", "väntade true eller false, fick 1"),
        ({"atgardsplan": {"beslutad": ""}}, "fel-slag", "atgardsplan.beslutad", "väntade true eller false, fick ''"),
        ({"avsnitt": [{"titel": "A", "niva": True}]}, "fel-slag", "avsnitt[0].niva", "väntade ett heltal, fick true"),
        ({"avsnitt": [{"titel": "A", "niva": "1"}]}, "fel-slag", "avsnitt[0].niva", "väntade ett heltal, fick '1'"),
        ({"avsnitt": [{"titel": "A", "niva": 0}]}, "fel-varde", "avsnitt[0].niva", "väntade minst 1, fick 0"),
        ({"avsnitt": [None]}, "fel-slag", "avsnitt[0]", "väntade ett objekt, fick null"),
        ({"avsnitt": {}}, "fel-slag", "avsnitt", "väntade en lista, fick ett objekt"),
        ({"namnd": False}, "fel-slag", "namnd", "väntade en text, fick false"),
        ({"prognos_budget": "−6,0 mnkr"}, "fel-slag", "prognos_budget", TALET + "'−6,0 mnkr'"),
        ({"prognos_budget": "1_0"}, "fel-slag", "prognos_budget", TALET + "'1_0'"),
        ({"prognos_budget": "٣"}, "fel-slag", "prognos_budget", TALET + "'٣'"),
        ({"prognos_budget": True}, "fel-slag", "prognos_budget", TALET + "true"),
        ({"rapporttyp": "UR9"}, "fel-varde", "rapporttyp", "fann 'UR9'; välj bland månadsrapport, UR1, UR2, ÅR"),
        ({"prognosforandring_sedan": ""}, "fel-varde", "prognosforandring_sedan", MANADEN + "''"),
        ({"str": 1}, "okant-falt", "str", "okänt fält; kontrollera stavningen"),
        ({"Belopp": 1}, "okant-falt", "Belopp", "okänt fält; kontrollera stavningen"),
    ],
    ids=lambda v: str(v)[:40],
)  # fmt: skip
def test_what_is_no_report_is_told_in_the_words_of_json(dokument: Any, kod: str, plats: str, text: str) -> None:
    assert fel_i("rapport", dokument) == [(kod, f"rapport.{plats}", text)]


@pytest.mark.parametrize(
    "dokument",
    [
        {"avsnitt": [{"titel": "A", "niva": 1.0}]},
        {
            "framsida": {"datum": "2018-03-09"},
            "prognos_budget": "-6.0",
            "prognos_resultat": -6,
            "prognosforandring": 1.5,
        },
        {
            "atgardsplan": {
                "beslutad": False,
                "vidtagna": "Stopp",
                "planerade": ["A", {"beskrivning": "B"}],
                "effekt": 3,
            }
        },
    ],
    ids=["heltal", "tal", "plan"],
)
def test_what_is_a_report_is_taken(dokument: Any) -> None:
    assert fel_i("rapport", dokument) == []


@pytest.mark.parametrize(
    ("effekt", "plats", "text"),
    [
        ({"varde": None}, "plan.effekt.varde", TALET + "null"),
        ({"x": 1, "varde": 1}, "plan.effekt.x", "okänt fält; kontrollera stavningen"),
        ([], "plan.effekt", "väntade ett objekt, fick en lista"),
        (True, "plan.effekt", "väntade ett objekt, fick true"),
    ],
    ids=str,
)
def test_an_effect_that_is_neither_amount_nor_text_is_told_once(effekt: Any, plats: str, text: str) -> None:
    assert [(p, t) for _, p, t in fel_i("plan", {"effekt": effekt})] == [(plats, text)]


@pytest.mark.parametrize(
    ("andrat", "text"),
    [
        ({"titel": None}, "fann null: väntade en text"),
        ({"perspektiv": {}}, "fann ett objekt: väntade en lista"),
        ({"titel": []}, "fann en lista: väntade en text"),
        ({"ar": True}, "fann true: väntade ett heltal"),
        ({"format": 1.0}, "1.0 kan inte läsas; väntade 1"),
        ({"dokument": ["x"]}, "fann 'x': väntade ett objekt"),
    ],
    ids=str,
)
def test_a_fault_of_a_rule_set_in_the_question_has_no_word_of_python(rv: rl.Regelverk, andrat: Any, text: str) -> None:
    regelverk = json.loads(rv.model_dump_json()) | andrat
    svar = svara({"version": 1, "funktion": "granska_regelverk", "regelverk": regelverk})
    assert text in [fel["text"] for fel in svar["fel"]]


def test_a_blank_id_is_one_fault() -> None:
    assert felen({**KRAV, "delmal": " "}) == [("fel-varde", "delmal")]


@pytest.mark.parametrize("version", ["1", "1.0", "1e0"])
def test_the_version_is_a_number_however_it_is_written(version: str) -> None:
    assert json.loads(svara(json.dumps(DAG).replace('"version": 1', f'"version": {version}')))["svar"]["dag"]


@pytest.mark.parametrize("text", ["", " \n", b"", b"\xef\xbb\xbf"])
def test_an_empty_text_is_said_to_be_empty(text: str | bytes) -> None:
    assert json.loads(svara(text))["fel"] == [{"kod": "ogiltig-json", "plats": "", "text": "texten är tom"}]


# --- places and bounds -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("utfall", "plats"),
    [
        ({"delar": {"kvinnor": "x"}}, "delar.kvinnor"),
        ({"delar": {"kvinnor": True}}, "delar.kvinnor"),
        ({"delar": {"a: b": "x"}}, 'delar."a: b"'),
        ({"delar": {"a']: ": "x"}}, 'delar."a\']: "'),
        ({"serie": [1, "x"]}, "serie[1]"),
        ({"serie": [1, [2]]}, "serie[1]"),
    ],
    ids=str,
)
def test_a_faulty_part_of_an_outcome_is_told_at_its_own_place(utfall: Any, plats: str) -> None:
    fel = felen({**KRAV, "utfall": {"frisktal": utfall}})
    assert fel == [("utfall", f"utfall.frisktal.{plats}")]


def test_no_more_faults_are_looked_for_than_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from riktlinjer.utbyte import lasning

    sokta = []

    def raknad(slag: str, id: str, kanda: Any) -> rl.OkantId:
        sokta.append(id)
        return rl.OkantId(slag, id, kanda)

    monkeypatch.setattr(lasning, "OkantId", raknad)
    assert len(felen({**KRAV, "utfall": {f"okand-{i}": 1 for i in range(3 * FLEST_FEL)}})) == FLEST_FEL
    assert len(sokta) == FLEST_FEL


def test_readings_that_a_rule_set_does_not_have_are_not_kept() -> None:
    from riktlinjer.utbyte.regelverksval import _medfoljande_under

    fore = _medfoljande_under.cache_info().currsize
    assert felen({**KRAV, "tolkningar": {"finns-inte": "x" * 10_000}}) == [("okant-id", "tolkningar.finns-inte")]
    assert _medfoljande_under.cache_info().currsize == fore
