"""The exceptions that the library raises, all rooted in :class:`RiktlinjerError`.

Each is also the built-in exception that a Python programmer would expect. "Not met" and "not known" are answers,
never exceptions; a fault in a whole document is a finding (``Papekande``), not an exception.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = [
    "KalenderFel",
    "KopplingsFel",
    "MalvardeFel",
    "OkantId",
    "RapportFel",
    "Regelfel",
    "RegelverkFel",
    "RiktlinjerError",
    "SaknatTillagg",
    "UtfallFel",
]


class RiktlinjerError(Exception):
    """Every error of this library."""


class UtfallFel(RiktlinjerError, ValueError):
    """An outcome that cannot be read or cannot be what it claims to be.

    ``fel`` holds every fault that was found, one sentence each; the text of the exception joins them.

    >>> str(UtfallFel("utfall: 'tolv' är inget tal"))
    "utfall: 'tolv' är inget tal"
    """

    def __init__(self, *fel: str) -> None:
        super().__init__(*fel)
        self.fel: tuple[str, ...] = fel

    def __str__(self) -> str:
        return "\n".join(self.fel)


class MalvardeFel(RiktlinjerError, ValueError):
    """A target text that cannot be read, is vague, or could mean two things."""


class KalenderFel(RiktlinjerError, ValueError):
    """A date, period or count that the calendar or the timetable cannot answer for."""


class OkantId(RiktlinjerError, KeyError):
    """Ids that the rule set does not have; suggests the ids that are near.

    ``ids`` holds every unknown id, ``id`` the first, ``kanda`` the ids that exist and ``slag`` what they name.

    >>> str(OkantId("delmål", "delmal-6", ["delmal-1", "delmal-5"]))
    "delmål 'delmal-6' finns inte; välj bland delmal-1, delmal-5"
    """

    def __init__(self, slag: str, ids: str | Iterable[str], kanda: Iterable[str]) -> None:
        self.slag = slag
        self.ids: tuple[str, ...] = (ids,) if isinstance(ids, str) else tuple(ids)
        self.kanda: tuple[str, ...] = tuple(kanda)
        super().__init__(slag, self.ids, self.kanda)

    @property
    def id(self) -> str:
        """The first unknown id."""
        return self.ids[0]

    def __str__(self) -> str:
        return "\n".join(self._text(id) for id in self.ids)

    def _text(self, id: str) -> str:
        from difflib import get_close_matches  # only an error needs it

        if not self.kanda:
            hjalp = "regelverket har inga"
        elif len(self.kanda) <= 12:
            hjalp = "välj bland " + ", ".join(self.kanda)
        elif nara := get_close_matches(id, self.kanda, n=3, cutoff=0.5):
            hjalp = "menas " + " eller ".join(repr(k) for k in nara) + "?"
        else:
            hjalp = f"ingen av de {len(self.kanda)} som finns liknar det"
        return f"{self.slag} {id!r} finns inte; {hjalp}"


@dataclass(frozen=True, slots=True)
class Regelfel:
    """One fault in a rule set file: where (``fil``, ``plats``, ``rad``) and what (``text``).

    >>> str(Regelfel("eget.toml", "indikatorer[0].namn", "saknas; fältet måste finnas", rad=12))
    'eget.toml:12: indikatorer[0].namn: saknas; fältet måste finnas'
    """

    fil: str
    plats: str
    """The path of the key, ``delmal[2].statusregel.steg[0].minst``; empty when the fault is the whole file's."""
    text: str
    rad: int | None = None
    """The line of the key, from 1, or of the nearest table around it; None when the fault stands on no line."""

    def __str__(self) -> str:
        fil = self.fil if self.rad is None else f"{self.fil}:{self.rad}"
        return f"{fil}: {self.plats}: {self.text}" if self.plats else f"{fil}: {self.text}"


class RegelverkFel(RiktlinjerError, ValueError):
    """A rule set that cannot be read. ``fel`` lists all its faults, not only the first."""

    def __init__(self, fel: Iterable[Regelfel]) -> None:
        self.fel: tuple[Regelfel, ...] = tuple(fel)
        super().__init__(self.fel)

    def __str__(self) -> str:
        antal = len(self.fel)
        rubrik = "regelverket har ett fel" if antal == 1 else f"regelverket har {antal} fel"
        return "\n".join([rubrik + ":", *(f"  {fel}" for fel in self.fel)])


class KopplingsFel(RiktlinjerError, ValueError):
    """A mapping to another system's codes that cannot be read. ``fel`` lists all its faults, not only the first."""

    def __init__(self, fel: Iterable[Regelfel]) -> None:
        self.fel: tuple[Regelfel, ...] = tuple(fel)
        super().__init__(self.fel)

    def __str__(self) -> str:
        antal = len(self.fel)
        rubrik = "kopplingen har ett fel" if antal == 1 else f"kopplingen har {antal} fel"
        return "\n".join([rubrik + ":", *(f"  {fel}" for fel in self.fel)])


class RapportFel(RiktlinjerError, ValueError):
    """A report that cannot be read. ``fel`` holds every fault that was found, one sentence each.

    >>> str(RapportFel("filen är tom"))
    'filen är tom'
    """

    def __init__(self, *fel: str) -> None:
        super().__init__(*fel)
        self.fel: tuple[str, ...] = fel

    def __str__(self) -> str:
        return "\n".join(self.fel)


class SaknatTillagg(RiktlinjerError, ImportError):
    """A function that needs an extra which is not installed; the text names the ``pip install`` that brings it."""

    def __init__(self, tillagg: str, behovs_for: str) -> None:
        super().__init__(tillagg, behovs_for)
        self.tillagg, self.behovs_for = tillagg, behovs_for

    def __str__(self) -> str:
        return f'{self.behovs_for} kräver ett tillägg: pip install "riktlinjer[{self.tillagg}]"'
