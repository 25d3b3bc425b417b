"""R12: twelve months that end with a given one, as a sum, a ratio of sums or a mean; a month short is not known."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from decimal import Context, Decimal
from typing import Any

import pytest

import riktlinjer as rl
from riktlinjer.rules.r12 import R12, R12Rakning, r12_kvot, r12_medel, r12_serie, r12_summa

# September 2017 to August 2018: the twelve months of uppföljningsrapport 2 2018.
UR2 = (
    "2017-09", "2017-10", "2017-11", "2017-12",
    "2018-01", "2018-02", "2018-03", "2018-04", "2018-05", "2018-06", "2018-07", "2018-08",
)  # fmt: skip

# Hours of a made-up unit: few work in July, when almost nobody is reported sick.
TIMMAR = dict(zip(UR2, (1600, 1760, 1760, 1520, 1680, 1600, 1680, 1600, 1520, 1200, 240, 1440), strict=True))
FRANVARO = dict(zip(UR2, (64, 70, 74, 61, 92, 96, 84, 64, 53, 36, 2, 46), strict=True))

Raknare = Callable[[dict[str, Any], str], R12]
SATT: dict[str, Raknare] = {
    "summa": r12_summa,
    "medel": r12_medel,
    "taljare": lambda manader, till: r12_kvot(manader, dict.fromkeys([*UR2, *manader], 1), till),
    "namnare": lambda manader, till: r12_kvot(dict.fromkeys([*UR2, *manader], 1), manader, till),
}
alla_satt = pytest.mark.parametrize("rakna", SATT.values(), ids=SATT)


def ar(varde: object, utom: dict[str, object] | None = None) -> dict[str, Any]:
    """The same figure for each of the twelve months, but for some."""
    return {**dict.fromkeys(UR2, varde), **(utom or {})}


def arets(ar: int) -> list[str]:
    return [f"{ar:04}-{manad:02}" for manad in range(1, 13)]


# Which months


@pytest.mark.parametrize(
    ("till", "fran"),
    [
        ("2018-08", "2017-09"),  # UR2
        ("2018-03", "2017-04"),  # UR1
        ("2018-12", "2018-01"),  # ÅR
        ("2018-01", "2017-02"),
        ("2018-02", "2017-03"),
        ("2000-02", "1999-03"),
        ("0001-12", "0001-01"),
        ("9999-12", "9999-01"),
    ],
)
def test_the_twelve_calendar_months_that_end_with_till_are_counted_and_no_other(till: str, fran: str) -> None:
    artal = int(till[:4])
    manader = [m for a in (artal - 1, artal, artal + 1) if 1 <= a <= 9999 for m in arets(a)]
    sist = manader.index(till)
    siffror = {manad: 10 ** (i % 36) for i, manad in enumerate(manader)}  # a sum that shows which are in it
    svar = r12_summa(siffror, till)
    assert svar.varde == sum(siffror[m] for m in manader[sist - 11 : sist + 1])
    assert (svar.fran, svar.till) == (fran, till)


@pytest.mark.parametrize("till", ["2018", "2018-13", "2018-00", "2018-3", "2018-03-31", "mars 2018", "", "2018-03\n"])
@alla_satt
def test_a_last_month_that_is_no_iso_month_is_refused(rakna: Raknare, till: str) -> None:
    with pytest.raises(rl.KalenderFel, match="är ingen månad"):
        rakna(ar(1), till)


def test_shares_have_no_sum() -> None:
    with pytest.raises(rl.UtfallFel, match="en summa räknas på timmar, kronor eller antal, inte på andelar"):
        r12_summa(ar("5 %"), "2018-08")
    assert r12_medel(ar("5 %"), "2018-08").varde == 5


def test_a_whole_number_of_per_cent_is_written_out() -> None:
    assert str(r12_kvot(ar(2), ar(1), "2018-08").varde) == "200"


@pytest.mark.parametrize("till", ["0001-11", "0001-01", "0000-12"])
@alla_satt
def test_twelve_months_that_begin_before_the_first_year_are_refused(rakna: Raknare, till: str) -> None:
    with pytest.raises(rl.KalenderFel, match="före år 1"):
        rakna(ar(1), till)


# Figures as people write them


@pytest.mark.parametrize(
    ("givet", "summa", "enhet"),
    [
        (4, "48", None),
        (4.1, "49.2", None),
        (Decimal("4.10"), "49.20", None),
        ("4,1", "49.2", None),
        ("4,1 mnkr", "49.2", "mnkr"),
        ("− 4 100 tkr", "-49200", "tkr"),
        ("3,5 timmar", "42.0", "timmar"),
        ("12 personer", "144", "personer"),
        (0, "0", None),
        ("0 mnkr", "0", "mnkr"),
    ],
)
def test_a_figure_is_read_as_people_write_it_and_keeps_its_unit(givet: object, summa: str, enhet: str | None) -> None:
    svar = r12_summa(ar(givet), "2018-08")
    assert (svar.varde, svar.enhet) == (Decimal(summa), enhet)
    assert (svar.saknade, svar.skal) == ((), None)


def test_tenths_given_as_floats_add_up_to_tenths() -> None:
    assert r12_summa(ar(0.1), "2018-08").varde == Decimal("1.2")


@pytest.mark.parametrize(
    ("utom", "summa", "enhet"),
    [
        ({"2017-09": "1 000 tkr"}, "12", "mnkr"),
        ({"2017-09": "1 000 000 kr", "2018-07": "0,001 mdkr"}, "12", "mnkr"),
        ({"2018-08": "1 000 tkr"}, "12000", "tkr"),  # the latest month says the unit
        ({"2018-09": "1 tkr"}, "12", "mnkr"),  # not a month outside
        ({"2017-08": "1 tkr"}, "12", "mnkr"),
        ({"2018-08": 1}, "12", "mnkr"),  # a number without a unit has the others'
        ({"2018-08": None, "2018-09": 1}, None, "mnkr"),
    ],
)
def test_amounts_in_different_units_of_kronor_are_brought_to_one(
    utom: dict[str, object], summa: str | None, enhet: str
) -> None:
    svar = r12_summa(ar("1 mnkr", utom), "2018-08")
    assert (svar.varde, svar.enhet) == (summa and Decimal(summa), enhet)


def test_no_unit_is_taken_from_a_month_outside_the_twelve() -> None:
    assert r12_summa(ar(1, {"2018-09": "1 mnkr"}), "2018-08").enhet is None
    assert r12_summa(ar(1, {"2018-09": "1 mnkr"}), "2018-09").enhet == "mnkr"


@pytest.mark.parametrize("manad", ["2017-09", "2018-08", "2018-09", "2010-01"])
@pytest.mark.parametrize(("forst", "sedan"), [("1 mnkr", "1 personer"), ("1 dagar", "1 mnkr"), ("1 personer", "1 st")])
@alla_satt
def test_units_of_different_measures_are_refused_in_any_month(
    rakna: Raknare, forst: str, sedan: str, manad: str
) -> None:
    with pytest.raises(rl.UtfallFel, match=r"enheterna går inte ihop: .*; ange alla månader i samma enhet"):
        rakna(ar(forst, {manad: sedan}), "2018-08")


@pytest.mark.parametrize("manad", ["2018-08", "2018-09"])
@alla_satt
def test_a_number_without_a_unit_among_several_units_of_kronor_is_not_guessed(rakna: Raknare, manad: str) -> None:
    with pytest.raises(rl.UtfallFel) as fel:
        rakna(ar("1 mnkr", {"2017-09": "1 tkr", manad: 1}), "2018-08")
    assert f"[{manad}]: talet saknar enhet och kan vara mnkr eller tkr; skriv enheten" in str(fel.value)


def test_only_the_numbers_without_a_unit_are_named() -> None:
    with pytest.raises(rl.UtfallFel) as fel:
        r12_summa(ar("1 mnkr", {"2017-09": "1 tkr", "2018-09": 1, "2018-01": 2}), "2018-08")
    assert [text.partition(": ")[0] for text in fel.value.fel] == ["manader[2018-01]", "manader[2018-09]"]


# What is not known


@pytest.mark.parametrize("okant", [None, "", "  ", "bort"], ids=repr)
@pytest.mark.parametrize("manad", UR2)
@alla_satt
def test_one_month_that_is_not_known_leaves_the_measure_not_known(rakna: Raknare, manad: str, okant: object) -> None:
    siffror = ar(1, {manad: okant})
    if okant == "bort":
        del siffror[manad]
    svar = rakna(siffror, "2018-08")
    assert svar.varde is None
    assert svar.saknade == (manad,)
    assert svar.skal is not None
    assert svar.skal.startswith("Siffror saknas: ")
    assert svar.utfall.varde is None


def test_the_missing_months_stand_in_order_of_time_and_in_words() -> None:
    svar = r12_summa(ar(1, {"2018-06": None, "2017-12": None, "2018-01": ""}), "2018-08")
    assert svar.saknade == ("2017-12", "2018-01", "2018-06")
    assert svar.skal == "Siffror saknas: december 2017, januari 2018, juni 2018."


@alla_satt
def test_nothing_given_is_twelve_months_missing(rakna: Raknare) -> None:
    assert rakna({}, "2018-08").saknade == UR2


def test_the_unit_is_told_also_when_the_measure_is_not_known() -> None:
    assert r12_summa(ar("1 mnkr", {"2018-01": None}), "2018-08").enhet == "mnkr"
    assert r12_kvot({}, {}, "2018-08").enhet == "%"


def test_zero_is_a_figure_and_not_a_missing_month() -> None:
    assert r12_summa(ar(0), "2018-08").varde == 0
    assert r12_medel(ar(12, {"2018-01": 0}), "2018-08").varde == 11


# What is refused


@pytest.mark.parametrize("manad", ["2018-13", "2018", "2018-3", "mars", ""])
@alla_satt
def test_a_key_that_is_no_iso_month_is_refused(rakna: Raknare, manad: str) -> None:
    with pytest.raises(rl.KalenderFel, match=f"perioden {manad!r} är ingen månad"):
        rakna(ar(1, {manad: 1}), "2018-08")


@pytest.mark.parametrize("givet", ["tolv", "12 34", "1.234", float("nan"), Decimal("Infinity"), "5 äpplen"], ids=repr)
@pytest.mark.parametrize("manad", ["2018-01", "2018-09"])
@alla_satt
def test_a_figure_that_cannot_be_read_is_refused_also_outside_the_twelve(
    rakna: Raknare, manad: str, givet: object
) -> None:
    with pytest.raises(rl.UtfallFel, match=rf"^\w+\[{manad}\]: "):
        rakna(ar(1, {manad: givet}), "2018-08")


def test_all_faults_of_both_mappings_are_told_at_once() -> None:
    with pytest.raises(rl.UtfallFel) as fel:
        r12_kvot(ar(1, {"2018-01": "tolv", "2019-01": "1;2"}), ar(1, {"2018-02": float("inf")}), "2018-08")
    assert [text.partition(": ")[0] for text in fel.value.fel] == [
        "taljare[2018-01]",
        "taljare[2019-01]",
        "namnare[2018-02]",
    ]
    with pytest.raises(rl.KalenderFel) as kalenderfel:
        r12_kvot({"jan": 1, "feb": 1}, {"mars": 1}, "2018-08")
    assert [ord_ in str(kalenderfel.value) for ord_ in ("jan", "feb", "mars")] == [True] * 3


@pytest.mark.parametrize("givet", [True, b"1", [1], rl.Utfall(1), object()], ids=lambda v: type(v).__name__)
@alla_satt
def test_a_figure_of_another_python_type_is_a_type_error_that_names_the_month(rakna: Raknare, givet: object) -> None:
    with pytest.raises(TypeError, match=r"^\w+\[2018-01\]: väntade ett tal, en svensk text eller None, fick "):
        rakna(ar(1, {"2018-01": givet}), "2018-08")


@pytest.mark.parametrize("siffror", [None, [1] * 12, "2018-08", {201808: 1}, {None: 1}], ids=repr)
@alla_satt
def test_figures_that_are_no_mapping_from_months_are_a_type_error(rakna: Raknare, siffror: Any) -> None:
    with pytest.raises(TypeError):
        rakna(siffror, "2018-08")


@pytest.mark.parametrize("till", [None, 201808, 2018.08])
@alla_satt
def test_a_last_month_of_another_python_type_is_a_type_error(rakna: Raknare, till: Any) -> None:
    with pytest.raises(TypeError, match="period"):
        rakna(ar(1), till)


@pytest.mark.parametrize(
    "utom",
    [
        {"2018-01": Decimal("1E+3000")},
        {"2018-01": 10**4000 + 1},
        {"2018-01": Decimal("1E-3000")},
        {"2018-01": Decimal("9E+999999999999999999"), "2018-02": Decimal("9E+999999999999999999")},
    ],
)
def test_numbers_too_far_apart_to_add_exactly_are_refused_and_not_rounded(utom: dict[str, object]) -> None:
    with pytest.raises(rl.UtfallFel, match="september 2017–augusti 2018: talen är orimligt"):
        r12_summa(ar(1, utom), "2018-08")


def test_a_ratio_or_an_amount_too_large_to_write_is_refused() -> None:
    stort, litet = Decimal("1E+999999999999999999"), Decimal("1E-999999999999999999")
    for taljare, namnare in ((stort, 1), (stort, litet), (litet, stort)):
        with pytest.raises(rl.UtfallFel, match="orimligt"):
            r12_kvot(ar(0, {"2018-01": taljare}), ar(0, {"2018-01": namnare}), "2018-08")


# The ratio of sums


def test_the_ratio_is_that_of_the_sums_and_not_the_mean_of_the_months() -> None:
    """The year's 742 hours of 17 600 are 4,2 per cent; the mean of the months' shares is below 4."""
    svar = r12_kvot(FRANVARO, TIMMAR, "2018-08")
    manadsandelar = {m: Decimal(100 * FRANVARO[m]) / TIMMAR[m] for m in UR2}
    medel = r12_medel(manadsandelar, "2018-08").varde
    assert (sum(FRANVARO.values()), sum(TIMMAR.values())) == (742, 17600)
    assert svar.varde is not None
    assert medel is not None
    assert (round(svar.varde, 2), round(medel, 2)) == (Decimal("4.22"), Decimal("3.93"))
    assert svar.enhet == "%"


@pytest.mark.parametrize(
    ("taljare", "namnare", "andel"),
    [
        (62, 1600, "3.875"),
        ("62", "1 600", "3.875"),
        ("4,1 mnkr", "205 mnkr", "2"),
        ("4 100 tkr", "205 mnkr", "2"),
        ("4,1 mnkr", "205 000 tkr", "2"),
        ("3 personer", "24 personer", "12.5"),
        (0, 1600, "0"),
        (1600, 1600, "100"),
        (3200, 1600, "200"),
        (-16, 1600, "-1"),  # a month's correction may be larger than what it corrects
    ],
)
def test_the_ratio_is_in_per_cent(taljare: object, namnare: object, andel: str) -> None:
    svar = r12_kvot(ar(taljare), ar(namnare), "2018-08")
    assert (svar.varde, svar.enhet) == (Decimal(andel), "%")


def test_a_month_missing_from_either_is_missing_from_the_ratio() -> None:
    svar = r12_kvot(ar(1, {"2018-02": None}), ar(1, {"2018-02": None, "2017-11": None}), "2018-08")
    assert svar.saknade == ("2017-11", "2018-02")


@pytest.mark.parametrize("taljare", [0, 5])
@pytest.mark.parametrize("utom", [{}, {"2018-01": 5, "2018-02": -5}], ids=["all zero", "cancelling"])
def test_a_whole_of_zero_has_no_share_and_says_so(utom: dict[str, object], taljare: int) -> None:
    svar = r12_kvot(ar(taljare), ar(0, utom), "2018-08")
    assert (svar.varde, svar.saknade) == (None, ())
    assert svar.skal == "Nämnarens summa september 2017–augusti 2018 är 0; någon andel finns inte."


@pytest.mark.parametrize("taljare", ["4,1 mnkr", "−4,1 mnkr", "0 mnkr"])
def test_a_whole_below_zero_is_refused(taljare: str) -> None:
    with pytest.raises(rl.UtfallFel) as fel:
        r12_kvot(ar(taljare), ar("−205 mnkr"), "2018-08")
    assert str(fel.value).replace("\u00a0", "_") == (
        "namnare: summan september 2017–augusti 2018 är −2_460_mnkr, väntade mer än 0; "
        "är kostnaderna skrivna med minus, vänd tecknet i både täljaren och nämnaren"
    )


def test_a_whole_below_zero_in_one_month_is_a_correction() -> None:
    assert r12_kvot(ar(1), ar(2, {"2018-01": -10}), "2018-08").varde == 100


def test_a_whole_below_zero_is_not_judged_while_a_month_is_missing() -> None:
    assert r12_kvot(ar(1), ar(-1, {"2018-01": None}), "2018-08").saknade == ("2018-01",)


@pytest.mark.parametrize("namn", ["taljare", "namnare"])
@pytest.mark.parametrize("enhet", ["%", "procentenheter"])
def test_a_ratio_of_shares_is_refused(namn: str, enhet: str) -> None:
    with pytest.raises(rl.UtfallFel, match=rf"{namn}\[2018-01\]: enheten är {enhet}; en kvot räknas på timmar"):
        SATT[namn](ar(1, {"2018-01": f"3,5 {enhet}"}), "2018-08")


def test_a_quotient_that_does_not_end_has_fifty_digits() -> None:
    assert r12_kvot(ar(1), ar(3), "2018-08").varde == Decimal("33." + "3" * 48)
    assert r12_medel(ar(0, {"2018-01": 1}), "2018-08").varde == Decimal("0.08" + "3" * 49)


@pytest.mark.parametrize("avvikelse", ["1E-60", "-1E-60", "1E-900", "-1E-900"])
@pytest.mark.parametrize("grans", ["5", "5.2", "5.25", "10", "100"])
def test_what_is_a_hair_beside_a_bound_is_never_on_it(grans: str, avvikelse: str) -> None:
    """A part of ``grans`` of a whole of 100 every month, but for a hair in one."""
    sammanhang = Context(prec=2000)
    taljare = ar(Decimal(grans), {"2018-08": sammanhang.add(Decimal(grans), Decimal(avvikelse))})
    for svar in (r12_kvot(taljare, ar(100), "2018-08"), r12_medel(taljare, "2018-08")):
        assert svar.varde is not None
        assert (svar.varde > Decimal(grans)) is (Decimal(avvikelse) > 0)
        assert svar.varde != Decimal(grans)


# The mean


def test_the_mean_weighs_every_month_the_same() -> None:
    svar = r12_medel(ar("3,4 %", dict.fromkeys(UR2[:3], "3,8 %")), "2018-08")
    assert (svar.varde, svar.enhet, svar.rakning) == (Decimal("3.5"), "%", R12Rakning.MEDEL)


# The answer


@pytest.mark.parametrize(
    ("svar", "rakning", "varde", "enhet"),
    [
        (r12_summa(ar("4,1 mnkr"), "2018-08"), R12Rakning.SUMMA, "49.2", "mnkr"),
        (r12_kvot(ar(62), ar(1600), "2018-08"), R12Rakning.KVOT, "3.875", "%"),
        (r12_medel(ar("14,9 %"), "2018-08"), R12Rakning.MEDEL, "14.9", "%"),
    ],
)
def test_the_answer_is_an_outcome_of_the_kind_r12(svar: R12, rakning: R12Rakning, varde: str, enhet: str) -> None:
    assert svar.rakning is rakning
    assert svar.utfall == rl.Utfall(Decimal(varde), enhet=enhet, slag=rl.Utfallsslag.R12, period="2018-08")


@pytest.mark.parametrize(
    "svar",
    [
        r12_summa(ar("4,1 mnkr"), "2018-08"),
        r12_summa(ar(0.1), "2018-08"),
        r12_kvot(ar(1), ar(3), "2018-08"),
        r12_kvot(ar(1), ar(0), "2018-08"),
        r12_medel(ar(1, {"2018-01": None}), "2018-08"),
    ],
    ids=lambda svar: str(svar.rakning),
)
def test_the_answer_survives_json_and_pickle(svar: R12) -> None:
    tillbaka = R12.model_validate_json(svar.model_dump_json())
    assert tillbaka == svar
    assert hash(tillbaka) == hash(svar)
    assert tillbaka.model_dump_json() == svar.model_dump_json()
    assert pickle.loads(pickle.dumps(svar)) == svar
    assert list(svar.model_dump(mode="json")) == ["varde", "enhet", "rakning", "fran", "till", "saknade", "skal"]


@alla_satt
def test_a_measure_with_a_float_in_it_warns_of_rounding_noise(rakna: Raknare) -> None:
    assert rakna(ar(1, {"2018-01": 0.1}), "2018-08").utfall.ar_flyttal
    assert pickle.loads(pickle.dumps(rakna(ar(1, {"2018-01": 0.1}), "2018-08"))).utfall.ar_flyttal
    assert not rakna(ar(1, {"2018-01": "0,1", "2018-09": 0.1}), "2018-08").utfall.ar_flyttal


# The series


def test_a_series_is_the_measure_of_every_month_of_the_range() -> None:
    timmar, franvaro = TIMMAR | {"2018-09": 1600, "2018-11": 1600}, FRANVARO | {"2018-09": 80, "2018-10": 80}
    for rakning, svar in (
        (R12Rakning.SUMMA, [r12_summa(franvaro, m) for m in ("2018-08", "2018-09", "2018-10", "2018-11")]),
        (R12Rakning.MEDEL, [r12_medel(franvaro, m) for m in ("2018-08", "2018-09", "2018-10", "2018-11")]),
    ):
        assert r12_serie(rakning, franvaro, "2018-08", "2018-11") == tuple(svar)
        assert [r.saknade for r in svar] == [(), (), (), ("2018-11",)]
    kvoter = r12_serie(R12Rakning.KVOT, franvaro, "2018-08", "2018-11", namnare=timmar)
    assert kvoter == tuple(r12_kvot(franvaro, timmar, f"2018-{m}") for m in ("08", "09", "10", "11"))
    assert [r.saknade for r in kvoter] == [(), (), ("2018-10",), ("2018-10", "2018-11")]


def test_a_series_of_one_month_is_one_measure_and_passes_the_new_year() -> None:
    assert r12_serie(R12Rakning.SUMMA, ar(1), "2018-08", "2018-08") == (r12_summa(ar(1), "2018-08"),)
    assert [r.till for r in r12_serie(R12Rakning.SUMMA, {}, "2017-11", "2018-02")] == [
        "2017-11",
        "2017-12",
        "2018-01",
        "2018-02",
    ]


def test_a_series_is_in_one_unit_so_that_its_values_compare() -> None:
    """Month by month the answers would step from mnkr to tkr."""
    siffror = ar("1 mnkr", {"2018-09": "2 000 tkr"})
    assert [r12_summa(siffror, m).enhet for m in ("2018-08", "2018-09")] == ["mnkr", "tkr"]
    serie = r12_serie(R12Rakning.SUMMA, siffror, "2018-08", "2018-09")
    assert [(r.varde, r.enhet) for r in serie] == [(12000, "tkr"), (13000, "tkr")]


@pytest.mark.parametrize(
    ("fran", "till", "text"),
    [
        ("2018-09", "2018-08", "före sin början"),
        ("2018-13", "2018-08", "ingen månad"),
        ("2018-08", "2018-13", "ingen månad"),
        ("0001-11", "2018-08", "före år 1"),
    ],
)
def test_a_range_that_is_no_range_is_refused(fran: str, till: str, text: str) -> None:
    with pytest.raises(rl.KalenderFel, match=text):
        r12_serie(R12Rakning.SUMMA, ar(1), fran, till)


@pytest.mark.parametrize(
    ("rakning", "namnare"),
    [(R12Rakning.SUMMA, ar(1)), (R12Rakning.MEDEL, ar(1)), (R12Rakning.KVOT, None), ("summa", None), (None, None)],
)
def test_a_series_needs_a_reckoning_and_a_whole_for_a_ratio_only(rakning: Any, namnare: Any) -> None:
    with pytest.raises(TypeError, match=r"R12Rakning|namnare"):
        r12_serie(rakning, ar(1), "2018-08", "2018-08", namnare=namnare)
