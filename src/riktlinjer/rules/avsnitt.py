"""Avsnitt: the sections that a report must hold, and what each demands, for a report type, a reader and a nämnd."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from ..errors import Regelfel, RegelverkFel
from ..models.bas import Modell
from ..models.kalla import Kalla
from ..models.rapportmall import Galler, Mallavsnitt, Mallkrav
from ..models.regelverk import Regelverk
from ..models.skalor import Mottagare, Rapporttyp
from .lasningar import Val, alla_val, galler, namnda_tolkningar

ALLA: Final = "alla"
"""The group that holds every nämnd."""


class Krav(Modell):
    """A demand that binds in the case that was asked about."""

    text: str
    galler_for: tuple[str, ...]
    """The groups of nämnder it binds; ("alla",) when it binds all."""
    tabell: str | None = None
    """The id of the table to fill in; None when there is none."""
    oppna_tolkningar: tuple[str, ...] = ()
    """The open tolkningar that decide whether it binds; empty when it does bind."""
    kalla: Kalla


class Avsnitt(Modell):
    """A section that a report must hold."""

    nummer: str | None
    """"2.2.1"; None for a required part that is no numbered heading."""
    titel: str
    obligatorisk: bool | None
    """True, or None when the guideline does not say whether it binds the nämnd (see ``oppna_tolkningar``)."""
    galler_for: tuple[str, ...]
    """The groups of nämnder it binds; ("alla",) when it binds all."""
    krav: tuple[Krav, ...]
    tolkningar: tuple[str, ...]
    """The ids of the tolkningar that the answer rests on."""
    oppna_tolkningar: tuple[str, ...]
    kalla: Kalla


def obligatoriska_avsnitt(
    regelverk: Regelverk,
    rapporttyp: Rapporttyp,
    *,
    mottagare: Mottagare = Mottagare.RS,
    namnd: str | None = None,
) -> tuple[Avsnitt, ...]:
    """The sections that the report must hold, in the template's order.

    A section whose ``obligatorisk`` is None is one that the guideline does not say whether it binds the nämnd;
    ``oppna_tolkningar`` names the question.

    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> rv = las_regelverk("halland-2018")
    >>> [a.nummer for a in obligatoriska_avsnitt(rv, Rapporttyp.AR) if a.nummer and a.nummer.startswith("2.2")]
    ['2.2', '2.2.2']

    Args:
        mottagare: who reads the report; a månadsrapport to RS holds less than the one that stays with the nämnd.
        namnd: the id of the nämnd. Without it, what binds only some is included, and ``galler_for`` says whom.

    Raises:
        OkantId: no nämnd has the id.
        RegelverkFel: the guideline has no report template.
        TypeError: an argument of the wrong Python type.
    """
    for argument, typ in ((rapporttyp, Rapporttyp), (mottagare, Mottagare)):
        if not isinstance(argument, typ):
            raise TypeError(f"väntade {typ.__name__}, fick {type(argument).__name__}")
    if regelverk.rapportmall is None:
        raise RegelverkFel([Regelfel(regelverk.id, "rapportmall", "regelverket har ingen rapportmall")])
    grupper = None if namnd is None else (ALLA, *regelverk.namnd(namnd).grupper)
    fall = _Fall(regelverk, rapporttyp, mottagare, grupper)
    return tuple(svar for mall in regelverk.rapportmall.avsnitt if (svar := fall.avsnitt(mall)) is not None)


class _Fall:
    """One case that is asked about: a report type, a reader, and the groups of the nämnd (None: any)."""

    def __init__(
        self, regelverk: Regelverk, rapporttyp: Rapporttyp, mottagare: Mottagare, grupper: Sequence[str] | None
    ) -> None:
        self._regelverk, self._rapporttyp, self._mottagare, self._grupper = regelverk, rapporttyp, mottagare, grupper

    def avsnitt(self, mall: Mallavsnitt) -> Avsnitt | None:
        """The section as it binds in this case; None when it does not."""
        binder = self._bindning(mall.galler)
        if binder.obligatorisk is False:
            return None
        return Avsnitt(
            nummer=mall.nummer,
            titel=mall.titel,
            obligatorisk=binder.obligatorisk,
            galler_for=binder.galler_for,
            krav=tuple(svar for krav in mall.krav if (svar := self._krav(krav)) is not None),
            tolkningar=binder.tolkningar,
            oppna_tolkningar=binder.oppna_tolkningar,
            kalla=mall.kalla,
        )

    def _krav(self, mall: Mallkrav) -> Krav | None:
        binder = self._bindning(mall.galler)
        if binder.obligatorisk is False:
            return None
        return Krav(
            text=mall.text,
            galler_for=binder.galler_for,
            tabell=mall.tabell,
            oppna_tolkningar=binder.oppna_tolkningar,
            kalla=mall.kalla,
        )

    def _passar(self, villkor: Galler) -> bool:
        """Whether the condition is about this case, whatever readings are chosen."""
        return (
            self._rapporttyp in villkor.rapporttyper
            and self._mottagare in villkor.mottagare
            and (self._grupper is None or villkor.grupp in self._grupper)
        )

    def _bindning(self, villkor: Iterable[Galler]) -> _Bindning:
        passande = tuple(v for v in villkor if self._passar(v))
        tolkningar = namnda_tolkningar(passande)
        bundna = [_bundna(passande, val) for val in alla_val(self._regelverk, tolkningar)]
        snava = [grupper for grupper in bundna if ALLA not in grupper]
        alltid = frozenset.intersection(*snava) if snava else frozenset({ALLA})
        obligatorisk = None if not all(bundna) and any(bundna) else any(bundna)
        # Asked about one nämnd, it matters that it is bound; asked about any, it matters who is.
        entydigt = len({bool(b) for b in bundna} if self._grupper is not None else set(bundna)) == 1
        vilka = alltid or frozenset.union(*bundna)
        return _Bindning(
            obligatorisk=obligatorisk,
            galler_for=tuple(dict.fromkeys(v.grupp for v in passande if v.grupp in vilka)),
            tolkningar=tolkningar,
            oppna_tolkningar=()
            if entydigt
            else tuple(id for id in tolkningar if self._regelverk.tolkning(id).ar_oppen),
        )


class _Bindning(NamedTuple):
    obligatorisk: bool | None
    galler_for: tuple[str, ...]
    tolkningar: tuple[str, ...]
    oppna_tolkningar: tuple[str, ...]


def _bundna(villkor: Iterable[Galler], val: Val) -> frozenset[str]:
    """The groups that are bound under one choice of readings; every nämnd swallows the others."""
    grupper = frozenset(v.grupp for v in villkor if galler(v, val))
    return frozenset({ALLA}) if ALLA in grupper else grupper
