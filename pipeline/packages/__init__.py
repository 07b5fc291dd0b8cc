"""Descriptions of published files as a Data Package: columns, keys, licence and source."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import PurePosixPath

import pyarrow as pa

from schemas.csv_text import LINE_END
from schemas.data_package import (
    Constraints,
    Contributor,
    Dialect,
    FieldType,
    PackageLicence,
    Reference,
    Resource,
    TableField,
    TableForeignKey,
    TableSchema,
)
from schemas.file_forms import find_file_form
from schemas.publication import Publication
from schemas.table_keys import find_held_key, list_foreign_keys

TABLE_FORM = "csv"
"""The form of file that a resource is a table in, to those who validate it."""

_TEXT_FORMS = {"csv", "json", "jsonl", "ics"}
"""What is always UTF-8; a plan's text is as it came."""


def describe_file(path: PurePosixPath, data: bytes) -> Resource:
    """A file without columns of its own.

    Args:
        path: inside the package.
        data: its bytes.
    """
    form = path.suffix.removeprefix(".")
    known = find_file_form(path)
    return Resource(
        name=path_to_name(path),
        type="table" if form == TABLE_FORM else None,
        path=str(path),
        format=(known.format if known else None) or form,
        mediatype=known.media_type if known else None,
        encoding="utf-8" if form in _TEXT_FORMS else None,
        dialect=Dialect(line_terminator=LINE_END) if form == TABLE_FORM else None,
        bytes=len(data),
        hash=f"sha256:{hashlib.sha256(data).hexdigest()}",
    )


def describe_table(path: PurePosixPath, data: bytes, name: str, table: pa.Table) -> Resource:
    """A file that holds a table, with its columns and keys.

    Args:
        path: inside the package.
        data: its bytes.
        name: of the table, by which its keys are known.
        table: its rows.
    """
    key = find_held_key(name, table)
    return describe_file(path, data).model_copy(
        update={
            "table_schema": TableSchema(
                fields=[_describe_field(field, field.name in key) for field in table.schema],
                primary_key=list(key) or None,
                foreign_keys=[
                    TableForeignKey(
                        fields=list(foreign.columns),
                        reference=Reference(
                            resource=path_to_name(path.with_stem(foreign.table)),
                            fields=list(foreign.columns),
                        ),
                    )
                    for foreign in list_foreign_keys(name)
                ]
                or None,
            )
        }
    )


def path_to_name(path: PurePosixPath) -> str:
    """A resource's name.

    >>> path_to_name(PurePosixPath("tables/cards.parquet"))
    'cards-parquet'
    """
    return path.name.replace(".", "-").lower()


def keep_known_references(resources: Iterable[Resource]) -> list[Resource]:
    """Resources without the foreign keys to files that are not in the package."""
    resources = list(resources)
    names = {resource.name for resource in resources}
    return [_without_references(resource, names) for resource in resources]


def publication_to_licences(publication: Publication) -> list[PackageLicence] | None:
    """The licence that the publisher has chosen; ``None`` without one."""
    licence = publication.find_licence()
    if licence is None or publication.licence is None:
        return None
    return [PackageLicence(name=publication.licence, path=licence.path, title=licence.title)]


def publication_to_contributors(publication: Publication) -> list[Contributor] | None:
    """The publisher; ``None`` when it is not said."""
    publisher = publication.publisher
    if publisher is None:
        return None
    return [Contributor(title=publisher.name, path=publisher.address, roles=["publisher"])]


def arrow_to_field_type(kind: pa.DataType) -> FieldType:
    """The type of a column, as Table Schema calls it.

    >>> arrow_to_field_type(pa.decimal128(18, 2)), arrow_to_field_type(pa.date32())
    ('number', 'date')
    """
    if pa.types.is_boolean(kind):
        return "boolean"
    if pa.types.is_integer(kind):
        return "integer"
    if pa.types.is_decimal(kind) or pa.types.is_floating(kind):
        return "number"
    if pa.types.is_date(kind):
        return "date"
    if pa.types.is_list(kind):
        return "array"
    return "object" if pa.types.is_struct(kind) else "string"


def _describe_field(field: pa.Field, is_required: bool) -> TableField:
    description = (field.metadata or {}).get(b"description")
    return TableField(
        name=field.name,
        type=arrow_to_field_type(field.type),
        description=description.decode() if description else None,
        constraints=Constraints(required=True) if is_required else None,
    )


def _without_references(resource: Resource, names: set[str]) -> Resource:
    schema = resource.table_schema
    if schema is None or schema.foreign_keys is None:
        return resource
    kept = [key for key in schema.foreign_keys if key.reference.resource in names]
    lighter = schema.model_copy(update={"foreign_keys": kept or None})
    return resource.model_copy(update={"table_schema": lighter})
