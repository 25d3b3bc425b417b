"""The command line: arguments in, text or JSON out, exit codes.

0: done, nothing of allvar ``fel`` found. 1: such findings. 2: bad arguments or unreadable input; one message on stderr
names all that is wrong, and nothing is on stdout.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn, TextIO, TypeVar

from ._version import __version__
from .errors import KalenderFel, OkantId, RiktlinjerError, UtfallFel

if TYPE_CHECKING:
    from .models.regelverk import Regelverk
    from .models.skalor import Mottagare, Rapporttyp
    from .utskrift import Block

STANDARDREGELVERK: Final = "halland-2018"

_AVBRUTET: Final = 130
_T = TypeVar("_T")


class _Svar(NamedTuple):
    """What a command answers: the page for a person, the same for a machine, and the exit code."""

    sida: Iterable[Block]
    data: Callable[[], object]
    kod: int = 0


class _Argumentfel(Exception):
    """Arguments that the parser cannot make out."""


class _Fel:
    """Everything that is wrong with the arguments and the input, collected so that it is told at once."""

    def __init__(self) -> None:
        self.texter: list[str] = []

    def ny(self, plats: str, *texter: str) -> None:
        self.texter += [f"{plats}: {text}" for text in texter]

    def prova(self, plats: str, funktion: Callable[[], _T]) -> _T | None:
        """What the function returns; None when it fails, which is then said with its place."""
        try:
            return funktion()
        except RiktlinjerError as exc:
            self.ny(plats, *_meningar(exc))
            return None


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit code.

    Args:
        argv: the arguments after the program's name; without them, those of the process.
    """
    fel = _Fel()
    try:
        arg = _las_argument(sys.argv[1:] if argv is None else argv, fel)
        svar = _KOMMANDON[arg.kommando](arg, fel)
        if svar is None:
            return _misslyckas(fel.texter)
        if arg.json:
            _skriv(sys.stdout, json.dumps(svar.data(), ensure_ascii=False, indent=2) + "\n", "utf-8")
        else:
            _skriv(sys.stdout, _for_lasare(svar.sida))
        return svar.kod
    except _Argumentfel as exc:
        return _misslyckas([str(exc)])
    except RiktlinjerError as exc:
        return _misslyckas(_meningar(exc))
    except SystemExit as exc:  # --help and --version have said what they say
        return int(exc.code or 0)
    except KeyboardInterrupt:
        return _AVBRUTET
    except OSError as exc:  # from writing: reading has its own
        _slapp_stdout()
        # A reader that has seen enough closes the pipe, and that is no error.
        return 0 if isinstance(exc, BrokenPipeError) else _misslyckas([f"svaret kan inte skrivas ({exc.strerror})"])


def _meningar(exc: RiktlinjerError) -> list[str]:
    """What an error says, one sentence per fault."""
    return [str(fel) for fel in getattr(exc, "fel", ())] or str(exc).split("\n")


# Commands


def _exempel(arg: argparse.Namespace, fel: _Fel) -> _Svar | None:
    dag = None if arg.dag is None else fel.prova("--dag", lambda: _las_dag(arg.dag))
    regelverk = _las_regelverk(arg, fel)
    if regelverk is None or fel.texter:
        return None
    from .exempel import berakna_exempel
    from .sidor import exempelsida

    exempel = fel.prova("exempel", lambda: berakna_exempel(regelverk, dag))
    if exempel is None:
        return None

    def data() -> object:
        prognos = exempel.prognos._asdict()
        return {
            **_rubrik(regelverk),
            "dag": exempel.dag.isoformat(),
            "utgangslage": exempel.utgangslage.model_dump(mode="json"),
            "kommande": _dumpa(exempel.kommande),
            "prognos": {n: v.model_dump(mode="json") if hasattr(v, "model_dump") else v for n, v in prognos.items()},
            "atgardsplan": exempel.atgardsplan.model_dump(mode="json"),
            "avsnitt": _dumpa(exempel.avsnitt),
        }

    return _Svar(exempelsida(regelverk, exempel, standarddag=dag is None), data)


def _status(arg: argparse.Namespace, fel: _Fel) -> _Svar | None:
    rapporttyp = None if arg.rapporttyp is None else fel.prova("--rapporttyp", lambda: _las_rapporttyp(arg.rapporttyp))
    if arg.period is not None:
        from .rules.status import kontrollera_period

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
    from .sidor import statussida

    oversikt = berakna_status(regelverk, utfall, rapporttyp=rapporttyp, period=arg.period, enhet=arg.enhet)
    antal = sum(u.varde is not None for u in utfall.values())
    avser = [str(rapporttyp)] if rapporttyp else []
    avser += [skriv_period(arg.period)] if arg.period else []
    avser += [arg.enhet] if arg.enhet else []
    papekanden = [p for b in oversikt.values() for p in b.papekanden]
    papekanden += [p for i in oversikt.indikatorer for p in i.papekanden]
    return _Svar(
        statussida(regelverk, oversikt, antal, avser),
        lambda: oversikt.model_dump(mode="json"),
        kod=int(any(p.allvar is Allvar.FEL for p in papekanden)),
    )


