"""Målnivåer: long-term levels that demand the same, reached in the wrong order, without demands or without effect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations_with_replacement
from typing import Final

from ...models.indikator import Indikator, Nivakrav
from ...models.malvarde import Fordelningsmalvarde, Gransmalvarde, Gruppmalvarde, Malvarde, Rangmalvarde
from ...models.papekande import Papekande
from ...models.regelverk import Regelverk
from ...models.skalor import Allvar, Malniva, Organisationsniva
from ...models.tal import skriv_med_enhet, skriv_tal
from ...models.utfall import Utfall
from ..lasningar import gallande, namnda_tolkningar
from ..malniva import Nivamal, nivamal
from .lasningsprov import Dom, Lasningsprov, Val, och, pavisa
from .tallinje import dela

_STORSTA_GRUPP: Final = 6
"""Shares of halves, thirds and fourths all differ within so many members."""
_STORSTA_UTTOMDA: Final = 24
"""A larger group of a known size is not gone through member by member."""
_NIVAER: Final = (Malniva.PA_VAG_MOT_MALET, Malniva.PA_MALET)


def granska_malnivaer(regelverk: Regelverk) -> Iterator[Papekande]:
    """Every finding about the long-term levels."""
    for mal in nivamal(regelverk):
        prov = Lasningsprov(regelverk, namnda_tolkningar(tuple(i.nivakrav for i in mal.indikatorer)))
        if prov.for_manga:
            text = f"{mal.namn}: tolkningarna ger för många läsningar av målnivåerna för att de ska kunna granskas."
            yield pavisa(regelverk, "REGEL-06", Dom(Allvar.VARNING), text, mal.id, mal.kalla)
            continue
        yield from _utan_krav(regelverk, mal, prov)
        for indikator in mal.indikatorer:
            yield from _granska(regelverk, indikator, prov)
    yield from _utan_verkan(regelverk)


def _utan_verkan(regelverk: Regelverk) -> Iterator[Papekande]:
    """Demands of levels on indicators that decide the level of nothing."""
    delmal = {d.id for d in regelverk.delmal}
    # A mål that does not exist has its own finding.
    utanfor = (i for i in regelverk.indikatorer if i.nivakrav and (i.mal is None or i.mal in delmal))
    for i in utanfor:
        if i.mal is None:
            text = f"{i.namn} har nivåkrav men står inte under något mål; kraven avgör ingen målnivå."
        else:
            text = (
                f"{i.namn} har nivåkrav men står under delmålet {i.mal}, vars målnivå bara avgörs av dess långsiktiga "
                "indikatorer; kraven har ingen verkan."
            )
        yield Papekande(kod="REGEL-13", allvar=Allvar.VARNING, text=text, plats=i.id, kalla=i.kalla)


def _organisationsnivaer(indikatorer: Iterable[Indikator]) -> list[Organisationsniva | None]:
    """The levels of the organisation that have demands of their own; None alone when none has."""
    namnda = {k.organisationsniva for i in indikatorer for k in i.nivakrav} - {None}
    return [n for n in Organisationsniva if n in namnda] or [None]


def _krav(indikator: Indikator, val: Val, org: Organisationsniva | None) -> list[Nivakrav]:
    return [k for k in gallande(indikator.nivakrav, val) if org is None or k.organisationsniva in (None, org)]


def _utan_krav(regelverk: Regelverk, mal: Nivamal, prov: Lasningsprov) -> Iterator[Papekande]:
    for org in _organisationsnivaer(mal.indikatorer):

        def har(val: Val, niva: Malniva, org: Organisationsniva | None = org) -> bool:
            return any(k.niva is niva for i in mal.indikatorer for k in _krav(i, val, org))

        for niva, annan in (_NIVAER, _NIVAER[::-1]):
            fel = prov.dar(lambda val, niva=niva, annan=annan: har(val, annan) and not har(val, niva))  # type: ignore[misc]
            dom = prov.dom(fel, Allvar.VARNING)
            if dom is not None:
                text = f"{mal.namn}: {niva} har inga krav{_for(org)}, fast {annan} har det."
                yield pavisa(regelverk, "REGEL-12", dom, text, mal.id, mal.kalla)


def _granska(regelverk: Regelverk, indikator: Indikator, prov: Lasningsprov) -> Iterator[Papekande]:
    for org in _organisationsnivaer([indikator]):
        figurer = dict.fromkeys(_figur(k) for k in indikator.nivakrav if _figur(k) is not None)
        for figur in figurer:
            svar = [
                _jamfor([k for k in _krav(indikator, val, org) if _figur(k) == figur], indikator) for val in prov.val
            ]
            yield from _pavisat(regelverk, indikator, prov, svar, org)


def _pavisat(
    regelverk: Regelverk,
    indikator: Indikator,
    prov: Lasningsprov,
    svar: Sequence[tuple[str, str] | None],
    org: Organisationsniva | None,
) -> Iterator[Papekande]:
    for kod, grund in (("REGEL-10", Allvar.UPPLYSNING), ("REGEL-11", Allvar.FEL)):
        fel = frozenset(i for i, s in enumerate(svar) if s is not None and s[0] == kod)
        dom = prov.dom(fel, grund)
        if dom is not None:
            funnet = svar[prov.exempel(fel)]
            text = f"{indikator.namn}{_for(org)}: {'' if funnet is None else funnet[1]}"
            yield pavisa(regelverk, kod, dom, text, indikator.id, indikator.kalla)


def _figur(krav: Nivakrav) -> tuple[str | None, str] | None:
    """What the demand is held against: demands on the same figure are met and missed together. None for words."""
    malvarde = krav.malvarde
    if isinstance(malvarde, Gransmalvarde | Rangmalvarde | Fordelningsmalvarde):
        return krav.avser, "en siffra" if isinstance(malvarde, Gransmalvarde) else malvarde.slag
    if isinstance(malvarde, Gruppmalvarde) and _ar_enkel(malvarde.krav):
        return krav.avser, "grupp"
    return None


def _ar_enkel(malvarde: Malvarde) -> bool:
    return isinstance(malvarde, Gransmalvarde | Rangmalvarde | Fordelningsmalvarde)


def _jamfor(krav: Sequence[Nivakrav], indikator: Indikator) -> tuple[str, str] | None:
    """The code and what is wrong between the demands of the two levels on one figure; None when nothing is."""
    kraven = {niva: [k.malvarde for k in krav if k.niva is niva] for niva in _NIVAER}
    pa_vag, pa_malet = (_overskadliga(kraven[n]) for n in _NIVAER)
    if not pa_vag or not pa_malet:
        return None
    lika = True
    for utfall in _utfall([*pa_vag, *pa_malet], indikator):
        nar_vagen, nar_malet = (all(m.provas_mot(utfall) for m in niva) for niva in (pa_vag, pa_malet))
        if nar_malet and not nar_vagen:
            om = f"{krav[0].avser}: " if krav[0].avser else ""
            text = (
                f"{om}{_visat(utfall, indikator)} når På målet ({_lista(pa_malet)}) men inte På väg mot målet "
                f"({_lista(pa_vag)})."
            )
            return "REGEL-11", text
        lika = lika and nar_malet == nar_vagen
    om = f"{krav[0].avser}: " if krav[0].avser else ""
    return ("REGEL-10", f"{om}båda målnivåerna kräver detsamma, {_lista(pa_malet)}.") if lika else None


def _overskadliga(malvarden: Sequence[Malvarde]) -> list[Malvarde]:
    """The targets, those for shares of a large group as for groups of any size: it has too many outcomes to try."""
    return [
        m.model_copy(update={"storlek": None})
        if isinstance(m, Gruppmalvarde) and m.antal is None and (m.storlek or 0) > _STORSTA_UTTOMDA
        else m
        for m in malvarden
    ]


def _lista(malvarden: Iterable[Malvarde]) -> str:
    return och(malvarden)


def _utfall(malvarden: Sequence[Malvarde], indikator: Indikator) -> Iterator[Utfall]:
    """An outcome of every kind that the targets can tell apart."""
    grupper = [m for m in malvarden if isinstance(m, Gruppmalvarde)]
    krav: list[Malvarde] = [m.krav for m in grupper]
    krav = krav or list(malvarden)
    # One figure of every kind that the demands judge differently.
    olika: dict[object, Decimal] = {}
    for v in _varden(krav, indikator):
        olika.setdefault(tuple(k.provas_mot(Utfall(v)) for k in krav), v)
    if not grupper:
        yield from (Utfall(v) for v in olika.values())
        return
    storst = max(_STORSTA_GRUPP, *((m.antal or 0) + 1 for m in grupper))
    sagda = [m.alla_medlemmar for m in grupper if m.alla_medlemmar is not None]
    for n in (min(sagda),) if sagda else range(1, storst + 1):
        for medlemmar in combinations_with_replacement(olika.values(), n):
            yield Utfall(serie=medlemmar)


def _varden(malvarden: Sequence[Malvarde], indikator: Indikator) -> list[Decimal]:
    if all(isinstance(m, Gransmalvarde) for m in malvarden):
        return [d.prov for d in dela([m.grans for m in malvarden if isinstance(m, Gransmalvarde)], indikator.skala)]
    platser = {1}
    for m in malvarden:
        if isinstance(m, Rangmalvarde):
            platser |= {m.hogst, m.hogst + 1}
        elif isinstance(m, Fordelningsmalvarde):
            platser |= set(range(1, m.av + 1))
    delar = [m.av for m in malvarden if isinstance(m, Fordelningsmalvarde)]
    return [Decimal(p) for p in sorted(platser) if not delar or p <= min(delar)]


def _visat(utfall: Utfall, indikator: Indikator) -> str:
    if utfall.serie is not None:
        return f"en grupp med {och(skriv_tal(v) for v in utfall.serie if v is not None)}"
    assert utfall.varde is not None
    return skriv_med_enhet(utfall.varde, indikator.enhet)


def _for(org: Organisationsniva | None) -> str:
    return "" if org is None else f" ({org})"
