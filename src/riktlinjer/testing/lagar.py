"""Lagar: what holds of every faultless rule set, and one call that holds a rule set to all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final, TypeAlias

from hypothesis import HealthCheck, given, settings, strategies as st

from ..errors import RegelverkFel, RiktlinjerError
from ..models.indikator import Indikator
from ..models.malvarde import Gransmalvarde
from ..models.regelverk import Regelverk
from ..models.skalor import Allvar, Lage, Rapporttyp, Riktning, Status
from ..models.statusregel import Antalsregel
from ..models.tolkning import OPPEN
from ..models.utfall import Utfall
from ..regelverk.tabeller import till_tabeller
from ..rules.indikatorer import berakna_indikator
from ..rules.jamforelse import jamfor_regelverk
from ..rules.malniva import berakna_malniva, nivamal
from ..rules.regelverksgranskning import granska_regelverk
from ..rules.status import berakna_status, statusberaknare
from ..rules.svar import BeraknadStatus, Statusoversikt
from .strategier import gransvarden, ofullstandiga, utfall_for, val_av_lasningar

_SAMST_FORST: Final = (Status.ROD, Status.GUL, Status.GRON)
_Utfallen: TypeAlias = Mapping[str, Utfall | None]
_Strategi: TypeAlias = st.SearchStrategy[dict[str, Utfall | None]]


def prova_regelverk(regelverk: Regelverk, antal: int = 100) -> None:
    """Holds a rule set to the laws of the library; returns when none is broken.

    The laws: it is written and read back as JSON and as TOML unchanged; the verification finds nothing of allvar fel;
    every reading of every tolkning can be asked and lies within what the open question leaves; the timetable is in
    order; compared with itself nothing differs; a further fact or reading never adds a colour or a level, and never
    changes one that is settled; a better outcome never turns a met target into a missed one, or a settled colour into a
    worse; when all is known and chosen there is exactly one colour; and every answer is written and read back
    unchanged.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> prova_regelverk(las_regelverk("narsjukvarden-halland-2022"), antal=5)

    Args:
        regelverk: the rule set; its own choice of readings is not used, every reading is tried.
        antal: how many cases are tried of each law that is about outcomes. They are the same every time.

    Raises:
        AssertionError: a law is broken; the text says in Swedish which, and for which outcome and answer.
        TypeError: an argument of the wrong Python type.
    """
    if not isinstance(regelverk, Regelverk):
        raise TypeError(f"väntade ett Regelverk, fick {type(regelverk).__name__}")
    try:
        for fast in _FASTA:
            fast(regelverk)
        fall = _Fall(regelverk)
        for lag, galler in _LAGAR:
            if galler(fall):
                _prova_lag(fall, lag, antal)
    except _Lagbrott as exc:
        raise AssertionError(str(exc)) from None


def _prova_lag(fall: _Fall, lag: _Lag, antal: int) -> None:
    """Raises for the simplest case that breaks a law."""

    @settings(
        max_examples=antal,
        deadline=None,
        database=None,
        derandomize=True,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def prova(data: st.DataObject) -> None:
        lag(fall, data)

    prova()


class _Fall:
    """What a rule set can be asked about. A strategy is made once: making one goes through the whole rule set."""

    def __init__(self, regelverk: Regelverk) -> None:
        self.regelverk = regelverk
        self.delmal = st.sampled_from([delmal.id for delmal in regelverk.delmal])
        self.lasningar, self.valda = val_av_lasningar(regelverk), val_av_lasningar(regelverk, oppna=False)
        self.nivamal = nivamal(regelverk)
        self.med_en_grans = tuple(_med_en_grans(regelverk))
        self.nagra = utfall_for(regelverk)
        self._delmalens: dict[str, _Strategi] = {}
        self._ensamma: dict[str, _Strategi] = {}

    def kompletta(self, delmal: str) -> _Strategi:
        """Complete outcomes of a delmål's indicators."""
        if delmal not in self._delmalens:
            self._delmalens[delmal] = utfall_for(self.regelverk, delmal=delmal, kompletta=True)
        return self._delmalens[delmal]

    def ett(self, indikator: Indikator) -> _Strategi:
        """A complete outcome of one indicator, for its long-term levels."""
        if indikator.id not in self._ensamma:
            bara = self.regelverk.model_copy(update={"indikatorer": (indikator,), "delmal": ()})
            self._ensamma[indikator.id] = utfall_for(bara, kompletta=True)
        return self._ensamma[indikator.id]


