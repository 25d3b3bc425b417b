"""Utslag: whether an outcome meets a målvärde, over every way of filling in the facts that are missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import MAX_EMAX, MIN_EMIN, ROUND_FLOOR, Context, Decimal
from itertools import combinations_with_replacement, pairwise, product
from math import comb, prod
from typing import Final

from ..models.indikator import Skala
from ..models.malvarde import (
    Forandringsmalvarde,
    Fordelningsmalvarde,
    Gransmalvarde,
    Gruppmalvarde,
    Malvarde,
    Rangmalvarde,
    Sammansattmalvarde,
    Uppdelatmalvarde,
)
from ..models.tal import mitt, produkt, skillnad, summa
from ..models.utfall import Utfall

_BADA: Final = frozenset((True, False))
_HUNDRA_SIFFROR: Final = Context(prec=100, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])
_STORLEKAR: Final = range(1, 7)
"""How large a group is tried to be when nothing is known of it; also as large as its targets name."""
_FLEST_SIFFROR: Final = 20_000
"""Parts are filled in with so many figures at most, all cases together; beyond that they are left open."""


def mojliga_utslag(malvarde: Malvarde | None, utfall: Utfall | None, skala: Skala | None) -> frozenset[bool]:
    """Whether the target can be met, and can be missed, when the facts that are missing are filled in.

    >>> from riktlinjer.models.malvarde import Gransmalvarde
    >>> skala = Skala(fran_och_med=Decimal(0), till_och_med=Decimal(100))
    >>> sorted(mojliga_utslag(Gransmalvarde(minst=101), None, skala))
    [False]
    """
    if malvarde is None:
        return _BADA
    svar = {malvarde.provas_mot(fall) for fall in fyllda([malvarde], utfall or Utfall(), skala)}
    return _BADA if None in svar else frozenset(s for s in svar if s is not None)


def fyllda(malvarden: Iterable[Malvarde], utfall: Utfall, skala: Skala | None) -> Iterator[Utfall]:
    """The outcome with its missing facts filled in, in every way that the targets tell apart.

    A target that still answers None may come out either way: only a person can judge it, or it asks for a change in per
    cent of a figure that has none. The scale is that of the outcome and its parts; what they are compared with is not
    held to it.
    """
    villkor = list(_villkor(malvarden))
    for med_varde in _med_varde(villkor, utfall, skala):
        for jamforbart in _med_jamforelser(villkor, med_varde):
            yield from _med_delar(villkor, jamforbart, skala)


def _villkor(malvarden: Iterable[Malvarde]) -> Iterator[Malvarde]:
    """The conditions that the targets are put together of."""
    for malvarde in malvarden:
        if isinstance(malvarde, Sammansattmalvarde):
            yield from _villkor(malvarde.delar)
        elif isinstance(malvarde, Uppdelatmalvarde) and malvarde.efter == "år":
            yield from _villkor(del_.malvarde for del_ in malvarde.delar)
        else:
            yield malvarde


def _med_varde(villkor: Sequence[Malvarde], utfall: Utfall, skala: Skala | None) -> Iterator[Utfall]:
    provar_vardet = (Gransmalvarde, Rangmalvarde, Fordelningsmalvarde, Forandringsmalvarde)
    if utfall.varde is not None or not any(isinstance(v, provar_vardet) for v in villkor):
        yield utfall
        return
    for varde in _varden(villkor, utfall, skala):
        yield utfall.model_copy(update={"varde": varde})


def _varden(villkor: Iterable[Malvarde], utfall: Utfall, skala: Skala | None) -> list[Decimal]:
    """A figure from every part of the number line, or of the placings, that the conditions tell apart."""
    villkor = list(villkor)
    granser = [grans for v in villkor for grans in v.granser_for(utfall)]
    rang = [v.hogst for v in villkor if isinstance(v, Rangmalvarde)]
    delar = [v.av for v in villkor if isinstance(v, Fordelningsmalvarde)]
    if not rang and not delar:
        return representanter(granser, skala)
    heltal = [int(grans.to_integral_value(ROUND_FLOOR)) for grans in granser]
    platser = {1, *rang, *(n + 1 for n in rang), *(p for n in heltal for p in (n - 1, n, n + 1))}
    platser |= {p for av in delar for p in range(1, av + 1)}
    mojliga = (Decimal(p) for p in sorted(platser) if 1 <= p <= min(delar, default=p))
    return [p for p in mojliga if skala is None or skala.fran_och_med <= p <= skala.till_och_med]


def _med_jamforelser(villkor: Iterable[Malvarde], utfall: Utfall) -> Iterator[Utfall]:
    """With figures to compare with that make just the changes asked for, and others."""
    andringar: dict[str, list[Forandringsmalvarde]] = {}
    for v in villkor:
        fakta = [f.value for f in v.fakta()] if isinstance(v, Forandringsmalvarde) else []
        if isinstance(v, Forandringsmalvarde) and fakta and all(getattr(utfall, f) is None for f in fakta):
            andringar.setdefault(fakta[0], []).append(v)
    val: list[list[tuple[str, Decimal]]] = []
    for faktum, matt in andringar.items():
        if utfall.varde is not None:
            granser = [g for m in matt for g in _brytpunkter(m, utfall.varde)]
            val.append([(faktum, bas) for bas in representanter(granser)])
    for baser in product(*val):
        yield utfall.model_copy(update=dict(baser))


def _brytpunkter(malvarde: Forandringsmalvarde, varde: Decimal) -> tuple[Decimal, ...]:
    """The figures to compare with where the answer turns; a quotient without end is cut off, which no figure meets."""
    if not malvarde.relativ:
        return (skillnad(varde, malvarde.grans),)
    andel = summa(Decimal(100), malvarde.grans)
    return (Decimal(0),) if andel == 0 else (Decimal(0), _HUNDRA_SIFFROR.divide(produkt(varde, Decimal(100)), andel))


def _med_delar(villkor: Iterable[Malvarde], utfall: Utfall, skala: Skala | None) -> Iterator[Utfall]:
    grupper: list[Gruppmalvarde] = []
    namngivna: dict[str, list[Malvarde]] = {}
    for v in villkor:
        if isinstance(v, Gruppmalvarde):
            grupper.append(v)
        elif isinstance(v, Uppdelatmalvarde):
            avgor = (del_ for del_ in v.delar if v.avgor in (None, del_.del_))
            for del_ in avgor:
                namngivna.setdefault(del_.del_, []).append(del_.malvarde)
    if grupper and not namngivna:
        yield from _med_medlemmar(grupper, utfall, skala)
    elif namngivna and not grupper:
        yield from _med_namngivna(namngivna, utfall, skala)
    else:
        yield utfall


def _med_medlemmar(grupper: Sequence[Gruppmalvarde], utfall: Utfall, skala: Skala | None) -> Iterator[Utfall]:
    medlemmar = [v for _, v in utfall.delar or ()] or list(utfall.serie or ())
    kanda = [v for v in medlemmar if v is not None]
    alla = max((grupp.alla_medlemmar or 0 for grupp in grupper), default=0)
    if medlemmar and len(kanda) == max(alla, len(medlemmar)):
        yield utfall
        return
    varden = _som_skiljer([grupp.krav for grupp in grupper], Utfall(), skala)
    storlekar = [max(alla, len(medlemmar)) - len(kanda)] if medlemmar or alla else _storlekar(grupper)
    if sum(n * comb(n + len(varden) - 1, n) for n in storlekar) > _FLEST_SIFFROR:
        yield utfall
        return
    for n in storlekar:
        for okanda in combinations_with_replacement(varden, n):
            delar = tuple((str(i), v) for i, v in enumerate((*kanda, *okanda)))
            yield utfall.model_copy(update={"delar": delar})


def _storlekar(grupper: Iterable[Gruppmalvarde]) -> list[int]:
    """How large a group may be of which nothing is known: large enough to tell its targets apart."""
    namnda = {n for grupp in grupper for n in (grupp.antal, grupp.andel and grupp.andel[1]) if n is not None}
    return sorted({*_STORLEKAR, *namnda})


def _med_namngivna(
    namngivna: Mapping[str, Sequence[Malvarde]], utfall: Utfall, skala: Skala | None
) -> Iterator[Utfall]:
    delar = dict(utfall.delar or ())
    ensam = Utfall(period=utfall.period)
    val = {n: _som_skiljer(m, ensam, skala) for n, m in namngivna.items() if delar.get(n) is None}
    if len(val) * prod(map(len, val.values())) > _FLEST_SIFFROR:
        yield utfall
        return
    for varden in product(*val.values()):
        fyllda_delar = {**delar, **dict(zip(val, varden, strict=True))}
        yield utfall.model_copy(update={"delar": tuple(fyllda_delar.items())})


def _som_skiljer(malvarden: Iterable[Malvarde], utfall: Utfall, skala: Skala | None) -> list[Decimal]:
    """One figure for each way in which a part can stand against the targets."""
    villkor = list(_villkor(malvarden))
    varden = _varden(villkor, utfall, skala)
    per_svar = {tuple(v.provas_mot(utfall.model_copy(update={"varde": x})) for v in villkor): x for x in varden}
    return list(per_svar.values())


def representanter(granser: Iterable[Decimal], skala: Skala | None = None) -> list[Decimal]:
    """One value from every part of the number line that the bounds cut: on, between and beyond them, within the scale.

    >>> [str(v) for v in representanter([Decimal(0), Decimal(2)])]
    ['-1', '0', '1.0', '2', '5']
    """
    ordnade = sorted({*granser, *(() if skala is None else (skala.fran_och_med, skala.till_och_med))}) or [Decimal(0)]
    lagst, hogst = ordnade[0], ordnade[-1]
    # Twice the outermost bounds: one more would round away beside a figure of thousands of digits.
    under = summa(lagst, skillnad(lagst, Decimal(1))) if lagst <= 0 else Decimal(-1)
    over = summa(hogst, summa(hogst, Decimal(1))) if hogst >= 0 else Decimal(1)
    alla = sorted({under, over, *ordnade, *(mitt(a, b) for a, b in pairwise(ordnade))})
    return [v for v in alla if skala is None or skala.fran_och_med <= v <= skala.till_och_med]
