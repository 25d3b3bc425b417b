"""The clauses of målvärden: one condition each, read by patterns over the kinds of its pieces (``malvardesord``)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final, NamedTuple, cast

from .malvarde import (
    Forandringsmalvarde,
    Fordelningsmalvarde,
    Gransmalvarde,
    Gruppmalvarde,
    Malvarde,
    Rangmalvarde,
    Sammansattmalvarde,
)
from .malvardesomgivning import kontrollera_efter, kontrollera_fore, kontrollera_ord
from .malvardesord import Oklart, Ord
from .malvardessammanhang import slagrad, varfor
from .skalor import Jamforelsebas, Riktning
from .tal import ENHETER, Tal, omvandla

__all__ = ["Sats", "Satslasare", "avgransad"]

_UPPAT: Final = {"minst": "minst", "over": "over", "hogst": "hogst", "under": "under"}
_NEDAT: Final = {"minst": "hogst", "over": "under", "hogst": "minst", "under": "over"}
"""A fall of at least 10 is a change of at most -10."""

# In every pattern: the words before ("fore") and behind ("efter"), and the pieces that make the target.
_ORD: Final = "[wspfl&,e]*"
_SAK: Final = "[wspfl&,ej]*"
"""Words that may stand around a condition; before it also a clause that says who ("andelen som får tid")."""
_GRUPP: Final = re.compile(rf"(?P<fore>{_SAK})(?P<mangd>q|Q|on)(?P<grupp>{_ORD})(?P<krav>[^wspfl&,e].*)")
_RANG: Final = re.compile(rf"(?P<fore>{_SAK})(?P<rang>R)(?P<efter>{_ORD})")
_FORDELNING: Final = re.compile(rf"(?P<fore>{_SAK})(?P<inte>i?)(?P<del>P)(?P<efter>{_ORD})")
_NOLL: Final = re.compile(rf"(?P<fore>{_SAK})(?P<noll>Z)(?P<efter>{_ORD})")
_VERB_OCH_TILL: Final = re.compile(
    rf"(?P<fore>{_SAK}r?)(?P<verb>[UD])(?P<objekt>[wspl&,e]+)(?P<till>l)(?=o?n(?:[^wspfl&,e]|$))"
)
_GRANS: Final = re.compile(
    rf"(?P<fore>{_SAK})(?P<far>r?)(?P<verb>s*)(?P<op>[ot]?)(?P<op2>o?)s*(?P<tal>n)(?P<enhet>u?)"
    rf"(?P<efterstalld>O?)(?P<efter>{_ORD})"
)
_INTERVALL: Final = re.compile(rf"(?P<fore>{_SAK})(?P<intervall>I)(?P<efter>{_ORD})")
_FRAN_TILL: Final = re.compile(rf"(?P<fore>{_SAK})(?P<verb>[UD]?)(?P<objekt>{_ORD})(?P<fran_till>T)(?P<efter>{_ORD})")

# Changes; what they compare with has been taken out
_ANDRING: Final = re.compile(
    rf"(?P<fore>{_SAK})(?P<far>r?)(?P<inte>i?)(?P<verb>[UD])(?P<objekt>{_ORD})"
    rf"(?:(?P<op>o?)(?P<tal>n)(?P<enhet>u?))?(?P<efter>{_ORD})"
)
_ANDRING_EFTER_TALET: Final = re.compile(
    rf"(?P<fore>{_SAK})(?P<op>o?)(?P<tal>n)(?P<enhet>u?)(?P<verb>[UDc])(?P<efter>{_ORD})"
)
_HALVERING: Final = re.compile(rf"(?P<fore>{_SAK})(?P<verb>[HX])(?P<efter>{_ORD})")
_FORBATTRING: Final = re.compile(rf"(?P<fore>{_SAK})(?P<inte>i?)(?P<verb>[FS])(?P<efter>{_ORD})")
_JAMFORELSE: Final = re.compile(rf"(?P<fore>{_SAK})(?P<inte>i?)(?P<verb>c)(?P<efter>{_ORD})")
_BASEN_SJALV: Final = re.compile(rf"(?P<fore>{_SAK})(?P<op>[otO]?)")
_MED_TECKEN: Final = re.compile(rf"(?P<fore>{_SAK})(?P<tal>n)(?P<enhet>u?)(?P<efter>{_ORD})")


class Sats(NamedTuple):
    """One clause: its target, and the words that say what it is about."""

    malvarde: Malvarde
    fore: str = ""
    """What is measured, as the words before the condition say it."""
    efter: str = ""
    """Whom the condition is for, as the words behind it say it."""
    grupp: str | None = None
    """What the members of its group are called; None when it is not for a group."""
    har_verb: bool = False
    """Whether a bound has a verb of its own ("vara minst 80 %")."""

    @property
    def galler(self) -> str:
        """The name of what the clause alone is for; empty when it has none."""
        if isinstance(self.malvarde, Gruppmalvarde):
            return ""
        if self.efter.startswith("för "):
            return self.efter.removeprefix("för ")
        return "" if self.efter else self.fore


@dataclass(frozen=True)
class _Bit:
    """A clause taken apart: what stands loose in it, and the rest in its order."""

    text: str
    delar: tuple[Ord, ...]
    bas: tuple[Jamforelsebas, int | None, str] | None
    varje_manad: bool
    arligen: bool
    avser: str | None

    @classmethod
    def av(cls, delar: Sequence[Ord], text: str) -> "_Bit":
        losa: dict[str, Ord] = {}
        for ord_ in delar:
            if ord_.slag in "bmak":
                if ord_.slag in losa:
                    raise Oklart("texten har flera jämförelser eller avgränsningar; ange ett målvärde")
                losa[ord_.slag] = ord_
        kvar = tuple(ord_ for ord_ in delar if ord_.slag not in "bmak")
        bas, avser = losa.get("b"), losa.get("k")
        return cls(text, kvar, bas and bas.mening, "m" in losa, "a" in losa, avser and avser.text)

    def passar(self, monster: re.Pattern[str]) -> "_Traff | None":
        traff = monster.fullmatch(slagrad(self.delar))
        return None if traff is None else _Traff(self, traff)

    def med(self, delar: Sequence[Ord]) -> "_Bit":
        return _Bit(self.text, tuple(delar), self.bas, self.varje_manad, self.arligen, self.avser)

    @property
    def losa(self) -> bool:
        """Whether anything but the period stands loose in the clause."""
        return (self.bas is not None and self.bas[2] != "under") or self.varje_manad or self.arligen


class _Traff:
    """A pattern that fits a clause; its groups give the pieces."""

    def __init__(self, bit: _Bit, traff: re.Match[str]) -> None:
        self._bit, self._traff = bit, traff

    def __getitem__(self, namn: str) -> tuple[Ord, ...]:
        start, slut = self._traff.span(namn)
        return () if start < 0 else self._bit.delar[start:slut]

    def finns(self, namn: str) -> bool:
        """Whether the pattern has the group."""
        return namn in self._traff.re.groupindex

    def en(self, namn: str) -> Ord | None:
        """The only piece of a group; None when it has none."""
        return next(iter(self[namn]), None)

    def ord(self, namn: str) -> str:
        """The words of a group as they stand in the text, without the verbs that carry no demand."""
        delar = self[namn] if self.finns(namn) else ()
        while delar and (delar[-1].slag == "s" or delar[-1].text.casefold() in ("på", "med", "om")):
            delar = delar[:-1]
        while delar and delar[0].slag in "s&,":
            delar = delar[1:]
        text = self._bit.text
        glapp = ("" if a.slut == b.start else " " for a, b in pairwise(delar))
        return "".join(text[ord_.start : ord_.slut] + g for ord_, g in zip(delar, [*glapp, ""], strict=False))


class Satslasare:
    """Reads clauses for one indicator."""

    def __init__(self, riktning: Riktning | None, enhet: str | None) -> None:
        self._riktning = riktning
        self.enhet = enhet

    def las(self, delar: Sequence[Ord], text: str, forra: Sats | None = None) -> Sats:
        """A whole clause.

        Args:
            text: what the pieces are pieces of.
            forra: the clause before, whose group and division this one may leave out.

        Raises:
            Oklart: it cannot be read.
        """
        bit = _Bit.av(_verb_intill_till(delar), text)
        sats = self._grupp(bit, forra) or self._plats(bit) or self._andring(bit) or self._grans(bit)
        if sats is None:
            raise Oklart(varfor(delar))
        return sats

    # Groups, placings and parts of a ranking

    def _grupp(self, bit: _Bit, forra: Sats | None) -> Sats | None:
        traff = bit.passar(_GRUPP)
        if traff is None:
            return None
        mangd, krav = traff["mangd"], traff["krav"]
        grupp = traff.ord("grupp")
        if len(mangd) == 2 and not (grupp and self._ar_antal(mangd) and self._ar_gruppkrav(traff)):
            return None
        if not grupp:
            grupp = (forra.grupp if forra else None) or ""
        if not grupp:
            raise Oklart("texten säger inte vilken grupp som avses")
        kontrollera_fore(traff["fore"], med_grans=True, med_enhet=True)
        villkor = self._krav(bit.med(krav), forra)
        ord_ = mangd[0]
        m = Gruppmalvarde(
            vilka=cast(Any, ord_.text.casefold() if ord_.slag == "q" else None),
            andel=ord_.mening if ord_.slag == "Q" else None,
            antal=int(mangd[1].mening.varde) if len(mangd) == 2 else None,
            grupp=grupp,
            krav=cast(Any, villkor),
        )
        return Sats(m, traff.ord("fore").casefold(), grupp=grupp)

    def _ar_antal(self, mangd: Sequence[Ord]) -> bool:
        op, tal = mangd
        varde = tal.mening.varde
        return bool(op.mening == "minst" and varde >= 1 and varde == varde.to_integral_value())

    def _ar_gruppkrav(self, traff: _Traff) -> bool:
        """Not for ``minst 5 deltagare högst 7``, which could be two bounds on the number."""
        slag = slagrad(traff["krav"])
        tydligt = "u" in slag or traff["grupp"][-1].slag in "ps"
        return slag[0] in "iPRUDFSHXc" or slag == "o" or (slag[0] == "o" and tydligt)

    def _krav(self, bit: _Bit, forra: Sats | None) -> Malvarde:
        sats = self._plats(bit, forra) or self._andring(bit) or self._grans(bit)
        if sats is None or (sats.efter and not sats.efter.startswith("för ")):
            raise Oklart(varfor(bit.delar))
        return avgransad(sats.malvarde, sats.efter)

    def _plats(self, bit: _Bit, forra: Sats | None = None) -> Sats | None:
        if bit.losa or bit.avser:
            return None
        if traff := bit.passar(_RANG):
            return self._rang(traff)
        if traff := bit.passar(_FORDELNING):
            return self._fordelning(traff, forra)
        return None

    def _rang(self, traff: _Traff) -> Sats:
        rang = traff["rang"][0]
        antal, slags = rang.mening
        lagre = self._riktning is Riktning.LAGRE and self.enhet != "placering"  # a low placing is the better one anyway
        if (slags == "högsta" and lagre) or (slags == "lägsta" and not lagre):
            raise Oklart(f"{rang.text!r} är inte de bästa med indikatorns riktning; skriv bland de {antal} bästa")
        bland = traff.ord("efter")
        if bland and not re.match(r"(?:i|av|bland|på|för|region|kommun|landsting|län)", bland, re.IGNORECASE):
            raise Oklart(f"{bland!r} kan inte läsas; skriv till exempel i Sverige")
        return Sats(Rangmalvarde(hogst=antal, bland=bland or None), traff.ord("fore").casefold())

    def _fordelning(self, traff: _Traff, forra: Sats | None) -> Sats:
        del_, av = traff["del"][0].mening
        if av is None and forra is not None and isinstance(forra.malvarde, Gruppmalvarde):
            av = getattr(forra.malvarde.krav, "av", None)
        if av is None:
            raise Oklart(f"texten säger inte vad som är i {del_}; skriv till exempel i {del_} tredjedelen")
        m = Fordelningsmalvarde(del_=del_, av=av, inte=bool(traff["inte"]))
        return Sats(m, traff.ord("fore").casefold(), traff.ord("efter"))

    # Changes

    def _andring(self, bit: _Bit) -> Sats | None:
        """A clause that compares with something, or says that something changes."""
        for monster, las in (
            (_ANDRING, self._andring_med_verb),
            (_ANDRING_EFTER_TALET, self._andring_efter_talet),
            (_HALVERING, self._halvering),
            (_FORBATTRING, self._forbattring),
        ):
            if traff := bit.passar(monster):
                return las(bit, traff)
        if bit.bas is None or bit.bas[2] == "under":
            return None
        for monster, las in (
            (_JAMFORELSE, self._jamforelse),
            (_BASEN_SJALV, self._basen_sjalv),
            (_MED_TECKEN, self._med_tecken),
        ):
            if traff := bit.passar(monster):
                return las(bit, traff)
        return None

    def _andring_med_verb(self, bit: _Bit, traff: _Traff) -> Sats:
        verb, inte, far = traff["verb"][0], bool(traff["inte"]), bool(traff["far"])
        sidor = _UPPAT if verb.slag == "U" else _NEDAT
        op, tal = traff.en("op"), traff.en("tal")
        objekt = traff.ord("objekt")
        if verb.mening == "egenskap" and bit.bas is None and not re.match(r"andel|antal", objekt, re.IGNORECASE):
            raise Oklart(
                f"{verb.text!r} utan jämförelse sätter ingen gräns; skriv till exempel öka jämfört med föregående år"
            )
        if tal is None:
            utan_tal = bool(traff["objekt"]) and traff["objekt"][-1].text.casefold() == "med"
            if utan_tal or (far and not inte) or re.match(r"p?e", slagrad(traff["objekt"])):
                raise Oklart(varfor(bit.delar))
            if not inte:
                self._kontrollera_riktning(verb.slag == "U")
            sida = sidor["hogst"] if inte else sidor["over"]
            return self._andrad(bit, traff, {sida: Decimal(0)})
        if tal.mening.tecken:
            raise Oklart("en ökning eller minskning anges utan tecken")
        self._kontrollera_med(traff["objekt"], op)
        if inte and (op is None or op.mening != "over"):
            raise Oklart("skriv till exempel inte öka med mer än 2 %")
        if far and not inte and (op is None or op.mening not in ("hogst", "under")):
            raise Oklart("”får” anger högsta tillåtna ändring; skriv får öka med högst")
        if op is None:
            self._kontrollera_riktning(verb.slag == "U")
        sida = "hogst" if inte else "minst" if op is None else op.mening
        if sida not in sidor:
            raise Oklart(f"{traff['op'][0].text!r} kan inte läsas vid en förändring")
        varde = tal.mening.varde if verb.slag == "U" else -tal.mening.varde
        return self._andrad(bit, traff, {sidor[sida]: varde}, traff.en("enhet"), tal)

    def _kontrollera_med(self, objekt: Sequence[Ord], op: Ord | None) -> None:
        """Raises Oklart when the figure behind a verb could be the level that is reached."""
        if objekt and objekt[-1].text.casefold() == "med":
            return
        niva = op is not None and re.match(r"[<>]|över|under", op.text, re.IGNORECASE)
        if niva or any(ord_.slag in "we" for ord_ in objekt):
            raise Oklart("talet kan vara en ändring eller en nivå; skriv till exempel öka med 5 % eller öka till 80 %")

    def _andring_efter_talet(self, bit: _Bit, traff: _Traff) -> Sats | None:
        """``10 % ökning``, ``5 % fler än föregående år``."""
        verb, op, tal = traff["verb"][0], traff.en("op"), traff["tal"][0]
        if verb.slag in "UD" and verb.mening != "namn":
            return None
        if verb.slag == "c":
            upp = (self._battre() == "minst") if verb.mening == "battre" else verb.mening == "over"
        else:
            upp = verb.slag == "U"
        if tal.mening.tecken or (op is not None and op.mening not in _UPPAT):
            raise Oklart(varfor(bit.delar))
        if op is None:
            self._kontrollera_riktning(upp)
        sida = (_UPPAT if upp else _NEDAT)["minst" if op is None else op.mening]
        varde = tal.mening.varde if upp else -tal.mening.varde
        return self._andrad(bit, traff, {sida: varde}, traff.en("enhet"), tal)

    def _halvering(self, bit: _Bit, traff: _Traff) -> Sats:
        grans = {"hogst": Decimal(-50)} if traff["verb"][0].slag == "H" else {"minst": Decimal(100)}
        return self._andrad(bit, traff, grans, relativ=True)

    def _forbattring(self, bit: _Bit, traff: _Traff) -> Sats:
        """Better than before, or at least as good."""
        verb = traff["verb"][0]
        if traff["inte"]:
            raise Oklart(varfor(bit.delar))
        sida = verb.mening or self._battre()
        if verb.slag == "F":
            sida = {"minst": "over", "hogst": "under"}[sida]
            if traff.ord("efter") and bit.bas is None:
                raise Oklart(f"{verb.text!r} utan jämförelse sätter ingen gräns; skriv vad utfallet jämförs med")
        return self._andrad(bit, traff, {sida: Decimal(0)})

    def _jamforelse(self, bit: _Bit, traff: _Traff) -> Sats:
        """``högre än föregående år``."""
        ord_ = traff["verb"][0]
        sida = ord_.mening
        if sida == "battre":
            sida = {"minst": "over", "hogst": "under"}[self._battre()]
        if traff["inte"]:
            sida = {"over": "hogst", "under": "minst"}[sida]
        else:
            self._kontrollera_riktning(sida == "over")
        return self._andrad(bit, traff, {sida: Decimal(0)})

    def _basen_sjalv(self, bit: _Bit, traff: _Traff) -> Sats:
        """``minst enligt budget``, ``högst 2019 års nivå``, ``minska till 2014 års nivå``, ``enligt plan``."""
        assert bit.bas is not None
        op = traff.en("op")
        mot, _, knytning = bit.bas
        avser_plan = mot in (Jamforelsebas.BUDGET, Jamforelsebas.PLAN)
        if op is None:
            if knytning != "enligt" or not avser_plan:
                raise Oklart(varfor(bit.delar))
            sida = self._battre()
        elif op.slag == "O":
            if not avser_plan or knytning:
                raise Oklart(varfor(bit.delar))
            sida = self._battre() if op.mening == "battre" else op.mening
        else:
            sida = op.mening
        if sida not in _UPPAT or knytning == "med":
            raise Oklart(varfor(bit.delar))
        return self._andrad(bit, traff, {sida: Decimal(0)})

    def _med_tecken(self, bit: _Bit, traff: _Traff) -> Sats | None:
        """``+2 % jämfört med föregående år``: a bare change, whose side is the better one."""
        tal = traff["tal"][0]
        if not tal.mening.tecken:
            return None
        return self._andrad(bit, traff, {self._battre(): tal.mening.varde}, traff.en("enhet"), tal)

    def _kontrollera_riktning(self, upp: bool) -> None:
        """Raises Oklart when a bare change goes the wrong way, so that it could be a demand or a limit."""
        if self._riktning is (Riktning.LAGRE if upp else Riktning.HOGRE):
            raise Oklart("ändringen går åt det sämre hållet; skriv med minst eller med högst")

    def _andrad(
        self,
        bit: _Bit,
        traff: _Traff,
        grans: dict[str, Decimal],
        enhet: Ord | None = None,
        tal: Ord | None = None,
        *,
        relativ: bool = False,
    ) -> Sats:
        mot, basar = (None, None) if bit.bas is None else bit.bas[:2]
        if bit.arligen:
            if mot not in (None, Jamforelsebas.FOREGAENDE_AR):
                raise Oklart("en årlig förändring jämförs med föregående år")
            mot = Jamforelsebas.FOREGAENDE_AR
        for namn in ("objekt", "efter"):
            if traff.finns(namn):
                kontrollera_ord(traff[namn])
        ((sida, varde),) = grans.items()
        skriven = None
        if tal is not None:
            if traff.ord("efter"):
                kontrollera_efter(traff["efter"], enhet, self.enhet)
            varde, relativ, skriven = self._andringens_matt(varde, enhet)
        m = Forandringsmalvarde(
            **cast(Any, {sida: varde}),
            relativ=relativ,
            enhet=skriven,
            mot=mot,
            basar=basar,
            varje_manad=bit.varje_manad,
        )
        fore = " ".join(o for o in (traff.ord("fore"), traff.ord("objekt"), traff.ord("efter")) if o)
        return Sats(m, fore.casefold())

    def _andringens_matt(self, varde: Decimal, enhet: Ord | None) -> tuple[Decimal, bool, str | None]:
        """The size of a change, whether it is relative, and its unit."""
        if varde == 0:
            raise Oklart("förändringen noll; skriv inte öka eller inte minska")
        skriven = None if enhet is None else enhet.mening
        if skriven == "%":
            return varde, True, None
        if skriven == "procentenheter":
            if self.enhet not in (None, "%", "procentenheter"):
                raise Oklart(f"en förändring i procentenheter passar inte en indikator i {self.enhet}")
            return varde, False, skriven
        if skriven is None:
            if self.enhet == "%":
                raise Oklart("en förändring av en indikator i % behöver sin enhet; skriv % eller procentenheter")
            return varde, False, self.enhet
        return self._i_enhet(varde, skriven), False, self.enhet or skriven

    # Bounds

    def _grans(self, bit: _Bit) -> Sats | None:
        if bit.losa:
            return None
        if traff := bit.passar(_GRANS):
            return self._en_grans(bit, traff)
        if traff := bit.passar(_INTERVALL):
            return self._intervall(bit, traff)
        if traff := bit.passar(_FRAN_TILL):
            return self._fran_till(bit, traff)
        if traff := bit.passar(_NOLL):
            return self._noll(bit, traff)
        if bit.avser and not bit.delar:
            return self._inom(bit.avser)
        return None

    def _en_grans(self, bit: _Bit, traff: _Traff) -> Sats:
        op, op2, efterstalld = traff.en("op"), traff.en("op2"), traff.en("efterstalld")
        tal, enhet = traff["tal"][0], traff.en("enhet")
        sida = self._sida(tal, op, op2, efterstalld)
        nekat = op is not None and re.match(r"inte|ej|aldrig", op.text, re.IGNORECASE) is not None
        if traff["far"] and not nekat and (op is None or sida not in ("hogst", "under")):
            raise Oklart("”får” anger en högsta nivå; skriv får vara högst")
        med_grans = op is not None or efterstalld is not None
        kontrollera_fore(traff["fore"], med_grans=med_grans, med_enhet=enhet is not None)
        kontrollera_efter(traff["efter"], enhet, self.enhet)
        if not med_grans and tal.mening.tecken == "+":
            raise Oklart(f"{tal.text!r} kan vara en nivå eller en ökning; skriv minst, eller öka med")
        if not med_grans and tal.mening.tecken == "-" and (enhet.mening if enhet else self.enhet) == "%":
            raise Oklart(f"{tal.text!r} % kan vara en nivå eller en minskning; skriv högst, eller minska med")
        m = self._byggd(sida, tal.mening.varde, enhet and enhet.mening, bit.avser)
        har_verb = any(ord_.slag == "s" for ord_ in (*traff["fore"], *traff["verb"]))
        return Sats(m, traff.ord("fore").casefold(), traff.ord("efter"), har_verb=har_verb)

    def _sida(self, tal: Ord, op: Ord | None, op2: Ord | None, efterstalld: Ord | None) -> str:
        """Which bound: the word before the figure, the words after it, or the direction."""
        if op is not None and op2 is not None:  # "minska till under 5 %"
            at_samma_hall = op.mening == {"over": "minst", "under": "hogst"}.get(op2.mening, op2.mening)
            if op.slag != "t" or not at_samma_hall:
                raise Oklart("gränsen är angiven två gånger; skriv minst eller högst en gång")
            op = op2
        if op is not None and efterstalld is not None:
            raise Oklart("gränsen är angiven två gånger; skriv minst eller högst en gång")
        given = op or efterstalld
        if given is None:
            return self._battre(
                f"{tal.text!r} är en gräns först när riktningen är känd; ange riktning, eller skriv minst eller högst"
            )
        if given.mening == "battre":
            sida = self._battre()
            return sida if given.slag == "O" else {"minst": "over", "hogst": "under"}[sida]
        if op is not None and op.slag == "t":
            self._kontrollera_riktning(op.mening == "minst")
        return cast(str, given.mening)

    def _byggd(self, sida: str, varde: Decimal, enhet: str | None, avser: str | None) -> Malvarde:
        matt: Any = {"enhet": self.enhet or enhet, "avser": avser}
        if enhet is not None:
            varde = self._i_enhet(varde, enhet)
        if sida == "lika":
            return Sammansattmalvarde(delar=(Gransmalvarde(minst=varde, **matt), Gransmalvarde(hogst=varde, **matt)))
        return Gransmalvarde(**{sida: varde, **matt})

    def _intervall(self, bit: _Bit, traff: _Traff) -> Sats:
        lagst, hogst, enhet = traff["intervall"][0].mening
        if lagst >= hogst:
            raise Oklart("intervallet går inte från ett lägre till ett högre tal; skriv minst … och högst …")
        kontrollera_fore(traff["fore"], med_grans=True, med_enhet=enhet is not None)
        kontrollera_efter(traff["efter"], enhet, self.enhet)
        granser = (self._byggd("minst", lagst, enhet, bit.avser), self._byggd("hogst", hogst, enhet, bit.avser))
        m = Sammansattmalvarde(delar=cast(Any, granser))
        return Sats(m, traff.ord("fore").casefold(), traff.ord("efter"))

    def _fran_till(self, bit: _Bit, traff: _Traff) -> Sats:
        fran, till, enhet = traff["fran_till"][0].mening
        verb = traff.en("verb")
        upp = till > fran
        if fran == till or (verb is not None and (verb.slag == "U") is not upp):
            raise Oklart("talen går inte åt det håll som texten säger; skriv till exempel öka från 70 till 80 %")
        self._kontrollera_riktning(upp)
        kontrollera_ord(traff["objekt"])
        kontrollera_efter(traff["efter"], enhet, self.enhet)
        return Sats(self._byggd("minst" if upp else "hogst", till, enhet, bit.avser), traff.ord("fore").casefold())

    def _noll(self, bit: _Bit, traff: _Traff) -> Sats:
        sida = traff["noll"][0].mening
        if sida == "minst" and self._riktning is Riktning.LAGRE:
            raise Oklart("balans betyder minst noll, men lägre är bättre för indikatorn")
        kontrollera_ord(traff["efter"])
        return Sats(self._byggd(sida, Decimal(0), None, bit.avser), traff.ord("fore").casefold())

    def _inom(self, avser: str) -> Sats:
        """``inom 60 dagar`` for an indicator in days."""
        traff = re.fullmatch(r"inom ([0-9]+) (\w+)", avser, re.IGNORECASE)
        enhet = ENHETER.get(traff[2].casefold()) if traff else None
        if traff is None or enhet is None:
            raise Oklart(varfor(()))
        return Sats(self._byggd("hogst", Decimal(traff[1]), enhet, None))

    # What every reading needs

    def _battre(self, annars: str = "utan riktning är det inte klart vad som är bättre") -> str:
        """The bound on whose side the better outcomes are."""
        if self._riktning is None:
            raise Oklart(annars)
        return "minst" if self._riktning is Riktning.HOGRE else "hogst"

    def _i_enhet(self, varde: Decimal, enhet: str) -> Decimal:
        try:
            return omvandla(Tal(varde, enhet), self.enhet)
        except ValueError as fel:
            raise Oklart(str(fel)) from None


def _verb_intill_till(delar: Sequence[Ord]) -> Sequence[Ord]:
    """``öka andelen till 80 %`` as ``andelen öka till 80 %``: what is changed stands before a change to a level.

    Only when the figure's unit, or nothing, stands behind it: ``öka stödet till 5 kommuner`` is no level.
    """
    traff = _VERB_OCH_TILL.match(slagrad(delar))
    if traff is None or delar[traff.start("verb")].mening != "verb":
        return delar
    verb, till = delar[traff.start("verb")], delar[traff.start("till")]
    niva = Ord("t", till.start, till.slut, till.text, "minst" if verb.slag == "U" else "hogst")
    fore, objekt, efter = delar[: traff.start("verb")], delar[slice(*traff.span("objekt"))], delar[traff.end("till") :]
    return (*fore, *objekt, niva, *efter)


def avgransad(m: Malvarde, vilka: str) -> Malvarde:
    """The target with whom it is for ("för barn") in its bounds."""
    if not vilka.startswith("för "):
        return m
    if isinstance(m, Sammansattmalvarde):
        return Sammansattmalvarde(delar=cast(Any, tuple(avgransad(del_, vilka) for del_ in m.delar)))
    if not isinstance(m, Gransmalvarde):
        return m
    falt = m.model_dump(exclude={"avser"})
    return Gransmalvarde(**falt, avser=f"{m.avser} {vilka}" if m.avser else vilka)
