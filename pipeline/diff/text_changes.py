"""What changed in the texts outside cards and tables, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

import regex

from pipeline.diff.drafts import Draft
from pipeline.diff.list_alignment import align_lists, zip_aligned
from pipeline.diff.parts import PartDraft
from pipeline.diff.sentences import Subject
from pipeline.diff.word_runs import compare_wordings
from pipeline.folding import fold_text
from schemas.record import ChapterParagraph, Plan, PlanChapter

FIELD = "text.paragraphs"

LONGEST = 60
"""Characters of a heading that a sentence names it by."""

_NUMBER = regex.compile(r"^\s*\d+(?:\.\d+)*\.?\s+")


def compare_texts(old: Plan, new: Plan) -> Iterator[PartDraft]:
    """Changes of chapters: headings, and paragraphs added, removed, reworded or moved.

    A chapter is the same one when its heading is, or most of its text; its number may change.
    """
    keys = (_heading_key, _name_key)
    found = align_lists(old.chapters, new.chapters, keys, _alike_chapters, _chapter_size)
    for before, after in zip_aligned(old.chapters, new.chapters, found):
        yield from _compare_chapters(before, after)


def _compare_chapters(old: PlanChapter | None, new: PlanChapter | None) -> Iterator[PartDraft]:
    chapter = new or old
    heading = (chapter.heading if chapter else None) or ""
    where = f"text {heading}".strip()
    subject = Subject("where", "text", heading=shorten(heading, LONGEST, placeholder=" …"))
    if old and new and old.heading != new.heading:
        draft = Draft("text.heading", "value_changed", old.heading, new.heading)
        yield PartDraft("text", where, subject, draft, old.evidence, new.evidence)
    before = old.paragraphs if old else []
    after = new.paragraphs if new else []
    aligned = align_lists(
        before, after, (_text, _folded), _alike_paragraphs, lambda paragraph: len(paragraph.text)
    )
    for at in aligned.removed:
        draft = Draft(FIELD, "item_removed", before[at].text, None, old_at=at)
        yield PartDraft("text", where, subject, draft, before[at].evidence)
    for at in aligned.added:
        draft = Draft(FIELD, "item_added", None, after[at].text, new_at=at)
        yield PartDraft("text", where, subject, draft, (), after[at].evidence)
    for pair in aligned.pairs:
        a, b = before[pair.old], after[pair.new]
        if a.text != b.text:
            draft = Draft(FIELD, "item_changed", a.text, b.text, pair.old, pair.new)
            yield PartDraft("text", where, subject, draft, a.evidence, b.evidence)
        if pair.moved:
            draft = Draft(FIELD, "item_moved", a.text, b.text, pair.old, pair.new)
            yield PartDraft("text", where, subject, draft, a.evidence, b.evidence)


def _text(paragraph: ChapterParagraph) -> str:
    return paragraph.text


def _folded(paragraph: ChapterParagraph) -> str:
    return fold_text(paragraph.text)


def _alike_paragraphs(old: ChapterParagraph, new: ChapterParagraph) -> float:
    return compare_wordings(old.text, new.text)


def _heading_key(chapter: PlanChapter) -> str:
    return fold_text(chapter.heading or "")


def _name_key(chapter: PlanChapter) -> str:
    """The heading without its number."""
    return fold_text(_NUMBER.sub("", chapter.heading or ""))


def _chapter_size(chapter: PlanChapter) -> int:
    return sum(len(paragraph.text) for paragraph in chapter.paragraphs)


def _alike_chapters(old: PlanChapter, new: PlanChapter) -> float:
    """What share of the shorter chapter's paragraphs stand in the other one too, or its heading."""
    before, after = (
        {_folded(paragraph) for paragraph in chapter.paragraphs} for chapter in (old, new)
    )
    smaller = min(len(before), len(after))
    shared = len(before & after) / smaller if smaller else 0.0
    return max(shared, compare_wordings(old.heading or "", new.heading or ""))
