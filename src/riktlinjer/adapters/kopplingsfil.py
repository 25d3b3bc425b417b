"""Kopplingsfiler: mappings from another system's codes to a rule set, read from TOML or refused with every fault."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from ..errors import KopplingsFel, OkantId, Regelfel
from ..models.regelverk import Regelverk
from ..regelverk.formfel import beskriv_formfel, formfel
from ..regelverk.lasare import las_toml, med_rader
from ..regelverk.radnummer import Vag, skriv_plats

_M = TypeVar("_M", bound=BaseModel)
Tabeller = Mapping[str, object]
"""The tables of a file as :mod:`tomllib` gives them; not checked."""


class Kopplingsgranskning:
    """The faults of a mapping file, gathered by its checks; each is told with the place it stands at.

    >>> granskning = Kopplingsgranskning("koppling.toml")
    >>> granskning.kand(("matt", 0, "indikator"), "indikator", "basbehandling", ["basbehandling-hjartsvikt"])
    False
    >>> print(granskning.fel[0])
    koppling.toml: matt[0].indikator: indikator 'basbehandling' finns inte; välj bland basbehandling-hjartsvikt
    """

    def __init__(self, fil: str) -> None:
        self.fel: list[Regelfel] = []
        self._fil = fil
        self._sedda: dict[tuple[str, Hashable], Vag] = {}

    def ny(self, vag: Vag, text: str) -> None:
        """A fault at ``vag``; the empty way is the whole file. ``text`` says what was found and what to do."""
        self.fel.append(Regelfel(self._fil, skriv_plats(vag), text))

    def kand(self, vag: Vag, slag: str, id: object, kanda: Iterable[str]) -> bool:
        """Whether ``id`` is one of ``kanda``; a text that is not becomes a fault which suggests the near ones.

        What is no text is a fault of form, which the model tells, and is not known.
        """
        kanda = list(kanda)
        if isinstance(id, str) and id.strip() not in kanda:
            self.ny(vag, str(OkantId(slag, id.strip(), kanda)))
        return isinstance(id, str) and id.strip() in kanda

    def forsta(self, vag: Vag, slag: str, nyckel: Hashable, text: str) -> bool:
        """Whether ``nyckel`` is seen for the first time among its ``slag``; the second time is a fault.

        Args:
            text: what is wrong the second time; the place of the first is added to it.
        """
        tidigare = self._sedda.setdefault((slag, nyckel), vag)
        if tidigare != vag:
            self.ny(vag, f"{text} ({skriv_plats(tidigare)})")
        return tidigare == vag


def las_kopplingsfil(
    fil: Path,
    modell: type[_M],
    regelverk: Regelverk,
    granska: Callable[[Regelverk, Tabeller, Kopplingsgranskning], None],
) -> _M:
    """The mapping to a rule set in a TOML file, whole and checked.

    Args:
        fil: the file, UTF-8, at most 4 MB.
        modell: the form of the mapping: frozen pydantic models.
        regelverk: the rule set, which the file names under ``regelverk``.
        granska: what the form cannot say (unknown ids, the same twice). It is given the tables as they stand, faulty
            ones too, so that faults of form and of content are told together; :func:`poster` and :func:`text_i` read
            them without minding the form.

    Raises:
        KopplingsFel: the file cannot be read, or is faulty; ``fel`` lists everything with its line.
        TypeError: ``fil`` is no path, or ``regelverk`` no rule set.
    """
    if not isinstance(regelverk, Regelverk):
        raise TypeError(f"väntade ett Regelverk (se las_regelverk), fick {type(regelverk).__name__}")
    if not isinstance(fil, Path):
        raise TypeError(f"väntade en sökväg (pathlib.Path), fick {type(fil).__name__}")
    if not fil.is_file():
        vad = "är en mapp, inte en fil" if fil.is_dir() else "filen finns inte; kontrollera namnet"
        raise KopplingsFel([Regelfel(fil.name or str(fil), "", vad)])
    texter: dict[str, str] = {}
    oppningsfel: list[Regelfel] = []
    tabeller = las_toml(fil, oppningsfel, texter)
    if oppningsfel:
        raise KopplingsFel([_om_citattecken(fel, fil) for fel in oppningsfel])
    granskning = Kopplingsgranskning(fil.name)
    koppling = _bygg(tabeller, modell, granskning)
    id = text_i(tabeller, "regelverk")
    if id is not None and id != regelverk.id:
        text = f"filen är skriven för {id!r}, men regelverket är {regelverk.id!r}; ange rätt regelverk"
        granskning.ny(("regelverk",), text)
    granska(regelverk, tabeller, granskning)
    if koppling is None or granskning.fel:
        raise KopplingsFel(dict.fromkeys(med_rader(granskning.fel, texter)))
    return koppling


def poster(tabeller: Tabeller, nyckel: str) -> Iterator[tuple[Vag, Tabeller]]:
    """The tables in the list ``nyckel`` with the way to each; what is no table is left out.

    >>> list(poster({"matt": [{"kpi": "101"}, 7]}, "matt"))
    [(('matt', 0), {'kpi': '101'})]
    """
    lista = tabeller.get(nyckel)
    for i, post in enumerate(lista if isinstance(lista, list) else ()):
        if isinstance(post, dict):
            yield (nyckel, i), post


def text_i(tabell: Tabeller, nyckel: str) -> str | None:
    """The text that stands under ``nyckel``, without spaces around it; None when there is none, or it is empty."""
    varde = tabell.get(nyckel)
    return (varde.strip() or None) if isinstance(varde, str) else None


def _om_citattecken(fel: Regelfel, fil: Path) -> Regelfel:
    """The fault, told by what it usually is where a row gives a code that begins with 0 as if it were a number."""
    if fel.rad is None:
        return fel
    rad = fil.read_bytes().decode("utf-8", "replace").split("\n")[fel.rad - 1]
    traff = re.fullmatch(r"\s*\w+\s*=\s*(0[0-9]+)\s*(#.*)?", rad)
    if traff is None:
        return fel
    return replace(fel, text=f"TOML-filen kan inte läsas: koden ska stå inom citattecken: '{traff[1]}'")


def _bygg(tabeller: Tabeller, modell: type[_M], granskning: Kopplingsgranskning) -> _M | None:
    try:
        return modell.model_validate_json(json.dumps(tabeller, default=str), strict=True)
    except ValidationError as exc:
        for post in formfel(exc):
            granskning.ny(post["loc"], beskriv_formfel(post))
    except (RecursionError, ValueError):
        granskning.ny((), "filen är för djupt nästlad eller har ett orimligt långt heltal")
    return None
