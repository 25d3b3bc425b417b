"""Status: Grön, Gul or Röd for a delmål, as the set that missing facts and open readings leave, and why.

``statusberaknare`` compiles a rule once, into one provning per choice of readings that is open; ``berakna_status``
answers for a whole guideline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any, Final

from ..errors import KalenderFel
from ..models.indikator import Indikator
from ..models.kalla import Kalla
from ..models.mal import Delmal
from ..models.malvarde import Gransmalvarde
from ..models.papekande import Papekande
from ..models.regelverk import Regelverk
from ..models.skalor import Allvar, Lage, Rapporttyp, Status, Utfallsslag
from ..models.tal import skillnad, skriv_med_enhet, skriv_tal
from ..models.utfall import Utfall
from .lasningar import alla_val, namnda_tolkningar
from .motivering import motivera
from .provning import (
    Antal,
    Antalsprovning,
    Fakta,
    Provning,
    Svar,
    Vardesprovning,
    enhet_under,
    lage,
    malvarde_under,
    provning,
)
from .svar import BeraknadIndikator, BeraknadStatus, Statusinnehall, Statusoversikt, lat_status, ordnade
from .underlag import underlag
from .utfallslasning import Givet, kontrollera_ids, las_utfall

_BRUS: Final = Decimal("1e-9")
_PERIOD: Final = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII)
_ANDLIGT: Final = Decimal.is_finite


class Statusberaknare:
    """The rule of one delmål, compiled: call it with outcomes for a :class:`BeraknadStatus`."""

    def __init__(
        self,
        regelverk: Regelverk,
        delmal: Delmal,
        rapporttyp: Rapporttyp | None,
        period: str | None,
        enhet: str | None,
    ) -> None:
        self.regelverk, self.delmal = regelverk, delmal
        self.rapporttyp, self.period, self.enhet = rapporttyp, period, enhet
        self._kanda = {indikator.id: indikator for indikator in regelverk.indikatorer}
        self._tolkningar = tuple(
            dict.fromkeys(
                namnda_tolkningar(delmal.statusregel)
                + tuple(t for id in _indikatorer_i(delmal) for t in namnda_tolkningar(self._kanda[id]))
            )
        )
        self._provningar = self._kompilera(regelverk)
        ids = dict.fromkeys(id for prov in self._provningar for id in prov.malvarden)
        self._indikatorer = tuple((self._kanda[id], _enheter_for(regelverk, self._kanda[id])) for id in ids)
        self._snabb: _Snabbraknare | None = None
        if _Snabbraknare.passar(self._provningar, self._kanda):
            assert isinstance(self._provningar[0], Antalsprovning)
            self._snabb = _Snabbraknare(self._provningar[0], self._kanda, self._innehall_av_utfall)

    def _kompilera(self, regelverk: Regelverk) -> tuple[Provning, ...]:
        return tuple(
            provning(self.delmal.statusregel, val, self._kanda, self.rapporttyp)
            for val in alla_val(regelverk, self._tolkningar)
        )

    def __call__(self, utfall: Mapping[str, Givet]) -> BeraknadStatus:
        """The colour that these outcomes give; other indicators of the guideline may be among them.

        Raises:
            OkantId: ids that are no indicators of the guideline.
            UtfallFel: outcomes that cannot be read, of another unit or outside their scale; all at once.
            TypeError: a value of another Python type.
        """
        if self._snabb is not None and (svar := self._snabb.rakna(utfall)) is not None:
            return svar
        kontrollera_ids(utfall, self._kanda)
        return self.av_fakta(las_utfall(utfall, self._indikatorer))

    def av_fakta(self, fakta: Fakta) -> BeraknadStatus:
        """The colour that read and checked outcomes give."""
        svar = [prov.prova(fakta) for prov in self._provningar]
        return lat_status((_mojliga(svar), _antal(svar)), self._innehall, fakta)

    def _innehall_av_utfall(self, utfall: Mapping[str, Givet]) -> Statusinnehall:
        return self._innehall(las_utfall(utfall, self._indikatorer))

    def _innehall(self, fakta: Fakta) -> Statusinnehall:
        svar = [prov.prova(fakta) for prov in self._provningar]
        mojliga, antal = _mojliga(svar), _antal(svar)
        styr = tuple(id for id in self._tolkningar if self._skiljer(id, fakta))
        anvanda = [t for t in self._tolkningar if t in styr or any(t in s.anvanda for s in svar)]
        rader = tuple(
            berakna_rad(self.regelverk, indikator, utfall, _regelgranser(self.delmal, utfall))
            for indikator, _ in self._indikatorer
            for utfall in (fakta[indikator.id],)
        )
        tolkningar = tuple(
            t.id for t in self.regelverk.tolkningar if t.id in anvanda or any(t.id in rad.tolkningar for rad in rader)
        )
        oppna = tuple(id for id in styr if self.regelverk.tolkning(id).ar_oppen)
        saknade = tuple(dict.fromkeys(faktum for s in svar for faktum in s.saknade))
        return Statusinnehall(
            delmal=self.delmal.id,
            namn=self.delmal.namn,
            rapporttyp=self.rapporttyp,
            period=self.period,
            enhet=self.enhet,
            status=next(iter(mojliga)) if len(mojliga) == 1 else None,
            mojliga=ordnade(mojliga),
            antal=antal,
            indikatorer=rader,
            saknade=saknade,
            oppna_tolkningar=oppna,
            tolkningar=tolkningar,
            papekanden=(*self._papekanden(fakta, svar, mojliga), *_sammanforda(self.delmal, rader)),
            kalla=self.delmal.statusregel.kalla[0],
            motivering=motivera(self.regelverk, self.delmal, self._provningar, fakta, svar, rader, oppna, anvanda),
        )

    def _skiljer(self, tolkning: str, fakta: Fakta) -> bool:
        """Whether the readings of a tolkning, the others as they are chosen, give different colours here."""
        lasningar = [lasning.id for lasning in self.regelverk.tolkning(tolkning).lasningar]
        svar = {
            _mojliga([p.prova(fakta) for p in self._kompilera(self.regelverk.med_tolkningar({tolkning: lasning}))])
            for lasning in lasningar
        }
        return len(svar) > 1

    def _papekanden(self, fakta: Fakta, svar: list[Svar], mojliga: frozenset[Status]) -> Iterable[Papekande]:
        kalla = self.delmal.statusregel.kalla[0]
        if self.enhet is not None:
            text = f"Färgen gäller koncernen; här är regeln tillämpad på {self.enhet}, vilket är en egen tillämpning."
            yield _papekande("STATUS-01", Allvar.UPPLYSNING, text, self.delmal.id, kalla)
        if not mojliga:
            text = "Regeln ger ingen färg för utfallet under vald läsning."
            yield _papekande("STATUS-02", Allvar.VARNING, text, self.delmal.id, kalla)
        if any(s.olika_slag for s in svar):
            text = (
                "Utfallet och det som det jämförs med är olika slags siffror (till exempel ett ackumulerat utfall och "
                "ett helår); jämförelsen är inte gjord."
            )
            yield _papekande("STATUS-03", Allvar.VARNING, text, self.delmal.id, kalla)
        for prov in self._provningar:
            if isinstance(prov, Vardesprovning) and (rundat := prov.avrundat(fakta)) is not None:
                varde, till, tolkning = rundat
                text = f"{skriv_tal(varde)} räknas som {skriv_tal(till)} efter avrundning."
                yield _papekande("STATUS-05", Allvar.UPPLYSNING, text, prov.indikator, kalla, tolkning)
        for indikator, _ in self._indikatorer:
            utfall = fakta[indikator.id]
            avser = None if utfall is None else utfall.period
            if avser is not None and self.period is not None and avser != self.period:
                text = f"{indikator.namn}: utfallet avser {avser}, men frågan gäller {self.period}."
                yield _papekande("STATUS-04", Allvar.VARNING, text, indikator.id, indikator.kalla)


class _Snabbraknare:
    """The shortest way for the commonest case: a counting rule, one choice of readings, bounds without a scale, and
    plain Decimals (or None) as outcomes. Anything else is left to the general way, which gives the same answer."""

    __slots__ = ("_bygg", "_forsta", "_ids", "_kanda", "_ovriga", "_rader", "_svar", "_typer")

    def __init__(
        self,
        prov: Antalsprovning,
        kanda: Mapping[str, Indikator],
        bygg: Callable[[Mapping[str, Givet]], Statusinnehall],
    ) -> None:
        rader = [(_jamfor(malvarde), id, malvarde.grans) for id, malvarde in _granser(prov)]
        rader.sort(key=lambda rad: rad[0].__name__)  # indicators that are compared the same way stand together
        grupper = [
            (jamfor, start, tuple(grans for j, _, grans in rader if j is jamfor))
            for jamfor in dict.fromkeys(jamfor for jamfor, _, _ in rader)
            for start in (next(i for i, rad in enumerate(rader) if rad[0] is jamfor),)
        ]
        av = len(rader)
        self._rader = tuple((jamfor, grans) for jamfor, _, grans in rader)
        self._ids = tuple(id for _, id, _ in rader)
        self._typer = (Decimal,) * av
        self._forsta = (grupper[0][0], grupper[0][2])
        self._ovriga = tuple(grupper[1:])
        self._svar = tuple(
            tuple((prov.tabell[n][okanda], Antal(n, av - n - okanda, okanda, av)) for okanda in range(av - n + 1))
            for n in range(av + 1)
        )
        self._kanda = kanda.keys()
        self._bygg = bygg

    @staticmethod
    def passar(provningar: tuple[Provning, ...], kanda: Mapping[str, Indikator]) -> bool:
        """Whether the rule is of the common kind."""
        return (
            len(provningar) == 1
            and isinstance(provningar[0], Antalsprovning)
            and len(provningar[0].malvarden) > 0
            and len(_granser(provningar[0])) == len(provningar[0].malvarden)
            and all(kanda[id].skala is None for id in provningar[0].malvarden)
        )

    def rakna(self, utfall: Mapping[str, Givet]) -> BeraknadStatus | None:
        """The answer; None when the outcomes are not of the common kind."""
        varden: tuple[Any, ...] = tuple(map(utfall.get, self._ids))
        if tuple(map(type, varden)) == self._typer:
            if not all(map(_ANDLIGT, varden)):
                return None
            jamfor, granser = self._forsta
            uppnadda = [*map(jamfor, varden, granser)].count(True)
            for jamfor, start, granser in self._ovriga:
                uppnadda += [*map(jamfor, varden[start:], granser)].count(True)
            okanda = 0
        else:
            uppnadda = okanda = 0
            for varde, (jamfor, grans) in zip(varden, self._rader, strict=True):
                if varde is None:
                    okanda += 1
                elif varde.__class__ is Decimal and varde.is_finite():
                    uppnadda += jamfor(varde, grans)
                else:
                    return None
        if len(utfall) != len(varden) - okanda and not utfall.keys() <= self._kanda:
            return None
        return lat_status(self._svar[uppnadda][okanda], self._innehall, varden)

    def _innehall(self, varden: tuple[Decimal | None, ...]) -> Statusinnehall:
        return self._bygg(dict(zip(self._ids, varden, strict=True)))


def _granser(prov: Antalsprovning) -> list[tuple[str, Gransmalvarde]]:
    return [(id, malvarde) for id, malvarde in prov.malvarden.items() if isinstance(malvarde, Gransmalvarde)]


def _jamfor(malvarde: Gransmalvarde) -> Callable[[Decimal, Decimal], bool]:
    if malvarde.uppat:
        return ge if malvarde.inklusiv else gt
    return le if malvarde.inklusiv else lt


def statusberaknare(
    regelverk: Regelverk,
    delmal: str,
    rapporttyp: Rapporttyp | None = None,
    *,
    period: str | None = None,
    enhet: str | None = None,
) -> Statusberaknare:
    """The rule of one delmål, compiled for repeated use.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> rakna = statusberaknare(las_regelverk("halland-2018"), "delmal-3")
    >>> rakna({"index-medarbetarenkat": "71,5"}).status.value
    'Gul'

    Args:
        delmal: the delmål's id.
        rapporttyp: the report that the outcomes are for; without it, a rule that depends on it settles only what holds
            for every report type.
        period: the last month that the outcomes cover, an ISO month.
        enhet: the name of the one nämnd or unit that the koncern's rule is applied to; the answer is marked as that.

    Raises:
        OkantId: no delmål has the id.
        KalenderFel: ``period`` is no ISO month.
        TypeError: an argument of the wrong Python type.
    """
    _kontrollera_argument(rapporttyp, period, enhet)
    return Statusberaknare(regelverk, regelverk.delmal_med_id(delmal), rapporttyp, period, enhet)


def berakna_status(
    regelverk: Regelverk,
    utfall: Mapping[str, Givet],
    *,
    rapporttyp: Rapporttyp | None = None,
    period: str | None = None,
    enhet: str | None = None,
) -> Statusoversikt:
    """The statuses of all the guideline's delmål for these outcomes.

    A missing id is the same as None: not known. Outcomes are never taken from the guideline's utgångsvärden.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> u = berakna_status(las_regelverk("halland-2018"), {"index-medarbetarenkat": 75})
    >>> u["delmal-3"].status.value, u["delmal-1"].status
    ('Grön', None)

    Args:
        utfall: indicator id -> outcome, as an ``Utfall``, a Decimal, int or float, a Swedish text, or None.
        rapporttyp: as for :func:`statusberaknare`.
        period: as for :func:`statusberaknare`.
        enhet: as for :func:`statusberaknare`.

    Raises:
        OkantId: ids that are no indicators of the guideline.
        UtfallFel: outcomes that cannot be read, of another unit or outside their scale; all at once.
        KalenderFel: ``period`` is no ISO month.
        TypeError: an argument of the wrong Python type.
    """
    _kontrollera_argument(rapporttyp, period, enhet)
    if not isinstance(utfall, Mapping):
        raise TypeError(f"väntade utfall som en mappning id -> utfall, fick {type(utfall).__name__}")
    kanda = {indikator.id: indikator for indikator in regelverk.indikatorer}
    kontrollera_ids(utfall, kanda)
    enheter = {id: _enheter_for(regelverk, indikator) for id, indikator in kanda.items()}
    fakta = las_utfall(utfall, [(indikator, enheter[id]) for id, indikator in kanda.items()])
    raknare = [Statusberaknare(regelverk, delmal, rapporttyp, period, enhet) for delmal in regelverk.delmal]
    ovriga = [i for i in regelverk.indikatorer if i.delmal is None and fakta[i.id] is not None]
    return Statusoversikt(
        {r.delmal.id: r.av_fakta(fakta) for r in raknare},
        lambda: tuple(berakna_rad(regelverk, i, fakta[i.id]) for i in ovriga),
        lambda: underlag(regelverk, fakta, rapporttyp, period, enhet),
    )


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
    fakta = las_utfall({indikator: utfall}, [(funnen, _enheter_for(regelverk, funnen))])
    return berakna_rad(regelverk, funnen, fakta[indikator])


def utgangsvarden(regelverk: Regelverk) -> dict[str, Utfall]:
    """The baselines that the guideline prints, by indicator id, marked as such. They are not outcomes.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> utgangsvarden(las_regelverk("halland-2018"))["basbehandling-hjartsvikt"]
    Utfall(varde=Decimal('53.0'), enhet='%', slag='utgångsvärde')
    """
    return {
        indikator.id: Utfall(indikator.utgangsvarde, enhet=indikator.enhet, slag=Utfallsslag.UTGANGSVARDE)
        for indikator in regelverk.indikatorer
        if indikator.utgangsvarde is not None
    }


def berakna_rad(
    regelverk: Regelverk, indikator: Indikator, utfall: Utfall | None, granser: Iterable[Decimal] = ()
) -> BeraknadIndikator:
    """Where an indicator stands with a read and checked outcome, under every choice of readings that is open.

    ``granser`` are bounds beside the target's that the outcome is held against.
    """
    tolkningar = namnda_tolkningar(indikator)
    val = list(alla_val(regelverk, tolkningar))
    malvarden = list(dict.fromkeys(malvarde_under(indikator, v) for v in val))
    lagen = {lage(malvarde, utfall) for malvarde in malvarden}
    malvarde = malvarden[0] if len(malvarden) == 1 else None
    varde = None if utfall is None else utfall.varde
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
        yield _papekande("STATUS-10", Allvar.UPPLYSNING, text, plats, kalla)
    if indikator.under_utveckling:
        text = "Målvärdet är under utveckling, så utfallet kan inte räknas."
        yield _papekande("STATUS-11", Allvar.UPPLYSNING, text, plats, kalla)
    elif lagen == {None}:
        text = f"Målvärdet ”{indikator.malvarde}” är ord som ingen regel kan pröva utfallet mot."
        yield _papekande("STATUS-12", Allvar.UPPLYSNING, text, plats, kalla)
    malvarden = (indikator.malvarde, *(lasning.malvarde for lasning in indikator.lasningar))
    for grans in sorted({*granser, *(m.grans for m in malvarden if isinstance(m, Gransmalvarde))}):
        if utfall.ar_flyttal and varde != grans and abs(skillnad(varde, grans)) < _BRUS:
            text = (
                "Utfallet är ett flyttal som ligger mindre än en miljarddel från gränsen "
                f"{skriv_med_enhet(grans, indikator.enhet)}; det är troligen avrundningsbrus. Ange Decimal eller text."
            )
            yield _papekande("STATUS-13", Allvar.UPPLYSNING, text, plats, kalla)
    for id in namnda_tolkningar(indikator):
        lasningar = [{id: lasning.id} for lasning in regelverk.tolkning(id).lasningar]
        if len({lage(malvarde_under(indikator, v), utfall) for v in lasningar}) > 1:
            text = f"Om {skriv_med_enhet(varde, indikator.enhet)} når målvärdet beror på tolkningen {id}."
            yield _papekande("STATUS-14", Allvar.UPPLYSNING, text, plats, kalla, id)
    if indikator.forbehall is not None:
        yield _papekande("STATUS-15", Allvar.UPPLYSNING, indikator.forbehall, plats, kalla)


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


def _papekande(kod: str, allvar: Allvar, text: str, plats: str, kalla: Kalla, tolkning: str | None = None) -> Papekande:
    return Papekande(kod=kod, allvar=allvar, text=text, plats=plats, kalla=kalla, tolkning=tolkning)


def _indikatorer_i(delmal: Delmal) -> tuple[str, ...]:
    regel = delmal.statusregel
    if regel.slag == "antal":
        return tuple(dict.fromkeys(id for urval in regel.urval for id in urval.indikatorer))
    return (regel.indikator,)


def _regelgranser(delmal: Delmal, utfall: Utfall | None) -> list[Decimal]:
    """The bounds of a rule on a value, and what the value is compared with."""
    regel = delmal.statusregel
    if regel.slag == "antal" or utfall is None:
        return []
    granser = [grans for steg in regel.steg for grans in steg.granser]
    if regel.slag == "avvikelse":
        jamforda = (getattr(utfall, grund.faktum.value) for grund in regel.jamforelse)
        granser += [varde for varde in jamforda if varde is not None]
    return granser


def _enheter_for(regelverk: Regelverk, indikator: Indikator) -> tuple[str | None, ...]:
    """The units that an outcome may be in under the readings that are open; None takes any."""
    val = alla_val(regelverk, namnda_tolkningar(indikator))
    return tuple(dict.fromkeys(enhet_under(indikator, v) for v in val))


def _mojliga(svar: Iterable[Svar]) -> frozenset[Status]:
    return frozenset().union(*(s.mojliga for s in svar))


def _antal(svar: Iterable[Svar]) -> Antal | None:
    antal = {s.antal for s in svar}
    return next(iter(antal)) if len(antal) == 1 else None


def _kontrollera_argument(rapporttyp: Rapporttyp | None, period: str | None, enhet: str | None) -> None:
    if rapporttyp is not None and not isinstance(rapporttyp, Rapporttyp):
        raise TypeError(f"väntade en Rapporttyp, fick {type(rapporttyp).__name__}")
    if period is not None:
        kontrollera_period(period)
    if enhet is not None and not isinstance(enhet, str):
        raise TypeError(f"väntade enhetens namn (str), fick {type(enhet).__name__}")


def kontrollera_period(period: str) -> None:
    """Raises when a period is no ISO month."""
    if not isinstance(period, str):
        raise TypeError(f"väntade en period (str), fick {type(period).__name__}")
    if not _PERIOD.fullmatch(period):
        raise KalenderFel(f"perioden {period!r} är ingen månad; skriv till exempel 2018-03")
