"""The story: read → find cards → extract fields, tables, account → normalise → check → store.

Every stage is a function that can be replaced by passing another one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.account import RawAccount, chapters_to_account
from extractors.call_tables import tables_to_call_tables
from extractors.cards import CardFinder, FoundCards
from extractors.chapters import heads_objective, lines_to_chapters
from extractors.dewrap import WrapRules, lines_to_wrap_rules
from extractors.funding_table import tables_to_funding_table
from extractors.furniture import Layout, set_furniture_aside
from extractors.identity import (
    Decision,
    decide_country,
    decide_fund,
    decide_language,
    decide_period,
    find_title,
    lines_to_text_before_cards,
)
from extractors.line_metrics import LineMetrics, lines_to_metrics
from extractors.lines import document_to_lines
from extractors.list_marks import mark_dashed_lists
from extractors.on_page import OnPage, ignore_page
from extractors.open_funding import rule_open_funding
from extractors.open_tables import rule_open_tables
from extractors.paragraphs import ParagraphBuilder
from extractors.raw_cards import FieldExtractor
from extractors.readers import AUTO, read_document
from extractors.row_kinds import RowKinds
from extractors.tables import find_tables
from extractors.text_tables import find_text_tables
from extractors.titles import begins_title
from extractors.unread_captions import find_unread_captions
from pipeline.checks import CheckedPlan, run_checks
from pipeline.corrections.accepting import accept_findings
from pipeline.corrections.applying import correct_cards
from pipeline.corrections.entries import (
    ANY_PLAN,
    OVERRIDES,
    Overrides,
    load_overrides,
    overrides_to_fingerprint,
)
from pipeline.coverage import count_coverage
from pipeline.isolation import Limits, run_isolated
from pipeline.normalise.account import account_to_record
from pipeline.normalise.cards import raw_cards_to_cards
from pipeline.normalise.funding import RawTables, UnreadTable, split_call_tables, tables_to_funding
from pipeline.normalise.plan import PlanIdentity, build_plan, identity_to_plan_id
from pipeline.normalise.sources import raw_cards_to_sources
from pipeline.places import PlaceFinder
from schemas.errors import InputError
from schemas.fund import find_fund
from schemas.language import Language, find_language
from schemas.record import Plan, PlanHeader
from schemas.stages import Document, Line, RawCard, words_of

if TYPE_CHECKING:
    # The store brings the diff and its libraries, which reading a plan can do without.
    from pipeline.store import Store, Stored
    from pipeline.store.naming import Naming

BY_LANGUAGE_OPTION = "option --language"
BY_FUND_OPTION = "option --fund"
"""What a header says a value was decided by, when a caller fixed it."""

MOST_NAMED = 20
"""So many pages that could not be read are named in a message."""

Read = Callable[[Path, str, str | None, OnPage], Document]


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may fix instead of having it read from the document.

    Attributes:
        reader: name of a reader, or "auto".
        language: code of a language, or ``None``.
        fund: code of a fund, or ``None``.
        password: of a locked PDF.
        limits: what one file may take.
        overrides: corrections by people, of this and other plans.
    """

    reader: str = AUTO
    language: str | None = None
    fund: str | None = None
    password: str | None = None
    limits: Limits = field(default_factory=Limits)
    overrides: Overrides = field(default_factory=Overrides)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document's lines and what its language says about them."""

    document: Document
    layout: Layout
    language: Language
    rules: WrapRules
    metrics: LineMetrics
    identity: PlanIdentity


def run_plan(
    path: Path,
    store: Store,
    options: Options,
    naming: Naming | None = None,
    on_page: OnPage = ignore_page,
) -> Stored:
    """The whole job on one file: extract, check, store as a version, write every output.

    Raises:
        InputError: the file cannot be read as a plan.
        UsageError: a name in ``naming`` cannot be used, or overrides.toml cannot be read.
        StoreError: the output folder cannot be written.
    """
    overrides = load_overrides(store.root / OVERRIDES).under_id(naming.plan_id if naming else None)
    plan = extract_plan(path, replace(options, overrides=overrides), on_page)
    return store.add(plan, path, naming, partial(reread_plan, options=options))


