"""The plan's own account: what became of the programme, and how far each objective has come.

Sentences are recognised by their words, not by the chapter they stand in. A list of measures that
have started follows a sentence that says so, and ends with the next whole sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import regex

from extractors.chapters import NUMBERED, Chapter, Statement
from extractors.entities import load_account_finder
from extractors.listed_names import split_names
from extractors.phrases import phrase_to_pattern, phrases_to_pattern
from extractors.references import Reference, ReferenceFinder
from extractors.row_kinds import RowKinds
from schemas.language import Language
from schemas.stages import Span

EventKind = Literal["approved", "handled", "funded"]
State = Literal["started", "not_started"]

SLOT = "{names}"
"""Stands for a list of names in a phrase of the data."""

ANY = "{any}"
"""Stands for up to three words."""


@dataclass(frozen=True, slots=True)
class RawEvent:
    """A sentence that tells what became of the programme or plan."""

    kind: EventKind
    sentence: Span


@dataclass(frozen=True, slots=True)
class RawItem:
    """A measure that has started or has not: the codes of a list item, or of a sentence."""

    state: State
    text: Span
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class RawMoney:
    """A sentence that says how much of an objective's money is committed.

    Attributes:
        named: whether the sentence, and not a heading, names the objective.
    """

    sentence: Span
    named: bool


@dataclass(slots=True)
class RawProgress:
    """What the chapters say of one objective; ``objective_by`` are the words that name it first."""

    objective: str
    objective_by: Span
    items: list[RawItem] = field(default_factory=list)
    implementers: list[Span] = field(default_factory=list)
    money: list[RawMoney] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RawAccount:
    """The plan's own account as found; ``chapters`` are what it was found in."""

    events: tuple[RawEvent, ...] = ()
    progress: tuple[RawProgress, ...] = ()
    chapters: tuple[Chapter, ...] = ()

    @property
    def values(self) -> Iterator[Span]:
        """Every span that something is told with."""
        yield from (event.sentence for event in self.events)
        for progress in self.progress:
            yield from (item.text for item in progress.items)
            yield from progress.implementers
            yield from (money.sentence for money in progress.money)


def chapters_to_account(chapters: Sequence[Chapter], language: Language) -> RawAccount:
    """Every event and every objective's progress that the chapters tell of."""
    finder = load_account_finder(language.code)
    events: list[RawEvent] = []
    reader = _ProgressReader(language)
    for chapter in chapters:
        reader.open_chapter(chapter.heading)
        for at, statement in enumerate(chapter.statements):
            said = frozenset(entity.code for entity in finder.find(statement.span.text))
            kind = _words_to_event(said)
            if kind:
                events.append(RawEvent(kind, statement.span))
            following = chapter.statements[at + 1] if at + 1 < len(chapter.statements) else None
            reader.read(statement, said, bool(following and following.marked))
    found = sorted(reader.progress.values(), key=lambda progress: progress.objective)
    return RawAccount(tuple(events), tuple(found), tuple(chapters))


def _words_to_event(said: frozenset[str]) -> EventKind | None:
    """What kind of event a sentence with such words tells of."""
    if {"additional_funding", "granted"} <= said:
        return "funded"
    if {"committee", "handled"} <= said:
        return "handled"
    changed = "approved" in said or "amended" in said
    return "approved" if changed and "programme" in said else None


