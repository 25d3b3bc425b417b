"""The long-term levels: whose they are, what is not known, what an answer says, and what is refused."""

from __future__ import annotations

import pickle
import time
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

import riktlinjer as rl
from riktlinjer.regelverk.lasare import bygg_regelverk
from riktlinjer.rules.malniva import malnivaord

PA_MALET, PA_VAG, UNDER = rl.Malniva.PA_MALET, rl.Malniva.PA_VAG_MOT_MALET, rl.Malniva.UNDER
ALLA = {PA_MALET, PA_VAG, UNDER}
KALLA = {"avsnitt": "Mål"}
INDEX, HME = "langsiktig-index-medarbetarenkat", "hallbart-medarbetarengagemang"


def krav(niva: rl.Malniva, malvarde: Mapping[str, Any], **falt: Any) -> dict[str, Any]:
    return {"niva": niva.value, "malvarde": dict(malvarde), "kalla": KALLA, **falt}


def grupp(hur: Mapping[str, Any], **grans: Any) -> dict[str, Any]:
    return {"slag": "grupp", **hur, "grupp": "delar", "krav": {"slag": "gräns", **grans}}


def ett_mal(*kraven: dict[str, Any], tolkningar: tuple[str, ...] = (), **falt: Any) -> rl.Regelverk:
    """A rule set with one mål, one indicator ``i`` and these demands; each tolkning is open between a and b."""
    return bygg_regelverk(
        {
            "format": 1,
            "id": "prov",
            "titel": "Prov",
            "organisation": "Prov",
            "utgava": "1",
            "galler_fran": "2026-01-01",
            "ar": 2026,
            "dokument": [{"id": "prov", "titel": "Prov", "utgivare": "Prov"}],
            "mal": [{"id": "mal", "namn": "Mål", "omrade": "prov", "kalla": KALLA}],
            "indikatorer": [{"id": "i", "namn": "I", "mal": "mal", "kalla": KALLA, "nivakrav": list(kraven), **falt}],
            "tolkningar": [
                {
                    "id": id,
                    "fraga": "?",
                    "lasningar": [{"id": "a", "innebord": "A."}, {"id": "b", "innebord": "B."}],
                    "standard": "oppen",
                    "skal": "Prov.",
                    "kalla": [KALLA],
                }
                for id in tolkningar
            ],
        }
    )


def nivaer(rv: rl.Regelverk, utfall: Any = None, **fraga: Any) -> set[rl.Malniva]:
    return set(rl.berakna_malniva(rv, "mal", {} if utfall is None else {"i": utfall}, **fraga).mojliga)


MINST_10 = {"slag": "gräns", "minst": 10}
MINST_20 = {"slag": "gräns", "minst": 20}

# --- which level holds ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("utfall", "vantat"), [("9.9", UNDER), ("10", PA_VAG), ("19.9", PA_VAG), ("20", PA_MALET)])
def test_the_highest_level_that_is_reached_holds(utfall: str, vantat: rl.Malniva) -> None:
    rv = ett_mal(krav(PA_VAG, MINST_10), krav(PA_MALET, MINST_20))
    assert nivaer(rv, Decimal(utfall)) == {vantat}


def test_every_demand_of_a_level_must_be_met() -> None:
    rv = ett_mal(krav(PA_MALET, MINST_10, avser="a"), krav(PA_MALET, MINST_20, avser="b"))
    assert nivaer(rv, rl.Utfall(delar={"a": 10, "b": 20})) == {PA_MALET}
    assert nivaer(rv, rl.Utfall(delar={"a": 99, "b": 19})) == {UNDER}
    assert nivaer(rv, rl.Utfall(delar={"a": 9, "b": None})) == {UNDER}, "what is missed already cannot be mended"


def test_a_level_without_demands_is_never_reached() -> None:
    assert nivaer(ett_mal(krav(PA_MALET, MINST_20)), 15) == {UNDER}
    assert nivaer(ett_mal(krav(PA_VAG, MINST_10)), 100) == {PA_VAG}


def test_a_level_that_is_reached_does_not_ask_for_the_one_below() -> None:
    """Delmål 5: a budget in balance is På målet, whatever the trend."""
    rv = ett_mal(krav(PA_VAG, {"slag": "ordagrant", "text": "En tydlig trend"}), krav(PA_MALET, MINST_20))
    assert nivaer(rv, 20) == {PA_MALET}
    assert nivaer(rv, 19) == {PA_VAG, UNDER}


