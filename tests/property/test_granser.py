"""Laws of the bounds: on target is met, and the neighbours at any precision fall on their own side of it."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given, strategies as st
from strategies import (
    UDDA_SAMMANHANG,
    Fall,
    exempel,
    halland,
    hallandsfall,
    indikatorer_i,
    provfall,
    steg_fran,
    val_av_lasningar,
)

import riktlinjer as rl

GRON, GUL, ROD = rl.Status.GRON, rl.Status.GUL, rl.Status.ROD
ORD_FOR_STRIKT = (">", "mer än", "överskott", "över", "<", "mindre än", "under")
decimaler = st.integers(1, 60)
sammanhang = st.sampled_from((Context(prec=28), *UDDA_SAMMANHANG))


def malvarden() -> list[tuple[str, dict[str, str], rl.Gransmalvarde]]:
    """Every bound of the guideline's indicators, with the reading that it is under."""
    funna = []
    for i in halland().indikatorer:
        alla = (
            [({}, i.malvarde)]
            if not i.lasningar
            else [({x.nar.tolkning: x.nar.lasning}, x.malvarde) for x in i.lasningar]
        )
        funna += [(i.id, val, m) for val, m in alla if isinstance(m, rl.Gransmalvarde)]
    return funna


@exempel(100)
@given(st.data(), decimaler, sammanhang)
def test_on_target_is_met_and_its_neighbours_lie_on_their_side(data: st.DataObject, n: int, udda: Context) -> None:
    id, val, malvarde = data.draw(st.sampled_from(malvarden()))
    rv = halland().med_tolkningar(val)
    mot_battre = 1 if rv.indikator(id).riktning is rl.Riktning.HOGRE else -1
    with localcontext(udda):
        pa, battre, samre = (
            rl.berakna_indikator(rv, id, v)
            for v in (
                malvarde.grans,
                steg_fran(malvarde.grans, n, mot_battre),
                steg_fran(malvarde.grans, n, -mot_battre),
            )
        )
        assert battre.lage is rl.Lage.UPPNADD
        assert samre.lage is rl.Lage.EJ_UPPNADD
        assert pa.lage is (rl.Lage.UPPNADD if malvarde.inklusiv else rl.Lage.EJ_UPPNADD)
        assert samre.marginal == Decimal((1, (1,), -n))
        assert pa.marginal == 0
        assert battre.marginal == Decimal((0, (1,), -n))


def test_on_target_is_met_unless_the_source_says_otherwise() -> None:
    assert len(malvarden()) > 30
    for id, val, malvarde in malvarden():
        if not malvarde.inklusiv:
            assert any(ord_ in malvarde.text.casefold() for ord_ in ORD_FOR_STRIKT), (id, val)


@pytest.mark.parametrize(
    ("lasning", "grans", "under", "pa", "over"),
    [
        ("gul", "70", ROD, GUL, GUL),
        ("gul", "71", GUL, GUL, GUL),
        ("gul", "72", GUL, GRON, GRON),
        ("avrunda", "69.5", ROD, GUL, GUL),
        ("avrunda", "70", GUL, GUL, GUL),
        ("avrunda", "71.5", GUL, GRON, GRON),
        ("avrunda", "72", GRON, GRON, GRON),
    ],
)
@exempel(25)
@given(n=decimaler, udda=sammanhang)
def test_the_index_bounds_of_delmal_3(
    lasning: str, grans: str, under: rl.Status, pa: rl.Status, over: rl.Status, n: int, udda: Context
) -> None:
    n += 1  # one decimal is the distance between 69.5 and 69.4, which the whole-number bounds do not need
    rv = halland().med_tolkningar({"delmal-3-mellan-71-och-72": lasning})
    with localcontext(udda):
        rakna = rl.statusberaknare(rv, "delmal-3")
        for v, farg in (
            (steg_fran(Decimal(grans), n, -1), under),
            (Decimal(grans), pa),
            (steg_fran(Decimal(grans), n), over),
        ):
            svar = rakna({"index-medarbetarenkat": v})
            assert svar.status is farg
            assert _svenskt(v) in svar.motivering, "shown so that it agrees with the answer"


