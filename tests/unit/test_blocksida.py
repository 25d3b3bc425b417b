"""A page of blocks as HTML: a document or a fragment, of the same parts, and nothing in it is anybody's markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from riktlinjer.html import blockdel_html, blocksida_html
from riktlinjer.html.ordtecken import tecken_i_rubrik, tecken_vid
from riktlinjer.models.skalor import Lage, Malniva, Status
from riktlinjer.rules.svar import statusord
from riktlinjer.utskrift import Block, Grupp, Kolumn, Lista, Rubrik, Stycke, Tabell, Tips

TOMMA = {"meta", "path", "circle", "rect", "line", "use", "br"}
ONDA = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style></title></table><script>alert(1)</script>",
    "{{ 7*7 }}{% for x in y %}",
    "&lt;b&gt;",
    "a\x1b[31m\u202eb",
    "-->]]>",
)
FORMER = [blocksida_html, blockdel_html]


class Lasare(HTMLParser):
    """Reads a page, holds every start tag against an end tag, and keeps elements, attributes and texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.oppna: list[str] = []
        self.element: list[tuple[str, dict[str, str | None]]] = []
        self.texter: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        assert self.oppna == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"<{tag}> has an attribute twice"
        self.element.append((tag, dict(attrs)))
        if tag not in TOMMA:
            self.oppna.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.element.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.oppna.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and "style" not in self.oppna:
            self.texter.append((self.oppna[-1] if self.oppna else "", data.strip()))

    def alla(self, *namn: str) -> Iterator[dict[str, str | None]]:
        return (attribut for tag, attribut in self.element if tag in namn)

    def text_i(self, tag: str) -> list[str]:
        return [text for i, text in self.texter if i == tag]


def helt(text: str) -> list[Block]:
    """The text in every place of every kind of block."""
    tabell = Tabell((Kolumn(text), Kolumn(text, hoger=True)), ((text, text), Grupp(text), (text, "")), rubrik=text)
    bred = Tabell((Kolumn("a"),) + (Kolumn(text),) * 7, (("a",) + (text,) * 7,))
    return [
        Rubrik(text),
        Stycke(text),
        tabell,
        Rubrik(text, 2),
        Lista((text, text)),
        Rubrik(text, 4),
        Stycke(text, indrag=True),
        bred,
    ]


SIDA: list[Block] = [
    Rubrik("Sidan"),
    Stycke("Först.\nSedan."),
    Tabell(
        (Kolumn("Delmål"), Kolumn("Status"), Kolumn("Antal", hoger=True)),
        (Grupp("Alla"), ("Delmål 1", "Röd", "4"), ("Delmål 2", statusord(frozenset({Status.GUL, Status.ROD})), "5")),
    ),
    Tips("riktlinjer --help"),
    Rubrik("Delmål 1: Röd (4 av 10)", 3),
    Lista(("ett", "två")),
    Rubrik("Post", 4),
    Stycke("Text.", indrag=True),
]


def test_the_document_is_swedish_has_one_title_and_fetches_nothing() -> None:
    html = blocksida_html(SIDA)
    sida = Lasare(html)
    assert html.startswith('<!doctype html>\n<html lang="sv">\n')
    assert sida.text_i("title") == sida.text_i("h1") == ["Sidan"]
    assert "default-src 'none'" in html
    assert "riktlinjer --help" not in html
    adresser = [v for _, a in sida.element for namn, v in a.items() if namn in ("src", "href", "action", "xlink:href")]
    assert all(str(v).startswith("#") for v in adresser)
    assert "url(http" not in html
    assert "@import" not in html


def test_the_same_blocks_give_the_same_page() -> None:
    assert blocksida_html(iter(SIDA)) == blocksida_html(SIDA)
    assert blocksida_html(SIDA, titel="Annan").count("<h1>") == 1


@pytest.mark.parametrize(("form", "forsta"), [(blocksida_html, 1), (blockdel_html, 4)])
def test_headings_have_ranks_without_a_gap(form: Callable[[list[Block]], str], forsta: int) -> None:
    nivaer = [int(tag[1]) for tag, _ in Lasare(form(SIDA)).element if re.fullmatch("h[1-6]", tag)]
    assert nivaer == [forsta, forsta + 1, forsta + 2]


