"""What the chapters tell of the programme and its progress."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from benchmarks.contradictions.manuscript import Manuscript
from benchmarks.contradictions.planting import Expected, Planted
from samples.planbuild.marks import Mark, find_marks, replace_mark
from samples.planbuild.source import Event, Progress

NO_LETTER = "Z"
"""No implementation measure has this letter."""

NO_TOTAL = "77000000"
"""No objective has so much money, in EUR."""

GROUP = 2
"""Characters of an implementation measure's code."""


def date_not_filled_in(sample: Manuscript) -> Iterator[Planted]:
    """A date of the programme is "x.x." with its year."""
    events = sample.plan.events
    for at, event in enumerate(events):
        for mark in find_marks(event.sentence):
            if mark.kind == "date":
                blank = f"x.x.{mark.days[0].year}"
                sentence = replace_mark(event.sentence, mark, blank)
                changed = event.model_copy(update={"sentence": sentence})
                yield Planted(
                    _with_events(sample, [*events[:at], changed, *events[at + 1 :]]),
                    Expected("date-placeholder", says=blank),
                    f"event {at}, {mark.value}",
                )


def code_misprinted_in_the_progress(sample: Manuscript) -> Iterator[Planted]:
    """A list of what has started names a measure that there is not."""
    for progress in sample.plan.progress:
        for mark in _find_codes(progress.started):
            wrong = f"{mark.value[0]}{NO_LETTER}{mark.value[GROUP:]}"
            yield Planted(
                _with_progress(sample, progress, "started", mark, wrong),
                Expected("unknown-reference", says=wrong),
                f"objective {progress.objective}, {mark.value}",
            )


def measure_in_both_states(sample: Manuscript) -> Iterator[Planted]:
    """A measure that has started stands among those that have not."""
    for progress in sample.plan.progress:
        started = [m.value for m in _find_codes(progress.started) if len(m.value) > GROUP]
        for mark in _find_codes(progress.not_started):
            for code in started:
                yield Planted(
                    _with_progress(sample, progress, "not_started", mark, code),
                    Expected("progress-contradictory", field="progress", says=code),
                    f"objective {progress.objective}, {code}",
                )


def total_changed_in_the_progress(sample: Manuscript) -> Iterator[Planted]:
    """The money that an objective has in all is another sum than in the funding table."""
    for progress in sample.plan.progress:
        for mark in (m for block in progress.money for m in find_marks(block)):
            if mark.kind == "total":
                form = f"|{mark.form}" if mark.form else ""
                wrong = f"{{amount {NO_TOTAL}{form}}}"
                yield Planted(
                    _with_progress(sample, progress, "money", mark, wrong),
                    Expected("progress-amount-differs", field="progress", says="77,000,000"),
                    f"objective {progress.objective}",
                )


def _find_codes(blocks: Sequence[str]) -> list[Mark]:
    return [mark for block in blocks for mark in find_marks(block) if mark.kind == "code"]


def _with_events(sample: Manuscript, events: Sequence[Event]) -> Manuscript:
    return replace(sample, plan=sample.plan.model_copy(update={"events": list(events)}))


def _with_progress(
    sample: Manuscript, progress: Progress, key: str, mark: Mark, new: str
) -> Manuscript:
    """The manuscript with another text in place of one mark of an objective's progress."""
    blocks: list[str] = list(getattr(progress, key))
    at = next(i for i, block in enumerate(blocks) if mark in find_marks(block))
    blocks[at] = replace_mark(blocks[at], mark, new)
    changed = progress.model_copy(update={key: blocks})
    several = [changed if other is progress else other for other in sample.plan.progress]
    return replace(sample, plan=sample.plan.model_copy(update={"progress": several}))
