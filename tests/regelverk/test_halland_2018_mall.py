""" "Mall för rapportering – 2018" and the appendices it points to: headings, demands and tables, from the source."""

from __future__ import annotations

from typing import Any

import pytest

import riktlinjer as rl

MANAD, UR1, UR2, AR = rl.Rapporttyp.MANAD, rl.Rapporttyp.UR1, rl.Rapporttyp.UR2, rl.Rapporttyp.AR
RS, NAMND = rl.Mottagare.RS, rl.Mottagare.NAMND
ALLA = (MANAD, UR1, UR2, AR)

RUBRIKER = [
    ("1", "Sammanfattning"),
    ("2", "Uppföljning av Resurser (Ekonomi och medarbetare)"),
    ("2.1", "Ekonomiskt resultat (ackumulerat)"),
    ("2.1.1", "Kostnads- och intäktsutveckling"),
    ("2.2", "Ekonomisk prognos"),
    ("2.2.1", "Prognosförändring sedan föregående rapport"),
    ("2.2.1.1", "Tabell Resultat och prognos"),
    ("2.2.2", "Framtidsarbetet (totala effekter)"),
    ("2.3", "Investeringar"),
    ("2.4", "Medarbetare"),
    ("2.4.1", "Personalomsättning R12"),
    ("2.4.2", "Sjukfrånvaro R12"),
    ("2.4.3", "Bemanningspersonal"),
    ("3", "Uppföljning av Grunduppdraget utifrån given definition"),
    ("3.1", "Produktion"),
    ("3.2", "Tillgänglighet"),
    ("3.3", "Kvalitet"),
    (
        "4",
        (
            "Uppföljning av verksamhet och aktiviteter som stödjer de av RF beslutade målen, delmålen och "
            "prioriteringarna (målstyrning)"
        ),
    ),
]
UTAN_NUMMER = ["Framsida", "Innehållsförteckning", "Uppföljning av policys", "Intern kontroll"]

SJUKVARD = (
    "driftnamnd-hallands-sjukhus",
    "driftnamnd-narsjukvard",
    "driftnamnd-ambulans-diagnostik-och-halsa",
    "driftnamnd-psykiatri",
)
OVRIGA_DRIFTNAMNDER = ("driftnamnd-kultur-och-skola", "driftnamnd-regionservice")
DRIFTNAMNDER = SJUKVARD + OVRIGA_DRIFTNAMNDER
ANDRA = ("regionstyrelsen", "lokala-namnder", "gemensamma-namnder")


def mall(rv: rl.Regelverk) -> rl.Rapportmall:
    assert rv.rapportmall is not None
    return rv.rapportmall


def avsnitt(
    rv: rl.Regelverk, typ: rl.Rapporttyp, mottagare: rl.Mottagare = RS, namnd: str | None = None
) -> dict[str, rl.Avsnitt]:
    svar = rl.obligatoriska_avsnitt(rv, typ, mottagare=mottagare, namnd=namnd)
    assert len({a.nummer or a.titel for a in svar}) == len(svar)
    return {a.nummer or a.titel: a for a in svar}


def test_the_template_has_18_numbered_headings_with_the_sources_titles(rv: rl.Regelverk) -> None:
    assert len(RUBRIKER) == 18
    assert [(a.nummer, a.titel) for a in mall(rv).avsnitt if a.nummer is not None] == RUBRIKER


def test_what_is_required_without_a_numbered_heading(rv: rl.Regelverk) -> None:
    """The front page and the contents list stand first; policys and intern kontroll have no heading in the template."""
    titlar = [a.titel for a in mall(rv).avsnitt if a.nummer is None]
    assert titlar[:4] == UTAN_NUMMER
    assert [a.titel for a in mall(rv).avsnitt][:2] == UTAN_NUMMER[:2]


