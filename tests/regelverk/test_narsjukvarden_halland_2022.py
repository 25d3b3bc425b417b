"""``narsjukvarden-halland-2022`` against its source: tables typed from Driftnämnden Närsjukvård's mål- och
kvalitetsstyrning 2022, every boundary, every tolkning, and what the loader and the pages do with them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from copy import deepcopy
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from pydantic import BaseModel

import riktlinjer as rl
from riktlinjer.cli import main
from riktlinjer.regelverk.lasare import bygg_regelverk
from riktlinjer.sidor.indikatorer import indikatorsida
from riktlinjer.utskrift import Rubrik

ID = "narsjukvarden-halland-2022"
HOGRE, LAGRE = rl.Riktning.HOGRE, rl.Riktning.LAGRE
UPPNADD, EJ, SAKNAS = rl.Lage.UPPNADD, rl.Lage.EJ_UPPNADD, rl.Lage.MATVARDE_SAKNAS
UTVECKLAS = rl.Lage.UNDER_UTVECKLING
RV = rl.las_regelverk(ID)


@pytest.fixture(scope="module")
def nv() -> rl.Regelverk:
    return RV


# Kapitel 2.1. Under each heading: id | row label | målvärde as printed | unit | direction (+ higher, - lower, ? neither
# printed nor plain from what is measured). The unit is the sign in the target or in the label, or what is counted.
INDIKATORER = """
* Målgrupp (invånare/patient/kund/elev)
telefontillganglighet | Vårdgaranti primärvård – telefontillgänglighet, kontakt inom 0 dagar | 95% | % | +
medicinsk-bedomning-inom-tre-dagar | Vårdgaranti primärvård - Medicinsk bedömning inom tre dagar | > 90% | % | +
livsstilssamtal | Antal genomförda livsstilssamtal (levnadsvanor) R 12 | Öka med 10% jämfört med fg år | st | +
digitala-distanskontakter \
| Antal Digitala distanskontakter per månad | Öka varje månad jämfört med föregående år | st | +
webbtidbok-vardcentral \
| Andel bokning, av- och ombokning i webbtidbok av invånare (%) Vårdcentral | 20% | % | +
webbtidbok-folktandvard \
| Andel bokning, av- och ombokning i webbtidbok av invånare (%) Folktandvård | 30% | % | +
lakemedelsgenomgangar | Antal läkemedelsgenomgångar för personer över 75 år och med fler än 5 läkemedel \
| Öka med 10% jämfört med föregående år | st | +
vantetid-tandregleringen | Korta väntetiden på Tandregleringen | < 18 månader | månader | -
listade-patienter | Antal listade patienter | Öka med minst 1000 listade under året | personer | +
* Verksamhet (produktion/kvalitet)
besok-i-oppenvard-vardcentral | Antal besök i öppenvård Vårdcentral | Inte klart än | st | ?
frisktandvardsabonnemang | Andel vuxna med Frisktandvårdsabonnemang | 35% | % | +
klinisk-tid-folktandvarden | Klinisk tid på Folktandvården | Inte klart än | | ?
revisionsundersokningar-i-tid \
| Andel revisionsundersökningar i Folktandvården för barn och vuxna som genomförs i tid | 95% | % | +
strukturerad-journalgranskning | Följsamhet strukturerad journalgranskning | 95% | % | +
* Medarbetare
personalomsattning | Personalomsättning | 14% | % | -
sjukfranvaro | Sjukfrånvaro | 5,2% | % | -
hme-index | HME-Index | 79 (kan revideras efter utfall 2021) | | +
osa-index | OSA-index | 66 (kan revideras efter utfall 2021) | | +
* Ekonomi
ackumulerad-budgetavvikelse | Ackumulerad budgetavvikelse | | | +
prognos-budgetavvikelse | Prognos budgetavvikelse | >0 | | +
kostnadsutveckling | Kostnadsutveckling | Enligt budget | | -
bemanningskostnader | Bemanningskostnader - läkare och sjuksköterskor i relation till totala personalkostnader i \
vårdförvaltningarna | < 2% | % | -
"""


def tabell(text: str) -> Iterator[tuple[str, ...]]:
    """The rows, each with its heading first."""
    rubrik = ""
    for rad in text.strip().splitlines():
        if rad.startswith("* "):
            rubrik = rad[2:]
        else:
            yield (rubrik, *(cell.strip() for cell in rad.split("|")))


RADER = list(tabell(INDIKATORER))
AVSNITT = {
    "Målgrupp (invånare/patient/kund/elev)": "2.1.1",
    "Verksamhet (produktion/kvalitet)": "2.1.2",
    "Medarbetare": "2.1.3",
    "Ekonomi": "2.1.4",
}


# --- the indicators ---------------------------------------------------------------------------------------------------


def test_it_has_22_indicators_in_four_perspektiv_in_the_order_of_the_source(nv: rl.Regelverk) -> None:
    assert [i.id for i in nv.indikatorer] == [rad[1] for rad in RADER]
    assert [p.namn for p in nv.perspektiv] == list(AVSNITT)
    per_perspektiv = [sum(1 for i in nv.indikatorer if i.perspektiv == p.id) for p in nv.perspektiv]
    assert per_perspektiv == [9, 5, 4, 4]


@pytest.mark.parametrize("rad", RADER, ids=lambda rad: rad[1])
def test_a_row_of_the_indicator_tables(nv: rl.Regelverk, rad: tuple[str, ...]) -> None:
    """Name, perspektiv, printed target, unit, direction and place; no delmål, no baseline, no stated scale."""
    rubrik, id, namn, malvarde, enhet, riktning = rad
    i = nv.indikator(id)
    assert i.namn == namn
    assert next(p.namn for p in nv.perspektiv if p.id == i.perspektiv) == rubrik
    assert i.malvarde is not None
    assert i.malvarde.text == malvarde
    assert i.enhet == (enhet or None)
    assert i.riktning is {"+": HOGRE, "-": LAGRE, "?": None}[riktning]
    assert (i.kalla.avsnitt, i.kalla.rad) == (f"{AVSNITT[rubrik]} {rubrik}", namn)
    assert (i.mal, i.delmal, i.insatsomrade, i.utgangsvarde, i.skala) == (None, None, None, None, None)


@pytest.mark.parametrize("rad", RADER, ids=lambda rad: rad[1])
def test_every_reading_of_a_row_keeps_the_printed_target(nv: rl.Regelverk, rad: tuple[str, ...]) -> None:
    i = nv.indikator(rad[1])
    assert {lasning.malvarde.text for lasning in i.lasningar} <= {rad[3], ">0" if rad[3] == "" else rad[3]}


@pytest.mark.parametrize("rad", [r for r in RADER if not r[3].startswith((">", "<", "Öka"))], ids=lambda rad: rad[1])
def test_a_row_without_a_printed_direction_says_so(nv: rl.Regelverk, rad: tuple[str, ...]) -> None:
    """A sign, or "öka", is a direction; a bare number, words or nothing is none."""
    assert "riktning" in (nv.indikator(rad[1]).anmarkning or "")


@pytest.mark.parametrize("rad", RADER, ids=lambda rad: rad[1])
def test_a_target_is_what_its_printed_text_parses_to(nv: rl.Regelverk, rad: tuple[str, ...]) -> None:
    """Before any reading: what a person who writes the same words gets."""
    i = nv.indikator(rad[1])
    assert i.malvarde is not None
    tolkat = rl.tolka_malvarde(rad[3], riktning=i.riktning, enhet=i.enhet)
    assert tolkat.model_dump(exclude={"text"}) == i.malvarde.model_dump(exclude={"text"})


def test_only_the_two_indexes_have_a_reservation(nv: rl.Regelverk) -> None:
    """On the target itself, for its text, and on the indicator, for its answers."""
    med = {i.id: i for i in nv.indikatorer if i.forbehall is not None}
    assert list(med) == ["hme-index", "osa-index"]
    for i in med.values():
        assert i.malvarde is not None
        assert i.malvarde.forbehall == "kan revideras efter utfall 2021"
        assert [p.kod for p in rl.berakna_indikator(nv, i.id, 90).papekanden] == ["STATUS-15"]


# --- every boundary ---------------------------------------------------------------------------------------------------

U = rl.Utfall
FORRA = [100] * 12  # the months of the year before
# id -> (outcome, läge): on the target, just inside, just outside, and without a fact that the target is held against
GRANSER: dict[str, list[tuple[object, rl.Lage | None]]] = {
    "telefontillganglighet": [("95 %", UPPNADD), ("95,01 %", UPPNADD), ("94,99 %", EJ)],
    "medicinsk-bedomning-inom-tre-dagar": [("90 %", EJ), ("90,01 %", UPPNADD), ("89,99 %", EJ)],
    "livsstilssamtal": [
        (U(1100, foregaende_ar=1000), UPPNADD),
        (U(1101, foregaende_ar=1000), UPPNADD),
        (U(1099, foregaende_ar=1000), EJ),
        (U(5, foregaende_ar=0), None),  # ten per cent of nothing is not defined
        (U(1100), None),
        (U(1100, motsvarande_period=1000), None),
    ],
    "digitala-distanskontakter": [
        (U(None, serie=[*FORRA, 101, 101, 101]), UPPNADD),
        (U(None, serie=[*FORRA, 101, 100, 101]), EJ),
        (U(None, serie=[*FORRA, 101, 99, 101]), EJ),
        (U(None, serie=[*FORRA, 101, None, 101]), None),
        (U(None, serie=[*FORRA, 101, None, 100]), EJ),
        (U(None, serie=[None, *FORRA[1:], 101, 101]), None),
        (U(None, serie=[*FORRA[:11], None, 101, 101]), UPPNADD),  # a month that is still to come is not asked for
        (U(101), None),
        (U(101, foregaende_ar=100, motsvarande_period=100), None),
    ],
    "webbtidbok-vardcentral": [("20 %", UPPNADD), ("20,1 %", UPPNADD), ("19,9 %", EJ)],
    "webbtidbok-folktandvard": [("30 %", UPPNADD), ("30,1 %", UPPNADD), ("29,9 %", EJ)],
    "lakemedelsgenomgangar": [
        (U(550, foregaende_ar=500), UPPNADD),
        (U(551, foregaende_ar=500), UPPNADD),
        (U(549, foregaende_ar=500), EJ),
        (U(550), None),
        (U(550, motsvarande_period=500), None),
    ],
    "vantetid-tandregleringen": [("18 månader", EJ), ("17,9 månader", UPPNADD), ("18,1 månader", EJ)],
    "listade-patienter": [
        (U(151_000, basvarde=150_000), UPPNADD),
        (U(151_001, basvarde=150_000), UPPNADD),
        (U(150_999, basvarde=150_000), EJ),
        (U(151_000), None),
        (U(151_000, foregaende_ar=150_000), None),
    ],
    "besok-i-oppenvard-vardcentral": [(0, UTVECKLAS), (100_000, UTVECKLAS)],
    "frisktandvardsabonnemang": [("35 %", UPPNADD), ("35,1 %", UPPNADD), ("34,9 %", EJ)],
    "klinisk-tid-folktandvarden": [(0, UTVECKLAS), ("75 %", UTVECKLAS)],
    "revisionsundersokningar-i-tid": [("95 %", UPPNADD), ("95,1 %", UPPNADD), ("94,9 %", EJ)],
    "strukturerad-journalgranskning": [("95 %", UPPNADD), ("95,1 %", UPPNADD), ("94,9 %", EJ)],
    "personalomsattning": [("14 %", UPPNADD), ("13,9 %", UPPNADD), ("14,1 %", EJ)],
    "sjukfranvaro": [("5,2 %", UPPNADD), ("5,1 %", UPPNADD), ("5,3 %", EJ)],
    "hme-index": [(79, UPPNADD), ("79,1", UPPNADD), ("78,9", EJ)],
    "osa-index": [(66, UPPNADD), ("66,1", UPPNADD), ("65,9", EJ)],
    "ackumulerad-budgetavvikelse": [("1 mnkr", None), (0, None), ("−1 mnkr", None)],
    "prognos-budgetavvikelse": [(0, UPPNADD), ("0,1 mnkr", UPPNADD), ("−1 tkr", EJ)],
    "kostnadsutveckling": [
        (U("2,4 %", budget="2,4 %"), UPPNADD),
        (U("2,3 %", budget="2,4 %"), UPPNADD),
        (U("2,5 %", budget="2,4 %"), EJ),
        (U("2,4 %"), None),
        (U("2,4 %", foregaende_ar="2,4 %"), None),
    ],
    "bemanningskostnader": [("2 %", EJ), ("1,99 %", UPPNADD), ("2,01 %", EJ)],
}


def test_every_indicator_has_its_boundaries_here() -> None:
    assert list(GRANSER) == [rad[1] for rad in RADER]


@pytest.mark.parametrize(
    ("id", "utfall", "vantat"), [(id, u, lage) for id, rader in GRANSER.items() for u, lage in rader]
)
def test_a_boundary(nv: rl.Regelverk, id: str, utfall: object, vantat: rl.Lage | None) -> None:
    assert rl.berakna_indikator(nv, id, utfall).lage is vantat  # type: ignore[arg-type]


@pytest.mark.parametrize("id", GRANSER)
def test_without_an_outcome_nothing_is_met_or_missed(nv: rl.Regelverk, id: str) -> None:
    vantat = UTVECKLAS if "Inte klart än" in {r[3] for r in RADER if r[1] == id} else SAKNAS
    assert rl.berakna_indikator(nv, id, None).lage is vantat


@pytest.mark.parametrize(
    ("id", "utfall"),
    [
        ("telefontillganglighet", "95 mnkr"),
        ("vantetid-tandregleringen", "18 dagar"),
        ("livsstilssamtal", "110 %"),
        ("listade-patienter", "1 000 mnkr"),
    ],
)
def test_an_outcome_in_another_unit_is_refused(nv: rl.Regelverk, id: str, utfall: str) -> None:
    with pytest.raises(rl.UtfallFel):
        rl.berakna_indikator(nv, id, utfall)


@pytest.mark.parametrize(
    ("id", "utfall", "ord_"),
    [
        ("ackumulerad-budgetavvikelse", 0, "inget målvärde"),
        ("livsstilssamtal", 1100, "föregående år"),
        ("listade-patienter", 151_000, "inte är känt"),
        ("kostnadsutveckling", "2,4 %", "budget"),
        ("besok-i-oppenvard-vardcentral", 1, "under utveckling"),
    ],
)
def test_an_answer_that_cannot_be_given_says_why(nv: rl.Regelverk, id: str, utfall: object, ord_: str) -> None:
    funna = rl.berakna_indikator(nv, id, utfall).papekanden  # type: ignore[arg-type]
    assert any(p.kod in ("STATUS-11", "STATUS-12") and ord_ in p.text for p in funna)


# --- laws -------------------------------------------------------------------------------------------------------------

MATBARA = [i for i in RV.indikatorer if i.riktning is not None and i.malvarde is not None and i.malvarde.matbart]
MED_MARGINAL = [i for i in MATBARA if i.id != "digitala-distanskontakter"]  # its months have no single distance
GRANSTAL = [m.grans for i in MED_MARGINAL if isinstance(m := i.malvarde, rl.Gransmalvarde)]
tal = st.decimals(min_value=0, max_value=2000, places=2)


def utfall_av(varde: Decimal, bas: Decimal) -> rl.Utfall:
    """An outcome with every fact that a target may be held against."""
    return rl.Utfall(varde, motsvarande_period=bas, foregaende_ar=bas, basvarde=bas, budget=bas)


@given(i=st.sampled_from(MED_MARGINAL), a=tal, b=tal, bas=tal)
def test_a_better_figure_is_never_further_from_the_target(
    i: rl.Indikator, a: Decimal, b: Decimal, bas: Decimal
) -> None:
    samre, battre = sorted((a, b), reverse=i.riktning is LAGRE)
    if rl.berakna_indikator(RV, i.id, utfall_av(samre, bas)).lage is UPPNADD:
        assert rl.berakna_indikator(RV, i.id, utfall_av(battre, bas)).lage is UPPNADD


@given(i=st.sampled_from(MED_MARGINAL), varde=st.sampled_from(GRANSTAL) | tal, bas=tal)
def test_the_margin_is_on_the_side_of_the_answer(i: rl.Indikator, varde: Decimal, bas: Decimal) -> None:
    svar = rl.berakna_indikator(RV, i.id, utfall_av(varde, bas))
    if svar.marginal is None:
        assert svar.lage is None
    else:
        pa_malet = svar.malvarde.inklusiv  # type: ignore[union-attr]
        assert svar.lage is (UPPNADD if svar.marginal > 0 or (svar.marginal == 0 and pa_malet) else EJ)


@given(i=st.sampled_from([i for i in RV.indikatorer if i.lasningar]), varde=tal, bas=tal)
def test_left_open_an_answer_is_what_every_reading_gives(i: rl.Indikator, varde: Decimal, bas: Decimal) -> None:
    utfall, tolkning = utfall_av(varde, bas), RV.tolkning(i.lasningar[0].nar.tolkning)
    svaren = {
        rl.berakna_indikator(RV.med_tolkningar({tolkning.id: las.id}), i.id, utfall).lage for las in tolkning.lasningar
    }
    oppet = rl.berakna_indikator(RV.med_tolkningar(rl.ALLA_OPPNA), i.id, utfall).lage
    assert oppet is (svaren.pop() if len(svaren) == 1 else None)


# --- tolkningar -------------------------------------------------------------------------------------------------------


def lagen(id: str, *utfall: object) -> Callable[[rl.Regelverk], object]:
    return lambda rv: [rl.berakna_indikator(rv, id, u).lage for u in utfall]  # type: ignore[arg-type]


EN_UNDER = U(105, motsvarande_period=100, foregaende_ar=110, serie=[*FORRA, 99, 105])
ALLA_OVER = U(101, foregaende_ar=110, serie=[*FORRA, 101])
BUDGETERAT = U("2,3 %", budget="2,4 %"), U("2,4 %", budget="2,4 %")

# id -> (default, a question, the answer under each reading, the default first when it is one)
SVAR: dict[str, tuple[str, Callable[[rl.Regelverk], object], dict[str, object]]] = {
    "malvarde-utan-tecken": ("grans", lagen("sjukfranvaro", "5,2 %"), {"grans": [UPPNADD], "passerat": [EJ]}),
    "livsstilssamtal-jamforelse": (
        "helar",
        lagen("livsstilssamtal", U(110, foregaende_ar=100, motsvarande_period=101)),
        {"helar": [UPPNADD], "r12-ett-ar-tidigare": [EJ]},
    ),
    "digitala-distanskontakter-manad": (
        "varje-samma-manad",
        lagen("digitala-distanskontakter", EN_UNDER, ALLA_OVER),
        {"varje-samma-manad": [EJ, UPPNADD], "rapporterad-manad": [UPPNADD, None], "manadsmedel": [EJ, EJ]},
    ),
    "lakemedelsgenomgangar-jamforelse": (
        "helar",
        lagen("lakemedelsgenomgangar", U(300, foregaende_ar=500, motsvarande_period=250)),
        {"helar": [EJ], "motsvarande-period": [UPPNADD]},
    ),
    "tandreglering-korta": (
        "grans",
        lagen("vantetid-tandregleringen", U("17 månader", foregaende_ar="16 månader"), "17 månader", "18 månader"),
        {"grans": [UPPNADD, UPPNADD, EJ], "grans-och-kortare": [EJ, None, EJ]},
    ),
    "listade-patienter-netto": (
        "netto",
        lagen("listade-patienter", U(151_000, basvarde=150_000), U(150_999, basvarde=150_000)),
        {"netto": [UPPNADD, EJ], "nya-listningar": [None, None]},
    ),
    "ackumulerad-budgetavvikelse-malvarde": (
        "inget",
        lagen("ackumulerad-budgetavvikelse", 1, 0, -1),
        {"inget": [None, None, None], "minst-noll": [UPPNADD, UPPNADD, EJ], "over-noll": [UPPNADD, EJ, EJ]},
    ),
    "prognos-budgetavvikelse-noll": (
        "uppnadd",
        lagen("prognos-budgetavvikelse", 1, 0),
        {"uppnadd": [UPPNADD, UPPNADD], "ej-uppnadd": [UPPNADD, EJ]},
    ),
    "kostnadsutveckling-enligt-budget": (
        "hogst",
        lagen("kostnadsutveckling", *BUDGETERAT),
        {"hogst": [UPPNADD, UPPNADD], "lika": [EJ, UPPNADD]},
    ),
}


def test_every_tolkning_has_a_question_here(nv: rl.Regelverk) -> None:
    assert sorted(SVAR) == sorted(t.id for t in nv.tolkningar)


@pytest.mark.parametrize("id", SVAR)
def test_a_tolkning_has_these_readings_and_this_default(nv: rl.Regelverk, id: str) -> None:
    standard, _, svar = SVAR[id]
    t = nv.tolkning(id)
    assert (t.standard, t.vald, [lasning.id for lasning in t.lasningar]) == (standard, standard, list(svar))


@pytest.mark.parametrize("id", SVAR)
def test_no_two_readings_of_a_tolkning_answer_alike(nv: rl.Regelverk, id: str) -> None:
    _, fraga, svar = SVAR[id]
    assert {lasning: fraga(nv.med_tolkningar({id: lasning})) for lasning in svar} == svar
    assert len({str(v) for v in svar.values()}) == len(svar)


@pytest.mark.parametrize(
    ("tolkning", "id", "utfall", "vantat"),
    [
        (("livsstilssamtal-jamforelse", "r12-ett-ar-tidigare"), "livsstilssamtal", (110, 100), UPPNADD),
        (("digitala-distanskontakter-manad", "rapporterad-manad"), "digitala-distanskontakter", (100, 100), EJ),
        (("digitala-distanskontakter-manad", "manadsmedel"), "digitala-distanskontakter", (100, 100), EJ),
        (("lakemedelsgenomgangar-jamforelse", "motsvarande-period"), "lakemedelsgenomgangar", (110, 100), UPPNADD),
        (("tandreglering-korta", "grans-och-kortare"), "vantetid-tandregleringen", (17, 17), EJ),
        (("tandreglering-korta", "grans-och-kortare"), "vantetid-tandregleringen", (18, 19), EJ),
        (("tandreglering-korta", "grans-och-kortare"), "vantetid-tandregleringen", (17, 18), UPPNADD),
    ],
)
def test_a_change_of_just_so_much_under_another_reading(
    nv: rl.Regelverk, tolkning: tuple[str, str], id: str, utfall: tuple[int, int], vantat: rl.Lage
) -> None:
    """Öka and korta ask for more than nothing; ten per cent is enough."""
    varde, bas = utfall
    last = nv.med_tolkningar(dict([tolkning]))
    assert rl.berakna_indikator(last, id, U(varde, foregaende_ar=bas, motsvarande_period=bas)).lage is vantat


@pytest.mark.parametrize("id", SVAR)
def test_the_default_answer_is_that_of_the_default_reading_and_names_the_tolkning(nv: rl.Regelverk, id: str) -> None:
    standard, fraga, svar = SVAR[id]
    assert fraga(nv) == svar[standard]
    berorda = [i.id for i in nv.indikatorer if any(las.nar.tolkning == id for las in i.lasningar)]
    assert berorda
    assert all(id in rl.berakna_indikator(nv, i, None).tolkningar for i in berorda)


def test_the_bare_figures_are_the_ten_rows_that_print_a_number_alone(nv: rl.Regelverk) -> None:
    """On the figure counts as met by default, on every one of them; under the other reading on none."""
    bara = [rad[1] for rad in RADER if rad[3].split(" (")[0].rstrip("%").replace(",", "").isdigit()]
    styrda = [i.id for i in nv.indikatorer if any(las.nar.tolkning == "malvarde-utan-tecken" for las in i.lasningar)]
    assert styrda == bara
    assert len(bara) == 10
    passerat = nv.med_tolkningar({"malvarde-utan-tecken": "passerat"})
    for id in bara:
        (pa, _), (inne, _), _ = GRANSER[id]
        assert rl.berakna_indikator(nv, id, pa).lage is UPPNADD  # type: ignore[arg-type]
        assert rl.berakna_indikator(passerat, id, pa).lage is EJ  # type: ignore[arg-type]
        assert rl.berakna_indikator(passerat, id, inne).lage is UPPNADD  # type: ignore[arg-type]


def test_a_forecast_of_exactly_zero_is_told_to_rest_on_a_reading(nv: rl.Regelverk) -> None:
    funna = rl.berakna_indikator(nv, "prognos-budgetavvikelse", 0).papekanden
    assert [(p.kod, p.tolkning) for p in funna] == [("STATUS-14", "prognos-budgetavvikelse-noll")]


# --- fokusområden and uppdrag -----------------------------------------------------------------------------------------

# Kapitel 1, the table with its merged cells filled in. Under each fokusområde: regiongemensamt uppdrag | Närsjukvårdens
# uppdrag. "…" at the end of a name stands for the rest of it. A row without a regiongemensamt uppdrag has none here,
# whether its cell is empty or a dash.
NARA = "Bidra till att utveckla den nära vården bl.a. genom fortsatt utveckling av läkarmedverkan…"
UPPDRAG = f"""
* Innovation och smart specialisering
Vidareutveckla en regional samverkansmodell med kommuner, akademi och näringsliv… \
| Bidra i regionalt arbete kring hälsoinnovation, bl.a. genom Leap for life
* Grön omställning
Minska Region Hallands klimatpåverkande utsläpp | Minska koldioxidutsläppen från interna transporter
Arbeta för en hållbar plastanvändning | Minska användandet av de mest miljöbelastande engångsmaterialen
Aktivt bidra till Region Hallands interna klimat- och miljöarbete \
| Minska användandet av de mest miljöbelastande kemikalierna
* Nära och sammanhållen vård
Vidareutveckla den nära vården | {NARA}
Vidareutveckla den nära vården | Öka patienters möjlighet att ta ansvar och vara delaktiga i sin vård…
Utveckla onkologisk- samt palliativ vård | {NARA}
* Digitalisering i vården
Säkerställa att regionens behov av vårdinformationsstöd tillgodoses \
| Förbereda införandet av framtidens vårdinformationsstöd (VISUS)
Förbättra regionens digitala tillgänglighet \
| Förbättra den digitala tillgängligheten för att möta invånarnas behov. Nya och utvecklade digitala vårdmöten…
Förbättra kvalitet och resursanvändning genom arbetssätt som drar nytta av digitala verktyg \
| Tydliggöra Närsjukvårdens prioriteringar i digitaliseringsarbete i en digital plan
* Styrning utifrån kunskap och kvalitet inom hälso- och sjukvård
Utveckla arbetet med personcentrerade och sammanhållna vårdförlopp \
| Implementera vårdförloppet avseende höftledsartros
Förbättra hjärtsjukvården | Säkerställa följsamhet till de regionala vårdprocesserna inom hjärtsjukvård. Sätta…
Förbättra vården för patienter med psykisk ohälsa \
| Utveckla lokala samarbetsformer mellan Närsjukvården och Psykiatrin i alla kommuner
Arbeta för goda och jämlika uppväxtvillkor genom tidiga främjande insatser och satsningar på barn och unga \
| Implementera nya arbetssätt mellan Vårdcentral och Folktandvård för att minska karies hos små barn
 | Stärka kvalitetsarbetet genom systematisk kvalitetsuppföljning, lärande och erfarenhetsåterföring
