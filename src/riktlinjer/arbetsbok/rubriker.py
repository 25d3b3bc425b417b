"""Rubriker: what the columns and sheets are called in Swedish, and what a person who fills them in needs to know."""

from __future__ import annotations

from typing import Final, NamedTuple

from pydantic import BaseModel

from .falt import Cell, Nod


class Rubrik(NamedTuple):
    """A heading and what it means."""

    namn: str
    forklaring: str


class Bladnamn(NamedTuple):
    """A sheet's name, the part of the rule set that it belongs to, and what it holds."""

    namn: str
    del_: str
    om: str


def rubrik_for(nod: Nod, modell: type[BaseModel]) -> Rubrik:
    """The heading of a field; the field's own name when it has none here.

    >>> from riktlinjer.arbetsbok.falt import noder_for
    >>> from riktlinjer.models.mal import Strategi
    >>> rubrik_for(noder_for(Strategi)[1], Strategi).namn
    'Namn'
    """
    falt = f"{nod.falt}#text" if isinstance(nod, Cell) and nod.slag == "målvärdets text" else nod.falt
    funnen = _FALT.get(f"{modell.__name__}.{falt}") or _FALT.get(falt)
    return Rubrik(*funnen) if funnen else Rubrik(falt, "")


def har_rubrik(falt: str, modell: type[BaseModel]) -> bool:
    """Whether a field has a heading in Swedish."""
    return falt in _FALT or f"{modell.__name__}.{falt}" in _FALT


ORDFORKLARINGAR: Final = {
    "ja/nej": "Välj ja eller nej.",
    "datum": "Ett datum, till exempel 2018-03-09.",
    "heltal": "Ett heltal.",
    "tal": "Ett tal med decimalkomma, utan enhet.",
    "lista": "En post per rad i cellen (Alt+Enter). Ett streck – betyder att det inte finns någon.",
    "vallista": "Ett eller flera av orden, med komma mellan. Ett streck – betyder inget av dem.",
    "villkor": "Gäller bara under en läsning. Skriv tolkning = läsning.",
    "villkorslista": "Gäller bara under vissa läsningar. Skriv tolkning = läsning, ett villkor per rad i cellen.",
    "målvärde": "Målvärdet i ord, till exempel: minst 85 %. Ord som en person bedömer skrivs ordagrant: …",
    "steg": "Ett datum, eller i.u. när steget finns men dagen inte är känd. Tomt: steget förekommer inte.",
    "toml": "Skriv värdet som i en TOML-fil, efter ordet toml:",
}
"""What a kind of cell takes, for the comment on its heading."""

