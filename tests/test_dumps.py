"""Samples read from the text dumps of other tools; `python -m benchmarks.dumps` shows them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.dumps import list_tools, score_dump

SAMPLES = Path(__file__).parents[1] / "samples"

LEAST = {
    "pdftotext -layout": {"amif-2027-2028.sv": 0.98, "bmvi-2027-2028.en": 1, "isf-2027-2028.fi": 1},
    "pdftotext": {"amif-2027-2028.sv": 0.95, "bmvi-2027-2028.en": 0.96, "isf-2027-2028.fi": 0.99},
    "copy-paste": {"amif-2027-2028.sv": 0.95, "bmvi-2027-2028.en": 0.96, "isf-2027-2028.fi": 0.99},
    "pdftotext -raw": {"amif-2027-2028.sv": 0.97, "bmvi-2027-2028.en": 0.96},
    "pdfminer.six": {"amif-2027-2028.sv": 0.94, "bmvi-2027-2028.en": 0.94},
}
"""Shares of right fields that were measured; none may get worse."""


@pytest.mark.parametrize(
    ("tool", "sample", "least"),
    [(tool, sample, least) for tool, several in LEAST.items() for sample, least in several.items()],
)
def test_a_dump_gives_as_many_fields_as_it_gave(tool: str, sample: str, least: float) -> None:
    tools = list_tools()
    if tool not in tools:
        pytest.skip("pdftotext is not installed")
    pdf = SAMPLES / f"{sample}.pdf"
    score = score_dump(tools[tool](pdf), pdf.with_suffix(".cards.json"))
    assert score.share >= least, score.wrong
