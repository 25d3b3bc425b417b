"""``jamtland-harjedalen-2016`` held to its source: goals, areas, meetings and amounts, typed from the printed plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import reduce

import pytest
from pydantic import BaseModel

import riktlinjer as rl
from riktlinjer.models.budget import Budget
from riktlinjer.models.styrmodell import Styrmodell
from riktlinjer.models.tal import summa
from riktlinjer.models.uppfoljningsplan import Uppfoljningsplan
from riktlinjer.rules.uppfoljningsplan import granska_uppfoljningsplan

OVRIGA = "Övriga informationer och avstämningar"


@pytest.fixture(scope="module")
def jh() -> rl.Regelverk:
    return rl.las_regelverk("jamtland-harjedalen-2016")


@pytest.fixture(scope="module")
def plan(jh: rl.Regelverk) -> Uppfoljningsplan:
    assert jh.uppfoljningsplan is not None
    return jh.uppfoljningsplan


@pytest.fixture(scope="module")
def budget(jh: rl.Regelverk) -> Budget:
    assert jh.budget is not None
    return jh.budget


@pytest.fixture(scope="module")
def styrmodell(jh: rl.Regelverk) -> Styrmodell:
    assert jh.styrmodell is not None
    return jh.styrmodell


# --- the document ----------------------------------------------------------------------------------------------------


def test_it_applies_to_2016_and_the_day_it_was_decided_is_not_known(jh: rl.Regelverk) -> None:
    assert (jh.ar, jh.galler_fran, jh.galler_till) == (2016, date(2016, 1, 1), date(2016, 12, 31))
    assert (jh.beslutad_av, jh.beslutad) == ("Regionstyrelsen", None)


@pytest.mark.parametrize(
    ("dag", "galler"),
    [
        (date(2015, 12, 31), False),
        (date(2016, 1, 1), True),
        (date(2016, 12, 31), True),
        (date(2017, 1, 1), False),
    ],
)
def test_it_applies_on_the_days_of_its_year(jh: rl.Regelverk, dag: date, galler: bool) -> None:
    assert jh.galler(dag) is galler


def test_it_sets_no_targets_and_has_no_colours_timetable_or_template(jh: rl.Regelverk) -> None:
    assert (jh.indikatorer, jh.delmal, jh.tidplan, jh.rapportmall, jh.atgardsplan) == ((), (), None, None, None)


# --- "Strategiska mål" -----------------------------------------------------------------------------------------------

# Every goal as the chapter lists it, with how many framgångsfaktorer stand under it.
MAL = """
Samhälle
 1 Stimulera så att innovativa och framtidsinriktade idéer blir färdiga produkter och tjänster genom bra stöd
 0 God beredskap och snabb hantering för att möta företag och ge besked om stöd
 0 Verka för effektiv infrastruktur kring vägar, järnvägar, flyg, bredband och digital teknik
 4 Regionen präglas av insyn och delaktighet
 0 Kulturen ska ha en viktig roll för regional utveckling, hälsa, delaktighet, inflytande och personlig utveckling
 3 Integration ska genomsyra hela det regionala utvecklingsarbetet
 1 Regionen arbetar för ökad inflyttning med fler i arbete och ökat företagande
 1 Minska sjukskrivningar
 3 Förbättrad psykisk hälsa
 7 Hälsofrämjande och trygga levnadsvillkor och samordnad hälso- och sjukvård
Patient
 15 Patientsäker vård av god kvalitet efter behov
 4 Den vård som är möjlig ska ges i hemmet eller så nära hemmet som möjligt
 3 Fördjupat samarbete med kommunerna avseende barn, unga, äldre och utsatta grupper
 8 Bra bemötande och anpassad kommunikation på patientens villkor
 2 Ökat patientinflytande
Medarbetare
 6 Attraktiv arbetsgivare
 3 En god arbetsmiljö
 3 Kompetensutveckling och karriärvägar
 4 En kompetensförsörjning som understödjer omställning till framtidens behov
 1 Minska sjukfrånvaron för Region Jämtland Härjedalens medarbetare
Verksamhetsresultat
 4 God ekonomisk hushållning med solidarisk fördelning
 5 Långsiktigt hållbar verksamhet
 11 Effektiva processer
 2 Fördjupat arbete för att öka intäkter
