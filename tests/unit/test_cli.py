"""The command line: what each command answers, to people and to machines, and how it says that something is wrong."""

from __future__ import annotations

import io
import json
import os
import re
import struct
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import riktlinjer as rl
from riktlinjer import cli

HARD = "\u00a0"
STARTA = [sys.executable, "-m", "riktlinjer"]
KOMMANDON = [
    ["exempel"],
    ["exempel", "--dag", "2018-10-01", "--tolkning", "alla=oppen"],
    ["tidplan"],
    ["tidplan", "--dag", "2018-09-20"],
    ["tidplan", "--bryt", "2027-02=2027-03-04", "2027-12=2028-01-12", "--stangd", "2027-03-08"],
    ["mall", "månad"],
    ["mall", "ur2", "--namnd", "regionstyrelsen"],
    ["mall", "ÅR", "--mottagare", "namnd", "--tolkning", "alla=oppen"],
    ["indikatorer"],
    ["indikatorer", "--delmal", "delmal-4"],
]


@pytest.fixture
def utfall(tmp_path: Path) -> str:
    """A file with some outcomes, as Excel saves it."""
    fil = tmp_path / "utfall.csv"
    fil.write_bytes(
        "indikator;utfall;motsvarande_period\r\n"
        "index-medarbetarenkat;71,5;\r\n"
        "budgetavvikelse-halso-och-sjukvarden;−20 mnkr;−20 mnkr\r\n"
        "driftnamnd-resultat-mot-budget;1,5;\r\n"
        "basbehandling-hjartsvikt;59,96 %;\r\n".encode("utf-8-sig")
    )
    return str(fil)


def kor(capsys: pytest.CaptureFixture[str], *argument: str) -> str:
    """What a command that succeeds writes."""
    assert cli.main(argument) == 0
    ut, fel = capsys.readouterr()
    assert fel == ""
    return ut


def kor_json(capsys: pytest.CaptureFixture[str], *argument: str) -> Any:
    return json.loads(kor(capsys, *argument, "--json"))["svar"]


def fel(capsys: pytest.CaptureFixture[str], *argument: str) -> str:
    """What a command that fails says: on stderr, and on stdout nothing, or the same as data."""
    assert cli.main(argument) == 2
    ut, text = capsys.readouterr()
    if "--json" in argument:
        data = json.loads(ut)
        assert list(data) == ["version", "funktion", "id", "fel"]
        for post in data["fel"]:
            assert f"{post['plats']}: {post['text']}".removeprefix(": ") in text
    else:
        assert ut == ""
    assert text.startswith("fel: ")
    assert "Traceback" not in text
    return text


def ett_stycke(text: str) -> str:
    """The text without its line breaks."""
    return re.sub(r"[ \n]+", " ", text)


# Every command


@pytest.mark.parametrize("argument", KOMMANDON, ids=" ".join)
def test_piped_text_is_plain_fits_80_columns_and_is_the_same_every_time(
    capsys: pytest.CaptureFixture[str], argument: list[str]
) -> None:
    text = kor(capsys, *argument)
    assert max(map(len, text.splitlines())) <= 80
    assert re.search("[\x00-\x09\x0b-\x1f\u2500-\u257f]", text) is None
    assert text == kor(capsys, *argument)
    assert re.search(r"\d\.\d+\s%|None|Status\.|datetime", text) is None


@pytest.mark.parametrize("argument", KOMMANDON, ids=" ".join)
def test_json_has_ascii_keys_and_swedish_values(capsys: pytest.CaptureFixture[str], argument: list[str]) -> None:
    text = kor(capsys, *argument, "--json")
    assert text.startswith('{\n  "')
    assert "\\u" not in text

    def ga(varde: object) -> None:
        assert not isinstance(varde, float), "a decimal is a text"
        for del_ in varde if isinstance(varde, list) else varde.values() if isinstance(varde, dict) else ():
            ga(del_)
        assert all(nyckel.isascii() for nyckel in varde) if isinstance(varde, dict) else True

    kuvert = json.loads(text)
    ga(kuvert)
    assert list(kuvert) == ["version", "funktion", "id", "svar"]
    assert (kuvert["version"], kuvert["id"]) == (1, None)
    svar = kuvert["svar"]
    assert (svar["regelverk"], svar["utgava"]) == ("halland-2018", "2018-01-30")
    assert svar["tolkningar"]["delmal-4-antal"] == ("oppen" if "alla=oppen" in argument else "bilaga-1")


