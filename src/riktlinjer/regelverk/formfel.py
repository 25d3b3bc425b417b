"""Formfel: what pydantic finds wrong in tables that people write, in Swedish and without what only follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from ..models.bas import ID_MONSTER
from ..models.datum import ISO_MANAD

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails


def formfel(exc: ValidationError) -> Iterator[ErrorDetails]:
    """The faults, but for lists that are too short only for want of an item that is told by itself: pydantic does not
    count a faulty item."""
    poster = exc.errors(include_url=False)
    for post in poster:
        djup = len(post["loc"])
        if post["type"] != "too_short" or not any(p["loc"][:djup] == post["loc"] != p["loc"] for p in poster):
            yield post


def beskriv_formfel(post: Mapping[str, object]) -> str:
    """One fault in Swedish: what was found and what was expected."""
    slag, sammanhang, fann = str(post["type"]), post.get("ctx", {}), post.get("input")
    assert isinstance(sammanhang, dict)
    match slag:
        case "value_error":
            return str(sammanhang.get("error"))
        case "enum" | "literal_error":
            return f"fann {_visat(fann)}, väntade {str(sammanhang.get('expected')).replace(' or ', ' eller ')}"
        case "union_tag_invalid":
            return f"fann {sammanhang.get('tag')!r}, väntade en av {sammanhang.get('expected_tags')}"
        case "string_pattern_mismatch":
            return f"fann {_visat(fann)}, väntade {_MONSTER.get(str(sammanhang.get('pattern')), 'en annan form')}"
        case "string_type" if _ar_kort_heltal(fann):
            return f'fann {fann}: väntade en text; skriv den inom citattecken: "{fann}"'
        case "too_short" if not fann:
            return "är tom; väntade minst en post"
        case _ if slag in _SJALVKLARA:
            return _SJALVKLARA[slag].format_map(sammanhang)
        case _:
            return f"fann {_visat(fann)}: {_VANTAT.get(slag, '').format_map(sammanhang) or post['msg']}"


def _visat(fann: object) -> str:
    visat = repr(fann) if isinstance(fann, str | float | bool) or _ar_kort_heltal(fann) else type(fann).__name__
    return visat if len(visat) <= 80 else visat[:77] + "…"


def _ar_kort_heltal(varde: object) -> bool:
    return isinstance(varde, int) and not isinstance(varde, bool) and varde.bit_length() < 200


_MONSTER: Final = {
    ID_MONSTER: "små bokstäver a–z, siffror och bindestreck, som delmal-1",
    f"^{ISO_MANAD}$": "en månad som 2018-03",
}
_SJALVKLARA: Final = {
    "missing": "saknas; fältet måste finnas",
    "extra_forbidden": "okänt fält; kontrollera stavningen",
    "union_tag_not_found": "slag saknas",
    "string_too_short": "är tom; väntade en text",
    "too_short": "har för få poster; väntade minst {min_length}",
    "too_long": "har för många poster; väntade högst {max_length}",
}
"""The faults of which it says nothing to show what was found."""
_VANTAT: Final = {
    "greater_than_equal": "väntade minst {ge}",
    "greater_than": "väntade mer än {gt}",
    "less_than_equal": "väntade högst {le}",
    "less_than": "väntade mindre än {lt}",
    "string_type": "väntade en text",
    "int_type": "väntade ett heltal",
    "int_from_float": "väntade ett heltal",
    "int_parsing": "väntade ett heltal",
    "bool_type": "väntade true eller false",
    "bool_parsing": "väntade true eller false",
    "decimal_type": "väntade ett tal",
    "decimal_parsing": "väntade ett tal",
    "float_type": "väntade ett tal",
    "finite_number": "väntade ett ändligt tal",
    "tuple_type": "väntade en lista",
    "list_type": "väntade en lista",
    "dict_type": "väntade en tabell",
    "model_type": "väntade en tabell, skriven inom {{ och }} med ett namn före varje värde",
    "model_attributes_type": "väntade en tabell, skriven inom {{ och }} med ett namn före varje värde",
    "date_type": "väntade ett datum, till exempel 2018-03-09",
    "date_parsing": "väntade ett datum, till exempel 2018-03-09",
    "date_from_datetime_parsing": "väntade ett datum, till exempel 2018-03-09",
    "date_from_datetime_inexact": "väntade ett datum utan klockslag, till exempel 2018-03-09",
}
