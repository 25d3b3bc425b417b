"""Laws of the lines: what is told of a file's faults stands where the fault was put, whatever surrounds it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from strategies import exempel

import riktlinjer as rl
from riktlinjer.regelverk.radnummer import Vag, las_plats, radnummer, skriv_plats

DATA = Path(rl.__file__).parent / "regelverk"
UTGAVOR = sorted({fil.parent for fil in DATA.rglob("*.toml")})


def noder(nod: Any, vag: Vag = ()) -> Iterator[Vag]:
    """Every way in the tables."""
    poster = nod.items() if isinstance(nod, dict) else enumerate(nod) if isinstance(nod, list) else ()
    for nyckel, v in poster:
        yield (*vag, nyckel)
        yield from noder(v, (*vag, nyckel))


@cache
def texter(utgava: Path) -> dict[str, str]:
    return {fil.name: fil.read_text("utf-8") for fil in sorted(utgava.glob("*.toml"))}


@cache
def nycklar(utgava: Path) -> tuple[tuple[str, Vag, int], ...]:
    """Every key that stands first on a line of its own, with its file, way and line."""
    return tuple(
        (fil, vag, rad)
        for fil, text in texter(utgava).items()
        for vag, rad in radnummer(text).items()
        if isinstance(vag[-1], str) and text.split("\n")[rad - 1].startswith(f"{vag[-1]} = ")
    )


# --- the lines of a text ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fil", sorted(DATA.rglob("*.toml")), ids=lambda fil: fil.relative_to(DATA).as_posix())
def test_every_way_of_a_shipped_file_has_a_line_where_its_key_stands(fil: Path) -> None:
    text = fil.read_text("utf-8")
    funna = radnummer(text)
    assert set(funna) == set(noder(tomllib.loads(text)))
    rader = text.split("\n")
    for vag, rad in funna.items():
        if isinstance(vag[-1], str):
            assert vag[-1] in rader[rad - 1], (skriv_plats(vag), rad)


enkla = st.sampled_from(
    ["1", "-2.5", "true", "2030-01-01", "2030-01-01 10:00:00", "'a # b'", '"c = [d]"', '"\\""', "'\\'", "''", "inf"]
)
langa = st.sampled_from(['"""\nx = 1\n[y]\n"""', "'''\n# z\n'''", '"""a""b"""', '"""\n\\"""\n"""""'])
nyckeltexter = st.sampled_from(["a", "b-1", "_", "0", '"c.d"', "'e f'", '"[g]"', '"å\\n"', "h.i", "j . 'k.l'"])


@st.composite
def listor(draw: st.DrawFn, inre: st.SearchStrategy[str]) -> str:
    luft = st.sampled_from(["", " ", "\n", " # ], {\n\n"])
    poster = draw(st.lists(inre, max_size=3))
    text = "[" + draw(luft)
    for i, post in enumerate(poster):
        text += post + draw(luft) + ("," if i < len(poster) - 1 or draw(st.booleans()) else "") + draw(luft)
    return text + "]"


@st.composite
def inbaddade(draw: st.DrawFn, inre: st.SearchStrategy[str]) -> str:
    namn = draw(st.lists(st.sampled_from(["a", '"b.c"', "d", "'e = 1'"]), max_size=3, unique=True))
    return "{ " + ", ".join(f"{n} = {draw(inre)}" for n in namn) + " }"


varden = st.recursive(enkla | langa, lambda inre: st.one_of(listor(inre), inbaddade(inre)), max_leaves=5)


@st.composite
def tomltexter(draw: st.DrawFn) -> str:
    """A TOML text that :mod:`tomllib` reads, in one of the ways that people write."""
    rader: list[str] = []
    for _ in range(draw(st.integers(1, 5))):
        rader.append(draw(st.sampled_from(["", "# a = 1", "[t]", "[[l]]", '[[l."m.n"]]', "[ l . o ]", "[[p.q]]"])))
        rader += [f"{n} = {draw(varden)}" for n in draw(st.lists(nyckeltexter, max_size=3, unique=True))]
    return draw(st.sampled_from(["\n", "\n\n", "  # x\n"])).join(rader)


@exempel(200)
@given(tomltexter(), st.booleans())
def test_every_way_of_any_text_has_a_line(text: str, crlf: bool) -> None:
    try:
        tabeller = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        radnummer(text)  # a table twice: then it need only not fail
        return
    funna = radnummer(text.replace("\n", "\r\n") if crlf else text)
    assert set(funna) == set(noder(tabeller))
    assert all(1 <= rad <= text.count("\n") + 1 for rad in funna.values())
    assert all(funna[vag] >= funna[vag[:-1]] for vag in funna if vag[:-1] in funna)


