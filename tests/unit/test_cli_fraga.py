"""``riktlinjer fraga``, and that every command with ``--json`` answers as the function that it asks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from riktlinjer import cli
from riktlinjer.utbyte.funktioner import FUNKTIONER
from riktlinjer.utbyte.schema import scheman, svarsschema
from riktlinjer.utbyte.svara import svara

jsonschema = pytest.importorskip("jsonschema")

STARTA = [sys.executable, "-m", "riktlinjer", "fraga"]
DAG = {
    "version": 1,
    "funktion": "inlamningsdag",
    "id": "mars",
    "regelverk": "halland-2018",
    "rapporttyp": "månadsrapport",
    "bryt": "2018-03-06",
}
PLAN = {"version": 1, "funktion": "granska_atgardsplan", "regelverk": "halland-2018", "plan": {"beslutad": True}}


def kor(argument: list[str], indata: bytes = b"", kod: int = 0) -> list[Any]:
    """What a process writes for this on its stdin, a value per line."""
    svar = subprocess.run([*STARTA, *argument], input=indata, capture_output=True, check=False)
    assert svar.returncode == kod, svar.stderr.decode()
    assert svar.stderr == b""
    return [json.loads(rad) for rad in svar.stdout.decode("utf-8").splitlines()]


# --- fraga -----------------------------------------------------------------------------------------------------------


def test_a_question_on_stdin_or_in_a_file_gets_the_answer_of_svara(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = json.dumps(DAG, ensure_ascii=False, indent=2)
    assert kor([], text.encode()) == kor(["-"], text.encode()) == [svara(DAG)]
    fil = tmp_path / "fråga.json"
    fil.write_text(text, "utf-8")
    assert cli.main(["fraga", str(fil)]) == 0
    assert capsys.readouterr().out == svara(text) + "\n"


def test_the_exit_code_is_that_of_the_worst_answer(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    fil = tmp_path / "fraga.json"
    for fraga, kod in ((DAG, 0), (PLAN, 1), ({**DAG, "bryt": 1}, 2), ({"version": 1, "fragor": [PLAN, DAG]}, 1)):
        fil.write_text(json.dumps(fraga), "utf-8")
        assert cli.main(["fraga", str(fil)]) == kod
        assert json.loads(capsys.readouterr().out) == svara(fraga)


def test_each_line_is_a_question_and_a_bad_one_gets_an_error_line() -> None:
    rader = [json.dumps(DAG), "{", "", "   ", json.dumps(PLAN), json.dumps({"version": 1, "fragor": [DAG]})]
    svaren = kor(["--rader"], "\r\n".join(rader).encode(), kod=2)
    assert [s.get("funktion") for s in svaren] == ["inlamningsdag", None, "granska_atgardsplan", None]
    assert svaren[0] == svara(DAG)
    assert svaren[1]["fel"][0]["kod"] == "ogiltig-json"
    assert svaren[3] == svara({"version": 1, "fragor": [DAG]})
    assert kor(["--rader"], b"") == []
    assert len(kor(["--rader"], json.dumps(PLAN).encode(), kod=1)) == 1


def test_lines_may_stand_in_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    fil = tmp_path / "fragor.jsonl"
    fil.write_text(f"{json.dumps(DAG)}\n{json.dumps(DAG)}\n", "utf-8")
    assert cli.main(["fraga", "--rader", str(fil)]) == 0
    assert capsys.readouterr().out == (svara(json.dumps(DAG)) + "\n") * 2


def test_a_line_is_answered_before_the_next_is_written() -> None:
    """So that a process can be kept alive behind a pipe."""
    process = subprocess.Popen([*STARTA, "--rader"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    with process, process.stdin, process.stdout:
        for i in range(3):
            process.stdin.write(json.dumps({**DAG, "id": i}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == i
        process.stdin.close()
        assert process.wait() == 0


def test_a_line_that_is_too_long_is_refused_and_the_next_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    from riktlinjer.kommandon import fraga

    monkeypatch.setattr(fraga, "STORSTA_FRAGA", 10)
    rader = list(fraga._rader_i(io.BytesIO(b"1234567890\n" + b"x" * 35 + b"\n12\n" + b"y" * 11)))
    assert rader == [b"1234567890\n", b"x" * 11, b"12\n", b"y" * 11]


def test_two_questions_without_rader_are_told_to_be_read_line_by_line() -> None:
    (svar,) = kor([], (json.dumps(DAG) + "\n" + json.dumps(DAG)).encode(), kod=2)
    assert svar["fel"][0]["text"].startswith("rad 2, tecken 1: här börjar ett JSON-värde till")


@pytest.mark.parametrize("val", [[], ["--rader"]])
@pytest.mark.parametrize(("fil", "mening"), [("saknas.json", "filen finns inte"), (".", "är en mapp, inte en fil")])
def test_a_file_that_cannot_be_read_is_told_as_data_and_to_a_person(
    capsys: pytest.CaptureFixture[str], fil: str, mening: str, val: list[str]
) -> None:
    assert cli.main(["fraga", fil, *val]) == 2
    ut, err = capsys.readouterr()
    svar = json.loads(ut)
    assert svar["fel"] == [{"kod": "argument", "plats": fil, "text": mening}]
    assert svar["funktion"] is None, "no question was read"
    assert err == f"fel: {fil}: {mening}\n"


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    lasande, skrivande = os.pipe()
    os.close(lasande)
    svar = subprocess.run(
        [*STARTA, "--rader"], input=json.dumps(DAG).encode(), stdout=skrivande, stderr=subprocess.PIPE, check=False
    )
    os.close(skrivande)
    assert (svar.returncode, svar.stderr) == (0, b"")


# --- every command with --json ---------------------------------------------------------------------------------------

UTFALL = {
    "index-medarbetarenkat": "71,5",
    "budgetavvikelse-halso-och-sjukvarden": {"varde": "-1 mdkr", "foregaende_ar": -30},
}
KOMMANDON: list[tuple[str, dict[str, Any]]] = [
    ("status utfall.json", {"funktion": "berakna_status", "utfall": UTFALL}),
    (
        "status utfall.json --rapporttyp år --period 2018-12 --enhet Norr --tolkning alla=oppen",
        {
            "funktion": "berakna_status",
            "utfall": UTFALL,
            "rapporttyp": "ÅR",
            "period": "2018-12",
            "enhet": "Norr",
            "tolkningar": {"alla": "oppen"},
        },
    ),
    ("vad-kravs utfall.json", {"funktion": "vad_kravs", "utfall": UTFALL, "status": "Grön"}),
    (
        "vad-kravs utfall.json --status gul --delmal delmal-3",
        {"funktion": "vad_kravs", "utfall": UTFALL, "status": "Gul", "delmal": "delmal-3"},
    ),
    ("tidplan --dag 2018-09-20", {"funktion": "berakna_tidplan", "dag": "2018-09-20"}),
    (
        "tidplan --bryt 2027-02=2027-03-04 --stangd 2027-03-08 --tolkning manadsrapport-frist=oppen",
        {
            "funktion": "berakna_tidplan",
            "bryt": {"2027-02": "2027-03-04"},
            "stangda": ["2027-03-08"],
            "tolkningar": {"manadsrapport-frist": "oppen"},
        },
    ),
    ("tidplan --regelverk jamtland-harjedalen-2016", {"funktion": "berakna_tidplan"}),
    (
        "mall ur2 --namnd driftnamnd-psykiatri --mottagare namnd",
        {
            "funktion": "obligatoriska_avsnitt",
            "rapporttyp": "UR2",
            "namnd": "driftnamnd-psykiatri",
            "mottagare": "nämnden",
        },
    ),
    (
        "mall år --regelverk narsjukvarden-halland-2022",
        {"funktion": "obligatoriska_avsnitt", "rapporttyp": "ÅR"},
    ),
    ("indikatorer --delmal delmal-4", {"funktion": "indikatorer", "delmal": "delmal-4"}),
    ("granska-regelverk", {"funktion": "granska_regelverk"}),
    (
        "granska-rapport rapport.json --mottagare namnd --foregaende fore.json",
        {
            "funktion": "granska_rapport",
            "rapport": {"namnd": "driftnamnd-psykiatri", "period": "2018-09", "prognos_budgetavvikelse": -1},
            "mottagare": "nämnden",
            "foregaende": {"namnd": "driftnamnd-psykiatri", "period": "2018-08"},
        },
    ),
]


@pytest.mark.parametrize(("argument", "fraga"), KOMMANDON, ids=[argument for argument, _ in KOMMANDON])
def test_a_command_answers_as_the_function_that_it_asks(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    argument: str,
    fraga: dict[str, Any],
) -> None:
    monkeypatch.chdir(tmp_path)
    for namn, falt in (("utfall", "utfall"), ("rapport", "rapport"), ("fore", "foregaende")):
        (tmp_path / f"{namn}.json").write_text(json.dumps(fraga.get(falt, {})), "utf-8")
    delar = argument.split()
    regelverk = delar[delar.index("--regelverk") + 1] if "--regelverk" in delar else "halland-2018"
    cli.main([*delar, "--json"])
    svar = json.loads(capsys.readouterr().out)
    assert svar == svara({"version": 1, "regelverk": regelverk, **fraga})
    assert [f.message for f in jsonschema.Draft202012Validator(svarsschema(fraga["funktion"])).iter_errors(svar)] == []


def test_every_function_that_has_a_command_is_held_to_it() -> None:
    """The others have no command of their own: ``riktlinjer fraga`` asks them."""
    utan = {"inlamningsdag", "kraver_atgardsplan", "granska_atgardsplan", "utgangsvarden"}
    assert {fraga["funktion"] for _, fraga in KOMMANDON} == set(FUNKTIONER) - utan


@pytest.mark.parametrize(
    ("argument", "funktion", "falt"),
    [
        ("tidplan --ics t.ics", "berakna_tidplan", {"filer", "utelamnade"}),
        ("mall ur2 --markdown m.md", "obligatoriska_avsnitt", {"filer", "period", "saknas"}),
    ],
)
def test_files_that_are_written_are_told_in_fields_of_the_published_form(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    argument: str,
    funktion: str,
    falt: set[str],
) -> None:
    pytest.importorskip("icalendar")
    monkeypatch.chdir(tmp_path)
    assert cli.main([*argument.split(), "--json"]) == 0
    svar = json.loads(capsys.readouterr().out)
    assert falt <= set(svar["svar"])
    assert [f.message for f in jsonschema.Draft202012Validator(svarsschema(funktion)).iter_errors(svar)] == []


@pytest.mark.parametrize("kommando", ["exempel", "jamfor"])
def test_a_command_without_a_question_answers_under_its_own_name(
    capsys: pytest.CaptureFixture[str], kommando: str
) -> None:
    argument = ["halland-2018", "halland-2018"] if kommando == "jamfor" else []
    assert cli.main([kommando, *argument, "--json"]) == 0
    svar = json.loads(capsys.readouterr().out)
    assert (svar["version"], svar["funktion"], svar["id"]) == (1, kommando, None)


@pytest.mark.parametrize(
    ("argument", "funktion", "vantat"),
    [
        ("", None, ("argument", "")),
        ("statu", None, ("argument", "")),
        ("status", "berakna_status", ("argument", "")),
        ("status saknas.csv", "berakna_status", ("utfall", "saknas.csv")),
        ("tidplan --dag 0", "berakna_tidplan", ("kalender", "--dag")),
        ("mall ur9", "obligatoriska_avsnitt", ("okant-id", "RAPPORTTYP")),
        ("indikatorer --regelverk saknas.toml", "indikatorer", ("regelverk", "--regelverk")),
        ("granska-rapport saknas.md", "granska_rapport", ("rapport", "saknas.md")),
        ("tidplan --ics saknas/t.ics", "berakna_tidplan", ("fil", "--ics")),
        ("jamfor halland-2018 x", "jamfor", ("okant-id", "B")),
    ],
)
def test_what_is_wrong_is_told_as_data(
    capsys: pytest.CaptureFixture[str], argument: str, funktion: str | None, vantat: tuple[str, str]
) -> None:
    assert cli.main([*argument.split(), "--json"]) == 2
    ut, err = capsys.readouterr()
    svar = json.loads(ut)
    assert list(svar) == ["version", "funktion", "id", "fel"]
    assert (svar["version"], svar["funktion"], svar["id"]) == (1, funktion, None)
    (fel,) = svar["fel"]
    assert (fel["kod"], fel["plats"]) == vantat
    assert fel["text"] in err
    assert err.startswith("fel: ")


# --- schema ----------------------------------------------------------------------------------------------------------


def test_the_schemas_are_listed_and_each_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema"]) == 0
    visat = capsys.readouterr().out
    assert cli.main(["schema", "--json"]) == 0
    namn = json.loads(capsys.readouterr().out)["svar"]["scheman"]
    assert namn == ["regelverk", *scheman()]
    assert [n for n in namn if n not in visat] == []
    for ett in ("fraga", "svar-berakna-status"):
        assert cli.main(["schema", ett]) == 0
        assert json.loads(capsys.readouterr().out) == scheman()[ett]()
