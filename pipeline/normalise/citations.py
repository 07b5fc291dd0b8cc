"""Collects the evidence of one card while its values are made."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.places import PlaceFinder
from schemas.record import Evidence
from schemas.stages import Span


@dataclass
class Citations:
    """The evidence of a card so far, in the order in which values were made."""

    places: PlaceFinder
    evidence: list[Evidence] = field(default_factory=list)

    def cite(self, path: str, *spans: Span | None) -> None:
        """Note where the value at ``path`` was read.

        Args:
            path: JSON pointer inside the card.
            spans: what the value was made of; ``None`` is passed over.
        """
        words = [w for s in spans if s for w in s.words]
        for page, bbox, line in self.places.words_to_spots(words):
            self.evidence.append(Evidence(path=path, page=page, bbox=bbox, line=line))

    def cite_text(self, path: str, span: Span | None) -> str | None:
        """The text of ``span`` with its evidence; ``None`` when there is no text."""
        if span is None or not span.text:
            return None
        self.cite(path, span)
        return span.text

    def cite_texts(self, path: str, spans: tuple[Span, ...]) -> list[str]:
        """The texts of several spans, each with evidence under its own index."""
        for at, span in enumerate(spans):
            self.cite(f"{path}/{at}", span)
        return [span.text for span in spans]

    def cite_joined(self, path: str, spans: tuple[Span, ...]) -> str | None:
        """The texts of several spans joined by one space, with evidence under one path."""
        if not spans:
            return None
        self.cite(path, *spans)
        return " ".join(span.text for span in spans)
