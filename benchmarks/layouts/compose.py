"""A plan's content as a sheet: which paragraph stands in which row, and how it is emphasised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from benchmarks.layouts.content import PlanContent
from benchmarks.layouts.hyphenation import hyphenate
from benchmarks.layouts.sheet import (
    Block,
    CardTable,
    FullRow,
    Grid,
    Heading,
    ItemList,
    LabelRow,
    ListItem,
    Paragraph,
    Role,
    Row,
    Run,
    Sheet,
)
from benchmarks.layouts.variation import Emphasis, LayoutVariation, Paragraphs, Rows, TitleLook
from samples.planbuild.source import Card
from samples.planbuild.truth import call_rows, is_nested

NESTED_INDENT = 18.0
LETTER_WIDTH = 0.72  # of a wide bold font, in parts of its size
POINT_MM = 25.4 / 72
LEAST_VALUE_MM = 55.0


def compose_sheet(content: PlanContent, variation: LayoutVariation) -> Sheet:
    """The whole plan."""
    plan, labels, front = content.plan, content.labels, content.front
    titles = [labels.card_title(card.code, card.title) for card in plan.cards]
    before: list[Heading | Paragraph | Grid] = [Heading(1, front.chapter)]
    before += [_paragraph(text) for text in front.intro]
    if content.with_call_tables:
        before += _call_tables(content)
    return Sheet(
        language=plan.language,
        title=plan.title,
        disclaimer=plan.disclaimer,
        contents_title=plan.words.contents,
        contents=tuple(titles) if content.with_contents else (),
        running_head=plan.title if variation.running_head else "",
        front=tuple(before),
        body=(Heading(1, front.cards), *_body(content, variation)),
    )


def _body(content: PlanContent, variation: LayoutVariation) -> Iterator[Heading | CardTable]:
    plan, labels = content.plan, content.labels
    for objective in plan.objectives:
        yield Heading(2, labels.heading_objective(objective.number, objective.title))
        for measure in plan.measures_of(objective):
            end = ";" if measure.semicolon else ""
            yield Heading(3, labels.heading_group(measure.code, measure.title, end))
            for card in plan.cards_of(measure):
                yield CardComposer(content, variation, card).table()
        for card in plan.codeless_of(objective):
            yield CardComposer(content, variation, card).table()


def _call_tables(content: PlanContent) -> Iterator[Grid | Paragraph]:
    plan, words = content.plan, content.plan.words
    rounds = plan.rounds
    shares = (0.4, *[0.6 / len(rounds)] * len(rounds))
    for number, objective in enumerate(plan.objectives, start=1):
        yield _paragraph(
            words.caption_calls.format(n=number, objective=objective.number, title=objective.title)
        )
        rows = [(words.calls_header, *(words.round(r).upper() for r in rounds))]
        for row in call_rows(plan, objective):
            label = f"{row.code} {row.label}" if row.code else row.label
            cells = []
            for r in rounds:
                amount = row.amounts.get(r)
                opened = "x" if r in row.opened else ""
                cells.append(opened if amount is None else words.amount.print(amount, 0))
            rows.append((label, *cells))
        yield Grid(shares, tuple(rows))


def _paragraph(text: str, *, bold: bool = False, indent: float = 0.0) -> Paragraph:
    return Paragraph((Run(text, bold=bold),), indent)


class CardComposer:
    """Puts one card into rows."""

    def __init__(self, content: PlanContent, variation: LayoutVariation, card: Card) -> None:
        """Compose ``card`` of ``content``."""
        self.content, self.variation, self.card = content, variation, card
        self.words, self.labels = content.plan.words, content.labels

    def table(self) -> CardTable:
        """The card's table."""
        labels, variation = self.labels, self.variation
        bold = variation.title_look is not TitleLook.SHADED
        heading = labels.card_title(self.card.code, self.card.title)
        title = FullRow((_paragraph(heading, bold=bold),), Role.TITLE)
        rows = self._rows()
        if variation.rows is Rows.ONE_CELL:
            rows = [FullRow(tuple(_rows_to_blocks(rows)))]
        if variation.hyphenate:
            rows = [_hyphenate_row(row, self.content.plan.language) for row in rows]
        return CardTable(title, tuple(rows), self._label_mm(rows))

    def _label_mm(self, rows: Sequence[Row]) -> float:
        """The drawn width of the label column, or what its longest word needs."""
        variation = self.variation
        texts = [run.text for row in rows if isinstance(row, LabelRow) for run in row.label.runs]
        words = [word for text in texts for word in text.replace("-", "- ").split()]
        longest = max(map(len, words), default=0)
        needed = (longest * LETTER_WIDTH * variation.size + 2 * variation.cell_padding) * POINT_MM
        widest = variation.width_mm - LEAST_VALUE_MM
        return max(min(variation.label_mm, widest), needed)

    def _rows(self) -> list[Row]:
        card, labels = self.card, self.labels
        rate = [self.words.percent.format(n=card.support_rate.base_percent)]
        rate += [raised.condition for raised in card.support_rate.raised]
        rows: list[Row] = [*self._narrative()]
        rows.append(self._label_row(labels.support, rate))
        rows.append(self._label_row(labels.beneficiaries, card.beneficiaries.paragraphs))
        rows.append(self._label_row(labels.coordination, [card.coordination.text]))
        rows += self._indicators()
        rows.append(self._label_row(labels.call, [card.call_timing.text]))
        if card.start:
            rows.append(self._label_row(card.start.label, [card.start.text]))
        return rows

    def _label_row(self, label: str, texts: Sequence[str | None]) -> LabelRow:
        return self._row(label, [_paragraph(text) for text in texts if text])

    def _row(self, label: str, blocks: Sequence[Block]) -> LabelRow:
        return LabelRow(_paragraph(label, bold=self.variation.label_bold), tuple(blocks))

    def _narrative(self) -> Iterator[Row]:
        """The rows between title and support."""
        groups = [group for group in self._groups() if isinstance(group, LabelRow) or group]
        match self.variation.rows:
            case Rows.GROUPS | Rows.FIELDS:
                yield from (g if isinstance(g, LabelRow) else FullRow(tuple(g)) for g in groups)
            case Rows.PARAGRAPHS:
                for group in groups:
                    blocks = group.blocks if isinstance(group, LabelRow) else group
                    yield from (FullRow((block,)) for block in blocks)
            case Rows.NARRATIVE_CELL | Rows.ONE_CELL:
                if groups:
                    yield FullRow(tuple(_rows_to_blocks(groups)))

    def _groups(self) -> Iterator[list[Block] | LabelRow]:
        card = self.card
        activities, results = card.eligible_activities, card.result_targets
        yield [_paragraph(text) for text in card.background]
        yield self._goal()
        yield [_paragraph(text) for text in card.conditions_before]
        if card.target_group_place == "before":
            yield self._target_group()
        if activities:
            intro: list[Block] = [] if activities.in_goal else [_paragraph(activities.intro)]
            unmarked = [] if self._marks_all() else activities.unmarked
            yield [*intro, _list(activities.items, unmarked)]
        if card.target_group_place == "after":
            yield self._target_group()
        yield [_paragraph(text) for text in card.conditions_after]
        if results:
            blocks: list[Block] = [
                _list(results.items),
                *(_paragraph(note) for note in results.notes),
            ]
            if self.variation.rows is Rows.FIELDS:
                yield self._row(self.labels.results, blocks)
            else:
                yield [_paragraph(self.labels.results, bold=True), *blocks]

    def _marks_all(self) -> bool:
        """Without space between paragraphs, an item without a mark continues the one before it."""
        return self.variation.paragraphs is not Paragraphs.SPACED

    def _target_group(self) -> list[Block] | LabelRow:
        text, label = self.card.target_group, self.labels.target_group
        if not text:
            return []
        if self.variation.rows is Rows.FIELDS:
            return self._label_row(label, [text])
        return [_paragraph(f"{label} {text}")]

    def _goal(self) -> list[Block]:
        """The goal; where nothing sets it apart it is one paragraph, or its end would not show."""
        card, emphasis = self.card, self.variation.goal
        activities = card.eligible_activities
        texts = [" ".join(card.goal)] if emphasis is Emphasis.PLAIN and card.goal else card.goal
        runs = [[self._goal_run(text)] for text in texts]
        if activities and activities.in_goal and runs:
            same = self.content.plan.language != "fi"
            intro = f" {activities.intro}"
            runs[-1].append(self._goal_run(intro) if same else Run(intro))
        return [Paragraph(tuple(line)) for line in runs]

    def _goal_run(self, text: str) -> Run:
        emphasis = self.variation.goal
        return Run(text, bold=emphasis is Emphasis.BOLD, italic=emphasis is Emphasis.ITALIC)

    def _indicators(self) -> Iterator[Row]:
        indicators, labels = self.card.indicators, self.labels
        blocks: list[Block] = [_paragraph(indicators.none)] if indicators.none else []
        groups = ((labels.output, indicators.output), (labels.result, indicators.result))
        for heading, lines in groups:
            if lines:
                blocks.append(_paragraph(heading, bold=True))
            blocks += [
                _paragraph(line, indent=NESTED_INDENT if is_nested(line) else 0.0) for line in lines
            ]
        if indicators.note:
            blocks.append(_paragraph(indicators.note))
        if self.variation.rows is Rows.FIELDS:
            yield self._row(labels.indicators, blocks)
        else:
            yield FullRow((_paragraph(labels.indicators, bold=True),), Role.HEADING)
            if blocks:
                yield FullRow(tuple(blocks))


