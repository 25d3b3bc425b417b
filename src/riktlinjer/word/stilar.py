"""Stilar: a Word document in Swedish with its styles, its tables, and what the library has no words for."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Final

from docx import Document
from docx.document import Document as Worddokument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from ..skrivmall.modell import SPRAK
from ..utskrift import ren

TABELLTEXT: Final = "Tabelltext"
BREDD: Final = 16.0
"""Between the margins of an A4 page that stands, in centimetres."""
BREDD_LIGGANDE: Final = 24.7
_MARGINAL: Final = Cm(2.5)
_TECKENSNITT: Final = "Calibri"
_HUVUDFARG: Final = "D9E2F3"
_TOM_BREDD: Final = 28
_STORSTA_BREDD: Final = 40
"""The width of a column, in characters: one to fill in, and the widest that what it holds asks for."""
_TECKEN_PER_CM: Final = 95 / 16
"""What the text of a table has room for."""
_LUFT: Final = 2
_INTE_I_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_ZIPDAG: Final = (1980, 1, 1, 0, 0, 0)
"""The day of every file in the archive: the same content gives the same bytes."""


# The document as a whole


def nytt_dokument(titel: str, *, sidfot: str, liggande: bool = False) -> Worddokument:
    """An empty document on A4 with this title, and page numbers after ``sidfot``."""
    dokument = Document()
    egenskaper = dokument.core_properties
    egenskaper.title, egenskaper.language = xmltext(titel), SPRAK
    # The library's own template says who made it, and when.
    egenskaper.author = egenskaper.last_modified_by = egenskaper.comments = egenskaper.keywords = ""
    for namn in ("dcterms:created", "dcterms:modified"):
        for post in egenskaper._element.findall(qn(namn)):
            egenskaper._element.remove(post)
    sida = dokument.sections[0]
    sida.page_width, sida.page_height = (Cm(29.7), Cm(21)) if liggande else (Cm(21), Cm(29.7))
    sida.orientation = WD_ORIENT.LANDSCAPE if liggande else WD_ORIENT.PORTRAIT
    sida.left_margin = sida.right_margin = sida.top_margin = sida.bottom_margin = _MARGINAL
    _sprak(dokument)
    _stilar(dokument)
    tabbar = dokument.settings.element.find(qn("w:defaultTabStop"))
    if tabbar is not None:
        tabbar.addnext(element("w:autoHyphenation"))  # narrow columns, long words
    fot = sida.footer.paragraphs[0]
    fot.add_run(f"{xmltext(sidfot)}, sida ")
    falt(fot, "PAGE", "1")
    fot.add_run(" av ")
    falt(fot, "NUMPAGES", "1")
    return dokument


def till_bytes(dokument: Worddokument) -> bytes:
    """The document's file; the same for the same content."""
    buffert = io.BytesIO()
    dokument.save(buffert)
    ut = io.BytesIO()
    with zipfile.ZipFile(buffert) as fran, zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as till:
        for namn in fran.namelist():
            post = zipfile.ZipInfo(namn, _ZIPDAG)
            post.compress_type = zipfile.ZIP_DEFLATED
            till.writestr(post, fran.read(namn))
    return ut.getvalue()


def _sprak(dokument: Worddokument) -> None:
    """Swedish in the defaults that every style builds on, and wherever a style or the settings say something else."""
    for del_, namn in ((dokument.styles, "w:lang"), (dokument.settings, "w:themeFontLang")):
        for post in del_.element.iter(qn(namn)):
            post.set(qn("w:val"), SPRAK)


def _stilar(dokument: Worddokument) -> None:
    for namngiven in dokument.styles:
        if isinstance(namngiven, ParagraphStyle) and (namngiven.name or "").startswith(("Normal", "Title", "Heading")):
            # A font of the theme wins over one that is named.
            fonter = namngiven.element.get_or_add_rPr().get_or_add_rFonts()
            for attribut in list(fonter.attrib):
                del fonter.attrib[attribut]
            namngiven.font.name = _TECKENSNITT
            namngiven.element.get_or_add_rPr().append(element("w:lang", val=SPRAK))
    normal = stil(dokument, "Normal")
    normal.font.size = Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    cell = ny_stil(dokument, TABELLTEXT)
    cell.font.size = Pt(9)
    cell.paragraph_format.space_after = Pt(2)


def stil(dokument: Worddokument, namn: str) -> ParagraphStyle:
    """The paragraph style with this name."""
    funnen = dokument.styles[namn]
    assert isinstance(funnen, ParagraphStyle)
    return funnen


