"""Sammanställningsbok: the compiled picture of a reporting occasion as an Excel workbook. Needs the extra ``excel``."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from .errors import SaknatTillagg
from .models.datum import skriv_period
from .models.regelverk import Regelverk
from .models.skalor import Allvar, Status
from .models.utfall import Utfall
from .rules.inlamningsgranskning import Inlamningslage
from .rules.sammanstallning.svar import (
    Indikatorbidrag,
    Koncerndelmal,
    Namndlage,
    Planlage,
    Sammanstallning,
    Stegsinlamning,
    Utfallsursprung,
)
from .rules.svar import statusord
from .sidor.ordval import skriv_grupp, skriv_utfall
from .sidor.sammanstallning import (
    ARBETSMATERIAL,
    forandringspunkter,
    har_inte_kommit,
    i_korthet,
    skriv_bedomning,
    skriv_skillnad,
)
from .utskrift import ren

try:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter, quote_sheetname
    from openpyxl.worksheet.hyperlink import Hyperlink
    from openpyxl.worksheet.properties import PageSetupProperties
    from openpyxl.worksheet.worksheet import Worksheet
except ModuleNotFoundError:
    raise SaknatTillagg("excel", "sammanställningen som arbetsbok") from None

_Varde: TypeAlias = str | int | Decimal | date | None
_OKANT: Final = "inte känt"
_INGET: Final = "–"
_UTAN_DAG: Final = "ingen dag är angiven"
_LANGSTA_TEXT: Final = 32_000
"""A little less than Excel's own limit of a cell."""
_INTE_I_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_HUVUDFARG: Final = "1F4E79"
_FARGER: Final = {
    Status.GRON.value: "C6EFCE",
    Status.GUL.value: "FFEB9C",
    Status.ROD.value: "FFC7CE",
    Inlamningslage.I_TID.value: "C6EFCE",
    Inlamningslage.SEN.value: "FFC7CE",
    Allvar.FEL.value: "FFC7CE",
    Allvar.VARNING.value: "FFEB9C",
}
"""The words that have a colour behind them."""


class _Kolumn(NamedTuple):
    rubrik: str
    bredd: int
    format: str = "General"


class _Blad(NamedTuple):
    namn: str
    om: str
    kolumner: tuple[_Kolumn, ...]
    rader: Sequence[tuple[_Varde, ...]]


_TAL: Final = "#,##0.0##"
_DAG: Final = "yyyy-mm-dd"


def till_sammanstallningsbok(regelverk: Regelverk, svar: Sammanstallning) -> bytes:
    """The bytes of the workbook: an overview, and a sheet for each part.

    Numbers are numbers and days are days; no text is a formula, whatever it begins with.

    Args:
        regelverk: the rule set that the picture was made with.
        svar: what ``sammanstall`` answered.
    """
    bok = Workbook()
    oversikt = bok.active
    assert isinstance(oversikt, Worksheet)
    bok.properties.title, bok.properties.creator = _text(svar.titel), "riktlinjer"
    blad = tuple(_alla_blad(regelverk, svar))
    _skriv_oversikt(oversikt, svar, blad)
    for ett in blad:
        _skriv_blad(bok.create_sheet(ett.namn), ett, svar)
    buffert = io.BytesIO()
    bok.save(buffert)
    return buffert.getvalue()


def _alla_blad(regelverk: Regelverk, svar: Sammanstallning) -> Iterator[_Blad]:
    yield _Blad("Inlämning", "vem som har lämnat vad, och när", _INLAMNING, [*_inlamningar(svar)])
    yield _Blad("Prognoser", "avvikelse mot årets budget, i mnkr", _PROGNOSER, [*_prognoser(svar)])
    yield _Blad("Åtgärdsplaner", "vem som är skyldig en, och vad som saknas", _PLANER, [*map(_plan, svar.namnder)])
    yield _Blad("Delmål", "koncernens beräknade status bredvid bedömningen", _DELMAL, [*map(_delmal, svar.delmal)])
    yield _Blad("Bidrag", "vems siffrorna är", _BIDRAG, [*_bidrag(regelverk, svar)])
    yield _Blad("Påpekanden", "allt som granskningen har funnit", _PAPEKANDEN, [*_papekanden(svar)])
    yield _Blad("Förändringar", "sedan det förra tillfället", _FORANDRINGAR, [*_forandringar(svar)])


# What stands on each sheet

