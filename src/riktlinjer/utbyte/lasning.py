"""Läsning: a question's JSON value becomes a question, or a list of everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic.fields import FieldInfo

from ..errors import OkantId, UtfallFel
from ..models.regelverk import Regelverk
from ..models.utfall import Utfall
from ..rules.utfallslasning import enheter_for, las_utfall
from .falt import Lasare, heltal, jsonslag, las_tolkningar, menas, under
from .felkod import Felkod, Fellista
from .fragor import Fraga
from .funktioner import FUNKTIONER, Funktion
from .kuvert import VERSION
from .regelverksval import Regelverksforrad, Valt

_EGNA: Final = ("version", "funktion", "id", "regelverk", "tolkningar")
"""The fields of every question, which are read on their own."""


def kontrollera_version(objekt: Mapping[str, object], felen: Fellista) -> bool:
    """Whether the version is one that is spoken; ``felen`` tells when it is not."""
    if "version" not in objekt:
        felen.ny(Felkod.SAKNAT_FALT, "version", f"saknas; skriv {VERSION}")
    elif (version := heltal(objekt["version"])) is None:
        felen.ny(Felkod.FEL_SLAG, "version", f"väntade heltalet {VERSION}, fick {jsonslag(objekt['version'])}")
    elif version != VERSION:
        felen.ny(Felkod.OKAND_VERSION, "version", f"fann {version}; väntade {VERSION}")
    else:
        return True
    return False


def las_funktion(objekt: Mapping[str, object], felen: Fellista) -> str | None:
    """The name of the function that is asked; None when there is none, which ``felen`` tells."""
    namn = objekt.get("funktion")
    if "funktion" not in objekt:
        felen.ny(Felkod.SAKNAT_FALT, "funktion", f"saknas; välj bland {', '.join(FUNKTIONER)}")
    elif not isinstance(namn, str):
        felen.ny(Felkod.FEL_SLAG, "funktion", f"väntade en funktions namn, fick {jsonslag(namn)}")
    elif namn not in FUNKTIONER:
        felen.ny(Felkod.OKAND_FUNKTION, "funktion", f"{namn[:80]!r} finns inte; {menas(namn, FUNKTIONER)}")
    else:
        return namn
    return None


def las_fraga(
    funktion: Funktion, objekt: Mapping[str, object], forrad: Regelverksforrad, felen: Fellista
) -> tuple[Fraga, Valt] | None:
    """The question of a function, with its rule set; None when anything is wrong, which ``felen`` then tells whole."""
    falten = funktion.fraga.model_fields
    for namn in objekt:
        if namn not in falten and not felen.full:
            felen.ny(Felkod.OKANT_FALT, under("", namn), f"okänt fält; {menas(namn, falten)}")
    valt = _las_regelverk(objekt, forrad, felen)
    lasta = {
        namn: varde
        for namn, falt in falten.items()
        if namn not in _EGNA and (varde := _las_falt(namn, falt, objekt, felen)) is not None
    }
    if valt is not None:
        _kontrollera_ids(valt.regelverk, lasta, felen)
    if felen or valt is None:
        return None
    egna = {"version": VERSION, "funktion": objekt["funktion"], "id": objekt.get("id"), "regelverk": valt.regelverk}
    return funktion.fraga.model_validate({**egna, **lasta}), valt


def _las_regelverk(objekt: Mapping[str, object], forrad: Regelverksforrad, felen: Fellista) -> Valt | None:
    givna = objekt.get("tolkningar")
    tolkningar = {} if givna is None else las_tolkningar(givna, "tolkningar", felen)
    if objekt.get("regelverk") is None:
        felen.ny(Felkod.SAKNAT_FALT, "regelverk", "saknas; skriv ett regelverks id, till exempel halland-2018")
        return None
    return forrad.hamta(objekt["regelverk"], tolkningar, felen)


def _las_falt(namn: str, falt: FieldInfo, objekt: Mapping[str, object], felen: Fellista) -> object:
    """The value of a field; None when it is left out, or cannot be read."""
    lasare = next(m for m in falt.metadata if isinstance(m, Lasare))
    if namn in objekt and (objekt[namn] is not None or lasare.tar_null):
        return lasare.las(objekt[namn], namn, felen)
    if falt.is_required():
        felen.ny(
            Felkod.SAKNAT_FALT,
            namn,
            "är null; fältet måste ha ett värde" if namn in objekt else "saknas; fältet måste finnas",
        )
    return None


def _kontrollera_ids(regelverk: Regelverk, lasta: Mapping[str, object], felen: Fellista) -> None:
    """Tells of ids that the rule set does not have, and of figures that its indicators cannot have."""
    for falt, funktion in (("delmal", regelverk.delmal_med_id), ("namnd", regelverk.namnd)):
        id = lasta.get(falt)
        if isinstance(id, str):
            try:
                funktion(id)
            except OkantId as exc:
                felen.ny(Felkod.OKANT_ID, falt, str(exc))
    utfall = lasta.get("utfall")
    if isinstance(utfall, dict):
        _kontrollera_utfall(regelverk, utfall, felen)


def _kontrollera_utfall(regelverk: Regelverk, utfall: Mapping[str, Utfall], felen: Fellista) -> None:
    kanda = {indikator.id: indikator for indikator in regelverk.alla_indikatorer}
    for id in utfall:
        if id not in kanda and not felen.full:
            felen.ny(Felkod.OKANT_ID, under("utfall", id), str(OkantId("indikator", id[:80], kanda)))
    try:
        las_utfall(utfall, [(kanda[id], enheter_for(regelverk, kanda[id])) for id in utfall if id in kanda])
    except UtfallFel as exc:
        for text in exc.fel:
            id, _, resten = text.partition(": ")
            felen.ny(Felkod.UTFALL, under("utfall", id), resten)
