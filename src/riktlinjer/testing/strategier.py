"""Strategier: outcomes that a rule set can be asked about, most of them on or next to a bound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from pydantic import BaseModel

from ..models.indikator import Indikator
from ..models.malvarde import (
    Forandringsmalvarde,
    Fordelningsmalvarde,
    Gruppmalvarde,
    Malvarde,
    Rangmalvarde,
    Sammansattmalvarde,
    Uppdelatmalvarde,
)
from ..models.regelverk import Regelverk
from ..models.skalor import Faktum
from ..models.statusregel import Antalsregel, Avvikelseregel, Vardesteg
from ..models.tal import mitt, skillnad, summa
from ..models.tolkning import OPPEN
from ..models.utfall import Utfall

_GRANSFALT: Final = ("minst", "over", "hogst", "under", "fran_och_med", "till_och_med")
_ETT: Final = Decimal(1)
_LANGT: Final = Decimal(1000)
_TJUGOFYRA_MANADER: Final = 24


def gransvarden(indikator: Indikator, regelverk: Regelverk | None = None) -> SearchStrategy[Decimal]:
    """Figures on, next to, between and far from every bound of an indicator, within its scale.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> rv = las_regelverk("halland-2018")
    >>> from hypothesis import find
    >>> find(gransvarden(rv.indikator("basbehandling-hjartsvikt")), lambda v: v >= 60)
    Decimal('60')

    Args:
        indikator: the indicator; the bounds are those of its targets, under every reading and for every level.
        regelverk: also the bounds of the status rules that the indicator decides.
    """
    granser = {*_granser_i(indikator)}
    for delmal in () if regelverk is None else regelverk.delmal:
        regel = delmal.statusregel
        if not isinstance(regel, Antalsregel) and regel.indikator == indikator.id:
            granser |= {g for steg in regel.steg if isinstance(steg, Vardesteg) for g in steg.granser}
    enkla = [e for m in _malvarden(indikator) for e in _enkla(m)]
    delar_av = [e.av for e in enkla if isinstance(e, Fordelningsmalvarde)]
    if delar_av or any(isinstance(e, Rangmalvarde) for e in enkla):
        hogst = min(delar_av) if delar_av else max(e.hogst for e in enkla if isinstance(e, Rangmalvarde)) + 2
        return st.integers(1, hogst).map(Decimal)
    return st.sampled_from(_omkring(granser, indikator))


def _omkring(granser: set[Decimal], indikator: Indikator) -> list[Decimal]:
    """The bounds first, for a failing case to become simple; then their neighbours."""
    skala = indikator.skala
    ordnade = sorted(granser | ({Decimal(0)} if skala is None else set()))
    varden = [*ordnade]
    for grans in ordnade:
        finast = Decimal((0, (1,), min(0, int(grans.as_tuple().exponent)) - 1))
        varden += [f(grans, steg) for steg in (_ETT, finast, Decimal("1e-12")) for f in (summa, skillnad)]
    varden += [mitt(a, b) for a, b in pairwise(ordnade)]
    varden += [skillnad(ordnade[0], _LANGT), summa(ordnade[-1], _LANGT)]
    inom = (v for v in varden if skala is None or skala.fran_och_med <= v <= skala.till_och_med)
    return list(dict.fromkeys(inom))


def utfall_for(
    regelverk: Regelverk, *, delmal: str | None = None, kompletta: bool = False
) -> SearchStrategy[dict[str, Utfall | None]]:
    """Outcomes of a rule set's indicators: within scales and units, with the parts and facts that the targets ask for.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> from riktlinjer.rules.status import berakna_status
    >>> from hypothesis import find
    >>> rv = las_regelverk("halland-2018")
    >>> gron = find(utfall_for(rv, delmal="delmal-3"), lambda u: berakna_status(rv, u)["delmal-3"].status == "Grön")
    >>> gron["index-medarbetarenkat"].varde >= 72
    True

    Args:
        delmal: only the indicators that the colour or the long-term levels of this delmål are about.
        kompletta: nothing that is asked for is unknown; else some outcomes and facts are missing.

    Raises:
        OkantId: no delmål has the id.
    """
    indikatorer = regelverk.alla_indikatorer if delmal is None else _delmalets(regelverk, delmal)
    alla: SearchStrategy[dict[str, Utfall | None]] = st.fixed_dictionaries(
        {indikator.id: _utfall(indikator, regelverk) for indikator in indikatorer}
    )
    return alla if kompletta else alla.flatmap(ofullstandiga)


def ofullstandiga(utfall: Mapping[str, Utfall | None]) -> SearchStrategy[dict[str, Utfall | None]]:
    """The same outcomes with some of what is known taken away: whole outcomes, figures, facts or parts.

    >>> from hypothesis import find
    >>> find(ofullstandiga({"a": Utfall(1)}), lambda u: True), find(ofullstandiga({"a": Utfall(1)}), bool)
    ({}, {'a': Utfall(varde=Decimal('1'))})
    """
    return _ofullstandiga(utfall)


@st.composite
def _ofullstandiga(draw: DrawFn, utfall: Mapping[str, Utfall | None]) -> dict[str, Utfall | None]:
    # Sometimes nearly all is kept, so that what is missing decides; sometimes little is.
    kvar = draw(st.sampled_from([0, 9, 6, 3, 10]))
    nya: dict[str, Utfall | None] = {}
    for id, ett in utfall.items():
        vad = draw(st.integers(1, 10))
        if vad <= kvar:
            nya[id] = ett
        elif ett is not None and vad == 10:
            nya[id] = _utan(ett, draw(st.sets(st.sampled_from(_kanda(ett) or ("varde",)))))
    return nya


def val_av_lasningar(regelverk: Regelverk, *, oppna: bool = True) -> SearchStrategy[dict[str, str]]:
    """A reading of every tolkning, as ``med_tolkningar`` takes them.

    Args:
        oppna: a tolkning may also be left open.
    """
    oppet = [OPPEN] if oppna else []
    return st.fixed_dictionaries(
        {t.id: st.sampled_from([*(lasning.id for lasning in t.lasningar), *oppet]) for t in regelverk.tolkningar}
    )


# One outcome


def _utfall(indikator: Indikator, regelverk: Regelverk) -> SearchStrategy[Utfall]:
    tal = gransvarden(indikator, regelverk)
    falt: dict[str, SearchStrategy[object]] = {"varde": tal}
    falt |= {faktum.value: tal for faktum in _efterfragade(indikator, regelverk)}
    malvarden = [*_malvarden(indikator)]
    if any(isinstance(e, Forandringsmalvarde) and e.varje_manad for m in malvarden for e in _enkla(m)):
        falt["serie"] = st.lists(tal, min_size=_TJUGOFYRA_MANADER, max_size=_TJUGOFYRA_MANADER)
    artal = [d.del_ for m in malvarden if isinstance(m, Uppdelatmalvarde) and m.efter == "år" for d in m.delar]
    if artal:
        falt["period"] = st.sampled_from([f"{ar}-12" for ar in artal])
    if (delar := _delar(indikator, malvarden, tal)) is not None:
        falt["delar"] = delar
    return st.fixed_dictionaries(falt).map(lambda f: Utfall(**f))  # type: ignore[arg-type]  # each field by its name


def _delar(
    indikator: Indikator, malvarden: Iterable[Malvarde], tal: SearchStrategy[Decimal]
) -> SearchStrategy[dict[str, Decimal]] | None:
    """The parts that the targets name, or members of the group that they are about; None when there are none."""
    namn = {d.del_ for m in malvarden if isinstance(m, Uppdelatmalvarde) and m.efter != "år" for d in m.delar}
    namn |= {krav.avser for krav in indikator.nivakrav if krav.avser is not None}
    grupper = [e for m in malvarden for e in _enkla(m, grupper=True) if isinstance(e, Gruppmalvarde)]
    if not namn and grupper:
        kanda = [grupp.alla_medlemmar for grupp in grupper if grupp.alla_medlemmar is not None]
        antal = min(kanda, default=3)
        namn = {f"del {i}" for i in range(1, antal + 1)}
    return st.fixed_dictionaries(dict.fromkeys(sorted(namn), tal)) if namn else None


def _efterfragade(indikator: Indikator, regelverk: Regelverk) -> Iterator[Faktum]:
    """What the targets of an indicator, and the rules that it decides, compare an outcome with."""
    for malvarde in _malvarden(indikator):
        yield from malvarde.fakta()
    for delmal in regelverk.delmal:
        regel = delmal.statusregel
        if isinstance(regel, Avvikelseregel) and regel.indikator == indikator.id:
            yield from (grund.faktum for grund in regel.jamforelse)


def _kanda(utfall: Utfall) -> tuple[str, ...]:
    falt = ("varde", "serie", *(faktum.value for faktum in Faktum))
    delar = tuple(f"delar.{namn}" for namn, varde in utfall.delar or () if varde is not None)
    return (*(namn for namn in falt if getattr(utfall, namn) is not None), *delar)


def _utan(utfall: Utfall, bort: set[str]) -> Utfall:
    falt = {namn: None if namn in bort else varde for namn, varde in dict(utfall).items()}
    if utfall.delar is not None:
        falt["delar"] = {namn: None if f"delar.{namn}" in bort else varde for namn, varde in utfall.delar}
    falt.setdefault("varde", None)
    return Utfall(**falt)


# What a rule set asks for


def _delmalets(regelverk: Regelverk, delmal: str) -> list[Indikator]:
    post = regelverk.delmal_med_id(delmal)
    return [regelverk.indikator(id) for id in post.statusregel.indikatorer] + list(post.langsiktiga_indikatorer)


def _malvarden(indikator: Indikator) -> Iterator[Malvarde]:
    yield from indikator.malvarden
    yield from (lasning.malvarde for lasning in indikator.lasningar)


def _enkla(malvarde: Malvarde, *, grupper: bool = False) -> Iterator[Malvarde]:
    """The single conditions of a target; with ``grupper``, the groups instead of what each member must meet."""
    match malvarde:
        case Sammansattmalvarde():
            for del_ in malvarde.delar:
                yield from _enkla(del_, grupper=grupper)
        case Uppdelatmalvarde():
            for uppdelad in malvarde.delar:
                yield from _enkla(uppdelad.malvarde, grupper=grupper)
        case Gruppmalvarde():
            yield malvarde if grupper else malvarde.krav
        case _:
            yield malvarde


def _granser_i(nod: object) -> Iterator[Decimal]:
    """Every bound in a model."""
    if isinstance(nod, BaseModel):
        for namn, varde in nod:
            if namn in _GRANSFALT and isinstance(varde, Decimal):
                yield varde
            else:
                yield from _granser_i(varde)
    elif isinstance(nod, tuple):
        for varde in nod:
            yield from _granser_i(varde)
