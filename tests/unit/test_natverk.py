"""The network layer: bounded, repeated only when that is safe, never to another server, and never telling a secret."""

from __future__ import annotations

import gzip
import itertools
import os
import pickle
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, NamedTuple

import httpx
import pytest
from hypothesis import given, strategies as st

import riktlinjer as rl
from riktlinjer.adapters.natverk import Anslutning, Granser, Json, NatverksFel, Natverkslage, Svar, till_json, vagdel

BAS = "https://system.example/api/"
HEMLIGT = "tOp-sEcReT"


class Strom(httpx.SyncByteStream):
    """A body that is read as it comes."""

    def __init__(self, bitar: Iterable[bytes]) -> None:
        self._bitar = bitar

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._bitar)


class Givet(NamedTuple):
    """What a server in memory answers."""

    status: int
    kropp: bytes
    huvuden: dict[str, str]

    def response(self) -> httpx.Response:
        return httpx.Response(self.status, stream=Strom([self.kropp]), headers=self.huvuden)


def svar(status: int = 200, kropp: bytes = b"{}", **huvuden: str) -> Givet:
    return Givet(status, kropp, {n.replace("_", "-"): v for n, v in huvuden.items()})


class Server:
    """A server in memory that gives its answers in turn, and remembers the requests and the waits between them."""

    def __init__(self, *svar: Givet | Exception, granser: Granser | None = None, bas: str = BAS) -> None:
        self.begaran: list[httpx.Request] = []
        self.vantan: list[float] = []
        self._svar = iter(svar)
        klient = httpx.Client(transport=httpx.MockTransport(self._svara), headers={"Authorization": HEMLIGT})
        self.anslutning = Anslutning(
            bas,
            klient,
            tillagg="kolada",
            behovs_for="provet",
            granser=granser or Granser(),
            vanta=self.vantan.append,
        )

    def _svara(self, begaran: httpx.Request) -> httpx.Response:
        self.begaran.append(begaran)
        svar = next(self._svar)
        if isinstance(svar, Exception):
            raise svar
        return svar.response()


def fel(gor: Callable[[], object]) -> NatverksFel:
    with pytest.raises(NatverksFel) as exc:
        gor()
    return exc.value


# What is asked and answered


def test_a_path_is_relative_to_the_base_address_and_the_query_is_encoded() -> None:
    server = Server(svar(kropp=b'{"a": [1, 2.50, null, "x"]}'))
    assert server.anslutning.hamta("kpi/N1", {"title": "hjärt & kärl"}) == {"a": [1, Decimal("2.50"), None, "x"]}
    assert str(server.begaran[0].url) == f"{BAS}kpi/N1?title=hj%C3%A4rt+%26+k%C3%A4rl"


def test_a_base_address_without_a_slash_at_its_end_is_the_same() -> None:
    server = Server(svar(), bas=BAS.rstrip("/"))
    server.anslutning.hamta("kpi")
    assert str(server.begaran[0].url) == f"{BAS}kpi"


def test_json_is_sent_with_the_digits_it_has_and_a_form_as_a_form() -> None:
    server = Server(svar(204, b""), svar())
    assert server.anslutning.begar("PUT", "x", kropp={"Värde": Decimal("84.10"), "Text": "mål"}).kropp == b""
    assert server.begaran[0].content.decode() == '{"Värde": 84.10, "Text": "mål"}'
    assert server.begaran[0].headers["Content-Type"] == "application/json"
    server.anslutning.begar("POST", "token", formular={"secret": HEMLIGT}, huvuden={"X-A": "1"})
    assert server.begaran[1].content.decode() == f"secret={HEMLIGT}"
    assert server.begaran[1].headers["X-A"] == "1"


@pytest.mark.parametrize(
    "kropp",
    [b"", b"<html>", b'{"a": NaN}', b'{"a": Infinity}', b'{"a": 1e9999}', b"\xff\xfe\xfa", b"[" * 100_000, b"1" * 5000,
     b"0." + b"1" * 1001, b'{"a": 1, "a": 1}', b'[{"b": {"a": 1, "a": 2}}]'],
)  # fmt: skip
def test_what_is_no_json_is_told(kropp: bytes) -> None:
    exc = fel(lambda: Server(svar(kropp=kropp)).anslutning.hamta("kpi"))
    assert exc.lage is Natverkslage.OLASBART
    assert exc.status == 200
    assert str(exc).startswith("GET system.example/api/kpi: svaret är ")


