"""Utfall: an outcome with the facts it may be compared with; None is always "not known"."""

from __future__ import annotations

import pickle
from decimal import Decimal

import pytest
from pydantic import ValidationError

import riktlinjer as rl

TALFALT = ("varde", "motsvarande_period", "foregaende_ar", "foregaende_period", "basvarde", "budget")


def test_nothing_said_is_nothing_known() -> None:
    u = rl.Utfall()
    assert {getattr(u, falt) for falt in (*TALFALT, "slag", "period", "serie", "delar", "enhet")} == {None}


@pytest.mark.parametrize("falt", TALFALT)
@pytest.mark.parametrize(
    ("givet", "varde"),
    [("−6,0", "-6.0"), (-6, "-6"), (-6.5, "-6.5"), (Decimal("-6.50"), "-6.50"), ("", None), (None, None)],
)
def test_every_figure_takes_numbers_swedish_text_and_none(falt: str, givet: object, varde: str | None) -> None:
    u = rl.Utfall(**{falt: givet})  # type: ignore[arg-type]
    assert getattr(u, falt) == (None if varde is None else Decimal(varde))


def test_zero_is_a_figure_and_not_unknown() -> None:
    u = rl.Utfall(0, foregaende_ar="0")
    assert (u.varde, u.foregaende_ar) == (0, 0)


@pytest.mark.parametrize("slag", list(rl.Utfallsslag), ids=str)
def test_a_kind_may_be_given_in_words(slag: rl.Utfallsslag) -> None:
    assert rl.Utfall(1, slag=slag.value).slag is slag
    assert rl.Utfall(1, slag=slag).slag is slag


