"""References to measures that the plan does not have."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.references import Reference, ReferenceFinder
from pipeline.checks import CheckedPlan
from pipeline.texts import PlanText, list_texts
from pipeline.wording import quote
from schemas.record import Finding

GROUP = 2
"""Characters of an implementation measure's code."""


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A warning per code and card (or per code outside the cards), with every place of it.

    A measure may belong to an earlier plan, so a code without a card is not surely wrong.
    """
    known = _list_codes(plan)
    objectives = {code[0] for code in known}
    unknown: dict[tuple[str, str | None], list[tuple[Reference, PlanText]]] = {}
    for reference, text in _list_references(plan):
        named = reference.code in known
        other = len(reference.code) == GROUP and reference.code[0] not in objectives
        if not named and not other:
            key = (reference.code, text.card_id)
            unknown.setdefault(key, []).append((reference, text))
    for (code, card_id), mentions in unknown.items():
        first = mentions[0][1]
        words = {word.index: word for reference, _ in mentions for word in reference.span.words}
        yield Finding(
            code="unknown-reference",
            level="warning",
            card_id=card_id,
            field=first.field,
            message=f"The plan has no measure {code}, which is named in {quote(first.span.text)}",
            evidence=plan.places.words_to_places(list(words.values())),
        )


def _list_references(plan: CheckedPlan) -> Iterator[tuple[Reference, PlanText]]:
    """The references of all texts; in the lists of progress an item may begin with a code."""
    finder = ReferenceFinder(plan.language)
    for text in list_texts(plan.raw_account, plan.raw_tables, plan.raw_cards, plan.cards):
        yield from ((reference, text) for reference in finder.find(text.span))
    for progress in plan.raw_account.progress:
        for item in progress.items:
            text = PlanText(item.text, field="progress")
            yield from ((reference, text) for reference in item.references)


def _list_codes(plan: CheckedPlan) -> set[str]:
    """The codes of cards, chapters and rows, and of the implementation measures above them."""
    codes = {card.code for card in plan.cards if card.code}
    codes |= {heading.key for heading in plan.headings if heading.kind != "objective"}
    codes |= {row.code for table in plan.funding.calls for row in table.rows if row.code}
    return codes | {code[:GROUP] for code in codes}
