"""Ordtecken: the sign that stands beside a word of a scale."""

from __future__ import annotations

from itertools import chain, combinations
from typing import Final, TypeVar

from ..models.skalor import Lage, Malniva, Status
from ..rules.malniva import malnivaord
from ..rules.svar import ordnade, statusord

_T = TypeVar("_T", Status, Malniva)

STATUSTECKEN: Final = {Status.GRON: "gron", Status.GUL: "gul", Status.ROD: "rod"}
LAGESTECKEN: Final = {
    Lage.UPPNADD: "uppnadd",
    Lage.EJ_UPPNADD: "ej-uppnadd",
    Lage.MATVARDE_SAKNAS: "saknas",
    Lage.UNDER_UTVECKLING: "under-utveckling",
    None: "oklart",
}
NIVATECKEN: Final = {
    Malniva.PA_MALET: "pa-malet",
    Malniva.PA_VAG_MOT_MALET: "pa-vag-mot-malet",
    Malniva.UNDER: "under-nivaerna",
    None: "saknas",
}


def statustecken(mojliga: frozenset[Status]) -> tuple[str, ...]:
    """The sign of the colour; when it is not settled, a question mark and the colours that are possible."""
    farger = tuple(STATUSTECKEN[status] for status in ordnade(mojliga))
    return ("ingen",) if not farger else farger if len(farger) == 1 else ("oavgjord", *farger)


def nivatecken(mojliga: frozenset[Malniva]) -> tuple[str, ...]:
    """The sign of the long-term level; a question mark when it is not settled."""
    return (NIVATECKEN[next(iter(mojliga)) if len(mojliga) == 1 else None],)


def tecken_vid(text: str) -> tuple[str, ...]:
    """The signs beside a text that is a word of a scale and nothing else; none beside any other text.

    >>> tecken_vid("Röd"), tecken_vid("kan inte avgöras – Gul eller Röd möjlig"), tecken_vid("Rödkulla")
    (('rod',), ('oavgjord', 'gul', 'rod'), ())
    """
    return _TECKEN.get(text.strip().casefold(), ())


def tecken_i_rubrik(text: str) -> tuple[str, ...]:
    """The signs of a heading that says of something which status it has.

    >>> tecken_i_rubrik("Delmål 1: Röd (4 av 10 når målvärdet)"), tecken_i_rubrik("Delmål 1")
    (('rod',), ())
    """
    return tecken_vid(text.partition(": ")[2].partition(" (")[0])


def _delmangder(skala: type[_T]) -> list[frozenset[_T]]:
    poster = list(skala)
    return [frozenset(m) for m in chain.from_iterable(combinations(poster, n) for n in range(len(poster) + 1))]


_TECKEN: Final = {
    **{malnivaord(m).casefold(): nivatecken(m) for m in _delmangder(Malniva)},
    **{statusord(m).casefold(): statustecken(m) for m in _delmangder(Status)},
    **{("kan inte avgöras" if lage is None else lage.value): (tecken,) for lage, tecken in LAGESTECKEN.items()},
}
"""Word -> signs, for every word that an answer may have."""