_Lag: TypeAlias = Callable[[_Fall, st.DataObject], None]


class _Lagbrott(Exception):
    """A law is broken."""


def _brott(regelverk: Regelverk, lag: str, vad: str, **detaljer: object) -> _Lagbrott:
    rader = [f"regelverket {regelverk.id} bryter mot lagen: {lag}", f"  {vad}"]
    rader += [f"  {namn}: {_visa(varde)}" for namn, varde in detaljer.items() if varde not in (None, {})]
    return _Lagbrott("\n".join(rader))


def _visa(varde: object) -> str:
    if isinstance(varde, frozenset):
        return (
            " eller ".join(s.value for s in type(next(iter(varde))) if s in varde) if varde else "ingen färg eller nivå"
        )
    if isinstance(varde, Mapping):
        return ", ".join(f"{n} = {v.value if isinstance(v, Status) else v}" for n, v in varde.items())
    return str(varde)


# Laws of the rule set itself


def _aterlases(regelverk: Regelverk) -> None:
    lag = "ett regelverk skrivs och läses tillbaka oförändrat"
    if Regelverk.model_validate_json(regelverk.model_dump_json()) != regelverk:
        raise _brott(regelverk, lag, "som JSON blir det ett annat")
    try:
        till_tabeller(regelverk)
    except RegelverkFel as exc:
        raise _brott(regelverk, lag, f"som TOML: {exc}") from None


def _granskas_utan_fel(regelverk: Regelverk) -> None:
    fel = [p for p in granska_regelverk(regelverk) if p.allvar is Allvar.FEL]
    if fel:
        rader = "\n  ".join(f"{p.kod} {p.plats}: {p.text}" for p in fel)
        raise _brott(regelverk, "granskningen hittar inget av allvar fel", rader)


def _lasningarna_kan_valjas(regelverk: Regelverk) -> None:
    lag = "varje läsning ligger inom det som den öppna frågan lämnar"
    for tolkning in regelverk.tolkningar:
        oppen = berakna_status(regelverk.med_tolkningar({tolkning.id: OPPEN}), {})
        for lasning in tolkning.lasningar:
            vald = berakna_status(regelverk.med_tolkningar({tolkning.id: lasning.id}), {})
            for id, svar in vald.items():
                if not svar.mojliga <= oppen[id].mojliga:
                    raise _brott(
                        regelverk,
                        lag,
                        f"{tolkning.id} = {lasning.id}, {id}",
                        öppen=oppen[id].mojliga,
                        läsning=svar.mojliga,
                    )


def _tidplanen_i_ordning(regelverk: Regelverk) -> None:
    tillfallen = () if regelverk.tidplan is None else regelverk.tidplan.tillfallen
    for a, b in pairwise(tillfallen):
        if a.period >= b.period:
            raise _brott(regelverk, "tidplanens tillfällen står i ordning", f"{b.period} står efter {a.period}")


def _lika_sig_sjalvt(regelverk: Regelverk) -> None:
    if jamfor_regelverk(regelverk, regelverk).andringar:
        raise _brott(regelverk, "jämfört med sig självt har regelverket inga ändringar", "jämförelsen visar ändringar")


_FASTA: Final = (_aterlases, _granskas_utan_fel, _lasningarna_kan_valjas, _tidplanen_i_ordning, _lika_sig_sjalvt)


# Laws of outcomes