def test_a_name_that_stands_twice_is_told_and_neither_value_is_picked() -> None:
    exc = fel(lambda: Server(svar(kropp=b'{"Value": 1, "Value": 2}')).anslutning.hamta("kpi"))
    assert "svaret är tvetydigt: 'Value' står två gånger" in str(exc)


def test_a_number_may_have_a_thousand_digits_and_a_byte_order_mark_may_stand_first() -> None:
    tal = b"0." + b"1" * 1000
    assert Server(svar(kropp=b"\xef\xbb\xbf" + tal)).anslutning.hamta("kpi") == Decimal(tal.decode())


json_varden: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.text()
    | st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9),
    lambda inre: st.lists(inre, max_size=4) | st.dictionaries(st.text(), inre, max_size=4),
    max_leaves=12,
)


@given(json_varden)
def test_what_is_written_as_json_is_read_back_unchanged(varde: Json) -> None:
    assert Svar("GET", "x", 200, till_json(varde).encode()).json() == varde


@pytest.mark.parametrize("varde", [Decimal("NaN"), Decimal("-Infinity")])
def test_what_json_has_no_number_for_is_refused(varde: Decimal) -> None:
    with pytest.raises(ValueError, match="är inget tal"):
        till_json([varde])


@pytest.mark.parametrize("varde", [1.5, {1: "a"}, object()])
def test_another_python_type_is_refused(varde: Any) -> None:
    with pytest.raises(TypeError):
        till_json(varde)


@pytest.mark.parametrize("text", ["", ".", ".."])
def test_a_part_of_a_path_leads_nowhere_else(text: str) -> None:
    with pytest.raises(ValueError, match="kan inte stå i en adress"):
        vagdel(text)


# Repeating


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_get_is_repeated_when_the_fault_may_pass(status: int) -> None:
    server = Server(svar(status), svar(status), svar(kropp=b"7"))
    assert server.anslutning.hamta("kpi") == 7
    assert server.vantan == [1.0, 2.0]


@pytest.mark.parametrize("status", [304, 400, 401, 403, 404, 405, 408, 409, 410, 418, 422, 501, 505])
def test_any_other_status_is_an_answer_and_not_asked_about_twice(status: int) -> None:
    server = Server(svar(status, b"why"), svar())
    exc = fel(lambda: server.anslutning.hamta("kpi"))
    assert (exc.status, exc.lage, exc.forsok, exc.svar) == (status, Natverkslage.NEKAT, 1, b"why")
    assert f"fick {status}" in str(exc)
    assert server.vantan == []


def test_one_try_is_not_counted_and_two_are() -> None:
    def text(flest: int) -> str:
        return str(fel(lambda: Server(svar(500), svar(500), granser=Granser(flest_forsok=flest)).anslutning.hamta("x")))

    assert text(1) == "GET system.example/api/x: fick 500; försök igen senare"
    assert text(2) == "GET system.example/api/x: fick 500 efter 2 försök; försök igen senare"


def test_the_tries_are_counted_and_the_waits_are_capped() -> None:
    server = Server(*[svar(503)] * 5, granser=Granser(flest_forsok=5, forsta_vantan=3, langsta_vantan=10))
    exc = fel(lambda: server.anslutning.hamta("kpi"))
    assert server.vantan == [3, 6, 10, 10]
    assert exc.forsok == len(server.begaran) == 5
    assert str(exc) == "GET system.example/api/kpi: fick 503 efter 5 försök; försök igen senare"


@pytest.mark.parametrize(("status", "vantat"), [(429, [7.0]), (503, [7.0]), (500, [1.0]), (502, [1.0])])
def test_retry_after_is_kept_to_where_it_means_something(status: int, vantat: list[float]) -> None:
    server = Server(svar(status, Retry_After="7"), svar())
    server.anslutning.hamta("kpi")
    assert server.vantan == vantat


