"""From a card's region to its fields as spans, and to what no rule consumed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.columns import FIRST_ROW, ColumnSplitter
from extractors.dewrap import WrapRules
from extractors.fields import CardText, load_fields
from extractors.labels import LabelMatcher
from extractors.line_metrics import LineMetrics
from extractors.list_marks import mark_numbered_lists
from extractors.narrative import NarrativeReader
from extractors.nested_rows import BESIDE
from extractors.paragraphs import ParagraphBuilder
from extractors.sections import SectionSplitter
from schemas.language import Language
from schemas.stages import CardRegion, LabelledLines, Line, RawCard, RawField, Section

APART = 0.6
"""Text below a card stands further from it than this share of its size."""


class FieldExtractor:
    """Extracts the fields of the cards of one document."""

    def __init__(
        self,
        language: Language,
        rules: WrapRules,
        metrics: LineMetrics,
        regions: Sequence[CardRegion] = (),
    ) -> None:
        """Prepare what all cards share; ``regions`` are all cards of the document."""
        self._language = language
        self._rules = rules
        self._columns = ColumnSplitter([r.lines for r in regions], LabelMatcher(language), metrics)
        self._splitter = SectionSplitter(language, rules)
        self._paragraphs = ParagraphBuilder(language, rules, metrics)
        self._narrative = NarrativeReader(language)

    def extract(self, region: CardRegion) -> RawCard:
        """All fields of one card."""
        beside = [line for line in region.lines if line.cell and line.cell.column >= BESIDE]
        own = [line for line in region.lines if line not in beside] if beside else region.lines
        lines = self._columns.split(own)
        marked = mark_numbered_lists(lines)
        stretches = _part_text_below(self._splitter.split(marked))
        paragraphs = self._paragraphs.for_card(marked)
        card = CardText(stretches, self._language, self._rules, paragraphs, self._narrative)
        fields: dict[str, RawField] = {m.FIELD: m.extract(card) for m in load_fields()}
        labels = tuple(s.label for s in stretches if s.label and s.section is not Section.UNKNOWN)
        unknown = tuple(s.label for s in stretches if s.label and s.section is Section.UNKNOWN)
        marks = tuple(line.mark for s in stretches for line in s.lines if line.mark)
        leftovers = (*_find_leftovers(stretches, fields), *beside)
        return RawCard(region, labels, unknown, fields, leftovers, marks)


def _part_text_below(stretches: Sequence[LabelledLines]) -> tuple[LabelledLines, ...]:
    """Text of full width, set apart below the last row of a card without rules, is no value.

    before: "Projektet inleds senast" | "1.9.2027", and below both "Dela sidan · Skriv ut"
    after:  "1.9.2027" is the value; the rest is left over
    """
    if not stretches or stretches[-1].section is not Section.START:
        return tuple(stretches)
    last = stretches[-1]
    for at, (before, line) in enumerate(pairwise(last.lines), start=1):
        made = before.cell is not None and before.cell.row >= FIRST_ROW
        gap = line.box.top - before.box.bottom
        if made and line.cell is None and (line.page != before.page or gap > APART * line.size):
            below = LabelledLines(Section.UNKNOWN, None, last.lines[at:])
            return (*stretches[:-1], replace(last, lines=last.lines[:at]), below)
    return tuple(stretches)


def _find_leftovers(
    stretches: Sequence[LabelledLines], fields: dict[str, RawField]
) -> tuple[Line, ...]:
    """Lines, or the rest of lines, that are part of no field; unknown labels among them."""
    used = {word.index for f in fields.values() for part in f.parts for word in part.span.words}
    found: list[Line] = []
    for stretch in stretches:
        if stretch.section is Section.UNKNOWN and stretch.label:
            found.append(Line(stretch.label.words))
        for line in stretch.lines:
            rest = [word for word in line.words if word.index not in used]
            if rest:
                found.append(Line(tuple(rest), None, line.cell))
    return tuple(found)
