"""One run at a time writes to a store."""

from __future__ import annotations

import multiprocessing
import time
from pathlib import Path

import pytest

from pipeline.store import Store
from pipeline.store.locking import LOCK, hold_lock
from schemas.errors import StoreError
from tests.pipeline.store.editions import Edition, files_of


def test_another_run_waits_and_then_says_so(plan: Edition, tmp_path: Path) -> None:
    with hold_lock(tmp_path, 0), pytest.raises(StoreError) as caught:
        Store(tmp_path, wait=0.2).add(*plan)
    message = str(caught.value)
    assert message.startswith(f"another run is writing to {tmp_path}/ (waited 0.2 s)")
    assert "--wait" in message
    assert "--out" in message
    assert files_of(tmp_path) == {}


def test_a_lock_is_free_again(tmp_path: Path) -> None:
    for _ in range(2):
        with hold_lock(tmp_path, 0):
            assert (tmp_path / LOCK).exists()


def hold_and_tell(root: Path, held: multiprocessing.Queue[str], seconds: float) -> None:
    with hold_lock(root, 0):
        held.put("held")
        time.sleep(seconds)


@pytest.mark.parametrize("killed", [False, True], ids=["ends", "is killed"])
def test_the_lock_of_a_process_goes_with_it(killed: bool, plan: Edition, tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held: multiprocessing.Queue[str] = context.Queue()
    process = context.Process(target=hold_and_tell, args=(tmp_path, held, 60 if killed else 0.3))
    process.start()
    assert held.get(timeout=30) == "held"
    if killed:
        process.kill()
    assert Store(tmp_path, wait=20).add(*plan).new
    process.join()
