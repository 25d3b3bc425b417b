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
        ("{ status = 'Grön', minst = 2, hogst = 2 }, { status = 'Röd', minst = 0, hogst = 0 }", "1 uppnådd av 2"),
        ("{ status = 'Grön', minst = 2, hogst = 2 }", "0–1 uppnådda av 2"),
    ],
)
def test_a_count_without_a_colour(steg: str, ord_: str) -> None:
    (text,) = funna(med(f"[[delmal]]\nid = 'delmal-2'\n[delmal.statusregel]\nsteg = [{steg}]"), "REGEL-01")
    assert f"Delmål 2: {ord_} får ingen färg" in text


@pytest.mark.parametrize(
    ("gron", "rod", "kod", "ord_"),
    [
        ((1, 2), (0, 1), "REGEL-02", "1 uppnådd av 2 får två färger"),
        ((0, 0), (1, 2), "REGEL-04", "1 uppnådd av 2 ger Röd, men 0 uppnådda av 2 ger Grön"),
        ((0, 2), (3, 3), "REGEL-03", "steget Röd (3 uppnådda)"),
        ((0, 2), (3, 3), "REGEL-05", "stegen går till 3 uppnådda"),
    ],
)
def test_one_that_is_met_is_in_the_singular(gron: tuple[int, int], rod: tuple[int, int], kod: str, ord_: str) -> None:
    steg = ", ".join(
        f"{{ status = '{farg}', minst = {minst}, hogst = {hogst} }}"
        for farg, (minst, hogst) in (("Grön", gron), ("Röd", rod))
    )
    (text,) = funna(med(f"[[delmal]]\nid = 'delmal-2'\n[delmal.statusregel]\nsteg = [{steg}]"), kod)
    assert ord_ in text


@pytest.mark.parametrize(
    ("urval", "dubbla"),
    [
        ("{ indikatorer = ['telefon', 'vantetid'] }", None),
        ("{ indikatorer = ['telefon', 'vantetid', 'telefon'] }", "telefon"),
        ("{ indikatorer = ['telefon', 'vantetid'] }, { indikatorer = ['vantetid'] }", "vantetid"),
    ],
)
def test_an_indicator_that_a_count_lists_twice_is_found(urval: str, dubbla: str | None) -> None:
    rv = med(f"[[delmal]]\nid = 'delmal-2'\n[delmal.statusregel]\nurval = [{urval}]")
    vantat = [] if dubbla is None else [f"varning REGEL-05 (delmal-2): Delmål 2: regeln räknar upp {dubbla} mer än"]
    assert [text[: len(v)] for text, v in zip(funna(rv), vantat, strict=True)] == vantat


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


@pytest.mark.parametrize("grupp", ["driftnämnder", "alla"])
def test_a_group_is_unknown_in_a_rule_set_without_namnder_too(grupp: str) -> None:
    tabeller = stomme()
    del tabeller["namnder"]
    tabeller["rapportmall"]["avsnitt"][1]["krav"][0]["galler"][0]["grupp"] = grupp
    vantat = [] if grupp == "alla" else [f"fel REGEL-30 (rapportmall): Rapportmallen ställer krav på gruppen ”{grupp}”"]
    texter = funna(bygg_regelverk(tabeller), "REGEL-30")
    assert [text[: len(v)] for text, v in zip(texter, vantat, strict=True)] == vantat


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


# Facts that are stated twice


@pytest.mark.parametrize(
    ("plats", "funnen"),
    [
        ("mal = 'mal-halsa'", True),
        ("mal = 'delmal-2'", True),  # one of them in the insatsområde
        ("mal = 'mal-halsa'\ninsatsomrade = 'bemotande'", False),
        ("mal = 'mal-halsa'\ninsatsomrade = 'tillganglighet'", True),
    ],
)
def test_indicators_with_one_name_need_something_that_tells_them_apart(plats: str, funnen: bool) -> None:
    rv = med(
        f"""
        [[insatsomraden]]
        id = 'bemotande'
        namn = 'Bemötande'
        delmal = []
        kalla = {{ avsnitt = 'Insatsområden' }}

        [[indikatorer]]
        id = 'telefon-igen'
        namn = 'samtal som  besvaras samma dag'
        {plats}
        enhet = '%'
        riktning = 'högre är bättre'
        malvarde = {{ slag = 'gräns', minst = 90, enhet = '%', text = '90 %' }}
        kalla = {{ avsnitt = 'Delmål 2' }}
        """
    )
    text = (
        "Indikatorn ”samtal som  besvaras samma dag” finns två gånger på olika ställen, som telefon och telefon-igen."
    )
    assert funna(rv) == ([f"varning REGEL-32 (telefon-igen): {text}"] if funnen else [])


