"""The template as Markdown: the same parts as in Word, and no text that becomes markup."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, strategies as st
from markdown_it import MarkdownIt

import riktlinjer as rl
from riktlinjer.markdown import markera, till_markdown
from riktlinjer.skrivmall import Skrivmall, bygg_skrivmall
from riktlinjer.skrivmall.modell import Mallrubrik, Malltabell, Vagledning
from riktlinjer.utskrift import ren

LASARE = MarkdownIt("commonmark").enable("table")


@pytest.fixture(scope="module")
def mall(rv: rl.Regelverk) -> Skrivmall:
    return bygg_skrivmall(rv, rl.Rapporttyp.AR, namnd="driftnamnd-psykiatri", utfall={})


@pytest.fixture(scope="module")
def text(mall: Skrivmall) -> str:
    return till_markdown(mall)


def visad(text: str) -> str:
    """What a reader sees of one line of Markdown."""
    return "".join(
        del_.content
        for block in LASARE.parse(text)
        if block.type == "inline"
        for del_ in block.children or []
        if del_.type in ("text", "text_special")
    )


def test_the_headings_are_those_of_the_template(text: str, mall: Skrivmall) -> None:
    delar = LASARE.parse(text)
    rubriker = [
        (int(del_.tag[1:]), visad(delar[i + 1].content)) for i, del_ in enumerate(delar) if del_.type == "heading_open"
    ]
    vantade = [(b.niva + 1, b.text) for b in mall.block if isinstance(b, Mallrubrik)]
    assert rubriker == [(1, "Årsredovisning"), (2, "Innehållsförteckning"), *vantade]


def test_the_tables_are_those_of_the_template(text: str, mall: Skrivmall) -> None:
    tabeller: list[list[list[str]]] = []
    for i, del_ in enumerate(delar := LASARE.parse(text)):
        if del_.type == "table_open":
            tabeller.append([])
        elif del_.type == "tr_open":
            tabeller[-1].append([])
        elif del_.type in ("td_open", "th_open"):
            tabeller[-1][-1].append(visad(delar[i + 1].content))
    vantade = [[[*b.kolumner], *([*rad] for rad in b.rader)] for b in mall.block if isinstance(b, Malltabell)]
    assert len(vantade) > 5
    assert tabeller == vantade


def test_guidance_stands_in_comments_and_shows_nowhere_else(text: str, mall: Skrivmall) -> None:
    kommentarer = " ".join(re.findall(r"<!--(.*?)-->", text, re.DOTALL))
    utan = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    for block in (*mall.framsida, *mall.block):
        if isinstance(block, Vagledning):
            for punkt in block.punkter:
                assert punkt in kommentarer
                assert punkt not in utan
    assert "Vägledning" not in utan


def test_the_front_page_says_what_is_known(rv: rl.Regelverk, text: str) -> None:
    assert "\n**Nämnd:** Driftnämnd Psykiatri\n" in text
    assert "\n**Period:** januari–december 2018\n" in text
    assert "\n**Period:**\n" in till_markdown(bygg_skrivmall(rv, rl.Rapporttyp.MANAD))


@pytest.mark.parametrize(
    "text",
    [
        "a|b",
        "<script>alert(1)</script>",
        "*fet* _kursiv_ `kod`",
        "[länk](javascript:x)",
        "![bild](x)",
        "# rubrik",
        "1. lista",
        "1) lista",
        "- punkt",
        "+ punkt",
        "=1+1",
        "---",
        "&lt;",
        "&#60;",
        "slut\\",
        "~~struken~~",
        "---|---",
        "a\nb",
        "    indrag",
        "http://exempel.se/a_b_c",
    ],
)
def test_what_would_be_markup_is_shown_as_it_is(text: str) -> None:
    assert visad(markera(text)) == text.replace("\n", " ").strip(" ")


@given(st.text(alphabet=st.sampled_from("ab1 .)|\\`*_<>[]()~#+=-&;!:\n\"'/å\u00a0") | st.characters(codec="utf-8")))
def test_any_text_is_shown_as_it_is_in_a_line_and_in_a_cell(text: str) -> None:
    vantad = re.sub(r" +", " ", ren(text).replace("\n", " ")).strip()
    for skriven in (markera(text), f"## {markera(text)}", f"| a |\n| --- |\n| {markera(text)} x |"):
        sedd = visad(skriven).removeprefix("a" if skriven.startswith("|") else "")
        if skriven.startswith("|"):
            sedd = sedd.removesuffix("x")
        assert re.sub(r" +", " ", sedd).strip() == vantad


@given(st.text(alphabet="-><! a", min_size=1))
def test_no_guidance_ends_its_comment(punkt: str) -> None:
    mall = Skrivmall("R", "M", "R", date(2018, 1, 1), None, (), (Vagledning((punkt, punkt)),), ())
    text = till_markdown(mall)
    kommentarer = re.findall(r"<!--.*?--!?>", text, re.DOTALL)
    assert len(kommentarer) == 2
    assert kommentarer[-1].count("\n- ") == 2
    assert kommentarer[-1].count(">") == 2 * punkt.count(">") + 1
    assert "--" not in kommentarer[-1][4:-3]
