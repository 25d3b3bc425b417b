"""Kuvert: what stands around every answer in JSON, of a function or of a command of the command line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from .felkod import Fellista, felkod

VERSION: Final = 1
"""The version of this format."""
_FUNKTIONER: Final[dict[str, str | None]] = {
    "status": "berakna_status",
    "vad-kravs": "vad_kravs",
    "tidplan": "berakna_tidplan",
    "mall": "obligatoriska_avsnitt",
    "granska-regelverk": "granska_regelverk",
    "granska-rapport": "granska_rapport",
    "fraga": None,  # the question says which, and none was read
}
"""Command -> the function that it asks. The others answer under their own name."""


def kuvert(kommando: str, svar: object) -> dict[str, Any]:
    """The answer of a command.

    >>> kuvert("mall", {"avsnitt": []})
    {'version': 1, 'funktion': 'obligatoriska_avsnitt', 'id': None, 'svar': {'avsnitt': []}}
    """
    return {"version": VERSION, "funktion": _FUNKTIONER.get(kommando, kommando), "id": None, "svar": svar}


def felkuvert(kommando: str | None, fel: Iterable[tuple[str, str, BaseException | None]]) -> dict[str, Any]:
    """Why a command, or what is none, has no answer: the place, the sentence and the exception of each fault.

    >>> felkuvert(None, [("", "ett kommando saknas", None)])["fel"]
    [{'kod': 'argument', 'plats': '', 'text': 'ett kommando saknas'}]
    """
    felen = Fellista()
    for plats, text, exc in fel:
        felen.ny(felkod(exc), plats, text.partition("\n")[0])
    return {
        "version": VERSION,
        "funktion": None if kommando is None else _FUNKTIONER.get(kommando, kommando),
        "id": None,
        "fel": [post.model_dump(mode="json") for post in felen],
    }
