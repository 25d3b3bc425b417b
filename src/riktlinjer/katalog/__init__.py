"""Katalog: the folder of a reporting occasion, read whole. No file ends the reading: each that cannot be read is told.

``inventering`` says which files there are and whose, ``register`` what ``sammanstallning.toml`` says, ``filinnehall``
what a file is, ``val`` which report counts when a nämnd has several.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from ..errors import RiktlinjerError
from ..models.rapport import Rapport
from ..models.regelverk import Regelverk
from ..models.skalor import Allvar, Rapporttyp
from ..models.tillfallesunderlag import Namndunderlag, Tillfallesunderlag, kand_period
from ..models.utfall import Utfall
from ..rules.perioder import kontrollera_period, rapporttyp_for
from .filinnehall import OkantFormat, las_katalogfil
from .inventering import (
    ANDRA_RAPPORTANDELSER,
    KONCERNEN,
    REGISTER,
    Inventering,
    Katalogfil,
    inventera,
    kan_vara_rapport,
    visat_namn,
)
from .register import Register, Registerpost, las_register
from .val import Kandidat, valj_rapport

Framsteg: TypeAlias = Callable[[int, int, str], None]
"""Called before each file with its number from 1, how many there are, and its name."""


def las_katalog(
    katalog: str | Path,
    regelverk: Regelverk,
    *,
    rapporttyp: Rapporttyp | None = None,
    period: str | None = None,
    framsteg: Framsteg | None = None,
) -> Tillfallesunderlag:
    """What has been received for an occasion, from a folder.

    A nämnd has a folder with its id or its name, or files whose names begin so. A report is Word, Markdown, text, TOML
    or JSON, outcomes are CSV, Excel or JSON; the koncern's stand in ``koncernen.csv`` (``.xlsx``, ``.json``). The
    register ``sammanstallning.toml`` says what the files do not. The days of files are never read.

    >>> import tempfile
    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> with tempfile.TemporaryDirectory() as mapp:
    ...     _ = (Path(mapp) / "driftnamnd-psykiatri.csv").write_text("indikator;utfall\\nfrisktal;88 %\\n", "utf-8")
    ...     underlag = las_katalog(mapp, las_regelverk("halland-2018"))
    >>> [(n.namnd, n.utfall[0][0]) for n in underlag.namnder], underlag.papekanden
    ([('driftnamnd-psykiatri', 'frisktal')], ())

    Args:
        rapporttyp: without it, the register's, or the one that the timetable has for the period.
        period: without it, the register's, or the one that every report states.
        framsteg: told of each file before it is read.

    Raises:
        RapportFel: the folder itself cannot be read.
        KalenderFel: ``period`` is no ISO month.
        TypeError: ``katalog`` is no path.
    """
    if not isinstance(katalog, str | Path):
        raise TypeError(f"väntade en sökväg, fick {type(katalog).__name__}")
    if period is not None:
        kontrollera_period(period)
    inventering = inventera(Path(katalog), regelverk)
    register = _las_register(inventering, regelverk)
    last = _Last()
    # A report in a format that is not read is judged when it is known whether its owner has another.
    filer = sorted(_med_agare(inventering, register), key=_i_annat_format)
    namngivna = {id: post.utfall for id, post in register.namnder.items() if post.utfall is not None}
    for i, fil in enumerate(filer, 1):
        if framsteg is not None:
            framsteg(i, len(filer), fil.namn)
        _las_fil(fil, regelverk, inventering, last, namngivna.get(str(fil.agare)))
    _kontrollera_tillfallet(register, rapporttyp, period, inventering)
    period = period or register.period or last.gemensam_period
    if rapporttyp is None:
        rapporttyp = register.rapporttyp
    if rapporttyp is None and period is not None:
        rapporttyp = rapporttyp_for(regelverk, period)
    agare = dict.fromkeys((*last.rapporter, *last.utfall, *inventering.oklara, *register.namnder))
    namn = {namnd.id: namnd.namn for namnd in regelverk.namnder}
    namnder = tuple(
        _namndunderlag(id, namn.get(id, id), last, register.namnder.get(id, Registerpost()), period, inventering)
        for id in sorted(agare)
        if id != KONCERNEN
    )
    return Tillfallesunderlag(
        rapporttyp=rapporttyp,
        period=period,
        namnder=namnder,
        utfall=tuple(last.utfall.get(KONCERNEN, {}).items()),
        motsagda=tuple(sorted(last.motsagda.get(KONCERNEN, ()))),
        bedomningar=register.bedomningar,
        beslutad=register.beslutad,
        papekanden=tuple(inventering.papekanden),
        overhoppade=inventering.overhoppade,
    )


@dataclass(slots=True)
class _Last:
    """What has been read, by owner."""

    rapporter: dict[str, list[Kandidat]] = field(default_factory=dict)
    utfall: dict[str, dict[str, Utfall]] = field(default_factory=dict)
    motsagda: dict[str, set[str]] = field(default_factory=dict)
    """The indicators of which two files of one owner say differently."""
    filer: dict[str, list[str]] = field(default_factory=dict)

    @property
    def gemensam_period(self) -> str | None:
        """The period that every report which states one states; None when none does, or they differ."""
        sagda = {kand_period(k.rapport) for ks in self.rapporter.values() for k in ks} - {None}
        return sagda.pop() if len(sagda) == 1 else None


def _las_register(inventering: Inventering, regelverk: Regelverk) -> Register:
    if inventering.register is None:
        return Register()
    register, fel, olasta = las_register(inventering.register, regelverk)
    for id in olasta:
        inventering.ny_oklar(id, REGISTER)
    for ett in fel:
        rad = "" if ett.rad is None else f"rad {ett.rad}: "
        plats = f"{ett.plats}: " if ett.plats else ""
        inventering.ny("SAMMANSTALLNING-09", Allvar.FEL, ett.fil, f"{rad}{plats}{ett.text}.")
    return register


def _kontrollera_tillfallet(
    register: Register, rapporttyp: Rapporttyp | None, period: str | None, inventering: Inventering
) -> None:
    for vad, sagt, givet in (("rapporttyp", register.rapporttyp, rapporttyp), ("period", register.period, period)):
        if None not in (sagt, givet) and sagt != givet:
            text = f"registrets {vad} är {sagt}, men {givet} är angiven och gäller; rätta det som är fel."
            inventering.ny("SAMMANSTALLNING-09", Allvar.FEL, REGISTER, text)


def _med_agare(inventering: Inventering, register: Register) -> list[Katalogfil]:
    """The files to read, the register's word on whose they are before that of their place."""
    lasta = {fil.plats for fil in inventering.filer}
    valda: dict[Path, str] = {}
    for id, post in register.namnder.items():
        for namn in (*(() if post.rapport is None else (post.rapport,)), *(post.utfall or ())):
            plats, visat = inventering.rot / namn, _visat(namn)
            if plats in lasta and valda.setdefault(plats, id) == id:
                continue
            text = f"filen {visat}, som registret anger för {id}, finns inte bland dem som läses."
            if plats in lasta:
                text = f"filen {visat}, som registret anger för både {valda[plats]} och {id}, räknas för den första."
            inventering.ny("SAMMANSTALLNING-09", Allvar.FEL, REGISTER, text)
            if namn == post.rapport:
                inventering.ny_oklar(id, visat)
    filer: list[Katalogfil] = []
    for fil in inventering.filer:
        agare = valda.get(fil.plats, fil.agare)
        if agare is None:
            text = (
                "filen hör till ingen nämnd efter sin plats och sitt namn, och läses inte; lägg den i nämndens mapp, "
                "låt namnet börja med nämndens id, eller ange den i sammanstallning.toml."
            )
            inventering.ny("SAMMANSTALLNING-02", Allvar.VARNING, fil.namn, text)
        else:
            filer.append(Katalogfil(fil.plats, fil.namn, agare))
    return filer


