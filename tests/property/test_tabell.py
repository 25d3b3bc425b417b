"""Laws of tables: they answer what the scalar functions answer, in every library, whatever is missing."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import pytest
from hypothesis import event, given, strategies as st
from strategies import (
    DELMAL,
    JAMFORELSEFAKTA,
    REGELSLAG,
    bygg_regelverk,
    exempel,
    halland,
    indikatorer_i,
    regelverkstabeller,
    styrande,
    val_av_lasningar,
    varden_for,
)

import riktlinjer as rl

pl = pytest.importorskip("polars")
pd = pytest.importorskip("pandas")
pa = pytest.importorskip("pyarrow")
duckdb = pytest.importorskip("duckdb")
nw = pytest.importorskip("narwhals.stable.v2")

from riktlinjer import tabell  # noqa: E402

TALKOLUMNER = ("utfall", *JAMFORELSEFAKTA)
BIBLIOTEK = ("polars", "lazy", "pandas", "pyarrow", "duckdb")
LANGSAMMA = ("dask",)
"""Those that take long for each table; PySpark, which takes longer still, has a file of its own under tests/unit."""


def ram(bibliotek: str, rader: list[dict[str, Any]], kolumner: dict[str, str]) -> Any:
    """The rows as a table of the library; ``kolumner`` is name -> polars' type."""
    polars = pl.DataFrame(
        {namn: [rad.get(namn) for rad in rader] for namn in kolumner},
        schema={namn: getattr(pl, typ) for namn, typ in kolumner.items()},
    )
    match bibliotek:
        case "polars":
            return polars
        case "lazy":
            return polars.lazy()
        case "pyarrow":
            return polars.to_arrow()
        case "pandas":
            return _pandas(rader, kolumner)
        case "dask":
            return pytest.importorskip("dask.dataframe").from_pandas(_pandas(rader, kolumner), npartitions=2)
        case _:
            arrow = polars.to_arrow()  # noqa: F841 - DuckDB finds it by its name
            return duckdb.sql("select * from arrow")


def _pandas(rader: list[dict[str, Any]], kolumner: dict[str, str]) -> Any:
    typer = {"String": "str", "Float64": "float64"}
    data = {namn: [rad.get(namn) for rad in rader] for namn in kolumner}
    return pd.DataFrame(data).astype({namn: typer[typ] for namn, typ in kolumner.items()})


def rader_i(svar: Any) -> list[dict[str, Any]]:
    """A table's rows as dicts; null and pandas' NaN as None."""
    fardig = nw.from_native(svar)
    arrow = (fardig.collect() if isinstance(fardig, nw.LazyFrame) else fardig).to_arrow()
    return [{k: None if v is None or v != v else v for k, v in rad.items()} for rad in arrow.to_pylist()]


class Tabellfall(NamedTuple):
    """Outcomes of several units under one rule set: ``rader`` are what the table has, ``utfall`` the same as Utfall."""

    rv: rl.Regelverk
    delmal: str
    rapporttyp: rl.Rapporttyp | None
    rader: list[dict[str, Any]]
    utfall: dict[str, dict[str, rl.Utfall]]

    def __repr__(self) -> str:
        delar = [self.rv.delmal_med_id(self.delmal).statusregel, *self.rv.indikatorer[:5], *self.rv.tolkningar[:5]]
        visade = "\n".join(str(d.model_dump(mode="json", exclude_defaults=True)) for d in delar)
        return f"Tabellfall({self.rv.id}, {self.delmal}, {self.rapporttyp}, {self.rader}\n{visade})"

    @property
    def kolumner(self) -> dict[str, str]:
        """The table's columns: those of figures only when some row has one."""
        tal = [k for k in TALKOLUMNER if k == "utfall" or any(rad.get(k) is not None for rad in self.rader)]
        text = ["namnd", "indikator", *(["slag"] if any(rad.get("slag") for rad in self.rader) else [])]
        return dict.fromkeys(text, "String") | dict.fromkeys(tal, "Float64")


@st.composite
def tabellfall(draw: st.DrawFn, rv: rl.Regelverk, delmal: str, *, slag: bool = False) -> Tabellfall:
    """Incomplete outcomes on, beside and far from every bound, of a few units."""
    rv = rv.med_tolkningar(draw(val_av_lasningar(rv, styrande(rv, delmal))))
    rader: list[dict[str, Any]] = []
    utfall: dict[str, dict[str, rl.Utfall]] = {}
    faktanamn = draw(st.lists(st.sampled_from(JAMFORELSEFAKTA), unique=True))
    for nr in range(draw(st.integers(1, 4))):
        enhet = f"nämnd {nr}"
        utfall[enhet] = {}
        okanda = draw(st.sampled_from([1, 3, 6]))
        for id in indikatorer_i(rv, delmal):
            if rader and draw(st.integers(1, 10)) <= okanda // 3:
                continue
            tal = flyttal_for(rv, delmal, id)
            rad: dict[str, Any] = {"namnd": enhet, "indikator": id}
            rad["utfall"] = None if draw(st.integers(1, 10)) <= okanda else draw(tal)
            jamforbara = st.none() | tal | (st.just(rad["utfall"]) if rad["utfall"] is not None else tal)
            rad |= {namn: draw(jamforbara) for namn in faktanamn}
            if slag:
                rad["slag"] = draw(st.none() | st.sampled_from([s.value for s in rl.Utfallsslag]))
            rader.append(rad)
            utfall[enhet][id] = rl.Utfall(rad["utfall"], slag=rad.get("slag"), **{n: rad[n] for n in faktanamn})
    return Tabellfall(rv, delmal, draw(st.none() | st.sampled_from(rl.Rapporttyp)), rader, utfall)


