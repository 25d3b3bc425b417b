"""Uppföljningsplan: what is wrong between a plan of follow-up and its calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import combinations, pairwise

from ..models.budget import Budget
from ..models.datum import skriv_dagar
from ..models.kalla import Kalla
from ..models.papekande import Papekande, Papekanden
from ..models.regelverk import Regelverk
from ..models.skalor import Allvar
from ..models.tal import skillnad, skriv_med_enhet, summa
from ..models.uppfoljningsplan import (
    Dagordningsamne,
    Dagordningsblock,
    Omradespekare,
    Sammantrade,
    Uppfoljningsomrade,
    Uppfoljningsplan,
)
from .lasningar import alla_val, gallande, namnda_tolkningar


def granska_uppfoljningsplan(regelverk: Regelverk) -> Papekanden:
    """What does not agree between the plan of follow-up, its calendar and the budget; empty when all does.

    In the order of the codes, within one in the order of the plan or the calendar. A finding that a tolkning settles
    names it; while the tolkning is open, what some reading finds is found, and the text says so. A rule set without a
    plan and a budget has nothing to compare and gives an empty tuple.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> [p.plats for p in granska_uppfoljningsplan(las_regelverk("jamtland-harjedalen-2016")) if p.kod == "UPLAN-01"]
    ['uppf-regiondirektorens-verksamhetsplan-2016']

    Raises:
        TypeError: ``regelverk`` is no Regelverk.
    """
    if not isinstance(regelverk, Regelverk):
        raise TypeError(f"väntade ett Regelverk (se las_regelverk), fick {type(regelverk).__name__}")
    plan, budget = regelverk.uppfoljningsplan, regelverk.budget
    funna: list[Papekande] = []
    if plan is not None:
        funna += _aldrig_i_kalendern(regelverk, plan)
        funna += _utanfor_planen(regelverk, plan)
        funna += _annan_kategori(regelverk, plan)
        funna += _okand_kategori(plan)
        funna += _utan_kategori(plan)
        funna += _utan_foredragande(plan)
    if budget is not None:
        funna += _annan_summa(budget)
    if plan is not None:
        funna += _saknad_staende_punkt(plan)
        funna += _fel_ordning(plan)
        funna += _samma_dag(plan)
        funna += _dubbla_omraden(plan)
    return Papekanden(funna)


def _aldrig_i_kalendern(regelverk: Regelverk, plan: Uppfoljningsplan) -> Iterator[Papekande]:
    for omrade in plan.omraden:
        pekare = [p for _, _, amne in _amnen(plan) for p in amne.tar_upp if p.omrade == omrade.id]
        if False in (lagen := _lagen(regelverk, pekare)):
            text = f"Området ”{omrade.namn}” ({omrade.kategori}) finns i planen men tas inte upp vid något sammanträde."
            yield _papekande("UPLAN-01", Allvar.VARNING, text, omrade.id, omrade.kalla, pekare, oppet=len(lagen) > 1)


def _utanfor_planen(regelverk: Regelverk, plan: Uppfoljningsplan) -> Iterator[Papekande]:
    omraden = {omrade.id for omrade in plan.omraden}
    for mote, block, amne in _amnen(plan):
        pekare = [p for p in amne.tar_upp if p.omrade in omraden]
        if amne.staende_punkt is None and False in (lagen := _lagen(regelverk, pekare)):
            text = f"Ämnet ”{amne.namn}” vid sammanträdet {_dagar(mote)} hör inte till något av planens områden."
            yield _papekande("UPLAN-02", Allvar.UPPLYSNING, text, mote.id, block.kalla, pekare, oppet=len(lagen) > 1)


def _annan_kategori(regelverk: Regelverk, plan: Uppfoljningsplan) -> Iterator[Papekande]:
    omraden = {omrade.id: omrade for omrade in plan.omraden}
    for mote, block, amne in _amnen(plan):
        for pekare in amne.tar_upp:
            omrade = omraden.get(pekare.omrade)
            if omrade is None or not block.kategorier or _har_kategori(block, omrade):
                continue
            if True in (lagen := _lagen(regelverk, [pekare])):
                text = (
                    f"Området ”{omrade.namn}” står i planen under {omrade.kategori}, men ämnet ”{amne.namn}” vid "
                    f"sammanträdet {_dagar(mote)} har kategorin {'/'.join(block.kategorier)}."
                )
                yield _papekande(
                    "UPLAN-03", Allvar.VARNING, text, omrade.id, block.kalla, [pekare], oppet=len(lagen) > 1
                )


def _okand_kategori(plan: Uppfoljningsplan) -> Iterator[Papekande]:
    kanda = {_jamforbar(omrade.kategori) for omrade in plan.omraden}
    for mote in plan.sammantraden:
        okanda: dict[str, tuple[str, Kalla]] = {}
        for block in mote.block:
            for kategori in block.kategorier:
                if _jamforbar(kategori) not in kanda:
                    okanda.setdefault(_jamforbar(kategori), (kategori, block.kalla))
        for kategori, kalla in okanda.values():
            text = f"Kategorin ”{kategori}” vid sammanträdet {_dagar(mote)} är ingen av planens."
            yield _papekande("UPLAN-04", Allvar.UPPLYSNING, text, mote.id, kalla)


def _utan_kategori(plan: Uppfoljningsplan) -> Iterator[Papekande]:
    for mote, block, amne in _amnen(plan):
        if not block.kategorier:
            text = f"Ämnet ”{amne.namn}” vid sammanträdet {_dagar(mote)} har ingen kategori."
            yield _papekande("UPLAN-05", Allvar.VARNING, text, mote.id, block.kalla)


def _utan_foredragande(plan: Uppfoljningsplan) -> Iterator[Papekande]:
    for mote, block, amne in _amnen(plan):
        if not block.foredragande:
            text = f"Ämnet ”{amne.namn}” vid sammanträdet {_dagar(mote)} har ingen föredragande."
            yield _papekande("UPLAN-06", Allvar.VARNING, text, mote.id, block.kalla)


def _annan_summa(budget: Budget) -> Iterator[Papekande]:
    if budget.summa is None:
        return
    raknad = reduce(summa, (ram.belopp for ram in budget.ramar))
    if raknad != budget.summa:
        text = (
            f"Budgetens ramar för {budget.ar} är tillsammans {skriv_med_enhet(raknad, budget.enhet)}, men den tryckta "
            f"summan är {skriv_med_enhet(budget.summa, budget.enhet)}; skillnaden är "
            f"{skriv_med_enhet(skillnad(budget.summa, raknad), budget.enhet)}."
        )
        yield _papekande("UPLAN-07", Allvar.FEL, text, "budget", budget.kalla)


def _saknad_staende_punkt(plan: Uppfoljningsplan) -> Iterator[Papekande]:
    for punkt in plan.staende_punkter:
        for mote in plan.sammantraden:
            if not any(amne.staende_punkt == punkt.id for block in mote.block for amne in block.amnen):
                text = f"”{punkt.namn}” ska tas upp vid varje sammanträde men saknas {_dagar(mote)}."
                yield _papekande("UPLAN-08", Allvar.VARNING, text, mote.id, punkt.kalla)


def _fel_ordning(plan: Uppfoljningsplan) -> Iterator[Papekande]:
    for forra, mote in pairwise(plan.sammantraden):
        if mote.fran_och_med < forra.fran_och_med:
            text = f"Sammanträdet {_dagar(mote)} står efter sammanträdet {_dagar(forra)} men börjar före det."
            yield _papekande("UPLAN-09", Allvar.VARNING, text, mote.id, mote.kalla)


def _samma_dag(plan: Uppfoljningsplan) -> Iterator[Papekande]:
    for a, b in combinations(plan.sammantraden, 2):
        if a.fran_och_med <= b.till_och_med and b.fran_och_med <= a.till_och_med:
            text = f"Sammanträdena {_dagar(a)} ({a.id}) och {_dagar(b)} ({b.id}) har minst en dag gemensamt."
            yield _papekande("UPLAN-10", Allvar.VARNING, text, b.id, b.kalla)


def _dubbla_omraden(plan: Uppfoljningsplan) -> Iterator[Papekande]:
    lika: dict[str, list[Uppfoljningsomrade]] = {}
    for omrade in plan.omraden:
        lika.setdefault(_jamforbar(omrade.namn), []).append(omrade)
    for forsta, *resten in lika.values():
        if resten:
            under = " och ".join(dict.fromkeys(omrade.kategori for omrade in (forsta, *resten)))
            text = f"Området ”{forsta.namn}” står {len(resten) + 1} gånger i planen, under {under}."
            yield _papekande("UPLAN-11", Allvar.VARNING, text, forsta.id, resten[0].kalla)


def _amnen(plan: Uppfoljningsplan) -> Iterator[tuple[Sammantrade, Dagordningsblock, Dagordningsamne]]:
    """Every topic of the calendar with its meeting and its row."""
    for mote in plan.sammantraden:
        for block in mote.block:
            for amne in block.amnen:
                yield mote, block, amne


def _lagen(regelverk: Regelverk, pekare: Sequence[Omradespekare]) -> set[bool]:
    """Whether any of the pointers applies: the answers under every choice of readings that is possible."""
    tolkningar = namnda_tolkningar(tuple(pekare))
    return {bool(gallande(pekare, val)) for val in alla_val(regelverk, tolkningar)}


def _har_kategori(block: Dagordningsblock, omrade: Uppfoljningsomrade) -> bool:
    return _jamforbar(omrade.kategori) in {_jamforbar(kategori) for kategori in block.kategorier}


def _jamforbar(namn: str) -> str:
    """The name without regard to capitals and spaces."""
    return " ".join(namn.split()).casefold()


def _dagar(mote: Sammantrade) -> str:
    return skriv_dagar(mote.fran_och_med, mote.till_och_med)


def _papekande(
    kod: str,
    allvar: Allvar,
    text: str,
    plats: str,
    kalla: Kalla,
    pekare: Sequence[Omradespekare] = (),
    *,
    oppet: bool = False,
) -> Papekande:
    return Papekande(
        kod=kod,
        allvar=allvar,
        text=f"{text} Det beror på en öppen tolkning." if oppet else text,
        plats=plats,
        kalla=kalla,
        tolkning=next(iter(namnda_tolkningar(tuple(pekare))), None),
    )
