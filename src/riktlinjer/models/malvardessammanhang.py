"""Pieces of målvärden (``malvardesord``) in their context: what means something only together with its neighbours."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from .malvardesfraser import ordtal
from .malvardesord import Figur, Oklart, Ord
from .skalor import Jamforelsebas

__all__ = ["klargor", "slagrad", "varfor"]

_OPPNA: Final = ("over", "under", "battre")
"""The bounds whose words are comparatives: "högre än 5 %", and "högre än föregående år"."""


def klargor(delar: Sequence[Ord], enhet: str | None) -> list[Ord]:
    """The pieces with those that mean something only together put together.

    Raises:
        Oklart: a piece that cannot be read at all.
    """
    klara = _arsklara(_ordtalsklara(list(delar)), enhet)
    for ord_ in klara:
        if ord_.slag == "#":
            raise Oklart(ord_.mening)
        if ord_.slag in "!N":
            raise Oklart(f"{ord_.text!r} kan ändra vad som krävs; skriv till exempel minst 80 %")
    return _spannklara(klara)


def _ordtalsklara(delar: list[Ord]) -> list[Ord]:
    """A figure in words is one after a bound or before a unit; "en" is a figure only after a bound."""
    for i, ord_ in enumerate(delar):
        if ord_.text.casefold() == "respektive" and i and delar[i - 1].text.casefold() == "för":
            delar[i] = ord_._replace(slag="w")
        efter_grans = i > 0 and delar[i - 1].slag == "o"
        fore_enhet = i + 1 < len(delar) and delar[i + 1].slag == "u"
        if (ord_.slag in "Ne" and efter_grans) or (ord_.slag == "N" and fore_enhet):
            delar[i] = ord_._replace(slag="n", mening=Figur(Decimal(ordtal(ord_.text))))
    return [
        ord_._replace(slag="!") if ord_.slag == "V" and not _ar_span(delar, i) else ord_ for i, ord_ in enumerate(delar)
    ]


def _ar_span(delar: Sequence[Ord], i: int) -> bool:
    return re.match(r"Vnu?[&l-]nu?", slagrad(delar[i:])) is not None


def _arsklara(delar: list[Ord], enhet: str | None) -> list[Ord]:
    """Four digits that could be a year are one where the words around say so, and are refused where they do not."""
    jamfors = any(ord_.slag == "b" and ord_.mening[2] == "med" for ord_ in delar)
    har_tal = False
    for i, ord_ in enumerate(delar):
        forra = delar[i - 1] if i else None
        nasta = delar[i + 1].slag if i + 1 < len(delar) else ""
        if ord_.slag == "b" and forra is not None and forra.slag == "o" and forra.mening in _OPPNA:
            delar[i - 1] = forra._replace(slag="c")
        if ord_.slag != "n":
            continue
        if ord_.mening.kan_vara_artal and nasta not in ("u", "w", "-", "l"):
            _las_artal(delar, i, jamfors=jamfors, procent=enhet == "%", har_tal=har_tal)
        har_tal = True
    return delar


def _las_artal(delar: list[Ord], i: int, *, jamfors: bool, procent: bool, har_tal: bool) -> None:
    """What four digits without a unit are, given the piece before them."""
    ord_, forra = delar[i], delar[i - 1] if i else None
    fore = "" if forra is None else forra.text.casefold()
    malar = ord_._replace(slag="y", mening=ord_.text)
    if forra is not None and forra.slag == "u":  # "80 % 2025"
        delar[i] = malar
    elif forra is not None and forra.slag == "t" and jamfors:  # "minska till 2021 jämfört med 2016"
        delar[i - 1] = forra._replace(slag="U" if forra.mening == "minst" else "D", mening="verb")
        delar[i] = malar
    elif forra is not None and fore == "under" and har_tal:  # "minst 3 under 2022"
        delar[i - 1] = forra._replace(slag="s")
        delar[i] = malar
    elif forra is not None and fore.endswith("än") and (procent or har_tal):  # "5 % lägre än 2015"
        if forra.mening in _OPPNA:
            delar[i - 1] = forra._replace(slag="c")
        delar[i] = ord_._replace(slag="b", mening=(Jamforelsebas.BASAR, int(ord_.text), ""))
    elif forra is None or forra.slag != "o" or procent or fore in ("under", "över", "<", ">") or fore.endswith("än"):
        delar[i] = ord_._replace(slag="#", mening=f"{ord_.text!r} kan vara ett årtal; ange vad målvärdet är")


def _spannklara(delar: list[Ord]) -> list[Ord]:
    """``70-80 %`` and ``mellan 5 och 7 dagar`` as one piece, and ``från 48 % till 55 %`` as another."""
    klara: list[Ord] = []
    plats, slag = 0, slagrad(delar)
    for traff in re.finditer(r"(?P<V>V?)(?P<f>f?)nu?(?P<mellan>[&l-])nu?", slag):
        if traff["mellan"] == "&" and not traff["V"]:
            continue
        bit = delar[traff.start() : traff.end()]
        fran, till = (ord_.mening for ord_ in bit if ord_.slag == "n")
        enheter = {ord_.mening for ord_ in bit if ord_.slag == "u"}
        if len(enheter) > 1:
            raise Oklart("intervallet har två enheter")
        mening = (fran.varde, till.varde, enheter.pop() if enheter else None)
        text = " ".join(ord_.text for ord_ in bit)
        klara += [
            *delar[plats : traff.start()],
            Ord("T" if traff["f"] else "I", bit[0].start, bit[-1].slut, text, mening),
        ]
        plats = traff.end()
    return klara + delar[plats:]


def slagrad(delar: Sequence[Ord]) -> str:
    """The kinds of the pieces, which patterns are over."""
    return "".join(ord_.slag for ord_ in delar)


def varfor(delar: Sequence[Ord]) -> str:
    """Why a text is not read, in Swedish."""
    antal = sum({"I": 2, "T": 2, "n": 1, "#": 1}.get(ord_.slag, 0) for ord_ in delar)
    if antal > 1:
        return "texten har flera tal som inte kan läsas tillsammans; ange ett målvärde"
    if antal == 0:
        return "texten sätter ingen gräns som kan läsas; skriv till exempel minst 80 %, eller Under utveckling"
    return "texten kan inte läsas som ett målvärde; skriv till exempel minst 80 %"