def _tidplan(arg: argparse.Namespace, fel: _Fel) -> _Svar | None:
    from .rules.arbetsdagar import Arbetskalender

    dag = None if arg.dag is None else fel.prova("--dag", lambda: _las_dag(arg.dag))
    stangda = [d for text in arg.stangd if (d := fel.prova("--stangd", partial(_las_dag, text))) is not None]
    bryt = _las_bryt(arg.bryt, fel)
    if arg.stangd and not arg.bryt and arg.dag is None:
        fel.ny("--stangd", "stängda dagar räknas bara tillsammans med --bryt eller --dag")
    regelverk = _las_regelverk(arg, fel)
    if regelverk is None:
        return None
    from .kommande import kommande
    from .rules.tidplan import berakna_tidplan
    from .sidor import tidplanssida

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
        lambda: {
            **_rubrik(regelverk),
            "dag": dag and dag.isoformat(),
            "tidplan": tidplan.model_dump(mode="json"),
            "kommande": kvar if kvar is None else _dumpa(kvar),
        },
    )


def _mall(arg: argparse.Namespace, fel: _Fel) -> _Svar | None:
    rapporttyp = fel.prova("RAPPORTTYP", lambda: _las_rapporttyp(arg.rapporttyp))
    mottagare = fel.prova("--mottagare", lambda: _las_mottagare(arg.mottagare))
    regelverk = _las_regelverk(arg, fel)
    if regelverk is not None and arg.namnd is not None:
        fel.prova("--namnd", lambda: regelverk.namnd(arg.namnd))
    if regelverk is None or rapporttyp is None or mottagare is None or fel.texter:
        return None
    from .rules.avsnitt import obligatoriska_avsnitt
    from .sidor import mallsida

    avsnitt = fel.prova(
        regelverk.id, lambda: obligatoriska_avsnitt(regelverk, rapporttyp, mottagare=mottagare, namnd=arg.namnd)
    )
    if avsnitt is None:
        return None
    return _Svar(
        mallsida(regelverk, avsnitt, rapporttyp, mottagare, arg.namnd),
        lambda: {
            **_rubrik(regelverk),
            "rapporttyp": rapporttyp.value,
            "mottagare": mottagare.value,
            "namnd": arg.namnd,
            "avsnitt": _dumpa(avsnitt),
        },
    )


def _indikatorer(arg: argparse.Namespace, fel: _Fel) -> _Svar | None:
    regelverk = _las_regelverk(arg, fel)
    if regelverk is not None and arg.delmal is not None:
        fel.prova("--delmal", lambda: regelverk.delmal_med_id(arg.delmal))
    if regelverk is None or fel.texter:
        return None
    from .sidor import indikatorsida

    valda = [i for i in regelverk.indikatorer if arg.delmal is None or i.mal == arg.delmal]
    return _Svar(indikatorsida(regelverk, valda), lambda: {**_rubrik(regelverk), "indikatorer": _dumpa(valda)})


_KOMMANDON: Final[dict[str, Callable[[argparse.Namespace, _Fel], _Svar | None]]] = {
    "exempel": _exempel,
    "status": _status,
    "tidplan": _tidplan,
    "mall": _mall,
    "indikatorer": _indikatorer,
}


def _rubrik(regelverk: Regelverk) -> dict[str, object]:
    """What an answer in JSON begins with: the rule set, and the readings that hold."""
    lasningar = {tolkning.id: tolkning.vald for tolkning in regelverk.tolkningar}
    return {"regelverk": regelverk.id, "utgava": regelverk.utgava, "tolkningar": lasningar}


def _dumpa(poster: Iterable[Any]) -> list[object]:
    return [post.model_dump(mode="json") for post in poster]


# Arguments


class _Formaterare(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "användning: " if prefix is None else prefix)


class _Tolk(argparse.ArgumentParser):
    """An argument parser that speaks Swedish and leaves it to :func:`main` to tell what is wrong."""

    def __init__(self, **val: Any) -> None:
        super().__init__(**val, add_help=False, allow_abbrev=False, formatter_class=_Formaterare)
        self.argument = self.add_argument_group("argument")
        self.val = self.add_argument_group("val")
        self.val.add_argument("-h", "--help", action="help", help="visa den här hjälpen")

    def _print_message(self, message: str, file: Any = None) -> None:
        _skriv(sys.stderr if file is None else file, message)

    def error(self, message: str) -> NoReturn:
        raise _Argumentfel(_pa_svenska(message) + f"\nSe {self.prog} --help")


