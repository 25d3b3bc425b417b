"""The HTML page in a real browser: accessible by axe-core's rules, in light and dark, and without sideways scroll.

Needs Chromium on the PATH, and axe-core: its ``axe.min.js`` named by ``AXE_JS``, or the package ``axe-core-python``.
"""

from __future__ import annotations

import html
import importlib.util
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import riktlinjer as rl
from riktlinjer import cli
from riktlinjer.html import blocksida_html, statussida_html
from riktlinjer.utskrift import Grupp, Kolumn, Lista, Rubrik, Stycke, Tabell

pytestmark = pytest.mark.langsam

CHROMIUM = next(
    (sokvag for namn in ("chromium", "chromium-browser", "google-chrome") if (sokvag := shutil.which(namn))), None
)
VAL = (
    "--headless",
    "--no-sandbox",  # a test may run as root
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--window-size=1400,1000",
    "--virtual-time-budget=30000",
    "--dump-dom",
)
MORKT = ("--blink-settings=preferredColorScheme=0",)
GRANSKA = """
addEventListener("load", async () => {
  document.querySelectorAll("details").forEach((d) => { d.open = true; });
  const svar = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] });
  parent.postMessage(JSON.stringify({
    brott: svar.violations.map((v) => [v.impact, v.id, v.nodes.map((n) => n.html.slice(0, 200))]),
    godkanda: svar.passes.map((v) => v.id),
    bredd: [document.documentElement.scrollWidth, innerWidth],
    morkt: matchMedia("(prefers-color-scheme: dark)").matches,
  }), "*");
});
"""
YTTRE = """<!doctype html><title>prov</title>
<iframe src="sida.html" width="{bredd}" height="900" style="border:0"></iframe>
<script>addEventListener("message", (e) => {{
  const p = document.createElement("pre"); p.id = "svar"; p.textContent = e.data; document.body.append(p);
}});</script>"""


def axe() -> str | None:
    """The text of axe-core; None when it is not here."""
    if "AXE_JS" in os.environ:
        return Path(os.environ["AXE_JS"]).read_text("utf-8")
    paket = importlib.util.find_spec("axe_core_python")
    if paket is None or paket.origin is None:
        return None
    return (Path(paket.origin).parent / "axe.min.js").read_text("utf-8")


def granska(sida: str, mapp: Path, bredd: int, *val: str) -> dict[str, Any]:
    """What axe-core finds on the page, opened at a width in CSS pixels with everything unfolded."""
    regler = axe()
    if CHROMIUM is None or regler is None:
        pytest.skip("needs Chromium and axe-core")
    utan_skydd = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", sida)  # which would stop axe-core
    prov = utan_skydd.replace("</body>", f"<script>{regler}</script><script>{GRANSKA}</script></body>")
    (mapp / "sida.html").write_text(prov, "utf-8")
    (mapp / "yttre.html").write_text(YTTRE.format(bredd=bredd), "utf-8")
    korning = subprocess.run(
        [CHROMIUM, *VAL, *val, f"--user-data-dir={mapp / 'profil'}", (mapp / "yttre.html").as_uri()],
        capture_output=True,
        encoding="utf-8",
        timeout=180,
        check=True,
    )
    traff = re.search(r'<pre id="svar">(.*?)</pre>', korning.stdout, re.DOTALL)
    assert traff is not None, korning.stderr[-2000:]
    svar: dict[str, Any] = json.loads(html.unescape(traff[1]))
    return svar


@pytest.fixture(scope="module")
def sidor(rv: rl.Regelverk) -> dict[str, str]:
    utfall = {
        **rl.utgangsvarden(rv),
        "basbehandling-hjartsvikt": rl.Utfall("61,2 %", period="2018-03", serie=["58", None, "62,5", "61,2"]),
        "index-medarbetarenkat": "75",
        "budgetavvikelse-halso-och-sjukvarden": rl.Utfall("−112,4 mnkr", motsvarande_period="−112,4"),
        "langsiktig-index-npe-fem-dimensioner": rl.Utfall(delar={"a": 85, "b": 95}),
    }
    annat = rl.las_regelverk("narsjukvarden-halland-2022")
    return {
        "farger": statussida_html(
            rv, rl.berakna_status(rv, utfall, rapporttyp=rl.Rapporttyp.UR1, enhet="Driftnämnden")
        ),
        "utan-farger": statussida_html(annat, rl.berakna_status(annat, {"sjukfranvaro": "5,0 %"})),
    }


@pytest.mark.parametrize("vilken", ["farger", "utan-farger"])
@pytest.mark.parametrize(("bredd", "val"), [(1280, ()), (1280, MORKT), (640, ()), (320, ())])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    sidor: dict[str, str], tmp_path: Path, vilken: str, bredd: int, val: tuple[str, ...]
) -> None:
    """640 is a window of 1280 at a zoom of 200 per cent; 320 is what WCAG 2.1, 1.4.10 asks for."""
    svar = granska(sidor[vilken], tmp_path, bredd, *val)
    assert svar["brott"] == []
    assert {"color-contrast", "html-has-lang", "svg-img-alt"} <= set(svar["godkanda"])
    sidans, fonstrets = svar["bredd"]
    assert sidans <= fonstrets <= bredd
    assert svar["morkt"] is (val == MORKT)


