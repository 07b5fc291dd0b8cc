"""Puts the plan document together: header, objectives, implementation measures, cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.cards import FoundCards
from extractors.identity import Decision
from pipeline import __version__
from pipeline.normalise.account import Account
from pipeline.tool_build import find_build
from schemas.record import (
    Coverage,
    DecidedBy,
    Extractor,
    FieldSource,
    Finding,
    Funding,
    ImplementationMeasure,
    MeasureCard,
    Milestone,
    Objective,
    Period,
    Plan,
    PlanHeader,
    PlanSource,
)
from schemas.stages import Document, Heading

HASH_LENGTH = 12
"""A plan that is not stored yet has the first so many digits of its file's hash as its version."""


@dataclass(frozen=True, slots=True)
class PlanIdentity:
    """What plan a document is, and what each answer was read from."""

    language: Decision
    title: str | None
    fund: Decision
    country: Decision
    period: Decision


def build_plan(
    document: Document,
    identity: PlanIdentity,
    found: FoundCards,
    cards: list[MeasureCard],
    funding: Funding,
    account: Account,
    findings: list[Finding],
    coverage: Coverage,
    sources: list[FieldSource],
    corrections: str | None,
) -> Plan:
    """The plan document of one input."""
    header = _build_header(document, identity, account.milestones)
    return Plan(
        plan=header.model_copy(update={"corrections": corrections}),
        objectives=_headings_to_objectives(found.headings, cards),
        implementation_measures=_headings_to_measures(found.headings, cards),
        cards=cards,
        funding=funding,
        progress=account.progress,
        findings=findings,
        coverage=coverage,
        chapters=account.chapters,
        sources=sources,
    )


def _build_header(
    document: Document, identity: PlanIdentity, milestones: list[Milestone]
) -> PlanHeader:
    source = document.source
    start, end = (
        (int(y) for y in identity.period.value.split("-")) if identity.period.value else (0, 0)
    )
    return PlanHeader(
        plan_id=identity_to_plan_id(identity, source.sha256),
        fund=identity.fund.value,
        country=identity.country.value,
        language=identity.language.value or "",
        title=identity.title,
        period=Period(start=start, end=end) if identity.period.value else None,
        version=source.sha256[:HASH_LENGTH],
        status="partial" if document.failed_pages else "complete",
        source=PlanSource(
            file=source.file,
            sha256=source.sha256,
            media_type=source.media_type,
            pages=source.pages,
            failed_pages=[page.number for page in document.failed_pages],
        ),
        decided_by=DecidedBy(
            fund=identity.fund.by,
            language=identity.language.by,
            period=identity.period.by,
            country=identity.country.by,
        ),
        milestones=milestones,
        extractor=Extractor(
            name="plancards", version=__version__, reader=document.reader, build=find_build()
        ),
    )


def identity_to_plan_id(identity: PlanIdentity, sha256: str) -> str:
    """Country, fund and period joined; with the file's hash when fund or period is not known.

    A document that does not say what plan it is must not be taken for a version of another one.

    before: FI, AMIF, 2025-2026
    after: "fi-amif-2025-2026"

    before: FI, AMIF, nothing
    after: "fi-amif-3f0c81d2a94b"
    """
    known = [d.value.lower() for d in (identity.country, identity.fund, identity.period) if d.value]
    if identity.fund.value and identity.period.value:
        return "-".join(known)
    return "-".join([*(known or ["plan"]), sha256[:HASH_LENGTH]])


def _headings_to_objectives(
    headings: Sequence[Heading], cards: Sequence[MeasureCard]
) -> list[Objective]:
    """The objectives that cards stand under, in the order of their last headings, each once."""
    found = {
        c.specific_objective.number: c.specific_objective for c in cards if c.specific_objective
    }
    order = {h.key: at for at, h in enumerate(headings) if h.kind == "objective"}
    return sorted(found.values(), key=lambda o: order.get(str(o.number), len(headings)))


def _headings_to_measures(
    headings: Sequence[Heading], cards: Sequence[MeasureCard]
) -> list[ImplementationMeasure]:
    """The implementation measures that cards stand under, ordered likewise."""
    found = {
        c.implementation_measure.code: ImplementationMeasure(
            code=c.implementation_measure.code,
            title=c.implementation_measure.title,
            objective=c.specific_objective.number,
        )
        for c in cards
        if c.implementation_measure and c.specific_objective
    }
    order = {h.key: at for at, h in enumerate(headings) if h.kind == "implementation_measure"}
    return sorted(found.values(), key=lambda m: order.get(m.code, len(headings)))
