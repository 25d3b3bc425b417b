"""Huvud: what every answer that rests on a rule set begins with."""

from __future__ import annotations

from typing import Any

from ..models.regelverk import Regelverk
from ..rules.underlag import regelverk_sha256


def svarshuvud(regelverk: Regelverk, sha256: str | None = None) -> dict[str, Any]:
    """The rule set, its edition, its digest and the readings that hold.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> huvud = svarshuvud(las_regelverk("halland-2018"))
    >>> huvud["utgava"], huvud["tolkningar"]["delmal-4-antal"]
    ('2018-01-30', 'bilaga-1')

    Args:
        sha256: the digest of the rule set, when it is known already.
    """
    return {
        "regelverk": regelverk.id,
        "utgava": regelverk.utgava,
        "regelverk_sha256": regelverk_sha256(regelverk) if sha256 is None else sha256,
        "tolkningar": {tolkning.id: tolkning.vald for tolkning in regelverk.tolkningar},
    }
