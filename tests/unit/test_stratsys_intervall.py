"""Colour intervals: those of a rule show its colours for every value, and any others are found out by a value."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given, strategies as st
from strategies import exempel

import riktlinjer as rl
from riktlinjer.adapters.stratsys import Farg, Fargintervall, Matvarde, fargintervall, granska_intervall
from riktlinjer.models.statusregel import Antalsregel, Vardesregel

GRON, GUL, ROD = rl.Status.GRON, rl.Status.GUL, rl.Status.ROD
HALLAND = rl.las_regelverk("halland-2018")
NARSJUKVARDEN = rl.las_regelverk("narsjukvarden-halland-2022")
INDEX = "index-medarbetarenkat"
BUDGET = "budgetavvikelse-halso-och-sjukvarden"
TAL = st.decimals(min_value=0, max_value=100, places=2)


def farg(status: rl.Status, **granser: object) -> Farg:
    return Farg(
        status=status, intervall=rl.Intervall(**{n: None if g is None else Decimal(str(g)) for n, g in granser.items()})
    )


def visad(intervall: Fargintervall, varde: Decimal) -> rl.Status | None:
    """What Stratsys shows; None where no interval has the value."""
    visade = {f.status for f in intervall.farger if f.intervall.omfattar(varde)}
    assert len(visade) <= 1
    return next(iter(visade), None)


def test_the_intervals_of_a_rule_on_a_value_are_its_steps() -> None:
    svar = fargintervall(HALLAND, "delmal-3")
    assert (svar.matvarde, svar.indikator) == (Matvarde.UTFALL, INDEX)
    assert svar.farger == (farg(ROD, under=70), farg(GUL, minst=70, under=72), farg(GRON, minst=72))
    assert svar.oavgjorda == ()
    assert svar.tolkningar == ("delmal-3-mellan-71-och-72",)


@pytest.mark.parametrize(("delmal", "rod", "gron"), [("delmal-1", 4, 10), ("delmal-2", 4, 11), ("delmal-4", 1, 5)])
def test_a_counting_rule_has_the_intervals_of_a_measure_of_its_own(delmal: str, rod: int, gron: int) -> None:
    svar = fargintervall(HALLAND, delmal)
    assert (svar.matvarde, svar.indikator, svar.enhet) == (Matvarde.ANTAL, None, None)
    assert svar.farger == (farg(ROD, hogst=rod), farg(GUL, minst=rod + 1, hogst=gron - 1), farg(GRON, minst=gron))
    assert "inget intervall på en enskild indikator ger färgen" in svar.text


@pytest.mark.parametrize("delmal", ["delmal-1", "delmal-2", "delmal-4"])
def test_the_counts_intervals_show_the_colour_of_so_many_met(delmal: str) -> None:
    svar = fargintervall(HALLAND, delmal)
    regel = HALLAND.delmal_med_id(delmal).statusregel
    assert isinstance(regel, Antalsregel)
    ids = list(rl.berakna_status(HALLAND, {})[delmal].indikatorer)
    raknade = [rad for rad in ids if rad.lage is not rl.Lage.UNDER_UTVECKLING]
    for n in range(len(raknade) + 1):
        utfall = {rad.id: _nar(HALLAND.indikator(rad.id), uppnas=i < n) for i, rad in enumerate(raknade)}
        b = rl.berakna_status(HALLAND, utfall)[delmal]
        assert b.antal is not None
        assert b.antal.uppnadda == n
        assert visad(svar, Decimal(n)) is b.status is not None


def _nar(indikator: rl.Indikator, *, uppnas: bool) -> Decimal:
    """An outcome that meets the target, or misses it."""
    skala = indikator.skala
    assert indikator.malvarde is not None
    kandidater = (
        [Decimal(v) for v in (0, 1, 50, 99, 100)] if skala is None else [skala.fran_och_med, skala.till_och_med]
    )
    return next(v for v in kandidater if indikator.malvarde.uppnas_av(v) is uppnas)


def test_an_open_reading_leaves_what_it_decides_without_colour() -> None:
    svar = fargintervall(HALLAND.med_tolkningar(rl.ALLA_OPPNA), "delmal-3")
    assert [(str(o.intervall), o.mojliga) for o in svar.oavgjorda] == [
        ("minst 69,5 och under 70", (GUL, ROD)),
        ("minst 71,5 och under 72", (GRON, GUL)),
    ]
    assert svar.oppna_tolkningar == ("delmal-3-mellan-71-och-72",)
    assert "kan inte avgöras – Gul eller Röd möjlig: minst 69,5 och under 70; sätt ingen färg" in svar.text


def test_a_rule_that_compares_has_intervals_when_what_it_compares_with_is_known() -> None:
    utan = fargintervall(HALLAND, "delmal-5", rapporttyp=rl.Rapporttyp.UR1)
    assert utan.farger == (farg(GRON, minst=0),)
    assert [(str(o.intervall), o.mojliga) for o in utan.oavgjorda] == [("under 0", (GUL, ROD))]
    med = fargintervall(
        HALLAND, "delmal-5", rapporttyp=rl.Rapporttyp.UR1, jamfort_med=rl.Utfall(None, motsvarande_period="−30 mnkr")
    )
    assert med.farger == (farg(ROD, under=-30), farg(GUL, over=-30, under=0), farg(GRON, minst=0))
    assert [(str(o.intervall), o.mojliga) for o in med.oavgjorda] == [("exakt −30", (GUL, ROD))]


def prova_delmal_3(varde: Decimal) -> None:
    for val in ("gul", "avrunda", "oppen"):
        regelverk = HALLAND.med_tolkningar({"delmal-3-mellan-71-och-72": val})
        b = rl.statusberaknare(regelverk, "delmal-3")({INDEX: varde})
        assert visad(fargintervall(regelverk, "delmal-3"), varde) is b.status


@exempel(100)
@given(TAL)
def test_the_intervals_of_delmal_3_show_what_is_computed_under_every_reading(varde: Decimal) -> None:
    prova_delmal_3(varde)


@pytest.mark.parametrize("varde", ["69.499", "69.5", "69.999", "70", "71", "71.001", "71.499", "71.5", "71.999", "72"])
def test_the_intervals_show_what_is_computed_at_and_beside_every_bound(varde: str) -> None:
    prova_delmal_3(Decimal(varde))


@exempel(100)
@given(
    st.decimals(min_value=-60, max_value=60, places=1),
    st.one_of(st.none(), st.decimals(min_value=-60, max_value=60, places=1)),
    st.sampled_from([*rl.Rapporttyp, None]),
)
def test_the_intervals_of_delmal_5_show_what_is_computed(
    varde: Decimal, da: Decimal | None, rapporttyp: rl.Rapporttyp | None
) -> None:
    jamfort = rl.Utfall(None, motsvarande_period=da, foregaende_ar=da)
    svar = fargintervall(HALLAND, "delmal-5", rapporttyp=rapporttyp, jamfort_med=jamfort)
    b = rl.statusberaknare(HALLAND, "delmal-5", rapporttyp)(
        {BUDGET: rl.Utfall(varde, motsvarande_period=da, foregaende_ar=da)}
    )
    assert visad(svar, varde) is b.status


@st.composite
def regler(draw: st.DrawFn) -> rl.Regelverk:
    """Halland's guideline with another rule on the value of delmål 3, which may have gaps and overlaps."""
    steg = []
    for status in draw(st.lists(st.sampled_from([GRON, GUL, ROD]), min_size=1, max_size=5)):
        nedre, ovre = sorted(draw(st.tuples(TAL, TAL)))
        steg.append(
            {
                "status": status,
                draw(st.sampled_from(["minst", "over"])): draw(st.one_of(st.none(), st.just(nedre))),
                draw(st.sampled_from(["hogst", "under"])): draw(st.one_of(st.none(), st.just(ovre))),
            }
        )
    delmal = HALLAND.delmal_med_id("delmal-3")
    regel = Vardesregel(indikator=INDEX, steg=steg, kalla=delmal.statusregel.kalla)
    andrat = delmal.model_copy(update={"statusregel": regel})
    return HALLAND.model_copy(update={"delmal": tuple(andrat if d.id == delmal.id else d for d in HALLAND.delmal)})


