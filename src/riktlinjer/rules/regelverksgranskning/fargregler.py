"""Färgregler: outcomes that get no colour or two, steps that never apply, and colours in the wrong order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product
from typing import Final, NamedTuple

from ...models.indikator import Indikator
from ...models.mal import Delmal
from ...models.malvarde import Gransmalvarde
from ...models.papekande import Papekande
from ...models.regelverk import Regelverk
from ...models.skalor import Allvar, Faktum, Jamforelse, Rapporttyp, Status
from ...models.statusregel import Antalsregel, Antalssteg, Avvikelseregel, Avvikelsesteg, Kvotregel, Statusregel
from ...models.tal import skriv_med_enhet
from ...models.tolkning import Tolkning
from ..lasningar import gallande, galler, namnda_tolkningar
from ..provning import malvarde_under
from .fargfall import Fall, Fargfall, Typgrupp
from .lasningsprov import FLEST_VAL, INGEN_LASNING, Dom, Lasningsprov, Val, och, pavisa
from .tallinje import Omrade, ihop

Farger = frozenset[Status]

_GRANSORD: Final = {"minst": "minst", "over": "över", "hogst": "högst", "under": "under"}
_ANTAL: Final = {2: "två", 3: "tre"}
_BAST_FORST: Final = (Status.GRON, Status.GUL, Status.ROD)


def granska_fargregler(regelverk: Regelverk) -> Iterator[Papekande]:
    """Every finding about the colour rules of the delmål."""
    indikatorer = {i.id: i for i in reversed(regelverk.indikatorer)}
    for delmal in regelverk.delmal:
        prov = lasningsprov(regelverk, delmal.statusregel, indikatorer)
        if prov is None:
            continue
        if prov.for_manga:
            text = f"{namn(delmal)}: tolkningarna ger fler än {FLEST_VAL} läsningar av regeln; den är inte granskad."
            yield pavisa(regelverk, "REGEL-06", Dom(Allvar.VARNING), text, delmal.id, delmal.statusregel.kalla[0])
            continue
        yield from _Regelgranskning(regelverk, delmal, prov, indikatorer).papekanden()


def lasningsprov(regelverk: Regelverk, regel: Statusregel, indikatorer: Mapping[str, Indikator]) -> Lasningsprov | None:
    """The readings that decide the rule; None when it points at indicators or tolkningar that do not exist."""
    if not set(regel.indikatorer) <= set(indikatorer):
        return None
    namnda = namnda_tolkningar((regel, *(indikatorer[id].lasningar for id in regel.indikatorer)))
    return Lasningsprov(regelverk, namnda) if set(namnda) <= {t.id for t in regelverk.tolkningar} else None


def namn(delmal: Delmal) -> str:
    """What the delmål is called in a finding."""
    return f"Delmål {delmal.nummer}"


def uppnadda(antal: int | str) -> str:
    """A count of indicators, or several counts, as a finding says it.

    >>> uppnadda(1), uppnadda("0–1")
    ('1 uppnådd', '0–1 uppnådda')
    """
    return f"{antal} uppnådd{'' if str(antal) == '1' else 'a'}"


class _Traff(NamedTuple):
    """A case with a fault, in one group of report types."""

    typer: tuple[Rapporttyp, ...]
    fakta: tuple[Faktum, ...]
    """What is compared with, when it is more than one thing; else it goes without saying."""
    fall: Fall
    farger: Farger
    dom: Dom
    val: int
    """The choice of readings to show it by."""


class _Yta(NamedTuple):
    """Cases with the same fault: a part of the number line (or of the counts), the comparisons and the types."""

    delar: tuple[int, ...]
    omrade: Omrade | None
    exempel: _Traff
    jamforelser: tuple[tuple[Jamforelse, ...], ...]
    typer: tuple[Rapporttyp, ...]


class _Regelgranskning:
    """The rule of one delmål, gone through in every case, report type and reading."""

    def __init__(
        self, regelverk: Regelverk, delmal: Delmal, prov: Lasningsprov, indikatorer: Mapping[str, Indikator]
    ) -> None:
        self._regelverk, self._delmal, self._prov = regelverk, delmal, prov
        self._regel: Statusregel = delmal.statusregel
        self._indikator = None if isinstance(self._regel, Antalsregel) else indikatorer[self._regel.indikator]
        self._fall = Fargfall(self._regel, indikatorer, prov)
        self._grupper = self._fall.grupper()
        self._farger = {g: [self._farger_under(val, g) for val in prov.val] for g in self._grupper}

    def papekanden(self) -> Iterator[Papekande]:
        yield from self._utan_farg()
        yield from self._utan_farg_i_trycket()
        yield from self._flera_farger()
        yield from self._steg_som_aldrig_galler()
        yield from self._fel_ordning()
        yield from self._utan_riktning()
        yield from self._annan_farg_an_malvardet()

    def _farger_under(self, val: Val, grupp: Typgrupp) -> dict[Fall, Farger]:
        steg = {i: s.status for i, s in enumerate(self._regel.steg) if i in grupp.steg and galler(s, val)}
        traffar = self._fall.traffar(val, grupp.typer[0])
        return {fall: frozenset(steg[i] for i in nummer if i in steg) for fall, nummer in traffar.items()}

    # No colour, or two

    def _utan_farg(self) -> Iterator[Papekande]:
        for yta in self._ytor(self._traffar(lambda farger: not farger)):
            text = f"{self._vad(yta)} får ingen färg{self._till_exempel(yta)}."
            yield self._papekande("REGEL-01", yta.exempel.dom, text)

    def _flera_farger(self) -> Iterator[Papekande]:
        for yta in self._ytor(self._traffar(lambda farger: len(farger) > 1)):
            farger = och(s for s in _BAST_FORST if s in yta.exempel.farger)
            text = f"{self._vad(yta)} får {_ANTAL[len(yta.exempel.farger)]} färger, {farger}{self._till_exempel(yta)}."
            yield self._papekande("REGEL-02", yta.exempel.dom, text)

    def _traffar(self, fel: Callable[[Farger], bool]) -> Iterator[_Traff]:
        for grupp, tabeller in self._farger.items():
            for fall in dict.fromkeys(f for tabell in tabeller for f in tabell):
                nummer = frozenset(i for i, tabell in enumerate(tabeller) if fall in tabell and fel(tabell[fall]))
                dom = self._prov.dom(nummer)
                if dom is not None:
                    i = self._prov.exempel(nummer)
                    yield _Traff(grupp.typer, self._fakta(i, grupp), fall, tabeller[i][fall], dom, i)

    def _utan_farg_i_trycket(self) -> Iterator[Papekande]:
        """What only the readings of one tolkning give a colour: the hole that the source leaves."""
        ram = self._regel.model_copy(update={"steg": (), "avrundning": ()})
        styrda = namnda_tolkningar(self._regel)
        lasta = namnda_tolkningar((ram, () if self._indikator is None else self._indikator.lasningar))
        for tolkning in self._regelverk.tolkningar:
            if tolkning.id in styrda and tolkning.id not in lasta:
                yield from self._utan_farg_utan(tolkning)

    def _utan_farg_utan(self, tolkning: Tolkning) -> Iterator[Papekande]:
        dom = Dom(Allvar.VARNING if tolkning.ar_oppen else Allvar.UPPLYSNING, tolkning.id)
        for yta in self._ytor(self._traffar_utan(tolkning, dom)):
            val = self._prov.val[yta.exempel.val]
            grupp = next(g for g in self._grupper if g.typer == yta.exempel.typer)
            fall, _ = self._exempel(yta)
            ger = []
            for lasning in tolkning.lasningar:
                farger = self._farger_under({**val, tolkning.id: lasning.id}, grupp)[fall]
                ger.append(f"läsningen {lasning.id} {och(sorted(farger)) if farger else 'ingen färg'}")
            vald = "ingen läsning är vald" if tolkning.ar_oppen else f"vald är {tolkning.vald}"
            text = (
                f"{self._vad(yta)} får ingen färg av det som är tryckt{self._till_exempel(yta)}. "
                f"Tolkningen {tolkning.id} avgör: här ger {och(ger)}; {vald}."
            )
            yield self._papekande("REGEL-01", dom, text, dom_sagd=True)

    def _traffar_utan(self, tolkning: Tolkning, dom: Dom) -> Iterator[_Traff]:
        i = min(self._prov.aktuella)
        for grupp, tabeller in self._farger.items():
            utan = [{**self._prov.val[j], tolkning.id: INGEN_LASNING} for j in sorted(self._prov.aktuella)]
            if not all(any(galler(self._regel.steg[s], val) for s in grupp.steg) for val in utan):
                continue  # the readings are rules of their own, and fill no hole in another
            strukna = [self._farger_under(val, grupp) for val in utan]
            for fall in strukna[0]:
                hal = all(fall in tabell and not tabell[fall] for tabell in strukna)
                if hal and all(tabeller[j].get(fall) for j in self._prov.aktuella):
                    yield _Traff(grupp.typer, self._fakta(i, grupp), fall, frozenset(), dom, i)

    def _ytor(self, traffar: Iterable[_Traff]) -> list[_Yta]:
        """The cases put together: adjoining parts first, then comparisons, then report types."""
        rader: dict[object, list[_Traff]] = {}
        for t in traffar:
            rader.setdefault((t.typer, t.fakta, t.fall.jamfort, t.farger, t.dom), []).append(t)
        stycken: dict[object, list[tuple[tuple[int, ...], _Traff]]] = {}
        for rad in rader.values():
            rad.sort(key=lambda t: t.fall.del_)
            for delar in self._hopsatta(rad):
                forst = next(t for t in rad if t.fall.del_ == delar[0])
                nyckel = (delar, forst.typer, forst.fakta, forst.farger, forst.dom)
                stycken.setdefault(nyckel, []).append((delar, forst))
        ytor: dict[object, _Yta] = {}
        for stycke in stycken.values():
            delar, forst = stycke[0]
            jamforelser = tuple(t.fall.jamfort for _, t in stycke)
            nyckel_i_alla = (delar, forst.fakta, forst.farger, forst.dom, jamforelser)
            fore = ytor.get(nyckel_i_alla)
            if fore is None:
                ytor[nyckel_i_alla] = _Yta(delar, self._omrade(delar), forst, jamforelser, forst.typer)
            else:
                typer = tuple(t for t in Rapporttyp if t in (*fore.typer, *forst.typer))
                ytor[nyckel_i_alla] = fore._replace(typer=typer)
        return list(ytor.values())

    def _hopsatta(self, rad: Sequence[_Traff]) -> Iterator[tuple[int, ...]]:
        nummer = [t.fall.del_ for t in rad]
        brott = [0, *(i for i in range(1, len(nummer)) if nummer[i] != nummer[i - 1] + 1), len(nummer)]
        for a, b in pairwise(brott):
            yield tuple(nummer[a:b])

    def _omrade(self, delar: tuple[int, ...]) -> Omrade | None:
        if self._indikator is None:
            return None
        return ihop([self._fall.delar[i] for i in delar])

    def _fakta(self, val: int, grupp: Typgrupp) -> tuple[Faktum, ...]:
        fakta = self._fall.fakta(self._prov.val[val], grupp.typer[0])
        return fakta if len(fakta) != 1 else ()

    # Steps and their order

    def _steg_som_aldrig_galler(self) -> Iterator[Papekande]:
        for i, steg in enumerate(self._regel.steg):
            if any(
                i in nummer
                for grupp in self._grupper
                for val in self._prov.val
                if i in grupp.steg and galler(steg, val)
                for nummer in self._fall.traffar(val, grupp.typer[0]).values()
            ):
                continue
            vad = f"steget {steg.status} ({self._stegtext(i)})"
            text = f"{namn(self._delmal)}: {vad} kan aldrig gälla: inget utfall når det."
            yield self._papekande("REGEL-03", Dom(Allvar.FEL), text, f"{self._delmal.id}.statusregel.steg[{i}]")

    def _fel_ordning(self) -> Iterator[Papekande]:
        if self._indikator is not None and self._indikator.riktning is None:
            return
        for grupp, tabeller in self._farger.items():
            par = [self._forsta_fel_ordnade(tabell) for tabell in tabeller]
            fel = frozenset(i for i, p in enumerate(par) if p is not None)
            dom = self._prov.dom(fel)
            if dom is None:
                continue
            i = self._prov.exempel(fel)
            samre, battre = par[i] or (Fall(0), Fall(0))
            text = (
                f"{namn(self._delmal)}: ett bättre utfall får en sämre färg{self._typtext(grupp.typer)}. "
                f"{self._utfallstext(battre, i, grupp, stor=True)} ger {self._enda(tabeller[i][battre])}, men "
                f"{self._utfallstext(samre, i, grupp)} ger {self._enda(tabeller[i][samre])}."
            )
            yield self._papekande("REGEL-04", dom, text)

    def _forsta_fel_ordnade(self, tabell: Mapping[Fall, Farger]) -> tuple[Fall, Fall] | None:
        """A case with one colour and a better one with a worse, or None."""
        entydiga = [
            (self._fall.battre(f), _BAST_FORST.index(self._enda(farger)), f)
            for f, farger in tabell.items()
            if len(farger) == 1
        ]
        entydiga.sort(key=lambda fall: fall[0])
        for i, (lage, farg, fall) in enumerate(entydiga):
            for samre_lage, samre_farg, samre in reversed(entydiga[:i]):
                if samre_farg < farg and all(a <= b for a, b in zip(samre_lage, lage, strict=True)):
                    return samre, fall
        return None

    def _enda(self, farger: Farger) -> Status:
        return next(iter(farger))

    def _utan_riktning(self) -> Iterator[Papekande]:
        if self._indikator is None or self._indikator.riktning is not None:
            return
        if isinstance(self._regel, Avvikelseregel | Kvotregel):
            vad = "vad som är bättre" if isinstance(self._regel, Avvikelseregel) else "hur andelen räknas"
            id = self._indikator.id
            text = f"{namn(self._delmal)}: indikatorn {id} har ingen riktning; utan den är det inte sagt {vad}."
            yield self._papekande("REGEL-07", Dom(Allvar.FEL), text, id)

    def _annan_farg_an_malvardet(self) -> Iterator[Papekande]:
        """Where the best colour and the indicator's own target do not go together."""
        if self._indikator is None or isinstance(self._regel, Kvotregel):
            return
        malvarden = [malvarde_under(self._indikator, val) for val in self._prov.val]
        for nas in (True, False):
            if nas and isinstance(self._regel, Avvikelseregel):
                continue  # a change for the worse may take the best colour from an outcome that meets the target
            traffar = []
            for grupp, tabeller in self._farger.items():
                bast = [self._basta(val, grupp) for val in self._prov.val]
                for fall in dict.fromkeys(f for tabell in tabeller for f in tabell):
                    fel = frozenset(
                        i
                        for i, (m, tabell) in enumerate(zip(malvarden, tabeller, strict=True))
                        if isinstance(m, Gransmalvarde)
                        and len(tabell.get(fall, ())) == 1
                        and m.provas_mot(self._fall.utfall(Fall(fall.del_), ())) is nas
                        and (self._enda(tabell[fall]) is bast[i]) is not nas
                    )
                    dom = self._prov.dom(fel, Allvar.VARNING)
                    if dom is not None:
                        i = self._prov.exempel(fel)
                        traffar.append(_Traff(grupp.typer, self._fakta(i, grupp), fall, tabeller[i][fall], dom, i))
            for yta in self._ytor(traffar):
                malvarde = malvarden[yta.exempel.val]
                nar = "når" if nas else "når inte"
                text = (
                    f"{self._vad(yta)} får {self._enda(yta.exempel.farger)} men {nar} indikatorns målvärde "
                    f"{malvarde}{self._till_exempel(yta)}."
                )
                yield self._papekande("REGEL-08", yta.exempel.dom, text)

    def _basta(self, val: Val, grupp: Typgrupp) -> Status | None:
        har = {self._regel.steg[i].status for i in grupp.steg if galler(self._regel.steg[i], val)}
        return next((s for s in _BAST_FORST if s in har), None)

    # Words

    def _papekande(
        self, kod: str, dom: Dom, text: str, plats: str | None = None, *, dom_sagd: bool = False
    ) -> Papekande:
        forsta, *fler = self._regel.kalla
        if fler:
            text += f" Regeln står också i: {'; '.join(map(str, fler))}."
        plats = plats or self._delmal.id
        if dom_sagd:
            return Papekande(kod=kod, allvar=dom.allvar, text=text, plats=plats, kalla=forsta, tolkning=dom.tolkning)
        return pavisa(self._regelverk, kod, dom, text, plats, forsta)

    def _vad(self, yta: _Yta) -> str:
        """The cases as the subject of a sentence."""
        jamfort = self._jamfortext(yta)
        if yta.omrade is None:
            antal = f"{yta.delar[0]}" if len(yta.delar) == 1 else f"{yta.delar[0]}–{yta.delar[-1]}"
            text = f"{uppnadda(antal)} av {self._antal(yta.exempel.val)}"
        elif (skrivet := yta.omrade.skriv(self._enhet)) == Omrade(None, False, None, False).skriv(None):
            text = "varje utfall" + jamfort
        else:
            text = f"ett utfall {skrivet}{jamfort}"
        return f"{namn(self._delmal)}: {text}{self._typtext(yta.typer)}"

    def _jamfortext(self, yta: _Yta) -> str:
        fakta, jamforelser = yta.exempel.fakta, yta.jamforelser
        if not fakta:
            ord_ = [j for rad in jamforelser for j in rad]
            return f" som är {' eller '.join(ord_)}" if ord_ and len(ord_) < len(Jamforelse) else ""
        if len(jamforelser) == len(list(product(Jamforelse, repeat=len(fakta)))):
            return ""
        rader = (
            " och ".join(f"{j} jämfört med {f.namn}" for f, j in zip(fakta, rad, strict=True)) for rad in jamforelser
        )
        return f" som är {', eller '.join(rader)}"

    def _till_exempel(self, yta: _Yta) -> str:
        if yta.omrade is None:
            return f", till exempel {yta.delar[0]}" if len(yta.delar) > 1 else ""
        grupp = next(g for g in self._grupper if g.typer == yta.exempel.typer)
        fall, varde = self._exempel(yta)
        if (
            varde is not None
            and yta.omrade == Omrade(Fraction(varde), True, Fraction(varde), True)
            and not fall.jamfort
        ):
            return ""  # the one number has been said already
        return f", till exempel {self._utfallstext(fall, yta.exempel.val, grupp, varde)}"

    def _exempel(self, yta: _Yta) -> tuple[Fall, Decimal | None]:
        """The case to show: that of the simplest number in the middle of the part."""
        if yta.omrade is None:
            return yta.exempel.fall, None
        varde = yta.omrade.enklast()
        nummer = next(i for i in yta.delar if self._fall.delar[i].rymmer(varde))
        return Fall(nummer, yta.exempel.fall.jamfort), varde

    def _utfallstext(
        self, fall: Fall, val: int, grupp: Typgrupp, varde: Decimal | None = None, *, stor: bool = False
    ) -> str:
        if self._indikator is None:
            return f"{uppnadda(fall.del_)} av {self._antal(val)}"
        fakta = self._fall.fakta(self._prov.val[val], grupp.typer[0])
        utfall = self._fall.utfall(fall, fakta, varde)
        assert utfall.varde is not None
        jamforda = [skriv_med_enhet(getattr(utfall, f.value), self._enhet) for f in fakta]
        mot = f" jämfört med {' och '.join(jamforda)}" if jamforda else ""
        return f"{'Utfallet ' if stor else ''}{skriv_med_enhet(utfall.varde, self._enhet)}{mot}"

    def _antal(self, val: int) -> int:
        assert isinstance(self._regel, Antalsregel)
        return len({id for u in gallande(self._regel.urval, self._prov.val[val]) for id in u.indikatorer})

    def _typtext(self, typer: Sequence[Rapporttyp]) -> str:
        alla = {t for g in self._grupper for t in g.typer}
        return "" if len(typer) == len(alla) else f" i {och(typer)}"

    def _stegtext(self, i: int) -> str:
        steg = self._regel.steg[i]
        if isinstance(steg, Antalssteg):
            return uppnadda(f"{steg.minst}–{steg.hogst}" if steg.minst != steg.hogst else steg.minst)
        enhet = "%" if isinstance(self._regel, Kvotregel) else self._enhet
        delar = [
            f"{ord_} {skriv_med_enhet(g, enhet)}"
            for falt, ord_ in _GRANSORD.items()
            if (g := getattr(steg, falt)) is not None
        ]
        if isinstance(steg, Avvikelsesteg):
            delar.append(" eller ".join(steg.jamfort) or "ingen jämförelse")
        return ", ".join(delar) or "alla värden"

    @property
    def _enhet(self) -> str | None:
        return None if self._indikator is None else self._indikator.enhet
