"""The compiled picture: who has sent in what, the sums, the plans, the koncern's delmål, what has changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import riktlinjer as rl
from riktlinjer.errors import KalenderFel, OkantId, RapportFel, UtfallFel
from riktlinjer.models.rapport import Bedomning
from riktlinjer.models.tillfallesunderlag import Namndunderlag, Tillfallesunderlag
from riktlinjer.rules.inlamningsgranskning import Inlamningslage
from riktlinjer.rules.sammanstallning import Sammanstallning, sammanstall
from riktlinjer.rules.sammanstallning.prognos import prognossumma
from riktlinjer.rules.sammanstallning.svar import Planlage, Utfallsursprung

RV = rl.las_regelverk("halland-2018")
PSYK, SJUKHUS, NARA, SERVICE = (
    "driftnamnd-psykiatri",
    "driftnamnd-hallands-sjukhus",
    "driftnamnd-narsjukvard",
    "driftnamnd-regionservice",
)
PRE, BES = rl.Inlamningssteg.PRELIMINAR, rl.Inlamningssteg.BESLUTAD
HARD = "\u00a0"


def stall(*inlamnade: Namndunderlag | rl.Rapport, regelverk: rl.Regelverk = RV, **val: Any) -> Sammanstallning:
    val = {"rapporttyp": rl.Rapporttyp.UR2, "period": "2018-08"} | val
    return sammanstall(regelverk, inlamnade, **val)


def rapport(namnd: str, **falt: Any) -> rl.Rapport:
    return rl.Rapport.model_validate({"namnd": namnd, "rapporttyp": "UR2", "period": "2018-08", **falt})


def lagen(svar: Sammanstallning, namnd: str) -> list[str]:
    (lage,) = [n for n in svar.namnder if n.namnd == namnd]
    return [i.lage.value for i in lage.inlamningar]


def koder(svar: Sammanstallning) -> list[str]:
    return [p.kod.removeprefix("SAMMANSTALLNING-") for p in svar.papekanden]


# Submissions


def test_every_namnd_of_the_guideline_is_there_whether_it_has_sent_in_or_not() -> None:
    svar = stall(rapport(PSYK))
    assert [n.namnd for n in svar.namnder] == [n.id for n in RV.namnder]
    assert [n.har_rapport for n in svar.namnder] == [n.namnd == PSYK for n in svar.namnder]


def test_the_due_days_are_those_of_the_timetable() -> None:
    (psykiatrin,) = [n for n in stall().namnder if n.namnd == PSYK]
    assert [i.frist for i in psykiatrin.inlamningar] == [date(2018, 9, 13), date(2018, 9, 28)]


@pytest.mark.parametrize(
    ("versioner", "dag", "vantat"),
    [
        ([], None, ["inte känt", "inte känt"]),  # a report that does not say which version it is
        ([(PRE, date(2018, 9, 13))], None, ["i tid", "inte inlämnad"]),
        ([(PRE, date(2018, 9, 14))], None, ["sen", "inte inlämnad"]),
        ([(PRE, None)], None, ["inte känt", "inte inlämnad"]),
        ([(PRE, date(2018, 9, 13))], date(2018, 9, 28), ["i tid", "fristen har inte gått ut"]),
        ([(PRE, date(2018, 9, 13))], date(2018, 9, 29), ["i tid", "inte inlämnad"]),
        ([(BES, date(2018, 9, 28))], date(2018, 9, 29), ["inte känt", "i tid"]),
    ],
)
def test_where_each_step_stands(versioner: Any, dag: date | None, vantat: list[str]) -> None:
    givna = [{"steg": steg, "mottagen": mottagen} for steg, mottagen in versioner]
    assert lagen(stall(rapport(PSYK, versioner=givna), dag=dag), PSYK) == vantat


@pytest.mark.parametrize(
    ("dag", "lage", "fel"),
    [
        (None, "inte inlämnad", 0),
        (date(2018, 9, 13), "fristen har inte gått ut", 0),
        (date(2018, 9, 14), "inte inlämnad", 9),
    ],
)
def test_who_has_sent_in_nothing_is_late_first_when_the_day_is_past(dag: date | None, lage: str, fel: int) -> None:
    svar = stall(dag=dag)
    assert lagen(svar, PSYK)[0] == lage
    assert koder(svar).count("16") == fel
    assert all(p.allvar is rl.Allvar.FEL for p in svar.papekanden)


def test_the_records_versions_count_before_the_reports_and_a_difference_is_told() -> None:
    sagd = rapport(PSYK, versioner=[{"steg": PRE, "mottagen": "2018-09-20"}])
    record = (rl.Version(steg=PRE, mottagen=date(2018, 9, 13)),)
    svar = stall(Namndunderlag(namnd=PSYK, rapport=sagd, versioner=record))
    assert lagen(svar, PSYK)[0] == "i tid"
    assert koder(svar) == ["15"]
    assert koder(stall(Namndunderlag(namnd=PSYK, rapport=sagd, versioner=sagd.versioner))) == []


def test_a_late_version_of_a_report_that_is_not_there_is_told_by_the_compiling() -> None:
    sen = Namndunderlag(namnd=PSYK, versioner=(rl.Version(steg=PRE, mottagen=date(2018, 9, 17)),))
    (funnet,) = [p for p in stall(sen).papekanden if p.kod == "SAMMANSTALLNING-14"]
    assert "2 arbetsdagar efter" in funnet.text
    med_rapport = Namndunderlag(namnd=PSYK, versioner=sen.versioner, rapport=rapport(PSYK))
    svar = stall(med_rapport)
    assert "14" not in koder(svar)
    assert "RAPPORT-20" in {p.kod for _, p in svar.alla_papekanden}


def test_a_correction_after_a_version_in_time_is_no_fault_of_the_report() -> None:
    dagar = (date(2018, 9, 13), date(2018, 9, 20))
    record = tuple(rl.Version(steg=PRE, mottagen=dag) for dag in dagar)
    svar = stall(Namndunderlag(namnd=PSYK, rapport=rapport(PSYK), versioner=record))
    assert lagen(svar, PSYK)[0] == "i tid"
    ((allvar, text),) = [(p.allvar, p.text) for _, p in svar.alla_papekanden if p.kod == "RAPPORT-20"]
    assert allvar is rl.Allvar.UPPLYSNING
    assert text.startswith("En rättelse av den preliminära rapporten är mottagen 20")
    assert text.endswith("5 arbetsdagar efter 13\u00a0september 2018. Den första versionen kom i tid.")


def test_what_is_received_after_the_day_of_the_picture_is_told() -> None:
    inne = rapport(PSYK, versioner=[{"steg": PRE, "mottagen": "2018-09-12"}])
    assert "13" not in koder(stall(inne, dag=date(2018, 9, 12)))
    assert "13" in koder(stall(inne, dag=date(2018, 9, 11)))


def test_a_namnd_whose_report_cannot_be_read_has_not_sent_in_nothing() -> None:
    svar = stall(Namndunderlag(namnd=PSYK, oklara_filer=("psykiatri/ur2.docx",)), dag=date(2018, 12, 1))
    (lage,) = [n for n in svar.namnder if n.namnd == PSYK]
    assert (lage.har_rapport, lage.granskning, lage.prognos) == (None, None, None)
    assert [i.lage for i in lage.inlamningar] == [Inlamningslage.INTE_KANT] * 2
    assert lage.atgardsplan.lage is Planlage.INTE_KANT


def test_the_counts_of_a_step_are_together_all_namnder() -> None:
    svar = stall(rapport(PSYK, versioner=[{"steg": PRE, "mottagen": "2018-09-12"}]), rapport(NARA))
    antal = svar.antal_inlamningar(PRE)
    assert sum(antal.values()) == 9
    assert (antal[Inlamningslage.I_TID], antal[Inlamningslage.INTE_KANT]) == (1, 1)
    assert antal[Inlamningslage.INTE_INLAMNAD] == 7


def test_klarmarkerad_is_not_known_until_somebody_says() -> None:
    for sagt in (None, True, False):
        version = {"steg": PRE, "mottagen": "2018-09-12", "klarmarkerad": sagt}
        (lage,) = [n for n in stall(rapport(PSYK, versioner=[version])).namnder if n.namnd == PSYK]
        assert lage.inlamningar[0].klarmarkerad is sagt


def test_i_u_is_a_due_day_that_is_not_known() -> None:
    nov = rapport(PSYK, rapporttyp="månadsrapport", period="2018-11")
    svar = stall(nov, rapporttyp=rl.Rapporttyp.MANAD, period="2018-11", dag=date(2019, 1, 1))
    (lage,) = [n for n in svar.namnder if n.namnd == SERVICE]
    assert [i.frist for i in lage.inlamningar] == [date(2018, 12, 11), None]
    assert [i.forsenad for i in lage.inlamningar] == [True, None]


@pytest.mark.parametrize("id", ["jamtland-harjedalen-2016", "narsjukvarden-halland-2022"])
def test_a_guideline_without_timetable_says_once_that_it_has_none(id: str) -> None:
    regelverk = rl.las_regelverk(id)
    namnd = regelverk.namnder[0].id if regelverk.namnder else "regionstyrelsen"
    svar = sammanstall(regelverk, [rl.Rapport(namnd=namnd)], period=f"{regelverk.ar}-04", dag=date(regelverk.ar, 12, 1))
    assert koder(svar) == ["12"]
    assert [n.namnd for n in svar.namnder] == [namnd]
    assert svar.namnder[0].atgardsplan.kravs is None
    assert {i.forsenad for i in svar.namnder[0].inlamningar} == {None}


# What counts


@pytest.mark.parametrize(
    ("falt", "ord_"),
    [
        ({"namnd": SJUKHUS}, "nämnden är Driftnämnd Hallands sjukhus, väntade Driftnämnd Psykiatri"),
        ({"namnd": "Driftnämnd Hallands sjukhus"}, "nämnden är Driftnämnd Hallands sjukhus"),
        ({"period": "2018-05"}, "perioden är 2018-05, väntade 2018-08"),
        ({"rapporttyp": "UR1"}, "rapporttypen är UR1, väntade UR2"),
    ],
)
def test_a_report_for_somebody_or_something_else_counts_for_nobody(falt: dict[str, str], ord_: str) -> None:
    given = rapport(PSYK, prognos_budgetavvikelse=-1, **falt) if "namnd" not in falt else rapport(**falt)
    svar = stall(Namndunderlag(namnd=PSYK, rapport=given, filer=("psykiatri.md",)))
    (funnet,) = svar.papekanden
    assert (funnet.kod, funnet.allvar, funnet.plats) == ("SAMMANSTALLNING-06", rl.Allvar.FEL, PSYK)
    assert ord_ in funnet.text
    assert funnet.text.startswith("Driftnämnd Psykiatri: rapporten räknas inte: ")
    assert svar.prognos.kanda == 0
    assert lagen(svar, PSYK) == ["inte känt", "inte känt"]


@pytest.mark.parametrize("falt", [{"namnd": "Psykiatrinämnden"}, {"period": "aug 2018"}])
def test_a_name_that_is_not_known_is_no_contradiction(falt: dict[str, str]) -> None:
    given = rl.Rapport.model_validate({"prognos_budgetavvikelse": -1, **falt})
    svar = stall(Namndunderlag(namnd=PSYK, rapport=given))
    assert [(p.kod, p.allvar) for p in svar.papekanden] == [("SAMMANSTALLNING-06", rl.Allvar.VARNING)]
    assert svar.papekanden[0].text.startswith("Driftnämnd Psykiatri: rapporten anger ")
    assert svar.prognos.summa == -1


JAMTLAND = rl.las_regelverk("jamtland-harjedalen-2016")  # has no nämnder, no timetable and no template


def stall_utan_namnder(*inlamnade: Namndunderlag | rl.Rapport) -> Sammanstallning:
    return sammanstall(JAMTLAND, inlamnade, period="2016-08")


@pytest.mark.parametrize("sagd", ["Hälso- och sjukvårdsnämnden", "halso-och-sjukvardsnamnden"])
@pytest.mark.parametrize("id", ["halso-och-sjukvardsnamnden", "halso-och-sjukvardsnamnden-tertial-2"])
def test_a_guideline_without_namnder_knows_a_namnd_by_the_name_that_its_report_says(sagd: str, id: str) -> None:
    given = rl.Rapport(namnd=sagd, prognos_budgetavvikelse=Decimal(-1))
    svar = stall_utan_namnder(Namndunderlag(namnd=id, rapport=given))
    assert svar.prognos.summa == -1
    assert koder(svar) == ["12"]


def test_a_guideline_without_namnder_cannot_say_that_a_name_is_anothers() -> None:
    given = rl.Rapport(namnd="Vårdnämnden", prognos_budgetavvikelse=Decimal(-1))
    svar = stall_utan_namnder(Namndunderlag(namnd="halsonamnden", rapport=given))
    assert svar.prognos.summa == -1
    assert [p.allvar for p in svar.papekanden if p.kod == "SAMMANSTALLNING-06"] == [rl.Allvar.VARNING]


def test_a_guideline_without_namnder_takes_a_report_by_the_name_that_it_says() -> None:
    svar = stall_utan_namnder(rl.Rapport(namnd="Hälso- och sjukvårdsnämnden", prognos_budgetavvikelse=Decimal(-1)))
    assert [(n.namnd, n.namn) for n in svar.namnder] == [("halso-och-sjukvardsnamnden", "Hälso- och sjukvårdsnämnden")]


def test_a_guideline_without_a_template_demands_no_report_type_and_no_front_page() -> None:
    given = rl.Rapport(namnd="Vårdnämnden", framsida=rl.Framsida(avsandare="Vårdnämnden"))
    assert [p for _, p in stall_utan_namnder(given).alla_papekanden if p.allvar is rl.Allvar.FEL] == []


def test_without_a_template_or_a_report_type_no_section_is_said_to_be_missing_or_not() -> None:
    (utan_mall,) = stall_utan_namnder(rl.Rapport(namnd="Vårdnämnden")).namnder
    assert utan_mall.granskning is not None
    assert utan_mall.saknade_avsnitt is None
    utan_typ = stall(rl.Rapport(namnd=PSYK), rapporttyp=None, period="2018-01")
    (lage,) = [n for n in utan_typ.namnder if n.namnd == PSYK]
    assert lage.granskning is not None
    assert lage.saknade_avsnitt is None


def test_what_a_report_does_not_say_is_that_of_the_occasion() -> None:
    svar = stall(Namndunderlag(namnd=PSYK, rapport=rl.Rapport(prognos_budgetavvikelse=Decimal(-1))))
    assert svar.papekanden == ()
    (lage,) = [n for n in svar.namnder if n.namnd == PSYK]
    assert lage.granskning is not None
    assert "RAPPORT-10" not in {p.kod for p in lage.granskning}


@pytest.mark.parametrize(
    ("inlamnade", "fel"),
    [
        ([rl.Rapport()], RapportFel),
        ([rapport(PSYK), rapport(PSYK)], RapportFel),
        ([rapport("driftnamnd-tandvard")], OkantId),
        ([rapport("Tandvårdsnämnden")], OkantId),
        ([Namndunderlag(namnd="driftnamnd-tandvard")], OkantId),
        ([Namndunderlag(namnd=PSYK, utfall={"finns-inte": 1})], OkantId),
        ([Namndunderlag(namnd=PSYK, utfall={"frisktal": "88 mnkr"})], UtfallFel),
        (["rapport"], TypeError),
    ],
)
def test_what_cannot_be_summed_up_is_refused(inlamnade: list[Any], fel: type[Exception]) -> None:
    with pytest.raises(fel):
        stall(*inlamnade)


def test_the_occasion_must_be_one() -> None:
    with pytest.raises(KalenderFel):
        stall(period="2018-13")
    with pytest.raises(KalenderFel):
        stall(period="2018-05")  # has a månadsrapport
    with pytest.raises(KalenderFel, match="inte är före"):
        stall(foregaende=Tillfallesunderlag(period="2018-08"))
    with pytest.raises(KalenderFel, match="föregående tillfället: 2018-05 har månadsrapport, inte"):
        stall(foregaende=Tillfallesunderlag(period="2018-05", rapporttyp="UR1"))
    with pytest.raises(OkantId):
        stall(bedomningar=[Bedomning(delmal="delmal-6")])
    with pytest.raises(RapportFel):
        stall(bedomningar=[Bedomning(delmal="delmal-1"), Bedomning(delmal="delmal-1")])


# Forecasts and plans


def test_forecasts_are_added_up_with_how_many_are_not_known() -> None:
    prognoser = {PSYK: "0.4", SJUKHUS: "-9.5", NARA: "-4.2", SERVICE: "0"}
    svar = stall(*(rapport(n, prognos_budgetavvikelse=v) for n, v in prognoser.items()))
    summa = svar.prognos
    assert (summa.summa, summa.underskott, summa.overskott) == (Decimal("-13.3"), Decimal("-13.7"), Decimal("0.4"))
    assert (summa.antal_underskott, summa.antal_overskott) == (2, 1)
    assert summa.kanda + len(summa.okanda) == 9
    assert summa.text == f"−13,3{HARD}mnkr för 4 av 9 nämnder; 5 är inte kända"


def test_a_single_namnd_is_one_namnd() -> None:
    (okand, kand) = (prognossumma({"a": varde}).text.replace(HARD, " ") for varde in (None, Decimal(-1)))
    assert (okand, kand) == ("inte känd", "−1 mnkr för 1 av 1 nämnd")


def test_no_forecast_at_all_is_not_zero() -> None:
    summa = stall().prognos
    assert (summa.summa, summa.underskott, summa.overskott) == (None, None, None)
    assert summa.text == "inte känd för någon av 9 nämnder"


def test_all_known_hides_nothing() -> None:
    svar = stall(*(rapport(n.id, prognos_budgetavvikelse=1) for n in RV.namnder))
    assert svar.prognos.text == f"9{HARD}mnkr för 9 av 9 nämnder"
    assert svar.prognos.underskott == 0


PLAN = {"beslutad": True, "status": "pågår", "vidtagna": [], "planerade": ["x"], "effekt": "9 mnkr"}


@pytest.mark.parametrize(
    ("falt", "kravs", "lage", "ofullstandig"),
    [
        ({"prognos_budgetavvikelse": -6, "atgardsplan": PLAN}, True, "lämnad", False),
        ({"prognos_budgetavvikelse": -6, "atgardsplan": PLAN | {"effekt": None}}, True, "lämnad", True),
        ({"prognos_budgetavvikelse": -10, "atgardsplan": PLAN}, True, "lämnad", True),  # does not cover the deficit
        ({"prognos_budgetavvikelse": -6}, True, "inte lämnad", False),
        (
            {"prognos_budgetavvikelse": -6, "avsnitt": [{"titel": "Plan", "text": "En åtgärdsplan finns."}]},
            True,
            "nämns i löptexten",
            True,
        ),
        ({"prognos_budgetavvikelse": 0}, False, "inte lämnad", False),
        ({"prognos_budgetavvikelse": 1}, False, "inte lämnad", False),
        ({}, None, "inte lämnad", False),
    ],
)
def test_whether_a_plan_is_owed_and_delivered(
    falt: dict[str, Any], kravs: bool | None, lage: str, ofullstandig: bool
) -> None:
    (namnd,) = [n for n in stall(rapport(PSYK, **falt)).namnder if n.namnd == PSYK]
    plan = namnd.atgardsplan
    assert (plan.kravs, plan.lage.value, plan.ofullstandig) == (kravs, lage, ofullstandig)


def test_an_open_tolkning_leaves_open_whether_a_plan_is_owed() -> None:
    oppet = RV.med_tolkningar({"atgardsplan-utlosare": "oppen"})
    given = rapport(PSYK, prognos_budgetavvikelse=-6, prognos_resultat=2)
    kravs = {
        rv: next(n for n in stall(given, regelverk=rv).namnder if n.namnd == PSYK).atgardsplan.kravs
        for rv in (RV, oppet)
    }
    assert kravs == {RV: True, oppet: None}


def test_the_regionkontors_published_report() -> None:
    svar = stall(rl.exempelrapport("regionkontoret-ur2-2018"), dag=date(2018, 10, 1))
    (rs,) = [n for n in svar.namnder if n.namnd == "regionstyrelsen"]
    assert rs.prognos == Decimal("-6.0")
    assert [i.lage for i in rs.inlamningar] == [Inlamningslage.INTE_KANT] * 2, "no received day is printed"
    assert (rs.atgardsplan.kravs, rs.atgardsplan.lage, rs.atgardsplan.ofullstandig) == (True, Planlage.LAMNAD, True)
    assert {p.kod for p in rs.atgardsplan.brister} == {"PLAN-03", "PLAN-04"}
    assert rs.atgardsplan.bifogas_senast is not None
    assert rs.atgardsplan.bifogas_senast.preliminar == date(2018, 10, 9)
    assert rs.saknade_avsnitt is not None
    assert "3.1 Produktion" in rs.saknade_avsnitt


# Koncern


def ursprung(svar: Sammanstallning, indikator: str) -> Any:
    (post,) = [b for d in svar.delmal for b in d.bidrag if b.indikator == indikator]
    return post


INLOGGNING = "inloggning-1177"


@pytest.mark.parametrize(
    ("koncernens", "namndernas", "vantat", "varde", "kod"),
    [
        ({}, {}, Utfallsursprung.SAKNAS, None, None),
        ({}, {PSYK: "56 %"}, Utfallsursprung.EN_NAMND, Decimal(56), "10"),
        ({}, {PSYK: "56 %", NARA: "56,0"}, Utfallsursprung.FLERA_LIKA, Decimal(56), "10"),
        ({}, {PSYK: "56 %", NARA: "56,1 %"}, Utfallsursprung.FLERA_OLIKA, None, "11"),
        ({INLOGGNING: "57 %"}, {PSYK: "56 %", NARA: "55 %"}, Utfallsursprung.KONCERNEN, Decimal(57), None),
        ({INLOGGNING: None}, {PSYK: "56 %"}, Utfallsursprung.EN_NAMND, Decimal(56), "10"),
    ],
)
def test_the_koncerns_figure(
    koncernens: dict[str, Any],
    namndernas: dict[str, str],
    vantat: Utfallsursprung,
    varde: Decimal | None,
    kod: str | None,
) -> None:
    underlag = [Namndunderlag(namnd=n, utfall={INLOGGNING: v}) for n, v in namndernas.items()]
    svar = stall(*underlag, utfall=koncernens)
    post = ursprung(svar, INLOGGNING)
    assert post.ursprung is vantat
    assert (post.utfall and post.utfall.varde) == varde
    assert {b.namnd for b in post.bidrag} == set(namndernas)
    assert koder(svar) == ([] if kod is None else [kod])


def test_equal_in_another_unit_is_equal() -> None:
    avvikelse = "budgetavvikelse-halso-och-sjukvarden"
    svar = stall(
        Namndunderlag(namnd=PSYK, utfall={avvikelse: "-6 mnkr"}),
        Namndunderlag(namnd=NARA, utfall={avvikelse: "-6 000 tkr"}),
    )
    assert ursprung(svar, avvikelse).ursprung is Utfallsursprung.FLERA_LIKA


def test_the_status_is_that_of_the_figures_and_the_assessment_stands_beside_it() -> None:
    utfall = {"index-medarbetarenkat": 71}
    for farg, skiljer in (("Gul", False), ("Grön", True), (None, None)):
        svar = stall(utfall=utfall, bedomningar=[Bedomning(delmal="delmal-3", status=farg, text="Därför.")])
        delmal = svar.delmal_med_id("delmal-3")
        assert delmal.beraknad.status is rl.Status.GUL
        assert delmal.bedomning is not None
        assert delmal.bedomning.text == "Därför."
        assert delmal.skiljer is skiljer
    assert stall(utfall=utfall).delmal_med_id("delmal-3").skiljer is None
    assert stall(bedomningar=[Bedomning(delmal="delmal-3", status="Gul")]).delmal_med_id("delmal-3").skiljer is None


def test_an_assessment_that_is_no_longer_possible_differs_before_the_status_is_settled() -> None:
    ena = {i.id: None for i in RV.indikatorer if i.delmal == "delmal-1"} | {"basbehandling-hjartsvikt": "10 %"}
    for farg, skiljer in (("Grön", True), ("Gul", None)):
        delmal = stall(utfall=ena, bedomningar=[Bedomning(delmal="delmal-1", status=farg)]).delmal_med_id("delmal-1")
        assert delmal.beraknad.mojliga == (rl.Status.GUL, rl.Status.ROD)
        assert delmal.skiljer is skiljer


def test_a_namnds_assessment_is_shown_as_its_own() -> None:
    i_rapporten = rapport(PSYK, bedomningar=[{"delmal": "delmal-4", "status": "Gul"}])
    svar = stall(Namndunderlag(namnd=PSYK, rapport=i_rapporten, bedomningar=(Bedomning(delmal="delmal-1"),)))
    assert svar.delmal_med_id("delmal-4").bedomning is None
    assert [n for n, _ in svar.delmal_med_id("delmal-4").namndernas_bedomningar] == [PSYK]
    assert [n for n, _ in svar.delmal_med_id("delmal-1").namndernas_bedomningar] == [PSYK]


def test_an_assessment_of_a_delmal_that_is_not_there_is_told() -> None:
    svar = stall(rapport(PSYK, bedomningar=[{"delmal": "delmal-6"}, {"delmal": "delmal-5"}]))
    assert [(p.kod, p.plats) for p in svar.papekanden] == [("SAMMANSTALLNING-18", PSYK)]


@pytest.mark.parametrize(
    ("namndens", "val", "ursprung"),
    [
        ((), {"motsagda": ["index-medarbetarenkat"]}, Utfallsursprung.MOTSAGD),
        (("index-medarbetarenkat",), {}, Utfallsursprung.MOTSAGD),
        (("index-medarbetarenkat",), {"utfall": {"index-medarbetarenkat": 71}}, Utfallsursprung.KONCERNEN),
        (("frisktal",), {}, Utfallsursprung.EN_NAMND),
    ],
)
def test_what_somebodys_own_files_contradict_is_not_settled_by_what_another_delivers(
    namndens: tuple[str, ...], val: dict[str, Any], ursprung: Utfallsursprung
) -> None:
    ett = Namndunderlag(namnd=PSYK, motsagda=namndens)
    svar = stall(ett, Namndunderlag(namnd=SJUKHUS, utfall={"index-medarbetarenkat": 75}), **val)
    (bidrag,) = svar.delmal_med_id("delmal-3").bidrag
    assert bidrag.ursprung is ursprung
    assert (bidrag.utfall is None) is (ursprung is Utfallsursprung.MOTSAGD)
    assert [b.namnd for b in bidrag.bidrag] == [SJUKHUS]
    assert (svar.delmal_med_id("delmal-3").beraknad.status is None) is (ursprung is Utfallsursprung.MOTSAGD)


def test_a_contradiction_of_an_indicator_that_is_not_there_is_refused() -> None:
    with pytest.raises(OkantId):
        stall(Namndunderlag(namnd=PSYK, motsagda=("finns-inte",)))
    with pytest.raises(OkantId):
        stall(motsagda=["finns-inte"])


MARS = rl.Utfall("71", period="2018-03")
FRISKTAL_MARS = rl.Utfall("88 %", period="2018-03")


def test_what_is_found_in_computing_a_status_is_told() -> None:
    """As a status on a figure of another period than the occasion's."""
    svar = stall(utfall={"index-medarbetarenkat": MARS})
    assert str(svar.delmal_med_id("delmal-3").beraknad.status) == "Gul"
    assert [p.text for vem, p in svar.alla_papekanden if p.kod == "STATUS-04" and vem is None] == [
        "Indexvärde medarbetarenkät: utfallet avser 2018-03, men frågan gäller 2018-08."
    ]


