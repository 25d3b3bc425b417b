"""Regelverkstext: the posts and values of a rule set as Swedish text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from ..models.bas import Modell
from ..models.datum import skriv_dag, skriv_dagar, skriv_period
from ..models.indikator import Indikator, Indikatorlasning, Nivakrav, Skala
from ..models.kalla import Kalla
from ..models.mal import Delmal
from ..models.malvarde import Malvardesdel, OmatbartMalvarde
from ..models.rapportmall import Galler, Mallavsnitt
from ..models.regelverk import Regelverk
from ..models.statusregel import Antalssteg, Avvikelsesteg, Vardesteg
from ..models.tal import skriv_tal
from ..models.tidplan import Frist, Rapportmanad, Steg, Tillfalle
from ..models.tolkning import Nar
from ..models.uppfoljningsplan import Dagordningsblock, Sammantrade
from .regelverksord import faltord, postord

Namn = Mapping[str, str]
"""Id -> name."""

_LANGST_MARKE: Final = 80
_GRANSORD: Final = {"minst": "minst", "over": "över", "hogst": "högst", "under": "under"}
_SKRIVNA_HELA: Final = (Kalla, Nar, Galler, Skala)


# Posts


def namn_i(regelverk: Regelverk) -> dict[str, str]:
    """Id -> name of every post that others point at; with the id too, where two indicators have one name."""
    tabeller = (getattr(regelverk, falt) for falt in type(regelverk).model_fields)
    poster = [post for tabell in tabeller if isinstance(tabell, tuple) for post in tabell]
    if (plan := regelverk.uppfoljningsplan) is not None:
        poster += [*plan.omraden, *plan.staende_punkter]
    namn = {post.id: post.namn for post in poster if hasattr(post, "id") and hasattr(post, "namn")}
    namn |= {delmal.id: f"Delmål {delmal.nummer}" for delmal in regelverk.delmal}
    indikatorer = regelverk.alla_indikatorer
    namnen = [i.namn for i in indikatorer]
    return namn | {i.id: i.namn if namnen.count(i.namn) == 1 else f"{i.namn} ({i.id})" for i in indikatorer}


def postnamn(post: Modell, namn: Namn) -> str:
    """A post by kind and name, in definite form."""
    text = marke(post, namn)
    match post:
        case Delmal() | Mallavsnitt():
            return text
        case Frist():
            return f"fristen för {text}"
        case Tillfalle():
            return f"tidplanen för {text}"
    return f"{postord(post).bestamd} {text}".rstrip()


def marke(post: Modell, namn: Namn) -> str:
    """What tells a post from the others of its kind; empty when nothing does.

    >>> from riktlinjer.models.statusregel import Antalssteg
    >>> marke(Antalssteg(status="Gul", minst=2, hogst=4, nar=(Nar(tolkning="t", lasning="a"),)), {})
    'Gul när t läses som a'
    """
    if isinstance(post, Indikator):
        return namn.get(post.id, post.namn)
    if (egen := _MARKEN.get(type(post))) is not None:
        return egen(post)
    for falt in ("namn", "titel"):
        if isinstance(varde := getattr(post, falt, None), str):
            return varde
    for falt in ("text", "vem", "omrade", "nar"):
        if not hasattr(post, "id") and isinstance(varde := getattr(post, falt, None), str):
            return f"”{_kort(varde)}”"
    return str(post.id) if hasattr(post, "id") else nar_text(getattr(post, "nar", ())).strip()


def _avsnitt(avsnitt: Mallavsnitt) -> str:
    nummer = "" if avsnitt.nummer is None else f"{avsnitt.nummer} "
    return f"avsnittet {nummer}{avsnitt.titel}"


def _nivakrav(krav: Nivakrav) -> str:
    galler = krav.avser or krav.organisationsniva
    return f"{krav.niva}" + (f" ({galler})" if galler else "") + nar_text(krav.nar)


def stegnamn(steg: Antalssteg | Vardesteg) -> str:
    """A step of a statusregel by its colour and when it may be given."""
    typer = f" i {skriv(steg.rapporttyper)}" if steg.rapporttyper else ""
    jamfort = f" ({skriv(steg.jamfort)})" if isinstance(steg, Avvikelsesteg) else ""
    return f"{steg.status}{jamfort}{typer}{nar_text(steg.nar)}"


_MARKEN: Final[dict[type[Modell], Callable[[Any], str]]] = {
    Delmal: lambda delmal: f"delmål {delmal.nummer}",
    Mallavsnitt: _avsnitt,
    Tillfalle: lambda t: f"{skriv_period(t.period)} ({t.rapporttyp})",
    Rapportmanad: lambda m: skriv_period(f"2000-{m.manad:02}").split()[0],
    Frist: lambda frist: skriv(frist.rapporttyper) + nar_text(frist.nar),
    Nivakrav: _nivakrav,
    Indikatorlasning: lambda lasning: nar_text((lasning.nar,)).strip(),
    Antalssteg: stegnamn,
    Vardesteg: stegnamn,
    Avvikelsesteg: stegnamn,
    Sammantrade: lambda mote: skriv_dagar(mote.fran_och_med, mote.till_och_med),
    Dagordningsblock: lambda block: f"”{_kort(', '.join(amne.namn for amne in block.amnen))}”",
    Malvardesdel: lambda del_: del_.del_,
}


def _kort(text: str) -> str:
    return text if len(text) <= _LANGST_MARKE else text[:_LANGST_MARKE].rstrip() + "…"


# Several fields that are one fact


def skriv_grans(steg: Antalssteg | Vardesteg) -> str:
    """The bounds of a step.

    >>> skriv_grans(Antalssteg(status="Gul", minst=5, hogst=9)), skriv_grans(Vardesteg(status="Röd", under=70))
    ('5–9', 'under 70')
    """
    if isinstance(steg, Antalssteg):
        return f"{steg.minst}" if steg.minst == steg.hogst else f"{steg.minst}–{steg.hogst}"
    granser = [(ord_, getattr(steg, falt)) for falt, ord_ in _GRANSORD.items()]
    return " och ".join(f"{ord_} {skriv_tal(g)}" for ord_, g in granser if g is not None) or "alla värden"


def skriv_frist(frist: Frist) -> str:
    """The workday that a deadline is."""
    if frist.rakning == "i månaden":
        return f"arbetsdag {frist.arbetsdagar} i månaden"
    return f"{frist.arbetsdagar} {'arbetsdag' if frist.arbetsdagar == 1 else 'arbetsdagar'} efter bryt"


def skriv_steg(steg: Steg) -> str:
    """The day of a step of the timetable."""
    return "i.u." if steg.datum is None else skriv_dag(steg.datum)


# Values


def nar_text(nar: Sequence[Nar]) -> str:
    """The condition, with a space before; empty when there is none."""
    return f" när {skriv(tuple(nar))}" if nar else ""


def skriv(varde: object) -> str:
    """A value in Swedish.

    >>> skriv(True), skriv(Decimal("-1.5")), skriv(("a", "b")), skriv(())
    ('ja', '−1,5', 'a, b', 'inga')
    """
    if isinstance(varde, tuple):
        samman = " och " if all(isinstance(v, Nar) for v in varde) else "; " if _ar_poster(varde) else ", "
        return samman.join(map(skriv, varde)) or "inga"
    for typ, skrivare in _SKRIVARE:
        if isinstance(varde, typ):
            return skrivare(varde)
    return skriv_hel(varde) if isinstance(varde, Modell) and not _ar_malvarde(varde) else str(varde)


def _galler(galler: Galler) -> str:
    return f"{skriv(galler.rapporttyper)} till {skriv(galler.mottagare)} ({galler.grupp}){nar_text(galler.nar)}"


_SKRIVARE: Final[tuple[tuple[Any, Callable[[Any], str]], ...]] = (
    (bool, lambda v: "ja" if v else "nej"),
    (Enum, lambda v: str(v.value)),
    (Decimal, skriv_tal),
    (date, skriv_dag),
    (Nar, lambda v: f"{v.tolkning} läses som {v.lasning}"),
    (Skala, lambda v: f"{skriv_tal(v.fran_och_med)}–{skriv_tal(v.till_och_med)}"),
    (Steg, skriv_steg),
    (Galler, _galler),
    (Kalla, str),
    (OmatbartMalvarde, lambda v: f"”{v.text}” ({v.slag})"),
)


def skriv_hel(varde: object, *, allt: bool = False) -> str:
    """Everything that a post says, but for its id and its source; any other value as :func:`skriv` has it.

    With ``allt`` its målvärden too are told field by field.
    """
    if not isinstance(varde, Modell) or isinstance(varde, _SKRIVNA_HELA) or (_ar_malvarde(varde) and not allt):
        return skriv(varde)
    delar = []
    for falt, v in varde:
        if v is not None and v != () and falt not in ("kalla", "id"):
            poster = v if isinstance(v, tuple) and _ar_poster(v) else (v,)
            delar.append(f"{faltord(varde, falt)} {'; '.join(skriv_hel(post, allt=allt) for post in poster)}")
    return ", ".join(delar)


def _ar_malvarde(post: Modell) -> bool:
    return hasattr(post, "uppnas_av")


def _ar_poster(varden: Sequence[object]) -> bool:
    return any(isinstance(v, Modell) for v in varden)
