"""Cold start: fresh processes against one that imports pydantic and defines one model; and what they import."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec

from . import arbetsdagar
from .report import Row, against_peer
from .timing import alternate_processes

REFERENCE = "import pydantic\nclass M(pydantic.BaseModel):\n    a: int = 0\nM()"
STATUS = (
    "import riktlinjer as rl\nrv = rl.las_regelverk('halland-2018')\n"
    "for b in rl.berakna_status(rv, rl.utgangsvarden(rv)).values():\n    b.status"
)
_PYDANTIC = "pydantic with one model"

_PROBE = """
import json, sys
importer = {}
class Recorder:
    def find_spec(self, name, path=None, target=None):
        frame = sys._getframe(1)
        while frame and "importlib" in frame.f_code.co_filename:
            frame = frame.f_back
        importer.setdefault(name, frame.f_globals.get("__name__", "?"))
sys.meta_path.insert(0, Recorder())
exec(PROGRAM, {"__name__": "program"})
names = sys.argv[1:]
print(json.dumps({name: importer.get(name, "the interpreter") for name in names if name in sys.modules}))
"""


def run(scale: float) -> Iterator[Row]:
    """The rows; ``scale`` multiplies the number of rounds."""
    sides = {
        "nothing": _python("pass"),
        "reference": _python(REFERENCE),
        "import": _python("import riktlinjer"),
        "every name": _python("from riktlinjer import *"),
        "status": _python(STATUS),
    }
    if find_spec("riktlinjer.__main__"):
        sides["exempel"] = [sys.executable, "-P", "-m", "riktlinjer", "exempel"]
    taken = alternate_processes(sides, rounds=max(15, round(31 * scale)))
    yield against_peer("`import riktlinjer`", taken, "import", "reference", against=_PYDANTIC, at_most=1.0)
    yield against_peer("… every public name", taken, "every name", "reference", against=_PYDANTIC)
    yield against_peer(
        "Load halland-2018, statuses of its baselines",
        taken,
        "status",
        "reference",
        against=_PYDANTIC,
        at_most=1.8,
    )
    if "exempel" in sides:
        yield against_peer("`riktlinjer exempel`, piped", taken, "exempel", "reference", against=_PYDANTIC, at_most=3.0)
    yield against_peer("`python -c pass`", taken, "nothing", "reference", against=_PYDANTIC)

    programs = arbetsdagar.first_question()
    taken = alternate_processes(
        {name: _python(text) for name, text in programs.items()}, rounds=max(9, round(15 * scale))
    )
    for peer in ("holidays, as many years", "holidays, one year"):
        what = "First workday of a process (the table is filled)" if "many" in peer else ""
        yield against_peer(what, taken, "first workday", peer, against="`holidays`" + peer.removeprefix("holidays"))


def who_imports(names: list[str], program: str) -> dict[str, str]:
    """Which of the modules a fresh process has after the program, each with the module that asked for it first."""
    probe = _PROBE.replace("PROGRAM", repr(program))
    done = subprocess.run([*_python(probe), *names], stdout=subprocess.PIPE, check=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found


def _python(program: str) -> list[str]:
    return [sys.executable, "-P", "-c", program]
