"""Läsningsprov: under which readings of the tolkningar something is wrong, and what follows for how serious it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from math import prod
from typing import Final, NamedTuple

from ...models.kalla import Kalla
from ...models.papekande import Papekande
from ...models.regelverk import Regelverk
from ...models.skalor import Allvar
from ...models.tolkning import Tolkning

Val = Mapping[str, str]
"""Tolkning id -> the reading that is tried."""

FLEST_VAL: Final = 4096
"""A rule that more choices of readings decide is not gone through."""
INGEN_LASNING: Final = ""
"""In place of a reading: the parts that any reading of the tolkning adds are left out."""


class Dom(NamedTuple):
    """How serious a fault is, and the tolkning whose readings tell when it is there."""

    allvar: Allvar
    tolkning: str | None = None
    lasningar: tuple[str, ...] = ()
    """The readings of the tolkning under which the fault is there."""


class Lasningsprov:
    """Every choice of readings of some tolkningar, whatever is chosen; and which of them answers must hold for."""

    def __init__(self, regelverk: Regelverk, tolkningar: Iterable[str]) -> None:
        tolkningar = tuple(dict.fromkeys(tolkningar))
        kanda = {t.id: t for t in reversed(regelverk.tolkningar)}
        self.okanda = tuple(id for id in tolkningar if id not in kanda)
        """What is conditioned on these never applies; that they do not exist is another finding."""
        self._tolkningar: list[Tolkning] = [kanda[id] for id in tolkningar if id in kanda]
        self.for_manga = not 0 < prod(len(t.lasningar) for t in self._tolkningar) <= FLEST_VAL
        self.val: list[dict[str, str]] = []
        if not self.for_manga:
            ids = [t.id for t in self._tolkningar]
            lasningar = ([lasning.id for lasning in t.lasningar] for t in self._tolkningar)
            okanda = dict.fromkeys(self.okanda, INGEN_LASNING)
            self.val = [{**dict(zip(ids, valet, strict=True)), **okanda} for valet in product(*lasningar)]
        # A choice that is no reading of the tolkning, which has its own finding, is as good as none.
        alla = {t.id: tuple(lasning.id for lasning in t.lasningar) for t in self._tolkningar}
        aktuella = {t.id: t.aktuella if t.vald in alla[t.id] else alla[t.id] for t in self._tolkningar}
        self.aktuella = frozenset(
            i for i, val in enumerate(self.val) if all(val[id] in lasta for id, lasta in aktuella.items())
        )

    def dar(self, galler: Callable[[Val], bool]) -> frozenset[int]:
        """The choices, by number, for which something holds."""
        return frozenset(i for i, val in enumerate(self.val) if galler(val))

    def tolkning_som_skiljer(self, fel: frozenset[int]) -> Tolkning | None:
        """The first tolkning whose readings alone decide between fault and no fault; None when none does."""
        for t in self._tolkningar:
            for i in sorted(fel):
                utan = {**self.val[i], t.id: INGEN_LASNING}
                if any({**val, t.id: INGEN_LASNING} == utan for j, val in enumerate(self.val) if j not in fel):
                    return t
        return None

    def dom(self, fel: frozenset[int], grund: Allvar = Allvar.FEL) -> Dom | None:
        """How serious a fault is that is there under these choices; None when it is there under none.

        ``grund`` when every reading has it, a warning when a reading that answers must hold for has it, else only good
        to know: the reading that is chosen settles it.
        """
        if not fel:
            return None
        tolkning = self.tolkning_som_skiljer(fel)
        if tolkning is None:
            return Dom(grund)
        mildare = Allvar.UPPLYSNING if grund is Allvar.UPPLYSNING else Allvar.VARNING
        lasningar = {self.val[i][tolkning.id] for i in fel}
        return Dom(
            mildare if fel & self.aktuella else Allvar.UPPLYSNING,
            tolkning.id,
            tuple(lasning.id for lasning in tolkning.lasningar if lasning.id in lasningar),
        )

    def exempel(self, fel: frozenset[int]) -> int:
        """The choice to show: one that answers must hold for, when the fault is there."""
        return min(fel & self.aktuella or fel)


def val_som_galler(regelverk: Regelverk, dom: Dom) -> Iterator[str]:
    """When the fault is there, as sentences; nothing when it always is."""
    if dom.tolkning is None:
        return
    tolkning = next(t for t in regelverk.tolkningar if t.id == dom.tolkning)
    alla = len(dom.lasningar) == len(tolkning.lasningar)
    lasning = "varje läsning" if alla else f"läsningen {' och '.join(dom.lasningar)}"
    vald = "ingen läsning är vald" if tolkning.ar_oppen else f"vald är {tolkning.vald}"
    yield f"Så är det enligt {lasning} av tolkningen {tolkning.id}; {vald}."


def pavisa(regelverk: Regelverk, kod: str, dom: Dom, text: str, plats: str, kalla: Kalla | None) -> Papekande:
    """The finding."""
    text = " ".join([text, *val_som_galler(regelverk, dom)])
    return Papekande(kod=kod, allvar=dom.allvar, text=text, plats=plats, kalla=kalla, tolkning=dom.tolkning)


def och(ord_: Iterable[object]) -> str:
    """The words in a row.

    >>> och(["UR1", "UR2", "ÅR"])
    'UR1, UR2 och ÅR'
    """
    *forst, sist = map(str, ord_)
    return f"{', '.join(forst)} och {sist}" if forst else sist
