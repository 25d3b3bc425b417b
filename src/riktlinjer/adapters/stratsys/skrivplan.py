"""Skrivplanen: what would change in Stratsys for computed statuses to stand there, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import Field

from ...errors import Regelfel, RegelverkFel
from ...models.bas import Modell
from ...models.datum import skriv_period
from ...models.regelverk import Regelverk
from ...models.skalor import Status
from ...models.tal import skriv_tal
from ...rules.perioder import kontrollera_period
from ...rules.svar import BeraknadStatus, Statusoversikt
from ...rules.underlag import regelverk_sha256
from .klient import Cell, Klient, Kommentar, StratsysFel
from .kommentar import ar_beraknad, avgjord_farg, fargens_ord, skriv_kommentar, som_text
from .koppling import Enhetskoppling, Farger, Kolumn, Koppling, Svarskoppling
from .perioder import periodspann, skrivdag

LAMNAS: Final = "lämnas som det är"
_TOM: Final = "tom"
Vad = Literal["färg", "antal", "kommentar"]
"""What is written of a delmål's status."""


class Cellandring(Modell):
    """A value that would change."""

    slag: Literal["cell"] = "cell"
    delmal: str
    enhet: str
    """The unit's name."""
    vad: Literal["färg", "antal"]
    cell: Cell
    forsta: date
    """The first day of the period."""
    sista: date
    """Its last day."""
    dag: date
    """The day that it is written on."""
    fran: Decimal | None
    """The value that stands there; None for an empty cell."""
    till: Decimal | None
    """The value that is to stand there; None empties the cell."""
    status: Status | None
    """The colour that the value stands for; None for a count, and for a cell that is emptied."""

    @property
    def rubrik(self) -> str:
        """The change in Swedish."""
        farg = f" ({self.status})" if self.status else ""
        return f"{_plats(self)}: {self.vad} i kolumnen {self.cell.kolumn}: {_tal(self.fran)} → {_tal(self.till)}{farg}"

    @property
    def text(self) -> str:
        """The change in Swedish."""
        return self.rubrik


class Kommentarandring(Modell):
    """A comment that would be written."""

    slag: Literal["kommentar"] = "kommentar"
    delmal: str
    enhet: str
    """The unit's name."""
    nod: str
    enhet_id: str
    """``DepartmentId``."""
    anvandare: str
    forsta: date
    """The first day of the period."""
    sista: date
    """Its last day."""
    dag: date
    """The day that it is written on."""
    html: str
    ersatter: str | None
    """The id of our own earlier comment for the period, whose text is replaced; None adds a comment."""
    fran: str | None = None
    """The text of that comment (HTML) as it stands there; None when a comment is added."""
    olast: bool = False
    """Whether the comments that stand there could not be read, so that the same one may stand there already."""

    @property
    def rubrik(self) -> str:
        """The change in Swedish, without the words of the comment."""
        gor = "ny kommentar" if self.ersatter is None else "kommentaren från förra beräkningen ersätts"
        olast = " (de som finns kunde inte läsas)" if self.olast else ""
        return f"{_plats(self)}: {gor}{olast}"

    @property
    def text(self) -> str:
        """The change in Swedish, with the words of the comment."""
        return f"{self.rubrik}: {som_text(self.html)}"


Andring = Annotated[Cellandring | Kommentarandring, Field(discriminator="slag")]
"""A change, of one of the two kinds."""


class Orord(Modell):
    """What is left as it is, and why."""

    delmal: str
    enhet: str
    """The unit's name."""
    vad: Vad
    skal: str
    hinder: bool = False
    """Whether it should have been written but cannot be."""

    @property
    def text(self) -> str:
        """The reason in Swedish."""
        return f"{_plats(self)}: {self.vad}: {self.skal}"


