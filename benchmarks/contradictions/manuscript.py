"""A sample before it is typeset: its cards, and its tables as they will be printed.

The tables of a sample follow from its cards. Here they are texts of their own, so that one of two
places that say the same can be changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from benchmarks.layouts.compose import compose_sheet
from benchmarks.layouts.content import FrontMatter, PlanContent
from benchmarks.layouts.labels import Labels
from benchmarks.layouts.sheet import CardTable, Grid, Heading, LabelRow, Paragraph, Run, Sheet
from benchmarks.layouts.variation import LayoutVariation
from samples.planbuild.marks import find_marks, replace_mark
from samples.planbuild.source import Objective, Plan, load_plan
from samples.planbuild.truth import FIRST_CALL_TABLE, call_rows, objective_total

SOURCES = Path(__file__).resolve().parents[2] / "samples" / "sources"
STEMS = {"sv": "amif-2027-2028.sv", "fi": "isf-2027-2028.fi", "en": "bmvi-2027-2028.en"}

LABEL_SHARE = 0.36
"""Share of a call table's width that its labels take."""

AMOUNT_SHARE = 0.3
"""Share of the funding table's width that its amounts take."""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of a table as printed.

    Attributes:
        name: what the row is about: a code, "1-OS", "1" for an objective, "total", or "1/0" for
            the first row under objective 1.
        label: without the code.
    """

    name: str
    label: str
    cells: tuple[str, ...]
    code: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the row's cells, its label first."""
        return (f"{self.code} {self.label}".strip(), *self.cells)


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as printed; ``header`` is () in the funding table."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[PrintedRow, ...]

    def find(self, name: str) -> PrintedRow:
        """The row of that name."""
        return next(row for row in self.rows if row.name == name)

    def with_row(self, changed: PrintedRow) -> PrintedTable:
        """The table with another row of the same name."""
        rows = tuple(changed if row.name == changed.name else row for row in self.rows)
        return replace(self, rows=rows)

    def without(self, name: str) -> PrintedTable:
        """The table without a row."""
        return replace(self, rows=tuple(row for row in self.rows if row.name != name))

    def grid(self) -> Grid:
        """The table for a producer."""
        texts = [row.texts for row in self.rows]
        if not self.header:
            return Grid((1 - AMOUNT_SHARE, AMOUNT_SHARE), tuple(texts))
        rounds = len(self.header) - 1
        shares = (LABEL_SHARE, *[(1 - LABEL_SHARE) / rounds] * rounds)
        return Grid(shares, (self.header, *texts))


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A plan to typeset.

    Attributes:
        plan: its cards and headings.
        funding: the funding table.
        calls: a call table per objective number.
        relabelled: for a card's id, a row label of the card and what is printed instead.
    """

    plan: Plan
    funding: PrintedTable
    calls: Mapping[int, PrintedTable]
    relabelled: Mapping[str, tuple[str, str]]

    def with_calls(self, objective: int, table: PrintedTable) -> Manuscript:
        """The manuscript with another call table."""
        return replace(self, calls={**self.calls, objective: table})


@cache
def load_manuscript(language: str) -> Manuscript:
    """The sample in one language; it does not contradict itself."""
    return plan_to_manuscript(load_plan(SOURCES / f"{STEMS[language]}.toml"))


def plan_to_manuscript(plan: Plan) -> Manuscript:
    """A source with the tables that follow from its cards."""
    calls = {
        objective.number: _call_table(plan, objective, number)
        for number, objective in enumerate(plan.objectives, start=FIRST_CALL_TABLE)
    }
    return Manuscript(_with_titles_printed(plan), _funding_table(plan), calls, {})


def _with_titles_printed(plan: Plan) -> Plan:
    """The plan with its measures' titles written out in the chapters: a card may be renumbered."""
    progress = [
        found.model_copy(
            update={"not_started": [_print_titles(plan, b) for b in found.not_started]}
        )
        for found in plan.progress
    ]
    return plan.model_copy(update={"progress": progress})


def _print_titles(plan: Plan, block: str) -> str:
    for mark in find_marks(block):
        if mark.kind == "title":
            block = replace_mark(block, mark, plan.title_of(mark.value))
    return block


