"""Laws of the colours: one when all is known, never worse for a better outcome, the same in any order."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st
from strategies import (
    DELMAL,
    JAMFORELSEFAKTA,
    Fall,
    exempel,
    halland,
    hallandsfall,
    indikatorer_i,
    provfall,
    utfall_av,
    val_av_lasningar,
    varden_for,
)

import riktlinjer as rl

VARST_TILL_BAST = (rl.Status.ROD, rl.Status.GUL, rl.Status.GRON)


def med_malvarden_satta(rv: rl.Regelverk) -> rl.Regelverk:
    """The guideline as it will be when the targets that are under utveckling have been set."""
    satt = rl.Gransmalvarde(minst=50, text="50")
    return rl.Regelverk(
        **{
            **dict(rv),
            "indikatorer": tuple(
                rl.Indikator(**{**dict(i), "malvarde": satt}) if i.under_utveckling else i for i in rv.indikatorer
            ),
        }
    )


@pytest.mark.parametrize("delmal", DELMAL)
@exempel(15)
@given(data=st.data())
def test_with_all_known_and_chosen_a_delmal_has_exactly_one_colour(delmal: str, data: st.DataObject) -> None:
    rv = med_malvarden_satta(halland()).med_tolkningar(data.draw(val_av_lasningar(halland(), oppna=False)))
    utfall = data.draw(utfall_av(rv, delmal, kompletta=True, slag=False))
    for typ in rl.Rapporttyp:
        svar = Fall(rv, delmal, utfall, typ).svar()
        assert len(svar.mojliga) == 1
        assert svar.mojliga == {svar.status}
        assert svar.saknade == ()
        assert svar.oppna_tolkningar == ()


@pytest.mark.parametrize("delmal", DELMAL)
@exempel(15)
@given(data=st.data())
def test_the_guideline_as_printed_leaves_only_the_targets_under_utveckling_open(
    delmal: str, data: st.DataObject
) -> None:
    fall = data.draw(hallandsfall(delmal, oppna=False, kompletta=True, slag=False))
    svar = fall.svar()
    raknade_utan_malvarde = any(rad.lage is rl.Lage.UNDER_UTVECKLING for rad in svar.indikatorer)
    assert len(svar.mojliga) == 1 or raknade_utan_malvarde
    assert svar.mojliga


@exempel(40)
@given(provfall(ordnade=True, oppna=False, kompletta=True, utfallsslag=False))
def test_a_faultless_rule_gives_exactly_one_colour_when_all_is_known(fall: Fall) -> None:
    svar = fall.svar()
    omatbara = any(rad.malvarde is None or not rad.malvarde.matbart for rad in svar.indikatorer)
    if fall.rv.delmal[0].statusregel.slag != "antal" or not omatbara:
        assert len(svar.mojliga) == 1


def _battre_ger_inte_samre(data: st.DataObject, fall: Fall) -> None:
    id = data.draw(st.sampled_from(indikatorer_i(fall.rv, fall.delmal)))
    tal = varden_for(fall.rv, fall.delmal, id)
    a, b = sorted(data.draw(st.tuples(tal, tal)))
    if fall.rv.indikator(id).riktning is rl.Riktning.LAGRE:
        a, b = b, a
    samre, battre = (fall.med(utfall={**fall.utfall, id: _med_varde(fall.utfall.get(id), v)}).svar() for v in (a, b))
    assert samre.mojliga
    assert battre.mojliga
    for ytterst in (min, max):
        assert ytterst(map(VARST_TILL_BAST.index, samre.mojliga)) <= ytterst(map(VARST_TILL_BAST.index, battre.mojliga))


def _med_varde(givet: object, varde: object) -> object:
    if not isinstance(givet, rl.Utfall):
        return varde
    return rl.Utfall(varde, slag=givet.slag, **{f: getattr(givet, f) for f in JAMFORELSEFAKTA})


@pytest.mark.parametrize("delmal", DELMAL)
@exempel(25)
@given(data=st.data())
def test_a_better_outcome_never_gives_a_worse_colour_in_the_guideline(delmal: str, data: st.DataObject) -> None:
    _battre_ger_inte_samre(data, data.draw(hallandsfall(delmal)))


@exempel(70)
@given(st.data())
def test_a_better_outcome_never_gives_a_worse_colour_in_a_faultless_rule(data: st.DataObject) -> None:
    _battre_ger_inte_samre(data, data.draw(provfall(ordnade=True)))


@exempel(50)
@given(data=st.data())
def test_a_better_outcome_never_turns_a_met_target_into_a_missed_one(data: st.DataObject) -> None:
    rv = halland().med_tolkningar(data.draw(val_av_lasningar(halland())))
    indikator = data.draw(st.sampled_from([i for i in rv.indikatorer if i.riktning is not None]))
    placeringar = st.integers(1, 21).map(Decimal)
    tal = placeringar if indikator.enhet == "placering" else varden_for(rv, "delmal-1", indikator.id)
    a, b = sorted(data.draw(st.tuples(tal, tal)))
    if indikator.riktning is rl.Riktning.LAGRE:
        a, b = b, a
    samre, battre = (rl.berakna_indikator(rv, indikator.id, v) for v in (a, b))
    if samre.lage is rl.Lage.UPPNADD:
        assert battre.lage is rl.Lage.UPPNADD
    if battre.lage is rl.Lage.EJ_UPPNADD:
        assert samre.lage is rl.Lage.EJ_UPPNADD
    if samre.marginal is not None and battre.marginal is not None:
        assert samre.marginal <= battre.marginal
        assert (battre.marginal > 0) <= (battre.lage is rl.Lage.UPPNADD)
        assert (battre.marginal < 0) <= (battre.lage is rl.Lage.EJ_UPPNADD)


@exempel(15)
@given(st.data())
def test_the_order_of_the_outcomes_does_not_matter(data: st.DataObject) -> None:
    fall = data.draw(st.one_of(hallandsfall(), provfall()))
    omkastat = dict(data.draw(st.permutations(list(fall.utfall.items()))))
    annan = fall.med(utfall=omkastat)
    _samma_svar(fall.svar(), annan.svar())
    assert _oversikt(fall) == _oversikt(annan)
    assert _oversikt(fall).model_dump_json() == _oversikt(annan).model_dump_json()


@exempel(15)
@given(st.data())
def test_an_outcome_that_is_none_is_the_same_as_one_that_is_left_out(data: st.DataObject) -> None:
    fall = data.draw(st.one_of(hallandsfall(), provfall()))
    givna = {id: v for id, v in fall.utfall.items() if v is not None}
    utan = [i.id for i in fall.rv.indikatorer if i.id not in givna]
    extra = dict.fromkeys(data.draw(st.lists(st.sampled_from(utan), unique=True)) if utan else [])
    med, utan_none = fall.med(utfall={**extra, **givna}), fall.med(utfall=givna)
    _samma_svar(med.svar(), utan_none.svar())
    assert _oversikt(med).model_dump_json() == _oversikt(utan_none).model_dump_json()


@exempel(25)
@given(st.data())
def test_an_outcome_without_a_value_counts_as_not_known(data: st.DataObject) -> None:
    fall = data.draw(st.one_of(hallandsfall(), provfall()))
    okand = [id for id in indikatorer_i(fall.rv, fall.delmal) if fall.utfall.get(id) is None]
    tomma = {id: data.draw(st.sampled_from(["", "  ", "\u00a0", rl.Utfall(), rl.Utfall(None)])) for id in okand}
    assert fall.med(utfall={**fall.utfall, **tomma}).svar().mojliga == fall.svar().mojliga


def _samma_svar(ett: rl.BeraknadStatus, annat: rl.BeraknadStatus) -> None:
    assert ett.mojliga == annat.mojliga
    assert ett.antal == annat.antal
    assert ett == annat
    assert hash(ett) == hash(annat)
    assert ett.model_dump_json() == annat.model_dump_json()


def _oversikt(fall: Fall) -> rl.Statusoversikt:
    return rl.berakna_status(fall.rv, fall.utfall, rapporttyp=fall.rapporttyp)
