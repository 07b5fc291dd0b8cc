"""Damages copies of the samples, byte by byte from seeds, and extracts them.

A damaged copy is read as before, read differently, read in part, or refused in one sentence. A
traceback, a hang or a message that is none is a fault, named by its seed.

python -m benchmarks.damage --copies 20000
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, get_args

from benchmarks.hostile import SLOWEST, message_faults
from extractors.on_page import OnPage, ignore_page
from extractors.readers import read_document
from pipeline.isolation import Limits, run_isolated
from pipeline.run import Options, extract_plan
from schemas.errors import InputError, PlancardsError
from schemas.record import Plan

Outcome = Literal["as before", "differently", "in part", "refused"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

SAMPLES = Path(__file__).parents[1] / "samples"
REPORT = Path(__file__).with_name("damage.md")

BATCH = 25
"""So many copies are read in one worker; when it is killed, each once more in one of its own."""

ALONE = 20
"""One copy in so many is read as the command reads it, in a worker of its own."""

MOST_EDITS = 40
"""So many places of a copy are damaged at most."""

LONGEST_EDIT = 400
"""So many bytes of a place are damaged at most."""


@dataclass(frozen=True, slots=True)
class Original:
    """A sample and what its record says."""

    path: Path
    data: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the copy of one seed; ``faults`` is what must not have happened."""

    seed: int
    outcome: Outcome
    faults: tuple[str, ...] = ()


def load_original(path: Path) -> Original:
    """Read a sample undamaged."""
    return Original(path, path.read_bytes(), plan_to_digest(extract_plan(path)))


def plan_to_digest(plan: Plan) -> str:
    """What a plan says, whatever file it was read from."""
    said = plan.model_dump_json(include={"objectives", "cards", "funding"})
    return hashlib.sha256(said.encode()).hexdigest()


def damage(data: bytes, seed: int) -> bytes:
    """A damaged copy: bytes flipped, zeroed, cut out, put in, written twice, or its end cut off.

    >>> damage(b"%PDF-1.7 and so on", 1) == damage(b"%PDF-1.7 and so on", 1)
    True
    """
    chance = random.Random(seed)
    copy = bytearray(data)
    for _ in range(round(MOST_EDITS ** chance.random())):
        chance.choice(_EDITS)(copy, chance)
    return bytes(copy)


def _place(copy: bytearray, chance: random.Random) -> slice:
    start = chance.randrange(len(copy) + 1)
    return slice(start, start + round(LONGEST_EDIT ** chance.random()))


def _flip(copy: bytearray, chance: random.Random) -> None:
    for at in range(*_place(copy, chance).indices(len(copy))[:2]):
        copy[at] ^= 1 << chance.randrange(8)


def _zero(copy: bytearray, chance: random.Random) -> None:
    place = _place(copy, chance)
    copy[place] = bytes(len(copy[place]))


def _cut_out(copy: bytearray, chance: random.Random) -> None:
    del copy[_place(copy, chance)]


def _put_in(copy: bytearray, chance: random.Random) -> None:
    place = _place(copy, chance)
    copy[place.start : place.start] = chance.randbytes(place.stop - place.start)


def _write_twice(copy: bytearray, chance: random.Random) -> None:
    place = _place(copy, chance)
    copy[place.stop : place.stop] = copy[place]


def _change_digit(copy: bytearray, chance: random.Random) -> None:
    """Numbers are offsets, lengths and counts."""
    digits = [
        at for at in range(*_place(copy, chance).indices(len(copy))[:2]) if 48 <= copy[at] < 58
    ]
    if digits:
        copy[chance.choice(digits)] = chance.choice(b"0123456789-")


def _cut_end(copy: bytearray, chance: random.Random) -> None:
    if chance.random() < 0.2:
        del copy[chance.randrange(len(copy) + 1) :]


_EDITS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip, _zero, _cut_out, _put_in, _write_twice, _change_digit, _cut_end,
)  # fmt: skip


def try_seeds(seeds: Sequence[int], originals: Sequence[Original]) -> list[Result]:
    """Damage and read several copies in one worker, or one by one where that is not possible."""
    if len(seeds) == 1 or seeds[0] % ALONE == 0:
        return [try_alone(seed, originals) for seed in seeds]
    limits = Limits(seconds=BATCH * Limits().seconds)
    task = partial(_try_together, seeds, originals)
    try:
        answer = json.loads(run_isolated(task, Path(f"seeds {seeds}"), ignore_page, limits))
    except InputError:
        return [try_alone(seed, originals) for seed in seeds]
    return [Result(seed, outcome, tuple(faults)) for seed, outcome, faults in answer]