class Skrivplan(Modell):
    """What would change, in the order in which it would be written. Nothing is written by making it."""

    regelverk: str
    utgava: str
    period: str
    andringar: tuple[Andring, ...]
    ororda: tuple[Orord, ...]

    @property
    def ar_tom(self) -> bool:
        """Whether there is nothing to write."""
        return not self.andringar

    @property
    def hinder(self) -> tuple[Orord, ...]:
        """What should be written but cannot be."""
        return tuple(orord for orord in self.ororda if orord.hinder)

    @property
    def text(self) -> str:
        """The plan in Swedish, for a person to read before it is carried out."""
        antal = len(self.andringar)
        rubrik = f"{self.regelverk}, utgåva {self.utgava}, {skriv_period(self.period)}: "
        rubrik += "inget att skriva." if antal == 0 else f"{antal} {'ändring' if antal == 1 else 'ändringar'}."
        rader = [rubrik, *(f"  {andring.text}" for andring in self.andringar)]
        for rubrik, grupp in (
            ("Kan inte skrivas:", self.hinder),
            ("Lämnas som det är:", [orord for orord in self.ororda if not orord.hinder]),
        ):
            rader += [rubrik, *(f"  {orord.text}" for orord in grupp)] if grupp else []
        return "\n".join(rader)


def planera(
    klient: Klient,
    koppling: Koppling,
    regelverk: Regelverk,
    oversikt: Statusoversikt,
    *,
    period: str | None = None,
    aven_olasta_kommentarer: bool = False,
) -> Skrivplan:
    """What would have to change in Stratsys for the statuses to stand there. Only reads.

    A status that is not settled empties its cell or leaves it as it is, as the mapping says; it is never written as a
    number. An overview of one unit (``enhet``) goes to the rows of that unit with ``egen_tillampning``, that of the
    koncern to the other rows.

    Args:
        klient: where the present values are read.
        koppling: where each delmål's status goes.
        regelverk: the rule set that the overview was computed from.
        oversikt: what ``berakna_status`` answered.
        period: the ISO month; without it, the overview's own.
        aven_olasta_kommentarer: write comments also where those that stand there cannot be read, so that the same one
            may come to stand twice.

    Raises:
        NatverksFel: Stratsys could not be reached, or did not answer.
        InloggningsFel: no token could be had.
        RegelverkFel: the overview was computed from another rule set, or another edition of it.
        KalenderFel: ``period`` is no ISO month.
        ValueError: no period is known, or another than the overview's is asked for; or the mapping writes nothing.
    """
    manad, farger, svaren = vad_som_skrivs(koppling, regelverk, oversikt, period)
    planering = _Planering(klient, koppling, regelverk, farger, manad, aven_olasta_kommentarer)
    for svar in svaren:
        planering.planera(svar, oversikt[svar.delmal])
    return Skrivplan(
        regelverk=regelverk.id,
        utgava=regelverk.utgava,
        period=manad,
        andringar=tuple(planering.andringar),
        ororda=tuple(planering.ororda),
    )


def vad_som_skrivs(
    koppling: Koppling, regelverk: Regelverk, oversikt: Statusoversikt, period: str | None
) -> tuple[str, Farger, list[Svarskoppling]]:
    """The ISO month, the numbers of the colours and the rows of the mapping that an overview is written with.

    Raises:
        RegelverkFel: the overview was computed from another rule set, or another edition of it.
        KalenderFel: ``period`` is no ISO month.
        ValueError: no period is known, or another than the overview's is asked for; or the mapping writes nothing.
    """
    underlag = oversikt.underlag
    if underlag.regelverk_sha256 != regelverk_sha256(regelverk) or koppling.regelverk != regelverk.id:
        text = (
            f"översikten är beräknad med {underlag.regelverk}, utgåva {underlag.utgava}, och kopplingen är för "
            f"{koppling.regelverk}; båda ska gälla det här regelverket, utgåva {regelverk.utgava}"
        )
        raise RegelverkFel([Regelfel(regelverk.id, "", text)])
    manad = _period(underlag.period, period)
    kontrollera_period(manad)
    if koppling.farger is None or not koppling.svar:
        raise ValueError("kopplingen har inga svar att skriva; lägg till [[svar]] och [farger]")
    svaren = [svar for svar in koppling.svar if _galler(koppling, svar, underlag.enhet)]
    if not svaren:
        raise ValueError(_inga_svar(koppling, underlag.enhet))
    return manad, koppling.farger, svaren


def _som_skrivs(svar: Svarskoppling) -> Iterator[Vad]:
    """What the mapping writes of a delmål's status, in the order in which it is written."""
    yield "färg"
    if svar.antalskolumn is not None:
        yield "antal"
    if svar.kommentar:
        yield "kommentar"


