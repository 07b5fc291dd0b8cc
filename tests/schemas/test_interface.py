"""The interface texts: every language has the same keys and fills in the same values."""

from __future__ import annotations

from string import Formatter
from typing import get_args

import pytest

from schemas.errors import UsageError
from schemas.interface import Interface, find_interface, load_interfaces
from schemas.record import LEVELS, AllocationKind, FindingCode

TABLES = [name for name in Interface.model_fields if name != "name"]
others = pytest.mark.parametrize("code", [c for c in load_interfaces() if c != "en"])


def fillings(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@others
@pytest.mark.parametrize("table", TABLES)
def test_every_language_has_the_same_texts(code: str, table: str) -> None:
    english: dict[str, str] = getattr(find_interface("en"), table)
    other: dict[str, str] = getattr(find_interface(code), table)
    assert other.keys() == english.keys()
    for key, text in other.items():
        assert text.strip()
        assert fillings(text) == fillings(english[key]), key


def test_everything_that_is_shown_has_a_name() -> None:
    english = find_interface("en")
    assert set(get_args(FindingCode)) <= english.findings.keys()
    assert set(LEVELS) == english.levels.keys() == english.levels_many.keys()
    assert set(get_args(AllocationKind)) == english.kinds.keys()


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(UsageError, match="xx"):
        find_interface("xx")