* Förutsättningar för verksamhetens genomförande
Säkerställa att regionens behov av utveckling och omställning av kompetens tillgodoses \
| Säkerställa rätt kompetenser för morgondagens vård
 | Driva varje verksamhet i ekonomisk balans med utrymme för löpande utveckling av verksamhet och medarbetare
"""
UPPDRAGSRADER = list(tabell(UPPDRAG))
FOKUSOMRADEN = list(dict.fromkeys(rad[0] for rad in UPPDRAGSRADER))


def ar_namnet(tryckt: str, namn: str) -> bool:
    """Whether it is the name; "…" at the end stands for the rest."""
    return namn.startswith(tryckt[:-1]) if tryckt.endswith("…") else namn == tryckt


def test_it_has_6_fokusomraden_14_regiongemensamma_uppdrag_and_16_uppdrag(nv: rl.Regelverk) -> None:
    """The table has 17 rows: one uppdrag stands under two regiongemensamma uppdrag."""
    assert [f.namn for f in nv.fokusomraden] == FOKUSOMRADEN
    assert (len(nv.fokusomraden), len(nv.regiongemensamma_uppdrag), len(nv.uppdrag)) == (6, 14, 16)
    assert len(UPPDRAGSRADER) == 17
    assert len({rad[1] for rad in UPPDRAGSRADER if rad[1]}) == 14
    assert len({rad[2] for rad in UPPDRAGSRADER}) == 16


def test_the_rows_of_the_table_are_the_links_between_uppdrag_and_no_others(nv: rl.Regelverk) -> None:
    omraden = {f.id: f.namn for f in nv.fokusomraden}
    gemensamma = {r.id: r for r in nv.regiongemensamma_uppdrag}
    kvar = [
        (omraden[u.fokusomrade], gemensamma[r].namn if r else "", u.namn)
        for u in nv.uppdrag
        for r in (u.regiongemensamma or ("",))
    ]
    for omrade, gemensamt, uppdrag in UPPDRAGSRADER:
        traff = [
            rad for rad in kvar if rad[0] == omrade and ar_namnet(gemensamt, rad[1]) and ar_namnet(uppdrag, rad[2])
        ]
        assert len(traff) == 1, (omrade, gemensamt, uppdrag)
        kvar.remove(traff[0])
    assert kvar == []
    assert all(gemensamma[r].fokusomrade == u.fokusomrade for u in nv.uppdrag for r in u.regiongemensamma)


def test_the_uppdrag_stand_in_the_order_of_the_table(nv: rl.Regelverk) -> None:
    tryckta = list(dict.fromkeys(rad[2] for rad in UPPDRAGSRADER))
    assert all(ar_namnet(t, u.namn) for t, u in zip(tryckta, nv.uppdrag, strict=True))
    gemensamma = [t for t in dict.fromkeys(rad[1] for rad in UPPDRAGSRADER) if t]
    assert all(ar_namnet(t, r.namn) for t, r in zip(gemensamma, nv.regiongemensamma_uppdrag, strict=True))


def test_the_long_names_are_whole(nv: rl.Regelverk) -> None:
    """What the table here leaves out of them."""
    slut = {
        "regional-samverkansmodell-halsoinnovation": "struktur och samordning för ärendehantering",
        "utveckla-den-nara-varden": "allmän palliativ vård som tillgodoser behoven i hela Halland",
        "patienters-ansvar-och-delaktighet": "samordnad individuell plan, behandlingsplan i tandvård och frisktandvård",
        "digital-tillganglighet": "digitala vårdmöten ska införas som ett komplement till de fysiska",
        "vardprocesserna-inom-hjartsjukvard": "att säkra basalt omhändertagande av patienter med hjärtsvikt",
    }
    namn = {u.id: u.namn for u in (*nv.regiongemensamma_uppdrag, *nv.uppdrag)}
    assert {id: namn[id][-len(text) :] for id, text in slut.items()} == slut
    assert not any(n.endswith(".") for n in namn.values())


def test_the_uppdrag_over_the_page_break_is_one_with_two_regiongemensamma(nv: rl.Regelverk) -> None:
    dubbla = {u.id: u.regiongemensamma for u in nv.uppdrag if len(u.regiongemensamma) > 1}
    assert dubbla == {"utveckla-den-nara-varden": ("vidareutveckla-den-nara-varden", "onkologisk-och-palliativ-vard")}


def test_two_uppdrag_have_no_regiongemensamt_uppdrag(nv: rl.Regelverk) -> None:
    egna = [u.id for u in nv.uppdrag if not u.regiongemensamma]
    assert egna == ["systematisk-kvalitetsuppfoljning", "verksamhet-i-ekonomisk-balans"]


@pytest.mark.parametrize("nummer", range(6))
def test_a_fokusomrade_is_described_in_its_own_section(nv: rl.Regelverk, nummer: int) -> None:
    """Sections 1.1 to 1.6 have a heading per uppdrag, in the table's order."""
    omrade = nv.fokusomraden[nummer]
    rubrik = f"1.{nummer + 1} {FOKUSOMRADEN[nummer]}"
    assert [(k.avsnitt, k.rad) for k in omrade.kalla] == [("1 Målstyrning", omrade.namn), (rubrik, None)]
    i_omradet = [u for u in nv.uppdrag if u.fokusomrade == omrade.id]
    assert i_omradet
    for u in i_omradet:
        assert [(k.avsnitt, k.rad) for k in u.kalla] == [("1 Målstyrning", u.namn), (f"{rubrik}, {u.namn}", None)]


