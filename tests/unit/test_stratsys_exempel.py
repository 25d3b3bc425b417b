"""The example runs, the command for who fills in the mapping answers, and nothing is loaded before it is needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from riktlinjer.adapters.stratsys import Klient, Token
from riktlinjer.adapters.stratsys.__main__ import main
from riktlinjer.errors import SaknatTillagg

ROT = Path(__file__).resolve().parents[2]
KOPPLING = ROT / "examples" / "stratsys" / "koppling.toml"


def kor(*argument: str) -> subprocess.CompletedProcess[str]:
    """A fresh Python without a network but the loopback's."""
    miljo = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-W", "error", *argument],
        cwd=ROT,
        env=miljo,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_example_goes_the_whole_way() -> None:
    svar = kor("examples/stratsys/kor.py")
    assert svar.returncode == 0, svar.stderr
    rader = svar.stdout.splitlines()
    assert rader[0] == "Region Halland, mars 2018: 7 av 7 lästa mått har ett utfall."
    assert rader[1:6] == [
        "delmal-1: kan inte avgöras",
        "delmal-2: kan inte avgöras",
        "delmal-3: Gul",
        "delmal-4: Gul",
        "delmal-5: Gul",
    ]
    assert "halland-2018, mars 2018: 5 av 7 ändringar står i Stratsys." in rader
    assert sum(rad.startswith("  låst") for rad in rader) == 1
    assert "halland-2018, utgåva 2018-01-30, mars 2018: 2 ändringar." in rader


def test_the_command_checks_a_mapping() -> None:
    svar = kor("-m", "riktlinjer.adapters.stratsys", "kontrollera", "examples/stratsys/koppling.toml")
    assert svar.returncode == 0, svar.stderr
    assert svar.stdout.splitlines()[-1] == "Kopplingen är rätt ifylld."


def test_the_command_tells_every_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fil = tmp_path / "koppling.toml"
    fil.write_text(KOPPLING.read_text("utf-8").replace("delmal-3", "delmal-6"), "utf-8")
    assert main(["kontrollera", str(fil)]) == 1
    assert capsys.readouterr().out.startswith("kopplingen har 2 fel:\n  koppling.toml:")


def test_the_command_shows_intervals(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["intervall", "delmal-3"]) == 0
    assert "  Gul: minst 70 och under 72" in capsys.readouterr().out.splitlines()
    assert main(["intervall", "--rapporttyp", "UR1"]) == 0
    assert capsys.readouterr().out.count("färgen följer av") == 5


@pytest.mark.parametrize(
    ("argument", "text"),
    [
        (["intervall", "delmal-6"], "delmål 'delmal-6' finns inte"),
        (["intervall", "--regelverk", "hallnad-2018"], "regelverk 'hallnad-2018' finns inte"),
        ([], "ett kommando saknas; välj kontrollera eller intervall\nSe python -m riktlinjer.adapters.stratsys --help"),
        (["kontrolera", "x"], "kommando 'kontrolera' finns inte; välj bland kontrollera, intervall"),
        (["kontrollera"], "fil saknas"),
        (["kontrollera", "finns-inte.toml"], "finns-inte.toml: filen finns inte; kontrollera namnet"),
        (["kontrollera", "."], ".: är en mapp, inte en fil"),
        (["intervall", "--rapporttyp", "UR9"], "rapporttyp 'UR9' finns inte; välj bland månadsrapport, UR1, UR2, ÅR"),
        (["intervall", "--rapporttyp"], "--rapporttyp: ett värde saknas"),
        (["intervall", "--rapport", "UR1"], "okänt argument: --rapport"),
        (["intervall", "delmal-1", "delmal-2"], "okänt argument: delmal-2"),
    ],
)
def test_an_unknown_id_is_a_bad_argument(capsys: pytest.CaptureFixture[str], argument: list[str], text: str) -> None:
    assert main(argument) == 2
    ut = capsys.readouterr()
    assert ut.out == ""
    assert ut.err.startswith(text)
    assert "usage" not in ut.err


def test_help_is_in_swedish(capsys: pytest.CaptureFixture[str]) -> None:
    for argument in (["--help"], ["kontrollera", "-h"]):
        assert main(argument) == 0
        ut = capsys.readouterr().out
        assert ut.startswith("användning: python -m riktlinjer.adapters.stratsys")
        for engelska in ("usage", "options", "positional", "show this"):
            assert engelska not in ut


def test_a_rule_set_without_colours_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["intervall", "--regelverk", "jamtland-harjedalen-2016"]) == 0
    assert capsys.readouterr().out == "Regelverket jamtland-harjedalen-2016 har inga delmål med färger.\n"


def test_a_rule_set_of_ones_own_can_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "eget.toml").write_text("format = 9\n", "utf-8")
    assert main(["intervall", "--regelverk", str(tmp_path / "eget.toml")]) == 2
    assert "eget.toml:1: format" in capsys.readouterr().err


def test_mapping_intervals_and_files_need_no_extra() -> None:
    kod = "import sys, riktlinjer.adapters.stratsys; print([m for m in ('httpx', 'http.server') if m in sys.modules])"
    assert kor("-c", kod).stdout.strip() == "[]"


def test_without_httpx_the_client_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(SaknatTillagg, match=r'pip install "riktlinjer\[stratsys\]"'):
        Klient("https://stratsys.example/api/v1/", Token("x"))
