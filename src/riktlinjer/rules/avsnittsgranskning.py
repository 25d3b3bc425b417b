"""Avsnittsgranskning: the sections of a report against those that it must hold."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ..models.kalla import Kalla
from ..models.papekande import Papekande
from ..models.rapport import Rapport, Rapportavsnitt
from ..models.rapportmall import Mallavsnitt, Rapportmall, Tabellmall
from ..models.skalor import Allvar, Rapporttyp
from .avsnitt import ALLA, Avsnitt, Krav
from .rubrikmatchning import Belagg, Traff, finn_avsnitt, liknande, normera, nyckel

_FLEST_NAMNDA: Final = 12
_LANGSTA_VISADE: Final = 60
_POLICY: Final = "polic"


class Granskat(NamedTuple):
    """A report that is held against a template."""

    mall: Rapportmall
    rapport: Rapport
    rapporttyp: Rapporttyp
    kraven: dict[int, Avsnitt]
    """The sections that bind, or may bind, by their index in the template."""
    funna: dict[int, Traff]
    """The sections that the report has, by their index in the template."""
    rubriker: dict[int, frozenset[int]]
    """The index of a heading in the report -> the sections that it is."""


def granska_avsnitten(
    mall: Rapportmall, avsnitt: Sequence[Avsnitt], rapport: Rapport, rapporttyp: Rapporttyp
) -> Iterator[Papekande]:
    """What is missing, found under another heading, out of order, not required or empty.

    Args:
        avsnitt: the sections that bind, as :func:`~riktlinjer.obligatoriska_avsnitt` gives them.
    """
    index = {(a.nummer, a.titel): i for i, a in enumerate(mall.avsnitt)}
    kraven = {index[a.nummer, a.titel]: a for a in avsnitt}
    granskat = Granskat(mall, rapport, rapporttyp, kraven, *finn_avsnitt(mall.avsnitt, rapport))
    for i in kraven:
        if i in granskat.funna:
            yield from _annan_rubrik(granskat, i, granskat.funna[i])
        elif not _finns_anda(mall.avsnitt[i], rapport):
            yield _saknas(granskat, i)
    yield from _ordning(granskat)
    yield from _kravs_inte(granskat)
    yield from _tomma(granskat)
    yield from _dubbla_nummer(rapport)
    yield from _rader(granskat)
    yield from _policyer(granskat)


def _finns_anda(avsnitt: Mallavsnitt, rapport: Rapport) -> bool:
    """Whether the report has a part that is no heading: its front page, its contents."""
    namn = {nyckel(avsnitt.titel), *map(nyckel, avsnitt.alias)}
    if nyckel("Framsida") in namn:
        return rapport.framsida is not None
    return nyckel("Innehållsförteckning") in namn and bool(rapport.innehallsforteckning)


def rubrik_for(avsnitt: Mallavsnitt | Avsnitt) -> str:
    """The section by its number and title."""
    return avsnitt.titel if avsnitt.nummer is None else f"{avsnitt.nummer} {avsnitt.titel}"


def _saknas(granskat: Granskat, i: int) -> Papekande:
    avsnitt, krav, rapport = granskat.mall.avsnitt[i], granskat.kraven[i], granskat.rapport
    rubrik = rubrik_for(avsnitt)
    text = f"Avsnittet {rubrik} saknas."
    allvar = Allvar.FEL
    if krav.obligatorisk is None:
        allvar = Allvar.UPPLYSNING
        text = f"Avsnittet {rubrik} finns inte. Om det krävs av nämnden beror på en öppen tolkning."
    elif ALLA not in krav.galler_for and rapport.namnd is None:
        allvar = Allvar.UPPLYSNING
        text = f"Avsnittet {rubrik} finns inte. Det krävs bara av vissa: {', '.join(krav.galler_for)}."
    med_numret = next((a for a in rapport.avsnitt if a.nummer is not None and a.nummer == avsnitt.nummer), None)
    nara = liknande(avsnitt, rapport, granskat.rubriker)
    if med_numret is not None:
        text += f" Numret {avsnitt.nummer} har i rapporten rubriken ”{_kort(med_numret.titel)}”."
    if nara is not None and (med_numret is None or nara != med_numret.rubrik):
        text += f" Mest lik är rubriken ”{nara}”; är det avsnittet, använd mallens rubrik."
    oppen = krav.oppna_tolkningar[0] if krav.obligatorisk is None and krav.oppna_tolkningar else None
    return Papekande(kod="RAPPORT-01", allvar=allvar, text=text, plats=rubrik, kalla=krav.kalla, tolkning=oppen)


def _kort(text: str) -> str:
    return text if len(text) <= _LANGSTA_VISADE else text[:_LANGSTA_VISADE].rstrip() + "…"


def _annan_rubrik(granskat: Granskat, i: int, traff: Traff) -> Iterator[Papekande]:
    avsnitt, funnet = granskat.mall.avsnitt[i], granskat.rapport.avsnitt[traff.plats.avsnitt]
    numrerad = any(a.nummer is not None for a in granskat.rapport.avsnitt)
    ratt_nummer = avsnitt.nummer is None or not numrerad or traff.samma_nummer
    if traff.plats.slag == "rubrik" and traff.belagg is Belagg.TITEL and ratt_nummer:
        return
    if avsnitt.nummer is None and traff.plats.slag == "rubrik" and traff.belagg is not Belagg.NARHET:
        return  # a part that is no numbered heading may be called what its alias says
    match traff.plats.slag:
        case "rubrik":
            var = f"under rubriken ”{funnet.rubrik}”"
            if funnet.nummer is None and (over := _rubriken_over(granskat.rapport, traff.plats.avsnitt)) is not None:
                var += f", utan nummer, i ”{over.rubrik}”"
        case "tabellrubrik":
            var = f"bara som tabellen ”{traff.plats.text}” i ”{funnet.rubrik}”"
        case _:
            var = f"bara som siffran ”{traff.plats.text}” i ”{funnet.rubrik}”"
    rubrik = rubrik_for(avsnitt)
    binder = granskat.kraven[i].obligatorisk is True and _galler_namnden(granskat.kraven[i], granskat.rapport)
    yield Papekande(
        kod="RAPPORT-02",
        allvar=Allvar.VARNING if binder else Allvar.UPPLYSNING,
        text=f"Avsnittet {rubrik} finns {var} ({traff.skal}). Använd mallens rubrik.",
        plats=funnet.rubrik,
        kalla=avsnitt.kalla,
    )


def _rubriken_over(rapport: Rapport, index: int) -> Rapportavsnitt | None:
    """The nearest numbered heading before this one."""
    return next((a for a in reversed(rapport.avsnitt[:index]) if a.nummer is not None), None)


def _ordning(granskat: Granskat) -> Iterator[Papekande]:
    """The fewest numbered sections that would have to move for the report to follow the template."""
    funna = sorted(
        (traff.plats.avsnitt, i)
        for i, traff in granskat.funna.items()
        if i in granskat.kraven and granskat.mall.avsnitt[i].nummer is not None and traff.plats.slag == "rubrik"
    )
    pa_plats = set(_langsta_stigande([i for _, i in funna]))
    for plats, (index, i) in enumerate(funna):
        if plats in pa_plats:
            continue
        avsnitt = granskat.mall.avsnitt[i]
        forra = max((j for _, j in funna if j < i), default=None)
        if forra is not None:
            granne = f"efter {rubrik_for(granskat.mall.avsnitt[forra])}"
        else:
            granne = f"före {rubrik_for(granskat.mall.avsnitt[min(j for _, j in funna if j > i)])}"
        yield Papekande(
            kod="RAPPORT-03",
            allvar=Allvar.VARNING,
            text=f"Avsnittet {rubrik_for(avsnitt)} står inte i mallens ordning. Flytta det så att det står {granne}.",
            plats=granskat.rapport.avsnitt[index].rubrik,
            kalla=avsnitt.kalla,
        )


def _langsta_stigande(tal: Sequence[int]) -> list[int]:
    """The indices of a longest run of rising numbers, with gaps."""
    slut: list[int] = []
    sist: list[int] = []
    forra: list[int | None] = []
    for n, varde in enumerate(tal):
        langd = bisect_right(slut, varde)
        if langd == len(slut):
            slut.append(varde)
            sist.append(n)
        else:
            slut[langd], sist[langd] = varde, n
        forra.append(sist[langd - 1] if langd else None)
    kedja: list[int] = []
    n_: int | None = sist[-1] if sist else None
    while n_ is not None:
        kedja.append(n_)
        n_ = forra[n_]
    return kedja[::-1]


def _kravs_inte(granskat: Granskat) -> Iterator[Papekande]:
    """Sections of the template that this report need not hold, and chapters that the template does not have."""
    avsnitten = granskat.rapport.avsnitt
    kapitel = _kapitel(avsnitten)
    med_mallens = {kapitel[index] for index in granskat.rubriker}
    for index, avsnitt in enumerate(avsnitten):
        sorter = granskat.rubriker.get(index, frozenset())
        if sorter and not sorter & granskat.kraven.keys():
            vad = granskat.mall.avsnitt[min(sorter)]
            yield Papekande(
                kod="RAPPORT-04",
                allvar=Allvar.UPPLYSNING,
                text=f"Avsnittet {rubrik_for(vad)} krävs inte i den här rapporten; ”{avsnitt.rubrik}” kan utgå.",
                plats=avsnitt.rubrik,
                kalla=vad.kalla,
            )
        elif not sorter and avsnitt.niva == 1 and kapitel[index] == index and index not in med_mallens:
            yield Papekande(
                kod="RAPPORT-04",
                allvar=Allvar.UPPLYSNING,
                text=f"Kapitlet ”{avsnitt.rubrik}” finns inte i mallen. Det som är särskilt för nämnden hör hemma i en "
                "bilaga.",
                plats=avsnitt.rubrik,
                kalla=granskat.mall.kalla,
            )


def _kapitel(avsnitten: Sequence[Rapportavsnitt]) -> list[int]:
    """For each heading, the index of the chapter that it stands in: itself for a chapter."""
    svar: list[int] = []
    for index, avsnitt in enumerate(avsnitten):
        svar.append(index if avsnitt.niva == 1 or not svar else svar[-1])
    return svar


def underavsnitt(avsnitten: Sequence[Rapportavsnitt], index: int) -> Sequence[Rapportavsnitt]:
    """The headings under a heading; those without a known depth belong to the one before them."""
    niva = avsnitten[index].niva
    slut = index + 1
    while slut < len(avsnitten):
        deras = avsnitten[slut].niva
        if niva is None or (deras is not None and deras <= niva):
            break
        slut += 1
    return avsnitten[index + 1 : slut]


def _tomma(granskat: Granskat) -> Iterator[Papekande]:
    avsnitten = granskat.rapport.avsnitt
    for index, avsnitt in enumerate(avsnitten):
        if not ar_tomt(avsnitt) or underavsnitt(avsnitten, index):
            continue
        mallens = granskat.rubriker.get(index, frozenset()) & granskat.kraven.keys()
        kalla: Kalla | None = granskat.mall.avsnitt[min(mallens)].kalla if mallens else None
        yield Papekande(
            kod="RAPPORT-05",
            allvar=Allvar.FEL if mallens else Allvar.UPPLYSNING,
            text=f"Under rubriken ”{avsnitt.rubrik}” står ingenting.",
            plats=avsnitt.rubrik,
            kalla=kalla,
        )


def ar_tomt(avsnitt: Rapportavsnitt) -> bool:
    """Whether it is known that nothing stands under the heading itself."""
    innehall = (avsnitt.text, avsnitt.uppdrag, avsnitt.tabeller, avsnitt.nyckeltal, avsnitt.tidsserier)
    return avsnitt.ifyllt is False and not any((*innehall, avsnitt.punkter, avsnitt.grupper))


def _dubbla_nummer(rapport: Rapport) -> Iterator[Papekande]:
    sedda: dict[str, Rapportavsnitt] = {}
    for avsnitt in rapport.avsnitt:
        if avsnitt.nummer is None:
            continue
        forsta = sedda.setdefault(avsnitt.nummer, avsnitt)
        if forsta is not avsnitt:
            yield Papekande(
                kod="RAPPORT-06",
                allvar=Allvar.VARNING,
                text=f"Numret {avsnitt.nummer} har två rubriker: ”{forsta.titel}” och ”{avsnitt.titel}”.",
                plats=avsnitt.rubrik,
            )


# What a section must tell of


def _rader(granskat: Granskat) -> Iterator[Papekande]:
    """The rows of the template's tables that bind and that the report names nowhere."""
    tabeller = {tabell.id: tabell for tabell in granskat.mall.tabeller if tabell.kolumner}
    ord_ = _allt(granskat.rapport)
    for i, avsnitt in granskat.kraven.items():
        if i not in granskat.funna or avsnitt.obligatorisk is None:
            continue  # what is missing altogether is told once
        saknade: dict[str, list[str]] = {}
        kallor: dict[str, Kalla] = {}
        for krav in avsnitt.krav:
            if krav.tabell not in tabeller or krav.oppna_tolkningar or not _galler_namnden(krav, granskat.rapport):
                continue
            for namn in _kravda(tabeller[krav.tabell], krav, granskat.rapporttyp):
                if f" {nyckel(namn)} " not in ord_ and namn not in saknade.setdefault(krav.tabell, []):
                    saknade[krav.tabell].append(namn)
                    kallor.setdefault(krav.tabell, krav.kalla)
        for tabell, namnen in saknade.items():
            if namnen:
                yield Papekande(
                    kod="RAPPORT-07",
                    allvar=Allvar.VARNING,
                    text=f"Rapporten nämner inte {_antal(namnen)} i ”{tabeller[tabell].titel}”: {_rakna_upp(namnen)}.",
                    plats=rubrik_for(avsnitt),
                    kalla=kallor[tabell],
                )