def _mer_kunskap_om_status(fall: _Fall, data: st.DataObject) -> None:
    """A fact, a reading or the report type never adds a colour, and never changes one that is settled."""
    regelverk = fall.regelverk
    delmal = data.draw(fall.delmal)
    val = data.draw(fall.lasningar)
    alla = data.draw(fall.kompletta(delmal))
    nagra = data.draw(ofullstandiga(alla))
    typ = data.draw(st.none() | st.sampled_from(Rapporttyp))
    fore = _status(regelverk, delmal, val, nagra, typ)
    valda = {id: lasning if lasning != OPPEN else _nagon(data, regelverk, id) for id, lasning in val.items()}
    mer = {
        "fler utfall": (val, alla, typ),
        "fler valda läsningar": (valda, nagra, typ),
        "en rapporttyp": (val, nagra, typ or data.draw(st.sampled_from(Rapporttyp))),
    }
    for vad, (mer_val, mer_utfall, mer_typ) in mer.items():
        efter = _status(regelverk, delmal, mer_val, mer_utfall, mer_typ)
        vaxer = not efter.mojliga <= fore.mojliga
        if vaxer or (fore.status is not None and efter.mojliga and efter.status is not fore.status):
            raise _brott(
                regelverk,
                "mer kunskap lägger aldrig till en färg",
                f"{delmal}: med {vad} ändras svaret",
                läsningar=mer_val,
                kända=nagra,
                alla=alla,
                rapporttyp=mer_typ,
                före=fore.mojliga,
                efter=efter.mojliga,
            )


def _mer_kunskap_om_malniva(fall: _Fall, data: st.DataObject) -> None:
    regelverk = fall.regelverk
    mal = data.draw(st.sampled_from(fall.nivamal))
    val = data.draw(fall.lasningar)
    valt = regelverk.med_tolkningar(val)
    alla = {i.id: utfall for i in mal.indikatorer for utfall in data.draw(fall.ett(i)).values()}
    nagra = data.draw(ofullstandiga(alla))
    fore, efter = berakna_malniva(valt, mal.id, nagra), berakna_malniva(valt, mal.id, alla)
    if not efter.mojliga <= fore.mojliga:
        raise _brott(
            regelverk,
            "mer kunskap lägger aldrig till en målnivå",
            f"{mal.id}: med fler utfall ändras svaret",
            läsningar=val,
            kända=nagra,
            alla=alla,
            före=fore.mojliga,
            efter=efter.mojliga,
        )


def _battre_missar_inte(fall: _Fall, data: st.DataObject) -> None:
    regelverk = fall.regelverk
    indikator = data.draw(st.sampled_from(fall.med_en_grans))
    samre, battre = _tva_utfall(data, indikator, fall)
    valt = regelverk.med_tolkningar(data.draw(fall.lasningar))
    a, b = (berakna_indikator(valt, indikator.id, Utfall(v)) for v in (samre, battre))
    if a.lage is Lage.UPPNADD and b.lage is Lage.EJ_UPPNADD:
        raise _brott(
            regelverk,
            "ett bättre utfall missar aldrig ett uppnått målvärde",
            f"{indikator.id}: {samre} når målvärdet men inte {battre}, fast {indikator.riktning}",
            målvärde=indikator.malvarde,
        )


def _battre_ger_inte_samre_farg(fall: _Fall, data: st.DataObject) -> None:
    regelverk = fall.regelverk
    delmal = data.draw(fall.delmal)
    regel = regelverk.delmal_med_id(delmal).statusregel
    indikator = regelverk.indikator(data.draw(st.sampled_from(regel.indikatorer)))
    if indikator.riktning is None or (isinstance(regel, Antalsregel) and indikator not in fall.med_en_grans):
        return
    utfall = data.draw(fall.kompletta(delmal))
    val = data.draw(fall.valda)
    typ = data.draw(st.sampled_from(Rapporttyp))
    givet = utfall[indikator.id] or Utfall()
    varden = _tva_utfall(data, indikator, fall)
    a, b = (
        _status(regelverk, delmal, val, {**utfall, indikator.id: Utfall(**{**dict(givet), "varde": v})}, typ)
        for v in varden
    )
    if a.status and b.status and _SAMST_FORST.index(b.status) < _SAMST_FORST.index(a.status):
        raise _brott(
            regelverk,
            "ett bättre utfall ger aldrig en sämre färg",
            f"{delmal}: {indikator.id} = {varden[0]} ger {a.status} och {varden[1]} ger {b.status}, "
            f"fast {indikator.riktning}",
            läsningar=val,
            utfall=utfall,
            rapporttyp=typ,
        )


