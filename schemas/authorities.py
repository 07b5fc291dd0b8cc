"""What lists of the EU call things: ``authorities.toml``."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from schemas.fact_files import load_file


class Concept(BaseModel):
    """An entry of a list.

    Attributes:
        address: that stands for it.
        label: what the list calls it in English.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    address: str
    label: str


class Authorities(BaseModel):
    """Addresses and concepts by codes.

    Attributes:
        country: by ISO 3166-1 code.
        language: by ISO 639-1 code.
        legislation: that asks for the data.
        taxonomy: the lists that are referred to as a whole.
        theme: of data.
        availability: how long a publisher plans to keep data available.
        publisher_type: what kind of body publishes.
        licence_type: what a licence is like.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    country: dict[str, str]
    language: dict[str, str]
    legislation: dict[str, str]
    taxonomy: dict[str, Concept]
    theme: dict[str, Concept]
    availability: dict[str, Concept]
    publisher_type: dict[str, Concept]
    licence_type: dict[str, Concept]


@cache
def load_authorities() -> Authorities:
    """The addresses and concepts."""
    return load_file("authorities.toml", Authorities)