# heading -> the report types it belongs to, to RS and to the nämnd, for one of the health-care driftnämnder
UTOM_MANAD, UTOM_AR = (UR1, UR2, AR), (MANAD, UR1, UR2)
GALLER: dict[str, tuple[tuple[rl.Rapporttyp, ...], tuple[rl.Rapporttyp, ...]]] = {
    "Framsida": (ALLA, ALLA),
    "Innehållsförteckning": (ALLA, ALLA),
    "1": (ALLA, ALLA),
    "2": (ALLA, ALLA),
    "2.1": (ALLA, ALLA),
    "2.1.1": (ALLA, ALLA),
    "2.2": (ALLA, ALLA),  # prognos-i-ar, rubrik-kvar: the heading stays in ÅR
    "2.2.1": (UTOM_AR, UTOM_AR),  # "(ej ÅR)"
    "2.2.1.1": (UTOM_AR, UTOM_AR),
    "2.2.2": (UTOM_MANAD, UTOM_MANAD),  # "UR1, UR2, ÅR"
    "2.3": (UTOM_MANAD, UTOM_MANAD),  # "UR1, UR2, ÅR: ..."
    "2.4": (ALLA, ALLA),
    "2.4.1": (ALLA, ALLA),  # Bilaga 3: X in all four
    "2.4.2": (ALLA, ALLA),
    "2.4.3": (ALLA, ALLA),
    "3": (ALLA, ALLA),
    "3.1": (ALLA, ALLA),
    "3.2": (ALLA, ALLA),
    "3.3": (ALLA, ALLA),
    "4": (UTOM_MANAD, ALLA),  # "Månad: Ingen redovisning till RS utan endast på nämndnivå"
    "Uppföljning av policys": ((AR,), (AR,)),  # "I årsuppföljningen"
    "Intern kontroll": ((AR,), (AR,)),  # intern-kontroll-2018, fran-arsredovisningen
}


@pytest.mark.parametrize("typ", ALLA, ids=str)
@pytest.mark.parametrize("mottagare", [RS, NAMND], ids=str)
@pytest.mark.parametrize("namnd", SJUKVARD)
def test_the_sections_of_a_health_care_driftnamnd(
    rv: rl.Regelverk, typ: rl.Rapporttyp, mottagare: rl.Mottagare, namnd: str
) -> None:
    """All of them certain, in the template's order."""
    svar = avsnitt(rv, typ, mottagare, namnd)
    vantade = [
        rubrik for rubrik, (till_rs, till_namnd) in GALLER.items() if typ in (till_rs, till_namnd)[mottagare is NAMND]
    ]
    assert [nummer for nummer in svar if nummer in GALLER] == vantade
    assert {nummer: a.obligatorisk for nummer, a in svar.items()} == dict.fromkeys(svar, True)
    assert set(svar) - set(GALLER) <= {"Nämndspecifik redovisning"}


@pytest.mark.parametrize("typ", ALLA, ids=str)
@pytest.mark.parametrize("mottagare", [RS, NAMND], ids=str)
@pytest.mark.parametrize("namnd", OVRIGA_DRIFTNAMNDER)
def test_the_other_driftnamnder_have_the_same_sections(
    rv: rl.Regelverk, typ: rl.Rapporttyp, mottagare: rl.Mottagare, namnd: str
) -> None:
    assert list(avsnitt(rv, typ, mottagare, namnd)) == list(avsnitt(rv, typ, mottagare, SJUKVARD[0]))


