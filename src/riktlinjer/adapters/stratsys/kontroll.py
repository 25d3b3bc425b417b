"""Kontroll: whether Stratsys has what a mapping names."""

from __future__ import annotations

from collections.abc import Iterator

from ...models.papekande import Papekande
from ...models.skalor import Allvar
from .klient import Klient, StratsysFel
from .koppling import Enhetskoppling, Kolumn, Koppling, Mattkoppling, Svarskoppling


def granska_koppling(klient: Klient, koppling: Koppling) -> tuple[Papekande, ...]:
    """What the mapping names that Stratsys does not have, or calls something else. Only reads.

    The measures of outcomes are looked for in the koncern's unit, those of answers in their own; what has no id for the
    API is left out.

    Raises:
        NatverksFel: Stratsys could not be reached, or did not answer.
        InloggningsFel: no token could be had.
        StratsysFel: the units cannot be listed.
    """
    return (*_granska_enheter(klient, koppling), *_granska_matt(klient, koppling))


def _granska_enheter(klient: Klient, koppling: Koppling) -> Iterator[Papekande]:
    namn = {enhet.id: enhet.namn for enhet in klient.enheter()}
    for enhet in koppling.enheter:
        if enhet.stratsys is None:
            continue
        if enhet.stratsys not in namn:
            yield _papekande("STRATSYS-06", Allvar.FEL, enhet.id, f"enheten {enhet.stratsys} finns inte i Stratsys")
        elif namn[enhet.stratsys] != enhet.namn:
            text = f"enheten {enhet.stratsys} heter {namn[enhet.stratsys]!r} i Stratsys, {enhet.namn!r} i kopplingen"
            yield _papekande("STRATSYS-07", Allvar.VARNING, enhet.id, text)


def _granska_matt(klient: Klient, koppling: Koppling) -> Iterator[Papekande]:
    for plats, matt, enhet, kolumner in _matten(koppling):
        if matt.kpi is None or enhet is None or enhet.stratsys is None:
            continue
        try:
            finns = klient.kolumner(matt.kpi, enhet.stratsys)
        except StratsysFel as exc:
            yield _papekande("STRATSYS-08", Allvar.FEL, plats, f"måttet {matt.kpi} kan inte läsas: {exc}")
            continue
        for kolumn in kolumner:
            yield from _granska_kolumn(plats, matt.kpi, kolumn, finns)


def _granska_kolumn(plats: str, kpi: str, kolumn: Kolumn, finns: tuple[Kolumn, ...]) -> Iterator[Papekande]:
    sokt = next(iter(kolumn.nycklar))
    if sokt[0] == "kod":
        return
    funnen = next((annan for annan in finns if sokt in annan.nycklar), None)
    if funnen is None:
        namn = ", ".join(str(annan) for annan in finns) or "inga"
        text = f"måttet {kpi} har ingen kolumn {kolumn}; kolumnerna är {namn}"
        yield _papekande("STRATSYS-08", Allvar.FEL, plats, text)
    elif kolumn.namn is not None and kolumn.namn.casefold() != (funnen.namn or "").casefold():
        text = f"kolumnen {funnen.id} heter {funnen.namn!r} i Stratsys, {kolumn.namn!r} i kopplingen"
        yield _papekande("STRATSYS-07", Allvar.VARNING, plats, text)


def _matten(
    koppling: Koppling,
) -> Iterator[tuple[str, Mattkoppling | Svarskoppling, Enhetskoppling | None, tuple[Kolumn, ...]]]:
    for matt in koppling.matt:
        yield matt.indikator, matt, koppling.koncern, matt.kolumner
    for svar in koppling.svar:
        kolumner = (svar.fargkolumn,) if svar.antalskolumn is None else (svar.fargkolumn, svar.antalskolumn)
        yield svar.delmal, svar, koppling.enhet(svar.enhet), kolumner


def _papekande(kod: str, allvar: Allvar, plats: str, text: str) -> Papekande:
    return Papekande(kod=kod, allvar=allvar, text=text, plats=plats)
