"""What findings say, in another language.

The message of a finding is English, in every record and for ever. Its template says where the
values stand in it; they are taken out and put into the other language's template. So findings of
stored plans can be read in it too, whichever build stored them.
"""

from __future__ import annotations

from functools import cache

import regex

from pipeline.diff.sentences import amount_to_text
from schemas.impact import Sentences, find_sentences
from schemas.messages import (
    ENGLISH,
    Messages,
    ValueKind,
    find_messages,
    split_template,
)
from schemas.record import SEASONS, Finding, FindingCode

_SEASON = "|".join(SEASONS)
_ROUND = rf"(?:{_SEASON}) \d{{4}}"
_INDICATOR = r"[OR](?:\.\d{1,2}){2,3}"
_LABELLED = rf"{_INDICATOR}(?: is: .+| \([^()]*(?:\([^()]*\)[^()]*)*\))?"

PATTERNS: dict[ValueKind, str] = {
    "plain": r'[^"\s]+(?: [^"\s]+)*?',
    "quote": r'".*?"',
    "quotes": r'".*?"(?: and ".*?")*',
    "rounds": rf"no round|{_ROUND}(?:, {_ROUND})*",
    "money": r"-?[\d,]+\.\d\d EUR",
    "table": r"(?:[Tt]he )?[Cc]all table(?: \d+)?|[Tt]he calls of \d+",
    "term": r"[a-z]+(?: [a-z]+)*",
    "indicators": rf"{_LABELLED}(?:, {_LABELLED})*",
    "codes": rf"{_INDICATOR}(?:(?:, | or ){_INDICATOR})*",
    "names": r"[\dA-Z-]+(?: and [\dA-Z-]+)*",
    "raw": r".+?",
}
"""What a value of each kind looks like in an English message."""


def translate(finding: Finding, language: str) -> Finding:
    """The finding with its message in ``language``; as it is where no template fits.

    before: 'Page 3 holds no text'
    after: 'Sida 3 har ingen text'

    Raises:
        UsageError: there are no templates in that language.
    """
    messages = find_messages(language)
    found = find_variant(finding)
    if language == ENGLISH or found is None:
        return finding
    variant, values = found
    writer = _Writer(messages, find_sentences(language))
    text = writer.fill(messages.messages[finding.code][variant], values)
    return finding.model_copy(update={"message": text[:1].upper() + text[1:]})


def find_variant(finding: Finding) -> tuple[str, dict[str, str]] | None:
    """The variant of a finding's message and its values; ``None`` where no template fits."""
    for variant, pattern in _compile(finding.code):
        match = pattern.fullmatch(finding.message)
        if match:
            return variant, match.groupdict()
    return None


@cache
def _compile(code: FindingCode) -> list[tuple[str, regex.Pattern[str]]]:
    """The English templates of a code as patterns, in the file's order."""
    variants = find_messages(ENGLISH).messages.get(code, {})
    return [(name, regex.compile(_to_pattern(text), regex.S)) for name, text in variants.items()]


def _to_pattern(template: str) -> str:
    return "".join(
        regex.escape(text) + (f"(?P<{name}>{PATTERNS[kind]})" if name else "")
        for text, name, kind in split_template(template)
    )


class _Writer:
    """Writes values as one language does."""

    def __init__(self, messages: Messages, sentences: Sentences) -> None:
        self._words, self._terms = messages.words, messages.terms
        self._sentences = sentences

    def fill(self, template: str, values: dict[str, str]) -> str:
        """The template with its values."""
        return "".join(
            text + (self._write(values[name], kind) if name else "")
            for text, name, kind in split_template(template)
        )

    def _write(self, value: str, kind: ValueKind) -> str:
        linking = f" {self._sentences.linking} "
        match kind:
            case "quote":
                return self._quote(value)
            case "quotes":
                return linking.join(map(self._quote, regex.split(r'(?<=") and (?=")', value)))
            case "money":
                amount = value.removesuffix(" EUR").replace(",", "")
                return amount_to_text(amount, self._sentences)
            case "rounds":
                return ", ".join(map(self._write_round, value.split(", ")))
            case "table":
                return self._write_table(value)
            case "term":
                return self._terms.get(value, value)
            case "indicators":
                return ", ".join(regex.findall(rf"(?:^|(?<=\), )){_INDICATOR}", value))
            case "codes":
                return value.replace(" or ", f" {self._words.either} ")
            case "names":
                return value.replace(" and ", linking)
            case _:
                return value

    def _quote(self, value: str) -> str:
        return self._sentences.quote.format(text=value[1:-1])

    def _write_round(self, value: str) -> str:
        season, _, year = value.partition(" ")
        form = self._sentences.seasons.get(season)
        return form.format(year=year) if form else self._words.no_round

    def _write_table(self, value: str) -> str:
        number = regex.search(r"\d+", value)
        if number is None:
            return self._words.table
        form = self._words.table_objective if "calls of" in value else self._words.table_number
        return form.format(number=number[0])
