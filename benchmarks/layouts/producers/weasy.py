"""WeasyPrint: HTML and CSS through Pango and pydyf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from weasyprint import HTML

from benchmarks.layouts.markup import job_to_html
from benchmarks.layouts.sheet import Job


def is_installed() -> bool:
    """Importing it says so."""
    return True


def produce_batch(jobs: Sequence[Job]) -> list[bytes]:
    """One PDF per job."""
    return [_produce(job) for job in jobs]


def _produce(job: Job) -> bytes:
    html = job_to_html(_show_titles(job))
    pdf: bytes = HTML(string=html).write_pdf(pdf_tags=job.variation.tagged)
    return pdf


def _show_titles(job: Job) -> Job:
    """The job with rows that may be split where titles are repeated.

    WeasyPrint leaves a repeated row out above one that must be whole and is taller than the page.
    """
    look = job.variation
    return replace(job, variation=replace(look, split_rows=look.split_rows or look.repeat_title))
