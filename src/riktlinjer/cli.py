"""The command line: arguments in, text or JSON out, exit codes.

0: done, nothing of allvar ``fel`` found. 1: such findings. 2: bad arguments or unreadable input; one message on stderr
names all that is wrong, and nothing is on stdout.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from .argument import (
    Argumentfel,
    Felsamling,
    las_argument,
    las_bryt,
    las_dag,
    las_mottagare,
    las_rapporttyp,
    meningar,
)
from .errors import RiktlinjerError, UtfallFel
from .strommar import for_lasare, skriv, slapp_stdout

if TYPE_CHECKING:
    from .models.regelverk import Regelverk
    from .utskrift import Block

_AVBRUTET: Final = 130


class _Svar(NamedTuple):
    """What a command answers: the page for a person, the same for a machine, and the exit code."""

    sida: Iterable[Block]
    data: object
    kod: int = 0


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit code.

    Args:
        argv: the arguments after the program's name; without them, those of the process.
    """
    fel = Felsamling()
    try:
        arg = las_argument(sys.argv[1:] if argv is None else argv, fel)
        svar = _KOMMANDON[arg.kommando](arg, fel)
        if svar is None:
            return _misslyckas(fel.texter)
        if arg.json:
            skriv(sys.stdout, json.dumps(_till_json(svar.data), ensure_ascii=False, indent=2) + "\n", "utf-8")
        else:
            skriv(sys.stdout, for_lasare(svar.sida))
        return svar.kod
    except Argumentfel as exc:
        return _misslyckas([str(exc)])
    except RiktlinjerError as exc:
        return _misslyckas(meningar(exc))
    except SystemExit as exc:  # --help and --version have said what they say
        return int(exc.code or 0)
    except KeyboardInterrupt:
        return _AVBRUTET
    except OSError as exc:  # from writing: reading has its own
        slapp_stdout()
        # A reader that has seen enough closes the pipe, and that is no error.
        return 0 if isinstance(exc, BrokenPipeError) else _misslyckas([f"svaret kan inte skrivas ({exc.strerror})"])


def _misslyckas(texter: Sequence[str]) -> int:
    """Tells what is wrong, all at once."""
    from .utskrift import ren

    rader = [f"fel: {texter[0]}"] if len(texter) == 1 else [f"fel: {len(texter)} fel, inget är gjort"]
    rader += [f"  {text}" for text in texter if len(texter) > 1]
    skriv(sys.stderr, "".join(f"{ren(rad)}\n" for rad in rader))
    return 2


# Commands


def _exempel(arg: argparse.Namespace, fel: Felsamling) -> _Svar | None:
    dag = None if arg.dag is None else fel.prova("--dag", lambda: las_dag(arg.dag))
    regelverk = _las_regelverk(arg, fel)
    if regelverk is None or fel.texter:
        return None
    from .exempel import berakna_exempel
    from .sidor.exempel import exempelsida

    exempel = fel.prova("exempel", lambda: berakna_exempel(regelverk, dag))
    if exempel is None:
        return None
    return _Svar(exempelsida(regelverk, exempel, standarddag=dag is None), _med_rubrik(regelverk, **exempel._asdict()))


