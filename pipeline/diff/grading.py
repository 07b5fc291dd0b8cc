"""What changes do to an applicant, by the rules of ``schemas/impact.toml``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from pydantic import JsonValue

from pipeline.diff.drafts import Draft
from pipeline.diff.word_runs import texts_to_runs
from pipeline.folding import fold_text, is_editorial
from schemas.changes import Impact
from schemas.impact import Rule, Test

WORDS_OF_A_TEXT = 3
"""A text of so many words is said to be reworded; a shorter one is quoted whole."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a draft's own two values do not tell.

    Attributes:
        together: all drafts of the card or part of the plan.
        old_rate: the card's ordinary rate in the old version, in percent.
        new_rate: the same in the new version.
        elsewhere: folded texts of items that left one card and came to another.
    """

    together: Sequence[Draft] = ()
    old_rate: int | None = None
    new_rate: int | None = None
    elsewhere: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Grade:
    """What a change does, and the key of the sentence that says so."""

    impact: Impact
    sentence: str


class Grader:
    """Applies rules to drafts; the first rule that fits decides."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Use ``rules`` in their order; the last ones must fit everything."""
        self._rules = rules
        self._deciding = [rule for rule in rules if rule.like is None]

    def grade(self, draft: Draft, context: Context) -> Grade:
        """The impact of one change, and its sentence."""
        for rule in self._rules:
            if not _fits(rule, draft, context):
                continue
            impact = rule.impact or self._impact_of(rule.like or "", context)
            if impact:
                return Grade(impact, rule.sentence)
        return Grade("neutral", "value_changed")

    def _impact_of(self, path: str, context: Context) -> Impact | None:
        """What the changes of another field do together; ``None`` when it has none."""
        impacts = [
            next(r.impact for r in self._deciding if r.impact and _fits(r, draft, context))
            for draft in context.together
            if draft.field == path
        ]
        found = set(impacts) - {"editorial"}
        if len(found) > 1:
            return "neutral"
        return found.pop() if found else None


def _fits(rule: Rule, draft: Draft, context: Context) -> bool:
    return (
        rule.change in (None, draft.change)
        and rule.kind in (None, draft.kind)
        and (rule.field is None or fnmatchcase(draft.field, rule.field))
        and (rule.old is None or draft.old in rule.old)
        and (rule.new is None or draft.new in rule.new)
        and (rule.test is None or TESTS[rule.test](draft, context))
    )


def _is_editorial(draft: Draft, _: Context) -> bool:
    return _differ_editorially(draft.old, draft.new)


def _differ_editorially(old: JsonValue, new: JsonValue) -> bool:
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        pairs = [(old[key], new[key]) for key in old if old[key] != new[key]]
        return bool(pairs) and all(_differ_editorially(a, b) for a, b in pairs)
    return isinstance(old, str) and isinstance(new, str) and is_editorial(old, new)


def _appears(draft: Draft, _: Context) -> bool:
    return draft.old is None


def _disappears(draft: Draft, _: Context) -> bool:
    return draft.new is None


def _is_lower(draft: Draft, _: Context) -> bool:
    old, new = _to_number(draft.old), _to_number(draft.new)
    return old is not None and new is not None and new < old


def _is_higher(draft: Draft, _: Context) -> bool:
    old, new = _to_number(draft.old), _to_number(draft.new)
    return old is not None and new is not None and new > old


def _to_number(value: JsonValue) -> float | None:
    """A percent, an amount, or a raised rate's percent; ``None`` for anything else."""
    if isinstance(value, dict):
        value = value.get("percent")
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _is_earlier(draft: Draft, _: Context) -> bool:
    old, new = _to_day(draft.old), _to_day(draft.new)
    return old is not None and new is not None and new < old


def _is_later(draft: Draft, _: Context) -> bool:
    old, new = _to_day(draft.old), _to_day(draft.new)
    return old is not None and new is not None and new > old


def _to_day(value: JsonValue) -> date | None:
    """A day as the record writes it, YYYY-MM-DD; ``None`` for anything else."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _is_extended(draft: Draft, _: Context) -> bool:
    return _keeps_words(draft.old, draft.new)


def _is_shortened(draft: Draft, _: Context) -> bool:
    return _keeps_words(draft.new, draft.old)


def _keeps_words(short: JsonValue, long: JsonValue) -> bool:
    """Whether a text has all words of another in order, and more."""
    runs = texts_to_runs(_to_words(short), _to_words(long))
    return {run.op for run in runs} == {"same", "added"}


def _to_words(value: JsonValue) -> str:
    text = value.get("condition") if isinstance(value, dict) else value
    return " ".join(filter(None, (fold_text(word) for word in str(text or "").split())))


def _is_covered(draft: Draft, context: Context) -> bool:
    """A raise that the card's ordinary rate reaches, on the side that lacks it."""
    value, rate = (
        (draft.old, context.new_rate) if draft.new is None else (draft.new, context.old_rate)
    )
    percent = _to_number(value)
    return percent is not None and rate is not None and percent <= rate


def _is_elsewhere(draft: Draft, context: Context) -> bool:
    value = draft.old if draft.new is None else draft.new
    return isinstance(value, str) and fold_text(value) in context.elsewhere


def _is_wording(draft: Draft, _: Context) -> bool:
    return all(
        isinstance(value, str) and len(value.split()) >= WORDS_OF_A_TEXT
        for value in (draft.old, draft.new)
    )


TESTS: Mapping[Test, Callable[[Draft, Context], bool]] = {
    "editorial": _is_editorial,
    "appears": _appears,
    "disappears": _disappears,
    "lower": _is_lower,
    "higher": _is_higher,
    "earlier": _is_earlier,
    "later": _is_later,
    "extended": _is_extended,
    "shortened": _is_shortened,
    "covered": _is_covered,
    "wording": _is_wording,
    "elsewhere": _is_elsewhere,
}
"""What a rule's ``test`` means."""
