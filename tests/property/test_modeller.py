"""Laws of every model and answer: JSON is read back unchanged, and a pickle is the same value."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import annotated_types
import malvardesstrategier
import pytest
from hypothesis import given, reject, strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import BaseModel, ValidationError
from strategies import PERIODER, belopp, exempel, halland, hallandsfall, provfall, utfall_av, val_av_lasningar, varden

import riktlinjer as rl
from riktlinjer.models.bas import Modell

for _namn in rl.__all__:
    getattr(rl, _namn)  # loads every module, so that every model is known


_MEDDELANDEN = ("riktlinjer.utbyte.", "riktlinjer.katalog.")


def modeller(bas: type[Modell] = Modell) -> list[type[Modell]]:
    """Every model of the library but the messages of its edges: questions, and what a file says."""
    alla = [m for klass in bas.__subclasses__() for m in (klass, *modeller(klass))]
    egna = {m for m in alla if m.__module__.startswith("riktlinjer.") and not m.__module__.startswith(_MEDDELANDEN)}
    return sorted(egna, key=lambda m: m.__qualname__)


def _samma(varde: Any, efter: Any) -> None:
    assert type(efter) is type(varde)
    assert efter == varde
    assert hash(efter) == hash(varde)
    if "frozenset(" not in repr(varde):  # whose order is nobody's
        assert repr(efter) == repr(varde)


def _klarar_rundresan(varde: Any) -> None:
    text = varde.model_dump_json()
    efter = type(varde).model_validate_json(text)
    _samma(varde, efter)
    assert efter.model_dump_json() == text
    _samma(varde, pickle.loads(pickle.dumps(varde)))


def _inuti(nod: object) -> Iterator[BaseModel]:
    if isinstance(nod, BaseModel):
        yield nod
        for falt in type(nod).model_fields:
            yield from _inuti(getattr(nod, falt))
    elif isinstance(nod, tuple):
        for v in nod:
            yield from _inuti(v)


# Instances of any model, made from its fields


_TEXTER = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.sampled_from(["", " ", "17,9 mnkr", " 12\u00a0%", "− 6", "2018-03", "beslutad", "1.234", "\x1f", "\u2028x"]),
    st.builds(lambda n, text: " " * n + text, st.integers(200, 300), st.sampled_from(["12", "x"])),
)
_TAL = varden([Decimal("60"), Decimal("99.80"), Decimal("-0"), Decimal("1E+5"), Decimal("1E-400"), Decimal("1E+400")])
_EGNA: dict[str, SearchStrategy[Any]] = {
    "Regelverk.id": st.sampled_from(["a", "prov-2018"]),
    "Regelverk.format": st.just(1),
    "Tillfalle.period": st.sampled_from(["2018-03", "2027-12"]),
    "Frist.rakning": st.sampled_from(["efter bryt", "i månaden"]),
    "Utfall.period": st.none() | st.sampled_from(["2018-03", "2027-12"]),
    "Utfall.enhet": st.none() | st.sampled_from(["%", "mnkr", "egen enhet"]),
    "Utfall.varde": st.none() | _TAL | st.floats(-1e6, 1e6),
    "Tolkning.vald": st.sampled_from(["oppen", "a"]),
    "Tolkning.standard": st.sampled_from(["oppen", "a"]),
    "Lasning.id": st.sampled_from(["a", "b"]),
}


def _av_typ(typ: Any, plats: str) -> SearchStrategy[Any]:
    """Values of a field's type; a collection has few, so that a whole guideline stays small."""
    ursprung, delar = get_origin(typ), get_args(typ)
    if plats in _EGNA:
        return _EGNA[plats]
    if ursprung is Annotated:
        return _av_typ(delar[0], plats)
    if ursprung in (Union, UnionType):
        return st.one_of(*(_av_typ(d, plats) for d in delar))
    if ursprung is Literal:
        return st.sampled_from(delar)
    if ursprung is tuple and delar[-1] is Ellipsis:
        return st.lists(_av_typ(delar[0], plats), max_size=2).map(tuple)
    if ursprung is frozenset:
        return st.frozensets(_av_typ(delar[0], plats), max_size=3)
    if ursprung is tuple:
        return st.tuples(*(_av_typ(d, plats) for d in delar))
    return _av_klass(typ)