def _status(arg: argparse.Namespace, fel: Felsamling) -> _Svar | None:
    rapporttyp = None if arg.rapporttyp is None else fel.prova("--rapporttyp", lambda: las_rapporttyp(arg.rapporttyp))
    if arg.period is not None:
        from .rules.perioder import kontrollera_period

        fel.prova("--period", lambda: kontrollera_period(arg.period))
    fil = "standard in" if arg.fil == "-" else arg.fil
    ra = fel.prova(fil, lambda: _las_fil(arg.fil))
    regelverk = _las_regelverk(arg, fel)
    if regelverk is None or ra is None:
        return None
    from .utfallsfiler import las_utfallsfil

    utfall = fel.prova(fil, lambda: las_utfallsfil(ra, regelverk))
    if utfall is None or fel.texter:
        return None
    from .models.datum import skriv_period
    from .models.skalor import Allvar
    from .rules.status import berakna_status
    from .sidor.status import statussida

    oversikt = berakna_status(regelverk, utfall, rapporttyp=rapporttyp, period=arg.period, enhet=arg.enhet)
    antal = sum(u.varde is not None for u in utfall.values())
    avser = [str(rapporttyp)] if rapporttyp else []
    avser += [skriv_period(arg.period)] if arg.period else []
    avser += [arg.enhet] if arg.enhet else []
    papekanden = [p for b in oversikt.values() for p in b.papekanden]
    papekanden += [p for i in oversikt.indikatorer for p in i.papekanden]
    return _Svar(
        statussida(regelverk, oversikt, antal, avser),
        oversikt,
        kod=int(any(p.allvar is Allvar.FEL for p in papekanden)),
    )


def _tidplan(arg: argparse.Namespace, fel: Felsamling) -> _Svar | None:
    from .rules.arbetsdagar import Arbetskalender

    dag = None if arg.dag is None else fel.prova("--dag", lambda: las_dag(arg.dag))
    stangda = [d for text in arg.stangd if (d := fel.prova("--stangd", partial(las_dag, text))) is not None]
    bryt = las_bryt(arg.bryt, fel)
    if arg.stangd and not arg.bryt and arg.dag is None:
        fel.ny("--stangd", "stängda dagar räknas bara tillsammans med --bryt eller --dag")
    regelverk = _las_regelverk(arg, fel)
    if regelverk is None:
        return None
    from .kommande import kommande
    from .rules.tidplan import berakna_tidplan
    from .sidor.tidplan import tidplanssida

    kalender = Arbetskalender(stangda)
    if bryt:
        tidplan = fel.prova("--bryt", lambda: berakna_tidplan(regelverk, bryt, kalender=kalender))
    else:
        tidplan = regelverk.tidplan
        if tidplan is None:
            fel.ny(regelverk.id, "regelverket har ingen tidplan")
    if tidplan is None or fel.texter:
        return None
    kvar = None if dag is None else kommande(tidplan, dag, kalender)
    return _Svar(
        tidplanssida(regelverk, tidplan, kvar, dag, stangda),
        _med_rubrik(regelverk, dag=dag, tidplan=tidplan, kommande=kvar),
    )


def _mall(arg: argparse.Namespace, fel: Felsamling) -> _Svar | None:
    rapporttyp = fel.prova("RAPPORTTYP", lambda: las_rapporttyp(arg.rapporttyp))
    mottagare = fel.prova("--mottagare", lambda: las_mottagare(arg.mottagare))
    regelverk = _las_regelverk(arg, fel)
    if regelverk is not None and arg.namnd is not None:
        fel.prova("--namnd", lambda: regelverk.namnd(arg.namnd))
    if regelverk is None or rapporttyp is None or mottagare is None or fel.texter:
        return None
    from .rules.avsnitt import obligatoriska_avsnitt
    from .sidor.mall import mallsida

    avsnitt = fel.prova(
        regelverk.id, lambda: obligatoriska_avsnitt(regelverk, rapporttyp, mottagare=mottagare, namnd=arg.namnd)
    )
    if avsnitt is None:
        return None
    return _Svar(
        mallsida(regelverk, avsnitt, rapporttyp, mottagare, arg.namnd),
        _med_rubrik(regelverk, rapporttyp=rapporttyp, mottagare=mottagare, namnd=arg.namnd, avsnitt=avsnitt),
    )


def _indikatorer(arg: argparse.Namespace, fel: Felsamling) -> _Svar | None:
    regelverk = _las_regelverk(arg, fel)
    if regelverk is not None and arg.delmal is not None:
        fel.prova("--delmal", lambda: regelverk.delmal_med_id(arg.delmal))
    if regelverk is None or fel.texter:
        return None
    from .sidor.indikatorer import indikatorsida

    valda = [i for i in regelverk.indikatorer if arg.delmal is None or i.mal == arg.delmal]
    return _Svar(indikatorsida(regelverk, valda), _med_rubrik(regelverk, indikatorer=valda))