@exempel(100)
@given(regler(), TAL)
def test_the_intervals_of_any_rule_on_a_value_show_what_is_computed(regelverk: rl.Regelverk, varde: Decimal) -> None:
    svar = fargintervall(regelverk, "delmal-3")
    granser = [g for f in (*svar.farger, *svar.oavgjorda) for g in (f.intervall.nedre, f.intervall.ovre)]
    rakna = rl.statusberaknare(regelverk, "delmal-3")
    for v in (varde, *(g for g in granser if g is not None)):
        b = rakna({INDEX: v})
        assert visad(svar, v) is b.status
        assert [o.mojliga for o in svar.oavgjorda if o.intervall.omfattar(v)] == (
            [] if b.status else [tuple(s for s in rl.Status if s in b.mojliga)]
        )


@exempel(100)
@given(regler())
def test_the_rules_own_intervals_have_no_counterexample(regelverk: rl.Regelverk) -> None:
    svar = granska_intervall(regelverk, "delmal-3", fargintervall(regelverk, "delmal-3").farger)
    assert svar.stammer
    assert svar.text == "delmal-3: intervallen ger regelns färger för alla värden."


@exempel(100)
@given(regler(), st.data())
def test_a_changed_interval_always_has_a_counterexample_that_is_one(
    regelverk: rl.Regelverk, data: st.DataObject
) -> None:
    farger = list(fargintervall(regelverk, "delmal-3").farger)
    assume(farger)
    i = data.draw(st.integers(0, len(farger) - 1))
    if data.draw(st.booleans()):
        farger[i] = Farg(
            status=data.draw(st.sampled_from([s for s in rl.Status if s is not farger[i].status])),
            intervall=farger[i].intervall,
        )
    else:
        del farger[i]
    svar = granska_intervall(regelverk, "delmal-3", farger)
    assert svar.motexempel
    rakna = rl.statusberaknare(regelverk, "delmal-3")
    for m in svar.motexempel:
        visade = {f.status for f in farger if f.intervall.omfattar(m.varde)}
        assert m.intervall.omfattar(m.varde)
        assert set(m.vantad) == rakna({INDEX: m.varde}).mojliga
        assert set(m.visad) == visade != {rakna({INDEX: m.varde}).status} - {None}


