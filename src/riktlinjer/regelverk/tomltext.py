"""TOML-text: a rule set as the text of a file, laid out as the shipped ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from ..models.regelverk import Regelverk
from .tabeller import till_tabeller

_BREDD: Final = 120
_BAR_NYCKEL: Final = re.compile(r"[A-Za-z0-9_-]+")
UDDA: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
"""Characters that do not show, and those that TOML does not take as they are."""
_FILER: Final = {
    "regelverk.toml": (),  # what no other file takes
    "mal.toml": ("strategier", "mal", "delmal", "insatsomraden"),
    "indikatorer.toml": ("perspektiv", "indikatorer"),
    "namnder.toml": ("namnder", "prioriteringsomraden", "prioriteringar", "uppfoljningsvariabler"),
    "uppdrag.toml": ("fokusomraden", "regiongemensamma_uppdrag", "uppdrag"),
    "tidplan.toml": ("tidplan",),
    "rapportmall.toml": ("rapportmall",),
    "atgardsplan.toml": ("atgardsplan",),
    "styrmodell.toml": ("styrmodell",),
    "framgangsfaktorer.toml": ("malomraden", "framgangsfaktorer"),
    "budget.toml": ("budget",),
    "uppfoljningsplan.toml": ("uppfoljningsplan",),
    "tolkningar.toml": ("tolkningar",),
    "iakttagelser.toml": ("iakttagelser",),
}


def regelverk_till_toml(regelverk: Regelverk) -> str:
    """The text of one TOML file that says the rule set; ``las_regelverk`` reads it back to an equal one.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> print(regelverk_till_toml(las_regelverk("halland-2018"))[:67])
    format = 1
    id = 'halland-2018'
    titel = 'Riktlinjer för Region Halla

    Raises:
        RegelverkFel: the rule set holds what no file can say, such as a computed day that is not known.
    """
    return skriv_toml(till_tabeller(regelverk))


def regelverk_till_tomlfiler(regelverk: Regelverk) -> dict[str, str]:
    """The same as the files of a folder, in the manner of the shipped rule sets: file name -> text.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> [fil for fil in regelverk_till_tomlfiler(las_regelverk("halland-2018")) if "mal" in fil]
    ['mal.toml', 'rapportmall.toml']

    Raises:
        RegelverkFel: the rule set holds what no file can say, such as a computed day that is not known.
    """
    tabeller = till_tabeller(regelverk)
    fil_for = {nyckel: fil for fil, nycklar in _FILER.items() for nyckel in nycklar}
    delade: dict[str, dict[str, object]] = {fil: {} for fil in _FILER}
    for nyckel, varde in tabeller.items():
        delade[fil_for.get(nyckel, "regelverk.toml")][nyckel] = varde
    return {fil: skriv_toml(del_) for fil, del_ in delade.items() if del_}


def skriv_toml(tabeller: Mapping[str, object]) -> str:
    """The tables as TOML text that reads back to the same values; numbers keep their zeros.

    >>> print(skriv_toml({"ar": 2018, "mal": [{"id": "a", "grans": Decimal("6.50")}]}), end="")
    ar = 2018
    <BLANKLINE>
    [[mal]]
    id = 'a'
    grans = 6.50

    Raises:
        TypeError: a value of a type that TOML does not have.
    """
    return "\n".join(_tabellrader(tabeller, ())).strip("\n") + "\n"


def skriv_tomlvarde(varde: object, udda: re.Pattern[str] = UDDA) -> str:
    """One value on one line, as it stands after ``=``; what ``udda`` matches in a text is escaped.

    >>> skriv_tomlvarde({"minst": Decimal("6.50"), "nar": [{"tolkning": "a"}], "text": "Ja, 'helst'"})
    '{ minst = 6.50, nar = [{ tolkning = \\'a\\' }], text = "Ja, \\'helst\\'" }'
    """
    match varde:
        case str():
            return _text(varde, udda)
        case bool():
            return "true" if varde else "false"
        case int():
            return str(varde)
        case Decimal():
            return _tal(varde)
        case date():
            return varde.isoformat()
        case Mapping():
            par = ", ".join(f"{_nyckel(n)} = {skriv_tomlvarde(v, udda)}" for n, v in varde.items())
            return f"{{ {par} }}" if par else "{}"
        case Sequence():
            return f"[{', '.join(skriv_tomlvarde(v, udda) for v in varde)}]"
    raise TypeError(f"TOML har inget värde av typen {type(varde).__name__}")


def _text(text: str, udda: re.Pattern[str] = UDDA) -> str:
    """A literal string where it can be; else a basic one, with everything that does not show escaped."""
    if "'" not in text and not udda.search(text):
        return f"'{text}'"
    med_streck = re.sub(r'["\\]', r"\\\g<0>", text)
    return '"' + udda.sub(lambda t: "".join(f"\\u{ord(tecken):04x}" for tecken in t[0]), med_streck) + '"'


def _tal(tal: Decimal) -> str:
    if not tal.is_finite():
        raise TypeError(f"{tal} är inget tal i en regelverksfil")
    text = str(tal).lower()
    # A TOML number without point or exponent is an integer: a whole number reads back as one, and is the same number.
    return re.sub(r"e\+?", "e", text)


def _nyckel(namn: str) -> str:
    return namn if _BAR_NYCKEL.fullmatch(namn) else _text(namn)


def _tabellrader(tabell: Mapping[str, object], vag: tuple[str, ...]) -> Iterator[str]:
    """The lines of a table: its own keys first, then the tables in it, each with its heading."""
    egna = {n: v for n, v in tabell.items() if not _far_rubrik(n, v, topp=not vag)}
    for namn, varde in egna.items():
        yield from _nyckelrader(namn, varde)
    for namn, varde in tabell.items():
        if namn in egna:
            continue
        rubrik = ".".join(map(_nyckel, (*vag, namn)))
        if isinstance(varde, Mapping):
            yield from ("", f"[{rubrik}]", *_tabellrader(varde, (*vag, namn)))
        elif isinstance(varde, Sequence):
            for post in varde:
                yield from ("", f"[[{rubrik}]]", *_tabellrader(post, (*vag, namn)))


def _far_rubrik(namn: str, varde: object, *, topp: bool) -> bool:
    """Whether the value is tables with headings of their own: at the top, or where they do not fit their lines."""
    if isinstance(varde, Mapping):
        return topp or (len(_rad(namn, varde)) > _BREDD and any(isinstance(v, list | dict) for v in varde.values()))
    if not isinstance(varde, list) or not varde or not all(isinstance(post, Mapping) for post in varde):
        return False
    return topp or any(len(skriv_tomlvarde(post)) > _BREDD for post in varde)


def _rad(namn: str, varde: object) -> str:
    return f"{_nyckel(namn)} = {skriv_tomlvarde(varde)}"


def _nyckelrader(namn: str, varde: object) -> Iterator[str]:
    rad = _rad(namn, varde)
    if isinstance(varde, list) and len(varde) > 1 and (len(rad) > _BREDD or isinstance(varde[0], Mapping)):
        yield f"{_nyckel(namn)} = ["
        yield from (f"    {skriv_tomlvarde(post)}," for post in varde)
        yield "]"
    else:
        yield rad
