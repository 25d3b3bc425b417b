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
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from .argument import (
    SCHEMAN,
    Argumentfel,
    Felsamling,
    las_ar,
    las_argument,
    las_bryt,
    las_dag,
    las_mottagare,
    las_rapporttyp,
    las_status,
    meningar,
)
from .errors import OkantId, RiktlinjerError, UtfallFel
from .strommar import for_lasare, skriv, slapp_stdout

if TYPE_CHECKING:
    from .models.regelverk import Regelverk
    from .models.utfall import Utfall
    from .rules.svar import Statusoversikt
    from .skrivmall import Skrivmall
    from .utskrift import Block

_AVBRUTET: Final = 130


class _Svar(NamedTuple):
    """What a command answers: the page for a person, the same for a machine, and the exit code."""

    sida: Iterable[Block]
    data: object
    kod: int = 0
    text: str | None = None
    """What is written in place of the page, as it is."""


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
        elif svar.text is not None:
            skriv(sys.stdout, svar.text, "utf-8")
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
    _kontrollera_filval(arg, fel, ("html",), ("skriv_over",))
    beraknat = _berakna_av_fil(arg, fel)
    if beraknat is None or fel.texter:
        return None
    from .models.skalor import Allvar
    from .sidor.status import statussida

    regelverk, oversikt, antal, avser = beraknat
    papekanden = [p for b in oversikt.values() for p in b.papekanden]
    papekanden += [p for i in oversikt.indikatorer for p in i.papekanden]
    sida = statussida(regelverk, oversikt, antal, avser)
    if arg.html is not None:
        from .html import statussida_html
        from .sidor.htmlsida import htmlblock
        from .utfiler import skriv_utfiler

        html = statussida_html(regelverk, oversikt)
        skriv_utfiler({Path(arg.html): html.encode("utf-8")}, skriv_over=arg.skriv_over)
        sida = chain(sida, htmlblock(arg.html))
    return _Svar(
        sida,
        oversikt,
        kod=int(any(p.allvar is Allvar.FEL for p in papekanden)),
    )


def _vad_kravs(arg: argparse.Namespace, fel: Felsamling) -> _Svar | None:
    status = fel.prova("--status", lambda: las_status(arg.status))
    beraknat = _berakna_av_fil(arg, fel)
    if beraknat is None:
        return None
    regelverk, oversikt, antal, avser = beraknat
    if arg.delmal is not None:
        fel.prova("--delmal", lambda: regelverk.delmal_med_id(arg.delmal))
    if status is None or fel.texter:
        return None
    from .rules.vadkravs import vad_kravs
    from .sidor.vadkravs import vadkravssida

    krav = [vad_kravs(b, status) for id, b in oversikt.items() if arg.delmal in (None, id)]
    return _Svar(vadkravssida(regelverk, krav, antal, avser), _med_rubrik(regelverk, status=status, statuskrav=krav))


def _berakna_av_fil(
    arg: argparse.Namespace, fel: Felsamling
) -> tuple[Regelverk, Statusoversikt, int, list[str]] | None:
    """The rule set, the statuses that the outcomes of a file give, how many outcomes, and what they are for."""
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
    from .rules.status import berakna_status

    oversikt = berakna_status(regelverk, utfall, rapporttyp=rapporttyp, period=arg.period, enhet=arg.enhet)
    antal = sum(not utfall[i.id].ar_tomt for i in regelverk.indikatorer if i.id in utfall)
    avser = [str(rapporttyp)] if rapporttyp else []
    avser += [skriv_period(arg.period)] if arg.period else []
    avser += [arg.enhet] if arg.enhet else []
    return regelverk, oversikt, antal, avser


