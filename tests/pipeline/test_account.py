"""Milestones and progress of whole plans, as written into the samples and in small texts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractors.lines import page_to_lines
from extractors.readers import read_document
from schemas.record import Milestone, Plan, Progress
from tests.drawing import line_texts

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
STEMS = sorted(path.stem for path in SAMPLES.glob("*.pdf"))

CARD = """\
Measure {code} {title}
Clerks type every name twice, and the second spelling wins.
Support
75 %
Possible beneficiaries
The police and Customs.
Call timing
Spring 2027
"""


def without_evidence(several: list[Milestone] | list[Progress]) -> list[dict[str, Any]]:
    return [one.model_dump(mode="json", exclude={"evidence"}) for one in several]


@pytest.mark.parametrize("stem", STEMS)
def test_the_samples_tell_what_was_written_into_them(
    stem: str, samples: Path, extracted: Callable[[str], Plan]
) -> None:
    plan = extracted(f"{stem}.pdf")
    expected = json.loads((samples / f"{stem}.account.json").read_text(encoding="utf-8"))
    assert len(expected["milestones"]) >= 4
    assert without_evidence(plan.plan.milestones) == expected["milestones"]
    assert without_evidence(plan.progress) == expected["progress"]


@pytest.mark.parametrize("stem", STEMS)
def test_a_text_dump_of_a_sample_tells_the_same(
    stem: str, samples: Path, read_text: Callable[..., Plan]
) -> None:
    document = read_document(samples / f"{stem}.pdf")
    pages = [line_texts(page_to_lines(page)) for page in document.pages]
    plan = read_text("\f".join("\n".join(lines) for lines in pages), language=stem[-2:])
    expected = json.loads((samples / f"{stem}.account.json").read_text(encoding="utf-8"))
    assert without_evidence(plan.plan.milestones) == expected["milestones"]
    assert without_evidence(plan.progress) == expected["progress"]


@pytest.fixture
def read_chapters(read_text: Callable[..., Plan]) -> Callable[..., Plan]:
    """A text dump of chapters, with cards 1A1 and 1A2 after them."""

    def read(*lines: str) -> Plan:
        chapters = "\n".join(["1. Progress so far", *lines, "2. Measures", ""])
        cards = CARD.format(code="1A1", title="Clean registers")
        cards += CARD.format(code="1A2", title="Fast answers")
        return read_text(chapters + cards, language="en", fund="ISF")

    return read


def test_a_sentence_with_several_dates_is_several_milestones(
    read_chapters: Callable[..., Plan],
) -> None:
    sentence = "The programme was approved on 3.3.2022 and amended on 4 May 2023 and on x.x.2025."
    found = read_chapters(sentence).plan.milestones
    assert [(one.kind, one.date, one.year) for one in found] == [
        ("approved", "2022-03-03", 2022), ("amended", "2023-05-04", 2023), ("amended", None, 2025),
    ]  # fmt: skip
    assert {one.what for one in found} == {sentence}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The programme was approved in 2022.", [("approved", None, 2022, None)]),
        ("The programme was approved.", []),
        ("On 4 May 2023 the amendment of the programme was approved.",
         [("amended", "2023-05-04", 2023, None)]),
        ("The plan was discussed in a written procedure.", [("handled", None, None, None)]),
        ("In 2024 the programme received EUR 2.5 million in additional funding for boats.",
         [("funded", None, 2024, "2500000.00")]),
        ("The programme received EUR 2 million and EUR 3 million in additional funding.",
         [("funded", None, None, None)]),
    ],
)  # fmt: skip
def test_what_a_sentence_does_not_say_is_null(
    sentence: str,
    expected: list[tuple[str, str | None, int | None, str | None]],
    read_chapters: Callable[..., Plan],
) -> None:
    found = read_chapters(sentence).plan.milestones
    assert [(one.kind, one.date, one.year, one.amount) for one in found] == expected


def test_evidence_of_a_text_is_its_lines(read_chapters: Callable[..., Plan]) -> None:
    plan = read_chapters(
        "The monitoring committee discussed",
        "the plan on 3–5 March 2026.",
        "In specific objective 1 these have started in full:",
        "• registers (1A)",
        "• Fast answers",
        "In specific objective 1, EUR 2 million has been committed out of",
        "EUR 5 million.",
    )
    (milestone,) = plan.plan.milestones
    lines: dict[str, list[int | None]] = {}
    for one in milestone.evidence:
        lines.setdefault(one.path, []).append(one.line)
    assert lines["/what"] == [2, 3]
    assert lines["/date"] == lines["/until"] == lines["/year"] == [3]
    (progress,) = plan.progress
    assert (progress.started, progress.committed, progress.total) == (
        ["1A", "1A2"], "2000000.00", "5000000.00"
    )  # fmt: skip
    assert {one.path: one.line for one in progress.evidence} == {
        "/objective": 4, "/started/0": 5, "/started/1": 6,
        "/committed": 7, "/committed_rounded_to": 7, "/total": 8, "/total_rounded_to": 8,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sentences", "sums"),
    [
        (["EUR 2 million has been committed."], ("2000000.00", None)),
        (["EUR 2 million has been committed (EUR 5 million in total)."],
         ("2000000.00", "5000000.00")),
        (["Of the money (in total EUR 5 million) a part is committed."], (None, "5000000.00")),
        (["EUR 5 million, of which EUR 2 million is committed."], ("2000000.00", "5000000.00")),
        (["A total of EUR 2 million of the EUR 5 million is committed."],
         ("2000000.00", "5000000.00")),
        (["In total EUR 5 million is there and EUR 2 million is committed."], (None, None)),
        (["EUR 2 million and EUR 3 million have been committed."], (None, None)),
        (["EUR 2 million has been committed.", "EUR 3 million has been committed."], (None, None)),
        (["EUR 1 million has been committed.", "EUR 2 million is committed out of EUR 5 million."],
         ("2000000.00", "5000000.00")),
    ],
)  # fmt: skip
def test_sums_that_the_words_do_not_tell_apart_are_null(
    sentences: list[str],
    sums: tuple[str | None, str | None],
    read_chapters: Callable[..., Plan],
) -> None:
    texts = [f"In specific objective 1, {sentence}" for sentence in sentences]
    told = read_chapters(*texts).progress
    assert [(one.committed, one.total) for one in told] == ([sums] if any(sums) else [])


def test_a_title_that_stands_for_two_measures_stands_for_none(
    read_text: Callable[..., Plan],
) -> None:
    cards = "".join(CARD.format(code=code, title="Clean registers") for code in ("1A1", "1A2"))
    text = "1. Progress\nIn specific objective 1 these have started:\n• Clean registers\n2. Cards\n"
    assert read_text(text + cards, language="en").progress == []
