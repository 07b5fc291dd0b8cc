"""From what became of a card to the changes that are published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue

from pipeline.diff.card_fields import CONDITION, IDENTITY, INDICATOR, TEXT, card_to_values
from pipeline.diff.drafts import Draft
from pipeline.diff.grading import Context, Grade, Grader
from pipeline.diff.sentences import Subject, say_changes
from pipeline.diff.word_runs import texts_to_runs
from pipeline.evidence import card_to_places, find_nearest_places
from schemas.changes import Change, ChangeType, Sides, WordRun
from schemas.impact import load_sentences
from schemas.record import MeasureCard, Place, Plan

Fate = Literal["kept", "card_added", "card_removed", "card_split", "card_merged"]


@dataclass(frozen=True, slots=True)
class Story:
    """What became of a card.

    Attributes:
        fate: whether it is in both versions, and if not, what happened.
        old: the card of the old version; of a card split off, the one it came out of.
        new: the card of the new version; of a card merged, the one it went into.
        similarity: of their contents, from 0 to 1.
        drafts: what changed in the fields of a card that was kept.
    """

    fate: Fate
    old: MeasureCard | None
    new: MeasureCard | None
    similarity: float = 0.0
    drafts: tuple[Draft, ...] = ()


class CardReporter:
    """Grades what became of the cards of two versions, and says it."""

    def __init__(self, old: Plan, new: Plan, grader: Grader, elsewhere: frozenset[str]) -> None:
        """Take the versions, and the texts that moved from one card to another."""
        self._grader = grader
        self._elsewhere = elsewhere
        self._languages = (old.plan.language, new.plan.language)

    def report(self, story: Story) -> Iterator[Change]:
        """The changes of one card: first what became of it as a whole, then its fields."""
        if story.fate != "kept":
            yield self._whole(story.fate, story.old, story.new)
        elif story.old and story.new:
            yield from self._kept(story.old, story.new, story.drafts)

    def _whole(
        self, change: ChangeType, old: MeasureCard | None, new: MeasureCard | None
    ) -> Change:
        is_new = change in ("card_added", "card_split")
        whole = new if is_new else old
        draft = Draft(
            "",
            None,
            None if is_new else _to_json(old),
            _to_json(new) if is_new else None,
            change=change,
        )
        grade = self._grader.grade(draft, Context())
        both = old is not None and new is not None
        subject = new or old
        return Change(
            card_id=subject.card_id if subject else "",
            previous_card_id=old.card_id if old and both else None,
            change=change,
            field=None,
            kind=None,
            old=draft.old,
            new=draft.new,
            impact=grade.impact,
            sentence=say_changes(
                grade.sentence,
                [draft],
                card_to_subject(new or old),
                card_to_subject(old) if both else None,
                whole.title if whole else "",
            ),
            evidence=Sides(
                old=card_to_places(old, "/title") if old else [],
                new=card_to_places(new, "/title") if new else [],
            ),
        )

    def _kept(
        self, old: MeasureCard, new: MeasureCard, drafts: Sequence[Draft]
    ) -> Iterator[Change]:
        moved = list(compare_identities(old, new))
        if old.card_id != new.card_id:
            yield self._renumbered(old, new)
            moved = []
        together = (*moved, *drafts)
        context = Context(
            together=together,
            old_rate=old.support_rate.base_percent,
            new_rate=new.support_rate.base_percent,
            elsewhere=self._elsewhere,
        )
        graded = [(draft, self._grader.grade(draft, context)) for draft in together]
        for draft, grade in graded:
            group = [d for d, g in graded if _belongs_together(draft, grade, d, g)]
            yield Change(
                card_id=new.card_id,
                previous_card_id=old.card_id if old.card_id != new.card_id else None,
                change="field_changed",
                field=draft.field,
                kind=draft.kind,
                old=draft.old,
                new=draft.new,
                old_at=draft.old_at,
                new_at=draft.new_at,
                impact=grade.impact,
                sentence=say_changes(
                    grade.sentence, group, card_to_subject(new), card_to_subject(old), new.title
                ),
                words=draft_to_runs(draft),
                evidence=Sides(
                    old=_draft_to_places(old, draft, draft.old, draft.old_at),
                    new=_draft_to_places(new, draft, draft.new, draft.new_at),
                ),
            )

    def _renumbered(self, old: MeasureCard, new: MeasureCard) -> Change:
        draft = Draft("", None, _identity(old), _identity(new), change="card_renumbered")
        grade = self._grader.grade(draft, Context())
        return Change(
            card_id=new.card_id,
            previous_card_id=old.card_id,
            change="card_renumbered",
            field=None,
            kind=None,
            old=draft.old,
            new=draft.new,
            impact=grade.impact,
            sentence=say_changes(
                grade.sentence, [draft], card_to_subject(new), card_to_subject(old), new.title
            ),
            evidence=Sides(
                old=card_to_places(old, "/card_id", "/title"),
                new=card_to_places(new, "/card_id", "/title"),
            ),
        )


def compare_identities(old: MeasureCard, new: MeasureCard) -> Iterator[Draft]:
    """Whether a card stands under another objective or implementation measure.

    Their titles are the plan's own, so a new title is a change of the plan, said once.
    """
    numbers = [c.specific_objective.number if c.specific_objective else None for c in (old, new)]
    codes = [
        c.implementation_measure.code if c.implementation_measure else None for c in (old, new)
    ]
    for field, (before, after) in (
        ("specific_objective.number", numbers),
        ("implementation_measure.code", codes),
    ):
        if before != after:
            yield Draft(field, "value_changed", before, after)


def card_to_subject(card: MeasureCard | None) -> Subject:
    """A card as what a sentence is about."""
    if card is None:
        raise ValueError("a sentence needs a card")
    return Subject("cards", card.kind, id=card.card_id)


def _belongs_together(draft: Draft, grade: Grade, other: Draft, its_grade: Grade) -> bool:
    """Whether one sentence says both changes."""
    if draft is other:
        return True
    has_plural = all(s.sentences[grade.sentence].many for s in load_sentences().values())
    return (
        has_plural and (draft.field, draft.kind) == (other.field, other.kind) and grade == its_grade
    )


def draft_to_runs(draft: Draft) -> list[WordRun]:
    """The words of a text that was reworded; none for anything else."""
    if draft.kind not in ("value_changed", "item_changed"):
        return []
    old, new = _to_text(draft.old), _to_text(draft.new)
    if old is None or new is None or not (" " in old or " " in new):
        return []
    return texts_to_runs(old, new)


def _to_text(value: JsonValue) -> str | None:
    if isinstance(value, dict):
        kind = CONDITION if "condition" in value else INDICATOR if "code" in value else None
        return kind.text(value) if kind else None
    return TEXT.text(value) if isinstance(value, str) else None


def _draft_to_places(
    card: MeasureCard, draft: Draft, value: JsonValue, at: int | None
) -> list[Place]:
    """Where a value stands: its own place, or else that of what it is a part of."""
    if value is None:
        return []
    path = "/" + draft.field.replace(".", "/") + (f"/{at}" if at is not None else "")
    return find_nearest_places(card, path)


def _identity(card: MeasureCard) -> dict[str, JsonValue]:
    values = card_to_values(card)
    return {key: values[key] for key in IDENTITY}


def _to_json(card: MeasureCard | None) -> JsonValue:
    return dict(card_to_values(card)) if card else None
