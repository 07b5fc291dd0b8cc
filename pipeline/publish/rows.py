"""A stored version as rows of a database's tables."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import pyarrow as pa

from pipeline.publish.model import DIGEST, ORDER, VERSION_SCHEMA, VERSIONS, find_numbering
from pipeline.store.telling import CHANGES_DOCUMENT, load_changes
from pipeline.store.versions import STORED_DOCUMENT, StoredVersion, load_version
from schemas.change_table import NAME as CHANGES
from schemas.change_table import change_schema, diff_to_table
from schemas.errors import StoreError
from schemas.tables import Row, plan_to_tables


@dataclass(frozen=True, slots=True)
class Placed:
    """A stored version and its place among those of its plan.

    Attributes:
        version: as stored.
        order: from 1; the highest is the current one.
    """

    version: StoredVersion
    order: int

    @property
    def key(self) -> tuple[str, str]:
        """Its plan and name."""
        return self.version.header.plan_id, self.version.version


def version_to_digest(version: StoredVersion, model: str) -> str:
    """What tells whether a version has been published: its documents, and the tables' model.

    Raises:
        StoreError: a document cannot be read.
    """
    digest = hashlib.sha256(model.encode())
    for name in (STORED_DOCUMENT, CHANGES_DOCUMENT):
        digest.update(hashlib.sha256(_read(version, name)).digest())
    return digest.hexdigest()


def version_to_rows(placed: Placed, digest: str) -> dict[str, pa.Table]:
    """The rows of every table, also where there are none.

    Args:
        placed: the version.
        digest: of ``version_to_digest``.

    Raises:
        StoreError: a document cannot be read.
    """
    plan = load_version(placed.version)
    tables = {**plan_to_tables(plan), CHANGES: _load_changes(placed.version)}
    numbered = {name: _number(name, rows) for name, rows in tables.items()}
    row = _version_to_row(placed, plan.schema_version, digest)
    return {VERSIONS: pa.Table.from_pylist([row], schema=VERSION_SCHEMA), **numbered}


def _version_to_row(placed: Placed, schema_version: str, digest: str) -> Row:
    header = placed.version.header
    return {
        "plan_id": header.plan_id, "version": header.version, ORDER: placed.order,
        "supersedes": header.supersedes, "fund": header.fund, "country": header.country,
        "language": header.language, "title": header.title,
        "period_start": header.period.start if header.period else None,
        "period_end": header.period.end if header.period else None,
        "status": header.status, "file": header.source.file, "sha256": header.source.sha256,
        "schema_version": schema_version, "build": header.extractor.build, DIGEST: digest,
    }  # fmt: skip


def _load_changes(version: StoredVersion) -> pa.Table:
    diff = load_changes(version)
    return diff_to_table(diff) if diff else change_schema().empty_table()


def _read(version: StoredVersion, name: str) -> bytes:
    """A file of a version; nothing where it has none, as a first one has no changes."""
    path = version.folder / name
    try:
        return path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})") from error


def _number(table: str, rows: pa.Table) -> pa.Table:
    numbering = find_numbering(table)
    if numbering is None:
        return rows
    return rows.append_column(numbering, pa.array(range(rows.num_rows), pa.int32()))