@pytest.mark.parametrize("typ", ALLA, ids=str)
@pytest.mark.parametrize("mottagare", [RS, NAMND], ids=str)
@pytest.mark.parametrize("namnd", ANDRA)
def test_where_the_guideline_is_silent_the_answer_says_so(
    rv: rl.Regelverk, typ: rl.Rapporttyp, mottagare: rl.Mottagare, namnd: str
) -> None:
    """Bilaga 3's R12 rows name driftnämnder only, and so does "Uppföljning av policys"."""
    svar = avsnitt(rv, typ, mottagare, namnd)
    tysta = {"2.4.1": "medarbetare-r12-ovriga", "2.4.2": "medarbetare-r12-ovriga", "2.4.3": "medarbetare-r12-ovriga"}
    if typ is AR:
        tysta["Uppföljning av policys"] = "policyer-vilka"
    assert {nummer for nummer, a in svar.items() if a.obligatorisk is None} == set(tysta)
    assert {nummer: a.oppna_tolkningar for nummer, a in svar.items() if a.oppna_tolkningar} == {
        nummer: (tolkning,) for nummer, tolkning in tysta.items()
    }
    sakra = {nummer for nummer, a in svar.items() if a.obligatorisk}
    assert sakra == set(avsnitt(rv, typ, mottagare, SJUKVARD[0])) - set(tysta)


@pytest.mark.parametrize("typ", ALLA, ids=str)
def test_chapter_4_of_a_manadsrapport_stays_with_the_namnd(rv: rl.Regelverk, typ: rl.Rapporttyp) -> None:
    assert ("4" in avsnitt(rv, typ, RS)) is (typ is not MANAD)
    assert "4" in avsnitt(rv, typ, NAMND)


def test_rs_is_the_reader_when_none_is_named(rv: rl.Regelverk) -> None:
    assert rl.obligatoriska_avsnitt(rv, MANAD) == rl.obligatoriska_avsnitt(rv, MANAD, mottagare=RS, namnd=None)


@pytest.mark.parametrize("namnd", [None, *DRIFTNAMNDER, *ANDRA], ids=str)
@pytest.mark.parametrize(("typ", "finns"), [(MANAD, False), (UR1, False), (UR2, False), (AR, True)], ids=str)
def test_intern_kontroll_begins_with_arsredovisningen(
    rv: rl.Regelverk, namnd: str | None, typ: rl.Rapporttyp, finns: bool
) -> None:
    """ "I samband med årsredovisning 2018 ska det redovisas att en plan har upprättats och därefter ska planen följas
    upp" binds every nämnd."""
    svar = avsnitt(rv, typ, RS, namnd)
    assert ("Intern kontroll" in svar) is finns
    if finns:
        assert svar["Intern kontroll"].obligatorisk is True


@pytest.mark.parametrize(("typ", "finns"), [(MANAD, False), (UR1, True), (UR2, True), (AR, True)], ids=str)
def test_intern_kontroll_read_as_all_of_2018(rv: rl.Regelverk, typ: rl.Rapporttyp, finns: bool) -> None:
    alla = rv.med_tolkningar({"intern-kontroll-2018": "alla-2018"})
    assert ("Intern kontroll" in avsnitt(alla, typ)) is finns


# prognos-i-ar -> which of 2.2, 2.2.1, 2.2.1.1 and 2.2.2 stand in ÅR
@pytest.mark.parametrize(
    ("lasning", "kvar"),
    [
        ("rubrik-kvar", ["2.2", "2.2.2"]),
        ("tabell-kvar", ["2.2", "2.2.1", "2.2.1.1", "2.2.2"]),
        ("hela-bort", ["2.2.2"]),
    ],
)
def test_the_forecast_in_arsredovisningen(rv: rl.Regelverk, lasning: str, kvar: list[str]) -> None:
    svar = avsnitt(rv.med_tolkningar({"prognos-i-ar": lasning}), AR)
    assert [nummer for nummer in svar if nummer.startswith("2.2")] == kvar


def test_in_arsredovisningen_2_2_asks_for_no_forecast(rv: rl.Regelverk) -> None:
    """ "Beskriv nämndens prognos – ej ÅR"; the åtgärdsplan at "resultat" stays."""
    under_aret, i_ar = ([k.text.lower() for k in avsnitt(rv, typ)["2.2"].krav] for typ in (UR2, AR))
    assert any("beskriv nämndens prognos" in text for text in under_aret)
    assert not any("beskriv nämndens prognos" in text or "uppdragsgrupp" in text for text in i_ar)
    assert any("åtgärdsplan" in text for text in i_ar)


