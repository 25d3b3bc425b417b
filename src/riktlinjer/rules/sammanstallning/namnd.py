"""Nämnd: what is known of one nämnd at a reporting occasion."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ...models.bas import skriv_id
from ...models.datum import skriv_dag
from ...models.namnd import Namnd
from ...models.papekande import Papekande
from ...models.rapport import Bedomning, Rapport
from ...models.regelverk import Regelverk
from ...models.skalor import Allvar, Inlamningssteg, Mottagare, Rapporttyp
from ...models.tidplan import Tillfalle
from ...models.tillfallesunderlag import Namndunderlag, kand_period
from ...models.utfall import Utfall
from ..arbetsdagar import Arbetskalender
from ..atgardsplan import kraver_atgardsplan
from ..inlamningsgranskning import STEGNAMN, Inlamningslage, inlamningslage, skriv_forsening, stegets_frist
from ..plangranskning import PLANKODER
from ..rapportgranskning import granska_rapport
from ..rubrikmatchning import nyckel
from .svar import INTE_INLAMNAD, MNKR, Namndlage, Namndplan, Planlage, Stegsinlamning


class Tillfallesfraga(NamedTuple):
    """The occasion that is summed up."""

    regelverk: Regelverk
    rapporttyp: Rapporttyp | None
    period: str
    dag: date | None
    kalender: Arbetskalender

    @property
    def tillfalle(self) -> Tillfalle | None:
        """The occasion in the timetable; None when the guideline has none."""
        tidplan = self.regelverk.tidplan
        return None if tidplan is None else tidplan.tillfalle(self.period)


def passande_underlag(fraga: Tillfallesfraga, underlag: Namndunderlag) -> tuple[Namndunderlag, list[Papekande]]:
    """What counts of what a nämnd has sent in, with the report's nämnd by id; a report that says that it is another
    nämnd's, or for another occasion, does not count for anybody."""
    rapport = underlag.rapport
    if rapport is None:
        return underlag, []
    namn = namndens_namn(fraga.regelverk, underlag)
    sagd, okand = _sagd_namnd(fraga.regelverk, underlag.namnd, rapport)
    period = kand_period(rapport)
    fel = [
        f"{vad} är {sagt}, väntade {vantat}"
        for vad, sagt, vantat in (
            ("nämnden", sagd, namn),
            ("perioden", period, fraga.period),
            ("rapporttypen", rapport.rapporttyp, fraga.rapporttyp),
        )
        if sagt is not None and vantat is not None and sagt != vantat
    ]
    if fel:
        text = (
            f"{namn}: rapporten räknas inte: {'; '.join(fel)}. Rätta rapporten, flytta den eller ange i registret "
            "vilken som gäller."
        )
        oklara = tuple(dict.fromkeys((*underlag.oklara_filer, *(underlag.filer or ("rapporten",)))))
        utan = Namndunderlag(**{**dict(underlag), "rapport": None, "oklara_filer": oklara})
        return utan, [_papekande("SAMMANSTALLNING-06", Allvar.FEL, text, underlag.namnd)]
    papekanden = []
    otydliga = [f"nämnden ”{okand}”"] if okand else []
    otydliga += [f"perioden ”{rapport.period}”"] if rapport.period is not None and period is None else []
    if otydliga:
        text = f"{namn}: rapporten anger {' och '.join(otydliga)}, som inte känns igen; den räknas där den ligger."
        papekanden.append(_papekande("SAMMANSTALLNING-06", Allvar.VARNING, text, underlag.namnd))
    if underlag.versioner and rapport.versioner and set(underlag.versioner) != set(rapport.versioner):
        text = f"{namn}: registret och rapporten säger olika om inlämningarna; registret gäller. Rätta det som är fel."
        papekanden.append(_papekande("SAMMANSTALLNING-15", Allvar.VARNING, text, underlag.namnd))
    versioner = underlag.versioner or rapport.versioner
    falt = {"namnd": underlag.namnd, "period": fraga.period, "versioner": versioner}
    if fraga.rapporttyp is not None:
        falt["rapporttyp"] = fraga.rapporttyp
    hel = Rapport(**{**dict(rapport), **falt})
    return Namndunderlag(**{**dict(underlag), "rapport": hel, "versioner": versioner}), papekanden


