"""Outcomes in, from the API and from files: what is empty is not known, and what is odd is told and not used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import httpx
import pytest

import riktlinjer as rl
from riktlinjer.adapters.natverk import Granser, NatverksFel
from riktlinjer.adapters.stratsys import (
    Inlasning,
    Klient,
    Klientuppgifter,
    Koppling,
    granska_koppling,
    las_koppling,
    las_mattfil,
    las_nyckeltalsfil,
    las_utfall,
)
from riktlinjer.adapters.stratsys.provserver import HEMLIGHET, KLIENT_ID, Provserver

EXEMPEL = Path(__file__).resolve().parents[2] / "examples" / "stratsys" / "koppling.toml"
INDEX, BUDGET = "index-medarbetarenkat", "budgetavvikelse-halso-och-sjukvarden"
NPE = "npe-primarvard-delaktighet-och-involvering"
DAG = date(2018, 3, 31)


@pytest.fixture(scope="module")
def koppling() -> Koppling:
    return las_koppling(EXEMPEL, rl.las_regelverk("halland-2018"))


@pytest.fixture
def server(koppling: Koppling) -> Iterator[Provserver]:
    with Provserver() as server:
        server.lagg_koppling(koppling)
        yield server


@pytest.fixture
def klient(server: Provserver) -> Iterator[Klient]:
    # a client without certificates is made in no time
    with httpx.Client(verify=False, trust_env=False) as http:
        yield Klient(server.adress, Klientuppgifter(KLIENT_ID, HEMLIGHET), http, granser=Granser(flest_forsok=1))


def koder(inlasning: Inlasning) -> list[tuple[str, str | None]]:
    return [(p.kod, p.plats) for p in inlasning.papekanden]


def test_an_outcome_is_the_value_of_its_column_in_the_period(
    server: Provserver, klient: Klient, koppling: Koppling, rv: rl.Regelverk
) -> None:
    server.satt("301", "1", "3011", DAG, Decimal("71.5"))
    server.satt("301", "1", "3011", date(2018, 2, 28), Decimal("69"))
    server.satt("301", "5", "3011", DAG, Decimal("75"))
    assert las_utfall(klient, koppling, rv, period="2018-03").utfall[INDEX] == rl.Utfall("71,5", period="2018-03")
    egen = las_utfall(klient, koppling, rv, period="2018-03", enhet="narsjukvarden")
    assert egen.utfall[INDEX].varde == 75


def test_a_years_measure_is_read_wherever_in_the_year_its_value_is_dated(
    server: Provserver, klient: Klient, koppling: Koppling, rv: rl.Regelverk
) -> None:
    server.satt("401", "1", "4011", date(2018, 11, 5), Decimal(82))
    assert las_utfall(klient, koppling, rv, period="2018-03").utfall[NPE].varde == 82
    assert las_utfall(klient, koppling, rv, period="2019-03").utfall[NPE].varde is None


def test_what_it_is_compared_with_comes_from_the_year_before(
    server: Provserver, klient: Klient, koppling: Koppling, rv: rl.Regelverk
) -> None:
    server.satt("501", "1", "5011", DAG, Decimal("-12.5"))
    server.satt("501", "1", "5011", date(2017, 3, 1), Decimal("-20"))
    utfall = las_utfall(klient, koppling, rv, period="2018-03").utfall[BUDGET]
    assert utfall == rl.Utfall("-12,5 mnkr", slag="ackumulerat", period="2018-03", motsvarande_period=Decimal(-20))


def test_the_whole_previous_year_is_its_december_where_figures_accumulate(
    tmp_path: Path, server: Provserver, klient: Klient, rv: rl.Regelverk
) -> None:
    fil = tmp_path / "k.toml"
    fil.write_text(
        EXEMPEL.read_text("utf-8").replace('["motsvarande_period"]', '["motsvarande_period", "foregaende_ar"]'), "utf-8"
    )
    server.satt("501", "1", "5011", date(2017, 3, 31), Decimal(-20))
    server.satt("501", "1", "5011", date(2017, 12, 31), Decimal(-99))
    utfall = las_utfall(klient, las_koppling(fil, rv), rv, period="2018-03").utfall[BUDGET]
    assert (utfall.varde, utfall.motsvarande_period, utfall.foregaende_ar) == (None, -20, -99)


@pytest.mark.parametrize("finns", [True, False])
def test_an_empty_cell_is_not_known_and_never_zero(
    server: Provserver, klient: Klient, koppling: Koppling, rv: rl.Regelverk, finns: bool
) -> None:
    if finns:
        server.satt("301", "1", "3011", DAG, None)
    inlasning = las_utfall(klient, koppling, rv, period="2018-03")
    assert inlasning.utfall[INDEX].varde is None
    assert ("STRATSYS-01", INDEX) in koder(inlasning)
    assert rl.berakna_status(rv, inlasning.utfall)["delmal-3"].status is None
    assert inlasning.text.startswith("Region Halland, mars 2018: 0 av 7 lästa mått har ett utfall.")


def test_a_zero_is_a_zero(server: Provserver, klient: Klient, koppling: Koppling, rv: rl.Regelverk) -> None:
    server.satt("501", "1", "5011", DAG, Decimal(0))
    assert las_utfall(klient, koppling, rv, period="2018-03").utfall[BUDGET].varde == 0


def test_a_value_that_the_indicator_cannot_have_is_told_and_left_out(
    server: Provserver, klient: Klient, koppling: Koppling, rv: rl.Regelverk
) -> None:
    server.satt("301", "1", "3011", DAG, Decimal("715"))
    inlasning = las_utfall(klient, koppling, rv, period="2018-03")
    assert INDEX not in inlasning.utfall
    (fel,) = [p for p in inlasning.papekanden if p.allvar is rl.Allvar.FEL]
    assert (fel.kod, fel.plats) == ("STRATSYS-04", INDEX)
    assert "715" in fel.text


def test_a_measure_that_stratsys_does_not_have_is_told_and_the_others_are_read(
    server: Provserver, klient: Klient, koppling: Koppling, rv: rl.Regelverk
) -> None:
    server.satt("301", "1", "3011", DAG, Decimal(70))
    server._matt.pop("401")
    inlasning = las_utfall(klient, koppling, rv, period="2018-03")
    assert ("STRATSYS-03", NPE) in koder(inlasning)
    assert inlasning.utfall[INDEX].varde == 70
    assert inlasning.utfall[NPE].varde is None


def test_a_server_that_does_not_answer_gives_no_half_inlasning(
    server: Provserver, klient: Klient, koppling: Koppling, rv: rl.Regelverk
) -> None:
    server.stor(503, vag="kpidata/404")
    with pytest.raises(NatverksFel, match="503"):
        las_utfall(klient, koppling, rv, period="2018-03")


def test_nothing_is_written_by_reading(
    server: Provserver, klient: Klient, koppling: Koppling, rv: rl.Regelverk
) -> None:
    las_utfall(klient, koppling, rv, period="2018-03")
    assert {a.metod for a in server.anrop} == {"GET"}
    assert len(server.anrop) == 8, "seven measures and one comparison"


def test_parts_and_codes_that_the_mapping_lacks(tmp_path: Path, server: Provserver, klient: Klient) -> None:
    rv = rl.las_regelverk("halland-2018")
    fil = tmp_path / "k.toml"
    text = EXEMPEL.read_text("utf-8")
    gammal = '[{ falt = "varde", id = "3011", namn = "Utfall", kod = "UTFALL" }]'
    fil.write_text(
        text.replace(gammal, '[{ del_ = "kvinnor", id = "3011" }, { del_ = "män", id = "3012" }]').replace(
            'kpi = "401"\n', ""
        ),
        "utf-8",
    )
    koppling = las_koppling(fil, rv)
    server.lagg_koppling(koppling)
    server.satt("301", "1", "3011", DAG, Decimal(70))
    inlasning = las_utfall(klient, koppling, rv, period="2018-03")
    assert inlasning.utfall[INDEX].delar == (("kvinnor", Decimal(70)), ("män", None))
    assert ("STRATSYS-03", NPE) in koder(inlasning)


def test_the_answer_loads_what_it_dumped(klient: Klient, koppling: Koppling, rv: rl.Regelverk) -> None:
    inlasning = las_utfall(klient, koppling, rv, period="2018-03")
    assert Inlasning.model_validate_json(inlasning.model_dump_json()) == inlasning


def test_what_a_mapping_names_is_looked_for_in_stratsys(server: Provserver, klient: Klient, koppling: Koppling) -> None:
    assert granska_koppling(klient, koppling) == ()
    server.enheter["1"] = "Region Hallands koncern"
    del server.enheter["5"]
    server._matt.pop("401")
    server.lagg_matt("301", "Medarbetarindex", [("3011", "Mål")])
    server.lagg_matt("904", "Delmål 4", [("9041", "Färg")])
    funna = granska_koppling(klient, koppling)
    assert [(p.kod, p.plats) for p in funna] == [
        ("STRATSYS-07", "region-halland"),
        ("STRATSYS-06", "narsjukvarden"),
        ("STRATSYS-07", INDEX),
        ("STRATSYS-08", NPE),
        ("STRATSYS-08", "delmal-4"),
        ("STRATSYS-08", "delmal-3"),
    ]
    texter = [p.text for p in funna]
    assert texter[0] == "enheten 1 heter 'Region Hallands koncern' i Stratsys, 'Region Halland' i kopplingen"
    assert texter[2] == "kolumnen 3011 heter 'Mål' i Stratsys, 'Utfall' i kopplingen"
    assert texter[3].endswith("Kpi undefined: 401 ('Department: 1')")
    assert texter[4] == "måttet 904 har ingen kolumn Antal uppnådda; kolumnerna är Färg"
    assert {a.metod for a in server.anrop} == {"GET"}


def test_wrong_questions_are_refused(klient: Klient, koppling: Koppling, rv: rl.Regelverk) -> None:
    with pytest.raises(rl.OkantId, match="narsjukvarden"):
        las_utfall(klient, koppling, rv, period="2018-03", enhet="närsjukvården")
    with pytest.raises(rl.KalenderFel, match="2018-3"):
        las_utfall(klient, koppling, rv, period="2018-3")
    with pytest.raises(ValueError, match="kopplingen är för halland-2018, inte narsjukvarden"):
        las_utfall(klient, koppling, rl.las_regelverk("narsjukvarden-halland-2022"), period="2022-03")
    utan = koppling.model_copy(update={"enheter": koppling.enheter[1:]})
    with pytest.raises(ValueError, match="koncern = true"):
        las_utfall(klient, utan, rv, period="2018-03")


# Files


NYCKELTAL = """\
Datum\tEnhet\tMått\tKolumn\tVärde
2018-03-31\tRH\tMEDIND\tUTFALL\t71,5
2018-03-02\tRH\tBUDGAVV\tUTFALL\t−1 212,5
2017-03-31\tRH\tBUDGAVV\tUTFALL\t-1 220
2018-01-01\tRH\tNPE-PV-DEL\tUTFALL\t
2018-03-31\tNSVH\tMEDIND\tUTFALL\t75
2018-03-31\tRH\tANNAT\tUTFALL\t5
2018-03-31\tRH\tMEDIND\tMAL\t72
"""


@pytest.mark.parametrize("kodning", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("skilje", ["\t", ";", "|"])
def test_a_file_of_the_key_figure_integration_is_read(
    koppling: Koppling, rv: rl.Regelverk, kodning: str, skilje: str
) -> None:
    text = NYCKELTAL.replace("\t", skilje)
    text = text.replace("−", "-") if kodning == "cp1252" else text
    inlasning = las_nyckeltalsfil(text.encode(kodning), koppling, rv, period="2018-03")
    assert inlasning.utfall[INDEX].varde == Decimal("71.5")
    assert inlasning.utfall[BUDGET].varde == Decimal("-1212.5")
    assert inlasning.utfall[BUDGET].motsvarande_period == -1220
    assert inlasning.utfall[NPE].varde is None
    assert inlasning.papekanden[-1].kod == "STRATSYS-05"
    assert inlasning.papekanden[-1].text == "2 rader för Region Halland hör till mått som kopplingen inte har"


def test_a_file_without_headings_and_of_another_unit(koppling: Koppling, rv: rl.Regelverk) -> None:
    ra = NYCKELTAL.partition("\n")[2].encode()
    assert las_nyckeltalsfil(ra, koppling, rv, period="2018-03", enhet="narsjukvarden").utfall[INDEX].varde == 75
    assert las_nyckeltalsfil(ra, koppling, rv, period="2018-03").utfall[INDEX].varde == Decimal("71.5")


def test_two_values_for_one_period_are_told_and_neither_is_used(koppling: Koppling, rv: rl.Regelverk) -> None:
    rader = ["2018-03-01;RH;MEDIND;UTFALL;70", "2018-03-31;RH;MEDIND;UTFALL;71,5"]
    inlasning = las_nyckeltalsfil("\n".join(rader).encode(), koppling, rv, period="2018-03")
    assert inlasning.utfall[INDEX].varde is None
    assert [p.text for p in inlasning.papekanden if p.kod == "STRATSYS-02"] == [
        "utfallet har flera värden i samma period (70 och 71,5); inget av dem används"
    ]
    lika = las_nyckeltalsfil("\n".join([rader[0], rader[0]]).encode(), koppling, rv, period="2018-03")
    assert lika.utfall[INDEX].varde == 70


def test_every_fault_of_a_file_is_told_with_its_row(koppling: Koppling, rv: rl.Regelverk) -> None:
    ra = "2018-02-30;RH;MEDIND;UTFALL;70\n2018-03-31;RH;1177;UTFALL;sextio\n2018-03-31;RH;BUDGAVV;UTFALL;5 %\n"
    with pytest.raises(rl.UtfallFel) as fel:
        las_nyckeltalsfil(ra.encode(), koppling, rv, period="2018-03")
    assert [f.partition(": ")[0] for f in fel.value.fel] == ["rad 1", "rad 2", "rad 3"]
    assert "'2018-02-30' är inget datum" in fel.value.fel[0]
    assert "'sextio' är inget tal" in fel.value.fel[1]
    assert "enheten är %, väntade mnkr" in fel.value.fel[2]


@pytest.mark.parametrize(
    ("ra", "text"),
    [
        (b"", "filen är tom"),
        (b"PK\x03\x04", "arbetsbok"),
        (b"2018-03-31;RH;MEDIND;70\n", "rad 1: raden har 4 celler, väntade 5"),
        (b"2018-03-31;RH;MEDIND;UTFALL;70\n2018;RH\n", "rad 2: raden har 2 celler, väntade 5"),
        ("Export från Stratsys\n".encode(), "rad 1: raden har 1 cell, väntade 5"),
        (b"2018-03-31;RH;MEDIND;UTFALL;70\n" + b"x" * 200_000, "^filen kan inte läsas; kontrollera citattecknen$"),
    ],
)
def test_a_file_that_is_no_such_file_is_refused(koppling: Koppling, rv: rl.Regelverk, ra: bytes, text: str) -> None:
    with pytest.raises(rl.UtfallFel, match=text):
        las_nyckeltalsfil(ra, koppling, rv, period="2018-03")


def test_a_file_of_the_manual_import_is_read_by_names(koppling: Koppling, rv: rl.Regelverk) -> None:
    rader = [
        "Enhet\tPeriod\tMått\tVärde",
        "Region Halland\t2018-03-15\tMedarbetarindex\t71,5",
        "Region Halland\t2018-04-15\tMedarbetarindex\t73",
        "Närsjukvården Halland\t2018-03-15\tMedarbetarindex\t60",
    ]
    ra = "\r\n".join(rader).encode("cp1252")
    assert las_mattfil(ra, koppling, rv, period="2018-03").utfall[INDEX].varde == Decimal("71.5")
    assert las_mattfil(ra, koppling, rv, period="2018-03", falt="budget").utfall[INDEX].varde is None
    assert las_mattfil(ra, koppling, rv, period="2018-04").utfall[INDEX].varde == 73


def test_codes_that_a_file_needs_are_asked_for(koppling: Koppling, rv: rl.Regelverk) -> None:
    utan = koppling.model_copy(update={"enheter": tuple(e.model_copy(update={"kod": None}) for e in koppling.enheter)})
    with pytest.raises(rl.UtfallFel, match="region-halland har ingen externkod"):
        las_nyckeltalsfil(NYCKELTAL.encode(), utan, rv, period="2018-03")
    utan = koppling.model_copy(update={"matt": tuple(m.model_copy(update={"kod": None}) for m in koppling.matt)})
    inlasning = las_nyckeltalsfil(NYCKELTAL.encode(), utan, rv, period="2018-03")
    assert [kod for kod, _ in koder(inlasning)] == [*["STRATSYS-03"] * 8, "STRATSYS-05"]


@pytest.mark.parametrize("kod", ["rh", "RH2"])
def test_a_file_without_rows_of_the_unit_says_whose_rows_it_has(koppling: Koppling, rv: rl.Regelverk, kod: str) -> None:
    ra = f"2018-03-31;{kod};MEDIND;UTFALL;71,5\n2018-03-31;NSVH;MEDIND;UTFALL;75\n".encode()
    sist = las_nyckeltalsfil(ra, koppling, rv, period="2018-03").papekanden[-1]
    assert (sist.kod, sist.allvar) == ("STRATSYS-09", rl.Allvar.VARNING)
    assert sist.text == f"filen har inga rader för Region Halland (RH); den har rader för {kod} och NSVH"


def test_nor_does_a_file_of_the_manual_import_and_many_units_are_counted(koppling: Koppling, rv: rl.Regelverk) -> None:
    ra = "".join(f"Enhet {n}\t2018-03-31\tMedarbetarindex\t1\n" for n in range(30)).encode()
    sist = las_mattfil(ra, koppling, rv, period="2018-03").papekanden[-1]
    assert sist.text == (
        "filen har inga rader för Region Halland; "
        "den har rader för Enhet 0, Enhet 1, Enhet 2, Enhet 3, Enhet 4 och 25 enheter till"
    )
    assert "STRATSYS-09" not in [
        p.kod for p in las_mattfil(b"Enhet\tPeriod\tM\tV\n", koppling, rv, period="2018-03").papekanden
    ]


def test_a_row_without_a_date_is_a_fault_and_no_heading(koppling: Koppling, rv: rl.Regelverk) -> None:
    with pytest.raises(rl.UtfallFel, match="rad 1: '' är inget datum"):
        las_nyckeltalsfil(b";RH;MEDIND;UTFALL;71,5\n", koppling, rv, period="2018-03")


def test_what_is_not_known_is_told_in_words_that_a_controller_reads(koppling: Koppling, rv: rl.Regelverk) -> None:
    texter = [p.text for p in las_nyckeltalsfil(NYCKELTAL.encode(), koppling, rv, period="2018-04").papekanden]
    assert "utfallet har inget värde för april 2018" in texter
    assert "motsvarande period föregående år har inget värde för april 2017" in texter


def test_the_unit_is_called_by_its_name(koppling: Koppling, rv: rl.Regelverk) -> None:
    inlasning = las_nyckeltalsfil(NYCKELTAL.encode(), koppling, rv, period="2018-03")
    assert inlasning.text.startswith("Region Halland, mars 2018: ")
    assert (inlasning.enhet, inlasning.enhetsnamn) == ("region-halland", "Region Halland")


def test_noise_of_the_floats_that_stratsys_keeps_is_told_at_a_bound(
    server: Provserver, klient: Klient, koppling: Koppling, rv: rl.Regelverk
) -> None:
    server.satt("301", "1", "3011", DAG, Decimal("71.99999999999999"))
    utfall = las_utfall(klient, koppling, rv, period="2018-03").utfall[INDEX]
    assert utfall.varde == Decimal("71.99999999999999"), "compared as it was reported"
    assert "STATUS-13" in [p.kod for p in rl.berakna_indikator(rv, INDEX, utfall).papekanden]