def try_alone(seed: int, originals: Sequence[Original]) -> Result:
    """Damage a copy and read it as the command does."""
    return _try(seed, originals, partial(extract_plan, options=Options()))


def _try_together(seeds: Sequence[int], originals: Sequence[Original], on_page: OnPage) -> bytes:
    """The worker's job: copies read one after another, as the command's worker reads them."""
    results = [_try(seed, originals, partial(extract_plan, read=read_document)) for seed in seeds]
    return json.dumps([(found.seed, found.outcome, found.faults) for found in results]).encode()


def _try(seed: int, originals: Sequence[Original], extract: Callable[[Path], Plan]) -> Result:
    original = originals[seed % len(originals)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / original.path.name
        path.write_bytes(damage(original.data, seed))
        start = time.monotonic()
        try:
            plan = extract(path)
        except PlancardsError as error:
            return Result(seed, "refused", tuple(message_faults(str(error))))
        seconds = time.monotonic() - start
    faults = [f"took {seconds:.0f} s"] if seconds > SLOWEST else []
    failed = len(plan.plan.source.failed_pages)
    if failed:
        if plan.plan.status != "partial":
            faults.append("pages failed and the record is not partial")
        return Result(seed, "in part", tuple(faults))
    same = plan_to_digest(plan) == original.digest
    return Result(seed, "as before" if same else "differently", tuple(faults))


def run_copies(seeds: Iterable[int], originals: Sequence[Original], jobs: int) -> Iterator[Result]:
    """The results of all seeds, several workers at a time."""
    several = list(seeds)
    together = [seed for seed in several if seed % ALONE]
    batches = [together[at : at + BATCH] for at in range(0, len(together), BATCH)]
    batches += [[seed] for seed in several if not seed % ALONE]
    trials = partial(try_seeds, originals=originals)
    if jobs == 1:
        for batch in batches:
            yield from trials(batch)
        return
    with ProcessPoolExecutor(jobs) as pool:
        for results in pool.map(trials, batches):
            yield from results


def results_to_markdown(results: Sequence[Result], originals: Sequence[Original]) -> str:
    """How many copies of each sample were read how."""
    counts: dict[str, Counter[str]] = {original.path.name: Counter() for original in originals}
    for result in results:
        counts[originals[result.seed % len(originals)].path.name][result.outcome] += 1
    faults = sum(bool(result.faults) for result in results)
    intro = (
        f"`make nightly`: {len(results)} copies of the samples, each damaged in up to {MOST_EDITS} "
        f"places by a seed of its own; {faults} with a traceback, a hang or a refusal without a "
        "sentence."
    )
    return "\n".join(
        [
            "# Damaged samples",
            "",
            intro,
            "",
            f"| sample | {' | '.join(OUTCOMES)} |",
            f"| --- |{' ---: |' * len(OUTCOMES)}",
            *(
                f"| {name} | {' | '.join(str(found[outcome]) for outcome in OUTCOMES)} |"
                for name, found in counts.items()
            ),
            "",
        ]
    )


def main() -> int:
    """Run the command; 1 when a copy does what it must not."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--copies", type=int, default=20_000)
    options.add_argument("--first", type=int, default=0, help="seed of the first copy")
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--report", type=Path, default=REPORT)
    chosen = options.parse_args()
    originals = [load_original(path) for path in sorted(SAMPLES.glob("*.pdf"))]
    results: list[Result] = []
    for result in run_copies(
        range(chosen.first, chosen.first + chosen.copies), originals, chosen.jobs
    ):
        results.append(result)
        if result.faults:
            print(f"seed {result.seed}: {'; '.join(result.faults)}", file=sys.stderr, flush=True)
        if len(results) % 500 == 0:
            print(f"{len(results)} copies", file=sys.stderr, flush=True)
    report = results_to_markdown(results, originals)
    chosen.report.write_text(report, encoding="utf-8")
    print(report)
    return int(any(result.faults for result in results))


if __name__ == "__main__":
    sys.exit(main())