def tabeller(a: rl.Avsnitt) -> set[str]:
    return {k.tabell for k in a.krav if k.tabell is not None}


# report type -> words that only its own demands on hälso- och sjukvården in chapter 4 have
KAPITEL_4 = {
    UR1: ["utgångsvärden och målvärden", "aktiviteter", "uppföljningsvariabler"],
    UR2: ["nuläge", "nya data"],
    AR: ["nuläge", "samtliga indikatorer", "analys"],
}


@pytest.mark.parametrize("typ", KAPITEL_4, ids=str)
@pytest.mark.parametrize("namnd", SJUKVARD)
def test_what_chapter_4_asks_of_health_care_in_each_report(rv: rl.Regelverk, typ: rl.Rapporttyp, namnd: str) -> None:
    sjukvard = " ".join(
        k.text.lower() for k in avsnitt(rv, typ, RS, namnd)["4"].krav if k.galler_for == ("hälso- och sjukvården",)
    )
    assert [ord_ for ord_ in KAPITEL_4[typ] if ord_ not in sjukvard] == []


def test_baselines_are_asked_for_in_ur1_only_and_the_present_state_in_ur2_and_ar_only(rv: rl.Regelverk) -> None:
    def text(typ: rl.Rapporttyp) -> str:
        return " ".join(k.text.lower() for k in avsnitt(rv, typ, RS, SJUKVARD[0])["4"].krav)

    assert {typ for typ in UTOM_MANAD if "utgångsvärden" in text(typ)} == {UR1}
    assert {typ for typ in UTOM_MANAD if "nuläge" in text(typ)} == {UR2, AR}


@pytest.mark.parametrize("typ", UTOM_MANAD, ids=str)
@pytest.mark.parametrize("namnd", [*ANDRA, *OVRIGA_DRIFTNAMNDER])
def test_chapter_4_asks_less_of_the_others(rv: rl.Regelverk, typ: rl.Rapporttyp, namnd: str) -> None:
    """ "För hälso- och sjukvården gäller dessutom följande"."""
    fyran = avsnitt(rv, typ, RS, namnd)["4"]
    assert fyran.krav
    assert [k.text for k in fyran.krav if "hälso- och sjukvården" in k.galler_for] == []


@pytest.mark.parametrize("typ", UTOM_MANAD, ids=str)
def test_a_compilation_goes_to_rs_in_every_report_but_the_monthly(rv: rl.Regelverk, typ: rl.Rapporttyp) -> None:
    """ "Vid UR 1, UR 2 och ÅR redovisas en sammanställning till Regionstyrelsen"."""
    for namnd in (*DRIFTNAMNDER, *ANDRA):
        assert any("sammanställ" in k.text.lower() for k in avsnitt(rv, typ, RS, namnd)["4"].krav), namnd


@pytest.mark.parametrize(("typ", "finns"), [(MANAD, False), (UR1, True), (UR2, True), (AR, True)], ids=str)
def test_regionkontorets_own_block_of_bilaga_3(rv: rl.Regelverk, typ: rl.Rapporttyp, finns: bool) -> None:
    """Regionkontoret follows the six employer indicators in UR1, UR2 and ÅR; no other nämnd does."""
    for namnd in (*DRIFTNAMNDER, *ANDRA):
        for mottagare in (RS, NAMND):
            galler = "bilaga-3-medarbetare" in tabeller(avsnitt(rv, typ, mottagare, namnd)["2.4"])
            assert galler is (finns and namnd == "regionstyrelsen"), namnd


def test_bilaga_4_binds_regionstyrelsen_every_month_and_nobody_else(rv: rl.Regelverk) -> None:
    for namnd in (*DRIFTNAMNDER, *ANDRA):
        egna = [nr for nr, a in avsnitt(rv, MANAD, NAMND, namnd).items() if "bilaga-4-manad" in tabeller(a)]
        till_rs = [nr for nr, a in avsnitt(rv, MANAD, RS, namnd).items() if "bilaga-4-manad" in tabeller(a)]
        assert (egna, till_rs) == ((["4"], ["2.2", "3"]) if namnd == "regionstyrelsen" else ([], [])), namnd


