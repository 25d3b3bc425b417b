"""The words of målvärden: a Swedish target cut into pieces that each have one meaning.

Every character of the text ends up in a piece (``Ord``), and every piece has a kind, one letter (``slag``), so that
a grammar of targets is a pattern over kinds. A piece that could change what is demanded and has no meaning here is of
kind ``!``; no grammar takes it, and the text is refused.

====  ========================================================  ====  =================================================
kind  what it is                                                kind  what it is
====  ========================================================  ====  =================================================
n     a figure                                                  b     what is compared with ("jämfört med 2015")
#     digits that are no figure, or could be two                y     the year of a target ("senast 2025", "(2024)")
N     a figure in words ("tre")                                 m     every month
u     a unit                                                    a     every year
o     a bound before its figure ("minst", "inte över")          k     what narrows the figure ("inom 60 dagar")
O     a bound after its figure ("eller mer")                    L     a sex ("kvinnor", "(M)")
t     "öka till", "minska till"                                 v     a reservation, in parentheses
U D   up, down (verb, participle or noun)                       g     other words in parentheses
H X   halved, doubled                                           q     every, none, both
F     improved                                                  Q     a share of a group ("hälften av alla")
c     a comparative without its "än" ("högre")                  R     a placing ("topp 3")
S     at least as good as before                                P     a part of a ranking ("översta tredjedelen")
i     not                                                       Z     words for the figure zero
r     may ("får")                                               &     and
f     from                                                      ``,`` comma, semicolon
l     to                                                        M     but
v     between (``V``)                                           ``-`` a dash between two figures
E     not set yet ("under utveckling")                          p     a preposition
s     a verb that carries no demand ("ska", "uppgå till")       j     "som", "som får" of a clause that says who
w     any other word                                            !     what cannot be read
====  ========================================================  ====  =================================================
"""

import re
from decimal import Decimal
from typing import Any, Final, NamedTuple

from .malvardesfraser import ARTAL, KON, fras
from .tal import ENHETER, kand_enhet, tolka_tal

__all__ = ["Figur", "Oklart", "Ord", "dela_i_ord", "stada"]

_FLER_ENHETER: Final = {
    "dgr": "dagar", "min": "minuter", "tim": "timmar", "mån": "månader", "p.e.": "procentenheter",
    "p.e": "procentenheter", "%-enheter": "procentenheter", "% enheter": "procentenheter",
    "procent enheter": "procentenheter", "person": "personer", "personer/år": "personer per år",
}  # fmt: skip


class Oklart(Exception):
    """Why a text is not read, in Swedish; whoever has the whole text puts it in front."""


class Figur(NamedTuple):
    """A figure as it is written."""

    varde: Decimal
    tecken: str = ""
    """``+`` or ``-`` when the text has one."""
    kan_vara_artal: bool = False


class Ord(NamedTuple):
    """A piece of a target: its kind, where it stands in the text, and what it means."""

    slag: str
    start: int
    slut: int
    text: str
    mening: Any = None


