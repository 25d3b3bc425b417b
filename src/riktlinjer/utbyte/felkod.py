"""Felkod: what can be wrong with a question, as data: a stable code, the place and a Swedish sentence."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from ..errors import (
    KalenderFel,
    OkantId,
    RapportFel,
    RegelverkFel,
    RiktlinjerError,
    SaknatTillagg,
    UtfallFel,
)
from ..models.bas import Modell

FLEST_FEL: Final = 500
_LANGSTA_TEXT: Final = 1000


class Felkod(StrEnum):
    """What is wrong. The codes are stable, and never reused for something else."""

    OGILTIG_JSON = "ogiltig-json"
    """The text is not JSON in UTF-8."""
    FOR_STOR = "for-stor"
    """Too long a text, too many questions, too deep, or a number with too many digits."""
    OKAND_VERSION = "okand-version"
    """A version of this format that is not spoken."""
    OKAND_FUNKTION = "okand-funktion"
    """No function has the name."""
    OKANT_FALT = "okant-falt"
    """The function has no field with this name."""
    SAKNAT_FALT = "saknat-falt"
    """A field that must be there is not."""
    DUBBELT_FALT = "dubbelt-falt"
    """An object has the same field twice."""
    FEL_SLAG = "fel-slag"
    """A JSON value of another kind: a number where a text is wanted."""
    FEL_VARDE = "fel-varde"
    """A value of the right kind that is none of those that the field takes."""
    OKANT_ID = "okant-id"
    """An id that the rule set does not have, or a rule set that does not ship."""
    UTFALL = "utfall"
    """An outcome or another figure that cannot be read, is of another unit or kind, or lies outside its scale."""
    KALENDER = "kalender"
    """A day, period or count that the calendar or the timetable cannot answer for."""
    REGELVERK = "regelverk"
    """A rule set in the question that is faulty, or one that has no rule for what is asked."""
    RAPPORT = "rapport"
    """A report that says against itself what it holds, or cannot be read or compared."""
    ARGUMENT = "argument"
    """An argument of the command line, or the file that it names."""
    FIL = "fil"
    """A file that the command line cannot write."""
    TILLAGG = "tillagg"
    """An extra that is not installed."""
    INTERNT = "internt"
    """A fault in the library, not in the question."""


class Fel(Modell):
    """One fault of a question.

    >>> Fel(kod=Felkod.SAKNAT_FALT, plats="regelverk", text="saknas; fältet måste finnas").model_dump_json()
    '{"kod":"saknat-falt","plats":"regelverk","text":"saknas; fältet måste finnas"}'
    """

    kod: Felkod
    plats: str
    """The path of the value in the question, ``utfall.frisktal.varde`` or ``bryt.2027-02``; empty when it is the
    whole. On the command line the argument or the file."""
    text: str
    """In Swedish, for a person: what was found, what was expected, what to do."""


class Fellista(list[Fel]):
    """The faults that are found, at most :data:`FLEST_FEL`."""

    @property
    def full(self) -> bool:
        """Whether no more are told, so that none need be looked for."""
        return len(self) >= FLEST_FEL

    def ny(self, kod: Felkod, plats: str, text: str) -> None:
        """Adds a fault; of more than are told, none."""
        if not self.full:
            self.append(Fel(kod=kod, plats=_visbar(plats), text=_visbar(text)))


_KODER: Final[tuple[tuple[type[BaseException], Felkod], ...]] = (
    (UtfallFel, Felkod.UTFALL),
    (OkantId, Felkod.OKANT_ID),
    (KalenderFel, Felkod.KALENDER),
    (RegelverkFel, Felkod.REGELVERK),
    (RapportFel, Felkod.RAPPORT),
    (SaknatTillagg, Felkod.TILLAGG),
    (OSError, Felkod.FIL),
)


def felkod(exc: BaseException | None) -> Felkod:
    """The code of an exception; that of an argument for any other, and for None.

    >>> felkod(KalenderFel("perioden '2018-13' är ingen månad")).value
    'kalender'
    """
    return next((kod for klass, kod in _KODER if isinstance(exc, klass)), Felkod.ARGUMENT)


def meningar(exc: RiktlinjerError) -> Iterator[tuple[str, str]]:
    """Each fault that an exception tells: its place, as far as the exception says, and its sentence.

    >>> list(meningar(UtfallFel("frisktal: 'x' är inget tal")))
    [('frisktal', "'x' är inget tal")]
    """
    if isinstance(exc, RegelverkFel):
        yield from ((fel.plats, fel.text) for fel in exc.fel)
    elif isinstance(exc, OkantId):
        yield from (("", text) for text in str(exc).split("\n"))
    else:
        for text in getattr(exc, "fel", None) or str(exc).split("\n"):
            plats, tecken, resten = str(text).partition(": ")
            yield (plats, resten) if tecken else ("", plats)


def _visbar(text: str) -> str:
    """The text without characters that no encoding holds, and no longer than helps."""
    kort = text if len(text) <= _LANGSTA_TEXT else text[:_LANGSTA_TEXT] + "…"
    return kort.encode("utf-8", "backslashreplace").decode()
