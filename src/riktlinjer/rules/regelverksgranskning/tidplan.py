"""Tidplan: dates that are missing, on the wrong day or in the wrong order, and what the deadline rule says of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise
from typing import Final

from dateutil.relativedelta import relativedelta

from ...errors import KalenderFel
from ...models.datum import skriv_dag, skriv_period
from ...models.papekande import Papekande
from ...models.regelverk import Regelverk
from ...models.skalor import Allvar, Rapporttyp
from ...models.tidplan import STEG, Tidplan, Tillfalle
from ..arbetsdagar import ar_arbetsdag
from ..lasningar import gallande, namnda_tolkningar
from ..tidplan import fristdag
from .lasningsprov import Dom, Lasningsprov, Val, och, pavisa

_INLAMNINGAR: Final = ("rapport_till_rk", "beslutad_rapport")
_BEREDNINGAR: Final = ("rs_au_1", "rs_au_2")


def granska_tidplanen(regelverk: Regelverk) -> Iterator[Papekande]:
    """Every finding about the timetable, and about the months that duties point at."""
    tidplan = regelverk.tidplan
    if tidplan is None:
        return
    yield from _inga_arbetsdagar(tidplan)
    yield from _fel_ordning(tidplan)
    yield from _saknade_datum(tidplan)
    yield from _frister(regelverk, tidplan)
    yield from _rapportmanader(tidplan, regelverk.ar)
    yield from _plikter(regelverk, tidplan)


def _papekande(kod: str, allvar: Allvar, text: str, tillfalle: Tillfalle, steg: str | None = None) -> Papekande:
    plats = f"tidplan.{tillfalle.period}" + (f".{steg}" if steg else "")
    kalla = tillfalle.kalla
    for namn, s in tillfalle.steg:
        if namn == steg and s.kalla is not None:
            kalla = s.kalla
    return Papekande(kod=kod, allvar=allvar, text=text, plats=plats, kalla=kalla)


def _datum(tillfalle: Tillfalle) -> dict[str, date]:
    return {namn: steg.datum for namn, steg in tillfalle.steg if steg.datum is not None}


def _inga_arbetsdagar(tidplan: Tidplan) -> Iterator[Papekande]:
    for tillfalle in tidplan.tillfallen:
        for steg, dag in _datum(tillfalle).items():
            try:
                arbetsdag = ar_arbetsdag(dag)
            except KalenderFel:
                text = f"{tillfalle.kolumn}: {STEG[steg]} {skriv_dag(dag)} ligger utanför de år som kalendern känner."
                yield _papekande("REGEL-40", Allvar.FEL, text, tillfalle, steg)
                continue
            if not arbetsdag:
                text = f"{tillfalle.kolumn}: {STEG[steg]} är {skriv_dag(dag)}, som inte är en arbetsdag."
                allvar = Allvar.FEL if steg in _INLAMNINGAR else Allvar.VARNING
                yield _papekande("REGEL-40", allvar, text, tillfalle, steg)


def _fel_ordning(tidplan: Tidplan) -> Iterator[Papekande]:
    for tillfalle in tidplan.tillfallen:
        datum = _datum(tillfalle)
        bryt = datum.get("bryt")
        sista = date(int(tillfalle.period[:4]), int(tillfalle.period[5:]), 1) + relativedelta(day=31)
        if bryt is not None and bryt < sista:
            text = f"{tillfalle.kolumn}: bryt {skriv_dag(bryt)} är före periodens slut {skriv_dag(sista)}."
            yield _papekande("REGEL-41", Allvar.FEL, text, tillfalle, "bryt")
        for (forra, fore), (senare, efter) in combinations(datum.items(), 2):
            if efter < fore:
                text = (
                    f"{tillfalle.kolumn}: {STEG[senare]} ({skriv_dag(efter)}) är före {STEG[forra]} "
                    f"({skriv_dag(fore)}), fast steget kommer efter i tidplanen."
                )
                # Which version is prepared, and in how many rounds, may differ; the report's own way may not.
                beredning = forra in _BEREDNINGAR or senare in _BEREDNINGAR
                yield _papekande("REGEL-41", Allvar.VARNING if beredning else Allvar.FEL, text, tillfalle, senare)
    yield from _fel_foljd(tidplan)


def _fel_foljd(tidplan: Tidplan) -> Iterator[Papekande]:
    for forra, denna in pairwise(tidplan.tillfallen):
        if denna.period < forra.period:
            da, nu = skriv_period(forra.period), skriv_period(denna.period)
            text = f"{denna.kolumn} ({nu}) står efter {forra.kolumn} ({da})."
            yield _papekande("REGEL-41", Allvar.VARNING, text, denna)
    ordnade = sorted(tidplan.tillfallen, key=lambda t: t.period)
    for falt, radnamn in STEG.items():
        med = [(t, dag) for t in ordnade if (dag := _datum(t).get(falt)) is not None]
        for (forra, fore), (denna, efter) in pairwise(med):
            if efter < fore and forra.period < denna.period:
                text = (
                    f"{denna.kolumn}: {radnamn} ({skriv_dag(efter)}) är före samma steg för {forra.kolumn} "
                    f"({skriv_dag(fore)}), fast perioden är senare."
                )
                yield _papekande("REGEL-41", Allvar.VARNING, text, denna, falt)


def _saknade_datum(tidplan: Tidplan) -> Iterator[Papekande]:
    for tillfalle in tidplan.tillfallen:
        okanda = [namn for namn, steg in tillfalle.steg if steg.datum is None]
        if okanda:
            text = f"{tillfalle.kolumn}: {och(STEG[s] for s in okanda)} har inget datum."
            yield _papekande("REGEL-42", Allvar.UPPLYSNING, text, tillfalle)
        finns = {namn for namn, _ in tillfalle.steg}
        andra = [t for t in tidplan.tillfallen if t.rapporttyp is tillfalle.rapporttyp and t is not tillfalle]
        har = [falt for falt in STEG if falt not in finns and any(getattr(t, falt) is not None for t in andra)]
        har += [falt for falt in ("bryt", "rapport_till_rk") if falt not in finns and falt not in har]
        for falt in har:
            text = f"{tillfalle.kolumn}: {STEG[falt]} saknas" + (
                f", fast steget finns för en annan {tillfalle.rapporttyp.namn}." if andra else "."
            )
            yield _papekande("REGEL-42", Allvar.VARNING, text, tillfalle, falt)


# The deadline rule


def _frister(regelverk: Regelverk, tidplan: Tidplan) -> Iterator[Papekande]:
    if not tidplan.frister:
        return
    prov = Lasningsprov(regelverk, namnda_tolkningar(tidplan.frister))
    if prov.for_manga:
        text = "Tolkningarna ger för många läsningar av fristerna för att de ska kunna granskas."
        yield pavisa(regelverk, "REGEL-06", Dom(Allvar.VARNING), text, "tidplan.frister", tidplan.kalla)
        return
    for typ in dict.fromkeys(m.rapporttyp for m in tidplan.rapportmanader):
        yield from _frister_for(regelverk, tidplan, typ, prov)


def _frister_for(regelverk: Regelverk, tidplan: Tidplan, typ: Rapporttyp, prov: Lasningsprov) -> Iterator[Papekande]:
    def utan(val: Val) -> bool:
        return not any(typ in f.rapporttyper for f in gallande(tidplan.frister, val))

    dom = prov.dom(prov.dar(utan), Allvar.VARNING)
    if dom is not None:
        text = f"Ingen frist gäller för {typ.namn}: utan publicerad tidplan går inlämningsdagen inte att räkna ut."
        yield pavisa(regelverk, "REGEL-43", dom, text, "tidplan.frister", tidplan.kalla)
    svar = [_avvikelser(tidplan, typ, val) for val in prov.val]
    fel = frozenset(i for i, s in enumerate(svar) if s)
    dom = prov.dom(fel)
    if dom is None:
        return
    avvikande = svar[prov.exempel(fel)]
    antal = sum(t.rapporttyp is typ for t in tidplan.tillfallen)
    forst, publicerad, raknade = avvikande[0]
    ger = och(skriv_dag(d) for d in raknade)
    vid = "det enda tillfället" if antal == 1 else f"{len(avvikande)} av {antal} tillfällen"
    text = (
        f"Fristen för {typ.namn} ger en annan dag än den publicerade vid {vid}: för "
        f"{forst.kolumn} ger den {ger}, men tidplanen säger {skriv_dag(publicerad)}."
    )
    yield pavisa(regelverk, "REGEL-43", dom, text, f"tidplan.{forst.period}.rapport_till_rk", tidplan.kalla)


def _avvikelser(tidplan: Tidplan, typ: Rapporttyp, val: Val) -> list[tuple[Tillfalle, date, list[date]]]:
    """The occasions whose published day is not the one that the rule gives, with the days that it gives."""
    frister = [f for f in gallande(tidplan.frister, val) if typ in f.rapporttyper]
    funna = []
    for tillfalle in tidplan.tillfallen:
        datum = _datum(tillfalle)
        if tillfalle.rapporttyp is not typ or not frister or not {"bryt", "rapport_till_rk"} <= set(datum):
            continue
        try:
            dagar = sorted({fristdag(f, datum["bryt"]) for f in frister})
        except KalenderFel:
            continue  # said where the day itself is examined
        if dagar != [datum["rapport_till_rk"]]:
            funna.append((tillfalle, datum["rapport_till_rk"], dagar))
    return funna


# The months that have reports


def _rapportmanader(tidplan: Tidplan, ar: int) -> Iterator[Papekande]:
    typer: dict[int, Rapporttyp] = {}
    for m in tidplan.rapportmanader:
        if m.manad in typer:
            vad = f"{typer[m.manad]} och {m.rapporttyp}"
            text = f"Månaden {_manad(m.manad)} står två gånger bland rapportmånaderna, med {vad}."
            yield Papekande(kod="REGEL-44", allvar=Allvar.FEL, text=text, plats="tidplan.rapportmanader", kalla=m.kalla)
        typer.setdefault(m.manad, m.rapporttyp)
    sedda: dict[str, Tillfalle] = {}
    for t in tidplan.tillfallen:
        if t.period in sedda:
            text = f"Perioden {skriv_period(t.period)} har två tillfällen, {sedda[t.period].kolumn} och {t.kolumn}."
            yield _papekande("REGEL-44", Allvar.FEL, text, t)
        sedda.setdefault(t.period, t)
        typ = typer.get(int(t.period[5:]))
        if typ is not t.rapporttyp:
            har = "ingen rapport" if typ is None else typ.namn
            text = f"{t.kolumn}: tillfället är för {t.rapporttyp.namn}, men månaden har {har} bland rapportmånaderna."
            yield _papekande("REGEL-44", Allvar.FEL, text, t)
        if int(t.period[:4]) != ar:
            text = f"{t.kolumn}: perioden {skriv_period(t.period)} är inte i {ar}, det år som regelverket följer upp."
            yield _papekande("REGEL-44", Allvar.VARNING, text, t)
    med = {int(t.period[5:]) for t in tidplan.tillfallen if int(t.period[:4]) == ar}
    for m in tidplan.rapportmanader:
        if tidplan.tillfallen and m.manad not in med:
            namn = _manad(m.manad).capitalize()
            text = f"{namn} ska ha {m.rapporttyp.namn}, men tidplanen har inget tillfälle för månaden."
            yield Papekande(kod="REGEL-44", allvar=Allvar.FEL, text=text, plats="tidplan.rapportmanader", kalla=m.kalla)


def _manad(manad: int) -> str:
    return skriv_period(f"2000-{manad:02}").split()[0]


def _plikter(regelverk: Regelverk, tidplan: Tidplan) -> Iterator[Papekande]:
    """The months that an åtgärdsplan is to be attached in, and that have no report."""
    regler = regelverk.atgardsplan
    if regler is None:
        return
    typer = {m.manad: m.rapporttyp for m in tidplan.rapportmanader}
    prov = Lasningsprov(regelverk, namnda_tolkningar((regler.plikt, regler.plats, regler.uppskov)))
    if prov.for_manga:
        text = "Tolkningarna ger för många läsningar av reglerna för åtgärdsplaner för att de ska kunna granskas."
        yield pavisa(regelverk, "REGEL-06", Dom(Allvar.VARNING), text, "atgardsplan", regler.kalla[0])
        return

    def pekar(val: Val, typ: Rapporttyp) -> bool:
        plikt = any(typ in p.rapporttyper for p in gallande(regler.plikt, val))
        return plikt and any(p.i_nasta_rapport for p in gallande(regler.plats, val))

    # After the year's last report there is no timetable to look in.
    hal = [m for m in sorted(typer) if m + 1 not in typer and any(senare > m for senare in typer)]
    utan_svar: dict[Dom, list[int]] = {}
    for manad in hal:
        fel = prov.dar(lambda val, typ=typer[manad]: pekar(val, typ) and not gallande(regler.uppskov, val))  # type: ignore[misc]
        dom = prov.dom(fel)
        if dom is None and any(pekar(prov.val[i], typer[manad]) for i in prov.aktuella):
            dom = _avgjord(regelverk, namnda_tolkningar(regler.uppskov))
        if dom is not None:
            utan_svar.setdefault(dom, []).append(manad)
    for domen, manader in utan_svar.items():
        par = och(f"{_manad(m + 1)} (efter {typer[m].namn} för {_manad(m)})" for m in manader)
        text = f"En åtgärdsplan ska bifogas månaden efter, men någon rapport finns inte för {par}."
        if domen.tolkning is not None and not domen.lasningar:
            text += f" Tolkningen {domen.tolkning} avgör vad som gäller då."
            kalla = regler.kalla[0]
            yield Papekande(
                kod="REGEL-45",
                allvar=domen.allvar,
                text=text,
                plats="atgardsplan",
                kalla=kalla,
                tolkning=domen.tolkning,
            )
        else:
            yield pavisa(regelverk, "REGEL-45", domen, text, "atgardsplan", regler.kalla[0])
    for typ in dict.fromkeys(t for p in regler.plikt for t in p.rapporttyper):
        if typ not in typer.values():
            text = f"En åtgärdsplan kan krävas i {typ.namn}, men ingen månad har en sådan rapport."
            yield pavisa(regelverk, "REGEL-45", Dom(Allvar.VARNING), text, "atgardsplan", regler.kalla[0])


def _avgjord(regelverk: Regelverk, tolkningar: tuple[str, ...]) -> Dom | None:
    """What a rule for such months says depends on a tolkning; None when it is said outright."""
    for t in regelverk.tolkningar:
        if t.id in tolkningar:
            return Dom(Allvar.VARNING if t.ar_oppen else Allvar.UPPLYSNING, t.id)
    return None
