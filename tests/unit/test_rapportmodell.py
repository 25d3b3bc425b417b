"""Rapporten as a model: tables and series that hold together, short forms, and what None says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

import riktlinjer as rl
from riktlinjer.models import rapport as modell
from riktlinjer.models.kalla import Dokument


def tal(*texter: str | None) -> tuple[Decimal | None, ...]:
    return tuple(None if text is None else Decimal(text) for text in texter)


def tabell(*rader: tuple[str | None, ...], summa: tuple[str | None, ...] | None = None) -> modell.Rapporttabell:
    """A table of two columns."""
    return modell.Rapporttabell(
        enhet="mnkr",
        kolumner=("Budget", "Prognos"),
        rader=tuple(modell.Tabellrad(namn=f"rad {n}", varden=tal(*rad)) for n, rad in enumerate(rader, 1)),
        summarad=None if summa is None else modell.Tabellrad(namn="Totalt", varden=tal(*summa)),
    )


def serie(**falt: Any) -> modell.Tidsserie:
    grund: dict[str, Any] = {
        "namn": "Nybesök inom 60 dagar",
        "enhet": "%",
        "riktning": rl.Riktning.HOGRE,
        "malvarde": 80,
        "manader": ("2017-12", "2018-01", "2018-02", "2018-03"),
        "linjer": [{"namn": "RH", "varden": ["79.9", "80", "80.1", None]}],
    }
    return modell.Tidsserie(**{**grund, **falt})


# Tables


@pytest.mark.parametrize(
    ("rader", "summa", "skillnader"),
    [
        ((("1.1", "2"), ("0.2", "-3")), ("1.3", "-1"), ("0.0", "0")),
        ((("1.1", "2"), ("0.2", "-3")), ("1.4", "-1.1"), ("0.1", "-0.1")),
        ((("1.1", None), ("0.2", "-3")), ("1.3", "-1"), ("0.0", None)),
        ((("1.1", "2"),), ("1.1", None), ("0.0", None)),
        ((), ("1.1", "0"), ("1.1", "0")),
    ],
    ids=["adds up", "does not", "an empty cell", "an empty total", "no rows"],
)
def test_a_total_is_held_against_the_sum_of_its_rows(
    rader: tuple[tuple[str | None, ...], ...], summa: tuple[str | None, ...], skillnader: tuple[str | None, ...]
) -> None:
    assert tabell(*rader, summa=summa).summaskillnader == tal(*skillnader)


def test_a_table_without_a_total_has_no_differences() -> None:
    assert tabell(("1", "2")).summaskillnader is None


def test_sums_are_exact_whatever_their_length() -> None:
    lang = "0." + "0" * 40 + "1"
    t = tabell((lang, "1e30"), ("1", lang), summa=("1", "1e30"))
    assert t.summaskillnader == tal("-" + lang, "-" + lang)


@pytest.mark.parametrize("varden", [("1",), ("1", "2", "3"), ()], ids=len)
@pytest.mark.parametrize("falt", ["rader", "summarad"])
def test_a_row_with_too_few_or_too_many_cells_is_refused_by_name(falt: str, varden: tuple[str, ...]) -> None:
    rad = {"namn": "Totalt", "varden": varden}
    falten: dict[str, Any] = {"kolumner": ("Budget", "Prognos"), "rader": ()} | {
        falt: [rad] if falt == "rader" else rad
    }
    with pytest.raises(ValidationError, match=rf"raden 'Totalt' har {len(varden)} värden, väntade ett för .* 2 kolumn"):
        modell.Rapporttabell(**falten)


def test_two_columns_may_have_the_same_heading() -> None:
    """A real table has."""
    t = modell.Rapporttabell(kolumner=("Ack", "Ack"), rader=({"namn": "Totalt", "varden": [1, 2]},))  # type: ignore[arg-type]
    assert t.rader[0].varden == (1, 2)


# Series


@pytest.mark.parametrize(
    ("riktning", "vantat"),
    [(rl.Riktning.HOGRE, (False, True, True, None)), (rl.Riktning.LAGRE, (True, True, False, None))],
)
def test_a_month_on_the_malvarde_counts_as_met_in_either_direction(
    riktning: rl.Riktning, vantat: tuple[bool | None, ...]
) -> None:
    assert serie(riktning=riktning).uppnadda("RH") == vantat


@pytest.mark.parametrize("falt", ["riktning", "malvarde"])
def test_without_a_malvarde_or_a_direction_no_month_is_known_to_be_met(falt: str) -> None:
    assert serie(**{falt: None}).uppnadda("RH") == (None,) * 4


def test_a_line_is_found_by_its_name_and_an_unknown_one_suggests() -> None:
    assert serie().linje("RH") == tal("79.9", "80", "80.1", None)
    with pytest.raises(rl.OkantId, match="linje 'Riket' finns inte; välj bland RH"):
        serie().linje("Riket")
    with pytest.raises(rl.OkantId):
        serie().uppnadda("Riket")


def test_a_line_has_a_figure_per_month() -> None:
    with pytest.raises(ValidationError, match=r"linjen 'RH' har 1 värden, väntade ett för .* 4 månader"):
        serie(linjer=[{"namn": "RH", "varden": [80]}])


@pytest.mark.parametrize(
    "manader",
    [("2018-02", "2018-01", "2018-03", "2018-04"), ("2018-01", "2018-01", "2018-02", "2018-03")],
    ids=["out of order", "twice"],
)
def test_months_stand_in_order_and_once(manader: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError, match="månaderna står inte i ordning"):
        serie(manader=manader)


@pytest.mark.parametrize("manad", ["2018-13", "2018-3", "mars 2018", "2018-00"])
def test_a_month_is_an_iso_month(manad: str) -> None:
    with pytest.raises(ValidationError):
        serie(manader=("2017-12", "2018-01", "2018-02", manad))


# Sections


def test_a_plain_text_is_an_uppdrag_without_a_stated_forecast() -> None:
    a = modell.Rapportavsnitt(
        titel="God start",
        uppdrag=["Stärk språkutveckling", {"namn": "Verka", "prognos": "Uppdraget uppfylls delvis"}],  # type: ignore[arg-type]
    )
    assert a.uppdrag == (
        modell.RapporteratUppdrag(namn="Stärk språkutveckling", prognos=None),
        modell.RapporteratUppdrag(namn="Verka", prognos=rl.Uppdragsstatus.DELVIS),
    )
    assert modell.Rapportavsnitt.model_validate_json(a.model_dump_json()) == a


@pytest.mark.parametrize("prognos", ["Grön", "delvis", ""])
def test_a_forecast_is_one_of_the_three_and_never_a_colour(prognos: str) -> None:
    with pytest.raises(ValidationError):
        modell.RapporteratUppdrag(namn="Verka", prognos=prognos)  # type: ignore[arg-type]


def test_a_heading_has_its_number_when_it_has_one() -> None:
    assert modell.Rapportavsnitt(nummer="2.1.10", titel="Insatser").rubrik == "2.1.10 Insatser"
    assert modell.Rapportavsnitt(titel="Bilaga 1").rubrik == "Bilaga 1"


@pytest.mark.parametrize(("niva", "giltig"), [(0, False), (1, True), (None, True)])
def test_a_chapter_is_on_level_one(niva: int | None, giltig: bool) -> None:
    if giltig:
        assert modell.Rapportavsnitt(titel="Resurser", niva=niva).niva == niva
    else:
        with pytest.raises(ValidationError):
            modell.Rapportavsnitt(titel="Resurser", niva=niva)


def test_an_empty_section_differs_from_one_that_is_not_known() -> None:
    assert modell.Rapportavsnitt(titel="x").ifyllt is None
    assert modell.Rapportavsnitt(titel="x", ifyllt=False).ifyllt is False


# The report


def test_a_report_that_says_nothing_is_not_known_in_anything() -> None:
    r = modell.Rapport()
    tomma = {"avsnitt", "versioner", "prognos_kalla", "atgardsplan_kalla", "bedomningar", "iakttagelser"}
    assert {falt for falt in modell.Rapport.model_fields if getattr(r, falt) == ()} == tomma
    assert {falt for falt in modell.Rapport.model_fields if getattr(r, falt) is not None} == tomma


def test_the_first_fields_are_those_that_others_rely_on() -> None:
    """New ones stand after them: what was dumped before is read unchanged."""
    assert list(modell.Rapport.model_fields)[:7] == [
        "namnd", "rapporttyp", "period", "avsnitt", "prognos_budgetavvikelse", "atgardsplan", "versioner",
    ]  # fmt: skip
    assert list(modell.Rapportavsnitt.model_fields)[:3] == ["nummer", "titel", "text"]


def test_every_uppdrag_comes_with_its_section() -> None:
    a = modell.Rapportavsnitt(titel="A", uppdrag=["ett", "två"])  # type: ignore[arg-type]
    b = modell.Rapportavsnitt(titel="B", uppdrag=["tre"])  # type: ignore[arg-type]
    rapport = modell.Rapport(avsnitt=(a, modell.Rapportavsnitt(titel="tomt"), b))
    assert [(avsnitt.titel, u.namn) for avsnitt, u in rapport.alla_uppdrag()] == [
        ("A", "ett"),
        ("A", "två"),
        ("B", "tre"),
    ]


def test_a_fact_of_a_published_report_can_say_where_it_stands() -> None:
    a = modell.Rapportavsnitt(nummer="3.1", titel="Förtroendevalda")
    dokument = Dokument(id="ur2", titel="Uppföljningsrapport 2", utgivare="Region Halland")
    publicerad = modell.Rapport(dokument=dokument, avsnitt=(a,))
    assert str(publicerad.kalla(a, "Totalt")) == "Uppföljningsrapport 2, 3.1 Förtroendevalda, raden Totalt"
    assert publicerad.kalla(a) == rl.Kalla(dokument="Uppföljningsrapport 2", avsnitt="3.1 Förtroendevalda")
    assert modell.Rapport(avsnitt=(a,)).kalla(a) is None


def test_a_whole_report_goes_through_json_unchanged() -> None:
    r = modell.Rapport(
        namnd="regionstyrelsen",
        rapporttyp=rl.Rapporttyp.UR2,
        period="2018-08",
        framsida=modell.Framsida(rapporttillfalle="Uppföljningsrapport 2", datum=date(2018, 9, 19)),
        innehallsforteckning=(modell.Innehallsrad(nummer="1", titel="Sammanfattning", sida=3),),
        avsnitt=(
            modell.Rapportavsnitt(
                titel="Resurser",
                tabeller=(tabell(("1.10", None), summa=("1.10", "0")),),
                nyckeltal=(modell.Nyckeltal(namn="Sjukfrånvaro", utfall=rl.Utfall("3,5 %", slag="R12")),),
                tidsserier=(serie(),),
                grupper=(modell.Aktivitetsgrupp(namn="Hjärtsjukdom", aktiviteter=("Röntgen",)),),
            ),
        ),
        prognos_budgetavvikelse=Decimal("-6.0"),
        atgardsplan=rl.Atgardsplan(beslutad=True, effekt="17,9 mnkr"),
        beslutsforslag=(modell.Beslutsforslag(text="Ta fram åtgärder", aterredovisas=date(2018, 6, 27)),),
        underskrivs_av=("ordförande",),
    )
    efter = modell.Rapport.model_validate_json(r.model_dump_json())
    assert efter == r
    assert efter.model_dump_json() == r.model_dump_json()
