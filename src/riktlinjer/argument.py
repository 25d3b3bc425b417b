"""Argument: what was typed on the command line, read in Swedish, with everything that is wrong told at once."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

from ._version import __version__
from .errors import KalenderFel, OkantId, RiktlinjerError
from .strommar import skriv

if TYPE_CHECKING:
    from .models.skalor import Mottagare, Rapporttyp

KOMMANDON: Final = ("exempel", "status", "tidplan", "mall", "indikatorer")
STANDARDREGELVERK: Final = "halland-2018"

_T = TypeVar("_T")


class Argumentfel(Exception):
    """Arguments that the parser cannot make out."""


class Felsamling:
    """Everything that is wrong with the arguments and the input, collected so that it is told at once."""

    def __init__(self) -> None:
        self.texter: list[str] = []

    def ny(self, plats: str, *texter: str) -> None:
        """Adds faults of one place: an argument or a file."""
        self.texter += [f"{plats}: {text}" for text in texter]

    def prova(self, plats: str, funktion: Callable[[], _T]) -> _T | None:
        """What the function returns; None when it fails, which is then said with its place."""
        try:
            return funktion()
        except RiktlinjerError as exc:
            self.ny(plats, *meningar(exc))
            return None


def meningar(exc: RiktlinjerError) -> list[str]:
    """What an error says, one sentence per fault."""
    return [str(fel) for fel in getattr(exc, "fel", ())] or str(exc).split("\n")


class _Formaterare(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "användning: " if prefix is None else prefix)


class _Tolk(argparse.ArgumentParser):
    """An argument parser that speaks Swedish and leaves it to the command line to tell what is wrong."""

    def __init__(self, **val: Any) -> None:
        super().__init__(**val, add_help=False, allow_abbrev=False, formatter_class=_Formaterare)
        self.argument = self.add_argument_group("argument")
        self.val = self.add_argument_group("val")
        self.val.add_argument("-h", "--help", action="help", help="visa den här hjälpen")

    def _print_message(self, message: str, file: Any = None) -> None:
        skriv(sys.stderr if file is None else file, message)

    def error(self, message: str) -> NoReturn:
        raise Argumentfel(_pa_svenska(message) + f"\nSe {self.prog} --help")


_FELTEXTER: Final = (
    (r"the following arguments are required: (.*)", r"\1 saknas"),
    (r"argument (.*): expected one argument", r"\1: ett värde saknas"),
    (r"argument (.*): expected at least one argument", r"\1: minst ett värde saknas"),
    (r"argument (.*): ignored explicit argument (.*)", r"\1: tar inget värde, fick \2"),
)
"""argparse's own messages -> ours."""


def _pa_svenska(text: str) -> str:
    if traff := re.match(r"argument KOMMANDO: invalid choice: '(.*?)'", text, re.DOTALL):
        return str(OkantId("kommando", traff[1], KOMMANDON))
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


def las_argument(argv: Sequence[str], fel: Felsamling) -> argparse.Namespace:
    """The arguments as texts; ``fel`` says which are unknown.

    Raises:
        Argumentfel: the command, or a value that it must have, is missing or unknown.
    """
    tolk = _tolk()
    arg, okanda = tolk.parse_known_args(argv)
    if arg.kommando is None:
        raise Argumentfel(f"ett kommando saknas; välj {', '.join(KOMMANDON)}\nSe riktlinjer --help")
    kanda = sorted({f"--{namn}" for namn in vars(arg) if namn not in ("kommando", "fil")})
    for okant in okanda:
        val = okant.partition("=")[0]
        nara = get_close_matches(val, kanda, n=1)
        hjalp = "; skriv det efter kommandot" if val in kanda else f"; menas {nara[0]}?" if nara else ""
        fel.ny("okänt argument", okant + hjalp)
    return arg


def las_bryt(texter: Sequence[str], fel: Felsamling) -> dict[str, date]:
    """Period -> bryt, of texts such as ``2027-02=2027-03-04``; ``fel`` says what is wrong with the others."""
    bryt: dict[str, date] = {}
    for text in texter:
        period, tecken, dag_text = text.partition("=")
        if not tecken:
            fel.ny("--bryt", f"{text!r} är ingen brytdag; skriv till exempel 2027-02=2027-03-04")
            continue
        dag = fel.prova("--bryt", partial(las_dag, dag_text))
        if period in bryt:
            fel.ny("--bryt", f"{period} har fått två brytdagar")
        elif dag is not None:
            bryt[period] = dag
    return bryt


def las_dag(text: str) -> date:
    """The day, written as 2018-09-20.

    Raises:
        KalenderFel: it is none, or outside the calendar.
    """
    from .rules.arbetsdagar import ar_arbetsdag

    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            raise ValueError
        dag = date.fromisoformat(text)
    except ValueError:
        raise KalenderFel(f"{text!r} är ingen dag; skriv till exempel 2018-09-20") from None
    ar_arbetsdag(dag)  # refuses a day outside the calendar
    return dag


def las_rapporttyp(text: str) -> Rapporttyp:
    """The report type by any of its names, with or without dots and capitals.

    >>> [las_rapporttyp(namn).value for namn in ("manad", "Månadsrapport", "ur1", "AR", "årsredovisning")]
    ['månadsrapport', 'månadsrapport', 'UR1', 'ÅR', 'ÅR']

    Raises:
        OkantId: there is none.
    """
    from .models.skalor import Rapporttyp

    for rapporttyp in Rapporttyp:
        if _utan_prickar(text) in map(_utan_prickar, (rapporttyp.name, rapporttyp.value, rapporttyp.namn)):
            return rapporttyp
    raise OkantId("rapporttyp", text, ("månad", "ur1", "ur2", "år"))


def las_mottagare(text: str) -> Mottagare:
    """The reader of a report, by any of its names.

    Raises:
        OkantId: there is none.
    """
    from .models.skalor import Mottagare

    for mottagare in Mottagare:
        if _utan_prickar(text) in map(_utan_prickar, (mottagare.name, mottagare.value)):
            return mottagare
    raise OkantId("mottagare", text, ("rs", "namnd"))


def _utan_prickar(text: str) -> str:
    return text.strip().casefold().translate(str.maketrans("åäö", "aao"))
