"""Compares the cards found in one plan with the cards that were typeset, field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.layouts.truth import fold_breaks, fold_open_readings, fold_spaces
from benchmarks.layouts.variation import LayoutVariation
from samples.planbuild.truth import Record

HEADER = "plan header"
ORDER = "cards and their order"
FIELDS = (
    "kind",
    "code",
    "title",
    "specific_objective",
    "implementation_measure",
    "background",
    "goal",
    "target_group",
    "eligible_activities",
    "conditions",
    "result_targets",
    "support_rate",
    "beneficiaries",
    "coordination",
    "indicators",
    "call_timing",
    "start",
)


@dataclass(frozen=True, slots=True)
class Miss:
    """A field that differs; `card` is None for the plan's own."""

    card: str | None
    field: str
    expected: Any
    found: Any


@dataclass(frozen=True, slots=True)
class PlanScore:
    """How one plan came out of one reader.

    Attributes:
        compared: number of comparisons per field.
        misses: the comparisons that failed.
        error: why there are no cards at all; every field is a miss then.
        opened: number of fields that are equal only by what the page leaves open.
        leftover: share of characters that no rule consumed.
        warnings: codes of the extraction's errors and warnings.
    """

    seed: int
    producer: str
    language: str
    fund: str
    reader: str
    compared: Counter[str]
    misses: tuple[Miss, ...]
    error: str | None = None
    opened: int = 0
    leftover: float = 0.0
    warnings: tuple[str, ...] = field(default=())

    @property
    def missed(self) -> Counter[str]:
        """Number of misses per field."""
        return Counter(miss.field for miss in self.misses)


@dataclass(frozen=True, slots=True)
class Compared:
    """Comparisons made per field, those that failed, and how many only an open reading saved."""

    fields: Counter[str]
    misses: tuple[Miss, ...]
    opened: int


def compare_plan(
    expected: Sequence[Record],
    others: Sequence[Record],
    header: Record,
    found: Record | None,
    variation: LayoutVariation,
) -> Compared:
    """Compare a plan document, or None when there is none, with what was typeset.

    Args:
        expected: the cards.
        others: the same cards as they may be read as well.
        header: what the plan says of itself.
        found: the plan document.
        variation: the look, which leaves some readings open.
    """
    compared: Counter[str] = Counter({HEADER: 1, ORDER: 1})
    misses: list[Miss] = []
    opened = 0
    plan: Any = found["plan"] if found else {}
    cards: Any = found["cards"] if found else []
    said = {key: plan.get(key) for key in header}
    if said != header:
        misses.append(Miss(None, HEADER, header, said))
    order, found_order = ([card["card_id"] for card in side] for side in (expected, cards))
    if order != found_order:
        misses.append(Miss(None, ORDER, order, found_order))
    by_id = {card["card_id"]: card for card in cards}
    for card, other in zip(expected, others, strict=True):
        name = str(card["card_id"])
        compared.update(FIELDS)
        for key in FIELDS:
            wanted = _fold(key, card[key], variation)
            if name not in by_id:
                misses.append(Miss(name, key, wanted, "(no such card)"))
                continue
            got = _fold(key, by_id[name][key], variation)
            if got == wanted:
                continue
            readings = [
                fold_breaks(v, variation) for v in (wanted, _fold(key, other[key], variation))
            ]
            if fold_breaks(got, variation) in readings:
                opened += 1
            else:
                misses.append(Miss(name, key, wanted, got))
    return Compared(compared, tuple(misses), opened)


def _fold(key: str, value: Any, variation: LayoutVariation) -> Any:
    return fold_open_readings(key, fold_spaces(value), variation)
