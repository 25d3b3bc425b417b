"""Natverk: requests to one server over HTTP that are bounded, repeated only when that is safe, and told in Swedish.

Needs httpx, which the extra of each adapter brings.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from email.utils import parsedate_to_datetime
from enum import StrEnum
from ipaddress import ip_address
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn, Self, TypeAlias
from urllib.parse import quote

from ..errors import RiktlinjerError, SaknatTillagg
from ..models.tal import skriv_tal

if TYPE_CHECKING:
    import httpx

Json: TypeAlias = "bool | int | Decimal | str | list[Json] | dict[str, Json] | None"
"""What a JSON text says; a number with a decimal point is a Decimal."""

_FLEST_HANVISNINGAR: Final = 5
_STORSTA_FELSVAR: Final = 65_536
_LANGSTA_VAG: Final = 200
_FLEST_SIFFROR: Final = 1000
_HANVISNINGAR: Final = frozenset({301, 302, 303, 307, 308})
_OVERGAENDE: Final = frozenset({429, 500, 502, 503, 504})
_INTE_UTFORT: Final = frozenset({429, 503})
"""The statuses from 429 that say that the request was turned away before it was carried out."""
_RAD: Final = {
    **dict.fromkeys(_HANVISNINGAR, "kontrollera adressen"),
    401: "kontrollera inloggningsuppgifterna",
    403: "uppgifterna ger inte rätt till detta; be systemets förvaltare om behörighet",
    404: "kontrollera adressen och koden",
    409: "någon annan kan ha ändrat samtidigt; läs om och försök igen",
    413: "skicka mindre åt gången",
    429: "för många anrop; vänta och försök igen",
}


class Natverkslage(StrEnum):
    """What is known of a request that failed."""

    INGET_SKICKAT = "inget skickades"
    OKANT = "svaret är inte känt"
    NEKAT = "servern sade nej"
    OLASBART = "svaret kan inte läsas"


class NatverksFel(RiktlinjerError, OSError):
    """A request that gave no usable answer.

    The text names the method, the host and the path; never the query, a header or what was sent.

    >>> print(NatverksFel("GET", "api.kolada.se/v3/kpi", Natverkslage.NEKAT, "fick 404", status=404))
    GET api.kolada.se/v3/kpi: fick 404; kontrollera adressen och koden
    """

    def __init__(
        self,
        metod: str,
        vag: str,
        lage: Natverkslage,
        orsak: str,
        *,
        status: int | None = None,
        forsok: int = 1,
        vantan: float | None = None,
        overgaende: bool = False,
        svar: bytes = b"",
        tidigare_okant: bool = False,
    ) -> None:
        super().__init__(orsak)
        self.metod = metod
        self.vag = vag
        """Host and path."""
        self.lage = lage
        self.orsak = orsak
        self.status = status
        """The HTTP status; None when no answer came."""
        self.forsok = forsok
        """How many times the request was made."""
        self.vantan = vantan
        """How many seconds the server asked for before the next try; None when it did not say."""
        self.overgaende = overgaende
        """Whether the same request may succeed later."""
        self.svar = svar
        """The beginning of the server's answer, at most 64 kB; it is not in the text."""
        self.tidigare_okant = tidigare_okant
        """Whether an earlier try of the same change may have done it, whatever became of the last one."""

    @property
    def kan_vara_utfort(self) -> bool:
        """Whether the server may have done what was asked: read back before it is asked again.

        >>> NatverksFel("PUT", "x/y", Natverkslage.OKANT, "svaret kom inte").kan_vara_utfort
        True
        >>> NatverksFel("PUT", "x/y", Natverkslage.NEKAT, "fick 403", status=403).kan_vara_utfort
        False
        """
        if self.tidigare_okant:
            return True
        match self.lage:
            case Natverkslage.INGET_SKICKAT:
                return False
            case Natverkslage.NEKAT:
                return self.status is not None and self.status >= 500 and self.status not in _INTE_UTFORT
            case Natverkslage.OKANT | Natverkslage.OLASBART:
                return True

    def __str__(self) -> str:
        gjort = f" efter {self.forsok} försök" if self.forsok > 1 else ""
        return f"{self.metod} {self.vag}: {self.orsak}{gjort}; {self._rad()}"

    def _rad(self) -> str:
        if self.tidigare_okant:
            return "ett tidigare försök kan ha gjort ändringen; läs tillbaka innan den görs om" + self._hur_lange()
        if self.lage is Natverkslage.INGET_SKICKAT:
            return "inget skickades; kontrollera adressen och nätet"
        if self.lage is Natverkslage.OLASBART:
            return "kontrollera att adressen är systemets gränssnitt"
        if self.kan_vara_utfort and self.metod != "GET":
            return "det är inte känt om ändringen gjordes; läs tillbaka innan den görs om"
        if self.status is not None and self.status in _RAD:
            return _RAD[self.status] + self._hur_lange()
        return "försök igen senare" + self._hur_lange() if self.overgaende else "kontrollera vad som skickades"

    def _hur_lange(self) -> str:
        return "" if not self.vantan else f"; servern ber om {_sekunder(self.vantan)}"

    def __reduce__(self) -> tuple[Any, ...]:
        namngivna = (self.status, self.forsok, self.vantan, self.overgaende, self.svar, self.tidigare_okant)
        return _ateruppstatt, (self.metod, self.vag, self.lage, self.orsak, *namngivna)


