"""The tolkningar of ``halland-2018``: those that are fixed for ever, and for each an answer that it changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

import riktlinjer as rl

MANAD, UR1, UR2, AR = rl.Rapporttyp.MANAD, rl.Rapporttyp.UR1, rl.Rapporttyp.UR2, rl.Rapporttyp.AR
RS, NAMND = rl.Mottagare.RS, rl.Mottagare.NAMND
BUDGET = "budgetavvikelse-halso-och-sjukvarden"
SJUKVARD = "driftnamnd-psykiatri"

# id -> (default, the readings that others may rely on)
FASTA: dict[str, tuple[str, set[str]]] = {
    "delmal-4-antal": ("bilaga-1", {"bilaga-1", "maltabell"}),
    "delmal-3-mellan-71-och-72": ("gul", {"gul", "avrunda"}),
    "delmal-5-oforandrat": ("oppen", {"gul", "rod"}),
    "delmal-5-positivt-men-samre": ("gron", {"gron", "rod"}),
    "delmal-5-jamforelse": ("efter-rapporttyp", {"efter-rapporttyp", "helar"}),
    "budgetram-noll": ("uppnadd", {"uppnadd", "ej-uppnadd"}),
    "manadsrapport-frist": ("efter-bryt", {"efter-bryt", "i-manaden"}),
    "frist-ur-ar": ("10-5-10", {"10-5-10"}),
    "atgardsplan-manad-utan-rapport": ("nasta-rapport", {"nasta-rapport"}),
    "atgardsplan-innehall": ("fem", {"fem"}),
    "prognos-i-ar": ("rubrik-kvar", {"rubrik-kvar"}),
    "intern-kontroll-2018": ("fran-arsredovisningen", {"fran-arsredovisningen", "alla-2018"}),
    "atgardsplan-noll": ("ingen-plan", {"ingen-plan"}),
}


@pytest.mark.parametrize("id", FASTA)
def test_a_tolkning_that_is_fixed(rv: rl.Regelverk, id: str) -> None:
    """The id and default are fixed for ever; the default is the first reading when it is one."""
    standard, lasningar = FASTA[id]
    t = rv.tolkning(id)
    har = [lasning.id for lasning in t.lasningar]
    assert (t.standard, t.vald) == (standard, standard)
    assert lasningar <= set(har)
    assert standard == "oppen" or har[0] == standard


def lage(id: str, utfall: object) -> Callable[[rl.Regelverk], object]:
    return lambda rv: rl.berakna_indikator(rv, id, utfall).lage  # type: ignore[arg-type]


def farger(
    delmal: str, utfall: dict[str, object], typ: rl.Rapporttyp | None = None
) -> Callable[[rl.Regelverk], object]:
    return lambda rv: {s.value for s in rl.statusberaknare(rv, delmal, typ)(utfall).mojliga}  # type: ignore[arg-type]


def nivaer(mal: str, utfall: dict[str, object], niva: rl.Organisationsniva) -> Callable[[rl.Regelverk], object]:
    """The long-term levels that are possible."""
    return lambda rv: {
        n.value
        for n in rl.berakna_malniva(rv, mal, utfall, organisationsniva=niva).mojliga  # type: ignore[arg-type]
    }


def inlamnad(typ: rl.Rapporttyp, bryt: date) -> Callable[[rl.Regelverk], object]:
    return lambda rv: rl.inlamningsdag(rv, typ, bryt=bryt)


def plan(
    typ: rl.Rapporttyp, period: str, avvikelse: object, resultat: object = None
) -> Callable[[rl.Regelverk], object]:
    """(owed, the period of the report that describes it, the period of the report that it goes with at the latest)."""

    def svar(rv: rl.Regelverk) -> object:
        k = rl.kraver_atgardsplan(rv, rapporttyp=typ, period=period, budgetavvikelse=avvikelse, resultat=resultat)  # type: ignore[arg-type]
        return k.kravs, k.beskrivs_i and k.beskrivs_i.period, k.bifogas_senast and k.bifogas_senast.period

    return svar


def saknas_i_tom_plan(rv: rl.Regelverk) -> object:
    return [p.plats for p in rl.granska_atgardsplan(rv, rl.Atgardsplan())]


def rubriker(
    typ: rl.Rapporttyp, borjan: str, mottagare: rl.Mottagare = RS, namnd: str | None = None
) -> Callable[[rl.Regelverk], object]:
    """The headings that begin so, each with whether it is known to bind."""
    return lambda rv: {
        rubrik: a.obligatorisk
        for a in rl.obligatoriska_avsnitt(rv, typ, mottagare=mottagare, namnd=namnd)
        if (rubrik := a.nummer or a.titel).startswith(borjan)
    }


def sjukvardskrav(rv: rl.Regelverk) -> object:
    """Whether UR1 asks Regionservice for baselines in chapter 4."""
    svar = rl.obligatoriska_avsnitt(rv, UR1, namnd="driftnamnd-regionservice")
    return any("utgångsvärden" in k.text.lower() for a in svar if a.nummer == "4" for k in a.krav)


def tar_poang(rv: rl.Regelverk) -> object:
    """Which of the two units an outcome may be in."""
    svar = []
    for text in ("6,5 %", "6,5 poäng"):
        try:
            rl.berakna_indikator(rv, "swedehearts-kvalitetsindex", text)
        except rl.UtfallFel:
            continue
        svar.append(text)
    return svar


UPPNADD, EJ = rl.Lage.UPPNADD, rl.Lage.EJ_UPPNADD
FEM_NADDA: dict[str, object] = {
    "npe-primarvard-delaktighet-och-involvering": 87,
    "npe-primarvard-information-och-kunskap": 82,
    "npe-slutenvard-delaktighet-och-involvering": 80,
    "npe-slutenvard-information-och-kunskap": 85,
    "inloggning-1177": 55,
}
HME = rl.Utfall(75, delar={"motivation": 80, "ledarskap": 73, "styrning": 74})
VARDGARANTI = rl.Utfall(
    delar={
        "Telefontillgänglighet primärvård": 95,
        "Läkarbesök primärvård": 95,
        "Första besök i specialiserad vård": 95,
        "Operation/Åtgärd": 96,
    }
)
UTAN_PLAN, MED_PLAN = (False, None, None), (True, "2018-08", "2018-09")
R12 = {"2.4.1": True, "2.4.2": True, "2.4.3": True}

# id -> (a question, the answer under each reading)
SVAR: dict[str, tuple[Callable[[rl.Regelverk], object], dict[str, object]]] = {
    "delmal-4-antal": (farger("delmal-4", FEM_NADDA), {"bilaga-1": {"Grön"}, "maltabell": {"Grön", "Gul"}}),
    "delmal-3-mellan-71-och-72": (
        farger("delmal-3", {"index-medarbetarenkat": Decimal("71.5")}),
        {"gul": {"Gul"}, "avrunda": {"Grön"}},
    ),
    "delmal-5-oforandrat": (
        farger("delmal-5", {BUDGET: rl.Utfall(-5, motsvarande_period=-5)}, UR1),
        {"gul": {"Gul"}, "rod": {"Röd"}},
    ),
    "delmal-5-positivt-men-samre": (
        farger("delmal-5", {BUDGET: rl.Utfall(5, motsvarande_period=10)}, UR1),
        {"gron": {"Grön"}, "rod": {"Röd"}},
    ),
    "delmal-5-jamforelse": (
        farger("delmal-5", {BUDGET: rl.Utfall(-20, motsvarande_period=-30, foregaende_ar=-10)}, UR2),
        {"efter-rapporttyp": {"Gul"}, "helar": {"Röd"}},
    ),
    "delmal-5-vilken-avvikelse": (
        farger("delmal-5", {BUDGET: rl.Utfall(-20, slag="ackumulerat", motsvarande_period=-30)}, UR1),
        {"som-angiven": {"Gul"}, "ackumulerat": {"Gul"}, "helarsprognos": {"Grön", "Gul", "Röd"}},
    ),
    "budgetram-noll": (lage("driftnamnd-resultat-mot-budget", 0), {"uppnadd": UPPNADD, "ej-uppnadd": EJ}),
    "nettokostnadsandel-malvarde": (lage("nettokostnadsandel", 99), {"hogst": UPPNADD, "budgetuppgift": None}),
    "swedeheart-enhet": (tar_poang, {"procent": ["6,5 %"], "poang": ["6,5 poäng"]}),
    "fodelseoverskott-malvarde": (lage("fodelseoverskott", 0), {"over-noll": EJ, "minst-noll": UPPNADD}),
    "fornybar-energi-200000": (lage("andel-fornybar-energi", 200000), {"over": EJ, "minst": UPPNADD}),
    "fossilfria-material-malvarde": (
        lage("produktutveckling-fossilfria-material", 2),
        {"som-tryckt": EJ, "prototyper": UPPNADD},
    ),
    "okad-andel-fornybar-energi-malvarde": (
        lage("okad-andel-fornybar-energi", rl.Utfall(85, basvarde=100)),
        {"utslapp": UPPNADD, "andel": None},
    ),
    "forvarvsfrekvens-kon": (
        lage("forvarvsfrekvens", rl.Utfall(3, delar={"kvinnor": 2, "män": 4})),
        {"var-for-sig": EJ, "tillsammans": UPPNADD},
    ),
    "hme-delindex": (
        nivaer(
            "mal-ledar-och-medarbetarskap", {"hallbart-medarbetarengagemang": HME}, rl.Organisationsniva.FORVALTNING
        ),
        {"koncernen": {"På målet"}, "varje-niva": {"Under målnivåerna"}},
    ),
    "vardgaranti-och-arbetsuppgifter": (
        nivaer("mal-ratt-kompetens", {"vardgaranti-egen-regi": VARDGARANTI}, rl.Organisationsniva.KONCERN),
        {"bada": {"På målet", "På väg mot målet", "Under målnivåerna"}, "bara-satta": {"På målet"}},
    ),
    "manadsrapport-frist": (
        inlamnad(MANAD, date(2018, 3, 6)),
        {"efter-bryt": date(2018, 3, 9), "i-manaden": date(2018, 3, 5)},
    ),
    "frist-ur-ar": (
        inlamnad(UR2, date(2018, 9, 6)),
        {"10-5-10": date(2018, 9, 13), "som-manadsrapport": date(2018, 9, 11)},
    ),
    "atgardsplan-manad-utan-rapport": (
        plan(UR1, "2018-03", -1),
        {"nasta-rapport": (True, "2018-03", "2018-05"), "utan-rapport": (True, "2018-03", None)},
    ),
    "atgardsplan-innehall": (
        saknas_i_tom_plan,
        {
            "fem": ["beslutad", "status", "vidtagna", "planerade", "effekt"],
            "fyra": ["beslutad", "vidtagna", "planerade", "effekt"],
        },
    ),
    "atgardsplan-noll": (plan(UR2, "2018-08", 0), {"ingen-plan": UTAN_PLAN, "plan": MED_PLAN}),
    "atgardsplan-utlosare": (plan(UR2, "2018-08", -6, 10), {"budgetavvikelse": MED_PLAN, "resultat": UTAN_PLAN}),
    "atgardsplan-nar": (
        plan(UR2, "2018-08", -6),
        {
            "beskrivs-och-bifogas": MED_PLAN,
            "samma-rapport": (True, "2018-08", None),
            "nasta-rapport": (True, None, "2018-09"),
        },
    ),
    "atgardsplan-i-ar": (plan(AR, "2018-12", -6), {"ja": (True, "2018-12", None), "nej": UTAN_PLAN}),
    "prognos-i-ar": (
        rubriker(AR, "2.2"),
        {
            "rubrik-kvar": {"2.2": True, "2.2.2": True},
            "tabell-kvar": {"2.2": True, "2.2.1": True, "2.2.1.1": True, "2.2.2": True},
            "hela-bort": {"2.2.2": True},
        },
    ),
    "intern-kontroll-2018": (
        rubriker(UR1, "Intern kontroll"),
        {"fran-arsredovisningen": {}, "alla-2018": {"Intern kontroll": True}},
    ),
    "halso-och-sjukvarden-vilka": (sjukvardskrav, {"fyra-driftnamnder": False, "aven-regionservice": True}),
    "medarbetare-r12-ovriga": (
        rubriker(MANAD, "2.4.", namnd="lokala-namnder"),
        {"bara-driftnamnder": {}, "alla": R12},
    ),
    "bemanningspersonal-vilka": (
        rubriker(MANAD, "2.4.", namnd="driftnamnd-kultur-och-skola"),
        {"alla-driftnamnder": R12, "halso-och-sjukvarden": {"2.4.1": True, "2.4.2": True}},
    ),
    "policyer-vilka": (
        rubriker(AR, "Uppföljning av policys", namnd="regionstyrelsen"),
        {"bara-driftnamnder": {}, "alla": {"Uppföljning av policys": True}},
    ),
    "kapitel-4-regionstyrelsen-manad": (
        rubriker(MANAD, "4", namnd="regionstyrelsen"),
        {"mallen": {}, "bilaga-4": {"4": True}},
    ),
}
# what an answer reads when the tolkning is left open, where that is more than the readings together
# (colours and levels: their union; a section: neither bound nor free)
OPPNA_FARGER = [id for id, (_, svar) in SVAR.items() if all(isinstance(v, set) for v in svar.values())]

# readings that must be fixed for a question to be about one tolkning only
FOR_FRAGAN = {"bemanningspersonal-vilka": {"medarbetare-r12-ovriga": "bara-driftnamnder"}}


def test_every_tolkning_has_a_question_here(rv: rl.Regelverk) -> None:
    assert sorted(SVAR) == sorted(t.id for t in rv.tolkningar)


@pytest.mark.parametrize("id", SVAR)
def test_the_question_is_asked_under_every_reading(rv: rl.Regelverk, id: str) -> None:
    assert sorted(SVAR[id][1]) == sorted(lasning.id for lasning in rv.tolkning(id).lasningar)


@pytest.mark.parametrize(("id", "lasning"), [(id, lasning) for id, (_, svar) in SVAR.items() for lasning in svar])
def test_an_answer_under_a_reading(rv: rl.Regelverk, id: str, lasning: str) -> None:
    fraga, svar = SVAR[id]
    assert fraga(rv.med_tolkningar({**FOR_FRAGAN.get(id, {}), id: lasning})) == svar[lasning]


@pytest.mark.parametrize("id", SVAR)
def test_the_default_answer_is_that_of_the_default_reading(rv: rl.Regelverk, id: str) -> None:
    standard = rv.tolkning(id).standard
    fraga, svar = SVAR[id]
    if standard != "oppen":
        assert fraga(rv.med_tolkningar(FOR_FRAGAN.get(id, {}))) == svar[standard]


@pytest.mark.parametrize("id", OPPNA_FARGER)
def test_left_open_every_colour_or_level_of_every_reading_is_possible(rv: rl.Regelverk, id: str) -> None:
    fraga, svar = SVAR[id]
    assert fraga(rv.med_tolkningar({id: "oppen"})) == set().union(*svar.values())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("id", "vantat"),
    [
        ("budgetram-noll", None),
        ("nettokostnadsandel-malvarde", None),
        ("swedeheart-enhet", ["6,5 %", "6,5 poäng"]),
        ("fodelseoverskott-malvarde", None),
        ("fornybar-energi-200000", None),
        ("fossilfria-material-malvarde", None),
        ("okad-andel-fornybar-energi-malvarde", None),
        ("forvarvsfrekvens-kon", None),
        ("manadsrapport-frist", None),
        ("frist-ur-ar", None),
        ("atgardsplan-manad-utan-rapport", (True, "2018-03", None)),
        ("atgardsplan-innehall", ["beslutad", "status", "vidtagna", "planerade", "effekt"]),
        ("atgardsplan-nar", (True, None, None)),
        ("prognos-i-ar", {"2.2": None, "2.2.1": None, "2.2.1.1": None, "2.2.2": True}),
        ("intern-kontroll-2018", {"Intern kontroll": None}),
        ("medarbetare-r12-ovriga", {"2.4.1": None, "2.4.2": None, "2.4.3": None}),
        ("bemanningspersonal-vilka", {"2.4.1": True, "2.4.2": True, "2.4.3": None}),
        ("policyer-vilka", {"Uppföljning av policys": None}),
        ("kapitel-4-regionstyrelsen-manad", {"4": None}),
    ],
)
def test_left_open_an_answer_that_the_readings_disagree_on_is_not_known(
    rv: rl.Regelverk, id: str, vantat: object
) -> None:
    assert SVAR[id][0](rv.med_tolkningar({**FOR_FRAGAN.get(id, {}), id: "oppen"})) == vantat


@pytest.mark.parametrize("id", ["atgardsplan-noll", "atgardsplan-i-ar"])
def test_left_open_whether_a_plan_is_owed_is_not_known(rv: rl.Regelverk, id: str) -> None:
    kravs, *_ = SVAR[id][0](rv.med_tolkningar({id: "oppen"}))  # type: ignore[misc]
    assert kravs is None


def test_all_open_every_function_still_answers(rv: rl.Regelverk) -> None:
    oppet = rv.med_tolkningar(rl.ALLA_OPPNA)
    assert {t.vald for t in oppet.tolkningar} == {"oppen"}
    for fraga, _ in SVAR.values():
        fraga(oppet)
    u = rl.berakna_status(oppet, rl.utgangsvarden(oppet))
    assert u["delmal-1"].status is rl.Status.ROD


# --- which tolkningar an answer says that it rests on ----------------------------------------------------------------


def test_an_answer_lists_the_readings_it_used(rv: rl.Regelverk) -> None:
    def b(delmal: str, **utfall: object) -> rl.BeraknadStatus:
        givna = {id.replace("_", "-"): v for id, v in utfall.items()}
        return rl.statusberaknare(rv, delmal, UR1)(givna)  # type: ignore[arg-type]

    assert "delmal-4-antal" in b("delmal-4").tolkningar
    assert "delmal-3-mellan-71-och-72" in b("delmal-3", index_medarbetarenkat="71,5").tolkningar
    assert "delmal-3-mellan-71-och-72" not in b("delmal-3", index_medarbetarenkat="75").tolkningar
    minus = rl.Utfall(-5, motsvarande_period=-9)
    assert "delmal-5-jamforelse" in b("delmal-5", budgetavvikelse_halso_och_sjukvarden=minus).tolkningar
    assert rl.berakna_indikator(rv, "driftnamnd-resultat-mot-budget", 0).tolkningar == ("budgetram-noll",)
    plan_ = rl.kraver_atgardsplan(rv, rapporttyp=UR1, period="2018-03", budgetavvikelse=-1)
    assert "atgardsplan-manad-utan-rapport" in plan_.tolkningar
    (tillfalle,) = rl.berakna_tidplan(rv, bryt={"2027-02": date(2027, 3, 4)}).tillfallen
    assert tillfalle.rapport_till_rk is not None
    assert tillfalle.rapport_till_rk.tolkningar == ("manadsrapport-frist",)
    ar = {a.nummer: a for a in rl.obligatoriska_avsnitt(rv, AR)}
    assert ar["2.2"].tolkningar == ("prognos-i-ar",)


def test_budgetram_at_exactly_zero_gets_an_upplysning(rv: rl.Regelverk) -> None:
    """The reading ``uppnadd`` comes with a word of warning; at 1 there is nothing to warn of."""
    funna = rl.berakna_indikator(rv, "driftnamnd-resultat-mot-budget", 0).papekanden
    assert [(p.allvar, p.tolkning) for p in funna] == [(rl.Allvar.UPPLYSNING, "budgetram-noll")]
    assert rl.berakna_indikator(rv, "driftnamnd-resultat-mot-budget", 1).papekanden == ()


# --- the records themselves ------------------------------------------------------------------------------------------


def test_over_a_hundred_contradictions_holes_and_ambiguities_are_recorded(rv: rl.Regelverk) -> None:
    """About 25 of them change an answer that some function gives."""
    assert len(rv.tolkningar) >= 25
    assert len(rv.iakttagelser) > 0
    assert len(rv.tolkningar) + len(rv.iakttagelser) > 100


def test_every_id_is_unique_ascii_kebab_case(rv: rl.Regelverk) -> None:
    ids = [post.id for poster in (rv.tolkningar, rv.iakttagelser, rv.indikatorer, rv.delmal, rv.mal) for post in poster]
    ids += [post.id for poster in (rv.strategier, rv.insatsomraden, rv.namnder, rv.prioriteringar) for post in poster]
    ids += [post.id for poster in (rv.prioriteringsomraden, rv.uppfoljningsvariabler) for post in poster]
    assert len(ids) == len(set(ids))
    assert [
        id
        for id in ids
        if not all(del_.isalnum() and del_.isascii() and del_ == del_.lower() for del_ in id.split("-"))
    ] == []


def test_no_tolkning_leaves_anything_unsaid(rv: rl.Regelverk) -> None:
    for t in rv.tolkningar:
        assert t.fraga.endswith("?"), t.id
        assert t.skal.strip(), t.id
        assert t.kalla, t.id
        assert len(t.lasningar) >= 2, t.id
        assert all(lasning.innebord.strip() for lasning in t.lasningar), t.id


def test_no_iakttagelse_is_empty_or_without_source_and_none_says_the_same_as_another(rv: rl.Regelverk) -> None:
    assert [i.id for i in rv.iakttagelser if not i.text.strip() or not i.kalla] == []
    assert len({i.text for i in rv.iakttagelser}) == len(rv.iakttagelser)


# --- med_tolkningar --------------------------------------------------------------------------------------------------


def test_another_reading_is_another_regelverk_and_the_first_is_untouched(rv: rl.Regelverk) -> None:
    annat = rv.med_tolkningar({"delmal-4-antal": "maltabell"})
    assert rv.tolkning("delmal-4-antal").vald == "bilaga-1"
    assert annat.tolkning("delmal-4-antal").vald == "maltabell"
    assert annat.tolkning("delmal-4-antal").standard == "bilaga-1"
    assert annat != rv
    assert annat.med_tolkningar({"delmal-4-antal": "bilaga-1"}) == rv
    assert rv.med_tolkningar({}) == rv


@pytest.mark.parametrize(
    ("val", "ord_"),
    [
        ({"delmal-4-antall": "bilaga-1"}, "delmal-4-antal\\b"),
        ({"delmal-4-antal": "bilaga1"}, "bilaga-1"),
        ({"delmal-4-antal": "öppen"}, "oppen"),
    ],
)
def test_an_unknown_tolkning_or_reading_is_refused_and_the_near_one_suggested(
    rv: rl.Regelverk, val: dict[str, str], ord_: str
) -> None:
    with pytest.raises(rl.OkantId, match=ord_):
        rv.med_tolkningar(val)