"""


def las_mal() -> list[tuple[str, str, int]]:
    omrade, funna = "", []
    for rad in MAL.strip("\n").splitlines():
        if rad[0] != " ":
            omrade = rad
        else:
            antal, _, namn = rad.strip().partition(" ")
            funna.append((omrade, namn, int(antal)))
    return funna


def test_there_are_24_goals_as_the_source_says() -> None:
    assert len(las_mal()) == 24
    assert Counter(omrade for omrade, _, _ in las_mal()) == {
        "Samhälle": 10,
        "Patient": 5,
        "Medarbetare": 5,
        "Verksamhetsresultat": 4,
    }


def test_the_goals_stand_under_their_area_in_the_order_of_the_source(jh: rl.Regelverk) -> None:
    assert [(m.omrade, m.namn) for m in jh.mal] == [(omrade, namn) for omrade, namn, _ in las_mal()]


def test_the_four_areas_and_who_carries_out_their_goals(jh: rl.Regelverk) -> None:
    """For Verksamhetsresultat the source does not say."""
    assert {o.namn: (len(o.omfattar), o.verkstalls_av) for o in jh.malomraden} == {
        "Samhälle": (6, ("Regionstyrelsen", "Regionala utvecklingsnämnden")),
        "Patient": (3, ("Regionstyrelsen", "Vårdvalsnämnden")),
        "Medarbetare": (3, ("Regionstyrelsen",)),
        "Verksamhetsresultat": (2, None),
    }


@pytest.mark.parametrize(("omrade", "namn", "antal"), las_mal(), ids=lambda v: str(v)[:30])
def test_a_goal_has_every_framgangsfaktor_of_the_source(jh: rl.Regelverk, omrade: str, namn: str, antal: int) -> None:
    (mal,) = [m for m in jh.mal if m.namn == namn]
    faktorer = [f for f in jh.framgangsfaktorer if f.mal == mal.id]
    assert len(faktorer) == antal
    assert [(f.kalla.rad or "").rsplit(", ", 1)[1] for f in faktorer] == [f"punkt {n + 1}" for n in range(antal)]
    assert {f.kalla.avsnitt for f in faktorer} <= {f"FRAMGÅNGSFAKTORER - {omrade.upper()}"}


def test_the_framgangsfaktorer_are_91_and_are_named_apart(jh: rl.Regelverk) -> None:
    assert len(jh.framgangsfaktorer) == sum(antal for _, _, antal in las_mal()) == 91
    assert len({f.namn for f in jh.framgangsfaktorer}) == 91


def test_the_years_that_framgangsfaktorer_compare_with(jh: rl.Regelverk) -> None:
    assert {f.id: f.jamforelsear for f in jh.framgangsfaktorer if f.jamforelsear is not None} == {
        "faktor-mindre-inhyrd-personal-och-farre-arvodeslakare": 2014,
        "faktor-farre-sjukskrivningar": 2015,
        "faktor-klimatpaverkan-fran-tjansteresor-och-transporter": 2011,
        "faktor-tillganglighet-till-vard": 2015,
    }


def test_two_goals_come_from_the_common_health_policy(jh: rl.Regelverk) -> None:
    assert {m.namn for m in jh.mal if m.strategi == "gemensam-halso-och-sjukvardspolitik"} == {
        "Förbättrad psykisk hälsa",
        "Hälsofrämjande och trygga levnadsvillkor och samordnad hälso- och sjukvård",
    }
    assert {(s.id, s.fran_ar, s.till_ar) for s in jh.strategier} == {
        ("regionplan-2016-2018", 2016, 2018),
        ("gemensam-halso-och-sjukvardspolitik", 2014, 2025),
    }


# --- "Bilaga 1: Styrmodell" ------------------------------------------------------------------------------------------

STYRDOKUMENT = [
    # who decides, how long it applies, how often it is revised, who is told
    ("Policyer och strategier", ("regionfullmäktige",), None, "vid behov", None),
    ("Långsiktiga utvecklingsplaner", ("regionfullmäktige",), "12 år", "vart fjärde år", None),
    ("Regionplan och Finansplan", ("regionfullmäktige",), "3 år", "varje år", None),
    (
        "Verksamhetsplaner med budget och uppföljningsplan för regionstyrelsen och nämnderna",
        ("respektive styrelse eller nämnd",),
        "1 år",
        None,
        ("regionfullmäktige",),
    ),
    (
        "Verksamhetsplan för Regiondirektören",
        ("regiondirektören",),
        "3 år",
        "varje år",
        ("regionstyrelsen", "vårdvalsnämnden"),
    ),
    ("Övergripande handlingsplaner", ("regiondirektören", "berörd förvaltningschef"), "olika", "varje år", None),
    ("Områdenas och enheternas verksamhetsplaner", ("närmast högre linjechef",), "1 år", None, None),
]


def test_the_steering_documents_of_the_region(styrmodell: Styrmodell) -> None:
    egna = [d for d in styrmodell.styrdokument if d.niva == "Region Jämtland Härjedalen"]
    assert [(d.namn, d.faststalls_av, d.loptid, d.revideras, d.anmals_till) for d in egna] == STYRDOKUMENT


def test_of_the_steering_documents_of_the_county_only_the_names_are_known(styrmodell: Styrmodell) -> None:
    lanets = [d for d in styrmodell.styrdokument if d.niva == "länet"]
    assert [d.namn for d in lanets] == [
        "Regional utvecklingsstrategi",
        "Mål för gemensam hälso- och sjukvårdspolitik 2014-2025",
        "Regionalt trafikförsörjningsprogram",
    ]
    assert {(d.faststalls_av, d.loptid, d.revideras, d.anmals_till) for d in lanets} == {(None, None, None, None)}
    assert len(styrmodell.planeringsunderlag) == 8
    assert styrmodell.planeringsunderlag[-1] == "Enkät"


# --- "Budget 2016" ---------------------------------------------------------------------------------------------------

RAMAR = {
    "Centrum för opererande specialiteter": "861.3",
    "Centrum för medicinska specialiteter": "735.7",
    "Centrum för barn, kvinna och psykiatri": "528.6",
    "Folktandvården": "42.3",
    "Primärvården, anslagsfinansierad": "32.6",
    "Centrum för diagnostik, teknik och service": "24.0",
    "Centrum för lednings- och verksamhetsstöd": "243.8",
    "Centrum för landstingsövergripande verksamheter": "70.8",
    "Finansförvaltningen": "161.2",
}


def test_the_frames_are_exact_and_add_up_to_the_printed_sum(budget: Budget) -> None:
    assert {ram.namn: str(ram.belopp) for ram in budget.ramar} == RAMAR
    assert (budget.ar, budget.enhet, budget.summa) == (2016, "mnkr", Decimal("2700.3"))
    assert reduce(summa, map(Decimal, RAMAR.values())) == Decimal("2700.3")


def test_what_the_frames_rest_on(budget: Budget) -> None:
    assert [(f.namn, str(f.varde), f.enhet) for f in budget.forutsattningar] == [
        ("Skattesats", "11.20", "kr"),
        ("Landstingsprisindex (LPIK inkl läkemedel)", "2.4", "%"),
    ]


# --- "Uppföljningsplan" ----------------------------------------------------------------------------------------------

OMRADEN = f"""
Samhälle
 Resultat från patientenkät i Primärvården
 Barnens rättigheter, nationella minoriteter, våld i nära relationer
 Forskning, utveckling och utbildning (FoUU)
