"""Findings as the site shows them, numbered as in the plan document."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.site.addresses import address_card
from pipeline.site.figures import Spot
from pipeline.site.sources import ShownVersion
from pipeline.site.voice import Voice
from pipeline.translating import translate
from schemas.explanations import load_explanations
from schemas.messages import ENGLISH
from schemas.record import Accepted, Finding, Level, Place


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding.

    Attributes:
        number: 1-based place in the plan document.
        anchor: of the finding on a page.
        level: of the finding.
        level_name: in the language of the page.
        code: of the finding.
        title: what the code means, in the language of the page.
        message: what was found, in the language of the page where its templates can say it.
        message_language: code of the language that it is in.
        why, do: why it matters and what to do, in English.
        card_id: the card, or ``None``.
        card_address: its page, or ``None``.
        field: of the card, or ``None``.
        places: where it stands.
        accepted: who accepted it, or ``None``.
    """

    number: int
    anchor: str
    level: Level
    level_name: str
    code: str
    title: str
    message: str
    message_language: str
    why: str
    do: str
    card_id: str | None
    card_address: str | None
    field: str | None
    places: tuple[Place, ...]
    accepted: Accepted | None


def show_findings(version: ShownVersion, voice: Voice) -> list[ShownFinding]:
    """All findings of a version, in the plan document's order."""
    return [
        _show_finding(number, finding, version, voice)
        for number, finding in enumerate(version.plan.findings, start=1)
    ]


def finding_to_spots(finding: ShownFinding, voice: Voice) -> list[Spot]:
    """Where a finding stands."""
    label = voice.say("finding_n", number=finding.number)
    return [
        Spot(finding.anchor, f"{label}: {finding.title}", place, "finding")
        for place in finding.places
    ]


def _show_finding(
    number: int, finding: Finding, version: ShownVersion, voice: Voice
) -> ShownFinding:
    explanation = load_explanations()[finding.code]
    file = version.find_file(finding.card_id)
    header = version.plan.plan
    said = translate(finding, voice.code)
    return ShownFinding(
        number=number,
        anchor=f"finding-{number}",
        level=finding.level,
        level_name=voice.interface.levels[finding.level],
        code=finding.code,
        title=voice.interface.findings[finding.code],
        message=said.message,
        message_language=ENGLISH if said is finding else voice.code,
        why=explanation.why,
        do=explanation.do,
        card_id=finding.card_id,
        card_address=address_card(header.plan_id, header.version, file) if file else None,
        field=finding.field,
        places=tuple(finding.evidence),
        accepted=finding.accepted,
    )
