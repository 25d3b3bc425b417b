"""Generators for the laws: outcomes near every bound, readings, dates, numbers as written, and small rule sets.

A generated rule set is made as raw tables and read by the loader, like one that somebody has written.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Context, Decimal, Inexact, Rounded
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, settings, strategies as st

import riktlinjer as rl
from riktlinjer.regelverk.lasare import bygg_regelverk

HALLAND = "halland-2018"
DELMAL = ("delmal-1", "delmal-2", "delmal-3", "delmal-4", "delmal-5")
JAMFORELSEFAKTA = ("motsvarande_period", "foregaende_ar", "foregaende_period", "basvarde", "budget")
REGELSLAG = ("antal", "värde", "kvot", "avvikelse")
RAPPORTTYPER = tuple(t.value for t in rl.Rapporttyp)
EXAKT = Context(prec=500, traps=[Inexact, Rounded])
UDDA_SAMMANHANG = (
    Context(prec=3, traps=[]),
    Context(prec=1, rounding="ROUND_UP", Emin=-2, Emax=2, clamp=1, traps=[]),
    Context(prec=5, rounding="ROUND_FLOOR", traps=[Inexact, Rounded]),
)
"""Decimal contexts that a thread may have set; none of them may change an answer."""

Tabeller = dict[str, Any]


_ANDEL = float(os.environ.get("RIKTLINJER_EXEMPEL", "0.2"))
"""How much of the examples the default run takes; 1 runs all of them."""


def exempel(antal: int, *, krymp: bool = True) -> settings:
    """So many examples, however slow the machine; ``krymp=False`` where a failing one takes long to make smaller."""
    return settings(
        max_examples=max(3, round(antal * _ANDEL)),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
        report_multiple_bugs=False,
        phases=[fas for fas in Phase if krymp or fas not in (Phase.shrink, Phase.explain)],
    )


@cache
def halland() -> rl.Regelverk:
    """``halland-2018`` under its default readings."""
    return rl.las_regelverk(HALLAND)


class Fall(NamedTuple):
    """One case: a rule set under some readings, one of its delmål, outcomes and a report type."""

    rv: rl.Regelverk
    delmal: str
    utfall: dict[str, Any]
    rapporttyp: rl.Rapporttyp | None

    def svar(self) -> rl.BeraknadStatus:
        return rl.statusberaknare(self.rv, self.delmal, self.rapporttyp)(self.utfall)

    def med(self, **andrat: Any) -> Fall:
        """The same case with something else instead."""
        return self._replace(**andrat)

    def __repr__(self) -> str:
        """What a failing law needs to show: a whole guideline would drown it."""
        val = {id: self.rv.tolkning(id).vald for id in styrande(self.rv, self.delmal)}
        typ = self.rapporttyp and self.rapporttyp.value
        text = f"Fall({self.rv.id}, {self.delmal}, {typ}, {val}, {self.utfall}"
        if self.rv.id != "prov":
            return text + ")"
        delar = [self.rv.delmal[0].statusregel, *self.rv.indikatorer]
        return text + "".join(f",\n  {_kort(d.model_dump(mode='json', exclude_defaults=True))}" for d in delar) + ")"


def _kort(nod: Any) -> Any:
    """Dumped data without what no law is about."""
    if isinstance(nod, dict):
        return {n: _kort(v) for n, v in nod.items() if n not in ("kalla", "text", "namn", "mal", "delmal")}
    return [_kort(v) for v in nod] if isinstance(nod, list) else nod


PERIODER = {
    None: None,
    rl.Rapporttyp.MANAD: "2018-02",
    rl.Rapporttyp.UR1: "2018-03",
    rl.Rapporttyp.UR2: "2018-08",
    rl.Rapporttyp.AR: "2018-12",
}
"""A period that each report type has in 2018."""


# Numbers


def steg_fran(grans: Decimal, decimaler: int, tecken: int = 1) -> Decimal:
    """The number one unit of so many decimals above (or, with ``tecken`` -1, below) a bound."""
    return EXAKT.add(grans, Decimal((tecken < 0, (1,), -decimaler)))


def varden(granser: Iterable[Decimal], fran: Decimal | None = None, till: Decimal | None = None) -> Any:
    """Numbers on, just beside and far from the bounds, within the closed interval."""
    ordnade = sorted({Decimal(0), *granser})
    sa_nara = st.builds(steg_fran, st.sampled_from(ordnade), st.integers(1, 60), st.sampled_from([-1, 1]))
    valda = st.one_of(
        st.sampled_from(ordnade),
        sa_nara,
        st.integers(-10, 110).map(Decimal),
        st.decimals(-120, 120, places=2),
        st.builds(lambda tecken, n: Decimal((tecken, (4, 2), n)), st.integers(0, 1), st.integers(-40, 40)),
    )
    if fran is None and till is None:
        return valda
    minst, hogst = (Decimal("-Infinity") if fran is None else fran), (Decimal("Infinity") if till is None else till)
    return valda.map(lambda v: min(max(v, minst), hogst))


def _granser_i(nod: object) -> Iterator[Decimal]:
    """Every bound of a rule or target, as it stands in the dumped data."""
    if isinstance(nod, Mapping):
        for nyckel, v in nod.items():
            if nyckel in ("minst", "over", "hogst", "under", "fran_och_med", "till_och_med") and v is not None:
                yield Decimal(v)
            else:
                yield from _granser_i(v)
    elif isinstance(nod, list | tuple):
        for v in nod:
            yield from _granser_i(v)


def varden_for(rv: rl.Regelverk, delmal: str, indikator: str) -> Any:
    """Numbers around every bound that the indicator meets in a delmål's rule, within its scale."""
    if rv.id == HALLAND:
        return _hallandsvarden(delmal, indikator)
    return _varden_kring(rv.indikator(indikator), rv.delmal_med_id(delmal).statusregel)


