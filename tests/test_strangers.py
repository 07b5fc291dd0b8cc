"""Plans that others than this project's own generator typeset give the cards that stand in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.run import extract_plan

FOLDER = Path(__file__).resolve().parent / "strangers"
PLANS = sorted(FOLDER.glob("*.pdf"))


def shared_part(found: Any, expected: Any) -> Any:
    """What ``found`` has of the keys of ``expected``, however deep."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return {key: shared_part(found.get(key), value) for key, value in expected.items()}
    if isinstance(expected, list) and isinstance(found, list) and len(found) == len(expected):
        return [shared_part(one, other) for one, other in zip(found, expected, strict=True)]
    return found


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_the_cards_of_a_stranger(plan: Path) -> None:
    expected = json.loads(plan.with_suffix(".cards.json").read_text(encoding="utf-8"))
    found = extract_plan(plan).model_dump(mode="json")["cards"]
    assert [card["card_id"] for card in found] == [card["card_id"] for card in expected]
    for card, wanted in zip(found, expected, strict=True):
        assert shared_part(card, wanted) == wanted


def test_there_are_some() -> None:
    assert len(PLANS) == 6
