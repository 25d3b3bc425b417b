"""How values show themselves: as HTML in a notebook, as Swedish text everywhere, and the core knows no edge for it."""

from __future__ import annotations

import ast
import pickle
import sys
from pathlib import Path
from typing import Any

import pytest

import riktlinjer as rl
from riktlinjer import visning
from riktlinjer.html import miljo
from riktlinjer.models.papekande import Papekanden
from riktlinjer.models.visning import Visbar

ROT = Path(rl.__file__).parent
HARD = "\u00a0"


@pytest.fixture(scope="module")
def oversikt(rv: rl.Regelverk) -> rl.Statusoversikt:
    utfall = {**rl.utgangsvarden(rv), "index-medarbetarenkat": "71,5"}
    return rl.berakna_status(rv, utfall, rapporttyp=rl.Rapporttyp.UR1, period="2018-03")


@pytest.fixture(scope="module")
def varden(rv: rl.Regelverk, oversikt: rl.Statusoversikt) -> dict[str, Any]:
    fore = rl.Rapport(period="2018-05", prognos_budgetavvikelse=-5)
    nu = rl.Rapport(period="2018-08", prognos_budgetavvikelse=-6)
    annan = rv.med_tolkningar({"delmal-3-mellan-71-och-72": "avrunda"})
    return {
        "Statusoversikt": oversikt,
        "BeraknadStatus": oversikt["delmal-1"],
        "Malnivaoversikt": oversikt.langsiktigt,
        "Regelverk": rv,
        "Tidplan": rv.tidplan,
        "Papekanden": rl.granska_regelverk(rv),
        "Papekande": rl.granska_regelverk(rv)[0],
        "Statuskrav": rl.vad_kravs(oversikt["delmal-1"], rl.Status.GUL),
        "Rapportjamforelse": rl.jamfor_rapporter(fore, nu),
        "Regelverksjamforelse": rl.jamfor_regelverk(rv, annan, {"index-medarbetarenkat": "71,5"}),
    }


NAMN = (
    "Statusoversikt",
    "BeraknadStatus",
    "Malnivaoversikt",
    "Regelverk",
    "Tidplan",
    "Papekanden",
    "Papekande",
    "Statuskrav",
    "Rapportjamforelse",
    "Regelverksjamforelse",
)


class Skrivare:
    """What IPython gives a value to write itself on; ``djup`` is how many values are being written."""

    def __init__(self, djup: int) -> None:
        self.stack, self.skrivet = [0] * djup, ""

    def text(self, text: str) -> None:
        self.skrivet += text


@pytest.mark.parametrize("namn", NAMN)
def test_every_value_that_shows_itself_does_and_so_does_its_pickle(varden: dict[str, Any], namn: str) -> None:
    varde = varden[namn]
    assert type(varde).__name__ == namn
    assert isinstance(varde, Visbar)
    html = varde._repr_html_()
    assert html is not None
    assert html.startswith('<div class="riktlinjer-del" lang="sv">')
    if namn != "Malnivaoversikt":  # a view within an overview, compared by what it shows
        assert pickle.loads(pickle.dumps(varde)) == varde
    assert pickle.loads(pickle.dumps(varde))._repr_html_() is not None


def test_the_table_names_every_type_that_shows_itself(varden: dict[str, Any]) -> None:
    assert {*varden} <= {*visning._VISNINGAR}
    for namn in ("sammanstallning", "utskrift"):
        assert visning.som_html(namn) is None


@pytest.mark.parametrize(
    ("namn", "texter"),
    [
        (
            "Statusoversikt",
            (
                "Beräknad status – UR1, mars 2018</h4>",
                "Riktlinjer för Region Hallands uppföljning 2018, utgåva 2018-01-30",
                "Delmål 1: Röd (0 av 10 når målvärdet)</h5></summary>",
                "Delmål 3: Gul</h5></summary>",
                "Svaren är beräkningar, inte bedömningar.",
            ),
        ),
        (
            "BeraknadStatus",
            ("Delmål 1: Röd (0 av 10 når målvärdet)</h4>", "Hjärtsjukdom", f"minst 60{HARD}%", "Källa:"),
        ),
        ("Regelverk", ("Region Halland, halland-2018, utgåva 2018-01-30", "delmal-4-antal", "Delmål 5")),
        ("Tidplan", ("Beslutad rapport till RK", f"9{HARD}mars 2018", "i.u.")),
        (
            "Papekanden",
            ("Granskningen fann 6 varningar och", "<summary><h5>Varningar</h5></summary>", "REGEL-01 delmal-5"),
        ),
        ("Statuskrav", ("Vad som krävs för Gul", "5 av 10 till når målvärdet", "+7,0")),
        ("Rapportjamforelse", ("Prognosförändring sedan rapporten för maj 2018", "en försämring med")),
        ("Regelverksjamforelse", ("Statusar som ändras", "Delmål 3: Gul blir Grön")),
    ],
)
def test_a_value_says_what_it_is(varden: dict[str, Any], namn: str, texter: tuple[str, ...]) -> None:
    html = varden[namn]._repr_html_()
    for text in texter:
        assert text in html


