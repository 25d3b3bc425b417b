"""Every fact of ``halland-2018`` says where it stands, and the place exists: the source's headings, typed from it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import BaseModel

import riktlinjer as rl

# Riktlinjer för Region Hallands uppföljning 2018, in its order.
RUBRIKER = """
Sammanträdesdatum
Beslut
Ärendet
Förslag till beslut
Beslutsunderlag
Vid protokollet
Sammanfattning
Bakgrund
Ekonomiska konsekvenser av beslutet
Riktlinjer för Region Hallands uppföljning 2018
Inledning
Regionstyrelsens och nämndernas ansvar
Syftet med uppföljning
Uppföljning enligt Mål och budget samt Prioritering och resursfördelning
Målstyrningskedjan
Vad betyder detta i praktiken?
Uppföljningsrapporter
Tidplaner 2018
Uppföljning av policys
Intern kontroll
Övrigt
Bilagor
Uppföljning av Regionfullmäktiges mål
Uppföljning på koncernnivå
Övergripande mål
Ekonomi
Region Halland som arbetsgivare
Mål inom regional utveckling
Mål inom hälso- och sjukvård
Uppföljning av prioriteringar och tilldelade resurser
Uppföljning på nämndnivå
Prioriteringar till Regionstyrelsen, lokala nämnderna och driftnämnderna
Regionstyrelsens prioriteringar
Grunduppdrag
Prioriteringar för de lokala nämnderna
Prioriteringar för Driftnämnd kultur och skola
Gemensamma prioriteringar för samtliga driftnämnder inom hälso- och sjukvårdsområdet samt driftnämnden Regionservice
Prioriteringar till Driftnämnd Hallands sjukhus
Prioriteringar till Driftnämnd Närsjukvård
Prioriteringar till Driftnämnd Ambulans, diagnostik och hälsa
Prioriteringar till Driftnämnd Psykiatri
Prioriteringar till Driftnämnd Regionservice
Mall för rapportering – 2018
Framsida
Innehållsförteckning
1. Sammanfattning
2. Uppföljning av Resurser (Ekonomi och medarbetare)
2. 1 Ekonomiskt resultat (ackumulerat)
2.1.1 Kostnads- och intäktsutveckling
2.2 Ekonomisk prognos
2.2.1 Prognosförändring sedan föregående rapport
2.2.1.1 Tabell Resultat och prognos
2.2.2 Framtidsarbetet (totala effekter)
2.3 Investeringar
2.4 Medarbetare
2.4.1 Personalomsättning R12
2.4.2 Sjukfrånvaro R12
2.4.3 Bemanningspersonal
3. Uppföljning av Grunduppdraget utifrån given definition
3.1 Produktion
3.2 Tillgänglighet
3.3 Kvalitet
4. Uppföljning av verksamhet och aktiviteter som stödjer de av RF beslutade målen, delmålen och prioriteringarna \
(målstyrning)
Bilaga 1: Prioriteringsområden samt Särskilda insatsområden inom hälso- och sjukvård 2018
Prioriteringsområden med underliggande prioriteringar 2018
Särskilda insatsområden
Särskilda insatsområden per delmål 2018
Delmål 1
Delmål 2
Delmål 3
Delmål 4
Delmål 5
Bilaga 2: Mallar för rapportering inom Hälso- och sjukvård
Mall för rapportering om Särskilda insatsområden inom hälso- och sjukvård
Mall för rapportering om prioriteringar inom hälso- och sjukvård
Bilaga 3 Uppföljning av medarbetare
Bilaga 4: Regionstyrelsens riktlinjer för uppföljning 2018 för den egna verksamheten
Uppföljning av regionstyrelsens egen verksamhet
Uppdrag
Prioriteringar
"""
KANDA = set(RUBRIKER.strip().splitlines()) | {"Bilaga 1", "Bilaga 2", "Bilaga 3", "Bilaga 4"}


def finns(avsnitt: str) -> bool:
    """Whether it is a heading, or headings one under another with a comma between ("Bilaga 1, ..., Delmål 1")."""
    if avsnitt in KANDA:
        return True
    forsta, komma, resten = avsnitt.partition(", ")
    return bool(komma) and forsta in KANDA and finns(resten)


def kallor(nod: object, plats: str) -> Iterator[tuple[str, rl.Kalla]]:
    """Every Kalla in a model, with where it was found."""
    if isinstance(nod, rl.Kalla):
        yield plats, nod
    elif isinstance(nod, BaseModel):
        id = getattr(nod, "id", None)
        for falt in type(nod).model_fields:
            yield from kallor(getattr(nod, falt), f"{plats}.{id or falt}")
    elif isinstance(nod, tuple):
        for n, del_ in enumerate(nod):
            yield from kallor(del_, f"{plats}[{n}]")


def utan_kalla(nod: object, plats: str) -> Iterator[str]:
    """Every model that has a field for its source and leaves it empty."""
    if isinstance(nod, BaseModel):
        if "kalla" in type(nod).model_fields and not nod.kalla:  # type: ignore[attr-defined]
            yield plats
        for falt in type(nod).model_fields:
            yield from utan_kalla(getattr(nod, falt), f"{plats}.{falt}")
    elif isinstance(nod, tuple):
        for n, del_ in enumerate(nod):
            yield from utan_kalla(del_, f"{plats}[{n}]")


def test_every_fact_has_a_source(rv: rl.Regelverk) -> None:
    assert list(utan_kalla(rv, "rv")) == []


def test_every_section_that_is_named_stands_in_the_source(rv: rl.Regelverk) -> None:
    huvud = rv.dokument[0].titel
    assert (
        sorted(
            {f"{k.avsnitt} ({plats})" for plats, k in kallor(rv, "rv") if k.dokument == huvud and not finns(k.avsnitt)}
        )
        == []
    )


def test_every_document_that_is_named_is_one_of_the_guidelines(rv: rl.Regelverk) -> None:
    assert {k.dokument for _, k in kallor(rv, "rv")} <= {d.titel for d in rv.dokument}


def test_an_indicators_row_is_the_one_it_is_named_by(rv: rl.Regelverk) -> None:
    """``namn`` is the source's row label; the index of delmål 3 has no row and is found at the colour that sets it."""
    avvikande = [i.id for i in rv.indikatorer if not (i.kalla.rad or "").endswith(i.namn)]
    assert avvikande == ["index-medarbetarenkat"]


