"""A template to write in, as a Word document with guidance in a style of its own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, assert_never

from docx.document import Document as Worddokument
from docx.enum.text import WD_BREAK
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from ..skrivmall import Skrivmall
from ..skrivmall.modell import (
    VAGLEDNING,
    Innehall,
    Mallblock,
    Mallrubrik,
    Malltabell,
    Skrivplats,
    Uppgift,
    Vagledning,
)
from .stilar import (
    element,
    falt,
    faltdel,
    faltinstruktion,
    ny_stil,
    ny_tabell,
    nytt_dokument,
    till_bytes,
    xmltext,
)

_GRA: Final = RGBColor(0x59, 0x59, 0x59)
_LINJEFARG: Final = "7F7F7F"
_FORKLARING: Final = (
    "Text i den här stilen är vägledning ur riktlinjen. Ta bort den när rapporten är skriven: markera ett stycke, "
    "välj Markera all text med liknande formatering under Start, Redigering, och tryck på Delete."
)
_DJUP: Final = 3
"""The levels of headings in the contents list."""


def till_word(mall: Skrivmall) -> bytes:
    """The bytes of a Word document; the same for the same template.

    Headings are in the built-in styles (Rubrik 1, Rubrik 2, …) with the guideline's numbers as text. Guidance is in
    the style "Vägledning" and nothing else is. The first row of a table is repeated on every page.

    Args:
        mall: the template, from :func:`riktlinjer.skrivmall.bygg_skrivmall`.
    """
    dokument = nytt_dokument(mall.titel, sidfot=mall.sidfot)
    egenskaper, dag = dokument.core_properties, mall.datum
    egenskaper.subject = xmltext(mall.amne)
    egenskaper.created = egenskaper.modified = datetime(dag.year, dag.month, dag.day, tzinfo=UTC)
    _stilar(dokument)
    skrivare = _Skrivare(dokument)
    dokument.add_paragraph(xmltext(mall.titel), style="Title")
    for block in (*mall.framsida, Vagledning((_FORKLARING,))):
        skrivare.skriv(block)
    skrivare.ny_sida()
    for block in mall.block:
        skrivare.skriv(block)
    return till_bytes(dokument)


def _stilar(dokument: Worddokument) -> None:
    vagledning = ny_stil(dokument, VAGLEDNING)
    vagledning.quick_style = True
    vagledning.font.size, vagledning.font.italic, vagledning.font.color.rgb = Pt(10), True, _GRA
    vagledning.paragraph_format.left_indent = Cm(0.6)
    vagledning.paragraph_format.space_after = Pt(3)
    kant = element("w:pBdr")
    kant.append(element("w:left", val="single", sz="12", space="8", color=_LINJEFARG))
    # In the order of the schema: the edge before spacing and indentation.
    vagledning.element.get_or_add_pPr().insert(0, kant)
    for niva in range(1, _DJUP + 1):
        rad = ny_stil(dokument, f"toc {niva}", inbyggd=True)
        rad.paragraph_format.left_indent = Cm(0.6 * (niva - 1))
        rad.paragraph_format.space_after = Pt(2)


class _Skrivare:
    """Writes the parts of a template one after the other, and counts headings and tables."""

    def __init__(self, dokument: Worddokument) -> None:
        self._dokument = dokument
        self._rubriker = self._tabeller = 0

    def skriv(self, block: Mallblock) -> None:
        match block:
            case Mallrubrik():
                self._rubriker += 1
                rubrik = self._dokument.add_heading(xmltext(block.text), block.niva)
                _bokmarke(rubrik, self._rubriker)
            case Uppgift():
                rad = self._dokument.add_paragraph()
                rad.add_run(f"{xmltext(block.namn)}: ").bold = True
                rad.add_run(xmltext(block.varde))
            case Vagledning():
                self._vagledning(block)
            case Innehall():
                self._innehall(block)
            case Malltabell():
                self._tabell(block)
            case Skrivplats():
                self._dokument.add_paragraph()
            case _:
                assert_never(block)

    def ny_sida(self) -> None:
        self._dokument.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _vagledning(self, vagledning: Vagledning) -> None:
        for i, punkt in enumerate(vagledning.punkter):
            stycke = self._dokument.add_paragraph(style=VAGLEDNING)
            if i == 0:
                stycke.add_run(f"{VAGLEDNING}: ").bold = True
            stycke.add_run(xmltext(punkt))

    def _innehall(self, innehall: Innehall) -> None:
        """A contents list that Word can update; until then it has the headings without pages."""
        self._dokument.add_paragraph(xmltext(innehall.titel), style="TOC Heading")
        self.skriv(Vagledning(("Högerklicka i förteckningen och välj Uppdatera fält för att få sidnumren.",)))
        rader = [(i, r) for i, r in enumerate(innehall.rubriker, self._rubriker + 1) if r.niva <= _DJUP]
        stycke = self._dokument.add_paragraph(style="toc 1")
        faltdel(stycke, "begin")
        faltinstruktion(stycke, f'TOC \\o "1-{_DJUP}" \\h \\z \\u')
        faltdel(stycke, "separate")
        for plats, (nummer, rubrik) in enumerate(rader):
            if plats:
                stycke = self._dokument.add_paragraph(style=f"toc {rubrik.niva}")
            lank = element("w:hyperlink", anchor=_bokmarksnamn(nummer), history="1")
            lank.append(stycke.add_run(xmltext(rubrik.text))._r)
            stycke._p.append(lank)
        faltdel(stycke, "end")
        self.ny_sida()

    def _tabell(self, tabell: Malltabell) -> None:
        self._tabeller += 1
        rubrik = self._dokument.add_paragraph(style="Caption")
        rubrik.paragraph_format.keep_with_next = True
        rubrik.add_run("Tabell ")
        falt(rubrik, "SEQ Tabell \\* ARABIC", str(self._tabeller))
        rubrik.add_run(f". {xmltext(tabell.titel)}")
        ny_tabell(self._dokument, tabell.kolumner, tabell.rader, titel=tabell.titel, beskrivning=tabell.beskrivning)
        self._dokument.add_paragraph()


def _bokmarke(stycke: Paragraph, nummer: int) -> None:
    start = element("w:bookmarkStart", id=str(nummer), name=_bokmarksnamn(nummer))
    stycke._p.insert(1 if stycke._p.pPr is not None else 0, start)
    stycke._p.append(element("w:bookmarkEnd", id=str(nummer)))


def _bokmarksnamn(nummer: int) -> str:
    return f"_Toc{nummer:08}"
