"""Skillnader: where two rule sets differ, as data that can be applied one at a time.

Posts are matched by id where they have one, else by what names them in the source. A difference is as small as it can
be said: a field, the bounds of a step together, a målvärde, or a whole post that only one side has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final, NamedTuple

from ..models.bas import Modell
from ..models.indikator import Skala
from ..models.kalla import Kalla
from ..models.malvarde import (
    Forandringsmalvarde,
    Fordelningsmalvarde,
    Gransmalvarde,
    Gruppmalvarde,
    OmatbartMalvarde,
    Rangmalvarde,
    Sammansattmalvarde,
)
from ..models.rapportmall import Galler
from ..models.regelverk import Regelverk
from ..models.tolkning import Nar


class Andringsslag(StrEnum):
    """What has happened to a part of a rule set."""

    TILLAGD = "tillagd"
    BORTTAGEN = "borttagen"
    ANDRAD = "ändrad"


class Led(NamedTuple):
    """A model on the way from the rule set down to a difference, as it was and as it is."""

    falt: str
    """The field that it stands in."""
    fore: Modell
    efter: Modell


ORDNING: Final = "ordning"
"""The ``falt`` of a difference that is only the order of the posts of a table."""


class Skillnad(NamedTuple):
    """One difference."""

    slag: Andringsslag
    plats: str
    """Where, as a path: ``delmal[delmal-3].statusregel.steg[0].grans``. A post without id has its index, in the first
    rule set unless only the second has it."""
    kedja: tuple[Led, ...]
    """From the rule set down to the model that owns the field or table."""
    falt: str
    """The field or table; ``grans``, ``frist`` and ``dagar`` are several fields that mean one thing."""
    fore: Any
    efter: Any
    steg: tuple[str | int, ...]
    """The way to what is changed in the first rule set: fields, and indexes in tables."""
    nya: Mapping[str, object] = {}
    """The fields that change there, with their new values; empty for a post of a table, and for its order."""
    nummer: int = 0
    """The post's index in its own table, when a post is added or removed."""
    foregangare: int | None = None
    """For a post that is added: the index in the first rule set of what it stands after; None when it stands first."""
    ordning: tuple[int, ...] = ()
    """For an order: the indexes in the first rule set in the order of the second."""


_SAMMANHALLNA: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "Antalssteg": {"grans": ("minst", "hogst")},
    "Vardesteg": {"grans": ("minst", "over", "hogst", "under")},
    "Avvikelsesteg": {"grans": ("minst", "over", "hogst", "under")},
    "Frist": {"frist": ("arbetsdagar", "rakning")},
    "Sammantrade": {"dagar": ("fran_och_med", "till_och_med")},
}
"""Model -> the fields that are one fact together."""

NYCKLAR: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "Indikatorlasning": (("nar",),),
    "Nivakrav": (("niva", "organisationsniva", "avser", "nar"), ("niva", "organisationsniva", "avser"), ("niva",)),
    "Tillfalle": (("period", "rapporttyp"), ("kolumn", "rapporttyp"), ("period",)),
    "Rapportmanad": (("manad",),),
    "Frist": (("rapporttyper", "nar"), ("rapporttyper",), ("nar",)),
    "Mallavsnitt": (("nummer", "titel"), ("titel",), ("nummer",)),
    "Mallkrav": (("text",),),
    "Kolumn": (("namn",),),
    "Rad": (("grupp", "namn"), ("namn",)),
    "Urval": (("nar",),),
    "Antalssteg": (("status", "rapporttyper", "nar"), ("status", "nar"), ("status",)),
    "Vardesteg": (("status", "rapporttyper", "nar"), ("status", "nar"), ("status",)),
    "Avvikelsesteg": (("status", "rapporttyper", "nar", "jamfort"), ("status", "rapporttyper", "nar"), ("status",)),
    "Avrundning": (("nar",),),
    "Jamforelsegrund": (("rapporttyper", "nar"), ("nar",)),
    "Figurkrav": (("rapporttyper", "nar"), ("nar",)),
    "Malvardesdel": (("del_",),),
    "Planutlosare": (("nar",),),
    "Planplikt": (("rapporttyper", "nar"), ("nar",)),
    "Planplats": (("nar",),),
    "Planuppskov": (("nar",),),
    "Planinnehall": (("nar",),),
    "Budgetram": (("namn",),),
    "Budgetforutsattning": (("namn",),),
    "Uppfoljningsfraga": (("text",),),
    "Beslutsutgang": (("nar",),),
    "Uppfoljningsansvar": (("vem",),),
    "Dagordningsblock": (("amnen",), ("foredragande", "kategorier")),
    "Dagordningsamne": (("namn",),),
    "Omradespekare": (("omrade",),),
}
"""Model without id -> what its posts are matched by, the surest first. A single post that is left on each side is
matched too."""

