"""Svara: a question in JSON becomes an answer in JSON. The one door for systems that do not speak Python."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple, overload

from ..errors import RiktlinjerError
from ..models.skalor import Allvar
from .falt import jsonslag, las_referens, menas, under
from .felkod import Felkod, Fellista, felkod, meningar
from .fragor import Fraga
from .funktioner import FUNKTIONER, Funktion
from .huvud import svarshuvud
from .jsonsvar import skriv_modell
from .jsontext import Objekt, fran_python, kontrollera, las_jsontext
from .kuvert import VERSION
from .lasning import kontrollera_version, las_fraga, las_funktion
from .regelverksval import Regelverksforrad

FLEST_FRAGOR: Final = 1000
"""The most questions in one batch."""
_DELAT: Final = ("version", "funktion", "regelverk", "tolkningar")
"""What may stand beside the questions of a batch, for those that do not say it themselves."""


class Besvarat(NamedTuple):
    """An answer, or a batch of them, and the exit code that it means."""

    text: str
    kod: int
    """2 when a question could not be answered, else 1 when an answer has a finding of allvar fel, else 0."""


@overload
def svara(fraga: str | bytes) -> str: ...
@overload
def svara(fraga: Mapping[str, object]) -> dict[str, Any]: ...
def svara(fraga: str | bytes | Mapping[str, object]) -> str | dict[str, Any]:
    """The answer to a question, or to a batch of questions, in JSON.

    Nothing in a text raises: what is wrong with it is data in the answer (``fel``), all at once, each fault with its
    code, its place and a Swedish sentence. No file is read but the rule sets of this package.

    >>> svar = svara(
    ...     {"version": 1, "funktion": "inlamningsdag", "id": "mars", "regelverk": "halland-2018",
    ...      "rapporttyp": "månadsrapport", "bryt": "2018-03-06"}
    ... )
    >>> svar["id"], svar["svar"]["dag"]
    ('mars', '2018-03-09')
    >>> svara({"version": 2})["fel"]
    [{'kod': 'okand-version', 'plats': 'version', 'text': 'fann 2; väntade 1'}]

    Args:
        fraga: JSON text, in UTF-8 when it is bytes, at most 20 MB, with at most 1 000 questions; or the same as Python
            objects, a float by its shortest text.

    Returns:
        JSON text for a text, a dict for a mapping.

    Raises:
        TypeError: ``fraga`` is neither text, bytes nor a mapping.
    """
    if isinstance(fraga, Mapping):
        svar: dict[str, Any] = json.loads(besvara(fraga).text)
        return svar
    return besvara(fraga).text


def besvara(fraga: str | bytes | Mapping[str, object]) -> Besvarat:
    """As :func:`svara`, with the exit code that the answer means.

    Raises:
        TypeError: ``fraga`` is neither text, bytes nor a mapping.
    """
    felen = Fellista()
    match fraga:
        case str() | bytes():
            varde = las_jsontext(fraga, felen)
        case Mapping():
            varde = fran_python(fraga)
        case _:
            raise TypeError(f"väntade en fråga som text, bytes eller dict, fick {type(fraga).__name__}")
    if felen:
        return _misslyckat(None, None, felen)
    if isinstance(varde, dict) and "fragor" in varde:
        return _besvara_alla(varde)
    return _besvara_en(varde, Regelverksforrad())


def _misslyckat(funktion: str | None, id: str | int | None, felen: Fellista) -> Besvarat:
    """The answer that tells why there is none."""
    lista = ",".join(fel.model_dump_json() for fel in felen)
    return Besvarat(f'{_huvud(funktion, id)},"fel":[{lista}]}}', 2)


def _huvud(funktion: str | None, id: str | int | None) -> str:
    return f'{{"version":{VERSION},"funktion":{json.dumps(funktion)},"id":{json.dumps(id, ensure_ascii=False)}'


def _besvara_alla(objekt: Mapping[str, object]) -> Besvarat:
    """The answers to a batch, in its order; a faulty question spoils no other."""
    felen = Fellista()
    delat = Objekt((namn, v) for namn, v in objekt.items() if namn != "fragor")
    delat.dubbla = objekt.dubbla if isinstance(objekt, Objekt) else ()
    kontrollera(delat, felen)
    id = _las_id(delat, felen)
    kontrollera_version(delat, felen)
    for namn in delat:
        if namn not in (*_DELAT, "id"):
            felen.ny(Felkod.OKANT_FALT, under("", namn), f"okänt fält bredvid fragor; {menas(namn, (*_DELAT, 'id'))}")
    fragor = objekt["fragor"]
    if not isinstance(fragor, list):
        felen.ny(Felkod.FEL_SLAG, "fragor", f"väntade en lista med frågor, fick {jsonslag(fragor)}")
    elif len(fragor) > FLEST_FRAGOR:
        text = f"fann {len(fragor)} frågor, väntade högst {FLEST_FRAGOR}; dela upp dem, eller ställ en fråga per rad"
        felen.ny(Felkod.FOR_STOR, "fragor", text)
    if felen or not isinstance(fragor, list):
        return _misslyckat(None, id, felen)
    forrad = Regelverksforrad()
    svaren = [_besvara_en(fraga, forrad, delat) for fraga in fragor]
    text = ",".join(svar.text for svar in svaren)
    huvud = f'{{"version":{VERSION},"id":{json.dumps(id, ensure_ascii=False)}'
    return Besvarat(f'{huvud},"svar":[{text}]}}', max((svar.kod for svar in svaren), default=0))


def _besvara_en(varde: object, forrad: Regelverksforrad, delat: Mapping[str, object] | None = None) -> Besvarat:
    felen = Fellista()
    kontrollera(varde, felen)
    if not isinstance(varde, dict):
        if not felen:
            felen.ny(Felkod.FEL_SLAG, "", f"väntade en fråga som ett objekt, fick {jsonslag(varde)}")
        return _misslyckat(None, None, felen)
    id = _las_id(varde, felen)
    objekt = _med_delat(varde, delat or {})
    namn = las_funktion(objekt, felen) if kontrollera_version(objekt, felen) else None
    # What is doubled, too deep or no Unicode is told alone: the rest of such a question cannot be trusted.
    if namn is None or felen:
        return _misslyckat(namn, id, felen)
    try:
        svar = _svar_pa(FUNKTIONER[namn], objekt, forrad, felen)
    except Exception as exc:  # noqa: BLE001 - the promise that no question breaks a process that answers many
        felen.ny(Felkod.INTERNT, "", f"ett fel i riktlinjer ({type(exc).__name__}), inte i frågan; rapportera det")
        svar = None
    if svar is None:
        return _misslyckat(namn, id, felen)
    return Besvarat(f'{_huvud(namn, id)},"svar":{svar.text}}}', svar.kod)


def _med_delat(varde: Mapping[str, object], delat: Mapping[str, object]) -> dict[str, object]:
    """The question with what stands beside all of them; a rule set of its own has readings of its own."""
    arvda = {n: v for n, v in delat.items() if n != "id" and (n != "tolkningar" or "regelverk" not in varde)}
    return {**arvda, **varde}


def _las_id(objekt: Mapping[str, object], felen: Fellista) -> str | int | None:
    givet = objekt.get("id")
    if givet is None:
        return None
    egna = Fellista()
    kontrollera(givet, egna)  # told where the whole is looked through; here only not repeated
    return None if egna else las_referens(givet, "id", felen)


def _svar_pa(
    funktion: Funktion, objekt: Mapping[str, object], forrad: Regelverksforrad, felen: Fellista
) -> Besvarat | None:
    """What a function answers, and its code; None when it does not, which ``felen`` then tells."""
    last = las_fraga(funktion, objekt, forrad, felen)
    if last is None:
        return None
    fraga, valt = last
    try:
        innehall = funktion.rakna(fraga)
    except RiktlinjerError as exc:
        _beratta(exc, funktion, fraga, felen)
        return None
    svar = funktion.svar.model_validate({**svarshuvud(valt.regelverk, valt.sha256), **innehall})
    kod = int(any(p.allvar is Allvar.FEL for p in svar.alla_papekanden()))
    return Besvarat(skriv_modell(svar, svar.bara_kommandorad), kod)


def _beratta(exc: RiktlinjerError, funktion: Funktion, fraga: Fraga, felen: Fellista) -> None:
    kod = felkod(exc)
    for var, text in meningar(exc):
        if kod is Felkod.REGELVERK:
            felen.ny(kod, f"regelverk.{var}" if var else "regelverk", text)
            continue
        for falt in ("utfall", "bryt"):
            if isinstance(givna := getattr(fraga, falt, None), dict) and var in givna:
                felen.ny(kod, under(falt, var), text)
                break
        else:
            kant = var in type(fraga).model_fields
            felen.ny(kod, var if kant else funktion.plats, text if kant or not var else f"{var}: {text}")