@cache
def _hallandsvarden(delmal: str, indikator: str) -> Any:
    return _varden_kring(halland().indikator(indikator), halland().delmal_med_id(delmal).statusregel)


def _varden_kring(post: rl.Indikator, regel: Any) -> Any:
    granser = {*_granser_i(post.model_dump())}
    if regel.slag == "kvot":
        granser |= {*_kvotgranser(post, {*_granser_i(regel.model_dump())})}
    elif regel.slag != "antal":
        granser |= {*_granser_i(regel.model_dump())}
    fran, till = (None, None) if post.skala is None else (post.skala.fran_och_med, post.skala.till_och_med)
    if getattr(regel, "avrundning", ()):
        # Halves below zero are rounded in a way that no guideline says: rules that round are asked about zero and up.
        halvor = {EXAKT.add(g, Decimal(h)) for g in granser for h in ("-0.5", "0.5", "-1", "1")}
        granser = {g.copy_abs() for g in granser | halvor}
        fran = Decimal(0) if fran is None else max(fran, Decimal(0))
    inom = {g for g in granser if (fran is None or fran <= g) and (till is None or g <= till)}
    return varden(inom, fran, till)


def _kvotgranser(post: rl.Indikator, procent: Iterable[Decimal]) -> Iterator[Decimal]:
    """The outcomes that are so many per cent of a target, or of which a target is, as near as can be written."""
    mal = {*_granser_i([post.model_dump()["malvarde"], post.model_dump()["lasningar"]])}
    for m, p in product(mal, procent):
        yield Context(prec=90).multiply(m, p).scaleb(-2)
        if p != 0:
            yield Context(prec=90).divide(m * 100, p)


def jamforelsefakta_i(post: rl.Indikator) -> tuple[str, ...]:
    """The facts that some target of the indicator compares with."""
    mal = (post.malvarde, *(lasning.malvarde for lasning in post.lasningar))
    return tuple(dict.fromkeys(f.value for m in mal if m is not None for f in m.fakta()))


def belopp() -> Any:
    """Deviations: on, beside and far from zero, of every size and precision."""
    return varden([Decimal(0), Decimal(1), Decimal("-6.0"), Decimal("17.9")])


# Readings


def styrande(rv: rl.Regelverk, delmal: str) -> tuple[str, ...]:
    """The tolkningar that a delmål's rule, or one of its indicators, names."""
    return _hallands_styrande(delmal) if rv.id == HALLAND else _styrande(rv, delmal)


@cache
def _hallands_styrande(delmal: str) -> tuple[str, ...]:
    return _styrande(halland(), delmal)


def _styrande(rv: rl.Regelverk, delmal: str) -> tuple[str, ...]:
    regel = rv.delmal_med_id(delmal).statusregel
    delar = [regel.model_dump(), *(rv.indikator(id).model_dump() for id in indikatorer_i(rv, delmal))]
    return tuple(dict.fromkeys(_tolkningar_i(delar)))


def _tolkningar_i(nod: object) -> Iterator[str]:
    if isinstance(nod, Mapping):
        if set(nod) == {"tolkning", "lasning"}:
            yield nod["tolkning"]
        for v in nod.values():
            yield from _tolkningar_i(v)
    elif isinstance(nod, list | tuple):
        for v in nod:
            yield from _tolkningar_i(v)


def indikatorer_i(rv: rl.Regelverk, delmal: str) -> tuple[str, ...]:
    """The indicators that a delmål's rule names, under any reading."""
    regel = rv.delmal_med_id(delmal).statusregel
    if regel.slag == "antal":
        return tuple(dict.fromkeys(id for urval in regel.urval for id in urval.indikatorer))
    return (regel.indikator,)


def val_av_lasningar(rv: rl.Regelverk, bara: Iterable[str] | None = None, *, oppna: bool = True) -> Any:
    """Tolkning id -> a reading, for all of them or for ``bara`` these; with ``oppna``, also ``"oppen"``."""
    ids = [t.id for t in rv.tolkningar] if bara is None else bara
    oppet = ["oppen", "oppen"] if oppna else []
    return st.fixed_dictionaries(
        {id: st.sampled_from([*oppet, *(lasning.id for lasning in rv.tolkning(id).lasningar)]) for id in ids}
    )


# Outcomes


