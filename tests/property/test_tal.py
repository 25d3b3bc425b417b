"""Laws of the numbers: Swedish text and numbers say the same thing, units convert without loss, bad text is refused."""

from __future__ import annotations

import contextlib
import math
import string
from decimal import Context, Decimal, Inexact, Rounded, localcontext
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given, strategies as st
from strategies import MELLANSLAG, MINUSTECKEN, UDDA_SAMMANHANG, exempel, halland, tal_att_skriva

import riktlinjer as rl
from riktlinjer.models.tal import (
    Tal,
    avrunda,
    kort,
    omvandla,
    skillnad,
    skriv_med_enhet,
    skriv_tal,
    till_decimal,
    tolka_tal,
)

ENHETER = ("%", "procentenheter", "kr", "tkr", "mnkr", "mdkr", "dagar", "månader", "år", "st", "personer", "kWh/år")
KRONOR = ("kr", "tkr", "mnkr", "mdkr")
enheter = st.none() | st.sampled_from(ENHETER)
sammanhang = st.sampled_from((Context(prec=28), *UDDA_SAMMANHANG))

# Text that is nearly a number: what a slip of the hand or a table broken over lines leaves.
_BITAR = "1 12 234 000 , . ,5 - − – + % mnkr tkr st procent / ; : e E+ NaN inf Infinity _ ² ٣ ½"
nastan_tal = st.lists(
    st.one_of(
        st.sampled_from(_BITAR.split()),
        st.sampled_from([*MELLANSLAG, "\t", "\n", "\u2003", "\ufeff"]),
        st.text(max_size=2),
    ),
    max_size=7,
).map("".join)
all_text = st.one_of(st.text(), nastan_tal, st.text(string.digits + " ,.-%", max_size=300))


# Text and number


@exempel(200)
@given(st.data(), tal_att_skriva, enheter, sammanhang)
def test_a_number_that_is_written_reads_back_as_the_same_number(
    data: st.DataObject, varde: Decimal, enhet: str | None, udda: Context
) -> None:
    with localcontext(udda):
        skrivet = skriv_med_enhet(varde, enhet)
    assume(len(skrivet) <= 200)
    omskrivet = skrivet.replace("\u00a0", data.draw(st.sampled_from(MELLANSLAG)))
    minus = data.draw(st.sampled_from(MINUSTECKEN)) + data.draw(st.sampled_from(["", *MELLANSLAG]))
    omskrivet = omskrivet.replace("\u2212", minus)
    luft = data.draw(st.sampled_from(["", *MELLANSLAG]))
    for text in (skrivet, omskrivet, luft + omskrivet + luft):
        with localcontext(udda):
            tal = tolka_tal(text)
        assert tal == Tal(varde, enhet)
        assert rl.Utfall(text).varde == varde
        assert rl.Utfall(text).enhet == enhet


@exempel(100)
@given(st.decimals(-(10**7), 10**7, allow_nan=False), st.decimals(-(10**7), 10**7, allow_nan=False))
def test_numbers_that_differ_are_written_differently(a: Decimal, b: Decimal) -> None:
    """89,6 against 90 is never shown as 90 against 90."""
    if a != b:
        assert skriv_tal(a) != skriv_tal(b)


@exempel(100)
@given(tal_att_skriva, st.integers(0, 6))
def test_a_written_number_is_correct_swedish(varde: Decimal, minst: int) -> None:
    text = skriv_tal(varde, minst_decimaler=minst)
    assert text.startswith("\u2212") is (varde < 0)
    heltal, komma, decimaler = text.removeprefix("\u2212").partition(",")
    grupper = heltal.split("\u00a0")
    assert "".join(grupper).isdigit()
    assert 1 <= len(grupper[0]) <= 3
    assert all(len(grupp) == 3 for grupp in grupper[1:])
    assert bool(komma) is bool(decimaler)
    assert len(decimaler) >= minst


@exempel(100)
@given(st.integers(0, 10**12), st.text(string.digits, min_size=0, max_size=8), st.booleans())
def test_a_decimal_comma_and_thousands_mean_what_they_say(heltal: int, decimaler: str, grupperat: bool) -> None:
    skrivet = f"{heltal:,}".replace(",", "\u202f") if grupperat else str(heltal)
    varde = tolka_tal(skrivet + ("," + decimaler if decimaler else "")).varde
    assert Fraction(varde) == heltal + Fraction(int(decimaler or 0), 10 ** len(decimaler))


