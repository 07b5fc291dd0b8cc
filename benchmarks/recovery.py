"""How many cards of a plan stand in what a tool prints: each text of a card in one piece."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import regex

from schemas.record import MeasureCard

_LOOSE = regex.compile(r"[\s\p{Pd}\u00ad\ufffe]+")


def load_cards(path: Path) -> list[MeasureCard]:
    """The hand-checked cards of a plan, such as ``samples/amif-2027-2028.sv.cards.json``."""
    cards = json.loads(path.read_text(encoding="utf-8"))
    return [MeasureCard.model_validate({**card, "evidence": []}) for card in cards]


def count_recovered(output: str, cards: list[MeasureCard]) -> int:
    """So many cards have every text in ``output``, white space and hyphens aside.

    This is generous: texts may stand in any order and under any name. What it asks for is that a
    text which runs over lines and pages was not mixed with what stands beside it or on the page's
    edge, and that nothing was lost.
    """
    squeezed = squeeze(output)
    return sum(all(squeeze(text) in squeezed for text in card_to_texts(card)) for card in cards)


def squeeze(text: str) -> str:
    r"""A text without white space and hyphens, which differ with how lines are joined.

    >>> squeeze("annan EU-\n finansiering")
    'annanEUfinansiering'
    """
    return _LOOSE.sub("", text)


def card_to_texts(card: MeasureCard) -> Iterator[str]:
    """The texts that an applicant reads in a card, items of lists one by one."""
    yield card.title
    yield from (text for text in (card.goal, card.beneficiaries.text) if text)
    yield from (card.eligible_activities.items if card.eligible_activities else ())
    yield from (card.result_targets.items if card.result_targets else ())
    yield from (raised.condition for raised in card.support_rate.raised)
    yield from (text for text in (card.coordination.text, card.call_timing.text) if text)
