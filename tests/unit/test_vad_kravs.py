"""What a wanted colour takes: held to the guideline's own numbers, and to small rules for each kind of condition."""

from __future__ import annotations

import pickle
from decimal import Decimal
from typing import Any

import pytest
from strategies import KALLA, delmalstabell, ramtabeller

import riktlinjer as rl
from riktlinjer.regelverk.lasare import bygg_regelverk
from riktlinjer.rules.intervall import Intervall, narmaste, omraden
from riktlinjer.rules.statuskrav import Forandring, Kravdel, Kravlage, Statuskrav
from riktlinjer.rules.vadkravs import vad_kravs

GRON, GUL, ROD = rl.Status.GRON, rl.Status.GUL, rl.Status.ROD
REDAN, NABART, ONABART = Kravlage.REDAN, Kravlage.NABART, Kravlage.ONABART
UR1, AR = rl.Rapporttyp.UR1, rl.Rapporttyp.AR
INDEX, BUDGET = "index-medarbetarenkat", "budgetavvikelse-halso-och-sjukvarden"
HARD = "\u00a0"

# delmål 1: id, the guideline's latest measurement, its målvärde, and whether higher is better
DELMAL_1 = (
    ("basbehandling-hjartsvikt", "53.0", "60", True),
    ("akut-oppnande-av-kranskarl", "84.2", "85", True),
    ("akut-oppnande-av-kranskarl-inom-tid", "56.5", "75", True),
    ("extra-blodfortunnande-hjartinfarkt", "94.4", "95", True),
    ("ny-infarkt-eller-dod-ischemisk-hjartsjukdom", "13.4", "11", False),
    ("raas-hammande-hjartinfarkt", "83.8", "90", True),
    ("swedehearts-kvalitetsindex", "5.0", "6.5", True),
    ("overlevnad-hjartstopp-pa-sjukhus", "17.4", "20", True),
    ("overlevnad-hjartstopp-utanfor-sjukhus", "8.5", "10", True),
    ("dod-eller-amputation-efter-karloperation", "5.0", "4.0", False),
)
IDS_1 = tuple(id for id, *_ in DELMAL_1)
NADDA_1 = {id: Decimal(mal) for id, _, mal, _ in DELMAL_1}
MISSADE_1 = {id: Decimal(varde) for id, varde, _, _ in DELMAL_1}


def krav(
    rv: rl.Regelverk, delmal: str, utfall: dict[str, Any], status: rl.Status, rapporttyp: rl.Rapporttyp | None = None
) -> Statuskrav:
    return vad_kravs(rl.statusberaknare(rv, delmal, rapporttyp)(utfall), status)


def enda(svar: Statuskrav) -> Forandring:
    assert svar.lage is NABART
    (forandring,) = svar.forandringar
    return forandring


def text(svar: Statuskrav) -> str:
    return svar.text.replace(HARD, " ")


# Counting rules of the guideline


def test_every_delmal_of_the_baselines_says_how_many_more_it_needs_for_gron(rv: rl.Regelverk) -> None:
    """Counted by hand from the tables of Bilaga 1: none of 10, 1 of 11 (helhetsintryck, slutenvård) and none of 5."""
    u = rl.berakna_status(rv, rl.utgangsvarden(rv))
    svar = {id: vad_kravs(b, GRON) for id, b in u.items()}
    assert {id: s.lage for id, s in svar.items()} == dict.fromkeys(svar, NABART)
    assert {id: s.antal for id, s in svar.items()} == {
        "delmal-1": 10, "delmal-2": 10, "delmal-3": None, "delmal-4": 5, "delmal-5": None
    }  # fmt: skip
    assert "npe-slutenvard-helhetsintryck" not in [f.indikator for f in svar["delmal-2"].forandringar]


@pytest.mark.parametrize(("id", "varde", "mal", "hogre"), DELMAL_1)
def test_a_change_is_the_way_from_the_latest_measurement_to_the_target(
    rv: rl.Regelverk, id: str, varde: str, mal: str, hogre: bool
) -> None:
    svar = krav(rv, "delmal-1", MISSADE_1, GRON)
    (f,) = [f for f in svar.forandringar if f.indikator == id]
    assert (f.varde, f.grans, f.inklusiv, f.delta) == (
        Decimal(varde), Decimal(mal), True, Decimal(mal) - Decimal(varde)
    )  # fmt: skip
    assert f.intervall == (Intervall(minst=Decimal(mal)) if hogre else Intervall(hogst=Decimal(mal)),)
    assert (f.uppna, f.enhet, f.slag, f.jamfort) == (True, "%", None, ())


