"""Charts: what they say in words and numbers, and that nothing unknown is drawn as a figure."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import altair as alt
import pytest

import riktlinjer as rl
from riktlinjer import bilder
from riktlinjer.html.diagram import BREDD

HJARTSVIKT = "basbehandling-hjartsvikt"


def lager(bild: Any) -> list[dict[str, Any]]:
    """The layers of a chart with their own rows."""
    spec = bild.to_dict(validate=False)  # against the schema of Vega-Lite, which takes seconds and is done below
    return [{**ett, "rader": ett["data"]["values"]} for del_ in _delar(spec) for ett in del_["layer"]]


def _delar(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from (del_ for del_ in spec.get("vconcat", [spec]))


def texter(bild: Any, falt: str) -> list[str]:
    """What the text layer of a field writes, row by row."""
    traffar = [
        [rad[falt] for rad in ett["rader"]]
        for ett in lager(bild)
        if ett["mark"]["type"] == "text" and ett["encoding"]["text"]["field"] == falt
    ]
    return [text for traff in traffar for text in traff]


def marken(bild: Any, slag: str) -> list[dict[str, Any]]:
    return [ett for ett in lager(bild) if ett["mark"]["type"] == slag]


def ljushet(farg: str) -> float:
    """Relative luminance, as WCAG 2 counts it."""
    delar = [int(farg[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linjara = [d / 12.92 if d <= 0.04045 else ((d + 0.055) / 1.055) ** 2.4 for d in delar]
    return 0.2126 * linjara[0] + 0.7152 * linjara[1] + 0.0722 * linjara[2]


@pytest.fixture(scope="module")
def b(rv: rl.Regelverk) -> rl.BeraknadStatus:
    """Delmål 1 with one indicator met, one not met, one at zero and the others not known."""
    utfall = {HJARTSVIKT: "61,2 %", "akut-oppnande-av-kranskarl": "84,2 %", "swedehearts-kvalitetsindex": 0}
    return rl.berakna_status(rv, utfall, rapporttyp=rl.Rapporttyp.UR2, period="2018-08")["delmal-1"]


@pytest.fixture(scope="module")
def tillganglighet() -> rl.Tidsserie:
    rapport = rl.exempelrapport("uppfoljning-3-manader-2018")
    return next(serie for avsnitt in rapport.avsnitt for serie in avsnitt.tidsserier)


def test_each_indicator_has_a_row_with_its_words(b: rl.BeraknadStatus) -> None:
    bild = bilder.mot_mal(b, titel="Påhittade utfall")
    assert bild.title.text[:3] == [
        "Påhittade utfall",
        "UR2, augusti 2018",
        "Delmål 1: Kan inte avgöras – Gul eller Röd möjlig. 1 av 10 når målvärdet, 7 okända",
    ]
    assert [text.replace("\n", " ") for text in texter(bild, "namn")] == [i.namn for i in b.indikatorer]
    assert texter(bild, "lage")[:3] == ["Uppnådd", "Ej uppnådd", "Nytt mätvärde saknas"]
    assert [t.replace("\u00a0", " ") for t in texter(bild, "utfall")[:3]] == ["61,2 %", "84,2 %", "inte känt"]
    assert [t.replace("\u00a0", " ") for t in texter(bild, "malvarde")[:5]] == [
        "minst 60 %",
        "minst 85 %",
        "minst 75 %",
        "minst 95 %",
        "högst 11 %",
    ]


def test_a_bar_reaches_its_outcome_and_a_line_stands_at_the_target(b: rl.BeraknadStatus) -> None:
    bild = bilder.mot_mal(b)
    zoner, staplar = marken(bild, "bar")
    assert [(rad["rad"], rad["fran"], rad["till"]) for rad in staplar["rader"]] == [
        (0, 0, pytest.approx(BREDD * 0.612, abs=0.1)),
        (1, 0, pytest.approx(BREDD * 0.842, abs=0.1)),
        (6, BREDD / 2, BREDD / 2),  # zero, on a scale from −10 to 10
    ]
    grans = marken(bild, "tick")[1]["rader"]
    assert grans[0]["fran"] == BREDD * 0.6
    assert (zoner["rader"][0]["fran"], zoner["rader"][0]["till"]) == (BREDD * 0.6, BREDD)
    hogst_11 = next(rad for rad in zoner["rader"] if rad["rad"] == 4)  # fewer is better: met from the left end
    assert (hogst_11["fran"], hogst_11["till"]) == (0, pytest.approx(BREDD * 11 / 20))


def test_what_is_not_known_has_no_bar_and_says_so(rv: rl.Regelverk) -> None:
    bild = bilder.mot_mal(rl.berakna_status(rv, {})["delmal-1"])
    assert [ett["rader"] for ett in marken(bild, "bar")][1] == []
    assert texter(bild, "ord").count("inte känt") == 10
    assert set(texter(bild, "utfall")) == {"inte känt"}
    assert len(marken(bild, "tick")[1]["rader"]) == 10, "the targets are known"


def test_colour_is_never_the_only_carrier(rv: rl.Regelverk) -> None:
    """Every place of the scale has a word of its own beside it, and a shape of its own."""
    bild = bilder.mot_mal(rl.berakna_status(rv, {})["delmal-4"])
    for ett in marken(bild, "point"):
        ord_, former = (ett["encoding"]["shape"]["scale"][nyckel] for nyckel in ("domain", "range"))
        assert ord_ == ["Uppnådd", "Ej uppnådd", "Nytt mätvärde saknas", "Under utveckling", "Kan inte avgöras"]
        assert len(set(former)) == len(ord_)
    assert {"Nytt mätvärde saknas", "Under utveckling"} <= set(texter(bild, "lage"))


def test_an_overview_is_a_picture_for_each_delmal(rv: rl.Regelverk) -> None:
    bild = bilder.mot_mal(rl.berakna_status(rv, rl.utgangsvarden(rv)), titel="Utgångsläge")
    assert isinstance(bild, alt.VConcatChart)
    assert bild.title.text == ["Utgångsläge"]
    assert [del_.title.text[0] for del_ in bild.vconcat] == [
        "Delmål 1: Röd. 0 av 10 når målvärdet",
        "Delmål 2: Röd. 1 av 11 når målvärdet",
        "Delmål 3: Kan inte avgöras – Grön, Gul eller Röd möjlig",
        "Delmål 4: Röd. 0 av 5 når målvärdet",
        "Delmål 5: Kan inte avgöras – Grön, Gul eller Röd möjlig",
    ]
    namn = [text.replace("\n", " ") for text in texter(bild.vconcat[1], "namn")]
    assert len(set(namn)) == 11, "the two questionnaires share the names of their questions"
    assert "Nationell patientenkät (NPE) primärvård: Helhetsintryck" in namn


def test_a_guideline_without_delmal_has_its_indicators_drawn() -> None:
    rv = rl.las_regelverk("narsjukvarden-halland-2022")
    bild = bilder.mot_mal(rl.berakna_status(rv, {"telefontillganglighet": 91.5}))
    assert bild.title.text == ["Indikatorer"]
    assert [text.replace("\u00a0", " ") for text in texter(bild, "malvarde")] == ["minst 95 %"]
    with pytest.raises(rl.UtfallFel, match="ingen indikator att rita"):
        bilder.mot_mal(rl.berakna_status(rv, {}))


def test_the_description_says_what_the_picture_shows(b: rl.BeraknadStatus) -> None:
    rader = str(bilder.mot_mal(b).description).replace("\u00a0", " ").splitlines()
    assert rader[0].startswith("Delmål 1 kan inte avgöras – Gul eller Röd möjlig")
    assert rader[1] == (
        "Basbehandling vid hjärtsvikt: utfallet är 61,2 %. Målvärdet är minst 60 %. Marginalen till gränsen är 1,2 "
        "procentenheter. Skalan går från 0 till 100 %."
    )
    assert len(rader) == 11


def test_a_loaded_answer_is_drawn_without_its_rule_set(b: rl.BeraknadStatus) -> None:
    last = rl.BeraknadStatus.model_validate_json(b.model_dump_json())
    assert texter(bilder.mot_mal(last), "utfall") == texter(bilder.mot_mal(b), "utfall")


def test_the_months_that_met_the_target_are_filled(tillganglighet: rl.Tidsserie) -> None:
    """The target is 80 per cent: on it counts as met. Halland met it in eight months of thirteen, the country never."""
    fyllda, tomma = marken(bilder.serie(tillganglighet), "point")
    assert [(rad["linje"], rad["manad"]) for rad in fyllda["rader"]] == [
        ("RH", manad)
        for manad in (
            "mars 2017", "april 2017", "maj 2017", "juni 2017", "juli 2017", "november 2017", "december 2017",
            "mars 2018",
        )
    ]  # fmt: skip
    assert len(tomma["rader"]) == 5 + 13
    assert tomma["mark"]["fill"] == "white"
    (linje,) = marken(bilder.serie(tillganglighet), "rule")
    assert [rad["varde"] for rad in linje["rader"]] == [80]


def test_the_words_of_a_series(tillganglighet: rl.Tidsserie) -> None:
    bild = bilder.serie(tillganglighet, titel="Region Halland")
    assert bild.title.text[0] == "Region Halland"
    assert "".join(str(bild.description).replace("\u00a0", " ").splitlines()[2:]) == (
        "RH: lägst 67 % (augusti 2017), högst 84 % (mars 2017). 8 av 13 kända månader når målvärdet."
        "Riket: lägst 63 % (augusti 2017), högst 77 % (mars 2017). 0 av 13 kända månader når målvärdet."
        "Den streckade linjen är målvärdet, 80 %."
    )
    axel = bild.to_dict(validate=False)["layer"][0]["encoding"]["x"]
    assert axel["scale"]["domain"][0] == "mars 2017"
    assert len(axel["scale"]["domain"]) == 13


def test_a_month_that_is_not_known_is_a_gap_with_a_word(rv: rl.Regelverk) -> None:
    utfall = rl.Utfall(61, period="2018-04", serie=[58, None, 60, 61])
    bild = bilder.serie(rl.berakna_indikator(rv, HJARTSVIKT, utfall))
    (linje,) = marken(bild, "line")
    assert [(rad["manad"], rad["varde"]) for rad in linje["rader"]] == [
        ("januari 2018", 58),
        ("mars 2018", 60),
        ("april 2018", 61),
    ]
    stycken = [rad["stycke"] for rad in linje["rader"]]
    assert stycken[0] != stycken[1] == stycken[2], "no line is drawn over a month that is not known"
    okanda = [rad for ett in marken(bild, "text") for rad in ett["rader"] if rad.get("ord") == "inte känt"]
    assert [rad["manad"] for rad in okanda] == ["februari 2018"]
    fyllda, tomma = marken(bild, "point")
    assert [rad["manad"] for rad in fyllda["rader"]] == ["mars 2018", "april 2018"]
    assert [rad["manad"] for rad in tomma["rader"]] == ["januari 2018"]
    assert "1 månad är inte känd." in str(bild.description)


def test_a_sum_of_its_months_is_not_held_against_the_target_month_by_month(rv: rl.Regelverk) -> None:
    utfall = rl.Utfall(61, slag="R12", serie=[58, 60, 61])
    bild = bilder.serie(rl.berakna_indikator(rv, HJARTSVIKT, utfall))
    assert marken(bild, "rule") == []
    assert bild.title.subtitle == [], "no point is filled or hollow for the target's sake"
    assert [rad["manad"] for rad in marken(bild, "line")[0]["rader"]] == ["månad 1", "månad 2", "månad 3"]


def test_lines_are_told_apart_by_shape_and_dash_too() -> None:
    manader = tuple(f"2017-{n:02}" for n in range(1, 13))
    linjer = tuple({"namn": f"Enhet {n}", "varden": [n + m for m in range(12)]} for n in range(8))
    serie = rl.Tidsserie.model_validate({"namn": "Många", "manader": manader, "linjer": linjer})
    bild = bilder.serie(serie)
    ett = marken(bild, "point")[0]["encoding"]
    assert len(ett["color"]["scale"]["range"]) == len(ett["shape"]["scale"]["range"]) == 8
    assert len(set(ett["shape"]["scale"]["range"][:6])) == 6
    assert texter(bild, "siffra") == [], "96 figures would hide the lines"


def test_numbers_and_months_in_the_picture_are_swedish(tillganglighet: rl.Tidsserie, b: rl.BeraknadStatus) -> None:
    for bild in (bilder.serie(tillganglighet), bilder.mot_mal(b)):
        spec = bild.to_dict()  # validates
        assert "config" in spec  # altair's own, only on the outside
        assert "config" not in json.dumps({k: v for k, v in spec.items() if k != "config"}), "can be put beside others"
    uttryck = bilder.serie(tillganglighet).to_dict(validate=False)["layer"][0]["encoding"]["y"]["axis"]["labelExpr"]
    assert uttryck.index("','") < uttryck.index("'.'"), "thousands first, else 1,234.5 becomes 1,234,5"


def test_what_the_answer_is_about_begins_with_a_capital(rv: rl.Regelverk) -> None:
    bild = bilder.mot_mal(rl.berakna_status(rv, {HJARTSVIKT: 61}, period="2018-08", enhet="Norr")["delmal-1"])
    assert bild.title.text[0] == "Augusti 2018, Norr"


def test_a_line_through_a_figure_does_not_hide_it(tillganglighet: rl.Tidsserie) -> None:
    """Behind each figure there is the same one in thick white."""
    siffror = [
        ett for ett in marken(bilder.serie(tillganglighet), "text") if any("siffra" in rad for rad in ett["rader"])
    ]
    for bakom, framfor in zip(siffror[::2], siffror[1::2], strict=True):
        assert bakom["rader"] == framfor["rader"]
        assert bakom["mark"] == {k: v for k, v in framfor["mark"].items() if k != "color"} | {
            "stroke": "white",
            "strokeWidth": 4,
        }


def test_every_word_is_dark_enough_to_be_read(tillganglighet: rl.Tidsserie, b: rl.BeraknadStatus) -> None:
    """At least 4,5 to 1 against white, which the colours of the lines are not."""
    for ett in (*marken(bilder.serie(tillganglighet), "text"), *marken(bilder.mot_mal(b), "text")):
        if "stroke" not in ett["mark"]:
            assert "color" not in ett["encoding"]
            assert 1.05 / (ljushet(ett["mark"]["color"]) + 0.05) >= 4.5


def test_iso_months_are_written_in_swedish_on_the_axis_of_ones_own_chart() -> None:
    konverterare = pytest.importorskip("vl_convert")
    rader = alt.Data(values=[{"m": f"2017-{n:02}", "v": n} for n in range(1, 13)])  # type: ignore[attr-defined]
    liggande, staende = (
        alt.Chart(rader).mark_bar().encode(x=alt.X("m:O", axis=bilder.manadsaxel(staende=s))) for s in (False, True)
    )
    svg = konverterare.vegalite_to_svg((liggande | staende).to_dict())
    ord_ = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti"]
    ord_ += ["september", "oktober", "november", "december"]
    assert [manad for manad in ord_ if f">{manad}<" not in svg or f">{manad} 2017<" not in svg] == []


def test_pictures_can_be_put_beside_each_other(tillganglighet: rl.Tidsserie, b: rl.BeraknadStatus) -> None:
    assert len((bilder.serie(tillganglighet) | bilder.mot_mal(b)).to_dict(validate=False)["hconcat"]) == 2


def test_what_cannot_be_drawn_is_refused(rv: rl.Regelverk) -> None:
    with pytest.raises(rl.UtfallFel, match="har ingen serie som kan ritas"):
        bilder.serie(rl.berakna_indikator(rv, HJARTSVIKT, 61))
    okand = rl.Tidsserie.model_validate(
        {"namn": "S", "manader": ["2018-01"], "linjer": [{"namn": "a", "varden": [None]}]}
    )
    with pytest.raises(rl.UtfallFel, match="ingen månad i serien är känd"):
        bilder.serie(okand)
    stor = okand.linjer[0].model_copy(update={"varden": (Decimal("1e400"),)})
    with pytest.raises(rl.UtfallFel, match="för stort eller för litet"):
        bilder.serie(okand.model_copy(update={"linjer": (stor,)}))
    with pytest.raises(TypeError, match="väntade en Tidsserie"):
        bilder.serie([1, 2])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="väntade en Statusoversikt"):
        bilder.mot_mal({})  # type: ignore[arg-type]


def test_without_altair_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for namn in [n for n in sys.modules if n.startswith("riktlinjer.bilder")]:
        monkeypatch.delitem(sys.modules, namn)
    monkeypatch.delattr("riktlinjer.bilder", raising=False)
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(rl.SaknatTillagg, match=r"riktlinjer\[bilder\]"):
        __import__("riktlinjer.bilder")
