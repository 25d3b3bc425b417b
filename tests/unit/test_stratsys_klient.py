"""The client against a server on the loopback: what it sends, what it makes of answers, and what it never shows."""

from __future__ import annotations

import base64
import json
import logging
import pickle
import traceback
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import httpx
import pytest

from riktlinjer.adapters.natverk import Granser, NatverksFel, Natverkslage
from riktlinjer.adapters.stratsys import (
    Cell,
    InloggningsFel,
    Klient,
    Klientuppgifter,
    StratsysFel,
    Token,
    inloggning_fran_miljon,
    token_fran,
)
from riktlinjer.adapters.stratsys.koppling import Kolumn
from riktlinjer.adapters.stratsys.provserver import HEMLIGHET, KLIENT_ID, Provserver, Stor
from riktlinjer.errors import KopplingsFel, Regelfel

DAG = date(2018, 3, 31)
CELL = Cell(kpi="301", enhet="1", kolumn=Kolumn(id="3011"))
GRANSER = Granser(flest_forsok=3)
OTALIG = Granser(tidsgrans=1.5, flest_forsok=1)


@pytest.fixture
def server() -> Iterator[Provserver]:
    with Provserver() as server:
        server.lagg_matt("301", "Medarbetarindex", [("3011", "Utfall"), ("3012", "Mål")])
        yield server


@pytest.fixture
def vantor() -> list[float]:
    return []


@pytest.fixture
def klient(server: Provserver, vantor: list[float]) -> Iterator[Klient]:
    # a client without certificates is made in no time
    with httpx.Client(verify=False, trust_env=False) as http:
        yield Klient(server.adress, Klientuppgifter(KLIENT_ID, HEMLIGHET), http, granser=GRANSER, vanta=vantor.append)


def test_a_value_is_written_read_and_emptied(server: Provserver, klient: Klient) -> None:
    assert klient.skriv_varde(CELL, DAG, Decimal("71.5")) == Decimal("71.5")
    assert [v.varde for v in klient.varden(CELL, date(2018, 3, 1), DAG)] == [Decimal("71.5")]
    assert klient.skriv_varde(CELL, DAG, None) is None
    assert [v.varde for v in klient.varden(CELL, date(2018, 3, 1), DAG)] == [None]
    assert server.varde("301", "1", "3011", DAG) is None


@pytest.mark.parametrize("varde", ["0.1", "53.10", "-12.5", "0", "123456789.123456789"])
def test_a_decimal_is_sent_with_its_own_digits_as_a_json_number(server: Provserver, klient: Klient, varde: str) -> None:
    assert klient.skriv_varde(CELL, DAG, Decimal(varde)) == Decimal(varde)
    skickat = server.anrop[-1].kropp["Value"]
    assert not isinstance(skickat, str | float)
    assert str(Decimal(skickat)) == varde


@pytest.mark.parametrize(
    ("kolumn", "falt"),
    [
        (Kolumn(id="3012", namn="Mål", index=1), {"KpiColumnId": "3012"}),
        (Kolumn(namn="mål", index=1), {"KpiColumnName": "mål"}),
        (Kolumn(index=1, kod="MAL"), {"KpiColumnIndex": 1}),
    ],
)
def test_a_column_is_told_by_id_else_name_else_place(
    server: Provserver, klient: Klient, kolumn: Kolumn, falt: dict[str, object]
) -> None:
    cell = Cell(kpi="301", enhet="1", kolumn=kolumn)
    klient.skriv_varde(cell, DAG, Decimal(70))
    kropp = server.anrop[-1].kropp
    assert {n: v for n, v in kropp.items() if n.startswith("KpiColumn")} == falt
    assert server.varde("301", "1", "3012", DAG) == 70
    assert [v.varde for v in klient.varden(cell, DAG, DAG)] == [Decimal(70)]
    assert klient.varden(CELL, DAG, DAG) == ()


def test_a_column_with_an_external_code_alone_cannot_be_asked_for(server: Provserver, klient: Klient) -> None:
    with pytest.raises(ValueError, match="bara en externkod"):
        klient.varden(Cell(kpi="301", enhet="1", kolumn=Kolumn(kod="UTFALL")), DAG, DAG)
    assert server.anrop == []


