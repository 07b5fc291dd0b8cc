"""datapackage.json: what the other files of the version are (Data Package)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.write import NewVersion

ORDER = 90

_TYPES = {"int32": "integer", "double": "number", "bool": "boolean", "string": "string"}


def write(version: NewVersion, folder: Path) -> None:
    """Describe every file already in ``folder``."""
    header = version.plan.plan
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": header.plan_id,
        "version": header.version,
        "title": header.title or header.plan_id,
        "sources": [{"title": header.source.file}],
        "resources": [_describe(path) for path in sorted(folder.iterdir())],
    }
    text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


def _describe(path: Path) -> dict[str, object]:
    data = path.read_bytes()
    resource: dict[str, object] = {
        "name": path.name.replace(".", "-"),
        "path": path.name,
        "format": path.suffix.removeprefix("."),
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }
    if path.suffix == ".parquet":
        resource["schema"] = {"fields": [_describe_field(field) for field in pq.read_schema(path)]}
    return resource


def _describe_field(field: pa.Field) -> dict[str, str]:
    kind = "number" if pa.types.is_decimal(field.type) else _TYPES.get(str(field.type), "object")
    kind = "array" if pa.types.is_list(field.type) else kind
    described = {"name": field.name, "type": kind}
    if field.metadata and b"description" in field.metadata:
        described["description"] = field.metadata[b"description"].decode()
    return described
