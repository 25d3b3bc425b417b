"""The 46 indicators of ``halland-2018``: tables typed from Riktlinjer för Region Hallands uppföljning 2018."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

import riktlinjer as rl

HOGRE, LAGRE = rl.Riktning.HOGRE, rl.Riktning.LAGRE
LAGEN = {True: rl.Lage.UPPNADD, False: rl.Lage.EJ_UPPNADD, None: rl.Lage.MATVARDE_SAKNAS}

# Bilaga 1, "Särskilda insatsområden per delmål 2018": every row with numbers, all in %. Under each heading (delmål |
# särskilt insatsområde): id | row label | senaste mätvärde | målvärde 2018 | direction. The direction is not printed:
# it is the one in which the measurement must move to the target, or stay on it.
BILAGA_1 = """
* 1 | Hjärtsjukdom
basbehandling-hjartsvikt | Basbehandling vid hjärtsvikt | 53.0 | 60 | +
akut-oppnande-av-kranskarl | Akut öppnande av kranskärl vid större hjärtinfarkt | 84.2 | 85 | +
akut-oppnande-av-kranskarl-inom-tid | Akut öppnande av kranskärl inom rek. tid vid större hjärtinfarkt | 56.5 | 75 | +
extra-blodfortunnande-hjartinfarkt | Extra blodförtunnande läkemedel vid hjärtinfarkt | 94.4 | 95 | +
ny-infarkt-eller-dod-ischemisk-hjartsjukdom | Ny infarkt eller död i ischemisk hjärtsjukdom | 13.4 | 11 | -
raas-hammande-hjartinfarkt | RAAS-hämmande läkemedelsbehandling vid hjärtinfarkt | 83.8 | 90 | +
swedehearts-kvalitetsindex | Swedehearts kvalitetsindex för hjärtinfarktvård | 5.0 | 6.5 | +
overlevnad-hjartstopp-pa-sjukhus | Överlevnad vid hjärtstopp på sjukhus | 17.4 | 20 | +
overlevnad-hjartstopp-utanfor-sjukhus | Överlevnad vid hjärtstopp utanför sjukhus | 8.5 | 10 | +
* 1 | Kärlkirurgi
dod-eller-amputation-efter-karloperation \
| Död eller amputation efter operation av kärlförträngning i ben | 5.0 | 4.0 | -
* 2 | Strukturell variabel för sammanhållen vård
oplanerad-aterinskrivning-65-ar-och-aldre \
| Andel patienter 65 år och äldre som återinskrivits oplanerat inom 30 dagar | 12.6 | 9 | -
* 2 | Nationell patientenkät (NPE) primärvård
npe-primarvard-helhetsintryck | Helhetsintryck | 85 | 90 | +
npe-primarvard-emotionellt-stod | Emotionellt stöd | 77 | 82 | +
npe-primarvard-respekt-och-bemotande | Respekt och bemötande | 88 | 95 | +
npe-primarvard-kontinuitet-och-koordinering | Kontinuitet och koordinering | 75 | 80 | +
npe-primarvard-tillganglighet | Tillgänglighet | 86 | 90 | +
* 2 | Nationell patientenkät (NPE) slutenvård
npe-slutenvard-helhetsintryck | Helhetsintryck | 90 | 90 | +
npe-slutenvard-emotionellt-stod | Emotionellt stöd | 89 | 90 | +
npe-slutenvard-respekt-och-bemotande | Respekt och bemötande | 86 | 90 | +
npe-slutenvard-kontinuitet-och-koordinering | Kontinuitet och koordinering | 88 | 90 | +
npe-slutenvard-tillganglighet | Tillgänglighet | 89 | 90 | +
* 4 | Nationell patientenkät (NPE) primärvård
npe-primarvard-delaktighet-och-involvering | Delaktighet och involvering | 83 | 87 | +
npe-primarvard-information-och-kunskap | Information och kunskap | 78 | 82 | +
* 4 | Nationell patientenkät (NPE) slutenvård
npe-slutenvard-delaktighet-och-involvering | Delaktighet och involvering | 75 | 80 | +
npe-slutenvard-information-och-kunskap | Information och kunskap | 80 | 85 | +
* 4 | Användning av digitala tjänster
inloggning-1177 | Andel invånare som någon gång loggat in på 1177 | 48 | 55 | +
"""


def bilaga_1() -> Iterator[tuple[str, ...]]:
    """id, delmål, insatsområde, row label, mätvärde, målvärde, direction."""
    rubrik: list[str] = []
    for rad in BILAGA_1.strip().splitlines():
        celler = [cell.strip(" *") for cell in rad.split(" | ")]
        if rad.startswith("*"):
            rubrik = celler
        else:
            yield (celler[0], *rubrik, *celler[1:])


RADER = list(bilaga_1())

# Indicators of the colours that are no row with numbers in Bilaga 1.
# id, delmål, insatsområde, row label, unit, target in the source's words
OVRIGA_FARGINDIKATORER = [
    ("index-medarbetarenkat", 3, None, "Indexvärde medarbetarenkät", None, "≥ 72 av 100"),
    (
        "anvandning-av-e-tjanster",
        4,
        "Användning av digitala tjänster",
        "Andel invånare som använder e-tjänster",
        None,
        "Under utveckling",
    ),
    (
        "digitala-distanskontakter",
        4,
        "Användning av digitala tjänster",
        "Andelen (digitala) distanskontakter som har genomförts",
        None,
        "Under utveckling",
    ),
    (
        "budgetavvikelse-halso-och-sjukvarden",
        5,
        "Budgetutfall för hälso- och sjukvården som helhet",
        "Budgetavvikelse för hälso- och sjukvården",
        "mnkr",
        "En hälso- och sjukvårdsbudget i balans",
    ),
]

RATT_KOMPETENS = (
    "Andel medarbetare som uppger att de i stor utsträckning gör arbetsuppgifter som en annan personalkategori "
    "kan och borde utföra för att nyttja bådas kompetens på bästa sätt"
)

# "Övergripande mål, Ekonomi", "Region Halland som arbetsgivare" and "Mål inom regional utveckling".
# id, area, goal, row label, unit, direction, målvärde as printed (None: only long-term levels)
UTAN_FARG = [
    (
        "driftnamnd-resultat-mot-budget",
        "ekonomi",
        "Budgetramen ska hållas",
        "Driftnämndens resultat jämfört med budget",
        None,
        HOGRE,
        "> 0",
    ),
    ("nettokostnadsandel", "ekonomi", "Budgetramen ska hållas", "Nettokostnadsandel", "%", LAGRE, "99,8 %"),
    (
        "arbetsuppgifter-for-annan-personalkategori",
        "arbetsgivare",
        "Rätt kompetens på rätt plats i rätt tid",
        RATT_KOMPETENS,
        "%",
        LAGRE,
        None,
    ),
    (
        "vardgaranti-egen-regi",
        "arbetsgivare",
        "Rätt kompetens på rätt plats i rätt tid",
        "Måluppfyllnad för vårdgarantin i relation till ordinarie verksamhet i egen regi",
        "%",
        HOGRE,
        None,
    ),
    (
        "ambassadorer-for-region-halland",
        "arbetsgivare",
        "Möjlighet att attrahera och rekrytera den kompetens som behövs",
        "Andel medarbetare som är ambassadörer för Region Halland och sin verksamhet",
        "%",
        HOGRE,
        None,
    ),
    (
        "internt-tjanstebyte",
        "arbetsgivare",
        "Goda karriär- och utvecklingsmöjligheter i en innovativ miljö",
        "Andelen tillsvidareanställda som byter tjänst internt av totalt antal som byter tjänst",
        "%",
        HOGRE,
        None,
    ),
    (
        "frisktal",
        "arbetsgivare",
        "Ett sunt och hållbart arbetsliv",
        "Nivån på frisktalet bland medarbetare",
        "%",
        HOGRE,
        None,
    ),
    (
        "hallbart-medarbetarengagemang",
        "arbetsgivare",
        "Ett gott ledar- och medarbetarskap med utgångspunkt i Region Hallands värdegrund",
        "Resultat av Hållbart medarbetarengagemang (HME)",
        None,
        HOGRE,
        None,
    ),
    (
        "flyttningsoverskott",
        "regional utveckling",
        "Hög attraktivitet",
        "Flyttningsöverskottet från övriga Sverige till Hallands län",
        "personer per år",
        HOGRE,
        "1200 personer per år",
    ),
    (
        "befolkningsokning",
        "regional utveckling",
        "Hög attraktivitet",
        "Befolkningsökning",
        "%",
        HOGRE,
        "1 % i befolkningsökning",
    ),
    (
        "fodelseoverskott",
        "regional utveckling",
        "Hög attraktivitet",
        "Födelseöverskott",
        "personer",
        HOGRE,
        "Födelseöverskott",
    ),
    (
        "okad-andel-fornybar-energi",
        "regional utveckling",
        "Hög attraktivitet",
        "Ökad andel förnybar energi",
        None,
        HOGRE,
        "Minska koldioxidutsläppen med 10% jämfört med 2015 inom regionens egna verksamheter",
    ),
    (
        "lonesumma-per-sysselsatt",
        "regional utveckling",
        "Stark konkurrenskraft",
        "Utvecklingen av lönesumman per sysselsatt dagbefolkning i Hallands län",
        "placering",
        LAGRE,  # the outcome is the place in the country, where 1 is best
        "Bland de tre bästa i Sverige",
    ),
    (
        "andel-fornybar-energi",
        "regional utveckling",
        "Stark konkurrenskraft",
        "Andel förnybar energi",
        "kWh/år",
        HOGRE,
        "Investera i förnybar energi som producerar mer än 200 000 kWh/år",
    ),
    (
        "produktutveckling-fossilfria-material",
        "regional utveckling",
        "Stark konkurrenskraft",
        "Stimulera produktutveckling i fossilfria material",
        "kWh/år",
        HOGRE,
        "Investera i förnybar energi som producerar mer än 200 000 kWh/år",
    ),
    (
        "forvarvsfrekvens",
        "regional utveckling",
        "Fler i arbete",
        "Förvärvsfrekvensen (20-64 år) för kvinnor och män i Hallands län",
        "placering",
        LAGRE,
        "Bland de tre högsta i Sverige",
    ),
]

REGION, FORVALTNING, DELINDEX = "koncern", "förvaltning", "delindex"
TELEFON, LAKARE = "Telefontillgänglighet primärvård", "Läkarbesök primärvård"
BESOK, OPERATION = "Första besök i specialiserad vård", "Operation/Åtgärd"

# "Region Halland som arbetsgivare": indicator -> (level of the organisation or part, På väg mot målet, På målet), ≥.
ARBETSGIVARNIVAER: dict[str, list[tuple[str, int, int]]] = {
    "vardgaranti-egen-regi": [(TELEFON, 91, 95), (LAKARE, 86, 95), (BESOK, 95, 95), (OPERATION, 96, 96)],
    "ambassadorer-for-region-halland": [(REGION, 17, 27), (FORVALTNING, 15, 20)],
    "internt-tjanstebyte": [(REGION, 38, 50), (FORVALTNING, 8, 15)],
    "frisktal": [(REGION, 87, 92), (FORVALTNING, 85, 88)],
    "hallbart-medarbetarengagemang": [(REGION, 77, 80), (FORVALTNING, 71, 75), (DELINDEX, 74, 75)],
}

INSATSOMRADEN = {
    "Hjärtsjukdom": ("delmal-1",),
    "Kärlkirurgi": ("delmal-1",),
    "Strukturell variabel för sammanhållen vård": ("delmal-2",),
    "Nationell patientenkät (NPE) primärvård": ("delmal-2", "delmal-4"),
    "Nationell patientenkät (NPE) slutenvård": ("delmal-2", "delmal-4"),
    "Användning av digitala tjänster": ("delmal-4",),
    "Budgetutfall för hälso- och sjukvården som helhet": ("delmal-5",),
}


def test_there_are_46_indicators_and_the_tables_here_name_them_all(rv: rl.Regelverk) -> None:
    har = [rad[0] for rad in RADER] + [rad[0] for rad in OVRIGA_FARGINDIKATORER] + [rad[0] for rad in UTAN_FARG]
    assert len(har) == 46
    assert sorted(har) == sorted(i.id for i in rv.indikatorer)


def test_30_indicators_feed_a_colour(rv: rl.Regelverk) -> None:
    per_delmal = [sum(1 for i in rv.indikatorer if i.delmal == f"delmal-{n}") for n in range(1, 6)]
    assert per_delmal == [10, 11, 1, 7, 1]
    assert all(i.delmal is None for i in rv.indikatorer if i.id in {rad[0] for rad in UTAN_FARG})


def omrade(rv: rl.Regelverk, indikator: rl.Indikator) -> str | None:
    return next((o.namn for o in rv.insatsomraden if o.id == indikator.insatsomrade), None)


@pytest.mark.parametrize("rad", RADER, ids=lambda rad: rad[0])
def test_a_row_of_bilaga_1(rv: rl.Regelverk, rad: tuple[str, ...]) -> None:
    """Name, delmål, area, unit, senaste mätvärde, målvärde, direction; on the target counts as met."""
    id, delmal, insatsomrade, namn, matvarde, malvarde, riktning = rad
    i = rv.indikator(id)
    assert (i.namn, i.delmal, i.mal) == (namn, f"delmal-{delmal}", f"delmal-{delmal}")
    assert omrade(rv, i) == insatsomrade
    assert i.enhet == "%"
    assert i.utgangsvarde == Decimal(matvarde)
    assert i.riktning is {"+": HOGRE, "-": LAGRE}[riktning]
    assert isinstance(i.malvarde, rl.Gransmalvarde)
    assert {"+": i.malvarde.minst, "-": i.malvarde.hogst}[riktning] == Decimal(malvarde)
    assert i.malvarde.inklusiv


@pytest.mark.parametrize("rad", OVRIGA_FARGINDIKATORER, ids=lambda rad: rad[0])
def test_an_indicator_of_a_colour_without_a_row_of_numbers(
    rv: rl.Regelverk, rad: tuple[str, int, str | None, str, str | None, str]
) -> None:
    id, delmal, insatsomrade, namn, enhet, text = rad
    i = rv.indikator(id)
    assert (i.namn, i.delmal, i.enhet, i.utgangsvarde) == (namn, f"delmal-{delmal}", enhet, None)
    assert omrade(rv, i) == insatsomrade
    assert i.riktning is HOGRE
    assert i.malvarde is not None
    assert i.malvarde.text == text
    assert i.under_utveckling is (text == "Under utveckling")


def test_only_the_two_digital_indicators_are_under_utveckling(rv: rl.Regelverk) -> None:
    assert [i.id for i in rv.indikatorer if i.under_utveckling] == [
        "anvandning-av-e-tjanster",
        "digitala-distanskontakter",
    ]


def test_only_the_index_of_delmal_3_has_a_scale_and_it_ends_at_100(rv: rl.Regelverk) -> None:
    """ "av 100" is printed for the index of the medarbetarenkät and for nothing else."""
    skalor = {i.id: i.skala for i in rv.indikatorer if i.skala is not None}
    assert list(skalor) == ["index-medarbetarenkat"]
    assert skalor["index-medarbetarenkat"].till_och_med == 100


@pytest.mark.parametrize("rad", UTAN_FARG, ids=lambda rad: rad[0])
def test_an_indicator_that_feeds_no_colour(
    rv: rl.Regelverk, rad: tuple[str, str, str, str, str | None, rl.Riktning, str | None]
) -> None:
    id, omrade_, mal, namn, enhet, riktning, text = rad
    i = rv.indikator(id)
    dess_mal = next(m for m in rv.mal if m.id == i.mal)
    assert (i.namn, dess_mal.namn, dess_mal.omrade) == (namn, mal, omrade_)
    assert (i.enhet, i.riktning) == (enhet, riktning)
    assert (i.insatsomrade, i.utgangsvarde) == (None, None)
    assert (i.malvarde and i.malvarde.text) == text


# target -> just below, on and just above, under the default readings
@pytest.mark.parametrize(
    ("id", "utfall", "uppnas"),
    [
        ("driftnamnd-resultat-mot-budget", ("-0.01", "0", "0.01"), (False, True, True)),  # "hållas"; budgetram-noll
        ("nettokostnadsandel", ("99.7", "99.8", "99.9"), (True, True, False)),
        ("flyttningsoverskott", ("1199", "1200", "1201"), (False, True, True)),
        ("befolkningsokning", ("0.99", "1", "1.01"), (False, True, True)),
        ("fodelseoverskott", ("-1", "0", "1"), (False, False, True)),  # fodelseoverskott-malvarde
        ("andel-fornybar-energi", ("199999", "200000", "200001"), (False, False, True)),  # "mer än"
        ("produktutveckling-fossilfria-material", ("199999", "200000", "200001"), (False, False, True)),
    ],
)
def test_the_bound_of_a_target_that_feeds_no_colour(
    rv: rl.Regelverk, id: str, utfall: tuple[str, ...], uppnas: tuple[bool, ...]
) -> None:
    lagen = [rl.berakna_indikator(rv, id, Decimal(v)).lage for v in utfall]
    assert lagen == [rl.Lage.UPPNADD if u else rl.Lage.EJ_UPPNADD for u in uppnas]


@pytest.mark.parametrize(
    ("utfall", "uppnas"),
    [
        (rl.Utfall(3), True),
        (rl.Utfall(4), False),
        (rl.Utfall(1), True),
        (None, None),
    ],
)
def test_the_wage_sum_is_to_be_among_the_three_best(
    rv: rl.Regelverk, utfall: rl.Utfall | None, uppnas: bool | None
) -> None:
    assert rl.berakna_indikator(rv, "lonesumma-per-sysselsatt", utfall).lage is LAGEN[uppnas]


@pytest.mark.parametrize(
    ("kvinnor", "man", "uppnas"), [(3, 3, True), (4, 3, False), (3, 4, False), (3, None, None), (None, 4, False)]
)
def test_women_and_men_are_each_to_be_among_the_three_highest(
    rv: rl.Regelverk, kvinnor: int | None, man: int | None, uppnas: bool | None
) -> None:
    utfall = rl.Utfall(delar={"kvinnor": kvinnor, "män": man})
    lage = rl.berakna_indikator(rv, "forvarvsfrekvens", utfall).lage
    assert lage is (None if uppnas is None else LAGEN[uppnas])


@pytest.mark.parametrize(("plats", "uppnas"), [(3, True), (4, False)])
def test_women_and_men_together_are_to_be_among_the_three_highest(rv: rl.Regelverk, plats: int, uppnas: bool) -> None:
    """Under the other reading the outcome is one placing, whatever it is for women and for men."""
    rv = rv.med_tolkningar({"forvarvsfrekvens-kon": "tillsammans"})
    utfall = rl.Utfall(plats, delar={"kvinnor": 1, "män": 9})
    assert rl.berakna_indikator(rv, "forvarvsfrekvens", utfall).lage is LAGEN[uppnas]


@pytest.mark.parametrize(
    ("utslapp", "ar_2015", "uppnas"),
    [("90", "100", True), ("90.1", "100", False), ("80", "100", True), ("180", "200", True), ("180.1", "200", False)],
)
def test_the_emissions_are_to_fall_by_a_tenth_from_2015(
    rv: rl.Regelverk, utslapp: str, ar_2015: str, uppnas: bool
) -> None:
    utfall = rl.Utfall(Decimal(utslapp), basvarde=Decimal(ar_2015))
    assert rl.berakna_indikator(rv, "okad-andel-fornybar-energi", utfall).lage is LAGEN[uppnas]


def test_the_emissions_without_those_of_2015_are_held_against_nothing(rv: rl.Regelverk) -> None:
    rad = rl.berakna_indikator(rv, "okad-andel-fornybar-energi", 90)
    assert (rad.lage, rad.marginal) == (None, None)
    assert "2015" in str(rad.malvarde)


def test_the_share_of_renewable_energy_itself_has_no_target(rv: rl.Regelverk) -> None:
    rv = rv.med_tolkningar({"okad-andel-fornybar-energi-malvarde": "andel"})
    malvarde = rl.berakna_indikator(rv, "okad-andel-fornybar-energi", 90).malvarde
    assert malvarde is not None
    assert (malvarde.slag, malvarde.matbart) == ("ordagrant", False)


@pytest.mark.parametrize("id", ARBETSGIVARNIVAER)
def test_the_long_term_levels_of_an_arbetsgivarmal(rv: rl.Regelverk, id: str) -> None:
    """What a delindex must be is asked of Region Halland, and under the other reading of a förvaltning too."""
    i = rv.indikator(id)
    visade = []
    for krav in i.nivakrav:
        grupp = krav.malvarde.slag == "grupp"
        grans = krav.malvarde.krav if isinstance(krav.malvarde, rl.Gruppmalvarde) else krav.malvarde
        assert isinstance(grans, rl.Gransmalvarde)
        vem = krav.avser or (DELINDEX if grupp else krav.organisationsniva)
        assert grans.enhet == (None if grupp else i.enhet)
        assert krav.nar == () or (grupp and krav.organisationsniva == FORVALTNING)
        visade.append((krav.niva, vem, grans.minst))
    vantade = [
        (niva, rad[0], Decimal(rad[kolumn]))
        for kolumn, niva in ((1, rl.Malniva.PA_VAG_MOT_MALET), (2, rl.Malniva.PA_MALET))
        for rad in ARBETSGIVARNIVAER[id]
    ]
    assert list(dict.fromkeys(visade)) == vantade


def test_the_levels_of_the_wrong_tasks_are_not_set_yet(rv: rl.Regelverk) -> None:
    """ "Målnivåer definieras under 2017" at both levels."""
    krav = rv.indikator("arbetsuppgifter-for-annan-personalkategori").nivakrav
    assert [k.niva for k in krav] == [rl.Malniva.PA_VAG_MOT_MALET, rl.Malniva.PA_MALET]
    assert [k.malvarde.slag for k in krav] == ["under utveckling"] * 2


def test_the_areas_of_special_effort_and_the_delmal_they_stand_under(rv: rl.Regelverk) -> None:
    """NPE primärvård and NPE slutenvård are two; delmål 3 has none."""
    assert {o.namn: o.delmal for o in rv.insatsomraden} == INSATSOMRADEN


def test_the_targets_of_bilaga_1_carry_the_footnotes_condition(rv: rl.Regelverk) -> None:
    """Footnotes 4–7, at "Målvärde 2018" in delmål 1, 2, 4 and 5: if Regionstyrelsen decides so on 180117."""
    med = {i.id for i in rv.indikatorer if i.forbehall and "17 januari 2018" in i.forbehall}
    i_bilaga_1 = {i.id for i in rv.indikatorer if i.delmal in ("delmal-1", "delmal-2", "delmal-4", "delmal-5")}
    assert med == i_bilaga_1


def test_nettokostnadsandelen_presupposes_a_saving(rv: rl.Regelverk) -> None:
    forbehall = rv.indikator("nettokostnadsandel").forbehall
    assert forbehall is not None
    assert "138 mnkr" in forbehall


def test_26_baselines_are_printed_and_they_are_marked_as_such(rv: rl.Regelverk) -> None:
    utgang = rl.utgangsvarden(rv)
    assert {id: u.varde for id, u in utgang.items()} == {rad[0]: Decimal(rad[4]) for rad in RADER}
    assert {u.slag for u in utgang.values()} == {rl.Utfallsslag.UTGANGSVARDE}