_BLAD: Final = (Kalla, Nar, Galler, Skala)
"""Models that are told whole, as a value."""

_VILLKOR: Final = (
    Gransmalvarde,
    Forandringsmalvarde,
    Rangmalvarde,
    Fordelningsmalvarde,
    OmatbartMalvarde,
    Gruppmalvarde,
    Sammansattmalvarde,
)
"""Målvärden that are one condition; an uppdelat one is gone through part by part."""


def skillnader(fore: Regelverk, efter: Regelverk) -> tuple[Skillnad, ...]:
    """Every difference once, in the order of the rule set's tables.

    A source document that has another title is one difference, of the ``dokument``, and not one for every ``kalla``
    that names it.
    """
    jamforare = _Jamforare(fore, efter)
    return tuple(jamforare.i_modell(_Vag((Led("", fore, efter),), (), "")))


class _Vag(NamedTuple):
    """The way down to a pair of models."""

    kedja: tuple[Led, ...]
    steg: tuple[str | int, ...]
    plats: str

    def falt(self, namn: str) -> str:
        return f"{self.plats}.{namn}" if self.plats else namn

    def ner(self, falt: str, fore: Modell, efter: Modell, index: int | None = None, nyckel: object = "") -> _Vag:
        i_tabell = () if index is None else (index,)
        plats = self.falt(falt) + ("" if index is None else f"[{nyckel}]")
        return _Vag((*self.kedja, Led(falt, fore, efter)), (*self.steg, falt, *i_tabell), plats)


class _Jamforare:
    """Goes through two rule sets side by side."""

    def __init__(self, fore: Regelverk, efter: Regelverk) -> None:
        self._dokument = (_dokumentnamn(fore, efter), _dokumentnamn(efter, fore))

    def i_modell(self, vag: _Vag) -> Iterator[Skillnad]:
        _, fore, efter = vag.kedja[-1]
        for namn, falten in _grupper(fore):
            gamla, nya = ({f: getattr(m, f) for f in falten} for m in (fore, efter))
            if namn == "kalla" and self._samma_kalla(gamla[namn], nya[namn]):
                continue
            if gamla != nya:
                yield from self._i_falt(vag, namn, gamla, nya)

    def _i_falt(
        self, vag: _Vag, namn: str, gamla: Mapping[str, object], nya: Mapping[str, object]
    ) -> Iterator[Skillnad]:
        fore, efter = (v[namn] if len(v) == 1 else tuple(v.values()) for v in (gamla, nya))
        if _ar_tabell(fore, efter):
            yield from self._i_tabell(vag, namn, fore, efter)
        elif isinstance(fore, Modell) and type(fore) is type(efter) and not isinstance(fore, _BLAD):
            assert isinstance(efter, Modell)
            if isinstance(fore, _VILLKOR):
                yield from _i_malvarde(vag, namn, fore, efter)
            else:
                yield from self.i_modell(vag.ner(namn, fore, efter))
        else:
            slag = Andringsslag.ANDRAD
            if len(vag.kedja) == 1 and isinstance(fore or efter, Modell):
                slag = Andringsslag.TILLAGD if fore is None else Andringsslag.BORTTAGEN
            yield Skillnad(slag, vag.falt(namn), vag.kedja, namn, fore, efter, vag.steg, nya)

    def _i_tabell(self, vag: _Vag, namn: str, fore: Any, efter: Any) -> Iterator[Skillnad]:
        par = _para(fore, efter, _samma_post)
        borta = [i for i in range(len(fore)) if i not in par]
        nya = [j for j in range(len(efter)) if j not in par.values()]
        plats, steg = vag.falt(namn), (*vag.steg, namn)
        for i, j in par.items():
            yield from self.i_modell(vag.ner(namn, fore[i], efter[j], i, _nyckel(fore[i], i)))
        for i in borta:
            yield Skillnad(
                Andringsslag.BORTTAGEN,
                f"{plats}[{_nyckel(fore[i], i)}]",
                vag.kedja,
                namn,
                fore[i],
                None,
                steg,
                nummer=i,
            )
        ratt = {j: i for i, j in par.items()}
        for j in nya:
            foregangare = next((ratt[k] for k in range(j - 1, -1, -1) if k in ratt), None)
            yield Skillnad(
                Andringsslag.TILLAGD,
                f"{plats}[{_nyckel(efter[j], j)}]",
                vag.kedja,
                namn,
                None,
                efter[j],
                steg,
                nummer=j,
                foregangare=foregangare,
            )
        ordning = tuple(ratt[j] for j in sorted(ratt))
        if ordning != tuple(sorted(ordning)):
            flyttade = [(a, b) for a, b in zip(sorted(ordning), ordning, strict=True) if a != b]
            yield Skillnad(
                Andringsslag.ANDRAD,
                f"{plats}.{ORDNING}",
                vag.kedja,
                namn,
                tuple(fore[a] for a, _ in flyttade),
                tuple(fore[b] for _, b in flyttade),
                steg,
                ordning=ordning,
            )

    def _samma_kalla(self, fore: object, efter: object) -> bool:
        return fore == efter or self._platser(fore, 0) == self._platser(efter, 1)

    def _platser(self, kalla: object, sida: int) -> list[object]:
        namn = self._dokument[sida]
        kallor = kalla if isinstance(kalla, tuple) else (kalla,)
        return [(namn.get(k.dokument, k.dokument), k.avsnitt, k.rad) if isinstance(k, Kalla) else None for k in kallor]


