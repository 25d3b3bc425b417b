"""Åtgärdsplan: whether one is owed, by when, and what is missing in one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, NoReturn

from ..errors import KalenderFel, Regelfel, RegelverkFel, UtfallFel
from ..models.atgardsplan import Atgardsplan
from ..models.bas import Modell
from ..models.kalla import Kallor
from ..models.papekande import Papekande, Papekanden
from ..models.planregler import Atgardsplansregler
from ..models.regelverk import Regelverk
from ..models.skalor import Allvar, Inlamningssteg, Rapporttyp, Utfallsslag
from ..models.tal import KRONOR, skriv_med_enhet
from ..models.tidplan import Tidplan, Tillfalle
from ..models.utfall import Talvarde, Utfall
from .lasningar import Val, alla_val, gallande, namnda_tolkningar
from .perioder import kontrollera_rapporttyp, oforenlig, rapporttyp_for

_DELAR: Final = {
    "beslutad": "om planen är beslutad",
    "status": "vad dess status är",
    "vidtagna": "vilka åtgärder som är vidtagna",
    "planerade": "vilka åtgärder som är planerade",
    "effekt": "åtgärdernas effekt",
}


class Rapporthanvisning(Modell):
    """A report that the plan is described in or attached to."""

    rapporttyp: Rapporttyp
    period: str
    """The last month it covers, an ISO month."""
    preliminar: date | None = None
    """When the preliminary report is due; None when the timetable does not say."""
    beslutad: date | None = None
    """When the decided report is due; None when the timetable does not say."""


class Atgardsplanskrav(Modell):
    """Whether an åtgärdsplan is owed. Has no truth value of its own: ask ``kravs``, which may be None."""

    kravs: bool | None
    """None when it is not known: the figure is missing, or an open tolkning decides."""
    beskrivs_i: Rapporthanvisning | None
    """The report that describes the plan: the same one. None when none is owed, or an open tolkning decides."""
    bifogas_senast: Rapporthanvisning | None
    """The report that the plan is attached to at the latest. None when none is owed, in ÅR (after which the timetable
    has no report), and when a tolkning leaves it open or on its own."""
    skal: str
    """Why, in Swedish."""
    tolkningar: tuple[str, ...]
    """The ids of the tolkningar that the answer rests on."""
    oppna_tolkningar: tuple[str, ...]
    """The open ones, which leave the answer open."""
    kalla: Kallor

    def __bool__(self) -> NoReturn:
        raise TypeError("ett Atgardsplanskrav är varken sant eller falskt; fråga .kravs, som kan vara None")


def kraver_atgardsplan(
    regelverk: Regelverk,
    *,
    rapporttyp: Rapporttyp,
    period: str,
    budgetavvikelse: Utfall | Talvarde,
    resultat: Utfall | Talvarde = None,
    tidplan: Tidplan | None = None,
) -> Atgardsplanskrav:
    """Whether the report owes an åtgärdsplan, and where it belongs.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> k = kraver_atgardsplan(
    ...     las_regelverk("halland-2018"), rapporttyp=Rapporttyp.UR2, period="2018-08", budgetavvikelse="−6,0 mnkr"
    ... )
    >>> k.kravs, k.bifogas_senast.period, k.bifogas_senast.preliminar
    (True, '2018-09', datetime.date(2018, 10, 9))

    Args:
        rapporttyp: the report that shows the figure.
        period: its last month, an ISO month.
        budgetavvikelse: the deviation from budget, negative for a deficit: the forecast for the full year in
            månadsrapport, UR1 and UR2, the year's deviation in ÅR. None when it is not known.
        resultat: the result that goes with it; asked for only by a reading of ``atgardsplan-utlosare``.
        tidplan: the timetable to take the next report from; without it, the published one.

    Raises:
        KalenderFel: ``period`` is no ISO month, or has another report than ``rapporttyp``.
        UtfallFel: a figure that cannot be read, or that says that it is no forecast where a forecast decides.
        RegelverkFel: the guideline has no rules for åtgärdsplaner.
        TypeError: an argument of the wrong Python type.
    """
    regler = _regler(regelverk)
    kontrollera_rapporttyp(rapporttyp)
    if (fel := oforenlig(regelverk, rapporttyp, period)) is not None:
        raise KalenderFel(fel)
    figurer = {
        namn: _figur(namn, givet, rapporttyp, period)
        for namn, givet in (("budgetavvikelse", budgetavvikelse), ("resultat", resultat))
    }
    tolkningar = namnda_tolkningar((regler.utlosare, regler.plikt))
    kravs = {_kravs(regler, val, rapporttyp, figurer) for val in alla_val(regelverk, tolkningar)}
    svar = kravs.pop() if len(kravs) == 1 else None
    beror_pa = _som_skiljer(regelverk, regler, tolkningar, rapporttyp, figurer)
    beskrivs: Rapporthanvisning | None = None
    bifogas: Rapporthanvisning | None = None
    if svar is not False:
        tillfallen = (tidplan or regelverk.tidplan or _utan_tidplan(regelverk)).tillfallen
        nasta = _nasta(regelverk, period, tillfallen)
        platser = namnda_tolkningar(regler.plats)
        if nasta is not None and not _pafoljande(period, nasta):
            platser += namnda_tolkningar(regler.uppskov)
        denna = _hanvisning(period, rapporttyp, tillfallen)
        val = list(alla_val(regelverk, namnda_tolkningar((regler.plats, regler.uppskov))))
        beskrivs = _enda(denna if any(p.i_samma_rapport for p in gallande(regler.plats, v)) else None for v in val)
        bifogas = _enda(_bifogas(regler, v, period, nasta) for v in val)
        beror_pa += tuple(id for id in platser if id not in beror_pa)
    oppna = tuple(id for id in beror_pa if regelverk.tolkning(id).ar_oppen)
    return Atgardsplanskrav(
        kravs=svar,
        beskrivs_i=beskrivs,
        bifogas_senast=bifogas,
        skal=_skal(regelverk, regler, svar, rapporttyp, figurer),
        tolkningar=beror_pa,
        oppna_tolkningar=oppna,
        kalla=regler.kalla,
    )


def granska_atgardsplan(regelverk: Regelverk, plan: Atgardsplan) -> Papekanden:
    """What the guideline demands of a plan and the plan does not say; empty when nothing is missing.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> plan = Atgardsplan(beslutad=False, status="pågår", vidtagna=[], planerade=["Färre inhyrda"])
    >>> [p.text for p in granska_atgardsplan(las_regelverk("halland-2018"), plan)]
    ['Åtgärdsplanen säger inte åtgärdernas effekt.']

    Raises:
        RegelverkFel: the guideline has no rules for åtgärdsplaner.
    """
    if not isinstance(plan, Atgardsplan):
        raise TypeError(f"väntade en Atgardsplan, fick {type(plan).__name__}")
    regler = _regler(regelverk)
    tolkningar = namnda_tolkningar(regler.innehall)
    krav = [
        {del_ for innehall in gallande(regler.innehall, val) for del_ in innehall.delar}
        for val in alla_val(regelverk, tolkningar)
    ]
    funna: list[Papekande] = []
    for del_, vad in _DELAR.items():
        if getattr(plan, del_) not in (None, "") or not any(del_ in delar for delar in krav):
            continue
        alltid = all(del_ in delar for delar in krav)
        funna.append(
            Papekande(
                kod=f"PLAN-{list(_DELAR).index(del_) + 1:02}",
                allvar=Allvar.FEL if alltid else Allvar.VARNING,
                text=f"Åtgärdsplanen säger inte {vad}."
                + ("" if alltid else " Om det krävs beror på en öppen tolkning."),
                plats=del_,
                kalla=regler.kalla[0],
                tolkning=None if alltid else tolkningar[0],
            )
        )
    return Papekanden(funna)


def _regler(regelverk: Regelverk) -> Atgardsplansregler:
    if regelverk.atgardsplan is None:
        raise RegelverkFel([Regelfel(regelverk.id, "atgardsplan", "regelverket har inga regler för åtgärdsplaner")])
    return regelverk.atgardsplan


def _utan_tidplan(regelverk: Regelverk) -> NoReturn:
    raise KalenderFel(f"{regelverk.titel} har ingen tidplan")


def _figur(namn: str, givet: Utfall | Talvarde, rapporttyp: Rapporttyp, period: str) -> Utfall:
    """The figure, when it is of the kind that decides."""
    try:
        utfall = givet if isinstance(givet, Utfall) else Utfall(givet)
    except UtfallFel as exc:
        raise UtfallFel(*(f"{namn}: {fel.removeprefix('varde: ')}" for fel in exc.fel)) from None
    if utfall.enhet is not None and utfall.enhet not in KRONOR:
        raise UtfallFel(f"{namn}: enheten är {utfall.enhet}, väntade {', '.join(KRONOR)}")
    prognos_avgor = rapporttyp is not Rapporttyp.AR
    if utfall.slag is not None and (utfall.slag is Utfallsslag.HELARSPROGNOS) is not prognos_avgor:
        avgor = "helårsprognosen" if prognos_avgor else "årets utfall"
        raise UtfallFel(f"{namn}: siffran är {utfall.slag.value}; i {rapporttyp.namn} avgör {avgor}")
    if utfall.period is not None and utfall.period != period:
        raise UtfallFel(f"{namn}: siffran avser {utfall.period}, men frågan gäller {period}")
    return utfall


def _kravs(regler: Atgardsplansregler, val: Val, rapporttyp: Rapporttyp, figurer: dict[str, Utfall]) -> bool | None:
    """Whether a plan is owed under one choice of readings; None when the figure is missing."""
    plikter = [p for p in gallande(regler.plikt, val) if rapporttyp in p.rapporttyper]
    if not plikter:
        return False
    varden = [figurer[utlosare.figur].varde for utlosare in gallande(regler.utlosare, val)]
    if any(v is not None and (v < 0 or (v == 0 and any(p.aven_noll for p in plikter))) for v in varden):
        return True
    return None if any(v is None for v in varden) else False


def _som_skiljer(
    regelverk: Regelverk,
    regler: Atgardsplansregler,
    tolkningar: tuple[str, ...],
    rapporttyp: Rapporttyp,
    figurer: dict[str, Utfall],
) -> tuple[str, ...]:
    """The tolkningar whose readings, the others as they are chosen, give different answers, and the one that says
    which figure decides."""
    beror_pa = list(namnda_tolkningar(regler.utlosare))
    for id in tolkningar:
        svar = {
            frozenset(
                _kravs(regler, val, rapporttyp, figurer)
                for val in alla_val(regelverk.med_tolkningar({id: lasning.id}), tolkningar)
            )
            for lasning in regelverk.tolkning(id).lasningar
        }
        if len(svar) > 1 and id not in beror_pa:
            beror_pa.append(id)
    return tuple(beror_pa)


def _nasta(regelverk: Regelverk, period: str, tillfallen: tuple[Tillfalle, ...]) -> Rapporthanvisning | None:
    """The next report after this month within the year; None after the year's last."""
    for manad in range(int(period[5:]) + 1, 13):
        nasta = f"{period[:4]}-{manad:02}"
        rapporttyp = rapporttyp_for(regelverk, nasta)
        if rapporttyp is not None:
            return _hanvisning(nasta, rapporttyp, tillfallen)
    return None


