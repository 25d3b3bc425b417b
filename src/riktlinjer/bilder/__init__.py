"""Bilder: charts for a notebook, of outcomes against their targets.

They are Altair charts: show them, change them with Altair's own methods, or save them with ``chart.save("bild.png")``.
Swedish words and numbers stand in them, colour is never the only carrier, what is not known says so, and
``description`` is the same in words. Needs the extra ``bilder``.
"""

from __future__ import annotations

from ..errors import SaknatTillagg

try:
    import altair as alt
except ImportError:
    raise SaknatTillagg("bilder", "riktlinjer.bilder") from None

from ..models.rapport import Tidsserie
from ..rules.beraknad import BeraknadIndikator
from ..rules.svar import BeraknadStatus, Statusoversikt
from .axel import manader_pa_axel
from .indikatorbild import indikatorbild
from .seriebild import seriebild
from .seriedata import seriedata

__all__ = ["manadsaxel", "mot_mal", "serie"]


def mot_mal(svar: Statusoversikt | BeraknadStatus, *, titel: str | None = None) -> alt.LayerChart | alt.VConcatChart:
    """Every indicator's outcome against its target: a row each, on a scale of its own since units differ.

    >>> import riktlinjer as rl
    >>> rv = rl.las_regelverk("halland-2018")
    >>> bild = mot_mal(rl.berakna_status(rv, {"basbehandling-hjartsvikt": "53,0 %"})["delmal-1"])
    >>> print(bild.title.text[0])
    Delmål 1: Kan inte avgöras – Gul eller Röd möjlig. 0 av 10 når målvärdet, 9 okända
    >>> print(bild.description.splitlines()[1].replace("\\xa0", " ")[:74])
    Basbehandling vid hjärtsvikt: utfallet är 53,0 %. Målvärdet är minst 60 %.

    Args:
        svar: what ``berakna_status`` answered, or one delmål of it.
        titel: what stands over the picture, for example that the figures are made up.

    Raises:
        UtfallFel: there is no indicator in it.
        TypeError: ``svar`` is something else.
    """
    return indikatorbild(svar, titel)


def serie(av: Tidsserie | BeraknadIndikator, *, titel: str | None = None) -> alt.LayerChart:
    """Figures month by month against their target.

    A filled point has met the target and a hollow one has not. A month that is not known leaves a gap that says so.

    >>> import riktlinjer as rl
    >>> rapport = rl.exempelrapport("uppfoljning-3-manader-2018")
    >>> tidsserie = next(serie for avsnitt in rapport.avsnitt for serie in avsnitt.tidsserier)
    >>> print(serie(tidsserie).description.splitlines()[1].replace("\\xa0", " "))
    RH: lägst 67 % (augusti 2017), högst 84 % (mars 2017). 8 av 13 kända månader når målvärdet.

    Args:
        av: a series of a report, or an indicator whose outcome has a ``serie``.
        titel: what stands over the picture, for example that the figures are made up.

    Raises:
        UtfallFel: there is no series, no figure of it is known, or a figure is too large to be drawn.
        TypeError: ``av`` is something else.
    """
    return seriebild(seriedata(av), titel)


def manadsaxel(*, staende: bool = False) -> alt.Axis:
    """The axis of a chart of one's own, whose column of ISO months (``2018-03``) is written "mars 2018".

    >>> axel = alt.X("period:O", axis=manadsaxel())

    Args:
        staende: on end, where there are more months than there is room for beside each other.
    """
    return manader_pa_axel(staende)