def namndens_namn(regelverk: Regelverk, underlag: Namndunderlag) -> str:
    """The nämnd's name; in a guideline without nämnder the one that its report says, or else the id."""
    if regelverk.namnder:
        return regelverk.namnd(underlag.namnd).namn
    sagd = None if underlag.rapport is None else underlag.rapport.namnd
    return sagd if sagd is not None and _kan_heta(underlag.namnd, sagd) else underlag.namnd


def _sagd_namnd(regelverk: Regelverk, id: str, rapport: Rapport) -> tuple[str | None, str | None]:
    """The name of the nämnd that a report says that it is from; and what it says when the guideline has no such."""
    sagd = rapport.namnd
    if sagd is None:
        return None, None
    if not regelverk.namnder:  # which may be called something else than the folder is
        return None, None if _kan_heta(id, sagd) else sagd
    kanda = {nyckel(n.namn): n.namn for n in regelverk.namnder} | {n.id: n.namn for n in regelverk.namnder}
    funnen = kanda.get(sagd) or kanda.get(nyckel(sagd))
    return funnen, None if funnen else sagd


def _kan_heta(id: str, namn: str) -> bool:
    """Whether an id made of a folder's or a file's name may be the nämnd's of this name."""
    return f"{id}-".startswith(f"{skriv_id(namn)}-")


def namndlage(
    fraga: Tillfallesfraga, namnd: Namnd, underlag: Namndunderlag | None, foregaende: Rapport | None
) -> Namndlage:
    """Where the nämnd stands.

    Args:
        underlag: what counts of what it has sent in; None when nothing came.
        foregaende: its report at the occasion before; None when there is none.
    """
    rapport = None if underlag is None else underlag.rapport
    granskning = None
    if rapport is not None:
        granskning = granska_rapport(
            fraga.regelverk, rapport, mottagare=Mottagare.RS, foregaende=foregaende, kalender=fraga.kalender
        )
    return Namndlage(
        namnd=namnd.id,
        namn=namnd.namn,
        filer=() if underlag is None else underlag.filer,
        har_rapport=True if rapport is not None else None if underlag and underlag.oklara_filer else False,
        inlamningar=tuple(_inlamningar(fraga, underlag)),
        granskning=granskning,
        prognos=None if rapport is None else rapport.prognos_budgetavvikelse,
        atgardsplan=_plan(fraga, rapport, granskning or ()),
        bedomningar=_bedomningar(underlag),
    )


def granska_inlamningarna(fraga: Tillfallesfraga, lage: Namndlage) -> Iterator[Papekande]:
    """What the compiled picture itself finds of a nämnd's submissions. A late version is told by the check of the
    report, when there is one."""
    for inlamning in lage.inlamningar:
        sista = max((v.mottagen for v in inlamning.versioner if v.mottagen is not None), default=None)
        if fraga.dag is not None and sista is not None and sista > fraga.dag:
            text = (
                f"{lage.namn}: den {STEGNAMN[inlamning.steg]} versionen är mottagen {skriv_dag(sista)}, efter "
                f"sammanställningens dag {skriv_dag(fraga.dag)}. Kontrollera dagarna."
            )
            yield _papekande("SAMMANSTALLNING-13", Allvar.VARNING, text, lage.namnd, inlamning.kalla)
        if inlamning.lage is Inlamningslage.INTE_INLAMNAD and inlamning.forsenad:
            assert inlamning.frist is not None
            text = (
                f"{lage.namn}: den {STEGNAMN[inlamning.steg]} rapporten är inte inlämnad; den skulle ha lämnats senast "
                f"{skriv_dag(inlamning.frist)}."
            )
            yield _papekande(INTE_INLAMNAD, _allvar(inlamning), text, lage.namnd, inlamning.kalla)
        elif inlamning.lage is Inlamningslage.SEN and lage.granskning is None and inlamning.mottagen is not None:
            assert inlamning.frist is not None
            hur = f"{skriv_forsening(inlamning.arbetsdagar_sen)} {skriv_dag(inlamning.frist)}"
            text = (
                f"{lage.namn}: den {STEGNAMN[inlamning.steg]} rapporten är mottagen {skriv_dag(inlamning.mottagen)}, "
                f"{hur}."
            )
            yield _papekande("SAMMANSTALLNING-14", _allvar(inlamning), text, lage.namnd, inlamning.kalla)