@pytest.mark.parametrize(
    ("nadda", "okanda", "status", "lage", "antal", "av"),
    [
        (0, 0, GRON, NABART, 10, 10),
        (9, 0, GRON, NABART, 1, 1),
        (10, 0, GRON, REDAN, 0, 0),
        (0, 0, GUL, NABART, 5, 10),
        (4, 0, GUL, NABART, 1, 6),
        (5, 0, GUL, REDAN, 0, 0),
        (9, 0, GUL, REDAN, 0, 0),
        (10, 0, GUL, NABART, -1, 10),
        (5, 0, ROD, NABART, -1, 5),
        (10, 0, ROD, NABART, -6, 10),
        # 6 met, 1 missed, 3 unknown: Gul whatever they are; Röd takes five of the nine that are not missed
        (6, 3, GUL, REDAN, 0, 0),
        (6, 3, GRON, NABART, 4, 4),
        (6, 3, ROD, NABART, -5, 9),
        # what is not known can settle it alone: here any of the ten could be the one met, or the one missed
        (4, 6, GUL, NABART, 0, 6),
        (0, 10, ROD, NABART, -6, 10),
        (9, 1, GRON, NABART, 1, 1),
        (9, 1, GUL, NABART, -1, 10),
    ],
)
def test_how_many_more_or_fewer_of_which_ones(
    rv: rl.Regelverk, nadda: int, okanda: int, status: rl.Status, lage: Kravlage, antal: int, av: int
) -> None:
    varden = [*list(NADDA_1.items())[:nadda], *list(MISSADE_1.items())[nadda : 10 - okanda]]
    svar = krav(rv, "delmal-1", dict(varden), status)
    assert (svar.lage, svar.antal) == (lage, antal)
    assert len({f.indikator for f in svar.forandringar}) == av


def test_both_ways_at_once_when_what_is_unknown_may_give_too_few_and_too_many(rv: rl.Regelverk) -> None:
    """4 met and 6 unknown are 4 to 10; Gul is 5 to 9: one of them must be met and another missed."""
    svar = krav(rv, "delmal-1", dict(list(NADDA_1.items())[:4]), GUL)
    assert svar.delar == (
        Kravdel(antal=1, uppna=True, indikatorer=IDS_1[4:]),
        Kravdel(antal=1, uppna=False, indikatorer=IDS_1[4:]),
    )


def test_falling_below_a_target_is_a_change_past_a_bound_that_does_not_count(rv: rl.Regelverk) -> None:
    svar = krav(rv, "delmal-1", {**NADDA_1, "basbehandling-hjartsvikt": Decimal("61.2")}, GUL)
    forst, *_, sist = svar.forandringar
    assert (forst.grans, forst.inklusiv, forst.delta) == (Decimal(60), False, Decimal("-1.2"))
    assert forst.intervall == (Intervall(under=Decimal(60)),)
    assert (sist.grans, sist.inklusiv, sist.delta) == (Decimal("4.0"), False, Decimal(0))
    assert sist.intervall == (Intervall(over=Decimal("4.0")),)
    assert "En av dem ska då inte nå målvärdet, vilken som helst av dessa 10: " in svar.text
    assert "Basbehandling vid hjärtsvikt mer än −1,2 procentenheter till under 60 %; " in text(svar)


def test_the_text_is_one_paragraph_with_the_numbers(rv: rl.Regelverk) -> None:
    varden = {**NADDA_1, "basbehandling-hjartsvikt": Decimal("53.0"), "raas-hammande-hjartinfarkt": None}
    assert text(krav(rv, "delmal-1", varden, GRON)) == (
        "Delmål 1: Grön kräver att 10 av 10 indikatorer når sitt målvärde; nu gör 8 det och 1 är okänd. "
        "Två till behövs: Basbehandling vid hjärtsvikt +7,0 procentenheter till minst 60 %; "
        "RAAS-hämmande läkemedelsbehandling vid hjärtinfarkt minst 90 %."
    )
    assert text(krav(rv, "delmal-1", NADDA_1, GRON)) == "Delmål 1: Grön är redan avgjord."


def test_row_labels_that_are_alike_are_told_apart(rv: rl.Regelverk) -> None:
    svar = vad_kravs(rl.berakna_status(rv, rl.utgangsvarden(rv))["delmal-4"], GRON)
    assert "Information och kunskap (Nationell patientenkät (NPE) primärvård) +4" in text(svar)
    assert "Information och kunskap (Nationell patientenkät (NPE) slutenvård) +5" in text(svar)


# Indicators under utveckling, and readings


