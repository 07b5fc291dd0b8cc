"""Every value of every card points to where it was read, and what stands there is the value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pdfplumber
import pytest
import regex
from pdfplumber.utils.text import extract_text

from schemas.record import Evidence, MeasureCard, Milestone, Plan, Progress

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SHARED_PDFS = ("amif-2025-2026.sv.pdf", "amif-2025-2026-amended.sv.pdf")
SHARED_TEXT = "amif-2025-2026.sv.txt"
PDFS = [*sorted(path.name for path in SAMPLES.glob("*.pdf")), *SHARED_PDFS]

every_pdf = pytest.mark.parametrize("name", PDFS)

VERBATIM = regex.compile(
    r"/title|/background|/goal|/target_group|/conditions/\d+"
    r"|/(specific_objective|implementation_measure)/title"
    r"|/(eligible_activities/intro|eligible_activities/items/\d+)"
    r"|/result_targets/(items|notes)/\d+|/support_rate/raised/\d+/condition"
    r"|/(beneficiaries|coordination|call_timing|start)/text|/start/label"
    r"|/indicators/(note|(output|result)/\d+/(code|text))"
)
"""Values that are the plan's own words."""

HELD = regex.compile(
    r"/code|/implementation_measure/code|/specific_objective/number"
    r"|/support_rate/(base_percent|raised/\d+/percent)|/call_timing/rounds/\d+/year"
)
"""Codes and numbers: what stands there holds them, perhaps with a word or a sign beside."""

LISTED = regex.compile(r"/beneficiaries/categories/\d+|/coordination/funds/\d+")


class Value(NamedTuple):
    """A value of a card, its JSON pointer, and the pointer that its evidence has."""

    path: str
    value: str | int
    cited_as: str


def card_to_values(card: MeasureCard) -> list[Value]:
    """Every value of a card that is not null."""
    return list(_walk(card.model_dump(mode="json", exclude={"evidence"}), ""))


def _walk(value: Any, path: str) -> Iterator[Value]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _walk(inner, f"{path}/{at}")
    elif value is not None:
        is_round = path.startswith("/call_timing/rounds/")
        yield Value(path, value, path.rpartition("/")[0] if is_round else path)


def evidence_by_path(card: MeasureCard) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = defaultdict(list)
    for evidence in card.evidence:
        found[evidence.path].append(evidence)
    return dict(found)


def fold(text: str) -> str:
    """The text without white space and hyphens, which a line's end may add or take."""
    return regex.sub(r"[\s\p{Pd}\u00ad]+", "", text)


class PageText:
    """What stands in a box of a PDF, said by pdfplumber and not by the reader under test."""

    def __init__(self, path: Path) -> None:
        with pdfplumber.open(path) as pdf:
            self.sizes = [(float(page.width), float(page.height)) for page in pdf.pages]
            self._chars: list[list[dict[str, Any]]] = []
            for page in pdf.pages:
                self._chars.append(page.chars)
                page.close()

    def crop(self, evidence: Evidence) -> str:
        """The characters whose centre is in the box or at most half a point beside it."""
        assert evidence.page is not None
        assert evidence.bbox is not None
        x0, top, x1, bottom = evidence.bbox
        inside = [
            char
            for char in self._chars[evidence.page - 1]
            if x0 - 0.5 <= (char["x0"] + char["x1"]) / 2 <= x1 + 0.5
            and top - 0.5 <= (char["top"] + char["bottom"]) / 2 <= bottom + 0.5
        ]
        return extract_text(inside)

    def crop_all(self, several: list[Evidence]) -> str:
        return fold(" ".join(self.crop(evidence) for evidence in several))


@pytest.fixture(scope="module")
def page_texts(plan_file: Callable[[str], Path]) -> Callable[[str], PageText]:
    """The pages of a PDF, opened once."""
    known: dict[str, PageText] = {}

    def load(name: str) -> PageText:
        if name not in known:
            known[name] = PageText(plan_file(name))
        return known[name]

    return load


@every_pdf
def test_every_value_has_evidence(name: str, extracted: Callable[[str], Plan]) -> None:
    values = 0
    for card in extracted(name).cards:
        cited = evidence_by_path(card)
        for value in card_to_values(card):
            assert value.cited_as in cited, (card.card_id, value)
            values += 1
    assert values > 100