UTFALL = """indikator;utfall
basbehandling-hjartsvikt;61,2 %
akut-oppnande-av-kranskarl;84,2 %
index-medarbetarenkat;71,5
"""
KOMMANDON = (
    "exempel",
    "vad-kravs utfall.csv --rapporttyp ur1",
    "tidplan --dag 2018-03-01",
    "tidplan --regelverk jamtland-harjedalen-2016",
    "mall ur2",
    "indikatorer",
    "granska-regelverk",
    "jamfor halland-2018 narsjukvarden-halland-2022",
    "granska-rapport rapport.md --rapporttyp ur2 --period 2018-08",
    "sammanstall ur2-2018",
)
EXEMPEL = Path(__file__).parents[2] / "examples" / "sammanstallning" / "ur2-2018"


@pytest.mark.parametrize("kommando", KOMMANDON)
@pytest.mark.parametrize(("bredd", "val"), [(1280, ()), (1280, MORKT), (320, ())])
def test_the_page_of_every_command_is_accessible(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    kommando: str,
    bredd: int,
    val: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("utfall.csv").write_text(UTFALL, "utf-8")
    Path("rapport.md").write_text("# Uppföljningsrapport 2\n\n## 1 Sammanfattning\n\nText.\n", "utf-8")
    shutil.copytree(EXEMPEL, "ur2-2018")
    assert cli.main([*kommando.split(), "--html", "svar.html"]) in (0, 1)
    capsys.readouterr()
    svar = granska(Path("svar.html").read_text("utf-8"), tmp_path, bredd, *val)
    assert svar["brott"] == []
    assert {"color-contrast", "html-has-lang", "heading-order", "page-has-heading-one"} <= set(svar["godkanda"])
    assert svar["bredd"][0] <= svar["bredd"][1] <= bredd


def test_a_wide_table_and_long_words_scroll_by_themselves(tmp_path: Path) -> None:
    kolumner = tuple(Kolumn(f"Kolumn {i}", hoger=i % 2 == 0) for i in range(9))
    rad = tuple("x" * 60 if i == 3 else f"värde {i}" for i in range(9))
    tabell = Tabell(kolumner, (rad, Grupp("Grupp"), ("", *rad[1:])))
    sida = [Rubrik("Bred"), tabell, Rubrik("Del", 3), tabell, Stycke("y" * 300), Lista(("z" * 300,))]
    for bredd in (1280, 800, 320):
        svar = granska(blocksida_html(sida), tmp_path, bredd)
        assert svar["brott"] == []
        assert svar["bredd"][0] <= svar["bredd"][1]


NOTEBOOK = """<!doctype html><html lang="sv"><head><title>Notebook</title><style>
body {{ background: {yta}; color: {text}; font: 14px/1.43 system-ui, sans-serif; }}
.utdata td, .utdata th {{ text-align: right; padding: 0.5em; max-width: none; }}
.utdata tr:nth-child(odd) {{ background: {rand}; }}
</style></head><body><main><h1>Notebook</h1><h2>En</h2><h3>Cell</h3>{delar}</main></body></html>"""


@pytest.mark.parametrize(("yta", "text", "rand"), [("#fff", "#212121", "#f5f5f5"), ("#111", "#e8e8e8", "#222")])
def test_what_a_notebook_shows_is_accessible_in_light_and_dark(
    rv: rl.Regelverk, tmp_path: Path, yta: str, text: str, rand: str
) -> None:
    u = rl.berakna_status(rv, rl.utgangsvarden(rv), rapporttyp=rl.Rapporttyp.UR1, period="2018-03")
    varden = [u, u["delmal-1"], u.langsiktigt, rv, rv.tidplan, rl.granska_regelverk(rv)]
    varden.append(rl.vad_kravs(u["delmal-1"], rl.Status.GUL))
    delar = "".join(f'<div class="utdata">{v._repr_html_()}</div>' for v in varden)
    svar = granska(NOTEBOOK.format(yta=yta, text=text, rand=rand, delar=delar), tmp_path, 1000)
    assert svar["brott"] == []
    assert "color-contrast" in svar["godkanda"]


def test_the_check_itself_finds_what_is_wrong(sidor: dict[str, str], tmp_path: Path) -> None:
    fel = sidor["farger"].replace('lang="sv"', "").replace("--dampad: #4a4f57", "--dampad: #c0c0c0")
    brott = {(grad, regel) for grad, regel, _ in granska(fel, tmp_path, 1280)["brott"]}
    assert {("serious", "html-has-lang"), ("serious", "color-contrast")} <= brott
