"""Ordval: small turns of Swedish that several pages need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Final

from ..models.datum import skriv_period
from ..models.skalor import Faktum
from ..models.tal import kort, skillnad, skriv_med_enhet, skriv_tal, summa

if TYPE_CHECKING:
    from .. import BeraknadStatus, Rapporttyp, Regelverk, Utfall

_OKANT: Final = "inte känt"


def och(ord_: Sequence[str]) -> str:
    """The words in a row.

    >>> och(["RS", "RF", "RK"])
    'RS, RF och RK'
    """
    return ord_[0] if len(ord_) == 1 else f"{', '.join(ord_[:-1])} och {ord_[-1]}"


def stor(text: str) -> str:
    """The text with a capital first; the rest is as it was."""
    return text[:1].upper() + text[1:]


def liten(text: str) -> str:
    """The text with a small letter first; the rest is as it was."""
    return text[:1].lower() + text[1:]


def skriv_rapport(rapporttyp: Rapporttyp, period: str) -> str:
    """A report by its type and last month."""
    return f"{rapporttyp} {skriv_period(period)}"


def skriv_utfall(utfall: Utfall | None, enhet: str | None = None, marginal: Decimal | None = None) -> str:
    """An outcome in its own unit, or else in this one; its parts when it has no figure of its own.

    Args:
        marginal: how far it is from its bound, for it to be shown on the same side.
    """
    if utfall is None:
        return _OKANT
    enhet = utfall.enhet or enhet
    if utfall.varde is None and utfall.delar:
        return och([f"{namn} {_OKANT if v is None else skriv_med_enhet(kort(v), enhet)}" for namn, v in utfall.delar])
    if utfall.varde is None:
        return _OKANT
    granser = () if marginal is None else (skillnad(utfall.varde, marginal), summa(utfall.varde, marginal))
    return skriv_med_enhet(kort(utfall.varde, *granser), enhet)


def skriv_marginal(marginal: Decimal | None) -> str:
    """How far an outcome is from its bound, with its sign; a dash when it is not known."""
    return "–" if marginal is None else ("+" if marginal > 0 else "") + skriv_tal(kort(marginal))


def skriv_antal(b: BeraknadStatus, nar: str = "") -> str:
    """How many meet their målvärde; empty for a rule that does not count, or when a tolkning leaves open which do."""
    if b.antal is None:
        return ""
    okanda = f", {b.antal.okanda} {'okänd' if b.antal.okanda == 1 else 'okända'}" if b.antal.okanda else ""
    return f"{b.antal.uppnadda} av {b.antal.av}{nar}{okanda}"


def skriv_avser(rapporttyp: Rapporttyp | None, period: str | None, enhet: str | None) -> list[str]:
    """What an answer is for, as far as it is said."""
    avser = [str(rapporttyp)] if rapporttyp else []
    avser += [skriv_period(period)] if period else []
    return avser + ([enhet] if enhet else [])


def saknade_uppgifter(b: BeraknadStatus) -> Iterator[tuple[str, str]]:
    """The indicators, by name, of which an open status lacks parts or figures to compare with, and which those are. An
    outcome that is missing altogether stands in the table."""
    uppgifter = [faktum.partition(".") for faktum in b.saknade if "." in faktum and b.status is None]
    namn = {i.id: i.namn for i in b.indikatorer}
    for id, grupp in groupby(uppgifter, key=lambda delar: delar[0]):
        yield namn[id], och([_uppgift(namn) for _, _, namn in grupp])


def _uppgift(namn: str) -> str:
    return Faktum(namn).namn if namn in set(Faktum) else namn


def skriv_grupp(regelverk: Regelverk, indikator: str) -> str | None:
    """What an indicator stands under: its särskilda insatsområde, or else its perspektiv; None when it has neither."""
    post = regelverk.indikator(indikator)
    if post.insatsomrade is not None:
        return skriv_insatsomrade(regelverk, post.insatsomrade)
    return next((p.namn for p in regelverk.perspektiv if p.id == post.perspektiv), None)


def skriv_insatsomrade(regelverk: Regelverk, id: str) -> str:
    """The name of a särskilt insatsområde."""
    return next(omrade.namn for omrade in regelverk.insatsomraden if omrade.id == id)
