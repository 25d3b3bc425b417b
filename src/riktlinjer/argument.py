"""Argument: what was typed on the command line, read in Swedish, with everything that is wrong told at once."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn, TypeVar

from ._version import __version__
from .errors import KalenderFel, OkantId, RiktlinjerError
from .strommar import skriv

if TYPE_CHECKING:
    from .models.skalor import Mottagare, Rapporttyp, Status

KOMMANDON: Final = (
    "exempel",
    "status",
    "vad-kravs",
    "tidplan",
    "mall",
    "indikatorer",
    "granska-regelverk",
    "granska-rapport",
    "jamfor",
    "sammanstall",
    "nytt",
    "arbetsbok",
    "fraga",
    "schema",
)
SIDFILER: Final = {
    "exempel": ("html", "word"),
    "status": ("html", "word"),
    "vad-kravs": ("html", "word"),
    "tidplan": ("html", "word"),
    "mall": ("html",),  # whose Word document is the template itself
    "indikatorer": ("html", "word"),
    "granska-regelverk": ("html", "word"),
    "granska-rapport": ("html", "word"),
    "jamfor": ("html", "word"),
    "sammanstall": ("html", "word"),
}
"""Command -> the options that write its page to a file."""
STANDARDREGELVERK: Final = "halland-2018"

_T = TypeVar("_T")


class Argumentfel(Exception):
    """Arguments that the parser cannot make out."""


class Felpost(NamedTuple):
    """One fault: the argument or the file, empty when it is neither; what is wrong; and the exception that told it."""

    plats: str
    text: str
    exc: RiktlinjerError | None = None

    @property
    def mening(self) -> str:
        """The place and what is wrong."""
        return f"{self.plats}: {self.text}" if self.plats else self.text


class Felsamling:
    """Everything that is wrong with the arguments and the input, collected so that it is told at once."""

    def __init__(self) -> None:
        self.poster: list[Felpost] = []

    @property
    def texter(self) -> list[str]:
        """What a person reads, a sentence per fault."""
        return [post.mening for post in self.poster]

    def ny(self, plats: str, *texter: str, exc: RiktlinjerError | None = None) -> None:
        """Adds faults of one place: an argument or a file."""
        self.poster += [Felpost(plats, text, exc) for text in texter]

    def prova(self, plats: str, funktion: Callable[[], _T]) -> _T | None:
        """What the function returns; None when it fails, which is then said with its place."""
        try:
            return funktion()
        except RiktlinjerError as exc:
            self.ny(plats, *meningar(exc), exc=exc)
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
    vad_kravs = kommando("vad-kravs", "visa vad som krävs för att delmålen ska få en färg, av utfall i en fil")
    for egen in (status, vad_kravs):
        egen.argument.add_argument("fil", metavar="FIL", help="utfall i CSV, Excel eller JSON; - läser standard in")
        egen.val.add_argument(
            "--rapporttyp", metavar="TYP", help="rapporten som utfallen hör till: månad, ur1, ur2 eller år"
        )
        egen.val.add_argument(
            "--period", metavar="MÅNAD", help="sista månaden som utfallen gäller, till exempel 2018-03"
        )
        egen.val.add_argument("--enhet", metavar="NAMN", help="nämnd eller enhet som koncernens regler tillämpas på")
    vad_kravs.val.add_argument(
        "--status", metavar="FÄRG", default="grön", help="den önskade färgen: grön (standard), gul eller röd"
    )
    vad_kravs.val.add_argument("--delmal", metavar="ID", help="bara ett delmål, till exempel delmal-1")

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
    tidplan.val.add_argument("--ics", metavar="FIL", help="skriv dagarna som en kalenderfil, som Outlook öppnar")
    tidplan.val.add_argument("--namnd", metavar="ID", help="nämnden som kalenderfilen är för")

    mall = kommando("mall", "visa avsnitten som en rapport ska innehålla")
    mall.argument.add_argument("rapporttyp", metavar="RAPPORTTYP", help="månad, ur1, ur2 eller år")
    mall.val.add_argument("--mottagare", metavar="VEM", default="rs", help="rs (standard) eller namnd")
    mall.val.add_argument(
        "--namnd", metavar="ID", help="nämnden som skriver rapporten; annars visas vad som gäller någon"
    )
    mall.val.add_argument("--word", metavar="FIL", help="skriv en mall att fylla i, som Word-dokument (.docx)")
    mall.val.add_argument("--markdown", metavar="FIL", help="skriv mallen som Markdown; - skriver på standard ut")
    mall.val.add_argument("--period", metavar="MÅNAD", help="rapportens sista månad, till exempel 2018-08")
    mall.val.add_argument(
        "--utfall", metavar="FIL", help="senaste utfall i en CSV-, Excel- eller JSON-fil, för mallens tabeller"
    )

    indikatorer = kommando("indikatorer", "visa indikatorerna med id, enhet, riktning och målvärde")
    indikatorer.val.add_argument("--delmal", metavar="ID", help="bara ett delmål, till exempel delmal-1")

    granskning = kommando("granska-regelverk", "visa luckor och motsägelser i ett regelverk")

    rapport = kommando("granska-rapport", "visa vad som saknas eller inte stämmer i en rapport")
    rapport.argument.add_argument("fil", metavar="FIL", help="Word (.docx), Markdown, text, JSON eller TOML")
    rapport.val.add_argument("--namnd", metavar="ID", help="nämnden som rapporten gäller, om den inte framgår")
    rapport.val.add_argument("--rapporttyp", metavar="TYP", help="månad, ur1, ur2 eller år, om det inte framgår")
    rapport.val.add_argument("--period", metavar="MÅNAD", help="rapportens sista månad, till exempel 2018-08")
    rapport.val.add_argument("--mottagare", metavar="VEM", default="rs", help="rs (standard) eller namnd")
    rapport.val.add_argument("--foregaende", metavar="FIL", help="rapporten före den här, för att visa vad som ändrats")

    jamfor = kommando("jamfor", "jämför två regelverk, eller två läsningar av ett")
    for sida, vilket in (("a", "första"), ("b", "andra")):
        jamfor.argument.add_argument(
            sida, metavar=sida.upper(), help=f"det {vilket} regelverket: ett medföljande, eller en egen fil eller mapp"
        )
        jamfor.val.add_argument(
            f"--tolkning-{sida}",
            metavar="ID=LÄSNING",
            action="append",
            default=[],
            help=f"välj en annan läsning i det {vilket}, eller oppen; alla=oppen lämnar varje fråga öppen",
        )
    jamfor.val.add_argument(
        "--utfall", metavar="FIL", help="visa också vilka statusar som ändras med utfall i CSV, Excel eller JSON"
    )
    jamfor.val.add_argument("--rapporttyp", metavar="TYP", help="rapporten som utfallen hör till")
    jamfor.val.add_argument("--period", metavar="MÅNAD", help="sista månaden som utfallen gäller, till exempel 2018-03")
    jamfor.val.add_argument("--enhet", metavar="NAMN", help="nämnd eller enhet som koncernens regler tillämpas på")
    jamfor.val.add_argument("--alla", action="store_true", help="visa varje ändring, hur många de än är")
    jamfor.val.add_argument("--json", action="store_true", help="skriv svaret som JSON")

    sammanstall = kommando("sammanstall", "sammanställ vad nämnderna har lämnat in vid ett rapporttillfälle")
    sammanstall.argument.add_argument(
        "katalog", metavar="KATALOG", help="mappen med nämndernas rapporter och utfall, en mapp per nämnd"
    )
    sammanstall.val.add_argument("--foregaende", metavar="KATALOG", help="det förra tillfällets mapp, för förändringar")
    sammanstall.val.add_argument("--rapporttyp", metavar="TYP", help="månad, ur1, ur2 eller år, om det inte framgår")
    sammanstall.val.add_argument("--period", metavar="MÅNAD", help="tillfällets sista månad, till exempel 2018-08")
    sammanstall.val.add_argument("--dag", metavar="DAG", help="dagen som sammanställningen gäller, för vad som är sent")
    sammanstall.val.add_argument("--excel", metavar="FIL", help="skriv sammanställningen också som arbetsbok (.xlsx)")

    nytt = kommando("nytt", "skriv ett eget regelverk att börja med, som TOML med kommentarer")
    nytt.argument.add_argument("plats", metavar="MAPP/FIL", help="en ny mapp, eller en ny fil som slutar på .toml")
    nytt.val.add_argument("--id", metavar="ID", help="regelverkets id (standard: efter mappens eller filens namn)")
    nytt.val.add_argument("--titel", metavar="TEXT", help="dokumentets titel")
    nytt.val.add_argument("--organisation", metavar="TEXT", help="regionen eller nämnden")
    nytt.val.add_argument("--ar", metavar="ÅR", help="året som följs upp, till exempel 2027")
    nytt.val.add_argument("--json", action="store_true", help="skriv svaret som JSON")

    arbetsbok = kommando("arbetsbok", "skriv ett regelverk som Excel-arbetsbok, eller en arbetsbok som TOML")
    arbetsbok.argument.add_argument("kalla", metavar="REGELVERK", help="ett id, en TOML-fil eller mapp, eller en .xlsx")
    arbetsbok.argument.add_argument("mal", metavar="FIL/MAPP", help="en ny fil, .xlsx eller .toml, eller en ny mapp")
    arbetsbok.val.add_argument("--json", action="store_true", help="skriv svaret som JSON")

    fraga = kommando("fraga", "svara på en fråga i JSON, för andra system")
    fraga.argument.add_argument(
        "fil", metavar="FIL", nargs="?", default="-", help="en fråga, eller flera i en; - (standard) läser standard in"
    )
    fraga.val.add_argument("--rader", action="store_true", help="läs en fråga per rad (JSON Lines), och svara på varje")
    fraga.val.add_argument("--json", action="store_true", help="svaret är alltid JSON")

    schema = kommando("schema", "skriv ett JSON Schema, för redigerare och andra system")
    schema.argument.add_argument(
        "vad", metavar="NAMN", nargs="?", help="vad schemat beskriver; utan namn visas vilka som finns"
    )
    schema.val.add_argument("--json", action="store_true", help="skriv svaret som JSON; ett schema är det alltid")

    for egen in (exempel, status, vad_kravs, tidplan, mall, indikatorer, granskning, rapport, sammanstall):
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
    for namn, egen in kommandon.choices.items():
        if namn in SIDFILER:
            _sidval(egen, SIDFILER[namn])
    return tolk


def _sidval(egen: _Tolk, val: Sequence[str]) -> None:
    """The options that write a command's page to a file."""
    if "html" in val:
        egen.val.add_argument("--html", metavar="FIL", help="skriv svaret också som en HTML-sida i en fil för sig")
    if "word" in val:
        egen.val.add_argument("--word", metavar="FIL", help="skriv svaret också som ett Word-dokument (.docx)")
    egen.val.add_argument("--skriv-over", action="store_true", help="skriv över filer som redan finns")


