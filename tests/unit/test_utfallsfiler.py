"""Outcome files: what people save is read as it was meant, and what is wrong is told whole, with its place."""

from __future__ import annotations

from decimal import Decimal

import pytest

import riktlinjer as rl
from riktlinjer.utfallsfiler import FLEST_RADER, STORSTA_FIL, las_utfallsfil

FRISKTAL = "frisktal"  # %
BUDGET = "budgetavvikelse-halso-och-sjukvarden"  # mnkr
HME = "hallbart-medarbetarengagemang"  # no unit


def las(rv: rl.Regelverk, text: str, kodning: str = "utf-8") -> dict[str, rl.Utfall]:
    return las_utfallsfil(text.encode(kodning), rv)


def fel(rv: rl.Regelverk, text: str | bytes) -> list[str]:
    with pytest.raises(rl.UtfallFel) as exc:
        las_utfallsfil(text.encode() if isinstance(text, str) else text, rv)
    return list(exc.value.fel)


@pytest.mark.parametrize("kodning", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_file_is_read_in_every_encoding_that_spreadsheets_save(rv: rl.Regelverk, kodning: str) -> None:
    text = "Indikator;Utfall;Föregående år\r\nfrisktal;88,5\u00a0%;–1,5\r\n"
    assert las(rv, text, kodning) == {FRISKTAL: rl.Utfall(Decimal("88.5"), enhet="%", foregaende_ar=Decimal("-1.5"))}


@pytest.mark.parametrize(
    "text",
    [
        "indikator;utfall\nfrisktal;88,5\n",
        "indikator;utfall\nfrisktal;88.5\n",
        "indikator,utfall\nfrisktal,88.5\n",
        'indikator,utfall\nfrisktal,"88,5"\n',
        "id\tvarde\nfrisktal\t88,5\n",
        "id;varde\rfrisktal;88,5\r",
        '"indikator";"utfall"\n"frisktal";"88,5"\n',
        "\n\nindikator;utfall\n\n frisktal ; 88,5 \n;;\n",
        "sep=;\nindikator;utfall\nfrisktal;88,5\n",
        "utfall;indikator;;\n88,5;frisktal;;\n",
        '{"frisktal": 88.5}',
        '{"frisktal": "88,5"}',
        '{"frisktal": "88.5"}',
        '{"frisktal": {"utfall": 88.5}}',
        '{"frisktal": {"varde": "88.5", "enhet": null, "serie": null}}',
        '[{"indikator": "frisktal", "utfall": 88.5}]',
        ' [{"id": "frisktal", "varde": "88,5"}]',
    ],
)
def test_the_same_outcome_may_be_written_in_many_ways(rv: rl.Regelverk, text: str) -> None:
    assert las(rv, text) == {FRISKTAL: rl.Utfall(Decimal("88.5"))}


@pytest.mark.parametrize(
    ("text", "varde"),
    [
        ("indikator,utfall\nfrisktal,1.234\n", "1.234"),  # nothing but commas between the cells: a point is a point
        ('{"frisktal": "71.999"}', "71.999"),
        ('{"frisktal": 0.1}', "0.1"),
        ('{"frisktal": 1e1}', "1E+1"),
    ],
)
def test_a_point_is_a_decimal_point_where_nothing_else_is_possible(rv: rl.Regelverk, text: str, varde: str) -> None:
    """Numbers never go through float."""
    utfall = las(rv, text)[FRISKTAL]
    assert str(utfall.varde) == varde
    assert not utfall.ar_flyttal


def test_every_field_of_an_outcome_can_be_given(rv: rl.Regelverk) -> None:
    rubriker = "indikator;utfall;motsvarande_period;foregaende_ar;foregaende_period;basvarde;budget;slag;period;enhet"
    utfall = las(rv, f"{rubriker}\n{BUDGET};-20 000;-30 000;-10 000;1;2;3;Ackumulerat;2018-03;tkr\n")[BUDGET]
    assert utfall == rl.Utfall(
        -20000, motsvarande_period=-30000, foregaende_ar=-10000, foregaende_period=1, basvarde=2, budget=3,
        slag="ackumulerat", period="2018-03", enhet="tkr",
    )  # fmt: skip
    assert las(rv, '{"frisktal": {"utfall": 1, "serie": [1, null, "2,5"]}}')[FRISKTAL].serie == (
        Decimal(1),
        None,
        Decimal("2.5"),
    )


@pytest.mark.parametrize("text", ["indikator;utfall\nfrisktal;\n", '{"frisktal": null}', '{"frisktal": ""}'])
def test_an_empty_cell_is_not_known(rv: rl.Regelverk, text: str) -> None:
    assert las(rv, text)[FRISKTAL].varde is None


def test_what_a_model_dumps_is_read_back(rv: rl.Regelverk) -> None:
    utfall = rl.Utfall("−6,0 mnkr", slag="helårsprognos", period="2018-08")
    assert las(rv, f'{{"{BUDGET}": {utfall.model_dump_json()}}}') == {BUDGET: utfall}


CSV = "indikator;utfall\n"


@pytest.mark.parametrize(
    ("text", "vantat"),
    [
        # what the number cannot be
        (f"{CSV}frisktal;53,0 54,0\n", "rad 2, kolumnen utfall: '53,0 54,0' kan vara flera tal"),
        (f"{CSV}frisktal;NaN\n", "rad 2, kolumnen utfall: 'NaN' är inget tal"),
        (f"{CSV}frisktal;inf\n", "rad 2, kolumnen utfall: 'inf' är inget tal"),
        (f"{CSV}frisktal;1.234\n", "rad 2, kolumnen utfall: '1.234' kan vara 1,234 eller 1 234"),
        ('indikator,utfall\nfrisktal,1.234\nhallbart-medarbetarengagemang,"5,0"\n', "rad 2, kolumnen utfall: '1.234'"),
        (f"{CSV}frisktal;=1+1\n", "rad 2, kolumnen utfall: '=1+1' är inget tal"),
        (f"{CSV}frisktal;'53\n", 'rad 2, kolumnen utfall: "\'53" är inget tal'),
        (f"{CSV}frisktal;-\n", "rad 2, kolumnen utfall: '-' är inget tal"),
        (f"{CSV}frisktal;5 mnkr\n", "rad 2, kolumnen utfall: enheten är mnkr, väntade %"),
        (f"{CSV}index-medarbetarenkat;101\n", "rad 2, kolumnen utfall: 101 ligger utanför skalan 0–100"),
        (f"{CSV.strip()};budget\n{BUDGET};1 mnkr;2 %\n", "rad 2: enheten är %, väntade mnkr"),
        (f"{CSV.strip()};enhet\nfrisktal;1;liter\n", "rad 2, kolumnen enhet: 'liter' är ingen enhet"),
        (f"{CSV.strip()};slag\nfrisktal;1;gissning\n", "rad 2, kolumnen slag: 'gissning' är okänt"),
        (f"{CSV.strip()};period\nfrisktal;1;mar-18\n", "rad 2, kolumnen period: 'mar-18' är ingen månad"),
        ('{"frisktal": true}', "'frisktal': väntade ett tal, en text eller null, fick true"),
        ('{"frisktal": [1]}', "'frisktal': väntade ett tal, en text eller null, fick en lista"),
        ('{"frisktal": NaN}', "'frisktal': 'NaN' är inget tal"),
        ('{"frisktal": 1e1000000}', "'frisktal': talet har fler än 1000 siffror"),
        ('{"frisktal": 1e999999999999999999999}', "'frisktal': talet har fler än 1000 siffror"),
        ('{"frisktal": {"utfall": 1, "serie": [1, "x"]}}', "'frisktal', fältet serie: 'x' är inget tal"),
        # which indicator it is
        (f"{CSV}frisktall;1\n", "rad 2, kolumnen indikator: indikator 'frisktall' finns inte; menas 'frisktal'"),
        (f"{CSV};1\n", "rad 2, kolumnen indikator: indikatorns id saknas"),
        (f"{CSV}frisktal;1\n\nfrisktal;2\n", "rad 4, kolumnen indikator: 'frisktal' har redan ett utfall (rad 2)"),
        ('{"frisktal": 1, "frisktal": 2}', "'frisktal': står två gånger"),
        ('[{"indikator": 3}]', "post 1: indikatorns id ska vara en text, fick ett tal"),
        ('[{"utfall": 1}]', "post 1: indikatorns id saknas"),
        ("[1]", "post 1: väntade ett objekt, fick ett tal"),
        # how the file is laid out
        (f"{CSV}frisktal;1;2\n", "rad 2: raden har 3 celler, rubrikraden 2"),
        ("indikator,utfall\nfrisktal,53,0\n", "rad 2: raden har 3 celler, rubrikraden 2; ett tal med decimalkomma"),
        ("indikator;utfal\nfrisktal;1\n", "rad 1: okänd kolumn: 'utfal' (menas utfall?)"),
        ("indikator;utfal\nfrisktal;1\n", "rad 1: rubrikraden saknar kolumnen utfall (eller varde)"),
        ("frisktal;1\n", "rad 1: rubrikraden saknar kolumnen indikator (eller id)"),
        ("indikator;utfall;varde\nfrisktal;1;1\n", "rad 1: kolumnen varde står två gånger, eller under två namn"),
        ('{"frisktal": {"utfal": 1}}', "'frisktal': okänt fält: 'utfal'"),
        ('{"frisktal": {"id": "x"}}', "'frisktal': okänt fält: 'id'"),
        ('{"frisktal": {"utfall": 1, "varde": 1}}', "'frisktal': fältet varde står två gånger, eller under två namn"),
        ('{"frisktal": {"utfall": 1, "utfall": 1}}', "'frisktal': fältet utfall står två gånger"),
        (f'{CSV}frisktal;"1\n', "rad 2: raden kan inte läsas; kontrollera citattecknen"),
        (f"{CSV}{'a' * 200_000};1\n", "rad 2: raden kan inte läsas"),
        ("a" * 200_000, "rad 1: raden kan inte läsas"),
        ('{"frisktal": 1,}', "rad 1, tecken 16: JSON kan inte läsas här"),
        ("[" * 100_000, "JSON är för djupt nästlad"),
        # whether it is a file of the kind at all
        ("", "filen är tom"),
        (" \n", "filen är tom"),
        (b"PK\x03\x04...", "filen är ingen Excel-arbetsbok (.xlsx), eller skadad"),
        (b"\xd0\xcf\x11\xe0...", "filen är skyddad med lösenord eller i ett äldre format; spara den som Excel"),
        (b"indikator;utfall\nfrisktal;\x81\n", "filen är ingen text"),
        (b"i\0n\0d\0", "filen är ingen text"),
        (b"\xff\xfei", "filen är ingen text"),
        (b"a" * (STORSTA_FIL + 1), "filen är större än 20 MB"),
        (CSV + "\n" * (FLEST_RADER + 1), "filen har fler än 100\u00a0000 rader"),
    ],
    ids=lambda v: repr(v[:40]),
)
def test_a_fault_is_told_with_its_place(rv: rl.Regelverk, text: str | bytes, vantat: str) -> None:
    assert any(ett.startswith(vantat) for ett in fel(rv, text)), fel(rv, text)


def test_every_fault_of_a_file_is_told_at_once(rv: rl.Regelverk) -> None:
    text = (
        "indikator;utfall;motsvarande_period;enhett\n"
        "frisktal;53,0 54,0;;\n"
        "finns-ej;NaN;abc;\n"
        f"{HME};1;2;3;4\n"
        "frisktal;5 mnkr;;\n"
    )
    assert [ett.split(": ")[0] for ett in fel(rv, text)] == [
        "rad 1",
        "rad 2, kolumnen utfall",
        "rad 3, kolumnen indikator",
        "rad 3, kolumnen utfall",
        "rad 3, kolumnen motsvarande_period",
        "rad 4",
        "rad 5, kolumnen indikator",
        "rad 5, kolumnen utfall",
    ]


def test_a_hopeless_file_is_given_up_after_many_faults(rv: rl.Regelverk) -> None:
    funna = fel(rv, CSV + "x;y\n" * 10_000)
    assert len(funna) == 501
    assert funna[-1] == "läsningen avbröts efter 500 fel"


def test_a_long_id_is_shortened_in_the_message(rv: rl.Regelverk) -> None:
    assert all(len(ett) < 300 for ett in fel(rv, f"{CSV}{'x' * 10_000};1\n"))


@pytest.mark.parametrize("ra", [b"<html><table><tr><td>indikator</td>", b"\n<?xml version='1.0'?><Workbook>"])
def test_a_web_page_that_is_called_a_workbook_is_told_from_csv(rv: rl.Regelverk, ra: bytes) -> None:
    """What many systems export as .xls."""
    with pytest.raises(rl.UtfallFel, match=r"filen är en webbsida eller XML; öppna den i Excel"):
        las_utfallsfil(ra, rv)


def test_a_name_however_long_is_met_with_the_id() -> None:
    rv = rl.las_regelverk("narsjukvarden-halland-2022")
    namn = rv.indikator("bemanningskostnader").namn
    assert len(namn) > 80
    with pytest.raises(rl.UtfallFel, match=r"är ett namn, väntade ett id; skriv 'bemanningskostnader'$"):
        las_utfallsfil(f"indikator;utfall\n{namn};1,5\n".encode(), rv)
