"""Kolada: its figures become outcomes unchanged; what is missing, deleted or contradictory is told, never guessed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, strategies as st

import riktlinjer as rl
from riktlinjer.adapters.kolada import (
    ADRESS,
    Klient,
    Koladanyckeltal,
    Koladaomrade,
    Koladautfall,
    Koladavarde,
    Koppling,
    hamta_utfall,
    las_koppling,
    tolka_utfall,
)
from riktlinjer.adapters.kolada.former import las_nyckeltal, las_omrade, las_rader, las_varden
from riktlinjer.adapters.kolada.provserver import EXEMPEL, Provserver
from riktlinjer.adapters.natverk import NatverksFel, Natverkslage
from riktlinjer.errors import KopplingsFel

REGELVERK = rl.las_regelverk(EXEMPEL / "regelverk.toml")
KOPPLING = las_koppling(EXEMPEL / "koppling.toml", REGELVERK)

ENHETER = "[[enheter]]\nid = 'r'\nnamn = 'Regionen'\nkod = '0099'\n"
HUVUD = f"format = 1\nregelverk = 'exempel-2024'\n{ENHETER}"
MATT = "[[matt]]\nkpi = 'N99901'\nindikator = 'besok-inom-tre-dagar'\n"


def las(mapp: Path, text: str, regelverk: rl.Regelverk = REGELVERK) -> Koppling:
    fil = mapp / "koppling.toml"
    fil.write_text(text, "utf-8")
    return las_koppling(fil, regelverk)


# The mapping


def test_a_mapping_says_what_it_holds() -> None:
    assert [enhet.kod for enhet in KOPPLING.enheter] == ["0099", "0000"]
    assert KOPPLING.enhet("riket").namn == "Riket"
    assert KOPPLING.text.splitlines()[3:6] == [
        "  besok-inom-tre-dagar: nyckeltal N99901, totalt, med delarna kvinnor, män",
        "  sjukfranvaro: nyckeltal N99902, totalt, med året innan",
        "  vardplan: nyckeltal N99903, totalt, gånger 100",
    ]
    with pytest.raises(rl.OkantId, match="välj bland regionen, riket"):
        KOPPLING.enhet("rike")


@pytest.mark.parametrize(
    ("text", "rad"),
    [
        (HUVUD.replace("exempel-2024", "exempel-2023") + MATT, "koppling.toml:2: regelverk: filen är skriven för"),
        (
            HUVUD + MATT.replace("besok-inom-tre-dagar", "besok"),
            "koppling.toml:9: matt[0].indikator: indikator 'besok'",
        ),
        (HUVUD.replace("kod = '0099'\n", "") + MATT, "koppling.toml:3: enheter[0].kod: "),
        (HUVUD.replace("'0099'", "''") + MATT, "koppling.toml:6: enheter[0].kod: '' är ingen kod"),
        (HUVUD.replace("'0099'", "'99'") + MATT, "koppling.toml:6: enheter[0].kod: '99' är ingen kod"),
        (HUVUD.replace("'0099'", "99") + MATT, "koppling.toml:6: enheter[0].kod: "),
        (
            HUVUD + ENHETER.replace("0099", "0098") + MATT,
            "koppling.toml:8: enheter[1].id: 'r' står på två enheter (enheter[0].id)",
        ),
        (HUVUD + ENHETER.replace("'r'", "'s'") + MATT, "koppling.toml:10: enheter[1].kod: '0099' står på två enheter"),
        (HUVUD + MATT + MATT, "koppling.toml:12: matt[1].indikator: 'besok-inom-tre-dagar' har redan ett nyckeltal"),
        (HUVUD + MATT.replace("N99901", "N9990"), "koppling.toml:8: matt[0].kpi: 'N9990' är inget nyckeltal"),
        (HUVUD + MATT.replace("N99901", "n99901"), "koppling.toml:8: matt[0].kpi: 'n99901' är inget nyckeltal"),
        (HUVUD + MATT + "kon = 'T'\n", "koppling.toml:10: matt[0].kon: "),
        (HUVUD + MATT + "delar = ['flickor']\n", "koppling.toml:10: matt[0].delar[0]: "),
        (HUVUD + MATT + "delar = ['män', 'män']\n", "matt[0]: delar: något står två gånger"),
        (HUVUD + MATT + "faktor = 0\n", "koppling.toml:10: matt[0].faktor: 0 är ingen faktor"),
        (HUVUD + MATT + "faktor = -1\n", "koppling.toml:10: matt[0].faktor: -1 är ingen faktor"),
        (HUVUD + MATT + "faktor = inf\n", "koppling.toml:10: matt[0].faktor: "),
        (HUVUD + MATT + "faktor = 1e13\n", "koppling.toml:10: matt[0].faktor: "),
        (HUVUD + MATT + "manad = 0\n", "koppling.toml:10: matt[0].manad: fann 0: väntade minst 1"),
        (HUVUD + MATT + "manad = 13\n", "koppling.toml:10: matt[0].manad: fann 13: väntade högst 12"),
        (
            HUVUD.replace("'0099'", "0099") + MATT,
            "koppling.toml:6: TOML-filen kan inte läsas: koden ska stå inom citattecken: '0099'",
        ),
        (HUVUD.replace("'Regionen'", "''") + MATT, "koppling.toml:5: enheter[0].namn: är tom"),
        (HUVUD + MATT + "enhet = 'dagar'\n", "koppling.toml:10: matt[0].enhet: besok-inom-tre-dagar: "),
        (
            HUVUD + MATT + "enhet = 'hinkar'\n",
            "koppling.toml:10: matt[0].enhet: 'hinkar' är ingen enhet som känns igen",
        ),
        (HUVUD + MATT + "kolumn = 1\n", "koppling.toml:10: matt[0].kolumn: "),
        (HUVUD, "koppling.toml: matt: "),
        (f"format = 1\nregelverk = 'exempel-2024'\n{MATT}", "koppling.toml: enheter: "),
        (HUVUD.replace("format = 1", "format = 2") + MATT, "koppling.toml:1: format: "),
        ("format = \n", "koppling.toml:1: "),
    ],
)
def test_a_fault_in_a_mapping_is_told_with_its_line(tmp_path: Path, text: str, rad: str) -> None:
    with pytest.raises(KopplingsFel) as exc:
        las(tmp_path, text)
    assert [str(fel) for fel in exc.value.fel if rad in str(fel)], str(exc.value)
    assert len(exc.value.fel) == 1, str(exc.value)


def test_all_faults_of_a_mapping_are_told_at_once(tmp_path: Path) -> None:
    text = HUVUD.replace("'0099'", "'x'") + MATT.replace("N99901", "x").replace("besok", "bes") + "manad = 99\n"
    with pytest.raises(KopplingsFel) as exc:
        las(tmp_path, text)
    assert [fel.plats for fel in exc.value.fel] == [
        "enheter[0].kod",
        "matt[0].kpi",
        "matt[0].indikator",
        "matt[0].manad",
    ]


def test_a_mapping_is_read_for_a_rule_set_and_no_other(tmp_path: Path) -> None:
    annat = rl.las_regelverk("halland-2018")
    with pytest.raises(KopplingsFel, match="men regelverket är 'halland-2018'"):
        las(tmp_path, HUVUD + MATT, annat)
    with pytest.raises(ValueError, match="kopplingen är skriven för 'exempel-2024'"):
        tolka_utfall(KOPPLING, annat, ar=2024, nyckeltal=(), omraden=(), varden=())
    with pytest.raises(TypeError, match="väntade ett Regelverk"):
        las_koppling(EXEMPEL / "koppling.toml", "halland-2018")  # type: ignore[arg-type]


def test_the_parts_are_those_that_the_targets_name(tmp_path: Path) -> None:
    delat = (
        "{ slag = 'uppdelat', efter = 'kön', delar = [{ del_ = 'kvinnor', malvarde = { slag = 'gräns', minst = 75 } },"
        " { del_ = 'män', malvarde = { slag = 'gräns', minst = 70 } }] }"
    )
    fil = tmp_path / "regelverk.toml"
    text = (EXEMPEL / "regelverk.toml").read_text("utf-8")
    fil.write_text(text.replace("{ slag = 'gräns', minst = 75, text = '75 eller högre' }", delat), "utf-8")
    regelverk = rl.las_regelverk(fil)
    matt = HUVUD + "[[matt]]\nkpi = 'U99904'\nindikator = 'patientindex'\ndelar = ['kvinnor', '{}']\n"
    assert las(tmp_path, matt.format("män"), regelverk).matt[0].delar == ("kvinnor", "män")
    with pytest.raises(KopplingsFel, match=r"matt\[0\].delar\[1\]: del 'totalt' finns inte; välj bland kvinnor, män"):
        las(tmp_path, matt.format("totalt"), regelverk)


# The shapes


NYCKELTAL: dict[str, Any] = {
    "id": "N99901",
    "title": " Besök, andel (%) ",
    "description": "",
    "is_divided_by_gender": True,
    "municipality_type": "L",
    "auspice": "X",
    "operating_area": "Vård",
    "perspective": "Kvalitet",
    "prel_publication_date": None,
    "publication_date": "2025-02-20",
    "publ_period": 2024,
    "has_ou_data": False,
}


def test_a_key_figure_is_read_whole_and_what_is_new_in_it_is_passed_over() -> None:
    assert las_nyckeltal({**NYCKELTAL, "new_field": [1]}, "x") == Koladanyckeltal(
        id="N99901",
        titel="Besök, andel (%)",
        verksamhetsomrade="Vård",
        konsuppdelat=True,
        omradestyp="L",
        auspice="X",
        publiceras="2025-02-20",
        publiceringsperiod="2024",
    )


def test_the_field_names_and_numbers_of_the_earlier_version_are_read_too() -> None:
    for tal in (0, 1):
        nyckeltal = las_nyckeltal({"id": "N1", "title": "x", "auspices": "T", "is_divided_by_gender": tal}, "x")
        assert (nyckeltal.auspice, nyckeltal.konsuppdelat) == ("T", bool(tal))
    with pytest.raises(ValueError, match=r"x\.is_divided_by_gender: väntade true eller false"):
        las_nyckeltal({"id": "N1", "title": "x", "is_divided_by_gender": 2}, "x")


@pytest.mark.parametrize(
    ("titel", "enhet"),
    [
        ("Sjukfrånvaro, andel (%)", "%"),
        ("Väntetid (dagar)", "dagar"),
        ("Invånare 20-64 år, andel (%) ", "%"),
        ("Andel (%) av alla", None),
        ("Index (0-100)", None),
        ("Kostnad, kr/inv", None),
        ("()", None),
    ],
)
def test_the_unit_is_the_known_one_that_ends_the_title(titel: str, enhet: str | None) -> None:
    assert Koladanyckeltal(id="N99901", titel=titel).enhet == enhet


RAD: dict[str, Any] = {"kpi": "N99901", "municipality": "0099", "period": 2024, "values": []}


@pytest.mark.parametrize(
    ("post", "varde", "status", "borttaget"),
    [
        (
            {"gender": "T", "value": Decimal("84.30"), "status": "", "isdeleted": False, "count": 1},
            "84.30",
            None,
            False,
        ),
        ({"gender": "T", "value": None, "status": "Missing", "isdeleted": False}, None, "Missing", False),
        ({"gender": "T", "value": 0, "status": None, "isdeleted": True}, "0", None, True),
        ({"gender": "T", "value": -3}, "-3", None, False),
    ],
)
def test_a_figure_is_read_as_it_stands(post: dict[str, Any], varde: str | None, status: str, borttaget: bool) -> None:
    [last] = las_varden({**RAD, "values": [post]}, "x")
    vantat = None if varde is None else Decimal(varde)
    assert last == Koladavarde(
        kpi="N99901", omrade="0099", ar=2024, kon="T", varde=vantat, status=status, borttaget=borttaget
    )
    assert str(last.varde) == str(vantat)


@pytest.mark.parametrize(
    ("andring", "fel"),
    [
        ({"kpi": None}, "x.kpi: saknas"),
        ({"municipality": ""}, "x.municipality: saknas"),
        ({"municipality": ["0099"]}, "x.municipality: väntade en text"),
        ({"period": "2024"}, "x.period: väntade ett heltal"),
        ({"period": True}, "x.period: väntade ett heltal"),
        ({"period": None}, "x.period: saknas"),
        ({"values": None}, "x.values: saknas"),
        ({"values": {}}, "x.values: väntade en lista"),
        ({"values": [1]}, "x.values[0]: väntade ett objekt"),
        ({"values": [{"gender": "T"}]}, "x.values[0].value: saknas"),
        ({"values": [{"value": 1}]}, "x.values[0].gender: saknas"),
        ({"values": [{"gender": "T", "value": "84,3"}]}, "x.values[0].value: väntade ett tal eller null"),
        ({"values": [{"gender": "T", "value": True}]}, "x.values[0].value: väntade ett tal eller null"),
        ({"values": [{"gender": "T", "value": 10**1001}]}, "x.values[0].value: talet har fler än 1000 siffror"),
        (
            {"values": [{"gender": "T", "value": Decimal("0." + "1" * 1001)}]},
            "x.values[0].value: talet har fler än 1000 siffror",
        ),
        ({"values": [{"gender": "T", "value": 1, "isdeleted": "no"}]}, "x.values[0].isdeleted: väntade true eller"),
    ],
)
def test_another_shape_is_refused_with_its_place(andring: dict[str, Any], fel: str) -> None:
    with pytest.raises(ValueError) as exc:  # noqa: PT011 - the text is compared below
        list(las_varden({**RAD, **andring}, "x"))
    assert str(exc.value).startswith(fel)


@pytest.mark.parametrize("svar", [[], None, 1, {}, {"values": 1}, {"values": [], "next_url": 1.0}])
def test_a_page_of_another_shape_is_refused(svar: Any) -> None:
    with pytest.raises(ValueError, match="svaret"):
        las_rader(svar)


# The client


class Server:
    """Kolada in memory: what each address answers, and the addresses that were asked for."""

    def __init__(self, svara: Callable[[httpx.URL], httpx.Response]) -> None:
        self.anrop: list[str] = []
        self._svara = svara
        klient = httpx.Client(transport=httpx.MockTransport(self._ta_emot))
        self.klient = Klient(klient, vanta=lambda s: None)

    def _ta_emot(self, begaran: httpx.Request) -> httpx.Response:
        self.anrop.append(str(begaran.url))
        return self._svara(begaran.url)


def sida(*rader: Any, nasta: str | None = None) -> httpx.Response:
    return httpx.Response(
        200, json={"values": list(rader), "next_url": nasta, "previous_url": None, "count": len(rader)}
    )


def rad(kpi: str, omrade: str, ar: int, *varden: Any, kon: str = "T") -> dict[str, Any]:
    poster = [{"gender": kon, "value": v, "status": "", "isdeleted": False} for v in varden]
    return {"kpi": kpi, "municipality": omrade, "period": ar, "values": poster}


def test_nothing_is_sent_before_it_is_asked_for() -> None:
    with Provserver() as server, Klient(adress=server.adress):
        pass
    assert server.anrop == []
    assert repr(Klient()) == "Klient('https://api.kolada.se/v3/')"


@pytest.mark.parametrize("adress", ["http://api.kolada.se/v3/", "https://[::1", "", "https://a:b@api.kolada.se/v3/"])
def test_an_address_that_is_not_safe_to_ask_is_refused(adress: str) -> None:
    with pytest.raises(ValueError, match=r"adress|https"):
        Klient(adress=adress)


def test_the_api_is_asked_by_path_with_the_largest_page() -> None:
    server = Server(lambda url: sida(rad("N99901", "0013", 2024, 1)))
    assert [v.varde for v in server.klient.varden(["N99901", "U99904"], ["0013", "0000"], [2024, 2023])] == [1]
    assert server.anrop == [f"{ADRESS}data/kpi/N99901,U99904/municipality/0013,0000/year/2024,2023?per_page=5000"]


@pytest.mark.parametrize(("antal", "satser"), [(1, 1), (25, 1), (26, 2), (50, 2), (51, 3)])
def test_at_most_25_ids_are_asked_for_at_a_time(antal: int, satser: int) -> None:
    server = Server(lambda url: sida())
    kpier = [f"N{n:05}" for n in range(antal)]
    server.klient.varden([*kpier, *kpier], ["0013"], [2024])
    assert len(server.anrop) == satser
    fragade = [kpi for url in server.anrop for kpi in url.split("/kpi/")[1].split("/")[0].split(",")]
    assert fragade == kpier


def test_every_dimension_is_batched_and_every_batch_asked_for_once() -> None:
    server = Server(lambda url: sida())
    server.klient.varden([f"N{n:05}" for n in range(26)], [f"{n:04}" for n in range(26)], range(2000, 2026))
    assert len(set(server.anrop)) == len(server.anrop) == 8


def test_nothing_to_ask_for_asks_nothing() -> None:
    server = Server(lambda url: sida())
    assert server.klient.varden([], ["0013"], [2024]) == server.klient.nyckeltal([]) == server.klient.omraden([]) == ()
    assert server.anrop == []


@pytest.mark.parametrize("nasta", [f"{ADRESS}data/x?page=2", "http://api.kolada.se/v3/data/x?page=2"])
def test_pages_are_followed_to_the_last_on_the_same_server(nasta: str) -> None:
    """Also when the server, behind a proxy, calls itself http: the question stays on https."""
    sidor = {None: sida(rad("N99901", "0013", 2024, 1), nasta=nasta), "2": sida(rad("N99901", "0013", 2023, 2))}
    server = Server(lambda url: sidor[url.params.get("page")])
    assert [v.varde for v in server.klient.varden(["N99901"], ["0013"], [2024])] == [1, 2]
    assert server.anrop[1] == f"{ADRESS}data/x?page=2"


@pytest.mark.parametrize(
    "nasta",
    ["https://else.example/v3/data?page=2", "//else.example/x", "https://api.kolada.se//else.example/x", "https://[",
     "https://api.kolada.se.else.example/", "file:///etc/passwd"],
)  # fmt: skip
def test_a_page_on_another_server_is_not_asked_for(nasta: str) -> None:
    server = Server(lambda url: sida(rad("N99901", "0013", 2024, 1), nasta=nasta))
    with pytest.raises(NatverksFel) as exc:
        server.klient.varden(["N99901"], ["0013"], [2024])
    assert exc.value.lage is Natverkslage.INGET_SKICKAT
    assert len(server.anrop) == 1


def test_pages_that_never_end_are_told() -> None:
    server = Server(lambda url: sida(nasta=str(url)))
    with pytest.raises(NatverksFel, match="sidorna tar aldrig slut"):
        server.klient.varden(["N99901"], ["0013"], [2024])
    assert len(server.anrop) <= 2


def test_an_answer_of_another_shape_is_told_with_its_place() -> None:
    server = Server(lambda url: sida(rad("N99901", "0013", 2024, 1), rad("N99901", "0013", 2023, "1,5")))
    with pytest.raises(NatverksFel) as exc:
        server.klient.varden(["N99901"], ["0013"], [2024])
    assert exc.value.lage is Natverkslage.OLASBART
    assert str(exc.value).startswith(
        "GET api.kolada.se/v3/data/kpi/N99901/municipality/0013/year/2024: svaret har en annan form än väntat: "
        "values[1].values[0].value: väntade ett tal eller null"
    )


@pytest.mark.parametrize("status_404", [False, True])
def test_a_key_figure_that_kolada_does_not_have_is_left_out(status_404: bool) -> None:
    """Whether the API answers nothing for it or refuses the whole question."""
    finns = {f"N{n:05}" for n in range(60) if n not in (3, 30, 31)}

    def svara(url: httpx.URL) -> httpx.Response:
        idn = url.path.rsplit("/", 1)[1].split(",")
        saknas = [id for id in idn if id not in finns]
        if saknas and status_404:
            return httpx.Response(404, json={"detail": "Not Found"})
        return sida(*({"id": id, "title": id} for id in reversed(idn) if id in finns))

    funna = Server(svara).klient.nyckeltal(f"N{n:05}" for n in range(60))
    assert [n.id for n in funna] == sorted(finns)


def test_a_group_is_looked_up_among_the_groups() -> None:
    server = Server(lambda url: sida({"id": url.path.rsplit("/", 1)[1], "title": "x"}))
    assert [o.id for o in server.klient.omraden(["G35820", "0013"])] == ["G35820", "0013"]
    assert [url.split("/v3/")[1].split("/")[0] for url in server.anrop] == ["municipality", "municipality_groups"]


@pytest.mark.parametrize(
    "fraga",
    [
        lambda k: k.nyckeltal(["N99901", "N9"]),
        lambda k: k.nyckeltal(["../x"]),
        lambda k: k.omraden(["13"]),
        lambda k: k.varden(["N99901/x"], ["0013"], [2024]),
        lambda k: k.varden(["N99901"], ["0013,0014"], [2024]),
        lambda k: k.varden(["N99901"], ["0013"], [24]),
    ],
)
def test_what_is_no_id_is_never_sent(fraga: Callable[[Klient], object]) -> None:
    server = Server(lambda url: sida())
    with pytest.raises(ValueError, match=r"är inget|är ingen"):
        fraga(server.klient)
    assert server.anrop == []


# Against a server on the machine itself


def fran(server: Provserver, ar: int = 2024, vanta: Callable[[float], None] = lambda s: None) -> Koladautfall:
    with Klient(adress=server.adress, vanta=vanta) as klient:
        return hamta_utfall(klient, KOPPLING, REGELVERK, ar=ar)


def test_the_outcomes_of_every_unit_are_fetched() -> None:
    with Provserver() as server:
        svar = fran(server)
    assert svar.for_enhet("regionen") == {
        "besok-inom-tre-dagar": rl.Utfall("85,4", period="2024-12", delar={"kvinnor": "86,5", "män": "84,1"}),
        "sjukfranvaro": rl.Utfall("5,4", period="2024-12", foregaende_ar="5,6"),
        "vardplan": rl.Utfall("57,3", period="2024-12"),
        "patientindex": None,
    }
    assert svar.for_enhet("riket")["patientindex"] == rl.Utfall(77, period="2024-10")
    assert [p.kod for p in svar.papekanden] == ["KOLADA-03"]
    assert str(svar.papekanden[0].text) == (
        "Region Exempel 2024: U99904 är inte rapporterat. Kolada anger statusen ”Missing”."
    )
    assert svar.text.splitlines() == [
        "Ur Kolada för 2024:",
        "  Region Exempel (0099 Region Exempel i Kolada): 3 av 4 indikatorer har ett utfall",
        "  Riket (0000 Riket i Kolada): 4 av 4 indikatorer har ett utfall",
    ]
    with pytest.raises(rl.OkantId):
        svar.for_enhet("kommunen")


def test_the_outcomes_are_what_berakna_status_takes() -> None:
    with Provserver() as server:
        svar = fran(server)
    status = rl.berakna_status(REGELVERK, svar.for_enhet("regionen"), period="2024-12")["delmal-1"]
    assert {s.value for s in status.mojliga} == {"Grön", "Gul"}
    assert status.antal is not None
    assert (status.antal.uppnadda, status.antal.ej_uppnadda, status.antal.okanda) == (2, 1, 1)


def test_the_answer_is_the_same_a_row_at_a_time() -> None:
    with Provserver() as server:
        helt = fran(server)
    with Provserver(per_sida=1) as server:
        assert fran(server) == helt
    assert len(server.anrop) > 10


def test_the_answer_is_the_same_through_refusals_and_cut_connections() -> None:
    with Provserver() as server:
        helt = fran(server)
    vantan: list[float] = []
    with Provserver(forst=[503, None, 429, 200, 500]) as server:
        assert fran(server, vanta=vantan.append) == helt
    assert vantan == [0.0, 2.0, 0.0, 1.0]


def test_a_lasting_fault_is_told_and_nothing_is_returned_by_half() -> None:
    with Provserver(forst=[200, 200, *[503] * 4]) as server, pytest.raises(NatverksFel) as exc:
        fran(server)
    assert exc.value.status == 503
    assert "/v3/data/kpi/" in str(exc.value)


def test_a_year_without_figures_is_not_known_and_never_zero() -> None:
    with Provserver() as server:
        svar = fran(server, 1999)
    assert set(svar.for_enhet("regionen").values()) == {None}
    assert {p.kod for p in svar.papekanden} == {"KOLADA-04"}


def test_an_answer_is_written_and_read_back_unchanged() -> None:
    with Provserver() as server:
        svar = fran(server)
    assert Koladautfall.model_validate_json(svar.model_dump_json()) == svar
    assert Koppling.model_validate_json(KOPPLING.model_dump_json()) == KOPPLING


def test_the_server_answers_as_kolada_does() -> None:
    """Its limits and its closed version too: what the client relies on, the server would refuse."""
    with Provserver() as server, httpx.Client(trust_env=False) as klient:
        rot = server.adress.removesuffix("v3/")
        assert klient.get(f"{rot}v2/kpi").status_code == 410
        assert klient.get(f"{rot}v3/kpi/{','.join(['N99901'] * 26)}").status_code == 422
        assert klient.get(f"{rot}v3/nothing").status_code == 404
        forsta = klient.get(f"{rot}v3/municipality?per_page=2").json()
        assert (forsta["count"], forsta["previous_url"]) == (2, None)
        andra = klient.get(forsta["next_url"]).json()
        assert (andra["count"], andra["next_url"]) == (1, None)
        assert klient.get(andra["previous_url"]).json()["values"] == forsta["values"]


def test_a_key_figure_is_found_by_its_title() -> None:
    with Provserver() as server, Klient(adress=server.adress) as klient:
        assert [(n.id, n.enhet) for n in klient.sok_nyckeltal("sjukfrånvaro")] == [("N99902", "%")]


def test_the_server_is_there_in_its_block_only() -> None:
    server = Provserver()
    with pytest.raises(RuntimeError):
        server.adress  # noqa: B018
    with server:
        bas = server.adress
        assert httpx.get(f"{bas}kpi", trust_env=False).status_code == 200
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{bas}kpi", trust_env=False)


def test_without_httpx_a_mapping_is_read_and_fetching_names_the_extra() -> None:
    kod = (
        "import sys; sys.modules['httpx'] = None\n"
        "import riktlinjer as rl\n"
        "from riktlinjer.adapters.kolada import Klient, las_koppling\n"
        "from riktlinjer.adapters.kolada.provserver import EXEMPEL\n"
        "print(len(las_koppling(EXEMPEL / 'koppling.toml', rl.las_regelverk(EXEMPEL / 'regelverk.toml')).matt))\n"
        "try:\n    Klient()\nexcept rl.SaknatTillagg as fel: print(fel)"
    )
    korning = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", kod],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert korning.stdout.splitlines() == [
        "4",
        'hämtning från Kolada kräver ett tillägg: pip install "riktlinjer[kolada]"',
    ]


def test_the_guide_shows_the_mapping_that_is_shipped() -> None:
    sida = (Path(__file__).parents[2] / "docs" / "guider" / "kolada.md").read_text("utf-8")
    assert f"```toml\n{(EXEMPEL / 'koppling.toml').read_text('utf-8')}```" in sida


# Figures to outcomes


OMRADEN = (
    Koladaomrade(id="0099", namn="Region Exempel", typ="L"),
    Koladaomrade(id="0000", namn="Riket", typ="L"),
)


def nyckeltal(**falt: Any) -> Koladanyckeltal:
    return Koladanyckeltal(**{"id": "N99901", "titel": "Besök", "konsuppdelat": True, "omradestyp": "L", **falt})


def varde(tal: str | None, kon: str = "T", **falt: Any) -> Koladavarde:
    grund = {"kpi": "N99901", "omrade": "0099", "ar": 2024, "kon": kon}
    return Koladavarde(**{**grund, "varde": None if tal is None else Decimal(tal), **falt})


def tolka(
    varden: Sequence[Koladavarde],
    *,
    matt: str = "",
    indikator: str = "besok-inom-tre-dagar",
    kand: Koladanyckeltal | None = None,
    omraden: Sequence[Koladaomrade] = OMRADEN,
) -> Koladautfall:
    koppling = Koppling.model_validate_json(
        json.dumps(
            {
                "format": 1,
                "regelverk": "exempel-2024",
                "enheter": [{"id": "r", "namn": "Regionen", "kod": "0099"}],
                "matt": [{"kpi": "N99901", "indikator": indikator, **json.loads(matt or "{}")}],
            }
        )
    )
    return tolka_utfall(koppling, REGELVERK, ar=2024, nyckeltal=(kand or nyckeltal(),), omraden=omraden, varden=varden)


def koder(svar: Koladautfall) -> list[str]:
    return [p.kod for p in svar.papekanden]


def utfallet(svar: Koladautfall) -> rl.Utfall | None:
    return svar.rader[0].utfall


def test_the_total_is_the_total_whatever_the_order() -> None:
    svar = tolka([varde("1", "K"), varde("2"), varde("3", "M")])
    assert utfallet(svar) == rl.Utfall(2, period="2024-12")
    assert koder(svar) == []


@pytest.mark.parametrize(("kon", "vantat"), [("totalt", 2), ("kvinnor", 1), ("män", 3)])
def test_the_figure_is_that_of_the_sex_that_the_mapping_names(kon: str, vantat: int) -> None:
    svar = tolka([varde("1", "K"), varde("2"), varde("3", "M")], matt=json.dumps({"kon": kon}))
    assert utfallet(svar) == rl.Utfall(vantat, period="2024-12")


def test_the_parts_stand_under_their_names_and_one_of_them_may_be_unknown() -> None:
    svar = tolka([varde("1", "K"), varde("2")], matt='{"delar": ["kvinnor", "män", "totalt"]}')
    assert utfallet(svar) == rl.Utfall(2, period="2024-12", delar={"kvinnor": 1, "män": None, "totalt": 2})
    assert [p.text for p in svar.papekanden] == ["Regionen 2024: N99901 för män finns inte i Kolada."]


def test_a_total_is_never_made_of_the_parts() -> None:
    svar = tolka([varde("1", "K"), varde("1", "M")], matt='{"delar": ["kvinnor", "män"]}')
    assert utfallet(svar) == rl.Utfall(None, period="2024-12", delar={"kvinnor": 1, "män": 1})
    assert koder(svar) == ["KOLADA-04"]


def test_parts_of_which_none_is_known_are_not_there() -> None:
    assert utfallet(tolka([varde("1")], matt='{"delar": ["kvinnor"]}')) == rl.Utfall(1, period="2024-12")


@pytest.mark.parametrize("falt", [["foregaende_ar"], ["motsvarande_period"], ["foregaende_ar", "motsvarande_period"]])
def test_the_year_before_is_read_when_the_mapping_asks_for_it(falt: list[str]) -> None:
    svar = tolka([varde("1"), varde("2", ar=2023), varde("3", ar=2022)], matt=json.dumps({"hamta_ocksa": falt}))
    assert utfallet(svar) == rl.Utfall(1, period="2024-12", **dict.fromkeys(falt, 2))  # type: ignore[arg-type]
    assert utfallet(tolka([varde("1"), varde("2", ar=2023)])) == rl.Utfall(1, period="2024-12")


def test_an_unknown_year_before_is_told_once_and_leaves_the_figure() -> None:
    svar = tolka([varde("1")], matt='{"hamta_ocksa": ["foregaende_ar", "motsvarande_period"]}')
    assert utfallet(svar) == rl.Utfall(1, period="2024-12")
    assert [p.text for p in svar.papekanden] == ["Regionen 2023: N99901 finns inte i Kolada."]


def test_a_known_year_before_is_kept_when_the_figure_is_not_known() -> None:
    svar = tolka([varde(None), varde("2", ar=2023)], matt='{"hamta_ocksa": ["foregaende_ar"]}')
    assert utfallet(svar) == rl.Utfall(None, period="2024-12", foregaende_ar=2)
    assert koder(svar) == ["KOLADA-03"]


@pytest.mark.parametrize(("manad", "period"), [(1, "2024-01"), (10, "2024-10"), (12, "2024-12")])
def test_the_period_ends_with_the_month_that_the_mapping_says(manad: int, period: str) -> None:
    assert utfallet(tolka([varde("1")], matt=json.dumps({"manad": manad}))) == rl.Utfall(1, period=period)


def test_kind_and_unit_are_those_that_the_mapping_says() -> None:
    svar = tolka([varde("1")], matt='{"slag": "ackumulerat", "enhet": "%"}')
    assert utfallet(svar) == rl.Utfall("1 %", slag="ackumulerat", period="2024-12")


@pytest.mark.parametrize(
    ("tal", "faktor", "vantat"),
    [("0.573", "100", "57.3"), ("0.1", "0.1", "0.01"), ("86397284", "0.000001", "86.397284"), ("84.3", "1", "84.3")],
)
def test_a_factor_is_exact(tal: str, faktor: str, vantat: str) -> None:
    utfall = utfallet(tolka([varde(tal)], matt=json.dumps({"faktor": faktor})))
    assert utfall is not None
    assert utfall.varde == Decimal(vantat)


@pytest.mark.parametrize(
    ("varden", "vantat", "kod", "allvar", "text"),
    [
        ([], None, "KOLADA-04", "upplysning", "Regionen 2024: N99901 finns inte i Kolada."),
        ([varde(None)], None, "KOLADA-03", "upplysning", "Regionen 2024: N99901 är inte rapporterat."),
        (
            [varde(None, status="Missing")],
            None,
            "KOLADA-03",
            "upplysning",
            "Regionen 2024: N99901 är inte rapporterat. Kolada anger statusen ”Missing”.",
        ),
        (
            [varde("1", borttaget=True)],
            None,
            "KOLADA-05",
            "upplysning",
            "Regionen 2024: N99901 är borttaget ur Kolada.",
        ),
        (
            [varde("1.5"), varde("2")],
            None,
            "KOLADA-06",
            "varning",
            "Regionen 2024: N99901 har flera värden i Kolada (1,5 och 2); inget av dem används.",
        ),
        (
            [varde("1"), varde(None)],
            None,
            "KOLADA-06",
            "varning",
            "Regionen 2024: N99901 har flera värden i Kolada (1 och inget värde); inget av dem används.",
        ),
        (
            [varde("1", status="Preliminär")],
            1,
            "KOLADA-10",
            "upplysning",
            "Regionen 2024: N99901 är 1. Kolada anger statusen ”Preliminär”.",
        ),
        (
            [varde("1"), varde("9", "F")],
            1,
            "KOLADA-12",
            "upplysning",
            "Nyckeltalet N99901 (”Besök”) har också värden för F; vad de står för är inte känt, så de används inte.",
        ),
    ],
)
def test_what_is_not_as_it_seems_is_told(
    varden: list[Koladavarde], vantat: int | None, kod: str, allvar: str, text: str
) -> None:
    svar = tolka(varden)
    assert utfallet(svar) == (None if vantat is None else rl.Utfall(vantat, period="2024-12"))
    [papekande] = svar.papekanden
    assert (papekande.kod, papekande.allvar.value, papekande.text) == (kod, allvar, text)
    assert papekande.plats == "besok-inom-tre-dagar"


@pytest.mark.parametrize(
    "varden",
    [
        [varde("1"), varde("1")],
        [varde("1"), varde("1.0")],
        [varde("2", borttaget=True), varde("1")],
        [varde("1"), varde(None, borttaget=True)],
        [varde("1"), varde("2", omrade="0000"), varde("3", kpi="N99902"), varde("4", ar=2025)],
    ],
)
def test_the_same_twice_the_deleted_and_what_was_not_asked_for_change_nothing(varden: list[Koladavarde]) -> None:
    svar = tolka(varden)
    assert utfallet(svar) == rl.Utfall(1, period="2024-12")
    assert koder(svar) == []


def test_an_unknown_key_figure_is_an_error_and_nothing_else_is_said_of_it() -> None:
    svar = tolka([], kand=nyckeltal(id="N99999"))
    assert [(p.kod, p.allvar.value) for p in svar.papekanden] == [("KOLADA-01", "fel")]
    assert svar.rader[0].titel is None
    assert utfallet(svar) is None


def test_an_unknown_area_is_an_error_and_nothing_else_is_said_of_it() -> None:
    svar = tolka([varde("1")], omraden=())
    assert [(p.kod, p.allvar.value, p.plats) for p in svar.papekanden] == [("KOLADA-02", "fel", "r")]
    assert "Regionen (0099 finns inte i Kolada): 0 av 1" in svar.text
    assert utfallet(svar) is None


@pytest.mark.parametrize("matt", ['{"delar": ["kvinnor", "män"]}', '{"kon": "kvinnor"}'])
def test_a_sex_is_not_asked_of_a_figure_that_is_not_divided(matt: str) -> None:
    svar = tolka([varde("1")], matt=matt, kand=nyckeltal(konsuppdelat=False))
    assert koder(svar) == ["KOLADA-07"]
    assert utfallet(svar) == (None if "kon" in json.loads(matt) else rl.Utfall(1, period="2024-12"))


def test_when_kolada_does_not_say_whether_it_is_divided_the_figures_decide() -> None:
    svar = tolka([varde("1", "K")], matt='{"kon": "kvinnor"}', kand=nyckeltal(konsuppdelat=None))
    assert koder(svar) == []
    assert utfallet(svar) == rl.Utfall(1, period="2024-12")


@pytest.mark.parametrize(
    ("titel", "matt", "sagt"),
    [
        ("Besök, andel (%)", "", False),
        ("Besök (dagar)", "", True),
        ("Besök (dagar)", '{"enhet": "%"}', True),
        ("Besök (dagar)", '{"faktor": 2}', False),
        ("Besök", "", False),
        ("Besök (okänt)", "", False),
    ],
)
def test_another_unit_in_the_title_is_told(titel: str, matt: str, sagt: bool) -> None:
    assert koder(tolka([varde("1")], matt=matt, kand=nyckeltal(titel=titel))) == ["KOLADA-08"] * sagt


@pytest.mark.parametrize(
    ("nivaer", "omrade", "sagt"),
    [("K", "L", True), ("L", "K", True), ("L", "L", False), ("L", "R", False), ("A", "K", False), ("K", None, False),
     (None, "K", False)],
)  # fmt: skip
def test_a_figure_for_another_kind_of_area_is_told(nivaer: str | None, omrade: str | None, sagt: bool) -> None:
    omraden = [Koladaomrade(id="0099", namn="Exempel", typ=omrade)]
    assert koder(tolka([varde("1")], kand=nyckeltal(omradestyp=nivaer), omraden=omraden)) == ["KOLADA-09"] * sagt


def test_the_country_has_figures_of_every_kind() -> None:
    enhet = {"id": "riket", "namn": "Riket", "kod": "0000"}
    koppling = Koppling.model_validate_json(json.dumps({**json.loads(KOPPLING.model_dump_json()), "enheter": [enhet]}))
    kanda = [nyckeltal(id=matt.kpi, omradestyp="K") for matt in koppling.matt]
    svar = tolka_utfall(koppling, REGELVERK, ar=2024, nyckeltal=kanda, omraden=OMRADEN, varden=())
    assert "KOLADA-09" not in koder(svar)


def test_a_figure_that_cannot_be_the_indicators_is_left_out_and_told(tmp_path: Path) -> None:
    """An index "av 100" is no 101: what the rule set refuses is never an outcome."""
    halland = rl.las_regelverk("halland-2018")
    matt = "[[matt]]\nkpi = 'N99901'\nindikator = 'index-medarbetarenkat'\n"
    koppling = las(tmp_path, HUVUD.replace("exempel-2024", "halland-2018") + matt, halland)
    svar = tolka_utfall(koppling, halland, ar=2024, nyckeltal=[nyckeltal()], omraden=OMRADEN, varden=[varde("101")])
    [papekande] = svar.papekanden
    assert (papekande.kod, papekande.allvar.value) == ("KOLADA-11", "fel")
    assert papekande.text == (
        "Regionen 2024: N99901 kan inte vara ett utfall av indikatorn (101 ligger utanför skalan 0–100); "
        "det lämnas ute."
    )
    assert utfallet(svar) is None


# The source line


def test_the_source_line_stands_beside_figures_as_they_are_and_nowhere_else() -> None:
    """The terms ask for 'Källa: Kolada' where figures are shown, and forbid it where they are processed."""
    svar = tolka([varde("1")])
    assert svar.kallrad(bearbetat=False) == svar.rader[0].kallrad == "Källa: Kolada"
    assert svar.kallrad(bearbetat=True) is None


def test_figures_times_a_factor_are_processed() -> None:
    svar = tolka([varde("1")], matt='{"faktor": 100}')
    assert svar.kallrad(bearbetat=False) is None
    assert svar.rader[0].kallrad is None
    assert tolka([varde("1")], matt='{"faktor": 1}').kallrad(bearbetat=False) == "Källa: Kolada"


def test_without_a_figure_there_is_no_source() -> None:
    assert tolka([]).kallrad(bearbetat=False) is None


def test_one_processed_figure_takes_the_source_line_from_them_all_but_not_from_each() -> None:
    with Provserver() as server:
        svar = fran(server)
    assert svar.kallrad(bearbetat=False) is None
    assert [rad.indikator for rad in svar.rader if rad.enhet == "riket" and rad.kallrad] == [
        "besok-inom-tre-dagar",
        "sjukfranvaro",
        "patientindex",
    ]


# Laws


def _varden() -> Iterator[st.SearchStrategy[Any]]:
    yield st.sampled_from([None, Decimal("84.3"), Decimal("85"), Decimal("85.0"), Decimal("90")])
    yield st.sampled_from("TKMF")
    yield st.sampled_from([2022, 2023, 2024])
    yield st.booleans()


vardelistor = st.lists(st.builds(lambda v, k, a, b: varde(None, k, varde=v, ar=a, borttaget=b), *_varden()), max_size=8)
ALLT = '{"delar": ["kvinnor", "män"], "hamta_ocksa": ["foregaende_ar"]}'


@given(vardelistor, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_never_changes_an_outcome(varden: list[Koladavarde], slump: Any) -> None:
    blandade = slump.sample(varden, len(varden))
    assert utfallet(tolka(blandade, matt=ALLT)) == utfallet(tolka(varden, matt=ALLT))


@given(vardelistor)
def test_deleted_rows_never_change_an_outcome(varden: list[Koladavarde]) -> None:
    assert utfallet(tolka([v for v in varden if not v.borttaget], matt=ALLT)) == utfallet(tolka(varden, matt=ALLT))


@given(vardelistor)
def test_what_is_not_known_is_always_explained(varden: list[Koladavarde]) -> None:
    svar = tolka(varden, matt=ALLT)
    utfall = utfallet(svar)
    okanda = 4 if utfall is None else [utfall.varde, utfall.foregaende_ar].count(None)
    if utfall is not None:
        okanda += 2 if utfall.delar is None else [v for _, v in utfall.delar].count(None)
    forklarade = {"KOLADA-03", "KOLADA-04", "KOLADA-05", "KOLADA-06"}
    assert sum(kod in forklarade for kod in koder(svar)) == okanda


_namn = st.sampled_from(["id", "title", "kpi", "municipality", "period", "values", "gender", "value", "isdeleted", "x"])
json_svar: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(max_size=3),
    lambda inre: st.lists(inre, max_size=3) | st.dictionaries(_namn, inre, max_size=6),
    max_leaves=15,
)


@given(json_svar)
def test_any_answer_is_read_or_refused_in_one_way(svar: Any) -> None:
    """What no server should send ends in the error that the client turns into a sentence, never in another."""
    lasare = (las_rader, lambda s: las_nyckeltal(s, "x"), lambda s: las_omrade(s, "x"), lambda s: [*las_varden(s, "x")])
    for las in lasare:
        fel = "x"
        try:
            las(svar)
        except ValueError as exc:
            fel = str(exc)
        assert fel.startswith(("x", "svaret"))


@pytest.mark.parametrize(("kpi", "varde"), [("N99901", "84.99999999999999"), ("N99903", "0.5999999999999999")])
def test_noise_of_floats_is_told_at_a_bound(kpi: str, varde: str) -> None:
    svar = json.loads((EXEMPEL / "svar.json").read_text("utf-8"))
    for rad in svar["data"]:
        if (rad["kpi"], rad["municipality"], rad["period"]) == (kpi, "0099", 2024):
            rad["values"] = [{"gender": "T", "value": float(varde), "status": "", "isdeleted": False}]
    with Provserver(svar) as server, Klient(adress=server.adress) as kolada:
        rader = hamta_utfall(kolada, KOPPLING, REGELVERK, ar=2024).rader
    (rad,) = [rad for rad in rader if (rad.kpi, rad.enhet) == (kpi, "regionen")]
    assert "STATUS-13" in [p.kod for p in rl.berakna_indikator(REGELVERK, rad.indikator, rad.utfall).papekanden]
