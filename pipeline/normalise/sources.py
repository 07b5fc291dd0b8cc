"""A fingerprint of the text that each field of a card was read from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.fingerprint import text_to_fingerprint
from pipeline.folding import fold_text
from schemas.record import FieldSource
from schemas.stages import RawCard, Word

WHOLE = "*"
"""Stands for the whole card, whatever was read from it."""

TITLE = "title"


def raw_cards_to_sources(raw: Sequence[RawCard], card_ids: Sequence[str]) -> list[FieldSource]:
    """Field by field, what corrections are bound to.

    Line wraps, spacing and punctuation make no difference, and a card's code is no part of it, so
    that it stays as long as the text says the same.

    before: the row "Support / 75 %" of the card 1A1
    after:  FieldSource(card_id="1A1", field="support_rate", fingerprint="9f0c…")
    """
    return [
        FieldSource(card_id=card_id, field=field, fingerprint=text_to_fingerprint(text))
        for card, card_id in zip(raw, card_ids, strict=True)
        for field, text in _card_to_texts(card)
    ]


def _card_to_texts(card: RawCard) -> Iterable[tuple[str, str]]:
    yield TITLE, _fold(card.region.title.title.words)
    for name, found in card.fields.items():
        words = {word.index: word for part in found.parts for word in part.span.words}
        if words:
            yield name, _fold([words[index] for index in sorted(words)])
    yield WHOLE, _fold([word for line in card.region.lines for word in line.words])


def _fold(words: Iterable[Word]) -> str:
    return fold_text(" ".join(word.text for word in words))