@pytest.mark.parametrize(
    ("nar", "vantat"),
    [
        ("Sun, 06 Nov 1994 08:49:47 GMT", 10.0),
        ("Sun, 06 Nov 1994 08:49:30 GMT", 0.0),
        ("soon", 1.0),
        ("-5", 1.0),
        ("1.5", 1.0),
    ],
)
def test_retry_after_may_be_a_date_counted_from_the_answers_own(nar: str, vantat: float) -> None:
    server = Server(svar(429, Retry_After=nar, Date="Sun, 06 Nov 1994 08:49:37 GMT"), svar())
    server.anslutning.hamta("kpi")
    assert server.vantan == [vantat]


@pytest.mark.parametrize("sekunder", ["61", "9" * 400])
def test_a_server_that_asks_for_a_longer_wait_than_the_cap_is_not_asked_again(sekunder: str) -> None:
    server = Server(svar(429, Retry_After=sekunder), svar())
    exc = fel(lambda: server.anslutning.hamta("kpi"))
    assert server.vantan == []
    assert exc.vantan is not None
    assert exc.vantan > 60
    assert "vänta och försök igen" in str(exc)


@pytest.mark.parametrize(
    ("sekunder", "text"),
    [("3600", "servern ber om 3 600 sekunder"), ("61", "servern ber om 61 sekunder")],
)
def test_how_long_the_server_asks_for_is_told_when_it_is_longer_than_the_cap(sekunder: str, text: str) -> None:
    exc = fel(lambda: Server(svar(429, Retry_After=sekunder)).anslutning.hamta("kpi"))
    assert text in str(exc).replace("\xa0", " ")


