"""Rapportjämförelse: what has changed from one report to the next, as the section on the changed forecast asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from ..errors import RapportFel
from ..models.bas import Modell
from ..models.datum import skriv_period
from ..models.rapport import Bedomning, Rapport
from ..models.skalor import Status, Uppdragsstatus
from ..models.tal import KRONOR, Tal, omvandla, skillnad, skriv_med_enhet
from ..models.visning import Visbar
from .kolumnslag import las_kolumnslag
from .rubrikmatchning import normera, nyckel

_MNKR: Final = "mnkr"
_TOTALER: Final = {"totalt", "total", "summa", "sammanlagt"}


class Prognosandring(Modell):
    """The forecast deviation from budget in two reports, in mnkr; None where a report does not say."""

    namn: str
    """The item's row label; "totalt" for the whole."""
    fore: Decimal | None
    nu: Decimal | None
    forandring: Decimal | None
    """Negative for the worse; None when it cannot be counted."""

    @property
    def text(self) -> str:
        """The change in Swedish."""
        fore, nu = (("inte känd" if v is None else skriv_med_enhet(v, _MNKR)) for v in (self.fore, self.nu))
        if self.forandring is None:
            return f"{self.namn}: {nu} (föregående rapport: {fore})."
        if self.forandring == 0:
            return f"{self.namn}: oförändrat {nu}."
        hur = "förbättring" if self.forandring > 0 else "försämring"
        return f"{self.namn}: från {fore} till {nu}, en {hur} med {skriv_med_enhet(self.forandring.copy_abs(), _MNKR)}."


class Uppdragsandring(Modell):
    """An uppdrag whose reported forecast for the year end differs; None where a report does not state it."""

    namn: str
    fore: Uppdragsstatus | None
    nu: Uppdragsstatus | None


class Bedomningsandring(Modell):
    """A delmål whose written assessment has another colour; None where a report gives it none."""

    delmal: str
    fore: Status | None
    nu: Status | None

    @property
    def text(self) -> str:
        """The change in Swedish."""
        fore, nu = ("ingen angiven färg" if s is None else s.value for s in (self.fore, self.nu))
        return f"{self.delmal}: från {fore} till {nu}."


class Rapportjamforelse(Visbar, Modell):
    """What has changed from a report to a later one. Causes are for the nämnd to write."""

    foregaende_period: str | None
    period: str | None
    totalt: Prognosandring
    poster: tuple[Prognosandring, ...]
    """The items of the tables that have a forecast deviation in both reports and whose deviation differs."""
    nya_avvikelser: tuple[Prognosandring, ...]
    """Items with a deviation now and none, or no such item, before."""
    forsvunna_avvikelser: tuple[Prognosandring, ...]
    """Items with a deviation before and none, or no such item, now."""
    ej_namnda: tuple[str, ...]
    """Planned measures and proposed decisions of the earlier report that the later one does not mention."""
    uppdrag: tuple[Uppdragsandring, ...]
    """Uppdrag whose forecast differs."""
    ej_namnda_uppdrag: tuple[str, ...]
    """Uppdrag of the earlier report that the later one does not have."""
    angiven_forandring: Decimal | None
    """The change that the later report states, in mnkr, when it counts from the earlier; else None."""
    bedomningar: tuple[Bedomningsandring, ...] = ()
    """Delmål whose written assessment differs."""

    @property
    def text(self) -> str:
        """The whole in Swedish, to paste into the section; causes are left to be written."""
        return "\n".join(_rader(self))

    def __str__(self) -> str:
        return self.text


