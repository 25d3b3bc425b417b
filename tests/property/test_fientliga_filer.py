"""Laws of the readers: whatever bytes a file holds, it is read, or refused with an error of ours."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import event, example, given, strategies as st
from strategies import exempel, halland

import riktlinjer as rl
from riktlinjer.rapportfiler import tolka_rapport
from riktlinjer.utfallsfiler import las_utfallsfil

docx = pytest.importorskip("docx")
openpyxl = pytest.importorskip("openpyxl")

from riktlinjer.arbetsbok import las_arbetsbok  # noqa: E402
from riktlinjer.arbetsbok.arbetsbok import till_arbetsbok  # noqa: E402

DJUP = 3_000
SMUTS = (
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1a", b"\r", b"\n", b"\t", b";", b",", b'"', b"'''", b"#", b"|", b"="),
    *(b"[", b"]", b"{", b"}", b":", b"<", b">", b"&", b"&amp;", b"&#x0;", b"<!DOCTYPE a>", b"<a>", b"</w:p>", b"]]>"),
    *(b"9" * 5_000, b"1e999999", b"-0", b"1_0", b"0x1F", b"nan", b"inf", b"true", b"null", b"1979-13-45", b"2018-03"),
    *(b"[" * DJUP, b'{"a":' * DJUP, b"a." * DJUP, b"#" * DJUP, b"<a>" * DJUP),
    *(text.encode() for text in ("å", "\u202e", "٣", "½", "²", "\ud7ff", "😀", "\u2028", "\xa0", "−", "–")),
)
"""What is put into a file where nobody expects it."""


@st.composite
def skadade(draw: st.DrawFn, hel: bytes) -> bytes:
    """The bytes with a few pieces taken out, doubled, overwritten or put in; or something else altogether."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=200) | st.lists(st.sampled_from(SMUTS), max_size=8).map(b"".join))
    for _ in range(draw(st.integers(1, 4))):
        fran = draw(st.integers(0, len(hel)))
        till = draw(st.integers(fran, min(len(hel), fran + 400)))
        nytt = draw(st.sampled_from(SMUTS) | st.binary(max_size=8) | st.just(hel[fran:till] * 2) | st.just(b""))
        till = draw(st.sampled_from([fran, till, till, len(hel)]))
        hel = hel[:fran] + nytt + hel[till:]
    return hel


@st.composite
def skadade_arkiv(draw: st.DrawFn, helt: bytes) -> bytes:
    """The archive with a part of it damaged, taken out or renamed; or damaged as a whole."""
    if draw(st.integers(0, 3)) == 0:
        return draw(skadade(helt))
    with zipfile.ZipFile(io.BytesIO(helt)) as arkiv:
        delar = {namn: arkiv.read(namn) for namn in arkiv.namelist()}
    namn = draw(st.sampled_from(sorted(delar)))
    innehall = delar.pop(namn)
    match draw(st.sampled_from(["skada", "skada", "skada", "ta bort", "byt namn"])):
        case "skada":
            delar[namn] = draw(skadade(innehall))
        case "byt namn":
            delar[draw(st.sampled_from(["x", "../x", namn.upper(), *delar]))] = innehall
    strom = io.BytesIO()
    with zipfile.ZipFile(strom, "w", draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))) as arkiv:
        for del_, text in delar.items():
            arkiv.writestr(del_, text)
    return strom.getvalue()


def lases_eller_nekas(las: Callable[[], object], fel: type[rl.RiktlinjerError]) -> None:
    """The reader answers, or raises this error with a text in it."""
    text = "läst"
    try:
        las()
    except fel as exc:
        event("nekad")
        text = str(exc)
    assert text.strip()


CSV = b"indikator;utfall;foregaende_ar\nbasbehandling-hjartsvikt;53,0 %;51,2\nindex-medarbetarenkat;;70\n"
JSON = json.dumps(
    {"basbehandling-hjartsvikt": {"utfall": 53.1, "serie": [1, None]}, "index-medarbetarenkat": 72}
).encode()


@cache
def arbetsbok_med_utfall() -> bytes:
    bok = openpyxl.Workbook()
    bok.active.append(["indikator", "utfall"])
    bok.active.append(["basbehandling-hjartsvikt", 0.53])
    bok.active["B2"].number_format = "0.0%"
    strom = io.BytesIO()
    bok.save(strom)
    return strom.getvalue()


@exempel(60, krymp=False)
@example(ra=b"[" * 100_000)
@example(ra=b'{"a":' * 100_000)
@example(ra=b'{"basbehandling-hjartsvikt": ' + b"9" * 5_000 + b"}")
@given(ra=st.one_of(skadade(CSV), skadade(JSON), st.deferred(lambda: skadade_arkiv(arbetsbok_med_utfall()))))
def test_a_file_of_outcomes_is_read_or_refused(ra: bytes) -> None:
    lases_eller_nekas(lambda: las_utfallsfil(ra, halland()), rl.UtfallFel)


