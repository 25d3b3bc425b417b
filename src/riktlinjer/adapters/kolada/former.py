"""Former: the shapes of Kolada's answers, read into models or refused with the place of what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Final, TypeVar

from ...models.bas import Modell
from ...models.tal import kand_enhet
from ..natverk import Json

KPI: Final = re.compile(r"[A-Z][0-9]{5}")
"""The id of a key figure, such as N00945."""
OMRADE: Final = re.compile(r"[0-9]{4}|G[0-9]+")
"""The code of a municipality (1380), a region (0013), the country (0000) or a group of them (G and digits)."""

_FLEST_SIFFROR: Final = 1000
_ENHET_I_TITEL: Final = re.compile(r"\(([^()]+)\)\s*$")

_T = TypeVar("_T")


class Koladanyckeltal(Modell):
    """What Kolada says of a key figure. A field that is None is not said."""

    id: str
    titel: str
    beskrivning: str | None = None
    """What is measured and by whom; often the only place where the statistical source is named."""
    verksamhetsomrade: str | None = None
    konsuppdelat: bool | None = None
    """Whether there are figures for women and men."""
    omradestyp: str | None = None
    """Which areas have figures: ``K`` municipalities, ``L`` regions, ``A`` both."""
    auspice: str | None = None
    """Kolada's code of who answers for the figure, as it stands."""
    publiceras: str | None = None
    """The day of publication, as Kolada writes it."""
    publiceras_preliminart: str | None = None
    publiceringsperiod: str | None = None
    """The period that is published then, as Kolada writes it."""

    @property
    def enhet(self) -> str | None:
        """The unit that ends the title in parentheses, since Kolada has no field for it; None when none is known there.

        >>> Koladanyckeltal(id="N99901", titel="Besök inom tre dagar, andel (%)").enhet
        '%'
        """
        traff = _ENHET_I_TITEL.search(self.titel)
        return None if traff is None else kand_enhet(traff[1])


class Koladaomrade(Modell):
    """A municipality, a region or the country."""

    id: str
    namn: str
    typ: str | None = None
    """``K`` municipality, ``L`` region; None when Kolada does not say."""


class Koladavarde(Modell):
    """One figure."""

    kpi: str
    omrade: str
    ar: int
    kon: str
    """``T`` all, ``K`` women, ``M`` men; another letter as it stands."""
    varde: Decimal | None
    """None when it is not reported."""
    status: str | None = None
    """What Kolada says of the figure, as it stands; None when nothing."""
    borttaget: bool = False
    """Whether Kolada has deleted the figure."""


def las_nyckeltal(rad: Json, plats: str) -> Koladanyckeltal:
    """A key figure.

    Raises:
        ValueError: the row has another form; the text tells where.
    """
    falt = _objekt(rad, plats)
    return Koladanyckeltal(
        id=_text(falt, "id", plats),
        titel=_text(falt, "title", plats),
        beskrivning=_fri_text(falt, "description", plats),
        verksamhetsomrade=_fri_text(falt, "operating_area", plats),
        konsuppdelat=_fri(falt, "is_divided_by_gender", plats, _sanning),
        omradestyp=_fri_text(falt, "municipality_type", plats),
        auspice=_fri_text(falt, "auspice", plats) or _fri_text(falt, "auspices", plats),
        publiceras=_fri_text(falt, "publication_date", plats),
        publiceras_preliminart=_fri_text(falt, "prel_publication_date", plats),
        publiceringsperiod=_fri_text(falt, "publ_period", plats),
    )


def las_omrade(rad: Json, plats: str) -> Koladaomrade:
    """An area.

    Raises:
        ValueError: the row has another form; the text tells where.
    """
    falt = _objekt(rad, plats)
    return Koladaomrade(
        id=_text(falt, "id", plats), namn=_text(falt, "title", plats), typ=_fri_text(falt, "type", plats)
    )


