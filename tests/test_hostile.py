"""Files made or found to break readers: `make hostile` tries all, `make nightly` damages ours."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.damage import SAMPLES, damage, load_original, try_seeds
from benchmarks.hostile import Case, Trial, find_faults, load_cases, message_faults, try_file
from pipeline.isolation import Limits

FOLDER = Path(__file__).parents[2] / "shared" / "hostile"
AT_ONCE = 1.0
"""Files that PDFium reads in so many seconds are tried with every run of the tests."""

DAMAGED = range(1, 50)


def quick_cases() -> list[Case]:
    if not (FOLDER / "manifest.tsv").exists():
        return []
    return [case for case in load_cases(FOLDER) if case.seconds < AT_ONCE]


def test_the_hostile_files_are_there_when_they_must_be() -> None:
    if not os.environ.get("PLANCARDS_REQUIRE_SHARED"):
        pytest.skip("only where the shared files must be there")
    assert len(quick_cases()) > 100


@pytest.mark.parametrize("case", quick_cases(), ids=lambda case: case.path.name)
def test_a_hostile_file_is_read_in_part_or_wholly_or_refused_in_a_sentence(case: Case) -> None:
    assert list(find_faults(case, try_file(case.path, Limits()))) == []


def test_what_must_not_happen_is_told() -> None:
    case = Case(Path("a.pdf"), "cut", "refused", "DAMAGED", 0.1)
    read_it = Trial("read", "", (3, 0, 4), 40.0)
    assert list(find_faults(case, read_it)) == [
        "took 40 s",
        "3 pages read and 0 failed are not 4",
        "read, expected refused (DAMAGED)",
    ]
    silent = Trial("refused", "", (0, 0, 0), 0.1)
    assert list(find_faults(case, silent)) == ["no message"]
    assert list(message_faults("a.pdf: reading it crashed (ValueError: x)\x1b")) == [
        "control characters in the message",
        "our own code failed: a.pdf: reading it crashed (ValueError: x)\x1b",
    ]


def test_damage_is_the_same_for_a_seed_and_differs_between_seeds() -> None:
    data = b"%PDF-1.7 " + bytes(range(256)) * 20
    copies = [damage(data, seed) for seed in range(40)]
    assert copies == [damage(data, seed) for seed in range(40)]
    assert len(set(copies)) > 35


def test_damaged_samples_are_read_or_refused_without_a_fault() -> None:
    originals = [load_original(path) for path in sorted(SAMPLES.glob("*.pdf"))]
    results = try_seeds(DAMAGED, originals)
    assert {result.seed: result.faults for result in results if result.faults} == {}
    assert len(results) == len(DAMAGED)
    assert len({result.outcome for result in results}) > 1
