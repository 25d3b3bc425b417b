"""``python -m riktlinjer.adapters.stratsys``: for the person who fills in the mapping. Needs no extra and no network.

Exit codes: 0, nothing is wrong; 1, the mapping has faults; 2, bad arguments, or a file that is not there.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NoReturn

from ...errors import KopplingsFel, OkantId, RegelverkFel
from ...models.regelverk import Regelverk
from ...models.skalor import Rapporttyp
from ...regelverk.lasare import las_regelverk, tillgangliga_regelverk
from ...strommar import skriv
from .fargintervall import fargintervall
from .koppling import las_koppling

_PROGRAM: Final = "python -m riktlinjer.adapters.stratsys"
_KOMMANDON: Final = ("kontrollera", "intervall")
_HJALP: Final = f"""\
användning: {_PROGRAM} kontrollera FIL [--regelverk ID/FIL]
            {_PROGRAM} intervall [DELMÅL] [--rapporttyp TYP] [--regelverk ID/FIL]

kontrollera          kontrollera en kopplingsfil
intervall            visa de färgintervall som måtten ska ha; utan DELMÅL alla

--regelverk ID/FIL   ett medföljande regelverk, eller en egen fil eller mapp (standard: halland-2018)
--rapporttyp TYP     rapporten som färgerna gäller: {", ".join(Rapporttyp)}
-h, --help           visa den här hjälpen
"""


class _Argumentfel(Exception):
    """Arguments that cannot be made out; the text says why."""


class _Tolk(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        # every argument may be left out here, so this alone is left for argparse to find
        val = message.removeprefix("argument ").partition(":")[0]
        raise _Argumentfel(f"{val}: ett värde saknas")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit code.

    Args:
        argv: the arguments after the program's name; without them, those of the process.
    """
    try:
        text = _svar(_las_argument(argv))
    except KopplingsFel as exc:
        skriv(sys.stdout, f"{exc}\n", "utf-8")
        return 1
    except _Argumentfel as exc:
        skriv(sys.stderr, f"{exc}\nSe {_PROGRAM} --help\n")
        return 2
    except (OkantId, RegelverkFel) as exc:
        skriv(sys.stderr, f"{exc}\n")
        return 2
    skriv(sys.stdout, f"{text}\n", "utf-8")
    return 0


def _las_argument(argv: Sequence[str] | None) -> argparse.Namespace:
    tolk = _Tolk(add_help=False, allow_abbrev=False)
    for argument in ("kommando", "vad"):
        tolk.add_argument(argument, nargs="?")
    tolk.add_argument("-h", "--help", action="store_true")
    tolk.add_argument("--regelverk", default="halland-2018")
    tolk.add_argument("--rapporttyp")
    arg, okanda = tolk.parse_known_args(argv)
    if okanda:
        raise _Argumentfel(f"okänt argument: {', '.join(okanda)}")
    return arg


def _svar(arg: argparse.Namespace) -> str:
    if arg.help:
        return _HJALP.rstrip()
    if arg.kommando is None:
        raise _Argumentfel(f"ett kommando saknas; välj {' eller '.join(_KOMMANDON)}")
    if arg.kommando not in _KOMMANDON:
        raise OkantId("kommando", arg.kommando, _KOMMANDON)
    regelverk = _regelverk(arg.regelverk)
    if arg.kommando == "intervall":
        return _intervall(regelverk, arg.vad, _rapporttyp(arg.rapporttyp))
    if arg.rapporttyp is not None:
        raise _Argumentfel("--rapporttyp hör till intervall; ta bort det")
    return _kontrollera(arg.vad, regelverk)


def _kontrollera(vad: str | None, regelverk: Regelverk) -> str:
    if vad is None:
        raise _Argumentfel("fil saknas; skriv kontrollera FIL")
    fil = Path(vad)
    if not fil.is_file():
        fel = "är en mapp, inte en fil" if fil.is_dir() else "filen finns inte; kontrollera namnet"
        raise _Argumentfel(f"{vad}: {fel}")
    return las_koppling(fil, regelverk).text + "\nKopplingen är rätt ifylld."


def _intervall(regelverk: Regelverk, delmal: str | None, rapporttyp: Rapporttyp | None) -> str:
    ids = [d.id for d in regelverk.delmal] if delmal is None else [delmal]
    if not ids:
        return f"Regelverket {regelverk.id} har inga delmål med färger."
    return "\n".join(fargintervall(regelverk, id, rapporttyp=rapporttyp).text for id in ids)


def _rapporttyp(vad: str | None) -> Rapporttyp | None:
    if vad is None:
        return None
    typer = {typ.casefold(): typ for typ in Rapporttyp}
    if vad.casefold() not in typer:
        raise OkantId("rapporttyp", vad, list(Rapporttyp))
    return typer[vad.casefold()]


def _regelverk(vad: str) -> Regelverk:
    return las_regelverk(vad if vad in tillgangliga_regelverk() or not Path(vad).exists() else Path(vad))


if __name__ == "__main__":
    sys.exit(main())
