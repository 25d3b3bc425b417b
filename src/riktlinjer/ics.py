"""Ics: a timetable as a calendar file that Outlook and other calendars open.

Needs the extra ``ics``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

from .errors import KalenderFel, SaknatTillagg
from .models.datum import skriv_dag, skriv_dagar, skriv_period
from .models.regelverk import Regelverk
from .models.skalor import Rapporttyp
from .models.tidplan import STEG, Steg, Tidplan, Tillfalle
from .models.uppfoljningsplan import Sammantrade
from .sidor.ordval import stor
from .utskrift import ren

try:
    from icalendar import Calendar, Event, vText
except ModuleNotFoundError:
    raise SaknatTillagg("ics", "kalenderfilen") from None

_PRODUKT: Final = "-//riktlinjer//Tidplan//SV"
_DOMAN: Final = "riktlinjer"
_VAD: Final = {
    "bryt": "bryt",
    "rapport_till_rk": "preliminär rapport till RK",
    "rs_au_1": "RS au beredning 1",
    "rs_au_2": "RS au beredning 2",
    "beslutad_rapport": "beslutad rapport till RK",
    "rs": "behandlas i RS",
    "rf": "behandlas i RF",
}
"""What happens on the day of each step, in a few words."""


class Handelse(NamedTuple):
    """An all-day event."""

    uid: str
    """The same in every run and every edition, so that a calendar updates the event that it has."""
    fran_och_med: date
    till_och_med: date
    """The last day, itself included."""
    rubrik: str
    beskrivning: str
    kategori: str


class UtelamnatSteg(NamedTuple):
    """A step that is not in the calendar, since its day is not known."""

    rapport: str
    steg: str
    skal: str


class Kalender(NamedTuple):
    """What a calendar file holds, and what it leaves out."""

    namn: str
    handelser: tuple[Handelse, ...]
    utelamnade: tuple[UtelamnatSteg, ...]
    datum: date
    """The day of the guideline's edition, which every event is stamped with."""


def bygg_kalender(regelverk: Regelverk, tidplan: Tidplan | None = None, *, namnd: str | None = None) -> Kalender:
    """The events of a timetable: each step with a known day. Without a timetable: the meetings of the
    uppföljningsplan.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> kalender = bygg_kalender(las_regelverk("halland-2018"))
    >>> kalender.handelser[1].rubrik, kalender.handelser[1].fran_och_med
    ('Månadsrapport februari 2018: preliminär rapport till RK', datetime.date(2018, 3, 9))

    Args:
        tidplan: a computed timetable; None takes the published one.
        namnd: the id of the nämnd whose calendar it is; it is named in every event.

    Raises:
        KalenderFel: the guideline has neither a timetable nor meetings.
        OkantId: no nämnd has the id.
    """
    vem = "" if namnd is None else regelverk.namnd(namnd).namn
    datum = regelverk.beslutad or regelverk.galler_fran
    tidplan = tidplan or regelverk.tidplan
    vilket = vem or regelverk.organisation
    if tidplan is not None:
        steg = [(t, falt, s) for t in tidplan.tillfallen for falt, s in t.steg]
        return Kalender(
            namn=f"Tidplan för rapporter – {vilket}",
            handelser=tuple(
                _stegets_handelse(regelverk, t, falt, s, s.datum, namnd, vem)
                for t, falt, s in steg
                if s.datum is not None
            ),
            utelamnade=tuple(_utelamnat(t, falt, s) for t, falt, s in steg if s.datum is None),
            datum=datum,
        )
    plan = regelverk.uppfoljningsplan
    if plan is None or not plan.sammantraden:
        raise KalenderFel(f"{regelverk.titel} har varken tidplan eller sammanträden att göra en kalender av")
    moten = tuple(_motets_handelse(regelverk, plan.ar, mote, namnd, vem) for mote in plan.sammantraden)
    return Kalender(f"Sammanträden {plan.ar} – {vilket}", moten, (), datum)


def till_ics(kalender: Kalender) -> bytes:
    """The bytes of the calendar file; the same for the same calendar."""
    fil = Calendar()
    fil.add("prodid", _PRODUKT)
    fil.add("version", "2.0")
    fil.add("calscale", "GREGORIAN")
    fil.add("method", "PUBLISH")
    fil.add("x-wr-calname", vText(ren(kalender.namn)))
    stampel = datetime(kalender.datum.year, kalender.datum.month, kalender.datum.day, tzinfo=UTC)
    for handelse in kalender.handelser:
        post = Event()
        post.add("uid", handelse.uid)
        post.add("dtstamp", stampel)
        post.add("dtstart", handelse.fran_och_med)
        post.add("dtend", handelse.till_och_med + timedelta(days=1))  # the day after the last
        post.add("summary", ren(handelse.rubrik))
        post.add("description", ren(handelse.beskrivning))
        post.add("categories", [ren(handelse.kategori)])
        post.add("transp", "TRANSPARENT")  # a deadline takes up nobody's day
        fil.add_component(post)
    return bytes(fil.to_ical())


