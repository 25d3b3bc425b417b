"""The public names. An edit here needs a line in CHANGELOG.md: others rely on what stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path

import pytest

import riktlinjer as rl

ROT = Path(rl.__file__).parent

NAMN = set(
    """
ALLA_OPPNA Aktivitet Aktivitetsgrupp Allvar Andring Andringsantal Andringsslag Antal Arbetskalender Atgard Atgardsplan
Atgardsplanskrav Avsnitt Bedombarhet Bedomning Bedomningsandring Belopp BeraknadIndikator BeraknadMalniva BeraknadStatus
BeraknatNivakrav Beslutsforslag Bidrag Delmal Fargandring Fokusomrade Forandring Forandringsmalvarde Fordelningsmalvarde
Fortryckt Framsida Gransmalvarde Gruppmalvarde Iakttagelse Indikator Indikatorbidrag Inlamningslage Inlamningssteg
Innehallsrad Intervall Jamforelsebas Jamforelsekrav Jamfort KalenderFel Kalla Koncerndelmal KopplingsFel Krav Kravdel
Kravlage Lage Lasning Mal Malniva Malnivaoversikt Malvarde MalvardeFel Malvardesdel Mottagare Namnd Namndandring
Namndlage Namndplan Namndunderlag Nyckeltal OkantId OmatbartMalvarde Organisationsniva Papekande Papekanden Perspektiv
Planlage Prioritering Prioriteringsomrade Prognosandring Prognossumma R12 R12Rakning Rangmalvarde Rapport RapportFel
Rapportavsnitt RapporteratUppdrag Rapporthanvisning Rapportjamforelse Rapportmall Rapporttabell Rapporttyp Regelfel
Regelverk RegelverkFel Regelverksjamforelse RegiongemensamtUppdrag RiktlinjerError Riktning SaknatTillagg
Sammansattmalvarde Sammanstallning SarskiltInsatsomrade Status Statusandring Statusberaknare Statuskrav Statusoversikt
Steg Stegsinlamning Strategi Tabellrad Tidplan Tidsserie Tillfalle Tillfallesjamforelse Tillfallesunderlag Tolkning
Underlag Uppdelatmalvarde Uppdrag Uppdragsandring Uppdragsstatus Uppfoljningsplan Uppfoljningsvariabel Utfall UtfallFel
Utfallsslag Utfallsursprung Version __version__ antal_arbetsdagar ar_arbetsdag arbetsdag_efter arbetsdag_fore
berakna_indikator berakna_malniva berakna_status berakna_tidplan exempelrapport granska_atgardsplan granska_rapport
granska_regelverk granska_uppfoljningsplan inlamningsdag jamfor_rapporter jamfor_regelverk kraver_atgardsplan
las_katalog las_rapport las_regelverk obligatoriska_avsnitt r12_kvot r12_medel r12_serie r12_summa sammanstall
statusberaknare svara tillgangliga_exempelrapporter tillgangliga_regelverk tolka_malvarde utgangsvarden vad_kravs
""".split()  # noqa: SIM905 - a list of names reads best as one
)

ENUMS: list[tuple[type[Enum], dict[str, str]]] = [
    (rl.Status, {"GRON": "Grön", "GUL": "Gul", "ROD": "Röd"}),
    (
        rl.Lage,
        {
            "UPPNADD": "uppnådd",
            "EJ_UPPNADD": "ej uppnådd",
            "MATVARDE_SAKNAS": "nytt mätvärde saknas",
            "UNDER_UTVECKLING": "under utveckling",
        },
    ),
    (rl.Rapporttyp, {"MANAD": "månadsrapport", "UR1": "UR1", "UR2": "UR2", "AR": "ÅR"}),
    (rl.Riktning, {"HOGRE": "högre är bättre", "LAGRE": "lägre är bättre"}),
    (rl.Mottagare, {"RS": "Regionstyrelsen", "NAMND": "nämnden"}),
    (rl.Allvar, {"FEL": "fel", "VARNING": "varning", "UPPLYSNING": "upplysning"}),
    (rl.Inlamningssteg, {"PRELIMINAR": "preliminär", "BESLUTAD": "beslutad"}),
    (
        rl.Utfallsslag,
        {
            "ACKUMULERAT": "ackumulerat",
            "HELARSPROGNOS": "helårsprognos",
            "R12": "R12",
            "PERIOD": "period",
            "UTGANGSVARDE": "utgångsvärde",
        },
    ),
    (rl.Malniva, {"PA_MALET": "På målet", "PA_VAG_MOT_MALET": "På väg mot målet", "UNDER": "Under målnivåerna"}),
    (
        rl.Uppdragsstatus,
        {
            "UPPFYLLS": "Uppdraget uppfylls",
            "DELVIS": "Uppdraget uppfylls delvis",
            "INTE": "Uppdraget uppfylls inte",
        },
    ),
]


def test_the_public_names() -> None:
    assert sorted(rl.__all__) == sorted(NAMN)
    assert len(set(rl.__all__)) == len(rl.__all__)


def typade() -> Iterator[tuple[str, str]]:
    """(module, name) for each import under ``if TYPE_CHECKING:`` in the package's ``__init__``."""
    for nod in ast.parse((ROT / "__init__.py").read_text("utf-8")).body:
        if isinstance(nod, ast.If) and isinstance(nod.test, ast.Name) and nod.test.id == "TYPE_CHECKING":
            for importen in nod.body:
                assert isinstance(importen, ast.ImportFrom)
                assert importen.level == 1
                for alias in importen.names:
                    assert alias.asname in (None, alias.name), alias.name
                    yield str(importen.module), alias.name


def test_what_type_checkers_see_is_what_is_fetched_when_first_used() -> None:
    """A name that stands only under TYPE_CHECKING, or only in the lazy table, or in another module, is a lie to one."""
    assert sorted(namn for _, namn in typade()) == sorted(set(rl.__all__) - {"__version__"})
    for modul, namn in typade():
        assert getattr(import_module(f"riktlinjer.{modul}"), namn) is getattr(rl, namn), namn


def test_no_other_name_is_there() -> None:
    assert sorted(dir(rl)) == sorted(rl.__all__)
    with pytest.raises(AttributeError, match="berakna_stats"):
        rl.berakna_stats  # noqa: B018


def test_every_public_name_is_documented() -> None:
    utan = [
        namn for _, namn in typade() if callable(getattr(rl, namn)) and not (getattr(rl, namn).__doc__ or "").strip()
    ]
    assert utan == []


@pytest.mark.parametrize(("enum", "varden"), ENUMS, ids=lambda v: getattr(v, "__name__", ""))
def test_the_values_of_the_scales(enum: type[Enum], varden: dict[str, str]) -> None:
    """The Swedish words that people read, in JSON too."""
    assert {post.name: post.value for post in enum} == varden
    assert [str(post) for post in enum] == list(varden.values())


def test_the_two_scales_are_never_mapped_to_one_another() -> None:
    """Colours, long-term levels and the forecast of an uppdrag share no word."""
    ord_ = [post.value for enum in (rl.Status, rl.Malniva, rl.Uppdragsstatus) for post in enum]
    assert len(set(ord_)) == len(ord_) == 9
