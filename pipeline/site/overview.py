"""The overview of a version: versions, counts, money, calls and findings, to be filtered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup
from pydantic import BaseModel

from pipeline.calls.row_cards import objective_of
from pipeline.diff.statements import diff_to_statements
from pipeline.site.calendar import (
    Calendar,
    card_to_rounds,
    plan_to_rounds,
    show_calendar,
)
from pipeline.site.charts import Bar, draw_bars
from pipeline.site.findings import ShownFinding, show_findings
from pipeline.site.pages import Addresses, SitePage
from pipeline.site.sources import ShownPlan, ShownVersion
from pipeline.site.voice import Voice, name_language
from schemas.beneficiaries import load_categories
from schemas.changes import IMPACTS
from schemas.record import LEVELS, Allocation, Level, MeasureCard, PlanHeader


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in the list of versions."""

    name: str
    address: str
    header: PlanHeader
    cards: int
    findings: tuple[tuple[str, str, int], ...]
    changes_address: str | None
    changes: tuple[tuple[str, str, int], ...]
    is_here: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen in a filter."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of the overview."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """Money of one kind."""

    kind: str
    label: str
    amount: str


@dataclass(frozen=True, slots=True)
class Money:
    """The money of one objective, drawn and written."""

    heading: str
    title: str
    total: str
    chart: Markup
    lines: tuple[MoneyLine, ...]
    cards: tuple[str, ...]


