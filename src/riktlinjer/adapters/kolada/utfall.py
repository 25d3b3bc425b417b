"""Utfall ur Kolada: figures as the outcomes of indicators, and what a reader needs to know of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from ...errors import OkantId, UtfallFel
from ...models.bas import Modell
from ...models.papekande import Papekande
from ...models.regelverk import Regelverk
from ...models.skalor import Allvar
from ...models.tal import Flyttal, kand_enhet, produkt, skriv_tal
from ...models.utfall import Utfall
from ...rules.indikatorer import berakna_indikator
from ...sidor.ordval import och
from .former import Koladanyckeltal, Koladaomrade, Koladavarde
from .klient import Klient
from .koppling import BOKSTAV, Enhetskoppling, Kon, Koppling, Mattkoppling

KALLRAD: Final = "Källa: Kolada"
"""The words that Kolada's terms ask for beside its figures."""

_RIKET: Final = "0000"
_NIVAER: Final = {"K": "kommuner", "L": "regioner", "R": "regioner"}


class Koladarad(Modell):
    """The outcome of one indicator in one unit."""

    enhet: str
    """The id of the unit in the mapping."""
    indikator: str
    kpi: str
    titel: str | None = None
    """The key figure's title; None when Kolada does not have it."""
    ar: int
    utfall: Utfall | None = None
    """None when nothing is known."""
    bearbetad: bool = False
    """Whether the figures were multiplied by the mapping's factor."""

    @property
    def kallrad(self) -> str | None:
        """The source line to show beside the outcome as it is; None when Kolada must not be named as its source."""
        return None if self.bearbetad or self.utfall is None else KALLRAD


class Koladautfall(Modell):
    """What was read from Kolada for a year."""

    regelverk: str
    ar: int
    rader: tuple[Koladarad, ...]
    """Every unit of the mapping with every indicator of it."""
    enheter: tuple[Enhetskoppling, ...]
    nyckeltal: tuple[Koladanyckeltal, ...]
    """What Kolada says of the key figures; one that it does not have is left out."""
    omraden: tuple[Koladaomrade, ...]
    papekanden: tuple[Papekande, ...] = ()

    def for_enhet(self, id: str) -> dict[str, Utfall | None]:
        """The outcomes of one unit by indicator, as ``berakna_status`` takes them.

        Raises:
            OkantId: the mapping has no such unit.
        """
        if id not in (kanda := [enhet.id for enhet in self.enheter]):
            raise OkantId("enhet", id, kanda)
        return {rad.indikator: rad.utfall for rad in self.rader if rad.enhet == id}

    def kallrad(self, *, bearbetat: bool) -> str | None:
        """The source line to show beside all the figures; None where Kolada must not be named as the source.

        Args:
            bearbetat: whether what is shown is worked out of the figures (a status, a difference, a mean) rather than
                the figures as they were fetched. Figures that the mapping multiplies by a factor are always processed.
        """
        visade = [rad.kallrad for rad in self.rader if rad.utfall is not None]
        return KALLRAD if visade and all(visade) and not bearbetat else None

    @property
    def text(self) -> str:
        """How much is known, in Swedish, with Kolada's own names of the areas to hold against the mapping's."""
        rader = [f"Ur Kolada för {self.ar}:"]
        namn = {omrade.id: omrade.namn for omrade in self.omraden}
        for enhet in self.enheter:
            egna = [rad.utfall for rad in self.rader if rad.enhet == enhet.id]
            kanda = sum(utfall is not None and utfall.varde is not None for utfall in egna)
            dar = f"{enhet.kod} {namn.get(enhet.kod, 'finns inte')} i Kolada"
            rader.append(f"  {enhet.namn} ({dar}): {kanda} av {len(egna)} indikatorer har ett utfall")
        return "\n".join(rader)


def hamta_utfall(klient: Klient, koppling: Koppling, regelverk: Regelverk, *, ar: int) -> Koladautfall:
    """The outcomes of every unit and indicator of a mapping for one year, fetched now.

    The key figures and areas are looked up first: Kolada answers the same, nothing, for a key figure that it does not
    have and for one without figures.

    Args:
        klient: who asks.
        koppling: the mapping, read by :func:`las_koppling`.
        regelverk: the rule set that it was read with.
        ar: the year of the figures.

    Raises:
        NatverksFel: no usable answer came; nothing is returned by half.
        ValueError: ``ar`` is no year, or the mapping is for another rule set.
    """
    _kontrollera(koppling, regelverk)
    nyckeltal = klient.nyckeltal(matt.kpi for matt in koppling.matt)
    omraden = klient.omraden(enhet.kod for enhet in koppling.enheter)
    artal = [ar, ar - 1] if any(matt.hamta_ocksa for matt in koppling.matt) else [ar]
    varden = klient.varden((n.id for n in nyckeltal), (o.id for o in omraden), artal)
    return tolka_utfall(koppling, regelverk, ar=ar, nyckeltal=nyckeltal, omraden=omraden, varden=varden)


