"""Laws of the comparison of two rule sets: on the shipped ones with something changed, and on small generated ones."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

from hypothesis import assume, given, strategies as st
from pydantic import ValidationError
from strategies import bygg_regelverk, exempel, halland, regelverkstabeller, utfall_av, val_av_lasningar

import riktlinjer as rl
from riktlinjer.models.bas import Modell
from riktlinjer.models.datum import skriv_dag
from riktlinjer.models.regelverk import Regelverk
from riktlinjer.rules.jamforelse import jamfor_regelverk
from riktlinjer.rules.skillnader import Andringsslag, skillnader, tillampa

Stig = tuple[str | int, ...]


@cache
def regelverk(id: str) -> Regelverk:
    return rl.las_regelverk(id)


@cache
def falt_i(id: str) -> dict[tuple[str, str], list[Stig]]:
    """The paths of every field in a shipped rule set, by model and field, so that rare ones are tried as often."""
    stigar: dict[tuple[str, str], list[Stig]] = {}

    def ga(nod: object, stig: Stig) -> None:
        if isinstance(nod, Modell):
            for falt in type(nod).model_fields:
                stigar.setdefault((type(nod).__name__, falt), []).append((*stig, falt))
                ga(getattr(nod, falt), (*stig, falt))
        elif isinstance(nod, tuple):
            for i, post in enumerate(nod):
                ga(post, (*stig, i))

    ga(regelverk(id), ())
    return stigar


def hamta(nod: Any, stig: Stig) -> Any:
    for del_ in stig:
        nod = nod[del_] if isinstance(del_, int) else getattr(nod, del_)
    return nod


def satt(nod: Any, stig: Stig, varde: object) -> Any:
    if not stig:
        return varde
    if isinstance(nod, tuple):
        return tuple(satt(post, stig[1:], varde) if i == stig[0] else post for i, post in enumerate(nod))
    falt = str(stig[0])
    return type(nod)(**{**dict(nod), falt: satt(getattr(nod, falt), stig[1:], varde)})


def annat_varde(draw: st.DrawFn, varde: Any) -> Any:
    """Another value of the same Python type; for None some value, and for a model None."""
    match varde:
        case bool():
            return not varde
        case Enum():
            return draw(st.sampled_from([v for v in type(varde) if v is not varde]))
        case str():
            return draw(st.sampled_from(["nytt", varde + "-x", "2018-07", "efter bryt", "nedersta"]))
        case int():
            return varde + draw(st.sampled_from([-2, -1, 1, 2]))
        case Decimal():
            return varde + draw(st.sampled_from([Decimal(1), Decimal("-0.5"), Decimal(1000)]))
        case date():
            return varde + timedelta(draw(st.sampled_from([-40, -1, 1, 400])))
        case tuple():
            val = [(*varde[1:],), (*varde[:-1],), varde[::-1]] if varde else [("nytt",)]
            return draw(st.sampled_from(val))
        case None:
            return draw(st.sampled_from(["nytt", 7, Decimal("2.5"), date(2018, 5, 2)]))
    return None


class Mutation(NamedTuple):
    """A shipped rule set with one field changed."""

    fore: Regelverk
    efter: Regelverk
    stig: Stig

    @property
    def varden(self) -> tuple[object, object]:
        return hamta(self.fore, self.stig), hamta(self.efter, self.stig)

    def __repr__(self) -> str:
        return f"Mutation({self.fore.id}, {'.'.join(map(str, self.stig))}, {self.varden})"


@st.composite
def mutationer(draw: st.DrawFn, id: str | None = None) -> Mutation:
    id = id or draw(st.sampled_from(rl.tillgangliga_regelverk()))
    stigar = falt_i(id)
    stig = draw(st.sampled_from(stigar[draw(st.sampled_from(sorted(stigar)))]))
    fore = regelverk(id)
    gammalt = hamta(fore, stig)
    try:
        efter = satt(fore, stig, annat_varde(draw, gammalt))
    except ValidationError:
        efter = fore
    assume(efter != fore)
    return Mutation(fore, efter, stig)


class Par(NamedTuple):
    """Two rule sets."""

    fore: Regelverk
    efter: Regelverk

    def __repr__(self) -> str:
        return f"Par({', '.join(s.plats for s in skillnader(*self)[:20])})"


@st.composite
def andrade(draw: st.DrawFn) -> Par:
    """A shipped rule set, and it with some posts taken out of its tables and some fields changed; or another one."""
    fore = regelverk(draw(st.sampled_from(rl.tillgangliga_regelverk())))
    if draw(st.integers(0, 4)) == 0:
        return Par(fore, regelverk(draw(st.sampled_from(rl.tillgangliga_regelverk()))))
    efter = fore
    for _ in range(draw(st.integers(1, 4))):
        m = draw(mutationer(fore.id))
        try:
            efter = satt(efter, m.stig, m.varden[1])
        except (ValidationError, IndexError, AttributeError, TypeError):
            continue
    for falt in draw(st.lists(st.sampled_from(["indikatorer", "tolkningar", "mal", "namnder", "delmal"]), max_size=2)):
        poster = getattr(efter, falt)
        bort = draw(st.sets(st.integers(0, 60), max_size=5))
        efter = satt(efter, (falt,), tuple(p for i, p in enumerate(poster) if i not in bort))
    return Par(fore, efter)


def skriven(varde: object) -> list[str]:
    """How a value must at least show in a sentence: the texts that stand in it."""
    match varde:
        case bool():
            return ["ja" if varde else "nej"]
        case Enum():
            return [str(varde.value)]
        case Decimal():
            return [f"{varde:,f}".replace(",", "\u00a0").replace(".", ",").replace("-", "−")]
        case date():
            return [skriv_dag(varde)]
        case tuple():
            return [text for v in varde if not isinstance(v, Modell) for text in skriven(v)]
        case str() | int():
            return [str(varde)]
    return []


MED_EGNA_ORD = {"slag", "relativ", "varje_manad", "inte", "andel", "vilka", "av", "efter", "mot", "rakning", "manad"}
"""Fields whose value is told in other words than its own."""


# What is found


@given(st.sampled_from(rl.tillgangliga_regelverk()).map(regelverk), st.data())
@exempel(10)
def test_a_rule_set_and_itself_differ_in_nothing(rv: Regelverk, data: st.DataObject) -> None:
    valt = rv.med_tolkningar(data.draw(val_av_lasningar(rv)))
    assert jamfor_regelverk(valt, valt).andringar == ()


@given(mutationer())
@exempel(300, krymp=False)
def test_a_changed_field_is_found_with_its_post_and_its_old_and_new_value(m: Mutation) -> None:
    andringar = jamfor_regelverk(m.fore, m.efter).andringar
    assert andringar
    agare = [hamta(m.fore, m.stig[:i]) for i in range(1, len(m.stig))]
    ids = [post.id for post in agare if hasattr(post, "id")]
    if m.stig[-1] != "id" and ids:
        assert any(ids[-1] in a.plats for a in andringar)
    if m.stig[-1] in MED_EGNA_ORD or getattr(agare[-1] if agare else None, "slag", None) in ("förändring", "rang"):
        assert any(a.fore != a.efter for a in andringar)
        return
    sidor = ([a.fore or "" for a in andringar], [a.efter or "" for a in andringar])
    if m.stig[-1] == "id" and len(m.stig) > 1:  # another id is another post, and ids stand in places
        sidor = tuple(
            [a.plats for a in andringar if a.slag is s] for s in (Andringsslag.BORTTAGEN, Andringsslag.TILLAGD)
        )  # type: ignore[assignment]
    for varde, texter in zip(m.varden, sidor, strict=True):
        dagar = isinstance(varde, date) and m.stig[-1] in ("fran_och_med", "till_och_med")
        for text in [f"{varde.day}"] if dagar and isinstance(varde, date) else skriven(varde):  # "27–28 september 2016"
            assert any(text in t for t in texter), (text, texter)


@given(andrade())
@exempel(60, krymp=False)
def test_no_change_is_told_twice_and_each_says_what_it_is(par: Par) -> None:
    andringar = jamfor_regelverk(*par).andringar
    assert Counter((a.plats, a.slag) for a in andringar).most_common(1)[0][1] == 1 if andringar else True
    for a in andringar:
        assert (a.fore is None) >= (a.slag is Andringsslag.TILLAGD)
        assert (a.efter is None) >= (a.slag is Andringsslag.BORTTAGEN)
        assert a.fore != a.efter
        assert a.text == a.text.strip()
        assert a.text.endswith(".")
        assert a.text[0] == a.text[0].upper()


@given(andrade())
@exempel(60, krymp=False)
def test_what_is_new_one_way_is_gone_the_other_way(par: Par) -> None:
    fram, ater = jamfor_regelverk(*par).andringar, jamfor_regelverk(par.efter, par.fore).andringar
    nya = Counter((a.vad, a.id, a.efter, a.kalla_efter) for a in fram if a.slag is Andringsslag.TILLAGD)
    borta = Counter((a.vad, a.id, a.fore, a.kalla_fore) for a in ater if a.slag is Andringsslag.BORTTAGEN)
    assert nya == borta
    assert len(fram) == len(ater)


@given(andrade())
@exempel(60, krymp=False)
def test_all_differences_applied_give_the_other_rule_set(par: Par) -> None:
    """Where both name their sources alike."""
    fore, efter = par
    assume({d.titel for d in fore.dokument} == {d.titel for d in efter.dokument})
    assert tillampa(fore, skillnader(fore, efter)) == efter


@given(andrade(), st.randoms(use_true_random=False))
@exempel(40, krymp=False)
def test_what_is_left_after_some_differences_is_the_others(par: Par, slump: Any) -> None:
    fore, efter = par
    alla = skillnader(fore, efter)
    assume(alla and not any(s.ordning for s in alla))
    assume({d.titel for d in fore.dokument} == {d.titel for d in efter.dokument})
    valda = [s for s in alla if slump.random() < 0.5]
    try:
        halvvags = tillampa(fore, valda)
    except ValidationError:
        assume(False)
        raise
    assert len(skillnader(halvvags, efter)) == len(alla) - len(valda)


# Statuses


class Statusfall(NamedTuple):
    """Two rule sets, outcomes, and a report type."""

    fore: Regelverk
    efter: Regelverk
    utfall: dict[str, Any]
    rapporttyp: rl.Rapporttyp | None

    def __repr__(self) -> str:
        return f"Statusfall({self.fore.id}, {Par(self.fore, self.efter)}, {self.utfall}, {self.rapporttyp})"

    def mojliga(self, rv: Regelverk, delmal: str) -> frozenset[rl.Status]:
        return rl.statusberaknare(rv, delmal, self.rapporttyp)(self.utfall).mojliga


STYRANDE = ("minst", "hogst", "over", "under", "indikatorer", "status", "vald", "riktning", "malvarde")


@st.composite
def statusfall(draw: st.DrawFn) -> Statusfall:
    """A guideline, and it with some of what the statuses follow from changed."""
    if draw(st.booleans()):
        fore, delmal = halland(), draw(st.sampled_from(["delmal-1", "delmal-3", "delmal-4", "delmal-5"]))
    else:
        tabeller = draw(regelverkstabeller())
        fore, delmal = bygg_regelverk(tabeller), "delmal-1"
    fore = fore.med_tolkningar(draw(val_av_lasningar(fore)))
    d = [i for i, post in enumerate(fore.delmal) if post.id == delmal]
    egna = {*fore.delmal[d[0]].statusregel.indikatorer}
    efter = fore.med_tolkningar(draw(val_av_lasningar(fore))) if draw(st.booleans()) else fore
    for _ in range(draw(st.integers(0, 4))):
        post: Stig = ("delmal", d[0], "statusregel")
        if draw(st.booleans()):
            post = (
                "indikatorer",
                draw(st.sampled_from([i for i, ind in enumerate(fore.indikatorer) if ind.id in egna])),
            )
        stigar = [
            s
            for stigarna in _stigar(hamta(efter, post)).values()
            for s in stigarna
            if s[-1] in STYRANDE and hamta(efter, (*post, *s)) is not None
        ]
        assume(stigar)
        stig = (*post, *draw(st.sampled_from(stigar)))
        try:
            nytt = satt(efter, stig, annat_varde(draw, hamta(efter, stig)))
            rl.statusberaknare(nytt, delmal)({})
        except (ValidationError, KeyError, TypeError, AttributeError):
            continue
        efter = nytt
    rapporttyp = draw(st.none() | st.sampled_from(rl.Rapporttyp))
    return Statusfall(fore, efter, draw(utfall_av(fore, delmal)), rapporttyp)


def _stigar(rot: object) -> dict[str, list[Stig]]:
    stigar: dict[str, list[Stig]] = {}

    def ga(nod: object, stig: Stig) -> None:
        if isinstance(nod, Modell):
            for falt in type(nod).model_fields:
                stigar.setdefault(falt, []).append((*stig, falt))
                ga(getattr(nod, falt), (*stig, falt))
        elif isinstance(nod, tuple):
            for i, post in enumerate(nod):
                ga(post, (*stig, i))

    ga(rot, ())
    return stigar


@given(statusfall())
@exempel(30, krymp=False)
def test_a_status_is_reported_if_and_only_if_it_is_not_the_same(fall: Statusfall) -> None:
    fore, efter, utfall, rapporttyp = fall
    svar = jamfor_regelverk(fore, efter, utfall, rapporttyp=rapporttyp).statusandringar
    assert svar is not None
    a, b = (rl.berakna_status(rv, utfall, rapporttyp=rapporttyp) for rv in (fore, efter))
    skiljer = {id: (a[id].mojliga, b[id].mojliga) for id in a if a[id].mojliga != b[id].mojliga}
    assert {s.id: (frozenset(s.fore or ()), frozenset(s.efter or ())) for s in svar if s.skala == "färg"} == skiljer
    langt = {id for id in a.langsiktigt if a.langsiktigt[id].mojliga != b.langsiktigt[id].mojliga}
    assert {s.id for s in svar if s.skala == "målnivå"} == langt


@given(statusfall())
@exempel(30, krymp=False)
def test_the_named_changes_alone_give_the_status_and_no_smaller_set_does(fall: Statusfall) -> None:
    fore, efter, utfall, rapporttyp = fall
    svar = jamfor_regelverk(fore, efter, utfall, rapporttyp=rapporttyp).statusandringar or ()
    funna = skillnader(fore, efter)
    per_plats = {(s.plats, s.slag): s for s in funna}
    for s in (s for s in svar if s.skala == "färg"):
        assert s.orsaker
        assert len({tuple(a.plats for a in orsak) for orsak in s.orsaker}) == len(s.orsaker)
        for orsak in s.orsaker:
            valda = [per_plats[a.plats, a.slag] for a in orsak]
            assert fall.mojliga(tillampa(fore, valda), s.id) == frozenset(s.efter or ())
        assert len({len(orsak) for orsak in s.orsaker}) == 1
        if s.minsta and len(funna) <= 8:
            for storlek in range(len(s.orsaker[0])):
                for farre in combinations(funna, storlek):
                    assert not _ger(fall, farre, s.id, frozenset(s.efter or ()))


def _ger(fall: Statusfall, valda: Any, delmal: str, mojliga: frozenset[Any]) -> bool:
    try:
        return fall.mojliga(tillampa(fall.fore, valda), delmal) == mojliga
    except (ValidationError, KeyError):
        return False
