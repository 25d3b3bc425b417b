"""Målvärden as people write them: the one place where the Swedish text of a target becomes a ``Malvarde``.

The text is cut into pieces with one meaning each (``malvardesord``) and read whole or not at all: every pattern is
over all pieces of a clause. Words around the figure are passed over only where they say what is measured.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final, cast

from pydantic import ValidationError

from ..errors import MalvardeFel
from .malvarde import (
    Forandringsmalvarde,
    Gransmalvarde,
    Malvarde,
    Malvardesdel,
    OmatbartMalvarde,
    Sammansattmalvarde,
    Uppdelatmalvarde,
)
from .malvardesomgivning import kontrollera_helheten
from .malvardesord import Oklart, Ord, dela_i_ord, stada
from .malvardessammanhang import klargor, varfor
from .malvardessatser import Sats, Satslasare, avgransad
from .skalor import Riktning
from .tal import kand_enhet

__all__ = ["tolka_malvarde"]

_LANGST: Final = 400
_LANGST_VISAD: Final = 80
_GER_GRANS: Final = "otOUDHXFScRPIqQTZb"
"""The kinds of pieces that say what a figure in the same clause demands."""

_INGET: Final = re.compile(
    r"[-.]*|n/a|i\.?u\.?|(?:inget|ingen|saknas|saknar) ?(?:målvärde|målnivå|mål)|saknas|målvärde saknas"
    r"|(?:ej|inte) (?:angivet|aktuellt)|följs utan målvärde",
    re.IGNORECASE,
)
_UTAN_HELTAL: Final = re.compile(r"(?<![0-9%)]),[0-9]")
_BEDOMS: Final = re.compile(
    r"(?:en )?(?:tydlig )?trend av (?:minska|öka)[dt]e? [^\W\d]+(?: (?:för|i|inom) [^\W\d][^\d%<>≤≥=,;.]*)?"
    r"|(?:en )?(?:kvalitativ|samlad|sammanvägd) bedömning",
    re.IGNORECASE,
)
_PRELIMINART_FORST: Final = re.compile(r"(?P<forbehall>preliminärt?):? (?P<kvar>.+)", re.IGNORECASE)
_PRELIMINART_SIST: Final = re.compile(r"(?P<kvar>.+[^,]),? (?P<forbehall>preliminärt?)", re.IGNORECASE)


def tolka_malvarde(text: str, riktning: Riktning | None = None, enhet: str | None = None) -> Malvarde:
    """The target that a Swedish text sets.

    >>> m = tolka_malvarde("Öka med 10% jämfört med fg år", riktning=Riktning.HOGRE, enhet="%")
    >>> str(m), m.uppnas_av(110, foregaende_ar=100)
    ('öka med minst 10\\xa0% jämfört med föregående år', True)
    >>> tolka_malvarde("ca 80 %", riktning=Riktning.HOGRE)
    Traceback (most recent call last):
        ...
    riktlinjer.errors.MalvardeFel: 'ca 80 %': 'ca' kan ändra vad som krävs; skriv till exempel minst 80 %

    Args:
        text: the target as it is written. ``str`` of what is returned parses back to the same.
        riktning: whether more is better. A figure without "minst" or "högst" is a bound only together with it.
        enhet: the indicator's unit. A figure without a unit is in it; amounts in kronor are converted to it.

    Raises:
        MalvardeFel: the text is not understood, is vague or ambiguous, needs ``riktning``, or has another unit.
        TypeError: an argument of the wrong Python type.
    """
    if not isinstance(text, str):
        raise TypeError(f"väntade målvärdet som text (str), fick {type(text).__name__}")
    if riktning is not None and not isinstance(riktning, Riktning):
        raise TypeError(f"väntade en Riktning, fick {type(riktning).__name__}")
    if enhet is not None and not isinstance(enhet, str):
        raise TypeError(f"väntade enheten som text (str), fick {type(enhet).__name__}")
    visad = text if len(text) <= _LANGST_VISAD else text[: _LANGST_VISAD - 1] + "…"
    if len(text) > _LANGST:
        raise MalvardeFel(f"{visad!r}: texten är längre än {_LANGST} tecken; ange ett målvärde")
    kand = None if enhet is None else kand_enhet(enhet) or " ".join(enhet.split()) or None
    try:
        return _las(stada(text), Satslasare(riktning, kand))
    except Oklart as fel:
        raise MalvardeFel(f"{visad!r}: {fel}") from None
    except ValidationError as fel:
        skal = fel.errors()[0]["msg"].removeprefix("Value error, ")
        raise MalvardeFel(f"{visad!r}: {skal}") from None


def _las(text: str, lasare: Satslasare) -> Malvarde:
    if _INGET.fullmatch(text):
        return OmatbartMalvarde(slag="inget", text=text)
    if _BEDOMS.fullmatch(text):
        return OmatbartMalvarde(slag="ordagrant", text=text)
    traff = _PRELIMINART_FORST.fullmatch(text) or _PRELIMINART_SIST.fullmatch(text)
    if traff is not None:
        return _med_forbehall(_las(traff["kvar"], lasare), traff["forbehall"].casefold())
    if _UTAN_HELTAL.search(text):
        raise Oklart("ett tal börjar med decimalkomma; skriv till exempel 0,5")
    delar = klargor(dela_i_ord(text, lasare.enhet), lasare.enhet)
    kontrollera_helheten(delar, lasare.enhet)
    if not delar:
        raise Oklart(varfor(delar))
    if delar[-1].slag == "v":
        return _med_forbehall(_delat_eller_helt(delar[:-1], text, lasare), delar[-1].mening)
    return _delat_eller_helt(delar, text, lasare)


def _med_forbehall(m: Malvarde, forbehall: str) -> Malvarde:
    if m.forbehall is not None or isinstance(m, OmatbartMalvarde):
        raise Oklart("texten har flera förbehåll, eller ett förbehåll utan målvärde")
    return m.model_copy(update={"forbehall": forbehall})


# Separate targets per year, sex or part


def _delat_eller_helt(delar: Sequence[Ord], text: str, lasare: Satslasare) -> Malvarde:
    slag = "".join(ord_.slag for ord_ in delar)
    if "y" in slag and "L" in slag:
        raise Oklart("texten har både årtal och kön; ange ett målvärde i taget")
    if "y" in slag:
        return _uppdelat("år", _dela_vid(delar, "y", lost=True), text, lasare)
    if "L" in slag:
        return _uppdelat("kön", _dela_vid(delar, "L"), text, lasare)
    if slag.count("g") > 1:
        return _uppdelat("del", _dela_vid(delar, "g"), text, lasare)
    if slag.endswith("g"):
        _kontrollera_namn(delar[-1].text)
        delar = delar[:-1]
    return _helt(delar, text, lasare)


def _dela_vid(delar: Sequence[Ord], slag: str, *, lost: bool = False) -> list[tuple[str, Sequence[Ord]]]:
    """The names and the pieces between them; all names stand first in their parts, or all last.

    Args:
        lost: a single name may stand anywhere.
    """
    platser = [i for i, ord_ in enumerate(delar) if ord_.slag == slag]
    namn = [_namn(delar[i]) for i in platser]
    if len(platser) == 1 and lost:
        return [(namn[0], [*delar[: platser[0]], *delar[platser[0] + 1 :]])]
    if platser[0] == 0:
        granser = [*platser, len(delar)]
        bitar = [delar[a + 1 : b] for a, b in pairwise(granser)]
    elif platser[-1] == len(delar) - 1:
        granser = [-1, *platser]
        bitar = [delar[a + 1 : b] for a, b in pairwise(granser)]
    else:
        raise Oklart(
            "det är inte klart vilket målvärde som hör till vilken del; skriv till exempel 80 % (2024), 85 % (2025)"
        )
    return list(zip(namn, (_utan_skilje(bit) for bit in bitar), strict=True))


def _namn(ord_: Ord) -> str:
    if ord_.slag == "g":
        _kontrollera_namn(ord_.text)
        return ord_.text
    return cast(str, ord_.mening)


def _kontrollera_namn(text: str) -> None:
    """Raises Oklart when words in parentheses could change what is demanded."""
    for ord_ in dela_i_ord(text):
        if ord_.slag not in "wp&qfl":
            raise Oklart(f"”({text})” kan ändra vad som krävs")


def _utan_skilje(delar: Sequence[Ord]) -> Sequence[Ord]:
    start, slut = 0, len(delar)
    while start < slut and delar[start].slag in ",&":
        start += 1
    while start < slut and delar[slut - 1].slag in ",&":
        slut -= 1
    return delar[start:slut]


def _uppdelat(efter: str, bitar: Sequence[tuple[str, Sequence[Ord]]], text: str, lasare: Satslasare) -> Malvarde:
    uppdelade = [Malvardesdel(del_=namn, malvarde=cast(Any, _del(bit, text, lasare))) for namn, bit in bitar]
    _kontrollera_bara_tal([bit for _, bit in bitar], [del_.malvarde for del_ in uppdelade])
    return Uppdelatmalvarde(efter=cast(Any, efter), delar=tuple(uppdelade))


def _kontrollera_bara_tal(bitar: Sequence[Sequence[Ord]], lasta: Sequence[Malvarde]) -> None:
    """Raises Oklart when a bare figure stands beside a part whose verb or bound could go for it too."""
    bara = [not any(ord_.slag in _GER_GRANS for ord_ in bit) for bit in bitar]
    matbara = [(m, bar) for m, bar in zip(lasta, bara, strict=True) if m.matbart]
    sidor = {_sida(m) for m, _ in matbara}
    if any(bar for _, bar in matbara) and not all(bar for _, bar in matbara) and (len(sidor) > 1 or None in sidor):
        raise Oklart("det är inte klart vad talet utan verb eller gräns anger; skriv ut det för varje tal")


def _sida(m: Malvarde) -> str | None:
    """The side of a single bound; None of anything else."""
    if not isinstance(m, Gransmalvarde):
        return None
    return next(sida for sida in ("minst", "over", "hogst", "under") if getattr(m, sida) is not None)


def _del(delar: Sequence[Ord], text: str, lasare: Satslasare) -> Malvarde:
    if not delar:
        raise Oklart("en del saknar målvärde")
    if delar[-1].slag == "v":
        return _med_forbehall(_helt(delar[:-1], text, lasare), delar[-1].mening)
    return _helt(delar, text, lasare)


# Conditions that must all hold


def _helt(delar: Sequence[Ord], text: str, lasare: Satslasare) -> Malvarde:
    if len(delar) == 1 and delar[0].slag == "E":
        return OmatbartMalvarde(slag="under utveckling", text=delar[0].text)
    bitar = _satser(delar)
    lasta: list[Sats] = []
    for bit in bitar:
        lasta.append(lasare.las(bit, text, lasta[-1] if lasta else None))
    if len(lasta) == 1:
        return avgransad(lasta[0].malvarde, lasta[0].efter)
    _kontrollera_bara_tal(bitar, [sats.malvarde for sats in lasta])
    egna_namn = [sats.galler for sats in lasta]
    if all(egna_namn) and len(set(egna_namn)) == len(lasta):
        uppdelade = [Malvardesdel(del_=sats.galler, malvarde=cast(Any, sats.malvarde)) for sats in lasta]
        return Uppdelatmalvarde(efter="del", delar=tuple(uppdelade))
    _kontrollera_samma_matt(lasta)
    vilka = next((sats.efter for sats in lasta if sats.efter), "")
    ihop: list[Malvarde] = []
    for sats in lasta:  # an interval within a conjunction is two of its conditions
        m = avgransad(sats.malvarde, vilka)
        ihop.extend(m.delar if isinstance(m, Sammansattmalvarde) else (m,))
    return Sammansattmalvarde(delar=cast(Any, tuple(ihop)))


def _kontrollera_samma_matt(satser: Sequence[Sats]) -> None:
    """Raises Oklart when the clauses cannot be about the same outcome."""
    if {sats.fore for sats in satser[1:]} - {"", satser[0].fore} or len({s.efter for s in satser if s.efter}) > 1:
        raise Oklart("villkoren gäller olika saker; ange ett målvärde i taget")
    for forra, sats in pairwise(satser):
        if (
            isinstance(forra.malvarde, Forandringsmalvarde)
            and isinstance(sats.malvarde, Gransmalvarde | Sammansattmalvarde)
            and not sats.har_verb
        ):
            raise Oklart(
                "det är inte klart om den andra gränsen gäller förändringen eller utfallet; "
                "skriv till exempel: och vara minst 80 %"
            )


_KRAVSLAG: Final = "n#ITUDHXFSRPZcotQ"


def _satser(delar: Sequence[Ord]) -> list[list[Ord]]:
    """The clauses: between commas, "och" and "men", and where a second bound begins. Words alone join a neighbour."""
    bitar: list[list[Ord]] = [[]]
    skilje: list[Ord] = []
    for i, ord_ in enumerate(delar):
        if ord_.slag in ",&M":
            skilje.append(ord_)
            bitar.append([])
        elif _ny_grans(delar, i, bitar[-1]):
            skilje.append(ord_._replace(slag=","))
            bitar.append([ord_])
        else:
            bitar[-1].append(ord_)
    satser: list[list[Ord]] = [bitar[0]]
    for mellan, bit in zip(skilje, bitar[1:], strict=True):
        if _stalller_krav(bit) and _stalller_krav(satser[-1]):
            satser.append(bit)
        else:
            satser[-1] += [mellan, *bit]
    return satser


def _stalller_krav(bit: Sequence[Ord]) -> bool:
    return any(ord_.slag in _KRAVSLAG or (ord_.slag == "b" and ord_.mening[2] == "enligt") for ord_ in bit)


def _ny_grans(delar: Sequence[Ord], i: int, hittills: Sequence[Ord]) -> bool:
    """Whether a bound begins at ``i`` after another: ``> 80 < 90``, but not ``minst en dimension > 90 %``."""
    slag = "".join(ord_.slag for ord_ in hittills)
    return (
        "".join(ord_.slag for ord_ in delar[i : i + 2]) == "on"
        and "n" in slag
        and re.search(r"on[wpfl]+s*$", slag) is None
        and re.search(r"[qQUD][wpfls]*$", slag) is None
    ) or (
        # "minst 17 % för Region Halland minst 15 % för respektive förvaltning"
        "".join(ord_.slag for ord_ in delar[i : i + 2]) == "on" and re.search(r"onu?p[^o]*$", slag) is not None
    )
