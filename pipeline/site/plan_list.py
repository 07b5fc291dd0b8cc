"""The first page of a site of several plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.site.addresses import HOME
from pipeline.site.pages import Addresses, SitePage
from pipeline.site.voice import Voice
from schemas.record import LEVELS


@dataclass(frozen=True, slots=True)
class ListedPlan:
    """A plan in the list."""

    plan_id: str
    title: str
    language: str
    address: str
    versions: tuple[str, ...]
    cards: int
    levels: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class PlanList:
    """What the first page shows."""

    plans: tuple[ListedPlan, ...]


def show_plans(addresses: Sequence[Addresses], voice: Voice) -> SitePage:
    """The list of all plans."""
    return SitePage(
        address=HOME,
        template="plans.html",
        title=voice.say("all_plans"),
        view=PlanList(tuple(_list_plan(found, voice) for found in addresses)),
        links=(),
    )


def _list_plan(addresses: Addresses, voice: Voice) -> ListedPlan:
    shown = addresses.plan
    plan = shown.find_version(shown.main).plan
    counts = Counter(finding.level for finding in plan.findings)
    return ListedPlan(
        plan_id=shown.plan_id,
        title=plan.plan.title or "",
        language=plan.plan.language,
        address=addresses.overview(shown.main),
        versions=tuple(version.name for version in shown.versions),
        cards=len(plan.cards),
        levels=tuple(
            (level, voice.count_level(level, counts[level]), counts[level]) for level in LEVELS
        ),
    )
