"""Writes the reference pages from the models, tables, findings, rules and commands themselves.

python -m docs.build
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Literal, Union, get_args, get_origin

import pyarrow as pa
import typer
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from pipeline.cli import app
from schemas.call_table import CALL_TABLE, CALL_TABLE_SCHEMA
from schemas.calls import CallCalendar
from schemas.change_table import change_schema
from schemas.changes import Diff
from schemas.explanations import load_explanations
from schemas.feed import Event
from schemas.flat_tables import FLAT_CARDS_SCHEMA
from schemas.history import History
from schemas.history_table import HISTORY_SCHEMA, HISTORY_TABLE
from schemas.impact import find_sentences, load_rules
from schemas.record import Plan
from schemas.tables import TABLES
from schemas.twins import Twins
from schemas.version_table import VERSION_TABLE, VERSION_TABLE_SCHEMA

FOLDER = Path(__file__).parent
MADE = "<!-- Made by `python -m docs.build`; do not edit. -->"

Lines = Iterator[str]


def write_pages(folder: Path = FOLDER) -> list[Path]:
    """Write every page of the reference; the paths."""
    written = []
    for name, build in PAGES.items():
        path = folder / name
        path.write_text("\n".join([MADE, "", *build()]) + "\n", encoding="utf-8")
        written.append(path)
    return written


def models_to_lines(title: str, root: type[BaseModel]) -> Lines:
    """A document's models, each with its fields, the document itself first."""
    yield f"# {title}"
    for model in find_models(root):
        yield ""
        yield f"## {model.__name__}"
        yield ""
        yield (model.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")
        yield ""
        yield "| key | value | meaning |"
        yield "| --- | --- | --- |"
        for name, info in model.model_fields.items():
            meaning = escape(info.description or describe_annotation(info))
            yield f"| `{name}` | {annotation_to_text(info.annotation)} | {meaning} |"


def find_models(root: type[BaseModel]) -> list[type[BaseModel]]:
    """A model and those inside it, each once, in reading order."""
    found: dict[type[BaseModel], None] = {}

    def visit(model: type[BaseModel]) -> None:
        if model in found:
            return
        found[model] = None
        for info in model.model_fields.values():
            for inner in models_inside(info.annotation):
                visit(inner)

    visit(root)
    return list(found)


def models_inside(annotation: object) -> Iterator[type[BaseModel]]:
    """The models that an annotation names."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models_inside(inner)


def describe_annotation(info: FieldInfo) -> str:
    """The description of a type that has one of its own, such as a box in points."""
    for part in (info, *get_args(info.annotation)):
        for inner in getattr(part, "__metadata__", ()):
            if description := getattr(inner, "description", None):
                return str(description)
    return ""


def annotation_to_text(annotation: object) -> str:
    """A type as a reader of JSON knows it, linked to its own table."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return annotation_to_text(arguments[0])
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in arguments)
    if origin in (Union, types.UnionType):
        return " or ".join(annotation_to_text(argument) for argument in arguments)
    if origin is list:
        return f"list of {annotation_to_text(arguments[0])}"
    if origin is tuple:
        return f"list of {len(arguments)} numbers"
    if origin is dict:
        return f"object of {annotation_to_text(arguments[1])}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    names: dict[object, str] = {
        str: "text", int: "integer", float: "number", bool: "true or false", type(None): "null"
    }  # fmt: skip
    return names.get(annotation, "any JSON")


def tables_to_lines() -> Lines:
    """Every table with its columns."""
    yield "# Tables"
    yield ""
    yield "One Parquet file each, in the folder of a version. They join on plan_id, version and,"
    yield "where a row is about a card, card_id. The table history is of all versions of a plan,"
    yield "and call_calendar is calls.csv. Packages and workbooks of `plancards export` have the"
    yield "flat cards and no nested columns."
    schemas = {VERSION_TABLE: VERSION_TABLE_SCHEMA}
    schemas |= {spec.name: spec.schema for spec in TABLES}
    schemas |= {CALL_TABLE: CALL_TABLE_SCHEMA, "cards, flat": FLAT_CARDS_SCHEMA}
    schemas |= {"changes": change_schema(), HISTORY_TABLE: HISTORY_SCHEMA}
    for name, schema in schemas.items():
        yield ""
        yield f"## {name}"
        yield ""
        yield "| column | type | meaning |"
        yield "| --- | --- | --- |"
        for column in schema:
            yield f"| `{column.name}` | {arrow_to_text(column.type)} | {read_meaning(column)} |"