@pytest.mark.parametrize(
    ("datum", "funnen"),
    [
        ("galler_fran = 2030-12-31", False),
        ("galler_fran = 2029-12-31", True),
        ("galler_fran = 2031-01-01", True),
        ("galler_fran = 2029-12-31\ngaller_till = 2029-12-31", True),
        ("galler_fran = 2029-12-31\ngaller_till = 2030-01-01", False),
        ("galler_fran = 2031-01-01\ngaller_till = 2031-12-31", True),
    ],
)
def test_the_year_that_is_followed_up_is_one_in_which_the_rule_set_applies(datum: str, funnen: bool) -> None:
    texter = funna(med(datum))
    assert len(texter) is int(funnen)
    assert all(t.startswith("varning REGEL-33 (galler_fran): Regelverket gäller från ") for t in texter)
    assert all(t.endswith(" men följer upp 2030.") for t in texter)


# The report template


@pytest.mark.parametrize(
    ("nummer", "vantat"),
    [
        ("1", "fel"),
        ("2", "varning"),
        ("1.2", None),  # under another heading
    ],
)
def test_two_sections_with_one_title(nummer: str, vantat: str | None) -> None:
    tabeller = stomme()
    galler = [{"rapporttyper": ["ÅR"], "mottagare": ["nämnden"]}]
    andra_ = {"nummer": nummer, "titel": "EKONOMI", "galler": galler, "kalla": {"avsnitt": "Mall"}}
    tabeller["rapportmall"]["avsnitt"].append(andra_)
    texter = funna(bygg_regelverk(tabeller))
    assert [t.split()[:2] for t in texter] == ([] if vantat is None else [[vantat, "REGEL-51"]])


def test_sections_with_one_title_that_are_never_demanded_together_are_no_finding() -> None:
    tabeller = stomme()
    galler = [{"rapporttyper": ["månadsrapport"], "mottagare": ["nämnden"]}]
    andra_ = {"nummer": "2", "titel": "Ekonomi", "galler": galler, "kalla": {"avsnitt": "Mall"}}
    tabeller["rapportmall"]["avsnitt"].append(andra_)
    assert funna(bygg_regelverk(tabeller)) == []


@pytest.mark.parametrize(
    ("text", "typer", "i"),
    [
        ("Fyll i tabellen över prognosen.", ["UR1", "UR2"], "UR1 och UR2"),
        ("fyll i  tabellen över prognosen.", ["UR2"], "UR2"),
        ("Fyll i tabellen över utfallet.", ["UR1", "UR2"], None),
    ],
)
def test_a_demand_that_is_made_twice_of_one_section(text: str, typer: list[str], i: str | None) -> None:
    tabeller = stomme()
    kraven = tabeller["rapportmall"]["avsnitt"][1]["krav"]
    galler = [{"rapporttyper": typer, "mottagare": ["Regionstyrelsen"], "grupp": "driftnämnder"}]
    kraven.append({**kraven[0], "text": text, "galler": galler})
    vantat = f"Kravet ”{text}” i avsnittet ”1.1 Prognos” är ställt två gånger i {i}."
    plats = "rapportmall.avsnitt[1].krav[1]"
    assert funna(bygg_regelverk(tabeller)) == ([] if i is None else [f"varning REGEL-51 ({plats}): {vantat}"])


