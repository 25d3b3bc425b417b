"""The timetable, as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from ..models.datum import skriv_dag, skriv_dagar, skriv_period
from ..models.tidplan import STEG
from ..utskrift import Block, Kolumn, Lista, Rubrik, Stycke, Tabell
from .ordval import och, skriv_rapport, stor
from .tolkningar import tolkningsblock

if TYPE_CHECKING:
    from .. import Regelverk, Steg, Tidplan, Tillfalle
    from ..ics import UtelamnatSteg
    from ..kommande import Kommande
    from ..models.uppfoljningsplan import Sammantrade

_INLAMNING: Final = ("bryt", "rapport_till_rk", "beslutad_rapport")
_BEREDNING: Final = ("rs_au_1", "rs_au_2", "rs", "rf")


def tidplanssida(
    regelverk: Regelverk,
    tidplan: Tidplan,
    kommande: Sequence[Kommande] | None,
    dag: date | None,
    stangda: Sequence[date] = (),
) -> Iterator[Block]:
    """The timetable, and what is still to come when a day is given.

    Args:
        stangda: days that were counted as closed.
    """
    publicerad = tidplan is regelverk.tidplan
    yield Rubrik(f"Tidplan {regelverk.ar}" if publicerad else "Beräknad tidplan")
    yield Stycke(f"{regelverk.titel}, {tidplan.kalla.avsnitt}.")
    if stangda:
        yield Stycke(f"Dagar som inte räknas som arbetsdagar: {och([skriv_dag(d) for d in sorted(set(stangda))])}.")
    if kommande is not None and dag is not None:
        yield Rubrik("Härnäst", 2)
        yield from kommandeblock(kommande, dag)
    yield from tidplansblock(tidplan)
    yield from tolkningsblock(
        regelverk, [id for t in tidplan.tillfallen for _, steg in t.steg for id in steg.tolkningar]
    )


def tidplansblock(tidplan: Tidplan) -> Iterator[Block]:
    """The steps of every occasion, and what the signs in the tables mean."""
    yield Rubrik("Inlämning", 2)
    yield _tidplanstabell(tidplan, _INLAMNING)
    yield Rubrik("Politisk behandling", 2)
    yield _tidplanstabell(tidplan, _BEREDNING)
    forklaringar = _celltyper(tidplan)
    if forklaringar:
        yield Lista(forklaringar)


def sammantradessida(regelverk: Regelverk, sammantraden: Sequence[Sammantrade], dag: date | None) -> Iterator[Block]:
    """What a guideline without a timetable has instead: its meetings, those from ``dag`` on when a day is given."""
    yield Rubrik(f"Tidplan {regelverk.ar}")
    yield Stycke(f"{regelverk.titel} har ingen tidplan för rapporter.")
    kvar = [m for m in sammantraden if dag is None or m.till_och_med >= dag]
    if not sammantraden:
        return
    fran = "" if dag is None else f" från {skriv_dag(dag)}"
    yield Rubrik(f"Sammanträden{fran}", 2)
    if not kvar:
        yield Stycke("Inga sammanträden återstår.")
    for mote in kvar:
        yield Rubrik(skriv_dagar(mote.fran_och_med, mote.till_och_med), 3)
        rader = tuple(
            ("\n".join(amne.namn for amne in block.amnen), "\n".join(block.foredragande), "/".join(block.kategorier))
            for block in mote.block
        )
        yield Tabell((Kolumn("Ämne"), Kolumn("Föredragande"), Kolumn("Kategori")), rader)


def _tidplanstabell(tidplan: Tidplan, falt: Sequence[str]) -> Tabell:
    rader = tuple(
        (f"{stor(str(t.rapporttyp))}\n{skriv_period(t.period)}", *(_cell(t, namn) for namn in falt))
        for t in tidplan.tillfallen
    )
    return Tabell((Kolumn("Rapport"), *(Kolumn(STEG[namn]) for namn in falt)), rader)


def _cell(tillfalle: Tillfalle, falt: str) -> str:
    """A day, or why there is none: "–" does not occur, "i.u." is published so, "ej känt" cannot be computed."""
    steg: Steg | None = getattr(tillfalle, falt)
    if steg is None:
        return "–"
    dagar = steg.mojliga or ((steg.datum,) if steg.datum else ())
    if not dagar:
        return "ej känt" if any(s.harledd for _, s in tillfalle.steg) else "i.u."
    return _dagar(dagar) + ("*" if steg.harledd else "")


def _celltyper(tidplan: Tidplan) -> tuple[str, ...]:
    """What the signs in the table mean, as far as they stand there."""
    celler = {_cell(t, falt) for t in tidplan.tillfallen for falt in STEG}
    steg = [steg for t in tidplan.tillfallen for _, steg in t.steg]
    texter = [
        ("–" in celler, "– betyder att steget inte förekommer."),
        ("i.u." in celler, "i.u. står i tidplanen: steget förekommer, men ingen dag är angiven."),
        ("ej känt" in celler, "ej känt: steget förekommer, men ingen regel säger vilken dag."),
        (any(s.harledd for s in steg), "* är räknat från bryt med riktlinjens regel, inte publicerat."),
        (any(s.mojliga for s in steg), "Flera dagar: en tolkning är öppen, och alla är möjliga."),
    ]
    return tuple(text for finns, text in texter if finns)


def kommandeblock(kommande: Sequence[Kommande], dag: date, hur: str = "") -> Iterator[Block]:
    """What is still to come, counted from ``dag``; ``hur`` says where that day comes from."""
    if not kommande:
        yield Stycke(f"Räknat från {skriv_dag(dag)}{hur}: inget med känd dag återstår.")
        return
    yield Stycke(
        f"Räknat från {skriv_dag(dag)}{hur}. Arbetsdagarna räknas från och med den dagen till och med slutdagen."
    )
    rader = tuple(
        (
            _dagar(post.dagar),
            " eller ".join(map(str, dict.fromkeys(post.arbetsdagar))),
            post.namn,
            stor(skriv_rapport(post.rapporttyp, post.period)),
        )
        for post in kommande
    )
    yield Tabell((Kolumn("Dag"), Kolumn("Arbetsdagar kvar", hoger=True), Kolumn("Steg"), Kolumn("Rapport")), rader)


def kalenderblock(fil: str, antal: int, utelamnade: Sequence[UtelamnatSteg]) -> Iterator[Block]:
    """What a calendar file that was written holds, and what it leaves out."""
    yield Rubrik("Kalenderfil", 2)
    yield Stycke(f"{fil} är skriven. Antal händelser: {antal}. Antal steg som inte är med: {len(utelamnade)}.")
    if utelamnade:
        yield Lista(tuple(f"{u.rapport}, {u.steg}: {u.skal}." for u in utelamnade))


def _dagar(dagar: Sequence[date]) -> str:
    return " eller ".join(map(skriv_dag, dagar))
