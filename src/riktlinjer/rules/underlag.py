"""Underlag: what an overview was computed from, for audit."""

from __future__ import annotations

import json
from hashlib import sha256

from .._version import __version__
from ..models.regelverk import Regelverk
from ..models.skalor import Rapporttyp
from .beraknad import Underlag
from .provning import Fakta


def underlag(
    regelverk: Regelverk, fakta: Fakta, rapporttyp: Rapporttyp | None, period: str | None, enhet: str | None
) -> Underlag:
    """The rule set, the versions, the readings and digests of the rule set and of the outcomes."""
    from importlib.metadata import version  # slow to import, and only an audit asks

    indata = {id: utfall.model_dump(mode="json") for id, utfall in sorted(fakta.items()) if utfall is not None}
    return Underlag(
        regelverk=regelverk.id,
        utgava=regelverk.utgava,
        regelverk_sha256=regelverk_sha256(regelverk),
        version=__version__,
        holidays_version=version("holidays"),
        indata_sha256=_sha256(json.dumps(indata, sort_keys=True, ensure_ascii=False)),
        tolkningar=tuple((tolkning.id, tolkning.vald) for tolkning in regelverk.tolkningar),
        rapporttyp=rapporttyp,
        period=period,
        enhet=enhet,
    )


def regelverk_sha256(regelverk: Regelverk) -> str:
    """The digest of the rule set's content, the same whatever readings are chosen."""
    return _sha256(regelverk.model_dump_json(exclude={"tolkningar": {"__all__": {"vald"}}}))


def _sha256(text: str) -> str:
    return sha256(text.encode()).hexdigest()
