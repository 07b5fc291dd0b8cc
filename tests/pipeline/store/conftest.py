"""Editions of plans that the tests of the store add."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.record import Plan
from tests.pipeline.store.editions import Edition

AMIF, AMENDED = "amif-2027-2028.sv.pdf", "amif-2027-2028_v2.sv.pdf"
ISF = "isf-2027-2028.fi.pdf"


@pytest.fixture
def sample(
    extracted: Callable[[str], Plan], plan_file: Callable[[str], Path]
) -> Callable[[str], Edition]:
    """A sample with its file."""
    return lambda name: Edition(extracted(name), plan_file(name))


@pytest.fixture
def plan(sample: Callable[[str], Edition]) -> Edition:
    """The Swedish plan."""
    return sample(AMIF)


@pytest.fixture
def amended(sample: Callable[[str], Edition]) -> Edition:
    """Its amended version."""
    return sample(AMENDED)


@pytest.fixture
def other(sample: Callable[[str], Edition]) -> Edition:
    """A plan of another fund."""
    return sample(ISF)