def test_every_uppdrag_is_the_namnds_and_says_what_the_year_is_for(nv: rl.Regelverk) -> None:
    assert [(n.id, n.namn) for n in nv.namnder] == [("driftnamnden-narsjukvard", "Driftnämnden Närsjukvård")]
    assert {u.namnd for u in nv.uppdrag} == {"driftnamnden-narsjukvard"}
    assert all(u.inriktning and u.inriktning.endswith(".") for u in nv.uppdrag)


def test_the_three_priorities_of_the_work_environment(nv: rl.Regelverk) -> None:
    assert [p.id for p in nv.prioriteringar] == [
        "introduktion-for-nya-medarbetare",
        "riskorienterat-arbetssatt",
        "chefers-forutsattningar",
    ]
    assert {p.omrade for p in nv.prioriteringar} == {"arbetsmiljo"}
    assert {p.kalla.avsnitt for p in nv.prioriteringar} == {"2.2 Arbetsmiljö"}


# --- the whole --------------------------------------------------------------------------------------------------------


def test_what_the_source_does_not_say_is_not_known(nv: rl.Regelverk) -> None:
    """No decider and no date; no colours, timetable, template or rules for åtgärdsplaner."""
    assert (nv.beslutad_av, nv.beslutad, nv.galler_till) == (None, None, None)
    assert nv.dokument[0].diarienummer is None
    assert nv.ar == nv.galler_fran.year == 2022
    assert (nv.mal, nv.delmal, nv.insatsomraden, nv.strategier) == ((), (), (), ())
    assert (nv.tidplan, nv.rapportmall, nv.atgardsplan) == (None, None, None)
    assert rl.utgangsvarden(nv) == {}


