"""Where the HTML page with the statuses was written, as a page."""

from __future__ import annotations

from collections.abc import Iterator

from ..utskrift import Block, Rubrik, Stycke


def htmlblock(fil: str) -> Iterator[Block]:
    """The file that was written and how it is read."""
    yield Rubrik("HTML-sida", 2)
    yield Stycke(f"Sidan är skriven: {fil}. Öppna den i en webbläsare; den behöver inget nät och går att skriva ut.")
