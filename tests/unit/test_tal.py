"""Swedish text becomes a number in one place; what could be two numbers is refused, not guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest

import riktlinjer as rl
from riktlinjer.models.tal import (
    Flyttal,
    Tal,
    avrunda,
    kort,
    omvandla,
    procent_av,
    skillnad,
    skriv_med_enhet,
    skriv_tal,
    till_decimal,
    tolka_tal,
)

HARD = "\u00a0"

TAL = [
    ("53", "53"),
    ("53,0", "53.0"),
    ("53.0", "53.0"),
    ("0,5", "0.5"),
    ("0,005", "0.005"),
    ("0.005", "0.005"),  # a leading zero groups no thousands
    ("1,234", "1.234"),  # decimal comma
    ("1234.567", "1234.567"),  # four digits are no group of thousands
    ("6,5", "6.5"),
    ("1200", "1200"),
    ("1 200", "1200"),
    ("200 000", "200000"),
    ("1 234 567,89", "1234567.89"),
    ("12 345.6", "12345.6"),
    ("-6", "-6"),
    ("+6", "6"),
    ("-0,0", "-0.0"),
    ("  7  ", "7"),
    ("0000", "0"),
]


@pytest.mark.parametrize(("text", "varde"), TAL)
def test_a_swedish_text_is_a_number(text: str, varde: str) -> None:
    assert tolka_tal(text) == Tal(Decimal(varde), None)


def test_the_decimals_that_were_written_are_kept() -> None:
    assert str(tolka_tal("53,00").varde) == "53.00"


# the spaces that print as one: no-break, en, em, three to six per em, figure, punctuation, thin, hair, narrow, math
MELLANSLAG = [" ", HARD, *map(chr, range(0x2000, 0x200B)), "\u202f", "\u205f"]


@pytest.mark.parametrize("mellanslag", MELLANSLAG, ids=lambda s: f"U+{ord(s):04X}")
def test_spaces_of_every_kind_separate_thousands(mellanslag: str) -> None:
    assert tolka_tal(f"1{mellanslag}234{mellanslag}567,5") == Tal(Decimal("1234567.5"), None)


@pytest.mark.parametrize("mellanslag", MELLANSLAG, ids=lambda s: f"U+{ord(s):04X}")
def test_a_space_of_any_kind_may_stand_before_the_unit_and_after_the_minus(mellanslag: str) -> None:
    assert tolka_tal(f"−{mellanslag}6,0{mellanslag}mnkr") == Tal(Decimal("-6.0"), "mnkr")


@pytest.mark.parametrize("minus", ["-", "\u2212", "\u2013"], ids=["hyphen-minus", "minus", "en dash"])
@pytest.mark.parametrize("mellanslag", ["", " ", HARD])
def test_three_signs_are_minus_also_with_a_space_after(minus: str, mellanslag: str) -> None:
    assert tolka_tal(f"{minus}{mellanslag}6,0") == Tal(Decimal("-6.0"), None)


@pytest.mark.parametrize(
    ("text", "varde", "enhet"),
    [
        ("53,0 %", "53.0", "%"),
        ("53,0%", "53.0", "%"),
        (f"53{HARD}%", "53", "%"),
        ("91 procent", "91", "%"),
        ("91 Procent", "91", "%"),
        ("-6 mnkr", "-6", "mnkr"),
        ("- 6,0 mnkr", "-6.0", "mnkr"),
        ("−6 000 tkr", "-6000", "tkr"),
        ("200 000 kWh/år", "200000", "kWh/år"),
        ("1200 personer per år", "1200", "personer per år"),
        ("6,5 poäng", "6.5", "poäng"),
        ("1,5 procentenheter", "1.5", "procentenheter"),
    ],
)
def test_a_number_with_its_unit(text: str, varde: str, enhet: str) -> None:
    assert tolka_tal(text) == Tal(Decimal(varde), enhet)


KAN_VARA_TVA = [
    "1.234,5",
    "1,234.5",
    "1.234",
    "12.345",
    "1.234.567",
    "106 114 2021/2022",
    "12 34",
    "1 23",
    "1234 567",
    "1 2345",
    "5,5/6,5",
    "5/6",
    "5-6",
    "5–6",
    "70-71",
    "5 - 6",
    "5;6",
    "5 och 6",
    "1,5 2,5",
    "1\t234",
    "1\n234",
    "10 % 20 %",
    "53,0 % (2017)",
    "6 mnkr 2018",
]


@pytest.mark.parametrize("text", KAN_VARA_TVA)
def test_what_could_be_two_numbers_is_refused_and_shown(text: str) -> None:
    with pytest.raises(ValueError, match="tal") as fel:
        tolka_tal(text)
    assert repr(text) in str(fel.value)


def test_a_point_before_three_digits_is_explained() -> None:
    with pytest.raises(ValueError, match=r"'1\.234' kan vara 1,234 eller 1 234"):
        tolka_tal("1.234")


INGA_TAL = [
    "",
    " ",
    "tolv",
    "ca 80 %",
    "ca 80",
    "~80",
    "> 80",
    "≥ 80",
    "80+",
    "80 % eller mer",
    "NaN",
    "nan",
    "inf",
    "-inf",
    "Infinity",
    "1e5",
    "1E5",
    "0x10",
    "1_000",
    "--6",
    "−-6",
    "6-",
    "(6)",
    ",5",
    "5,",
    "5.",
    "5,,5",
    "٣",  # an Arabic three
    "３",  # a full-width three
    "½",
    "x",
    "n/a",
    "-",
    "–",
    "%",
    "saknas",
    "80 apor",
    "80 % mnkr",
    "1 mnkr/tkr",
]


@pytest.mark.parametrize("text", INGA_TAL)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="tal"):
        tolka_tal(text)


@pytest.mark.parametrize("text", ["9" * 5000, "1" + " 000" * 2000, "x" * 100_000, "1" + "," * 100_000])
def test_a_text_of_any_length_is_answered_and_never_echoed_whole(text: str) -> None:
    with pytest.raises(ValueError, match="tal") as fel:
        tolka_tal(text)
    assert len(str(fel.value)) < 400


# --- numbers that are not text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("givet", "varde"),
    [(0, "0"), (-6, "-6"), (10**30, "1e30"), (Decimal("84.20"), "84.20"), (0.1, "0.1"), (1e22, "1e22"), (84.2, "84.2")],
)
def test_a_number_is_taken_exactly_and_a_float_by_its_shortest_text(givet: Decimal | float, varde: str) -> None:
    assert till_decimal(givet) == Decimal(varde)


def test_a_float_is_remembered_as_one() -> None:
    assert isinstance(till_decimal(0.1), Flyttal)
    assert not isinstance(till_decimal(1), Flyttal)
    assert not isinstance(till_decimal(Decimal("0.1")), Flyttal)
    assert (Flyttal("0.1"), hash(Flyttal("0.1"))) == (Decimal("0.1"), hash(Decimal("0.1")))


@pytest.mark.parametrize(
    "givet", [float("nan"), float("inf"), float("-inf"), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity")]
)
def test_nan_and_infinity_are_refused(givet: Decimal | float) -> None:
    with pytest.raises(ValueError, match="inget tal"):
        till_decimal(givet)


@pytest.mark.parametrize("givet", [True, False, None, "1", b"1", [1], 1 + 2j, object()])
def test_another_type_is_refused(givet: object) -> None:
    with pytest.raises(TypeError):
        till_decimal(givet)  # type: ignore[arg-type]


# --- units -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "enhet", "varde"),
    [
        ("-6 000 tkr", "mnkr", "-6"),
        ("-6 mnkr", "tkr", "-6000"),
        ("6 000 000 kr", "mnkr", "6"),
        ("6 mnkr", "kr", "6000000"),
        ("1,5 mdkr", "mnkr", "1500"),
        ("1 tkr", "mnkr", "0.001"),
        ("6 mkr", "mnkr", "6"),
        ("6", "mnkr", "6"),  # as written unless both units are known
        ("6 mnkr", None, "6"),
        ("53 procent", "%", "53"),
    ],
)
def test_amounts_convert_exactly_and_a_missing_unit_is_taken_as_written(
    text: str, enhet: str | None, varde: str
) -> None:
    assert omvandla(tolka_tal(text), enhet) == Decimal(varde)


def test_a_conversion_loses_no_digit() -> None:
    text = "123 456 789 012 345 678 901 234 567 890,123456789 tkr"
    assert str(omvandla(tolka_tal(text), "mnkr")) == "123456789012345678901234567.890123456789"


@pytest.mark.parametrize(
    ("text", "enhet"),
    [("6 mnkr", "%"), ("6 %", "mnkr"), ("6 %", "procentenheter"), ("6 st", "personer"), ("6 %", "poäng")],
)
def test_units_that_measure_different_things_are_refused(text: str, enhet: str) -> None:
    with pytest.raises(ValueError, match=f"väntade {enhet}"):
        omvandla(tolka_tal(text), enhet)


# --- arithmetic ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("varde", "decimaler", "avrundat"),
    [
        ("69.5", 0, "70"),
        ("69.49999999999999999999999999999999999", 0, "69"),
        ("71.5", 0, "72"),
        ("70.5", 0, "71"),  # half up, not to even
        ("2.345", 2, "2.35"),
        ("72", 0, "72"),
    ],
)
def test_rounding_is_half_up(varde: str, decimaler: int, avrundat: str) -> None:
    assert str(avrunda(Decimal(varde), decimaler)) == avrundat


@pytest.mark.parametrize(
    ("procent", "av", "vantat"),
    [
        ("10", "105", "10.5"),
        ("50", "3", "1.5"),
        ("100", "50", "50"),
        ("10", "1000", "100"),  # not 1E+2
        ("10", "100.50", "10.05"),
        ("33.3", "10", "3.33"),
        ("-5", "60", "-3"),
        ("0.1", "0.1", "0.0001"),
        ("12.5", "100000000000000000000000000000000000000001", "12500000000000000000000000000000000000000.125"),
    ],
)
def test_a_share_in_per_cent_is_exact_and_has_no_zeros_at_its_end(procent: str, av: str, vantat: str) -> None:
    assert str(procent_av(Decimal(procent), Decimal(av))) == vantat


def test_nothing_of_something_is_nothing() -> None:
    assert procent_av(Decimal(0), Decimal(50)) == procent_av(Decimal(50), Decimal(0)) == 0


def test_a_difference_is_exact_at_any_precision() -> None:
    liten = Decimal("1e-100")
    assert skillnad(Decimal(60) + 0, Decimal(60)) == 0
    assert skillnad(Decimal("60." + "0" * 99 + "1"), Decimal(60)) == liten


# --- numbers as Swedish text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("varde", "text"),
    [
        ("53.0", "53,0"),
        ("-6.0", "−6,0"),
        ("1200", f"1{HARD}200"),
        ("200000", f"200{HARD}000"),
        ("-1234567.891", f"−1{HARD}234{HARD}567,891"),
        ("999", "999"),
        ("0", "0"),
        ("1E+3", f"1{HARD}000"),
        ("89.6", "89,6"),
        ("89.99999999999999999999999999999", "89,99999999999999999999999999999"),
    ],
)
def test_a_number_is_written_in_swedish_and_never_rounded(varde: str, text: str) -> None:
    """Decimal comma, no-break space between thousands, a real minus sign."""
    assert skriv_tal(Decimal(varde)) == text
    assert tolka_tal(text).varde == Decimal(varde)


def test_a_unit_stands_behind_a_no_break_space() -> None:
    assert skriv_med_enhet(Decimal("53.0"), "%") == f"53,0{HARD}%"
    assert skriv_med_enhet(Decimal("-6"), "mnkr") == f"−6{HARD}mnkr"
    assert skriv_med_enhet(Decimal("75"), None) == "75"


@pytest.mark.parametrize("varde", [Decimal("1e400"), Decimal("-1e-400"), Decimal("1e999999")])
def test_a_number_of_any_size_is_written_short(varde: Decimal) -> None:
    assert len(skriv_tal(varde)) < 3000


def test_the_same_texts_are_read_through_the_public_door() -> None:
    for text, varde in TAL:
        assert rl.Utfall(text).varde == Decimal(varde)


@pytest.mark.parametrize(
    ("varde", "granser", "visas"),
    [
        ("53.33333333333333", (), "53.33"),
        ("53.3333", (), "53.3333"),
        ("53.33335", (), "53.33"),
        ("89.999966", ("90",), "89.99997"),
        ("90.00001", ("90", "85"), "90.00001"),
        ("90.00001", (), "90.00"),
        ("-0.000012345", (), "-0.00001"),
        ("0.00000", (), "0.00000"),
        ("12.34567", ("12.34567",), "12.34567"),
        ("-6.66666666666666666666666667", ("0",), "-6.67"),
        ("0.999999", (), "1.00"),
        ("69.49999", (), "69.49999"),
        ("69.4449", (), "69.4449"),
        ("69.44499", (), "69.44"),
        ("69.54999", (), "69.54999"),
        ("1E-2000", (), "1E-2000"),
    ],
)
def test_a_long_number_is_shown_short_but_never_on_another_side_of_a_bound(
    varde: str, granser: tuple[str, ...], visas: str
) -> None:
    assert str(kort(Decimal(varde), *map(Decimal, granser))) == visas
