"""Klient: what the API of Stratsys (v1) is asked, and what it answers, as values."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from types import TracebackType
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from ...errors import RiktlinjerError
from ...models.bas import Modell
from ...models.tal import Flyttal
from ..natverk import Anslutning, Granser, Json, NatverksFel, vagdel
from .inloggning import Inloggning, InloggningsFel, Klientuppgifter, Token
from .koppling import Kolumn

if TYPE_CHECKING:
    import httpx

_FLEST_ENHETER: Final = 100
_FLEST_ATT_FRAGA_EFTER: Final = 100_000
_LANGSTA_MEDDELANDE: Final = 300


class StratsysFel(RiktlinjerError):
    """Stratsys said no, or answered in a form that is not the documented one.

    >>> print(StratsysFel("kpidata", "Kpi undefined: 1234567 ('Department: 1')"))
    Stratsys nekade kpidata: Kpi undefined: 1234567 ('Department: 1')
    """

    def __init__(self, resurs: str, meddelande: str, *, form: bool = False) -> None:
        super().__init__(resurs, meddelande)
        self.resurs = resurs
        self.meddelande = meddelande
        """What Stratsys said."""
        self.form = form
        """Whether the answer could not be understood, so that what was asked may have been done."""

    def __str__(self) -> str:
        if self.form:
            return f"Stratsys svarade på {self.resurs} i en annan form än den kända: {self.meddelande}"
        return f"Stratsys nekade {self.resurs}: {self.meddelande}"

    def __reduce__(self) -> tuple[Callable[..., StratsysFel], tuple[str, str, bool]]:
        return _aterskapa, (self.resurs, self.meddelande, self.form)


def _aterskapa(resurs: str, meddelande: str, form: bool) -> StratsysFel:
    return StratsysFel(resurs, meddelande, form=form)


class Cell(Modell):
    """Where a value stands: one measure, unit and column; a period makes it one value."""

    kpi: str
    enhet: str
    """``DepartmentId``."""
    kolumn: Kolumn

    def __str__(self) -> str:
        return f"mått {self.kpi}, enhet {self.enhet}, kolumn {self.kolumn}"


class Cellvarde(NamedTuple):
    """A value as Stratsys has it."""

    dag: date
    """A day in the period that the value is for."""
    varde: Decimal | None
    """None when the cell is empty."""


class Kommentar(NamedTuple):
    """A comment as Stratsys has it."""

    id: str
    anvandare: str | None
    enhet: str | None
    dag: date | None
    """A day in the period that the comment is for."""
    html: str


class Stratsysenhet(NamedTuple):
    """A unit of the organisation tree."""

    id: str
    namn: str


class Klient:
    """The API of Stratsys at one address. Nothing is sent before a method is called; use it in a ``with`` block.

    >>> from riktlinjer.adapters.stratsys import Klientuppgifter
    >>> Klient("https://www.stratsys.se/api/v1/", Klientuppgifter("min-klient", "hemlig"))
    Klient('https://www.stratsys.se/api/v1/', Klientuppgifter('min-klient', hemlighet=***))

    Args:
        adress: the address of the API, with ``/api/v1/``; https, or http on the machine itself.
        inloggning: what identifies the caller.
        klient: the caller's own ``httpx.Client``, for proxies and certificates; it is not closed.
        granser: limits of time, size and tries.
        vanta: waits for so many seconds.

    Raises:
        SaknatTillagg: httpx is not installed.
        ValueError: ``adress`` is no such address.
    """

    def __init__(
        self,
        adress: str,
        inloggning: Inloggning,
        klient: httpx.Client | None = None,
        *,
        granser: Granser | None = None,
        vanta: Callable[[float], None] = time.sleep,
    ) -> None:
        self._adress, self._inloggning = adress, inloggning
        self._anslutning = Anslutning(
            adress, klient, tillagg="stratsys", behovs_for="anrop till Stratsys", granser=granser, vanta=vanta
        )

    def __repr__(self) -> str:
        egen = isinstance(self._inloggning, Klientuppgifter | Token)  # another's repr may show what it holds
        vem = repr(self._inloggning) if egen else f"{type(self._inloggning).__name__}(***)"
        return f"Klient({self._adress!r}, {vem})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, typ: type[BaseException] | None, fel: BaseException | None, spar: TracebackType | None, /
    ) -> None:
        self.stang()

    def stang(self) -> None:
        """Closes the connections, unless they are the caller's own."""
        self._anslutning.stang()

    # What there is

    def enheter(self, namn: str | None = None) -> tuple[Stratsysenhet, ...]:
        """The units whose names have ``namn`` in them; without it, all.

        Stratsys gives at most as many as it is asked for and does not say whether there are more, so it is asked for
        more until it gives fewer.

        Raises:
            StratsysFel: Stratsys said no.
            NatverksFel: no usable answer came.
        """
        hogst = _FLEST_ENHETER
        while True:
            fraga = {"maxResults": str(hogst)} | ({} if namn is None else {"name": namn})
            rader = _lista("departments", self._begar("GET", "departments/filter", fraga=fraga))
            if len(rader) < hogst:
                return tuple(
                    Stratsysenhet(_text("departments", rad, "Id"), _text("departments", rad, "Name")) for rad in rader
                )
            if hogst >= _FLEST_ATT_FRAGA_EFTER:
                raise StratsysFel("departments", f"fler än {hogst} enheter; sök på namn", form=True)
            hogst *= 10

    def kolumner(self, kpi: str, enhet: str) -> tuple[Kolumn, ...]:
        """The columns of a measure in a unit.

        Raises:
            StratsysFel: Stratsys said no; it does not have the measure, for example.
            NatverksFel: no usable answer came.
        """
        rader = _lista(
            "kpicolumns", self._begar("GET", f"kpicolumns/{vagdel(kpi)}/filter", fraga={"departmentId": enhet})
        )
        return tuple(
            Kolumn(id=_text("kpicolumns", rad, "Id"), namn=_text("kpicolumns", rad, "Name"), index=_index(rad))
            for rad in rader
        )

    # Values

    def varden(self, cell: Cell, fran: date, till: date) -> tuple[Cellvarde, ...]:
        """The values of a measure's column in a unit for the periods from one day to another, both included.

        Raises:
            StratsysFel: Stratsys said no.
            NatverksFel: no usable answer came.
            ValueError: the column is told by its external code only, which the API does not take.
        """
        fraga = {"departmentId": cell.enhet, "startDate": fran.isoformat(), "endDate": till.isoformat()}
        fraga |= {namn[0].lower() + namn[1:]: str(v) for namn, v in _kolumnfalt(cell.kolumn).items()}
        rader = _lista("kpidata", self._begar("GET", f"kpidata/{vagdel(cell.kpi)}/filter", fraga=fraga))
        for rad in rader:
            _kontrollera_cell(rad, cell)
        varden = [Cellvarde(_dag("kpidata", rad, "Date"), _tal(rad.get("Value"))) for rad in rader]
        return tuple(v for v in varden if fran <= v.dag <= till)

    def skriv_varde(self, cell: Cell, dag: date, varde: Decimal | None) -> Decimal | None:
        """Writes a value, None for an empty cell, and gives the one that Stratsys then says that it has.

        A locked cell keeps its old value, and Stratsys says that one without calling it an error: compare it.

        Args:
            cell: where it is written.
            dag: any day in the period.
            varde: the value; the request is repeated when that is needed, since twice is the same as once.

        Raises:
            StratsysFel: Stratsys said no.
            NatverksFel: no usable answer came; ``kan_vara_utfort`` says whether the value may be written all the same.
            ValueError: the column is told by its external code only.
        """
        kropp: dict[str, Json] = {"KpiId": cell.kpi, "DepartmentId": cell.enhet, **_kolumnfalt(cell.kolumn)}
        kropp |= {"Date": dag.isoformat(), "Value": varde}
        return _tal(self._begar("PUT", "kpidata", kropp=kropp, idempotent=True))

    # Comments

    def kommentarer(self, nod: str, enhet: str) -> tuple[Kommentar, ...]:
        """The comments on a node in a unit.

        Raises:
            StratsysFel: Stratsys said no.
            NatverksFel: no usable answer came.
        """
        rader = _lista("comments", self._begar("GET", f"comments/{vagdel(nod)}/filter", fraga={"departmentId": enhet}))
        return tuple(
            Kommentar(
                _text("comments", rad, "Id"),
                _text_om("comments", rad, "UserId"),
                _text_om("comments", rad, "DepartmentId"),
                None if rad.get("PeriodDate") is None else _dag("comments", rad, "PeriodDate"),
                _text_om("comments", rad, "Text") or "",
            )
            for rad in rader
        )

    def ny_kommentar(self, nod: str, enhet: str, anvandare: str, dag: date, html: str) -> None:
        """Adds a comment. Never repeated: twice would be two comments. Whether the period is finished is left unsaid.

        Raises:
            StratsysFel: Stratsys said no.
            NatverksFel: no usable answer came; ``kan_vara_utfort`` says whether the comment may stand there.
        """
        # IsPeriodFinished is left out: None leaves klarmarkering as it was, and it is never ours to make.
        kropp: dict[str, Json] = {"UserId": anvandare, "DepartmentId": enhet, "NodeId": nod}
        self._begar("POST", "comments", kropp={**kropp, "Date": dag.isoformat(), "Text": html})

    def andra_kommentar(self, id: str, anvandare: str, html: str) -> None:
        """Replaces the text of a comment. Whether the period is finished is left unsaid.

        Raises:
            StratsysFel: Stratsys said no.
            NatverksFel: no usable answer came; ``kan_vara_utfort`` says whether the text may be replaced.
        """
        self._begar("PUT", "comments", kropp={"Id": id, "UserId": anvandare, "Text": html}, idempotent=True)

    # One request

    def _begar(
        self,
        metod: str,
        vag: str,
        *,
        fraga: dict[str, str] | None = None,
        kropp: Json = None,
        idempotent: bool = False,
    ) -> Json:
        """What stands under ``Result``."""
        resurs = vag.partition("/")[0]
        fel: NatverksFel | None = None
        for fornya in (False, True):
            huvud = self._inloggning.huvud(fornya)
            if huvud is None:
                break
            huvuden = {"Authorization": huvud, "Accept": "application/json"}
            try:
                svar = self._anslutning.begar(
                    metod, vag, fraga=fraga, kropp=kropp, huvuden=huvuden, idempotent=idempotent
                )
            except NatverksFel as exc:
                fel = exc
                if exc.status != 401 or exc.tidigare_okant:
                    break
                continue  # nothing was done; a new token may help
            return _resultat(resurs, svar.json())
        if fel is None:
            raise InloggningsFel("inloggningen gav inget att skicka")
        if fel.status == 400 and not fel.tidigare_okant and (meddelande := _meddelande(fel.svar)) is not None:
            raise StratsysFel(resurs, meddelande)
        raise fel


