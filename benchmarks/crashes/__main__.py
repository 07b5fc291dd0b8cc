"""Kill runs at many points, let every call that writes fail, and write what was found.

python -m benchmarks.crashes --points 1000 --seed 1
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.crashes.fault_trials import CODES, FaultTrial, fail_every_call, limit_file_sizes
from benchmarks.crashes.kill_trials import Trial, kill_at_points
from benchmarks.crashes.report import count_faults, trials_to_markdown
from benchmarks.crashes.scenarios import make_scenarios

REPORT = Path(__file__).with_name("results.md")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 when something did not come out as it must."""
    options = _parse(arguments)
    kills: list[Trial] = []
    failures: list[FaultTrial] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "scenarios").mkdir()
        scenarios = make_scenarios(folder / "scenarios")
        for trial in kill_at_points(scenarios, options.points, options.seed, folder):
            kills.append(trial)
            _tell(f"{len(kills)} of {options.points}: {trial.scenario}", trial.faults)
        for scenario in scenarios:
            trials = [fail_every_call(scenario, code, folder / "store") for code in CODES]
            for several in (*trials, limit_file_sizes(scenario, folder / "store")):
                for failed in several:
                    failures.append(failed)
                    _tell(f"{scenario.name}: {failed.failure}", failed.faults)
    command = f"python -m benchmarks.crashes --points {options.points} --seed {options.seed}"
    options.report.write_text(trials_to_markdown(kills, failures, command), encoding="utf-8")
    return 1 if count_faults(kills) + count_faults(failures) else 0


def _tell(text: str, faults: Sequence[str]) -> None:
    print(text, "".join(f"\n    {fault}" for fault in faults), file=sys.stderr)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--points", type=int, default=1000, help="kills, over all scenarios")
    parser.add_argument("--seed", type=int, default=1, help="of the moments")
    parser.add_argument("--report", type=Path, default=REPORT)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
