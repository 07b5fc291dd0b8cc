"""The summary of a run, as people see it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

from pipeline.store import Stored
from pipeline.summary import plan_to_call_table, plan_to_round_frame, stored_to_table
from schemas.record import Plan

CARD = """\
Measure {code} {title}
Clerks type every name twice, and the second spelling wins.
Support
{rate}
Possible beneficiaries
Registries
Call timing
{calls}
"""


def card(code: str, calls: str, title: str = "Clean registers", rate: str = "75 %") -> str:
    return CARD.format(code=code, title=title, rate=rate, calls=calls)


def show(table: Table, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width, record=True, color_system=None)
    console.print(table)
    return console.export_text()


def line_with(text: str, shown: str) -> str:
    (line,) = [line for line in shown.splitlines() if text in line]
    return line


def test_a_row_per_version(read_text: Callable[..., Plan]) -> None:
    clean = read_text(card("1A1", "Spring 2027") + card("1A2", "Spring 2027"))
    dirty = read_text(card("1A1", "Spring 2027", rate="75 % Buses run late."), fund="ISF")
    shown = show(
        stored_to_table(
            [Stored(Path("out/a"), clean, new=True), Stored(Path("out/b"), dirty, new=False)]
        )
    )
    first, second = line_with("stored", shown), line_with("known", shown)
    assert clean.plan.plan_id in first
    assert clean.plan.version in first
    assert "0 / 0 / 0" in first
    assert "100.00%" in first
    assert "isf" in second
    assert "0 / 1 / 0" in second
    assert "100.00%" not in second


def test_rounds_are_columns_in_order_of_time(read_text: Callable[..., Plan]) -> None:
    plan = read_text(
        card("1A2", "Autumn 2027") + card("1A1", "Spring 2028, spring 2027") + card("1B1", "Later")
    )
    frame = plan_to_round_frame(plan)
    columns = [f"{column[1]} {column[0]}" for column in frame.columns.to_flat_index()]
    assert columns == ["spring 2027", "autumn 2027", "spring 2028"]
    assert list(frame.index) == ["1A2", "1A1"]
    assert frame.to_numpy().tolist() == [[False, True, False], [True, False, True]]


def test_a_plan_without_rounds_has_no_round_columns(read_text: Callable[..., Plan]) -> None:
    frame = plan_to_round_frame(read_text(card("1A1", "No planned calls")))
    assert frame.shape == (0, 0)


def test_the_call_table_shows_what_opens_when(read_text: Callable[..., Plan]) -> None:
    plan = read_text(
        card("1A1", "Spring 2027") + card("1A2", "Autumn 2027", "Fast answers", "100 %")
    )
    shown = show(plan_to_call_table(plan))
    assert "spring 2027" in shown
    assert "autumn 2027" in shown
    first, second = line_with("1A1", shown), line_with("1A2", shown)
    assert first.count("open") == second.count("open") == 1
    assert first.index("open") < second.index("open")
    assert ("75 %" in first, "100 %" in second) == (True, True)
    assert "Clean registers" in first
    assert "Fast answers" in second


def test_a_long_title_is_shortened_at_a_word(read_text: Callable[..., Plan]) -> None:
    title = "Registers of boats, their engines and all that floats around them"
    plan = read_text(card("1A1", "Spring 2027", title))
    assert plan.cards[0].title.startswith(title)
    row = line_with("1A1", show(plan_to_call_table(plan)))
    assert "Registers of boats, their engines" in row
    assert "…" in row
    assert "around them" not in row


@pytest.mark.parametrize("width", [80, 100, 200])
def test_the_tables_of_a_sample_fit_a_terminal(
    width: int, extracted: Callable[[str], Plan]
) -> None:
    plan = extracted("amif-2027-2028.sv.pdf")
    for table in (stored_to_table([Stored(Path("out"), plan, new=True)]), plan_to_call_table(plan)):
        lines = show(table, width).splitlines()
        assert len(lines) > 4
        assert max(len(line) for line in lines) <= width