def _visat(namn: str) -> str:
    """A path in the register, as the file's own name is shown."""
    return visat_namn(Path(namn).as_posix())


def _las_fil(
    fil: Katalogfil,
    regelverk: Regelverk,
    inventering: Inventering,
    last: _Last,
    utfallsfiler: tuple[str, ...] | None,
) -> None:
    """Reads a file into ``last``; ``utfallsfiler`` are those that the register says hold the owner's outcomes."""
    agare = str(fil.agare)
    try:
        innehall = las_katalogfil(fil.plats, regelverk)
    except OkantFormat:
        text = (
            "filer med den ändelsen läses inte; rapporter är .docx, .md, .txt, .toml och .json, utfall .csv och .xlsx."
        )
        inventering.ny("SAMMANSTALLNING-03", Allvar.VARNING, fil.namn, text)
        return
    except Exception as exc:  # noqa: BLE001 - whatever one file brings about, the others are read
        text, allvar = f"kan inte läsas: {'; '.join(_meningar(exc))}.", Allvar.FEL
        if _i_annat_format(fil) and agare in last.rapporter:
            text, allvar = f"{text} Nämnden har också en rapport i ett annat format.", Allvar.VARNING
        inventering.ny("SAMMANSTALLNING-01", allvar, fil.namn, text)
        if kan_vara_rapport(fil.plats):
            inventering.ny_oklar(agare, fil.namn)
        return
    if isinstance(innehall, Rapport):
        if agare == KONCERNEN:
            text = "koncernens fil ska vara utfall, inte en rapport; den räknas inte."
            inventering.ny("SAMMANSTALLNING-04", Allvar.FEL, fil.namn, text)
            return
        last.rapporter.setdefault(agare, []).append(Kandidat(fil.plats, fil.namn, innehall))
    elif utfallsfiler is not None and fil.plats not in {inventering.rot / namn for namn in utfallsfiler}:
        text = f"utfallen räknas inte: registret anger andra utfallsfiler för {agare}, eller inga."
        inventering.ny("SAMMANSTALLNING-05", Allvar.UPPLYSNING, fil.namn, text)
        return
    else:
        _lagg_till_utfall(fil, innehall, inventering, last)
    last.filer.setdefault(agare, []).append(fil.namn)


