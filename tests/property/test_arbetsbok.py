"""Laws of the workbook and of the TOML text: what a rule set holds comes back, and what a cell says is read or told."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from strategies import Tabeller, bygg_regelverk, exempel, regelverkstabeller

import riktlinjer as rl
from riktlinjer.arbetsbok import las_arbetsbok, skriv_arbetsbok
from riktlinjer.arbetsbok.arbetsbok import till_arbetsbok
from riktlinjer.arbetsbok.celler import Cellfel, Innehall, fran_cell, till_cell
from riktlinjer.arbetsbok.falt import Cell
from riktlinjer.arbetsbok.malvardesceller import las_malvarde, malvarde_i_ord
from riktlinjer.models.kalla import Dokument
from riktlinjer.regelverk.tabeller import till_tabeller
from riktlinjer.regelverk.tomltext import skriv_toml, skriv_tomlvarde

FRIA_TEXTER = {
    "namn",
    "titel",
    "fraga",
    "skal",
    "innebord",
    "text",
    "avsnitt",
    "rad",
    "omrade",
    "anmarkning",
    "grupper",
}
"""Fields whose text may be anything."""

texter = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "",
            "=1+1",
            "+46",
            "-",
            "–",
            "@x",
            "toml: x",
            "TOML:",
            "_x000D_",
            "_x0041_",
            "''",
            '"',
            "a\nb",
            "a\r\nb",
            "1,5",
        ]
    ),
    st.text(alphabet="\x00\x0b\x1f\x7f\x85\u2028\ufeff\ufffe\U0001f600_x0'\"\\\n\t", max_size=8),
)
tal = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False),
    st.decimals(-1000, 1000, places=3),
    st.integers(-(10**20), 10**20),
)
varden = st.recursive(
    texter | tal | st.booleans() | st.dates(),
    lambda inre: st.lists(inre, max_size=3) | st.dictionaries(texter, inre, max_size=3),
    max_leaves=8,
)
SLAG: dict[str, Any] = {
    "text": texter,
    "tal": tal,
    "heltal": st.integers(),
    "ja/nej": st.booleans(),
    "datum": st.dates(),
    "steg": st.dates() | st.just("i.u.") | varden,
    "lista": st.lists(texter, max_size=4),
    "villkorslista": st.lists(st.fixed_dictionaries({"tolkning": texter, "lasning": texter}), min_size=1, max_size=3),
    "villkor": st.fixed_dictionaries({"tolkning": texter, "lasning": texter}),
    "toml": varden,
}


@exempel(150)
@given(st.dictionaries(texter, varden, max_size=4))
def test_toml_text_reads_back_to_the_same_values(tabeller: dict[str, Any]) -> None:
    assert tomllib.loads(skriv_toml(tabeller), parse_float=Decimal) == tabeller


@exempel(150)
@given(varden)
def test_a_value_on_one_line_reads_back_to_the_same(varde: object) -> None:
    rad = skriv_tomlvarde(varde)
    assert tomllib.loads(f"v = {rad}", parse_float=Decimal)["v"] == varde
    assert len(rad.splitlines()) == 1


@pytest.mark.parametrize("slag", SLAG)
@exempel(60)
@given(data=st.data())
def test_any_value_reads_back_from_its_cell(slag: Any, data: st.DataObject) -> None:
    varde = data.draw(SLAG[slag])
    cell = Cell("x", slag, Dokument)
    innehall = till_cell(cell, varde)
    assert not (isinstance(innehall.varde, str) and ILLEGAL_CHARACTERS_RE.search(innehall.varde))
    last = fran_cell(cell, innehall)
    strippad = varde.strip() if isinstance(varde, str) and slag == "text" else varde
    assert last in (varde, strippad), "the space around a text is no part of it, in TOML either"
    assert type(last) is type(varde) or isinstance(varde, Decimal | int)


@pytest.mark.parametrize("slag", SLAG)
@exempel(40)
@given(data=st.data())
def test_a_cell_with_anything_in_it_is_read_or_refused_in_words(slag: Any, data: st.DataObject) -> None:
    varde = data.draw(
        st.one_of(texter.filter(str.strip), st.floats(allow_nan=False), st.integers(), st.booleans(), st.datetimes())
    )
    format_ = data.draw(st.sampled_from(["General", "0", "0.00", "0%", "@", "yyyy-mm-dd", "#,##0.0", "[Red]0"]))
    try:
        fran_cell(Cell("x", slag, Dokument), Innehall(varde, format_))
    except Cellfel as exc:
        fel = exc
    else:
        return
    assert str(fel)


@cache
def malvarden() -> list[tuple[dict[str, Any], object, object]]:
    """Every målvärde of the shipped rule sets, with its indicator's direction and unit."""
    funna: list[tuple[dict[str, Any], object, object]] = []

    def ga(nod: object, riktning: object, enhet: object) -> None:
        if isinstance(nod, dict):
            riktning, enhet = nod.get("riktning", riktning), nod.get("enhet", enhet)
            for namn, varde in nod.items():
                if namn == "malvarde":
                    funna.append((varde, riktning, enhet))
                else:
                    ga(varde, riktning, enhet)
        elif isinstance(nod, list):
            for post in nod:
                ga(post, riktning, enhet)

    for id in rl.tillgangliga_regelverk():
        ga(till_tabeller(rl.las_regelverk(id)), None, None)
    return funna


