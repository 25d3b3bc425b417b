"""A status overview as one self-contained HTML page."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from ..errors import Regelfel, RegelverkFel, SaknatTillagg
from ..models.regelverk import Regelverk
from ..rules.svar import Statusoversikt
from ..rules.underlag import regelverk_sha256
from ..utskrift import ren
from .innehall import sidinnehall

_MAPP: Final = Path(__file__).parent


def statussida_html(regelverk: Regelverk, oversikt: Statusoversikt) -> str:
    """The overview as an HTML document in Swedish, with its styles and drawings inside; for UTF-8.

    The page tells the readings that the overview was computed with, whichever ``regelverk`` has now. The same overview
    gives the same text.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> from riktlinjer.rules.status import berakna_status
    >>> rv = las_regelverk("halland-2018")
    >>> html = statussida_html(rv, berakna_status(rv, {"index-medarbetarenkat": "71,5"}))
    >>> html.splitlines()[:2]
    ['<!doctype html>', '<html lang="sv">']

    Args:
        regelverk: the rule set that the overview was computed from.
        oversikt: what ``berakna_status`` answered.

    Raises:
        RegelverkFel: the overview was computed from another rule set, or another edition of it.
        SaknatTillagg: Jinja is not installed.
        TypeError: an argument of the wrong Python type.
    """
    if not isinstance(regelverk, Regelverk):
        raise TypeError(f"väntade ett Regelverk (se las_regelverk), fick {type(regelverk).__name__}")
    if not isinstance(oversikt, Statusoversikt):
        raise TypeError(f"väntade en Statusoversikt (se berakna_status), fick {type(oversikt).__name__}")
    underlag = oversikt.underlag
    if underlag.regelverk_sha256 != regelverk_sha256(regelverk):
        text = (
            f"översikten är beräknad med {underlag.regelverk}, utgåva {underlag.utgava}, och inte med det här "
            "regelverkets innehåll; ange det regelverk som den är beräknad med"
        )
        raise RegelverkFel([Regelfel(regelverk.id, "", text)])
    mall = _miljo().get_template("mall.html.j2")
    svar: str = mall.render(sidinnehall(regelverk.med_tolkningar(dict(underlag.tolkningar)), oversikt)._asdict())
    return svar


def _miljo() -> Any:
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
