"""Svar: the compiled picture of a reporting occasion, as data."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, Self

from pydantic import model_validator

from ...errors import OkantId
from ...models.bas import Modell
from ...models.datum import skriv_period
from ...models.kalla import Kalla
from ...models.papekande import Papekande
from ...models.rapport import Bedomning, Version
from ...models.skalor import Allvar, Inlamningssteg, Rapporttyp, Status
from ...models.tal import skriv_med_enhet
from ...models.utfall import Utfall
from ...models.visning import Visbar
from ..atgardsplan import Rapporthanvisning
from ..beraknad import Statusinnehall, Underlag
from ..inlamningsgranskning import Inlamningslage
from ..rapportjamforelse import Bedomningsandring, Prognosandring, Rapportjamforelse

MNKR: Final = "mnkr"
SAKNAS: Final = "RAPPORT-01"
"""The code of a required section that a report lacks."""
INTE_INLAMNAD: Final = "SAMMANSTALLNING-16"
"""The code of a submission that has not come in when it is due."""
_OGRANSKADE: Final = ("RAPPORT-10", "RAPPORT-16")
"""The findings that say that the sections of a report are not checked, when its period is known."""


class Stegsinlamning(Modell):
    """One of the two submissions of a nämnd: where it stands against the day when it is due."""

    steg: Inlamningssteg
    frist: date | None
    """The day when it is due; None when it is not known."""
    lage: Inlamningslage
    mottagen: date | None
    """The day of the version that ``lage`` is of, the first; None when it is not known, or nothing is received."""
    forsenad: bool | None
    """Whether it is late, received or not; None when it is not known."""
    arbetsdagar_sen: int | None
    """Workdays after ``frist``, 0 on a free day after it; None when it is not late, or it is not known."""
    versioner: tuple[Version, ...]
    """The versions that are known; they say whether they are marked as ready."""
    kalla: Kalla | None
    """The timetable; None when there is none."""

    @property
    def klarmarkerad(self) -> bool | None:
        """Whether a version is marked as ready in the system; None when it is not known of any."""
        sagt = {version.klarmarkerad for version in self.versioner} - {None}
        return None if not sagt else True in sagt


class Planlage(StrEnum):
    """Whether an åtgärdsplan has come with the report."""

    LAMNAD = "lämnad"
    I_LOPTEXT = "nämns i löptexten"
    INTE_LAMNAD = "inte lämnad"
    INTE_KANT = "inte känt"


class Namndplan(Modell):
    """Whether a nämnd owes an åtgärdsplan, and what is missing in what it has sent in."""

    kravs: bool | None
    """None when it is not known: the forecast is missing, or an open tolkning decides."""
    skal: str
    """Why, in Swedish."""
    lage: Planlage
    brister: tuple[Papekande, ...]
    """What the plan lacks, or does not cover."""
    beskrivs_i: Rapporthanvisning | None
    bifogas_senast: Rapporthanvisning | None
    """As :class:`~riktlinjer.Atgardsplanskrav` says."""
    tolkningar: tuple[str, ...]

    @property
    def ofullstandig(self) -> bool:
        """Whether there is a plan that lacks something, or does not cover the deficit."""
        return self.lage in (Planlage.LAMNAD, Planlage.I_LOPTEXT) and bool(self.brister)


class Namndlage(Modell):
    """All that is known of one nämnd at the occasion."""

    namnd: str
    """The nämnd's id."""
    namn: str
    filer: tuple[str, ...]
    """The files that were read; empty when nothing came from files."""
    har_rapport: bool | None
    """Whether a report is there; None when it is not known: a file cannot be read, or which one counts is open."""
    inlamningar: tuple[Stegsinlamning, ...]
    """The submissions that the occasion has, the preliminary first."""
    granskning: tuple[Papekande, ...] | None
    """What was found in the report; None when there is none that counts."""
    prognos: Decimal | None
    """The forecast deviation from the year's budget, in mnkr, negative for a deficit; None when it is not known."""
    atgardsplan: Namndplan
    bedomningar: tuple[Bedomning, ...]
    """The nämnd's own assessments of delmål."""

    @property
    def saknade_avsnitt(self) -> tuple[str, ...] | None:
        """The headings of the required sections that the report lacks; None when there is no report that counts, or
        which sections it must have is not known."""
        if self.granskning is None or any(p.kod in _OGRANSKADE for p in self.granskning):
            return None
        fel = (p for p in self.granskning if p.kod == SAKNAS and p.allvar is Allvar.FEL)
        return tuple(p.plats for p in fel if p.plats is not None)


