"""The timetable of calls as one flat Arrow table, ``call_calendar``: a row per planned call.

Lists become texts with "; " between their entries. Every column has its description as metadata.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pyarrow as pa

from schemas.calls import CallCalendar, CallMeasure, PlannedCall
from schemas.tables import AMOUNT, Row

CALL_TABLE = "call_calendar"

_COLUMNS: tuple[tuple[str, pa.DataType, str], ...] = (
    ("plan_id", pa.string(), "The plan"),
    ("version", pa.string(), "The version of the plan"),
    ("fund", pa.string(), "AMIF, ISF or BMVI; null when the plan does not say"),
    ("geographical_area", pa.string(), "The country that the plan is of, ISO 3166 code"),
    ("objective", pa.int32(), "Number of the specific objective"),
    ("objective_title", pa.string(), "Of the specific objective, as the plan has it"),
    ("season", pa.string(), "winter, spring, summer or autumn, as the plan gives it"),
    ("year", pa.int32(), "As the plan gives it"),
    ("start_date", pa.date32(), "First day of the call; null while the plan gives a season only"),
    ("end_date", pa.date32(), "Last day of the call; null while the plan gives a season only"),
    ("applicants", pa.string(), "Codes of all beneficiaries of what opens"),
    ("applicant_names", pa.string(), "The same in the plan's language"),
    ("amount", AMOUNT, "EUR of the call, as the plan states it; never added up here"),
    ("amount_from", pa.string(), "total: of the round in the call table; row: the only open row"),
    ("base_percent_min", pa.int32(), "Lowest support rate of what opens, percent"),
    ("base_percent_max", pa.int32(), "Highest support rate of what opens, percent"),
    ("raised_percent_max", pa.int32(), "Highest rate under a condition of what opens, percent"),
    ("implementation_measures", pa.string(), "Codes of the implementation measures that open"),
    ("measures", pa.string(), "Cards that open: codes, or kinds where there is no card"),
    ("disputed", pa.string(), "Those of them about which card and call table disagree"),
    ("pages", pa.string(), "1-based pages of the plan that say so"),
    ("lines", pa.string(), "1-based lines of a text that say so"),
    ("source_file", pa.string(), "Name of the plan's file"),
    ("source_sha256", pa.string(), "Of the plan's file"),
)

CALL_TABLE_SCHEMA: pa.Schema = pa.schema(
    [pa.field(name, kind, metadata={"description": text}) for name, kind, text in _COLUMNS]
)


def calls_to_table(calendar: CallCalendar) -> pa.Table:
    """Every planned call as a row, in the document's order; also without rows."""
    sources = {(source.plan_id, source.version): source for source in calendar.sources}
    rows = []
    for call in calendar.calls:
        source = sources[call.plan_id, call.version]
        rows.append(
            {**_call_to_row(call), "source_file": source.file, "source_sha256": source.sha256}
        )
    return pa.Table.from_pylist(rows, schema=CALL_TABLE_SCHEMA)


def _call_to_row(call: PlannedCall) -> Row:
    groups = [one for one in call.opens if one.kind == "implementation_measure"]
    others = [one for one in call.opens if one.kind != "implementation_measure"]
    base = [one.base_percent for one in call.opens if one.base_percent is not None]
    raised = [percent for one in call.opens for percent in one.raised_percents]
    places = [*call.places, *(place for one in call.opens for place in one.places)]
    plain = call.model_dump(
        include={
            "plan_id", "version", "fund", "geographical_area", "objective", "objective_title",
            "season", "year", "amount_from",
        }
    )  # fmt: skip
    return {
        **plain,
        "start_date": _to_date(call.start_date), "end_date": _to_date(call.end_date),
        "applicants": join_entries(call.applicants),
        "applicant_names": join_entries(call.applicant_names),
        "amount": Decimal(call.amount) if call.amount is not None else None,
        "base_percent_min": min(base, default=None), "base_percent_max": max(base, default=None),
        "raised_percent_max": max(raised, default=None),
        "implementation_measures": join_entries(map(name_measure, groups)),
        "measures": join_entries(map(name_measure, others)),
        "disputed": join_entries(name_measure(one) for one in call.opens if one.disputed),
        "pages": join_entries(map(str, sorted({p.page for p in places if p.page}))),
        "lines": join_entries(map(str, sorted({p.line for p in places if p.line}))),
    }  # fmt: skip


def name_measure(one: CallMeasure) -> str:
    """What a table calls it in a few letters: its card, else its code, else its kind."""
    return one.card_id or one.code or one.kind


def join_entries(entries: Iterable[str]) -> str | None:
    """A list as one text; ``None`` when it is empty.

    >>> join_entries(["1A1", "1A3"]), join_entries([])
    ('1A1; 1A3', None)
    """
    return "; ".join(entries) or None


def _to_date(day: str | None) -> date | None:
    return date.fromisoformat(day) if day is not None else None
