"""The descriptor of a Data Package, version 2 (datapackage.org), as far as plancards writes it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

FieldType = Literal["string", "integer", "number", "boolean", "date", "array", "object"]


class _Descriptor(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Constraints(_Descriptor):
    """What must hold of every value of a field."""

    required: bool


class TableField(_Descriptor):
    """A column."""

    name: str
    type: FieldType
    description: str | None = None
    constraints: Constraints | None = None


class Reference(_Descriptor):
    """The resource and the fields that a foreign key points to."""

    resource: str
    fields: list[str]


class TableForeignKey(_Descriptor):
    """Fields that name a row of another resource."""

    fields: list[str]
    reference: Reference


class TableSchema(_Descriptor):
    """The columns and keys of a resource."""

    fields: list[TableField]
    primary_key: list[str] | None = Field(default=None, alias="primaryKey")
    foreign_keys: list[TableForeignKey] | None = Field(default=None, alias="foreignKeys")


class Dialect(_Descriptor):
    """How a CSV file is written, where it is not by default."""

    line_terminator: str = Field(alias="lineTerminator")


class Resource(_Descriptor):
    """A file of the package; ``type`` is there when it is a table to those who validate it."""

    name: str
    type: Literal["table"] | None = None
    path: str
    title: str | None = None
    format: str
    mediatype: str | None = None
    encoding: str | None = None
    dialect: Dialect | None = None
    bytes: int
    hash: str
    table_schema: TableSchema | None = Field(default=None, alias="schema")


class Source(_Descriptor):
    """What the data was made from."""

    title: str
    path: str | None = None
    version: str | None = None


class PackageLicence(_Descriptor):
    """Under which terms the data may be used."""

    name: str
    path: str
    title: str


class Contributor(_Descriptor):
    """Who is behind the data."""

    title: str
    path: str | None = None
    roles: list[str]


class Package(_Descriptor):
    """The whole descriptor."""

    profile: str = Field(default=PROFILE, alias="$schema")
    name: str
    version: str | None = None
    title: str
    description: str | None = None
    licenses: list[PackageLicence] | None = None
    contributors: list[Contributor] | None = None
    sources: list[Source]
    resources: list[Resource]


def package_to_json(package: Package) -> str:
    """The descriptor as JSON text: what is not said is left out, a final newline."""
    return package.model_dump_json(indent=2, by_alias=True, exclude_none=True) + "\n"
