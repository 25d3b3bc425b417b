"""Värdekrav: what one outcome must be for a rule on it to give a colour for certain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from itertools import product
from typing import Final, NamedTuple

from ..models.indikator import Indikator
from ..models.skalor import Faktum, Jamforelse, Riktning, Utfallsslag
from ..models.tal import avrunda, procent_av, produkt, skillnad, summa
from ..models.utfall import Utfall
from .intervall import Intervall, omraden
from .provning import Antalsprovning, Avvikelseprovning, Kvotprovning, Provning, Vardesprovning

_SAMMA_SLAG: Final = (Faktum.MOTSVARANDE_PERIOD, Faktum.FOREGAENDE_PERIOD)
"""The facts that are the same kind of figure as the outcome they go with."""
_DECIMALER: Final = 12
_HALV: Final = Decimal("0.5")


class Vardesval(NamedTuple):
    """A way for the outcome to give the colour."""

    omrade: tuple[Intervall, ...]
    slag: Utfallsslag | None
    """The kind of figure that it must be; None when the present kind will do."""
    jamfort: tuple[tuple[Faktum, tuple[Jamforelse, ...]], ...]
    """How it must stand against each figure that is not known; any of those named will do."""


def vardesval(
    provningar: Sequence[Provning], indikator: Indikator, utfall: Utfall | None, saker: Callable[[Utfall], bool]
) -> tuple[Vardesval, ...]:
    """The ways to the colour, any of which is enough; none when no outcome gives it for certain.

    What the outcome is compared with stays when it is known. When it is not, and decides, the ways say how the outcome
    must stand against it.

    Args:
        provningar: the rule under each choice of readings.
        saker: whether an outcome gives the colour for certain.
    """
    for slag, utgang in _slagen(provningar, utfall or Utfall()):
        okanda = _okanda(provningar, utgang)
        val = [
            Vardesval(omrade, slag, jamfort)
            for jamfort, omrade in _per_jamforelse(provningar, indikator, utgang, okanda, saker)
        ]
        if val:
            return tuple(val)
    return ()


def _slagen(provningar: Sequence[Provning], utfall: Utfall) -> Iterator[tuple[Utfallsslag | None, Utfall]]:
    """The outcome as it is, then as each other kind of figure that counts, its like for another period not known."""
    yield None, utfall
    if utfall.slag is None:
        return
    for slag in Utfallsslag:
        if slag not in (utfall.slag, Utfallsslag.UTGANGSVARDE):
            annan = utfall.model_copy(update={"slag": slag, **{f.value: None for f in _SAMMA_SLAG}})
            if all(p.raknas(annan) for p in provningar if isinstance(p, Avvikelseprovning)):
                yield slag, annan


def _okanda(provningar: Iterable[Provning], utfall: Utfall) -> tuple[Faktum, ...]:
    """The facts that the rule compares with and that are not known."""
    fakta = (f for p in provningar if isinstance(p, Avvikelseprovning) for f, _, _ in p.jamforda(utfall))
    return tuple(dict.fromkeys(f for f in fakta if getattr(utfall, f.value) is None))


def _per_jamforelse(
    provningar: Sequence[Provning],
    indikator: Indikator,
    utfall: Utfall,
    okanda: Sequence[Faktum],
    saker: Callable[[Utfall], bool],
) -> list[tuple[tuple[tuple[Faktum, tuple[Jamforelse, ...]], ...], tuple[Intervall, ...]]]:
    """The intervals: whatever the unknown figures are, else as they are better, equal or worse."""
    snitt, oskarpa = brytvarden(provningar, indikator, utfall)

    def omrade(jamfort: Mapping[Faktum, Jamforelse]) -> tuple[Intervall, ...]:
        def galler(varde: Decimal) -> bool:
            andra = {f.value: _jamforbart(varde, j, indikator) for f, j in jamfort.items()}
            return saker(utfall.model_copy(update={"varde": varde, **andra}))

        return omraden(galler, snitt, indikator.skala, oskarpa=oskarpa).get(True, ())

    if alltid := omrade({}):
        return [((), alltid)]
    if not okanda:
        return []
    lika = {j: omrade(dict.fromkeys(okanda, j)) for j in Jamforelse}
    per_omrade: dict[tuple[Intervall, ...], tuple[Jamforelse, ...]] = {}
    for j, funnet in lika.items():
        if funnet:
            per_omrade[funnet] = (*per_omrade.get(funnet, ()), j)
    if per_omrade:
        return [(tuple((f, jamforelser) for f in okanda), funnet) for funnet, jamforelser in per_omrade.items()]
    for blandat in product(Jamforelse, repeat=len(okanda)):
        if funnet := omrade(dict(zip(okanda, blandat, strict=True))):
            return [(tuple((f, (j,)) for f, j in zip(okanda, blandat, strict=True)), funnet)]
    return []


def _jamforbart(varde: Decimal, jamforelse: Jamforelse, indikator: Indikator) -> Decimal:
    """A figure that the outcome stands so against."""
    if jamforelse is Jamforelse.OFORANDRAT:
        return varde
    langt = summa(varde.copy_abs(), Decimal(1))
    hogre_an = (jamforelse is Jamforelse.BATTRE) is not (indikator.riktning is Riktning.LAGRE)
    return skillnad(varde, langt) if hogre_an else summa(varde, langt)


def brytvarden(
    provningar: Iterable[Provning], indikator: Indikator, utfall: Utfall
) -> tuple[list[Decimal], list[tuple[Decimal, Decimal]]]:
    """The figures on or beside which the colours can change, and the pairs that an endless figure lies between."""
    snitt: list[Decimal] = []
    oskarpa: list[tuple[Decimal, Decimal]] = []
    for prov in provningar:
        if isinstance(prov, Antalsprovning):
            continue
        granser = [g for steg in prov.steg for g in steg.granser]
        if isinstance(prov, Kvotprovning):
            skarpa, par = _kvotgranser(prov, indikator, granser)
            snitt += [*skarpa, *(g for p in par for g in p)]
            oskarpa += par
            continue
        snitt += granser
        if isinstance(prov, Vardesprovning):
            snitt += [g for a in prov.avrundning for grans in granser for g in _brytpunkter(grans, a.decimaler)]
        else:
            snitt += [jamfort for _, jamfort, _ in prov.jamforda(utfall) if jamfort is not None]
    return snitt, oskarpa


def _brytpunkter(grans: Decimal, decimaler: int) -> Iterator[Decimal]:
    """Where rounding tips over near a bound."""
    steg = Decimal((0, (1,), -decimaler))
    nara = avrunda(grans, decimaler)
    halvt = produkt(steg, _HALV)
    for n in (-1, 0, 1):
        runt = summa(nara, produkt(steg, Decimal(n)))
        yield from (skillnad(runt, halvt), summa(runt, halvt))


def _kvotgranser(
    prov: Kvotprovning, indikator: Indikator, procent: Iterable[Decimal]
) -> tuple[list[Decimal], list[tuple[Decimal, Decimal]]]:
    if prov.mal is None or indikator.riktning is not Riktning.LAGRE:
        return [Decimal(0), *(() if prov.mal is None else (procent_av(g, prov.mal) for g in procent))], []
    hela, skarpa, par = produkt(prov.mal, Decimal(100)), [Decimal(0)], []
    for g in procent:
        if g > 0:
            under, over = (_kvot(hela, g, rundat) for rundat in (ROUND_FLOOR, ROUND_CEILING))
            if under == over:
                skarpa.append(under)
            else:
                par.append((under, over))
    return skarpa, par


def _kvot(taljare: Decimal, namnare: Decimal, rundat: str) -> Decimal:
    """``taljare / namnare``, to at most twelve decimals."""
    fin = Context(prec=2000, rounding=rundat, traps=[])
    kvot = fin.divide(taljare, namnare)
    exponent = kvot.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_DECIMALER:
        return kvot.quantize(Decimal((0, (1,), -_DECIMALER)), rounding=rundat, context=fin)
    return kvot
