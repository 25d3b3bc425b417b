"""Koncern: the koncern's figures of what the nämnder deliver, and its statuses. Nothing is added up or averaged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Final

from ...errors import UtfallFel
from ...models.datum import skriv_period
from ...models.indikator import Indikator
from ...models.papekande import Papekande
from ...models.rapport import Bedomning
from ...models.regelverk import Regelverk
from ...models.skalor import Allvar
from ...models.tillfallesunderlag import Namndunderlag
from ...models.utfall import Utfall
from ..status import berakna_status
from ..svar import Statusoversikt
from ..utfallslasning import enheter_for, kontrollera_ids, las_utfall
from .namnd import Tillfallesfraga
from .svar import Bidrag, Indikatorbidrag, Koncerndelmal, Namndlage, Utfallsursprung

_KONCERNEN: Final = "koncernen"
_OVERGAR: Final = (Utfallsursprung.EN_NAMND, Utfallsursprung.FLERA_LIKA)


def koncernbidrag(
    regelverk: Regelverk,
    koncernens: Mapping[str, Utfall],
    underlag: Iterable[Namndunderlag],
    motsagda: Iterable[str] = (),
) -> tuple[Indikatorbidrag, ...]:
    """The koncern's figure per indicator of which any figure is delivered or a delmål asks, in the guideline's order.

    The koncern's own figure is used when there is one; else one that exactly one nämnd delivers, or several deliver
    alike. When they differ, or somebody's own files do, it is not known.

    Args:
        koncernens: the koncern's own outcomes, by indicator id.
        motsagda: the indicators of which the koncern's own files say differently.

    Raises:
        OkantId: ids that are no indicators of the guideline.
        UtfallFel: outcomes of another unit or outside their scale; all at once, with whose they are.
    """
    underlag = tuple(underlag)
    koncernens_motsagda = frozenset(motsagda)
    namndernas_motsagda = frozenset(id for u in underlag for id in u.motsagda)
    kanda = {indikator.id: indikator for indikator in regelverk.alla_indikatorer}
    kontrollera_ids(dict.fromkeys(koncernens_motsagda | namndernas_motsagda), kanda)
    lasta = _las({_KONCERNEN: koncernens} | {u.namnd: dict(u.utfall) for u in underlag}, regelverk)
    return tuple(
        _indikatorbidrag(
            indikator,
            lasta[_KONCERNEN][indikator.id],
            tuple(
                Bidrag(namnd=u.namnd, utfall=utfall)
                for u in underlag
                if (utfall := lasta[u.namnd][indikator.id]) is not None
            ),
            motsagd=indikator.id in koncernens_motsagda
            or (indikator.id in namndernas_motsagda and lasta[_KONCERNEN][indikator.id] is None),
        )
        for indikator in regelverk.alla_indikatorer
    )


def _las(givna: Mapping[str, Mapping[str, Utfall]], regelverk: Regelverk) -> dict[str, dict[str, Utfall | None]]:
    """Everybody's outcomes, checked and in the indicators' units."""
    kanda = {indikator.id: indikator for indikator in regelverk.alla_indikatorer}
    enheter = [(indikator, enheter_for(regelverk, indikator)) for indikator in kanda.values()]
    lasta: dict[str, dict[str, Utfall | None]] = {}
    fel: list[str] = []
    for vem, utfall in givna.items():
        kontrollera_ids(utfall, kanda)
        try:
            lasta[vem] = las_utfall(utfall, enheter)
        except UtfallFel as exc:
            fel += [f"{vem}: {text}" for text in exc.fel]
    if fel:
        raise UtfallFel(*fel)
    return lasta


def _indikatorbidrag(
    indikator: Indikator, koncernens: Utfall | None, bidrag: tuple[Bidrag, ...], *, motsagd: bool
) -> Indikatorbidrag:
    utfall: Utfall | None = None
    if motsagd:
        ursprung = Utfallsursprung.MOTSAGD
    elif koncernens is not None:
        ursprung, utfall = Utfallsursprung.KONCERNEN, koncernens
    elif not bidrag:
        ursprung = Utfallsursprung.SAKNAS
    elif len({_i_indikatorns_enhet(b.utfall, indikator) for b in bidrag}) > 1:
        ursprung = Utfallsursprung.FLERA_OLIKA
    else:
        ursprung = Utfallsursprung.EN_NAMND if len(bidrag) == 1 else Utfallsursprung.FLERA_LIKA
        utfall = bidrag[0].utfall
    return Indikatorbidrag(indikator=indikator.id, namn=indikator.namn, ursprung=ursprung, utfall=utfall, bidrag=bidrag)


def _i_indikatorns_enhet(utfall: Utfall, indikator: Indikator) -> Utfall:
    """The outcome with its unit said: a figure without one is in the indicator's."""
    return Utfall(**{**dict(utfall), "enhet": utfall.enhet or indikator.enhet})


