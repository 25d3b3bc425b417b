"""Regelverksgranskning: every code on a change of one faultless rule set, the one that the documentation shows."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import riktlinjer as rl
from riktlinjer.regelverk.lasare import bygg_regelverk
from riktlinjer.rules.regelverksgranskning import granska_regelverk

Tabeller = dict[str, Any]
SIDOR = Path(__file__).parents[2] / "docs" / "referens" / "granskning"
KALLKOD = Path(rl.__file__).parent / "rules" / "regelverksgranskning"
KODER = sorted(sida.stem for sida in SIDOR.glob("REGEL-*.md"))
NYCKLAR = ("id", "period", "nummer", "manad")
INNEHALLER = ("tidplan", "rapportmall", "atgardsplan", "statusregel")
KALLA = {"avsnitt": "Prov"}


def las(text: str) -> Tabeller:
    return tomllib.loads(text, parse_float=Decimal)


def block(sida: str, sprak: str) -> str | None:
    traff = re.search(rf"^```{sprak}\n(.*?)^```$", (SIDOR / f"{sida}.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return None if traff is None else traff[1]


def stomme() -> Tabeller:
    """The faultless rule set of the documentation."""
    text = block("index", r"\{code-block\} toml\n:caption: stomme.toml\n")
    assert text is not None
    return las(text)


def andra(bas: Any, nytt: Any) -> Any:
    """The tables with a change: a post with the same key is changed, another is added, any other list replaced."""
    if isinstance(bas, dict):
        djupt = {n: andra(bas[n], v) for n, v in nytt.items() if n in bas and (isinstance(v, list) or n in INNEHALLER)}
        return {**bas, **nytt, **djupt}
    nyckel = next((n for n in NYCKLAR if nytt and isinstance(nytt[0], dict) and n in nytt[0]), None)
    if nyckel is None or not all(nyckel in post for post in bas):
        return nytt
    nya = {post[nyckel]: post for post in nytt}
    kvar = [andra(post, nya.pop(post[nyckel])) if post[nyckel] in nya else post for post in bas]
    return kvar + list(nya.values())


def med(andring: str) -> rl.Regelverk:
    """The rule set with a change."""
    return bygg_regelverk(andra(stomme(), las(andring)))


def funna(regelverk: rl.Regelverk, kod: str | None = None) -> list[str]:
    return [str(p).replace("\u00a0", " ") for p in granska_regelverk(regelverk) if kod in (None, p.kod)]


def test_a_faultless_rule_set_has_no_findings() -> None:
    assert granska_regelverk(bygg_regelverk(stomme())) == ()


@pytest.mark.parametrize("kod", [kod for kod in KODER if block(kod, "toml")])
def test_the_change_on_a_codes_page_has_just_the_findings_that_the_page_shows(kod: str) -> None:
    andring, visat = block(kod, "toml"), block(kod, "text")
    assert andring is not None
    assert visat is not None
    assert funna(med(andring), kod) == visat.replace("\u00a0", " ").splitlines()


def test_every_code_has_its_page_with_an_example_and_what_to_do() -> None:
    givna = set(re.findall(r'"(REGEL-\d\d)"', "".join(fil.read_text("utf-8") for fil in KALLKOD.glob("*.py"))))
    assert set(KODER) == givna
    for kod in KODER:
        text = (SIDOR / f"{kod}.md").read_text("utf-8")
        assert text.startswith(f"# {kod}: ")
        for rubrik in ("**Allvar:**", "## Exempel", "## Åtgärda"):
            assert rubrik in text, f"{kod}: {rubrik}"


@pytest.mark.parametrize("annat", [None, "halland-2018", {}, 1])
def test_what_is_no_rule_set_is_a_type_error(annat: object) -> None:
    with pytest.raises(TypeError, match="Regelverk"):
        granska_regelverk(annat)  # type: ignore[arg-type]


# Colour rules: where a finding begins and ends

D1 = "[[delmal]]\nid = 'delmal-1'\n[delmal.statusregel]\n"


@pytest.mark.parametrize(
    ("steg", "ord_"),
    [
        ("{ status = 'Grön', over = 72 }, { status = 'Röd', under = 72 }", "ett utfall exakt 72 får ingen färg"),
        ("{ status = 'Grön', minst = 72 }, { status = 'Röd', hogst = 70 }", "över 70 och under 72 får ingen färg"),
        ("{ status = 'Grön', over = 72 }, { status = 'Röd', under = 70 }", "minst 70 och högst 72 får ingen färg"),
        ("{ status = 'Grön', minst = 72 }", "minst 0 och under 72 får ingen färg, till exempel 36"),
        ("{ status = 'Röd', under = 72 }", "minst 72 och högst 100 får ingen färg, till exempel 86"),
        ("{ status = 'Röd', under = 100 }", "exakt 100 får ingen färg"),
        ("", "minst 0 och högst 100 får ingen färg, till exempel 50"),
        (
            "{ status = 'Grön', minst = 72 }, { status = 'Röd', hogst = 71.95 }",
            "över 71,95 och under 72 får ingen färg, till exempel 71,98",
        ),
    ],
)
def test_a_gap_is_told_with_its_exact_bounds_and_an_example(steg: str, ord_: str) -> None:
    (text,) = funna(med(f"{D1}steg = [{steg}]"), "REGEL-01")
    assert ord_ in text


@pytest.mark.parametrize(
    "steg",
    [
        "{ status = 'Grön', minst = 72 }, { status = 'Röd', under = 72 }",
        "{ status = 'Grön', over = 72 }, { status = 'Grön', minst = 72, hogst = 72 }, { status = 'Röd', under = 72 }",
        "{ status = 'Grön', minst = 72 }, { status = 'Gul', minst = 0, under = 72 }, { status = 'Gul', hogst = 50 }",
    ],
)
def test_colours_that_cover_every_outcome_once_have_no_finding(steg: str) -> None:
    assert funna(med(f"{D1}steg = [{steg}]")) == []


def test_an_overlap_is_told_with_both_colours() -> None:
    (text,) = funna(
        med(f"{D1}steg = [{{ status = 'Grön', minst = 70 }}, {{ status = 'Röd', under = 72 }}]"), "REGEL-02"
    )
    assert "minst 70 och under 72 får två färger, Grön och Röd, till exempel 71" in text


def test_a_gap_in_some_report_types_names_them() -> None:
    steg = "{ status = 'Grön', minst = 72 }, { status = 'Röd', under = 72, rapporttyper = ['UR1', 'ÅR'] }"
    (text,) = funna(med(f"{D1}steg = [{steg}]"), "REGEL-01")
    assert "minst 0 och under 72 i månadsrapport och UR2 får ingen färg" in text


def test_report_types_in_which_a_rule_gives_no_colour_at_all_are_no_gap() -> None:
    steg = (
        "{ status = 'Grön', minst = 72, rapporttyper = ['ÅR'] }, { status = 'Röd', under = 72, rapporttyper = ['ÅR'] }"
    )
    assert funna(med(f"{D1}steg = [{steg}]")) == []


@pytest.mark.parametrize(
    ("steg", "ord_"),
    [
        ("{ status = 'Grön', minst = 2, hogst = 2 }, { status = 'Röd', minst = 0, hogst = 0 }", "1 uppnådda av 2"),
        ("{ status = 'Grön', minst = 2, hogst = 2 }", "0–1 uppnådda av 2"),
    ],
)
def test_a_count_without_a_colour(steg: str, ord_: str) -> None:
    (text,) = funna(med(f"[[delmal]]\nid = 'delmal-2'\n[delmal.statusregel]\nsteg = [{steg}]"), "REGEL-01")
    assert f"Delmål 2: {ord_} får ingen färg" in text


@pytest.mark.parametrize(
    ("jamfort", "ord_"),
    [
        ("'bättre'", "under 0 mnkr som är oförändrat får ingen färg, till exempel −1 mnkr jämfört med −1 mnkr"),
        ("'bättre', 'oförändrat'", None),
    ],
)
def test_unchanged_is_a_case_of_its_own(jamfort: str, ord_: str | None) -> None:
    steg = f"""{{ status = 'Grön', minst = 0, jamfort = ['bättre', 'oförändrat', 'sämre'] }},
        {{ status = 'Gul', under = 0, jamfort = [{jamfort}] }}, {{ status = 'Röd', under = 0, jamfort = ['sämre'] }}"""
    texter = funna(med(f"[[delmal]]\nid = 'delmal-3'\n[delmal.statusregel]\nsteg = [{steg}]"))
    assert [ord_ in text for text in texter] == ([] if ord_ is None else [True])


def test_a_deviation_without_anything_to_be_compared_with_has_no_colour_in_that_report() -> None:
    grund = "jamforelse = [{ rapporttyper = ['UR1', 'UR2', 'ÅR'], faktum = 'foregaende_ar' }]"
    (text,) = funna(med(f"[[delmal]]\nid = 'delmal-3'\n[delmal.statusregel]\n{grund}"))
    assert "REGEL-01" in text
    assert "varje utfall i månadsrapport får ingen färg" in text


KVOT = """
[[indikatorer]]
id = 'besok'
namn = 'Besök'
mal = 'delmal-4'
delmal = 'delmal-4'
riktning = '{riktning}'
malvarde = {{ slag = 'gräns', {ord_} = 200, text = '200' }}
kalla = {{ avsnitt = 'Prov' }}