class Prognossumma(Modell):
    """The forecasts of the nämnder added up, with how many are not in the sum.

    >>> summa = Prognossumma(summa=Decimal("-14.2"), kanda=7, okanda=("a", "b"), underskott=Decimal("-16"),
    ...     antal_underskott=2, overskott=Decimal("1.8"), antal_overskott=1)
    >>> summa.text.replace("\\xa0", "_")
    '−14,2_mnkr för 7 av 9 nämnder; 2 är inte kända'
    """

    summa: Decimal | None
    """The known deviations from budget added up, in mnkr; None when none is known."""
    kanda: int
    """How many are in the sum."""
    okanda: tuple[str, ...]
    """The ids of the nämnder whose forecast is not known."""
    underskott: Decimal | None
    """The deficits alone, negative; 0 when those that are known have none, None when none is known."""
    antal_underskott: int
    overskott: Decimal | None
    """The surpluses alone; 0 when those that are known have none, None when none is known."""
    antal_overskott: int

    @property
    def text(self) -> str:
        """The sum in Swedish, always with how many are not in it."""
        av = self.kanda + len(self.okanda)
        if self.summa is None:
            return ("inga nämnder", "inte känd")[av] if av < 2 else f"inte känd för någon av {av} nämnder"
        okanda = len(self.okanda)
        svans = f"; {okanda} är inte {'känd' if okanda == 1 else 'kända'}" if okanda else ""
        namnder = "nämnd" if av == 1 else "nämnder"
        return f"{skriv_med_enhet(self.summa, MNKR)} för {self.kanda} av {av} {namnder}{svans}"


class Utfallsursprung(StrEnum):
    """Where the koncern's figure for an indicator comes from."""

    KONCERNEN = "koncernens egen"
    EN_NAMND = "en nämnds"
    FLERA_LIKA = "flera nämnders, lika"
    FLERA_OLIKA = "flera nämnders, olika"
    MOTSAGD = "motsagd"
    """The koncern's own files, or a nämnd's, say differently, so nobody else's figure is the koncern's either."""
    SAKNAS = "ingen"


class Bidrag(Modell):
    """A figure that one nämnd delivers."""

    namnd: str
    """The nämnd's id."""
    utfall: Utfall


class Indikatorbidrag(Modell):
    """What the koncern's figure for an indicator rests on."""

    indikator: str
    namn: str
    ursprung: Utfallsursprung
    utfall: Utfall | None
    """The figure that is used; None when none is known, or when those delivered differ."""
    bidrag: tuple[Bidrag, ...]
    """What each nämnd delivers, used or not."""


class Koncerndelmal(Modell):
    """A delmål of the koncern: what is computed, what it rests on, and what people have written."""

    delmal: str
    nummer: int
    beraknad: Statusinnehall
    """The computed status, from the figures that are known."""
    bidrag: tuple[Indikatorbidrag, ...]
    """Per indicator of the delmål, in the guideline's order."""
    bedomning: Bedomning | None
    """The koncern's written assessment; None when none is given."""
    namndernas_bedomningar: tuple[tuple[str, Bedomning], ...]
    """Each nämnd that has written one, by id."""
    fore: Statusinnehall | None
    """The computed status of the occasion before; None when none is given."""

    @property
    def skiljer(self) -> bool | None:
        """Whether the koncern's assessment has another colour than the computed status, which is no fault; None when
        either has no colour. A colour that is no longer possible differs also from a status that is not settled."""
        if self.bedomning is None or self.bedomning.status is None or not self.beraknad.mojliga:
            return None
        if self.bedomning.status not in self.beraknad.mojliga:
            return True
        return False if self.beraknad.status is not None else None

    @property
    def okanda(self) -> tuple[str, ...]:
        """The names of the indicators of which no figure is known."""
        return tuple(b.namn for b in self.bidrag if b.utfall is None)


class Fargandring(Modell):
    """A delmål whose computed status has changed, or whose possible statuses have."""

    delmal: str
    fore: tuple[Status, ...]
    nu: tuple[Status, ...]
    """The statuses that are possible, from best to worst; more than one when it is not settled."""


