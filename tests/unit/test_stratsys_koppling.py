"""The mapping to Stratsys: what a right one holds, and that every fault of a wrong one is told at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from strategies import exempel

import riktlinjer as rl
from riktlinjer.adapters.kopplingsfil import Kopplingsgranskning, Tabeller, las_kopplingsfil, poster, text_i
from riktlinjer.adapters.stratsys import Koppling, Periodicitet, las_koppling
from riktlinjer.adapters.stratsys.koppling import _granska
from riktlinjer.adapters.stratsys.perioder import periodspann, skrivdag
from riktlinjer.errors import KopplingsFel
from riktlinjer.models.bas import Modell

NYCKLAR = [
    "id", "namn", "stratsys", "kod", "koncern", "indikator", "kpi", "periodicitet", "kolumner", "falt", "del_", "index",
    "enhet", "slag", "hamta_ocksa", "delmal", "fargkolumn", "antalskolumn", "kommentar", "egen_tillampning",
]  # fmt: skip
HALLAND = rl.las_regelverk("halland-2018")
EXEMPEL = Path(__file__).resolve().parents[2] / "examples" / "stratsys" / "koppling.toml"
RATT = """\
format = 1
regelverk = "halland-2018"
[[enheter]]
id = "regionen"
namn = "Region Halland"
stratsys = "1"
koncern = true
[[matt]]
indikator = "index-medarbetarenkat"
kpi = "301"
periodicitet = "månad"
[[matt.kolumner]]
falt = "varde"
id = "3011"
[[svar]]
delmal = "delmal-3"
enhet = "regionen"
kpi = "903"
periodicitet = "månad"
fargkolumn = { id = "9031" }
[farger]
rod = 1
gul = 2
gron = 3
oavgjord = "töm"
"""


def las(tmp_path: Path, rv: rl.Regelverk, text: str) -> Koppling:
    fil = tmp_path / "koppling.toml"
    fil.write_text(text, "utf-8")
    return las_koppling(fil, rv)


def felen(tmp_path: Path, rv: rl.Regelverk, text: str) -> list[str]:
    with pytest.raises(KopplingsFel) as fel:
        las(tmp_path, rv, text)
    return [str(f) for f in fel.value.fel]


def test_a_right_mapping_is_read_and_says_what_it_holds(tmp_path: Path, rv: rl.Regelverk) -> None:
    koppling = las(tmp_path, rv, RATT)
    assert koppling.koncern is not None
    assert koppling.koncern.stratsys == "1"
    assert koppling.matt[0].kolumner[0].falt == "varde"
    assert koppling.text.splitlines() == [
        "Kopplingen till halland-2018 har 1 enhet.",
        "  301 → index-medarbetarenkat: 3011 är varde",
        "  delmal-3 → 903, Region Halland: färg i 9031",
    ]
    assert Koppling.model_validate_json(koppling.model_dump_json()) == koppling


def test_the_example_is_right(rv: rl.Regelverk) -> None:
    assert len(las_koppling(EXEMPEL, rv).matt) == 7


@pytest.mark.parametrize(
    ("fran", "till", "vantat"),
    [
        (
            '"index-medarbetarenkat"',
            '"index-medarbetarenkatt"',
            "koppling.toml:9: matt[0].indikator: indikator 'index-m",
        ),
        (
            '"delmal-3"',
            '"delmal-6"',
            "koppling.toml:16: svar[0].delmal: delmål 'delmal-6' finns inte; välj bland delmal-1",
        ),
        ('enhet = "regionen"', 'enhet = "regonen"', "koppling.toml:17: svar[0].enhet: enhet 'regonen' finns inte"),
        ('stratsys = "1"\n', "", "koppling.toml:3: enheter[0]: enheten har ingen kod"),
        ('kpi = "301"\n', "", "koppling.toml:8: matt[0]: måttet har ingen kod"),
        ('"halland-2018"', '"halland-2019"', "koppling.toml:2: regelverk: filen är skriven för 'halland-2019'"),
        ('"9031"', '""', "koppling.toml:20: svar[0].fargkolumn.id: är tom; skriv vad som står i Stratsys"),
        ('namn = "Region Halland"', 'namn = ""', "koppling.toml:5: enheter[0].namn: är tom; skriv vad som"),
        ('"9031"', "9031", 'fann 9031: väntade en text; skriv den inom citattecken: "9031"'),
        (
            'id = "regionen"',
            'id = "Regionen"',
            "koppling.toml:4: enheter[0].id: fann 'Regionen', väntade små bokstäver",
        ),
        (
            '{ id = "9031" }',
            '"Färg"',
            "koppling.toml:20: svar[0].fargkolumn: fann 'Färg': väntade en tabell, skriven inom",
        ),
        (
            '[[matt.kolumner]]\nfalt = "varde"\nid = "3011"\n',
            "kolumner = []\n",
            "matt[0].kolumner: är tom; väntade minst",
        ),
        ("gul = 2", "gul = 1", "farger: två färger har samma tal"),
        ("gul = 2", "gul = 0", "farger: 0 kan förväxlas med en tom cell"),
        ('oavgjord = "töm"\n', "", "farger.oavgjord: saknas"),
        (
            '"månad"',
            '"vecka"',
            "periodicitet: fann 'vecka', väntade 'månad', 'kvartal', 'tertial', 'halvår' eller 'år'",
        ),
        ("format = 1", "format = 2", "koppling.toml:1: format: fann 2, väntade 1"),
        ('falt = "varde"\n', "", "ange vad kolumnen är: falt"),
        ('falt = "varde"', 'falt = "vardet"', "matt[0].kolumner[0].falt: fann 'vardet'"),
        ("koncern = true", "koncren = true", "enheter[0].koncren: okänt fält"),
        ("[farger]", "[fager]", "svar[0]: [farger] saknas"),
        ("[[svar]]", "[[svar]]\nkommentar = true", "svar[0].kommentar: [kommentarer] saknas"),
        ("[[svar]]", "[[svar]]\nantalskolumn = { id = '5' }", "delmal-3 räknar inga indikatorer; ta bort antalskolumn"),
        ("[[matt.kolumner]]", "enhet = 'äpplen'\n[[matt.kolumner]]", "'äpplen' är ingen enhet som känns igen"),
        (
            "[[matt.kolumner]]",
            "hamta_ocksa = ['foregaende_ar']\n[[matt.kolumner]]",
            "bara är hela året om slag är ackum",
        ),
        ('stratsys = "1"', "stratsys = 1", "enheter[0].stratsys: fann 1: väntade en text"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, rv: rl.Regelverk, fran: str, till: str, vantat: str) -> None:
    assert fran in RATT
    assert any(vantat in fel for fel in felen(tmp_path, rv, RATT.replace(fran, till)))


def test_a_unit_of_another_kind_than_the_indicators_is_refused(tmp_path: Path, rv: rl.Regelverk) -> None:
    text = RATT.replace("index-medarbetarenkat", "basbehandling-hjartsvikt")
    assert las(tmp_path, rv, text.replace("[[matt.kolumner]]", "enhet = '%'\n[[matt.kolumner]]"))
    fel = felen(tmp_path, rv, text.replace("[[matt.kolumner]]", "enhet = 'mnkr'\n[[matt.kolumner]]"))
    assert fel == ["koppling.toml:12: matt[0].enhet: basbehandling-hjartsvikt: enheten är mnkr, väntade %"]


def test_every_fault_is_told_at_once_also_those_of_form_beside_those_of_content(
    tmp_path: Path, rv: rl.Regelverk
) -> None:
    text = RATT.replace("index-medarbetarenkat", "nej").replace("format = 1", "format = 'ett'").replace("gul = 2", "")
    assert [fel.split(": ")[1] for fel in felen(tmp_path, rv, text)] == ["format", "matt[0].indikator", "farger.gul"]


def test_two_columns_to_one_field_and_one_indicator_twice_are_refused(tmp_path: Path, rv: rl.Regelverk) -> None:
    tva = RATT.replace("[[svar]]", "[[matt.kolumner]]\nfalt = 'varde'\nid = '3012'\n[[svar]]", 1)
    assert felen(tmp_path, rv, tva) == [
        "koppling.toml:15: matt[0].kolumner[1]: två kolumner är varde; behåll den som gäller"
    ]
    igen = "[[matt]]\nindikator = 'index-medarbetarenkat'\nkpi = '7'\nperiodicitet = 'år'\n"
    igen += "kolumner = [{ falt = 'varde', id = '1' }]\n[[svar]]"
    assert felen(tmp_path, rv, RATT.replace("[[svar]]", igen, 1)) == [
        "koppling.toml:16: matt[1].indikator: 'index-medarbetarenkat' har redan ett mått (matt[0].indikator)"
    ]


def test_a_column_is_read_or_written_never_both_however_it_is_told(tmp_path: Path, rv: rl.Regelverk) -> None:
    def med(lasta: str, skrivna: str) -> str:
        text = RATT.replace('id = "3011"', lasta).replace('kpi = "903"', 'kpi = "301"')
        return text.replace('{ id = "9031" }', f"{{ {skrivna} }}")

    las(tmp_path, rv, med("namn = 'Utfall'", "namn = 'Färg'"))
    assert "kolumnen används redan" in felen(tmp_path, rv, med("namn = 'Utfall'", "namn = 'UTFALL'"))[0]
    assert "kolumnen används redan" in felen(tmp_path, rv, med("index = 0", "index = 0"))[0]


def test_one_cell_is_written_once_but_a_column_in_each_unit(tmp_path: Path, rv: rl.Regelverk) -> None:
    enhet = "[[enheter]]\nid = 'b'\nnamn = 'B'\nstratsys = '2'\n[[matt]]"
    svar = "[[svar]]\ndelmal = '{}'\nenhet = '{}'\nkpi = '903'\nperiodicitet = 'månad'\n"
    svar += "fargkolumn = {{ id = '9031' }}\n[farger]"
    text = RATT.replace("[[matt]]", enhet, 1)
    las(tmp_path, rv, text.replace("[farger]", svar.format("delmal-3", "b")))
    assert (
        "kolumnen används redan"
        in felen(tmp_path, rv, text.replace("[farger]", svar.format("delmal-1", "regionen")))[0]
    )
    dubbel = felen(tmp_path, rv, text.replace("[farger]", svar.format("delmal-3", "regionen")))
    assert any("delmal-3 skrivs redan till regionen" in fel for fel in dubbel)


def test_units_do_not_share_codes_and_one_is_the_koncern(tmp_path: Path, rv: rl.Regelverk) -> None:
    enhet = "[[enheter]]\nid = 'b'\nnamn = 'B'\nstratsys = '1'\nkoncern = true\n[[matt]]"
    fel = felen(tmp_path, rv, RATT.replace("[[matt]]", enhet, 1))
    assert [f.partition(": ")[2] for f in fel] == [
        "enheter[1].stratsys: '1' står på två enheter (enheter[0].stratsys)",
        "enheter[1].koncern: två enheter är koncernen (enheter[0].koncern)",
    ]


def test_a_measure_has_one_periodicity(tmp_path: Path, rv: rl.Regelverk) -> None:
    text = RATT.replace('kpi = "903"\nperiodicitet = "månad"', 'kpi = "301"\nperiodicitet = "år"')
    assert felen(tmp_path, rv, text) == [
        "koppling.toml:19: svar[0].periodicitet: måttet är månad på ett annat ställe; rätta den som är fel"
    ]


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, rv: rl.Regelverk) -> None:
    with pytest.raises(KopplingsFel, match=r"nix\.toml: filen finns inte"):
        las_koppling(tmp_path / "nix.toml", rv)
    with pytest.raises(KopplingsFel, match="är en mapp"):
        las_koppling(tmp_path, rv)
    with pytest.raises(KopplingsFel, match=r"  \.: är en mapp"):
        las_koppling(Path(), rv)
    assert felen(tmp_path, rv, "format = ")[0].startswith("koppling.toml:1: TOML-filen kan inte läsas: värdet")
    with pytest.raises(TypeError, match="sökväg"):
        las_koppling("koppling.toml", rv)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Regelverk"):
        las_koppling(EXEMPEL, "halland-2018")  # type: ignore[arg-type]


def test_an_unknown_unit_suggests_the_known(rv: rl.Regelverk) -> None:
    with pytest.raises(rl.OkantId, match="region-halland"):
        las_koppling(EXEMPEL, rv).enhet("region-haland")


@pytest.mark.parametrize(
    ("period", "periodicitet", "forsta", "sista"),
    [
        ("2018-03", Periodicitet.MANAD, date(2018, 3, 1), date(2018, 3, 31)),
        ("2016-02", Periodicitet.MANAD, date(2016, 2, 1), date(2016, 2, 29)),
        ("2018-03", Periodicitet.KVARTAL, date(2018, 1, 1), date(2018, 3, 31)),
        ("2018-04", Periodicitet.KVARTAL, date(2018, 4, 1), date(2018, 6, 30)),
        ("2018-04", Periodicitet.TERTIAL, date(2018, 1, 1), date(2018, 4, 30)),
        ("2018-05", Periodicitet.TERTIAL, date(2018, 5, 1), date(2018, 8, 31)),
        ("2018-06", Periodicitet.HALVAR, date(2018, 1, 1), date(2018, 6, 30)),
        ("2018-07", Periodicitet.HALVAR, date(2018, 7, 1), date(2018, 12, 31)),
        ("2018-08", Periodicitet.AR, date(2018, 1, 1), date(2018, 12, 31)),
    ],
)
def test_a_month_lies_in_the_period_of_every_periodicity(
    period: str, periodicitet: Periodicitet, forsta: date, sista: date
) -> None:
    assert periodspann(period, periodicitet) == (forsta, sista)
    assert forsta <= skrivdag(period) <= sista


def test_a_period_that_is_no_month_is_refused() -> None:
    with pytest.raises(rl.KalenderFel, match="2018-13"):
        periodspann("2018-13", Periodicitet.AR)


VARDEN = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-2, 2), st.text(max_size=5), st.sampled_from(["delmal-3", "id", "a"])
    ),
    lambda v: st.one_of(st.lists(v, max_size=3), st.dictionaries(st.sampled_from(NYCKLAR), v, max_size=4)),
    max_leaves=12,
)


@exempel(300)
@given(
    st.dictionaries(
        st.sampled_from(["format", "regelverk", "enheter", "matt", "svar", "farger", "kommentarer"]), VARDEN
    )
)
def test_tables_of_any_form_are_told_as_faults_and_never_a_crash(tabeller: dict[str, object]) -> None:
    g = Kopplingsgranskning("k.toml")
    _granska(HALLAND, tabeller, g)
    for fel in g.fel:
        assert fel.text


# What every mapping file shares


class _Post(Modell):
    kod: str


class _Fil(Modell):
    regelverk: str
    poster: tuple[_Post, ...]


def test_the_checks_of_content_see_the_tables_as_they_stand(tmp_path: Path) -> None:
    fil = tmp_path / "k.toml"
    rader = ["regelverk = 'annat'", "[[poster]]", "kod = ' a '", "[[poster]]", "kod = 7", "[[poster]]", "kod = 'a'", ""]
    fil.write_text("\n".join(rader), "utf-8")

    def granska(regelverk: rl.Regelverk, tabeller: Tabeller, g: Kopplingsgranskning) -> None:
        for vag, post in poster(tabeller, "poster"):
            if (kod := text_i(post, "kod")) is not None:
                g.forsta((*vag, "kod"), "kod", kod, f"{kod!r} står två gånger")

    with pytest.raises(KopplingsFel) as fel:
        las_kopplingsfil(fil, _Fil, HALLAND, granska)
    assert str(fel.value).splitlines() == [
        "kopplingen har 3 fel:",
        "  k.toml:1: regelverk: filen är skriven för 'annat', men regelverket är 'halland-2018'; ange rätt regelverk",
        '  k.toml:5: poster[1].kod: fann 7: väntade en text; skriv den inom citattecken: "7"',
        "  k.toml:7: poster[2].kod: 'a' står två gånger (poster[0].kod)",
    ]


def test_a_mapping_nested_without_end_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    fil = tmp_path / "k.toml"
    fil.write_text("poster = " + "[" * 3000 + "]" * 3000, "utf-8")
    with pytest.raises(KopplingsFel, match="nästlad"):
        las_kopplingsfil(fil, _Fil, HALLAND, lambda regelverk, tabeller, g: None)


@pytest.mark.parametrize("tal", ["9" * 4000, "0x" + "f" * 5000])
def test_a_number_without_end_is_a_fault_that_can_be_read(tmp_path: Path, rv: rl.Regelverk, tal: str) -> None:
    for nyckel in ("kpi", "id"):
        (fel, *_) = felen(tmp_path, rv, RATT.replace(f'{nyckel} = "3', f"{nyckel} = {tal} # "))
        assert len(fel) < 300


def test_a_bound_is_told_with_its_number(tmp_path: Path, rv: rl.Regelverk) -> None:
    (fel,) = felen(tmp_path, rv, RATT.replace('id = "3011"', "index = -1"))
    assert fel == "koppling.toml:14: matt[0].kolumner[0].index: fann -1: väntade minst 0"


@pytest.mark.parametrize(
    ("fran", "till", "plats"),
    [
        ('kpi = "903"\nperiodicitet = "månad"\nfargkolumn = { id = "9031" }',
         'kpi = "301"\nperiodicitet = "månad"\nfargkolumn = { namn = "Färg" }', "matt[0].kolumner[0]"),
        ('delmal = "delmal-3"', 'delmal = "delmal-4"\nantalskolumn = { index = 1 }', "svar[0].fargkolumn"),
    ],
)  # fmt: skip
def test_two_columns_of_a_measure_that_may_be_one_are_refused(
    tmp_path: Path, rv: rl.Regelverk, fran: str, till: str, plats: str
) -> None:
    """A colour must never be able to land on an outcome."""
    assert fran in RATT
    (fel,) = felen(tmp_path, rv, RATT.replace(fran, till))
    assert f"kan vara samma kolumn som {plats}; ange båda på samma sätt (id, namn eller index)" in fel


def test_columns_that_share_one_way_of_being_told_are_told_apart_by_it(tmp_path: Path, rv: rl.Regelverk) -> None:
    text = RATT.replace('delmal = "delmal-3"', 'delmal = "delmal-4"\nantalskolumn = { index = 1, kod = "ANTAL" }')
    assert las(tmp_path, rv, text.replace('{ id = "9031" }', '{ id = "9031", kod = "FARG" }')).svar[0].antalskolumn