[[delmal]]
id = 'delmal-4'
nummer = 4
namn = 'Fler besök'
mal = 'mal-halsa'
kalla = {{ avsnitt = 'Prov' }}

[delmal.statusregel]
slag = 'kvot'
indikator = 'besok'
kalla = [{{ avsnitt = 'Prov' }}]
steg = [{steg}]
"""


@pytest.mark.parametrize(
    ("riktning", "ord_", "vantat"),
    [
        ("högre är bättre", "minst", "minst 160 och under 200 får ingen färg, till exempel 180"),
        ("lägre är bättre", "hogst", "över 200 och högst 250 får ingen färg, till exempel 225"),
    ],
)
def test_a_gap_in_a_share_of_the_target_is_told_in_the_outcomes_own_unit(riktning: str, ord_: str, vantat: str) -> None:
    steg = "{ status = 'Grön', minst = 100 }, { status = 'Röd', under = 80 }"
    (text,) = funna(med(KVOT.format(riktning=riktning, ord_=ord_, steg=steg)), "REGEL-01")
    assert vantat in text


def test_a_share_that_covers_everything_has_no_finding() -> None:
    steg = "{ status = 'Grön', minst = 100 }, { status = 'Röd', under = 100 }"
    for riktning, ord_ in (("högre är bättre", "minst"), ("lägre är bättre", "hogst")):
        assert funna(med(KVOT.format(riktning=riktning, ord_=ord_, steg=steg))) == []


# What a tolkning settles

LUCKA = """
[[delmal]]
id = 'delmal-1'
[delmal.statusregel]
steg = [
    {{ status = 'Grön', minst = 72 }},
    {{ status = 'Gul', minst = 70, hogst = 71 }},
    {{ status = 'Gul', over = 71, under = 72, nar = [{{ tolkning = 'mellan', lasning = 'gul' }}] }},
    {{ status = 'Röd', over = 71, under = {rod}, nar = [{{ tolkning = 'mellan', lasning = 'rod' }}] }},
    {{ status = 'Röd', under = 70 }},
]

