"""WeasyPrint: HTML and CSS through Pango and pydyf."""

from __future__ import annotations

from collections.abc import Sequence

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
    pdf: bytes = HTML(string=job_to_html(job)).write_pdf(pdf_tags=job.variation.tagged)
    return pdf
