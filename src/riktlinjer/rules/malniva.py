"""Målnivå: På målet, På väg mot målet or under, as the set that missing facts and open readings leave, and why.

A level is reached when every demand for it is met; the highest one that is reached holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import groupby, product
from typing import NamedTuple

from ..errors import OkantId
from ..models.indikator import Indikator, Nivakrav
from ..models.kalla import Kalla
from ..models.malvarde import Gruppmalvarde, Malvarde, Sammansattmalvarde, Uppdelatmalvarde
from ..models.papekande import Papekande
from ..models.regelverk import Regelverk
from ..models.skalor import Allvar, Malniva, Organisationsniva
from ..models.tolkning import Tolkning
from ..models.utfall import Utfall
from ..models.visning import Visbar
from .beraknad import BeraknadMalniva, BeraknatNivakrav
from .lasningar import Val, alla_val, gallande, namnda_tolkningar, skiljer
from .perioder import kontrollera_enhet, kontrollera_period
from .provning import Fakta, saknade_delar, saknade_fakta
from .utfallslasning import Givet, enheter_for, kontrollera_ids, las_utfall
from .utslag import fyllda

_Utslag = tuple[bool, bool]
"""Whether every demand for På målet, and every one for På väg mot målet, is met."""


class Nivamal(NamedTuple):
    """A mål or delmål with long-term levels, and the indicators whose demands they are."""

    id: str
    namn: str
    indikatorer: tuple[Indikator, ...]
    kalla: Kalla


def nivamal(regelverk: Regelverk) -> tuple[Nivamal, ...]:
    """The delmål, then the mål, that have long-term levels."""
    delmal = [Nivamal(d.id, d.namn, _med_krav(d.langsiktiga_indikatorer), d.kalla) for d in regelverk.delmal]
    mal = [
        Nivamal(m.id, m.namn, _med_krav(i for i in regelverk.indikatorer if i.mal == m.id), m.kalla)
        for m in regelverk.mal
    ]
    return tuple(m for m in (*delmal, *mal) if m.indikatorer)


def _med_krav(indikatorer: Iterable[Indikator]) -> tuple[Indikator, ...]:
    return tuple(i for i in indikatorer if i.nivakrav)


def berakna_malniva(
    regelverk: Regelverk,
    mal: str,
    utfall: Mapping[str, Givet],
    *,
    organisationsniva: Organisationsniva | str = Organisationsniva.KONCERN,
    enhet: str | None = None,
    period: str | None = None,
) -> BeraknadMalniva:
    """The long-term level of one delmål or mål for these outcomes.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> rv = las_regelverk("halland-2018")
    >>> berakna_malniva(rv, "mal-sunt-arbetsliv", {"frisktal": "90 %"}).status.value
    'På väg mot målet'
    >>> berakna_malniva(rv, "mal-sunt-arbetsliv", {"frisktal": "90 %"}, organisationsniva="förvaltning").status.value
    'På målet'

    Args:
        mal: the id of a delmål, or of a mål whose indicators have demands per level.
        utfall: indicator id -> outcome; the long-term indicators of the delmål too. The members of a group, and the
            parts that a demand names, stand in the outcome's ``delar``.
        organisationsniva: whose outcomes they are; demands for another level of the organisation do not apply.
        enhet: the name of the unit, when it is not the koncern.
        period: the last month that the outcomes cover, an ISO month.

    Raises:
        OkantId: ``mal`` has no long-term levels, ids that are no indicators of the guideline, or no such level of the
            organisation.
        KalenderFel: ``period`` is no ISO month.
        UtfallFel: outcomes that cannot be read, of another unit or outside their scale; all at once.
        TypeError: a value of another Python type.
    """
    alla = {m.id: m for m in nivamal(regelverk)}
    for id in (mal, organisationsniva):
        if not isinstance(id, str):
            raise TypeError(f"väntade ett id (str), fick {type(id).__name__}")
    if mal not in alla:
        raise OkantId("mål med långsiktiga nivåer", mal, alla)
    if organisationsniva not in (nivaer := [niva.value for niva in Organisationsniva]):
        raise OkantId("organisationsnivån", organisationsniva, nivaer)
    if period is not None:
        kontrollera_period(period)
    if enhet is not None:
        kontrollera_enhet(enhet)
    kontrollera_ids(utfall, {i.id: i for i in regelverk.alla_indikatorer})
    fakta = las_utfall(utfall, [(i, enheter_for(regelverk, i)) for i in alla[mal].indikatorer])
    return malniva_av(regelverk, alla[mal], fakta, Organisationsniva(organisationsniva), enhet, period)


def malniva_av(
    regelverk: Regelverk,
    mal: Nivamal,
    fakta: Fakta,
    organisationsniva: Organisationsniva,
    enhet: str | None,
    period: str | None,
) -> BeraknadMalniva:
    """The long-term level that read and checked outcomes give."""

    raknade: dict[tuple[tuple[str, str], ...], frozenset[Malniva]] = {}

    def mojliga_under(val: Val) -> frozenset[Malniva]:
        nyckel = tuple(sorted(val.items()))
        if nyckel not in raknade:
            raknade[nyckel] = _mojliga(_krav(mal, organisationsniva, val), fakta)
        return raknade[nyckel]

    tolkningar = namnda_tolkningar(tuple(i.nivakrav for i in mal.indikatorer))
    alla = list(alla_val(regelverk, tolkningar))
    mojliga = frozenset().union(*map(mojliga_under, alla))
    styr = tuple(t for t in tolkningar if skiljer(regelverk, t, tolkningar, mojliga_under))
    oppna = tuple(t for t in styr if regelverk.tolkning(t).ar_oppen)
    # Every demand that some choice of readings asks, each once.
    kraven = list(dict.fromkeys(par for val in alla for par in _krav(mal, organisationsniva, val)))
    rader = tuple(_rad(indikator, krav, fakta.get(indikator.id)) for indikator, krav in kraven)
    return BeraknadMalniva(
        id=mal.id,
        namn=mal.namn,
        organisationsniva=organisationsniva,
        enhet=enhet,
        period=period,
        status=next(iter(mojliga)) if len(mojliga) == 1 else None,
        mojliga=mojliga,
        krav=rader,
        saknade=tuple(dict.fromkeys(f for i, krav in kraven for f in _saknade(i.id, krav, fakta.get(i.id)))),
        oppna_tolkningar=oppna,
        tolkningar=styr,
        papekanden=tuple(_papekanden(mal, rader, organisationsniva, enhet)),
        kalla=mal.kalla,
        motivering=_motivera(mal, mojliga, rader, [regelverk.tolkning(t) for t in styr]),
    )


_Krav = Sequence[tuple[Indikator, Nivakrav]]


def _krav(mal: Nivamal, organisationsniva: Organisationsniva, val: Val) -> list[tuple[Indikator, Nivakrav]]:
    """The demands on this level of the organisation under a choice of readings."""
    return [
        (indikator, krav)
        for indikator in mal.indikatorer
        for krav in gallande(indikator.nivakrav, val)
        if krav.organisationsniva in (None, organisationsniva)
    ]


# What is possible


def _mojliga(krav: _Krav, fakta: Fakta) -> frozenset[Malniva]:
    """The levels over every way of filling in the missing facts."""
    if not krav:
        return frozenset()
    alla = {(True, True)}
    for _, par in groupby(krav, key=lambda par: par[0].id):
        indikatorns = list(par)
        alla = _och(alla, _utslag(indikatorns[0][0], [k for _, k in indikatorns], fakta))
    nivaer = {k.niva for _, k in krav}
    return frozenset(
        Malniva.PA_MALET
        if pa_malet and Malniva.PA_MALET in nivaer
        else Malniva.PA_VAG_MOT_MALET
        if pa_vag and Malniva.PA_VAG_MOT_MALET in nivaer
        else Malniva.UNDER
        for pa_malet, pa_vag in alla
    )


def _utslag(indikator: Indikator, krav: Sequence[Nivakrav], fakta: Fakta) -> set[_Utslag]:
    """What comes of one indicator's demands: those on the same figures together, the others each for itself."""
    utfall = fakta.get(indikator.id) or Utfall()
    alla = {(True, True)}
    for samma in _per_figur(krav):
        avsett = samma[0].avsett(utfall)
        # A target that asks the same of both levels is one; one that nobody has set yet may become two.
        mal = list(dict.fromkeys((k.malvarde, None if k.malvarde.matbart else k.niva) for k in samma))
        missade = [_missad([k.niva for k in samma if k.malvarde == m and niva in (None, k.niva)]) for m, niva in mal]
        utslag: set[_Utslag] = set()
        for fall in fyllda([m for m, _ in mal], avsett, indikator.skala):
            svar = [m.provas_mot(fall) for m, _ in mal]
            utslag |= reduce(_och, (_av_svar(s, missad) for s, missad in zip(svar, missade, strict=True)))
        alla = _och(alla, utslag)
    return alla