@pytest.mark.parametrize(("niva", "vantat"), [("koncern", {UNDER}), ("förvaltning", {PA_MALET})])
def test_a_demand_holds_for_the_level_of_the_organisation_that_it_names(niva: str, vantat: set[rl.Malniva]) -> None:
    rv = ett_mal(krav(PA_MALET, MINST_20, organisationsniva="koncern"), krav(PA_MALET, MINST_10, avser="b"))
    delar = {"b": 10}
    assert nivaer(rv, rl.Utfall(15, delar=delar), organisationsniva=niva) == vantat


def test_where_nothing_is_demanded_there_is_no_level() -> None:
    rv = ett_mal(krav(PA_MALET, MINST_20, organisationsniva="koncern"))
    svar = rl.berakna_malniva(rv, "mal", {"i": 20}, organisationsniva=rl.Organisationsniva.FORVALTNING)
    assert (svar.status, svar.mojliga, svar.krav, svar.saknade) == (None, frozenset(), (), ())
    assert "ingen målnivå" in svar.motivering


# --- what is not known ------------------------------------------------------------------------------------------------


def test_two_demands_on_one_figure_come_out_together() -> None:
    """No figure is at least 20 and under 10 at once."""
    rv = ett_mal(krav(PA_MALET, MINST_20), krav(PA_MALET, {"slag": "gräns", "under": 10}), krav(PA_VAG, MINST_10))
    assert nivaer(rv) == {PA_VAG, UNDER}


def test_a_demand_on_a_figure_and_on_its_parts_hangs_together_with_those_on_either() -> None:
    """Under 10 is På målet; else it is at least 10, and the part is met: no figure is Under målnivåerna."""
    bada = {"slag": "sammansatt", "delar": [MINST_10, grupp({"vilka": "samtliga"}, minst=1)]}
    rv = ett_mal(krav(PA_MALET, {"slag": "gräns", "under": 10}), krav(PA_VAG, bada))
    assert nivaer(rv, rl.Utfall(delar={"a": 1})) == {PA_MALET, PA_VAG}
    assert nivaer(rv, rl.Utfall(delar={"a": None})) == ALLA


def test_a_figure_keeps_to_its_scale() -> None:
    rv = ett_mal(krav(PA_MALET, MINST_20), krav(PA_VAG, MINST_10), skala={"fran_och_med": 0, "till_och_med": 15})
    assert nivaer(rv) == {PA_VAG, UNDER}


def test_known_members_of_a_group_may_settle_it() -> None:
    rv = ett_mal(krav(PA_VAG, grupp({"vilka": "samtliga"}, over=80)), krav(PA_MALET, grupp({"antal": 1}, over=90)))
    rv_bada = ett_mal(krav(PA_MALET, grupp({"vilka": "båda"}, over=80)))
    assert nivaer(rv, rl.Utfall(delar={"a": 91, "b": None})) == {PA_MALET}
    assert nivaer(rv, rl.Utfall(delar={"a": 80, "b": None})) == {PA_MALET, UNDER}
    assert nivaer(rv, rl.Utfall(delar={"a": 80, "b": 90})) == {UNDER}
    assert nivaer(rv, rl.Utfall(delar={"a": 81, "b": None})) == ALLA
    assert nivaer(rv_bada, rl.Utfall(delar={"a": 80, "b": None})) == {UNDER}


@pytest.mark.parametrize(
    ("storre", "mindre"), [((9, 10), (8, 9)), ((1, 2), (1, 3)), ((20, 21), (19, 20)), ((1, 2), (1, 2))]
)
def test_a_group_of_unknown_size_may_be_large_enough_to_tell_its_targets_apart(
    storre: tuple[int, int], mindre: tuple[int, int]
) -> None:
    rv = ett_mal(
        krav(PA_MALET, grupp({"andel": list(storre)}, minst=1)), krav(PA_VAG, grupp({"andel": list(mindre)}, minst=1))
    )
    assert nivaer(rv) == (ALLA if storre != mindre else {PA_MALET, UNDER})


