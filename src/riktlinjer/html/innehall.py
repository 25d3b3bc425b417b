"""Innehåll: what the page says, as texts in order, for the template to place and escape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from ..models.datum import skriv_period
from ..models.skalor import Bedombarhet
from ..rules.malniva import malnivaord
from ..rules.svar import statusord
from ..sidor.ordval import liten, saknade_uppgifter, skriv_antal, skriv_avser, skriv_grupp, skriv_marginal, stor
from .diagram import Matdiagram, matdiagram, utfallstext
from .ordtecken import LAGESTECKEN, NIVATECKEN, statustecken
from .serie import Seriediagram, seriediagram

if TYPE_CHECKING:
    from .. import (
        BeraknadIndikator,
        BeraknadMalniva,
        BeraknadStatus,
        Kalla,
        Papekande,
        Regelverk,
        Statusoversikt,
        Tolkning,
    )

_UPPNAS: Final = {True: ("uppfyllt", "uppnadd"), False: ("inte uppfyllt", "ej-uppnadd"), None: ("inte känt", "saknas")}


class Cell(NamedTuple):
    """A word with the sign that stands beside it."""

    ikon: str
    text: str


class Indikatorrad(NamedTuple):
    """One indicator in a table."""

    namn: str
    lage: Cell
    utfall: str
    malvarde: str
    marginal: str
    diagram: Matdiagram | None


class Radgrupp(NamedTuple):
    """Indicators that stand under one heading; None when they stand under none."""

    rubrik: str | None
    rader: tuple[Indikatorrad, ...]


class Kallrad(NamedTuple):
    """Where an indicator stands in the guideline, and the readings that its target rests on."""

    namn: str
    kalla: str
    tolkningar: tuple[str, ...]


class Indikatordel(NamedTuple):
    """A table of indicators, what is drawn of them, and where they come from."""

    rubrik: str
    grupper: tuple[Radgrupp, ...]
    serier: tuple[Seriediagram, ...]
    kallor: tuple[Kallrad, ...]


class Punkt(NamedTuple):
    """A finding: how serious it is, its code, its text and its place in the source."""

    allvar: str
    kod: str
    text: str
    kalla: str | None


class Delmalsdel(NamedTuple):
    """One delmål: its colour and everything that explains it."""

    id: str
    nummer: str
    namn: str
    status: str
    ikoner: tuple[str, ...]
    """The sign of the colour; when it is not settled, a question mark and the colours that are possible."""
    antal: str
    bedombarhet: str
    motivering: str
    kalla: str
    indikatorer: Indikatordel
    saknas: tuple[str, ...]
    papekanden: tuple[Punkt, ...]
    tolkningar: tuple[str, ...]
    """The ids of those that the answer rests on."""


class Kravrad(NamedTuple):
    """One demand of a long-term level."""

    niva: str
    namn: str
    krav: str
    uppnas: Cell


class Nivadel(NamedTuple):
    """The long-term level of one delmål or mål."""

    namn: str
    niva: Cell
    motivering: str
    krav: tuple[Kravrad, ...]
    papekanden: tuple[Punkt, ...]
    tolkningar: tuple[str, ...]


class Lasningsrad(NamedTuple):
    """A tolkning that some answer on the page rests on."""

    id: str
    fraga: str
    vald: str
    innebord: str
    andra: tuple[tuple[str, str], ...]
    """The readings that were not chosen, each with what it means."""
    skal: str
    kallor: tuple[str, ...]


class Sidinnehall(NamedTuple):
    """Everything on the page."""

    titel: str
    regelverk: str
    tackning: str
    """How many of the indicators have an outcome."""
    tillampning: str
    """That the koncern's rules are applied to one unit; empty when they are not."""
    utan_farger: str
    """Why there is no colour at all; empty when there are some."""
    delmal: tuple[Delmalsdel, ...]
    nivaer: tuple[Nivadel, ...]
    ovriga: Indikatordel | None
    ovriga_papekanden: tuple[Punkt, ...]
    tolkningar: tuple[Lasningsrad, ...]
    underlag: tuple[tuple[str, str], ...]
    alla_lasningar: tuple[tuple[str, str], ...]


