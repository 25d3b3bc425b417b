"""Målvärden: what an outcome must be for an indicator to be uppnådd.

A small closed vocabulary of typed conditions. Each answers with True, False or None (a fact it needs is not known).
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, model_validator

from ..errors import UtfallFel
from .bas import Modell
from .skalor import Faktum, Jamforelsebas
from .tal import procent_av, skillnad, skriv_med_enhet, skriv_tal, summa
from .utfall import Talvarde, Utfall

_ORD: Final = {"minst": "minst", "over": "över", "hogst": "högst", "under": "under"}


class _Malvarde(Modell):
    """What every målvärde has."""

    slag: str
    """Which kind of target it is."""
    text: str | None = None
    """The target as the source prints it; None when no source is quoted."""
    forbehall: str | None = None
    """Why the target may change ("kan revideras efter utfall 2021"); None when the text says nothing of it."""

    @property
    def matbart(self) -> bool:
        """Whether an outcome can be measured against the target; False only when the text sets no measurable one."""
        return True

    @property
    def skal(self) -> str | None:
        """Why the target is not measurable, in Swedish; None when it is."""
        return None

    def uppnas_av(self, varde: Utfall | Talvarde = None, **fakta: Any) -> bool | None:
        """Whether an outcome meets the target; None when a fact that it needs is not known.

        Args:
            varde: the figure as for :class:`~riktlinjer.Utfall`, or a whole ``Utfall``.
            fakta: the other fields of an ``Utfall``, when ``varde`` is none.

        Raises:
            UtfallFel: a figure that cannot be read, of another unit, or that is no placing where one is needed.
            TypeError: a value of another Python type.
        """
        return self.provas_mot(self._last(varde, fakta))

    def marginal(self, varde: Utfall | Talvarde = None, **fakta: Any) -> Decimal | None:
        """How far an outcome is on the right side, in the outcome's unit, negative on the wrong side; None when it is
        not known, or when the target is none that has a distance. Takes what ``uppnas_av`` takes."""
        return self.avstand_for(self._last(varde, fakta))

    def _last(self, varde: Utfall | Talvarde, fakta: dict[str, Any]) -> Utfall:
        if not isinstance(varde, Utfall):
            varde = Utfall(varde, **fakta)
        elif fakta:
            raise TypeError(f"ange {', '.join(fakta)} i utfallet, eller ett tal i stället för ett Utfall")
        return varde.i_enhet(self.utfallsenhet())

    def provas_mot(self, utfall: Utfall) -> bool | None:
        """``uppnas_av`` for a whole outcome in the target's unit."""
        raise NotImplementedError

    def avstand_for(self, utfall: Utfall) -> Decimal | None:
        """``marginal`` for a whole outcome in the target's unit."""
        return None

    def utfallsenhet(self) -> str | None:
        """The unit that outcomes must be in; None takes any."""
        return None

    def granser_for(self, utfall: Utfall) -> tuple[Decimal, ...]:
        """The figures that the outcome is held against, in its unit, as far as they are known."""
        return ()

    def fakta(self) -> tuple[Faktum, ...]:
        """What the target compares an outcome with; empty when it compares with nothing."""
        return ()

    def villkor(self) -> str:
        """The condition in Swedish, without the reservation."""
        raise NotImplementedError

    def __str__(self) -> str:
        return self.villkor() + ("" if self.forbehall is None else f" ({self.forbehall})")


class _Granser(_Malvarde):
    """Exactly one of ``minst`` (>=), ``over`` (>), ``hogst`` (<=) and ``under`` (<)."""

    minst: Decimal | None = None
    over: Decimal | None = None
    hogst: Decimal | None = None
    under: Decimal | None = None
    enhet: str | None = None
    """The unit of the bound; None when the source states none."""

    @model_validator(mode="after")
    def _en_grans(self) -> Self:
        angivna = [namn for namn in _ORD if getattr(self, namn) is not None]
        if len(angivna) != 1:
            raise ValueError(f"väntade exakt en av minst, over, hogst och under; fann {', '.join(angivna) or 'ingen'}")
        if not self.grans.is_finite():
            raise ValueError(f"gränsen {self.grans} är inget tal")
        return self

    @property
    def grans(self) -> Decimal:
        """The bound, in ``enhet``."""
        for varde in (self.minst, self.over, self.hogst, self.under):
            if varde is not None:
                return varde
        raise AssertionError("validated on construction")

    @property
    def inklusiv(self) -> bool:
        """Whether the bound itself counts as met."""
        return self.minst is not None or self.hogst is not None

    @property
    def uppat(self) -> bool:
        """Whether figures above the bound are the ones that meet it."""
        return self.minst is not None or self.over is not None

    def _ratt_sida(self, varde: Decimal, grans: Decimal) -> bool:
        return self.inklusiv if varde == grans else (varde > grans) is self.uppat

    def _avstand(self, varde: Decimal, grans: Decimal) -> Decimal:
        return skillnad(varde, grans) if self.uppat else skillnad(grans, varde)