def test_so_many_of_a_group_may_be_more_than_a_few() -> None:
    rv = ett_mal(krav(PA_MALET, grupp({"antal": 8}, minst=1)))
    assert nivaer(rv) == {PA_MALET, UNDER}
    assert nivaer(rv, rl.Utfall(delar={"a": 1, "b": None})) == {UNDER}, "two are not eight"


def test_a_group_too_large_to_try_is_left_open_and_answered_soon() -> None:
    """A wider answer, never a narrower one."""
    granser = [krav(PA_MALET, grupp({"andel": [1, 2]}, minst=n)) for n in range(1, 9)]
    rv = ett_mal(*granser)
    borjan = time.perf_counter()
    assert nivaer(rv, rl.Utfall(delar={f"del {n}": None for n in range(200)})) == {PA_MALET, UNDER}
    assert time.perf_counter() - borjan < 20


def test_a_target_that_is_not_set_yet_may_become_any_and_differs_between_the_levels() -> None:
    svav = {"slag": "under utveckling", "text": "Kommer"}
    assert nivaer(ett_mal(krav(PA_VAG, svav), krav(PA_MALET, svav)), 50) == ALLA


def test_the_same_target_for_both_levels_has_one_answer() -> None:
    halv = {"slag": "förändring", "hogst": -50, "relativ": True, "mot": "basåret", "basar": 2015}
    rv = ett_mal(krav(PA_VAG, halv), krav(PA_MALET, halv))
    assert nivaer(rv, rl.Utfall(50)) == {PA_MALET, UNDER}
    assert nivaer(rv, rl.Utfall(50, basvarde=0)) == {PA_MALET, UNDER}, "nothing is half of nothing"
    assert nivaer(rv, rl.Utfall(50, basvarde=100)) == {PA_MALET}


def test_the_part_of_women_alone_decides_when_it_is_said_to() -> None:
    delar = [{"del_": kon, "malvarde": {"slag": "gräns", "minst": 80}} for kon in ("kvinnor", "män")]
    malvarde = {"slag": "uppdelat", "efter": "kön", "delar": delar}
    utfall = rl.Utfall(delar={"kvinnor": 80, "män": 70})
    assert nivaer(ett_mal(krav(PA_MALET, malvarde)), utfall) == {UNDER}
    assert nivaer(ett_mal(krav(PA_MALET, {**malvarde, "avgor": "kvinnor"})), utfall) == {PA_MALET}


@pytest.mark.parametrize(
    ("utfall", "saknade"),
    [
        (None, ("i",)),
        (rl.Utfall(foregaende_ar=3), ("i", "i.a", "i.basvarde")),
        (rl.Utfall(delar={"a": 12}), ("i", "i.basvarde")),
        (rl.Utfall(25), ("i.a", "i.basvarde")),
        (rl.Utfall(25, delar={"a": None}, basvarde=1), ("i.a",)),
        (rl.Utfall(9, delar={"a": 9}), ("i.basvarde",)),
        (rl.Utfall(25, delar={"a": 12}, basvarde=1), ()),
    ],
)
def test_every_missing_fact_is_named_once(utfall: rl.Utfall | None, saknade: tuple[str, ...]) -> None:
    rv = ett_mal(
        krav(PA_VAG, MINST_10),
        krav(PA_MALET, MINST_20),
        krav(PA_VAG, MINST_10, avser="a"),
        krav(PA_MALET, {"slag": "förändring", "over": 0, "mot": "basåret", "basar": 2015}),
        krav(PA_MALET, {"slag": "under utveckling", "text": "Kommer"}),
    )
    assert rl.berakna_malniva(rv, "mal", {"i": utfall}).saknade == saknade


def test_the_unknown_members_of_a_group_are_named(rv: rl.Regelverk) -> None:
    utfall = {HME: rl.Utfall(80, delar={"motivation": 75, "ledarskap": None, "styrning": None})}
    svar = rl.berakna_malniva(rv, "mal-ledar-och-medarbetarskap", utfall)
    assert svar.saknade == (f"{HME}.ledarskap", f"{HME}.styrning")
    assert svar.mojliga == ALLA


# --- readings ---------------------------------------------------------------------------------------------------------