_KOMMANDON: Final[dict[str, Callable[[argparse.Namespace, Felsamling], _Svar | None]]] = {
    "exempel": _exempel,
    "status": _status,
    "tidplan": _tidplan,
    "mall": _mall,
    "indikatorer": _indikatorer,
}


def _med_rubrik(regelverk: Regelverk, **svar: object) -> dict[str, object]:
    """The answer with what every answer in JSON begins with: the rule set, and the readings that hold."""
    lasningar = {tolkning.id: tolkning.vald for tolkning in regelverk.tolkningar}
    return {"regelverk": regelverk.id, "utgava": regelverk.utgava, "tolkningar": lasningar, **svar}


def _till_json(varde: object) -> object:
    """The value as ``json`` takes it: a model by its own dump, a named tuple by its fields."""
    if hasattr(varde, "model_dump"):
        return varde.model_dump(mode="json")
    if hasattr(varde, "_asdict"):
        return _till_json(varde._asdict())
    if isinstance(varde, dict):
        return {namn: _till_json(v) for namn, v in varde.items()}
    if isinstance(varde, tuple | list):
        return [_till_json(v) for v in varde]
    if isinstance(varde, Enum):
        return varde.value
    return varde.isoformat() if isinstance(varde, date) else varde


# Arguments


def _las_regelverk(arg: argparse.Namespace, fel: Felsamling) -> Regelverk | None:
    """The rule set under the readings that were asked for; None when something is wrong with either."""
    from .models.regelverk import ALLA_OPPNA
    from .regelverk.lasare import las_regelverk, tillgangliga_regelverk

    namn = arg.regelverk
    ar_sokvag = namn not in tillgangliga_regelverk() and (
        "/" in namn or os.sep in namn or namn.endswith(".toml") or Path(namn).exists()
    )
    regelverk = fel.prova("--regelverk", lambda: las_regelverk(Path(namn) if ar_sokvag else namn))
    val: dict[str, str] = {}
    for text in arg.tolkning:
        id, tecken, lasning = (del_.strip() for del_ in text.partition("="))
        if not (id and tecken and lasning):
            fel.ny("--tolkning", f"{text!r} är inget val; skriv ID=LÄSNING")
        elif val.setdefault(id, lasning) != lasning:
            fel.ny("--tolkning", f"{id} har fått två läsningar: {val[id]} och {lasning}")
    alla = val.pop("alla", None)
    if alla not in (None, "oppen"):
        fel.ny("--tolkning", f"alla kan bara vara oppen, inte {alla!r}")
    if regelverk is None:
        return None
    valt = regelverk.med_tolkningar(ALLA_OPPNA) if alla else regelverk
    for id, lasning in val.items():
        valt = fel.prova("--tolkning", partial(valt.med_tolkningar, {id: lasning})) or valt
    return valt


def _las_fil(namn: str) -> bytes:
    """The bytes of a file, or of stdin for "-"; at most one more than is allowed, for the reader to refuse."""
    from .utfallsfiler import STORSTA_FIL

    try:
        if namn == "-":
            return sys.stdin.buffer.read(STORSTA_FIL + 1)
        with Path(namn).open("rb") as fil:
            return fil.read(STORSTA_FIL + 1)
    except FileNotFoundError:
        raise UtfallFel("filen finns inte") from None
    except IsADirectoryError:
        raise UtfallFel("är en mapp, inte en fil") from None
    except PermissionError:
        raise UtfallFel("filen får inte läsas") from None
    except (OSError, ValueError) as exc:  # ValueError: a name that no file can have
        raise UtfallFel(f"filen kan inte läsas ({exc})") from None
