"""Every long-term level of ``halland-2018``, just below and on each bound, per level of the organisation."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

import riktlinjer as rl

PA_MALET, PA_VAG, UNDER = rl.Malniva.PA_MALET, rl.Malniva.PA_VAG_MOT_MALET, rl.Malniva.UNDER
KONCERN, FORVALTNING = rl.Organisationsniva.KONCERN, rl.Organisationsniva.FORVALTNING
ALLA = {PA_MALET, PA_VAG, UNDER}
ARBETSGIVARE = "Region Halland som arbetsgivare"
HALSO = "Mål inom hälso- och sjukvård"


def nivaer(
    rv: rl.Regelverk, mal: str, utfall: Mapping[str, Any], niva: rl.Organisationsniva = KONCERN, **lasningar: str
) -> set[rl.Malniva]:
    val = {id.replace("_", "-"): lasning for id, lasning in lasningar.items()}
    return set(rl.berakna_malniva(rv.med_tolkningar(val), mal, utfall, organisationsniva=niva).mojliga)


# --- what the levels are, and where they stand ------------------------------------------------------------------------
# delmål -> what På väg mot målet and På målet demand, as printed
LANGSIKTIGT = {
    "delmal-1": (
        [
            "Topp 3 i landet för totalindex",
            "1/3 av alla delindex i översta tredjedelen",
            "inget delindex i nedersta tredjedelen",
        ],
        [
            "Topp 3 för totalindex",
            "hälften av alla delindex i översta tredjedelen",
            "inget delindex i nedersta tredjedelen",
        ],
    ),
    "delmal-2": (
        [
            "Andel positiva svar i samtliga dimensioner från NPE > 80 %",
            "ingen strukturell variabel i nedersta tredjedelen",
        ],
        [
            "Andel positiva svar i minst en dimension från NPE > 90 %",
            "andel positiva svar i samtliga dimensioner > 80 %",
            "alla strukturella variabler i översta tredjedelen",
        ],
    ),
    "delmal-3": (["Indexvärde medarbetarenkät ≥ 75 av 100"], ["Indexvärde medarbetarenkät ≥ 80 av 100"]),
    "delmal-4": (
        [
            "Båda dimensioner från NPE > 80%",
            "70 % av hallänningarna ska ha loggat in på 1177 Vårdguiden",
            "övrigt under utveckling",
        ],
        [
            "Minst en dimension från NPE > 90%",
            "andel positiva svar i båda dimensioner > 80%",
            "90 % av hallänningarna ska ha loggat in på 1177 Vårdguiden",
            "övrigt under utveckling",
        ],
    ),
    "delmal-5": (
        ["En tydlig trend av minskat underskott för den totala hälso- och sjukvårdsbudgeten"],
        ["Den totala budgetramen för hälso- och sjukvården ska hållas"],
    ),
}


@pytest.mark.parametrize("delmal", LANGSIKTIGT)
def test_what_the_levels_of_a_delmal_demand(rv: rl.Regelverk, delmal: str) -> None:
    krav = [k for i in rv.delmal_med_id(delmal).langsiktiga_indikatorer for k in i.nivakrav]
    pa_vag, pa_malet = LANGSIKTIGT[delmal]
    assert [k.malvarde.text for k in krav if k.niva is PA_VAG] == pa_vag
    assert [k.malvarde.text for k in krav if k.niva is PA_MALET] == pa_malet
    assert {k.organisationsniva for k in krav} == {None}


# Region Halland som arbetsgivare: mål -> its indicators, as they stand in the table
ARBETSGIVARMAL = {
    "mal-ratt-kompetens": ["arbetsuppgifter-for-annan-personalkategori", "vardgaranti-egen-regi"],
    "mal-attrahera-och-rekrytera": ["ambassadorer-for-region-halland"],
    "mal-karriar-och-utveckling": ["internt-tjanstebyte"],
    "mal-sunt-arbetsliv": ["frisktal"],
    "mal-ledar-och-medarbetarskap": ["hallbart-medarbetarengagemang"],
}


def test_five_delmal_and_five_arbetsgivarmal_have_long_term_levels(rv: rl.Regelverk) -> None:
    """The goals of the economy and of regional development have målvärden but no levels."""
    assert list(rl.berakna_status(rv, {}).langsiktigt) == [*LANGSIKTIGT, *ARBETSGIVARMAL]
    assert {d.malar for d in rv.delmal} == {2025}


@pytest.mark.parametrize(("mal", "ids"), ARBETSGIVARMAL.items())
def test_the_indicators_of_an_arbetsgivarmal(rv: rl.Regelverk, mal: str, ids: list[str]) -> None:
    assert [i.id for i in rv.indikatorer if i.mal == mal] == ids
    rader = rl.berakna_malniva(rv, mal, {}).krav
    assert list(dict.fromkeys(rad.indikator for rad in rader)) == ids


def test_every_demand_says_where_it_stands(rv: rl.Regelverk) -> None:
    for mal, svar in rl.berakna_status(rv, {}).langsiktigt.items():
        avsnitt = HALSO if mal.startswith("delmal") else ARBETSGIVARE
        assert {rad.kalla.avsnitt for rad in svar.krav} == {avsnitt}
        assert all(rad.kalla.rad for rad in svar.krav)
        assert all(rad.malvarde.text for rad in svar.krav)


# --- Region Halland som arbetsgivare ----------------------------------------------------------------------------------

# mål, indicator, level of the organisation, På väg mot målet, På målet: all are "≥"
TRAPPOR = [
    ("mal-attrahera-och-rekrytera", "ambassadorer-for-region-halland", KONCERN, 17, 27),
    ("mal-attrahera-och-rekrytera", "ambassadorer-for-region-halland", FORVALTNING, 15, 20),
    ("mal-karriar-och-utveckling", "internt-tjanstebyte", KONCERN, 38, 50),
    ("mal-karriar-och-utveckling", "internt-tjanstebyte", FORVALTNING, 8, 15),
    ("mal-sunt-arbetsliv", "frisktal", KONCERN, 87, 92),
    ("mal-sunt-arbetsliv", "frisktal", FORVALTNING, 85, 88),
    ("mal-ledar-och-medarbetarskap", "hallbart-medarbetarengagemang", FORVALTNING, 71, 75),
]
TRAPPA = [(0, "-0.1", UNDER), (0, "0", PA_VAG), (1, "-0.1", PA_VAG), (1, "0", PA_MALET), (1, "0.1", PA_MALET)]


@pytest.mark.parametrize(("mal", "id", "niva", "pa_vag", "pa_malet"), TRAPPOR)
@pytest.mark.parametrize(("vilken", "fran", "vantat"), TRAPPA)
def test_an_indicator_with_one_bound_per_level(
    rv: rl.Regelverk,
    mal: str,
    id: str,
    niva: rl.Organisationsniva,
    pa_vag: int,
    pa_malet: int,
    vilken: int,
    fran: str,
    vantat: rl.Malniva,
) -> None:
    varde = (pa_vag, pa_malet)[vilken] + Decimal(fran)
    svar = rl.berakna_malniva(rv, mal, {id: varde}, organisationsniva=niva)
    assert (svar.status, svar.mojliga, svar.saknade) == (vantat, {vantat}, ())


@pytest.mark.parametrize(
    ("hme", "delindex", "vantat"),
    [
        ("76.9", ("74", "74", "74"), UNDER),
        ("77", ("74", "74", "74"), PA_VAG),
        ("77", ("73.9", "90", "90"), UNDER),
        ("79.9", ("75", "75", "75"), PA_VAG),
        ("80", ("75", "75", "75"), PA_MALET),
        ("80", ("74.9", "90", "90"), PA_VAG),
        ("80", ("73.9", "90", "90"), UNDER),
        ("100", ("75", "100", "100"), PA_MALET),
    ],
)
def test_the_hme_of_region_halland_and_of_each_delindex(
    rv: rl.Regelverk, hme: str, delindex: tuple[str, ...], vantat: rl.Malniva
) -> None:
    delar = dict(zip(("motivation", "ledarskap", "styrning"), map(Decimal, delindex), strict=True))
    utfall = {"hallbart-medarbetarengagemang": rl.Utfall(Decimal(hme), delar=delar)}
    assert nivaer(rv, "mal-ledar-och-medarbetarskap", utfall) == {vantat}


@pytest.mark.parametrize(
    ("hme", "delindex", "koncernen", "varje_niva"),
    [
        ("71", "74", PA_VAG, PA_VAG),
        ("71", "73.9", PA_VAG, UNDER),
        ("75", "75", PA_MALET, PA_MALET),
        ("75", "74.9", PA_MALET, PA_VAG),
        ("75", "73.9", PA_MALET, UNDER),
    ],
)
def test_the_delindex_of_a_forvaltning_counts_under_one_reading(
    rv: rl.Regelverk, hme: str, delindex: str, koncernen: rl.Malniva, varje_niva: rl.Malniva
) -> None:
    utfall = {"hallbart-medarbetarengagemang": rl.Utfall(Decimal(hme), delar={"ledarskap": Decimal(delindex)})}
    mal = "mal-ledar-och-medarbetarskap"
    assert nivaer(rv, mal, utfall, FORVALTNING) == {koncernen}
    assert nivaer(rv, mal, utfall, FORVALTNING, hme_delindex="varje-niva") == {varje_niva}
    assert nivaer(rv, mal, utfall, FORVALTNING, hme_delindex="oppen") == {koncernen, varje_niva}


VARDGARANTI = {
    "Telefontillgänglighet primärvård": (91, 95),
    "Läkarbesök primärvård": (86, 95),
    "Första besök i specialiserad vård": (95, 95),
    "Operation/Åtgärd": (96, 96),
}


@pytest.mark.parametrize(("del_", "niva"), list(product(VARDGARANTI, (KONCERN, FORVALTNING))))
def test_each_part_of_the_vardgaranti_must_reach_its_bound(
    rv: rl.Regelverk, del_: str, niva: rl.Organisationsniva
) -> None:
    """No level of the organisation is printed: the same bounds hold for both."""

    def svar(**andrat: Decimal) -> set[rl.Malniva]:
        delar = {namn: Decimal(pa_malet) for namn, (_, pa_malet) in VARDGARANTI.items()} | {del_: andrat["varde"]}
        utfall = {"vardgaranti-egen-regi": rl.Utfall(delar=delar)}
        return nivaer(rv, "mal-ratt-kompetens", utfall, niva, vardgaranti_och_arbetsuppgifter="bara-satta")

    pa_vag, pa_malet = map(Decimal, VARDGARANTI[del_])
    assert svar(varde=pa_malet) == {PA_MALET}
    assert svar(varde=pa_vag) == {PA_VAG if pa_vag < pa_malet else PA_MALET}
    assert svar(varde=pa_malet - Decimal("0.1")) == {PA_VAG if pa_vag < pa_malet else UNDER}
    assert svar(varde=pa_vag - Decimal("0.1")) == {UNDER}


def test_an_indicator_without_set_levels_leaves_the_mal_open(rv: rl.Regelverk) -> None:
    """By default both indicators of the mål are needed; what is missed is missed all the same."""
    bra = rl.Utfall(delar={namn: Decimal(pa_malet) for namn, (_, pa_malet) in VARDGARANTI.items()})
    svar = rl.berakna_malniva(rv, "mal-ratt-kompetens", {"vardgaranti-egen-regi": bra})
    assert (svar.status, svar.mojliga) == (None, ALLA)
    assert svar.tolkningar == ("vardgaranti-och-arbetsuppgifter",)
    assert [p.kod for p in svar.papekanden] == ["MALNIVA-02"] * 2
    for delar, kvar in (({"Operation/Åtgärd": 95}, {UNDER}), ({"Läkarbesök primärvård": 94}, {PA_VAG, UNDER})):
        samre = rl.Utfall(delar={**dict(bra.delar or ()), **delar})
        assert nivaer(rv, "mal-ratt-kompetens", {"vardgaranti-egen-regi": samre}) == kvar


# --- Mål inom hälso- och sjukvård -------------------------------------------------------------------------------------


def ranking(oversta: int, mellersta: int, nedersta: int) -> dict[str, int]:
    return {f"delindex {n}": plats for n, plats in enumerate([1] * oversta + [2] * mellersta + [3] * nedersta)}


@pytest.mark.parametrize(
    ("plats", "delindex", "vantat"),
    [
        (3, (3, 3, 0), PA_MALET),  # half of six
        (4, (3, 3, 0), UNDER),
        (1, (6, 0, 0), PA_MALET),
        (3, (2, 4, 0), PA_VAG),  # a third of six
        (3, (1, 5, 0), UNDER),
        (3, (5, 0, 1), UNDER),  # one in the bottom third
        (4, (2, 4, 0), UNDER),
        (3, (4, 3, 0), PA_MALET),  # half of seven is reached by four
        (3, (3, 4, 0), PA_VAG),
        (3, (2, 5, 0), UNDER),  # a third of seven is not reached by two
    ],
)
def test_delmal_1(rv: rl.Regelverk, plats: int, delindex: tuple[int, int, int], vantat: rl.Malniva) -> None:
    utfall = {"langsiktig-nationella-indikatorer": rl.Utfall(plats, delar=ranking(*delindex))}
    assert nivaer(rv, "delmal-1", utfall) == {vantat}


@pytest.mark.parametrize(
    ("npe", "strukturella", "vantat"),
    [
        (("80.1", "80.1", "80.1", "80.1", "80.1"), (2, 2), PA_VAG),
        (("80", "99", "99", "99", "99"), (1, 1), UNDER),
        (("80.1", "80.1", "80.1", "80.1", "80.1"), (1, 3), UNDER),
        (("80.1", "80.1", "80.1", "80.1", "90.1"), (1, 1), PA_MALET),
        (("80.1", "80.1", "80.1", "80.1", "90"), (1, 1), PA_VAG),
        (("80.1", "80.1", "80.1", "80.1", "90.1"), (1, 2), PA_VAG),
        (("80.1", "80.1", "80.1", "80.1", "90.1"), (1, 3), UNDER),
    ],
)
def test_delmal_2(rv: rl.Regelverk, npe: tuple[str, ...], strukturella: tuple[int, ...], vantat: rl.Malniva) -> None:
    utfall = {
        "langsiktig-index-npe-fem-dimensioner": rl.Utfall(
            delar={f"dimension {n}": Decimal(v) for n, v in enumerate(npe)}
        ),
        "langsiktig-strukturella-variabler": rl.Utfall(delar={f"variabel {n}": v for n, v in enumerate(strukturella)}),
    }
    assert nivaer(rv, "delmal-2", utfall) == {vantat}


@pytest.mark.parametrize(
    ("index", "vantat"), [("74.9", UNDER), ("75", PA_VAG), ("79.9", PA_VAG), ("80", PA_MALET), ("100", PA_MALET)]
)
def test_delmal_3(rv: rl.Regelverk, index: str, vantat: rl.Malniva) -> None:
    """Ohälsotalet is an indicator too, but no level asks anything of it."""
    assert nivaer(rv, "delmal-3", {"langsiktig-index-medarbetarenkat": Decimal(index)}) == {vantat}


@pytest.mark.parametrize(
    ("npe", "inloggning", "kvar"),
    [
        (("80.1", "90.1"), "90", ALLA),
        (("80.1", "90"), "90", {PA_VAG, UNDER}),
        (("80.1", "90.1"), "89.9", {PA_VAG, UNDER}),
        (("80.1", "80.1"), "70", {PA_VAG, UNDER}),
        (("80.1", "90.1"), "69.9", {UNDER}),
        (("80", "99"), "99", {UNDER}),
    ],
)
def test_delmal_4_is_never_reached_while_the_rest_is_under_utveckling(
    rv: rl.Regelverk, npe: tuple[str, str], inloggning: str, kvar: set[rl.Malniva]
) -> None:
    utfall = {
        "langsiktig-index-npe-tva-dimensioner": rl.Utfall(delar={"a": Decimal(npe[0]), "b": Decimal(npe[1])}),
        "langsiktig-anvandning-av-digitala-tjanster": rl.Utfall(
            delar={"Inloggning på 1177 Vårdguiden": Decimal(inloggning)}
        ),
    }
    assert nivaer(rv, "delmal-4", utfall) == kvar


@pytest.mark.parametrize(
    ("avvikelse", "kvar"), [("0", {PA_MALET}), ("0.1", {PA_MALET}), ("-0.1", {PA_VAG, UNDER}), (None, ALLA)]
)
def test_delmal_5_a_clear_trend_is_for_a_person_to_judge(
    rv: rl.Regelverk, avvikelse: str | None, kvar: set[rl.Malniva]
) -> None:
    utfall = {"langsiktig-budgetramen-halso-och-sjukvarden": avvikelse and Decimal(avvikelse)}
    svar = rl.berakna_malniva(rv, "delmal-5", utfall)
    assert set(svar.mojliga) == kvar
    assert "MALNIVA-02" in {p.kod for p in svar.papekanden}


@pytest.mark.parametrize("delmal", LANGSIKTIGT)
def test_the_levels_of_a_delmal_are_the_same_for_every_level_of_the_organisation(rv: rl.Regelverk, delmal: str) -> None:
    svar = [rl.berakna_malniva(rv, delmal, {}, organisationsniva=niva) for niva in (KONCERN, FORVALTNING)]
    assert svar[0].krav == svar[1].krav


def test_the_colours_and_the_levels_are_told_apart(rv: rl.Regelverk) -> None:
    """The index of this year's colour and the long-term one are two indicators, with an outcome each."""
    u = rl.berakna_status(rv, {"index-medarbetarenkat": 72, "langsiktig-index-medarbetarenkat": 72})
    assert u["delmal-3"].status is rl.Status.GRON
    assert u.langsiktigt["delmal-3"].status is UNDER
