"""Sammanställning: one picture of a reporting occasion, of what every nämnd has sent in and of the koncern.

``svar`` holds what it says, ``namnd`` where each nämnd stands, ``prognos`` the forecasts, ``koncern`` the delmål and
``forandring`` what has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from ...errors import KalenderFel, RapportFel, UtfallFel
from ...models.bas import skriv_id
from ...models.kalla import Kalla
from ...models.namnd import Namnd
from ...models.papekande import Papekande
from ...models.rapport import Bedomning, Rapport
from ...models.regelverk import Regelverk
from ...models.skalor import Allvar, Rapporttyp
from ...models.tillfallesunderlag import Namndunderlag, Tillfallesunderlag
from ...models.utfall import Utfall
from ..arbetsdagar import Arbetskalender
from ..perioder import kontrollera_period, kontrollera_rapporttyp, oforenlig
from ..rubrikmatchning import nyckel
from ..utfallslasning import Givet
from .forandring import jamfor_tillfallen
from .koncern import granska_bidragen, granska_perioderna, koncernbidrag, koncerndelmal, koncernens_statusar
from .namnd import (
    Tillfallesfraga,
    granska_bedomningarna,
    granska_inlamningarna,
    namndens_namn,
    namndlage,
    passande_underlag,
)
from .prognos import prognossumma
from .svar import Sammanstallning, Tillfallesjamforelse

__all__ = ["Sammanstallning", "sammanstall"]

_SVENSK: Final = Arbetskalender()


def sammanstall(
    regelverk: Regelverk,
    inlamnade: Iterable[Namndunderlag | Rapport],
    *,
    period: str,
    rapporttyp: Rapporttyp | None = None,
    utfall: Mapping[str, Givet] | None = None,
    motsagda: Iterable[str] = (),
    bedomningar: Iterable[Bedomning] = (),
    foregaende: Tillfallesunderlag | None = None,
    dag: date | None = None,
    beslutad: date | None = None,
    papekanden: Iterable[Papekande] = (),
    overhoppade: int = 0,
    kalender: Arbetskalender = _SVENSK,
) -> Sammanstallning:
    """One picture of a reporting occasion.

    The koncern's figure for an indicator is its own when there is one, else one that exactly one nämnd delivers or
    several deliver alike; when theirs differ it is not known. Nothing is averaged, and no sum hides what is not known.

    >>> from riktlinjer.exempelrapporter import exempelrapport
    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> rapport = exempelrapport("regionkontoret-ur2-2018")
    >>> s = sammanstall(las_regelverk("halland-2018"), [rapport], rapporttyp=Rapporttyp.UR2, period="2018-08")
    >>> s.titel, s.prognos.text.replace("\\xa0", "_")
    ('Arbetsmaterial: sammanställning UR2 augusti 2018', '−6,0_mnkr för 1 av 9 nämnder; 8 är inte kända')

    Args:
        inlamnade: what each nämnd has sent in; a report that names its nämnd stands for itself.
        period: the last month that the occasion covers, an ISO month.
        rapporttyp: None when it is not known; then neither sections nor åtgärdsplaner are.
        utfall: the koncern's own outcomes, by indicator id.
        motsagda: the indicators of which the koncern's own figures are said differently, and so not known.
        bedomningar: the koncern's assessments of its delmål, at most one of each.
        foregaende: what was received at the occasion before, with its period.
        dag: the day of the picture; without it, whether what has not come in is late is not known.
        beslutad: when the picture was decided; None leaves it arbetsmaterial.
        papekanden: findings from the reading, to stand with those made here.
        overhoppade: how many files the reading passed over.
        kalender: the workdays that lateness is counted in.

    Raises:
        OkantId: a nämnd, indicator or delmål that the guideline does not have.
        RapportFel: a report that does not say whose it is, two of one nämnd, or two assessments of one delmål.
        UtfallFel: outcomes that cannot be read; all at once, with whose they are.
        KalenderFel: ``period`` is no ISO month, or has another report than ``rapporttyp``.
        TypeError: an argument of the wrong Python type.
    """
    _kontrollera(regelverk, period, rapporttyp, foregaende)
    fraga = Tillfallesfraga(regelverk, rapporttyp, period, dag, kalender)
    bedomningar = tuple(bedomningar)
    _kontrollera_bedomningar(regelverk, bedomningar)
    funna: list[Papekande] = [*papekanden, *_utan_tidplan(fraga)]
    givna = _per_namnd(regelverk, inlamnade)
    nu = _passande(fraga, givna, funna)
    fore = _fore(fraga, foregaende, funna)
    namnder = tuple(
        namndlage(fraga, namnd, nu.get(namnd.id), fore[namnd.id].rapport if namnd.id in fore else None)
        for namnd in _namnder(regelverk, givna)
    )
    bidrag = koncernbidrag(regelverk, _utfall(utfall or {}), nu.values(), motsagda)
    oversikt = koncernens_statusar(fraga, bidrag)
    oversikt_fore = None
    if foregaende is not None and foregaende.period is not None:
        fraga_fore = Tillfallesfraga(regelverk, foregaende.rapporttyp, foregaende.period, None, kalender)
        oversikt_fore = koncernens_statusar(
            fraga_fore, koncernbidrag(regelverk, dict(foregaende.utfall), fore.values(), foregaende.motsagda)
        )
    delmal = tuple(koncerndelmal(regelverk, oversikt, bidrag, bedomningar, namnder, oversikt_fore))
    forandring: Tillfallesjamforelse | None = None
    if foregaende is not None:
        forandring, ojamforda = jamfor_tillfallen(foregaende, fore, nu, delmal, bedomningar)
        funna += ojamforda
    for lage in namnder:
        funna += (*granska_inlamningarna(fraga, lage), *granska_bedomningarna(regelverk, lage))
    anvanda = {b.indikator for d in delmal for b in d.bidrag}
    ovriga = tuple(b for b in bidrag if b.indikator not in anvanda and (b.utfall is not None or b.bidrag))
    namn = {n.namnd: n.namn for n in namnder}
    funna += granska_bidragen(regelverk, (b for b in bidrag if b.indikator in anvanda), namn)
    funna += granska_perioderna(fraga, bidrag, anvanda, namn)
    return Sammanstallning(
        regelverk=regelverk.id,
        utgava=regelverk.utgava,
        titel_regelverk=regelverk.titel,
        organisation=regelverk.organisation,
        rapporttyp=rapporttyp,
        period=period,
        dag=dag,
        beslutad=beslutad,
        arbetsmaterial=beslutad is None or (dag is not None and dag < beslutad),
        namnder=namnder,
        prognos=prognossumma({n.namnd: n.prognos for n in namnder}),
        delmal=delmal,
        ovriga_bidrag=ovriga,
        forandring=forandring,
        papekanden=tuple(funna),
        overhoppade=overhoppade,
        underlag=oversikt.underlag,
    )


def _kontrollera(
    regelverk: Regelverk, period: str, rapporttyp: Rapporttyp | None, foregaende: Tillfallesunderlag | None
) -> None:
    if not isinstance(regelverk, Regelverk):
        raise TypeError(f"väntade ett Regelverk (se las_regelverk), fick {type(regelverk).__name__}")
    if foregaende is not None and not isinstance(foregaende, Tillfallesunderlag):
        raise TypeError(f"väntade ett Tillfallesunderlag, fick {type(foregaende).__name__}")
    kontrollera_period(period)
    if rapporttyp is not None:
        kontrollera_rapporttyp(rapporttyp)
        if (fel := oforenlig(regelverk, rapporttyp, period)) is not None:
            raise KalenderFel(fel)
    if foregaende is not None and foregaende.period is not None:
        _kontrollera_foregaende(regelverk, foregaende.rapporttyp, foregaende.period, period)


def _kontrollera_foregaende(regelverk: Regelverk, rapporttyp: Rapporttyp | None, fore: str, period: str) -> None:
    if fore >= period:
        raise KalenderFel(f"det föregående tillfället gäller {fore}, som inte är före {period}")
    if rapporttyp is not None and (fel := oforenlig(regelverk, rapporttyp, fore)) is not None:
        raise KalenderFel(f"det föregående tillfället: {fel}")


def _kontrollera_bedomningar(regelverk: Regelverk, bedomningar: tuple[Bedomning, ...]) -> None:
    for bedomning in bedomningar:
        regelverk.delmal_med_id(bedomning.delmal)
    if len({b.delmal for b in bedomningar}) < len(bedomningar):
        raise RapportFel("ett delmål har två bedömningar för koncernen; ange en")


def _utan_tidplan(fraga: Tillfallesfraga) -> Iterator[Papekande]:
    if fraga.tillfalle is None:
        vad = f"{fraga.regelverk.titel} har ingen tidplan"
        if fraga.regelverk.tidplan is not None:
            vad = f"Tidplanen i {fraga.regelverk.titel} har inget tillfälle för {fraga.period}"
        text = f"{vad}, så när rapporterna ska vara inlämnade är inte känt."
        yield Papekande(kod="SAMMANSTALLNING-12", allvar=Allvar.UPPLYSNING, text=text)


def _per_namnd(regelverk: Regelverk, inlamnade: Iterable[Namndunderlag | Rapport]) -> dict[str, Namndunderlag]:
    """What each nämnd has sent in, by id."""
    per_id: dict[str, Namndunderlag] = {}
    namn = {nyckel(n.namn): n.id for n in regelverk.namnder}
    for given in inlamnade:
        if isinstance(given, Rapport):
            if given.namnd is None:
                raise RapportFel("rapporten säger inte vilken nämnd den är från; ge den i ett Namndunderlag")
            id = namn.get(nyckel(given.namnd), given.namnd) if regelverk.namnder else skriv_id(given.namnd)
            _kontrollera_namnd(regelverk, id)
            given = Namndunderlag(namnd=id, rapport=given)
        elif not isinstance(given, Namndunderlag):
            raise TypeError(f"väntade Namndunderlag eller Rapport, fick {type(given).__name__}")
        _kontrollera_namnd(regelverk, given.namnd)
        if given.namnd in per_id:
            raise RapportFel(f"{given.namnd} har två rapporter; ange den som gäller")
        per_id[given.namnd] = given
    return per_id


def _kontrollera_namnd(regelverk: Regelverk, id: str) -> None:
    if regelverk.namnder:
        regelverk.namnd(id)
    elif not id:
        raise RapportFel("rapportens nämnd har ingen bokstav; ge den i ett Namndunderlag")


def _passande(
    fraga: Tillfallesfraga, underlag: Mapping[str, Namndunderlag], funna: list[Papekande]
) -> dict[str, Namndunderlag]:
    """What counts, in the order of the guideline's nämnder, so that the order of what is given does not matter."""
    passande: dict[str, Namndunderlag] = {}
    for namnd in _namnder(fraga.regelverk, underlag):
        if namnd.id in underlag:
            passande[namnd.id], nya = passande_underlag(fraga, underlag[namnd.id])
            funna += nya
    return passande