def flyttal_for(rv: rl.Regelverk, delmal: str, id: str) -> Any:
    """Floats on and around the bounds, the nearest ones too, within the scale."""
    skala = rv.indikator(id).skala
    nara = st.builds(
        lambda v, mot: math.nextafter(float(v), mot),
        varden_for(rv, delmal, id),
        st.sampled_from([-math.inf, math.inf]),
    )
    tal = st.one_of(varden_for(rv, delmal, id).map(float), nara)
    if skala is None:
        return tal
    return tal.map(lambda v: min(max(v, float(skala.fran_och_med)), float(skala.till_och_med)))


def kontrollera_statusar(fall: Tabellfall, bibliotek: str) -> None:
    df = ram(bibliotek, fall.rader, fall.kolumner)
    svar = rader_i(
        tabell.berakna_status(df, fall.rv, enheter=["namnd"], delmal=fall.delmal, rapporttyp=fall.rapporttyp)
    )
    rakna = rl.statusberaknare(fall.rv, fall.delmal, fall.rapporttyp)
    enheter = {rad["namnd"] for rad in fall.rader}
    assert sorted(rad["namnd"] for rad in svar) == sorted(enheter)
    for rad in svar:
        b = rakna(fall.utfall[rad["namnd"]])
        mojliga = {rl.Status(s) for s in rad["mojliga"].split(", ") if s}
        assert rad["felaktigt"] is False
        assert rad["avgjord"] is (len(mojliga) == 1)
        assert rad["status"] == (rad["mojliga"] if len(mojliga) == 1 else None)
        event(f"bedömbarhet {rad['bedombarhet']}")
        assert rad["bedombarhet"] == (b.bedombarhet and b.bedombarhet.value)
        if rad["oprovat"]:
            event("oprovat")
            assert mojliga >= b.mojliga
            continue
        event(f"{len(mojliga)} colours")
        assert mojliga == b.mojliga, rad
        antal = tuple(rad[n] for n in ("uppnadda", "ej_uppnadda", "okanda", "av"))
        vantat = (None,) * 4 if b.antal is None else (b.antal.uppnadda, b.antal.ej_uppnadda, b.antal.okanda, b.antal.av)
        assert antal == vantat


def kontrollera_indikatorer(fall: Tabellfall, bibliotek: str) -> None:
    svar = rader_i(tabell.berakna_indikatorer(ram(bibliotek, fall.rader, fall.kolumner), fall.rv))
    assert [(rad["namnd"], rad["indikator"]) for rad in svar] == [(r["namnd"], r["indikator"]) for r in fall.rader]
    for rad in svar:
        i = rl.berakna_indikator(fall.rv, rad["indikator"], fall.utfall[rad["namnd"]][rad["indikator"]])
        if rad["har_papekande"]:
            event("påpekande")
            assert rad["lage"] in (None, i.lage, rl.Lage.MATVARDE_SAKNAS)
            continue
        assert rad["lage"] == (i.lage and i.lage.value)
        if rad["marginal"] is not None:
            assert i.marginal is not None
            storst = max(abs(v) for n in TALKOLUMNER if (v := rad.get(n)) is not None)
            assert math.isclose(rad["marginal"], float(i.marginal), rel_tol=1e-9, abs_tol=1e-12 * max(1.0, storst))


def kontrollera(fall: Tabellfall, bibliotek: str) -> None:
    kontrollera_statusar(fall, bibliotek)
    kontrollera_indikatorer(fall, bibliotek)


@pytest.mark.parametrize("slag", REGELSLAG)
@exempel(8)
@given(data=st.data())
def test_a_table_and_the_scalar_functions_give_any_rule_the_same_answers(slag: str, data: st.DataObject) -> None:
    rv = bygg_regelverk(data.draw(regelverkstabeller(slag, figur=True)))
    fall = data.draw(tabellfall(rv, "delmal-1", slag=slag == "avvikelse"))
    kontrollera(fall, data.draw(st.sampled_from(BIBLIOTEK)))


@pytest.mark.langsam
@pytest.mark.filterwarnings("ignore:Dask support is moving")
@pytest.mark.parametrize("bibliotek", [*BIBLIOTEK, *LANGSAMMA])
@pytest.mark.parametrize("slag", REGELSLAG)
@exempel(60, krymp=False)
@given(data=st.data())
def test_every_library_gives_any_rule_the_answers_of_the_scalar_functions(
    slag: str, bibliotek: str, data: st.DataObject
) -> None:
    rv = bygg_regelverk(data.draw(regelverkstabeller(slag, figur=True)))
    kontrollera(data.draw(tabellfall(rv, "delmal-1", slag=slag == "avvikelse")), bibliotek)


@pytest.mark.parametrize("delmal", DELMAL)
@exempel(5)
@given(data=st.data())
def test_a_table_and_the_scalar_functions_give_the_guideline_the_same_answers(delmal: str, data: st.DataObject) -> None:
    fall = data.draw(tabellfall(halland(), delmal, slag=delmal == "delmal-5"))
    kontrollera(fall, data.draw(st.sampled_from(BIBLIOTEK)))
