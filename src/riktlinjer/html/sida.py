"""A status overview as one self-contained HTML page."""

from __future__ import annotations

from ..errors import Regelfel, RegelverkFel
from ..models.regelverk import Regelverk
from ..rules.svar import Statusoversikt
from ..rules.underlag import regelverk_sha256
from .innehall import sidinnehall
from .miljo import fyll


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
    return fyll("mall.html.j2", sidinnehall(regelverk.med_tolkningar(dict(underlag.tolkningar)), oversikt)._asdict())