@exempel(200)
@given(st.data())
def test_a_malvarde_in_words_is_read_as_the_same_under_any_direction_and_unit(data: st.DataObject) -> None:
    tabell = data.draw(st.sampled_from(malvarden()))[0]
    riktning = data.draw(st.sampled_from([None, *(r.value for r in rl.Riktning)]))
    enhet = data.draw(st.sampled_from([None, "%", "mnkr", "dagar", "poäng"]))
    mal, text = malvarde_i_ord(tabell, riktning, enhet)
    last = las_malvarde(mal, riktning, enhet) if isinstance(mal, str) else dict(mal)  # type: ignore[call-overload]
    assert last | ({} if text is None else {"text": text}) == tabell


def test_nearly_every_malvarde_of_the_shipped_rule_sets_is_in_words() -> None:
    """A controller seldom meets TOML in a cell."""
    i_toml = [m for m, riktning, enhet in malvarden() if not isinstance(malvarde_i_ord(m, riktning, enhet)[0], str)]
    assert len(i_toml) * 20 < len(malvarden()), i_toml


# Whole rule sets


def _fria(nod: Any) -> Iterator[tuple[Any, Any]]:
    """The places in the tables where any text may stand."""
    if isinstance(nod, dict):
        for namn, varde in nod.items():
            if namn in FRIA_TEXTER and isinstance(varde, str):
                yield nod, namn
            else:
                yield from _fria(varde)
    elif isinstance(nod, list):
        for post in nod:
            yield from _fria(post)


@st.composite
def brokiga(draw: st.DrawFn) -> Tabeller:
    """A small rule set from the whole vocabulary, with anything in its texts, and dates and figures of every size."""
    tabeller = deepcopy(draw(regelverkstabeller()))
    tabeller["namnder"] = [
        {
            "id": f"namnd-{i}",
            "namn": "N",
            "grunduppdrag": "G",
            "grupper": draw(st.lists(texter, max_size=3)),
            "kalla": k,
        }
        for i, k in enumerate(draw(st.lists(st.just({"avsnitt": "x"}), max_size=2)))
    ]
    tabeller["galler_fran"] = draw(st.dates(date(1800, 1, 1), date(9000, 1, 1)))
    tabeller["indikatorer"][0].pop("skala", None)
    tabeller["indikatorer"][0]["utgangsvarde"] = draw(tal)
    platser = list(_fria(tabeller))
    for nod, namn in draw(st.lists(st.sampled_from(platser), max_size=8)):
        nod[namn] = draw(texter)
    return tabeller


@pytest.fixture(scope="module")
def fil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place for a workbook."""
    return tmp_path_factory.mktemp("arbetsbok") / "r.xlsx"


def _gar_runt(tabeller: Tabeller, fil: Path) -> None:
    rv = bygg_regelverk(tabeller)
    skriv_arbetsbok(rv, fil)
    assert las_arbetsbok(fil) == rv
    assert bygg_regelverk(tomllib.loads(skriv_toml(till_tabeller(rv)), parse_float=Decimal)) == rv


@exempel(25, krymp=False)
@given(tabeller=brokiga())
def test_any_rule_set_goes_through_a_workbook_and_toml_unchanged(tabeller: Tabeller, fil: Path) -> None:
    _gar_runt(tabeller, fil)


@pytest.mark.langsam
@exempel(500, krymp=False)
@given(tabeller=brokiga())
def test_any_rule_set_goes_through_unchanged_in_many_cases(tabeller: Tabeller, fil: Path) -> None:
    _gar_runt(tabeller, fil)


@cache
def _narsjukvarden() -> bytes:
    return till_arbetsbok(rl.las_regelverk("narsjukvarden-halland-2022"))


@exempel(15, krymp=False)
@given(data=st.data())
def test_a_workbook_with_anything_in_its_cells_is_read_or_every_fault_has_its_sheet(
    data: st.DataObject, fil: Path
) -> None:
    bok = openpyxl.load_workbook(io.BytesIO(_narsjukvarden()))
    skrap = st.one_of(
        st.none(), st.sampled_from(["x", "toml: {}", "toml: [1]", "=1", "–", "i.u."]), st.integers(-5, 5), st.booleans()
    )
    for _ in range(data.draw(st.integers(1, 12))):
        ark = data.draw(st.sampled_from(bok.worksheets[1:-1]))
        rad = data.draw(st.integers(1, ark.max_row + 1))
        ark.cell(rad, data.draw(st.integers(1, ark.max_column + 1))).value = data.draw(skrap)
    bok.save(fil)
    try:
        las_arbetsbok(fil)
    except rl.RegelverkFel as exc:
        fel = exc.fel
    else:
        return
    assert {ett.fil for ett in fel} <= set(bok.sheetnames)
    assert all(ett.text for ett in fel)
