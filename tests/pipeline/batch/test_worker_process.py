"""A worker's death costs its file a try, and nothing else."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from benchmarks.chaos.killing import extract_or_die, kill_mark, kill_once_mark
from pipeline.batch import ExtractWith
from pipeline.batch.jobs import Extracted, Job
from pipeline.batch.worker_process import WorkerProcess
from pipeline.run import Options, extract_plan
from schemas.errors import InputError, WorkerError
from tests.pipeline.batch import bad_ends

WritePlan = Callable[..., Path]


@pytest.fixture
def worker() -> Iterator[WorkerProcess]:
    made = WorkerProcess()
    yield made
    made.close()


def a_job(path: Path, extract: ExtractWith = extract_plan, data: bytes | None = None) -> Job:
    return Job(path, partial(extract, options=Options()), data)


def is_alive(process: int) -> bool:
    """Whether it runs; one that nobody has waited for is dead all the same."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2]
    except OSError:
        return False
    return state.split()[0] != "Z"


def wait_until(condition: Callable[[], bool]) -> None:
    while not condition():
        time.sleep(0.02)


def test_it_extracts_as_this_process_does(worker: WorkerProcess, write_plan: WritePlan) -> None:
    path = write_plan(0)
    assert worker.do(a_job(path)).plan == extract_plan(path)


def test_bytes_are_extracted_under_the_name_of_their_file(
    worker: WorkerProcess, write_plan: WritePlan
) -> None:
    path = write_plan(0)
    expected, data = extract_plan(path), path.read_bytes()
    path.unlink()
    assert worker.do(a_job(path, data=data)).plan == expected
    with pytest.raises(InputError) as refusal:
        worker.do(a_job(path, data=b"Dear Sir"))
    assert str(refusal.value).startswith(f"{path}: not a PDF"), "no copy's name"


def test_a_refusal_leaves_it_at_work(worker: WorkerProcess, write_plan: WritePlan) -> None:
    with pytest.raises(InputError, match=r"missing.pdf: no such file"):
        worker.do(a_job(Path("missing.pdf")))
    assert worker.do(a_job(write_plan(0))).plan.cards


def test_what_a_library_prints_is_no_answer(worker: WorkerProcess, write_plan: WritePlan) -> None:
    assert worker.do(a_job(write_plan(0), bad_ends.extract_and_print)).plan.cards


def test_a_file_that_kills_is_told_and_the_next_one_has_a_new_process(
    worker: WorkerProcess, write_plan: WritePlan
) -> None:
    with pytest.raises(WorkerError) as failure:
        worker.do(a_job(write_plan(0, kill_mark()), extract_or_die))
    assert "the process that extracted it ended 2 times (SIGKILL)" in str(failure.value)
    assert worker.do(a_job(write_plan(1), extract_or_die)).plan.cards


def test_a_file_whose_worker_was_killed_by_another_is_tried_again(
    worker: WorkerProcess, write_plan: WritePlan, tmp_path: Path
) -> None:
    note = tmp_path / "struck"
    path = write_plan(0, kill_once_mark(note))
    assert worker.do(a_job(path, extract_or_die)).plan.cards
    assert note.exists(), "it was killed"


def test_a_fault_of_the_program_is_told_and_not_tried_again(
    worker: WorkerProcess, write_plan: WritePlan
) -> None:
    with pytest.raises(WorkerError, match=r"000.pdf: .* ended \(KeyError: '000.pdf'\)"):
        worker.do(a_job(write_plan(0), bad_ends.fail_strangely))
    assert worker.do(a_job(write_plan(1))).plan.cards


def test_a_child_that_a_killed_worker_leaves_is_ended(
    worker: WorkerProcess, write_plan: WritePlan
) -> None:
    path = write_plan(0)
    with pytest.raises(WorkerError, match="SIGKILL"):
        worker.do(a_job(path, bad_ends.leave_child))
    child = int(path.with_suffix(".pid").read_text(encoding="ascii"))
    wait_until(lambda: not is_alive(child))


def test_it_ends_whatever_it_does(worker: WorkerProcess, write_plan: WritePlan) -> None:
    path, ends = write_plan(0), list[Exception]()

    def do() -> Extracted | None:
        try:
            return worker.do(a_job(path, bad_ends.note_process))
        except WorkerError as error:
            ends.append(error)
            return None

    thread = threading.Thread(target=do)
    thread.start()
    told = path.with_suffix(".pid")
    wait_until(told.exists)
    worker.kill()
    thread.join()
    assert "SIGKILL" in str(ends[0])
    assert not is_alive(int(told.read_text(encoding="ascii")))


def test_killed_from_outside_while_nothing_is_asked(
    worker: WorkerProcess, write_plan: WritePlan
) -> None:
    worker.do(a_job(write_plan(0)))
    process = worker._process
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert worker.do(a_job(write_plan(1))).plan.cards