def arrow_to_text(kind: pa.DataType) -> str:
    """A column's type; what is nested is described with the plan document."""
    if pa.types.is_struct(kind):
        return "struct"
    if pa.types.is_list(kind):
        return f"list of {arrow_to_text(kind.value_type)}"
    return str(kind)


def read_meaning(column: pa.Field) -> str:
    """A column's description."""
    found = (column.metadata or {}).get(b"description", b"")
    return escape(found.decode())


def findings_to_lines() -> Lines:
    """Every code of a finding, and what to do about it."""
    yield "# Findings"
    yield ""
    yield "`plancards check --explain CODE` says the same."
    for code, explanation in load_explanations().items():
        yield ""
        yield f"## {code}"
        yield ""
        yield f"{explanation.title}. {explanation.why}"
        yield ""
        yield f"What to do: {explanation.do}"


def rules_to_lines() -> Lines:
    """Every rule of impact with its sentence."""
    english = find_sentences("en")
    yield "# Changes and their impact"
    yield ""
    yield "The first rule that fits decides; `schemas/impact.toml` says what a test means. Each"
    yield "sentence is there in every language of `schemas/sentences/`."
    yield ""
    yield "| change | field | kind | test | impact | sentence |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for rule in load_rules():
        impact = rule.impact or f"as `{rule.like}`"
        test = rule.test or values_to_text(rule.old, rule.new)
        cells = (rule.change, rule.field, rule.kind, test)
        sentence = escape(english.sentences[rule.sentence].one)
        shown = " | ".join(f"`{cell}`" if cell else "" for cell in cells)
        yield f"| {shown} | {impact} | {sentence} |"


def values_to_text(old: tuple[object, ...] | None, new: tuple[object, ...] | None) -> str:
    """Which values a rule asks for, "planned → none_planned"."""
    if old is None and new is None:
        return ""
    sides = (" or ".join(json.dumps(v) for v in side) if side else "any" for side in (old, new))
    return " → ".join(sides)


def commands_to_lines() -> Lines:
    """Every command with its arguments and options."""
    group = typer.main.get_command(app)
    yield "# Commands"
    for name, command in sorted(getattr(group, "commands", {}).items()):
        yield ""
        yield f"## plancards {name}"
        yield ""
        yield " ".join((command.help or "").split())
        yield ""
        yield "| | default | meaning |"
        yield "| --- | --- | --- |"
        for parameter in command.params:
            is_option = parameter.param_type_name == "option"
            shown = ", ".join(parameter.opts) if is_option else parameter.metavar
            default = parameter.default if is_option else None
            said = "" if default in (None, False, "") else f"`{default}`"
            meaning = escape(getattr(parameter, "help", None) or "")
            yield f"| `{escape(shown or '')}` | {said} | {meaning} |"


def escape(text: str) -> str:
    """A text as a table cell of Markdown."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _plan_lines() -> Lines:
    return models_to_lines("The plan document", Plan)


def _diff_lines() -> Lines:
    return models_to_lines("The diff document", Diff)


def _calls_lines() -> Lines:
    return models_to_lines("The timetable of calls", CallCalendar)


def _history_lines() -> Lines:
    return models_to_lines("The history document", History)


def _twins_lines() -> Lines:
    return models_to_lines("The comparison of twins", Twins)


def _event_lines() -> Lines:
    return models_to_lines("The events of a feed", Event)


PAGES: dict[str, Callable[[], Lines]] = {
    "commands.md": commands_to_lines,
    "plan-document.md": _plan_lines,
    "diff-document.md": _diff_lines,
    "calls-document.md": _calls_lines,
    "history-document.md": _history_lines,
    "twins-document.md": _twins_lines,
    "events.md": _event_lines,
    "tables.md": tables_to_lines,
    "findings.md": findings_to_lines,
    "impact.md": rules_to_lines,
}
"""The pages of the reference, and what makes each."""


if __name__ == "__main__":
    for page in write_pages():
        print(page)
