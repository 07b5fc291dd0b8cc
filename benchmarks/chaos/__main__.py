"""Run a thousand files, a fifth of them hostile or killing, here and on a cluster, and tell.

python -m benchmarks.chaos --files 1000 --seed 1 --hostile FOLDER
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.chaos.files import ChaosFile, make_files
from benchmarks.chaos.report import trials_to_markdown
from benchmarks.chaos.trial import Trial, run_trial
from benchmarks.dask_processes import open_dask
from pipeline.batch.cluster import open_cluster
from pipeline.batch.pools import open_local_pool

PROJECT = Path(__file__).resolve().parents[2]
REPORT = Path(__file__).with_name("results.md")
WORKERS = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 when something did not come out as it must."""
    options = _parse(arguments)
    hostile = sorted(options.hostile.iterdir()) if options.hostile else []
    trials = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for trial in (_try_here, _try_cluster):
            files = _make_archive(folder / "archive", options.files, options.seed, hostile)
            trials.append(trial(files, folder))
            print(trials[-1].name, *trials[-1].faults, sep="\n    ", file=sys.stderr)
    collected = min(len(hostile), sum(file.kind == "hostile" for file in trials[0].files))
    command = f"python -m benchmarks.chaos --files {options.files} --seed {options.seed}"
    command += " --hostile FOLDER" if hostile else ""
    report = trials_to_markdown(trials, command, collected)
    options.report.write_text(report, encoding="utf-8")
    alike = trials[0].stored == trials[1].stored
    return 0 if alike and not any(trial.faults for trial in trials) else 1


def _make_archive(folder: Path, files: int, seed: int, hostile: Sequence[Path]) -> list[ChaosFile]:
    """The same files under the same names for each trial, with no trace of the one before."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    samples = sorted((PROJECT / "samples").glob("*.pdf"))
    return make_files(folder, files, seed, samples, hostile)


def _try_here(files: Sequence[ChaosFile], folder: Path) -> Trial:
    with open_local_pool(WORKERS) as pool:
        return run_trial("worker processes", files, folder / "here", pool)


def _try_cluster(files: Sequence[ChaosFile], folder: Path) -> Trial:
    from distributed import Client

    with (
        open_dask(folder, WORKERS) as address,
        Client(address, set_as_default=False) as client,
        open_cluster(address) as pool,
    ):

        def find_workers() -> list[int]:
            return sorted(client.run(os.getpid).values())

        return run_trial("Dask workers", files, folder / "there", pool, find_workers, kills=3)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, default=1000, help="in the archive")
    parser.add_argument("--seed", type=int, default=1, help="of order and damages")
    parser.add_argument("--hostile", type=Path, help="folder of hostile files to be among them")
    parser.add_argument("--report", type=Path, default=REPORT)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
