"""The tables of a plan without nested values, for CSV, workbooks and people.

All tables but ``cards`` are flat already. In the flat ``cards`` a card's single values are columns;
what it has several of stands in the tables of its lists, and lists without a table of their own
become one text, an entry per line.
"""

from __future__ import annotations

import pyarrow as pa

from schemas.record import MeasureCard, Plan
from schemas.tables import Row, plan_to_tables
from schemas.version_table import VERSION_TABLE, plan_to_version_table

CARDS = "cards"

_COLUMNS: tuple[tuple[str, pa.DataType, str], ...] = (
    ("plan_id", pa.string(), "The plan"),
    ("version", pa.string(), "The version of the plan"),
    ("card_id", pa.string(), "The card"),
    ("kind", pa.string(), "measure, operating_support or specific_action"),
    ("code", pa.string(), "Such as 2D5; null for cards without one"),
    ("title", pa.string(), "Without the word for measure and the code"),
    ("objective", pa.int32(), "Number of the specific objective"),
    ("objective_title", pa.string(), "Of the specific objective"),
    ("implementation_measure", pa.string(), "Code of the implementation measure"),
    ("implementation_measure_title", pa.string(), "Of the implementation measure"),
    ("background", pa.string(), "The text before the goal"),
    ("goal", pa.string(), "The whole goal"),
    ("target_group", pa.string(), "The text after a target-group label"),
    ("activities_intro", pa.string(), "The sentence before the eligible activities"),
    ("conditions", pa.string(), "Other paragraphs after the goal, one per line"),
    ("base_percent", pa.int32(), "Support rate, percent of eligible cost"),
    ("beneficiaries", pa.string(), "Who may apply, as the card has it"),
    ("coordination_status", pa.string(), "stated, not_applicable or missing"),
    ("coordination", pa.string(), "Coordination with other EU funding"),
    ("coordination_funds", pa.string(), "Codes of the funds named, one per line"),
    ("indicators_status", pa.string(), "listed, none_applied or missing"),
    ("indicators_note", pa.string(), "The sentence about other indicators"),
    ("call_status", pa.string(), "planned, none_planned, unclear or missing"),
    ("call_timing", pa.string(), "When calls open, as the card has it"),
    ("start_label", pa.string(), "Label of the start-deadline or schedule row"),
    ("start", pa.string(), "What that row says"),
    ("start_date", pa.date32(), "The deadline, where the row names one day"),
)

FLAT_CARDS_SCHEMA: pa.Schema = pa.schema(
    [pa.field(name, kind, metadata={"description": text}) for name, kind, text in _COLUMNS]
)


def plan_to_flat_tables(plan: Plan) -> dict[str, pa.Table]:
    """Every table of the plan by name, also those without rows; none has nested columns."""
    return {
        VERSION_TABLE: plan_to_version_table(plan),
        **plan_to_tables(plan),
        CARDS: _plan_to_flat_cards(plan),
    }


def drop_nested_columns(table: pa.Table) -> pa.Table:
    """A table without its columns of lists and structs."""
    return table.select(
        [field.name for field in table.schema if not pa.types.is_nested(field.type)]
    )


def _plan_to_flat_cards(plan: Plan) -> pa.Table:
    keys: Row = {"plan_id": plan.plan.plan_id, "version": plan.plan.version}
    rows = [{**keys, **_card_to_row(card)} for card in plan.cards]
    texts = pa.schema(
        [
            pa.field(f.name, pa.string()) if pa.types.is_date(f.type) else f
            for f in FLAT_CARDS_SCHEMA
        ]
    )
    return pa.Table.from_pylist(rows, schema=texts).cast(FLAT_CARDS_SCHEMA)


def _card_to_row(card: MeasureCard) -> Row:
    objective, measure = card.specific_objective, card.implementation_measure
    activities, start = card.eligible_activities, card.start
    return {
        "card_id": card.card_id, "kind": card.kind, "code": card.code, "title": card.title,
        "objective": objective.number if objective else None,
        "objective_title": objective.title if objective else None,
        "implementation_measure": measure.code if measure else None,
        "implementation_measure_title": measure.title if measure else None,
        "background": card.background, "goal": card.goal, "target_group": card.target_group,
        "activities_intro": activities.intro if activities else None,
        "conditions": _join_lines(card.conditions),
        "base_percent": card.support_rate.base_percent,
        "beneficiaries": card.beneficiaries.text,
        "coordination_status": card.coordination.status, "coordination": card.coordination.text,
        "coordination_funds": _join_lines(card.coordination.funds),
        "indicators_status": card.indicators.status, "indicators_note": card.indicators.note,
        "call_status": card.call_timing.status, "call_timing": card.call_timing.text,
        "start_label": start.label if start else None, "start": start.text if start else None,
        "start_date": start.date if start else None,
    }  # fmt: skip


def _join_lines(entries: list[str]) -> str | None:
    return "\n".join(entries) or None
