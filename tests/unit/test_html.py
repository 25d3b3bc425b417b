"""The HTML page: what it holds, that nothing in it is anybody's markup, and that it needs nothing from outside."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import riktlinjer as rl
from riktlinjer import cli
from riktlinjer.html import miljo, statussida_html
from riktlinjer.html.diagram import BREDD, gransvarden, matdiagram, rund_skala, utfallstext
from riktlinjer.html.serie import HOJD, seriediagram
from riktlinjer.models.indikator import Skala
from riktlinjer.models.malvarde import Forandringsmalvarde, Gransmalvarde, Sammansattmalvarde

HARD = "\u00a0"
ONDA = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style></title><script>alert(1)</script>",
    "{{ 7*7 }}{% for x in y %}",
    "&lt;b&gt;",
    "a\x1b[31m\u202eb",
)
VISADE = {"namn", "titel", "fraga", "innebord", "skal", "avsnitt", "rad", "forbehall", "text", "utgava"}
"""The fields of a rule set that hold free text which the page shows."""
TOMMA = {"meta", "path", "circle", "rect", "line", "use", "polyline"}


class Nod:
    """An element with its attributes, its children and the text in it."""

    def __init__(self, namn: str, attribut: dict[str, str | None], foralder: Nod | None) -> None:
        self.namn, self.attribut, self.foralder = namn, attribut, foralder
        self.barn: list[Nod | str] = []

    def alla(self, *namn: str) -> Iterator[Nod]:
        for barn in self.barn:
            if isinstance(barn, Nod):
                if not namn or barn.namn in namn:
                    yield barn
                yield from barn.alla(*namn)

    @property
    def text(self) -> str:
        return " ".join("".join(self._texter()).split(" ")).strip()

    def _texter(self) -> Iterable[str]:
        for barn in self.barn:
            yield from barn._texter() if isinstance(barn, Nod) else [re.sub(r"[ \n]+", " ", barn)]


class Tradbyggare(HTMLParser):
    """Reads a page and holds every start tag against an end tag."""

    def __init__(self) -> None:
        super().__init__()
        self.rot = self.nu = Nod("dokument", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        nod = Nod(tag, dict(attrs), self.nu)
        assert len(nod.attribut) == len(attrs), f"<{tag}> has an attribute twice"
        self.nu.barn.append(nod)
        if tag not in TOMMA:
            self.nu = nod

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.nu.barn.append(Nod(tag, dict(attrs), self.nu))

    def handle_endtag(self, tag: str) -> None:
        assert self.nu.namn == tag, f"</{tag}> closes <{self.nu.namn}>"
        assert self.nu.foralder is not None
        self.nu = self.nu.foralder

    def handle_data(self, data: str) -> None:
        self.nu.barn.append(data)


def las(html: str) -> Nod:
    byggare = Tradbyggare()
    byggare.feed(html)
    byggare.close()
    assert byggare.nu is byggare.rot, f"<{byggare.nu.namn}> is never closed"
    return byggare.rot


def en(nod: Nod, namn: str) -> Nod:
    (enda,) = nod.alla(namn)
    return enda


def med_id(nod: Nod, id: str) -> Nod:
    (enda,) = (n for n in nod.alla() if n.attribut.get("id") == id)
    return enda


def tabell(sida: Nod, rubrik: str) -> list[list[str]]:
    """The rows of the table with this caption."""
    (enda,) = (t for t in sida.alla("table") if en(t, "caption").text == rubrik)
    return [[cell.text for cell in rad.alla("th", "td")] for rad in enda.alla("tr")]


@pytest.fixture(scope="module")
def utfall() -> dict[str, Any]:
    return {
        "basbehandling-hjartsvikt": rl.Utfall("61,2 %", period="2018-03", serie=["58", None, "62,5", "61,2"]),
        "akut-oppnande-av-kranskarl": "84,2 %",
        "index-medarbetarenkat": "75",
        "budgetavvikelse-halso-och-sjukvarden": rl.Utfall("−1 112,4 mnkr", motsvarande_period="−1 112,4"),
        "langsiktig-index-npe-fem-dimensioner": rl.Utfall(delar={"a": 85, "b": 95, "c": 85, "d": 85, "e": 85}),
    }


@pytest.fixture(scope="module")
def oversikt(rv: rl.Regelverk, utfall: dict[str, Any]) -> rl.Statusoversikt:
    return rl.berakna_status(rv, utfall, rapporttyp=rl.Rapporttyp.UR1, period="2018-03")


@pytest.fixture(scope="module")
def html(rv: rl.Regelverk, oversikt: rl.Statusoversikt) -> str:
    return statussida_html(rv, oversikt)


@pytest.fixture(scope="module")
def sida(html: str) -> Nod:
    return las(html)


# The document


def test_the_document_is_swedish_has_a_title_and_says_what_it_is(html: str, sida: Nod) -> None:
    assert html.startswith("<!doctype html>\n")
    assert en(sida, "html").attribut["lang"] == "sv"
    assert en(sida, "title").text == (
        "Beräknad status – UR1, mars 2018 – Riktlinjer för Region Hallands uppföljning 2018, utgåva 2018-01-30"
    )
    assert en(sida, "h1").text == "Beräknad status – UR1, mars 2018"
    inledning = en(sida, "header").text
    assert "arbetsmaterial" in inledning
    assert "beräkningar, inte bedömningar" in inledning
    assert "4 av 46 indikatorer har ett utfall" in inledning


def test_headings_are_in_order_with_one_of_the_first_rank(sida: Nod) -> None:
    nivaer = [int(rubrik.namn[1]) for rubrik in sida.alla("h1", "h2", "h3", "h4", "h5", "h6")]
    assert nivaer.count(1) == 1
    assert nivaer[0] == 1
    assert all(nasta <= forra + 1 for forra, nasta in pairwise(nivaer))
    assert all(rubrik.text for rubrik in sida.alla("h1", "h2", "h3", "h4"))


def test_every_table_has_a_caption_and_headers_with_scope(sida: Nod) -> None:
    tabeller = list(sida.alla("table"))
    assert len(tabeller) > 10
    rubriker = [en(t, "caption").text for t in tabeller]
    assert len(set(rubriker)) == len(rubriker)
    for t in tabeller:
        assert all(th.attribut["scope"] in ("col", "row", "rowgroup") for th in t.alla("th"))
        forsta, *ovriga = t.alla("tr")
        assert {cell.namn for cell in forsta.alla("th", "td")} == {"th"}
        assert all(next(rad.alla("th", "td")).namn == "th" for rad in ovriga)


def test_ids_are_unique_and_every_link_leads_to_one(sida: Nod) -> None:
    ids = [nod.attribut["id"] for nod in sida.alla() if "id" in nod.attribut]
    assert len(set(ids)) == len(ids)
    lankar = {nod.attribut["href"] for nod in sida.alla("a", "use")}
    assert {lank[1:] for lank in lankar if lank} <= set(ids)
    assert all(str(lank).startswith("#") for lank in lankar)
    for nod in sida.alla():
        assert nod.attribut.get("aria-labelledby", ids[0]) in ids


def test_the_page_needs_nothing_from_outside_and_runs_nothing(html: str, sida: Nod) -> None:
    assert re.findall(r"https?:|//|@import|url\((?!#)", html) == []
    assert {nod.namn for nod in sida.alla()} & {"script", "link", "img", "iframe", "object", "embed", "form"} == set()
    assert not [namn for nod in sida.alla() for namn in nod.attribut if namn.startswith("on") or namn == "style"]
    skydd = [nod.attribut["content"] for nod in sida.alla("meta") if "http-equiv" in nod.attribut]
    assert len(skydd) == 1
    assert str(skydd[0]).startswith("default-src 'none'")


def test_the_first_thing_that_the_keyboard_reaches_is_the_way_past_the_head(sida: Nod) -> None:
    forsta = next(sida.alla("a", "summary"))
    assert (forsta.text, forsta.attribut["href"]) == ("Hoppa till innehållet", "#innehall")
    assert med_id(sida, "innehall").namn == "main"


def test_the_same_overview_gives_the_same_page(rv: rl.Regelverk, oversikt: rl.Statusoversikt, html: str) -> None:
    assert statussida_html(rv, oversikt) == html
    assert statussida_html(rv, rl.Statusoversikt.model_validate_json(oversikt.model_dump_json())) == html


def test_numbers_are_written_in_swedish(sida: Nod) -> None:
    brod = en(sida, "body").text
    assert f"−1{HARD}112,4{HARD}mnkr" in brod
    assert f"61,2{HARD}%" in brod
    assert re.search(r"\d\.\d(?!\.\d)", re.sub(r"riktlinjer [\d.]+, holidays [\d.]+|\b\d(\.\d)+\b", "", brod)) is None
    assert re.search(r"\b(?:None|True|False|Decimal|Status\.)", brod) is None


def ljusstyrka(farg: str) -> float:
    """The relative luminance of ``#rrggbb``, as WCAG 2.1 defines it."""
    delar = [int(farg[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (d / 12.92 if d <= 0.04045 else ((d + 0.055) / 1.055) ** 2.4 for d in delar)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def kontrast(a: str, b: str) -> float:
    mork, ljus = sorted((ljusstyrka(a), ljusstyrka(b)))
    return (ljus + 0.05) / (mork + 0.05)


@pytest.mark.parametrize("tema", [0, 1], ids=["light", "dark"])
def test_colours_stand_out_from_what_they_stand_on(html: str, tema: int) -> None:
    """Text 4.5:1, and 3:1 for what a reader must see of signs and drawings; black on white is 21:1."""
    assert kontrast("#000000", "#ffffff") == pytest.approx(21)
    teman = re.findall(r":root \{(.*?)\}", html, re.DOTALL)
    assert len(teman) == 2
    farg = dict(re.findall(r"--([\w-]+): (#\w{6});", teman[tema]))
    for yta in (farg["yta"], farg["upphojd"]):
        assert all(kontrast(farg[namn], yta) >= 4.5 for namn in ("text", "dampad", "lank"))
        assert all(
            kontrast(farg[n], yta) >= 3 for n in ("linje", "stapel", "grans", "raster", "gron", "gul-kant", "rod")
        )
    assert all(kontrast(farg["inre"], farg[namn]) >= 3 for namn in ("gron", "rod"))
    assert kontrast(farg["inre-gul"], farg["gul"]) >= 3


# What it says


def test_every_delmal_has_a_card_with_its_colour_in_words_and_shape(sida: Nod, oversikt: rl.Statusoversikt) -> None:
    kort = [li for li in sida.alla("li") if "kort" in str(li.attribut.get("class"))]
    assert len(kort) == len(oversikt) == 5
    vantade = {
        "delmal-1": ("Kan inte avgöras – Gul eller Röd möjlig", ["oavgjord", "gul", "rod"]),
        "delmal-2": ("Kan inte avgöras – Grön, Gul eller Röd möjlig", ["oavgjord", "gron", "gul", "rod"]),
        "delmal-3": ("Grön", ["gron"]),
        "delmal-4": ("Kan inte avgöras – Grön, Gul eller Röd möjlig", ["oavgjord", "gron", "gul", "rod"]),
        "delmal-5": ("Kan inte avgöras – Gul eller Röd möjlig", ["oavgjord", "gul", "rod"]),
    }
    for li, (id, (ord_, ikoner)) in zip(kort, vantade.items(), strict=True):
        assert en(li, "strong").text == ord_
        assert [u.attribut["href"] for u in li.alla("use")] == [f"#ikon-{ikon}" for ikon in ikoner]
        assert en(li, "a").attribut["href"] == f"#skal-{id}"


def test_every_status_opens_to_its_reasons_source_and_tolkningar(sida: Nod, oversikt: rl.Statusoversikt) -> None:
    for id, b in oversikt.items():
        kropp = med_id(sida, f"skal-{id}")
        assert kropp.foralder is not None
        assert kropp.foralder.namn == "details"
        text = kropp.text
        assert b.motivering in text
        assert str(b.kalla) in text
        assert all(p.text in text and p.kod in text for p in b.papekanden)
        lankar = {str(a.attribut["href"]) for a in kropp.alla("a")}
        assert {f"#tolkning-{tolkning}" for tolkning in b.tolkningar} <= lankar


def test_every_tolkning_that_is_used_is_told_in_full(rv: rl.Regelverk, sida: Nod, oversikt: rl.Statusoversikt) -> None:
    anvanda = {id for b in oversikt.values() for id in b.tolkningar}
    assert "delmal-5-oforandrat" in anvanda
    for id in anvanda:
        text, tolkning = med_id(sida, f"tolkning-{id}").text, rv.tolkning(id)
        assert tolkning.fraga in text
        assert tolkning.skal in text
        assert all(lasning.innebord in text for lasning in tolkning.lasningar)
        assert all(kalla.avsnitt in text for kalla in tolkning.kalla)
    assert "Frågan är öppen" in med_id(sida, "tolkning-delmal-5-oforandrat").text


def test_the_table_of_indicators_says_what_the_answer_says(sida: Nod) -> None:
    rader = tabell(sida, "Indikatorer för delmål 1")
    assert rader[0] == ["Indikator", "Läge", "Utfall", "Målvärde", "Marginal", "Utfall mot målvärde"]
    assert rader[1] == ["Hjärtsjukdom"]
    assert rader[2][:5] == ["Basbehandling vid hjärtsvikt", "Uppnådd", f"61,2{HARD}%", f"minst 60{HARD}%", "+1,2"]
    assert rader[3][1:5] == ["Ej uppnådd", f"84,2{HARD}%", f"minst 85{HARD}%", "−0,8"]
    assert rader[4][1:5] == ["Nytt mätvärde saknas", "inte känt", f"minst 75{HARD}%", "–"]


def test_the_demands_of_a_long_term_level_say_whether_they_are_met(sida: Nod) -> None:
    rader = [rad for t in sida.alla("table") if "målnivåerna" in en(t, "caption").text for rad in t.alla("tr")]
    svar = [[cell.text for cell in rad.alla("td")] for rad in rader if rad.alla("td")]
    assert ["På målet", f"minst 1 dimension med över 90{HARD}%", "Uppfyllt"] in svar
    assert ["På väg mot målet", f"samtliga dimensioner över 80{HARD}%", "Uppfyllt"] in svar


def test_a_figure_that_says_what_it_is_keeps_its_mark(rv: rl.Regelverk) -> None:
    oversikt = rl.berakna_status(rv, rl.utgangsvarden(rv))
    sida = las(statussida_html(rv, oversikt))
    assert tabell(sida, "Indikatorer för delmål 1")[2][2] == f"53,0{HARD}% (utgångsvärde)"
    bilder = [str(svg.attribut.get("aria-label")) for svg in sida.alla("svg")]
    assert any(f"Basbehandling vid hjärtsvikt: utfallet är 53,0{HARD}% (utgångsvärde)." in text for text in bilder)


def test_parts_stand_for_an_outcome_that_has_no_figure_of_its_own() -> None:
    utfall = rl.Utfall(delar={"kvinnor": "84,5", "män": None}, enhet="%")
    assert utfallstext(utfall, None) == f"kvinnor 84,5{HARD}% och män inte känt"
    assert utfallstext(None, "%") == "inte känt"


def test_what_is_missing_to_compare_with_is_named(rv: rl.Regelverk) -> None:
    oversikt = rl.berakna_status(rv, {"budgetavvikelse-halso-och-sjukvarden": -5}, rapporttyp=rl.Rapporttyp.UR1)
    text = med_id(las(statussida_html(rv, oversikt)), "skal-delmal-5").text
    assert "Budgetavvikelse för hälso- och sjukvården: motsvarande period föregående år" in text


def test_the_basis_for_audit_is_there(sida: Nod, oversikt: rl.Statusoversikt) -> None:
    text = en(sida, "body").text
    u = oversikt.underlag
    assert all(s in text for s in (u.regelverk, u.utgava, u.regelverk_sha256, u.indata_sha256, u.version))
    rubrik = "Regelverkets alla tolkningar, också de som inget svar på sidan vilar på"
    assert [tuple(rad) for rad in tabell(sida, rubrik)[1:]] == list(u.tolkningar)


def test_the_page_tells_the_readings_that_the_answers_rest_on(rv: rl.Regelverk) -> None:
    """Also when the rule set that is given has others chosen."""
    val = {"delmal-5-oforandrat": "rod"}
    utfall = {"budgetavvikelse-halso-och-sjukvarden": rl.Utfall(-5, motsvarande_period=-5)}
    oversikt = rl.berakna_status(rv.med_tolkningar(val), utfall, rapporttyp=rl.Rapporttyp.UR1)
    assert statussida_html(rv, oversikt) == statussida_html(rv.med_tolkningar(val), oversikt)
    vald = next(med_id(las(statussida_html(rv, oversikt)), "tolkning-delmal-5-oforandrat").alla("dd"))
    assert vald.text.startswith("rod: ")


def test_the_koncerns_rules_applied_to_one_unit_are_marked_at_the_top(rv: rl.Regelverk) -> None:
    oversikt = rl.berakna_status(rv, {}, enhet="Hallands sjukhus")
    assert (
        "tillämpade på Hallands sjukhus, vilket är en egen tillämpning"
        in en(las(statussida_html(rv, oversikt)), "header").text
    )


@pytest.mark.parametrize(
    ("regelverk", "utfall", "mening"),
    [
        (
            "narsjukvarden-halland-2022",
            {"sjukfranvaro": "5,0 %"},
            "Riktlinjen sätter inga färger: den har målvärden för indikatorer men inga delmål.",
        ),
        (
            "jamtland-harjedalen-2016",
            {},
            "Riktlinjen sätter inga färger: den har varken indikatorer eller delmål.",
        ),
    ],
)
def test_a_guideline_without_colours_says_so_and_shows_its_indicators(
    regelverk: str, utfall: dict[str, str], mening: str
) -> None:
    annat = rl.las_regelverk(regelverk)
    sida = las(statussida_html(annat, rl.berakna_status(annat, utfall)))
    assert mening in en(sida, "main").text
    assert not [nod for nod in sida.alla("details") if "delmal" in str(nod.attribut.get("class"))]
    assert "rubrik-status" not in {nod.attribut.get("id") for nod in sida.alla()}
    if utfall:
        assert tabell(sida, "Indikatorer")[2][:3] == ["Sjukfrånvaro", "Uppnådd", f"5,0{HARD}%"]
    else:
        assert "Inga utfall är angivna." in en(sida, "main").text


def test_another_rule_set_than_the_overviews_is_refused(oversikt: rl.Statusoversikt) -> None:
    with pytest.raises(rl.RegelverkFel, match="beräknad med halland-2018, utgåva 2018-01-30"):
        statussida_html(rl.las_regelverk("jamtland-harjedalen-2016"), oversikt)


def test_wrong_types_are_refused(rv: rl.Regelverk, oversikt: rl.Statusoversikt) -> None:
    with pytest.raises(TypeError, match="väntade ett Regelverk"):
        statussida_html("halland-2018", oversikt)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="väntade en Statusoversikt"):
        statussida_html(rv, {})  # type: ignore[arg-type]


def test_without_jinja_one_sentence_names_the_extra(
    rv: rl.Regelverk, oversikt: rl.Statusoversikt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    monkeypatch.setattr(miljo, "_miljo", miljo._miljo.__wrapped__)  # not one that was made before
    with pytest.raises(rl.SaknatTillagg, match=re.escape('pip install "riktlinjer[html]"')):
        statussida_html(rv, oversikt)


# Hostile texts


def fientligt(rv: rl.Regelverk, ont: str) -> rl.Regelverk:
    """The rule set with the text in every place that the page shows."""
    data = json.loads(rv.model_dump_json())

    def smitta(nod: Any) -> None:
        for falt, varde in nod.items() if isinstance(nod, dict) else enumerate(nod) if isinstance(nod, list) else ():
            if isinstance(varde, str) and falt in VISADE:
                nod[falt] = f"{varde} {ont}"
            else:
                smitta(varde)

    smitta(data)
    return rl.Regelverk.model_validate_json(json.dumps(data))


@pytest.mark.parametrize("ont", ONDA)
def test_no_text_of_a_rule_set_or_a_caller_becomes_markup(rv: rl.Regelverk, utfall: dict[str, Any], ont: str) -> None:
    ond = fientligt(rv, ont)
    delar = {ont: 85, "b": 95, "c": 85, "d": 85, "e": 85}
    givet = {**utfall, "langsiktig-index-npe-fem-dimensioner": rl.Utfall(delar=delar)}
    html = statussida_html(ond, rl.berakna_status(ond, givet, enhet=ont))
    sida = las(html)
    snall = las(statussida_html(rv, rl.berakna_status(rv, utfall, enhet="enheten")))
    assert [nod.namn for nod in sida.alla()] == [nod.namn for nod in snall.alla()]
    assert [set(nod.attribut) for nod in sida.alla()] == [set(nod.attribut) for nod in snall.alla()]
    synlig = re.sub("[\x1b\u202e]", "\ufffd", ont)
    assert " ".join(synlig.split()) in en(sida, "h1").text
    assert "\x1b" not in html
    assert "\u202e" not in html


# The drawings


def rad(malvarde: Any, utfall: rl.Utfall | None, enhet: str | None = None, namn: str = "N") -> rl.BeraknadIndikator:
    return rl.BeraknadIndikator(
        id="i",
        namn=namn,
        lage=None,
        utfall=utfall,
        malvarde=malvarde,
        marginal=None if utfall is None or malvarde is None else malvarde.avstand_for(utfall),
        enhet=enhet,
        papekanden=(),
        tolkningar=(),
        kalla=rl.Kalla(dokument="D", avsnitt="A"),
    )


def test_every_drawing_says_in_words_what_it_shows(sida: Nod) -> None:
    bilder = [svg for svg in sida.alla("svg") if svg.attribut.get("aria-hidden") != "true"]
    assert len(bilder) > 20
    assert all(svg.attribut["role"] == "img" and svg.attribut["aria-label"] for svg in bilder)
    texter = {svg.attribut["aria-label"] for svg in bilder}
    assert (
        f"Akut öppnande av kranskärl vid större hjärtinfarkt: utfallet är 84,2{HARD}%. Målvärdet är minst 85{HARD}%. "
        f"Till gränsen återstår 0,8{HARD}procentenheter. Skalan går från 0 till 100{HARD}%."
    ) in texter


@pytest.mark.parametrize(
    ("malvarde", "varde", "stapel", "zon", "skala"),
    [
        (Gransmalvarde(minst=60), "53", (0, 84.8), (96, 64), ("0", "100")),
        (Gransmalvarde(minst=60), "60", (0, 96), (96, 64), ("0", "100")),
        (Gransmalvarde(hogst=11), "13,4", (0, 107.2), (0, 88), ("0", "20")),
        (Gransmalvarde(over=60), None, None, (96, 64), ("0", "100")),
        (Gransmalvarde(minst=0), "-50", (16, 80), (96, 64), ("−60", "40")),
        (Gransmalvarde(minst=0), "0", (80, 0), (80, 80), ("−1", "1")),
        (
            Sammansattmalvarde(delar=(Gransmalvarde(minst=5), Gransmalvarde(hogst=7))),
            "8",
            (0, 128),
            (80, 32),
            ("0", "10"),
        ),
    ],
)
def test_the_bar_and_the_field_of_the_target_stand_where_the_numbers_are(
    malvarde: Any, varde: str | None, stapel: Any, zon: Any, skala: tuple[str, str]
) -> None:
    given = Skala(fran_och_med=Decimal(-60), till_och_med=Decimal(40)) if skala == ("−60", "40") else None
    d = matdiagram(rad(malvarde, rl.Utfall(varde)), given)
    assert d is not None
    assert (d.stapel, d.zon, (d.fran, d.till)) == (stapel, zon, skala)


@pytest.mark.parametrize(
    ("tal", "enhet", "skala"),
    [
        (["100"], "%", (0, 100)),
        (["100"], None, (0, 200)),
        (["100.1"], "%", (0, 200)),
        (["99", "100"], "%", (0, 100)),
        (["20", "17.4"], "%", (0, 50)),
        (["0", "20"], None, (-10, 50)),
        (["0", "-20"], None, (-50, 10)),
        (["0"], None, (-1, 1)),
        (["-3", "4"], None, (-5, 5)),
    ],
)
def test_a_scale_has_room_for_zero_and_on_both_sides_of_every_bound(tal: list[str], enhet: Any, skala: Any) -> None:
    assert tuple(map(int, rund_skala([Decimal(t) for t in tal], enhet))) == skala


def test_a_target_that_compares_is_drawn_where_its_bound_falls() -> None:
    malvarde = Forandringsmalvarde(minst=10, relativ=True, mot="föregående år")
    assert gransvarden(malvarde, rl.Utfall(110, foregaende_ar=100)) == ((Decimal("110"), True),)
    assert gransvarden(malvarde, rl.Utfall(110)) == ()
    assert matdiagram(rad(malvarde, rl.Utfall(110)), None) is None


def test_what_cannot_be_drawn_is_not_drawn(rv: rl.Regelverk) -> None:
    assert matdiagram(rad(None, rl.Utfall(5)), None) is None
    assert matdiagram(rad(Gransmalvarde(minst=60), rl.Utfall(Decimal("1e400"))), None) is None
    assert rl.tolka_malvarde("bland de 3 bästa i landet").slag == "rang"
    assert matdiagram(rad(rl.tolka_malvarde("bland de 3 bästa i landet"), rl.Utfall(2)), None) is None


def test_an_outcome_outside_the_scale_stands_at_its_end() -> None:
    skala = Skala(fran_och_med=Decimal(0), till_och_med=Decimal(10))
    d = matdiagram(rad(Gransmalvarde(minst=5), rl.Utfall(99)), skala)
    assert d is not None
    assert d.utfall == BREDD


def test_a_series_is_a_line_with_gaps_and_its_words_and_months() -> None:
    utfall = rl.Utfall(61, period="2018-02", serie=[58, None, "62,5", 61])
    d = seriediagram(rad(Gransmalvarde(minst=60, enhet="%"), utfall, "%", "Andel"))
    assert d is not None
    assert d.streck == ("0.0,72.0", "213.3,0.0 320.0,24.0")
    assert d.mallinje == pytest.approx(HOJD * 2.5 / 4.5, abs=0.05)
    assert [(m.namn, m.varde) for m in d.manader] == [
        ("november 2017", f"58{HARD}%"),
        ("december 2017", "inte känt"),
        ("januari 2018", f"62,5{HARD}%"),
        ("februari 2018", f"61{HARD}%"),
    ]
    assert d.text == (
        f"Andel, november 2017 till februari 2018: lägst 58{HARD}% (november 2017), högst 62,5{HARD}% (januari 2018). "
        f"1 månad är inte känd. Den streckade linjen är målvärdet, minst 60{HARD}%."
    )


def test_months_without_a_period_are_numbered_and_not_named() -> None:
    d = seriediagram(rad(Gransmalvarde(minst=60), rl.Utfall(61, serie=[58, 61])))
    assert d is not None
    assert [m.namn for m in d.manader] == ["månad 1", "månad 2"]


@pytest.mark.parametrize("slag", ["ackumulerat", "R12", "helårsprognos"])
def test_months_are_not_held_against_a_target_for_another_kind_of_figure(slag: str) -> None:
    d = seriediagram(rad(Gransmalvarde(minst=60), rl.Utfall(61, slag=slag, serie=[5, 6])))
    assert d is not None
    assert d.mallinje is None
    assert "målvärdet" not in d.text


def test_equal_months_and_a_lone_month_are_drawn() -> None:
    for serie in ([60, 60], [60]):
        d = seriediagram(rad(Gransmalvarde(minst=60), rl.Utfall(60, serie=serie)))
        assert d is not None
        assert {y for _, y in d.punkter} == {HOJD / 2}
        assert "60 i alla kända månader." in d.text


@pytest.mark.parametrize("serie", [None, [], [None, None]])
def test_without_a_known_month_there_is_no_series(serie: Any) -> None:
    assert seriediagram(rad(Gransmalvarde(minst=60), rl.Utfall(60, serie=serie))) is None


def test_the_series_stands_on_the_page_with_a_table_of_its_months(sida: Nod) -> None:
    rader = tabell(sida, "Basbehandling vid hjärtsvikt, månad för månad")
    assert rader == [
        ["Månad", "Utfall"],
        ["december 2017", f"58{HARD}%"],
        ["januari 2018", "inte känt"],
        ["februari 2018", f"62,5{HARD}%"],
        ["mars 2018", f"61,2{HARD}%"],
    ]


# The command


@pytest.fixture
def fil(tmp_path: Path) -> Path:
    fil = tmp_path / "utfall.csv"
    fil.write_text("indikator;utfall\nindex-medarbetarenkat;71,5\n", "utf-8")
    return fil


def test_status_writes_the_page_beside_its_answer(
    capsys: pytest.CaptureFixture[str], fil: Path, rv: rl.Regelverk
) -> None:
    mal = fil.with_name("status.html")
    assert cli.main(["status", str(fil), "--html", str(mal)]) == 0
    ut = capsys.readouterr().out
    assert ut.startswith("Beräknad status\n")
    assert "Sidan är skriven:" in ut
    assert mal.read_text("utf-8") == statussida_html(rv, rl.berakna_status(rv, {"index-medarbetarenkat": "71,5"}))


def test_the_json_answer_is_the_same_with_a_page_and_names_it(capsys: pytest.CaptureFixture[str], fil: Path) -> None:
    assert cli.main(["status", str(fil), "--json"]) == 0
    utan = json.loads(capsys.readouterr().out)["svar"]
    mal = str(fil.with_name("status.html"))
    assert cli.main(["status", str(fil), "--json", "--html", mal]) == 0
    assert json.loads(capsys.readouterr().out)["svar"] == {**utan, "filer": [mal]}


def test_nothing_is_written_over_unless_asked_for(capsys: pytest.CaptureFixture[str], fil: Path) -> None:
    mal = fil.with_name("status.html")
    mal.write_text("mitt", "utf-8")
    assert cli.main(["status", str(fil), "--html", str(mal)]) == 2
    ut, fel = capsys.readouterr()
    assert (ut, mal.read_text("utf-8")) == ("", "mitt")
    assert "finns redan" in fel
    assert cli.main(["status", str(fil), "--html", str(mal), "--skriv-over"]) == 0
    assert mal.read_text("utf-8").startswith("<!doctype html>")


def test_a_faulty_file_of_outcomes_writes_no_page(capsys: pytest.CaptureFixture[str], fil: Path) -> None:
    fil.write_text("indikator;utfall\nindex-medarbetarenkat;ca 71\n", "utf-8")
    assert cli.main(["status", str(fil), "--html", str(fil.with_name("status.html"))]) == 2
    assert not fil.with_name("status.html").exists()
    capsys.readouterr()


def test_a_page_must_be_named_as_one(capsys: pytest.CaptureFixture[str], fil: Path) -> None:
    assert cli.main(["status", str(fil), "--html", str(fil.with_name("status.txt"))]) == 2
    assert "slutar inte på .html" in capsys.readouterr().err
    assert cli.main(["status", str(fil), "--skriv-over"]) == 2
    assert "används bara tillsammans med --html" in capsys.readouterr().err
