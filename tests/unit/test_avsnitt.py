"""Obligatoriska avsnitt: the arguments, and what an answer says beside the headings."""

from __future__ import annotations

import pytest

import riktlinjer as rl

MANAD, UR1, UR2, AR = rl.Rapporttyp.MANAD, rl.Rapporttyp.UR1, rl.Rapporttyp.UR2, rl.Rapporttyp.AR
NAMND = rl.Mottagare.NAMND


def test_without_namnd_every_group_is_included_and_named(rv: rl.Regelverk) -> None:
    svar = {a.nummer or a.titel: a for a in rl.obligatoriska_avsnitt(rv, AR)}
    assert svar["1"].galler_for == ("alla",)
    assert svar["2.4.1"].galler_for == ("driftnämnder",)
    assert svar["Uppföljning av policys"].galler_for == ("driftnämnder",)
    grupper = {grupp for a in svar.values() for k in a.krav for grupp in k.galler_for}
    assert grupper == {"alla", "driftnämnder", "hälso- och sjukvården", "regionstyrelsen"}


def test_without_namnd_a_section_that_binds_some_for_certain_is_known_to_be_required(rv: rl.Regelverk) -> None:
    svar = {a.nummer or a.titel: a for a in rl.obligatoriska_avsnitt(rv, AR)}
    assert {a.obligatorisk for a in svar.values()} == {True}
    assert svar["2.4.1"].oppna_tolkningar == ("medarbetare-r12-ovriga",)


@pytest.mark.parametrize("typ", list(rl.Rapporttyp), ids=str)
@pytest.mark.parametrize("mottagare", list(rl.Mottagare), ids=str)
def test_a_namnds_sections_are_among_those_of_all(
    rv: rl.Regelverk, typ: rl.Rapporttyp, mottagare: rl.Mottagare
) -> None:
    alla = [a.titel for a in rl.obligatoriska_avsnitt(rv, typ, mottagare=mottagare)]
    for namnd in rv.namnder:
        egna = [a.titel for a in rl.obligatoriska_avsnitt(rv, typ, mottagare=mottagare, namnd=namnd.id)]
        assert [titel for titel in alla if titel in egna] == egna


def test_no_section_and_no_demand_comes_twice(rv: rl.Regelverk) -> None:
    for typ in rl.Rapporttyp:
        svar = rl.obligatoriska_avsnitt(rv, typ)
        assert len({(a.nummer, a.titel) for a in svar}) == len(svar)
        for a in svar:
            assert len({k.text for k in a.krav}) == len(a.krav), a.titel


def test_what_a_demand_rests_on_is_empty_when_it_binds(rv: rl.Regelverk) -> None:
    for namnd in rv.namnder:
        for a in rl.obligatoriska_avsnitt(rv, UR1, namnd=namnd.id):
            assert a.obligatorisk is None or a.oppna_tolkningar == ()


@pytest.mark.parametrize(
    ("namnd", "ord_"), [("driftnamnd-psykiatry", "driftnamnd-psykiatri"), ("xyz", "xyz"), ("", "namnd|nämnd")]
)
def test_an_unknown_namnd_is_refused_and_the_near_one_suggested(rv: rl.Regelverk, namnd: str, ord_: str) -> None:
    with pytest.raises(rl.OkantId, match=ord_):
        rl.obligatoriska_avsnitt(rv, UR1, namnd=namnd)


@pytest.mark.parametrize("typ", ["UR1", None, 1, rl.Mottagare.RS])
def test_a_report_type_is_one(rv: rl.Regelverk, typ: object) -> None:
    with pytest.raises(TypeError):
        rl.obligatoriska_avsnitt(rv, typ)  # type: ignore[arg-type]


@pytest.mark.parametrize("mottagare", ["Regionstyrelsen", "RS", None, 1])
def test_a_reader_is_one(rv: rl.Regelverk, mottagare: object) -> None:
    with pytest.raises(TypeError):
        rl.obligatoriska_avsnitt(rv, UR1, mottagare=mottagare)  # type: ignore[arg-type]


def test_a_guideline_without_a_template_says_so(rv: rl.Regelverk) -> None:
    utan = rl.Regelverk(**{**dict(rv), "rapportmall": None})
    with pytest.raises(rl.RegelverkFel, match="rapportmall"):
        rl.obligatoriska_avsnitt(utan, UR1)