@st.composite
def utfall_av(
    draw: st.DrawFn, rv: rl.Regelverk, delmal: str, *, kompletta: bool = False, slag: bool = True
) -> dict[str, Any]:
    """Outcomes of a delmål's indicators: Decimals and Utfall, some None, some left out; with ``kompletta``, all known.

    With ``slag``, a deviation may say what kind of figure it is.
    """
    avvikelse = rv.delmal_med_id(delmal).statusregel.slag == "avvikelse"
    utfall: dict[str, Any] = {}
    # Sometimes nearly all are known, so that what is missing decides; sometimes few are.
    okanda = 0 if kompletta else draw(st.sampled_from([1, 3, 6]))
    for id in indikatorer_i(rv, delmal):
        tal = varden_for(rv, delmal, id)
        varde = None if draw(st.integers(1, 10)) <= okanda else draw(tal)
        if avvikelse:
            fakta = {
                namn: draw(tal if kompletta else st.none() | tal | (st.just(varde) if varde is not None else tal))
                for namn in JAMFORELSEFAKTA
            }
            if varde is not None and draw(st.booleans()):
                fakta[draw(st.sampled_from(JAMFORELSEFAKTA))] = varde
            sagt = draw(st.none() | st.sampled_from(rl.Utfallsslag)) if slag else None
            utfall[id] = rl.Utfall(varde, slag=sagt, **fakta)
        elif jamforda := jamforelsefakta_i(rv.indikator(id)):
            # Per cent of zero or less is not defined: when all is to be known, there is nothing of that.
            bas = tal.map(lambda v: v.copy_abs() or Decimal(1)) if kompletta else st.none() | tal
            utfall[id] = rl.Utfall(varde, **{namn: draw(bas) for namn in jamforda})
        elif varde is not None:
            utfall[id] = draw(st.sampled_from([varde, rl.Utfall(varde)]))
        elif draw(st.booleans()):
            utfall[id] = None
    return utfall


@st.composite
def hallandsfall(
    draw: st.DrawFn, delmal: str | None = None, *, oppna: bool = True, kompletta: bool = False, slag: bool = True
) -> Fall:
    """A case of ``halland-2018``: any readings, any outcomes, any report type or none."""
    rv = halland()
    valt = delmal or draw(st.sampled_from(DELMAL))
    utfall = draw(utfall_av(rv, valt, kompletta=kompletta, slag=slag))
    rapporttyper = st.sampled_from(rl.Rapporttyp)
    rapporttyp = draw(rapporttyper if kompletta else st.none() | rapporttyper)
    val = draw(val_av_lasningar(rv, styrande(rv, valt), oppna=oppna))
    return Fall(rv.med_tolkningar(val), valt, utfall, rapporttyp)


# Small rule sets

KALLA = {"avsnitt": "Prov"}
_GRANSER = st.one_of(
    st.integers(-3, 3).map(Decimal),
    st.decimals(-3, 3, places=1),
    st.builds(steg_fran, st.integers(-2, 2).map(Decimal), st.integers(1, 40), st.sampled_from([-1, 1])),
)


@st.composite
def regelverkstabeller(
    draw: st.DrawFn, slag: str | None = None, *, ordnade: bool = False, figur: bool = False, skala: bool = True
) -> Tabeller:
    """The raw tables of a small rule set with one delmål, from the whole vocabulary.

    With ``ordnade`` the colours cover every outcome once and never worsen with a better outcome; else the steps may
    overlap and leave holes. ``figur`` lets a deviation rule say which kinds of figure count; ``skala`` lets indicators
    that are counted, or whose value decides, have a scale.
    """
    slag = slag or draw(st.sampled_from(REGELSLAG))
    tolkningar = [_tolkning(draw, f"tolkning-{i}") for i in range(draw(st.sampled_from([0, 1, 2, 2, 3])))]
    antal = draw(st.integers(1, 5)) if slag == "antal" else 1
    fri_skala = skala and slag != "avvikelse"
    matt = {"antal": _sammansatt_malvarde, "kvot": _kvotmal}.get(slag, _malvarde)
    indikatorer = [_indikator(draw, f"indikator-{i}", tolkningar, fri_skala, ordnade, matt) for i in range(antal)]
    regelslag = {"antal": _antalsregel, "värde": _vardesregel, "kvot": _kvotregel, "avvikelse": _avvikelseregel}
    regel = _per_rapporttyp(draw, lambda: regelslag[slag](draw, indikatorer, tolkningar, ordnade), ordnade)
    if draw(st.booleans()):
        regel["minst_kanda"] = draw(st.integers(1, antal + 1))
    if slag == "avvikelse" and figur:
        regel["figur"] = _figurkrav(draw, tolkningar)
    return {**ramtabeller(), "tolkningar": tolkningar, "indikatorer": indikatorer, "delmal": [delmalstabell(regel)]}


def _per_rapporttyp(draw: st.DrawFn, regel: Callable[[], Tabeller], ordnade: bool) -> Tabeller:
    """A rule whose steps may be only for some report types; with ``ordnade``, each type still has a whole set."""
    tabell = regel()
    if draw(st.booleans()):
        return tabell
    if ordnade:
        delar = draw(_UPPDELNINGAR)
        tabell["steg"] = [{**s, "rapporttyper": typer} for typer in delar for s in regel()["steg"]]
    else:
        typer = st.lists(st.sampled_from(RAPPORTTYPER), unique=True)
        tabell["steg"] = [{**s, "rapporttyper": draw(typer)} for s in tabell["steg"]]
    return tabell


