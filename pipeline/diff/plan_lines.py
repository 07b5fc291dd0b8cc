"""A plan as lines for git: one value per line with its path, so that git's own diff is readable.

What is about the file or its reading, and not about the plan, has no line: places, findings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import JsonValue

from pipeline.run import Options
from pipeline.targets import load_plan
from pipeline.visible_text import make_visible
from pipeline.wording import round_to_text
from schemas.errors import InputError
from schemas.record import CallTable, Plan

NAMES = ("card_id", "code", "number", "objective")
"""What names an item of a list in the path of its values."""

LEFT_OUT: Mapping[str, object] = {
    "schema_version": True,
    "findings": True,
    "coverage": True,
    "sources": True,
    "plan": {"plan_id", "version", "source", "decided_by", "extractor"},
    "funding": {"calls"},
    "cards": {
        "__all__": {
            "specific_objective": {"title"},
            "implementation_measure": {"title"},
            "indicators": {kind: {"__all__": {"parent"}} for kind in ("output", "result")},
        }
    },
}
"""What is about the reading, what is said elsewhere, and what has lines of its own kind."""


def target_to_lines(target: str, out: Path, options: Options) -> str:
    """The lines of a plan; of a file that is no plan, why not and its hash.

    Git gives up a whole diff when one file cannot be converted, so a PDF that is no plan becomes
    two lines that change when the file does.

    Args:
        target: a plan file, a plan document or PLAN_ID@VERSION; see ``pipeline.targets``.
        out: folder of the store.
        options: for reading a plan file.

    Raises:
        InputError: there is no such file and no such version.
    """
    path = Path(target)
    try:
        lines = list(plan_to_lines(load_plan(target, out, options)))
    except InputError as error:
        if not path.is_file():
            raise
        reason = str(error).removeprefix(f"{path}: ")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        lines = [make_visible(f"no plan: {reason}"), f"sha256: {digest}"]
    return "".join(f"{line}\n" for line in lines)


def plan_to_lines(plan: Plan) -> Iterator[str]:
    """The lines of a plan, in the order of its document.

    before: {"cards": [{"card_id": "2B1", "goal": "A", "conditions": ["B", "C"], …}], …}
    after:  "cards.2B1.goal: A", "cards.2B1.conditions: B", "cards.2B1.conditions: C", …

    Items of a list have no number, because every later one would change when one is put in.
    """
    document = plan.model_dump(mode="json", exclude=LEFT_OUT)  # type: ignore[arg-type]
    yield from _value_to_lines("", document)
    for table in plan.funding.calls:
        yield from _calls_to_lines(table)


def _value_to_lines(path: str, value: JsonValue) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not key.endswith("evidence"):
                yield from _value_to_lines(f"{path}.{key}" if path else key, inner)
    elif isinstance(value, list):
        for item in value:
            yield from _item_to_lines(path, item)
    elif value is not None:
        for paragraph in str(value).splitlines() or [""]:
            yield make_visible(f"{path}: {paragraph}")


def _item_to_lines(path: str, item: JsonValue) -> Iterator[str]:
    """One line of an item that is a value or some few; the lines below its name of a larger one."""
    if not isinstance(item, dict):
        yield from _value_to_lines(path, item)
        return
    parts = {key: value for key, value in item.items() if not key.endswith("evidence")}
    if any(isinstance(value, dict | list) for value in parts.values()):
        name = next((key for key in NAMES if parts.get(key) is not None), None)
        inside = f"{path}.{parts.pop(name)}" if name else path
        yield from _value_to_lines(inside, parts)
    else:
        values = [str(value) for value in parts.values() if value is not None]
        yield from _value_to_lines(path, " ".join(values))


def _calls_to_lines(table: CallTable) -> Iterator[str]:
    """A line for every round that is open in a row."""
    for row in table.rows:
        for found, cell in zip(table.rounds, row.cells, strict=True):
            if cell.open:
                path = f"funding.calls.{table.objective}.{row.code or row.label}"
                amount = f" {cell.amount}" if cell.amount is not None else ""
                yield make_visible(f"{path}: {round_to_text(found)}{amount}")
