"""Who publishes a store's data and under which licence: ``publication.toml`` in its folder.

Neither can be read from a plan, and neither is guessed: what the file does not say is left out of
the descriptions.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from schemas.facts import load_file
from schemas.project_files import load_project_file

PUBLICATION = "publication.toml"
"""Name of the file, in the folder of the store."""

_ADDRESS = r"^https?://[^\s<>\"{}|\\^`]+"
_FOLDER = f"{_ADDRESS}/$"

Address = Annotated[str, Field(pattern=f"{_ADDRESS}$")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Licence(_Model):
    """A licence that can be chosen.

    Attributes:
        title: its name.
        path: its text.
        authority: what the Publications Office's list calls it.
    """

    title: str
    path: Address
    authority: Address


class Publisher(_Model):
    """Who publishes the data.

    Attributes:
        name: such as "Ministry of the Interior".
        address: its home page or identifier.
    """

    name: Annotated[str, Field(min_length=1)]
    address: Address | None = None


class Publication(_Model):
    """What ``publication.toml`` says; every key may be left out.

    Attributes:
        title: of the published set.
        description: of the published set.
        publisher: who publishes it.
        licence: SPDX identifier of ``schemas/licences.toml``.
        base_url: where the store's folder is published, ending in "/".
    """

    title: str | None = None
    description: str | None = None
    publisher: Publisher | None = None
    licence: str | None = None
    base_url: Annotated[str, Field(pattern=_FOLDER)] | None = None

    @field_validator("licence")
    @classmethod
    def _known_licence(cls, name: str | None) -> str | None:
        known = load_licences()
        if name is not None and name not in known:
            raise ValueError(f"no licence '{name}' here: use one of {', '.join(known)}")
        return name

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