@pytest.mark.parametrize(
    "argument", [[], *([namn] for namn in ("exempel", "status", "tidplan", "mall", "indikatorer"))]
)
def test_help_is_in_swedish(capsys: pytest.CaptureFixture[str], argument: list[str]) -> None:
    text = kor(capsys, *argument, "--help")
    assert text.startswith(f"användning: riktlinjer{''.join(f' {a}' for a in argument)} ")
    assert re.search(r"usage|options|positional|show this|default", text) is None


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert kor(capsys, "--version") == f"riktlinjer {rl.__version__}\n"


@pytest.mark.parametrize(
    "argument",
    [["exempel"], ["status", "{utfall}"], ["tidplan"], ["mall", "ur1"], ["indikatorer"]],
    ids=lambda a: a[0],
)
def test_a_rule_set_of_ones_own_is_read_from_a_file_or_a_folder(
    capsys: pytest.CaptureFixture[str], utfall: str, argument: list[str]
) -> None:
    """The shipped one, by its path."""
    mapp = Path(rl.__file__).parent / "regelverk/data/halland-2018"
    argument = [a.format(utfall=utfall) for a in argument]
    assert kor(capsys, *argument, "--regelverk", str(mapp)) == kor(capsys, *argument)


# exempel


def test_the_example_shows_the_baselines_and_calls_them_so(capsys: pytest.CaptureFixture[str]) -> None:
    text = kor(capsys, "exempel")
    assert "1. Utgångsläge" in text
    assert "Riktlinjens senaste mätvärden är utgångsvärden och inte årets utfall." in ett_stycke(text)
    for rad in (
        "Delmål 1: Röd (0 av 10 når målvärdet)",
        "Delmål 2: Röd (1 av 11 når målvärdet)",
        "Delmål 3: kan inte avgöras – Grön, Gul eller Röd möjlig",
        "Delmål 4: Röd (0 av 5 når målvärdet)",
        "Delmål 5: kan inte avgöras – Grön, Gul eller Röd möjlig",
        f"Basbehandling vid hjärtsvikt ej uppnådd 53,0{HARD}% minst 60{HARD}% −7,0",
        f"Helhetsintryck uppnådd 90{HARD}% minst 90{HARD}% 0",
        "delmal-4-antal = bilaga-1: Fem räknas",
    ):
        assert rad in ett_stycke(text)


def test_the_example_counts_deadlines_from_a_day_that_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    text = ett_stycke(kor(capsys, "exempel"))
    assert f"Räknat från 20{HARD}september 2018 (standard, ändra med --dag)." in text
    assert f"28{HARD}september 2018 7 Beslutad rapport UR2 augusti 2018" in text
    text = ett_stycke(kor(capsys, "exempel", "--dag", "2018-09-28"))
    assert f"Räknat från 28{HARD}september 2018 (angivet med --dag)." in text
    assert f"28{HARD}september 2018 1 Beslutad rapport" in text
    assert f"25{HARD}september 2018" not in text


