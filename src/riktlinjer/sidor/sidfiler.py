"""Where a page was written to files of its own, as a part of the page."""

from __future__ import annotations

from collections.abc import Iterator

from ..utskrift import Block, Rubrik, Stycke


def filblock(html: str | None, word: str | None) -> Iterator[Block]:
    """The files that were written and how they are read."""
    if html is not None:
        yield Rubrik("HTML-sida", 2)
        yield Stycke(
            f"Sidan är skriven: {html}. Öppna den i en webbläsare; den behöver inget nät och går att skriva ut."
        )
    if word is not None:
        yield Rubrik("Word-dokument", 2)
        yield Stycke(f"Dokumentet är skrivet: {word}.")
