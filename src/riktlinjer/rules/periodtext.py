"""Periodtext: the period and the report type as a front page prints them."""

from __future__ import annotations

import re
from typing import Final

from ..models.skalor import Rapporttyp

_MANADER: Final = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MANAD: Final = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sept?(?:ember)?|okt(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_AR: Final = r"(?P<ar>(?:19|20)\d\d)"
_FORMER: Final = (
    rf"(?<![\w-]){_AR}-(?P<nummer>0[1-9]|1[0-2])(?![\d-])",
    (
        rf"\b(?:{_MANAD}\s*(?:{_AR.replace('ar', 'fran')}\s*)?(?:[-–—]|till(?:\s+och\s+med)?|t\.?\s?o\.?\s?m\.?)\s*)?"
        rf"(?P<manad>{_MANAD})\s*{_AR}\b"
    ),
    rf"\b(?P<antal>[1-9]|1[0-2])\s+månader\s+{_AR}\b",
)
_TYPER: Final = (
    (r"\b(?:uppföljningsrapport|UR)\s*1\b", Rapporttyp.UR1),
    (r"\b(?:uppföljningsrapport|UR)\s*2\b", Rapporttyp.UR2),
    (r"\bmånads(?:rapport|uppföljning)", Rapporttyp.MANAD),
    (r"\b(?:årsredovisning|verksamhetsberättelse|(?-i:ÅR)\b)", Rapporttyp.AR),
)


def las_period(text: str) -> str | None:
    """The last month of the period that a text names; None when it names none, or more than one.

    A quarter is no period of a report, and a day is not one either.

    >>> las_period("Uppföljningsrapport 2 jan–aug 2018"), las_period("januari-mars 2018"), las_period("Kvartal 2 2018")
    ('2018-08', '2018-03', None)
    """
    funna: set[str] = set()
    utan_dagar = re.sub(rf"\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}\.?\s+{_MANAD}", " ", text, flags=re.IGNORECASE)
    for form in _FORMER:
        for traff in re.finditer(form, utan_dagar, re.IGNORECASE):
            funna.add(f"{traff['ar']}-{_nummer(traff):02}")
    return funna.pop() if len(funna) == 1 else None


def las_rapporttyp_ur(text: str) -> Rapporttyp | None:
    """The report type that a text names; None when it names none, or more than one.

    >>> las_rapporttyp_ur("Uppföljningsrapport 2 jan-aug 2018").value
    'UR2'
    """
    funna = {typ for monster, typ in _TYPER if re.search(monster, text, re.IGNORECASE)}
    return funna.pop() if len(funna) == 1 else None


def las_kvartal(text: str) -> tuple[int, int] | None:
    """The quarter and the year that a text names; None when it names none.

    >>> las_kvartal("jan-aug 2018 Kvartal 2 2018  2(39)")
    (2, 2018)
    """
    traff = re.search(rf"\b(?:kvartal|kv)\s*(?P<kvartal>[1-4])\s+{_AR}\b", text, re.IGNORECASE)
    return None if traff is None else (int(traff["kvartal"]), int(traff["ar"]))


def _nummer(traff: re.Match[str]) -> int:
    delar = traff.groupdict()
    if delar.get("manad"):
        return _MANADER.index(delar["manad"].casefold()[:3]) + 1
    return int(delar.get("nummer") or delar["antal"])