_FELTEXTER: Final = (
    (r"the following arguments are required: (.*)", r"\1 saknas"),
    (r"argument (.*): expected one argument", r"\1: ett värde saknas"),
    (r"argument (.*): expected at least one argument", r"\1: minst ett värde saknas"),
    (r"argument (.*): ignored explicit argument (.*)", r"\1: tar inget värde, fick \2"),
)
"""argparse's own messages -> ours."""


def _pa_svenska(text: str) -> str:
    if traff := re.match(r"argument KOMMANDO: invalid choice: '(.*?)' \(", text, re.DOTALL):
        return str(OkantId("kommando", traff[1], _KOMMANDON))
    for monster, svenska in _FELTEXTER:
        if re.fullmatch(monster, text, re.DOTALL):
            return re.sub(monster, svenska, text, flags=re.DOTALL)
    return text


def _tolk() -> _Tolk:
    tolk = _Tolk(
        prog="riktlinjer",
        description="Svar ur en regions riktlinjer för uppföljning: status, tidplan, rapportmall och indikatorer.",
        epilog="Börja med: riktlinjer exempel",
    )
    tolk.val.add_argument("--version", action="version", version=f"riktlinjer {__version__}", help="visa versionen")
    kommandon = tolk.add_subparsers(title="kommandon", dest="kommando", metavar="KOMMANDO")

    def kommando(namn: str, hjalp: str) -> _Tolk:
        egen = kommandon.add_parser(namn, help=hjalp, description=hjalp[0].upper() + hjalp[1:] + ".")
        assert isinstance(egen, _Tolk)
        return egen

    exempel = kommando("exempel", "visa svaren på Region Hallands publicerade siffror 2018; inga argument behövs")
    exempel.val.add_argument("--dag", metavar="DAG", help="räkna tidplanen från den här dagen (standard: 2018-09-20)")

    status = kommando("status", "beräkna Grön, Gul eller Röd för delmålen av utfall i en fil")
    status.argument.add_argument("fil", metavar="FIL", help="CSV- eller JSON-fil med utfall; - läser standard in")
    status.val.add_argument(
        "--rapporttyp", metavar="TYP", help="rapporten som utfallen hör till: månad, ur1, ur2 eller år"
    )
    status.val.add_argument("--period", metavar="MÅNAD", help="sista månaden som utfallen gäller, till exempel 2018-03")
    status.val.add_argument("--enhet", metavar="NAMN", help="nämnd eller enhet som koncernens regler tillämpas på")

    tidplan = kommando("tidplan", "visa när varje rapport ska lämnas")
    tidplan.val.add_argument(
        "--bryt",
        metavar="PERIOD=DAG",
        nargs="+",
        action="extend",
        default=[],
        help="räkna fram en tidplan av egna brytdagar, till exempel 2027-02=2027-03-04",
    )
    tidplan.val.add_argument("--dag", metavar="DAG", help="visa vad som kommer härnäst och arbetsdagar kvar")
    tidplan.val.add_argument(
        "--stangd", metavar="DAG", nargs="+", action="extend", default=[], help="dagar som inte räknas som arbetsdagar"
    )

    mall = kommando("mall", "visa avsnitten som en rapport ska innehålla")
    mall.argument.add_argument("rapporttyp", metavar="RAPPORTTYP", help="månad, ur1, ur2 eller år")
    mall.val.add_argument("--mottagare", metavar="VEM", default="rs", help="rs (standard) eller namnd")
    mall.val.add_argument(
        "--namnd", metavar="ID", help="nämnden som skriver rapporten; annars visas vad som gäller någon"
    )

    indikatorer = kommando("indikatorer", "visa indikatorerna med id, enhet, riktning och målvärde")
    indikatorer.val.add_argument("--delmal", metavar="ID", help="bara ett delmål, till exempel delmal-1")

    for egen in (exempel, status, tidplan, mall, indikatorer):
        egen.val.add_argument("--json", action="store_true", help="skriv svaret som JSON")
        egen.val.add_argument(
            "--regelverk",
            metavar="ID/FIL",
            default=STANDARDREGELVERK,
            help=f"ett medföljande regelverk, eller en egen TOML-fil eller mapp (standard: {STANDARDREGELVERK})",
        )
        egen.val.add_argument(
            "--tolkning",
            metavar="ID=LÄSNING",
            action="append",
            default=[],
            help="välj en annan läsning, eller oppen; alla=oppen lämnar varje fråga öppen",
        )
    return tolk