def test_no_rank_of_a_fragment_is_below_six() -> None:
    djup: list[Block] = [Rubrik("1"), Rubrik("2", 2), Rubrik("3", 3), Rubrik("4", 4)]
    nivaer = [tag for tag, _ in Lasare(blockdel_html(djup, rubrikniva=5)).element if re.fullmatch(r"h\d", tag)]
    assert nivaer == ["h5", "h6", "h6", "h6"]


@pytest.mark.parametrize("form", FORMER)
def test_a_table_is_named_and_its_headers_say_of_what(form: Callable[[list[Block]], str]) -> None:
    html = form(SIDA)
    sida = Lasare(html)
    assert [th["scope"] for th in sida.alla("th")] == ["col", "col", "col", "rowgroup", "row", "row"]
    assert '<caption><span class="dold">Sidan</span></caption>' in html
    assert '<th role="columnheader" scope="col" class="tal">Antal</th>' in html
    assert [td.get("data-rubrik") for td in sida.alla("td")] == ["Status", "Antal"] * 2


def test_tables_have_names_that_differ_and_their_own_when_they_have_one() -> None:
    tabell = Tabell((Kolumn("A"),), (("b",),))
    html = blocksida_html([Rubrik("Sidan"), tabell, tabell, tabell._replace(rubrik="Egen")])
    assert re.findall(r"<caption>(.*?)</caption>", html) == [
        '<span class="dold">Sidan</span>',
        '<span class="dold">Sidan (2)</span>',
        "Egen",
    ]


def test_a_cell_without_text_is_no_header() -> None:
    sida = Lasare(blocksida_html([Tabell((Kolumn(""), Kolumn("B")), (("", "b"), ("a", "")))]))
    assert [(tag, a.get("scope")) for tag, a in sida.element if tag in ("th", "td")] == [
        ("td", None),
        ("th", "col"),
        ("td", None),
        ("td", None),
        ("th", "row"),
        ("td", None),
    ]
    assert [a.get("data-rubrik") for a in sida.alla("td")] == [None, None, "B", None]


@pytest.mark.parametrize(("antal", "rullar"), [(6, False), (7, True)])
def test_a_wide_table_rolls_in_a_region_that_the_keyboard_reaches(antal: int, rullar: bool) -> None:
    sida = Lasare(blocksida_html([Rubrik("Bred"), Tabell((Kolumn("A"),) * antal, (("b",) * antal,))]))
    regioner = [a for a in sida.alla("div") if a.get("role") == "region"]
    assert regioner == ([{"class": "rulle", "role": "region", "aria-label": "Bred", "tabindex": "0"}] if rullar else [])


@pytest.mark.parametrize(
    ("text", "tecken"),
    [
        *((status.value, (namn,)) for status, namn in zip(Status, ("gron", "gul", "rod"), strict=True)),
        ("kan inte avgöras – Grön eller Gul möjlig", ("oavgjord", "gron", "gul")),
        ("kan inte avgöras – Grön, Gul eller Röd möjlig", ("oavgjord", "gron", "gul", "rod")),
        ("Kan inte avgöras – Gul eller Röd möjlig", ("oavgjord", "gul", "rod")),
        ("ingen färg – regeln ger ingen", ("ingen",)),
        ("kan inte avgöras", ("oklart",)),
        *(
            (lage.value, (namn,))
            for lage, namn in zip(Lage, ("uppnadd", "ej-uppnadd", "saknas", "under-utveckling"), strict=True)
        ),
        (Malniva.PA_MALET.value, ("pa-malet",)),
        ("kan inte avgöras – På målet eller På väg mot målet möjlig", ("saknas",)),
        ("Rödkulla", ()),
        ("Grön, nåbart", ()),
        ("inte känt", ()),
        ("", ()),
    ],
)
def test_a_word_of_a_scale_has_its_sign_and_no_other_text_has_one(text: str, tecken: tuple[str, ...]) -> None:
    assert tecken_vid(text) == tecken
    html = blocksida_html([Rubrik("A"), Tabell((Kolumn("A"), Kolumn("B")), (("x", text),))])
    assert re.findall(r'<use href="#ikon-([\w-]+)"/>', html) == list(tecken)


