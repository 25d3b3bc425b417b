"""What was written when a rule set was made a workbook or TOML, as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote

from ..models.regelverk import Regelverk
from ..utskrift import Block, Lista, Rubrik, Stycke


def arbetsbokssida(regelverk: Regelverk, mal: Path, filer: Sequence[Path]) -> Iterator[Block]:
    """The files that were written and how they are used."""
    yield Rubrik(regelverk.titel)
    yield Stycke(f"Regelverket {regelverk.id}, utgåva {regelverk.utgava}, är skrivet. Skrivna filer:")
    yield Lista(tuple(str(fil) for fil in filer))
    yield Stycke(f"Granska det: riktlinjer granska-regelverk --regelverk {quote(str(mal))}")
