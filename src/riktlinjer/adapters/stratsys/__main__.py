"""``python -m riktlinjer.adapters.stratsys``: for the person who fills in the mapping. Needs no extra and no network.

Exit codes: 0, nothing is wrong; 1, the mapping has faults, or intervals disagree; 2, bad arguments.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ...errors import KopplingsFel, OkantId, RegelverkFel
from ...models.regelverk import Regelverk
from ...models.skalor import Rapporttyp
from ...regelverk.lasare import las_regelverk, tillgangliga_regelverk
from ...strommar import skriv
from .fargintervall import fargintervall
from .koppling import las_koppling


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit code.

    Args:
        argv: the arguments after the program's name; without them, those of the process.
    """
    arg = _argument().parse_args(argv)
    try:
        regelverk = _regelverk(arg.regelverk)
        if arg.kommando == "kontrollera":
            text = las_koppling(arg.fil, regelverk).text + "\nKopplingen är rätt ifylld."
        else:
            rapporttyp = None if arg.rapporttyp is None else Rapporttyp(arg.rapporttyp)
            ids = [arg.delmal] if arg.delmal else [delmal.id for delmal in regelverk.delmal]
            text = "\n".join(fargintervall(regelverk, id, rapporttyp=rapporttyp).text for id in ids)
    except KopplingsFel as exc:
        skriv(sys.stdout, f"{exc}\n", "utf-8")
        return 1
    except (OkantId, RegelverkFel) as exc:
        skriv(sys.stderr, f"{exc}\n")
        return 2
    skriv(sys.stdout, f"{text}\n", "utf-8")
    return 0


def _argument() -> argparse.ArgumentParser:
    tolk = argparse.ArgumentParser(prog="python -m riktlinjer.adapters.stratsys", description="Koppling till Stratsys.")
    kommandon = tolk.add_subparsers(dest="kommando", required=True, metavar="KOMMANDO")
    kontrollera = kommandon.add_parser("kontrollera", help="kontrollera en kopplingsfil")
    kontrollera.add_argument("fil", type=Path, help="kopplingen, en TOML-fil")
    intervall = kommandon.add_parser("intervall", help="visa de färgintervall som måtten ska ha")
    intervall.add_argument("delmal", nargs="?", help="ett delmåls id; utan det alla")
    intervall.add_argument(
        "--rapporttyp", choices=[typ.value for typ in Rapporttyp], help="rapporten som färgerna gäller"
    )
    for kommando in (kontrollera, intervall):
        kommando.add_argument("--regelverk", default="halland-2018", help="id, eller en egen fil (halland-2018)")
    return tolk


def _regelverk(vad: str) -> Regelverk:
    return las_regelverk(vad if vad in tillgangliga_regelverk() or not Path(vad).exists() else Path(vad))


if __name__ == "__main__":
    sys.exit(main())