_INLAMNING: Final = (
    _Kolumn("Nämnd", 38), _Kolumn("Version", 14), _Kolumn("Senast", 12, _DAG), _Kolumn("Mottagen", 12, _DAG),
    _Kolumn("Läge", 24), _Kolumn("Arbetsdagar sen", 12), _Kolumn("Klarmarkerad", 14), _Kolumn("Filer", 50),
)  # fmt: skip
_PROGNOSER: Final = (_Kolumn("Nämnd", 42), _Kolumn("Avvikelse mot årets budget, mnkr", 22, _TAL))
_PLANER: Final = (
    _Kolumn("Nämnd", 38), _Kolumn("Krävs", 11), _Kolumn("Plan", 18), _Kolumn("Ofullständig", 13),
    _Kolumn("Bifogas senast till rapporten för", 20), _Kolumn("Som lämnas senast", 14, _DAG), _Kolumn("Varför", 50),
    _Kolumn("Vad som saknas", 60),
)  # fmt: skip
_DELMAL: Final = (
    _Kolumn("Delmål", 9), _Kolumn("Namn", 44), _Kolumn("Beräknad status", 20), _Kolumn("Bedömning", 12),
    _Kolumn("Jämfört", 10), _Kolumn("Bedömningens text", 40), _Kolumn("Förra tillfället", 20), _Kolumn("Uppnådda", 11),
    _Kolumn("Ej uppnådda", 11), _Kolumn("Okända", 11), _Kolumn("Varför", 80),
)  # fmt: skip
_BIDRAG: Final = (
    _Kolumn("Delmål", 9), _Kolumn("Indikator", 46), _Kolumn("Område", 34), _Kolumn("Id", 34), _Kolumn("Vems", 38),
    _Kolumn("Utfall", 12, _TAL), _Kolumn("Enhet", 10), _Kolumn("Avser", 16), _Kolumn("Används", 10),
    _Kolumn("Koncernens siffra är", 24),
)  # fmt: skip
_PAPEKANDEN: Final = (
    _Kolumn("Nämnd", 38), _Kolumn("Allvar", 12), _Kolumn("Kod", 20), _Kolumn("Text", 90), _Kolumn("Plats", 36),
    _Kolumn("Källa", 60),
)  # fmt: skip
_FORANDRINGAR: Final = (
    _Kolumn("Vad", 24), _Kolumn("Nämnd", 38), _Kolumn("Före, mnkr", 12, _TAL), _Kolumn("Nu, mnkr", 12, _TAL),
    _Kolumn("Förändring, mnkr", 13, _TAL), _Kolumn("Text", 90),
)  # fmt: skip


def _inlamningar(svar: Sammanstallning) -> Iterator[tuple[_Varde, ...]]:
    for namnd in svar.namnder:
        for i in namnd.inlamningar:
            inget = har_inte_kommit(i)
            yield (
                namnd.namn, i.steg.value, i.frist or _OKANT, _INGET if inget else i.mottagen or _OKANT, i.lage.value,
                _arbetsdagar_sen(i), _INGET if inget else _ja_nej(i.klarmarkerad), "\n".join(namnd.filer),
            )  # fmt: skip


def _arbetsdagar_sen(inlamning: Stegsinlamning) -> _Varde:
    if inlamning.forsenad is False:
        return _INGET
    return _OKANT if inlamning.arbetsdagar_sen is None else inlamning.arbetsdagar_sen


def _prognoser(svar: Sammanstallning) -> Iterator[tuple[_Varde, ...]]:
    yield from ((namnd.namn, _tal(namnd.prognos)) for namnd in svar.namnder)
    yield (None, None)
    summa = svar.prognos
    yield (f"Underskott, antal {summa.antal_underskott}", _tal(summa.underskott))
    yield (f"Överskott, antal {summa.antal_overskott}", _tal(summa.overskott))
    yield (f"Summa för {summa.kanda} av {len(svar.namnder)} nämnder", _tal(summa.summa))
    yield ("Nämnder vars prognos inte är känd", len(summa.okanda))


def _plan(namnd: Namndlage) -> tuple[_Varde, ...]:
    plan = namnd.atgardsplan
    senast = plan.bifogas_senast if plan.kravs else None
    return (
        namnd.namn,
        _ja_nej(plan.kravs),
        _INGET if plan.kravs is False and plan.lage is Planlage.INTE_LAMNAD else plan.lage.value,
        _ja_nej(plan.ofullstandig) if plan.lage in (Planlage.LAMNAD, Planlage.I_LOPTEXT) else _INGET,
        _INGET if senast is None else skriv_period(senast.period),
        _INGET if senast is None else senast.preliminar or _OKANT,
        plan.skal,
        "\n".join(p.text for p in plan.brister),
    )


