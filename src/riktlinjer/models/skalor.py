"""The closed scales: statuses, positions, report types and the other fixed choices of the field.

The values are the Swedish words that people read; scales that mean different things are different enums and are
never mapped to one another.
"""

from enum import StrEnum


class Status(StrEnum):
    """The colour of a delmål this year."""

    GRON = "Grön"
    GUL = "Gul"
    ROD = "Röd"


class Bedombarhet(StrEnum):
    """Whether enough is known for a colour, where a guideline says how much is. Not a colour."""

    BEDOMBART = "bedömbart"
    SVARBEDOMT = "svårbedömt"


class Malniva(StrEnum):
    """The long-term scale of a mål or delmål. Not the colours."""

    PA_MALET = "På målet"
    PA_VAG_MOT_MALET = "På väg mot målet"
    UNDER = "Under målnivåerna"


class Organisationsniva(StrEnum):
    """The level of an organisation that a demand is for."""

    KONCERN = "koncern"
    FORVALTNING = "förvaltning"


class Fortryckt(StrEnum):
    """What a table template prints in a column, beside those that the writer fills in."""

    GRUPP = "grupp"
    RAD = "rad"
    INDIKATOR = "indikator"


class Uppdragsstatus(StrEnum):
    """The year-end forecast of an uppdrag as the reports state it. Not the colours."""

    UPPFYLLS = "Uppdraget uppfylls"
    DELVIS = "Uppdraget uppfylls delvis"
    INTE = "Uppdraget uppfylls inte"


class Lage(StrEnum):
    """Where one indicator stands against its målvärde."""

    UPPNADD = "uppnådd"
    EJ_UPPNADD = "ej uppnådd"
    MATVARDE_SAKNAS = "nytt mätvärde saknas"
    UNDER_UTVECKLING = "under utveckling"


class Riktning(StrEnum):
    """Whether a higher or a lower outcome is better."""

    HOGRE = "högre är bättre"
    LAGRE = "lägre är bättre"


class Rapporttyp(StrEnum):
    """The kinds of report that a nämnd sends in."""

    MANAD = "månadsrapport"
    UR1 = "UR1"
    UR2 = "UR2"
    AR = "ÅR"

    @property
    def namn(self) -> str:
        """The name in running text.

        >>> Rapporttyp.UR2.namn
        'uppföljningsrapport 2'
        """
        return {"UR1": "uppföljningsrapport 1", "UR2": "uppföljningsrapport 2", "ÅR": "årsredovisning"}.get(
            self.value, self.value
        )


class Mottagare(StrEnum):
    """Who reads the report: Regionstyrelsen, or the nämnd itself."""

    RS = "Regionstyrelsen"
    NAMND = "nämnden"


class Inlamningssteg(StrEnum):
    """The two submissions of one report: before and after the political preparation."""

    PRELIMINAR = "preliminär"
    BESLUTAD = "beslutad"


class Allvar(StrEnum):
    """How serious a finding is. ``FEL`` means that something is wrong and that no tolkning settles it."""

    FEL = "fel"
    VARNING = "varning"
    UPPLYSNING = "upplysning"


class Utfallsslag(StrEnum):
    """What a reported figure is. Like is compared with like."""

    ACKUMULERAT = "ackumulerat"
    HELARSPROGNOS = "helårsprognos"
    R12 = "R12"
    PERIOD = "period"
    UTGANGSVARDE = "utgångsvärde"


class Faktum(StrEnum):
    """The fields of an outcome that a rule may compare with."""

    MOTSVARANDE_PERIOD = "motsvarande_period"
    FOREGAENDE_AR = "foregaende_ar"
    FOREGAENDE_PERIOD = "foregaende_period"
    BASVARDE = "basvarde"
    BUDGET = "budget"

    @property
    def namn(self) -> str:
        """The name in running text.

        >>> Faktum.FOREGAENDE_AR.namn
        'föregående år'
        """
        return _FAKTANAMN[self]


_FAKTANAMN = {
    Faktum.MOTSVARANDE_PERIOD: "motsvarande period föregående år",
    Faktum.FOREGAENDE_AR: "föregående år",
    Faktum.FOREGAENDE_PERIOD: "föregående period",
    Faktum.BASVARDE: "basvärdet",
    Faktum.BUDGET: "budget",
}


class Jamforelsebas(StrEnum):
    """What a målvärde compares an outcome with."""

    FOREGAENDE_AR = "föregående år"
    FOREGAENDE_PERIOD = "föregående period"
    MOTSVARANDE_PERIOD = "motsvarande period föregående år"
    BASAR = "basåret"
    ARETS_BORJAN = "årets början"
    BUDGET = "budget"
    PLAN = "plan"

    @property
    def faktum(self) -> Faktum:
        """The field of an outcome that holds the figure.

        >>> Jamforelsebas.ARETS_BORJAN.faktum.value
        'basvarde'
        """
        match self:
            case Jamforelsebas.FOREGAENDE_AR:
                return Faktum.FOREGAENDE_AR
            case Jamforelsebas.FOREGAENDE_PERIOD:
                return Faktum.FOREGAENDE_PERIOD
            case Jamforelsebas.MOTSVARANDE_PERIOD:
                return Faktum.MOTSVARANDE_PERIOD
            case Jamforelsebas.BASAR | Jamforelsebas.ARETS_BORJAN:
                return Faktum.BASVARDE
            case Jamforelsebas.BUDGET | Jamforelsebas.PLAN:
                return Faktum.BUDGET


class Jamforelse(StrEnum):
    """How an outcome stands against what it is compared with."""

    BATTRE = "bättre"
    OFORANDRAT = "oförändrat"
    SAMRE = "sämre"