def test_the_example_says_what_the_forecast_owes_and_what_the_report_must_hold(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = ett_stycke(kor(capsys, "exempel"))
    assert f"efter 8 månader −6,0{HARD}mnkr mot budget 0,0{HARD}mnkr." in text
    assert "1.1 Ekonomiskt resultat och årsprognos, raden Ekonomisk avvikelse, årsprognos." in text
    assert "en åtgärdsplan krävs." in text
    assert f"Bifogas senast Månadsrapport september 9{HARD}oktober 2018 2{HARD}november 2018" in text
    assert "2.2.1 Prognosförändring sedan föregående rapport" in text
    assert "2.4.1 Personalomsättning R12 [osäkert om det krävs, medarbetare-r12-ovriga är öppen]" in text


def test_the_example_shows_a_real_series_against_its_malvarde(capsys: pytest.CaptureFixture[str]) -> None:
    text = ett_stycke(kor(capsys, "exempel"))
    assert "5. Tillgänglighet" in text
    assert f"(faktisk väntetid): 80{HARD}% i Region Halland och 77{HARD}% i riket i mars 2018." in text
    assert f"nådde målvärdet 80{HARD}% i 8 av de 13 månaderna från mars 2017 till mars 2018." in text
    serie = kor_json(capsys, "exempel")["tillganglighet"]["tidsserie"]
    assert serie["linjer"][0]["namn"] == "RH"
    assert " ".join(serie["linjer"][0]["varden"]) == "84 84 82 81 83 67 71 76 80 81 76 76 80"


def test_the_example_in_json_is_the_models_own_dumps(capsys: pytest.CaptureFixture[str], rv: rl.Regelverk) -> None:
    svar = kor_json(capsys, "exempel")
    oversikt = rl.Statusoversikt.model_validate_json(json.dumps(svar["utgangslage"]))
    assert oversikt == rl.berakna_status(rv, rl.utgangsvarden(rv))
    plan = rl.Atgardsplanskrav.model_validate_json(json.dumps(svar["atgardsplan"]))
    assert plan.kravs
    assert plan.bifogas_senast is not None
    assert (plan.bifogas_senast.period, str(plan.bifogas_senast.preliminar)) == ("2018-09", "2018-10-09")
    assert svar["prognos"]["budgetavvikelse"]["varde"] == "-6.0"
    avsnitt = rl.obligatoriska_avsnitt(rv, rl.Rapporttyp.UR2, namnd="regionstyrelsen")
    assert [rl.Avsnitt.model_validate_json(json.dumps(a)) for a in svar["avsnitt"]] == list(avsnitt)
    assert svar["dag"] == "2018-09-20"
    assert svar["kommande"][0] == {
        "rapporttyp": "UR2",
        "period": "2018-08",
        "steg": "rs_au_1",
        "namn": "RS au beredning 1",
        "dagar": ["2018-09-25"],
        "arbetsdagar": [4],
    }


def test_the_example_is_about_its_own_guideline(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    mapp = Path(rl.__file__).parent / "regelverk/data/halland-2018"
    for fil in next(mapp.iterdir()).glob("*.toml"):
        text = re.sub(r"(?m)^id = .halland-2018.$", "id = 'annat-2018'", fil.read_text("utf-8"))
        (tmp_path / fil.name).write_text(text, "utf-8")
    assert "hör till halland-2018" in fel(capsys, "exempel", "--regelverk", str(tmp_path))


# status


def test_status_is_computed_from_a_file(capsys: pytest.CaptureFixture[str], utfall: str) -> None:
    argument = ("status", utfall, "--rapporttyp", "ur1", "--period", "2018-03", "--enhet", "Psykiatri")
    text = ett_stycke(kor(capsys, *argument))
    assert "Beräknad status – UR1, mars 2018, Psykiatri" in text
    assert "4 av 46 indikatorer har ett utfall." in text
    assert "Delmål 1: kan inte avgöras – Gul eller Röd möjlig (0 av 10 når målvärdet, 9 okända)" in text
    assert f"Basbehandling vid ej uppnådd 59,96{HARD}% minst 60{HARD}% −0,04" in text
    assert "Delmål 3: Gul" in text
    assert "Delmål 5: kan inte avgöras – Gul eller Röd möjlig" in text
    assert "Övriga indikatorer" in text
    assert text.count("STATUS-01") == 1, "what is said of every delmål is said once"
    assert "delmal-3-mellan-71-och-72 = gul" in text
    assert "Andra läsningar: avrunda." in text


def test_status_in_json_is_the_overview_itself(
    capsys: pytest.CaptureFixture[str], utfall: str, rv: rl.Regelverk
) -> None:
    svar = kor_json(capsys, "status", utfall, "--rapporttyp", "ur1", "--tolkning", "delmal-5-oforandrat=gul")
    assert (svar.pop("regelverk"), svar.pop("utgava")) == ("halland-2018", "2018-01-30")
    assert svar.pop("regelverk_sha256") == svar["underlag"]["regelverk_sha256"]
    assert list(svar.pop("tolkningar").items()) == [tuple(par) for par in svar["underlag"]["tolkningar"]]
    oversikt = rl.Statusoversikt.model_validate_json(json.dumps(svar))
    assert oversikt["delmal-5"].status is rl.Status.GUL
    assert oversikt == rl.berakna_status(
        rv.med_tolkningar({"delmal-5-oforandrat": "gul"}),
        {
            "index-medarbetarenkat": Decimal("71.5"),
            "budgetavvikelse-halso-och-sjukvarden": rl.Utfall("−20 mnkr", motsvarande_period="−20 mnkr"),
            "driftnamnd-resultat-mot-budget": Decimal("1.5"),
            "basbehandling-hjartsvikt": "59,96 %",
        },
        rapporttyp=rl.Rapporttyp.UR1,
    )


def test_missing_facts_to_compare_with_are_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    fil = tmp_path / "utfall.json"
    fil.write_text('{"budgetavvikelse-halso-och-sjukvarden": -20}')
    text = ett_stycke(kor(capsys, "status", str(fil), "--rapporttyp", "år"))
    assert "Uppgifter saknas: Budgetavvikelse för hälso- och sjukvården, föregående år." in text


def test_outcomes_are_read_from_stdin(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b'{"index-medarbetarenkat": 75}')))
    assert "Delmål 3: Grön" in kor(capsys, "status", "-")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"")))
    assert fel(capsys, "status", "-") == "fel: standard in: filen är tom\n"


