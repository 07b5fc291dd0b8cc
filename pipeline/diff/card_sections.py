"""The statements of a diff by card, each with a name that links can rely on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from pipeline.diff.statements import Statement, changes_to_statements
from schemas.changes import CardPair, Change, Diff, ValueChange
from schemas.impact import Sentences

DIGEST = 8
"""Hexadecimal digits that tell the changes of one card apart."""

_NO_NAME = regex.compile(r"[^\w.-]", regex.ASCII)


@dataclass(frozen=True, slots=True)
class CardSection:
    """What is told of one card.

    Attributes:
        anchor: name of the section within a page, such as "card-2B1".
        heading: the card, such as "Measure 2B1".
        title: of the card, in the plan's words.
        statements: at least one.
    """

    anchor: str
    heading: str
    title: str
    statements: tuple[Statement, ...]


def diff_to_sections(diff: Diff, language: str, words: Sentences) -> list[CardSection]:
    """One section per card that has changes, in the order of the diff.

    A card that is gone has a section of its own, also when another card took over its id.

    Args:
        diff: whose changes.
        language: code of the language of the sentences.
        words: of that language.
    """
    pairs = {(pair.card_id or pair.previous_card_id): pair for pair in diff.cards if pair.card_id}
    gone = {pair.previous_card_id: pair for pair in diff.cards if pair.card_id is None}
    changes: dict[tuple[str, bool], list[Change]] = {}
    for change in diff.changes:
        key = (change.card_id, change.change == "card_removed")
        changes.setdefault(key, []).append(change)
    return [
        _to_section(
            card_id,
            (gone if is_gone else pairs).get(card_id),
            is_gone and card_id in pairs,
            changes_to_statements(several, language),
            words,
        )
        for (card_id, is_gone), several in changes.items()
    ]


def _to_section(
    card_id: str,
    pair: CardPair | None,
    is_taken: bool,
    statements: Sequence[Statement],
    words: Sentences,
) -> CardSection:
    anchor = f"card-{_NO_NAME.sub('_', card_id)}{'-removed' if is_taken else ''}"
    heading = words.cards[pair.kind].format(id=card_id) if pair else card_id
    return CardSection(anchor, heading, pair.title if pair else "", tuple(statements))


def change_to_anchor(change: ValueChange) -> str:
    """A name for a change that stays the same whatever else changed, such as "change-2B1-0c5f1a9e".

    It comes from what changed, not from the order or the language of what is shown.
    """
    identity = change.model_dump(mode="json", exclude={"sentence", "impact", "words", "evidence"})
    digest = hashlib.sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest()[:DIGEST]
    about = identity.get("card_id") or identity.get("part")
    return f"change-{_NO_NAME.sub('_', str(about))}-{digest}"