def test_gron_is_out_of_reach_when_indicators_under_utveckling_are_counted(rv: rl.Regelverk) -> None:
    svar = krav(rv.med_tolkningar({"delmal-4-antal": "maltabell"}), "delmal-4", {}, GRON)
    assert (svar.lage, svar.antal, svar.delar, svar.forandringar) == (ONABART, None, (), ())
    assert svar.hinder == ("anvandning-av-e-tjanster", "digitala-distanskontakter")
    assert svar.tolkningar == ("delmal-4-antal",)
    assert "Grön kräver att 7 av 7 indikatorer når sitt målvärde." in svar.text
    assert "målvärdet är inte satt ännu" in svar.text
    assert svar.text.endswith("Svaret vilar på tolkningen delmal-4-antal (maltabell).")


@pytest.mark.parametrize(
    ("lasning", "nadda", "status", "lage", "antal", "av"),
    [
        # maltabell: the two that nobody can settle may count, so Gul (3–6) takes 3 or 4 of the five, Röd (0–2) none
        ("maltabell", 0, GUL, NABART, 3, 5),
        ("maltabell", 3, GUL, REDAN, 0, 0),
        ("maltabell", 4, GUL, REDAN, 0, 0),
        ("maltabell", 5, GUL, NABART, -1, 5),
        ("maltabell", 0, ROD, REDAN, 0, 0),
        ("maltabell", 1, ROD, NABART, -1, 1),
        ("bilaga-1", 0, GUL, NABART, 2, 5),
        ("bilaga-1", 5, GUL, NABART, -1, 5),
        # open: both at once
        ("oppen", 2, GUL, NABART, 1, 3),
        ("oppen", 5, GUL, NABART, -1, 5),
        ("oppen", 1, ROD, NABART, -1, 1),
    ],
)
def test_delmal_4_under_each_reading(
    rv: rl.Regelverk, lasning: str, nadda: int, status: rl.Status, lage: Kravlage, antal: int, av: int
) -> None:
    raknade = [i.id for i in rv.indikatorer if i.delmal == "delmal-4" and not i.under_utveckling]
    varden = {id: Decimal(100 if n < nadda else 0) for n, id in enumerate(raknade)}
    svar = krav(rv.med_tolkningar({"delmal-4-antal": lasning}), "delmal-4", varden, status)
    assert (svar.lage, svar.antal, len(svar.forandringar)) == (lage, antal, av)


def test_an_open_tolkning_that_alone_decides_is_named(rv: rl.Regelverk) -> None:
    svar = krav(rv.med_tolkningar({"delmal-4-antal": "oppen"}), "delmal-4", {}, GRON)
    assert (svar.lage, svar.oppna_tolkningar) == (ONABART, ("delmal-4-antal",))
    assert "Riktlinjen lämnar frågan delmal-4-antal öppen" in svar.text


# Delmål 3: a value, and how it is rounded


@pytest.mark.parametrize(
    ("lasning", "varde", "status", "grans", "inklusiv", "delta"),
    [
        ("gul", "71.5", GRON, "72", True, "0.5"),
        ("gul", "69.9", GUL, "70", True, "0.1"),
        ("gul", "75", GUL, "72", False, "-3"),
        ("gul", "72", GUL, "72", False, "0"),
        ("gul", "75", ROD, "70", False, "-5"),
        # half up to whole numbers before any comparison: 71,5 is 72 and 69,5 is 70
        ("avrunda", "71", GRON, "71.5", True, "0.5"),
        ("avrunda", "75", GUL, "71.5", False, "-3.5"),
        ("avrunda", "60", GUL, "69.5", True, "9.5"),
        ("avrunda", "75", ROD, "69.5", False, "-5.5"),
        # open: what holds under both
        ("oppen", "71", GRON, "72", True, "1"),
        ("oppen", "75", GUL, "71.5", False, "-3.5"),
        ("oppen", "60", GUL, "70", True, "10"),
        ("oppen", "75", ROD, "69.5", False, "-5.5"),
    ],
)
def test_delmal_3_names_the_nearest_bound(
    rv: rl.Regelverk, lasning: str, varde: str, status: rl.Status, grans: str, inklusiv: bool, delta: str
) -> None:
    rv = rv.med_tolkningar({"delmal-3-mellan-71-och-72": lasning})
    f = enda(krav(rv, "delmal-3", {INDEX: varde.replace(".", ",")}, status))
    assert (f.grans, f.inklusiv, f.delta) == (Decimal(grans), inklusiv, Decimal(delta))
    assert f.uppna is None


