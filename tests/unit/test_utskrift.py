"""Pages: what is laid out fits, says all it was given, and steers nobody's terminal."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from riktlinjer.utskrift import Block, Grupp, Kolumn, Lista, Rubrik, Stycke, Tabell, ren, skriv_text

HARD = "\u00a0"
LANG = "RAAS-hämmande läkemedelsbehandling vid hjärtinfarkt och mycket mer som inte får plats på en rad i tabellen"


@pytest.mark.parametrize(
    ("block", "text"),
    [
        ([Rubrik("Titel")], "Titel\n=====\n"),
        ([Rubrik("Del", 2), Stycke("Text.")], "Del\n---\n\nText.\n"),
        ([Rubrik("Avsnitt", 3), Stycke("Text.")], "Avsnitt\nText.\n"),
        ([Rubrik("Avsnitt", 3), Rubrik("Post", 4), Stycke("a\nb", indrag=True)], "Avsnitt\n\n  Post\n    a\n    b\n"),
        ([Lista(("ett", "två"))], "- ett\n- två\n"),
        ([Stycke("a"), Stycke("b")], "a\n\nb\n"),
        ([], ""),
    ],
)
def test_blocks_become_lines(block: list[Block], text: str) -> None:
    assert skriv_text(block) == text


def test_a_table_stands_in_columns_with_numbers_to_the_right_and_groups_across() -> None:
    tabell = Tabell(
        (Kolumn("Namn"), Kolumn("Tal", hoger=True)),
        (Grupp("En grupp med långt namn"), ("a", "−7,0"), Grupp("B"), ("b\nc", "10")),
    )
    assert skriv_text([tabell]) == (
        "  Namn   Tal\n  ----  ----\n  En grupp med långt namn:\n  a     −7,0\n\n  B:\n  b       10\n  c\n"
    )


def test_the_widest_column_gives_way_and_no_break_spaces_hold() -> None:
    tabell = Tabell((Kolumn("Indikator"), Kolumn("Utfall", hoger=True)), ((LANG, f"1{HARD}200{HARD}%"),))
    rader = skriv_text([tabell], 50).splitlines()
    assert max(map(len, rader)) <= 50
    assert sum(f"1{HARD}200{HARD}%" in rad for rad in rader) == 1
    assert " ".join(" ".join(rad[:40].split()) for rad in rader[2:]) == LANG


def test_ids_are_not_broken_at_their_hyphens() -> None:
    id = "ny-infarkt-eller-dod-ischemisk-hjartsjukdom"
    assert f"\n    {id}\n" in skriv_text([Rubrik("Post", 4), Stycke(f"{id}\nText.", indrag=True)])


@pytest.mark.parametrize("tecken", ["\x1b", "\x07", "\x00", "\x9b", "\r", "\u202e", "\u200b", "\ufeff"])
def test_control_characters_do_not_come_out(tecken: str) -> None:
    assert tecken not in skriv_text([Rubrik(f"a{tecken}b"), Stycke(f"a{tecken}b"), Lista((f"a{tecken}b",))])
    assert ren(f"a{tecken}b") == "a\ufffdb"


texter = st.text(max_size=120)
celler = st.lists(st.tuples(texter, texter, texter), max_size=4).map(tuple)
sidor = st.lists(
    st.one_of(
        st.builds(Rubrik, texter, st.integers(1, 4)),
        st.builds(Stycke, texter, st.booleans()),
        st.builds(Lista, st.lists(texter, max_size=3).map(tuple)),
        st.builds(Tabell, st.just((Kolumn("A"), Kolumn("B", hoger=True), Kolumn("C"))), celler),
    ),
    max_size=4,
)


@given(sidor, st.integers(40, 100))
def test_no_line_is_longer_than_the_width(sida: list[Block], bredd: int) -> None:
    assert all(len(rad) <= bredd and rad == rad.rstrip(" ") for rad in skriv_text(sida, bredd).split("\n"))
