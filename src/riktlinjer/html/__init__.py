"""Html: answers as pages to look at, each in a file of its own that needs no network, and as fragments for notebooks.

Needs the extra ``html``.
"""

from __future__ import annotations

from .blocksida import blockdel_html, blocksida_html
from .sida import statussida_html

__all__ = ["blockdel_html", "blocksida_html", "statussida_html"]
