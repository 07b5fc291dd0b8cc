"""Findings that a project switches off, each with its reason, in ``plancards.toml``.

[[off]]
code = "numbering-gap"
card_id = "1B2"             # optional: only findings on this card
contains = "measure 1B2"    # optional: only findings whose message contains this
reason = "1B2 was dropped in 2023"
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from schemas.project_files import load_project_file
from schemas.record import Finding, FindingCode

PROJECT_FILE = "plancards.toml"


class Switch(BaseModel):
    """What is switched off, and why."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: FindingCode
    card_id: str | None = None
    contains: str = ""
    reason: str = Field(min_length=1)

    def covers(self, finding: Finding) -> bool:
        """Whether this switches ``finding`` off."""
        return (
            finding.code == self.code
            and self.card_id in (None, finding.card_id)
            and self.contains in finding.message
        )


class _ProjectFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    off: tuple[Switch, ...] = ()


@dataclass(frozen=True, slots=True)
class Silenced:
    """A finding that is switched off, and the reason that the project gives."""

    finding: Finding
    reason: str


def load_switches(path: Path) -> tuple[Switch, ...]:
    """The switches of a project file.

    Raises:
        UsageError: the file cannot be read, or an entry is wrong; the message names both.
    """
    return load_project_file(path, _ProjectFile).off


def split_findings(
    findings: Iterable[Finding], switches: Sequence[Switch]
) -> tuple[list[Finding], list[Silenced]]:
    """Findings that count, and those that are switched off or accepted, in order."""
    kept: list[Finding] = []
    silenced: list[Silenced] = []
    for finding in findings:
        covering = next((switch for switch in switches if switch.covers(finding)), None)
        if finding.accepted:
            by = finding.accepted
            silenced.append(Silenced(finding, f"accepted by {by.name} ({by.date}): {by.reason}"))
        elif covering:
            silenced.append(Silenced(finding, covering.reason))
        else:
            kept.append(finding)
    return kept, silenced