def _missad(nivaer: Iterable[Malniva]) -> _Utslag:
    """What is left when a demand for these levels is missed."""
    nivaer = set(nivaer)
    return Malniva.PA_MALET not in nivaer, Malniva.PA_VAG_MOT_MALET not in nivaer


def _av_svar(svar: bool | None, missad: _Utslag) -> set[_Utslag]:
    return {(True, True), missad} if svar is None else {(True, True)} if svar else {missad}


def _och(ett: Iterable[_Utslag], annat: Iterable[_Utslag]) -> set[_Utslag]:
    return {(a and c, b and d) for (a, b), (c, d) in product(ett, annat)}


def _per_figur(krav: Sequence[Nivakrav]) -> list[list[Nivakrav]]:
    """The demands that are held against the same figures, together: only they hang together."""
    bada = any(len(_provar(k.malvarde)) > 1 for k in krav)
    per_figur: dict[object, list[Nivakrav]] = {}
    for k in krav:
        per_figur.setdefault((k.avser, None if bada else _provar(k.malvarde)), []).append(k)
    return list(per_figur.values())


def _provar(malvarde: Malvarde) -> frozenset[str]:
    """What of an outcome the target is held against: its own figure, the parts, or both."""
    if isinstance(malvarde, Sammansattmalvarde):
        return frozenset().union(*(_provar(del_) for del_ in malvarde.delar))
    if isinstance(malvarde, Uppdelatmalvarde) and malvarde.efter == "år":
        return frozenset().union(*(_provar(del_.malvarde) for del_ in malvarde.delar))
    return frozenset({"delarna" if isinstance(malvarde, Gruppmalvarde | Uppdelatmalvarde) else "värdet"})


