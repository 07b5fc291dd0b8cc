"""Every text of a plan, for checks that look for something anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.account import RawAccount
from extractors.dewrap import WrapRules, lines_to_span
from pipeline.normalise.funding import RawTables
from schemas.record import MeasureCard
from schemas.stages import RawCard, Span


@dataclass(frozen=True, slots=True)
class PlanText:
    """A text and where it belongs; ``card_id`` and ``field`` are ``None`` outside the cards."""

    span: Span
    card_id: str | None = None
    field: str | None = None


def list_texts(
    account: RawAccount,
    tables: RawTables,
    raw_cards: Sequence[RawCard],
    cards: Sequence[MeasureCard],
) -> Iterator[PlanText]:
    """The texts of chapters, tables and cards; headings and labels of cards are left out."""
    for chapter in account.chapters:
        yield PlanText(chapter.heading)
        yield from (PlanText(statement.span) for statement in chapter.statements)
    for table in tables.all:
        yield PlanText(lines_to_span(table.heading, WrapRules()))
        yield from (PlanText(span) for span in table.values)
    for raw, card in zip(raw_cards, cards, strict=True):
        yield PlanText(raw.region.title.title, card.card_id, "title")
        for field in raw.fields.values():
            for part in field.parts:
                if part.role != "label":
                    yield PlanText(part.span, card.card_id, field.name)