BLAD: Final = {
    (): Bladnamn("Regelverk", "Grunden", "Regelverkets namn, utgåva och giltighet, och källorna till dess delar."),
    ("dokument",): Bladnamn("Dokument", "Grunden", "Källorna. Det första dokumentet är riktlinjen själv."),
    ("strategier",): Bladnamn("Strategier", "Mål", "Strategier som målen kommer ur."),
    ("mal",): Bladnamn("Mål", "Mål", "Övergripande mål och mål för områden, utan egen färg."),
    ("delmal",): Bladnamn("Delmål", "Mål", "Delmål som får Grön, Gul eller Röd."),
    ("delmal", "statusregel"): Bladnamn(
        "Statusregler", "Mål", "När delmålet är Grön, Gul eller Röd. Ett steg per rad; regelns namn står på den första."
    ),
    ("insatsomraden",): Bladnamn("Insatsområden", "Mål", "Särskilda insatsområden."),
    ("perspektiv",): Bladnamn("Perspektiv", "Mål", "Grupper av indikatorer utan eget mål."),
    ("indikatorer",): Bladnamn("Indikatorer", "Indikatorer", "Årets indikatorer med målvärde och utgångsvärde."),
    ("delmal", "langsiktiga_indikatorer"): Bladnamn(
        "Långsiktiga indikatorer", "Indikatorer", "Indikatorer som bara de långsiktiga nivåerna använder."
    ),
    ("indikatorer", "nivakrav"): Bladnamn(
        "Målnivåer", "Indikatorer", "Vad På målet och På väg mot målet kräver av en indikator."
    ),
    ("indikatorer", "lasningar"): Bladnamn(
        "Läsningar", "Indikatorer", "Målvärden som gäller under en viss läsning av en tolkning."
    ),
    ("namnder",): Bladnamn("Nämnder", "Nämnder och uppdrag", "Nämnder och styrelser."),
    ("prioriteringsomraden",): Bladnamn("Prioriteringsområden", "Nämnder och uppdrag", "Grupper av prioriteringar."),
    ("prioriteringar",): Bladnamn("Prioriteringar", "Nämnder och uppdrag", "Vad nämnderna ska prioritera."),
    ("uppfoljningsvariabler",): Bladnamn(
        "Uppföljningsvariabler", "Nämnder och uppdrag", "Vad aktiviteter och grunduppdrag mäts med."
    ),
    ("fokusomraden",): Bladnamn("Fokusområden", "Nämnder och uppdrag", "Områden där nämnden bidrar till helheten."),
    ("regiongemensamma_uppdrag",): Bladnamn(
        "Regiongemensamma uppdrag", "Nämnder och uppdrag", "Uppdrag som flera delar av regionen har."
    ),
    ("uppdrag",): Bladnamn("Uppdrag", "Nämnder och uppdrag", "Nämndens uppdrag under året."),
    ("tidplan", "tillfallen"): Bladnamn("Tidplan", "Rapporter", "Rapporttillfällena, ett per rad."),
    ("tidplan", "rapportmanader"): Bladnamn("Rapportmånader", "Rapporter", "Månaderna som har en rapport."),
    ("tidplan", "frister"): Bladnamn("Frister", "Rapporter", "När den preliminära rapporten ska lämnas efter bryt."),
    ("rapportmall", "avsnitt"): Bladnamn(
        "Rapportmall", "Rapporter", "Avsnitten med sina krav. Kraven står under avsnittet, ett per rad."
    ),
    ("rapportmall", "tabeller"): Bladnamn("Tabellmallar", "Rapporter", "Tabeller som rapporterna fyller i."),
    ("rapportmall", "formkrav"): Bladnamn("Formkrav", "Rapporter", "Krav på rapportens form och inlämning."),
    ("atgardsplan",): Bladnamn("Åtgärdsplan", "Rapporter", "När en åtgärdsplan krävs och vad den ska innehålla."),
    ("styrmodell", "styrdokument"): Bladnamn("Styrdokument", "Plan och budget", "Styrmodellens dokument i ordning."),
    ("malomraden",): Bladnamn("Målområden", "Plan och budget", "Områden som mål och uppföljning sorteras under."),
    ("framgangsfaktorer",): Bladnamn("Framgångsfaktorer", "Plan och budget", "Vad som är viktigt för ett mål i år."),
    ("budget", "ramar"): Bladnamn("Budgetramar", "Plan och budget", "Vad delarna av organisationen får för året."),
    ("budget", "forutsattningar"): Bladnamn(
        "Budgetförutsättningar", "Plan och budget", "Siffror som budgetramarna vilar på."
    ),
    ("uppfoljningsplan", "omraden"): Bladnamn("Uppföljningsområden", "Uppföljningsplan", "Vad som ska följas upp."),
    ("uppfoljningsplan", "sammantraden"): Bladnamn(
        "Sammanträden", "Uppföljningsplan", "Årets sammanträden. Ämnena står under sammanträdet."
    ),
    ("uppfoljningsplan", "staende_punkter"): Bladnamn(
        "Stående punkter", "Uppföljningsplan", "Punkter på varje dagordning."
    ),
    ("uppfoljningsplan", "fragor"): Bladnamn(
        "Uppföljningsfrågor", "Uppföljningsplan", "Frågor som en uppföljning ska svara på."
    ),
    ("uppfoljningsplan", "utgangar"): Bladnamn("Beslutsutgångar", "Uppföljningsplan", "Beslut efter en uppföljning."),
    ("uppfoljningsplan", "ansvar"): Bladnamn("Uppföljningsansvar", "Uppföljningsplan", "Vem som gör vad."),
    ("tolkningar",): Bladnamn(
        "Tolkningar", "Tolkningar", "Frågor som riktlinjen lämnar öppna. Läsningarna står under frågan, en per rad."
    ),
    ("iakttagelser",): Bladnamn("Iakttagelser", "Tolkningar", "Egenheter i källan som inte ändrar något svar."),
}  # fmt: skip
"""The sheets in their order, by where their tables stand in the rule set."""

