"""``riktlinjer.testing``: the strategies stay within what can be asked, and a broken rule set is caught by its law."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, find, given, settings, strategies as st
from hypothesis.errors import NoSuchExample

import riktlinjer as rl
from riktlinjer.regelverk.lasare import bygg_regelverk
from riktlinjer.testing import gransvarden, lagar, ofullstandiga, prova_regelverk, utfall_for, val_av_lasningar

KALLA = {"avsnitt": "Prov"}
TRE_FARGER = [
    {"status": "Grön", "minst": 72},
    {"status": "Gul", "minst": 70, "under": 72},
    {"status": "Röd", "under": 70},
]
fa = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


def tabeller(steg: list[dict[str, Any]], **indikator: Any) -> dict[str, Any]:
    """A rule set with one delmål whose colour one indicator decides."""
    return {
        "format": 1,
        "id": "prov",
        "titel": "Prov",
        "organisation": "Provregionen",
        "utgava": "1",
        "galler_fran": "2018-01-01",
        "ar": 2018,
        "dokument": [{"id": "prov", "titel": "Prov", "utgivare": "Provregionen"}],
        "mal": [{"id": "mal", "namn": "Mål", "omrade": "prov", "kalla": KALLA}],
        "delmal": [
            {
                "id": "delmal-1",
                "nummer": 1,
                "namn": "Delmål",
                "mal": "mal",
                "statusregel": {"slag": "värde", "indikator": "index", "steg": steg, "kalla": [KALLA]},
                "kalla": KALLA,
            }
        ],
        "indikatorer": [
            {
                "id": "index",
                "namn": "Index",
                "mal": "delmal-1",
                "delmal": "delmal-1",
                "riktning": "högre är bättre",
                "skala": {"fran_och_med": 0, "till_och_med": 100},
                "malvarde": {"slag": "gräns", "minst": 72},
                "kalla": KALLA,
                **indikator,
            }
        ],
    }


def regelverk(steg: list[dict[str, Any]] | None = None, **indikator: Any) -> rl.Regelverk:
    """The same as a rule set."""
    return bygg_regelverk(tabeller(TRE_FARGER if steg is None else steg, **indikator))


# Strategies


@pytest.mark.parametrize("varde", ["0", "69", "70", "71", "72", "73", "100", "69.9", "72.1"])
def test_a_bound_and_its_neighbours_are_tried_and_so_are_the_ends_of_the_scale(varde: str) -> None:
    rv = regelverk()
    assert find(gransvarden(rv.indikator("index"), rv), lambda v: v == Decimal(varde)) == Decimal(varde)


@fa
@given(st.data())
def test_figures_lie_within_the_scale(data: st.DataObject) -> None:
    rv = regelverk()
    assert 0 <= data.draw(gransvarden(rv.indikator("index"), rv)) <= 100


def test_the_bounds_of_the_status_rule_are_tried_only_with_the_rule_set() -> None:
    rv = regelverk()
    with pytest.raises(NoSuchExample):
        find(gransvarden(rv.indikator("index")), lambda v: v == 70, settings=settings(max_examples=500))


@pytest.mark.parametrize("id", rl.tillgangliga_regelverk())
@fa
@given(data=st.data())
def test_every_drawn_outcome_of_a_shipped_rule_set_can_be_asked_about(id: str, data: st.DataObject) -> None:
    rv = rl.las_regelverk(id)
    valt = rv.med_tolkningar(data.draw(val_av_lasningar(rv)))
    assert rl.berakna_status(valt, data.draw(utfall_for(rv)), rapporttyp=rl.Rapporttyp.UR2) is not None


@pytest.mark.parametrize("delmal", ["delmal-1", "delmal-3", "delmal-5"])
@fa
@given(data=st.data())
def test_complete_outcomes_leave_nothing_missing(delmal: str, data: st.DataObject) -> None:
    rv = rl.las_regelverk("halland-2018")
    utfall = data.draw(utfall_for(rv, delmal=delmal, kompletta=True))
    assert rl.berakna_status(rv, utfall, rapporttyp=rl.Rapporttyp.AR)[delmal].saknade == ()


def test_incomplete_outcomes_lack_whole_outcomes_figures_facts_and_parts() -> None:
    hela = {"a": rl.Utfall(1, foregaende_ar=2), "b": rl.Utfall(3, delar={"x": 4, "y": 5})}
    assert find(ofullstandiga(hela), lambda u: "a" not in u and u.get("b") == hela["b"])
    assert find(ofullstandiga(hela), lambda u: u == hela) == hela
    for saknar in (
        lambda u: "a" in u and u["a"].varde is None and u["a"].foregaende_ar == 2,
        lambda u: "a" in u and u["a"].varde == 1 and u["a"].foregaende_ar is None,
        lambda u: "b" in u and dict(u["b"].delar) == {"x": 4, "y": None} and u["b"].varde == 3,
    ):
        assert find(ofullstandiga(hela), saknar, settings=settings(max_examples=2000))


def test_readings_are_left_open_only_when_they_may_be() -> None:
    rv = rl.las_regelverk("narsjukvarden-halland-2022")
    id = rv.tolkningar[0].id
    assert find(val_av_lasningar(rv), lambda val: val[id] == "oppen")
    with pytest.raises(NoSuchExample):
        find(val_av_lasningar(rv, oppna=False), lambda val: "oppen" in val.values(), settings=fa)


def test_an_unknown_delmal_is_refused() -> None:
    with pytest.raises(rl.OkantId, match="delmal-6"):
        utfall_for(rl.las_regelverk("halland-2018"), delmal="delmal-6")


# The laws


@pytest.mark.parametrize("id", rl.tillgangliga_regelverk())
def test_a_shipped_rule_set_is_lawful(id: str) -> None:
    prova_regelverk(rl.las_regelverk(id), antal=5)


def test_a_small_faultless_rule_set_is_lawful() -> None:
    prova_regelverk(regelverk(), antal=60)


def test_a_rule_set_of_another_type_is_refused() -> None:
    with pytest.raises(TypeError, match="väntade ett Regelverk"):
        prova_regelverk("halland-2018")  # type: ignore[arg-type]


HAL = [{"status": "Grön", "minst": 72}, {"status": "Gul", "minst": 70, "under": 71}, {"status": "Röd", "under": 70}]
DUBBELT = [{"status": "Grön", "minst": 72}, {"status": "Gul", "minst": 70}, {"status": "Röd", "under": 70}]
BAKVANT = [{"status": "Röd", "minst": 72}, {"status": "Gul", "minst": 70, "under": 72}, {"status": "Grön", "under": 70}]


@pytest.mark.parametrize("steg", [HAL, DUBBELT], ids=["a hole", "two colours"])
def test_a_broken_rule_is_caught_by_the_verification(steg: list[dict[str, Any]]) -> None:
    with pytest.raises(AssertionError, match="granskningen hittar inget av allvar fel\n  REGEL-"):
        prova_regelverk(regelverk(steg))


@pytest.mark.parametrize(
    ("trasigt", "lag"),
    [
        (regelverk(HAL), "när allt är känt och valt finns exakt en färg"),
        (regelverk(DUBBELT), "när allt är känt och valt finns exakt en färg"),
        (regelverk(BAKVANT), "ett bättre utfall ger aldrig en sämre färg"),
        (
            regelverk(malvarde={"slag": "gräns", "hogst": 72}),
            "ett bättre utfall missar aldrig ett uppnått målvärde",
        ),
    ],
    ids=["a hole", "two colours", "colours turned round", "a target on the wrong side"],
)
def test_without_the_verification_the_law_of_outcomes_catches_it(
    trasigt: rl.Regelverk, lag: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lagar, "_FASTA", ())
    with pytest.raises(AssertionError) as info:
        prova_regelverk(trasigt)
    text = str(info.value)
    assert text.startswith(f"regelverket prov bryter mot lagen: {lag}")
    assert "index" in text, "the outcome is shown"


def test_a_law_of_missing_facts_is_broken_by_an_answer_that_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules keep this law for every rule set, so the answer is broken here: what is unknown is taken for Röd."""
    riktig = lagar.statusberaknare

    def fel(rv: rl.Regelverk, delmal: str, typ: rl.Rapporttyp | None) -> Any:
        rakna = riktig(rv, delmal, typ)
        return lambda utfall: rakna(utfall if utfall.get("index") else {"index": 0})

    monkeypatch.setattr(lagar, "statusberaknare", fel)
    with pytest.raises(AssertionError) as info:
        prova_regelverk(regelverk())
    assert "mer kunskap lägger aldrig till en färg" in str(info.value)
    assert "före: Röd" in str(info.value)