class Gransmalvarde(_Granser):
    """A target that is one bound on the outcome.

    >>> m = Gransmalvarde(hogst=11, enhet="%", text="11 %")
    >>> m.uppnas_av("11,0 %"), m.uppnas_av(None), m.marginal(12)
    (True, None, Decimal('-1'))
    >>> str(m)
    'högst 11\\xa0%'
    """

    slag: Literal["gräns"] = "gräns"
    avser: str | None = None
    """What narrows the figure ("inom 60 dagar", "R12"); None when the text says nothing of it."""

    def provas_mot(self, utfall: Utfall) -> bool | None:
        varde = utfall.varde
        return None if varde is None else self._ratt_sida(varde, self.grans)

    def avstand_for(self, utfall: Utfall) -> Decimal | None:
        varde = utfall.varde
        return None if varde is None else self._avstand(varde, self.grans)

    def granser_for(self, utfall: Utfall) -> tuple[Decimal, ...]:
        return (self.grans,)

    def utfallsenhet(self) -> str | None:
        return self.enhet

    def villkor(self) -> str:
        ord_ = next(ord_ for namn, ord_ in _ORD.items() if getattr(self, namn) is not None)
        return f"{ord_} {_skriv(self.grans, self.enhet)}" + (f" {self.avser}" if self.avser else "")


