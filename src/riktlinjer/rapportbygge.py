"""Rapportbygge: a report put together from headings, paragraphs and tables, whatever file they stood in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from .models.rapport import Innehallsrad, Rapport, Rapportavsnitt, Rapporttabell, Tabellrad
from .models.skalor import Rapporttyp
from .models.tal import KRONOR, Tal, omvandla, skillnad, tolka_tal
from .rules.kolumnslag import las_kolumnslag
from .rules.periodtext import las_period, las_rapporttyp_ur
from .rules.rubrikmatchning import nyckel

SUMMARAD: Final = re.compile(r"\s*(?:totalt?|summa|sammanlagt)\b", re.IGNORECASE)
_NUMRERAD: Final = re.compile(r"\s*(?P<nummer>\d{1,2}(?:\.\s?\d{1,2})*)\.?\s+(?P<titel>\D.*)", re.DOTALL)
_NAMND: Final = re.compile(r"Nämnd:\s*(\S.*)", re.IGNORECASE)
_ENHET: Final = re.compile(r"\b(mnkr|tkr|mkr|mdkr|kr)\b|%", re.IGNORECASE)


def dela_nummer(text: str) -> tuple[str | None, str]:
    """The number and the title of a heading; "2. 1 Resultat" is 2.1.

    >>> dela_nummer("2.1 Ekonomiskt resultat"), dela_nummer("Investeringar")
    (('2.1', 'Ekonomiskt resultat'), (None, 'Investeringar'))
    """
    traff = _NUMRERAD.fullmatch(text)
    if traff is None:
        return None, " ".join(text.split())
    return re.sub(r"\s", "", traff["nummer"]), " ".join(traff["titel"].split())


def ar_innehallsrubrik(text: str) -> bool:
    """Whether a heading is that of the contents."""
    return nyckel(text) in ("innehållsförteckning", "innehåll")


@dataclass(slots=True)
class Delavsnitt:
    """A section that is being read."""

    rubrik: str
    niva: int | None
    stycken: list[str] = field(default_factory=list)
    tabeller: list[Rapporttabell] = field(default_factory=list)
    andra_tabeller: bool = False
    """Whether it has a table that is not one of figures."""
    tom_ar_kant: bool = True
    """Whether it is known to be empty when nothing was read under it."""

    def avsnitt(self) -> Rapportavsnitt:
        nummer, titel = dela_nummer(self.rubrik)
        text = "\n".join(self.stycken).strip()
        fyllt = bool(text or self.tabeller or self.andra_tabeller)
        return Rapportavsnitt(
            nummer=nummer,
            titel=titel,
            text=text,
            niva=self.niva,
            ifyllt=True if fyllt else (False if self.tom_ar_kant else None),
            tabeller=tuple(self.tabeller),
        )


def bygg_rapport(
    delar: Sequence[Delavsnitt],
    framsida: Iterable[str],
    sidhuvud: str | None,
    innehall: Sequence[Innehallsrad] | None,
) -> Rapport:
    """The report, with what its front page and its tables say of it.

    The period and the report type are read off the front page alone, never off the running header.

    Args:
        framsida: the lines before the first heading.
        innehall: the lines of the contents; None when it is not known whether there is one.
    """
    rader = [" ".join(rad.split()) for rad in framsida if rad.strip()]
    avsnitt = tuple(del_.avsnitt() for del_ in delar)
    period, typ = _forsta(las_period, rader), _forsta(las_rapporttyp_ur, rader)
    if period is None and typ is Rapporttyp.AR and (ar := _forsta(_artal, rader)):
        period = f"{ar}-12"
    falt: dict[str, Any] = dict(_prognos(avsnitt))
    if rader:
        falt["framsida"] = {
            "rapporttillfalle": _rad_med(las_rapporttyp_ur, rader),
            "period": _rad_med(las_period, rader) or (_rad_med(_artal, rader) if period else None),
            "avsandare": _avsandare(rader),
        }
    return Rapport(
        namnd=next((traff[1] for rad in rader if (traff := _NAMND.fullmatch(rad))), None),
        rapporttyp=typ,
        period=period,
        avsnitt=avsnitt,
        sidhuvud=sidhuvud,
        innehallsforteckning=None if innehall is None else tuple(innehall),
        **falt,
    )


def _forsta(las: Any, rader: Sequence[str]) -> Any:
    funna = {last for rad in rader if (last := las(rad)) is not None}
    return funna.pop() if len(funna) == 1 else None


def _rad_med(las: Any, rader: Sequence[str]) -> str | None:
    return next((rad for rad in rader if las(rad) is not None), None)


def _artal(rad: str) -> str | None:
    traffar = re.findall(r"\b20\d\d\b(?!-)", rad)
    return traffar[0] if len(traffar) == 1 else None


def _avsandare(rader: Sequence[str]) -> str | None:
    """The first line with letters that says neither report, period nor day."""
    for rad in rader:
        utan = las_period(rad) is None and las_rapporttyp_ur(rad) is None and not re.search(r"\d", rad)
        if utan and re.search(r"[^\W\d_]{3}", rad):
            return rad
    return None


def bygg_tabell(rader: Sequence[Sequence[str]], titel: str | None = None) -> Rapporttabell | None:
    """A table of figures of its cells, the first row its headings; None when it holds anything but figures.

    >>> tabell = bygg_tabell([["mnkr", "Budget", "Prognos"], ["Utrustning", "0,5", "0,5"], ["Totalt", "0,5", "0,5"]])
    >>> tabell.enhet, tabell.summarad.namn, tabell.rader[0].varden
    ('mnkr', 'Totalt', (Decimal('0.5'), Decimal('0.5')))
    """
    if len(rader) < 2 or len(rader[0]) < 2 or any(len(rad) != len(rader[0]) for rad in rader):
        return None
    enheter: set[str] = set()
    lasta: list[Tabellrad] = []
    for namn, *celler in rader[1:]:
        varden: list[Decimal | None] = []
        for cell in celler:
            if not cell.strip():
                varden.append(None)
                continue
            try:
                tal = tolka_tal(cell)
            except ValueError:
                return None
            enheter |= {tal.enhet} if tal.enhet else set()
            varden.append(tal.varde)
        lasta.append(Tabellrad(namn=" ".join(namn.split()), varden=tuple(varden)))
    if all(v is None for rad in lasta for v in rad.varden) or len(enheter) > 1:
        return None
    tryckt = _ENHET.search(" ".join((rader[0][0], titel or "")))
    if tryckt is not None:
        enheter.add("mnkr" if tryckt[0].casefold() == "mkr" else tryckt[0].casefold())
    summarad = lasta.pop() if len(lasta) > 1 and SUMMARAD.match(lasta[-1].namn) else None
    return Rapporttabell(
        titel=titel,
        enhet=enheter.pop() if len(enheter) == 1 else None,
        kolumner=tuple(" ".join(cell.split()) for cell in rader[0][1:]),
        rader=tuple(lasta),
        summarad=summarad,
    )


def _prognos(avsnitt: Sequence[Rapportavsnitt]) -> dict[str, Decimal]:
    """The forecast for the full year, in mnkr, of a table that has result, budget and deviation in a unit of kronor,
    and that adds up."""
    for a in avsnitt:
        for tabell in a.tabeller:
            slag = [las_kolumnslag(rubrik) for rubrik in tabell.kolumner]
            rad = tabell.summarad or (tabell.rader[0] if len(tabell.rader) == 1 else None)
            if rad is None or tabell.enhet not in KRONOR:
                continue
            prognos = "prognos" in " ".join((rad.namn, tabell.titel or "", *tabell.kolumner)).casefold()
            # "Avvikelse" beside Årsprognos and Årsbudget is the year's.
            kol = {s.figur: v for s, v in zip(slag, rad.varden, strict=True) if s is not None and s.tid == "helår"}
            lost = [v for v, k in zip(rad.varden, tabell.kolumner, strict=True) if k.casefold() == "avvikelse"]
            if "avvikelse" not in kol and len(lost) == 1:
                kol["avvikelse"] = lost[0]
            utfall, budget, avvikelse = (kol.get(f) for f in ("utfall", "budget", "avvikelse"))
            if not prognos or utfall is None or budget is None or avvikelse is None:
                continue
            if skillnad(utfall, budget) == avvikelse:
                return {
                    "prognos_resultat": omvandla(Tal(utfall, tabell.enhet), "mnkr"),
                    "prognos_budget": omvandla(Tal(budget, tabell.enhet), "mnkr"),
                    "prognos_budgetavvikelse": omvandla(Tal(avvikelse, tabell.enhet), "mnkr"),
                }
    return {}
