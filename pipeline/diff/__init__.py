"""The diff of two plan documents: match → compare → grade → say, in ``diff_plans``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.corrections.restoring import plan_as_extracted
from pipeline.diff.card_changes import compare_cards
from pipeline.diff.card_matching import Match, match_cards
from pipeline.diff.grading import Grader
from pipeline.diff.plan_changes import compare_outside_cards, notes_on_unread
from pipeline.diff.reporting import CardReporter, Story
from pipeline.diff.split_cards import Part, find_parts
from pipeline.diff.unreadable import find_unknown
from pipeline.folding import fold_text
from schemas.changes import (
    CardPair,
    Change,
    Diff,
    DiffSummary,
    ImpactCounts,
    PlanChange,
    ValueChange,
)
from schemas.impact import Rule, load_rules
from schemas.record import MeasureCard, Plan


def diff_plans(old: Plan, new: Plan, own_rules: Sequence[Rule] = ()) -> Diff:
    """What changed from one version of a plan to another.

    Args:
        old: the earlier version.
        new: the later version.
        own_rules: go before the rules of ``schemas/impact.toml``.

    Returns:
        The diff document. What people corrected is compared as it was read. Cards that may stand
        on pages that could not be read are unknown, never removed or added.
    """
    old, new = plan_as_extracted(old), plan_as_extracted(new)
    grader = Grader((*own_rules, *load_rules()))
    stories = find_stories(old, new)
    stories, unknown = find_unknown(old, new, stories)
    reporter = CardReporter(old, new, grader, _texts_elsewhere(stories))
    changes = [change for story in stories for change in reporter.report(story)]
    plan_changes = compare_outside_cards(old, new, grader)
    return Diff(
        old=old.plan,
        new=new.plan,
        summary=_summarise(changes, plan_changes, stories, len(unknown)),
        changes=changes,
        plan_changes=plan_changes,
        unknown=unknown,
        cards=[_story_to_pair(story, changes) for story in stories],
        notes=list(notes_on_unread(old, new)),
    )


def find_stories(old: Plan, new: Plan) -> list[Story]:
    """What became of every card: those of the new version in its order, then those gone."""
    matches = match_cards(old.cards, new.cards)
    by_old, by_new = {m.old: m for m in matches}, {m.new: m for m in matches}
    split = _find_parts_of(old.cards, new.cards, {m.old: m.new for m in matches}, set(by_new))
    merged = _find_parts_of(new.cards, old.cards, {m.new: m.old for m in matches}, set(by_old))
    stories = [
        _new_card_to_story(old, card, by_new.get(at), split.get(at))
        for at, card in enumerate(new.cards)
    ]
    gone = [
        Story(
            "card_merged" if at in merged else "card_removed",
            old=card,
            new=new.cards[merged[at].whole] if at in merged else None,
        )
        for at, card in enumerate(old.cards)
        if at not in by_old
    ]
    return stories + gone


def _find_parts_of(
    wholes: Sequence[MeasureCard],
    parts: Sequence[MeasureCard],
    continued: dict[int, int],
    matched: set[int],
) -> dict[int, Part]:
    """The parts among the unmatched cards, by their places."""
    unmatched = {at: card for at, card in enumerate(parts) if at not in matched}
    found = find_parts(unmatched, wholes, {a: parts[b] for a, b in continued.items()})
    return {part.part: part for part in found}


def _new_card_to_story(
    old: Plan, card: MeasureCard, match: Match | None, split: Part | None
) -> Story:
    if match:
        before = old.cards[match.old]
        return Story("kept", before, card, match.similarity, tuple(compare_cards(before, card)))
    if split:
        return Story("card_split", old.cards[split.whole], card)
    return Story("card_added", None, card)


def _texts_elsewhere(stories: Sequence[Story]) -> frozenset[str]:
    """Folded texts of list items that left one card and came to another one."""
    left: Counter[str] = Counter()
    came: Counter[str] = Counter()
    for story in stories:
        for draft in story.drafts:
            if draft.kind == "item_removed" and isinstance(draft.old, str):
                left[fold_text(draft.old)] += 1
            if draft.kind == "item_added" and isinstance(draft.new, str):
                came[fold_text(draft.new)] += 1
        if story.fate == "card_split" and story.new:
            came.update(_item_texts(story.new))
        if story.fate == "card_merged" and story.old:
            left.update(_item_texts(story.old))
    return frozenset(left.keys() & came.keys())


def _item_texts(card: MeasureCard) -> list[str]:
    items = card.eligible_activities.items if card.eligible_activities else []
    targets = card.result_targets.items if card.result_targets else []
    return [fold_text(text) for text in (*items, *targets)]


def _story_to_pair(story: Story, changes: Sequence[Change]) -> CardPair:
    kept = story.fate == "kept"
    new = story.new if story.fate in ("kept", "card_added", "card_split") else None
    old = story.old if story.fate in ("kept", "card_removed", "card_merged") else None
    (card, *_) = (found for found in (new, old) if found)
    card_id = card.card_id
    about = [change for change in changes if card_id in (change.card_id, change.previous_card_id)]
    return CardPair(
        card_id=new.card_id if new else None,
        previous_card_id=old.card_id if old else None,
        kind=card.kind,
        title=card.title,
        similarity=round(story.similarity, 4) if kept else 0.0,
        changes=len(about),
    )


def _summarise(
    changes: Sequence[Change],
    plan_changes: Sequence[PlanChange],
    stories: Sequence[Story],
    unknown: int,
) -> DiffSummary:
    kinds = Counter(change.change for change in changes)
    kept = [story for story in stories if story.fate == "kept"]
    edited = sum(bool(story.drafts) for story in kept)
    return DiffSummary(
        changes=_count_impacts(changes),
        plan_changes=_count_impacts(plan_changes),
        cards_added=kinds["card_added"] + kinds["card_split"],
        cards_removed=kinds["card_removed"] + kinds["card_merged"],
        cards_renumbered=kinds["card_renumbered"],
        cards_changed=edited,
        cards_unchanged=len(kept) - edited,
        unknown=unknown,
    )


def _count_impacts(changes: Sequence[ValueChange]) -> ImpactCounts:
    counts = Counter(change.impact for change in changes)
    return ImpactCounts(
        restricts=counts["restricts"],
        widens=counts["widens"],
        neutral=counts["neutral"],
        editorial=counts["editorial"],
    )
