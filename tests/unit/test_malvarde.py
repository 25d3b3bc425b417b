"""Målvärden: each kind of condition, what meets it, what it says of itself, and what cannot be built."""

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
        (rl.OmatbartMalvarde(slag="ordagrant", text="en tydlig trend"), False),
        (rl.OmatbartMalvarde(slag="under utveckling", text="Under utveckling"), False),
    ],
    ids=str,
)
def test_only_a_set_target_can_be_measured_against(m: rl.Malvarde, matbart: bool) -> None:
    assert m.matbart is matbart
    if not matbart:
        assert m.uppnas_av(Decimal(1)) is None
        assert str(m) == m.text


@pytest.mark.parametrize(
    "m",
    [
        grans("minst"),
        grans("under", Decimal("4.0"), None),
        rl.OmatbartMalvarde(slag="ordagrant", text="x"),
        rl.OmatbartMalvarde(slag="inget", text=""),
        rl.Forandringsmalvarde(hogst=-10, relativ=True, mot="basåret", basar=2015),
        rl.Rangmalvarde(hogst=3),
        rl.Fordelningsmalvarde(del_="nedersta", av=4, inte=True),
        rl.Gruppmalvarde(vilka="samtliga", grupp="enheter", krav=grans("minst")),
        rl.Sammansattmalvarde(delar=(grans("minst"), grans("under", 80))),
        rl.Uppdelatmalvarde(efter="kön", delar=(rl.Malvardesdel(del_="män", malvarde=grans("minst")),)),
    ],
    ids=str,
)
def test_a_target_goes_through_json_as_the_kind_it_is(m: rl.Malvarde) -> None:
    adapter: TypeAdapter[rl.Malvarde] = TypeAdapter(rl.Malvarde)
    tillbaka = adapter.validate_json(adapter.dump_json(m))
    assert tillbaka == m
    assert type(tillbaka) is type(m)