_ID: Final = (
    "Ett kort id i a–z, 0–9 och bindestreck, till exempel delmal-1. Det får inte finnas förut och ska aldrig ändras."
)
_KALLA: Final = "Var i dokumentet det står."

_FALT: Final[dict[str, tuple[str, str]]] = {
    "id": ("Id", _ID),
    "namn": ("Namn", "Namnet som källan har."),
    "titel": ("Titel", "Titeln som källan har."),
    "text": ("Text", "Med egna ord."),
    "enhet": ("Enhet", "Till exempel %, mnkr eller dagar. Tomt när källan inte anger någon."),
    "ar": ("År", "Året som gäller, med fyra siffror."),
    "omrade": ("Område", "Området som det hör till."),
    "grupp": ("Grupp", "Rubriken som raden står under. Tomt när den inte står under någon."),
    "figur": ("Siffra", "Siffran som avgör."),
    "nar": ("När", "Tomt: det gäller alltid."),
    "niva": ("Nivå", "Nivån som kravet gäller."),
    "indikatorer": ("Indikatorer", "Id för indikatorerna som räknas, ett per rad i cellen."),
    "rapporttyp": ("Rapporttyp", "Vilken rapport det är."),
    "rapporttyper": ("Rapporttyper", "Rapporterna som det gäller."),
    "fortryckt": ("Förtryckt", "Vad mallen själv skriver i kolumnen. Tomt när den ska fyllas i."),
    "fotnot": ("Fotnot", "Vad fotnoten tillägger, med egna ord."),
    "delar": ("Delar", "Delarna som ska finnas med."),
    "namnd": ("Nämnd", "Nämndens id."),
    "namnder": ("Nämnder", "Nämndernas id, ett per rad i cellen."),
    "fokusomrade": ("Fokusområde", "Fokusområdets id."),
    "fran_och_med": ("Från och med", "Början, själv inräknad."),
    "till_och_med": ("Till och med", "Slutet, självt inräknat."),
    "forbehall": ("Förbehåll", "Ett villkor som källan ställer på målvärdet. Tomt när den inte ställer något."),
    "malvarde": ("Målvärde", "Vad ett utfall ska vara för att målet ska vara uppnått."),
    "malvarde#text": ("Målvärde i källan", "Målvärdet ordagrant som källan har det."),
    "kalla": ("Källa", _KALLA),
    # The places in the sources
    "Kalla.dokument": ("Dokument", "Dokumentets id på bladet Dokument. Tomt: riktlinjen själv."),
    "Kalla.avsnitt": ("Avsnitt", "Rubriken som uppgiften står under."),
    "Kalla.rad": ("Rad", "Radens rubrik, när uppgiften står i en tabell."),
    # Regelverket
    "Regelverk.format": ("Filformat", "Alltid 1."),
    "Regelverk.id": ("Id", "Regelverkets id, till exempel halland-2018."),
    "Regelverk.titel": ("Titel", "Riktlinjens titel."),
    "Regelverk.organisation": ("Organisation", "Den vars riktlinje det är."),
    "Regelverk.utgava": ("Utgåva", "Vad utgåvan heter, till exempel 2018-01-30."),
    "Regelverk.beslutad_av": ("Beslutad av", "Tomt när källan inte säger det."),
    "Regelverk.beslutad": ("Beslutad", "Tomt när källan inte säger det."),
    "Regelverk.galler_fran": ("Gäller från", "Första dagen som utgåvan gäller."),
    "Regelverk.galler_till": ("Gäller till", "Sista dagen. Tomt när inget slut är känt."),
    "Regelverk.ar": ("År", "Året som följs upp."),
    "tidplan": ("Tidplan", "Tomt när riktlinjen inte har någon tidplan."),
    "rapportmall": ("Rapportmall", "Tomt när riktlinjen inte har någon rapportmall."),
    "styrmodell": ("Styrmodell", "Tomt när riktlinjen inte har någon styrmodell."),
    "budget": ("Budget", "Tomt när riktlinjen inte har någon budget."),
    "uppfoljningsplan": ("Uppföljningsplan", "Tomt när riktlinjen inte har någon uppföljningsplan."),
    "policyer": ("Policyer", "Policyerna som årsredovisningen kommenterar."),
    "alias": ("Andra rubriker", "Andra rubriker som rapporter använder för avsnittet, en per rad."),
    "planeringsunderlag": ("Planeringsunderlag", "Andra dokument som planeringen bygger på."),
    "summa": ("Summa", "Summan som källan har den, aldrig uträknad."),
    "Budget.enhet": ("Enhet", "Enheten för alla belopp: kr, tkr, mnkr eller mdkr."),
    "utgivare": ("Utgivare", "Den som har gett ut dokumentet."),
    "diarienummer": ("Diarienummer", "Tomt när dokumentet inte har något."),
    # Mål
    "fran_ar": ("Från år", "Strategins första år."),
    "till_ar": ("Till år", "Strategins sista år, självt inräknat."),
    "strategi": ("Strategi", "Strategins id. Tomt när källan inte nämner någon."),
    "nummer": ("Nummer", "Rubrikens nummer, skrivet som text. Tomt för en del utan nummer."),
    "Delmal.nummer": ("Nummer", "Delmålets nummer."),
    "Delmal.mal": ("Mål", "Id för målet som delmålet hör till."),
    "malar": ("Målår", "Året för de långsiktiga nivåerna. Tomt när det inte finns några."),
    "delmal": ("Delmål", "Delmålens id, ett per rad i cellen."),
    # Statusregler
    "agare:Delmal": ("Delmål", "Id för delmålet, på bladet Delmål."),
    "agare:Indikator": ("Indikator", "Id för indikatorn, på bladet Indikatorer eller Långsiktiga indikatorer."),
    "Antalsregel.slag": (
        "Slag av regel",
        "Vad som avgör: antalet uppnådda, ett värde, en kvot (procent av målvärdet) eller en avvikelse.",
    ),
    "minst_kanda": ("Minst kända", "Med färre kända utfall är statusen svårbedömd. Tomt: ordet finns inte."),
    "indikator": ("Indikator", "Id för indikatorn som avgör. Tomt när ett antal avgör."),
    "urval": ("Räknas", "Indikatorerna som räknas, när ett antal avgör."),
    "steg": ("Steg", "En färg och när den ges."),
    "status": ("Färg", "Färgen som steget ger."),
    "Antalssteg.rapporttyper": ("Rapporttyper", "Rapporterna som färgen används i. Tomt: alla."),
    "minst": ("Minst", "Gränsen och allt över den (≥)."),
    "over": ("Över", "Allt över gränsen, men inte gränsen själv (>)."),
    "hogst": ("Högst", "Gränsen och allt under den (≤)."),
    "under": ("Under", "Allt under gränsen, men inte gränsen själv (<)."),
    "jamfort": ("Jämfört", "Hur utfallet står mot det som det jämförs med."),
    "avrundning": ("Avrundning", "Hur utfallet avrundas före jämförelsen."),
    "decimaler": ("Decimaler", "Så många decimaler avrundas till, halva uppåt."),
    "jamforelse": ("Jämförelse", "Vad utfallet jämförs med i olika rapporter."),
    "faktum": ("Jämförs med", "Fältet i utfallet som det jämförs med."),
    "Figurkrav.slag": ("Slag", "Slagen av siffror som räknas."),
    "Avvikelseregel.figur": ("Siffra", "Vilka siffror som räknas i olika rapporter. Tomt: alla."),
    # Indikatorer
    "Indikator.namn": ("Namn", "Radens rubrik i källan."),
    "Indikator.mal": ("Mål", "Id för målet eller delmålet som indikatorn står under."),
    "Indikator.perspektiv": ("Perspektiv", "Id för perspektivet som indikatorn står under."),
    "Indikator.delmal": ("Räknas i delmål", "Id för delmålet vars färg i år indikatorn påverkar."),
    "insatsomrade": ("Insatsområde", "Id för det särskilda insatsområdet."),
    "riktning": ("Riktning", "Om högre eller lägre utfall är bättre. Tomt när det inte går att veta."),
    "skala": ("Skala", "Gränserna som källan anger för utfallet, till exempel 0 till 100."),
    "utgangsvarde": ("Utgångsvärde", "Det senaste värdet som källan har, i indikatorns enhet."),
    "utgangsvarde_text": ("Utgångsvärde i ord", "Vad källan har i stället för ett tal."),
    "anmarkning": ("Anmärkning", "Vad en läsare behöver veta om raden."),
    "Nivakrav.niva": ("Nivå", "På målet eller På väg mot målet."),
    "organisationsniva": ("Organisationsnivå", "Tomt när källan inte anger någon."),
    "avser": ("Avser", "Delen av indikatorn som kravet gäller. Tomt: hela."),
    "Indikatorlasning.enhet": ("Enhet", "Enheten under den här läsningen. Tomt: indikatorns egen."),
    "Indikatorlasning.nar": ("När", "Läsningen som målvärdet gäller under."),
    # Nämnder och uppdrag
    "grunduppdrag": ("Grunduppdrag", "Med några egna ord."),
    "grupper": ("Grupper", "Grupperna vars krav binder nämnden, en per rad i cellen."),
    "grund": ("Grund", "Strategin, policyn eller riktlinjen som källan hänvisar till."),
    "Prioritering.omrade": ("Prioriteringsområde", "Områdets id. Tomt när källan inte anger något."),
    "regiongemensamma": ("Regiongemensamma uppdrag", "Id för dem som uppdraget bidrar till, ett per rad i cellen."),
    "inriktning": ("Inriktning", "Vad årets arbete siktar mot, med egna ord."),
    # Rapporter
    "period": ("Period", "Sista månaden som rapporten omfattar, skriven som text: 2018-03."),
    "kolumn": ("Kolumn", "Kolumnens rubrik i källan."),
    "bryt": ("Bryt", "När räkenskaperna stängs."),
    "rapport_till_rk": ("Rapport till RK", "När den preliminära rapporten ska vara inne."),
    "rs_au_1": ("RS au beredning 1", "Första beredningen i arbetsutskottet."),
    "rs_au_2": ("RS au beredning 2", "Andra beredningen i arbetsutskottet."),
    "beslutad_rapport": ("Beslutad rapport till RK", "När den beslutade rapporten ska vara inne."),
    "rs": ("RS", "När regionstyrelsen behandlar rapporten."),
    "rf": ("RF", "När regionfullmäktige behandlar rapporten."),
    "manad": ("Månad", "Månadens nummer, 1–12."),
    "arbetsdagar": ("Arbetsdagar", "Hur många arbetsdagar som räknas."),
    "rakning": ("Räkning", "efter bryt: räknat från dagen efter bryt. i månaden: räknat från månadens början."),
    "galler": ("Gäller", "För vem och när det gäller."),
    "mottagare": ("Mottagare", "Vem som läser rapporten."),
    "Galler.grupp": ("Grupp", "Gruppen av nämnder som det binder. Tomt: alla."),
    "krav": ("Krav", "Vad avsnittet ska innehålla."),
    "tabell": ("Tabell", "Id för tabellen som ska fyllas i. Tomt när det inte finns någon."),
    "kolumner": ("Kolumner", "Tabellens kolumner."),
    "rader": ("Rader", "Tabellens rader."),
    "utlosare": ("Utlöses av", "Siffran som avgör om en plan krävs."),
    "Planutlosare.figur": ("Siffra", "budgetavvikelse eller resultat."),
    "plikt": ("Krävs", "I vilka rapporter en negativ siffra kräver en plan."),
    "aven_noll": ("Även noll", "Om också exakt noll kräver en plan. Tomt: nej."),
    "plats": ("Plats", "Var planen ska stå."),
    "i_samma_rapport": ("I samma rapport", "Om den beskrivs i rapporten som visar underskottet."),
    "i_nasta_rapport": ("I nästa rapport", "Om den bifogas senast en följande rapport."),
    "uppskov": ("Uppskov", "Vad som gäller när ingen rapport omfattar nästa månad."),
    "till_nasta_rapport": ("Till nästa rapport", "ja: den följer med nästa rapport. nej: den lämnas för sig."),
    "innehall": ("Innehåll", "Vad planen ska innehålla."),
    "Planinnehall.delar": ("Delar", "Fälten i en åtgärdsplan, ett per rad i cellen."),
    # Plan och budget
    "Styrdokument.niva": ("Nivå", "Vems dokument det är."),
    "faststalls_av": ("Fastställs av", "Tomt när källan inte säger det."),
    "loptid": ("Löptid", "Hur länge det gäller."),
    "revideras": ("Revideras", "Hur ofta det revideras."),
    "anmals_till": ("Anmäls till", "Vem som får veta om beslutet. Tomt när källan inte säger det."),
    "omfattar": ("Omfattar", "Vad målen i området handlar om, en post per rad i cellen."),
    "verkstalls_av": ("Verkställs av", "Tomt när källan inte säger det."),
    "Framgangsfaktor.mal": ("Mål", "Id för målet som den står under."),
    "jamforelsear": ("Jämförelseår", "Året som källan jämför med."),
    "belopp": ("Belopp", "I budgetens enhet."),
    "varde": ("Värde", "Siffran, i sin enhet."),
    "innebord": ("Innebörd", "Vad det betyder, med egna ord."),
    # Uppföljningsplan
    "kategori": ("Kategori", "Delen av planen som det står i."),
    "block": ("Block", "Ämnen som delar rad i kalendern."),
    "amnen": ("Ämne", "Ett ämne på dagordningen."),
    "tar_upp": ("Tar upp", "Området i planen som ämnet tar upp."),
    "Omradespekare.omrade": ("Område", "Områdets id på bladet Uppföljningsområden."),
    "staende_punkt": ("Stående punkt", "Punktens id, när ämnet är en stående punkt."),
    "foredragande": ("Föredragande", "En per rad i cellen."),
    "kategorier": ("Kategorier", "En per rad i cellen."),
    "villkor": ("Villkor", "När frågan ska besvaras. Tomt: alltid."),
    "Beslutsutgang.nar": ("När", "Vad uppföljningen har visat, med egna ord."),
    "beslut": ("Beslut", "Vad som föreslås, med egna ord."),
    "vem": ("Vem", "Den som ansvarar."),
    "uppgift": ("Uppgift", "Med egna ord."),
    # Tolkningar
    "fraga": ("Fråga", "Frågan som riktlinjen lämnar öppen."),
    "lasningar": ("Läsning", "Ett möjligt svar."),
    "standard": ("Standard", "Id för läsningen som gäller när ingen annan väljs, eller oppen."),
    "vald": ("Vald", "Id för en annan läsning än standard. Lämnas oftast tomt."),
    "skal": ("Skäl", "Varför standarden är vald."),
    "Lasning.id": ("Id", "Ett kort id för läsningen, till exempel gul."),
    "Lasning.innebord": ("Innebörd", "Vad läsningen betyder, i en mening."),
}  # fmt: skip
