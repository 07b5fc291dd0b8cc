"""Findings as a JUnit test report: every code is a test, which fails with its findings."""

from __future__ import annotations

from xml.etree import ElementTree

from pipeline.reports import Report
from schemas.explanations import load_explanations
from schemas.record import Finding

NAME = "junit"


def render(report: Report) -> str:
    """One suite; errors and warnings fail a test, notes are its output.

    A test whose only findings are switched off is skipped with the reasons.
    """
    suite = ElementTree.Element("testsuite", name=report.header.plan_id)
    codes = load_explanations()
    failures = skipped = 0
    for code, explanation in codes.items():
        case = ElementTree.SubElement(suite, "testcase", classname="plancards", name=code)
        found = [finding for finding in report.findings if finding.code == code]
        failing = [finding for finding in found if finding.level != "note"]
        off = [silenced for silenced in report.silenced if silenced.finding.code == code]
        if failing:
            failures += 1
            failure = ElementTree.SubElement(case, "failure", message=explanation.title)
            failure.text = _findings_to_text(failing)
        elif off and not found:
            skipped += 1
            reasons = "; ".join(dict.fromkeys(silenced.reason for silenced in off))
            ElementTree.SubElement(case, "skipped", message=reasons)
        notes = [finding for finding in found if finding.level == "note"]
        if notes:
            ElementTree.SubElement(case, "system-out").text = _findings_to_text(notes)
    counts = {"tests": len(codes), "failures": failures, "errors": 0, "skipped": skipped}
    suite.attrib |= {name: str(number) for name, number in counts.items()}
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=False) + "\n"


def _findings_to_text(findings: list[Finding]) -> str:
    return "\n".join(f"{finding.level}: {finding.message}" for finding in findings)
