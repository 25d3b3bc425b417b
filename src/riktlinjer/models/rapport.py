"""Rapporten: what a nämnd sends in."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from ..errors import OkantId
from .atgardsplan import Atgardsplan
from .bas import Id, Modell
from .datum import ISO_MANAD
from .kalla import Dokument, Kalla
from .skalor import Inlamningssteg, Rapporttyp, Riktning, Status, Uppdragsstatus
from .tal import skillnad, summa
from .tolkning import Iakttagelse
from .utfall import Utfall

Manad = Annotated[str, Field(pattern=f"^{ISO_MANAD}$")]
"""An ISO month."""


class Version(Modell):
    """One version of a report that has been sent in."""

    steg: Inlamningssteg
    mottagen: date | None = None
    """When it was received; None when it is not known."""
    klarmarkerad: bool | None = None
    """Whether it is marked as ready in the system; None when it is not known."""


class Framsida(Modell):
    """The front page. None in a field: the page does not say."""

    rapporttillfalle: str | None = None
    """The occasion as printed: "Uppföljningsrapport 2"."""
    avsandare: str | None = None
    """Who reports, as printed; a nämnd, or an organisation under it."""
    period: str | None = None
    """The period as printed: "jan-aug 2018"."""
    datum: date | None = None


class Innehallsrad(Modell):
    """A line of the table of contents."""

    nummer: str | None = None
    """The heading's number; None for a heading without one."""
    titel: str
    sida: int | None = None
    """The page; None when none is given."""


class RapporteratUppdrag(Modell):
    """An uppdrag that the report accounts for, with its forecast for the year end."""

    namn: str
    prognos: Uppdragsstatus | None = None
    """The forecast as reported; None when it is not stated, or not known."""


class Tabellrad(Modell):
    """A row of figures."""

    namn: str
    """The row label."""
    varden: tuple[Decimal | None, ...]
    """A figure per column, in the unit and with the sign of the table; None for an empty cell."""


class Rapporttabell(Modell):
    """A table of figures, as printed.

    >>> tabell = Rapporttabell(
    ...     enhet="mnkr",
    ...     kolumner=["Budget 2018", "Prognos 2018"],
    ...     rader=[{"namn": "Utrustning", "varden": ["0.5", "0.5"]}, {"namn": "E-plan", "varden": [3, "1.5"]}],
    ...     summarad={"namn": "Totalt", "varden": ["3.5", "2.1"]},
    ... )
    >>> tabell.summaskillnader
    (Decimal('0.0'), Decimal('0.1'))
    """

    titel: str | None = None
    """The heading over the table; None when it has none but the section's."""
    enhet: str | None = None
    """The unit of every figure; None when none is printed."""
    kolumner: tuple[str, ...]
    """The column headings from left to right, without that of the row labels. Two may be the same."""
    rader: tuple[Tabellrad, ...]
    """The rows that the total adds up, or all rows when there is no total."""
    summarad: Tabellrad | None = None
    """The printed total; None when the table has none."""

    @model_validator(mode="after")
    def _en_cell_per_kolumn(self) -> Self:
        for rad in (*self.rader, *(() if self.summarad is None else (self.summarad,))):
            if len(rad.varden) != len(self.kolumner):
                raise ValueError(
                    f"raden {rad.namn!r} har {len(rad.varden)} värden, väntade ett för var och en av tabellens "
                    f"{len(self.kolumner)} kolumner"
                )
        return self

    @property
    def summaskillnader(self) -> tuple[Decimal | None, ...] | None:
        """Per column, the printed total minus the sum of the rows: 0 where they agree, None where a cell is empty.
        None for a table without a total."""
        if self.summarad is None:
            return None
        kolumner = zip(*(rad.varden for rad in self.rader), strict=True) if self.rader else ((),) * len(self.kolumner)
        return tuple(_summaskillnad(tryckt, kol) for tryckt, kol in zip(self.summarad.varden, kolumner, strict=True))


def _summaskillnad(tryckt: Decimal | None, kolumn: tuple[Decimal | None, ...]) -> Decimal | None:
    raknat = Decimal(0)
    for varde in kolumn:
        if varde is None:
            return None
        raknat = summa(raknat, varde)
    return None if tryckt is None else skillnad(tryckt, raknat)