class Forandringsmalvarde(_Granser):
    """A target that is one bound on the change from something: a relative one in per cent, or in the outcome's unit.

    A fall is a negative change: "minska med minst 10 %" is ``hogst=-10``. A relative change from zero or a negative
    figure is not defined, so it is not known whether it meets the target.

    >>> m = Forandringsmalvarde(minst=10, relativ=True, mot="föregående år")
    >>> m.uppnas_av(110, foregaende_ar=100), m.uppnas_av(110), m.marginal(108, foregaende_ar=100)
    (True, None, Decimal('-2'))
    >>> str(m)
    'öka med minst 10\\xa0% jämfört med föregående år'
    """

    slag: Literal["förändring"] = "förändring"
    relativ: bool = False
    """Whether the bound is in per cent of what is compared with."""
    mot: Jamforelsebas | None = None
    """What is compared with; None when the text does not say, and then whichever figure is given is."""
    basar: int | None = Field(default=None, ge=1900, le=2099)
    """The year that is compared with, for ``basåret``; else None."""
    varje_manad: bool = False
    """Whether every month must have changed so: those of the year of the outcome's ``period``, or without it all that
    have a month to be compared with. The months are the outcome's ``serie``."""

    @model_validator(mode="after")
    def _rimlig(self) -> Self:
        if (self.basar is not None) != (self.mot is Jamforelsebas.BASAR):
            raise ValueError("ange basar när mot är basåret, och bara då")
        if self.relativ and (self.enhet is not None or self.grans == 0):
            raise ValueError("en relativ förändring har ingen enhet, och förändringen noll är inte relativ")
        if self.grans == 0 and self.enhet is not None:
            raise ValueError("förändringen noll har ingen enhet")
        if self.enhet == "%":
            raise ValueError("en förändring i % är relativ; en i enheten själv skrivs i procentenheter")
        if self.varje_manad and self.mot not in _MANADSSTEG:
            raise ValueError(f"varje_manad kräver att mot är {' eller '.join(_MANADSSTEG)}")
        return self

    def fakta(self) -> tuple[Faktum, ...]:
        return () if self.varje_manad else _JAMFORDA if self.mot is None else (self.mot.faktum,)

    def troskel(self, bas: Decimal) -> Decimal | None:
        """What an outcome is held against when it is compared with ``bas``; None when that is not defined."""
        if not self.relativ:
            return summa(bas, self.grans)
        return summa(bas, procent_av(self.grans, bas)) if bas > 0 else None

    def provas_mot(self, utfall: Utfall) -> bool | None:
        if self.varje_manad:
            return _alla(self._jamfor(nu, da) for nu, da in self._manadspar(utfall))
        svar = {self._jamfor(utfall.varde, bas) for bas in self._baser(utfall)}
        return svar.pop() if len(svar) == 1 else None

    def avstand_for(self, utfall: Utfall) -> Decimal | None:
        trosklar = {self.troskel(bas) for bas in self._baser(utfall)}
        troskel = trosklar.pop() if len(trosklar) == 1 else None
        if utfall.varde is None or troskel is None or self.varje_manad:
            return None
        return self._avstand(utfall.varde, troskel)

    def utfallsenhet(self) -> str | None:
        return "%" if self.enhet == "procentenheter" else self.enhet

    def granser_for(self, utfall: Utfall) -> tuple[Decimal, ...]:
        trosklar = (self.troskel(bas) for bas in self._baser(utfall))
        return tuple(t for t in trosklar if t is not None)

    def _jamfor(self, varde: Decimal | None, bas: Decimal | None) -> bool | None:
        troskel = None if bas is None else self.troskel(bas)
        return None if varde is None or troskel is None else self._ratt_sida(varde, troskel)

    def _baser(self, utfall: Utfall) -> list[Decimal]:
        varden = (getattr(utfall, faktum.value) for faktum in self.fakta())
        return [varde for varde in varden if varde is not None]

    def _manadspar(self, utfall: Utfall) -> list[tuple[Decimal | None, Decimal | None]]:
        assert self.mot is not None
        serie, steg = utfall.serie or (), _MANADSSTEG[self.mot]
        antal = len(serie) - steg if utfall.period is None else int(utfall.period[5:])
        if antal < 1:
            return [(None, None)]
        langd = len(serie)
        hamta = {i: serie[i] for i in range(langd)}.get
        return [(hamta(i), hamta(i - steg)) for i in range(langd - antal, langd)]

    def villkor(self) -> str:
        if self.mot in (Jamforelsebas.BUDGET, Jamforelsebas.PLAN) and self.grans == 0:
            ord_ = "enligt " if self.inklusiv else ""
            return f"{_ORD[self._falt()]} {ord_}{self.mot}"
        delar = [self._andring()]
        if self.varje_manad:
            delar.append("varje månad")
        if self.mot is Jamforelsebas.BASAR:
            delar.append(f"jämfört med {self.basar}")
        elif self.mot is Jamforelsebas.ARETS_BORJAN:
            delar.append("under året")
        elif self.mot is not None:
            delar.append(f"jämfört med {self.mot}")
        return " ".join(delar)

    def _falt(self) -> str:
        return next(namn for namn in _ORD if getattr(self, namn) is not None)

    def _andring(self) -> str:
        falt, grans = self._falt(), self.grans
        if grans == 0:
            return {"minst": "inte minska", "over": "öka", "hogst": "inte öka", "under": "minska"}[falt]
        bort = grans > 0 if self.uppat else grans < 0  # away from zero: a demand; towards it: a permission
        matt = ("minst" if self.inklusiv else "mer än") if bort else ("högst" if self.inklusiv else "mindre än")
        belopp = _skriv(grans.copy_abs(), "%" if self.relativ else self.enhet)
        return f"{'öka' if grans > 0 else 'minska'} med {matt} {belopp}"


_MANADSSTEG: Final = {
    Jamforelsebas.FOREGAENDE_AR: 12,
    Jamforelsebas.MOTSVARANDE_PERIOD: 12,
    Jamforelsebas.FOREGAENDE_PERIOD: 1,
}
_JAMFORDA: Final = (Faktum.MOTSVARANDE_PERIOD, Faktum.FOREGAENDE_AR, Faktum.FOREGAENDE_PERIOD, Faktum.BASVARDE)