def _delmal(delmal: Koncerndelmal) -> tuple[_Varde, ...]:
    antal = delmal.beraknad.antal
    return (
        delmal.nummer,
        delmal.beraknad.namn,
        statusord(frozenset(delmal.beraknad.mojliga)),
        skriv_bedomning(delmal.bedomning),
        skriv_skillnad(delmal),
        None if delmal.bedomning is None else delmal.bedomning.text,
        _INGET if delmal.fore is None else statusord(frozenset(delmal.fore.mojliga)),
        _INGET if antal is None else antal.uppnadda,
        _INGET if antal is None else antal.ej_uppnadda,
        _INGET if antal is None else antal.okanda,
        delmal.beraknad.motivering,
    )


def _bidrag(regelverk: Regelverk, svar: Sammanstallning) -> Iterator[tuple[_Varde, ...]]:
    for delmal in svar.delmal:
        for post in delmal.bidrag:
            yield from _bidragsrader(regelverk, svar, delmal.nummer, post)
    for post in svar.ovriga_bidrag:
        yield from _bidragsrader(regelverk, svar, None, post)


def _bidragsrader(
    regelverk: Regelverk, svar: Sammanstallning, delmal: int | None, post: Indikatorbidrag
) -> Iterator[tuple[_Varde, ...]]:
    forst = (delmal or _INGET, post.namn, skriv_grupp(regelverk, post.indikator), post.indikator)
    ursprung = post.ursprung.value
    koncernens = post.ursprung is Utfallsursprung.KONCERNEN
    if koncernens and post.utfall is not None:
        yield (*forst, "Koncernen", *_utfall(regelverk, post.indikator, post.utfall), "ja", ursprung)
    for bidrag in post.bidrag:
        anvands = not koncernens and post.utfall is not None
        utfall = _utfall(regelverk, post.indikator, bidrag.utfall)
        yield (*forst, svar.namn(bidrag.namnd), *utfall, _ja_nej(anvands), ursprung)
    if post.utfall is None and not post.bidrag:
        yield (*forst, _INGET, _OKANT, regelverk.indikator(post.indikator).enhet, _INGET, _INGET, ursprung)


def _utfall(regelverk: Regelverk, indikator: str, utfall: Utfall) -> tuple[_Varde, _Varde, _Varde]:
    """The figure, its unit, and the period that it is said to be for."""
    enhet = utfall.enhet or regelverk.indikator(indikator).enhet
    varde = skriv_utfall(utfall, enhet) if utfall.varde is None else utfall.varde
    return varde, enhet, _INGET if utfall.period is None else skriv_period(utfall.period)


def _papekanden(svar: Sammanstallning) -> Iterator[tuple[_Varde, ...]]:
    ordning = list(Allvar)
    for namnd, p in sorted(svar.alla_papekanden, key=lambda par: ordning.index(par[1].allvar)):
        kalla = None if p.kalla is None else str(p.kalla)
        vem = "(sammanställningen)" if namnd is None else svar.namn(namnd)
        yield (vem, p.allvar.value, p.kod, p.text, p.plats, kalla)


def _forandringar(svar: Sammanstallning) -> Iterator[tuple[_Varde, ...]]:
    forandring = svar.forandring
    if forandring is None:
        yield ("Inget förra tillfälle är angivet.", *(None,) * 5)
        return
    totalt = forandring.totalt
    vilka = f"{len(forandring.jamforda)} av {len(svar.namnder)} nämnder"
    yield ("Prognos, summa", vilka, _tal(totalt.fore), _tal(totalt.nu), _tal(totalt.forandring), None)
    yield from (("Koncernen", None, None, None, None, text) for text in forandringspunkter(svar, forandring))
    for andring in forandring.namnder:
        namn, jamfort = svar.namn(andring.namnd), andring.jamforelse
        prognos = jamfort.totalt
        tal = (_tal(prognos.fore), _tal(prognos.nu), _tal(prognos.forandring))
        yield ("Prognos", namn, *tal, "\n".join(jamfort.text.split("\n")[1:]))


def _ja_nej(svar: bool | None) -> str:
    return {True: "ja", False: "nej", None: _OKANT}[svar]


def _tal(varde: Decimal | None) -> _Varde:
    return _OKANT if varde is None else varde


# How it looks


