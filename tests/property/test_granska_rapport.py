"""Laws of the checked sections: nothing missing when all are there, one finding for one that is not, order, numbers."""

from __future__ import annotations

from itertools import count
from typing import Any

from hypothesis import given, strategies as st
from strategies import exempel, halland

import riktlinjer as rl
from riktlinjer.rapportfiler import tolka_rapport
from riktlinjer.rules.rapportgranskning import granska_rapport

NAMNDER = tuple(n.id for n in halland().namnder)
fall = st.tuples(
    st.sampled_from([(m.rapporttyp, f"2018-{m.manad:02}") for m in halland().tidplan.rapportmanader]),  # type: ignore[union-attr]
    st.sampled_from(NAMNDER),
)
Rubriker = list[tuple[str | None, str]]


def alla(typ: rl.Rapporttyp, namnd: str) -> Rubriker:
    """The headings of every section that binds or may bind."""
    return [(a.nummer, a.titel) for a in rl.obligatoriska_avsnitt(halland(), typ, namnd=namnd)]


def koder(rubriker: Rubriker, typ: rl.Rapporttyp, period: str, namnd: str) -> list[tuple[str, str | None]]:
    avsnitt = [rl.Rapportavsnitt(nummer=n, titel=t, ifyllt=True) for n, t in rubriker]
    rapport = rl.Rapport(namnd=namnd, rapporttyp=typ, period=period, avsnitt=tuple(avsnitt))
    funna = granska_rapport(halland(), rapport)
    return [(p.kod, p.plats) for p in funna if p.kod in {f"RAPPORT-0{n}" for n in (1, 2, 3, 4, 5)}]


@exempel(30)
@given(fall)
def test_a_report_with_every_section_has_nothing_missing_or_misplaced(f: Any) -> None:
    (typ, period), namnd = f
    assert koder(alla(typ, namnd), typ, period, namnd) == []


@exempel(60)
@given(st.data(), fall)
def test_one_section_less_is_one_finding(data: st.DataObject, f: Any) -> None:
    (typ, period), namnd = f
    rubriker = alla(typ, namnd)
    bort = data.draw(st.sampled_from(rubriker))
    funna = koder([r for r in rubriker if r != bort], typ, period, namnd)
    assert funna == [("RAPPORT-01", " ".join(filter(None, bort)))]


@exempel(60)
@given(st.data(), fall)
def test_another_order_gives_findings_on_order_alone(data: st.DataObject, f: Any) -> None:
    (typ, period), namnd = f
    rubriker = alla(typ, namnd)
    blandade = data.draw(st.permutations(rubriker))
    funna = koder(blandade, typ, period, namnd)
    numrerade = [r for r in rubriker if r[0]]
    assert {kod for kod, _ in funna} <= {"RAPPORT-03"}
    assert bool(funna) is ([r for r in blandade if r[0]] != numrerade)
    assert len(funna) < len(numrerade), "one section can always stay where it is"


@exempel(60)
@given(st.data(), fall)
def test_other_numbers_never_change_which_sections_are_found(data: st.DataObject, f: Any) -> None:
    (typ, period), namnd = f
    rubriker = [r for r in alla(typ, namnd) if data.draw(st.booleans())] or alla(typ, namnd)
    n = count(1)
    andra = [(data.draw(st.sampled_from([None, f"{next(n)}.9"])), titel) for _, titel in rubriker]
    saknade = [
        [p for kod, p in koder(med_nummer, typ, period, namnd) if kod == "RAPPORT-01"]
        for med_nummer in (rubriker, andra)
    ]
    assert saknade[0] == saknade[1]


@exempel(30)
@given(fall, st.sampled_from([".md", ".txt", ".json"]))
def test_the_same_report_in_another_format_has_the_same_sections(f: Any, andelse: str) -> None:
    (typ, _), namnd = f
    rubriker = [r for r in alla(typ, namnd) if r[0]]
    if andelse == ".json":
        delar = tuple(rl.Rapportavsnitt(nummer=n, titel=t) for n, t in rubriker)
        text = rl.Rapport(avsnitt=delar).model_dump_json()
    else:
        tecken = "#" if andelse == ".md" else ""
        text = "\n\n".join(f"{tecken * (n.count('.') + 1)} {n} {t}\n\nnågot." for n, t in rubriker if n)
    last = tolka_rapport(text.encode(), andelse)
    assert [(a.nummer, a.titel) for a in last.avsnitt] == rubriker


@exempel(100)
@given(st.text(max_size=400), st.sampled_from([".md", ".txt", ".json", ".toml", ".docx"]))
def test_any_text_is_a_report_or_an_error_that_says_why(text: str, andelse: str) -> None:
    try:
        rapport = tolka_rapport(text.encode("utf-8", "surrogatepass"), andelse)
    except rl.RiktlinjerError as exc:
        svar: object = str(exc)
    else:
        svar = isinstance(granska_rapport(halland(), rapport), tuple)
    assert svar
