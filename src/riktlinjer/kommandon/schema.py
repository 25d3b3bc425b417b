"""``riktlinjer schema``."""

from __future__ import annotations

import argparse

from ..argument import SCHEMAN, Felsamling
from ..errors import OkantId
from ..regelverk.schema import regelverksschema
from .gemensamt import Svar


def kor(arg: argparse.Namespace, fel: Felsamling) -> Svar | None:
    if arg.vad not in SCHEMAN:
        raise OkantId("schema", arg.vad, SCHEMAN)

    return None if fel.texter else Svar((), regelverksschema())
