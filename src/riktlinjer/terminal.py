"""Terminal: a page for people, as a terminal shows it with rich.

Imported only when stdout is a terminal and rich is installed. Colour is given to words ("Röd" is red), so it never
stands without its word.
"""

from __future__ import annotations

from typing import Final

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from .utskrift import MINSTA_BREDD, STORSTA_BREDD, Rad, Sida, rader

# The later ones win: "ej uppnådd" is not "uppnådd".
_ORD: Final = (
    (r"\bGrön\b", "bold green"),
    (r"\bGul\b", "bold yellow"),
    (r"\bRöd\b", "bold red"),
    (r"\buppnådd\b", "green"),
    (r"\bej uppnådd\b", "red"),
    (r"\bkan inte avgöras\b|\bosäkert\b", "bold magenta"),
    (r"\bnytt mätvärde saknas\b|\bunder utveckling\b|\binte känt\b|\bej känt\b|\bi\.u\.", "dim"),
    (r"[a-z0-9]+(?:-[a-z0-9]+)+ = [a-z0-9-]+", "cyan"),
    (r"riktlinjer (?:mall|tidplan) \S.*", "cyan"),
)
_STIL: Final = {
    "rubrik 1": "bold",
    "rubrik 2": "bold blue",
    "rubrik 3": "bold",
    "rubrik 4": "bold",
    "tabellhuvud": "bold",
    "streck": "blue",
    "grupp": "italic",
    "text": "",
}


def skriv_terminal(sida: Sida, konsol: Console) -> str:
    """The page with a panel around its title and the colours that the console can show."""
    bredd = max(MINSTA_BREDD, min(konsol.width, STORSTA_BREDD))
    titel: list[Text] = []
    with konsol.capture() as fangst:
        for rad in rader(sida, bredd):
            if rad.slag == "rubrik 1":
                titel.append(_rad(rad))
            elif titel:  # the line under the title: the panel has its own
                konsol.print(Panel(Text("\n").join(titel), border_style="blue", width=bredd))
                titel = []
            else:
                konsol.print(_rad(rad), soft_wrap=True)
    return fangst.get()


def _rad(rad: Rad) -> Text:
    text = rad.text.replace("-", "─").replace("=", "═") if rad.slag == "streck" else rad.text
    if rad.slag == "text" and text.startswith("- "):
        text = "•" + text[1:]
    rik = Text(text, _STIL[rad.slag])
    if rad.slag != "streck":
        for monster, farg in _ORD:
            rik.highlight_regex(monster, farg)
    return rik
