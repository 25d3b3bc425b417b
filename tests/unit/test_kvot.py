"""Rules on the outcome's share of the target, in per cent: måluppfyllelse."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

import riktlinjer as rl
from riktlinjer.models.indikator import Indikatorlasning, Skala
from riktlinjer.models.statusregel import Kvotregel, Vardesteg
from riktlinjer.models.tolkning import Nar
from riktlinjer.rules.provning import Kvotprovning

GRON, GUL, ROD = rl.Status
HOGRE, LAGRE = rl.Riktning
NITTIO = ((GRON, {"minst": 100}), (GUL, {"minst": 90, "under": 100}), (ROD, {"under": 90}))
ETT = ((GUL, {"minst": 1}), (ROD, {"under": 1}))
PRICKEN = ((GRON, {"minst": 100, "hogst": 100}), (GUL, {"over": 100}), (ROD, {"under": 100}))
INGET = ((GRON, {"minst": 100}), (GUL, {"over": 0, "under": 100}), (ROD, {"hogst": 0}))
Steg = tuple[tuple[rl.Status, Mapping[str, int]], ...]


def provning(
    riktning: rl.Riktning, mal: str | None, steg: Steg = NITTIO, skala: tuple[str, str] | None = None, **mer: Any
) -> Kvotprovning:
    halland = rl.las_regelverk("halland-2018")
    mall = halland.indikator("basbehandling-hjartsvikt")
    sida = "minst" if riktning is HOGRE else "hogst"
    falt = {
        "riktning": riktning,
        "malvarde": None if mal is None else rl.Gransmalvarde(**{sida: Decimal(mal)}),
        "skala": None if skala is None else Skala(fran_och_med=Decimal(skala[0]), till_och_med=Decimal(skala[1])),
        "utgangsvarde": None,
        "lasningar": mer.get("lasningar", ()),
    }
    indikator = rl.Indikator(**{**dict(mall), **falt})
    alla = tuple(
        Vardesteg(status=status, **{sida: Decimal(v) for sida, v in granser.items()}) for status, granser in steg
    )
    regel = Kvotregel(indikator=indikator.id, steg=mer.get("steg_", alla), kalla=(mall.kalla,))
    return Kvotprovning(regel, mer.get("val", {}), {indikator.id: indikator})


def farger(prov: Kvotprovning, varde: str | None) -> set[rl.Status]:
    return set(prov.prova({prov.indikator: None if varde is None else rl.Utfall(varde)}).mojliga)


@pytest.mark.parametrize(
    ("riktning", "mal", "varde", "farg"),
    [
        (HOGRE, "80", "80", GRON),
        (HOGRE, "80", "79.99", GUL),
        (HOGRE, "80", "72", GUL),
        (HOGRE, "80", "71.99", ROD),
        (HOGRE, "80", "0", ROD),
        (HOGRE, "80", "-1", ROD),
        (HOGRE, "0.5", "0.5", GRON),  # a target below one is a target
        (HOGRE, "0.5", "0.449", ROD),
        # Where lower is better the share is the target's of the outcome.
        (LAGRE, "10", "10", GRON),
        (LAGRE, "10", "10.01", GUL),
        (LAGRE, "10", "11.11", GUL),
        (LAGRE, "10", "11.12", ROD),
        (LAGRE, "10", "0", GRON),  # as good as can be
        (LAGRE, "10", "-1", GRON),
        (LAGRE, "0.5", "0.5", GRON),
    ],
)
def test_the_share_of_the_target_decides(riktning: rl.Riktning, mal: str, varde: str, farg: rl.Status) -> None:
    assert farger(provning(riktning, mal), varde) == {farg}


@pytest.mark.parametrize(
    ("riktning", "skala", "steg", "vantat"),
    [
        (HOGRE, None, NITTIO, {GRON, GUL, ROD}),
        (HOGRE, ("0", "70"), NITTIO, {ROD}),
        (HOGRE, ("0", "79"), NITTIO, {GUL, ROD}),
        (HOGRE, ("0", "80"), NITTIO, {GRON, GUL, ROD}),
        (HOGRE, ("72", "79"), NITTIO, {GUL}),
        (LAGRE, None, NITTIO, {GRON, GUL, ROD}),
        (LAGRE, ("0", "80"), NITTIO, {GRON}),
        (LAGRE, ("80", "88"), NITTIO, {GRON, GUL}),
        (LAGRE, ("81", "88"), NITTIO, {GUL}),
        (LAGRE, ("81", "100"), NITTIO, {GUL, ROD}),
        (LAGRE, ("40", "80"), PRICKEN, {GRON, GUL}),  # on the target, at the end of the scale
        (LAGRE, ("80", "99"), PRICKEN, {GRON, ROD}),
        (LAGRE, None, ETT, {GUL, ROD}),  # an outcome of more than a hundred targets
        (LAGRE, None, INGET, {GRON, GUL}),  # no outcome makes the target nothing of it
    ],
)
def test_an_unknown_outcome_leaves_the_colours_that_the_scale_leaves(
    riktning: rl.Riktning, skala: tuple[str, str] | None, steg: Steg, vantat: set[rl.Status]
) -> None:
    prov = provning(riktning, "80", steg, skala)
    assert farger(prov, None) == vantat
    assert prov.prova({}).saknade == (prov.indikator,)


@pytest.mark.parametrize(
    ("varde", "steg", "vantat"),
    [
        ("50", NITTIO, {GRON, GUL, ROD}),
        ("50", ETT, {GUL, ROD}),  # also less than one per cent of a target large enough
        ("0", NITTIO, {ROD}),  # nothing is no part of any target
        ("-1", NITTIO, {ROD}),
    ],
)
def test_while_the_target_is_not_set_the_colours_of_every_target_are_possible(
    varde: str, steg: Steg, vantat: set[rl.Status]
) -> None:
    assert farger(provning(HOGRE, None, steg), varde) == vantat


def test_a_target_that_is_no_bound_above_zero_has_no_share() -> None:
    assert provning(HOGRE, "0").mal is None
    assert provning(HOGRE, None).andel(Decimal(5)) is None
    assert farger(provning(HOGRE, "0"), "5") == set()


def test_the_share_is_the_outcome_of_the_target_or_turned() -> None:
    assert provning(HOGRE, "80").andel(Decimal(60)) == (Decimal(60), Decimal(80))
    assert provning(LAGRE, "80").andel(Decimal(60)) == (Decimal(80), Decimal(60))
    assert provning(LAGRE, "80").andel(Decimal(0)) is None
    assert provning(HOGRE, "80").andel(Decimal(0)) == (Decimal(0), Decimal(80))


@pytest.mark.parametrize(("lasning", "mal", "farg"), [("a", "80", GUL), ("b", "60", ROD)])
def test_target_and_steps_are_those_of_the_reading_which_is_named(lasning: str, mal: str, farg: rl.Status) -> None:
    nar = {x: Nar(tolkning="t", lasning=x) for x in "ab"}
    lasningar = (Indikatorlasning(nar=nar["b"], malvarde=rl.Gransmalvarde(minst=Decimal(60))),)
    steg = (Vardesteg(status=GUL, nar=(nar["a"],)), Vardesteg(status=ROD, nar=(nar["b"],)))
    prov = provning(HOGRE, "80", lasningar=lasningar, steg_=steg, val={"t": lasning})
    assert prov.malvarden == {prov.indikator: rl.Gransmalvarde(minst=Decimal(mal))}
    svar = prov.prova({prov.indikator: rl.Utfall(1)})
    assert (svar.mojliga, svar.anvanda, svar.saknade, svar.antal) == ({farg}, ("t",), (), None)