def reread_plan(path: Path, stored: PlanHeader, options: Options) -> Plan:
    """Extract a kept source as it was extracted when it was stored.

    Args:
        path: the kept source.
        stored: header of the stored version; it tells the reader, and what a caller had fixed.
        options: password and limits.

    Raises:
        InputError: this build cannot read it as a plan.
    """
    return extract_plan(path, options_of_then(stored, options))


def options_of_then(stored: PlanHeader, options: Options) -> Options:
    """The options that a version was extracted with, and today's password and limits."""
    by = stored.decided_by
    return replace(
        options,
        reader=stored.extractor.reader,
        language=stored.language if by.language == BY_LANGUAGE_OPTION else None,
        fund=stored.fund if by.fund == BY_FUND_OPTION else None,
    )


def extract_plan(
    path: Path,
    options: Options | None = None,
    on_page: OnPage = ignore_page,
    read: Read | None = None,
) -> Plan:
    """Read one file into a plan document, checked, in a process of its own within the limits.

    Args:
        path: a PDF, or a text dump.
        options: what not to read from the document.
        on_page: told of every page read.
        read: another reading stage; then everything is done in this process, without limits.

    Raises:
        InputError: the file cannot be read as a plan; the message says why and what to do.
        UsageError: an option names an unknown reader, language or fund.
    """
    options = options or Options()
    if read is None:
        task = partial(_extract_to_json, path, options)
        return Plan.model_validate_json(run_isolated(task, path, on_page, options.limits))
    document = read(path, options.reader, options.password, on_page)
    return document_to_plan(document, options)


def _extract_to_json(path: Path, options: Options, on_page: OnPage) -> bytes:
    """The worker's job. What it hands back is the record: words and lines stay where they are."""
    plan = extract_plan(path, options, on_page, read_document)
    return plan.model_dump_json().encode()


def document_to_plan(document: Document, options: Options) -> Plan:
    """Everything after reading.

    Raises:
        InputError: the document is no plan.
    """
    prepared = prepare(document, options)
    found = find_cards(prepared)
    raw_cards = extract_fields(prepared, found)
    raw_tables = read_tables(prepared, found)
    raw_account = read_account(prepared, found, raw_tables)
    places = PlaceFinder(document)
    read_cards = raw_cards_to_cards(raw_cards, prepared.language, places)
    sources = raw_cards_to_sources(raw_cards, [card.card_id for card in read_cards])
    overrides = find_overrides(document, prepared, options)
    cards, refused = correct_cards(read_cards, sources, overrides.override)
    funding = tables_to_funding(raw_tables, prepared.language, places)
    account = account_to_record(raw_account, cards, funding, found, prepared.language, places)
    coverage = count_coverage(
        document, prepared.layout.furniture, found, raw_cards, raw_tables, raw_account, places
    )
    fund = find_fund(prepared.identity.fund.value) if prepared.identity.fund.value else None
    findings = run_checks(
        CheckedPlan(
            document, raw_cards, cards, coverage, places,
            raw_tables, funding, raw_account, account, found.headings, prepared.language, fund,
            found.untitled,
            [line for line in prepared.layout.furniture if line.role == "unchecked"],
        )
    )  # fmt: skip
    findings = accept_findings([*findings, *refused], overrides.accept)
    return build_plan(
        document, prepared.identity, found, cards, funding, account, findings, coverage,
        sources, overrides_to_fingerprint(overrides),
    )  # fmt: skip


def prepare(document: Document, options: Options) -> Prepared:
    """Lines without running heads, and what plan the document is."""
    fund = find_fund(options.fund).code if options.fund else None
    aside = set_furniture_aside(document, document_to_lines(document), begins_title)
    layout = replace(aside, lines=tuple(mark_dashed_lists(aside.lines)))
    if options.language:
        language, language_by = find_language(options.language), BY_LANGUAGE_OPTION
    else:
        language, language_by = decide_language(layout.lines, name_source(document))
    rules = lines_to_wrap_rules(layout.lines, language)
    metrics = lines_to_metrics(layout.lines)
    title = find_title(layout.lines, metrics.body_size, rules)
    before = lines_to_text_before_cards(layout.lines, language)
    identity = PlanIdentity(
        language=Decision(language.code, language_by),
        title=title,
        fund=Decision(fund, BY_FUND_OPTION) if fund else decide_fund(title, before, language),
        country=decide_country(before, language),
        period=decide_period(title, layout.lines, language),
    )
    return Prepared(document, layout, language, rules, metrics, identity)


