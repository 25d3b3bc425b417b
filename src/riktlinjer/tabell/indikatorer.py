"""Indikatorer: where each row of a table stands, beside the row itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from math import inf
from operator import and_, or_
from typing import Any, Final

import narwhals.stable.v2 as nw

from ..errors import UtfallFel
from ..models.indikator import Indikator
from ..models.malvarde import Malvarde
from ..models.regelverk import Regelverk
from ..models.skalor import Lage
from ..rules.lasningar import alla_val, namnda_tolkningar
from ..rules.provning import malvarde_under
from ..rules.utfallslasning import enheter_for
from .kolumner import Ram, Tabell
from .krav import Krav, granser, krav_av, sarskilda
from .rader import FEL, KANT, VARDE, Granskning, Indikatorsvar, marginal, svar_for
from .uppslag import bland, uppslag

NYA: Final = ("lage", "marginal", "har_papekande")
_ID: Final = "__rl_nr"
_OKAND: Final = "__rl_okand"
_FA: Final = 6
_FA_KRAV: Final = 2


def indikatorram(tabell: Tabell, regelverk: Regelverk, ids: Iterable[str] | None) -> Ram:
    """The table's rows in their order, with ``lage``, ``marginal`` and ``har_papekande``."""
    if upptagna := [namn for namn in NYA if namn in tabell.typer]:
        raise UtfallFel(f"tabellen har redan kolumnen {', '.join(upptagna)}; byt namn på den eller ta bort den först")
    fragade = {i.id: i for i in regelverk.alla_indikatorer}
    if ids is not None:
        fragade = {id: fragade[id] for id in ids}
    granskning = Granskning(tabell, [(i, enheter_for(regelverk, i)) for i in fragade.values()])
    lager = _lager(regelverk, fragade)
    entydiga: set[Any] = {id for id, i in fragade.items() if len(_malvarden(regelverk, i)) == 1}
    nummer = {id: nr for nr, id in enumerate(fragade)}
    ram = granskning.lagg_till(tabell.ram.with_columns(**{_OKAND: granskning.okand}), tabell.fakta)
    # One search among the ids; what follows compares whole numbers. Few ids are as fast to compare as they are.
    nyckel: nw.Expr = granskning.id
    if len(fragade) > _FA:
        ram = ram.with_columns(**{_ID: uppslag(nyckel, nummer, -1, nw.Int64, hasha=tabell.har_egna_ramar)})
        nyckel = nw.col(_ID)
        entydiga = {nummer[id] for id in entydiga}
        lager = [{nummer[id]: krav for id, krav in n.items()} for n in lager]  # type: ignore[misc]
    svar = []
    for nr, krav in enumerate(lager):
        ram, svaret = _lagersvar(ram, nr, krav, nyckel, tabell)
        svar.append(svaret)
    uppnadd = reduce(and_, (s.uppnadd for s in svar))
    ej_uppnadd = reduce(and_, (s.ej_uppnadd for s in svar))
    saknas = ~nw.col(KANT) & ~nw.col(FEL) & ~nw.col(_OKAND)
    if oense := set(_under_utveckling(lager, any)) - set(_under_utveckling(lager, all)):
        saknas = saknas & ~bland(nyckel, oense)
    oprovat = [s.oprovat for s in svar if s.oprovat is not None]
    # A NaN too is a figure that is there but not known.
    okant_tal = ~nw.col(KANT) & ~nw.col(tabell.falt["utfall"]).is_null()
    anmarkt = reduce(or_, [nw.col(FEL), okant_tal, *oprovat])
    anmarkt = anmarkt | nw.col(_OKAND) if ids is None else anmarkt & ~nw.col(_OKAND)
    ram = ram.with_columns(
        lage=_lagesord(uppnadd, ej_uppnadd, saknas, _under_utveckling(lager, all), nyckel),
        marginal=_marginal(lager, entydiga, nyckel, tabell),
        har_papekande=anmarkt,
    )
    return ram.select(*tabell.typer, *NYA)


def _lager(regelverk: Regelverk, indikatorer: Mapping[str, Indikator]) -> list[dict[str, Krav]]:
    """The targets under the open readings: as many layers as some indicator has targets; the others stand in each."""
    per_id = {
        id: list(dict.fromkeys(krav_av(m, i.skala) for m in _malvarden(regelverk, i))) for id, i in indikatorer.items()
    }
    antal = max((len(krav) for krav in per_id.values()), default=1)
    return [{id: krav[min(nr, len(krav) - 1)] for id, krav in per_id.items()} for nr in range(antal)]


def _malvarden(regelverk: Regelverk, indikator: Indikator) -> list[Malvarde | None]:
    """The indicator's targets under the readings that are open."""
    val = alla_val(regelverk, namnda_tolkningar(indikator.lasningar))
    return list(dict.fromkeys(malvarde_under(indikator, v) for v in val))