Patient
 Riks- och regionvård
 Folktandvården
 Vård på distans och mobila lösningar
 SVOM och Barnarenan
 Regiondirektörens fokusområde – Mest sjuka äldre
Medarbetare
 Personalbokslut
 Regiondirektörens fokusområde – Attraktiv arbetsgivare
 Värdegrundsarbetet
 LUP sjukskrivningar
Verksamhetsresultat
 Regiondirektörens fokusområde – Tillgänglighet
 Patientsäkerhetsberättelse, resultat och aktiviteter 2015
 Ramavtal och avtalstrohet samt årsplan för upphandlingar
 Resultat från patientenkät i Primärvården
 Årsredovisning, inkl bolag och privata utförare
 Tertialrapport
 Delårsrapporter
 Likviditetsrapport
 Långsiktig utvecklingsplan för god ekonomisk hushållning
 Fastighet och lokaler
 Miljö
 Lean
 Sjukresor
 Uppföljning av regiondirektörens verksamhetsplan 2016
 Uppföljning av övergripande handlingsplaner
 Uppföljning av regionstyrelsens internkontrollplan
 Uppföljning av läkemedel
{OVRIGA}
 Utvärdering av regionstyrelsens uppsiktsplikt
 Uppföljning av regionstyrelsens verksamhetsplan
 Redovisning av aktuellt läge för regionstyrelsens fattade beslut
 Tillgänglighetsråd
 Pensionärsråd
 Säkerhetsarbetet, inkluderande informationssäkerhet, rapport 2015 och planering för 2017
 Ledningssystemet; status och tillämplighet, riktighet och effektivitet (SOSFS 2011:9)
 Tjänstemannaorganisation från 1 januari 2016
 Regiondirektörens verksamhetsplan för 2017
 Styrelsens internkontrollplan
 Patientnämndens verksamhet
 Underlag inför revisorernas budgetanslag
