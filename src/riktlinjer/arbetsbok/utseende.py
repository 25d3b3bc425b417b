"""Utseende: what a workbook looks like in Excel: headings, widths, drop-downs and the sheet that explains."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import absolute_coordinate, get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from ..regelverk.tomltext import UDDA
from .blad import AGARE, LAS_MIG, LISTOR, Blad, Kolumn, Vag, blad_med
from .celler import Innehall
from .falt import Cell, Lista
from .lasmig import STYCKEN, ar_rubrik
from .rubriker import ORDFORKLARINGAR
from .skrivning import Rutnat, visad_format

_ALLTID_SYNLIGA: Final = {
    "Regelverk", "Dokument", "Mål", "Delmål", "Statusregler", "Indikatorer", "Målnivåer", "Nämnder", "Tidplan",
    "Rapportmånader", "Frister", "Rapportmall", "Tolkningar", "Iakttagelser",
}  # fmt: skip
_TOMMA_RADER: Final = 200
"""Rows under what is filled in that have the same drop-downs."""
_MINSTA, _STORSTA = 11, 60
_LANGSTA_TITEL: Final = 200
_FARGER: Final = {
    "Grunden": "1F4E79", "Mål": "2E6B3E", "Indikatorer": "7A4B00", "Nämnder och uppdrag": "5B3A80",
    "Rapporter": "005F6B", "Plan och budget": "6B3D3D", "Uppföljningsplan": "4A4A00", "Tolkningar": "7A1F4E",
}  # fmt: skip
_KALLFARG: Final = "595959"
_PEKARE: Final[dict[tuple[str, str], Vag]] = {
    ("Kalla", "dokument"): ("dokument",),
    ("Mal", "strategi"): ("strategier",),
    ("Delmal", "mal"): ("mal",),
    ("Vardesregel", "indikator"): ("indikatorer",),
    ("Indikator", "delmal"): ("delmal",),
    ("Indikator", "perspektiv"): ("perspektiv",),
    ("Indikator", "insatsomrade"): ("insatsomraden",),
    ("Prioritering", "omrade"): ("prioriteringsomraden",),
    ("RegiongemensamtUppdrag", "fokusomrade"): ("fokusomraden",),
    ("Uppdrag", "fokusomrade"): ("fokusomraden",),
    ("Uppdrag", "namnd"): ("namnder",),
    ("Framgangsfaktor", "mal"): ("mal",),
    ("Mallkrav", "tabell"): ("rapportmall", "tabeller"),
    ("Dagordningsamne", "staende_punkt"): ("uppfoljningsplan", "staende_punkter"),
    ("Omradespekare", "omrade"): ("uppfoljningsplan", "omraden"),
}
"""The fields that hold one id -> the sheet where it is given."""


class _Bok:
    """The workbook with what its sheets share."""

    def __init__(self, regelverk: str) -> None:
        self.bok = Workbook()
        forsta = self.bok.active
        assert isinstance(forsta, Worksheet)
        self.lasmig = forsta
        self.lasmig.title = LAS_MIG
        self.bok.properties.title = regelverk
        self.bok.properties.creator = "riktlinjer"
        self.val: dict[tuple[str, ...], str] = {}

    def valnamn(self, val: tuple[str, ...]) -> str:
        """The name of the range that holds these words."""
        return self.val.setdefault(val, f"val_{len(self.val) + 1}")

    def namnge(self, namn: str, blad: str, omrade: str) -> None:
        """Gives a range a name."""
        text = f"{quote_sheetname(blad)}!{absolute_coordinate(omrade)}"
        self.bok.defined_names[namn] = DefinedName(namn, attr_text=text)


def till_bok(titel: str, nat: Sequence[Rutnat]) -> Workbook:
    """The workbook: the sheet that explains, one for each kind of thing, and the words of the drop-downs."""
    titel = UDDA.sub("\ufffd", titel)[:_LANGSTA_TITEL]  # only for show: the sheet Regelverk has it whole
    bok = _Bok(titel)
    for ett in nat:
        _skriv_blad(bok, ett)
    _skriv_lasmig(bok, titel, nat)
    _skriv_listor(bok)
    bok.bok.active = 0
    return bok.bok


def _skriv_blad(bok: _Bok, nat: Rutnat) -> None:
    blad = nat.blad
    ark = bok.bok.create_sheet(blad.namn.namn)
    ark.sheet_properties.tabColor = _farg(blad)
    if nat.rader == 1 and blad.namn.namn not in _ALLTID_SYNLIGA:
        ark.sheet_state = "hidden"
    if blad.staende:
        _skriv_staende(bok, ark, nat)
    else:
        _skriv_liggande(bok, ark, nat)
    if isinstance(blad.nod, Lista) and (ids := _idkolumn(blad)) is not None:
        bokstav = get_column_letter(ids + 1)
        bok.namnge(_idnamn(blad.vag), blad.namn.namn, f"{bokstav}2:{bokstav}{nat.rader + _TOMMA_RADER}")


def _skriv_liggande(bok: _Bok, ark: Worksheet, nat: Rutnat) -> None:
    sista = nat.rader + _TOMMA_RADER
    for i, kolumn in enumerate(nat.blad.kolumner, 1):
        _rubrikcell(ark, 1, i, kolumn, nat.blad)
        bokstav = get_column_letter(i)
        texter = [c.varde for (_, k), c in nat.celler.items() if k == i - 1]
        dimension = ark.column_dimensions[bokstav]
        dimension.width = _bredd([kolumn.rubrik[: _STORSTA // 2], *texter])
        dimension.number_format = visad_format(kolumn.cell) or "General"
        dimension.alignment = Alignment(vertical="top", wrap_text=True)
        _lagg_till_val(bok, ark, kolumn, f"{bokstav}2:{bokstav}{sista}")
    ark.row_dimensions[1].height = 45
    for (rad, i), innehall in sorted(nat.celler.items(), key=lambda par: par[0]):
        _skriv_cell(ark, rad, i + 1, innehall)
    if any(isinstance(nod, Lista) for nod in nat.blad.nod.noder):
        _dra_streck(ark, nat)
    ids = _idkolumn(nat.blad)
    ark.freeze_panes = f"{get_column_letter(2 if ids is None else ids + 2)}2"


def _skriv_staende(bok: _Bok, ark: Worksheet, nat: Rutnat) -> None:
    for i, text in enumerate(("Uppgift", "Värde", "Vad det betyder"), 1):
        cell = ark.cell(1, i, text)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _fyllning(_farg(nat.blad))
    for rad, kolumn in enumerate(nat.blad.kolumner, 2):
        _rubrikcell(ark, rad, 1, kolumn, nat.blad)
        ark.cell(rad, 3, kolumn.forklaring).alignment = Alignment(vertical="top", wrap_text=True)
        ark.cell(rad, 2).number_format = visad_format(kolumn.cell) or "General"
        if (innehall := nat.celler.get((2, rad - 2))) is not None:
            _skriv_cell(ark, rad, 2, innehall)
        _lagg_till_val(bok, ark, kolumn, f"B{rad}")
    for bokstav, bredd in (("A", 36), ("B", 50), ("C", 70)):
        ark.column_dimensions[bokstav].width = bredd
    ark.freeze_panes = "B2"


def _rubrikcell(ark: Worksheet, rad: int, kolumn: int, av: Kolumn, blad: Blad) -> None:
    cell = ark.cell(rad, kolumn, av.rubrik + (" *" if av.cell.obligatorisk else ""))
    kalla = av.cell.modell.__name__ == "Kalla"
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = _fyllning(_KALLFARG if kalla else _farg(blad, len(av.hor_till) > 0))
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    delar = [av.forklaring, ORDFORKLARINGAR.get(av.cell.slag, "")]
    if av.cell.val:
        delar.append(f"Ord: {', '.join(av.cell.val)}.")
    delar.append("Måste fyllas i." if av.cell.obligatorisk else "")
    cell.comment = Comment("\n".join(filter(None, delar)), "riktlinjer", height=130, width=320)


def _skriv_cell(ark: Worksheet, rad: int, kolumn: int, innehall: Innehall) -> None:
    cell = ark.cell(rad, kolumn)
    cell.value = innehall.varde  # type: ignore[assignment]  # what till_cell makes is what a cell takes
    cell.number_format = innehall.format
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if isinstance(innehall.varde, str):
        cell.data_type = "s"  # never a formula, whatever it begins with
        cell.quotePrefix = innehall.varde[:1] in "=+-@\t"


def _dra_streck(ark: Worksheet, nat: Rutnat) -> None:
    """A line over each block of rows, so that it is seen what belongs together."""
    streck = Border(top=Side(style="thin", color="999999"))
    for rad in nat.block:
        for kolumn in range(1, len(nat.blad.kolumner) + 1):
            ark.cell(rad, kolumn).border = streck


def _lagg_till_val(bok: _Bok, ark: Worksheet, kolumn: Kolumn, omrade: str) -> None:
    """A drop-down of the words, or ids, that the column takes one of."""
    cell = kolumn.cell
    val = ("ja", "nej") if cell.slag == "ja/nej" else cell.val if cell.slag == "val" else ()
    mal = _pekas_ut(cell)
    if not val and mal is None:
        return
    namn = bok.valnamn(val) if mal is None else _idnamn(mal)
    regel = DataValidation(type="list", formula1=f"={namn}", allow_blank=True, showErrorMessage=True)
    regel.errorStyle = "stop" if mal is None else "warning"
    regel.errorTitle = kolumn.rubrik[:32]
    regel.error = "Välj ett av orden i listan." if mal is None else "Inget sådant id finns ännu. Behålla det ändå?"
    regel.add(omrade)
    ark.add_data_validation(regel)


def _pekas_ut(cell: Cell) -> Vag | None:
    if cell.falt == AGARE:
        blad = blad_med(cell.modell)
        return blad[0].vag if len(blad) == 1 else None
    return _PEKARE.get((cell.modell.__name__, cell.falt)) if cell.slag == "text" else None


def _skriv_lasmig(bok: _Bok, titel: str, nat: Sequence[Rutnat]) -> None:
    ark = bok.lasmig
    ark.column_dimensions["A"].width, ark.column_dimensions["B"].width = 30, 95
    ark.sheet_properties.tabColor = "000000"
    rader = [(titel, True), ("Regelverk för uppföljning, som en arbetsbok.", False)]
    for stycke in STYCKEN:
        rader += [("", False), (stycke, True)] if ar_rubrik(stycke) else [(stycke, False)]
    for rad, (text, fet) in enumerate(rader, 1):
        cell = ark.cell(rad, 1)
        _skriv_cell(ark, rad, 1, Innehall(text or None, "@"))
        cell.font = Font(bold=fet, size=16 if rad == 1 else 12 if fet else 11)
        ark.merge_cells(start_row=rad, start_column=1, end_row=rad, end_column=2)
        ark.row_dimensions[rad].height = 22 if fet else 15.5 * max(1, -(-len(text) // 115))
    rad = len(rader) + 2
    ark.cell(rad, 1, "Bladen").font = Font(bold=True, size=12)
    for ett in nat:
        rad += 1
        namn = ett.blad.namn
        lank = ark.cell(rad, 1, namn.namn)
        lank.hyperlink = Hyperlink(ref="", location=f"{quote_sheetname(namn.namn)}!A1")
        lank.font = Font(color="0563C1", underline="single")
        dold = bok.bok[namn.namn].sheet_state == "hidden"
        ark.cell(rad, 2, namn.om + (" (dolt, tomt)" if dold else "")).alignment = Alignment(wrap_text=True)
    ark.sheet_view.showGridLines = False


def _skriv_listor(bok: _Bok) -> None:
    ark = bok.bok.create_sheet(LISTOR)
    ark.sheet_state = "hidden"
    for i, (val, namn) in enumerate(bok.val.items(), 1):
        bokstav = get_column_letter(i)
        ark.cell(1, i, namn).font = Font(bold=True)
        for rad, ord_ in enumerate(val, 2):
            ark.cell(rad, i, ord_)
        bok.namnge(namn, LISTOR, f"{bokstav}2:{bokstav}{len(val) + 1}")


def _idkolumn(blad: Blad) -> int | None:
    """The column that says which thing a row is."""
    return next((i for i, kolumn in enumerate(blad.kolumner) if kolumn.vag == ("id",)), None)


def _idnamn(vag: Vag) -> str:
    return "id_" + "_".join(vag)


def _farg(blad: Blad, ljusare: bool = False) -> str:
    farg = _FARGER.get(blad.namn.del_, "404040")
    if not ljusare:
        return farg
    return "".join(f"{min(255, int(farg[i : i + 2], 16) + 38):02X}" for i in (0, 2, 4))


def _fyllning(farg: str) -> PatternFill:
    return PatternFill("solid", start_color=farg, end_color=farg)


def _bredd(texter: Sequence[Any]) -> float:
    langst = max((len(rad) for text in texter for rad in str(text or "").split("\n")), default=0)
    return min(max(langst + 2, _MINSTA), _STORSTA)
