"""Reading of given outcomes against a guideline's indicators: one clear error that names all that is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from ..errors import OkantId, UtfallFel
from ..models.indikator import Indikator, Skala
from ..models.malvarde import Uppdelatmalvarde
from ..models.regelverk import Regelverk
from ..models.tal import skriv_tal
from ..models.utfall import Talvarde, Utfall
from .lasningar import alla_val, namnda_tolkningar
from .provning import enhet_under

_PLACERINGAR: Final = ("rang", "fördelning", "grupp", "sammansatt", "uppdelat")
"""The kinds of target that may ask for a placing."""

Givet: TypeAlias = Utfall | Talvarde
"""An outcome as a caller may give it: an ``Utfall``, or a plain number, a Swedish text or None for its ``varde``."""


def kontrollera_ids(givna: Mapping[str, object], kanda: Mapping[str, Indikator]) -> None:
    """Raises OkantId that names every id that is no indicator's."""
    okanda = [id for id in givna if id not in kanda]
    if okanda:
        if not all(isinstance(id, str) for id in okanda):
            raise TypeError("väntade indikatorers id (str) som nycklar")
        raise OkantId("indikator", okanda, kanda)


def enheter_for(regelverk: Regelverk, indikator: Indikator) -> tuple[str | None, ...]:
    """The units that an outcome may be in under the readings that are open; None takes any."""
    val = alla_val(regelverk, namnda_tolkningar(indikator.lasningar))
    return tuple(dict.fromkeys(enhet_under(indikator, v) for v in val))


def las_utfall(
    givna: Mapping[str, Givet], indikatorer: Iterable[tuple[Indikator, tuple[str | None, ...]]]
) -> dict[str, Utfall | None]:
    """The outcome of each indicator in its own unit; None for one that was not given.

    Args:
        givna: indicator id -> outcome.
        indikatorer: each indicator with the units that it may be in; None among them takes any unit.

    Raises:
        UtfallFel: values that cannot be read, of another unit, or outside the indicator's scale; all at once.
        TypeError: a value of another Python type.
    """
    lasta: dict[str, Utfall | None] = {}
    fel: list[str] = []
    for indikator, enheter in indikatorer:
        try:
            lasta[indikator.id] = _las_ett(givna.get(indikator.id), indikator, enheter)
        except UtfallFel as exc:
            fel.extend(f"{indikator.id}: {text}" for text in exc.fel)
        except TypeError as exc:
            raise TypeError(f"{indikator.id}: {exc}") from None
    if fel:
        raise UtfallFel(*fel)
    return lasta


def _las_ett(givet: Givet, indikator: Indikator, enheter: tuple[str | None, ...]) -> Utfall | None:
    if givet is None:
        return None
    utfall = givet if isinstance(givet, Utfall) else Utfall(givet)
    if utfall.ar_tomt:
        return None
    utfall = _i_nagon_enhet(utfall, enheter)
    _kontrollera_skala(utfall, indikator.skala)
    _kontrollera_delar(utfall, indikator)
    for malvarde in (indikator.malvarde, *(lasning.malvarde for lasning in indikator.lasningar)):
        if malvarde is not None and malvarde.slag in _PLACERINGAR:
            malvarde.provas_mot(utfall)  # a figure that is no placing is refused here, with the indicator's id
    for krav in indikator.nivakrav:
        if krav.malvarde.slag in _PLACERINGAR:
            krav.malvarde.provas_mot(krav.avsett(utfall))
    return utfall


def _kontrollera_skala(utfall: Utfall, skala: Skala | None) -> None:
    """Raises UtfallFel when the figure, or that of a part, lies outside the scale."""
    if skala is None:
        return
    fran, till = skriv_tal(skala.fran_och_med), skriv_tal(skala.till_och_med)
    fel = []
    for namn, varde in (("", utfall.varde), *(utfall.delar or ())):
        if varde is not None and not skala.fran_och_med <= varde <= skala.till_och_med:
            fel.append(f"{namn}{': ' if namn else ''}{skriv_tal(varde)} ligger utanför skalan {fran}–{till}")
    if fel:
        raise UtfallFel(*fel)


def _kontrollera_delar(utfall: Utfall, indikator: Indikator) -> None:
    """Raises UtfallFel when the indicator's targets name all of its parts and the outcome has others."""
    malvarden = [*indikator.malvarden, *(lasning.malvarde for lasning in indikator.lasningar)]
    if utfall.delar is None or any(m.slag in ("grupp", "sammansatt") for m in malvarden):
        return
    namn = {krav.avser for krav in indikator.nivakrav if krav.avser is not None}
    namn |= {d.del_ for m in malvarden if isinstance(m, Uppdelatmalvarde) and m.efter != "år" for d in m.delar}
    okanda = [n for n, _ in utfall.delar if n not in namn]
    if namn and okanda:
        raise UtfallFel(*str(OkantId("delen", okanda, sorted(namn))).split("\n"))


def _i_nagon_enhet(utfall: Utfall, enheter: tuple[str | None, ...]) -> Utfall:
    if utfall.enhet is None or None in enheter:
        return utfall
    for enhet in enheter:
        try:
            return utfall.i_enhet(enhet)
        except UtfallFel:
            continue
    vantat = " eller ".join(e for e in enheter if e is not None)
    raise UtfallFel(f"enheten är {utfall.enhet}, väntade {vantat}")
