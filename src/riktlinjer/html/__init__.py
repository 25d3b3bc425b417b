"""Html: computed statuses as one page to look at, in a file of its own that needs no network.

Needs the extra ``html``.
"""

from __future__ import annotations

from .sida import statussida_html

__all__ = ["statussida_html"]
