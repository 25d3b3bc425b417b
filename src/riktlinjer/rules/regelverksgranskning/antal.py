"""Antal: counting rules whose counts do not go together with the indicators."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ...models.indikator import Indikator
from ...models.mal import Delmal
from ...models.papekande import Papekande
from ...models.regelverk import Regelverk
from ...models.skalor import Allvar
from ...models.statusregel import Antalsregel
from ..lasningar import gallande
from ..provning import malvarde_under
from .fargregler import lasningsprov, namn, uppnadda
from .lasningsprov import Lasningsprov, Val, och, pavisa


def granska_antal(regelverk: Regelverk) -> Iterator[Papekande]:
    """Every finding about counts and what they count."""
    indikatorer = {i.id: i for i in reversed(regelverk.indikatorer)}
    for delmal in regelverk.delmal:
        regel = delmal.statusregel
        if not isinstance(regel, Antalsregel):
            continue
        prov = lasningsprov(regelverk, regel, indikatorer)
        if prov is not None and not prov.for_manga:
            yield from _granska(regelverk, delmal, regel, prov, indikatorer)


def _granska(
    regelverk: Regelverk, delmal: Delmal, regel: Antalsregel, prov: Lasningsprov, indikatorer: Mapping[str, Indikator]
) -> Iterator[Papekande]:
    def raknade(val: Val) -> tuple[str, ...]:
        return tuple(dict.fromkeys(id for urval in gallande(regel.urval, val) for id in urval.indikatorer))

    def dubbla(val: Val) -> tuple[str, ...]:
        alla = [id for urval in gallande(regel.urval, val) for id in urval.indikatorer]
        return tuple(id for id in raknade(val) if alla.count(id) > 1)

    def matbara(val: Val) -> tuple[str, ...]:
        return tuple(id for id in raknade(val) if _ar_matbar(indikatorer[id], val))

    def hogst(val: Val) -> int:
        return max((steg.hogst for steg in gallande(regel.steg, val)), default=0)

    def text_hogst(val: Val) -> str:
        return f"stegen går till {uppnadda(hogst(val))}, men regeln räknar {_antal(len(raknade(val)))}."

    def text_matbara(val: Val) -> str:
        utan = [id for id in raknade(val) if id not in matbara(val)]
        onabara = [s for s in gallande(regel.steg, val) if s.minst > len(matbara(val))]
        text = (
            f"regeln räknar {_antal(len(raknade(val)))}, men bara {len(matbara(val))} har ett målvärde som går att "
            f"mäta (inte {och(utan)})"
        )
        nas_inte = (f"{s.status}, som kräver {s.minst} av {len(raknade(val))}," for s in onabara)
        return f"{text}; {och(nas_inte)} kan inte nås." if onabara else f"{text}."

    def utanfor(val: Val) -> tuple[str, ...]:
        return tuple(
            i.id
            for i in regelverk.indikatorer
            if i.delmal == delmal.id and i.id not in raknade(val) and _ar_matbar(i, val)
        )

    def frammande(val: Val) -> tuple[str, ...]:
        return tuple(id for id in raknade(val) if indikatorer[id].delmal not in (None, delmal.id))

    for fel, grund, text in (
        (lambda val: hogst(val) > len(raknade(val)), Allvar.FEL, text_hogst),
        (
            lambda val: bool(dubbla(val)),
            Allvar.VARNING,
            lambda val: f"regeln räknar upp {och(dubbla(val))} mer än en gång, men räknar en indikator bara en gång.",
        ),
        (lambda val: len(matbara(val)) < len(raknade(val)), Allvar.FEL, text_matbara),
        (
            lambda val: bool(utanfor(val)),
            Allvar.VARNING,
            lambda val: f"regeln räknar inte {och(utanfor(val))}, som enligt sina egna uppgifter ger delmålets färg.",
        ),
        (
            lambda val: bool(frammande(val)),
            Allvar.VARNING,
            lambda val: (
                f"regeln räknar {och(frammande(val))}, som enligt sina egna uppgifter ger ett annat delmåls färg."
            ),
        ),
        (
            lambda val: regel.minst_kanda is not None and regel.minst_kanda > len(raknade(val)),
            Allvar.FEL,
            lambda val: (
                f"minst {regel.minst_kanda} utfall ska vara kända, men regeln räknar bara {_antal(len(raknade(val)))}."
            ),
        ),
    ):
        yield from _pavisat(regelverk, delmal, prov, fel, grund, text)


def _pavisat(
    regelverk: Regelverk,
    delmal: Delmal,
    prov: Lasningsprov,
    fel: Callable[[Val], bool],
    grund: Allvar,
    text: Callable[[Val], str],
) -> Iterator[Papekande]:
    funna = prov.dar(fel)
    dom = prov.dom(funna, grund)
    if dom is not None:
        hel = f"{namn(delmal)}: {text(prov.val[prov.exempel(funna)])}"
        yield pavisa(regelverk, "REGEL-05", dom, hel, delmal.id, delmal.statusregel.kalla[0])


def _ar_matbar(indikator: Indikator, val: Val) -> bool:
    malvarde = malvarde_under(indikator, val)
    return malvarde is not None and malvarde.matbart


def _antal(n: int) -> str:
    return "en indikator" if n == 1 else f"{n} indikatorer"
