"""Seriedata: what a chart of a series holds, whether it comes from a report or from an indicator's outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from ..errors import UtfallFel
from ..html.diagram import gransvarden
from ..html.serie import seriediagram
from ..models.datum import skriv_period
from ..models.rapport import Tidsserie
from ..models.tal import skriv_med_enhet
from ..rules.beraknad import BeraknadIndikator
from ..sidor.ordval import liten

_STORSTA_EXPONENT: Final = 300  # what a float can hold, and far more than anybody measures


class Serielinje(NamedTuple):
    """The figures of one unit; None for a month that is not known."""

    namn: str
    varden: tuple[Decimal | None, ...]
    natt: tuple[bool | None, ...]
    """Whether each month met the target; None when it is not known, or there is none."""


class Seriedata(NamedTuple):
    """Figures month by month, oldest first, with the words that say the same."""

    namn: str
    enhet: str | None
    manader: tuple[str, ...]
    linjer: tuple[Serielinje, ...]
    malvarde: Decimal | None
    malvardestext: str
    text: str


def seriedata(av: Tidsserie | BeraknadIndikator) -> Seriedata:
    """The series of a report, or of an indicator's outcome.

    Raises:
        UtfallFel: there is none, no figure of it is known, or a figure is too large to be drawn.
        TypeError: ``av`` is something else.
    """
    if isinstance(av, Tidsserie):
        svar = _av_tidsserie(av)
    elif isinstance(av, BeraknadIndikator):
        svar = _av_indikator(av)
    else:
        raise TypeError(f"väntade en Tidsserie eller en BeraknadIndikator, fick {type(av).__name__}")
    tal = [v for linje in svar.linjer for v in (*linje.varden, svar.malvarde) if v is not None]
    if any(v and abs(v.adjusted()) >= _STORSTA_EXPONENT for v in tal):
        raise UtfallFel(f"{svar.namn}: ett tal är för stort eller för litet för att ritas")
    return svar


def _av_tidsserie(av: Tidsserie) -> Seriedata:
    linjer = tuple(Serielinje(linje.namn, av.linje(linje.namn), av.uppnadda(linje.namn)) for linje in av.linjer)
    manader = tuple(map(skriv_period, av.manader))
    if all(v is None for linje in linjer for v in linje.varden):
        raise UtfallFel(f"{av.namn}: ingen månad i serien är känd")
    malvardestext = "" if av.malvarde is None else skriv_med_enhet(av.malvarde, av.enhet)
    rader = [f"{av.namn}, {manader[0]} till {manader[-1]}."]
    rader += [_linjetext(linje, manader, av.enhet) for linje in linjer]
    rader += [f"Den streckade linjen är målvärdet, {malvardestext}."] if malvardestext else []
    return Seriedata(av.namn, av.enhet, manader, linjer, av.malvarde, malvardestext, "\n".join(rader))


def _linjetext(linje: Serielinje, manader: Sequence[str], enhet: str | None) -> str:
    return f"{linje.namn}: {' '.join(_linjedelar(linje, manader, enhet))}"


def _linjedelar(linje: Serielinje, manader: Sequence[str], enhet: str | None) -> Iterator[str]:
    kanda = [(varde, manad) for varde, manad in zip(linje.varden, manader, strict=True) if varde is not None]
    if not kanda:
        yield "ingen månad är känd."
        return
    lagst, hogst = min(kanda, key=lambda par: par[0]), max(kanda, key=lambda par: par[0])
    if lagst[0] == hogst[0]:
        yield f"{skriv_med_enhet(lagst[0], enhet)} i alla kända månader."
    else:
        yield (
            f"lägst {skriv_med_enhet(lagst[0], enhet)} ({lagst[1]}), "
            f"högst {skriv_med_enhet(hogst[0], enhet)} ({hogst[1]})."
        )
    avgjorda = [nadd for nadd in linje.natt if nadd is not None]
    if avgjorda:
        yield f"{sum(avgjorda)} av {len(avgjorda)} kända månader når målvärdet."
    okanda = len(manader) - len(kanda)
    if okanda:
        yield f"{okanda} {'månad är inte känd' if okanda == 1 else 'månader är inte kända'}."


def _av_indikator(av: BeraknadIndikator) -> Seriedata:
    bild = seriediagram(av)
    if bild is None or av.utfall is None or av.utfall.serie is None:
        raise UtfallFel(f"{av.namn}: utfallet har ingen serie som kan ritas; ange Utfall(..., serie=[...])")
    malvarde = None
    natt: tuple[bool | None, ...] = (None,) * len(av.utfall.serie)
    if bild.mallinje is not None and av.malvarde is not None:
        malvarde = gransvarden(av.malvarde, av.utfall)[0][0]
        natt = tuple(None if v is None else av.malvarde.uppnas_av(v) for v in av.utfall.serie)
    return Seriedata(
        namn=bild.namn,
        enhet=av.utfall.enhet or av.enhet,
        manader=tuple(manad.namn for manad in bild.manader),
        linjer=(Serielinje(bild.namn, av.utfall.serie, natt),),
        malvarde=malvarde,
        malvardestext="" if malvarde is None else liten(str(av.malvarde)),
        text=bild.text,
    )
