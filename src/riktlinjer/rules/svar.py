"""Svar: the answers about statuses, as light immutable objects whose rows and prose are built when they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias, TypeVar

from ..errors import OkantId
from ..models.skalor import Bedombarhet, Rapporttyp, Status
from ..models.visning import Visbar
from .provning import Antal

if TYPE_CHECKING:  # the content's models are built only when an answer is read
    from ..models.kalla import Kalla
    from ..models.papekande import Papekande
    from ..models.regelverk import Regelverk
    from .beraknad import BeraknadIndikator, Oversiktsinnehall, Statusinnehall, Underlag
    from .malniva import Malnivaoversikt

_Fakta = TypeVar("_Fakta")
_Av = TypeVar("_Av", contravariant=True)
_ORDNING: Final = tuple(Status)
_ny: Final = object.__new__
_satt: Final = object.__setattr__

Utslag: TypeAlias = tuple[frozenset[Status], Antal | None]
"""The colours that are possible, and the counts they follow from."""


class Innehallsbyggare(Protocol[_Av]):
    """What builds the content of an answer when it is first read."""

    @property
    def regelverk(self) -> Regelverk:
        """The guideline that the answer was computed from."""
        ...

    def __call__(self, av: _Av, /) -> Statusinnehall: ...


class BeraknadStatus(Visbar):
    """The computed colour of one delmål, and why.

    Immutable. Compares, hashes and pickles by what it says; dumps to JSON and loads from it like a model.
    """

    # Written here and in lat_status only. The public names are properties, which cannot be set.
    __slots__ = ("_innehall", "_rot")

    _rot: tuple[Utslag, Innehallsbyggare[Any] | None, object]
    """What follows from the outcomes at once, and how the content is built, and from what."""
    _innehall: Statusinnehall
    """Not set until it is built."""

    def __init__(self, innehall: Statusinnehall) -> None:
        self._rot = ((frozenset(innehall.mojliga), innehall.antal), None, None)
        self._innehall = innehall

    @property
    def status(self) -> Status | None:
        """The colour; None when it is not settled."""
        mojliga = self._rot[0][0]
        return next(iter(mojliga)) if len(mojliga) == 1 else None

    @property
    def mojliga(self) -> frozenset[Status]:
        """Every colour that missing facts and open tolkningar leave possible; empty when the rule gives none."""
        return self._rot[0][0]

    @property
    def antal(self) -> Antal | None:
        """How many indicators are met, of how many; None for a rule that does not count, and when an open tolkning
        decides which are counted."""
        return self._rot[0][1]

    @property
    def bedombarhet(self) -> Bedombarhet | None:
        """Whether the guideline calls the status svårbedömd for want of outcomes; None when it has no such word. The
        colours of ``mojliga`` are what it may become when the outcomes are known."""
        return self.innehall.bedombarhet

    @property
    def id(self) -> str:
        """The delmål's id."""
        return self.innehall.delmal

    @property
    def namn(self) -> str:
        """The delmål's name."""
        return self.innehall.namn

    @property
    def rapporttyp(self) -> Rapporttyp | None:
        """The report type that was asked for; None when none was."""
        return self.innehall.rapporttyp

    @property
    def period(self) -> str | None:
        """The period that was asked for, an ISO month; None when none was."""
        return self.innehall.period

    @property
    def enhet(self) -> str | None:
        """The nämnd or unit that the caller applied the koncern's rule to; None for the koncern."""
        return self.innehall.enhet

    @property
    def indikatorer(self) -> tuple[BeraknadIndikator, ...]:
        """One row per indicator of the rule, in the guideline's order."""
        return self.innehall.indikatorer

    @property
    def saknade(self) -> tuple[str, ...]:
        """The facts that are missing: an indicator's id for its outcome, ``id.motsvarande_period`` and the like for
        what it is compared with."""
        return self.innehall.saknade

    @property
    def oppna_tolkningar(self) -> tuple[str, ...]:
        """The ids of the open tolkningar whose readings give different answers here."""
        return self.innehall.oppna_tolkningar

    @property
    def tolkningar(self) -> tuple[str, ...]:
        """The ids of every tolkning that the answer rests on, open or chosen."""
        return self.innehall.tolkningar

    @property
    def papekanden(self) -> tuple[Papekande, ...]:
        """What the reader should know."""
        return self.innehall.papekanden

    @property
    def kalla(self) -> Kalla:
        """Where the rule stands."""
        return self.innehall.kalla

    @property
    def motivering(self) -> str:
        """One Swedish paragraph: the answer with its numbers."""
        return self.innehall.motivering

    @property
    def regelverk(self) -> Regelverk | None:
        """The guideline that the answer was computed from; None for one that was loaded. No part of what it says."""
        bygg = self._rot[1]
        return None if bygg is None else bygg.regelverk

    @property
    def innehall(self) -> Statusinnehall:
        """The whole answer as a model."""
        try:
            return self._innehall
        except AttributeError:
            _, bygg, av = self._rot
            assert bygg is not None
            # Two threads may both build it; what they build is equal.
            self._innehall = bygg(av)
            return self._innehall

    def model_dump(self, **val: Any) -> dict[str, Any]:
        """The whole answer as a dict; takes pydantic's arguments."""
        return self.innehall.model_dump(**val)

    def model_dump_json(self, **val: Any) -> str:
        """The whole answer as JSON; takes pydantic's arguments."""
        return self.innehall.model_dump_json(**val)

    @classmethod
    def model_validate_json(cls, text: str | bytes) -> BeraknadStatus:
        """The answer that was dumped."""
        from .beraknad import Statusinnehall

        return cls(Statusinnehall.model_validate_json(text))

    def __eq__(self, annan: object) -> bool:
        return self.innehall == annan.innehall if isinstance(annan, BeraknadStatus) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.innehall)

    def __reduce__(self) -> tuple[type[BeraknadStatus], tuple[Statusinnehall]]:
        return BeraknadStatus, (self.innehall,)

    def __str__(self) -> str:
        return self.motivering

    def __repr__(self) -> str:
        return f"<BeraknadStatus {self.id}: {statusord(self.mojliga)}>"