@pytest.mark.parametrize(
    ("status", "intervall", "grans", "inklusiv"),
    [
        (GRON, Intervall(minst=Decimal(72)), "72", True),
        (GUL, Intervall(minst=Decimal(70), under=Decimal(72)), "70", True),
        (ROD, Intervall(under=Decimal(70)), "70", False),
    ],
)
def test_without_an_outcome_the_bound_stands_alone(
    rv: rl.Regelverk, status: rl.Status, intervall: Intervall, grans: str, inklusiv: bool
) -> None:
    """The ends of the scale, 0 and 100, are no bounds."""
    svar = krav(rv, "delmal-3", {}, status)
    f = enda(svar)
    assert (f.intervall, f.grans, f.inklusiv) == ((intervall,), Decimal(grans), inklusiv)
    assert (f.varde, f.delta, svar.antal, svar.delar) == (None, None, None, ())
    assert svar.text.startswith(f"Delmål 3: {status} kräver att Indexvärde medarbetarenkät är {intervall}; ")
    assert "utfallet är inte känt" in svar.text


# Delmål 5: a deviation and its change


def utfall(varde: object = None, **fakta: object) -> dict[str, Any]:
    return {BUDGET: rl.Utfall(varde, **fakta)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("val", "status", "grans", "inklusiv", "delta"),
    [
        ({}, GRON, "0", True, "112.4"),
        ({}, ROD, "-134.0", False, "-21.6"),
        ({"delmal-5-oforandrat": "rod"}, ROD, "-134.0", True, "-21.6"),
        ({"delmal-5-oforandrat": "gul"}, ROD, "-134.0", False, "-21.6"),
    ],
)
def test_delmal_5_in_ur1_is_held_against_the_same_period(
    rv: rl.Regelverk, val: dict[str, str], status: rl.Status, grans: str, inklusiv: bool, delta: str
) -> None:
    givet = utfall("−112,4 mnkr", motsvarande_period="−134,0 mnkr", foregaende_ar="−400 mnkr")
    f = enda(krav(rv.med_tolkningar(val), "delmal-5", givet, status, UR1))
    assert (f.grans, f.inklusiv, f.delta, f.enhet) == (Decimal(grans), inklusiv, Decimal(delta), "mnkr")


def test_the_report_type_decides_what_is_compared_with(rv: rl.Regelverk) -> None:
    givet = utfall(-500, motsvarande_period=-134, foregaende_ar=-400)
    assert enda(krav(rv, "delmal-5", givet, GUL, UR1)).intervall == (Intervall(over=Decimal(-134), under=Decimal(0)),)
    assert enda(krav(rv, "delmal-5", givet, GUL, AR)).intervall == (Intervall(over=Decimal(-400), under=Decimal(0)),)
    assert enda(krav(rv, "delmal-5", givet, GUL)).intervall == (Intervall(over=Decimal(-134), under=Decimal(0)),)


def test_gul_is_out_of_reach_after_a_surplus_last_year(rv: rl.Regelverk) -> None:
    """A deficit is then a worsening, whatever it is, and a surplus is Grön."""
    svar = krav(rv, "delmal-5", utfall(5, motsvarande_period=10), GUL, UR1)
    assert svar.lage is ONABART
    assert "Inget utfall ger den för säkert med det som är känt." in svar.text


def test_a_figure_to_compare_with_that_is_not_known_is_told_as_a_condition(rv: rl.Regelverk) -> None:
    svar = krav(rv, "delmal-5", utfall(-20), GUL, UR1)
    f = enda(svar)
    assert f.intervall == (Intervall(under=Decimal(0)),)
    assert [(k.faktum.value, [j.value for j in k.jamforelser]) for k in f.jamfort] == [
        ("motsvarande_period", ["bättre"])
    ]
    assert f.delta == 0
    assert "under 0 mnkr och bättre än motsvarande period föregående år (inte känt); utfallet är −20 mnkr" in text(svar)


def test_a_comparison_that_does_not_matter_is_not_asked_for(rv: rl.Regelverk) -> None:
    """Bilaga 1 gives Grön from zero and up; the goal table's words do not, when it is worse than before."""
    assert enda(krav(rv, "delmal-5", utfall(-20), GRON, UR1)).jamfort == ()
    strangt = rv.med_tolkningar({"delmal-5-positivt-men-samre": "rod"})
    (k,) = enda(krav(strangt, "delmal-5", utfall(-20), GRON, UR1)).jamfort
    assert [j.value for j in k.jamforelser] == ["bättre", "oförändrat"]


def test_a_figure_of_another_kind_than_what_decides_is_asked_for_as_that_kind(rv: rl.Regelverk) -> None:
    rv = rv.med_tolkningar({"delmal-5-vilken-avvikelse": "helarsprognos"})
    svar = krav(rv, "delmal-5", utfall(5, slag="ackumulerat", motsvarande_period=1), GRON, UR1)
    f = enda(svar)
    assert (f.slag, f.varde, f.grans, f.inklusiv, f.delta) == (
        rl.Utfallsslag.HELARSPROGNOS, None, Decimal(0), True, None
    )  # fmt: skip
    assert "(som helårsprognos)" in svar.text