[[tolkningar]]
id = 'mellan'
fraga = 'Vad gäller mellan 71 och 72?'
lasningar = [{{ id = 'gul', innebord = 'Gul.' }}, {{ id = 'rod', innebord = 'Röd.' }}]
standard = '{standard}'
skal = 'Prov.'
kalla = [{{ avsnitt = 'Prov' }}]
"""


def domar(regelverk: rl.Regelverk, kod: str) -> list[tuple[str, str | None]]:
    return [(p.allvar.value, p.tolkning) for p in granska_regelverk(regelverk) if p.kod == kod]


@pytest.mark.parametrize(("standard", "allvar"), [("gul", "upplysning"), ("oppen", "varning")])
def test_a_gap_in_the_source_that_every_reading_fills_is_named_with_its_tolkning(standard: str, allvar: str) -> None:
    rv = med(LUCKA.format(rod=72, standard=standard))
    assert domar(rv, "REGEL-01") == [(allvar, "mellan")]
    (text,) = funna(rv, "REGEL-01")
    assert "över 71 och under 72 får ingen färg av det som är tryckt, till exempel 71,5" in text
    assert "läsningen gul Gul och läsningen rod Röd" in text


@pytest.mark.parametrize(
    ("standard", "vantat"),
    [
        # The source's own gap, and the part of it that the other reading leaves.
        ("gul", {("upplysning", "över 71 och under 72"), ("upplysning", "minst 71,5 och under 72")}),
        ("rod", {("upplysning", "över 71 och under 71,5"), ("varning", "minst 71,5 och under 72")}),
        ("oppen", {("varning", "över 71 och under 71,5"), ("varning", "minst 71,5 och under 72")}),
    ],
)
def test_a_gap_that_one_reading_leaves_is_as_serious_as_the_choice_makes_it(
    standard: str, vantat: set[tuple[str, str]]
) -> None:
    rv = med(LUCKA.format(rod=71.5, standard=standard))
    svar = [(p.allvar.value, p.text) for p in granska_regelverk(rv) if p.kod == "REGEL-01"]
    assert len(svar) == len(vantat)
    assert all(any(a == allvar and ord_ in text for a, text in svar) for allvar, ord_ in vantat)
    assert all(p.tolkning == "mellan" for p in granska_regelverk(rv) if p.kod == "REGEL-01")


def test_a_gap_under_every_reading_is_a_fault_without_a_tolkning() -> None:
    text = LUCKA.format(rod=72, standard="gul").replace("under = 70 }", "under = 69 }")
    assert ("fel", None) in domar(med(text), "REGEL-01")


def test_more_readings_than_can_be_gone_through_is_a_warning_and_no_exception() -> None:
    tabeller = stomme()
    tabeller["tolkningar"] = [
        {
            "id": f"fraga-{n}",
            "fraga": "Gäller det?",
            "lasningar": [{"id": "ja", "innebord": "Ja."}, {"id": "nej", "innebord": "Nej."}],
            "standard": "ja",
            "skal": "Prov.",
            "kalla": [KALLA],
        }
        for n in range(13)
    ]
    nar = [{"tolkning": f"fraga-{n}", "lasning": "ja"} for n in range(13)]
    tabeller["delmal"][0]["statusregel"]["steg"][0]["nar"] = nar
    assert [(p.kod, p.plats, p.allvar.value) for p in granska_regelverk(bygg_regelverk(tabeller))] == [
        ("REGEL-06", "delmal-1", "varning")
    ]


# Rule sets that were made in memory


def test_references_that_lead_nowhere_are_found_and_stop_no_other_check() -> None:
    """What the loader would refuse is found in a rule set that no loader has read, and the rest is still examined."""
    rv = bygg_regelverk(stomme())
    regel = rv.delmal[0].statusregel.model_copy(update={"indikator": "finns-inte"})
    delmal = (rv.delmal[0].model_copy(update={"statusregel": regel, "mal": "ingenstans"}), *rv.delmal[1:])
    indikatorer = (*rv.indikatorer[:1], *rv.indikatorer[1:], rv.indikatorer[0])
    fel = rv.model_copy(update={"delmal": delmal, "indikatorer": indikatorer})
    svar = [(p.kod, p.plats) for p in granska_regelverk(fel)]
    assert ("REGEL-30", "delmal[0].mal") in svar
    assert ("REGEL-30", "delmal[0].statusregel.indikator") in svar
    assert ("REGEL-31", "indikatorer[4].id") in svar


def test_a_condition_on_a_tolkning_that_does_not_exist_is_found() -> None:
    rv = bygg_regelverk(stomme())
    from riktlinjer.models.tolkning import Nar

    nar = (Nar(tolkning="saknas", lasning="ja"),)
    steg = rv.delmal[0].statusregel.steg
    regel = rv.delmal[0].statusregel.model_copy(update={"steg": (steg[0].model_copy(update={"nar": nar}), *steg[1:])})
    fel = rv.model_copy(update={"delmal": (rv.delmal[0].model_copy(update={"statusregel": regel}), *rv.delmal[1:])})
    assert [(p.kod, p.allvar.value) for p in granska_regelverk(fel)] == [("REGEL-30", "fel")]


GALLER = "galler = [{ rapporttyper = ['UR1'], mottagare = ['nämnden'] }], kalla = { avsnitt = 'Mall' }"
KRAV = f"krav = [{{ text = 'Fyll i.', tabell = 'saknas', {GALLER} }}]"


@pytest.mark.parametrize(
    ("andring", "ord_"),
    [
        (f"[[rapportmall.avsnitt]]\nnummer = '1.1'\n{KRAV}", "Tabellen 'saknas'"),
        ("[[namnder]]\nid = 'driftnamnden'\ngrupper = ['beställare']", "gruppen ”driftnämnder”"),
        ("[[namnder]]\nid = 'driftnamnden'\nkalla = { dokument = 'annat', avsnitt = 'Nämnder' }", "dokumentet ”annat”"),
    ],
)
def test_pointers_that_the_loader_lets_pass_are_found(andring: str, ord_: str) -> None:
    assert any(ord_ in text for text in funna(med(andring), "REGEL-30"))


@pytest.mark.parametrize("falt", ["standard", "vald"])
def test_a_reading_that_is_missing_is_found(falt: str) -> None:
    rv = rl.las_regelverk("halland-2018")
    fraga = rv.tolkningar[6].model_copy(update={falt: "kanske"})
    fel = rv.model_copy(update={"tolkningar": (*rv.tolkningar[:6], fraga, *rv.tolkningar[7:])})
    assert [(p.plats, p.allvar.value) for p in granska_regelverk(fel) if p.kod == "REGEL-61"] == [(fraga.id, "fel")]


@pytest.mark.parametrize("id", rl.tillgangliga_regelverk())
def test_whatever_is_missing_from_a_rule_set_the_rest_is_examined(id: str) -> None:
    """Without all of a table, every pointer into it leads nowhere: findings, and no exception."""
    rv = rl.las_regelverk(id)
    for falt, varde in rv:
        if isinstance(varde, tuple) and varde and falt != "dokument":
            koder = {p.kod for p in granska_regelverk(rv.model_copy(update={falt: ()}))}
            assert "REGEL-30" in koder or falt not in ("tolkningar", "mal", "fokusomraden"), falt


# Targets and levels


@pytest.mark.parametrize(("varde", "vantat"), [(89, []), (90, ["upplysning"]), ("90.1", ["varning"])])
def test_a_target_that_is_met_already(varde: object, vantat: list[str]) -> None:
    rv = med(f"[[indikatorer]]\nid = 'telefon'\nutgangsvarde = {varde}")
    assert [allvar for allvar, _ in domar(rv, "REGEL-22")] == vantat


@pytest.mark.parametrize(("varde", "vantat"), [(31, []), (30, ["upplysning"]), ("29.9", ["varning"])])
def test_a_target_that_is_met_already_where_lower_is_better(varde: object, vantat: list[str]) -> None:
    rv = med(f"[[indikatorer]]\nid = 'vantetid'\nutgangsvarde = {varde}")
    assert [allvar for allvar, _ in domar(rv, "REGEL-22")] == vantat


MALVARDE = "[[indikatorer]]\nid = 'ny'\nnamn = 'Ny'\nmal = 'mal-halsa'\nriktning = '{}'\nmalvarde = {}\n{}"


INGEN_OVER_NIO = "{ slag = 'grupp', vilka = 'ingen', grupp = 'enhet', krav = { slag = 'gräns', over = 9 } }"
FEM_TILL_SJU = "{ slag = 'sammansatt', delar = [{ slag = 'gräns', minst = 5 }, { slag = 'gräns', hogst = 7 }] }"


@pytest.mark.parametrize(
    ("riktning", "malvarde", "fel"),
    [
        ("högre är bättre", "{ slag = 'rang', hogst = 3 }", True),
        ("lägre är bättre", "{ slag = 'rang', hogst = 3 }", False),
        ("högre är bättre", "{ slag = 'förändring', hogst = -10, relativ = true }", True),
        ("lägre är bättre", "{ slag = 'förändring', hogst = -10, relativ = true }", False),
        ("högre är bättre", INGEN_OVER_NIO, True),
        ("lägre är bättre", INGEN_OVER_NIO, False),
        ("högre är bättre", FEM_TILL_SJU, False),
        ("lägre är bättre", FEM_TILL_SJU, False),
        ("högre är bättre", "{ slag = 'under utveckling', text = 'Inte klart' }", False),
    ],
)
def test_the_side_of_every_kind_of_target(riktning: str, malvarde: str, fel: bool) -> None:
    rv = med(MALVARDE.format(riktning, malvarde, "kalla = { avsnitt = 'Mål' }"))
    assert bool(funna(rv, "REGEL-23")) is fel


@pytest.mark.parametrize(
    ("pa_vag", "pa_malet", "kod"),
    [
        ("{ slag = 'gräns', minst = 75 }", "{ slag = 'gräns', over = 75 }", None),
        ("{ slag = 'gräns', minst = 75 }", "{ slag = 'gräns', minst = 75 }", "REGEL-10"),
        ("{ slag = 'gräns', over = 75 }", "{ slag = 'gräns', minst = 75 }", "REGEL-11"),
        ("{ slag = 'rang', hogst = 5 }", "{ slag = 'rang', hogst = 3 }", None),
        ("{ slag = 'rang', hogst = 3 }", "{ slag = 'rang', hogst = 5 }", "REGEL-11"),
        (
            "{ slag = 'grupp', andel = [1, 3], grupp = 'delindex', krav = { slag = 'gräns', over = 80 } }",
            "{ slag = 'grupp', andel = [1, 2], grupp = 'delindex', krav = { slag = 'gräns', over = 80 } }",
            None,
        ),
        (
            "{ slag = 'grupp', andel = [1, 2], grupp = 'delindex', krav = { slag = 'gräns', over = 80 } }",
            "{ slag = 'grupp', andel = [1, 3], grupp = 'delindex', krav = { slag = 'gräns', over = 80 } }",
            "REGEL-11",
        ),
    ],
)
def test_the_order_of_the_long_term_levels(pa_vag: str, pa_malet: str, kod: str | None) -> None:
    krav = "".join(
        f"    {{ niva = '{niva}', malvarde = {m}, kalla = {{ avsnitt = 'Delmål 1' }} }},\n"
        for niva, m in (("På väg mot målet", pa_vag), ("På målet", pa_malet))
    )
    rv = med(
        f"[[delmal]]\nid = 'delmal-1'\n[[delmal.langsiktiga_indikatorer]]\nid = 'index-2034'\nnivakrav = [\n{krav}]"
    )
    koder = [p.kod for p in granska_regelverk(rv) if p.kod != "REGEL-23"]  # a placing is better the lower it is
    assert koder == ([] if kod is None else [kod])


# The timetable


def test_a_day_outside_the_calendar_is_a_finding_and_no_exception() -> None:
    tabeller = stomme()
    tabeller["tidplan"]["tillfallen"][2] |= {
        "bryt": tabeller["tidplan"]["tillfallen"][2]["bryt"].replace(year=2101),
        "rapport_till_rk": tabeller["tidplan"]["tillfallen"][2]["rapport_till_rk"].replace(year=2101),
    }
    svar = [p for p in granska_regelverk(bygg_regelverk(tabeller)) if p.kod == "REGEL-40"]
    assert ["utanför de år" in p.text for p in svar] == [True, True]


@pytest.mark.parametrize(
    ("falt", "dag", "allvar"),
    [
        ("bryt", "2030-04-12", set()),  # on the day that the report is due
        ("bryt", "2030-04-15", {"fel"}),  # after it
        ("bryt", "2030-03-29", {"fel"}),  # before the period has ended
        ("beslutad_rapport", "2030-05-07", set()),  # on the day of the preparation
        ("beslutad_rapport", "2030-04-11", {"fel", "varning"}),  # before the preliminary report and the preparation
        ("rs", "2030-05-09", {"fel"}),  # before the decided report
        ("rs_au_1", "2030-05-13", {"varning"}),  # prepared after it is decided
        ("rf", "2030-05-14", {"fel"}),  # before RS
        ("rf", "2030-05-16", set()),
    ],
)
def test_the_order_of_the_steps(falt: str, dag: str, allvar: set[str]) -> None:
    rv = med(f"[[tidplan.tillfallen]]\nperiod = '2030-03'\n{falt} = {dag}")
    assert {a for a, _ in domar(rv, "REGEL-41")} == allvar


def test_every_finding_says_where_it_is_and_goes_through_json() -> None:
    for id in rl.tillgangliga_regelverk():
        for papekande in granska_regelverk(rl.las_regelverk(id)):
            assert papekande.plats
            assert papekande.kalla is not None
            assert rl.Papekande.model_validate_json(papekande.model_dump_json()) == papekande
