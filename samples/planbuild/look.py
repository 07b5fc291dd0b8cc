"""How a sample plan looks, and its labels and captions."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Look(BaseModel):
    """What a source says of its looks: no key may be misspelt."""

    model_config = ConfigDict(extra="forbid")


class Layout(Look):
    """How one plan looks."""

    font: str
    size: float
    line_spacing: float
    paragraph_space: float
    label_width_mm: float
    side_margin_mm: float
    top_margin_mm: float
    bullet: str
    page_number: str
    page_number_place: Literal["header", "footer"]
    repeat_title_row: bool
    call_tables_apart: bool
    title_fill: str
    heading_color: str
    contents: Literal["leader", "typed"]


class AmountForm(Look):
    """How money is printed."""

    thousands: str
    decimal: str
    suffix: str

    def print(self, amount: Decimal, places: int) -> str:
        """Decimal("1234.5"), 2 -> "1 234,50 €"."""
        number = f"{amount:,.{places}f}"
        swapped = number.replace(",", "\0").replace(".", self.decimal)
        return swapped.replace("\0", self.thousands) + self.suffix


class DateForm(Look):
    """How days are printed: `long` and `range` with the month's name, `short` in digits."""

    months: list[str] = Field(min_length=12, max_length=12)
    long: str
    short: str
    range: str

    def print(self, first: date, last: date | None, form: str | None) -> str:
        """One day, or a range of days inside one month."""
        text = self.range if last else self.short if form == "short" else self.long
        return text.format(
            d=first.day,
            m=first.month,
            y=first.year,
            month=self.months[first.month - 1],
            last=last and last.day,
        )


class Words(Look):
    """Labels and captions in the plan's language."""

    contents: str
    objective: str
    implementation_measure: str
    measure: str
    results: str
    target_group: str
    support: str
    beneficiaries: str
    coordination: str
    indicators: str
    output: str
    result: str
    call: str
    seasons: dict[str, str]
    caption_allocations: str
    caption_calls: str
    calls_header: str
    calls_total: str
    calls_suffix: str
    calls_note: str
    allocations_total: str
    percent: str
    amount: AmountForm
    millions: str
    date: DateForm

    def rounds(self, rounds: list[str]) -> str:
        """["spring 2027", "autumn 2027"] -> "Våren 2027, hösten 2027"."""
        text = ", ".join(self.round(r) for r in rounds)
        return text[:1].upper() + text[1:]

    def round(self, round_: str) -> str:
        """Print one round: "spring 2027" -> "våren 2027"."""
        season, year = round_.split()
        return f"{self.seasons[season]} {year}"
