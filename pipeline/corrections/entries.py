"""``overrides.toml``: values that people set, and findings that they accept.

[[override]]
plan_id = "fi-amif-2027-2028"
card_id = "2B1"
path = "/support_rate/base_percent"     # JSON pointer inside the card
value = 90                              # what the value shall be; no key: null
source = "3f9a…"                        # of the text it was made for
name = "Anna Example"
date = 2026-11-24
reason = "The rate is printed in the heading"

[[accept]]
plan_id = "fi-amif-2027-2028"
card_id = "2B1"                         # no key: a finding that is about no card
code = "start-missing"
source = "71bc…"                        # of the finding's message
name = "Anna Example"
date = 2026-11-24
reason = "The call settles the start"
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from pipeline.fingerprint import text_to_fingerprint
from schemas.project_files import load_project_file
from schemas.record import FindingCode

OVERRIDES = "overrides.toml"
ANY_PLAN = "*"
"""Instead of a plan's id: whatever plan is read."""

Pointer = Annotated[str, Field(pattern=r"^(/[A-Za-z0-9_]+)+$")]
Words = Annotated[str, Field(min_length=1)]


class _Signed(BaseModel):
    """What a person signs."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    plan_id: str
    source: str
    name: Words
    date: datetime.date
    reason: Words


class Override(_Signed):
    """A value that a person sets, and the text it was made for."""

    card_id: str
    path: Pointer
    value: JsonValue = None


class Acceptance(_Signed):
    """A finding that a person has looked at and accepts."""

    code: FindingCode
    card_id: str | None = None


class Overrides(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    override: tuple[Override, ...] = ()
    accept: tuple[Acceptance, ...] = ()

    def of_plan(self, *plan_ids: str) -> Overrides:
        """The entries of one plan, by any of its ids."""
        return Overrides(
            override=tuple(entry for entry in self.override if entry.plan_id in plan_ids),
            accept=tuple(entry for entry in self.accept if entry.plan_id in plan_ids),
        )

    def under_id(self, plan_id: str | None) -> Overrides:
        """The entries of the plan that a caller names, whatever the document says it is."""
        if plan_id is None:
            return self
        own = self.of_plan(plan_id)
        return Overrides(
            override=tuple(e.model_copy(update={"plan_id": ANY_PLAN}) for e in own.override),
            accept=tuple(e.model_copy(update={"plan_id": ANY_PLAN}) for e in own.accept),
        )


def load_overrides(path: Path) -> Overrides:
    """The entries of a file; none when there is no file.

    Raises:
        UsageError: it cannot be read, or an entry is wrong; the message names both.
    """
    if not path.exists():
        return Overrides()
    return load_project_file(path, Overrides)


def overrides_to_fingerprint(entries: Overrides) -> str | None:
    """Stands for the entries of a plan; ``None`` when there is none."""
    if not (entries.override or entries.accept):
        return None
    signed = (*entries.override, *entries.accept)
    return text_to_fingerprint("\n".join(e.model_dump_json(exclude={"plan_id"}) for e in signed))