class Rangmalvarde(_Malvarde):
    """A target that is a placing: the outcome is the place, 1 the best.

    >>> m = Rangmalvarde(hogst=3, bland="i Sverige")
    >>> str(m), m.uppnas_av(3), m.uppnas_av(4)
    ('bland de 3 bästa i Sverige', True, False)
    """

    slag: Literal["rang"] = "rang"
    hogst: int = Field(ge=1)
    bland: str | None = None
    """Who is compared, with its preposition ("i Sverige"); None when the text does not say."""

    def provas_mot(self, utfall: Utfall) -> bool | None:
        plats = _placering(utfall.varde)
        return None if plats is None else plats <= self.hogst

    def avstand_for(self, utfall: Utfall) -> Decimal | None:
        plats = _placering(utfall.varde)
        return None if plats is None else Decimal(self.hogst - plats)

    def villkor(self) -> str:
        bast = "bäst" if self.hogst == 1 else f"bland de {self.hogst} bästa"
        return bast + (f" {self.bland}" if self.bland else "")


class Fordelningsmalvarde(_Malvarde):
    """A target that is a part of a ranking: the outcome is the number of the part, 1 the top one.

    >>> m = Fordelningsmalvarde(del_="nedersta", av=3, inte=True)
    >>> str(m), m.uppnas_av(2), m.uppnas_av(3)
    ('inte i nedersta tredjedelen', True, False)
    """

    slag: Literal["fördelning"] = "fördelning"
    del_: Literal["översta", "nedersta"]
    av: Literal[3, 4]
    """How many equal parts the ranking is cut into."""
    inte: bool = False

    def provas_mot(self, utfall: Utfall) -> bool | None:
        del_ = _placering(utfall.varde)
        if del_ is None:
            return None
        if del_ > self.av:
            raise UtfallFel(f"{del_} är ingen del av {self.av}; den översta {_DELAR[self.av]} är 1")
        return (del_ == (1 if self.del_ == "översta" else self.av)) is not self.inte

    def villkor(self) -> str:
        return f"{'inte ' if self.inte else ''}i {self.del_} {_DELAR[self.av]}"


_DELAR: Final = {3: "tredjedelen", 4: "fjärdedelen"}


class OmatbartMalvarde(_Malvarde):
    """A target that no rule can test an outcome against.

    ``under utveckling``: it is not set yet. ``ordagrant``: a person judges against the source's own words.
    ``inget``: the text is empty.

    >>> m = OmatbartMalvarde(slag="under utveckling", text="Inte klart än")
    >>> m.matbart, m.uppnas_av(10), str(m)
    (False, None, 'Inte klart än')
    """

    slag: Literal["under utveckling", "ordagrant", "inget"]
    text: str

    @property
    def matbart(self) -> bool:
        return False

    @property
    def skal(self) -> str:
        return {
            "under utveckling": f"målvärdet är inte satt ännu (”{self.text}”)",
            "ordagrant": f"målvärdet ”{self.text}” är ord som en person får bedöma",
            "inget": "inget målvärde är satt",
        }[self.slag]

    def provas_mot(self, utfall: Utfall) -> None:
        return None

    def villkor(self) -> str:
        return self.text


Enkeltmalvarde = Annotated[
    Gransmalvarde | Forandringsmalvarde | Rangmalvarde | Fordelningsmalvarde | OmatbartMalvarde,
    Field(discriminator="slag"),
]
"""A target that is one condition."""

_INGA: Final = ("ingen", "inget", "inga")
_BARA_VARDE: Final = dict.fromkeys(
    ("slag", "motsvarande_period", "foregaende_ar", "foregaende_period", "basvarde", "budget", "serie", "delar")
)
_HALFTEN: Final = (1, 2)