def _dokumentnamn(egna: Regelverk, andras: Regelverk) -> dict[str, object]:
    """Title -> what the document is known as in both rule sets: the guideline itself, or a document by its id."""
    ids = {d.id for d in andras.dokument}
    namn: dict[str, object] = {d.titel: ("id", d.id) for d in egna.dokument if d.id in ids}
    return namn | {egna.dokument[0].titel: ("riktlinjen",)}


def _grupper(modell: Modell) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The model's fields, those that are one fact together; each group by its name."""
    sammanhallna = _SAMMANHALLNA.get(type(modell).__name__, {})
    ihop = {falt for falten in sammanhallna.values() for falt in falten}
    yield from sammanhallna.items()
    for falt in type(modell).model_fields:
        if falt not in ihop:
            yield falt, (falt,)


def _i_malvarde(vag: _Vag, namn: str, fore: Modell, efter: Modell) -> Iterator[Skillnad]:
    """A target of one kind: its condition whole, or else only the words that the source prints; its reservation."""
    ner = vag.ner(namn, fore, efter)
    ord_ = () if isinstance(fore, OmatbartMalvarde) else ("text",)
    gamla, nya = dict(fore), dict(efter)
    if any(gamla[f] != nya[f] for f in gamla if f not in (*ord_, "forbehall")):
        villkor = {f: v for f, v in nya.items() if f != "forbehall"}
        yield Skillnad(Andringsslag.ANDRAD, ner.plats, vag.kedja, namn, fore, efter, ner.steg, villkor)
    elif gamla["text"] != nya["text"]:
        yield _faltskillnad(ner, "text", gamla, nya)
    if gamla["forbehall"] != nya["forbehall"]:
        yield _faltskillnad(ner, "forbehall", gamla, nya)


def _faltskillnad(vag: _Vag, falt: str, gamla: Mapping[str, object], nya: Mapping[str, object]) -> Skillnad:
    return Skillnad(
        Andringsslag.ANDRAD, vag.falt(falt), vag.kedja, falt, gamla[falt], nya[falt], vag.steg, {falt: nya[falt]}
    )


def _ar_tabell(fore: object, efter: object) -> bool:
    """Whether both are tuples of posts; a tuple of values is a value."""
    if not (isinstance(fore, tuple) and isinstance(efter, tuple)):
        return False
    return all(isinstance(v, Modell) and not isinstance(v, _BLAD) for v in (*fore, *efter))