@pytest.mark.parametrize("metod", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("forsta", [svar(503), svar(429), httpx.ConnectError("x"), httpx.ReadTimeout("x")])
def test_what_changes_something_is_never_repeated_unasked(metod: str, forsta: Givet | Exception) -> None:
    server = Server(forsta, svar())
    fel(lambda: server.anslutning.begar(metod, "x", kropp={}))
    assert len(server.begaran) == 1
    assert server.vantan == []


def test_a_put_is_repeated_when_the_caller_says_that_it_is_idempotent() -> None:
    server = Server(httpx.ReadError("x"), svar(503), svar())
    assert server.anslutning.begar("PUT", "x", kropp={"a": 1}, idempotent=True).status == 200
    assert [b.content for b in server.begaran] == [b'{"a": 1}'] * 3


@pytest.mark.parametrize("forsta", [httpx.ReadTimeout("x"), httpx.ReadError("x"), svar(500), svar(504)])
@pytest.mark.parametrize("sista", [httpx.ConnectError("x"), svar(429), svar(503), svar(401), svar(404)])
def test_what_an_early_try_may_have_done_is_not_forgotten_when_a_later_one_is_turned_away(
    forsta: Givet | Exception, sista: Givet | Exception
) -> None:
    server = Server(forsta, sista, granser=Granser(flest_forsok=2))
    exc = fel(lambda: server.anslutning.begar("PUT", "x", kropp={}, idempotent=True))
    assert exc.kan_vara_utfort
    assert "ett tidigare försök kan ha gjort ändringen; läs tillbaka innan den görs om" in str(exc)
    assert "inget skickades" not in str(exc)
    assert pickle.loads(pickle.dumps(exc)).kan_vara_utfort
    assert not fel(lambda: Server(forsta, sista, granser=Granser(flest_forsok=2)).anslutning.hamta("x")).tidigare_okant


def test_tries_that_were_all_turned_away_did_nothing() -> None:
    server = Server(svar(503), httpx.ConnectError("x"), svar(429), granser=Granser(flest_forsok=3))
    assert not fel(lambda: server.anslutning.begar("PUT", "x", kropp={}, idempotent=True)).kan_vara_utfort


@pytest.mark.parametrize("metod", ["GET", "POST", "DELETE"])
def test_idempotent_is_said_of_put_only(metod: str) -> None:
    server = Server(svar())
    with pytest.raises(ValueError, match="idempotent gäller PUT"):
        server.anslutning.begar(metod, "x", idempotent=True)
    assert server.begaran == []


# What is known afterwards


@pytest.mark.parametrize(
    ("handelse", "lage", "kan_vara_utfort"),
    [
        (httpx.ConnectError("x"), Natverkslage.INGET_SKICKAT, False),
        (httpx.ConnectTimeout("x"), Natverkslage.INGET_SKICKAT, False),
        (httpx.PoolTimeout("x"), Natverkslage.INGET_SKICKAT, False),
        (httpx.ProxyError("x"), Natverkslage.INGET_SKICKAT, False),
        (httpx.LocalProtocolError(HEMLIGT), Natverkslage.INGET_SKICKAT, False),
        (httpx.UnsupportedProtocol("x"), Natverkslage.INGET_SKICKAT, False),
        (httpx.WriteError("x"), Natverkslage.OKANT, True),
        (httpx.WriteTimeout("x"), Natverkslage.OKANT, True),
        (httpx.ReadError("x"), Natverkslage.OKANT, True),
        (httpx.ReadTimeout("x"), Natverkslage.OKANT, True),
        (httpx.RemoteProtocolError("x"), Natverkslage.OKANT, True),
        (svar(200, b"not gzip", Content_Encoding="gzip"), Natverkslage.OLASBART, True),
        (svar(400), Natverkslage.NEKAT, False),
        (svar(409), Natverkslage.NEKAT, False),
        (svar(429), Natverkslage.NEKAT, False),
        (svar(503), Natverkslage.NEKAT, False),
        (svar(500), Natverkslage.NEKAT, True),
        (svar(502), Natverkslage.NEKAT, True),
        (svar(504), Natverkslage.NEKAT, True),
    ],
)
def test_nothing_sent_not_known_and_no_are_kept_apart(
    handelse: Givet | Exception, lage: Natverkslage, kan_vara_utfort: bool
) -> None:
    exc = fel(lambda: Server(handelse).anslutning.begar("PUT", "x", kropp={}))
    assert exc.lage is lage
    assert exc.kan_vara_utfort is kan_vara_utfort
    assert ("läs tillbaka" in str(exc)) is (kan_vara_utfort and lage is not Natverkslage.OLASBART)
    assert ("inget skickades" in str(exc)) is (lage is Natverkslage.INGET_SKICKAT)


def test_the_error_is_an_oserror_and_keeps_what_it_knows_when_it_is_pickled() -> None:
    exc = NatverksFel(
        "PUT", "x/y", Natverkslage.NEKAT, "fick 429", status=429, forsok=3, vantan=5.0, overgaende=True, svar=b"why"
    )
    assert isinstance(exc, rl.RiktlinjerError)
    assert isinstance(exc, OSError)
    tillbaka = pickle.loads(pickle.dumps(exc))
    assert str(tillbaka) == str(exc)
    assert vars(tillbaka) == vars(exc)


@pytest.mark.parametrize(
    "handelse",
    [svar(401, HEMLIGT.encode()), svar(500), httpx.LocalProtocolError(f"Illegal header value {HEMLIGT}"),
     httpx.ReadError(HEMLIGT), httpx.ConnectError(HEMLIGT), svar(302, Location=f"https://else.example/?t={HEMLIGT}"),
     svar(200, b"no json " + HEMLIGT.encode())],
)  # fmt: skip
def test_no_error_tells_the_query_a_header_or_what_was_sent(handelse: Givet | Exception) -> None:
    """Not even by way of the exception that it came from: its text may quote a header."""
    server = Server(handelse, granser=Granser(flest_forsok=1))
    exc = fel(
        lambda: server.anslutning.begar(
            "PUT", "x", fraga={"token": HEMLIGT}, kropp={"a": HEMLIGT}, huvuden={"X-Key": HEMLIGT}
        ).json()
    )
    assert HEMLIGT not in "".join(traceback.format_exception(exc))
    assert exc.__cause__ is exc.__context__ is None


def test_a_header_that_cannot_be_written_is_told_without_it() -> None:
    exc = fel(lambda: Server(svar()).anslutning.begar("GET", "x", huvuden={"X-Key": f"{HEMLIGT}å"}))
    assert exc.lage is Natverkslage.INGET_SKICKAT
    assert HEMLIGT not in "".join(traceback.format_exception(exc))


def test_the_connection_shows_neither_headers_nor_client() -> None:
    anslutning = Server().anslutning
    assert repr(anslutning) == f"Anslutning('{BAS}')"
    assert HEMLIGT not in repr(anslutning)


def test_a_long_path_is_cut_in_the_text() -> None:
    exc = fel(lambda: Server(svar(404)).anslutning.hamta("x" * 5000))
    assert len(str(exc)) < 400


# Only that server


def test_a_base_address_that_cannot_be_read_is_not_shown_with_its_password() -> None:
    with pytest.raises(ValueError, match="ingen adress") as exc:
        Anslutning(f"https://a:{HEMLIGT}@system.example:x/", tillagg="kolada", behovs_for="provet")
    assert HEMLIGT not in str(exc.value)


@pytest.mark.parametrize(
    "bas",
    ["http://system.example/", "ftp://system.example/", "system.example/api", "https://", "https://a:b@system.example/",
     "https://system.example/?key=1", "https://system.example/#x", "https://[::1", ""],
)  # fmt: skip
def test_a_base_address_that_is_open_to_others_or_has_secrets_in_it_is_refused(bas: str) -> None:
    with pytest.raises(ValueError, match=r"adress|https"):
        Anslutning(bas, tillagg="kolada", behovs_for="provet")


@pytest.mark.parametrize("bas", ["http://127.0.0.1:8080/x/", "http://localhost/x/", "http://[::1]:9/x/"])
def test_plain_http_reaches_the_machine_itself(bas: str) -> None:
    with Anslutning(bas, tillagg="kolada", behovs_for="provet") as anslutning:
        assert repr(anslutning) == f"Anslutning({bas!r})"


@pytest.mark.parametrize(
    "vag",
    ["https://else.example/api/kpi", "//else.example/kpi", "http://system.example/api/kpi", "https://[::1",
     "https://system.example:444/api/kpi", "https://a:b@system.example/api/kpi", "https://system.example.else/api/kpi"],
)  # fmt: skip
def test_an_address_on_another_server_is_never_asked(vag: str) -> None:
    server = Server(svar())
    exc = fel(lambda: server.anslutning.hamta(vag))
    assert exc.lage is Natverkslage.INGET_SKICKAT
    assert server.begaran == []


def test_another_port_is_another_server() -> None:
    server = Server(svar(), bas="https://system.example:8443/")
    fel(lambda: server.anslutning.hamta("https://system.example:9443/x"))
    fel(lambda: server.anslutning.hamta("https://system.example/x"))
    assert server.begaran == []


@pytest.mark.parametrize("vag", ["https://system.example/api/kpi?page=2", "https://system.example:443/api/kpi?page=2"])
def test_a_whole_address_on_the_same_server_is_asked(vag: str) -> None:
    server = Server(svar())
    server.anslutning.hamta(vag)
    assert server.begaran[0].url.params["page"] == "2"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_get_follows_a_redirect_on_the_same_server(status: int) -> None:
    server = Server(svar(status, Location="/api/v3/kpi"), svar(kropp=b"1"))
    assert server.anslutning.hamta("kpi") == 1
    assert server.begaran[1].url.path == "/api/v3/kpi"


@pytest.mark.parametrize("vart", ["https://else.example/", "http://system.example/api/kpi", "//else.example/", ""])
def test_a_redirect_to_another_server_is_refused(vart: str) -> None:
    server = Server(svar(302, Location=vart), svar())
    exc = fel(lambda: server.anslutning.hamta("kpi"))
    assert (exc.status, exc.lage, len(server.begaran)) == (302, Natverkslage.NEKAT, 1)
    assert "hänvisar bort från system.example" in str(exc)
    assert str(exc).endswith("; kontrollera adressen")


@pytest.mark.parametrize("vart", ["mailto:x", "https://[::1", "https://system.example:x/"])
def test_a_redirect_to_what_is_no_address_is_told(vart: str) -> None:
    server = Server(svar(302, Location=vart), granser=Granser(flest_forsok=1))
    assert fel(lambda: server.anslutning.hamta("kpi")).lage in (Natverkslage.OLASBART, Natverkslage.OKANT)


def test_a_redirect_of_what_changes_something_is_not_followed() -> None:
    server = Server(svar(307, Location="/api/x2"), svar())
    assert "följer inte med" in str(fel(lambda: server.anslutning.begar("PUT", "x", kropp={}, idempotent=True)))
    assert len(server.begaran) == 1


def test_redirects_that_never_end_are_told() -> None:
    server = Server(*[svar(302, Location="/api/kpi")] * 99)
    exc = fel(lambda: server.anslutning.hamta("kpi"))
    assert exc.lage is Natverkslage.OLASBART
    assert len(server.begaran) == 6


# Limits


@pytest.mark.parametrize(("langd", "gar"), [(99, True), (100, True), (101, False)])
def test_an_answer_is_read_up_to_the_limit(langd: int, gar: bool) -> None:
    anslutning = Server(svar(kropp=b"1" * langd), granser=Granser(storsta_svar=100)).anslutning
    if gar:
        assert len(anslutning.begar("GET", "x").kropp) == langd
    else:
        assert "större än 100 byte" in str(fel(lambda: anslutning.begar("GET", "x")))


def test_a_packed_answer_is_measured_unpacked() -> None:
    packat = gzip.compress(b"0" * 10_000_000)
    server = Server(svar(kropp=packat, Content_Encoding="gzip"), granser=Granser(storsta_svar=1_000_000))
    assert "större än" in str(fel(lambda: server.anslutning.begar("GET", "x")))


def test_an_answer_that_drips_is_given_up() -> None:
    droppar = Strom(itertools.repeat(b"x"))
    klient = httpx.Client(transport=httpx.MockTransport(lambda b: httpx.Response(200, stream=droppar)))
    klocka = itertools.count(0, 10)
    anslutning = Anslutning(
        BAS,
        klient,
        tillagg="kolada",
        behovs_for="provet",
        granser=Granser(svarstid=60, flest_forsok=2),
        vanta=lambda s: None,
        klocka=lambda: float(next(klocka)),
    )
    exc = fel(lambda: anslutning.hamta("x"))
    assert (exc.lage, exc.forsok) == (Natverkslage.OKANT, 2)
    assert "inte klart inom 60 sekunder" in str(exc)


def test_a_refusal_that_drips_is_cut_off_and_still_a_refusal() -> None:
    droppar = Strom(itertools.repeat(b"x"))
    klient = httpx.Client(transport=httpx.MockTransport(lambda b: httpx.Response(400, stream=droppar)))
    klocka = itertools.count(0, 10)
    anslutning = Anslutning(
        BAS,
        klient,
        tillagg="kolada",
        behovs_for="provet",
        granser=Granser(svarstid=60),
        klocka=lambda: float(next(klocka)),
    )
    exc = fel(lambda: anslutning.hamta("x"))
    assert (exc.lage, exc.status) == (Natverkslage.NEKAT, 400)
    assert 0 < len(exc.svar) < 10


def test_the_text_of_a_refusal_is_kept_up_to_64_kb() -> None:
    assert len(fel(lambda: Server(svar(400, b"x" * 200_000)).anslutning.hamta("x")).svar) == 65_536


def test_every_request_has_the_time_limit_of_the_connection_whatever_the_clients_own() -> None:
    tider: list[object] = []

    def svara(begaran: httpx.Request) -> httpx.Response:
        tider.append(begaran.extensions["timeout"]["read"])
        return svar().response()

    klient = httpx.Client(transport=httpx.MockTransport(svara), timeout=None)
    granser = Granser(tidsgrans=2.5)
    Anslutning(BAS, klient, tillagg="kolada", behovs_for="provet", granser=granser).hamta("x")
    assert tider == [2.5]


# Real sockets


@contextmanager
def lyssnare(*svar: bytes | None) -> Iterator[str]:
    """A server on the loopback interface that sends each connection these bytes, unread or cut, and closes it; None
    closes without a word."""
    with socket.create_server(("127.0.0.1", 0)) as lyssnande:

        def betjana() -> None:
            for text in svar:
                forbindelse, _ = lyssnande.accept()
                with forbindelse:
                    forbindelse.recv(65_536)
                    if text is not None:
                        forbindelse.sendall(text)

        trad = threading.Thread(target=betjana, daemon=True)
        trad.start()
        yield f"http://127.0.0.1:{lyssnande.getsockname()[1]}/"
        trad.join(5)


def lokal(bas: str, **granser: float) -> Anslutning:
    return Anslutning(
        bas,
        tillagg="kolada",
        behovs_for="provet",
        granser=Granser(**granser),  # type: ignore[arg-type]
        vanta=lambda s: None,
    )


HELT = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n42"
AVKAPAT = b"HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n4"


def test_a_cut_connection_is_asked_again_when_it_is_a_get() -> None:
    with lyssnare(None, AVKAPAT, HELT) as bas, lokal(bas) as anslutning:
        assert anslutning.hamta("x") == 42


@pytest.mark.parametrize("avbrott", [None, AVKAPAT, b"HTTP/1.1 20"])
def test_a_put_that_is_cut_off_may_have_been_done(avbrott: bytes | None) -> None:
    with lyssnare(avbrott) as bas, lokal(bas) as anslutning:
        exc = fel(lambda: anslutning.begar("PUT", "x", kropp={"a": 1}))
    assert (exc.lage, exc.status, exc.kan_vara_utfort) == (Natverkslage.OKANT, None, True)


def test_a_closed_port_was_sent_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as lyssnande:
        port = lyssnande.getsockname()[1]
    with lokal(f"http://127.0.0.1:{port}/", flest_forsok=2) as anslutning:
        exc = fel(lambda: anslutning.hamta("x"))
    assert (exc.lage, exc.forsok) == (Natverkslage.INGET_SKICKAT, 2)
    assert "ingen förbindelse (" in str(exc)


def test_a_silent_server_is_given_up_after_the_time_limit() -> None:
    with socket.create_server(("127.0.0.1", 0)) as lyssnande:
        bas = f"http://127.0.0.1:{lyssnande.getsockname()[1]}/"
        with lokal(bas, tidsgrans=0.05, flest_forsok=1) as anslutning:
            exc = fel(lambda: anslutning.hamta("x"))
    assert exc.lage is Natverkslage.OKANT
    assert "inget svar inom 0,05 sekunder" in str(exc)


def test_one_second_is_one() -> None:
    server = Server(httpx.ReadTimeout("x"), granser=Granser(tidsgrans=1.0, flest_forsok=1))
    assert "inget svar inom 1 sekund;" in str(fel(lambda: server.anslutning.hamta("x")))


def test_a_connection_that_is_closed_says_so() -> None:
    with Anslutning(BAS, tillagg="kolada", behovs_for="provet") as anslutning:
        pass
    with pytest.raises(ValueError, match="klienten är stängd; använd den inom sitt with-block"):
        anslutning.hamta("x")


def test_the_callers_client_is_not_closed_and_ones_own_is() -> None:
    klient = httpx.Client()
    with Anslutning(BAS, klient, tillagg="kolada", behovs_for="provet"):
        pass
    assert not klient.is_closed
    klient.close()


# Without httpx


def test_without_httpx_the_module_loads_and_the_extra_is_named() -> None:
    kod = (
        "import sys; sys.modules['httpx'] = None\n"
        "from riktlinjer.adapters.natverk import Anslutning\n"
        "try:\n    Anslutning('https://x.example/', tillagg='kolada', behovs_for='hämtning från Kolada')\n"
        "except ImportError as fel: print(fel)"
    )
    korning = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", kod],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert korning.stdout.strip() == 'hämtning från Kolada kräver ett tillägg: pip install "riktlinjer[kolada]"'
