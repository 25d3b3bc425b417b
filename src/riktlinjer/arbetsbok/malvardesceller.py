"""Målvärdesceller: a målvärde as one cell of words, read in the direction and unit of its indicator."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from ..errors import MalvardeFel
from ..models.malvarde import Malvarde, OmatbartMalvarde
from ..models.malvardestext import tolka_malvarde
from ..models.skalor import Riktning
from ..regelverk.tabeller import modelltabell
from .celler import Cellfel

_ORDAGRANT: Final = re.compile(r"(ordagrant|under utveckling|inget):\s*(.*)", re.IGNORECASE | re.DOTALL)
_UTAN_ENHET: Final = re.compile(r"utan enhet:\s*(.*)", re.IGNORECASE | re.DOTALL)


def malvarde_i_ord(tabell: Mapping[str, object], riktning: object, enhet: object) -> tuple[object, object]:
    """What the two cells of a målvärde hold, the target and the source's words; the table itself where words fail.

    >>> malvarde_i_ord({"slag": "gräns", "minst": 85, "enhet": "%", "text": "85 %"}, "högre är bättre", "%")
    ('minst 85\\xa0%', '85 %')
    """
    text = None
    if tabell.get("slag") not in ("under utveckling", "ordagrant", "inget"):
        text, tabell = tabell.get("text"), {n: v for n, v in tabell.items() if n != "text"}
    malvarde = _bygg(tabell)
    forslag = [str(malvarde)]
    if isinstance(malvarde, OmatbartMalvarde):
        forslag.append(f"{malvarde.slag}: {malvarde.text}".strip())
    else:
        forslag.append(f"utan enhet: {malvarde}")
    for ett in forslag:
        try:
            if ett and ett == ett.strip() and las_malvarde(ett, riktning, enhet) == tabell:
                return ett, text
        except Cellfel:
            pass
    return tabell, text


def las_malvarde(text: str, riktning: object, enhet: object) -> dict[str, object]:
    """The table of a målvärde that a person has written.

    >>> las_malvarde("85", "högre är bättre", "%")
    {'slag': 'gräns', 'minst': Decimal('85'), 'enhet': '%'}
    >>> las_malvarde("ordagrant: Trend av minskat behov", None, None)
    {'slag': 'ordagrant', 'text': 'Trend av minskat behov'}
    >>> las_malvarde("utan enhet: minst 6,5", "högre är bättre", "%")
    {'slag': 'gräns', 'minst': Decimal('6.5')}

    Raises:
        Cellfel: it is none.
    """
    utan_enhet = _UTAN_ENHET.fullmatch(text.strip())
    if utan_enhet is not None:
        text, enhet = utan_enhet[1], None
    elif traff := _ORDAGRANT.fullmatch(text.strip()):
        return {"slag": traff[1].lower(), "text": traff[2]}
    try:
        malvarde = tolka_malvarde(text, _riktning(riktning), enhet if isinstance(enhet, str) else None)
    except MalvardeFel as exc:
        raise Cellfel(f"{exc}; ord som en person bedömer skrivs ordagrant: …") from None
    return modelltabell(malvarde)


def _riktning(ord_: object) -> Riktning | None:
    return Riktning(ord_) if ord_ in {riktning.value for riktning in Riktning} else None


def _bygg(tabell: Mapping[str, object]) -> Any:
    try:
        return _adapter().validate_json(json.dumps(tabell, default=str), strict=True)
    except ValidationError:  # half a target, such as one that cannot be without its text
        return None


@cache
def _adapter() -> TypeAdapter[Any]:
    return TypeAdapter(Malvarde)