def test_what_lies_outside_the_days_asked_for_is_left_out(server: Provserver, klient: Klient) -> None:
    for manad in (2, 3, 4):
        server.satt("301", "1", "3011", date(2018, manad, 1), Decimal(manad))
    assert [v.varde for v in klient.varden(CELL, date(2018, 3, 1), DAG)] == [Decimal(3)]


def test_also_when_stratsys_gives_more_than_it_was_asked_for() -> None:
    rader = [{"Date": f"2018-0{manad}-28", "Value": manad} for manad in (2, 3, 4)]
    transport = httpx.MockTransport(lambda begaran: httpx.Response(200, json={"Success": True, "Result": rader}))
    with httpx.Client(transport=transport) as http:
        klient = Klient("https://stratsys.example/api/v1/", Token("x"), http)
        assert [v.varde for v in klient.varden(CELL, date(2018, 3, 1), DAG)] == [Decimal(3)]


def test_columns_and_units_are_listed(server: Provserver, klient: Klient) -> None:
    assert [(k.id, k.namn, k.index) for k in klient.kolumner("301", "1")] == [("3011", "Utfall", 0), ("3012", "Mål", 1)]
    server.enheter = {str(n): f"Enhet {n}" for n in range(2345)}
    assert len(klient.enheter()) == 2345, "asked for more until fewer come"
    assert [a.vag for a in server.anrop[-3:]] == ["departments/filter"] * 3
    assert [enhet.namn for enhet in klient.enheter("enhet 234")] == ["Enhet 234", *(f"Enhet 234{n}" for n in range(5))]


def test_a_no_in_the_envelope_is_told_with_stratsys_own_words(klient: Klient) -> None:
    with pytest.raises(StratsysFel, match="nekade kpicolumns: Kpi undefined: 1234567") as fel:
        klient.kolumner("1234567", "1")
    assert fel.value.meddelande == "Kpi undefined: 1234567 ('Department: 1')"
    assert not fel.value.form
    assert str(pickle.loads(pickle.dumps(fel.value))) == str(fel.value)


@pytest.mark.parametrize("id", ["../comments", "a/b", "?x=1", "å ä"])
def test_a_code_cannot_lead_to_another_resource(server: Provserver, klient: Klient, id: str) -> None:
    with pytest.raises(StratsysFel):
        klient.kolumner(id, "1")
    assert server.anrop[-1].vag.startswith("kpicolumns/")
    assert server.anrop[-1].vag.endswith("/filter")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_passes_is_asked_again_after_waits_that_double(
    server: Provserver, klient: Klient, vantor: list[float], status: int
) -> None:
    server.satt("301", "1", "3011", DAG, Decimal(70))
    server.stor(status, ganger=2)
    assert [v.varde for v in klient.varden(CELL, DAG, DAG)] == [Decimal(70)]
    assert vantor == [1.0, 2.0]


def test_stratsys_says_how_long_to_wait(server: Provserver, klient: Klient, vantor: list[float]) -> None:
    server.stor(429, huvuden={"Retry-After": "7"})
    klient.skriv_varde(CELL, DAG, Decimal(70))
    assert vantor == [7.0]


def test_a_comment_is_never_sent_twice(server: Provserver, klient: Klient, vantor: list[float]) -> None:
    server.stor("bryt efter", metod="POST")
    with pytest.raises(NatverksFel) as fel:
        klient.ny_kommentar("903", "1", "19", DAG, "<p>Hej</p>")
    assert fel.value.kan_vara_utfort
    assert len(server.kommentarer) == 1
    assert vantor == []


def test_a_comment_never_says_that_the_period_is_finished(server: Provserver, klient: Klient) -> None:
    klient.ny_kommentar("903", "1", "19", DAG, "<p>Hej</p>")
    (kommentar,) = klient.kommentarer("903", "1")
    klient.andra_kommentar(kommentar.id, "19", "<p>Då</p>")
    assert [k.html for k in klient.kommentarer("903", "1")] == ["<p>Då</p>"]
    assert klient.kommentarer("903", "2") == ()
    assert server.klarmarkerade == []
    assert all("IsPeriodFinished" not in (a.kropp or {}) for a in server.anrop)