class Namndandring(Modell):
    """What has changed in one nämnd's report since the occasion before."""

    namnd: str
    jamforelse: Rapportjamforelse


class Tillfallesjamforelse(Modell):
    """What has changed since the occasion before."""

    rapporttyp: Rapporttyp | None
    period: str | None
    """The occasion before; None when it is not known."""
    totalt: Prognosandring
    """The koncern's sum of forecasts, over the nämnder whose forecast is known both times."""
    jamforda: tuple[str, ...]
    """The ids of the nämnder that ``totalt`` is of."""
    namnder: tuple[Namndandring, ...]
    """The nämnder that have a report both times."""
    farger: tuple[Fargandring, ...]
    bedomningar: tuple[Bedomningsandring, ...]
    """The koncern's written assessments that have another colour."""
    tillkomna: tuple[str, ...]
    """The ids of the nämnder with a report now and none before."""
    bortfallna: tuple[str, ...]
    """The ids of the nämnder with a report before and none now."""


class Sammanstallning(Visbar, Modell):
    """The compiled picture of a reporting occasion. None says that something is not known, never no or zero."""

    regelverk: str
    utgava: str
    titel_regelverk: str
    organisation: str
    rapporttyp: Rapporttyp | None
    period: str
    """The last month that the occasion covers, an ISO month."""
    dag: date | None
    """The day of the picture; None when none is given: then what has not come in is not known to be late."""
    beslutad: date | None
    """When the picture was decided; None when it is not known to be."""
    arbetsmaterial: bool
    """Whether the picture is not decided, on ``dag`` when it is given."""
    namnder: tuple[Namndlage, ...]
    """Every nämnd of the guideline, in its order."""
    prognos: Prognossumma
    delmal: tuple[Koncerndelmal, ...]
    ovriga_bidrag: tuple[Indikatorbidrag, ...]
    """Figures for indicators that give no delmål a colour."""
    forandring: Tillfallesjamforelse | None
    """What has changed since the occasion before; None when none is given."""
    papekanden: tuple[Papekande, ...]
    """What was found in compiling; what was found in each report stands with its nämnd."""
    overhoppade: int
    """How many files of the computer itself were passed over."""
    underlag: Underlag
    """What the koncern's statuses were computed from, with every tolkning."""

    @model_validator(mode="after")
    def _beslutad_har_dag(self) -> Self:
        if not self.arbetsmaterial and self.beslutad is None:
            raise ValueError("en sammanställning som inte är arbetsmaterial har en dag då den beslutades")
        return self

    def __str__(self) -> str:
        return f"{self.titel}. Prognos {self.prognos.text}."

    @property
    def titel(self) -> str:
        """The title that every form of the picture has."""
        typ = "" if self.rapporttyp is None else f"{self.rapporttyp} "
        marke = "Arbetsmaterial: sammanställning" if self.arbetsmaterial else "Sammanställning"
        return f"{marke} {typ}{skriv_period(self.period)}"

    @property
    def alla_papekanden(self) -> tuple[tuple[str | None, Papekande], ...]:
        """Every finding with the id of the nämnd whose report it was found in; None for those of the compiling and of
        the koncern's statuses."""
        egna = tuple((None, p) for p in self.papekanden)
        statusarnas = tuple((None, p) for d in self.delmal for p in d.beraknad.papekanden)
        return egna + statusarnas + tuple((n.namnd, p) for n in self.namnder for p in n.granskning or ())

    def antal_inlamningar(self, steg: Inlamningssteg) -> dict[Inlamningslage, int]:
        """How many nämnder stand at each läge in a step; together all that have the step."""
        lagen = [i.lage for n in self.namnder for i in n.inlamningar if i.steg is steg]
        return {lage: lagen.count(lage) for lage in Inlamningslage}

    def namn(self, namnd: str) -> str:
        """The name of a nämnd, or the id itself when it has none."""
        return next((n.namn for n in self.namnder if n.namnd == namnd), namnd)

    def delmal_med_id(self, id: str) -> Koncerndelmal:
        """The delmål with this id.

        Raises:
            OkantId: there is none.
        """
        for delmal in self.delmal:
            if delmal.delmal == id:
                return delmal
        raise OkantId("delmål", id, [d.delmal for d in self.delmal])