def _ateruppstatt(
    metod: str,
    vag: str,
    lage: Natverkslage,
    orsak: str,
    status: int | None,
    forsok: int,
    vantan: float | None,
    overgaende: bool,
    svar: bytes,
    tidigare_okant: bool,
) -> NatverksFel:
    return NatverksFel(
        metod,
        vag,
        lage,
        orsak,
        status=status,
        forsok=forsok,
        vantan=vantan,
        overgaende=overgaende,
        svar=svar,
        tidigare_okant=tidigare_okant,
    )


class Granser(NamedTuple):
    """How long to wait, how much to take and how often to try."""

    tidsgrans: float = 30.0
    """Seconds for each step: to connect, to send, and between two pieces of the answer."""
    svarstid: float = 120.0
    """Seconds from the request to the answer's last byte; looked at with every piece of it that comes after its
    headers."""
    storsta_svar: int = 20_000_000
    """Bytes of an answer, unpacked."""
    flest_forsok: int = 4
    """How many times a request that is safe to repeat is made; 1 never repeats."""
    forsta_vantan: float = 1.0
    """Seconds before the second try; the wait doubles with every try."""
    langsta_vantan: float = 60.0
    """The longest wait in seconds. A server that asks for more is not asked again."""


class Svar(NamedTuple):
    """An answer with a status from 200 to 299."""

    metod: str
    vag: str
    """Host and path."""
    status: int
    kropp: bytes

    def json(self) -> Json:
        """What the answer says, read as JSON; numbers with a decimal point are Decimal.

        >>> Svar("GET", "api.kolada.se/v3/data", 200, b'{"value": 84.30}').json()
        {'value': Decimal('84.30')}

        Raises:
            NatverksFel: the answer is no JSON, or has the same name twice in an object.
        """
        orsak = "svaret är ingen JSON"
        try:
            svar: Json = json.loads(
                self.kropp, parse_float=_decimal, parse_constant=_inget_tal, object_pairs_hook=_objekt
            )
            return svar
        except RecursionError:
            orsak = "svaret är nästlat i för många led"
        except _Dubbelt as exc:
            orsak = f"svaret är tvetydigt: {exc.namn!r} står två gånger"
        except ValueError:
            pass
        raise NatverksFel(
            self.metod, self.vag, Natverkslage.OLASBART, orsak, status=self.status, svar=self.kropp[:_STORSTA_FELSVAR]
        )


