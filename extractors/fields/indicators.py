"""The indicators: codes nested up to three deep, their texts, and the sentences around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.dewrap import lines_to_span
from extractors.fields import CardText
from extractors.list_marks import split_word
from extractors.narrative import starts_with_phrase
from extractors.nested_rows import INDICATOR_CODE
from schemas.stages import Line, Part, RawField, Section, Word

FIELD = "indicators"

_SEPARATORS = (";", ",")
"""What stands before the next code on a line; elsewhere a code is a reference."""

_SECTIONS = (Section.INDICATORS, Section.INDICATORS_OUTPUT, Section.INDICATORS_RESULT)


def extract(card: CardText) -> RawField:
    """A "label", "code" and "text" parts in pairs, a "none" and a "note" part.

    Lines that follow a code belong to its text, whether or not it has ended in a full stop, until
    the next code or the note. A note is a paragraph of its own.
    """
    parts: list[Part] = []
    opening = card.stretch(Section.INDICATORS)
    if opening and opening.label:
        parts.append(Part("label", opening.label))
    for group in _split_at_codes(card, card.lines(*_SECTIONS)):
        span = lines_to_span(group, card.rules)
        code = INDICATOR_CODE.match(span.text)
        if code:
            parts.append(Part("code", span.slice(0, code.end())))
            rest = span.text[code.end() :]
            start = code.end() + len(rest) - len(rest.lstrip(" :.–-"))
            parts.append(Part("text", span.slice(start, len(span.text))))
        elif starts_with_phrase(span.text, card.language.phrases.no_indicators):
            parts.append(Part("none", span))
        else:
            parts.append(Part("note", span))
    return RawField(FIELD, tuple(parts))


def _split_at_codes(card: CardText, lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Groups of lines: one per code, per "no indicators" sentence and for the note."""
    phrases = card.language.phrases
    openers = (*phrases.no_indicators, *phrases.other_indicators)
    group: list[Line] = []
    for line in (part for whole in lines for part in _part_at_codes(whole)):
        begins = INDICATOR_CODE.match(line.text) or starts_with_phrase(line.text, openers)
        if group and (begins or _begins_note(card, group, line)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _part_at_codes(line: Line) -> Iterator[Line]:
    """A line that lists several indicators, parted before every code that follows a separator.

    before: "O.1.2 Antal kaféer; O.1.3 Antal kunder"
    after:  "O.1.2 Antal kaféer" / "O.1.3 Antal kunder"
    """
    begun = 0
    for at in range(1, len(line.words)):
        before, word = line.words[at - 1], line.words[at]
        if before.text[:-1] and before.text.endswith(_SEPARATORS) and _opens_code(word):
            last, _ = split_word(before, len(before.text) - 1)
            yield replace(line, words=(*line.words[begun : at - 1], last), mark=None)
            begun = at
    yield replace(line, words=line.words[begun:], mark=None) if begun else line


def _opens_code(word: Word) -> bool:
    return INDICATOR_CODE.match(word.text) is not None


def _begins_note(card: CardText, group: Sequence[Line], line: Line) -> bool:
    """Whether ``line`` opens a paragraph in capitals after a finished sentence."""
    if not line.text[:1].isupper():
        return False
    return len(card.paragraphs((*group, line))) > len(card.paragraphs(group))
