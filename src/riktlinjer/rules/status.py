"""Status: Grön, Gul or Röd for a delmål, as the set that missing facts and open readings leave, and why.

``statusberaknare`` compiles a rule once, into one provning per choice of readings that is open; ``berakna_status``
answers for a whole guideline.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from ..models.indikator import Indikator
from ..models.regelverk import Regelverk
from ..models.skalor import Organisationsniva, Rapporttyp, Utfallsslag
from ..models.utfall import Utfall
from .perioder import kontrollera_enhet, kontrollera_period, kontrollera_rapporttyp
from .provning import Antalsprovning, Fakta, farger, gemensamt_antal
from .snabb import Snabbraknare, snabbraknare
from .statusfraga import Statusfraga
from .svar import BeraknadStatus, Statusoversikt, lat_status
from .utfallslasning import Givet, enheter_for, kontrollera_ids, las_utfall

if TYPE_CHECKING:
    from .beraknad import BeraknadIndikator, Statusinnehall, Underlag
    from .malniva import Malnivaoversikt

_Enheter: TypeAlias = tuple[tuple[Indikator, tuple[str | None, ...]], ...]
"""Each indicator of the rule with the units that its outcome may be in."""


class Statusberaknare:
    """The rule of one delmål, compiled: call it with outcomes for a :class:`BeraknadStatus`."""

    def __init__(self, fraga: Statusfraga) -> None:
        self._fraga, self._redovisa = fraga, _Redovisare(fraga)
        self._enheter = tuple((indikator, enheter_for(fraga.regelverk, indikator)) for indikator in fraga.indikatorer)
        self._snabb: Snabbraknare | None = None
        if len(fraga.provningar) == 1 and isinstance(fraga.provningar[0], Antalsprovning):
            visade = (indikator.id for indikator in fraga.indikatorer)
            bygg = _Utfallsredovisare(fraga, self._enheter)
            self._snabb = snabbraknare(fraga.provningar[0], fraga.kanda, visade, bygg)

    def __call__(self, utfall: Mapping[str, Givet]) -> BeraknadStatus:
        """The colour that these outcomes give; other indicators of the guideline may be among them.

        Raises:
            OkantId: ids that are no indicators of the guideline.
            UtfallFel: outcomes that cannot be read, of another unit or outside their scale; all at once.
            TypeError: a value of another Python type.
        """
        if utfall.__class__ is not dict and not isinstance(utfall, Mapping):  # asking the class of a dict is cheap
            raise TypeError(f"väntade utfall som en mappning id -> utfall, fick {type(utfall).__name__}")
        if self._snabb is not None and (svar := self._snabb(utfall)) is not None:
            return svar
        kontrollera_ids(utfall, self._fraga.kanda)
        return self.av_fakta(las_utfall(utfall, self._enheter))

    def __reduce__(self) -> tuple[type[Statusberaknare], tuple[Statusfraga]]:
        return Statusberaknare, (self._fraga,)

    def av_fakta(self, fakta: Fakta) -> BeraknadStatus:
        """The colour that read and checked outcomes give."""
        svar = [prov.prova(fakta) for prov in self._fraga.provningar]
        return lat_status((farger(svar), gemensamt_antal(svar)), self._redovisa, fakta)


class _Redovisare:
    """Builds the content of an answer from read and checked outcomes."""

    def __init__(self, fraga: Statusfraga) -> None:
        self._fraga = fraga

    @property
    def regelverk(self) -> Regelverk:
        return self._fraga.regelverk

    def __call__(self, fakta: Fakta) -> Statusinnehall:
        from .redovisning import redovisa  # an answer that nobody reads does not pay for its prose

        return redovisa(self._fraga, fakta)


class _Utfallsredovisare:
    """Builds the content of an answer from outcomes as they were given."""

    def __init__(self, fraga: Statusfraga, enheter: _Enheter) -> None:
        self._redovisa, self._enheter = _Redovisare(fraga), enheter

    @property
    def regelverk(self) -> Regelverk:
        return self._redovisa.regelverk

    def __call__(self, utfall: Mapping[str, Givet]) -> Statusinnehall:
        return self._redovisa(las_utfall(utfall, self._enheter))


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
    _kontrollera_argument(regelverk, rapporttyp, period, enhet)
    return Statusberaknare(Statusfraga(regelverk, regelverk.delmal_med_id(delmal), rapporttyp, period, enhet))


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
    _kontrollera_argument(regelverk, rapporttyp, period, enhet)
    if not isinstance(utfall, Mapping):
        raise TypeError(f"väntade utfall som en mappning id -> utfall, fick {type(utfall).__name__}")
    kanda = {indikator.id: indikator for indikator in regelverk.alla_indikatorer}
    kontrollera_ids(utfall, kanda)
    fakta = las_utfall(utfall, [(indikator, enheter_for(regelverk, indikator)) for indikator in kanda.values()])
    statusar = {
        delmal.id: Statusberaknare(Statusfraga(regelverk, delmal, rapporttyp, period, enhet)).av_fakta(fakta)
        for delmal in regelverk.delmal
    }
    ovriga = [i for i in regelverk.indikatorer if i.delmal is None and fakta[i.id] is not None]

    def rader() -> tuple[BeraknadIndikator, ...]:
        from .indikatorer import berakna_rad

        return tuple(berakna_rad(regelverk, indikator, fakta[indikator.id]) for indikator in ovriga)

    def granskningsunderlag() -> Underlag:
        from .underlag import underlag

        return underlag(regelverk, fakta, rapporttyp, period, enhet)

    def langsiktigt() -> Malnivaoversikt:
        from .malniva import Malnivaoversikt, malniva_av, nivamal

        niva = Organisationsniva.KONCERN if enhet is None else Organisationsniva.FORVALTNING
        return Malnivaoversikt(malniva_av(regelverk, m, fakta, niva, enhet, period) for m in nivamal(regelverk))

    return Statusoversikt(statusar, rader, langsiktigt, granskningsunderlag)


def _kontrollera_argument(
    regelverk: Regelverk, rapporttyp: Rapporttyp | None, period: str | None, enhet: str | None
) -> None:
    if not isinstance(regelverk, Regelverk):
        raise TypeError(f"väntade ett Regelverk (se las_regelverk), fick {type(regelverk).__name__}")
    if rapporttyp is not None:
        kontrollera_rapporttyp(rapporttyp)
    if period is not None:
        kontrollera_period(period)
    if enhet is not None:
        kontrollera_enhet(enhet)


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
