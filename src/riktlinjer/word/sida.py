"""A page of blocks as a Word document."""

from __future__ import annotations

from typing import Final, assert_never

from docx.document import Document as Worddokument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm
from docx.table import Table

from ..disposition import Del, Innehallsblock, disponera
from ..utskrift import Grupp, Lista, Sida, Stycke, Tabell
from .stilar import BREDD, BREDD_LIGGANDE, ny_tabell, nytt_dokument, till_bytes, xmltext

_BRED: Final = 7
"""A table with so many columns wants a page that lies down."""
_DJUPAST: Final = 9
"""Of Word's heading styles."""


def till_word_sida(block: Sida, *, titel: str | None = None) -> bytes:
    """The page as the bytes of a Word document in Swedish; the same for the same blocks.

    The title is in the style for titles, headings are in the built-in styles (Rubrik 1, Rubrik 2, …) without a gap,
    lists in that of lists. The first row of a table is its header, repeated on every page.

    >>> from riktlinjer.utskrift import Rubrik, Stycke
    >>> till_word_sida([Rubrik("Tidplan 2018"), Stycke("Ingen.")])[:2]
    b'PK'

    Args:
        block: the page, as the command line lays it out; what is only for those who sit there is left out.
        titel: the title; without it the page's first heading, when that is of the first rank and nothing precedes it.
    """
    sida = disponera(block, titel)
    liggande = _bredast(sida) >= _BRED
    dokument = nytt_dokument(sida.rubrik, sidfot=sida.rubrik, liggande=liggande)
    dokument.add_paragraph(xmltext(sida.rubrik), style="Title")
    _Skrivare(dokument, BREDD_LIGGANDE if liggande else BREDD).skriv(sida, 0)
    return till_bytes(dokument)


def _bredast(del_: Del) -> int:
    """The number of columns of the page's widest table."""
    egna = [len(block.kolumner) for block in del_.block if isinstance(block, Tabell)]
    return max([*egna, *map(_bredast, del_.delar)], default=0)


class _Skrivare:
    """Writes the parts of a page one after the other."""

    def __init__(self, dokument: Worddokument, bredd: float) -> None:
        self._dokument, self._bredd = dokument, bredd

    def skriv(self, del_: Del, niva: int) -> None:
        """Writes what is in a part of the page, but for its heading."""
        for block in del_.block:
            self._block(block, del_.rubrik)
        for under in del_.delar:
            self._dokument.add_heading(xmltext(under.rubrik), min(niva + 1, _DJUPAST))
            self.skriv(under, niva + 1)

    def _block(self, block: Innehallsblock, rubrik: str) -> None:
        match block:
            case Stycke():
                stycke = self._dokument.add_paragraph(xmltext(block.text))
                if block.indrag:
                    stycke.paragraph_format.left_indent = Cm(0.6)
            case Lista():
                for punkt in block.punkter:
                    self._dokument.add_paragraph(xmltext(punkt), style="List Bullet")
            case Tabell():
                self._tabell(block, rubrik)
            case _:
                assert_never(block)

    def _tabell(self, tabell: Tabell, rubrik: str) -> None:
        if tabell.rubrik is not None:
            namn = self._dokument.add_paragraph(xmltext(tabell.rubrik), style="Caption")
            namn.paragraph_format.keep_with_next = True
        kolumner = [kolumn.rubrik for kolumn in tabell.kolumner]
        tomma = [""] * (len(kolumner) - 1)
        # A group's heading must not widen the first column: it is written when its cells are one.
        rader = [("", *tomma) if isinstance(rad, Grupp) else rad for rad in tabell.rader]
        ark = ny_tabell(self._dokument, kolumner, rader, titel=tabell.rubrik or rubrik, bredd=self._bredd)
        for nummer, rad in enumerate(tabell.rader, 1):
            if isinstance(rad, Grupp):
                _grupprad(ark, nummer, rad.text)
        med_tal = [0, *(nummer for nummer, rad in enumerate(tabell.rader, 1) if not isinstance(rad, Grupp))]
        for i, kolumn in enumerate(tabell.kolumner):
            if kolumn.hoger:
                _till_hoger(ark, i, med_tal)
        self._dokument.add_paragraph()


def _grupprad(ark: Table, nummer: int, text: str) -> None:
    celler = ark.rows[nummer].cells
    hela = celler[0].merge(celler[-1])
    for tomt in hela.paragraphs[1:]:
        tomt._p.getparent().remove(tomt._p)
    stycke = hela.paragraphs[0]
    stycke.add_run(xmltext(text)).bold = True
    stycke.paragraph_format.keep_with_next = True


def _till_hoger(ark: Table, kolumn: int, rader: list[int]) -> None:
    for nummer in rader:
        ark.rows[nummer].cells[kolumn].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