def test_a_demand_on_another_group_is_another_demand() -> None:
    tabeller = stomme()
    tabeller["namnder"].append({**tabeller["namnder"][0], "id": "b", "namn": "B", "grupper": ["beställare"]})
    kraven = tabeller["rapportmall"]["avsnitt"][1]["krav"]
    kraven.append({**kraven[0], "galler": [{**kraven[0]["galler"][0], "grupp": "beställare"}]})
    assert funna(bygg_regelverk(tabeller)) == []


# Targets and levels


@pytest.mark.parametrize(
    ("malvarde", "text", "last"),
    [
        ("under = 0, mot = 'föregående år'", "Lägre än föregående år", None),
        ("under = 0, mot = 'föregående år'", "Lägre än föregående period", "minska jämfört med föregående period"),
        ("under = 0", "Lägre än föregående period", "minska jämfört med föregående period"),
        ("hogst = -3, relativ = true, mot = 'föregående år'", "Minska med 3 %", None),  # the base stands elsewhere
        ("hogst = -3, enhet = 'dagar', mot = 'föregående år'", "Minska med 3 %", "minska med minst 3 %"),
        (
            "hogst = -3, relativ = true, mot = 'basåret', basar = 2014",
            "Minska med 3 % jämfört med 2015",
            "minska med minst 3 % jämfört med 2015",
        ),
        (
            "under = 0, mot = 'föregående år'",
            "Minska varje månad jämfört med föregående år",
            "minska varje månad jämfört med föregående år",
        ),
    ],
)
def test_a_change_is_from_what_the_text_says(malvarde: str, text: str, last: str | None) -> None:
    ar = f"{{ slag = 'förändring', {malvarde}, text = '{text}' }}"
    texter = funna(med(f"[[indikatorer]]\nid = 'vantetid'\nmalvarde = {ar}"), "REGEL-26")
    assert [t.partition(" läses som ")[2] for t in texter] == ([] if last is None else [f"{last}."])


NIVAKRAV = """nivakrav = [
    { niva = 'På väg mot målet', malvarde = { slag = 'gräns', minst = 92 }, kalla = { avsnitt = 'Prov' } },
    { niva = 'På målet', malvarde = { slag = 'gräns', minst = 95 }, kalla = { avsnitt = 'Prov' } },
]"""


@pytest.mark.parametrize(
    ("mal", "ord_"),
    [
        ("mal = 'mal-halsa'", None),
        ("mal = 'delmal-3'", "delmålet delmal-3"),
        ("", "inte under något mål"),
    ],
)
def test_demands_of_levels_that_no_level_reads_are_found(mal: str, ord_: str | None) -> None:
    ny = f"[[indikatorer]]\nid = 'ny'\nnamn = 'Ny'\n{mal}\nriktning = 'högre är bättre'\nkalla = {{ avsnitt = 'Prov' }}"
    svar = [(p.kod, p.plats, p.allvar.value) for p in granska_regelverk(med(f"{ny}\n{NIVAKRAV}"))]
    assert svar == ([] if ord_ is None else [("REGEL-13", "ny", "varning")])
    assert all(ord_ is not None and ord_ in text for text in funna(med(f"{ny}\n{NIVAKRAV}")))


def test_levels_with_more_readings_than_can_be_gone_through_are_a_warning() -> None:
    """Each indicator of the delmål has few enough; together they have too many."""
    tabeller = stomme()
    lasningar = [{"id": "ja", "innebord": "Ja."}, {"id": "nej", "innebord": "Nej."}]
    tabeller["tolkningar"] = [
        {"id": f"fraga-{n}", "fraga": "?", "lasningar": lasningar, "standard": "ja", "skal": "Prov.", "kalla": [KALLA]}
        for n in range(13)
    ]
    (langsiktig,) = tabeller["delmal"][0]["langsiktiga_indikatorer"]
    tabeller["delmal"][0]["langsiktiga_indikatorer"] = [
        {
            **langsiktig,
            "id": f"index-{n}",
            "namn": f"Index {n}",
            "nivakrav": [
                {**krav, "nar": [{"tolkning": f"fraga-{n}", "lasning": "ja"}]} for krav in langsiktig["nivakrav"]
            ],
        }
        for n in range(13)
    ]
    (funnet,) = [p for p in granska_regelverk(bygg_regelverk(tabeller)) if p.kod == "REGEL-06"]
    assert (funnet.plats, funnet.allvar.value) == ("delmal-1", "varning")
    assert "för många läsningar av målnivåerna" in funnet.text


