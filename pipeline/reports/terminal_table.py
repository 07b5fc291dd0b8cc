"""Findings as a table for people."""

from __future__ import annotations

from io import StringIO

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.reports import Report
from pipeline.visible_text import make_visible
from schemas.record import LEVELS, Finding

NAME = "table"

WIDTH = 120
"""Characters of a line."""

MOST_PLACES = 3
"""So many pages or lines are shown."""


def render(report: Report) -> str:
    """One row per finding, the worst first; what is switched off follows with its reason."""
    text = StringIO()
    console = Console(file=text, width=WIDTH, highlight=False)
    header = report.header
    levels = [finding.level for finding in report.findings]
    counts = ", ".join(f"{levels.count(level)} {level}s" for level in LEVELS)
    opening = make_visible(f"{header.source.file} ({header.plan_id}): {counts}")
    console.print(opening, markup=False)
    if report.findings:
        table = Table(box=None, padding=(0, 2, 0, 0))
        for column in ("level", "code", "card", "place"):
            table.add_column(column, no_wrap=True)
        table.add_column("message")
        for finding in sorted(report.findings, key=lambda f: LEVELS.index(f.level)):
            card, place = finding.card_id or "", finding_to_place(finding)
            table.add_row(
                finding.level, finding.code, card, place, escape(make_visible(finding.message))
            )
        console.print(table)
    for silenced in report.silenced:
        finding = silenced.finding
        for line in (f"off: {finding.code}: {finding.message}", f"     because {silenced.reason}"):
            console.print(make_visible(line), markup=False, soft_wrap=True)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines()) + "\n"


def finding_to_place(finding: Finding) -> str:
    """Pages, or lines of a text: "p. 17, 25"."""
    pages = dict.fromkeys(place.page for place in finding.evidence if place.page)
    lines = dict.fromkeys(place.line for place in finding.evidence if place.line)
    name, numbers = ("p.", pages) if pages else ("line", lines)
    shown = ", ".join(str(number) for number in sorted(numbers)[:MOST_PLACES])
    more = " …" if len(numbers) > MOST_PLACES else ""
    return f"{name} {shown}{more}" if shown else ""
