"""The plan document as Arrow tables: ``cards`` whole and nested, the others flat.

Every table has ``plan_id`` and ``version`` and, where a row is about a card, ``card_id``; they join
on these three. Every column has its description as metadata.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin

import pyarrow as pa
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from schemas.indicators import load_indicators
from schemas.record import MeasureCard, Place, Plan, Round, Season

Row = dict[str, object]

AMOUNT = pa.decimal128(18, 2)
"""Money in EUR, exact to the cent."""

FIRST_MONTHS: dict[Season, int] = {"winter": 1, "spring": 3, "summer": 6, "autumn": 9}
"""The month that a season begins with; a winter counts to the year it begins in January of."""

_KEYS = (
    ("plan_id", pa.string(), "The plan"),
    ("version", pa.string(), "The version of the plan"),
)
_CARD = ("card_id", pa.string(), "The card; joins with the table cards")
_POSITION = ("position", pa.int32(), "Place in the card's list, from 0")


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table: its Arrow schema and how its rows are made."""

    name: str
    schema: pa.Schema
    rows: Callable[[Plan], Iterator[Row]]


def _schema(*columns: tuple[str, pa.DataType, str]) -> pa.Schema:
    return pa.schema(
        [pa.field(n, t, metadata={"description": d}) for n, t, d in (*_KEYS, *columns)]
    )


def model_to_arrow(model: type[BaseModel]) -> pa.DataType:
    """A pydantic model as an Arrow struct, with the fields' descriptions as metadata."""
    return pa.struct([_field_to_arrow(name, info) for name, info in model.model_fields.items()])


def _field_to_arrow(name: str, info: FieldInfo) -> pa.Field:
    metadata = {"description": info.description} if info.description else None
    return pa.field(name, _annotation_to_arrow(info.annotation), metadata=metadata)


def _annotation_to_arrow(annotation: Any) -> pa.DataType:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal or annotation is str:
        return pa.string()
    if origin in (Union, types.UnionType):
        (inner,) = (argument for argument in arguments if argument is not type(None))
        return _annotation_to_arrow(inner)
    if origin is list or origin is tuple:
        return pa.list_(_annotation_to_arrow(arguments[0]))
    if hasattr(annotation, "__metadata__"):
        return _annotation_to_arrow(arguments[0])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return model_to_arrow(annotation)
    simple: dict[Any, pa.DataType] = {int: pa.int32(), float: pa.float64(), bool: pa.bool_()}
    return simple[annotation]


def _cards_schema() -> pa.Schema:
    nested = [_field_to_arrow(name, info) for name, info in MeasureCard.model_fields.items()]
    return pa.schema([*_schema(), *nested])


def _card_rows(plan: Plan) -> Iterator[Row]:
    for card in plan.cards:
        yield {"corrected": [], **card.model_dump(mode="json")}


def _correction_rows(plan: Plan) -> Iterator[Row]:
    for card in plan.cards:
        for mark in card.corrected:
            yield {"card_id": card.card_id, **mark.model_dump()}


def _activity_rows(plan: Plan) -> Iterator[Row]:
    for card in plan.cards:
        for at, text in enumerate(
            card.eligible_activities.items if card.eligible_activities else []
        ):
            yield {"card_id": card.card_id, "position": at, "text": text}


def _result_target_rows(plan: Plan) -> Iterator[Row]:
    for card in plan.cards:
        if card.result_targets:
            for kind, texts in (
                ("item", card.result_targets.items),
                ("note", card.result_targets.notes),
            ):
                for at, text in enumerate(texts):
                    yield {"card_id": card.card_id, "kind": kind, "position": at, "text": text}


def _indicator_rows(plan: Plan) -> Iterator[Row]:
    """With what the fund's list says of each code, null when it does not have it."""
    known = {found.code: found for found in load_indicators() if found.fund == plan.plan.fund}
    for card in plan.cards:
        for kind, several in (
            ("output", card.indicators.output),
            ("result", card.indicators.result),
        ):
            for at, indicator in enumerate(several):
                found = known.get(indicator.code)
                yield {
                    "card_id": card.card_id, "kind": kind, "position": at, **indicator.model_dump(),
                    "objective": found.objective if found else None,
                    "unit": found.unit if found else None,
                    "label_en": found.label_en if found else None,
                }  # fmt: skip


def _beneficiary_rows(plan: Plan) -> Iterator[Row]:
    for card in plan.cards:
        for at, category in enumerate(card.beneficiaries.categories):
            yield {"card_id": card.card_id, "position": at, "category": category}


