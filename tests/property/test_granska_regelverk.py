"""Laws of the check of a rule set: what it says of the colour rules is all there is to say, and faults that are put in
are found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from decimal import Decimal
from itertools import pairwise, product
from typing import Any, NamedTuple

from hypothesis import assume, given, strategies as st
from strategies import (
    EXAKT,
    KALLA,
    RAPPORTTYPER,
    Tabeller,
    bygg_regelverk,
    delmalstabell,
    exempel,
    ramtabeller,
    regelverkstabeller,
    val_av_lasningar,
    varden_for,
)

import riktlinjer as rl
from riktlinjer.models.skalor import Faktum, Jamforelse
from riktlinjer.models.tal import tolka_tal
from riktlinjer.rules.provning import provning
from riktlinjer.rules.regelverksgranskning import granska_regelverk

JAMFORELSER = ("bättre", "oförändrat", "sämre")
GRANSORD = {"minst": "__ge__", "över": "__gt__", "högst": "__le__", "under": "__lt__", "exakt": "__eq__"}
MENING = re.compile(
    r"Delmål 1: (?:ett utfall (?P<omrade>(?:(?:minst|över|högst|under|exakt) \S+(?: och )?)+)|varje utfall"
    r"|(?P<antal>[\d–]+) uppnådda? av (?P<av>\d+))"
    r"(?: som är (?P<jamfort>\w+(?: eller \w+)*))?(?: i (?P<typer>[^,.]+?(?:, [^,.]+?)*))? får"
)


class Pastaende(NamedTuple):
    """What one finding says: for which outcomes, comparisons and report types."""

    granser: tuple[tuple[str, Decimal], ...]
    antal: frozenset[int] | None
    jamfort: frozenset[str]
    typer: frozenset[str]

    def galler(self, varde: Decimal, jamfort: str | None, typ: rl.Rapporttyp) -> bool:
        inom = all(getattr(varde, GRANSORD[ord_])(grans) for ord_, grans in self.granser)
        return (
            typ.value in self.typer
            and (jamfort is None or jamfort in self.jamfort)
            and (inom if self.antal is None else int(varde) in self.antal)
        )


def pastaenden(rv: rl.Regelverk, kod: str, *allvar: rl.Allvar) -> list[Pastaende]:
    """The findings with the code, read from their texts."""
    svar = []
    for p in granska_regelverk(rv):
        if p.kod != kod or p.allvar not in allvar or "tryckt" in p.text:
            continue
        traff = MENING.match(p.text.replace("\u00a0", ""))
        assert traff is not None, p.text
        granser = re.findall(r"(minst|över|högst|under|exakt) (\S+)", traff["omrade"] or "")
        antal = None
        if traff["antal"] is not None:
            forst, _, sist = traff["antal"].partition("–")
            antal = frozenset(range(int(forst), int(sist or forst) + 1))
        svar.append(
            Pastaende(
                tuple((ord_, tolka_tal(tal).varde) for ord_, tal in granser),
                antal,
                frozenset((traff["jamfort"] or " eller ".join(JAMFORELSER)).split(" eller ")),
                frozenset(re.split(r", | och ", traff["typer"]) if traff["typer"] else RAPPORTTYPER),
            )
        )
    return svar


def egna_steg(data: st.DataObject, tabeller: Tabeller) -> Tabeller:
    """Some steps are for some report types only."""
    for steg in tabeller["delmal"][0]["statusregel"]["steg"]:
        if not data.draw(st.integers(0, 4)):
            steg["rapporttyper"] = data.draw(st.lists(st.sampled_from(RAPPORTTYPER), min_size=1, unique=True))
    return tabeller


def gransfall(rv: rl.Regelverk, data: st.DataObject) -> list[Decimal]:
    """Outcomes on, just beside and between every bound of the rule and its roundings, and some anywhere."""
    regel = rv.delmal[0].statusregel
    indikator = rv.indikator(regel.indikatorer[0])
    granser = {g for s in regel.steg for g in s.granser} | {Decimal(0)}
    for avrundning in getattr(regel, "avrundning", ()):
        halvt = Decimal((0, (5,), -avrundning.decimaler - 1))
        for g in list(granser):
            rest = EXAKT.remainder(g, EXAKT.add(halvt, halvt))
            ned = EXAKT.subtract(g, rest)
            granser |= {EXAKT.add(ned, EXAKT.multiply(halvt, Decimal(n))) for n in (-3, -2, -1, 0, 1, 2, 3)}
    lite = Decimal("1E-50")
    alla = {f(g, lite) for g in granser for f in (EXAKT.add, EXAKT.subtract)} | granser
    alla |= {EXAKT.multiply(EXAKT.add(a, b), Decimal("0.5")) for a, b in pairwise(sorted(granser))}
    alla |= {Decimal(-(10**6)), Decimal(10**6)} | set(
        data.draw(st.lists(varden_for(rv, "delmal-1", indikator.id), max_size=5))
    )
    skala = indikator.skala
    return sorted(v for v in alla if skala is None or skala.fran_och_med <= v <= skala.till_och_med)


def fargerna(rv: rl.Regelverk, typ: rl.Rapporttyp, val: dict[str, str]) -> Any:
    """The colours of a known outcome, by the same provning that answers for it."""
    indikatorer = {i.id: i for i in rv.alla_indikatorer}
    return provning(rv.delmal[0].statusregel, val, indikatorer, typ)


def har_steg(rv: rl.Regelverk, typ: rl.Rapporttyp) -> bool:
    steg = rv.delmal[0].statusregel.steg
    return any(not s.rapporttyper or typ in s.rapporttyper for s in steg) or not any(
        not s.rapporttyper or t in s.rapporttyper for s in steg for t in rl.Rapporttyp
    )


def fall(rv: rl.Regelverk, data: st.DataObject) -> Iterator[tuple[rl.Rapporttyp, Decimal, str | None, rl.Utfall]]:
    """Every known outcome that is tried, in every report type in which the rule has a step."""
    regel = rv.delmal[0].statusregel
    varden = gransfall(rv, data)
    mer_ar_battre = rv.indikator(regel.indikatorer[0]).riktning is not rl.Riktning.LAGRE
    for typ in filter(lambda t: har_steg(rv, t), rl.Rapporttyp):
        for varde in varden:
            if regel.slag != "avvikelse":
                yield typ, varde, None, rl.Utfall(varde)
                continue
            for jamforelse in Jamforelse:
                steg = {"bättre": -1, "oförändrat": 0, "sämre": 1}[jamforelse.value] * (1 if mer_ar_battre else -1)
                annat = EXAKT.add(varde, Decimal(steg))
                yield typ, varde, jamforelse.value, rl.Utfall(varde, **{f.value: annat for f in Faktum})


def nagon(pastadda: Iterable[Pastaende], typ: rl.Rapporttyp, varde: Decimal, jamfort: str | None) -> bool:
    return any(p.galler(varde, jamfort, typ) for p in pastadda)


@exempel(50, krymp=False)
@given(st.data(), st.sampled_from(["värde", "avvikelse"]))
def test_what_gets_no_colour_or_two_under_the_chosen_readings_is_exactly_what_is_said(
    data: st.DataObject, slag: str
) -> None:
    """Faults under the chosen readings are ``fel`` or ``varning``; each outcome is judged as they say."""
    rv = bygg_regelverk(egna_steg(data, data.draw(regelverkstabeller(slag))))
    rv = rv.med_tolkningar(data.draw(val_av_lasningar(rv, oppna=False)))
    val = {t.id: t.vald for t in rv.tolkningar}
    utan = pastaenden(rv, "REGEL-01", rl.Allvar.FEL, rl.Allvar.VARNING)
    dubbla = pastaenden(rv, "REGEL-02", rl.Allvar.FEL, rl.Allvar.VARNING)
    id = rv.delmal[0].statusregel.indikatorer[0]
    for typ, varde, jamfort, utfall in fall(rv, data):
        farger = fargerna(rv, typ, val).prova({id: utfall}).mojliga
        assert (not farger) is nagon(utan, typ, varde, jamfort), (typ, varde, jamfort, farger)
        assert (len(farger) > 1) is nagon(dubbla, typ, varde, jamfort), (typ, varde, jamfort, farger)


@exempel(25, krymp=False)
@given(st.data(), st.sampled_from(["värde", "avvikelse"]))
def test_what_gets_no_colour_under_some_reading_is_exactly_what_is_said(data: st.DataObject, slag: str) -> None:
    rv = bygg_regelverk(egna_steg(data, data.draw(regelverkstabeller(slag))))
    alla = [
        dict(zip((t.id for t in rv.tolkningar), lasta, strict=True))
        for lasta in product(*([lasning.id for lasning in t.lasningar] for t in rv.tolkningar))
    ]
    utan = pastaenden(rv, "REGEL-01", *rl.Allvar)
    id = rv.delmal[0].statusregel.indikatorer[0]
    for typ, varde, jamfort, utfall in fall(rv, data):
        tomt = any(not fargerna(rv, typ, val).prova({id: utfall}).mojliga for val in alla)
        assert tomt is nagon(utan, typ, varde, jamfort), (typ, varde, jamfort)


@exempel(80)
@given(st.data())
def test_counts_without_a_colour_or_with_two_are_exactly_those_that_are_said(data: st.DataObject) -> None:
    tabeller = egna_steg(data, data.draw(regelverkstabeller("antal")))
    rv = bygg_regelverk(tabeller).med_tolkningar({})
    rv = rv.med_tolkningar(data.draw(val_av_lasningar(rv, oppna=False)))
    val = {t.id: t.vald for t in rv.tolkningar}
    utan = pastaenden(rv, "REGEL-01", rl.Allvar.FEL, rl.Allvar.VARNING)
    dubbla = pastaenden(rv, "REGEL-02", rl.Allvar.FEL, rl.Allvar.VARNING)
    for typ in filter(lambda t: har_steg(rv, t), rl.Rapporttyp):
        tabell = fargerna(rv, typ, val).tabell
        for antal in range(len(tabell)):
            farger = tabell[antal][0]
            assert (not farger) is nagon(utan, typ, Decimal(antal), None), (typ, antal, farger)
            assert (len(farger) > 1) is nagon(dubbla, typ, Decimal(antal), None), (typ, antal, farger)


@st.composite
def kvotregler(draw: st.DrawFn) -> Tabeller:
    """A rule on shares of a target whose bounds are all decimal numbers in the outcome's unit too."""
    riktning, ord_ = draw(st.sampled_from([("högre är bättre", "minst"), ("lägre är bättre", "hogst")]))
    indikator = {
        "id": "indikator-0",
        "namn": "Besök",
        "mal": "delmal-1",
        "delmal": "delmal-1",
        "riktning": riktning,
        "malvarde": {"slag": "gräns", ord_: draw(st.sampled_from([Decimal(1), Decimal(8), Decimal("2.5")]))},
        "kalla": KALLA,
    }
    andelar = st.sampled_from([Decimal(g) for g in (50, 80, 100, 125, 200)])
    steg = []
    for _ in range(draw(st.integers(1, 4))):
        intervall = {draw(st.sampled_from(["minst", "over"])): draw(andelar)} if draw(st.booleans()) else {}
        if draw(st.booleans()):
            intervall[draw(st.sampled_from(["hogst", "under"]))] = draw(andelar)
        steg.append({"status": draw(st.sampled_from(["Grön", "Gul", "Röd"])), **intervall})
    regel = {"slag": "kvot", "indikator": "indikator-0", "steg": steg}
    return {**ramtabeller(), "indikatorer": [indikator], "delmal": [delmalstabell(regel)]}


