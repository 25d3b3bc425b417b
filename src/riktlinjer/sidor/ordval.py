"""Ordval: small turns of Swedish that several pages need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..models.datum import skriv_period
from ..models.tal import skriv_med_enhet

if TYPE_CHECKING:
    from .. import Rapporttyp, Regelverk, Utfall


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


def skriv_utfall(utfall: Utfall | None, enhet: str | None = None) -> str:
    """An outcome in its own unit, or else in this one."""
    if utfall is None or utfall.varde is None:
        return "inte känt"
    return skriv_med_enhet(utfall.varde, utfall.enhet or enhet)


def skriv_insatsomrade(regelverk: Regelverk, id: str) -> str:
    """The name of a särskilt insatsområde."""
    return next(omrade.namn for omrade in regelverk.insatsomraden if omrade.id == id)
