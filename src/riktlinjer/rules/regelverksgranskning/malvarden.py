"""Målvärden: targets that are missing, provisional, already met, out of reach or on the wrong side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...errors import MalvardeFel
from ...models.indikator import Indikator, Nivakrav
from ...models.malvarde import (
    Forandringsmalvarde,
    Gransmalvarde,
    Gruppmalvarde,
    Malvarde,
    Rangmalvarde,
    Sammansattmalvarde,
    Uppdelatmalvarde,
)
from ...models.malvardestext import tolka_malvarde
from ...models.papekande import Papekande
from ...models.regelverk import Regelverk
from ...models.skalor import Allvar, Riktning
from ...models.tal import skriv_med_enhet
from ...models.tolkning import Tolkning
from ...models.utfall import Utfall
from ..lasningar import galler, namnda_tolkningar
from ..provning import enhet_under, malvarde_under
from .lasningsprov import Dom, Lasningsprov, och, pavisa
from .tallinje import dela

_INGA = ("ingen", "inget", "inga")


def granska_malvarden(regelverk: Regelverk) -> Iterator[Papekande]:
    """Every finding about the targets of the indicators, those of the long-term levels too."""
    for indikator in regelverk.alla_indikatorer:
        prov = Lasningsprov(regelverk, namnda_tolkningar((indikator.lasningar, indikator.nivakrav)))
        if prov.for_manga:
            text = (
                f"{indikator.namn}: tolkningarna ger för många läsningar av målvärdet för att det ska kunna granskas."
            )
            yield pavisa(regelverk, "REGEL-06", Dom(Allvar.VARNING), text, indikator.id, indikator.kalla)
            continue
        granskning = _Malvardesgranskning(regelverk, indikator, prov)
        yield from granskning.papekanden()
    yield from _forbehall(regelverk)


class _Malvardesgranskning:
    """The targets of one indicator under every reading."""

    def __init__(self, regelverk: Regelverk, indikator: Indikator, prov: Lasningsprov) -> None:
        self._regelverk, self._indikator, self._prov = regelverk, indikator, prov
        self._malvarden = [malvarde_under(indikator, val) for val in prov.val]

    def papekanden(self) -> Iterator[Papekande]:
        yield from self._gar_inte_att_mata()
        yield from self._krav_som_inte_gar_att_mata()
        yield from self._mot_utgangsvardet()
        yield from self._fel_sida()
        yield from self._utanfor_skalan()
        yield from self._olika_lasningar()
        yield from self._annan_text()

    def _dar(self, fel: Sequence[bool]) -> frozenset[int]:
        return frozenset(i for i, ar_fel in enumerate(fel) if ar_fel)

    def _papekande(self, kod: str, dom: Dom, text: str) -> Papekande:
        hel = f"{self._indikator.namn}: {text}"
        return pavisa(self._regelverk, kod, dom, hel, self._indikator.id, self._indikator.kalla)

    def _gar_inte_att_mata(self) -> Iterator[Papekande]:
        if self._indikator.malvarde is None and not self._indikator.lasningar and self._indikator.nivakrav:
            return
        fel = self._dar([m is None or not m.matbart for m in self._malvarden])
        if not fel & self._prov.aktuella:
            return  # what other readings say is said where the readings are compared
        i = self._prov.exempel(fel)
        malvarde = self._malvarden[i]
        if malvarde is None:
            grund, text = Allvar.VARNING, "inget målvärde är angivet, och inga krav på målnivåer."
        else:
            grund = Allvar.UPPLYSNING if malvarde.slag == "under utveckling" else Allvar.VARNING
            text = f"{malvarde.skal}."
        dom = self._prov.dom(fel, grund)
        assert dom is not None
        if dom.tolkning is not None and not self._regelverk.tolkning(dom.tolkning).ar_oppen:
            dom = dom._replace(allvar=Allvar.UPPLYSNING)  # the reading that is chosen says that there is none
        yield self._papekande("REGEL-20", dom, text)

    def _krav_som_inte_gar_att_mata(self) -> Iterator[Papekande]:
        lika: dict[tuple[str | None, str], list[Nivakrav]] = {}
        for krav in self._indikator.nivakrav:
            if not krav.malvarde.matbart:
                lika.setdefault((krav.avser, krav.malvarde.skal or ""), []).append(krav)
        for (avser, skal), kraven in lika.items():
            fel = self._prov.dar(lambda val, kraven=kraven: any(galler(k, val) for k in kraven))  # type: ignore[misc]
            grund = Allvar.UPPLYSNING if kraven[0].malvarde.slag == "under utveckling" else Allvar.VARNING
            dom = self._prov.dom(fel, grund)
            if dom is not None:
                om = f"{avser}, " if avser else ""
                nivaer = och(dict.fromkeys(k.niva for k in kraven))
                yield self._papekande("REGEL-20", dom, f"{om}{nivaer}: {skal}.")

    def _mot_utgangsvardet(self) -> Iterator[Papekande]:
        varde = self._indikator.utgangsvarde
        if varde is None:
            return
        avstand = [
            m.avstand_for(Utfall(varde))
            if isinstance(m, Gransmalvarde) and m.enhet in (None, enhet_under(self._indikator, val))
            else None
            for m, val in zip(self._malvarden, self._prov.val, strict=True)
        ]
        for ar_lika in (False, True):
            fel = self._dar([a is not None and ((a == 0) if ar_lika else a > 0) for a in avstand])
            dom = self._prov.dom(fel, Allvar.UPPLYSNING if ar_lika else Allvar.VARNING)
            if dom is not None:
                i = self._prov.exempel(fel)
                visat = skriv_med_enhet(varde, enhet_under(self._indikator, self._prov.val[i]))
                hur = "lika med gränsen i" if ar_lika else "redan bättre än"
                text = f"det senaste mätvärdet {visat} är {hur} målvärdet {self._malvarden[i]}."
                yield self._papekande("REGEL-22", dom, text)

    def _fel_sida(self) -> Iterator[Papekande]:
        riktning = self._indikator.riktning
        if riktning is None:
            return
        ratt = riktning is Riktning.HOGRE
        arets = [m is not None and bool(s := _sidor(m)) and ratt not in s for m in self._malvarden]
        dom = self._prov.dom(self._dar(arets))
        if dom is not None:
            malvarde = self._malvarden[self._prov.exempel(self._dar(arets))]
            yield self._papekande("REGEL-23", dom, f"riktningen är {riktning}, men målvärdet är {malvarde}.")
        for krav in self._indikator.nivakrav:
            sidor = _sidor(krav.malvarde)
            dom = self._prov.dom(self._prov.dar(lambda val, krav=krav: galler(krav, val)))  # type: ignore[misc]
            if sidor and ratt not in sidor and dom is not None:
                text = f"riktningen är {riktning}, men {krav.niva} kräver {krav.malvarde}."
                yield self._papekande("REGEL-23", dom, text)

    def _utanfor_skalan(self) -> Iterator[Papekande]:
        skala = self._indikator.skala
        if skala is None:
            return
        svar = [
            {m.provas_mot(Utfall(d.prov)) for d in dela([m.grans], skala)} if isinstance(m, Gransmalvarde) else set()
            for m in self._malvarden
        ]
        slut = f"skalan {skriv_med_enhet(skala.fran_och_med, None)}–{skriv_med_enhet(skala.till_och_med, None)}"
        for utslag, grund, ord_ in ((False, Allvar.FEL, "kan aldrig nås"), (True, Allvar.VARNING, "nås alltid")):
            fel = self._dar([s == {utslag} for s in svar])
            dom = self._prov.dom(fel, grund)
            if dom is not None:
                malvarde = self._malvarden[self._prov.exempel(fel)]
                yield self._papekande("REGEL-24", dom, f"målvärdet {malvarde} {ord_} inom {slut}.")

    def _olika_lasningar(self) -> Iterator[Papekande]:
        for id in namnda_tolkningar(self._indikator.lasningar):
            tolkning = next((t for t in self._regelverk.tolkningar if t.id == id), None)
            if tolkning is not None:
                yield from self._olika_lasningar_av(tolkning)

    def _olika_lasningar_av(self, tolkning: Tolkning) -> Iterator[Papekande]:
        val = [{**self._prov.val[min(self._prov.aktuella)], tolkning.id: las.id} for las in tolkning.lasningar]
        malvarden = [malvarde_under(self._indikator, v) for v in val]
        enheter = [enhet_under(self._indikator, v) for v in val]
        if len({(_utan_text(m), e) for m, e in zip(malvarden, enheter, strict=True)}) == 1:
            return
        satser = "; ".join(f"{v[tolkning.id]}: {_visat(m)}" for v, m in zip(val, malvarden, strict=True))
        vald = "ingen läsning är vald" if tolkning.ar_oppen else f"vald är {tolkning.vald}"
        text = (
            f"{self._indikator.namn}: målvärdet beror på tolkningen {tolkning.id} ({satser}); {vald}."
            f"{self._skillnad(tolkning, malvarden, enheter)}"
        )
        yield Papekande(
            kod="REGEL-25",
            allvar=Allvar.VARNING if tolkning.ar_oppen else Allvar.UPPLYSNING,
            text=text,
            plats=self._indikator.id,
            kalla=self._indikator.kalla,
            tolkning=tolkning.id,
        )

    def _skillnad(self, tolkning: Tolkning, malvarden: Sequence[Malvarde | None], enheter: Sequence[str | None]) -> str:
        """An outcome that the readings judge differently, when each is a bound in one unit; a bound when one is."""
        granser = [m for m in malvarden if isinstance(m, Gransmalvarde)]
        if len(granser) < len(malvarden) or len(set(enheter)) > 1:
            return ""
        for del_ in sorted(dela([m.grans for m in granser], self._indikator.skala), key=lambda d: d.fran != d.till):
            nas = [
                las.id for las, m in zip(tolkning.lasningar, granser, strict=True) if m.provas_mot(Utfall(del_.prov))
            ]
            if 0 < len(nas) < len(granser):
                visat = skriv_med_enhet(del_.prov, enheter[0])
                return f" Till exempel når {visat} målvärdet bara enligt {och(nas)}."
        return ""

    def _annan_text(self) -> Iterator[Papekande]:
        krav = [(k.malvarde, f"{k.niva}: kravet") for k in self._indikator.nivakrav]
        for malvarde, vad in [(self._indikator.malvarde, "målvärdet"), *krav]:
            if isinstance(malvarde, Gransmalvarde | Forandringsmalvarde) and malvarde.text is not None:
                last = self._last(malvarde.text)
                if last is not None and type(last) is type(malvarde) and not _samma_grans(malvarde, last):
                    text = f"{vad} är {malvarde}, men den tryckta texten ”{malvarde.text}” läses som {last}."
                    yield self._papekande("REGEL-26", Dom(Allvar.FEL), text)

    def _last(self, text: str) -> Malvarde | None:
        try:
            return tolka_malvarde(text, riktning=self._indikator.riktning, enhet=self._indikator.enhet)
        except MalvardeFel:
            return None


def _samma_grans(a: Gransmalvarde | Forandringsmalvarde, b: Malvarde) -> bool:
    """Whether both draw the same bound; a unit that only one of them states is no difference."""
    assert isinstance(b, Gransmalvarde | Forandringsmalvarde)
    lika = all(getattr(a, falt) == getattr(b, falt) for falt in ("minst", "over", "hogst", "under"))
    if isinstance(a, Forandringsmalvarde) and isinstance(b, Forandringsmalvarde):
        lika = lika and (a.relativ, a.varje_manad) == (b.relativ, b.varje_manad)
        # What a text leaves unsaid may stand elsewhere in the source.
        lika = lika and (b.mot is None or (a.mot, a.basar) == (b.mot, b.basar))
    return lika and (a.enhet == b.enhet or None in (a.enhet, b.enhet))


def _sidor(malvarde: Malvarde) -> set[bool]:
    """The directions that the conditions of a target point in: True is upwards. A target of another kind has none."""
    match malvarde:
        case Gransmalvarde() | Forandringsmalvarde():
            return {malvarde.uppat}
        case Rangmalvarde():
            return {False}
        case Gruppmalvarde():
            return {s is not (malvarde.vilka in _INGA) for s in _sidor(malvarde.krav)}
        case Sammansattmalvarde():
            return {s for del_ in malvarde.delar for s in _sidor(del_)}
        case Uppdelatmalvarde():
            return {s for del_ in malvarde.delar for s in _sidor(del_.malvarde)}
        case _:
            return set()


def _utan_text(malvarde: Malvarde | None) -> str:
    if malvarde is None:
        return ""
    return malvarde.model_dump_json(exclude={"text"} if malvarde.matbart else None)


def _visat(malvarde: Malvarde | None) -> str:
    if malvarde is None or malvarde.slag == "inget":
        return "inget målvärde"
    return str(malvarde) if malvarde.matbart else f"bara orden ”{malvarde}”"


def _forbehall(regelverk: Regelverk) -> Iterator[Papekande]:
    """The reservations, each once with the indicators that it is for."""
    lika: dict[str, list[Indikator]] = {}
    for indikator in regelverk.alla_indikatorer:
        if indikator.forbehall is not None:
            lika.setdefault(indikator.forbehall, []).append(indikator)
        else:
            for forbehall in dict.fromkeys(m.forbehall for m in indikator.malvarden if m.forbehall is not None):
                lika.setdefault(forbehall, []).append(indikator)
    for forbehall, under in lika.items():
        ids = och(i.id for i in under)
        vad = f"målvärdet för {ids} har" if len(under) == 1 else f"målvärdena för {len(under)} indikatorer har"
        text = f"{vad[0].upper()}{vad[1:]} ett förbehåll: ”{forbehall}”"
        if len(under) > 1:
            text += f" Det gäller {ids}."
        yield Papekande(kod="REGEL-21", allvar=Allvar.UPPLYSNING, text=text, plats=under[0].id, kalla=under[0].kalla)
