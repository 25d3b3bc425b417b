"""Provserver: a small Stratsys on this machine's loopback, for tests, examples and rehearsals without a network.

It behaves as the public sources say that the API v1 does (docs/referens/stratsys.md); what they do not say it does not
do either.
"""

from __future__ import annotations

import json
import socket
from base64 import b64encode
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, RLock, Thread
from types import TracebackType
from typing import Any, Final, Literal, Self, TypeAlias
from urllib.parse import parse_qs, unquote, urlsplit

from ...models.tal import avrunda
from ..natverk import Json, till_json
from .koppling import Kolumn, Koppling, Mattkoppling, Svarskoppling
from .perioder import Periodicitet, periodspann

KLIENT_ID: Final = "provklient"
HEMLIGHET: Final = "provhemlighet"
_VAG: Final = "/api/v1/"
_TOKENVAG: Final = "/connect/token"
_UPPLAGD: Final = "2018-04-10 09:00:00"
_LANGSTA_VANTAN: Final = 30.0

Stor: TypeAlias = Literal["bryt före", "bryt efter", "långsam", "skräp"]
"""Cut off before anything is done; done and then cut off; done and never answered; answered with what is no JSON."""


@dataclass
class Provmatt:
    """A measure of the server."""

    id: str
    namn: str
    kolumner: tuple[tuple[str, str], ...]
    """(id, name) of each column."""
    periodicitet: Periodicitet
    decimaler: int | None = None
    """How many decimals a value keeps; None keeps all."""


@dataclass
class Anrop:
    """A request that came, without what identified the caller."""

    metod: str
    vag: str
    kropp: Any = None


@dataclass
class _Storning:
    vad: Stor | int
    metod: str | None
    vag: str
    huvuden: dict[str, str] = field(default_factory=dict)


