"""Klient: the questions that Kolada's API v3 answers, page by page and in batches."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self, TypeVar
from urllib.parse import urlsplit, urlunsplit

from ..natverk import Anslutning, Granser, Json, NatverksFel, Natverkslage
from .former import (
    KPI,
    OMRADE,
    Koladanyckeltal,
    Koladaomrade,
    Koladavarde,
    las_nyckeltal,
    las_omrade,
    las_rader,
    las_varden,
)

if TYPE_CHECKING:
    import httpx

ADRESS: Final = "https://api.kolada.se/v3/"
FLEST_IDN: Final = 25
"""The most ids that the API takes in one part of an address."""
FLEST_RADER: Final = 5000
"""The most rows that the API gives on one page."""

_FLEST_SIDOR: Final = 1000
_FORSTA_AR: Final = 1900
_SISTA_AR: Final = 2200

_T = TypeVar("_T")
_A = TypeVar("_A")


class Klient:
    """Questions to Kolada. No key is needed. Nothing is sent before a method is called; use it in a ``with`` block.

    >>> Klient()
    Klient('https://api.kolada.se/v3/')

    Args:
        klient: the caller's own client, with its proxies and certificates; it is not closed. None makes one.
        adress: the address of the API.
        granser: limits of time, size and tries.
        vanta: waits for so many seconds between two tries.

    Raises:
        SaknatTillagg: httpx is not installed.
        ValueError: ``adress`` is no address of a server that is safe to ask.
    """

    def __init__(
        self,
        klient: httpx.Client | None = None,
        *,
        adress: str = ADRESS,
        granser: Granser | None = None,
        vanta: Callable[[float], None] = time.sleep,
    ) -> None:
        self._anslutning = Anslutning(
            adress, klient, tillagg="kolada", behovs_for="hämtning från Kolada", granser=granser, vanta=vanta
        )
        self._adress = adress if adress.endswith("/") else f"{adress}/"
        self._vard = urlsplit(adress).hostname

    def __repr__(self) -> str:
        return f"Klient({self._adress!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, typ: type[BaseException] | None, fel: BaseException | None, spar: TracebackType | None, /
    ) -> None:
        self.stang()

    def stang(self) -> None:
        """Closes the client, unless it is the caller's own."""
        self._anslutning.stang()

    def nyckeltal(self, idn: Iterable[str]) -> tuple[Koladanyckeltal, ...]:
        """What Kolada says of the key figures with these ids; one that it does not have is left out.

        Raises:
            NatverksFel: no usable answer came.
            ValueError: an id is none.
        """
        unika = _kontrollerade(idn, KPI.fullmatch, "är inget nyckeltal; en bokstav och fem siffror")
        funna = {post.id: post for post in self._metadata("kpi", unika, las_nyckeltal)}
        return tuple(funna[id] for id in unika if id in funna)

    def sok_nyckeltal(self, titel: str) -> tuple[Koladanyckeltal, ...]:
        """The key figures with this text in their title, as Kolada searches.

        Raises:
            NatverksFel: no usable answer came.
        """
        return tuple(self._las(f"kpi?per_page={FLEST_RADER}", las_nyckeltal, {"title": titel}))

    def omraden(self, koder: Iterable[str]) -> tuple[Koladaomrade, ...]:
        """What Kolada says of the areas with these codes; one that it does not have is left out.

        Raises:
            NatverksFel: no usable answer came.
            ValueError: a code is none.
        """
        unika = _kontrollerade(
            koder, OMRADE.fullmatch, "är ingen kod för ett område; fyra siffror, eller G och siffror"
        )
        kommuner = [kod for kod in unika if not kod.startswith("G")]
        grupper = [kod for kod in unika if kod.startswith("G")]
        funna = {post.id: post for post in self._metadata("municipality", kommuner, las_omrade)}
        funna |= {post.id: post for post in self._metadata("municipality_groups", grupper, las_omrade)}
        return tuple(funna[kod] for kod in unika if kod in funna)

    def varden(self, kpier: Iterable[str], koder: Iterable[str], ar: Iterable[int]) -> tuple[Koladavarde, ...]:
        """Every figure of these key figures, areas and years; those that Kolada has deleted too.

        At most 25 ids are asked for at a time, and pages are followed to the last.

        Raises:
            NatverksFel: no usable answer came; then nothing of what did is kept.
            ValueError: an id, a code or a year is none.
        """
        alla_kpier = _kontrollerade(kpier, KPI.fullmatch, "är inget nyckeltal; en bokstav och fem siffror")
        alla_koder = _kontrollerade(koder, OMRADE.fullmatch, "är ingen kod för ett område; fyra siffror")
        alla_ar = _kontrollerade(ar, lambda a: _FORSTA_AR <= a <= _SISTA_AR, "är inget år")
        varden: list[Koladavarde] = []
        for nyckeltal, omraden, artal in product(_satser(alla_kpier), _satser(alla_koder), _satser(alla_ar)):
            vag = (
                f"data/kpi/{','.join(nyckeltal)}/municipality/{','.join(omraden)}/year/{','.join(map(str, artal))}"
                f"?per_page={FLEST_RADER}"
            )
            for grupp in self._las(vag, lambda rad, plats: tuple(las_varden(rad, plats))):
                varden.extend(grupp)
        return tuple(varden)

    def _metadata(self, slag: str, idn: Sequence[str], las: Callable[[Json, str], _T]) -> Iterator[_T]:
        for sats in _satser(idn):
            try:
                yield from list(self._las(f"{slag}/{','.join(sats)}?per_page={FLEST_RADER}", las))
            except NatverksFel as fel:
                if fel.status != 404:
                    raise
                # none of them, or one of them, is not there: ask for each
                halva = len(sats) // 2
                if halva:
                    yield from self._metadata(slag, sats[:halva], las)
                    yield from self._metadata(slag, sats[halva:], las)

    def _las(self, vag: str, las: Callable[[Json, str], _T], fraga: Mapping[str, str] | None = None) -> Iterator[_T]:
        """The rows of every page, read."""
        nasta: str | None = vag
        sedda: set[str] = set()
        while nasta is not None:
            if nasta in sedda or len(sedda) >= _FLEST_SIDOR:
                raise self._fel(vag, "sidorna tar aldrig slut")
            sedda.add(nasta)
            svar = self._anslutning.hamta(nasta, fraga)
            fraga = None  # next_url holds it
            try:
                rader, adress = las_rader(svar)
                lasta = [las(rad, f"values[{i}]") for i, rad in enumerate(rader)]
            except ValueError as exc:
                raise self._fel(vag, f"svaret har en annan form än väntat: {exc}") from None
            yield from lasta
            nasta = None if adress is None else self._har(adress)

    def _har(self, adress: str) -> str:
        """The address of a page, on the server that is asked: one that stands behind a proxy may call itself http."""
        try:
            delar = urlsplit(adress)
        except ValueError:
            return adress  # for the connection to refuse
        return adress if delar.hostname != self._vard else urlunsplit(("", "", delar.path, delar.query, ""))

    def _fel(self, vag: str, orsak: str) -> NatverksFel:
        plats = f"{urlsplit(self._adress).netloc}{urlsplit(self._adress).path}{vag.partition('?')[0]}"
        return NatverksFel("GET", plats, Natverkslage.OLASBART, orsak, status=200)


def _kontrollerade(varden: Iterable[_A], gar: Callable[[_A], object], annars: str) -> list[_A]:
    """Each once, in order."""
    unika = list(dict.fromkeys(varden))
    if fel := [varde for varde in unika if not gar(varde)]:
        raise ValueError(f"{', '.join(map(repr, fel))} {annars}")
    return unika


def _satser(varden: Sequence[_A]) -> Iterator[Sequence[_A]]:
    for i in range(0, len(varden), FLEST_IDN):
        yield varden[i : i + FLEST_IDN]
