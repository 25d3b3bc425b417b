"""A report that is written in the template passes ``granska_rapport``, as Word and as Markdown."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document

import riktlinjer as rl
from riktlinjer.markdown import till_markdown
from riktlinjer.rapportfiler import las_rapport
from riktlinjer.rules.rapportgranskning import granska_rapport
from riktlinjer.skrivmall import Skrivmall, bygg_skrivmall
from riktlinjer.word import till_word

NAMND = "driftnamnd-psykiatri"
FALL = [
    (rl.Rapporttyp.MANAD, "2018-02"),
    (rl.Rapporttyp.UR1, "2018-03"),
    (rl.Rapporttyp.UR2, "2018-08"),
    (rl.Rapporttyp.AR, "2018-12"),
]
SVAR = "Här står nämndens egen text."


def ifylld_word(mall: Skrivmall) -> bytes:
    """As the writer leaves it: the guidance deleted by its style, and a text where there was an empty paragraph."""
    dokument = Document(io.BytesIO(till_word(mall)))
    for stycke in dokument.paragraphs:
        assert stycke.style is not None
        if stycke.style.name == "Vägledning":
            stycke._p.getparent().remove(stycke._p)
        elif stycke.style.name == "Normal" and not stycke.text and not stycke.runs:
            stycke.text = SVAR
    ut = io.BytesIO()
    dokument.save(ut)
    return ut.getvalue()


def ifylld_markdown(mall: Skrivmall) -> bytes:
    utan = re.sub(r"<!--.*?-->\n*", "", till_markdown(mall), flags=re.DOTALL)
    return re.sub(r"^(##+ (?!Inneh).*)$", rf"\1\n\n{SVAR}", utan, flags=re.MULTILINE).encode()


@pytest.mark.parametrize(("typ", "period"), FALL, ids=[str(typ) for typ, _ in FALL])
@pytest.mark.parametrize(("fyll_i", "andelse"), [(ifylld_word, ".docx"), (ifylld_markdown, ".md")], ids=["word", "md"])
def test_a_report_written_in_the_template_passes(
    rv: rl.Regelverk, tmp_path: Path, typ: rl.Rapporttyp, period: str, fyll_i: object, andelse: str
) -> None:
    mall = bygg_skrivmall(rv, typ, namnd=NAMND, period=period)
    fil = tmp_path / f"rapport{andelse}"
    fil.write_bytes(fyll_i(mall))  # type: ignore[operator]
    last = las_rapport(fil)
    assert (last.rapporttyp, last.period) == (typ, period)
    assert {a.ifyllt for a in last.avsnitt} == {True}
    rapport = type(last)(**{**dict(last), "namnd": NAMND, "prognos_budgetavvikelse": Decimal(0)})
    fel = [p for p in granska_rapport(rv, rapport) if p.allvar is not rl.Allvar.UPPLYSNING]
    assert [(p.kod, p.text) for p in fel] == []