@pytest.mark.parametrize("namnd", DRIFTNAMNDER)
def test_policys_are_commented_in_arsredovisningen(rv: rl.Regelverk, namnd: str) -> None:
    assert [typ for typ in ALLA if "Uppföljning av policys" in avsnitt(rv, typ, RS, namnd)] == [AR]


def test_the_ten_policys(rv: rl.Regelverk) -> None:
    assert mall(rv).policyer == (
        "Handikappolitiskt program",
        "Miljöpolicy",
        "Informationspolicy",
        "FoU-policy",
        "Säkerhets- och informationssäkerhetspolicy",
        "Arbetsmiljöpolicy",
        "Kompetensförsörjningspolicy",
        "Inköps- och upphandlingspolicy",
        "Finanspolicy",
        "IT policy",
    )


# --- Bilaga 2, 3 and 4: the tables -----------------------------------------------------------------------------------

DELMAL_1 = (
    "1. Arbetar hälsofrämjande och levererar en individuell hälso- och sjukvård av hög kvalitet för en "
    "god och jämlik hälsa"
)
DELMAL_2 = "2. Är trygg, sammanhållen och utformas tillsammans med patient och närstående"
DELMAL_3 = "3. Arbetar med ständig förbättring för bättre hälsa hos invånarna"
DELMAL_4 = "4. Möjliggör att invånare själva tar ansvar utifrån egen förmåga"
DELMAL_5 = "5. Har en tydlig prioritering av hur kompetens och resurser används"