def jamfor_rapporter(foregaende: Rapport, denna: Rapport) -> Rapportjamforelse:
    """What has changed in the forecast, the deviations, the promises, the uppdrag and the written assessments since the
    earlier report.

    An item is found by its row label in tables that have a forecast deviation; amounts are compared in mnkr, and a
    table without a unit is left out unless both reports leave it out.

    >>> maj = Rapport(period="2018-05", prognos_budgetavvikelse=-5)
    >>> augusti = Rapport(period="2018-08", prognos_budgetavvikelse=-6)
    >>> jamfor_rapporter(maj, augusti).totalt.forandring
    Decimal('-1')

    Args:
        foregaende: the earlier report.
        denna: the later one.

    Raises:
        RapportFel: the later report is not later, or the two are from different nämnder.
        TypeError: an argument that is no report.
    """
    for rapport in (foregaende, denna):
        if not isinstance(rapport, Rapport):
            raise TypeError(f"väntade en Rapport, fick {type(rapport).__name__}")
    _kontrollera(foregaende, denna)
    fore, nu = dict(_avvikelser(foregaende)), dict(_avvikelser(denna))
    andringar = [_andring(namn, fore.get(namn), nu.get(namn)) for namn in dict.fromkeys((*fore, *nu))]
    mellan = denna.prognosforandring if denna.prognosforandring_sedan in (None, foregaende.period) else None
    sagt = _allt(denna)
    return Rapportjamforelse(
        foregaende_period=foregaende.period,
        period=denna.period,
        totalt=_prognosandring("totalt", foregaende.prognos_budgetavvikelse, denna.prognos_budgetavvikelse),
        poster=tuple(a for a in andringar if a.fore and a.nu and a.forandring),
        nya_avvikelser=tuple(a for a in andringar if a.nu and not a.fore),
        forsvunna_avvikelser=tuple(a for a in andringar if a.fore and not a.nu),
        ej_namnda=tuple(lofte for lofte in _loften(foregaende) if normera(lofte) not in sagt),
        uppdrag=tuple(_uppdrag(foregaende, denna)),
        ej_namnda_uppdrag=_borttagna_uppdrag(foregaende, denna),
        angiven_forandring=mellan,
        bedomningar=jamfor_bedomningar(foregaende.bedomningar, denna.bedomningar),
    )


def jamfor_bedomningar(fore: Iterable[Bedomning], nu: Iterable[Bedomning]) -> tuple[Bedomningsandring, ...]:
    """The delmål whose colour as people have written it differs; one that is not assessed has none."""
    farger = [{b.delmal: b.status for b in bedomningar} for bedomningar in (fore, nu)]
    return tuple(
        Bedomningsandring(delmal=delmal, fore=farger[0].get(delmal), nu=farger[1].get(delmal))
        for delmal in sorted(farger[0].keys() | farger[1].keys())
        if farger[0].get(delmal) is not farger[1].get(delmal)
    )


def _kontrollera(foregaende: Rapport, denna: Rapport) -> None:
    if foregaende.period is not None and denna.period is not None and denna.period <= foregaende.period:
        raise RapportFel(
            f"den senare rapporten gäller {denna.period}, som inte är efter {foregaende.period}; byt plats på dem"
        )
    if None not in (foregaende.namnd, denna.namnd) and foregaende.namnd != denna.namnd:
        raise RapportFel(f"rapporterna är från olika nämnder: {foregaende.namnd} och {denna.namnd}")


def _prognosandring(namn: str, fore: Decimal | None, nu: Decimal | None) -> Prognosandring:
    kand = fore is not None and nu is not None
    return Prognosandring(namn=namn, fore=fore, nu=nu, forandring=skillnad(nu, fore) if kand else None)  # type: ignore[arg-type]


def _andring(nyckeln: str, fore: tuple[str, Decimal] | None, nu: tuple[str, Decimal] | None) -> Prognosandring:
    namn = (nu or fore or (nyckeln, Decimal(0)))[0]
    return _prognosandring(namn, None if fore is None else fore[1], None if nu is None else nu[1])


def _avvikelser(rapport: Rapport) -> Iterator[tuple[str, tuple[str, Decimal]]]:
    """The items with a forecast deviation: name as compared -> name as printed and amount; the first of a name."""
    sedda: set[str] = set()
    for avsnitt in rapport.avsnitt:
        for tabell in avsnitt.tabeller:
            kolumner = [
                i
                for i, rubrik in enumerate(tabell.kolumner)
                if (s := las_kolumnslag(rubrik)) is not None and (s.figur, s.tid) == ("avvikelse", "helår")
            ]
            if len(kolumner) != 1 or (tabell.enhet is not None and tabell.enhet not in KRONOR):
                continue
            for rad in tabell.rader:
                varde = rad.varden[kolumner[0]]
                # the total of a table of one row, which no printed total adds up, is told by itself
                if varde is not None and nyckel(rad.namn) not in sedda | _TOTALER:
                    sedda.add(nyckel(rad.namn))
                    yield nyckel(rad.namn), (rad.namn, omvandla(Tal(varde, tabell.enhet), _MNKR))


