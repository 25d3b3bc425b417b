"""Colour rules of other kinds than Region Halland's, as data: ``andras_fargregler.toml`` and no Python."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import riktlinjer as rl

FIL = Path(__file__).with_name("andras_fargregler.toml")
GRON, GUL, ROD = rl.Status.GRON, rl.Status.GUL, rl.Status.ROD
MANAD, UR1, UR2, AR = rl.Rapporttyp
ALLA = {GRON, GUL, ROD}


@pytest.fixture(scope="module")
def andra() -> rl.Regelverk:
    return rl.las_regelverk(FIL)


@pytest.fixture
def andrat(tmp_path: Path) -> Any:
    """The same rule set with one text of the file in place of another."""

    def byt(fran: str, till: str) -> rl.Regelverk:
        text = FIL.read_text("utf-8")
        assert text.count(fran) == 1
        (tmp_path / "andrat.toml").write_text(text.replace(fran, till), "utf-8")
        return rl.las_regelverk(tmp_path / "andrat.toml")

    return byt


def farger(rv: rl.Regelverk, delmal: str, utfall: dict[str, Any], typ: rl.Rapporttyp | None = None) -> set[rl.Status]:
    return set(rl.statusberaknare(rv, delmal, typ)(utfall).mojliga)


# --- the outcome's share of the target --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("utfall", "vantat"),
    [
        ("50.001", GRON),
        ("50", GRON),  # 100 %
        ("49.9999999999", GUL),
        ("40", GUL),  # 80 %
        ("39.9999999999", ROD),
        ("39.9995", ROD),  # 79,999 %
        ("0", ROD),
        ("-10", ROD),
        ("1000", GRON),
    ],
)
def test_gul_from_80_per_cent_of_the_target(andra: rl.Regelverk, utfall: str, vantat: rl.Status) -> None:
    b = rl.statusberaknare(andra, "andel-av-malet")({"vard-i-tid": Decimal(utfall)})
    assert (b.status, b.mojliga, b.antal, b.saknade) == (vantat, {vantat}, None, ())


@pytest.mark.parametrize(
    ("utfall", "vantat"),
    [
        ("6", GRON),  # 100 %
        ("6.0000000001", GUL),
        ("7.5", GUL),  # 6 is 80 % of 7,5
        ("7.5000000001", ROD),
        ("7.50009375117", ROD),  # just under 79,999 %
        ("600", ROD),
        ("0.001", GRON),
        ("0", GRON),  # nothing is better
        ("-1", GRON),
    ],
)
def test_where_lower_is_better_the_share_is_turned(andra: rl.Regelverk, utfall: str, vantat: rl.Status) -> None:
    assert farger(andra, "vand-andel", {"sjukfranvaro": Decimal(utfall)}) == {vantat}


@pytest.mark.parametrize(("delmal", "id"), [("andel-av-malet", "vard-i-tid"), ("vand-andel", "sjukfranvaro")])
def test_without_an_outcome_every_colour_is_possible_and_the_outcome_is_missing(
    andra: rl.Regelverk, delmal: str, id: str
) -> None:
    for utfall in ({}, {id: None}, {id: rl.Utfall(foregaende_ar=3)}):
        b = rl.statusberaknare(andra, delmal)(utfall)
        assert (b.status, b.mojliga, b.saknade) == (None, ALLA, (id,))


@pytest.mark.parametrize(
    ("delmal", "riktning", "skala", "kvar"),
    [
        ("andel-av-malet", "högre", (0, 100), ALLA),
        ("andel-av-malet", "högre", (40, 100), {GUL, GRON}),
        ("andel-av-malet", "högre", (41, 49), {GUL}),
        ("andel-av-malet", "högre", (0, 39), {ROD}),
        ("andel-av-malet", "högre", (50, 100), {GRON}),
        ("vand-andel", "lägre", (0, 100), ALLA),
        ("vand-andel", "lägre", (0, 6), {GRON}),
        ("vand-andel", "lägre", (7, 8), {GUL, ROD}),
        ("vand-andel", "lägre", ("6.1", "7.5"), {GUL}),
        ("vand-andel", "lägre", (8, 9), {ROD}),
        ("vand-andel", "lägre", (-5, 7), {GRON, GUL}),
    ],
)
def test_an_unknown_outcome_keeps_to_its_scale(
    andrat: Any, delmal: str, riktning: str, skala: tuple[object, object], kvar: set[rl.Status]
) -> None:
    rad = f'delmal = "{delmal}"\nenhet = "%"\nriktning = "{riktning} är bättre"\n'
    rv = andrat(rad, f"{rad}skala = {{ fran_och_med = {skala[0]}, till_och_med = {skala[1]} }}\n")
    assert farger(rv, delmal, {}) == kvar


@pytest.mark.parametrize("mal", ["0", "-1"])
@pytest.mark.parametrize(("delmal", "fran"), [("andel-av-malet", "minst = 50"), ("vand-andel", "hogst = 6")])
@pytest.mark.parametrize("utfall", [None, 1])
def test_a_target_of_zero_or_less_has_no_share_and_gives_no_colour(
    andrat: Any, mal: str, delmal: str, fran: str, utfall: int | None
) -> None:
    slut = 'enhet = "%", text = "50 %" }\nkalla = { avsnitt = "Mål", rad = "Vård i tid" }'
    text = f"{fran}, {slut}" if delmal == "andel-av-malet" else fran
    rv = andrat(text, text.replace(fran, f"{fran.split()[0]} = {mal}"))
    id = "vard-i-tid" if delmal == "andel-av-malet" else "sjukfranvaro"
    b = rl.statusberaknare(rv, delmal)({id: utfall})
    assert (b.status, b.mojliga) == (None, set())
    assert "STATUS-02" in {p.kod for p in b.papekanden}
    assert "inget målvärde" in b.motivering


def test_a_target_that_is_not_set_yet_leaves_every_colour(andrat: Any) -> None:
    """Unknown is not no: when the target comes, so does the share."""
    rv = andrat('slag = "gräns", hogst = 6, enhet = "%", text = "6 %"', 'slag = "under utveckling", text = "Kommer"')
    for utfall in (None, 5):
        b = rl.statusberaknare(rv, "vand-andel")({"sjukfranvaro": utfall})
        assert (b.status, b.mojliga) == (None, ALLA)
        assert b.indikatorer[0].lage is rl.Lage.UNDER_UTVECKLING
    assert farger(rv, "vand-andel", {"sjukfranvaro": 0}) == {GRON}, "nothing is as good as can be, whatever the target"


@pytest.mark.parametrize(
    ("utfall", "visat"),
    [("40", "80\u00a0%"), ("39.9995", "79,999\u00a0%"), ("39.99999999", "79,99999998\u00a0%"), ("50", "100\u00a0%")],
)
def test_the_share_is_shown_so_that_it_agrees_with_the_colour(andra: rl.Regelverk, utfall: str, visat: str) -> None:
    text = rl.statusberaknare(andra, "andel-av-malet")({"vard-i-tid": Decimal(utfall)}).motivering
    assert f"en måluppfyllelse på {visat}." in text
    assert "Gul från 80\u00a0% under 100\u00a0%" in text


def test_a_share_without_an_end_is_rounded_for_the_eye_only(andra: rl.Regelverk) -> None:
    b = rl.statusberaknare(andra, "vand-andel")({"sjukfranvaro": 7})
    assert "en måluppfyllelse på 85,7\u00a0%" in b.motivering


def test_rounding_noise_is_told_at_the_bounds_in_the_indicators_unit(andra: rl.Regelverk) -> None:
    """80 is a bound in per cent of the target, not an outcome; 40 % and 7,5 % are where the colour turns."""

    def koder(delmal: str, id: str, varde: float) -> set[str]:
        return {p.kod for p in rl.statusberaknare(andra, delmal)({id: varde}).papekanden}

    assert "STATUS-13" in koder("andel-av-malet", "vard-i-tid", 39.99999999999)
    assert "STATUS-13" not in koder("andel-av-malet", "vard-i-tid", 79.99999999999)
    assert "STATUS-13" in koder("vand-andel", "sjukfranvaro", 7.50000000001)
    assert "STATUS-13" not in koder("vand-andel", "sjukfranvaro", 7.6)


# --- Gul is unchanged from last year ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nu", "forra", "kvar"),
    [
        ("70.1", "70", {GRON}),
        ("70", "70", {GUL}),
        ("70.00", "70", {GUL}),
        ("69.9", "70", {ROD}),
        ("0", "0", {GUL}),
        ("-1", "-2", {GRON}),
        ("70", None, ALLA),
        (None, "70", ALLA),
        (None, None, ALLA),
    ],
)
def test_gul_is_unchanged_from_last_year(
    andra: rl.Regelverk, nu: str | None, forra: str | None, kvar: set[rl.Status]
) -> None:
    utfall = rl.Utfall(nu and Decimal(nu), foregaende_ar=forra and Decimal(forra))
    for typ in (None, *rl.Rapporttyp):
        assert farger(andra, "oforandrat-ar-gult", {"nojda": utfall}, typ) == kvar


def test_unchanged_is_gul_where_lower_is_better_too(andrat: Any) -> None:
    rad = 'delmal = "oforandrat-ar-gult"\nenhet = "%"\nriktning = "högre är bättre"'
    rv = andrat(rad, rad.replace("högre", "lägre"))
    for nu, vantat in ((69, GRON), (70, GUL), (71, ROD)):
        assert farger(rv, "oforandrat-ar-gult", {"nojda": rl.Utfall(nu, foregaende_ar=70)}) == {vantat}


# --- a colour that is not used at year-end ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("utfall", "under_aret", "i_ar"),
    [
        ("50", {GRON}, {GRON}),
        ("49.99", {GUL}, {ROD}),
        ("40", {GUL}, {ROD}),
        ("39.99", {ROD}, {ROD}),
        (None, ALLA, {GRON, ROD}),
    ],
)
def test_gul_is_not_used_at_year_end(
    andra: rl.Regelverk, utfall: str | None, under_aret: set[rl.Status], i_ar: set[rl.Status]
) -> None:
    givet = {"e-tjanster": utfall and Decimal(utfall)}
    for typ in (MANAD, UR1, UR2):
        assert farger(andra, "ingen-gul-i-ar", givet, typ) == under_aret
    assert farger(andra, "ingen-gul-i-ar", givet, AR) == i_ar
    assert farger(andra, "ingen-gul-i-ar", givet) == under_aret | i_ar, "what holds in every report is settled"


def test_the_motivering_at_year_end_names_the_colours_that_are_used(andra: rl.Regelverk) -> None:
    text = rl.statusberaknare(andra, "ingen-gul-i-ar", AR)({"e-tjanster": 45}).motivering
    assert "Röd under 100\u00a0%" in text
    assert "Gul" not in text


# --- svårbedömt -------------------------------------------------------------------------------------------------------

FEM = ("fall", "trycksar", "infektioner", "hygien", "lakemedel")


@pytest.mark.parametrize(
    ("kanda", "bedombarhet", "kvar"),
    [
        (0, rl.Bedombarhet.SVARBEDOMT, ALLA),
        (2, rl.Bedombarhet.SVARBEDOMT, {GRON, GUL}),
        (3, rl.Bedombarhet.BEDOMBART, {GRON, GUL}),
        (5, rl.Bedombarhet.BEDOMBART, {GRON}),
    ],
)
def test_with_too_few_outcomes_the_guideline_says_svarbedomt(
    andra: rl.Regelverk, kanda: int, bedombarhet: rl.Bedombarhet, kvar: set[rl.Status]
) -> None:
    """A word beside the colours and none of them: what they may become stands in ``mojliga`` all the same."""
    b = rl.statusberaknare(andra, "svarbedomt")(dict.fromkeys(FEM[:kanda], 5))
    assert b.bedombarhet is bedombarhet
    assert b.mojliga == kvar
    koder = [p.kod for p in b.papekanden]
    assert koder.count("STATUS-07") == (bedombarhet is rl.Bedombarhet.SVARBEDOMT)
    assert rl.BeraknadStatus.model_validate_json(b.model_dump_json()).bedombarhet is bedombarhet


def test_svarbedomt_counts_what_is_known_and_not_what_is_met(andra: rl.Regelverk) -> None:
    b = rl.statusberaknare(andra, "svarbedomt")(dict.fromkeys(FEM[:3], 6))
    assert (b.bedombarhet, b.mojliga) == (rl.Bedombarhet.BEDOMBART, {GUL, ROD})


def test_a_figure_to_compare_with_is_no_known_outcome(andra: rl.Regelverk) -> None:
    utfall = dict.fromkeys(FEM, rl.Utfall(foregaende_ar=5))
    assert rl.statusberaknare(andra, "svarbedomt")(utfall).bedombarhet is rl.Bedombarhet.SVARBEDOMT


def test_a_guideline_without_the_word_says_nothing_of_it(andra: rl.Regelverk, rv: rl.Regelverk) -> None:
    assert rl.statusberaknare(andra, "kvinnor-och-man")({}).bedombarhet is None
    assert rl.statusberaknare(rv, "delmal-1")({}).bedombarhet is None


def test_an_indicator_that_the_reading_leaves_out_does_not_make_it_bedombart(andrat: Any) -> None:
    rv = _med_tva_urval(andrat)
    utfall = dict.fromkeys(FEM[2:], 5)
    for lasning, vantat in (("fem", rl.Bedombarhet.BEDOMBART), ("tva", rl.Bedombarhet.SVARBEDOMT)):
        b = rl.statusberaknare(rv.med_tolkningar({"hur-manga": lasning}), "svarbedomt")(utfall)
        assert b.bedombarhet is vantat
    oppet = rl.statusberaknare(rv.med_tolkningar({"hur-manga": "oppen"}), "svarbedomt")(utfall)
    assert oppet.bedombarhet is rl.Bedombarhet.SVARBEDOMT, "enough must be known under every reading"


def _med_tva_urval(andrat: Any) -> rl.Regelverk:
    urval = 'urval = [{ indikatorer = ["fall", "trycksar", "infektioner", "hygien", "lakemedel"] }]\n'
    delat = (
        'urval = [{ indikatorer = ["fall", "trycksar"] }, { indikatorer = ["infektioner", "hygien", "lakemedel"], '
        'nar = [{ tolkning = "hur-manga", lasning = "fem" }] }]\n'
    )
    tolkning = (
        '\n[[tolkningar]]\nid = "hur-manga"\nfraga = "Två eller fem?"\n'
        'lasningar = [{ id = "fem", innebord = "Fem." }, { id = "tva", innebord = "Två." }]\n'
        'standard = "fem"\nskal = "Prov."\nkalla = [{ avsnitt = "Mål" }]\n'
    )
    forsta = "\n# Måluppfyllelse: Gul från"
    text = FIL.read_text("utf-8")
    assert text.count(forsta) == 1
    rv: rl.Regelverk = andrat(text, text.replace(urval, delat).replace(forsta, tolkning + forsta))
    return rv


# --- women and men ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kvinnor", "man", "bada", "kvinnorna"),
    [
        (80, 85, True, True),
        ("79.9", 85, False, False),
        (80, "84.9", False, True),
        (80, None, None, True),
        (None, 85, None, None),
        (None, "84.9", False, None),
        ("79.9", None, False, False),
        (None, None, None, None),
    ],
)
def test_who_decides_of_women_and_men(
    andra: rl.Regelverk, kvinnor: object, man: object, bada: bool | None, kvinnorna: bool | None
) -> None:
    delar = {k: None if v is None else Decimal(str(v)) for k, v in (("kvinnor", kvinnor), ("män", man))}
    for id, vantat in (("bada-avgor", bada), ("kvinnor-avgor", kvinnorna)):
        malvarde = andra.indikator(id).malvarde
        assert malvarde is not None
        assert malvarde.uppnas_av(delar=delar) is vantat
        lage = rl.berakna_indikator(andra, id, rl.Utfall(delar=delar)).lage
        assert lage is (None if vantat is None else rl.Lage.UPPNADD if vantat else rl.Lage.EJ_UPPNADD)


def test_the_figure_for_both_together_decides_nothing(andra: rl.Regelverk) -> None:
    b = rl.statusberaknare(andra, "kvinnor-och-man")(
        {"bada-avgor": 99, "kvinnor-avgor": rl.Utfall(99, delar={"män": 90})}
    )
    assert b.mojliga == ALLA
    assert b.saknade == ("bada-avgor.kvinnor", "bada-avgor.män", "kvinnor-avgor.kvinnor")


def test_a_part_that_is_missing_is_named_and_leaves_what_it_could_give(andra: rl.Regelverk) -> None:
    utfall = {
        "bada-avgor": rl.Utfall(delar={"kvinnor": "82 %", "män": None}),
        "kvinnor-avgor": rl.Utfall(delar={"kvinnor": "80 %"}),
    }
    b = rl.statusberaknare(andra, "kvinnor-och-man")(utfall)
    assert b.mojliga == {GRON, GUL}
    assert b.saknade == ("bada-avgor.män",)
    assert b.antal == rl.Antal(uppnadda=1, ej_uppnadda=0, okanda=1, av=2)