# column -> report types, footnote?
INSATSOMRADEN_KOLUMNER = [
    ("Delmål", UTOM_MANAD, False),
    ("Särskilt insatsområde 2017", UTOM_MANAD, True),  # "20178": 2017 and footnote 8
    (
        "Förvaltningens initierade aktiviteter inkl. uppföljningsvariabler för att följa upp dessa",
        (UR1, UR2, AR),
        True,  # 9
    ),
    ("Förvaltningens planerade aktiviteter", (UR1, UR2, AR), False),
    ("Resultat uppföljningsvariabler för förvaltningens aktiviteter", (UR2, AR), True),  # 10
    ("Bedömning av hur aktiviteterna bidrar till långsiktig måluppfyllelse", (AR,), True),  # 11
]
INSATSOMRADEN_RADER = [
    (DELMAL_1, "Hjärtsjukdom"),
    (DELMAL_1, "Kärlkirurgi"),
    (DELMAL_2, "Oplanerade återinskrivningar för patienter över 65 år"),
    (DELMAL_2, "Primärvård: Variabler från NPE med fokus på Emotionellt stöd samt Kontinuitet och koordinering"),
    (DELMAL_2, "Slutenvård: Variabler från NPE med fokus på Respekt och bemötande samt Kontinuitet och koordinering"),
    (DELMAL_3, "Variabler från enkät till medarbete och chefer"),
    (
        DELMAL_4,
        (
            "Primärvård samt Slutenvård: Variabler från NPE med fokus på Delaktighet och involvering, "
            "Information och kunskap"
        ),
    ),
    (DELMAL_4, "Variabler kring digitalisering"),
    (DELMAL_5, "Budgetavvikelse för hälso- och sjukvården"),
]
PRIORITERINGAR_KOLUMNER = [
    ("Prioriteringsområden", False),
    ("Prioriteringar", False),
    ("Förvaltningens initierade aktiviteter", True),  # 13
    ("Förvaltningens planerade aktiviteter", True),  # 14
]
PARTNERSKAP, MODERN = "Partnerskap med invånare", "En modern hälso- och sjukvård"
EKONOMI, FORSKNING = (
    "Uppföljning för kvalitet och en regional ekonomi i balans",
    "Utveckling med utgångspunkt i utbildning och forskning",
)
SAMVERKAN = "Aktiv samverkan mellan aktörer"
# Bilaga 1 and Bilaga 2 print the same 16 under the same five areas.
PRIORITERINGAR = [
    (
        PARTNERSKAP,
        (
            "Stimulera till ökat eget ansvar genom utveckling och spridning av stöd såsom bland annat 1177 Vårdguiden, "
            "digitala och medicintekniska lösningar"
        ),
    ),
    (
        MODERN,
        (
            "Möta fler behov nära patienten genom att bland annat gå från slutenvård till olika öppna vårdformer och "
            "hemsjukvård"
        ),
    ),
    (
        MODERN,
        (
            "Optimera och skapa nya flöden, med anpassade resurser genom hela hälso- och sjukvården: fokus 2017 "
            "är multisjuka"
        ),
    ),
    (MODERN, "Samla specialiserad vård för kvalitet och samordningsvinster"),
    (
        MODERN,
        "Införa framtidens vårdinformationsstöd och etablera digitala kanaler för kommunikation och samverkan",
    ),
    (MODERN, "Breddinföra utvecklad arbetsfördelning och utvärdera behovet av nya kompetenser"),
    (MODERN, "Hålla samman somatisk och psykiatrisk vård utifrån patientens behov"),
    (MODERN, "Säkerställa att läkemedel är en integrerad del av hälso- och sjukvården"),
    (EKONOMI, "Styra och följa upp utifrån kvalitet, produktion och ekonomi"),
    (EKONOMI, "Minska kostnadsutvecklingstakten för hela hälso- och sjukvården"),
    (
        FORSKNING,
        (
            "Samverka kring forskning, utbildning och innovationer, bland annat med högskola, universitet, "
            "företag och kommuner"
        ),
    ),
    (SAMVERKAN, "Gemensamt vidareutveckla vården inom kommunala boenden och i hemmet"),
    (
        SAMVERKAN,
        (
            "Säkerställa en sammanhållen vård, bland annat genom att systematiskt använda Samordnad individuell plan "
            "(SIP) för alla åldrar"
        ),
    ),
    (
        SAMVERKAN,
        (
            "Utveckla nya arbetssätt för samverkan utifrån specifika gruppers behov, bland annat för att främja "
            "barn och ungas hälsa"
        ),
    ),
    (
        SAMVERKAN,
        (
            "Skapa förutsättningar för en effektiv och ömsesidig kommunikation mellan aktörer för att möta behoven hos "
            "invånare"
        ),
    ),
    (SAMVERKAN, "Fortlöpande vidareutveckla hälso- och sjukvårdsorganisationen på alla nivåer"),
]
BILAGA_3_RADER = [
    ("Driftnämnder", "Personalomsättning R12", ALLA),
    ("Driftnämnder", "Sjukfrånvaro av den totala arbetstiden R12", ALLA),
    ("Driftnämnder", "Kostnad inhyrda läkare och sjuksköterskor R12", ALLA),
    (
        "Regionkontoret",
        (
            "Andel medarbetare som uppger att de i stor utsträckning gör arbetsuppgifter som en annan "
            "personalkategori kan och "
            "borde utföra för att nyttja bådas kompetens på bästa sätt"
        ),
        UTOM_MANAD,
    ),
    (
        "Regionkontoret",
        "Måluppfyllnad för vårdgarantin i relation till ordinarie verksamhet i egen regi",
        UTOM_MANAD,
    ),
    (
        "Regionkontoret",
        "Andel medarbetare som är ambassadörer för Region Halland och sin verksamhet",
        UTOM_MANAD,
    ),
    (
        "Regionkontoret",
        "Andelen tillsvidareanställda som byter tjänst internt av totalt antal som byter tjänst",
        UTOM_MANAD,
    ),
    ("Regionkontoret", "Nivån på frisktalet bland medarbetare", UTOM_MANAD),
    ("Regionkontoret", "Resultat av Hållbart medarbetarengagemang (HME)", UTOM_MANAD),
]
BILAGA_4_RADER = [
    "Uppföljning av ekonomi och personal",
    "Uppföljning av regionkontorets uppdrag och arbetsuppgifter",
    "Uppföljning av verksamheten. Aktiviteter i verksamhetsplanen utifrån tilldelade prioriteringar",
]
MANADSMODELL_RADER = [
    "Uppföljning av ekonomi och personal",
    "Uppföljning av produktion, tillgänglighet och kvalitet",
    "Uppföljning av verksamheten. Aktiviteter i verksamhetsplanen",
]


