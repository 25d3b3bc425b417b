"""Redovisning: what a computed status says when it is read: its rows, its findings and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from ..models.kalla import Kalla
from ..models.mal import Delmal
from ..models.papekande import Papekande
from ..models.skalor import Allvar, Bedombarhet, Lage, Status
from ..models.tal import skriv_tal
from ..models.utfall import Utfall
from .beraknad import BeraknadIndikator, Statusinnehall
from .indikatorer import berakna_rad
from .lasningar import Val, skiljer
from .motivering import motivera
from .perioder import oforenlig
from .provning import Fakta, Kvotprovning, Svar, Vardesprovning, farger, gemensamt_antal
from .statusfraga import Statusfraga
from .svar import ordnade


def redovisa(fraga: Statusfraga, fakta: Fakta) -> Statusinnehall:
    """All that the answer for these outcomes says."""
    regelverk, delmal = fraga.regelverk, fraga.delmal
    svar = [prov.prova(fakta) for prov in fraga.provningar]
    mojliga = farger(svar)

    def farger_under(val: Val) -> frozenset[Status]:
        return farger(prov.prova(fakta) for prov in fraga.under(val))

    styr = tuple(id for id in fraga.tolkningar if skiljer(regelverk, id, fraga.tolkningar, farger_under))
    anvanda = [t for t in fraga.tolkningar if t in styr or any(t in s.anvanda for s in svar)]
    rader = tuple(
        berakna_rad(regelverk, indikator, utfall, _regelgranser(fraga, utfall), _avrundningar(fraga))
        for indikator in fraga.indikatorer
        for utfall in (fakta[indikator.id],)
    )
    bedombarhet = _bedombarhet(fraga, rader)
    oppna = tuple(id for id in styr if regelverk.tolkning(id).ar_oppen)
    return Statusinnehall(
        delmal=delmal.id,
        namn=delmal.namn,
        rapporttyp=fraga.rapporttyp,
        period=fraga.period,
        enhet=fraga.enhet,
        status=next(iter(mojliga)) if len(mojliga) == 1 else None,
        mojliga=ordnade(mojliga),
        antal=gemensamt_antal(svar),
        bedombarhet=bedombarhet,
        indikatorer=rader,
        saknade=tuple(dict.fromkeys(faktum for s in svar for faktum in s.saknade)),
        oppna_tolkningar=oppna,
        tolkningar=tuple(
            t.id for t in regelverk.tolkningar if t.id in anvanda or any(t.id in rad.tolkningar for rad in rader)
        ),
        papekanden=(*_papekanden(fraga, fakta, svar, mojliga, bedombarhet), *_sammanforda(delmal, rader)),
        kalla=delmal.statusregel.kalla[0],
        motivering=motivera(regelverk, delmal, fraga.provningar, fakta, svar, rader, oppna, anvanda),
    )


def _bedombarhet(fraga: Statusfraga, rader: Sequence[BeraknadIndikator]) -> Bedombarhet | None:
    """Svårbedömt unless enough is known of what is counted under every choice of readings that is open."""
    minst = fraga.delmal.statusregel.minst_kanda
    if minst is None:
        return None
    kanda = {rad.id for rad in rader if _ar_kand(rad)}
    nog = all(len(kanda & prov.malvarden.keys()) >= minst for prov in fraga.provningar)
    return Bedombarhet.BEDOMBART if nog else Bedombarhet.SVARBEDOMT


def _ar_kand(rad: BeraknadIndikator) -> bool:
    """Whether the outcome itself is known, or enough of its parts to settle where the indicator stands."""
    varde = None if rad.utfall is None else rad.utfall.varde
    return varde is not None or rad.lage in (Lage.UPPNADD, Lage.EJ_UPPNADD)


def _papekanden(
    fraga: Statusfraga,
    fakta: Fakta,
    svar: Sequence[Svar],
    mojliga: frozenset[Status],
    bedombarhet: Bedombarhet | None,
) -> Iterable[Papekande]:
    kalla = fraga.delmal.statusregel.kalla[0]
    if fraga.enhet is not None:
        text = f"Färgen gäller koncernen; här är regeln tillämpad på {fraga.enhet}, vilket är en egen tillämpning."
        yield _papekande("STATUS-01", Allvar.UPPLYSNING, text, fraga.delmal.id, kalla)
    if not mojliga:
        text = "Regeln ger ingen färg för utfallet under vald läsning."
        yield _papekande("STATUS-02", Allvar.VARNING, text, fraga.delmal.id, kalla)
    if bedombarhet is Bedombarhet.SVARBEDOMT:
        minst = fraga.delmal.statusregel.minst_kanda
        text = f"Riktlinjen kallar statusen svårbedömd: minst {minst} utfall ska vara kända."
        yield _papekande("STATUS-07", Allvar.UPPLYSNING, text, fraga.delmal.id, kalla)
    if any(s.olika_slag for s in svar):
        text = (
            "Utfallet och det som det jämförs med är olika slags siffror (till exempel ett ackumulerat utfall och "
            "ett helår); jämförelsen är inte gjord."
        )
        yield _papekande("STATUS-03", Allvar.VARNING, text, fraga.delmal.id, kalla)
    if fraga.rapporttyp is not None and fraga.period is not None:
        oforenligt = oforenlig(fraga.regelverk, fraga.rapporttyp, fraga.period)
        if oforenligt is not None:
            yield _papekande("STATUS-06", Allvar.VARNING, f"{oforenligt}.", fraga.delmal.id, kalla)
    for prov in fraga.provningar:
        if isinstance(prov, Vardesprovning) and (rundat := prov.avrundning_av(fakta)) is not None:
            varde, till, tolkning = rundat
            text = f"{skriv_tal(varde)} räknas som {skriv_tal(till)} efter avrundning."
            yield _papekande("STATUS-05", Allvar.UPPLYSNING, text, prov.indikator, kalla, tolkning)
    for indikator in fraga.indikatorer:
        utfall = fakta[indikator.id]
        avser = None if utfall is None else utfall.period
        if avser is not None and fraga.period is not None and avser != fraga.period:
            text = f"{indikator.namn}: utfallet avser {avser}, men frågan gäller {fraga.period}."
            yield _papekande("STATUS-04", Allvar.VARNING, text, indikator.id, indikator.kalla)


def _sammanforda(delmal: Delmal, rader: Iterable[BeraknadIndikator]) -> Iterable[Papekande]:
    """The findings of the rows, those that say the same of several put together."""
    lika: dict[tuple[str, str], list[tuple[BeraknadIndikator, Papekande]]] = {}
    for rad in rader:
        for papekande in rad.papekanden:
            lika.setdefault((papekande.kod, papekande.text), []).append((rad, papekande))
    for (kod, text), par in lika.items():
        rad, forsta = par[0]
        vilka = rad.namn if len(par) == 1 else f"{len(par)} indikatorer"
        plats = rad.id if len(par) == 1 else delmal.id
        yield _papekande(kod, forsta.allvar, f"{vilka}: {text}", plats, forsta.kalla or rad.kalla, forsta.tolkning)


def _avrundningar(fraga: Statusfraga) -> list[Callable[[Decimal], Decimal]]:
    """How the value is rounded before it is compared, under each choice of readings that is open."""
    return [prov.avrundat for prov in fraga.provningar if isinstance(prov, Vardesprovning)]


def _regelgranser(fraga: Statusfraga, utfall: Utfall | None) -> list[Decimal]:
    """The bounds of a rule on a value, in the indicator's unit, and what the value is compared with."""
    regel = fraga.delmal.statusregel
    if regel.slag == "antal" or utfall is None:
        return []
    if regel.slag == "kvot":
        return [g for prov in fraga.provningar if isinstance(prov, Kvotprovning) for g in prov.granser]
    granser = [grans for steg in regel.steg for grans in steg.granser]
    if regel.slag == "avvikelse":
        jamforda = (getattr(utfall, grund.faktum.value) for grund in regel.jamforelse)
        granser += [varde for varde in jamforda if varde is not None]
    return granser


def _papekande(kod: str, allvar: Allvar, text: str, plats: str, kalla: Kalla, tolkning: str | None = None) -> Papekande:
    return Papekande(kod=kod, allvar=allvar, text=text, plats=plats, kalla=kalla, tolkning=tolkning)