MARKDOWN = """Uppföljningsrapport 2

jan–aug 2018

# 1 Sammanfattning

Text.

| Indikator | Utfall | Målvärde |
|---|---:|---|
| Basbehandling hjärtsvikt | 53,0 | 60 |

## 1.1 Ekonomi

| mnkr | Utfall | Prognos helår |
|---|---:|---:|
| Resultat | −12,5 | −6 |
""".encode()
TOML = b'rapporttyp = "UR2"\nperiod = "2018-08"\n\n[[avsnitt]]\nrubrik = "1 Sammanfattning"\ntext = "Text."\n'


@cache
def rapport_i_json() -> bytes:
    return rl.exempelrapport(rl.tillgangliga_exempelrapporter()[0]).model_dump_json(exclude_defaults=True).encode()


@cache
def rapport_i_word() -> bytes:
    dokument = docx.Document()
    for rad in MARKDOWN.decode().splitlines():
        niva = len(rad) - len(rad.lstrip("#"))
        dokument.add_heading(rad.strip("# "), niva) if niva else dokument.add_paragraph(rad)
    tabell = dokument.add_table(2, 3)
    for cell, text in zip(tabell._cells, ("mnkr", "Utfall", "Prognos", "Resultat", "−12,5", "−6"), strict=True):
        cell.text = text
    strom = io.BytesIO()
    dokument.save(strom)
    return strom.getvalue()


@exempel(80, krymp=False)
@example(fil=(b"[" * 100_000, ".json"))
@example(fil=(b"a = " + b"[" * 100_000, ".toml"))
@example(fil=(b'{"rapporttyp": ' + b"9" * 5_000 + b"}", ".json"))
@given(
    fil=st.one_of(
        st.tuples(skadade(MARKDOWN), st.sampled_from([".md", ".txt", ".docx", ".pdf", ""])),
        st.tuples(skadade(TOML), st.just(".toml")),
        st.deferred(lambda: st.tuples(skadade(rapport_i_json()), st.just(".json"))),
        st.deferred(lambda: st.tuples(skadade_arkiv(rapport_i_word()), st.just(".docx"))),
    )
)
def test_a_report_is_read_or_refused(fil: tuple[bytes, str]) -> None:
    lases_eller_nekas(lambda: tolka_rapport(*fil), rl.RapportFel)


@pytest.mark.parametrize("ra", [b"a = " + b"9" * 5_000, b"a." * DJUP + b"a = 1"], ids=["long number", "deep table"])
def test_toml_that_the_parser_cannot_hold_is_refused_as_a_report(ra: bytes) -> None:
    with pytest.raises(rl.RapportFel):
        tolka_rapport(ra, ".toml")


@pytest.mark.parametrize("ra", [b"a." * 50_000 + b"a = 1", b"b" * 5_000_000, b"x = {" + b"a . " * 50_000 + b"a = 1}"])
def test_a_key_of_many_parts_is_refused_at_once(ra: bytes) -> None:
    with pytest.raises(rl.RapportFel):
        tolka_rapport(ra, ".toml")


@cache
def borjan() -> dict[str, bytes]:
    """The files of the rule set that one begins with."""
    mapp = Path(rl.__file__).parent / "regelverk" / "start"
    return {fil.name: fil.read_bytes() for fil in sorted(mapp.glob("*.toml"))}


@pytest.fixture(scope="module")
def mapp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("regelverk")


@exempel(60, krymp=False)
@example(skada=("mal.toml", b"a = " + b"[" * 100_000))
@example(skada=("mal.toml", b"a." * DJUP + b"a = 1"))
@given(skada=st.deferred(lambda: st.sampled_from(sorted(borjan())).flatmap(_skadad_fil)))
def test_a_rule_set_of_toml_is_read_or_refused(skada: tuple[str, bytes], mapp: Path) -> None:
    for namn, innehall in (borjan() | dict([skada])).items():
        (mapp / namn).write_bytes(innehall)
    lases_eller_nekas(lambda: rl.las_regelverk(mapp), rl.RegelverkFel)


def _skadad_fil(namn: str) -> st.SearchStrategy[tuple[str, bytes]]:
    return st.tuples(st.just(namn), skadade(borjan()[namn]))


@cache
def arbetsbok(mapp: Path) -> bytes:
    for namn, innehall in borjan().items():
        (mapp / namn).write_bytes(innehall)
    return till_arbetsbok(rl.las_regelverk(mapp))


@exempel(40, krymp=False)
@given(data=st.data())
def test_a_workbook_is_read_or_refused(data: st.DataObject, mapp: Path) -> None:
    fil = mapp / "arbetsbok.xlsx"
    fil.write_bytes(data.draw(skadade_arkiv(arbetsbok(mapp))))
    lases_eller_nekas(lambda: las_arbetsbok(fil), rl.RegelverkFel)