def _allt_kant_ger_en_farg(fall: _Fall, data: st.DataObject) -> None:
    regelverk = fall.regelverk
    delmal = data.draw(fall.delmal)
    val = data.draw(fall.valda)
    utfall = data.draw(fall.kompletta(delmal))
    typ = data.draw(st.sampled_from(Rapporttyp))
    svar = _status(regelverk, delmal, val, utfall, typ)
    if svar.saknade or any(rad.lage not in (Lage.UPPNADD, Lage.EJ_UPPNADD) for rad in svar.indikatorer):
        return  # a target that nobody can test, or a change from zero, leaves more than one
    if len(svar.mojliga) != 1:
        raise _brott(
            regelverk,
            "när allt är känt och valt finns exakt en färg",
            delmal,
            läsningar=val,
            utfall=utfall,
            rapporttyp=typ,
            svar=svar.mojliga,
        )


def _svar_aterlases(fall: _Fall, data: st.DataObject) -> None:
    regelverk = fall.regelverk
    valt = regelverk.med_tolkningar(data.draw(fall.lasningar))
    utfall = data.draw(fall.nagra)
    try:
        oversikt = berakna_status(valt, utfall, rapporttyp=data.draw(st.none() | st.sampled_from(Rapporttyp)))
        if Statusoversikt.model_validate_json(oversikt.model_dump_json()) == oversikt:
            return
        vad = "svaret blir ett annat som JSON"
    except RiktlinjerError as exc:
        vad = f"frågan kan inte besvaras: {exc}"
    raise _brott(regelverk, "varje svar skrivs och läses tillbaka oförändrat", vad, utfall=utfall)


_LAGAR: Final[tuple[tuple[_Lag, Callable[[_Fall], object]], ...]] = (
    (_svar_aterlases, lambda fall: fall.regelverk),
    (_mer_kunskap_om_status, lambda fall: fall.regelverk.delmal),
    (_mer_kunskap_om_malniva, lambda fall: fall.nivamal),
    (_battre_missar_inte, lambda fall: fall.med_en_grans),
    (_battre_ger_inte_samre_farg, lambda fall: fall.regelverk.delmal),
    (_allt_kant_ger_en_farg, lambda fall: fall.regelverk.delmal),
)
"""Each law of outcomes with what it is about; a rule set without it keeps the law."""


# What the laws are asked about


def _status(
    regelverk: Regelverk, delmal: str, val: Mapping[str, str], utfall: _Utfallen, typ: Rapporttyp | None
) -> BeraknadStatus:
    return statusberaknare(regelverk.med_tolkningar(val), delmal, typ)(utfall)


def _nagon(data: st.DataObject, regelverk: Regelverk, tolkning: str) -> str:
    return data.draw(st.sampled_from([lasning.id for lasning in regelverk.tolkning(tolkning).lasningar]))


def _tva_utfall(data: st.DataObject, indikator: Indikator, fall: _Fall) -> tuple[Decimal, Decimal]:
    """Two figures, the better one last."""
    tal = gransvarden(indikator, fall.regelverk)
    lag, hog = sorted((data.draw(tal), data.draw(tal)))
    return (lag, hog) if indikator.riktning is Riktning.HOGRE else (hog, lag)


def _med_en_grans(regelverk: Regelverk) -> Iterator[Indikator]:
    """The indicators with a direction whose target is one bound: an interval has two sides to leave by."""
    for indikator in regelverk.alla_indikatorer:
        malvarden: list[Any] = [indikator.malvarde, *(lasning.malvarde for lasning in indikator.lasningar)]
        if indikator.riktning is not None and all(isinstance(m, Gransmalvarde) for m in malvarden):
            yield indikator
