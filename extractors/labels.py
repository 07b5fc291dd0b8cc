"""Recognises a card's labels, whatever their spacing, case and hyphens, and small misprints."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property, lru_cache
from itertools import pairwise

import regex

from schemas.language import Language, load_languages
from schemas.stages import Section

_NOT_COUNTED = regex.compile(r"[\s\-\u2010-\u2015\u00ad:.*]+")

LONGEST_LABEL = 8
"""Labels have at most so many words."""

SURE = 4
"""So many first letters rule out that a text begins with a label, nearly always."""

MISPRINTS = ((20, 2), (8, 1))
"""A label of at least so many letters may have so many wrong, missing or surplus ones."""


@lru_cache(maxsize=1 << 16)
def text_to_key(text: str) -> str:
    """What two spellings of one label have in common.

    >>> text_to_key("Samordning med annan EU- finansiering:")
    'samordningmedannaneufinansiering'
    """
    return _NOT_COUNTED.sub("", text).casefold()


class LabelMatcher:
    """Finds the section that a label opens, in one language.

    Attributes:
        openings: what labels and their beginnings have in common with other spellings.
    """

    def __init__(self, language: Language) -> None:
        """Compile the labels of ``language``."""
        self._sections = {
            text_to_key(phrase): Section(name)
            for name, phrases in language.labels
            for phrase in phrases
        }
        self._prefixes = {key[:n] for key in self._sections for n in range(1, len(key))}
        self.openings = frozenset({"", *self._prefixes, *self._sections})
        self._beginnings = {
            key[:n] for key in self._sections for n in range((len(key) + 1) // 2, len(key))
        }

        self._misprinted: dict[str, Section | None] = {}
        self._continued = tuple(map(text_to_key, language.phrases.continued))

    @cached_property
    def _misprintable(self) -> list[tuple[range, tuple[str, ...], str, int]]:
        """The longer labels: how long they may be misprinted, their pieces, they, how often.

        One piece more than there may be misprints, so that one piece is always whole.
        """
        return [
            (
                range(len(key) - bound, len(key) + bound + 1),
                _cut_evenly(key, bound + 1),
                key,
                bound,
            )
            for key in self._sections
            if (bound := _misprints_allowed(key))
        ]

    def exactly(self, text: str) -> Section | None:
        """The section of a text that is a label and nothing else, without misprints."""
        return self._sections.get(text_to_key(text))

    def whole(self, text: str) -> Section | None:
        """The section of a text that is a label and nothing else; small misprints are forgiven.

        When two sections fit equally well there is none. A label may say that it stands again:
        "Möjliga stödmottagare (forts.)", or stand in two languages: "Ansökningstid / Hakuaika".
        """
        key = text_to_key(text)
        if key in self._sections:
            return self._sections[key]
        if key.endswith(self._continued):
            key = self._without_continued(key)
            if key in self._sections:
                return self._sections[key]
        if key not in self._misprinted:
            self._misprinted[key] = self._find_misprinted(key) or self._find_doubled(key)
        return self._misprinted[key]

    def is_continued(self, text: str) -> bool:
        """Whether a label says that it stands again, on the page after the one it began on.

        >>> from schemas.language import find_language
        >>> LabelMatcher(find_language("sv")).is_continued("Möjliga stödmottagare (forts.)")
        True
        """
        return text_to_key(text).endswith(self._continued)

    def _without_continued(self, key: str) -> str:
        longest = max((c for c in self._continued if key.endswith(c)), key=len)
        return key.removesuffix(longest)

    def _find_doubled(self, key: str) -> Section | None:
        """The section of a label that stands beside its like in another language."""
        parted = key.replace("/", "")
        if parted[:SURE] not in _load_label_starts():
            return None
        return next(
            (
                own
                for at in range(1, len(parted))
                for label, other in ((parted[:at], parted[at:]), (parted[at:], parted[:at]))
                if (own := self._sections.get(label)) and own in _load_all_labels().get(other, ())
            ),
            None,
        )

    def _find_misprinted(self, key: str) -> Section | None:
        best: dict[Section, int] = {}
        for lengths, pieces, label, bound in self._misprintable:
            if len(key) in lengths and any(piece in key for piece in pieces):
                match = _load_misprints(label, bound).fullmatch(key)
                if match:
                    section, errors = self._sections[label], sum(match.fuzzy_counts)
                    best[section] = min(errors, best.get(section, errors))
        if not best:
            return None
        least = min(best.values())
        winners = [section for section, errors in best.items() if errors == least]
        return winners[0] if len(winners) == 1 else None

    def at_start(self, words: Sequence[str]) -> tuple[Section, int] | None:
        """The longest label that ``words`` begin with, and how many words it takes.

        >>> from schemas.language import find_language
        >>> LabelMatcher(find_language("sv")).at_start(["Ansökningstid", "Hösten", "2026"])
        (<Section.CALL_TIMING: 'call_timing'>, 1)
        """
        found: tuple[Section, int] | None = None
        key = ""
        for count, word in enumerate(words[:LONGEST_LABEL], start=1):
            key += text_to_key(word)
            if key not in self.openings:
                break
            if key in self._sections:
                found = (self._sections[key], count)
        return found

    def may_open(self, text: str) -> bool:
        """Whether a text that begins with the word ``text`` may begin with a label."""
        return text_to_key(text) in self.openings

    def is_beginning(self, text: str) -> bool:
        """Whether ``text`` is the beginning of a label that a wrap may have cut.

        One short word is not enough: it must be at least half of the label.
        """
        return text_to_key(text) in self._beginnings

    def count_beginnings(self, words: Sequence[str]) -> list[int]:
        """How many first words may be the beginning of a label that a wrap cut, in all ways.

        >>> from schemas.language import find_language
        >>> labels = LabelMatcher(find_language("sv"))
        >>> labels.count_beginnings(["Samordning", "med", "annan", "EU-", "Åtgärderna"])
        [3, 4]
        """
        counts: list[int] = []
        key = ""
        for count, word in enumerate(words, start=1):
            key += text_to_key(word)
            if key not in self.openings:
                break
            if key in self._beginnings:
                counts.append(count)
        return counts

    def is_part(self, text: str) -> bool:
        """Whether ``text`` stands somewhere in a label, as one of the lines of a wrapped one does.

        >>> from schemas.language import find_language
        >>> LabelMatcher(find_language("sv")).is_part("annan EU-")
        True
        """
        key = text_to_key(text)
        return any(key in label for label in self._sections)

    def may_begin(self, text: str) -> bool:
        """Whether ``text`` is the beginning of a longer label, however short."""
        return text_to_key(text) in self._prefixes


@cache
def _load_all_labels() -> dict[str, set[Section]]:
    """What the labels of all languages have in common with other spellings: their sections."""
    labels: dict[str, set[Section]] = {}
    for language in load_languages():
        for name, phrases in language.labels:
            for phrase in phrases:
                labels.setdefault(text_to_key(phrase), set()).add(Section(name))
    return labels


@cache
def _load_label_starts() -> frozenset[str]:
    """The first letters of the labels of all languages."""
    return frozenset(label[:SURE] for label in _load_all_labels())


def _misprints_allowed(key: str) -> int:
    return next((bound for length, bound in MISPRINTS if len(key) >= length), 0)


def _cut_evenly(key: str, parts: int) -> tuple[str, ...]:
    """A text in pieces of about one length.

    >>> _cut_evenly("abcdefgh", 3)
    ('ab', 'cde', 'fgh')
    """
    ends = [len(key) * part // parts for part in range(parts + 1)]
    return tuple(key[start:end] for start, end in pairwise(ends))


@cache
def _load_misprints(key: str, bound: int) -> regex.Pattern[str]:
    """A label with up to ``bound`` misprints."""
    return regex.compile(rf"(?b)(?:{regex.escape(key)}){{e<={bound}}}")
