"""Indikatorer: where one indicator stands, under every choice of readings that is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Final

from ..models.indikator import Indikator
from ..models.malvarde import Gransmalvarde
from ..models.papekande import Papekande
from ..models.regelverk import Regelverk
from ..models.skalor import Allvar, Lage, Utfallsslag
from ..models.tal import skillnad, skriv_med_enhet
from ..models.utfall import Utfall
from .beraknad import BeraknadIndikator
from .lasningar import alla_val, namnda_tolkningar
from .provning import enhet_under, lage, malvarde_under
from .utfallslasning import Givet, enheter_for, las_utfall

_BRUS: Final = Decimal("1e-9")


def berakna_indikator(regelverk: Regelverk, indikator: str, utfall: Givet) -> BeraknadIndikator:
    """Where one indicator stands.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> i = berakna_indikator(las_regelverk("halland-2018"), "basbehandling-hjartsvikt", "53,0 %")
    >>> i.lage.value, i.marginal
    ('ej uppnådd', Decimal('-7.0'))

    Raises:
        OkantId: no indicator has the id.
        UtfallFel: the outcome cannot be read, is of another unit or outside the scale.
        TypeError: a value of another Python type.
    """
    funnen = regelverk.indikator(indikator)
    fakta = las_utfall({indikator: utfall}, [(funnen, enheter_for(regelverk, funnen))])
    return berakna_rad(regelverk, funnen, fakta[indikator])


def berakna_rad(
    regelverk: Regelverk,
    indikator: Indikator,
    utfall: Utfall | None,
    granser: Iterable[Decimal] = (),
    avrundningar: Iterable[Callable[[Decimal], Decimal]] = (),
) -> BeraknadIndikator:
    """Where an indicator stands with a read and checked outcome, under every choice of readings that is open.

    ``granser`` are bounds beside the target's that the outcome is held against; ``avrundningar`` how it may be rounded
    before it is compared with anything.
    """
    tolkningar = namnda_tolkningar(indikator)
    val = list(alla_val(regelverk, tolkningar))
    malvarden = list(dict.fromkeys(malvarde_under(indikator, v) for v in val))
    givet = None if utfall is None else utfall.varde
    varden: list[Decimal | None] = [givet]
    if givet is not None:
        varden = list(dict.fromkeys(f(givet) for f in avrundningar)) or [givet]
    lagen = {lage(malvarde, varde) for malvarde in malvarden for varde in varden}
    malvarde = malvarden[0] if len(malvarden) == 1 else None
    varde = varden[0] if len(varden) == 1 else None
    enheter = dict.fromkeys(enhet_under(indikator, v) for v in val)
    return BeraknadIndikator(
        id=indikator.id,
        namn=indikator.namn,
        lage=next(iter(lagen)) if len(lagen) == 1 else None,
        utfall=utfall,
        malvarde=malvarde,
        marginal=malvarde.marginal(varde) if isinstance(malvarde, Gransmalvarde) and varde is not None else None,
        enhet=next(iter(enheter)) if len(enheter) == 1 else None,
        papekanden=tuple(_indikatorpapekanden(regelverk, indikator, utfall, lagen, granser)),
        tolkningar=tolkningar,
        kalla=indikator.kalla,
    )


def _indikatorpapekanden(
    regelverk: Regelverk,
    indikator: Indikator,
    utfall: Utfall | None,
    lagen: set[Lage | None],
    granser: Iterable[Decimal],
) -> Iterable[Papekande]:
    plats, kalla = indikator.id, indikator.kalla
    if utfall is None or utfall.varde is None:
        return
    varde = utfall.varde
    if utfall.slag is Utfallsslag.UTGANGSVARDE:
        text = "Värdet är riktlinjens utgångsvärde, inte årets utfall."
        yield Papekande(kod="STATUS-10", allvar=Allvar.UPPLYSNING, text=text, plats=plats, kalla=kalla)
    if indikator.under_utveckling:
        text = "Målvärdet är under utveckling, så utfallet kan inte räknas."
        yield Papekande(kod="STATUS-11", allvar=Allvar.UPPLYSNING, text=text, plats=plats, kalla=kalla)
    elif lagen == {None}:
        text = (
            "Riktlinjen sätter inget målvärde för året att pröva utfallet mot."
            if indikator.malvarde is None
            else f"Målvärdet ”{indikator.malvarde}” är ord som ingen regel kan pröva utfallet mot."
        )
        yield Papekande(kod="STATUS-12", allvar=Allvar.UPPLYSNING, text=text, plats=plats, kalla=kalla)
    malvarden = (indikator.malvarde, *(lasning.malvarde for lasning in indikator.lasningar))
    for grans in sorted({*granser, *(m.grans for m in malvarden if isinstance(m, Gransmalvarde))}):
        if utfall.ar_flyttal and varde != grans and skillnad(varde, grans).copy_abs() < _BRUS:
            text = (
                "Utfallet är ett flyttal som ligger mindre än en miljarddel från gränsen "
                f"{skriv_med_enhet(grans, indikator.enhet)}; det är troligen avrundningsbrus. Ange Decimal eller text."
            )
            yield Papekande(kod="STATUS-13", allvar=Allvar.UPPLYSNING, text=text, plats=plats, kalla=kalla)
    for id in namnda_tolkningar(indikator):
        lasningar = [{id: lasning.id} for lasning in regelverk.tolkning(id).lasningar]
        if len({lage(malvarde_under(indikator, v), varde) for v in lasningar}) > 1:
            text = f"Om {skriv_med_enhet(varde, indikator.enhet)} når målvärdet beror på tolkningen {id}."
            yield Papekande(kod="STATUS-14", allvar=Allvar.UPPLYSNING, text=text, plats=plats, kalla=kalla, tolkning=id)
    if indikator.forbehall is not None:
        yield Papekande(kod="STATUS-15", allvar=Allvar.UPPLYSNING, text=indikator.forbehall, plats=plats, kalla=kalla)