def _decimal(text: str) -> Decimal:
    try:
        tal = Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None
    if max(abs(tal.adjusted()), len(tal.as_tuple().digits)) > _FLEST_SIFFROR:
        raise ValueError(text)
    return tal


class _Dubbelt(ValueError):
    def __init__(self, namn: str) -> None:
        super().__init__(namn)
        self.namn = namn[:40]


def _objekt(par: list[tuple[str, Json]]) -> dict[str, Json]:
    objekt: dict[str, Json] = {}
    for namn, varde in par:
        if namn in objekt:
            raise _Dubbelt(namn)
        objekt[namn] = varde
    return objekt


def _inget_tal(text: str) -> NoReturn:
    raise ValueError(text)


def till_json(varde: Json) -> str:
    """The value as a JSON text; a Decimal is written with its own digits, never by way of a float.

    >>> till_json({"Value": Decimal("84.10"), "Comment": "mål", "Locked": None})
    '{"Value": 84.10, "Comment": "mål", "Locked": null}'

    Raises:
        ValueError: NaN or an infinity.
        TypeError: a value of another Python type.
    """
    match varde:
        case Decimal():
            if not varde.is_finite():
                raise ValueError(f"{varde} är inget tal som JSON kan skriva")
            return format(varde, "f")
        case dict():
            if not all(isinstance(namn, str) for namn in varde):
                raise TypeError("ett JSON-objekts namn ska vara texter")
            par = (f"{json.dumps(namn, ensure_ascii=False)}: {till_json(v)}" for namn, v in varde.items())
            return "{" + ", ".join(par) + "}"
        case list():
            return "[" + ", ".join(map(till_json, varde)) + "]"
        case None | bool() | int() | str():
            return json.dumps(varde, ensure_ascii=False)
        case _:
            raise TypeError(f"väntade ett värde som JSON kan skriva, fick {type(varde).__name__}")


def vagdel(text: str) -> str:
    """The text as one part of a path, whatever signs it holds.

    >>> vagdel("a/b ö")
    'a%2Fb%20%C3%B6'

    Raises:
        ValueError: the text is empty or leads to another folder ("." or "..").
    """
    if text in ("", ".", ".."):
        raise ValueError(f"{text!r} kan inte stå i en adress")
    return quote(text, safe="")