def tolka_utfall(
    koppling: Koppling,
    regelverk: Regelverk,
    *,
    ar: int,
    nyckeltal: Iterable[Koladanyckeltal],
    omraden: Iterable[Koladaomrade],
    varden: Iterable[Koladavarde],
) -> Koladautfall:
    """The same from answers that are already there; nothing is fetched.

    Raises:
        ValueError: the mapping is for another rule set.
    """
    _kontrollera(koppling, regelverk)
    nyckeltal, omraden = tuple(nyckeltal), tuple(omraden)
    oversattning = _Oversattning(koppling, regelverk, ar, nyckeltal, omraden, varden)
    rader = tuple(oversattning.rader())
    return Koladautfall(
        regelverk=regelverk.id,
        ar=ar,
        rader=rader,
        enheter=koppling.enheter,
        nyckeltal=nyckeltal,
        omraden=omraden,
        papekanden=tuple(oversattning.papekanden),
    )


def _kontrollera(koppling: Koppling, regelverk: Regelverk) -> None:
    if koppling.regelverk != regelverk.id:
        raise ValueError(f"kopplingen är skriven för {koppling.regelverk!r}, men regelverket är {regelverk.id!r}")


class _Cell(NamedTuple):
    """Where a figure stands."""

    kpi: str
    omrade: str
    ar: int
    kon: str