def ny_stil(dokument: Worddokument, namn: str, *, inbyggd: bool = False) -> ParagraphStyle:
    """A new paragraph style that builds on Normal; ``inbyggd`` when Word knows the name."""
    ny = dokument.styles.add_style(namn, WD_STYLE_TYPE.PARAGRAPH, builtin=inbyggd)
    assert isinstance(ny, ParagraphStyle)
    ny.base_style = stil(dokument, "Normal")
    return ny


# Tables


def ny_tabell(
    dokument: Worddokument,
    kolumner: Sequence[str],
    rader: Sequence[Sequence[str]],
    *,
    titel: str,
    beskrivning: str = "",
    bredd: float = BREDD,
) -> Table:
    """A table whose first row is its header: repeated on every page, and known as such to a screen reader.

    Args:
        titel: what a screen reader calls the table.
        bredd: the table's width in centimetres.
    """
    ark: Table = dokument.add_table(rows=1 + len(rader), cols=len(kolumner), style="Table Grid")
    ark.alignment = WD_TABLE_ALIGNMENT.LEFT
    ark.autofit = False
    for nummer, celler in enumerate((kolumner, *rader)):
        _fyll(ark, nummer, celler)
    for kolumn, kolumnbredd in zip(ark.columns, _bredder(kolumner, rader, bredd), strict=True):
        kolumn.width = kolumnbredd
        for cell in kolumn.cells:
            cell.width = kolumnbredd
    _marks_som_huvud(ark)
    egenskaper = ark._tbl.tblPr
    egenskaper.append(element("w:tblCaption", val=xmltext(titel)))
    if beskrivning:
        egenskaper.append(element("w:tblDescription", val=xmltext(beskrivning)))
    return ark


def _fyll(ark: Table, nummer: int, celler: Iterable[str]) -> None:
    rad = ark.rows[nummer]
    rad._tr.get_or_add_trPr().append(element("w:cantSplit"))
    for cell, text in zip(rad.cells, celler, strict=True):
        stycke = cell.paragraphs[0]
        stycke.style = TABELLTEXT
        stycke.add_run(xmltext(text)).bold = True if nummer == 0 else None


def _marks_som_huvud(ark: Table) -> None:
    ark.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))
    for cell in ark.rows[0].cells:
        cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=_HUVUDFARG))
    utseende = ark._tbl.tblPr.find(qn("w:tblLook"))
    if utseende is not None:
        for namn, varde in (("val", "0020"), ("firstRow", "1"), ("firstColumn", "0"), ("noVBand", "1")):
            utseende.set(qn(f"w:{namn}"), varde)


def _bredder(kolumner: Sequence[str], rader: Sequence[Sequence[str]], bredd: float) -> list[Cm]:
    """The widths of the columns: room for the longest word, and what is left shared after what the columns hold."""
    minst, onskat = [], []
    for i, rubrik in enumerate(kolumner):
        texter = [rad[i] for rad in rader]
        innehall = max(map(len, texter), default=0) if any(texter) else _TOM_BREDD
        minst.append(_LUFT + max(len(ord_) for text in (rubrik, *texter) for ord_ in text.split(" ")))
        onskat.append(max(minst[-1], min(innehall, _STORSTA_BREDD)))
    kvar = max(0, round(_TECKEN_PER_CM * bredd) - sum(minst))
    mer = [o - m for o, m in zip(onskat, minst, strict=True)]
    tecken = [m + kvar * d / (sum(mer) or 1) for m, d in zip(minst, mer, strict=True)]
    return [Cm(bredd * antal / sum(tecken)) for antal in tecken]


# What the library has no words for


def xmltext(text: str) -> str:
    """The text without what XML cannot hold."""
    return _INTE_I_XML.sub("\ufffd", ren(text))


def element(namn: str, **attribut: str) -> BaseOxmlElement:
    """An element of Word's own, with attributes of Word's own."""
    nytt = OxmlElement(namn)
    for nyckel, varde in attribut.items():
        nytt.set(qn(f"w:{nyckel}"), varde)
    return nytt


def falt(stycke: Paragraph, instruktion: str, visat: str) -> None:
    """A field, and what it shows until Word has counted."""
    faltdel(stycke, "begin")
    faltinstruktion(stycke, instruktion)
    faltdel(stycke, "separate")
    stycke.add_run(visat)
    faltdel(stycke, "end")


def faltdel(stycke: Paragraph, slag: str) -> None:
    """Where a field begins, shows or ends."""
    stycke.add_run()._r.append(element("w:fldChar", fldCharType=slag))


def faltinstruktion(stycke: Paragraph, text: str) -> None:
    """What a field shows."""
    instruktion = element("w:instrText")
    instruktion.set(qn("xml:space"), "preserve")
    instruktion.text = f" {text} "
    stycke.add_run()._r.append(instruktion)
