"""What is not as usual and must be seen: people's values, accepted findings, pages not read."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from schemas.record import Plan
from tests.pipeline.site.conftest import PLAN_ID, Reviewed, call
from tests.pipeline.site.test_site import parse, texts_of

FIRST = "amif-2027-2028.sv.pdf"


def text_at(page: Path, anchor: str) -> str:
    return texts_of(parse(page).get_element_by_id(anchor))


def test_a_corrected_value_is_marked_with_what_was_read_beside_it(reviewed: Reviewed) -> None:
    assert text_at(reviewed.card("v1", "1b1"), "support_rate.base_percent").startswith("75 %")
    shown = text_at(reviewed.card("v2", "1b1"), "support_rate.base_percent")
    assert shown.startswith("90 %")
    assert "corrected by Anna Example" in shown
    assert "The heading says 90 %" in shown
    assert shown.endswith("read in the plan: 75")
    untouched = text_at(reviewed.card("v2", "1a1"), "support_rate.base_percent")
    assert "corrected" not in untouched


def test_the_calendar_marks_a_corrected_rate(reviewed: Reviewed) -> None:
    tree = parse(reviewed.version("v2") / "index.html")
    marks = tree.find_class("hand")
    assert [texts_of(mark.getparent()) for mark in marks] == ["90 % ✎ corrected by a person"]
    assert str(marks[0].get("href")).endswith("cards/1b1.html#support_rate.base_percent")
    assert not parse(reviewed.version("v1") / "index.html").find_class("hand")


def test_a_correction_is_no_change_and_stands_beside_the_history(reviewed: Reviewed) -> None:
    plan = reviewed.folder / "plans" / PLAN_ID
    assert not list(parse(plan / "changes" / "v1" / "v2.html").iter("article"))
    history = parse(plan / "history" / "1b1.html")
    changed = "".join(texts_of(table) for table in history.iter("table"))
    assert "90 %" not in changed
    beside = texts_of(history.get_element_by_id("corrected").getparent())
    assert "Support rate, v2: 90 · read in the plan: 75 · corrected by Anna Example" in beside
    assert "Support rate, v3: 90" in beside, "the text stayed, so the correction did"


def test_a_correction_that_does_not_apply_is_a_finding_on_the_spot(reviewed: Reviewed) -> None:
    assert text_at(reviewed.card("v2", "2d1"), "beneficiaries.text").startswith("Kommunerna.")
    amended = reviewed.card("v3", "2d1")
    assert not text_at(amended, "beneficiaries.text").startswith("Kommunerna.")
    field = text_at(amended, "field-beneficiaries")
    assert "A correction that a person made does not apply any more" in field
    assert "the plan's text is another one now; Anna Example" in field


def test_an_accepted_finding_says_who_accepted_it(reviewed: Reviewed) -> None:
    accepted = "accepted by Anna Example"
    assert accepted not in texts_of(parse(reviewed.card("v1", "1b1")))
    finding = text_at(reviewed.card("v2", "1b1"), "field-start")
    assert "A call is planned, but the row for the start is empty" in finding
    assert accepted in finding
    overview = texts_of(parse(reviewed.version("v2") / "index.html"))
    assert accepted in overview


def test_any_two_versions_can_be_compared(reviewed: Reviewed) -> None:
    folder = reviewed.folder / "plans" / PLAN_ID / "changes"
    made = {page.relative_to(folder).as_posix() for page in folder.rglob("*.html")}
    assert made == {"v1/v2.html", "v1/v3.html", "v2/v3.html"}
    pairs = [
        [texts_of(link) for link in nav.iter("a")]
        for nav in parse(folder / "v1" / "v3.html").iter("nav")
        if nav.get("aria-label") == "Compare"
    ]
    assert pairs == [["v1 → v2", "v1 → v3", "v2 → v3"]]


@pytest.fixture(scope="module")
def partial(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a plan with a page that cannot be read."""
    root = tmp_path_factory.mktemp("partial")
    with pikepdf.open(samples / FIRST) as pdf:
        torn = pdf.pages[12].Contents
        data = torn.read_raw_bytes()
        torn.write(data[: len(data) // 2][::-1], filter=pikepdf.Name.FlateDecode)
        pdf.save(root / "torn.pdf")
    call("run", root / "torn.pdf", "--out", root / "out")
    call("report", "--store", root / "out", "--out", root / "site")
    return root / "site"


def test_a_page_that_could_not_be_read_is_said_first(partial: Path) -> None:
    (alert,) = parse(partial / "index.html").find_class("alert")
    assert texts_of(alert) == (
        "Some pages could not be read: 13. What stands on them is missing here."
    )


@pytest.fixture(scope="module")
def stray(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store and site of a plan with words in the margin beside a row, which no rule reads."""
    root = tmp_path_factory.mktemp("stray")
    note = Canvas(str(root / "note.pdf"), pagesize=A4)
    note.drawString(20, 400, "Zyx qwerty")
    note.save()
    with pikepdf.open(samples / FIRST) as pdf, pikepdf.open(root / "note.pdf") as other:
        page = pdf.pages[12]
        page.add_overlay(other.pages[0], pikepdf.Rectangle(0, 0, *A4))
        pdf.save(root / "stray.pdf")
    call("run", root / "stray.pdf", "--out", root / "out")
    call("report", "--store", root / "out", "--out", root / "site")
    return root


def test_what_is_left_over_is_marked_on_its_page_and_named(stray: Path) -> None:
    document = stray / "out" / PLAN_ID / "v1" / "plan.json"
    plan = Plan.model_validate_json(document.read_bytes())
    texts = [left.text for left in plan.coverage.leftovers]
    assert "Understöd 75 %" in texts
    tree = parse(stray / "site" / "plans" / PLAN_ID / "versions" / "v1" / "coverage.html")
    page = tree.get_element_by_id("page-13")
    boxes = {str(box.get("aria-label")): box for box in page.find_class("box leftover")}
    assert set(boxes) == {f"Left over: {text}" for text in texts}
    for box in boxes.values():
        assert str(box.find("rect").get("fill")).startswith("url(#hatch-13-"), "not by colour alone"
        named = tree.get_element_by_id(str(box.get("href")).removeprefix("#"))
        assert f"Left over: {texts_of(named)}" in boxes
    ledger = [[texts_of(cell) for cell in row] for row in tree.find_class("ledger")[0].iter("tr")]
    (told,) = [cells[1] for cells in ledger if cells[0] == "left over"]
    assert told == str(plan.coverage.leftover)
