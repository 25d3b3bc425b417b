"""Every colour boundary of ``halland-2018``, just below, on and just above, under every reading."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

import pytest

import riktlinjer as rl

GRON, GUL, ROD = rl.Status.GRON, rl.Status.GUL, rl.Status.ROD
MANAD, UR1, UR2, AR = rl.Rapporttyp.MANAD, rl.Rapporttyp.UR1, rl.Rapporttyp.UR2, rl.Rapporttyp.AR

# Delmål -> its counted indicators, each with its bound; "+": at least the bound is met, "-": at most.
MALVARDEN: dict[str, dict[str, str]] = {
    "delmal-1": {
        "basbehandling-hjartsvikt": "+60",
        "akut-oppnande-av-kranskarl": "+85",
        "akut-oppnande-av-kranskarl-inom-tid": "+75",
        "extra-blodfortunnande-hjartinfarkt": "+95",
        "ny-infarkt-eller-dod-ischemisk-hjartsjukdom": "-11",
        "raas-hammande-hjartinfarkt": "+90",
        "swedehearts-kvalitetsindex": "+6.5",
        "overlevnad-hjartstopp-pa-sjukhus": "+20",
        "overlevnad-hjartstopp-utanfor-sjukhus": "+10",
        "dod-eller-amputation-efter-karloperation": "-4.0",
    },
    "delmal-2": {
        "oplanerad-aterinskrivning-65-ar-och-aldre": "-9",
        "npe-primarvard-helhetsintryck": "+90",
        "npe-primarvard-emotionellt-stod": "+82",
        "npe-primarvard-respekt-och-bemotande": "+95",
        "npe-primarvard-kontinuitet-och-koordinering": "+80",
        "npe-primarvard-tillganglighet": "+90",
        "npe-slutenvard-helhetsintryck": "+90",
        "npe-slutenvard-emotionellt-stod": "+90",
        "npe-slutenvard-respekt-och-bemotande": "+90",
        "npe-slutenvard-kontinuitet-och-koordinering": "+90",
        "npe-slutenvard-tillganglighet": "+90",
    },
    "delmal-4": {
        "npe-primarvard-delaktighet-och-involvering": "+87",
        "npe-primarvard-information-och-kunskap": "+82",
        "npe-slutenvard-delaktighet-och-involvering": "+80",
        "npe-slutenvard-information-och-kunskap": "+85",
        "inloggning-1177": "+55",
    },
}
UNDER_UTVECKLING = ("anvandning-av-e-tjanster", "digitala-distanskontakter")
INDEX = "index-medarbetarenkat"
BUDGET = "budgetavvikelse-halso-och-sjukvarden"

# delmål, reading of delmal-4-antal, (Grön, Gul, Röd) as closed intervals of met indicators, of how many
ANTALSREGLER = [
    ("delmal-1", "bilaga-1", (10, 10), (5, 9), (0, 4), 10),
    ("delmal-2", "bilaga-1", (11, 11), (5, 10), (0, 4), 11),
    ("delmal-4", "bilaga-1", (5, 5), (2, 4), (0, 1), 5),
]


def utfall(delmal: str, uppnadda: int, ej: int) -> dict[str, Decimal]:
    """Outcomes that meet the first ``uppnadda`` targets exactly, and miss the next ``ej`` by a tenth."""
    varden = {}
    for nummer, (id, text) in enumerate(MALVARDEN[delmal].items()):
        grans, battre = Decimal(text[1:]), Decimal(1 if text[0] == "+" else -1)
        if nummer < uppnadda:
            varden[id] = grans
        elif nummer < uppnadda + ej:
            varden[id] = grans - battre / 10
    return varden


@pytest.mark.parametrize(("delmal", "uppnadda", "av"), [("delmal-1", 0, 10), ("delmal-2", 1, 11), ("delmal-4", 0, 5)])
def test_the_published_baselines_are_rod(rv: rl.Regelverk, delmal: str, uppnadda: int, av: int) -> None:
    b = rl.berakna_status(rv, rl.utgangsvarden(rv))[delmal]
    assert b.antal == rl.Antal(uppnadda=uppnadda, ej_uppnadda=av - uppnadda, okanda=0, av=av)
    assert (b.status, b.mojliga) == (ROD, {ROD})


def test_the_only_baseline_on_its_target_is_slutenvardens_helhetsintryck(rv: rl.Regelverk) -> None:
    u = rl.berakna_status(rv, rl.utgangsvarden(rv))
    rader = [rad for id in MALVARDEN for rad in u[id].indikatorer]
    assert [rad.id for rad in rader if rad.lage is rl.Lage.UPPNADD] == ["npe-slutenvard-helhetsintryck"]


@pytest.mark.parametrize(
    ("id", "grans"), [(id, text) for rader in MALVARDEN.values() for id, text in rader.items()], ids=lambda v: str(v)
)
@pytest.mark.parametrize("steg", ["0.1", "0.0000000000001"])
def test_a_target_is_met_on_it_and_on_its_better_side_only(rv: rl.Regelverk, id: str, grans: str, steg: str) -> None:
    battre, varde = (1 if grans[0] == "+" else -1), Decimal(grans[1:])
    lagen = [rl.berakna_indikator(rv, id, varde + battre * n * Decimal(steg)).lage for n in (-1, 0, 1)]
    assert lagen == [rl.Lage.EJ_UPPNADD, rl.Lage.UPPNADD, rl.Lage.UPPNADD]


@pytest.mark.parametrize(
    ("delmal", "uppnadda", "farg"),
    [
        (delmal, n, farg)
        for delmal, _, gron, gul, rod, av in ANTALSREGLER
        for n in range(av + 1)
        for farg in [GRON if n >= gron[0] else GUL if gul[0] <= n <= gul[1] else ROD if n <= rod[1] else None]
    ],
)
def test_the_colour_follows_from_how_many_targets_are_met(
    rv: rl.Regelverk, delmal: str, uppnadda: int, farg: rl.Status
) -> None:
    """Bilaga 1 for every number met, the borders 4/5, 9/10, 10/11 and 1/2, 4/5 among them."""
    av = len(MALVARDEN[delmal])
    b = rl.statusberaknare(rv, delmal)(utfall(delmal, uppnadda, av - uppnadda))
    assert b.antal == rl.Antal(uppnadda, av - uppnadda, 0, av)
    assert (b.status, b.mojliga) == (farg, {farg})


@pytest.mark.parametrize(
    ("uppnadda", "mojliga"),
    # "7 av 7", "3-6 av 7", "<3 av 7" with the two indicators under utveckling unknown: n to n + 2 are met
    [(0, {ROD}), (1, {ROD, GUL}), (2, {ROD, GUL}), (3, {GUL}), (4, {GUL}), (5, {GUL, GRON})],
)
def test_delmal_4_by_the_goal_table_has_two_unknown(rv: rl.Regelverk, uppnadda: int, mojliga: set[rl.Status]) -> None:
    rv = rv.med_tolkningar({"delmal-4-antal": "maltabell"})
    b = rl.statusberaknare(rv, "delmal-4")(utfall("delmal-4", uppnadda, 5 - uppnadda))
    assert b.antal == rl.Antal(uppnadda, 5 - uppnadda, 2, 7)
    assert b.mojliga == mojliga
    assert b.status == (next(iter(mojliga)) if len(mojliga) == 1 else None)


@pytest.mark.parametrize(
    ("uppnadda", "mojliga"),
    [(0, {ROD}), (1, {ROD, GUL}), (2, {ROD, GUL}), (3, {GUL}), (4, {GUL}), (5, {GUL, GRON})],
)
def test_delmal_4_left_open_holds_for_both_counts(rv: rl.Regelverk, uppnadda: int, mojliga: set[rl.Status]) -> None:
    b = rl.statusberaknare(rv.med_tolkningar({"delmal-4-antal": "oppen"}), "delmal-4")(
        utfall("delmal-4", uppnadda, 5 - uppnadda)
    )
    assert b.mojliga == mojliga


def test_the_indicators_under_utveckling_never_count_whatever_is_reported(rv: rl.Regelverk) -> None:
    for lasning in ("bilaga-1", "maltabell"):
        rakna = rl.statusberaknare(rv.med_tolkningar({"delmal-4-antal": lasning}), "delmal-4")
        utan = utfall("delmal-4", 5, 0)
        med = utan | dict.fromkeys(UNDER_UTVECKLING, Decimal(99))
        assert rakna(med).mojliga == rakna(utan).mojliga
        assert rakna(med).antal == rakna(utan).antal


# delmål, met, missed (the rest unknown) -> the colours that are left
OKANDA: list[tuple[str, int, int, set[rl.Status]]] = [
    ("delmal-1", 6, 1, {GUL}),  # the example of DESIGN: 6 met, 1 missed, 3 unknown
    ("delmal-1", 0, 0, {GRON, GUL, ROD}),
    ("delmal-1", 9, 0, {GRON, GUL}),
    ("delmal-1", 4, 5, {GUL, ROD}),
    ("delmal-1", 4, 1, {GUL, ROD}),
    ("delmal-1", 5, 0, {GRON, GUL}),
    ("delmal-1", 5, 4, {GUL}),
    ("delmal-1", 0, 6, {ROD}),
    ("delmal-1", 0, 5, {GUL, ROD}),
    ("delmal-2", 5, 1, {GUL}),
    ("delmal-2", 10, 0, {GRON, GUL}),
    ("delmal-2", 0, 7, {ROD}),
    ("delmal-2", 0, 6, {GUL, ROD}),
    ("delmal-2", 4, 0, {GRON, GUL, ROD}),
    ("delmal-4", 2, 1, {GUL}),
    ("delmal-4", 2, 0, {GRON, GUL}),
    ("delmal-4", 1, 3, {GUL, ROD}),
    ("delmal-4", 1, 4, {ROD}),
    ("delmal-4", 0, 4, {ROD}),
]


@pytest.mark.parametrize(("delmal", "uppnadda", "ej", "mojliga"), OKANDA)
def test_a_colour_is_settled_when_the_unknown_cannot_change_it(
    rv: rl.Regelverk, delmal: str, uppnadda: int, ej: int, mojliga: set[rl.Status]
) -> None:
    givna: dict[str, Decimal | None] = dict(utfall(delmal, uppnadda, ej))
    okanda = [id for id in MALVARDEN[delmal] if id not in givna]
    for fakta in (givna, givna | dict.fromkeys(okanda)):  # a missing id is the same as None
        b = rl.berakna_status(rv, fakta)[delmal]
        assert b.mojliga == mojliga
        assert b.status == (next(iter(mojliga)) if len(mojliga) == 1 else None)
        assert b.antal == rl.Antal(uppnadda, ej, len(okanda), len(MALVARDEN[delmal]))
        assert set(b.saknade) == set(okanda)


# index -> colour without rounding, and rounded to whole numbers half up before any comparison
INDEXVARDEN = [
    ("0", ROD, ROD),
    ("69", ROD, ROD),
    ("69.4", ROD, ROD),
    ("69.4999999999999999999999999999999", ROD, ROD),
    ("69.5", ROD, GUL),
    ("69.9", ROD, GUL),
    ("69.99999999999999999999", ROD, GUL),
    ("70", GUL, GUL),
    ("70.00000000000000000001", GUL, GUL),
    ("70.9", GUL, GUL),
    ("71", GUL, GUL),
    ("71.00000000000000000001", GUL, GUL),
    ("71.4999999999999999999999999999999", GUL, GUL),
    ("71.5", GUL, GRON),
    ("71.99999999999999999999", GUL, GRON),
    ("72", GRON, GRON),
    ("72.00000000000000000001", GRON, GRON),
    ("100", GRON, GRON),
]


@pytest.mark.parametrize(("index", "gul", "avrunda"), INDEXVARDEN)
def test_the_colour_of_delmal_3(rv: rl.Regelverk, index: str, gul: rl.Status, avrunda: rl.Status) -> None:
    """Grön from 72, Gul 70–71, Röd under 70; between 71 and 72 by the reading, and either colour when it is open."""
    svar = {
        lasning: rl.statusberaknare(rv.med_tolkningar({"delmal-3-mellan-71-och-72": lasning}), "delmal-3")(
            {INDEX: Decimal(index)}
        ).mojliga
        for lasning in ("gul", "avrunda", "oppen")
    }
    assert svar == {"gul": {gul}, "avrunda": {avrunda}, "oppen": {gul, avrunda}}


@pytest.mark.parametrize("index", ["-0.1", "100.1", "-1", "101"])
def test_an_index_outside_0_to_100_is_refused(rv: rl.Regelverk, index: str) -> None:
    with pytest.raises(rl.UtfallFel, match=INDEX):
        rl.berakna_status(rv, {INDEX: Decimal(index)})


# deviation, how it compares -> the colours under (delmal-5-oforandrat, delmal-5-positivt-men-samre) readings
# "Grön: 0 mnkr eller bättre"; "Gul/Röd: inte minst 0 mnkr", and an improvement or a worsening
BATTRE, LIKA, SAMRE = Decimal("0.01"), Decimal(0), Decimal("-0.01")
AVVIKELSER: list[tuple[str, Decimal, dict[tuple[str, str], rl.Status]]] = [
    (varde, skillnad, {(o, p): farg(o, p) for o, p in product(("gul", "rod"), ("gron", "rod"))})
    for varde, skillnad, farg in [
        ("-0.01", BATTRE, lambda o, p: GUL),
        ("-0.01", LIKA, lambda o, p: GUL if o == "gul" else ROD),
        ("-0.01", SAMRE, lambda o, p: ROD),
        ("-100", BATTRE, lambda o, p: GUL),
        ("-100", LIKA, lambda o, p: GUL if o == "gul" else ROD),
        ("-100", SAMRE, lambda o, p: ROD),
        ("0", BATTRE, lambda o, p: GRON),
        ("0", LIKA, lambda o, p: GRON),
        ("0", SAMRE, lambda o, p: GRON if p == "gron" else ROD),
        ("0.01", BATTRE, lambda o, p: GRON),
        ("0.01", LIKA, lambda o, p: GRON),
        ("0.01", SAMRE, lambda o, p: GRON if p == "gron" else ROD),
    ]
]


def lasningar() -> Iterator[dict[str, str]]:
    for o, p in product(("gul", "rod"), ("gron", "rod")):
        yield {"delmal-5-oforandrat": o, "delmal-5-positivt-men-samre": p}


@pytest.mark.parametrize(("varde", "skillnad", "farger"), AVVIKELSER)
@pytest.mark.parametrize("rapporttyp", list(rl.Rapporttyp), ids=str)
@pytest.mark.parametrize("val", list(lasningar()), ids=lambda v: "-".join(v.values()))
@pytest.mark.parametrize("jamforelse", ["efter-rapporttyp", "helar"])
def test_the_colour_of_delmal_5(
    rv: rl.Regelverk,
    varde: str,
    skillnad: Decimal,
    farger: dict[tuple[str, str], rl.Status],
    rapporttyp: rl.Rapporttyp,
    val: dict[str, str],
    jamforelse: str,
) -> None:
    """Compared with the same period last year in månadsrapport, UR1 and UR2 and with bokslut 2017 in ÅR; always with
    bokslut under ``helar``. What it is not compared with points the other way and changes nothing."""
    jamfort = Decimal(varde) - skillnad
    motsatt = Decimal(varde) + (skillnad or 1)
    mot_bokslut = jamforelse == "helar" or rapporttyp is AR
    givet = rl.Utfall(
        varde=Decimal(varde),
        foregaende_ar=jamfort if mot_bokslut else motsatt,
        motsvarande_period=motsatt if mot_bokslut else jamfort,
    )
    b = rl.statusberaknare(rv.med_tolkningar(val | {"delmal-5-jamforelse": jamforelse}), "delmal-5", rapporttyp)(
        {BUDGET: givet}
    )
    assert b.mojliga == {farger[tuple(val.values())]}  # type: ignore[index]


@pytest.mark.parametrize("rapporttyp", list(rl.Rapporttyp), ids=str)
def test_an_unchanged_deficit_has_no_colour_by_default(rv: rl.Regelverk, rapporttyp: rl.Rapporttyp) -> None:
    givet = rl.Utfall(-5, motsvarande_period=-5, foregaende_ar=-5)
    b = rl.statusberaknare(rv, "delmal-5", rapporttyp)({BUDGET: givet})
    assert (b.status, b.mojliga) == (None, {GUL, ROD})
    assert b.oppna_tolkningar == ("delmal-5-oforandrat",)
    assert "kan inte avgöras – Gul eller Röd möjlig" in b.motivering


# figures -> the colours under the default readings, without rapporttyp: only what holds in every case is settled
UTAN_RAPPORTTYP = [
    (rl.Utfall(-20, motsvarande_period=-30, foregaende_ar=-25), {GUL}),
    (rl.Utfall(-20, motsvarande_period=-10, foregaende_ar=-15), {ROD}),
    (rl.Utfall(-20, motsvarande_period=-30, foregaende_ar=-10), {GUL, ROD}),
    (rl.Utfall(-20, motsvarande_period=-30), {GUL, ROD}),
    (rl.Utfall(-20, foregaende_ar=-30), {GUL, ROD}),
    (rl.Utfall(-20), {GUL, ROD}),
    (rl.Utfall(0), {GRON}),
    (rl.Utfall(20, motsvarande_period=30, foregaende_ar=40), {GRON}),
    (rl.Utfall(None, motsvarande_period=-30, foregaende_ar=-40), {GRON, GUL, ROD}),
    (rl.Utfall(None, motsvarande_period=30, foregaende_ar=40), {GRON, ROD}),  # no deficit improves on a surplus
    (None, {GRON, GUL, ROD}),
]


@pytest.mark.parametrize(("givet", "mojliga"), UTAN_RAPPORTTYP, ids=str)
def test_without_rapporttyp_delmal_5_settles_only_what_holds_in_every_report(
    rv: rl.Regelverk, givet: rl.Utfall | None, mojliga: set[rl.Status]
) -> None:
    assert rl.berakna_status(rv, {BUDGET: givet})["delmal-5"].mojliga == mojliga


@pytest.mark.parametrize(("rapporttyp", "mojliga"), [(MANAD, {GUL}), (UR1, {GUL}), (UR2, {GUL}), (AR, {ROD})], ids=str)
def test_the_same_figures_can_be_gul_during_the_year_and_rod_in_arsredovisningen(
    rv: rl.Regelverk, rapporttyp: rl.Rapporttyp, mojliga: set[rl.Status]
) -> None:
    """The figures of DESIGN's example: −20, −30 for the same period last year, −10 for the whole of last year."""
    givet = rl.Utfall(varde=-20, motsvarande_period=-30, foregaende_ar=-10)
    assert rl.berakna_status(rv, {BUDGET: givet}, rapporttyp=rapporttyp)["delmal-5"].mojliga == mojliga