@pytest.mark.parametrize("delmal", [f"delmal-{n}" for n in range(1, 6)])
def test_a_colour_rule_names_both_places_that_it_stands_in(rv: rl.Regelverk, delmal: str) -> None:
    """The goal table and Bilaga 1."""
    avsnitt = [k.avsnitt for k in rv.delmal_med_id(delmal).statusregel.kalla]
    assert "Mål inom hälso- och sjukvård" in avsnitt
    assert any(a.startswith("Bilaga 1") and a.endswith(f"Delmål {delmal[-1]}") for a in avsnitt)


def test_answers_carry_their_source_on(rv: rl.Regelverk) -> None:
    u = rl.berakna_status(rv, rl.utgangsvarden(rv))
    assert all(finns(b.kalla.avsnitt) for b in u.values())
    assert all(finns(rad.kalla.avsnitt) for b in u.values() for rad in b.indikatorer)
    plan = rl.kraver_atgardsplan(rv, rapporttyp=rl.Rapporttyp.UR2, period="2018-08", budgetavvikelse=-6)
    assert plan.kalla
    assert all(finns(k.avsnitt) for k in plan.kalla)
    avsnitt = rl.obligatoriska_avsnitt(rv, rl.Rapporttyp.AR)
    assert all(finns(a.kalla.avsnitt) and all(finns(k.kalla.avsnitt) for k in a.krav) for a in avsnitt)
    brister = rl.granska_atgardsplan(rv, rl.Atgardsplan())
    assert all(p.kalla is not None and finns(p.kalla.avsnitt) for p in brister)
