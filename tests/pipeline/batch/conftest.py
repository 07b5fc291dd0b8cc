"""Small archives, and extracting stages that come to a bad end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.chaos.files import make_plan


@pytest.fixture
def write_plan(tmp_path: Path) -> Callable[..., Path]:
    """Write a plan of its own for each number: ``write_plan(3)``."""

    def write(number: int, end: bytes = b"") -> Path:
        path = tmp_path / "archive" / f"{number:03}.pdf"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(make_plan(number + 1) + end)
        return path

    return write