def test_it_dumps_to_json_and_loads_unchanged(nv: rl.Regelverk) -> None:
    assert rl.Regelverk.model_validate_json(nv.model_dump_json()) == nv


RUBRIKER = {
    "1 Målstyrning",
    *(f"1.{n} {namn}" for n, namn in enumerate(FOKUSOMRADEN, 1)),
    "2 Kvalitetsstyrning",
    "2.1 Indikatorer",
    *(f"{nummer} {namn}" for namn, nummer in AVSNITT.items()),
    "2.2 Arbetsmiljö",
}


def kallor(nod: object) -> Iterator[rl.Kalla]:
    """Every Kalla in a model."""
    if isinstance(nod, rl.Kalla):
        yield nod
    elif isinstance(nod, BaseModel):
        for falt in type(nod).model_fields:
            yield from kallor(getattr(nod, falt))
    elif isinstance(nod, tuple):
        for del_ in nod:
            yield from kallor(del_)


def test_every_place_that_is_named_stands_in_the_source(nv: rl.Regelverk) -> None:
    """The section is a heading, or an uppdrag's heading under one; the row is a cell of its table."""
    uppdrag = {u.namn for u in nv.uppdrag}
    celler = uppdrag | {r.namn for r in nv.regiongemensamma_uppdrag} | {f.namn for f in nv.fokusomraden}
    celler |= {i.namn for i in nv.indikatorer}
    for kalla in kallor(nv):
        rubrik = next((r for r in RUBRIKER if kalla.avsnitt == r or kalla.avsnitt.startswith(f"{r}, ")), None)
        assert rubrik is not None, kalla
        assert kalla.avsnitt == rubrik or kalla.avsnitt.removeprefix(f"{rubrik}, ") in uppdrag, kalla
        assert kalla.rad is None or kalla.rad in celler, kalla


