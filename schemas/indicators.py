"""The indicators of the three regulations (``indicators.tsv``)."""

from __future__ import annotations

import csv
import io
from functools import cache
from typing import Literal

from pydantic import ValidationError

from schemas.errors import FactsError
from schemas.fact_files import Facts, read_data
from schemas.fund import FundCode


class Indicator(Facts):
    """An indicator of a fund's regulation (Annex VIII)."""

    fund: FundCode
    objective: int
    code: str
    kind: Literal["output", "result"]
    parent: str | None
    related_output: str | None
    unit: str
    label_en: str
    note: str | None


@cache
def load_indicators() -> tuple[Indicator, ...]:
    """The indicators of the three regulations, in the file's order."""
    name = "indicators.tsv"
    rows = csv.DictReader(io.StringIO(read_data(name)), delimiter="\t", quoting=csv.QUOTE_NONE)
    found: list[Indicator] = []
    for number, row in enumerate(rows, start=2):
        filled = {key: (value or None) for key, value in row.items()}
        try:
            found.append(Indicator.model_validate(filled))
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"])
            raise FactsError(
                f"schemas/{name}: line {number}, column {key}: {first['msg']}. Mend the row."
            ) from error
    return tuple(found)