def _funding_table(plan: Plan) -> PrintedTable:
    words = plan.words
    rows: list[PrintedRow] = []
    for objective in plan.objectives:
        name = f"{words.objective} {objective.number} {objective.title}"
        total = words.amount.print(objective_total(objective), 2)
        rows.append(PrintedRow(str(objective.number), name, (total,)))
        rows += [
            PrintedRow(f"{objective.number}/{at}", row.label, (words.amount.print(row.amount, 2),))
            for at, row in enumerate(objective.allocations)
        ]
    everything = sum((objective_total(objective) for objective in plan.objectives), Decimal())
    total = words.amount.print(everything, 2)
    rows.append(PrintedRow("total", words.allocations_total, (total,)))
    return PrintedTable(words.caption_allocations, (), tuple(rows))


def _call_table(plan: Plan, objective: Objective, number: int) -> PrintedTable:
    words = plan.words
    codeless = [card.card_id for card in plan.codeless_of(objective)]
    rows: list[PrintedRow] = []
    for row in call_rows(plan, objective):
        cells = [_print_cell(plan, row.amounts.get(r), r in row.opened) for r in plan.rounds]
        name = row.code or ("total" if row.kind == "total" else codeless.pop(0))
        rows.append(PrintedRow(name, row.label, tuple(cells), row.code or ""))
    header = (words.calls_header, *(words.round(r).upper() for r in plan.rounds))
    caption = words.caption_calls.format(
        n=number, objective=objective.number, title=objective.title
    )
    return PrintedTable(caption, header, tuple(rows))


def _print_cell(plan: Plan, amount: Decimal | None, opened: bool) -> str:
    if amount is None:
        return "x" if opened else ""
    whole = amount == amount.to_integral_value()
    return plan.words.amount.print(amount, 0 if whole else 2)


def manuscript_to_sheet(manuscript: Manuscript, variation: LayoutVariation) -> Sheet:
    """The manuscript for a producer."""
    plan = manuscript.plan
    front = FrontMatter(plan.chapters[0].heading, (), plan.chapter_cards.heading)
    content = PlanContent(0, plan, _sample_labels(plan), front, True, False)
    sheet = compose_sheet(content, variation)
    tables: list[Heading | Paragraph | Grid] = []
    for table in (manuscript.funding, *manuscript.calls.values()):
        tables += [Paragraph((Run(table.caption),)), table.grid()]
    return replace(
        sheet,
        front=(*sheet.front, *_opening_paragraphs(plan), *tables),
        body=tuple(_relabel(item, manuscript) for item in sheet.body),
    )


def _opening_paragraphs(plan: Plan) -> list[Heading | Paragraph]:
    """The chapters without their tables; list items have a bullet of their own."""
    blocks = [block for chapter in plan.chapters for block in chapter.blocks]
    texts = [text for block in blocks for text in plan.expand(block)]
    return [
        Heading(2, text.removeprefix("## "))
        if text.startswith("## ")
        else Paragraph((Run(text.replace("- ", "• ", 1) if text.startswith("- ") else text),))
        for text in texts
        if not text.startswith("{")
    ]


def _relabel(item: Heading | CardTable, manuscript: Manuscript) -> Heading | CardTable:
    if isinstance(item, Heading):
        return item
    plan = manuscript.plan
    labels = _sample_labels(plan)
    title = "".join(_plain(run) for block in item.title.blocks for run in _runs(block))
    for card in plan.cards:
        if card.card_id in manuscript.relabelled and title == labels.card_title(
            card.code, card.title
        ):
            old, new = manuscript.relabelled[card.card_id]
            rows = tuple(
                replace(row, label=Paragraph((replace(row.label.runs[0], text=new),)))
                if isinstance(row, LabelRow) and _plain(row.label.runs[0]) == old
                else row
                for row in item.rows
            )
            return replace(item, rows=rows)
    return item


def _plain(run: Run) -> str:
    """A run's text without the places where it may be hyphenated."""
    return run.text.replace("\u00ad", "")


def _runs(block: object) -> tuple[Run, ...]:
    return block.runs if isinstance(block, Paragraph) else ()


def _sample_labels(plan: Plan) -> Labels:
    """The sample's own labels, as its source gives them."""
    words = plan.words
    return Labels(
        objective=words.objective,
        implementation_measure=words.implementation_measure,
        measure=words.measure,
        operating_support="",
        specific_action="",
        after_word=" ",
        in_group="",
        in_code="",
        after_code=" ",
        target_group=words.target_group,
        results=words.results,
        support=words.support,
        beneficiaries=words.beneficiaries,
        coordination=words.coordination,
        indicators=words.indicators,
        output=words.output,
        result=words.result,
        call=words.call,
        start="",
    )