@pytest.mark.parametrize(
    ("stor", "lage"),
    [
        ("bryt före", Natverkslage.OKANT),
        ("bryt efter", Natverkslage.OKANT),
        ("långsam", Natverkslage.OKANT),
        ("skräp", Natverkslage.OLASBART),
    ],
)
def test_a_write_whose_answer_is_lost_may_have_been_done(server: Provserver, stor: Stor, lage: Natverkslage) -> None:
    server.stor(stor)
    with httpx.Client(verify=False, trust_env=False) as http:
        klient = Klient(server.adress, Klientuppgifter(KLIENT_ID, HEMLIGHET), http, granser=OTALIG)
        with pytest.raises(NatverksFel) as fel:
            klient.skriv_varde(CELL, DAG, Decimal(70))
    assert fel.value.lage is lage
    assert fel.value.kan_vara_utfort
    assert server.varde("301", "1", "3011", DAG) == (None if stor == "bryt före" else 70)


def test_a_server_that_is_not_there_was_sent_nothing() -> None:
    with Provserver() as server:
        adress = server.adress
    with Klient(adress, Token("x"), granser=Granser(flest_forsok=1)) as klient, pytest.raises(NatverksFel) as fel:
        klient.skriv_varde(CELL, DAG, Decimal(70))
    assert fel.value.lage is Natverkslage.INGET_SKICKAT


@pytest.mark.parametrize(
    ("svar", "text"),
    [
        ("[]", "svaret saknar Success"),
        ('{"Success": true}', "svaret saknar Result"),
        ('{"Success": true, "Result": {}}', "ingen lista"),
        ('{"Success": true, "Result": [1]}', "ingen lista"),
        ('{"Success": true, "Result": [{"Value": 1}]}', "Date saknas"),
        ('{"Success": true, "Result": [{"Date": "i mars", "Value": 1}]}', "Date är 'i mars'"),
        ('{"Success": true, "Result": [{"Date": "2018-03-31", "Value": "71,5"}]}', "Value är inget tal"),
        ('{"Success": true, "Result": [{"Date": "2018-03-31", "Value": true}]}', "Value är inget tal"),
    ],
)
def test_an_answer_in_another_form_is_told_and_not_guessed_at(svar: str, text: str) -> None:
    transport = httpx.MockTransport(lambda begaran: httpx.Response(200, text=svar))
    with httpx.Client(transport=transport) as http:
        klient = Klient("https://stratsys.example/api/v1/", Token("x"), http)
        with pytest.raises(StratsysFel, match=text) as fel:
            klient.varden(CELL, DAG, DAG)
    assert fel.value.form


def test_a_date_may_have_a_time_after_it() -> None:
    svar = '{"Success": true, "Result": [{"Date": "2018-03-31T00:00:00", "Value": 1}]}'
    transport = httpx.MockTransport(lambda begaran: httpx.Response(200, text=svar))
    with httpx.Client(transport=transport) as http:
        assert Klient("https://stratsys.example/api/v1/", Token("x"), http).varden(CELL, DAG, DAG)[0].dag == DAG


def test_a_no_without_words_says_so() -> None:
    transport = httpx.MockTransport(lambda begaran: httpx.Response(200, text='{"Success": false, "Result": null}'))
    with httpx.Client(transport=transport) as http, pytest.raises(StratsysFel, match="inget skäl angavs"):
        Klient("https://stratsys.example/api/v1/", Token("x"), http).kolumner("1", "1")


def test_so_many_units_that_they_cannot_be_known_to_be_all_are_an_error() -> None:
    rad = {"Id": "1", "Name": "A"}

    def svara(begaran: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"Success": True, "Result": [rad] * int(begaran.url.params["maxResults"])})

    with httpx.Client(transport=httpx.MockTransport(svara)) as http, pytest.raises(StratsysFel, match="sök på namn"):
        Klient("https://stratsys.example/api/v1/", Token("x"), http).enheter()


# Who asks


def test_wrong_credentials_are_asked_about_once(server: Provserver, vantor: list[float]) -> None:
    with (
        Klient(server.adress, Klientuppgifter(KLIENT_ID, "fel"), vanta=vantor.append) as klient,
        pytest.raises(NatverksFel, match="fick 401; kontrollera inloggningsuppgifterna"),
    ):
        klient.kolumner("301", "1")
    assert len(server.anrop) == 1
    assert vantor == []