class _Oversattning:
    """The answers as outcomes, and the findings made on the way."""

    def __init__(
        self,
        koppling: Koppling,
        regelverk: Regelverk,
        ar: int,
        nyckeltal: Iterable[Koladanyckeltal],
        omraden: Iterable[Koladaomrade],
        varden: Iterable[Koladavarde],
    ) -> None:
        self.papekanden: list[Papekande] = []
        self._koppling, self._regelverk, self._ar = koppling, regelverk, ar
        self._nyckeltal = {post.id: post for post in nyckeltal}
        self._omraden = {post.id: post for post in omraden}
        self._varden: Mapping[_Cell, list[Koladavarde]] = _efter_cell(varden)

    def rader(self) -> Iterator[Koladarad]:
        self._granska_omraden()
        for matt in self._koppling.matt:
            self._granska_nyckeltal(matt)
        for enhet in self._koppling.enheter:
            for matt in self._koppling.matt:
                nyckeltal = self._nyckeltal.get(matt.kpi)
                yield Koladarad(
                    enhet=enhet.id,
                    indikator=matt.indikator,
                    kpi=matt.kpi,
                    titel=None if nyckeltal is None else nyckeltal.titel,
                    ar=self._ar,
                    utfall=self._utfall(enhet, matt),
                    bearbetad=matt.bearbetas,
                )

    def _ny(self, kod: str, allvar: Allvar, text: str, plats: str) -> None:
        self.papekanden.append(Papekande(kod=kod, allvar=allvar, text=text, plats=plats))

    # Key figures and areas

    def _granska_omraden(self) -> None:
        for enhet in self._koppling.enheter:
            if enhet.kod not in self._omraden:
                text = f"Kolada har inget område {enhet.kod} ({enhet.namn}). Kontrollera koden i kopplingen."
                self._ny("KOLADA-02", Allvar.FEL, text, enhet.id)

    def _granska_nyckeltal(self, matt: Mattkoppling) -> None:
        nyckeltal = self._nyckeltal.get(matt.kpi)
        if nyckeltal is None:
            text = f"Kolada har inget nyckeltal {matt.kpi}. Det kan vara felskrivet eller borttaget."
            self._ny("KOLADA-01", Allvar.FEL, text, matt.indikator)
            return
        namn = f"Nyckeltalet {matt.kpi} (”{nyckeltal.titel}”)"
        if nyckeltal.konsuppdelat is False and (kon := [k for k in (matt.kon, *matt.delar) if k != "totalt"]):
            text = f"{namn} är inte uppdelat på kön, men kopplingen frågar efter {och(list(dict.fromkeys(kon)))}."
            self._ny("KOLADA-07", Allvar.VARNING, text, matt.indikator)
        indikator = self._regelverk.indikator(matt.indikator)
        given = kand_enhet(matt.enhet or indikator.enhet or "")
        if matt.faktor is None and None not in (given, nyckeltal.enhet) and given != nyckeltal.enhet:
            text = (
                f"{namn} är i {nyckeltal.enhet} enligt titeln, men läses som {given}. "
                "Ange enhet eller faktor i kopplingen, eller byt nyckeltal."
            )
            self._ny("KOLADA-08", Allvar.VARNING, text, matt.indikator)
        nivaer = {_NIVAER.get(self._omraden[e.kod].typ or "") for e in self._matbara()}
        vantad = _NIVAER.get(nyckeltal.omradestyp or "")
        if vantad is not None and (andra := nivaer - {vantad, None}):
            text = f"{namn} finns för {vantad}, men kopplingen frågar efter {och(sorted(n for n in andra if n))}."
            self._ny("KOLADA-09", Allvar.VARNING, text, matt.indikator)
        if okanda := sorted({c.kon for c in self._varden if c.kpi == matt.kpi} - set(BOKSTAV.values())):
            text = f"{namn} har också värden för {och(okanda)}; vad de står för är inte känt, så de används inte."
            self._ny("KOLADA-12", Allvar.UPPLYSNING, text, matt.indikator)

    def _matbara(self) -> Iterator[Enhetskoppling]:
        """The units that are an area of a certain kind; the country has figures of every kind."""
        return (e for e in self._koppling.enheter if e.kod in self._omraden and e.kod != _RIKET)

    # Figures

    def _utfall(self, enhet: Enhetskoppling, matt: Mattkoppling) -> Utfall | None:
        if enhet.kod not in self._omraden or matt.kpi not in self._nyckeltal:
            return None
        varde = self._varde(enhet, matt, self._ar, matt.kon)
        delar = {kon: self._varde(enhet, matt, self._ar, kon) for kon in matt.delar if kon != matt.kon}
        delar = {kon: delar.get(kon, varde) for kon in matt.delar}
        fjolaret = self._varde(enhet, matt, self._ar - 1, matt.kon) if matt.hamta_ocksa else None
        fore: dict[str, Decimal | None] = dict.fromkeys(matt.hamta_ocksa, fjolaret)
        try:
            utfall = Utfall(
                varde,
                enhet=matt.enhet,
                slag=matt.slag,
                period=f"{self._ar:04}-{matt.manad:02}",
                delar=delar if any(v is not None for v in delar.values()) else None,
                **fore,
            )
            if utfall.ar_tomt:
                return None
            berakna_indikator(self._regelverk, matt.indikator, utfall)
        except UtfallFel as exc:
            fel = och([text.removeprefix(f"{matt.indikator}: ") for text in exc.fel])
            text = (
                f"{enhet.namn} {self._ar}: {matt.kpi} kan inte vara ett utfall av indikatorn ({fel}); det lämnas ute."
            )
            self._ny("KOLADA-11", Allvar.FEL, text, matt.indikator)
            return None
        return utfall

    def _varde(self, enhet: Enhetskoppling, matt: Mattkoppling, ar: int, kon: Kon) -> Decimal | None:
        """The figure, times the factor; None when it is not known, and then a finding says why."""
        if kon != "totalt" and self._nyckeltal[matt.kpi].konsuppdelat is False:
            return None  # KOLADA-07 says it
        givna = self._varden.get(_Cell(matt.kpi, enhet.kod, ar, BOKSTAV[kon]), [])
        kvar = [varde for varde in givna if not varde.borttaget]
        namn = f"{enhet.namn} {ar}: {matt.kpi}{'' if kon == 'totalt' else f' för {kon}'}"
        if not kvar:
            if givna:
                self._ny("KOLADA-05", Allvar.UPPLYSNING, f"{namn} är borttaget ur Kolada.", matt.indikator)
            else:
                self._ny("KOLADA-04", Allvar.UPPLYSNING, f"{namn} finns inte i Kolada.", matt.indikator)
            return None
        olika = list(dict.fromkeys(varde.varde for varde in kvar))
        statusar = list(dict.fromkeys(varde.status for varde in kvar if varde.status is not None))
        sagt = f" Kolada anger statusen {och([f'”{s}”' for s in statusar])}." if statusar else ""
        if len(olika) > 1:
            ord_ = och(["inget värde" if v is None else skriv_tal(v) for v in olika])
            text = f"{namn} har flera värden i Kolada ({ord_}); inget av dem används."
            self._ny("KOLADA-06", Allvar.VARNING, text, matt.indikator)
            return None
        if olika[0] is None:
            self._ny("KOLADA-03", Allvar.UPPLYSNING, f"{namn} är inte rapporterat.{sagt}", matt.indikator)
            return None
        if sagt:
            self._ny("KOLADA-10", Allvar.UPPLYSNING, f"{namn} är {skriv_tal(olika[0])}.{sagt}", matt.indikator)
        return Flyttal(olika[0] if matt.faktor is None else produkt(olika[0], matt.faktor))


def _efter_cell(varden: Iterable[Koladavarde]) -> dict[_Cell, list[Koladavarde]]:
    celler: defaultdict[_Cell, list[Koladavarde]] = defaultdict(list)
    for varde in varden:
        celler[_Cell(varde.kpi, varde.omrade, varde.ar, varde.kon)].append(varde)
    return dict(celler)