def _stegets_handelse(
    regelverk: Regelverk, tillfalle: Tillfalle, falt: str, steg: Steg, dag: date, namnd: str | None, vem: str
) -> Handelse:
    rader = [
        f"{stor(_VAD[falt])}: {tillfalle.rapporttyp.namn}, till och med {skriv_period(tillfalle.period)}.",
        *([f"Gäller {vem}."] if vem else []),
        _hur_kand(tillfalle, steg),
        *_tolkningsrader(regelverk, steg.tolkningar),
        _utgava(regelverk),
    ]
    return Handelse(
        uid=_uid(regelverk, f"{tillfalle.period}-{falt.replace('_', '-')}", namnd),
        fran_och_med=dag,
        till_och_med=dag,
        rubrik=f"{_rapport(tillfalle)}: {_VAD[falt]}" + (f" ({vem})" if vem else ""),
        beskrivning="\n".join(rader),
        kategori=stor(tillfalle.rapporttyp.value),
    )


def _rapport(tillfalle: Tillfalle) -> str:
    """A report by its type and year; a månadsrapport by its month, since there are several in a year."""
    if tillfalle.rapporttyp is Rapporttyp.MANAD:
        return f"Månadsrapport {skriv_period(tillfalle.period)}"
    return f"{tillfalle.rapporttyp} {tillfalle.period[:4]}"


def _hur_kand(tillfalle: Tillfalle, steg: Steg) -> str:
    """Whether the day is published, computed or given, and where that stands."""
    kalla = steg.kalla or tillfalle.kalla
    ur = "" if kalla is None else f" Källa: {kalla}."
    if steg.harledd:
        bryt = tillfalle.bryt.datum if tillfalle.bryt else None
        fran = "" if bryt is None else f" {skriv_dag(bryt)}"
        return f"Dagen är räknad från bryt{fran} med riktlinjens regel. Den är inte publicerad.{ur}"
    if kalla is None:
        return "Dagen är angiven för beräkningen. Den är inte publicerad."
    return f"Dagen är publicerad i tidplanen.{ur}"


def _tolkningsrader(regelverk: Regelverk, ids: Sequence[str]) -> Iterator[str]:
    for id in ids:
        tolkning = regelverk.tolkning(id)
        innebord = {lasning.id: lasning.innebord for lasning in tolkning.lasningar}
        yield f"Tolkning: {id} = {tolkning.vald}. {innebord.get(tolkning.vald, 'Frågan är öppen.')}"


def _utgava(regelverk: Regelverk) -> str:
    return f"Regelverk: {regelverk.id}, utgåva {regelverk.utgava}."


def _uid(regelverk: Regelverk, vad: str, namnd: str | None) -> str:
    return ".".join(filter(None, (vad, namnd, regelverk.id))) + f"@{_DOMAN}"


def _utelamnat(tillfalle: Tillfalle, falt: str, steg: Steg) -> UtelamnatSteg:
    if steg.mojliga:
        skal = f"tolkningen är öppen: {' eller '.join(map(skriv_dag, steg.mojliga))}"
    elif any(s.harledd for _, s in tillfalle.steg):
        skal = "ingen regel säger vilken dag"
    else:
        skal = "i.u. i tidplanen"
    return UtelamnatSteg(_rapport(tillfalle), STEG[falt], skal)


def _motets_handelse(regelverk: Regelverk, ar: int, mote: Sammantrade, namnd: str | None, vem: str) -> Handelse:
    amnen = [amne.namn for block in mote.block for amne in block.amnen]
    return Handelse(
        uid=_uid(regelverk, mote.id, namnd),
        fran_och_med=mote.fran_och_med,
        till_och_med=mote.till_och_med,
        rubrik=f"Sammanträde enligt uppföljningsplanen {ar}" + (f" ({vem})" if vem else ""),
        beskrivning="\n".join(
            (
                f"Sammanträde {skriv_dagar(mote.fran_och_med, mote.till_och_med)}. Ämnen:",
                *(f"- {amne}" for amne in amnen),
                f"Dagen är publicerad. Källa: {mote.kalla}.",
                _utgava(regelverk),
            )
        ),
        kategori="Sammanträde",
    )
