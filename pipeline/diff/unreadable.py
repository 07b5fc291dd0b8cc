"""What cannot be compared, because pages of one version could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from pipeline.diff.reporting import Story
from schemas.changes import Unknown
from schemas.record import MeasureCard, Plan

Side = Literal["old", "new"]


def find_unknown(
    old: Plan, new: Plan, stories: Sequence[Story]
) -> tuple[list[Story], list[Unknown]]:
    """Set aside what a page that could not be read may explain.

    A card that one version lacks may stand on its failed pages, and a field that differs may go on
    there. Neither is a change that anyone can vouch for.

    Returns:
        The stories that can be told, and what is unknown.
    """
    told: list[Story] = []
    unknown: list[Unknown] = []
    for story in stories:
        left, found = _look_at(old, new, story)
        told += left
        unknown += found
    return told, unknown


def _look_at(old: Plan, new: Plan, story: Story) -> tuple[list[Story], list[Unknown]]:
    if story.fate in ("card_removed", "card_merged") and story.old:
        pages = new.plan.source.failed_pages
        return _set_card_aside(story, story.old, "new", pages)
    if story.fate in ("card_added", "card_split") and story.new:
        pages = old.plan.source.failed_pages
        return _set_card_aside(story, story.new, "old", pages)
    if story.old and story.new:
        gaps: list[tuple[Side, MeasureCard, list[int]]] = [
            ("old", story.old, find_gap(old, story.old)),
            ("new", story.new, find_gap(new, story.new)),
        ]
        for side, _, pages in gaps:
            if pages and story.drafts:
                unknown = [
                    Unknown(
                        card_id=story.new.card_id,
                        field=field,
                        side=side,
                        pages=pages,
                        message=f"{field} may go on on {name_pages(pages)} of the {side} version, "
                        "which could not be read",
                    )
                    for field in dict.fromkeys(draft.field for draft in story.drafts)
                ]
                return [replace(story, drafts=())], unknown
    return [story], []


def _set_card_aside(
    story: Story, card: MeasureCard, side: Side, pages: list[int]
) -> tuple[list[Story], list[Unknown]]:
    if not pages:
        return [story], []
    message = (
        f"card {card.card_id} is not in the {side} version, or stands there on "
        f"{name_pages(pages)}, which could not be read"
    )
    return [], [Unknown(card_id=card.card_id, field=None, side=side, pages=pages, message=message)]


def find_gap(plan: Plan, card: MeasureCard) -> list[int]:
    """The failed pages that may hold a part of a card: from its first page to the next card's."""
    failed = plan.plan.source.failed_pages
    if not failed:
        return []
    pages = _card_to_pages(card)
    if not pages:
        return list(failed)
    later = [
        first
        for other in plan.cards
        if (first := min(_card_to_pages(other), default=0)) > max(pages)
    ]
    end = min(later, default=plan.plan.source.pages + 1)
    return [page for page in failed if min(pages) <= page <= end]


def _card_to_pages(card: MeasureCard) -> Sequence[int]:
    return [found.page for found in card.evidence if found.page is not None]


def name_pages(pages: Sequence[int]) -> str:
    """Pages by number.

    >>> name_pages([3, 4])
    'pages 3, 4'
    """
    return f"page{'s' if len(pages) > 1 else ''} {', '.join(map(str, pages))}"