def _kolumnfalt(kolumn: Kolumn) -> dict[str, str | int]:
    if kolumn.id is not None:
        return {"KpiColumnId": kolumn.id}
    if kolumn.namn is not None:
        return {"KpiColumnName": kolumn.namn}
    if kolumn.index is not None:
        return {"KpiColumnIndex": kolumn.index}
    raise ValueError(f"kolumnen {kolumn} har bara en externkod; ange id, namn eller index för gränssnittet")


def _resultat(resurs: str, svar: Json) -> Json:
    if not isinstance(svar, dict) or "Success" not in svar:
        raise StratsysFel(resurs, "svaret saknar Success", form=True)
    if svar["Success"] is False:
        raise StratsysFel(resurs, _kort(svar.get("Message")))
    if svar["Success"] is not True:
        raise StratsysFel(resurs, "Success är varken true eller false", form=True)
    if "Result" not in svar:
        raise StratsysFel(resurs, "svaret saknar Result", form=True)
    return svar["Result"]


def _meddelande(svar: bytes) -> str | None:
    """What the envelope of an error says; None when there is no envelope."""
    with suppress(ValueError, RecursionError):
        kuvert = json.loads(svar)
        if isinstance(kuvert, dict) and isinstance(kuvert.get("Message"), str):
            return _kort(kuvert["Message"])
    return None