def tabell(rv: rl.Regelverk, id: str) -> Any:
    return next(t for t in mall(rv).tabeller if t.id == id)


def test_bilaga_2_the_columns_for_sarskilda_insatsomraden(rv: rl.Regelverk) -> None:
    kolumner = tabell(rv, "bilaga-2-insatsomraden").kolumner
    assert [(k.namn, k.rapporttyper, k.fotnot is not None) for k in kolumner] == INSATSOMRADEN_KOLUMNER


def test_bilaga_2_the_rows_for_sarskilda_insatsomraden(rv: rl.Regelverk) -> None:
    """Nine rows under the five delmål; footnote 12 stands at the last, which Regionkontoret reports."""
    rader = tabell(rv, "bilaga-2-insatsomraden").rader
    assert [(r.grupp, r.namn) for r in rader] == INSATSOMRADEN_RADER
    assert [r.namn for r in rader if r.fotnot is not None] == ["Budgetavvikelse för hälso- och sjukvården"]
    assert "Regionkontoret" in rader[-1].fotnot


def test_bilaga_2_the_columns_for_prioriteringar(rv: rl.Regelverk) -> None:
    kolumner = tabell(rv, "bilaga-2-prioriteringar").kolumner
    assert [(k.namn, k.fotnot is not None) for k in kolumner] == PRIORITERINGAR_KOLUMNER
    assert {k.rapporttyper for k in kolumner} == {UTOM_MANAD}
    assert all("29" in k.fotnot for k in kolumner if k.fotnot)


def test_bilaga_2_the_rows_for_prioriteringar(rv: rl.Regelverk) -> None:
    assert [(r.grupp, r.namn) for r in tabell(rv, "bilaga-2-prioriteringar").rader] == PRIORITERINGAR


def test_bilaga_1_has_the_same_16_prioriteringar_in_the_same_five_areas(rv: rl.Regelverk) -> None:
    omraden = {o.id: o.namn for o in rv.prioriteringsomraden}
    assert list(omraden.values()) == [PARTNERSKAP, MODERN, EKONOMI, FORSKNING, SAMVERKAN]
    med_omrade = [(omraden[p.omrade], p.namn) for p in rv.prioriteringar if p.omrade is not None]
    assert med_omrade == PRIORITERINGAR


def test_bilaga_3_what_is_followed_and_when(rv: rl.Regelverk) -> None:
    rader = tabell(rv, "bilaga-3-medarbetare").rader
    assert [(r.grupp, r.namn, r.rapporttyper) for r in rader] == BILAGA_3_RADER


def test_bilaga_3_the_six_indicators_of_regionkontoret_are_the_employer_indicators(rv: rl.Regelverk) -> None:
    arbetsgivarmal = {m.id for m in rv.mal if m.omrade == "arbetsgivare"}
    namn = [i.namn for i in rv.indikatorer if i.mal in arbetsgivarmal]
    assert namn == [rad[1] for rad in BILAGA_3_RADER if rad[0] == "Regionkontoret"]


def test_bilaga_3_the_three_variables_of_driftnamnderna(rv: rl.Regelverk) -> None:
    assert [v.namn for v in rv.uppfoljningsvariabler] == [rad[1] for rad in BILAGA_3_RADER if rad[0] == "Driftnämnder"]


