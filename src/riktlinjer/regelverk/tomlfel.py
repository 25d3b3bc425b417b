"""Tomlfel: what is wrong in a text that is no TOML, in Swedish and with its line."""

from __future__ import annotations

import re
from typing import Final

from .radnummer import radnummer


def beskriv_tomlfel(text: str, fel: str) -> tuple[int, str]:
    """The line, from 1, and what is wrong there.

    >>> beskriv_tomlfel("a = 1\\nb = ", "Invalid value (at line 2, column 5)")
    (2, 'värdet kan inte läsas; skriv text inom citattecken, tal som 30.5, datum som 2018-03-09 (kolumn 5)')

    Args:
        text: the text of the file.
        fel: what :mod:`tomllib` says of it. What it does not usually say is told in its own words.
    """
    traff = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", fel, re.DOTALL)
    if traff is None:
        return 1, fel
    vad, rad, kolumn = traff.groups()
    pa_svenska = next((svenska for monster, svenska in _TEXTER if re.match(monster, vad)), vad)
    if rad is not None:
        return int(rad), f"{pa_svenska} (kolumn {kolumn})"
    sista = text.rstrip().count("\n") + 1
    if vad.startswith("Cannot"):
        return sista, pa_svenska
    # Something is never closed. It begins where the last thing does that could be read.
    return min(sista, max(radnummer(text).values(), default=1)), f"{pa_svenska} (filen tar slut)"


_TEXTER: Final = (
    ("Expected newline or end", "det står något mer efter värdet; skriv tal med decimalpunkt och en nyckel per rad"),
    ("Expected '=' after a key", "efter nyckeln väntades = och ett värde"),
    ("Invalid statement", "raden börjar varken med en nyckel, [ eller #; en nyckel skrivs med a–z, 0–9, - och _"),
    ("Invalid initial character", "väntade en nyckel av a–z, 0–9, - och _; en tabell inom { } ska stå på en rad"),
    ("Invalid value", "värdet kan inte läsas; skriv text inom citattecken, tal som 30.5, datum som 2018-03-09"),
    ("Invalid date", "datumet eller klockslaget finns inte; skriv till exempel 2018-03-09"),
    ("Unterminated string", "texten saknar citattecken i slutet"),
    (r"Illegal character '\\n'", "texten saknar citattecken i slutet av raden"),
    ("(Illegal|Found invalid) character", "ett tecken som inte syns eller inte får finnas står här; skriv om raden"),
    ("Unescaped", "ett omvänt snedstreck betyder något särskilt mellan \" och \"; sätt ' och ' om texten i stället"),
    ("Invalid hex|Escaped character", r"efter \u och \U väntas fyra eller åtta siffror för ett tecken"),
    ("Cannot overwrite|Duplicate inline", "nyckeln står redan i tabellen; ta bort den ena"),
    ("Cannot declare", "tabellen finns redan; är det en post till i en lista skrivs rubriken med [[ och ]]"),
    ("Cannot (mutate|redefine)", "tabellen är redan skriven på ett annat sätt; samla den på ett ställe"),
    ("Unclosed array", "listan saknar ] i slutet, eller ett komma mellan två poster"),
    ("Unclosed inline table", "tabellen saknar } i slutet, eller ett komma mellan två fält; den ska stå på en rad"),
    ("Expected ']", "rubriken saknar ] eller ]] i slutet"),
    ("Expected", "texten saknar citattecken i slutet"),
)
"""The beginning of what :mod:`tomllib` says -> ours."""
