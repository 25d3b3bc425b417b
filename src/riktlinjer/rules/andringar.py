"""Ändringar: a difference between two rule sets in words that a controller understands."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ..models.bas import Modell
from ..models.datum import skriv_dagar
from ..models.indikator import Indikator, Indikatorlasning, Nivakrav
from ..models.kalla import Kalla
from ..models.malvarde import Malvardesdel
from ..models.regelverk import Regelverk
from ..models.statusregel import Antalssteg, Urval, Vardesteg
from ..models.tal import skriv_med_enhet
from ..models.tidplan import Frist, Steg
from ..models.tolkning import Tolkning
from ..models.uppfoljningsplan import Sammantrade
from .regelverksord import faltord, postord
from .regelverkstext import (
    marke,
    namn_i,
    nar_text,
    postnamn,
    skriv,
    skriv_frist,
    skriv_grans,
    skriv_hel,
    skriv_steg,
    stegnamn,
)
from .skillnader import Andringsslag, Skillnad

_PEKARE: Final = (
    "mal",
    "delmal",
    "insatsomrade",
    "perspektiv",
    "strategi",
    "omrade",
    "namnd",
    "namnder",
    "fokusomrade",
    "regiongemensamma",
    "staende_punkt",
    "indikator",
    "indikatorer",
)
"""Fields that hold the ids of other posts."""
_GENOMSKINLIGA: Final = (
    "Tidplan",
    "Rapportmall",
    "Styrmodell",
    "Budget",
    "Uppfoljningsplan",
    "Atgardsplansregler",
    "Antalsregel",
    "Vardesregel",
    "Kvotregel",
    "Avvikelseregel",
)
"""Models that say nothing more of what stands in them."""
_MALVARDESORD: Final = {"text": "källans ord om", "forbehall": "förbehållet för"}
"""The fields of a målvärde that are no part of its condition, in a sentence about it."""
_ORD: Final = ("under utveckling", "ordagrant", "inget")
"""The kinds of målvärde that are words only."""
_BERATTADE: Final = ("Antalssteg", "Vardesteg", "Avvikelsesteg", "Nivakrav", "Frist", "Indikatorlasning")
"""Posts without a name: what they say is told when they are new or gone."""


class Andring(Modell):
    """One thing that differs between two rule sets."""

    slag: Andringsslag
    vad: str
    """What kind of part it is, in Swedish: "indikator", "målvärde", "statusregel", "frist", "källa"."""
    id: str | None
    """The id of the nearest post that has one; None when none has."""
    plats: str
    """Where, as a path: ``indikatorer[basbehandling-hjartsvikt].malvarde``."""
    fore: str | None
    """What it was, in Swedish; None when it was not there."""
    efter: str | None
    """What it is, in Swedish; None when it is not there."""
    kalla_fore: Kalla | None
    """The place in the first guideline's sources; None when it has none."""
    kalla_efter: Kalla | None
    """The place in the second guideline's sources; None when it has none."""
    text: str
    """The change as a Swedish sentence."""

    def __str__(self) -> str:
        return self.text


class Skribent:
    """Writes of the differences between two rule sets."""

    def __init__(self, fore: Regelverk, efter: Regelverk) -> None:
        self._namn = (namn_i(fore), namn_i(efter))

    def andring(self, skillnad: Skillnad) -> Andring:
        """The difference in words."""
        sats = _Sats(skillnad, self._namn)
        return Andring(
            slag=skillnad.slag,
            vad=_vad(skillnad),
            id=_id(skillnad),
            plats=skillnad.plats,
            fore=sats.fore,
            efter=sats.efter,
            kalla_fore=_kalla([led.fore for led in skillnad.kedja], skillnad.fore),
            kalla_efter=_kalla([led.efter for led in skillnad.kedja], skillnad.efter),
            text=sats.text(),
        )


def _vad(s: Skillnad) -> str:
    if s.ordning:
        return postord(s.fore[0]).vad
    if s.falt in ("kalla", "malvarde"):
        return {"kalla": "källa", "malvarde": "målvärde"}[s.falt]
    post = s.efter if s.fore is None else s.fore
    return postord(s.kedja[-1].fore if s.slag is Andringsslag.ANDRAD else post).vad


