"""The ledger says of every stretch of text what it was taken for, and where it stands."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from extractors.readers import read_document
from pipeline.run import Options, extract_plan
from pipeline.word_ledger import document_to_ledger, read_ledger

CARD = """\
Specific objective 1: Information
Measure 1A1 Clean registers
The aim is one register in which each person stands once.
Support may be given to projects that:
• remove duplicates
Support
75 %
Call timing
Spring 2027
"""


def test_every_line_of_a_card_is_told_for_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(CARD, encoding="utf-8")
    ledger = document_to_ledger(read_document(path, "text", None), Options(language="en"))
    assert [(found.category, found.text, found.place.line) for found in ledger] == [
        ("field", "Measure 1A1 Clean registers", 2),
        ("field", "The aim is one register in which each person stands once.", 3),
        ("field", "Support may be given to projects that:", 4),
        ("furniture", "•", 5),
        ("field", "remove duplicates", 5),
        ("label", "Support", 6),
        ("field", "75 %", 7),
        ("label", "Call timing", 8),
        ("field", "Spring 2027", 9),
    ]


@pytest.mark.parametrize("name", ["amif-2027-2028.sv.pdf", "amif-2027-2028_v2.sv.pdf"])
def test_the_kept_source_gives_what_the_plan_document_counts(samples: Path, name: str) -> None:
    plan = extract_plan(samples / name)
    counts: Counter[str] = Counter()
    for stretch in read_ledger(samples / name, plan.plan, Options()):
        counts[stretch.category] += len(stretch.text.replace(" ", ""))
    document = plan.coverage.model_dump(exclude={"characters", "leftovers"})
    assert {key: count for key, count in document.items() if count} == dict(counts)
    assert counts.total() == plan.coverage.characters
