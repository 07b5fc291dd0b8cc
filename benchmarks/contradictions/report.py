"""Outcomes as a table: planted and found per code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.contradictions.trial import Outcome


def is_clean(outcomes: Sequence[Outcome]) -> bool:
    """Whether everything planted was found, and nothing that was not planted."""
    return all(outcome.found and not outcome.unexpected for outcome in outcomes)


def outcomes_to_markdown(outcomes: Sequence[Outcome], command: str) -> str:
    """Totals, a row per code and kind, and every plan that did not come out as it must."""
    planted = [outcome for outcome in outcomes if outcome.expected]
    untouched = [outcome for outcome in outcomes if not outcome.expected]
    lines = [
        "# Contradictions planted, typeset and found",
        "",
        f"By `{command}`.",
        "",
        f"- Plans with one contradiction each: {len(planted)}.",
        f"- Found, with the right code on the right card and field: {_count_found(planted)}.",
        f"- Of them with an error that nothing planted explains: {_count_errors(planted)}.",
        f"- Plans without a contradiction: {len(untouched)}.",
        f"- Of them with an error: {_count_errors(untouched)}.",
        "",
        "| code | planted as | planted | found | with an unexpected error |",
        "| --- | --- | ---: | ---: | ---: |",
        *_rows(planted),
        "",
        "## What did not come out",
        "",
        *(list(_misses(outcomes)) or ["Nothing."]),
    ]
    return "\n".join(lines) + "\n"


def _rows(planted: Sequence[Outcome]) -> Iterator[str]:
    codes = {(o.expected.code if o.expected else "", o.kind) for o in planted}
    for code, kind in sorted(codes):
        own = [o for o in planted if o.kind == kind and o.expected and o.expected.code == code]
        shown = kind.replace("_", " ")
        yield f"| `{code}` | {shown} | {len(own)} | {_count_found(own)} | {_count_errors(own)} |"


def _misses(outcomes: Sequence[Outcome]) -> Iterator[str]:
    for outcome in outcomes:
        name = f"{outcome.seed} ({outcome.language}) {outcome.kind or 'untouched'}"
        if not outcome.found:
            yield f"- {name}: not found ({outcome.where})"
        for error in outcome.unexpected:
            yield f"- {name}: unexpected {error}"


def _count_found(outcomes: Sequence[Outcome]) -> int:
    return sum(outcome.found for outcome in outcomes)


def _count_errors(outcomes: Sequence[Outcome]) -> int:
    return sum(bool(outcome.unexpected) for outcome in outcomes)