class Provserver:
    """A server that is up while its ``with`` block lasts.

    >>> with Provserver() as server:
    ...     server.lagg_matt("101", "Medarbetarindex", [("1", "Utfall")])
    ...     server.satt("101", "1", "1", date(2018, 3, 31), Decimal("71.5"))
    ...     server.varde("101", "1", "1", date(2018, 3, 1))
    Decimal('71.5')
    """

    def __init__(self) -> None:
        self.anrop: list[Anrop] = []
        """Every request, in order."""
        self.klarmarkerade: list[tuple[str, str]] = []
        """(node, unit) of every comment that said that the period is finished."""
        self.enheter: dict[str, str] = {"1": "Region Halland"}
        """Id -> name of the units."""
        self.kommentarer: dict[str, dict[str, Json]] = {}
        """The comments as the API gives them, by id, with ``NodeId``."""
        self._matt: dict[str, Provmatt] = {}
        self._varden: dict[tuple[str, str, str, date], Decimal | None] = {}
        self._lasta: set[tuple[str, str, str, date]] = set()
        self._storningar: deque[_Storning] = deque()
        self._tokens = 0
        self._las, self._slut = RLock(), Event()
        self._http = _Http(self)
        self._trad = Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> Self:
        self._trad.start()
        return self

    def __exit__(
        self, typ: type[BaseException] | None, fel: BaseException | None, spar: TracebackType | None, /
    ) -> None:
        self._slut.set()
        self._http.shutdown()
        self._http.server_close()
        self._trad.join()

    @property
    def adress(self) -> str:
        """The address of the API."""
        return f"http://127.0.0.1:{self._http.server_port}{_VAG}"

    @property
    def tokenadress(self) -> str:
        """Where a token is fetched with client credentials."""
        return f"http://127.0.0.1:{self._http.server_port}{_TOKENVAG}"

    # What is there

    def lagg_matt(
        self,
        id: str,
        namn: str,
        kolumner: Iterable[tuple[str, str]],
        *,
        periodicitet: Periodicitet = Periodicitet.MANAD,
        decimaler: int | None = None,
    ) -> None:
        """A measure, with (id, name) of its columns."""
        with self._las:
            self._matt[id] = Provmatt(id, namn, tuple(kolumner), periodicitet, decimaler)

    def lagg_koppling(self, koppling: Koppling) -> None:
        """The units, measures and columns that a mapping names, all cells empty: a rehearsal with one's own mapping."""
        with self._las:
            self.enheter = {enhet.stratsys: enhet.namn for enhet in koppling.enheter if enhet.stratsys is not None}
            alla: tuple[Mattkoppling | Svarskoppling, ...] = (*koppling.matt, *koppling.svar)
            for matt in alla:
                if matt.kpi is None:
                    continue
                finns = self._matt.get(matt.kpi)
                kolumner = dict(finns.kolumner if finns else ())
                for kolumn in _kolumner(matt):
                    id = kolumn.id or kolumn.namn or str(kolumn.index)
                    kolumner.setdefault(id, kolumn.namn or id)
                self._matt[matt.kpi] = Provmatt(
                    matt.kpi, matt.namn or matt.kpi, tuple(kolumner.items()), matt.periodicitet
                )

    def satt(self, kpi: str, enhet: str, kolumn: str, dag: date, varde: Decimal | None, *, last: bool = False) -> None:
        """A value as it stands there from the beginning; ``last`` locks its cell."""
        with self._las:
            plats = (kpi, enhet, kolumn, self._forsta(kpi, dag))
            self._varden[plats] = varde
            (self._lasta.add if last else self._lasta.discard)(plats)

    def varde(self, kpi: str, enhet: str, kolumn: str, dag: date) -> Decimal | None:
        """The value that stands there."""
        with self._las:
            return self._varden.get((kpi, enhet, kolumn, self._forsta(kpi, dag)))

    def stor(
        self,
        vad: Stor | int,
        *,
        ganger: int = 1,
        metod: str | None = None,
        vag: str = "",
        huvuden: dict[str, str] | None = None,
    ) -> None:
        """Disturbs the next requests: an HTTP status that is answered in place of doing anything, or a :data:`Stor`.

        Args:
            ganger: how many requests.
            metod: only those of this method.
            vag: only those whose path begins so, after ``/api/v1/``.
            huvuden: headers of the answer, such as ``Retry-After``.
        """
        with self._las:
            self._storningar.extend(_Storning(vad, metod, vag, huvuden or {}) for _ in range(ganger))

    def aterkalla_token(self) -> None:
        """No token given so far is valid any more."""
        with self._las:
            self._tokens += 1

    # What is answered

    def _forsta(self, kpi: str, dag: date) -> date:
        return periodspann(f"{dag:%Y-%m}", self._matt[kpi].periodicitet)[0]

    def _slapp_in(self, huvud: str) -> bool:
        grund = "Basic " + b64encode(f"{KLIENT_ID}:{HEMLIGHET}".encode()).decode("ascii")
        return huvud in (grund, f"Bearer provtoken-{self._tokens}")

    def _token(self, formular: dict[str, list[str]]) -> tuple[int, Json]:
        ratt = {"grant_type": ["client_credentials"], "client_id": [KLIENT_ID], "client_secret": [HEMLIGHET]}
        if {namn: formular.get(namn) for namn in ratt} != ratt:
            return 400, {"error": "invalid_client"}
        return 200, {"access_token": f"provtoken-{self._tokens}", "token_type": "Bearer", "expires_in": 3600}

    def _nasta_storning(self, metod: str, vag: str) -> _Storning | None:
        for storning in self._storningar:
            if storning.metod in (None, metod) and vag.startswith(storning.vag):
                self._storningar.remove(storning)
                return storning
        return None

    def _svara(self, metod: str, vag: str, fraga: dict[str, str], kropp: Any) -> tuple[int, Json]:
        match metod, vag.split("/"):
            case "GET", ["departments", "filter"]:
                return _ja(self._departments(fraga))
            case "GET", ["kpicolumns", kpi, "filter"]:
                return self._med_matt(unquote(kpi), fraga.get("departmentId"), self._kpicolumns)
            case "GET", ["kpidata", kpi, "filter"]:
                return self._med_matt(unquote(kpi), fraga.get("departmentId"), lambda m: self._kpidata(m, fraga))
            case "PUT", ["kpidata"]:
                return self._med_matt(kropp["KpiId"], kropp["DepartmentId"], lambda m: self._spara(m, kropp))
            case "GET", ["comments", nod, "filter"]:
                return _ja(self._comments(unquote(nod), fraga.get("departmentId")))
            case "POST", ["comments"]:
                return _ja(self._ny_kommentar(kropp))
            case "PUT", ["comments"]:
                return self._andra_kommentar(kropp)
            case _:
                return 404, {"Result": None, "Success": False, "Message": "Not found"}

    def _departments(self, fraga: dict[str, str]) -> Json:
        namn = fraga.get("name", "").casefold()
        traffar: list[Json] = [
            {"Id": id, "ParentId": None, "Name": n, "ShortName": n}
            for id, n in self.enheter.items()
            if namn in n.casefold()
        ]
        return traffar[: int(fraga.get("maxResults", "100"))]

    def _med_matt(self, kpi: str, enhet: str | None, svara: Callable[[Provmatt], Json]) -> tuple[int, Json]:
        matt = self._matt.get(kpi)
        if matt is None or (enhet is not None and enhet not in self.enheter):
            return _nej(f"Kpi undefined: {kpi} ('Department: {enhet}')")
        try:
            return _ja(svara(matt))
        except LookupError as exc:
            return _nej(str(exc.args[0]))

    def _kpicolumns(self, matt: Provmatt) -> Json:
        return [
            {"Id": id, "KpiId": matt.id, "Name": namn, "Prefix": "", "Postfix": "", "Index": i}
            for i, (id, namn) in enumerate(matt.kolumner)
        ]

    def _kpidata(self, matt: Provmatt, fraga: dict[str, str]) -> Json:
        falt = {namn[0].upper() + namn[1:]: v for namn, v in fraga.items()}
        kolumn = None if not any(n.startswith("KpiColumn") for n in falt) else _kolumn(matt, falt)
        fran = date.fromisoformat(fraga.get("startDate", "1900-01-01"))
        till = date.fromisoformat(fraga.get("endDate", "2099-12-31"))
        index = {id: (i, namn) for i, (id, namn) in enumerate(matt.kolumner)}
        return [
            {
                "KpiId": kpi,
                "DepartmentId": enhet,
                "KpiColumnId": k,
                "KpiColumnName": index[k][1],
                "KpiColumnIndex": index[k][0],
                "Date": self._sista(matt, dag).isoformat(),
                "Value": varde,
            }
            for (kpi, enhet, k, dag), varde in self._varden.items()
            if kpi == matt.id
            and enhet == fraga.get("departmentId", enhet)
            and k == (kolumn or k)
            and dag <= till
            and self._sista(matt, dag) >= fran
        ]

    def _sista(self, matt: Provmatt, dag: date) -> date:
        return periodspann(f"{dag:%Y-%m}", matt.periodicitet)[1]

    def _spara(self, matt: Provmatt, kropp: dict[str, Any]) -> Json:
        plats = (matt.id, kropp["DepartmentId"], _kolumn(matt, kropp), self._forsta(matt.id, _dag(kropp["Date"])))
        if plats not in self._lasta:
            varde = None if kropp["Value"] is None else Decimal(kropp["Value"])
            self._varden[plats] = varde if varde is None or matt.decimaler is None else avrunda(varde, matt.decimaler)
        return self._varden.get(plats)

    def _comments(self, nod: str, enhet: str | None) -> Json:
        return [
            {namn: v for namn, v in k.items() if namn != "NodeId"}
            for k in self.kommentarer.values()
            if k["NodeId"] == nod and enhet in (None, k["DepartmentId"])
        ]

    def _ny_kommentar(self, kropp: dict[str, Any]) -> Json:
        id = str(1915 + len(self.kommentarer))
        self._notera_klarmarkering(kropp, kropp["NodeId"], kropp["DepartmentId"])
        self.kommentarer[id] = {
            "Id": id,
            "NodeId": kropp["NodeId"],
            "DepartmentId": kropp["DepartmentId"],
            "Text": kropp["Text"],
            "PeriodDate": kropp["Date"][:7] + "-01",
            "PostedDate": _UPPLAGD,
            "LastUpdatedDate": _UPPLAGD,
            "UserId": kropp["UserId"],
            "CommentType": {"Id": 1, "Name": "Kommentar"},
        }
        return id

    def _andra_kommentar(self, kropp: dict[str, Any]) -> tuple[int, Json]:
        kommentar = self.kommentarer.get(kropp["Id"])
        if kommentar is None:
            return _nej(f"Comment undefined: {kropp['Id']}")
        self._notera_klarmarkering(kropp, str(kommentar["NodeId"]), str(kommentar["DepartmentId"]))
        kommentar |= {"Text": kropp["Text"], "UserId": kropp["UserId"]}
        return _ja(kropp["Id"])

    def _notera_klarmarkering(self, kropp: dict[str, Any], nod: str, enhet: str) -> None:
        if kropp.get("IsPeriodFinished"):
            self.klarmarkerade.append((nod, enhet))