@exempel(60)
@given(kvotregler())
def test_shares_of_a_target_are_told_in_outcomes(tabeller: Tabeller) -> None:
    rv = bygg_regelverk(tabeller)
    utan, dubbla = (pastaenden(rv, kod, rl.Allvar.FEL) for kod in ("REGEL-01", "REGEL-02"))
    malvarde = rv.indikatorer[0].malvarde
    assert isinstance(malvarde, rl.Gransmalvarde)
    bas = {Decimal(0), *(EXAKT.multiply(malvarde.grans, Decimal(f)) for f in ("0.5", "0.8", "1", "1.25", "2"))}
    lite = Decimal("1E-30")
    varden = {f(v, lite) for v in bas for f in (EXAKT.add, EXAKT.subtract)} | bas | {Decimal(-50), Decimal(500)}
    for varde in varden:
        farger = rl.statusberaknare(rv, "delmal-1")({"indikator-0": varde}).mojliga
        assert (not farger) is nagon(utan, rl.Rapporttyp.UR1, varde, None), (varde, farger)
        assert (len(farger) > 1) is nagon(dubbla, rl.Rapporttyp.UR1, varde, None), (varde, farger)


# Faultless rule sets, and faults that are put into them


@st.composite
def felfria(draw: st.DrawFn) -> Tabeller:
    """A rule set with one delmål of any kind whose colours cover every outcome once, in order, with its target."""
    hogre = draw(st.booleans())
    gul, gron = sorted(draw(st.lists(st.integers(-9, 9), min_size=2, max_size=2, unique=True)), reverse=not hogre)
    in_, ut = ("minst", "under") if hogre else ("hogst", "over")
    indikatorer = [
        {
            "id": f"indikator-{i}",
            "namn": f"Indikator {i}",
            "mal": "delmal-1",
            "delmal": "delmal-1",
            "riktning": "högre är bättre" if hogre else "lägre är bättre",
            "malvarde": {"slag": "gräns", in_: gron},
            "kalla": KALLA,
        }
        for i in range(3)
    ]
    steg: list[Tabeller] = [
        {"status": "Grön", in_: gron},
        {"status": "Gul", in_: gul, ut: gron},
        {"status": "Röd", ut: gul},
    ]
    slag = draw(st.sampled_from(["antal", "värde", "avvikelse"]))
    if slag == "antal":
        antal = {"Grön": (3, 3), "Gul": (1, 2), "Röd": (0, 0)}
        steg = [{"status": s, "minst": a, "hogst": b} for s, (a, b) in antal.items()]
        regel: Tabeller = {"slag": slag, "urval": [{"indikatorer": [i["id"] for i in indikatorer]}], "steg": steg}
    else:
        regel = {"slag": slag, "indikator": "indikator-0", "steg": steg}
        indikatorer = indikatorer[:1]
    if slag == "avvikelse":
        for s in steg:
            s["jamfort"] = list(JAMFORELSER)
        regel["jamforelse"] = [{"rapporttyper": list(RAPPORTTYPER), "faktum": "foregaende_ar"}]
    return {**ramtabeller(), "indikatorer": indikatorer, "delmal": [delmalstabell(regel)]}


