"""Source to the records that a reader of the PDF should find; the PDF itself is never looked at."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .marks import Mark, find_marks
from .source import Card, Event, Indicators, Objective, Plan, Progress

Record = dict[str, object]
FIRST_CALL_TABLE = 2  # table 1 is the funding table
NESTED_DOTS = 3  # "O.1.1.3"


def round_record(round_: str) -> Record:
    """A round's parts: "spring 2027" -> {"season": "spring", "year": 2027}."""
    season, year = round_.split()
    return {"season": season, "year": int(year)}


def money(amount: Decimal) -> str:
    """Decimal("1200000") -> "1200000.00"."""
    return f"{amount:.2f}"


def joined(paragraphs: list[str]) -> str | None:
    """Paragraphs to one text; None when there are none."""
    return " ".join(paragraphs) or None


def is_nested(line: str) -> bool:
    """Does an indicator line start with a three-part code such as "O.1.1.3"?"""
    return line.split(" ", 1)[0].count(".") == NESTED_DOTS


def indicator_record(line: str) -> Record:
    """An indicator line's parts: "O.1.1.3 people helped" -> code, text, parent "O.1.1"."""
    code, text = line.split(" ", 1)
    parent = code.rpartition(".")[0] if is_nested(line) else None
    return {"code": code, "text": text, "parent": parent}


def indicators_record(indicators: Indicators) -> Record:
    """Indicators of a card."""
    listed = bool(indicators.output or indicators.result)
    status = "listed" if listed else "none_applied" if indicators.none else "missing"
    return {
        "status": status,
        "output": [indicator_record(line) for line in indicators.output],
        "result": [indicator_record(line) for line in indicators.result],
        "note": indicators.note,
    }


def card_record(plan: Plan, card: Card) -> Record:
    """A card as the contract has it, without evidence."""
    objective = next(o for o in plan.objectives if o.number == card.objective)
    measures = (m for m in plan.implementation_measures if m.code == card.measure_code)
    measure = next(measures, None)
    activities, results = card.eligible_activities, card.result_targets
    return {
        "card_id": card.card_id,
        "kind": card.kind,
        "code": card.code,
        "title": card.title,
        "specific_objective": {"number": objective.number, "title": objective.title},
        "implementation_measure": measure and {"code": measure.code, "title": measure.title},
        "background": joined(card.background),
        "goal": joined(card.goal),
        "target_group": card.target_group,
        "eligible_activities": activities and activities.model_dump(include={"intro", "items"}),
        "conditions": card.conditions_before + card.conditions_after,
        "result_targets": results and results.model_dump(),
        "support_rate": card.support_rate.model_dump(),
        "beneficiaries": {
            "text": joined(card.beneficiaries.paragraphs),
            "categories": card.beneficiaries.categories,
        },
        "coordination": card.coordination.model_dump(),
        "indicators": indicators_record(card.indicators),
        "call_timing": {
            "status": card.call_timing.status,
            "text": card.call_timing.text,
            "rounds": [round_record(r) for r in card.call_timing.rounds],
        },
        "start": card.start and card.start.model_dump(),
    }


def card_records(plan: Plan) -> list[Record]:
    """All cards, in reading order."""
    return [card_record(plan, card) for card in plan.cards]


@dataclass(frozen=True)
class CallRow:
    """One printed row of a call table: amounts by round, and the rounds marked open."""

    kind: str
    code: str | None
    label: str
    amounts: dict[str, Decimal]
    opened: list[str]

    def record(self, rounds: list[str]) -> Record:
        """The row as the contract has it: a cell is open with an x or with money."""
        cells = [
            {
                "open": r in self.opened or bool(self.amounts.get(r)),
                "amount": money(self.amounts[r]) if r in self.amounts else None,
            }
            for r in rounds
        ]
        return {"kind": self.kind, "code": self.code, "label": self.label, "cells": cells}


