"""Kommentaren: why a delmål has its computed status, as the HTML that Stratsys shows under a measure."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser
from typing import Final

from ...models.datum import skriv_period
from ...models.regelverk import Regelverk
from ...models.skalor import Bedombarhet, Status
from ...rules.svar import BeraknadStatus, statusord

_BORJAN: Final = "Beräknad status: "
_SLUT: Final = "En beräkning, inte en bedömning."
_STYCKEN: Final = frozenset({"p", "br", "li", "ul", "ol", "div", "h1", "h2", "h3", "tr", "td"})


def avgjord_farg(b: BeraknadStatus) -> Status | None:
    """The colour that can be shown; None when it is not settled, or when the guideline calls the status svårbedömd."""
    return None if b.bedombarhet is Bedombarhet.SVARBEDOMT else b.status


def fargens_ord(b: BeraknadStatus) -> str:
    """The colour in words, or why none can be shown."""
    return Bedombarhet.SVARBEDOMT.value if b.bedombarhet is Bedombarhet.SVARBEDOMT else statusord(b.mojliga)


def skriv_kommentar(regelverk: Regelverk, b: BeraknadStatus, period: str) -> str:
    """The comment to a computed status: the colour in words, the reasons, what the reader should know, and by what.

    The same answer gives the same text.

    Args:
        regelverk: the rule set that ``b`` was computed with.
        period: the ISO month that the outcomes cover.
    """
    stycken = [f"<b>{_BORJAN}{_html(fargens_ord(b))}</b>"]
    if b.enhet is not None:
        text = f"Egen tillämpning: färgen gäller koncernen, och regeln är här tillämpad på {b.enhet}."
        stycken.append(f"<b>{_html(text)}</b>")
    stycken.append(_html(b.motivering))
    stycken += [_html(p.text) for p in b.papekanden if p.kod != _EGEN_TILLAMPNING]
    kalla = f"efter {regelverk.titel}, utgåva {regelverk.utgava}"
    stycken.append(_html(f"{_marke(regelverk.id, b)} {kalla}, {_till_och_med(period)}. {_SLUT}"))
    return "".join(f"<p>{stycke}</p>" for stycke in stycken)


def ar_beraknad(html: str, regelverk: str, b: BeraknadStatus, period: str | None = None) -> bool:
    """Whether a comment is an earlier one of ours to the same delmål, with nothing that a person has put before or
    after it.

    Args:
        regelverk: the id of the rule set.
        period: the ISO month that it must be about; without it, any.
    """
    text = som_text(html)
    manad = "" if period is None else som_text(_html(_till_och_med(period)))
    marke = som_text(_html(_marke(regelverk, b)))
    return text.startswith(_BORJAN) and text.endswith(_SLUT) and marke in text and manad in text


def _marke(regelverk: str, b: BeraknadStatus) -> str:
    """What tells whose comment it is: several delmål may have theirs on one node."""
    egen = "" if b.enhet is None else ", egen tillämpning"
    return f"Beräknad av riktlinjer ({regelverk}, {b.id}{egen})"


def _till_och_med(period: str) -> str:
    return f"för utfall till och med {skriv_period(period)}"


def som_text(html: str) -> str:
    """The text that a reader sees, with one space between words: two comments with the same are the same.

    >>> som_text("<p>Grön&nbsp;–<br>5 &lt; 7</p>")
    'Grön – 5 < 7'
    """
    lasare = _Textlasare()
    lasare.feed(html)
    lasare.close()
    return " ".join("".join(lasare.delar).split())


_EGEN_TILLAMPNING: Final = "STATUS-01"


def _html(text: str) -> str:
    return escape(text.strip(), quote=True)


class _Textlasare(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.delar: list[str] = []

    def handle_data(self, data: str) -> None:
        self.delar.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _STYCKEN:
            self.delar.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _STYCKEN:
            self.delar.append(" ")
