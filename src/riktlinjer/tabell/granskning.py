"""Granskning: what is wrong with a table of outcomes, as a table."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, Final

import narwhals.stable.v2 as nw

from ..models.regelverk import Regelverk
from ..models.skalor import Allvar
from ..rules.lasningar import alla_val, namnda_tolkningar
from ..rules.provning import malvarde_under
from ..rules.utfallslasning import enheter_for
from .kolumner import Ram, Tabell, staplade
from .krav import Krav, krav_av
from .rader import Granskning, svar_for
from .svenska_tal import fel_av
from .uppslag import bland

_FYND: Final = {
    "okand": ("TABELL-01", Allvar.FEL, "Ingen indikator i regelverket har detta id."),
    "dubbelt": ("TABELL-02", Allvar.FEL, "Indikatorn står på flera rader; vilken som gäller är inte känt."),
    "enhet": (
        "TABELL-03",
        Allvar.FEL,
        "Utfallet är i en annan mätenhet än indikatorns; räkna om det. Det räknas som okänt.",
    ),
    "skala": ("TABELL-04", Allvar.FEL, "Utfallet ligger utanför indikatorns skala. Det räknas som okänt."),
    "placering": (
        "TABELL-05",
        Allvar.FEL,
        "Utfallet är ingen placering; väntade ett heltal från 1. Det räknas som okänt.",
    ),
    "tal": (
        "TABELL-06",
        Allvar.FEL,
        "Ett tal på raden är oändligt eller har fler siffror än som kan jämföras. Raden räknas som okänd.",
    ),
    "slag": ("TABELL-07", Allvar.FEL, "Slaget är inget av de kända slagen av siffror. Raden räknas som okänd."),
    "nan": ("TABELL-08", Allvar.UPPLYSNING, "Utfallet är NaN och räknas som okänt; lämna det tomt."),
    "oprovat": (
        "TABELL-09",
        Allvar.UPPLYSNING,
        "Raden räcker inte för att pröva målvärdet; använd berakna_indikator eller berakna_status med ett Utfall.",
    ),
    "nyckel": ("TABELL-10", Allvar.VARNING, "Raden saknar enhet eller period och bildar en egen grupp."),
    "olast": (
        "TABELL-11",
        Allvar.FEL,
        "Ett tal på raden kunde inte läsas, som kolumnen med felen säger. Det räknas som okänt.",
    ),
}
_RADER: Final = "__rl_rader"


def granskningsram(tabell: Tabell, regelverk: Regelverk) -> Ram:
    """One row per unit, period, indicator and finding."""
    granskning = Granskning(tabell, [(i, enheter_for(regelverk, i)) for i in regelverk.alla_indikatorer])
    ram = granskning.lagg_till(tabell.ram, tabell.fakta).with_columns(**{_RADER: nw.lit(1, dtype=nw.Int64)})
    villkor = {"okand": granskning.okand, **granskning.brister()}
    if (nan := granskning.nan) is not None:
        villkor["nan"] = nan
    if (oprovat := _oprovat(tabell, regelverk, granskning.id)) is not None:
        villkor["oprovat"] = oprovat
    if olasta := [f for kolumn in tabell.falt.values() if (f := fel_av(kolumn)) in tabell.typer]:
        villkor["olast"] = reduce(or_, (~nw.col(f).is_null() for f in olasta))
    if tabell.nycklar:
        villkor["nyckel"] = reduce(or_, (nw.col(n).is_null() for n in tabell.nycklar))
    nycklar = (*tabell.nycklar, tabell.falt["indikator"])
    delar = [_fynd(_per_plats(ram.filter(v), nycklar), tabell, namn) for namn, v in villkor.items()]
    delar.append(_fynd(_per_plats(ram, nycklar).filter(nw.col(_RADER) > 1), tabell, "dubbelt"))
    return staplade(delar)


def _per_plats(ram: Ram, nycklar: tuple[str, ...]) -> Any:
    return ram.group_by(*nycklar).agg(nw.col(_RADER).sum())


def _fynd(ram: Any, tabell: Tabell, namn: str) -> Any:
    kod, allvar, text = _FYND[namn]
    return ram.select(
        *tabell.nycklar,
        nw.col(tabell.falt["indikator"]).cast(nw.String).alias("indikator"),
        nw.lit(kod).alias("kod"),
        nw.lit(allvar.value).alias("allvar"),
        nw.lit(text).alias("text"),
        nw.col(_RADER).cast(nw.Int64).alias("rader"),
    )


def _oprovat(tabell: Tabell, regelverk: Regelverk, id: nw.Expr) -> nw.Expr | None:
    """Whether the scalar function could say more about the row; None when it never can."""
    per_krav: dict[Krav, list[str]] = {}
    for indikator in regelverk.alla_indikatorer:
        val = alla_val(regelverk, namnda_tolkningar(indikator.lasningar))
        for krav in {krav_av(malvarde_under(indikator, v), indikator.skala) for v in val}:
            per_krav.setdefault(krav, []).append(indikator.id)
    delar = [
        bland(id, ids) & svar.oprovat
        for krav, ids in per_krav.items()
        if (svar := svar_for(krav, tabell.fakta)).oprovat is not None
    ]
    return reduce(or_, delar) if delar else None
