"""Kopplingen: which Stratsys measure, column and unit is which indicator, delmål and unit of a rule set."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from ...errors import OkantId
from ...models.bas import Id, Modell
from ...models.indikator import Indikator
from ...models.malvarde import Uppdelatmalvarde
from ...models.regelverk import Regelverk
from ...models.skalor import Status, Utfallsslag
from ...models.statusregel import Antalsregel
from ...models.tal import Tal, kand_enhet, omvandla
from ...regelverk.radnummer import Vag, skriv_plats
from ..kopplingsfil import Kopplingsgranskning, Tabeller, las_kopplingsfil, poster, text_i
from .perioder import Periodicitet

_LANGSTA_KOD: Final = 200
_MATTSLAG: Final = ("kpi", "kod", "namn")
"""The ways in which a measure is told."""
_KOLUMNSLAG: Final = ("id", "namn", "index", "kod")
"""The ways in which a column is told."""


def _ifylld(kod: str) -> str:
    if not kod:
        raise ValueError("är tom; skriv vad som står i Stratsys, eller ta bort nyckeln om det inte är känt")
    if len(kod) > _LANGSTA_KOD:
        raise ValueError(f"har fler än {_LANGSTA_KOD} tecken")
    return kod


Kod = Annotated[str, AfterValidator(_ifylld)]
"""A code or name of the other system, taken as it stands. Ids are texts, also when they are made of digits."""
Utfallsfalt = Literal["varde", "motsvarande_period", "foregaende_ar", "foregaende_period", "basvarde", "budget"]
Hamtat = Literal["motsvarande_period", "foregaende_ar"]


class Enhetskoppling(Modell):
    """A unit of the organisation tree in Stratsys."""

    id: Id
    """What the mapping calls it."""
    namn: Kod
    """Its name, exactly as the organisation tree spells it."""
    stratsys: Kod | None = None
    """Its id in the API (``DepartmentId``); None when it is not known, and the API cannot be used for it."""
    kod: Kod | None = None
    """Its external code (externkod), for files; None when it has none."""
    koncern: bool = False
    """Whether it is the koncern, whose outcomes the colours are about."""


class Kolumn(Modell):
    """A column of a measure. The API is asked by ``id``, else by ``namn``, else by ``index``."""

    id: Kod | None = None
    """``KpiColumnId``."""
    namn: Kod | None = None
    """The column's name; capitals do not matter."""
    index: Annotated[int, Field(ge=0)] | None = None
    """The column's place, from 0."""
    kod: Kod | None = None
    """Its external code (externkod), for files."""

    @model_validator(mode="after")
    def _finns(self) -> Self:
        if not self.nycklar:
            raise ValueError("kolumnen saknar id, namn, index och kod; ange minst ett av dem")
        return self

    @property
    def nycklar(self) -> tuple[tuple[str, str | int], ...]:
        """Every way in which the column is told, as (kind, key)."""
        givna = (
            ("id", self.id),
            ("namn", None if self.namn is None else self.namn.casefold()),
            ("index", self.index),
            ("kod", self.kod),
        )
        return tuple((slag, nyckel) for slag, nyckel in givna if nyckel is not None)

    @property
    def kan_hamtas(self) -> bool:
        """Whether the API can be asked for it."""
        return any(slag != "kod" for slag, _ in self.nycklar)

    def __str__(self) -> str:
        return self.namn or self.kod or (f"nr {self.index}" if self.id is None else self.id)


class Utfallskolumn(Kolumn):
    """A column that holds a figure of an outcome."""

    falt: Utfallsfalt | None = None
    """The field of :class:`~riktlinjer.Utfall` that it is; None when it is one of the outcome's parts."""
    del_: Kod | None = None
    """The part that it is (``kvinnor``, ``män``); None when it is a field."""

    @model_validator(mode="after")
    def _en_sak(self) -> Self:
        if (self.falt is None) == (self.del_ is None):
            raise ValueError("ange vad kolumnen är: falt (till exempel 'varde') eller del_ (till exempel 'kvinnor')")
        return self


class _Matt(Modell):
    """A measure in Stratsys."""

    kpi: Kod | None = None
    """Its id in the API (``KpiId``); None when it is not known, and the API cannot be used for it."""
    namn: Kod | None = None
    """Its name, exactly as Stratsys spells it, for manual import; None when it is not known."""
    kod: Kod | None = None
    """Its external code (externkod), for files; None when it has none."""
    periodicitet: Periodicitet


