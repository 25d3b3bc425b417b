"""What a check of a report found, as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ..models.datum import skriv_period
from ..models.skalor import Allvar
from ..utskrift import Block, Lista, Rubrik, Stycke
from .ordval import och, stor
from .tolkningar import tolkningsblock

if TYPE_CHECKING:
    from .. import Papekande, Rapport, Regelverk
    from ..rules.rapportjamforelse import Rapportjamforelse

_RUBRIKER: Final = {Allvar.FEL: "Fel", Allvar.VARNING: "Varningar", Allvar.UPPLYSNING: "Upplysningar"}
_ANTAL: Final = {Allvar.FEL: "fel", Allvar.VARNING: "varningar", Allvar.UPPLYSNING: "upplysningar"}
_ETT: Final = {Allvar.FEL: "ett fel", Allvar.VARNING: "en varning", Allvar.UPPLYSNING: "en upplysning"}


def rapportgranskningssida(
    regelverk: Regelverk, rapport: Rapport, papekanden: Sequence[Papekande], jamforelse: Rapportjamforelse | None
) -> Iterator[Block]:
    """The findings, the most serious first, and what has changed since the report before it."""
    yield Rubrik("Granskning av rapporten")
    yield Stycke(f"{_rapport(regelverk, rapport)}. Granskad mot {regelverk.titel}. {_sammanfattning(papekanden)}")
    for allvar in Allvar:
        valda = [p for p in papekanden if p.allvar is allvar]
        if valda:
            yield Rubrik(_RUBRIKER[allvar], 2)
        for p in valda:
            yield Rubrik(p.kod if p.plats is None else f"{p.kod} {p.plats}", 4)
            kalla = "" if p.kalla is None else f"\nKälla: {p.kalla}."
            yield Stycke(f"{p.text}{kalla}", indrag=True)
    if jamforelse is not None:
        rubrik, *rader = jamforelse.text.split("\n")
        yield Rubrik(rubrik, 2)
        yield from _jamforelse(rader)
    yield from tolkningsblock(regelverk, [p.tolkning for p in papekanden if p.tolkning is not None], utforligt=False)


def _jamforelse(rader: Sequence[str]) -> Iterator[Block]:
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


def _sammanfattning(papekanden: Sequence[Papekande]) -> str:
    antal = {allvar: sum(p.allvar is allvar for p in papekanden) for allvar in Allvar}
    ord_ = [_ETT[a] if n == 1 else f"{n} {_ANTAL[a]}" for a, n in antal.items() if n]
    return f"Granskningen fann {och(ord_)}." if ord_ else "Granskningen fann inget."