def _list(items: Sequence[str], unmarked: Sequence[int] = ()) -> ItemList:
    """A list; an item without a mark is not counted."""
    marked = [at not in unmarked for at in range(len(items))]
    numbers = accumulate(map(int, marked))
    return ItemList(tuple(map(ListItem, items, numbers, marked)))


def _rows_to_blocks(rows: Sequence[Row | list[Block]]) -> Iterator[Block]:
    """The rows' blocks one below the other, labels as bold paragraphs."""
    for row in rows:
        if isinstance(row, LabelRow):
            yield Paragraph(tuple(Run(run.text, bold=True) for run in row.label.runs))
        yield from row if isinstance(row, list) else row.blocks


def _hyphenate_row(row: Row, language: str) -> Row:
    blocks = tuple(_hyphenate_block(block, language) for block in row.blocks)
    if isinstance(row, FullRow):
        return FullRow(blocks, row.role)
    return LabelRow(_hyphenate_paragraph(row.label, language), blocks)


def _hyphenate_block(block: Block, language: str) -> Block:
    if isinstance(block, Paragraph):
        return _hyphenate_paragraph(block, language)
    return ItemList(
        tuple(ListItem(hyphenate(i.text, language), i.number, i.marked) for i in block.items)
    )


def _hyphenate_paragraph(paragraph: Paragraph, language: str) -> Paragraph:
    runs = (Run(hyphenate(r.text, language), r.bold, r.italic) for r in paragraph.runs)
    return Paragraph(tuple(runs), paragraph.indent)
