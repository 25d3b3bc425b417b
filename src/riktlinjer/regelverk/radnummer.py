"""Radnummer: on which line of a TOML text each key stands. :mod:`tomllib` keeps no positions.

Only what has gone wrong needs a line, so the text is gone through a second time, and only then.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Final

Vag = tuple[str | int, ...]
"""The way to a value from the top of a rule set: keys and, in lists, indices from 0."""


def radnummer(text: str) -> dict[Vag, int]:
    """Way -> line, from 1, for every table, key and list item of a TOML text.

    A table stands where its first header or key does. Of a text that is no TOML, what stands before the fault is told.

    >>> radnummer("[[mal]]\\nid = 'a'\\nkalla = { avsnitt = 'Mål' }")
    {('mal',): 1, ('mal', 0): 1, ('mal', 0, 'id'): 2, ('mal', 0, 'kalla'): 3, ('mal', 0, 'kalla', 'avsnitt'): 3}
    """
    skannare = _Skannare(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    with suppress(_Otolkbart, RecursionError):
        skannare.ga_igenom()
    return skannare.rader


def rad_for(rader: Mapping[Vag, int], vag: Vag) -> int | None:
    """The line of what stands at ``vag``, or of the nearest table or list around it; None when there is none.

    >>> rad_for({("mal",): 1, ("mal", 0): 1, ("mal", 0, "id"): 2}, ("mal", 0, "namn"))
    1
    """
    return next((rader[vag[:i]] for i in range(len(vag), 0, -1) if vag[:i] in rader), None)


def skriv_plats(vag: Vag) -> str:
    """A way as a person writes it; a key of other characters than TOML's bare keys in quotes.

    >>> skriv_plats(("delmal", 2, "statusregel", "steg", 0, "minst")), skriv_plats(("mal", 0, "a.b"))
    ('delmal[2].statusregel.steg[0].minst', 'mal[0]."a.b"')
    """
    text = ""
    for del_ in vag:
        if isinstance(del_, int):
            text += f"[{del_}]"
        else:
            nyckel = del_ if _BAR_NYCKEL.fullmatch(del_) else json.dumps(del_, ensure_ascii=False)
            text += f".{nyckel}" if text else nyckel
    return text


def las_plats(plats: str) -> Vag:
    """The way that ``skriv_plats`` writes so.

    >>> las_plats("delmal[2].statusregel")
    ('delmal', 2, 'statusregel')
    """
    return tuple(int(traff[1]) if traff[1] else _nyckel(traff[0].lstrip(".")) for traff in _PLATSDEL.finditer(plats))


_BAR_NYCKEL: Final = re.compile(r"[A-Za-z0-9_-]+")
_STRANG: Final = r'"(?:\\.|[^"\\])*"'
_PLATSDEL: Final = re.compile(rf'\.?{_STRANG}|\[(\d+)\]|[^.\["]+', re.DOTALL)
_TOMT: Final = re.compile(r"[ \t]*")
_TOMT_MED_RADER: Final = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_NYCKEL: Final = re.compile(rf"{_STRANG}|'[^'\n]*'|[A-Za-z0-9_-]+")
_TEXT: Final = re.compile(
    rf"""\"{{3}}(?:\\.|(?!\"{{3}}).)*\"{{3,5}}|'{{3}}(?:(?!'{{3}}).)*'{{3,5}}|{_STRANG}|'[^'\n]*'""", re.DOTALL
)
_TAL_ELLER_ORD: Final = re.compile(r"[^\s,\]}#]+(?: \d[^\s,\]}#]*)?")  # a TOML time may have a space after its day


class _Otolkbart(Exception):
    """The text is no TOML here."""


def _nyckel(text: str) -> str:
    """A key as it is meant: without its quotes."""
    if text.startswith("'"):
        return text[1:-1]
    if text.startswith('"'):
        with suppress(ValueError):
            # JSON's strings are TOML's but for one escape, of eight digits.
            return str(json.loads(re.sub(r"\\U([0-9a-fA-F]{8})", lambda m: chr(int(m[1], 16)), text), strict=False))
    return text


