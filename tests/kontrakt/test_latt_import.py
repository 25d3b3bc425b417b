"""Importing is cheap: nothing is loaded before it is used, and statuses need neither holidays nor any extra."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

TUNGA = ("pydantic", "holidays", "dateutil", "rich", "tomllib", "json", "importlib.metadata", "importlib.resources")

LADDADE = """
import sys
fore = set(sys.modules)
{kod}
print("\\n".join(sorted(set(sys.modules) - fore)))
"""
STATUSAR = """
import riktlinjer as rl
rv = rl.las_regelverk("halland-2018")
u = rl.berakna_status(rv, rl.utgangsvarden(rv), rapporttyp=rl.Rapporttyp.UR1)
assert [b.status for b in u.values()][:2] == [rl.Status.ROD, rl.Status.ROD]
assert u["delmal-1"].motivering and u["delmal-1"].indikatorer and u["delmal-5"].papekanden is not None
rl.obligatoriska_avsnitt(rv, rl.Rapporttyp.UR2)
rl.kraver_atgardsplan(rv, rapporttyp=rl.Rapporttyp.UR2, period="2018-08", budgetavvikelse=-6)
"""


def laddade(kod: str) -> set[str]:
    """The modules that a fresh process has loaded after running the code."""
    miljo = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    svar = subprocess.run(
        [sys.executable, "-W", "error", "-c", LADDADE.replace("{kod}", kod)],
        env=miljo,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert svar.returncode == 0, svar.stderr
    return set(svar.stdout.split())


@pytest.fixture(scope="module")
def pydantics() -> set[str]:
    """What pydantic loads by itself when a model is made and used."""
    return laddade(
        "import pydantic\nclass M(pydantic.BaseModel):\n    x: int\nM.model_validate_json(M(x=1).model_dump_json())"
    )


def test_importing_the_package_loads_only_the_package() -> None:
    nya = laddade("import riktlinjer")
    assert [m for m in TUNGA if m in nya] == []
    assert {m for m in nya if m.startswith("riktlinjer.")} <= {"riktlinjer._version"}


def test_importing_the_package_opens_no_data_file() -> None:
    kod = (
        "opnade = []\n"
        "sys.addaudithook(lambda h, a: opnade.append(str(a[0])) if h == 'open' else None)\n"
        "import riktlinjer\n"
        "assert not [f for f in opnade if f.endswith('.toml')], opnade"
    )
    laddade(kod)


def test_statuses_sections_and_plans_load_neither_holidays_nor_any_extra() -> None:
    nya = laddade(STATUSAR)
    assert [m for m in ("holidays", "dateutil", "rich", "pandas", "docx", "openpyxl", "zen") if m in nya] == []


def test_statuses_load_importlib_metadata_only_if_pydantic_does(pydantics: set[str]) -> None:
    if "importlib.metadata" not in pydantics:
        assert "importlib.metadata" not in laddade(STATUSAR)


def test_workdays_load_no_model_and_no_rule_set() -> None:
    nya = laddade("import datetime, riktlinjer\nriktlinjer.arbetsdag_efter(datetime.date(2018, 3, 6), 3)")
    assert "pydantic" not in nya
    assert [m for m in nya if m.startswith(("riktlinjer.models", "riktlinjer.regelverk"))] == []


def test_reading_a_name_loads_only_what_it_needs() -> None:
    nya = laddade("import riktlinjer\nriktlinjer.OkantId")
    assert {m for m in nya if m.startswith("riktlinjer.")} == {"riktlinjer._version", "riktlinjer.errors"}
