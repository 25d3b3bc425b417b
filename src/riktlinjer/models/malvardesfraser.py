"""The phrases of målvärden: the words that a target is put together of, and what each of them means.

``malvardesord`` explains the kinds.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from .skalor import Jamforelsebas

__all__ = ["ARTAL", "KON", "RAKNEORD", "fras", "ordtal"]

ARTAL: Final = r"(?:19|20)[0-9]{2}"
KON: Final = {"k": "kvinnor", "kvinna": "kvinnor", "m": "män", "man": "män"} | {
    namn: namn for namn in ("kvinnor", "män", "flickor", "pojkar", "totalt")
}
_ENTAL: Final = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_TIOTAL: Final = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio", "hundra")
RAKNEORD: Final = {ord_: i for i, ord_ in enumerate(_ENTAL)} | {ord_: 10 * i for i, ord_ in enumerate(_TIOTAL, 2)}


def ordtal(text: str) -> int:
    """The whole number that a word or a row of digits says.

    >>> ordtal("tre"), ordtal("En"), ordtal("12")
    (3, 1, 12)
    """
    ord_ = "ett" if text.casefold() == "en" else text.casefold()
    return RAKNEORD[ord_] if ord_ in RAKNEORD else int(text)


_GRANSORD: Final = {
    "minst": r"""≥|(?:(?:inte|ej|aldrig)\ )(?:under(?:stiga|stigas|stiger)?|(?:lägre|mindre|färre)\ än)
        |understiger\ (?:inte|ej)|(?:som\ )?(?:minst|lägst)|minimum|min\b\.?|åtminstone
        |(?:större|högre|mer)\ än\ eller\ lika\ med""",
    "hogst": r"""≤|(?:(?:inte|ej|aldrig)\ )(?:över(?:stiga|stigas|stiger|skrida|skridas|skrider)?
        |(?:mera?|flera?|större|högre|längre)\ än)|överstiger\ (?:inte|ej)|(?:som\ )?(?:högst|mest)
        |max(?:imalt|imum)?\b\.?|upp\ till|(?:mindre|lägre)\ än\ eller\ lika\ med""",
    "over": r">|(?:mera?|flera?|större|högre|längre)\ än|över(?:stiga|stiger|skrida|skrider)?",
    "under": r"<|(?:mindre|färre|lägre|kortare|snabbare)\ än|under(?:stiga|stiger|skrida|skrider)?",
    "battre": r"bättre\ än",
    "lika": r"=|lika\ med|exakt|precis",
}
_GRANS_FORE: Final = "|".join(f"(?P<{namn}>{monster})" for namn, monster in _GRANSORD.items())
_GRANS_EFTER: Final = r"""(?:eller|och)\ (?:(?P<e_minst>mera?|fler|högre|däröver|över|uppåt|större)
    |(?P<e_hogst>mindre|färre|lägre|därunder|under|nedåt|kortare)|(?P<e_battre>bättre))
    (?!\ (?:än|plan|budget|årets|föreg|fg)\b)(?!\ ?[-0-9])"""

_MED: Final = r"""(?P<med>(?:i\ )?jämför(?:t|else)\ med|jmf(?:r|ört|t)?\.?(?:\ med|\ m)?|jfr\.?(?:\ med)?|mot|gentemot
    |i\ (?:förhållande|relation)\ till|relativt|sedan|från|än|som)"""
_ENLIGT: Final = r"(?P<enligt>enligt|enl\.?|inom|(?:minst\ )?i\ (?:nivå|linje)\ med)"
_FG: Final = r"(?:(?:närmast\ )?föregående|föreg\.?|fg\.?|förra)"
_NIVA: Final = r"(?:s?\ (?:nivå|utfall|resultat|värde|siffra|bokslut)(?:et|n)?)?"
_BAS: Final = rf"""(?:(?:{_MED}|{_ENLIGT})\ (?:vid\ )?)?(?:
      (?P<motsvarande>(?:motsvarande|samma)\ (?:period|tid|månad|kvartal)\ (?:{_FG}\ år(?:et)?|i\ fjol|året\ innan))
    | (?P<fg_ar>(?:{_FG}\ år(?:et)?|året\ (?:innan|före)|fjolåret|i\ fjol|fjol){_NIVA})
    | (?P<fg_period>{_FG}\ (?:mät)?(?:period|mätning|kvartal|månad|tertial|tillfälle)(?:en|et|t)?{_NIVA})
    | (?P<arets_borjan>årets\ (?:början|ingång|start)|ingången\ av\ året|årsskiftet)
    | (?P<under_aret>under\ året)
    | (?P<budget>(?:(?:lagd|beslutad|fastställd|årets)\ )?budget(?:en)?
        (?!\ (?:ska\ vara\ |är\ )?i\ (?:ekonomisk\ )?balans))
    | (?P<plan>(?:(?:lagd|beslutad|fastställd)\ )?plan(?:en)?)
    | (?:(?:jämförelse|bas)år(?:et)?:?\ |utfallet\ (?:för\ )?)(?P<namngivet>{ARTAL})
    | (?P<nivaar>{ARTAL})\ års(?:\ (?:nivå|utfall|resultat|värde|siffra|bokslut)(?:et|n)?)
    | (?(med)|(?(enligt)|(?!)))(?:år\ )?(?P<blott>{ARTAL})(?:\ års(?:\ nivå)?)?
    )(?!\w)(?!\ ?[-/:.]\ ?[0-9])"""
_BASER: Final = {
    "motsvarande": Jamforelsebas.MOTSVARANDE_PERIOD, "fg_ar": Jamforelsebas.FOREGAENDE_AR,
    "fg_period": Jamforelsebas.FOREGAENDE_PERIOD, "arets_borjan": Jamforelsebas.ARETS_BORJAN,
    "under_aret": Jamforelsebas.ARETS_BORJAN, "budget": Jamforelsebas.BUDGET, "plan": Jamforelsebas.PLAN,
}  # fmt: skip

_TIDSENHET: Final = r"(?:dagar|dag|dgr|dygn|timmar|timme|tim|minuter|min|veckor|vecka|månader|månad|mån)"
_AVSER: Final = rf"""inom\ [0-9]+\ {_TIDSENHET}|r\ ?12|rullande\ (?:12|tolv)\ månader
    |av\ 100(?:\ möjliga)?(?:\ poäng)?(?=$|,|\ (?:och|samt|för)\b|\ \()
    |(?:för\ personer\ |i\ åldern\ )?[0-9]+\ år\ och\ äldre|(?:för\ personer\ |i\ åldern\ )[0-9]+\ ?-\ ?[0-9]+\ år"""
_RANGTAL: Final = "[0-9]+|" + "|".join(_ENTAL[1:])
_RANG: Final = rf"""topp[\ -]?(?P<topp>{_RANGTAL})
    |(?:bland|en\ av)\ (?:de\ )?(?P<bland>{_RANGTAL})\ (?P<slags>bästa|främsta|ledande|högsta|lägsta)
    |(?P<bast>bäst(?=\ (?:i|av|bland|och|samt)\b|\ \(|,|$))
    |plats(?:ering)?\ 1\ ?-\ ?(?P<plats>[0-9]+)"""
_TREDJEDEL: Final = r"""
    (?:(?:i|inom|tillhöra)\ )?(?:den\ )?(?:(?P<hog>översta|bästa|främsta|övre)|(?P<lag>nedersta|sämsta|undre|nedre))
    \ (?:(?P<tre>tredjedelen|tredjedel)|(?P<fyra>fjärdedelen|fjärdedel|kvartilen|kvartil))
    |i\ (?:(?P<hog0>översta)|(?P<lag0>nedersta))(?=$|[,;]|\ och\b|\ samt\b)"""
_LIKA_BRA: Final = r"""(?:minst\ )?(?:oförändra[dt]e?|bibehållen)(?:\ nivå)?\ eller\ (?:bättre|förbättra[dt]e?)
    |bättre\ eller\ (?:oförändra[dt]|lika)|minst\ (?:samma\ (?:nivå|resultat|andel|antal))
    |minst\ lika\ (?:bra|hög|högt|många|låg|lågt)
    |(?:inte|ej)\ (?:försämras?|sämre(?:\ än)?)|(?:bibehålla|behålla|upprätthålla)s?(?:\ (?:nivån?|resultatet))?"""
_LIKA_BRA_AT_ETT_HALL: Final = r"oförändra[dt]e?(?:\ nivå)?\ eller\ (?:(?P<hogre>högre|fler)|(?P<lagre>lägre|färre))"

_OUTVECKLAT: Final = r"""
    (?:(?:mål(?:värden?|et|nivåer|nivån|nivå|en)?|värden?|indikatorn?|mätmetod|mått(?:et)?)\ )?(?:är\ )?(?:ännu\ )?
    (?:
      under\ (?:utveckling|framtagande|utarbetande|utredning|arbete|beredning)
    | (?:inte|ej)\ (?:ännu\ )?(?:klar|fastställ|beslut|satt|definiera|färdig|framtag|bestäm)\w*(?:\ ännu|\ än)?
    | (?:definieras|fastställs|tas\ fram|sätts|beslutas|utarbetas|bestäms|utvecklas)
    | nollmätning|basmätning|baslinjemätning|mätning\ pågår|ny\ indikator|mäts\ ej
    )
    (?:\ senare|\ (?:under|efter|inför|hösten|våren|i|till)
        (?:\ (?:året|år|hösten|våren|första|mätning(?:en)?|baslinjemätning))*)?
    (?:\ (?:19|20)[0-9]{2})?
    (?=$|,|\ \()"""

# Words that could change what is demanded, or that say that the figure is another one than the target.
_BETYDANDE: Final = r"""
    # vague
    ca|cirka|circa|c:a|c\ a|omkring|ungefär\w*|uppskatt\w*|runt|kring|nästan|drygt|knapp\w*|nära|närmare|uppemot
    |upp\ emot|inemot|bortåt
    |princip|stort|strax|väl|gott|klart|långt|något|några|lite|aningen|mycket|tydlig\w*|mot|fall|halv\w*|utöver
    |minus|plus|gånger|betydlig\w*|väsentlig\w*|avsevär\w*|kraftig\w*|stark\w*|markant\w*|marginell\w*|successiv\w*|gradvis
    |snabb\w*|rejäl\w*|viss\w*|helst|gärna|sträva\w*|eventuell\w*|kanske|möjlig\w*|prelimin\w*|prel|trolig\w*|sannolik\w*
    |normal\w*|vanlig\w*|oftast?|sällan|ibland|alltid|snart|sikt|sist|därefter|sedan|tills|tidigare|nuvarande|nu|var|varit
    |blev|långsikt\w*|kortsikt\w*|ambition\w*|inriktning\w*|riktvärde\w*|önsk\w*|hopp\w*|borde|kan|kunde|skulle|måhända|typ
    |i\ år|inom\ kort|försök\w*|reservation\w*|tvek\w*|nivåer|genomsnitt\w*|snitt\w*|medel\w*|median\w*
    # alternatives, conditions, negations, exceptions
    |eller|alternativ\w*|antingen|resp|respektive|inte|ej|icke|utan|utom|aldrig|ingen|inget|inga|undantag\w*|exklusive|exkl
    |inklusive|inkl|förutom|om|ifall|såvida|förutsatt|förutsätt\w*|förutsättning\w*|dock|men|både|vardera|varken|per|varannan
    |gäller|gällande|utgår|ersätt\w*|ändra\w*|ändring\w*|revider\w*|justera\w*|korriger\w*|vid|när|då|medan|innan|efter|före
    # another figure than the target
    |prognos\w*|utfall\w*|nuläge\w*|utgångs\w*|baslinje\w*|startvärde\w*|senaste\w*|förslag\w*|målvärdet|av\ målet
    |bokslut\w*|(?:bas|nu|referens|mät)(?:värde|nivå)\w*|idag|i\ dag|dagens|delmål\w*|minimi\w*|larm\w*
    |grön\w*|gul\w*|röd\w*
    # amounts whose sign depends on how they are counted
    |[\w-]*(?:underskott|överskott|förlust)\w*|[\w-]*avvikelsen?|[\w-]*budgetavvikelse\w*
    # steps and repetitions that are no unit
    |ggr|gång|steg|stegen|(?:år|månad)\ (?:från|för|till)\ (?:år|månad)
    |rike\w*|riks\w*|landets|läns\w*|nationell\w*|övriga|andra|jämför\w*|jmf\w*|jfr|än|relativt|gentemot|enligt|föregående|fg|föreg
    |förra|fjol\w*
    # changes, comparisons and quantities that stand where they are not understood
    |bättre|sämre|bäst\w*|sämst\w*|högre|lägre|högsta|lägsta|fler|flera|färre|mer|mera|mindre|större|kortare|längre
    |(?:o?för)?ändra[dt]\w*|ök(?:a|ar|as|at|ad|ade|ning|ningen|ande)|minsk\w*|förbättr\w*|försämr\w*|stärk\w*|sänk\w*|höj\w*
    |dubb\w*|fördubb\w*|reducer\w*|bibehåll\w*|behåll\w*|sjunk\w*|stig\w*|väx\w*|trend\w*|bedöm\w*|utveckling\w*
    |budget|budgetera\w*|plan|planen|topp|tredjedel\w*|fjärdedel\w*|kvartil\w*|hälften|flertal\w*|majoritet\w*
    |samtliga|alla|båda|varje|minst|högst|lägst|mest|minimum|över|under|max\w*|min|upp|mellan|lika|exakt|precis
    |tusen\w*|tusental\w*|tiotal\w*|hundra\w*|miljon\w*|miljard\w*|\w*procent\w*|komma|tal|halvt|or|and|at|least|than
    |kvinn\w*|flickor\w*|pojkar\w*|könen|könet|man
    # dates
    |januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|jan|feb|aug|sept?|okt|nov|dec|kl
    # the shape of adverbs, which soften or sharpen what they stand beside
    |[^\W\d_]*(?:[lgvb]t|[^aeiouyåäö]rt|[^i]ent|ant|kt|ligen|ligtvis|vis|ledes|tals|ast|allt)"""

_EJ_TILL: Final = rf"(?!\ till\b(?!\ (?:år\ )?{ARTAL}\b))"
"""Not "öka till 80 %", which is a bound; but "öka till 2025" says when."""
_ANDEL: Final = r"""(?:(?:minst|lägst|≥)\ )?(?:(?P<halva>hälften)|(?P<taljare>[0-9]{1,3})/(?P<namnare>[0-9]{1,3}))
    \ av(?:\ (?:alla|samtliga))?"""
_ANDRA_TILL: Final = r"""(?:(?P<t_upp>(?:öka|höja|nå|stiga)(?:s|r|t|de)?(?:\ upp)?)
    |(?:minska|sänka|reducera|sjunka)(?:s|r|t|d|de)?)\ till"""
_MALAR: Final = rf"""(?P<rubrikar>{ARTAL}):
    |(?:(?:fram\ till|till\ och\ med|t\.?\ ?o\.?\ ?m\.?|till|senast|uppnås)\ (?:år\ )?|år\ )(?P<ar>{ARTAL})
     (?![\w/:.])(?!\ ?-\ ?[0-9])(?!\ års)"""
_BALANS: Final = r"""
    (?:ekonomi(?:n|sk)?|[\w-]*budget(?:en)?|resultat(?:et)?)\ (?:ska\ vara\ |är\ )?i\ (?:ekonomisk\ )?balans
    |ekonomisk\ balans|nollresultat"""
_OKA: Final = rf"""(?:öka(?:r|s|t|de)?|växa|höjas?|höjs|(?P<u_namn>ökning|höjning)|(?P<u_adj>ökad|ökade|höjd))
    (?!\w){_EJ_TILL}"""
_MINSKA: Final = rf"""(?:minska(?:r|s|t|de)?|sänkas?|sänks|sjunka|reducera(?:s|t)?
    |(?P<d_namn>minskning|sänkning|reducering)|(?P<d_adj>minskad|minskade|sänkt))(?!\w){_EJ_TILL}"""
_KRAVLOSA_VERB: Final = r"""
    ska(?:ll)?|bör|är|vara|ligg(?:a|er)|uppgår?(?:\ till)?|når?(?:\ upp\ till)?|uppnår?|ha|har|blir?
    |utgör(?:a|s)?"""
_MONSTER: Final = (
    ("parentes", r"\((?P<inom>[^()]*)\)"),
    ("E", _OUTVECKLAT),
    ("k", _AVSER),
    ("1177", r"(?:på\ )1177(?:\ vårdguiden)?|1177\ vårdguiden|covid-19"),
    ("Q", _ANDEL),
    ("R", _RANG),
    ("S", _LIKA_BRA),
    ("S åt ett håll", _LIKA_BRA_AT_ETT_HALL),
    ("P", _TREDJEDEL),
    ("b", _BAS),
    ("O", _GRANS_EFTER),
    ("t", _ANDRA_TILL),
    ("m", r"(?:varje|alla)\ månad(?:er)?"),
    ("a", r"per\ år|årligen|varje\ år|årlig"),
    ("y", _MALAR),
    ("L", r"(?:för\ )?(?P<kon>kvinnor|kvinna|män|flickor|pojkar):?(?!\w)|(?P<kon1>[km]):"),
    ("Z", r"noll-?vision(?:en)?|0-vision(?:en)?|noll(?!\w)"),
    ("balans", _BALANS),
    ("o", _GRANS_FORE),
    ("U", _OKA),
    ("D", _MINSKA),
    ("H", r"halvera[std]?|halvering"),
    ("X", r"fördubbla[std]?|fördubbling"),
    ("F", r"(?:förbättra|stärka)[st]?"),
    ("c", r"(?P<c_upp>högre|fler|mer|större)|(?P<c_ner>lägre|färre|mindre|kortare)|(?P<c_battre>bättre)"),
    ("i", r"inte|ej"),
    ("j", r"som(?:\ (?:får|har|ska|är))?"),
    ("q", r"samtliga|alla|båda|varje|respektive|ingen|inget|inga"),
    ("V", r"mellan"),
    ("N", "|".join(RAKNEORD)),
    ("e", "en"),
    ("r", r"får"),
    ("f", r"från"),
    ("l", r"till"),
    ("M", r"men"),
    ("&", r"och|samt"),
    ("s", _KRAVLOSA_VERB),
    ("!", _BETYDANDE),
    ("p", r"av|för|på|i|med|hos|bland|inom"),
)
_SLUT: Final = r"(?:(?<=[<>≤≥=)$:.])|(?!\w))"
_FRAS: Final = re.compile(
    "|".join(f"(?P<slag{i}>{monster}){_SLUT}" for i, (_, monster) in enumerate(_MONSTER)),
    re.IGNORECASE | re.VERBOSE,
)


def fras(text: str, plats: int) -> tuple[str, re.Match[str], Any] | None:
    """The phrase that begins at a place in a text: its kind, where it is, and what it means; None when none does."""
    traff = _FRAS.match(text, plats)
    if traff is None or traff.lastgroup is None:
        return None
    slag = _MONSTER[int(traff.lastgroup.removeprefix("slag"))][0]
    mening = _MENINGAR[slag](traff) if slag in _MENINGAR else None
    return _SLAG.get(slag, slag), traff, mening


_SLAG: Final = {"1177": "w", "S åt ett håll": "S", "balans": "Z"}


# What a phrase means


def _grans_fore(traff: re.Match[str]) -> str:
    return next(namn for namn in _GRANSORD if traff[namn] is not None)


def _grans_efter(traff: re.Match[str]) -> str:
    return next(namn for namn in ("minst", "hogst", "battre") if traff[f"e_{namn}"] is not None)


def _bas(traff: re.Match[str]) -> tuple[Jamforelsebas, int | None, str]:
    """What is compared with, its year, and how it is tied: ``med``, ``enligt``, ``under`` or not at all."""
    knytning = "med" if traff["med"] else "enligt" if traff["enligt"] else "under" if traff["under_aret"] else ""
    ar = traff["namngivet"] or traff["nivaar"] or traff["blott"]
    if ar:
        return Jamforelsebas.BASAR, int(ar), "med" if traff["namngivet"] else knytning
    return next(bas for namn, bas in _BASER.items() if traff[namn] is not None), None, knytning


def _rang(traff: re.Match[str]) -> tuple[int, str]:
    antal = traff["topp"] or traff["bland"] or traff["plats"]
    return (ordtal(antal) if antal else 1), (traff["slags"] or "").casefold()


def _tredjedel(traff: re.Match[str]) -> tuple[str, int | None]:
    hog = traff["hog"] or traff["hog0"]
    return ("översta" if hog else "nedersta"), (3 if traff["tre"] else 4 if traff["fyra"] else None)


def _andel(traff: re.Match[str]) -> tuple[int, int]:
    return (1, 2) if traff["halva"] else (int(traff["taljare"]), int(traff["namnare"]))


_MENINGAR: Final[dict[str, Callable[[re.Match[str]], object]]] = {
    "o": _grans_fore,
    "O": _grans_efter,
    "b": _bas,
    "R": _rang,
    "P": _tredjedel,
    "Q": _andel,
    "t": lambda traff: "minst" if traff["t_upp"] else "hogst",
    "y": lambda traff: traff["rubrikar"] or traff["ar"],
    "L": lambda traff: KON[(traff["kon"] or traff["kon1"]).casefold()],
    "S åt ett håll": lambda traff: "minst" if traff["hogre"] else "hogst",
    "U": lambda traff: "namn" if traff["u_namn"] else "egenskap" if traff["u_adj"] else "verb",
    "D": lambda traff: "namn" if traff["d_namn"] else "egenskap" if traff["d_adj"] else "verb",
    "c": lambda traff: "over" if traff["c_upp"] else "under" if traff["c_ner"] else "battre",
    "Z": lambda _: "hogst",
    "balans": lambda _: "minst",
}