class _Http(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, prov: Provserver) -> None:
        self.prov = prov
        super().__init__(("127.0.0.1", 0), _Hanterare)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hung up is what some rehearsals are about."""


class _Hanterare(BaseHTTPRequestHandler):
    server: _Http
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer in one packet: its head alone would wait for the caller's acknowledgement

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is printed."""

    def do_GET(self) -> None:
        self._ta()

    def do_PUT(self) -> None:
        self._ta()

    def do_POST(self) -> None:
        self._ta()

    def _ta(self) -> None:
        prov = self.server.prov
        delar = urlsplit(self.path)
        ra = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        if delar.path == _TOKENVAG:
            self._skicka(*prov._token(parse_qs(ra)))
            return
        vag = delar.path.removeprefix(_VAG)
        fraga = {namn: varden[0] for namn, varden in parse_qs(delar.query).items()}
        kropp = json.loads(ra, parse_float=Decimal) if ra else None
        with prov._las:
            prov.anrop.append(Anrop(self.command, vag, kropp))
            storning = prov._nasta_storning(self.command, vag)
            if storning is not None and isinstance(storning.vad, int):
                self._skicka(storning.vad, {"Result": None, "Success": False, "Message": "Störning"}, storning.huvuden)
                return
            if storning is not None and storning.vad == "bryt före":
                self._bryt()
                return
            if not prov._slapp_in(self.headers.get("Authorization", "")):
                self._skicka(401, {"Message": "Authorization has been denied for this request."})
                return
            svar = prov._svara(self.command, vag, fraga, kropp)
        match None if storning is None else storning.vad:
            case "bryt efter":
                self._bryt()
            case "långsam":
                prov._slut.wait(_LANGSTA_VANTAN)
                self._bryt()
            case "skräp":
                self._skicka_text(200, "<html>Logga in</html>", {})
            case _:
                self._skicka(*svar)

    def _skicka(self, status: int, svar: Json, huvuden: dict[str, str] | None = None) -> None:
        self._skicka_text(status, till_json(svar), huvuden or {})

    def _skicka_text(self, status: int, text: str, huvuden: dict[str, str]) -> None:
        ra = text.encode()
        self.send_response(status)
        for namn, varde in {"Content-Type": "application/json", "Content-Length": str(len(ra)), **huvuden}.items():
            self.send_header(namn, varde)
        self.end_headers()
        self.wfile.write(ra)

    def _bryt(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


def _ja(resultat: Json) -> tuple[int, Json]:
    return 200, {"Result": resultat, "Success": True, "Message": None}


def _nej(meddelande: str) -> tuple[int, Json]:
    return 400, {"Result": None, "Success": False, "Message": meddelande}


def _kolumner(matt: Mattkoppling | Svarskoppling) -> tuple[Kolumn, ...]:
    if isinstance(matt, Mattkoppling):
        return matt.kolumner
    return (matt.fargkolumn,) if matt.antalskolumn is None else (matt.fargkolumn, matt.antalskolumn)


def _dag(text: str) -> date:
    return date.fromisoformat(text[:10])


def _kolumn(matt: Provmatt, falt: dict[str, Any]) -> str:
    """The id of the column that a request names.

    Raises:
        LookupError: the measure has no such column.
    """
    for index, (id, namn) in enumerate(matt.kolumner):
        if "KpiColumnId" in falt:
            if falt["KpiColumnId"] == id:
                return id
        elif "KpiColumnName" in falt:
            if str(falt["KpiColumnName"]).casefold() == namn.casefold():
                return id
        elif str(falt.get("KpiColumnIndex")) == str(index):
            return id
    raise LookupError("KpiColumn undefined")
