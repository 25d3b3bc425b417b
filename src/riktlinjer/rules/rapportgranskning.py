"""Rapportgranskning: what a report lacks, has in the wrong place, or says against itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..models.datum import ISO_MANAD
from ..models.papekande import Papekande, Papekanden
from ..models.rapport import Rapport
from ..models.regelverk import Regelverk
from ..models.skalor import Allvar, Mottagare, Rapporttyp
from .arbetsdagar import Arbetskalender
from .avsnitt import obligatoriska_avsnitt
from .avsnittsgranskning import granska_avsnitten
from .framsidesgranskning import granska_framsidan, granska_uppgifterna
from .inlamningsgranskning import granska_inlamningen
from .perioder import rapporttyp_for
from .plangranskning import granska_planen
from .rubrikmatchning import nyckel
from .tabellgranskning import granska_tabellerna

_SVENSK: Final = Arbetskalender()


def granska_rapport(
    regelverk: Regelverk,
    rapport: Rapport,
    *,
    mottagare: Mottagare = Mottagare.RS,
    foregaende: Rapport | None = None,
    kalender: Arbetskalender = _SVENSK,
) -> Papekanden:
    """Everything that is found in a report; empty when nothing is.

    A section is found by the title of its heading, a known other heading, or closeness; the finding tells the evidence.
    Nothing is guessed: what the report does not say, and the caller not either, is told as not known.

    >>> from riktlinjer.exempelrapporter import exempelrapport
    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> papekanden = granska_rapport(las_regelverk("halland-2018"), exempelrapport("regionkontoret-ur2-2018"))
    >>> [p.plats for p in papekanden if p.kod == "RAPPORT-01" and p.allvar is Allvar.FEL][:2]
    ['2.1.1 Kostnads- och intäktsutveckling', '2.2.1 Prognosförändring sedan föregående rapport']

    Args:
        mottagare: who reads the report; a månadsrapport to RS holds less than the one that stays with the nämnd.
        foregaende: the report before it, which says since when a plan is owed; without it, the report's own words do.
        kalender: the workdays that lateness is counted in.

    Raises:
        TypeError: an argument of the wrong Python type.
    """
    if not isinstance(rapport, Rapport):
        raise TypeError(f"väntade en Rapport, fick {type(rapport).__name__}")
    if not isinstance(mottagare, Mottagare):
        raise TypeError(f"väntade Mottagare, fick {type(mottagare).__name__}")
    return Papekanden(_granska(regelverk, rapport, mottagare, foregaende, kalender))


def _granska(
    regelverk: Regelverk, given: Rapport, mottagare: Mottagare, foregaende: Rapport | None, kalender: Arbetskalender
) -> Iterator[Papekande]:
    rapport, papekanden = _kanda_uppgifter(regelverk, given)
    yield from papekanden
    typ = rapport.rapporttyp
    if typ is None and rapport.period is not None:
        typ = rapporttyp_for(regelverk, rapport.period)
    yield from granska_uppgifterna(regelverk, rapport, typ)
    yield from granska_framsidan(regelverk, rapport, typ)
    yield from _avsnitten(regelverk, rapport, typ, mottagare)
    if regelverk.tidplan is not None:
        yield from granska_inlamningen(regelverk.tidplan, rapport, kalender)
    if typ is not None:
        yield from granska_planen(regelverk, rapport, typ, foregaende)
    yield from granska_tabellerna(rapport)


def _avsnitten(
    regelverk: Regelverk, rapport: Rapport, typ: Rapporttyp | None, mottagare: Mottagare
) -> Iterator[Papekande]:
    if regelverk.rapportmall is None:
        text = f"{regelverk.titel} har ingen mall för rapporter, så avsnitten kan inte granskas."
        yield Papekande(kod="RAPPORT-16", allvar=Allvar.UPPLYSNING, text=text)
    elif typ is not None:
        krav = obligatoriska_avsnitt(regelverk, typ, mottagare=mottagare, namnd=rapport.namnd)
        yield from granska_avsnitten(regelverk.rapportmall, krav, rapport, typ)


def _kanda_uppgifter(regelverk: Regelverk, rapport: Rapport) -> tuple[Rapport, list[Papekande]]:
    """The report with its nämnd by id and its period as an ISO month, or None and a finding where it is neither."""
    papekanden: list[Papekande] = []
    andrat: dict[str, str | None] = {}
    if rapport.namnd is not None and all(n.id != rapport.namnd for n in regelverk.namnder):
        andrat["namnd"] = next((n.id for n in regelverk.namnder if nyckel(n.namn) == nyckel(rapport.namnd)), None)
        if andrat["namnd"] is None:
            kanda = ", ".join(n.id for n in regelverk.namnder) or "inga alls"
            text = f"Nämnden ”{rapport.namnd}” finns inte i {regelverk.titel}. De som finns: {kanda}."
            papekanden.append(Papekande(kod="RAPPORT-12", allvar=Allvar.VARNING, text=text, plats="namnd"))
    if rapport.period is not None and not re.fullmatch(ISO_MANAD, rapport.period, re.ASCII):
        andrat["period"] = None
        text = f"Perioden ”{rapport.period}” är ingen månad; skriv till exempel 2018-08."
        papekanden.append(Papekande(kod="RAPPORT-10", allvar=Allvar.FEL, text=text, plats="period"))
    return (Rapport(**{**dict(rapport), **andrat}) if andrat else rapport), papekanden