class Nyckeltal(Modell):
    """A figure that the report states by itself, in its text or in a table of indicators."""

    namn: str
    utfall: Utfall | None = None
    """The figure with its unit and what it is; None when the report names it without a figure."""
    malvarde: Decimal | None = None
    """What it is held against, in the unit of ``utfall``; None when no målvärde is stated."""
    jamforelse: str | None = None
    """What a change is counted from, as the report says it; None when it does not say, or it is no change."""


class Tidsserie(Modell):
    """Figures month by month for one or more units, as a chart shows them.

    >>> serie = Tidsserie(
    ...     namn="Nybesök inom 60 dagar",
    ...     enhet="%",
    ...     riktning=Riktning.HOGRE,
    ...     malvarde=80,
    ...     manader=["2018-01", "2018-02", "2018-03"],
    ...     linjer=[{"namn": "RH", "varden": [76, None, 80]}],
    ... )
    >>> serie.uppnadda("RH")
    (False, None, True)
    """

    namn: str
    """What is measured."""
    enhet: str | None = None
    """The unit; None when none is stated."""
    riktning: Riktning | None = None
    """Whether more is better; None when it is not known."""
    malvarde: Decimal | None = None
    """The målvärde, in ``enhet``; None when none is stated."""
    manader: tuple[Manad, ...]
    """The months, oldest first."""
    linjer: tuple[Tabellrad, ...]
    """A line per unit, with a figure per month; None for a month without one."""
    uppgiftslamnare: str | None = None
    """Where the report says that the figures come from; None when it does not say."""

    @model_validator(mode="after")
    def _ett_varde_per_manad(self) -> Self:
        if any(a >= b for a, b in zip(self.manader, self.manader[1:], strict=False)):
            raise ValueError("månaderna står inte i ordning, den äldsta först och varje månad en gång")
        for linje in self.linjer:
            if len(linje.varden) != len(self.manader):
                raise ValueError(
                    f"linjen {linje.namn!r} har {len(linje.varden)} värden, väntade ett för var och en av seriens "
                    f"{len(self.manader)} månader"
                )
        return self

    def linje(self, namn: str) -> tuple[Decimal | None, ...]:
        """The figures of the unit with this name, oldest first.

        Raises:
            OkantId: the series has no such unit.
        """
        for linje in self.linjer:
            if linje.namn == namn:
                return linje.varden
        raise OkantId("linje", namn, [linje.namn for linje in self.linjer])

    def uppnadda(self, namn: str) -> tuple[bool | None, ...]:
        """For each month, whether the unit met the målvärde (on it counts as met); None when a fact is missing.

        Raises:
            OkantId: the series has no such unit.
        """
        mal, riktning = self.malvarde, self.riktning
        return tuple(
            None
            if varde is None or mal is None or riktning is None
            else (varde >= mal if riktning is Riktning.HOGRE else varde <= mal)
            for varde in self.linje(namn)
        )


class Aktivitetsgrupp(Modell):
    """Activities under the särskilt insatsområde or the prioritering that they serve, by the report's own names."""

    namn: str
    aktiviteter: tuple[str, ...]


class Beslutsforslag(Modell):
    """A decision that the report proposes."""

    text: str
    """What is proposed."""
    till: str | None = None
    """Who is given the task, as the report says it; None when nobody is named."""
    aterredovisas: date | None = None
    """When it is first reported back; None when no day is set."""


class Bedomning(Modell):
    """What people have written of a delmål: their assessment, never a computed status.

    >>> Bedomning(delmal="delmal-3", status="Gul", text="Färre svar än förra året.").status.value
    'Gul'
    """

    delmal: Id
    """The delmål's id."""
    status: Status | None = None
    """The colour that they give; None when they give none."""
    text: str = ""
    """Why, in their words; empty when they do not say."""
    kalla: Kalla | None = None
    """Where it is written; None when it is not known."""


