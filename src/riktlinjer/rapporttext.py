"""Rapporttext: the headings, contents and figures of a report in plain text, such as a PDF export, or in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from .models.rapport import Innehallsrad, Rapport, Rapporttabell
from .rapportbygge import SUMMARAD, Delavsnitt, ar_innehallsrubrik, bygg_rapport, bygg_tabell, dela_nummer
from .rules.rubrikmatchning import nyckel

_SIDHUVUD: Final = re.compile(r"(?P<text>.*?)\s+\d{1,4}\s?\(\d{1,4}\)\s*")
_INNEHALLSRAD: Final = re.compile(r"(?P<titel>.*?)\s*(?:\.\s?){3,}\s*(?P<sida>\d{1,4})\s*")
_NUMRERAD: Final = re.compile(r"\s*(?P<nummer>\d{1,2}(?:\.\d{1,2}){0,4})\s+(?P<titel>[A-ZÅÄÖ]\D*(?:\d\D*)*)")
_UNDER_RUBRIK: Final = re.compile(r"[A-ZÅÄÖ][^\d.;:?!_|]*[^\s\d.;:,?!_|-]")
_LANG_RAD: Final = 60
_STORST_LUCKA: Final = 6
_TAL: Final = r"[-+−–]?\s?\d{1,3}(?:[ \u00a0]?\d{3})*(?:,\d+)?\s*(?:mnkr|tkr|mkr|kr|%)"
_SIFFERRAD: Final = re.compile(rf"\s*(?P<namn>\D.*?)\s+(?P<tal>{_TAL}(?:\s+{_TAL})+)\s*")
_KOLUMN: Final = re.compile(
    r"(?:ack\w*\.?\s+)?(?:års)?(?:resultat|budget|avvikelse|prognos|utfall)(?:\s+\d+\s+månader)?(?:\s+20\d\d)?",
    re.IGNORECASE,
)


def las_text(text: str) -> Rapport:
    """The report in a plain text, by its contents and its numbered headings.

    A short line that stands by itself is taken as a heading of unknown depth. Tables are read where every figure of a
    row has its unit.
    """
    rader, sidhuvud = _utan_sidhuvud(text.replace("\f", "\n").split("\n"))
    start, slut, innehall = _innehall(rader)
    forsta = slut if innehall else next((i for i, rad in enumerate(rader) if _kapitel(rad)), len(rader))
    delar = list(_avsnitt(rader[forsta:], innehall or []))
    return bygg_rapport(delar, rader[: start if innehall else forsta], sidhuvud, innehall)


def _kapitel(rad: str) -> bool:
    traff = _NUMRERAD.fullmatch(rad)
    return traff is not None and traff["nummer"] in ("1", "1.1")


def _utan_sidhuvud(rader: Sequence[str]) -> tuple[list[str], str | None]:
    """The lines without the running header, and the header: the lines that end in a page number of so many pages."""
    huvuden = [traff["text"].strip() for rad in rader if (traff := _SIDHUVUD.fullmatch(rad))]
    kvar = [rad.rstrip("\r") for rad in rader if not _SIDHUVUD.fullmatch(rad)]
    return kvar, next((h for h in huvuden if h), None)


def _innehall(rader: Sequence[str]) -> tuple[int, int, list[Innehallsrad] | None]:
    """Where the contents begin and end, and their lines; None when there are none."""
    start = next((i for i, rad in enumerate(rader) if ar_innehallsrubrik(rad)), None)
    if start is None:
        return 0, 0, None
    funna: list[Innehallsrad] = []
    vantar: list[str] = []
    slut = start + 1
    for i in range(start + 1, len(rader)):
        if i - slut > _STORST_LUCKA:
            break
        rad = rader[i].strip()
        traff = _INNEHALLSRAD.fullmatch(rad)
        if traff is None:
            vantar += [rad] if rad else []
            continue
        nummer, titel = dela_nummer(" ".join((*vantar, traff["titel"])))
        funna.append(Innehallsrad(nummer=nummer, titel=titel, sida=int(traff["sida"])))
        vantar, slut = [], i + 1
    return start, slut, funna


def _avsnitt(rader: Sequence[str], innehall: Sequence[Innehallsrad]) -> Iterator[Delavsnitt]:
    kapitel = {rad.nummer: nyckel(rad.titel) for rad in innehall if rad.nummer is not None}
    utan_nummer = {nyckel(rad.titel) for rad in innehall if rad.nummer is None}
    nu: Delavsnitt | None = None
    i = 0
    while i < len(rader):
        rubrik, antal, niva = _rubrik(rader, i, kapitel, utan_nummer)
        if rubrik:
            if nu is not None:
                yield _med_siffror(nu)
            nu = Delavsnitt(rubrik, niva, tom_ar_kant=niva is not None)
        elif nu is not None:
            nu.stycken.append(rader[i].rstrip())
        i += antal
    if nu is not None:
        yield _med_siffror(nu)


def _rubrik(
    rader: Sequence[str], i: int, kapitel: dict[str, str], utan_nummer: set[str]
) -> tuple[str, int, int | None]:
    """The heading that begins on this line, how many lines it takes, and its depth; "" when none does."""
    rad = rader[i].strip()
    if len(rad) > 300 or not rad:
        return "", 1, None
    traff = _NUMRERAD.fullmatch(rad)
    if traff is not None:
        niva = traff["nummer"].count(".") + 1
        if (vantad := kapitel.get(traff["nummer"])) is not None:
            hel, antal = _hel(rader, i, vantad, f"{traff['nummer']} ")
            if hel:
                return hel, antal, niva
        elif niva > 1 or not kapitel:
            return *_lang(rader, i), niva
        return "", 1, None
    if nyckel(rad) in utan_nummer:
        return rad, 1, 1 if nyckel(rad).startswith("bilaga") else None
    fore = i == 0 or not rader[i - 1].strip()
    efter = next((r.strip() for r in rader[i + 1 : i + 4] if r.strip()), "")
    tabellhuvud = len(_KOLUMN.findall(rad)) > 1 or SUMMARAD.match(rad)
    if tabellhuvud:
        return "", 1, None
    if fore and len(rad.split()) <= 8 and len(rad) <= 70 and _UNDER_RUBRIK.fullmatch(rad) and not efter[:1].islower():
        return rad, 1, None
    return "", 1, None


def _hel(rader: Sequence[str], i: int, vantad: str, nummer: str) -> tuple[str, int]:
    """The heading that the contents have, over so many lines as it takes; "" when it is not this one."""
    hel = ""
    for antal in range(1, 5):
        if i + antal > len(rader):
            break
        hel = f"{hel} {rader[i + antal - 1].strip()}".strip()
        denna = nyckel(hel.removeprefix(nummer))
        if denna == vantad:
            return hel, antal
        if not vantad.startswith(denna):
            break
    return "", 1


def _lang(rader: Sequence[str], i: int) -> tuple[str, int]:
    """A heading that is not in the contents, with the lines after it when it fills its own."""
    hel, antal = rader[i].strip(), 1
    while antal < 4 and i + antal < len(rader) and len(rader[i + antal - 1].strip()) >= _LANG_RAD:
        nasta = rader[i + antal].strip()
        if not nasta or not (nasta[0].islower() or rader[i + antal - 1].endswith(" ")):
            break  # an export leaves a space where it breaks a line
        hel, antal = f"{hel} {nasta}", antal + 1
    return hel, antal


def _med_siffror(avsnitt: Delavsnitt) -> Delavsnitt:
    """The section with the tables that its lines hold, where every figure has its unit."""
    huvud: str = ""
    block: list[list[str]] = []
    for rad in [*avsnitt.stycken, "."]:
        traff = _SIFFERRAD.fullmatch(rad)
        if traff is not None:
            block.append([traff["namn"].strip(), *re.findall(_TAL, traff["tal"])])
        elif rad.strip():
            avsnitt.tabeller += filter(None, [_siffertabell(huvud, block)])
            huvud, block = rad.strip(), []
    return avsnitt


def _siffertabell(huvud: str, block: list[list[str]]) -> Rapporttabell | None:
    kolumner = [" ".join(k.split()) for k in _KOLUMN.findall(huvud)]
    if not block or any(len(rad) != len(kolumner) + 1 for rad in block):
        return None
    return bygg_tabell([["", *kolumner], *block])


# Markdown


def las_markdown(text: str) -> Rapport:
    """The report in a Markdown text: headings with #, tables with |; what stands in a code block is text."""
    framsida: list[str] = []
    delar: list[Delavsnitt] = []
    tabell: list[list[str]] = []
    staket = ""
    for rad in [*text.splitlines(), ""]:
        celler = _celler(rad) if not staket else None
        if celler is not None:
            tabell.append(celler)
            continue
        if tabell:
            _lagg_till(tabell, delar, framsida)
            tabell = []
        if traff := re.match(r"\s{0,3}(```+|~~~+)", rad):
            staket = "" if staket and traff[1].startswith(staket) else staket or traff[1]
        rubrik = re.fullmatch(r"(#{1,6})\s+(.*?)\s*#*\s*", rad) if not staket else None
        if rubrik is not None:
            delar.append(Delavsnitt(re.sub(r"\\([\\`*_{}\[\]()#+.!|-])", r"\1", rubrik[2]), len(rubrik[1])))
        elif delar:
            delar[-1].stycken.append(rad)
        else:
            framsida.append(rad)
    return ordnad_rapport(delar, framsida, None)