def _nyckel(post: Modell, index: int) -> object:
    return getattr(post, "id", index)


# Matching


def _para(fore: Sequence[Modell], efter: Sequence[Modell], samma: Callable[[Modell, Modell], bool]) -> dict[int, int]:
    """Index before -> index after of the posts that are the same one."""
    par: dict[int, int] = {}
    if not (fore and efter):
        return par
    if hasattr(fore[0], "id"):
        _para_lika(par, fore, efter, ("id",))
        return dict(sorted(par.items()))
    kvar = list(range(len(efter)))
    for i, post in enumerate(fore):
        j = next((j for j in kvar if samma(post, efter[j])), None)
        if j is not None:
            par[i] = j
            kvar.remove(j)
    for nyckel in NYCKLAR[type(fore[0]).__name__]:
        _para_lika(par, fore, efter, nyckel)
    ensamma = [i for i in range(len(fore)) if i not in par], [j for j in range(len(efter)) if j not in par.values()]
    if len(ensamma[0]) == len(ensamma[1]) == 1:
        par[ensamma[0][0]] = ensamma[1][0]
    return dict(sorted(par.items()))


def _samma_post(fore: Modell, efter: Modell) -> bool:
    """Whether the posts say the same, wherever in the sources they stand."""
    return type(fore) is type(efter) and all(
        getattr(fore, f) == getattr(efter, f) for f in type(fore).model_fields if f != "kalla"
    )


def _para_lika(par: dict[int, int], fore: Sequence[Modell], efter: Sequence[Modell], nyckel: Iterable[str]) -> None:
    """Adds the unmatched posts with equal keys, the first with the first; a key without any value matches nothing."""
    falten, tagna = tuple(nyckel), set(par.values())
    lediga: dict[tuple[object, ...], list[int]] = {}
    for j, post in enumerate(efter):
        if j not in tagna:
            lediga.setdefault(tuple(getattr(post, f) for f in falten), []).append(j)
    for i, post in enumerate(fore):
        varden = tuple(getattr(post, f) for f in falten)
        if i not in par and any(v is not None for v in varden) and lediga.get(varden):
            par[i] = lediga[varden].pop(0)


# Applying


def tillampa(regelverk: Regelverk, valda: Iterable[Skillnad]) -> Regelverk:
    """The first rule set with some of the differences from the second.

    Raises:
        pydantic.ValidationError: what they give together is no faultless model.
    """
    nytt = _tillampa(regelverk, list(valda), 0)
    assert isinstance(nytt, Regelverk)
    return nytt


def _tillampa(nod: object, valda: Sequence[Skillnad], djup: int) -> object:
    if not valda:
        return nod
    har = [s for s in valda if len(s.steg) == djup]
    under: dict[str | int, list[Skillnad]] = {}
    for s in valda:
        if len(s.steg) > djup:
            under.setdefault(s.steg[djup], []).append(s)
    if isinstance(nod, tuple):
        poster = {i: _tillampa(post, under.get(i, ()), djup + 1) for i, post in enumerate(nod)}
        return _i_ordning(poster, har)
    assert isinstance(nod, Modell)
    falten = {str(f): _tillampa(getattr(nod, str(f)), s, djup + 1) for f, s in under.items()}
    for s in har:
        falten |= s.nya
    return type(nod)(**{**dict(nod), **falten})


def _i_ordning(poster: dict[int, object], har: Sequence[Skillnad]) -> tuple[object, ...]:
    """The posts of a table, without those that are removed, with those that are added, in order."""
    for s in har:
        if s.slag is Andringsslag.BORTTAGEN:
            del poster[s.nummer]
        elif s.ordning:
            poster = {i: poster[i] for i in (*s.ordning, *(i for i in poster if i not in s.ordning))}
    inskjutna: dict[int | None, list[object]] = {}
    for s in har:
        if s.slag is Andringsslag.TILLAGD:
            inskjutna.setdefault(s.foregangare, []).append(s.efter)
    rad = inskjutna.get(None, [])
    for i, post in poster.items():
        rad = [*rad, post, *inskjutna.get(i, [])]
    return tuple(rad)
