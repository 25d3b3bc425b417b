"""Tabellgranskning: whether the figures of a report hold together: sums, signs, units, one place against another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from ..models.papekande import Papekande
from ..models.rapport import Nyckeltal, Rapport, Rapportavsnitt, Rapporttabell, Tabellrad
from ..models.skalor import Allvar, Utfallsslag
from ..models.tal import KRONOR, Tal, omvandla, produkt, skillnad, skriv_med_enhet, skriv_tal, summa
from .kolumnslag import Figur, Kolumnslag, Tid, las_kolumnslag
from .rubrikmatchning import nyckel

_MNKR: Final = "mnkr"
_TUSEN: Final = Decimal(1000)


def granska_tabellerna(rapport: Rapport) -> Iterator[Papekande]:
    """What does not agree among the figures of a report, where they are given as data."""
    for avsnitt in rapport.avsnitt:
        for tabell in avsnitt.tabeller:
            plats = _plats(avsnitt, tabell)
            yield from _summor(tabell, plats)
            yield from _rader(tabell, plats)
            yield from _rubriker(tabell, plats)
    yield from _enheter(rapport)
    yield from _prognosen(rapport)
    yield from _nyckeltal(rapport)


def _plats(avsnitt: Rapportavsnitt, tabell: Rapporttabell) -> str:
    return avsnitt.rubrik if tabell.titel is None else f"{avsnitt.rubrik}, tabellen {tabell.titel}"


# Sums and signs


def _summor(tabell: Rapporttabell, plats: str) -> Iterator[Papekande]:
    skillnader = tabell.summaskillnader
    if skillnader is None or tabell.summarad is None or len(tabell.rader) < 1:
        return
    for kolumn, skiljer in enumerate(skillnader):
        if skiljer is None or skiljer == 0:
            continue
        celler = [rad.varden[kolumn] for rad in (*tabell.rader, tabell.summarad)]
        tal = [v for v in celler if v is not None]
        if skiljer.copy_abs() <= _avrundning([_finast(tal)] * len(tal)):
            continue
        sakert = skiljer.copy_abs() > _avrundning(map(_halv_enhet, tal))
        tryckt = tal[-1]
        text = (
            f"Kolumnen ”{tabell.kolumner[kolumn]}”: {tabell.summarad.namn} är {_skriv(tryckt, tabell)}, men raderna "
            f"ger {_skriv(skillnad(tryckt, skiljer), tabell)}. Skillnaden är större än avrundning"
            + ("." if sakert else " av tal med lika många decimaler.")
        )
        omvand = next((r for r in tabell.rader if _omvand(r.varden[kolumn], skiljer)), None)
        if omvand is not None:
            text += f" Den stämmer om raden ”{omvand.namn}” har omvänt tecken."
        yield _papekande("RAPPORT-40", Allvar.FEL if sakert else Allvar.VARNING, text, plats)


def _omvand(varde: Decimal | None, skiljer: Decimal) -> bool:
    """Whether the sum would agree had this cell the other sign."""
    return varde is not None and varde != 0 and summa(skiljer, summa(varde, varde)) == 0


def _halv_enhet(tal: Decimal) -> Decimal:
    """Half of the last decimal of a number: how far from it the exact one may be."""
    exponent = tal.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal((0, (5,), min(exponent, 0) - 1))


def _finast(tal: Iterable[Decimal]) -> Decimal:
    return min(map(_halv_enhet, tal))


def _avrundning(halva: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for halv in halva:
        total = summa(total, halv)
    return total


def _rader(tabell: Rapporttabell, plats: str) -> Iterator[Papekande]:
    """avvikelse = utfall - budget, and prognos = ackumulerat + rest, row by row where the columns say what they are."""
    slag = [las_kolumnslag(rubrik) for rubrik in tabell.kolumner]
    rader = (*tabell.rader, *(() if tabell.summarad is None else (tabell.summarad,)))
    tider: tuple[Tid, ...] = ("ackumulerat", "helår")
    for tid in tider:
        for artal in dict.fromkeys(s.artal for s in slag if s is not None and s.tid == tid):
            u, b, a = (_kolumn(slag, figur, tid, artal) for figur in ("utfall", "budget", "avvikelse"))
            if u is not None and b is not None and a is not None:
                for rad in rader:
                    yield from _avvikelsen(rad, (u, b, a), tabell, plats)
    for artal in dict.fromkeys(s.artal for s in slag if s is not None):
        ack = _kolumn(slag, "utfall", "ackumulerat", artal)
        rest, prognos = _kolumn(slag, "rest", "helår", artal), _kolumn(slag, "utfall", "helår", artal)
        if ack is not None and rest is not None and prognos is not None:
            for rad in rader:
                yield from _delarna(rad, (ack, rest, prognos), tabell, plats)


def _kolumn(slag: Sequence[Kolumnslag | None], figur: Figur, tid: Tid, artal: str | None) -> int | None:
    """The one column of this kind and year, or without a year; None when there is none, or more than one."""
    traffar = [i for i, s in enumerate(slag) if s is not None and (s.figur, s.tid) == (figur, tid)]
    samma_ar = [i for i in traffar if slag[i].artal == artal]  # type: ignore[union-attr]
    utan_ar = [i for i in traffar if slag[i].artal is None]  # type: ignore[union-attr]
    valda = samma_ar or utan_ar
    return valda[0] if len(valda) == 1 else None


def _avvikelsen(
    rad: Tabellrad, kolumner: tuple[int, int, int], tabell: Rapporttabell, plats: str
) -> Iterator[Papekande]:
    utfall, budget, avvikelse = (rad.varden[k] for k in kolumner)
    if utfall is None or budget is None or avvikelse is None:
        return
    raknad = skillnad(utfall, budget)
    mal = _avrundning(map(_halv_enhet, (utfall, budget, avvikelse)))
    if skillnad(avvikelse, raknad).copy_abs() <= mal:
        return
    text = (
        f"Raden ”{rad.namn}”: {tabell.kolumner[kolumner[2]]} är {_skriv(avvikelse, tabell)}, men "
        f"{tabell.kolumner[kolumner[0]]} minus {tabell.kolumner[kolumner[1]]} är {_skriv(raknad, tabell)}."
    )
    if summa(avvikelse, raknad).copy_abs() <= mal:
        yield _papekande("RAPPORT-41", Allvar.FEL, f"{text} Tecknet är omvänt.", plats)
    else:
        yield _papekande("RAPPORT-42", Allvar.FEL, text, plats)


def _delarna(rad: Tabellrad, kolumner: tuple[int, int, int], tabell: Rapporttabell, plats: str) -> Iterator[Papekande]:
    ack, rest, prognos = (rad.varden[k] for k in kolumner)
    if ack is None or rest is None or prognos is None:
        return
    raknad = summa(ack, rest)
    if skillnad(prognos, raknad).copy_abs() > _avrundning(map(_halv_enhet, (ack, rest, prognos))):
        text = (
            f"Raden ”{rad.namn}”: {tabell.kolumner[kolumner[2]]} är {_skriv(prognos, tabell)}, men "
            f"{tabell.kolumner[kolumner[0]]} plus {tabell.kolumner[kolumner[1]]} är {_skriv(raknad, tabell)}."
        )
        yield _papekande("RAPPORT-43", Allvar.FEL, text, plats)


def _rubriker(tabell: Rapporttabell, plats: str) -> Iterator[Papekande]:
    if tabell.enhet is None and any(v is not None for rad in tabell.rader for v in rad.varden):
        yield _papekande("RAPPORT-46", Allvar.UPPLYSNING, "Tabellen har ingen tryckt enhet.", plats)
    sedda: dict[str, str] = {}
    for rubrik in tabell.kolumner:
        form = " ".join(rubrik.casefold().replace(".", " ").split())
        if form and form in sedda:
            text = f"Två kolumner har samma rubrik: ”{sedda[form]}”."
            yield _papekande("RAPPORT-47", Allvar.VARNING, text, plats)
        sedda.setdefault(form, rubrik)


# One place against another


def _enheter(rapport: Rapport) -> Iterator[Papekande]:
    """The same row in two tables, a thousand times larger in one of them without another unit being printed."""
    sedda: dict[str, list[tuple[str, Rapporttabell, Tabellrad]]] = {}
    for avsnitt in rapport.avsnitt:
        for tabell in avsnitt.tabeller:
            for rad in (*tabell.rader, *(() if tabell.summarad is None else (tabell.summarad,))):
                sedda.setdefault(nyckel(rad.namn), []).append((_plats(avsnitt, tabell), tabell, rad))
    for stallen in sedda.values():
        for (plats, a, rad_a), (annan, b, rad_b) in combinations(stallen[:20], 2):
            if a is b or {a.enhet, b.enhet} in ({"tkr", "mnkr"}, {"kr", "tkr"}, {"mnkr", "mdkr"}):
                continue
            if any(_tusenfalt(x, y) for x in rad_a.varden for y in rad_b.varden):
                text = f"Raden ”{rad_a.namn}” är tusen gånger större eller mindre i {annan}; kontrollera enheten."
                yield _papekande("RAPPORT-44", Allvar.VARNING, text, plats)
                break


def _tusenfalt(x: Decimal | None, y: Decimal | None) -> bool:
    if x is None or y is None or x == 0 or y == 0:
        return False
    return x == produkt(y, _TUSEN) or y == produkt(x, _TUSEN)


def _prognosen(rapport: Rapport) -> Iterator[Papekande]:
    """The forecast that the report states against the totals of its tables."""
    for falt, figur in (("prognos_budgetavvikelse", "avvikelse"), ("prognos_resultat", "utfall")):
        angiven: Decimal | None = getattr(rapport, falt)
        if angiven is None:
            continue
        i_tabell = list(_helarstotaler(rapport, figur))
        if i_tabell and not any(_samma(angiven, _MNKR, varde, tabell.enhet) for _, tabell, varde in i_tabell):
            plats, tabell, varde = i_tabell[0]
            vad = "avvikelse" if figur == "avvikelse" else "resultat"
            text = (
                f"Prognosens {vad} anges till {skriv_med_enhet(angiven, _MNKR)}, men tabellens total är "
                f"{_skriv(varde, tabell)}."
            )
            if tabell.enhet is None and _tusenfalt(angiven, varde):
                text += " Det ser ut som tkr i det ena och mnkr i det andra."
            yield _papekande("RAPPORT-45", Allvar.VARNING, text, plats)


def _helarstotaler(rapport: Rapport, figur: str) -> Iterator[tuple[str, Rapporttabell, Decimal]]:
    """The totals for the full year of tables of budget, forecast and deviation."""
    for avsnitt in rapport.avsnitt:
        for tabell in avsnitt.tabeller:
            slag = [las_kolumnslag(rubrik) for rubrik in tabell.kolumner]
            helar = {s.figur for s in slag if s is not None and s.tid == "helår"}
            if not {"utfall", "budget", "avvikelse"} <= helar:
                continue
            total = tabell.summarad or (tabell.rader[0] if len(tabell.rader) == 1 else None)
            for s, varde in zip(slag, () if total is None else total.varden, strict=False):
                if s is not None and (s.figur, s.tid) == (figur, "helår") and varde is not None:
                    yield _plats(avsnitt, tabell), tabell, varde


def _nyckeltal(rapport: Rapport) -> Iterator[Papekande]:
    """Figures of the text against the table row of the same name, and against each other."""
    rader = {
        nyckel(rad.namn): (tabell, rad)
        for avsnitt in reversed(rapport.avsnitt)
        for tabell in reversed(avsnitt.tabeller)
        for rad in tabell.rader
    }
    sedda: dict[tuple[str, Utfallsslag | None, str | None], tuple[Rapportavsnitt, Decimal, str | None]] = {}
    for avsnitt in rapport.avsnitt:
        for tal in avsnitt.nyckeltal:
            if tal.utfall is None or tal.utfall.varde is None:
                continue
            varde, enhet = tal.utfall.varde, tal.utfall.enhet
            yield from _mot_tabell(avsnitt, tal, varde, rader.get(nyckel(tal.namn)))
            fore = sedda.setdefault((nyckel(tal.namn), tal.utfall.slag, tal.utfall.period), (avsnitt, varde, enhet))
            if fore[0] is not avsnitt and not _samma(varde, enhet, fore[1], fore[2]):
                text = (
                    f"”{tal.namn}” är {skriv_med_enhet(varde, enhet)} här men {skriv_med_enhet(fore[1], fore[2])} i "
                    f"”{fore[0].rubrik}”."
                )
                yield _papekande("RAPPORT-45", Allvar.VARNING, text, avsnitt.rubrik)


def _mot_tabell(
    avsnitt: Rapportavsnitt, tal: Nyckeltal, varde: Decimal, i_tabell: tuple[Rapporttabell, Tabellrad] | None
) -> Iterator[Papekande]:
    if i_tabell is None or tal.utfall is None:
        return
    tabell, rad = i_tabell
    if any(v is not None and _samma(varde, tal.utfall.enhet, v, tabell.enhet) for v in rad.varden):
        return
    celler = "; ".join(_skriv(v, tabell) for v in rad.varden if v is not None)
    text = f"”{tal.namn}” är {skriv_med_enhet(varde, tal.utfall.enhet)} i texten, men tabellens rad har {celler}."
    yield _papekande("RAPPORT-45", Allvar.VARNING, text, avsnitt.rubrik)


def _samma(a: Decimal, enhet_a: str | None, b: Decimal, enhet_b: str | None) -> bool:
    """Whether two figures are the same, up to rounding and the sign of a deficit; as written unless both units are
    known."""
    if enhet_a in KRONOR and enhet_b in KRONOR:
        b = omvandla(Tal(b, enhet_b), enhet_a)
    mal = max(_halv_enhet(a), _halv_enhet(b))
    return skillnad(a.copy_abs(), b.copy_abs()).copy_abs() <= mal


def _skriv(tal: Decimal, tabell: Rapporttabell) -> str:
    return skriv_tal(tal) if tabell.enhet is None else skriv_med_enhet(tal, tabell.enhet)


def _papekande(kod: str, allvar: Allvar, text: str, plats: str) -> Papekande:
    return Papekande(kod=kod, allvar=allvar, text=text, plats=plats)