class _Skannare:
    """A walk through a TOML text that notes where things stand and leaves what they are to :mod:`tomllib`."""

    def __init__(self, text: str) -> None:
        self.rader: dict[Vag, int] = {}
        self._text = text
        self._har = 0
        self._radbrytningar = [traff.start() for traff in re.finditer("\n", text)]
        self._antal: dict[Vag, int] = {}
        """How many tables each array of tables has so far."""

    def ga_igenom(self) -> None:
        tabell: Vag = ()
        self._hoppa(_TOMT_MED_RADER)
        while self._har < len(self._text):
            if self._nasta() == "[":
                tabell = self._rubrik()
            else:
                self._nyckel_och_varde(tabell)
            self._hoppa(_TOMT_MED_RADER)

    def _rubrik(self) -> Vag:
        start, flera = self._har, self._text.startswith("[[", self._har)
        self._har += 2 if flera else 1
        *yttre, sist = self._nycklar()
        self._krav("]]" if flera else "]")
        tabell: Vag = ()
        for del_ in yttre:
            tabell = self._notera((*tabell, del_), start)
            if tabell in self._antal:
                tabell = self._notera((*tabell, self._antal[tabell] - 1), start)
        tabell = self._notera((*tabell, sist), start)
        if flera:
            self._antal[tabell] = self._antal.get(tabell, 0) + 1
            tabell = self._notera((*tabell, self._antal[tabell] - 1), start)
        return tabell

    def _nyckel_och_varde(self, tabell: Vag) -> None:
        start, vag = self._har, tabell
        for del_ in self._nycklar():
            vag = self._notera((*vag, del_), start)
        self._krav("=")
        self._hoppa(_TOMT)
        self._varde(vag)

    def _varde(self, vag: Vag) -> None:
        match self._nasta():
            case "[":
                self._lista(vag)
            case "{":
                self._inbaddad_tabell(vag)
            case "'" | '"':
                self._ta(_TEXT)
            case _:
                self._ta(_TAL_ELLER_ORD)

    def _lista(self, vag: Vag) -> None:
        for i, _ in enumerate(self._poster("[", "]")):
            self._varde(self._notera((*vag, i), self._har))

    def _inbaddad_tabell(self, vag: Vag) -> None:
        for _ in self._poster("{", "}"):
            self._nyckel_och_varde(vag)

    def _poster(self, forst: str, sist: str) -> Iterator[None]:
        """Stops at the beginning of every item, which the caller is to read."""
        self._krav(forst)
        self._hoppa(_TOMT_MED_RADER)
        while self._nasta() != sist:
            yield
            self._hoppa(_TOMT_MED_RADER)
            if self._nasta() != sist:
                self._krav(",")
                self._hoppa(_TOMT_MED_RADER)
        self._krav(sist)

    def _nycklar(self) -> list[str]:
        """The parts of a key, and the blanks around it."""
        self._hoppa(_TOMT)
        nycklar = [_nyckel(self._ta(_NYCKEL))]
        self._hoppa(_TOMT)
        while self._nasta() == ".":
            self._har += 1
            self._hoppa(_TOMT)
            nycklar.append(_nyckel(self._ta(_NYCKEL)))
            self._hoppa(_TOMT)
        return nycklar

    def _nasta(self) -> str:
        return self._text[self._har : self._har + 1]

    def _krav(self, tecken: str) -> None:
        if not self._text.startswith(tecken, self._har):
            raise _Otolkbart
        self._har += len(tecken)

    def _hoppa(self, monster: re.Pattern[str]) -> None:
        traff = monster.match(self._text, self._har)
        assert traff is not None, "the pattern takes nothing too"
        self._har = traff.end()

    def _ta(self, monster: re.Pattern[str]) -> str:
        traff = monster.match(self._text, self._har)
        if traff is None:
            raise _Otolkbart
        self._har = traff.end()
        return traff[0]

    def _notera(self, vag: Vag, plats: int) -> Vag:
        """The way, whose first place in the text is now known."""
        self.rader.setdefault(vag, bisect_left(self._radbrytningar, plats) + 1)
        return vag