def test_the_like_of_a_figure_of_another_kind_is_not_compared_with(rv: rl.Regelverk) -> None:
    """The same period last year is as accumulated as the outcome is; what the forecast was then is not known."""
    rv = rv.med_tolkningar({"delmal-5-vilken-avvikelse": "helarsprognos"})
    f = enda(krav(rv, "delmal-5", utfall(-20, slag="ackumulerat", motsvarande_period=-30), GUL, UR1))
    assert (f.slag, f.intervall) == (rl.Utfallsslag.HELARSPROGNOS, (Intervall(under=Decimal(0)),))
    assert [k.faktum for k in f.jamfort] == ["motsvarande_period"]


# Small rules


def regelverk(
    regel: dict[str, Any], *indikatorer: dict[str, Any], tolkningar: tuple[dict[str, Any], ...] = ()
) -> rl.Regelverk:
    poster = [
        {"id": f"i{n}", "namn": f"Indikator {n}", "mal": "delmal-1", "delmal": "delmal-1", "kalla": KALLA,
         "riktning": "högre är bättre", **post}
        for n, post in enumerate(indikatorer)
    ]  # fmt: skip
    return bygg_regelverk(
        {**ramtabeller(), "indikatorer": poster, "delmal": [delmalstabell(regel)], "tolkningar": [*tolkningar]}
    )


def raknar(*steg: tuple[str, int, int], antal: int, **regel: Any) -> dict[str, Any]:
    ids = [f"i{n}" for n in range(antal)]
    stegen = [{"status": status, "minst": minst, "hogst": hogst} for status, minst, hogst in steg]
    return {"slag": "antal", "urval": [{"indikatorer": ids}], "steg": stegen, **regel}


ALLA_ELLER_INGEN = (("Grön", 1, 1), ("Röd", 0, 0))


def malets_krav(malvarde: dict[str, Any], givet: object, status: rl.Status = GRON, **post: Any) -> Statuskrav:
    """What one indicator's target takes: met is Grön, missed is Röd."""
    rv = regelverk(raknar(*ALLA_ELLER_INGEN, antal=1), {"malvarde": {"text": "Prov", **malvarde}, **post})
    return krav(rv, "delmal-1", {"i0": givet}, status)


def test_a_colour_that_the_rule_never_gives_is_out_of_reach() -> None:
    rv = regelverk(raknar(("Grön", 0, 1), antal=1), {"malvarde": {"slag": "gräns", "minst": 1, "text": "1"}})
    svar = krav(rv, "delmal-1", {}, GUL)
    assert (svar.lage, svar.hinder) == (ONABART, ())
    assert svar.text == "Delmål 1: Gul kan inte nås. Regeln ger aldrig Gul."


def test_a_colour_that_is_not_used_in_the_report_type_is_out_of_reach() -> None:
    regel = raknar(("Grön", 1, 1), ("Röd", 0, 0), antal=1)
    regel["steg"][0]["rapporttyper"] = ["ÅR"]
    rv = regelverk(regel, {"malvarde": {"slag": "gräns", "minst": 1, "text": "1"}})
    assert krav(rv, "delmal-1", {}, GRON, AR).lage is NABART
    assert "Regeln ger aldrig Grön i uppföljningsrapport 1." in krav(rv, "delmal-1", {}, GRON, UR1).text


@pytest.mark.parametrize(("lagst", "hogst", "status", "lage"), [
    (0, 100, GRON, ONABART), (0, 101, GRON, NABART), (0, 100, ROD, REDAN), (101, 200, ROD, ONABART)
])  # fmt: skip
def test_a_target_beyond_the_scale_is_out_of_reach(lagst: int, hogst: int, status: rl.Status, lage: Kravlage) -> None:
    skala = {"fran_och_med": lagst, "till_och_med": hogst}
    svar = malets_krav({"slag": "gräns", "minst": 101}, None, status, skala=skala)
    assert svar.lage is lage
    assert svar.hinder == (("i0",) if lage is ONABART and status is GRON else ())
    assert ("inget på skalan 0–100 når minst 101" in svar.text) is (svar.hinder != ())


def test_an_outcome_that_the_only_outcome_on_the_scale_gives_has_no_bound_to_pass() -> None:
    svar = malets_krav({"slag": "gräns", "minst": 100}, 99, skala={"fran_och_med": 0, "till_och_med": 100})
    assert enda(svar).intervall == (Intervall(minst=Decimal(100)),)


