"""JSON-svar: an answer as JSON, its decimals as texts of digits and a point."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from decimal import Decimal
from typing import Any, Final

from pydantic import BaseModel

DECIMAL: Final = r"^-?[0-9]+(\.[0-9]+)?$"
"""The form of every decimal in an answer, as a pattern of JSON Schema."""
_EXPONENT: Final = re.compile(r'"-?\d(\.\d+)?E[+-]\d+"', re.ASCII)


def skriv_modell(modell: BaseModel, utelamna: Collection[str] = ()) -> str:
    """The model as JSON text. No decimal has an exponent, which some languages do not read: 1 mdkr is 1000 mnkr and not
    "1E+3".

    >>> from riktlinjer.models.utfall import Utfall
    >>> skriv_modell(Utfall(Decimal("1E+3")), {"serie", "delar"})[:15]
    '{"varde":"1000"'

    Args:
        utelamna: the fields to leave out.
    """
    text = modell.model_dump_json(exclude=set(utelamna))
    if _EXPONENT.search(text) is None:
        return text
    med_decimaler = modell.model_dump(exclude=set(utelamna))
    return json.dumps(_utskrivet(json.loads(text), med_decimaler), ensure_ascii=False, separators=(",", ":"))


def _utskrivet(json_: Any, varde: object) -> Any:
    """What JSON says of the value, every Decimal written out."""
    if isinstance(varde, Decimal):
        return f"{varde:f}"
    if isinstance(varde, dict):
        return {namn: _utskrivet(json_[namn], v) for namn, v in varde.items()}
    if isinstance(varde, list | tuple):
        return [_utskrivet(j, v) for j, v in zip(json_, varde, strict=True)]
    return json_
