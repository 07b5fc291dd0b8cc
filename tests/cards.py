"""Small cards and plans that tests compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.record import (
    Activities,
    Beneficiaries,
    CallTiming,
    CardMeasure,
    Coordination,
    Coverage,
    DecidedBy,
    Extractor,
    Funding,
    Indicators,
    MeasureCard,
    Objective,
    Plan,
    PlanHeader,
    PlanSource,
    ResultTargets,
    SupportRate,
)

TOPICS = {
    "reception": (
        "Reception that works at night",
        "Families arrive at all hours, and the desk closes at four. Guards hand out blankets.",
        "The aim is that every family gets a room and a meal within two hours of arrival.",
        ["train night staff", "furnish rooms for families", "translate the house rules"],
    ),
    "interpreters": (
        "Interpreters within reach",
        "A hearing was postponed eleven times because nobody spoke Tigrinya that week.",
        "The aim is to have an interpreter on the line within twenty minutes, whatever the tongue.",
        ["build a shared roster", "pay for certified courses", "test calls with video"],
    ),
    "language": (
        "Finnish learned on the job",
        "Bakeries and shipyards hire people whom no evening class reaches.",
        "The aim is that employers and teachers plan lessons around shifts.",
        ["write lesson plans with foremen", "lend tablets", "coach mentors in workshops"],
    ),
    "returns": (
        "Returns prepared with care",
        "Counsellors meet people too late, often at the gate.",
        "The aim is counselling from the first refusal on, and contacts in the country of origin.",
        ["meet clients in reception centres", "agree on support with partner agencies"],
    ),
}
"""Cards that have nothing in common: title, background, goal, activities."""


def a_card(
    card_id: str,
    topic: str = "reception",
    values: Mapping[str, object] | None = None,
    **more: object,
) -> MeasureCard:
    """A card about one of ``TOPICS``; ``values``, and values given by name, replace its fields."""
    title, background, goal, activities = TOPICS[topic]
    fields: dict[str, object] = {
        "card_id": card_id,
        "kind": "measure",
        "code": card_id,
        "title": title,
        "specific_objective": Objective(number=int(card_id[0]), title="Asylum"),
        "implementation_measure": CardMeasure(code=card_id[:2], title="Reception"),
        "background": background,
        "goal": goal,
        "target_group": None,
        "eligible_activities": Activities(intro="Support is given to", items=activities),
        "conditions": [],
        "result_targets": ResultTargets(items=[f"{title} is in use in ten places"], notes=[]),
        "support_rate": SupportRate(base_percent=75, raised=[]),
        "beneficiaries": Beneficiaries(text="Municipalities.", categories=["municipality"]),
        "coordination": Coordination(status="not_applicable", text="N/A", funds=[]),
        "indicators": Indicators(status="missing", output=[], result=[], note=None),
        "call_timing": CallTiming(status="missing", text=None, rounds=[]),
        "start": None,
        "evidence": [],
    }
    return MeasureCard.model_validate({**fields, **(values or {}), **more})


def a_plan(cards: Sequence[MeasureCard], **values: object) -> Plan:
    """A plan with these cards; values given by name replace its parts."""
    parts: dict[str, object] = {
        "plan": a_header(),
        "objectives": [],
        "implementation_measures": [],
        "cards": list(cards),
        "funding": Funding(allocations=[], calls=[]),
        "progress": [],
        "findings": [],
        "coverage": Coverage(
            characters=0, field=0, label=0, heading=0, furniture=0, leftover=0, leftovers=[]
        ),
    }
    return Plan.model_validate({**parts, **values})


def a_header(*, language: str = "en", failed_pages: Sequence[int] = ()) -> PlanHeader:
    """The header of a plan in a language, some of whose pages could not be read."""
    return PlanHeader(
        plan_id="fi-amif-2027-2028",
        fund="AMIF",
        country="FI",
        language=language,
        title="A plan",
        period=None,
        version="1",
        status="partial" if failed_pages else "complete",
        source=PlanSource(
            file="plan.pdf",
            sha256="0" * 64,
            media_type="application/pdf",
            pages=20,
            failed_pages=list(failed_pages),
        ),
        decided_by=DecidedBy(fund=None, language=None, period=None, country=None),
        milestones=[],
        extractor=Extractor(name="plancards", version="0", reader="pdfium"),
    )