def sidinnehall(regelverk: Regelverk, oversikt: Statusoversikt) -> Sidinnehall:
    """What the page says of an overview.

    Args:
        regelverk: under the readings that the overview was computed with.
    """
    underlag = oversikt.underlag
    avser = skriv_avser(underlag.rapporttyp, underlag.period, underlag.enhet)
    nivaer = [n for n in oversikt.langsiktigt.values() if any(krav.uppnas is not None for krav in n.krav)]
    anvanda = set(_anvanda(oversikt, nivaer))
    ovriga = "Övriga indikatorer" if regelverk.delmal else "Indikatorer"
    return Sidinnehall(
        titel="Beräknad status" + (f" – {', '.join(avser)}" if avser else ""),
        regelverk=f"{regelverk.titel}, utgåva {regelverk.utgava}",
        tackning=_tackning(regelverk, oversikt),
        tillampning="" if underlag.enhet is None else _tillampning(underlag.enhet),
        utan_farger="" if regelverk.delmal else _utan_farger(regelverk),
        delmal=tuple(_delmalsdel(regelverk, b) for b in oversikt.values()),
        nivaer=tuple(map(_nivadel, nivaer)),
        ovriga=_indikatordel(regelverk, oversikt.indikatorer, ovriga) if oversikt.indikatorer else None,
        ovriga_papekanden=tuple(_punkt(p, f"{i.namn}: ") for i in oversikt.indikatorer for p in i.papekanden),
        tolkningar=tuple(_lasningsrad(t) for t in regelverk.tolkningar if t.id in anvanda),
        underlag=tuple(_underlag(oversikt)),
        alla_lasningar=underlag.tolkningar,
    )


def _tackning(regelverk: Regelverk, oversikt: Statusoversikt) -> str:
    rader = [*(rad for b in oversikt.values() for rad in b.indikatorer), *oversikt.indikatorer]
    kanda = {rad.id for rad in rader if rad.utfall is not None and not rad.utfall.ar_tomt}
    return f"{len(kanda)} av {len(regelverk.indikatorer)} indikatorer har ett utfall."


def _tillampning(enhet: str) -> str:
    return f"Reglerna är koncernens. Här är de tillämpade på {enhet}, vilket är en egen tillämpning."


def _utan_farger(regelverk: Regelverk) -> str:
    har = "målvärden för indikatorer men inga" if regelverk.indikatorer else "varken indikatorer eller"
    return f"Riktlinjen sätter inga färger: den har {har} delmål."


def _delmalsdel(regelverk: Regelverk, b: BeraknadStatus) -> Delmalsdel:
    nummer = f"Delmål {regelverk.delmal_med_id(b.id).nummer}"
    return Delmalsdel(
        id=b.id,
        nummer=nummer,
        namn=b.namn,
        status=stor(statusord(b.mojliga)),
        ikoner=statustecken(b.mojliga),
        antal=skriv_antal(b, " når målvärdet"),
        bedombarhet="Riktlinjen kallar statusen svårbedömd." if b.bedombarhet is Bedombarhet.SVARBEDOMT else "",
        motivering=b.motivering,
        kalla=str(b.kalla),
        indikatorer=_indikatordel(regelverk, b.indikatorer, f"Indikatorer för {liten(nummer)}"),
        saknas=tuple(f"{namn}: {vilka}" for namn, vilka in saknade_uppgifter(b)),
        papekanden=tuple(dict.fromkeys(map(_punkt, b.papekanden))),
        tolkningar=b.tolkningar,
    )