@pytest.mark.parametrize(
    ("givet", "status", "intervall", "delta"),
    [
        (rl.Utfall(100, foregaende_ar=100), GRON, Intervall(minst=Decimal(110)), "10"),
        (rl.Utfall(115, foregaende_ar=100), ROD, Intervall(under=Decimal(110)), "-5"),
        (rl.Utfall(foregaende_ar=50), GRON, Intervall(minst=Decimal(55)), None),
    ],
)
def test_a_target_on_a_change_is_a_bound_once_what_it_changes_from_is_known(
    givet: rl.Utfall, status: rl.Status, intervall: Intervall, delta: str | None
) -> None:
    malvarde = {"slag": "förändring", "minst": 10, "relativ": True, "mot": "föregående år"}
    f = enda(malets_krav(malvarde, givet, status))
    assert f.intervall == (intervall,)
    assert f.delta == (None if delta is None else Decimal(delta))


@pytest.mark.parametrize(
    ("malvarde", "givet", "villkor"),
    [
        (
            {"slag": "förändring", "minst": 10, "relativ": True, "mot": "föregående år"},
            110,
            "når målvärdet ”öka med minst 10 % jämfört med föregående år”",
        ),
        (
            {"slag": "grupp", "vilka": "båda", "grupp": "dimensioner", "krav": {"slag": "gräns", "over": 80}},
            rl.Utfall(delar={"a": 90, "b": 70}),
            "når målvärdet ”båda dimensioner över 80”",
        ),
    ],
)
def test_a_target_that_takes_more_than_one_figure_is_told_in_words(
    malvarde: dict[str, Any], givet: object, villkor: str
) -> None:
    f = enda(malets_krav(malvarde, givet))
    assert (f.intervall, f.grans, f.inklusiv, f.delta) == ((), None, None, None)
    assert f.villkor.replace(HARD, " ") == villkor


def test_a_change_in_per_cent_of_a_deficit_is_no_target_that_an_outcome_settles() -> None:
    malvarde = {"slag": "förändring", "minst": 10, "relativ": True, "mot": "föregående år"}
    svar = malets_krav(malvarde, rl.Utfall(5, foregaende_ar=-100))
    assert (svar.lage, svar.hinder) == (ONABART, ("i0",))


@pytest.mark.parametrize(
    ("plats", "status", "intervall", "delta"),
    [(5, GRON, Intervall(hogst=Decimal(3)), -2), (3, ROD, Intervall(minst=Decimal(4)), 1)],
)
def test_a_placing_moves_by_whole_steps(plats: int, status: rl.Status, intervall: Intervall, delta: int) -> None:
    f = enda(malets_krav({"slag": "rang", "hogst": 3}, plats, status, riktning="lägre är bättre"))
    assert (f.intervall, f.delta, f.inklusiv) == ((intervall,), Decimal(delta), True)


@pytest.mark.parametrize(
    ("varde", "status", "grans", "inklusiv", "delta"),
    [(4, GRON, 5, True, 1), (9, GRON, 7, True, -2), (6, ROD, 7, False, 1), ("5,5", ROD, 5, False, "-0.5")],
)
def test_an_interval_is_entered_and_left_by_the_nearest_end(
    varde: object, status: rl.Status, grans: int, inklusiv: bool, delta: object
) -> None:
    """From the middle of an interval both ends are as near: then the better one is named."""
    delar = [{"slag": "gräns", "minst": 5}, {"slag": "gräns", "hogst": 7}]
    f = enda(malets_krav({"slag": "sammansatt", "delar": delar}, varde, status))
    assert (f.grans, f.inklusiv, f.delta) == (Decimal(grans), inklusiv, Decimal(str(delta)))


def test_a_count_that_must_be_hit_exactly_takes_a_change_in_each_direction() -> None:
    """0 met, 2 unknown, 1 missed; Gul is exactly 1: one of the unknown must be met and the other missed."""
    mal = {"malvarde": {"slag": "gräns", "minst": 1, "text": "1"}}
    rv = regelverk(raknar(("Röd", 0, 0), ("Gul", 1, 1), ("Grön", 2, 3), antal=3), mal, mal, mal)
    svar = krav(rv, "delmal-1", {"i2": 0}, GUL)
    assert svar.delar == (
        Kravdel(antal=1, uppna=True, indikatorer=("i0", "i1")),
        Kravdel(antal=1, uppna=False, indikatorer=("i0", "i1")),
    )
    assert svar.antal == 0