def ramtabeller() -> Tabeller:
    """What every rule set says of itself, and a mål to stand under."""
    return {
        "format": 1,
        "id": "prov",
        "titel": "Prov",
        "organisation": "Provregionen",
        "utgava": "1",
        "beslutad_av": "Provnämnden",
        "beslutad": date(2018, 1, 1),
        "galler_fran": date(2018, 1, 1),
        "ar": 2018,
        "dokument": [{"id": "prov", "titel": "Prov", "utgivare": "Provregionen"}],
        "mal": [{"id": "mal", "namn": "Mål", "omrade": "prov", "kalla": KALLA}],
    }


def delmalstabell(regel: Tabeller) -> Tabeller:
    """A delmål with this rule."""
    return {
        "id": "delmal-1",
        "nummer": 1,
        "namn": "Delmål",
        "mal": "mal",
        "malar": 2025,
        "statusregel": {**regel, "kalla": [KALLA]},
        "langsiktiga_indikatorer": [],
        "kalla": KALLA,
    }


def _tolkning(draw: st.DrawFn, id: str) -> Tabeller:
    lasningar = draw(st.sampled_from([["a", "b"], ["a", "b", "c"], ["a"]]))
    return {
        "id": id,
        "fraga": "?",
        "lasningar": [{"id": lasning, "innebord": lasning} for lasning in lasningar],
        "standard": draw(st.sampled_from(["oppen", *lasningar])),
        "skal": "Prov.",
        "kalla": [KALLA],
    }


def _narvillkor(draw: st.DrawFn, tolkningar: list[Tabeller]) -> list[Tabeller]:
    if not tolkningar:
        return []
    valda = draw(st.lists(st.sampled_from(tolkningar), max_size=2, unique_by=lambda t: t["id"]))
    return [{"tolkning": t["id"], "lasning": draw(st.sampled_from(t["lasningar"]))["id"]} for t in valda]


def _per_lasning(draw: st.DrawFn, tolkningar: list[Tabeller]) -> list[list[Tabeller]]:
    """Conditions of which exactly one holds under any choice: none at all, or one per reading of a tolkning."""
    styr = draw(st.sampled_from([None, *tolkningar]))
    if styr is None:
        return [[]]
    return [[{"tolkning": styr["id"], "lasning": lasning["id"]}] for lasning in styr["lasningar"]]


def _malvarde(draw: st.DrawFn, riktning: str, ordnade: bool) -> Tabeller:
    slag = draw(st.sampled_from(["gräns"] * 6 + ["under utveckling", "ordagrant"]))
    return _grans(draw, riktning) if slag == "gräns" else {"slag": slag, "text": "Prov"}


def _grans(draw: st.DrawFn, riktning: str) -> Tabeller:
    ord_ = draw(st.sampled_from(["minst", "over"] if riktning.startswith("högre") else ["hogst", "under"]))
    return {"slag": "gräns", ord_: draw(_GRANSER), "text": "Prov"}


def _forandring(draw: st.DrawFn, riktning: str, mot: str | None = None) -> Tabeller:
    malvarde: Tabeller = {**_grans(draw, riktning), "slag": "förändring", "mot": mot or draw(_BASER)}
    (ord_,) = set(malvarde) & {"minst", "over", "hogst", "under"}
    if draw(st.booleans()):
        malvarde |= {"relativ": True, ord_: EXAKT.multiply(malvarde[ord_], Decimal(50)) or Decimal(5)}
    return malvarde | ({"basar": 2015} if malvarde["mot"] == "basåret" else {})


_BASER = st.sampled_from([bas.value for bas in rl.Jamforelsebas])


def _sammansatt_malvarde(draw: st.DrawFn, riktning: str, ordnade: bool) -> Tabeller:
    """Any target on the outcome's own figure and what it is compared with; with ``ordnade`` all parts point one way."""
    slag = draw(st.sampled_from(["enkelt"] * 4 + ["förändring"] * 2 + ["flera", "flera", "intervall"]))
    if slag == "enkelt" or (slag == "intervall" and ordnade):
        return _malvarde(draw, riktning, ordnade)
    if slag == "förändring":
        return _forandring(draw, riktning)
    if slag == "flera":
        vagar = st.just(riktning) if ordnade else st.sampled_from([r.value for r in rl.Riktning])
        baser = draw(st.permutations([b.value for b in rl.Jamforelsebas]))[: draw(st.integers(1, 2))]
        delar = [_grans(draw, draw(vagar)), *(_forandring(draw, draw(vagar), mot) for mot in baser)]
    else:
        lagst, hogst = sorted(draw(st.tuples(_GRANSER, _GRANSER).filter(lambda par: par[0] != par[1])))
        gemensamt = draw(st.sampled_from([{"slag": "gräns"}, {"slag": "förändring", "mot": draw(_BASER)}]))
        gemensamt |= {"basar": 2015} if gemensamt.get("mot") == "basåret" else {}
        delar = [{**gemensamt, "minst": lagst}, {**gemensamt, "under": hogst}]
    return {"slag": "sammansatt", "delar": delar}