def _i_annat_format(fil: Katalogfil) -> bool:
    return fil.plats.suffix.casefold() in ANDRA_RAPPORTANDELSER


def _meningar(exc: Exception) -> list[str]:
    if not isinstance(exc, RiktlinjerError):
        return [f"filen är skadad på ett sätt som inte känns igen ({type(exc).__name__})"]
    fel = [str(f) for f in getattr(exc, "fel", ())] or str(exc).split("\n")
    visade = [visat_namn(f) for f in fel[:3] if f]
    return visade + ([f"och {len(fel) - 3} till"] if len(fel) > 3 else [])


def _lagg_till_utfall(fil: Katalogfil, nya: dict[str, Utfall], inventering: Inventering, last: _Last) -> None:
    """Adds outcomes to those of the owner; one that two files give differently is not known."""
    har = last.utfall.setdefault(str(fil.agare), {})
    motsagda = last.motsagda.setdefault(str(fil.agare), set())
    for id, utfall in nya.items():
        if id in motsagda or (id in har and har[id] != utfall):
            text = f"utfallet för {id} är ett annat i en annan av ägarens filer; det räknas inte. Ange ett."
            inventering.ny("SAMMANSTALLNING-05", Allvar.FEL, fil.namn, text)
            motsagda.add(id)
            har.pop(id, None)
        else:
            har[id] = utfall


def _namndunderlag(
    id: str, namn: str, last: _Last, post: Registerpost, period: str | None, inventering: Inventering
) -> Namndunderlag:
    kandidater = last.rapporter.get(id, [])
    vald = None if post.rapport is None else inventering.rot / post.rapport
    rapport, oklara, papekanden = valj_rapport(id, namn, kandidater, period=period, vald=vald)
    inventering.papekanden += papekanden
    if post.rapport is not None and rapport is None and _visat(post.rapport) not in inventering.oklara.get(id, ()):
        visat = _visat(post.rapport)
        text = f"filen {visat}, som registret anger som rapport för {id}, är ingen rapport."
        inventering.ny("SAMMANSTALLNING-09", Allvar.FEL, REGISTER, text)
        inventering.ny_oklar(id, visat)
    return Namndunderlag(
        namnd=id,
        rapport=rapport,
        versioner=post.versioner,
        utfall=tuple(sorted(last.utfall.get(id, {}).items())),
        motsagda=tuple(sorted(last.motsagda.get(id, ()))),
        bedomningar=post.bedomningar,
        filer=tuple(last.filer.get(id, ())),
        oklara_filer=(*inventering.oklara.get(id, ()), *oklara),
    )