@every_pdf
def test_every_evidence_is_of_a_value(name: str, extracted: Callable[[str], Plan]) -> None:
    cited = 0
    for card in extracted(name).cards:
        paths = {value.cited_as for value in card_to_values(card)}
        assert set(evidence_by_path(card)) - paths == set(), card.card_id
        cited += len(card.evidence)
    assert cited > 100


@every_pdf
def test_cropping_the_evidence_of_a_text_gives_the_text(
    name: str, extracted: Callable[[str], Plan], page_texts: Callable[[str], PageText]
) -> None:
    pages = page_texts(name)
    texts = 0
    for card in extracted(name).cards:
        cited = evidence_by_path(card)
        for path, text, _ in card_to_values(card):
            if VERBATIM.fullmatch(path):
                there = pages.crop_all(cited[path])
                if path == "/implementation_measure/title":
                    there = there.removesuffix(";")
                assert there == fold(str(text)), (card.card_id, path)
                texts += 1
    assert texts > 100


@every_pdf
def test_the_evidence_of_a_number_or_code_holds_it(
    name: str, extracted: Callable[[str], Plan], page_texts: Callable[[str], PageText]
) -> None:
    pages = page_texts(name)
    held = 0
    for card in extracted(name).cards:
        cited = evidence_by_path(card)
        for path, value, cited_as in card_to_values(card):
            if HELD.fullmatch(path):
                there = pages.crop_all(cited[cited_as])
                assert str(value) in there, (card.card_id, path)
                assert len(there) < 60, (card.card_id, path)
                held += 1
    assert held > 20


@every_pdf
def test_categories_and_funds_point_into_the_text_that_names_them(
    name: str, extracted: Callable[[str], Plan], page_texts: Callable[[str], PageText]
) -> None:
    pages = page_texts(name)
    listed = 0
    for card in extracted(name).cards:
        cited = evidence_by_path(card)
        for path, _, _ in card_to_values(card):
            if LISTED.fullmatch(path):
                field = card.beneficiaries if "beneficiaries" in path else card.coordination
                there = pages.crop_all(cited[path])
                assert there, (card.card_id, path)
                assert there in fold(field.text or ""), (card.card_id, path)
                listed += 1
    assert listed > 5


def test_the_status_of_indicators_points_to_their_codes_only(
    extracted: Callable[[str], Plan], page_texts: Callable[[str], PageText]
) -> None:
    listed = 0
    for name in PDFS[: -len(SHARED_PDFS)]:
        for card in extracted(name).cards:
            if card.indicators.status == "listed":
                listed += 1
                codes = [i.code for i in (*card.indicators.output, *card.indicators.result)]
                there = page_texts(name).crop_all(evidence_by_path(card)["/indicators/status"])
                assert there == "".join(codes), (name, card.card_id)
    assert listed > 10


@every_pdf
def test_boxes_lie_on_their_page(
    name: str, extracted: Callable[[str], Plan], page_texts: Callable[[str], PageText]
) -> None:
    sizes = page_texts(name).sizes
    boxes = 0
    for card in extracted(name).cards:
        for evidence in card.evidence:
            assert evidence.page is not None
            assert evidence.bbox is not None
            assert evidence.line is None
            width, height = sizes[evidence.page - 1]
            x0, top, x1, bottom = evidence.bbox
            assert 0 <= x0 < x1 <= width, (card.card_id, evidence)
            assert 0 <= top < bottom <= height, (card.card_id, evidence)
            boxes += 1
    assert boxes > 100


@every_pdf
def test_evidence_of_a_value_is_in_reading_order(
    name: str, extracted: Callable[[str], Plan]
) -> None:
    several = 0
    for card in extracted(name).cards:
        for evidence in evidence_by_path(card).values():
            pages = [e.page or 0 for e in evidence]
            assert pages == sorted(pages), card.card_id
            several += len(set(pages)) > 1
    assert several > 0, "no value continues on another page"


