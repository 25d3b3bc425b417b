"""Konvertering: a rule set written where the name says how: a workbook, a TOML file or a folder of TOML files."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ..errors import Regelfel, RegelverkFel
from ..models.regelverk import Regelverk
from ..regelverk.tomltext import regelverk_till_toml, regelverk_till_tomlfiler
from .arbetsbok import till_arbetsbok


def skriv_regelverk(regelverk: Regelverk, mal: Path) -> tuple[Path, ...]:
    """Writes a rule set; what is already there is left as it is.

    Args:
        mal: a workbook when the name ends in ``.xlsx``, a file when it ends in ``.toml``; otherwise a folder that is
            empty or does not exist.

    Returns:
        The files that were written.

    Raises:
        RegelverkFel: something is in the way, or the rule set or the files cannot be written.
        SaknatTillagg: a workbook without openpyxl.
    """
    filer: dict[Path, bytes] = {}
    if mal.suffix.casefold() == ".xlsx":
        filer[mal] = till_arbetsbok(regelverk)
    elif mal.suffix.casefold() == ".toml":
        filer[mal] = regelverk_till_toml(regelverk).encode("utf-8")
    else:
        filer = {mal / namn: text.encode("utf-8") for namn, text in regelverk_till_tomlfiler(regelverk).items()}
    _kontrollera_plats(mal, ensam_fil=mal in filer)
    klara: list[Path] = []
    try:
        if mal not in filer:
            mal.mkdir(exist_ok=True)
        for fil, innehall in filer.items():
            with fil.open("xb") as strom:
                klara.append(fil)
                strom.write(innehall)
    except OSError as exc:
        for fil in klara:
            with suppress(OSError):
                fil.unlink()
        raise RegelverkFel([Regelfel(mal.name, "", f"kan inte skrivas ({exc.strerror})")]) from None
    return tuple(klara)


def _kontrollera_plats(mal: Path, *, ensam_fil: bool) -> None:
    fel = ""
    if not mal.absolute().parent.is_dir():
        fel = "mappen som det ska skrivas i finns inte; skapa den först"
    elif mal.is_dir() and not ensam_fil:
        fel = "mappen är inte tom, och ingenting skrivs över; välj ett annat namn" if any(mal.iterdir()) else ""
    elif mal.exists():
        fel = "finns redan, och ingenting skrivs över; välj ett annat namn"
    if fel:
        raise RegelverkFel([Regelfel(mal.name or str(mal), "", fel)])
