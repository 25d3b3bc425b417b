"""What a check of a report found, as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..models.datum import skriv_period
from ..utskrift import Block, Lista, Rubrik, Stycke
from .ordval import stor
from .papekanden import papekandeblock, skriv_fynd
from .tolkningar import tolkningsblock

if TYPE_CHECKING:
    from .. import Papekande, Rapport, Regelverk
    from ..rules.rapportjamforelse import Rapportjamforelse


def rapportgranskningssida(
    regelverk: Regelverk, rapport: Rapport, papekanden: Sequence[Papekande], jamforelse: Rapportjamforelse | None
) -> Iterator[Block]:
    """The findings, the most serious first, and what has changed since the report before it."""
    yield Rubrik("Granskning av rapporten")
    yield Stycke(f"{_rapport(regelverk, rapport)}. Granskad mot {regelverk.titel}. {skriv_fynd(papekanden)}")
    yield from papekandeblock(papekanden)
    if jamforelse is not None:
        yield from rapportjamforelseblock(jamforelse)
    yield from tolkningsblock(regelverk, [p.tolkning for p in papekanden if p.tolkning is not None], utforligt=False)


def rapportjamforelsesida(jamforelse: Rapportjamforelse) -> Iterator[Block]:
    """What has changed since the report before, by itself."""
    return rapportjamforelseblock(jamforelse, 1)


def rapportjamforelseblock(jamforelse: Rapportjamforelse, rubrikniva: int = 2) -> Iterator[Block]:
    """What has changed since the report before."""
    rubrik, *rader = jamforelse.text.split("\n")
    yield Rubrik(rubrik, rubrikniva)
    yield from textblock(rader)


def textblock(rader: Sequence[str]) -> Iterator[Block]:
    """Lines of a text as paragraphs and lists; a point begins with a dash."""
    punkter: list[str] = []
    for rad in [*rader, ""]:
        if rad.startswith("- "):
            punkter.append(rad[2:])
            continue
        if punkter:
            yield Lista(tuple(punkter))
            punkter = []
        if rad:
            yield Stycke(rad)


def _rapport(regelverk: Regelverk, rapport: Rapport) -> str:
    namnd = next((n.namn for n in regelverk.namnder if n.id == rapport.namnd), None)
    vem = [v for v in (namnd, rapport.verksamhet) if v]
    typ = "Rapport" if rapport.rapporttyp is None else stor(rapport.rapporttyp.namn)
    try:
        period = "okänd period" if rapport.period is None else f"till och med {skriv_period(rapport.period)}"
    except (ValueError, IndexError):
        period = rapport.period or ""
    return ", ".join([typ, period, *vem])