def _inga_svar(koppling: Koppling, enhet: str | None) -> str:
    if enhet is None:
        return "kopplingen har inga svar för koncernen; lägg till [[svar]] utan egen_tillampning = true"
    egna = dict.fromkeys(koppling.enhet(svar.enhet).namn for svar in koppling.svar if svar.egen_tillampning)
    namn = f"ange enhetens namn, som {', '.join(egna)}, eller " if egna else ""
    return f"kopplingen har inga svar för {enhet}; {namn}lägg till [[svar]] för den enheten med egen_tillampning = true"


def raknat_antal(b: BeraknadStatus) -> Decimal | None:
    """How many indicators are met; None when that is not known of all of them, so that no number says it."""
    if avgjord_farg(b) is None or b.antal is None or b.antal.okanda:
        return None
    return Decimal(b.antal.uppnadda)


def varfor_inget_antal(b: BeraknadStatus) -> str:
    """Why :func:`raknat_antal` gives none."""
    if b.antal is None:
        return "en öppen tolkning avgör vilka som räknas"
    return "alla indikatorer är inte kända" if b.antal.okanda else "färgen kan inte visas"


def _period(oversiktens: str | None, given: str | None) -> str:
    if oversiktens is not None and given is not None and oversiktens != given:
        raise ValueError(f"översikten är för {oversiktens}, men {given} ska skrivas; beräkna statusen för {given}")
    period = given or oversiktens
    if period is None:
        raise ValueError("ingen period är känd; ange period, eller beräkna statusen med period")
    return period


def _galler(koppling: Koppling, svar: Svarskoppling, enhet: str | None) -> bool:
    if not svar.egen_tillampning:
        return enhet is None
    return enhet is not None and enhet.strip() == koppling.enhet(svar.enhet).namn


class _Planering:
    """The plan as it grows, one row of the mapping at a time."""

    def __init__(
        self, klient: Klient, koppling: Koppling, regelverk: Regelverk, farger: Farger, period: str, olasta: bool
    ) -> None:
        self.andringar: list[Cellandring | Kommentarandring] = []
        self.ororda: list[Orord] = []
        self._klient, self._koppling, self._regelverk = klient, koppling, regelverk
        self._farger, self._period, self._olasta = farger, period, olasta

    def planera(self, svar: Svarskoppling, b: BeraknadStatus) -> None:
        enhet = self._koppling.enhet(svar.enhet)
        status = avgjord_farg(b)
        if status is None and self._farger.oavgjord == "hoppa över":
            for vad in _som_skrivs(svar):
                self._lamna(svar, enhet, vad, f"{fargens_ord(b)}; {LAMNAS}")
            return
        farg = None if status is None else Decimal(self._farger.tal(status))
        gick = self._cell(svar, enhet, "färg", svar.fargkolumn, farg, status)
        if svar.antalskolumn is not None:
            raknat = raknat_antal(b)
            if raknat is None and self._farger.oavgjord == "hoppa över":
                self._lamna(svar, enhet, "antal", f"{varfor_inget_antal(b)}; {LAMNAS}")
            else:
                self._cell(svar, enhet, "antal", svar.antalskolumn, raknat, None)
        if svar.kommentar and gick:
            self._kommentar(svar, enhet, b)
        elif svar.kommentar:
            self._lamna(svar, enhet, "kommentar", "färgen kan inte skrivas, så skälen skrivs inte", hinder=True)

    def _cell(
        self,
        svar: Svarskoppling,
        enhet: Enhetskoppling,
        vad: Literal["färg", "antal"],
        kolumn: Kolumn,
        till: Decimal | None,
        status: Status | None,
    ) -> bool:
        """Whether the value can come to stand there."""
        if (saknas := _saknas(svar, enhet, kolumn)) is not None:
            self._lamna(svar, enhet, vad, saknas, hinder=True)
            return False
        cell = Cell(kpi=svar.kpi or "", enhet=enhet.stratsys or "", kolumn=kolumn)
        forsta, sista = periodspann(self._period, svar.periodicitet)
        try:
            nu = nuvarande(self._klient, cell, forsta, sista)
        except StratsysFel as exc:
            self._lamna(svar, enhet, vad, str(exc), hinder=True)
            return False
        if nu == till:
            self._lamna(svar, enhet, vad, f"är redan {_tal(till)}")
            return True
        self.andringar.append(
            Cellandring(
                delmal=svar.delmal,
                enhet=enhet.namn,
                vad=vad,
                cell=cell,
                forsta=forsta,
                sista=sista,
                dag=skrivdag(self._period),
                fran=nu,
                till=till,
                status=status,
            )
        )
        return True

    def _kommentar(self, svar: Svarskoppling, enhet: Enhetskoppling, b: BeraknadStatus) -> None:
        assert self._koppling.kommentarer is not None, "a mapping with comments says whose they are"
        forsta, sista = periodspann(self._period, svar.periodicitet)
        andring = Kommentarandring(
            delmal=svar.delmal,
            enhet=enhet.namn,
            nod=svar.nod or svar.kpi or "",
            enhet_id=enhet.stratsys or "",
            anvandare=self._koppling.kommentarer.anvandare,
            forsta=forsta,
            sista=sista,
            dag=skrivdag(self._period),
            html=skriv_kommentar(self._regelverk, b, self._period),
            ersatter=None,
        )
        try:
            finns = periodens_kommentarer(self._klient, andring)
        except StratsysFel as exc:
            if self._olasta:
                self.andringar.append(Kommentarandring(**{**dict(andring), "olast": True}))
                return
            skal = f"kommentarerna kan inte läsas ({exc}); begär aven_olasta_kommentarer för att skriva ändå"
            self._lamna(svar, enhet, "kommentar", skal, hinder=True)
            return
        if any(ar_samma(k, andring) for k in finns):
            self._lamna(svar, enhet, "kommentar", "samma kommentar finns redan")
            return
        if vara := [k for k in finns if k.anvandare == andring.anvandare and self._ar_foregangare(k, b)]:
            andring = Kommentarandring(**{**dict(andring), "ersatter": vara[-1].id, "fran": vara[-1].html})
        self.andringar.append(andring)

    def _ar_foregangare(self, kommentar: Kommentar, b: BeraknadStatus) -> bool:
        # without a date it may be another period's, and only its words tell
        period = self._period if kommentar.dag is None else None
        return ar_beraknad(kommentar.html, self._regelverk.id, b, period)

    def _lamna(
        self,
        svar: Svarskoppling,
        enhet: Enhetskoppling,
        vad: Vad,
        skal: str,
        *,
        hinder: bool = False,
    ) -> None:
        self.ororda.append(Orord(delmal=svar.delmal, enhet=enhet.namn, vad=vad, skal=skal, hinder=hinder))


