"""What plan a document is: its language, title, fund, country and period, and what says so.

Nothing is taken from the file's name, and nothing is guessed: what the document does not say, or
says in two ways, is ``None``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

import regex

from extractors.dewrap import WrapRules, lines_to_span
from extractors.entities import Entity, load_document_finder, load_fund_finder
from extractors.labels import LONGEST_LABEL, LabelMatcher, text_to_key
from extractors.titles import START, TitlePatterns
from schemas.errors import InputError
from schemas.fund import load_funds
from schemas.language import Language, load_languages
from schemas.stages import Line, Section

LONGEST_PERIOD = 3
"""A plan covers at most so many years beyond its first; longer ranges are programme periods."""

CLEAR_LEAD = 2
"""What is named at least so many times as often as anything else is what the plan is about."""

TITLE_SIZE = 1.2
"""A title is set in at least this multiple of the body's font size."""

SAME_SIZE = 0.1
"""Sizes that differ by less than so many points are one; some readers compute them."""

_RANGE = regex.compile(r"(?<!\d)(20\d\d)\s*[-\u2010-\u2015]\s*(20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Decision:
    """A value and what it was read from; both ``None`` when the document does not say."""

    value: str | None
    by: str | None


UNDECIDED = Decision(None, None)


def decide_language(lines: Sequence[Line], file: str) -> tuple[Language, str]:
    """The language whose labels and title words the lines begin with.

    Raises:
        InputError: no language's labels occur, or two languages' occur equally often.
    """
    counts = _count_openings(lines, load_languages())
    ranked = sorted(counts.items(), key=lambda pair: -pair[1].total())
    (code, words), second = ranked[0], ranked[1][1].total() if len(ranked) > 1 else 0
    if words.total() == second:
        known = ", ".join(sorted(counts))
        raise InputError(
            f"{file}: no measure card found: the labels of no known language ({known}) stand out; "
            "if it is a plan, name its language with --language"
        )
    language = next(found for found in load_languages() if found.code == code)
    often = ", ".join(f'"{word}" {count}×' for word, count in words.most_common(3))
    return language, f"labels {often}"


def _count_openings(
    lines: Sequence[Line], languages: Sequence[Language]
) -> dict[str, Counter[str]]:
    """The labels and title words that lines begin with, for each language by its code."""
    known = [(LabelMatcher(one), TitlePatterns(one), Counter[str]()) for one in languages]
    openings = frozenset().union(*(labels.openings for labels, _, _ in known))
    starts = frozenset().union(*(titles.starts for _, titles, _ in known))
    for line in lines:
        # Nearly every line begins as nothing does in any language.
        if not line.words or (
            text_to_key(line.words[0].text) not in openings
            and line.text[:START].casefold() not in starts
        ):
            continue
        words = [word.text for word in line.words[:LONGEST_LABEL]]
        for labels, titles, counts in known:
            found = labels.at_start(words)
            if found:
                counts[" ".join(words[: found[1]]).rstrip(":")] += 1
            elif titles.match_heading(line.text) or titles.match_title(line.text):
                counts[words[0]] += 1
    return {one.code: counts for one, (_, _, counts) in zip(languages, known, strict=True)}


def find_title(lines: Sequence[Line], body_size: float, rules: WrapRules) -> str | None:
    """The plan's title: the largest lines of the first page, when they are larger than the body.

    Args:
        lines: of the document, in reading order.
        body_size: font size of most of the text, in points.
        rules: for a title that is wrapped.
    """
    first = [line for line in lines if line.page == lines[0].page and line.number is None]
    largest = max((line.size for line in first), default=0.0)
    if not first or largest < TITLE_SIZE * body_size:
        return None
    titles = [line for line in first if line.size > largest - SAME_SIZE]
    return lines_to_span(titles, rules).text


def decide_fund(title: str | None, before_cards: str, language: Language) -> Decision:
    """The fund that the title names; else the one that is named by far the most often.

    Args:
        title: of the plan.
        before_cards: the text before the cards, which name other funds as well.
        language: of the plan.
    """
    own = {fund.code for fund in load_funds()}
    finder = load_fund_finder(language.code)
    if title:
        named = {e.code: title[e.start : e.end] for e in finder.find(title) if e.code in own}
        if len(named) == 1:
            ((code, words),) = named.items()
            return Decision(code, f'title: "{words}"')
    found = [e for e in finder.find(before_cards) if e.code in own]
    return _decide_by_count(found, "fund names before the cards")


def decide_country(before_cards: str, language: Language) -> Decision:
    """The country that the text before the cards names by far the most often."""
    found = load_document_finder(language.code).find(before_cards)
    return _decide_by_count(
        [e for e in found if e.code != "plan"], "country names before the cards"
    )


def lines_to_text_before_cards(lines: Sequence[Line], language: Language) -> str:
    """The text up to the first card's beneficiaries."""
    labels = LabelMatcher(language)
    before = takewhile(lambda line: not _opens_beneficiaries(line, labels), lines)
    return " ".join(line.text for line in before)


def _opens_beneficiaries(line: Line, labels: LabelMatcher) -> bool:
    opened = labels.at_start([word.text for word in line.words[:LONGEST_LABEL]])
    return opened is not None and opened[0] is Section.BENEFICIARIES


def _decide_by_count(found: Sequence[Entity], what: str) -> Decision:
    counts = Counter(entity.code for entity in found).most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] < CLEAR_LEAD * counts[1][1]):
        return UNDECIDED
    rivals = f", {counts[1][0]} {counts[1][1]}×" if len(counts) == 2 else ""
    return Decision(counts[0][0], f"{what}: {counts[0][0]} {counts[0][1]}×{rivals}")


def decide_period(title: str | None, lines: Sequence[Line], language: Language) -> Decision:
    """The years that the title gives; else those beside a word for the plan; else in the call rows.

    The value is "2025-2026".
    """
    if title:
        found = _text_to_periods(title)
        if len(set(found)) == 1:
            return Decision(found[0], f'title: "{title}"')
    finder = load_document_finder(language.code)
    beside_plan: Counter[str] = Counter()
    anywhere: Counter[str] = Counter()
    where: dict[str, str] = {}
    for before, line in zip((None, *lines), lines, strict=False):
        for period in _text_to_periods(line.text):
            anywhere[period] += 1
            text = f"{before.text} {line.text}" if before else line.text
            if any(e.code == "plan" for e in finder.find(text)):
                beside_plan[period] += 1
                where.setdefault(period, f'{_place(line)}: "{line.text}"')
    decided = _most_common(beside_plan)
    if decided:
        return Decision(decided, where[decided])
    decided = _most_common(anywhere)
    return Decision(decided, f"{anywhere[decided]}× in the text") if decided else UNDECIDED


def _text_to_periods(text: str) -> list[str]:
    """Ranges of a few years in a text.

    >>> _text_to_periods("planen för 2025–2026 i perioden 2021–2027")
    ['2025-2026']
    """
    ranges = ((int(m[1]), int(m[2])) for m in _RANGE.finditer(text))
    return [f"{a}-{b}" for a, b in ranges if 0 <= b - a <= LONGEST_PERIOD]


def _most_common(counts: Counter[str]) -> str | None:
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _place(line: Line) -> str:
    return f"page {line.page}" if line.number is None else f"line {line.number}"