def _tidplan(arg: argparse.Namespace, fel: Felsamling) -> _Svar | None:
    from .rules.arbetsdagar import Arbetskalender

    dag = None if arg.dag is None else fel.prova("--dag", lambda: las_dag(arg.dag))
    stangda = [d for text in arg.stangd if (d := fel.prova("--stangd", partial(las_dag, text))) is not None]
    bryt = las_bryt(arg.bryt, fel)
    if arg.stangd and not arg.bryt and arg.dag is None:
        fel.ny("--stangd", "stängda dagar räknas bara tillsammans med --bryt eller --dag")
    _kontrollera_filval(arg, fel, ("ics",), ("namnd", "skriv_over"))
    regelverk = _las_regelverk(arg, fel)
    if regelverk is not None and arg.namnd is not None:
        fel.prova("--namnd", lambda: regelverk.namnd(arg.namnd))
    if regelverk is None:
        return None
    from .kommande import kommande
    from .rules.tidplan import berakna_tidplan
    from .sidor.tidplan import sammantradessida, tidplanssida

    kalender = Arbetskalender(stangda)
    tidplan = regelverk.tidplan
    if bryt:
        tidplan = fel.prova("--bryt", lambda: berakna_tidplan(regelverk, bryt, kalender=kalender))
    if fel.texter:
        return None
    plan = regelverk.uppfoljningsplan
    moten = () if plan is None else plan.sammantraden
    kvar = None if dag is None or tidplan is None else kommande(tidplan, dag, kalender)
    sida = (
        sammantradessida(regelverk, moten, dag)
        if tidplan is None
        else tidplanssida(regelverk, tidplan, kvar, dag, stangda)
    )
    data = _med_rubrik(regelverk, dag=dag, tidplan=tidplan, kommande=kvar, sammantraden=moten)
    if arg.ics is None:
        return _Svar(sida, data)
    from .ics import bygg_kalender, till_ics
    from .sidor.tidplan import kalenderblock
    from .utfiler import skriv_utfiler

    kalender_att_skriva = bygg_kalender(regelverk, tidplan, namnd=arg.namnd)
    skriv_utfiler({Path(arg.ics): till_ics(kalender_att_skriva)}, skriv_over=arg.skriv_over)
    return _Svar(
        (*sida, *kalenderblock(arg.ics, len(kalender_att_skriva.handelser), kalender_att_skriva.utelamnade)),
        data | {"filer": [arg.ics], "utelamnade": kalender_att_skriva.utelamnade},
    )


def _mall(arg: argparse.Namespace, fel: Felsamling) -> _Svar | None:
    rapporttyp = fel.prova("RAPPORTTYP", lambda: las_rapporttyp(arg.rapporttyp))
    mottagare = fel.prova("--mottagare", lambda: las_mottagare(arg.mottagare))
    _kontrollera_filval(arg, fel, ("word", "markdown"), ("period", "utfall", "skriv_over"))
    regelverk = _las_regelverk(arg, fel)
    if regelverk is not None and arg.namnd is not None:
        fel.prova("--namnd", lambda: regelverk.namnd(arg.namnd))
    if regelverk is None or rapporttyp is None or mottagare is None:
        return None
    till_fil = arg.word is not None or arg.markdown is not None
    if regelverk.rapportmall is None and till_fil:
        fel.ny(regelverk.id, "regelverket har ingen mall för rapporter, så ingen kan skrivas")
    utfall = fel.prova(str(arg.utfall), lambda: _las_utfall(arg.utfall, regelverk))
    if fel.texter:
        return None
    from .rules.avsnitt import obligatoriska_avsnitt
    from .sidor.mall import mallsida, utan_mall

    fraga = {"rapporttyp": rapporttyp, "mottagare": mottagare, "namnd": arg.namnd}
    if regelverk.rapportmall is None:
        return _Svar(utan_mall(regelverk), _med_rubrik(regelverk, **fraga, avsnitt=None))
    avsnitt = fel.prova(
        regelverk.id, lambda: obligatoriska_avsnitt(regelverk, rapporttyp, mottagare=mottagare, namnd=arg.namnd)
    )
    if avsnitt is None:
        return None
    data = _med_rubrik(regelverk, **fraga, avsnitt=avsnitt)
    if not till_fil:
        return _Svar(mallsida(regelverk, avsnitt, rapporttyp, mottagare, arg.namnd), data)
    from .skrivmall import bygg_skrivmall

    mall = fel.prova(
        "--period",
        lambda: bygg_skrivmall(
            regelverk, rapporttyp, mottagare=mottagare, namnd=arg.namnd, period=arg.period, utfall=utfall
        ),
    )
    return None if mall is None else _skriv_mall(arg, regelverk, mall, data)