class Anslutning:
    """Requests to one server. Nothing is sent before a method is called; use it in a ``with`` block, or close it.

    A request that is safe to repeat (GET, and PUT when the caller says so) is made again when the connection fails or
    the server answers 429, 500, 502, 503 or 504, after a wait that doubles, or as long as ``Retry-After`` says. No
    other status is asked about twice. Only the server of ``bas`` is ever asked: an address or a redirect that leads
    elsewhere is refused, since what identifies the caller would go with it.

    >>> Anslutning("https://api.kolada.se/v3/", tillagg="kolada", behovs_for="hämtning från Kolada")
    Anslutning('https://api.kolada.se/v3/')

    Args:
        bas: the address that paths are relative to; https, or http on the machine itself, without user name.
        klient: the caller's own client, with its headers, authentication, proxies and certificates; it is not closed.
            None makes one.
        tillagg: the extra that brings httpx.
        behovs_for: what needs it, for the error.
        granser: limits of time, size and tries.
        vanta: waits for so many seconds.
        klocka: a clock in seconds that never goes back.

    Raises:
        SaknatTillagg: httpx is not installed.
        ValueError: ``bas`` is no such address.
    """

    def __init__(
        self,
        bas: str,
        klient: httpx.Client | None = None,
        *,
        tillagg: str,
        behovs_for: str,
        granser: Granser | None = None,
        vanta: Callable[[float], None] = time.sleep,
        klocka: Callable[[], float] = time.monotonic,
    ) -> None:
        try:
            import httpx
        except ModuleNotFoundError:
            raise SaknatTillagg(tillagg, behovs_for) from None
        self._httpx = httpx
        self._bas = self._las_bas(bas)
        self._granser = granser or Granser()
        # a proxy of the environment cannot reach the machine's own loopback
        self._klient = klient or httpx.Client(trust_env=not _ar_lokal(self._bas.host))
        self._egen = klient is None
        self._vanta, self._klocka = vanta, klocka

    def __repr__(self) -> str:
        return f"Anslutning({str(self._bas)!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, typ: type[BaseException] | None, fel: BaseException | None, spar: TracebackType | None, /
    ) -> None:
        self.stang()

    def stang(self) -> None:
        """Closes the client, unless it is the caller's own."""
        if self._egen:
            self._klient.close()

    def hamta(self, vag: str, fraga: Mapping[str, str] | None = None) -> Json:
        """The JSON answer of a GET.

        Args:
            vag: a path relative to the base address, or a whole address on the same server.
            fraga: the query.

        Raises:
            NatverksFel: no usable answer came.
        """
        return self.begar("GET", vag, fraga=fraga).json()

    def begar(
        self,
        metod: str,
        vag: str,
        *,
        fraga: Mapping[str, str] | None = None,
        kropp: Json = None,
        formular: Mapping[str, str] | None = None,
        huvuden: Mapping[str, str] | None = None,
        idempotent: bool = False,
    ) -> Svar:
        """The answer of a request.

        Args:
            metod: GET, PUT, POST or DELETE.
            vag: a path relative to the base address, or a whole address on the same server.
            fraga: the query; nothing secret, since httpx logs it.
            kropp: what is sent as JSON; None sends no JSON.
            formular: what is sent as a form instead.
            huvuden: headers of this request.
            idempotent: of a PUT: that doing it twice is the same as doing it once, so that it may be repeated.

        Raises:
            NatverksFel: no usable answer came.
            ValueError: ``idempotent`` of another method than PUT; or the client is closed.
        """
        if idempotent and metod != "PUT":
            raise ValueError(f"{metod} upprepas aldrig; idempotent gäller PUT")
        if self._klient.is_closed:
            raise ValueError("klienten är stängd; använd den inom sitt with-block")
        innehall: dict[str, Any] = {"headers": dict(huvuden or {})}
        if kropp is not None:
            innehall["content"] = till_json(kropp).encode()
            innehall["headers"]["Content-Type"] = "application/json"
        elif formular is not None:
            innehall["data"] = dict(formular)
        url = self._adress(metod, vag, fraga)
        flest = self._granser.flest_forsok if metod == "GET" or idempotent else 1
        forsok, tidigare_okant = 1, False
        while True:
            svar = self._med_hanvisningar(metod, url, innehall)
            if isinstance(svar, Svar):
                return svar
            svar.tidigare_okant = tidigare_okant
            tidigare_okant = metod != "GET" and svar.kan_vara_utfort
            vantan = self._vantan(svar, forsok)
            if not svar.overgaende or forsok >= flest or vantan > self._granser.langsta_vantan:
                svar.forsok = forsok
                raise svar
            self._vanta(vantan)
            forsok += 1

    def _vantan(self, fel: NatverksFel, forsok: int) -> float:
        if fel.vantan is not None:
            return fel.vantan
        return min(self._granser.forsta_vantan * 2.0 ** (forsok - 1), self._granser.langsta_vantan)

    # Addresses

    def _las_bas(self, bas: str) -> httpx.URL:
        try:
            url = self._httpx.URL(bas if bas.endswith("/") else f"{bas}/")
        except self._httpx.InvalidURL:
            raise ValueError("basadressen är ingen adress; skriv till exempel https://system.example/api/") from None
        if url.userinfo or url.query or url.fragment:
            raise ValueError("basadressen får inte ha inloggningsuppgifter, fråga eller fragment; ge dem för sig")
        if not url.host or not (url.scheme == "https" or (url.scheme == "http" and _ar_lokal(url.host))):
            raise ValueError(f"{bas!r} ska börja med https:// (http:// går bara på den egna datorn)")
        return url

    def _adress(self, metod: str, vag: str, fraga: Mapping[str, str] | None) -> httpx.URL:
        try:
            url = self._bas.join(vag)
        except self._httpx.InvalidURL:
            url = None
        if url is None:
            self._neka(metod, self._bas, "adressen kan inte läsas")
        if not self._ar_har(url):
            self._neka(metod, url, f"adressen leder bort från {_namn(self._bas)}")
        return url.copy_merge_params(dict(fraga)) if fraga else url

    def _neka(self, metod: str, url: httpx.URL, orsak: str) -> NoReturn:
        raise NatverksFel(metod, _vag(url), Natverkslage.INGET_SKICKAT, orsak)

    def _ar_har(self, url: httpx.URL) -> bool:
        """Whether the address is on the server of the base address."""
        return not url.userinfo and _ursprung(url) == _ursprung(self._bas)

    # One request

    def _med_hanvisningar(self, metod: str, url: httpx.URL, innehall: Mapping[str, Any]) -> Svar | NatverksFel:
        for _ in range(_FLEST_HANVISNINGAR + 1):
            svar = self._en_gang(metod, url, innehall)
            if not isinstance(svar, self._httpx.URL):
                return svar
            url = svar
        orsak = f"servern hänvisar vidare fler än {_FLEST_HANVISNINGAR} gånger"
        return NatverksFel(metod, _vag(url), Natverkslage.OLASBART, orsak)

    def _en_gang(self, metod: str, url: httpx.URL, innehall: Mapping[str, Any]) -> Svar | NatverksFel | httpx.URL:
        """The answer, the fault, or the address on the same server that the server refers to.

        Faults are returned and not raised within an ``except``: an exception of httpx holds the request with its
        headers, and must not follow the fault to where it is printed.
        """
        fel, start = self._httpx, self._klocka()
        klient, granser = self._klient, self._granser
        svar: httpx.Response | None = None
        try:
            begaran = klient.build_request(metod, url, timeout=granser.tidsgrans, **innehall)
            svar = klient.send(begaran, stream=True, follow_redirects=False)
            if not svar.is_success:
                return self._annat_an_ja(metod, url, svar, start)
            return self._las(metod, url, svar, start)
        except (fel.ConnectError, fel.ConnectTimeout, fel.PoolTimeout, fel.ProxyError) as exc:
            orsak = f"ingen förbindelse{_systemets_ord(exc)}"
            return NatverksFel(metod, _vag(url), Natverkslage.INGET_SKICKAT, orsak, overgaende=True)
        except (fel.UnsupportedProtocol, fel.LocalProtocolError, UnicodeEncodeError):
            return NatverksFel(metod, _vag(url), Natverkslage.INGET_SKICKAT, "anropet kan inte skrivas som HTTP")
        except fel.InvalidURL:  # httpx reads where a redirect leads, also when it is not to follow
            orsak = "servern hänvisar till en adress som inte kan läsas"
            return NatverksFel(metod, _vag(url), Natverkslage.OLASBART, orsak)
        except fel.DecodingError:
            orsak = "svaret kan inte packas upp"
            return NatverksFel(
                metod, _vag(url), Natverkslage.OLASBART, orsak, status=svar.status_code if svar else None
            )
        except fel.TransportError as exc:
            sent = isinstance(exc, fel.TimeoutException)
            orsak = f"inget svar inom {_sekunder(granser.tidsgrans)}" if sent else "förbindelsen bröts innan svaret kom"
            return NatverksFel(metod, _vag(url), Natverkslage.OKANT, orsak, overgaende=True)
        finally:
            if svar is not None:
                svar.close()

    def _las(self, metod: str, url: httpx.URL, svar: httpx.Response, start: float) -> Svar | NatverksFel:
        granser, kropp = self._granser, bytearray()
        for bit in svar.iter_bytes():
            kropp += bit
            if len(kropp) > granser.storsta_svar:
                orsak = f"svaret är större än {skriv_tal(Decimal(granser.storsta_svar))} byte"
                return NatverksFel(metod, _vag(url), Natverkslage.OLASBART, orsak, status=svar.status_code)
            if self._klocka() - start > granser.svarstid:
                orsak = f"svaret var inte klart inom {_sekunder(granser.svarstid)}"
                return NatverksFel(metod, _vag(url), Natverkslage.OKANT, orsak, overgaende=True)
        return Svar(metod, _vag(url), svar.status_code, bytes(kropp))

    def _annat_an_ja(self, metod: str, url: httpx.URL, svar: httpx.Response, start: float) -> NatverksFel | httpx.URL:
        status = svar.status_code
        orsak = f"fick {status}"
        if status in _HANVISNINGAR:
            mal = self._hanvisning(url, svar.headers.get("Location", ""))
            if mal is not None and metod == "GET":
                return mal
            vart = "vidare" if mal is not None else f"bort från {_namn(self._bas)}"
            orsak = f"fick {status}: servern hänvisar {vart}, och anropet följer inte med"
        return NatverksFel(
            metod,
            _vag(url),
            Natverkslage.NEKAT,
            orsak,
            status=status,
            vantan=_retry_after(svar) if status in _INTE_UTFORT else None,
            overgaende=status in _OVERGAENDE,
            svar=self._felsvar(svar, start),
        )

    def _hanvisning(self, url: httpx.URL, vart: str) -> httpx.URL | None:
        try:
            mal = url.join(vart)
        except self._httpx.InvalidURL:
            return None
        return mal if vart and self._ar_har(mal) else None

    def _felsvar(self, svar: httpx.Response, start: float) -> bytes:
        kropp = bytearray()
        try:
            for bit in svar.iter_bytes():
                kropp += bit
                if len(kropp) >= _STORSTA_FELSVAR or self._klocka() - start > self._granser.svarstid:
                    break
        except (self._httpx.TransportError, self._httpx.DecodingError):
            pass  # the status is the answer; its text is only an explanation
        return bytes(kropp[:_STORSTA_FELSVAR])