def _kvotmal(draw: st.DrawFn, riktning: str, ordnade: bool) -> Tabeller:
    """Mostly a bound above zero, which is all that has a share; with ``ordnade``, always."""
    if not ordnade and not draw(st.integers(0, 3)):
        return _sammansatt_malvarde(draw, riktning, ordnade)
    malvarde = _grans(draw, riktning)
    (ord_,) = set(malvarde) & {"minst", "over", "hogst", "under"}
    return {**malvarde, ord_: draw(st.sampled_from([Decimal(n) for n in ("0.3", "1", "3", "40", "99.8")]))}


def _indikator(
    draw: st.DrawFn, id: str, tolkningar: list[Tabeller], skala: bool, ordnade: bool, matt: Callable[..., Tabeller]
) -> Tabeller:
    riktning = draw(st.sampled_from([r.value for r in rl.Riktning]))
    post: Tabeller = {"id": id, "namn": id, "mal": "delmal-1", "delmal": "delmal-1", "riktning": riktning}
    if draw(st.integers(0, 9)) or (matt is _kvotmal and ordnade):
        post["malvarde"] = matt(draw, riktning, ordnade)
    if skala and draw(st.booleans()):
        # Wide enough to have both met and unmet values for every bound.
        post["skala"] = {
            "fran_och_med": draw(st.sampled_from([-4, -10])),
            "till_och_med": draw(st.sampled_from([4, 9])),
        }
    villkor = _per_lasning(draw, tolkningar)
    post["lasningar"] = [{"nar": nar[0], "malvarde": matt(draw, riktning, ordnade)} for nar in villkor if nar]
    return {**post, "kalla": KALLA}


def _antalsregel(draw: st.DrawFn, indikatorer: list[Tabeller], tolkningar: list[Tabeller], ordnade: bool) -> Tabeller:
    ids = [post["id"] for post in indikatorer]
    urval = [
        {"indikatorer": draw(st.lists(st.sampled_from(ids), min_size=1, unique=True)), "nar": nar}
        for nar in _per_lasning(draw, tolkningar)
    ]
    steg = []
    if ordnade:
        for nar in _per_lasning(draw, tolkningar):
            gul, gron = sorted(draw(st.tuples(*[st.integers(0, len(ids) + 1)] * 2)))
            for status, minst, hogst in (("Röd", 0, gul - 1), ("Gul", gul, gron - 1), ("Grön", gron, len(ids))):
                if minst <= hogst:
                    steg.append({"status": status, "minst": minst, "hogst": hogst, "nar": nar})
    else:
        for _ in range(draw(st.integers(0, 5))):
            minst, hogst = sorted(draw(st.tuples(*[st.integers(0, len(ids) + 1)] * 2)))
            nar = _narvillkor(draw, tolkningar)
            steg.append({"status": draw(_STATUSORD), "minst": minst, "hogst": hogst, "nar": nar})
        if draw(st.booleans()):
            urval.append({"indikatorer": draw(st.lists(st.sampled_from(ids))), "nar": _narvillkor(draw, tolkningar)})
    return {"slag": "antal", "urval": urval, "steg": steg}


_STATUSORD = st.sampled_from([s.value for s in rl.Status])


def _fritt_intervall(draw: st.DrawFn) -> Tabeller:
    intervall: Tabeller = {}
    for ord_ in (draw(st.sampled_from([None, "minst", "over"])), draw(st.sampled_from([None, "hogst", "under"]))):
        if ord_ is not None:
            intervall[ord_] = draw(_GRANSER)
    return intervall


def _ordnade_intervall(gul: Decimal, gron: Decimal, hogre: bool, strikt: bool) -> list[Tabeller]:
    """Röd, Gul and Grön in order of outcome, cut at two bounds; ``gul`` is the worse one."""
    in_, ut = ("over", "hogst") if strikt else ("minst", "under")
    if not hogre:
        in_, ut = ("under", "minst") if strikt else ("hogst", "over")
    return [
        {"status": "Röd", ut: gul},
        {"status": "Gul", in_: gul, ut: gron},
        {"status": "Grön", in_: gron},
    ]


def _vardesregel(draw: st.DrawFn, indikatorer: list[Tabeller], tolkningar: list[Tabeller], ordnade: bool) -> Tabeller:
    hogre = indikatorer[0]["riktning"].startswith("högre")
    steg: list[Tabeller] = []
    if ordnade:
        for nar in _per_lasning(draw, tolkningar):
            snitt = sorted(draw(st.tuples(_GRANSER, _GRANSER)), reverse=not hogre)
            steg += [{**s, "nar": nar} for s in _ordnade_intervall(*snitt, hogre, draw(st.booleans()))]
    else:
        for _ in range(draw(st.integers(0, 5))):
            steg.append({"status": draw(_STATUSORD), **_fritt_intervall(draw), "nar": _narvillkor(draw, tolkningar)})
    regel: Tabeller = {"slag": "värde", "indikator": indikatorer[0]["id"], "steg": steg}
    if draw(st.booleans()):
        regel["avrundning"] = [{"decimaler": draw(st.integers(0, 3)), "nar": _narvillkor(draw, tolkningar)}]
    return regel