class Rapportavsnitt(Modell):
    """A section of a report as it was written."""

    nummer: str | None = None
    titel: str
    text: str = ""
    niva: int | None = Field(default=None, ge=1)
    """The depth of the heading, 1 for a chapter; None when it is not known."""
    ifyllt: bool | None = None
    """Whether anything stands under the heading itself, even if ``text`` leaves it out; None when it is not known."""
    uppdrag: tuple[RapporteratUppdrag, ...] = ()
    tabeller: tuple[Rapporttabell, ...] = ()
    nyckeltal: tuple[Nyckeltal, ...] = ()
    tidsserier: tuple[Tidsserie, ...] = ()
    punkter: tuple[str, ...] = ()
    """A list of names."""
    grupper: tuple[Aktivitetsgrupp, ...] = ()

    @field_validator("uppdrag", mode="before")
    @classmethod
    def _text_ar_uppdrag(cls, varde: object) -> object:
        """A plain text is an uppdrag without a stated forecast."""
        if isinstance(varde, list | tuple):
            return tuple({"namn": u} if isinstance(u, str) else u for u in varde)
        return varde

    @property
    def rubrik(self) -> str:
        """The heading with its number.

        >>> Rapportavsnitt(nummer="2.9", titel="Policy").rubrik
        '2.9 Policy'
        """
        return self.titel if self.nummer is None else f"{self.nummer} {self.titel}"


class Rapport(Modell):
    """A report from a nämnd."""

    namnd: str | None = None
    rapporttyp: Rapporttyp | None = None
    period: str | None = None
    """None in these three: the report does not say."""
    avsnitt: tuple[Rapportavsnitt, ...] = ()
    prognos_budgetavvikelse: Decimal | None = None
    """The year's deviation from budget, in mnkr; None when it is not stated."""
    atgardsplan: Atgardsplan | None = None
    versioner: tuple[Version, ...] = ()
    dokument: Dokument | None = None
    """The document, for a published report; None when it is not known."""
    verksamhet: str | None = None
    """The organisation under the nämnd that the report is about; None when the report does not say."""
    framsida: Framsida | None = None
    """None when it is not known whether there is one."""
    sidhuvud: str | None = None
    """The running header as printed; None when there is none, or it is not known."""
    innehallsforteckning: tuple[Innehallsrad, ...] | None = None
    """None when it is not known; empty says that the report has none."""
    prognos_resultat: Decimal | None = None
    """The forecast of the year's result, in mnkr; None when it is not stated."""
    prognos_budget: Decimal | None = None
    """What the budget says of the year's result, in mnkr; None when it is not stated."""
    prognosforandring: Decimal | None = None
    """How much the forecast has changed since ``prognosforandring_sedan``, in mnkr, negative for the worse; None when
    it is not stated."""
    prognosforandring_sedan: Manad | None = None
    """The month of the report that the change is counted from; None when it is not stated."""
    prognos_kalla: tuple[Kalla, ...] = ()
    """Where the fields of the forecast stand; empty when it is not known."""
    atgardsplan_kalla: tuple[Kalla, ...] = ()
    """Where the report writes of its åtgärdsplan; empty when it is not known."""
    beslutsforslag: tuple[Beslutsforslag, ...] | None = None
    """None when it is not known; empty says that none is made."""
    underskrivs_av: tuple[str, ...] | None = None
    """The roles that the report has lines for; None when it is not known, empty says that it has none."""
    bedomningar: tuple[Bedomning, ...] = ()
    """The report's assessments of delmål; one that is not here is not assessed, or not known to be."""
    iakttagelser: tuple[Iakttagelse, ...] = ()
    """Oddities that a reader of a published report needs to know."""

    def alla_uppdrag(self) -> tuple[tuple[Rapportavsnitt, RapporteratUppdrag], ...]:
        """Every uppdrag with the section that it stands in, in the report's order."""
        return tuple((avsnitt, uppdrag) for avsnitt in self.avsnitt for uppdrag in avsnitt.uppdrag)

    def kalla(self, avsnitt: Rapportavsnitt, rad: str | None = None) -> Kalla | None:
        """The place of a fact in a published report; None when it is not known what document the report is.

        Args:
            avsnitt: the section.
            rad: the row label, for a fact in a table.
        """
        if self.dokument is None:
            return None
        return Kalla(dokument=self.dokument.titel, avsnitt=avsnitt.rubrik, rad=rad)
