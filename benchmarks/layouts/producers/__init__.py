"""The programs that typeset plans, one module each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from benchmarks.layouts.sheet import Job

ProduceBatch = Callable[[Sequence[Job]], list[bytes]]


@dataclass(frozen=True, slots=True)
class Producer:
    """A producer; its module has ``is_installed`` and ``produce_batch``."""

    name: str
    module: str

    def is_installed(self) -> bool:
        """Whether the program and its Python package are there."""
        try:
            return bool(import_module(f"{__name__}.{self.module}").is_installed())
        except (ImportError, OSError):  # WeasyPrint raises OSError without Pango
            return False

    def produce_batch(self, jobs: Sequence[Job]) -> list[bytes]:
        """One PDF per job."""
        produce: ProduceBatch = import_module(f"{__name__}.{self.module}").produce_batch
        return produce(jobs)


PRODUCERS = (
    Producer("reportlab", "reporter"),
    Producer("weasyprint", "weasy"),
    Producer("libreoffice", "word"),
    Producer("chromium", "chromium"),
)
"""In the order of a seed's remainder."""
