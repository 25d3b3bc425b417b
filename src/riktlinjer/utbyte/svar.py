"""Svar: what a system is answered, one model per function: the function's own answer under the rule set it rests on."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from ..kommande import Kommande
from ..models.bas import Modell
from ..models.indikator import Indikator
from ..models.papekande import Papekande
from ..models.skalor import Mottagare, Rapporttyp, Status
from ..models.tidplan import Tidplan
from ..models.uppfoljningsplan import Sammantrade
from ..models.utfall import Utfall
from ..rules.atgardsplan import Atgardsplanskrav
from ..rules.avsnitt import Avsnitt
from ..rules.beraknad import BeraknadIndikator, BeraknadMalniva, Statusinnehall, Underlag
from ..rules.rapportjamforelse import Rapportjamforelse
from ..rules.statuskrav import Statuskrav


class Svarshuvud(Modell):
    """What every answer begins with: the rule set, and the readings that hold."""

    bara_kommandorad: ClassVar[frozenset[str]] = frozenset({"filer"})
    """The fields that only the command line fills in, when it writes files."""

    regelverk: str
    """The rule set's id."""
    utgava: str
    """Its edition."""
    regelverk_sha256: str
    """The digest of the rule set's content, whatever readings are chosen."""
    tolkningar: dict[str, str]
    """Every tolkning with its reading, or ``oppen``."""
    filer: tuple[str, ...] | None = None
    """The files that were written. Only the command line has this field, when it writes some."""

    def alla_papekanden(self) -> tuple[Papekande, ...]:
        """The findings that the answer is about."""
        return ()


class SvarOmStatus(Svarshuvud):
    """The statuses of all the guideline's delmål."""

    statusar: tuple[Statusinnehall, ...]
    """One per delmål, in the guideline's order."""
    indikatorer: tuple[BeraknadIndikator, ...]
    """The indicators that feed no colour, of which an outcome was given."""
    langsiktigt: tuple[BeraknadMalniva, ...]
    """One per delmål or mål that has long-term levels."""
    underlag: Underlag
    """What the answer was computed from, for audit."""

    def alla_papekanden(self) -> tuple[Papekande, ...]:
        av_statusar = tuple(p for status in self.statusar for p in status.papekanden)
        return av_statusar + tuple(p for rad in self.indikatorer for p in rad.papekanden)


class SvarOmVadKravs(Svarshuvud):
    """What the wanted colour takes."""

    status: Status
    """The wanted colour."""
    statuskrav: tuple[Statuskrav, ...]
    """One per delmål that was asked about."""


class UtelamnatSteg(Modell):
    """A step that has no day, and so no place in a calendar file."""

    rapport: str
    steg: str
    skal: str


class SvarOmTidplan(Svarshuvud):
    """When each report is due."""

    bara_kommandorad: ClassVar = frozenset({"filer", "utelamnade"})

    dag: date | None
    """The day that was counted from; null when none was given."""
    tidplan: Tidplan | None
    """The published timetable, or the computed one; null when the guideline has none."""
    kommande: tuple[Kommande, ...] | None
    """The steps from the day on, in order; null without a day or a timetable."""
    sammantraden: tuple[Sammantrade, ...]
    """The meetings of the uppföljningsplan; empty when there are none."""
    utelamnade: tuple[UtelamnatSteg, ...] | None = None
    """The steps that the calendar file leaves out. Only ``riktlinjer tidplan --ics`` has this field."""


class SvarOmInlamningsdag(Svarshuvud):
    """When the preliminary report is due."""

    rapporttyp: Rapporttyp
    bryt: date
    dag: date | None
    """null when an open tolkning leaves more than one day possible; ``berakna_tidplan`` tells which."""


class SvarOmAvsnitt(Svarshuvud):
    """The sections that the report must hold."""

    bara_kommandorad: ClassVar = frozenset({"period", "filer", "saknas"})

    rapporttyp: Rapporttyp
    mottagare: Mottagare
    namnd: str | None
    """The id of the nämnd that was asked about; null for any."""
    avsnitt: tuple[Avsnitt, ...] | None
    """In the template's order; null when the guideline has no template."""
    period: str | None = None
    """The last month of the report. Only ``riktlinjer mall`` has this field, when it writes a file."""
    saknas: tuple[str, ...] | None = None
    """What could not be filled in. Only ``riktlinjer mall`` has this field, when it writes a file."""


class SvarOmAtgardsplanskrav(Svarshuvud):
    """Whether the report owes an åtgärdsplan."""

    rapporttyp: Rapporttyp
    period: str
    """The last month of the report."""
    atgardsplanskrav: Atgardsplanskrav


class SvarOmAtgardsplan(Svarshuvud):
    """What is missing in the åtgärdsplan."""

    papekanden: tuple[Papekande, ...]
    """Empty when nothing is missing."""

    def alla_papekanden(self) -> tuple[Papekande, ...]:
        return self.papekanden


class SvarOmRapport(Svarshuvud):
    """What is missing or does not agree in the report."""

    namnd: str | None
    rapporttyp: Rapporttyp | None
    period: str | None
    """null in these three: the report does not say."""
    mottagare: Mottagare
    papekanden: tuple[Papekande, ...]
    """Empty when nothing is found."""
    jamforelse: Rapportjamforelse | None
    """What has changed since the report before; null when none was given."""

    def alla_papekanden(self) -> tuple[Papekande, ...]:
        return self.papekanden


class SvarOmRegelverk(Svarshuvud):
    """The gaps and contradictions of the rule set."""

    papekanden: tuple[Papekande, ...]
    """Empty when nothing is found."""

    def alla_papekanden(self) -> tuple[Papekande, ...]:
        return self.papekanden


class SvarOmIndikatorer(Svarshuvud):
    """The rule set's indicators."""

    indikatorer: tuple[Indikator, ...]


class SvarOmUtgangsvarden(Svarshuvud):
    """The baselines that the guideline prints."""

    utgangsvarden: dict[str, Utfall]
    """Indicator id -> baseline, marked as such."""
