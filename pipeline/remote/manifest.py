"""The manifest: which object holds which file of a store."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from schemas.errors import StoreError

MANIFEST = "manifest.json"

MARK_LENGTH = 16
"""So many digits of a file's hash stand in the name of its object."""


def _check_path(path: str) -> str:
    """Whoever may write to a bucket must not write elsewhere on the machine of its readers."""
    parts = PurePosixPath(path).parts
    if path != "/".join(parts) or "\\" in path or any(part.startswith(".") for part in parts):
        raise ValueError(f"'{path}' is no path of a file in a store")
    return path


StorePath = Annotated[str, Field(min_length=1), AfterValidator(_check_path)]


class Entry(BaseModel):
    """A file of the store.

    Attributes:
        object: key of the object that holds it, from the prefix of the store.
        size: in bytes.
        sha256: of its bytes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    object: StorePath
    size: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Manifest(BaseModel):
    """All files of a store, by their paths in it.

    Attributes:
        format: of the manifest; raised when older programs could not read it.
        files: every file.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    files: Mapping[StorePath, Entry] = {}


def file_to_entry(path: str, data: bytes) -> Entry:
    """Name the object of a file after the file and its content, so that it is never overwritten.

    >>> file_to_entry("fi-amif-2027-2028/v1/cards.parquet", b"").object
    'fi-amif-2027-2028/v1/cards.e3b0c44298fc1c14.parquet'
    """
    sha256 = hashlib.sha256(data).hexdigest()
    name = PurePosixPath(path)
    key = name.with_name(f"{name.stem}.{sha256[:MARK_LENGTH]}{name.suffix}")
    return Entry(object=str(key), size=len(data), sha256=sha256)


def manifest_to_json(manifest: Manifest) -> bytes:
    """The manifest with its files by name; the same files give the same bytes."""
    ordered = manifest.model_copy(update={"files": dict(sorted(manifest.files.items()))})
    return f"{ordered.model_dump_json(indent=1)}\n".encode()


def json_to_manifest(data: bytes, url: str) -> Manifest:
    """Read a manifest.

    Args:
        data: its bytes.
        url: of the store, for the message.

    Raises:
        StoreError: it is no manifest, or one of a later program.
    """
    try:
        return Manifest.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = "/".join(map(str, first["loc"]))
        raise StoreError(
            f"{url}/{MANIFEST}: is no manifest of a store ({where}: {first['msg']}); choose "
            "another place with --out, or update plancards"
        ) from error
