"""``riktlinjer schema``."""

from __future__ import annotations

import argparse
import json

from ..argument import Felsamling
from ..errors import OkantId
from ..regelverk.schema import regelverksschema
from ..utbyte.schema import scheman
from ..utskrift import Lista, Rubrik
from .gemensamt import Svar


def kor(arg: argparse.Namespace, fel: Felsamling) -> Svar | None:
    alla = {"regelverk": regelverksschema, **scheman()}
    if fel.texter:
        return None
    if arg.vad is None:
        return Svar((Rubrik("Scheman", 1), Lista(tuple(alla))), {"scheman": list(alla)})
    if arg.vad not in alla:
        raise OkantId("schema", arg.vad, alla)
    return Svar((), None, text=json.dumps(alla[arg.vad](), ensure_ascii=False, indent=2) + "\n")