class CardFacts(BaseModel):
    """What the filters look at; it travels in the page as JSON."""

    objective: str
    round: list[str]
    category: list[str]
    rate: str
    words: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What the overview shows."""

    header: PlanHeader
    language: str
    versions: tuple[VersionLine, ...]
    counts: tuple[tuple[str, str], ...]
    filters: tuple[Filter, ...]
    facts: dict[str, dict[str, object]]
    money: tuple[Money, ...]
    money_total: str
    calendar: Calendar
    findings: tuple[ShownFinding, ...]
    levels: tuple[tuple[str, str, int], ...]
    coverage: str


def show_overview(version: ShownVersion, addresses: Addresses, voice: Voice) -> SitePage:
    """The overview of a version."""
    plan = version.plan
    address = addresses.overview(version.name)
    findings = sorted(show_findings(version, voice), key=lambda one: LEVELS.index(one.level))
    total = plan.funding.allocations_total
    return SitePage(
        address=address,
        template="overview.html",
        title=plan.plan.title or plan.plan.plan_id,
        view=Overview(
            header=plan.plan,
            language=name_language(plan.plan.language),
            versions=tuple(_list_versions(addresses, version, voice)),
            counts=tuple(_count(version, voice)),
            filters=tuple(_list_filters(version, voice)),
            facts={card.card_id: card_to_facts(card, version).model_dump() for card in plan.cards},
            money=tuple(_list_money(version, voice)),
            money_total=voice.say("money_total", total=voice.write_amount(total)) if total else "",
            calendar=show_calendar(version, addresses, voice),
            findings=tuple(findings),
            levels=_count_levels([finding.level for finding in findings], voice),
            coverage=addresses.coverage(version.name),
        ),
        links=addresses.links(version.name, address, voice),
    )


def card_to_facts(card: MeasureCard, version: ShownVersion) -> CardFacts:
    """What the filters look at of a card."""
    objective = objective_of(card)
    rate = card.support_rate.base_percent
    parents = {category.code: category.parent for category in load_categories()}
    categories = list(card.beneficiaries.categories)
    for code in categories:
        parent = parents.get(code)
        if parent and parent not in categories:
            categories.append(parent)
    return CardFacts(
        objective="" if objective is None else str(objective),
        round=[f"{found.year}-{found.season}" for found in card_to_rounds(card, version.plan)],
        category=categories,
        rate="" if rate is None else str(rate),
        words=" ".join(_list_texts(card)).casefold(),
    )


def _list_texts(card: MeasureCard) -> Iterator[str]:
    """All words of a card, to be searched."""
    waiting: list[object] = [card.model_dump(mode="json", exclude={"evidence"})]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting[:0] = value.values()
        elif isinstance(value, list):
            waiting[:0] = value


def _list_versions(addresses: Addresses, here: ShownVersion, voice: Voice) -> Iterator[VersionLine]:
    shown: ShownPlan = addresses.plan
    before: ShownVersion | None = None
    for version in shown.versions:
        diff = shown.diffs[before.name, version.name] if before else None
        counts = Counter(found.impact for found in diff_to_statements(diff, "en")) if diff else None
        yield VersionLine(
            name=version.name,
            address=addresses.overview(version.name),
            header=version.plan.plan,
            cards=len(version.plan.cards),
            findings=_count_levels([f.level for f in version.plan.findings], voice),
            changes_address=addresses.changes(before.name, version.name) if before else None,
            changes=tuple((impact, voice.name_impact(impact), counts[impact]) for impact in IMPACTS)
            if counts is not None
            else (),
            is_here=version is here,
        )
        before = version


def _count_levels(levels: Sequence[Level], voice: Voice) -> tuple[tuple[str, str, int], ...]:
    counts = Counter(levels)
    return tuple(
        (level, voice.count_level(level, counts[level]), counts[level]) for level in LEVELS
    )


def _count(version: ShownVersion, voice: Voice) -> Iterator[tuple[str, str]]:
    plan = version.plan
    yield voice.say("cards"), voice.write_number(len(plan.cards))
    yield voice.say("objectives"), voice.write_number(len(plan.objectives))
    yield voice.say("rounds"), voice.write_number(len(plan_to_rounds(plan)))
    yield voice.say("findings"), voice.write_number(len(plan.findings))
    yield voice.say("characters"), voice.write_number(plan.coverage.characters)
    yield voice.say("leftovers"), voice.write_number(plan.coverage.leftover)


def _list_filters(version: ShownVersion, voice: Voice) -> Iterator[Filter]:
    facts = [card_to_facts(card, version) for card in version.plan.cards]
    objectives = {card.objective for card in facts} - {""}
    yield Filter(
        "objective",
        voice.say("objective"),
        tuple(
            Choice(number, voice.say("objective_n", number=number))
            for number in sorted(objectives, key=int)
        ),
    )
    yield Filter(
        "round",
        voice.say("round"),
        tuple(
            Choice(f"{found.year}-{found.season}", voice.name_round(found))
            for found in plan_to_rounds(version.plan)
        ),
    )
    categories = {code for card in facts for code in card.category}
    known = [category.code for category in load_categories() if category.code in categories]
    yield Filter(
        "category",
        voice.say("category"),
        tuple(Choice(code, voice.name_category(code)) for code in known),
    )
    rates = {card.rate for card in facts} - {""}
    yield Filter(
        "rate",
        voice.say("rate"),
        tuple(Choice(rate, voice.write_percent(int(rate))) for rate in sorted(rates, key=int)),
    )


def _list_money(version: ShownVersion, voice: Voice) -> Iterator[Money]:
    allocations = version.plan.funding.allocations
    longest = max((_number(row.amount) for found in allocations for row in found.rows), default=0.0)
    for found in allocations:
        yield _show_money(found, longest, version, voice)


def _show_money(found: Allocation, longest: float, version: ShownVersion, voice: Voice) -> Money:
    heading = voice.say("objective_n", number=found.objective)
    total = voice.write_amount(found.total) if found.total else ""
    lines = tuple(
        MoneyLine(
            row.kind,
            voice.interface.kinds[row.kind],
            voice.write_amount(row.amount) if row.amount else "–",
        )
        for row in found.rows
    )
    bars = [
        Bar(line.label, _number(row.amount), line.amount)
        for line, row in zip(lines, found.rows, strict=True)
    ]
    title = voice.say("money_chart", objective=heading, total=total)
    return Money(
        heading=heading,
        title=found.objective_title,
        total=total,
        chart=draw_bars(bars, longest, title) if bars else Markup(""),
        lines=lines,
        cards=tuple(
            card.card_id for card in version.plan.cards if objective_of(card) == found.objective
        ),
    )


def _number(amount: str | None) -> float:
    return float(Decimal(amount)) if amount else 0.0