class Mattkoppling(_Matt):
    """A measure whose values are the outcomes of an indicator."""

    indikator: str
    slag: Utfallsslag | None = None
    """What the figures are; None when it is not said."""
    enhet: str | None = None
    """The unit of the figures; None takes them to be in the indicator's."""
    hamta_ocksa: tuple[Hamtat, ...] = ()
    """Figures to compare with that stand in the column of ``varde`` in an earlier period."""
    kolumner: Annotated[tuple[Utfallskolumn, ...], Field(min_length=1)]


class Svarskoppling(_Matt):
    """A measure that a delmål's computed status is written to."""

    delmal: str
    enhet: str
    """The id of the unit that it is written to."""
    egen_tillampning: bool = False
    """False: the koncern's status. True: the status of the koncern's rule applied to the unit itself."""
    fargkolumn: Kolumn
    """The column that gets the colour's number."""
    antalskolumn: Kolumn | None = None
    """The column that gets how many indicators are met; None when there is none."""
    kommentar: bool = False
    """Whether the reasons are written as a comment."""
    nod: Kod | None = None
    """The id of the node that the comment is written to; None is the measure itself."""


class Farger(Modell):
    """The number of each colour in the colour columns, as the measures' intervals in Stratsys are set."""

    gron: int
    gul: int
    rod: int
    oavgjord: Literal["töm", "hoppa över"]
    """What happens to the cell of a status that is not settled: it is emptied, or left as it is."""

    @model_validator(mode="after")
    def _skilda(self) -> Self:
        tal = (self.gron, self.gul, self.rod)
        if len(set(tal)) < len(tal):
            raise ValueError("två färger har samma tal; varje färg ska ha ett eget")
        if 0 in tal:
            raise ValueError("0 kan förväxlas med en tom cell; välj ett annat tal")
        return self

    def tal(self, status: Status) -> int:
        """The colour's number."""
        return {Status.GRON: self.gron, Status.GUL: self.gul, Status.ROD: self.rod}[status]


class Kommentarer(Modell):
    """How comments are written."""

    anvandare: Kod
    """The id of the user that the comments stand under (``UserId``)."""


class Koppling(Modell):
    """A mapping between Stratsys and a rule set, checked against the rule set."""

    format: Literal[1]
    regelverk: str
    """The id of the rule set."""
    enheter: Annotated[tuple[Enhetskoppling, ...], Field(min_length=1)]
    matt: tuple[Mattkoppling, ...] = ()
    svar: tuple[Svarskoppling, ...] = ()
    farger: Farger | None = None
    """None when no colours are written."""
    kommentarer: Kommentarer | None = None
    """None when no comments are written."""

    def enhet(self, id: str) -> Enhetskoppling:
        """The unit that the mapping calls so.

        Raises:
            OkantId: it has none.
        """
        for enhet in self.enheter:
            if enhet.id == id:
                return enhet
        raise OkantId("enhet", id, [enhet.id for enhet in self.enheter])

    @property
    def koncern(self) -> Enhetskoppling | None:
        """The unit that is the koncern; None when the mapping names none."""
        return next((enhet for enhet in self.enheter if enhet.koncern), None)

    @property
    def text(self) -> str:
        """What the mapping holds, in Swedish."""
        antal = len(self.enheter)
        rader = [f"Kopplingen till {self.regelverk} har {antal} {'enhet' if antal == 1 else 'enheter'}."]
        rader += [
            f"  {m.namn or m.kpi or m.kod} → {m.indikator}: "
            + ", ".join(f"{kolumn} är {kolumn.falt or kolumn.del_}" for kolumn in m.kolumner)
            for m in self.matt
        ]
        rader += [
            f"  {s.delmal} → {s.namn or s.kpi or s.kod}, {self.enhet(s.enhet).namn}: färg i {s.fargkolumn}"
            + (f", antal i {s.antalskolumn}" if s.antalskolumn else "")
            + (", kommentar" if s.kommentar else "")
            + (" (egen tillämpning)" if s.egen_tillampning else "")
            for s in self.svar
        ]
        return "\n".join(rader)


def las_koppling(fil: Path, regelverk: Regelverk) -> Koppling:
    """The mapping in a TOML file, checked against the rule set.

    Args:
        fil: the file, UTF-8, at most 4 MB.
        regelverk: the rule set that the mapping is for.

    Raises:
        KopplingsFel: the file cannot be read or is faulty; ``fel`` lists everything with its line.
        TypeError: an argument of another Python type.
    """
    return las_kopplingsfil(fil, Koppling, regelverk, _granska)


