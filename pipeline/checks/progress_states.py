"""Measures that have started and have not, or that two objectives list."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from pipeline.evidence import record_to_places
from schemas.record import Finding, Level, Progress

GROUP = 2
"""Characters of an implementation measure's code."""


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """An error per measure in both lists; an implementation measure may have started in part."""
    for progress in plan.account.progress:
        for code in progress.started:
            if code in progress.not_started:
                yield _finding(
                    progress,
                    "warning" if len(code) == GROUP else "error",
                    f"Specific objective {progress.objective}: the plan says of {code} that it has "
                    "started and that it has not",
                    code,
                )
        for code in dict.fromkeys((*progress.started, *progress.not_started)):
            if code[0] != str(progress.objective):
                yield _finding(
                    progress,
                    "warning",
                    f"{code} stands in the progress of specific objective {progress.objective}, "
                    f"but its number says objective {code[0]}",
                    code,
                )


def _finding(progress: Progress, level: Level, message: str, code: str) -> Finding:
    paths = [
        f"/{key}/{at}"
        for key, codes in (("started", progress.started), ("not_started", progress.not_started))
        for at, other in enumerate(codes)
        if other == code
    ]
    return Finding(
        code="progress-contradictory",
        level=level,
        card_id=None,
        field="progress",
        message=message,
        evidence=record_to_places(progress, *paths),
    )