def _loften(rapport: Rapport) -> Iterator[str]:
    if rapport.atgardsplan is not None:
        yield from (atgard.beskrivning for atgard in rapport.atgardsplan.planerade or ())
    yield from (forslag.text for forslag in rapport.beslutsforslag or ())


def _allt(rapport: Rapport) -> str:
    """All that a report says, as :func:`normera` writes it."""
    delar: list[str] = []
    for avsnitt in rapport.avsnitt:
        delar += [avsnitt.titel, avsnitt.text, *avsnitt.punkter, *(u.namn for u in avsnitt.uppdrag)]
        delar += [rad.namn for tabell in avsnitt.tabeller for rad in tabell.rader]
        delar += [a for grupp in avsnitt.grupper for a in (grupp.namn, *grupp.aktiviteter)]
    if rapport.atgardsplan is not None:
        plan = rapport.atgardsplan
        delar += [plan.status or "", *(a.beskrivning for a in (*(plan.vidtagna or ()), *(plan.planerade or ())))]
    delar += [forslag.text for forslag in rapport.beslutsforslag or ()]
    return " | ".join(map(normera, delar))


def _uppdrag(foregaende: Rapport, denna: Rapport) -> Iterator[Uppdragsandring]:
    fore = {normera(u.namn): u.prognos for _, u in reversed(foregaende.alla_uppdrag())}
    for _, uppdrag in denna.alla_uppdrag():
        if normera(uppdrag.namn) in fore and fore[normera(uppdrag.namn)] is not uppdrag.prognos:
            yield Uppdragsandring(namn=uppdrag.namn, fore=fore[normera(uppdrag.namn)], nu=uppdrag.prognos)


def _borttagna_uppdrag(foregaende: Rapport, denna: Rapport) -> tuple[str, ...]:
    nu = {normera(u.namn) for _, u in denna.alla_uppdrag()}
    return tuple(dict.fromkeys(u.namn for _, u in foregaende.alla_uppdrag() if normera(u.namn) not in nu))


def _rader(svar: Rapportjamforelse) -> Iterator[str]:
    sedan = (
        "föregående rapport"
        if svar.foregaende_period is None
        else f"rapporten för {skriv_period(svar.foregaende_period)}"
    )
    yield f"Prognosförändring sedan {sedan}"
    yield f"Avvikelse mot årets budget, {svar.totalt.text}"
    if svar.angiven_forandring is not None and svar.totalt.forandring not in (None, svar.angiven_forandring):
        yield (
            f"Obs! Rapporten anger förändringen till {skriv_med_enhet(svar.angiven_forandring, _MNKR)}, men de två "
            "rapporternas prognoser ger en annan."
        )
    for rubrik, poster in (
        ("Poster som har ändrats", svar.poster),
        ("Nya avvikelser", svar.nya_avvikelser),
        ("Avvikelser som har försvunnit", svar.forsvunna_avvikelser),
    ):
        if poster:
            yield f"{rubrik} (skriv orsaken till var och en):"
            yield from (f"- {p.text}" for p in poster)
    if svar.uppdrag:
        yield "Uppdrag med ändrad prognos:"
        yield from (f"- {u.namn}: från {_status(u.fore)} till {_status(u.nu)}." for u in svar.uppdrag)
    if svar.bedomningar:
        yield "Bedömningar som har ändrats (skriv orsaken till var och en):"
        yield from (f"- {b.text}" for b in svar.bedomningar)
    for rubrik, namn in (
        ("Utlovat i den förra rapporten men inte nämnt i den här", svar.ej_namnda),
        ("Uppdrag i den förra rapporten som inte är med i den här", svar.ej_namnda_uppdrag),
    ):
        if namn:
            yield f"{rubrik}:"
            yield from (f"- {n}" for n in namn)


def _status(status: Uppdragsstatus | None) -> str:
    return "inte angiven" if status is None else f"”{status.value}”"
