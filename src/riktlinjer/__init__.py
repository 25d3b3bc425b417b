"""Swedish regional follow-up guidelines as typed data and pure functions.

Importing the package reads no data file and loads nothing else: every public name is fetched from its module when it is
first used (PEP 562, in the manner of Scientific Python's SPEC 1).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from ._version import __version__

# Type checkers read these lines; at run time the table below says the same, and a test holds the two together.
# ruff: noqa: F401
if TYPE_CHECKING:
    from .errors import (
        KalenderFel,
        MalvardeFel,
        OkantId,
        Regelfel,
        RegelverkFel,
        RiktlinjerError,
        SaknatTillagg,
        UtfallFel,
    )
    from .models.atgardsplan import Atgard, Atgardsplan, Belopp
    from .models.indikator import Indikator
    from .models.kalla import Kalla
    from .models.mal import Delmal, Mal, SarskiltInsatsomrade, Strategi
    from .models.malvarde import Gransmalvarde, Malvarde, OrdagrantMalvarde, OutveckladMalvarde
    from .models.namnd import Aktivitet, Namnd, Prioritering, Prioriteringsomrade, Uppfoljningsvariabel
    from .models.papekande import Papekande
    from .models.rapport import Rapport, Rapportavsnitt, Version
    from .models.rapportmall import Rapportmall
    from .models.regelverk import ALLA_OPPNA, Regelverk
    from .models.skalor import (
        Allvar,
        Inlamningssteg,
        Lage,
        Malniva,
        Mottagare,
        Rapporttyp,
        Riktning,
        Status,
        Uppdragsstatus,
        Utfallsslag,
    )
    from .models.tidplan import Steg, Tidplan, Tillfalle
    from .models.tolkning import Iakttagelse, Lasning, Tolkning
    from .models.utfall import Utfall
    from .regelverk.lasare import las_regelverk, tillgangliga_regelverk
    from .rules.arbetsdagar import (
        Arbetskalender,
        antal_arbetsdagar,
        ar_arbetsdag,
        arbetsdag_efter,
        arbetsdag_fore,
    )
    from .rules.atgardsplan import Atgardsplanskrav, Rapporthanvisning, granska_atgardsplan, kraver_atgardsplan
    from .rules.avsnitt import Avsnitt, Krav, obligatoriska_avsnitt
    from .rules.beraknad import BeraknadIndikator, Underlag
    from .rules.indikatorer import berakna_indikator
    from .rules.provning import Antal
    from .rules.status import Statusberaknare, berakna_status, statusberaknare, utgangsvarden
    from .rules.svar import BeraknadStatus, Statusoversikt
    from .rules.tidplan import berakna_tidplan, inlamningsdag

_MODULER: Final = {
    "errors": (
        "KalenderFel",
        "MalvardeFel",
        "OkantId",
        "Regelfel",
        "RegelverkFel",
        "RiktlinjerError",
        "SaknatTillagg",
        "UtfallFel",
    ),
    "models.atgardsplan": ("Atgard", "Atgardsplan", "Belopp"),
    "models.indikator": ("Indikator",),
    "models.kalla": ("Kalla",),
    "models.mal": ("Delmal", "Mal", "SarskiltInsatsomrade", "Strategi"),
    "models.malvarde": ("Gransmalvarde", "Malvarde", "OrdagrantMalvarde", "OutveckladMalvarde"),
    "models.namnd": ("Aktivitet", "Namnd", "Prioritering", "Prioriteringsomrade", "Uppfoljningsvariabel"),
    "models.papekande": ("Papekande",),
    "models.rapport": ("Rapport", "Rapportavsnitt", "Version"),
    "models.rapportmall": ("Rapportmall",),
    "models.regelverk": ("ALLA_OPPNA", "Regelverk"),
    "models.skalor": (
        "Allvar",
        "Inlamningssteg",
        "Lage",
        "Malniva",
        "Mottagare",
        "Rapporttyp",
        "Riktning",
        "Status",
        "Uppdragsstatus",
        "Utfallsslag",
    ),
    "models.tidplan": ("Steg", "Tidplan", "Tillfalle"),
    "models.tolkning": ("Iakttagelse", "Lasning", "Tolkning"),
    "models.utfall": ("Utfall",),
    "regelverk.lasare": ("las_regelverk", "tillgangliga_regelverk"),
    "rules.arbetsdagar": (
        "Arbetskalender",
        "antal_arbetsdagar",
        "ar_arbetsdag",
        "arbetsdag_efter",
        "arbetsdag_fore",
    ),
    "rules.atgardsplan": ("Atgardsplanskrav", "Rapporthanvisning", "granska_atgardsplan", "kraver_atgardsplan"),
    "rules.avsnitt": ("Avsnitt", "Krav", "obligatoriska_avsnitt"),
    "rules.beraknad": ("BeraknadIndikator", "Underlag"),
    "rules.indikatorer": ("berakna_indikator",),
    "rules.provning": ("Antal",),
    "rules.status": ("Statusberaknare", "berakna_status", "statusberaknare", "utgangsvarden"),
    "rules.svar": ("BeraknadStatus", "Statusoversikt"),
    "rules.tidplan": ("berakna_tidplan", "inlamningsdag"),
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
