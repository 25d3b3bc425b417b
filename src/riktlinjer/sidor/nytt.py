"""What was written for a new rule set, and what to do next, as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote

from ..utskrift import Block, Lista, Rubrik, Stycke


def nyttsida(plats: Path, filer: Sequence[Path]) -> Iterator[Block]:
    """The files that were written and the commands that read them."""
    yield Rubrik("Nytt regelverk")
    yield Stycke("Regelverket är helt och går att läsa. Region, nämnder, mål och siffror är påhittade. Skrivna filer:")
    yield Lista(tuple(str(fil) for fil in filer))
    yield Rubrik("Fortsätt så här", 2)
    var = quote(str(plats))
    yield Lista(
        (
            "Ändra det som är märkt ÄNDRA, och byt ut delarna en i taget mot er riktlinje.",
            f"Läs det: riktlinjer indikatorer --regelverk {var}",
            f"Granska det: riktlinjer granska-regelverk --regelverk {var}",
        )
    )
