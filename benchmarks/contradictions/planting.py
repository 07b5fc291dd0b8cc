"""What a planted contradiction is, and how a place of a manuscript is changed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.contradictions.manuscript import Manuscript, PrintedRow, PrintedTable
from samples.planbuild.source import Card
from schemas.record import FindingCode


@dataclass(frozen=True, slots=True)
class Expected:
    """The finding that a planted contradiction must cause.

    Attributes:
        says: what its message contains.
    """

    code: FindingCode
    card_id: str | None = None
    field: str | None = None
    says: str = ""


@dataclass(frozen=True, slots=True)
class Planted:
    """A manuscript with one contradiction.

    Attributes:
        where: the place, for a person.
        also: codes of errors that the same change causes elsewhere, such as a row without card
            where a card's code was changed.
    """

    manuscript: Manuscript
    expected: Expected
    where: str
    also: frozenset[FindingCode] = frozenset()


Plant = Callable[[Manuscript], Iterator[Planted]]


def set_cell(row: PrintedRow, at: int, text: str) -> PrintedRow:
    """The row with another text in one of its cells after the label."""
    return replace(row, cells=(*row.cells[:at], text, *row.cells[at + 1 :]))


def with_card(sample: Manuscript, card: Card, **changes: Any) -> Manuscript:
    """The manuscript with other values in one card."""
    changed = card.model_copy(update=changes)
    cards = [changed if other is card else other for other in sample.plan.cards]
    return replace(sample, plan=sample.plan.model_copy(update={"cards": cards}))


def card_rows(sample: Manuscript) -> Iterator[tuple[Card, PrintedTable, PrintedRow]]:
    """Every card with its call table and its row there."""
    for card in sample.plan.cards:
        table = sample.calls[card.objective]
        yield card, table, table.find(card.card_id)


def other_title(title: str, sample: Manuscript) -> str:
    """The title with one word more after its first one."""
    first, _, rest = title.partition(" ")
    return f"{first} {texts(sample)['word']} {rest}"


@cache
def _load_texts() -> dict[str, dict[str, str]]:
    text = Path(__file__).with_name("texts.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def texts(sample: Manuscript) -> dict[str, str]:
    """What is planted in the language of a sample."""
    return _load_texts()[sample.plan.language]
