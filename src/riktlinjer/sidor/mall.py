"""The sections that a report must hold, as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shlex import quote
from typing import TYPE_CHECKING

from ..utskrift import Block, Lista, Rubrik, Stycke
from .ordval import och, stor
from .tolkningar import tolkningsblock

if TYPE_CHECKING:
    from .. import Avsnitt, Krav, Mottagare, Rapporttyp, Regelverk
    from ..skrivmall.modell import Skrivmall


def mallsida(
    regelverk: Regelverk, avsnitt: Sequence[Avsnitt], rapporttyp: Rapporttyp, mottagare: Mottagare, namnd: str | None
) -> Iterator[Block]:
    """The sections of a report with their demands."""
    yield Rubrik(f"{stor(rapporttyp.namn)} till {mottagare}")
    vem = "alla nämnder; vad som bara gäller några är utmärkt" if namnd is None else regelverk.namnd(namnd).namn
    yield Stycke(f"{regelverk.titel}. Avser {vem}.")
    tabeller = {} if regelverk.rapportmall is None else {t.id: t.titel for t in regelverk.rapportmall.tabeller}
    for a in avsnitt:
        yield Rubrik(avsnittsrad(a), 3)
        if a.krav:
            yield Lista(tuple(_kravrad(krav, a, tabeller) for krav in a.krav))
        else:
            yield Stycke("Riktlinjen säger inget mer om innehållet.")
    yield from tolkningsblock(regelverk, [t for a in avsnitt for t in avsnittets_tolkningar(a)])


def avsnittsrad(avsnitt: Avsnitt) -> str:
    """The section by its number and title, and whom it binds."""
    return " ".join(filter(None, (avsnitt.nummer, avsnitt.titel, vilka_det_binder(avsnitt))))


def _kravrad(krav: Krav, avsnitt: Avsnitt, tabeller: dict[str, str]) -> str:
    samma = (krav.galler_for, krav.oppna_tolkningar) == (avsnitt.galler_for, avsnitt.oppna_tolkningar)
    delar = [krav.text, "" if samma else vilka_det_binder(krav)]
    if krav.tabell is not None:
        delar.append(f"Tabell: {tabeller.get(krav.tabell, krav.tabell).removeprefix('Tabell ')}.")
    return " ".join(filter(None, delar))


def vilka_det_binder(krav: Avsnitt | Krav) -> str:
    """Whom it binds, when that is not everyone for certain."""
    grupper = [grupp for grupp in krav.galler_for if grupp != "alla"]
    delar = [f"gäller {och(grupper)}"] if grupper else []
    if krav.oppna_tolkningar:
        vad = "för övriga" if grupper else "om det krävs"
        delar.append(f"osäkert {vad}, {och(krav.oppna_tolkningar)} är öppen")
    return f"[{'; '.join(delar)}]" if delar else ""


def avsnittets_tolkningar(avsnitt: Avsnitt) -> Iterator[str]:
    """The ids of the tolkningar that the section and its demands rest on."""
    yield from avsnitt.tolkningar
    for krav in avsnitt.krav:
        yield from krav.oppna_tolkningar


def utan_mall(regelverk: Regelverk) -> Iterator[Block]:
    """What is said of a guideline without a report template."""
    yield Stycke(f"{regelverk.titel} har ingen mall för rapporter.")


def skrivmallsida(regelverk: Regelverk, mall: Skrivmall, filer: Sequence[str]) -> Iterator[Block]:
    """What is said when a template has been written."""
    yield Rubrik(f"Mall för {mall.sidfot}")
    yield Stycke(f"{regelverk.titel}, utgåva {regelverk.utgava}.")
    if filer:
        yield Stycke("Skrivna filer:")
        yield Lista(tuple(filer))
    if mall.saknas:
        yield Stycke("Inte ifyllt:")
        yield Lista(mall.saknas)
    if filer:
        yield Stycke(f"Granska den när den är skriven: riktlinjer granska-rapport {quote(filer[0])}")
    yield from tolkningsblock(regelverk, mall.tolkningar)