def test_open_readings_leave_the_union_and_are_named() -> None:
    rv = ett_mal(
        krav(PA_MALET, MINST_10, nar=[{"tolkning": "t", "lasning": "a"}]),
        krav(PA_MALET, MINST_20, nar=[{"tolkning": "t", "lasning": "b"}]),
        tolkningar=("t",),
    )
    svar = rl.berakna_malniva(rv, "mal", {"i": 15})
    assert (svar.mojliga, svar.oppna_tolkningar, svar.tolkningar) == ({PA_MALET, UNDER}, ("t",), ("t",))
    assert "Riktlinjen lämnar frågan öppen (t)." in svar.motivering
    vald = rl.berakna_malniva(rv.med_tolkningar({"t": "b"}), "mal", {"i": 15})
    assert (vald.status, vald.oppna_tolkningar, vald.tolkningar) == (UNDER, (), ("t",))
    assert "Svaret vilar på tolkningen t (b)." in vald.motivering
    assert rl.berakna_malniva(rv, "mal", {"i": 25}).tolkningar == (), "both readings say the same here"


def test_two_open_readings_that_only_matter_together_are_both_named() -> None:
    lika = [("a", "a"), ("b", "b")]
    rv = ett_mal(
        *(
            krav(PA_MALET, MINST_20, nar=[{"tolkning": "t", "lasning": t}, {"tolkning": "u", "lasning": u}])
            for t, u in lika
        ),
        krav(PA_MALET, MINST_10),
        tolkningar=("t", "u"),
    )
    svar = rl.berakna_malniva(rv, "mal", {"i": 15})
    assert (svar.mojliga, svar.oppna_tolkningar) == ({PA_MALET, UNDER}, ("t", "u"))


# --- what an answer says ----------------------------------------------------------------------------------------------


def test_the_rows_say_how_far_each_demand_is(rv: rl.Regelverk) -> None:
    svar = rl.berakna_malniva(rv, "mal-sunt-arbetsliv", {"frisktal": "90,5 %"})
    rader = [(rad.niva, rad.namn, str(rad.malvarde), rad.uppnas, rad.marginal) for rad in svar.krav]
    namn = "Nivån på frisktalet bland medarbetare"
    assert rader == [
        (PA_VAG, namn, "minst 87\u00a0%", True, Decimal("3.5")),
        (PA_MALET, namn, "minst 92\u00a0%", False, Decimal("-1.5")),
    ]
    assert [rad.kalla.rad for rad in svar.krav] == [namn] * 2


def test_the_motivering_is_one_swedish_paragraph_with_its_source(rv: rl.Regelverk) -> None:
    text = rl.berakna_malniva(rv, "mal-sunt-arbetsliv", {"frisktal": "90,5 %"}).motivering
    assert text.startswith(
        "Ett sunt och hållbart arbetsliv: På väg mot målet. På målet: 0 av 1 krav uppfylls, 1 gör det inte."
    )
    assert "\n" not in text
    assert "Källa: " in text
    assert text.endswith(".")
    oppen = rl.berakna_malniva(rv, "delmal-1", {}).motivering
    assert "kan inte avgöras – På målet, På väg mot målet eller Under målnivåerna möjlig" in oppen
    assert "0 gör det inte och 3 är inte kända." in oppen


@pytest.mark.parametrize(
    ("mojliga", "ord_"),
    [
        ({PA_MALET}, "På målet"),
        ({UNDER, PA_MALET}, "kan inte avgöras – På målet eller Under målnivåerna möjlig"),
        (set(), "ingen målnivå – riktlinjen sätter ingen här"),
    ],
)
def test_the_levels_in_words(mojliga: set[rl.Malniva], ord_: str) -> None:
    assert malnivaord(frozenset(mojliga)) == ord_


def test_a_unit_of_its_own_is_marked_as_the_callers_application(rv: rl.Regelverk) -> None:
    svar = rl.berakna_malniva(
        rv,
        "mal-sunt-arbetsliv",
        {"frisktal": 88},
        organisationsniva="förvaltning",
        enhet="Psykiatrin",
        period="2018-08",
    )
    assert (svar.enhet, svar.period, svar.organisationsniva) == ("Psykiatrin", "2018-08", "förvaltning")
    assert [(p.kod, p.allvar, p.plats) for p in svar.papekanden] == [
        ("MALNIVA-01", rl.Allvar.UPPLYSNING, "mal-sunt-arbetsliv")
    ]
    assert "Psykiatrin" in svar.papekanden[0].text


