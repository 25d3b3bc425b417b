"""Rubrikmatchning: which heading of a report is which section of the template, with the evidence."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from difflib import SequenceMatcher
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

from ..models.rapport import Rapport
from ..models.rapportmall import Mallavsnitt

NARA: Final = 86
"""How alike two headings are, in per cent, for one to count as the other with a slip of the pen."""
LIKNAR: Final = 60
"""How alike they are for the one to be worth mentioning beside the other."""
_LANGSTA: Final = 300
_KORT_RUBRIK: Final = 6
"""So many words a heading has at most that only names what is under it."""
_FLEST_JAMFORDA: Final = 2_000


class Belagg(IntEnum):
    """What says that a heading is a section; the higher, the stronger."""

    NARHET = 1
    DEL = 2
    ALIAS = 3
    TITEL = 4


class Plats(NamedTuple):
    """Something in a report that can be a heading."""

    text: str
    slag: str
    """"rubrik", "tabellrubrik" or "nyckeltal"."""
    avsnitt: int
    """The index of the section in the report that it is, or stands in."""
    nummer: str | None = None
    """The heading's number; None when it has none."""


class Traff(NamedTuple):
    """A section of the template found in a report."""

    plats: Plats
    belagg: Belagg
    likhet: int
    """How alike the texts are, in per cent."""
    samma_nummer: bool

    @property
    def skal(self) -> str:
        """The evidence, in Swedish."""
        match self.belagg:
            case Belagg.TITEL:
                vad = "samma titel"
            case Belagg.ALIAS:
                vad = "en känd annan rubrik för avsnittet"
            case Belagg.DEL:
                vad = "titeln ingår i rubriken"
            case Belagg.NARHET:
                vad = f"titeln är till {self.likhet} % densamma"
        return f"{vad} och samma nummer" if self.samma_nummer else vad


@lru_cache(maxsize=4096)
def nyckel(text: str) -> str:
    """A heading as it is compared: no capitals, punctuation or lone numbers.

    >>> nyckel("Delmål :Arbetar  hälsofrämjande, 2018")
    'delmål arbetar hälsofrämjande'
    """
    return normera(text[:_LANGSTA])


def normera(text: str) -> str:
    """As :func:`nyckel`, of a text of any length."""
    return " ".join(o for o in re.findall(r"\w+", text.casefold()) if not o.isdecimal())


def finn_avsnitt(mall: Sequence[Mallavsnitt], rapport: Rapport) -> tuple[dict[int, Traff], dict[int, frozenset[int]]]:
    """Each section of the template that the report has, by its index; and which sections each heading of the report is.

    A heading is found by title, alias or closeness, never by number or place alone: those settle only which of several
    headings it is. One heading may be more than one section ("Ekonomiskt resultat och årsprognos"), unless it is one of
    them on better evidence.

    >>> from riktlinjer.models.rapport import Rapportavsnitt
    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> mall = las_regelverk("halland-2018").rapportmall.avsnitt
    >>> rapport = Rapport(avsnitt=[Rapportavsnitt(nummer="3", titel="Regionkontoret - uppföljning av resurser")])
    >>> traffar, _ = finn_avsnitt(mall, rapport)
    >>> [(mall[i].nummer, traff.skal) for i, traff in traffar.items()]
    [('2', 'titeln ingår i rubriken')]
    """
    platser = tuple(_platser(rapport))
    bast: dict[Plats, Belagg] = {}
    alla: list[tuple[int, Traff]] = []
    for i, avsnitt in enumerate(mall):
        for plats in platser:
            traff = _jamfor(avsnitt, plats)
            if traff is not None:
                alla.append((i, traff))
                bast[plats] = max(bast.get(plats, traff.belagg), traff.belagg)
    funna: dict[int, Traff] = {}
    rubriker: dict[int, set[int]] = {}
    for i, traff in alla:
        if traff.belagg < bast[traff.plats]:
            continue
        if traff.plats.slag == "rubrik":
            rubriker.setdefault(traff.plats.avsnitt, set()).add(i)
        if i not in funna or _rang(traff) > _rang(funna[i]):
            funna[i] = traff
    return funna, {index: frozenset(avsnitt) for index, avsnitt in rubriker.items()}


