"""Målvärden: one bound that says whether it is open, the source's words, or nothing yet."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

import riktlinjer as rl

HARD = "\u00a0"
# field, bound -> met just below, on, just above; written
GRANSER = [
    ("minst", (False, True, True), f"minst 60{HARD}%"),
    ("over", (False, False, True), f"över 60{HARD}%"),
    ("hogst", (True, True, False), f"högst 60{HARD}%"),
    ("under", (True, False, False), f"under 60{HARD}%"),
]


def grans(falt: str, varde: object = 60, enhet: str | None = "%") -> rl.Gransmalvarde:
    return rl.Gransmalvarde(**{falt: varde}, enhet=enhet, text="60 %")  # type: ignore[arg-type]


@pytest.mark.parametrize(("falt", "uppnas", "_"), GRANSER)
@pytest.mark.parametrize("steg", ["1", "0.1", "1e-30", "1e-200"])
def test_a_bound_is_met_on_its_own_side_and_on_it_when_it_is_closed(
    falt: str, uppnas: tuple[bool, ...], _: str, steg: str
) -> None:
    m = grans(falt)
    under, over = map(Decimal, _intill(steg))
    assert (m.uppnas_av(under), m.uppnas_av(Decimal(60)), m.uppnas_av(over)) == uppnas
    assert m.uppnas_av(Decimal("60.000")) is uppnas[1]


def _intill(steg: str) -> tuple[str, str]:
    """60 minus and plus a step, written out: the decimal context must not decide."""
    decimaler = max(0, -Decimal(steg).as_tuple().exponent)  # type: ignore[operator]
    if not decimaler:
        return "59", "61"
    return "59." + "9" * decimaler, "60." + "0" * (decimaler - 1) + "1"


@pytest.mark.parametrize(("falt", "_", "text"), GRANSER)
def test_a_bound_is_written_in_swedish(falt: str, _: tuple[bool, ...], text: str) -> None:
    assert str(grans(falt)) == text


@pytest.mark.parametrize(
    ("falt", "varde", "marginal"),
    [
        ("minst", "53.0", "-7.0"),
        ("over", "61", "1"),
        ("hogst", "53.0", "7.0"),
        ("under", "61", "-1"),
        ("minst", "60", "0"),
    ],
)
def test_the_margin_is_positive_on_the_better_side(falt: str, varde: str, marginal: str) -> None:
    assert grans(falt).marginal(Decimal(varde)) == Decimal(marginal)


@pytest.mark.parametrize("falt", [falt for falt, *_ in GRANSER])
def test_without_an_outcome_nothing_is_known(falt: str) -> None:
    assert grans(falt).uppnas_av(None) is None


@pytest.mark.parametrize(
    "falt",
    [{}, {"minst": 1, "hogst": 2}, {"minst": 1, "over": 1}, {"minst": Decimal("NaN")}, {"minst": 1, "minsta": 2}],
)
def test_a_bound_has_exactly_one_side_and_is_a_number(falt: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        rl.Gransmalvarde(**falt, text="")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("m", "matbart"),
    [
        (grans("minst"), True),
        (rl.OrdagrantMalvarde(text="Bland de tre bästa i Sverige"), False),
        (rl.OutveckladMalvarde(text="Under utveckling"), False),
    ],
    ids=str,
)
def test_only_a_bound_can_be_measured_against(m: rl.Malvarde, matbart: bool) -> None:
    assert m.matbart is matbart
    if not matbart:
        assert m.uppnas_av(Decimal(1)) is None
        assert str(m) == m.text


@pytest.mark.parametrize(
    "m",
    [
        grans("minst"),
        grans("under", Decimal("4.0"), None),
        rl.OrdagrantMalvarde(text="x"),
        rl.OutveckladMalvarde(text="y"),
    ],
    ids=str,
)
def test_a_target_goes_through_json_as_the_kind_it_is(m: rl.Malvarde) -> None:
    adapter: TypeAdapter[rl.Malvarde] = TypeAdapter(rl.Malvarde)
    tillbaka = adapter.validate_json(adapter.dump_json(m))
    assert tillbaka == m
    assert type(tillbaka) is type(m)
