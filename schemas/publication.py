"""Who publishes a store's data and under which licence: ``publication.toml`` in its folder.

Neither can be read from a plan, and neither is guessed: what the file does not say is left out of
the descriptions.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from schemas.authorities import Concept, load_authorities
from schemas.fact_files import load_file
from schemas.project_files import load_project_file

PUBLICATION = "publication.toml"
"""Name of the file, in the folder of the store."""

_ADDRESS = r"^https?://[^\s<>\"{}|\\^`]+"
_FOLDER = f"{_ADDRESS}/$"

Address = Annotated[str, Field(pattern=f"{_ADDRESS}$")]


def _check_known(name: str | None, known: Collection[str], what: str) -> str | None:
    if name is not None and name not in known:
        raise ValueError(f"no {what} '{name}' here: use one of {', '.join(known)}")
    return name


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Licence(_Model):
    """A licence that can be chosen.

    Attributes:
        title: its name.
        path: its text.
        authority: what the Publications Office's list calls it.
        type: what it is like, by ``authorities.toml``.
    """

    title: str
    path: Address
    authority: Address
    type: str

    @property
    def concept(self) -> Concept:
        """What it is like."""
        return load_authorities().licence_type[self.type]


class Publisher(_Model):
    """Who publishes the data.

    Attributes:
        name: such as "Ministry of the Interior".
        address: its home page or identifier.
        type: what kind of body it is, such as "national-authority".
    """

    name: Annotated[str, Field(min_length=1)]
    address: Address | None = None
    type: str | None = None

    @field_validator("type")
    @classmethod
    def _known_type(cls, name: str | None) -> str | None:
        return _check_known(name, load_authorities().publisher_type, "type of publisher")


class Contact(_Model):
    """Who answers questions about the data.

    Attributes:
        name: such as "Registry".
        email: of it.
    """

    name: Annotated[str, Field(min_length=1)]
    email: Annotated[str, Field(pattern=r"^[^\s<>@]+@[^\s<>@]+$")]


class Publication(_Model):
    """What ``publication.toml`` says; every key may be left out.

    Attributes:
        title: of the published set.
        description: of the published set.
        publisher: who publishes it.
        contact: who answers questions about it.
        availability: how long it is planned to stay, such as "stable".
        licence: SPDX identifier of ``schemas/licences.toml``.
        base_url: where the store's folder is published, ending in "/".
    """

    title: str | None = None
    description: str | None = None
    publisher: Publisher | None = None
    contact: Contact | None = None
    availability: str | None = None
    licence: str | None = None
    base_url: Annotated[str, Field(pattern=_FOLDER)] | None = None

    @field_validator("licence")
    @classmethod
    def _known_licence(cls, name: str | None) -> str | None:
        return _check_known(name, load_licences(), "licence")

    @field_validator("availability")
    @classmethod
    def _known_availability(cls, name: str | None) -> str | None:
        return _check_known(name, load_authorities().availability, "availability")

    def find_licence(self) -> Licence | None:
        """The licence, when one is chosen."""
        return load_licences()[self.licence] if self.licence else None


class _LicenceFile(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Licence]


@cache
def load_licences() -> dict[str, Licence]:
    """The licences of ``schemas/licences.toml`` by their SPDX identifier."""
    return dict(load_file("licences.toml", _LicenceFile).__pydantic_extra__)


def load_publication(store: Path) -> Publication:
    """What the store's ``publication.toml`` says; nothing when it has none.

    Raises:
        UsageError: it cannot be read, or an entry is wrong; the message names file and key.
    """
    path = store / PUBLICATION
    return load_project_file(path, Publication) if path.is_file() else Publication()
