"""Utslag: whether a target can be met, and missed, when what is not known is filled in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

import riktlinjer as rl
from riktlinjer.models.indikator import Skala
from riktlinjer.rules.utslag import fyllda, mojliga_utslag, representanter

JA, NEJ, BADA = frozenset((True,)), frozenset((False,)), frozenset((True, False))
HUNDRA = Skala(fran_och_med=Decimal(0), till_och_med=Decimal(100))


def forandring(**falt: Any) -> rl.Forandringsmalvarde:
    return rl.Forandringsmalvarde(mot="föregående år", **falt)


# Changes


@pytest.mark.parametrize(
    ("malvarde", "skala", "vantat"),
    [
        (forandring(minst=Decimal(10)), None, BADA),
        (forandring(minst=Decimal(10), relativ=True), None, BADA),
        (forandring(minst=Decimal(10)), HUNDRA, BADA),
    ],
)
def test_a_change_may_come_out_either_way_when_nothing_is_known(
    malvarde: rl.Forandringsmalvarde, skala: Skala | None, vantat: frozenset[bool]
) -> None:
    assert mojliga_utslag(malvarde, None, skala) == vantat


@pytest.mark.parametrize(
    ("malvarde", "varde", "baser"),
    [
        # The answer turns where the change is just the one that was asked for.
        (forandring(minst=Decimal(10)), "50", {"40"}),
        (forandring(hogst=Decimal(-5)), "50", {"55"}),
        (forandring(minst=Decimal(25), relativ=True), "50", {"0", "40"}),
        (forandring(hogst=Decimal(-50), relativ=True), "50", {"0", "100"}),
        (forandring(minst=Decimal(-100), relativ=True), "50", {"0"}),
        (forandring(minst=Decimal(-99), relativ=True), "1", {"0", "100"}),
    ],
)
def test_figures_to_compare_with_are_tried_where_the_answer_turns(
    malvarde: rl.Forandringsmalvarde, varde: str, baser: set[str]
) -> None:
    prov = [u.foregaende_ar for u in fyllda([malvarde], rl.Utfall(varde), None)]
    assert {Decimal(b) for b in baser} <= set(prov)
    # on each turning point, between any two, and beyond the outermost: no more and no fewer
    assert len(prov) == 2 * len(baser) + 1


# Parts


def per_kon(**delar: Any) -> rl.Uppdelatmalvarde:
    return rl.Uppdelatmalvarde(
        efter="kön",
        delar=tuple(
            rl.Malvardesdel(del_=namn, malvarde=rl.Gransmalvarde(minst=Decimal(grans))) for namn, grans in delar.items()
        ),
    )


@pytest.mark.parametrize(
    ("delar", "skala", "vantat"),
    [
        (None, None, BADA),
        ({"kvinnor": 80}, None, BADA),
        ({"kvinnor": 79}, None, NEJ),
        ({"kvinnor": 80, "män": None}, None, BADA),
        ({"kvinnor": 80, "män": 90}, None, JA),
        ({"kvinnor": 80, "män": 89}, None, NEJ),
        # No man's figure within such a scale meets the target, and none misses it within the other.
        ({"kvinnor": 80}, Skala(fran_och_med=Decimal(0), till_och_med=Decimal(89)), NEJ),
        ({"kvinnor": 80}, Skala(fran_och_med=Decimal(90), till_och_med=Decimal(100)), JA),
    ],
)
def test_parts_that_are_not_known_are_filled_in_within_the_scale(
    delar: dict[str, int | None] | None, skala: Skala | None, vantat: frozenset[bool]
) -> None:
    malvarde = per_kon(kvinnor=80, män=90)
    assert mojliga_utslag(malvarde, None if delar is None else rl.Utfall(delar=delar), skala) == vantat


def test_the_parts_that_are_known_are_kept_and_the_others_added() -> None:
    malvarde = per_kon(kvinnor=80, män=90)
    for utfall in fyllda([malvarde], rl.Utfall(delar={"kvinnor": 85}), None):
        delar = dict(utfall.delar or ())
        assert delar["kvinnor"] == 85
        assert delar["män"] is not None


# Groups and placings


def minst_80(**falt: Any) -> rl.Gruppmalvarde:
    return rl.Gruppmalvarde(grupp="enheter", krav=rl.Gransmalvarde(minst=Decimal(80)), **falt)


@pytest.mark.parametrize(
    ("malvarde", "utfall", "skala", "vantat"),
    [
        (minst_80(antal=3), None, None, BADA),
        (minst_80(antal=3), None, Skala(fran_och_med=Decimal(0), till_och_med=Decimal(79)), NEJ),
        # A group of three of which one is not known.
        (minst_80(antal=3, storlek=3), rl.Utfall(delar={"a": 80, "b": 80}), None, BADA),
        (minst_80(antal=3, storlek=3), rl.Utfall(delar={"a": 80, "b": 79}), None, NEJ),
        (minst_80(antal=2, storlek=3), rl.Utfall(delar={"a": 80, "b": 80}), None, JA),
        (minst_80(antal=2, storlek=3), rl.Utfall(delar={"a": 80, "b": None, "c": 79}), None, BADA),
        (minst_80(antal=3, storlek=3), rl.Utfall(delar={"a": 80, "b": 80}), HUNDRA, BADA),
        (
            minst_80(antal=3, storlek=3),
            rl.Utfall(delar={"a": 80, "b": 80}),
            Skala(fran_och_med=Decimal(80), till_och_med=Decimal(100)),
            JA,
        ),
    ],
)
def test_the_members_of_a_group_that_are_not_known_are_filled_in(
    malvarde: rl.Gruppmalvarde, utfall: rl.Utfall | None, skala: Skala | None, vantat: frozenset[bool]
) -> None:
    assert mojliga_utslag(malvarde, utfall, skala) == vantat


def test_a_group_is_filled_up_to_its_size_and_no_further() -> None:
    """One of three is not known, and stands on either side of the target: so two ways."""
    fall = list(fyllda([minst_80(antal=3, storlek=3)], rl.Utfall(delar={"a": 80, "b": 79}), None))
    assert sorted(tuple(v for _, v in f.delar or ())[:2] for f in fall) == [(80, 79)] * 2
    assert [len(f.delar or ()) for f in fall] == [3, 3]
    assert all(len({namn for namn, _ in f.delar or ()}) == 3 for f in fall)


def test_a_placing_is_tried_at_the_top_at_its_bound_and_just_below() -> None:
    rang = rl.Rangmalvarde(hogst=5)
    assert [u.varde for u in fyllda([rang], rl.Utfall(), None)] == [1, 5, 6]
    bada = [rang, rl.Gransmalvarde(minst=Decimal(3))]
    assert [u.varde for u in fyllda(bada, rl.Utfall(), None)] == [1, 2, 3, 4, 5, 6]
    delar = rl.Fordelningsmalvarde(del_="översta", av=3)
    assert [u.varde for u in fyllda([delar], rl.Utfall(), None)] == [1, 2, 3]


def test_a_scale_alone_leaves_its_ends_the_middle_and_nothing_outside() -> None:
    assert representanter([], HUNDRA) == [Decimal(0), Decimal(50), Decimal(100)]
    assert [v for v in representanter([Decimal(100)], HUNDRA) if v > 100] == []