def las_varden(rad: Json, plats: str) -> Iterator[Koladavarde]:
    """The figures of one key figure, area and year: one for each sex that there is, in no certain order.

    >>> rad = {"kpi": "N99901", "municipality": "0013", "period": 2024,
    ...        "values": [{"gender": "T", "value": Decimal("84.3"), "status": "", "isdeleted": False}]}
    >>> [(v.omrade, v.ar, v.kon, v.varde) for v in las_varden(rad, "values[0]")]
    [('0013', 2024, 'T', Decimal('84.3'))]

    Raises:
        ValueError: the row has another form; the text tells where.
    """
    falt = _objekt(rad, plats)
    kpi, omrade = _text(falt, "kpi", plats), _text(falt, "municipality", plats)
    ar = _krav(falt, "period", plats, _heltal)
    for i, post in enumerate(_krav(falt, "values", plats, _lista)):
        har = f"{plats}.values[{i}]"
        varde = _objekt(post, har)
        if "value" not in varde:
            raise ValueError(f"{har}.value: saknas")
        yield Koladavarde(
            kpi=kpi,
            omrade=omrade,
            ar=ar,
            kon=_text(varde, "gender", har),
            varde=_fri(varde, "value", har, _tal),
            status=_fri_text(varde, "status", har),
            borttaget=bool(_fri(varde, "isdeleted", har, _sanning)),
        )


def las_rader(svar: Json) -> tuple[list[Json], str | None]:
    """The rows of a page, and the address of the next; None when this is the last.

    Raises:
        ValueError: the answer has another form.
    """
    falt = _objekt(svar, "svaret")
    return _krav(falt, "values", "svaret", _lista), _fri_text(falt, "next_url", "svaret")


def _objekt(varde: Json, plats: str) -> Mapping[str, Json]:
    if not isinstance(varde, dict):
        raise ValueError(f"{plats}: väntade ett objekt")
    return varde


def _krav(falt: Mapping[str, Json], namn: str, plats: str, las: Callable[[Json], _T]) -> _T:
    varde = _fri(falt, namn, plats, las)
    if varde is None:
        raise ValueError(f"{plats}.{namn}: saknas")
    return varde


def _fri(falt: Mapping[str, Json], namn: str, plats: str, las: Callable[[Json], _T]) -> _T | None:
    varde = falt.get(namn)
    try:
        return None if varde is None else las(varde)
    except ValueError as exc:
        raise ValueError(f"{plats}.{namn}: {exc}") from None


def _text(falt: Mapping[str, Json], namn: str, plats: str) -> str:
    text = _fri_text(falt, namn, plats)
    if text is None:
        raise ValueError(f"{plats}.{namn}: saknas")
    return text


def _fri_text(falt: Mapping[str, Json], namn: str, plats: str) -> str | None:
    """A text without the spaces around it; None when it is missing or empty."""
    text = _fri(falt, namn, plats, _str)
    return (text.strip() or None) if text is not None else None


def _str(varde: Json) -> str:
    if isinstance(varde, int) and not isinstance(varde, bool):
        return str(varde)
    if not isinstance(varde, str):
        raise ValueError("väntade en text")
    return varde


def _heltal(varde: Json) -> int:
    if isinstance(varde, bool) or not isinstance(varde, int):
        raise ValueError("väntade ett heltal")
    return varde


def _tal(varde: Json) -> Decimal:
    if isinstance(varde, bool) or not isinstance(varde, int | Decimal):
        raise ValueError("väntade ett tal eller null")
    tal = Decimal(varde)
    if max(abs(tal.adjusted()), len(tal.as_tuple().digits)) > _FLEST_SIFFROR:
        raise ValueError(f"talet har fler än {_FLEST_SIFFROR} siffror")
    return tal


def _sanning(varde: Json) -> bool:
    """True or false, also as the 1 and 0 of the API's earlier version."""
    if isinstance(varde, bool) or varde in (0, 1):
        return bool(varde)
    raise ValueError("väntade true eller false")


def _lista(varde: Json) -> list[Json]:
    if not isinstance(varde, list):
        raise ValueError("väntade en lista")
    return varde