def test_iakttagelser_are_sentences_and_name_only_tolkningar_that_exist(nv: rl.Regelverk) -> None:
    assert len(nv.iakttagelser) == 39
    assert all(i.id.startswith("iakt-") and i.text.endswith(".") for i in nv.iakttagelser)
    namnda = {ord_.strip(".;") for i in nv.iakttagelser for ord_ in i.text.partition("tolkningen ")[2].split()[:1]}
    assert namnda == {"malvarde-utan-tecken", "prognos-budgetavvikelse-noll"}
    assert namnda <= {t.id for t in nv.tolkningar}


def test_a_status_overview_has_no_colours_but_every_given_indicator(nv: rl.Regelverk) -> None:
    u = rl.berakna_status(nv, {"telefontillganglighet": 95, "bemanningskostnader": "2 %", "hme-index": None})
    assert dict(u) == {}
    assert [(i.id, i.lage) for i in u.indikatorer] == [
        ("telefontillganglighet", UPPNADD),
        ("bemanningskostnader", EJ),
    ]


# --- the loader -------------------------------------------------------------------------------------------------------


def tabeller() -> dict[str, object]:
    """The tables of the shipped files, as TOML gives them."""
    mapp = Path(rl.__file__).parent / "regelverk" / "data" / ID / "2022-01-01"
    data: dict[str, object] = {}
    for fil in sorted(mapp.glob("*.toml")):
        data |= tomllib.loads(fil.read_text("utf-8"), parse_float=Decimal)
    return data


