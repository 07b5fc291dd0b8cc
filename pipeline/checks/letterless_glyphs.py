"""Characters whose letters the PDF does not tell, as some PDFs do not for ligatures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from pipeline.checks import CheckedPlan
from pipeline.wording import quote, quote_some
from schemas.glyphs import UNREAD
from schemas.record import Finding
from schemas.stages import Word, words_of

_text = attrgetter("text")


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A warning per card, one for the rest of the plan; a note where other words tell letters."""
    if any(UNREAD in " ".join(map(_text, page.words)) for page in plan.document.pages):
        yield from _check_unread(plan)
    for glyph in plan.document.spelled:
        yield Finding(
            code="letters-inferred",
            level="note",
            card_id=None,
            field=None,
            message="The PDF tells no letters for a character that was read as "
            f"{quote(glyph.letters)}, as in {quote(glyph.by)}: {_show(glyph.words)}",
            evidence=plan.places.words_to_places(glyph.words),
        )


def _check_unread(plan: CheckedPlan) -> Iterator[Finding]:
    seen: set[int] = set()
    for raw, card in zip(plan.raw_cards, plan.cards, strict=True):
        region = raw.region
        seen.update(mark.index for mark in raw.marks)
        own = words_of((*region.title.lines, *region.lines, *region.repeated))
        yield from _report_unread(plan, own, seen, card.card_id)
    yield from _report_unread(plan, tuple(plan.document.words()), seen, None)


def _report_unread(
    plan: CheckedPlan, words: Sequence[Word], seen: set[int], card_id: str | None
) -> Iterator[Finding]:
    """One warning for words that are not ``seen`` yet; a character that stands alone is no word."""
    unread = [
        word
        for word in words
        if UNREAD in word.text and word.index not in seen and word.text.strip(UNREAD)
    ]
    if not unread:
        return
    seen.update(word.index for word in unread)
    yield Finding(
        code="letters-unread",
        level="warning",
        card_id=card_id,
        field=None,
        message=f"The PDF tells no letters for a character in {_show(unread)}",
        evidence=plan.places.words_to_places(unread),
    )


def _show(words: Sequence[Word]) -> str:
    """The words in quotation marks, each once, the first few."""
    return quote_some(list(dict.fromkeys(word.text for word in words)))
