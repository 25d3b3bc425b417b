"""Laws of the short way: ``statusberaknare`` with plain Decimals answers what the general way answers."""

from __future__ import annotations

import pickle
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, strategies as st
from strategies import (
    PERIODER,
    Fall,
    exempel,
    halland,
    hallandsfall,
    indikatorer_i,
    provfall,
    utfall_av,
    val_av_lasningar,
)

import riktlinjer as rl

RAKNADE = ("delmal-1", "delmal-2", "delmal-4")


def _bara_decimaler(utfall: dict[str, Any]) -> dict[str, Decimal | None]:
    return {id: v.varde if isinstance(v, rl.Utfall) else v for id, v in utfall.items()}


def _samma_pa_alla_vagar(fall: Fall, ovriga: dict[str, Any]) -> None:
    om: dict[str, Any] = {"period": PERIODER[fall.rapporttyp], "enhet": "Provnämnden"}
    rakna = rl.statusberaknare(fall.rv, fall.delmal, fall.rapporttyp, **om)
    kanda = _bara_decimaler(fall.utfall)
    svar = rakna({**ovriga, **kanda})
    andra = [
        rakna(kanda),
        rakna(MappingProxyType(kanda)),
        rakna({id: v if v is None else rl.Utfall(v) for id, v in kanda.items()}),
        rakna({id: rl.Utfall(v) if v is not None and i == 0 else v for i, (id, v) in enumerate(kanda.items())}),
        rl.berakna_status(fall.rv, {**ovriga, **kanda}, rapporttyp=fall.rapporttyp, **om)[fall.delmal],
    ]
    for annat in andra:
        assert svar.mojliga == annat.mojliga
        assert svar.status is annat.status
        assert svar.antal == annat.antal
        assert svar == annat
        assert hash(svar) == hash(annat)
        assert svar.model_dump_json() == annat.model_dump_json()
        assert repr(svar) == repr(annat)
    assert pickle.loads(pickle.dumps(svar)) == andra[-1]


@pytest.mark.parametrize("delmal", RAKNADE)
@exempel(15)
@given(data=st.data())
def test_the_short_way_gives_the_same_answer_for_the_guideline(delmal: str, data: st.DataObject) -> None:
    kompletta, oppna = data.draw(st.booleans()), data.draw(st.booleans())
    fall = data.draw(hallandsfall(delmal, oppna=oppna, kompletta=kompletta))
    egna = indikatorer_i(fall.rv, delmal)
    andra = [i.id for i in halland().indikatorer if i.id not in egna and i.skala is None and i.enhet != "placering"]
    ovriga = data.draw(
        st.dictionaries(st.sampled_from(andra), st.none() | st.integers(0, 100).map(Decimal), max_size=3)
    )
    _samma_pa_alla_vagar(fall, ovriga)


@exempel(50)
@given(st.data())
def test_the_short_way_gives_the_same_answer_for_any_counting_rule(data: st.DataObject) -> None:
    fall = data.draw(provfall("antal", skala=data.draw(st.booleans()), kompletta=data.draw(st.booleans())))
    _samma_pa_alla_vagar(fall, {})


@exempel(30)
@given(st.data())
def test_the_short_way_refuses_the_same_outcomes_with_the_same_words(data: st.DataObject) -> None:
    delmal = data.draw(st.sampled_from(RAKNADE))
    rv = halland().med_tolkningar(data.draw(val_av_lasningar(halland(), oppna=False)))
    utfall = _bara_decimaler(data.draw(utfall_av(rv, delmal, kompletta=data.draw(st.booleans()))))
    dalig = data.draw(
        st.sampled_from(
            [Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("-Infinity"), True, "tolv", b"1", "okänt id"]
        )
    )
    if dalig == "okänt id":
        utfall[data.draw(st.sampled_from(["delmal-1", "basbehandling", ""]))] = data.draw(
            st.sampled_from([None, Decimal(1)])
        )
    else:
        utfall[data.draw(st.sampled_from(indikatorer_i(rv, delmal)))] = dalig
    rakna = rl.statusberaknare(rv, delmal)
    if not _raknas(rv, delmal, utfall, dalig):
        return
    fel = []
    for fraga in (lambda: rakna(utfall), lambda: rl.berakna_status(rv, utfall)):
        with pytest.raises((rl.UtfallFel, rl.OkantId, TypeError)) as info:
            fraga()
        fel.append((type(info.value), str(info.value)))
    assert fel[0] == fel[1]


def _raknas(rv: rl.Regelverk, delmal: str, utfall: dict[str, Any], dalig: object) -> bool:
    """Whether the bad outcome is of an indicator that the rule counts under the chosen readings."""
    if dalig == "okänt id":
        return True
    lasning = rv.tolkning("delmal-4-antal").vald
    under_utveckling = {id for id in indikatorer_i(rv, delmal) if rv.indikator(id).under_utveckling}
    daliga = {id for id, v in utfall.items() if v is dalig}
    return lasning == "maltabell" or not daliga <= under_utveckling