@pytest.mark.parametrize(
    ("val", "texter"),
    [
        (
            {"utfall": {"frisktal": FRISKTAL_MARS}},
            ["Koncernen: utfallet för ”Nivån på frisktalet bland medarbetare” avser mars 2018, inte augusti 2018."],
        ),
        (
            {
                "namnd": {"frisktal": FRISKTAL_MARS, "index-medarbetarenkat": MARS},
                "utfall": {"index-medarbetarenkat": 72},
            },
            [
                (
                    "Driftnämnd Psykiatri: utfallen för ”Indexvärde medarbetarenkät” och ”Nivån på frisktalet bland "
                    "medarbetare” avser mars 2018, inte augusti 2018."
                )
            ],
        ),
        ({"namnd": {"index-medarbetarenkat": MARS}}, []),  # used: the status tells
        ({"utfall": {"frisktal": rl.Utfall("88 %", period="2018-08")}}, []),
        ({"utfall": {"frisktal": "88 %"}}, []),
    ],
)
def test_a_figure_of_another_period_is_told_where_no_status_tells_it(val: dict[str, Any], texter: list[str]) -> None:
    givet = dict(val)
    namnd = givet.pop("namnd", None)
    svar = stall(*(() if namnd is None else (Namndunderlag(namnd=PSYK, utfall=namnd),)), **givet)
    assert [p.text for p in svar.papekanden if p.kod == "SAMMANSTALLNING-19"] == texter