def koncernens_statusar(fraga: Tillfallesfraga, bidrag: Iterable[Indikatorbidrag]) -> Statusoversikt:
    """The koncern's computed statuses for the figures that are used."""
    utfall = {b.indikator: b.utfall for b in bidrag if b.utfall is not None}
    return berakna_status(fraga.regelverk, utfall, rapporttyp=fraga.rapporttyp, period=fraga.period)


def koncerndelmal(
    regelverk: Regelverk,
    oversikt: Statusoversikt,
    bidrag: Iterable[Indikatorbidrag],
    bedomningar: Iterable[Bedomning],
    namnder: Iterable[Namndlage],
    fore: Statusoversikt | None,
) -> Iterator[Koncerndelmal]:
    """Each delmål with what it rests on and what people have written of it."""
    per_id = {b.indikator: b for b in bidrag}
    skrivna = {b.delmal: b for b in bedomningar}
    namnder = tuple(namnder)
    for id, status in oversikt.items():
        yield Koncerndelmal(
            delmal=id,
            nummer=regelverk.delmal_med_id(id).nummer,
            beraknad=status.innehall,
            bidrag=tuple(per_id[rad.id] for rad in status.indikatorer),
            bedomning=skrivna.get(id),
            namndernas_bedomningar=tuple((n.namnd, b) for n in namnder for b in n.bedomningar if b.delmal == id),
            fore=None if fore is None else fore[id].innehall,
        )


def granska_bidragen(
    regelverk: Regelverk, bidrag: Iterable[Indikatorbidrag], namn: Mapping[str, str]
) -> Iterator[Papekande]:
    """Where the koncern's figure is a nämnd's, and where the nämnder's figures differ.

    Args:
        namn: the nämnders' names by id.
    """
    for post in bidrag:
        vilka = ", ".join(namn.get(b.namnd, b.namnd) for b in post.bidrag)
        vad = _skriv_indikator(regelverk, post)
        if post.ursprung in _OVERGAR:
            hur = "levereras bara av" if post.ursprung is Utfallsursprung.EN_NAMND else "levereras lika av"
            text = f"Koncernens siffra för {vad} {hur} {vilka} och används som den är. Är den koncernens?"
            yield _papekande("SAMMANSTALLNING-10", Allvar.UPPLYSNING, text, post.indikator)
        elif post.ursprung is Utfallsursprung.FLERA_OLIKA:
            text = (
                f"Siffrorna för {vad} är olika hos {vilka}, så koncernens är inte känd. Ange koncernens egen i "
                "filen koncernen.csv."
            )
            yield _papekande("SAMMANSTALLNING-11", Allvar.VARNING, text, post.indikator)


def granska_perioderna(
    fraga: Tillfallesfraga, bidrag: Iterable[Indikatorbidrag], anvanda: Set[str], namn: Mapping[str, str]
) -> Iterator[Papekande]:
    """Figures for another period than the occasion's, those apart that a status is computed from and tells of.

    Args:
        anvanda: the ids of the indicators that a status asks for.
        namn: the nämnders' names by id.
    """
    andra: dict[tuple[str, str], list[str]] = {}
    for post in bidrag:
        lamnade = [(b.namnd, b.utfall) for b in post.bidrag]
        if post.ursprung is Utfallsursprung.KONCERNEN and post.utfall is not None:
            lamnade.append((_KONCERNEN, post.utfall))
        for vem, utfall in lamnade:
            i_status = post.indikator in anvanda and utfall == post.utfall
            if utfall.period not in (None, fraga.period) and not i_status:
                andra.setdefault((vem, str(utfall.period)), []).append(_skriv_indikator(fraga.regelverk, post))
    for (vem, period), vilka in andra.items():
        *forsta, sista = vilka
        utfallen = f"utfallen för {', '.join(forsta)} och {sista}" if forsta else f"utfallet för {sista}"
        text = (
            f"{namn.get(vem, 'Koncernen')}: {utfallen} avser {skriv_period(period)}, inte {skriv_period(fraga.period)}."
        )
        yield _papekande("SAMMANSTALLNING-19", Allvar.VARNING, text, vem)


def _skriv_indikator(regelverk: Regelverk, post: Indikatorbidrag) -> str:
    """The indicator's name, with its särskilda insatsområde when another has the same name."""
    namnar = [indikator for indikator in regelverk.alla_indikatorer if indikator.namn == post.namn]
    omrade = regelverk.indikator(post.indikator).insatsomrade
    if len(namnar) < 2 or omrade is None:
        return f"”{post.namn}”"
    return f"”{post.namn}” ({next(o.namn for o in regelverk.insatsomraden if o.id == omrade)})"


def _papekande(kod: str, allvar: Allvar, text: str, plats: str) -> Papekande:
    return Papekande(kod=kod, allvar=allvar, text=text, plats=plats)