"""


def las_omraden() -> list[tuple[str, str]]:
    kategori, funna = "", []
    for rad in OMRADEN.strip("\n").splitlines():
        if rad[0] == " ":
            funna.append((kategori, rad.strip()))
        else:
            kategori = rad
    return funna


def test_the_areas_stand_where_the_plan_has_them(plan: Uppfoljningsplan) -> None:
    assert [(o.kategori, o.namn) for o in plan.omraden] == las_omraden()
    assert Counter(kategori for kategori, _ in las_omraden()) == {
        "Samhälle": 3,
        "Patient": 5,
        "Medarbetare": 4,
        "Verksamhetsresultat": 17,
        OVRIGA: 12,
    }


def test_the_categories_of_the_plan_are_the_areas_of_the_goals_and_the_rest(
    jh: rl.Regelverk, plan: Uppfoljningsplan
) -> None:
    assert {o.kategori for o in plan.omraden} == {o.namn for o in jh.malomraden} | {OVRIGA}
    assert {m.omrade for m in jh.mal} == {o.namn for o in jh.malomraden}


def test_a_follow_up_answers_three_questions_and_ends_in_one_of_two_decisions(plan: Uppfoljningsplan) -> None:
    assert [fraga.villkor is None for fraga in plan.fragor] == [True, True, False]
    for fraga, ord_ in zip(plan.fragor, ("Vilka mål", "målen uppfyllda", "åtgärder"), strict=True):
        assert ord_ in fraga.text
    assert [("åtgärder" in u.beslut, "handlingarna" in u.beslut) for u in plan.utgangar] == [
        (True, False),
        (False, True),
    ]
    assert [a.vem for a in plan.ansvar] == ["Utsedd handläggare", "Samordningskansliet"]


# --- the calendar ----------------------------------------------------------------------------------------------------

# A row of the source: topics, "|" presenters, "|" category; a cell that is blank is "-".
KALENDER = f"""
2016-01-18 2016-01-19
 Regiondirektörens rapport | Regiondirektör + Planeringschef | {OVRIGA}
2016-02-23 2016-02-24
 Regiondirektörens rapport + Underlag för revisorernas anslag 2017 + Säkerhetsarbetet, inkluderande \
informationssäkerhetsberättelse, rapport 2015 och planering för 2016 | Regiondirektör + Planeringschef + \
Beredskapschef | {OVRIGA}
 Folktandvården | Chef Folktandvården | Patient
 Resultat från patientenkät i primärvården | Vårdstrateg + Verksamhetsutvecklare | Samhälle/Patient
 Regiondirektörens fokusområde – Tillgänglighet + Patientsäkerhetsberättelse, resultat och aktiviteter 2015 | \
Regiondirektör + Verksamhetschef patientsäkerhetsenheten | Verksamhetsresultat
2016-03-22 2016-03-23
 Regiondirektörens rapport + Utvärdering av regionstyrelsens uppsiktsplikt | Regiondirektör + Regionstabschef | {OVRIGA}
 Uppföljning riks- och regionvård | Planeringschef | Patient
 Årsredovisning 2015, inkl bolag, förbund och stiftelser + Årsredovisning vårdvalsnämnden + Årsredovisning regionala \
utvecklingsnämnden + Likviditetsrapport + Månadsrapport per februari + Uppföljning av ramavtal och avtalstrohet samt \
årsplan för upphandlingar | Ekonomidirektör + Upphandlingschef | Verksamhetsresultat/övergripande
 Personalbokslut | Personaldirektör | Medarbetare
2016-04-26 2016-04-27
 Regiondirektörens rapport + Redovisning av aktuellt läge för regionstyrelsens fattade beslut + Dialog med bolag, \
föreningar och stiftelser utifrån utvärdering av uppsiktsplikt | Regiondirektör + Regionstabschef + \
Regionstyrelsen | {OVRIGA}
 Månadsrapport per mars + Långsiktig plan för god ekonomisk hushållning + Fastighet och lokaler + Lean | \
Ekonomidirektör + Planeringschef + Fastighetschef + Utvecklingschef | Verksamhetsresultat
 Vård på distans och mobila lösningar | Regiondirektör | Patient
2016-05-24 2016-05-25
 Regiondirektörens rapport + Uppföljning av regionstyrelsens verksamhetsplan 2016 | Regiondirektör + \
Planeringschef | {OVRIGA}
 Tertialrapport + Miljö, LUP Miljö och Miljöbokslut 2015 | Ekonomidirektör + Miljöstrateg | Verksamhetsresultat
 Integration | Regiondirektör | Samhälle
 Värdegrundsarbetet | Projektledare | Uppföljning – alla perspektiv
 Uppföljning styrelsens internkontrollplan | Regionstabschef | {OVRIGA}
