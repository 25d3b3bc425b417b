"""Laws of the check of a plan against its calendar, on plans that are made to have nothing to find."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, strategies as st
from strategies import KALLA, Tabeller, bygg_regelverk, exempel, ramtabeller

import riktlinjer as rl
from riktlinjer.rules.uppfoljningsplan import granska_uppfoljningsplan

KATEGORIER = ["Samhälle", "Patient", "Övriga informationer"]


def amne(namn: str, **andra: Any) -> Tabeller:
    return {"namn": namn, **andra}


@st.composite
def planer(draw: st.DrawFn) -> Tabeller:
    """A rule set whose plan and calendar agree: every area is taken up, in its category, at meetings in date order."""
    antal = draw(st.integers(1, 4))
    forst = draw(st.lists(st.dates(date(2018, 1, 1), date(2018, 12, 1)), min_size=antal, max_size=antal, unique=True))
    forst.sort()
    langst = [(b - a).days - 1 for a, b in zip(forst, [*forst[1:], date(2018, 12, 31)], strict=True)]
    rapport = amne("Rapport", staende_punkt="rapport")
    moten: list[Tabeller] = [
        {
            "id": f"mote-{n}",
            "fran_och_med": dag,
            "till_och_med": dag + timedelta(draw(st.integers(0, min(2, langst[n])))),
            "block": [{"amnen": [rapport], "foredragande": ["Direktör"], "kategorier": KATEGORIER[2:], "kalla": KALLA}],
            "kalla": KALLA,
        }
        for n, dag in enumerate(forst)
    ]
    omraden: list[Tabeller] = [{"id": "ovrigt", "namn": "Övrigt", "kategori": KATEGORIER[2], "kalla": KALLA}]
    omraden += [
        {"id": f"omrade-{n}", "namn": f"Område {n}", "kategori": draw(st.sampled_from(KATEGORIER)), "kalla": KALLA}
        for n in range(draw(st.integers(0, 6)))
    ]
    for omrade in omraden:
        for gang in range(draw(st.integers(1, 2))):
            kategorier = draw(st.sampled_from([[omrade["kategori"]], [omrade["kategori"], KATEGORIER[2]]]))
            rad = {"foredragande": ["Chef"], "kategorier": kategorier, "kalla": KALLA}
            tar_upp = [{"omrade": omrade["id"]}]
            block = {"amnen": [amne(f"{omrade['namn']} ({gang})", tar_upp=tar_upp)], **rad}
            draw(st.sampled_from(moten))["block"].append(block)
    plan = {
        "ar": 2018,
        "omraden": omraden,
        "staende_punkter": [{"id": "rapport", "namn": "Rapport", "kalla": KALLA}],
        "sammantraden": moten,
        "kalla": KALLA,
    }
    return {**ramtabeller(), "uppfoljningsplan": plan, "budget": draw(budgetar())}


@st.composite
def budgetar(draw: st.DrawFn) -> Tabeller:
    """A budget in whole öre and finer, with the sum of its rows in integers."""
    decimaler = draw(st.integers(0, 40))
    belopp = draw(st.lists(st.integers(-(10**45), 10**45), min_size=1, max_size=8))
    rader = [{"namn": "Rad", "belopp": exakt(b, decimaler), "kalla": KALLA} for b in belopp]
    return {"ar": 2018, "enhet": "mnkr", "ramar": rader, "summa": exakt(sum(belopp), decimaler), "kalla": KALLA}


def exakt(heltal: int, decimaler: int) -> Decimal:
    """``heltal`` with its last digits as decimals, whatever their number."""
    return Decimal((heltal < 0, tuple(map(int, str(abs(heltal)))), -decimaler))


def granska(tabeller: Tabeller) -> tuple[rl.Papekande, ...]:
    return granska_uppfoljningsplan(bygg_regelverk(tabeller))


def koder(tabeller: Tabeller) -> list[tuple[str, str | None]]:
    return [(p.kod, p.plats) for p in granska(tabeller)]


def amneslistor(tabeller: Tabeller) -> list[list[Tabeller]]:
    return [block["amnen"] for mote in tabeller["uppfoljningsplan"]["sammantraden"] for block in mote["block"]]


@exempel(60)
@given(planer())
def test_a_plan_that_agrees_is_not_remarked_on(tabeller: Tabeller) -> None:
    assert granska(tabeller) == ()


@exempel(60)
@given(st.data(), planer())
def test_an_area_loses_its_last_topic_and_one_more_is_never_scheduled(data: st.DataObject, tabeller: Tabeller) -> None:
    """Removing a topic is remarked on if, and only if, it alone takes up its area."""
    rader = [r for r in amneslistor(tabeller) if "tar_upp" in r[0]]
    rad = data.draw(st.sampled_from(rader))
    omrade = rad[0]["tar_upp"][0]["omrade"]
    ensam = sum(r[0]["tar_upp"][0]["omrade"] == omrade for r in rader) == 1
    for mote in tabeller["uppfoljningsplan"]["sammantraden"]:
        mote["block"] = [block for block in mote["block"] if block["amnen"] is not rad]
    assert koder(tabeller) == ([("UPLAN-01", omrade)] if ensam else [])


def slumpad(data: st.DataObject, tabeller: Tabeller) -> Tabeller:
    """The plan with faults in it, so that there is something to find."""
    plan = tabeller["uppfoljningsplan"]
    for mote in plan["sammantraden"]:
        for block in mote["block"]:
            block["amnen"] += data.draw(
                st.lists(
                    st.sampled_from([amne("Eget"), amne("Annat", tar_upp=[{"omrade": plan["omraden"][-1]["id"]}])]),
                    max_size=3,
                )
            )
            if data.draw(st.booleans()):
                block["foredragande"] = []
            block["kategorier"] = data.draw(st.sampled_from([block["kategorier"], [], ["Okänd"], KATEGORIER[:1]]))
    return tabeller


@exempel(60)
@given(st.data(), planer())
def test_the_order_of_the_topics_in_a_row_changes_nothing_but_the_order_of_the_findings(
    data: st.DataObject, tabeller: Tabeller
) -> None:
    tabeller = slumpad(data, tabeller)
    omkastad = deepcopy(tabeller)
    for amnen in amneslistor(omkastad):
        amnen[:] = data.draw(st.permutations(amnen))
    fore, efter = granska(tabeller), granska(omkastad)
    assert Counter(fore) == Counter(efter)
    assert [p.kod for p in fore] == [p.kod for p in efter] == sorted(p.kod for p in fore)


@exempel(60)
@given(st.data(), planer())
def test_the_same_plan_has_the_same_findings_and_none_is_worse_than_a_warning(
    data: st.DataObject, tabeller: Tabeller
) -> None:
    """Only a sum can be certainly wrong; plan and calendar may each be the one that is right."""
    tabeller = slumpad(data, tabeller)
    funna = granska(tabeller)
    assert funna == granska(deepcopy(tabeller))
    assert rl.Allvar.FEL not in {p.allvar for p in funna}
    for papekande in funna:
        assert rl.Papekande.model_validate_json(papekande.model_dump_json()) == papekande


@exempel(60)
@given(st.data(), planer(), st.integers(-(10**6), 10**6).filter(bool), st.integers(0, 60))
def test_a_sum_is_held_to_the_last_decimal(data: st.DataObject, tabeller: Tabeller, fel: int, decimaler: int) -> None:
    budget = tabeller["budget"]
    rad = data.draw(st.sampled_from(budget["ramar"]))
    budget["ramar"].append({**rad, "belopp": exakt(fel, decimaler)})
    (funnen,) = granska(tabeller)
    assert (funnen.kod, funnen.allvar) == ("UPLAN-07", rl.Allvar.FEL)
    budget["ramar"].append({**rad, "belopp": exakt(-fel, decimaler)})
    assert granska(tabeller) == ()


@exempel(60)
@given(st.data(), planer())
def test_a_standing_item_is_missed_at_every_meeting_that_it_is_taken_from(
    data: st.DataObject, tabeller: Tabeller
) -> None:
    moten = tabeller["uppfoljningsplan"]["sammantraden"]
    utan = data.draw(st.sets(st.sampled_from(range(len(moten)))))
    for n in utan:
        del moten[n]["block"][0]
    assert koder(tabeller) == [("UPLAN-08", f"mote-{n}") for n in sorted(utan)]
