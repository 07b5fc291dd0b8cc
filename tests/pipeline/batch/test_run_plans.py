"""Many plans: each has its outcome, and the store is the same however they were extracted."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from benchmarks.chaos.files import make_files
from benchmarks.chaos.killing import extract_or_die, kill_mark
from pipeline.batch import ExtractWith, Settled, run_plans
from pipeline.batch.outcomes import Outcome
from pipeline.batch.pools import HERE, Pool, open_local_pool
from pipeline.cli import app
from pipeline.corrections.entries import OVERRIDES
from pipeline.run import Options, extract_plan
from pipeline.store import Store
from schemas.errors import UsageError
from tests.pipeline.batch import bad_ends
from tests.pipeline.store.editions import files_of

WritePlan = Callable[..., Path]

runner = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"})


def run(
    paths: list[Path], out: Path, pool: Pool = HERE, extract: ExtractWith = extract_plan
) -> list[Settled]:
    return list(run_plans(paths, Store(out), Options(), pool=pool, extract=extract))


def tell(outcomes: list[Outcome]) -> list[str]:
    """Such as "stored fi-isf-2027-2028@v1", or "refused"."""
    return [f"{o.outcome} {o.plan_id}@{o.version}" if o.plan_id else o.outcome for o in outcomes]


def outcomes_of(settled: list[Settled]) -> list[Outcome]:
    return [item.outcome for item in settled]


@pytest.fixture
def archive(samples: Path, write_plan: WritePlan) -> list[Path]:
    """Two versions of one plan, two plans, one file twice, and two that are no plans."""
    amif = [samples / "amif-2027-2028.sv.pdf", samples / "amif-2027-2028_v2.sv.pdf"]
    letter = write_plan(9)
    letter.write_bytes(b"%PDF-1.7 Dear Sir or Madam")
    return [write_plan(0), *amif, letter, amif[0], Path("missing.pdf"), write_plan(1)]


def test_the_store_is_the_same_however_many_extract(archive: list[Path], tmp_path: Path) -> None:
    alone = run(archive, tmp_path / "alone")
    assert tell(outcomes_of(alone)) == [
        "stored fi-isf-2022-2023@v1",
        "stored fi-amif-2027-2028@v1",
        "stored fi-amif-2027-2028@v2",
        "refused",
        "unchanged fi-amif-2027-2028@v1",
        "refused",
        "stored fi-bmvi-2023-2024@v1",
    ]
    for jobs in (1, 3):
        with open_local_pool(jobs) as pool:
            together = run(archive, tmp_path / f"by-{jobs}", pool)
        assert tell(outcomes_of(together)) == tell(outcomes_of(alone))
        assert [o.outcome.reason for o in together] == [o.outcome.reason for o in alone]
        assert files_of(tmp_path / f"by-{jobs}") == files_of(tmp_path / "alone")


def test_what_another_run_stores_meanwhile_is_noticed(
    write_plan: WritePlan, tmp_path: Path
) -> None:
    mine, theirs = write_plan(0), write_plan(1)
    running = run_plans([mine, theirs], Store(tmp_path / "out"), Options())
    first = next(running)
    run([theirs], tmp_path / "out")
    assert tell(outcomes_of([first, *running])) == [
        "stored fi-isf-2022-2023@v1",
        "unchanged fi-bmvi-2023-2024@v1",
    ]


def test_versions_are_numbered_in_the_order_of_the_files_not_of_the_answers(
    write_plan: WritePlan, tmp_path: Path
) -> None:
    first = write_plan(0)
    others = [write_plan(number) for number in (1, 2)]
    second = write_plan(3)
    second.write_bytes(first.read_bytes().replace(b"75 %", b"80 %"))
    with open_local_pool(2) as pool:
        settled = run([first, *others, second], tmp_path / "out", pool, bad_ends.extract_late)
    assert [s.outcome.version for s in settled] == ["v1", "v1", "v1", "v2"]
    assert settled[0].outcome.seconds > 1, "the first file was late"


def test_what_is_stored_is_not_extracted_again(write_plan: WritePlan, tmp_path: Path) -> None:
    paths = [write_plan(number) for number in range(3)]
    with open_local_pool(2) as pool:
        run(paths[:2], tmp_path / "out", pool)
        before = files_of(tmp_path / "out")
        again = run(paths[:2], tmp_path / "out", pool, bad_ends.extract_never)
        assert [(o.outcome, o.seconds) for o in outcomes_of(again)] == [("unchanged", 0.0)] * 2
        assert files_of(tmp_path / "out") == before
        goes_on = run(paths, tmp_path / "out", pool)
    assert [o.outcome for o in outcomes_of(goes_on)] == ["unchanged", "unchanged", "stored"]


def test_what_was_corrected_since_is_extracted_again(write_plan: WritePlan, tmp_path: Path) -> None:
    corrected, other = write_plan(0), write_plan(1)
    out = tmp_path / "out"
    run([corrected, other], out)
    arguments = ["override", "1A1", "/support_rate/base_percent", "90", "--reason", "Misprint"]
    plan_id = "fi-isf-2022-2023"
    result = runner.invoke(app, [*arguments, "--plan", plan_id, "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert tell(outcomes_of(run([corrected, other], out))) == [
        f"stored {plan_id}@v2", "unchanged fi-bmvi-2023-2024@v1"
    ]  # fmt: skip
    again = run([corrected, other], out, extract=bad_ends.extract_never)
    assert [o.outcome for o in outcomes_of(again)] == ["unchanged"] * 2


def test_what_an_option_told_apart_is_extracted_again(
    write_plan: WritePlan, tmp_path: Path
) -> None:
    path, store = write_plan(0), Store(tmp_path / "out")
    told = Options(fund="BMVI")
    (stored,) = run_plans([path], store, told)
    (again,) = run_plans([path], store, told, extract=bad_ends.extract_never)
    assert stored.outcome.plan_id == again.outcome.plan_id == "fi-bmvi-2022-2023"
    assert again.outcome.outcome == "unchanged"
    with pytest.raises(AssertionError, match="was extracted"):
        list(run_plans([path], store, Options(), extract=bad_ends.extract_never))


def test_what_a_killed_run_left_is_put_right_without_extracting(
    write_plan: WritePlan, tmp_path: Path
) -> None:
    path, out = write_plan(0), tmp_path / "out"
    run([path], out)
    before = files_of(out)
    (out / "catalog.json").unlink()
    next(out.glob("*/history.parquet")).unlink()
    (out / ".plancards-left").mkdir()
    run([path], out, extract=bad_ends.extract_never)
    assert files_of(out) == before
    assert not (out / ".plancards-left").exists()


def test_a_killed_worker_is_an_outcome_and_stops_nothing(
    write_plan: WritePlan, tmp_path: Path
) -> None:
    paths = [write_plan(0), write_plan(1, kill_mark()), write_plan(2), write_plan(3)]
    with open_local_pool(2) as pool:
        settled = run(paths, tmp_path / "out", pool, extract_or_die)
    assert [s.outcome.outcome for s in settled] == ["stored", "failed", "stored", "stored"]
    assert "SIGKILL" in str(settled[1].outcome.reason)


def test_a_fault_of_the_program_is_an_outcome(write_plan: WritePlan, tmp_path: Path) -> None:
    with open_local_pool(1) as pool:
        (settled,) = run([write_plan(0)], tmp_path / "out", pool, bad_ends.fail_strangely)
    assert settled.outcome.outcome == "failed"
    assert "KeyError: '000.pdf'" in str(settled.outcome.reason)


def test_a_store_that_cannot_be_written_is_an_outcome(
    write_plan: WritePlan, tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    (settled,) = run([write_plan(0)], tmp_path / "out")
    assert settled.outcome.outcome == "failed"
    assert "cannot be written" in str(settled.outcome.reason)


def test_overrides_that_cannot_be_read_end_the_run(write_plan: WritePlan, tmp_path: Path) -> None:
    (tmp_path / OVERRIDES).write_text("[[override]]", encoding="utf-8")
    with pytest.raises(UsageError, match=OVERRIDES):
        run([write_plan(0)], tmp_path)


def test_of_an_archive_with_a_fifth_of_bad_files_nothing_good_is_lost(
    samples: Path, tmp_path: Path
) -> None:
    (tmp_path / "archive").mkdir()
    files = make_files(tmp_path / "archive", 25, 1, sorted(samples.glob("*.pdf")))
    with open_local_pool(2) as pool:
        settled = run([file.path for file in files], tmp_path / "out", pool, extract_or_die)
    assert [s.outcome.file for s in settled] == [str(file.path) for file in files]
    became = {(f.kind, s.outcome.outcome) for f, s in zip(files, settled, strict=True)}
    assert {("good", "stored"), ("struck", "stored"), ("killer", "failed")} <= became
    assert {outcome for kind, outcome in became if kind in ("good", "struck")} == {"stored"}
    assert {outcome for kind, outcome in became if kind == "killer"} == {"failed"}
    assert ("hostile", "failed") not in became, "what is damaged is refused, or read as it is"


# The command


def test_the_command_takes_a_pattern_and_reports_every_file(
    archive: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for path in archive:
        if path.exists() and path.parent.name == "samples":
            shutil.copy(path, tmp_path / "archive")
    arguments = ["run", "archive/*.pdf", "--jobs", "2", "--report", "outcomes.jsonl"]
    result = runner.invoke(app, arguments)
    assert result.exit_code == 4
    assert "4 stored, 0 unchanged, 1 refused, 0 failed" in result.stdout
    assert len(result.stderr.splitlines()) == 1
    lines = Path("outcomes.jsonl").read_text(encoding="utf-8").splitlines()
    told = [(line["file"], line["outcome"]) for line in map(json.loads, lines)]
    assert told == [
        ("archive/000.pdf", "stored"),
        ("archive/001.pdf", "stored"),
        ("archive/009.pdf", "refused"),
        ("archive/amif-2027-2028.sv.pdf", "stored"),
        ("archive/amif-2027-2028_v2.sv.pdf", "stored"),
    ]
    assert Outcome.model_validate_json(lines[0]).plan_id == "fi-isf-2022-2023"
    again = runner.invoke(app, arguments)
    assert "0 stored, 4 unchanged, 1 refused, 0 failed" in again.stdout


def test_more_files_than_a_screen_has_room_for_are_counted(
    write_plan: WritePlan, tmp_path: Path
) -> None:
    for number in range(21):
        write_plan(number)
    archive, out = str(tmp_path / "archive"), str(tmp_path / "out")
    result = runner.invoke(app, ["run", archive, "--out", out, "--jobs", "2"])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "21 stored, 0 unchanged, 0 refused, 0 failed\n"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["nothing/**/*.pdf"], 3, "no file fits 'nothing/**/*.pdf'"),
        (["a.txt", "--report", "no/folder/report.jsonl"], 3, "choose another --report"),
    ],
)
def test_what_the_command_refuses(
    arguments: list[str], status: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = runner.invoke(app, ["run", *arguments])
    assert (result.exit_code, result.stdout) == (status, "")
    (line,) = result.stderr.splitlines()
    assert said in line


def test_a_run_that_is_interrupted_ends_its_workers(write_plan: WritePlan, tmp_path: Path) -> None:
    """As by Ctrl-C: it stops at once, and nothing of it goes on."""
    write_plan(0)
    code = (
        "import os, signal, sys, threading, time\n"
        "from pathlib import Path\n"
        "from pipeline.batch import run_plans\n"
        "from pipeline.batch.pools import open_local_pool\n"
        "from pipeline.run import Options\n"
        "from pipeline.store import Store\n"
        "from tests.pipeline.batch.bad_ends import note_process\n"
        "path = Path(sys.argv[1])\n"
        "def interrupt():\n"
        "    while not path.with_suffix('.pid').exists(): time.sleep(0.02)\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        # What a shell starts in the background ignores the signal, and so do all that it starts.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "threading.Thread(target=interrupt, daemon=True).start()\n"
        "with open_local_pool(1) as pool:\n"
        "    list(run_plans([path], Store(Path(sys.argv[2])), Options(), pool=pool,"
        " extract=note_process))\n"
    )
    process = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "archive" / "000.pdf"), str(tmp_path / "out")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "KeyboardInterrupt" in process.stderr
    worker = int((tmp_path / "archive" / "000.pid").read_text(encoding="ascii"))
    assert not Path(f"/proc/{worker}").exists()


def test_on_a_terminal_a_bar_shows_the_rate_and_the_time_left(
    write_plan: WritePlan, tmp_path: Path
) -> None:
    for number in range(3):
        write_plan(number)
    (tmp_path / "archive" / "letter.pdf").write_bytes(b"Dear Sir or Madam")
    reading, terminal = pty.openpty()
    command: list[str | Path] = [
        Path(sys.executable).with_name("plancards"),
        "run",
        "archive",
        "--jobs",
        "2",
    ]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=terminal,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
    ):  # fmt: skip
        os.close(terminal)
        shown = read_terminal(reading)
    assert re.search(r"[1-4]/4 \d+ a minute \d:\d\d:\d\d", shown), "how many, how fast, how long"
    assert "letter.pdf: not a PDF" in shown


def read_terminal(descriptor: int) -> str:
    """All that is shown until the last process that writes to it has ended, without colours."""
    parts = []
    with open(descriptor, "rb", buffering=0) as file:
        while True:
            try:
                parts.append(file.read(4096))
            except OSError:  # so the system tells that the other side is closed
                break
    return re.sub(r"\x1b\[[?\d;]*[a-zA-Z]", "", b"".join(filter(None, parts)).decode())