@pytest.mark.parametrize(
    ("gula", "varden", "delar"),
    [
        # one more or one fewer would do: more is named, and the two are not mixed
        ((0, 2), (1, 0, 0), [Kravdel(antal=1, uppna=True, indikatorer=("i1", "i2"))]),
        # all three met, or one met and two missed: the way in one direction is named
        ((1, 3), (None, None, None), [Kravdel(antal=3, uppna=True, indikatorer=("i0", "i1", "i2"))]),
    ],
)
def test_of_ways_that_are_as_short_the_one_in_one_direction_and_towards_better_is_named(
    gula: tuple[int, int], varden: tuple[int | None, ...], delar: list[Kravdel]
) -> None:
    steg = [("Gul" if n in gula else "Röd", n, n) for n in range(4)]
    mal = {"malvarde": {"slag": "gräns", "minst": 1, "text": "1"}}
    rv = regelverk(raknar(*steg, antal=3), mal, mal, mal)
    assert list(krav(rv, "delmal-1", {f"i{n}": v for n, v in enumerate(varden)}, GUL).delar) == delar


@pytest.mark.parametrize(
    ("riktning", "varde", "status", "grans", "inklusiv", "delta"),
    [
        ("högre är bättre", 50, GRON, "80", True, "30"),
        ("högre är bättre", 90, ROD, "64", False, "-26"),
        # the share is turned: the target's share of the outcome
        ("lägre är bättre", 120, GRON, "80", True, "-40"),
        ("lägre är bättre", 70, ROD, "100", False, "30"),
    ],
)
def test_a_share_of_the_target_is_told_as_an_outcome(
    riktning: str, varde: int, status: rl.Status, grans: str, inklusiv: bool, delta: str
) -> None:
    """Of the target 80: Grön from 100 % and Röd below 80 %."""
    steg = [
        {"status": "Grön", "minst": 100},
        {"status": "Gul", "minst": 80, "under": 100},
        {"status": "Röd", "under": 80},
    ]
    sida = "minst" if riktning.startswith("högre") else "hogst"
    rv = regelverk(
        {"slag": "kvot", "indikator": "i0", "steg": steg},
        {"riktning": riktning, "malvarde": {"slag": "gräns", sida: 80, "text": "80"}},
    )
    f = enda(krav(rv, "delmal-1", {"i0": varde}, status))
    assert (f.grans, f.inklusiv, f.delta) == (Decimal(grans), inklusiv, Decimal(delta))


@pytest.mark.parametrize(("status", "grans"), [(GRON, "11.111111111111"), (ROD, "11.111111111112")])
def test_a_bound_that_no_decimal_can_write_is_told_on_the_side_that_will_do(status: rl.Status, grans: str) -> None:
    """10 is 90 % of 11,111…: no more decimals than twelve, and both sides still give their colour."""
    steg = [{"status": "Grön", "minst": 90}, {"status": "Röd", "under": 90}]
    rv = regelverk(
        {"slag": "kvot", "indikator": "i0", "steg": steg},
        {"riktning": "lägre är bättre", "malvarde": {"slag": "gräns", "hogst": 10, "text": "10"}},
    )
    f = enda(krav(rv, "delmal-1", {"i0": 1 if status is ROD else 20}, status))
    assert (f.grans, f.inklusiv) == (Decimal(grans), True)
    assert rl.statusberaknare(rv, "delmal-1")({"i0": f.grans}).status is status


def test_too_few_known_outcomes_are_told_also_when_the_colour_is_certain() -> None:
    mal = {"malvarde": {"slag": "gräns", "minst": 1, "text": "1"}}
    rv = regelverk(raknar(("Grön", 0, 2), antal=2, minst_kanda=2), mal, mal)
    svar = krav(rv, "delmal-1", {"i0": 1}, GRON)
    assert svar.lage is REDAN
    assert "svårbedömd så länge färre än två utfall är kända" in svar.text


def test_the_report_types_that_settle_it_are_named_when_none_is_stated() -> None:
    regel = raknar(("Röd", 0, 0), ("Gul", 1, 1), ("Grön", 1, 1), antal=1)
    regel["steg"][1]["rapporttyper"], regel["steg"][2]["rapporttyper"] = ["månadsrapport", "UR1", "UR2"], ["ÅR"]
    rv = regelverk(regel, {"malvarde": {"slag": "gräns", "minst": 1, "text": "1"}})
    svar = krav(rv, "delmal-1", {}, GRON)
    assert svar.lage is ONABART
    assert "Rapporttypen är inte angiven; färgen kan avgöras i årsredovisning." in svar.text


# Where the rule comes from


def test_an_answer_knows_the_rule_set_that_it_was_computed_from(rv: rl.Regelverk) -> None:
    for b in rl.berakna_status(rv, {INDEX: 71}).values():
        assert b.regelverk is rv
    assert rl.statusberaknare(rv, "delmal-1")(NADDA_1).regelverk is rv