def test_a_name_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str], utfall: str) -> None:
    assert "\x1b" not in kor(capsys, "status", utfall, "--enhet", "\x1b[31mPsykiatri")


# tidplan


def test_the_published_timetable_keeps_blank_and_not_stated_apart(capsys: pytest.CaptureFixture[str]) -> None:
    text = kor(capsys, "tidplan")
    rader = text.splitlines()
    ar = [re.split(" {2,}", rad.strip()) for rad in rader if rad.startswith("  ÅR ")]
    assert ar == [
        ["ÅR", f"10{HARD}januari 2019", f"24{HARD}januari 2019", "i.u."],
        ["ÅR", "i.u.", "–", "i.u.", "i.u."],
    ]
    assert "– betyder att steget inte förekommer." in text
    assert "ej känt" not in text
    assert "Härnäst" not in text


def test_a_day_marks_what_is_next(capsys: pytest.CaptureFixture[str]) -> None:
    text = ett_stycke(kor(capsys, "tidplan", "--dag", "2018-12-20"))
    assert f"10{HARD}januari 2019 11 Bryt ÅR december 2018" in text
    assert kor_json(capsys, "tidplan", "--dag", "2019-06-01")["kommande"] == []
    assert kor_json(capsys, "tidplan")["kommande"] is None
    assert "inget med känd dag återstår" in kor(capsys, "tidplan", "--dag", "2019-06-01")


def test_a_coming_timetable_is_computed_from_bryt(capsys: pytest.CaptureFixture[str], rv: rl.Regelverk) -> None:
    text = ett_stycke(kor(capsys, "tidplan", "--bryt", "2027-02=2027-03-04"))
    assert f"4{HARD}mars 2027 9{HARD}mars 2027* ej känt" in text
    assert "* är räknat från bryt" in text
    assert "i.u." not in text
    svar = kor_json(capsys, "tidplan", "--bryt", "2027-02=2027-03-04", "--stangd", "2027-03-08", "2027-03-09")
    (tillfalle,) = rl.Tidplan.model_validate_json(json.dumps(svar["tidplan"])).tillfallen
    assert tillfalle.rapport_till_rk is not None
    assert str(tillfalle.rapport_till_rk.datum) == "2027-03-11"


def test_an_open_reading_shows_every_possible_day(capsys: pytest.CaptureFixture[str]) -> None:
    argument = ("tidplan", "--bryt", "2027-02=2027-03-04", "--tolkning", "manadsrapport-frist=oppen")
    text = ett_stycke(kor(capsys, *argument, "--dag", "2027-03-01"))
    assert f"3{HARD}mars 2027 eller" in text
    assert "3 eller 7" in text
    assert "Flera dagar: en tolkning är öppen, och alla är möjliga." in text
    assert kor_json(capsys, *argument, "--dag", "2027-03-04")["kommande"][0]["arbetsdagar"] == [0, 4]


# mall