def _granska(regelverk: Regelverk, tabeller: Tabeller, g: Kopplingsgranskning) -> None:
    _granska_enheter(tabeller, g)
    for vag, matt in poster(tabeller, "matt"):
        _granska_matt(regelverk, vag, matt, g)
    enheter = [id for _, enhet in poster(tabeller, "enheter") if (id := text_i(enhet, "id"))]
    for vag, svar in poster(tabeller, "svar"):
        _granska_svar(regelverk, enheter, vag, svar, g)
        if "farger" not in tabeller:
            g.ny(vag, "[farger] saknas; ange vilket tal som är Grön, Gul och Röd")
        if svar.get("kommentar") is True and "kommentarer" not in tabeller:
            g.ny((*vag, "kommentar"), "[kommentarer] saknas; ange anvandare, eller ta bort kommentar")
    _granska_celler(tabeller, g)
    _granska_skillnad(tabeller, g)
    _granska_periodicitet(tabeller, g)


def _granska_enheter(tabeller: Tabeller, g: Kopplingsgranskning) -> None:
    for vag, enhet in poster(tabeller, "enheter"):
        for falt in ("id", "stratsys", "kod", "namn"):
            if (varde := text_i(enhet, falt)) is not None:
                g.forsta((*vag, falt), f"enhetens {falt}", varde, f"{varde!r} står på två enheter")
        if "stratsys" not in enhet and "kod" not in enhet:
            g.ny(vag, "enheten har ingen kod; ange stratsys (id i gränssnittet), kod (externkod) eller båda")
        if enhet.get("koncern") is True:
            g.forsta((*vag, "koncern"), "koncern", True, "två enheter är koncernen")


def _granska_matt(regelverk: Regelverk, vag: Vag, matt: Tabeller, g: Kopplingsgranskning) -> None:
    _granska_koder(vag, matt, g)
    id = text_i(matt, "indikator")
    kand = g.kand((*vag, "indikator"), "indikator", id, [i.id for i in regelverk.alla_indikatorer])
    if id is not None:
        g.forsta((*vag, "indikator"), "indikator", id, f"{id!r} har redan ett mått")
    if kand and id is not None:
        _granska_figur(regelverk.indikator(id), vag, matt, g)
    falt: dict[str, Vag] = {}
    for del_vag, kolumn in poster(matt, "kolumner"):
        plats = (*vag, *del_vag)
        sort = text_i(kolumn, "falt") or text_i(kolumn, "del_")
        if sort is not None and falt.setdefault(sort, plats) != plats:
            g.ny(plats, f"två kolumner är {sort}; behåll den som gäller")
    hamtas = matt.get("hamta_ocksa")
    for sort in hamtas if isinstance(hamtas, list) else ():
        if isinstance(sort, str) and sort in falt:
            g.ny((*vag, "hamta_ocksa"), f"{sort} har en egen kolumn; ta bort den ena")
    helar = matt.get("slag") == Utfallsslag.ACKUMULERAT.value or matt.get("periodicitet") == Periodicitet.AR.value
    if isinstance(hamtas, list) and "foregaende_ar" in hamtas and not helar:
        text = "foregaende_ar hämtas från december året innan, som bara är hela året om slag är ackumulerat"
        g.ny((*vag, "hamta_ocksa"), f"{text}; ange slag = 'ackumulerat' om det är så, annars en egen kolumn")


def _granska_figur(indikator: Indikator, vag: Vag, matt: Tabeller, g: Kopplingsgranskning) -> None:
    if (enhet := text_i(matt, "enhet")) is not None and (kand := kand_enhet(enhet)) is not None:
        try:
            omvandla(Tal(Decimal(0), kand), indikator.enhet)
        except ValueError as exc:
            g.ny((*vag, "enhet"), f"{indikator.id}: {exc}")
    elif enhet is not None:
        g.ny((*vag, "enhet"), f"{enhet!r} är ingen enhet som känns igen")
    delar = [d.del_ for m in indikator.malvarden if isinstance(m, Uppdelatmalvarde) for d in m.delar]
    for del_vag, kolumn in poster(matt, "kolumner"):
        if delar and "del_" in kolumn:
            g.kand((*vag, *del_vag, "del_"), "del", text_i(kolumn, "del_"), dict.fromkeys(delar))


def _granska_svar(regelverk: Regelverk, enheter: list[str], vag: Vag, svar: Tabeller, g: Kopplingsgranskning) -> None:
    _granska_koder(vag, svar, g)
    id, enhet = text_i(svar, "delmal"), text_i(svar, "enhet")
    kand = g.kand((*vag, "delmal"), "delmål", id, [delmal.id for delmal in regelverk.delmal])
    g.kand((*vag, "enhet"), "enhet", enhet, enheter)
    if id is not None and enhet is not None:
        nyckel = (id, enhet, svar.get("egen_tillampning") is True)
        g.forsta(vag, "svar", nyckel, f"{id} skrivs redan till {enhet}")
    raknar = not kand or id is None or isinstance(regelverk.delmal_med_id(id).statusregel, Antalsregel)
    if "antalskolumn" in svar and not raknar:
        g.ny((*vag, "antalskolumn"), f"{id} räknar inga indikatorer; ta bort antalskolumn")