def _skriv_mall(arg: argparse.Namespace, regelverk: Regelverk, mall: Skrivmall, data: dict[str, object]) -> _Svar:
    """Writes the template to the files that were asked for, and tells of it."""
    from .sidor.mall import skrivmallsida
    from .utfiler import skriv_utfiler

    filer: dict[Path, bytes] = {}
    text = None
    if arg.word is not None:
        from .word import till_word

        filer[Path(arg.word)] = till_word(mall)
    if arg.markdown is not None:
        from .markdown import till_markdown

        text = till_markdown(mall)
        if arg.markdown != "-":
            filer[Path(arg.markdown)] = text.encode("utf-8")
    skriv_utfiler(filer, skriv_over=arg.skriv_over)
    namn = [str(fil) for fil in filer]
    return _Svar(
        skrivmallsida(regelverk, mall, namn),
        data | {"period": mall.period, "filer": namn, "saknas": mall.saknas},
        text=text if arg.markdown == "-" else None,
    )


def _las_utfall(fil: str | None, regelverk: Regelverk) -> dict[str, Utfall] | None:
    """The outcomes of a file; None when there is no file."""
    if fil is None:
        return None
    from .utfallsfiler import las_utfallsfil

    return las_utfallsfil(_las_fil(fil), regelverk)


_ANDELSER: Final = {"word": ".docx", "ics": ".ics", "html": ".html"}
"""The option that names a file -> how the name must end, for the program that opens it to know it."""


def _kontrollera_filval(arg: argparse.Namespace, fel: Felsamling, filer: Sequence[str], bara: Sequence[str]) -> None:
    """Whether the files that are to be written can be, and whether options that are only for them are given alone."""
    from .utfiler import kontrollera_utfil

    givna = {namn: text for namn in filer if (text := getattr(arg, namn)) is not None}
    for namn in bara if not givna else ():
        if getattr(arg, namn):
            med = " eller ".join(f"--{fil}" for fil in filer)
            fel.ny(f"--{namn.replace('_', '-')}", f"används bara tillsammans med {med}")
    for namn, text in givna.items():
        if namn == "markdown" and text == "-":
            if arg.json:
                fel.ny("--markdown -", "går inte tillsammans med --json; ange en fil")
            continue
        andelse = _ANDELSER.get(namn, "")
        if not text.casefold().endswith(andelse):
            fel.ny(f"--{namn}", f"{text!r} slutar inte på {andelse}")
        fel.prova(f"--{namn}", partial(kontrollera_utfil, Path(text), skriv_over=arg.skriv_over))
    if len(set(givna.values())) < len(givna):
        fel.ny(" och ".join(f"--{namn}" for namn in givna), "har fått samma fil")


def _indikatorer(arg: argparse.Namespace, fel: Felsamling) -> _Svar | None:
    regelverk = _las_regelverk(arg, fel)
    if regelverk is not None and arg.delmal is not None:
        fel.prova("--delmal", lambda: regelverk.delmal_med_id(arg.delmal))
    if regelverk is None or fel.texter:
        return None
    from .sidor.indikatorer import indikatorsida

    valda = [i for i in regelverk.indikatorer if arg.delmal is None or i.mal == arg.delmal]
    return _Svar(indikatorsida(regelverk, valda), _med_rubrik(regelverk, indikatorer=valda))