2016-08-23 2016-08-24
 Regiondirektörens rapport + Uppföljning av övergripande handlingsplaner | Regiondirektör + Regionstabschef | {OVRIGA}
 Barnens rättigheter, nationella minoriteter, våld i nära relationer | Utvecklingsstrateg | Samhälle
 Månadsrapport per maj och juni + Läkemedel + Sjukresor | Ekonomidirektör + Läkemedelsstrateg | Verksamhetsresultat
2016-09-27 2016-09-28
 Regiondirektörens rapport + Redovisning av aktuellt läge för regionstyrelsens fattade beslut + Uppföljning av \
styrelsens verksamhetsplan (särskild redovisning kring utvecklingsområden/mål med dålig måluppfyllelse enligt \
majuppföljning) | Regiondirektör + Regionstabschef + Regiondirektör | {OVRIGA}
 Delårsrapport augusti + Likviditetsrapport + Delårsrapport vårdvalsnämnden + Delårsrapport regionala \
utvecklingsnämnden | Ekonomidirektör + Finansekonom + Planeringschef + Bitr. regiondirektör | Verksamhetsresultat
 FoUU | FoU-chef | Samhälle
2016-11-01 2016-11-02
 Regiondirektörens rapport + Ledningssystemet; status och tillämplighet, riktighet och effektivitet (SOSFS 2011:9) + \
Uppföljning av internkontrollplan 2016 + Regiondirektörens verksamhetsplan för 2017 + Dialog med bolag, föreningar och \
stiftelser utifrån utvärdering av uppsiktsplikt | Regiondirektör + Regionstabschef + Regionstyrelsen | {OVRIGA}
 Månadsrapport per september | Ekonomidirektör | Verksamhetsresultat
 Samverkan med kommunerna; SVOM och Barnarenan + Regiondirektörens fokusområde – Mest sjuka äldre | Vårdstrateg + \
Förvaltningschef hälso- och sjukvårdsförvaltningen | Patient
 Regiondirektörens fokusområde - Attraktiv arbetsgivare | Personaldirektör | Medarbetare
2016-12-07 2016-12-07
 Regiondirektörens rapport + Regionstyrelsens internkontrollplan 2017 + Tjänstemannaorganisation från 1 januari \
2016 | Regiondirektör | {OVRIGA}
 Månadsrapport per oktober | Ekonomidirektör | Verksamhetsresultat
 Patientnämndens verksamhet 2016 | Chef patientnämnden | {OVRIGA}
 LUP Sjukskrivningar | - | Medarbetare
 Tillgänglighetsråd och Pensionärsråd | Regionstabschef | -