def test_a_loaded_answer_does_not_and_asks_for_it(rv: rl.Regelverk) -> None:
    b = rl.berakna_status(rv, {INDEX: 71})["delmal-3"]
    for inlast in (rl.BeraknadStatus.model_validate_json(b.model_dump_json()), pickle.loads(pickle.dumps(b))):
        assert inlast == b
        assert inlast.regelverk is None
        with pytest.raises(TypeError, match="svaret för delmal-3 är inläst och har inget regelverk med sig"):
            vad_kravs(inlast, GRON)
        assert vad_kravs(inlast, GRON, rv) == vad_kravs(b, GRON)


def test_another_rule_set_or_other_readings_than_those_of_the_answer_are_refused(rv: rl.Regelverk) -> None:
    b = rl.berakna_status(rv, {INDEX: "71,5"})["delmal-3"]
    with pytest.raises(rl.RegelverkFel, match="ger ett annat svar"):
        vad_kravs(b, GRON, rv.med_tolkningar({"delmal-3-mellan-71-och-72": "avrunda"}))
    annat = regelverk(raknar(("Grön", 0, 1), antal=1), {})
    with pytest.raises(rl.RegelverkFel, match="ger ett annat svar"):
        vad_kravs(rl.berakna_status(rv, {})["delmal-1"], GRON, annat)
    with pytest.raises(rl.OkantId, match="delmal-3"):
        vad_kravs(b, GRON, annat)


def test_the_wrong_type_is_refused(rv: rl.Regelverk) -> None:
    u = rl.berakna_status(rv, {INDEX: 71})
    with pytest.raises(TypeError, match="väntade en Status, fick str"):
        vad_kravs(u["delmal-3"], "Grön")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="väntade en Status, fick Malniva"):
        vad_kravs(u["delmal-3"], rl.Malniva.PA_MALET)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"väntade en BeraknadStatus .* fick BeraknadMalniva"):
        vad_kravs(u.langsiktigt["delmal-3"], GRON)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="väntade ett Regelverk"):
        vad_kravs(u["delmal-3"], GRON, "halland-2018")  # type: ignore[arg-type]


def test_the_answer_dumps_to_json_and_loads_unchanged(rv: rl.Regelverk) -> None:
    for b in rl.berakna_status(rv, {**rl.utgangsvarden(rv), **utfall(-20)}).values():
        for status in rl.Status:
            svar = vad_kravs(b, status)
            assert Statuskrav.model_validate_json(svar.model_dump_json()) == svar
            assert (svar.delmal, svar.namn, svar.kalla, svar.status) == (b.id, b.namn, b.kalla, status)
            assert set(svar.mojliga) == b.mojliga


# Intervals


@pytest.mark.parametrize(
    ("intervall", "skrivet"),
    [
        (Intervall(), "vad som helst"),
        (Intervall(minst=Decimal(5), hogst=Decimal(5)), "exakt 5 %"),
        (Intervall(over=Decimal("-0.5")), "över −0,5 %"),
        (Intervall(minst=Decimal(1), hogst=Decimal(2)), "minst 1 % och högst 2 %"),
    ],
)
def test_an_interval_is_written_in_swedish(intervall: Intervall, skrivet: str) -> None:
    assert intervall.skriv("%").replace(HARD, " ") == skrivet


def test_an_answer_that_never_changes_holds_on_the_whole_line() -> None:
    assert omraden(lambda _: "ja", [], None) == {"ja": (Intervall(),)}
    assert omraden(lambda _: "ja", [Decimal(1), Decimal(2)], None) == {"ja": (Intervall(),)}


@pytest.mark.parametrize(("lagre", "grans"), [(False, 7), (True, 3)])
def test_of_two_bounds_as_near_the_better_one_is_named(lagre: bool, grans: int) -> None:
    utanfor = (Intervall(hogst=Decimal(3)), Intervall(minst=Decimal(7)))
    assert narmaste(utanfor, Decimal(5), lagre_ar_battre=lagre)[:2] == (Decimal(grans), True)


def test_of_two_bounds_as_near_one_that_will_do_itself_is_named() -> None:
    utanfor = (Intervall(hogst=Decimal(3)), Intervall(over=Decimal(7)))
    assert narmaste(utanfor, Decimal(5), lagre_ar_battre=False) == (Decimal(3), True, Decimal(-2))


@pytest.mark.parametrize(("lagre", "grans"), [(False, 3), (True, 7)])
def test_without_a_figure_the_bound_is_the_one_that_only_just_will_do(lagre: bool, grans: int) -> None:
    assert narmaste((Intervall(minst=Decimal(3), hogst=Decimal(7)),), None, lagre_ar_battre=lagre) == (
        Decimal(grans), True, None
    )  # fmt: skip
