"""The template as a Word document: real styles, table headers, language, guidance that is easy to take away."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.document import Document as Worddokument
from docx.oxml.ns import qn
from hypothesis import given, strategies as st

import riktlinjer as rl
from riktlinjer.skrivmall import Skrivmall, bygg_skrivmall
from riktlinjer.skrivmall.modell import Innehall, Mallrubrik, Malltabell, Skrivplats, Uppgift, Vagledning
from riktlinjer.word import till_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def mall(rv: rl.Regelverk) -> Skrivmall:
    return bygg_skrivmall(rv, rl.Rapporttyp.UR2, namnd="driftnamnd-psykiatri", utfall={})


@pytest.fixture(scope="module")
def fil(mall: Skrivmall) -> bytes:
    return till_word(mall)


@pytest.fixture(scope="module")
def dokument(fil: bytes) -> Worddokument:
    return Document(io.BytesIO(fil))


def egen_mall(*block: object, titel: str = "Rapport") -> Skrivmall:
    return Skrivmall(titel, "Mall", "Rapport", date(2018, 1, 30), None, (), block, ())  # type: ignore[arg-type]


def stil(dokument: Worddokument, namn: str) -> list[str]:
    return [s.text for s in dokument.paragraphs if s.style is not None and s.style.name == namn]


def test_headings_are_in_words_own_styles_with_the_guidelines_numbers(dokument: Worddokument, mall: Skrivmall) -> None:
    for niva in range(1, 5):
        vantade = [b.text for b in mall.block if isinstance(b, Mallrubrik) and b.niva == niva]
        assert vantade
        assert stil(dokument, f"Heading {niva}") == vantade
    assert stil(dokument, "Title") == ["Uppföljningsrapport 2"]


def test_every_point_of_guidance_is_in_the_style_of_guidance_and_nothing_else_is(
    dokument: Worddokument, mall: Skrivmall
) -> None:
    punkter = [p for b in (*mall.framsida, *mall.block) if isinstance(b, Vagledning) for p in b.punkter]
    skrivna = [text.removeprefix("Vägledning: ") for text in stil(dokument, "Vägledning")]
    egna = [text for text in skrivna if text not in punkter]
    assert [text for text in skrivna if text in punkter] == punkter
    assert len(egna) == 2  # how guidance is taken away, how the contents list is updated
    assert "Ta bort den" in egna[0]
    assert "Uppdatera fält" in egna[1]


def test_without_the_guidance_only_headings_facts_and_empty_places_are_left(dokument: Worddokument) -> None:
    kvar = [s.text for s in dokument.paragraphs if s.style is not None and s.style.name == "Normal"]
    assert [text for text in kvar if text.strip()] == ["Nämnd: Driftnämnd Psykiatri", "Period: januari–augusti 2018"]


def test_tables_hold_the_templates_cells_under_a_repeated_header_row(dokument: Worddokument, mall: Skrivmall) -> None:
    vantade = [b for b in mall.block if isinstance(b, Malltabell)]
    assert len(dokument.tables) == len(vantade) > 5
    for tabell, vantad in zip(dokument.tables, vantade, strict=True):
        celler = [tuple(cell.text for cell in rad.cells) for rad in tabell.rows]
        assert celler == [vantad.kolumner, *vantad.rader]
        huvuden = [bool(list(rad._tr.iter(f"{W}tblHeader"))) for rad in tabell.rows]
        assert huvuden == [True] + [False] * len(vantad.rader)
        assert all(list(rad._tr.iter(f"{W}cantSplit")) for rad in tabell.rows)


def test_tables_have_a_caption_with_a_number_and_a_text_for_those_who_do_not_see(
    dokument: Worddokument, mall: Skrivmall
) -> None:
    vantade = [b for b in mall.block if isinstance(b, Malltabell)]
    assert stil(dokument, "Caption") == [f"Tabell {i}. {t.titel}" for i, t in enumerate(vantade, 1)]
    for tabell, vantad in zip(dokument.tables, vantade, strict=True):
        egenskaper = tabell._tbl.tblPr
        assert egenskaper.find(qn("w:tblCaption")).get(qn("w:val")) == vantad.titel
        assert egenskaper.find(qn("w:tblDescription")).get(qn("w:val")) == vantad.beskrivning
        assert vantad.beskrivning


def test_columns_fill_the_page_and_no_more(dokument: Worddokument) -> None:
    for tabell in dokument.tables:
        bredd = sum(kolumn.width.cm for kolumn in tabell.columns)
        assert bredd == pytest.approx(16, abs=0.01)
        assert all(kolumn.width.cm > 1 for kolumn in tabell.columns)


def test_the_language_is_swedish_everywhere(dokument: Worddokument) -> None:
    sprak = [element.get(qn("w:val")) for element in dokument.styles.element.iter(qn("w:lang"))]
    assert len(sprak) > 5
    assert set(sprak) == {"sv-SE"}
    assert dokument.core_properties.language == "sv-SE"


def test_the_properties_say_what_it_is_and_name_nobody(dokument: Worddokument) -> None:
    egenskaper = dokument.core_properties
    assert egenskaper.title == "Uppföljningsrapport 2"
    assert egenskaper.subject == "Mall enligt Riktlinjer för Region Hallands uppföljning 2018, utgåva 2018-01-30"
    assert (egenskaper.author, egenskaper.last_modified_by, egenskaper.comments) == ("", "", "")
    assert egenskaper.created is not None
    assert egenskaper.created.date() == egenskaper.modified.date() == date(2018, 1, 30)  # type: ignore[union-attr]


def test_the_contents_list_is_a_field_that_leads_to_every_heading_of_three_levels(
    dokument: Worddokument, mall: Skrivmall
) -> None:
    kropp = dokument.element.body
    assert [t.text for t in kropp.iter(f"{W}instrText") if "TOC" in t.text] == [' TOC \\o "1-3" \\h \\z \\u ']
    lankar = ["".join(t.text for t in lank.iter(f"{W}t")) for lank in kropp.iter(f"{W}hyperlink")]
    assert lankar == [b.text for b in mall.block if isinstance(b, Mallrubrik) and b.niva <= 3]
    bokmarken = {m.get(f"{W}name"): m.getparent() for m in kropp.iter(f"{W}bookmarkStart")}
    for lank, text in zip(kropp.iter(f"{W}hyperlink"), lankar, strict=True):
        mal = bokmarken[lank.get(f"{W}anchor")]
        assert "".join(t.text for t in mal.iter(f"{W}t")) == text


def test_every_field_that_begins_ends(dokument: Worddokument) -> None:
    for rot in (dokument.element.body, dokument.sections[0].footer._element):
        slag = [f.get(f"{W}fldCharType") for f in rot.iter(f"{W}fldChar")]
        assert slag
        assert slag == ["begin", "separate", "end"] * (len(slag) // 3)


def test_the_same_template_gives_the_same_bytes(fil: bytes, mall: Skrivmall) -> None:
    assert till_word(mall) == fil


def test_nothing_is_fetched_from_outside(fil: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(fil)) as arkiv:
        for namn in arkiv.namelist():
            if namn.endswith(".rels"):
                assert b"TargetMode" not in arkiv.read(namn), namn


def test_elements_stand_in_the_order_that_word_demands(dokument: Worddokument) -> None:
    """Word calls a file broken when the children of a property stand in another order than that of the format."""
    ordning = {
        "tblPr": ["tblStyle", "tblW", "jc", "tblLayout", "tblLook", "tblCaption", "tblDescription"],
        "tcPr": ["tcW", "shd"],
        "pPr": ["pStyle", "keepNext", "keepLines", "pBdr", "spacing", "ind", "contextualSpacing", "outlineLvl"],
        "rPr": ["rFonts", "b", "bCs", "i", "iCs", "caps", "color", "spacing", "kern", "sz", "szCs", "lang"],
    }
    rotter = [
        dokument.element.body,
        *(s.element for s in dokument.styles if s.name in ("Normal", "Vägledning", "Title")),
    ]
    for namn, vantad in ordning.items():
        funna = [e for rot in rotter for e in rot.iter(f"{W}{namn}")]
        assert funna
        for element in funna:
            platser = [vantad.index(barn.tag.removeprefix(W)) for barn in element if barn.tag.removeprefix(W) in vantad]
            assert platser == sorted(platser), [barn.tag for barn in element]


@given(st.text())
def test_any_text_of_a_rule_set_is_held_as_text(text: str) -> None:
    """Also what XML cannot hold, what would be a field or a tag, and what would be a formula in a spreadsheet."""
    fientlig = f"={text}<w:t>{{HYPERLINK}}&"
    mall = egen_mall(
        Innehall(fientlig, (Mallrubrik(fientlig, 1),)),
        Mallrubrik(fientlig, 1),
        Vagledning((fientlig,)),
        Uppgift(fientlig, fientlig),
        Malltabell(fientlig, fientlig, (fientlig, "b"), ((fientlig, ""),)),
        Skrivplats(),
        titel=fientlig,
    )
    dokument = Document(io.BytesIO(till_word(mall)))
    (rubrik,) = stil(dokument, "Heading 1")
    assert rubrik == dokument.tables[0].rows[1].cells[0].text == stil(dokument, "Title")[0]
    assert rubrik.startswith("=")
    assert rubrik.endswith("<w:t>{HYPERLINK}&")
    assert len(rubrik) == len(fientlig)
    instruktioner = [t.text.split()[0] for t in dokument.element.body.iter(f"{W}instrText")]
    assert instruktioner == ["TOC", "SEQ"]