@pytest.mark.parametrize(
    ("text", "tecken"),
    [("Delmål 1: Röd (4 av 10 når målvärdet)", ("rod",)), ("Delmål 1", ()), ("Röd", ()), ("A: Rödkulla", ())],
)
def test_a_heading_that_says_a_status_has_its_sign(text: str, tecken: tuple[str, ...]) -> None:
    assert tecken_i_rubrik(text) == tecken


def test_every_sign_that_is_named_is_drawn() -> None:
    ritade = set(re.findall(r'<symbol id="ikon-([\w-]+)"', blocksida_html([])))
    alla = [t for s in (*Status, *Lage, *Malniva) for t in tecken_vid(s.value)]
    assert {*alla, "oavgjord", "ingen", "oklart"} <= ritade
    sedda = [Tabell((Kolumn("A"), Kolumn("B")), tuple(("x", s.value) for s in (*Status, *Lage, *Malniva)))]
    ikoner = re.findall(r'<svg class="ikon"[^>]*>(.*?)</svg>', blockdel_html(sedda), re.DOTALL)
    assert len(ikoner) == len(alla)
    assert all("<path" in ikon or "<circle" in ikon for ikon in ikoner)


def test_lines_of_a_text_are_kept() -> None:
    html = blocksida_html(SIDA)
    assert "<p>Först.<br>Sedan.</p>" in html
    assert '<p class="indrag">Text.</p>' in html


@pytest.mark.parametrize("ond", ONDA)
@pytest.mark.parametrize("form", FORMER)
def test_no_text_becomes_markup_in_any_place(form: Callable[[list[Block]], str], ond: str) -> None:
    html = form(helt(ond))
    snall = Lasare(form(helt("x" * max(map(len, ond.split())))))
    sida = Lasare(html)
    # The same elements and the same attributes as with a text that means nothing.
    assert [(tag, sorted(a)) for tag, a in sida.element] == [(tag, sorted(a)) for tag, a in snall.element]
    assert "script" not in {tag for tag, _ in sida.element}
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)


@given(st.text())
def test_any_text_is_shown_as_text(text: str) -> None:
    visad = " ".join(Lasare(blocksida_html([Rubrik("A"), Stycke(f"x{text}x")])).text_i("p"))
    assert visad.startswith("x")
    assert visad.endswith("x")
    assert "\x1b" not in visad


# The fragment


def test_the_fragment_is_one_element_whose_styles_touch_nothing_else() -> None:
    html = blockdel_html(SIDA)
    assert html.startswith('<div class="riktlinjer-del" lang="sv">')
    assert html.rstrip().endswith("</div>")
    (stil,) = re.findall("<style>(.*?)</style>", html, re.DOTALL)
    regler = re.findall(r"([^{}]+)\{", stil)
    assert len(regler) > 20
    assert all(v.strip().startswith(".riktlinjer-del") for regel in regler for v in regel.split(","))
    assert "prefers-color-scheme" not in stil
    assert not [a for _, a in Lasare(html).element if "id" in a]


def lang_sida(antal: int) -> list[Block]:
    return [Rubrik("Sidan"), Rubrik("Kort", 2), Stycke("a"), Rubrik("Lång", 2), Lista(("punkt",) * antal)]


@pytest.mark.parametrize(("antal", "vikta"), [(12, []), (13, ["Lång"])])
def test_what_is_long_is_folded(antal: int, vikta: list[str]) -> None:
    html = blockdel_html(lang_sida(antal))
    assert re.findall(r"<summary><h5>(.*?)</h5></summary>", html) == vikta


def test_every_part_is_folded_when_that_is_asked_for() -> None:
    html = blockdel_html(lang_sida(1), vik="alla")
    assert re.findall(r"<summary><h5>(.*?)</h5></summary>", html) == ["Kort", "Lång"]
    assert "<details>" not in blockdel_html([Rubrik("Sidan"), Rubrik("Enda", 2), Stycke("a")], vik="alla")


def test_rubriknivaer_are_in_order_whatever_the_page() -> None:
    """Five levels of the command line's ranks in any order."""
    block: list[Block] = [Rubrik("A"), *(Rubrik("x", niva) for niva in (4, 2, 4, 3, 1, 3, 2))]
    nivaer = [int(tag[1]) for tag, _ in Lasare(blocksida_html(block)).element if re.fullmatch(r"h\d", tag)]
    assert nivaer.count(1) == 1
    assert all(nasta <= forra + 1 for forra, nasta in pairwise(nivaer))
