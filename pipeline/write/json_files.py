"""plan.json, the whole document, and cards.jsonl, one card per line."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.write import NewVersion
from schemas.record_json import plan_to_json

ORDER = 10


def write(version: NewVersion, folder: Path) -> None:
    """Write both files; every line of cards.jsonl has plan_id and version before the card."""
    plan = version.plan
    (folder / "plan.json").write_text(plan_to_json(plan), encoding="utf-8")
    keys = {"plan_id": plan.plan.plan_id, "version": plan.plan.version}
    with (folder / "cards.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for card in plan.cards:
            row = {**keys, **card.model_dump(mode="json")}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
