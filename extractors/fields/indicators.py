"""The indicators: codes nested up to three deep, their texts, and the sentences around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.dewrap import lines_to_span
from extractors.fields import CardText
from extractors.narrative import starts_with_phrase
from extractors.sections import INDICATOR_CODE
from schemas.stages import Line, Part, RawField, Section

FIELD = "indicators"

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
    for line in lines:
        begins = INDICATOR_CODE.match(line.text) or starts_with_phrase(line.text, openers)
        if group and (begins or _begins_note(card, group, line)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _begins_note(card: CardText, group: Sequence[Line], line: Line) -> bool:
    """Whether ``line`` opens a paragraph in capitals after a finished sentence."""
    if not line.text[:1].isupper():
        return False
    return len(card.paragraphs((*group, line))) > len(card.paragraphs(group))