class Gruppmalvarde(_Malvarde):
    """A target for a group: so many of its members, or so large a share, must meet a target each.

    The members are the outcome's ``delar``, or its ``serie`` when they have no names; None among them is not known.

    >>> m = Gruppmalvarde(andel=(1, 2), grupp="delindex", krav=Fordelningsmalvarde(del_="översta", av=3))
    >>> str(m), m.uppnas_av(delar={"A": 1, "B": 3, "C": 2, "D": None})
    ('minst hälften av alla delindex i översta tredjedelen', None)
    """

    slag: Literal["grupp"] = "grupp"
    vilka: Literal["samtliga", "alla", "båda", "varje", "respektive", "ingen", "inget", "inga"] | None = None
    """Every member, or none, in the text's own word; else None."""
    antal: int | None = Field(default=None, ge=1)
    """At least so many members; else None."""
    andel: tuple[int, int] | None = None
    """At least this share of the members, as a fraction; else None."""
    grupp: str
    """What the members are called, in the form that the text has."""
    krav: Enkeltmalvarde
    """What each member is held against."""
    storlek: int | None = Field(default=None, ge=1)
    """How many members the group has; those that an outcome leaves out are not known. None when it is not said."""

    @model_validator(mode="after")
    def _en_mangd(self) -> Self:
        if sum(v is not None for v in (self.vilka, self.antal, self.andel)) != 1:
            raise ValueError("ange exakt en av vilka, antal och andel")
        if self.vilka == "båda" and self.storlek not in (None, 2):
            raise ValueError(f"båda är två, men storlek är {self.storlek}")
        if self.andel is not None and not 0 < self.andel[0] <= self.andel[1]:
            raise ValueError("andelen ska vara större än noll och högst hela")
        if not self.krav.matbart or self.krav.forbehall is not None:
            raise ValueError("kravet på var och en ska vara mätbart, och förbehåll anges för hela målvärdet")
        return self

    def provas_mot(self, utfall: Utfall) -> bool | None:
        svar = self._medlemmarnas_svar(utfall)
        if self.alla_medlemmar is not None and len(svar) > self.alla_medlemmar:
            raise UtfallFel(f"målvärdet gäller {self.alla_medlemmar} {self.grupp}; utfallet har {len(svar)} delar")
        svar += [None] * ((self.alla_medlemmar or 0) - len(svar))
        if not svar:
            return None
        ja, okanda = svar.count(True), svar.count(None)
        if self.vilka in _INGA:
            return False if ja else None if okanda else True
        behovs = self._behovs(len(svar))
        return True if ja >= behovs else False if ja + okanda < behovs else None

    def _medlemmarnas_svar(self, utfall: Utfall) -> list[bool | None]:
        varden = [v for _, v in utfall.delar] if utfall.delar is not None else list(utfall.serie or ())
        svar = {v: self.krav.provas_mot(_del(utfall, v, period=None)) for v in set(varden)}
        return [svar[v] for v in varden]

    def utfallsenhet(self) -> str | None:
        return self.krav.utfallsenhet()

    @property
    def alla_medlemmar(self) -> int | None:
        """How many members there are; None when it is not said."""
        return 2 if self.vilka == "båda" else self.storlek

    def _behovs(self, av: int) -> int:
        if self.antal is not None:
            return self.antal
        taljare, namnare = self.andel or (1, 1)
        return -(-av * taljare // namnare)

    def villkor(self) -> str:
        if self.andel is not None:
            andel = "hälften" if self.andel == _HALFTEN else f"{self.andel[0]}/{self.andel[1]}"
            return f"minst {andel} av alla {self.grupp} {self.krav.villkor()}"
        # "minst 5 deltagare högst 7" could be two bounds on the number
        blott = self.antal is not None and isinstance(self.krav, Gransmalvarde)
        med = " med" if blott else ""
        return f"{self.vilka or f'minst {self.antal}'} {self.grupp}{med} {self.krav.villkor()}"


class Sammansattmalvarde(_Malvarde):
    """A target of several conditions that must all hold of the same outcome. Two bounds are an interval.

    >>> m = Sammansattmalvarde(delar=(Gransmalvarde(minst=5), Gransmalvarde(hogst=7)))
    >>> str(m), m.uppnas_av(7), m.uppnas_av(8)
    ('minst 5 och högst 7', True, False)
    """

    slag: Literal["sammansatt"] = "sammansatt"
    delar: Annotated[
        tuple[Annotated[Enkeltmalvarde | Gruppmalvarde, Field(discriminator="slag")], ...], Field(min_length=2)
    ]

    @model_validator(mode="after")
    def _gar_ihop(self) -> Self:
        if any(not del_.matbart or del_.forbehall is not None for del_ in self.delar):
            raise ValueError("villkoren ska vara mätbara, och förbehåll anges för hela målvärdet")
        slag = {del_.slag for del_ in self.delar}
        if (slag & {"rang", "fördelning"} and slag & {"gräns", "förändring"}) or {"rang", "fördelning"} <= slag:
            raise ValueError("en placering och en nivå gäller inte samma utfall")
        granser = [del_ for del_ in self.delar if isinstance(del_, Gransmalvarde)]
        if len({(grans.enhet, grans.avser) for grans in granser}) > 1:
            raise ValueError("gränserna gäller inte samma utfall")
        andringar = [del_ for del_ in self.delar if isinstance(del_, Forandringsmalvarde)]
        baser = {(a.mot, a.basar, a.relativ, a.varje_manad) for a in andringar}
        if len({a.mot is None for a in andringar}) > 1:
            raise ValueError("det är inte klart vad den ena förändringen jämförs med")
        for bas in baser:
            _kontrollera_intervall([a for a in andringar if (a.mot, a.basar, a.relativ, a.varje_manad) == bas])
        _kontrollera_intervall(granser)
        if len(set(self.delar)) < len(self.delar):
            raise ValueError("samma villkor står två gånger")
        return self

    @property
    def matbart(self) -> bool:
        return True

    def provas_mot(self, utfall: Utfall) -> bool | None:
        return _alla(del_.provas_mot(utfall) for del_ in self.delar)

    def avstand_for(self, utfall: Utfall) -> Decimal | None:
        avstand = [del_.avstand_for(utfall) for del_ in self.delar]
        kanda = [a for a in avstand if a is not None]
        return min(kanda) if len(kanda) == len(avstand) else None

    def utfallsenhet(self) -> str | None:
        return next((e for del_ in self.delar if (e := del_.utfallsenhet()) is not None), None)

    def granser_for(self, utfall: Utfall) -> tuple[Decimal, ...]:
        return tuple(grans for del_ in self.delar for grans in del_.granser_for(utfall))

    def fakta(self) -> tuple[Faktum, ...]:
        return tuple(dict.fromkeys(faktum for del_ in self.delar for faktum in del_.fakta()))

    def villkor(self) -> str:
        par = zip((None, *self.delar), self.delar, strict=False)
        return " och ".join(_i_rad(del_, forra) for forra, del_ in par)


class Malvardesdel(Modell):
    """The target of one year, sex or part."""

    del_: str
    """The year, ``kvinnor`` or ``män``, or the name of the part."""
    malvarde: Annotated[Enkeltmalvarde | Gruppmalvarde | Sammansattmalvarde, Field(discriminator="slag")]


class Uppdelatmalvarde(_Malvarde):
    """Separate targets per year, per sex, or per part or level of the organisation.

    Per year, the year of the outcome's ``period`` decides which holds. Else every part must meet its own target, unless
    ``avgor`` names the one that decides; their figures are the outcome's ``delar``.

    >>> m = Uppdelatmalvarde(efter="år", delar=(
    ...     Malvardesdel(del_="2024", malvarde=Gransmalvarde(under=14, enhet="%")),
    ...     Malvardesdel(del_="2025", malvarde=Gransmalvarde(under=15, enhet="%"))))
    >>> m.uppnas_av("14,5 %", period="2025-12"), m.uppnas_av("14,5 %"), m.uppnas_av("13 %")
    (True, None, True)
    >>> str(m)
    'under 14\\xa0% (2024), under 15\\xa0% (2025)'
    """

    slag: Literal["uppdelat"] = "uppdelat"
    efter: Literal["år", "kön", "del"]
    delar: Annotated[tuple[Malvardesdel, ...], Field(min_length=1)]
    avgor: str | None = None
    """The part that alone decides; None when every part must meet its target. Not for years."""

    @model_validator(mode="after")
    def _olika_delar(self) -> Self:
        namn = [del_.del_ for del_ in self.delar]
        if len(set(namn)) != len(namn):
            raise ValueError("samma del har två målvärden")
        passar = {"år": _AR, "kön": _KON, "del": _NAMN}[self.efter]
        if fel := [n for n in namn if not passar.fullmatch(n)]:
            raise ValueError(f"{', '.join(map(repr, fel))} är inget namn för delar efter {self.efter}")
        if self.efter == "del" and len(namn) < 2:
            raise ValueError("en uppdelning har minst två delar")
        if any(del_.malvarde.slag == "inget" for del_ in self.delar):
            raise ValueError("en del utan målvärde utelämnas")
        if self.avgor is not None and (self.avgor not in namn or self.efter == "år"):
            raise ValueError(f"avgor {self.avgor!r} är ingen av delarna {', '.join(namn)}")
        return self

    def malvarde_for(self, del_: str) -> "Malvarde | None":
        """The target of one year, sex or part; None when it has none."""
        return next((d.malvarde for d in self.delar if d.del_ == del_), None)

    @property
    def matbart(self) -> bool:
        return any(del_.malvarde.matbart for del_ in self.delar)

    def provas_mot(self, utfall: Utfall) -> bool | None:
        if self.efter == "år":
            malvarden = [self.malvarde_for(utfall.period[:4])] if utfall.period else [d.malvarde for d in self.delar]
            svar = {None if m is None else m.provas_mot(utfall) for m in malvarden}
            return svar.pop() if len(svar) == 1 else None
        avgor = [d for d in self.delar if self.avgor in (None, d.del_)]
        return _alla(d.malvarde.provas_mot(_del_av(utfall, d.del_)) for d in avgor)

    def utfallsenhet(self) -> str | None:
        return next((e for del_ in self.delar if (e := del_.malvarde.utfallsenhet()) is not None), None)

    def fakta(self) -> tuple[Faktum, ...]:
        return tuple(dict.fromkeys(faktum for del_ in self.delar for faktum in del_.malvarde.fakta()))

    def villkor(self) -> str:
        return ", ".join(f"{del_.malvarde} ({del_.del_})" for del_ in self.delar)


Malvarde = Annotated[
    Gransmalvarde
    | Forandringsmalvarde
    | Rangmalvarde
    | Fordelningsmalvarde
    | OmatbartMalvarde
    | Gruppmalvarde
    | Sammansattmalvarde
    | Uppdelatmalvarde,
    Field(discriminator="slag"),
]
"""A target, of one of the closed kinds."""


_AR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_KON: Final = re.compile(r"kvinnor|män|flickor|pojkar|totalt")
_NAMN: Final = re.compile(rf"(?!(?:{_AR.pattern}|{_KON.pattern})$)[^()]+")
_ENTAL: Final = {
    "procentenheter": "procentenhet", "dagar": "dag", "månader": "månad", "veckor": "vecka", "timmar": "timme",
    "minuter": "minut", "personer": "person",
}  # fmt: skip


def _skriv(varde: Decimal, enhet: str | None) -> str:
    """The bound in Swedish, with the unit in the singular for one."""
    ental = _ENTAL.get(enhet or "") if skriv_tal(varde) == "1" else None
    return skriv_med_enhet(varde, ental or enhet)


def _i_rad(del_: Enkeltmalvarde | Gruppmalvarde, forra: Enkeltmalvarde | Gruppmalvarde | None) -> str:
    """A condition as it is written after another."""
    if isinstance(forra, Forandringsmalvarde) and isinstance(del_, Gransmalvarde):
        return f"vara {del_.villkor()}"  # "öka … och minst 80 %" could be a bound on the change
    if (
        isinstance(forra, Gruppmalvarde)
        and isinstance(del_, Gruppmalvarde)
        and del_.grupp == forra.grupp
        and del_.vilka
    ):
        return f"{del_.vilka} {del_.krav.villkor()}"  # "minst 1 dimension … och samtliga …"
    return del_.villkor()


def _kontrollera_intervall(granser: Sequence[_Granser]) -> None:
    """At most a lower and an upper bound, with something between them.

    Raises:
        ValueError: two bounds on one side, or an empty interval.
    """
    nedre, ovre = [g for g in granser if g.uppat], [g for g in granser if not g.uppat]
    if len(nedre) > 1 or len(ovre) > 1:
        raise ValueError("texten har två gränser åt samma håll; ange ett målvärde")
    if nedre and ovre:
        a, b = nedre[0], ovre[0]
        if a.grans > b.grans or (a.grans == b.grans and not (a.inklusiv and b.inklusiv)):
            raise ValueError(f"inget utfall är både {a.villkor()} och {b.villkor()}")


def _placering(varde: Decimal | None) -> int | None:
    """The outcome as a placing.

    Raises:
        UtfallFel: it is no whole number from 1.
    """
    if varde is None:
        return None
    if varde < 1 or varde != varde.to_integral_value():
        raise UtfallFel(f"{skriv_tal(varde)} är ingen placering; väntade ett heltal från 1")
    return int(varde)


def _del_av(utfall: Utfall, del_: str) -> Utfall:
    return _del(utfall, dict(utfall.delar or ()).get(del_), period=utfall.period)


def _del(utfall: Utfall, varde: Decimal | None, *, period: str | None) -> Utfall:
    """A part of an outcome: a figure in its unit, with nothing to compare with."""
    return utfall.model_copy(update=_BARA_VARDE | {"varde": varde, "period": period})


def _alla(svar: Iterable[bool | None]) -> bool | None:
    """Whether all hold: False as soon as one does not, None when one is not known."""
    svar = set(svar)
    return False if False in svar else None if None in svar else True