def test_an_overview_that_was_loaded_shows_what_it_holds(oversikt: rl.Statusoversikt) -> None:
    """Without the rule set: a delmål by its id, and no target where a reading decides it."""
    laddad = rl.Statusoversikt.model_validate_json(oversikt.model_dump_json())
    html = laddad._repr_html_()
    assert html is not None
    assert "halland-2018, utgåva 2018-01-30" in html
    assert "delmal-1: Röd (0 av 10 når målvärdet)" in html
    assert f"minst 60{HARD}%" in html


def test_an_overview_without_colours_shows_its_indicators() -> None:
    rv = rl.las_regelverk("narsjukvarden-halland-2022")
    html = rl.berakna_status(rv, {"sjukfranvaro": "5,0 %"})._repr_html_()
    assert html is not None
    assert "Sjukfrånvaro" in html
    assert "uppnådd" in html
    assert "Inga färger och inga utfall." in str(rl.berakna_status(rv, {})._repr_html_())


def test_what_a_rule_set_holds_is_escaped(rv: rl.Regelverk) -> None:
    ond = rl.Regelverk(**{**dict(rv), "titel": "<script>alert(1)</script>"})
    assert "<script>" not in str(ond._repr_html_())


def test_without_jinja_there_is_no_html_and_the_notebook_falls_back_on_text(
    varden: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    monkeypatch.setattr(miljo, "_miljo", miljo._miljo.__wrapped__)  # not one that was made before
    assert [varde._repr_html_() for varde in varden.values()] == [None] * len(varden)


@pytest.mark.parametrize(
    ("namn", "borjan"),
    [
        ("Statusoversikt", "Delmål 1 är Röd: 0 av 10 indikatorer når sitt målvärde."),
        ("BeraknadStatus", "Delmål 1 är Röd: 0 av 10 indikatorer når sitt målvärde."),
        (
            "Regelverk",
            "Riktlinjer för Region Hallands uppföljning 2018, Region Halland, utgåva 2018-01-30 (halland-2018)",
        ),
        ("Tidplan", f"månadsrapport februari 2018: Bryt 6{HARD}mars 2018; Rapport till RK 9{HARD}mars 2018; "),
        ("Papekanden", "upplysning REGEL-01 (delmal-3): Delmål 3: "),
        ("Statuskrav", "Delmål 1: Gul kräver att 5–9 av 10 indikatorer når sitt målvärde"),
        ("Rapportjamforelse", "Prognosförändring sedan rapporten för maj 2018\n"),
        ("Regelverksjamforelse", "Delmål 3: Gul blir Grön. Orsak: "),
    ],
)
def test_the_text_of_a_value_is_swedish_and_a_notebook_shows_it_alone(
    varden: dict[str, Any], namn: str, borjan: str
) -> None:
    varde = varden[namn]
    assert str(varde).startswith(borjan)
    if "__repr__" in vars(type(varde)):  # IPython shows it
        assert repr(varde).startswith(f"<{namn} delmal-1: ")
        assert "\n" not in repr(varde)
        return
    ensam, inuti = Skrivare(1), Skrivare(2)
    varde._repr_pretty_(ensam, False)
    varde._repr_pretty_(inuti, False)
    assert (ensam.skrivet, inuti.skrivet) == (str(varde), repr(varde))


def test_a_step_without_a_day_says_so(rv: rl.Regelverk) -> None:
    assert rv.tidplan is not None
    arsredovisning = str(rv.tidplan.tillfalle("2018-12"))
    assert arsredovisning.startswith(f"ÅR december 2018: Bryt 10{HARD}januari 2019; ")
    assert arsredovisning.endswith("RF dagen är inte känd")


@pytest.mark.parametrize(
    ("tom", "text"),
    [
        (Papekanden(), "inga påpekanden"),
        (rl.Malnivaoversikt(()), "inga målnivåer"),
        (rl.Statusoversikt({}, (), rl.Malnivaoversikt(()), None), "inga statusar"),  # type: ignore[arg-type]
    ],
)
def test_nothing_has_a_text_too(tom: object, text: str) -> None:
    assert str(tom) == text


def test_findings_are_a_tuple(rv: rl.Regelverk) -> None:
    funna = rl.granska_regelverk(rv)
    assert isinstance(funna, tuple)
    assert funna == tuple(funna)
    assert hash(funna) == hash(tuple(funna))
    assert tuple(sorted((*funna.fel, *funna.varningar, *funna.upplysningar), key=funna.index)) == funna
    assert {p.allvar for p in funna.varningar} == {rl.Allvar.VARNING}
    assert isinstance(funna.varningar, Papekanden)
    plan = rl.Atgardsplan(beslutad=False, status="pågår")
    jamtland = rl.las_regelverk("jamtland-harjedalen-2016")
    for andra in (
        rl.granska_atgardsplan(rv, plan),
        rl.granska_uppfoljningsplan(jamtland),
        rl.granska_rapport(rv, rl.Rapport()),
    ):
        assert isinstance(andra, Papekanden)
        assert andra


def test_the_core_looks_up_modules_by_name_in_one_place() -> None:
    """The layers are told by the imports; a module that is found by its name would go past them."""
    med_namn = []
    for fil in sorted(f for mapp in ("models", "rules") for f in (ROT / mapp).rglob("*.py")):
        namn = {n.id for n in ast.walk(ast.parse(fil.read_text("utf-8"))) if isinstance(n, ast.Name)}
        if "import_module" in namn:
            med_namn.append(fil.relative_to(ROT).as_posix())
    assert med_namn == ["models/visning.py"]
