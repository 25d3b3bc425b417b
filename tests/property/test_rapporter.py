"""Laws of the reports: when an åtgärdsplan is owed, and which sections a report must hold."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given, strategies as st
from strategies import belopp, exempel, halland, val_av_lasningar

import riktlinjer as rl

PLANTOLKNINGAR = ("atgardsplan-utlosare", "atgardsplan-noll", "atgardsplan-i-ar")
rapporter = st.sampled_from(
    [(m.rapporttyp, f"{ar}-{m.manad:02}") for ar in (2018, 2027) for m in halland().tidplan.rapportmanader]  # type: ignore[union-attr]
)
ar_rapporter = rapporter.filter(lambda rapport: rapport[0] is rl.Rapporttyp.AR)
figurer = st.none() | belopp() | st.just(Decimal(0))


def _krav(rv: rl.Regelverk, rapport: tuple[rl.Rapporttyp, str], avvikelse: Any, resultat: Any) -> rl.Atgardsplanskrav:
    typ, period = rapport
    return rl.kraver_atgardsplan(rv, rapporttyp=typ, period=period, budgetavvikelse=avvikelse, resultat=resultat)


def valda(rv: rl.Regelverk, tolkningar: tuple[str, ...]) -> Iterator[rl.Regelverk]:
    """The rule set under every reading of these tolkningar, those that are open."""
    oppna = [t for t in rv.tolkningar if t.id in tolkningar and t.ar_oppen]
    for lasningar in product(*(t.lasningar for t in oppna)):
        yield rv.med_tolkningar({t.id: lasning.id for t, lasning in zip(oppna, lasningar, strict=True)})


# Åtgärdsplan


@exempel(60)
@given(st.data(), rapporter, figurer, figurer, belopp(), belopp())
def test_a_lower_deviation_never_removes_a_plan(
    data: st.DataObject, rapport: Any, a: Any, b: Any, sankning: Decimal, sankning_2: Decimal
) -> None:
    rv = halland().med_tolkningar(data.draw(val_av_lasningar(halland())))
    fore = _krav(rv, rapport, a, b)
    lagre = [None if v is None else min(v, v.copy_abs().copy_negate(), s) for v, s in ((a, sankning), (b, sankning_2))]
    efter = _krav(rv, rapport, *lagre)
    if fore.kravs is True:
        assert efter.kravs is True
    if efter.kravs is False:
        assert fore.kravs is False


@exempel(40)
@given(st.data(), rapporter, figurer, figurer)
def test_whether_a_plan_is_owed_is_settled_only_when_every_completion_agrees(
    data: st.DataObject, rapport: Any, avvikelse: Any, resultat: Any
) -> None:
    rv = halland().med_tolkningar(data.draw(val_av_lasningar(halland())))
    prov = [Decimal(-1), Decimal(0), Decimal(1)]
    svar = {
        _krav(vald, rapport, a, r).kravs
        for vald in valda(rv, PLANTOLKNINGAR)
        for a in (prov if avvikelse is None else [avvikelse])
        for r in (prov if resultat is None else [resultat])
    }
    assert None not in svar
    krav = _krav(rv, rapport, avvikelse, resultat)
    assert krav.kravs is (svar.pop() if len(svar) == 1 else None)
    kanda = avvikelse is not None and resultat is not None
    assert krav.kravs is not None or not kanda or krav.oppna_tolkningar


@exempel(40)
@given(st.data(), ar_rapporter | rapporter, belopp(), belopp())
def test_a_plan_belongs_to_the_report_that_shows_the_deficit_and_the_next_one(
    data: st.DataObject, rapport: Any, avvikelse: Decimal, resultat: Decimal
) -> None:
    rv = halland().med_tolkningar(data.draw(val_av_lasningar(halland())))
    krav = _krav(rv, rapport, avvikelse, resultat)
    typ, period = rapport
    if krav.kravs is False:
        assert (krav.beskrivs_i, krav.bifogas_senast) == (None, None)
    if krav.beskrivs_i is not None:
        assert (krav.beskrivs_i.rapporttyp, krav.beskrivs_i.period) == (typ, period)
    if krav.bifogas_senast is not None:
        assert period < krav.bifogas_senast.period <= f"{period[:4]}-12"
        assert rv.tidplan is not None
        mellan = [m.manad for m in rv.tidplan.rapportmanader if int(period[5:]) < m.manad]
        assert int(krav.bifogas_senast.period[5:]) == min(mellan)
    if typ is rl.Rapporttyp.AR:
        assert krav.bifogas_senast is None
    with pytest.raises(TypeError):
        bool(krav)


@exempel(40)
@given(st.data())
def test_saying_more_in_a_plan_never_adds_a_finding(data: st.DataObject) -> None:
    rv = halland().med_tolkningar(data.draw(val_av_lasningar(halland())))
    falt = {"beslutad": False, "status": "pågår", "vidtagna": (), "planerade": ["Färre inhyrda"], "effekt": "17,9 mnkr"}
    mindre = data.draw(st.sets(st.sampled_from(list(falt))))
    mer = mindre | data.draw(st.sets(st.sampled_from(list(falt))))
    fore, efter = (
        {p.plats for p in rl.granska_atgardsplan(rv, rl.Atgardsplan(**{f: falt[f] for f in sagt}))}
        for sagt in (mindre, mer)
    )
    assert efter <= fore
    assert fore.isdisjoint(mindre), "no is an answer, and so is an empty list"
    assert rl.granska_atgardsplan(rv, rl.Atgardsplan(**falt)) == ()


# Sections


def _sektioner(rv: rl.Regelverk, fraga: dict[str, Any]) -> dict[tuple[Any, ...], rl.Avsnitt]:
    avsnitt = rl.obligatoriska_avsnitt(rv, fraga["rapporttyp"], mottagare=fraga["mottagare"], namnd=fraga["namnd"])
    per_plats = {(a.nummer, a.titel, a.kalla): a for a in avsnitt}
    assert len(per_plats) == len(avsnitt)
    return per_plats


fragor = st.fixed_dictionaries(
    {
        "rapporttyp": st.sampled_from(rl.Rapporttyp),
        "mottagare": st.sampled_from(rl.Mottagare),
        "namnd": st.none() | st.sampled_from([n.id for n in halland().namnder]),
    }
)


@exempel(40)
@given(val_av_lasningar(halland()), fragor)
def test_the_sections_stand_in_the_order_of_the_template(val: dict[str, str], fraga: dict[str, Any]) -> None:
    rv = halland().med_tolkningar(val)
    assert rv.rapportmall is not None
    mall = {(a.nummer, a.titel, a.kalla): a for a in rv.rapportmall.avsnitt}
    platser = [list(mall).index(plats) for plats in _sektioner(rv, fraga)]
    assert platser == sorted(set(platser))
    for plats, avsnitt in _sektioner(rv, fraga).items():
        texter = [krav.text for krav in mall[plats].krav]
        ordning = [texter.index(krav.text) for krav in avsnitt.krav]
        assert ordning == sorted(ordning)


@exempel(40)
@given(st.data(), fragor)
def test_an_open_choice_holds_the_sections_of_every_reading(data: st.DataObject, fraga: dict[str, Any]) -> None:
    valt = halland().med_tolkningar(data.draw(val_av_lasningar(halland(), oppna=False)))
    lasta = [t.id for t in valt.tolkningar if len(t.lasningar) > 1]
    att_oppna = tuple(data.draw(st.lists(st.sampled_from(lasta), min_size=1, max_size=3, unique=True)))
    rv = valt.med_tolkningar(dict.fromkeys(att_oppna, "oppen"))
    oppet, varje = _sektioner(rv, fraga), [_sektioner(vald, fraga) for vald in valda(rv, att_oppna)]
    assert set(oppet) == set().union(*varje)
    for plats, avsnitt in oppet.items():
        alltid = all(plats in en for en in varje)
        assert avsnitt.obligatorisk is (True if alltid else None)
        assert set(avsnitt.oppna_tolkningar) <= set(att_oppna)
        assert alltid or avsnitt.oppna_tolkningar
        krav = {k.text for en in varje if plats in en for k in en[plats].krav}
        assert {k.text for k in avsnitt.krav} == krav
        saker = {k.text for k in avsnitt.krav if not k.oppna_tolkningar}
        assert all(saker <= {k.text for k in en[plats].krav} for en in varje if plats in en)


@exempel(25)
@given(val_av_lasningar(halland()), fragor)
def test_what_binds_one_namnd_is_among_what_binds_any(val: dict[str, str], fraga: dict[str, Any]) -> None:
    rv = halland().med_tolkningar(val)
    nagon, alla = _sektioner(rv, fraga), _sektioner(rv, {**fraga, "namnd": None})
    assert set(nagon) <= set(alla)
    for plats, avsnitt in nagon.items():
        assert {k.text for k in avsnitt.krav} <= {k.text for k in alla[plats].krav}
    per_namnd = [_sektioner(rv, {**fraga, "namnd": n.id}) for n in rv.namnder]
    assert set(alla) == set().union(*per_namnd)


@exempel(40)
@given(val_av_lasningar(halland(), oppna=False), fragor, st.sampled_from([n.id for n in halland().namnder]))
def test_a_demand_binds_the_namnder_whose_groups_it_names(val: dict[str, str], fraga: dict[str, Any], id: str) -> None:
    rv = halland().med_tolkningar(val)
    grupper = {"alla", *rv.namnd(id).grupper}
    alla, en = _sektioner(rv, {**fraga, "namnd": None}), _sektioner(rv, {**fraga, "namnd": id})
    assert set(en) == {plats for plats, avsnitt in alla.items() if grupper & {*avsnitt.galler_for}}
    for plats, avsnitt in en.items():
        bindande = [k.text for k in alla[plats].krav if grupper & {*k.galler_for}]
        assert [k.text for k in avsnitt.krav] == bindande