def call_rows(plan: Plan, objective: Objective) -> list[CallRow]:
    """Rows of an objective's call table, the total last."""
    rows: list[CallRow] = []
    for measure in plan.measures_of(objective):
        label = f"{measure.title}. {plan.words.calls_suffix}"
        rows.append(CallRow("implementation_measure", measure.code, label, measure.amounts, []))
        rows += [
            CallRow("measure", card.code, card.title, {}, card.call_timing.rounds)
            for card in plan.cards_of(measure)
        ]
    rows += [
        CallRow(card.kind, None, card.title, card.amounts, card.call_timing.rounds)
        for card in plan.codeless_of(objective)
    ]
    totals = sums_by_round(row.amounts for row in rows)
    return [*rows, CallRow("total", None, plan.words.calls_total, totals, [])]


def sums_by_round(amounts: Iterable[dict[str, Decimal]]) -> dict[str, Decimal]:
    """Add up amounts round by round."""
    totals: dict[str, Decimal] = {}
    for by_round in amounts:
        for round_, amount in by_round.items():
            totals[round_] = totals.get(round_, Decimal()) + amount
    return totals


def milestone_records(plan: Plan, event: Event) -> list[Record]:
    """A milestone for each date of a sentence, or one without a date."""
    marks = find_marks(event.sentence)
    dates = [mark for mark in marks if mark.kind == "date"] or [None]
    amount = next((mark for mark in marks if mark.kind == "amount"), None)
    return [
        {
            "kind": kind,
            "date": mark and mark.days[0].isoformat(),
            "until": mark and mark.days[1] and mark.days[1].isoformat(),
            "year": mark.days[0].year if mark else event.year,
            "what": plan.fill(event.sentence),
            "amount": amount and money(plan.money_of(amount, None)[0]),
        }
        for kind, mark in zip(event.kinds, dates, strict=True)
    ]


def progress_record(plan: Plan, progress: Progress) -> Record:
    """Codes, names and sums of an objective's progress."""

    def values(blocks: list[str], *kinds: str) -> list[Mark]:
        return [mark for block in blocks for mark in find_marks(block) if mark.kind in kinds]

    def codes(blocks: list[str]) -> list[str]:
        return list(dict.fromkeys(mark.value for mark in values(blocks, "code", "title")))

    sums = {
        mark.kind: plan.money_of(mark, progress.objective)
        for mark in values(progress.money, "committed", "total")
    }
    return {
        "objective": progress.objective,
        "started": codes(progress.started),
        "not_started": codes(progress.not_started),
        "implementers": [mark.value for mark in values(progress.implementers, "name")],
        "committed": money(sums["committed"][0]) if "committed" in sums else None,
        "total": money(sums["total"][0]) if "total" in sums else None,
        "committed_rounded_to": money(sums["committed"][1]) if "committed" in sums else None,
        "total_rounded_to": money(sums["total"][1]) if "total" in sums else None,
    }


def account_record(plan: Plan) -> Record:
    """The plan's own account, without evidence."""
    return {
        "milestones": [found for event in plan.events for found in milestone_records(plan, event)],
        "progress": [progress_record(plan, progress) for progress in plan.progress],
    }


def objective_total(objective: Objective) -> Decimal:
    """The objective's money, all kinds."""
    return sum((row.amount for row in objective.allocations), Decimal())


def funding_record(plan: Plan) -> Record:
    """Funding table and call tables as the contract has them."""
    allocations = [
        {
            "objective": objective.number,
            "objective_title": objective.title,
            "total": money(objective_total(objective)),
            "rows": [
                {"kind": row.kind, "label": row.label, "amount": money(row.amount)}
                for row in objective.allocations
            ],
        }
        for objective in plan.objectives
    ]
    calls = [
        {
            "objective": objective.number,
            "table": number,
            "rounds": [round_record(r) for r in plan.rounds],
            "rows": [row.record(plan.rounds) for row in call_rows(plan, objective)],
        }
        for number, objective in enumerate(plan.objectives, start=FIRST_CALL_TABLE)
    ]
    total = sum((objective_total(o) for o in plan.objectives), Decimal())
    return {"allocations": allocations, "allocations_total": money(total), "calls": calls}