_ENKLA: dict[Any, SearchStrategy[Any]] = {
    str: _TEXTER,
    Decimal: _TAL,
    bool: st.booleans(),
    int: st.integers(0, 3000),
    date: st.dates(),
    type(None): st.none(),
    rl.Forandringsmalvarde: malvardesstrategier.forandringar("%"),
    rl.Gruppmalvarde: malvardesstrategier.grupper("%"),
    rl.Sammansattmalvarde: malvardesstrategier.sammansatta("%"),
    rl.Uppdelatmalvarde: malvardesstrategier.uppdelade("%"),
}


def _av_klass(typ: Any) -> SearchStrategy[Any]:
    if typ in _ENKLA:
        return _ENKLA[typ]
    if issubclass(typ, Enum):
        return st.sampled_from(typ)
    if issubclass(typ, BaseModel):
        return exemplar(typ)
    return st.builds(typ, *(st.integers(0, 20) for _ in range(4)))  # Antal


@st.composite
def exemplar(draw: st.DrawFn, modell: type[BaseModel]) -> Any:
    """An instance of the model with any fields that it takes."""
    falt: dict[str, Any] = {}
    for namn, info in modell.model_fields.items():
        if info.is_required() or draw(st.booleans()):
            strategi = _av_typ(info.annotation, f"{modell.__name__}.{namn}")
            for villkor in info.metadata:
                if isinstance(villkor, annotated_types.Ge | annotated_types.Le):
                    strategi = st.integers(1, 10)
            falt[namn] = draw(strategi)
    _ensa_granser(draw, modell, falt)
    try:
        return modell(**falt)
    except (ValidationError, rl.UtfallFel):
        reject()


def _ensa_granser(draw: st.DrawFn, modell: type[BaseModel], falt: dict[str, Any]) -> None:
    """One bound of a target, one on each side of a step: what the models demand."""
    if modell is rl.Gransmalvarde:
        for namn in ("minst", "over", "hogst", "under"):
            falt.pop(namn, None)
        falt[draw(st.sampled_from(["minst", "over", "hogst", "under"]))] = draw(_TAL)
    elif "jamfort" in modell.model_fields or modell.__name__ == "Vardesteg":
        falt.pop("over", None)
        falt.pop("under", None)
    elif modell is rl.Tolkning:
        falt["lasningar"] = (rl.Lasning(id="a", innebord=""),)
    elif modell is rl.Indikator:
        falt.pop("utgangsvarde_text" if draw(st.booleans()) else "utgangsvarde", None)
        if "utgangsvarde" in falt:
            falt.pop("skala", None)


@pytest.mark.parametrize("modell", [m for m in modeller() if m is not rl.Regelverk], ids=lambda m: m.__name__)
@exempel(8)
@given(data=st.data())
def test_any_instance_of_a_model_survives_json_and_pickle(modell: type[Modell], data: st.DataObject) -> None:
    varde = data.draw(_av_klass(modell))
    _klarar_rundresan(varde)


@exempel(25)
@given(
    effekt=st.one_of(
        _TEXTER, st.builds(lambda n, t: " " * n + t, st.integers(0, 400), st.sampled_from(["12", "−6 mnkr"]))
    )
)
def test_the_effect_of_a_plan_reads_the_same_from_json_however_it_is_padded(effekt: str) -> None:
    _klarar_rundresan(rl.Atgardsplan(effekt=effekt))


