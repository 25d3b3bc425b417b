"""Förändring: what has changed since the occasion before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from ...errors import RapportFel
from ...models.papekande import Papekande
from ...models.rapport import Bedomning, Rapport
from ...models.skalor import Allvar
from ...models.tal import skillnad
from ...models.tillfallesunderlag import Namndunderlag, Tillfallesunderlag
from ..rapportjamforelse import Prognosandring, jamfor_bedomningar, jamfor_rapporter
from .prognos import lagg_ihop
from .svar import Fargandring, Koncerndelmal, Namndandring, Tillfallesjamforelse


def jamfor_tillfallen(
    foregaende: Tillfallesunderlag,
    fore: Mapping[str, Namndunderlag],
    nu: Mapping[str, Namndunderlag],
    delmal: Iterable[Koncerndelmal],
    bedomningar: Iterable[Bedomning],
) -> tuple[Tillfallesjamforelse, list[Papekande]]:
    """What has changed, and what could not be compared.

    Args:
        fore: what counts of what each nämnd sent in before, by id.
        nu: the same now.
        delmal: the koncern's delmål now, with what they were before.
    """
    rapporter_fore, rapporter_nu = _rapporter(fore), _rapporter(nu)
    andringar: list[Namndandring] = []
    papekanden: list[Papekande] = []
    for namnd, rapport in rapporter_nu.items():
        if namnd not in rapporter_fore:
            continue
        try:
            jamforelse = jamfor_rapporter(rapporter_fore[namnd], rapport)
        except RapportFel as exc:
            text = f"De två tillfällenas rapporter kan inte jämföras: {exc}."
            papekanden.append(Papekande(kod="SAMMANSTALLNING-17", allvar=Allvar.VARNING, text=text, plats=namnd))
        else:
            andringar.append(Namndandring(namnd=namnd, jamforelse=jamforelse))
    totalt, jamforda = _totalt(rapporter_fore, rapporter_nu)
    svar = Tillfallesjamforelse(
        rapporttyp=foregaende.rapporttyp,
        period=foregaende.period,
        totalt=totalt,
        jamforda=jamforda,
        namnder=tuple(andringar),
        farger=tuple(
            Fargandring(delmal=d.delmal, fore=d.fore.mojliga, nu=d.beraknad.mojliga)
            for d in delmal
            if d.fore is not None and d.fore.mojliga != d.beraknad.mojliga
        ),
        bedomningar=jamfor_bedomningar(foregaende.bedomningar, bedomningar),
        tillkomna=tuple(id for id in rapporter_nu if id not in rapporter_fore),
        bortfallna=tuple(id for id in rapporter_fore if id not in rapporter_nu),
    )
    return svar, papekanden


def _rapporter(underlag: Mapping[str, Namndunderlag]) -> dict[str, Rapport]:
    return {id: u.rapport for id, u in underlag.items() if u.rapport is not None}


def _totalt(fore: Mapping[str, Rapport], nu: Mapping[str, Rapport]) -> tuple[Prognosandring, tuple[str, ...]]:
    """The sums over the nämnder whose forecast is known both times."""
    par: dict[str, tuple[Decimal, Decimal]] = {}
    for id in nu:
        a = fore[id].prognos_budgetavvikelse if id in fore else None
        b = nu[id].prognos_budgetavvikelse
        if a is not None and b is not None:
            par[id] = (a, b)
    if not par:
        return Prognosandring(namn="koncernen", fore=None, nu=None, forandring=None), ()
    a, b = lagg_ihop(a for a, _ in par.values()), lagg_ihop(b for _, b in par.values())
    return Prognosandring(namn="koncernen", fore=a, nu=b, forandring=skillnad(b, a)), tuple(par)
