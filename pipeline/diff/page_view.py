"""What a page about a diff shows, before it is HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from pydantic import JsonValue

from pipeline.diff.card_sections import CardSection, change_to_anchor, diff_to_sections
from pipeline.diff.statements import Statement, changes_to_statements
from pipeline.diff.value_texts import (
    NamedValue,
    TextLine,
    card_to_named_values,
    record_to_lead,
    value_to_lines,
)
from schemas.changes import IMPACTS, Change, Diff, Impact, ValueChange, WordRun
from schemas.impact import Sentences
from schemas.record import Place, PlanHeader

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A page or line of a version.

    Attributes:
        text: such as "page 9".
        href: the page in the plan's file, which is taken to lie beside the page; empty for a line.
    """

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Side:
    """One version of a value.

    Attributes:
        name: "old" or "new".
        language: code of the plan's language.
        places: where it stands.
        lead: what names it, such as the code of an indicator.
        runs: its words, those that differ marked; else there are lines or fields.
        lines: the value in full.
        fields: of a whole card.
    """

    name: Literal["old", "new"]
    language: str
    places: tuple[PlaceLink, ...]
    lead: str
    runs: tuple[WordRun, ...]
    lines: tuple[TextLine, ...]
    fields: tuple[NamedValue, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the version lacks the value."""
        return not (self.runs or self.lines or self.fields)


@dataclass(frozen=True, slots=True)
class Row:
    """A change with both versions beside each other.

    Attributes:
        label: whether something was added, removed, moved or changed.
        old: of the old version.
        new: of the new version.
    """

    label: str
    old: Side
    new: Side


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement and its changes.

    Attributes:
        anchor: its name within the page.
        impact: of the changes.
        sentence: that says it.
        rows: one per change.
    """

    anchor: str
    impact: Impact
    sentence: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class CardView:
    """A card and what is told of it."""

    section: CardSection
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything that a page about a diff shows.

    Attributes:
        cards: in the order of the diff.
        table: changes outside the cards that are values: money, calls, titles.
        texts: changes outside the cards that are texts.
        tool: what a newer plancards reads otherwise.
    """

    cards: tuple[CardView, ...]
    table: tuple[Entry, ...]
    texts: tuple[Entry, ...]
    tool: tuple[Entry, ...]

    @property
    def of_cards(self) -> tuple[Entry, ...]:
        """What is told of all cards."""
        return tuple(entry for card in self.cards for entry in card.entries)

    @property
    def of_plan(self) -> tuple[Entry, ...]:
        """What is told outside the cards."""
        return (*self.table, *self.texts)

    def by_impact(self) -> dict[Impact, list[Entry]]:
        """Everything told, by what it does; impacts without changes too."""
        entries = (*self.of_cards, *self.of_plan)
        return {impact: [e for e in entries if e.impact == impact] for impact in IMPACTS}


class PageBuilder:
    """Makes the view of one diff in one language."""

    def __init__(self, diff: Diff, language: str, words: Sentences) -> None:
        """Take the diff, and the code and words of the language of its sentences."""
        self._diff, self._language, self._words = diff, language, words
        self._taken: set[str] = set()

    def build(self) -> PageView:
        """The view."""
        diff = self._diff
        cards = tuple(
            CardView(section, self._to_entries(section.statements))
            for section in diff_to_sections(diff, self._language, self._words)
        )
        texts = [change for change in diff.plan_changes if change.part == "text"]
        others = [change for change in diff.plan_changes if change.part != "text"]
        return PageView(
            cards,
            self._to_entries(changes_to_statements(others, self._language)),
            self._to_entries(changes_to_statements(texts, self._language)),
            self._to_entries(changes_to_statements(diff.tool_changes, self._language)),
        )

    def _to_entries(self, statements: Sequence[Statement]) -> tuple[Entry, ...]:
        return tuple(
            Entry(
                self._name(change_to_anchor(statement.changes[0])),
                statement.impact,
                statement.sentence,
                tuple(self._to_row(change) for change in statement.changes),
            )
            for statement in statements
        )

    def _name(self, anchor: str) -> str:
        """The anchor, or the first one after it that no other entry has."""
        names = (anchor, *(f"{anchor}-{number}" for number in range(2, len(self._taken) + 3)))
        free = next(name for name in names if name not in self._taken)
        self._taken.add(free)
        return free

    def _to_row(self, change: ValueChange) -> Row:
        diff = self._diff
        return Row(
            self._to_label(change),
            self._to_side("old", diff.old, change, change.old, change.evidence.old),
            self._to_side("new", diff.new, change, change.new, change.evidence.new),
        )

    def _to_label(self, change: ValueChange) -> str:
        say = self._words.headings
        if change.kind == "item_moved" and change.old_at is not None and change.new_at is not None:
            return say["moved_from"].format(old=change.old_at + 1, new=change.new_at + 1)
        if change.old is None:
            return say["added"]
        return say["removed"] if change.new is None else say["changed"]

    def _to_side(
        self,
        name: Literal["old", "new"],
        header: PlanHeader,
        change: ValueChange,
        value: JsonValue,
        places: Sequence[Place],
    ) -> Side:
        is_card = isinstance(change, Change) and change.field is None
        field = getattr(change, "field", None) or ""
        gone = "added" if name == "old" else "removed"
        lines = () if change.words or is_card else value_to_lines(value, field, self._words)
        return Side(
            name,
            header.language,
            places_to_links(places, header, self._words),
            record_to_lead(value, self._words) if change.words else "",
            tuple(run for run in change.words if run.op != gone),
            tuple(lines),
            tuple(card_to_named_values(value, self._words)) if is_card else (),
        )


def places_to_links(
    places: Sequence[Place], header: PlanHeader, words: Sentences
) -> tuple[PlaceLink, ...]:
    """Each page or line once, in order; pages of a PDF as links that open it there.

    before: a place on page 9 of "plan 2.pdf"
    after:  PlaceLink("page 9", "./plan%202.pdf#page=9")
    """
    pages = sorted({place.page for place in places if place.page is not None})
    lines = sorted({place.line for place in places if place.line is not None})
    file = f"./{quote(header.source.file, safe='')}" if header.source.media_type == PDF else ""
    return (
        *(
            PlaceLink(
                words.headings["page"].format(page=page), f"{file}#page={page}" if file else ""
            )
            for page in pages
        ),
        *(PlaceLink(words.headings["line"].format(line=line), "") for line in lines[:1]),
    )