def _saknas(svar: Svarskoppling, enhet: Enhetskoppling, kolumn: Kolumn) -> str | None:
    """What the mapping lacks for the API."""
    if enhet.stratsys is None:
        return f"enheten {enhet.id} saknar stratsys i kopplingen"
    if svar.kpi is None:
        return "måttet saknar kpi i kopplingen"
    if not kolumn.kan_hamtas:
        return f"kolumnen {kolumn} har bara en externkod i kopplingen"
    return None


def nuvarande(klient: Klient, cell: Cell, forsta: date, sista: date) -> Decimal | None:
    """The value that stands in a cell for the period of these days; None when it is empty.

    Raises:
        StratsysFel: Stratsys said no, or has several values for the period.
        NatverksFel: no usable answer came.
    """
    varden = {v.varde for v in klient.varden(cell, forsta, sista)} - {None}
    if len(varden) > 1:
        raise StratsysFel("kpidata", f"{cell} har flera värden i samma period", form=True)
    return next(iter(varden), None)


def periodens_kommentarer(klient: Klient, andring: Kommentarandring) -> list[Kommentar]:
    """The comments of the unit that stand for the period, or for no period that is told.

    Raises:
        StratsysFel: Stratsys said no.
        NatverksFel: no usable answer came.
    """
    return [
        k
        for k in klient.kommentarer(andring.nod, andring.enhet_id)
        if k.enhet in (None, andring.enhet_id) and (k.dag is None or andring.forsta <= k.dag <= andring.sista)
    ]


def ar_samma(kommentar: Kommentar, andring: Kommentarandring) -> bool:
    """Whether a reader of the comment sees what would be written, perhaps with more that a person has added."""
    return som_text(andring.html) in som_text(kommentar.html)


def _plats(post: Cellandring | Kommentarandring | Orord) -> str:
    return f"{post.delmal}, {post.enhet}"


def _tal(varde: Decimal | None) -> str:
    return _TOM if varde is None else skriv_tal(varde)
