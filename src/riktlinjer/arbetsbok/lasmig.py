"""Läs mig: the first sheet, which tells a person how the workbook is read and filled in."""

from __future__ import annotations

from typing import Final

_TEXT: Final = """
Så är arbetsboken gjord

Varje blad är en sorts uppgift. Första raden är rubriker; peka på en rubrik för att se vad kolumnen betyder. En
stjärna * efter rubriken betyder att kolumnen måste fyllas i på varje rad där det som den hör till finns.

En tom cell betyder att uppgiften inte är känd eller inte finns i källan. Den betyder aldrig noll eller nej.

Där flera saker hör till samma sak står de under varandra: ett delmål har sina steg på raderna under, en tolkning sina
läsningar. Lämna då de första kolumnerna tomma, eller upprepa dem. Sortera inte sådana blad.

Det som gäller ett delmål eller en indikator men står på ett eget blad börjar med dess id.

Blad som är tomma är oftast dolda. Högerklicka på en bladflik och välj Ta fram för att se dem. Bladen Läs mig och
Listor läses inte in.

Så skrivs uppgifterna

Id: korta namn i a–z, 0–9 och bindestreck, till exempel delmal-1. Andra rader pekar på dem. Ändra dem aldrig.

Flera poster i en cell: en per rad i cellen (Alt+Enter). Fasta ord, som rapporttyper, kan stå med komma mellan. Ett
streck – betyder att det inte finns någon; en tom cell betyder att det inte är känt.

Målvärde: i ord, till exempel minst 85 %, under 4, öka med minst 10 % jämfört med föregående år, under utveckling. Ord
som en person bedömer skrivs ordagrant: Trend av minskat behov. Målvärde i källan är källans egna ord. utan enhet:
minst 6,5 är ett målvärde utan enhet för en indikator som har en.

När: ett villkor på en läsning, tolkning = läsning. Tomt betyder att det alltid gäller.

Tidplanen: ett datum, i.u. när dagen inte är känd, och tomt när steget inte förekommer.

Källa: rubriken som uppgiften står under och, i en tabell, radens rubrik. Dokument är tomt när det är riktlinjen
själv.

Tal skrivs med decimalkomma och utan enhet. Formler läses inte; klistra in deras värden.

toml: framför ett värde betyder att det står som i en TOML-fil, när det inte går att säga på annat sätt.

Så används arbetsboken

Som den är: riktlinjer status utfall.csv --regelverk fil.xlsx

Till en TOML-fil: riktlinjer arbetsbok fil.xlsx fil.toml

Från en TOML-fil: riktlinjer arbetsbok fil.toml fil.xlsx

Allt som är fel sägs på en gång, med blad och cell.
"""

STYCKEN: Final = tuple(" ".join(stycke.split()) for stycke in _TEXT.strip().split("\n\n"))
"""The paragraphs; a heading has no full stop and no colon."""


def ar_rubrik(stycke: str) -> bool:
    """Whether a paragraph is a heading.

    >>> [stycke for stycke in STYCKEN if ar_rubrik(stycke)]
    ['Så är arbetsboken gjord', 'Så skrivs uppgifterna', 'Så används arbetsboken']
    """
    return stycke.startswith("Så ") and not stycke.endswith(".")
