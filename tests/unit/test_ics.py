"""The timetable as a calendar file: all-day events that say what is due, from which rule, and how the day is known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st
from icalendar import Calendar

import riktlinjer as rl
from riktlinjer.ics import Handelse, Kalender, bygg_kalender, till_ics
from riktlinjer.utskrift import ren


def handelser(fil: bytes) -> list[dict[str, object]]:
    """The events of a calendar file, as the library that others use reads them."""
    (kalender,) = Calendar.from_ical(fil, multiple=True)
    return [
        {
            namn.lower(): post.decoded(namn) if namn in ("DTSTART", "DTEND", "DTSTAMP") else str(post[namn])
            for namn in post
        }
        for post in kalender.walk("VEVENT")
    ]


@pytest.fixture(scope="module")
def publicerade(rv: rl.Regelverk) -> dict[str, dict[str, object]]:
    return {str(h["uid"]): h for h in handelser(till_ics(bygg_kalender(rv)))}


def test_every_step_with_a_day_is_an_event_and_the_others_are_told(
    rv: rl.Regelverk, publicerade: dict[str, dict[str, object]]
) -> None:
    assert rv.tidplan is not None
    steg = [s for t in rv.tidplan.tillfallen for _, s in t.steg]
    assert sorted(s.datum for s in steg if s.datum) == sorted(h["dtstart"] for h in publicerade.values())  # type: ignore[type-var]
    kalender = bygg_kalender(rv)
    assert len(kalender.utelamnade) == sum(s.datum is None for s in steg) == 6
    assert {(u.rapport, u.skal) for u in kalender.utelamnade} == {
        ("Månadsrapport november 2018", "i.u. i tidplanen"),
        ("ÅR 2018", "i.u. i tidplanen"),
    }


def test_an_event_says_what_is_due_and_where_that_stands(publicerade: dict[str, dict[str, object]]) -> None:
    handelse = publicerade["2018-08-rapport-till-rk.halland-2018@riktlinjer"]
    assert handelse["summary"] == "UR2 2018: preliminär rapport till RK"
    assert handelse["dtstart"] == date(2018, 9, 13)
    assert handelse["dtend"] == date(2018, 9, 14)
    assert str(handelse["description"]).split("\n") == [
        "Preliminär rapport till RK: uppföljningsrapport 2, till och med augusti 2018.",
        (
            "Dagen är publicerad i tidplanen. Källa: Riktlinjer för Region Hallands uppföljning 2018, Tidplaner 2018, "
            "raden Rapport till RK, kolumnen Aug/UR 2."
        ),
        "Regelverk: halland-2018, utgåva 2018-01-30.",
    ]


def test_every_event_lasts_the_whole_day_and_takes_up_nobodys_time(publicerade: dict[str, dict[str, object]]) -> None:
    for handelse in publicerade.values():
        start, slut = handelse["dtstart"], handelse["dtend"]
        assert type(start) is type(slut) is date
        assert slut - start == timedelta(days=1)
        assert handelse["transp"] == "TRANSPARENT"


def test_the_file_is_the_same_in_every_run_and_stamped_with_the_editions_day(
    rv: rl.Regelverk, publicerade: dict[str, dict[str, object]]
) -> None:
    assert till_ics(bygg_kalender(rv)) == till_ics(bygg_kalender(rl.las_regelverk("halland-2018")))
    assert {h["dtstamp"] for h in publicerade.values()} == {datetime(2018, 1, 30, tzinfo=UTC)}


def test_a_new_edition_keeps_the_uids_that_calendars_know(
    rv: rl.Regelverk, publicerade: dict[str, dict[str, object]]
) -> None:
    ny = rl.Regelverk(**{**dict(rv), "utgava": "2018-06-01", "beslutad": date(2018, 6, 1)})
    nya = handelser(till_ics(bygg_kalender(ny)))
    assert [h["uid"] for h in nya] == list(publicerade)
    assert {h["dtstamp"] for h in nya} == {datetime(2018, 6, 1, tzinfo=UTC)}
    assert len(publicerade) == 44  # no two events share one


def test_a_namnds_calendar_names_it_and_can_lie_beside_anothers(rv: rl.Regelverk) -> None:
    egen = handelser(till_ics(bygg_kalender(rv, namnd="driftnamnd-psykiatri")))
    annan = handelser(till_ics(bygg_kalender(rv, namnd="driftnamnd-narsjukvard")))
    assert not {h["uid"] for h in egen} & {h["uid"] for h in annan}
    assert all("(Driftnämnd Psykiatri)" in str(h["summary"]) for h in egen)
    assert "\nGäller Driftnämnd Psykiatri.\n" in str(egen[0]["description"])
    with pytest.raises(rl.OkantId):
        bygg_kalender(rv, namnd="psykiatri")


def test_a_computed_day_says_so_with_its_rule_and_reading(rv: rl.Regelverk) -> None:
    tidplan = rl.berakna_tidplan(rv, {"2027-02": date(2027, 3, 4)})
    bryt, rapport = handelser(till_ics(bygg_kalender(rv, tidplan)))
    assert str(bryt["description"]).split("\n")[1] == "Dagen är angiven för beräkningen. Den är inte publicerad."
    assert rapport["dtstart"] == date(2027, 3, 9)
    rader = str(rapport["description"]).split("\n")
    assert rader[1] == (
        "Dagen är räknad från bryt 4\u00a0mars 2027 med riktlinjens regel. Den är inte publicerad. "
        "Källa: Riktlinjer för Region Hallands uppföljning 2018, Tidplaner 2018."
    )
    assert rader[2].startswith("Tolkning: manadsrapport-frist = efter-bryt. ")
    assert {u.skal for u in bygg_kalender(rv, tidplan).utelamnade} == {"ingen regel säger vilken dag"}


def test_a_day_that_an_open_reading_leaves_open_is_not_picked(rv: rl.Regelverk) -> None:
    oppet = rv.med_tolkningar({"manadsrapport-frist": "oppen"})
    kalender = bygg_kalender(oppet, rl.berakna_tidplan(oppet, {"2027-02": date(2027, 3, 4)}))
    assert [h.uid.split(".")[0] for h in kalender.handelser] == ["2027-02-bryt"]
    assert kalender.utelamnade[0].skal == "tolkningen är öppen: 3\u00a0mars 2027 eller 9\u00a0mars 2027"


def test_a_guideline_without_a_timetable_gives_its_meetings() -> None:
    moten = handelser(till_ics(bygg_kalender(rl.las_regelverk("jamtland-harjedalen-2016"))))
    assert moten[0]["summary"] == "Sammanträde enligt uppföljningsplanen 2016"
    assert (moten[0]["dtstart"], moten[0]["dtend"]) == (date(2016, 1, 18), date(2016, 1, 20))
    assert "\n- Regiondirektörens rapport\n" in str(moten[0]["description"])
    assert len({m["uid"] for m in moten}) == len(moten) > 5


def test_a_guideline_with_neither_is_refused() -> None:
    with pytest.raises(rl.KalenderFel, match="varken tidplan eller sammanträden"):
        bygg_kalender(rl.las_regelverk("narsjukvarden-halland-2022"))


def test_no_line_is_longer_than_the_format_allows(rv: rl.Regelverk) -> None:
    fil = till_ics(bygg_kalender(rv, namnd="driftnamnd-ambulans-diagnostik-och-halsa"))
    assert fil.endswith(b"\r\n")
    assert max(map(len, fil.split(b"\r\n"))) <= 75


@given(st.text())
def test_any_text_of_a_rule_set_stays_within_its_field(text: str) -> None:
    fientlig = f"{text}\nEND:VEVENT\nBEGIN:VALARM;,\\"
    handelse = Handelse("a@b", date(2018, 1, 1), date(2018, 1, 2), fientlig, fientlig, "UR1")
    (last,) = handelser(till_ics(Kalender(fientlig, (handelse,), (), date(2018, 1, 30))))
    assert last["summary"] == last["description"] == ren(fientlig)
    assert last["dtend"] == date(2018, 1, 3)