def stada(text: str) -> str:
    """The text with one kind of space, dash and comparison sign, and without what surrounds it.

    >>> stada("  Minst\\u00a0– 20 mnkr. ")
    'Minst - 20 mnkr'
    """
    text = re.sub(r"(?<=[0-9])[^\S\n]*\n\s*(?=[0-9])", " ; ", text)  # figures on two lines are two figures
    text = re.sub(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+", " ", text)
    text = re.sub(r"[\u2212\u2010-\u2014]", "-", text)
    text = re.sub(r"(?:> ?=|=>|⩾|≧) ?", "≥ ", text)
    text = re.sub(r"(?:< ?=|=<|⩽|≦) ?", "≤ ", text)
    text = re.sub(r"(?<=[0-9])(?=för\b)", " ", text)  # "71för respektive förvaltning"
    return text.strip(" \"”“'").rstrip(" ;,.")


_HELT_ORD: Final = re.compile(r"[^\W\d_]\w*(?:[-/][^\W_]\w*|-(?!\w))*(?:\.(?=\ [a-zåäö]))?")
_SIFFROR: Final = re.compile(r"(?P<tecken>[-+] ?)?(?P<tal>(?:[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+)(?:[.,][0-9]+)?)")
_SIFFERRAD: Final = re.compile(r"[0-9][^\s%()]*")


def _monster_for_enheter(enhet: str | None) -> re.Pattern[str]:
    kanda = {*ENHETER, *_FLER_ENHETER} | ({enhet.casefold()} if enhet else set())
    alternativ = "|".join(re.escape(e) for e in sorted(kanda, key=len, reverse=True))
    return re.compile(rf" ?(?P<enhet>{alternativ})(?![\w/])(?! ?[-/] ?[^\W\d])", re.IGNORECASE)


_KANDA_ENHETER: Final = _monster_for_enheter(None)


def dela_i_ord(text: str, enhet: str | None = None) -> tuple[Ord, ...]:
    """The pieces of a text that is ``stada``'d, in its order.

    >>> "".join(ord_.slag for ord_ in dela_i_ord("minst 80 % jämfört med 2015"))
    'onub'

    Args:
        enhet: a unit of the caller's own, which is read as one after a figure.
    """
    enheter = _KANDA_ENHETER if enhet is None or kand_enhet(enhet) else _monster_for_enheter(enhet)
    delar: list[Ord] = []
    plats = 0
    while plats < len(text):
        if text[plats] == " ":
            plats += 1
            continue
        forra = delar[-1].slag if delar else ""
        del_ = (
            _enhet(text, plats, forra, enheter, enhet)
            or _fras(text, plats)
            or _siffror(text, plats, forra, enheter)
            or _rest(text, plats)
        )
        delar.append(del_)
        plats = del_.slut
    return tuple(delar)


def _enhet(text: str, plats: int, forra: str, enheter: re.Pattern[str], egen: str | None) -> Ord | None:
    traff = enheter.match(text, plats) if forra in ("n", "N") else None
    if traff is None:
        return None
    ord_ = traff["enhet"].casefold()
    skriven = egen if egen and ord_ == egen.casefold() else _FLER_ENHETER.get(ord_) or ENHETER[ord_]
    return Ord("u", plats, traff.end(), traff["enhet"], skriven)


def _fras(text: str, plats: int) -> Ord | None:
    funnen = fras(text, plats)
    if funnen is None:
        return None
    slag, traff, mening = funnen
    return _parentes(traff) if slag == "parentes" else Ord(slag, traff.start(), traff.end(), traff[0], mening)


def _parentes(traff: re.Match[str]) -> Ord:
    """What stands in parentheses is one piece."""
    inom = traff["inom"].strip()
    slag, mening = "g", None
    if namn := re.fullmatch(rf"(?:(?:till|senast) )?(?:år )?({ARTAL})", inom, re.IGNORECASE):
        slag, mening = "y", namn[1]
    elif inom.casefold().removeprefix("för ") in KON:
        slag, mening = "L", KON[inom.casefold().removeprefix("för ")]
    elif _RESERVATION.search(inom):
        slag, mening = "v", inom
    else:
        delar = dela_i_ord(inom)
        if len(delar) == 1 and delar[0].slag in "bk":
            slag, mening = delar[0].slag, delar[0].mening
    return Ord(slag, traff.start(), traff.end(), inom, mening)


_RESERVATION: Final = re.compile(
    r"revider|prelimin|\bprel\b|kan komma att|kan justeras|kan ändras|justeras|förslag|stäms av|fastställ",
    re.IGNORECASE,
)


def _siffror(text: str, plats: int, forra: str, enheter: re.Pattern[str]) -> Ord | None:
    traff = _SIFFROR.match(text, plats)
    tecken = traff["tecken"] if traff else None
    if text[plats] == "-" and (tecken is None or forra in ("n", "u")):
        # "70-80", "70 % - 80 %"; and a dash that belongs to no figure
        return Ord("-" if forra in ("n", "u") else "!", plats, plats + 1, "-")
    if traff is None:
        return None
    if tecken and (forra in ("n", "u") or (forra == "w" and tecken.endswith(" "))):
        return Ord("!", plats, traff.end(), traff[0])
    efter = text[traff.end() : traff.end() + 1]
    glapp = text[traff.end() : traff.end() + 2]
    if (
        (efter.isalnum() or efter in "_'’" or re.fullmatch(r"[.,:/][0-9]", glapp))
        and efter
        and not enheter.match(text, traff.end())
    ):
        return _ejtal(text, plats)
    try:
        varde = tolka_tal(traff["tal"]).varde
    except ValueError as fel:
        return Ord("#", plats, traff.end(), traff[0], str(fel))
    minus = (tecken or "").strip()
    artal = re.fullmatch(ARTAL, traff["tal"]) is not None and not minus
    return Ord("n", plats, traff.end(), traff[0], Figur(-varde if minus == "-" else varde, minus, artal))


def _ejtal(text: str, plats: int) -> Ord:
    traff = _SIFFERRAD.search(text, plats)
    assert traff is not None
    skrivet = traff[0]
    if grupper := re.fullmatch(r"([0-9]{1,3})([.,])([0-9]{3})([.,])([0-9]+)", skrivet):
        a, _, b, _, c = grupper.groups()
        skal = f"{skrivet!r} kan vara {a} {b},{c} eller två tal; skriv decimalkomma och inga punkter"
    else:
        skal = f"{skrivet!r} är inget tal, eller flera; ange ett tal"
    return Ord("#", plats, traff.end(), skrivet, skal)


def _rest(text: str, plats: int) -> Ord:
    if traff := _HELT_ORD.match(text, plats):
        slag = "#" if re.search(r"\d", traff[0]) else "w"
        return Ord(slag, plats, traff.end(), traff[0], f"{traff[0]!r} är inget tal" if slag == "#" else None)
    tecken = text[plats]
    slag = {",": ",", ";": ",", ":": "s"}.get(tecken, "!")
    return Ord(slag, plats, plats + 1, tecken)
