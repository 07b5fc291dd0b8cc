"""What ``plancards override`` does: take a person's words, write an entry."""

from __future__ import annotations

import datetime
import getpass
import json
from pathlib import Path

from pipeline.corrections.entries import Overrides
from pipeline.corrections.writing import (
    Signature,
    append_entries,
    make_acceptances,
    make_override,
    read_value,
    words_to_value,
)
from pipeline.run import Options
from pipeline.targets import find_only_plan, load_plan
from schemas.errors import UsageError


def correct_stored_plan(
    out: Path,
    plan_id: str | None,
    card_id: str | None,
    path: str | None,
    words: str | None,
    accept: str | None,
    name: str | None,
    reason: str,
) -> list[str]:
    """Add an entry to the store's ``overrides.toml``.

    Args:
        out: folder of the store.
        plan_id: PLAN_ID[@VERSION], or ``None`` for the store's only plan.
        card_id: of the card, or ``None`` for the plan as a whole.
        path: JSON pointer to the value inside the card.
        words: the value, as JSON or as a text.
        accept: code of a finding to accept, instead of a value to set.
        name: who corrects, or ``None`` for the login name.
        reason: why.

    Returns:
        What was done, for a person.

    Raises:
        UsageError: something is missing, or the entry could not apply.
    """
    if not reason.strip():
        raise UsageError("a correction needs a --reason; every output repeats it")
    if (accept is None) == (path is None or words is None):
        raise UsageError("give a PATH and a VALUE, or a finding's code with --accept")
    signed = Signature(name or getpass.getuser(), datetime.date.today(), reason.strip())
    plan = load_plan(plan_id or find_only_plan(out), out, Options())
    if accept is not None:
        acceptances = make_acceptances(plan, card_id, accept, signed)
        file = append_entries(out, Overrides(accept=tuple(acceptances)))
        return [f"{file}: {len(acceptances)} finding(s) {accept} accepted from the next run on"]
    if card_id is None:
        raise UsageError("name the card whose value is to be corrected")
    entry = make_override(plan, card_id, path or "", words_to_value(words or ""), signed)
    file = append_entries(out, Overrides(override=(entry,)))
    read, value = read_value(plan, card_id, entry.path), json.dumps(entry.value, ensure_ascii=False)
    again = f"to see it, run {plan.plan.source.file} into {out}/ again"
    return [
        f"{file}: {entry.path} of card {card_id} corrected from the next run on",
        f"it was read as {read} and becomes {value}; {again}",
    ]