def _skriv_oversikt(ark: Worksheet, svar: Sammanstallning, blad: Sequence[_Blad]) -> None:
    ark.title = "Översikt"
    ark.column_dimensions["A"].width, ark.column_dimensions["B"].width = 28, 100
    ark.sheet_view.showGridLines = False
    _skriv(ark, 1, 1, svar.titel).font = Font(bold=True, size=16)
    ledtexter: list[tuple[str, _Varde]] = [
        ("Organisation", svar.organisation),
        ("Riktlinje", f"{svar.titel_regelverk}, utgåva {svar.utgava}"),
        ("Period", skriv_period(svar.period)),
        ("Sammanställningens dag", svar.dag or "inte angiven; om det som saknas är sent är inte känt"),
        ("Ska beslutas" if svar.arbetsmaterial and svar.beslutad else "Beslutad", svar.beslutad or _UTAN_DAG),
        ("Version", f"riktlinjer {svar.underlag.version}"),
    ]
    if svar.arbetsmaterial:
        ledtexter.insert(0, ("Arbetsmaterial", ARBETSMATERIAL))
    for rad, (ledtext, varde) in enumerate(ledtexter, 3):
        _skriv(ark, rad, 1, ledtext).font = Font(bold=True)
        _skriv(ark, rad, 2, varde, _DAG).alignment = Alignment(horizontal="left", wrap_text=True, vertical="top")
    rad = len(ledtexter) + 4
    _skriv(ark, rad, 1, "I korthet").font = Font(bold=True, size=12)
    for text in i_korthet(svar):
        rad += 1
        _skriv(ark, rad, 1, text)
        ark.merge_cells(start_row=rad, start_column=1, end_row=rad, end_column=2)
        ark.row_dimensions[rad].height = 15.5 * max(1, -(-len(text) // 115))
    rad += 2
    _skriv(ark, rad, 1, "Bladen").font = Font(bold=True, size=12)
    for ett in blad:
        rad += 1
        lank = _skriv(ark, rad, 1, ett.namn)
        lank.hyperlink = Hyperlink(ref=lank.coordinate, location=f"{quote_sheetname(ett.namn)}!A1")
        lank.font = Font(color="0563C1", underline="single")
        _skriv(ark, rad, 2, ett.om)
    _skriv(ark, rad + 2, 1, "”inte känt” betyder att uppgiften inte är känd, aldrig noll eller nej.")
    _for_utskrift(ark, svar)


def _skriv_blad(ark: Worksheet, blad: _Blad, svar: Sammanstallning) -> None:
    _skriv(ark, 1, 1, f"{blad.namn} – {svar.titel}").font = Font(bold=True, size=13)
    ark.cell(1, 1).alignment = Alignment(wrap_text=False)
    for i, kolumn in enumerate(blad.kolumner, 1):
        cell = _skriv(ark, 2, i, kolumn.rubrik)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color=_HUVUDFARG, end_color=_HUVUDFARG)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        ark.column_dimensions[get_column_letter(i)].width = kolumn.bredd
    for rad, varden in enumerate(blad.rader, 3):
        for i, (varde, kolumn) in enumerate(zip(varden, blad.kolumner, strict=True), 1):
            if varde is not None and varde != "":
                _skriv(ark, rad, i, varde, kolumn.format)
    ark.freeze_panes = "B3"
    ark.auto_filter.ref = f"A2:{get_column_letter(len(blad.kolumner))}{max(3, len(blad.rader) + 2)}"
    ark.print_title_rows = "1:2"
    _for_utskrift(ark, svar)


def _for_utskrift(ark: Worksheet, svar: Sammanstallning) -> None:
    ark.page_setup.orientation = "landscape"
    ark.page_setup.paperSize = 9  # A4
    ark.page_setup.fitToWidth, ark.page_setup.fitToHeight = 1, 0
    ark.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    ark.HeaderFooter.oddHeader.center.text = _text(svar.titel).replace("&", "&&")  # type: ignore[union-attr]
    ark.HeaderFooter.oddFooter.center.text = "Sida &P av &N"  # type: ignore[union-attr]


def _skriv(ark: Worksheet, rad: int, kolumn: int, varde: _Varde, talformat: str = "General") -> Cell:
    """Puts a value into a cell; a text is never a formula."""
    cell = ark.cell(rad, kolumn)
    assert isinstance(cell, Cell)
    cell.value = _text(varde) if isinstance(varde, str) else varde
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if isinstance(varde, str):
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = varde[:1] in "=+-@\t"
    else:
        cell.number_format = _DAG if isinstance(varde, date) else talformat
    if isinstance(varde, str) and varde in _FARGER:
        cell.fill = PatternFill("solid", start_color=_FARGER[varde], end_color=_FARGER[varde])
    return cell


def _text(text: str) -> str:
    rent = _INTE_I_XML.sub("\ufffd", ren(text))
    return rent if len(rent) <= _LANGSTA_TEXT else rent[:_LANGSTA_TEXT] + "…"
