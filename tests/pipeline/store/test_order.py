"""Versions follow each other as stored, a late one right after the one it supersedes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.store.order import next_number, order_versions


@dataclass(frozen=True)
class Version:
    version: str
    sequence: int | None = None
    supersedes: str | None = None


def names(versions: Sequence[Version]) -> list[str]:
    return [version.version for version in order_versions(versions)]


@st.composite
def stores(draw: st.DrawFn) -> list[Version]:
    """Versions as runs add them: some old ones without keys, then each after one that is there."""
    old = draw(st.integers(0, 3))
    versions = [Version(f"v{number}") for number in range(1, old + 1)]
    for number in range(old + 1, old + 1 + draw(st.integers(0, 6))):
        known = [version.version for version in versions]
        superseded = draw(st.sampled_from(known) | st.none()) if known else None
        versions.append(Version(f"v{number}", number, superseded))
    return versions


@pytest.mark.parametrize(
    ("versions", "order"),
    [
        ([], []),
        ([Version("v1", 1), Version("v2", 2, "v1"), Version("v3", 3, "v2")], ["v1", "v2", "v3"]),
        ([Version("v1", 1), Version("v2", 2, "v1"), Version("late", 3, "v1")],
         ["v1", "late", "v2"]),
        ([Version("v1", 1), Version("v2", 2, "v1"), Version("first", 3)], ["first", "v1", "v2"]),
        ([Version("v10"), Version("v9"), Version("2024")], ["2024", "v9", "v10"]),
        ([Version("v1"), Version("v2"), Version("late", 3, "v1")], ["v1", "late", "v2"]),
        ([Version("v1", 1), Version("v3", 3, "v2-that-is-gone")], ["v1", "v3"]),
    ],
    ids=["none", "chain", "between", "before-all", "no-keys", "mixed", "predecessor-gone"],
)  # fmt: skip
def test_examples(versions: list[Version], order: list[str]) -> None:
    assert names(versions) == order


@given(stores(), st.randoms())
def test_the_order_is_one_whatever_the_folder_lists_first(
    versions: list[Version], random: Random
) -> None:
    shuffled = list(versions)
    random.shuffle(shuffled)
    assert names(shuffled) == names(versions)
    assert sorted(names(versions)) == sorted(version.version for version in versions)


@given(stores(), st.data())
def test_a_further_version_comes_right_after_the_one_it_supersedes(
    versions: list[Version], data: st.DataObject
) -> None:
    known = names(versions)
    superseded = data.draw(st.sampled_from(known) | st.none()) if known else None
    order = names([*versions, Version("new", len(versions) + 1, superseded)])
    place = order.index("new")
    assert order[:place][-1:] == ([superseded] if superseded else [])
    assert [name for name in order if name != "new"] == known


@given(st.integers(0, 9))
def test_versions_that_each_supersede_the_latest_stay_as_stored(count: int) -> None:
    chain = [
        Version(f"v{number}", number, f"v{number - 1}" if number > 1 else None)
        for number in range(1, count + 1)
    ]
    assert names(chain) == [f"v{number}" for number in range(1, count + 1)]


@given(stores(), st.data())
def test_taking_a_version_away_leaves_the_order_of_those_before_it(
    versions: list[Version], data: st.DataObject
) -> None:
    """No error, and nothing is lost, where a version that others supersede is gone."""
    if versions:
        gone = data.draw(st.sampled_from(versions))
        left = [version for version in versions if version is not gone]
        assert sorted(names(left)) == sorted(version.version for version in left)


@pytest.mark.parametrize(
    ("known", "number"), [([], 1), (["v1"], 2), (["v9", "v10", "draft"], 11), (["2027-01"], 1)]
)
def test_the_next_number(known: list[str], number: int) -> None:
    assert next_number(known) == number