@exempel(200)
@given(st.text(alphabet="ab.=[]{}\"'#\\\n ,1é-", max_size=60))
def test_no_text_makes_the_second_pass_fail(text: str) -> None:
    radnummer(text)


@exempel(100)
@given(st.lists(st.text(max_size=4) | st.integers(0, 30), max_size=5).filter(lambda v: not v or isinstance(v[0], str)))
def test_a_place_can_be_read_back(vag: list[str | int]) -> None:
    assert las_plats(skriv_plats(tuple(vag))) == tuple(vag)


# --- the lines of faults ---------------------------------------------------------------------------------------------


def fel_i(mapp: Path, filer: dict[str, str]) -> tuple[rl.Regelfel, ...]:
    for namn, text in filer.items():
        (mapp / namn).write_bytes(text.encode())
    with pytest.raises(rl.RegelverkFel) as fangat:
        rl.las_regelverk(mapp)
    return fangat.value.fel


@pytest.fixture(scope="module")
def mappar(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path]:
    """A copy of every rule set, to be written over."""
    return {utgava: tmp_path_factory.mktemp("regelverk") for utgava in UTGAVOR}


@exempel(30, krymp=False)
@given(st.data())
def test_a_key_that_is_misspelt_is_told_by_its_line(mappar: dict[Path, Path], data: st.DataObject) -> None:
    """The misspelt key stands on its line; the one that is then missing, on the line of the table."""
    utgava = data.draw(st.sampled_from(UTGAVOR))
    fil, vag, rad = data.draw(st.sampled_from(nycklar(utgava)))
    rader = texter(utgava)[fil].split("\n")
    rader[rad - 1] = rader[rad - 1].replace(f"{vag[-1]} =", f"{vag[-1]}x =", 1)
    funna = fel_i(mappar[utgava], {**texter(utgava), fil: "\n".join(rader)})
    if vag[-1] == "slag":  # which fields the table may have is then not known
        assert any(f.plats == skriv_plats(vag[:-1]) or f.plats.startswith(skriv_plats(vag)) for f in funna)
        return
    okanda = [f for f in funna if f.plats == skriv_plats((*vag[:-1], f"{vag[-1]}x"))]
    assert [(f.fil, f.rad) for f in okanda] == [(fil, rad)]
    tabellens_rad = radnummer(texter(utgava)[fil]).get(vag[:-1])
    assert all(f.rad == tabellens_rad for f in funna if f.plats == skriv_plats(vag) and len(vag) > 1)


@exempel(30, krymp=False)
@given(st.data())
def test_a_value_of_the_wrong_type_is_told_by_its_line(mappar: dict[Path, Path], data: st.DataObject) -> None:
    utgava = data.draw(st.sampled_from(UTGAVOR))
    skalara = [n for n in nycklar(utgava) if n[1][0] != "format" and _ar_text(utgava, n)]
    fil, vag, rad = data.draw(st.sampled_from(skalara))
    rader = texter(utgava)[fil].split("\n")
    rader[rad - 1] = f"{vag[-1]} = [[]]"
    funna = fel_i(mappar[utgava], {**texter(utgava), fil: "\n".join(rader)})
    assert (fil, rad) in {(f.fil, f.rad) for f in funna if las_plats(f.plats)[: len(vag)] == vag}


def _ar_text(utgava: Path, nyckel: tuple[str, Vag, int]) -> bool:
    fil, _, rad = nyckel
    return texter(utgava)[fil].split("\n")[rad - 1].rstrip().endswith("'")


@exempel(30, krymp=False)
@given(st.data())
def test_a_fault_of_syntax_is_told_by_its_line(mappar: dict[Path, Path], data: st.DataObject) -> None:
    utgava = data.draw(st.sampled_from(UTGAVOR))
    fil, vag, rad = data.draw(st.sampled_from(nycklar(utgava)))
    rader = texter(utgava)[fil].split("\n")
    rader[rad - 1] = f"{vag[-1]} {data.draw(st.sampled_from(['', '= ', '= 1,5', '= Sant', '= 2030-13-01', ': 1']))}"
    funna = fel_i(mappar[utgava], {**texter(utgava), fil: "\n".join(rader)})
    assert [(f.fil, f.rad) for f in funna if f.plats == ""] == [(fil, rad)]
