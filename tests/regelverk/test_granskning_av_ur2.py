"""Regionkontorets Uppföljningsrapport 2 jan–aug 2018 against halland-2018: as text (contents, headings, figures) and
as the data that ships with the package."""

from __future__ import annotations

from pathlib import Path

import pytest

import riktlinjer as rl
from riktlinjer.models.papekande import Papekande
from riktlinjer.rapportfiler import las_rapport
from riktlinjer.rules.rapportgranskning import granska_rapport

TEXT = Path(__file__).with_name("ur2_rubriker.txt")
RV = rl.las_regelverk("halland-2018")


def som_text() -> rl.Rapport:
    return las_rapport(TEXT)


def som_data() -> rl.Rapport:
    return rl.exempelrapport("regionkontoret-ur2-2018")


@pytest.fixture(params=[som_text, som_data], ids=["text", "data"])
def papekanden(request: pytest.FixtureRequest) -> tuple[Papekande, ...]:
    return granska_rapport(RV, request.param())


def med(papekanden: tuple[Papekande, ...], kod: str, del_: str = "") -> list[Papekande]:
    return [p for p in papekanden if p.kod == kod and del_ in p.text]


def test_the_text_says_which_report_it_is_and_what_it_forecasts() -> None:
    rapport = som_text()
    assert (rapport.rapporttyp, rapport.period) == (rl.Rapporttyp.UR2, "2018-08")
    assert rapport.framsida is not None
    assert rapport.framsida.avsandare == "Regionkontoret"
    assert rapport.sidhuvud == "Regionkontoret, Uppföljningsrapport 2 jan-aug 2018 Kvartal 2 2018"
    assert str(rapport.prognos_budgetavvikelse) == "-6.0"


def test_the_text_has_the_contents_and_the_numbered_headings_of_the_data() -> None:
    text, data = som_text(), som_data()
    assert text.innehallsforteckning is not None
    assert data.innehallsforteckning is not None
    assert [(r.nummer, r.titel, r.sida) for r in text.innehallsforteckning] == [
        (r.nummer, r.titel, r.sida) for r in data.innehallsforteckning
    ]
    assert [a.rubrik for a in text.avsnitt if a.nummer] == [a.rubrik for a in data.avsnitt if a.nummer]


def test_resources_stand_as_chapter_3(papekanden: tuple[Papekande, ...]) -> None:
    (funnet,) = med(papekanden, "RAPPORT-02", "Avsnittet 2 Uppföljning av Resurser")
    assert funnet.plats == "3 Regionkontoret - uppföljning av resurser"
    assert med(papekanden, "RAPPORT-03", "Avsnittet 2 Uppföljning av Resurser")


@pytest.mark.parametrize("nummer", ["2.1.1", "2.2.1", "2.2.1.1", "2.2.2", "3", "3.1", "3.2", "3.3"])
def test_what_is_missing(papekanden: tuple[Papekande, ...], nummer: str) -> None:
    (funnet,) = [p for p in med(papekanden, "RAPPORT-01") if str(p.plats).startswith(f"{nummer} ")]
    assert funnet.allvar is rl.Allvar.FEL
    assert funnet.kalla is not None


def test_nothing_else_that_binds_is_missing(papekanden: tuple[Papekande, ...]) -> None:
    assert len([p for p in med(papekanden, "RAPPORT-01") if p.allvar is rl.Allvar.FEL]) == 8


@pytest.mark.parametrize(
    ("avsnitt", "plats"), [("2.3 Investeringar", "Investeringar"), ("2.4 Medarbetare", "Personal")]
)
def test_investments_and_personnel_are_under_other_headings(
    papekanden: tuple[Papekande, ...], avsnitt: str, plats: str
) -> None:
    (funnet,) = med(papekanden, "RAPPORT-02", f"Avsnittet {avsnitt} ")
    assert funnet.plats == plats


def test_the_page_header_is_another_period(papekanden: tuple[Papekande, ...]) -> None:
    (funnet,) = med(papekanden, "RAPPORT-15")
    assert "kvartal 2 2018" in funnet.text


def test_a_plan_was_owed(papekanden: tuple[Papekande, ...]) -> None:
    (funnet,) = med(papekanden, "RAPPORT-31")
    assert "−6,0\u00a0mnkr" in funnet.text
    assert "september 2018" in funnet.text


def test_the_data_says_since_when_and_what_of_the_plan_is_missing() -> None:
    papekanden = granska_rapport(RV, som_data())
    (sedan,) = med(papekanden, "RAPPORT-32")
    assert "maj 2018" in sedan.text
    assert "juli 2018" in sedan.text
    assert [p.plats for p in papekanden if p.kod.startswith("PLAN-")] == ["vidtagna", "planerade"]


def test_the_text_says_what_its_words_on_the_plan_leave_out() -> None:
    saknas = [p.text for p in granska_rapport(RV, som_text()) if p.kod == "RAPPORT-37"]
    assert len(saknas) == 2
    assert any("vidtagna" in text for text in saknas)
    assert any("planerade" in text for text in saknas)


def test_policies_are_not_due_and_the_empty_heading_is_told(papekanden: tuple[Papekande, ...]) -> None:
    assert [p.plats for p in med(papekanden, "RAPPORT-04", "policys")] == ["2.9 Policy"]
    assert [p.plats for p in med(papekanden, "RAPPORT-05")] == ["2.1.6 En god och jämlik offentlig samhällsservice"]


def test_the_sums_are_within_rounding_and_the_two_columns_of_one_name_are_told() -> None:
    papekanden = granska_rapport(RV, som_data())
    assert med(papekanden, "RAPPORT-40") == []
    assert [p.plats for p in med(papekanden, "RAPPORT-47")] == ["3.1 Förtroendevalda"]
    assert [p.plats for p in med(papekanden, "RAPPORT-45")] == ["3.1 Förtroendevalda"]


def test_what_binds_only_the_driftnamnder_does_not_bind_regionstyrelsen() -> None:
    """Bilaga 3's R12 rows are the driftnämnder's; for the others the tolkning is open."""
    (funnet,) = med(granska_rapport(RV, som_data()), "RAPPORT-01", "2.4.3")
    assert (funnet.allvar, funnet.tolkning) == (rl.Allvar.UPPLYSNING, "medarbetare-r12-ovriga")
    alla = RV.med_tolkningar({"medarbetare-r12-ovriga": "alla"})
    (bindande,) = med(granska_rapport(alla, som_data()), "RAPPORT-01", "2.4.3")
    assert bindande.allvar is rl.Allvar.FEL


def test_intern_kontroll_is_asked_for_by_the_chosen_reading() -> None:
    assert med(granska_rapport(RV, som_data()), "RAPPORT-01", "Intern kontroll") == []
    vald = RV.med_tolkningar({"intern-kontroll-2018": "alla-2018"})
    assert len(med(granska_rapport(vald, som_data()), "RAPPORT-01", "Intern kontroll")) == 1