@pytest.mark.parametrize("rapporttyp", [MANAD, UR1, UR2], ids=str)
@pytest.mark.parametrize(
    ("lasning", "slag", "mojliga"),
    [
        ("som-angiven", "ackumulerat", {GUL}),
        ("som-angiven", "helårsprognos", {GUL}),
        ("som-angiven", None, {GUL}),
        ("ackumulerat", "ackumulerat", {GUL}),
        ("ackumulerat", "helårsprognos", {GRON, GUL, ROD}),
        ("ackumulerat", None, {GUL}),
        ("helarsprognos", "ackumulerat", {GRON, GUL, ROD}),
        ("helarsprognos", "helårsprognos", {GUL}),
        ("helarsprognos", None, {GUL}),
    ],
)
def test_which_figure_is_arets_budgetavvikelse_during_the_year(
    rv: rl.Regelverk, rapporttyp: rl.Rapporttyp, lasning: str, slag: str | None, mojliga: set[rl.Status]
) -> None:
    """A figure of the other kind gives no answer; one that does not say what it is, is taken at its word."""
    rv = rv.med_tolkningar({"delmal-5-vilken-avvikelse": lasning})
    b = rl.statusberaknare(rv, "delmal-5", rapporttyp)({BUDGET: rl.Utfall(-20, slag=slag, motsvarande_period=-30)})
    assert b.mojliga == mojliga


def test_a_missing_comparison_is_named(rv: rl.Regelverk) -> None:
    b = rl.statusberaknare(rv, "delmal-5", UR1)({BUDGET: rl.Utfall(-20, foregaende_ar=-10)})
    assert b.saknade == (f"{BUDGET}.motsvarande_period",)
    b = rl.statusberaknare(rv, "delmal-5", AR)({BUDGET: rl.Utfall(-20, motsvarande_period=-10)})
    assert b.saknade == (f"{BUDGET}.foregaende_ar",)
