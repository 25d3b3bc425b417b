"""Word: a template to write in, and any page, as a .docx with heading styles, table headers and its language.

Needs the extra ``word``.
"""

from __future__ import annotations

from ..errors import SaknatTillagg

try:
    from .mall import till_word
    from .sida import till_word_sida
except ModuleNotFoundError as exc:
    if (exc.name or "").partition(".")[0] not in ("docx", "lxml"):
        raise
    raise SaknatTillagg("word", "Word-dokumentet") from None

__all__ = ["till_word", "till_word_sida"]
