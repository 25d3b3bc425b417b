"""Statusändringar: which statuses two rule sets give differently for the same outcomes, and what causes each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import combinations
from typing import Final, Literal, NamedTuple

from ..errors import OkantId, UtfallFel
from ..models.bas import Modell
from ..models.regelverk import Regelverk
from ..models.skalor import Malniva, Organisationsniva, Rapporttyp, Status
from .andringar import Andring, Skribent
from .lasningar import namnda_tolkningar
from .malniva import Malnivaoversikt, berakna_malniva, malnivaord, nivamal
from .skillnader import Andringsslag, Skillnad, tillampa
from .status import berakna_status, statusberaknare
from .svar import Statusoversikt, statusord
from .utfallslasning import Givet

_FLEST_FORSOK: Final = 1000
"""Larger sets of changes are not tried once so many have been."""
_AVGORANDE: Final = ("statusregel", "malvarde", "lasningar", "enhet", "riktning", "skala", "nivakrav", "mal")
"""The fields of a delmål or an indicator that a status can follow from."""
_Mojliga = frozenset[Status] | frozenset[Malniva]
_Oversikt = Statusoversikt | Malnivaoversikt
_Skala = Literal["färg", "målnivå"]
_Styrande = Callable[[Iterable[Regelverk], str], set[str]]
_Rakna = Callable[[str, Regelverk], _Mojliga | None]


class Statusandring(Modell):
    """A delmål or mål whose status or long-term level is not the same under the two rule sets."""

    id: str
    namn: str
    """What has the status, in Swedish: "Delmål 3", "Målnivån för delmål 3"."""
    skala: _Skala
    """Whether it is the colour this year or the long-term level; the two are never mapped to one another."""
    fore: tuple[Status, ...] | tuple[Malniva, ...] | None
    """Every status that was possible, from best to worst; None when the first rule set does not have it."""
    efter: tuple[Status, ...] | tuple[Malniva, ...] | None
    """Every status that is possible, from best to worst; None when the second rule set does not have it."""
    orsaker: tuple[tuple[Andring, ...], ...]
    """Sets of changes. Each alone, the rest as they were, gives ``efter``, and none of its changes can be left out."""
    minsta: bool
    """Whether ``orsaker`` are all the sets of the smallest size; False when there are too many to try, and then one set
    is told from which no single change can be left out."""
    text: str

    def __str__(self) -> str:
        return self.text


def statusandringar(
    fore: Regelverk,
    efter: Regelverk,
    funna: Sequence[Skillnad],
    utfall: Mapping[str, Givet],
    *,
    rapporttyp: Rapporttyp | None = None,
    period: str | None = None,
    enhet: str | None = None,
) -> tuple[Statusandring, ...]:
    """The colours, then the long-term levels, that the outcomes give differently.

    Args:
        funna: all differences between the two rule sets.

    Raises:
        OkantId: ids of outcomes that neither rule set has.
        UtfallFel: outcomes that one of the rule sets refuses; which one is said.
    """
    if not isinstance(utfall, Mapping):
        raise TypeError(f"väntade utfall som en mappning id -> utfall, fick {type(utfall).__name__}")
    kanda = list(dict.fromkeys(i.id for rv in (fore, efter) for i in rv.alla_indikatorer))
    if okanda := [id for id in utfall if id not in kanda]:
        raise OkantId("indikator", okanda, kanda)
    fraga = _Fraga(utfall, rapporttyp, period, enhet)
    gammal, ny = fraga.oversikt(fore, "det första regelverket"), fraga.oversikt(efter, "det andra regelverket")
    delar: tuple[tuple[_Skala, _Oversikt, _Oversikt, _Styrande, _Rakna], ...] = (
        ("färg", gammal, ny, _styrande, fraga.farg),
        ("målnivå", gammal.langsiktigt, ny.langsiktigt, _nivastyrande, fraga.malniva),
    )
    skribent = Skribent(fore, efter)
    svar: list[Statusandring] = []
    for skala, a, b, styrande, rakna in delar:
        for id in dict.fromkeys((*a, *b)):
            var, ar = (o[id].mojliga if id in o else None for o in (a, b))
            if var != ar:
                mangder, minsta = _orsaker(fore, funna, styrande((fore, efter), id), partial(rakna, id), ar)
                orsaker = tuple(tuple(map(skribent.andring, mangd)) for mangd in mangder)
                namn = _vad(fore if id in a else efter, id, (a if id in a else b)[id].namn, skala)
                svar.append(
                    Statusandring(
                        id=id,
                        namn=namn,
                        skala=skala,
                        fore=_i_ordning(var),
                        efter=_i_ordning(ar),
                        orsaker=orsaker,
                        minsta=minsta,
                        text=f"{_handelse(namn, var, ar)} {_orsakstext(orsaker)}",
                    )
                )
    return tuple(svar)


class _Fraga(NamedTuple):
    """What is asked of both rule sets."""

    utfall: Mapping[str, Givet]
    rapporttyp: Rapporttyp | None
    period: str | None
    enhet: str | None

    def egna(self, regelverk: Regelverk) -> dict[str, Givet]:
        """The outcomes of the indicators that the rule set has."""
        kanda = {i.id for i in regelverk.alla_indikatorer}
        return {id: u for id, u in self.utfall.items() if id in kanda}

    def oversikt(self, regelverk: Regelverk, vilket: str) -> Statusoversikt:
        """The statuses of the whole rule set; what it refuses is said with which rule set it is."""
        try:
            return berakna_status(
                regelverk, self.egna(regelverk), rapporttyp=self.rapporttyp, period=self.period, enhet=self.enhet
            )
        except UtfallFel as exc:
            raise UtfallFel(*(f"{vilket}: {text}" for text in exc.fel)) from None

    def farg(self, id: str, regelverk: Regelverk) -> _Mojliga | None:
        """The colours that are possible; None when the rule set has no such delmål."""
        if not any(delmal.id == id for delmal in regelverk.delmal):
            return None
        rakna = statusberaknare(regelverk, id, self.rapporttyp, period=self.period, enhet=self.enhet)
        return rakna(self.egna(regelverk)).mojliga

    def malniva(self, id: str, regelverk: Regelverk) -> _Mojliga | None:
        """The long-term levels that are possible; None when the rule set has none for the id."""
        if not any(mal.id == id for mal in nivamal(regelverk)):
            return None
        niva = Organisationsniva.KONCERN if self.enhet is None else Organisationsniva.FORVALTNING
        givna = self.egna(regelverk)
        return berakna_malniva(
            regelverk, id, givna, organisationsniva=niva, enhet=self.enhet, period=self.period
        ).mojliga


def _vad(regelverk: Regelverk, id: str, namn: str, skala: _Skala) -> str:
    nummer = next((delmal.nummer for delmal in regelverk.delmal if delmal.id == id), None)
    if skala == "färg":
        return f"Delmål {nummer}"
    return f"Målnivån för {f'”{namn}”' if nummer is None else f'delmål {nummer}'}"


def _i_ordning(mojliga: _Mojliga | None) -> tuple[Status, ...] | tuple[Malniva, ...] | None:
    if mojliga is None:
        return None
    farger = tuple(s for s in Status if s in mojliga)
    return farger or tuple(n for n in Malniva if n in mojliga)


def _handelse(namn: str, fore: _Mojliga | None, efter: _Mojliga | None) -> str:
    if fore is None or efter is None:
        return f"{namn} saknades och är {_ord(efter)}." if fore is None else f"{namn} var {_ord(fore)} och utgår."
    return f"{namn}: {_ord(fore)} blir {_ord(efter)}."


def _ord(mojliga: _Mojliga | None) -> str:
    farger = frozenset(s for s in Status if s in (mojliga or ()))
    nivaer = frozenset(n for n in Malniva if n in (mojliga or ()))
    text = malnivaord(nivaer) if nivaer else statusord(farger)
    return text if len(farger or nivaer) == 1 else f"”{text}”"


def _orsakstext(orsaker: Sequence[Sequence[Andring]]) -> str:
    forsta, andra = orsaker[0], len(orsaker) - 1
    if len(forsta) > 1:
        text = f"Orsak: {len(forsta)} ändringar tillsammans, och ingen av dem räcker ensam. {_numrerade(forsta)}"
        return text + (f" Andra kombinationer av lika många ändringar som räcker: {andra}." if andra else "")
    if andra:
        return f"Var och en av de här {andra + 1} ändringarna räcker. " + _numrerade([o[0] for o in orsaker])
    return f"Orsak: {forsta[0].text}"


def _numrerade(andringar: Sequence[Andring]) -> str:
    return " ".join(f"({i}) {a.text}" for i, a in enumerate(andringar, 1))


# Which changes matter


def _styrande(bada: Iterable[Regelverk], id: str) -> set[str]:
    """The ids of the posts that the colour of a delmål rests on, in either rule set."""
    ids = {id}
    for rv in bada:
        for regel in (d.statusregel for d in rv.delmal if d.id == id):
            egna = [i for i in rv.alla_indikatorer if i.id in regel.indikatorer]
            ids |= {*regel.indikatorer, *namnda_tolkningar((regel, tuple(i.lasningar for i in egna)))}
    return ids


def _nivastyrande(bada: Iterable[Regelverk], id: str) -> set[str]:
    """The ids of the posts that a long-term level rests on, in either rule set."""
    ids = {id}
    for rv in bada:
        for mal in (m for m in nivamal(rv) if m.id == id):
            kraven = tuple((i.nivakrav, i.lasningar) for i in mal.indikatorer)
            ids |= {*(i.id for i in mal.indikatorer), *namnda_tolkningar(kraven)}
    return ids


def _berors(s: Skillnad, styrande: set[str]) -> bool:
    """Whether the difference can bear on a status that rests on these posts."""
    if s.falt == "kalla" or s.ordning:
        return False
    poster = [led.fore for led in s.kedja[1:]]
    falt = [*(led.falt for led in s.kedja[1:]), s.falt]
    if s.slag is not Andringsslag.ANDRAD:
        poster.append(s.efter if s.fore is None else s.fore)
    vid = next((i for i in reversed(range(len(poster))) if getattr(poster[i], "id", None) in styrande), None)
    if vid is None:
        return False
    i_posten = falt[vid + 1 :]
    return not i_posten or falt[vid] == "tolkningar" or i_posten[0] in _AVGORANDE


# Which of them cause it


def _orsaker(
    fore: Regelverk,
    funna: Sequence[Skillnad],
    styrande: set[str],
    rakna: Callable[[Regelverk], _Mojliga | None],
    ny: _Mojliga | None,
) -> tuple[list[Sequence[Skillnad]], bool]:
    """The smallest sets of differences that alone give the new status; and whether they are all of that size."""

    def racker(valda: Sequence[Skillnad]) -> bool:
        try:
            return rakna(tillampa(fore, valda)) == ny
        except (KeyError, ValueError):  # together they are no whole rule set, or one that refuses the outcomes
            return False

    kandidater = [s for s in funna if _berors(s, styrande)]
    if not racker(kandidater):
        kandidater = list(funna)
    en = _utan_overflodiga(kandidater, racker)
    forsok = 0
    for storlek in range(1, len(en) + 1):
        mangder: list[Sequence[Skillnad]] = []
        for valda in combinations(kandidater, storlek):
            if forsok == _FLEST_FORSOK:
                return [en], False
            forsok += 1
            if racker(valda):
                mangder.append(valda)
        if mangder:
            return mangder, True
    return [en], False


def _utan_overflodiga(valda: list[Skillnad], racker: Callable[[Sequence[Skillnad]], bool]) -> list[Skillnad]:
    """The differences without those that can be left out, one after the other, until none can."""
    forra: list[Skillnad] = []
    while len(forra) != len(valda):
        forra = valda
        for s in forra:
            utan = [v for v in valda if v is not s]
            if racker(utan):
                valda = utan
    return valda


def utfallsregelverk(fore: Regelverk, efter: Regelverk) -> Regelverk:
    """The second rule set with the indicators that only the first has, for reading a file of outcomes for both.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> rv = las_regelverk("halland-2018")
    >>> utfallsregelverk(rv, rv) == rv
    True
    """
    egna = {i.id for i in efter.alla_indikatorer}
    tolkningar = {t.id for t in efter.tolkningar}
    return Regelverk(
        **{
            **dict(efter),
            "indikatorer": (*efter.indikatorer, *(i for i in fore.alla_indikatorer if i.id not in egna)),
            "tolkningar": (*efter.tolkningar, *(t for t in fore.tolkningar if t.id not in tolkningar)),
        }
    )
