"""The base of every model: an immutable value with no unknown fields."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""An id: ASCII kebab-case, stable for ever."""


class Modell(BaseModel):
    """A frozen value. Unknown keys are refused by name; schemas are built when a model is first used."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, str_strip_whitespace=True)