def _celler(rad: str) -> list[str] | None:
    """The cells of a row of a table; None for another line."""
    rad = rad.strip()
    if not (rad.startswith("|") and rad.endswith("|") and len(rad) > 1):
        return None
    return [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", rad[1:-1])]


def _lagg_till(rader: list[list[str]], delar: list[Delavsnitt], framsida: list[str]) -> None:
    celler = [rad for rad in rader if not all(re.fullmatch(r":?-+:?", cell) for cell in rad)]
    lagg_till_tabell(celler, None, delar, framsida)


def lagg_till_tabell(
    celler: Sequence[Sequence[str]], titel: str | None, delar: Sequence[Delavsnitt], framsida: list[str]
) -> None:
    """Adds a table to the section that is being read: as figures, or else as text."""
    if not delar:
        framsida += [" ".join(rad) for rad in celler]
        return
    lasta = bygg_tabell(celler, titel)
    if lasta is not None:
        delar[-1].tabeller.append(lasta)
    elif any(cell.strip() for rad in celler for cell in rad):
        delar[-1].andra_tabeller = True
        delar[-1].stycken += ["\t".join(rad) for rad in celler]


def ordnad_rapport(
    delar: Sequence[Delavsnitt],
    framsida: Sequence[str],
    sidhuvud: str | None,
    innehall: list[Innehallsrad] | None = None,
) -> Rapport:
    """The report of sections whose depth is known: a single first heading without a number is the front page's, and a
    heading of contents is no section."""
    delar, framsida = list(delar), list(framsida)
    if delar and dela_nummer(delar[0].rubrik)[0] is None and sum(d.niva == delar[0].niva for d in delar) == 1:
        forsta = delar.pop(0)
        framsida += [forsta.rubrik, *forsta.stycken]
        for del_ in delar:
            del_.niva = None if del_.niva is None else max(1, del_.niva - 1)
    for del_ in [d for d in delar if ar_innehallsrubrik(d.rubrik)]:
        delar.remove(del_)
        innehall = innehall or [
            Innehallsrad(nummer=nummer, titel=titel)
            for rad in del_.stycken
            if (punkt := re.sub(r"^\s*[-*]\s+|\[|\]\([^)]*\)", "", rad).strip())
            for nummer, titel in [dela_nummer(punkt)]
        ]
    return bygg_rapport(delar, framsida, sidhuvud, innehall)
