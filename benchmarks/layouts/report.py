"""The scores as a table to print and as a Markdown file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from benchmarks.layouts.score import FIELDS, HEADER, ORDER, Miss, PlanScore
from benchmarks.layouts.variation import draw_variation

EXCERPT = 160
LEAD = 40


def share_equal(scores: Iterable[PlanScore]) -> float:
    """Equal comparisons over all comparisons."""
    scores = list(scores)
    compared = sum(score.compared.total() for score in scores)
    return 1 - sum(len(score.misses) for score in scores) / compared if compared else 0.0


def scores_to_markdown(scores: Sequence[PlanScore], command: str) -> str:
    """The whole file: counts, the table per field and producer, the misses."""
    plans = {score.seed for score in scores}
    first_reader = [score for score in scores if score.reader == scores[0].reader]
    intro = (
        f"`{command}`: {len(plans)} plans, {_cards(first_reader)} cards. A field counts as equal "
        "when it is so after folding white space; `truth.py` says what a page leaves open."
    )
    closing = (
        f"Readings with a miss: {sum(bool(s.misses) for s in scores)} of {len(scores)}; with "
        f"characters left over: {sum(s.leftover > 0 for s in scores)}; "
        f"refused or failed: {sum(s.error is not None for s in scores)}; fields equal only by what "
        f"the page leaves open: {sum(s.opened for s in scores)}."
    )
    lines = [
        "# Accuracy over generated layouts",
        "",
        intro,
        "",
        *_field_table(scores),
        "",
        "Plans per " + "; ".join(_counts(first_reader)) + ".",
        "",
        *_agreement(scores),
        closing,
        "",
        "## Misses",
        "",
    ]
    missed = [score for score in scores if score.misses]
    lines += [line for score in missed for line in _plan_lines(score)] or ["None."]
    return "\n".join(lines) + "\n"


def _cards(scores: Sequence[PlanScore]) -> int:
    return sum(score.compared["kind"] for score in scores)


def _field_table(scores: Sequence[PlanScore]) -> list[str]:
    columns = {name: list(group) for name, group in _by(scores, _column).items()}
    columns["all"] = list(scores)
    rows = [["field", *columns], ["---", *["---:"] * len(columns)]]
    for field in (HEADER, ORDER, *FIELDS):
        rows.append([field, *(_share(group, field) for group in columns.values())])
    rows.append(["**all**", *(f"**{share_equal(group):.4f}**" for group in columns.values())])
    return [f"| {' | '.join(row)} |" for row in rows]


def _column(score: PlanScore) -> str:
    return f"{score.producer} ({score.reader})"


def _share(scores: Sequence[PlanScore], field: str) -> str:
    compared = sum(score.compared[field] for score in scores)
    missed = sum(score.missed[field] for score in scores)
    return f"{1 - missed / compared:.4f}" if compared else "–"


def _by(
    scores: Iterable[PlanScore], key: Callable[[PlanScore], str]
) -> dict[str, Sequence[PlanScore]]:
    return {name: tuple(group) for name, group in groupby(sorted(scores, key=key), key)}


def _counts(scores: Sequence[PlanScore]) -> Iterable[str]:
    keys: dict[str, Callable[[PlanScore], str]] = {
        "producer": lambda score: score.producer,
        "language": lambda score: score.language,
        "fund": lambda score: score.fund,
    }
    for name, key in keys.items():
        counts = Counter(key(score) for score in scores)
        yield f"{name}: " + ", ".join(f"{word} {count}" for word, count in sorted(counts.items()))


def _agreement(scores: Sequence[PlanScore]) -> list[str]:
    by_seed = _by(scores, lambda score: str(score.seed)).values()
    pairs = [group for group in by_seed if len(group) > 1]
    if not pairs:
        return []
    same = sum(len({(repr(s.misses), s.error) for s in group}) == 1 for group in pairs)
    return [f"Both readers give the same cards of {same} of {len(pairs)} plans.", ""]


def _plan_lines(score: PlanScore) -> Iterable[str]:
    setting = f"{score.producer}, {score.reader}, {score.language} {score.fund}"
    yield f"- **{score.seed}** ({setting}): {draw_variation(score.seed).describe()}"
    if score.error:
        yield f"  - {score.error}"
        return
    yield from (f"  - {line}" for line in misses_to_lines(score.misses))


def misses_to_lines(misses: Sequence[Miss], limit: int = 6) -> Iterable[str]:
    """One line per miss, the first few of a plan."""
    for miss in misses[:limit]:
        expected, found = _first_difference(_text(miss.expected), _text(miss.found))
        yield f"{miss.card or 'plan'} {miss.field}: expected `{expected}`, found `{found}`"
    if len(misses) > limit:
        yield f"and {len(misses) - limit} more"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _first_difference(expected: str, found: str) -> tuple[str, str]:
    """Both texts from a little before the place where they part."""
    pairs = enumerate(zip(expected, found, strict=False))
    shorter = min(len(expected), len(found))
    start = max(next((at for at, (a, b) in pairs if a != b), shorter) - LEAD, 0)
    lead = "…" if start else ""
    first, second = (lead + text[start : start + EXCERPT] for text in (expected, found))
    return first.replace("`", "'"), second.replace("`", "'")