def test_figures_that_give_no_colour_are_kept_and_not_warned_of() -> None:
    svar = stall(*(Namndunderlag(namnd=n, utfall={"frisktal": v}) for n, v in ((PSYK, "88 %"), (NARA, "90 %"))))
    assert [b.indikator for b in svar.ovriga_bidrag] == ["frisktal"]
    assert koder(svar) == []


# What has changed


def test_the_change_since_the_occasion_before() -> None:
    maj = {"rapporttyp": "månadsrapport", "period": "2018-05"}
    fore = Tillfallesunderlag(
        rapporttyp=rl.Rapporttyp.MANAD,
        period="2018-05",
        namnder=(
            Namndunderlag(namnd=PSYK, rapport=rapport(PSYK, prognos_budgetavvikelse=-1, **maj)),
            Namndunderlag(namnd=SJUKHUS, rapport=rapport(SJUKHUS, prognos_budgetavvikelse=-6, **maj)),
            Namndunderlag(namnd=SERVICE, rapport=rapport(SERVICE, prognos_budgetavvikelse=5, **maj)),
        ),
        utfall={"index-medarbetarenkat": 73},
        bedomningar=(Bedomning(delmal="delmal-3", status="Grön"),),
    )
    svar = stall(
        rapport(PSYK, prognos_budgetavvikelse=-2),
        rapport(SJUKHUS),
        rapport(NARA, prognos_budgetavvikelse=-3),
        utfall={"index-medarbetarenkat": 71},
        bedomningar=[Bedomning(delmal="delmal-3", status="Gul")],
        foregaende=fore,
    )
    forandring = svar.forandring
    assert forandring is not None
    assert (forandring.jamforda, forandring.totalt.forandring) == ((PSYK,), -1), "only those that are known both times"
    assert [(f.delmal, f.fore, f.nu) for f in forandring.farger] == [("delmal-3", (rl.Status.GRON,), (rl.Status.GUL,))]
    assert [(b.delmal, b.fore, b.nu) for b in forandring.bedomningar] == [("delmal-3", "Grön", "Gul")]
    assert (forandring.tillkomna, forandring.bortfallna) == ((NARA,), (SERVICE,))
    assert [n.namnd for n in forandring.namnder] == [SJUKHUS, PSYK], "in the guideline's order"
    assert stall().forandring is None


