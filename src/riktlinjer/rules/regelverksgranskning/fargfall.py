"""Färgfall: every case that a colour rule can tell apart, and the steps that each of them meets.

A case is a count, or a part of the number line together with how the outcome stands against what it is compared with.
Which steps a case meets is asked of the same provningar that answer for outcomes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Final, NamedTuple

from ...models.indikator import Indikator
from ...models.malvarde import Gransmalvarde
from ...models.skalor import Faktum, Jamforelse, Rapporttyp, Riktning
from ...models.statusregel import Antalsregel, Avvikelseregel, Kvotregel, Statusregel, Vardesregel
from ...models.tal import skillnad, summa
from ...models.utfall import Utfall
from ..lasningar import gallande, namnda_tolkningar
from ..provning import malvarde_under, provning
from .lasningsprov import Lasningsprov, Val
from .tallinje import Tal, dela

_HALV: Final = Fraction(1, 2)


class Fall(NamedTuple):
    """A case: the number of its part (or the count), and the comparisons, one per fact that the rule compares with."""

    del_: int
    jamfort: tuple[Jamforelse, ...] = ()


class Typgrupp(NamedTuple):
    """Report types in which the rule is the same: the same steps, compared with the same facts."""

    typer: tuple[Rapporttyp, ...]
    steg: frozenset[int]


Traffar = Mapping[Fall, frozenset[int]]
"""The numbers of the steps that each case meets, whatever the steps' own conditions are."""


class Fargfall:
    """The cases of one rule, and the steps that they meet under a choice of readings."""

    def __init__(self, regel: Statusregel, indikatorer: Mapping[str, Indikator], prov: Lasningsprov) -> None:
        self.regel = regel
        self._indikatorer = indikatorer
        self.delar: tuple[Tal, ...] = ()
        if not isinstance(regel, Antalsregel):
            indikator = indikatorer[regel.indikator]
            self.delar = dela(_granser(regel, indikator, prov.val), indikator.skala)
            self._battre_ar_mer = indikator.riktning is not Riktning.LAGRE
            ram = namnda_tolkningar(indikator.lasningar)
        else:
            ram = ()
        self._nakna = [s.model_copy(update={"nar": (), "rapporttyper": ()}) for s in regel.steg]
        self._ram = tuple(dict.fromkeys((*namnda_tolkningar(regel.model_copy(update={"steg": ()})), *ram)))
        self._kanda: dict[tuple[object, ...], Traffar] = {}

    def grupper(self) -> list[Typgrupp]:
        """The report types for which the rule has a step, alike ones together; every type when it has none."""
        lika: dict[object, list[Rapporttyp]] = {}
        steg_i = {t: frozenset(i for i, s in enumerate(self.regel.steg) if _anvands(s, t)) for t in Rapporttyp}
        nagot = any(steg_i.values())
        for typ, steg in steg_i.items():
            if steg or not nagot:
                lika.setdefault((steg, self._grunder(typ)), []).append(typ)
        return [Typgrupp(tuple(typer), steg_i[typer[0]]) for typer in lika.values()]

    def _grunder(self, typ: Rapporttyp) -> tuple[int, ...]:
        if not isinstance(self.regel, Avvikelseregel):
            return ()
        return tuple(i for i, g in enumerate(self.regel.jamforelse) if typ in g.rapporttyper)

    def fakta(self, val: Val, typ: Rapporttyp) -> tuple[Faktum, ...]:
        """What the outcome is compared with."""
        if not isinstance(self.regel, Avvikelseregel):
            return ()
        grunder = gallande(self.regel.jamforelse, val)
        return tuple(dict.fromkeys(g.faktum for g in grunder if typ in g.rapporttyper))

    def traffar(self, val: Val, typ: Rapporttyp) -> Traffar:
        """The steps that each case meets."""
        nyckel = (*(val[id] for id in self._ram), self._grunder(typ))
        if nyckel not in self._kanda:
            self._kanda[nyckel] = self._prova(val, typ)
        return self._kanda[nyckel]

    def _prova(self, val: Val, typ: Rapporttyp) -> Traffar:
        regel = self.regel
        if isinstance(regel, Antalsregel):
            antal = len({id for urval in gallande(regel.urval, val) for id in urval.indikatorer})
            return {
                Fall(n): frozenset(i for i, s in enumerate(regel.steg) if s.minst <= n <= s.hogst)
                for n in range(antal + 1)
            }
        ensamma = [provning(regel.model_copy(update={"steg": (s,)}), val, self._indikatorer, typ) for s in self._nakna]
        return {
            fall: frozenset(i for i, ensam in enumerate(ensamma) if ensam.prova({regel.indikator: utfall}).mojliga)
            for fall, utfall in self._fall(self.fakta(val, typ))
        }

    def _fall(self, fakta: Sequence[Faktum]) -> Iterator[tuple[Fall, Utfall]]:
        for i, del_ in enumerate(self.delar):
            for jamfort in product(Jamforelse, repeat=len(fakta)):
                yield Fall(i, jamfort), self.utfall(Fall(i, jamfort), fakta, del_.prov)

    def utfall(self, fall: Fall, fakta: Sequence[Faktum], varde: Decimal | None = None) -> Utfall:
        """An outcome of the case; of its part's own number unless another is given."""
        varde = self.delar[fall.del_].prov if varde is None else varde
        tal = {f.value: self._jamfort_med(varde, j) for f, j in zip(fakta, fall.jamfort, strict=True)}
        return Utfall(varde, **tal)  # type: ignore[arg-type]

    def _jamfort_med(self, varde: Decimal, jamforelse: Jamforelse) -> Decimal:
        if jamforelse is Jamforelse.OFORANDRAT:
            return varde
        samre_an = (jamforelse is Jamforelse.SAMRE) is self._battre_ar_mer
        return summa(varde, Decimal(1)) if samre_an else skillnad(varde, Decimal(1))

    def battre(self, fall: Fall) -> tuple[int, ...]:
        """A key of which every place is higher for a better case; cases with none lower are no worse."""
        del_ = fall.del_ if isinstance(self.regel, Antalsregel) or self._battre_ar_mer else -fall.del_
        ordning = (Jamforelse.SAMRE, Jamforelse.OFORANDRAT, Jamforelse.BATTRE)
        return (del_, *(ordning.index(j) for j in fall.jamfort))