def lat_status(utslag: Utslag, bygg: Innehallsbyggare[_Fakta], av: _Fakta) -> BeraknadStatus:
    """A BeraknadStatus whose content ``bygg`` builds from ``av`` when it is first read."""
    b = _ny(BeraknadStatus)
    b._rot = (utslag, bygg, av)
    return b


def statusord(mojliga: frozenset[Status]) -> str:
    """The colour in words, or which colours are left.

    >>> statusord(frozenset({Status.GUL, Status.ROD}))
    'kan inte avgöras – Gul eller Röd möjlig'
    """
    ord_ = [status.value for status in ordnade(mojliga)]
    if not ord_:
        return "ingen färg – regeln ger ingen"
    if len(ord_) == 1:
        return ord_[0]
    return f"kan inte avgöras – {', '.join(ord_[:-1])} eller {ord_[-1]} möjlig"


def ordnade(mojliga: frozenset[Status]) -> tuple[Status, ...]:
    """The colours from best to worst."""
    return tuple(status for status in _ORDNING if status in mojliga)


class Statusoversikt(Visbar, Mapping[str, BeraknadStatus]):
    """The computed statuses of a guideline's delmål, by id, in the guideline's order. Immutable."""

    __slots__ = ("_indikatorer", "_langsiktigt", "_statusar", "_underlag")

    _statusar: dict[str, BeraknadStatus]
    _indikatorer: tuple[BeraknadIndikator, ...] | Callable[[], tuple[BeraknadIndikator, ...]]
    _langsiktigt: Malnivaoversikt | Callable[[], Malnivaoversikt]
    _underlag: Underlag | Callable[[], Underlag]

    def __init__(
        self,
        statusar: Mapping[str, BeraknadStatus],
        indikatorer: tuple[BeraknadIndikator, ...] | Callable[[], tuple[BeraknadIndikator, ...]],
        langsiktigt: Malnivaoversikt | Callable[[], Malnivaoversikt],
        underlag: Underlag | Callable[[], Underlag],
    ) -> None:
        _satt(self, "_statusar", dict(statusar))
        _satt(self, "_indikatorer", indikatorer)
        _satt(self, "_langsiktigt", langsiktigt)
        _satt(self, "_underlag", underlag)

    def __getitem__(self, id: str) -> BeraknadStatus:
        try:
            return self._statusar[id]
        except KeyError:
            if not isinstance(id, str):
                raise TypeError(f"väntade ett delmåls id (str), fick {type(id).__name__}") from None
            raise OkantId("delmål", id, self._statusar) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._statusar)

    def __len__(self) -> int:
        return len(self._statusar)

    @property
    def indikatorer(self) -> tuple[BeraknadIndikator, ...]:
        """The indicators that feed no colour, of which an outcome was given."""
        if callable(self._indikatorer):
            _satt(self, "_indikatorer", self._indikatorer())
        assert not callable(self._indikatorer)
        return self._indikatorer

    @property
    def langsiktigt(self) -> Malnivaoversikt:
        """The long-term levels of the guideline's delmål and mål, by id: those of the koncern, or of a förvaltning when
        the question names an ``enhet``."""
        if callable(self._langsiktigt):
            _satt(self, "_langsiktigt", self._langsiktigt())
        assert not callable(self._langsiktigt)
        return self._langsiktigt

    @property
    def underlag(self) -> Underlag:
        """What the overview was computed from."""
        if callable(self._underlag):
            _satt(self, "_underlag", self._underlag())
        assert not callable(self._underlag)
        return self._underlag

    @property
    def innehall(self) -> Oversiktsinnehall:
        """The whole overview as a model."""
        from .beraknad import Oversiktsinnehall

        return Oversiktsinnehall(
            statusar=tuple(b.innehall for b in self._statusar.values()),
            indikatorer=self.indikatorer,
            langsiktigt=tuple(self.langsiktigt.values()),
            underlag=self.underlag,
        )

    def model_dump(self, **val: Any) -> dict[str, Any]:
        """The whole overview as a dict; takes pydantic's arguments."""
        return self.innehall.model_dump(**val)

    def model_dump_json(self, **val: Any) -> str:
        """The whole overview as JSON; takes pydantic's arguments."""
        return self.innehall.model_dump_json(**val)

    @classmethod
    def model_validate_json(cls, text: str | bytes) -> Statusoversikt:
        """The overview that was dumped."""
        from .beraknad import Oversiktsinnehall

        return cls._fran(Oversiktsinnehall.model_validate_json(text))

    @classmethod
    def _fran(cls, innehall: Oversiktsinnehall) -> Statusoversikt:
        statusar = {s.delmal: BeraknadStatus(s) for s in innehall.statusar}
        from .malniva import Malnivaoversikt

        return cls(statusar, innehall.indikatorer, Malnivaoversikt(innehall.langsiktigt), innehall.underlag)

    def __setattr__(self, namn: str, varde: object) -> None:
        raise AttributeError(f"Statusoversikt kan inte ändras ({namn})")

    def __delattr__(self, namn: str) -> None:
        raise AttributeError(f"Statusoversikt kan inte ändras ({namn})")

    def __eq__(self, annan: object) -> bool:
        return self.innehall == annan.innehall if isinstance(annan, Statusoversikt) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.innehall)

    def __reduce__(self) -> tuple[Callable[[Oversiktsinnehall], Statusoversikt], tuple[Oversiktsinnehall]]:
        return Statusoversikt._fran, (self.innehall,)

    def __str__(self) -> str:
        lagen = (f"{i.namn}: {'kan inte avgöras' if i.lage is None else i.lage}." for i in self.indikatorer)
        return "\n".join([*(b.motivering for b in self.values()), *lagen]) or "inga statusar"

    def __repr__(self) -> str:
        return f"<Statusoversikt {', '.join(f'{id}: {statusord(b.mojliga)}' for id, b in self.items())}>"
