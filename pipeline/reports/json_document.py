"""Findings as one JSON object."""

from __future__ import annotations

import json

from pipeline.reports import Report

NAME = "json"


def render(report: Report) -> str:
    """Plan, findings, and those switched off with their reasons."""
    document = {
        "plan_id": report.header.plan_id,
        "version": report.header.version,
        "file": report.header.source.file,
        "findings": [finding.model_dump(mode="json") for finding in report.findings],
        "off": [
            {**silenced.finding.model_dump(mode="json"), "reason": silenced.reason}
            for silenced in report.silenced
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
