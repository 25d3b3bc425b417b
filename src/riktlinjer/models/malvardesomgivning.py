"""The words around the figure of a målvärde: which of them may be passed over, since they cannot change the demand."""

import re
from collections.abc import Sequence
from typing import Any, Final

from .malvardesord import Oklart, Ord
from .tal import ENHETER

__all__ = ["kontrollera_efter", "kontrollera_fore", "kontrollera_helheten", "kontrollera_ord"]

_SAKORD: Final = re.compile(
    r"[A-ZÅÄÖ]{2,}[\w-]*|(?i:\w*(?:andel(?:en)?|antal(?:et)?|index(?:et)?|värdet?|mål(?:et|nivå|nivån)?|nivån?|tid(?:en|er)?"
    r"|het(?:en|er)?|ning(?:en|ar)?|tion(?:en|er)?|ering(?:en|ar)?|frånvaron?|grad(?:en)?|kostnad(?:en|er|erna)?|besök(?:en)?"
    r"|resultat(?:et)?|avvikelser?|deltagare))"
)
"""The shape of nouns that say what is measured."""
_INDEXORD: Final = re.compile(r"(?:\w+-)?index(?:et|värde)?|hme|nki|npe|målvärde|värde", re.IGNORECASE)
_RAKNESLAG: Final = (None, "st", "personer", "poäng")
_MALETIKETT: Final = re.compile(r"mål(?:et|värdet?|nivån?)?", re.IGNORECASE)
_RESULTAT: Final = re.compile(r"resultat(?:et)?", re.IGNORECASE)
_AVVIKELSER: Final = re.compile(r"[\w-]*avvikelser(?:na)?", re.IGNORECASE)


def kontrollera_helheten(delar: Sequence[Ord], indikatorns: str | None) -> None:
    """Raises Oklart where a word makes a figure another than the target, or a year looks like a bound."""
    slag = "".join(ord_.slag for ord_ in delar)
    if re.search(r"f[wspel]*n", slag):
        raise Oklart("”från” anger ett utgångsläge; skriv vad målvärdet är, till exempel från 70 till 80 %")
    if re.search(r"oy", slag):
        raise Oklart("det är inte klart om ordet före årtalet är en gräns; skriv till exempel minst 95 % (2022)")
    matt = {ord_.mening for ord_ in delar if ord_.slag == "u"} | {indikatorns}
    for i, ord_ in enumerate(delar):
        if ord_.slag != "w":
            continue
        if _MALETIKETT.fullmatch(ord_.text) and re.search(r"[n#ITUDHXFSRPZ]", slag[:i]):
            raise Oklart(f"texten före {ord_.text!r} kan vara något annat än målvärdet; ange bara målvärdet")
        if _RESULTAT.fullmatch(ord_.text) and re.match(r"s?[ny]", slag[i + 1 :]) and _utan_verb(delar[i + 1]):
            raise Oklart(f"talet efter {ord_.text!r} kan vara ett utfall; skriv minst eller högst")
        if _AVVIKELSER.fullmatch(ord_.text) and not matt <= set(_RAKNESLAG):
            raise Oklart(f"{ord_.text!r} kan ligga på båda sidor om noll; skriv vilken gräns som gäller")


def _utan_verb(ord_: Ord) -> bool:
    return ord_.slag != "s" or ord_.text == ":"


def kontrollera_fore(delar: Sequence[Ord], *, med_grans: bool, med_enhet: bool) -> None:
    """Raises Oklart when the words before a bound could be more than the name of what is measured."""
    if delar and delar[-1].slag in "pfl" and delar[-1].text.casefold() != "på":  # "antalet med 5 %"
        raise Oklart(f"”{delar[-1].text}” före talet kan ändra vad som krävs")
    verb = next((i for i, ord_ in reversed(list(enumerate(delar))) if ord_.slag == "s"), None)
    if verb is not None:
        if any(ord_.slag == "w" for ord_ in delar[verb + 1 :]):
            raise Oklart(f"”{' '.join(o.text for o in delar[verb + 1 :])}” kan ändra vad som krävs")
        return
    sak = [ord_ for ord_ in delar if ord_.slag in "wpefl"]
    if not sak:
        return
    if not _SAKORD.fullmatch(sak[0].text) and not re.fullmatch(
        r"[A-ZÅÄÖa-zåäö]*(?:andel|antal)\w*", sak[0].text, re.IGNORECASE
    ):
        raise Oklart(f"{sak[0].text!r} kan ändra vad som krävs; skriv till exempel andelen ska vara minst 80 %")
    if not med_grans and not med_enhet and not _INDEXORD.fullmatch(sak[-1].text):
        raise Oklart(f"talet efter {sak[-1].text!r} kan vara ett nummer; skriv minst eller högst")


def kontrollera_efter(delar: Sequence[Ord], enhet: Any, indikatorns: str | None) -> None:
    """Raises Oklart when the words after a figure could be more than whom or what it is for."""
    if not delar:
        return
    forst = delar[0]
    if forst.slag == "p" and forst.text.casefold() != "med":
        return
    if enhet is None and forst.slag == "w" and "/" not in forst.text:
        if indikatorns not in _RAKNESLAG and indikatorns in ENHETER.values():
            raise Oklart(f"enheten är {indikatorns}, men efter talet står {forst.text!r}")
        return
    if enhet is not None and forst.slag == "w" and _SAKORD.fullmatch(forst.text):
        return
    raise Oklart(f"{forst.text!r} kan ändra vad som krävs; skriv till exempel minst 80 %")


def kontrollera_ord(delar: Sequence[Ord]) -> None:
    """Raises Oklart when something else may begin in the words around a change."""
    if any(ord_.slag in ",l" for ord_ in delar):
        raise Oklart(f"”{' '.join(o.text for o in delar)}” kan inte läsas här")
