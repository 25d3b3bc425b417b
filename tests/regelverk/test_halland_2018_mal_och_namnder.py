"""The goal hierarchy, the decision and the nämnder of ``halland-2018``, from the source."""

from __future__ import annotations

from datetime import date

import pytest

import riktlinjer as rl

DELMAL = {
    "delmal-1": (
        "Hälso- och sjukvården i Halland arbetar hälsofrämjande och levererar en individuell hälso- och sjukvård av "
        "hög kvalitet för en god och jämlik hälsa"
    ),
    "delmal-2": (
        "Hälso- och sjukvården i Halland är trygg, sammanhållen och utformas tillsammans med patient och närstående"
    ),
    "delmal-3": "Hälso- och sjukvården i Halland arbetar med ständig förbättring för bättre hälsa hos invånarna",
    "delmal-4": "Hälso- och sjukvården i Halland möjliggör att invånarna själva tar ansvar utifrån egen förmåga",
    "delmal-5": ("Hälso- och sjukvården i Halland har en tydlig prioritering av hur kompetens och resurser används"),
}
# delmål -> "Indikator" in the goal table: what the long-term levels are about
LANGSIKTIGA = {
    "delmal-1": ["Nationella indikatorer för hälso- och sjukvårdsdata: indexberäkningar från Vården i siffror"],
    "delmal-2": [
        "Sammanvägt index från fem dimensioner i Nationell Patientenkät (NPE)",
        "Strukturella variabler för sammanhållen vård",
    ],
    "delmal-3": ["Sammanvägt index från fyra delindikatorer i medarbetarenkät", "Ohälsotalet"],
    "delmal-4": [
        "Sammanvägt index från två dimensioner i NPE",
        "Användning av digitala tjänster hos invånare och profession",
    ],
    "delmal-5": ["Den totala budgetramen för hälso- och sjukvården ska hållas", "Andel bemanningspersonal"],
}
# (area, goal), headings of the goal tables among them
MAL = [
    ("ekonomi", "Budgetramen ska hållas"),
    ("arbetsgivare", "Kompetenta och engagerade medarbetare som utvecklar verksamheten"),
    ("arbetsgivare", "Rätt kompetens på rätt plats i rätt tid"),
    ("arbetsgivare", "Möjlighet att attrahera och rekrytera den kompetens som behövs"),
    ("arbetsgivare", "Goda karriär- och utvecklingsmöjligheter i en innovativ miljö"),
    ("arbetsgivare", "Ett sunt och hållbart arbetsliv"),
    ("arbetsgivare", "Ett gott ledar- och medarbetarskap med utgångspunkt i Region Hallands värdegrund"),
    (
        "regional utveckling",
        "Halland ska vara en mer attraktiv, inkluderande och konkurrenskraftig region år 2020 än 2014",
    ),
    ("regional utveckling", "Hög attraktivitet"),
    ("regional utveckling", "Stark konkurrenskraft"),
    ("regional utveckling", "Fler i arbete"),
    ("hälso- och sjukvård", "En hälso- och sjukvård för bättre hälsa"),
]


def test_the_decision_and_the_edition(rv: rl.Regelverk) -> None:
    """ "Regionstyrelsens arbetsutskott har på uppdrag av Regionstyrelsen den 30 januari 2018 fastställt ..."."""
    assert rv.format == 1
    assert (rv.titel, rv.organisation, rv.ar) == (
        "Riktlinjer för Region Hallands uppföljning 2018",
        "Region Halland",
        2018,
    )
    assert rv.beslutad == rv.galler_fran == date(2018, 1, 30)
    assert "arbetsutskott" in rv.beslutad_av
    assert rv.utgava
    huvud = rv.dokument[0]
    assert (huvud.titel, huvud.diarienummer) == (rv.titel, "RS180047")


def test_the_two_strategies(rv: rl.Regelverk) -> None:
    """ "Tillväxtstrategi för Halland 2014 – 2020 respektive Hälso- och sjukvårdsstrategi för Halland 2017 – 2025"."""
    assert [(s.namn, s.fran_ar, s.till_ar) for s in rv.strategier] == [
        ("Tillväxtstrategi för Halland", 2014, 2020),
        ("Hälso- och sjukvårdsstrategi för Halland", 2017, 2025),
    ]


def test_the_goals_and_their_areas(rv: rl.Regelverk) -> None:
    assert [(m.omrade, m.namn) for m in rv.mal] == MAL


def test_the_goals_of_a_strategy_say_which(rv: rl.Regelverk) -> None:
    namn = {s.id: s.namn for s in rv.strategier}
    assert {(m.omrade, m.strategi and namn[m.strategi]) for m in rv.mal} == {
        ("ekonomi", None),
        ("arbetsgivare", None),
        ("regional utveckling", "Tillväxtstrategi för Halland"),
        ("hälso- och sjukvård", "Hälso- och sjukvårdsstrategi för Halland"),
    }


