"""Exemplet: the library's main answers on Region Halland's published figures for 2018."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from .errors import Regelfel, RegelverkFel
from .exempelrapporter import las_tabeller
from .kommande import Kommande, kommande
from .models.kalla import Kalla
from .models.rapport import Tidsserie
from .models.regelverk import Regelverk
from .models.skalor import Mottagare, Rapporttyp, Status
from .models.utfall import Utfall
from .rules.arbetsdagar import Arbetskalender
from .rules.atgardsplan import Atgardsplanskrav, kraver_atgardsplan
from .rules.avsnitt import Avsnitt, obligatoriska_avsnitt
from .rules.status import berakna_status, utgangsvarden
from .rules.statuskrav import Statuskrav
from .rules.svar import Statusoversikt
from .rules.vadkravs import vad_kravs

_FIL: Final = Path(__file__).parent / "exempel.toml"


class Prognos(NamedTuple):
    """A published forecast for the full year."""

    namnd: str
    verksamhet: str
    rapporttyp: Rapporttyp
    period: str
    prognos: Utfall
    budget: Utfall
    budgetavvikelse: Utfall
    kalla: Kalla


class Tillganglighet(NamedTuple):
    """A published series of access to care, against its målvärde."""

    verksamhet: str
    """The organisation that the first line of the series is about."""
    tidsserie: Tidsserie
    kalla: Kalla


class Exempel(NamedTuple):
    """The answers of the example."""

    dag: date
    """The day that deadlines are counted from."""
    utgangslage: Statusoversikt
    """The statuses that the guideline's baselines give. They are not outcomes."""
    statuskrav: tuple[Statuskrav, ...]
    """What each delmål needs for Grön, counted from the baselines."""
    kommande: tuple[Kommande, ...]
    prognos: Prognos
    atgardsplan: Atgardsplanskrav
    avsnitt: tuple[Avsnitt, ...]
    """The sections that the report with the forecast must hold."""
    tillganglighet: Tillganglighet


def berakna_exempel(regelverk: Regelverk, dag: date | None = None) -> Exempel:
    """The example under the readings that the rule set has.

    Args:
        regelverk: ``halland-2018``, or one's own edition of it.
        dag: the day to count deadlines from; without it, the example's own (never today).

    Raises:
        RegelverkFel: another guideline than the one whose figures these are, or one without timetable.
        KalenderFel: ``dag`` is outside the calendar.
    """
    data = tomllib.loads(_FIL.read_text("utf-8"))
    if regelverk.id != data["regelverk"]:
        text = f"exemplets siffror hör till {data['regelverk']}, inte till det här regelverket"
        raise RegelverkFel([Regelfel(regelverk.id, "", text)])
    if regelverk.tidplan is None:
        raise RegelverkFel([Regelfel(regelverk.id, "tidplan", "regelverket har ingen tidplan")])
    dag = dag or data["dag"]
    prognos = _las_prognos(data["prognos"])
    utgangslage = berakna_status(regelverk, utgangsvarden(regelverk))
    return Exempel(
        dag=dag,
        utgangslage=utgangslage,
        statuskrav=tuple(vad_kravs(b, Status.GRON) for b in utgangslage.values()),
        kommande=kommande(regelverk.tidplan, dag, Arbetskalender()),
        prognos=prognos,
        atgardsplan=kraver_atgardsplan(
            regelverk,
            rapporttyp=prognos.rapporttyp,
            period=prognos.period,
            budgetavvikelse=prognos.budgetavvikelse,
            resultat=prognos.prognos,
        ),
        avsnitt=obligatoriska_avsnitt(regelverk, prognos.rapporttyp, mottagare=Mottagare.RS, namnd=prognos.namnd),
        tillganglighet=_las_tillganglighet(data["tillganglighet"]),
    )


def _las_prognos(rapport: str) -> Prognos:
    data = las_tabeller(rapport, huvud=True)
    return Prognos(
        namnd=data["namnd"],
        verksamhet=data["verksamhet"],
        rapporttyp=Rapporttyp(data["rapporttyp"]),
        period=data["period"],
        prognos=Utfall(data["prognos_resultat"], enhet="mnkr", slag="helårsprognos"),
        budget=Utfall(data["prognos_budget"], enhet="mnkr"),
        budgetavvikelse=Utfall(data["prognos_budgetavvikelse"], enhet="mnkr", slag="helårsprognos"),
        kalla=Kalla.model_validate(data["prognos_kalla"][0]),
    )


def _las_tillganglighet(rapport: str) -> Tillganglighet:
    data = las_tabeller(rapport)
    avsnitt = next(avsnitt for avsnitt in data["avsnitt"] if "tidsserier" in avsnitt)
    return Tillganglighet(
        verksamhet=data["verksamhet"],
        tidsserie=Tidsserie.model_validate_json(json.dumps(avsnitt["tidsserier"][0], default=str)),
        kalla=Kalla(dokument=data["dokument"]["titel"], avsnitt=avsnitt["titel"]),
    )
