"""Nytt: a rule set to begin with, as files of TOML with comments in Swedish.

What ships under ``start/`` is whole: it loads, and every part of it is there to be changed.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from ..errors import Regelfel, RegelverkFel
from .lasare import tillgangliga_regelverk

SCHEMAFIL: Final = "regelverk.schema.json"
FORSTA_AR: Final = 1990
SISTA_AR: Final = 2100

_START: Final = Path(__file__).parent / "start"
_FILER: Final = ("regelverk", "namnder", "mal", "indikatorer", "tidplan", "rapportmall", "atgardsplan", "tolkningar")
_ID: Final = "mitt-regelverk"
_TITEL: Final = "Riktlinjer för uppföljning"
_ORGANISATION: Final = "Region Exempel"
_AR: Final = "2000"


class Uppgifter(NamedTuple):
    """What a new rule set is called; None keeps what the starter says."""

    id: str | None = None
    titel: str | None = None
    organisation: str | None = None
    ar: int | None = None


def foresla_id(plats: Path) -> str:
    """An id by the name of a file or folder.

    >>> foresla_id(Path("Region Söder 2027.toml"))
    'region-soder-2027'
    """
    namn = plats.name.removesuffix(".toml").casefold().translate(str.maketrans("åäöé", "aaoe"))
    return "-".join(re.findall("[a-z0-9]+", namn)) or _ID


def kontrollera_uppgifter(uppgifter: Uppgifter) -> list[tuple[str, str]]:
    """What is wrong with them: the field and a Swedish sentence.

    >>> kontrollera_uppgifter(Uppgifter(id="halland-2018"))
    [('id', "'halland-2018' är id för ett regelverk som följer med; välj ett annat")]
    """
    fel: list[tuple[str, str]] = []
    id, *texter, ar = uppgifter
    if id is not None and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id):
        fel.append(("id", f"{id!r} är inget id; skriv a–z, 0–9 och bindestreck, till exempel {_ID}"))
    elif id in tillgangliga_regelverk():
        fel.append(("id", f"{id!r} är id för ett regelverk som följer med; välj ett annat"))
    for falt, text in zip(("titel", "organisation"), texter, strict=True):
        if text is not None and not (text.strip() and text.isprintable()):
            fel.append((falt, f"{text!r} är ingen text som kan stå i filen"))
    if ar is not None and not FORSTA_AR <= ar <= SISTA_AR:
        fel.append(("ar", f"{ar} är inget år som kalendern omfattar; välj {FORSTA_AR}–{SISTA_AR}"))
    return fel


def startfiler(uppgifter: Uppgifter) -> dict[str, str]:
    """File name -> text of a rule set in a folder, the file with its name and year first.

    >>> print(startfiler(Uppgifter(id="soder-2027"))["regelverk.toml"].splitlines()[0])
    #:schema ./regelverk.schema.json
    """
    texter = {f"{namn}.toml": (_START / f"{namn}.toml").read_text("utf-8") for namn in _FILER}
    huvud = texter["regelverk.toml"]
    if uppgifter.ar is not None:
        for fil in ("regelverk.toml", "tidplan.toml"):
            texter[fil] = texter[fil].replace(_AR, str(uppgifter.ar))
        huvud = texter["regelverk.toml"].replace("# ÄNDRA: året", "# året")
    for forval, valt in ((_ID, uppgifter.id), (_TITEL, uppgifter.titel), (_ORGANISATION, uppgifter.organisation)):
        if valt is not None:
            huvud = huvud.replace(f"'{forval}'", _toml_text(valt.strip()))
    return {**texter, "regelverk.toml": huvud}


def skriv_startregelverk(plats: Path, uppgifter: Uppgifter) -> tuple[Path, ...]:
    """Writes the starter and the schema that its first line names; what is already there is left as it is.

    Args:
        plats: a file, when the name ends in ``.toml``; otherwise a folder that is empty or does not exist.

    Returns:
        The files that were written.

    Raises:
        RegelverkFel: something is in the way, or cannot be written.
    """
    from .schema import regelverksschema

    texter = startfiler(uppgifter)
    schema = json.dumps(regelverksschema(), ensure_ascii=False, indent=2) + "\n"
    ensam_fil = plats.name.endswith(".toml")
    if ensam_fil:
        schemarad, _, _ = texter["regelverk.toml"].partition("\n")
        filer = {plats: schemarad + "".join(text.removeprefix(schemarad) for text in texter.values())}
        if not (plats.parent / SCHEMAFIL).exists():
            filer[plats.parent / SCHEMAFIL] = schema
    else:
        filer = {plats / namn: text for namn, text in {**texter, SCHEMAFIL: schema}.items()}
    klara: list[Path] = []
    try:
        _kontrollera_plats(plats, ensam_fil)
        for fil, text in filer.items():
            with fil.open("x", encoding="utf-8", newline="\n") as strom:
                klara.append(fil)
                strom.write(text)
    except OSError as exc:
        for fil in klara:
            with suppress(OSError):
                fil.unlink()
        raise RegelverkFel([Regelfel(plats.name, "", f"kan inte skrivas ({exc.strerror})")]) from None
    return tuple(klara)


def _kontrollera_plats(plats: Path, ensam_fil: bool) -> None:
    """Makes the folder when it is one that is to be written.

    Raises:
        RegelverkFel: something is in the way, or the folder above does not exist.
        OSError: the folder cannot be made or looked into.
    """
    fel = ""
    if not plats.absolute().parent.is_dir():
        fel = "mappen som det ska skrivas i finns inte; skapa den först"
    elif ensam_fil or plats.is_file():
        fel = "finns redan, och ingenting skrivs över; välj ett annat namn" if plats.exists() else ""
    elif plats.is_dir() and any(plats.iterdir()):
        fel = "mappen är inte tom, och ingenting skrivs över; välj ett annat namn"
    if fel:
        raise RegelverkFel([Regelfel(plats.name or str(plats), "", fel)])
    if not ensam_fil:
        plats.mkdir(exist_ok=True)


def _toml_text(text: str) -> str:
    """The text as TOML: between apostrophes, or as JSON writes it when it has one."""
    return json.dumps(text, ensure_ascii=False) if "'" in text else f"'{text}'"
