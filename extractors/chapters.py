"""The chapters around the cards: headings and the sentences and list items under them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise

import regex

from extractors.dewrap import WrapRules, lines_to_span
from extractors.list_marks import mark_numbered_lists
from extractors.paragraphs import ParagraphBuilder
from extractors.phrases import phrases_to_pattern
from extractors.row_kinds import RowKinds
from extractors.sentences import split_sentences
from schemas.language import Language, find_language
from schemas.stages import EMPTY_SPAN, Line, Paragraph, Span

_CODE = r"[1-9]\p{Lu}\d{0,2}"
_ITEM_END = regex.compile(
    rf"(?:\({_CODE}(?:\s*[/,;]\s*{_CODE})*\)[.;]?|\b{_CODE}\.|;)\s+(?=\p{{Lu}})"
)
_GOES_ON = regex.compile(r"[\p{Ll}(\-\u2010-\u2015]")
NUMBERED = regex.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+")
"""How a chapter's heading begins."""

_FINISHED = regex.compile(r"[.!?:;][)\]\"”’]*$")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a chapter, or a list item.

    Attributes:
        marked: whether a bullet or number stands before it.
    """

    span: Span
    marked: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it begins and ends as a sentence does."""
        return not _GOES_ON.match(self.span.text) and bool(_FINISHED.search(self.span.text))


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading (empty before the first one) and what stands under it.

    Attributes:
        heading: without it, the text before the first one.
        statements: its sentences and list items.
        paragraphs: the same text as it is set, list items on their own.
    """

    heading: Span
    statements: tuple[Statement, ...]
    paragraphs: tuple[Span, ...] = ()


def lines_to_chapters(
    lines: Sequence[Line],
    headings: Collection[int],
    builder: ParagraphBuilder,
    rules: WrapRules,
    language: Language,
) -> tuple[Chapter, ...]:
    """The chapters that ``lines`` make up.

    Args:
        lines: in reading order, without running heads, cards and tables.
        headings: indices of the words of headings.
        builder: puts lines together to paragraphs.
        rules: for texts that are wrapped.
        language: for the ends of sentences.
    """
    chapters: list[Chapter] = []
    heading = EMPTY_SPAN
    for is_heading, several in groupby(lines, key=_in(headings)):
        run = list(several)
        if is_heading:
            if heading.words:
                chapters.append(Chapter(heading, ()))
            heading = lines_to_span(run, rules)
            continue
        paragraphs = _lines_to_paragraphs(run, builder, rules)
        statements = tuple(_paragraphs_to_statements(paragraphs, language))
        chapters.append(Chapter(heading, statements, tuple(p.span for p in paragraphs)))
        heading = EMPTY_SPAN
    return tuple(chapters)


def _in(indices: Collection[int]) -> Callable[[Line], bool]:
    return lambda line: any(word.index in indices for word in line.words)


def heads_objective(line: Line, kinds: RowKinds) -> bool:
    """Whether a line of a text is the numbered heading of an objective's chapter.

    before: "2.1 Specific objective 1 Borders"
    """
    numbered = NUMBERED.match(line.text) if line.number is not None else None
    if numbered is None:
        return False
    rest = line.text[numbered.end() :]
    opening = kinds.read(rest)
    title = rest[opening.at :]
    return opening.kind == "objective" and not _FINISHED.search(title) and not title[:1].islower()


def _lines_to_paragraphs(
    lines: Sequence[Line], builder: ParagraphBuilder, rules: WrapRules
) -> list[Paragraph]:
    filled = mark_numbered_lists([line for line in lines if line.words])
    return _join_cut(builder.build(filled), rules)


def _paragraphs_to_statements(
    paragraphs: Sequence[Paragraph], language: Language
) -> Iterator[Statement]:
    opening = _load_objective_opening(language.code)
    for paragraph in paragraphs:
        for at, sentence in enumerate(_split(paragraph.span, language, opening)):
            yield Statement(sentence, bool(paragraph.mark) and at == 0)


def _join_cut(paragraphs: Sequence[Paragraph], rules: WrapRules) -> list[Paragraph]:
    """Join paragraphs that a page's end, or a list item's indent, cut inside a sentence."""
    joined: list[Paragraph] = []
    for paragraph in paragraphs:
        before = joined[-1] if joined else None
        goes_on = not paragraph.mark and bool(_GOES_ON.match(paragraph.span.text))
        if before and goes_on and not _FINISHED.search(before.span.text):
            lines = (*before.lines, *paragraph.lines)
            joined[-1] = Paragraph(lines, lines_to_span(lines, rules), before.mark)
        else:
            joined.append(paragraph)
    return joined


@cache
def _load_objective_opening(code: str) -> regex.Pattern[str]:
    """Where a sentence begins that opens with an objective: "I det specifika målet 1 …"."""
    language = find_language(code)
    words = phrases_to_pattern((*language.structure.objective, *language.tables.objective))
    before = r"(?:\p{Lu}\p{Ll}*\s(?:\p{Ll}+\s){0,3})?"
    return regex.compile(rf"\s+(?=\p{{Lu}})(?={before}(?i:{words})\s[1-9](?!\w))")


def _split(span: Span, language: Language, opening: regex.Pattern[str]) -> Iterator[Span]:
    """The sentences of a paragraph; one may follow a list item, which has no point at its end.

    before: "stöd för tolkar (1A) Migrationsverket har inlett arbetet."
    after:  "stöd för tolkar (1A)", "Migrationsverket har inlett arbetet."
    """
    for sentence in split_sentences(span, language):
        patterns = (_ITEM_END, opening)
        ends = {match.end() for pattern in patterns for match in pattern.finditer(sentence.text)}
        if not ends:
            yield sentence
            continue
        for start, end in pairwise((0, *sorted(ends), len(sentence.text))):
            yield sentence.slice(start, end)