def test_a_demand_that_no_figure_can_meet_is_told_with_its_reason(rv: rl.Regelverk) -> None:
    (papekande,) = rl.berakna_malniva(rv, "delmal-5", {"langsiktig-budgetramen-halso-och-sjukvarden": -1}).papekanden
    assert (papekande.kod, papekande.plats) == ("MALNIVA-02", "langsiktig-budgetramen-halso-och-sjukvarden")
    assert "En tydlig trend av minskat underskott" in papekande.text
    assert papekande.kalla is not None


# --- the overview -----------------------------------------------------------------------------------------------------


def test_the_overview_is_a_mapping_that_refuses_unknown_ids(rv: rl.Regelverk) -> None:
    langsiktigt = rl.berakna_status(rv, {INDEX: 80}).langsiktigt
    assert langsiktigt["delmal-3"].status is PA_MALET
    assert len(langsiktigt) == 10
    assert "mal-budgetramen" not in langsiktigt
    assert "delmal-3: På målet" in repr(langsiktigt)
    with pytest.raises(rl.OkantId, match="delmal-6"):
        langsiktigt["delmal-6"]


def test_the_overview_is_the_koncerns_unless_it_is_of_a_unit(rv: rl.Regelverk) -> None:
    utfall = {"frisktal": 88}
    assert rl.berakna_status(rv, utfall).langsiktigt["mal-sunt-arbetsliv"].status is PA_VAG
    egen = rl.berakna_status(rv, utfall, enhet="Psykiatrin").langsiktigt["mal-sunt-arbetsliv"]
    assert (egen.status, egen.organisationsniva) == (PA_MALET, rl.Organisationsniva.FORVALTNING)


def test_the_levels_go_through_json_and_pickle_with_the_overview(rv: rl.Regelverk) -> None:
    u = rl.berakna_status(rv, {INDEX: 80, HME: rl.Utfall(80, delar={"ledarskap": None})}, period="2018-08")
    tillbaka = rl.Statusoversikt.model_validate_json(u.model_dump_json())
    assert dict(tillbaka.langsiktigt) == dict(u.langsiktigt)
    assert tillbaka.model_dump_json() == u.model_dump_json()
    assert pickle.loads(pickle.dumps(u)).langsiktigt["delmal-3"] == u.langsiktigt["delmal-3"]
    assert u.model_dump(mode="json")["langsiktigt"][2]["mojliga"] == ["På målet"]


def test_a_rule_set_without_levels_has_an_empty_overview() -> None:
    assert dict(rl.berakna_status(rl.las_regelverk("narsjukvarden-halland-2022"), {}).langsiktigt) == {}


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mal", "utfall", "fraga", "fel", "ord_"),
    [
        ("mal-budgetramen", {}, {}, rl.OkantId, "mal-budgetramen"),
        ("delmal-6", {}, {}, rl.OkantId, "delmal-5"),
        ("delmal-3", {"index": 75}, {}, rl.OkantId, "index"),
        ("delmal-3", {INDEX: 101}, {}, rl.UtfallFel, "utanför skalan"),
        ("delmal-3", {INDEX: "sjuttio"}, {}, rl.UtfallFel, INDEX),
        ("mal-sunt-arbetsliv", {"frisktal": "90 mnkr"}, {}, rl.UtfallFel, "mnkr"),
        ("delmal-3", {}, {"organisationsniva": "bolag"}, rl.OkantId, "koncern, förvaltning"),
        ("delmal-3", {}, {"period": "2018"}, rl.KalenderFel, "2018-03"),
        (3, {}, {}, TypeError, "int"),
        ("delmal-3", {}, {"organisationsniva": 1}, TypeError, "int"),
        ("delmal-3", {INDEX: [75]}, {}, TypeError, INDEX),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(
    rv: rl.Regelverk, mal: Any, utfall: dict[str, Any], fraga: dict[str, Any], fel: type[Exception], ord_: str
) -> None:
    with pytest.raises(fel, match=ord_):
        rl.berakna_malniva(rv, mal, utfall, **fraga)
