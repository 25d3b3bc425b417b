"""Uppföljningsplanen: for every check, a small plan that it finds something in and one that it leaves alone."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import riktlinjer as rl
from riktlinjer.models.uppfoljningsplan import Omradespekare, Sammantrade
from riktlinjer.regelverk.lasare import bygg_regelverk
from riktlinjer.rules.uppfoljningsplan import granska_uppfoljningsplan

Tabeller = dict[str, Any]
KALLA = {"avsnitt": "Plan"}
RAM: Tabeller = {
    "format": 1,
    "id": "prov",
    "titel": "Prov",
    "organisation": "Provregionen",
    "utgava": "1",
    "beslutad_av": "Provstyrelsen",
    "galler_fran": date(2030, 1, 1),
    "ar": 2030,
    "dokument": [{"id": "prov", "titel": "Prov", "utgivare": "Provregionen"}],
}
FEBRUARI = {"fran_och_med": date(2030, 2, 5), "till_och_med": date(2030, 2, 6)}
MARS = {"fran_och_med": date(2030, 3, 5), "till_och_med": date(2030, 3, 5)}


def omrade(id: str, namn: str | None = None, kategori: str = "Patient") -> Tabeller:
    return {"id": id, "namn": namn or id.capitalize(), "kategori": kategori, "kalla": KALLA}


def amne(namn: str, *omraden: str, **andra: Any) -> Tabeller:
    return {"namn": namn, "tar_upp": [{"omrade": id} for id in omraden], **andra}


def block(
    *amnen: Tabeller, kategorier: tuple[str, ...] = ("Patient",), foredragande: tuple[str, ...] = ("Chef",)
) -> Any:
    return {"amnen": [*amnen], "kategorier": [*kategorier], "foredragande": [*foredragande], "kalla": KALLA}


def mote(id: str, dagar: Tabeller, *block: Tabeller) -> Tabeller:
    return {"id": id, **dagar, "block": [*block], "kalla": KALLA}


def rapport() -> Tabeller:
    return amne("Rapport", staende_punkt="rapport")


def felfri() -> Tabeller:
    """Two areas, two meetings, a standing item and a budget, with nothing to find."""
    plan = {
        "ar": 2030,
        "omraden": [omrade("tandvard"), omrade("ekonomi", kategori="Resultat")],
        "staende_punkter": [{"id": "rapport", "namn": "Rapport", "kalla": KALLA}],
        "sammantraden": [
            mote("februari", FEBRUARI, block(rapport()), block(amne("Tandvård", "tandvard"))),
            mote("mars", MARS, block(rapport(), amne("Ekonomin", "ekonomi"), kategorier=("Resultat", "Patient"))),
        ],
        "kalla": KALLA,
    }
    ramar = [{"namn": str(n), "belopp": Decimal(n), "kalla": KALLA} for n in ("0.1", "0.2", "-0.05")]
    budget = {"ar": 2030, "enhet": "mnkr", "ramar": ramar, "summa": Decimal("0.250"), "kalla": KALLA}
    return deepcopy({**RAM, "uppfoljningsplan": plan, "budget": budget})


def granska(tabeller: Tabeller) -> list[rl.Papekande]:
    return list(granska_uppfoljningsplan(bygg_regelverk(tabeller)))


def enda(tabeller: Tabeller, kod: str, plats: str, allvar: rl.Allvar) -> str:
    """The text of the one finding."""
    (funnen,) = granska(tabeller)
    assert (funnen.kod, funnen.plats, funnen.allvar, funnen.tolkning) == (kod, plats, allvar, None)
    assert funnen.kalla is not None
    return funnen.text.replace("\u00a0", " ")


def moten(tabeller: Tabeller) -> list[Tabeller]:
    plan: Tabeller = tabeller["uppfoljningsplan"]
    funna: list[Tabeller] = plan["sammantraden"]
    return funna


def test_a_plan_that_agrees_has_no_findings() -> None:
    assert granska(felfri()) == []


@pytest.mark.parametrize("utan", [("uppfoljningsplan", "budget"), ("budget",), ("uppfoljningsplan",)])
def test_what_a_rule_set_does_not_have_is_not_examined(utan: tuple[str, ...]) -> None:
    tabeller = felfri()
    tabeller["budget"]["summa"] = Decimal("1")
    tabeller["uppfoljningsplan"]["omraden"].append(omrade("lean"))
    for tabell in utan:
        del tabeller[tabell]
    kvar = {"uppfoljningsplan": "UPLAN-01", "budget": "UPLAN-07"}
    assert [p.kod for p in granska(tabeller)] == [kod for tabell, kod in kvar.items() if tabell not in utan]


@pytest.mark.parametrize("annat", [None, "jamtland-harjedalen-2016", {}, 1])
def test_what_is_no_rule_set_is_a_type_error(annat: object) -> None:
    with pytest.raises(TypeError, match="Regelverk"):
        granska_uppfoljningsplan(annat)  # type: ignore[arg-type]


# --- the checks ------------------------------------------------------------------------------------------------------


def test_an_area_that_no_meeting_takes_up() -> None:
    tabeller = felfri()
    tabeller["uppfoljningsplan"]["omraden"].append(omrade("lean", "Lean"))
    text = enda(tabeller, "UPLAN-01", "lean", rl.Allvar.VARNING)
    assert "”Lean”" in text
    moten(tabeller)[1]["block"].append(block(amne("Om Lean", "lean")))
    assert granska(tabeller) == []


def test_a_topic_that_takes_up_no_area() -> None:
    tabeller = felfri()
    moten(tabeller)[0]["block"].append(block(amne("Integration")))
    text = enda(tabeller, "UPLAN-02", "februari", rl.Allvar.UPPLYSNING)
    assert "”Integration” vid sammanträdet 5–6 februari 2030" in text


def test_a_category_that_is_not_the_areas() -> None:
    tabeller = felfri()
    moten(tabeller)[0]["block"][1]["kategorier"] = ["Resultat"]
    text = enda(tabeller, "UPLAN-03", "tandvard", rl.Allvar.VARNING)
    assert "under Patient" in text
    assert "kategorin Resultat" in text


@pytest.mark.parametrize(
    "kategorier", [["Patient"], ["patient"], [" PATIENT "], ["Resultat", "Patient"]], ids=lambda k: "/".join(k)
)
def test_a_category_is_the_same_whatever_its_capitals_and_company(kategorier: list[str]) -> None:
    tabeller = felfri()
    moten(tabeller)[0]["block"][1]["kategorier"] = kategorier
    assert granska(tabeller) == []


def test_a_category_that_the_plan_does_not_have_is_told_once_for_a_meeting() -> None:
    tabeller = felfri()
    for del_ in moten(tabeller)[0]["block"]:
        del_["kategorier"] = ["Patient", "Övergripande"]
    text = enda(tabeller, "UPLAN-04", "februari", rl.Allvar.UPPLYSNING)
    assert "”Övergripande” vid sammanträdet 5–6 februari 2030" in text
    moten(tabeller)[1]["block"][0]["kategorier"] += ["övergripande"]
    assert [p.plats for p in granska(tabeller)] == ["februari", "mars"]


def test_topics_without_a_category() -> None:
    """A blank cell is no conflict with what the plan says."""
    tabeller = felfri()
    moten(tabeller)[1]["block"][0]["kategorier"] = []
    funna = granska(tabeller)
    assert [(p.kod, p.plats, p.allvar) for p in funna] == [("UPLAN-05", "mars", rl.Allvar.VARNING)] * 2
    assert ["Rapport" in funna[0].text, "Ekonomin" in funna[1].text] == [True, True]


def test_topics_without_a_presenter() -> None:
    tabeller = felfri()
    moten(tabeller)[1]["block"][0]["foredragande"] = []
    funna = granska(tabeller)
    assert [(p.kod, p.plats, p.allvar) for p in funna] == [("UPLAN-06", "mars", rl.Allvar.VARNING)] * 2
    assert "”Ekonomin” vid sammanträdet 5\u00a0mars 2030" in funna[1].text


@pytest.mark.parametrize("summa", ["0.24999999999999999999999999999999999999", "0.26", "0", "-0.25"])
def test_a_printed_sum_that_is_not_that_of_the_rows(summa: str) -> None:
    tabeller = felfri()
    tabeller["budget"]["summa"] = Decimal(summa)
    text = enda(tabeller, "UPLAN-07", "budget", rl.Allvar.FEL)
    assert "tillsammans 0,25 mnkr" in text
    assert summa.replace(".", ",").replace("-", "−") + " mnkr" in text


def test_the_difference_between_the_sums_has_its_sign() -> None:
    tabeller = felfri()
    tabeller["budget"]["summa"] = Decimal("0.2")
    assert "skillnaden är −0,05 mnkr" in enda(tabeller, "UPLAN-07", "budget", rl.Allvar.FEL)


def test_a_budget_that_prints_no_sum_is_not_added_up() -> None:
    tabeller = felfri()
    del tabeller["budget"]["summa"]
    assert granska(tabeller) == []


def test_a_standing_item_that_misses_a_meeting() -> None:
    tabeller = felfri()
    del moten(tabeller)[0]["block"][0]
    text = enda(tabeller, "UPLAN-08", "februari", rl.Allvar.VARNING)
    assert "”Rapport”" in text
    assert "5–6 februari 2030" in text


def test_a_topic_of_the_same_name_is_not_the_standing_item() -> None:
    tabeller = felfri()
    moten(tabeller)[0]["block"][0] = block(amne("Rapport", "tandvard"))
    enda(tabeller, "UPLAN-08", "februari", rl.Allvar.VARNING)


def test_a_meeting_that_stands_after_a_later_one() -> None:
    tabeller = felfri()
    moten(tabeller).reverse()
    text = enda(tabeller, "UPLAN-09", "februari", rl.Allvar.VARNING)
    assert "5–6 februari 2030 står efter sammanträdet 5 mars 2030" in text


@pytest.mark.parametrize(
    ("forsta", "sista", "koder"),
    [
        (date(2030, 2, 4), date(2030, 2, 4), ["UPLAN-09"]),
        (date(2030, 2, 4), date(2030, 2, 5), ["UPLAN-09", "UPLAN-10"]),
        (date(2030, 2, 5), date(2030, 2, 5), ["UPLAN-10"]),
        (date(2030, 2, 6), date(2030, 2, 6), ["UPLAN-10"]),
        (date(2030, 2, 6), date(2030, 3, 5), ["UPLAN-10"]),
        (date(2030, 2, 7), date(2030, 2, 8), []),
    ],
)
def test_two_meetings_on_the_same_day(forsta: date, sista: date, koder: list[str]) -> None:
    """The first meeting is on 5 and 6 February."""
    tabeller = felfri()
    moten(tabeller)[1] |= {"fran_och_med": forsta, "till_och_med": sista}
    funna = granska(tabeller)
    assert [p.kod for p in funna] == koder
    assert {p.plats for p in funna} <= {"mars"}


def test_an_area_that_stands_twice() -> None:
    tabeller = felfri()
    plan = tabeller["uppfoljningsplan"]
    plan["omraden"].append(omrade("tandvard-igen", "tandvard  ", kategori="Resultat"))
    moten(tabeller)[1]["block"][0]["amnen"].append(amne("Tandvård igen", "tandvard-igen"))
    text = enda(tabeller, "UPLAN-11", "tandvard", rl.Allvar.VARNING)
    assert "2 gånger i planen, under Patient och Resultat" in text
    plan["omraden"][-1]["namn"] = "Tandvård i skolan"
    assert granska(tabeller) == []


def test_findings_come_in_the_order_of_their_codes() -> None:
    tabeller = felfri()
    plan, forsta = tabeller["uppfoljningsplan"], moten(tabeller)[0]
    plan["omraden"] += [omrade("tandvard-igen", "Tandvard")]
    forsta["block"] = [
        block(amne("Integration"), kategorier=(), foredragande=()),
        block(amne("Tandvård", "tandvard"), kategorier=("X",)),
    ]
    moten(tabeller)[1] |= FEBRUARI
    tabeller["budget"]["summa"] = Decimal(1)
    assert [p.kod[-2:] for p in granska(tabeller)] == ["01", "02", "03", "04", "05", "06", "07", "08", "10", "11"]


@pytest.mark.parametrize(
    ("forsta", "sista", "text"),
    [
        (date(2030, 1, 31), date(2030, 1, 31), "sammanträdet 31 januari 2030"),
        (date(2030, 1, 30), date(2030, 1, 31), "sammanträdet 30–31 januari 2030"),
        (date(2030, 1, 31), date(2030, 2, 1), "sammanträdet 31 januari 2030 – 1 februari 2030"),
        (date(2029, 1, 31), date(2030, 1, 31), "sammanträdet 31 januari 2029 – 31 januari 2030"),
    ],
)
def test_the_days_of_a_meeting_as_people_write_them(forsta: date, sista: date, text: str) -> None:
    tabeller = felfri()
    moten(tabeller)[0] |= {"fran_och_med": forsta, "till_och_med": sista}
    moten(tabeller)[0]["block"].append(block(amne("Integration")))
    assert text + " hör" in granska(tabeller)[0].text.replace("\u00a0", " ")


# --- readings --------------------------------------------------------------------------------------------------------


def med_lasningar(standard: str) -> Tabeller:
    """A topic that is the area of tandvård under one reading, and a topic of its own under the other."""
    tabeller = felfri()
    nar = [{"tolkning": "broschyren", "lasning": "tandvard"}]
    moten(tabeller)[0]["block"][1] = block(amne("Broschyr", tar_upp=[{"omrade": "tandvard", "nar": nar}]))
    lasningar = [{"id": id, "innebord": id} for id in ("tandvard", "eget")]
    tabeller["tolkningar"] = [
        {"id": "broschyren", "fraga": "?", "lasningar": lasningar, "standard": standard, "skal": "!", "kalla": [KALLA]}
    ]
    return tabeller


@pytest.mark.parametrize(
    ("lasning", "koder", "oppet"),
    [("tandvard", [], False), ("eget", ["UPLAN-01", "UPLAN-02"], False), ("oppen", ["UPLAN-01", "UPLAN-02"], True)],
)
def test_a_finding_that_a_tolkning_settles_names_it(lasning: str, koder: list[str], oppet: bool) -> None:
    rv = bygg_regelverk(med_lasningar("oppen")).med_tolkningar({"broschyren": lasning})
    funna = granska_uppfoljningsplan(rv)
    assert [p.kod for p in funna] == koder
    assert all(p.tolkning == "broschyren" for p in funna)
    assert all(("öppen tolkning" in p.text) is oppet for p in funna)


def test_two_pointers_that_between_them_hold_under_every_reading_settle_the_topic() -> None:
    tabeller = med_lasningar("oppen")
    tar_upp = moten(tabeller)[0]["block"][1]["amnen"][0]["tar_upp"]
    tar_upp.append({"omrade": "ekonomi", "nar": [{"tolkning": "broschyren", "lasning": "eget"}]})
    moten(tabeller)[0]["block"][1]["kategorier"] = ["Patient", "Resultat"]
    assert [p.kod for p in granska(tabeller)] == ["UPLAN-01"]


# --- the file --------------------------------------------------------------------------------------------------------


def platser(tabeller: Tabeller) -> dict[str, str]:
    with pytest.raises(rl.RegelverkFel) as fangat:
        bygg_regelverk(tabeller)
    return {fel.plats: fel.text for fel in fangat.value.fel}


def test_a_pointer_to_nothing_is_refused_with_its_place() -> None:
    tabeller = felfri()
    moten(tabeller)[0]["block"][1]["amnen"][0]["tar_upp"][0]["omrade"] = "tandvarden"
    moten(tabeller)[1]["block"][0]["amnen"][0]["staende_punkt"] = "rapporten"
    tabeller["framgangsfaktorer"] = [{"id": "faktor", "mal": "mal-9", "namn": "Faktor", "kalla": KALLA}]
    funna = platser(tabeller)
    assert set(funna) == {
        "uppfoljningsplan.sammantraden[0].block[1].amnen[0].tar_upp[0].omrade",
        "uppfoljningsplan.sammantraden[1].block[0].amnen[0].staende_punkt",
        "framgangsfaktorer[0].mal",
    }
    assert "'tandvarden'" in funna["uppfoljningsplan.sammantraden[0].block[1].amnen[0].tar_upp[0].omrade"]


def test_ids_within_the_plan_are_unique_in_the_whole_rule_set() -> None:
    tabeller = felfri()
    tabeller["uppfoljningsplan"]["omraden"].append(omrade("mars"))
    tabeller["malomraden"] = [{"id": "rapport", "namn": "Rapport", "omfattar": [], "kalla": KALLA}]
    assert set(platser(tabeller)) == {
        "uppfoljningsplan.sammantraden[1].id",
        "uppfoljningsplan.staende_punkter[0].id",
    }


def test_a_condition_on_a_reading_that_does_not_exist_is_refused() -> None:
    tabeller = med_lasningar("eget")
    nar = moten(tabeller)[0]["block"][1]["amnen"][0]["tar_upp"][0]["nar"]
    nar[0]["lasning"] = "finns-inte"
    assert [text for text in platser(tabeller).values() if "finns-inte" in text]


@pytest.mark.parametrize(
    ("andra", "plats"),
    [
        (lambda t: moten(t)[0].update(till_och_med=date(2030, 2, 4)), "uppfoljningsplan.sammantraden[0]"),
        (lambda t: moten(t)[0]["block"][0].update(amnen=[]), "uppfoljningsplan.sammantraden[0].block[0].amnen"),
        (lambda t: t["budget"].update(ramar=[]), "budget.ramar"),
        (lambda t: t["budget"].update(summa=Decimal("NaN")), "budget.summa"),
        (lambda t: t["uppfoljningsplan"].update(omraden="alla"), "uppfoljningsplan.omraden"),
        (lambda t: t.update(uppfoljningsplan=[]), "uppfoljningsplan"),
    ],
)
def test_a_fault_of_form_is_told_with_its_place(andra: Any, plats: str) -> None:
    tabeller = felfri()
    andra(tabeller)
    assert plats in platser(tabeller)


def test_a_meeting_does_not_end_before_it_begins() -> None:
    kalla = rl.Kalla(dokument="Prov", avsnitt="Plan")
    with pytest.raises(ValueError, match="2030-02-04 är före fran_och_med 2030-02-05"):
        Sammantrade(id="m", fran_och_med=date(2030, 2, 5), till_och_med=date(2030, 2, 4), block=(), kalla=kalla)


def test_the_day_of_decision_may_be_unknown() -> None:
    assert bygg_regelverk(felfri()).beslutad is None


def test_a_pointer_made_in_python_to_no_area_takes_up_nothing() -> None:
    """The loader refuses it; a plan that is built by hand is still examined."""
    rv = bygg_regelverk(felfri())
    plan = rv.uppfoljningsplan
    assert plan is not None
    mote_, block_ = plan.sammantraden[0], plan.sammantraden[0].block[1]
    amne_ = type(block_.amnen[0])(namn="Tandvård", tar_upp=(Omradespekare(omrade="finns-inte"),))
    nytt_block = type(block_)(**{**dict(block_), "amnen": (amne_,)})
    nytt_mote = Sammantrade(**{**dict(mote_), "block": (mote_.block[0], nytt_block)})
    ny = type(plan)(**{**dict(plan), "sammantraden": (nytt_mote, plan.sammantraden[1])})
    funna = granska_uppfoljningsplan(rl.Regelverk(**{**dict(rv), "uppfoljningsplan": ny}))
    assert [p.kod for p in funna] == ["UPLAN-01", "UPLAN-02"]