@pytest.mark.parametrize("tecken", MINUSTECKEN)
@pytest.mark.parametrize("luft", ["", *MELLANSLAG])
def test_every_minus_is_a_minus(tecken: str, luft: str) -> None:
    assert tolka_tal(f"{tecken}{luft}6,0 mnkr") == Tal(Decimal(-6), "mnkr")


# Refusals


@exempel(400)
@given(all_text)
def test_a_text_is_a_number_or_refused_as_a_value(text: str) -> None:
    try:
        tal = tolka_tal(text)
    except ValueError as exc:
        svar = str(exc)
    else:
        svar = "".join(map(str, tal.varde.as_tuple().digits)).lstrip("0") or "0"
        siffror = "".join(c for c in text if c in string.digits)
        assert tal.varde.is_finite()
        assert svar == (siffror.lstrip("0") or "0")
    assert svar


SKILJE = ("/", ";", " / ", "; ", " - ", "-", " och ", ":", "\n", " till ")


@exempel(100)
@given(st.integers(0, 10**9), st.integers(0, 10**9), st.sampled_from(SKILJE))
def test_what_could_be_two_numbers_is_refused(a: int, b: int, mellan: str) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        tolka_tal(f"{a}{mellan}{b}")


@exempel(150)
@given(
    st.dictionaries(
        st.sampled_from(["varde", "motsvarande_period", "foregaende_ar", "foregaende_period", "basvarde", "budget"]),
        st.one_of(all_text, st.decimals(), st.floats(), st.integers(), st.integers(10**4000, 10**4001), st.none()),
    ),
    st.none() | st.sampled_from([*ENHETER, "egen"]) | st.text(max_size=3),
    st.none() | st.sampled_from(rl.Utfallsslag) | st.text(max_size=5),
    st.none() | st.sampled_from(["2018-03", "2018-13", "2018-03\n", "mars"]),
    st.none() | st.lists(st.one_of(all_text, st.floats(), st.decimals(), st.none()), max_size=3),
)
def test_an_outcome_is_made_or_refused_with_its_faults(
    falt: dict[str, Any], enhet: str | None, slag: Any, period: str | None, serie: list[Any] | None
) -> None:
    try:
        utfall = rl.Utfall(**falt, enhet=enhet, slag=slag, period=period, serie=serie)
    except rl.UtfallFel as exc:
        fel = exc.fel
    else:
        fel = ("inget",)
        assert all(getattr(utfall, namn) is None or getattr(utfall, namn).is_finite() for namn in falt)
        assert repr(utfall)
    assert fel
    assert all(fel)