class _ProgressReader:
    """Goes through the statements and remembers which objective and which list they are about."""

    def __init__(self, language: Language) -> None:
        self.progress: dict[str, RawProgress] = {}
        self._language = language
        self._kinds = RowKinds(language)
        self._references = ReferenceFinder(language)
        self._implementers = [_compile(phrase) for phrase in language.account.implementers]
        self._current: RawProgress | None = None
        self._by_heading = False
        self._list: State | None = None

    def open_chapter(self, heading: Span) -> None:
        """Begin a chapter: its heading names the objective it is about, or none.

        In a text without numbers a heading may be a row of a table.
        """
        self._list = None
        self._current = None
        numbered = NUMBERED.match(heading.text) is not None
        in_text = any(word.line is not None for word in heading.words)
        self._by_heading = self._name_objective(heading) and (numbered or not in_text)

    def read(self, statement: Statement, said: frozenset[str], before_list: bool) -> None:
        """Take the next statement.

        Args:
            statement: a sentence or list item.
            said: what kinds of words it has.
            before_list: whether a list item follows it.
        """
        span = statement.span
        if self._list and (statement.marked or not statement.is_whole):
            self._add_item(self._list, span, statement.marked)
            return
        self._list = None
        named = self._name_objective(span)
        state = _words_to_state(said)
        if state:
            self._add_item(state, span, statement.marked)
            if (before_list or span.text.endswith(":")) and not statement.marked:
                self._list = state
        self._add_implementers(span)
        if self._current and "committed" in said and (named or self._by_heading):
            self._current.money.append(RawMoney(span, named))

    def _name_objective(self, span: Span) -> bool:
        """Whether the text names an objective, which what follows is about."""
        place = self._kinds.find_objective_number(span.text)
        if place is None:
            return False
        self._current = self._of(span.text[slice(*place)], span.slice(*place))
        return True

    def _of(self, objective: str, by: Span) -> RawProgress:
        return self.progress.setdefault(objective, RawProgress(objective, by))

    def _add_item(self, state: State, span: Span, marked: bool) -> None:
        references = self._references.find(span, in_list=marked)
        if self._current:
            if references or self._list:
                self._current.items.append(RawItem(state, span, references))
            return
        for reference in references:
            progress = self._of(reference.code[0], reference.span)
            progress.items.append(RawItem(state, span, (reference,)))

    def _add_implementers(self, span: Span) -> None:
        if self._current:
            for group in self._find_groups(span):
                self._current.implementers += split_names(group, self._language)

    def _find_groups(self, span: Span) -> Iterator[Span]:
        """The parts of a sentence that name those who carry out measures."""
        for pattern in self._implementers:
            match = pattern.search(span.text)
            if match:
                for start, end in match.spans("names") if "names" in pattern.groupindex else ():
                    yield self._without_objective(span.slice(start, end))
                return

    def _without_objective(self, span: Span) -> Span:
        """The names without the objective before them: "In specific objective 1, the Police"."""
        place = self._kinds.find_objective_number(span.text)
        return span.slice(place[1], len(span.text)) if place else span


def _words_to_state(said: frozenset[str]) -> State | None:
    """What a sentence says of measures; when it says both, nobody can tell of which."""
    if "not_started" in said:
        return None if "started" in said else "not_started"
    return "started" if "started" in said and "negation" not in said else None


def _compile(phrase: str) -> regex.Pattern[str]:
    """A phrase of the data with its slots; what begins with a slot begins a sentence.

    Other braces hold words to choose from, or stand for any few words.

    >>> _compile("In addition to {names}, {names} have started").search(
    ...     "In addition to the Police, A and B have started projects.").captures("names")
    ['the Police', 'A and B']
    """
    pieces = [_piece_to_pattern(piece.strip()) for piece in phrase.split(SLOT)]
    body = r"\s*(?P<names>\S.*?)\s*".join(pieces)
    start = "^" if phrase.startswith(SLOT) else r"(?<!\w)"
    end = r"[.:;]?$" if phrase.endswith(SLOT) else r"(?!\w)"
    return regex.compile(rf"(?i){start}{body}{end}")


def _piece_to_pattern(piece: str) -> str:
    r"""A phrase in which braces hold words to choose from.

    >>> _piece_to_pattern("{have|has} been")
    '(?:have|has)\\s+been'
    """
    parts = regex.split(r"(\{[^}]*\})", piece)
    patterns = [_part_to_pattern(part) for part in parts if part.strip()]
    return r"\s+".join(patterns)


def _part_to_pattern(part: str) -> str:
    if part == ANY:
        return r"\S+(?:\s+\S+){0,2}?"
    if part.startswith("{"):
        return phrases_to_pattern(part[1:-1].split("|"))
    return phrase_to_pattern(part.strip())
