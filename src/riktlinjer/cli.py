"""The command line: arguments in, text or JSON out, exit codes.

0: done, nothing of allvar ``fel`` found. 1: such findings. 2: bad arguments or unreadable input; one message on stderr
names all that is wrong, and nothing is on stdout but, with ``--json``, the same as data.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from .argument import KOMMANDON, Argumentfel, Felpost, Felsamling, las_argument, meningar
from .errors import RiktlinjerError
from .kommandon.sidfiler import kor_med_sidfiler
from .strommar import for_lasare, skriv, slapp_stdout

if TYPE_CHECKING:
    from .kommandon.gemensamt import Svar

_AVBRUTET: Final = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit code.

    Args:
        argv: the arguments after the program's name; without them, those of the process.
    """
    givna = sys.argv[1:] if argv is None else argv
    fel = Felsamling()
    try:
        arg = las_argument(givna, fel)
        svar = kor_med_sidfiler(arg, fel, _kommando(arg.kommando))
        if svar is None:
            return _misslyckas(fel.poster, givna)
        if arg.json and svar.data is not None:
            from .utbyte.kuvert import kuvert

            _skriv_json(kuvert(arg.kommando, _till_json(svar.data)))
        elif svar.text is not None:
            skriv(sys.stdout, svar.text, "utf-8")
        else:
            skriv(sys.stdout, for_lasare(svar.sida))
        return svar.kod
    except Argumentfel as exc:
        return _misslyckas([Felpost("", str(exc))], givna)
    except RiktlinjerError as exc:
        return _misslyckas([Felpost("", text, exc) for text in meningar(exc)], givna)
    except SystemExit as exc:  # --help and --version have said what they say
        return int(exc.code or 0)
    except KeyboardInterrupt:
        return _AVBRUTET
    except OSError as exc:  # from writing: reading has its own
        slapp_stdout()
        # A reader that has seen enough closes the pipe, and that is no error.
        if isinstance(exc, BrokenPipeError):
            return 0
        return _misslyckas([Felpost("", f"svaret kan inte skrivas ({exc.strerror})")])


def _kommando(namn: str) -> Callable[[argparse.Namespace, Felsamling], Svar | None]:
    """What runs the command: ``kor`` of the module that has its name."""
    kor: Callable[[argparse.Namespace, Felsamling], Svar | None]
    kor = import_module(f".kommandon.{namn.replace('-', '_')}", __package__).kor
    return kor


def _misslyckas(poster: Sequence[Felpost], givna: Sequence[str] = ()) -> int:
    """Tells what is wrong, all at once: to a person, and as data to a system that asked for JSON."""
    from .utskrift import ren

    kommando = givna[0] if givna and givna[0] in KOMMANDON else None
    if "--json" in givna or kommando == "fraga":
        from .utbyte.kuvert import felkuvert

        _skriv_json(felkuvert(kommando, poster))
    texter = [post.mening for post in poster]
    rader = [f"fel: {texter[0]}"] if len(texter) == 1 else [f"fel: {len(texter)} fel, inget är gjort"]
    rader += [f"  {text}" for text in texter if len(texter) > 1]
    skriv(sys.stderr, "".join(f"{ren(rad)}\n" for rad in rader))
    return 2


def _skriv_json(data: object) -> None:
    skriv(sys.stdout, json.dumps(data, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _till_json(varde: Any) -> object:
    """The value as ``json`` takes it: a model by its own dump, a named tuple by its fields."""
    if hasattr(varde, "model_dump"):
        from .utbyte.jsonsvar import skriv_modell

        return json.loads(skriv_modell(varde))
    if hasattr(varde, "_asdict"):
        return _till_json(varde._asdict())
    if isinstance(varde, dict):
        return {namn: _till_json(v) for namn, v in varde.items()}
    if isinstance(varde, tuple | list):
        return [_till_json(v) for v in varde]
    if isinstance(varde, Enum):
        return varde.value
    return varde.isoformat() if isinstance(varde, date) else varde