def _kvotregel(draw: st.DrawFn, indikatorer: list[Tabeller], tolkningar: list[Tabeller], ordnade: bool) -> Tabeller:
    """As a rule on a value, but in per cent of the target: more is always better."""
    steg: list[Tabeller] = []
    procent = st.sampled_from([Decimal(p) for p in ("-50", "0", "33.3", "80", "80", "95", "100", "100", "120")])
    if ordnade:
        for nar in _per_lasning(draw, tolkningar):
            gul, gron = sorted(draw(st.tuples(procent, procent)))
            steg += [{**s, "nar": nar} for s in _ordnade_intervall(gul, gron, True, draw(st.booleans()))]
    else:
        for _ in range(draw(st.integers(0, 5))):
            intervall = {ord_: draw(procent) for ord_ in _fritt_intervall(draw)}
            steg.append({"status": draw(_STATUSORD), **intervall, "nar": _narvillkor(draw, tolkningar)})
    return {"slag": "kvot", "indikator": indikatorer[0]["id"], "steg": steg}


def _avvikelseregel(
    draw: st.DrawFn, indikatorer: list[Tabeller], tolkningar: list[Tabeller], ordnade: bool
) -> Tabeller:
    hogre = indikatorer[0]["riktning"].startswith("högre")
    steg: list[Tabeller] = []
    if ordnade:
        for nar in _per_lasning(draw, tolkningar):
            # A better comparison moves neither cut to a better outcome.
            gula = sorted(draw(st.tuples(*[_GRANSER] * 3)), reverse=hogre)
            grona = sorted(draw(st.tuples(*[_GRANSER] * 3)), reverse=hogre)
            strikt = draw(st.booleans())
            for jamfort, a, b in zip(("sämre", "oförändrat", "bättre"), gula, grona, strict=True):
                gul, gron = sorted((a, b), reverse=not hogre)
                steg += [{**s, "jamfort": [jamfort], "nar": nar} for s in _ordnade_intervall(gul, gron, hogre, strikt)]
    else:
        ord_ = st.sampled_from(["bättre", "oförändrat", "sämre"])
        for _ in range(draw(st.integers(0, 6))):
            jamfort = draw(st.lists(ord_, min_size=1, unique=True))
            nar = _narvillkor(draw, tolkningar)
            steg.append({"status": draw(_STATUSORD), **_fritt_intervall(draw), "jamfort": jamfort, "nar": nar})
    jamforelse = [
        {"rapporttyper": typer, "faktum": draw(st.sampled_from(JAMFORELSEFAKTA)), "nar": nar}
        for nar in _per_lasning(draw, tolkningar)
        for typer in draw(_UPPDELNINGAR)
    ]
    return {"slag": "avvikelse", "indikator": indikatorer[0]["id"], "steg": steg, "jamforelse": jamforelse}


_UPPDELNINGAR = st.sampled_from(
    [[list(RAPPORTTYPER)], [["månadsrapport", "UR1", "UR2"], ["ÅR"]], [["månadsrapport"], ["UR1", "UR2"], ["ÅR"]]]
)


def _figurkrav(draw: st.DrawFn, tolkningar: list[Tabeller]) -> list[Tabeller]:
    """At most one demand on the figure for each report type under any choice."""
    slagen = st.lists(st.sampled_from([s.value for s in rl.Utfallsslag]), min_size=1, unique=True)
    return [
        {"rapporttyper": typer, "slag": draw(slagen), "nar": nar}
        for nar in _per_lasning(draw, tolkningar)
        for typer in draw(_UPPDELNINGAR)
        if draw(st.booleans())
    ]


# Long-term levels


class Nivafall(NamedTuple):
    """One case of the long-term levels: a rule set under some readings, a mål, outcomes and whose they are."""

    rv: rl.Regelverk
    mal: str
    utfall: dict[str, Any]
    niva: rl.Organisationsniva

    def svar(self) -> rl.BeraknadMalniva:
        return rl.berakna_malniva(self.rv, self.mal, self.utfall, organisationsniva=self.niva)

    def med(self, **andrat: Any) -> Nivafall:
        return self._replace(**andrat)

    def __repr__(self) -> str:
        val = {t.id: t.vald for t in self.rv.tolkningar}
        delar = [i for i in self.rv.alla_indikatorer if i.mal == self.mal and i.nivakrav]
        visade = "".join(f",\n  {_kort(d.model_dump(mode='json', exclude_defaults=True))}" for d in delar)
        return f"Nivafall({self.rv.id}, {self.mal}, {self.niva.value}, {val}, {self.utfall}{visade})"


_DELAR = ("A", "B", "C", "D")
ARBETSGIVARMAL = (
    "mal-ratt-kompetens",
    "mal-attrahera-och-rekrytera",
    "mal-karriar-och-utveckling",
    "mal-sunt-arbetsliv",
    "mal-ledar-och-medarbetarskap",
)
NIVAMAL = (*DELMAL, *ARBETSGIVARMAL)


