"""Findings in SARIF 2.1.0, which code-review tools show beside a file."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote as quote_uri

from pipeline import __version__
from pipeline.reports import Report
from schemas.explanations import load_explanations
from schemas.record import Finding, Place

NAME = "sarif"

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(report: Report) -> str:
    """One run with a rule per code; what is switched off is suppressed with its reason."""
    file = report.header.source.file
    results = [_finding_to_result(finding, file) for finding in report.findings]
    for silenced in report.silenced:
        reason = {"kind": "external", "justification": silenced.reason}
        results.append({**_finding_to_result(silenced.finding, file), "suppressions": [reason]})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": explanation.title},
            "fullDescription": {"text": explanation.why},
            "help": {"text": explanation.do},
        }
        for code, explanation in load_explanations().items()
    ]
    driver = {"name": "plancards", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "results": results}
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _finding_to_result(finding: Finding, file: str) -> dict[str, Any]:
    places = finding.evidence or [Place()]
    return {
        "ruleId": finding.code,
        "level": finding.level,
        "message": {"text": finding.message},
        "locations": [_place_to_location(place, file, finding.card_id) for place in places],
    }


def _place_to_location(place: Place, file: str, card_id: str | None) -> dict[str, Any]:
    """SARIF knows lines; a page and its box go with the location as properties."""
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote_uri(file)}}
    if place.line:
        physical["region"] = {"startLine": place.line}
    location: dict[str, Any] = {"physicalLocation": physical}
    if card_id:
        location["logicalLocations"] = [{"fullyQualifiedName": card_id}]
    if place.page:
        location["properties"] = place.model_dump(mode="json")
    return location
