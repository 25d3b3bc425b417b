"""A page of blocks as a Word document: real headings, lists and table headers, in Swedish, the same every time."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.document import Document as Worddokument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import given, settings, strategies as st

import riktlinjer as rl
from riktlinjer.sidor.granskning import granskningssida
from riktlinjer.sidor.tidplan import tidplanssida
from riktlinjer.utskrift import Block, Grupp, Kolumn, Lista, Rubrik, Stycke, Tabell, Tips
from riktlinjer.word import till_word_sida

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SIDA: list[Block] = [
    Rubrik("Sidan"),
    Stycke("Först.\nSedan."),
    Tabell(
        (Kolumn("Delmål"), Kolumn("Antal", hoger=True)),
        (Grupp("En grupp med ett namn som är långt"), ("Delmål 1", "4"), Grupp("B"), ("Delmål 2", "5")),
    ),
    Tips("riktlinjer --help"),
    Rubrik("Del", 3),
    Lista(("ett", "två")),
    Rubrik("Post", 4),
    Stycke("Text.", indrag=True),
]


def las(sida: list[Block], titel: str | None = None) -> Worddokument:
    return Document(io.BytesIO(till_word_sida(sida, titel=titel)))


def stycken(dokument: Worddokument) -> list[tuple[str, str]]:
    return [(s.style.name or "", s.text) for s in dokument.paragraphs if s.style is not None and s.text]


def test_headings_and_lists_are_in_words_own_styles() -> None:
    assert stycken(las(SIDA)) == [
        ("Title", "Sidan"),
        ("Normal", "Först.\nSedan."),
        ("Heading 1", "Del"),
        ("List Bullet", "ett"),
        ("List Bullet", "två"),
        ("Heading 2", "Post"),
        ("Normal", "Text."),
    ]


def test_a_title_that_is_given_is_the_title() -> None:
    dokument = las([Rubrik("A"), Stycke("b")], "Annan")
    assert stycken(dokument)[:2] == [("Title", "Annan"), ("Heading 1", "A")]
    assert dokument.core_properties.title == "Annan"


def test_the_first_row_of_a_table_is_its_header_and_groups_go_across() -> None:
    (tabell,) = las(SIDA).tables
    huvud, *rader = tabell.rows
    assert huvud._tr.find(f"{W}trPr/{W}tblHeader") is not None
    assert all(rad._tr.find(f"{W}trPr/{W}tblHeader") is None for rad in rader)
    assert [c.text for c in huvud.cells] == ["Delmål", "Antal"]
    bredder = [[int(c.get(f"{W}val")) for c in rad._tr.iter(f"{W}gridSpan")] for rad in rader]
    assert bredder == [[2], [], [2], []]
    assert [rad.cells[0].text for rad in rader] == ["En grupp med ett namn som är långt", "Delmål 1", "B", "Delmål 2"]
    assert [rad.cells[1].paragraphs[0].alignment for rad in (huvud, rader[1])] == [WD_ALIGN_PARAGRAPH.RIGHT] * 2
    assert rader[0].cells[0].paragraphs[0].alignment is None
    assert tabell._tbl.tblPr.find(f"{W}tblCaption").get(f"{W}val") == "Sidan"


def test_a_table_with_a_name_of_its_own_shows_it() -> None:
    dokument = las([Rubrik("A"), Tabell((Kolumn("B"),), (("c",),), rubrik="Egen")])
    assert ("Caption", "Egen") in stycken(dokument)
    assert dokument.tables[0]._tbl.tblPr.find(f"{W}tblCaption").get(f"{W}val") == "Egen"


@pytest.mark.parametrize(("antal", "liggande"), [(6, False), (7, True)])
def test_a_wide_table_lays_the_page_down(antal: int, liggande: bool) -> None:
    del_ = las([Rubrik("A"), Rubrik("B", 2), Tabell((Kolumn("A"),) * antal, (("b",) * antal,))]).sections[0]
    assert (del_.orientation is WD_ORIENT.LANDSCAPE) is liggande
    assert (del_.page_width > del_.page_height) is liggande


def test_the_document_is_in_swedish_and_says_no_time_and_no_author() -> None:
    dokument = las(SIDA)
    sprak = {e.get(f"{W}val") for e in dokument.styles.element.iter(f"{W}lang")}
    assert sprak == {"sv-SE"}
    egenskaper = dokument.core_properties
    assert (egenskaper.language, egenskaper.author, egenskaper.created, egenskaper.modified) == (
        "sv-SE",
        "",
        None,
        None,
    )


def test_the_same_blocks_give_the_same_bytes_and_nothing_is_fetched() -> None:
    fil = till_word_sida(SIDA)
    assert till_word_sida(iter(SIDA)) == fil
    with zipfile.ZipFile(io.BytesIO(fil)) as arkiv:
        assert all(b"TargetMode" not in arkiv.read(namn) for namn in arkiv.namelist() if namn.endswith(".rels"))


def test_elements_stand_in_the_order_that_word_demands() -> None:
    """Word calls a file broken when the children of a property stand in another order than that of the format."""
    ordning = {
        "tblPr": ["tblStyle", "tblW", "jc", "tblLayout", "tblLook", "tblCaption", "tblDescription"],
        "tcPr": ["tcW", "gridSpan", "shd"],
        "trPr": ["cantSplit", "tblHeader"],
        "pPr": ["pStyle", "keepNext", "keepLines", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl"],
    }
    kropp = las([*SIDA, Tabell((Kolumn("A"),), (("b",),), rubrik="Egen")]).element.body
    for namn, vantad in ordning.items():
        funna = list(kropp.iter(f"{W}{namn}"))
        assert funna
        for element in funna:
            barnen = [barn.tag.removeprefix(W) for barn in element]
            assert set(barnen) <= set(vantad)
            assert barnen == sorted(barnen, key=vantad.index)
    assert all(cell[-1].tag == f"{W}p" for cell in kropp.iter(f"{W}tc"))


def test_real_pages_can_be_written(rv: rl.Regelverk) -> None:
    assert rv.tidplan is not None
    assert len(las(list(tidplanssida(rv, rv.tidplan, None, None))).tables) == 2
    granskning = stycken(las(list(granskningssida(rv, rl.granska_regelverk(rv)))))
    assert ("Heading 1", "Varningar") in granskning
    assert ("Heading 2", "REGEL-01 delmal-5") in granskning


@settings(max_examples=25)
@given(st.text())
def test_any_text_is_held_as_text(text: str) -> None:
    """Also what XML cannot hold, and what would be a field or a tag."""
    fientlig = f"={text}<w:t>{{HYPERLINK}}&"
    sida: list[Block] = [
        Rubrik(fientlig),
        Stycke(fientlig),
        Rubrik(fientlig, 2),
        Lista((fientlig,)),
        Tabell((Kolumn(fientlig), Kolumn("b")), ((fientlig, ""), Grupp(fientlig)), rubrik=fientlig),
    ]
    dokument = las(sida)
    texter = [t for _, t in stycken(dokument)] + [dokument.tables[0].rows[i].cells[0].text for i in range(3)]
    assert len(texter) == 8
    assert all(t.startswith("=") and t.endswith("<w:t>{HYPERLINK}&") for t in texter)
    assert not list(dokument.element.body.iter(f"{W}instrText"))