def koder(tabeller: Tabeller) -> set[str]:
    return {p.kod for p in granska_regelverk(bygg_regelverk(tabeller)) if p.allvar is rl.Allvar.FEL}


def regeln(tabeller: Tabeller) -> Tabeller:
    regel: Tabeller = tabeller["delmal"][0]["statusregel"]
    return regel


@exempel(60)
@given(felfria())
def test_a_faultless_rule_set_has_no_findings(tabeller: Tabeller) -> None:
    assert granska_regelverk(bygg_regelverk(tabeller)) == ()


@exempel(80)
@given(st.data(), felfria())
def test_one_moved_bound_is_found(data: st.DataObject, tabeller: Tabeller) -> None:
    steg = data.draw(st.sampled_from(regeln(tabeller)["steg"]))
    grans = data.draw(st.sampled_from(sorted(set(steg) & {"minst", "over", "hogst", "under"})))
    hel = regeln(tabeller)["slag"] == "antal"
    nytt = data.draw(st.integers(0, 3) if hel else st.integers(-12, 12) | st.decimals(-12, 12, places=2))
    assume(nytt != steg[grans])
    assume(not hel or {**steg, grans: nytt}["minst"] <= {**steg, grans: nytt}["hogst"])
    steg[grans] = nytt
    assert koder(tabeller) & {"REGEL-01", "REGEL-02"}