def andring(falt: str, varde: object, mot: str | None = "föregående år", **mer: object) -> rl.Forandringsmalvarde:
    return rl.Forandringsmalvarde(**{falt: varde, "mot": mot, **mer})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("m", "text"),
    [
        (andring("minst", 10, relativ=True), "öka med minst 10_% jämfört med föregående år"),
        (andring("over", 10), "öka med mer än 10 jämfört med föregående år"),
        (andring("hogst", 10), "öka med högst 10 jämfört med föregående år"),
        (andring("under", 10), "öka med mindre än 10 jämfört med föregående år"),
        (andring("hogst", -10), "minska med minst 10 jämfört med föregående år"),
        (andring("under", -10), "minska med mer än 10 jämfört med föregående år"),
        (andring("minst", -10), "minska med högst 10 jämfört med föregående år"),
        (andring("over", -10), "minska med mindre än 10 jämfört med föregående år"),
        (andring("over", 0), "öka jämfört med föregående år"),
        (andring("minst", 0), "inte minska jämfört med föregående år"),
        (andring("under", 0), "minska jämfört med föregående år"),
        (andring("hogst", 0), "inte öka jämfört med föregående år"),
        (andring("minst", 1, enhet="procentenheter"), "öka med minst 1_procentenhet jämfört med föregående år"),
        (andring("over", 0, varje_manad=True), "öka varje månad jämfört med föregående år"),
        (andring("minst", 1000, "årets början"), "öka med minst 1_000 under året"),
        (andring("hogst", 0, "basåret", basar=2014), "inte öka jämfört med 2014"),
        (andring("minst", 0, "budget"), "minst enligt budget"),
        (andring("under", 0, "plan"), "under plan"),
        (andring("over", 0, None), "öka"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_a_change_is_written_with_its_side_and_what_it_is_compared_with(m: rl.Forandringsmalvarde, text: str) -> None:
    assert str(m).replace(HARD, "_") == text


@pytest.mark.parametrize(
    ("falt", "uppnas"),
    [
        ("minst", (False, True, True)),
        ("over", (False, False, True)),
        ("hogst", (True, True, False)),
        ("under", (True, False, False)),
    ],
)
@pytest.mark.parametrize(
    ("varde", "relativ", "pa"), [(10, True, 220), (-10, True, 180), (10, False, 210), (0, False, 200)]
)
def test_a_change_is_met_on_its_own_side(
    falt: str, uppnas: tuple[bool, ...], varde: int, relativ: bool, pa: int
) -> None:
    m = andring(falt, varde, relativ=relativ)
    assert tuple(m.uppnas_av(pa + steg, foregaende_ar=200) for steg in (-1, 0, 1)) == uppnas
    assert m.uppnas_av(pa) is None


@pytest.mark.parametrize("bas", [0, -100])
def test_a_relative_change_from_zero_or_less_is_not_known(bas: int) -> None:
    assert andring("minst", 10, relativ=True).uppnas_av(110, foregaende_ar=bas) is None


def test_a_change_against_nothing_named_takes_whichever_figure_is_given_and_knows_nothing_when_they_differ() -> None:
    m = andring("over", 0, None)
    assert m.uppnas_av(101, foregaende_ar=100) is True
    assert m.uppnas_av(101, foregaende_ar=100, basvarde=102) is None
    assert m.uppnas_av(101) is None


def test_the_thirds_are_numbered_from_the_top() -> None:
    m = rl.Fordelningsmalvarde(del_="översta", av=3)
    assert [m.uppnas_av(del_) for del_ in (1, 2, 3, None)] == [True, False, False, None]
    with pytest.raises(rl.UtfallFel, match="ingen del av 3"):
        m.uppnas_av(4)


def test_a_placing_is_a_whole_number_from_one() -> None:
    m = rl.Rangmalvarde(hogst=3)
    assert [m.uppnas_av(plats) for plats in (1, 3, 4, None)] == [True, True, False, None]
    for fel in (0, "2,5", -1):
        with pytest.raises(rl.UtfallFel, match="placering"):
            m.uppnas_av(fel)


@pytest.mark.parametrize(
    ("mangd", "delar", "svar"),
    [
        ({"vilka": "samtliga"}, (90, 85, 81), True),
        ({"vilka": "samtliga"}, (90, None, 80), False),
        ({"vilka": "samtliga"}, (90, None, 81), None),
        ({"vilka": "ingen"}, (80, 79, 10), True),
        ({"vilka": "ingen"}, (80, None, 81), False),
        ({"vilka": "ingen"}, (80, None, 79), None),
        ({"antal": 2}, (90, 81, None), True),
        ({"antal": 2}, (90, 80, None), None),
        ({"antal": 2}, (90, 80, 79), False),
        ({"andel": (1, 2)}, (90, 81, 10), True),
        ({"andel": (1, 2)}, (90, 10, 10), False),
        ({"andel": (1, 2)}, (90, 10, None), None),
    ],
)
def test_a_group_meets_its_target_when_enough_members_do(
    mangd: dict[str, object], delar: tuple[int | None, ...], svar: bool | None
) -> None:
    m = rl.Gruppmalvarde(**mangd, grupp="enheter", krav=grans("over", 80))  # type: ignore[arg-type]
    assert m.uppnas_av(delar=dict(zip("ABC", delar, strict=True))) is svar
    assert m.uppnas_av() is None


def test_all_conditions_of_a_conjunction_must_hold() -> None:
    m = rl.Sammansattmalvarde(delar=(grans("minst", 80), andring("over", 0)))
    assert m.uppnas_av("82 %", foregaende_ar=81) is True
    assert m.uppnas_av("82 %", foregaende_ar=82) is False
    assert m.uppnas_av("79 %") is False
    assert m.uppnas_av("82 %") is None


def test_a_bound_after_a_change_says_that_it_is_one_on_the_outcome() -> None:
    m = rl.Sammansattmalvarde(delar=(andring("minst", 2, relativ=True), grans("minst", 80)))
    assert str(m).replace(HARD, " ") == "öka med minst 2 % jämfört med föregående år och vara minst 80 %"


def test_separate_targets_are_per_year_or_per_part() -> None:
    def delat(efter: str, *delar: tuple[str, int]) -> rl.Uppdelatmalvarde:
        delarna = tuple(rl.Malvardesdel(del_=n, malvarde=grans("minst", v)) for n, v in delar)
        return rl.Uppdelatmalvarde(efter=efter, delar=delarna)  # type: ignore[arg-type]

    per_ar = delat("år", ("2024", 80), ("2025", 90))
    assert [per_ar.uppnas_av(85, period=p) for p in ("2024-12", "2025-12", "2026-12")] == [True, False, None]
    assert [per_ar.uppnas_av(v) for v in (90, 85, 79)] == [True, None, False]
    per_kon = delat("kön", ("kvinnor", 80), ("män", 90))
    assert per_kon.uppnas_av(delar={"kvinnor": 80, "män": 90}) is True
    assert per_kon.uppnas_av(delar={"kvinnor": 80}) is None
    assert per_kon.uppnas_av(delar={"kvinnor": 79}) is False


DEL = rl.Malvardesdel(del_="2024", malvarde=grans("minst"))
OUTVECKLAT = rl.OmatbartMalvarde(slag="under utveckling", text="x")


@pytest.mark.parametrize(
    ("klass", "falt"),
    [
        (rl.Forandringsmalvarde, {"minst": 0, "relativ": True}),
        (rl.Forandringsmalvarde, {"minst": 0, "enhet": "mnkr"}),
        (rl.Forandringsmalvarde, {"minst": 5, "enhet": "%"}),
        (rl.Forandringsmalvarde, {"minst": 5, "mot": "basåret"}),
        (rl.Forandringsmalvarde, {"minst": 5, "mot": "basåret", "basar": 15}),
        (rl.Forandringsmalvarde, {"minst": 5, "mot": "budget", "varje_manad": True}),
        (rl.Rangmalvarde, {"hogst": 0}),
        (rl.Gruppmalvarde, {"grupp": "enheter", "krav": grans("minst")}),
        (rl.Gruppmalvarde, {"grupp": "enheter", "krav": OUTVECKLAT, "vilka": "alla"}),
        (rl.Gruppmalvarde, {"grupp": "enheter", "krav": grans("minst"), "andel": (3, 2)}),
        (rl.Sammansattmalvarde, {"delar": (grans("minst"),)}),
        (rl.Sammansattmalvarde, {"delar": (grans("minst"), grans("over", 50))}),
        (rl.Sammansattmalvarde, {"delar": (grans("minst", 90), grans("hogst", 80))}),
        (rl.Sammansattmalvarde, {"delar": (grans("over", 90), grans("hogst", 90))}),
        (rl.Sammansattmalvarde, {"delar": (grans("minst", 90), grans("hogst", 95, "dagar"))}),
        (rl.Sammansattmalvarde, {"delar": (rl.Rangmalvarde(hogst=3), grans("minst"))}),
        (rl.Sammansattmalvarde, {"delar": (OUTVECKLAT, grans("minst"))}),
        (rl.Uppdelatmalvarde, {"efter": "år", "delar": (DEL, DEL)}),
        (rl.Uppdelatmalvarde, {"efter": "kön", "delar": (DEL,)}),
        (rl.Uppdelatmalvarde, {"efter": "del", "delar": (DEL,)}),
        (rl.Uppdelatmalvarde, {"efter": "år", "delar": (DEL,), "avgor": "2024"}),
    ],
)
def test_what_contradicts_itself_or_says_nothing_cannot_be_built(klass: type, falt: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        klass(**falt)
