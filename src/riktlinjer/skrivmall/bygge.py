"""A template is put together: front page, contents list, and a section for each heading that the report must hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ..models.regelverk import Regelverk
from ..models.skalor import Mottagare, Rapporttyp
from ..models.utfall import Utfall
from ..rules.avsnitt import Avsnitt, Krav, obligatoriska_avsnitt
from ..rules.lasningar import namnda_tolkningar
from ..sidor.mall import avsnittets_tolkningar, vilka_det_binder
from ..sidor.ordval import skriv_rapport, stor
from .inlamning import inlamningsrader, skriv_rapportperiod, vald_period
from .modell import Innehall, Mallblock, Mallrubrik, Skrivmall, Skrivplats, Uppgift, Vagledning
from .tabeller import anvandningar, indikatortabeller, malltabeller, policytabell, visade_indikatorer

_FRAMSIDA: Final = "framsida"
_INNEHALL: Final = "innehållsförteckning"
_DELMAL: Final = "delmål"
_POLICY: Final = "polic"
"""Words in the title of a section that say what it has room for."""

_DJUPAST: Final = 9
"""The deepest heading of Word."""


def bygg_skrivmall(
    regelverk: Regelverk,
    rapporttyp: Rapporttyp,
    *,
    mottagare: Mottagare = Mottagare.RS,
    namnd: str | None = None,
    period: str | None = None,
    utfall: Mapping[str, Utfall] | None = None,
) -> Skrivmall:
    """The template of a report with what is known beforehand: nämnd, period, days of submission, indicators.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> mall = bygg_skrivmall(las_regelverk("halland-2018"), Rapporttyp.UR2, namnd="driftnamnd-psykiatri")
    >>> mall.titel, mall.framsida[1]
    ('Uppföljningsrapport 2', Uppgift(namn='Period', varde='januari–augusti 2018'))

    Args:
        mottagare: who reads the report.
        namnd: the id of the nämnd. Without it, what binds only some is included and says whom.
        period: the last month of the report, an ISO month. Without it, the only one that the timetable has for the
            report type; when it has several, the period is left to the writer.
        utfall: the latest outcomes by indicator id; None leaves their column out.

    Raises:
        KalenderFel: the period is no ISO month, or has another report.
        OkantId: no nämnd has the id.
        RegelverkFel: the guideline has no report template.
        TypeError: an argument of the wrong Python type.
    """
    avsnitt = obligatoriska_avsnitt(regelverk, rapporttyp, mottagare=mottagare, namnd=namnd)
    period = vald_period(regelverk, rapporttyp, period)
    namn = "" if namnd is None else regelverk.namnd(namnd).namn
    rapport = str(rapporttyp) if period is None else skriv_rapport(rapporttyp, period)
    tolkningar = tuple(dict.fromkeys(_tolkningar(regelverk, avsnitt)))
    return Skrivmall(
        titel=stor(rapporttyp.namn),
        amne=f"Mall enligt {regelverk.titel}, utgåva {regelverk.utgava}",
        sidfot=", ".join(filter(None, (stor(rapport), namn))),
        datum=regelverk.beslutad or regelverk.galler_fran,
        period=period,
        framsida=(
            Uppgift("Nämnd", namn),
            Uppgift("Period", "" if period is None else skriv_rapportperiod(period)),
            Vagledning(tuple(inlamningsrader(regelverk, rapporttyp, period))),
            *(_vagledning(a, namnd_vald=bool(namn)) for a in avsnitt if _om(a, _FRAMSIDA)),
            Vagledning(tuple(_grund(regelverk, tolkningar))),
        ),
        block=tuple(_block(regelverk, rapporttyp, avsnitt, utfall, namnd_vald=bool(namn))),
        saknas=tuple(_saknas(regelverk, avsnitt, namn, period, utfall)),
        tolkningar=tolkningar,
    )


def _block(
    regelverk: Regelverk,
    rapporttyp: Rapporttyp,
    avsnitt: Sequence[Avsnitt],
    utfall: Mapping[str, Utfall] | None,
    *,
    namnd_vald: bool,
) -> Iterator[Mallblock]:
    skrivna = [a for a in avsnitt if not _om(a, _FRAMSIDA) and not _om(a, _INNEHALL)]
    for a in avsnitt:
        if _om(a, _INNEHALL):
            yield Innehall(a.titel, tuple(map(_rubrik, skrivna)))
    tabeller = anvandningar(regelverk, avsnitt)
    for a in skrivna:
        yield _rubrik(a)
        yield _vagledning(a, namnd_vald=namnd_vald)
        if _om(a, _DELMAL):
            yield from _indikatorblock(regelverk, utfall)
        if _om(a, _POLICY) and regelverk.rapportmall is not None and regelverk.rapportmall.policyer:
            yield policytabell(regelverk.rapportmall.policyer)
        for anvandning in tabeller:
            if anvandning.avsnitt is a:
                yield from malltabeller(regelverk, rapporttyp, anvandning)
        yield Skrivplats()
    form = () if regelverk.rapportmall is None else regelverk.rapportmall.formkrav
    rader = tuple(krav.text for krav in form if rapporttyp in krav.rapporttyper)
    if rader:
        yield Vagledning(("Om rapportens form och hur den lämnas:", *rader))


def _indikatorblock(regelverk: Regelverk, utfall: Mapping[str, Utfall] | None) -> Iterator[Mallblock]:
    if regelverk.indikatorer:
        yield Vagledning(
            ("Riktlinjen säger inte vilka av indikatorerna som är nämndens. Ta bort de rader som inte är det.",)
        )
        yield from indikatortabeller(regelverk, utfall)


def _rubrik(avsnitt: Avsnitt) -> Mallrubrik:
    niva = 1 if avsnitt.nummer is None else avsnitt.nummer.strip(".").count(".") + 1
    text = avsnitt.titel if avsnitt.nummer is None else f"{avsnitt.nummer} {avsnitt.titel}"
    return Mallrubrik(text, min(niva, _DJUPAST))


def _vagledning(avsnitt: Avsnitt, *, namnd_vald: bool) -> Vagledning:
    """What a section demands, of whom when that is not everyone, and where else than under its heading that stands."""
    rader = []
    if binder := _binder(avsnitt, namnd_vald):
        rader.append(f"Avsnittet: {binder}.")
    for krav in avsnitt.krav:
        samma = (krav.galler_for, krav.oppna_tolkningar) == (avsnitt.galler_for, avsnitt.oppna_tolkningar)
        egen = "" if samma else _binder(krav, namnd_vald)
        rader.append(krav.text + (f" [{egen}]" if egen else ""))
    if not avsnitt.krav:
        rader.append("Riktlinjen säger inget mer om innehållet.")
    stallen = dict.fromkeys(k.kalla.avsnitt for k in avsnitt.krav if k.kalla.avsnitt != avsnitt.kalla.avsnitt)
    if stallen:
        rader.append(f"Se också i riktlinjen: {'; '.join(stallen)}.")
    return Vagledning(tuple(rader))


def _binder(krav: Avsnitt | Krav, namnd_vald: bool) -> str:
    """Whom it binds, when that is not everyone or not certain; for one nämnd only what is not certain."""
    return vilka_det_binder(krav).strip("[]") if krav.oppna_tolkningar or not namnd_vald else ""


def _tolkningar(regelverk: Regelverk, avsnitt: Sequence[Avsnitt]) -> Iterator[str]:
    for a in avsnitt:
        yield from avsnittets_tolkningar(a)
    if any(_om(a, _DELMAL) for a in avsnitt):
        for indikator in visade_indikatorer(regelverk):
            yield from namnda_tolkningar(indikator.lasningar)


def _grund(regelverk: Regelverk, tolkningar: Sequence[str]) -> Iterator[str]:
    """What the template is made from: the guideline, and how it is read where it can be read in several ways."""
    yield f"Mallen följer {regelverk.titel}, utgåva {regelverk.utgava}."
    valda = [f"{id} = {regelverk.tolkning(id).vald}" for id in tolkningar]
    if valda:
        yield f"Tolkningar: {', '.join(valda)}."


def _om(avsnitt: Avsnitt, ord_: str) -> bool:
    return ord_ in avsnitt.titel.casefold()


def _saknas(
    regelverk: Regelverk,
    avsnitt: Sequence[Avsnitt],
    namn: str,
    period: str | None,
    utfall: Mapping[str, Utfall] | None,
) -> Iterator[str]:
    if not namn:
        yield "Nämnden är inte vald: mallen har med vad som gäller någon nämnd, och säger vilka det gäller."
    if period is None:
        yield "Perioden är inte vald: fyll i den på framsidan, eller ange den med --period."
    if not regelverk.indikatorer:
        yield "Indikatorer: riktlinjen har inga."
    elif not any(_om(a, _DELMAL) for a in avsnitt):
        yield "Indikatorer: rapporten har ingen rubrik för delmålen, så de är inte med."
    elif utfall is None:
        yield "Senaste utfall: inga är angivna med --utfall, så den kolumnen är inte med."
    elif not any(u.varde is not None for u in utfall.values()):
        yield "Senaste utfall: filen har inget känt värde."
