"""Lines through words and under words: a table has neither.

An amended plan strikes out what it deletes and underlines what is new.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas.geometry import Box
from schemas.stages import Document, Page, Rule, Word

TOUCH = 2.0
"""The end of a level rule and an upright rule within so many points are parts of one table."""

MIDDLE = (0.35, 0.8)
"""A line through a word crosses it at this share of its height, from the top.

Fonts differ in how much of the height stands above their baseline: three quarters, or all.
"""

CROSSED = 0.6
"""And covers at least this share of its width."""

FOOT = (0.8, 1.25)
"""A line under a word stands at this share of its height."""

SAME_END = 1.0
"""And begins and ends with words, within so many points."""


def note_struck_words(document: Document) -> Document:
    """The document with the words that are struck out, and without lines through and under words.

    before: words "60", "%", "75", "%", a line through the first two, one under the others
    after:  the same words, "60" and "%" struck out, and no lines
    """
    pages = tuple(_note_on_page(page) if page.rules else page for page in document.pages)
    changed = any(new is not old for new, old in zip(pages, document.pages, strict=True))
    return replace(document, pages=pages) if changed else document


def _note_on_page(page: Page) -> Page:
    struck: set[int] = set()
    drawn: set[Rule] = set()
    for rule in _find_free_rules(page.rules):
        crossed = _find_words_at(rule.box, page.words, MIDDLE)
        if crossed or _is_underline(rule.box, page.words):
            drawn.add(rule)
            struck.update(word.index for word in crossed)
    if not drawn:
        return page
    rules = tuple(rule for rule in page.rules if rule not in drawn)
    return replace(page, rules=rules, struck=frozenset(struck))


def _find_free_rules(rules: Sequence[Rule]) -> Iterator[Rule]:
    """Level rules that no upright rule meets at either end, as those of a table are met."""
    upright = [rule.box for rule in rules if rule.upright]
    for rule in rules:
        x0, top, x1, bottom = rule.box
        if x1 - x0 >= bottom - top and not any(
            (abs(box.x0 - x0) <= TOUCH or abs(box.x0 - x1) <= TOUCH)
            and box.top - TOUCH <= top <= box.bottom + TOUCH
            for box in upright
        ):
            yield rule


def _find_words_at(line: Box, words: Sequence[Word], share: tuple[float, float]) -> list[Word]:
    """Words that a line runs along, at a share of their height from the top."""
    y = line.centre[1]
    upper, lower = share
    return [
        word
        for word in words
        if upper * word.box.height <= y - word.box.top <= lower * word.box.height
        and min(word.box.x1, line.x1) - max(word.box.x0, line.x0) >= CROSSED * word.box.width
    ]


def _is_underline(line: Box, words: Sequence[Word]) -> bool:
    over = _find_words_at(line, words, FOOT)
    return (
        bool(over)
        and abs(min(word.box.x0 for word in over) - line.x0) <= SAME_END
        and abs(max(word.box.x1 for word in over) - line.x1) <= SAME_END
    )
