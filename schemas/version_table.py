"""The table ``versions``: a version of a plan in one row, which rows of other tables name."""

from __future__ import annotations

import pyarrow as pa

from schemas.record import Plan
from schemas.tables import Row

VERSION_TABLE = "versions"

_COLUMNS: tuple[tuple[str, pa.DataType, str], ...] = (
    ("plan_id", pa.string(), "The plan"),
    ("version", pa.string(), "The version of the plan"),
    ("fund", pa.string(), "AMIF, ISF or BMVI; null when the plan does not say"),
    ("country", pa.string(), "ISO 3166 code, such as FI; null when the plan does not say"),
    ("language", pa.string(), "sv, fi or en"),
    ("title", pa.string(), "Of the plan"),
    ("period_start", pa.int32(), "First year that the plan covers"),
    ("period_end", pa.int32(), "Last year that the plan covers"),
    ("status", pa.string(), "complete, or partial when pages could not be read"),
    ("sequence", pa.int32(), "1-based order in which the plan's versions were stored"),
    ("supersedes", pa.string(), "The version that it follows; null for the first one"),
    ("file", pa.string(), "Name of the plan's file"),
    ("sha256", pa.string(), "Of the plan's file"),
    ("media_type", pa.string(), "Of the plan's file"),
    ("pages", pa.int32(), "Of the plan's file"),
    ("extractor", pa.string(), "Version of plancards"),
    ("build", pa.string(), "Digest of the program's code, data and engines"),
)

VERSION_TABLE_SCHEMA: pa.Schema = pa.schema(
    [pa.field(name, kind, metadata={"description": text}) for name, kind, text in _COLUMNS]
)


def plan_to_version_table(plan: Plan) -> pa.Table:
    """The one row."""
    header = plan.plan
    period, source = header.period, header.source
    row: Row = {
        "plan_id": header.plan_id, "version": header.version, "fund": header.fund,
        "country": header.country, "language": header.language, "title": header.title,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "status": header.status, "sequence": header.sequence, "supersedes": header.supersedes,
        "file": source.file, "sha256": source.sha256, "media_type": source.media_type,
        "pages": source.pages,
        "extractor": header.extractor.version, "build": header.extractor.build,
    }  # fmt: skip
    return pa.Table.from_pylist([row], schema=VERSION_TABLE_SCHEMA)