def test_a_token_that_is_no_longer_valid_is_renewed_once(server: Provserver) -> None:
    with Klient(server.adress, token_fran(server.tokenadress, KLIENT_ID, HEMLIGHET)) as klient:
        klient.kolumner("301", "1")
        server.aterkalla_token()
        klient.kolumner("301", "1")
    assert len(server.anrop) == 3


def test_a_given_token_cannot_be_renewed(server: Provserver) -> None:
    with Klient(server.adress, Token("gammal")) as klient, pytest.raises(NatverksFel, match="401"):
        klient.kolumner("301", "1")
    assert len(server.anrop) == 1


def test_a_token_that_is_refused_is_told_by_its_address_without_the_secret(server: Provserver) -> None:
    inloggning = token_fran(server.tokenadress, KLIENT_ID, "mycket-hemligt")
    with Klient(server.adress, inloggning) as klient, pytest.raises(InloggningsFel, match="/connect/token") as fel:
        klient.kolumner("301", "1")
    assert "mycket-hemligt" not in str(fel.value)
    assert server.anrop == []


@pytest.mark.parametrize(
    ("miljo", "vantat"),
    [
        ({"STRATSYS_TOKEN": "abc"}, "Token(***)"),
        ({"STRATSYS_KLIENT_ID": "k", "STRATSYS_HEMLIGHET": "h"}, "Klientuppgifter('k', hemlighet=***)"),
        (
            {"STRATSYS_KLIENT_ID": "k", "STRATSYS_HEMLIGHET": "h", "STRATSYS_TOKENADRESS": "https://x.example/token"},
            "Token(***)",
        ),
    ],
)
def test_credentials_stand_in_the_environment(miljo: dict[str, str], vantat: str) -> None:
    assert repr(inloggning_fran_miljon(miljo)) == vantat


@pytest.mark.parametrize("miljo", [{}, {"STRATSYS_KLIENT_ID": "k"}, {"STRATSYS_TOKEN": " "}])
def test_missing_credentials_are_told_by_name(miljo: dict[str, str]) -> None:
    with pytest.raises(InloggningsFel, match="STRATSYS_KLIENT_ID och STRATSYS_HEMLIGHET"):
        inloggning_fran_miljon(miljo)


@pytest.mark.parametrize("hemligt", ["", " ", "rad1\nrad2", "å", "a b"])
def test_a_secret_that_no_header_holds_is_refused_without_being_shown(hemligt: str) -> None:
    for gor in (Token, lambda h: Klientuppgifter("k", h)):
        with pytest.raises(InloggningsFel) as fel:
            gor(hemligt)
        assert not hemligt.strip() or hemligt not in str(fel.value)