@st.composite
def nivatabeller(draw: st.DrawFn) -> Tabeller:
    """The raw tables of a small rule set with one mål that has long-term levels, from the whole vocabulary."""
    tolkningar = [_tolkning(draw, f"tolkning-{i}") for i in range(draw(st.integers(0, 2)))]
    slagen = draw(
        st.lists(st.sampled_from(["tal", "tal", "plats", "del", "grupp", "delar", "kön"]), min_size=1, max_size=2)
    )
    indikatorer = [_nivaindikator(draw, f"indikator-{i}", slag, tolkningar) for i, slag in enumerate(slagen)]
    return {**ramtabeller(), "tolkningar": tolkningar, "indikatorer": indikatorer, "delmal": []}


def _nivaindikator(draw: st.DrawFn, id: str, slag: str, tolkningar: list[Tabeller]) -> Tabeller:
    riktning = draw(st.sampled_from([r.value for r in rl.Riktning]))
    matt = {"tal": _nivatal, "plats": _rang, "del": _fordelning, "grupp": _grupp, "delar": _grans, "kön": _kon}[slag]
    post: Tabeller = {"id": id, "namn": id, "mal": "mal", "riktning": riktning, "kalla": KALLA, "nivakrav": []}
    medlem = draw(st.sampled_from([_grans, _fordelning]))
    for _ in range(draw(st.integers(1, 4))):
        krav: Tabeller = {"niva": draw(st.sampled_from(["På målet", "På väg mot målet"])), "kalla": KALLA}
        if slag == "grupp":
            grupp, grans = _grupp(draw, medlem(draw, riktning)), _grans(draw, riktning)
            krav["malvarde"] = draw(
                st.sampled_from([grupp, grupp, grans, {"slag": "sammansatt", "delar": [grans, grupp]}])
            )
        else:
            krav["malvarde"] = matt(draw, riktning)
        if slag == "delar":
            krav["avser"] = draw(st.sampled_from(_DELAR[:2]))
        if not draw(st.integers(0, 3)):
            krav["organisationsniva"] = draw(st.sampled_from(["koncern", "förvaltning"]))
        post["nivakrav"].append({**krav, "nar": _narvillkor(draw, tolkningar)})
    if slag in ("tal", "delar", "kön") and draw(st.booleans()):
        post["skala"] = {"fran_och_med": draw(st.sampled_from([0, -4])), "till_och_med": draw(st.sampled_from([1, 4]))}
    return post


def _nivatal(draw: st.DrawFn, riktning: str) -> Tabeller:
    return _sammansatt_malvarde(draw, riktning, ordnade=False)


def _rang(draw: st.DrawFn, riktning: str) -> Tabeller:
    return {"slag": "rang", "hogst": draw(st.integers(1, 4))}


def _fordelning(draw: st.DrawFn, riktning: str) -> Tabeller:
    del_ = draw(st.sampled_from(["översta", "nedersta"]))
    return {"slag": "fördelning", "del_": del_, "av": 3, "inte": draw(st.booleans())}


def _grupp(draw: st.DrawFn, krav: Tabeller) -> Tabeller:
    return {"slag": "grupp", **draw(_MANGDER), "grupp": "delar", "krav": krav}


_MANGDER: Any = st.one_of(
    st.builds(dict, vilka=st.sampled_from(["samtliga", "inget", "båda"])),
    st.builds(dict, antal=st.integers(1, 2)),
    st.builds(dict, andel=st.sampled_from([[1, 3], [1, 2], [2, 3]])),
)


def _kon(draw: st.DrawFn, riktning: str) -> Tabeller:
    delar = [{"del_": kon, "malvarde": _grans(draw, riktning)} for kon in ("kvinnor", "män")]
    malvarde = {"slag": "uppdelat", "efter": "kön", "delar": delar}
    return malvarde | draw(st.sampled_from([{}, {}, {"avgor": "kvinnor"}]))


@st.composite
def nivautfall(draw: st.DrawFn, rv: rl.Regelverk, mal: str, *, kompletta: bool = False) -> dict[str, Any]:
    """Outcomes for the levels of a mål, some figures of them not known; with ``kompletta``, all of them."""
    utfall: dict[str, Any] = {}
    for i in rv.alla_indikatorer:
        if i.mal == mal and i.nivakrav and (kompletta or draw(st.integers(0, 5))):
            utfall[i.id] = draw(_nivautfall_av(i, kompletta))
    return utfall


@st.composite
def _nivautfall_av(draw: st.DrawFn, post: rl.Indikator, kompletta: bool) -> rl.Utfall | None:
    mal = [k.malvarde for k in post.nivakrav]
    hela, delar = nivafigurer(post)
    kanda = st.just(True) if kompletta else st.sampled_from([True, True, False])
    falt: dict[str, Any] = {"varde": draw(hela) if draw(kanda) else None}
    jamforda = dict.fromkeys(f.value for m in mal for f in m.fakta())
    falt |= {f: draw(hela.map(lambda v: v.copy_abs() or Decimal(1))) for f in jamforda if draw(kanda)}
    namn = delnamn(post, draw)
    if namn is not None and draw(kanda):
        falt["delar"] = {n: draw(delar) if draw(kanda) else None for n in namn}
    return rl.Utfall(**falt)


