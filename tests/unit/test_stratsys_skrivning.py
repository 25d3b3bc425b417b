"""Answers out: what would change, what became of each change, and that nothing is half done without being said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import httpx
import pytest

import riktlinjer as rl
from riktlinjer.adapters.natverk import Granser, NatverksFel
from riktlinjer.adapters.stratsys import (
    Cellandring,
    InloggningsFel,
    Klient,
    Klientuppgifter,
    Kommentarandring,
    Koppling,
    Skrivplan,
    Skrivpost,
    Skrivrapport,
    Skrivutfall,
    Token,
    genomfor,
    las_koppling,
    planera,
    skriv_importfiler,
)
from riktlinjer.adapters.stratsys.kommentar import skriv_kommentar, som_text
from riktlinjer.adapters.stratsys.provserver import HEMLIGHET, KLIENT_ID, Provserver, Stor

EXEMPEL = Path(__file__).resolve().parents[2] / "examples" / "stratsys" / "koppling.toml"
HALLAND = rl.las_regelverk("halland-2018")
INDEX, BUDGET = "index-medarbetarenkat", "budgetavvikelse-halso-och-sjukvarden"
DELMAL_4 = (
    "npe-primarvard-delaktighet-och-involvering",
    "npe-primarvard-information-och-kunskap",
    "npe-slutenvard-delaktighet-och-involvering",
    "npe-slutenvard-information-och-kunskap",
    "inloggning-1177",
)
UTFALL: dict[str, object] = {
    INDEX: "71,5",
    BUDGET: rl.Utfall("-12,5 mnkr", motsvarande_period="-20 mnkr"),
    **dict(zip(DELMAL_4, ["82", "79,4", "81", "84,2", "61"], strict=True)),
}
DAG, PERIOD = date(2018, 3, 31), "2018-03"
CELLER = {"delmal-3": ("903", "1", "9031"), "delmal-4": ("904", "1", "9041"), "delmal-5": ("905", "1", "9051")}
ANTAL = ("904", "1", "9042")


def oversikt(utfall: dict[str, object] | None = None, *, enhet: str | None = None) -> rl.Statusoversikt:
    givna = UTFALL if utfall is None else utfall
    return rl.berakna_status(
        HALLAND,
        givna,  # type: ignore[arg-type]
        rapporttyp=rl.Rapporttyp.UR1,
        period=PERIOD,
        enhet=enhet,
    )


@pytest.fixture(scope="module")
def koppling() -> Koppling:
    return las_koppling(EXEMPEL, HALLAND)


def hoppa(koppling: Koppling) -> Koppling:
    """The same mapping, where what is not settled is left as it is."""
    assert koppling.farger is not None
    return koppling.model_copy(update={"farger": koppling.farger.model_copy(update={"oavgjord": "hoppa över"})})


@pytest.fixture
def server(koppling: Koppling) -> Iterator[Provserver]:
    with Provserver() as server:
        server.lagg_koppling(koppling)
        yield server


@pytest.fixture
def klient(server: Provserver) -> Iterator[Klient]:
    granser = Granser(flest_forsok=2)
    # a client without certificates is made in no time
    with httpx.Client(verify=False, trust_env=False) as http:
        yield Klient(server.adress, Klientuppgifter(KLIENT_ID, HEMLIGHET), http, granser=granser, vanta=lambda _: None)


def celler(plan: Skrivplan) -> dict[tuple[str, str], tuple[Decimal | None, Decimal | None]]:
    return {(a.delmal, a.vad): (a.fran, a.till) for a in plan.andringar if isinstance(a, Cellandring)}


def skrivningar(server: Provserver) -> list[str]:
    return [f"{a.metod} {a.vag}" for a in server.anrop if a.metod != "GET"]


def utfallen(rapport: Skrivrapport) -> list[tuple[str, str, Skrivutfall]]:
    return [
        (p.andring.delmal, p.andring.vad if isinstance(p.andring, Cellandring) else "kommentar", p.utfall)
        for p in rapport.poster
    ]


# The plan


def test_a_plan_shows_what_would_change_and_changes_nothing(
    server: Provserver, klient: Klient, koppling: Koppling
) -> None:
    server.satt(*CELLER["delmal-4"], DAG, Decimal(1))
    plan = planera(klient, koppling, HALLAND, oversikt())
    assert celler(plan) == {
        ("delmal-3", "färg"): (None, Decimal(2)),
        ("delmal-4", "färg"): (Decimal(1), Decimal(2)),
        ("delmal-4", "antal"): (None, Decimal(2)),
        ("delmal-5", "färg"): (None, Decimal(2)),
    }
    assert [type(a).__name__ for a in plan.andringar] == [
        "Cellandring", "Kommentarandring", "Cellandring", "Cellandring", "Kommentarandring", "Cellandring",
        "Kommentarandring",
    ]  # fmt: skip
    assert plan.text.splitlines()[:2] == [
        "halland-2018, utgåva 2018-01-30, mars 2018: 7 ändringar.",
        "  delmal-3, Region Halland: färg i kolumnen Färg: tom → 2 (Gul)",
    ]
    assert skrivningar(server) == []
    assert Skrivplan.model_validate_json(plan.model_dump_json()) == plan


def test_only_what_differs_is_written(server: Provserver, klient: Klient, koppling: Koppling) -> None:
    assert genomfor(klient, planera(klient, koppling, HALLAND, oversikt())).klar
    fore = len(skrivningar(server))
    andra = planera(klient, koppling, HALLAND, oversikt())
    assert andra.ar_tom
    assert [o.skal for o in andra.ororda] == [
        "är redan 2", "samma kommentar finns redan", "är redan 2", "är redan 2", "samma kommentar finns redan",
        "är redan 2", "samma kommentar finns redan",
    ]  # fmt: skip
    assert genomfor(klient, andra).klar
    nya = planera(klient, koppling, HALLAND, oversikt({**UTFALL, INDEX: "75"}))
    assert celler(nya) == {("delmal-3", "färg"): (Decimal(2), Decimal(3))}
    assert genomfor(klient, nya).klar
    assert skrivningar(server)[fore:] == ["PUT kpidata", "PUT comments"]


@pytest.mark.parametrize("finns", [None, Decimal(3)])
def test_a_status_that_is_not_settled_empties_its_cell_and_never_writes_zero(
    server: Provserver, klient: Klient, koppling: Koppling, finns: Decimal | None
) -> None:
    server.satt(*CELLER["delmal-3"], DAG, finns)
    server.satt(*ANTAL, DAG, finns)
    plan = planera(klient, koppling, HALLAND, oversikt({}))
    assert celler(plan) == (
        {} if finns is None else {("delmal-3", "färg"): (finns, None), ("delmal-4", "antal"): (finns, None)}
    )
    assert genomfor(klient, plan).klar
    assert [server.varde(*cell, DAG) for cell in (*CELLER.values(), ANTAL)] == [None] * 4
    assert all(a.kropp["Value"] is None for a in server.anrop if a.vag == "kpidata" and a.kropp)
    assert len(server.kommentarer) == 3, "the comment says why there is no colour"
    assert any("kan inte avgöras" in som_text(str(k["Text"])) for k in server.kommentarer.values())


def test_or_it_is_left_as_it_is_and_nothing_is_said(server: Provserver, klient: Klient, koppling: Koppling) -> None:
    server.satt(*CELLER["delmal-3"], DAG, Decimal(3))
    plan = planera(klient, hoppa(koppling), HALLAND, oversikt({}))
    assert plan.ar_tom
    assert plan.ororda[0].text == (
        "delmal-3, Region Halland: färg: kan inte avgöras – Grön, Gul eller Röd möjlig; lämnas som det är"
    )
    assert server.varde(*CELLER["delmal-3"], DAG) == 3


def test_an_open_tolkning_is_not_settled_either(server: Provserver, klient: Klient, koppling: Koppling) -> None:
    oppet = HALLAND.med_tolkningar({"delmal-3-mellan-71-och-72": "oppen"})
    u = rl.berakna_status(oppet, {INDEX: "71,5"}, period=PERIOD)
    server.satt(*CELLER["delmal-3"], DAG, Decimal(2))
    assert celler(planera(klient, koppling, oppet, u))[("delmal-3", "färg")] == (Decimal(2), None)


def test_a_count_is_written_when_every_indicator_of_it_is_known(
    server: Provserver, klient: Klient, koppling: Koppling
) -> None:
    okand = {**UTFALL, DELMAL_4[1]: None}
    u = oversikt(okand)
    assert u["delmal-4"].status is rl.Status.GUL, "settled all the same"
    assert celler(planera(klient, koppling, HALLAND, u)).keys() == {(d, "färg") for d in CELLER}
    server.satt(*ANTAL, DAG, Decimal(4))
    assert celler(planera(klient, koppling, HALLAND, u))[("delmal-4", "antal")] == (Decimal(4), None)
    assert ("delmal-4", "antal") not in celler(planera(klient, hoppa(koppling), HALLAND, u))


def test_a_status_that_the_guideline_calls_svarbedomd_is_not_shown_as_a_colour(
    server: Provserver, klient: Klient, koppling: Koppling
) -> None:
    delmal = HALLAND.delmal_med_id("delmal-3")
    regel = delmal.statusregel.model_copy(update={"minst_kanda": 2})
    andrat = delmal.model_copy(update={"statusregel": regel})
    rv = HALLAND.model_copy(update={"delmal": tuple(andrat if d.id == delmal.id else d for d in HALLAND.delmal)})
    u = rl.berakna_status(rv, {INDEX: "75"}, period=PERIOD)
    assert u["delmal-3"].bedombarhet is rl.Bedombarhet.SVARBEDOMT
    server.satt(*CELLER["delmal-3"], DAG, Decimal(2))
    plan = planera(klient, koppling, rv, u)
    assert celler(plan) == {("delmal-3", "färg"): (Decimal(2), None)}
    assert "Beräknad status: svårbedömt" in plan.text


def test_the_koncerns_status_goes_to_the_unit_that_the_mapping_says_and_an_own_application_is_marked(
    server: Provserver, klient: Klient, koppling: Koppling
) -> None:
    plan = planera(klient, koppling, HALLAND, oversikt(enhet="Närsjukvården Halland"))
    cell, kommentar = plan.andringar
    assert isinstance(cell, Cellandring)
    assert isinstance(kommentar, Kommentarandring)
    assert (cell.delmal, cell.cell.enhet, kommentar.enhet_id) == ("delmal-3", "5", "5")
    assert "Egen tillämpning: färgen gäller koncernen" in som_text(kommentar.html)
    assert "Egen tillämpning" not in planera(klient, koppling, HALLAND, oversikt()).text
    for annan in ("Psykiatrin", "narsjukvarden"):
        with pytest.raises(
            ValueError, match=f"inga svar för {annan}; .*namn, som Närsjukvården Halland, eller lägg till"
        ):
            planera(klient, koppling, HALLAND, oversikt(enhet=annan))


def test_what_cannot_be_read_is_told_and_not_written(server: Provserver, klient: Klient, koppling: Koppling) -> None:
    server._matt.pop("903")
    plan = planera(klient, koppling, HALLAND, oversikt())
    hinder = [(o.delmal, o.vad) for o in plan.ororda if o.hinder]
    assert hinder == [("delmal-3", "färg"), ("delmal-3", "kommentar")]
    assert "Kpi undefined: 903" in plan.text
    server.stor(503, ganger=2)
    with pytest.raises(NatverksFel, match="503"):
        planera(klient, koppling, HALLAND, oversikt())


def test_codes_that_the_api_needs_are_asked_for(klient: Klient, koppling: Koppling) -> None:
    utan = koppling.model_copy(update={"svar": tuple(s.model_copy(update={"kpi": None}) for s in koppling.svar)})
    plan = planera(klient, utan, HALLAND, oversikt())
    assert plan.ar_tom
    assert {o.skal for o in plan.ororda if o.vad == "färg"} == {"måttet saknar kpi i kopplingen"}


def test_the_period_is_that_of_the_overview(klient: Klient, koppling: Koppling) -> None:
    with pytest.raises(ValueError, match="översikten är för 2018-03, men 2018-04 ska skrivas"):
        planera(klient, koppling, HALLAND, oversikt(), period="2018-04")
    utan = rl.berakna_status(HALLAND, {INDEX: 75})
    with pytest.raises(ValueError, match="ingen period är känd"):
        planera(klient, koppling, HALLAND, utan)
    assert planera(klient, koppling, HALLAND, utan, period="2018-05").period == "2018-05"
    with pytest.raises(rl.KalenderFel):
        planera(klient, koppling, HALLAND, utan, period="maj")


def test_an_overview_of_another_rule_set_is_refused(klient: Klient, koppling: Koppling) -> None:
    annat = rl.las_regelverk("narsjukvarden-halland-2022")
    with pytest.raises(rl.RegelverkFel, match="utgåva"):
        planera(klient, koppling, annat, rl.berakna_status(annat, {}, period=PERIOD))
    with pytest.raises(ValueError, match="inga svar att skriva"):
        planera(klient, koppling.model_copy(update={"svar": ()}), HALLAND, oversikt())


# Carrying it out


def test_what_was_planned_stands_there_afterwards(server: Provserver, klient: Klient, koppling: Koppling) -> None:
    efterhand: list[Skrivpost] = []
    rapport = genomfor(klient, planera(klient, koppling, HALLAND, oversikt()), efterhand=efterhand.append)
    assert rapport.klar
    assert not rapport.delvis
    assert tuple(efterhand) == rapport.poster
    assert [server.varde(*c, DAG) for c in (*CELLER.values(), ANTAL)] == [Decimal(2)] * 4
    assert {k["DepartmentId"] for k in server.kommentarer.values()} == {"1"}
    assert server.klarmarkerade == []
    assert rapport.text.splitlines()[0] == "halland-2018, mars 2018: 7 av 7 ändringar står i Stratsys."
    assert Skrivrapport.model_validate_json(rapport.model_dump_json()) == rapport


def test_a_locked_cell_is_told_though_stratsys_calls_it_no_error(
    server: Provserver, klient: Klient, koppling: Koppling
) -> None:
    server.satt(*CELLER["delmal-4"], DAG, Decimal(1), last=True)
    rapport = genomfor(klient, planera(klient, koppling, HALLAND, oversikt()))
    assert [u for u in utfallen(rapport) if u[0] == "delmal-4"] == [
        ("delmal-4", "färg", Skrivutfall.LAST),
        ("delmal-4", "antal", Skrivutfall.SKRIVEN),
        ("delmal-4", "kommentar", Skrivutfall.INTE_FORSOKT),
    ]
    assert [u[2] for u in utfallen(rapport) if u[0] != "delmal-4"] == [Skrivutfall.SKRIVEN] * 4
    assert rapport.delvis
    assert "Perioden är bara delvis skriven." in rapport.text
    assert "låst (Stratsys behöll 1; lås upp cellen eller perioden)" in rapport.text


def test_an_empty_locked_cell_is_locked_and_not_written(server: Provserver, klient: Klient, koppling: Koppling) -> None:
    server.satt(*CELLER["delmal-3"], DAG, None, last=True)
    rapport = genomfor(klient, planera(klient, koppling, HALLAND, oversikt()))
    assert utfallen(rapport)[:2] == [
        ("delmal-3", "färg", Skrivutfall.LAST),
        ("delmal-3", "kommentar", Skrivutfall.INTE_FORSOKT),
    ]


def test_a_locked_cell_is_not_emptied(server: Provserver, klient: Klient, koppling: Koppling) -> None:
    server.satt(*CELLER["delmal-3"], DAG, Decimal(3), last=True)
    rapport = genomfor(klient, planera(klient, koppling, HALLAND, oversikt({})))
    assert utfallen(rapport)[0] == ("delmal-3", "färg", Skrivutfall.LAST)
    assert server.varde(*CELLER["delmal-3"], DAG) == 3


def test_a_token_that_cannot_be_renewed_stops_the_rest_and_is_told(server: Provserver, koppling: Koppling) -> None:
    giltiga = iter(["provtoken-0"])

    def token() -> str:
        if (giltig := next(giltiga, None)) is None:
            raise InloggningsFel("ingen ny token")
        return giltig

    with httpx.Client(verify=False, trust_env=False) as http:
        klient = Klient(server.adress, Token(token), http)
        plan = planera(klient, koppling, HALLAND, oversikt())
        rapport = genomfor(klient, plan, efterhand=lambda post: server.aterkalla_token())
    assert [u[2] for u in utfallen(rapport)] == [
        Skrivutfall.SKRIVEN, Skrivutfall.INTE_SKRIVEN, *[Skrivutfall.INTE_FORSOKT] * 5,
    ]  # fmt: skip
    assert "avbrutet efter: ingen ny token" in rapport.text


def test_a_value_that_stratsys_stores_otherwise_is_told(server: Provserver, klient: Klient, koppling: Koppling) -> None:
    assert koppling.farger is not None
    hundra = koppling.model_copy(update={"farger": koppling.farger.model_copy(update={"gul": 25})})
    server.lagg_matt("903", "Delmål 3", [("9031", "Färg")], decimaler=-1)
    rapport = genomfor(klient, planera(klient, hundra, HALLAND, oversikt()))
    assert rapport.poster[0].utfall is Skrivutfall.ANNAT_VARDE
    assert "Stratsys har" in rapport.text


def test_a_cell_that_someone_changed_since_the_plan_is_left_alone(
    server: Provserver, klient: Klient, koppling: Koppling
) -> None:
    plan = planera(klient, koppling, HALLAND, oversikt())
    server.satt(*CELLER["delmal-3"], DAG, Decimal(1))
    server.satt(*CELLER["delmal-5"], DAG, Decimal(2))
    rapport = genomfor(klient, plan)
    assert utfallen(rapport)[0] == ("delmal-3", "färg", Skrivutfall.ANDRAD_SEDAN_PLANEN)
    assert ("delmal-5", "färg", Skrivutfall.STOD_REDAN) in utfallen(rapport)
    assert server.varde(*CELLER["delmal-3"], DAG) == 1
    assert "där står nu 1; planera om" in rapport.text


def test_a_refused_cell_does_not_stop_the_others(server: Provserver, klient: Klient, koppling: Koppling) -> None:
    plan = planera(klient, koppling, HALLAND, oversikt())
    server.stor(400, metod="PUT", vag="kpidata")
    rapport = genomfor(klient, plan)
    assert [u[2] for u in utfallen(rapport)] == [
        Skrivutfall.NEKAD, Skrivutfall.INTE_FORSOKT, *[Skrivutfall.SKRIVEN] * 5,
    ]  # fmt: skip
    assert "nekad (Stratsys nekade kpidata: Störning)" in rapport.text


@pytest.mark.parametrize("stor", ["bryt efter", "långsam", "skräp"])
def test_a_write_whose_answer_never_came_is_read_back_and_found_there(
    server: Provserver, klient: Klient, koppling: Koppling, stor: Stor
) -> None:
    plan = planera(klient, koppling, HALLAND, oversikt())
    server.stor(stor, metod="PUT")
    with httpx.Client(verify=False, trust_env=False) as http:
        otalig = Granser(tidsgrans=1.5, flest_forsok=1)
        rapport = genomfor(Klient(server.adress, Klientuppgifter(KLIENT_ID, HEMLIGHET), http, granser=otalig), plan)
    assert rapport.klar
    assert rapport.poster[0].skal is not None
    assert rapport.poster[0].skal.startswith("läst tillbaka: ")
    assert server.varde(*CELLER["delmal-3"], DAG) == 2


@pytest.mark.parametrize("stor", ["bryt före", 500])
def test_and_found_not_to_be_there(server: Provserver, klient: Klient, koppling: Koppling, stor: Stor | int) -> None:
    plan = planera(klient, koppling, HALLAND, oversikt())
    server.stor(stor, ganger=2, metod="PUT")
    rapport = genomfor(klient, plan)
    assert utfallen(rapport)[0] == ("delmal-3", "färg", Skrivutfall.INTE_SKRIVEN)
    assert [u[2] for u in utfallen(rapport)[2:]] == [Skrivutfall.SKRIVEN] * 5, (
        "the server is there, so the rest is tried"
    )
    assert rapport.delvis


def test_when_it_cannot_be_read_back_it_is_not_known_and_no_more_is_tried(
    server: Provserver, klient: Klient, koppling: Koppling
) -> None:
    plan = planera(klient, koppling, HALLAND, oversikt())
    server.stor("bryt efter", ganger=2, metod="PUT")
    _ta_ner_efter_put(server)
    rapport = genomfor(klient, plan)
    assert [u[2] for u in utfallen(rapport)] == [Skrivutfall.OKANT, *[Skrivutfall.INTE_FORSOKT] * 6]
    assert "det gick inte att läsa tillbaka" in rapport.text
    assert "avbrutet efter: fick 503" in rapport.text
    assert rapport.delvis, "something may stand there"


def _ta_ner_efter_put(server: Provserver) -> None:
    """Every reading after the first PUT is turned away."""
    svara = server._nasta_storning

    def stor(metod: str, vag: str) -> object:
        if metod == "GET" and any(a.metod == "PUT" for a in server.anrop):
            server.stor(503, metod="GET")
        return svara(metod, vag)

    server._nasta_storning = stor  # type: ignore[method-assign,assignment]


@pytest.mark.parametrize("status", [401, 429, 503])
def test_what_the_next_request_would_meet_too_stops_the_rest(
    server: Provserver, klient: Klient, koppling: Koppling, status: int
) -> None:
    plan = planera(klient, koppling, HALLAND, oversikt())
    fran = len(server.anrop)
    server.stor(status, ganger=2, metod="PUT")
    rapport = genomfor(klient, plan)
    assert utfallen(rapport)[0][2] in (Skrivutfall.NEKAD, Skrivutfall.INTE_SKRIVEN)
    assert [u[2] for u in utfallen(rapport)[1:]] == [Skrivutfall.INTE_FORSOKT] * 6
    assert not rapport.delvis, "nothing was written"
    assert len(server.anrop) - fran <= 3
    assert [server.varde(*c, DAG) for c in CELLER.values()] == [None] * 3


def test_a_cut_in_the_middle_says_what_is_written_and_what_is_not_and_a_new_run_does_the_rest(
    server: Provserver, klient: Klient, koppling: Koppling
) -> None:
    plan = planera(klient, koppling, HALLAND, oversikt())
    server.stor(503, ganger=2, metod="GET", vag="kpidata/904")
    rapport = genomfor(klient, plan)
    assert [u[2] for u in utfallen(rapport)] == [
        *[Skrivutfall.SKRIVEN] * 2, Skrivutfall.INTE_SKRIVEN, *[Skrivutfall.INTE_FORSOKT] * 4,
    ]  # fmt: skip
    assert rapport.text.splitlines()[:2] == [
        "halland-2018, mars 2018: 2 av 7 ändringar står i Stratsys.",
        "Perioden är bara delvis skriven. Planera och genomför igen; det som redan står där rörs inte.",
    ]
    igen = planera(klient, koppling, HALLAND, oversikt())
    assert len(igen.andringar) == 5
    assert genomfor(klient, igen).klar
    assert len(server.kommentarer) == 3


# Comments


def test_a_comment_is_escaped_swedish_with_the_reasons() -> None:
    namn = '<script>alert("x")</script> & Co'
    b = oversikt(enhet=namn)["delmal-3"]
    html = skriv_kommentar(HALLAND, b, PERIOD)
    assert html.startswith("<p><b>Beräknad status: Gul</b></p><p><b>Egen tillämpning: ")
    assert "<script>" not in html
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; Co" in html
    text = som_text(html)
    assert namn in text
    assert b.motivering in text.replace("\xa0", " ") or som_text(b.motivering) in text
    assert text.endswith("utgåva 2018-01-30, för utfall till och med mars 2018. En beräkning, inte en bedömning.")
    assert html == skriv_kommentar(HALLAND, oversikt(enhet=namn)["delmal-3"], PERIOD)


def test_the_same_comment_is_not_written_twice_however_stratsys_keeps_its_html(
    server: Provserver, klient: Klient, koppling: Koppling
) -> None:
    genomfor(klient, planera(klient, koppling, HALLAND, oversikt()))
    for kommentar in server.kommentarer.values():
        kommentar["Text"] = str(kommentar["Text"]).replace("<p>", "<div>\n").replace("</p>", "</div>&nbsp;")
    assert planera(klient, koppling, HALLAND, oversikt()).ar_tom


def test_our_own_comment_is_replaced_and_a_persons_is_not(
    server: Provserver, klient: Klient, koppling: Koppling
) -> None:
    genomfor(klient, planera(klient, koppling, HALLAND, oversikt()))
    vart = next(id for id, k in server.kommentarer.items() if k["NodeId"] == "903")
    klient.ny_kommentar("903", "1", "19", DAG, "<p>En människas ord.</p>")
    klient.ny_kommentar("903", "1", "7", DAG, "<p>Beräknad av riktlinjer, skriver någon annan.</p>")
    klient.ny_kommentar("903", "1", "19", date(2018, 2, 28), str(server.kommentarer[vart]["Text"]))
    plan = planera(klient, koppling, HALLAND, oversikt({**UTFALL, INDEX: 75}))
    (kommentar,) = [a for a in plan.andringar if isinstance(a, Kommentarandring)]
    assert kommentar.ersatter == vart
    assert "kommentaren från förra beräkningen ersätts" in plan.text
    fore = {id: k["Text"] for id, k in server.kommentarer.items() if id != vart}
    assert genomfor(klient, plan).klar
    assert {id: k["Text"] for id, k in server.kommentarer.items() if id != vart} == fore
    assert "Beräknad status: Grön" in str(server.kommentarer[vart]["Text"])


def test_comments_that_cannot_be_read_are_written_only_when_asked_for(
    server: Provserver, klient: Klient, koppling: Koppling
) -> None:
    server.stor(400, ganger=3, metod="GET", vag="comments")
    plan = planera(klient, koppling, HALLAND, oversikt())
    assert not any(isinstance(a, Kommentarandring) for a in plan.andringar)
    assert "begär aven_olasta_kommentarer" in plan.text
    server.stor(400, ganger=3, metod="GET", vag="comments")
    plan = planera(klient, koppling, HALLAND, oversikt(), aven_olasta_kommentarer=True)
    assert sum(isinstance(a, Kommentarandring) for a in plan.andringar) == 3
    assert "(de som finns kunde inte läsas)" in plan.text
    assert genomfor(klient, plan).klar


@pytest.mark.parametrize(
    ("stor", "utfall"), [("bryt efter", Skrivutfall.SKRIVEN), ("bryt före", Skrivutfall.INTE_SKRIVEN)]
)
def test_a_comment_whose_answer_never_came_is_read_back_and_not_sent_again(
    server: Provserver, klient: Klient, koppling: Koppling, stor: Stor, utfall: Skrivutfall
) -> None:
    plan = planera(klient, koppling, HALLAND, oversikt())
    server.stor(stor, metod="POST")
    rapport = genomfor(klient, plan)
    assert utfallen(rapport)[1] == ("delmal-3", "kommentar", utfall)
    assert len(server.kommentarer) == (3 if utfall is Skrivutfall.SKRIVEN else 2)


def test_a_comment_that_came_to_stand_there_since_the_plan_is_not_added(
    server: Provserver, klient: Klient, koppling: Koppling
) -> None:
    plan = planera(klient, koppling, HALLAND, oversikt())
    assert genomfor(klient, plan).klar
    assert {u[2] for u in utfallen(genomfor(klient, plan))} == {Skrivutfall.STOD_REDAN}
    assert len(server.kommentarer) == 3


# Import files


def test_the_statuses_as_a_file_of_the_key_figure_integration(koppling: Koppling) -> None:
    svar = skriv_importfiler(koppling, HALLAND, oversikt())
    fil, kommentarer = svar.filer
    assert fil.namn == "nyckeltal-2018-03.txt"
    assert fil.innehall.splitlines() == [
        "2018-03-31\tRH\tDELMAL3\tFARG\t2",
        "2018-03-31\tRH\tDELMAL4\tFARG\t2",
        "2018-03-31\tRH\tDELMAL4\tANTAL\t2",
        "2018-03-31\tRH\tDELMAL5\tFARG\t2",
    ]
    assert kommentarer.namn == "kommentarer-2018-03.txt"
    assert [rad.split("\t")[:3] for rad in kommentarer.innehall.splitlines()] == [
        ["Region Halland", f"Delmål {n}", "2018-03"] for n in (3, 4, 5)
    ]
    assert svar.text.splitlines()[0] == "mars 2018: 2 filer."


def test_the_statuses_as_files_of_the_manual_import_one_per_column(koppling: Koppling) -> None:
    filer = {fil.namn: fil.innehall for fil in skriv_importfiler(koppling, HALLAND, oversikt(), form="manuell").filer}
    assert filer["matt-färg-2018-03.txt"].splitlines()[0] == "Region Halland\t2018-03-31\tDelmål 3\t2"
    assert filer["matt-antal-uppnådda-2018-03.txt"] == "Region Halland\t2018-03-31\tDelmål 4\t2\r\n"


def test_what_is_not_settled_is_in_no_file_and_told(koppling: Koppling) -> None:
    svar = skriv_importfiler(koppling, HALLAND, oversikt({INDEX: 75}))
    assert svar.filer[0].innehall == "2018-03-31\tRH\tDELMAL3\tFARG\t3\r\n"
    assert [(o.delmal, o.vad) for o in svar.ororda] == [
        ("delmal-4", "färg"), ("delmal-4", "antal"), ("delmal-5", "färg"),
    ]  # fmt: skip
    assert "töm cellen för hand" in svar.text
    assert "\t0\r\n" not in "".join(fil.innehall for fil in svar.filer)


def test_only_what_differs_from_a_file_of_what_stands_there(koppling: Koppling) -> None:
    finns = "2018-03-01;RH;DELMAL3;FARG;2,0\n2018-02-28;RH;DELMAL4;FARG;2\n2018-03-31;RH;DELMAL4;ANTAL;1\n"
    fil, _ = skriv_importfiler(koppling, HALLAND, oversikt(), finns=finns.encode()).filer
    assert [rad.split("\t")[2:] for rad in fil.innehall.splitlines()] == [
        ["DELMAL4", "FARG", "2"], ["DELMAL4", "ANTAL", "2"], ["DELMAL5", "FARG", "2"],
    ]  # fmt: skip


@pytest.mark.parametrize("namn", ["=1+1", "+46", "-minus", "@SUM(A1)", "\t=1", "a\tb\nc"])
def test_text_that_a_spreadsheet_would_run_is_made_harmless_and_numbers_are_not(koppling: Koppling, namn: str) -> None:
    svar = tuple(s.model_copy(update={"namn": namn}) for s in koppling.svar)
    assert koppling.farger is not None
    minus = koppling.farger.model_copy(update={"gul": -2})
    andrad = koppling.model_copy(update={"svar": svar, "farger": minus})
    for fil in skriv_importfiler(andrad, HALLAND, oversikt(), form="manuell").filer:
        for rad in fil.innehall.splitlines():
            celler = rad.split("\t")
            assert len(celler) == 4
            assert celler[2][0] not in "=+-@"
            assert celler[3] == "-2" or not fil.namn.startswith("matt-färg")


def test_wrong_forms_are_refused(koppling: Koppling) -> None:
    with pytest.raises(ValueError, match="form"):
        skriv_importfiler(koppling, HALLAND, oversikt(), form="excel")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="finns"):
        skriv_importfiler(koppling, HALLAND, oversikt(), form="manuell", finns=b"x")
    with pytest.raises(rl.UtfallFel, match="rad 1"):
        skriv_importfiler(koppling, HALLAND, oversikt(), finns="2018-03-01;RH;DELMAL3;FARG;två\n".encode())


# What a second pair of eyes found


def delade_noder(koppling: Koppling) -> Koppling:
    """The same mapping, with every comment on one node."""
    return koppling.model_copy(update={"svar": tuple(s.model_copy(update={"nod": "77"}) for s in koppling.svar)})


def test_comments_of_several_delmal_on_one_node_never_replace_each_other(
    server: Provserver, klient: Klient, koppling: Koppling
) -> None:
    delad = delade_noder(koppling)
    for index in ("71,5", "75", "65"):
        u = oversikt({**UTFALL, INDEX: index, DELMAL_4[0]: index})
        assert genomfor(klient, planera(klient, delad, HALLAND, u)).klar
        assert planera(klient, delad, HALLAND, u).ar_tom
        texter = [som_text(str(k["Text"])) for k in server.kommentarer.values()]
        assert sorted(text.split("Delmål ")[1][0] for text in texter) == ["3", "4", "5"]


def test_nor_do_the_koncerns_and_an_own_application_in_the_same_unit(
    server: Provserver, klient: Klient, koppling: Koppling
) -> None:
    egen = koppling.svar[-1].model_copy(update={"enhet": "region-halland"})
    bada = koppling.model_copy(update={"svar": (koppling.svar[0], egen)})
    assert genomfor(klient, planera(klient, bada, HALLAND, oversikt())).klar
    assert genomfor(klient, planera(klient, bada, HALLAND, oversikt(enhet="Region Halland"))).klar
    assert len(server.kommentarer) == 2


@pytest.mark.parametrize("tillagg", ["{}<p>Min bedömning: vi behåller Gul.</p>", "<p>OBS!</p>{}"])
def test_a_comment_that_a_person_has_added_to_is_not_replaced(
    server: Provserver, klient: Klient, koppling: Koppling, tillagg: str
) -> None:
    assert genomfor(klient, planera(klient, koppling, HALLAND, oversikt())).klar
    vart = next(k for k in server.kommentarer.values() if k["NodeId"] == "903")
    vart["Text"] = tillagg.format(vart["Text"])
    fore = vart["Text"]
    assert genomfor(klient, planera(klient, koppling, HALLAND, oversikt({**UTFALL, INDEX: 75}))).klar
    assert vart["Text"] == fore
    assert len(server.kommentarer) == 4


def test_a_comment_without_a_date_is_replaced_only_when_its_words_are_about_the_same_month(
    server: Provserver, klient: Klient, koppling: Koppling
) -> None:
    assert genomfor(klient, planera(klient, koppling, HALLAND, oversikt())).klar
    for kommentar in server.kommentarer.values():
        kommentar["PeriodDate"] = None
    april = rl.berakna_status(HALLAND, {INDEX: 75}, period="2018-04")
    nya = [a for a in planera(klient, koppling, HALLAND, april).andringar if isinstance(a, Kommentarandring)]
    assert [a.ersatter for a in nya] == [None] * 3
    mars = planera(klient, koppling, HALLAND, oversikt({**UTFALL, INDEX: 75}))
    assert [a.ersatter is None for a in mars.andringar if isinstance(a, Kommentarandring)] == [False]


def test_what_is_left_as_it_is_is_told_whole(klient: Klient, koppling: Koppling) -> None:
    ororda = planera(klient, hoppa(koppling), HALLAND, oversikt({})).ororda
    assert [(o.delmal, o.vad) for o in ororda] == [
        ("delmal-3", "färg"), ("delmal-3", "kommentar"),
        ("delmal-4", "färg"), ("delmal-4", "antal"), ("delmal-4", "kommentar"),
        ("delmal-5", "färg"), ("delmal-5", "kommentar"),
    ]  # fmt: skip
    filer = skriv_importfiler(hoppa(koppling), HALLAND, oversikt({}))
    assert [(o.delmal, o.vad) for o in filer.ororda] == [(o.delmal, o.vad) for o in ororda]
    for orord in (*ororda, *filer.ororda):
        assert orord.skal.endswith("lämnas som det är"), "the mapping says so: nobody is told to empty it"


@pytest.mark.parametrize(
    ("utfall", "rv", "skal"),
    [
        ({**UTFALL, DELMAL_4[1]: None}, HALLAND, "alla indikatorer är inte kända"),
        (UTFALL, HALLAND.med_tolkningar({"delmal-4-antal": "oppen"}), "en öppen tolkning avgör vilka som räknas"),
    ],
)
def test_why_a_count_is_not_written_is_told_as_it_is(
    koppling: Koppling, utfall: dict[str, object], rv: rl.Regelverk, skal: str
) -> None:
    u = rl.berakna_status(rv, utfall, rapporttyp=rl.Rapporttyp.UR1, period=PERIOD)  # type: ignore[arg-type]
    (antal,) = [o for o in skriv_importfiler(koppling, rv, u).ororda if o.vad == "antal"]
    assert antal.skal == f"{skal}; töm cellen för hand om den har ett värde"


def test_a_count_whose_colour_cannot_be_shown_is_not_written_either(koppling: Koppling) -> None:
    delmal = HALLAND.delmal_med_id("delmal-4")
    regel = delmal.statusregel.model_copy(update={"minst_kanda": 6})
    andrat = delmal.model_copy(update={"statusregel": regel})
    rv = HALLAND.model_copy(update={"delmal": tuple(andrat if d.id == delmal.id else d for d in HALLAND.delmal)})
    u = rl.berakna_status(rv, UTFALL, rapporttyp=rl.Rapporttyp.UR1, period=PERIOD)  # type: ignore[arg-type]
    assert u["delmal-4"].bedombarhet is rl.Bedombarhet.SVARBEDOMT
    (antal,) = [o for o in skriv_importfiler(koppling, rv, u).ororda if o.vad == "antal"]
    assert antal.skal.startswith("färgen kan inte visas;")


def test_what_could_not_be_planned_is_in_the_report_too_and_the_period_is_half_written(
    server: Provserver, klient: Klient, koppling: Koppling
) -> None:
    server._matt.pop("903")
    plan = planera(klient, koppling, HALLAND, oversikt())
    assert (
        "Kan inte skrivas:\n  delmal-3, Region Halland: färg: Stratsys nekade kpidata: Kpi undefined: 903" in plan.text
    )
    rapport = genomfor(klient, plan)
    assert {post.utfall for post in rapport.poster} == {Skrivutfall.SKRIVEN}
    assert (rapport.klar, rapport.delvis) == (False, True)
    assert "Kunde inte planeras:\n  delmal-3, Region Halland: färg: " in rapport.text
    assert Skrivrapport.model_validate_json(rapport.model_dump_json()) == rapport


@pytest.mark.parametrize("stor", ["bryt före", "bryt efter", "skräp"])
def test_what_was_read_back_is_not_told_as_not_known(
    server: Provserver, klient: Klient, koppling: Koppling, stor: Stor
) -> None:
    plan = planera(klient, koppling, HALLAND, oversikt())
    server.stor(stor, ganger=2, metod="PUT")
    text = genomfor(klient, plan).poster[0].text
    assert "läst tillbaka" in text
    assert "läs tillbaka" not in text
    assert "inte känt" not in text


def test_a_comment_that_someone_changed_since_the_plan_is_left_alone(
    server: Provserver, klient: Klient, koppling: Koppling
) -> None:
    assert genomfor(klient, planera(klient, koppling, HALLAND, oversikt())).klar
    plan = planera(klient, koppling, HALLAND, oversikt({**UTFALL, INDEX: 75}))
    vart = next(k for k in server.kommentarer.values() if k["NodeId"] == "903")
    vart["Text"] = andrat = f"<p>Rättat för hand.</p>{vart['Text']}"
    rapport = genomfor(klient, Skrivplan.model_validate_json(plan.model_dump_json()))
    assert utfallen(rapport)[-1] == ("delmal-3", "kommentar", Skrivutfall.ANDRAD_SEDAN_PLANEN)
    assert "någon har ändrat kommentaren; planera om" in rapport.text
    assert vart["Text"] == andrat


@pytest.mark.parametrize("sedan", [400, 401, 429, 503])
def test_a_write_that_was_cut_off_and_then_turned_away_is_read_back(
    server: Provserver, klient: Klient, koppling: Koppling, sedan: int
) -> None:
    plan = planera(klient, koppling, HALLAND, oversikt())
    server.stor("bryt efter", metod="PUT")
    server.stor(sedan, metod="PUT")
    rapport = genomfor(klient, plan)
    assert utfallen(rapport)[0] == ("delmal-3", "färg", Skrivutfall.SKRIVEN)
    assert server.varde(*CELLER["delmal-3"], DAG) == 2
    assert rapport.klar
