"""The result of a benchmark as a row of a Markdown table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .timing import Measured


@dataclass(frozen=True)
class Row:
    """One comparison. ``limit`` is the highest ``value`` that meets the target; None when there is no target."""

    what: str
    ours: float
    """Nanoseconds."""
    against: str
    theirs: float | None
    """Nanoseconds; None when the limit is a time."""
    value: float
    """What the limit is for: our time in theirs, or our nanoseconds."""
    shown: str
    limit: float | None = None
    target: str = ""

    @property
    def met(self) -> str:
        """The last cell."""
        return "" if self.limit is None else "yes" if self.value <= self.limit else "**no**"


def against_peer(
    what: str, measured: Measured, side: str, peer: str, *, against: str, at_most: float | None = None
) -> Row:
    """Our time as a multiple of a peer's."""
    ratio = measured.ratio(side, peer)
    target = "" if at_most is None else f"at most {at_most:.2g}×" if at_most >= 1 else f"at most 1/{1 / at_most:.0f}"
    shown = f"{ratio:.2f}×" if ratio >= 0.3 else f"1/{1 / ratio:.0f}"
    return Row(what, measured.time(side), against, measured.time(peer), ratio, shown, at_most, target)


def against_limit(what: str, measured: Measured, side: str, *, at_most_ns: float | None = None) -> Row:
    """Our time against a limit in time, or on its own."""
    time = measured.time(side)
    target = "" if at_most_ns is None else f"at most {written(at_most_ns)}"
    return Row(what, time, "", None, time, "", at_most_ns, target)


def written(ns: float) -> str:
    """A time with a fitting unit and three significant figures."""
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if ns >= size:
            return f"{_three(ns / size)} {unit}"
    return f"{_three(ns)} ns"


def table(rows: Iterable[Row]) -> str:
    """The rows as Markdown."""
    lines = ["| What | Time | Against | Its time | Ratio | Target | Met |", "|---|---:|---|---:|---:|---|---|"]
    for row in rows:
        theirs = "" if row.theirs is None else written(row.theirs)
        cells = (row.what, written(row.ours), row.against, theirs, row.shown, row.target, row.met)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _three(number: float) -> str:
    decimals = 0 if number >= 100 else 1 if number >= 10 else 2
    text = f"{number:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