def test_every_model_of_the_guideline_survives_json_and_pickle() -> None:
    sedda: dict[type[BaseModel], set[BaseModel]] = {}
    for modell in _inuti(halland()):
        sedda.setdefault(type(modell), set()).add(modell)
    assert len(sedda) > 35
    for instanser in sedda.values():
        for modell in instanser if len(instanser) < 400 else list(instanser)[::10]:
            _klarar_rundresan(modell)


@exempel(6)
@given(val_av_lasningar(halland()))
def test_a_guideline_under_any_readings_survives_json_and_pickle(val: dict[str, str]) -> None:
    rv = halland().med_tolkningar(val)
    _klarar_rundresan(rv)
    assert {t.id: t.vald for t in rv.tolkningar} == val
    assert rv.med_tolkningar({t.id: t.vald for t in halland().tolkningar}) == halland()


@exempel(40)
@given(provfall())
def test_a_rule_set_and_its_answer_survive_json_and_pickle(fall: Any) -> None:
    _klarar_rundresan(fall.rv)
    _klarar_rundresan(fall.svar())


@exempel(25)
@given(st.data())
def test_the_answers_about_statuses_survive_json_and_pickle(data: st.DataObject) -> None:
    fall = data.draw(hallandsfall())
    _klarar_rundresan(fall.svar())
    typ = fall.rapporttyp
    oversikt = rl.berakna_status(fall.rv, fall.utfall, rapporttyp=typ, period=PERIODER[typ], enhet="Prov")
    _klarar_rundresan(oversikt)
    _klarar_rundresan(oversikt.underlag)
    for b in oversikt.values():
        _klarar_rundresan(b)
        assert pickle.loads(pickle.dumps(b)).motivering == b.motivering


@exempel(25)
@given(st.data())
def test_the_answers_about_reports_survive_json_and_pickle(data: st.DataObject) -> None:
    rv = halland().med_tolkningar(data.draw(val_av_lasningar(halland())))
    assert rv.tidplan is not None
    tillfalle = data.draw(st.sampled_from(rv.tidplan.tillfallen))
    _klarar_rundresan(
        rl.kraver_atgardsplan(
            rv,
            rapporttyp=tillfalle.rapporttyp,
            period=tillfalle.period,
            budgetavvikelse=data.draw(st.none() | belopp()),
            resultat=data.draw(st.none() | belopp()),
        )
    )
    namnd = data.draw(st.none() | st.sampled_from([n.id for n in rv.namnder]))
    mottagare = data.draw(st.sampled_from(rl.Mottagare))
    for avsnitt in rl.obligatoriska_avsnitt(rv, tillfalle.rapporttyp, mottagare=mottagare, namnd=namnd):
        _klarar_rundresan(avsnitt)
    for papekande in rl.granska_atgardsplan(rv, data.draw(exemplar(rl.Atgardsplan))):
        _klarar_rundresan(papekande)


@exempel(20)
@given(st.data())
def test_a_computed_timetable_survives_json_and_pickle(data: st.DataObject) -> None:
    rv = halland().med_tolkningar(data.draw(val_av_lasningar(halland())))
    bryt = {f"{ar}-02": date(ar, 3, 6) for ar in data.draw(st.sets(st.integers(1995, 2090), min_size=1, max_size=4))}
    _klarar_rundresan(rl.berakna_tidplan(rv, bryt))


@exempel(60)
@given(st.data())
def test_equal_outcomes_are_equal_however_they_were_written(data: st.DataObject) -> None:
    """A Decimal, its text and the Utfall of either are the same value, with the same hash and JSON meaning."""
    v = data.draw(_TAL)
    skrivet = f"{v:f}".replace(".", ",")
    if len(skrivet) <= 100:
        assert rl.Utfall(skrivet) == rl.Utfall(v)
        assert hash(rl.Utfall(skrivet)) == hash(rl.Utfall(v))
    for annat in data.draw(utfall_av(halland(), "delmal-5")).values():
        _klarar_rundresan(annat)
        assert type(annat).model_validate(annat.model_dump()) == annat