TABELLER = tabeller()


@pytest.mark.parametrize(
    ("tabell", "falt", "varde"),
    [
        ("indikatorer", "perspektiv", "patient"),
        ("indikatorer", "mal", "mal-1"),
        ("regiongemensamma_uppdrag", "fokusomrade", "gront"),
        ("uppdrag", "fokusomrade", "gront"),
        ("uppdrag", "regiongemensamma", ["klimatpaverkande-utslapp", "finns-inte"]),
        ("uppdrag", "namnd", "driftnamnden"),
        ("prioriteringar", "omrade", "miljo"),
    ],
)
def test_a_reference_to_nothing_is_refused_with_its_place(tabell: str, falt: str, varde: object) -> None:
    data = deepcopy(TABELLER)
    data[tabell][0][falt] = varde  # type: ignore[index]
    with pytest.raises(rl.RegelverkFel) as fangat:
        bygg_regelverk(data)
    fel = [f for f in fangat.value.fel if f.plats.startswith(f"{tabell}[0].{falt}")]
    assert len(fel) == len(fangat.value.fel) == 1
    assert repr(varde[-1] if isinstance(varde, list) else varde) in fel[0].text


@pytest.mark.parametrize("tabell", ["perspektiv", "fokusomraden", "regiongemensamma_uppdrag", "uppdrag"])
def test_an_id_that_something_else_has_is_refused(tabell: str) -> None:
    data = deepcopy(TABELLER)
    ny = {**data[tabell][0], "id": "personalomsattning"}  # type: ignore[index]
    data[tabell].append(ny)  # type: ignore[attr-defined]
    with pytest.raises(rl.RegelverkFel, match="personalomsattning"):
        bygg_regelverk(data)


