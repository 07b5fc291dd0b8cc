"""What the Publications Office of the EU calls things: ``authorities.toml``."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from schemas.facts import load_file


class Authorities(BaseModel):
    """Addresses in its lists, by codes.

    Attributes:
        country: by ISO 3166-1 code.
        language: by ISO 639-1 code.
        theme: of data.
        legislation: that asks for the data.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    country: dict[str, str]
    language: dict[str, str]
    theme: dict[str, str]
    legislation: dict[str, str]


@cache
def load_authorities() -> Authorities:
    """The addresses."""
    return load_file("authorities.toml", Authorities)
