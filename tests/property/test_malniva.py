"""Laws of the long-term levels: ``mojliga`` is the union over what is not known, and shrinks as more is known."""

from __future__ import annotations

import pickle
from decimal import Context, Decimal, localcontext
from typing import Any

import pytest
from facit_malniva import facit_malniva, indikatorer_for
from hypothesis import event, given, strategies as st
from strategies import (
    NIVAMAL,
    UDDA_SAMMANHANG,
    Nivafall,
    exempel,
    halland,
    hallandsnivafall,
    nivafall,
    nivafigurer,
    nivautfall,
    val_av_lasningar,
)

import riktlinjer as rl

SAMST_TILL_BAST = (rl.Malniva.UNDER, rl.Malniva.PA_VAG_MOT_MALET, rl.Malniva.PA_MALET)
FAKTA = ("varde", "motsvarande_period", "foregaende_ar", "foregaende_period", "basvarde", "budget")


def _jamfor_med_facit(fall: Nivafall) -> None:
    svar = fall.svar()
    vantat = facit_malniva(fall.rv, fall.mal, fall.utfall, fall.niva)
    event(f"{len(vantat)} levels")
    assert svar.mojliga == vantat
    assert svar.status == (next(iter(vantat)) if len(vantat) == 1 else None)


@pytest.mark.parametrize("mal", NIVAMAL)
@exempel(15)
@given(data=st.data())
def test_mojliga_of_the_guideline_is_the_union_over_every_completion(mal: str, data: st.DataObject) -> None:
    _jamfor_med_facit(data.draw(hallandsnivafall(mal)))


@exempel(200, krymp=False)
@given(nivafall())
def test_mojliga_of_any_demands_is_the_union_over_every_completion(fall: Nivafall) -> None:
    _jamfor_med_facit(fall)


@exempel(25)
@given(nivafall())
def test_with_nothing_known_every_level_that_some_outcome_reaches_is_possible(fall: Nivafall) -> None:
    _jamfor_med_facit(fall.med(utfall={}))


@pytest.mark.langsam
@exempel(3000)
@given(st.one_of(nivafall(), hallandsnivafall()))
def test_mojliga_is_the_union_over_every_completion_in_many_cases(fall: Nivafall) -> None:
    _jamfor_med_facit(fall)


@pytest.mark.parametrize("mal", NIVAMAL)
def test_with_nothing_known_every_level_of_the_guideline_is_possible(mal: str) -> None:
    """The oracle itself too: it would pass the laws above if it always left everything."""
    for niva in (rl.Organisationsniva.KONCERN, rl.Organisationsniva.FORVALTNING):
        assert facit_malniva(halland(), mal, {}, niva) == set(rl.Malniva)
        assert Nivafall(halland(), mal, {}, niva).svar().mojliga == set(rl.Malniva)


# More knowledge


@exempel(120)
@given(st.data())
def test_a_fact_or_a_reading_never_adds_a_level(data: st.DataObject) -> None:
    fall = data.draw(st.one_of(nivafall(), hallandsnivafall()))
    fore = fall.svar()
    for _ in range(3):
        fall = data.draw(_mer(fall))
        efter = fall.svar()
        assert efter.mojliga <= fore.mojliga
        if fore.status is not None and efter.mojliga:
            assert efter.status is fore.status
        fore = efter


@st.composite
def _mer(draw: st.DrawFn, fall: Nivafall) -> Nivafall:
    """The same case with one more reading or figure known."""
    oppna = [t for t in fall.rv.tolkningar if t.ar_oppen]
    if oppna and draw(st.booleans()):
        tolkning = draw(st.sampled_from(oppna))
        return fall.med(rv=fall.rv.med_tolkningar({tolkning.id: draw(st.sampled_from(tolkning.lasningar)).id}))
    fylld = draw(nivautfall(fall.rv, fall.mal, kompletta=True))
    id = draw(st.sampled_from(sorted(fylld)))
    return fall.med(utfall={**fall.utfall, id: _sammanlagt(fall.utfall.get(id), fylld[id], draw)})


def _sammanlagt(givet: rl.Utfall | None, annat: rl.Utfall, draw: st.DrawFn) -> rl.Utfall:
    """What is known, and some of the rest from another outcome; parts that are known of keep their number."""
    givet = givet or rl.Utfall()
    ta = st.booleans()
    falt: dict[str, Any] = {f: getattr(givet, f) for f in FAKTA}
    falt |= {f: getattr(annat, f) for f in FAKTA if falt[f] is None and draw(ta)}
    delar = annat.delar if givet.delar is None and draw(ta) else givet.delar
    nya = dict(annat.delar or ())
    if delar is not None:
        reserv = next((v for v in nya.values()), None)
        delar = tuple((n, nya.get(n, reserv) if v is None and draw(ta) else v) for n, v in delar)
    return rl.Utfall(**falt, delar=delar)


@exempel(80)
@given(st.data())
def test_with_all_known_and_chosen_one_level_is_left(data: st.DataObject) -> None:
    """But for demands that only a person, or nobody yet, can judge."""
    fall = data.draw(st.one_of(nivafall(oppna=False, kompletta=True), hallandsnivafall(oppna=False, kompletta=True)))
    svar = fall.svar()
    if svar.krav and all(rad.malvarde.matbart for rad in svar.krav):
        assert svar.mojliga == {svar.status}
        assert svar.saknade == ()
    assert svar.oppna_tolkningar == ()