@exempel(60)
@given(st.data(), felfria())
def test_a_dropped_colour_is_found(data: st.DataObject, tabeller: Tabeller) -> None:
    steg = regeln(tabeller)["steg"]
    steg.remove(data.draw(st.sampled_from(steg)))
    assert "REGEL-01" in koder(tabeller)


@exempel(60)
@given(felfria())
def test_a_swapped_direction_is_found(tabeller: Tabeller) -> None:
    for post in tabeller["indikatorer"]:
        post["riktning"] = "lägre är bättre" if post["riktning"].startswith("högre") else "högre är bättre"
    vantat = {"REGEL-23"} if regeln(tabeller)["slag"] == "antal" else {"REGEL-04", "REGEL-23"}
    assert vantat <= koder(tabeller)


@exempel(60)
@given(felfria())
def test_swapped_colours_are_found(tabeller: Tabeller) -> None:
    for steg in regeln(tabeller)["steg"]:
        steg["status"] = {"Grön": "Röd", "Röd": "Grön"}.get(steg["status"], steg["status"])
    assert "REGEL-04" in koder(tabeller)


@exempel(60)
@given(st.data(), felfria())
def test_a_target_that_is_not_set_any_longer_is_found(data: st.DataObject, tabeller: Tabeller) -> None:
    post = data.draw(st.sampled_from(tabeller["indikatorer"]))
    post["malvarde"] = {"slag": "under utveckling", "text": "Under utveckling"}
    svar = granska_regelverk(bygg_regelverk(tabeller))
    assert [(p.plats, p.allvar.value) for p in svar if p.kod == "REGEL-20"] == [(post["id"], "upplysning")]
    assert ("REGEL-05" in {p.kod for p in svar}) is (regeln(tabeller)["slag"] == "antal")


@exempel(40)
@given(st.data(), felfria())
def test_the_order_of_the_steps_changes_no_colour_that_is_missing(data: st.DataObject, tabeller: Tabeller) -> None:
    regeln(tabeller)["steg"].pop()
    omkastad = deepcopy(tabeller)
    regeln(omkastad)["steg"] = data.draw(st.permutations(regeln(tabeller)["steg"]))
    fore, efter = (
        [p for p in granska_regelverk(bygg_regelverk(t)) if p.kod == "REGEL-01"] for t in (tabeller, omkastad)
    )
    assert fore == efter
