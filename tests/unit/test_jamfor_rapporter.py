"""What has changed between two reports: the forecast, the deviations, the promises, the uppdrag."""

from __future__ import annotations

from decimal import Decimal

import pytest

import riktlinjer as rl
from riktlinjer.errors import RapportFel
from riktlinjer.rules.rapportjamforelse import jamfor_rapporter

KOLUMNER = ("Budget 2018", "Prognos 2018", "Prognostiserad avvikelse mot budget 2018")


def rapport(period: str, enhet: str = "mnkr", **poster: str) -> rl.Rapport:
    rader = [{"namn": namn, "varden": [0, v, v]} for namn, v in poster.items()]
    tabell = {"enhet": enhet, "kolumner": KOLUMNER, "rader": rader}
    return rl.Rapport.model_validate(
        {"period": period, "namnd": "regionstyrelsen", "avsnitt": [{"titel": "Prognos", "tabeller": [tabell]}]}
    )


MAJ, AUGUSTI = rapport("2018-05", Bas="-5", Tillväxt="0", Lokaler="-2"), rapport("2018-08", Bas="-6", Tillväxt="10")


def test_items_change_appear_and_vanish() -> None:
    svar = jamfor_rapporter(MAJ, AUGUSTI)
    assert [(p.namn, p.forandring) for p in svar.poster] == [("Bas", Decimal(-1))]
    assert [p.namn for p in svar.nya_avvikelser] == ["Tillväxt"]
    assert [p.namn for p in svar.forsvunna_avvikelser] == ["Lokaler"]
    assert svar.totalt.forandring is None, "neither report states its total"


def test_tkr_is_compared_with_mnkr() -> None:
    assert jamfor_rapporter(MAJ, rapport("2018-08", "tkr", Bas="-5000", Lokaler="-2000")).poster == ()


def test_a_total_that_is_not_known_is_not_zero() -> None:
    nu = AUGUSTI.model_copy(update={"prognos_budgetavvikelse": Decimal(-6)})
    totalt = jamfor_rapporter(MAJ, nu).totalt
    assert (totalt.fore, totalt.nu, totalt.forandring) == (None, Decimal(-6), None)
    assert "inte känd" in totalt.text


@pytest.mark.parametrize(
    ("fore", "nu", "text"),
    [
        ("-5", "-6", "försämring med 1\u00a0mnkr"),
        ("-5", "-3", "förbättring med 2\u00a0mnkr"),
        ("-5", "-5", "oförändrat"),
    ],
)
def test_the_change_in_words(fore: str, nu: str, text: str) -> None:
    a, b = (rl.Rapport(period=p, prognos_budgetavvikelse=Decimal(v)) for p, v in (("2018-05", fore), ("2018-08", nu)))
    assert text in jamfor_rapporter(a, b).text


def test_another_change_than_the_report_states_is_told() -> None:
    maj = rl.Rapport(period="2018-05", prognos_budgetavvikelse=Decimal(-5))
    for angiven, sagt in ((Decimal(-1), False), (Decimal(-2), True)):
        nu = rl.Rapport(period="2018-08", prognos_budgetavvikelse=Decimal(-6), prognosforandring=angiven)
        assert ("Obs!" in jamfor_rapporter(maj, nu).text) is sagt


def test_promises_that_are_no_longer_mentioned() -> None:
    fore = rl.Rapport(
        period="2018-05",
        atgardsplan=rl.Atgardsplan(planerade=["Färre inhyrda läkare", "Samordnade inköp"]),
        beslutsforslag=[{"text": "Se över lokalerna"}],
    )
    nu = rl.Rapport(period="2018-08", avsnitt=[{"titel": "Läget", "text": "Färre inhyrda\nläkare: klart."}])
    assert jamfor_rapporter(fore, nu).ej_namnda == ("Samordnade inköp", "Se över lokalerna")


def test_uppdrag_whose_forecast_changes_or_that_are_gone() -> None:
    def med(period: str, *uppdrag: object) -> rl.Rapport:
        return rl.Rapport.model_validate({"period": period, "avsnitt": [{"titel": "U", "uppdrag": uppdrag}]})

    delvis = {"namn": "Cykelplan", "prognos": "Uppdraget uppfylls delvis"}
    svar = jamfor_rapporter(
        med("2018-03", "Bredband", delvis), med("2018-08", {**delvis, "prognos": "Uppdraget uppfylls"})
    )
    assert [(u.namn, u.fore, u.nu) for u in svar.uppdrag] == [
        ("Cykelplan", rl.Uppdragsstatus.DELVIS, rl.Uppdragsstatus.UPPFYLLS)
    ]
    assert svar.ej_namnda_uppdrag == ("Bredband",)


def test_reports_in_the_wrong_order_or_of_two_namnder_are_refused() -> None:
    with pytest.raises(RapportFel, match="byt plats"):
        jamfor_rapporter(AUGUSTI, MAJ)
    annan = AUGUSTI.model_copy(update={"namnd": "driftnamnd-psykiatri"})
    with pytest.raises(RapportFel, match="olika nämnder"):
        jamfor_rapporter(MAJ, annan)
    with pytest.raises(TypeError):
        jamfor_rapporter(MAJ, "rapport")  # type: ignore[arg-type]


def test_the_answer_loads_what_it_dumped() -> None:
    svar = jamfor_rapporter(MAJ, AUGUSTI)
    assert type(svar).model_validate_json(svar.model_dump_json()) == svar


def med_bedomningar(period: str, **farger: str | None) -> rl.Rapport:
    bedomningar = [{"delmal": namn.replace("_", "-"), "status": farg} for namn, farg in farger.items()]
    return rl.Rapport.model_validate({"period": period, "bedomningar": bedomningar})


@pytest.mark.parametrize(
    ("fore", "nu", "text"),
    [
        ({"delmal_1": "Gul"}, {"delmal_1": "Grön"}, "delmal-1: från Gul till Grön."),
        ({"delmal_1": "Gul"}, {"delmal_1": None}, "delmal-1: från Gul till ingen angiven färg."),
        ({"delmal_1": "Gul"}, {}, "delmal-1: från Gul till ingen angiven färg."),
        ({}, {"delmal_1": "Röd"}, "delmal-1: från ingen angiven färg till Röd."),
        ({"delmal_1": "Gul"}, {"delmal_1": "Gul"}, None),
        ({"delmal_1": None}, {}, None),
    ],
)
def test_an_assessment_that_has_another_colour_is_told(
    fore: dict[str, str | None], nu: dict[str, str | None], text: str | None
) -> None:
    svar = jamfor_rapporter(med_bedomningar("2018-05", **fore), med_bedomningar("2018-08", **nu))
    assert [b.text for b in svar.bedomningar] == ([] if text is None else [text])
    assert ("Bedömningar som har ändrats" in svar.text) is (text is not None)
    assert text is None or f"- {text}" in svar.text


def test_a_total_that_is_the_tables_only_row_is_no_item() -> None:
    svar = jamfor_rapporter(rapport("2018-05", Totalt="-5"), rapport("2018-08", Totalt="-6"))
    assert (svar.poster, svar.nya_avvikelser, svar.forsvunna_avvikelser) == ((), (), ())
