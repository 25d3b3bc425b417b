"""Terminal: a page for people, as a terminal with rich shows it.

Imported only when stdout is a terminal and rich is installed. Colour is given to words ("Röd" is red), so it never stands
without its word.
"""

from __future__ import annotations

from typing import Final, assert_never

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from .utskrift import Block, Grupp, Lista, Rubrik, Sida, Stycke, Tabell, ren

_STORSTA_BREDD: Final = 110

# The later ones win: "ej uppnådd" is not "uppnådd".
_FARGER: Final = (
    (r"\bGrön\b", "bold green"),
    (r"\bGul\b", "bold yellow"),
    (r"\bRöd\b", "bold red"),
    (r"\buppnådd\b", "green"),
    (r"\bej uppnådd\b", "red"),
    (r"\bkan inte avgöras\b", "bold magenta"),
    (r"\bosäkert\b", "magenta"),
    (r"nytt mätvärde saknas|under utveckling|\binte känt\b|\bej känt\b|\bi\.u\.", "dim"),
    (r"\b[a-zåäö0-9]+(?:-[a-zåäö0-9]+)+ = [a-z0-9-]+", "cyan"),
)


def skriv_terminal(sida: Sida, konsol: Console) -> str:
    """The page with tables, panels and the colours that the console can show."""
    with konsol.capture() as fangst:
        konsol.print(Group(*(_form(block) for block in sida)), width=min(konsol.width, _STORSTA_BREDD))
    return fangst.get()


def _form(block: Block) -> RenderableType:
    match block:
        case Rubrik(niva=1):
            return Padding(Panel(_text(block.text, "bold"), border_style="blue", expand=False), (0, 0, 1, 0))
        case Rubrik(niva=2):
            return Padding(_text(block.text, "bold blue underline"), (1, 0, 1, 0))
        case Rubrik():
            return _text(block.text, "bold")
        case Stycke():
            return Padding(_text(block.text), (0, 0, 1, 2 if block.indrag else 0))
        case Lista():
            return _lista(block)
        case Tabell():
            return _tabell(block)
        case _:
            assert_never(block)


def _text(text: str, stil: str = "") -> Text:
    rik = Text(ren(text), style=stil)
    for monster, farg in _FARGER:
        rik.highlight_regex(monster, farg)
    return rik


def _lista(lista: Lista) -> RenderableType:
    rader = Table.grid(padding=(0, 1))
    rader.add_column(width=1)
    rader.add_column()
    for punkt in lista.punkter:
        rader.add_row("•", _text(punkt))
    return Padding(rader, (0, 0, 1, 1))


def _tabell(tabell: Tabell) -> RenderableType:
    rik = Table(box=SIMPLE_HEAD, header_style="bold", pad_edge=False, padding=(0, 1))
    for i, kolumn in enumerate(tabell.kolumner):
        rik.add_column(
            kolumn.rubrik, justify="right" if kolumn.hoger else "left", overflow="fold", ratio=None if i else 1
        )
    for rad in tabell.rader:
        if isinstance(rad, Grupp):
            rik.add_section()
            rik.add_row(_text(rad.text, "italic"))
        else:
            rik.add_row(*map(_text, rad))
    return Padding(rik, (0, 0, 0, 1))
