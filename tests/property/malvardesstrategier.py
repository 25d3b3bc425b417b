"""Generators of målvärden: every value of the vocabulary that a text can carry, and the indicator it is for.

What a text cannot carry is left out: the quotation (``text``), the part that alone decides (``avgor``), and free words
where only known ones are read back (``avser``, ``grupp``, ``bland``, ``forbehall``, the names of parts).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from hypothesis import strategies as st
from pydantic import ValidationError

import riktlinjer as rl

ENHETER = (
    None,
    "%",
    "mnkr",
    "kr",
    "dagar",
    "månader",
    "timmar",
    "st",
    "personer",
    "personer per år",
    "kWh/år",
    "ton",
    "besök",
)
AVSER = (None, "inom 60 dagar", "inom 1 timme", "R12", "65 år och äldre", "för barn", "R12 för vuxna", "av 100")
GRUPPER = (
    "delindex",
    "dimensioner",
    "vårdcentraler",
    "dimensioner från NPE",
    "strukturella variabler",
    "enheter i länet",
)
FORBEHALL = (None, "kan revideras efter utfall 2021", "preliminärt", "kan komma att justeras")
VILKA = ("samtliga", "alla", "båda", "varje", "respektive", "ingen", "inget", "inga")
OUTVECKLADE = ("Under utveckling", "Inte klart än", "Målnivåer definieras under 2017", "Ej fastställt")
BEDOMDA = ("en tydlig trend av minskat underskott",)
NAMN = ("Region Halland", "respektive förvaltning", "vuxna", "barn och unga", "primärvården")


class Fall(NamedTuple):
    """A target, and the indicator that a text of it is read for."""

    m: Any
    riktning: rl.Riktning | None
    enhet: str | None


def tal(minst: int = -(10**6)) -> st.SearchStrategy[Decimal]:
    """Numbers as targets have them: whole ones, some decimals, thousands."""
    return st.one_of(
        st.integers(minst, 10**9).map(Decimal),
        st.decimals(max(minst, -1000), 1000, places=1),
        st.decimals(max(minst, -10), 10, places=3),
        st.sampled_from([Decimal(t) for t in ("0", "1", "100", "2020", "1000", "12500") if Decimal(t) >= minst]),
    )


def _byggd(klass: Any, falt: dict[str, Any]) -> Any:
    try:
        return klass(**falt)
    except ValidationError:
        return None


def _giltiga(klass: Any, **falt: Any) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(falt).map(lambda f: _byggd(klass, f)).filter(lambda m: m is not None)


@st.composite
def granser(draw: st.DrawFn, enhet: str | None) -> rl.Gransmalvarde:
    sida = draw(st.sampled_from(["minst", "over", "hogst", "under"]))
    return rl.Gransmalvarde(**{sida: draw(tal())}, enhet=enhet, avser=draw(st.sampled_from(AVSER)))  # type: ignore[arg-type]


@st.composite
def forandringar(draw: st.DrawFn, enhet: str | None) -> rl.Forandringsmalvarde:
    sida = draw(st.sampled_from(["minst", "over", "hogst", "under"]))
    varde = draw(tal(0)) * draw(st.sampled_from([1, -1]))
    relativ = varde != 0 and (enhet == "%" or draw(st.booleans()))
    egen = None if relativ or varde == 0 else enhet
    if enhet == "%" and relativ and draw(st.booleans()):
        relativ, egen = False, "procentenheter"
    mot = draw(st.sampled_from([None, *rl.Jamforelsebas]))
    return rl.Forandringsmalvarde(
        **{sida: varde},  # type: ignore[arg-type]
        relativ=relativ,
        enhet=egen,
        mot=mot,
        basar=draw(st.integers(1900, 2099)) if mot is rl.Jamforelsebas.BASAR else None,
        varje_manad=mot in ("föregående år", "föregående period", "motsvarande period föregående år")
        and draw(st.booleans()),
    )


def rangordningar() -> st.SearchStrategy[rl.Rangmalvarde]:
    return st.builds(
        rl.Rangmalvarde,
        hogst=st.integers(1, 290),
        bland=st.sampled_from([None, "i Sverige", "i landet", "av regionerna"]),
    )


def fordelningar() -> st.SearchStrategy[rl.Fordelningsmalvarde]:
    return st.builds(
        rl.Fordelningsmalvarde,
        del_=st.sampled_from(["översta", "nedersta"]),
        av=st.sampled_from([3, 4]),
        inte=st.booleans(),
    )


def omatbara() -> st.SearchStrategy[rl.OmatbartMalvarde]:
    return st.one_of(
        st.builds(rl.OmatbartMalvarde, slag=st.just("under utveckling"), text=st.sampled_from(OUTVECKLADE)),
        st.builds(rl.OmatbartMalvarde, slag=st.just("ordagrant"), text=st.sampled_from(BEDOMDA)),
        st.builds(rl.OmatbartMalvarde, slag=st.just("inget"), text=st.sampled_from(["", "-", "Inget målvärde"])),
    )


def villkor(enhet: str | None) -> st.SearchStrategy[Any]:
    return st.one_of(granser(enhet), forandringar(enhet), rangordningar(), fordelningar())


def grupper(enhet: str | None) -> st.SearchStrategy[rl.Gruppmalvarde]:
    mangd = st.one_of(
        st.fixed_dictionaries({"vilka": st.sampled_from(VILKA)}),
        st.fixed_dictionaries({"antal": st.integers(1, 12)}),
        st.fixed_dictionaries({"andel": st.tuples(st.integers(1, 12), st.integers(1, 12))}),
    )
    falt = st.tuples(mangd, st.sampled_from(GRUPPER), villkor(enhet))
    return falt.map(lambda f: _byggd(rl.Gruppmalvarde, {**f[0], "grupp": f[1], "krav": f[2]})).filter(
        lambda m: m is not None
    )


def sammansatta(enhet: str | None) -> st.SearchStrategy[rl.Sammansattmalvarde]:
    delar = st.lists(st.one_of(villkor(enhet), grupper(enhet)), min_size=2, max_size=3)
    return _giltiga(rl.Sammansattmalvarde, delar=delar.map(tuple))


def helt(enhet: str | None) -> st.SearchStrategy[Any]:
    return st.one_of(villkor(enhet), grupper(enhet), sammansatta(enhet))


@st.composite
def uppdelade(draw: st.DrawFn, enhet: str | None) -> rl.Uppdelatmalvarde:
    efter = draw(st.sampled_from(["år", "kön", "del"]))
    ur = {
        "år": st.integers(1990, 2050).map(str),
        "kön": st.sampled_from(["kvinnor", "män", "flickor", "pojkar", "totalt"]),
        "del": st.sampled_from(NAMN),
    }[efter]
    namn = draw(st.lists(ur, min_size=2 if efter == "del" else 1, max_size=3, unique=True))
    outvecklat = st.builds(rl.OmatbartMalvarde, slag=st.just("under utveckling"), text=st.sampled_from(OUTVECKLADE))
    delar = [(n, draw(st.one_of(helt(enhet).flatmap(med_forbehall), outvecklat))) for n in namn]
    return rl.Uppdelatmalvarde(
        efter=efter,  # type: ignore[arg-type]
        delar=tuple(rl.Malvardesdel(del_=n, malvarde=m) for n, m in delar),
    )


def med_forbehall(m: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(FORBEHALL).map(lambda forbehall: m.model_copy(update={"forbehall": forbehall}))


@st.composite
def fall(draw: st.DrawFn, *, matbara: bool = False) -> Fall:
    """Any target of the vocabulary with an indicator; ``matbara`` leaves out those that set no measurable one."""
    enhet = draw(st.sampled_from(ENHETER))
    med = st.one_of(helt(enhet), uppdelade(enhet)).flatmap(med_forbehall)
    m = draw(med if matbara else st.one_of(med, omatbara()))
    riktningar = [r for r in (None, *rl.Riktning) if r is None or not _mot_riktningen(m, r)]
    return Fall(m, draw(st.sampled_from(riktningar)), enhet)


def _mot_riktningen(m: Any, riktning: rl.Riktning) -> bool:
    """Whether "öka" or "minska" without a figure asks for the worse, which no text may do."""
    if isinstance(m, rl.Forandringsmalvarde):
        return (m.over if riktning is rl.Riktning.LAGRE else m.under) == 0
    inre = [getattr(del_, "malvarde", del_) for del_ in getattr(m, "delar", ())]
    krav = getattr(m, "krav", None)
    return any(_mot_riktningen(del_, riktning) for del_ in (inre if krav is None else [*inre, krav]))
