"""An archive as nobody wants it: small plans, real samples, damaged files, and files that kill."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmarks.chaos.killing import kill_mark, kill_once_mark
from tests.conftest import pages_to_pdf

Kind = Literal["good", "struck", "hostile", "killer"]
"""good: a plan; struck: a plan whose worker is killed once, by no fault of its own; hostile:
damaged, or no plan; killer: its worker is killed whenever it is tried."""

SHARES: dict[Kind, int] = {"good": 76, "struck": 4, "hostile": 15, "killer": 5}
"""Of a hundred files."""

SAMPLE_EVERY = 20
"""One of so many good files is a real sample under other bytes; reading these takes longer."""

FUNDS = (
    "Asylum, Migration and Integration Fund",
    "Internal Security Fund",
    "Border Management and Visa Instrument",
)

PLAN = """\
1. Introduction
Finland: implementation plan {start}-{end}, {fund}.

Specific objective 1: Exchange of information
Implementation measure 1A: Registers that talk to each other
Measure 1A1 Clean registers, {number} of them
Clerks type every name twice, and the second spelling wins.
The aim is one register in which each person stands once.
Support
75 %
Possible beneficiaries
The police and Customs.
Coordination with other EU funding
N/A
Indicators that apply
O.1.2 Number of expert meetings
Call timing
Spring {start}, autumn {end}
"""


@dataclass(frozen=True, slots=True)
class ChaosFile:
    """One file of the archive, and what must become of it."""

    path: Path
    kind: Kind


def make_files(
    folder: Path, count: int, seed: int, samples: Sequence[Path], hostile: Sequence[Path] = ()
) -> list[ChaosFile]:
    """Write an archive into a folder; the same for the same seed.

    Args:
        folder: an empty one.
        count: of files.
        seed: of the order and the damages.
        samples: real plans, to be repeated and damaged.
        hostile: files to be among the hostile ones, each once.
    """
    rng = random.Random(seed)
    kinds = [kind for kind, share in SHARES.items() for _ in range(count * share // 100)]
    kinds += ["good"] * (count - len(kinds))
    rng.shuffle(kinds)
    strange = iter(hostile)
    made = []
    for number, kind in enumerate(kinds):
        path = folder / f"{number:05}-{kind}.pdf"
        if kind == "hostile":
            found = next(strange, None)
            path.write_bytes(found.read_bytes() if found else damage(rng, rng.choice(samples)))
        else:
            path.write_bytes(make_plan(number, samples) + _mark(kind, path))
        made.append(ChaosFile(path, kind))
    return made


def make_plan(number: int, samples: Sequence[Path] = ()) -> bytes:
    """A PDF of a plan, another one for each number; now and then it is one of the samples."""
    if samples and number % SAMPLE_EVERY == 0:
        return samples[number % len(samples)].read_bytes() + b"%% copy %d\n" % number
    start = 2021 + number % 40
    text = PLAN.format(
        number=number,
        fund=FUNDS[number % len(FUNDS)],
        start=start,
        end=start + 1 + number // 40 % 3,
    )
    return pages_to_pdf([text.splitlines()])


def _mark(kind: Kind, path: Path) -> bytes:
    if kind == "killer":
        return kill_mark()
    return kill_once_mark(path.with_suffix(".struck")) if kind == "struck" else b""


def damage(rng: random.Random, sample: Path) -> bytes:
    """A sample that is cut off, overwritten here and there, or no PDF any more."""
    data = bytearray(sample.read_bytes())
    how = rng.choice(["cut", "overwritten", "garbage", "empty", "letter"])
    if how == "cut":
        return bytes(data[: rng.randrange(len(data))])
    if how == "overwritten":
        for at in _choose(rng, len(data), 400):
            data[at] = rng.randrange(256)
        return bytes(data)
    if how == "garbage":
        return b"%PDF-1.7\n" + rng.randbytes(20_000)
    return b"" if how == "empty" else pages_to_pdf([["Dear Sir or Madam,", "no plan is here."]])


def _choose(rng: random.Random, size: int, times: int) -> Iterator[int]:
    return (rng.randrange(size) for _ in range(times))
