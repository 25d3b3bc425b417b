"""The compiled picture of a reporting occasion, as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Final

from ..models.datum import skriv_dag, skriv_period
from ..models.skalor import Allvar, Inlamningssteg
from ..models.tal import HARDA_MELLANSLAG, skriv_med_enhet
from ..rules.inlamningsgranskning import Inlamningslage, skriv_forsening
from ..rules.sammanstallning.svar import INTE_INLAMNAD, MNKR, SAKNAS, Planlage, Utfallsursprung
from ..rules.svar import statusord
from ..utskrift import Block, Grupp, Kolumn, Lista, Rubrik, Stycke, Tabell
from .ordval import och, skriv_grupp, skriv_rapport, skriv_utfall, stor
from .rapportgranskning import textblock
from .tolkningar import tolkningsblock

if TYPE_CHECKING:
    from ..models.papekande import Papekande
    from ..models.rapport import Bedomning
    from ..models.regelverk import Regelverk
    from ..rules.beraknad import Statusinnehall
    from ..rules.sammanstallning.svar import (
        Indikatorbidrag,
        Koncerndelmal,
        Namndlage,
        Sammanstallning,
        Stegsinlamning,
        Tillfallesjamforelse,
    )

ARBETSMATERIAL: Final = "Arbetsmaterial. Sammanställningen är inte beslutad och kan ändras."
_OKANT: Final = "inte känt"
_SVAR: Final = {True: "ja", False: "nej", None: _OKANT}
_ANTAL: Final = {Allvar.FEL: "Fel", Allvar.VARNING: "Varningar", Allvar.UPPLYSNING: "Upplysningar"}
_FRISTEN_NYSS_UTE: Final = "fristen har gått ut men ingen arbetsdag sedan dess"
_FLEST: Final = 60
"""More findings of the folder, or of a report, are counted and not told; they stand in the workbook and in JSON."""


def sammanstallningssida(regelverk: Regelverk, svar: Sammanstallning) -> Iterator[Block]:
    """What has come in, the forecasts, the åtgärdsplaner, the delmål, what has changed, and what is wrong."""
    yield Rubrik(svar.titel)
    yield Stycke(" ".join(_ingress(svar)))
    yield Rubrik("I korthet", 2)
    yield Lista(tuple(i_korthet(svar)))
    yield from _inlamning(svar)
    yield from _rapporter(svar)
    yield from _prognoser(svar)
    yield from _planer(svar)
    if svar.delmal:
        yield from _delmalen(svar)
    for d in svar.delmal:
        yield from _ett_delmal(regelverk, svar, d)
    yield from _ovriga(regelverk, svar)
    if svar.forandring is not None:
        yield from _forandring(svar, svar.forandring)
    yield from _papekanden(svar)
    anvanda = [t for d in svar.delmal for t in d.beraknad.tolkningar]
    anvanda += [t for n in svar.namnder for t in n.atgardsplan.tolkningar]
    yield from tolkningsblock(regelverk, anvanda, utforligt=False)


def sammanstallningsvisning(svar: Sammanstallning) -> Iterator[Block]:
    """The picture as far as it can be told without its rule set."""
    yield Rubrik(svar.titel)
    yield Stycke(" ".join(_ingress(svar)))
    yield Lista(tuple(i_korthet(svar)))
    yield from _inlamning(svar)
    yield from _rapporter(svar)
    yield from _prognoser(svar)
    yield from _planer(svar)
    if svar.delmal:
        yield from _delmalen(svar)
    if svar.forandring is not None:
        yield from _forandring(svar, svar.forandring)
    yield from _papekanden(svar)


def arbetsboksblock(fil: str | None) -> Iterator[Block]:
    """Where the workbook was written, when it was."""
    if fil is not None:
        yield Rubrik("Arbetsbok", 2)
        yield Stycke(f"Arbetsboken är skriven: {fil}.")


def i_korthet(svar: Sammanstallning) -> Iterator[str]:
    """The picture in a few sentences."""
    for steg in Inlamningssteg:
        antal = {lage: n for lage, n in svar.antal_inlamningar(steg).items() if n}
        if antal:
            delar = [f"{lage.value} {n}" for lage, n in antal.items()]
            yield f"{stor(steg.value)} rapport, av {skriv_namnder(sum(antal.values()))}: {', '.join(delar)}."
    yield f"Prognos, avvikelse mot årets budget: {svar.prognos.text}."
    if svar.prognos.antal_underskott:
        yield f"Underskott: {_underskott(svar)}."
    yield _planerna(svar)
    if svar.delmal:
        delar = [f"delmål {d.nummer} {d.beraknad.status or 'kan inte avgöras'}" for d in svar.delmal]
        yield f"Koncernens beräknade status: {', '.join(delar)}."
    if svar.forandring is not None:
        yield _forandringen(svar, svar.forandring)
    fel = sum(p.allvar is Allvar.FEL for _, p in svar.alla_papekanden)
    yield f"Granskningen fann {fel} fel." if fel else "Granskningen fann inget fel."


def _planerna(svar: Sammanstallning) -> str:
    skyldiga = [n.atgardsplan for n in svar.namnder if n.atgardsplan.kravs]
    okanda = sum(n.atgardsplan.kravs is None for n in svar.namnder)
    kanda = len(svar.namnder) - okanda
    if not kanda:
        return "Åtgärdsplan: om den krävs är inte känt för någon nämnd."
    if skyldiga:
        antal = {lage: sum(plan.lage is lage for plan in skyldiga) for lage in Planlage}
        delar = ", ".join(f"{lage.value} av {n}" for lage, n in antal.items() if n)
        ofullstandiga = sum(plan.ofullstandig for plan in skyldiga)
        text = f"krävs av {skriv_namnder(len(skyldiga))}: {delar}"
        text += f"; ofullständig hos {ofullstandiga}" if ofullstandiga else ""
    elif okanda:
        text = f"krävs inte av {'den nämnd' if kanda == 1 else f'de {skriv_namnder(kanda)}'} där det är känt"
    else:
        text = "krävs inte av någon nämnd"
    return f"Åtgärdsplan: {text}." + (f" Inte känt för {skriv_namnder(okanda)}." if okanda else "")


def _forandringen(svar: Sammanstallning, forandring: Tillfallesjamforelse) -> str:
    andring, antal = forandring.totalt.forandring, len(forandring.jamforda)
    if andring is None:
        prognosen = "hur prognosen har ändrats är inte känt"
    else:
        hur = f"{skriv_belopp(andring.copy_abs())} {'bättre' if andring > 0 else 'sämre'}" if andring else "oförändrad"
        kanda = "känd" if antal == 1 else "kända"
        prognosen = f"prognosen är {hur} för {skriv_namnder(antal)} som är {kanda} båda gångerna"
    nummer = [str(svar.delmal_med_id(farg.delmal).nummer) for farg in forandring.farger]
    statusen = f"beräknad status är ändrad för delmål {och(nummer)}" if nummer else "ingen beräknad status är ändrad"
    return f"Sedan {_tillfalle(forandring)}: {'; '.join([prognosen, *([statusen] if svar.delmal else [])])}."


def skriv_namnder(antal: int) -> str:
    """How many nämnder, in words.

    >>> skriv_namnder(1), skriv_namnder(9)
    ('1 nämnd', '9 nämnder')
    """
    return f"{antal} {'nämnd' if antal == 1 else 'nämnder'}"


def skriv_lage(inlamning: Stegsinlamning) -> str:
    """Where a submission stands, with how late it is."""
    lage = inlamning.lage.value
    if not inlamning.forsenad:
        return lage
    hur = f"{skriv_forsening(inlamning.arbetsdagar_sen)} fristen"
    if inlamning.lage is Inlamningslage.SEN:
        return f"{lage}, {hur}"
    return f"{lage}, nu {hur}" if inlamning.arbetsdagar_sen else f"{lage}, {_FRISTEN_NYSS_UTE}"


def har_inte_kommit(inlamning: Stegsinlamning) -> bool:
    """Whether it is known that no version has come in: then there is no day, and nothing to be marked as ready."""
    return inlamning.lage in (Inlamningslage.INTE_INLAMNAD, Inlamningslage.FRISTEN_INTE_UTE)


def skriv_belopp(varde: Decimal | None) -> str:
    """An amount in mnkr."""
    return _OKANT if varde is None else skriv_med_enhet(varde, MNKR)


def skriv_bedomning(bedomning: Bedomning | None) -> str:
    """The colour that people have written."""
    if bedomning is None:
        return "ingen"
    return "utan färg" if bedomning.status is None else bedomning.status.value


def skriv_skillnad(delmal: Koncerndelmal) -> str:
    """How the assessment and the computed status stand to one another, which is no fault either way."""
    match delmal.skiljer:
        case True:
            return "olika"
        case False:
            return "lika"
        case None:
            return "–"


def _ingress(svar: Sammanstallning) -> Iterator[str]:
    yield f"{svar.organisation}. {svar.titel_regelverk}, utgåva {svar.utgava}."
    if svar.arbetsmaterial:
        yield ARBETSMATERIAL
        if svar.beslutad is not None:
            yield f"Den ska beslutas {skriv_dag(svar.beslutad)}."
    elif svar.beslutad is not None:
        yield f"Beslutad {skriv_dag(svar.beslutad)}."
    if svar.dag is None:
        yield (
            "Den visar vad som finns i underlaget. Ingen dag är angiven, så om det som inte har kommit in är sent är "
            "inte känt."
        )
    else:
        yield f"Den visar läget {skriv_dag(svar.dag)}."
    yield "Statusarna är beräknade, om inget annat sägs; en bedömning är vad någon har skrivit."


def _underskott(svar: Sammanstallning) -> str:
    vilka = [n.namn for n in svar.namnder if n.prognos is not None and n.prognos < 0]
    return f"{skriv_belopp(svar.prognos.underskott)}, hos {och(vilka)}"


# Submissions and reports


def _inlamning(svar: Sammanstallning) -> Iterator[Block]:
    yield Rubrik("Inlämning", 2)
    rader: list[tuple[str, ...] | Grupp] = []
    for steg in Inlamningssteg:
        par = [(n, i) for n in svar.namnder for i in n.inlamningar if i.steg is steg]
        frister = {i.frist for _, i in par}
        if not par:
            continue
        frist = next(iter(frister))
        senast = "dagen är inte känd" if frist is None else f"senast {skriv_dag(frist)}"
        rader.append(Grupp(f"{stor(steg.value)}, {senast}"))
        rader += [_inlamningsrad(n, i) for n, i in par]
    kolumner = (Kolumn("Nämnd"), Kolumn("Mottagen"), Kolumn("Läge"), Kolumn("Klarmarkerad"))
    yield Tabell(kolumner, tuple(rader), "Inlämnade rapporter")


def _inlamningsrad(namnd: Namndlage, inlamning: Stegsinlamning) -> tuple[str, ...]:
    if har_inte_kommit(inlamning):
        return namnd.namn, "–", skriv_lage(inlamning), "–"
    mottagen = _OKANT if inlamning.mottagen is None else skriv_dag(inlamning.mottagen)
    return namnd.namn, mottagen, skriv_lage(inlamning), _SVAR[inlamning.klarmarkerad]


def _rapporter(svar: Sammanstallning) -> Iterator[Block]:
    yield Rubrik("Rapporternas innehåll", 2)
    rader = tuple(_rapportrad(n) for n in svar.namnder)
    hoger = (Kolumn("Avsnitt som saknas", hoger=True), *(Kolumn(namn, hoger=True) for namn in _ANTAL.values()))
    yield Tabell((Kolumn("Nämnd"), *hoger), rader, "Påpekanden i rapporterna")
    for namnd in svar.namnder:
        fel = [f"{p.kod}: {p.text}" for p in namnd.granskning or () if p.allvar is Allvar.FEL and p.kod != SAKNAS]
        if namnd.saknade_avsnitt:
            fel.insert(0, f"{SAKNAS}: Avsnitt som saknas: {'; '.join(namnd.saknade_avsnitt)}.")
        if fel:
            yield Rubrik(f"Fel i rapporten från {namnd.namn}", 3)
            yield from _begransad_lista(fel)


def _rapportrad(namnd: Namndlage) -> tuple[str, ...]:
    if namnd.granskning is None:
        lamnad = any(i.versioner for i in namnd.inlamningar)
        okant = _OKANT if namnd.har_rapport is None else "inte i underlaget" if lamnad else "ingen rapport"
        return (namnd.namn, okant, *("–" for _ in _ANTAL))
    antal = (sum(p.allvar is allvar for p in namnd.granskning) for allvar in _ANTAL)
    saknas = _OKANT if namnd.saknade_avsnitt is None else str(len(namnd.saknade_avsnitt))
    return (namnd.namn, saknas, *map(str, antal))


# Forecasts and plans


def _prognoser(svar: Sammanstallning) -> Iterator[Block]:
    yield Rubrik("Prognoser", 2)
    yield Stycke(f"Avvikelse mot årets budget, minus är underskott. Summan är {svar.prognos.text}.")
    utan = [n.namn for n in svar.namnder if n.har_rapport and n.prognos is None]
    if utan:
        yield Stycke(f"Har lämnat en rapport där prognosen inte står så att den kan läsas: {och(utan)}.")
    rader: list[tuple[str, ...] | Grupp] = [(n.namn, skriv_belopp(n.prognos)) for n in svar.namnder]
    rader.append(Grupp("Tillsammans"))
    rader += [
        (f"Underskott ({skriv_namnder(svar.prognos.antal_underskott)})", skriv_belopp(svar.prognos.underskott)),
        (f"Överskott ({skriv_namnder(svar.prognos.antal_overskott)})", skriv_belopp(svar.prognos.overskott)),
        (f"Summa ({svar.prognos.kanda} av {skriv_namnder(len(svar.namnder))})", skriv_belopp(svar.prognos.summa)),
    ]
    yield Tabell((Kolumn("Nämnd"), Kolumn("Prognos", hoger=True)), tuple(rader), "Prognoser mot budget")


def _planer(svar: Sammanstallning) -> Iterator[Block]:
    yield Rubrik("Åtgärdsplaner", 2)
    rader = []
    for n in svar.namnder:
        plan = n.atgardsplan
        senast = "–"
        if plan.kravs and plan.bifogas_senast is not None:
            senast = skriv_period(plan.bifogas_senast.period)
            if plan.bifogas_senast.preliminar is not None:
                senast += f" ({skriv_dag(plan.bifogas_senast.preliminar)})"
        lage = "–" if plan.kravs is False and plan.lage is Planlage.INTE_LAMNAD else plan.lage.value
        if plan.ofullstandig:
            lage += ", ofullständig"
        rader.append((n.namn, _SVAR[plan.kravs], lage, senast))
    kolumner = (Kolumn("Nämnd"), Kolumn("Krävs"), Kolumn("Plan"), Kolumn("Bifogas senast till rapporten för"))
    yield Tabell(kolumner, tuple(rader), "Vem som är skyldig en plan, och om den har kommit")
    brister = [f"{n.namn}: {p.text}" for n in svar.namnder if n.atgardsplan.kravs for p in n.atgardsplan.brister]
    if brister:
        yield Lista(tuple(brister))


# Delmål


def _delmalen(svar: Sammanstallning) -> Iterator[Block]:
    yield Rubrik("Delmål", 2)
    yield Stycke(
        "Koncernens status, beräknad av de utfall som är lämnade; tal i rapporternas text och tabeller räknas inte. "
        "Bedömningen är koncernens. Att de är olika är inget fel: bedömningen kan väga in annat än indikatorerna."
    )
    med_fore = any(d.fore is not None for d in svar.delmal)
    kolumner = [Kolumn("Delmål"), Kolumn("Beräknad status"), Kolumn("Bedömning"), Kolumn("Jämfört")]
    rader = []
    for d in svar.delmal:
        rad = [
            f"Delmål{HARDA_MELLANSLAG}{d.nummer}",
            _statusord(d.beraknad),
            skriv_bedomning(d.bedomning),
            skriv_skillnad(d),
        ]
        rader.append((*rad, *((_statusord(d.fore) if d.fore else "–",) if med_fore else ())))
    if med_fore:
        kolumner.append(Kolumn("Förra tillfället"))
    yield Tabell(tuple(kolumner), tuple(rader), "Koncernens status per delmål")


def _ovriga(regelverk: Regelverk, svar: Sammanstallning) -> Iterator[Block]:
    if not svar.ovriga_bidrag:
        return
    yield Rubrik("Övriga indikatorer" if svar.delmal else "Indikatorer", 2)
    yield Stycke("De ger ingen av delmålens färger. En siffra för en nämnd är inte koncernens.")
    rader = []
    for b in svar.ovriga_bidrag:
        enhet = regelverk.indikator(b.indikator).enhet
        if b.ursprung is Utfallsursprung.KONCERNEN:
            rader.append((b.namn, "koncernen", skriv_utfall(b.utfall, enhet)))
        rader += [(b.namn, svar.namn(bidrag.namnd), skriv_utfall(bidrag.utfall, enhet)) for bidrag in b.bidrag]
    kolumner = (Kolumn("Indikator"), Kolumn("Vems"), Kolumn("Utfall", hoger=True))
    yield Tabell(kolumner, tuple(rader), "Siffror som inte ger någon färg")


def _ett_delmal(regelverk: Regelverk, svar: Sammanstallning, d: Koncerndelmal) -> Iterator[Block]:
    yield Rubrik(f"Delmål {d.nummer}: {_statusord(d.beraknad)}", 3)
    yield Stycke(d.beraknad.namn)
    lagen = {rad.id: rad for rad in d.beraknad.indikatorer}
    rader: list[tuple[str, ...] | Grupp] = []
    for grupp, i_grupp in groupby(d.bidrag, key=lambda b: skriv_grupp(regelverk, b.indikator)):
        if grupp is not None:
            rader.append(Grupp(grupp))
        for b in i_grupp:
            lage, enhet = lagen[b.indikator].lage, lagen[b.indikator].enhet
            ord_ = "kan inte avgöras" if lage is None else lage.value
            rader.append((b.namn, ord_, skriv_utfall(b.utfall, enhet), skriv_ursprung(svar, b, enhet)))
    kolumner = (Kolumn("Indikator"), Kolumn("Läge"), Kolumn("Utfall", hoger=True), Kolumn("Siffran är"))
    yield Tabell(kolumner, tuple(rader), f"Delmål {d.nummer}, siffrorna och vems de är")
    yield Stycke(d.beraknad.motivering)
    punkter = []
    if d.okanda:
        punkter.append(f"Ingen känd siffra: {len(d.okanda)} av {len(d.bidrag)} indikatorer.")
    if d.bedomning is not None:
        text = f" {d.bedomning.text}" if d.bedomning.text else ""
        punkter.append(f"Koncernens bedömning: {skriv_bedomning(d.bedomning)}.{text}")
    punkter += [
        f"{svar.namn(namnd)} bedömer: {skriv_bedomning(b)}.{f' {b.text}' if b.text else ''}"
        for namnd, b in d.namndernas_bedomningar
    ]
    punkter += map(_papekande, d.beraknad.papekanden)
    if punkter:
        yield Lista(tuple(punkter))


def skriv_ursprung(svar: Sammanstallning, bidrag: Indikatorbidrag, enhet: str | None) -> str:
    """Whose the figure is, and what the nämnder delivered where that is not it."""
    match bidrag.ursprung:
        case Utfallsursprung.SAKNAS:
            return "–"
        case Utfallsursprung.EN_NAMND | Utfallsursprung.FLERA_LIKA:
            return och([svar.namn(b.namnd) for b in bidrag.bidrag])
        case Utfallsursprung.KONCERNEN | Utfallsursprung.MOTSAGD:
            vad = "koncernens" if bidrag.ursprung is Utfallsursprung.KONCERNEN else "filerna säger emot varandra"
            lamnade = [f"{svar.namn(b.namnd)} har lämnat {skriv_utfall(b.utfall, enhet)}" for b in bidrag.bidrag]
            return "; ".join([vad, *lamnade])
        case Utfallsursprung.FLERA_OLIKA:
            lika_tal = len({b.utfall.varde for b in bidrag.bidrag}) == 1
            vad = "olika i annat än talet" if lika_tal else "olika"
            olika = [f"{svar.namn(b.namnd)} {skriv_utfall(b.utfall, enhet)}" for b in bidrag.bidrag]
            return f"{vad}: {'; '.join(olika)}"


def _statusord(innehall: Statusinnehall) -> str:
    return statusord(frozenset(innehall.mojliga))


# What has changed


def _forandring(svar: Sammanstallning, forandring: Tillfallesjamforelse) -> Iterator[Block]:
    yield Rubrik(f"Förändringar sedan {_tillfalle(forandring)}", 2)
    yield Lista(tuple(forandringspunkter(svar, forandring)))
    for andring in forandring.namnder:
        _, *rader = andring.jamforelse.text.split("\n")
        yield Rubrik(svar.namn(andring.namnd), 3)
        yield from textblock(rader)


def forandringspunkter(svar: Sammanstallning, forandring: Tillfallesjamforelse) -> Iterator[str]:
    """What has changed for the koncern, and which nämnder cannot be compared."""
    if forandring.totalt.forandring is None:
        yield "Prognosen är inte känd vid båda tillfällena för någon nämnd."
    else:
        totalt = forandring.totalt.text.partition(": ")[2]
        vilka = skriv_namnder(len(forandring.jamforda))
        yield f"Prognosen för de nämnder där den är känd båda gångerna ({vilka}): {totalt}"
    for farg in forandring.farger:
        fore, nu = statusord(frozenset(farg.fore)), statusord(frozenset(farg.nu))
        yield f"Delmål {svar.delmal_med_id(farg.delmal).nummer}, beräknad status: från {fore} till {nu}."
    if not forandring.farger and svar.delmal:
        yield "Ingen beräknad status har ändrats."
    for andring in forandring.bedomningar:
        yield f"Bedömning av delmål {svar.delmal_med_id(andring.delmal).nummer}: {andring.text.partition(': ')[2]}"
    for text, ids in (
        ("Rapport nu men inte förra gången", forandring.tillkomna),
        ("Rapport förra gången men inte nu", forandring.bortfallna),
    ):
        if ids:
            yield f"{text}: {och([svar.namn(id) for id in ids])}."


def _tillfalle(forandring: Tillfallesjamforelse) -> str:
    if forandring.period is None:
        return "förra tillfället"
    if forandring.rapporttyp is None:
        return skriv_period(forandring.period)
    return skriv_rapport(forandring.rapporttyp, forandring.period)


# Findings


def _papekanden(svar: Sammanstallning) -> Iterator[Block]:
    if not svar.papekanden and not svar.overhoppade:
        return
    yield Rubrik("Påpekanden om underlaget", 2)
    if svar.overhoppade:
        antal = "En fil är överhoppad" if svar.overhoppade == 1 else f"{svar.overhoppade} filer är överhoppade"
        yield Stycke(f"{antal}: dolda filer och datorns egna, som lås och miniatyrer.")
    texter = list(_papekandetexter(svar.papekanden))
    if texter:
        yield from _begransad_lista(texter)


def _begransad_lista(texter: Sequence[str]) -> Iterator[Block]:
    yield Lista(tuple(texter[:_FLEST]))
    if len(texter) > _FLEST:
        yield Stycke(f"{len(texter) - _FLEST} till står i arbetsboken och i JSON.")


def _papekandetexter(papekanden: Sequence[Papekande]) -> Iterator[str]:
    """The findings, the most serious first; reports that have not come in are counted, for the table names them."""
    for allvar in Allvar:
        av_allvaret = [p for p in papekanden if p.allvar is allvar]
        saknade = [p for p in av_allvaret if p.kod == INTE_INLAMNAD]
        egna = [p for p in av_allvaret if p.kod != INTE_INLAMNAD] if len(saknade) > 1 else av_allvaret
        yield from map(_papekande, egna)
        if len(saknade) > 1:
            text = f"{len(saknade)} rapporter är inte inlämnade i tid; de står under Inlämning."
            yield f"{stor(allvar.value)} {INTE_INLAMNAD}: {text}"


def _papekande(papekande: Papekande) -> str:
    return f"{stor(papekande.allvar.value)} {papekande.kod}: {papekande.text}"
