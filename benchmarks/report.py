"""The result of a benchmark as a row of a Markdown table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .timing import Measured


@dataclass(frozen=True)
class Row:
    """One comparison, in nanoseconds; ``theirs`` and ``ratio`` are None when there is no peer."""

    what: str
    ours: float
    against: str = ""
    theirs: float | None = None
    ratio: float | None = None
    at_most: float | None = None
    """The highest ratio that meets the target; None when there is no target."""

    @property
    def met(self) -> str:
        """The last cell."""
        if self.at_most is None or self.ratio is None:
            return ""
        return "yes" if self.ratio <= self.at_most else "**no**"


def against_peer(
    what: str, measured: Measured, side: str, peer: str, *, against: str, at_most: float | None = None
) -> Row:
    """Our time as a multiple of a peer's."""
    return Row(what, measured.time(side), against, measured.time(peer), measured.ratio(side, peer), at_most)


def alone(what: str, measured: Measured, side: str) -> Row:
    """Our time, for the reader's information."""
    return Row(what, measured.time(side))


def written(ns: float) -> str:
    """A time with a fitting unit and three significant figures."""
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if ns >= size:
            return f"{_three(ns / size)} {unit}"
    return f"{_three(ns)} ns"


def table(rows: Iterable[Row]) -> str:
    """The rows as Markdown."""
    lines = ["| What | Time | Against | Its time | Ratio | At most | Met |", "|---|---:|---|---:|---:|---:|---|"]
    for row in rows:
        theirs = "" if row.theirs is None else written(row.theirs)
        cells = (
            row.what,
            written(row.ours),
            row.against,
            theirs,
            _multiple(row.ratio),
            _multiple(row.at_most),
            row.met,
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _multiple(ratio: float | None) -> str:
    if ratio is None:
        return ""
    return f"{_three(ratio)}×" if ratio >= 0.3 else f"1/{1 / ratio:.0f}"


def _three(number: float) -> str:
    decimals = 0 if number >= 100 else 1 if number >= 10 else 2
    return f"{number:.{decimals}f}"