"""
Rad = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def las_kalender() -> list[tuple[date, date, list[Rad]]]:
    moten: list[tuple[date, date, list[Rad]]] = []
    for rad in KALENDER.strip("\n").splitlines():
        if rad[0] != " ":
            forsta, sista = map(date.fromisoformat, rad.split())
            moten.append((forsta, sista, []))
        else:
            amnen, foredragande, kategori = (cell.strip() for cell in rad.split(" | "))
            moten[-1][2].append(
                (
                    tuple(amnen.split(" + ")),
                    () if foredragande == "-" else tuple(foredragande.split(" + ")),
                    () if kategori == "-" else tuple(kategori.split("/")),
                )
            )
    return moten


def test_nine_meetings_with_every_row_of_the_source(plan: Uppfoljningsplan) -> None:
    assert len(plan.sammantraden) == 9
    assert [
        (
            m.fran_och_med,
            m.till_och_med,
            [(tuple(a.namn for a in b.amnen), b.foredragande, b.kategorier) for b in m.block],
        )
        for m in plan.sammantraden
    ] == las_kalender()


def test_the_calendar_has_32_rows_and_63_topics() -> None:
    rader = [rad for _, _, rader in las_kalender() for rad in rader]
    assert (len(rader), sum(len(amnen) for amnen, _, _ in rader)) == (32, 63)


def test_every_meeting_day_is_a_workday_and_all_but_the_last_meeting_take_two(plan: Uppfoljningsplan) -> None:
    """What shows that the days were read right; none of them is on a weekend."""
    langder = [rl.antal_arbetsdagar(m.fran_och_med, m.till_och_med) for m in plan.sammantraden]
    assert langder == [2] * 8 + [1]


def test_the_directors_report_is_first_at_every_meeting(plan: Uppfoljningsplan) -> None:
    (punkt,) = plan.staende_punkter
    assert punkt.namn == "Regiondirektörens rapport"
    for mote in plan.sammantraden:
        staende = [a.staende_punkt for block in mote.block for a in block.amnen]
        assert staende == [punkt.id] + [None] * (len(staende) - 1)


# What a topic takes up, where its name is not that of the area: typed from the plan and the calendar.
ANDRA_NAMN = {
    "Underlag för revisorernas anslag 2017": ["Underlag inför revisorernas budgetanslag"],
    "Säkerhetsarbetet, inkluderande informationssäkerhetsberättelse, rapport 2015 och planering för 2016": [
        "Säkerhetsarbetet, inkluderande informationssäkerhet, rapport 2015 och planering för 2017"
    ],
    "Resultat från patientenkät i primärvården": ["Resultat från patientenkät i Primärvården"] * 2,
    "Uppföljning riks- och regionvård": ["Riks- och regionvård"],
    "Årsredovisning 2015, inkl bolag, förbund och stiftelser": ["Årsredovisning, inkl bolag och privata utförare"],
    "Uppföljning av ramavtal och avtalstrohet samt årsplan för upphandlingar": [
        "Ramavtal och avtalstrohet samt årsplan för upphandlingar"
    ],
    "Långsiktig plan för god ekonomisk hushållning": ["Långsiktig utvecklingsplan för god ekonomisk hushållning"],
    "Uppföljning av regionstyrelsens verksamhetsplan 2016": ["Uppföljning av regionstyrelsens verksamhetsplan"],
    "Uppföljning av styrelsens verksamhetsplan (särskild redovisning kring utvecklingsområden/mål med dålig "
    "måluppfyllelse enligt majuppföljning)": ["Uppföljning av regionstyrelsens verksamhetsplan"],
    "Miljö, LUP Miljö och Miljöbokslut 2015": ["Miljö"],
    "Läkemedel": ["Uppföljning av läkemedel"],
    "Delårsrapport augusti": ["Delårsrapporter"],
    "Delårsrapport vårdvalsnämnden": ["Delårsrapporter"],
    "Delårsrapport regionala utvecklingsnämnden": ["Delårsrapporter"],
    "FoUU": ["Forskning, utveckling och utbildning (FoUU)"],
    "Samverkan med kommunerna; SVOM och Barnarenan": ["SVOM och Barnarenan"],
    "Regiondirektörens fokusområde - Attraktiv arbetsgivare": [
        "Regiondirektörens fokusområde – Attraktiv arbetsgivare"
    ],
    "Regionstyrelsens internkontrollplan 2017": ["Styrelsens internkontrollplan"],
    "Patientnämndens verksamhet 2016": ["Patientnämndens verksamhet"],
    "LUP Sjukskrivningar": ["LUP sjukskrivningar"],
    "Tillgänglighetsråd och Pensionärsråd": ["Tillgänglighetsråd", "Pensionärsråd"],
}
I_INGET_OMRADE = {
    "Regiondirektörens rapport",
    "Integration",
    *(f"Månadsrapport per {period}" for period in ("februari", "mars", "maj och juni", "september", "oktober")),
}
BEROR_PA_TOLKNING = {
    "Årsredovisning vårdvalsnämnden",
    "Årsredovisning regionala utvecklingsnämnden",
    "Dialog med bolag, föreningar och stiftelser utifrån utvärdering av uppsiktsplikt",
    "Uppföljning styrelsens internkontrollplan",
    "Uppföljning av internkontrollplan 2016",
}


def test_every_topic_takes_up_the_area_that_it_names(plan: Uppfoljningsplan) -> None:
    namn = {o.id: o.namn for o in plan.omraden}
    for amne in (a for m in plan.sammantraden for b in m.block for a in b.amnen):
        omraden = [namn[p.omrade] for p in amne.tar_upp]
        if amne.namn in BEROR_PA_TOLKNING:
            assert all(p.nar for p in amne.tar_upp)
            assert amne.tar_upp
        elif amne.namn in I_INGET_OMRADE:
            assert omraden == []
        else:
            assert omraden == ANDRA_NAMN.get(amne.namn, [amne.namn])
            assert not any(p.nar for p in amne.tar_upp)


# --- the findings ----------------------------------------------------------------------------------------------------

VARNING, UPPLYSNING = rl.Allvar.VARNING, rl.Allvar.UPPLYSNING
PAPEKANDEN = [
    # code, allvar, place, words that the text must have, tolkning
    (
        "UPLAN-01",
        VARNING,
        "uppf-regiondirektorens-verksamhetsplan-2016",
        "regiondirektörens verksamhetsplan 2016",
        None,
    ),
    ("UPLAN-02", UPPLYSNING, "sammantrade-2016-03", "Månadsrapport per februari", None),
    ("UPLAN-02", UPPLYSNING, "sammantrade-2016-04", "Dialog med bolag", "dialog-med-bolag"),
    ("UPLAN-02", UPPLYSNING, "sammantrade-2016-04", "Månadsrapport per mars", None),
    ("UPLAN-02", UPPLYSNING, "sammantrade-2016-05", "Integration", None),
    ("UPLAN-02", UPPLYSNING, "sammantrade-2016-08", "Månadsrapport per maj och juni", None),
    ("UPLAN-02", UPPLYSNING, "sammantrade-2016-11", "Dialog med bolag", "dialog-med-bolag"),
    ("UPLAN-02", UPPLYSNING, "sammantrade-2016-11", "Månadsrapport per september", None),
    ("UPLAN-02", UPPLYSNING, "sammantrade-2016-12", "Månadsrapport per oktober", None),
    ("UPLAN-03", VARNING, "uppf-patientenkat-verksamhetsresultat", "har kategorin Samhälle/Patient", None),
    ("UPLAN-03", VARNING, "uppf-vardegrundsarbetet", "har kategorin Uppföljning – alla perspektiv", None),
    (
        "UPLAN-03",
        VARNING,
        "uppf-internkontrollplan-uppfoljning",
        "24–25\u00a0maj 2016 har kategorin Övriga",
        "internkontrollplan-uppfoljning",
    ),
    ("UPLAN-03", VARNING, "uppf-overgripande-handlingsplaner", "har kategorin Övriga", None),
    (
        "UPLAN-03",
        VARNING,
        "uppf-internkontrollplan-uppfoljning",
        "1–2\u00a0november 2016 har kategorin Övriga",
        "internkontrollplan-uppfoljning",
    ),
    ("UPLAN-04", UPPLYSNING, "sammantrade-2016-03", "övergripande", None),
    ("UPLAN-04", UPPLYSNING, "sammantrade-2016-05", "Uppföljning – alla perspektiv", None),
    ("UPLAN-05", VARNING, "sammantrade-2016-12", "Tillgänglighetsråd och Pensionärsråd", None),
    ("UPLAN-06", VARNING, "sammantrade-2016-12", "LUP Sjukskrivningar", None),
    ("UPLAN-11", VARNING, "uppf-patientenkat-samhalle", "under Samhälle och Verksamhetsresultat", None),
]


def test_what_does_not_agree_in_the_plan(jh: rl.Regelverk) -> None:
    funna = granska_uppfoljningsplan(jh)
    assert [(p.kod, p.allvar, p.plats, p.tolkning) for p in funna] == [
        (kod, allvar, plats, tolkning) for kod, allvar, plats, _, tolkning in PAPEKANDEN
    ]
    for papekande, (*_, ord_, _) in zip(funna, PAPEKANDEN, strict=True):
        assert ord_ in papekande.text


def ar_avvikande(fore: rl.Regelverk, efter: rl.Regelverk) -> tuple[list[str], list[str]]:
    """The codes and places that are lost and gained."""
    a, b = (Counter(f"{p.kod} {p.plats}" for p in granska_uppfoljningsplan(rv)) for rv in (fore, efter))
    return sorted((a - b).elements()), sorted((b - a).elements())


@pytest.mark.parametrize(
    ("val", "borta", "nya"),
    [
        ({"namndernas-arsredovisningar": "ingar"}, [], []),
        ({"namndernas-arsredovisningar": "eget-amne"}, [], ["UPLAN-02 sammantrade-2016-03"] * 2),
        (
            {"dialog-med-bolag": "utvarderingen"},
            ["UPLAN-02 sammantrade-2016-04", "UPLAN-02 sammantrade-2016-11"],
            [],
        ),
        (
            {"internkontrollplan-uppfoljning": "efter-kategori"},
            ["UPLAN-03 uppf-internkontrollplan-uppfoljning"] * 2,
            ["UPLAN-01 uppf-internkontrollplan-uppfoljning"],
        ),
    ],
    ids=str,
)
def test_another_reading_changes_what_it_is_about_and_nothing_else(
    jh: rl.Regelverk, val: dict[str, str], borta: list[str], nya: list[str]
) -> None:
    assert ar_avvikande(jh, jh.med_tolkningar(val)) == (borta, nya)


def test_with_every_reading_open_what_some_reading_finds_is_found_and_says_so(jh: rl.Regelverk) -> None:
    oppna = granska_uppfoljningsplan(jh.med_tolkningar(rl.ALLA_OPPNA))
    beror = [p for p in oppna if "öppen tolkning" in p.text]
    assert Counter((p.kod, p.tolkning) for p in beror) == {
        ("UPLAN-01", "internkontrollplan-uppfoljning"): 1,
        ("UPLAN-02", "namndernas-arsredovisningar"): 2,
        ("UPLAN-02", "dialog-med-bolag"): 2,
        ("UPLAN-03", "internkontrollplan-uppfoljning"): 2,
    }
    assert all(p.tolkning is None for p in oppna if p not in beror)
    assert len(oppna) == len(PAPEKANDEN) + 3


# --- sources ---------------------------------------------------------------------------------------------------------

RUBRIKER = """
Regionstyrelsens verksamhetsplan och uppföljningsplan
Styrmodell
Styrning över hälso- och sjukvården
Verksamhetsstrategi för hälso- och sjukvården
Strategiska mål
Framgångsfaktorer i form av utvecklingsområden
FRAMGÅNGSFAKTORER - SAMHÄLLE
FRAMGÅNGSFAKTORER - PATIENT
FRAMGÅNGSFAKTORER - MEDARBETARE
FRAMGÅNGSFAKTORER - VERKSAMHETSRESULTAT
Strategiska mål inom området samhälle
Budget 2016
Ekonomiska ramar för regionstyrelsen
Fördelning av ekonomiska ramar inom regionstyrelsen
Uppföljningsplan
Regionstyrelsens uppföljningsplan
Uppsiktsplikt
Uppföljning
Målområde Samhälle
Målområde patient
Målområde medarbetare
Målområde verksamhetsresultat
Övriga informationer och avstämningar
Uppföljningsplan och sammanträdesplanering 2016
Bilaga 1: Styrmodell
Länsövergripande styrdokument
Styrdokument för Region Jämtland Härjedalen
Planering och uppföljning
"""
KANDA = set(RUBRIKER.strip().splitlines())


def kallor(nod: object) -> Iterator[rl.Kalla]:
    if isinstance(nod, rl.Kalla):
        yield nod
    elif isinstance(nod, BaseModel):
        for falt in type(nod).model_fields:
            yield from kallor(getattr(nod, falt))
    elif isinstance(nod, tuple):
        for del_ in nod:
            yield from kallor(del_)


def test_every_fact_stands_under_headings_of_the_source(jh: rl.Regelverk) -> None:
    assert {k.dokument for k in kallor(jh)} == {jh.dokument[0].titel}
    assert {rubrik for k in kallor(jh) for rubrik in k.avsnitt.split(", ")} - KANDA == set()


def test_a_meeting_and_its_rows_are_found_by_the_printed_days(plan: Uppfoljningsplan) -> None:
    tryckta = [m.kalla.rad for m in plan.sammantraden]
    assert tryckta == [
        "18 – 19 januari",
        "23 – 24 Februari",
        "22 – 23 mars",
        "26 – 27 april",
        "24 – 25 maj",
        "23 – 24 augusti",
        "27– 28 september",
        "1 – 2 november",
        "7 december",
    ]
    for mote in plan.sammantraden:
        assert [b.kalla.rad for b in mote.block] == [f"{mote.kalla.rad}, {b.amnen[0].namn}" for b in mote.block]


@pytest.mark.parametrize(
    ("ord_", "rad"),
    [
        ("under 2015", None),  # "aktiviteter som ska genomföras under 2015"
        ("Nytt", None),  # notes that an editor left in the text
        ("vänsterspalten", None),
        ("fet stil", None),
        ("Öka patientinflytande", "Öka patientinflytande"),
        ("trygghetsskapande", "Hälsofrämjande och trygghetsskapande levnadsvillkor"),
        ("inga framgångsfaktorer", "Samhälle"),
        ("mkr", "Enhet"),
        ("1 januari 2016", "7 december"),
        ("planeringen för 2017", "23 – 24 Februari"),
        ("Samhälle/Patient", "23 – 24 Februari"),
        ("vem som föredrar vad", "7 december"),
        ("tom punkt", "Fördjupat arbete för att öka intäkter, punkt 2"),
    ],
)
def test_an_oddity_of_the_source_is_recorded(jh: rl.Regelverk, ord_: str, rad: str | None) -> None:
    funna = [i for i in jh.iakttagelser if ord_ in i.text]
    assert funna
    assert rad is None or any(k.rad == rad for i in funna for k in i.kalla)
