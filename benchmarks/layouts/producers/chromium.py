"""Chromium's print to PDF, headless."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from shutil import which

from benchmarks.layouts.markup import job_to_html
from benchmarks.layouts.sheet import Job

PROGRAM = "chromium"
TIMEOUT = 120
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")


def is_installed() -> bool:
    """Whether the program is on the path."""
    return which(PROGRAM) is not None


def produce_batch(jobs: Sequence[Job]) -> list[bytes]:
    """One PDF per job, all with one profile."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [_produce(job, folder) for job in jobs]


def _produce(job: Job, folder: Path) -> bytes:
    page, pdf = folder / f"{job.seed}.html", folder / f"{job.seed}.pdf"
    page.write_text(job_to_html(job), encoding="utf-8")
    tagging = "--export-tagged-pdf" if job.variation.tagged else "--disable-pdf-tagging"
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [PROGRAM, *FLAGS, tagging, profile, f"--print-to-pdf={pdf}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT)
    return pdf.read_bytes()