def _galler_namnden(krav: Krav | Avsnitt, rapport: Rapport) -> bool:
    return rapport.namnd is not None or ALLA in krav.galler_for


def _kravda(tabell: Tabellmall, krav: Krav, rapporttyp: Rapporttyp) -> tuple[str, ...]:
    """The rows that a demand is about: the row or the group that its place in the source names, or else all."""
    rader = tuple(rad for rad in tabell.rader if rapporttyp in rad.rapporttyper)
    namngivna = tuple(rad.namn for rad in rader if krav.kalla.rad in (rad.namn, rad.grupp))
    return namngivna if krav.kalla.rad is not None else tuple(rad.namn for rad in rader)


def _antal(namnen: Sequence[str]) -> str:
    return "en rad" if len(namnen) == 1 else f"{len(namnen)} rader"


def _rakna_upp(namnen: Sequence[str]) -> str:
    visade = [f"”{namn}”" for namn in namnen[:_FLEST_NAMNDA]]
    return ", ".join(visade) + (f" och {len(namnen) - _FLEST_NAMNDA} till" if len(namnen) > _FLEST_NAMNDA else "")


def _policyer(granskat: Granskat) -> Iterator[Papekande]:
    """The policies that the section on policies names nowhere."""
    policyer = granskat.mall.policyer
    for i, avsnitt in granskat.kraven.items():
        if i not in granskat.funna or _POLICY not in nyckel(avsnitt.titel):
            continue
        index = granskat.funna[i].plats.avsnitt
        avsnitten = granskat.rapport.avsnitt
        ord_ = _allt(Rapport(avsnitt=(avsnitten[index], *underavsnitt(avsnitten, index))))
        saknade = [policy for policy in policyer if f" {nyckel(policy)} " not in ord_]
        if saknade:
            yield Papekande(
                kod="RAPPORT-08",
                allvar=Allvar.VARNING,
                text=f"Avsnittet om policyer nämner inte {_rakna_upp(saknade)}.",
                plats=avsnitten[index].rubrik,
                kalla=avsnitt.kalla,
            )


def _allt(rapport: Rapport) -> str:
    """All that the report says, as :func:`nyckel` writes it, with a space on each side."""
    delar: list[str] = []
    for avsnitt in rapport.avsnitt:
        delar += [avsnitt.titel, *avsnitt.punkter, *(u.namn for u in avsnitt.uppdrag)]
        delar += [n.namn for n in avsnitt.nyckeltal] + [s.namn for s in avsnitt.tidsserier]
        for tabell in avsnitt.tabeller:
            delar += [rad.namn for rad in tabell.rader]
        for grupp in avsnitt.grupper:
            delar += [grupp.namn, *grupp.aktiviteter]
        delar.append(avsnitt.text)
    return f" {' | '.join(map(normera, delar))} "