def test_a_timetable_out_of_order_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lagar, "_FASTA", (lagar._tidplanen_i_ordning,))
    rv = rl.las_regelverk("halland-2018")
    assert rv.tidplan is not None
    bakvand = type(rv.tidplan)(**{**dict(rv.tidplan), "tillfallen": rv.tidplan.tillfallen[::-1]})
    with pytest.raises(AssertionError, match="2018-11 står efter 2018-12"):
        prova_regelverk(rl.Regelverk(**{**dict(rv), "tidplan": bakvand}), antal=1)


def test_a_rule_set_that_no_file_can_say_is_caught() -> None:
    """A reference that leads nowhere, in a rule set built in memory."""
    rv = regelverk()
    vilse = type(rv.delmal[0])(**{**dict(rv.delmal[0]), "mal": "finns-inte"})
    with pytest.raises(AssertionError, match="finns-inte"):
        prova_regelverk(rl.Regelverk(**{**dict(rv), "delmal": (vilse,)}))


def test_the_same_cases_are_tried_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lagar, "_FASTA", ())
    texter = set()
    for _ in range(2):
        with pytest.raises(AssertionError) as info:
            prova_regelverk(regelverk(HAL))
        texter.add(str(info.value))
    assert len(texter) == 1


def test_without_hypothesis_the_import_names_the_extra() -> None:
    kod = "import sys\nsys.modules['hypothesis'] = None\nimport riktlinjer.testing"
    miljo = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    svar = subprocess.run([sys.executable, "-c", kod], env=miljo, capture_output=True, encoding="utf-8", check=False)
    assert 'SaknatTillagg: riktlinjer.testing kräver ett tillägg: pip install "riktlinjer[testing]"' in svar.stderr