@pytest.mark.parametrize(
    ("storlek", "pa_vag", "kod"),
    [
        # a third of four, rounded up, is two, as a half is
        (4, "[1, 3]", "REGEL-10"),
        (6, "[1, 3]", None),
        (6, "[1, 2]", "REGEL-10"),
        (290, "[1, 3]", None),
        (290, "[1, 2]", "REGEL-10"),
        (290, "[2, 3]", "REGEL-11"),
    ],
)
def test_the_levels_of_a_group_of_a_known_size(storlek: int, pa_vag: str, kod: str | None) -> None:
    grupp = f"slag = 'grupp', grupp = 'delindex', storlek = {storlek}, krav = {{ slag = 'gräns', over = 80 }}"
    krav = "".join(
        f"{{ niva = '{niva}', malvarde = {{ andel = {andel}, {grupp} }}, kalla = {{ avsnitt = 'Delmål 1' }} }},\n"
        for niva, andel in (("På väg mot målet", pa_vag), ("På målet", "[1, 2]"))
    )
    rv = med(
        f"[[delmal]]\nid = 'delmal-1'\n[[delmal.langsiktiga_indikatorer]]\nid = 'index-2034'\nnivakrav = [\n{krav}]"
    )
    assert [p.kod for p in granska_regelverk(rv)] == ([] if kod is None else [kod])


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


def test_an_occasion_of_another_year_is_none_of_the_years_months() -> None:
    rv = bygg_regelverk(andra(stomme(), {}) | {"tidplan": _med_period("2029-03")})
    assert [t.partition(":")[0] for t in funna(rv, "REGEL-44")] == [
        "varning REGEL-44 (tidplan.2029-03)",
        "fel REGEL-44 (tidplan.rapportmanader)",
    ]
    assert "perioden mars 2029 är inte i 2030, det år som regelverket följer upp" in funna(rv, "REGEL-44")[0]
    assert "Mars ska ha uppföljningsrapport 1, men tidplanen har inget tillfälle" in funna(rv, "REGEL-44")[1]


def test_a_timetable_of_another_year_altogether_has_none_of_the_years_months() -> None:
    svar = [p.allvar.value for p in granska_regelverk(med("ar = 2031")) if p.kod == "REGEL-44"]
    assert svar == ["varning"] * 3 + ["fel"] * 3


def test_last_years_report_may_stand_in_the_timetable_too() -> None:
    tabeller = stomme()
    forra = {"rapporttyp": "ÅR", "period": "2029-12", "kolumn": "Dec/ÅR", "kalla": KALLA}
    tabeller["tidplan"]["tillfallen"].insert(0, forra)
    assert domar(bygg_regelverk(tabeller), "REGEL-44") == [("varning", None)]


def _med_period(period: str) -> Tabeller:
    tidplan: Tabeller = stomme()["tidplan"]
    tidplan["tillfallen"][0]["period"] = period
    return tidplan


@pytest.mark.parametrize(("antal", "vid"), [(1, "vid det enda tillfället:"), (2, "vid 1 av 2 tillfällen:")])
def test_how_many_of_the_occasions_have_another_day(antal: int, vid: str) -> None:
    tabeller = stomme()
    if antal == 2:
        tabeller["tidplan"]["rapportmanader"][1]["rapporttyp"] = "UR1"
        tabeller["tidplan"]["tillfallen"][1]["rapporttyp"] = "UR1"
    dag = tabeller["tidplan"]["tillfallen"][0]["rapport_till_rk"]
    tabeller["tidplan"]["tillfallen"][0]["rapport_till_rk"] = dag.replace(day=11)
    (text,) = funna(bygg_regelverk(tabeller), "REGEL-43")
    assert vid in text


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