INGA_TAL = (math.nan, math.inf, -math.inf, Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity"), "NaN", "tolv", "1;2")


@pytest.mark.parametrize("varde", INGA_TAL)
def test_what_is_no_number_is_refused_everywhere(varde: Any) -> None:
    rv = halland()
    for fraga in (
        lambda: rl.Utfall(varde),
        lambda: rl.Utfall(1, budget=varde),
        lambda: rl.Utfall(1, serie=[None, varde]),
        lambda: rl.berakna_indikator(rv, "basbehandling-hjartsvikt", varde),
        lambda: rl.berakna_status(rv, {"basbehandling-hjartsvikt": varde}),
        lambda: rl.statusberaknare(rv, "delmal-1")({"basbehandling-hjartsvikt": varde}),
        lambda: rl.kraver_atgardsplan(rv, rapporttyp=rl.Rapporttyp.UR2, period="2018-08", budgetavvikelse=varde),
    ):
        with pytest.raises(rl.UtfallFel):
            fraga()


@exempel(60)
@given(st.one_of(st.booleans(), st.binary(), st.lists(st.integers(), max_size=2), st.complex_numbers(), st.fractions()))
def test_another_python_type_is_a_type_error(varde: Any) -> None:
    for fraga in (
        lambda: rl.Utfall(varde),
        lambda: rl.Utfall(1, budget=varde),
        lambda: rl.berakna_indikator(halland(), "basbehandling-hjartsvikt", varde),
    ):
        with pytest.raises(TypeError):
            fraga()


@exempel(100)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_is_taken_by_its_shortest_text(v: float) -> None:
    assert till_decimal(v) == Decimal(repr(v))
    assert float(till_decimal(v)) == v
    assert rl.Utfall(v).varde == Decimal(repr(v))


# Units and arithmetic


@exempel(150)
@given(tal_att_skriva, st.sampled_from(KRONOR), st.sampled_from(KRONOR), sammanhang)
def test_amounts_convert_there_and_back_exactly(varde: Decimal, fran: str, till: str, udda: Context) -> None:
    with localcontext(udda):
        omraknat = omvandla(Tal(varde, fran), till)
        assert omvandla(Tal(omraknat, till), fran) == varde
    assert Fraction(omraknat) * _kronor(till) == Fraction(varde) * _kronor(fran)
    utfall = rl.Utfall(varde, enhet=fran, budget=varde, serie=[varde, None])
    assert utfall.i_enhet(till).i_enhet(fran) == utfall
    assert utfall.i_enhet(till).varde == omraknat


def _kronor(enhet: str) -> int:
    return 1000 ** KRONOR.index(enhet)


@exempel(60)
@given(tal_att_skriva, st.sampled_from(ENHETER), st.sampled_from(ENHETER))
def test_only_amounts_convert(varde: Decimal, fran: str, till: str) -> None:
    if fran == till or (fran in KRONOR and till in KRONOR):
        omvandla(Tal(varde, fran), till)
    else:
        with pytest.raises(ValueError, match="enheten är"):
            omvandla(Tal(varde, fran), till)
        with pytest.raises(rl.UtfallFel):
            rl.Utfall(varde, enhet=fran).i_enhet(till)
    assert omvandla(Tal(varde, None), till) == varde
    assert omvandla(Tal(varde, fran), None) == varde


@pytest.mark.parametrize("text", ["1E+999999", "9E+999998", "-1E-999999", "9" * 1990, "9" * 3000], ids=lambda t: t[:9])
def test_an_extreme_amount_converts_exactly_or_is_refused(text: str) -> None:
    for fran, till in product(KRONOR, KRONOR):
        utfall = rl.Utfall(Decimal(text), enhet=fran)
        with contextlib.suppress(rl.UtfallFel):
            assert (utfall.i_enhet(till).i_enhet(fran) == utfall) is True, f"{fran} -> {till}"


@exempel(100)
@given(tal_att_skriva, tal_att_skriva, sammanhang)
def test_a_difference_is_exact(a: Decimal, b: Decimal, udda: Context) -> None:
    with localcontext(udda):
        d = skillnad(a, b)
    assert Fraction(d) == Fraction(a) - Fraction(b)


@exempel(150)
@given(st.data(), st.integers(0, 10), sammanhang)
def test_rounding_goes_to_the_nearest_and_halves_up(data: st.DataObject, decimaler: int, udda: Context) -> None:
    pa_halvan = st.builds(lambda n: Decimal((0, (*map(int, str(n)), 5), -decimaler - 1)), st.integers(0, 10**6))
    varde = data.draw(pa_halvan | tal_att_skriva).copy_abs()
    with localcontext(udda):
        avrundat = avrunda(varde, decimaler)
        assert avrunda(avrundat, decimaler) == avrundat
    halva = Fraction(1, 2 * 10**decimaler)
    assert -halva < Fraction(avrundat) - Fraction(varde) <= halva
    assert (Fraction(avrundat) * 10**decimaler).denominator == 1


def test_the_contexts_that_the_laws_try_do_round() -> None:
    """The laws about decimal contexts could fail: each of these contexts changes ordinary arithmetic."""
    for udda in UDDA_SAMMANHANG:
        with localcontext(udda), contextlib.suppress(Inexact, Rounded):
            assert Decimal("123456.789") + 0 != Decimal("123456.789")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=12), st.decimals(-100, 100, places=3))
def test_what_is_shown_stands_as_the_number_does(varde: Decimal, grans: Decimal) -> None:
    visas = kort(varde, grans)
    assert ((visas > grans), (visas < grans), (visas > 0)) == ((varde > grans), (varde < grans), (varde > 0))
    assert abs(visas - varde) <= Decimal("0.005")
