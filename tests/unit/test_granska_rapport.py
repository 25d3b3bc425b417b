"""What is found in a report: sections, front page, submissions, plan, figures. The laws are property tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import riktlinjer as rl
from riktlinjer.models.papekande import Papekande
from riktlinjer.rules.rapportgranskning import granska_rapport

RV = rl.las_regelverk("halland-2018")
GRUND: dict[str, Any] = {"namnd": "driftnamnd-psykiatri", "rapporttyp": "UR2", "period": "2018-08"}


def granska(regelverk: rl.Regelverk = RV, **falt: Any) -> tuple[Papekande, ...]:
    return granska_rapport(regelverk, rl.Rapport.model_validate({**GRUND, **falt}))


def med(kod: str, regelverk: rl.Regelverk = RV, **falt: Any) -> list[Papekande]:
    return [p for p in granska(regelverk, **falt) if p.kod == kod]


def avsnitt(*rubriker: str, **falt: Any) -> list[dict[str, Any]]:
    par = (r.split(" ", 1) if r[0].isdigit() else (None, r) for r in rubriker)
    return [{"nummer": n, "titel": t, "niva": 1 if n is None else n.count(".") + 1, **falt} for n, t in par]


# Headings


@pytest.mark.parametrize(
    ("rubrik", "skal"),
    [
        ("9 Ekonomisk prognos", "samma titel"),
        ("2.2 Helårsprognos", "en känd annan rubrik för avsnittet och samma nummer"),
        ("Nämndens ekonomiska läge: Ekonomisk prognos", "titeln ingår i rubriken"),
        ("2.2 Ekonomisk prongos", "titeln är till"),
    ],
)
def test_a_section_is_found_with_its_evidence(rubrik: str, skal: str) -> None:
    funna = med("RAPPORT-02", avsnitt=avsnitt("1 Sammanfattning", rubrik))
    (funnet,) = [p for p in funna if "2.2 Ekonomisk prognos" in p.text]
    assert skal in funnet.text


@pytest.mark.parametrize(
    "rubrik", ["2.2 Lokaler", "2.2 Ekonomi", "2.2 Styra utifrån ekonomi, kvalitet och prognos i vården"]
)
def test_the_number_alone_finds_nothing(rubrik: str) -> None:
    saknade = [p for p in med("RAPPORT-01", avsnitt=avsnitt(rubrik)) if str(p.plats).startswith("2.2 ")]
    assert len(saknade) == 1
    assert rubrik.removeprefix("2.2 ") in saknade[0].text


def test_an_unnumbered_report_need_not_have_numbers() -> None:
    assert med("RAPPORT-02", avsnitt=avsnitt("Sammanfattning", "Investeringar")) == []


def test_two_headings_of_one_number_and_an_empty_section() -> None:
    assert len(med("RAPPORT-06", avsnitt=avsnitt("1 Sammanfattning", "1 Läget"))) == 1
    (tom,) = med("RAPPORT-05", avsnitt=avsnitt("1 Sammanfattning", ifyllt=False))
    assert tom.allvar is rl.Allvar.FEL
    assert med("RAPPORT-05", avsnitt=avsnitt("1 Sammanfattning", ifyllt=None)) == []
    assert med("RAPPORT-05", avsnitt=avsnitt("1 Sammanfattning", ifyllt=False, text="x")) == []


def test_chapter_4_is_not_part_of_a_manadsrapport_to_rs_but_of_the_namnds_own() -> None:
    rapport = rl.Rapport.model_validate(
        {**GRUND, "rapporttyp": "månadsrapport", "period": "2018-02", "avsnitt": avsnitt("4 Målstyrning")}
    )
    for mottagare, kravs in ((rl.Mottagare.RS, False), (rl.Mottagare.NAMND, True)):
        koder = {p.kod for p in granska_rapport(RV, rapport, mottagare=mottagare) if p.plats == "4 Målstyrning"}
        assert ("RAPPORT-04" in koder) is not kravs


def test_the_rows_of_bilaga_2_are_asked_of_halso_och_sjukvarden_only() -> None:
    rubriker = avsnitt("4 Målstyrning", text="Hjärtsjukdom")
    (insatser,) = [p for p in med("RAPPORT-07", avsnitt=rubriker) if "Särskilda insatsområden" in p.text]
    assert "Kärlkirurgi" in insatser.text
    assert "Hjärtsjukdom" not in insatser.text
    assert not [p for p in med("RAPPORT-07", avsnitt=rubriker, namnd="lokala-namnder") if "insatsområden" in p.text]


def test_policies_are_commented_in_ar() -> None:
    ar = {"rapporttyp": "ÅR", "period": "2018-12"}
    assert any(p.plats == "Uppföljning av policys" for p in med("RAPPORT-01", **ar))
    (funnet,) = med("RAPPORT-08", **ar, avsnitt=avsnitt("Policyer", text="Miljöpolicy, finanspolicy och FoU-policy."))
    assert "IT policy" in funnet.text
    assert "Miljöpolicy" not in funnet.text


# What the report says of itself


@pytest.mark.parametrize(
    ("falt", "kod"),
    [
        ({"rapporttyp": None, "period": None}, "RAPPORT-10"),
        ({"period": None}, "RAPPORT-10"),
        ({"period": "augusti"}, "RAPPORT-10"),
        ({"period": "2018-03"}, "RAPPORT-11"),
        ({"namnd": None}, "RAPPORT-12"),
        ({"namnd": "Trafiknämnden"}, "RAPPORT-12"),
        ({"framsida": {}}, "RAPPORT-13"),
        ({"framsida": {"period": "jan-mars 2018"}}, "RAPPORT-14"),
        ({"framsida": {"rapporttillfalle": "Uppföljningsrapport 1"}}, "RAPPORT-14"),
        ({"framsida": {"avsandare": "Kontoret"}}, "RAPPORT-14"),
        ({"sidhuvud": "Kvartal 2 2018"}, "RAPPORT-15"),
    ],
)
def test_what_a_report_says_wrong_or_not_at_all_of_itself(falt: dict[str, Any], kod: str) -> None:
    assert med(kod, **falt)
    assert not med(kod, framsida=None) or kod == "RAPPORT-10"


def test_the_namnd_may_be_given_by_its_name() -> None:
    assert med("RAPPORT-12", namnd="Driftnämnd psykiatri") == []


# Submissions: UR2 2018 is due preliminarily on 13 September, decided on 28 September


@pytest.mark.parametrize(
    ("steg", "mottagen", "kod", "text"),
    [
        ("preliminär", date(2018, 9, 12), None, ""),
        ("preliminär", date(2018, 9, 13), None, ""),
        ("preliminär", date(2018, 9, 14), "RAPPORT-20", "en arbetsdag"),
        ("preliminär", date(2018, 9, 17), "RAPPORT-20", "2 arbetsdagar"),
        ("beslutad", date(2018, 9, 28), None, ""),
        ("beslutad", date(2018, 9, 29), "RAPPORT-20", "ledig dag"),
        ("beslutad", date(2018, 10, 1), "RAPPORT-20", "en arbetsdag"),
        ("preliminär", None, "RAPPORT-21", "inte känt"),
        ("preliminär", date(2101, 1, 3), "RAPPORT-20", "efter"),
    ],
)
def test_each_submission_has_its_own_day(steg: str, mottagen: date | None, kod: str | None, text: str) -> None:
    funna = granska(versioner=[{"steg": steg, "mottagen": mottagen}])
    (traff,) = [p for p in funna if p.kod in ("RAPPORT-20", "RAPPORT-21", "RAPPORT-22")] or [None]
    assert (None if traff is None else traff.kod) == kod
    assert traff is None or text in traff.text


def test_not_klarmarkerad_and_a_day_that_is_not_known() -> None:
    assert med("RAPPORT-24", versioner=[{"steg": "preliminär", "klarmarkerad": False}])
    assert med("RAPPORT-24", versioner=[{"steg": "preliminär", "klarmarkerad": None}]) == []
    assert med("RAPPORT-22", period="2019-08", versioner=[{"steg": "preliminär", "mottagen": date(2019, 9, 30)}])


# The plan


def test_a_deficit_without_a_plan_and_no_deficit_without_one() -> None:
    (funnet,) = med("RAPPORT-33", prognos_budgetavvikelse=-6)
    assert funnet.allvar is rl.Allvar.FEL
    assert med("RAPPORT-33", prognos_budgetavvikelse=0) == med("RAPPORT-33", prognos_budgetavvikelse=6) == []
    assert med("RAPPORT-33") == []
    assert len(med("RAPPORT-30")) == 1


@pytest.mark.parametrize(
    ("effekt", "kod"),
    [
        ("6 mnkr", None),
        ("5,9 mnkr", "RAPPORT-34"),
        ("6000 tkr", None),
        ("5999 tkr", "RAPPORT-34"),
        ("6", "RAPPORT-35"),
        ("6 %", "RAPPORT-35"),
        ("märkbar", "RAPPORT-35"),
    ],
)
def test_the_effect_covers_the_deficit_in_the_same_unit(effekt: str, kod: str | None) -> None:
    funna = granska(prognos_budgetavvikelse=-6, atgardsplan={"effekt": effekt})
    assert [p.kod for p in funna if p.kod in ("RAPPORT-34", "RAPPORT-35")] == ([] if kod is None else [kod])


@pytest.mark.parametrize(("klar", "antal"), [(date(2018, 12, 31), 0), (date(2019, 1, 1), 1), (None, 0)])
def test_a_measure_is_done_within_the_year(klar: date | None, antal: int) -> None:
    plan = {"planerade": [{"beskrivning": "Färre inhyrda", "klar": klar}]}
    assert len(med("RAPPORT-36", atgardsplan=plan)) == antal


def test_the_measures_add_up_to_the_plan() -> None:
    for effekt, antal in (("3 mnkr", 0), ("4 mnkr", 1)):
        atgarder = [{"beskrivning": "a", "effekt": {"varde": v, "enhet": e}} for v, e in ((1, "mnkr"), (2000, "tkr"))]
        assert len(med("RAPPORT-39", atgardsplan={"effekt": effekt, "planerade": atgarder})) == antal


def test_the_report_before_says_since_when() -> None:
    nu = rl.Rapport.model_validate({**GRUND, "prognos_budgetavvikelse": -6})
    for fore, antal in ((Decimal(-1), 1), (Decimal(1), 0), (None, 0)):
        maj = rl.Rapport(period="2018-05", prognos_budgetavvikelse=fore)
        assert sum(p.kod == "RAPPORT-32" for p in granska_rapport(RV, nu, foregaende=maj)) == antal


def test_the_deviation_is_the_result_less_the_budget() -> None:
    assert med("RAPPORT-38", prognos_resultat=-6, prognos_budget=1, prognos_budgetavvikelse=-6)
    assert med("RAPPORT-38", prognos_resultat=-5, prognos_budget=1, prognos_budgetavvikelse=-6) == []


# Figures


def figurer(kolumner: list[str], *rader: list[str | None], summa: list[str] | None = None, enhet: str = "mnkr") -> Any:
    tabell: dict[str, Any] = {
        "enhet": enhet,
        "kolumner": kolumner,
        "rader": [{"namn": f"rad {n}", "varden": rad} for n, rad in enumerate(rader, 1)],
    }
    if summa is not None:
        tabell["summarad"] = {"namn": "Totalt", "varden": summa}
    return [{"titel": "Siffror", "tabeller": [tabell]}]


@pytest.mark.parametrize(
    ("rader", "summa", "allvar"),
    [
        (["1.0", "2.0"], "3.0", None),
        (["1.0", "2.0"], "3.1", None),
        (["1.0", "2.0"], "3.2", "fel"),
        (["1", "2.0"], "3.2", "varning"),
        (["1", "2.0"], "3.7", "fel"),
        (["1.0", None], "9.0", None),
    ],
)
def test_a_sum_agrees_but_for_rounding(rader: list[str | None], summa: str, allvar: str | None) -> None:
    funna = med("RAPPORT-40", avsnitt=figurer(["Budget"], *([v] for v in rader), summa=[summa]))
    assert [p.allvar.value for p in funna] == ([] if allvar is None else [allvar])


def test_a_row_with_the_other_sign_is_named() -> None:
    (funnet,) = med("RAPPORT-40", avsnitt=figurer(["Budget"], ["10.0"], ["-4.0"], summa=["14.0"]))
    assert "”rad 2” har omvänt tecken" in funnet.text


@pytest.mark.parametrize(
    ("avvikelse", "kod"), [("-6.0", None), ("-5.9", None), ("6.0", "RAPPORT-41"), ("-7", "RAPPORT-42")]
)
def test_the_deviation_of_a_row(avvikelse: str, kod: str | None) -> None:
    kolumner = ["Budget 2018", "Prognostiserat resultat 2018", "Prognostiserad avvikelse mot budget 2018"]
    funna = granska(avsnitt=figurer(kolumner, ["4.0", "-2.0", avvikelse]))
    assert [p.kod for p in funna if p.kod in ("RAPPORT-41", "RAPPORT-42")] == ([] if kod is None else [kod])


@pytest.mark.parametrize(("prognos", "antal"), [("12.0", 0), ("13.0", 1)])
def test_the_forecast_is_the_accumulated_and_the_rest(prognos: str, antal: int) -> None:
    kolumner = ["Ack utfall", "Resten av året", "Årsprognos"]
    assert len(med("RAPPORT-43", avsnitt=figurer(kolumner, ["8.0", "4.0", prognos]))) == antal


def test_tkr_against_mnkr() -> None:
    a, b = figurer(["Budget"], ["1.5"]), figurer(["Budget"], ["1500"])
    assert len(med("RAPPORT-44", avsnitt=[*a, *b])) == 1
    assert med("RAPPORT-44", avsnitt=[*a, *figurer(["Budget"], ["1500"], enhet="tkr")]) == []


def test_the_text_against_the_table() -> None:
    tabell = figurer(["Budget"], ["1.5"])
    for varde, antal in (("1.5", 0), ("1.9", 1)):
        tal = [{"namn": "Rad 1", "utfall": {"varde": varde, "enhet": "mnkr"}}]
        assert len(med("RAPPORT-45", avsnitt=[*tabell, {"titel": "Text", "nyckeltal": tal}])) == antal


def test_unreasonable_figures_are_findings_and_no_errors() -> None:
    granska(
        avsnitt=figurer(["Budget"], ["1E+999999"], ["1E-999999"], summa=["1E+5"]), prognos_budgetavvikelse="-1E+99999"
    )


# Whole


def test_a_guideline_without_a_template_is_told() -> None:
    regelverk = rl.las_regelverk("narsjukvarden-halland-2022")
    assert med("RAPPORT-16", regelverk)


@pytest.mark.parametrize("argument", [("rapport",), (None,)])
def test_what_is_no_report_is_refused(argument: tuple[Any]) -> None:
    with pytest.raises(TypeError):
        granska_rapport(RV, *argument)


def test_a_front_page_is_asked_for_only_where_the_template_has_one(rv: rl.Regelverk) -> None:
    rapport = rl.Rapport(rapporttyp=rl.Rapporttyp.UR2, period="2018-08", framsida=rl.Framsida(avsandare="Nämnden"))
    assert rv.rapportmall is not None
    utan = rv.rapportmall.model_copy(
        update={"avsnitt": tuple(a for a in rv.rapportmall.avsnitt if a.titel != "Framsida")}
    )
    koder = [
        {p.kod for p in rl.granska_rapport(ett, rapport)} for ett in (rv, rv.model_copy(update={"rapportmall": utan}))
    ]
    assert ["RAPPORT-13" in k for k in koder] == [True, False]
