"""What ``plancards diff`` does: load two versions, compare them, select, render."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pipeline.diff.forms import FormModule, find_form
from pipeline.diff.selecting import Selection, select_changes
from pipeline.run import Options
from pipeline.store.version_diff import diff_readings
from pipeline.targets import load_reading
from schemas.beneficiaries import load_categories
from schemas.changes import IMPACTS, Diff, Impact
from schemas.errors import UsageError
from schemas.impact import Rule, find_sentences, load_own_rules


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two versions are compared and shown.

    Attributes:
        selection: the part of the diff that is wanted.
        own_rules: of impact, before those of ``schemas/impact.toml``.
        form: how it is shown.
        say: code of the language of its sentences.
    """

    selection: Selection
    own_rules: Sequence[Rule]
    form: FormModule
    say: str

    @classmethod
    def from_words(
        cls,
        only: str | None,
        cards: Sequence[str],
        categories: Sequence[str],
        impact: Path | None,
        form: str,
        say: str,
    ) -> Self:
        """Take what stands on the command line.

        Raises:
            UsageError: an impact, category, form or language is unknown, or the rules are wrong.
        """
        find_sentences(say)
        selection = Selection(words_to_impacts(only), tuple(cards), check_categories(categories))
        return cls(selection, load_own_rules(impact) if impact else (), find_form(form), say)


def words_to_impacts(only: str | None) -> tuple[Impact, ...]:
    """The impacts in a list with commas.

    >>> words_to_impacts("restricts, widens")
    ('restricts', 'widens')
    """
    words = [word.strip() for word in only.split(",")] if only else []
    unknown = [word for word in words if word not in IMPACTS]
    if unknown:
        raise UsageError(f"unknown impact '{unknown[0]}': use some of {','.join(IMPACTS)}")
    return tuple(impact for impact in IMPACTS if impact in words)


def check_categories(categories: Sequence[str]) -> tuple[str, ...]:
    """The categories, when each is one of the beneficiary list or holds some of it."""
    codes = [category.code for category in load_categories()]
    for wanted in categories:
        if not any(code == wanted or code.startswith(f"{wanted}.") for code in codes):
            raise UsageError(f"unknown category '{wanted}': use one of {', '.join(codes)}")
    return tuple(categories)


def compare_targets(old: str, new: str, out: Path, options: Options, wanted: Comparison) -> Diff:
    """The wanted part of the diff of two targets; see ``pipeline.targets.load_reading``.

    Raises:
        InputError: one of them cannot be read as a plan.
    """
    before, after = (load_reading(target, out, options) for target in (old, new))
    diff = diff_readings(before, after, wanted.own_rules)
    return select_changes(diff, before.plan, after.plan, wanted.selection)


def render_diff(diff: Diff, wanted: Comparison, colour: bool) -> bytes:
    """The diff in the form and language that are wanted."""
    return wanted.form.render(diff, wanted.say, colour)
