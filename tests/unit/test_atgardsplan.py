"""Åtgärdsplan: the arguments, the answer's own shape, and plans as people write them."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal

import pytest

import riktlinjer as rl

MANAD, UR1, UR2, AR = rl.Rapporttyp.MANAD, rl.Rapporttyp.UR1, rl.Rapporttyp.UR2, rl.Rapporttyp.AR


def krav(rv: rl.Regelverk, **argument: object) -> rl.Atgardsplanskrav:
    givna = {"rapporttyp": UR2, "period": "2018-08", "budgetavvikelse": -6, **argument}
    return rl.kraver_atgardsplan(rv, **givna)  # type: ignore[arg-type]


def test_the_answer_has_no_truth_value_and_says_so(rv: rl.Regelverk) -> None:
    with pytest.raises(TypeError, match="kravs"):
        bool(krav(rv))


def test_the_reason_is_swedish_with_the_figure(rv: rl.Regelverk) -> None:
    assert "−6,0\u00a0mnkr" in krav(rv, budgetavvikelse="-6,0 mnkr").skal
    assert "inte känd" in krav(rv, budgetavvikelse=None).skal
    assert krav(rv).skal.endswith(".")


def test_without_a_figure_where_a_plan_would_belong_is_still_told(rv: rl.Regelverk) -> None:
    k = krav(rv, budgetavvikelse=None)
    assert k.kravs is None
    assert k.bifogas_senast is not None
    assert k.bifogas_senast.period == "2018-09"


def test_an_answer_that_does_not_turn_on_a_reading_does_not_name_it(rv: rl.Regelverk) -> None:
    assert "atgardsplan-noll" in krav(rv, budgetavvikelse=0).tolkningar
    assert "atgardsplan-noll" not in krav(rv, budgetavvikelse=-6).tolkningar
    assert "atgardsplan-i-ar" not in krav(rv).tolkningar
    assert "atgardsplan-i-ar" in krav(rv, rapporttyp=AR, period="2018-12").tolkningar


@pytest.mark.parametrize(
    ("argument", "ord_"),
    [
        ({"period": "2018-04"}, "2018-04"),  # no report
        ({"period": "2018-09"}, "2018-09"),  # a månadsrapport, not UR2
        ({"period": "2018-13"}, "2018-13"),
        ({"period": "augusti"}, "augusti"),
        ({"period": "2018-08-31"}, "2018-08-31"),
        ({"rapporttyp": AR}, "2018-08"),
    ],
)
def test_a_period_that_is_not_the_reports_is_refused(rv: rl.Regelverk, argument: dict[str, object], ord_: str) -> None:
    with pytest.raises(rl.KalenderFel, match=ord_):
        krav(rv, **argument)


@pytest.mark.parametrize("avvikelse", ["minus sex", "-6 -5", float("nan"), Decimal("Infinity")])
def test_a_figure_that_cannot_be_read_is_refused_by_name(rv: rl.Regelverk, avvikelse: object) -> None:
    with pytest.raises(rl.UtfallFel, match="budgetavvikelse"):
        krav(rv, budgetavvikelse=avvikelse)
    with pytest.raises(rl.UtfallFel, match="resultat"):
        krav(rv, resultat=avvikelse)


@pytest.mark.parametrize(
    "argument",
    [
        {"budgetavvikelse": True},
        {"budgetavvikelse": [1]},
        {"rapporttyp": "UR2"},
        {"rapporttyp": None},
        {"period": 201808},
    ],
    ids=str,
)
def test_another_python_type_is_a_type_error(rv: rl.Regelverk, argument: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        krav(rv, **argument)


def test_another_years_timetable_gives_the_days(rv: rl.Regelverk) -> None:
    tidplan = rl.berakna_tidplan(rv, bryt={"2027-09": date(2027, 10, 5)})
    k = krav(rv, period="2027-08", tidplan=tidplan)
    assert k.bifogas_senast is not None
    assert (k.bifogas_senast.period, k.bifogas_senast.preliminar) == ("2027-09", date(2027, 10, 8))


def test_without_that_years_timetable_the_report_is_told_and_its_days_are_not_known(rv: rl.Regelverk) -> None:
    k = krav(rv, period="2027-08")
    assert k.bifogas_senast == rl.Rapporthanvisning(rapporttyp=MANAD, period="2027-09")


def test_an_answer_compares_pickles_and_goes_through_json(rv: rl.Regelverk) -> None:
    k = krav(rv)
    assert krav(rv) == k
    assert pickle.loads(pickle.dumps(k)) == k
    assert rl.Atgardsplanskrav.model_validate_json(k.model_dump_json()) == k


def test_a_guideline_without_rules_for_plans_says_so(rv: rl.Regelverk) -> None:
    utan = rl.Regelverk(**{**dict(rv), "atgardsplan": None})
    with pytest.raises(rl.RegelverkFel, match="atgardsplan"):
        krav(utan)
    with pytest.raises(rl.RegelverkFel, match="atgardsplan"):
        rl.granska_atgardsplan(utan, rl.Atgardsplan())


# --- the plan itself -------------------------------------------------------------------------------------------------

HEL = {"beslutad": True, "status": "pågår", "vidtagna": ["Stopp"], "planerade": ["Färre inhyrda"], "effekt": "6 mnkr"}


# what a plan says -> the part that is found missing (None: nothing is)
@pytest.mark.parametrize(
    ("del_", "saknas"),
    [
        ({"beslutad": False}, None),  # a no is an answer
        ({"beslutad": None}, "beslutad"),
        ({"status": ""}, "status"),
        ({"status": "   "}, "status"),
        ({"vidtagna": []}, None),  # none is taken: said
        ({"vidtagna": None}, "vidtagna"),
        ({"planerade": ()}, None),
        ({"planerade": ""}, "planerade"),
        ({"effekt": "0 mnkr"}, None),  # zero is not unknown
        ({"effekt": 0}, None),
        ({"effekt": "kan inte beräknas ännu"}, None),
        ({"effekt": ""}, "effekt"),
        ({"effekt": None}, "effekt"),
    ],
    ids=str,
)
def test_what_counts_as_said(rv: rl.Regelverk, del_: dict[str, object], saknas: str | None) -> None:
    funna = rl.granska_atgardsplan(rv, rl.Atgardsplan(**{**HEL, **del_}))  # type: ignore[arg-type]
    assert [p.plats for p in funna] == ([] if saknas is None else [saknas])


@pytest.mark.parametrize(
    ("effekt", "belopp"),
    [
        ("17,9 mnkr", rl.Belopp(varde=Decimal("17.9"), enhet="mnkr")),
        ("-2 000 tkr", rl.Belopp(varde=Decimal(-2000), enhet="tkr")),
        (5, rl.Belopp(varde=Decimal(5))),
        (0.1, rl.Belopp(varde=Decimal("0.1"))),
        ("12 34", "12 34"),
        ("cirka 5 mnkr", "cirka 5 mnkr"),
    ],
)
def test_an_effect_is_an_amount_or_words(effekt: object, belopp: object) -> None:
    assert rl.Atgardsplan(effekt=effekt).effekt == belopp  # type: ignore[arg-type]


def test_a_text_stands_for_a_measure() -> None:
    plan = rl.Atgardsplan(vidtagna="Stopp", planerade=["A", {"beskrivning": "B", "effekt": {"varde": "1"}}])  # type: ignore[arg-type,list-item]
    assert plan.vidtagna == (rl.Atgard(beskrivning="Stopp"),)
    assert plan.planerade is not None
    assert [a.beskrivning for a in plan.planerade] == ["A", "B"]


def test_a_plan_goes_through_json_unchanged() -> None:
    plan = rl.Atgardsplan(**HEL)  # type: ignore[arg-type]
    assert rl.Atgardsplan.model_validate_json(plan.model_dump_json()) == plan
    tom = rl.Atgardsplan()
    assert rl.Atgardsplan.model_validate_json(tom.model_dump_json()) == tom


def test_left_open_what_only_one_reading_asks_for_is_a_warning(rv: rl.Regelverk) -> None:
    """``FEL`` means that no tolkning settles it."""
    oppet = rv.med_tolkningar({"atgardsplan-innehall": "oppen"})
    funna = {p.plats: (p.allvar, p.tolkning) for p in rl.granska_atgardsplan(oppet, rl.Atgardsplan())}
    assert funna["status"] == (rl.Allvar.VARNING, "atgardsplan-innehall")
    assert funna["effekt"] == (rl.Allvar.FEL, None)
