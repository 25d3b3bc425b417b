"""Kolumnslag: what a column of a report's table holds, read off its heading."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

Figur = Literal["utfall", "budget", "avvikelse", "rest"]
Tid = Literal["ackumulerat", "helår"]

_MANAD: Final = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)"
_ACKUMULERAT: Final = rf"\back|ackumulera|\bperiod|\d+ mån|\b{_MANAD}[a-zåäö]*\s*[-–]\s*{_MANAD}"
_HELAR: Final = r"prognos|\bårs|helår|\bbudget\s+20\d\d\b|\bbudget$"


class Kolumnslag(NamedTuple):
    """What a column holds: which figure, of the period so far or the full year, and of which year if it says."""

    figur: Figur
    tid: Tid
    artal: str | None


def las_kolumnslag(rubrik: str) -> Kolumnslag | None:
    """What a column holds by its heading; None when the heading does not say.

    >>> las_kolumnslag("Prognostiserad avvikelse mot budget 2018")
    Kolumnslag(figur='avvikelse', tid='helår', artal='2018')
    >>> las_kolumnslag("Kommentar") is None
    True
    """
    text = rubrik.casefold()
    figur: Figur
    if "avvik" in text or "differens" in text:
        figur = "avvikelse"
    elif re.search(r"\brest|återstå|kvarvarande", text):
        figur = "rest"
    elif "budget" in text:
        figur = "budget"
    elif re.search(r"prognos|resultat|utfall", text):
        figur = "utfall"
    else:
        return None
    tid: Tid
    if re.search(_ACKUMULERAT, text) and not re.search("prognos", text):
        tid = "ackumulerat"
    elif re.search(_HELAR, text) or figur == "rest":
        tid = "helår"
    else:
        return None
    artal = re.findall(r"\b20\d\d\b", text)
    return Kolumnslag(figur, tid, artal[0] if len(artal) == 1 else None)
