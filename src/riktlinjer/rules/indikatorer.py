"""Indikatorer: where one indicator stands, under every choice of readings that is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Final

from ..models.indikator import Indikator
from ..models.malvarde import Forandringsmalvarde, Malvarde
from ..models.papekande import Papekande
from ..models.regelverk import Regelverk
from ..models.skalor import Allvar, Lage, Utfallsslag
from ..models.tal import skillnad, skriv_med_enhet
from ..models.utfall import Utfall
from .beraknad import BeraknadIndikator
from .lasningar import alla_val, namnda_tolkningar
from .provning import enhet_under, lage, malvarde_under, saknade_fakta
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
    tolkningar = namnda_tolkningar(indikator.lasningar)
    val = list(alla_val(regelverk, tolkningar))
    malvarden = list(dict.fromkeys(malvarde_under(indikator, v) for v in val))
    utfallen = [utfall]
    if utfall is not None and utfall.varde is not None:
        varden = dict.fromkeys(f(utfall.varde) for f in avrundningar)
        utfallen = [utfall.model_copy(update={"varde": v}) for v in varden] or utfallen
    lagen = {lage(malvarde, u) for malvarde in malvarden for u in utfallen}
    malvarde = malvarden[0] if len(malvarden) == 1 else None
    raknat = utfallen[0] if len(utfallen) == 1 else None
    enheter = dict.fromkeys(enhet_under(indikator, v) for v in val)
    return BeraknadIndikator(
        id=indikator.id,
        namn=indikator.namn,
        lage=next(iter(lagen)) if len(lagen) == 1 else None,
        utfall=utfall,
        malvarde=malvarde,
        marginal=None if malvarde is None or raknat is None else malvarde.avstand_for(raknat),
        enhet=next(iter(enheter)) if len(enheter) == 1 else None,
        papekanden=tuple(_indikatorpapekanden(regelverk, indikator, utfall, malvarden, lagen, granser)),
        tolkningar=tolkningar,
        kalla=indikator.kalla,
    )


def _indikatorpapekanden(
    regelverk: Regelverk,
    indikator: Indikator,
    utfall: Utfall | None,
    malvarden: Sequence[Malvarde | None],
    lagen: set[Lage | None],
    granser: Iterable[Decimal],
) -> Iterable[Papekande]:
    plats, kalla = indikator.id, indikator.kalla
    if utfall is None or utfall.ar_tomt:
        return
    if utfall.slag is Utfallsslag.UTGANGSVARDE:
        text = "Värdet är riktlinjens utgångsvärde, inte årets utfall."
        yield Papekande(kod="STATUS-10", allvar=Allvar.UPPLYSNING, text=text, plats=plats, kalla=kalla)
    if indikator.under_utveckling:
        text = "Målvärdet är under utveckling, så utfallet kan inte räknas."
        yield Papekande(kod="STATUS-11", allvar=Allvar.UPPLYSNING, text=text, plats=plats, kalla=kalla)
    elif lagen == {None}:
        text = _oprovat(indikator, malvarden, utfall)
        yield Papekande(kod="STATUS-12", allvar=Allvar.UPPLYSNING, text=text, plats=plats, kalla=kalla)
    for grans in sorted({*granser, *(g for m in malvarden if m is not None for g in m.granser_for(utfall))}):
        if utfall.ar_flyttal and _brus(utfall.varde, grans):
            text = (
                "Utfallet är ett flyttal som ligger mindre än en miljarddel från gränsen "
                f"{skriv_med_enhet(grans, indikator.enhet)}; det är troligen avrundningsbrus. Ange Decimal eller text."
            )
            yield Papekande(kod="STATUS-13", allvar=Allvar.UPPLYSNING, text=text, plats=plats, kalla=kalla)
    for id in namnda_tolkningar(indikator.lasningar):
        lasningar = [{id: lasning.id} for lasning in regelverk.tolkning(id).lasningar]
        if len({lage(malvarde_under(indikator, v), utfall) for v in lasningar}) > 1:
            vad = "utfallet" if utfall.varde is None else skriv_med_enhet(utfall.varde, indikator.enhet)
            text = f"Om {vad} når målvärdet beror på tolkningen {id}."
            yield Papekande(kod="STATUS-14", allvar=Allvar.UPPLYSNING, text=text, plats=plats, kalla=kalla, tolkning=id)
    if indikator.forbehall is not None:
        yield Papekande(kod="STATUS-15", allvar=Allvar.UPPLYSNING, text=indikator.forbehall, plats=plats, kalla=kalla)


def _oprovat(indikator: Indikator, malvarden: Sequence[Malvarde | None], utfall: Utfall) -> str:
    """Why the outcome cannot be held against the target."""
    malvarde = malvarden[0]
    if malvarde is None:
        bara = ", bara långsiktiga målnivåer" if indikator.nivakrav else " att pröva utfallet mot"
        return f"Riktlinjen sätter inget målvärde för året{bara}."
    if malvarde.skal is not None:
        return f"Utfallet kan inte prövas: {malvarde.skal}."
    saknas = saknade_fakta(malvarde, utfall)
    if len(saknas) > 1:
        return f"Målvärdet ”{malvarde}” prövas mot något som utfallet inte anger."
    if saknas:
        return f"Målvärdet ”{malvarde}” prövas mot {saknas[0].namn}, som inte är känt."
    if isinstance(malvarde, Forandringsmalvarde) and malvarde.relativ:
        return f"Målvärdet ”{malvarde}” är i procent av ett tal som inte är större än noll, och är då inte bestämt."
    return f"Utfallet har inte de uppgifter som målvärdet ”{malvarde}” prövas mot."


def _brus(varde: Decimal | None, grans: Decimal) -> bool:
    return varde is not None and varde != grans and skillnad(varde, grans).copy_abs() < _BRUS