def las_argument(argv: Sequence[str], fel: Felsamling) -> argparse.Namespace:
    """The arguments as texts; ``fel`` says which are unknown.

    Raises:
        Argumentfel: the command, or a value that it must have, is missing or unknown.
    """
    tolk = _tolk()
    arg, okanda = tolk.parse_known_args(argv)
    if arg.kommando is None:
        raise Argumentfel(f"ett kommando saknas; välj {', '.join(KOMMANDON)}\nSe riktlinjer --help")
    utan_streck = ("kommando", "fil", "plats", "vad", "a", "b", "kalla", "mal", "katalog")
    kanda = sorted({f"--{namn.replace('_', '-')}" for namn in vars(arg) if namn not in utan_streck})
    for okant in okanda:
        val = okant.partition("=")[0]
        nara = get_close_matches(val, kanda, n=1)
        hjalp = "; skriv det efter kommandot" if val in kanda else f"; menas {nara[0]}?" if nara else ""
        fel.ny(okant, f"okänt argument{hjalp}")
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


def las_ar(text: str) -> int:
    """The year, written as 2027.

    Raises:
        KalenderFel: it is none.
    """
    if not re.fullmatch(r"\d{4}", text, re.ASCII):
        raise KalenderFel(f"{text!r} är inget år; skriv till exempel 2027")
    return int(text)


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


def las_status(text: str) -> Status:
    """The colour by its name, with or without dots and capitals.

    Raises:
        OkantId: there is none.
    """
    from .models.skalor import Status

    for status in Status:
        if _utan_prickar(text) == _utan_prickar(status.value):
            return status
    raise OkantId("färg", text, ("grön", "gul", "röd"))


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
