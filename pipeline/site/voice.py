"""How the site speaks in one language: interface texts, and the words of the diff's sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from pydantic import JsonValue

from pipeline.diff.sentences import amount_to_text
from schemas.impact import Sentences, find_sentences
from schemas.interface import Interface, find_interface, load_interfaces
from schemas.record import Level, Round


@dataclass(frozen=True, slots=True)
class Voice:
    """One language.

    Attributes:
        code: of the language.
        interface: texts of the pages.
        words: fields, statuses, seasons and categories as the diff names them.
    """

    code: str
    interface: Interface
    words: Sentences

    @classmethod
    def of(cls, language: str) -> Self:
        """The voice in a language.

        Raises:
            UsageError: there is none.
        """
        return cls(language, find_interface(language), find_sentences(language))

    def say(self, key: str, **values: str | int) -> str:
        """An interface text, filled in."""
        return self.interface.texts[key].format(**values)

    def name_field(self, field: str) -> str:
        """A field as a heading.

        before: "goal"; "beneficiaries", which has names for its parts only; "start.date", a part
        after:  "Goal"; "Possible beneficiaries", the name of its first part; that of the whole
        """
        names = self.words.fields
        inside = (name for key, name in names.items() if key.startswith(f"{field}."))
        outside = names.get(field.rpartition(".")[0], field)
        return capitalise(names.get(field) or next(inside, outside))

    def name_card(self, kind: str, card_id: str) -> str:
        """A card, such as "Measure 2B1"."""
        return self.words.cards[kind].format(id=card_id)

    def count_level(self, level: Level, count: int) -> str:
        """What so many findings of a level are called, such as "errors"."""
        names = self.interface.levels if count == 1 else self.interface.levels_many
        return names[level]

    def name_round(self, found: Round) -> str:
        """A round, such as "spring 2026"."""
        return self.words.seasons[found.season].format(year=found.year)

    def name_category(self, code: str) -> str:
        """A kind of beneficiary; its code where the language has no name for it."""
        return capitalise(self.words.categories.get(code, code))

    def name_status(self, status: JsonValue) -> str:
        """A status of a field, such as "calls are planned"."""
        return capitalise(self.words.statuses.get(str(status), str(status)))

    def name_impact(self, impact: str) -> str:
        """What a change does, as a heading."""
        return capitalise(dict(self.words.impacts)[impact])  # type: ignore[index]

    def write_amount(self, amount: str) -> str:
        """Money as the language writes it."""
        return amount_to_text(amount, self.words)

    def write_percent(self, number: int) -> str:
        """A percentage."""
        return self.words.percent.format(number=number)

    def write_number(self, number: int) -> str:
        """A whole number with its thousands apart."""
        return f"{number:,}".replace(",", self.words.thousands)


def list_voices(first: str) -> list[Voice]:
    """A voice for every language of the interface, ``first`` before the others.

    Raises:
        UsageError: there is no interface in that language.
    """
    find_interface(first)
    codes = [first, *(code for code in load_interfaces() if code != first)]
    return [Voice.of(code) for code in codes]


def name_language(code: str) -> str:
    """What a language calls itself; its code where there is no interface in it."""
    known = load_interfaces()
    return known[code].name if code in known else code


def capitalise(text: str) -> str:
    """A text with a capital first letter; the others stay.

    >>> capitalise("ELY Centres"), capitalise("police")
    ('ELY Centres', 'Police')
    """
    return text[:1].upper() + text[1:]
