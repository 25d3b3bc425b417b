"""Åtgärdsplan in ``halland-2018``: when one is owed, in which report, and what it must hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import riktlinjer as rl

MANAD, UR1, UR2, AR = rl.Rapporttyp.MANAD, rl.Rapporttyp.UR1, rl.Rapporttyp.UR2, rl.Rapporttyp.AR

# the report with the deficit -> the next report in the timetable, with its preliminary and decided submission
NASTA: list[tuple[str, rl.Rapporttyp, str | None, rl.Rapporttyp | None, date | None, date | None]] = [
    ("2018-02", MANAD, "2018-03", UR1, date(2018, 4, 20), date(2018, 5, 25)),
    ("2018-03", UR1, "2018-05", MANAD, date(2018, 6, 12), date(2018, 6, 21)),  # April has no report
    ("2018-05", MANAD, "2018-07", MANAD, date(2018, 8, 10), date(2018, 9, 7)),  # nor has June
    ("2018-07", MANAD, "2018-08", UR2, date(2018, 9, 13), date(2018, 9, 28)),
    ("2018-08", UR2, "2018-09", MANAD, date(2018, 10, 9), date(2018, 11, 2)),
    ("2018-09", MANAD, "2018-10", MANAD, date(2018, 11, 9), date(2018, 11, 23)),
    ("2018-10", MANAD, "2018-11", MANAD, date(2018, 12, 11), None),  # i.u.
    ("2018-11", MANAD, "2018-12", AR, date(2019, 1, 24), None),  # i.u.
    ("2018-12", AR, None, None, None, None),  # the timetable has no report after ÅR
]


def krav(
    rv: rl.Regelverk, rapporttyp: rl.Rapporttyp, period: str, avvikelse: object, **ovrigt: object
) -> rl.Atgardsplanskrav:
    return rl.kraver_atgardsplan(rv, rapporttyp=rapporttyp, period=period, budgetavvikelse=avvikelse, **ovrigt)  # type: ignore[arg-type]


@pytest.mark.parametrize(("period", "typ", "nasta", "nasta_typ", "preliminar", "beslutad"), NASTA)
def test_a_deficit_is_described_in_the_report_and_the_plan_attached_to_the_next_at_the_latest(
    rv: rl.Regelverk,
    period: str,
    typ: rl.Rapporttyp,
    nasta: str | None,
    nasta_typ: rl.Rapporttyp | None,
    preliminar: date | None,
    beslutad: date | None,
) -> None:
    k = krav(rv, typ, period, "-0,1 mnkr")
    assert k.kravs is True
    assert k.beskrivs_i is not None
    assert (k.beskrivs_i.period, k.beskrivs_i.rapporttyp) == (period, typ)
    if nasta is None:
        assert k.bifogas_senast is None
    else:
        assert nasta_typ is not None
        assert k.bifogas_senast == rl.Rapporthanvisning(
            rapporttyp=nasta_typ, period=nasta, preliminar=preliminar, beslutad=beslutad
        )


def test_regionkontorets_forecast_after_eight_months_owes_a_plan(rv: rl.Regelverk) -> None:
    """−6,0 mnkr in Uppföljningsrapport 2: attached by 9 October, decided by 2 November."""
    k = krav(rv, UR2, "2018-08", -6)
    assert k.kravs is True
    assert k.bifogas_senast is not None
    assert (k.bifogas_senast.preliminar, k.bifogas_senast.beslutad) == (date(2018, 10, 9), date(2018, 11, 2))


@pytest.mark.parametrize(
    ("avvikelse", "kravs"),
    [
        ("-0,0000000001", True),
        ("−6,0 mnkr", True),
        ("– 2 tkr", True),
        (Decimal(-1), True),
        (0, False),
        ("0", False),
        (Decimal("-0"), False),
        ("0,0000000001", False),
        (6, False),
        (None, None),
        (rl.Utfall(), None),
    ],
    ids=str,
)
@pytest.mark.parametrize(("period", "typ"), [(rad[0], rad[1]) for rad in NASTA], ids=str)
def test_a_plan_is_owed_below_zero_and_unknown_without_a_figure(
    rv: rl.Regelverk, period: str, typ: rl.Rapporttyp, avvikelse: object, kravs: bool | None
) -> None:
    assert krav(rv, typ, period, avvikelse).kravs is kravs


@pytest.mark.parametrize(("period", "typ"), [(rad[0], rad[1]) for rad in NASTA], ids=str)
def test_exactly_zero_owes_a_plan_in_every_report_under_that_reading(
    rv: rl.Regelverk, period: str, typ: rl.Rapporttyp
) -> None:
    plan = rv.med_tolkningar({"atgardsplan-noll": "plan"})
    assert [krav(plan, typ, period, v).kravs for v in ("-0,01", 0, "0,01")] == [True, True, False]
    oppet = rv.med_tolkningar({"atgardsplan-noll": "oppen"})
    assert [krav(oppet, typ, period, v).kravs for v in ("-0,01", 0, "0,01")] == [True, None, False]


@pytest.mark.parametrize("avvikelse", [0, 5])
def test_when_none_is_owed_it_belongs_nowhere(rv: rl.Regelverk, avvikelse: int) -> None:
    k = krav(rv, UR2, "2018-08", avvikelse)
    assert (k.beskrivs_i, k.bifogas_senast) == (None, None)


def test_a_result_above_zero_can_still_be_below_budget(rv: rl.Regelverk) -> None:
    k = krav(rv, UR2, "2018-08", -6, resultat=10)
    assert k.kravs is True
    assert krav(rv, UR2, "2018-08", 6, resultat=-10).kravs is False


@pytest.mark.parametrize("slag", ["ackumulerat", "period"])
@pytest.mark.parametrize(("typ", "period"), [(MANAD, "2018-02"), (UR1, "2018-03"), (UR2, "2018-08")], ids=str)
def test_during_the_year_only_the_forecast_decides(
    rv: rl.Regelverk, slag: str, typ: rl.Rapporttyp, period: str
) -> None:
    with pytest.raises(rl.UtfallFel, match="helårsprognosen"):
        krav(rv, typ, period, rl.Utfall(-6, slag=slag))


@pytest.mark.parametrize(("typ", "period"), [(MANAD, "2018-02"), (UR1, "2018-03"), (UR2, "2018-08")], ids=str)
def test_the_forecast_that_decides_may_say_what_it_is(rv: rl.Regelverk, typ: rl.Rapporttyp, period: str) -> None:
    assert krav(rv, typ, period, rl.Utfall(-6, slag="helårsprognos", period=period)).kravs is True


def test_in_arsredovisningen_the_years_deviation_decides(rv: rl.Regelverk) -> None:
    assert krav(rv, AR, "2018-12", rl.Utfall(-6, slag="ackumulerat")).kravs is True
    with pytest.raises(rl.UtfallFel, match="årets utfall"):
        krav(rv, AR, "2018-12", rl.Utfall(-6, slag="helårsprognos"))


@pytest.mark.parametrize(
    "figur",
    [
        "-6 %",
        "-6 dagar",
        rl.Utfall(-6, slag="R12"),
        rl.Utfall(-6, slag="utgångsvärde"),
        rl.Utfall(-6, period="2018-03"),
    ],
    ids=str,
)
def test_a_figure_of_another_unit_kind_or_period_is_refused(rv: rl.Regelverk, figur: object) -> None:
    with pytest.raises(rl.UtfallFel, match="budgetavvikelse"):
        krav(rv, UR2, "2018-08", figur)


def test_the_reason_tells_the_figure_that_decides(rv: rl.Regelverk) -> None:
    resultat = rv.med_tolkningar({"atgardsplan-utlosare": "resultat"})
    assert krav(resultat, UR2, "2018-08", 10, resultat=-5).skal.startswith("Helårsprognosens resultat är −5;")
    assert "resultat är inte känd" in krav(resultat, UR2, "2018-08", -10).skal


def test_an_open_tolkning_that_changes_nothing_here_is_not_named(rv: rl.Regelverk) -> None:
    oppna = krav(rv.med_tolkningar(rl.ALLA_OPPNA), UR2, "2018-08", -6, resultat=-6).oppna_tolkningar
    assert "atgardsplan-noll" not in oppna
    assert "atgardsplan-i-ar" not in oppna


@pytest.mark.parametrize("del_", ["beslutad", "status", "vidtagna", "planerade", "effekt"])
def test_the_five_elements_of_a_plan_are_each_asked_for(rv: rl.Regelverk, del_: str) -> None:
    """ "om den är beslutad, vad status är, vilka åtgärder som är vidtagna, vilka [som är] planerade och effekten"."""
    hel = {
        "beslutad": True,
        "status": "pågår",
        "vidtagna": ["Stopp"],
        "planerade": ["Färre inhyrda"],
        "effekt": "6 mnkr",
    }
    assert rl.granska_atgardsplan(rv, rl.Atgardsplan(**hel)) == ()  # type: ignore[arg-type]
    for utan in ({k: v for k, v in hel.items() if k != del_}, hel | {del_: None}):
        funna = rl.granska_atgardsplan(rv, rl.Atgardsplan(**utan))  # type: ignore[arg-type]
        assert [p.plats for p in funna] == [del_]
        assert [p.allvar for p in funna] == [rl.Allvar.FEL]


def test_an_empty_plan_lacks_all_five_under_codes_of_their_own(rv: rl.Regelverk) -> None:
    funna = rl.granska_atgardsplan(rv, rl.Atgardsplan())
    assert [p.plats for p in funna] == ["beslutad", "status", "vidtagna", "planerade", "effekt"]
    assert len({p.kod for p in funna}) == 5
    assert len({p.kod.split("-")[0] for p in funna}) == 1