@pytest.mark.parametrize(
    ("falt", "ord_"),
    [
        ({"varde": "tolv"}, "varde"),
        ({"varde": "12 34"}, "varde"),
        ({"varde": float("nan")}, "varde"),
        ({"varde": Decimal("Infinity")}, "varde"),
        ({"foregaende_ar": "tolv"}, "foregaende_ar"),
        ({"serie": (1, "tolv")}, r"serie\[1\]"),
        ({"delar": {"kvinnor": 1, "män": "tolv"}}, r"delar\['män'\]"),
        ({"delar": (("kvinnor", 1), ("kvinnor", 2))}, "'kvinnor' står två gånger"),
        ({"slag": "gissning"}, "slag"),
        ({"period": "2018"}, "period"),
        ({"period": "2018-13"}, "period"),
        ({"period": "2018-3"}, "period"),
        ({"period": "2018-03-31"}, "period"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_field_named(falt: dict[str, object], ord_: str) -> None:
    with pytest.raises(rl.UtfallFel, match=ord_):
        rl.Utfall(**falt)  # type: ignore[arg-type]


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(rl.UtfallFel) as fel:
        rl.Utfall("tolv", foregaende_ar="12 34", slag="gissning", period="mars")
    assert len(fel.value.fel) == 4
    assert all(ord_ in str(fel.value) for ord_ in ("varde", "foregaende_ar", "slag", "period"))


@pytest.mark.parametrize("givet", [True, False, b"1", [1], {"varde": 1}, object()])
@pytest.mark.parametrize("falt", TALFALT)
def test_another_python_type_is_a_type_error(falt: str, givet: object) -> None:
    with pytest.raises(TypeError, match=falt):
        rl.Utfall(**{falt: givet})  # type: ignore[arg-type]


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(TypeError, match="värde"):
        rl.Utfall(värde=1)  # type: ignore[call-arg]


def test_the_unit_of_a_text_is_the_unit_of_the_outcome() -> None:
    assert rl.Utfall("53,0 %").enhet == "%"
    assert rl.Utfall("−6,0 mnkr").enhet == "mnkr"
    assert rl.Utfall("53,0").enhet is None
    assert rl.Utfall("53,0", enhet="%").enhet == "%"


def test_every_figure_is_brought_to_one_unit() -> None:
    u = rl.Utfall("−6,0 mnkr", foregaende_ar="-2 000 tkr", budget=3, serie=("-500 tkr", None))
    assert (u.varde, u.foregaende_ar, u.budget) == (Decimal("-6.0"), -2, 3)
    assert u.serie == (Decimal("-0.5"), None)
    assert u.enhet == "mnkr"


@pytest.mark.parametrize(
    "falt",
    [
        {"varde": "6 mnkr", "foregaende_ar": "5 %"},
        {"varde": "6 mnkr", "enhet": "%"},
        {"varde": "6 %", "serie": ("5 mnkr",)},
        {"varde": "6 %", "delar": {"kvinnor": "5 mnkr"}},
        {"delar": {"kvinnor": "5 mnkr", "män": "6 %"}},
    ],
)
def test_units_that_do_not_fit_together_are_refused(falt: dict[str, object]) -> None:
    with pytest.raises(rl.UtfallFel, match="enhet"):
        rl.Utfall(**falt)  # type: ignore[arg-type]


def test_i_enhet_converts_amounts_and_refuses_the_rest() -> None:
    u = rl.Utfall("−6 mnkr", motsvarande_period="1 mnkr", slag="ackumulerat", period="2018-03").i_enhet("tkr")
    assert (u.varde, u.motsvarande_period, u.enhet) == (-6000, 1000, "tkr")
    assert (u.slag, u.period) == (rl.Utfallsslag.ACKUMULERAT, "2018-03")
    with pytest.raises(rl.UtfallFel, match="mnkr"):
        rl.Utfall("−6 mnkr").i_enhet("%")


def test_a_series_keeps_its_months_and_the_unknown_among_them() -> None:
    assert rl.Utfall(1, serie=[1, None, "2,5"]).serie == (1, None, Decimal("2.5"))
    assert rl.Utfall(1, serie=()).serie == ()


@pytest.mark.parametrize("serie", [5, "123", {1, 2}, {"a": 1}])
def test_a_series_that_is_no_sequence_is_a_type_error(serie: object) -> None:
    with pytest.raises(TypeError, match="serie"):
        rl.Utfall(1, serie=serie)


def test_the_figures_of_parts_keep_their_names_order_and_the_unknown_among_them() -> None:
    vantat = (("kvinnor", Decimal("81.5")), ("män", None), ("okänt kön", Decimal(0)))
    som_mappning = rl.Utfall(delar={"kvinnor": "81,5 %", "män": None, "okänt kön": 0})
    som_par = rl.Utfall(delar=[["kvinnor", "81,5"], ("män", ""), ("okänt kön", 0)], enhet="%")
    assert som_mappning.delar == vantat
    assert som_par == som_mappning
    assert (som_mappning.varde, som_mappning.enhet) == (None, "%")


def test_parts_are_known_figures_even_when_the_whole_is_not() -> None:
    assert rl.Utfall().ar_tomt
    assert not rl.Utfall(delar={"kvinnor": 1}).ar_tomt
    assert rl.Utfall(delar={}).delar == ()
    assert rl.Utfall().delar is None


def test_the_figures_of_parts_are_brought_to_the_unit_of_the_outcome() -> None:
    u = rl.Utfall("6 mnkr", delar={"norr": "-2 000 tkr", "söder": None, "väst": 3})
    assert u.delar == (("norr", -2), ("söder", None), ("väst", 3))
    assert u.i_enhet("tkr").delar == (("norr", -2000), ("söder", None), ("väst", 3000))
    assert rl.Utfall(delar={}).i_enhet("tkr").delar == ()


@pytest.mark.parametrize("delar", [5, "kvinnor", [1], [("kvinnor",)], [("kvinnor", 1, 2)], [(1, 2)], {1: 2}])
def test_parts_that_are_no_names_with_figures_are_a_type_error(delar: object) -> None:
    with pytest.raises(TypeError, match="delar"):
        rl.Utfall(1, delar=delar)


@pytest.mark.parametrize("givet", [True, b"1", [1]])
def test_the_figure_of_a_part_is_a_number_or_text(givet: object) -> None:
    with pytest.raises(TypeError, match="kvinnor"):
        rl.Utfall(delar={"kvinnor": givet})


def test_an_outcome_is_immutable() -> None:
    with pytest.raises(ValidationError):
        rl.Utfall(1).varde = Decimal(2)


FULL = rl.Utfall(
    "53,0 %",
    slag="R12",
    period="2018-03",
    motsvarande_period=52,
    foregaende_ar="51,5",
    foregaende_period=50,
    basvarde=49,
    budget=0,
    serie=(1, None, 2),
    delar={"kvinnor": "53,5", "män": None},
)


@pytest.mark.parametrize("u", [rl.Utfall(), rl.Utfall(0), rl.Utfall(0.1), rl.Utfall("2,000"), FULL], ids=str)
def test_an_outcome_compares_pickles_and_goes_through_json_unchanged(u: rl.Utfall) -> None:
    assert pickle.loads(pickle.dumps(u)) == u
    tillbaka = rl.Utfall.model_validate_json(u.model_dump_json())
    assert tillbaka == u
    assert tillbaka.model_dump_json() == u.model_dump_json()
    assert hash(tillbaka) == hash(u)


def test_a_float_stays_a_float_in_a_pickle_so_that_the_warning_stays() -> None:
    assert pickle.loads(pickle.dumps(rl.Utfall(0.1))).ar_flyttal
    assert rl.Utfall(0.1).ar_flyttal
    assert not rl.Utfall("0,1").ar_flyttal


def test_outcomes_compare_by_value() -> None:
    assert rl.Utfall("53,0 %") == rl.Utfall(Decimal(53), enhet="%")
    assert rl.Utfall(53) != rl.Utfall(53, slag="R12")