def _anvands(steg: object, typ: Rapporttyp) -> bool:
    typer: tuple[Rapporttyp, ...] = steg.rapporttyper  # type: ignore[attr-defined]
    return not typer or typ in typer


def _granser(
    regel: Vardesregel | Kvotregel | Avvikelseregel, indikator: Indikator, val: Sequence[Val]
) -> Iterator[Decimal | Fraction]:
    """Every number, in the indicator's unit, at which the answer may change."""
    granser = [g for s in regel.steg for g in s.granser]
    mal = {m for v in val if isinstance(m := malvarde_under(indikator, v), Gransmalvarde)}
    yield from (m.grans for m in mal)
    if isinstance(regel, Kvotregel):
        yield Decimal(0)
        yield from _kvotgranser(granser, [m.grans for m in mal], indikator.riktning is Riktning.LAGRE)
        return
    yield from granser
    if isinstance(regel, Vardesregel):
        brytande: list[Decimal | Fraction] = list(granser)
        for avrundning in reversed(regel.avrundning):
            brytande += [n for g in brytande for n in _tippar(g, avrundning.decimaler)]
        yield from brytande


def _kvotgranser(granser: Sequence[Decimal], mal: Sequence[Decimal], vand: bool) -> Iterator[Fraction]:
    for g, m in product(map(Fraction, granser), map(Fraction, mal)):
        if not vand:
            yield g * m / 100
        elif g > 0:
            yield m * 100 / g


def _tippar(grans: Decimal | Fraction, decimaler: int) -> Iterator[Fraction]:
    """Where values begin to be rounded to another side of a bound: half a step below and above its rounding down."""
    steg = Fraction(1, 10**decimaler)
    ned = Fraction(grans) // steg * steg
    yield from (ned - steg * _HALV, ned + steg * _HALV)
