"""The base of every model: an immutable value with no unknown fields."""

import re
import unicodedata
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

ID_MONSTER: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Id = Annotated[str, Field(pattern=ID_MONSTER)]
"""An id: ASCII kebab-case, stable for ever."""


def skriv_id(namn: str) -> str:
    """A name as an id is written.

    >>> skriv_id("Driftnämnd Ambulans, diagnostik och hälsa")
    'driftnamnd-ambulans-diagnostik-och-halsa'
    """
    delade = unicodedata.normalize("NFD", namn.casefold())
    utan_prickar = "".join(tecken for tecken in delade if not unicodedata.combining(tecken))
    return re.sub(r"[^a-z0-9]+", "-", utan_prickar).strip("-")


class Modell(BaseModel):
    """A frozen value. Unknown keys are refused by name; schemas are built when a model is first used."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, str_strip_whitespace=True)
