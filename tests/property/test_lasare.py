"""Laws of the loader: whatever the tables hold, they become a rule set that answers, or one error that lists faults."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from strategies import Tabeller, bygg_regelverk, exempel, regelverkstabeller

import riktlinjer as rl

RAMAR = ("format", "id", "utgava", "beslutad", "galler_fran", "ar", "dokument")
IDTABELLER = ("strategier", "mal", "delmal", "insatsomraden", "indikatorer", "namnder", "tolkningar", "prioriteringar")
Nyckel = tuple[str | int, ...]
LOKAL_TID = datetime.fromisoformat("2018-03-06T12:00:00")


@cache
def hallands_tabeller() -> Tabeller:
    """The raw tables of the shipped guideline."""
    utgava = next((Path(rl.__file__).parent / "regelverk" / "data" / "halland-2018").iterdir())
    tabeller: Tabeller = {}
    for fil in sorted(utgava.glob("*.toml")):
        tabeller |= tomllib.loads(fil.read_text("utf-8"), parse_float=Decimal)
    return tabeller


def noder(nod: Any, vag: Nyckel = ()) -> Iterator[tuple[Nyckel, Any]]:
    """Every place in the tables with what stands there."""
    poster = nod.items() if isinstance(nod, dict) else enumerate(nod) if isinstance(nod, list) else ()
    for nyckel, v in poster:
        yield (*vag, nyckel), v
        yield from noder(v, (*vag, nyckel))


@cache
def hallands_platser() -> tuple[tuple[Nyckel, Any], ...]:
    return tuple(noder(hallands_tabeller()))


def _hos(tabeller: Any, vag: Nyckel) -> Any:
    for nyckel in vag:
        tabeller = tabeller[nyckel]
    return tabeller


def _utfall_av_lasning(tabeller: Tabeller) -> rl.Regelverk | None:
    """The rule set, or None when it was refused with faults that say where and what."""
    try:
        rv = bygg_regelverk(tabeller, {}, "prov.toml")
    except rl.RegelverkFel as exc:
        fel = exc
    else:
        return rv
    assert fel.fel
    assert all(f.fil == "prov.toml" and f.text for f in fel.fel)
    assert str(fel).count("\n") >= len(fel.fel)
    return None


# What TOML can hold

skalarer = st.one_of(
    st.text(max_size=6),
    st.sampled_from(["", "oppen", "halland-2018", "Grön", "i.u.", "1", "antal", "gräns", "tolkning"]),
    st.integers(-5, 5),
    st.sampled_from([2**63, -(10**30), 10**400]),
    st.booleans(),
    st.decimals().filter(lambda d: not d.is_snan()),
    st.sampled_from([date(2018, 1, 1), LOKAL_TID, time(12)]),
)
varden = st.recursive(
    skalarer,
    lambda inre: st.one_of(
        st.lists(inre, max_size=3),
        st.dictionaries(st.sampled_from(["id", "nar", "kalla", "tolkning", "lasning", "slag", "x"]), inre, max_size=3),
    ),
    max_leaves=6,
)


@st.composite
def mutation(draw: st.DrawFn, tabeller: Tabeller, platser: list[tuple[Nyckel, Any]]) -> str:
    """Changes one place in the tables: a key dropped, renamed or added, a value of another type, an id misspelt."""
    vag, v = draw(st.sampled_from(platser))
    try:
        har, sist = _hos(tabeller, vag[:-1]), vag[-1]
        har[sist]
    except (KeyError, IndexError, TypeError):
        return "that place is gone"
    plats = ".".join(map(str, vag))
    vad = draw(st.sampled_from(["drop", "rename", "retype", "misspell", "add", "twice"]))
    if vad == "drop":
        del har[sist]
        return f"dropped {plats}"
    if vad == "rename" and isinstance(har, dict):
        har[f"{sist}x"] = har.pop(sist)
        return f"renamed {plats}"
    if vad == "twice" and isinstance(har, list):
        har.append(deepcopy(v))
        return f"{plats} twice"
    nyckel = sist
    if vad == "misspell" and isinstance(v, str):
        nytt = draw(st.sampled_from([v + "x", v[:-1], v.upper(), v.replace("-", "_"), v + " ", ""]))
    else:
        nytt = draw(varden)
        if vad == "add" and isinstance(har, dict):
            nyckel = draw(st.sampled_from(["extra", "nar", "kalla", "dokument", "id", "skala", "lasningar"]))
    har[nyckel] = nytt
    return f"{plats} / {nyckel} = {nytt!r}"


@exempel(25, krymp=False)
@given(st.data())
def test_the_mutated_guideline_loads_or_is_refused_with_its_faults(data: st.DataObject) -> None:
    tabeller = deepcopy(hallands_tabeller())
    tabell = data.draw(st.sampled_from(sorted(tabeller)))
    platser = [plats for plats in hallands_platser() if plats[0][0] == tabell]
    for _ in range(data.draw(st.integers(1, 4))):
        data.draw(mutation(tabeller, platser))
    _utfall_av_lasning(tabeller)


def _muterat_prov(data: st.DataObject) -> Tabeller:
    tabeller = deepcopy(data.draw(regelverkstabeller()))
    for _ in range(data.draw(st.integers(1, 3))):
        data.draw(mutation(tabeller, list(noder(tabeller))))
    return tabeller


@exempel(100)
@given(st.data())
def test_a_mutated_rule_set_loads_or_is_refused_with_its_faults(data: st.DataObject) -> None:
    _utfall_av_lasning(_muterat_prov(data))


@exempel(60)
@given(st.data())
def test_a_rule_set_that_loads_can_be_asked(data: st.DataObject) -> None:
    """After construction a value is right: no rule fails on a rule set that was read, whatever its author wrote."""
    rv = _utfall_av_lasning(_muterat_prov(data))
    if rv is None:
        return
    for fragat in (rv, rv.med_tolkningar(rl.ALLA_OPPNA)):
        for typ in (None, *rl.Rapporttyp):
            oversikt = rl.berakna_status(fragat, {}, rapporttyp=typ)
            assert rl.Statusoversikt.model_validate_json(oversikt.model_dump_json()) == oversikt


@exempel(100)
@given(st.dictionaries(st.sampled_from([*RAMAR, *IDTABELLER, "tidplan", "rapportmall", "x"]), varden))
def test_any_tables_load_or_are_refused_with_their_faults(tabeller: Tabeller) -> None:
    _utfall_av_lasning(tabeller)


@pytest.mark.langsam
@exempel(1000, krymp=False)
@given(st.data())
def test_the_mutated_guideline_loads_or_is_refused_in_many_cases(data: st.DataObject) -> None:
    tabeller = deepcopy(hallands_tabeller())
    for _ in range(data.draw(st.integers(1, 3))):
        data.draw(mutation(tabeller, list(hallands_platser())))
    _utfall_av_lasning(tabeller)


# Faults that a writer makes


def _pekare() -> list[Nyckel]:
    """The places in the guideline that point at an id, from what the format says that they point at."""
    funna: list[Nyckel] = []
    for vag, v in hallands_platser():
        if not isinstance(v, str) or len(vag) < 3:
            continue
        namn, forelder = vag[-1], vag[-2]
        pekar = {
            "mal": vag[0] in ("delmal", "indikatorer"),
            "delmal": vag[0] == "indikatorer",
            "strategi": vag[0] == "mal",
            "insatsomrade": vag[0] == "indikatorer",
            "indikator": forelder == "statusregel",
            "omrade": vag[0] == "prioriteringar",
            "tolkning": True,
            "lasning": True,
        }
        lista = (vag[0], forelder) in {
            ("insatsomraden", "delmal"),
            ("prioriteringar", "namnder"),
            ("delmal", "indikatorer"),
        }
        if lista or pekar.get(str(namn), False):
            funna.append(vag)
    return funna


PEKARE = _pekare()


@exempel(20)
@given(st.sampled_from(PEKARE), st.sampled_from(["x", "-2", "-"]))
def test_an_id_that_is_misspelt_where_it_is_pointed_at_is_refused_by_name(vag: Nyckel, slut: str) -> None:
    tabeller = deepcopy(hallands_tabeller())
    felstavat = _hos(tabeller, vag) + slut
    _hos(tabeller, vag[:-1])[vag[-1]] = felstavat
    with pytest.raises(rl.RegelverkFel) as info:
        bygg_regelverk(tabeller)
    assert len(info.value.fel) == 1
    assert repr(felstavat) in info.value.fel[0].text
    assert info.value.fel[0].plats.startswith(str(vag[0]))


@exempel(20)
@given(st.data())
def test_an_id_that_is_misspelt_where_it_stands_breaks_every_pointer_to_it(data: st.DataObject) -> None:
    tabeller = deepcopy(hallands_tabeller())
    tabell = data.draw(st.sampled_from(IDTABELLER))
    post = data.draw(st.sampled_from(tabeller[tabell]))
    ratt, post["id"] = post["id"], post["id"] + "x"
    pekare = [vag for vag in PEKARE if _hos(tabeller, vag) == ratt and vag[-1] != "lasning"]
    if not pekare:
        assert _utfall_av_lasning(tabeller) is not None
        return
    with pytest.raises(rl.RegelverkFel) as info:
        bygg_regelverk(tabeller)
    assert len(info.value.fel) == len(pekare)
    assert all(repr(ratt) in fel.text for fel in info.value.fel)


@exempel(10)
@given(st.data())
def test_every_fault_is_told_at_once(data: st.DataObject) -> None:
    """Five indicators with an unknown field each: five faults, each with its place."""
    tabeller = deepcopy(hallands_tabeller())
    antal = len(tabeller["indikatorer"])
    valda = data.draw(st.lists(st.integers(0, antal - 1), min_size=5, max_size=5, unique=True))
    for i in valda:
        tabeller["indikatorer"][i]["stavfel"] = 1
    with pytest.raises(rl.RegelverkFel) as info:
        bygg_regelverk(tabeller, {"indikatorer": "indikatorer.toml"})
    assert {(f.fil, f.plats) for f in info.value.fel} == {
        ("indikatorer.toml", f"indikatorer[{i}].stavfel") for i in valda
    }


def _djupt(djup: int) -> Any:
    v: Any = 1
    for _ in range(djup):
        v = [v]
    return v


UDDA: dict[str, Callable[[Tabeller], Any]] = {
    "a list for the id of a tolkning": lambda t: _satt_nar(t, {"tolkning": ["x"], "lasning": "a"}),
    "a table for the id of a tolkning": lambda t: _satt_nar(t, {"tolkning": {"x": 1}, "lasning": "a"}),
    "a list for a reading": lambda t: _satt_nar(t, {"tolkning": "manadsrapport-frist", "lasning": ["efter-bryt"]}),
    "a number for a reading": lambda t: _satt_nar(t, {"tolkning": "manadsrapport-frist", "lasning": 1}),
    "a list for an id": lambda t: t["indikatorer"][0].update(id=["x"]),
    "a number for an id": lambda t: t["tolkningar"][0].update(id=1),
    "a table for a list of tables": lambda t: t.update(delmal={"id": "delmal-1"}),
    "a number for a table": lambda t: t.update(tidplan=1),
    "a list for a table": lambda t: t.update(tidplan=[], rapportmall=[], atgardsplan=[]),
    "a number for a document": lambda t: t.update(dokument=[1, {"id": ["x"], "titel": 2}]),
    "no documents": lambda t: t.update(dokument=[]),
    "a number for the format": lambda t: t.update(format=1.0),
    "true for the format": lambda t: t.update(format=True),
    "a text for the format": lambda t: t.update(format="1"),
    "a list for the format": lambda t: t.update(format=[1]),
    "no format": lambda t: t.pop("format"),
    "a day for a time": lambda t: t["tidplan"]["tillfallen"][0].update(bryt=LOKAL_TID),
    "a number that is not finite": lambda t: t["indikatorer"][0]["malvarde"].update(minst=Decimal("NaN")),
    "a whole number of 5 000 digits": lambda t: t.update(ar=10**5000),
    "a whole number of 4 000 digits": lambda t: t.update(ar=10**4000),
    "a year that no machine integer holds": lambda t: t.update(ar=2**70),
    "a number of 5 000 digits for a text": lambda t: t.update(titel=10**5000),
    "lists 150 deep": lambda t: t.update(ar=_djupt(150)),
    "lists 250 deep": lambda t: t.update(ar=_djupt(250)),
    "lists 400 deep": lambda t: t.update(strategier=_djupt(400)),
    "no readings of an open tolkning": lambda t: t["tolkningar"][2].update(lasningar=[], standard="oppen"),
    "the same reading twice": lambda t: t["tolkningar"][0]["lasningar"].append(t["tolkningar"][0]["lasningar"][0]),
    "a reading that is called oppen": lambda t: t["tolkningar"][0]["lasningar"].append(
        {"id": "oppen", "innebord": "x"}
    ),
    "an empty rule": lambda t: t["delmal"][0]["statusregel"].update(urval=[], steg=[]),
    "nothing to compare with": lambda t: t["delmal"][4]["statusregel"].update(jamforelse=[]),
    "nothing at all": lambda t: t.clear(),
}


def _lagg_till_lasning(tabeller: Tabeller, lasning: Any) -> None:
    tabeller["tolkningar"][0]["lasningar"].append(lasning)


def _satt_nar(tabeller: Tabeller, nar: Any) -> None:
    tabeller["tidplan"]["frister"][0]["nar"] = [nar]


@pytest.mark.parametrize("vad", UDDA)
def test_an_odd_table_loads_and_answers_or_is_refused_with_its_faults(vad: str) -> None:
    tabeller = deepcopy(hallands_tabeller())
    UDDA[vad](tabeller)
    rv = _utfall_av_lasning(tabeller)
    if rv is not None:
        for fragat in (rv, rv.med_tolkningar(rl.ALLA_OPPNA)):
            assert rl.berakna_status(fragat, {}, rapporttyp=rl.Rapporttyp.UR2).model_dump_json()


FILER = {
    "an unclosed table": '[a\nb = "c',
    "the same key twice": "format = 1\nformat = 1\n",
    "bytes that are no UTF-8": b'titel = "\xe5"\n',
    "a hexadecimal number of 4 000 digits": "format = 1\nar = 0x" + "F" * 4000 + "\n",
    "a decimal number of 5 000 digits": "format = 1\nar = " + "9" * 5000 + "\n",
    "lists 300 deep": "format = 1\nar = " + "[" * 300 + "]" * 300 + "\n",
    "lists 5 000 deep": "format = 1\nar = " + "[" * 5000 + "]" * 5000 + "\n",
    "not a number": "format = 1\nar = nan\n",
    "infinity": "format = inf\n",
    "nothing": "",
}


@pytest.mark.parametrize("vad", FILER)
def test_an_odd_file_is_refused_with_its_faults(vad: str, tmp_path: Path) -> None:
    fil = tmp_path / "eget.toml"
    innehall = FILER[vad]
    fil.write_bytes(innehall if isinstance(innehall, bytes) else innehall.encode())
    with pytest.raises(rl.RegelverkFel) as info:
        rl.las_regelverk(fil)
    assert info.value.fel
    assert all(f.fil.startswith("eget") and f.text for f in info.value.fel)
    assert str(info.value)