def test_what_is_wrong_at_the_occasion_before_is_a_warning_now() -> None:
    papekande = rl.Papekande(kod="SAMMANSTALLNING-01", allvar=rl.Allvar.FEL, text="trasig.docx: kan inte läsas.")
    svar = stall(foregaende=Tillfallesunderlag(period="2018-05", papekanden=(papekande,)))
    assert [(p.allvar, p.text) for p in svar.papekanden] == [
        (rl.Allvar.VARNING, "Föregående tillfälle: trasig.docx: kan inte läsas.")
    ]


# Arbetsmaterial, and the answer as a value


@pytest.mark.parametrize(
    ("beslutad", "dag", "arbetsmaterial"),
    [
        (None, None, True),
        (None, date(2018, 10, 1), True),
        (date(2018, 10, 2), None, False),
        (date(2018, 10, 2), date(2018, 10, 1), True),
        (date(2018, 10, 2), date(2018, 10, 2), False),
    ],
)
def test_it_is_arbetsmaterial_until_it_is_decided(
    beslutad: date | None, dag: date | None, arbetsmaterial: bool
) -> None:
    svar = stall(beslutad=beslutad, dag=dag)
    assert svar.arbetsmaterial is arbetsmaterial
    assert svar.titel.startswith("Arbetsmaterial") is arbetsmaterial
    assert svar.titel.endswith("UR2 augusti 2018")


