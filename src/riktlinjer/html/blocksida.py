"""A page of blocks as HTML: a document for itself, or a fragment for a notebook."""

from __future__ import annotations

from typing import Final, Literal

from ..disposition import disponera
from ..utskrift import Sida
from .blockvy import sidvy
from .miljo import fyll

_NOTEBOOKENS_RUBRIKNIVA: Final = 4
"""Below the headings that the writer of a notebook gives it."""


def blocksida_html(block: Sida, *, titel: str | None = None) -> str:
    """The page as an HTML document in Swedish, with its styles inside and nothing fetched; for UTF-8.

    The same blocks give the same text. Headings have ranks without a gap, a table is named by the heading before it
    unless it has a name of its own, and a status has a sign beside its word.

    >>> from riktlinjer.utskrift import Rubrik, Stycke
    >>> html = blocksida_html([Rubrik("Tidplan 2018"), Stycke("Ingen & ingenting.")])
    >>> "<h1>Tidplan 2018</h1>" in html, "<p>Ingen &amp; ingenting.</p>" in html
    (True, True)

    Args:
        block: the page, as the command line lays it out; what is only for those who sit there is left out.
        titel: the title; without it the page's first heading, when that is of the first rank and nothing precedes it.

    Raises:
        SaknatTillagg: Jinja is not installed.
    """
    return fyll("blocksida.html.j2", {"sida": sidvy(disponera(block, titel))})


def blockdel_html(
    block: Sida, *, titel: str | None = None, vik: Literal["alla", "långa"] = "långa", rubrikniva: int | None = None
) -> str:
    """The page as an HTML fragment for a page of somebody else's, such as a notebook.

    Its styles touch nothing outside it; it takes its text colour from what is around it, in a light theme or a dark.

    Args:
        block: the page.
        titel: the title, as for :func:`blocksida_html`.
        vik: which of the page's parts are folded at first.
        rubrikniva: the rank of the title, 1 to 6; without it 4. No heading has a rank below 6.

    Raises:
        SaknatTillagg: Jinja is not installed.
    """
    niva = _NOTEBOOKENS_RUBRIKNIVA if rubrikniva is None else rubrikniva
    return fyll("blockdel.html.j2", {"sida": sidvy(disponera(block, titel)), "vik": vik, "niva": niva})
