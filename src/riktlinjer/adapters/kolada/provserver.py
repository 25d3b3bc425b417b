"""Provserver: a server on the machine itself that answers as Kolada's API v3 does, to try things out without network.

Its figures, and the key figures and areas that they are of, are made up; the shapes are Kolada's.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from .klient import FLEST_IDN, FLEST_RADER

EXEMPEL: Final = Path(__file__).parent / "exempel"
"""The folder of the example: ``regelverk.toml``, ``koppling.toml`` and ``svar.json``, what the server answers from."""

_INAKTUELL: Final = {"error": "This endpoint is deprecated. Please use /v3 instead."}


class Provserver:
    """Answers as Kolada does as long as the ``with`` block lasts.

    >>> from riktlinjer.adapters.kolada import Klient
    >>> with Provserver() as server, Klient(adress=server.adress) as kolada:
    ...     print(kolada.nyckeltal(["N99901"])[0].titel)
    Besök inom tre dagar, andel (%)

    Args:
        svar: what it answers from: under ``kpi``, ``municipality`` and ``data`` the rows that Kolada gives. None takes
            the example.
        forst: what the first requests meet before it answers: a status, or None for a connection that is cut.
        per_sida: the most rows on a page.
    """

    def __init__(
        self,
        svar: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
        *,
        forst: Sequence[int | None] = (),
        per_sida: int = FLEST_RADER,
    ) -> None:
        self._svar = json.loads((EXEMPEL / "svar.json").read_text("utf-8")) if svar is None else svar
        self._forst = iter(forst)
        self._per_sida = per_sida
        self._server: ThreadingHTTPServer | None = None
        self.anrop: list[str] = []
        """The path and query of every request, in order."""

    @property
    def adress(self) -> str:
        """The address to give to ``Klient``."""
        if self._server is None:
            raise RuntimeError("the server runs in its with block only")
        return f"http://127.0.0.1:{self._server.server_port}/v3/"

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _hanterare(self))
        self._trad = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._trad.start()
        return self

    def __exit__(
        self, typ: type[BaseException] | None, fel: BaseException | None, spar: TracebackType | None, /
    ) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._trad.join()
            self._server.server_close()
            self._server = None

    def svara(self, adress: str) -> tuple[int | None, Mapping[str, Any]]:
        """The status and the answer to a request; None cuts the connection."""
        self.anrop.append(adress)
        if (status := next(self._forst, 200)) != 200:
            return status, {"detail": "provserverns fel"}
        delar = urlsplit(adress)
        vag = [unquote(del_) for del_ in delar.path.strip("/").split("/")]
        fraga = {namn: varden[0] for namn, varden in parse_qs(delar.query).items()}
        if vag[0] == "v2":
            return 410, _INAKTUELL
        if vag[0] != "v3" or any(len(del_.split(",")) > FLEST_IDN for del_ in vag):
            return (422 if vag[0] == "v3" else 404), {"detail": "för många id:n, eller en annan väg"}
        rader = self._rader(vag[1:], fraga)
        return (404, {"detail": "Not Found"}) if rader is None else (200, self._sida(delar.path, fraga, list(rader)))

    def _rader(self, vag: list[str], fraga: Mapping[str, str]) -> Iterator[Mapping[str, Any]] | None:
        match vag:
            case [("kpi" | "municipality") as slag, idn]:
                return (rad for rad in self._svar[slag] if rad["id"] in idn.split(","))
            case [("kpi" | "municipality") as slag]:
                sokt = fraga.get("title", "").casefold()
                return (rad for rad in self._svar[slag] if sokt in rad["title"].casefold())
            case ["municipality_groups", _]:
                return iter(())
            case ["data", "kpi", kpier, "municipality", koder, "year", ar]:
                sokta = kpier.split(","), koder.split(","), ar.split(",")
                return (
                    rad
                    for rad in self._svar["data"]
                    if rad["kpi"] in sokta[0] and rad["municipality"] in sokta[1] and str(rad["period"]) in sokta[2]
                )
        return None

    def _sida(self, vag: str, fraga: Mapping[str, str], rader: list[Mapping[str, Any]]) -> Mapping[str, Any]:
        storlek = min(int(fraga.get("per_page", FLEST_RADER)), self._per_sida)
        nummer = int(fraga.get("page", 1))
        visade = rader[(nummer - 1) * storlek : nummer * storlek]
        return {
            "values": visade,
            "count": len(visade),
            "next_url": self._adress(vag, fraga, nummer + 1) if nummer * storlek < len(rader) else None,
            "previous_url": self._adress(vag, fraga, nummer - 1) if nummer > 1 else None,
        }

    def _adress(self, vag: str, fraga: Mapping[str, str], nummer: int) -> str:
        return f"{self.adress.removesuffix('/v3/')}{quote(vag, safe='/,%')}?{urlencode({**fraga, 'page': str(nummer)})}"


def _hanterare(server: Provserver) -> type[BaseHTTPRequestHandler]:
    class Hanterare(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, svar = server.svara(self.path)
            if status is None:
                self.close_connection = True
                return
            kropp = json.dumps(svar, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(kropp)))
            if status in (429, 503):
                self.send_header("Retry-After", "0")
            self.end_headers()
            self.wfile.write(kropp)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is logged."""

    return Hanterare
