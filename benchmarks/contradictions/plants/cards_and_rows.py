"""Cards, rows, their titles and codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from benchmarks.contradictions.manuscript import Manuscript
from benchmarks.contradictions.planting import Expected, Planted, card_rows, other_title, with_card
from samples.planbuild.source import ImplementationMeasure, Objective


def row_removed(sample: Manuscript) -> Iterator[Planted]:
    """A card has no row."""
    for card, table, row in card_rows(sample):
        if card.code:
            changed = sample.with_calls(card.objective, table.without(row.name))
            yield Planted(changed, Expected("card-without-table-row", card.card_id), row.name)


def card_removed(sample: Manuscript) -> Iterator[Planted]:
    """A row has no card; the chapter keeps another one."""
    plan = sample.plan
    for card, _, row in card_rows(sample):
        measure = next(
            (m for m in plan.implementation_measures if m.code == card.measure_code), None
        )
        if measure is None or len(plan.cards_of(measure)) > 1:
            cards = [other for other in plan.cards if other is not card]
            changed = replace(sample, plan=plan.model_copy(update={"cards": cards}))
            yield Planted(
                changed, Expected("table-row-without-card", says=row.label[:40]), row.name
            )


def code_changed_in_a_row(sample: Manuscript) -> Iterator[Planted]:
    """A row has a code that no card has; its card has no row."""
    for card, table, row in card_rows(sample):
        if card.code:
            changed = replace(row, code=f"{card.measure_code}9")
            yield Planted(
                sample.with_calls(card.objective, table.with_row(changed)),
                Expected("table-row-without-card", says=changed.code),
                row.name,
                frozenset({"card-without-table-row"}),
            )


def title_changed_in_a_row(sample: Manuscript) -> Iterator[Planted]:
    """A card is called otherwise in its row."""
    for card, table, row in card_rows(sample):
        if card.code:
            changed = table.with_row(replace(row, label=other_title(row.label, sample)))
            yield Planted(
                sample.with_calls(card.objective, changed),
                Expected("title-differs", card.card_id, "title"),
                row.name,
            )


def title_changed_over_a_card(sample: Manuscript) -> Iterator[Planted]:
    """A card is called otherwise than in its row."""
    for card in sample.plan.cards:
        if card.code:
            changed = with_card(sample, card, title=other_title(card.title, sample))
            yield Planted(changed, Expected("title-differs", card.card_id, "title"), card.card_id)


def title_changed_over_a_chapter(sample: Manuscript) -> Iterator[Planted]:
    """An implementation measure or an objective is called otherwise than in the tables."""
    plan = sample.plan
    for key, several in (
        ("implementation_measures", plan.implementation_measures),
        ("objectives", plan.objectives),
    ):
        items: Sequence[ImplementationMeasure | Objective] = several
        for at, item in enumerate(items):
            title = other_title(item.title, sample)
            changed = [*items[:at], item.model_copy(update={"title": title}), *items[at + 1 :]]
            yield Planted(
                replace(sample, plan=plan.model_copy(update={key: changed})),
                Expected("title-differs"),
                title,
            )


def measure_renumbered(sample: Manuscript) -> Iterator[Planted]:
    """The last card of a chapter has a number far from the one before it."""
    plan = sample.plan
    for measure in plan.implementation_measures:
        last = plan.cards_of(measure)[-1]
        code = f"{measure.code}8"
        table = sample.calls[last.objective]
        row = replace(table.find(last.card_id), code=code)
        changed = with_card(sample, last, code=code)
        yield Planted(
            changed.with_calls(last.objective, table.with_row(row)),
            Expected("numbering-gap", says=f"{measure.code}7"),
            code,
        )


def code_used_twice(sample: Manuscript) -> Iterator[Planted]:
    """A card has the code of the card before it."""
    for first, second in pairwise(sample.plan.cards):
        if first.code and first.measure_code == second.measure_code:
            yield Planted(
                with_card(sample, second, code=first.code),
                Expected("duplicate-card", f"{first.code}-2", "code"),
                f"{second.code} as {first.code}",
                frozenset({"call-rounds-differ", "table-row-without-card"}),
            )
