"""Sidor: what each command shows a person; answers become pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Final

from .models.datum import skriv_dag, skriv_period
from .models.skalor import Mottagare, Rapporttyp
from .models.tal import skriv_med_enhet, skriv_tal
from .models.tidplan import STEG, Steg, Tidplan
from .rules.provning import enhet_under, malvarde_under
from .rules.svar import statusord
from .utskrift import Block, Grupp, Kolumn, Lista, Rubrik, Stycke, Tabell

if TYPE_CHECKING:
    from . import (
        Atgardsplanskrav,
        Avsnitt,
        BeraknadIndikator,
        BeraknadStatus,
        Indikator,
        Krav,
        Papekande,
        Regelverk,
        Statusoversikt,
        Utfall,
    )
    from .exempel import Exempel
    from .kommande import Kommande
    from .models.indikator import Nivakrav

_NARMAST: Final = 8
"""So many of the coming days stand in the example; all in the timetable."""
_INLAMNING: Final = ("bryt", "rapport_till_rk", "beslutad_rapport")
_FALT: Final = {
    "motsvarande_period": "motsvarande period",
    "foregaende_ar": "föregående år",
    "foregaende_period": "föregående period",
    "basvarde": "basvärde",
    "budget": "budget",
}
"""What a missing fact is called; a file may name its columns so."""
_BEREDNING: Final = ("rs_au_1", "rs_au_2", "rs", "rf")


# Exempel


def exempelsida(regelverk: Regelverk, exempel: Exempel, *, standarddag: bool) -> Iterator[Block]:
    """The example: where Region Halland stood, what is due, what is owed and what the report must hold."""
    prognos, plan = exempel.prognos, exempel.atgardsplan
    yield Rubrik("Region Halland 2018 – ett exempel på riktiga siffror")
    yield Stycke(
        f"{regelverk.titel}, utgåva {regelverk.utgava}, räknad på siffror som är publicerade. "
        "Svaren är beräkningar, inte bedömningar."
    )

    yield Rubrik("1. Utgångsläge", 2)
    yield Stycke(
        "Riktlinjens senaste mätvärden är utgångsvärden och inte årets utfall. De visar var Region Halland stod när "
        "riktlinjen skrevs och vad som då återstod till målvärdena."
    )
    yield from _statusblock(regelverk, exempel.utgangslage, "Utgångsvärde")

    yield Rubrik("2. Tidplan", 2)
    hur = "standard, ändra med --dag" if standarddag else "angivet med --dag"
    yield from _kommandeblock(exempel.kommande[:_NARMAST], exempel.dag, f" ({hur})")
    if len(exempel.kommande) > _NARMAST:
        yield Stycke(
            f"{len(exempel.kommande) - _NARMAST} steg till har en känd dag: riktlinjer tidplan --dag {exempel.dag}"
        )

    yield Rubrik("3. Åtgärdsplan", 2)
    manader = int(prognos.period[5:])
    yield Stycke(
        f"{prognos.verksamhet}s prognos för helåret är efter {manader} månader {_utfall(prognos.prognos)} mot budget "
        f"{_utfall(prognos.budget)}. Källa: {prognos.kalla}."
    )
    yield from _planblock(plan)

    yield Rubrik(f"4. Avsnitten i {prognos.rapporttyp.namn}", 2)
    namnd = regelverk.namnd(prognos.namnd).namn
    yield Stycke(
        f"Rapporten som visar prognosen är {_rapport(prognos.rapporttyp, prognos.period)} till {Mottagare.RS}, från "
        f"{prognos.verksamhet} ({namnd}). Den ska innehålla:"
    )
    yield Lista(tuple(_avsnittsrad(avsnitt) for avsnitt in exempel.avsnitt))
    yield Stycke(f"Vad varje avsnitt kräver: riktlinjer mall {prognos.rapporttyp} --namnd {prognos.namnd}")

    anvanda = [t for b in exempel.utgangslage.values() for t in b.tolkningar]
    anvanda += [*plan.tolkningar, *(t for a in exempel.avsnitt for t in _avsnittets_tolkningar(a))]
    yield from _tolkningsblock(regelverk, anvanda, utforligt=False)


def _planblock(plan: Atgardsplanskrav) -> Iterator[Block]:
    yield Stycke(plan.skal)
    platser = [("Beskrivs i", plan.beskrivs_i), ("Bifogas senast", plan.bifogas_senast)]
    rader = tuple(
        (var, _stor(_rapport(h.rapporttyp, h.period)), _dag(h.preliminar), _dag(h.beslutad))
        for var, h in platser
        if h is not None
    )
    if rader:
        kolumner = tuple(map(Kolumn, ("Planen", "Rapport", "Preliminär rapport", "Beslutad rapport")))
        yield Tabell(kolumner, rader)
    if plan.oppna_tolkningar:
        yield Stycke(f"Svaret är öppet så länge {_och(plan.oppna_tolkningar)} är det.")


def _dag(dag: date | None) -> str:
    return "ej känt" if dag is None else skriv_dag(dag)


# Status


def statussida(regelverk: Regelverk, oversikt: Statusoversikt, antal: int, avser: Sequence[str]) -> Iterator[Block]:
    """The computed statuses.

    Args:
        antal: how many outcomes were given.
        avser: what the outcomes are for: report type, period, unit; as far as it is said.
    """
    yield Rubrik("Beräknad status" + (f" – {', '.join(avser)}" if avser else ""))
    yield Stycke(
        f"{regelverk.titel}, utgåva {regelverk.utgava}. {antal} av {len(regelverk.indikatorer)} indikatorer har ett "
        "utfall. Svaren är beräkningar, inte bedömningar."
    )
    yield from _statusblock(regelverk, oversikt, "Utfall")
    if oversikt.indikatorer:
        yield Rubrik("Övriga indikatorer", 3)
        yield Stycke("De ger ingen av delmålens färger.")
        yield _indikatortabell(regelverk, oversikt.indikatorer, "Utfall")
        rader = [f"{_papekande(p)} ({i.namn})" for i in oversikt.indikatorer for p in i.papekanden]
        if rader:
            yield Lista(tuple(rader))
    anvanda = [t for b in oversikt.values() for t in b.tolkningar]
    yield from _tolkningsblock(regelverk, anvanda + [t for i in oversikt.indikatorer for t in i.tolkningar])


def _statusblock(regelverk: Regelverk, oversikt: Statusoversikt, kolumn: str) -> Iterator[Block]:
    rader = tuple((_delmal(regelverk, b), statusord(b.mojliga), _antal(b) or "–") for b in oversikt.values())
    yield Tabell((Kolumn("Delmål"), Kolumn("Status"), Kolumn("Når målvärdet")), rader)
    per_delmal = [dict.fromkeys(map(_papekande, b.papekanden)) for b in oversikt.values()]
    gemensamma = [text for text in (per_delmal or [{}])[0] if all(text in texter for texter in per_delmal)]
    if gemensamma:
        yield Lista(tuple(gemensamma))
    for b, texter in zip(oversikt.values(), per_delmal, strict=True):
        antal = _antal(b, " når målvärdet")
        yield Rubrik(f"{_delmal(regelverk, b)}: {statusord(b.mojliga)}" + (f" ({antal})" if antal else ""), 3)
        yield Stycke(b.namn)
        yield _indikatortabell(regelverk, b.indikatorer, kolumn)
        yield Stycke(b.motivering)
        punkter = [*_saknas(regelverk, b), *(text for text in texter if text not in gemensamma)]
        if punkter:
            yield Lista(tuple(punkter))
    yield Stycke(
        "Marginalen är avståndet till gränsen i indikatorns enhet (för % i procentenheter). Minus är vad som återstår."
    )


def _delmal(regelverk: Regelverk, b: BeraknadStatus) -> str:
    return f"Delmål {regelverk.delmal_med_id(b.id).nummer}"


def _antal(b: BeraknadStatus, nar: str = "") -> str:
    """How many meet their målvärde; empty for a rule that does not count, or when a tolkning leaves open which do."""
    if b.antal is None:
        return ""
    return f"{b.antal.uppnadda} av {b.antal.av}{nar}" + (f", {b.antal.okanda} okända" if b.antal.okanda else "")


def _saknas(regelverk: Regelverk, b: BeraknadStatus) -> Iterator[str]:
    """The facts to compare with that are missing, when the status is open. A missing outcome stands in the table."""
    jamforda = [faktum.split(".") for faktum in b.saknade if "." in faktum and b.status is None]
    for id, grupp in groupby(jamforda, key=lambda delar: delar[0]):
        yield f"Att jämföra med saknas: {regelverk.indikator(id).namn}, {_och([_FALT[falt] for _, falt in grupp])}."


def _papekande(papekande: Papekande) -> str:
    return f"{_stor(papekande.allvar.value)} {papekande.kod}: {papekande.text}"


def _indikatortabell(regelverk: Regelverk, rader: Iterable[BeraknadIndikator], kolumn: str) -> Tabell:
    kolumner = (
        Kolumn("Indikator"),
        Kolumn("Läge"),
        Kolumn(kolumn, hoger=True),
        Kolumn("Målvärde", hoger=True),
        Kolumn("Marginal", hoger=True),
    )
    celler: list[tuple[str, ...] | Grupp] = []
    for insatsomrade, i_grupp in groupby(rader, key=lambda rad: regelverk.indikator(rad.id).insatsomrade):
        if insatsomrade is not None:
            celler.append(Grupp(_insatsomrade(regelverk, insatsomrade)))
        celler += [_indikatorrad(regelverk, rad) for rad in i_grupp]
    return Tabell(kolumner, tuple(celler))


def _indikatorrad(regelverk: Regelverk, rad: BeraknadIndikator) -> tuple[str, ...]:
    oppen = any(regelverk.tolkning(id).ar_oppen for id in rad.tolkningar)
    return (
        rad.namn,
        "kan inte avgöras" if rad.lage is None else rad.lage.value,
        _utfall(rad.utfall, rad.enhet),
        ("beror på tolkning" if oppen else "inget") if rad.malvarde is None else _liten(str(rad.malvarde)),
        "–" if rad.marginal is None else ("+" if rad.marginal > 0 else "") + skriv_tal(rad.marginal),
    )


def _insatsomrade(regelverk: Regelverk, id: str) -> str:
    return next(omrade.namn for omrade in regelverk.insatsomraden if omrade.id == id)


# Tidplan


def tidplanssida(
    regelverk: Regelverk,
    tidplan: Tidplan,
    kommande: Sequence[Kommande] | None,
    dag: date | None,
    stangda: Sequence[date] = (),
) -> Iterator[Block]:
    """The timetable, and what is still to come when a day is given.

    Args:
        stangda: days that were counted as closed.
    """
    publicerad = tidplan is regelverk.tidplan
    yield Rubrik(f"Tidplan {regelverk.ar}" if publicerad else "Beräknad tidplan")
    yield Stycke(f"{regelverk.titel}, {tidplan.kalla.avsnitt}.")
    if stangda:
        yield Stycke(f"Dagar som inte räknas som arbetsdagar: {_och([skriv_dag(d) for d in sorted(set(stangda))])}.")
    if kommande is not None and dag is not None:
        yield Rubrik("Härnäst", 2)
        yield from _kommandeblock(kommande, dag)
    yield Rubrik("Inlämning", 2)
    yield _tidplanstabell(tidplan, _INLAMNING)
    yield Rubrik("Politisk behandling", 2)
    yield _tidplanstabell(tidplan, _BEREDNING)
    forklaringar = _celltyper(tidplan)
    if forklaringar:
        yield Lista(forklaringar)
    yield from _tolkningsblock(
        regelverk, [id for t in tidplan.tillfallen for _, steg in t.steg for id in steg.tolkningar]
    )


def _tidplanstabell(tidplan: Tidplan, falt: Sequence[str]) -> Tabell:
    rader = tuple(
        (f"{_stor(str(t.rapporttyp))}\n{skriv_period(t.period)}", *(_cell(getattr(t, namn)) for namn in falt))
        for t in tidplan.tillfallen
    )
    return Tabell((Kolumn("Rapport"), *(Kolumn(STEG[namn]) for namn in falt)), rader)


def _cell(steg: Steg | None) -> str:
    """A day, or why there is none: "–" does not occur, "i.u." is printed so, "ej känt" cannot be computed."""
    if steg is None:
        return "–"
    if steg.datum is None and not steg.mojliga:
        return "ej känt" if steg.kalla is None else "i.u."
    return _dagar(steg.mojliga or (steg.datum,)) + ("*" if steg.harledd else "")  # type: ignore[arg-type]  # see above


def _celltyper(tidplan: Tidplan) -> tuple[str, ...]:
    steg = [getattr(t, falt) for t in tidplan.tillfallen for falt in STEG]
    celler = {_cell(s) for s in steg}
    texter = [
        ("–" in celler, "– betyder att steget inte förekommer."),
        ("i.u." in celler, "i.u. står i tidplanen: steget förekommer, men ingen dag är angiven."),
        ("ej känt" in celler, "ej känt: steget förekommer, men ingen regel säger vilken dag."),
        (any(s and s.harledd for s in steg), "* är räknat från bryt med riktlinjens regel, inte publicerat."),
        (any(s and s.mojliga for s in steg), "Två dagar: en tolkning är öppen, och båda är möjliga."),
    ]
    return tuple(text for finns, text in texter if finns)


def _kommandeblock(kommande: Sequence[Kommande], dag: date, hur: str = "") -> Iterator[Block]:
    if not kommande:
        yield Stycke(f"Räknat från {skriv_dag(dag)}{hur}: inget med känd dag återstår.")
        return
    yield Stycke(
        f"Räknat från {skriv_dag(dag)}{hur}. Arbetsdagarna räknas från och med den dagen till och med slutdagen."
    )
    rader = tuple(
        (
            _dagar(post.dagar),
            " eller ".join(map(str, dict.fromkeys(post.arbetsdagar))),
            post.namn,
            _stor(_rapport(post.rapporttyp, post.period)),
        )
        for post in kommande
    )
    yield Tabell((Kolumn("Dag"), Kolumn("Arbetsdagar kvar", hoger=True), Kolumn("Steg"), Kolumn("Rapport")), rader)


def _dagar(dagar: Sequence[date]) -> str:
    return " eller ".join(map(skriv_dag, dagar))


def _rapport(rapporttyp: Rapporttyp, period: str) -> str:
    return f"{rapporttyp} {skriv_period(period)}"


# Mall


def mallsida(
    regelverk: Regelverk, avsnitt: Sequence[Avsnitt], rapporttyp: Rapporttyp, mottagare: Mottagare, namnd: str | None
) -> Iterator[Block]:
    """The sections of a report with their demands."""
    yield Rubrik(f"{_stor(rapporttyp.namn)} till {mottagare}")
    vem = "alla nämnder; vad som bara gäller några är utmärkt" if namnd is None else regelverk.namnd(namnd).namn
    yield Stycke(f"{regelverk.titel}. Avser {vem}.")
    tabeller = {} if regelverk.rapportmall is None else {t.id: t.titel for t in regelverk.rapportmall.tabeller}
    for a in avsnitt:
        yield Rubrik(_avsnittsrad(a), 3)
        if a.krav:
            yield Lista(tuple(_kravrad(krav, a, tabeller) for krav in a.krav))
        else:
            yield Stycke("Riktlinjen säger inget mer om innehållet.")
    yield from _tolkningsblock(regelverk, [t for a in avsnitt for t in _avsnittets_tolkningar(a)])


def _avsnittsrad(avsnitt: Avsnitt) -> str:
    return " ".join(filter(None, (avsnitt.nummer, avsnitt.titel, _binder(avsnitt))))


def _kravrad(krav: Krav, avsnitt: Avsnitt, tabeller: dict[str, str]) -> str:
    samma = (krav.galler_for, krav.oppna_tolkningar) == (avsnitt.galler_for, avsnitt.oppna_tolkningar)
    delar = [krav.text, "" if samma else _binder(krav)]
    if krav.tabell is not None:
        delar.append(f"Tabell: {tabeller.get(krav.tabell, krav.tabell).removeprefix('Tabell ')}.")
    return " ".join(filter(None, delar))


def _binder(krav: Avsnitt | Krav) -> str:
    """Whom it binds, when that is not everyone for certain."""
    grupper = [grupp for grupp in krav.galler_for if grupp != "alla"]
    delar = [f"gäller {_och(grupper)}"] if grupper else []
    if krav.oppna_tolkningar:
        vem = "övriga" if grupper else "den här nämnden"
        delar.append(f"osäkert för {vem}, {_och(krav.oppna_tolkningar)} är öppen")
    return f"[{'; '.join(delar)}]" if delar else ""


def _avsnittets_tolkningar(avsnitt: Avsnitt) -> Iterator[str]:
    yield from avsnitt.tolkningar
    for krav in avsnitt.krav:
        yield from krav.oppna_tolkningar


# Indikatorer


def indikatorsida(regelverk: Regelverk, indikatorer: Sequence[Indikator]) -> Iterator[Block]:
    """The indicators, by the mål or delmål they stand under."""
    yield Rubrik(f"{len(indikatorer)} indikatorer" if len(indikatorer) != 1 else "En indikator")
    yield Stycke(f"{regelverk.titel}. Under varje namn står indikatorns id.")
    namn = {mal.id: mal.namn for mal in regelverk.mal}
    namn |= {delmal.id: f"Delmål {delmal.nummer}: {delmal.namn} ({delmal.id})" for delmal in regelverk.delmal}
    for mal, i_mal in groupby(indikatorer, key=lambda i: i.mal):
        yield Rubrik(namn[mal], 2)
        poster = tuple(i_mal)
        forbehall = {i.forbehall for i in poster} if len(poster) > 1 else set()
        gemensamt = forbehall.pop() if len(forbehall) == 1 else None
        if gemensamt is not None:
            yield Stycke(f"Förbehåll för alla: {gemensamt}")
        for insatsomrade, grupp in groupby(poster, key=lambda i: i.insatsomrade):
            if insatsomrade is not None:
                yield Rubrik(_insatsomrade(regelverk, insatsomrade), 3)
            for indikator in grupp:
                yield Rubrik(indikator.namn, 4)
                yield Stycke("\n".join(_indikatortext(regelverk, indikator, gemensamt)), indrag=True)
    yield from _tolkningsblock(regelverk, [las.nar.tolkning for i in indikatorer for las in i.lasningar])


def _indikatortext(regelverk: Regelverk, indikator: Indikator, sagt: str | None) -> Iterator[str]:
    """What is known of an indicator, but for a reservation that has been told."""
    lasningar = {tolkning.id: tolkning.vald for tolkning in regelverk.tolkningar}
    enhet = enhet_under(indikator, lasningar)
    riktning = "riktningen är inte angiven" if indikator.riktning is None else indikator.riktning.value
    yield indikator.id
    yield (
        f"{'Ingen enhet' if enhet is None else f'Enhet {enhet}'}, {riktning}. {_utgangsvarde(indikator, enhet)} "
        f"{_malvarde(indikator, lasningar)}"
    )
    if indikator.skala is not None:
        yield f"Skala: {skriv_tal(indikator.skala.fran_och_med)}–{skriv_tal(indikator.skala.till_och_med)}."
    for niva, kraven in groupby(indikator.nivakrav, key=lambda krav: krav.niva):
        yield f"{niva}: {', '.join(map(_nivakrav, kraven))}."
    if indikator.forbehall is not None and indikator.forbehall != sagt:
        yield f"Förbehåll: {indikator.forbehall}"
    if indikator.anmarkning is not None:
        yield indikator.anmarkning


def _utgangsvarde(indikator: Indikator, enhet: str | None) -> str:
    if indikator.utgangsvarde is not None:
        return f"Utgångsvärde {skriv_med_enhet(indikator.utgangsvarde, enhet)}."
    text = indikator.utgangsvarde_text
    return "Inget utgångsvärde." if text is None else f"Utgångsvärde: ”{text}”."


def _malvarde(indikator: Indikator, lasningar: Mapping[str, str]) -> str:
    malvarde = malvarde_under(indikator, lasningar)
    styr = sorted({f"{id} = {lasningar[id]}" for id in (las.nar.tolkning for las in indikator.lasningar)})
    beror = f" ({_och(styr)})" if styr else ""
    if malvarde is None:
        return "Målvärdet för året är inte satt, bara målnivåer." if indikator.nivakrav else "Inget målvärde."
    if malvarde.slag == "under utveckling":
        return f"Målvärdet är under utveckling{beror}."
    return f"Målvärde {malvarde if malvarde.matbart else f'”{malvarde}”'}{beror}."


def _nivakrav(krav: Nivakrav) -> str:
    return f"{_liten(str(krav.malvarde))} ({krav.avser or krav.organisationsniva})"


# What the pages share


def _tolkningsblock(regelverk: Regelverk, ids: Iterable[str], *, utforligt: bool = True) -> Iterator[Block]:
    """The readings that the answers rest on, in the rule set's order; at length with questions and other readings."""
    anvanda = set(ids)
    punkter = []
    for tolkning in regelverk.tolkningar:
        if tolkning.id not in anvanda:
            continue
        innebord = {lasning.id: lasning.innebord for lasning in tolkning.lasningar}
        vald = innebord.pop(tolkning.vald, "Frågan är öppen.")
        if utforligt or tolkning.ar_oppen:
            vald = f"{tolkning.fraga} {vald}"
        andra = f" Annars: {', '.join(innebord)}." if utforligt else ""
        punkter.append(f"{tolkning.id} = {tolkning.vald}: {vald}{andra}")
    if punkter:
        yield Rubrik("Tolkningar som svaren vilar på", 2)
        yield Lista(tuple(punkter))
        if utforligt:
            yield Stycke("En annan läsning: --tolkning ID=LÄSNING. Läsningen oppen lämnar frågan öppen.")


def _utfall(utfall: Utfall | None, enhet: str | None = None) -> str:
    if utfall is None or utfall.varde is None:
        return "inte känt"
    return skriv_med_enhet(utfall.varde, utfall.enhet or enhet)


def _och(ord_: Sequence[str]) -> str:
    return ord_[0] if len(ord_) == 1 else f"{', '.join(ord_[:-1])} och {ord_[-1]}"


def _stor(text: str) -> str:
    return text[:1].upper() + text[1:]


def _liten(text: str) -> str:
    return text[:1].lower() + text[1:]