@exempel(100)
@given(
    regler(), st.lists(st.tuples(st.sampled_from(list(rl.Status)), TAL, TAL, st.booleans()), max_size=4), st.booleans()
)
def test_any_intervals_agree_exactly_when_they_do_at_beside_and_between_all_bounds(
    regelverk: rl.Regelverk, satta: list[tuple[rl.Status, Decimal, Decimal, bool]], egna: bool
) -> None:
    rattade = fargintervall(regelverk, "delmal-3")
    farger = [*rattade.farger] if egna else []
    farger += [farg(s, **{"minst" if ink else "over": min(a, b), "hogst": max(a, b)}) for s, a, b, ink in satta]
    alla = [f.intervall for f in (*farger, *rattade.farger, *rattade.oavgjorda)]
    granser = sorted({Decimal(0), Decimal(100), *(g for i in alla for g in (i.nedre, i.ovre) if g is not None)})
    prov = [*granser, *((a + b) / 2 for a, b in pairwise(granser))]
    rakna = rl.statusberaknare(regelverk, "delmal-3")
    stammer = all(
        {f.status for f in farger if f.intervall.omfattar(v)} == {rakna({INDEX: v}).status} - {None} for v in prov
    )
    assert granska_intervall(regelverk, "delmal-3", farger).stammer is stammer


