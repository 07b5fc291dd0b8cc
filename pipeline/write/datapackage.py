"""datapackage.json: what the other files of the version are (Data Package, version 2)."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from pipeline.calls.files import CALLS_CSV
from pipeline.packages import (
    describe_file,
    describe_table,
    keep_known_references,
    publication_to_contributors,
    publication_to_licences,
)
from pipeline.store.kept_source import kept_name
from pipeline.write import NewVersion
from schemas.call_table import CALL_TABLE, calls_to_table
from schemas.data_package import Package, Resource, Source, package_to_json

ORDER = 90


def write(version: NewVersion, folder: Path) -> None:
    """Describe every file already in ``folder``."""
    header = version.plan.plan
    described = [_describe(path, version) for path in sorted(folder.iterdir())]
    package = Package(
        name=header.plan_id,
        version=header.version,
        title=header.title or header.plan_id,
        licenses=publication_to_licences(version.publication),
        contributors=publication_to_contributors(version.publication),
        sources=[Source(title=header.source.file, path=kept_name(header.source))],
        resources=keep_known_references(described),
    )
    (folder / "datapackage.json").write_text(package_to_json(package), encoding="utf-8")


def _describe(path: Path, version: NewVersion) -> Resource:
    name, data = PurePosixPath(path.name), path.read_bytes()
    if path.suffix == ".parquet":
        return describe_table(name, data, path.stem, version.tables[path.stem])
    if path.name == CALLS_CSV:
        # There is no table in its form that it could join with here.
        return describe_table(name, data, CALL_TABLE, calls_to_table(version.calls))
    return describe_file(name, data)