def _fore(
    fraga: Tillfallesfraga, foregaende: Tillfallesunderlag | None, funna: list[Papekande]
) -> dict[str, Namndunderlag]:
    if foregaende is None:
        return {}
    per_id = _per_namnd(fraga.regelverk, foregaende.namnder)
    if foregaende.period is None:
        return per_id
    egen = Tillfallesfraga(fraga.regelverk, foregaende.rapporttyp, foregaende.period, None, fraga.kalender)
    nya = list(foregaende.papekanden)
    passande = _passande(egen, per_id, nya)
    for p in nya:  # what is wrong there is not wrong here: at most it leaves a change unknown
        allvar = Allvar.VARNING if p.allvar is Allvar.FEL else p.allvar
        funna.append(Papekande(**{**dict(p), "allvar": allvar, "text": f"Föregående tillfälle: {p.text}"}))
    return passande


def _namnder(regelverk: Regelverk, underlag: Mapping[str, Namndunderlag]) -> tuple[Namnd, ...]:
    """The guideline's nämnder; those that have sent in something when it has none."""
    if regelverk.namnder:
        return regelverk.namnder
    kalla = Kalla(dokument=regelverk.titel, avsnitt="(inga nämnder)")
    return tuple(
        Namnd(id=id, namn=namndens_namn(regelverk, underlag[id]), grunduppdrag="", grupper=(), kalla=kalla)
        for id in sorted(underlag)
    )


def _utfall(givna: Mapping[str, Givet]) -> dict[str, Utfall]:
    fel: list[str] = []
    lasta: dict[str, Utfall] = {}
    for id, varde in givna.items():
        try:
            lasta[id] = varde if isinstance(varde, Utfall) else Utfall(varde)
        except UtfallFel as exc:
            fel += [f"{id}: {text}" for text in exc.fel]
    if fel:
        raise UtfallFel(*fel)
    return lasta