# What the answer says


def _rad(indikator: Indikator, krav: Nivakrav, utfall: Utfall | None) -> BeraknatNivakrav:
    avsett = None if utfall is None else krav.avsett(utfall)
    return BeraknatNivakrav(
        niva=krav.niva,
        indikator=indikator.id,
        namn=indikator.namn,
        avser=krav.avser,
        malvarde=krav.malvarde,
        uppnas=None if avsett is None else krav.malvarde.provas_mot(avsett),
        marginal=None if avsett is None else krav.malvarde.avstand_for(avsett),
        enhet=indikator.enhet,
        kalla=krav.kalla,
    )


def _saknade(id: str, krav: Nivakrav, utfall: Utfall | None) -> Iterator[str]:
    malvarde = krav.malvarde
    if not malvarde.matbart:
        return
    if utfall is None:
        yield id
        return
    avsett = krav.avsett(utfall)
    if malvarde.provas_mot(avsett) is None:
        if avsett.varde is None and "värdet" in _provar(malvarde):
            yield id if krav.avser is None else f"{id}.{krav.avser}"
        yield from saknade_delar(id, malvarde, avsett)
        yield from (f"{id}.{faktum.value}" for faktum in saknade_fakta(malvarde, avsett))


def _papekanden(
    mal: Nivamal, rader: Sequence[BeraknatNivakrav], organisationsniva: Organisationsniva, enhet: str | None
) -> Iterator[Papekande]:
    if enhet is not None or organisationsniva is not Organisationsniva.KONCERN:
        pa = enhet or f"en {organisationsniva}"
        text = f"Målnivåerna är koncernens; här är de tillämpade på {pa}, vilket är en egen tillämpning."
        yield Papekande(kod="MALNIVA-01", allvar=Allvar.UPPLYSNING, text=text, plats=mal.id, kalla=mal.kalla)
    for rad in rader:
        if rad.malvarde.skal is not None:
            text = f"{rad.niva}, {rad.namn}: {rad.malvarde.skal}."
            yield Papekande(kod="MALNIVA-02", allvar=Allvar.UPPLYSNING, text=text, plats=rad.indikator, kalla=rad.kalla)


