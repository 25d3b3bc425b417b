"""Cold start: fresh processes against one that imports pydantic and defines one model; and what they import."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

from . import arbetsdagar
from .report import Row, against_peer
from .timing import alternate_processes

REFERENCE = "import pydantic\nclass M(pydantic.BaseModel):\n    a: int = 0\nM()"
STATUS = (
    "import riktlinjer as rl\nrv = rl.las_regelverk('halland-2018')\n"
    "for b in rl.berakna_status(rv, rl.utgangsvarden(rv)).values():\n    b.status"
)

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
    reference, rounds = _python(REFERENCE), max(15, round(31 * scale))
    exempel = [sys.executable, "-P", "-m", "riktlinjer", "exempel"]
    for what, command, at_most in (
        ("`import riktlinjer`", _python("import riktlinjer"), 1.0),
        ("… and every public name", _python("from riktlinjer import *"), None),
        ("Load halland-2018, statuses of its baselines", _python(STATUS), 1.8),
        ("`riktlinjer exempel`, piped", exempel, 3.0),
        ("`python -c pass`", _python("pass"), None),
    ):
        taken = alternate_processes(command, reference, rounds=rounds)
        yield against_peer(what, taken, "ours", "theirs", against="pydantic with one model", at_most=at_most)
    first = _python(arbetsdagar.FIRST_QUESTION)
    for peer, program in arbetsdagar.FIRST_QUESTION_TO_HOLIDAYS.items():
        taken = alternate_processes(first, _python(program), rounds=rounds)
        yield against_peer("The first workday of a process", taken, "ours", "theirs", against=peer)


def who_imports(names: list[str], program: str) -> dict[str, str]:
    """Which of the modules a fresh process has after the program, each with the module that asked for it first."""
    probe = _PROBE.replace("PROGRAM", repr(program))
    done = subprocess.run([*_python(probe), *names], stdout=subprocess.PIPE, check=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found


def _python(program: str) -> list[str]:
    return [sys.executable, "-P", "-c", program]
