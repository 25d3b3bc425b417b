"""Skrivmall: a report that is ready to be written in, before it is Word or Markdown.

It holds the headings of one report, what each demands, the tables to fill in, and the facts that are known beforehand.
What the writer has to answer is left empty. :mod:`riktlinjer.word` and :mod:`riktlinjer.markdown` write it.
"""

from __future__ import annotations

from .bygge import bygg_skrivmall
from .modell import Skrivmall

__all__ = ["Skrivmall", "bygg_skrivmall"]
