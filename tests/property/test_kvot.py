"""Laws of the colour by quotient: the share of the target in exact fractions, turned where lower is better."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, strategies as st
from strategies import (
    KALLA,
    UDDA_SAMMANHANG,
    bygg_regelverk,
    delmalstabell,
    exempel,
    ramtabeller,
    steg_fran,
    varden,
)

import riktlinjer as rl
from riktlinjer.rules.motivering import skriv_andel

GRON, GUL, ROD = rl.Status.GRON, rl.Status.GUL, rl.Status.ROD
ORDNING = (ROD, GUL, GRON)
mal = st.sampled_from([Decimal(n) for n in ("1", "3", "7", "50", "99.8", "0.07", "-2", "0")])
positiva_mal = mal.map(lambda m: m.copy_abs() or Decimal(1))
procent = st.sampled_from([Decimal(p) for p in ("80", "90", "95.5", "33.3")])
riktningar = st.sampled_from(list(rl.Riktning))
skalor = st.none() | st.tuples(st.sampled_from([-3, 0, 1, 40]), st.sampled_from([2, 45, 60, 130])).filter(
    lambda par: par[0] < par[1]
)


def regelverk(
    malvarde: Decimal, riktning: rl.Riktning, gul: Decimal = Decimal(80), skala: tuple[int, int] | None = None
) -> rl.Regelverk:
    """Grön from 100 %, Gul from ``gul`` % and Röd below."""
    ord_ = "minst" if riktning is rl.Riktning.HOGRE else "hogst"
    post: dict[str, Any] = {"id": "i", "namn": "I", "mal": "delmal-1", "delmal": "delmal-1", "kalla": KALLA}
    post |= {"riktning": riktning.value, "malvarde": {"slag": "gräns", ord_: malvarde}}
    if skala is not None:
        post["skala"] = {"fran_och_med": skala[0], "till_och_med": skala[1]}
    steg = [
        {"status": "Grön", "minst": 100},
        {"status": "Gul", "minst": gul, "under": 100},
        {"status": "Röd", "under": gul},
    ]
    delmal = delmalstabell({"slag": "kvot", "indikator": "i", "steg": steg})
    return bygg_regelverk({**ramtabeller(), "indikatorer": [post], "delmal": [delmal]})


def farger(rv: rl.Regelverk, utfall: Decimal | None) -> frozenset[rl.Status]:
    return rl.statusberaknare(rv, "delmal-1")({"i": utfall}).mojliga


def facit(malvarde: Decimal, riktning: rl.Riktning, gul: Decimal, utfall: Decimal) -> set[rl.Status]:
    m, v = Fraction(malvarde), Fraction(utfall)
    if m <= 0:
        return set()
    if riktning is rl.Riktning.LAGRE and v <= 0:
        return {GRON}
    andel = 100 * v / m if riktning is rl.Riktning.HOGRE else 100 * m / v
    return {GRON if andel >= 100 else GUL if andel >= Fraction(gul) else ROD}


def kring(malvarde: Decimal, gul: Decimal) -> Any:
    """Outcomes on, beside and far from those where the colour turns."""
    nara = Context(prec=80)
    return varden([malvarde, nara.multiply(malvarde, gul).scaleb(-2, nara), nara.divide(malvarde * 100, gul)])


@exempel(150)
@given(st.data(), mal, riktningar, procent)
def test_the_colour_is_that_of_the_exact_share(
    data: st.DataObject, malvarde: Decimal, riktning: rl.Riktning, gul: Decimal
) -> None:
    utfall = data.draw(kring(malvarde, gul))
    assert farger(regelverk(malvarde, riktning, gul), utfall) == facit(malvarde, riktning, gul, utfall)


@exempel(80)
@given(positiva_mal, st.integers(1, 60))
def test_the_bound_itself_and_its_neighbours_lie_on_their_side(malvarde: Decimal, n: int) -> None:
    for riktning, pa_80, battre in (
        (rl.Riktning.HOGRE, Context(prec=80).multiply(malvarde, Decimal("0.8")), 1),
        (rl.Riktning.LAGRE, Context(prec=80).multiply(malvarde, Decimal("1.25")), -1),
    ):
        rv = regelverk(malvarde, riktning)
        assert farger(rv, pa_80) == {GUL}
        assert farger(rv, steg_fran(pa_80, n + 3, -battre)) == {ROD}
        assert farger(rv, malvarde) == {GRON}
        assert farger(rv, steg_fran(malvarde, n + 3, -battre)) == {GUL}


@exempel(120)
@given(mal, riktningar, procent, skalor)
def test_an_unknown_outcome_leaves_just_the_colours_that_some_outcome_of_the_scale_has(
    malvarde: Decimal, riktning: rl.Riktning, gul: Decimal, skala: tuple[int, int] | None
) -> None:
    fran, till = (Decimal(-(10**6)), Decimal(10**6)) if skala is None else map(Decimal, skala)
    vandpunkter = [malvarde, malvarde * gul / 100, malvarde * 100 / gul]
    inom = [
        v
        for punkt in [fran, till, Decimal(0), *vandpunkter]
        for v in (punkt, *(steg_fran(punkt, n, t) for n in (1, 6, 15) for t in (-1, 1)))
        if fran <= v <= till
    ]
    union = set().union(*(facit(malvarde, riktning, gul, v) for v in inom))
    assert farger(regelverk(malvarde, riktning, gul, skala), None) == union


@exempel(80)
@given(st.data(), positiva_mal, riktningar, procent)
def test_a_better_outcome_never_gives_a_worse_colour(
    data: st.DataObject, malvarde: Decimal, riktning: rl.Riktning, gul: Decimal
) -> None:
    a, b = sorted(data.draw(st.tuples(kring(malvarde, gul), kring(malvarde, gul))))
    rv = regelverk(malvarde, riktning, gul)
    samre, battre = (a, b) if riktning is rl.Riktning.HOGRE else (b, a)
    (fore,), (efter,) = farger(rv, samre), farger(rv, battre)
    assert ORDNING.index(fore) <= ORDNING.index(efter)


@exempel(60)
@given(st.data(), positiva_mal, procent, st.sampled_from([Decimal(2), Decimal("0.001"), Decimal("1E+30")]))
def test_the_unit_that_target_and_outcome_are_counted_in_does_not_matter(
    data: st.DataObject, malvarde: Decimal, gul: Decimal, faktor: Decimal
) -> None:
    utfall, exakt = data.draw(kring(malvarde, gul)), Context(prec=300)
    for riktning in rl.Riktning:
        annat = regelverk(exakt.multiply(malvarde, faktor), riktning, gul)
        assert farger(annat, exakt.multiply(utfall, faktor)) == farger(regelverk(malvarde, riktning, gul), utfall)


@exempel(60)
@given(st.data(), positiva_mal, riktningar, procent, st.sampled_from(UDDA_SAMMANHANG))
def test_the_decimal_context_of_the_thread_changes_nothing(
    data: st.DataObject, malvarde: Decimal, riktning: rl.Riktning, gul: Decimal, udda: Context
) -> None:
    rakna = rl.statusberaknare(regelverk(malvarde, riktning, gul), "delmal-1")
    utfall = data.draw(kring(malvarde, gul))
    vantat = rakna({"i": utfall}).model_dump_json()
    with localcontext(udda):
        assert rakna({"i": utfall}).model_dump_json() == vantat


@exempel(120)
@given(st.integers(-(10**6), 10**6), st.integers(1, 10**6), st.lists(st.sampled_from([0, 33, 80, 100]), max_size=3))
def test_a_share_is_shown_on_the_side_of_every_bound_where_it_lies(
    taljare: int, namnare: int, granser: list[int]
) -> None:
    text = skriv_andel(Decimal(taljare), Decimal(namnare), map(Decimal, granser))
    visad = Fraction(text.removesuffix("\u00a0%").replace("\u00a0", "").replace("\u2212", "-").replace(",", "."))
    exakt = Fraction(100 * taljare, namnare)
    assert abs(visad - exakt) <= Fraction(1, 20)
    for grans in granser:
        assert (visad > grans, visad < grans) == (exakt > grans, exakt < grans)


@pytest.mark.parametrize("varde", ["1E+400", "-1E+400", "1E+999999", "-1E+999999", "1E-999999", "0E+999999"])
@pytest.mark.parametrize("riktning", list(rl.Riktning))
def test_an_extreme_magnitude_is_answered_too(varde: str, riktning: rl.Riktning) -> None:
    svar = rl.statusberaknare(regelverk(Decimal(50), riktning), "delmal-1")({"i": Decimal(varde)})
    bra = (Decimal(varde) > 50) is (riktning is rl.Riktning.HOGRE)
    assert svar.mojliga == {GRON if bra else ROD}
    assert "måluppfyllelse" in svar.motivering or Decimal(varde) <= 0