def _granska_koder(vag: Vag, matt: Tabeller, g: Kopplingsgranskning) -> None:
    if not any(falt in matt for falt in _MATTSLAG):
        g.ny(vag, "måttet har ingen kod; ange kpi (id i gränssnittet), kod (externkod) eller namn")


def _granska_celler(tabeller: Tabeller, g: Kopplingsgranskning) -> None:
    """No column is told twice: what is written is never read as an outcome, and no cell is written twice."""
    sedda: dict[tuple[str, str, str, object], list[tuple[str | None, Vag]]] = {}
    for vag, matt, kolumn, enhet in _kolumner(tabeller):
        krockar: list[Vag] = []
        for nyckel in _nycklar(matt, kolumn):
            tidigare = sedda.setdefault(nyckel, [])
            krockar += [v for e, v in tidigare if _delar_enhet(enhet, e)]
            tidigare.append((enhet, vag))
        if krockar:
            g.ny(vag, f"kolumnen används redan ({skriv_plats(krockar[0])}); varje kolumn är ett utfall eller ett svar")


def _granska_skillnad(tabeller: Tabeller, g: Kopplingsgranskning) -> None:
    """A column that is written is told so that it differs from every other of its measure in something that both tell:
    "Färg" and the one in place 0 may be the same."""
    sedda: dict[tuple[str, str], dict[tuple[frozenset[str], str | None], Vag]] = {}
    for vag, matt, kolumn, enhet in _kolumner(tabeller):
        slag = frozenset(namn for namn in _KOLUMNSLAG if namn in kolumn)
        for mattslag in _MATTSLAG:
            if (kod := text_i(matt, mattslag)) is None:
                continue
            tidigare = sedda.setdefault((mattslag, kod), {})
            kan_krocka = [
                v
                for (annat, e), v in tidigare.items()
                if slag.isdisjoint(annat) and _delar_enhet(enhet, e) and (enhet, e) != (None, None)
            ]
            tidigare.setdefault((slag, enhet), vag)
            if kan_krocka:
                samma = f"kan vara samma kolumn som {skriv_plats(kan_krocka[0])}"
                g.ny(vag, f"{samma}; ange båda på samma sätt (id, namn eller index)")
                break


def _delar_enhet(en: str | None, annan: str | None) -> bool:
    """Whether two columns stand in the same unit; one that is read (None) is read in every unit."""
    return en is None or annan is None or en == annan


def _nycklar(matt: Tabeller, kolumn: Tabeller) -> Iterator[tuple[str, str, str, object]]:
    for mattslag, slag in product(_MATTSLAG, _KOLUMNSLAG):
        kod, nyckel = text_i(matt, mattslag), kolumn.get(slag)
        if kod is not None and isinstance(nyckel, str | int):
            yield mattslag, kod, slag, nyckel.strip().casefold() if isinstance(nyckel, str) else nyckel


def _granska_periodicitet(tabeller: Tabeller, g: Kopplingsgranskning) -> None:
    """A measure has one, wherever it is named."""
    sedda: dict[tuple[str, str], str] = {}
    for vag, matt in (*poster(tabeller, "matt"), *poster(tabeller, "svar")):
        periodicitet = text_i(matt, "periodicitet")
        koder = [(slag, kod) for slag in _MATTSLAG if (kod := text_i(matt, slag)) is not None]
        olika = {sedda.setdefault(kod, periodicitet) for kod in koder if periodicitet is not None} - {periodicitet}
        if olika:
            g.ny((*vag, "periodicitet"), f"måttet är {olika.pop()} på ett annat ställe; rätta den som är fel")


def _kolumner(tabeller: Tabeller) -> Iterator[tuple[Vag, Tabeller, Tabeller, str | None]]:
    """(way, measure, column, the unit it is written in) for every column; the unit is None when it is read."""
    for vag, matt in poster(tabeller, "matt"):
        for del_vag, kolumn in poster(matt, "kolumner"):
            yield (*vag, *del_vag), matt, kolumn, None
    for vag, svar in poster(tabeller, "svar"):
        for falt in ("fargkolumn", "antalskolumn"):
            fargkolumn = svar.get(falt)
            if isinstance(fargkolumn, dict):
                yield (*vag, falt), svar, fargkolumn, text_i(svar, "enhet") or ""
