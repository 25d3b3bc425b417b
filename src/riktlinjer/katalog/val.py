"""Val: which report counts when a nämnd has several. It is said by the data, or by the register, or not known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from ..models.papekande import Papekande
from ..models.rapport import Rapport, Version
from ..models.skalor import Allvar, Inlamningssteg
from ..models.tillfallesunderlag import kand_period

_FLEST_NAMN: Final = 5
"""More files are counted and not named."""


class Kandidat(NamedTuple):
    """A report that has been read."""

    plats: Path
    namn: str
    rapport: Rapport


def valj_rapport(
    namnd: str, namn: str, kandidater: Sequence[Kandidat], *, period: str | None, vald: Path | None
) -> tuple[Rapport | None, tuple[str, ...], list[Papekande]]:
    """The report that counts, with the submissions of them all; the files among which none is known to, and findings.

    The later submission wins when every report says which it is: a decided before a preliminary, then the later day.

    Args:
        namnd: the nämnd's id.
        namn: its name.
        period: the occasion's; reports that say another are put aside when there are several.
        vald: the file that the register says counts; None when it says none.
    """
    if vald is not None:
        rapport = next((k.rapport for k in kandidater if k.plats == vald), None)
        return rapport, (), []
    if len(kandidater) < 2:
        return (kandidater[0].rapport if kandidater else None), (), []
    papekanden: list[Papekande] = []
    passande = []
    for kandidat in kandidater:
        annan = kand_period(kandidat.rapport)
        if period is not None and annan not in (None, period):
            text = f"{kandidat.namn}: rapporten gäller {annan}, inte {period}, och räknas inte."
            papekanden.append(_papekande("SAMMANSTALLNING-06", Allvar.VARNING, text, namnd))
        else:
            passande.append(kandidat)
    if len(passande) < 2:
        return (passande[0].rapport if passande else None), (), papekanden
    filer = ", ".join(k.namn for k in passande[:_FLEST_NAMN])
    if len(passande) > _FLEST_NAMN:
        filer += f" och {len(passande) - _FLEST_NAMN} till"
    forsta = _senast(passande)
    if forsta is None:
        text = (
            f"{namn} har flera rapporter ({filer}) och vilken som gäller framgår inte, så ingen räknas. Ange den som "
            "gäller i sammanstallning.toml, eller ge rapporterna versioner."
        )
        papekanden.append(_papekande("SAMMANSTALLNING-05", Allvar.FEL, text, namnd))
        return None, tuple(k.namn for k in passande), papekanden
    text = f"{namn} har flera rapporter ({filer}). {forsta.namn} räknas, som den senaste versionen enligt rapporterna."
    papekanden.append(_papekande("SAMMANSTALLNING-05", Allvar.UPPLYSNING, text, namnd))
    versioner = tuple(dict.fromkeys(v for k in passande for v in k.rapport.versioner))
    return Rapport(**{**dict(forsta.rapport), "versioner": versioner}), (), papekanden


def _senast(kandidater: Sequence[Kandidat]) -> Kandidat | None:
    """The latest; None when the reports do not say which it is."""
    ordning = list(Inlamningssteg)
    senaste: list[tuple[int, Kandidat]] = []
    for kandidat in kandidater:
        if not kandidat.rapport.versioner:
            return None
        senaste.append((max(ordning.index(v.steg) for v in kandidat.rapport.versioner), kandidat))
    hogst = max(steg for steg, _ in senaste)
    kvar = [kandidat for steg, kandidat in senaste if steg == hogst]
    if len(kvar) == 1:
        return kvar[0]
    dagar = [_dag(kandidat.rapport.versioner, ordning[hogst]) for kandidat in kvar]
    kanda = [dag for dag in dagar if dag is not None]
    if len(kanda) < len(dagar) or kanda.count(max(kanda)) > 1:
        return None
    return kvar[kanda.index(max(kanda))]


def _dag(versioner: Sequence[Version], steg: Inlamningssteg) -> date | None:
    """The last day that a version of the step was received; None when one of them has no day."""
    dagar = [v.mottagen for v in versioner if v.steg is steg]
    kanda = [dag for dag in dagar if dag is not None]
    return max(kanda) if kanda and len(kanda) == len(dagar) else None


def _papekande(kod: str, allvar: Allvar, text: str, plats: str) -> Papekande:
    return Papekande(kod=kod, allvar=allvar, text=text, plats=plats)