def _kort(meddelande: object) -> str:
    if not isinstance(meddelande, str) or not meddelande.strip():
        return "inget skäl angavs"
    text = " ".join(meddelande.split())
    return text if len(text) <= _LANGSTA_MEDDELANDE else text[:_LANGSTA_MEDDELANDE] + "…"


def _lista(resurs: str, resultat: Json) -> list[dict[str, Json]]:
    if not isinstance(resultat, list) or not all(isinstance(rad, dict) for rad in resultat):
        raise StratsysFel(resurs, "Result är ingen lista av objekt", form=True)
    return [rad for rad in resultat if isinstance(rad, dict)]


def _kontrollera_cell(rad: dict[str, Json], cell: Cell) -> None:
    """A row that says that it is of another cell than the one that was asked for is no answer."""
    vantade = {"KpiId": cell.kpi, "DepartmentId": cell.enhet, **_kolumnfalt(cell.kolumn)}
    for falt, vantat in vantade.items():
        fann = _text_om("kpidata", rad, falt)
        if fann is not None and fann.casefold() != str(vantat).casefold():
            raise StratsysFel("kpidata", f"{falt} är {fann[:40]!r}, väntade {str(vantat)!r}", form=True)


def _text_om(resurs: str, rad: dict[str, Json], falt: str) -> str | None:
    varde = rad.get(falt)
    if isinstance(varde, int) and not isinstance(varde, bool):
        return str(varde)
    if varde is not None and not isinstance(varde, str):
        raise StratsysFel(resurs, f"{falt} är ingen text", form=True)
    return varde


def _text(resurs: str, rad: dict[str, Json], falt: str) -> str:
    varde = _text_om(resurs, rad, falt)
    if varde is None or not varde.strip():
        raise StratsysFel(resurs, f"{falt} saknas", form=True)
    return varde


def _index(rad: dict[str, Json]) -> int | None:
    index = rad.get("Index")
    return index if isinstance(index, int) and not isinstance(index, bool) and index >= 0 else None


def _dag(resurs: str, rad: dict[str, Json], falt: str) -> date:
    text = _text(resurs, rad, falt)
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise StratsysFel(resurs, f"{falt} är {text[:40]!r}, väntade ett datum som 2018-03-31", form=True) from None


def _tal(varde: Json) -> Decimal | None:
    if varde is None:
        return None
    if isinstance(varde, bool) or not isinstance(varde, int | Decimal):
        raise StratsysFel("kpidata", "Value är inget tal", form=True)
    return Flyttal(varde)  # Stratsys keeps its numbers as floats