def liknande(avsnitt: Mallavsnitt, rapport: Rapport, upptagna: Container[int]) -> str | None:
    """The heading that is most like a section that was not found; None when none is worth mentioning.

    Args:
        upptagna: the indices of headings that are other sections.
    """
    kandidater = [
        (_likhet(nyckel(avsnitt.titel), nyckel(a.titel)), -i)
        for i, a in enumerate(rapport.avsnitt[:_FLEST_JAMFORDA])
        if i not in upptagna
    ]
    likhet, i = max(kandidater, default=(0, 0))
    return rapport.avsnitt[-i].rubrik if likhet >= LIKNAR else None


def _rang(traff: Traff) -> tuple[object, ...]:
    """A real heading before a table's, then the evidence; of equals the one with the number, then the first."""
    rubrik = ("nyckeltal", "tabellrubrik", "rubrik").index(traff.plats.slag)
    return (rubrik, traff.belagg, traff.likhet, traff.samma_nummer, -traff.plats.avsnitt)


def _platser(rapport: Rapport) -> Iterator[Plats]:
    for i, avsnitt in enumerate(rapport.avsnitt):
        yield Plats(avsnitt.titel, "rubrik", i, avsnitt.nummer)
        for tabell in avsnitt.tabeller:
            if tabell.titel is not None:
                yield Plats(tabell.titel, "tabellrubrik", i)
        for nyckeltal in avsnitt.nyckeltal:
            yield Plats(nyckeltal.namn, "nyckeltal", i)


def _jamfor(avsnitt: Mallavsnitt, plats: Plats) -> Traff | None:
    samma_nummer = avsnitt.nummer is not None and plats.nummer == avsnitt.nummer
    text = nyckel(plats.text)
    titlar = _former(avsnitt.titel)
    if not text:
        return None
    if text in titlar:
        return Traff(plats, Belagg.TITEL, 100, samma_nummer)
    alias = {nyckel(a) for a in avsnitt.alias}
    if text in alias:
        return Traff(plats, Belagg.ALIAS, 100, samma_nummer)
    if plats.slag == "nyckeltal":
        return None
    if any(del_ in titlar or del_ in alias for del_ in _delar(plats.text)) or any(
        " " in titel and f" {titel} " in f" {text} " for titel in (*titlar, *alias)
    ):
        return Traff(plats, Belagg.DEL, 100, samma_nummer)
    if plats.slag == "rubrik" and plats.avsnitt < _FLEST_JAMFORDA:
        likhet = max(_likhet(titel, text) for titel in titlar)
        if likhet >= NARA:
            return Traff(plats, Belagg.NARHET, likhet, samma_nummer)
    return None


@lru_cache(maxsize=1024)
def _former(titel: str) -> tuple[str, ...]:
    """A title as it is printed, and without what stands in brackets."""
    kort = nyckel(re.sub(r"\([^)]*\)", " ", titel))
    return tuple(dict.fromkeys(form for form in (nyckel(titel), kort) if form))


@lru_cache(maxsize=4096)
def _delar(text: str) -> tuple[str, ...]:
    """The parts of a heading that joins several: by a dash, a colon, a stroke, a comma or "och". Of a long heading only
    the first, since the others are words of a sentence."""
    delar = re.split(r"\s[-–—]\s|[:/,;]|\soch\s", text[:_LANGSTA])
    if len(delar) == 1:
        return ()
    return tuple(map(nyckel, delar if len(text.split()) <= _KORT_RUBRIK else delar[:1]))


@lru_cache(maxsize=65536)
def _likhet(a: str, b: str) -> int:
    """How alike two texts are: twice what they share, in per cent of both, whichever is given first."""
    a, b = sorted((a, b))
    langd = len(a) + len(b)
    if langd == 0 or 200 * min(len(a), len(b)) < LIKNAR * langd:
        return 0
    lika = sum(block.size for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks())
    return 200 * lika // langd