def test_a_bound_that_is_none_of_the_rules_is_found_out() -> None:
    satta = [farg(GRON, minst=73), farg(GUL, minst=70, under=73), farg(ROD, under=70)]
    (fel,) = granska_intervall(HALLAND, "delmal-3", satta).motexempel
    assert (str(fel.intervall), fel.varde, fel.vantad, fel.visad) == ("minst 72 och under 73", 72, (GRON,), (GUL,))
    glapp = [farg(GRON, minst=72), farg(GUL, minst=70, under=72), farg(ROD, under="69.9")]
    assert [m.varde for m in granska_intervall(HALLAND, "delmal-3", glapp).motexempel] == [Decimal("69.9")]


@pytest.mark.parametrize("delmal", ["delmal-1", "delmal-3", "delmal-5"])
def test_shipped_rules_agree_with_their_own_intervals(delmal: str) -> None:
    for regelverk in (HALLAND, HALLAND.med_tolkningar(rl.ALLA_OPPNA)):
        assert granska_intervall(regelverk, delmal, fargintervall(regelverk, delmal).farger).stammer


def test_a_gap_an_overlap_and_a_wrong_bound_are_each_told_with_a_value() -> None:
    satta = [farg(GRON, over=72), farg(GUL, minst=70, hogst=71), farg(ROD, hogst=70)]
    svar = granska_intervall(HALLAND, "delmal-3", satta)
    assert svar.text.splitlines() == [
        "delmal-3: intervallen ger inte regelns färger.",
        "  70: regeln ger Gul, intervallen visar Gul och Röd på en gång (gäller exakt 70)",
        "  71,5: regeln ger Gul, intervallen visar ingen färg (gäller över 71 och under 72)",
        "  72: regeln ger Grön, intervallen visar ingen färg (gäller exakt 72)",
    ]
    assert [m.varde for m in svar.motexempel] == [Decimal(70), Decimal("71.5"), Decimal(72)]


def test_a_colour_where_the_rule_settles_none_is_a_counterexample() -> None:
    satta = [farg(GRON, minst=0), farg(GUL, under=0)]
    svar = granska_intervall(HALLAND, "delmal-5", satta, rapporttyp=rl.Rapporttyp.UR1)
    assert [m.text for m in svar.motexempel] == [
        "−1\xa0mnkr: regeln lämnar Gul eller Röd möjlig, intervallen visar Gul (gäller under 0\xa0mnkr)"
    ]


def test_the_intervals_of_a_count_are_asked_about_whole_numbers_only() -> None:
    med_glapp_mellan_heltal = [farg(ROD, under="4.5"), farg(GUL, over="4.6", under="9.1"), farg(GRON, over="9.9")]
    assert granska_intervall(HALLAND, "delmal-1", med_glapp_mellan_heltal).stammer
    fel = granska_intervall(
        HALLAND, "delmal-1", [farg(ROD, under=4), farg(GUL, minst=4, under=10), farg(GRON, minst=10)]
    )
    assert [(m.varde, m.vantad, m.visad) for m in fel.motexempel] == [(Decimal(4), (ROD,), (GUL,))]


def test_another_rule_set_has_intervals_too() -> None:
    for delmal in NARSJUKVARDEN.delmal:
        assert granska_intervall(NARSJUKVARDEN, delmal.id, fargintervall(NARSJUKVARDEN, delmal.id).farger).stammer


def test_answers_load_what_they_dumped() -> None:
    svar = fargintervall(HALLAND, "delmal-5")
    assert Fargintervall.model_validate_json(svar.model_dump_json()) == svar
    granskning = granska_intervall(HALLAND, "delmal-3", [])
    assert type(granskning).model_validate_json(granskning.model_dump_json()) == granskning


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(rl.OkantId, match="delmal-6"):
        fargintervall(HALLAND, "delmal-6")
    with pytest.raises(TypeError, match="Regelverk"):
        fargintervall("halland-2018", "delmal-3")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Rapporttyp"):
        fargintervall(HALLAND, "delmal-3", rapporttyp="UR1")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Farg"):
        granska_intervall(HALLAND, "delmal-3", [("Grön", 72)])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="jamfort_med"):
        fargintervall(HALLAND, "delmal-5", jamfort_med="-30")  # type: ignore[arg-type]