def _ar_lokal(vard: str) -> bool:
    try:
        return vard == "localhost" or ip_address(vard).is_loopback
    except ValueError:
        return False


def _ursprung(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme)


def _namn(url: httpx.URL) -> str:
    """Host and port."""
    return url.netloc.decode("ascii")


def _vag(url: httpx.URL) -> str:
    """Host and path, without the query."""
    text = f"{_namn(url)}{url.raw_path.partition(b'?')[0].decode('ascii')}"
    return text if len(text) <= _LANGSTA_VAG else text[:_LANGSTA_VAG] + "…"


def _sekunder(antal: float) -> str:
    tal = skriv_tal(Decimal(repr(antal)).normalize())
    return f"{tal} {'sekund' if antal == 1 else 'sekunder'}"


def _systemets_ord(exc: BaseException) -> str:
    """What the operating system said, in parentheses; httpx's own words may quote a header."""
    orsak: BaseException | None = exc
    while orsak is not None:
        if isinstance(orsak, OSError) and orsak.strerror:
            return f" ({orsak.strerror})"
        orsak = orsak.__cause__ or orsak.__context__
    return ""


def _retry_after(svar: httpx.Response) -> float | None:
    """The seconds of ``Retry-After``; a date is counted from the answer's own. None when it says nothing readable."""
    text = svar.headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, (parsedate_to_datetime(text) - parsedate_to_datetime(svar.headers["Date"])).total_seconds())
    except (KeyError, TypeError, ValueError):
        return None