def test_an_indicator_under_neither_mal_nor_perspektiv_has_a_page_without_headings() -> None:
    data = deepcopy(TABELLER)
    del data["indikatorer"][0]["perspektiv"]  # type: ignore[index]
    rv = bygg_regelverk(data)
    block = list(indikatorsida(rv, rv.indikatorer[:1]))
    assert [b.text for b in block if isinstance(b, Rubrik) and b.niva == 4] == [RADER[0][2]]
    assert not any(b.text in AVSNITT for b in block if isinstance(b, Rubrik))


def test_the_tables_as_they_are_make_the_shipped_rule_set(nv: rl.Regelverk) -> None:
    assert bygg_regelverk(deepcopy(TABELLER)) == nv


# --- the pages --------------------------------------------------------------------------------------------------------


def sida(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """What a command prints, with every kind of space and line break as one space."""
    assert main([*argv, "--regelverk", ID]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_the_page_of_indicators_goes_by_perspektiv(capsys: pytest.CaptureFixture[str]) -> None:
    text = sida(capsys, "indikatorer")
    platser = [text.index(f" {namn} ---") for namn in AVSNITT]
    assert text.startswith("22 indikatorer")
    assert platser == sorted(platser)
    assert platser[0] < text.index("telefontillganglighet") < platser[1] < text.index("klinisk-tid") < platser[2]
    assert "Inget målvärde (ackumulerad-budgetavvikelse-malvarde = inget)." in text
    assert text.count("kan revideras efter utfall 2021") == 2


def test_the_page_of_statuses_shows_positions_and_says_that_there_are_no_colours(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    fil = tmp_path / "utfall.csv"
    fil.write_text("indikator;utfall\nsjukfranvaro;5,3 %\nackumulerad-budgetavvikelse;1\n", "utf-8")
    text = sida(capsys, "status", str(fil))
    assert "Riktlinjen sätter inga färger: den har målvärden för indikatorer men inga delmål." in text
    assert "2 av 22 indikatorer har ett utfall" in text
    assert "Medarbetare: Sjukfrånvaro ej uppnådd 5,3 % högst 5,2 % −0,1" in text
    assert "Ekonomi: Ackumulerad budgetavvikelse kan inte avgöras 1 inget –" in text
    assert "Övriga indikatorer" not in text


def test_without_outcomes_the_page_of_statuses_still_says_that_there_are_no_colours(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    fil = tmp_path / "utfall.csv"
    fil.write_text("indikator;utfall\nsjukfranvaro;\n", "utf-8")
    text = sida(capsys, "status", str(fil))
    assert "0 av 22 indikatorer har ett utfall" in text
    assert "Riktlinjen sätter inga färger" in text
    assert "Delmål" not in text