def _jamfor(arg: argparse.Namespace, fel: Felsamling) -> _Svar | None:
    rapporttyp = None if arg.rapporttyp is None else fel.prova("--rapporttyp", lambda: las_rapporttyp(arg.rapporttyp))
    if arg.period is not None:
        from .rules.perioder import kontrollera_period

        fel.prova("--period", lambda: kontrollera_period(arg.period))
    fil = "standard in" if arg.utfall == "-" else arg.utfall
    ra = None if arg.utfall is None else fel.prova(fil, lambda: _las_fil(arg.utfall))
    fore = _las_valt_regelverk(arg.a, arg.tolkning_a, fel, "A", "--tolkning-a")
    efter = _las_valt_regelverk(arg.b, arg.tolkning_b, fel, "B", "--tolkning-b")
    if fore is None or efter is None:
        return None
    from .rules.jamforelse import jamfor_regelverk
    from .rules.statusandringar import utfallsregelverk
    from .sidor.jamforelse import jamforelsesida
    from .utfallsfiler import las_utfallsfil

    utfall = None if ra is None else fel.prova(fil, lambda: las_utfallsfil(ra, utfallsregelverk(fore, efter)))
    if fel.texter:
        return None
    svar = fel.prova(
        fil or "jamfor",
        lambda: jamfor_regelverk(fore, efter, utfall, rapporttyp=rapporttyp, period=arg.period, enhet=arg.enhet),
    )
    return None if svar is None else _Svar(jamforelsesida(svar, alla=arg.alla), svar)


def _nytt(arg: argparse.Namespace, fel: Felsamling) -> _Svar | None:
    from .regelverk.nytt import Uppgifter, foresla_id, kontrollera_uppgifter, skriv_startregelverk
    from .sidor.nytt import nyttsida

    plats = Path(arg.plats)
    ar = None if arg.ar is None else fel.prova("--ar", lambda: las_ar(arg.ar))
    uppgifter = Uppgifter(foresla_id(plats) if arg.id is None else arg.id, arg.titel, arg.organisation, ar)
    for falt, text in kontrollera_uppgifter(uppgifter):
        fel.ny(f"--{falt}", text)
    if fel.texter:
        return None
    filer = skriv_startregelverk(plats, uppgifter)
    return _Svar(nyttsida(plats, filer), {"regelverk": uppgifter.id, "filer": [str(fil) for fil in filer]})


def _arbetsbok(arg: argparse.Namespace, fel: Felsamling) -> _Svar | None:
    regelverk = _las_valt_regelverk(arg.kalla, (), fel, "REGELVERK", "")
    if regelverk is None or fel.texter:
        return None
    from .arbetsbok.konvertering import skriv_regelverk
    from .sidor.arbetsbok import arbetsbokssida

    mal = Path(arg.mal)
    filer = skriv_regelverk(regelverk, mal)
    return _Svar(arbetsbokssida(regelverk, mal, filer), {"regelverk": regelverk.id, "filer": [str(f) for f in filer]})


def _schema(arg: argparse.Namespace, fel: Felsamling) -> _Svar | None:
    if arg.vad not in SCHEMAN:
        raise OkantId("schema", arg.vad, SCHEMAN)
    from .regelverk.schema import regelverksschema

    return None if fel.texter else _Svar((), regelverksschema())


def _granska_regelverk(arg: argparse.Namespace, fel: Felsamling) -> _Svar | None:
    regelverk = _las_regelverk(arg, fel)
    if regelverk is None or fel.texter:
        return None
    from .models.skalor import Allvar
    from .rules.regelverksgranskning import granska_regelverk
    from .sidor.granskning import granskningssida

    papekanden = granska_regelverk(regelverk)
    return _Svar(
        granskningssida(regelverk, papekanden),
        _med_rubrik(regelverk, papekanden=papekanden),
        kod=int(any(p.allvar is Allvar.FEL for p in papekanden)),
    )


