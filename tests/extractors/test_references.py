from __future__ import annotations

import pytest

from extractors.references import ReferenceFinder
from schemas.language import find_language
from tests.drawing import span_of, texts_of


def codes(text: str, code: str = "sv", in_list: bool = False) -> list[str]:
    found = ReferenceFinder(find_language(code)).find(span_of(text), in_list)
    return [reference.code for reference in found]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("sv", "tolkar utbildas i sex landskap (1B)", ["1B"]),
        ("sv", "tolkar utbildas (2D2/2D3), även barn (1B, 1C)", ["2D2", "2D3", "1B", "1C"]),
        ("sv", "enligt åtgärd 2 D 5 och genomförandeåtgärd 2C", ["2D5", "2C"]),
        ("sv", "enligt åtgärd 2.D.5 och genomförandeåtgärd 2.C.", ["2D5", "2C"]),
        ("sv", "åtgärderna 2D1, 2D2 och 2E", ["2D1", "2D2", "2E"]),
        ("sv", "nätverk i västra Birkaland 2D3", ["2D3"]),
        ("fi", "toimen 2A1 ja toimenpiteiden 2A2–2A4 sekä täytäntöönpanotoimessa 3C",
         ["2A1", "2A2", "2A4", "3C"]),
        ("en", "see measure 1A1 and measures 1B and 1C", ["1A1", "1B", "1C"]),
    ],
)  # fmt: skip
def test_what_is_a_reference(code: str, text: str, expected: list[str]) -> None:
    assert codes(text, code) == expected


@pytest.mark.parametrize(
    "text",
    [
        "en 3D-skrivare", "5 A4-ark", "O.1.1.2 barn", "R.2A1", "Gatan 12B4", "3C ensamt",
        "åtgärd 2 I Åbo",
    ],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    assert codes(text) == []


def test_a_list_item_may_begin_with_the_code_of_an_implementation_measure() -> None:
    assert codes("3A Stöd för tolkar", in_list=True) == ["3A"]
    assert codes("3A1 Stöd för tolkar (3B)", in_list=True) == ["3A1", "3B"]


def test_a_reference_has_the_words_that_name_it() -> None:
    found = ReferenceFinder(find_language("sv")).find(span_of("enligt åtgärd 2 D 5 och (1B)."))
    assert texts_of([reference.span for reference in found]) == ["2 D 5", "1B"]
    assert [word.text for word in found[0].span.words] == ["2", "D", "5"]
