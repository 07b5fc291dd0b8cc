"""The rate of support, and each sentence that lets it rise."""

from __future__ import annotations

from functools import cache

import regex

from extractors.fields import CardText
from extractors.phrases import phrases_to_pattern
from schemas.language import find_language
from schemas.stages import Part, RawField, Section, Span

FIELD = "support_rate"

_WHOLE = r"(?<![\d.,])\d{1,3}(?:[.,]0+)?"
"""A whole number: "75" and "75,0", not the last digits of "82,5"."""


def extract(card: CardText) -> RawField:
    """A "base" part ("75 %"), then a "condition" and its "percent" part per raising sentence."""
    span = card.span(card.lines(Section.SUPPORT_RATE))
    percent, raising = _load_patterns(card.language.code)
    base = percent.match(span.text)
    if base is None:
        return RawField(FIELD)
    parts = [Part("base", span.slice(base.start(), base.end()))]
    for sentence in _sentences(card, _text_after(span, base.end())):
        raise_ = raising.search(sentence.text)
        found = raise_ and _find_percent(percent, sentence.text, raise_.end())
        if found:
            parts.append(Part("condition", sentence))
            parts.append(Part("percent", sentence.slice(found.start(), found.end())))
    return RawField(FIELD, tuple(parts))


@cache
def _load_patterns(code: str) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """What a percentage looks like, and what says that support may rise."""
    phrases = find_language(code).phrases
    percent = regex.compile(rf"{_WHOLE}\s*{phrases_to_pattern(phrases.percent)}")
    return percent, regex.compile(phrases_to_pattern(phrases.raised_support), regex.IGNORECASE)


def _find_percent(percent: regex.Pattern[str], text: str, after: int) -> regex.Match[str] | None:
    """The percentage that a sentence raises to: after the raising words, else the last before."""
    before = list(percent.finditer(text, 0, after))
    return percent.search(text, after) or (before[-1] if before else None)


def _text_after(span: Span, start: int) -> Span:
    """What follows the rate, without the punctuation between."""
    rest = span.text[start:]
    return span.slice(start + len(rest) - len(rest.lstrip(" .,;")), len(span.text))


def _sentences(card: CardText, span: Span) -> tuple[Span, ...]:
    return card.sentences(span) if span.text else ()