def test_the_five_delmal(rv: rl.Regelverk) -> None:
    assert {d.id: d.namn for d in rv.delmal} == DELMAL
    assert [(d.nummer, d.malar) for d in rv.delmal] == [(n, 2025) for n in range(1, 6)]
    halsa = next(m for m in rv.mal if m.omrade == "hälso- och sjukvård")
    assert {d.mal for d in rv.delmal} == {halsa.id}


@pytest.mark.parametrize("delmal", LANGSIKTIGA)
def test_what_the_long_term_levels_of_a_delmal_are_about(rv: rl.Regelverk, delmal: str) -> None:
    assert [i.namn for i in rv.delmal_med_id(delmal).langsiktiga_indikatorer] == LANGSIKTIGA[delmal]


# nämnd -> how many priorities the source gives it
NAMNDER = {
    "Regionstyrelsen": 37,  # tillväxt 1 + 1 + 2 + 4; hälso- och sjukvård 15, with 1 and 3 under two of them; 6; 3; 1
    "Lokala nämnder": 4,
    "Gemensamma nämnder": 0,
    "Driftnämnd kultur och skola": 3,
    "Driftnämnd Hallands sjukhus": 16 + 3 + 1,
    "Driftnämnd Närsjukvård": 16 + 3,  # "inga specifika prioriteringar"
    "Driftnämnd Ambulans, diagnostik och hälsa": 16 + 3 + 2,
    "Driftnämnd Psykiatri": 16 + 3 + 3,
    "Driftnämnd Regionservice": 16 + 3 + 6 + 3,
}
SJUKVARD = {
    "Driftnämnd Hallands sjukhus",
    "Driftnämnd Närsjukvård",
    "Driftnämnd Ambulans, diagnostik och hälsa",
    "Driftnämnd Psykiatri",
}


def test_the_namnder_and_their_groups(rv: rl.Regelverk) -> None:
    assert [n.namn for n in rv.namnder] == list(NAMNDER)
    assert {n.namn for n in rv.namnder if "driftnämnder" in n.grupper} == {
        n for n in NAMNDER if n.startswith("Driftnämnd")
    }
    assert {n.namn for n in rv.namnder if "hälso- och sjukvården" in n.grupper} == SJUKVARD


def test_every_namnd_has_its_grunduppdrag_described(rv: rl.Regelverk) -> None:
    assert [n.namn for n in rv.namnder if len(n.grunduppdrag) < 20] == []


@pytest.mark.parametrize("namn", NAMNDER)
def test_how_many_priorities_a_namnd_has(rv: rl.Regelverk, namn: str) -> None:
    id = next(n.id for n in rv.namnder if n.namn == namn)
    assert len([p for p in rv.prioriteringar if id in p.namnder]) == NAMNDER[namn]


def test_the_sixteen_are_common_to_health_care_and_regionservice(rv: rl.Regelverk) -> None:
    namn = {n.id: n.namn for n in rv.namnder}
    for p in rv.prioriteringar:
        if p.omrade is not None:
            assert {namn[n] for n in p.namnder} >= SJUKVARD | {"Driftnämnd Regionservice"}, p.id


@pytest.mark.parametrize(
    ("namnd", "ord_"),
    [
        ("lokala-namnder", "En god start i livet"),
        ("lokala-namnder", "utjämnar hälsoskillnader"),
        ("driftnamnd-kultur-och-skola", "feriearbeten"),
        ("driftnamnd-kultur-och-skola", "värdegrunden"),
        ("driftnamnd-hallands-sjukhus", "koronarangiografi"),
        ("driftnamnd-ambulans-diagnostik-och-halsa", "prislistorna"),
        ("driftnamnd-ambulans-diagnostik-och-halsa", "ungdomsmottagningarna"),
        ("driftnamnd-psykiatri", "KBT"),
        ("driftnamnd-psykiatri", "missbruksmiljöer"),
        ("driftnamnd-regionservice", "prototyper"),
        ("driftnamnd-regionservice", "nyckeltal"),
        ("regionstyrelsen", "testmiljöer"),
        ("regionstyrelsen", "hälsokommission"),
        ("regionstyrelsen", "geriatrisk"),
        ("regionstyrelsen", "inköpspolitiken"),
    ],
)
def test_a_priority_that_is_a_namnds_own(rv: rl.Regelverk, namnd: str, ord_: str) -> None:
    assert any(ord_ in p.namn for p in rv.prioriteringar if namnd in p.namnder)


def test_regionstyrelsen_is_not_given_the_flows(rv: rl.Regelverk) -> None:
    """Bilaga 4 repeats Bilaga 1's priorities but leaves out "Optimera och skapa nya flöden"."""
    (floden,) = [p for p in rv.prioriteringar if p.namn.startswith("Optimera och skapa nya flöden")]
    assert "regionstyrelsen" not in floden.namnder
