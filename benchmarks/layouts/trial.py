"""One batch of seeds through one producer: typeset, extract, score."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.layouts.compose import compose_sheet
from benchmarks.layouts.content import FUNDS, LANGUAGES, PlanContent, draw_content
from benchmarks.layouts.producers import PRODUCERS, Producer
from benchmarks.layouts.rotation import rotate_pages
from benchmarks.layouts.score import PlanScore, compare_plan
from benchmarks.layouts.sheet import Job
from benchmarks.layouts.truth import expected_cards, expected_header, other_cards
from benchmarks.layouts.variation import draw_variation
from pipeline.run import Options, extract_plan


@dataclass(frozen=True, slots=True)
class Setting:
    """What a seed fixes besides content and look."""

    producer: Producer
    language: str
    fund: str


@dataclass(frozen=True, slots=True)
class Trial:
    """Seeds for one producer, and the readers to score."""

    producer: Producer
    seeds: tuple[int, ...]
    readers: tuple[str, ...]
    keep: Path | None = None


def seed_to_setting(seed: int) -> Setting:
    """Producer, language and fund in turn: 36 seeds in a row hold every combination once."""
    by_language, producer = divmod(seed, len(PRODUCERS))
    by_fund, language = divmod(by_language, len(LANGUAGES))
    return Setting(PRODUCERS[producer], LANGUAGES[language], FUNDS[by_fund % len(FUNDS)])


def run_trial(trial: Trial) -> list[PlanScore]:
    """Score every seed of the batch with every reader."""
    contents = [_draw(seed) for seed in trial.seeds]
    looks = [draw_variation(seed) for seed in trial.seeds]
    jobs = [
        Job(content.seed, compose_sheet(content, look), look)
        for content, look in zip(contents, looks, strict=True)
    ]
    pdfs = trial.producer.produce_batch(jobs)
    scores: list[PlanScore] = []
    for content, job, pdf in zip(contents, jobs, pdfs, strict=True):
        rotated = rotate_pages(pdf, job.variation.rotate)
        scores += _score(content, job, rotated, trial)
    return scores


def _draw(seed: int) -> PlanContent:
    setting = seed_to_setting(seed)
    return draw_content(seed, setting.language, setting.fund)


def _score(content: PlanContent, job: Job, pdf: bytes, trial: Trial) -> Iterator[PlanScore]:
    with tempfile.TemporaryDirectory() as name:
        folder = trial.keep or Path(name)
        stem = f"{content.seed}-{trial.producer.name}"
        path = folder / f"{stem}.pdf"
        path.write_bytes(pdf)
        if trial.keep:
            _write(folder / f"{stem}.cards.json", expected_cards(content))
            (folder / f"{stem}.look.txt").write_text(job.variation.describe() + "\n")
        for reader in trial.readers:
            found, error = _extract(path, reader)
            if trial.keep and found:
                _write(folder / f"{stem}.{reader}.json", found)
            yield _plan_score(content, job, trial, reader, found, error)


def _extract(path: Path, reader: str) -> tuple[dict[str, Any] | None, str | None]:
    """The plan document, or why there is none; whatever an extraction raises is its failure."""
    try:
        plan = extract_plan(path, Options(reader=reader))
    except Exception as error:  # noqa: BLE001
        return None, f"{type(error).__name__}: {error}"
    return plan.model_dump(mode="json"), None


def _plan_score(
    content: PlanContent,
    job: Job,
    trial: Trial,
    reader: str,
    found: dict[str, Any] | None,
    error: str | None,
) -> PlanScore:
    compared = compare_plan(
        expected_cards(content),
        other_cards(content, job.variation),
        expected_header(content),
        found,
        job.variation,
    )
    coverage = found["coverage"] if found else {"leftover": 0, "characters": 0}
    findings = found["findings"] if found else []
    return PlanScore(
        seed=content.seed,
        producer=trial.producer.name,
        language=content.plan.language,
        fund=content.plan.fund,
        reader=reader,
        compared=compared.fields,
        misses=compared.misses,
        error=error,
        opened=compared.opened,
        leftover=coverage["leftover"] / max(coverage["characters"], 1),
        warnings=tuple(sorted({f["code"] for f in findings if f["level"] != "note"})),
    )


def _write(path: Path, value: Sequence[Any] | dict[str, Any]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
