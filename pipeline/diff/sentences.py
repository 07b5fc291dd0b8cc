"""What changes do, said in one sentence in every language of ``schemas/sentences/``."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from textwrap import shorten

import regex
from pydantic import JsonValue

from pipeline.diff.drafts import Draft
from schemas.impact import Sentences, load_sentences

LONGEST_QUOTE = 90
"""Characters of the plan that a sentence quotes at a time."""

MOST_ITEMS = 5
"""A sentence names so many items of a list."""

_AMOUNT = regex.compile(r"-?\d+\.\d{2}")


class Subject:
    """What a sentence is about: a card, or a part of the plan; said in each language."""

    def __init__(self, key: str, form: str, **values: str) -> None:
        """Take the text ``form`` of the table ``key`` ("cards" or "where"), filled with values.

        What is ``inside`` it, and a round as ``season`` and ``year``, stand after the text.
        """
        self._key, self._form, self._values = key, form, values

    def say(self, language: Sentences) -> str:
        """The subject in one language, such as "Measure 2B1"."""
        texts = language.cards if self._key == "cards" else language.where
        said = texts[self._form].format(**self._values)
        parts = [said, self._values.get("inside")]
        if season := self._values.get("season"):
            parts.append(language.seasons[season].format(**self._values))
        return ", ".join(part for part in parts if part)


def say_changes(
    key: str,
    drafts: Sequence[Draft],
    where: Subject,
    previous: Subject | None = None,
    title: str = "",
) -> dict[str, str]:
    """One sentence about changes of one kind in one field, by the code of its language.

    before: two rounds added to the card 2B1
    after:  {"en": "Measure 2B1: two more calls open, spring 2026 and autumn 2026", …}

    Args:
        key: of the sentence in ``schemas/sentences/*.toml``.
        drafts: the changes that it is about, at least one.
        where: the card or part of the plan.
        previous: the card of the old version that it speaks of.
        title: of the card.
    """
    return {
        code: _say(language, key, drafts, where, previous, title)
        for code, language in load_sentences().items()
    }


def _say(
    language: Sentences,
    key: str,
    drafts: Sequence[Draft],
    where: Subject,
    previous: Subject | None,
    title: str,
) -> str:
    first, field = drafts[0], drafts[0].field
    form = language.sentences[key]
    template = form.many if form.many and len(drafts) > 1 else form.one
    items = [value_to_text(d.new if d.old is None else d.old, field, language) for d in drafts]
    return template.format(
        where=where.say(language),
        previous=previous.say(language) if previous else "",
        field=language.fields.get(field) or language.fields.get(field.split(".")[-1], field),
        old=value_to_text(first.old, field, language),
        new=value_to_text(first.new, field, language),
        items=join_items(items, language),
        count=language.counts[len(drafts)] if len(drafts) < len(language.counts) else len(drafts),
        title=language.quote.format(text=shorten(title, LONGEST_QUOTE, placeholder=" …")),
    )


def join_items(items: Sequence[str], language: Sentences) -> str:
    """Items in a row: commas, and a word before the last one; of many only the first are named."""
    if len(items) > MOST_ITEMS:
        return ", ".join(items[:MOST_ITEMS]) + ", …"
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {language.linking} {items[-1]}"


def value_to_text(value: JsonValue, field: str, language: Sentences) -> str:
    """A value as a person writes it in that language.

    before: {"season": "spring", "year": 2026}; "municipality"; 75; "some long text of the plan"
    after:  "spring 2026"; "municipalities and cities"; "75 %"; "“some long text …”"
    """
    if value is None:
        return language.nothing
    if isinstance(value, dict):
        return _record_to_text(value, field, language)
    if isinstance(value, list):
        return join_items([value_to_text(item, field, language) for item in value], language)
    name = scalar_to_name(value, field, language)
    if name is None:
        return language.quote.format(text=shorten(str(value), LONGEST_QUOTE, placeholder=" …"))
    return name


def scalar_to_name(value: str | float | bool, field: str, language: Sentences) -> str | None:
    """What a number, amount, state or code is called; ``None`` for words of the plan.

    before: 75 of "support_rate.base_percent"; "ngo" of "beneficiaries.categories"; a goal
    after:  "75 %"; "third-sector organisations (NGOs)"; None
    """
    if field.endswith("percent"):
        return language.percent.format(number=value)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if field.endswith(".date"):
        return text
    known = {**language.statuses, **(language.categories if "categories" in field else {})}
    if text in known:
        return known[text]
    if _AMOUNT.fullmatch(text):
        return amount_to_text(text, language)
    is_wording = isinstance(value, str) and not field.endswith(("funds", "categories"))
    return None if is_wording else text


def _record_to_text(value: dict[str, JsonValue], field: str, language: Sentences) -> str:
    """A round by its season and year, an indicator by its code, a raised rate by its percent."""
    if "season" in value:
        return language.seasons[str(value["season"])].format(year=value["year"])
    if "percent" in value:
        return language.percent.format(number=value["percent"])
    for key in ("code", "number", "label", "text", "intro", "items"):
        if value.get(key):
            found = value[key]
            is_name = key in ("code", "number")
            return str(found) if is_name else value_to_text(found, field, language)
    return language.nothing


def amount_to_text(amount: str, language: Sentences) -> str:
    """Money as the language writes it.

    before: "4202096.00"
    after: "4,202,096.00 EUR" in English
    """
    try:
        number = Decimal(amount)
    except InvalidOperation:
        return amount
    whole, cents = f"{number:,.2f}".split(".")
    return f"{whole.replace(',', language.thousands)}{language.decimal}{cents} EUR"
