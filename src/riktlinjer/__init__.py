"""Swedish regional follow-up guidelines as typed data and pure functions.

Importing the package reads no data file and loads nothing else: every public name is fetched from its module when it is
first used (PEP 562, in the manner of Scientific Python's SPEC 1).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from ._version import __version__

# Type checkers read these lines; at run time the table below says the same, and a test holds the two together.
if TYPE_CHECKING:
    from .errors import (
        KalenderFel as KalenderFel,
        KopplingsFel as KopplingsFel,
        MalvardeFel as MalvardeFel,
        OkantId as OkantId,
        RapportFel as RapportFel,
        Regelfel as Regelfel,
        RegelverkFel as RegelverkFel,
        RiktlinjerError as RiktlinjerError,
        SaknatTillagg as SaknatTillagg,
        UtfallFel as UtfallFel,
    )
    from .exempelrapporter import (
        exempelrapport as exempelrapport,
        tillgangliga_exempelrapporter as tillgangliga_exempelrapporter,
    )
    from .katalog import (
        las_katalog as las_katalog,
    )
    from .models.atgardsplan import (
        Atgard as Atgard,
        Atgardsplan as Atgardsplan,
        Belopp as Belopp,
    )
    from .models.indikator import (
        Indikator as Indikator,
    )
    from .models.kalla import (
        Kalla as Kalla,
    )
    from .models.mal import (
        Delmal as Delmal,
        Mal as Mal,
        SarskiltInsatsomrade as SarskiltInsatsomrade,
        Strategi as Strategi,
    )
    from .models.malvarde import (
        Forandringsmalvarde as Forandringsmalvarde,
        Fordelningsmalvarde as Fordelningsmalvarde,
        Gransmalvarde as Gransmalvarde,
        Gruppmalvarde as Gruppmalvarde,
        Malvarde as Malvarde,
        Malvardesdel as Malvardesdel,
        OmatbartMalvarde as OmatbartMalvarde,
        Rangmalvarde as Rangmalvarde,
        Sammansattmalvarde as Sammansattmalvarde,
        Uppdelatmalvarde as Uppdelatmalvarde,
    )
    from .models.malvardestext import (
        tolka_malvarde as tolka_malvarde,
    )
    from .models.namnd import (
        Aktivitet as Aktivitet,
        Namnd as Namnd,
        Prioritering as Prioritering,
        Prioriteringsomrade as Prioriteringsomrade,
        Uppfoljningsvariabel as Uppfoljningsvariabel,
    )
    from .models.papekande import (
        Papekande as Papekande,
        Papekanden as Papekanden,
    )
    from .models.perspektiv import (
        Perspektiv as Perspektiv,
    )
    from .models.rapport import (
        Aktivitetsgrupp as Aktivitetsgrupp,
        Bedomning as Bedomning,
        Beslutsforslag as Beslutsforslag,
        Framsida as Framsida,
        Innehallsrad as Innehallsrad,
        Nyckeltal as Nyckeltal,
        Rapport as Rapport,
        Rapportavsnitt as Rapportavsnitt,
        RapporteratUppdrag as RapporteratUppdrag,
        Rapporttabell as Rapporttabell,
        Tabellrad as Tabellrad,
        Tidsserie as Tidsserie,
        Version as Version,
    )
    from .models.rapportmall import (
        Rapportmall as Rapportmall,
    )
    from .models.regelverk import (
        ALLA_OPPNA as ALLA_OPPNA,
        Regelverk as Regelverk,
    )
    from .models.skalor import (
        Allvar as Allvar,
        Bedombarhet as Bedombarhet,
        Fortryckt as Fortryckt,
        Inlamningssteg as Inlamningssteg,
        Jamforelsebas as Jamforelsebas,
        Lage as Lage,
        Malniva as Malniva,
        Mottagare as Mottagare,
        Organisationsniva as Organisationsniva,
        Rapporttyp as Rapporttyp,
        Riktning as Riktning,
        Status as Status,
        Uppdragsstatus as Uppdragsstatus,
        Utfallsslag as Utfallsslag,
    )
    from .models.tidplan import (
        Steg as Steg,
        Tidplan as Tidplan,
        Tillfalle as Tillfalle,
    )
    from .models.tillfallesunderlag import (
        Namndunderlag as Namndunderlag,
        Tillfallesunderlag as Tillfallesunderlag,
    )
    from .models.tolkning import (
        Iakttagelse as Iakttagelse,
        Lasning as Lasning,
        Tolkning as Tolkning,
    )
    from .models.uppdrag import (
        Fokusomrade as Fokusomrade,
        RegiongemensamtUppdrag as RegiongemensamtUppdrag,
        Uppdrag as Uppdrag,
    )
    from .models.uppfoljningsplan import (
        Uppfoljningsplan as Uppfoljningsplan,
    )
    from .models.utfall import (
        Utfall as Utfall,
    )
    from .rapportfiler import (
        las_rapport as las_rapport,
    )
    from .regelverk.lasare import (
        las_regelverk as las_regelverk,
        tillgangliga_regelverk as tillgangliga_regelverk,
    )
    from .rules.andringar import (
        Andring as Andring,
    )
    from .rules.arbetsdagar import (
        Arbetskalender as Arbetskalender,
        antal_arbetsdagar as antal_arbetsdagar,
        ar_arbetsdag as ar_arbetsdag,
        arbetsdag_efter as arbetsdag_efter,
        arbetsdag_fore as arbetsdag_fore,
    )
    from .rules.atgardsplan import (
        Atgardsplanskrav as Atgardsplanskrav,
        Rapporthanvisning as Rapporthanvisning,
        granska_atgardsplan as granska_atgardsplan,
        kraver_atgardsplan as kraver_atgardsplan,
    )
    from .rules.avsnitt import (
        Avsnitt as Avsnitt,
        Krav as Krav,
        obligatoriska_avsnitt as obligatoriska_avsnitt,
    )
    from .rules.beraknad import (
        BeraknadIndikator as BeraknadIndikator,
        BeraknadMalniva as BeraknadMalniva,
        BeraknatNivakrav as BeraknatNivakrav,
        Underlag as Underlag,
    )
    from .rules.indikatorer import (
        berakna_indikator as berakna_indikator,
    )
    from .rules.inlamningsgranskning import (
        Inlamningslage as Inlamningslage,
    )
    from .rules.intervall import (
        Intervall as Intervall,
    )
    from .rules.jamforelse import (
        Andringsantal as Andringsantal,
        Jamfort as Jamfort,
        Regelverksjamforelse as Regelverksjamforelse,
        jamfor_regelverk as jamfor_regelverk,
    )
    from .rules.malniva import (
        Malnivaoversikt as Malnivaoversikt,
        berakna_malniva as berakna_malniva,
    )
    from .rules.provning import (
        Antal as Antal,
    )
    from .rules.r12 import (
        R12 as R12,
        R12Rakning as R12Rakning,
        r12_kvot as r12_kvot,
        r12_medel as r12_medel,
        r12_serie as r12_serie,
        r12_summa as r12_summa,
    )
    from .rules.rapportgranskning import (
        granska_rapport as granska_rapport,
    )
    from .rules.rapportjamforelse import (
        Bedomningsandring as Bedomningsandring,
        Prognosandring as Prognosandring,
        Rapportjamforelse as Rapportjamforelse,
        Uppdragsandring as Uppdragsandring,
        jamfor_rapporter as jamfor_rapporter,
    )
    from .rules.regelverksgranskning import (
        granska_regelverk as granska_regelverk,
    )
    from .rules.sammanstallning import (
        sammanstall as sammanstall,
    )
    from .rules.sammanstallning.svar import (
        Bidrag as Bidrag,
        Fargandring as Fargandring,
        Indikatorbidrag as Indikatorbidrag,
        Koncerndelmal as Koncerndelmal,
        Namndandring as Namndandring,
        Namndlage as Namndlage,
        Namndplan as Namndplan,
        Planlage as Planlage,
        Prognossumma as Prognossumma,
        Sammanstallning as Sammanstallning,
        Stegsinlamning as Stegsinlamning,
        Tillfallesjamforelse as Tillfallesjamforelse,
        Utfallsursprung as Utfallsursprung,
    )
    from .rules.skillnader import (
        Andringsslag as Andringsslag,
    )
    from .rules.status import (
        Statusberaknare as Statusberaknare,
        berakna_status as berakna_status,
        statusberaknare as statusberaknare,
        utgangsvarden as utgangsvarden,
    )
    from .rules.statusandringar import (
        Statusandring as Statusandring,
    )
    from .rules.statuskrav import (
        Forandring as Forandring,
        Jamforelsekrav as Jamforelsekrav,
        Kravdel as Kravdel,
        Kravlage as Kravlage,
        Statuskrav as Statuskrav,
    )
    from .rules.svar import (
        BeraknadStatus as BeraknadStatus,
        Statusoversikt as Statusoversikt,
    )
    from .rules.tidplan import (
        berakna_tidplan as berakna_tidplan,
        inlamningsdag as inlamningsdag,
    )
    from .rules.uppfoljningsplan import (
        granska_uppfoljningsplan as granska_uppfoljningsplan,
    )
    from .rules.vadkravs import (
        vad_kravs as vad_kravs,
    )
    from .utbyte.svara import (
        svara as svara,
    )

_MODULER: Final = {
    "errors": (
        "KalenderFel",
        "KopplingsFel",
        "MalvardeFel",
        "OkantId",
        "RapportFel",
        "Regelfel",
        "RegelverkFel",
        "RiktlinjerError",
        "SaknatTillagg",
        "UtfallFel",
    ),
    "exempelrapporter": ("exempelrapport", "tillgangliga_exempelrapporter"),
    "katalog": ("las_katalog",),
    "models.atgardsplan": ("Atgard", "Atgardsplan", "Belopp"),
    "models.indikator": ("Indikator",),
    "models.kalla": ("Kalla",),
    "models.mal": ("Delmal", "Mal", "SarskiltInsatsomrade", "Strategi"),
    "models.malvarde": (
        "Forandringsmalvarde",
        "Fordelningsmalvarde",
        "Gransmalvarde",
        "Gruppmalvarde",
        "Malvarde",
        "Malvardesdel",
        "OmatbartMalvarde",
        "Rangmalvarde",
        "Sammansattmalvarde",
        "Uppdelatmalvarde",
    ),
    "models.malvardestext": ("tolka_malvarde",),
    "models.namnd": ("Aktivitet", "Namnd", "Prioritering", "Prioriteringsomrade", "Uppfoljningsvariabel"),
    "models.papekande": ("Papekande", "Papekanden"),
    "models.perspektiv": ("Perspektiv",),
    "models.rapport": (
        "Aktivitetsgrupp",
        "Bedomning",
        "Beslutsforslag",
        "Framsida",
        "Innehallsrad",
        "Nyckeltal",
        "Rapport",
        "Rapportavsnitt",
        "RapporteratUppdrag",
        "Rapporttabell",
        "Tabellrad",
        "Tidsserie",
        "Version",
    ),
    "models.rapportmall": ("Rapportmall",),
    "models.regelverk": ("ALLA_OPPNA", "Regelverk"),
    "models.skalor": (
        "Allvar",
        "Bedombarhet",
        "Fortryckt",
        "Inlamningssteg",
        "Jamforelsebas",
        "Lage",
        "Malniva",
        "Mottagare",
        "Organisationsniva",
        "Rapporttyp",
        "Riktning",
        "Status",
        "Uppdragsstatus",
        "Utfallsslag",
    ),
    "models.tidplan": ("Steg", "Tidplan", "Tillfalle"),
    "models.tillfallesunderlag": ("Namndunderlag", "Tillfallesunderlag"),
    "models.tolkning": ("Iakttagelse", "Lasning", "Tolkning"),
    "models.uppdrag": ("Fokusomrade", "RegiongemensamtUppdrag", "Uppdrag"),
    "models.uppfoljningsplan": ("Uppfoljningsplan",),
    "models.utfall": ("Utfall",),
    "rapportfiler": ("las_rapport",),
    "regelverk.lasare": ("las_regelverk", "tillgangliga_regelverk"),
    "rules.andringar": ("Andring",),
    "rules.arbetsdagar": ("Arbetskalender", "antal_arbetsdagar", "ar_arbetsdag", "arbetsdag_efter", "arbetsdag_fore"),
    "rules.atgardsplan": ("Atgardsplanskrav", "Rapporthanvisning", "granska_atgardsplan", "kraver_atgardsplan"),
    "rules.avsnitt": ("Avsnitt", "Krav", "obligatoriska_avsnitt"),
    "rules.beraknad": ("BeraknadIndikator", "BeraknadMalniva", "BeraknatNivakrav", "Underlag"),
    "rules.indikatorer": ("berakna_indikator",),
    "rules.inlamningsgranskning": ("Inlamningslage",),
    "rules.intervall": ("Intervall",),
    "rules.jamforelse": ("Andringsantal", "Jamfort", "Regelverksjamforelse", "jamfor_regelverk"),
    "rules.malniva": ("Malnivaoversikt", "berakna_malniva"),
    "rules.provning": ("Antal",),
    "rules.r12": ("R12", "R12Rakning", "r12_kvot", "r12_medel", "r12_serie", "r12_summa"),
    "rules.rapportgranskning": ("granska_rapport",),
    "rules.rapportjamforelse": (
        "Bedomningsandring",
        "Prognosandring",
        "Rapportjamforelse",
        "Uppdragsandring",
        "jamfor_rapporter",
    ),
    "rules.regelverksgranskning": ("granska_regelverk",),
    "rules.sammanstallning": ("sammanstall",),
    "rules.sammanstallning.svar": (
        "Bidrag",
        "Fargandring",
        "Indikatorbidrag",
        "Koncerndelmal",
        "Namndandring",
        "Namndlage",
        "Namndplan",
        "Planlage",
        "Prognossumma",
        "Sammanstallning",
        "Stegsinlamning",
        "Tillfallesjamforelse",
        "Utfallsursprung",
    ),
    "rules.skillnader": ("Andringsslag",),
    "rules.status": ("Statusberaknare", "berakna_status", "statusberaknare", "utgangsvarden"),
    "rules.statusandringar": ("Statusandring",),
    "rules.statuskrav": ("Forandring", "Jamforelsekrav", "Kravdel", "Kravlage", "Statuskrav"),
    "rules.svar": ("BeraknadStatus", "Statusoversikt"),
    "rules.tidplan": ("berakna_tidplan", "inlamningsdag"),
    "rules.uppfoljningsplan": ("granska_uppfoljningsplan",),
    "rules.vadkravs": ("vad_kravs",),
    "utbyte.svara": ("svara",),
}
_MODUL_FOR: Final = {namn: modul for modul, namnen in _MODULER.items() for namn in namnen}

__all__ = ["__version__", *_MODUL_FOR]


def __getattr__(namn: str) -> object:
    modul = _MODUL_FOR.get(namn)
    if modul is None:
        raise AttributeError(f"module {__name__!r} has no attribute {namn!r}")
    varde = getattr(import_module(f".{modul}", __name__), namn)
    globals()[namn] = varde
    return varde


def __dir__() -> list[str]:
    return sorted(__all__)