def malnivaord(mojliga: frozenset[Malniva]) -> str:
    """The level in words, or which levels are left.

    >>> malnivaord(frozenset({Malniva.UNDER, Malniva.PA_VAG_MOT_MALET}))
    'kan inte avgöras – På väg mot målet eller Under målnivåerna möjlig'
    """
    ord_ = [niva.value for niva in Malniva if niva in mojliga]
    if not ord_:
        return "ingen målnivå – riktlinjen sätter ingen här"
    if len(ord_) == 1:
        return ord_[0]
    return f"kan inte avgöras – {', '.join(ord_[:-1])} eller {ord_[-1]} möjlig"


def _motivera(
    mal: Nivamal, mojliga: frozenset[Malniva], rader: Sequence[BeraknatNivakrav], styr: Sequence[Tolkning]
) -> str:
    delar = [f"{mal.namn}: {malnivaord(mojliga)}."]
    for niva in Malniva:
        svar = [rad.uppnas for rad in rader if rad.niva is niva]
        if svar:
            text = f"{niva}: {svar.count(True)} av {len(svar)} krav uppfylls, {svar.count(False)} gör det inte"
            delar.append(text + (f" och {svar.count(None)} är inte kända." if None in svar else "."))
    oppna = [t.id for t in styr if t.ar_oppen]
    if oppna:
        delar.append(f"Riktlinjen lämnar frågan öppen ({', '.join(oppna)}).")
    valda = [f"{t.id} ({t.vald})" for t in styr if not t.ar_oppen]
    if valda:
        delar.append(f"Svaret vilar på {'tolkningen' if len(valda) == 1 else 'tolkningarna'} {', '.join(valda)}.")
    delar.append(f"Källa: {mal.kalla}.")
    return " ".join(delar)


class Malnivaoversikt(Visbar, Mapping[str, BeraknadMalniva]):
    """The long-term levels by the id of the delmål or mål, in the guideline's order. Immutable."""

    __slots__ = ("_nivaer",)

    def __init__(self, nivaer: Iterable[BeraknadMalniva]) -> None:
        self._nivaer = {n.id: n for n in nivaer}

    def __getitem__(self, id: str) -> BeraknadMalniva:
        try:
            return self._nivaer[id]
        except KeyError:
            raise OkantId("mål med långsiktiga nivåer", id, self._nivaer) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._nivaer)

    def __len__(self) -> int:
        return len(self._nivaer)

    def __str__(self) -> str:
        return "\n".join(n.motivering for n in self.values()) or "inga målnivåer"

    def __repr__(self) -> str:
        return f"<Malnivaoversikt {', '.join(f'{id}: {malnivaord(n.mojliga)}' for id, n in self.items())}>"