def test_it_goes_through_json_unchanged() -> None:
    fore = Tillfallesunderlag(
        period="2018-05", namnder=(Namndunderlag(namnd=PSYK, rapport=rl.Rapport(prognos_budgetavvikelse=1)),)
    )
    svar = stall(
        rl.exempelrapport("regionkontoret-ur2-2018"),
        Namndunderlag(namnd=PSYK, rapport=rapport(PSYK), utfall={INLOGGNING: "56 %", "frisktal": "88 %"}),
        utfall={"index-medarbetarenkat": 71},
        bedomningar=[Bedomning(delmal="delmal-3", status="Gul")],
        foregaende=fore,
        dag=date(2018, 10, 1),
    )
    text = svar.model_dump_json()
    assert Sammanstallning.model_validate_json(text) == svar
    assert Tillfallesunderlag.model_validate_json(fore.model_dump_json()) == fore
    assert all(nyckel.isascii() for nyckel in svar.model_dump())


def test_the_order_of_what_is_given_does_not_matter() -> None:
    givna = [rapport(PSYK), rapport(NARA), Namndunderlag(namnd=SJUKHUS, utfall={INLOGGNING: "56 %"})]
    assert stall(*givna) == stall(*reversed(givna))


def test_it_shows_itself_in_a_notebook_and_as_text() -> None:
    svar = stall(rl.Rapport(namnd=PSYK, prognos_budgetavvikelse=Decimal(-1)))
    html = svar._repr_html_()
    assert html is not None
    assert "Arbetsmaterial: sammanställning UR2 augusti 2018" in html
    assert "Koncernens status per delmål" in html
    assert html.count("<details") == 5
    assert str(svar) == f"{svar.titel}. Prognos −1{HARD}mnkr för 1 av 9 nämnder; 8 är inte kända."