def _las_argument(argv: Sequence[str], fel: _Fel) -> argparse.Namespace:
    tolk = _tolk()
    arg, okanda = tolk.parse_known_args(argv)
    if arg.kommando is None:
        fel_i = f"okänt argument: {okanda[0]}; valen står efter kommandot. " if okanda else ""
        raise _Argumentfel(f"{fel_i}ett kommando saknas; välj {', '.join(_KOMMANDON)}\nSe riktlinjer --help")
    kanda = sorted({f"--{namn}" for namn in vars(arg) if namn not in ("kommando", "fil")})
    for okant in okanda:
        nara = get_close_matches(okant.partition("=")[0], kanda, n=1)
        fel.ny("okänt argument", okant + (f"; menas {nara[0]}?" if nara else ""))
    return arg


def _las_regelverk(arg: argparse.Namespace, fel: _Fel) -> Regelverk | None:
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


def _las_bryt(texter: Sequence[str], fel: _Fel) -> dict[str, date]:
    bryt: dict[str, date] = {}
    for text in texter:
        period, tecken, dag_text = text.partition("=")
        if not tecken:
            fel.ny("--bryt", f"{text!r} är ingen brytdag; skriv till exempel 2027-02=2027-03-04")
            continue
        dag = fel.prova("--bryt", partial(_las_dag, dag_text))
        if period in bryt:
            fel.ny("--bryt", f"{period} har fått två brytdagar")
        elif dag is not None:
            bryt[period] = dag
    return bryt


def _las_dag(text: str) -> date:
    from .rules.arbetsdagar import ar_arbetsdag

    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            raise ValueError
        dag = date.fromisoformat(text)
    except ValueError:
        raise KalenderFel(f"{text!r} är ingen dag; skriv till exempel 2018-09-20") from None
    ar_arbetsdag(dag)  # refuses a day outside the calendar
    return dag


def _las_rapporttyp(text: str) -> Rapporttyp:
    from .models.skalor import Rapporttyp

    for rapporttyp in Rapporttyp:
        for namn in (rapporttyp.name, rapporttyp.value, rapporttyp.namn, *_ANDRA_NAMN.get(rapporttyp.name, ())):
            if _utan_prickar(text) == _utan_prickar(namn):
                return rapporttyp
    raise OkantId("rapporttyp", text, ("månad", "ur1", "ur2", "år"))


def _las_mottagare(text: str) -> Mottagare:
    from .models.skalor import Mottagare

    for mottagare in Mottagare:
        if _utan_prickar(text) in map(_utan_prickar, (mottagare.name, mottagare.value)):
            return mottagare
    raise OkantId("mottagare", text, ("rs", "namnd"))


_ANDRA_NAMN: Final = {"MANAD": ("månad",)}


def _utan_prickar(text: str) -> str:
    return text.strip().casefold().translate(str.maketrans("åäö", "aao"))


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


# Output


def _for_lasare(sida: Iterable[Block]) -> str:
    """The page as this terminal shows it best; plain text in a file or a pipe."""
    from .utskrift import BREDD, MINSTA_BREDD, STORSTA_BREDD, skriv_text

    block = tuple(sida)
    if sys.stdout is None or not sys.stdout.isatty():
        return skriv_text(block)
    if os.environ.get("TERM") not in ("dumb", "unknown"):
        try:
            from rich.console import Console

            from .terminal import skriv_terminal
        except ModuleNotFoundError:
            pass
        else:
            return skriv_terminal(block, Console(highlight=False))
    bredd = shutil.get_terminal_size((BREDD, 24)).columns
    return skriv_text(block, max(MINSTA_BREDD, min(bredd, STORSTA_BREDD)))


def _misslyckas(texter: Sequence[str]) -> int:
    """Tells what is wrong, all at once."""
    from .utskrift import ren

    rader = [f"fel: {texter[0]}"] if len(texter) == 1 else [f"fel: {len(texter)} fel, inget är gjort"]
    rader += [f"  {text}" for text in texter if len(texter) > 1]
    _skriv(sys.stderr, "".join(f"{ren(rad)}\n" for rad in rader))
    return 2


def _skriv(strom: TextIO | None, text: str, kodning: str | None = None) -> None:
    """The whole text at once, in the stream's own encoding unless another is asked for, or it lacks a character."""
    if strom is None:  # closed by the caller
        return
    try:
        text.encode(kodning or strom.encoding or "utf-8")
    except UnicodeEncodeError:
        kodning = "utf-8"
    if kodning is not None and isinstance(strom, TextIOWrapper):
        strom.reconfigure(encoding=kodning, errors="backslashreplace")
    strom.write(text)
    strom.flush()


def _slapp_stdout() -> None:
    """Lets go of a stdout that cannot be written, so that Python does not try again when it closes."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