def name_source(document: Document) -> str:
    """The file's name and, if there are any, the pages that could not be read."""
    failed = ", ".join(str(page.number) for page in document.failed_pages[:MOST_NAMED])
    more = " and more" if len(document.failed_pages) > MOST_NAMED else ""
    note = f" (could not be read: page {failed}{more})" if failed else ""
    return f"{document.source.file}{note}"


def find_cards(prepared: Prepared) -> FoundCards:
    """The cards of the document; titles are bare codes where no title has a word before its code.

    Raises:
        InputError: there is none.
    """
    found = _find_cards(prepared, bare_codes=False)
    if not found.cards:
        found = _find_cards(prepared, bare_codes=True)
    if not found.cards:
        raise InputError(
            f"{name_source(prepared.document)}: no measure card on any of its "
            f"{prepared.document.source.pages} page(s), read as {prepared.language.name}; "
            "if it is a plan, try --language or another edition"
        )
    return found


def _find_cards(prepared: Prepared, bare_codes: bool) -> FoundCards:
    return CardFinder(
        prepared.layout.lines,
        prepared.language,
        prepared.rules,
        prepared.metrics,
        prepared.document.in_reading_order,
        bare_codes,
    ).find()


def find_overrides(document: Document, prepared: Prepared, options: Options) -> Overrides:
    """The corrections of this plan, which may have its language's name in its id."""
    plan_id = identity_to_plan_id(prepared.identity, document.source.sha256)
    return options.overrides.of_plan(plan_id, f"{plan_id}-{prepared.language.code}", ANY_PLAN)


def extract_fields(prepared: Prepared, found: FoundCards) -> Sequence[RawCard]:
    """The fields of every card as spans."""
    extractor = FieldExtractor(prepared.language, prepared.rules, prepared.metrics, found.cards)
    return [extractor.extract(region) for region in found.cards]


def read_tables(prepared: Prepared, found: FoundCards) -> RawTables:
    """The funding table and the call tables, which stand outside the cards."""
    regions = [(*r.title.lines, *r.repeated, *r.lines) for r in found.cards]
    kinds = RowKinds(prepared.language)
    lines = _lines_without(prepared, *regions)
    ruled = rule_open_funding(rule_open_tables(lines, kinds), kinds)
    tables = find_tables(ruled, kinds)
    found_calls = (
        *tables_to_call_tables(tables, kinds, prepared.rules),
        *find_text_tables([ln for ln in ruled if ln.cell is None], kinds, prepared.rules),
    )
    calls, unread = split_call_tables(found_calls, prepared.language)
    funding = tables_to_funding_table(tables, kinds, prepared.rules)
    headings = (*funding.heading, *(line for table in found_calls for line in table.heading))
    unread += tuple(
        UnreadTable("rows", caption) for caption in find_unread_captions(lines, headings, kinds)
    )
    return RawTables(funding, calls, unread)


def read_account(prepared: Prepared, found: FoundCards, tables: RawTables) -> RawAccount:
    """What the chapters around cards and tables tell of the programme and its progress."""
    regions = [(*r.title.lines, *r.repeated, *r.lines) for r in found.cards]
    captions = [(*table.heading, *table.repeated) for table in tables.all]
    rows = {word.index for table in tables.all for span in table.values for word in span.words}
    lines = [
        line
        for line in _lines_without(prepared, *regions, *captions)
        if (line.cell is None or line.cell.columns == 1)
        and rows.isdisjoint(word.index for word in line.words)
    ]
    kinds = RowKinds(prepared.language)
    own = [line for line in lines if heads_objective(line, kinds)]
    headings = words_of([*found.chapters, *own, *(ln for h in found.headings for ln in h.lines)])
    builder = ParagraphBuilder(prepared.language, prepared.rules, prepared.metrics)
    chapters = lines_to_chapters(
        lines, {word.index for word in headings}, builder, prepared.rules, prepared.language
    )
    return chapters_to_account(chapters, prepared.language)


def _lines_without(prepared: Prepared, *several: Sequence[Line]) -> list[Line]:
    """The document's lines without those."""
    own = {word.index for lines in several for word in words_of(lines)}
    return [ln for ln in prepared.layout.lines if own.isdisjoint(w.index for w in ln.words)]
