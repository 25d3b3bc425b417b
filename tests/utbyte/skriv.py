"""Writes the answers of the pairs anew: ``python tests/utbyte/skriv.py``. Then read the difference, line by line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from riktlinjer.utbyte.svara import svara

PAR = Path(__file__).parent / "par"
FLYKTIGA = ("regelverk_sha256", "indata_sha256", "version", "holidays_version")
"""The fields of an answer whose values differ between implementations, or between versions of one."""


def utan_flyktiga(svar: Any) -> Any:
    """The answer with ``"*"`` in the place of what differs; ``version`` is one of those in ``underlag`` only."""
    if isinstance(svar, list):
        return [utan_flyktiga(v) for v in svar]
    if not isinstance(svar, dict):
        return svar
    return {
        namn: "*" if namn in FLYKTIGA and isinstance(varde, str) else utan_flyktiga(varde)
        for namn, varde in svar.items()
    }


def svar_pa(fraga: Path) -> Any:
    """This library's answer to a pair's question."""
    return utan_flyktiga(json.loads(svara(fraga.read_bytes())))


def fil_for_svaret(fraga: Path) -> Path:
    return fraga.with_name(fraga.name.replace(".fraga.", ".svar."))


if __name__ == "__main__":
    for fraga in sorted(PAR.glob("*.fraga.json")):
        text = json.dumps(svar_pa(fraga), ensure_ascii=False, indent=1)
        fil_for_svaret(fraga).write_text(text + "\n", "utf-8")
