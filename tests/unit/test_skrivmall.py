"""The template to write in, before it is Word or Markdown: headings, demands, tables, what is filled in beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest

import riktlinjer as rl
from riktlinjer.skrivmall import Skrivmall, bygg_skrivmall
from riktlinjer.skrivmall.modell import Innehall, Mallrubrik, Malltabell, Uppgift, Vagledning

MANAD, UR1, UR2, AR = rl.Rapporttyp.MANAD, rl.Rapporttyp.UR1, rl.Rapporttyp.UR2, rl.Rapporttyp.AR
PSYKIATRI, KULTUR, RS = "driftnamnd-psykiatri", "driftnamnd-kultur-och-skola", "regionstyrelsen"
PA_FRAMSIDAN = ("Framsida", "Innehållsförteckning")


def rubriker(mall: Skrivmall) -> list[str]:
    return [b.text for b in mall.block if isinstance(b, Mallrubrik)]


def under(mall: Skrivmall, rubrik: str) -> list[object]:
    """What stands under a heading, up to the next."""
    start = mall.block.index(next(b for b in mall.block if isinstance(b, Mallrubrik) and b.text == rubrik))
    svar: list[object] = []
    for block in mall.block[start + 1 :]:
        if isinstance(block, Mallrubrik):
            break
        svar.append(block)
    return svar


def tabeller(mall: Skrivmall) -> dict[str, Malltabell]:
    return {b.titel: b for b in mall.block if isinstance(b, Malltabell)}


def vagledning(block: object) -> list[str]:
    assert isinstance(block, Vagledning)
    return list(block.punkter)


def punkter(mall: Skrivmall) -> list[str]:
    return [p for b in (*mall.framsida, *mall.block) if isinstance(b, Vagledning) for p in b.punkter]


def namnda(rv: rl.Regelverk) -> list[str | None]:
    return [None, *(namnd.id for namnd in rv.namnder)]


@pytest.mark.parametrize("typ", list(rl.Rapporttyp), ids=str)
@pytest.mark.parametrize("mottagare", list(rl.Mottagare), ids=str)
def test_the_headings_are_the_demanded_ones_in_order_and_each_demand_stands_under_its_own(
    rv: rl.Regelverk, typ: rl.Rapporttyp, mottagare: rl.Mottagare
) -> None:
    for namnd in namnda(rv):
        mall = bygg_skrivmall(rv, typ, mottagare=mottagare, namnd=namnd)
        avsnitt = rl.obligatoriska_avsnitt(rv, typ, mottagare=mottagare, namnd=namnd)
        skrivna = [a for a in avsnitt if a.titel not in PA_FRAMSIDAN]
        assert rubriker(mall) == [f"{a.nummer} {a.titel}" if a.nummer else a.titel for a in skrivna]
        for a, rubrik in zip(skrivna, rubriker(mall), strict=True):
            rader = vagledning(under(mall, rubrik)[0])
            om_krav = [rad for rad in rader if not rad.startswith(("Avsnittet: ", "Se också i riktlinjen: "))]
            vantade = [k.text for k in a.krav] or ["Riktlinjen säger inget mer om innehållet."]
            assert [rad.partition(" [")[0] for rad in om_krav] == vantade


def test_a_heading_is_as_deep_as_its_number(rv: rl.Regelverk) -> None:
    niva = {b.text: b.niva for b in bygg_skrivmall(rv, UR2).block if isinstance(b, Mallrubrik)}
    assert niva["2 Uppföljning av Resurser (Ekonomi och medarbetare)"] == 1
    assert niva["2.2 Ekonomisk prognos"] == 2
    assert niva["2.2.1 Prognosförändring sedan föregående rapport"] == 3
    assert niva["2.2.1.1 Tabell Resultat och prognos"] == 4
    assert niva["Nämndspecifik redovisning"] == 1


def test_the_contents_list_has_every_heading(rv: rl.Regelverk) -> None:
    mall = bygg_skrivmall(rv, AR, namnd=PSYKIATRI)
    (lista,) = [b for b in mall.block if isinstance(b, Innehall)]
    assert [r.text for r in lista.rubriker] == rubriker(mall)


# The front page


def test_the_front_page_says_namnd_and_period(rv: rl.Regelverk) -> None:
    mall = bygg_skrivmall(rv, MANAD, namnd=PSYKIATRI, period="2018-02")
    assert mall.titel == "Månadsrapport"
    assert mall.framsida[:2] == (Uppgift("Nämnd", "Driftnämnd Psykiatri"), Uppgift("Period", "januari–februari 2018"))


def test_what_is_not_chosen_is_left_to_the_writer_and_told(rv: rl.Regelverk) -> None:
    mall = bygg_skrivmall(rv, MANAD)
    assert mall.framsida[:2] == (Uppgift("Nämnd", ""), Uppgift("Period", ""))
    assert mall.period is None
    assert [text.split(":")[0].split(" ")[0] for text in mall.saknas] == ["Nämnden", "Perioden", "Indikatorer"]
    assert any("februari 2018, maj 2018, juli 2018" in rad for rad in punkter(mall))


@pytest.mark.parametrize(
    ("typ", "period"), [(UR1, "2018-03"), (UR2, "2018-08"), (AR, "2018-12"), (MANAD, None)], ids=str
)
def test_the_only_period_of_a_report_type_is_taken(rv: rl.Regelverk, typ: rl.Rapporttyp, period: str | None) -> None:
    assert bygg_skrivmall(rv, typ).period == period


def test_a_period_with_another_report_is_refused(rv: rl.Regelverk) -> None:
    with pytest.raises(rl.KalenderFel, match="2018-08 har uppföljningsrapport 2, inte uppföljningsrapport 1"):
        bygg_skrivmall(rv, UR1, period="2018-08")
    with pytest.raises(rl.KalenderFel, match="ingen månad"):
        bygg_skrivmall(rv, UR1, period="2018-3")


@pytest.mark.parametrize(
    ("typ", "period", "rader"),
    [
        (
            UR2,
            None,
            [
                "Bryt: 6\u00a0september 2018 (Tidplaner 2018).",
                "Rapport till RK (preliminär), senast: 13\u00a0september 2018 (Tidplaner 2018).",
                "Beslutad rapport till RK, senast: 28\u00a0september 2018 (Tidplaner 2018).",
            ],
        ),
        (
            MANAD,
            "2018-11",
            [
                "Bryt: 6\u00a0december 2018 (Tidplaner 2018).",
                "Rapport till RK (preliminär), senast: 11\u00a0december 2018 (Tidplaner 2018).",
                "Beslutad rapport till RK, senast: dagen är inte angiven (i.u.) (Tidplaner 2018).",
            ],
        ),
        (UR2, "2019-08", ["Tidplanen har inga dagar för rapporten efter augusti 2019."]),
    ],
    ids=str,
)
def test_the_days_of_submission_are_those_of_the_timetable(
    rv: rl.Regelverk, typ: rl.Rapporttyp, period: str | None, rader: list[str]
) -> None:
    assert vagledning(bygg_skrivmall(rv, typ, period=period).framsida[2]) == rader


# Tables


def test_bilaga_2_has_its_columns_for_the_report_type(rv: rl.Regelverk) -> None:
    titel = "Mall för rapportering om Särskilda insatsområden inom hälso- och sjukvård"
    antal = {typ: len(tabeller(bygg_skrivmall(rv, typ, namnd=PSYKIATRI))[titel].kolumner) for typ in (UR1, UR2, AR)}
    assert antal == {UR1: 4, UR2: 5, AR: 6}
    tabell = tabeller(bygg_skrivmall(rv, AR, namnd=PSYKIATRI))[titel]
    assert [rad[1] for rad in tabell.rader][:3] == [
        "Hjärtsjukdom",
        "Kärlkirurgi",
        "Oplanerade återinskrivningar för patienter över 65 år",
    ]
    assert len(tabell.rader) == 9
    assert tabell.rader[2][0] == "2. Är trygg, sammanhållen och utformas tillsammans med patient och närstående"
    assert {cell for rad in tabell.rader for cell in rad[2:]} == {""}


def test_bilaga_2s_priorities_stand_beside_their_area(rv: rl.Regelverk) -> None:
    tabell = tabeller(bygg_skrivmall(rv, UR1, namnd=PSYKIATRI))[
        "Mall för rapportering om prioriteringar inom hälso- och sjukvård"
    ]
    assert tabell.kolumner[:2] == ("Prioriteringsområden", "Prioriteringar")
    assert tabell.rader[0][0] == "Partnerskap med invånare"
    assert len(tabell.rader) == 16
    assert {cell for rad in tabell.rader for cell in rad[2:]} == {""}


def test_bilaga_2_is_for_halso_och_sjukvarden_only(rv: rl.Regelverk) -> None:
    assert not [
        t for t in tabeller(bygg_skrivmall(rv, UR2, namnd=KULTUR)) if "hälso- och sjukvård" in t[:80] and "Mall" in t
    ]


def test_regionkontoret_reports_one_row_of_bilaga_2(rv: rl.Regelverk) -> None:
    tabell = tabeller(bygg_skrivmall(rv, UR2, namnd=RS))[
        "Mall för rapportering om Särskilda insatsområden inom hälso- och sjukvård"
    ]
    assert [rad[1] for rad in tabell.rader] == ["Budgetavvikelse för hälso- och sjukvården"]


def test_a_demand_that_names_no_row_of_the_table_asks_for_all_of_it(rv: rl.Regelverk) -> None:
    text = rv.model_dump_json()
    annan = text.replace('"rad":"Personalomsättning R12"', '"rad":"Något annat"')
    assert annan != text
    (tabell,) = [
        b
        for b in under(bygg_skrivmall(rl.Regelverk.model_validate_json(annan), UR2, namnd=PSYKIATRI), "2.4 Medarbetare")
        if isinstance(b, Malltabell) and b.titel.endswith("Regionkontoret")
    ]
    assert len(tabell.rader) == 6


@pytest.mark.parametrize(
    ("typ", "kolumn"), [(MANAD, "Månadsrapport"), (UR1, "UR1"), (UR2, "UR 2"), (AR, "ÅR")], ids=str
)
def test_bilaga_3_has_the_driftnamnders_rows_under_medarbetare(
    rv: rl.Regelverk, typ: rl.Rapporttyp, kolumn: str
) -> None:
    mall = bygg_skrivmall(rv, typ, namnd=PSYKIATRI)
    (tabell,) = [b for b in under(mall, "2.4 Medarbetare") if isinstance(b, Malltabell)]
    assert tabell.kolumner == ("Uppföljningsvariabel", kolumn)
    assert tabell.rader == (
        ("Personalomsättning R12", ""),
        ("Sjukfrånvaro av den totala arbetstiden R12", ""),
        ("Kostnad inhyrda läkare och sjuksköterskor R12", ""),
    )


def test_bilaga_3_has_regionkontorets_indicators_with_their_goals(rv: rl.Regelverk) -> None:
    tabell = tabeller(bygg_skrivmall(rv, UR2, namnd=RS))["Medarbetare – Regionkontoret"]
    assert tabell.kolumner == ("Mål", "Indikator", "UR 2")
    assert len(tabell.rader) == 6
    assert tabell.rader[4] == ("Ett sunt och hållbart arbetsliv", "Nivån på frisktalet bland medarbetare", "")
    assert "Medarbetare – Regionkontoret" not in tabeller(bygg_skrivmall(rv, MANAD, namnd=RS))


def test_a_table_that_the_guideline_only_names_is_left_to_the_writer(rv: rl.Regelverk) -> None:
    innehall = under(bygg_skrivmall(rv, UR2), "2.2.1.1 Tabell Resultat och prognos")
    assert "Riktlinjen visar inte hur tabellen" in vagledning(innehall[1])[0]
    assert not any(isinstance(b, Malltabell) for b in innehall)


def test_the_policies_of_the_year_end_report_have_a_row_each(rv: rl.Regelverk) -> None:
    tabell = tabeller(bygg_skrivmall(rv, AR, namnd=PSYKIATRI))["Policyer"]
    assert len(tabell.rader) == 10
    assert ("Miljöpolicy", "") in tabell.rader
    assert "Policyer" not in tabeller(bygg_skrivmall(rv, UR2, namnd=PSYKIATRI))


def test_a_table_of_a_rule_set_of_ones_own_gets_a_column_for_its_row_names(tmp_path: Path) -> None:
    """Its columns are all filled in, so that none of them names the rows."""
    from riktlinjer.regelverk.nytt import Uppgifter, skriv_startregelverk

    skriv_startregelverk(tmp_path / "eget", Uppgifter("eget", None, None, 2027))
    eget = rl.las_regelverk(tmp_path / "eget")
    tabell = tabeller(bygg_skrivmall(eget, UR2))["Resultat och prognos"]
    assert tabell.kolumner == ("Rad", "Utfall", "Budget", "Helårsprognos")
    assert tabell.rader == (("Resultat", "", "", ""),)


# Indicators


def test_each_delmals_indicators_have_target_and_baseline_and_room_for_the_present(rv: rl.Regelverk) -> None:
    mall = bygg_skrivmall(rv, UR2, namnd=PSYKIATRI)
    av_indikatorer = {t: b for t, b in tabeller(mall).items() if t.startswith("Indikatorer för delmål")}
    assert [len(t.rader) for t in av_indikatorer.values()] == [10, 11, 1, 7, 1]
    forsta = next(iter(av_indikatorer.values()))
    assert forsta.kolumner == ("Särskilt insatsområde", "Indikator", "Utgångsvärde", "Målvärde", "Nuläge")
    assert forsta.rader[0] == ("Hjärtsjukdom", "Basbehandling vid hjärtsvikt", "53,0\u00a0%", "minst 60\u00a0%", "")
    assert {rad[-1] for t in av_indikatorer.values() for rad in t.rader} == {""}


def test_the_latest_outcome_is_shown_with_what_it_is_and_unknown_is_empty(rv: rl.Regelverk) -> None:
    utfall = {
        "basbehandling-hjartsvikt": rl.Utfall("54,2 %", period="2018-06"),
        "raas-hammande-hjartinfarkt": rl.Utfall(None),
        "budgetavvikelse-halso-och-sjukvarden": rl.Utfall(-20, slag="ackumulerat"),
    }
    svar = tabeller(bygg_skrivmall(rv, UR2, namnd=PSYKIATRI, utfall=utfall))
    rader = {rad[1]: rad[4:] for t, tabell in svar.items() if t.startswith("Indikatorer") for rad in tabell.rader[:10]}
    assert rader["Basbehandling vid hjärtsvikt"] == ("54,2\u00a0% (juni 2018)", "")
    assert rader["Budgetavvikelse för hälso- och sjukvården"] == ("−20\u00a0mnkr (ackumulerat)", "")
    assert {celler[0] for namn, celler in rader.items() if not namn.startswith(("Basb", "Budg"))} <= {""}


def test_an_open_reading_shows_every_target_that_is_possible(rv: rl.Regelverk) -> None:
    def mal(regelverk: rl.Regelverk) -> set[str]:
        alla = tabeller(bygg_skrivmall(regelverk, AR)).values()
        return {rad[t.kolumner.index("Målvärde")] for t in alla if "Målvärde" in t.kolumner for rad in t.rader}

    delmalens = [i for i in rv.indikatorer if i.delmal and i.lasningar]
    oppet = mal(rv.med_tolkningar(rl.ALLA_OPPNA))
    assert bool(delmalens) == any(" eller " in text for text in oppet)
    assert not any(" eller " in text for text in mal(rv))


def test_a_monthly_report_to_rs_has_no_indicators_and_says_so(rv: rl.Regelverk) -> None:
    mall = bygg_skrivmall(rv, MANAD, period="2018-02", namnd=PSYKIATRI)
    assert mall.saknas == ("Indikatorer: rapporten har ingen rubrik för delmålen, så de är inte med.",)
    hos_namnden = bygg_skrivmall(rv, MANAD, mottagare=rl.Mottagare.NAMND, period="2018-02", namnd=PSYKIATRI)
    assert any(t.startswith("Indikatorer för delmål 1") for t in tabeller(hos_namnden))


# Whom it binds


def test_a_chosen_namnd_is_not_told_whom_a_demand_binds_unless_that_is_open(rv: rl.Regelverk) -> None:
    assert not any("gäller driftnämnder" in rad for rad in punkter(bygg_skrivmall(rv, UR2, namnd=PSYKIATRI)))
    assert any("gäller hälso- och sjukvården" in rad for rad in punkter(bygg_skrivmall(rv, UR2)))
    oppna = punkter(bygg_skrivmall(rv, UR2, namnd=RS))
    assert any(rad.startswith("Avsnittet: ") and "medarbetare-r12-ovriga är öppen" in rad for rad in oppna)


def test_the_places_of_a_demand_outside_its_heading_are_named(rv: rl.Regelverk) -> None:
    rader = vagledning(
        under(bygg_skrivmall(rv, UR2, namnd=KULTUR), "3 Uppföljning av Grunduppdraget utifrån given definition")[0]
    )
    assert rader[-1] == "Se också i riktlinjen: Uppföljning på nämndnivå."


def test_a_guideline_without_a_template_is_refused() -> None:
    with pytest.raises(rl.RegelverkFel):
        bygg_skrivmall(rl.las_regelverk("jamtland-harjedalen-2016"), UR2)


def test_the_template_says_what_guideline_and_which_readings_it_follows(rv: rl.Regelverk) -> None:
    for regelverk, lasning in ((rv, "rubrik-kvar"), (rv.med_tolkningar({"prognos-i-ar": "oppen"}), "oppen")):
        mall = bygg_skrivmall(regelverk, AR, namnd=PSYKIATRI)
        rader = vagledning(mall.framsida[-1])
        assert rader[0] == "Mallen följer Riktlinjer för Region Hallands uppföljning 2018, utgåva 2018-01-30."
        assert rader[1].startswith("Tolkningar: ")
        assert f"prognos-i-ar = {lasning}" in rader[1]
        assert "prognos-i-ar" in mall.tolkningar
        assert "manadsrapport-frist" not in mall.tolkningar


def test_indicators_of_a_delmal_stand_in_one_table_in_whatever_order_they_come(rv: rl.Regelverk) -> None:
    blandat = tuple(sorted(rv.indikatorer, key=lambda i: i.id))
    mall = bygg_skrivmall(rl.Regelverk(**{**dict(rv), "indikatorer": blandat}), UR2)
    antal = {t: len(b.rader) for t, b in tabeller(mall).items() if t.startswith("Indikatorer")}
    assert sorted(antal.values()) == [1, 1, 7, 10, 11]
    assert len([b for b in mall.block if isinstance(b, Malltabell) and b.titel.startswith("Indikatorer")]) == 5


def egen_tabell(rv: rl.Regelverk, *kolumner: dict[str, object]) -> rl.Regelverk:
    """The rule set with other columns in the table of Bilaga 3."""
    data = rv.model_dump(mode="json")
    (tabell,) = (t for t in data["rapportmall"]["tabeller"] if t["id"] == "bilaga-3-medarbetare")
    tabell["kolumner"] = [{"rapporttyper": ["UR2"], **kolumn} for kolumn in kolumner]
    return rl.Regelverk.model_validate(data)


def test_what_a_column_holds_is_what_the_rule_set_says_and_not_what_its_heading_sounds_like(rv: rl.Regelverk) -> None:
    eget = egen_tabell(
        rv,
        {"namn": "Nuläge"},
        {"namn": "Vad som mäts", "fortryckt": "rad"},
        {"namn": "Indikator"},
        {"namn": "Del av verksamheten", "fortryckt": "grupp"},
    )
    tabell = tabeller(bygg_skrivmall(eget, UR2, namnd=PSYKIATRI))["Medarbetare"]
    assert tabell.kolumner == ("Nuläge", "Vad som mäts", "Indikator", "Del av verksamheten")
    assert tabell.rader[0] == ("", "Personalomsättning R12", "", "Driftnämnder")


def test_a_table_that_prints_no_column_of_row_names_gets_one(rv: rl.Regelverk) -> None:
    tabell = tabeller(bygg_skrivmall(egen_tabell(rv, {"namn": "Nuläge"}), UR2, namnd=PSYKIATRI))[
        "Medarbetare – Driftnämnder"
    ]
    assert tabell.kolumner == ("Rad", "Nuläge")
    assert tabell.rader[0] == ("Personalomsättning R12", "")


def test_two_columns_cannot_both_hold_the_rows_names(rv: rl.Regelverk) -> None:
    with pytest.raises(ValueError, match="flera kolumner har fortryckt = 'rad'"):
        egen_tabell(rv, {"namn": "Post", "fortryckt": "rad"}, {"namn": "Rad", "fortryckt": "rad"})