def _call_rows(plan: Plan) -> Iterator[Row]:
    for card in plan.cards:
        for found in card.call_timing.rounds:
            yield {
                "source": "card", "card_id": card.card_id, "code": card.code, "label": card.title,
                "objective": card.specific_objective.number if card.specific_objective else None,
                "kind": card.kind, "season": found.season, "year": found.year, "open": True,
                "season_start": round_to_date(found),
            }  # fmt: skip
    for table in plan.funding.calls:
        for row in table.rows:
            for found, cell in zip(table.rounds, row.cells, strict=True):
                is_open = None if cell.placed == "unknown" else cell.open
                yield {
                    "source": "table", "objective": table.objective, "kind": row.kind,
                    "code": row.code, "label": row.label, "season": found.season,
                    "year": found.year, "open": is_open, "amount": _to_decimal(cell.amount),
                    "season_start": round_to_date(found), "placed": cell.placed,
                }  # fmt: skip


def _support_rate_rows(plan: Plan) -> Iterator[Row]:
    for card in plan.cards:
        rate = card.support_rate
        if rate.base_percent is not None:
            yield {
                "card_id": card.card_id,
                "position": 0,
                "raised": False,
                "percent": rate.base_percent,
            }
        for at, raised in enumerate(rate.raised, start=1):
            yield {
                "card_id": card.card_id, "position": at, "raised": True, **raised.model_dump()
            }  # fmt: skip


def _funding_rows(plan: Plan) -> Iterator[Row]:
    for allocation in plan.funding.allocations:
        for row in allocation.rows:
            yield {
                "objective": allocation.objective, "objective_title": allocation.objective_title,
                "kind": row.kind, "label": row.label, "amount": _to_decimal(row.amount),
            }  # fmt: skip


def _milestone_rows(plan: Plan) -> Iterator[Row]:
    for at, milestone in enumerate(plan.plan.milestones):
        yield {
            "position": at, "kind": milestone.kind, "date": _to_date(milestone.date),
            "until": _to_date(milestone.until), "year": milestone.year, "what": milestone.what,
            "amount": _to_decimal(milestone.amount),
        }  # fmt: skip


def _progress_rows(plan: Plan) -> Iterator[Row]:
    """One row per code, name and sum."""
    for progress in plan.progress:
        for kind, texts in (
            ("started", progress.started),
            ("not_started", progress.not_started),
            ("implementer", progress.implementers),
        ):
            for at, text in enumerate(texts):
                yield {
                    "objective": progress.objective, "kind": kind, "position": at, "value": text
                }  # fmt: skip
        for kind, amount, unit in (
            ("committed", progress.committed, progress.committed_rounded_to),
            ("total", progress.total, progress.total_rounded_to),
        ):
            if amount is not None:
                yield {
                    "objective": progress.objective, "kind": kind, "position": 0,
                    "amount": _to_decimal(amount), "rounded_to": _to_decimal(unit),
                }  # fmt: skip


def _finding_rows(plan: Plan) -> Iterator[Row]:
    for finding in plan.findings:
        accepted = finding.accepted
        yield {
            **finding.model_dump(exclude={"evidence", "accepted"}),
            "accepted_by": accepted.name if accepted else None,
            "accepted_reason": accepted.reason if accepted else None,
        }


def _evidence_rows(plan: Plan) -> Iterator[Row]:
    for card in plan.cards:
        for at, evidence in enumerate(card.evidence):
            place = Place(page=evidence.page, bbox=evidence.bbox, line=evidence.line)
            yield {
                "card_id": card.card_id,
                "position": at,
                "path": evidence.path,
                **_place_row(place),
            }


def _place_row(place: Place) -> Row:
    x0, top, x1, bottom = place.bbox or (None, None, None, None)
    return {
        "page": place.page, "line": place.line, "x0": x0, "top": top, "x1": x1, "bottom": bottom
    }  # fmt: skip


def round_to_date(found: Round) -> date:
    """The first day of a round's season: for sorting, it is not when the call opens.

    >>> from schemas.record import Round
    >>> round_to_date(Round(season="autumn", year=2025))
    datetime.date(2025, 9, 1)
    """
    return date(found.year, FIRST_MONTHS[found.season], 1)


def _to_date(day: str | None) -> date | None:
    return date.fromisoformat(day) if day is not None else None


def _to_decimal(amount: str | None) -> Decimal | None:
    return Decimal(amount) if amount is not None else None


_SEASON = ("season", pa.string(), "spring, summer, autumn or winter")
_YEAR = ("year", pa.int32(), "Year of the round")