def _indikatordel(regelverk: Regelverk, rader: Sequence[BeraknadIndikator], rubrik: str) -> Indikatordel:
    return Indikatordel(
        rubrik=rubrik,
        grupper=tuple(
            Radgrupp(grupp, tuple(_indikatorrad(regelverk, rad) for rad in i_grupp))
            for grupp, i_grupp in groupby(rader, key=lambda rad: skriv_grupp(regelverk, rad.id))
        ),
        serier=tuple(serie for rad in rader if (serie := seriediagram(rad)) is not None),
        kallor=tuple(Kallrad(rad.namn, _plats(rad.kalla), rad.tolkningar) for rad in rader),
    )


def _indikatorrad(regelverk: Regelverk, rad: BeraknadIndikator) -> Indikatorrad:
    oppen = any(regelverk.tolkning(id).ar_oppen for id in rad.tolkningar)
    malvarde = "beror på tolkning" if oppen else "inget"
    return Indikatorrad(
        namn=rad.namn,
        lage=Cell(LAGESTECKEN[rad.lage], stor("kan inte avgöras" if rad.lage is None else rad.lage.value)),
        utfall=utfallstext(rad.utfall, rad.enhet, rad.marginal),
        malvarde=malvarde if rad.malvarde is None else liten(str(rad.malvarde)) or "inget",
        marginal=skriv_marginal(rad.marginal),
        diagram=matdiagram(rad, regelverk.indikator(rad.id).skala),
    )


def _plats(kalla: Kalla) -> str:
    """A place within the guideline, without the document's title."""
    return kalla.avsnitt if kalla.rad is None else f"{kalla.avsnitt}, raden {kalla.rad}"


def _punkt(papekande: Papekande, fore: str = "") -> Punkt:
    kalla = None if papekande.kalla is None else _plats(papekande.kalla)
    return Punkt(stor(papekande.allvar.value), papekande.kod, fore + papekande.text, kalla)


def _nivadel(n: BeraknadMalniva) -> Nivadel:
    return Nivadel(
        namn=n.namn,
        niva=Cell(NIVATECKEN[n.status], stor(malnivaord(n.mojliga))),
        motivering=n.motivering,
        krav=tuple(
            Kravrad(
                niva=krav.niva.value,
                namn=krav.namn if krav.avser is None else f"{krav.namn}: {krav.avser}",
                krav=liten(str(krav.malvarde)),
                uppnas=Cell(_UPPNAS[krav.uppnas][1], stor(_UPPNAS[krav.uppnas][0])),
            )
            for krav in n.krav
        ),
        papekanden=tuple(map(_punkt, n.papekanden)),
        tolkningar=n.tolkningar,
    )


def _anvanda(oversikt: Statusoversikt, nivaer: Iterable[BeraknadMalniva]) -> Iterator[str]:
    svar: list[BeraknadStatus | BeraknadMalniva | BeraknadIndikator]
    svar = [*oversikt.values(), *nivaer, *oversikt.indikatorer]
    return (id for ett in svar for id in ett.tolkningar)


def _lasningsrad(tolkning: Tolkning) -> Lasningsrad:
    innebord = {lasning.id: lasning.innebord for lasning in tolkning.lasningar}
    vald = innebord.pop(tolkning.vald, "Frågan är öppen: svaren gäller för alla läsningar.")
    kallor = tuple(map(_plats, tolkning.kalla))
    return Lasningsrad(tolkning.id, tolkning.fraga, tolkning.vald, vald, tuple(innebord.items()), tolkning.skal, kallor)


def _underlag(oversikt: Statusoversikt) -> Iterator[tuple[str, str]]:
    underlag = oversikt.underlag
    yield "Regelverk", underlag.regelverk
    yield "Utgåva", underlag.utgava
    yield "Rapporttyp", "inte angiven" if underlag.rapporttyp is None else underlag.rapporttyp.namn
    yield "Period", "inte angiven" if underlag.period is None else skriv_period(underlag.period)
    yield "Enhet", underlag.enhet or "koncernen"
    yield "Regelverkets kontrollsumma (SHA-256)", underlag.regelverk_sha256
    yield "Utfallens kontrollsumma (SHA-256)", underlag.indata_sha256
    yield "Beräknat med", f"riktlinjer {underlag.version}, holidays {underlag.holidays_version}"
