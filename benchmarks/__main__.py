"""``python -m benchmarks``: measures, prints Markdown, and with ``--write`` puts it into the documentation."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from riktlinjer import __version__

from . import arbetsdagar, cold_start, memory, status, tabell
from .report import table, written

PAGE = Path(__file__).resolve().parent.parent / "docs" / "referens" / "prestanda.md"
BEGIN, END = "<!-- python -m benchmarks --write: begin -->\n", "<!-- end -->\n"
WATCHED = ["holidays", "importlib.metadata", "rich", "dateutil", "pandas", "polars", "numpy"]


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", help="arbetsdagar, status, kallstart, minne, tabell (default: all)")
    parser.add_argument("--scale", type=float, default=1.0, help="multiplies the number of rounds")
    parser.add_argument("--write", action="store_true", help="put the result into docs/referens/prestanda.md")
    given = parser.parse_args()
    parts = {"arbetsdagar": _arbetsdagar, "status": _status, "kallstart": _cold_start, "minne": _memory}
    parts["tabell"] = _tables
    if unknown := sorted(set(given.parts) - parts.keys()):
        parser.error(f"unknown: {', '.join(unknown)}; choose from {', '.join(parts)}")
    if given.write and given.parts:
        parser.error("--write takes all parts, so that the page is of one run")
    lines = [line for name in given.parts or parts for line in parts[name](given.scale)]
    text = "\n".join([*_setting(), *lines]) + "\n"
    print(text)
    if given.write:
        page = PAGE.read_text("utf-8")
        before, after = page.split(BEGIN)[0], page.split(END)[1]
        PAGE.write_text(f"{before}{BEGIN}{text}{END}{after}", "utf-8")
    return 0


def _setting() -> Iterator[str]:
    packages = ", ".join(f"{name} {version(name)}" for name in ("pydantic", "holidays", "zen-engine"))
    yield f"riktlinjer {__version__}, {platform.python_implementation()} {platform.python_version()} on"
    yield f"{platform.system()} {platform.machine()} with {os.cpu_count()} cores; {packages}."
    yield ""


def _arbetsdagar(scale: float) -> Iterator[str]:
    yield "### Workdays\n"
    yield table(arbetsdagar.run(scale)) + "\n"


def _status(scale: float) -> Iterator[str]:
    yield "### Status of one counted delmål\n"
    yield table(status.run(scale)) + "\n"
    yield f"`zen-engine` states {written(status.zen_alone()[1])} for its own part of a call.\n"


def _cold_start(scale: float) -> Iterator[str]:
    yield "### Fresh processes\n"
    yield table(cold_start.run(scale)) + "\n"
    programs = {
        "`import riktlinjer`": "import riktlinjer",
        "the statuses": cold_start.STATUS,
        "pydantic with one model": cold_start.REFERENCE,
    }
    yield f"Of {', '.join(f'`{name}`' for name in WATCHED)}, a process has afterwards:\n"
    for name, program in programs.items():
        found = cold_start.who_imports(WATCHED, program)
        listed = ", ".join(f"`{module}` (first imported by `{by}`)" for module, by in found.items())
        yield f"- {name}: {listed or 'none'}"
    yield ""


def _memory(_: float) -> Iterator[str]:
    yield "### Memory\n"
    yield "| What | Kept |\n|---|---:|"
    for what, kept in memory.run():
        size = f"{kept / 1e6:.1f} MB" if kept >= 1e6 else f"{kept / 1e3:.1f} kB" if kept >= 1e3 else f"{kept} bytes"
        yield f"| {what} | {size} |"
    yield ""


def _tables(scale: float) -> Iterator[str]:
    yield "### Tables\n"
    yield table(tabell.run(scale)) + "\n"
    yield "Per row, of a threshold, as the table grows:\n"
    yield table(tabell.growth(scale)) + "\n"
    engines, missing = tabell.peers(scale)
    yield table(engines) + "\n"
    yield from missing
    yield "| Peak above the table's own memory | Ours | By hand | Ratio | At most |\n|---|---:|---:|---:|---:|"
    for what, ours, hand in tabell.memory():
        yield f"| {what} | {ours / 1e6:.0f} MB | {hand / 1e6:.0f} MB | {ours / hand:.2f}× | 2.00× |"
    yield ""


if __name__ == "__main__":
    sys.exit(main())
