"""Word: a template to write in, as a .docx with heading styles, table headers and guidance in a style of its own.

Needs the extra ``word``.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, assert_never

from .errors import SaknatTillagg
from .skrivmall import Skrivmall
from .skrivmall.modell import (
    SPRAK,
    VAGLEDNING,
    Innehall,
    Mallblock,
    Mallrubrik,
    Malltabell,
    Skrivplats,
    Uppgift,
    Vagledning,
)
from .utskrift import ren

try:
    from docx import Document
    from docx.document import Document as Worddokument
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.enum.text import WD_BREAK
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.shared import Cm, Pt, RGBColor
    from docx.styles.style import ParagraphStyle
    from docx.table import Table
    from docx.text.paragraph import Paragraph
except ModuleNotFoundError:
    raise SaknatTillagg("word", "Word-mallen") from None

_TECKENSNITT: Final = "Calibri"
_GRA: Final = RGBColor(0x59, 0x59, 0x59)
_HUVUDFARG: Final = "D9E2F3"
_LINJEFARG: Final = "7F7F7F"
_BREDD: Final = Cm(16)
"""Between the margins of an A4 page."""
_FORKLARING: Final = (
    "Text i den här stilen är vägledning ur riktlinjen. Ta bort den när rapporten är skriven: markera ett stycke, "
    "välj Markera all text med liknande formatering under Start, Redigering, och tryck på Delete."
)
_DJUP: Final = 3
"""The levels of headings in the contents list."""
_TOM_BREDD: Final = 28
_STORSTA_BREDD: Final = 40
"""The width of a column, in characters: one to fill in, and the widest that what it holds asks for."""
_TECKEN_PER_RAD: Final = 95
"""What the text of a table has room for between the margins."""
_LUFT: Final = 2
_INTE_I_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_ZIPDAG: Final = (1980, 1, 1, 0, 0, 0)
"""The day of every file in the archive: the same template gives the same bytes."""


def till_word(mall: Skrivmall) -> bytes:
    """The bytes of a Word document; the same for the same template.

    Headings are in the built-in styles (Rubrik 1, Rubrik 2, …) with the guideline's numbers as text. Guidance is in
    the style "Vägledning" and nothing else is. The first row of a table is repeated on every page.

    Args:
        mall: the template, from :func:`riktlinjer.skrivmall.bygg_skrivmall`.
    """
    dokument = Document()
    _stall_in(dokument, mall)
    skrivare = _Skrivare(dokument)
    dokument.add_paragraph(_xmltext(mall.titel), style="Title")
    for block in (*mall.framsida, Vagledning((_FORKLARING,))):
        skrivare.skriv(block)
    skrivare.ny_sida()
    for block in mall.block:
        skrivare.skriv(block)
    buffert = io.BytesIO()
    dokument.save(buffert)
    return _utan_klockslag(buffert.getvalue())


def _utan_klockslag(docx: bytes) -> bytes:
    ut = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as fran, zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as till:
        for namn in fran.namelist():
            post = zipfile.ZipInfo(namn, _ZIPDAG)
            post.compress_type = zipfile.ZIP_DEFLATED
            till.writestr(post, fran.read(namn))
    return ut.getvalue()


# The document as a whole


def _stall_in(dokument: Worddokument, mall: Skrivmall) -> None:
    egenskaper = dokument.core_properties
    egenskaper.title = _xmltext(mall.titel)
    egenskaper.subject = _xmltext(mall.amne)
    egenskaper.language = SPRAK
    # The library's own template says who made it, and when.
    egenskaper.author = egenskaper.last_modified_by = egenskaper.comments = egenskaper.keywords = ""
    dag = mall.datum
    egenskaper.created = egenskaper.modified = datetime(dag.year, dag.month, dag.day, tzinfo=UTC)
    sida = dokument.sections[0]
    sida.page_width, sida.page_height = Cm(21), Cm(29.7)
    sida.left_margin = sida.right_margin = sida.top_margin = sida.bottom_margin = Cm(2.5)
    _sprak(dokument)
    _stilar(dokument)
    tabbar = dokument.settings.element.find(qn("w:defaultTabStop"))
    if tabbar is not None:
        tabbar.addnext(_element("w:autoHyphenation"))  # narrow columns, long words
    fot = sida.footer.paragraphs[0]
    fot.add_run(f"{_xmltext(mall.sidfot)}, sida ")
    _falt(fot, "PAGE", "1")
    fot.add_run(" av ")
    _falt(fot, "NUMPAGES", "1")


def _sprak(dokument: Worddokument) -> None:
    """Swedish in the defaults that every style builds on, and wherever a style or the settings say something else."""
    for del_, namn in ((dokument.styles, "w:lang"), (dokument.settings, "w:themeFontLang")):
        for element in del_.element.iter(qn(namn)):
            element.set(qn("w:val"), SPRAK)


def _stilar(dokument: Worddokument) -> None:
    stilar = dokument.styles
    for stil in stilar:
        if isinstance(stil, ParagraphStyle) and (stil.name or "").startswith(("Normal", "Title", "Heading")):
            # A font of the theme wins over one that is named.
            fonter = stil.element.get_or_add_rPr().get_or_add_rFonts()
            for attribut in list(fonter.attrib):
                del fonter.attrib[attribut]
            stil.font.name = _TECKENSNITT
            stil.element.get_or_add_rPr().append(_element("w:lang", val=SPRAK))
    normal = _stil(dokument, "Normal")
    normal.font.size = Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    vagledning = stilar.add_style(VAGLEDNING, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(vagledning, ParagraphStyle)
    vagledning.base_style = normal
    vagledning.quick_style = True
    vagledning.font.size, vagledning.font.italic, vagledning.font.color.rgb = Pt(10), True, _GRA
    vagledning.paragraph_format.left_indent = Cm(0.6)
    vagledning.paragraph_format.space_after = Pt(3)
    kant = _element("w:pBdr")
    kant.append(_element("w:left", val="single", sz="12", space="8", color=_LINJEFARG))
    # In the order of the schema: the edge before spacing and indentation.
    vagledning.element.get_or_add_pPr().insert(0, kant)
    cell = stilar.add_style("Tabelltext", WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(cell, ParagraphStyle)
    cell.base_style = normal
    cell.font.size = Pt(9)
    cell.paragraph_format.space_after = Pt(2)
    for niva in range(1, _DJUP + 1):
        rad = stilar.add_style(f"toc {niva}", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        assert isinstance(rad, ParagraphStyle)
        rad.base_style = normal
        rad.paragraph_format.left_indent = Cm(0.6 * (niva - 1))
        rad.paragraph_format.space_after = Pt(2)


def _stil(dokument: Worddokument, namn: str) -> ParagraphStyle:
    stil = dokument.styles[namn]
    assert isinstance(stil, ParagraphStyle)
    return stil


# The parts


class _Skrivare:
    """Writes the parts of a template one after the other, and counts headings and tables."""

    def __init__(self, dokument: Worddokument) -> None:
        self._dokument = dokument
        self._rubriker = self._tabeller = 0

    def skriv(self, block: Mallblock) -> None:
        match block:
            case Mallrubrik():
                self._rubriker += 1
                rubrik = self._dokument.add_heading(_xmltext(block.text), block.niva)
                _bokmarke(rubrik, self._rubriker)
            case Uppgift():
                rad = self._dokument.add_paragraph()
                rad.add_run(f"{_xmltext(block.namn)}: ").bold = True
                rad.add_run(_xmltext(block.varde))
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
            stycke.add_run(_xmltext(punkt))

    def _innehall(self, innehall: Innehall) -> None:
        """A contents list that Word can update; until then it has the headings without pages."""
        self._dokument.add_paragraph(_xmltext(innehall.titel), style="TOC Heading")
        self.skriv(Vagledning(("Högerklicka i förteckningen och välj Uppdatera fält för att få sidnumren.",)))
        rader = [(i, r) for i, r in enumerate(innehall.rubriker, self._rubriker + 1) if r.niva <= _DJUP]
        stycke = self._dokument.add_paragraph(style="toc 1")
        _faltdel(stycke, "begin")
        _instruktion(stycke, f'TOC \\o "1-{_DJUP}" \\h \\z \\u')
        _faltdel(stycke, "separate")
        for plats, (nummer, rubrik) in enumerate(rader):
            if plats:
                stycke = self._dokument.add_paragraph(style=f"toc {rubrik.niva}")
            lank = _element("w:hyperlink", anchor=_bokmarksnamn(nummer), history="1")
            lank.append(stycke.add_run(_xmltext(rubrik.text))._r)
            stycke._p.append(lank)
        _faltdel(stycke, "end")
        self.ny_sida()

    def _tabell(self, tabell: Malltabell) -> None:
        self._tabeller += 1
        rubrik = self._dokument.add_paragraph(style="Caption")
        rubrik.paragraph_format.keep_with_next = True
        rubrik.add_run("Tabell ")
        _falt(rubrik, "SEQ Tabell \\* ARABIC", str(self._tabeller))
        rubrik.add_run(f". {_xmltext(tabell.titel)}")
        ark = self._dokument.add_table(rows=1 + len(tabell.rader), cols=len(tabell.kolumner), style="Table Grid")
        ark.alignment = WD_TABLE_ALIGNMENT.LEFT
        ark.autofit = False
        for i, celler in enumerate((tabell.kolumner, *tabell.rader)):
            _fyll(ark, i, celler)
        for kolumn, bredd in zip(ark.columns, _bredder(tabell), strict=True):
            kolumn.width = bredd
            for cell in kolumn.cells:
                cell.width = bredd
        _marks_som_huvud(ark)
        egenskaper = ark._tbl.tblPr
        egenskaper.append(_element("w:tblCaption", val=_xmltext(tabell.titel)))
        egenskaper.append(_element("w:tblDescription", val=_xmltext(tabell.beskrivning)))
        self._dokument.add_paragraph()


def _fyll(ark: Table, nummer: int, celler: Sequence[str]) -> None:
    rad = ark.rows[nummer]
    rad._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    for cell, text in zip(rad.cells, celler, strict=True):
        stycke = cell.paragraphs[0]
        stycke.style = "Tabelltext"
        stycke.add_run(_xmltext(text)).bold = True if nummer == 0 else None


def _marks_som_huvud(ark: Table) -> None:
    """The first row is the header: repeated on every page, and known as such to a screen reader."""
    ark.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    for cell in ark.rows[0].cells:
        cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=_HUVUDFARG))
    utseende = ark._tbl.tblPr.find(qn("w:tblLook"))
    if utseende is not None:
        for namn, varde in (("val", "0020"), ("firstRow", "1"), ("firstColumn", "0"), ("noVBand", "1")):
            utseende.set(qn(f"w:{namn}"), varde)


def _bredder(tabell: Malltabell) -> list[Cm]:
    """The widths of the columns: room for the longest word, and what is left shared after what the columns hold."""
    minst, onskat = [], []
    for i, rubrik in enumerate(tabell.kolumner):
        texter = [rad[i] for rad in tabell.rader]
        innehall = max(map(len, texter), default=0) if any(texter) else _TOM_BREDD
        minst.append(_LUFT + max(len(ord_) for text in (rubrik, *texter) for ord_ in text.split(" ")))
        onskat.append(max(minst[-1], min(innehall, _STORSTA_BREDD)))
    kvar = max(0, _TECKEN_PER_RAD - sum(minst))
    mer = [o - m for o, m in zip(onskat, minst, strict=True)]
    tecken = [m + kvar * d / (sum(mer) or 1) for m, d in zip(minst, mer, strict=True)]
    return [Cm(_BREDD.cm * antal / sum(tecken)) for antal in tecken]


# What the library has no words for


def _xmltext(text: str) -> str:
    """The text without what XML cannot hold."""
    return _INTE_I_XML.sub("\ufffd", ren(text))


def _element(namn: str, **attribut: str) -> BaseOxmlElement:
    element = OxmlElement(namn)
    for nyckel, varde in attribut.items():
        element.set(qn(f"w:{nyckel}"), varde)
    return element


def _falt(stycke: Paragraph, instruktion: str, visat: str) -> None:
    """A field, and what it shows until Word has counted."""
    _faltdel(stycke, "begin")
    _instruktion(stycke, instruktion)
    _faltdel(stycke, "separate")
    stycke.add_run(visat)
    _faltdel(stycke, "end")


def _faltdel(stycke: Paragraph, slag: str) -> None:
    stycke.add_run()._r.append(_element("w:fldChar", fldCharType=slag))


def _instruktion(stycke: Paragraph, text: str) -> None:
    instruktion = _element("w:instrText")
    instruktion.set(qn("xml:space"), "preserve")
    instruktion.text = f" {text} "
    stycke.add_run()._r.append(instruktion)


def _bokmarke(stycke: Paragraph, nummer: int) -> None:
    start = _element("w:bookmarkStart", id=str(nummer), name=_bokmarksnamn(nummer))
    stycke._p.insert(1 if stycke._p.pPr is not None else 0, start)
    stycke._p.append(_element("w:bookmarkEnd", id=str(nummer)))


def _bokmarksnamn(nummer: int) -> str:
    return f"_Toc{nummer:08}"
