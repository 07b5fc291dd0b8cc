"""catalog.json: the versions of a store in one list."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.store.versions import StoredVersion
from schemas.record import Record

CATALOG = "catalog.json"


class CatalogEntry(Record):
    """One version in the catalog."""

    plan_id: str
    version: str
    supersedes: str | None
    fund: str | None
    language: str
    title: str | None
    status: str
    cards: int
    findings: int
    file: str
    sha256: str


class Catalog(Record):
    """All versions of a store, those of one plan together and in their order."""

    versions: list[CatalogEntry]


def versions_to_catalog(versions: Sequence[StoredVersion]) -> bytes:
    """The catalog as JSON.

    Args:
        versions: of all plans, those of one plan together and in their order.
    """
    catalog = Catalog(versions=[version_to_entry(version) for version in versions])
    return (catalog.model_dump_json(indent=2) + "\n").encode()


def version_to_entry(version: StoredVersion) -> CatalogEntry:
    """What the catalog says of a version."""
    header = version.header
    return CatalogEntry(
        plan_id=header.plan_id,
        version=header.version,
        supersedes=header.supersedes,
        fund=header.fund,
        language=header.language,
        title=header.title,
        status=header.status,
        cards=version.cards,
        findings=version.findings,
        file=header.source.file,
        sha256=header.source.sha256,
    )
