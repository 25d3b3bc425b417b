"""Regelverksgranskning: a guideline's own gaps and contradictions, found in its rules and not by sampling.

``lasningsprov`` says what a fault under some readings is worth, ``tallinje`` and ``fargfall`` divide outcomes into the
cases that a rule can tell apart; every other module here is one kind of check.
"""

from __future__ import annotations

from ...models.papekande import Papekanden
from ...models.regelverk import Regelverk
from .antal import granska_antal
from .fargregler import granska_fargregler
from .malnivaer import granska_malnivaer
from .malvarden import granska_malvarden
from .rapportmall import granska_rapportmallen
from .referenser import granska_pekare
from .tidplan import granska_tidplanen
from .tolkningar import granska_tolkningar
from .uppgifter import granska_uppgifter


def granska_regelverk(regelverk: Regelverk) -> Papekanden:
    """What is wrong with a guideline or missing in it; empty when nothing is.

    In the order of the codes, within one in the order of the guideline. A finding that depends on a tolkning names it.
    What is certainly wrong is ``fel`` when no reading settles it, a ``varning`` when the chosen reading or an open one
    has the fault, and an ``upplysning`` when the chosen reading settles it.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> funna = granska_regelverk(las_regelverk("halland-2018"))
    >>> [(p.plats, p.tolkning) for p in funna if p.kod == "REGEL-05"]
    [('delmal-4', 'delmal-4-antal')]

    Raises:
        TypeError: ``regelverk`` is no Regelverk.
    """
    if not isinstance(regelverk, Regelverk):
        raise TypeError(f"väntade ett Regelverk (se las_regelverk), fick {type(regelverk).__name__}")
    granskningar = (
        granska_fargregler,
        granska_antal,
        granska_malnivaer,
        granska_malvarden,
        granska_pekare,
        granska_uppgifter,
        granska_tidplanen,
        granska_rapportmallen,
        granska_tolkningar,
    )
    funna = [papekande for granska in granskningar for papekande in granska(regelverk)]
    return Papekanden(sorted(funna, key=lambda p: p.kod))