def _lagersvar(
    ram: Ram, nr: int, lager: Mapping[str, Krav], nyckel: nw.Expr, tabell: Tabell
) -> tuple[Ram, Indikatorsvar]:
    """The frame with whether each row meets, and misses, a layer's targets."""
    ja = nej = nw.lit(False)
    if len(set(lager.values())) > _FA_KRAV:
        lagst, hogst = granser(lager)
        hasha, varde = tabell.har_egna_ramar, nw.col(VARDE)
        ram = ram.with_columns(__rl_lagst=uppslag(nyckel, lagst, inf, nw.Float64, hasha=hasha))
        inom = varde >= nw.col("__rl_lagst")
        if hogst:
            ram = ram.with_columns(__rl_hogst=uppslag(nyckel, hogst, inf, nw.Float64, hasha=hasha))
            inom = inom & (varde <= nw.col("__rl_hogst"))
        provbar = nw.col(KANT) & (nw.col("__rl_lagst") < inf)
        ja, nej = provbar & inom, provbar & ~inom
    oprovat: nw.Expr | None = None
    for krav, ids in _en_i_taget(lager).items():
        dessa, svar = bland(nyckel, ids), svar_for(krav, tabell.fakta)
        ja, nej = ja | (dessa & svar.uppnadd), nej | (dessa & svar.ej_uppnadd)
        if svar.oprovat is not None:
            oprovat = (dessa & svar.oprovat) if oprovat is None else oprovat | (dessa & svar.oprovat)
    namn = [f"__rl_{ord_}{nr}" for ord_ in ("ja", "nej", "oprovat")]
    ram = ram.with_columns(**{namn[0]: ja, namn[1]: nej})
    if oprovat is not None:
        ram = ram.with_columns(**{namn[2]: oprovat})
    return ram, Indikatorsvar(nw.col(namn[0]), nw.col(namn[1]), None if oprovat is None else nw.col(namn[2]))


def _en_i_taget(lager: Mapping[str, Krav]) -> dict[Krav, list[str]]:
    """The targets that are tried one by one, with their indicators: all when they are few, else those that no lookup of
    bounds can try."""
    if len(set(lager.values())) > _FA_KRAV:
        return sarskilda(lager)
    return {krav: [id for id, k in lager.items() if k == krav] for krav in lager.values()}


def _under_utveckling(lager: Sequence[Mapping[str, Krav]], kvantor: Callable[[Iterable[bool]], bool]) -> list[str]:
    """The indicators of which all, or any, of the targets are under utveckling."""
    return [id for id in lager[0] if kvantor(n[id].under_utveckling for n in lager)]


def _lagesord(ja: nw.Expr, nej: nw.Expr, saknas: nw.Expr, under_utveckling: Sequence[str], nyckel: nw.Expr) -> nw.Expr:
    utan = nw.when(saknas).then(nw.lit(Lage.MATVARDE_SAKNAS.value)).otherwise(nw.lit(None, dtype=nw.String))
    if under_utveckling:
        utan_fel = bland(nyckel, under_utveckling) & ~nw.col(FEL)
        utan = nw.when(utan_fel).then(nw.lit(Lage.UNDER_UTVECKLING.value)).otherwise(utan)
    # Texts are dear to choose row by row: first the two that rows mostly have.
    provad = nw.when(ja).then(nw.lit(Lage.UPPNADD.value)).otherwise(nw.lit(Lage.EJ_UPPNADD.value))
    return nw.when(ja | nej).then(provad).otherwise(utan)


def _marginal(lager: Sequence[Mapping[str, Krav]], entydiga: set[str], nyckel: nw.Expr, tabell: Tabell) -> nw.Expr:
    """The distance to the target, where every reading has the same."""
    ens = {id: krav for id, krav in lager[0].items() if id in entydiga and krav.har_marginal}
    varde, hasha = nw.col(VARDE), tabell.har_egna_ramar
    tomt = nw.lit(None, dtype=nw.Float64)
    svar: nw.Expr = tomt
    if len(set(ens.values())) > _FA_KRAV:
        enkla = {id: k for id, k in ens.items() if not k.forandringar}
        nedre = {id: k.nedre for id, k in enkla.items() if k.nedre > -inf}
        ovre = {id: k.ovre for id, k in enkla.items() if k.ovre < inf}
        uppat = varde - uppslag(nyckel, nedre, -inf, nw.Float64, hasha=hasha)
        nedat = uppslag(nyckel, ovre, inf, nw.Float64, hasha=hasha) - varde
        narmast = (uppat < nedat).fill_null(False)
        minst = uppat if not ovre else nedat if not nedre else nw.when(narmast).then(uppat).otherwise(nedat)
        svar = nw.when(nw.col(KANT) & (minst.abs() < inf)).then(minst).otherwise(tomt)
    for krav, ids in _en_i_taget(ens).items():
        if all(sum(f.value in tabell.fakta for f in m.fakta()) == len(m.fakta()) == 1 for m in krav.forandringar):
            kanda = [nw.col(KANT + f.value) for f in krav.fakta]
            kanda += [nw.col(VARDE + m.fakta()[0].value) > 0 for m in krav.forandringar if m.relativ]
            dar = reduce(and_, [nw.col(KANT), bland(nyckel, ids), *kanda])
            svar = nw.when(dar).then(marginal(krav, tabell.fakta)).otherwise(svar)
    return svar
