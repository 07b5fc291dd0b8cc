"""One field of a card per module, found by folder.

A field module has ``FIELD``, the field's name in the record, and ``extract(card)``, which returns
the spans of the field with their roles. It looks at the card's text only through ``CardText``.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from typing import Protocol, cast

from extractors.dewrap import WrapRules, lines_to_span
from extractors.narrative import Narrative, NarrativeReader
from extractors.paragraphs import ParagraphBuilder
from extractors.sentences import split_sentences
from schemas.language import Language
from schemas.stages import LabelledLines, Line, Paragraph, Part, RawField, Section, Span


class FieldModule(Protocol):
    """What a module in this folder offers."""

    FIELD: str

    def extract(self, card: CardText) -> RawField:
        """The field's spans in the card; no parts when the card has none."""


@cache
def load_fields() -> tuple[FieldModule, ...]:
    """Every field module in this folder, by name."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    return tuple(cast(FieldModule, import_module(f"{__name__}.{name}")) for name in names)


@dataclass(frozen=True)
class CardText:
    """The labelled stretches of a card and what reads them."""

    stretches: tuple[LabelledLines, ...]
    language: Language
    rules: WrapRules
    paragraph_builder: ParagraphBuilder
    narrative_reader: NarrativeReader

    def stretch(self, section: Section) -> LabelledLines | None:
        """The first stretch of that section."""
        return next((s for s in self.stretches if s.section is section), None)

    def lines(self, *sections: Section) -> tuple[Line, ...]:
        """All lines of those sections, in reading order."""
        return tuple(line for s in self.stretches if s.section in sections for line in s.lines)

    def paragraphs(self, lines: Sequence[Line]) -> tuple[Paragraph, ...]:
        """Lines grouped into paragraphs."""
        return self.paragraph_builder.build(lines)

    def span(self, lines: Sequence[Line]) -> Span:
        """Lines as one text."""
        return lines_to_span(lines, self.rules)

    def sentences(self, span: Span) -> tuple[Span, ...]:
        """The sentences of a text."""
        return split_sentences(span, self.language)

    def labelled_value(self, field: str, section: Section) -> RawField:
        """The label of a section and, when it is not empty, its text."""
        stretch = self.stretch(section)
        if stretch is None or stretch.label is None:
            return RawField(field)
        text = self.span(self.lines(section))
        parts = (Part("label", stretch.label), Part("text", text))
        return RawField(field, parts if text.text else parts[:1])

    @cached_property
    def narrative(self) -> Narrative:
        """The card's running text, told apart; it goes on after the target group's paragraph."""
        own = self.paragraphs(self.lines(Section.NARRATIVE))
        after_target_group = self.paragraphs(self.lines(Section.TARGET_GROUP))[1:]
        return self.narrative_reader.read((*own, *after_target_group))