def _bifogas(
    regler: Atgardsplansregler, val: Val, period: str, nasta: Rapporthanvisning | None
) -> Rapporthanvisning | None:
    if nasta is None or not any(plats.i_nasta_rapport for plats in gallande(regler.plats, val)):
        return None
    vantar = any(uppskov.till_nasta_rapport for uppskov in gallande(regler.uppskov, val))
    return nasta if _pafoljande(period, nasta) or vantar else None


def _pafoljande(period: str, nasta: Rapporthanvisning) -> bool:
    """Whether the next report is that of the month after."""
    return int(nasta.period[5:]) == int(period[5:]) + 1


def _hanvisning(period: str, rapporttyp: Rapporttyp, tillfallen: tuple[Tillfalle, ...]) -> Rapporthanvisning:
    tillfalle = next((t for t in tillfallen if t.period == period), None)
    if tillfalle is None:
        return Rapporthanvisning(rapporttyp=rapporttyp, period=period)
    return Rapporthanvisning(
        rapporttyp=rapporttyp,
        period=period,
        preliminar=_dag(tillfalle, Inlamningssteg.PRELIMINAR),
        beslutad=_dag(tillfalle, Inlamningssteg.BESLUTAD),
    )


def _dag(tillfalle: Tillfalle, steg: Inlamningssteg) -> date | None:
    inlamning = tillfalle.inlamning(steg)
    return None if inlamning is None else inlamning.datum


def _enda(svar: Iterable[Rapporthanvisning | None]) -> Rapporthanvisning | None:
    """The answer that every reading gives; None when they differ."""
    olika = set(svar)
    return olika.pop() if len(olika) == 1 else None


def _skal(
    regelverk: Regelverk,
    regler: Atgardsplansregler,
    kravs: bool | None,
    rapporttyp: Rapporttyp,
    figurer: dict[str, Utfall],
) -> str:
    vem = "Årets" if rapporttyp is Rapporttyp.AR else "Helårsprognosens"
    avgor = dict.fromkeys(
        utlosare.figur
        for val in alla_val(regelverk, namnda_tolkningar(regler.utlosare))
        for utlosare in gallande(regler.utlosare, val)
    )
    satser = [f"{vem} {namn} är {_skriv(figurer[namn])}" for namn in avgor]
    match kravs:
        case True:
            slut = "en åtgärdsplan krävs"
        case False:
            slut = "ingen åtgärdsplan krävs"
        case None:
            slut = "om en åtgärdsplan krävs kan inte avgöras"
    return f"{', '.join(satser)}; {slut}."


def _skriv(figur: Utfall) -> str:
    return "inte känd" if figur.varde is None else skriv_med_enhet(figur.varde, figur.enhet)
