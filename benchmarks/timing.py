"""Timing: sides that are measured in alternating rounds, so that a drifting machine strikes all of them alike."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import perf_counter_ns
from timeit import Timer
from typing import Any


@dataclass(frozen=True)
class Code:
    """A statement to time, with its names. ``per`` is how many answers one run of it gives."""

    statement: str
    names: Mapping[str, Any]
    per: int = 1


@dataclass(frozen=True)
class Measured:
    """Nanoseconds per answer: side -> one value per round; round i of every side was run next to the others'."""

    rounds: Mapping[str, Sequence[float]]

    def time(self, side: str) -> float:
        """The median of the side's rounds."""
        return median(self.rounds[side])

    def ratio(self, side: str, peer: str) -> float:
        """The median of the rounds' own ratios."""
        return median(a / b for a, b in zip(self.rounds[side], self.rounds[peer], strict=True))


def alternate(sides: Mapping[str, Code], *, rounds: int, round_ns: int = 300_000) -> Measured:
    """Times statements in this process; a round runs each side for some ``round_ns``, without garbage collection.

    Rounds are short, so that on a busy machine few of them are interrupted and the median is of those that are not. A
    side's number of runs is settled first and then kept. The loop's own cost, some nanoseconds a run, is left in on all
    sides alike.
    """
    timers = {
        name: Timer(code.statement, timer=perf_counter_ns, globals=dict(code.names)) for name, code in sides.items()
    }
    runs = {name: _runs(timer, round_ns) for name, timer in timers.items()}

    def once(name: str) -> float:
        return timers[name].timeit(runs[name]) / runs[name] / sides[name].per

    return _rotate({name: partial(once, name) for name in sides}, rounds)


def alternate_processes(command: Sequence[str], reference: Sequence[str], *, rounds: int) -> Measured:
    """Times two commands, called "ours" and "theirs", from start to exit in fresh processes, their output piped.

    Byte code stands ready, as after an installation: a first, untimed round writes it to a folder of its own.
    """
    with tempfile.TemporaryDirectory() as folder:
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = folder

        def once(command: Sequence[str]) -> float:
            start = perf_counter_ns()
            subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
            return perf_counter_ns() - start

        sides = {"ours": partial(once, command), "theirs": partial(once, reference)}
        for side in sides.values():
            side()
        return _rotate(sides, rounds)


def _runs(timer: Timer, round_ns: int) -> int:
    fastest = min(timer.timeit(1) for _ in range(9))
    if fastest * 4 < round_ns:
        runs = max(1, int(round_ns / (4 * fastest)))
        fastest = min(timer.timeit(runs) for _ in range(9)) / runs
    return max(1, round(round_ns / fastest))


def _rotate(sides: Mapping[str, Callable[[], float]], rounds: int) -> Measured:
    """Every side once a round; each round begins with another side."""
    names = list(sides)
    taken: dict[str, list[float]] = {name: [] for name in names}
    for i in range(rounds):
        k = i % len(names)
        for name in names[k:] + names[:k]:
            taken[name].append(sides[name]())
    return Measured(taken)