TABLES: tuple[TableSpec, ...] = (
    TableSpec("cards", _cards_schema(), _card_rows),
    TableSpec(
        "activities",
        _schema(_CARD, _POSITION, ("text", pa.string(), "An eligible activity")),
        _activity_rows,
    ),
    TableSpec(
        "result_targets",
        _schema(
            _CARD, ("kind", pa.string(), "item or note"), _POSITION,
            ("text", pa.string(), "A result target, or a note to them"),
        ),
        _result_target_rows,
    ),
    TableSpec(
        "indicators",
        _schema(
            _CARD, ("kind", pa.string(), "output or result"), _POSITION,
            ("code", pa.string(), "Such as O.1.1.1"), ("text", pa.string(), "As the card has it"),
            ("parent", pa.string(), "O.1.1 of O.1.1.1, else null"),
            ("objective", pa.int32(), "Specific objective it belongs to; null if unknown"),
            ("unit", pa.string(), "What it counts, by the fund's list"),
            ("label_en", pa.string(), "What it means, in English, by the fund's list"),
        ),
        _indicator_rows,
    ),
    TableSpec(
        "beneficiaries",
        _schema(_CARD, _POSITION, ("category", pa.string(), "Code of the beneficiary list")),
        _beneficiary_rows,
    ),
    TableSpec(
        "calls",
        _schema(
            ("source", pa.string(), "card: the card's own row; table: a call table"), _CARD,
            ("objective", pa.int32(), "Number of the specific objective"),
            ("kind", pa.string(), "Kind of card or of table row"),
            ("code", pa.string(), "Of the measure or implementation measure"),
            ("label", pa.string(), "Title of the card, or the row's label"), _SEASON, _YEAR,
            ("open", pa.bool_(), "Whether the round is open, null when the layout does not tell"),
            ("amount", AMOUNT, "EUR offered in the round, null when not said"),
            ("season_start", pa.date32(), "First day of the season, to sort by; no opening date"),
            ("placed", pa.string(), "What tells a table's round: layout, arithmetic or unknown"),
        ),
        _call_rows,
    ),
    TableSpec(
        "support_rates",
        _schema(
            _CARD, _POSITION, ("raised", pa.bool_(), "Whether a condition must be met"),
            ("percent", pa.int32(), "Percent of eligible cost"),
            ("condition", pa.string(), "The sentence that allows a raised rate"),
        ),
        _support_rate_rows,
    ),
    TableSpec(
        "funding",
        _schema(
            ("objective", pa.int32(), "Number of the specific objective"),
            ("objective_title", pa.string(), "As the table has it"),
            ("kind", pa.string(), "Kind of support"), ("label", pa.string(), "As the table has it"),
            ("amount", AMOUNT, "EUR allocated"),
        ),
        _funding_rows,
    ),
    TableSpec(
        "milestones",
        _schema(
            ("position", pa.int32(), "Place in the plan's text, from 0"),
            ("kind", pa.string(), "approved, amended, handled or funded"),
            ("date", pa.date32(), "null when the plan gives no day"),
            ("until", pa.date32(), "Last day of a range of days"),
            ("year", pa.int32(), "Also where the plan gives no day"),
            ("what", pa.string(), "The plan's sentence"),
            ("amount", AMOUNT, "EUR of an additional funding"),
        ),
        _milestone_rows,
    ),
    TableSpec(
        "progress",
        _schema(
            ("objective", pa.int32(), "Number of the specific objective"),
            ("kind", pa.string(), "started, not_started, implementer, committed or total"),
            ("position", pa.int32(), "Place in the objective's list of that kind, from 0"),
            ("value", pa.string(), "Code of a measure, or name; null for a sum"),
            ("amount", AMOUNT, "EUR that are committed, or in total"),
            ("rounded_to", AMOUNT, "What one of the last printed digit is worth, EUR"),
        ),
        _progress_rows,
    ),
    TableSpec(
        "findings",
        _schema(
            ("code", pa.string(), "Kind of finding"),
            ("level", pa.string(), "error, warning or note"),
            _CARD, ("field", pa.string(), "Field of the card"),
            ("message", pa.string(), "What was found"),
            ("accepted_by", pa.string(), "Who accepted it; null where no one did"),
            ("accepted_reason", pa.string(), "Why"),
        ),
        _finding_rows,
    ),
    TableSpec(
        "evidence",
        _schema(
            _CARD, _POSITION, ("path", pa.string(), "JSON pointer inside the card"),
            ("page", pa.int32(), "1-based page"), ("line", pa.int32(), "1-based line of a text"),
            ("x0", pa.float64(), "Left edge in points"),
            ("top", pa.float64(), "Upper edge in points"),
            ("x1", pa.float64(), "Right edge in points"),
            ("bottom", pa.float64(), "Lower edge in points"),
        ),
        _evidence_rows,
    ),
    TableSpec(
        "corrections",
        _schema(
            _CARD, ("path", pa.string(), "JSON pointer to the value inside the card"),
            ("extracted", pa.string(), "The value that was read, as JSON"),
            ("name", pa.string(), "Who corrected it"),
            ("date", pa.string(), "When, YYYY-MM-DD"), ("reason", pa.string(), "Why"),
        ),
        _correction_rows,
    ),
)  # fmt: skip


def plan_to_tables(plan: Plan) -> dict[str, pa.Table]:
    """Every table of the plan by name, also those without rows."""
    keys: Row = {"plan_id": plan.plan.plan_id, "version": plan.plan.version}
    return {
        spec.name: pa.Table.from_pylist(
            [{**keys, **row} for row in spec.rows(plan)], schema=spec.schema
        )
        for spec in TABLES
    }
