"""The running text of a card, told apart: background, goal, activities, conditions, target group.

The text has no labels but two kinds of openings: the goal ("Målet är …") and the introduction of
the activities ("Understöd kan beviljas … :"), which may run on inside the goal's paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractors.labels import text_to_key
from extractors.phrases import phrases_to_pattern
from extractors.sentences import split_sentences
from schemas.language import Language
from schemas.stages import Paragraph, Span


@dataclass(frozen=True, slots=True)
class Narrative:
    """The parts of a card's running text, each in reading order."""

    background: tuple[Span, ...] = ()
    goal: tuple[Span, ...] = ()
    intro: Span | None = None
    items: tuple[Span, ...] = ()
    conditions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ListText:
    """A list and the paragraphs around it."""

    items: tuple[Span, ...]
    others: tuple[Span, ...]


class NarrativeReader:
    """Tells the parts apart, in one language."""

    def __init__(self, language: Language) -> None:
        """Compile the openings of ``language``."""
        self._language = language
        self._goal = _opening(language.phrases.goal)
        self._more = _opening(language.phrases.goal_more)
        self._intro = _opening(language.phrases.activities_intro)

    def read(self, paragraphs: Sequence[Paragraph]) -> Narrative:
        """Assign every paragraph of a card's running text to one part.

        Without a goal or an introduction, all of it is background.
        """
        at, before, intro = self._find_intro(paragraphs)
        head = [*paragraphs[:at], *before]
        listed = split_list(paragraphs[at + 1 :]) if intro else ListText((), ())
        first, last = self._find_goal(head)
        return Narrative(
            tuple(p.span for p in head[:first]),
            tuple(p.span for p in head[first:last]),
            intro,
            listed.items,
            (*(p.span for p in head[last:]), *listed.others),
        )

    def _find_intro(
        self, paragraphs: Sequence[Paragraph]
    ) -> tuple[int, list[Paragraph], Span | None]:
        """Index of the paragraph with the introduction, what stands before it there, and itself."""
        for at, paragraph in enumerate(paragraphs):
            if paragraph.mark or not self._intro.search(paragraph.span.text):
                continue
            followed = at + 1 < len(paragraphs) and paragraphs[at + 1].mark is not None
            if not paragraph.span.text.endswith(":") and not followed:
                continue
            sentences = split_sentences(paragraph.span, self._language)
            if not self._intro.match(sentences[-1].text):
                continue
            intro = sentences[-1]
            start = paragraph.span.text.rindex(intro.text)
            rest = paragraph.span.slice(0, start)
            before = [Paragraph(paragraph.lines, rest)] if rest.text else []
            return at, before, intro
        return len(paragraphs), [], None

    def _find_goal(self, head: Sequence[Paragraph]) -> tuple[int, int]:
        """The goal's paragraphs as a half-open range, empty when there is none.

        Bold or italic ones are certain. Otherwise the last paragraph that begins like a goal is it:
        sentences of the background may begin so as well, conditions after the goal do not. Right
        above it, paragraphs count that speak of nothing but goals.
        """
        starts = [at for at, p in enumerate(head) if not p.mark and self._goal.match(p.span.text)]
        marked = [at for at in starts if head[at].emphasised]
        if marked and not all(p.emphasised for p in head):
            last = marked[0]
            while last + 1 < len(head) and head[last + 1].emphasised:
                last += 1
            return marked[0], last + 1
        if not starts:
            return len(head), len(head)
        first = last = starts[-1]
        while first - 1 in starts and self._is_all_goals(head[first - 1].span):
            first -= 1
        while last + 1 < len(head) and self._more.match(head[last + 1].span.text):
            last += 1
        return first, last + 1

    def _is_all_goals(self, span: Span) -> bool:
        return all(self._goal.match(s.text) for s in split_sentences(span, self._language))


def split_list(paragraphs: Sequence[Paragraph]) -> ListText:
    """The items of a list, and the paragraphs that are none.

    A paragraph without a bullet is an item whose mark is missing when it begins in lower case; a
    capital letter begins a new thought.
    """
    items = [p.span for p in paragraphs if p.mark or p.span.text[:1].islower()]
    others = [p.span for p in paragraphs if not (p.mark or p.span.text[:1].islower())]
    return ListText(tuple(s for s in items if s.text), tuple(s for s in others if s.text))


def _opening(phrases: Sequence[str]) -> regex.Pattern[str]:
    return regex.compile(rf"\b{phrases_to_pattern(phrases)}\b", regex.IGNORECASE)


def starts_with_phrase(text: str, phrases: Sequence[str]) -> bool:
    """Whether ``text`` begins with one of ``phrases``, whatever the spacing and case."""
    key = text_to_key(text)
    return any(key.startswith(text_to_key(phrase)) for phrase in phrases)
