"""Testing: Hypothesis strategies for any rule set, and the laws that every rule set is held to.

Needs the extra ``testing``. Five lines hold a rule set of one's own to the laws::

    import riktlinjer as rl
    from pathlib import Path
    from riktlinjer.testing import prova_regelverk

    def test_our_rule_set() -> None:
        prova_regelverk(rl.las_regelverk(Path("eget.toml")))
"""

from __future__ import annotations

from ..errors import SaknatTillagg

try:
    import hypothesis as _hypothesis  # noqa: F401  # only to say what is missing
except ModuleNotFoundError:
    raise SaknatTillagg("testing", "riktlinjer.testing") from None

from .lagar import prova_regelverk
from .strategier import gransvarden, ofullstandiga, utfall_for, val_av_lasningar

__all__ = ["gransvarden", "ofullstandiga", "prova_regelverk", "utfall_for", "val_av_lasningar"]
