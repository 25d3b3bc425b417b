"""Visning: how a value shows itself to a person, in a notebook and as text."""

from importlib import import_module
from typing import Any, Final

_VISARE: Final = "..visning"
"""The edge that knows how values look; see docs/beslut/0013."""


class Visbar:
    """A value that shows itself where it is the last line of a notebook's cell, and whose text is for people to read.

    The notebook asks for ``_repr_html_`` and falls back on text where there is none, or where the extra ``html`` is
    missing. ``repr`` is for programmers and stays as it is.
    """

    __slots__ = ()

    def _repr_html_(self) -> str | None:
        """The value as an HTML fragment in Swedish; None without the extra ``html``."""
        html: str | None = import_module(_VISARE, __package__).som_html(self)
        return html

    def _repr_pretty_(self, skrivare: Any, cykel: bool) -> None:
        """The value as text, in IPython, which asks a class that has no ``repr`` of its own; within a list or a
        mapping its ``repr``."""
        ensam = len(getattr(skrivare, "stack", ())) <= 1
        skrivare.text(str(self) if ensam else repr(self))