def account_to_values(plan: Plan) -> Iterator[tuple[str, str, list[Evidence]]]:
    """JSON pointer, value and evidence of everything that the chapters tell."""
    records: list[Milestone | Progress] = [*plan.plan.milestones, *plan.progress]
    for record in records:
        cited: dict[str, list[Evidence]] = defaultdict(list)
        for evidence in record.evidence:
            cited[evidence.path].append(evidence)
        values = list(_walk(record.model_dump(mode="json", exclude={"evidence"}), ""))
        assert set(cited) == {path for path, _, _ in values}
        yield from ((path, str(value), cited[path]) for path, value, _ in values)


def told_as(path: str, value: str, plan: Plan) -> list[str]:
    """What may stand on the page for a value that the chapters tell."""
    if path.startswith(("/started", "/not_started")):
        titles = [card.title for card in plan.cards if card.code == value]
        return [value, *titles]
    return [value]


@every_pdf
def test_what_the_chapters_tell_stands_where_its_evidence_says(
    name: str, extracted: Callable[[str], Plan], page_texts: Callable[[str], PageText]
) -> None:
    plan, pages = extracted(name), page_texts(name)
    told = 0
    for path, value, evidence in account_to_values(plan):
        there = pages.crop_all(evidence)
        if path == "/what":
            assert there == fold(value)
        elif path.startswith(("/started", "/not_started", "/implementers", "/objective", "/year")):
            texts = told_as(path, value, plan)
            assert any(fold(text) in there for text in texts), (path, value, there)
            assert len(there) <= max(map(len, texts)) + 25, (path, value, there)
        elif path in ("/amount", "/committed", "/total", "/date", "/until"):
            assert regex.search(r"\d", there), (path, value, there)
            assert len(there) < 30, (path, value, there)
        told += 1
    assert told > 30


def lines_of_evidence(lines: list[str], several: list[Evidence]) -> str:
    assert all(e.line is not None and e.page is None and e.bbox is None for e in several)
    return fold(" ".join(lines[(e.line or 0) - 1] for e in several))


def check_lines(plan: Plan, text: str) -> int:
    """Every text of every card stands in the lines it points to; returns how many there are."""
    lines = text.split("\n")
    texts = 0
    for card in plan.cards:
        cited = evidence_by_path(card)
        for path, value, cited_as in card_to_values(card):
            assert cited_as in cited, (card.card_id, path)
            if VERBATIM.fullmatch(path) or HELD.fullmatch(path):
                there = lines_of_evidence(lines, cited[cited_as])
                assert fold(str(value)) in there, (card.card_id, path)
                texts += 1
    return texts


def test_evidence_of_a_text_input_is_its_lines(
    extracted: Callable[[str], Plan], plan_file: Callable[[str], Path]
) -> None:
    text = plan_file(SHARED_TEXT).read_text(encoding="utf-8")
    assert check_lines(extracted(SHARED_TEXT), text) > 500


SMALL_PLAN = """\
Specific objective 1: Exchange of information
Implementation measure 1A: Registers that talk to each other
Measure 1A1 Clean registers
Clerks type every name twice. The second
spelling wins.
The aim is one register.
Support may be given to projects that:
• remove duplicates
• train clerks
Support
75 %
Support may be raised to 90 % for islands.
Possible beneficiaries
The police and Customs.
Coordination with other EU funding
The ERDF pays for buildings.
Indicators that apply
Output indicators
O.1.1 Number of participants
Call timing
Spring 2027
"""


def test_evidence_of_a_small_text(read_text: Callable[..., Plan]) -> None:
    plan = read_text(SMALL_PLAN)
    (card,) = plan.cards
    assert check_lines(plan, SMALL_PLAN) >= 15
    lines = {path: [e.line for e in found] for path, found in evidence_by_path(card).items()}
    assert lines["/specific_objective/title"] == [1]
    assert lines["/title"] == [3]
    assert lines["/background"] == [4, 5]
    assert lines["/eligible_activities/items/1"] == [9]
    assert lines["/support_rate/base_percent"] == [11]
    assert lines["/support_rate/raised/0/percent"] == [12]
    assert lines["/beneficiaries/categories/1"] == [14]
    assert lines["/coordination/funds/0"] == [16]
    assert lines["/call_timing/rounds/0"] == [21]