def _allvar(inlamning: Stegsinlamning) -> Allvar:
    """How serious it is that something is late: no workday late is no fault yet."""
    return Allvar.VARNING if inlamning.arbetsdagar_sen == 0 else Allvar.FEL


def granska_bedomningarna(regelverk: Regelverk, lage: Namndlage) -> Iterator[Papekande]:
    """The nämnd's assessments of delmål that the guideline does not have."""
    kanda = {delmal.id for delmal in regelverk.delmal}
    for bedomning in lage.bedomningar:
        if bedomning.delmal not in kanda:
            text = (
                f"{lage.namn} bedömer {bedomning.delmal}, som inte är något av riktlinjens delmål; bedömningen visas "
                "inte. Rätta id:t."
            )
            yield _papekande("SAMMANSTALLNING-18", Allvar.VARNING, text, lage.namnd)


def _inlamningar(fraga: Tillfallesfraga, underlag: Namndunderlag | None) -> Iterator[Stegsinlamning]:
    tillfalle = fraga.tillfalle
    versioner = () if underlag is None else underlag.versioner
    # A report that does not say which version it is may be either; one that is decided was preliminary first.
    odaterad = underlag is not None and not versioner and bool(underlag.rapport or underlag.oklara_filer)
    har_beslutad = any(v.steg is Inlamningssteg.BESLUTAD for v in versioner)
    for steg in Inlamningssteg:
        egna = tuple(v for v in versioner if v.steg is steg)
        if tillfalle is not None and tillfalle.inlamning(steg) is None and not egna:
            continue
        frist = stegets_frist(tillfalle, steg)
        okant = odaterad or (steg is Inlamningssteg.PRELIMINAR and har_beslutad)
        svar = inlamningslage(egna, frist, fraga.kalender, dag=fraga.dag, okant=okant)
        yield Stegsinlamning(
            steg=steg,
            frist=frist,
            **svar._asdict(),
            versioner=egna,
            kalla=None if tillfalle is None else tillfalle.kalla,
        )


def _plan(fraga: Tillfallesfraga, rapport: Rapport | None, granskning: tuple[Papekande, ...]) -> Namndplan:
    brister = tuple(p for p in granskning if p.kod.startswith(PLANKODER))
    lage = _planlage(rapport)
    if fraga.regelverk.atgardsplan is None or fraga.rapporttyp is None or fraga.regelverk.tidplan is None:
        har = fraga.regelverk.atgardsplan is not None and fraga.regelverk.tidplan is not None
        skal = "Rapporttypen är inte känd." if har else "Riktlinjen har inga regler för när en åtgärdsplan krävs."
        return Namndplan(
            kravs=None, skal=skal, lage=lage, brister=brister, beskrivs_i=None, bifogas_senast=None, tolkningar=()
        )
    krav = kraver_atgardsplan(
        fraga.regelverk,
        rapporttyp=fraga.rapporttyp,
        period=fraga.period,
        budgetavvikelse=Utfall(None if rapport is None else rapport.prognos_budgetavvikelse, enhet=MNKR),
        resultat=Utfall(None if rapport is None else rapport.prognos_resultat, enhet=MNKR),
    )
    return Namndplan(
        kravs=krav.kravs,
        skal=krav.skal,
        lage=lage,
        brister=brister,
        beskrivs_i=krav.beskrivs_i,
        bifogas_senast=krav.bifogas_senast,
        tolkningar=krav.tolkningar,
    )


def _planlage(rapport: Rapport | None) -> Planlage:
    if rapport is None:
        return Planlage.INTE_KANT
    if rapport.atgardsplan is not None:
        return Planlage.LAMNAD
    if rapport.atgardsplan_kalla or any("åtgärdsplan" in f"{a.titel} {a.text}".casefold() for a in rapport.avsnitt):
        return Planlage.I_LOPTEXT
    return Planlage.INTE_LAMNAD


def _bedomningar(underlag: Namndunderlag | None) -> tuple[Bedomning, ...]:
    if underlag is None:
        return ()
    rapportens = () if underlag.rapport is None else underlag.rapport.bedomningar
    return tuple(dict.fromkeys((*underlag.bedomningar, *rapportens)))


def _papekande(kod: str, allvar: Allvar, text: str, plats: str, kalla: object = None) -> Papekande:
    return Papekande(kod=kod, allvar=allvar, text=text, plats=plats, kalla=kalla)  # type: ignore[arg-type]
