"""Genomförandet: a plan carried out one change at a time, each told as written, not written or not known."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Final, assert_never

from ...models.bas import Modell
from ...models.datum import skriv_period
from ...models.tal import skriv_tal
from ..natverk import NatverksFel, Natverkslage
from .inloggning import InloggningsFel
from .klient import Klient, Kommentar, StratsysFel
from .skrivplan import (
    Andring,
    Cellandring,
    Kommentarandring,
    Orord,
    Skrivplan,
    ar_samma,
    nuvarande,
    periodens_kommentarer,
)


class Skrivutfall(StrEnum):
    """What became of a change."""

    SKRIVEN = "skriven"
    STOD_REDAN = "stod redan där"
    LAST = "låst"
    ANNAT_VARDE = "annat värde lagrat"
    ANDRAD_SEDAN_PLANEN = "ändrad sedan planen"
    NEKAD = "nekad"
    INTE_SKRIVEN = "inte skriven"
    OKANT = "okänt"
    INTE_FORSOKT = "inte försökt"


_KLARA: Final = frozenset({Skrivutfall.SKRIVEN, Skrivutfall.STOD_REDAN})


class Skrivpost(Modell):
    """One change and what became of it."""

    andring: Andring
    utfall: Skrivutfall
    skal: str | None = None
    """Why, when there is more to say."""

    @property
    def text(self) -> str:
        """What became of the change, in Swedish."""
        skal = f" ({self.skal})" if self.skal else ""
        return f"{self.utfall}{skal}: {self.andring.rubrik}"


class Skrivrapport(Modell):
    """What became of every change of a plan."""

    regelverk: str
    period: str
    poster: tuple[Skrivpost, ...]
    hinder: tuple[Orord, ...] = ()
    """What should have been written too, but could not be planned."""

    @property
    def klar(self) -> bool:
        """Whether all that was to be written now stands there."""
        return not self.hinder and all(post.utfall in _KLARA for post in self.poster)

    @property
    def delvis(self) -> bool:
        """Whether the period may be half written: something stands there, or may, and something does not."""
        kan_sta = _KLARA | {Skrivutfall.OKANT, Skrivutfall.ANNAT_VARDE}
        return not self.klar and any(post.utfall in kan_sta for post in self.poster)

    @property
    def text(self) -> str:
        """What became of the plan, in Swedish, change by change."""
        klara = sum(post.utfall in _KLARA for post in self.poster)
        rader = [
            f"{self.regelverk}, {skriv_period(self.period)}: {klara} av {len(self.poster)} ändringar står i Stratsys."
        ]
        if self.delvis:
            rader.append(
                "Perioden är bara delvis skriven. Planera och genomför igen; det som redan står där rörs inte."
            )
        rader += [f"  {post.text}" for post in self.poster]
        if self.hinder:
            rader += ["Kunde inte planeras:", *(f"  {orord.text}" for orord in self.hinder)]
        return "\n".join(rader)


def genomfor(klient: Klient, plan: Skrivplan, *, efterhand: Callable[[Skrivpost], None] | None = None) -> Skrivrapport:
    """Carries out a plan and tells what became of each change. Errors on the way are told in the report, not raised.

    A cell or a comment is read once more before it is written, and left alone when someone has changed it since. The
    value that Stratsys says it stored is compared with the one that was sent: a locked cell keeps its own. When an
    answer never came the cell is read back. When Stratsys cannot be reached, or does not know the caller, no more is
    tried.

    Args:
        efterhand: is called with each change as soon as it is known what became of it, also if the process is stopped
            before the report is there.
    """
    skrivning = _Skrivning(klient, efterhand)
    for andring in plan.andringar:
        skrivning.ta(andring)
    return Skrivrapport(
        regelverk=plan.regelverk, period=plan.period, poster=tuple(skrivning.poster), hinder=plan.hinder
    )


class _Skrivning:
    def __init__(self, klient: Klient, efterhand: Callable[[Skrivpost], None] | None) -> None:
        self.poster: list[Skrivpost] = []
        self._klient, self._efterhand = klient, efterhand
        self._stopp: str | None = None
        self._utan_farg: set[tuple[str, str]] = set()

    def ta(self, andring: Cellandring | Kommentarandring) -> None:
        plats = (andring.delmal, andring.enhet)
        if self._stopp is not None:
            post = self._post(andring, Skrivutfall.INTE_FORSOKT, self._stopp)
        elif isinstance(andring, Kommentarandring):
            if plats in self._utan_farg:
                post = self._post(andring, Skrivutfall.INTE_FORSOKT, "färgen skrevs inte, så skälen skrivs inte")
            else:
                post = self._forsok(andring)
        else:
            post = self._forsok(andring)
            if andring.vad == "färg" and post.utfall not in _KLARA:
                self._utan_farg.add(plats)
        self.poster.append(post)
        if self._efterhand is not None:
            self._efterhand(post)

    def _forsok(self, andring: Cellandring | Kommentarandring) -> Skrivpost:
        """The change, unless it stands there already or someone has been there since the plan."""
        try:
            if (redan := self._fore(andring)) is not None:
                return redan
        except StratsysFel as exc:
            return self._post(andring, Skrivutfall.NEKAD, f"kunde inte läsas före skrivning: {exc}")
        except (NatverksFel, InloggningsFel) as exc:
            self._stanna(exc)
            return self._post(andring, Skrivutfall.INTE_SKRIVEN, f"kunde inte läsas före skrivning: {exc}")
        try:
            return self._skriv(andring)
        except StratsysFel as exc:
            return self._las_tillbaka(andring, exc) if exc.form else self._post(andring, Skrivutfall.NEKAD, str(exc))
        except InloggningsFel as exc:
            self._stanna(exc)
            return self._post(andring, Skrivutfall.INTE_SKRIVEN, str(exc))
        except NatverksFel as exc:
            if exc.kan_vara_utfort:
                return self._las_tillbaka(andring, exc)
            self._stanna(exc)
            nekad = exc.lage is Natverkslage.NEKAT and not exc.overgaende
            return self._post(andring, Skrivutfall.NEKAD if nekad else Skrivutfall.INTE_SKRIVEN, str(exc))

    def _fore(self, andring: Cellandring | Kommentarandring) -> Skrivpost | None:
        match andring:
            case Cellandring():
                nu = nuvarande(self._klient, andring.cell, andring.forsta, andring.sista)
                if nu == andring.till:
                    return self._post(andring, Skrivutfall.STOD_REDAN)
                if nu != andring.fran:
                    return self._post(andring, Skrivutfall.ANDRAD_SEDAN_PLANEN, f"där står nu {_tal(nu)}; planera om")
            case Kommentarandring():
                if andring.olast:
                    return None
                finns = periodens_kommentarer(self._klient, andring)
                if any(ar_samma(k, andring) for k in finns):
                    return self._post(andring, Skrivutfall.STOD_REDAN)
                if andring.ersatter is not None and (skal := _andrad(andring, finns)) is not None:
                    return self._post(andring, Skrivutfall.ANDRAD_SEDAN_PLANEN, skal)
            case _:
                assert_never(andring)
        return None

    def _skriv(self, andring: Cellandring | Kommentarandring) -> Skrivpost:
        match andring:
            case Cellandring():
                return self._jamfor(andring, self._klient.skriv_varde(andring.cell, andring.dag, andring.till), None)
            case Kommentarandring(ersatter=None):
                self._klient.ny_kommentar(andring.nod, andring.enhet_id, andring.anvandare, andring.dag, andring.html)
            case Kommentarandring(ersatter=str(id)):
                self._klient.andra_kommentar(id, andring.anvandare, andring.html)
        return self._post(andring, Skrivutfall.SKRIVEN)

    def _las_tillbaka(self, andring: Cellandring | Kommentarandring, fel: NatverksFel | StratsysFel) -> Skrivpost:
        """What stands there after a write whose answer never came, or could not be understood."""
        varfor = fel.orsak if isinstance(fel, NatverksFel) else str(fel)
        try:
            if isinstance(andring, Cellandring):
                nu = nuvarande(self._klient, andring.cell, andring.forsta, andring.sista)
                return self._jamfor(andring, nu, f"läst tillbaka: {varfor}")
            star = any(ar_samma(k, andring) for k in periodens_kommentarer(self._klient, andring))
        except (NatverksFel, StratsysFel, InloggningsFel) as exc:
            if not isinstance(exc, StratsysFel):
                self._stanna(exc)
            return self._post(andring, Skrivutfall.OKANT, f"{varfor}; det gick inte att läsa tillbaka: {exc}")
        utfall = Skrivutfall.SKRIVEN if star else Skrivutfall.INTE_SKRIVEN
        return self._post(andring, utfall, f"läst tillbaka: {varfor}")

    def _jamfor(self, andring: Cellandring, lagrat: Decimal | None, tillbakalast: str | None) -> Skrivpost:
        """What became of a value, by what Stratsys has; ``tillbakalast`` says why it had to be read back."""
        if lagrat == andring.till:
            return self._post(andring, Skrivutfall.SKRIVEN, tillbakalast)
        if lagrat != andring.fran:
            skal = f"Stratsys har {_tal(lagrat)}; kontrollera måttkolumnens decimaler och formler"
            return self._post(andring, Skrivutfall.ANNAT_VARDE, skal)
        if tillbakalast is not None:
            return self._post(andring, Skrivutfall.INTE_SKRIVEN, tillbakalast)
        return self._post(andring, Skrivutfall.LAST, f"Stratsys behöll {_tal(lagrat)}; lås upp cellen eller perioden")

    def _stanna(self, fel: NatverksFel | InloggningsFel) -> None:
        """Nothing more is tried when the next request would fare the same."""
        if isinstance(fel, InloggningsFel):
            self._stopp = f"avbrutet efter: {fel}"
        elif fel.overgaende or fel.status == 401 or fel.lage is not Natverkslage.NEKAT:
            self._stopp = f"avbrutet efter: {fel.orsak}"

    def _post(self, andring: Cellandring | Kommentarandring, utfall: Skrivutfall, skal: str | None = None) -> Skrivpost:
        return Skrivpost(andring=andring, utfall=utfall, skal=skal)


def _andrad(andring: Kommentarandring, finns: list[Kommentar]) -> str | None:
    """How the comment that would be replaced is another than in the plan; None when it is the same."""
    nu = next((k for k in finns if k.id == andring.ersatter), None)
    if nu is None:
        return "kommentaren som skulle ersättas finns inte kvar; planera om"
    return None if nu.html == andring.fran else "någon har ändrat kommentaren; planera om"


def _tal(varde: Decimal | None) -> str:
    return "en tom cell" if varde is None else skriv_tal(varde)
