"""Exemplet: the library's main answers on Region Halland's published figures for 2018."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.resources import files
from typing import NamedTuple

from .errors import Regelfel, RegelverkFel
from .kommande import Kommande, kommande
from .models.kalla import Kalla
from .models.regelverk import Regelverk
from .models.skalor import Mottagare, Rapporttyp
from .models.utfall import Utfall
from .rules.arbetsdagar import Arbetskalender
from .rules.atgardsplan import Atgardsplanskrav, kraver_atgardsplan
from .rules.avsnitt import Avsnitt, obligatoriska_avsnitt
from .rules.status import berakna_status, utgangsvarden
from .rules.svar import Statusoversikt


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


class Exempel(NamedTuple):
    """The answers of the example."""

    dag: date
    """The day that deadlines are counted from."""
    utgangslage: Statusoversikt
    """The statuses that the guideline's baselines give. They are not outcomes."""
    kommande: tuple[Kommande, ...]
    prognos: Prognos
    atgardsplan: Atgardsplanskrav
    avsnitt: tuple[Avsnitt, ...]
    """The sections that the report with the forecast must hold."""


def berakna_exempel(regelverk: Regelverk, dag: date | None = None) -> Exempel:
    """The example under the readings that the rule set has.

    Args:
        regelverk: ``halland-2018``, or one's own edition of it.
        dag: the day to count deadlines from; without it, the example's own (never today).

    Raises:
        RegelverkFel: another guideline than the one whose figures these are, or one without timetable.
        KalenderFel: ``dag`` is outside the calendar.
    """
    data = tomllib.loads(files("riktlinjer").joinpath("exempel.toml").read_text("utf-8"))
    if regelverk.id != data["regelverk"]:
        text = f"exemplets siffror hör till {data['regelverk']}, inte till det här regelverket"
        raise RegelverkFel([Regelfel(regelverk.id, "", text)])
    if regelverk.tidplan is None:
        raise RegelverkFel([Regelfel(regelverk.id, "tidplan", "regelverket har ingen tidplan")])
    dag = dag or data["dag"]
    prognos = _las_prognos(data["prognos"])
    return Exempel(
        dag=dag,
        utgangslage=berakna_status(regelverk, utgangsvarden(regelverk)),
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
    )


def _las_prognos(data: dict[str, str]) -> Prognos:
    tal = {namn: Utfall(data[namn], slag="helårsprognos") for namn in ("prognos", "budgetavvikelse")}
    return Prognos(
        namnd=data["namnd"],
        verksamhet=data["verksamhet"],
        rapporttyp=Rapporttyp(data["rapporttyp"]),
        period=data["period"],
        budget=Utfall(data["budget"]),
        kalla=Kalla.model_validate(data["kalla"]),
        **tal,
    )
