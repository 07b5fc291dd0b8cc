"""Labels of cards that stand in no card: a card whose title is not printed, or not recognised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.labels import LabelMatcher
from schemas.stages import Line, Section

LEAST_LABELS = 3
"""So many different labels near each other are those of a card."""

NEAR_PAGES = 1
"""Labels of one card stand on one page or on pages that follow each other."""


def find_untitled_cards(
    lines: Sequence[Line], labels: LabelMatcher
) -> tuple[tuple[Line, ...], ...]:
    """The lines of labels outside the cards, those of one card together.

    Args:
        lines: outside the cards; those of a page in reading order.
        labels: of the plan's language.

    before: "Understöd 75 %", "Möjliga stödmottagare", "Ansökningstid" and no title above them
    after:  the three lines
    """
    return tuple(
        tuple(line for _, line in found)
        for found in _group_labels(lines, labels)
        if len({section for section, _ in found}) >= LEAST_LABELS
    )


def _group_labels(
    lines: Sequence[Line], labels: LabelMatcher
) -> Iterator[list[tuple[Section, Line]]]:
    """Lines that begin with labels, a new group where pages lie between or a label comes again."""
    group: list[tuple[Section, Line]] = []
    for line in sorted(lines, key=lambda line: (line.page, line.number or 0)):
        if not line.words or line.mark or not labels.may_open(line.words[0].text):
            continue
        found = labels.at_start([word.text for word in line.words])
        if found is None:
            continue
        section, _ = found
        far = bool(group) and line.page - group[-1][1].page > NEAR_PAGES
        if far or section in {known for known, _ in group}:
            yield group
            group = []
        group.append((section, line))
    yield group
