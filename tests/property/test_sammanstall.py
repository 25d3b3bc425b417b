"""Laws of the compiled picture: no sum hides an unknown, no file spoils another, no status leaves out what may be."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, strategies as st
from strategies import DELMAL, belopp, exempel, halland, hallandsfall

import riktlinjer as rl
from riktlinjer.katalog import las_katalog
from riktlinjer.models.tillfallesunderlag import Namndunderlag
from riktlinjer.rules.inlamningsgranskning import Inlamningslage, inlamningslage
from riktlinjer.rules.sammanstallning import Sammanstallning, sammanstall

NAMNDER = tuple(n.id for n in halland().namnder)
KALENDER = rl.Arbetskalender()
dagar = st.dates(date(2018, 8, 20), date(2018, 10, 20))


def stall(underlag: Any, **val: Any) -> Sammanstallning:
    return sammanstall(halland(), underlag, rapporttyp=rl.Rapporttyp.UR2, period="2018-08", **val)


@st.composite
def versioner(draw: st.DrawFn) -> tuple[rl.Version, ...]:
    steg = st.sampled_from(rl.Inlamningssteg)
    return tuple(
        rl.Version(steg=draw(steg), mottagen=draw(st.none() | dagar), klarmarkerad=draw(st.none() | st.booleans()))
        for _ in range(draw(st.integers(0, 3)))
    )


@st.composite
def namndunderlag(draw: st.DrawFn, namnd: str) -> Namndunderlag:
    har_rapport = draw(st.booleans())
    prognos = draw(st.none() | belopp())
    return Namndunderlag(
        namnd=namnd,
        rapport=rl.Rapport(prognos_budgetavvikelse=prognos) if har_rapport else None,
        versioner=draw(versioner()),
        oklara_filer=() if har_rapport else draw(st.sampled_from([(), ("a.docx",)])),
    )


@st.composite
def tillfallen(draw: st.DrawFn) -> list[Namndunderlag]:
    valda = draw(st.lists(st.sampled_from(NAMNDER), unique=True, max_size=5))
    return [draw(namndunderlag(namnd)) for namnd in valda]


@exempel(40)
@given(tillfallen(), st.none() | dagar)
def test_known_and_unknown_are_together_all(underlag: list[Namndunderlag], dag: date | None) -> None:
    svar = stall(underlag, dag=dag)
    summa = svar.prognos
    kanda = [n.prognos for n in svar.namnder if n.prognos is not None]
    assert summa.kanda + len(summa.okanda) == len(NAMNDER)
    assert summa.kanda == len(kanda)
    assert (summa.summa is None) is (kanda == [])
    if kanda:
        assert summa.underskott is not None
        assert summa.overskott is not None
        assert summa.summa is not None
        assert Fraction(summa.summa) == sum(map(Fraction, kanda))
        assert Fraction(summa.summa) == Fraction(summa.underskott) + Fraction(summa.overskott)
        assert summa.underskott <= 0 <= summa.overskott
    assert (f"{summa.kanda} av {len(NAMNDER)}" in summa.text) is bool(kanda)
    for steg in rl.Inlamningssteg:
        assert sum(svar.antal_inlamningar(steg).values()) == len(NAMNDER)


@exempel(24)
@given(tillfallen(), st.none() | dagar, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(underlag: list[Namndunderlag], dag: date | None, slump: Any) -> None:
    blandat = list(underlag)
    slump.shuffle(blandat)
    assert stall(underlag, dag=dag) == stall(blandat, dag=dag)


@exempel(24)
@given(tillfallen(), st.none() | dagar, st.sampled_from(NAMNDER))
def test_one_namnd_changes_nothing_of_another(underlag: list[Namndunderlag], dag: date | None, namnd: str) -> None:
    med, utan = stall(underlag, dag=dag), stall([u for u in underlag if u.namnd != namnd], dag=dag)
    for a, b in zip(med.namnder, utan.namnder, strict=True):
        assert a == b or a.namnd == namnd


# Lateness


@exempel(100)
@given(versioner(), dagar, st.none() | dagar)
def test_nothing_is_late_without_a_reason(vs: tuple[rl.Version, ...], frist: date, dag: date | None) -> None:
    svar = inlamningslage(vs, frist, KALENDER, dag=dag)
    kanda = [v.mottagen for v in vs if v.mottagen is not None]
    if svar.lage is Inlamningslage.SEN:
        assert len(kanda) == len(vs) > 0
        assert min(kanda) > frist
    if svar.forsenad and svar.lage is not Inlamningslage.SEN:
        assert not vs
        assert dag is not None
        assert dag > frist
    assert (svar.arbetsdagar_sen is not None) <= bool(svar.forsenad)
    assert (svar.lage is Inlamningslage.I_TID) == any(d <= frist for d in kanda)


@exempel(60)
@given(versioner(), dagar, dagar, st.integers(0, 20))
def test_a_later_due_day_makes_nobody_later(vs: tuple[rl.Version, ...], frist: date, dag: date, mer: int) -> None:
    tidigt = inlamningslage(vs, frist, KALENDER, dag=dag)
    sent = inlamningslage(vs, frist + timedelta(days=mer), KALENDER, dag=dag)
    if tidigt.forsenad is False:
        assert sent.forsenad is False
    if sent.forsenad is True:
        assert tidigt.forsenad is True
        assert (sent.arbetsdagar_sen or 0) <= (tidigt.arbetsdagar_sen or 0)


# The koncern's status


@pytest.mark.parametrize("delmal", DELMAL)
@exempel(40)
@given(data=st.data())
def test_the_possible_statuses_hold_the_answer_of_whatever_the_figures_turn_out_to_be(
    delmal: str, data: st.DataObject
) -> None:
    """Whoever delivers the figures, and however they differ: the true ones are never ruled out."""
    sanna = {
        id: varde if isinstance(varde, rl.Utfall) else rl.Utfall(varde)
        for id, varde in data.draw(hallandsfall(delmal)).utfall.items()
        if varde is not None
    }
    koncernens: dict[str, rl.Utfall] = {}
    namndernas: dict[str, dict[str, rl.Utfall]] = {namnd: {} for namnd in NAMNDER[:3]}
    for id, utfall in sanna.items():
        vem = data.draw(st.sampled_from(["ingen", "koncernen", "en", "lika", "olika"]))
        if vem == "koncernen":
            koncernens[id] = utfall
            namndernas[NAMNDER[0]][id] = rl.Utfall(0)
        if vem in ("en", "lika", "olika"):
            namndernas[NAMNDER[1]][id] = utfall
        if vem == "lika":
            namndernas[NAMNDER[2]][id] = utfall
        if vem == "olika":
            annat = 1 if utfall.varde == 0 else 0
            namndernas[NAMNDER[2]][id] = rl.Utfall(annat)
    svar = stall([Namndunderlag(namnd=n, utfall=u) for n, u in namndernas.items()], utfall=koncernens)
    facit = rl.statusberaknare(halland(), delmal, rl.Rapporttyp.UR2, period="2018-08")(sanna)
    assert facit.mojliga <= set(svar.delmal_med_id(delmal).beraknad.mojliga)


# The folder


BRA = {
    "driftnamnd-psykiatri.md": "# 1 Sammanfattning\n\nText.\n",
    "driftnamnd-psykiatri.csv": "indikator;utfall\nfrisktal;88 %\n",
    "driftnamnd-narsjukvard.json": '{"period": "2018-08", "prognos_budgetavvikelse": -4.5}',
    "koncernen.json": '{"index-medarbetarenkat": 71}',
    "sammanstallning.toml": "[namnder.driftnamnd-psykiatri]\nversioner = [{ steg = 'preliminär' }]\n",
}
trasiga = st.tuples(
    st.sampled_from([".docx", ".md", ".json", ".toml", ".csv", ".xlsx", ".txt", ".pdf", ".png"]),
    st.binary(max_size=60) | st.just(b"") | st.just(b"PK\x03\x04"),
)


@exempel(40)
@given(st.dictionaries(st.sampled_from(sorted(BRA)), st.just(True)), trasiga)
def test_a_file_that_cannot_be_read_changes_nothing_else(valda: dict[str, bool], trasig: tuple[str, bytes]) -> None:
    """The file is of a nämnd of its own, so that nothing but the knowledge of that nämnd may change."""
    andelse, innehall = trasig
    with TemporaryDirectory() as namn:
        mapp = Path(namn)
        for fil in valda:
            (mapp / fil).write_text(BRA[fil], "utf-8")
        fore = las_katalog(mapp, halland(), period="2018-08")
        (mapp / f"lokala-namnder{andelse}").write_bytes(innehall)
        efter = las_katalog(mapp, halland(), period="2018-08")
    assert [n for n in efter.namnder if n.namnd != "lokala-namnder"] == list(fore.namnder)
    assert (efter.utfall, efter.period, efter.beslutad) == (fore.utfall, fore.period, fore.beslutad)
    assert not Counter(p.text for p in fore.papekanden) - Counter(p.text for p in efter.papekanden)
    (lokala,) = [n for n in efter.namnder if n.namnd == "lokala-namnder"] or [None]
    assert efter.papekanden or (lokala is not None and (lokala.rapport is not None or lokala.utfall))
    a, b = (
        sammanstall(halland(), u.namnder, period="2018-08", rapporttyp=rl.Rapporttyp.UR2, utfall=dict(u.utfall))
        for u in (fore, efter)
    )
    if lokala is None or (lokala.rapport is None and not lokala.utfall):
        assert a.delmal == b.delmal
        assert a.prognos == b.prognos
    assert [n for n in a.namnder if n.namnd != "lokala-namnder"] == [
        n for n in b.namnder if n.namnd != "lokala-namnder"
    ]