@pytest.mark.parametrize(
    ("skrivet", "typ"),
    [
        *((namn, "månadsrapport") for namn in ("månad", "manad", "Månadsrapport", "MANADSRAPPORT")),
        *((namn, "UR1") for namn in ("ur1", "UR1", "Uppföljningsrapport 1")),
        ("Ur2", "UR2"),
        *((namn, "ÅR") for namn in ("år", "ar", "ÅR", "Årsredovisning", "arsredovisning")),
    ],
)
def test_a_report_type_may_be_written_as_people_do(capsys: pytest.CaptureFixture[str], skrivet: str, typ: str) -> None:
    assert kor_json(capsys, "mall", skrivet)["rapporttyp"] == typ


def test_the_template_says_whom_a_demand_binds_and_what_is_uncertain(capsys: pytest.CaptureFixture[str]) -> None:
    text = ett_stycke(kor(capsys, "mall", "ur2"))
    assert (
        "2.4.1 Personalomsättning R12 [gäller driftnämnder; osäkert för övriga, medarbetare-r12-ovriga är öppen]"
        in text
    )
    assert "Tabell: Resultat och prognos." in text
    assert "medarbetare-r12-ovriga = oppen: Gäller 2.4.1–2.4.3 (R12) också andra än driftnämnderna?" in text
    text = ett_stycke(kor(capsys, "mall", "ur2", "--namnd", "driftnamnd-psykiatri"))
    assert "osäkert" not in text


def test_a_monthly_report_to_rs_holds_less_than_the_one_that_stays(capsys: pytest.CaptureFixture[str]) -> None:
    rs, namnd = (kor_json(capsys, "mall", "månad", "--mottagare", vem)["avsnitt"] for vem in ("rs", "nämnd"))
    assert "4" not in [a["nummer"] for a in rs]
    assert "4" in [a["nummer"] for a in namnd]


# indikatorer


def test_every_indicator_is_listed_with_what_is_known_of_it(
    capsys: pytest.CaptureFixture[str], rv: rl.Regelverk
) -> None:
    text = kor(capsys, "indikatorer")
    assert all(f"\n    {indikator.id}\n" in text for indikator in rv.indikatorer)
    text = ett_stycke(text)
    assert f"Enhet %, lägre är bättre. Utgångsvärde 13,4{HARD}%. Målvärde högst 11{HARD}%." in text
    assert "Målvärdet är under utveckling." in text
    assert "Förbehåll för alla: Gäller om Regionstyrelsen beslutar om målvärdet den 17 januari 2018." in text
    assert f"På väg mot målet: minst 87{HARD}% (koncern), minst 85{HARD}% (förvaltning)." in text
    assert [
        rl.Indikator.model_validate_json(json.dumps(i)) for i in kor_json(capsys, "indikatorer")["indikatorer"]
    ] == [*rv.indikatorer]


