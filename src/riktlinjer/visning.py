"""Visning: what a notebook shows of a value, as an HTML fragment.

The core looks this module up by its name when a value is to be shown (:mod:`riktlinjer.models.visning`), and knows
nothing else of it. A type that is to be shown gets a line in the table and the base ``Visbar``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Final, Literal, NamedTuple

from .errors import SaknatTillagg
from .utskrift import Block


class _Visning(NamedTuple):
    """The page of a type: the function that makes it, by module and name, and which of its parts are folded."""

    modul: str
    funktion: str
    vik: Literal["alla", "långa"] = "långa"


_VISNINGAR: Final = {
    "BeraknadStatus": _Visning("sidor.visning", "statusvisning"),
    "Malnivaoversikt": _Visning("sidor.visning", "malnivavisning", "alla"),
    "Papekande": _Visning("sidor.visning", "papekandevisning"),
    "Papekanden": _Visning("sidor.visning", "papekandenvisning"),
    "Rapportjamforelse": _Visning("sidor.rapportgranskning", "rapportjamforelsesida"),
    "Regelverk": _Visning("sidor.visning", "regelverksvisning"),
    "Regelverksjamforelse": _Visning("sidor.jamforelse", "jamforelsesida"),
    "Sammanstallning": _Visning("sidor.sammanstallning", "sammanstallningsvisning", "alla"),
    "Statuskrav": _Visning("sidor.visning", "statuskravsvisning"),
    "Statusoversikt": _Visning("sidor.visning", "oversiktsvisning", "alla"),
    "Tidplan": _Visning("sidor.visning", "tidplansvisning"),
}


def som_html(varde: object) -> str | None:
    """The value as an HTML fragment; None when its type has no page, or Jinja is not installed."""
    visning = next((_VISNINGAR[klass.__name__] for klass in type(varde).__mro__ if klass.__name__ in _VISNINGAR), None)
    if visning is None:
        return None
    from .html.blocksida import blockdel_html

    sida: Callable[[object], Iterable[Block]] = getattr(
        import_module(f".{visning.modul}", __package__), visning.funktion
    )
    try:
        return blockdel_html(sida(varde), vik=visning.vik)
    except SaknatTillagg:
        return None