def _nivavillkor(post: rl.Indikator) -> list[Any]:
    mal = [k.malvarde for k in post.nivakrav]
    return [del_ for m in mal for del_ in (m.delar if m.slag == "sammansatt" else (m,))]


def delnamn(post: rl.Indikator, draw: st.DrawFn) -> list[str] | None:
    """The names of the parts that the outcome of an indicator may have; None when its demands ask for none."""
    mal = _nivavillkor(post)
    if any(k.avser is not None for k in post.nivakrav):
        return list(dict.fromkeys(k.avser for k in post.nivakrav if k.avser is not None))
    if any(m.slag == "uppdelat" for m in mal):
        return ["kvinnor", "män"]
    grupper = [m for m in mal if m.slag == "grupp"]
    if not grupper:
        return None
    sagda = [2 if g.vilka == "båda" else g.storlek for g in grupper]
    antal = max((n for n in sagda if n is not None), default=0) or draw(st.integers(1, 5))
    return [f"del {n}" for n in range(antal)]


def nivafigurer(post: rl.Indikator) -> tuple[Any, Any]:
    """Figures of an indicator, and of its parts, around every bound that its demands have."""
    plats = st.integers(1, 6).map(Decimal)
    mal = _nivavillkor(post)
    krav = [m.krav for m in mal if m.slag == "grupp"]
    fran, till = (None, None) if post.skala is None else (post.skala.fran_och_med, post.skala.till_och_med)
    granser = {*_granser_i([m.model_dump() for m in mal])}
    inom = {g for g in granser if (fran is None or fran <= g) and (till is None or g <= till)}
    tal = varden(inom, fran, till)
    hela = st.integers(1, 3).map(Decimal) if any(m.slag == "fördelning" for m in mal) else tal
    hela = plats if any(m.slag == "rang" for m in mal) else hela
    return hela, st.integers(1, 3).map(Decimal) if any(k.slag == "fördelning" for k in krav) else tal


@st.composite
def nivafall(draw: st.DrawFn, *, oppna: bool = True, kompletta: bool = False) -> Nivafall:
    """A case of a small generated rule set."""
    rv = bygg_regelverk(draw(nivatabeller()))
    rv = rv.med_tolkningar(draw(val_av_lasningar(rv, oppna=oppna)))
    utfall = draw(nivautfall(rv, "mal", kompletta=kompletta))
    return Nivafall(rv, "mal", utfall, draw(_NIVAER))


@st.composite
def hallandsnivafall(
    draw: st.DrawFn, mal: str | None = None, *, oppna: bool = True, kompletta: bool = False
) -> Nivafall:
    """A case of ``halland-2018``."""
    valt = mal or draw(st.sampled_from(NIVAMAL))
    val = draw(val_av_lasningar(halland(), ("hme-delindex", "vardgaranti-och-arbetsuppgifter"), oppna=oppna))
    utfall = draw(nivautfall(halland(), valt, kompletta=kompletta))
    return Nivafall(halland().med_tolkningar(val), valt, utfall, draw(_NIVAER))


_NIVAER = st.sampled_from([rl.Organisationsniva.KONCERN, rl.Organisationsniva.FORVALTNING])


@st.composite
def provfall(
    draw: st.DrawFn,
    slag: str | None = None,
    *,
    ordnade: bool = False,
    oppna: bool = True,
    kompletta: bool = False,
    figur: bool = False,
    skala: bool = True,
    utfallsslag: bool = True,
) -> Fall:
    """A case of a small generated rule set."""
    rv = bygg_regelverk(draw(regelverkstabeller(slag, ordnade=ordnade, figur=figur, skala=skala)))
    rv = rv.med_tolkningar(draw(val_av_lasningar(rv, oppna=oppna)))
    utfall = draw(utfall_av(rv, "delmal-1", kompletta=kompletta, slag=utfallsslag))
    rapporttyper = st.sampled_from(rl.Rapporttyp)
    return Fall(rv, "delmal-1", utfall, draw(rapporttyper if kompletta else st.none() | rapporttyper))


# Dates


def dagar(forsta: date = date(1990, 1, 1), sista: date = date(2100, 12, 31)) -> Any:
    """Days that the calendar knows, often around New Year, Easter, midsummer and Christmas."""
    arstider = st.builds(
        lambda ar, manad_dag: date(ar, *manad_dag),
        st.integers(forsta.year, sista.year),
        st.sampled_from([(1, 1), (1, 5), (4, 3), (5, 1), (6, 6), (6, 20), (10, 31), (12, 23), (12, 27), (12, 31)]),
    )
    return st.one_of(arstider.filter(lambda dag: forsta <= dag <= sista), st.dates(forsta, sista))


# Numbers as people write them

MELLANSLAG = (" ", "\u00a0", "\u2009", "\u202f", "\u2007")
MINUSTECKEN = ("-", "\u2212", "\u2013")

tal_att_skriva = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9),
    varden([Decimal(60), Decimal("99.8"), Decimal(200000)]),
    st.builds(
        lambda t, s, n: Decimal((t, s, -n)),
        st.integers(0, 1),
        st.lists(st.integers(0, 9), min_size=1, max_size=90).map(tuple),
        st.integers(0, 90),
    ),
)
