"""Kolada: outcomes from the open database of key figures that RKA keeps, by its API v3.

A mapping file says which key figure is which indicator; nothing is fetched before it is asked for. Fetching needs the
extra ``kolada``; reading a mapping does not.
"""

from __future__ import annotations

from .former import Koladanyckeltal, Koladaomrade, Koladavarde
from .klient import ADRESS, Klient
from .koppling import Enhetskoppling, Koppling, Mattkoppling, las_koppling
from .utfall import KALLRAD, Koladarad, Koladautfall, hamta_utfall, tolka_utfall

__all__ = [
    "ADRESS",
    "KALLRAD",
    "Enhetskoppling",
    "Klient",
    "Koladanyckeltal",
    "Koladaomrade",
    "Koladarad",
    "Koladautfall",
    "Koladavarde",
    "Koppling",
    "Mattkoppling",
    "hamta_utfall",
    "las_koppling",
    "tolka_utfall",
]