def _id(s: Skillnad) -> str | None:
    poster = [led.fore for led in s.kedja[1:]]
    if s.slag is not Andringsslag.ANDRAD:
        poster.append(s.efter if s.fore is None else s.fore)
    return next((str(post.id) for post in reversed(poster) if hasattr(post, "id")), None)


def _kalla(kedja: Sequence[Modell], post: object) -> Kalla | None:
    """The nearest source of a post, or of what it stands in; None when it is not there."""
    if post is None:
        return None
    for modell in (post, *reversed(kedja)):
        kalla = modell if isinstance(modell, Kalla) else getattr(modell, "kalla", None)
        kalla = kalla[0] if isinstance(kalla, tuple) else kalla
        if isinstance(kalla, Kalla):
            return kalla
    return None


class _Sats:
    """The sentence about one difference."""

    def __init__(self, skillnad: Skillnad, namn: tuple[dict[str, str], dict[str, str]]) -> None:
        self.s, self.namn = skillnad, namn
        self.agare = skillnad.kedja[-1].fore
        """The model that the field or table is a part of."""
        self.fore, self.efter = self._varden()

    # Values

    def _varden(self) -> tuple[str | None, str | None]:
        s = self.s
        if s.ordning:
            return ", ".join(marke(p, self.namn[0]) for p in s.fore), ", ".join(marke(p, self.namn[1]) for p in s.efter)
        if s.slag is not Andringsslag.ANDRAD:
            return self._post(0), self._post(1)
        fore, efter = self._varde(0), self._varde(1)
        if fore == efter:  # what differs is not said by the short form
            return skriv_hel(s.fore, allt=True), skriv_hel(s.efter, allt=True)
        return fore, efter

    def _post(self, sida: int) -> str | None:
        post = (self.s.fore, self.s.efter)[sida]
        if post is None:
            return None
        if type(post).__name__ in _BERATTADE:
            return skriv_hel(post)
        return marke(post, self.namn[sida]) or postord(post).bestamd

    def _varde(self, sida: int) -> str | None:
        led, falt, varde = self.s.kedja[-1], self.s.falt, (self.s.fore, self.s.efter)[sida]
        agare = (led.fore, led.efter)[sida]
        if (text := _sammanhallet(agare, falt)) is not None:
            return text
        if varde is None:
            return None
        if falt == "malvarde" and type(self.s.fore) is type(self.s.efter) and varde.slag not in _ORD:
            return str(varde.villkor())  # its reservation is a change of its own
        if falt == "utgangsvarde" and isinstance(agare, Indikator) and isinstance(varde, Decimal):
            return skriv_med_enhet(varde, agare.enhet)
        if falt in _PEKARE and isinstance(varde, str | tuple):
            ids = varde if isinstance(varde, tuple) else (varde,)
            return ", ".join(self._namngiven(str(id), sida) for id in ids) or "inga"
        if varde == ():
            alla = falt == "rapporttyper" and isinstance(agare, Antalssteg | Vardesteg)
            return "alla" if alla else "alltid" if falt == "nar" else "inga"
        return skriv(varde)

    def _namngiven(self, id: str, sida: int) -> str:
        namn = self.namn[sida].get(id)
        return id if namn is None else namn if f"({id})" in namn else f"{namn} ({id})"

    # Sentences

    def text(self) -> str:
        s = self.s
        if s.ordning:
            tabell = faltord(self.agare, s.falt)
            return self._mening(self._amne(), f"ordningen på {tabell} ändras från {self.fore} till {self.efter}")
        if s.slag is not Andringsslag.ANDRAD:
            return self._hel_post()
        match self.agare:
            case Urval() if s.falt == "indikatorer":
                return self._urval(self.agare)
            case Tolkning() if s.falt == "vald":
                return f"Tolkningen {self.agare.id} läses som {self.efter} i stället för {self.fore}."
            case Antalssteg() | Vardesteg() if s.falt == "grans":
                return self._om(self._amne(1), f"gränsen för {stegnamn(self.agare)}")
            case Frist() if s.falt == "frist":
                return self._om("", postnamn(self.agare, self.namn[0]))
            case Steg() if s.falt == "datum":
                return self._om(self._amne(1), self._ledord(len(s.kedja) - 1))
        if s.falt == "malvarde":
            return self._om("", self._malvardet())
        if s.kedja[-1].falt == "malvarde" and s.falt in _MALVARDESORD:
            return self._om("", f"{_MALVARDESORD[s.falt]} {self._malvardet()}")
        return self._om(self._amne(), "dagarna" if s.falt == "dagar" else faltord(self.agare, s.falt))

    def _om(self, amne: str, vad: str) -> str:
        """A sentence about a value that has changed."""
        fri_text = self.s.falt not in _PEKARE
        fore, efter = (
            text if text is None or not (fri_text and isinstance(v, str)) else f"”{text}”"
            for text, v in ((self.fore, self.s.fore), (self.efter, self.s.efter))
        )
        if fore is None:
            return self._mening(amne, f"{vad} tillkommer: {efter}")
        if efter is None:
            return self._mening(amne, f"{vad} utgår (var {fore})")
        return self._mening(amne, f"{vad} ändras från {fore} till {efter}")

    @staticmethod
    def _mening(amne: str, text: str) -> str:
        text = f"{amne}: {text}" if amne else text
        return text[:1].upper() + text[1:].removesuffix(".") + "."

    def _amne(self, utom: int = 0) -> str:
        """The posts that the change stands in, outermost first, without the last so many; empty at the top."""
        sista = len(self.s.kedja) - utom - 1
        faltet_ar_dess = utom == 0 and self.s.slag is Andringsslag.ANDRAD
        return ", ".join(
            self._ledord(i)
            for i in range(1, sista + 1)
            if (i == sista and faltet_ar_dess) or type(self.s.kedja[i].fore).__name__ not in _GENOMSKINLIGA
        )

    def _ledord(self, i: int) -> str:
        """What a model on the way down is called."""
        led = self.s.kedja[i]
        if isinstance(led.fore, Steg):
            return faltord(self.s.kedja[i - 1].fore, led.falt)
        return postnamn(led.fore, self.namn[0])

    def _hel_post(self) -> str:
        ny = self.s.slag is Andringsslag.TILLAGD
        post = self.s.efter if ny else self.s.fore
        handelse = f"är {postord(post).ny}" if ny else "utgår"
        if type(post).__name__ in _BERATTADE:
            handelse += f" ({self.efter if ny else self.fore})"
        return self._mening(self._amne(), f"{postnamn(post, self.namn[int(ny)])} {handelse}")

    def _malvardet(self) -> str:
        """The target, by its indicator and what narrows it."""
        agare = [
            marke(led.fore, self.namn[0])
            for led in self.s.kedja
            if isinstance(led.fore, Indikator | Nivakrav | Indikatorlasning | Malvardesdel)
        ]
        return f"målvärdet för {', '.join(agare)}" + ("," if len(agare) > 1 else "")

    def _urval(self, urval: Urval) -> str:
        fore, efter = self.s.fore, self.s.efter
        till = [self.namn[1].get(id, id) for id in efter if id not in fore]
        bort = [self.namn[0].get(id, id) for id in fore if id not in efter]
        rad = [f"{', '.join(till)} tillkommer"] if till else []
        rad += [f"{', '.join(bort)} utgår"] if bort else []
        nar = nar_text(urval.nar)
        if len(fore) != len(efter):
            rad = [f"antalet indikatorer som räknas{nar} ändras från {len(fore)} till {len(efter)}", *rad]
        else:
            rad = [f"de indikatorer som räknas{nar} ändras", *(rad or ["de står i en annan ordning"])]
        return self._mening(self._amne(1), "; ".join(rad))


def _sammanhallet(agare: Modell, falt: str) -> str | None:
    """Several fields that are one fact, in words; None for any other field."""
    match agare:
        case Antalssteg() | Vardesteg() if falt == "grans":
            return skriv_grans(agare)
        case Frist() if falt == "frist":
            return skriv_frist(agare)
        case Sammantrade() if falt == "dagar":
            return skriv_dagar(agare.fran_och_med, agare.till_och_med)
        case Steg() if falt == "datum":
            return skriv_steg(agare)
    return None
