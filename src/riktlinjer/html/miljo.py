"""Miljö: the templates, filled in with everything escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from ..errors import SaknatTillagg
from ..utskrift import ren

_MAPP: Final = Path(__file__).parent


def fyll(mall: str, innehall: dict[str, Any]) -> str:
    """The text of a template with this in it.

    Raises:
        SaknatTillagg: Jinja is not installed.
    """
    svar: str = _miljo().get_template(mall).render(innehall)
    return svar


@cache
def _miljo() -> Any:
    """Made once: reading the templates takes longer than filling them in."""
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ModuleNotFoundError:
        raise SaknatTillagg("html", "HTML-sidan") from None
    return Environment(
        loader=FileSystemLoader(_MAPP),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_skrivbar,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _skrivbar(varde: object) -> object:
    """A text without what would steer the reader's screen; markup and anything else as it is."""
    return ren(varde) if type(varde) is str else varde