@pytest.mark.parametrize(("id", "rader"), [("bilaga-4-manad", BILAGA_4_RADER), ("manadsmodell", MANADSMODELL_RADER)])
def test_the_monthly_models(rv: rl.Regelverk, id: str, rader: list[str]) -> None:
    """Bilaga 4's table and the model in "Vad betyder detta i praktiken?"."""
    assert [r.namn for r in tabell(rv, id).rader] == rader


@pytest.mark.parametrize(
    ("id", "titel"),
    [
        ("resultat-och-prognos", "Tabell Resultat och prognos"),
        ("bilaga-2-insatsomraden", "Mall för rapportering om Särskilda insatsområden inom hälso- och sjukvård"),
        ("bilaga-2-prioriteringar", "Mall för rapportering om prioriteringar inom hälso- och sjukvård"),
        ("bilaga-3-medarbetare", "Tabell Medarbetare"),
        ("bilaga-4-manad", "Varje månad ska följande följas upp"),
    ],
)
def test_the_tables_have_the_sources_titles(rv: rl.Regelverk, id: str, titel: str) -> None:
    assert tabell(rv, id).titel == titel


@pytest.mark.parametrize("id", ["bilaga-2-insatsomraden", "bilaga-2-prioriteringar"])
def test_the_rows_of_bilaga_2_are_filled_in_whenever_the_table_is(rv: rl.Regelverk, id: str) -> None:
    """Its columns belong to UR1, UR2 and ÅR; nothing in it is monthly."""
    assert {r.rapporttyper for r in tabell(rv, id).rader} == {UTOM_MANAD}
    assert {typ for k in tabell(rv, id).kolumner for typ in k.rapporttyper} == set(UTOM_MANAD)


def test_no_demand_binds_where_its_section_does_not(rv: rl.Regelverk) -> None:
    """Report type by report type and reader by reader, whatever readings are chosen."""
    for a in mall(rv).avsnitt:
        avsnittets = {(typ, m) for g in a.galler for typ in g.rapporttyper for m in g.mottagare}
        for k in a.krav:
            assert {(typ, m) for g in k.galler for typ in g.rapporttyper for m in g.mottagare} <= avsnittets, k.text


@pytest.mark.parametrize(
    "rubrik", ["Framsida", "1", "2.1", "2.1.1", "2.2.1", "2.2.2", "2.3", "2.4.1", "2.4.2", "2.4.3", "3.1", "3.2", "3.3"]
)
def test_a_section_asks_the_same_in_every_report_that_holds_it(rv: rl.Regelverk, rubrik: str) -> None:
    """The source makes no difference between report types or readers within these sections."""
    svar = [a[rubrik] for typ in ALLA for mottagare in (RS, NAMND) if rubrik in (a := avsnitt(rv, typ, mottagare))]
    assert len({tuple(k.text for k in a.krav) for a in svar}) == 1
    assert all(a.krav for a in svar)


def test_every_table_that_a_demand_names_exists(rv: rl.Regelverk) -> None:
    kanda = {t.id for t in mall(rv).tabeller}
    namngivna = {k.tabell for a in mall(rv).avsnitt for k in a.krav if k.tabell is not None}
    assert namngivna - kanda == set()


# demands on form and submission: words that must stand in one of them -> the report types it binds
@pytest.mark.parametrize(
    ("ord_", "typer"),
    [
        ("uppfoljning@regionhalland.se", ALLA),  # the preliminary report
        ("regionen@regionhalland.se", ALLA),  # the decided report, to the diarium
        ("grafiska profil", ALLA),
        ("definitiva", ALLA),  # after the political preparation
        ("revision", UTOM_MANAD),  # "uppföljningsrapporter och årsredovisning 2018"
        ("bokslutskommuniké", (AR,)),
    ],
)
def test_the_demands_on_form_and_submission(rv: rl.Regelverk, ord_: str, typer: tuple[rl.Rapporttyp, ...]) -> None:
    assert typer in [f.rapporttyper for f in mall(rv).formkrav if ord_ in f.text]