def test_the_listed_target_is_the_one_that_the_chosen_reading_gives(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Målvärde minst 0 (budgetram-noll = uppnadd)" in ett_stycke(kor(capsys, "indikatorer"))
    text = ett_stycke(kor(capsys, "indikatorer", "--tolkning", "budgetram-noll=ej-uppnadd"))
    assert "Målvärde över 0 (budgetram-noll = ej-uppnadd)" in text


def test_the_indicators_of_one_delmal_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert {i["mal"] for i in kor_json(capsys, "indikatorer", "--delmal", "delmal-4")["indikatorer"]} == {"delmal-4"}
    assert kor(capsys, "indikatorer", "--delmal", "delmal-3").startswith("En indikator\n")


# What is wrong


@pytest.mark.parametrize(
    ("argument", "vantat"),
    [
        ("", ["ett kommando saknas; välj exempel, status"]),
        ("--json", ["ett kommando saknas"]),
        ("--json tidplan", ["--json: okänt argument; skriv det efter kommandot"]),
        ("statu", ["kommando 'statu' finns inte", "Se riktlinjer --help"]),
        ("status", ["FIL saknas", "Se riktlinjer status --help"]),
        ("mall", ["RAPPORTTYP saknas"]),
        ("exempel --dag", ["--dag: ett värde saknas"]),
        ("tidplan --bryt", ["--bryt: minst ett värde saknas"]),
        ("exempel --json=ja", ["--json: tar inget värde, fick 'ja'"]),
        ("exempel --jsn --dag 1 x", ["--jsn: okänt argument; menas --json?", "x: okänt argument", "--dag: '1'"]),
        ("exempel --dag 2018-02-30", ["--dag: '2018-02-30' är ingen dag; skriv till exempel 2018-09-20"]),
        ("exempel --dag 20180920", ["--dag: '20180920' är ingen dag"]),
        ("exempel --dag 1989-12-31", ["--dag: 1989-12-31 ligger utanför åren 1990–2100"]),
        ("exempel --regelverk haland-2018", ["--regelverk: regelverk 'haland-2018' finns inte"]),
        ("exempel --regelverk ./finns-inte.toml", ["--regelverk: finns-inte.toml: filen eller mappen finns inte"]),
        (
            "exempel --tolkning a --tolkning b=c --tolkning delmal-4-antal=x --tolkning alla=x",
            [
                "--tolkning: 'a' är inget val; skriv ID=LÄSNING",
                "--tolkning: alla kan bara vara oppen, inte 'x'",
                "--tolkning: tolkning 'b' finns inte",
                "'x' finns inte; välj bland oppen, bilaga-1, maltabell",
            ],
        ),
        (
            "mall ur1 --tolkning delmal-4-antal=oppen --tolkning delmal-4-antal=maltabell",
            ["--tolkning: delmal-4-antal har fått två läsningar: oppen och maltabell"],
        ),
        (
            "mall ur3 --mottagare x --namnd y",
            ["RAPPORTTYP: rapporttyp 'ur3' finns", "--mottagare: ", "--namnd: nämnd 'y' finns"],
        ),
        (
            "status /finns/inte.csv --period mars --rapporttyp x",
            ["/finns/inte.csv: filen finns inte", "--period: ", "x"],
        ),
        ("status /", ["/: är en mapp, inte en fil"]),
        (
            "tidplan --bryt 2027-2=2027-03-01 2027-02=igår 2027-04=2027-05-03 x --dag 0 --stangd 1800-01-01",
            [
                "'2027-2'",
                "'igår'",
                "2027-04: månaden har ingen rapport",
                "'x' är ingen brytdag",
                "'0'",
                "--stangd: 1800",
            ],
        ),
        ("tidplan --bryt 2027-02=2027-03-01 2027-02=2027-03-02", ["2027-02 har fått två brytdagar"]),
        ("tidplan --stangd 2018-05-11", ["--stangd: stängda dagar räknas bara tillsammans med --bryt eller --dag"]),
        ("indikatorer --delmal delmal-6", ["--delmal: delmål 'delmal-6' finns inte"]),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
@pytest.mark.parametrize("form", ["", " --json"])
def test_everything_that_is_wrong_is_said_at_once(
    capsys: pytest.CaptureFixture[str], argument: str, vantat: list[str], form: str
) -> None:
    text = fel(capsys, *(argument + (form if argument and "--json" not in argument else "")).split())
    for del_ in vantat:
        assert del_ in text


def test_faults_of_arguments_and_of_the_file_are_told_together(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    fil = tmp_path / "fel.csv"
    fil.write_text("indikator;utfall\nfrisktal;NaN\nokand;1\n")
    text = fel(capsys, "status", str(fil), "--period", "2018-13")
    assert text.startswith("fel: 3 fel, inget är gjort\n  --period: ")
    assert f"  {fil}: rad 2, kolumnen utfall: 'NaN' är inget tal" in text
    assert f"  {fil}: rad 3, kolumnen indikator: " in text


def test_every_fault_of_a_rule_set_file_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    fil = tmp_path / "eget.toml"
    fil.write_text('format = 1\nid = "X Y"\ntitel = 3\nfoo = 1\n')
    text = fel(capsys, "indikatorer", "--regelverk", str(fil))
    for del_ in ("eget.toml:2: id: ", "eget.toml:3: titel: ", "eget.toml:4: foo: ", "eget.toml: ar: saknas"):
        assert f"  --regelverk: {del_}" in text


def test_a_finding_of_allvar_fel_gives_exit_code_1(
    capsys: pytest.CaptureFixture[str], utfall: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No rule gives one today; the contract is there for when one does."""

    def med_fel(*argument: Any, **namngivna: Any) -> rl.Statusoversikt:
        oversikt = rl.berakna_status(*argument, **namngivna)
        fel = rl.Papekande(kod="STATUS-01", allvar=rl.Allvar.FEL, text="Fel.")
        innehall = oversikt["delmal-1"].innehall.model_copy(update={"papekanden": (fel,)})
        statusar = {**oversikt, "delmal-1": rl.BeraknadStatus(innehall)}
        return rl.Statusoversikt(statusar, (), oversikt.langsiktigt, oversikt.underlag)

    monkeypatch.setattr("riktlinjer.kommandon.beraknat.berakna_status", med_fel)
    assert cli.main(["status", utfall]) == 1
    assert "Fel STATUS-01: Fel." in capsys.readouterr().out


def test_an_interruption_is_quiet(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def avbryt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("riktlinjer.kommandon.exempel.kor", avbryt)
    assert cli.main(["exempel"]) == 130
    assert capsys.readouterr() == ("", "")


# As a process of its own


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_and_a_closed_pipe_is_not() -> None:
    with Path("/dev/full").open("wb") as full:
        svar = subprocess.run([*STARTA, "tidplan"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert svar.returncode == 2
    assert svar.stderr.decode().startswith("fel: svaret kan inte skrivas (")
    lasande, skrivande = os.pipe()
    os.close(lasande)
    svar = subprocess.run([*STARTA, "tidplan"], stdout=skrivande, stderr=subprocess.PIPE, check=False)
    os.close(skrivande)
    assert (svar.returncode, svar.stderr) == (0, b"")


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_what_a_stream_cannot_carry_is_written_as_utf_8(form: list[str]) -> None:
    miljo = {**os.environ, "PYTHONIOENCODING": "ascii"}
    svar = subprocess.run([*STARTA, "tidplan", *form], capture_output=True, env=miljo, check=True)
    assert "månadsrapport" in svar.stdout.decode("utf-8").casefold()
    svar = subprocess.run([*STARTA, "mall", "x"], capture_output=True, env=miljo, check=False)
    assert "'x' finns inte; välj bland månad" in svar.stderr.decode("utf-8")


def test_a_pipe_gets_plain_text_without_importing_rich() -> None:
    kod = "import sys; from riktlinjer.cli import main; main(['tidplan']); assert 'rich' not in sys.modules"
    subprocess.run([sys.executable, "-c", kod], stdout=subprocess.DEVNULL, check=True)


def i_terminal(argument: list[str], kolumner: int, *, python: list[str] | None = None, **miljo: str) -> str:
    """What a command writes to a terminal of so many columns."""
    fcntl, pty, termios = (pytest.importorskip(modul) for modul in ("fcntl", "pty", "termios"))
    huvud, slav = pty.openpty()
    fcntl.ioctl(slav, termios.TIOCSWINSZ, struct.pack("HHHH", 50, kolumner, 0, 0))
    omgivning = {n: v for n, v in os.environ.items() if n not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    process = subprocess.Popen(
        [*(python or STARTA), *argument],
        stdin=slav,
        stdout=slav,
        stderr=slav,
        env=omgivning | {"TERM": "xterm-256color"} | miljo,
    )
    os.close(slav)
    delar = []
    try:
        while del_ := os.read(huvud, 65536):
            delar.append(del_)
    except OSError:  # the other end is closed
        pass
    os.close(huvud)
    assert process.wait() == 0
    return b"".join(delar).decode().replace("\r\n", "\n")


def utan_koder(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


UTAN_RICH = [
    sys.executable,
    "-c",
    "import sys; sys.modules['rich'] = None; from riktlinjer.cli import main; sys.exit(main(sys.argv[1:]))",
]


@pytest.mark.parametrize("kolumner", [60, 80, 120])
def test_a_terminal_gets_colour_with_every_word_and_nothing_too_wide(kolumner: int) -> None:
    pytest.importorskip("rich")
    text = i_terminal(["exempel"], kolumner)
    assert "\x1b[1;31mRöd\x1b[0m" in text
    assert "╭" in text
    assert max(map(len, utan_koder(text).splitlines())) <= min(kolumner, 100)


@pytest.mark.parametrize(
    ("argument", "fargkoder"),
    [({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({}, True)],
    ids=["NO_COLOR", "dumb", "colour"],
)
def test_colour_can_be_declined(argument: dict[str, str], fargkoder: bool) -> None:
    pytest.importorskip("rich")
    text = i_terminal(["indikatorer", "--delmal", "delmal-4"], 80, **argument)
    assert bool(re.search(r"\x1b\[(?:\d+;)*[39]\d", text)) is fargkoder


def test_a_terminal_without_rich_gets_plain_text_in_its_own_width() -> None:
    text = i_terminal(["tidplan"], 60, python=UTAN_RICH)
    assert "\x1b" not in text
    assert 55 < max(map(len, text.splitlines())) <= 60


UTAN = [
    ("jamtland-harjedalen-2016", ["tidplan"], "har ingen tidplan för rapporter."),
    ("jamtland-harjedalen-2016", ["mall", "UR2"], "har ingen mall för rapporter."),
    ("jamtland-harjedalen-2016", ["indikatorer"], "har inga indikatorer."),
    (
        "jamtland-harjedalen-2016",
        ["status", "{}"],
        "Riktlinjen sätter inga färger: den har varken indikatorer eller delmål.",
    ),
    ("narsjukvarden-halland-2022", ["tidplan"], "har ingen tidplan för rapporter."),
    ("narsjukvarden-halland-2022", ["mall", "UR2"], "har ingen mall för rapporter."),
    ("narsjukvarden-halland-2022", ["status", '{"sjukfranvaro": "5,0 %"}'], "Riktlinjen sätter inga färger:"),
]


@pytest.mark.parametrize(("regelverk", "argument", "mening"), UTAN)
def test_what_a_guideline_does_not_have_is_said_in_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, regelverk: str, argument: list[str], mening: str
) -> None:
    if argument[0] == "status":
        fil = tmp_path / "utfall.json"
        fil.write_text(argument[1])
        argument = ["status", str(fil)]
    assert mening in ett_stycke(kor(capsys, *argument, "--regelverk", regelverk))
    assert kor_json(capsys, *argument, "--regelverk", regelverk)["regelverk"] == regelverk


def test_a_guideline_without_a_timetable_shows_its_meetings(capsys: pytest.CaptureFixture[str]) -> None:
    argument = ["tidplan", "--regelverk", "jamtland-harjedalen-2016", "--dag", "2016-11-02"]
    text = ett_stycke(kor(capsys, *argument))
    assert "Sammanträden från 2 november 2016" in text.replace(HARD, " ")
    assert "1–2 november 2016" in text.replace(HARD, " ")
    assert "7 december 2016" in text.replace(HARD, " ")
    assert "27–28" not in text
    svar = kor_json(capsys, *argument)
    assert svar["tidplan"] is None
    assert len(svar["sammantraden"]) == 9
    text = ett_stycke(kor(capsys, *argument[:3], "--dag", "2016-12-08"))
    assert "Inga sammanträden återstår." in text


def test_long_term_levels_are_shown_when_an_outcome_says_something_of_them(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    fil = tmp_path / "utfall.json"
    fil.write_text('{"frisktal": "90 %", "hallbart-medarbetarengagemang": {"varde": 80, "delar": {"Ledarskap": 74}}}')
    text = ett_stycke(kor(capsys, "status", str(fil)))
    assert "Långsiktiga målnivåer" in text
    svar = kor_json(capsys, "status", str(fil))
    nivaer = {n["id"]: n["mojliga"] for n in svar["langsiktigt"]}
    assert nivaer["mal-sunt-arbetsliv"] == ["På väg mot målet"]
    assert nivaer["mal-ledar-och-medarbetarskap"] == ["På väg mot målet"]
    assert nivaer["delmal-3"] == ["På målet", "På väg mot målet", "Under målnivåerna"]


def test_parts_that_are_missing_are_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    fil = tmp_path / "utfall.json"
    fil.write_text('{"bada-avgor": {"delar": {"kvinnor": "90 %", "män": null}}}', "utf-8")
    regelverk = str(Path(__file__).parent / "andras_fargregler.toml")
    text = ett_stycke(kor(capsys, "status", str(fil), "--regelverk", regelverk)).replace(HARD, " ")
    assert "Uppgifter saknas: Strokevård, män." in text
    assert "kvinnor 90 %" in text
    assert "1 av 11 indikatorer har ett utfall" in text


def test_a_float_with_many_decimals_is_shown_short(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fil = tmp_path / "utfall.json"
    fil.write_text('{"basbehandling-hjartsvikt": 53.33333333333333}')
    assert cli.main(["status", str(fil)]) == 0
    text = capsys.readouterr().out
    assert "53,33\u00a0%" in text
    assert "−6,67" in text
    assert "53,333" not in text