def test_nothing_secret_is_in_a_text_a_log_or_a_pickled_error(
    server: Provserver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    hemligt = "Zq7-mycket-hemligt"
    with Klient(server.adress, Klientuppgifter("k", hemligt)) as klient:
        with pytest.raises(NatverksFel) as fel:
            klient.skriv_varde(CELL, DAG, Decimal(70))
        allt = repr(klient) + str(fel.value) + repr(fel.value) + repr(pickle.dumps(fel.value)) + caplog.text
    for text in (hemligt, base64.b64encode(f"k:{hemligt}".encode()).decode()):
        assert text not in allt


def test_a_password_is_never_sent_in_the_clear_to_another_machine() -> None:
    with pytest.raises(ValueError, match="https"):
        Klient("http://stratsys.example/api/v1/", Token("x"))


def mockad(svar: str | bytes, status: int = 200) -> Klient:
    transport = httpx.MockTransport(lambda begaran: httpx.Response(status, content=svar))
    return Klient("https://stratsys.example/api/v1/", Token("x"), httpx.Client(transport=transport))


@pytest.mark.parametrize(
    ("falt", "varde"),
    [("KpiId", "302"), ("DepartmentId", "5"), ("KpiColumnId", "3012"), ("KpiColumnId", 3012)],
)
def test_a_value_of_another_cell_than_the_asked_for_is_never_taken_for_it(falt: str, varde: object) -> None:
    rad = {"KpiId": "301", "DepartmentId": "1", "KpiColumnId": "3011", "Date": "2018-03-31", "Value": 1, falt: varde}
    with pytest.raises(StratsysFel, match=f"{falt} är '{varde}', väntade") as fel:
        mockad(json.dumps({"Success": True, "Result": [rad]})).varden(CELL, DAG, DAG)
    assert fel.value.form


@pytest.mark.parametrize(
    ("kolumn", "falt", "annan"),
    [(Kolumn(namn="Mål"), "KpiColumnName", "Utfall"), (Kolumn(index=1), "KpiColumnIndex", 0)],
)
def test_nor_one_of_another_column_told_by_name_or_place(kolumn: Kolumn, falt: str, annan: object) -> None:
    cell = Cell(kpi="301", enhet="1", kolumn=kolumn)
    ratt = {"KpiColumnName": "MÅL", "KpiColumnIndex": 1}
    for varde in (ratt[falt], annan):
        rad = {"Date": "2018-03-31", "Value": 1, falt: varde}
        klient = mockad(json.dumps({"Success": True, "Result": [rad]}))
        if varde == annan:
            with pytest.raises(StratsysFel, match=falt):
                klient.varden(cell, DAG, DAG)
        else:
            assert len(klient.varden(cell, DAG, DAG)) == 1


def test_an_envelope_that_says_neither_yes_nor_no_may_have_done_what_was_asked() -> None:
    with pytest.raises(StratsysFel, match="Success är varken true eller false") as fel:
        mockad('{"Success": "true", "Result": 2}').skriv_varde(CELL, DAG, Decimal(2))
    assert fel.value.form


@pytest.mark.parametrize(
    "ra", [b"\xef\xbb\xbf" + b'{"Success": true, "Result": 2}', '{"Success": true, "Result": 2.0}'.encode("utf-16")]
)
def test_an_answer_may_begin_with_a_byte_order_mark(ra: bytes) -> None:
    assert mockad(ra).skriv_varde(CELL, DAG, Decimal(2)) == 2


@pytest.mark.parametrize("ra", [b"", b"<html>Logga in</html>", b'{"Success": true, "Result": 1, "Result": 2}'])
def test_an_answer_that_cannot_be_read_leaves_a_write_not_known(ra: bytes) -> None:
    with pytest.raises(NatverksFel) as fel:
        mockad(ra).skriv_varde(CELL, DAG, Decimal(2))
    assert fel.value.kan_vara_utfort


def test_a_login_of_the_callers_own_is_not_shown() -> None:
    class Egen:
        def __repr__(self) -> str:
            return "Egen(lösenord='hemligt')"

        def huvud(self, fornya: bool) -> str | None:
            return None if fornya else "Bearer hemligt"

    assert repr(Klient("https://stratsys.example/api/v1/", Egen())) == (
        "Klient('https://stratsys.example/api/v1/', Egen(***))"
    )


def test_a_function_that_fails_to_give_a_token_is_told_as_a_login_that_failed(server: Provserver) -> None:
    def token() -> str:
        raise ConnectionError("https://inloggning.example/?secret=mycket-hemligt")

    with Klient(server.adress, Token(token)) as klient, pytest.raises(InloggningsFel, match="ConnectionError") as fel:
        klient.kolumner("301", "1")
    assert "mycket-hemligt" not in "".join(traceback.format_exception(fel.value))


@pytest.mark.parametrize("adress", ["", "x", "https://h", "http://h.example/token", "https://u:hemligt@h.example:x/t"])
def test_a_token_address_that_is_none_is_told_as_a_login_that_failed(adress: str) -> None:
    with pytest.raises(InloggningsFel, match="tokenadressen") as fel:
        token_fran(adress, "k", "mycket-hemligt").huvud(False)
    assert "hemligt" not in str(fel.value)


def test_a_client_id_that_basic_cannot_tell_from_the_secret_is_refused() -> None:
    with pytest.raises(InloggningsFel, match="kolon"):
        Klientuppgifter("a:b", "hemligt")


def test_every_error_comes_back_whole_from_another_process() -> None:
    for fel in (
        StratsysFel("kpidata", "nej", form=True),
        NatverksFel("PUT", "x/y", Natverkslage.NEKAT, "fick 429", status=429, forsok=2, vantan=9.0, svar=b"a"),
        InloggningsFel("inloggningen saknas"),
        KopplingsFel([Regelfel("koppling.toml", "matt[0]", "saknas", rad=3)]),
    ):
        igen = pickle.loads(pickle.dumps(fel))
        assert (type(igen), str(igen), vars(igen)) == (type(fel), str(fel), vars(fel))
