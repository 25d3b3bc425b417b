"""A page's blocks as parts within parts: nothing is lost, nothing is reordered, no rank is passed over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, strategies as st

from riktlinjer.disposition import UTAN_RUBRIK, Del, disponera
from riktlinjer.utskrift import Block, Kolumn, Lista, Rubrik, Stycke, Tabell, Tips

RUBRIKER = st.builds(Rubrik, st.text("abc", min_size=1, max_size=3), st.integers(1, 4))
INNEHALL = st.one_of(
    st.builds(Stycke, st.text(max_size=3), st.booleans()),
    st.builds(Lista, st.tuples(st.text(max_size=3))),
    st.just(Tabell((Kolumn("a"),), (("b",),))),
)


def form(del_: Del) -> object:
    """The headings, as a tree."""
    return del_.rubrik, [form(under) for under in del_.delar]


def i_ordning(del_: Del) -> Iterator[Block | str]:
    yield del_.rubrik
    yield from del_.block
    for under in del_.delar:
        yield from i_ordning(under)


@pytest.mark.parametrize(
    ("rubriker", "titel", "vantad"),
    [
        ([("A", 1)], None, ("A", [])),
        ([("A", 1), ("B", 3), ("C", 3)], None, ("A", [("B", []), ("C", [])])),
        ([("A", 1), ("B", 2), ("C", 4), ("D", 3)], None, ("A", [("B", [("C", []), ("D", [])])])),
        ([("A", 1), ("B", 3), ("C", 2), ("D", 3)], None, ("A", [("B", []), ("C", [("D", [])])])),
        ([("A", 1), ("B", 1)], None, ("A", [("B", [])])),
        ([("B", 2)], None, (UTAN_RUBRIK, [("B", [])])),
        ([("A", 1)], "A", ("A", [])),
        ([("A", 1)], "Annan", ("Annan", [("A", [])])),
        ([("  ", 1), ("", 2)], None, (UTAN_RUBRIK, [(UTAN_RUBRIK, [])])),
        ([], None, (UTAN_RUBRIK, [])),
    ],
)
def test_the_rank_of_a_part_is_how_deep_it_lies(
    rubriker: list[tuple[str, int]], titel: str | None, vantad: object
) -> None:
    assert form(disponera([Rubrik(*r) for r in rubriker], titel)) == vantad


def test_what_is_only_for_a_command_line_is_left_out() -> None:
    sida = disponera([Rubrik("A"), Tips("riktlinjer --help"), Stycke("b")])
    assert sida.block == (Stycke("b"),)


def test_a_title_is_only_what_stands_first() -> None:
    assert disponera([Stycke("a"), Rubrik("B")]) == Del(UTAN_RUBRIK, (Stycke("a"),), (Del("B", (), ()),))


@given(st.lists(st.one_of(RUBRIKER, INNEHALL), max_size=20))
def test_everything_is_there_once_and_in_order(block: list[Block]) -> None:
    sida = disponera([Rubrik("Titel"), *block])
    assert list(i_ordning(sida)) == ["Titel", *(b.text if isinstance(b, Rubrik) else b for b in block)]