@exempel(50)
@given(decimaler, sammanhang, st.sampled_from(rl.Rapporttyp), st.decimals(-40, -1, places=2))
def test_the_bounds_of_delmal_5(n: int, udda: Context, typ: rl.Rapporttyp, jamfort: Decimal) -> None:
    rv = halland()
    faktum = "foregaende_ar" if typ is rl.Rapporttyp.AR else "motsvarande_period"
    with localcontext(udda):
        rakna = rl.statusberaknare(rv, "delmal-5", typ)

        def farger(v: Decimal, j: Decimal) -> frozenset[rl.Status]:
            return rakna({"budgetavvikelse-halso-och-sjukvarden": rl.Utfall(v, **{faktum: j})}).mojliga

        assert farger(Decimal(0), jamfort) == {GRON}
        assert farger(steg_fran(Decimal(0), n, -1), jamfort) == {GUL}
        assert farger(steg_fran(Decimal(0), n), jamfort) == {GRON}
        assert farger(jamfort, jamfort) == {GUL, ROD}
        assert farger(steg_fran(jamfort, n), jamfort) == {GUL}
        assert farger(steg_fran(jamfort, n, -1), jamfort) == {ROD}


@pytest.mark.parametrize(
    ("delmal", "lasning", "gul", "gron"),
    [
        ("delmal-1", {}, 5, 10),
        ("delmal-2", {}, 5, 11),
        ("delmal-4", {"delmal-4-antal": "bilaga-1"}, 2, 5),
    ],
)
def test_a_count_just_below_and_on_each_bound(delmal: str, lasning: dict[str, str], gul: int, gron: int) -> None:
    rv = halland().med_tolkningar(lasning)
    rakna = rl.statusberaknare(rv, delmal)
    ids = [id for id in indikatorer_i(rv, delmal) if not rv.indikator(id).under_utveckling]
    assert len(ids) == gron
    for uppnadda in range(gron + 1):
        utfall = {id: _pa_ratt_sida(rv, id, i < uppnadda) for i, id in enumerate(ids)}
        vantat = GRON if uppnadda == gron else GUL if uppnadda >= gul else ROD
        assert rakna(utfall).status is vantat
        assert rakna(utfall).antal == rl.Antal(uppnadda, gron - uppnadda, 0, gron)


def _pa_ratt_sida(rv: rl.Regelverk, id: str, uppnadd: bool) -> Decimal:
    malvarde = rv.indikator(id).malvarde
    assert isinstance(malvarde, rl.Gransmalvarde)
    return malvarde.grans if uppnadd else steg_fran(malvarde.grans, 12, -1 if malvarde.uppat else 1)


@exempel(50)
@given(st.one_of(hallandsfall(), provfall()), st.sampled_from(UDDA_SAMMANHANG))
def test_the_decimal_context_of_the_thread_changes_nothing(fall: Fall, udda: Context) -> None:
    vanligt = fall.svar()
    vantat = vanligt.model_dump_json()
    with localcontext(udda):
        svar = fall.svar()
        assert svar.mojliga == vanligt.mojliga
        assert svar.model_dump_json() == vantat


@exempel(12)
@given(st.data(), st.sampled_from(UDDA_SAMMANHANG))
def test_the_decimal_context_changes_no_overview(data: st.DataObject, udda: Context) -> None:
    fall = data.draw(hallandsfall())
    rv = halland().med_tolkningar(data.draw(val_av_lasningar(halland())))
    vantat = rl.berakna_status(rv, fall.utfall, rapporttyp=fall.rapporttyp).model_dump_json()
    with localcontext(udda):
        assert rl.berakna_status(rv, fall.utfall, rapporttyp=fall.rapporttyp).model_dump_json() == vantat


@pytest.mark.parametrize(
    "varde", ["1E+400", "-1E+400", "1E+999999", "-1E+999999", "1E-999999", "-1E-999999", "0E+999999"]
)
@exempel(15)
@given(fall=provfall(skala=False))
def test_an_extreme_magnitude_is_answered_too(varde: str, fall: Fall) -> None:
    """A rule is total over valid input: any finite number, with every answer and its prose."""
    for id in indikatorer_i(fall.rv, fall.delmal):
        svar = fall.med(utfall={id: Decimal(varde)}).svar()
        assert svar.mojliga <= set(rl.Status)
        assert rl.BeraknadStatus.model_validate_json(svar.model_dump_json()) == svar


@pytest.mark.parametrize("varde", ["-1E+30", "-1E+400", "-1E+3000", "-1E+999000"])
def test_an_enormous_deficit_may_be_better_or_worse_than_an_unknown_one(varde: str) -> None:
    rv = halland().med_tolkningar({"delmal-5-oforandrat": "rod"})
    rakna = rl.statusberaknare(rv, "delmal-5", rl.Rapporttyp.UR2)
    assert rakna({"budgetavvikelse-halso-och-sjukvarden": Decimal(varde)}).mojliga == {GUL, ROD}


def _svenskt(v: Decimal) -> str:
    """A number of fewer than four digits before the decimal comma, in Swedish, every decimal shown."""
    heltal, _, decimaler = f"{v:f}".removeprefix("-").partition(".")
    assert len(heltal) < 4
    return ("\u2212" if v < 0 else "") + heltal + ("," + decimaler if decimaler else "")
