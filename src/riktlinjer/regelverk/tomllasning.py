"""Tomlläsning: the tables of a TOML text from anywhere, in bounded time, or what is wrong with it in Swedish."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from typing import Any, Final

from .tomlfel import beskriv_tomlfel

_DJUPAST: Final = 64
# The parser's time grows with the square of a key's parts.
_DJUP_NYCKEL: Final = re.compile(rf"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){{{_DJUPAST}}}""")


class Tomltextfel(ValueError):
    """A text that is no TOML, or more of it than can be held."""

    def __init__(self, text: str, rad: int | None = None) -> None:
        super().__init__(text)
        self.text = text
        """What is wrong, in Swedish."""
        self.rad = rad
        """The line, from 1; None when it is not known."""


def las_tomltext(text: str) -> dict[str, Any]:
    """The tables; a number with a decimal point is a Decimal.

    >>> las_tomltext("a.b = 1.50")
    {'a': {'b': Decimal('1.50')}}

    Raises:
        Tomltextfel: the text cannot be read.
    """
    for nummer, rad in enumerate(text.split("\n"), 1):
        if rad.count(".") >= _DJUPAST and _DJUP_NYCKEL.search(rad):
            raise Tomltextfel(f"en nyckel har fler än {_DJUPAST} led", nummer)
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as exc:
        nummer, vad = beskriv_tomlfel(text, str(exc))
        raise Tomltextfel(vad, nummer) from None
    except RecursionError:
        raise Tomltextfel("den är för djupt nästlad") from None
    except ValueError:
        raise Tomltextfel("ett heltal är orimligt långt") from None