def _granska_rapport(arg: argparse.Namespace, fel: Felsamling) -> _Svar | None:
    rapporttyp = None if arg.rapporttyp is None else fel.prova("--rapporttyp", lambda: las_rapporttyp(arg.rapporttyp))
    mottagare = fel.prova("--mottagare", lambda: las_mottagare(arg.mottagare))
    if arg.period is not None:
        from .rules.perioder import kontrollera_period

        fel.prova("--period", lambda: kontrollera_period(arg.period))
    regelverk = _las_regelverk(arg, fel)
    if regelverk is not None and arg.namnd is not None:
        fel.prova("--namnd", lambda: regelverk.namnd(arg.namnd))
    from .rapportfiler import las_rapport

    rapport = fel.prova(arg.fil, lambda: las_rapport(arg.fil))
    fore = None if arg.foregaende is None else fel.prova(arg.foregaende, lambda: las_rapport(arg.foregaende))
    if regelverk is None or rapport is None or mottagare is None or fel.texter:
        return None
    from .models.rapport import Rapport
    from .models.skalor import Allvar
    from .rules.rapportgranskning import granska_rapport
    from .rules.rapportjamforelse import jamfor_rapporter
    from .sidor.rapportgranskning import rapportgranskningssida

    givna = {"namnd": arg.namnd, "rapporttyp": rapporttyp, "period": arg.period}
    hel = Rapport(**{**dict(rapport), **{falt: varde for falt, varde in givna.items() if varde is not None}})
    andring = None if fore is None else fel.prova("--foregaende", lambda: jamfor_rapporter(fore, hel))
    if fel.texter:
        return None
    papekanden = granska_rapport(regelverk, hel, mottagare=mottagare, foregaende=fore)
    return _Svar(
        rapportgranskningssida(regelverk, hel, papekanden, andring),
        _med_rubrik(
            regelverk,
            namnd=hel.namnd,
            rapporttyp=hel.rapporttyp,
            period=hel.period,
            mottagare=mottagare,
            papekanden=papekanden,
            jamforelse=andring,
        ),
        kod=int(any(p.allvar is Allvar.FEL for p in papekanden)),
    )


_KOMMANDON: Final[dict[str, Callable[[argparse.Namespace, Felsamling], _Svar | None]]] = {
    "exempel": _exempel,
    "status": _status,
    "vad-kravs": _vad_kravs,
    "tidplan": _tidplan,
    "mall": _mall,
    "indikatorer": _indikatorer,
    "granska-regelverk": _granska_regelverk,
    "granska-rapport": _granska_rapport,
    "jamfor": _jamfor,
    "nytt": _nytt,
    "arbetsbok": _arbetsbok,
    "schema": _schema,
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
    return _las_valt_regelverk(arg.regelverk, arg.tolkning, fel, "--regelverk", "--tolkning")


def _las_valt_regelverk(
    namn: str, lasningar: Sequence[str], fel: Felsamling, plats: str, lasningsplats: str
) -> Regelverk | None:
    """The rule set under readings written as ``ID=LÄSNING``; ``plats`` and ``lasningsplats`` are where they stood."""
    from .models.regelverk import ALLA_OPPNA
    from .regelverk.lasare import las_regelverk, tillgangliga_regelverk

    ar_sokvag = namn not in tillgangliga_regelverk() and (
        "/" in namn or os.sep in namn or namn.endswith((".toml", ".xlsx")) or Path(namn).exists()
    )
    las: Callable[[str | Path], Regelverk] = las_regelverk
    if namn.endswith(".xlsx"):
        from .arbetsbok import las_arbetsbok as las  # only a workbook needs the extra
    regelverk = fel.prova(plats, lambda: las(Path(namn) if ar_sokvag else namn))
    val: dict[str, str] = {}
    for text in lasningar:
        id, tecken, lasning = (del_.strip() for del_ in text.partition("="))
        if not (id and tecken and lasning):
            fel.ny(lasningsplats, f"{text!r} är inget val; skriv ID=LÄSNING")
        elif val.setdefault(id, lasning) != lasning:
            fel.ny(lasningsplats, f"{id} har fått två läsningar: {val[id]} och {lasning}")
    alla = val.pop("alla", None)
    if alla not in (None, "oppen"):
        fel.ny(lasningsplats, f"alla kan bara vara oppen, inte {alla!r}")
    if regelverk is None:
        return None
    valt = regelverk.med_tolkningar(ALLA_OPPNA) if alla else regelverk
    for id, lasning in val.items():
        valt = fel.prova(lasningsplats, partial(valt.med_tolkningar, {id: lasning})) or valt
    return valt


def _las_fil(namn: str) -> bytes:
    """The bytes of a file, or of stdin for "-"; at most one more than is allowed, for the reader to refuse."""
    from .indata import las_bytes
    from .utfallsfiler import STORSTA_FIL

    if namn == "-":
        return sys.stdin.buffer.read(STORSTA_FIL + 1)
    try:
        return las_bytes(Path(namn), STORSTA_FIL)
    except ValueError as exc:
        raise UtfallFel(str(exc)) from None
