"""A Data Package of every table, those of all versions together, as Parquet and if wanted CSV."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.exports import Export
from pipeline.exports.tables import CHANGES_FILE, versions_to_tables
from pipeline.packages import (
    describe_table,
    keep_known_references,
    publication_to_contributors,
    publication_to_licences,
)
from schemas.csv_text import table_to_csv
from schemas.data_package import Package, Resource, Source, package_to_json

NAME = "package"
CURRENT_ONLY = False
SAYS_LICENCE = True
READS = (CHANGES_FILE,)

FOLDER = PurePosixPath("tables")
SEVERAL = "plans"
"""Name of a package of more than one plan."""


def render(export: Export) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The tables, and datapackage.json."""
    resources: list[Resource] = []
    for name, table in versions_to_tables(export.versions).items():
        for suffix in ("parquet", "csv") if export.with_csv else ("parquet",):
            path = FOLDER / f"{name}.{suffix}"
            data = table_to_csv(table) if suffix == "csv" else _table_to_parquet(table)
            resources.append(describe_table(path, data, name, table))
            yield path, data
    package = _describe(export, resources)
    yield PurePosixPath("datapackage.json"), package_to_json(package).encode()


def _describe(export: Export, resources: list[Resource]) -> Package:
    headers = [plan.plan for plan in export.plans]
    is_one_plan = len({header.plan_id for header in headers}) == 1
    plan_title = (headers[-1].title or headers[-1].plan_id) if is_one_plan else None
    return Package(
        name=headers[-1].plan_id if is_one_plan else SEVERAL,
        version=headers[0].version if len(headers) == 1 else None,
        title=export.publication.title or plan_title or "Funding plans as measure cards",
        description=export.publication.description,
        licenses=publication_to_licences(export.publication),
        contributors=publication_to_contributors(export.publication),
        sources=[
            Source(title=header.source.file, version=f"{header.plan_id}@{header.version}")
            for header in headers
        ],
        resources=keep_known_references(resources),
    )


def _table_to_parquet(table: pa.Table) -> bytes:
    file = BytesIO()
    pq.write_table(table, file, compression="zstd")
    return file.getvalue()
