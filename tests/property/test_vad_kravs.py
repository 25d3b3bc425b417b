"""Laws: applying what ``vad_kravs`` says gives the colour for certain; one change fewer, or the least less, not."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise, product
from typing import Any

from hypothesis import assume, event, given, strategies as st
from strategies import EXAKT, REGELSLAG, Fall, exempel, hallandsfall, indikatorer_i, provfall, utfall_av, varden_for

import riktlinjer as rl
from riktlinjer.rules.statuskrav import Forandring, Kravlage, Statuskrav
from riktlinjer.rules.vadkravs import vad_kravs

SAMMA_SLAG = ("motsvarande_period", "foregaende_period")
ALLA_FALL = st.one_of(
    hallandsfall(),
    *(provfall(slag, ordnade=ordnade) for slag in REGELSLAG for ordnade in (True, False)),
    provfall("avvikelse", figur=True),
)
RAKNADE = st.one_of(
    hallandsfall("delmal-4"), hallandsfall("delmal-2"), provfall("antal"), provfall("antal", ordnade=True, oppna=False)
)
FARGER = st.sampled_from(rl.Status)


def _fakta(utfall: Any) -> dict[str, Any]:
    if isinstance(utfall, rl.Utfall):
        return {namn: getattr(utfall, namn) for namn in (*rl.Utfall.model_fields,) if getattr(utfall, namn) is not None}
    return {} if utfall is None else {"varde": utfall}


def _med(fall: Fall, andrade: dict[str, dict[str, Any]]) -> Fall:
    """The case with these fields of some outcomes instead."""
    nya = {id: rl.Utfall(**{**_fakta(fall.utfall.get(id)), **falt}) for id, falt in andrade.items()}
    return fall.med(utfall={**fall.utfall, **nya})


def _skala(fall: Fall, id: str) -> tuple[Decimal | None, Decimal | None]:
    skala = fall.rv.indikator(id).skala
    return (None, None) if skala is None else (skala.fran_och_med, skala.till_och_med)


def _mitt(a: Decimal | None, b: Decimal | None) -> Decimal:
    """A figure strictly between two, close to the first when the other is no end."""
    if a is None or b is None:
        return Decimal(0) if a is b else EXAKT.subtract(b, Decimal(1)) if a is None else EXAKT.add(a, Decimal(1))
    return EXAKT.multiply(EXAKT.add(a, b), Decimal("0.5"))


def _pa_gransen(fall: Fall, f: Forandring) -> Decimal:
    """The bound itself, or else a figure just past it."""
    lagst, hogst = _skala(fall, f.indikator)
    if f.grans is None:
        return _mitt(lagst, hogst)
    if f.inklusiv:
        return f.grans
    for i in f.intervall:
        if i.over == f.grans:
            return _mitt(f.grans, hogst if i.ovre is None else i.ovre)
    return next(_mitt(lagst if i.nedre is None else i.nedre, f.grans) for i in f.intervall if i.under == f.grans)


def _strax_fore(data: st.DataObject, f: Forandring) -> Decimal:
    """A figure between the present one and the bound: as near as anybody likes, but not enough."""
    assert f.varde is not None
    assert f.grans is not None
    if not f.inklusiv and data.draw(st.booleans()):
        return f.grans
    nara = EXAKT.multiply(EXAKT.subtract(f.grans, f.varde), Decimal(10) ** -data.draw(st.integers(0, 90)))
    return EXAKT.subtract(f.grans, nara)


def _ifyllt(fall: Fall, f: Forandring) -> dict[str, Any]:
    """The fields of an outcome that meets and misses the targets that the words say: there must be one."""
    indikator = fall.rv.indikator(f.indikator)
    malvarden = [m for m in (indikator.malvarde, *(las.malvarde for las in indikator.lasningar)) if m is not None]
    uppnas, _, missas = f.villkor.partition(" men inte ") if f.uppna else ("", "", f.villkor)
    vill = {m: f"”{m}”" in uppnas for m in malvarden if f"”{m}”" in uppnas or f"”{m}”" in missas}
    assert vill
    kant = {n: v for n, v in _fakta(fall.utfall.get(f.indikator)).items() if n != "varde"}
    saknas = sorted({faktum.value for m in vill for faktum in m.fakta()} - set(kant))
    lagst, hogst = _skala(fall, f.indikator)
    baser = [Decimal(b) for b in (1, 100, -3, 0, 3)] + [b for b in (lagst, hogst, _mitt(lagst, hogst)) if b is not None]
    for valda in product(baser, repeat=len(saknas)):
        fakta = {**kant, **dict(zip(saknas, valda, strict=True))}
        delar = [d for m in vill for d in getattr(m, "delar", (m,))]
        granser = sorted({Decimal(0), *(g for d in delar for g in d.granser_for(rl.Utfall(**fakta)))})
        varden = {*granser, *(_mitt(a, b) for a, b in pairwise([None, *granser, None])), *baser}
        for varde in varden:
            inom = (lagst is None or lagst <= varde) and (hogst is None or varde <= hogst)
            if inom and all(m.provas_mot(rl.Utfall(varde, **fakta)) is svar for m, svar in vill.items()):
                return {"varde": varde, **fakta}
    raise AssertionError(f"no outcome {f.villkor}")


def _falt(data: st.DataObject, fall: Fall, f: Forandring, varde: Decimal) -> dict[str, Any]:
    """The fields of an outcome that does what the change says, with this figure when one figure is all it takes."""
    if not f.intervall:
        return _ifyllt(fall, f)
    falt: dict[str, Any] = {"varde": varde}
    if f.slag is not None:
        falt |= {"slag": f.slag, **dict.fromkeys(SAMMA_SLAG)}
    hogre = fall.rv.indikator(f.indikator).riktning is rl.Riktning.HOGRE
    for krav in f.jamfort:
        steg = {"bättre": -1, "oförändrat": 0, "sämre": 1}[data.draw(st.sampled_from(krav.jamforelser)).value]
        falt[krav.faktum.value] = EXAKT.add(varde, Decimal(steg if hogre else -steg))
    return falt


def _valda(data: st.DataObject, krav: Statuskrav) -> list[Forandring]:
    """As many changes as are asked for, any of those that are named."""
    if not krav.delar:
        return [data.draw(st.sampled_from(krav.forandringar))]
    valda: list[Forandring] = []
    for del_ in krav.delar:
        av = [
            f
            for f in krav.forandringar
            if f.indikator in del_.indikatorer
            and f.uppna is del_.uppna
            and f.indikator not in [v.indikator for v in valda]
        ]
        assume(len(av) >= del_.antal)
        valda += data.draw(st.permutations(av))[: del_.antal]
    return valda


def _krav(fall: Fall, status: rl.Status) -> Statuskrav:
    krav = vad_kravs(fall.svar(), status)
    event(krav.lage.value)
    return krav


@exempel(60)
@given(data=st.data(), fall=ALLA_FALL, status=FARGER)
def test_applying_what_it_says_gives_the_colour_for_certain(data: st.DataObject, fall: Fall, status: rl.Status) -> None:
    krav = _krav(fall, status)
    if krav.lage is Kravlage.NABART:
        falt = {f.indikator: _falt(data, fall, f, _pa_gransen(fall, f)) for f in _valda(data, krav)}
        assert _med(fall, falt).svar().mojliga == {status}


@exempel(50)
@given(data=st.data(), fall=RAKNADE, status=FARGER)
def test_one_indicator_fewer_does_not_give_the_colour(data: st.DataObject, fall: Fall, status: rl.Status) -> None:
    krav = _krav(fall, status)
    if krav.lage is Kravlage.NABART:
        valda = data.draw(st.permutations(_valda(data, krav)))[1:]
        assert _med(fall, {f.indikator: _falt(data, fall, f, _pa_gransen(fall, f)) for f in valda}).svar().mojliga != {
            status
        }


@exempel(60)
@given(data=st.data(), fall=ALLA_FALL, status=FARGER)
def test_the_least_step_less_does_not_give_the_colour(data: st.DataObject, fall: Fall, status: rl.Status) -> None:
    krav = _krav(fall, status)
    if krav.lage is not Kravlage.NABART:
        return
    valda = _valda(data, krav)
    kort = [f for f in valda if f.varde is not None and f.grans is not None and f.delta != 0]
    assume(kort)
    for f in kort:
        assert f.delta == EXAKT.subtract(f.grans, f.varde)
    den = data.draw(st.sampled_from(kort))
    falt = {f.indikator: _falt(data, fall, f, _pa_gransen(fall, f)) for f in valda if f is not den}
    falt[den.indikator] = _falt(data, fall, den, _strax_fore(data, den))
    assert _med(fall, falt).svar().mojliga != {status}


@exempel(60)
@given(
    data=st.data(),
    fall=st.one_of(hallandsfall("delmal-3"), hallandsfall("delmal-5"), provfall("värde"), provfall("avvikelse")),
    status=FARGER,
)
def test_the_intervals_hold_every_outcome_that_gives_the_colour_and_no_other(
    data: st.DataObject, fall: Fall, status: rl.Status
) -> None:
    krav = _krav(fall, status)
    (id,) = indikatorer_i(fall.rv, fall.delmal)
    varde = data.draw(varden_for(fall.rv, fall.delmal, id))
    if krav.lage is Kravlage.NABART:
        (f, *andra) = krav.forandringar
        if f.slag is None and not f.jamfort:
            assert not andra
            inom = any(i.omfattar(varde) for i in f.intervall)
            assert inom == (_med(fall, {id: {"varde": varde}}).svar().mojliga == {status})
    if krav.lage is Kravlage.ONABART:
        assert _med(fall, {id: {"varde": varde}}).svar().mojliga != {status}


@exempel(60)
@given(data=st.data(), fall=RAKNADE, status=FARGER)
def test_no_fewer_outcomes_and_none_at_all_when_it_is_out_of_reach_give_the_colour(
    data: st.DataObject, fall: Fall, status: rl.Status
) -> None:
    krav = _krav(fall, status)
    ids = indikatorer_i(fall.rv, fall.delmal)
    antal = sum(del_.antal for del_ in krav.delar) - 1 if krav.lage is Kravlage.NABART else len(ids)
    if krav.lage is not Kravlage.REDAN:
        flyttade = data.draw(st.lists(st.sampled_from(ids), unique=True, max_size=antal))
        falt = {id: {"varde": data.draw(varden_for(fall.rv, fall.delmal, id))} for id in flyttade}
        assert _med(fall, falt).svar().mojliga != {status}


@exempel(40)
@given(data=st.data(), fall=st.one_of(hallandsfall("delmal-5"), provfall("avvikelse", figur=True)), status=FARGER)
def test_a_deviation_out_of_reach_stays_so_whatever_completes_it(
    data: st.DataObject, fall: Fall, status: rl.Status
) -> None:
    if _krav(fall, status).lage is Kravlage.ONABART:
        (id,) = indikatorer_i(fall.rv, fall.delmal)
        fullt = data.draw(utfall_av(fall.rv, fall.delmal, kompletta=True))[id]
        kanda = {namn: v for namn, v in _fakta(fall.utfall.get(id)).items() if namn != "varde"}
        assert fall.med(utfall={id: rl.Utfall(**{**_fakta(fullt), "slag": None, **kanda})}).svar().mojliga != {status}


@exempel(40)
@given(fall=ALLA_FALL, status=FARGER)
def test_it_is_certain_already_when_no_other_colour_is_possible(fall: Fall, status: rl.Status) -> None:
    krav = _krav(fall, status)
    assert (krav.lage is Kravlage.REDAN) == (fall.svar().mojliga == {status})
    assert (krav.lage is Kravlage.NABART) == (krav.forandringar != ())


@exempel(25)
@given(fall=ALLA_FALL, status=FARGER)
def test_a_loaded_answer_answers_the_same_when_the_rule_set_is_given(fall: Fall, status: rl.Status) -> None:
    b, krav = fall.svar(), _krav(fall, status)
    inlast = rl.BeraknadStatus.model_validate_json(b.model_dump_json())
    assert vad_kravs(inlast, status, fall.rv) == krav
    assert Statuskrav.model_validate_json(krav.model_dump_json()) == krav