@exempel(60)
@given(st.one_of(nivafall(), hallandsnivafall()))
def test_an_unsettled_answer_names_what_leaves_it_open(fall: Nivafall) -> None:
    svar = fall.svar()
    if svar.status is None and svar.krav and all(rad.malvarde.matbart for rad in svar.krav):
        assert svar.saknade or svar.oppna_tolkningar
    assert set(svar.oppna_tolkningar) <= set(svar.tolkningar)
    assert all(fall.rv.tolkning(id).ar_oppen for id in svar.oppna_tolkningar)
    assert {namn.partition(".")[0] for namn in svar.saknade} <= {i.id for i in indikatorer_for(fall.rv, fall.mal)}


@exempel(25)
@given(st.data())
def test_an_answer_lists_every_tolkning_that_would_change_it(data: st.DataObject) -> None:
    fall = data.draw(st.one_of(nivafall(), hallandsnivafall()))
    svar = fall.svar()
    for tolkning in fall.rv.tolkningar:
        if tolkning.id not in svar.tolkningar:
            for lasning in tolkning.lasningar:
                annan = fall.med(rv=fall.rv.med_tolkningar({tolkning.id: lasning.id}))
                assert annan.svar().mojliga == svar.mojliga, f"{tolkning.id} = {lasning.id}"


# Direction and order


@pytest.mark.parametrize("mal", NIVAMAL)
@exempel(25)
@given(data=st.data())
def test_a_better_figure_never_lowers_a_level_of_the_guideline(mal: str, data: st.DataObject) -> None:
    fall = data.draw(hallandsnivafall(mal))
    matbara = [i for i in indikatorer_for(fall.rv, mal) if any(k.malvarde.matbart for k in i.nivakrav)]
    post = data.draw(st.sampled_from(matbara))
    hela, delar = nivafigurer(post)
    givet = fall.utfall.get(post.id) or rl.Utfall()
    falt = {"varde": givet.varde, "delar": dict(givet.delar or {})}
    namn = data.draw(st.sampled_from([None, *falt["delar"]]))
    a, b = sorted(data.draw(st.tuples(*[hela if namn is None else delar] * 2)))
    if post.riktning is not rl.Riktning.HOGRE:  # placings and parts of a ranking, where 1 is best, have no riktning
        a, b = b, a
    samre, battre = (fall.med(utfall={**fall.utfall, post.id: _med(falt, namn, v)}).svar().mojliga for v in (a, b))
    for ytterst in (min, max):
        assert ytterst(map(SAMST_TILL_BAST.index, samre)) <= ytterst(map(SAMST_TILL_BAST.index, battre))


def _med(falt: dict[str, Any], namn: str | None, v: Decimal) -> rl.Utfall:
    if namn is None:
        return rl.Utfall(v, delar=falt["delar"] or None)
    return rl.Utfall(falt["varde"], delar={**falt["delar"], namn: v})


@exempel(60)
@given(st.data())
def test_the_order_of_parts_and_of_outcomes_does_not_matter(data: st.DataObject) -> None:
    fall = data.draw(st.one_of(nivafall(), hallandsnivafall()))
    kastade = {
        id: rl.Utfall(
            **{f: getattr(u, f) for f in FAKTA},
            delar=None if u.delar is None else data.draw(st.permutations(u.delar)),
        )
        for id, u in data.draw(st.permutations(list(fall.utfall.items())))
    }
    ett, annat = fall.svar(), fall.med(utfall=kastade).svar()
    assert ett.mojliga == annat.mojliga
    assert ett.krav == annat.krav
    assert sorted(ett.saknade) == sorted(annat.saknade)
    assert ett.motivering == annat.motivering


@exempel(40)
@given(st.data())
def test_the_names_of_the_members_of_a_group_do_not_matter(data: st.DataObject) -> None:
    fall = data.draw(
        hallandsnivafall(data.draw(st.sampled_from(["delmal-1", "delmal-2", "mal-ledar-och-medarbetarskap"])))
    )
    omdopta = {
        id: rl.Utfall(u.varde, delar=None if u.delar is None else {f"x{n}": v for n, v in u.delar})
        for id, u in fall.utfall.items()
    }
    assert fall.med(utfall=omdopta).svar().mojliga == fall.svar().mojliga


@exempel(40)
@given(st.one_of(nivafall(), hallandsnivafall()), st.sampled_from(UDDA_SAMMANHANG))
def test_the_decimal_context_of_the_thread_changes_nothing(fall: Nivafall, udda: Context) -> None:
    vantat = fall.svar()
    with localcontext(udda):
        assert fall.svar() == vantat


@exempel(40)
@given(st.one_of(nivafall(), hallandsnivafall()))
def test_an_answer_survives_json_and_pickle(fall: Nivafall) -> None:
    svar = fall.svar()
    assert type(svar).model_validate_json(svar.model_dump_json()) == svar
    assert pickle.loads(pickle.dumps(svar)) == svar


@exempel(15)
@given(st.data())
def test_the_overview_says_the_same_as_the_question_about_one_mal(data: st.DataObject) -> None:
    fall = data.draw(hallandsnivafall())
    enhet = None if fall.niva is rl.Organisationsniva.KONCERN else "Ambulans, diagnostik och hälsa"
    ensam = fall.svar()
    oversikt = rl.berakna_status(fall.rv, fall.utfall, enhet=enhet).langsiktigt[fall.mal]
    assert (oversikt.mojliga, oversikt.krav, oversikt.saknade) == (ensam.mojliga, ensam.krav, ensam.saknade)


@exempel(6)
@given(val_av_lasningar(halland(), ("hme-delindex", "vardgaranti-och-arbetsuppgifter")))
def test_the_overview_has_every_mal_with_levels_in_the_guidelines_order(val: dict[str, str]) -> None:
    assert tuple(rl.berakna_status(halland().med_tolkningar(val), {}).langsiktigt) == NIVAMAL
