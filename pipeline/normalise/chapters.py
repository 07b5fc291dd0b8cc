"""The text outside cards and tables, chapter by chapter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractors.chapters import Chapter
from pipeline.places import PlaceFinder
from schemas.record import ChapterParagraph, PlanChapter
from schemas.stages import Span

_ENTRY_OF_CONTENTS = regex.compile(r"(?:\.\s?){3,}\s*\d+$|…\s*\d+$|_{4,}\s*\d+$")
"""Leaders and a page number: a table of contents repeats headings, and its numbers shift."""


def chapters_to_record(chapters: Sequence[Chapter], places: PlaceFinder) -> list[PlanChapter]:
    """The chapters that say something; entries of a table of contents are left out."""
    record = (
        PlanChapter(
            heading=chapter.heading.text or None,
            paragraphs=[
                ChapterParagraph(text=span.text, evidence=places.words_to_places(span.words))
                for span in _paragraphs(chapter)
            ],
            evidence=places.words_to_places(chapter.heading.words),
        )
        for chapter in chapters
    )
    return [chapter for chapter in record if chapter.heading or chapter.paragraphs]


def _paragraphs(chapter: Chapter) -> Iterator[Span]:
    for span in chapter.paragraphs:
        if span.text and not _ENTRY_OF_CONTENTS.search(span.text):
            yield span
