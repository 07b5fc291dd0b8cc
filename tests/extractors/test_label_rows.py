from __future__ import annotations

from extractors.label_rows import Owners, Placed, centre_rows
from schemas.geometry import Box

HEIGHT, STEP = 10.0, 12.0
BAND = (1, -1, 0)


def at(*tops: float, band: tuple[int, ...] = BAND) -> list[Placed]:
    """Lines by their upper edges."""
    return [Placed(Box(200, top, 400, top + HEIGHT), band) for top in tops]


def test_a_value_is_centred_on_its_label() -> None:
    owners = centre_rows(at(10, 22, 40, 52, 64), at(16, 52), STEP)
    assert owners == Owners(first=0, ends=(2, 5))


def test_paragraphs_further_apart_than_rows_do_not_matter() -> None:
    """The gap inside the first value is 18 points, the one between the rows 14."""
    owners = centre_rows(at(10, 28, 42), at(19, 42), STEP)
    assert owners == Owners(first=0, ends=(2, 3))


def test_a_label_may_have_no_value() -> None:
    owners = centre_rows(at(10, 22, 70), at(16, 45, 70), STEP)
    assert owners == Owners(first=0, ends=(2, 2, 3))


def test_lines_of_a_row_that_began_on_the_page_before_come_first() -> None:
    values, labels = at(10, 22, 40, 52, 64), at(52)
    assert centre_rows(values, labels, STEP, starts_open=True) == Owners(first=2, ends=(5,))


def test_without_a_label_on_the_page_before_no_line_is_left_over() -> None:
    owners = centre_rows(at(10, 22, 40, 52, 64), at(52), STEP)
    assert owners == Owners(first=0, ends=(5,))


def test_a_line_beside_a_label_is_that_labels() -> None:
    """The label hangs low in its row; what the next page begins with is another's all the same."""
    owners = centre_rows(at(10, 22, 40, 52), at(45), STEP, ends_open=True)
    assert owners == Owners(first=0, ends=(4,))


def test_the_last_lines_may_belong_to_a_label_on_the_next_page() -> None:
    values, labels = at(10, 22, 40), at(16)
    assert centre_rows(values, labels, STEP, ends_open=True) == Owners(first=0, ends=(2,))


def test_a_value_that_the_pages_end_cuts_need_not_be_centred() -> None:
    owners = centre_rows(at(10, 22, 40, 52), at(16, 40), STEP, is_cut=True)
    assert owners == Owners(first=0, ends=(2, 4))


def test_a_row_never_crosses_a_rule() -> None:
    """The label is nearer to the middle of all three lines, but a rule stands above the third."""
    values = [*at(10, 22), *at(34, band=(1, -1, 1))]
    label = at(20)
    assert centre_rows(at(10, 22, 34), label, STEP, ends_open=True).ends == (3,)
    assert centre_rows(values, label, STEP, ends_open=True).ends == (2,)


def test_a_low_value_may_stand_at_the_top_of_its_label() -> None:
    label = Placed(Box(50, 40, 190, 40 + 2 * STEP), BAND)
    assert centre_rows(at(10, 40), [*at(10), label], STEP) == Owners(first=0, ends=(1, 2))
