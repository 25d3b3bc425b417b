"""Arbetsbok: a rule set as an Excel workbook, and back, without loss.

Controllers fill in Excel, not TOML. A workbook has one sheet for each kind of thing, drop-downs for what is chosen from
a list, and a first sheet that explains. Needs the extra ``excel``.
"""

from __future__ import annotations

from .arbetsbok import las_arbetsbok, skriv_arbetsbok

__all__ = ["las_arbetsbok", "skriv_arbetsbok"]
